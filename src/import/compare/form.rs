//! The report as it was read: its tables row by row, then its text.

use super::{escaped, said};
use crate::{
    form::{BlockForm, CellId, Line, TableForm, without_number},
    i18n::Lang,
    import::{Imported, sheet::Sheet},
    markdown::{Html, render},
    report::Draft,
    text,
};
use std::sync::Arc;

pub(super) fn html(imported: &Imported, sheet: &Sheet, lang: Lang) -> String {
    let mut out = String::new();
    for table in &imported.draft.edition.form().tables {
        out += &format!("<h3>{} {}</h3>\n", table.table.name, escaped(section(imported, table)));
        for block in &table.blocks {
            out += &self::block(imported, sheet, block, lang);
        }
    }
    out + &prose(imported, lang)
}

fn section<'a>(imported: &'a Imported, table: &TableForm) -> &'a str {
    let own = imported.draft.edition.sections.iter().find(|section| section.key == table.table.key);
    own.map_or("", |section| section.title)
}

/// Rows by columns; the one row of a table turned round, for a pane is narrow.
fn block(imported: &Imported, sheet: &Sheet, block: &BlockForm, lang: Lang) -> String {
    let is_turned = block.rows.len() == 1 && block.columns.len() > 3;
    let caption = block.block.caption.map(|text| format!("<caption>{}</caption>", escaped(text))).unwrap_or_default();
    let mut out = format!(
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{}\"><table class=\"plain\">{caption}",
        aria(block, lang)
    );
    if !is_turned {
        let heads = block.columns.iter().map(|line| format!("<th scope=\"col\">{}</th>", column(line)));
        out += &format!("<thead><tr><td></td>{}</tr></thead>", heads.collect::<String>());
    }
    out += "<tbody>\n";
    for (at, row) in block.rows.iter().enumerate() {
        let cells: Vec<_> = block.cells_of(at).map(|cell| self::cell(imported, sheet, cell, lang)).collect();
        if is_turned {
            let rows = block.columns.iter().zip(&cells);
            out.extend(rows.map(|(line, cell)| format!("<tr><th scope=\"row\">{}</th>{cell}</tr>\n", column(line))));
        } else {
            out += &format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", name(row), cells.concat());
        }
    }
    out + "</tbody></table></section>\n"
}

fn aria(block: &BlockForm, lang: Lang) -> String {
    escaped(block.block.caption.unwrap_or_else(|| text!("读成的表", "table as read").get(lang)))
}

fn column(line: &Line) -> String {
    escaped(&line.named_labels().join(" · "))
}

/// A row with the groups it stands in.
fn name(line: &Line) -> String {
    let labels: Vec<_> =
        line.labels.iter().filter(|label| !label.is_empty()).map(|label| without_number(label)).collect();
    escaped(&labels.join(" · "))
}

fn cell(imported: &Imported, sheet: &Sheet, cell: CellId, lang: Lang) -> String {
    let (at, text) = (cell.index(), imported.draft.cells[cell.index()].as_str());
    match (sheet.place(cell), text) {
        (_, Draft::UNREAD) => {
            let mark = said(text!("没有读出", "not read"), lang);
            format!("<td id=\"c{at}\" class=\"asked\">？<small>{mark}</small></td>")
        }
        (Some(part), text) => {
            let words = if text.is_empty() { said(text!("（空）", "(blank)"), lang) } else { escaped(text) };
            format!("<td><a class=\"read\" id=\"c{at}\" href=\"#{}\">{words}</a></td>", part.id)
        }
        (None, text) => format!("<td id=\"c{at}\">{}</td>", escaped(text)),
    }
}

fn prose(imported: &Imported, lang: Lang) -> String {
    let how = Html {
        top: 3,
        id_prefix: "text-",
        first_line: None,
        link: &str::to_owned,
        file: &|_| String::new(),
        caption: &|number| said(text!("文字里的表 {n}", "table {n} of the text").with("n", number + 1), lang),
        reserved: &Arc::default(),
        lang,
    };
    format!("<div class=\"prose\">\n{}</div>\n", render(imported.draft.body.as_str(), &how))
}
