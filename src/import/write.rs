//! What was found, as a report to be written and a list of what its author has to look at.

use super::{
    Given,
    doc::{Doc, Origin, Picture},
    fold,
    head::{self, Head},
    matcher::{self, Reading},
    picture,
    prose::Prose,
    read::{Figures, JsonReport},
    rows::Doubt,
    several::Selection,
    sheet::Sheet,
    tokens::Token,
};
use crate::{
    config::{Agencies, Agency, BaseUrl},
    date::Date,
    diag::Span,
    form::{CellId, CellRange, Edition, TableForm},
    i18n::{Lang, Message, Text},
    markdown::{LinkKind, links},
    report::{Draft, Review, Revision, Waiver},
    text,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

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
    named_rows: BTreeSet<CellId>,
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
    fn of(draft: Draft, trail: Vec<Trail>) -> Self {
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
    fn missing_rows(&self) -> Vec<CellRange> {
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

/// What a document says, as a report.
pub(super) fn draft(
    doc: &mut Doc,
    head: Head,
    reading: &Reading,
    prose: &Prose,
    given: &Given,
    agencies: &Agencies,
) -> Imported {
    let edition = reading.edition;
    let form = edition.form();
    let year = head.year;
    let agency = given.agency.clone().or_else(|| known(head.agency.as_deref(), agencies));
    let mut draft = Draft::blank(edition, year.unwrap_or_default());
    draft.title = head.title.clone().filter(|title| !is_usual(title, agency.as_deref(), year, agencies));
    draft.published = head.published;
    draft.comments.extend(head.index_number.iter().map(|number| format!("索引号：{number}")));
    draft.comments.extend(head.source.iter().map(|address| format!("原来的网址：{address}")));
    draft.body = prose.to_markdown(edition);
    let mut trail = Vec::new();
    for (cell, _) in form.cells.iter() {
        draft.cells[cell.index()] = match reading.text(cell) {
            Some(text) => super::as_written(text, form.cells[cell].measure),
            None => Draft::UNREAD.to_owned(),
        };
        if let Some(token) = reading.cells[cell.index()] {
            let token = &reading.tokens[token];
            trail.push(Trail { cell, text: token.text.clone(), origin: token.origin.clone() });
        }
    }
    let questions: Vec<_> = reading.questions.iter().map(|question| self::question(question, reading)).collect();
    draft.reviews = questions.iter().map(|question| review(question, edition)).collect();
    draft.reviews.extend(unread(reading, &prose.unread));
    let unread = prose.unread.iter().map(|at| &reading.tokens[*at]);
    let mut left_out: Vec<_> = prose.left_out.iter().map(|line| one_line(line)).collect();
    let (pictures, others): (Vec<Picture>, Vec<Picture>) =
        std::mem::take(&mut doc.pictures).into_iter().partition(|picture| picture.is_shown_in(&draft.body));
    for picture in others {
        if !left_out.iter().any(|line| picture.is_shown_in(line)) {
            left_out.push(picture::shown("", &picture.address()));
        }
    }
    let mut imported = Imported {
        year,
        agency,
        agency_name: head.agency,
        questions,
        unread: unread.map(|token| (one_line(&token.text), token.origin.clone())).collect(),
        left_out,
        remarks: std::mem::take(&mut doc.remarks),
        absent_pictures: absent_pictures(&draft.body, &pictures),
        named_rows: named_rows(reading),
        pictures,
        source: head.source,
        index_number: head.index_number,
        ..Imported::of(draft, trail)
    };
    let reviews = not_found(&imported);
    imported.draft.reviews.extend(reviews);
    let doubt = may_be_pictures(&imported).filter(|_| doc.has_pictures);
    imported.remarks.extend(doubt);
    imported
}

/// A text in one line.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The addresses of pictures that a text shows and that did not come with it.
fn absent_pictures(body: &str, own: &[Picture]) -> Vec<String> {
    let own: HashSet<_> = own.iter().map(Picture::address).collect();
    let shown = links(body).into_iter().filter(|link| link.kind == LinkKind::Image);
    shown.map(|link| link.target).filter(|address| !own.contains(address)).collect()
}

/// Shorter names stand for something else as well.
const SHORTEST_NAME: usize = 4;

/// The first cells of the rows whose names are labels of the document.
fn named_rows(reading: &Reading) -> BTreeSet<CellId> {
    let labels = reading.tokens.iter().filter(|token| token.is_label());
    let labels: BTreeSet<String> =
        labels.flat_map(|token| [fold::label(&token.text), fold::unbracketed(&token.text)]).collect();
    let blocks = reading.edition.form().tables.iter().flat_map(|table| &table.blocks);
    let rows = blocks.flat_map(|block| block.rows.iter().enumerate().map(move |(at, row)| (block.cell(at, 0), row)));
    let named = rows.filter(|(_, row)| {
        let name = fold::label(row.node.label);
        name.chars().count() >= SHORTEST_NAME && labels.contains(&name)
    });
    named.map(|(first, _)| first).collect()
}

/// What an author has to look at because numbers went nowhere: a review for each table near which some stand.
fn unread(reading: &Reading, unread: &[usize]) -> Vec<Review> {
    let mut by_table: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for at in unread {
        by_table.entry(nearest_table(reading, *at)).or_default().push(one_line(&reading.tokens[*at].text));
    }
    let tables = &reading.edition.form().tables;
    let reason = text!("原文里这些数没有读进来", "these numbers of the source were not read");
    let reviews = by_table.into_iter().map(|(table, candidates)| Review {
        at: tables[table].table.key.to_owned(),
        reason: reason.get(Lang::Zh).to_owned(),
        candidates,
        span: Span::default(),
    });
    reviews.collect()
}

/// The table of the form of which a cell stands nearest to a token; the first, if no cell was read.
fn nearest_table(reading: &Reading, token: usize) -> usize {
    let cells = reading.edition.form().cells.iter();
    let places = cells.filter_map(|(cell, spec)| Some((reading.cells[cell.index()]?.abs_diff(token), spec.table)));
    places.min().map_or(0, |(_, table)| table)
}

fn question(question: &matcher::Question, reading: &Reading) -> Question {
    let candidates = question.candidates.iter().map(|at| {
        let Token { text, value, origin, .. } = &reading.tokens[*at];
        (one_line(value.as_ref().map_or(text.as_str(), super::value::Value::text)), origin.clone())
    });
    let candidates = candidates.collect();
    Question { cells: question.cells.clone(), doubt: question.doubt, candidates }
}

fn review(question: &Question, edition: &'static Edition) -> Review {
    Review {
        at: place(&question.cells, edition),
        reason: question.doubt.reason().get(Lang::Zh).to_owned(),
        candidates: question.candidates.iter().map(|(text, _)| text.clone()).collect(),
        span: Span::default(),
    }
}

/// Where cells are reviewed: at the only one, at their row, or at the whole table if its row has no name.
fn place(cells: &CellRange, edition: &'static Edition) -> String {
    let (form, first) = (edition.form(), cells.first());
    let (path, row) = (&form.cells[first].path, form.lines_of(first).0);
    let is_row = cells.len() > 1 || form.row_of(first).len() == 1;
    let at = match (is_row, row.path.is_empty(), path.rsplit_once('.')) {
        (true, true, _) => form.tables[form.cells[first].table].table.key,
        (true, false, Some((row, _))) => row,
        (false, ..) | (true, false, None) => path,
    };
    at.to_owned()
}

/// What an author has to take from the original because it was not found: a whole table, rows of one, or cells of a row.
fn not_found(imported: &Imported) -> Vec<Review> {
    let edition = imported.draft.edition;
    let form = edition.form();
    let mut by_table: BTreeMap<usize, Vec<CellRange>> = BTreeMap::new();
    for row in imported.missing_rows() {
        by_table.entry(form.cells[row.first()].table).or_default().push(row);
    }
    let mut places = Vec::new();
    for (table, rows) in by_table {
        let table = &form.tables[table];
        let is_named = |row: &CellRange| imported.named_rows.contains(&row.first());
        if are_all(table, rows.len()) && !rows.iter().any(is_named) {
            places.push((table.table.key.to_owned(), TABLE_NOT_FOUND));
            continue;
        }
        let reason = |row: &CellRange| if is_named(row) { NO_VALUES } else { ROW_NOT_FOUND };
        places.extend(rows.iter().map(|row| (place(row, edition), reason(row))));
    }
    places.extend(imported.missing_cells().into_iter().map(|cell| (form.cells[cell].path.clone(), CELL_NOT_FOUND)));
    let reviews = places.into_iter().map(|(at, reason)| Review {
        at,
        reason: reason.get(Lang::Zh).to_owned(),
        candidates: Vec::new(),
        span: Span::default(),
    });
    reviews.collect()
}

const TABLE_NOT_FOUND: Text = text!("原文里没有找到这张表", "this table was not found in the source");
const ROW_NOT_FOUND: Text = text!("原文里没有找到这一行", "this row was not found in the source");
const NO_VALUES: Text =
    text!("原文里有这一行，旁边没有读到数", "the source has this row, but no values were found beside it");
const CELL_NOT_FOUND: Text = text!("原文里没有找到这一格的数", "no value for this cell was found in the source");

/// Whether so many rows are all that a table has.
fn are_all(table: &TableForm, rows: usize) -> bool {
    table.blocks.iter().map(|block| block.rows.len()).sum::<usize>() == rows
}

/// The tables of which nothing was found, where pictures may hold them.
fn may_be_pictures(imported: &Imported) -> Option<Message> {
    let form = imported.draft.edition.form();
    let missing = imported.missing_rows();
    let whole = form.tables.iter().enumerate().filter(|(at, table)| {
        are_all(table, missing.iter().filter(|row| form.cells[row.first()].table == *at).count())
    });
    let names: Vec<_> = whole.map(|(_, table)| table.table.name).collect();
    let message = text!(
        "{tables}没有找到；文件里有图片，表如果是图片，里面的数读不出来，要照图填写",
        "{tables} was not found; there are pictures: if it is among them, its figures have to be typed in"
    );
    // Of a file without any table something else is said.
    (!names.is_empty() && names.len() < form.tables.len()).then(|| message.with("tables", &names))
}

/// The agency of the site that a document names; the only one, if it names none.
fn known(name: Option<&str>, agencies: &Agencies) -> Option<String> {
    let known = name.map_or_else(|| agencies.only(), |name| agencies.named_in_title(name));
    known.map(|at| agencies[at].id.clone())
}

/// Whether a title is the one that a report has by itself.
fn is_usual(title: &str, agency: Option<&str>, year: Option<u16>, agencies: &Agencies) -> bool {
    let agency = agency.and_then(|id| agencies.index_of(id)).map(|at| &agencies[at]);
    agency.zip(year).is_some_and(|(agency, year)| title == usual_title(agency.name_in(year), year))
}

fn usual_title(name: &str, year: u16) -> String {
    format!("{name}{year}年政府信息公开工作年度报告")
}

/// An id that a data file names; none if it is none. It becomes a part of a path.
fn id(text: String) -> Option<String> {
    Some(text).filter(|id| Agency::is_id(id))
}

/// The report of which a file has the figures alone.
pub(super) fn figures(figures: Figures, name: &str, given: &Given, agencies: &Agencies) -> Imported {
    let year = given.year.or(figures.year).or_else(|| head::year_in(name));
    let mut draft = Draft::blank(figures.edition, year.unwrap_or_default());
    draft.cells.fill(Draft::UNREAD.to_owned());
    let trail = figures.cells.into_iter().map(|(cell, text, line)| {
        draft.cells[cell.index()].clone_from(&text);
        Trail { cell, text, origin: Origin::Line(line) }
    });
    let trail = trail.collect();
    let remark = text!("文件里只有表里的数，没有文字", "the file holds the figures of the tables and no text");
    Imported {
        year,
        agency: given.agency.clone().or(figures.agency.and_then(id)).or_else(|| known(None, agencies)),
        remarks: vec![remark.into()],
        ..Imported::of(draft, trail)
    }
}

impl From<JsonReport> for Imported {
    fn from(report: JsonReport) -> Self {
        let edition = report.edition().expect("read only with an edition");
        let form = edition.form();
        let mut draft = Draft::blank(edition, report.year);
        draft.title =
            Some(report.title.clone()).filter(|title| *title != usual_title(&report.agency.name, report.year));
        draft.published.clone_from(&report.published);
        draft.as_published = report.as_published;
        draft.joint.clone_from(&report.joint);
        draft.revisions = report
            .revisions
            .iter()
            .map(|revision| Revision {
                date: revision.date.as_deref().and_then(Date::parse),
                note: revision.note.clone(),
                was: revision.was.clone().into_iter().collect(),
                span: Span::default(),
            })
            .collect();
        draft.waivers = report
            .waivers
            .iter()
            .map(|waiver| Waiver {
                rule: waiver.rule.clone(),
                at: waiver.at.clone(),
                value: waiver.value.clone(),
                reason: waiver.reason.clone(),
                span: Span::default(),
            })
            .collect();
        draft.cells = report.cells(form);
        draft.indicators = report.indicators();
        draft.body = report.body();
        let trail = form.cells.iter().map(|(cell, spec)| Trail {
            cell,
            text: draft.cells[cell.index()].clone(),
            origin: Origin::Key(spec.path.clone()),
        });
        let trail = trail.collect();
        Self {
            year: Some(report.year),
            agency: id(report.agency.id),
            agency_name: Some(report.agency.name),
            ..Self::of(draft, trail)
        }
    }
}
