//! Maps a path on disk to the site: which of its files it is, and whether it is watched.

use crate::io::tree::{Link, is_wanted};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Folders next to `content` that programs write to.
const OUTPUT: &[&str] = &["public", "target"];

#[derive(Debug)]
pub(super) struct Scope {
    /// The resolved path of the site.
    pub root: PathBuf,
    /// The links that are part of the site, by path relative to the root.
    pub links: BTreeMap<PathBuf, Link>,
}

impl Scope {
    /// The site's names for `path`, relative to the root: its own, and one for every link whose target contains it.
    pub(super) fn names(&self, path: &Path, is_folder: bool) -> Vec<PathBuf> {
        let own = path.strip_prefix(&self.root).ok().filter(|own| {
            let belongs = own.starts_with("content") || own.starts_with("themes");
            *own == Path::new("site.toml") || belongs && are_wanted(own, is_folder)
        });
        let linked = self.links.iter().filter_map(|(link, to)| {
            // A folder above the target may have appeared or vanished with everything in it.
            if to.target.starts_with(path) {
                return Some(link.clone());
            }
            let inside = path.strip_prefix(&to.target).ok()?;
            are_wanted(inside, is_folder).then(|| link.join(inside))
        });
        own.map(Path::to_owned).into_iter().chain(linked).collect()
    }

    /// Whether the folder that a link points to may be watched: neither one that programs write to, nor a hidden one.
    pub(super) fn is_watchable(&self, folder: &Path) -> bool {
        let Ok(below) = folder.strip_prefix(&self.root) else { return true };
        are_wanted(below, true) && !OUTPUT.iter().any(|output| below.starts_with(output))
    }
}

fn are_wanted(path: &Path, is_folder: bool) -> bool {
    let last = path.iter().count();
    path.iter().zip(1..).all(|(name, at)| is_wanted(name, is_folder || at < last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(links: &[(&str, &str)]) -> Scope {
        let links = links.iter().map(|&(path, target)| {
            (PathBuf::from(path), Link { target: PathBuf::from(target), is_folder: !target.ends_with(".md") })
        });
        Scope { root: PathBuf::from("/site"), links: links.collect() }
    }

    fn names(scope: &Scope, path: &str) -> Vec<String> {
        scope.names(Path::new(path), false).iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn the_site_is_its_configuration_its_content_and_its_themes() {
        let scope = scope(&[]);
        for path in ["site.toml", "content", "content/报告 一/2023.md", "themes/plain/templates/home.html"] {
            assert_eq!(names(&scope, &format!("/site/{path}")), [path]);
        }
        for path in ["public/index.html", ".git/index", "target/x", "README.md", "content2/a.md", ".giar/x", ""] {
            assert!(names(&scope, &format!("/site/{path}")).is_empty(), "{path}");
        }
    }

    #[test]
    fn what_is_hidden_or_left_for_a_moment_is_nothing() {
        let scope = scope(&[]);
        for path in
            ["content/.git/a.md", "content/a~", "content/~$a.docx", "content/.a.md.swp", "content/4913", "themes/x.tmp"]
        {
            assert!(names(&scope, &format!("/site/{path}")).is_empty(), "{path}");
        }
        assert_eq!(scope.names(Path::new("/site/content/4913"), true), [Path::new("content/4913")]);
    }

    #[test]
    fn what_a_link_leads_to_is_known_by_the_link() {
        let scope = scope(&[
            ("content/2023.md", "/site/store/a/总.md"),
            ("content/附件", "/site/store/b"),
            ("content/b.md", "/site/content/a.md"),
        ]);
        assert_eq!(names(&scope, "/site/store/a/总.md"), ["content/2023.md"]);
        assert!(names(&scope, "/site/store/a/other.md").is_empty());
        assert_eq!(names(&scope, "/site/store/b/一.pdf"), ["content/附件/一.pdf"]);
        assert!(names(&scope, "/site/store/b/一.pdf~").is_empty());
        assert_eq!(names(&scope, "/site/store"), ["content/2023.md", "content/附件"]);
        assert_eq!(names(&scope, "/site/content/a.md"), ["content/a.md", "content/b.md"]);
    }

    #[test]
    fn no_link_makes_the_output_watched() {
        let scope = scope(&[]);
        for folder in ["public", "public/files", "target", ".git/annex", "store/.cache"] {
            assert!(!scope.is_watchable(&Path::new("/site").join(folder)), "{folder}");
        }
        assert!(scope.is_watchable(Path::new("/site/store")));
    }
}
