//! Checks that the paths of a site are usable on every system, in a URL and in a manifest.
//!
//! The plan is made of agency ids and file names that were checked long before; this is the last guard.

use std::collections::HashMap;

use super::{Error, MANIFEST, MARKERS};
use crate::{i18n::Message, site::path::fault, text};

/// Refuses a site if two of its paths could become one file on some system, or a path is invalid there.
pub(super) fn check(paths: &[&str]) -> Result<(), Error> {
    let mut seen = HashMap::with_capacity(paths.len() + 1);
    seen.insert(MANIFEST.to_owned(), MANIFEST);
    for path in paths {
        if let Some(fault) = fault(path) {
            return Err(bad(path, fault));
        }
        if seen.insert(path.to_lowercase(), path).is_some() {
            return Err(bad(path, text!("两个文件占用同一路径", "two files have the same path")));
        }
    }
    // Without a marker the next run would not recognise the folder as its own.
    if MARKERS.iter().any(|marker| seen.get(*marker) == Some(marker)) {
        Ok(())
    } else {
        Err(bad(MARKERS[0], text!("缺少这个文件", "the file is missing")))
    }
}

fn bad(path: &str, fault: impl Into<Message>) -> Error {
    Error::Path { path: path.to_owned(), fault: fault.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_at_one_path_are_refused_also_when_only_case_differs() {
        assert!(check(&[MARKERS[0], "a", "b"]).is_ok());
        for pair in [["a", "a"], ["a/B", "A/b"], ["a", "Manifest.sha256"]] {
            assert!(check(&[&[MARKERS[0]], &pair[..]].concat()).is_err(), "{pair:?}");
        }
    }

    #[test]
    fn a_site_that_the_next_run_would_not_recognise_is_refused() {
        assert!(check(&["index.html"]).is_err());
    }
}
