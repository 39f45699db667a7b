//! `data/agencies.csv`: who reports, since when, under whom, so that nobody is counted twice.

use super::{absolute, csv, without_mark};
use crate::{
    config::Agency,
    render::{Format, Kind, RenderError, Renderer},
    site::{Address, Site, url},
    text,
};

pub(crate) static KIND: Kind<()> =
    Kind::new("agencies.csv", |_, ()| "data/agencies.csv".into(), render).format(Format {
        name: "CSV",
        media_type: "text/csv",
        label: text!("机关名单和隶属关系", "Agencies and how they belong together"),
    });

pub(crate) static FOR_PROGRAMS: Kind<()> = Kind::new(
    "agencies.utf8.csv",
    |_, ()| "data/agencies.utf8.csv".into(),
    |renderer, at, ()| render(renderer, at, ()).map(without_mark),
);

/// The columns, and what they are called in Chinese. Ids in one field stand with a blank between them.
pub(crate) const HEAD: [(&str, &str); 12] = [
    ("id", "标识"),
    ("name", "名称"),
    ("short_name", "简称"),
    ("kind", "类别"),
    ("rank", "层级"),
    ("parent", "上级机关"),
    ("from", "首份报告年度"),
    ("until", "末份报告年度"),
    ("succeeds", "承接的机关"),
    ("rolls_up", "汇总的机关"),
    ("former_names", "曾用名及止用年度"),
    ("url", "网址"),
];

fn render(renderer: &Renderer<'_>, _: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let head = HEAD.map(|(name, _)| name.to_owned()).to_vec();
    let lines = site.config.agencies.iter().map(|agency| line(site, agency));
    Ok(csv(std::iter::once(head).chain(lines)))
}

fn line(site: &Site, agency: &Agency) -> Vec<String> {
    let former: Vec<_> = agency.names.iter().map(|former| format!("{} {}", former.until, former.name)).collect();
    vec![
        agency.id.clone(),
        agency.name.clone(),
        agency.short_name.clone().unwrap_or_default(),
        agency.kind.key().to_owned(),
        agency.rank.key().to_owned(),
        agency.parent.clone().unwrap_or_default(),
        agency.from.map(|year| year.to_string()).unwrap_or_default(),
        agency.until.map(|year| year.to_string()).unwrap_or_default(),
        agency.succeeds.join(" "),
        agency.rolls_up.join(" "),
        former.join("; "),
        absolute(site, &url::agency(&agency.id)),
    ]
}
