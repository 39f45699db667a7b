//! A report made of somebody's document, and what is to be known of it.

use super::{
    doc::{Origin, Picture},
    rows::Doubt,
    several::Selection,
    sheet::Sheet,
};
use crate::{
    config::BaseUrl,
    form::{CellId, CellRange},
    i18n::{Message, Text},
    report::Draft,
    text,
};
use std::collections::BTreeSet;

/// A report made of somebody's document.
#[derive(Debug)]
pub struct Imported {
    /// The report.
    pub draft: Draft,
    /// None if nothing in the document says it.
    pub year: Option<u16>,
    /// The agency's id, if the site has it.
    pub agency: Option<String>,
    /// An id for an agency that the site does not have.
    pub proposed: Option<String>,
    /// What the document calls the agency.
    pub agency_name: Option<String>,
    /// What nobody could tell from the document.
    pub questions: Vec<Question>,
    /// Numbers that are in no cell and in no text, and where each stood.
    pub unread: Vec<(String, Origin)>,
    /// Lines of the web page around the report, and labels that are no part of the form.
    pub left_out: Vec<String>,
    /// The other reports of the file, of which nothing was read.
    pub others: Selection,
    /// What its user should know of the file.
    pub remarks: Vec<Message>,
    /// Where each cell that was read stood.
    pub trail: Vec<Trail>,
    /// Cells that the form has.
    pub expected: usize,
    /// Pictures to be put beside the report.
    pub pictures: Vec<Picture>,
    /// Addresses of pictures in its text that did not come with the document.
    pub absent_pictures: Vec<String>,
    /// The first cells of rows whose names the document has.
    pub(super) named_rows: BTreeSet<CellId>,
    /// The page it came from.
    pub source: Option<String>,
    /// 索引号: what its old site files it under.
    pub index_number: Option<String>,
    /// The document itself, if it is to be compared with what was read from it.
    pub sheet: Option<Sheet>,
}

/// Cells of which it is not certain what stands in them.
#[derive(Clone, Debug)]
pub struct Question {
    /// They follow each other in the form: a row of it, or one cell of a row.
    pub cells: CellRange,
    /// Why they were not read.
    pub doubt: Doubt,
    /// The values that may belong there, and where they stand.
    pub candidates: Vec<(String, Origin)>,
}

/// A cell and where its value stood.
#[derive(Clone, Debug)]
pub struct Trail {
    /// The cell.
    pub cell: CellId,
    /// What stands there in the document.
    pub text: String,
    /// Where it stands.
    pub origin: Origin,
}

impl Doubt {
    /// What an author has to look at.
    pub fn reason(self) -> Text {
        match self {
            Self::TooFew => text!("这一行的数比栏目少，看不出各属哪一栏", "the row has fewer values than columns"),
            Self::TooMany => text!("这一行的数比栏目多，看不出各属哪一栏", "the row has more values than columns"),
            Self::Headings => text!("表头和数的次序对不上", "the headings and the order of the values disagree"),
            Self::Places => {
                text!("有几处可能是这一行，数不一样", "several places could be this row, with different values")
            }
            Self::Merged => text!("几格合并成了一格", "several cells were merged into one"),
            Self::Unclear => text!("有的格里不是清楚的数", "some cells hold something that is not clearly a number"),
            Self::Unit => text!("金额的单位和栏目的不一样", "the amount is in a different unit from the column"),
        }
    }
}

impl Imported {
    /// A report of which nothing else is known.
    pub(super) fn of(draft: Draft, trail: Vec<Trail>) -> Self {
        Self {
            year: None,
            agency: None,
            proposed: None,
            agency_name: None,
            questions: Vec::new(),
            unread: Vec::new(),
            left_out: Vec::new(),
            others: Selection::default(),
            remarks: Vec::new(),
            trail,
            expected: draft.edition.form().cells.len(),
            pictures: Vec::new(),
            absent_pictures: Vec::new(),
            named_rows: BTreeSet::new(),
            source: None,
            index_number: None,
            sheet: None,
            draft,
        }
    }

    /// The id under which it stands in the site, or would.
    pub fn agency(&self) -> Option<&str> {
        self.agency.as_deref().or(self.proposed.as_deref())
    }

    /// Offers its old address to be redirected from, where that is an address of the site.
    pub fn offer_redirect(&mut self, base_url: &BaseUrl) {
        let path = self.source.as_deref().and_then(|address| base_url.relative(address));
        // A page of giar's own is where it was.
        let own = self.year.zip(self.agency()).map(|(year, agency)| format!("{year}/{agency}/"));
        let path = path.filter(|path| Some(*path) != own.as_deref());
        let offer = path.map(|path| format!("redirect_from: [\"{path}\"]    # 去掉行首的井号，旧链接就会转到这里"));
        self.draft.comments.extend(offer);
    }

    /// How many cells were read.
    pub fn read(&self) -> usize {
        self.trail.len()
    }

    /// Whether nothing is left to ask, to find or to look up.
    pub fn is_complete(&self) -> bool {
        let is_known = self.year.is_some() && self.agency.is_some();
        is_known
            && self.others.left_out.is_empty()
            && self.questions.is_empty()
            && self.unread.is_empty()
            && self.absent_pictures.is_empty()
            && self.read() == self.expected
    }

    /// What cells that are asked about are called: one of them, or their row.
    pub fn name(&self, cells: &CellRange) -> String {
        let form = self.draft.edition.form();
        if cells.len() == 1 { form.name(cells.first()) } else { form.row_name(cells.first()) }
    }

    /// The rows of the form of which nothing was read and nothing is asked, and whose names were not found.
    pub fn missing(&self) -> Vec<String> {
        self.row_names(false)
    }

    /// The rows of the form that have their name in the document, but no values beside it.
    pub fn without_values(&self) -> Vec<String> {
        self.row_names(true)
    }

    fn row_names(&self, are_named: bool) -> Vec<String> {
        let form = self.draft.edition.form();
        let rows = self.missing_rows().into_iter().map(|cells| cells.first());
        rows.filter(|first| self.named_rows.contains(first) == are_named).map(|first| form.row_name(first)).collect()
    }

    /// The cells of which nothing was read and nothing is asked, though some of their rows was.
    pub fn missing_cells(&self) -> Vec<CellId> {
        let rows: BTreeSet<_> = self.missing_rows().into_iter().flatten().collect();
        let asked = self.questions.iter().flat_map(|question| question.cells.clone());
        let known: BTreeSet<_> = self.trail.iter().map(|trail| trail.cell).chain(asked).chain(rows).collect();
        let form = self.draft.edition.form();
        form.cells.iter().map(|(cell, _)| cell).filter(|cell| !known.contains(cell)).collect()
    }

    /// The same rows by their cells.
    pub(super) fn missing_rows(&self) -> Vec<CellRange> {
        let form = self.draft.edition.form();
        let read: BTreeSet<_> = self.trail.iter().map(|trail| trail.cell).collect();
        let asked: BTreeSet<_> = self.questions.iter().flat_map(|question| question.cells.clone()).collect();
        let mut rows = Vec::new();
        for block in form.tables.iter().flat_map(|table| &table.blocks) {
            for row in 0..block.rows.len() {
                let cells = block.cells_of(row);
                if cells.clone().all(|cell| !read.contains(&cell) && !asked.contains(&cell)) {
                    rows.push(cells);
                }
            }
        }
        rows
    }
}
