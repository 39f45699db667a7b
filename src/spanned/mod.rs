//! Front matter and `site.toml` as one kind of tree in which every key and value knows its place.
//!
//! Scalars keep the text that was typed. YAML's own reading of `012`, `1e3` or `no` never applies: what a value
//! means is decided by whoever asks for it.

pub(crate) mod diagnosis;
pub(crate) mod fields;
pub(crate) mod flow;
mod garbled;
mod invisible;
pub(crate) mod keys;
mod plain;
pub(crate) mod toml;
pub(crate) mod yaml;

use crate::{
    diag::{Edit, Span},
    i18n::Message,
};
pub(crate) use fields::Fields;
pub(crate) use garbled::{garbled, is_garbled_throughout};
pub(crate) use invisible::{find_invisible, invisible, is_damage, visible};
pub(crate) use keys::is_header_key;

/// So many characters of a text for a message, with a sign if there are more.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[derive(Clone, Debug)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub enum Value {
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub struct Scalar {
    pub text: Box<str>,
    /// Whether it stood in quotation marks.
    pub quoted: bool,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Box<str>,
    pub key_span: Span,
    pub value: Node,
}

/// What is wrong with a tree, before anyone knows which file it came from.
#[derive(Clone, Debug)]
pub struct Problem {
    pub kind: ProblemKind,
    pub span: Span,
    pub message: Message,
    pub hint: Option<Message>,
    /// Where the same key stood first.
    pub first: Option<Span>,
    /// What `check --fix` writes, if that is certain.
    pub fix: Option<Edit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text is not of the language, or a value not of the kind asked for.
    Invalid,
    UnknownKey,
    DuplicateKey,
}

impl Problem {
    pub fn invalid(span: Span, message: impl Into<Message>) -> Self {
        Self { kind: ProblemKind::Invalid, span, message: message.into(), hint: None, first: None, fix: None }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Edit { span, text: text.into() });
        self
    }
}

impl Node {
    /// The text of a scalar that is not empty, as typed.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) if !scalar.is_null() => Some(&scalar.text),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.is_null())
    }
}

impl Scalar {
    /// Whether nothing was given: `key:`, `key: ~`, `key: null`.
    pub fn is_null(&self) -> bool {
        !self.quoted && matches!(&*self.text, "" | "~" | "null" | "Null" | "NULL")
    }
}
