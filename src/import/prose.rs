//! The text around the tables: its six sections, however they are numbered, and what of it belongs to no section.

use super::{
    doc::{Block, Doc, Grid, LONG_LINE, Para, Picture},
    fold::{self, is_section},
    furniture::{is_furniture, is_letter_head},
    head::Head,
    likeness::{Folded, distance},
    links::{is_file, links, menus},
    marked::{furniture, line, ordinary, paragraph},
    matcher::Reading,
    page::is_page_number,
    title::is_title,
};
use crate::{
    form::{Content, Edition, Section, TableForm, axis},
    markdown::untagged,
};
use std::collections::{BTreeMap, HashSet};

/// What may stand around the title of a section: it is bold, or an item, or was meant as a heading of Markdown.
const HEADING_SIGNS: [char; 10] = ['*', '#', '\\', '-', '+', '•', '·', '>', '：', ':'];

/// A longer line is a sentence, and no title of a section.
const LONGEST_TITLE: usize = 40;
/// A line without a number or a look of its own is a title only if it is as near as this to one.
const FARTHEST_UNMARKED: f32 = 0.2;
/// A longer cell is no label, but a sentence.
const LONGEST_LABEL: usize = 30;
/// So many labels of the form in a table make it one of its tables.
const LABELS_OF_FORM: usize = 3;
/// So many characters a line has in common with the beginning of a corner, or it is a part of it as long as this.
const LEAST_SHARED: usize = 10;
const SHORTEST_PART: usize = 5;

/// A document's text by sections.
#[derive(Debug, Default)]
pub(super) struct Prose {
    pub preamble: Vec<String>,
    /// By key of the form; paragraphs as Markdown.
    pub sections: BTreeMap<&'static str, Vec<String>>,
    /// Sections that have a heading.
    pub found: Vec<&'static str>,
    /// Lines of the web page around the report.
    pub left_out: Vec<String>,
    /// Numbers that went nowhere, as tokens.
    pub unread: Vec<usize>,
}

/// Divides a document's text; what the tables have used is left out.
pub(super) fn read(doc: &Doc, reading: &Reading, head: &Head) -> Prose {
    let used: HashSet<usize> = reading.cells.iter().flatten().copied().chain(reading.labels.iter().copied()).collect();
    let questioned = reading.questions.iter().flat_map(|question| question.candidates.iter().copied());
    let questioned: HashSet<usize> = questioned.collect();
    let mut tokens: Vec<Vec<usize>> = vec![Vec::new(); doc.blocks.len()];
    for (at, token) in reading.tokens.iter().enumerate() {
        tokens[token.block].push(at);
    }
    let begin = begin(doc, head);
    let mut divider = Divider {
        pictures: if doc.is_page { &[] } else { &doc.pictures },
        reading,
        edition: reading.edition,
        used,
        questioned,
        section: None,
        waiting: Vec::new(),
        is_page: doc.is_page,
        begin,
        menus: menus(&doc.blocks[..begin]),
        titles: reading.edition.sections.iter().map(|section| fold::label(section.title).into()).collect(),
        corners: corners(reading.edition),
        prose: Prose { left_out: doc.left_out.iter().chain(&head.left_out).cloned().collect(), ..Prose::default() },
        table_blocks: table_blocks(doc, reading),
    };
    for (number, block) in doc.blocks.iter().enumerate() {
        if head.blocks.contains(&number) {
            continue;
        }
        match block {
            Block::Para(para) => divider.para(number, para, &tokens[number]),
            Block::Grid(grid) => divider.grid(number, grid, &tokens[number]),
        }
    }
    divider.end();
    divider.prose
}

/// The block with the report's title, or that of its first section: what is before it is the page's.
fn begin(doc: &Doc, head: &Head) -> usize {
    let is_title = |at: &&usize| matches!(&doc.blocks[**at], Block::Para(para) if is_title(&para.text));
    let title = head.blocks.iter().filter(is_title).min().copied();
    let first = || doc.blocks.iter().position(|block| matches!(block, Block::Para(para) if is_section(&para.text)));
    title.or_else(first).unwrap_or_default()
}

/// What belongs to the text if text follows, and to the page around it if not.
#[derive(Debug)]
enum Waiting {
    /// A picture that is the page's or another's.
    Picture(String),
    /// Links alone, and whether one of them leads to a file.
    Links(String, bool),
}

/// What the form prints in the corners of its tables.
fn corners(edition: &'static Edition) -> Vec<String> {
    let blocks = edition.form().tables.iter().flat_map(|table| &table.blocks);
    let corners = blocks.map(|block| fold::label(block.block.corner));
    corners.filter(|corner| corner.chars().count() > LEAST_SHARED).collect()
}

/// How many characters two texts begin with alike.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

fn is_heading(table: &TableForm, own: &str) -> bool {
    let columns = table.blocks.iter().flat_map(|block| axis::labels(block.block.columns));
    columns.map(|label| fold::label(label.text)).any(|name| name == own)
}

/// Blocks of running cells that lie between the first and the last cell of a table.
fn table_blocks(doc: &Doc, reading: &Reading) -> HashSet<usize> {
    let mut blocks = HashSet::new();
    for table in &reading.edition.form().tables {
        let cells = table.cells.clone().filter_map(|cell| reading.cells[cell.index()]);
        let questions = reading.questions.iter().filter(|question| table.cells.contains(question.cells.first()));
        let places: Vec<_> = cells
            .chain(questions.flat_map(|question| question.candidates.iter().copied()))
            .map(|token| reading.tokens[token].block)
            .collect();
        let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else { continue };
        // Headings and captions stand before the first value.
        let before = (0..*first).rev().take_while(|at| matches!(&doc.blocks[*at], Block::Para(para) if is_short(para)));
        blocks.extend(before.take(40));
        blocks.extend(*first..=*last);
    }
    blocks
}

fn is_short(para: &Para) -> bool {
    para.text.chars().count() <= LONG_LINE && !para.text.ends_with('。')
}

struct Divider<'a> {
    /// The document's own pictures; a page's may be those around the report.
    pictures: &'a [Picture],
    reading: &'a Reading,
    edition: &'static Edition,
    used: HashSet<usize>,
    questioned: HashSet<usize>,
    section: Option<&'static Section>,
    /// What is kept or left out by what follows.
    waiting: Vec<Waiting>,
    /// Whether the document is a web page, with more than the report on it.
    is_page: bool,
    /// Where the report begins.
    begin: usize,
    /// The blocks before it that are menus.
    menus: HashSet<usize>,
    /// What the sections are called.
    titles: Vec<Folded>,
    /// What the form prints in the corners of its tables, as it is compared.
    corners: Vec<String>,
    prose: Prose,
    table_blocks: HashSet<usize>,
}

impl Divider<'_> {
    fn para(&mut self, number: usize, para: &Para, tokens: &[usize]) {
        let text = para.text.trim();
        if text.is_empty() {
            return self.picture(number, para.markdown.trim());
        }
        if is_page_number(text) && self.section.is_some_and(|s| s.content == Content::Table) {
            return;
        }
        if let Some(section) = self.heading(para) {
            self.keep_waiting();
            self.section = Some(section);
            if !self.prose.found.contains(&section.key) {
                self.prose.found.push(section.key);
            }
            return;
        }
        let is_letter = number < self.begin && is_letter_head(text);
        if is_furniture(text) || is_letter || self.menus.contains(&number) {
            self.prose.left_out.push(text.to_owned());
            return;
        }
        if tokens.iter().any(|at| self.has_numbers(*at)) {
            self.push(paragraph(para));
            return;
        }
        let rest: Vec<_> =
            tokens.iter().filter(|at| !(self.used.contains(at) || self.questioned.contains(at))).collect();
        let in_table_section = self.section.is_some_and(|section| section.content == Content::Table);
        let is_of_table = self.table_blocks.contains(&number) || in_table_section;
        if is_of_table && rest.is_empty() {
            return;
        }
        let addresses = links(&para.markdown);
        if !addresses.is_empty() {
            self.waiting.push(Waiting::Links(paragraph(para), addresses.iter().any(|address| is_file(address))));
            return;
        }
        if self.table_blocks.contains(&number) && in_table_section && is_short(para) {
            for at in rest {
                self.unread(*at);
            }
            return;
        }
        if !self.is_of_corner(text) {
            self.push(paragraph(para));
        }
    }

    /// A paragraph of nothing but pictures stays where it is, between texts, or if it came with the document.
    fn picture(&mut self, number: usize, markdown: &str) {
        if self.pictures.iter().any(|picture| picture.is_shown_in(markdown)) {
            self.push(markdown.to_owned());
        } else if number < self.begin && !markdown.is_empty() {
            self.prose.left_out.push(markdown.to_owned());
        } else if !markdown.is_empty() {
            self.waiting.push(Waiting::Picture(markdown.to_owned()));
        }
    }

    /// Text follows: what was waiting for it stays before it.
    fn keep_waiting(&mut self) {
        let paragraphs = std::mem::take(&mut self.waiting).into_iter().map(|waiting| match waiting {
            Waiting::Picture(markdown) | Waiting::Links(markdown, _) => markdown,
        });
        let paragraphs = paragraphs.collect::<Vec<_>>();
        self.own_text().extend(paragraphs);
    }

    /// No text follows. Several links are a page's own; one alone, one to a file, or what a line with a colon announces is
    /// what the report refers to.
    fn end(&mut self) {
        let are_announced = self.own_text().last().is_some_and(|line| line.trim_end().ends_with(['：', ':']));
        let is_only =
            are_announced || self.waiting.iter().filter(|waiting| matches!(waiting, Waiting::Links(..))).count() < 2;
        for waiting in std::mem::take(&mut self.waiting) {
            match waiting {
                Waiting::Links(markdown, leads_to_file) if leads_to_file || is_only => self.own_text().push(markdown),
                Waiting::Picture(markdown) | Waiting::Links(markdown, _) => self.prose.left_out.push(markdown),
            }
        }
    }

    /// Whether a line is what the form prints in a corner, or a part of it that somebody's line end has cut off.
    fn is_of_corner(&self, text: &str) -> bool {
        let own = fold::label(text);
        let is_part = own.chars().count() >= SHORTEST_PART && self.corners.iter().any(|corner| corner.contains(&own));
        let has_digits = text.contains(|c: char| c.is_ascii_digit());
        is_part || !has_digits && self.corners.iter().any(|corner| shared(&own, corner) >= LEAST_SHARED)
    }

    /// Whether a cell is all that is left of the head of a table whose rows stand elsewhere.
    fn is_head(&self, text: &str) -> bool {
        let own = fold::label(text);
        self.is_of_corner(text) || self.edition.form().tables.iter().any(|table| is_heading(table, &own))
    }

    /// Whether a table none of whose numbers was read is the form's all the same. A text may have a table with some of the
    /// form's rows or with its columns, but not with both.
    fn may_be_form(&self, grid: &Grid) -> bool {
        let in_text = self.section.is_none_or(|section| section.content != Content::Table);
        let has_columns =
            || grid.cells.iter().any(|cell| fold::is_column(&cell.text) || fold::are_headings(&cell.text));
        !in_text || has_columns() && grid.cells.iter().any(|cell| fold::is_row_alone(&cell.text))
    }

    /// Whether a label holds numbers of its own, though it is that of a row: 予以公开：网站答复12件、来信答复3件.
    fn has_numbers(&self, at: usize) -> bool {
        let token = &self.reading.tokens[at];
        let text = token.text.trim_start_matches(|c: char| !fold::is_chinese(c));
        let numbers = text.split(|c: char| !c.is_numeric()).filter(|digits| !digits.is_empty());
        let figures = numbers.filter(|digits| {
            let end = digits.as_ptr() as usize - text.as_ptr() as usize + digits.len();
            !text[end..].starts_with(['年', '月', '日', '号', '条', '项', '版'])
        });
        token.is_label() && figures.count() > 1
    }

    /// Numbers of a token that nothing has used.
    fn unread(&mut self, at: usize) {
        let token = &self.reading.tokens[at];
        // A number with the mark of a note above it is no label.
        let mut signs = token.text.split_whitespace().flat_map(str::chars).peekable();
        let is_number = signs.peek().is_some() && signs.all(|c| c.is_ascii_digit());
        if token.is_label() && !is_number {
            self.prose.left_out.push(token.text.clone());
        } else if token.value.as_ref().is_none_or(|value| !value.is_blank()) {
            self.prose.unread.push(at);
        }
    }

    fn push(&mut self, paragraph: String) {
        self.keep_waiting();
        self.own_text().push(paragraph);
    }

    /// The paragraphs of the section that is being read.
    fn own_text(&mut self) -> &mut Vec<String> {
        match self.section {
            None => &mut self.prose.preamble,
            Some(section) => self.prose.sections.entry(section.key).or_default(),
        }
    }

    /// The section that a paragraph is the heading of.
    fn heading(&self, para: &Para) -> Option<&'static Section> {
        let text = fold::cleaned(para.text.trim());
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let plain = untagged(&plain).trim_matches(HEADING_SIGNS);
        if plain.chars().count() > LONGEST_TITLE || plain.ends_with(['。', '；', '，']) {
            return None;
        }
        let is_numbered = fold::number(plain).is_some_and(|(level, _)| level == '一');
        let folded = Folded::from(fold::label(plain));
        let is_head = is_numbered || para.heading.is_some_and(|level| level <= 2);
        let far = self.titles.iter().map(|title| distance(&folded, title));
        let mut sections = self.edition.sections.iter().zip(far);
        let (section, far) = sections
            .find(|(section, far)| *far <= fold::FARTHEST_TITLE || (is_head && section.matches(&folded.text)))?;
        let is_marked = is_numbered || para.heading.is_some() || far <= FARTHEST_UNMARKED;
        (is_marked && !plain.starts_with(['（', '('])).then_some(section)
    }

    fn grid(&mut self, number: usize, grid: &Grid, tokens: &[usize]) {
        let is_form = tokens.iter().any(|at| self.reading.is_in_cell(*at) || self.questioned.contains(at))
            || self.table_blocks.contains(&number)
            || tokens.iter().filter(|at| self.used.contains(*at)).count() >= LABELS_OF_FORM && self.may_be_form(grid);
        if !is_form {
            if let Some(line) = furniture(grid).or_else(|| line(grid).filter(|_| self.is_page && number < self.begin)) {
                self.prose.left_out.push(line);
            } else if !grid.cells.iter().all(|cell| cell.text.trim().is_empty() || self.is_head(&cell.text)) {
                self.push(ordinary(grid));
            }
            return;
        }
        self.keep_waiting();
        let rest: Vec<_> = tokens
            .iter()
            .copied()
            .filter(|at| self.has_numbers(*at) || !self.used.contains(at) && !self.questioned.contains(at))
            .collect();
        for at in rest {
            let token = &self.reading.tokens[at];
            let is_sentence = token.text.chars().count() > LONGEST_LABEL || token.text.ends_with('。');
            if token.is_label() && is_sentence {
                let para = Para::plain(token.text.clone(), token.origin.clone());
                self.push(paragraph(&para));
            } else {
                self.unread(at);
            }
        }
    }
}

impl Prose {
    /// The body of a report: the sections in their order, each under its official heading.
    pub(super) fn to_markdown(&self, edition: &Edition) -> String {
        let mut parts = self.preamble.clone();
        for section in edition.sections {
            let paragraphs = self.sections.get(section.key).map(Vec::as_slice).unwrap_or_default();
            let is_table = section.content == Content::Table;
            if (is_table && paragraphs.is_empty()) || !self.found.contains(&section.key) {
                continue;
            }
            parts.push(format!("## {}、{}", section.number, section.title));
            parts.extend(paragraphs.iter().cloned());
        }
        parts.join("\n\n")
    }
}
