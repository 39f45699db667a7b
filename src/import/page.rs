//! What a page adds to the text that stands on it.

use super::{
    doc::{Block, Doc, Para},
    fold,
    title::is_title,
    value::Value,
};
use std::collections::{BTreeMap, BTreeSet};

const DASHES: [char; 4] = ['-', '—', '–', '－'];
/// A running head is no longer, and no shorter.
const LONGEST_HEAD: usize = 40;
const SHORTEST_HEAD: usize = 5;

/// `— 3 —`, `- 12 -`, `第 3 页`, `-3`: what stands at the foot of a page, or may do so.
pub(super) fn is_page_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = plain.trim_matches(|c| DASHES.contains(&c) || c == '·');
    let inner = inner.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).unwrap_or(inner);
    let is_marked = inner.len() < plain.len();
    is_marked && is_number(inner)
}

/// `— 3 —`, 第 3 页, 第 3 页 共 8 页: a page number, and certainly no value. `-3` may be one.
pub(super) fn is_foot(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_between_dashes = plain.starts_with(DASHES) && plain.ends_with(DASHES) && is_page_number(&plain);
    is_between_dashes || is_of_pages(&plain)
}

/// Whether a text is the number of a page, written out: 第3页, 第3页，共8页, 第3页/共8页.
fn is_of_pages(plain: &str) -> bool {
    let Some((number, rest)) = plain.strip_prefix('第').and_then(|rest| rest.split_once('页')) else { return false };
    let rest = rest.trim_start_matches(['，', ',', '/', '、']);
    let all = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
    is_number(number) && (rest.is_empty() || all.is_some_and(is_number))
}

fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Leaves out the feet of pages, and the lines that stand at them again and again.
pub(super) fn drop(doc: &mut Doc) {
    let feet: BTreeSet<_> =
        (0..doc.blocks.len()).filter(|at| para(doc, *at).is_some_and(|para| is_foot(&para.text))).collect();
    if feet.is_empty() {
        return;
    }
    let heads = heads(doc, &feet);
    let mut gone = BTreeSet::new();
    let (mut at, mut has_title) = (0.., false);
    doc.blocks.retain(|block| {
        let at = at.next().unwrap_or_default();
        let Block::Para(para) = block else { return true };
        let text = para.text.trim();
        let is_first_title = is_title(text) && !std::mem::replace(&mut has_title, true);
        let is_gone = feet.contains(&at) || heads.contains(&masked(text)) && !is_first_title;
        if is_gone {
            gone.insert(text.to_owned());
        }
        !is_gone
    });
    doc.left_out.extend(gone);
}

fn para(doc: &Doc, at: usize) -> Option<&Para> {
    match doc.blocks.get(at)? {
        Block::Para(para) => Some(para),
        Block::Grid(_) => None,
    }
}

/// What stands beside the feet of pages more than once, or beside one of them and at the beginning.
fn heads(doc: &Doc, feet: &BTreeSet<usize>) -> BTreeSet<String> {
    let beside = feet.iter().flat_map(|at| [at.checked_sub(1), Some(at + 1)]).flatten().chain([0]);
    let mut counts: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for at in beside {
        if let Some(para) = para(doc, at).filter(|para| may_be_head(para.text.trim())) {
            counts.entry(masked(para.text.trim())).or_default().insert(at);
        }
    }
    counts.into_iter().filter(|(_, places)| places.len() > 1).map(|(text, _)| text).collect()
}

fn may_be_head(text: &str) -> bool {
    let is_of_form = fold::is_row(text) || fold::is_column(text) || fold::is_section(text) || fold::are_headings(text);
    (SHORTEST_HEAD..=LONGEST_HEAD).contains(&text.chars().count())
        && text.contains(fold::is_chinese)
        && !text.ends_with(['。', '，', '；'])
        && !is_of_form
        && !is_foot(text)
        && Value::beside(text).is_none()
}

/// A text with one sign for every number, and without blanks.
pub(super) fn masked(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            c if !c.is_ascii_digit() => out.push(c),
            _ if out.ends_with('#') => {}
            _ => out.push('#'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_page_is_no_value() {
        for text in ["— 3 —", "-12-", "第 3 页", "第 3 页　共 8 页", "第3页/共8页"] {
            assert!(is_foot(text), "{text}");
        }
        for text in ["-3", "3", "第3条", "第3页说明", "3/8", "—"] {
            assert!(!is_foot(text), "{text}");
        }
    }
}
