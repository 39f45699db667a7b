//! What every format is read into: paragraphs and grids of cells that know where they stood.

pub use super::picture::Picture;
use super::picture::{Names, address_of, addresses, readdressed};
use crate::{i18n::Message, text};
use std::collections::HashMap;

/// A document of somebody else's, in reading order.
#[derive(Debug, Default)]
pub struct Doc {
    /// Its paragraphs and tables.
    pub blocks: Vec<Block>,
    /// What the file says of itself: `ArticleTitle`, `PubDate`.
    pub facts: Vec<(String, String)>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// The names that are taken, however they are capitalised.
    pub(super) names: Names,
    /// Whether it is a web page, with pictures of its own around the report.
    pub is_page: bool,
    /// Whether it shows pictures, its own or others.
    pub has_pictures: bool,
    /// What whoever imports it should know: its encoding, what was left out.
    pub remarks: Vec<Message>,
    /// What of it is none of the report: the feet of pages, another year's figures, the words of a chart.
    pub left_out: Vec<String>,
}

/// A part of a document.
#[derive(Debug)]
pub enum Block {
    /// Text.
    Para(Para),
    /// A table, or what may be one.
    Grid(Grid),
}

/// A paragraph or heading.
#[derive(Clone, Debug, Default)]
pub struct Para {
    /// As it is read aloud.
    pub text: String,
    /// The same with its links and bold words, as Markdown.
    pub markdown: String,
    /// 1 to 6, where the document marks it as a heading.
    pub heading: Option<u8>,
    /// Whether lines of a text file may have been cut within a sentence.
    pub is_wrapped: bool,
    /// Where it stood.
    pub origin: Origin,
}

/// How much is known of a grid's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Rows and columns are as the document draws them.
    Lattice,
    /// Cells of a row follow each other; their columns may be displaced.
    Guessed,
    /// Cells follow each other, and nothing divides them into rows.
    None,
}

/// A table, or cells that follow each other.
#[derive(Debug)]
pub struct Grid {
    /// Its cells, in no particular order.
    pub cells: Vec<Cell>,
    /// How much is known of its lines.
    pub rules: Rules,
}

/// A cell, with the rows and columns that it spans. An empty one is kept.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Its first row, counted from zero.
    pub row: usize,
    /// Its first column, counted from zero.
    pub column: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// What stands in it; its lines as lines.
    pub text: String,
    /// The same as Markdown.
    pub markdown: String,
    /// Where it stood.
    pub origin: Origin,
}

/// Where in its document something stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody noted it.
    #[default]
    Unknown,
    /// A line of a text, counted from one.
    Line(usize),
    /// Counted from one.
    Table {
        /// Which table of the document.
        table: usize,
        /// Which row of it.
        row: usize,
        /// Which column of it.
        column: usize,
    },
    /// A paragraph, counted from one.
    Paragraph(usize),
    /// A cell of a workbook.
    Sheet {
        /// The sheet.
        name: String,
        /// The cell as spreadsheets name it.
        cell: String,
    },
    /// A place on a page, counted from one.
    Page {
        /// Which page.
        page: usize,
        /// Millimetres from its top.
        down: usize,
        /// Millimetres from its left side.
        across: usize,
    },
    /// A key of a data file.
    Key(String),
}

impl Doc {
    /// Takes in a document that stands within this one, its pictures under names of their own. Where its paragraphs and tables
    /// stand, its reader knows.
    pub(super) fn take_in(&mut self, mut inner: Self) -> Vec<Block> {
        let mut renamed = HashMap::new();
        for picture in &mut inner.pictures {
            if !self.names.take(&picture.name) {
                let free = self.names.free(&picture.name, |name| inner.names.has(name));
                renamed.insert(address_of(&picture.name), address_of(&free));
                picture.name = free;
            }
        }
        inner.readdress(|address| renamed.get(address).cloned());
        self.facts.append(&mut inner.facts);
        self.pictures.append(&mut inner.pictures);
        self.has_pictures |= inner.has_pictures;
        self.remarks.append(&mut inner.remarks);
        self.left_out.append(&mut inner.left_out);
        inner.blocks
    }

    /// Adds a picture of a media type, and says by which name: its own, or one like it where that is taken.
    pub(super) fn add_picture(&mut self, name: &str, kind: &str, bytes: Vec<u8>) -> String {
        let name = Picture::name_for(name, kind, self.pictures.len() + 1);
        let name = if self.names.take(&name) { name } else { self.names.free(&name, |_| false) };
        self.pictures.push(Picture { name: name.clone(), bytes });
        name
    }

    /// To which addresses its texts lead.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().flat_map(Block::markdown).chain(&self.left_out).flat_map(|text| addresses(text))
    }

    /// Gives pictures another address.
    pub(super) fn readdress(&mut self, new: impl Fn(&str) -> Option<String>) {
        for text in self.blocks.iter_mut().flat_map(Block::markdown_mut).chain(&mut self.left_out) {
            if text.contains("](") {
                *text = readdressed(text, &new);
            }
        }
    }
}

impl Block {
    /// What of it is Markdown.
    fn markdown(&self) -> Vec<&String> {
        match self {
            Self::Para(para) => vec![&para.markdown],
            Self::Grid(grid) => grid.cells.iter().map(|cell| &cell.markdown).collect(),
        }
    }

    fn markdown_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Para(para) => vec![&mut para.markdown],
            Self::Grid(grid) => grid.cells.iter_mut().map(|cell| &mut cell.markdown).collect(),
        }
    }
}

impl Para {
    /// Text without marks.
    pub fn plain(text: impl Into<String>, origin: Origin) -> Self {
        let text = text.into();
        Self { markdown: text.clone(), text, heading: None, is_wrapped: false, origin }
    }
}

/// A longer line is a sentence, in characters.
pub(super) const LONG_LINE: usize = 40;
/// No table of the form has as many rows.
pub(super) const MOST_ROWS: usize = 400;

impl Grid {
    /// Whether it may be one of the form's tables.
    pub(super) fn may_be_the_forms(&self) -> bool {
        self.rules != Rules::None && self.rows() <= MOST_ROWS
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.cells.iter().map(|cell| cell.row + cell.rows.max(1)).max().unwrap_or_default()
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.cells.iter().map(|cell| cell.column + cell.columns.max(1)).max().unwrap_or_default()
    }
}

impl Cell {
    /// A cell that spans nothing.
    pub fn at(row: usize, column: usize, text: impl Into<String>, origin: Origin) -> Self {
        let text = text.into();
        Self { row, column, rows: 1, columns: 1, markdown: text.clone(), text, origin }
    }

    /// Whether it covers a column of the grid.
    pub fn covers_column(&self, column: usize) -> bool {
        (self.column..self.column + self.columns.max(1)).contains(&column)
    }
}

impl Origin {
    /// As it is printed.
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown => text!("文件里", "in the file").into(),
            Self::Line(line) => text!("第 {line} 行", "line {line}").with("line", *line),
            Self::Table { table, row, column } => {
                let place =
                    text!("第 {table} 张表第 {row} 行第 {column} 列", "table {table}, row {row}, column {column}");
                place.with("table", *table).with("row", *row).with("column", *column)
            }
            Self::Paragraph(number) => text!("第 {number} 段", "paragraph {number}").with("number", *number),
            Self::Sheet { name, cell } => {
                text!("工作表“{name}”的 {cell}", "sheet “{name}”, {cell}").with("name", name).with("cell", cell)
            }
            Self::Page { page, down, across } => {
                let place = text!(
                    "第 {page} 页，距上边 {down} 毫米、左边 {across} 毫米",
                    "page {page}, {down} mm from the top, {across} mm from the left"
                );
                place.with("page", *page).with("down", *down).with("across", *across)
            }
            Self::Key(key) => text!("“{key}”", "`{key}`").with("key", key),
        }
    }
}
