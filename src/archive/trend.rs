//! Figures by year, for charts.

use crate::{
    form::{CellId, Chart, ChartData, EDITIONS, Node, PerEdition},
    i18n::Lang,
    report::{Number, Report},
};
use rustc_hash::FxHashMap;

/// Figures of one agency, by year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    /// The name of each value of a year.
    pub names: Vec<String>,
    /// Every year from the first report to the last, including years without a report.
    pub years: Vec<TrendYear>,
}

/// The figures of one year in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendYear {
    /// The year reported on.
    pub year: u16,
    /// Whether there is a report on that year.
    pub is_reported: bool,
    /// One for each name; none where the report does not state it.
    pub values: Vec<Option<Number>>,
    /// The sum of the values, if the report states one.
    pub stated: Option<Number>,
}

impl Trend {
    /// The data of a chart for these reports of one agency, the earliest first.
    pub fn of(reports: &[&Report], chart: &Chart, lang: Lang) -> Self {
        // The newest edition names the lines; older figures are found by its keys.
        let Some(model) = reports.iter().rev().find(|report| report.edition.charts.iter().any(|c| c.key == chart.key))
        else {
            return Self::default();
        };
        let (keys, names) = entries(model, chart.data, lang).into_iter().unzip::<_, _, Vec<_>, _>();
        let (first, last) = (reports[0].year, reports[reports.len() - 1].year);
        let years = (first..=last).map(|year| {
            let report = reports.iter().find(|report| report.year == year);
            TrendYear {
                year,
                is_reported: report.is_some(),
                values: report.map_or_else(|| vec![None; keys.len()], |report| values(report, chart.data, &keys)),
                stated: report.and_then(|report| stated(report, chart.data)),
            }
        });
        Self { names, years: years.collect() }
    }

    /// Extends the years to `last`.
    #[must_use]
    pub fn until(mut self, last: u16) -> Self {
        let next = self.years.last().map_or(last, |year| year.year) + 1;
        let nothing = vec![None; self.names.len()];
        self.years.extend((next..=last).map(|year| TrendYear {
            year,
            is_reported: false,
            values: nothing.clone(),
            stated: None,
        }));
        self
    }
}

/// The parts into which a form divides figures, with the cells to be summed for each.
type Parts = Vec<(&'static Node, Vec<CellId>)>;

/// For each form, the parts in any edition's charts.
static PARTS: PerEdition<FxHashMap<(&'static str, &'static str), Parts>> = PerEdition::new(|edition| {
    let charts = EDITIONS.iter().flat_map(|edition| edition.charts);
    let shown = charts.filter_map(|chart| match chart.data {
        ChartData::Headlines(_) => None,
        ChartData::Parts { group, column } => Some((group, column)),
    });
    shown.map(|(group, column)| ((group, column), edition.form().parts(group, column))).collect()
});

fn parts(report: &Report, group: &'static str, column: &'static str) -> &'static [(&'static Node, Vec<CellId>)] {
    PARTS.of(report.edition).get(&(group, column)).map_or(&[], Vec::as_slice)
}

/// The keys and names of a chart's values.
fn entries(model: &Report, data: ChartData, lang: Lang) -> Vec<(&'static str, String)> {
    match data {
        ChartData::Headlines(keys) => {
            let headlines = keys.iter().filter_map(|key| model.edition.headline(key));
            headlines.map(|headline| (headline.key, headline.label.get(lang).to_owned())).collect()
        }
        ChartData::Parts { group, column } => {
            let parts = parts(model, group, column).iter();
            parts.map(|(node, _)| (node.key, name(node, lang))).collect()
        }
    }
}

/// The form has no English names; the keys are used instead.
fn name(node: &Node, lang: Lang) -> String {
    match lang {
        Lang::Zh => node.short().to_owned(),
        Lang::En => {
            let words = node.key.replace('_', " ");
            words[..1].to_uppercase() + &words[1..]
        }
    }
}

fn values(report: &Report, data: ChartData, keys: &[&str]) -> Vec<Option<Number>> {
    match data {
        ChartData::Headlines(_) => keys.iter().map(|key| report.headline(key)).collect(),
        ChartData::Parts { group, column } => {
            let parts = parts(report, group, column);
            keys.iter()
                .map(|key| {
                    let (_, cells) = parts.iter().find(|(node, _)| node.key == *key)?;
                    report.grid.sum(cells)
                })
                .collect()
        }
    }
}

fn stated(report: &Report, data: ChartData) -> Option<Number> {
    match data {
        ChartData::Headlines(_) => None,
        ChartData::Parts { group, column } => report.number(&format!("{group}.total.{column}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        archive::{Archive, Input, InputContent},
        config::Config,
        diag::Source,
        form::Edition,
    };
    use std::sync::Arc;

    fn trend(years: &[(&str, &str)], key: &str, lang: Lang) -> Trend {
        let config = Source::new("site.toml", "title = \"甲\"\n[[agency]]\nid = \"a\"\nname = \"甲局\"\n");
        let config = Config::read(&Arc::new(config)).0;
        let inputs = years.iter().map(|(year, front)| Input {
            path: format!("reports/{year}.md"),
            content: InputContent::Markdown(Arc::new(Source::new(
                format!("content/reports/{year}.md"),
                format!("---\n{front}\n---\n"),
            ))),
        });
        let archive = Archive::gather(&config.agencies, inputs.collect(), false);
        let reports: Vec<_> =
            archive.of_agency(config.agencies.only().unwrap()).map(|id| &**archive.report(id)).collect();
        let chart = Edition::find("2021").unwrap().charts.iter().find(|chart| chart.key == key).unwrap();
        Trend::of(&reports, chart, lang)
    }

    fn numbers(year: &TrendYear) -> Vec<Option<i64>> {
        year.values.iter().map(|value| value.and_then(Number::as_whole)).collect()
    }

    #[test]
    fn years_without_a_report_or_a_figure_are_there_and_empty() {
        let received = "applications:\n  received: [1, 0, 0, 0, 0, 0, 1]";
        let trend = trend(&[("2018", "year: 2018"), ("2019", received), ("2021", received)], "requests", Lang::Zh);
        assert_eq!(trend.names, ["新收申请", "办结申请"]);
        let years: Vec<_> = trend.years.iter().map(|year| (year.year, year.is_reported, numbers(year))).collect();
        assert_eq!(
            years,
            [
                (2018, true, vec![None, None]),
                (2019, true, vec![Some(1), None]),
                (2020, false, vec![None, None]),
                (2021, true, vec![Some(1), None]),
            ]
        );
    }

    #[test]
    fn parts_sum_their_rows_in_every_edition() {
        let old = "applications:\n  results:\n    granted: [1, 0, 0, 0, 0, 0, 1]\n    other: [2, 0, 0, 0, 0, 0, 2]";
        let new = "applications:\n  results:\n    other:\n      fee_unpaid: [3, 0, 0, 0, 0, 0, 3]\n      \
                   no_correction: [1, 0, 0, 0, 0, 0, 1]\n      other: [0, 0, 0, 0, 0, 0, 0]\n    total: [9, 0, 0, 0, 0, 0, 9]";
        let trend = trend(&[("2020", old), ("2021", new)], "outcomes", Lang::En);
        assert_eq!(trend.names[..2], ["Granted", "Partly granted"]);
        assert_eq!(numbers(&trend.years[0]), [Some(1), None, None, None, None, Some(2)]);
        assert_eq!(numbers(&trend.years[1])[5], Some(4));
        assert_eq!(trend.years[1].stated, Some(Number::whole(9)));
    }
}
