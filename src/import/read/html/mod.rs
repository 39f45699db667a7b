//! Web pages, as any content management system or Word saves them.

mod depth;
mod inline;
mod inlined;
mod node;
mod own;
mod table;
mod words;

use super::{Refusal, damaged, plain, too_large, tree, typed};
use crate::import::{
    doc::{Block, Cell, Doc, Grid, Origin, Para, Rules},
    escape, fold,
    picture::shown,
    value,
};
use depth::{DEEPEST, is_deep};
use inline::Inline;
use inlined::{Inlined, SMALLEST_PICTURE};
use markup5ever_rcdom::{Handle, NodeData};
use node::{attribute, holds, is_gone, is_struck, is_unseen, written};
use own::is_frame;
use table::{Part, Placed, is_ragged, part, place, rows};
use words::{type_out, words_of};

/// Whether a text is a page or a piece of one.
pub(super) fn is_html(text: &str) -> bool {
    let start: String = text.chars().take(2000).collect::<String>().to_lowercase();
    let begins =
        ["<!doctype html", "<html", "<head", "<body", "<table", "<p", "<div", "<span", "<h1", "<meta", "<?xml", "<!--"];
    begins.iter().any(|tag| start.starts_with(tag))
        && (start.contains("<p") || start.contains("<t") || start.contains("<d") || start.contains("<html"))
        || (start.contains("<html") && start.contains("<head"))
}

/// The first table within a text of another kind: what stands before it, the table, and what follows.
pub(super) fn table_in(text: &str) -> Option<(&str, &str, &str)> {
    let start = memchr::memmem::find(text.as_bytes(), b"<table")?;
    let end = start + memchr::memmem::find(&text.as_bytes()[start..], b"</table>")? + "</table>".len();
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// Reads a page.
pub(super) fn read(text: &str) -> Result<Doc, Refusal> {
    if is_deep(text) {
        return Err(damaged());
    }
    let dom = tree::parse(text).ok_or_else(too_large)?;
    let mut reader = Reader::default();
    reader.children(&dom.document, 0);
    reader.flush();
    if reader.is_cut {
        return Err(damaged());
    }
    reader.doc.remarks.extend(reader.has_struck.then(super::struck));
    reader.doc.is_page = true;
    typed::tables(&mut reader.doc);
    Ok(reader.doc)
}

/// What is being read.
#[derive(Clone, Copy, Default, PartialEq)]
enum Context {
    #[default]
    Page,
    /// A page of giar's own.
    OwnPage,
    /// A cell of a table.
    Cell,
}

#[derive(Default)]
struct Reader {
    doc: Doc,
    para: Inline,
    heading: Option<u8>,
    tables: usize,
    paras: usize,
    context: Context,
    /// Whether something stands too deep to be read.
    is_cut: bool,
    /// Whether something was struck out.
    has_struck: bool,
    /// What nobody sees of a cell.
    unseen: String,
}

const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "center",
    "form",
    "fieldset",
    "figure",
    "figcaption",
    "address",
    "nav",
    "aside",
    "hr",
    "tr",
    "td",
    "th",
    "tbody",
    "caption",
    "body",
    "html",
];
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "button", "textarea", "nav",
];

/// Where pages name a picture that is loaded later.
const LATER: &[&str] = &["data-src", "data-original", "data-lazy-src"];

/// Of those, what holds values where a table is a form to be filled in.
const FIELDS: &[&str] = &["select", "textarea"];

impl Reader {
    fn children(&mut self, node: &Handle, depth: usize) {
        if depth > DEEPEST * 2 {
            self.is_cut = true;
            return;
        }
        for child in node.children.borrow().iter() {
            self.node(child, depth + 1);
        }
    }

    fn node(&mut self, node: &Handle, depth: usize) {
        match &node.data {
            NodeData::Text { contents } => self.para.push(&contents.borrow()),
            NodeData::Element { name, .. } => {
                let name = name.local.to_string();
                if name == "meta" || name == "link" {
                    self.fact(node, &name);
                } else if name == "title" {
                    let mut words = Vec::new();
                    self.is_cut |= !words_of(node, depth, &mut words);
                    self.doc.facts.push(("title".to_owned(), words.join(" ")));
                } else if name == "html" {
                    if attribute(node, "data-kind").as_deref() == Some("report") {
                        self.context = Context::OwnPage;
                    }
                    self.children(node, depth);
                } else if is_unseen(node) || (is_gone(node) && self.context == Context::Cell) {
                    self.unseen(node);
                } else if !self.is_skipped(node, &name) {
                    self.element(node, &name, depth);
                } else if name == "svg" && self.context != Context::OwnPage && !is_gone(node) {
                    self.drawing(node, depth);
                }
            }
            NodeData::Document => self.children(node, depth),
            // Browsers note where a page was saved from.
            NodeData::Comment { contents } if contents.trim().starts_with("saved from url=") => {
                self.doc.facts.push(("saved-from".to_owned(), contents.to_string()));
            }
            _ => {}
        }
    }

    fn is_skipped(&self, node: &Handle, name: &str) -> bool {
        let is_field = self.context == Context::Cell && FIELDS.contains(&name);
        is_gone(node) || (SKIPPED.contains(&name) && !is_field) || (self.context == Context::OwnPage && is_frame(node))
    }

    fn unseen(&mut self, node: &Handle) {
        let text = fold::cleaned(&written(node));
        if self.context == Context::Cell {
            self.unseen += &text;
        } else {
            self.doc.left_out.extend((!text.is_empty()).then_some(text));
        }
    }

    /// The words of a chart: its numbers stand in no table.
    fn drawing(&mut self, node: &Handle, depth: usize) {
        let mut words = Vec::new();
        self.is_cut |= !words_of(node, depth, &mut words);
        self.doc.left_out.extend((!words.is_empty()).then(|| words.join(" ")));
    }

    fn element(&mut self, node: &Handle, name: &str, depth: usize) {
        match name {
            _ if is_struck(node, name) => self.has_struck = true,
            "input" if self.context == Context::Cell => self.field(node),
            "option" if attribute(node, "selected").is_none() => {}
            "sup" if self.context == Context::Cell => self.raised(node, depth),
            // The type and the size of a file, which giar puts behind a link.
            "small" if self.context == Context::OwnPage && self.para.markdown.ends_with(')') => {}
            // In running text a break divides paragraphs.
            "br" => self.flush(),
            "pre" if self.context != Context::Cell => self.preformatted(node, depth),
            _ if part(node) == Some(Part::Table) => self.table(node, depth),
            "img" => self.picture(node),
            "b" | "strong" | "a" => self.marked(node, name, depth),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = name[1..].parse().ok();
                self.children(node, depth);
                self.flush();
                self.heading = None;
            }
            name if BLOCKS.contains(&name) => {
                self.flush();
                if name == "li" {
                    self.para.mark("- ");
                }
                self.children(node, depth);
                self.flush();
            }
            _ => self.children(node, depth),
        }
    }

    /// What somebody has typed into a form.
    fn field(&mut self, node: &Handle) {
        let kind = attribute(node, "type").unwrap_or_default().to_lowercase();
        if matches!(kind.as_str(), "" | "text" | "number" | "tel") {
            self.para.push(&attribute(node, "value").unwrap_or_default());
        }
    }

    /// The mark of a note, which is no digit of the number before it.
    fn raised(&mut self, node: &Handle, depth: usize) {
        let mark = self.cell_text(node, depth).text;
        self.para.push(&super::note_mark(&mark));
    }

    /// Bold words and links, as Markdown.
    fn marked(&mut self, node: &Handle, name: &str, depth: usize) {
        let link = attribute(node, "href").filter(|href| name == "a" && is_address(href));
        let (open, close) = match (&link, name) {
            (Some(href), _) => ("[", format!("]({href})")),
            (None, "a") => ("", String::new()),
            _ => ("**", "**".to_owned()),
        };
        let start = self.para.markdown.len();
        let blocks = self.doc.blocks.len();
        self.children(node, depth);
        let is_whole = self.doc.blocks.len() == blocks && self.para.markdown.len() >= start;
        let inner = if is_whole { self.para.markdown.split_off(start) } else { String::new() };
        let words = inner.trim();
        if words.is_empty() {
            self.para.mark(&inner);
        } else {
            self.para.mark(&format!("{open}{words}{close}"));
        }
    }

    fn picture(&mut self, node: &Handle) {
        // Pages that load a picture only when it is scrolled to have another one, or nothing, in its place.
        let addresses = LATER.iter().chain(&["src"]).filter_map(|name| attribute(node, name));
        let addresses: Vec<_> = addresses.filter(|address| !address.is_empty()).collect();
        let words = attribute(node, "alt").unwrap_or_default();
        self.doc.has_pictures |= !addresses.is_empty();
        if let Some(address) = addresses.iter().find(|address| !address.starts_with("data:")) {
            self.para.mark(&shown(&words, address));
            return;
        }
        let own = addresses.iter().filter(|_| self.context == Context::Page).find_map(|address| Inlined::of(address));
        if let Some(own) = own {
            let name = self.doc.add_picture("", own.kind, own.bytes);
            self.para.mark(&shown(&words, &name));
        } else if let Some(address) = addresses.iter().find(|address| address.len() >= SMALLEST_PICTURE) {
            let kind = address.split([';', ',']).next().unwrap_or_default();
            self.doc.left_out.push(shown(&words, kind));
        }
    }

    /// What a page says of itself: `<meta name="PubDate" content="…">`.
    fn fact(&mut self, node: &Handle, element: &str) {
        let key = attribute(node, "name").or_else(|| attribute(node, "property"));
        let pair = match element {
            "meta" => key.zip(attribute(node, "content")),
            _ => attribute(node, "rel").filter(|rel| rel == "canonical").zip(attribute(node, "href")),
        };
        self.doc.facts.extend(pair);
    }

    fn flush(&mut self) {
        let Inline { text, markdown } = std::mem::take(&mut self.para);
        let (text, markdown) = (text.trim(), markdown.trim());
        if text.is_empty() && !markdown.contains("![") {
            return;
        }
        self.paras += 1;
        let para = Para {
            text: text.to_owned(),
            markdown: escape::beginning(markdown),
            heading: self.heading,
            is_wrapped: false,
            origin: Origin::Paragraph(self.paras),
        };
        self.doc.blocks.push(Block::Para(para));
    }

    /// Text whose lines and blanks stand as they were typed.
    fn preformatted(&mut self, node: &Handle, depth: usize) {
        self.flush();
        let mut typed = String::new();
        self.is_cut |= !type_out(node, depth, &mut typed);
        self.tables += 1;
        let table = self.tables;
        for mut block in plain::read(&typed).blocks {
            match &mut block {
                Block::Para(para) => para.origin = in_table(&para.origin, table, 1),
                Block::Grid(grid) => grid.cells.iter_mut().for_each(|cell| {
                    cell.origin = in_table(&cell.origin, table, cell.column + 1);
                }),
            }
            self.doc.blocks.push(block);
        }
    }

    fn table(&mut self, node: &Handle, depth: usize) {
        self.flush();
        let rows = rows(node);
        if rows.is_empty() {
            self.children(node, depth);
            self.flush();
            return;
        }
        let is_layout = rows.iter().flatten().any(|cell| holds(cell, "table"));
        let is_single = rows.iter().all(|row| row.len() <= 1) && rows.iter().flatten().any(|cell| holds(cell, "p"));
        if is_layout || is_single {
            self.children(node, depth);
            self.flush();
            return;
        }
        self.tables += 1;
        let number = self.tables;
        let placed = place(&rows);
        let rules = if is_ragged(&rows, &placed) { Rules::Guessed } else { Rules::Lattice };
        let cells = placed.into_iter().map(|Placed { row, column, rows, columns, node }| {
            let content = self.cell_text(&node, depth);
            Cell {
                row,
                column,
                rows,
                columns,
                text: content.text.trim().to_owned(),
                markdown: content.markdown.trim().to_owned(),
                origin: Origin::Table { table: number, row: row + 1, column: column + 1 },
            }
        });
        let cells = cells.collect();
        self.doc.blocks.push(Block::Grid(Grid { cells, rules }));
    }

    /// A cell's text; its paragraphs are lines. A number that nobody sees is a question if it is all of the cell.
    fn cell_text(&mut self, node: &Handle, depth: usize) -> Inline {
        let mut inner = Self { context: Context::Cell, ..Self::default() };
        inner.children(node, depth);
        inner.flush();
        self.is_cut |= inner.is_cut;
        self.has_struck |= inner.has_struck;
        let mut out = Inline::default();
        for block in self.doc.take_in(inner.doc) {
            let Block::Para(para) = block else { continue };
            if !out.text.is_empty() {
                out.line_end();
            }
            out.text += &para.text;
            out.markdown += &para.markdown;
        }
        let is_unseen = is_unseen(node);
        let hidden = if is_unseen { &out.text } else { &inner.unseen };
        let question = (is_unseen || out.text.is_empty()).then(|| value::doubted(hidden)).flatten();
        if let Some(question) = question {
            (out.text, out.markdown) = (question.clone(), question);
        } else {
            self.doc.left_out.extend((!inner.unseen.is_empty()).then_some(inner.unseen));
        }
        out
    }
}

/// A place in typed lines as one in the table that they look like.
fn in_table(origin: &Origin, table: usize, column: usize) -> Origin {
    let row = if let Origin::Line(line) = origin { *line } else { 1 };
    Origin::Table { table, row, column }
}

fn is_address(href: &str) -> bool {
    !href.is_empty()
        && !href.starts_with('#')
        && !href.to_lowercase().starts_with("javascript:")
        && !href.contains([' ', ')', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(html: &str) -> Vec<(usize, usize, usize, usize, String)> {
        let doc = read(html).unwrap();
        let grids = doc.blocks.into_iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Para(_) => None,
        });
        grids.flat_map(|grid| grid.cells).map(|c| (c.row, c.column, c.rows, c.columns, c.text)).collect()
    }

    #[test]
    fn spans_are_cut_to_the_table_and_cells_stand_in_their_true_columns() {
        let cells = grid("<table><tr><td rowspan=99999>甲<td colspan=0>乙<tr><td>丙</table>");
        assert_eq!(cells, [(0, 0, 2, 1, "甲".into()), (0, 1, 1, 1, "乙".into()), (1, 1, 1, 1, "丙".into())]);
    }

    #[test]
    fn tables_within_tables_are_read_and_hidden_ones_are_not() {
        let cells = grid(
            "<table><tr><td><p>前</p><table><tr><td>1</td></tr></table></td></tr></table><div hidden><table><tr><td>2</table></div>",
        );
        assert_eq!(cells, [(0, 0, 1, 1, "1".into())]);
    }

    #[test]
    fn tables_are_whatever_is_shown_or_read_out_as_one() {
        let cells = grid(
            "<div role=table><div role=row><span role=rowheader aria-colspan=2>甲</span></div>\
             <div role=row><span role=cell>1</span><span role=cell></span></div></div>",
        );
        let wanted = [(0, 0, 1, 2, "甲"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "")];
        assert_eq!(cells, wanted.map(|(row, column, rows, columns, text)| (row, column, rows, columns, text.into())));
        let cells = grid(
            "<div style='display: table'><div style='display: table-row'><p style='display:table-cell'>2</p></div></div>",
        );
        assert_eq!(cells, [(0, 0, 1, 1, "2".into())]);
    }

    #[test]
    fn the_foot_of_a_table_stands_below_its_other_rows() {
        let cells = grid("<table><tfoot><tr><td>末</tfoot><tbody><tr><td>首</tbody></table>");
        assert_eq!(cells.iter().map(|cell| (cell.0, &*cell.4)).collect::<Vec<_>>(), [(0, "首"), (1, "末")]);
    }

    #[test]
    fn what_is_typed_in_lines_is_read_as_a_text() {
        let cells = grid("<pre>\t本年新制作数量\t本年废止数量\n规章\t1\t\t2\n</pre>");
        assert_eq!(
            cells.iter().map(|cell| &*cell.4).collect::<Vec<_>>(),
            ["", "本年新制作数量", "本年废止数量", "规章", "1", "", "2"]
        );
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(read(&"<div>".repeat(100_000)).is_err());
        assert!(read(&format!("<table>{}</table>", "<tr>".repeat(50_000))).is_err());
        assert!(read(&"<div></span>".repeat(50_000)).is_err());
        assert!(read(&"<div><table><td></div>".repeat(2_000)).is_err());
    }

    #[test]
    fn what_is_opened_again_in_every_paragraph_is_refused() {
        let bold: String = (0..300).map(|at| format!("<b id={at}>")).collect();
        assert!(read(&format!("<p>{bold}{}", "<p>甲".repeat(20_000))).is_err());
        let open: String = (0..5_000).map(|at| format!("<div><b id={at}></div>")).collect();
        assert!(read(&open).is_err());
    }
}
