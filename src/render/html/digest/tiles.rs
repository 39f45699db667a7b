//! Every agency and every year: whose report is here, late, corrected or missing.

use super::rows::{absence, days_late};
use crate::{
    config::AgencyId,
    i18n::{Lang, Text},
    render::html::{
        card::{href, link},
        view::{Link, Tile, TileGroup, TileRow, TilesView, YearLink},
    },
    report::Number,
    site::{Address, List, Site, Standing, url},
    text,
};

const MARKS: [(&str, Text, Text); 7] = [
    ("here", text!("●", "●"), text!("按期发布", "on time")),
    ("late", text!("迟", "L"), text!("迟于期限", "late")),
    ("corrected", text!("更", "C"), text!("发布后更正过", "corrected after publication")),
    ("joint", text!("并", "J"), text!("并入其他机关的报告", "part of another agency’s report")),
    ("absent", text!("免", "N"), text!("没有报告，已说明理由", "no report, for a stated reason")),
    ("overdue", text!("缺", "O"), text!("过了期限，没有报告", "overdue")),
    ("missing", text!("○", "○"), text!("本网站没有收录", "not on this site")),
];

/// The agencies of a list. Nothing where one agency reports alone, and before there are reports.
pub(crate) fn tiles(site: &Site, page: &Address, list: &List) -> Option<TilesView> {
    let agencies = &site.config.agencies;
    let years: Vec<u16> = site.archive.years().into_keys().rev().collect();
    if years.is_empty() || site.is_single() {
        return None;
    }
    let (sums, own): (Vec<_>, Vec<_>) = list.agencies.iter().partition(|id| !agencies[**id].rolls_up.is_empty());
    let lang = site.config.language;
    let sums_title = text!("汇总下属机关的报告", "Consolidated reports").get(lang);
    let groups = [("", own), (sums_title, sums)].map(|(title, agencies): (_, Vec<&AgencyId>)| TileGroup {
        title,
        rows: agencies.into_iter().map(|id| row(site, page, *id, &years)).collect(),
    });
    let groups: Vec<_> = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
    let tiles = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.tiles);
    let occurring = MARKS.iter().filter(|(key, ..)| tiles.clone().any(|tile| tile.standing == *key));
    let legend = occurring.map(|(key, mark, words)| Tile {
        standing: key,
        mark: mark.get(lang),
        words: words.get(lang).to_owned(),
        href: String::new(),
    });
    Some(TilesView {
        legend: legend.collect(),
        years: years.iter().map(|&year| YearLink { year, href: href(page, &url::year(year)) }).collect(),
        groups,
    })
}

fn row(site: &Site, page: &Address, id: AgencyId, years: &[u16]) -> TileRow {
    let agency = &site.config.agencies[id];
    let tiles = years.iter().map(|year| tile(site, page, &Standing::of(site, id, *year)));
    TileRow {
        agency: link(page, agency.short_name(), &url::agency(&agency.id)),
        units: units(site, page, id),
        tiles: tiles.collect(),
    }
}

/// The list of those below an agency, if it stands on another page than this.
pub(crate) fn units(site: &Site, page: &Address, id: AgencyId) -> Option<Link> {
    let path = url::list(site, url::canonical(url::AGENCIES), site.lists.below(id)?);
    let count = site.config.agencies.units_of(&site.config.agencies[id]).len();
    let label =
        text!("下属 {n} 个机关", "{n} subordinate {n:agency|agencies}").with("n", Number::count(count).grouped());
    let href = url::relative(&page.path, &path);
    (path != page.path).then(|| Link { label: label.get(site.config.language), href })
}

fn tile(site: &Site, page: &Address, standing: &Standing) -> Tile {
    let lang = site.config.language;
    let (key, words) = match standing {
        Standing::Here { days_late: days, is_corrected, .. } => here(*days, *is_corrected, lang),
        Standing::Joint(_) => ("joint", absence(standing, lang)),
        Standing::Absent(_) => ("absent", absence(standing, lang)),
        Standing::Overdue(_) => ("overdue", absence(standing, lang)),
        Standing::Missing => ("missing", absence(standing, lang)),
        Standing::Nonexistent => ("none", text!("尚未成立或已撤销", "did not exist").get(lang).to_owned()),
    };
    let mark = MARKS.iter().find(|(known, ..)| *known == key).map_or("", |(_, mark, _)| mark.get(lang));
    let href = match standing {
        Standing::Here { report, .. } => {
            url::relative(&page.path, &url::index(&url::report(site, site.report(*report))))
        }
        _ => String::new(),
    };
    Tile { standing: key, mark, words, href }
}

fn here(days: Option<i64>, is_corrected: bool, lang: Lang) -> (&'static str, String) {
    let corrected = text!("已更正", "corrected").get(lang);
    let late = days.map(|days| days_late(days, lang));
    match (late, is_corrected) {
        (Some(late), true) => ("late", late + text!("，", ", ").get(lang) + corrected),
        (Some(late), false) => ("late", late),
        (None, true) => ("corrected", corrected.to_owned()),
        (None, false) => ("here", text!("有报告", "published").get(lang).to_owned()),
    }
}
