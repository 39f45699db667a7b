//! Other people's documents turned into reports: every format is read into paragraphs and grids ([`doc`]), rows and columns are
//! found by the form's labels (`matcher`), and what is uncertain is a question, never a guess.
//!
//! Pure: bytes in, a draft and its questions out.

mod align;
mod apart;
mod beside;
mod cms;
mod columns;
pub mod compare;
mod contents;
mod counted;
mod day;
pub mod doc;
mod escape;
mod fold;
mod furniture;
mod groups;
mod halved;
mod head;
mod headed;
mod headless;
mod imported;
mod join;
mod likeness;
mod links;
mod marked;
mod matcher;
mod order;
mod page;
mod paste;
mod periods;
mod picture;
mod prose;
mod published;
pub mod read;
mod reviews;
mod rows;
mod several;
mod sheet;
mod title;
mod tokens;
mod torn;
mod turn;
mod unfold;
mod value;
mod write;
mod years;

pub use head::Head;
pub use imported::{Imported, Question, Trail};
pub use marked::pasted_text;
pub use paste::{Clip, paste};
pub use read::{Refusal, Saved};
pub use rows::Doubt;
pub use several::Selection;

use crate::{config::Agencies, form::Measure, i18n::Message, text};
use doc::{Block, Doc};
use sheet::Sheet;

/// A file to be imported.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name, without its folder.
    pub name: &'a str,
    /// All that it holds.
    pub bytes: &'a [u8],
}

/// What its user says of a file, where it says nothing itself.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The year that it reports on.
    pub year: Option<u16>,
    /// An id of `site.toml`.
    pub agency: Option<String>,
    /// Whether the document is to be compared with what was read from it.
    pub keeps_source: bool,
}

/// The year that a title names.
pub fn year_of(title: &str) -> Option<u16> {
    title::parts(title).1
}

/// What is typed or pasted into a cell, as it is written there: `１,０００件` is 1000. What is no number stays as it is.
pub fn as_written(text: &str, measure: Measure) -> String {
    let unit = match measure {
        Measure::Amount(unit) => Some(unit),
        Measure::Count | Measure::Change | Measure::Money => None,
    };
    value::typed(text, unit)
}

/// That none of the form's tables is in a document.
fn without_tables(doc: &Doc) -> Message {
    if doc.has_pictures {
        return text!(
            "三张表没有找到；文件里有图片，表格如果是图片，里面的数没有读",
            "the three tables were not found; there are pictures: if the tables are among them, their figures were not read"
        )
        .into();
    }
    text!("三张表没有找到，只读了文字", "the three tables were not found; only the text was read").into()
}

/// That the figures are said to be of another year than the report.
fn other_period(head: &Head) -> Option<Message> {
    let (year, period) = head.year.zip(head.period)?;
    let is_titled = head.title.as_deref().is_some_and(|title| year_of(title) == head.year);
    let remark = if is_titled {
        text!(
            "标题写的是 {year} 年，正文的统计期限是 {period} 年：看看是哪一年的报告，要改就加 --year 再导入一次",
            "the title says {year} and the period of the figures is {period}: if it is the report on {period}, import it again with --year"
        )
    } else {
        text!(
            "文件别处写的是 {year} 年，正文的统计期限是 {period} 年：看看是哪一年的报告，要改就加 --year 再导入一次",
            "the file says {year} elsewhere, and the period of the figures is {period}: if it is the report on {period}, import it again with --year"
        )
    };
    (year != period).then(|| remark.with("year", year).with("period", period))
}

/// Whether a document has headings that only the form's tables have.
fn names_columns(doc: &Doc) -> bool {
    doc.blocks.iter().any(|block| match block {
        Block::Para(para) => fold::is_column_alone(&para.text),
        Block::Grid(grid) => grid.cells.iter().any(|cell| fold::is_column_alone(&cell.text)),
    })
}

/// Undoes what pages, windows and hands have done to a document's tables, so that each row of the form is one row again.
fn straighten(doc: &mut Doc) {
    contents::drop(doc);
    // Feet of pages stand between the rows of a table and the lines of a paragraph.
    page::drop(doc);
    // First whole tables: what is said below of rows and columns holds only for these.
    join::join(doc);
    turn::back(doc);
    // Numbers before sums are compared with them.
    apart::join(doc);
    // Columns that are no year's go before rows are joined over them.
    periods::set_aside(doc);
    halved::mend(doc);
    unfold::rows(doc);
    // Last what needs rows and columns as they are meant: a column that counts them, the other half of a wide table.
    counted::drop(doc);
    beside::join(doc);
}

/// Fewer cells of the form are an accident: budgets have 行政许可 and 总计, too.
const FEWEST_FOUND: usize = 6;

/// Reads a file and finds in it what the form asks for.
///
/// # Errors
/// Why the file cannot be read, and what to do about it.
pub fn import(file: File<'_>, given: &Given, agencies: &Agencies) -> Result<Imported, Refusal> {
    match read::read(file.name, file.bytes)? {
        Saved::Report(report) => Ok(Imported::from(*report)),
        Saved::Figures(all) => {
            let figures = read::figures::only(all, given.year, given.agency.as_deref())?;
            Ok(published::figures(figures, file.name, given, agencies))
        }
        Saved::Doc(mut doc) => {
            let others = several::keep_one(&mut doc, given.year);
            straighten(&mut doc);
            let mut head = Head::read(&doc, file.name);
            if given.year.is_none() {
                doc.remarks.extend(other_period(&head));
            }
            head.year = given.year.or(head.year);
            years::set_aside(&mut doc, head.year);
            if doc.blocks.is_empty() && !doc.has_pictures {
                return Err(read::no_text());
            }
            let reading = matcher::read(&doc, head.year);
            let prose = prose::read(&doc, &reading, &head);
            let found = reading.questions.len() + reading.cells.iter().flatten().count();
            let has_tables = found > 0;
            let is_named = head.title.is_some() || !prose.found.is_empty();
            if !is_named && (!has_tables || found < FEWEST_FOUND && !names_columns(&doc)) {
                return Err(read::no_report());
            }
            if !has_tables {
                doc.remarks.push(without_tables(&doc));
            }
            let mut imported = write::draft(&mut doc, head, &reading, &prose, given, agencies);
            imported.others = others;
            imported.sheet = given.keeps_source.then(|| Sheet::new(doc, &reading, &prose));
            Ok(imported)
        }
    }
}
