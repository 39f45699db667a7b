//! The characters of a passage as they stand in the file, for the rules on punctuation and blanks.

use crate::{
    diag::{Source, Span},
    prose::{Passage, Slice},
};
pub(super) use crate::{
    prose::{is_blank, is_quoted},
    report::{is_han, is_han_numeral},
};

/// A character and where it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    pub c: char,
    pub at: usize,
}

/// Stands for the characters of an address or of a link's label, which are no prose.
const ADDRESS: char = '\u{fffc}';

/// The characters of a passage without its markup. Two that do not touch have markup or the end of a line between them.
pub(super) fn chars(source: &Source, passage: &Passage) -> Vec<Char> {
    let bytes: u32 = passage.runs().iter().map(|run| run.end - run.start).sum();
    let mut chars = Vec::with_capacity(bytes as usize / 3 + 16);
    let mut labels = passage.labels().iter().peekable();
    for run in passage.runs() {
        let (text, base) = (source.slice(*run), run.start as usize);
        let mut address_until = 0;
        let mut begins_line = true;
        for (at, c) in text.char_indices() {
            while labels.next_if(|label| label.end as usize <= base + at).is_some() {}
            let is_label = labels.peek().is_some_and(|label| label.start as usize <= base + at);
            if at >= address_until {
                address_until = at + address(text.slice(at..), begins_line).unwrap_or_default();
            }
            begins_line = c == '\n' || (begins_line && c == ' ');
            chars.push(Char { c: if is_label || at < address_until { ADDRESS } else { c }, at: base + at });
        }
    }
    chars
}

/// How long the address is that a text begins with: one written out, or what follows the words of a link that leads
/// nowhere yet, because its definition is missing or has gone wrong.
fn address(rest: &str, begins_line: bool) -> Option<usize> {
    match rest.as_bytes().first()? {
        b'h' | b'f' | b'w' => begins_address(rest).then(|| rest.find(ends_address).unwrap_or(rest.len())),
        b']' if rest.starts_with("](") => line(rest).find(')'),
        b']' if rest.starts_with("][") => line(rest).slice(1..).find(']').map(|end| end + 1),
        b'[' if begins_line => line(rest).find("]:").map(|_| line(rest).len()),
        _ => None,
    }
}

/// The rest of the line, as far as an address may go.
fn line(rest: &str) -> &str {
    let near = rest.slice(..rest.floor_char_boundary(LONG));
    near.split('\n').next().unwrap_or(near)
}

/// Bytes that an address may have. A text of brackets must not take longer than it is long.
const LONG: usize = 1_000;

fn begins_address(rest: &str) -> bool {
    ["http://", "https://", "ftp://", "www."].iter().any(|scheme| rest.starts_with(scheme))
}

fn ends_address(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '。' | '；' | '：' | '、' | '）' | '》' | '”' | '！' | '？')
}

impl Char {
    pub(super) fn end(self) -> usize {
        self.at + self.c.len_utf8()
    }

    pub(super) fn span(self) -> Span {
        Span::new(self.at, self.end())
    }

    /// Whether the next character follows without anything between.
    pub(super) fn touches(self, next: Self) -> bool {
        self.end() == next.at
    }
}

/// A mark that opens something Chinese.
pub(super) fn opens(c: char) -> bool {
    "《“‘（【〔「『〈".contains(c)
}

/// A mark that closes something Chinese.
pub(super) fn closes(c: char) -> bool {
    "》”’）】〕」』〉".contains(c)
}
