//! One agency's figures, year by year, beside those of its peers.

use super::{
    absence,
    cells::{self, Seen},
    has_figures,
    peers::{Figure, Group, is_peer},
    reasons::gloss,
    scope,
};
use crate::{
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

/// An agency's reports with figures, the newest first, and the years between and after them.
struct History<'a> {
    site: &'a Site,
    page: &'a Address,
    years: Vec<HistoryOf<'a>>,
    newest: &'a Report,
    /// Other agencies' reports on the newest one's year, and the newest if it `is_member`.
    peers: Arc<Group>,
    is_member: bool,
}

/// A year, and the report on it or why there is none.
enum HistoryOf<'a> {
    Report(&'a Report),
    Absence(u16, Standing),
}

/// Nothing if no report has figures.
pub(crate) fn history(renderer: &Renderer<'_>, page: &Address, agency: AgencyId) -> Option<HistoryView> {
    let site = renderer.site;
    let all = site.archive.of_agency(agency).map(|id| site.report(id));
    let reports: Vec<_> = all.filter(|report| has_figures(report)).collect();
    let (first, newest) = (reports.first()?, *reports.last()?);
    let years = (first.year..=absence::last_year(site, agency)?).rev().filter_map(|year| {
        match absence::of(site, agency, year) {
            Some(standing) => Some(HistoryOf::Absence(year, standing)),
            None => reports.iter().find(|report| report.year == year).map(|report| HistoryOf::Report(report)),
        }
    });
    let peers = renderer.peers.of(site, newest);
    let history = History { site, page, peers, is_member: is_peer(site, newest), years: years.collect(), newest };
    let count = history.peers.count(history.is_member);
    let median = count.map(|n| {
        text!("{n} 个同类机关的中位数", "Median of {n} peers")
            .with("n", Number::count(n).grouped())
            .get(site.config.language)
    });
    let compared = history.years.iter().filter_map(HistoryOf::report);
    Some(HistoryView {
        notes: compared.filter_map(|report| scope::sentence(site, report)).collect(),
        years: history.years(),
        median,
        rows: Figure::all(newest.edition).enumerate().map(|(at, figure)| history.row(at, &figure)).collect(),
    })
}

impl<'a> HistoryOf<'a> {
    fn report(&self) -> Option<&'a Report> {
        match self {
            Self::Report(report) => Some(report),
            Self::Absence(..) => None,
        }
    }
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
        let years = self.years.iter().map(|year| {
            let report = match year {
                HistoryOf::Report(report) => *report,
                HistoryOf::Absence(year, standing) => {
                    let absence = super::rows::absence(standing, lang);
                    return HistoryYear { label: words::year(*year, lang), absence, ..HistoryYear::default() };
                }
            };
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
                absence: String::new(),
                is_newest: std::ptr::eq(report, self.newest),
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
                let label = format!("{}：{}", row.short(), column.short());
                let glosses = [row.node, column.node].map(|node| gloss(node, lang));
                let label = if glosses[0].is_empty() { label } else { format!("{label} ({})", glosses.join(", ")) };
                (label, "")
            }
        };
        let heights: Vec<_> = self.years.iter().map(|year| figure.of(year.report()?)).collect();
        let most = heights.iter().flatten().copied().max().unwrap_or_default();
        let own = figure.of(self.newest).filter(|_| self.is_member);
        let median = self.peers.median(at, own).map(|median| figure.spelt(median));
        HistoryRow {
            label,
            meaning,
            width: heights.len() * 10,
            bars: if heights.iter().flatten().count() < 2 || most.is_zero() {
                Vec::new()
            } else {
                bars(&heights, most)
            },
            cells: self.years.iter().map(|year| year.report().map(|report| self.cell(figure, report))).collect(),
            median: median.unwrap_or_default(),
        }
    }

    fn cell(&self, figure: &Figure, report: &Report) -> FigureCell {
        let lang = self.lang();
        match figure {
            Figure::Column(column) => {
                let href = self.href(report);
                let seen = Seen { report, before: self.site.archive.comparable(report), href: &href };
                // The row has a chart of its own.
                FigureCell { bar: None, ..column.cell(&seen, Number::ZERO, lang) }
            }
            Figure::Stock(form, stock) if report.form().cell(&form.cells[*stock].path).is_none() => {
                cells::inapplicable(lang)
            }
            Figure::Stock(..) => cells::counted(figure.of(report), None, Number::ZERO, lang),
        }
    }
}

/// In the order of the columns.
fn bars(heights: &[Option<Number>], most: Number) -> Vec<HistoryCell> {
    let drawn = heights.iter().enumerate().filter_map(|(at, height)| {
        let height = (*height)?.parts_of(most, HEIGHT);
        Some(HistoryCell { x: at * 10, y: u64::from(HEIGHT) - height, height })
    });
    drawn.collect()
}
