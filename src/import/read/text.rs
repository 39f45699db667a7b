//! Plain text and Markdown, as pasted or recognised.

use super::{Refusal, html, lines, plain::Reader};
use crate::import::doc::Doc;

/// Reads a text; tables in HTML within it are read as such.
pub(super) fn read(text: &str) -> Result<Doc, Refusal> {
    let text = lines::with_bars(&unquoted(&text.replace("\r\n", "\n").replace('\r', "\n")));
    let mut reader = Reader::new(&text);
    let mut line = 1;
    let mut rest = text.as_str();
    while let Some((before, table, after)) = html::table_in(rest) {
        reader.lines(before, line);
        reader.add(html::read(table)?.blocks);
        line += before.matches('\n').count() + table.matches('\n').count();
        rest = after;
    }
    reader.lines(rest, line);
    Ok(reader.finish())
}

/// A text that was quoted in a letter, without the sign before each line. Lines of the letter may stand around it.
fn unquoted(text: &str) -> String {
    let filled = || text.lines().filter(|line| !line.trim().is_empty());
    let quoted = filled().filter(|line| line.starts_with('>')).count();
    if quoted == 0 || quoted * OF_A_LETTER < filled().count() * (OF_A_LETTER - 1) {
        return text.to_owned();
    }
    let plain = text.lines().map(|line| line.trim_start_matches('>'));
    plain.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

/// No more than one line of so many is the letter's own.
const OF_A_LETTER: usize = 5;
