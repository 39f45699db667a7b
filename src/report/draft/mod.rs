//! A report to be written out: its front matter in the canonical layout, its text below. What is written reads back as
//! what was given.

mod tables;

use super::{Review, Revision, Waiver, cell, written::key};
use crate::form::Edition;
pub(crate) use crate::spanned::flow::{flow, plain};

/// What is known of a report that is still to be written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The form it is written in; named in the front matter only where its year does not say so.
    pub edition: &'static Edition,
    /// The year reported on.
    pub year: u16,
    /// Where editors find the schema of the front matter.
    pub schema: Option<String>,
    /// None where the usual pattern will do.
    pub title: Option<String>,
    /// Given only where the report's path does not name it.
    pub agency: Option<String>,
    /// As it is written: `2024-01-25`.
    pub published: Option<String>,
    /// Whether it is marked as not yet to be published.
    pub draft: bool,
    /// Whether it stands in law as it was.
    pub as_published: bool,
    /// Ids or names of the other agencies that report in it.
    pub joint: Vec<String>,
    /// Corrections made after publication.
    pub revisions: Vec<Revision>,
    /// What its author has to look at.
    pub reviews: Vec<Review>,
    /// Stated reasons to let findings stand.
    pub waivers: Vec<Waiver>,
    /// Old addresses that will lead to it.
    pub redirect_from: Vec<String>,
    /// What its author may like to know, a line each; read by people alone.
    pub comments: Vec<String>,
    /// What is typed into each cell, in the order of the form; an empty text leaves the cell blank.
    pub cells: Vec<String>,
    /// Key figures of a free-form report.
    pub indicators: Vec<(String, String)>,
    /// The Markdown below the front matter.
    pub body: String,
}

impl Draft {
    /// What stands in a cell of which nobody knows what belongs there: no number and no blank, so that it is an error
    /// until somebody has filled it in. A row of which nothing is known is left out.
    pub const UNREAD: &str = cell::UNREAD;

    /// A form of which nothing is filled in.
    pub fn blank(edition: &'static Edition, year: u16) -> Self {
        Self {
            edition,
            year,
            schema: None,
            title: None,
            agency: None,
            published: None,
            draft: false,
            as_published: false,
            joint: Vec::new(),
            revisions: Vec::new(),
            reviews: Vec::new(),
            waivers: Vec::new(),
            redirect_from: Vec::new(),
            comments: Vec::new(),
            cells: vec![String::new(); edition.form().cells.len()],
            indicators: Vec::new(),
            body: String::new(),
        }
    }

    /// The file.
    ///
    /// # Panics
    /// If there are more or fewer cells than the form has.
    pub fn to_markdown(&self) -> String {
        let form = self.edition.form();
        assert_eq!(self.cells.len(), form.cells.len(), "every cell of the form has its text");
        let mut out = String::from("---\n");
        out.extend(self.schema.iter().map(|schema| format!("# yaml-language-server: $schema={schema}\n")));
        self.header(&mut out);
        for table in
            form.tables.iter().filter(|table| table.cells.clone().any(|cell| self.cells[cell.index()] != Self::UNREAD))
        {
            out.push('\n');
            tables::write(table, form, self, &mut out);
        }
        if !self.indicators.is_empty() {
            out.push_str("\nindicators:\n");
            out.extend(self.indicators.iter().map(|(name, value)| format!("  {}: {}\n", plain(name), plain(value))));
        }
        out.push_str("---\n");
        let body = self.body.trim();
        if !body.is_empty() {
            out += &format!("\n{body}\n");
        }
        out
    }

    fn header(&self, out: &mut String) {
        let is_usual = std::ptr::eq(self.edition, Edition::in_force(self.year));
        let lines = [
            self.title.as_deref().map(|title| ("title", plain(title))),
            Some(("year", self.year.to_string())),
            self.agency.as_deref().map(|agency| ("agency", plain(agency))),
            // A number would do for giar, but not for who reads the schema.
            (!is_usual).then(|| ("edition", format!("\"{}\"", self.edition.id))),
            self.published.as_deref().map(|date| ("published", plain(date))),
            self.draft.then(|| ("draft", "true".to_owned())),
            self.as_published.then(|| ("as_published", "true".to_owned())),
            list("joint", &self.joint),
            list("redirect_from", &self.redirect_from),
        ];
        let lines = lines.into_iter().flatten();
        out.extend(lines.map(|(key, value)| format!("{key}: {value}\n")));
        if self.draft && self.published.is_none() {
            out.push_str("# published: 年-月-日    # 发布那天填上日期，去掉行首的井号\n");
        }
        out.extend(self.comments.iter().map(|comment| format!("# {}\n", comment.replace(char::is_control, " "))));
        entries("revisions", self.revisions.iter().map(|revision| self.revision(revision)), out);
        entries("review", self.reviews.iter().map(|review| self.review(review)), out);
        entries("waivers", self.waivers.iter().map(|waiver| waiver_entry(self.edition, waiver)), out);
    }

    /// Its places named as people name them.
    fn revision(&self, revision: &Revision) -> String {
        let was = revision.was.iter().map(|(path, figure)| (in_labels(self.edition, path), figure.clone()));
        revision_entry(&Revision { was: was.collect(), ..revision.clone() })
    }

    fn review(&self, review: &Review) -> String {
        let candidates = list("candidates", &review.candidates).map(|(key, value)| format!(", {key}: {value}"));
        let (at, reason) = (flow(&in_labels(self.edition, &review.at)), flow(&review.reason));
        format!("at: {at}, reason: {reason}{}", candidates.unwrap_or_default())
    }
}

/// A waiver between its braces, its place named as people name it.
pub(crate) fn waiver_entry(edition: &'static Edition, waiver: &Waiver) -> String {
    let at = waiver.at.as_ref().map(|at| format!(", at: {}", flow(&in_labels(edition, at))));
    let value = waiver.value.as_ref().map(|value| format!(", value: {}", flow(value)));
    let (at, value) = (at.unwrap_or_default(), value.unwrap_or_default());
    format!("rule: {}{at}{value}, reason: {}", flow(&waiver.rule), flow(&waiver.reason))
}

/// A place as people name it; what is no place of the form stands as it is.
pub(crate) fn in_labels(edition: &'static Edition, at: &str) -> String {
    let section = edition.section(at).map(|section| section.title.to_owned());
    keys(edition, at).or(section).unwrap_or_else(|| at.to_owned())
}

/// The keys of a place as the tables below have them.
fn keys(edition: &'static Edition, at: &str) -> Option<String> {
    let form = edition.form();
    form.slot(at)?;
    let ends = at.match_indices('.').map(|(end, _)| end).chain([at.len()]);
    let keys = ends.filter_map(|end| form.slot(&at[..end])).map(key);
    Some(keys.collect::<Vec<_>>().join("."))
}

/// A correction between its braces.
pub(crate) fn revision_entry(revision: &Revision) -> String {
    let date = revision.date.map(|date| format!("date: {date}, ")).unwrap_or_default();
    let was = revision.was.iter().map(|(place, figure)| {
        let figure = if figure.is_empty() { "null".to_owned() } else { flow(figure) };
        format!("{}: {figure}", flow(place))
    });
    let was = was.collect::<Vec<_>>().join(", ");
    let was = if was.is_empty() { was } else { format!(", was: {{{was}}}") };
    format!("{date}note: {}{was}", flow(&revision.note))
}

fn list<'k>(key: &'k str, items: &[String]) -> Option<(&'k str, String)> {
    let items: Vec<_> = items.iter().map(|item| flow(item)).collect();
    (!items.is_empty()).then(|| (key, format!("[{}]", items.join(", "))))
}

/// A list with an entry a line.
fn entries(key: &str, entries: impl ExactSizeIterator<Item = String>, out: &mut String) {
    if entries.len() > 0 {
        out.push_str(&format!("{key}:\n"));
        out.extend(entries.map(|entry| format!("  - {{{entry}}}\n")));
    }
}
