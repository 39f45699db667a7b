//! A fragment to paste into another system: styles are attributes of elements, without classes, ids or scripts, because
//! such systems remove what they do not know.

use super::{
    document::{Block, Closing, Document, Look},
    grid::{CellKind, Printed, PrintedCell},
    style::{self, Align, Font, TextStyle},
};
use crate::markdown::{Item, Run};
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};
use std::fmt::Write as _;

/// The bytes of a fragment. It has no title, because the page that it is pasted into has one. A byte order mark keeps
/// editors and browsers from guessing the encoding.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut html = String::from("\u{feff}<div lang=\"zh-CN\">\n");
    let mut open: Vec<Item> = Vec::new();
    for block in &document.blocks {
        lists(&mut html, &mut open, block);
        write_block(&mut html, block);
    }
    close_lists(&mut html, &mut open, 0);
    html.push_str("</div>\n");
    html.into_bytes()
}

/// Closes and opens lists before a block.
fn lists(html: &mut String, open: &mut Vec<Item>, block: &Block) {
    let Block::Item(item, _) = block else { return close_lists(html, open, 0) };
    let depth = usize::from(item.depth);
    let is_same = open.get(depth).is_some_and(|own| own.list == item.list);
    close_lists(html, open, if is_same { depth + 1 } else { depth });
    if is_same {
        if item.opens {
            html.push_str("</li>\n<li>");
        }
        return;
    }
    match item.start {
        None => html.push_str("<ul>\n<li>"),
        Some(1) => html.push_str("<ol>\n<li>"),
        Some(start) => _ = write!(html, "<ol start=\"{start}\">\n<li>"),
    }
    open.push(*item);
}

fn close_lists(html: &mut String, open: &mut Vec<Item>, depth: usize) {
    while open.len() > depth {
        let Some(list) = open.pop() else { return };
        html.push_str(if list.start.is_some() { "</li>\n</ol>\n" } else { "</li>\n</ul>\n" });
    }
}

fn write_block(html: &mut String, block: &Block) {
    match block {
        Block::Heading(level, runs) => {
            let tag = format!("h{}", (level + 1).min(6));
            element(html, &tag, &css(style::heading_style(*level)), runs);
        }
        Block::Paragraph(look, runs) => match look {
            Look::Text => element(html, "p", &css(&style::BODY), runs),
            Look::Subtitle => element(html, "p", &css(&style::SUBTITLE), runs),
            Look::Quote => element(html, "blockquote", &css(&style::QUOTE), runs),
            Look::Code => element(html, "pre", "", runs),
            Look::Note => element(html, "p", &css(&style::NOTE), runs),
        },
        Block::Item(item, runs) if item.opens => write_runs(html, runs),
        Block::Item(_, runs) => element(html, "p", "", runs),
        Block::Table(printed) => table(html, printed),
        Block::Closing(closing) => write_closing(html, closing),
    }
}

fn write_closing(html: &mut String, closing: &Closing) {
    for line in closing.names.iter().chain(&closing.date) {
        element(html, "p", &css(&style::CLOSING), &[Run::plain(line)]);
    }
}

fn element(html: &mut String, tag: &str, css: &str, runs: &[Run]) {
    let style = if css.is_empty() { String::new() } else { format!(" style=\"{css}\"") };
    let _ = write!(html, "<{tag}{style}>");
    write_runs(html, runs);
    let _ = writeln!(html, "</{tag}>");
}

fn write_runs(html: &mut String, runs: &[Run]) {
    for run in runs {
        let tags =
            [(run.look.bold, "strong"), (run.look.italic, "em"), (run.look.struck, "del"), (run.look.code, "code")];
        let tags: Vec<_> = tags.iter().filter(|(has, _)| *has).map(|(_, tag)| *tag).collect();
        if let Some(link) = &run.link {
            html.push_str("<a href=\"");
            let _ = escape_href(&mut *html, link);
            html.push_str("\">");
        }
        for tag in &tags {
            let _ = write!(html, "<{tag}>");
        }
        words(html, run);
        for tag in tags.iter().rev() {
            let _ = write!(html, "</{tag}>");
        }
        if run.link.is_some() {
            html.push_str("</a>");
        }
    }
}

fn words(html: &mut String, run: &Run) {
    match run.picture.as_deref() {
        Some("") => _ = escape_html_body_text(&mut *html, &format!("［图：{}］", run.text)),
        Some(address) => {
            html.push_str("<img src=\"");
            let _ = escape_href(&mut *html, address);
            html.push_str("\" alt=\"");
            let _ = escape_html(&mut *html, &run.text);
            html.push_str("\">");
        }
        None => {
            for (at, line) in run.text.split('\n').enumerate() {
                html.push_str(if at > 0 { "<br>" } else { "" });
                let _ = escape_html_body_text(&mut *html, line);
            }
        }
    }
}

const TABLE: &str = "border-collapse:collapse;width:100%;margin:0 auto";
const BORDER: &str = "border:1px solid #000;padding:4px";

fn table(html: &mut String, printed: &Printed) {
    let _ = write!(html, "<table style=\"{TABLE}\">\n<caption style=\"{}\">", css(&style::CAPTION));
    let _ = escape_html_body_text(&mut *html, &printed.caption);
    html.push_str("</caption>\n");
    let (head, body) = printed.rows.split_at(printed.head_rows);
    for (tag, rows) in [("thead", head), ("tbody", body)].into_iter().filter(|(_, rows)| !rows.is_empty()) {
        let _ = writeln!(html, "<{tag}>");
        for row in rows {
            html.push_str("<tr>");
            row.cells.iter().for_each(|own| cell(html, own));
            html.push_str("</tr>\n");
        }
        let _ = writeln!(html, "</{tag}>");
    }
    html.push_str("</table>\n");
}

fn cell(html: &mut String, cell: &PrintedCell) {
    let (tag, scope, align) = match cell.kind {
        CellKind::Head if cell.text().is_empty() => ("td", "", "center"),
        CellKind::Head if cell.columns > 1 => ("th", " scope=\"colgroup\"", "center"),
        CellKind::Head => ("th", " scope=\"col\"", "center"),
        CellKind::Label if cell.rows > 1 => ("th", " scope=\"rowgroup\"", "left"),
        CellKind::Label => ("th", " scope=\"row\"", "left"),
        CellKind::Figure(_) | CellKind::Other => ("td", "", "center"),
    };
    let weight = if cell.kind == CellKind::Label { ";font-weight:normal" } else { "" };
    let spans = span("colspan", cell.columns) + &span("rowspan", cell.rows);
    let _ = write!(html, "<{tag}{scope}{spans} style=\"{BORDER};text-align:{align}{weight}\">");
    write_runs(html, &cell.runs);
    let _ = write!(html, "</{tag}>");
}

fn span(name: &str, n: usize) -> String {
    if n > 1 { format!(" {name}=\"{n}\"") } else { String::new() }
}

/// A style as CSS. Font sizes are left to the page.
fn css(style: &TextStyle) -> String {
    let align = match style.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justified => "justify",
    };
    let indent = if style.first_line > 0 { format!(";text-indent:{}em", style.first_line) } else { String::new() };
    let font = if style.outline.is_some() { format!(";font-family:{}", family(style.font)) } else { String::new() };
    format!("text-align:{align}{indent}{font}")
}

fn family(font: &Font) -> String {
    let names = std::iter::once(&font.name).chain(font.instead).map(|name| format!("'{name}'"));
    let last = if font.has_serifs { "serif" } else { "sans-serif" };
    names.chain([last.to_owned()]).collect::<Vec<_>>().join(",")
}
