//! What every page repeats: its number and running heads.

use super::flow::{Page, Part};
use crate::{i18n::Message, import::page::masked, text};
use std::collections::BTreeMap;

/// What pages repeat stands in this share of their height, above and below.
const MARGIN: f64 = 0.13;
/// So many lines may repeat at one end of a page.
const MOST_REPEATED: usize = 2;
/// What is repeated stands in the same place on each page, in points.
const SHIFT: f64 = 3.0;

/// A line at an end of a page.
struct Margin {
    /// Its place among the parts of its page.
    at: usize,
    page: usize,
    base: f64,
    text: String,
}

impl Margin {
    /// How far its number, if it is nothing else, is ahead of its page; a thousand if it is the page's own.
    fn ahead(&self) -> Option<usize> {
        self.text.parse::<usize>().ok()?.checked_add(1000)?.checked_sub(self.page)
    }
}

/// Takes page numbers and running heads away, and reports them.
pub(super) fn remove(pages: &mut [Page], remarks: &mut Vec<Message>) {
    let margins: Vec<_> = pages.iter().flat_map(margins).collect();
    let counting = counting(&margins);
    let enough = pages.len().div_ceil(2).max(2);
    let (mut numbers, mut heads, mut gone) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for margin in &margins {
        if is_page_number(margin, counting) {
            numbers.push(margin.text.clone());
        } else if is_repeated(margin, &margins, enough) {
            heads.entry(masked(&margin.text)).or_insert_with(|| margin.text.clone());
        } else {
            continue;
        }
        gone.entry(margin.page).or_insert_with(Vec::new).push(margin.at);
    }
    for page in pages {
        let gone = gone.remove(&page.number).unwrap_or_default();
        let mut at = 0..;
        page.parts.retain(|_| at.next().is_some_and(|at| !gone.contains(&at)));
    }
    report(&numbers, heads, remarks);
}

/// Whether a line with words stands in one place on so many pages.
fn is_repeated(margin: &Margin, margins: &[Margin], enough: usize) -> bool {
    let text = masked(&margin.text);
    let beside = margins.iter().filter(|other| (other.base - margin.base).abs() < SHIFT);
    text.chars().any(char::is_alphabetic) && beside.filter(|other| masked(&other.text) == text).count() >= enough
}

/// Heads that differ in a number are named once, as they stand on the first page.
fn report(numbers: &[String], heads: BTreeMap<String, String>, remarks: &mut Vec<Message>) {
    if !numbers.is_empty() {
        let listed = text!("没有导入页码：{numbers}", "page numbers were left out: {numbers}");
        remarks.push(listed.with("numbers", numbers));
    }
    for head in heads.into_values() {
        let listed = text!("没有导入每页重复的“{head}”", "“{head}” appears on every page and was left out");
        remarks.push(listed.with("head", head));
    }
}

/// The lines at both ends of a page, outside its text.
fn margins(page: &Page) -> Vec<Margin> {
    let count = page.parts.len();
    let mut out: Vec<_> = (0..count).map_while(|at| margin(page, at)).take(MOST_REPEATED).collect();
    let last = (out.len()..count).rev().map_while(|at| margin(page, at)).take(MOST_REPEATED);
    let last: Vec<_> = last.collect();
    out.extend(last);
    out
}

/// The part of a number, if it is a line outside the text.
fn margin(page: &Page, at: usize) -> Option<Margin> {
    let Part::Line(line) = &page.parts[at] else { return None };
    let is_outside = line.base() < page.height * MARGIN || line.base() > page.height * (1.0 - MARGIN);
    is_outside.then(|| Margin { at, page: page.number, base: line.base(), text: line.text() })
}

/// The bare number that counts on from page to page in one place, as it stands on one of them; none unless two agree. A
/// figure of a table may stand there as well.
fn counting(margins: &[Margin]) -> Option<&Margin> {
    let numbered = margins.iter().filter(|margin| margin.ahead().is_some());
    let counted = numbered.map(|margin| (margin, margins.iter().filter(|other| counts_on(margin, other)).count()));
    let (best, count) = counted.max_by_key(|(_, count)| *count)?;
    (count > 1).then_some(best)
}

/// Whether two bare numbers stand in one place and are as far apart as their pages.
fn counts_on(margin: &Margin, other: &Margin) -> bool {
    margin.ahead() == other.ahead() && (margin.base - other.base).abs() < SHIFT
}

fn is_page_number(margin: &Margin, counting: Option<&Margin>) -> bool {
    match margin.ahead() {
        Some(_) => counting.is_some_and(|counting| counts_on(margin, counting)),
        None => is_marked(&margin.text),
    }
}

/// What frames the number of a page.
const MARKS: [char; 11] = ['-', '—', '–', '－', '·', '第', '页', '共', '/', '，', ','];

/// `— 3 —`, `3/8`, `第 3 页`, `第 3 页 共 8 页`.
fn is_marked(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare: String = masked(&plain).chars().filter(|c| !MARKS.contains(c)).collect();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let is_framed = plain.starts_with(MARKS) && plain.ends_with(MARKS) || plain.contains('/');
    matches!(&*bare, "#" | "##") && is_framed && digits <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn margin(page: usize, text: &str) -> Margin {
        Margin { at: 0, page, base: 800.0, text: text.to_owned() }
    }

    #[test]
    fn page_numbers_are_known_by_their_marks() {
        for text in ["— 3 —", "- 12 -", "第 3 页", "第3页 共8页", "3/8"] {
            assert!(is_page_number(&margin(3, text), None), "{text}");
        }
        for text in ["3", "-4", "2023年", "一、总体情况", "3件", "1234567", "第三页"] {
            assert!(!is_page_number(&margin(3, text), None), "{text}");
        }
    }

    #[test]
    fn bare_numbers_are_page_numbers_only_if_they_count_on() {
        let figures = [margin(1, "0"), margin(2, "0"), margin(3, "7")];
        assert!(counting(&figures).is_none());
        let mut pages = [margin(1, "0"), margin(2, "5"), margin(3, "6"), margin(4, "7")];
        pages[3].base = 100.0;
        let counting = counting(&pages);
        let found: Vec<_> = pages.iter().map(|page| is_page_number(page, counting)).collect();
        assert_eq!(found, [false, true, true, false]);
    }
}
