//! Text of a page being put together.

use crate::import::{escape, fold};

/// Text being put together, as it is read and as Markdown.
#[derive(Default)]
pub(super) struct Inline {
    pub text: String,
    pub markdown: String,
}

impl Inline {
    pub(super) fn push(&mut self, text: &str) {
        let clean = fold::cleaned(text);
        let mut was_blank = self.text.ends_with([' ', '\n']) || self.text.is_empty();
        let mut plain = String::new();
        for c in clean.chars() {
            let is_blank = c.is_whitespace() && c != '\u{3000}';
            if is_blank && was_blank {
                continue;
            }
            let c = if is_blank { ' ' } else { c };
            plain.push(c);
            was_blank = is_blank;
        }
        self.text += &plain;
        let escaped = escape::behind(&self.markdown, &plain);
        self.markdown += &escaped;
    }

    pub(super) fn mark(&mut self, mark: &str) {
        self.markdown.push_str(mark);
    }

    pub(super) fn line_end(&mut self) {
        self.text.push('\n');
        self.markdown.push('\n');
    }
}
