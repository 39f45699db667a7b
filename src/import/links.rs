//! Links around a report and in it: menus of its page, and files that belong to it.

use super::doc::Block;
use std::collections::HashSet;

/// The items of menus are no longer.
const LONGEST_ITEM: usize = 12;

/// The addresses of a paragraph that is nothing but links; none of any other.
pub(super) fn links(markdown: &str) -> Vec<&str> {
    let mut addresses = Vec::new();
    let mut rest = markdown;
    loop {
        // 甲局 2025-01-20: a day behind a link is when it leads to something new.
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic() && c != '[' && c != '!');
        let Some((address, behind)) = link(rest) else { break };
        addresses.push(address);
        rest = behind;
    }
    if rest.is_empty() { addresses } else { Vec::new() }
}

/// The address of the link that a text begins with, and what is behind it.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    rest.split_once(')').filter(|_| !words.contains(']'))
}

/// What the names of files end with that belong to reports.
const ENDINGS: [&str; 11] = ["doc", "docx", "xls", "xlsx", "pdf", "ofd", "wps", "et", "zip", "rar", "csv"];

/// Whether a link leads to a file that belongs to a report: 附件.docx, 附件.docx?v=2, down.jsp?file=附件.docx.
pub(super) fn is_file(address: &str) -> bool {
    let endings = address.split(['?', '#', '&']).filter_map(|part| Some(part.rsplit_once('.')?.1));
    endings.map(str::to_ascii_lowercase).any(|ending| ENDINGS.contains(&&*ending))
}

/// Which of the blocks before a report are a page's menus: links alone, and short items of a list that has some.
pub(super) fn menus(blocks: &[Block]) -> HashSet<usize> {
    let is_link = |block: &Block| matches!(block, Block::Para(para) if !links(&para.markdown).is_empty());
    let is_item = |block: &Block| match block {
        Block::Para(para) => para.markdown.starts_with("- ") && para.text.chars().count() <= LONGEST_ITEM,
        Block::Grid(_) => false,
    };
    let mut menus = HashSet::new();
    let mut start = 0;
    for run in blocks.chunk_by(|a, b| is_item(a) && is_item(b)) {
        let end = start + run.len();
        if run.iter().any(is_link) {
            menus.extend(start..end);
        }
        start = end;
    }
    menus
}
