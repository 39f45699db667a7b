//! Pictures of documents: what they are called as files, and how Markdown shows them.

use crate::site::url;
use std::collections::{HashMap, HashSet};

/// A picture within a document.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its file's name, without a folder.
    pub name: String,
    /// Its file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// By which address Markdown shows it.
    pub(super) fn address(&self) -> String {
        address_of(&self.name)
    }

    /// Whether a text shows it.
    pub(super) fn is_shown_in(&self, text: &str) -> bool {
        text.contains(&format!("]({})", self.address()))
    }
}

/// What a picture is in Markdown.
pub(super) fn shown(words: &str, address: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("![{}]({})", words.replace('[', "\\[").replace(']', "\\]"), bracketed(address))
}

/// The address of a file that stands beside the report.
pub(super) fn address_of(name: &str) -> String {
    bracketed(&name.replace('%', "%25").replace('#', "%23").replace('?', "%3F"))
}

/// An address as it may stand between round brackets.
pub(super) fn bracketed(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.trim().chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' => out += &url::encoded(&c.to_string()),
            c if c.is_whitespace() || c.is_control() => out += &url::encoded(&c.to_string()),
            c => out.push(c),
        }
    }
    out
}

/// A text in which pictures have other addresses.
pub(super) fn readdressed(text: &str, new: &mut impl FnMut(&str) -> Option<String>) -> String {
    let mut parts = text.split("](");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_at(part.find(')').unwrap_or(0));
        out += "](";
        out += new(address).as_deref().unwrap_or(address);
        out += rest;
    }
    out
}

/// Names of files. Windows has one file for names that differ in case alone.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// How far the numbers behind a name are taken.
    last: HashMap<String, usize>,
}

impl Names {
    /// Takes a name, and says whether it was free.
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_lowercase())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.taken.contains(&name.to_lowercase())
    }

    /// Takes a name like another one that nothing has yet: a.png, a-2.png.
    pub(super) fn free(&mut self, name: &str, is_taken: impl Fn(&str) -> bool) -> String {
        let (stem, ending) = name.rsplit_once('.').map_or((name, ""), |(stem, ending)| (stem, ending));
        let dot = if ending.is_empty() { "" } else { "." };
        let folded = name.to_lowercase();
        let mut number = self.last.get(&folded).copied().unwrap_or(1);
        loop {
            number += 1;
            let free = format!("{stem}-{number}{dot}{ending}");
            if !is_taken(&free) && self.take(&free) {
                self.last.insert(folded, number);
                return free;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::links;

    #[test]
    fn as_many_files_of_one_name_as_there_are_get_names_in_time() {
        let mut names = Names::default();
        assert!(names.take("a.png") && !names.take("A.png"));
        assert_eq!(names.free("A.png", |name| name == "A-2.png"), "A-3.png");
        let all: HashSet<_> = (0..20_000).map(|_| names.free("a.png", |_| false)).collect();
        assert_eq!(all.len(), 20_000);
    }

    #[test]
    fn whatever_a_file_is_called_markdown_shows_it() {
        for (name, address) in [
            ("image1.png", "image1.png"),
            ("图 1.png", "图%201.png"),
            ("a(1).png", "a%281%29.png"),
            ("50%#1?.png", "50%25%231%3F.png"),
        ] {
            let picture = Picture { name: name.to_owned(), bytes: Vec::new() };
            let markdown = shown("各[渠]道\n的条数", &picture.address());
            let found = links(&markdown);
            assert_eq!(found.iter().map(|link| link.target.as_str()).collect::<Vec<_>>(), [address], "{markdown}");
            assert_eq!(found[0].alt.as_deref(), Some("各[渠]道 的条数"));
            assert!(picture.is_shown_in(&markdown));
        }
    }
}
