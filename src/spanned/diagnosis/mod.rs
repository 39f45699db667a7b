//! Why front matter is no YAML: its lines read one by one, as a person would who looks for the slip.
//!
//! A parser notices a fault where it can no longer go on, which is often lines behind it, and words it in its own
//! terms. Here only what is certainly wrong is reported, where it stands.

mod brackets;
mod indentation;
mod line;
mod mixed;
mod narrow_column;
mod scan;
mod values;

use super::Problem;
use crate::{
    diag::{Edit, Span},
    i18n::{Message, Text},
    text,
};
pub(super) use mixed::mixed;
pub(crate) use narrow_column::{NARROW_COLUMN, WIDEN_IT, hashes};
pub(super) use scan::end_of_quoted;
use scan::line_end;
use std::ops::Range;

/// What closes a list or a mapping, as a Chinese keyboard has it too.
const CLOSING: [char; 5] = [']', '}', '］', '｝', '】'];

/// More faults of one file say nothing more.
const MAX_FAULTS: usize = 20;

/// The faults of front matter that cannot be read, up to where its parser stumbled (`noticed`), in places of the file.
pub(super) fn diagnose(front: &str, base: usize, noticed: usize) -> Vec<Problem> {
    let mut reader = Reader {
        text: front,
        base,
        faults: Vec::new(),
        columns: Vec::new(),
        opened: None,
        closings: Vec::new(),
        last: Last::Nothing,
        key: 0..0,
        valued: None,
    };
    let mut at = 0;
    while at < front.len() && reader.faults.len() < MAX_FAULTS {
        let end = line_end(front, at);
        let line = at..at + front[at..end].trim_end_matches('\r').len();
        match reader.line(line, end) {
            Some(next) => at = next.max(end) + 1,
            None => break,
        }
    }
    // What stands well behind the place where the parser gave up cannot be why. A tab it reports a line too early.
    let line_end = line_end(front, (line_end(front, noticed - base) + 1).min(front.len())) + base;
    let is_cause = reader.faults.first().is_some_and(|fault| fault.span.start as usize <= line_end);
    if is_cause { reader.faults } else { Vec::new() }
}

/// What the line above leaves open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// A key without a value: what belongs to it may be indented.
    OpenKey,
    /// A plain text, which may go on in lines that are indented more.
    Text,
    /// A value that ends with its line.
    Closed,
    /// A number below a key, which is its value.
    Number,
    /// Numbers below each other, which were to stand in one line.
    Numbers,
}

/// A line that ends what is indented more, or would stand below the key above it.
struct Closing {
    /// Without its indentation.
    line: Range<usize>,
    column: usize,
    /// The columns it closed.
    closed: Vec<usize>,
    /// Whether it follows a key without a value.
    follows_key: bool,
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    faults: Vec<Problem>,
    /// The columns of the mappings and lists that are open.
    columns: Vec<usize>,
    /// The line above without its indentation, if it is the first in its column.
    opened: Option<Range<usize>>,
    /// The last of these lines in each column that is open, the outermost first.
    closings: Vec<Closing>,
    last: Last,
    /// The line of the last key.
    key: Range<usize>,
    /// What stands behind the key of the line above, or as a number below it, if that may be a key of rows.
    valued: Option<Range<usize>>,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, message: impl Into<Message>, hint: impl Into<Message>) {
        let span = self.span(at);
        self.faults.push(Problem::invalid(span, message).hint(hint));
    }

    fn span(&self, at: Range<usize>) -> Span {
        Span::new(self.base + at.start, self.base + at.end)
    }

    /// What `check --fix` writes for the fault reported last.
    fn fix(&mut self, at: Range<usize>, text: impl Into<String>) {
        let span = self.span(at);
        if let Some(fault) = self.faults.last_mut() {
            fault.fix = Some(Edit { span, text: text.into() });
        }
    }

    fn char_at(&self, at: usize) -> Range<usize> {
        at..at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }
}

/// What to say where nothing is certain.
pub(super) const UNSURE: Text = text!(
    "看看这一行和上一行：缩进是否对齐，引号、括号是否成对，冒号后是否有空格",
    "look at this line and the one above: indentation, pairs of quotes and brackets, a space after the colon"
);
