//! What was found in the reports: for whoever checks them, not for readers of a site.

use super::{
    Source, Table,
    column::{Column, Kind},
    rows::{Rows, Value},
};
use crate::{i18n::Lang, render::Renderer, text};

pub(super) static TABLE: Table = Table {
    name: "findings",
    meaning: text!("一行一个检查结果", "One row per finding"),
    columns: &[
        Column::new("agency", Kind::Text, text!("机关标识", "Id of the agency")),
        Column::new("rule", Kind::Text, text!("规则", "Rule")),
        Column::new("level", Kind::Text, text!("级别：error、warning、note", "error, warning or note")),
        Column::new("at", Kind::Text, text!("哪一格或哪一部分", "Cell or section")),
        Column::new("value", Kind::Text, text!("那里写的内容", "What stands there")),
        Column::new("message", Kind::Text, text!("说明（中文）", "What is wrong, in Chinese")),
        Column::new("message_en", Kind::Text, text!("说明（英文）", "What is wrong, in English")),
        Column::new("waived", Kind::Text, text!("报告说明的理由", "The reason that the report gives for it")),
        Column::new("file", Kind::Text, text!("文件", "File")),
        Column::new("line", Kind::Whole, text!("行号，从 1 起", "Line, from 1")),
    ],
    rows: Source::ByYear(rows),
    is_public: false,
};

fn rows(renderer: &Renderer<'_>, year: u16, rows: &mut Rows) {
    let site = renderer.site;
    for report in site.archive.of_year(year).into_iter().map(|id| site.report(id)) {
        for finding in renderer.findings.in_file(&report.source.path) {
            let line = report.source.position(finding.place.span.start).line;
            rows.push([
                Value::from(&site.agency_of(report).id),
                Value::from(finding.rule.0),
                Value::from(finding.level.word().get(Lang::En)),
                Value::from(finding.at.as_ref()),
                Value::from(finding.value.as_ref()),
                Value::from(&finding.message.get(Lang::Zh)),
                Value::from(&finding.message.get(Lang::En)),
                Value::from(finding.waived.as_ref()),
                Value::from(&finding.place.source.path),
                Value::from(i64::try_from(line).ok()),
            ]);
        }
    }
}
