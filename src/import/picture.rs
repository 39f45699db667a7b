//! Pictures of documents: what they are called as files, and how Markdown shows them.

use crate::site::url;
use std::collections::{HashMap, HashSet};

/// Sorts of pictures, and what their files end with: the first ending of each is what giar writes.
const KINDS: [(&str, &str); 12] = [
    ("png", "png"),
    ("jpeg", "jpg"),
    ("jpeg", "jpeg"),
    ("jpg", "jpg"),
    ("gif", "gif"),
    ("webp", "webp"),
    ("svg+xml", "svg"),
    ("bmp", "bmp"),
    ("tiff", "tif"),
    ("tiff", "tiff"),
    ("x-emf", "emf"),
    ("x-wmf", "wmf"),
];

/// What the file of a picture ends with, by its media type: `image/svg+xml` is svg.
pub(super) fn ending_of(kind: &str) -> Option<&'static str> {
    let kind = kind.strip_prefix("image/")?.split([';', ' ']).next()?;
    KINDS.iter().find(|(own, _)| *own == kind).map(|(_, ending)| *ending)
}

/// Whether a file is called as pictures are. Whatever ends in .md is a report.
fn is_called_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
    ending.is_some_and(|ending| KINDS.iter().any(|(_, own)| own.eq_ignore_ascii_case(ending)))
}

/// A picture within a document.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its file's name, without a folder.
    pub name: String,
    /// Its file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// What a picture may be called: as its document calls it, if it is a picture's name, or by its number and its media type.
    pub(super) fn name_for(name: &str, kind: &str, number: usize) -> String {
        if is_called_picture(name) {
            return name.to_owned();
        }
        format!("image{number}.{}", ending_of(kind).unwrap_or(KINDS[0].1))
    }

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
            c if "()<>\\".contains(c) || c.is_whitespace() || c.is_control() => out += &url::encoded(&c.to_string()),
            c => out.push(c),
        }
    }
    out
}

/// The addresses to which a text leads.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).map(|part| divided(part).0)
}

/// What follows `](`: an address, and what is behind it.
fn divided(part: &str) -> (&str, &str) {
    part.split_at(part.find(')').unwrap_or(0))
}

/// A text in which pictures have other addresses.
pub(super) fn readdressed(text: &str, new: &impl Fn(&str) -> Option<String>) -> String {
    let mut parts = text.split("](");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = divided(part);
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
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
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
