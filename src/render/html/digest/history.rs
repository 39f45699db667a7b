//! One agency's figures, year by year, beside those of its peers.

use super::{
    cells::{self, Seen},
    has_figures,
    peers::{Figure, Group, is_peer},
};
use crate::{
    archive::ReportId,
    config::AgencyId,
    i18n::{Lang, words},
    render::{
        Renderer,
        html::view::{FigureCell, HistoryCell, HistoryRow, HistoryView, HistoryYear},
    },
    report::{Number, Report},
    site::{Address, Site, Standing, url},
    text,
};
use std::sync::Arc;

/// The height of a sparkline in units of its picture.
const HEIGHT: u16 = 20;

/// An agency's reports with figures, the newest first.
struct History<'a> {
    site: &'a Site,
    page: &'a Address,
    reports: Vec<(ReportId, &'a Report)>,
    /// Other agencies' reports on the newest one's year, and the newest if it `is_member`.
    peers: Arc<Group>,
    is_member: bool,
}

/// Nothing if no report has figures.
pub(crate) fn history(renderer: &Renderer<'_>, page: &Address, agency: AgencyId) -> Option<HistoryView> {
    let site = renderer.site;
    let all = site.archive.of_agency(agency).rev().map(|id| (id, &**site.archive.report(id)));
    let reports: Vec<_> = all.filter(|(_, report)| has_figures(report)).collect();
    let newest = reports.first()?.1;
    let peers = renderer.peers.of(site, newest);
    let history = History { site, page, peers, is_member: is_peer(site, newest), reports };
    let count = history.peers.count(history.is_member);
    let median =
        count.map(|n| text!("{n} 个同类机关的中位数", "Median of {n} peers").with("n", n).get(site.config.language));
    Some(HistoryView {
        years: history.years(),
        median,
        rows: Figure::all(newest.edition).enumerate().map(|(at, figure)| history.row(at, &figure)).collect(),
    })
}

impl History<'_> {
    fn lang(&self) -> Lang {
        self.site.config.language
    }

    fn href(&self, report: &Report) -> String {
        url::relative(&self.page.path, &url::index(&url::report(self.site, report)))
    }

    fn years(&self) -> Vec<HistoryYear> {
        let lang = self.lang();
        let years = self.reports.iter().map(|(_, report)| {
            let standing = Standing::of(self.site, report.agency, report.year);
            let late = match standing {
                Standing::Here { days_late: Some(days), .. } => super::rows::days_late(days, lang),
                _ => String::new(),
            };
            HistoryYear {
                label: words::year(report.year, lang),
                href: self.href(report),
                published: report.published.map(|published| published.date.to_string()).unwrap_or_default(),
                late,
                corrected: !report.revisions.is_empty(),
                draft: report.draft,
            }
        });
        years.collect()
    }

    fn row(&self, at: usize, figure: &Figure) -> HistoryRow {
        let lang = self.lang();
        let (label, meaning) = match figure {
            Figure::Column(column) => (column.label(lang).to_owned(), column.meaning(lang)),
            Figure::Stock(form, stock) => {
                let (row, column) = form.lines_of(*stock);
                (format!("{}：{}", row.short(), column.short()), "")
            }
        };
        let heights: Vec<_> = self.reports.iter().map(|(_, report)| figure.of(report)).collect();
        let most = heights.iter().flatten().copied().max().unwrap_or_default();
        let own = heights[0].filter(|_| self.is_member);
        let median = self.peers.median(at, own).map(|median| figure.spelt(median));
        HistoryRow {
            label,
            meaning,
            width: heights.len() * 10,
            bars: if heights.len() < 2 || most.is_zero() { Vec::new() } else { bars(&heights, most) },
            cells: self.reports.iter().map(|(_, report)| self.cell(figure, report)).collect(),
            median: median.unwrap_or_default(),
        }
    }

    fn cell(&self, figure: &Figure, report: &Report) -> FigureCell {
        let lang = self.lang();
        match figure {
            Figure::Column(column) => {
                let href = self.href(report);
                let seen = Seen { report, before: self.site.archive.previous(report), href: &href };
                column.cell(&seen, Number::ZERO, lang)
            }
            Figure::Stock(form, stock) if report.form().cell(&form.cells[*stock].path).is_none() => {
                cells::inapplicable(lang)
            }
            Figure::Stock(..) => cells::counted(figure.of(report), None, Number::ZERO, lang),
        }
    }
}

/// From the earliest to the newest, as people read time.
fn bars(heights: &[Option<Number>], most: Number) -> Vec<HistoryCell> {
    let drawn = heights.iter().rev().enumerate().filter_map(|(at, height)| {
        let height = (*height)?.parts_of(most, HEIGHT).0;
        Some(HistoryCell { x: at * 10, y: u64::from(HEIGHT) - height, height })
    });
    drawn.collect()
}
