//! PDF files that hold text: each sign where it is drawn, and the lines drawn around it. Words and rows are put together
//! here, from places alone; what the library would call a word is never asked for.

mod columns;
mod drawn;
mod fields;
mod flow;
mod furniture;
mod guard;
mod lattice;
mod layers;
mod signs;
mod table;

use super::{Refusal, TYPE_IT_IN, damaged, too_large};
use crate::{
    i18n::{Message, Text},
    import::doc::Doc,
    text,
};
use drawn::Drawn;
use flow::Page;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt as _,
    hayro_syntax::{LoadPdfError, Pdf, content::TypedIter},
    interpret,
    kurbo::{Affine, Rect},
};
use signs::{Sign, UNKNOWN};
use std::collections::BTreeSet;
use table::Table;

/// A report has fewer pages than this.
const MOST_PAGES: usize = 300;
const MOST_SIGNS: usize = 400_000;
const MOST_LINES: usize = 60_000;
/// Fewer signs on all pages are what a scanner prints on them.
const FEWEST_SIGNS: usize = 20;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Doc, Refusal> {
    guard::closed(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => encrypted(),
        LoadPdfError::Invalid => damaged(),
    })?;
    if pdf.pages().is_empty() {
        return Err(damaged());
    }
    if pdf.pages().len() > MOST_PAGES {
        return Err(too_large());
    }
    guard::opened(&pdf)?;
    Reader::default().read(&pdf)
}

#[derive(Default)]
struct Reader {
    pages: Vec<Page>,
    signs: usize,
    lines: usize,
    unknown: usize,
    /// Pages of which a picture takes a good part.
    pictured: Vec<usize>,
    recognised: bool,
    /// Pages with text that nobody sees, and with some beyond their edges.
    unseen: Vec<usize>,
    outside: Vec<usize>,
    /// What is written across pages.
    slanted: BTreeSet<String>,
    /// What nobody sees, line by line.
    hidden_lines: Vec<String>,
}

impl Reader {
    fn read(mut self, pdf: &Pdf) -> Result<Doc, Refusal> {
        let cache = InterpreterCache::new();
        let mut left = u64::MAX;
        for (at, page) in pdf.pages().iter().enumerate() {
            let steps = guard::content(page, &mut left)?;
            let (width, height) = page.render_dimensions();
            let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let start = page.initial_transform(true).to_kurbo();
            let draw = |start: Affine, bounds: Rect| {
                let mut context = Context::new(start, bounds, &cache, pdf.xref(), InterpreterSettings::default());
                let mut drawn = Drawn::default();
                interpret(TypedIter::new(&steps), page.resources(), &mut context, &mut drawn);
                drawn.written(fields::signs(page, start));
                drawn
            };
            let drawn = draw(start, bounds);
            let (turn, upright) = upright(drawn.turns(), bounds);
            let drawn = if drawn.turns() == 0 { drawn } else { draw(turn * start, upright) };
            self.lines += drawn.ruled.count();
            self.page(drawn, at + 1, upright);
            if self.signs > MOST_SIGNS || self.lines > MOST_LINES {
                return Err(too_large());
            }
        }
        self.finish()
    }

    fn page(&mut self, mut drawn: Drawn, number: usize, bounds: Rect) {
        if drawn.part_unseen() {
            self.unseen.push(number);
        }
        let large = bounds.area() * 0.12;
        let is_pictured = drawn.pictures.iter().any(|picture| picture.intersect(bounds).area() > large);
        if is_pictured {
            self.pictured.push(number);
        }
        if is_pictured && drawn.hidden.len() > drawn.signs.len() {
            self.recognised = true;
            drawn.signs.append(&mut drawn.hidden);
        }
        self.slanted.extend((!drawn.slanted.trim().is_empty()).then_some(drawn.slanted));
        let mut signs = drawn.signs;
        let seen = signs.iter().filter(|sign| !sign.is_blank());
        self.signs += seen.clone().count();
        self.unknown += seen.filter(|sign| sign.text.contains(UNKNOWN)).count();
        let ruled = drawn.ruled.tables();
        let mut unseen = drawn.unseen;
        let tables = ruled.iter().map(|ruled| Table::of(ruled, number, &mut signs, &mut unseen));
        let tables: Vec<_> = tables.collect();
        self.hidden_lines.extend(signs::lines(unseen).iter().map(signs::TextLine::text));
        // A table may be wider than its page.
        let is_on_page =
            |sign: &Sign| (0.0..=bounds.x1).contains(&sign.middle()) && (0.0..=bounds.y1).contains(&sign.level());
        if signs.iter().any(|sign| !is_on_page(sign) && !sign.is_blank()) {
            self.outside.push(number);
        }
        signs.retain(is_on_page);
        self.pages.push(Page { number, height: bounds.y1, parts: columns::parts(signs, tables, bounds.x1) });
    }

    fn finish(mut self) -> Result<Doc, Refusal> {
        if self.signs < FEWEST_SIGNS && !self.pictured.is_empty() {
            return Err(scanned());
        }
        if self.unknown * 5 > self.signs {
            return Err(unnamed());
        }
        let has_pictures = !self.pictured.is_empty();
        let left_out = std::mem::take(&mut self.slanted).into_iter().chain(std::mem::take(&mut self.hidden_lines));
        let left_out = left_out.collect();
        let mut doc = Doc { remarks: self.remarks(), has_pictures, left_out, ..Doc::default() };
        furniture::remove(&mut self.pages, &mut doc.remarks);
        flow::blocks(self.pages, &mut doc);
        Ok(doc)
    }

    fn remarks(&self) -> Vec<Message> {
        let mut remarks = Vec::new();
        if self.recognised {
            remarks.push(
                text!(
                    "文字是软件从图片里识别出来的，请逐格核对",
                    "the text was recognised in pictures: compare every figure"
                )
                .into(),
            );
        } else if !self.pictured.is_empty() {
            let pictures =
                text!("第 {pages} 页有图片，图里的内容没有读", "what the pictures on page {pages} show was not read");
            remarks.extend(on_pages(pictures, &self.pictured));
        }
        let unseen = text!(
            "第 {pages} 页有看不见的字（和纸一个颜色，或者被盖住），没有读",
            "text that is not seen on page {pages}, being painted over or of the paper's colour, was not read"
        );
        let outside = text!("第 {pages} 页有字在页面以外，没有读", "text beyond the edge of page {pages} was not read");
        remarks.extend(on_pages(unseen, &self.unseen));
        remarks.extend(on_pages(outside, &self.outside));
        if self.unknown > 0 {
            let unknown = text!(
                "有 {count} 个字的字体没有说明是什么字，写作“{sign}”",
                "{count} {count:character|characters} cannot be identified from the fonts of the file; “{sign}” stands for each"
            );
            remarks.push(unknown.with("count", self.unknown).with("sign", UNKNOWN.to_string()));
        }
        remarks
    }
}

/// What is said of pages, if there are any.
fn on_pages(what: Text, pages: &[usize]) -> Option<Message> {
    let pages: Vec<_> = pages.iter().map(ToString::to_string).collect();
    (!pages.is_empty()).then(|| what.with("pages", &pages))
}

/// What turns a page upright of which the text runs in so many quarter turns, and how large it is then.
fn upright(turns: usize, bounds: Rect) -> (Affine, Rect) {
    let (width, height) = (bounds.x1, bounds.y1);
    match turns {
        1 => (Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width]), Rect::new(0.0, 0.0, height, width)),
        2 => (Affine::new([-1.0, 0.0, 0.0, -1.0, width, height]), bounds),
        3 => (Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]), Rect::new(0.0, 0.0, height, width)),
        _ => (Affine::IDENTITY, bounds),
    }
}

fn scanned() -> Refusal {
    Refusal::new(
        text!("这个 PDF 是扫描的图片，里面没有文字", "this PDF holds scanned pictures and no text"),
        TYPE_IT_IN,
    )
}

fn encrypted() -> Refusal {
    Refusal::new(
        text!("PDF 加了密码", "the PDF is encrypted"),
        text!(
            "找到原来的 Word 文件导入；没有的，打开后去掉密码，另存一份再导入",
            "import the Word file it was made from, or open it, remove the password and save it again"
        ),
    )
}

/// The signs of its fonts are numbered, and nothing says what they mean.
fn unnamed() -> Refusal {
    Refusal::new(
        text!(
            "这个 PDF 的字体没有说明哪个字是哪个，文字取不出来",
            "the fonts of this PDF do not map glyphs to characters, so its text cannot be read"
        ),
        text!(
            "找到原来的 Word 文件导入；没有的，用 WPS 或 Word 打开，另存为 .docx，核对后再导入",
            "import the Word file it was made from, or open it in WPS or Word, save it as .docx, compare it and import that"
        ),
    )
}
