//! Finds the place of each cell in a file, whether or not a value is written there.

use crate::{
    diag::Source,
    form::{CellId, Form, Slot, TableForm},
    markdown::Document,
    report::{folded, parts_of, pasted},
    spanned::{Entry, Node, Value},
};

/// Whether and how a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A value is typed, possibly a sign that means “left blank”.
    Given,
    /// `~`, `null` or nothing after its key.
    Null,
    /// Neither its key nor its position in a list exists.
    Absent,
    /// Its row or table is written in a form that has no place for it.
    Unreadable,
}

/// The place of a cell in a file.
#[derive(Clone, Copy)]
pub(super) enum Stand<'d> {
    /// A value of its own.
    Own {
        node: &'d Node,
        is_in_flow: bool,
    },
    /// Part of a row as copied from a spreadsheet.
    Pasted {
        row: &'static Slot,
        node: &'d Node,
    },
    /// Below a key without a value.
    Null {
        slot: &'static Slot,
        entry: &'d Entry,
        is_in_flow: bool,
    },
    /// In a mapping without the key of `slot`, which is a part of `parent`; for a table, in the front matter itself.
    Absent {
        parent: Option<&'static Slot>,
        mapping: &'d Node,
        slot: &'static Slot,
    },
    Unreadable {
        slot: &'static Slot,
        node: &'d Node,
    },
}

impl Stand<'_> {
    pub(super) fn field(&self, cell: CellId, source: &Source) -> super::Field {
        let (text, presence) = match *self {
            Self::Own { node, .. } => match node.text() {
                Some(text) => (text.to_owned(), Presence::Given),
                None => (String::new(), if node.is_null() { Presence::Null } else { Presence::Given }),
            },
            Self::Pasted { row, node } => {
                let written = source.slice(node.span);
                let parts = pasted(written, row.cells.len()).unwrap_or_default();
                let at = cell.index() - row.cells.first().index();
                (parts.get(at).map(|part| written[part.clone()].to_owned()).unwrap_or_default(), Presence::Given)
            }
            Self::Null { .. } => (String::new(), Presence::Null),
            Self::Absent { .. } => (String::new(), Presence::Absent),
            Self::Unreadable { .. } => (String::new(), Presence::Unreadable),
        };
        super::Field { text, presence }
    }
}

/// The place of every cell, in the order of the form; none if the front matter cannot be read.
pub(super) fn stands<'d>(document: &'d Document, form: &'static Form) -> Option<Vec<Stand<'d>>> {
    let front = document.front.as_ref()?;
    let Value::Map(entries) = &front.value else { return None };
    let mut walk = Walk { source: &document.source, stands: Vec::new() };
    for table in &form.tables {
        match entries.iter().find(|entry| names(table, entry)) {
            Some(entry) => walk.slot(&table.slot, &entry.value, Some(entry), false),
            None => walk.all(&table.slot, Stand::Absent { parent: None, mapping: front, slot: &table.slot }),
        }
    }
    Some(walk.stands)
}

/// Whether an entry of the front matter is this table.
pub(super) fn names(table: &TableForm, entry: &Entry) -> bool {
    table.slot.answers_to(&entry.key, folded(&entry.key).as_deref())
}

struct Walk<'d> {
    source: &'d Source,
    stands: Vec<Stand<'d>>,
}

impl<'d> Walk<'d> {
    fn slot(&mut self, slot: &'static Slot, node: &'d Node, entry: Option<&'d Entry>, is_in_flow: bool) {
        let is_in_flow = is_in_flow || self.source.slice(node.span).starts_with(['{', '[']);
        match &node.value {
            Value::Map(entries) if !slot.children.is_empty() => {
                for (child, entry) in slot.children.iter().zip(parts_of(slot, entries)) {
                    match entry {
                        Some(entry) => self.slot(child, &entry.value, Some(entry), is_in_flow),
                        None => self.all(child, Stand::Absent { parent: Some(slot), mapping: node, slot: child }),
                    }
                }
            }
            Value::List(items) if slot.takes_list && items.len() == slot.cells.len() => {
                for item in items {
                    self.stands.push(match item.value {
                        Value::Scalar(_) => Stand::Own { node: item, is_in_flow: true },
                        _ => Stand::Unreadable { slot, node },
                    });
                }
            }
            Value::Scalar(_) if slot.cells.len() == 1 => self.stands.push(Stand::Own { node, is_in_flow }),
            Value::Scalar(scalar) if scalar.is_null() => match entry {
                Some(entry) => self.all(slot, Stand::Null { slot, entry, is_in_flow }),
                None => self.all(slot, Stand::Unreadable { slot, node }),
            },
            Value::Scalar(scalar)
                if slot.takes_list
                    && !scalar.quoted
                    && pasted(self.source.slice(node.span), slot.cells.len()).is_some() =>
            {
                self.all(slot, Stand::Pasted { row: slot, node });
            }
            _ => self.all(slot, Stand::Unreadable { slot, node }),
        }
    }

    fn all(&mut self, slot: &Slot, stand: Stand<'d>) {
        self.stands.extend(slot.cells.clone().map(|_| stand));
    }
}
