//! What was reported, by whom and when.

use super::{
    Source, Table,
    column::{Column, Kind},
    rows::{Rows, Value},
};
use crate::{
    render::{Renderer, data::absolute},
    site::url,
    text,
};

pub(super) static TABLE: Table = Table {
    name: "reports",
    meaning: text!("一行一份报告", "One row per report"),
    columns: &[
        Column::new("id", Kind::Text, text!("标识", "Id")),
        Column::new("agency", Kind::Text, text!("机关标识", "Id of the agency")),
        Column::new("agency_name", Kind::Text, text!("机关当年的名称", "Name of the agency in that year")),
        Column::new("edition", Kind::Text, text!("格式版本", "Edition of the form")),
        Column::new("title", Kind::Text, text!("标题", "Title")),
        Column::new("published", Kind::Date, text!("发布日期", "Day of publication")),
        Column::new("due", Kind::Date, text!("应当公布的最后一天", "Last day on which it was due")),
        Column::new(
            "days_late",
            Kind::Whole,
            text!(
                "晚了几天，按时为 0，不知道发布日期为空",
                "Days after that; 0 in time, missing if its day is unknown"
            ),
        ),
        Column::new("corrections", Kind::Whole, text!("公布后更正的次数", "Corrections after publication")),
        Column::new("as_published", Kind::Flag, text!("原样保留", "Kept as published, with its errors")),
        Column::new(
            "joint",
            Kind::Text,
            text!("合并报告的其他机关，换行分隔", "Other agencies that report in it, one per line"),
        ),
        Column::new("url", Kind::Text, text!("网址", "Address of its page")),
    ],
    rows: Source::ByYear(rows),
    is_public: true,
};

fn rows(renderer: &Renderer<'_>, year: u16, rows: &mut Rows) {
    let site = renderer.site;
    for report in site.archive.of_year(year).into_iter().map(|id| site.report(id)) {
        let agency = site.agency_of(report);
        let (published, due) = (report.published.map(|published| published.date), agency.due(year));
        rows.push([
            Value::from(&site.id_of(report)),
            Value::from(&agency.id),
            Value::from(site.name_of(report)),
            Value::from(report.edition.id),
            Value::from(&site.title_of(report)),
            Value::from(published),
            Value::from(due),
            Value::from(published.map(|published| published.days_after(due).max(0))),
            Value::from(i64::try_from(report.revisions.len()).ok()),
            Value::from(report.as_published),
            Value::from(&site.joint_names(report).join("\n")),
            Value::from(&absolute(site, &url::report(site, report))),
        ]);
    }
}
