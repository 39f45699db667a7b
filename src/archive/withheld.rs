//! Files that go with a draft and are left out with it: those in its folder, and those beside it whose names begin with
//! its own.

use super::{Entries, Entry, Order};
use crate::markdown::{self, LinkRef, percent_decoded, resolved};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Leaves out the files that go with a draft, or notes them where drafts are shown.
pub(super) fn withhold(order: &mut Order, entries: &Entries, drafts: bool) {
    let texts = Texts::of(entries);
    if !texts.drafts.values().any(|is_draft| *is_draft) {
        return;
    }
    let (mut withheld, mut beside) = (Vec::new(), HashSet::new());
    for path in &order.attachments {
        match texts.going_with(path) {
            Some(Going { is_draft: true, is_beside: false }) => withheld.push(path.clone()),
            Some(Going { is_draft: true, is_beside: true }) => _ = beside.insert(path.clone()),
            _ => {}
        }
    }
    order.has_beside_drafts = !beside.is_empty();
    order.linked_beside_drafts = linked(entries, &beside);
    withheld.extend(beside.into_iter().filter(|path| !order.linked_beside_drafts.contains_key(path)));
    withheld.sort();
    if drafts {
        order.with_drafts = withheld.into_iter().collect();
        return;
    }
    order.attachments.retain(|path| withheld.binary_search(path).is_err());
    order.sizes.retain(|path, _| withheld.binary_search(path).is_err());
    order.left_out.extend(withheld);
}

/// The files among these that published texts lead to, each with the first of those texts.
fn linked(entries: &Entries, files: &HashSet<String>) -> BTreeMap<String, String> {
    let mut linked = BTreeMap::new();
    if files.is_empty() {
        return linked;
    }
    for (path, entry) in entries {
        for target in links(entry).iter().filter_map(|link| target(path, link)) {
            if files.contains(&target) {
                linked.entry(target).or_insert_with(|| path.clone());
            }
        }
    }
    linked
}

/// The links of a text that is published.
pub(super) fn links(entry: &Entry) -> &[LinkRef] {
    match entry {
        Entry::Report(report) if !report.draft => &report.body.links,
        Entry::Page(page) if !page.draft => &page.links,
        _ => &[],
    }
}

/// The file below `content/` that a link of a text leads to.
fn target(from: &str, link: &LinkRef) -> Option<String> {
    let target = link.target.split(['#', '?']).next().filter(|target| !target.is_empty())?;
    let is_relative = !target.contains(':') && !target.starts_with('/');
    is_relative.then(|| resolved(from, &percent_decoded(target))).flatten()
}

/// The texts of a site, for the files that go with them.
struct Texts<'e> {
    /// Whether a text is a draft, by its path without an ending.
    drafts: HashMap<&'e str, bool>,
    /// The folders in or below which a text stands that is no draft.
    published: HashSet<&'e str>,
}

/// With what a file goes.
struct Going {
    is_draft: bool,
    /// Whether it stands beside the text rather than in the text's folder.
    is_beside: bool,
}

impl<'e> Texts<'e> {
    fn of(entries: &'e Entries) -> Self {
        let mut texts = Self { drafts: HashMap::new(), published: HashSet::new() };
        for (path, entry) in entries {
            let is_draft = match entry {
                Entry::Report(report) => report.draft,
                Entry::Page(page) => page.draft,
                _ => false,
            };
            let Some(stem) = markdown::stem(path) else { continue };
            let folder = stem.strip_suffix("index").map_or(stem, |folder| folder.trim_end_matches('/'));
            // What introduces the home page has no folder of its own.
            texts.drafts.insert(if folder.is_empty() { stem } else { folder }, is_draft);
            if !is_draft {
                texts.published.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
            }
        }
        texts
    }

    /// The nearest text that a file goes with, from the file itself upwards.
    fn going_with(&self, path: &str) -> Option<Going> {
        let mut end = path.len();
        loop {
            let start = path[..end].rfind('/').map_or(0, |at| at + 1);
            let is_folder = end < path.len();
            if let Some(&is_draft) = self.drafts.get(&path[..end]) {
                return Some(Going { is_draft, is_beside: !is_folder });
            }
            // A folder with texts of its own is more than a text's attachments.
            if !(is_folder && self.published.contains(&path[..end]))
                && let Some(is_draft) = self.beside(path, start, end)
            {
                return Some(Going { is_draft, is_beside: true });
            }
            end = start.checked_sub(1)?;
        }
    }

    /// Whether the text is a draft with whose name this part of a path begins: 2022.md, of 2022-附表.xlsx. Of several
    /// the one with the longest name.
    fn beside(&self, path: &str, start: usize, end: usize) -> Option<bool> {
        let mut before = None;
        let mut found = None;
        for (at, c) in path[start..end].char_indices() {
            if before.is_some_and(|before| !continues(before, c)) {
                found = self.drafts.get(&path[..start + at]).copied().or(found);
            }
            before = Some(c);
        }
        found
    }
}

/// Whether a letter or digit goes on with the name before it. 2022年 is of 2022, and 20220 is not.
fn continues(before: char, after: char) -> bool {
    match before {
        _ if !before.is_alphanumeric() || !after.is_alphanumeric() => false,
        '0'..='9' => after.is_ascii_digit(),
        _ if before.is_ascii() => after.is_ascii(),
        _ => !after.is_ascii(),
    }
}

#[cfg(test)]
mod tests {
    use super::continues;

    #[test]
    fn a_name_ends_where_another_kind_of_sign_begins() {
        for (name, rest) in [("2022", "-附表"), ("2022", "年附表"), ("e", ".pdf"), ("指南", "（附件）"), ("指南", "2")]
        {
            assert!(!continues(name.chars().last().unwrap(), rest.chars().next().unwrap()), "{name}{rest}");
        }
        for (name, rest) in [("2022", "0"), ("e", "2"), ("e", "xtra"), ("指南", "针")] {
            assert!(continues(name.chars().last().unwrap(), rest.chars().next().unwrap()), "{name}{rest}");
        }
    }
}
