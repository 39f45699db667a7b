//! One agency's figures, year by year, beside those of its peers.

use super::{
    cells::{Column, Seen, percent_of},
    number, rate,
};
use crate::{
    archive::{ReportId, stated},
    config::AgencyId,
    form::{CellId, Form},
    i18n::{Lang, words},
    render::html::view::{FigureCell, HistoryCell, HistoryRow, HistoryView, HistoryYear},
    report::{Number, Report},
    site::{Address, Site, Standing, url},
    text,
};

/// What is followed, by the keys of the form's headlines and shares: counts first.
const FOLLOWED: [&str; 10] = [
    "received",
    "carried_in",
    "answered",
    "carried_out",
    "review",
    "litigation",
    "disclosed",
    "refused",
    "unavailable",
    "corrected_in_court",
];

/// Of fewer peers no median is made.
const FEWEST: usize = 5;

/// Of more peers, only those below the same agency count.
const MOST: usize = 200;

/// The height of a sparkline in units of its picture.
const HEIGHT: u16 = 20;

/// An agency's reports with figures, the newest first.
struct History<'a> {
    site: &'a Site,
    page: &'a Address,
    reports: Vec<(ReportId, &'a Report)>,
    /// Other agencies' reports on the newest year that are like it.
    peers: Vec<&'a Report>,
}

/// Nothing if no report has figures.
pub(crate) fn history(site: &Site, page: &Address, agency: AgencyId) -> Option<HistoryView> {
    let all = site.archive.of_agency(agency).rev().map(|id| (id, &**site.archive.report(id)));
    let reports: Vec<_> = all.filter(|(_, report)| !report.edition.headlines.is_empty()).collect();
    let newest = reports.first()?.1;
    let history = History { site, page, peers: peers(site, newest), reports };
    let columns = FOLLOWED.iter().filter_map(|key| {
        let headline = newest.edition.headline(key).map(Column::Headline);
        headline.or_else(|| newest.edition.share(key).map(Column::Share))
    });
    let rows: Vec<_> = columns.map(|column| history.row(&column)).chain(history.stocks()).collect();
    let lang = site.config.language;
    Some(HistoryView {
        years: history.years(),
        median: (history.peers.len() >= FEWEST)
            .then(|| text!("{n} 个同类机关的中位数", "Median of {n} peers").with("n", history.peers.len()).get(lang)),
        rows,
    })
}

/// Reports on the same year by agencies of the same kind and rank that still exist. Sums of others are no peers.
fn peers<'a>(site: &'a Site, report: &Report) -> Vec<&'a Report> {
    let agencies = &site.config.agencies;
    let own = &agencies[report.agency];
    let like = agencies.ids().filter(|id| {
        let other = &agencies[*id];
        *id != report.agency && (other.kind, other.rank) == (own.kind, own.rank) && other.until.is_none()
    });
    let like: Vec<_> = like.collect();
    // In a large portal those below the same agency are more alike, and comparing everybody with everybody takes long.
    let is_near = |id: &AgencyId| like.len() <= MOST || agencies[*id].parent == own.parent;
    let reports = like.iter().copied().filter(is_near).filter_map(|id| site.archive.find(id, report.year));
    reports.filter(|report| !report.edition.headlines.is_empty() && !super::is_sum(site, report)).collect()
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
        let year = |(_, report): &(ReportId, &Report)| {
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
        };
        self.reports.iter().map(year).collect()
    }

    fn row(&self, column: &Column) -> HistoryRow {
        let lang = self.lang();
        let cell = |(_, report): &(ReportId, &Report)| {
            let href = self.href(report);
            let seen = Seen { report, before: self.site.archive.previous(report), href: &href };
            column.cell(&seen, Number::ZERO, lang)
        };
        let heights: Vec<_> = self.reports.iter().map(|(_, report)| Self::height(column, report)).collect();
        Self::finished(column.label(lang), column.meaning(lang), self.reports.iter().map(cell).collect(), &heights, {
            let values: Vec<_> = self.peers.iter().filter_map(|peer| Self::height(column, peer)).collect();
            let is_rate = matches!(column, Column::Share(share) if share.is_rate);
            median(values).map(|median| if is_rate { percent_of(median) } else { median.to_string() })
        })
    }

    /// What a figure is compared by: a rate in tenths of a percent, or a number.
    fn height(column: &Column, report: &Report) -> Option<Number> {
        match column {
            Column::Headline(headline) => number(report, headline),
            Column::Share(share) if share.is_rate => {
                rate(report, share)?.tenths().and_then(|tenths| i64::try_from(tenths).ok()).map(Number::whole)
            }
            Column::Share(share) => rate(report, share).map(|rate| rate.part),
        }
    }

    /// The documents in force, row by row of the form.
    fn stocks(&self) -> Vec<HistoryRow> {
        let form = self.reports[0].1.form();
        let stocks = form.tables.iter().flat_map(|table| &table.stocks).map(|stock| stock.stock);
        stocks.map(|stock| self.stock(form, stock)).collect()
    }

    fn stock(&self, form: &'static Form, stock: CellId) -> HistoryRow {
        let path = &form.cells[stock].path;
        let (row, column) = form.lines_of(stock);
        let value = |report: &Report| report.form().cell(path).map(|cell| stated(report, &[cell]));
        let cell = |(_, report): &(ReportId, &Report)| match value(report) {
            None => FigureCell {
                value: text!("不适用", "not applicable").get(self.lang()).to_owned(),
                ..Default::default()
            },
            Some(number) => super::cells::counted(number, None, Number::ZERO, self.lang()),
        };
        let cells = self.reports.iter().map(cell).collect();
        let heights: Vec<_> = self.reports.iter().map(|(_, report)| value(report).flatten()).collect();
        let peers = median(self.peers.iter().filter_map(|peer| value(peer).flatten()).collect());
        let label = format!("{} · {}", row.short(), column.short());
        Self::finished(label, "", cells, &heights, peers.map(|median| median.to_string()))
    }

    fn finished(
        label: impl Into<String>,
        meaning: &'static str,
        cells: Vec<FigureCell>,
        heights: &[Option<Number>],
        median: Option<String>,
    ) -> HistoryRow {
        let most = heights.iter().flatten().copied().max().unwrap_or_default();
        // From the earliest to the newest, as people read time.
        let bars = heights.iter().rev().enumerate().filter_map(|(at, height)| {
            let height = (*height)?.parts_of(most, HEIGHT).0;
            Some(HistoryCell { x: at * 10, y: u64::from(HEIGHT) - height, height })
        });
        HistoryRow {
            label: label.into(),
            meaning,
            width: heights.len() * 10,
            bars: if heights.len() < 2 || most.is_zero() { Vec::new() } else { bars.collect() },
            cells,
            median: median.unwrap_or_default(),
        }
    }
}

/// Of five numbers or more; between the two in the middle, the lower.
fn median(mut values: Vec<Number>) -> Option<Number> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied().filter(|_| values.len() >= FEWEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_needs_five() {
        let of = |values: &[i64]| median(values.iter().map(|value| Number::whole(*value)).collect());
        assert_eq!(of(&[9, 1, 5, 3]), None);
        assert_eq!(of(&[9, 1, 5, 3, 7]), Some(Number::whole(5)));
        assert_eq!(of(&[9, 1, 5, 3, 7, 8]), Some(Number::whole(5)));
    }
}
