//! What somebody may have meant by a path.

use crate::spanned::fields::nearest;

/// The path most like `wanted`: the same in other letters, the other way to name a page, the same file elsewhere, or a
/// like name beside it.
pub(super) fn suggest<'p>(wanted: &str, paths: impl Iterator<Item = &'p str>) -> Option<&'p str> {
    let mut paths: Vec<_> = paths.filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    let wanted = wanted.trim_end_matches('/');
    let lower = wanted.to_lowercase();
    let twin = twin(wanted);
    let bare = |path: &'p str| path.trim_end_matches('/');
    let same = paths.iter().copied().find(|path| bare(path).to_lowercase() == lower);
    let same = same.or_else(|| paths.iter().copied().find(|path| bare(path) == twin));
    same.or_else(|| elsewhere(wanted, &paths)).or_else(|| beside(wanted, &paths))
}

/// A page may be `guide.md` or `guide/index.md`.
fn twin(path: &str) -> String {
    match path.strip_suffix("/index.md") {
        Some(folder) => format!("{folder}.md"),
        None => format!("{}/index.md", path.trim_end_matches(".md")),
    }
}

/// A file of the same name, as near as there is one.
fn elsewhere<'p>(wanted: &str, paths: &[&'p str]) -> Option<&'p str> {
    let name = name(wanted).to_lowercase();
    let shared = |path: &str| wanted.bytes().zip(path.bytes()).take_while(|(a, b)| a == b).count();
    let same = paths.iter().copied().filter(|path| self::name(path).to_lowercase() == name);
    // Of equals the last is taken; the first by name is wanted.
    same.rev().max_by_key(|path| shared(path))
}

fn beside<'p>(wanted: &str, paths: &[&'p str]) -> Option<&'p str> {
    let beside: Vec<_> = paths.iter().copied().filter(|path| folder(path) == folder(wanted)).collect();
    nearest(wanted, &beside)
}

fn folder(path: &str) -> &str {
    path.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
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
        ] {
            assert_eq!(suggest(wanted, paths.into_iter()), meant, "{wanted}");
        }
    }
}
