//! Word's and WPS's documents: what a reader would see of them, with all tracked changes accepted.

mod numbering;
mod parts;
mod table;

use super::{
    ARCHIVE, Refusal, damaged, too_large, typed, within,
    xml::{self, Element, Node},
    zip::Archive,
};
use crate::{
    import::{
        doc::{Block, Doc, Origin, Para},
        escape, fold,
        picture::{address_of, shown},
    },
    text,
};
use numbering::Numbering;
use parts::Parts;
use std::collections::HashMap;
use table::Table;

/// Tables within tables beyond this are an attack.
const DEEPEST: usize = 20;
/// More paragraphs, runs and cells than this are no report.
const MOST: usize = 500_000;

/// Documents within documents beyond this are an attack.
const DEEPEST_CHUNK: usize = 3;

/// Reads a document.
pub(super) fn read(archive: &mut Archive<'_>) -> Result<Doc, Refusal> {
    read_at(archive, 0)
}

/// The same of one that stands so deep within others.
fn read_at(archive: &mut Archive<'_>, depth: usize) -> Result<Doc, Refusal> {
    let parts = Parts::of(archive)?;
    let main = archive.part(&parts.main)?.ok_or_else(damaged)?;
    let footnotes = parts::footnotes(archive, &parts)?;
    let numbering = Numbering::read(archive, &parts)?;
    let mut reader = Reader { depth, ..Reader::new(archive, &parts, numbering, footnotes) };
    xml::walk(&main, |node| reader.node(node))?;
    Ok(reader.finish())
}

/// A paragraph being put together.
#[derive(Default)]
struct Building {
    text: String,
    markdown: String,
    heading: Option<u8>,
    number: Option<(String, usize)>,
    style: Option<String>,
    /// Where a link began, and where it leads.
    link: Option<(usize, String)>,
}

/// A note at the foot of a page. What leads to it from a table stands in a cell, and is none of Markdown's.
struct Noted {
    note: String,
    in_table: bool,
}

/// What the words of a run look like.
#[derive(Clone, Copy, Default)]
struct Run {
    is_hidden: bool,
    is_bold: bool,
    is_struck: bool,
    stand: Stand,
}

/// Where the words of a run stand.
#[derive(Clone, Copy, Default, PartialEq)]
enum Stand {
    #[default]
    InLine,
    /// Above it, as marks of notes do.
    Raised,
}

/// A text without blanks around it; where tabs divide it, those before it divide it too.
fn without_margins(text: &str) -> &str {
    let is_divided = text.matches('\t').count() > 1;
    if is_divided { text.trim_matches([' ', '\n']) } else { text.trim() }
}

struct Reader<'r, 'a> {
    archive: &'r mut Archive<'a>,
    parts: &'r Parts,
    numbering: Numbering,
    footnotes: HashMap<String, String>,
    noted: Vec<Noted>,
    doc: Doc,
    /// Paragraphs within paragraphs stand in text boxes.
    paras: Vec<Building>,
    tables: Vec<Table>,
    path: Vec<String>,
    run: Run,
    /// How deep in what is not read: deleted text, the second of two versions.
    skipped: usize,
    is_text: bool,
    /// For every choice between two versions, whether one has been read.
    choices: Vec<bool>,
    count: usize,
    table_count: usize,
    /// How many paragraphs, runs and cells have begun.
    begun: usize,
    has_struck: bool,
    /// Within how many documents this one stands.
    depth: usize,
    /// The pictures read so far: the part that each is, and its name.
    pictures: HashMap<String, String>,
}

impl<'r, 'a> Reader<'r, 'a> {
    fn new(
        archive: &'r mut Archive<'a>,
        parts: &'r Parts,
        numbering: Numbering,
        footnotes: HashMap<String, String>,
    ) -> Self {
        Self {
            archive,
            parts,
            numbering,
            footnotes,
            noted: Vec::new(),
            doc: Doc::default(),
            paras: Vec::new(),
            tables: Vec::new(),
            path: Vec::new(),
            run: Run::default(),
            skipped: 0,
            is_text: false,
            choices: Vec::new(),
            count: 0,
            table_count: 0,
            begun: 0,
            has_struck: false,
            depth: 0,
            pictures: HashMap::new(),
        }
    }

    fn node(&mut self, node: Node) -> Result<(), Refusal> {
        match node {
            Node::Open(element) if self.skipped > 0 => {
                self.skipped += 1;
                self.path.push(element.name);
            }
            Node::Open(element) => {
                self.open(&element)?;
                self.path.push(element.name);
            }
            Node::Close(name) => {
                self.path.pop();
                if self.skipped > 0 {
                    self.skipped -= 1;
                    // A deleted row, paragraph mark or cell is no text.
                } else {
                    self.close(&name);
                }
            }
            Node::Text(text) if self.is_text && self.skipped == 0 => self.text(&text),
            Node::Text(_) => {}
        }
        Ok(())
    }

    fn parent(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    fn open(&mut self, element: &Element) -> Result<(), Refusal> {
        self.begun += usize::from(matches!(element.name.as_str(), "p" | "r" | "tc"));
        if self.begun > MOST {
            return Err(too_large());
        }
        let in_properties = matches!(self.parent(), "trPr" | "tcPr" | "rPr" | "pPr" | "tblPr");
        match element.name.as_str() {
            "del" | "moveFrom" if self.parent() == "trPr" => {
                self.tables.last_mut().into_iter().for_each(Table::drop_row);
            }
            "del" | "moveFrom" if !in_properties => self.skipped = 1,
            "instrText" | "delText" | "Fallback" | "pPrChange" | "rPrChange" | "tcPrChange" | "trPrChange"
            | "tblPrChange"
                if element.name != "Fallback" || self.choices.last() == Some(&true) =>
            {
                self.skipped = 1;
            }
            "AlternateContent" => self.choices.push(false),
            "Choice" => match self.choices.last_mut() {
                Some(taken) if !*taken => *taken = true,
                _ => self.skipped = 1,
            },
            "p" => self.paras.push(Building::default()),
            "r" => self.run = Run::default(),
            "vanish" | "webHidden" | "b" | "strike" | "dstrike" | "vertAlign" if self.is_of_run() => self.look(element),
            "t" => self.is_text = true,
            "tab" if self.parent() == "r" => self.text("\t"),
            "br" | "cr" if self.parent() == "r" => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "sym" => self.symbol(element),
            "footnoteReference" | "endnoteReference" => self.note(element),
            "hyperlink" => self.link(element),
            "blip" => self.picture(element, "embed")?,
            // As programs before 2007 show pictures, and WPS still does.
            "imagedata" => self.picture(element, "id")?,
            "altChunk" => self.chunk(element)?,
            "pStyle" | "numId" | "ilvl" | "outlineLvl" => self.property(element),
            _ => self.open_table(element)?,
        }
        Ok(())
    }

    /// Whether what begins is a property of a run.
    fn is_of_run(&self) -> bool {
        self.path.iter().rev().nth(1).is_some_and(|name| name == "r")
    }

    /// What the words of the run look like.
    fn look(&mut self, element: &Element) {
        match element.name.as_str() {
            "b" => self.run.is_bold = element.is_on(),
            "strike" | "dstrike" => self.run.is_struck |= element.is_on(),
            "vertAlign" if element.get("val") == Some("superscript") => self.run.stand = Stand::Raised,
            "vertAlign" => self.run.stand = Stand::InLine,
            _ => self.run.is_hidden = element.is_on(),
        }
    }

    fn open_table(&mut self, element: &Element) -> Result<(), Refusal> {
        if element.name == "tbl" {
            if self.tables.len() >= DEEPEST {
                return Err(damaged());
            }
            self.tables.push(Table::default());
        }
        if let Some(table) = self.tables.last_mut() {
            table.open(element);
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "p" => self.end_para(),
            "hyperlink" => self.end_link(),
            "AlternateContent" => {
                self.choices.pop();
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.table_count += 1;
                    let blocks = table.blocks(self.table_count);
                    for block in blocks {
                        self.emit(block);
                    }
                }
            }
            name => {
                if let Some(table) = self.tables.last_mut() {
                    table.close(name);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.run.is_hidden {
            return;
        }
        if self.run.is_struck {
            self.has_struck |= !text.trim().is_empty();
            return;
        }
        let Some(para) = self.paras.last_mut() else { return };
        let mut clean = fold::cleaned(text);
        if self.run.stand == Stand::Raised && !self.tables.is_empty() {
            clean = super::note_mark(&clean);
        }
        para.text += &clean;
        let is_bold = self.run.is_bold && !clean.trim().is_empty() && self.tables.is_empty();
        if is_bold {
            // Runs that follow each other are bold together.
            if para.markdown.ends_with("**") {
                para.markdown.truncate(para.markdown.len() - 2);
            } else {
                para.markdown += "**";
            }
        }
        let clean = escape::behind(&para.markdown, &clean);
        para.markdown += &clean;
        if is_bold {
            para.markdown += "**";
        }
    }

    fn symbol(&mut self, element: &Element) {
        let code = element.get("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        // Symbol fonts put their signs into an area for private use.
        let sign = code.map(|code| if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code });
        if let Some(sign) = sign.and_then(char::from_u32).filter(|sign| !sign.is_control()) {
            self.text(&sign.to_string());
        }
    }

    fn property(&mut self, element: &Element) {
        let value = element.get("val").unwrap_or_default().to_owned();
        let Some(para) = self.paras.last_mut() else { return };
        match element.name.as_str() {
            "pStyle" => para.style = Some(value),
            "outlineLvl" => para.heading = value.parse::<u8>().ok().filter(|level| *level < 6).map(|level| level + 1),
            "numId" => para.number.get_or_insert_default().0 = value,
            _ => para.number.get_or_insert_default().1 = value.parse().unwrap_or_default(),
        }
    }

    fn note(&mut self, element: &Element) {
        let Some(note) = element.get("id").and_then(|id| self.footnotes.get(id)).cloned() else { return };
        let in_table = !self.tables.is_empty();
        self.noted.push(Noted { note, in_table });
        let number = self.noted.len();
        let Some(para) = self.paras.last_mut() else { return };
        if in_table {
            let mark = super::note_mark(&number.to_string());
            para.text += &mark;
            para.markdown += &mark;
        } else {
            para.markdown += &format!("[^{number}]");
        }
    }

    fn link(&mut self, element: &Element) {
        let target = element.get("id").and_then(|id| self.parts.target(id)).map(str::to_owned);
        if let Some((para, target)) = self.paras.last_mut().zip(target) {
            para.link = Some((para.markdown.len(), target));
        }
    }

    fn end_link(&mut self) {
        let Some(para) = self.paras.last_mut() else { return };
        let Some((start, target)) = para.link.take() else { return };
        let words = para.markdown.split_off(start.min(para.markdown.len()));
        para.markdown += &if words.trim().is_empty() { words } else { format!("[{}]({target})", words.trim()) };
    }

    fn picture(&mut self, element: &Element, attribute: &str) -> Result<(), Refusal> {
        self.doc.has_pictures |= element.get(attribute).or(element.get("link")).is_some();
        if let Some(part) = element.get(attribute).and_then(|id| self.parts.part(id))
            && let Some(name) = self.picture_of(&part)?
        {
            self.show(&address_of(&name));
        } else if let Some(target) = element.get("link").and_then(|id| self.parts.target(id)) {
            let target = target.to_owned();
            self.show(&target);
        }
        Ok(())
    }

    /// The name of the picture that a part is.
    fn picture_of(&mut self, part: &str) -> Result<Option<String>, Refusal> {
        if let Some(name) = self.pictures.get(part) {
            return Ok(Some(name.clone()));
        }
        let Some(bytes) = self.archive.part(part)? else { return Ok(None) };
        // Windows divides folders and drives by other signs, too: nothing is written beside the report's folder.
        let name = part.rsplit(['/', '\\', ':']).next().unwrap_or_default();
        let name = self.doc.add_picture(name, "", bytes);
        self.pictures.insert(part.to_owned(), name.clone());
        Ok(Some(name))
    }

    fn show(&mut self, address: &str) {
        if let Some(para) = self.paras.last_mut() {
            para.markdown += &shown("", address);
        }
    }

    /// A document within this one, in whatever format.
    fn chunk(&mut self, element: &Element) -> Result<(), Refusal> {
        let Some(target) = element.get("id").and_then(|id| self.parts.part(id)) else { return Ok(()) };
        let Some(bytes) = self.archive.part(&target)? else { return Ok(()) };
        let inner = if bytes.starts_with(ARCHIVE) { Some(self.package(&bytes)?) } else { within(&target, &bytes)? };
        let Some(inner) = inner else {
            let remark = text!(
                "文件里夹带的 {part} 没有读：在 Word 或 WPS 里打开文件，全部复制到新文件里，存成 .docx 再导入",
                "{part}, which is embedded in the file, was not read: open the file in Word or WPS, copy all of it to a new one, save that as .docx and import it"
            );
            self.doc.remarks.push(remark.with("part", target.rsplit('/').next().unwrap_or_default()));
            return Ok(());
        };
        for block in self.doc.take_in(inner) {
            self.emit(block);
        }
        Ok(())
    }

    fn package(&mut self, bytes: &[u8]) -> Result<Doc, Refusal> {
        if self.depth >= DEEPEST_CHUNK {
            return Err(damaged());
        }
        let depth = self.depth + 1;
        self.archive.within(bytes, |inner| read_at(inner, depth))
    }

    fn end_para(&mut self) {
        let Some(para) = self.paras.pop() else { return };
        let style = para.style.as_deref().map(|id| self.numbering.style(id)).unwrap_or_default();
        let number = para.number.clone().or(style.number).filter(|(id, _)| id != "0");
        let prefix = number.map(|(id, level)| self.numbering.next(&id, level)).unwrap_or_default();
        let heading = para.heading.or(style.heading);
        let (text, markdown) = (without_margins(&para.text), para.markdown.trim());
        if text.is_empty() && markdown.is_empty() {
            self.emit(Block::Para(Para::default()));
            return;
        }
        self.count += 1;
        // A break within a paragraph divides lines that stand by themselves.
        let lines: Vec<_> = text.split('\n').zip(markdown.split('\n').chain(std::iter::repeat(""))).collect();
        let is_one =
            lines.len() == 1 || !self.tables.is_empty() || text.matches('\n').count() != markdown.matches('\n').count();
        let count = self.count;
        let para = |text: &str, markdown: &str, prefix: &str| Para {
            text: format!("{prefix}{}", without_margins(text)),
            markdown: if prefix.is_empty() {
                escape::beginning(markdown.trim())
            } else {
                format!("{prefix}{}", markdown.trim())
            },
            heading,
            is_wrapped: false,
            origin: Origin::Paragraph(count),
        };
        if is_one {
            self.emit(Block::Para(para(text, markdown, &prefix)));
            return;
        }
        let paras: Vec<_> = lines
            .into_iter()
            .enumerate()
            .map(|(at, (text, markdown))| para(text, markdown, if at == 0 { &prefix } else { "" }))
            .collect();
        for para in paras {
            self.emit(Block::Para(para));
        }
    }

    fn emit(&mut self, block: Block) {
        match self.tables.last_mut() {
            Some(table) => table.add(block),
            None => self.doc.blocks.push(block),
        }
    }

    fn finish(mut self) -> Doc {
        self.doc.remarks.extend(self.has_struck.then(super::struck));
        self.doc
            .blocks
            .retain(|block| !matches!(block, Block::Para(para) if para.markdown.is_empty() && para.text.is_empty()));
        for (at, Noted { note, in_table }) in self.noted.iter().enumerate() {
            let number = at + 1;
            let text = if *in_table { format!("注{number}：{note}") } else { format!("[^{number}]: {note}") };
            self.doc.blocks.push(Block::Para(Para::plain(text, Origin::Unknown)));
        }
        typed::tables(&mut self.doc);
        self.doc
    }
}
