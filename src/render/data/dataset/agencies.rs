//! Who reports, and who stands above whom.

use super::{
    Source, Table,
    column::{Column, Kind},
    rows::{Rows, Value},
};
use crate::{
    config::{Agencies, Agency, AgencyKind, Rank},
    render::{Renderer, data::absolute},
    site::url,
    text,
};
use std::iter;

pub(super) static TABLE: Table = Table {
    name: "agencies",
    meaning: text!("一行一个机关", "One row per agency"),
    columns: &[
        Column::new("id", Kind::Text, text!("标识", "Id")),
        Column::new("name", Kind::Text, text!("名称", "Name")),
        Column::new(
            "kind",
            Kind::Text,
            text!("类别：government、department、office", "government, department or office"),
        ),
        Column::new("rank", Kind::Text, text!("层级", "Level of government")),
        Column::new("parent", Kind::Text, text!("上级机关的标识", "Id of the agency above it")),
        Column::new(
            "province",
            Kind::Text,
            text!("所属省级政府的标识", "Id of the provincial government above it, or its own"),
        ),
        Column::new("city", Kind::Text, text!("所属市级政府的标识", "Id of the city government above it, or its own")),
        Column::new(
            "county",
            Kind::Text,
            text!("所属县级政府的标识", "Id of the county government above it, or its own"),
        ),
        Column::new("from", Kind::Whole, text!("首份报告年度", "Year of its first report")),
        Column::new("until", Kind::Whole, text!("末份报告年度", "Year of its last report")),
        Column::new(
            "succeeds",
            Kind::Text,
            text!("承接的机关，空格分隔", "Ids of the agencies it succeeded, separated by spaces"),
        ),
        Column::new(
            "rolls_up",
            Kind::Text,
            text!(
                "数据汇总自哪些机关，空格分隔：加总时不要和它们重复",
                "Ids of the agencies whose sum it reports, separated by spaces; do not add it to theirs"
            ),
        ),
        Column::new("url", Kind::Text, text!("网址", "Address of its page")),
    ],
    rows: Source::Whole(rows),
    is_public: true,
};

fn rows(renderer: &Renderer<'_>, rows: &mut Rows) {
    let site = renderer.site;
    let agencies = &site.config.agencies;
    for agency in agencies.iter() {
        let [province, city, county] =
            [Rank::Province, Rank::City, Rank::County].map(|rank| Value::from(government(agencies, agency, rank)));
        rows.push([
            Value::from(&agency.id),
            Value::from(&agency.name),
            Value::from(agency.kind.key()),
            Value::from(agency.rank.key()),
            Value::from(agency.parent.as_ref()),
            province,
            city,
            county,
            Value::from(agency.from.map(i64::from)),
            Value::from(agency.until.map(i64::from)),
            Value::from(&agency.succeeds.join(" ")),
            Value::from(&agency.rolls_up.join(" ")),
            Value::from(&absolute(site, &url::agency(&agency.id))),
        ]);
    }
}

/// The government of a level among an agency and those above it.
fn government<'a>(agencies: &'a Agencies, agency: &'a Agency, rank: Rank) -> Option<&'a str> {
    let chain = iter::successors(Some(agency), |agency| Some(&agencies[agencies.index_of(agency.parent.as_ref()?)?]));
    // Agencies that stand above each other in a circle are reported elsewhere; here the walk only has to end.
    let mut chain = chain.take(agencies.iter().len());
    chain.find(|agency| agency.kind == AgencyKind::Government && agency.rank == rank).map(|agency| agency.id.as_str())
}
