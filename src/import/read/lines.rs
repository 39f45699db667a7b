//! Lines of a text as rows of cells: divided by tabs, by `|`, or by the blanks between a label and its numbers.

use super::{
    aligned::{Row, Segment},
    listing,
};
use crate::import::{doc::Origin, fold, value::Value};
use unicode_width::UnicodeWidthChar as _;

/// So many blanks divide cells.
const WIDEST_GAP: usize = 2;

/// So many values behind a colon are a row, whatever stands before it; its label is no longer than this.
const FEWEST_LISTED: usize = 3;
const LONGEST_LISTED: usize = 60;
/// A longer text is no label, in characters.
const LONGEST_LABEL: usize = 45;
/// A line in which a table runs on holds as many rows, or more outcomes and values.
const FEWEST_RUN_ON: usize = 3;

/// How a text divides its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `规章 |`: each cell ends with its line's bar.
    Trailing,
    /// A bar in a line of its own ends the cell above.
    Alone,
    /// Bars, if there are any, stand within rows.
    Rows,
}

/// How most lines of a text are divided.
pub(super) fn style(text: &str) -> Style {
    let (mut trailing, mut alone, mut rows) = (0, 0, 0);
    for line in text.lines().map(str::trim) {
        match line.matches('|').count() {
            0 => {}
            _ if line.bytes().all(|b| b == b'|' || b == b' ') => alone += 1,
            1 if line.ends_with('|') => trailing += 1,
            bars if bars > 1 => rows += 1,
            _ => {}
        }
    }
    if trailing > 3 && trailing > rows {
        Style::Trailing
    } else if alone > 3 && alone > rows {
        Style::Alone
    } else {
        Style::Rows
    }
}

/// Whether the rows of a text have no bars around them, as the line below its headings shows: `:---|:---`. A bar at the
/// end of a row is then one between cells.
pub(super) fn are_open(text: &str) -> bool {
    let mut dividers = text.lines().map(str::trim).filter(|line| line.contains('|') && line.contains("--"));
    dividers.any(|line| !line.starts_with('|') && is_divider(&barred(line)))
}

/// The cells of a line that is a row of a table; none if it is no row.
pub(super) fn row(line: &str, is_open: bool) -> Option<Vec<String>> {
    let trimmed = line.trim();
    if trimmed.contains('\t') || line.matches('\t').count() > 1 {
        return Some(line.trim_end_matches(['\r', '\n']).split('\t').map(|cell| cell.trim().to_owned()).collect());
    }
    if is_open && trimmed.contains('|') {
        return Some(barred(trimmed));
    }
    if trimmed.starts_with('|') || trimmed.matches('|').count() > 1 || is_pair(trimmed) {
        let inner = trimmed.strip_prefix('|').unwrap_or(trimmed);
        return Some(barred(inner.strip_suffix('|').unwrap_or(inner)));
    }
    listed(trimmed).or_else(|| spaced(trimmed)).or_else(|| apart(trimmed))
}

/// A label with its values behind a colon, perhaps as an item of a list: `- 规章：0、0、0`.
fn listed(line: &str) -> Option<Vec<String>> {
    let (label, rest) = listing::divided(listing::item(line))?;
    let values: Vec<_> = rest.split([' ', '\u{3000}', '、']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // 总计 is a row, and a column as well.
    let is_row = values.len() >= FEWEST_LISTED || !values.is_empty() && fold::is_row(label) && !fold::is_column(label);
    let are_values = values.iter().all(|part| Value::clear(part).is_some());
    (is_row && are_values && label.chars().count() <= LONGEST_LISTED)
        .then(|| std::iter::once(label).chain(values).map(|cell| cell.trim().to_owned()).collect())
}

/// The cells of a line that holds a whole table: labels and their values, one behind the other.
pub(super) fn run_on(line: &str) -> Option<Vec<String>> {
    let parts: Vec<_> = line.split_whitespace().collect();
    let rows = parts.windows(2).filter(|pair| fold::is_row(pair[0]) && Value::clear(pair[1]).is_some()).count();
    let outcomes = parts.iter().filter(|part| fold::is_outcome(part)).count();
    let values = parts.iter().filter(|part| Value::clear(part).is_some()).count();
    let is_table = rows >= FEWEST_RUN_ON || outcomes > FEWEST_RUN_ON && values > FEWEST_RUN_ON;
    (is_table && !line.contains(['\t', '|', '。'])).then(|| parts.into_iter().map(str::to_owned).collect())
}

/// What bars divide.
fn barred(line: &str) -> Vec<String> {
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// What of a line stands apart, and where; nothing, if something else divides its cells.
pub(super) fn placed(line: &str, number: usize) -> Row {
    let mut segments: Vec<Segment> = Vec::new();
    let (mut place, mut gap) = (0, WIDEST_GAP);
    let line = if line.contains(['\t', '|']) { "" } else { line };
    for c in line.chars() {
        let width = c.width().unwrap_or_default();
        place += width;
        if c.is_whitespace() {
            gap += width;
            continue;
        }
        let right = place as f64 - 0.5;
        match segments.last_mut() {
            Some(last) if gap < WIDEST_GAP => {
                last.text.push_str(if gap > 0 { " " } else { "" });
                last.text.push(c);
                last.right = right;
            }
            _ => segments.push(Segment {
                text: c.to_string(),
                left: (place - width) as f64,
                right,
                origin: Origin::Line(number),
            }),
        }
        gap = 0;
    }
    Row(segments)
}

/// A label and its only number: `行政许可 | 33222`.
fn is_pair(line: &str) -> bool {
    let Some((label, value)) = line.split_once('|') else { return false };
    let label = label.trim();
    let is_label = !label.is_empty() && label.chars().count() <= LONGEST_LABEL && Value::read(label).is_none();
    is_label && !value.trim().is_empty() && Value::read(value).is_some()
}

/// Divides a label from the number behind it, where the blank between them is lost: `规章0 0 0`.
fn unglue(parts: &mut Vec<&str>) {
    let Some(at) = parts.iter().rposition(|part| Value::clear(part).is_none()) else { return };
    let label = parts[at].trim_end_matches(|c: char| c.is_ascii_digit() || ".,，".contains(c));
    let number = &parts[at][label.len()..];
    let follows = at + 1 < parts.len();
    let is_label = label.ends_with(|c: char| c == ')' || !c.is_ascii() && !"年月日第共".contains(c));
    if is_label && Value::clear(number).is_some_and(|value| !value.is_blank()) && (follows || fold::is_row(label)) {
        parts.splice(at..=at, [label, number]);
    }
}

/// Short texts set far apart, as in a table whose lines were lost.
fn apart(line: &str) -> Option<Vec<String>> {
    let wide = line.replace('\u{3000}', "  ");
    let parts: Vec<_> = wide.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_short =
        parts.iter().all(|part| part.chars().count() <= LONGEST_LABEL && !part.ends_with(['。', '，', '：', ':']));
    (parts.len() > 2 && are_short).then(|| parts.into_iter().map(str::to_owned).collect())
}

/// Signs in which lines of tables are drawn, and bars of other widths, as bars; a line of nothing else is empty.
pub(super) fn with_bars(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if line.contains(is_drawn) && line.chars().all(|c| is_drawn(c) || c.is_whitespace()) {
            out.push('\n');
        } else {
            out.extend(line.chars().map(|c| if matches!(c, '│' | '┃' | '║' | '｜') { '|' } else { c }));
        }
    }
    out
}

fn is_drawn(c: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&c)
}

/// Whether a row only divides a heading from what is below: `|---|:-:|`.
pub(super) fn is_divider(cells: &[String]) -> bool {
    cells.iter().all(|cell| is_rule(cell) || cell.is_empty()) && cells.iter().any(|cell| is_rule(cell))
}

fn is_rule(cell: &str) -> bool {
    cell.len() >= 2 && cell.bytes().all(|b| matches!(b, b'-' | b':' | b' ' | b'='))
}

/// A label and its numbers, divided by blanks: `规章 0 0 0`.
fn spaced(line: &str) -> Option<Vec<String>> {
    let mut parts: Vec<_> = line.split_whitespace().collect();
    unglue(&mut parts);
    let numbers = parts.iter().rev().take_while(|part| Value::clear(part).is_some()).count();
    let (label, values) = parts.split_at(parts.len() - numbers);
    let letters: usize = label.iter().map(|part| part.chars().count()).sum();
    if numbers < 1
        || label.is_empty()
        || letters > LONGEST_LABEL
        || (numbers == 1 && !line.contains("  ") && !fold::is_row(&label.concat()))
    {
        return None;
    }
    // Words after the numbers of a sentence are no label.
    let label = label.join(" ");
    let is_sentence = label.ends_with(['：', ':', '年', '月', '第', '共', '，']) || label.contains(['。', '；', '，']);
    let is_long = label.contains("区分处理");
    (!is_sentence || is_long).then(|| std::iter::once(label).chain(values.iter().map(|v| (*v).to_owned())).collect())
}
