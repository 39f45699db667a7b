//! The characters of a passage as they stand in the file, for the rules on punctuation and blanks.

use crate::{
    diag::{Source, Span},
    prose::Passage,
};

/// A character and where it stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct Char {
    pub c: char,
    pub at: usize,
}

/// Stands for the characters of an address that is written out, which is no prose.
const ADDRESS: char = '\u{fffc}';

/// The characters of a passage without its markup. Two that do not touch have markup or the end of a line between them.
pub fn chars(source: &Source, passage: &Passage) -> Vec<Char> {
    let mut chars = Vec::new();
    for run in passage.runs() {
        let (text, base) = (source.slice(*run), run.start as usize);
        let mut address_until = 0;
        for (at, c) in text.char_indices() {
            if at >= address_until && begins_address(&text[at..]) {
                address_until = at + text[at..].find(ends_address).unwrap_or(text.len() - at);
            }
            chars.push(Char { c: if at < address_until { ADDRESS } else { c }, at: base + at });
        }
    }
    chars
}

fn begins_address(rest: &str) -> bool {
    ["http://", "https://", "ftp://", "www."].iter().any(|scheme| rest.starts_with(scheme))
}

fn ends_address(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '。' | '；' | '：' | '、' | '）' | '》' | '”' | '！' | '？')
}

impl Char {
    pub fn end(self) -> usize {
        self.at + self.c.len_utf8()
    }

    pub fn span(self) -> Span {
        Span::new(self.at, self.end())
    }

    /// Whether the next character follows without anything between.
    pub fn touches(self, next: Self) -> bool {
        self.end() == next.at
    }
}

pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

pub fn is_han_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万两".contains(c)
}

/// A mark that opens something Chinese.
pub fn opens(c: char) -> bool {
    "《“‘（【〔「『〈".contains(c)
}

/// A mark that closes something Chinese.
pub fn closes(c: char) -> bool {
    "》”’）】〕」』〉".contains(c)
}

/// Whether a text ends inside quotation marks. They are looked for near its end.
pub fn is_quoted(before: &str) -> bool {
    before.chars().rev().take(NEAR).find(|c| matches!(c, '“' | '”')) == Some('“')
}

/// Characters that a quotation of a few words may have.
const NEAR: usize = 60;

/// A blank, those without width among them.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}
