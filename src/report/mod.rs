//! One report: its front matter bound to the form of its edition, its text divided into sections.
//!
//! [`bind`] is a pure function of a file's text and the list of agencies. It returns what could be read together
//! with everything that is wrong, so that one run shows every fault of a file.

mod bind;
mod body;
mod cell;
mod draft;
mod former;
mod grid;
mod misspelt;
mod number;
pub(crate) mod repair;
mod review;
mod revised;
mod sketch;
mod stock;
mod tables;
mod written;

pub use crate::date::{Date, Period, Published};
pub use bind::{ReportPath, bind};
pub(crate) use body::is_sentence;
pub use body::{Body, ReportSection};
pub use cell::{Cell, State, Typed};
pub use draft::Draft;
pub(crate) use draft::{flow, in_labels, plain, revision_entry, waiver_entry};
pub use grid::Grid;
pub use number::Number;
pub use review::Review;
pub use revised::Change;
pub(crate) use sketch::{STRETCH, is_han, is_han_numeral, words};
pub(crate) use stock::{Stock, exchanged_stocks};
pub(crate) use tables::{folded, parts_of};
pub(crate) use written::{is_list, key, line_of, pasted, row};

use crate::{
    config::AgencyId,
    diag::{Finding, Place, RuleName, Source, Span},
    form::{CellId, Edition, Form, Measure},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

pub(crate) const INVALID_CELL: RuleName = RuleName("invalid-cell");
pub(crate) const MISSING_ROW: RuleName = RuleName("missing-row");
pub(crate) const COMPUTED_TOTAL: RuleName = RuleName("computed-total");
pub(crate) const UNREVIEWED_VALUE: RuleName = RuleName("unreviewed-value");
pub(crate) const YEAR_MISMATCH: RuleName = RuleName("year-mismatch");
pub(crate) const UNKNOWN_AGENCY: RuleName = RuleName("unknown-agency");

/// A report as read.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its file.
    pub source: Arc<Source>,
    /// The agency's place in the list.
    pub agency: AgencyId,
    /// The year reported on, not that of publication.
    pub year: u16,
    /// Where `year` stands, or the start of the front matter.
    pub year_span: Span,
    /// The form it is written in: the one in force in its year unless `edition` names another.
    pub edition: &'static Edition,
    /// Where `edition` stands, or the start of the front matter.
    pub edition_span: Span,
    /// As given; the site makes one up by the usual pattern otherwise.
    pub title: Option<String>,
    /// Where `title` stands, or the start of the front matter.
    pub title_span: Span,
    /// None where nobody knows: nothing is made up.
    pub published: Option<Published>,
    /// Where `published` stands, or the start of the front matter.
    pub published_span: Span,
    /// A date of publication was given that is none. Reported when it was read.
    pub has_invalid_date: bool,
    /// Left out of what is published unless drafts are asked for.
    pub draft: bool,
    /// Stands in law as it was: arithmetic is remarked on, not refused.
    pub as_published: bool,
    /// Ids or names of the other agencies that report in it.
    pub joint: Vec<String>,
    /// Where `joint` stands, or the start of the front matter.
    pub joint_span: Span,
    /// In the author’s order.
    pub revisions: Vec<Revision>,
    /// In the author’s order.
    pub waivers: Vec<Waiver>,
    /// What somebody has to look at before the report is published.
    pub reviews: Vec<Review>,
    /// Old addresses that lead here.
    pub redirect_from: Vec<(String, Span)>,
    /// Every cell of its form.
    pub grid: Grid,
    /// Key figures of a free-form report, in the author's order.
    pub indicators: Vec<(String, String)>,
    /// Its text.
    pub body: Body,
    /// What reading it found.
    pub findings: Vec<Finding>,
    /// Worked out when asked for.
    mended: OnceLock<Option<Box<Report>>>,
    /// What stood in its cells before; worked out when asked for.
    history: OnceLock<revised::History>,
}

/// A correction made after publication.
#[derive(Clone, Debug)]
pub struct Revision {
    /// None if unknown.
    pub date: Option<Date>,
    /// What was corrected, for readers.
    pub note: String,
    /// What stood in cells before, by their paths; empty where that was nothing.
    pub was: Vec<(String, String)>,
    /// Where it stands in the front matter.
    pub span: Span,
}

/// A stated reason to let one finding stand.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The rule’s name as written; there may be no such rule.
    pub rule: String,
    /// In English, however its author wrote it.
    pub at: Option<String>,
    /// What must stand at that place for the waiver to hold.
    pub value: Option<String>,
    /// Printed below the table concerned.
    pub reason: String,
    /// Where it stands in the front matter.
    pub span: Span,
}

impl Report {
    /// The form it is written in.
    pub fn form(&self) -> &'static Form {
        self.edition.form()
    }

    /// Whether it holds the figures of the same agencies as another: only then do changes say anything.
    pub fn covers_as(&self, other: &Self) -> bool {
        let [own, theirs] = [&self.joint, &other.joint].map(|joint| joint.iter().collect::<BTreeSet<_>>());
        own == theirs
    }

    /// Whether a reason is stated to let findings of a rule stand, at whatever place.
    pub(crate) fn waives(&self, rule: RuleName) -> bool {
        self.waivers.iter().any(|waiver| waiver.rule == rule.0)
    }

    /// Whether that is stated of a place.
    pub(crate) fn waives_at(&self, rule: RuleName, place: &str) -> bool {
        let mut waivers = self.waivers.iter().filter(|waiver| waiver.rule == rule.0);
        waivers.any(|waiver| waiver.at.as_deref().is_none_or(|at| at == place))
    }

    /// Whether the name of its file is not the year it is on.
    pub(crate) fn is_misfiled(&self) -> bool {
        self.findings.iter().any(|finding| finding.rule == YEAR_MISMATCH)
    }

    /// Whether its file is named by another year than it states.
    pub(crate) fn is_year_doubtful(&self) -> bool {
        self.is_misfiled() && self.filed_year().is_some()
    }

    /// The year its file is named by.
    pub(crate) fn filed_year(&self) -> Option<u16> {
        ReportPath::parse(self.source.path.strip_prefix("content/")?)?.year()
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place::new(&self.source, span)
    }

    /// Where a cell stands, or the year if it is nowhere.
    pub fn cell_place(&self, cell: CellId) -> Place {
        let span = self.grid[cell].span;
        self.place(if span == Span::default() { self.year_span } else { span })
    }

    /// The number of a cell by path, if the form has it and it is filled.
    pub fn number(&self, path: &str) -> Option<Number> {
        self.grid[self.form().cell(path)?].number()
    }

    /// One of the edition's headlines by its key. Where a cell of it is missing or wrong, it is unknown.
    pub fn headline(&self, key: &str) -> Option<Number> {
        let headline = self.edition.headline(key)?;
        self.grid.sum(headline.cells.iter().filter_map(|path| self.form().cell(path)))
    }

    /// What was typed into a cell, quotes aside; empty if nothing was.
    pub fn typed(&self, cell: CellId) -> &str {
        match self.grid[cell].state {
            State::Missing | State::Computed(_) => "",
            _ => {
                let text = self.source.slice(self.grid[cell].span).trim();
                let unquoted = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
                unquoted.or_else(|| text.strip_prefix('\'')?.strip_suffix('\'')).unwrap_or(text)
            }
        }
    }

    /// The bracketed remark of a cell: 其中修订16件.
    pub fn note(&self, cell: CellId) -> Option<&str> {
        self.split(cell).note
    }

    /// The unit that the form lays down or, where it lays down none, that the author gave.
    pub(crate) fn unit(&self, cell: CellId) -> Option<&str> {
        match self.form().cells[cell].measure {
            Measure::Amount(unit) => Some(unit),
            _ => self.split(cell).unit,
        }
    }

    pub(crate) fn split(&self, cell: CellId) -> Typed<'_> {
        cell::split(self.typed(cell), self.form().cells[cell].measure)
    }
}
