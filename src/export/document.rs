//! A document independent of its format: headings, paragraphs and tables in order.

use super::grid::{self, Printed};
use crate::markdown::{Item, Part, Role, Run};

/// A document for Word or a browser.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    pub title: String,
    /// The subject in its properties, for searching.
    pub subject: String,
    /// The author.
    pub author: String,
    /// A line at the top of every page.
    pub banner: Option<String>,
    pub blocks: Vec<Block>,
    /// The number of tables in the author's texts.
    pub own_tables: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Block {
    /// From 1, below the title.
    Heading(u8, Vec<Run>),
    Paragraph(Look, Vec<Run>),
    Item(Item, Vec<Run>),
    Table(Printed),
    Closing(Closing),
}

/// The style of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Text,
    /// A centred line below the title.
    Subtitle,
    Quote,
    Code,
    /// Below a table.
    Note,
}

/// 落款: who reports, and when.
#[derive(Clone, Debug)]
pub(super) struct Closing {
    pub names: Vec<String>,
    /// None if unknown, or to be filled in by hand.
    pub date: Option<String>,
    /// Whether the document is signed and sealed.
    pub is_signed: bool,
}

impl Block {
    /// A heading without formatting.
    pub(super) fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading(level, vec![Run::plain(text)])
    }

    /// A paragraph without formatting.
    pub(super) fn paragraph(look: Look, text: impl Into<String>) -> Self {
        Self::Paragraph(look, vec![Run::plain(text)])
    }
}

/// How a text is added to a document.
pub(super) struct Adding<'a> {
    /// The level of its outermost headings.
    pub top: u8,
    /// The target of an author's link or picture; none if there is none.
    pub link: &'a dyn Fn(&str) -> Option<String>,
    /// The caption of the document's nth table of its author.
    pub caption: &'a dyn Fn(usize) -> String,
}

impl Document {
    /// Adds an author's text. Lists are numbered throughout the document.
    pub(super) fn add(&mut self, parts: Vec<Part>, how: &Adding<'_>) {
        let lists = self.list_count();
        for part in parts {
            let block = match part {
                Part::Paragraph(role, runs) => paragraph(role, relinked(runs, how), how.top, lists),
                Part::Table(rows) => {
                    let rows: Vec<Vec<_>> =
                        rows.into_iter().map(|row| row.into_iter().map(|cell| relinked(cell, how)).collect()).collect();
                    self.own_tables += 1;
                    Block::Table(grid::own(&rows, (how.caption)(self.own_tables)))
                }
            };
            self.blocks.push(block);
        }
    }

    /// The number of lists.
    fn list_count(&self) -> usize {
        let lists = self.blocks.iter().filter_map(|block| match block {
            Block::Item(item, _) => Some(item.list + 1),
            _ => None,
        });
        lists.max().unwrap_or(0)
    }
}

fn paragraph(role: Role, runs: Vec<Run>, top: u8, lists: usize) -> Block {
    match role {
        Role::Text => Block::Paragraph(Look::Text, runs),
        Role::Heading(level) => Block::Heading((level + top).saturating_sub(1).max(1), runs),
        Role::Item(item) => Block::Item(Item { list: item.list + lists, ..item }, runs),
        Role::Quote => Block::Paragraph(Look::Quote, runs),
        Role::Code => Block::Paragraph(Look::Code, runs),
        Role::Note => Block::Paragraph(Look::Note, runs),
    }
}

fn relinked(mut runs: Vec<Run>, how: &Adding<'_>) -> Vec<Run> {
    for run in &mut runs {
        run.link = run.link.as_deref().and_then(how.link);
        run.picture = run.picture.as_deref().map(|address| (how.link)(address).unwrap_or_default());
    }
    runs
}
