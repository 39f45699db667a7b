//! Reading a mapping by key: who asks for a key thereby makes it known, and what nobody asked for is reported with
//! the nearest known name.

use super::{Entry, Node, Problem, ProblemKind, Value};
use crate::{diag::Span, text};
use std::collections::HashSet;

pub struct Fields<'a> {
    entries: &'a [Entry],
    taken: Vec<bool>,
    known: Vec<&'static str>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Fields<'a> {
    /// The mapping `node`, or no fields (and a problem) if it is something else. Nothing at all is an empty mapping.
    pub fn new(node: &'a Node, problems: &'a mut Vec<Problem>) -> Self {
        let entries: &[Entry] = match &node.value {
            Value::Map(entries) => entries,
            _ => {
                if !node.is_null() {
                    problems.push(wants_mapping(node.span));
                }
                &[]
            }
        };
        Self { entries, taken: vec![false; entries.len()], known: Vec::new(), problems }
    }

    /// The value of a key, if it is given and not null.
    pub fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value).filter(|node| !node.is_null())
    }

    /// The entry of a key, null or not.
    pub fn entry(&mut self, key: &'static str) -> Option<&'a Entry> {
        self.known.push(key);
        let at = self.entries.iter().position(|entry| &*entry.key == key)?;
        self.taken[at] = true;
        Some(&self.entries[at])
    }

    /// Every entry whose key `accepts`, which thereby becomes known.
    pub fn matching(&mut self, accepts: impl Fn(&str) -> bool) -> Vec<&'a Entry> {
        let mut found = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if !self.taken[at] && accepts(&entry.key) {
                self.taken[at] = true;
                found.push(entry);
            }
        }
        found
    }

    /// Makes names known without reading them, for the suggestions.
    pub fn also_known(&mut self, names: impl IntoIterator<Item = &'static str>) {
        self.known.extend(names);
    }

    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let node = self.get(key)?;
        let text = node.text().map(str::to_owned);
        if text.is_none() {
            self.invalid(node.span, key, text!("一段文字", "text"));
        }
        text
    }

    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.get(key)?;
        match node.text() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => {
                self.invalid(node.span, key, text!("true 或 false", "true or false"));
                None
            }
        }
    }

    pub fn year(&mut self, key: &'static str) -> Option<u16> {
        let node = self.get(key)?;
        let year = node.text().and_then(|text| text.parse().ok()).filter(|year| (1949..=2999).contains(year));
        if year.is_none() {
            self.invalid(node.span, key, text!("四位数的年份，如 2023", "a four-digit year, such as 2023"));
        }
        year
    }

    pub fn list(&mut self, key: &'static str) -> &'a [Node] {
        let Some(node) = self.get(key) else { return &[] };
        if let Value::List(items) = &node.value {
            return items;
        }
        self.invalid(node.span, key, text!("一个列表：[…]", "a list: […]"));
        &[]
    }

    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(key) {
            match item.text() {
                Some(text) => texts.push(text.to_owned()),
                None => self.invalid(item.span, key, text!("一列文字：[甲, 乙]", "a list of texts: [a, b]")),
            }
        }
        texts
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let node = self.get(key)?;
        let given = node.text().unwrap_or_default();
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == given) {
            return Some(*choice);
        }
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let wanted = text!("其中之一：{names}", "one of {names}").with("names", names.join("、"));
        self.invalid(node.span, key, wanted);
        None
    }

    pub fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// For reading a mapping inside this one.
    pub fn problems(&mut self) -> &mut Vec<Problem> {
        self.problems
    }

    pub fn invalid(&mut self, span: Span, key: &str, wanted: impl Into<crate::i18n::Arg>) {
        let wanted = wanted.into();
        let message = text!("“{key}”应当是{wanted}", "`{key}` should be {wanted}").with("key", key);
        let hint = text!("改成{wanted}", "change it to {wanted}").with("wanted", wanted.clone());
        self.problems.push(Problem::invalid(span, message.with("wanted", wanted)).hint(hint));
    }

    /// Reports what nobody asked for.
    pub fn done(self) {
        let mut seen = HashSet::new();
        for (entry, taken) in self.entries.iter().zip(&self.taken) {
            // The same key again has been told as such.
            if seen.insert(&entry.key) && !taken {
                self.problems.push(unknown_key(entry, self.known.iter().copied()));
            }
        }
    }
}

pub fn wants_mapping(span: Span) -> Problem {
    Problem::invalid(span, text!("这里应当是若干行“键: 值”", "this should be a series of `key: value` lines")).hint(
        text!(
            "每行写一项，冒号后空一格，例如“year: 2023”",
            "write one item per line, with a space after the colon: `year: 2023`"
        ),
    )
}

/// The problem of a key that is not known, with the nearest one that is.
pub fn unknown_key<'k>(entry: &Entry, known: impl IntoIterator<Item = &'k str>) -> Problem {
    let mut known: Vec<_> = known.into_iter().collect();
    let mut seen = HashSet::new();
    known.retain(|key| seen.insert(*key));
    let hint = match nearest(&entry.key, &known) {
        Some(near) => text!("是不是“{near}”？", "did you mean `{near}`?").with("near", near),
        None => text!("这里可以用的键：{known}", "known keys here: {known}").with("known", known.join("、")),
    };
    Problem {
        kind: ProblemKind::UnknownKey,
        span: entry.key_span,
        message: text!("不认识的键“{key}”", "unknown key `{key}`").with("key", &*entry.key),
        hint: Some(hint),
        first: None,
    }
}

/// The name most like `word`, if one is like it at all.
pub fn nearest<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let score = |name: &str| strsim::normalized_damerau_levenshtein(word, name);
    // Of two that are equally near the first, which is the better known.
    names.iter().rev().copied().max_by(|a, b| score(a).total_cmp(&score(b))).filter(|name| score(name) >= 0.5)
}
