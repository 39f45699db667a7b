//! A document as it was read, and what became of everything in it.

use super::{doc::Doc, matcher::Reading, prose::Prose};
use crate::form::CellId;
use std::collections::HashMap;

/// A document, kept to be compared with what was read from it.
#[derive(Debug)]
pub struct Sheet {
    pub(super) doc: Doc,
    /// Its labels and values in reading order.
    pub(super) parts: Vec<Part>,
}

/// A label or value.
#[derive(Debug)]
pub(super) struct Part {
    /// Of the element that shows it.
    pub id: String,
    pub block: usize,
    pub cell: Option<usize>,
    pub text: String,
    pub fate: Fate,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is the value of this cell.
    Cell(CellId),
    /// It belongs to the question of this number.
    Asked(usize),
    /// It is a number that went nowhere.
    Unread,
    /// It is a label, a blank, or text.
    Other,
}

impl Sheet {
    pub(super) fn new(doc: Doc, reading: &Reading, prose: &Prose) -> Self {
        let fates = fates(reading, prose);
        let parts = reading.tokens.iter().enumerate().map(|(at, token)| Part {
            id: format!("s{at}"),
            block: token.block,
            cell: token.cell,
            text: token.text.clone(),
            fate: fates.get(&at).copied().unwrap_or(Fate::Other),
        });
        Self { parts: parts.collect(), doc }
    }

    pub(super) fn of(&self, block: usize, cell: Option<usize>) -> impl Iterator<Item = &Part> {
        let first = self.parts.partition_point(|part| part.block < block);
        let own = self.parts[first..].iter().take_while(move |part| part.block == block);
        own.filter(move |part| part.cell == cell)
    }

    /// Where the value of a cell stands.
    pub(super) fn place(&self, cell: CellId) -> Option<&Part> {
        self.parts.iter().find(|part| part.fate == Fate::Cell(cell))
    }

    pub(super) fn asked(&self, question: usize) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.fate == Fate::Asked(question))
    }

    pub(super) fn unread(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.fate == Fate::Unread)
    }
}

/// What became of each token that became anything.
fn fates(reading: &Reading, prose: &Prose) -> HashMap<usize, Fate> {
    let mut fates: HashMap<_, _> = prose.unread.iter().map(|at| (*at, Fate::Unread)).collect();
    for (number, question) in reading.questions.iter().enumerate().rev() {
        fates.extend(question.candidates.iter().map(|at| (*at, Fate::Asked(number))));
    }
    let cells = reading.edition.form().cells.iter().rev();
    fates.extend(cells.filter_map(|(cell, _)| Some((reading.cells[cell.index()]?, Fate::Cell(cell)))));
    fates
}
