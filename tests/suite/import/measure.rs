//! How much is read of every report in every layout and every format that can hold it, as a table:
//! `GIAR_REPORTS=… cargo test --test suite -- --ignored --nocapture every_layout_in_every_format`.

use super::{
    REAL, documents,
    documents::Merges,
    layouts::{LAYOUTS, laid_out},
    mutated::workbook,
    plain, pour, try_import, typed_in,
};
use crate::common::*;
use giar::report::Report;
use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

/// What became of the cells of reports.
#[derive(Clone, Copy, Default)]
struct Counts {
    right: usize,
    /// Not read, and named as a question or as missing.
    asked: usize,
    wrong: usize,
    /// Not read, and nothing says so.
    lost: usize,
    /// Read though the document has no such row.
    invented: usize,
    /// Files that were refused as a whole.
    refused: usize,
}

impl Counts {
    fn add(&mut self, name: &str, file: &[u8], report: &Report) {
        let Ok(found) = try_import(name, file) else {
            self.refused += 1;
            return;
        };
        let form = report.form();
        let is_edition = found.draft.edition.id == report.edition.id;
        if !is_edition && found.read() > 0 {
            println!("{name}, {}: taken for the edition of {}", report.year, found.draft.edition.id);
            self.wrong += found.read();
        }
        let reviewed: Vec<_> = found.draft.reviews.iter().map(|review| review.at.as_str()).collect();
        for block in form.tables.iter().flat_map(|table| &table.blocks) {
            for row in 0..block.rows.len() {
                let is_given = pour::is_given(report, block, row);
                for cell in (0..block.columns.len()).map(|column| block.cell(row, column)) {
                    let path = &form.cells[cell].path;
                    let own = if is_edition { found.draft.cells[cell.index()].as_str() } else { "?" };
                    let wanted = if is_given { typed_in(report, cell) } else { String::new() };
                    if own != "?" && plain(own) != wanted {
                        println!("{name}, {}: {path} is read as {own}, not {wanted}", report.year);
                    }
                    let is_named = !is_edition || reviewed.iter().any(|at| path.starts_with(at));
                    *match own {
                        "?" if !is_given => continue,
                        "?" if is_named => &mut self.asked,
                        "?" => &mut self.lost,
                        _ if !is_given && plain(own).is_empty() => continue,
                        _ if !is_given => &mut self.invented,
                        own if plain(own) == wanted => &mut self.right,
                        _ => &mut self.wrong,
                    } += 1;
                }
            }
        }
        // A report of which something is not read is not whole.
        assert_eq!(found.read() == found.expected, !found.draft.cells.iter().any(|cell| cell == "?"));
    }
}

/// Each line of a text as a paragraph of a page, and of a Word file.
fn paragraphs(text: &str) -> (String, Vec<u8>) {
    let page: String = text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect();
    let body: String = text
        .lines()
        .map(|line| {
            let text = escaped(line).replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
            format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
        })
        .collect();
    (format!("<html><body>{page}</body></html>"), documents::docx(&body, &[]))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The page as a sheet: merged cells, and numbers as numbers, but for those that end in a zero.
fn sheet(report: &Report) -> Vec<u8> {
    let (mut rows, mut merged, mut top) = (String::new(), String::new(), 1);
    for part in pour::page(report) {
        match part {
            pour::Part::Text(text) => {
                write!(rows, "<row r=\"{top}\"><c r=\"A{top}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
                    .unwrap();
                top += 1;
            }
            pour::Part::Table(table) => {
                for row in 0..table.height() {
                    let cells: String = table.row(row).into_iter().map(|cell| sheet_cell(cell, top)).collect();
                    write!(rows, "<row r=\"{}\">{cells}</row>", top + row).unwrap();
                }
                for cell in table.cells.iter().filter(|cell| cell.rows > 1 || cell.columns > 1) {
                    let (last_row, last) = (top + cell.row + cell.rows - 1, cell.column + cell.columns - 1);
                    write!(
                        merged,
                        "<mergeCell ref=\"{}{}:{}{last_row}\"/>",
                        letter(cell.column),
                        top + cell.row,
                        letter(last)
                    )
                    .unwrap();
                }
                top += table.height();
            }
        }
    }
    workbook(
        format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>").as_bytes(),
    )
}

fn sheet_cell(cell: &pour::Printed, top: usize) -> String {
    let place = format!("{}{}", letter(cell.column), top + cell.row);
    match cell.text.parse::<f64>() {
        _ if cell.text.is_empty() => String::new(),
        Ok(number) if number.to_string() == cell.text => format!("<c r=\"{place}\"><v>{}</v></c>", cell.text),
        _ => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(&cell.text)),
    }
}

fn letter(column: usize) -> char {
    char::from(b'A' + column as u8)
}

/// What each format holds of a report, and under which name.
fn documents(report: &Report) -> Vec<(String, &'static str, Vec<u8>)> {
    let mut out = vec![
        ("cells with spans".to_owned(), "a.html", pour::html(report).into_bytes()),
        ("cells with spans".to_owned(), "a.xlsx", sheet(report)),
        ("cells with spans".to_owned(), "a.pdf", super::pdf::drawn(report)),
    ];
    for (name, merges) in [("gridSpan", Merges::Spans), ("hMerge", Merges::Horizontal), ("gridBefore", Merges::Before)]
    {
        out.push((format!("cells with {name}"), "a.docx", documents::docx(&documents::word(report, merges), &[])));
    }
    for layout in LAYOUTS {
        let text = laid_out(report, layout);
        let (page, file) = paragraphs(&text);
        let pre = format!("<html><body><pre>{}</pre></body></html>", escaped(&text));
        let name = || layout.0.to_owned();
        if layout.0.contains("commas") {
            out.push((name(), "a.csv", text.into_bytes()));
            continue;
        }
        out.extend([
            (name(), "a.html", page.into_bytes()),
            (name(), "pre.html", pre.into_bytes()),
            (name(), "a.docx", file),
        ]);
        out.extend([(name(), "a.md", text.clone().into_bytes()), (name(), "a.txt", text.into_bytes())]);
    }
    out
}

#[test]
#[ignore = "a thousand documents take minutes; it prints the table of what is read"]
fn every_layout_in_every_format() {
    let filled = [("2021", FILLED_2021), ("2019", FILLED_2019)];
    let mut counts: BTreeMap<(String, &str), Counts> = BTreeMap::new();
    for (name, text) in filled.into_iter().chain(REAL) {
        let report = bound(text);
        for (layout, file, bytes) in documents(&report) {
            counts.entry((layout, file)).or_default().add(file, &bytes, &report);
        }
        let real = std::env::var_os("GIAR_REPORTS").map(|folder| PathBuf::from(folder).join(name));
        if let Some(bytes) = real.and_then(|path| fs::read(path).ok()) {
            counts.entry(("as it was published".to_owned(), "")).or_default().add(name, &bytes, &report);
        }
    }
    println!(
        "{:<48}{:<10}{:>7}{:>7}{:>7}{:>7}{:>9}{:>9}",
        "layout", "file", "right", "asked", "wrong", "lost", "invented", "refused"
    );
    for ((layout, file), c) in &counts {
        println!(
            "{layout:<48}{file:<10}{:>7}{:>7}{:>7}{:>7}{:>9}{:>9}",
            c.right, c.asked, c.wrong, c.lost, c.invented, c.refused
        );
    }
    let sum = |of: fn(&Counts) -> usize| counts.values().map(of).sum::<usize>();
    println!(
        "{:<58}{:>7}{:>7}{:>7}{:>7}{:>9}{:>9}",
        "all",
        sum(|c| c.right),
        sum(|c| c.asked),
        sum(|c| c.wrong),
        sum(|c| c.lost),
        sum(|c| c.invented),
        sum(|c| c.refused)
    );
    assert_eq!([sum(|c| c.wrong), sum(|c| c.lost), sum(|c| c.invented)], [0; 3]);
}
