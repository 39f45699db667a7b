//! Paragraphs and tables of a document as Markdown.

use super::{
    doc::{Block, Grid, Para, Picture, Rules},
    fold,
    furniture::is_furniture,
    read::{self, Refusal},
};

/// A longer line is no heading within a section.
const LONGEST_HEADING: usize = 30;

/// A paragraph as Markdown; a short one with a number in brackets is a heading.
pub(super) fn paragraph(para: &Para) -> String {
    let text = para.markdown.trim();
    let plain = para.text.trim();
    let is_part = matches!(fold::number(plain), Some(('(', _)));
    let is_short =
        plain.chars().count() <= LONGEST_HEADING && !plain.ends_with(['；', ';', '，', '.']) && !plain.contains('。');
    match para.heading {
        _ if is_part && is_short => format!("### {}", plain.trim_start_matches(['#', ' '])),
        Some(level) => format!("{} {plain}", "#".repeat(usize::from(level.clamp(3, 6)))),
        None => text.to_owned(),
    }
}

/// What a table says that only divides lines of a web page: 主办, 承办.
pub(super) fn furniture(grid: &Grid) -> Option<String> {
    line(grid).filter(|line| is_furniture(line))
}

/// The cells of a table as one line; none if they are empty.
pub(super) fn line(grid: &Grid) -> Option<String> {
    let mut cells: Vec<_> = grid.cells.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let words = cells.iter().map(|cell| cell.text.trim());
    (!cells.is_empty()).then(|| words.collect::<Vec<_>>().join(" "))
}

/// A table that is none of the form's, as Markdown.
pub(super) fn ordinary(grid: &Grid) -> String {
    let columns = grid.columns();
    if columns <= 1 || grid.rules == Rules::None {
        let lines = grid.cells.iter().map(|cell| cell.markdown.trim()).filter(|text| !text.is_empty());
        return lines.collect::<Vec<_>>().join("\n\n");
    }
    let mut rows = vec![vec![String::new(); columns]; grid.rows()];
    for cell in &grid.cells {
        rows[cell.row][cell.column] = cell.markdown.trim().replace('\n', " ").replace('|', "\\|");
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let lines = rows.iter().map(|row| format!("| {} |", row.join(" | ")));
    let mut lines: Vec<_> = lines.collect();
    lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}

/// What a word processor has put on a clipboard, as the Markdown of a section's text.
pub fn pasted_text(html: &str) -> Result<String, Refusal> {
    let doc = read::page(html)?;
    let parts = doc.blocks.iter().map(|block| match block {
        Block::Para(para) => item(para).unwrap_or_else(|| paragraph(para)),
        Block::Grid(grid) => ordinary(grid),
    });
    // A clipboard's pictures are pasted as files.
    let parts = parts.map(|part| doc.pictures.iter().fold(part, |part, picture| without(&part, picture)));
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    Ok(parts.join("\n\n"))
}

/// A text without a picture of it.
fn without(text: &str, picture: &Picture) -> String {
    let end = format!("]({})", picture.address());
    let place = text.find(&end).and_then(|at| Some((text[..at].rfind("![")?, at + end.len())));
    place.map_or_else(|| text.to_owned(), |(from, to)| format!("{}{}", &text[..from], &text[to..]))
}

/// The item of a list, which Word writes as a paragraph behind a sign of its own fonts.
fn item(para: &Para) -> Option<String> {
    const SIGNS: [char; 7] = ['·', '•', '●', '■', 'Ø', '\u{f0b7}', '\u{f06c}'];
    let rest = para.markdown.trim().strip_prefix(SIGNS)?;
    rest.starts_with(char::is_whitespace).then(|| format!("- {}", rest.trim()))
}
