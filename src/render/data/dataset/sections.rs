//! The text, section by section.

use super::{
    Source, Table,
    column::{Column, Kind},
    rows::{Rows, Value},
};
use crate::{
    render::{Renderer, data::report_json},
    text,
};

pub(super) static TABLE: Table = Table {
    name: "sections",
    meaning: text!("一行一份报告的一个部分", "One row per section of a report"),
    columns: &[
        Column::new("agency", Kind::Text, text!("机关标识", "Id of the agency")),
        Column::new("number", Kind::Text, text!("序号", "Official number")),
        Column::new("key", Kind::Text, text!("部分", "Section: overview, proactive, …, problems, other")),
        Column::new("title", Kind::Text, text!("标题", "Heading")),
        Column::new("markdown", Kind::Text, text!("原文", "As it was written")),
        Column::new("text", Kind::Text, text!("纯文字", "Its text alone")),
    ],
    rows: Source::ByYear(rows),
    is_public: true,
};

fn rows(renderer: &Renderer<'_>, year: u16, rows: &mut Rows) {
    let site = renderer.site;
    for report in site.archive.of_year(year).into_iter().map(|id| site.report(id)) {
        for section in &report.body.sections {
            let section = report_json::section(report, section);
            rows.push([
                Value::from(&site.agency_of(report).id),
                Value::from(section.number),
                Value::from(section.key),
                Value::from(section.title),
                Value::from(&section.markdown),
                Value::from(&section.text),
            ]);
        }
    }
}
