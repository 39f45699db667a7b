//! What stands around a number in a file, and whether it says that this is no person's number.

use super::Private;
use crate::prose::{Sense, Slice};
use std::ops::Range;

/// What a file's lines reveal about the numbers in them, worked out once.
pub(super) struct Layout<'t> {
    text: &'t str,
    /// Comments, which are not published.
    comments: Vec<Range<usize>>,
    /// Where each line of a table begins, and the first line of that table.
    rows: Vec<(usize, Range<usize>)>,
}

impl<'t> Layout<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut layout = Self { text, comments: Vec::new(), rows: Vec::new() };
        let mut at = 0;
        while let Some(open) = text.slice(at..).find("<!--").map(|open| at + open) {
            at = text.slice(open..).find("-->").map_or(text.len(), |close| open + close);
            layout.comments.push(open..at);
        }
        let (mut start, mut header) = (0, None);
        for line in text.split_inclusive('\n') {
            header = line.trim_start().starts_with('|').then(|| header.unwrap_or(start..start + line.len()));
            layout.rows.extend(header.clone().map(|header| (start, header)));
            start += line.len();
        }
        layout
    }

    pub(super) fn is_hidden(&self, at: usize) -> bool {
        let after = self.comments.partition_point(|comment| comment.start <= at);
        self.comments[..after].last().is_some_and(|comment| comment.contains(&at))
    }

    pub(super) fn words_around(&self, range: &Range<usize>) -> Words<'t> {
        let ends = ['。', '\n', '！', '？'];
        let head = self.text.slice(self.text.floor_char_boundary(range.start.saturating_sub(REACH))..range.start);
        let tail = self.text.slice(range.end..self.text.floor_char_boundary(range.end + REACH));
        let from = head.rfind(ends).map_or(0, |at| at + head.slice(at..).chars().next().map_or(1, char::len_utf8));
        let to = tail.find(ends).unwrap_or(tail.len());
        let own_line = head.rfind('\n').map_or(range.start - head.len(), |at| range.start - head.len() + at + 1);
        let row = self.rows.partition_point(|(start, _)| *start <= range.start);
        let row = self.rows[..row].last().filter(|(start, _)| *start >= own_line);
        Words {
            before: head.slice(from..),
            after: tail.slice(..to),
            header: row.map_or("", |(_, header)| {
                self.text.slice(header.start..self.text.floor_char_boundary(header.end.min(header.start + REACH)))
            }),
        }
    }
}

/// How many bytes of words around a number are looked at.
const REACH: usize = 600;

/// The words around a number.
pub(super) struct Words<'t> {
    /// The sentence or line up to the number, and after it.
    before: &'t str,
    after: &'t str,
    /// The first line of the table it stands in.
    header: &'t str,
}

impl Words<'_> {
    /// Whether the words say that this is no person's number.
    pub(super) fn excuses(&self, kind: Private) -> bool {
        let label = self.before.trim_end_matches(|c: char| c.is_whitespace() || "：:为是“（(*|".contains(c));
        let is_code = CODES.ends(label);
        match kind {
            Private::Identity => CREDIT_CODES.ends(label),
            Private::Card => is_code || self.is_amount(),
            Private::Mobile => is_code || self.is_amount() || self.is_own_line(),
        }
    }

    fn is_amount(&self) -> bool {
        UNITS.begins(self.after.trim_start())
    }

    /// Whether it is given as the line of an agency: 联系电话：, 咨询请拨打.
    fn is_own_line(&self) -> bool {
        if self.surround(&SOMEBODY) {
            return false;
        }
        let invites = self.surround(&INVITING) && CALLS.is_in(self.before);
        let is_private = self.surround(&PERSONS) || PERSONS.is_in(self.header);
        self.introduce(&PUBLIC_LINES) || invites || (self.introduce(&LINES) && !is_private)
    }

    /// Whether one of these words stands before or behind it.
    fn surround(&self, words: &Sense) -> bool {
        words.is_in(self.before) || words.is_in(self.after)
    }

    /// Whether one of these words stands before it or above its column.
    fn introduce(&self, words: &Sense) -> bool {
        words.is_in(self.before) || words.is_in(self.header)
    }
}

/// 信用代码: of companies, as long as a person’s number.
static CREDIT_CODES: Sense = Sense::new("credit-codes");
/// What numbers are that only look like a person's.
static CODES: Sense = Sense::new("codes-of-things");
/// Behind a number that is an amount.
static UNITS: Sense = Sense::new("units-of-amounts");
/// Lines that are always an agency's.
static PUBLIC_LINES: Sense = Sense::new("public-lines");
/// Lines of an agency, unless a person is spoken of.
static LINES: Sense = Sense::new("lines");
/// Where readers are invited to call.
static INVITING: Sense = Sense::new("inviting");
/// Before the number that they are to call.
static CALLS: Sense = Sense::new("calls");
/// Whose a number may be that is nobody else's to publish.
static PERSONS: Sense = Sense::new("persons");
/// Of one person, though not by name.
static SOMEBODY: Sense = Sense::new("somebody");
