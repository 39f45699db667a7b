//! Pictures of numbers: static SVG, with a sentence, a text alternative and a table of the same numbers.
//!
//! Everything here is a pure function of a [`Trend`]. What is too little for a picture (one year of bars, nothing
//! but zeros) is a sentence.

mod draw;
mod share;
mod summary;

use super::view::{ChartTable, ChartTableRow, ChartView, LegendView};
use crate::{
    archive::{Trend, TrendYear},
    form::{Chart, ChartData},
    i18n::Lang,
    report::{Number, Report},
    text,
};
use pulldown_cmark_escape::escape_html;
use summary::Summary;

pub(super) use share::percent;

/// What is drawn of an agency's reports, the earliest first, up to the last year on which it should report. A picture about
/// which nothing is known is left out.
pub(super) fn of_reports(reports: &[&Report], last: u16, lang: Lang) -> Vec<ChartView> {
    let charts = reports.iter().rev().map(|report| report.edition.charts).find(|charts| !charts.is_empty());
    let charts = charts.unwrap_or_default().iter();
    let mut views: Vec<_> =
        charts.filter_map(|chart| view(chart, &Trend::of(reports, chart, lang).until(last), lang)).collect();
    say_gaps_once(&mut views);
    views
}

/// Pictures of the same reports mostly lack the same years.
fn say_gaps_once(views: &mut [ChartView]) {
    for at in (1..views.len()).rev() {
        if views[..at].iter().any(|before| before.gaps == views[at].gaps) {
            views[at].gaps.clear();
        }
    }
}

/// The pictures that one table of one report gives, where there is something to see.
pub(super) fn of_table(report: &Report, table: &str, lang: Lang) -> Vec<ChartView> {
    let charts = report.edition.charts.iter().filter(|chart| chart.data.table() == Some(table));
    let views = charts.filter_map(|chart| view(chart, &Trend::of(&[report], chart, lang), lang));
    views.filter(|view| !view.svg.is_empty()).collect()
}

/// `None` if no year says anything.
fn view(chart: &Chart, trend: &Trend, lang: Lang) -> Option<ChartView> {
    let known = drawn(trend);
    if known.years.is_empty() {
        return None;
    }
    let are_shares = matches!(chart.data, ChartData::Parts { .. });
    let id = format!("chart-{}", chart.key);
    let title = chart.title.get(lang).to_owned();
    let summary = Summary { trend: &known, gaps: trend, lang };
    let shown = newest_first(&known);
    let mut view = ChartView {
        sentence: if are_shares { summary.shares() } else { summary.bars() },
        gaps: summary.gaps(),
        svg: String::new(),
        legend: Vec::new(),
        legend_year: newest(&known).filter(|_| are_shares && known.years.len() > 1).map(|year| year.year),
        table: table(&shown, are_shares, lang),
        is_of_parts: are_shares,
        title,
        id,
    };
    if is_worth_drawing(&known, are_shares) {
        // Of one year the key says it all.
        let is_said = are_shares && known.years.len() == 1;
        let labels = draw::ChartLabels {
            title: &text!("图：{title}", "Chart: {title}").with("title", &view.title).get(lang),
            alternative: &if is_said { String::new() } else { summary.alternative(are_shares) },
            zero: text!("都是 0", "all 0").get(lang),
            unknown: text!("没有这项数字", "not stated").get(lang),
            unreported: text!("没有报告", "no report").get(lang),
        };
        let draw = if are_shares { draw::shares } else { draw::bars };
        view.svg = draw(&view.id, &shown, &labels);
        view.legend = legend(&view.id, &known, are_shares, lang);
    }
    Some(view)
}

/// From the first year that says something to the last, and on to those without a report.
fn drawn(trend: &Trend) -> Trend {
    let first = trend.years.iter().position(says_something).unwrap_or(trend.years.len());
    let end = trend.years.iter().rposition(|year| says_something(year) || !year.is_reported);
    let end = end.map_or(first, |last| first.max(last + 1));
    Trend { names: trend.names.clone(), years: trend.years[first..end].to_vec() }
}

/// As the tables beside it stand.
fn newest_first(trend: &Trend) -> Trend {
    Trend { names: trend.names.clone(), years: trend.years.iter().rev().cloned().collect() }
}

fn says_something(year: &TrendYear) -> bool {
    year.values.iter().any(Option::is_some)
}

/// Bars compare years; shares compare the parts of one year as well.
fn is_worth_drawing(trend: &Trend, are_shares: bool) -> bool {
    let known = trend.years.iter().filter(|year| year.values.iter().any(Option::is_some)).count();
    let any = trend.years.iter().flat_map(|year| year.values.iter().flatten()).any(|value| !value.is_zero());
    any && (are_shares || known > 1)
}

/// The last year that has more than zeros.
fn newest(trend: &Trend) -> Option<&TrendYear> {
    trend.years.iter().rfind(|year| !sum(year).is_zero())
}

/// The sum of what a year states.
fn sum(year: &TrendYear) -> Number {
    year.values.iter().flatten().copied().sum()
}

/// What the fillings mean; for shares also how large each is in the newest year that has any.
fn legend(id: &str, trend: &Trend, are_shares: bool, lang: Lang) -> Vec<LegendView> {
    if trend.names.len() < 2 {
        return Vec::new();
    }
    let values = newest(trend).filter(|_| are_shares).map_or_else(Vec::new, |year| share::cells(&year.values, lang));
    let names = trend.names.iter().enumerate();
    names
        .map(|(at, name)| LegendView {
            swatch: draw::swatch(id, at),
            label: name.clone(),
            value: values.get(at).cloned().unwrap_or_default(),
        })
        .collect()
}

fn table(trend: &Trend, are_shares: bool, lang: Lang) -> ChartTable {
    let mut columns = trend.names.clone();
    if are_shares {
        columns.push(text!("各项合计", "Sum").get(lang).to_owned());
    }
    let rows = trend.years.iter().map(|year| {
        let mut cells = share::cells(&year.values, lang);
        if !are_shares {
            cells = year.values.iter().map(|value| share::cell(*value, lang)).collect();
        } else if says_something(year) {
            cells.push(sum(year).grouped());
        }
        cells.resize(columns.len(), share::cell(None, lang));
        if !year.is_reported {
            cells.fill(text!("没有报告", "no report").get(lang).to_owned());
        }
        ChartTableRow { year: year.year, cells }
    });
    ChartTable { rows: rows.collect(), columns }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Text;

    const BARS: ChartData = ChartData::Headlines(&[]);
    const PARTS: ChartData = ChartData::Parts { group: "", column: "" };

    fn year(year: u16, values: &[i64]) -> TrendYear {
        let values = values.iter().map(|value| Some(Number::whole(*value)).filter(|n| !n.is_negative())).collect();
        TrendYear { year, is_reported: true, values, stated: None }
    }

    fn missing(of: u16) -> TrendYear {
        TrendYear { is_reported: false, ..year(of, &[-1, -1]) }
    }

    fn draw(data: ChartData, years: &[TrendYear], lang: Lang) -> ChartView {
        let chart = Chart { key: "k", title: text!("收和办", "In and out"), data };
        let names = [text!("收到", "In"), text!("办结", "Out")].map(|name: Text| name.get(lang).to_owned());
        view(&chart, &Trend { names: names.into(), years: years.to_vec() }, lang).unwrap()
    }

    #[test]
    fn a_single_year_of_bars_is_a_sentence() {
        let view = draw(BARS, &[year(2023, &[5, 4])], Lang::Zh);
        assert_eq!((view.svg.as_str(), view.legend.len()), ("", 0));
        assert_eq!(view.sentence, "2023年收到 5 件，办结 4 件。");
    }

    #[test]
    fn nothing_but_zeros_is_a_sentence() {
        for data in [BARS, PARTS] {
            let view = draw(data, &[year(2022, &[0, 0]), year(2023, &[0, 0])], Lang::Zh);
            assert_eq!((view.svg.as_str(), view.sentence.as_str()), ("", "2022—2023年收到、办结都是 0 件。"));
        }
        let view = draw(BARS, &[year(2023, &[0, 0])], Lang::En);
        assert_eq!(view.sentence, "2023: In, Out are all 0.");
    }

    #[test]
    fn what_nobody_knows_is_no_chart() {
        let trend = Trend { names: vec!["收到".into()], years: vec![year(2018, &[-1])] };
        let chart = Chart { key: "k", title: text!("收", "In"), data: BARS };
        assert!(view(&chart, &trend, Lang::Zh).is_none());
        assert!(view(&chart, &Trend::default(), Lang::Zh).is_none());
    }

    #[test]
    fn the_longest_bar_fills_the_width_and_the_others_follow() {
        let view = draw(BARS, &[year(2022, &[3, 8]), year(2023, &[0, 2])], Lang::Zh);
        let widths: Vec<_> = view.svg.split(" width=").skip(1).map(|rest| rest.split(' ').next().unwrap()).collect();
        assert!(widths.windows(3).any(|three| three == ["25%", "37.5%", "100%"]), "{widths:?}");
        assert!(view.svg.contains(">0</text>"), "a zero has a number and no bar");
    }

    #[test]
    fn gaps_are_said_in_the_picture_the_sentence_and_the_table() {
        let years =
            [year(2018, &[-1, -1]), year(2019, &[1, 1]), missing(2020), year(2021, &[2, -1]), year(2022, &[3, 1])];
        let view = draw(BARS, &years, Lang::Zh);
        assert!(view.svg.contains(">没有报告</text>") && view.svg.contains(">没有这项数字</text>"));
        assert!(!view.svg.contains(">2018</text>"), "years before the first figure are not drawn");
        let gaps = "2018年的报告没有这些数字。没有2020年的报告。2021年的报告有没填的项目。";
        assert_eq!(view.gaps, gaps);
        let rows: Vec<_> = view.table.rows.iter().map(|row| (row.year, row.cells[1].as_str())).collect();
        assert_eq!(rows, [(2022, "1"), (2021, "未填"), (2020, "没有报告"), (2019, "1")]);
    }

    #[test]
    fn the_same_gaps_are_said_once() {
        let view = draw(BARS, &[year(2019, &[1, 1]), missing(2020), year(2021, &[2, 2])], Lang::En);
        assert_eq!(view.gaps, "There is no report for 2020.");
        let mut views = [view.clone(), view];
        say_gaps_once(&mut views);
        assert_eq!((views[0].gaps.is_empty(), views[1].gaps.is_empty()), (false, true));
    }

    #[test]
    fn the_alternative_says_every_number() {
        let view = draw(BARS, &[year(2022, &[3, 8]), year(2023, &[5, 2])], Lang::Zh);
        assert!(view.svg.contains("role=img aria-labelledby=\"chart-k-title chart-k-desc\""));
        assert!(
            view.svg
                .contains("<desc id=chart-k-desc>2023年：收到 5 件，办结 2 件。2022年：收到 3 件，办结 8 件。</desc>")
        );
        assert_eq!(view.sentence, "收到从2022年的 3 件增加到2023年的 5 件；办结从2022年的 8 件减少到2023年的 2 件。");
        let view = draw(BARS, &[year(2021, &[3, 8]), year(2022, &[9, 2]), year(2023, &[3, 2])], Lang::En);
        assert_eq!(
            view.sentence,
            "In: 3 in both 2021 and 2023, most in 2022 (9); Out: down from 8 in 2021 to 2 in 2023."
        );
    }

    #[test]
    fn shares_are_drawn_for_one_year_and_name_the_largest() {
        let view = draw(PARTS, &[year(2023, &[2, 1])], Lang::Zh);
        assert!(view.svg.contains(" width=66.66% ") && view.svg.contains(" x=66.66% "), "{}", view.svg);
        assert_eq!(view.sentence, "2023年共 3 件，最多的是收到，2 件，占 66.7%。");
        assert_eq!(
            view.legend.iter().map(|entry| entry.value.as_str()).collect::<Vec<_>>(),
            ["2（66.7%）", "1（33.3%）"]
        );
        assert_eq!(view.table.rows[0].cells, ["2（66.7%）", "1（33.3%）", "3"]);
    }

    #[test]
    fn a_total_that_is_not_the_sum_is_reported() {
        let stated = TrendYear { stated: Some(Number::whole(4)), ..year(2023, &[2, 1]) };
        let view = draw(PARTS, &[stated], Lang::Zh);
        assert!(
            view.sentence.ends_with("2023年报告所列总计为 4 件，各项相加为 3 件，占比按各项相加计算。"),
            "{}",
            view.sentence
        );
    }

    #[test]
    fn names_cannot_become_markup() {
        let names = vec!["<b>\"&".to_owned(), "b".to_owned()];
        let trend = Trend { names, years: vec![year(2022, &[1, 2]), year(2023, &[2, 3])] };
        let chart = Chart { key: "k", title: text!("甲<i>", "a<i>"), data: BARS };
        let svg = view(&chart, &trend, Lang::Zh).unwrap().svg;
        assert!(!svg.contains("<b>") && !svg.contains("<i>") && svg.contains("&lt;b&gt;"));
    }

    #[test]
    fn drawing_twice_gives_the_same_picture() {
        let [once, again] = [(); 2].map(|()| draw(PARTS, &[year(2022, &[3, 8]), year(2023, &[5, 2])], Lang::Zh).svg);
        assert_eq!(once, again);
    }
}
