//! Files of the repository that follow the program: golden sites, lists in the documentation. After a wanted change,
//! `UPDATE_EXPECT=1 cargo test --test suite` writes them and the snapshots inside the tests: read the difference.

use similar::TextDiff;
use std::{fs, path::Path};

/// Whether this run writes what it expects instead of comparing with it.
pub(crate) fn is_updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

/// A file holds this text.
#[track_caller]
pub(crate) fn assert_file(path: impl AsRef<Path>, text: &str) {
    let path = path.as_ref();
    let kept = fs::read_to_string(path).unwrap_or_default();
    if kept == text {
        return;
    }
    if is_updating() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    panic!("{} differs (UPDATE_EXPECT=1 renews it):\n{}", path.display(), difference(&kept, text));
}

fn difference(kept: &str, text: &str) -> String {
    TextDiff::from_lines(kept, text).unified_diff().context_radius(1).to_string()
}

/// A file holds this text between `<!-- mark -->` and `<!-- /mark -->`.
#[track_caller]
pub(crate) fn assert_part(path: &str, mark: &str, text: &str) {
    let whole = fs::read_to_string(path).unwrap();
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = whole.split_once(&open).unwrap_or_else(|| panic!("{path} has no {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{path} has no {close}"));
    assert_file(path, &format!("{before}{open}{text}{close}{after}"));
}

#[test]
fn a_difference_is_shown_line_by_line() {
    assert_eq!(difference("a\nb\nc\nd\n", "a\nb\n!\nd\n"), "@@ -2,3 +2,3 @@\n b\n-c\n+!\n d\n");
}
