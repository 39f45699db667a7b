//! Lines of a text as rows of cells: divided by tabs, by `|`, or by the blanks between a label and its numbers.

use crate::import::{fold, value::Value};

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

/// The cells of a line that is a row of a table; none if it is no row.
pub(super) fn row(line: &str) -> Option<Vec<String>> {
    let trimmed = line.trim();
    if trimmed.contains('\t') || line.matches('\t').count() > 1 {
        return Some(line.trim_end_matches(['\r', '\n']).split('\t').map(|cell| cell.trim().to_owned()).collect());
    }
    if trimmed.starts_with('|') || trimmed.matches('|').count() > 1 || is_pair(trimmed) {
        let inner = trimmed.strip_prefix('|').unwrap_or(trimmed);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        return Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect());
    }
    spaced(trimmed).or_else(|| apart(trimmed))
}

/// A label and its only number: `行政许可 | 33222`.
fn is_pair(line: &str) -> bool {
    let Some((label, value)) = line.split_once('|') else { return false };
    let label = label.trim();
    let is_label = !label.is_empty() && label.chars().count() <= 45 && Value::read(label).is_none();
    is_label && !value.trim().is_empty() && Value::read(value).is_some()
}

/// Short texts set far apart, as in a table whose lines were lost.
fn apart(line: &str) -> Option<Vec<String>> {
    let wide = line.replace('\u{3000}', "  ");
    let parts: Vec<_> = wide.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_short = parts.iter().all(|part| part.chars().count() <= 45 && !part.ends_with(['。', '，', '：', ':']));
    (parts.len() > 2 && are_short).then(|| parts.into_iter().map(str::to_owned).collect())
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
    let parts: Vec<_> = line.split_whitespace().collect();
    let numbers = parts.iter().rev().take_while(|part| Value::clear(part).is_some()).count();
    let (label, values) = parts.split_at(parts.len() - numbers);
    let letters: usize = label.iter().map(|part| part.chars().count()).sum();
    if numbers < 1
        || label.is_empty()
        || letters > 45
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
