//! Findings, and the formats in which they are printed. Nothing here knows of reports.

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
pub(crate) use alike::{Listed, folded};
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

/// The name of a rule, stating the fault: `total-mismatch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName(pub &'static str);

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How grave a finding is.
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
    /// What programs call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The word shown to people.
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
    /// The stretch of its text; empty at its start for the file as a whole.
    pub span: Span,
}

impl Place {
    /// A stretch of a file.
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

    /// The first position behind it.
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }

    /// The position of its last character.
    pub fn last(&self) -> Position {
        let length = self.source.slice(self.span).chars().next_back().map_or(0, char::len_utf8);
        self.source.position(self.span.end - length as u32)
    }
}

/// Another place that takes part in a finding.
#[derive(Clone, Debug)]
pub struct Related {
    /// Where it is; may be in another file.
    pub place: Place,
    /// Its part in the finding.
    pub label: Message,
    /// Takes part, but an excerpt need not show it: a zero in a long sum.
    pub is_minor: bool,
}

/// A correction that is certain: what to write instead of a stretch of the finding's own file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What goes; empty where text is only inserted.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

/// One thing that is wrong: where, what, and what to do about it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleName,
    /// What the rule, `site.toml` and the finding together make of it; set by the checker.
    pub level: Level,
    /// A case milder than its rule: never graver than this.
    pub at_most: Option<Level>,
    /// The reason its report gives to let it stand.
    pub waived: Option<String>,
    /// Where the fault is.
    pub place: Place,
    /// What is wrong, in a sentence.
    pub message: Message,
    /// A few words that stand at the place itself.
    pub label: Option<Message>,
    /// What a waiver names in `at`: a cell, a row or a section (`applications.received.total`).
    pub at: Option<String>,
    /// What stands there now; a waiver may pin it.
    pub value: Option<String>,
    /// Equations that do not hold, both sides and the difference.
    pub equations: Vec<Message>,
    /// The other cells and lines that it depends on.
    pub related: Vec<Related>,
    /// What to do about it, the likeliest first.
    pub hints: Vec<Message>,
    /// What `check --fix` writes; none where a person must decide.
    pub fix: Option<Edit>,
    /// Cells by their paths, and what would have to stand in them: likely, but for a person to decide.
    pub suggested: Vec<(String, String)>,
}

impl Finding {
    /// An error until the checker decides on its level, without remedy or other places.
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

    /// A place that takes part, but that an excerpt need not show.
    #[must_use]
    pub fn minor(mut self, place: Place, label: impl Into<Message>) -> Self {
        self.related.push(Related { place, label: label.into(), is_minor: true });
        self
    }

    /// The correction, which must be certain: `check --fix` writes it unasked.
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

    /// Message, equations and remedies, a line each, for formats that have one text for all of it.
    pub fn in_full(&self, lang: Lang) -> String {
        let all = std::iter::once(&self.message).chain(&self.equations).chain(&self.hints);
        all.map(|message| message.get(lang)).collect::<Vec<_>>().join("\n")
    }
}
