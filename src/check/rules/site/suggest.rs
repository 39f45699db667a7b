//! What somebody may have meant by a path.

use crate::spanned::fields::nearest;
use std::collections::HashMap;

/// Paths among which is looked for what somebody meant, in the order of their letters.
#[derive(Default)]
pub(super) struct Paths<'p> {
    /// By the whole path, by its last part, and by its folder; what the case of its letters is does not matter.
    same: HashMap<String, &'p str>,
    named: HashMap<String, Vec<&'p str>>,
    beside: HashMap<&'p str, Vec<&'p str>>,
}

/// Names among which a slip is looked for.
const MOST: usize = 200;

impl<'p> Paths<'p> {
    pub(super) fn new(paths: impl Iterator<Item = &'p str>) -> Self {
        let mut sorted: Vec<_> = paths.filter(|path| !path.is_empty()).collect();
        sorted.sort_unstable();
        let mut paths = Self::default();
        for path in sorted {
            paths.same.entry(bare(path).to_lowercase()).or_insert(path);
            paths.named.entry(name(path).to_lowercase()).or_default().push(path);
            paths.beside.entry(folder(path)).or_default().push(path);
        }
        paths
    }

    /// The path most like `wanted`: the same in other letters, the other way to name a page, the same file elsewhere, or
    /// a like name beside it.
    pub(super) fn suggest(&self, wanted: &str) -> Option<&'p str> {
        let wanted = bare(wanted);
        let twin = twin(wanted);
        let same = self.same(wanted).or_else(|| self.same(&twin).filter(|path| bare(path) == twin));
        same.or_else(|| self.elsewhere(wanted)).or_else(|| self.beside(wanted))
    }

    /// A file of the same name, as near as there is one.
    fn elsewhere(&self, wanted: &str) -> Option<&'p str> {
        let same = self.named.get(&name(wanted).to_lowercase())?;
        // Of equals the last is taken; the first by name is wanted.
        same.iter().take(MOST).rev().copied().max_by_key(|path| shared(wanted, path))
    }

    fn same(&self, path: &str) -> Option<&'p str> {
        self.same.get(&path.to_lowercase()).copied()
    }

    fn beside(&self, wanted: &str) -> Option<&'p str> {
        let beside = self.beside.get(folder(wanted))?;
        // In a folder of thousands only what is as long is worth a look, or a site of slips takes minutes.
        let is_small = beside.len() <= MOST;
        let alike = beside
            .iter()
            .copied()
            .filter(|path| (is_small || path.len().abs_diff(wanted.len()) <= 2) && sort(path) == sort(wanted));
        let alike: Vec<_> = alike.take(MOST).collect();
        // What every name ends with makes none like another: guide.md is not index.md.
        nearest(wanted, &alike).filter(|near| nearest(stem(wanted), &[stem(near)]).is_some())
    }
}

/// How many bytes two paths begin with alike.
fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

fn bare(path: &str) -> &str {
    path.trim_end_matches('/')
}

/// A page may be `guide.md` or `guide/index.md`.
fn twin(path: &str) -> String {
    match path.strip_suffix("/index.md") {
        Some(folder) => format!("{folder}.md"),
        None => format!("{}/index.md", path.trim_end_matches(".md")),
    }
}

fn folder(path: &str) -> &str {
    bare(path).rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn stem(path: &str) -> &str {
    let name = name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Sorts of files: nobody who wants a picture means a text.
#[derive(PartialEq, Eq)]
enum Sort {
    Page,
    Picture,
    Other,
}

/// Whether what a path names is no picture and no document.
pub(super) fn is_page(path: &str) -> bool {
    sort(path) == Sort::Page
}

fn sort(path: &str) -> Sort {
    match name(path).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        None | Some("md" | "html") => Sort::Page,
        Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "bmp") => Sort::Picture,
        Some(_) => Sort::Other,
    }
}

fn name(path: &str) -> &str {
    bare(path).rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_path_is_named() {
        let paths = ["a/list.txt", "b/list.txt", "b/c/page.md", "guide/", "guide.md", "x/2023/index.md"];
        for (wanted, meant) in [
            ("A/List.txt", Some("a/list.txt")),
            ("b/d/list.txt", Some("b/list.txt")),
            ("x/2023.md", Some("x/2023/index.md")),
            ("b/c/page/index.md", Some("b/c/page.md")),
            ("guid", Some("guide/")),
            ("b/lsit.txt", Some("b/list.txt")),
            ("nothing/like/it.pdf", None),
            ("b/list.png", None),
            ("plain.md", None),
            ("x/2024.png", None),
        ] {
            assert_eq!(Paths::new(paths.into_iter()).suggest(wanted), meant, "{wanted}");
        }
    }
}
