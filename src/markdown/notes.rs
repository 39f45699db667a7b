//! Numbers footnotes in the order in which the text refers to them, whatever their names.

use super::{excerpt::Excerpt, reading::Item};
use crate::{
    i18n::{Lang, Message},
    text,
};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashMap;

/// The notes of a text by number.
#[derive(Default)]
pub(super) struct Notes<'t> {
    /// In order of their numbers.
    pub notes: Vec<Note<'t>>,
    numbers: HashMap<String, usize>,
}

pub(super) struct Note<'t> {
    pub items: Vec<Item<'t>>,
    /// Its position in the text.
    pub start: usize,
    /// Whether the text refers to it.
    pub is_wanted: bool,
}

impl Note<'_> {
    /// Whether a part of the text shows the note: one that refers to it or, if none does, the one that contains it.
    pub(super) fn is_shown(&self, excerpt: &Excerpt<'_>, is_referred_to: bool) -> bool {
        is_referred_to || (!self.is_wanted && excerpt.range().contains(&self.start))
    }
}

/// The ids of a note, and of a reference to it, counted from 1.
pub(super) struct NoteId<'a> {
    pub prefix: &'a str,
    pub number: usize,
}

impl<'t> Notes<'t> {
    /// Separates a text from its notes.
    pub(super) fn divide(items: Vec<Item<'t>>) -> (Vec<Item<'t>>, Self) {
        let mut flow = Vec::with_capacity(items.len());
        let mut open: Vec<(String, Note<'t>)> = Vec::new();
        let mut found = Vec::new();
        for item in items {
            match (&item.event, open.last_mut()) {
                (Event::Start(Tag::FootnoteDefinition(name)), _) => {
                    let note = Note { items: Vec::new(), start: item.range.start, is_wanted: false };
                    open.push((key(name), note));
                }
                (Event::End(TagEnd::FootnoteDefinition), _) => {
                    found.extend(open.pop().map(|(key, note)| (key, Some(note))));
                }
                (_, Some((_, note))) => note.items.push(item),
                (_, None) => flow.push(item),
            }
        }
        let mut notes = Self::default();
        notes.number(&flow, &mut found);
        (flow, notes)
    }

    fn number(&mut self, flow: &[Item<'t>], found: &mut [(String, Option<Note<'t>>)]) {
        let mut by_key = HashMap::new();
        for (at, (key, _)) in found.iter().enumerate() {
            by_key.entry(key.clone()).or_insert(at);
        }
        let mut wanted: Vec<_> = references(flow).collect();
        let mut at = 0;
        // Notes may refer to other notes.
        while let Some(name) = wanted.get(at).cloned() {
            at += 1;
            if let Some(note) = by_key.get(&name).and_then(|&at| found[at].1.take()) {
                wanted.extend(references(&note.items));
                self.notes.push(Note { is_wanted: true, ..note });
                self.numbers.insert(name, self.notes.len());
            }
        }
        // Notes without references are shown as well, because an author wrote them.
        self.notes.extend(found.iter_mut().filter_map(|(_, note)| note.take()));
    }

    /// The number of a note by name.
    pub(super) fn number_of(&self, name: &str) -> Option<usize> {
        self.numbers.get(&key(name)).copied()
    }
}

fn key(name: &str) -> String {
    name.to_lowercase()
}

fn references<'i>(items: &'i [Item<'_>]) -> impl Iterator<Item = String> + 'i {
    items.iter().filter_map(|item| match &item.event {
        Event::FootnoteReference(name) => Some(key(name)),
        _ => None,
    })
}

impl NoteId<'_> {
    pub(super) fn note(&self) -> String {
        format!("{}note-{}", self.prefix, self.number)
    }

    fn reference(&self, nth: usize) -> String {
        let again = if nth > 1 { format!("-{nth}") } else { String::new() };
        format!("{}ref-{}{again}", self.prefix, self.number)
    }

    /// The nth reference to the note.
    pub(super) fn link(&self, nth: usize, lang: Lang) -> String {
        let (id, note, number) = (self.reference(nth), self.note(), self.number);
        let label = text!("注释{n}", "note {n}").with("n", number).get(lang);
        format!("<sup id=\"{id}\"><a href=\"#{note}\" role=\"doc-noteref\" aria-label=\"{label}\">[{number}]</a></sup>")
    }

    /// The links back to every reference.
    pub(super) fn back(&self, references: usize, lang: Lang) -> String {
        let back = (1..=references).map(|nth| {
            let label: Message = match references {
                1 => text!("返回正文", "back to the text").into(),
                _ => text!("返回正文第{n}处", "back to reference {n}").with("n", nth),
            };
            let label = label.get(lang);
            format!(" <a href=\"#{}\" role=\"doc-backlink\" aria-label=\"{label}\">↑</a>", self.reference(nth))
        });
        back.collect()
    }
}

/// The heading of the list of notes.
pub(super) fn title(lang: Lang) -> &'static str {
    text!("注释", "Notes").get(lang)
}
