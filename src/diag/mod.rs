//! Findings, and the formats in which they are printed. Nothing here depends on reports.

mod alike;
mod baseline;
mod closed_years;
mod counts;
mod findings;
mod fingerprint;
mod format;
pub(crate) mod github;
pub mod json;
pub mod manual;
pub(crate) mod plain;
pub(crate) mod sarif;
mod source;
pub mod text;

use crate::{
    i18n::{Lang, Message, Text},
    text,
};
pub(crate) use alike::{Listed, listed};
pub use baseline::Baseline;
pub use closed_years::ClosedYears;
pub use counts::{Compared, Counts};
pub use findings::Findings;
pub use fingerprint::fingerprints;
pub use format::{Format, RenderInput};
pub use manual::Manual;
use serde::{Deserialize, Serialize};
pub use source::{Position, Source, Span};
use std::{fmt, sync::Arc};

/// Every format of findings, the default first.
pub static FORMATS: &[Format] = &[text::FORMAT, json::FORMAT, sarif::FORMAT, github::FORMAT];

/// The name of a rule, which describes the fault: `total-mismatch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName(pub &'static str);

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// A note.
    Info,
    /// Shown; stops publication only with `--strict`.
    Warning,
    /// Stops publication.
    Error,
}

impl Level {
    /// The name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The name for people.
    pub fn word(self) -> Text {
        match self {
            Self::Error => text!("错误", "error"),
            Self::Warning => text!("警告", "warning"),
            Self::Info => text!("提示", "note"),
        }
    }
}

/// A place in a file.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The span of its text; empty at the start for the file as a whole.
    pub span: Span,
}

impl Place {
    /// A span of a file.
    pub fn new(source: &Arc<Source>, span: Span) -> Self {
        Self { source: Arc::clone(source), span }
    }

    /// A file as a whole.
    pub fn file(source: &Arc<Source>) -> Self {
        Self::new(source, Span::default())
    }

    /// Where it begins.
    pub fn position(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// The position after its end.
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }

    /// The position of its last character.
    pub fn last(&self) -> Position {
        let length = self.source.slice(self.span).chars().next_back().map_or(0, char::len_utf8);
        self.source.position(self.span.end - length as u32)
    }
}

/// Another place involved in a finding.
#[derive(Clone, Debug)]
pub struct Related {
    /// The place; it may be in another file.
    pub place: Place,
    /// Its role in the finding.
    pub label: Message,
    /// Whether an excerpt may omit it, such as a zero in a long sum.
    pub is_minor: bool,
}

/// A certain correction: what to write in place of a span of the finding's own file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The text to be replaced; empty for an insertion.
    pub span: Span,
    /// The replacement.
    pub text: String,
}

/// A fault: its place, a description, and the remedy.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleName,
    /// The resulting level, set by the checker from the rule, `site.toml` and the finding.
    pub level: Level,
    /// The highest level for a case milder than its rule.
    pub at_most: Option<Level>,
    /// The reason for the waiver in its report.
    pub waived: Option<String>,
    /// Where the fault is.
    pub place: Place,
    /// What is wrong, in a sentence.
    pub message: Message,
    /// A short text shown at the place itself.
    pub label: Option<Message>,
    /// The value of `at` in a waiver: a cell, a row or a section (`applications.received.total`).
    pub at: Option<String>,
    /// The present text there, which a waiver may pin.
    pub value: Option<String>,
    /// Violated equations, with both sides and the difference.
    pub equations: Vec<Message>,
    /// Other cells and lines that it depends on.
    pub related: Vec<Related>,
    /// Remedies, the most likely first.
    pub hints: Vec<Message>,
    /// What `check --fix` writes; none where a person must decide.
    pub fix: Option<Edit>,
    /// Values by path of a cell that would correct the fault: likely, but for a person to decide.
    pub suggested: Vec<(String, String)>,
}

impl Finding {
    /// An error without remedy or other places, until the checker sets its level.
    pub fn new(rule: RuleName, place: Place, message: impl Into<Message>) -> Self {
        Self {
            rule,
            level: Level::Error,
            at_most: None,
            waived: None,
            place,
            message: message.into(),
            label: None,
            at: None,
            value: None,
            equations: Vec::new(),
            related: Vec::new(),
            hints: Vec::new(),
            fix: None,
            suggested: Vec::new(),
        }
    }

    #[must_use]
    pub(crate) fn at_most(mut self, level: Level) -> Self {
        self.at_most = Some(level);
        self
    }

    #[must_use]
    pub(crate) fn label(mut self, label: impl Into<Message>) -> Self {
        self.label = Some(label.into());
        self
    }

    #[must_use]
    pub(crate) fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }

    #[must_use]
    pub(crate) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    #[must_use]
    pub(crate) fn equation(mut self, equation: impl Into<Message>) -> Self {
        self.equations.push(equation.into());
        self
    }

    #[must_use]
    pub(crate) fn related(mut self, place: Place, label: impl Into<Message>) -> Self {
        self.related.push(Related { place, label: label.into(), is_minor: false });
        self
    }

    /// Another place that an excerpt may omit.
    #[must_use]
    pub fn minor(mut self, place: Place, label: impl Into<Message>) -> Self {
        self.related.push(Related { place, label: label.into(), is_minor: true });
        self
    }

    /// The correction, which must be certain: `check --fix` applies it without asking.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Edit { span, text: text.into() });
        self
    }

    #[must_use]
    pub(crate) fn suggest(mut self, cells: impl Iterator<Item = (String, String)>) -> Self {
        self.suggested.extend(cells);
        self
    }

    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Message, equations and remedies on a line each, for formats with a single text.
    pub fn in_full(&self, lang: Lang) -> String {
        let all = std::iter::once(&self.message).chain(&self.equations).chain(&self.hints);
        all.map(|message| message.get(lang)).collect::<Vec<_>>().join("\n")
    }
}
