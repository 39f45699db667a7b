//! What a year's reports say together, and each agency in it.

use super::{Link, YearLink};
use serde::Serialize;

/// A year at a glance.
#[derive(Serialize)]
pub(crate) struct DigestView {
    /// The year.
    pub year: u16,
    /// Its page.
    pub href: String,
    /// The year in one sentence, clause by clause.
    pub headline: Vec<ClauseView>,
    /// Further figures derived from the same reports, the most important first.
    pub figures: Vec<KeyFigure>,
    /// Notes on whose figures these are, where not obvious.
    pub basis: Vec<String>,
    /// The agency that makes up most of it, in a sentence; empty if none does.
    pub most_by: String,
    /// Sentences on what the figures are made of.
    pub notes: Vec<String>,
}

/// A clause around a figure: `新收申请`, `185`, `件`.
#[derive(Serialize)]
pub(crate) struct ClauseView {
    /// The text before the figure.
    pub before: String,
    /// The number as it is shown, or words in its place.
    pub figure: String,
    /// The text after it.
    pub after: String,
    /// In brackets: what the figure is made of, and its change; may be empty.
    pub aside: String,
    /// The punctuation that ends the clause.
    pub end: &'static str,
}

/// A figure with the context to judge it by.
#[derive(Serialize)]
pub(crate) struct KeyFigure {
    /// What is counted.
    pub label: String,
    /// The number as it is shown; empty where nothing is known.
    pub value: String,
    /// Whether it is words instead of a number, because there was no case.
    pub is_words: bool,
    /// 件; empty in English and after percentages.
    pub unit: &'static str,
    /// What a percentage is made of, or what share a number makes up; may be empty.
    pub detail: String,
    /// Against the year before; empty if not all that are counted can be compared.
    pub change: String,
}

/// A question readers come with, and who or what answers it.
#[derive(Serialize)]
pub(crate) struct AnswerView {
    /// For addresses: `most-refused`.
    pub id: &'static str,
    /// In words.
    pub question: &'static str,
    /// What one has to know to judge the answer: the deadline, or who comes last; may be empty.
    pub remark: String,
    /// The answer first; none if nobody qualifies.
    pub entries: Vec<AnswerEntry>,
    /// How many follow the first, whether they are among the entries or not.
    pub others: usize,
    /// Who else comes first: `（2 个机关并列）`; may be empty.
    pub besides: String,
    /// Those who are not among the entries, and where they are; none if all are.
    pub more: Option<Link>,
    /// A remark to show below the answer, or in place of one; may be empty.
    pub note: String,
}

/// One part of an answer.
#[derive(Serialize)]
pub(crate) struct AnswerEntry {
    /// Who or what.
    pub label: String,
    /// The place that shows it.
    pub href: String,
    /// How much: `8 件`.
    pub value: String,
    /// What it is part of: `15.4%，8/52`; may be empty.
    pub detail: String,
}

/// A column of figures of a year's table.
#[derive(Serialize)]
pub(crate) struct FigureColumn {
    /// Its head.
    pub label: &'static str,
    /// How it is calculated; empty where the form itself says it.
    pub meaning: &'static str,
}

/// An agency in a year's table.
#[derive(Serialize, Default)]
pub(crate) struct AgencyRow {
    /// Its name in that year.
    pub agency: String,
    /// Its report, or its own page.
    pub href: String,
    /// `government`, `department` or `office`.
    pub kind: &'static str,
    /// The id of the agency above it; may be empty.
    pub parent: String,
    /// `2024-01-25`; empty if unknown, or if there is no report.
    pub published: String,
    /// 迟 12 天; empty if its report was in time.
    pub late: String,
    /// How many days late, for sorting; 0 if it was in time.
    pub days_late: i64,
    /// Whether it was corrected after publication.
    pub corrected: bool,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whose report holds its figures, so that they are not added up again; empty if none does.
    pub inside: String,
    /// Why its figures are not compared with those of the year before, though there is a report on it; else empty.
    pub scope: String,
    /// Instead of figures: why there is no report here; empty if there is one.
    pub absence: String,
    /// `overdue`, `missing`, `absent` or `joint`; empty if there is a report.
    pub standing: &'static str,
    /// As many as there are columns; none if there is no report.
    pub cells: Vec<FigureCell>,
}

/// An agency together with all that are below it.
#[derive(Serialize)]
pub(crate) struct SumRow {
    /// Its name in that year.
    pub agency: String,
    /// The list of those below it.
    pub href: String,
    /// How many reports of them are here.
    pub reports: usize,
    /// How many should be.
    pub wanted: usize,
    /// Sums in the order of the columns; none if no report has figures.
    pub cells: Vec<FigureCell>,
}

/// A figure of an agency, or of all.
#[derive(Serialize, Default)]
pub(crate) struct FigureCell {
    /// As it is shown; a word where there is none.
    pub value: String,
    /// What a percentage is made of, or the share that a number makes up; may be empty.
    pub detail: String,
    /// Against the year before; may be empty.
    pub change: String,
    /// The bar beside it in percent, with one decimal; none where nothing can be drawn.
    pub bar: Option<String>,
    /// The cell of the report that states it; empty for sums.
    pub href: String,
    /// Whether it is a percentage of few cases, which is sorted after all others.
    pub few: bool,
    /// The value to sort by; none where nothing is known.
    pub sort: Option<String>,
    /// Whether it is zero.
    pub zero: bool,
}

/// Why requests were refused, over all of a year's reports.
#[derive(Serialize)]
pub(crate) struct ReasonsView {
    /// The most frequent first; equals in the order of the form.
    pub rows: Vec<ReasonRow>,
    /// How many refusals there are in all.
    pub total: String,
    /// Reports that leave a reason blank, in words; may be empty.
    pub note: String,
    /// The same by agency, as a file.
    pub file: String,
}

/// One reason.
#[derive(Serialize)]
pub(crate) struct ReasonRow {
    /// As the form prints it, without its number.
    pub label: &'static str,
    /// The same in English; empty on Chinese pages.
    pub gloss: String,
    /// How often.
    pub value: String,
    /// Of all refusals; empty where there are fewer than five.
    pub share: String,
    /// The bar beside it in percent of the largest, with one decimal.
    pub bar: String,
    /// The agency that used it most; none if no agency did.
    pub most: Option<AnswerEntry>,
}

/// Every agency and every year, as tiles.
#[derive(Serialize)]
pub(crate) struct TilesView {
    /// The newest first.
    pub years: Vec<YearLink>,
    /// Agencies with reports of their own, then those whose reports add up others.
    pub groups: Vec<TileGroup>,
    /// The meaning of the marks that occur.
    pub legend: Vec<Tile>,
}

/// A group of agencies.
#[derive(Serialize)]
pub(crate) struct TileGroup {
    /// The group's heading; empty for the first.
    pub title: &'static str,
    /// One each.
    pub rows: Vec<TileRow>,
}

/// An agency through the years.
#[derive(Serialize)]
pub(crate) struct TileRow {
    /// The agency and its page.
    pub agency: Link,
    /// The list of those below it, if that is another page.
    pub units: Option<Link>,
    /// As many as there are years.
    pub tiles: Vec<Tile>,
}

/// The state of an agency's report on one year.
#[derive(Serialize, Clone)]
pub(crate) struct Tile {
    /// `here`, `late`, `corrected`, `joint`, `absent`, `overdue`, `missing` or `none`.
    pub standing: &'static str,
    /// A sign for it.
    pub mark: &'static str,
    /// The same in words: 迟 12 天.
    pub words: String,
    /// The report; empty if there is none.
    pub href: String,
}
