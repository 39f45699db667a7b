//! Figures as tables and lists show them.

use super::{number, rate};
use crate::{
    archive::Rate,
    form::{Headline, Share},
    i18n::{Lang, Text},
    render::html::{chart::percent, summary, view::FigureCell},
    report::{Number, Report},
    text,
};
use std::cmp::Ordering;

/// What a table shows of a year, column by column.
pub(super) enum Column {
    Headline(&'static Headline),
    Share(&'static Share),
}

/// What agencies are ranked by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Number,
    Share,
}

/// A report, its figure and what the agency said on the year before.
pub(super) struct Seen<'a> {
    pub report: &'a Report,
    pub before: Option<&'a Report>,
    /// The report's page.
    pub href: &'a str,
}

impl Column {
    pub(super) fn key(&self) -> &'static str {
        match self {
            Self::Headline(headline) => headline.key,
            Self::Share(share) => share.key,
        }
    }

    pub(super) fn label(&self, lang: Lang) -> &'static str {
        match self {
            Self::Headline(headline) => headline.label.get(lang),
            Self::Share(share) => share.label.get(lang),
        }
    }

    pub(super) fn meaning(&self, lang: Lang) -> &'static str {
        match self {
            Self::Headline(_) => "",
            Self::Share(share) => share.meaning.get(lang),
        }
    }

    /// The figure of one report. `most` is the largest of the column.
    pub(super) fn cell(&self, seen: &Seen<'_>, most: Number, lang: Lang) -> FigureCell {
        let report = seen.report;
        let (mut cell, paths) = match self {
            Self::Headline(headline) => {
                let value = number(report, headline);
                let before = seen.before.and_then(|before| number(before, headline));
                let paths = report.edition.headline(headline.key).map(|headline| headline.cells);
                (counted(value, before, most, lang), paths)
            }
            Self::Share(share) => {
                let before = seen.before.and_then(|before| rate(before, share));
                let paths = report.edition.share(share.key).map(|share| share.part);
                (shared(share, rate(report, share), before, lang), paths)
            }
        };
        let Some(paths) = paths else { return inapplicable(lang) };
        let anchor = summary::anchor(report, report.form().cells_at(paths));
        cell.href = anchor.map_or_else(|| seen.href.to_owned(), |anchor| format!("{}#{anchor}", seen.href));
        cell
    }

    /// The largest number among reports.
    pub(super) fn most<'a>(&self, reports: impl Iterator<Item = &'a Report>) -> Number {
        match self {
            Self::Headline(headline) => reports.filter_map(|report| number(report, headline)).max().unwrap_or_default(),
            Self::Share(_) => Number::ZERO,
        }
    }
}

pub(super) fn counted(value: Option<Number>, before: Option<Number>, most: Number, lang: Lang) -> FigureCell {
    let Some(value) = value else { return unknown(lang) };
    FigureCell {
        value: value.grouped(),
        change: before.map(|before| change(value, before, lang)).unwrap_or_default(),
        bar: (!most.is_zero()).then(|| bar(value.parts_of(most, 1000))),
        sort: Some(value.to_string()),
        zero: value.is_zero(),
        ..FigureCell::default()
    }
}

pub(super) fn shared(share: &Share, rate: Option<Rate>, before: Option<Rate>, lang: Lang) -> FigureCell {
    let Some(rate) = rate else { return unknown(lang) };
    let tenths = rate.tenths();
    let of = format!("{}/{}", rate.part.grouped(), rate.whole.grouped());
    let share_of = tenths.map(percent).unwrap_or_default();
    // What the number is of stands in the same row, unless it is of cases that come and go with the years.
    let brief = if share.pending.is_empty() && tenths.is_some() { share_of.clone() } else { of.clone() };
    let (value, detail) = match tenths {
        Some(_) if share.is_rate => (share_of, of),
        None if is_of_nothing(share, rate) => (no_case(share).get(lang).to_owned(), String::new()),
        None if share.is_rate => (of, String::new()),
        _ if rate.whole.is_zero() => (rate.part.grouped(), String::new()),
        _ => (rate.part.grouped(), brief),
    };
    let sort = if share.is_rate { tenths.map(|tenths| tenths.to_string()) } else { Some(rate.part.to_string()) };
    FigureCell {
        value,
        detail: with_pending(vec![detail], rate, lang),
        change: before
            .and_then(|before| points(tenths?, before.tenths()?, lang))
            .filter(|_| share.is_rate)
            .unwrap_or_default(),
        bar: tenths.filter(|_| !rate.is_of_few()).map(bar),
        few: share.is_rate && tenths.is_some() && rate.is_of_few(),
        sort,
        zero: rate.part.is_zero() && !share.is_rate,
        ..FigureCell::default()
    }
}

fn with_pending(detail: Vec<String>, rate: Rate, lang: Lang) -> String {
    let pending = text!("未审结\u{a0}{n}", "{n}\u{a0}pending").with("n", rate.pending.grouped()).get(lang);
    let pending = Some(pending).filter(|_| !rate.pending.is_zero());
    let said: Vec<_> = detail.into_iter().filter(|part| !part.is_empty()).chain(pending).collect();
    said.join(text!("，", ", ").get(lang))
}

/// What a figure is made of, where it stands alone: `15.4%，8/52`.
pub(super) fn made_of(share: &Share, rate: Rate, lang: Lang) -> String {
    let of = Some(format!("{}/{}", rate.part.grouped(), rate.whole.grouped()));
    let of = of.filter(|_| !rate.whole.is_zero() && (rate.tenths().is_some() || !share.is_rate));
    let share_of = rate.tenths().map(percent).filter(|_| !share.is_rate);
    with_pending(share_of.into_iter().chain(of).collect(), rate, lang)
}

/// Whether a rate has no case that it could be of.
pub(super) fn is_of_nothing(share: &Share, rate: Rate) -> bool {
    share.is_rate && rate.whole.is_zero()
}

/// What stands in place of such a rate. Where some cases are not counted, there may have been others.
fn no_case(share: &Share) -> Text {
    match share.without {
        [] => text!("没有办结的申请", "none concluded"),
        _ => text!("没有实际处理的申请", "none processed"),
    }
}

/// A number and what share it is, or a share and what it is of: `8 件` and `15.4%，8/52`. A share of few cases is `1/4`.
pub(super) fn spelt(share: &Share, rate: Rate, by: By, lang: Lang) -> [String; 2] {
    let shown = shared(share, Some(rate), None, lang);
    let of = format!("{}/{}", rate.part.grouped(), rate.whole.grouped());
    match rate.tenths().map(percent) {
        Some(percentage) if by == By::Share => [percentage, of],
        None if by == By::Share => [of, String::new()],
        _ => [text!("{value} 件", "{value}").with("value", shown.value).get(lang), made_of(share, rate, lang)],
    }
}

/// How a number differs from the year before.
pub(super) fn change(now: Number, before: Number, lang: Lang) -> String {
    match now.cmp(&before) {
        Ordering::Greater => format!("+{}", (now - before).grouped()),
        Ordering::Less => format!("−{}", (before - now).grouped()),
        Ordering::Equal => LEVEL.get(lang).to_owned(),
    }
}

/// Stands in place of a difference of nothing.
pub(super) const LEVEL: Text = text!("持平", "unchanged");

/// Percentage points: `+1.2 个百分点`.
pub(super) fn points(now: u64, before: u64, lang: Lang) -> Option<String> {
    let difference = now.abs_diff(before);
    let digits = format!("{}.{}", difference / 10, difference % 10);
    Some(match now.cmp(&before) {
        Ordering::Equal => LEVEL.get(lang).to_owned(),
        order => {
            let sign = if order.is_gt() { "+" } else { "−" };
            text!("{sign}{digits} 个百分点", "{sign}{digits} points")
                .with("sign", sign)
                .with("digits", digits)
                .get(lang)
        }
    })
}

fn unknown(lang: Lang) -> FigureCell {
    FigureCell { value: text!("未填", "not given").get(lang).to_owned(), ..FigureCell::default() }
}

pub(super) fn inapplicable(lang: Lang) -> FigureCell {
    FigureCell { value: text!("不适用", "not applicable").get(lang).to_owned(), ..FigureCell::default() }
}

/// `565` → `56.5%`, as widths of pictures are written.
pub(super) fn bar(tenths: u64) -> String {
    percent(tenths.min(1000))
}

/// Tenths of a percent as a percentage.
pub(super) fn percent_of(tenths: Number) -> String {
    percent(tenths.as_whole().and_then(|tenths| u64::try_from(tenths).ok()).unwrap_or_default())
}
