//! Rows and tables as an author would write them: remedies to be pasted, and what was certainly meant by a row that is
//! written otherwise.

use super::Number;
use crate::{
    diag::Source,
    form::{CellId, Form, Slot, without_number},
    spanned::visible,
};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;

/// A row, a group of rows or a table with zeros in every cell, its lines indented by `indent`.
pub(super) fn zeros(slot: &Slot, indent: usize) -> String {
    let blanks = " ".repeat(indent);
    if is_list(slot) {
        return format!("{blanks}{}: {}", key(slot), zero_list(slot));
    }
    format!("{blanks}{}:\n{}", key(slot), rows_of_zeros(slot, indent + 2))
}

/// The label as it is printed, or what people say where that is long.
pub(crate) fn key(slot: &Slot) -> &'static str {
    let label = without_number(slot.label);
    if label.chars().count() <= LONGEST_KEY { label } else { slot.short }
}

const LONGEST_KEY: usize = 12;

/// What belongs below the key of a table or group.
pub(super) fn rows_of_zeros(slot: &Slot, indent: usize) -> String {
    slot.children.iter().map(|child| zeros(child, indent)).collect::<Vec<_>>().join("\n")
}

/// `0`, or `[0, 0, 0]`.
pub(super) fn zero_list(slot: &Slot) -> String {
    match slot.cells.len() {
        1 => "0".to_owned(),
        cells => list(std::iter::repeat_n("0", cells)),
    }
}

/// Whether its cells are written in one line.
pub(crate) fn is_list(slot: &Slot) -> bool {
    slot.cells.len() == 1 || (slot.takes_list && slot.children.iter().all(Slot::is_cell))
}

pub(super) fn list<'t>(numbers: impl Iterator<Item = &'t str>) -> String {
    format!("[{}]", numbers.collect::<Vec<_>>().join(", "))
}

/// Whether a single word stands for nothing having happened.
pub(super) fn is_none(text: &str) -> bool {
    matches!(text.trim(), "0" | "０" | "无" | "没有" | "零" | "〇" | "均为0" | "均为零" | "全部为0" | "全为0")
}

/// The cells of a row as a spreadsheet copies it, divided by blanks or tabs: `7 1 0 0 0 0 8`.
pub(crate) fn pasted(text: &str, cells: usize) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split([' ', '\t']) {
        if !part.is_empty() {
            found.push(at..at + part.len());
        }
        at += part.len() + 1;
    }
    let are_numbers = found.iter().all(|part| is_number(&text[part.clone()]));
    (cells > 1 && found.len() == cells && are_numbers).then_some(found)
}

/// The numbers of a row that are certain though digits, brackets or separators are not as they should be.
pub(super) fn understood(text: &str, cells: usize) -> Option<Vec<String>> {
    let plain: String = visible(text).nfkc().collect();
    let inner = plain.trim_matches(['[', ']', '【', '】', '(', ')', ' ']);
    let parts: Vec<_> = inner.split([',', '、', ';', '，', ' ']).filter(|part| !part.is_empty()).collect();
    let fits = cells > 1 && parts.len() == cells && parts.iter().all(|part| is_number(part));
    fits.then(|| parts.into_iter().map(str::to_owned).collect())
}

fn is_number(text: &str) -> bool {
    let digits =
        text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.starts_with(|c: char| c.is_ascii_digit());
    digits && !text.ends_with('.') && (text == "0" || !text.starts_with('0') || text.starts_with("0."))
}

/// The numbers of a list whose thousands were divided by commas, if there is only one way to put them together.
pub(super) fn joined(source: &Source, items: &[Range<usize>], cells: usize) -> Option<Vec<String>> {
    let tails: Vec<_> = (1..items.len()).filter(|&at| is_tail(source, &items[at - 1], &items[at])).collect();
    if tails.is_empty() || items.len() != cells + tails.len() {
        return None;
    }
    let mut numbers: Vec<String> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let text = &source.text[item.clone()];
        match numbers.last_mut().filter(|_| tails.contains(&at)) {
            Some(number) => number.push_str(text),
            None => numbers.push(text.to_owned()),
        }
    }
    numbers.iter().all(|number| is_number(number)).then_some(numbers)
}

/// `1,006`: three digits right behind the comma that follows a number of one to three.
fn is_tail(source: &Source, before: &Range<usize>, item: &Range<usize>) -> bool {
    let (head, tail) = (&source.text[before.clone()], &source.text[item.clone()]);
    tail.len() == 3
        && tail.bytes().all(|b| b.is_ascii_digit())
        && before.end + 1 == item.start
        && (1..=3).contains(&head.len())
        && head != "0"
}

/// The numbers of a list in which blanks stand for some of the commas, if there are as many as there should be.
pub(super) fn divided(source: &Source, items: &[Range<usize>], cells: usize) -> Option<Vec<String>> {
    let numbers: Vec<_> = items.iter().flat_map(|item| source.text[item.clone()].split_whitespace()).collect();
    let fits =
        items.len() > 1 && items.len() < cells && numbers.len() == cells && numbers.iter().all(|text| is_number(text));
    fits.then(|| numbers.into_iter().map(str::to_owned).collect())
}

/// The counts of a list in which full stops stand for some of the commas, if there are as many as there should be.
pub(super) fn dotted(source: &Source, items: &[Range<usize>], cells: usize) -> Option<Vec<String>> {
    let parts = items.iter().flat_map(|item| source.text[item.clone()].split(['.', '。']));
    let numbers: Vec<_> = parts.map(str::trim).collect();
    let fits = items.len() < cells && numbers.len() == cells && numbers.iter().all(|text| is_number(text));
    fits.then(|| numbers.into_iter().map(str::to_owned).collect())
}

/// The row of a cell, if it is written in one line.
pub(crate) fn line_of(form: &Form, cell: CellId) -> Option<&Slot> {
    let (path, _) = form.cells[cell].path.rsplit_once('.')?;
    form.slot(path).filter(|slot| slot.takes_list && is_list(slot))
}

/// A row with the numbers of its cells, as an author would write it; none if one of them is unknown.
pub(crate) fn row(slot: &Slot, number: impl Fn(CellId) -> Option<Number>) -> Option<String> {
    let numbers: Option<Vec<_>> = slot.cells.clone().map(|cell| Some(number(cell)?.to_string())).collect();
    Some(format!("{}: {}", key(slot), list(numbers?.iter().map(String::as_str))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Edition;

    #[test]
    fn a_table_is_written_out_as_its_author_would() {
        let form = Edition::find("2021").unwrap().form();
        let row = form.slot("applications.results.not_processed.repeated").unwrap();
        assert_eq!(zeros(row, 0), "重复申请: [0, 0, 0, 0, 0, 0, 0]");
        assert_eq!(zeros(form.slot("proactive.licensing").unwrap(), 2), "  行政许可: 0");
        let disputes = zeros(form.slot("disputes").unwrap(), 0);
        assert!(
            disputes.ends_with("  行政诉讼:\n    未经复议直接起诉: [0, 0, 0, 0, 0]\n    复议后起诉: [0, 0, 0, 0, 0]"),
            "{disputes}"
        );
    }

    #[test]
    fn rows_are_understood_where_only_one_thing_can_be_meant() {
        assert_eq!(pasted("7 1\t0  0", 4).unwrap().len(), 4);
        assert!(pasted("7 1 0", 4).is_none() && pasted("7 1 x 0", 4).is_none() && pasted("07 1", 2).is_none());
        assert_eq!(understood("【６，6、 32】", 3).unwrap(), ["6", "6", "32"]);
        assert!(understood("6，6", 3).is_none() && understood("6件，6，32", 3).is_none());
        let source = Source::new("a.md", "1,006,6,32");
        let items = [0..1, 2..5, 6..7, 8..10];
        assert_eq!(joined(&source, &items, 3).unwrap(), ["1006", "6", "32"]);
        assert!(joined(&source, &items, 4).is_none());
        let source = Source::new("a.md", "4, 1. 0");
        assert_eq!(dotted(&source, &[0..1, 3..7], 3).unwrap(), ["4", "1", "0"]);
        assert!(dotted(&source, &[0..1, 3..7], 2).is_none() && divided(&source, &[0..1, 3..7], 3).is_none());
    }
}
