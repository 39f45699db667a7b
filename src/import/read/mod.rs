//! One file a format. What a file is, its content says, not its name.

mod aligned;
mod base64;
mod csv;
mod divided;
mod docx;
mod encoding;
pub(super) mod figures;
mod hidden;
mod html;
mod json;
mod lines;
mod listing;
mod mht;
mod package;
mod pdf;
mod plain;
mod sheet;
mod text;
mod tree;
mod typed;
mod xml;
mod zip;

pub use figures::Figures;
pub use json::JsonReport;

use super::{
    doc::{Block, Doc, LONG_LINE},
    fold,
    title::is_title,
};
use crate::{
    diag::Source,
    form::{self, EDITIONS},
    i18n::{Message, Text},
    markdown::Document,
    spanned::{Value, keys},
    text,
};
use std::sync::Arc;

/// What a file holds.
#[derive(Debug)]
pub enum Saved {
    /// Anything but a report of giar's own.
    Doc(Doc),
    /// A report that giar has published, whole.
    Report(Box<JsonReport>),
    /// The figures of reports that giar has published.
    Figures(Vec<Figures>),
}

/// Why a file cannot be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub why: Message,
    /// What to do about it.
    pub remedy: Message,
}

impl Refusal {
    /// A reason and a remedy.
    pub fn new(why: impl Into<Message>, remedy: impl Into<Message>) -> Self {
        Self { why: why.into(), remedy: remedy.into() }
    }

    /// Both, with the file's name.
    pub fn message(&self, path: &str) -> Message {
        let message = text!("{path}：{why}。{remedy}", "{path}: {why}; {remedy}");
        message.with("path", path).with("why", self.why.clone()).with("remedy", self.remedy.clone())
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.why, self.remedy)
    }
}

impl std::error::Error for Refusal {}

/// What an archive begins with.
const ARCHIVE: &[u8] = b"PK\x03\x04";
const RTF: &str = "{\\rtf";
/// The part that makes an archive a workbook.
const BOOK: &str = "xl/workbook.xml";

/// A file larger than this is no report.
pub const MAX_BYTES: u64 = 64 << 20;
/// More cells than this are no report.
pub const MAX_CELLS: usize = 50_000;

/// Nor are more words: there may be a value in each.
const MOST_WORDS: usize = 100_000;
/// Nor are more lines, and signs that divide cells, in a text.
const MOST_DIVIDERS: usize = 400_000;
/// Nor is a table with room for more cells.
const LARGEST_TABLE: usize = 1_000_000;

/// Reads a file of whatever format.
pub fn read(name: &str, bytes: &[u8]) -> Result<Saved, Refusal> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    let doc = match bytes {
        [] => return Err(empty()),
        bytes if bytes.starts_with(ARCHIVE) => archive(bytes)?,
        bytes if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => return Err(compound(bytes)),
        bytes if bytes.starts_with(b"%PDF") || head(bytes).contains("%PDF-1.") => pdf::read(bytes)?,
        bytes if is_picture(bytes) => return Err(picture()),
        bytes if is_packed(bytes) => return Err(packed()),
        bytes if bytes.starts_with(RTF.as_bytes()) => {
            return Err(save_as_docx(text!("这是 RTF 文件", "this is an RTF file")));
        }
        bytes => return textual(name, bytes),
    };
    bounded(doc).map(Saved::Doc)
}

/// A web page, or the piece of one that a clipboard holds.
pub(super) fn page(html: &str) -> Result<Doc, Refusal> {
    html::read(html).and_then(bounded)
}

fn textual(name: &str, bytes: &[u8]) -> Result<Saved, Refusal> {
    let (text, remark) = encoding::decode(bytes)?;
    if is_own(name, &text) {
        return Err(own());
    }
    let start = text.trim_start();
    if start.starts_with('{')
        && let Some(report) = json::read(start)
    {
        return Ok(Saved::Report(Box::new(report)));
    }
    if let Some(figures) = figures::read(&text) {
        return Ok(Saved::Figures(figures));
    }
    let mut doc = if let Some(doc) = page_of(bytes, &text) {
        doc?
    } else if is_word_xml(start) {
        return Err(save_as_docx(text!("这是 Word 的 XML 文件", "this is a Word XML file")));
    } else {
        plain_text(name, &text)?
    };
    doc.remarks.extend(remark);
    bounded(doc).map(Saved::Doc)
}

/// A text without a format of its own: lines, or values that commas divide.
fn plain_text(name: &str, text: &str) -> Result<Doc, Refusal> {
    if text.bytes().filter(|byte| b"\n\r|\t,; ".contains(byte)).count() > MOST_DIVIDERS {
        return Err(too_large());
    }
    let is_csv = name.to_lowercase().ends_with(".csv") || csv::is_csv(text);
    let text = fold::cleaned(text);
    if is_csv { Ok(csv::read(&text)) } else { text::read(&text) }
}

/// A text that is a web page, alone or in a message; none if it is something else.
fn page_of(bytes: &[u8], text: &str) -> Option<Result<Doc, Refusal>> {
    let start = text.trim_start();
    let field = "mime-version";
    let begins = start.get(..field.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(field));
    if begins || start.starts_with("From:") {
        return Some(mht::read(bytes));
    }
    (html::is_html(start) && !is_word_xml(start)).then(|| html::read(text))
}

/// What stands within a document, as a part of that name, in a format of texts; none if it is in another one.
fn within(name: &str, bytes: &[u8]) -> Result<Option<Doc>, Refusal> {
    let Ok((text, remark)) = encoding::decode(bytes) else { return Ok(None) };
    let mut doc = match page_of(bytes, &text) {
        Some(page) => page?,
        None if text.starts_with(RTF) || text.trim_start().starts_with('<') => return Ok(None),
        None => plain_text(name, &text)?,
    };
    doc.remarks.extend(remark);
    Ok(Some(doc))
}

fn archive(bytes: &[u8]) -> Result<Doc, Refusal> {
    let mut archive = zip::Archive::open(bytes)?;
    if archive.has("OFD.xml") {
        return Err(Refusal::new(
            text!("这是 OFD 版式文件", "this is an OFD document"),
            text!(
                "用 WPS 或 OFD 阅读器打开，转成 .docx 或 PDF，再导入一次",
                "open it in WPS or an OFD reader, convert it to .docx or PDF and import that"
            ),
        ));
    }
    if archive.has(BOOK) {
        return sheet::read(&mut archive, bytes);
    }
    if archive.has("content.xml") {
        if archive.part("mimetype")?.is_some_and(|kind| kind.ends_with(b"spreadsheet")) {
            return Err(save_as_xlsx(text!(
                "这是 OpenDocument 表格（.ods）",
                "this is an OpenDocument spreadsheet (.ods)"
            )));
        }
        return Err(save_as_docx(text!("这是 OpenDocument 文件", "this is an OpenDocument file")));
    }
    // Whatever its main part is called, a document says what its parts are.
    if !["[Content_Types].xml", "_rels/.rels", "word/document.xml"].iter().any(|name| archive.has(name)) {
        return Err(packed());
    }
    docx::read(&mut archive)
}

/// No report has as many cells as would take minutes to read. What is left is divided into paragraphs and tables.
fn bounded(mut doc: Doc) -> Result<Doc, Refusal> {
    let (mut cells, mut words) = (0, 0);
    for block in &doc.blocks {
        match block {
            Block::Para(para) => {
                cells += 1;
                words += para.text.split_whitespace().count();
            }
            Block::Grid(grid) => {
                if grid.rows().saturating_mul(grid.columns()) > LARGEST_TABLE {
                    return Err(too_large());
                }
                cells += grid.cells.len();
                words += grid.cells.iter().map(|cell| cell.text.split_whitespace().count()).sum::<usize>();
            }
        }
    }
    if cells > MAX_CELLS || words > MOST_WORDS {
        return Err(too_large());
    }
    doc.blocks = doc.blocks.into_iter().flat_map(divided::of).collect();
    Ok(doc)
}

/// Whether a text is a document that Word has saved as XML, of 2003 or later.
fn is_word_xml(text: &str) -> bool {
    text.starts_with("<?xml") && (text.contains("wordprocessingml") || text.contains("office/word/2003/wordml"))
}

fn head(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).into_owned()
}

fn is_picture(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"];
    starts.iter().any(|start| bytes.starts_with(start))
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
}

/// RAR, 7z, gzip.
fn is_packed(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 3] = [b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b"];
    starts.iter().any(|start| bytes.starts_with(start))
}

fn packed() -> Refusal {
    Refusal::new(
        text!("这是压缩包", "this is an archive of files"),
        text!("先解压，再导入里面的文件", "unpack it and import the files in it"),
    )
}

/// For a file in which nothing is written.
pub(super) fn no_text() -> Refusal {
    Refusal::new(
        text!("文件里没有文字", "there is no text in the file"),
        text!(
            "内容由脚本显示的网页，用浏览器打开后把正文和表格复制到 Word 里，存成 .docx 再导入",
            "if a script shows the page's content, open it in a browser, copy its text and tables to Word and import the .docx"
        ),
    )
}

/// Whether a text is a report as giar has it: its front matter holds tables of the form, or the year of a report.
fn is_own(name: &str, text: &str) -> bool {
    if !text.trim_start().starts_with("---") {
        return false;
    }
    let (document, _) = Document::read(&Arc::new(Source::new(name, text)));
    let Some(Value::Map(entries)) = document.front.map(|front| front.value) else { return false };
    let tables = EDITIONS.iter().flat_map(|edition| &edition.form().tables);
    entries.iter().any(|entry| {
        let folded = form::fold(&entry.key);
        keys::means(&entry.key, "year") || tables.clone().any(|table| table.slot.answers_to(&entry.key, Some(&folded)))
    })
}

fn own() -> Refusal {
    Refusal::new(
        text!("这已经是 giar 的报告，不用导入", "this is already a giar report and need not be imported"),
        text!(
            "直接改这个文件；要查错，用 giar check；要放进别的网站，复制到 content/reports/机关代码/年份.md",
            "edit the file itself; `giar check` finds what is wrong; for another site, copy it to content/reports/AGENCY/YEAR.md"
        ),
    )
}

/// For a file that is something else.
pub(super) fn no_report() -> Refusal {
    Refusal::new(
        text!(
            "里面没有年度报告：没有标题，没有三张表，也没有六个部分",
            "it holds no annual report: no title, none of the three tables and none of the six sections"
        ),
        text!("看看是不是选错了文件", "check that it is the right file"),
    )
}

/// A compound file is Word's old format, WPS's, or an encrypted document.
fn compound(bytes: &[u8]) -> Refusal {
    if holds(bytes, "EncryptedPackage") {
        return Refusal::new(
            text!("文件加了密码", "the file is encrypted"),
            text!(
                "在 Word、Excel 或 WPS 里打开，去掉密码，另存为 .docx 或 .xlsx",
                "open it in Word, Excel or WPS, remove the password and save it as .docx or .xlsx"
            ),
        );
    }
    if holds(bytes, "Workbook") {
        return save_as_xlsx(text!("这是旧式的 Excel 文件（.xls）", "this is an old Excel file (.xls)"));
    }
    save_as_docx(text!("这是旧式的 Word 或 WPS 文件（.doc、.wps）", "this is an old Word or WPS file (.doc, .wps)"))
}

/// Whether a compound file holds a stream of that name: its directory has names in UTF-16.
fn holds(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &wide).is_some()
}

fn save_as_docx(why: Text) -> Refusal {
    Refusal::new(
        why,
        text!(
            "用 Word 或 WPS 打开，另存为 .docx，再导入一次",
            "open it in Word or WPS, save it as .docx and import that"
        ),
    )
}

fn save_as_xlsx(why: Text) -> Refusal {
    let hint = text!(
        "用 Excel 或 WPS 打开，另存为 .xlsx，再导入一次",
        "open it in Excel or WPS, save it as .xlsx and import that"
    );
    Refusal::new(why, hint)
}

fn picture() -> Refusal {
    Refusal::new(text!("这是图片，里面的数字读不出来", "this is a picture: its figures cannot be read"), TYPE_IT_IN)
}

/// What to do about figures that can only be seen.
const TYPE_IT_IN: Text = text!(
    "找到原来的 Word 文件导入；没有的，用 giar new 建一份报告，照图填写",
    "import the Word file it was made from, or create a report and type the figures in"
);

fn empty() -> Refusal {
    Refusal::new(
        text!("文件是空的", "the file is empty"),
        text!("看看是不是没有下载完", "check that it was downloaded completely"),
    )
}

/// Whether a text that is alone in its row is none of a table: a sentence, a title, the heading of a section.
fn is_paragraph(text: &str) -> bool {
    text.chars().count() > LONG_LINE || text.ends_with('。') || is_title(text) || fold::is_section(text)
}

/// The mark of a note behind a number, so that it is no digit of it. Brackets and blanks alone are none.
fn note_mark(mark: &str) -> String {
    match mark.trim_matches(|c: char| c.is_whitespace() || "[]()（）〔〕注".contains(c)) {
        "" => String::new(),
        mark => format!("（注{mark}）"),
    }
}

/// That a document has words which somebody has struck out.
fn struck() -> Message {
    text!("划去的字没有读", "struck-out text was not read").into()
}

/// For whatever is larger than a report can be.
pub fn too_large() -> Refusal {
    Refusal::new(
        text!("文件太大，不会是一份年度报告", "the file is too large to be an annual report"),
        text!("只留下报告本身，另存一份再导入", "save the report alone as a file and import that"),
    )
}

/// For what is not as its format wants it.
pub fn damaged() -> Refusal {
    Refusal::new(
        text!("文件损坏，读不完", "the file is damaged and cannot be read to its end"),
        text!(
            "用 Word、WPS 或浏览器打开，另存一份再导入",
            "open it in Word, WPS or a browser, save it again and import that"
        ),
    )
}
