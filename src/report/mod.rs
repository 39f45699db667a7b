//! One report: its front matter bound to the form of its edition, its text divided into sections.
//!
//! [`bind`] is a pure function of a file's text and the list of agencies. It returns what could be read together
//! with everything that is wrong, so that one run shows every fault of a file.

mod bind;
mod body;
mod cell;
mod draft;
mod grid;
mod number;
mod review;
mod tables;
mod written;

pub use crate::date::{Date, Period, Published};
pub use bind::{ReportPath, bind};
pub use body::{Body, ReportSection};
pub use cell::{Cell, State, Typed};
pub use draft::Draft;
pub use grid::Grid;
pub use number::Number;
pub use review::Review;

use crate::{
    config::AgencyId,
    diag::{Finding, Place, RuleName, Source, Span},
    form::{CellId, Edition, Form},
};
use std::sync::Arc;

pub const INVALID_CELL: RuleName = RuleName("invalid-cell");
pub const MISSING_ROW: RuleName = RuleName("missing-row");
pub const COMPUTED_TOTAL: RuleName = RuleName("computed-total");
pub const YEAR_MISMATCH: RuleName = RuleName("year-mismatch");
pub const UNKNOWN_AGENCY: RuleName = RuleName("unknown-agency");

/// A report as read.
#[derive(Debug)]
pub struct Report {
    pub source: Arc<Source>,
    /// The agency's place in the list.
    pub agency: AgencyId,
    pub year: u16,
    /// Where `year` stands, or the start of the front matter.
    pub year_span: Span,
    pub edition: &'static Edition,
    pub edition_span: Span,
    /// As given; the site makes one up by the usual pattern otherwise.
    pub title: Option<String>,
    pub published: Option<Published>,
    pub published_span: Span,
    /// A date was given, but it is none. Reported when it was read.
    pub published_is_wrong: bool,
    pub draft: bool,
    /// Stands in law as it was: arithmetic is remarked on, not refused.
    pub as_published: bool,
    pub joint: Vec<String>,
    pub revisions: Vec<Revision>,
    pub waivers: Vec<Waiver>,
    /// What somebody has to look at before the report is published.
    pub reviews: Vec<Review>,
    /// Old addresses that lead here.
    pub redirect_from: Vec<String>,
    pub grid: Grid,
    /// Key figures of a free-form report, in the author's order.
    pub indicators: Vec<(String, String)>,
    pub body: Body,
    /// What reading it found.
    pub findings: Vec<Finding>,
}

/// A correction made after publication.
#[derive(Clone, Debug)]
pub struct Revision {
    pub date: Option<Date>,
    pub note: String,
}

/// A stated reason to let one finding stand.
#[derive(Clone, Debug)]
pub struct Waiver {
    pub rule: String,
    /// In English, however its author wrote it.
    pub at: Option<String>,
    /// What must stand at that place for the waiver to hold.
    pub value: Option<String>,
    pub reason: String,
    pub span: Span,
}

impl Report {
    pub fn form(&self) -> &'static Form {
        self.edition.form()
    }

    pub fn place(&self, span: Span) -> Place {
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
        let cells: Vec<_> = headline.cells.iter().filter_map(|path| self.form().cell(path)).collect();
        self.grid.sum(&cells)
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

    pub fn split(&self, cell: CellId) -> Typed<'_> {
        cell::split(self.typed(cell), self.form().cells[cell].measure)
    }
}
