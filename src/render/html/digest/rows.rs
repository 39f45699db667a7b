//! A year's agencies, a row each.

use super::{
    Digest, Sum,
    cells::{self, Column, Seen},
    headline::coverage,
    is_sum, scope,
};
use crate::{
    archive::ReportId,
    config::AgencyId,
    i18n::Lang,
    render::html::view::{AgencyRow, FigureCell, FigureColumn, SumRow},
    report::{Number, Report},
    site::{Address, List, Site, Standing, lists::with_units, url},
    text,
};

/// The columns in their order, by the keys of the form's headlines and shares.
const COLUMNS: [&str; 8] = [
    "received",
    "disclosed",
    "disclosed_of_processed",
    "refused",
    "unavailable",
    "carried_out",
    "corrected_in_court",
    "corrected_on_review",
];

/// Those with a bar and the change on the year before: if all had them, nobody would see any.
const STRESSED: [&str; 3] = ["received", "disclosed", "refused"];

impl Digest<'_> {
    fn table(&self) -> Vec<Column> {
        let columns = COLUMNS.into_iter().filter_map(|key| match self.edition.headline(key) {
            Some(headline) => Some(Column::Headline(headline)),
            None => self.edition.share(key).map(Column::Share),
        });
        columns.collect()
    }

    /// The heads of the figures' columns.
    pub(crate) fn columns(&self) -> Vec<FigureColumn> {
        let lang = self.lang();
        let columns = self.table().into_iter();
        columns.map(|column| FigureColumn { label: column.label(lang), meaning: column.meaning(lang) }).collect()
    }

    /// All that are added up, in the order of the columns; nothing if that is one report.
    pub(crate) fn sums(&self) -> Vec<FigureCell> {
        if self.counted.len() < 2 { Vec::new() } else { self.sums_of(&self.table()) }
    }

    fn sums_of(&self, columns: &[Column]) -> Vec<FigureCell> {
        let lang = self.lang();
        let sums = columns.iter().map(|column| match column {
            Column::Headline(headline) => {
                let Sum { sum, .. } = self.sum_of(headline);
                cells::counted(sum, None, Number::ZERO, lang)
            }
            Column::Share(share) => cells::shared(share, self.rate_of(share).sum, None, lang),
        });
        sums.map(|cell| FigureCell { bar: None, ..cell }).collect()
    }
}

/// Those of the listed agencies that have others below them, each with all of these.
pub(crate) fn sums_below(digest: &Digest<'_>, list: &List) -> Vec<SumRow> {
    let (site, page, year) = (digest.site, digest.page, digest.year);
    let agencies = &site.config.agencies;
    let columns = digest.table();
    let rows = list.agencies.iter().filter_map(|&id| {
        let path = url::list(site, &url::year(year), site.lists.below(id)?);
        let all = with_units(agencies, id);
        let (here, wanted) = coverage(site, &all, year);
        let below = Digest::among(site, page, year, all);
        Some(SumRow {
            agency: agencies[id].name_in(year).to_owned(),
            href: url::relative(&page.path, &path),
            reports: here,
            wanted,
            cells: below.map_or_else(Vec::new, |below| below.sums_of(&columns)),
        })
    });
    rows.collect()
}

/// The listed agencies that existed in a year: those with reports of their own, those whose reports are sums, those
/// without. `digest` is theirs.
pub(crate) fn rows(
    site: &Site,
    page: &Address,
    year: u16,
    digest: Option<&Digest<'_>>,
    list: &List,
) -> [Vec<AgencyRow>; 3] {
    let columns = digest.map_or_else(Vec::new, Digest::table);
    let most = columns.iter().map(|column| digest.map_or(Number::ZERO, |digest| column.most(digest.own())));
    let most: Vec<_> = most.collect();
    let mut rows = [Vec::new(), Vec::new(), Vec::new()];
    for &id in &list.agencies {
        let standing = Standing::of(site, id, year);
        let Standing::Here { report, days_late, is_corrected } = standing else {
            rows[2].extend(without(site, page, id, year, &standing));
            continue;
        };
        let (of, report) = (usize::from(is_sum(site, site.report(report))), report);
        let row = with(site, page, report, days_late.unwrap_or(0), is_corrected);
        rows[of].push(AgencyRow { cells: figures(site, page, report, &columns, &most), ..row });
    }
    rows
}

fn with(site: &Site, page: &Address, id: ReportId, days: i64, corrected: bool) -> AgencyRow {
    let report = site.report(id);
    AgencyRow {
        agency: site.name_of(report).to_owned(),
        href: href(site, page, report),
        published: report.published.map(|published| published.date.to_string()).unwrap_or_default(),
        late: if days > 0 { days_late(days, site.config.language) } else { String::new() },
        days_late: days,
        corrected,
        draft: report.draft,
        inside: inside(site, report),
        scope: scope::sentence(site, report).unwrap_or_default(),
        ..of(site, report.agency)
    }
}

/// Whose report holds its figures already, so that they are not added up once more.
fn inside(site: &Site, report: &Report) -> String {
    site.host_of(report.agency, report.year).map_or_else(String::new, |host| {
        text!("已含在{host}的报告里，不再计入合计", "Part of the report by {host}; not counted again")
            .with("host", site.name_of(host))
            .get(site.config.language)
    })
}

fn without(site: &Site, page: &Address, id: AgencyId, year: u16, standing: &Standing) -> Option<AgencyRow> {
    let agency = &site.config.agencies[id];
    let key = match standing {
        Standing::Here { .. } | Standing::Nonexistent => return None,
        Standing::Joint(_) => "joint",
        Standing::Absent(_) => "absent",
        Standing::Overdue(_) => "overdue",
        Standing::Missing => "missing",
    };
    Some(AgencyRow {
        agency: agency.name_in(year).to_owned(),
        href: url::relative(&page.path, &url::index(&url::agency(&agency.id))),
        absence: absence(standing, site.config.language),
        standing: key,
        ..of(site, id)
    })
}

/// What is the same with and without a report.
fn of(site: &Site, id: AgencyId) -> AgencyRow {
    let agency = &site.config.agencies[id];
    AgencyRow { kind: agency.kind.key(), parent: agency.parent.clone().unwrap_or_default(), ..AgencyRow::default() }
}

fn href(site: &Site, page: &Address, report: &Report) -> String {
    url::relative(&page.path, &url::index(&url::report(site, report)))
}

fn figures(site: &Site, page: &Address, id: ReportId, columns: &[Column], most: &[Number]) -> Vec<FigureCell> {
    let report = site.report(id);
    let href = href(site, page, report);
    let seen = Seen { report, before: site.archive.comparable(report), href: &href };
    let cells = columns.iter().zip(most).map(|(column, most)| {
        let cell = column.cell(&seen, *most, site.config.language);
        if STRESSED.contains(&column.key()) { cell } else { FigureCell { bar: None, change: String::new(), ..cell } }
    });
    cells.collect()
}

pub(super) fn days_late(days: i64, lang: Lang) -> String {
    text!("迟 {days} 天", "{days} {days:day|days} late").with("days", days).get(lang)
}

/// Why there is no report here.
pub(super) fn absence(standing: &Standing, lang: Lang) -> String {
    match standing {
        Standing::Joint(host) => text!("并入{host}的报告", "Part of the report by {host}").with("host", host).get(lang),
        Standing::Absent(reason) => reason.clone(),
        Standing::Overdue(days) => {
            text!("逾期 {days} 天，未见报告", "Overdue by {days} {days:day|days}").with("days", *days).get(lang)
        }
        _ => text!("本网站没有收录", "Not on this site").get(lang).to_owned(),
    }
}
