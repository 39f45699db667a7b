//! What a path of a site may look like: usable on every system, in a URL's folder, and in a manifest.
//!
//! The site's plan is made of agency ids and file names that were checked long before; this is the last guard.

use std::collections::HashMap;

use super::{Error, MANIFEST, MARKER};
use crate::i18n::Text;
use crate::text;

/// Refuses a site whose paths would not all arrive, each as its own file, on every system.
pub(super) fn check(paths: &[&str]) -> Result<(), Error> {
    let bad = |path: &str, fault| Error::Path { path: path.to_owned(), fault };
    let mut seen = HashMap::with_capacity(paths.len() + 1);
    seen.insert(MANIFEST.to_owned(), MANIFEST);
    for path in paths {
        if let Some(fault) = fault(path) {
            return Err(bad(path, fault));
        }
        if seen.insert(path.to_lowercase(), path).is_some() {
            return Err(bad(path, text!("两个文件占用同一路径", "two files have it")));
        }
    }
    // Without it the next run would not know the folder for its own.
    if seen.get(MARKER) == Some(&MARKER) {
        Ok(())
    } else {
        Err(bad(MARKER, text!("缺少这个文件", "it is missing")))
    }
}

fn fault(path: &str) -> Option<Text> {
    path.split('/').find_map(component_fault)
}

fn component_fault(name: &str) -> Option<Text> {
    if name.is_empty() {
        Some(text!("有空的一段", "a part of it is empty"))
    } else if name.ends_with(['.', ' ']) {
        // `.` and `..` among them.
        Some(text!("有一段以点或空格结尾", "a part of it ends in a dot or a space"))
    } else if name.contains(|c: char| c.is_control() || r#"\<>:"|?*"#.contains(c)) {
        Some(text!("含有 Windows 不允许的字符", "it has a character Windows does not allow"))
    } else if is_device(name) {
        Some(text!("含有 Windows 保留的设备名", "a part of it is the name of a Windows device"))
    } else {
        None
    }
}

/// Windows opens a device for these names, with any extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        _ => stem.strip_prefix("COM").or(stem.strip_prefix("LPT")).is_some_and(is_port),
    }
}

/// The superscript digits of Latin-1 count as digits here.
fn is_port(number: &str) -> bool {
    let mut digits = number.chars();
    matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_pass() {
        for path in ["index.html", "2023/chimei/index.html", "公开指南/附件 1.pdf", ".nojekyll", "console/com10.css"]
        {
            assert_eq!(fault(path), None, "{path}");
        }
    }

    #[test]
    fn paths_that_leave_the_folder_or_fail_on_some_system_are_refused() {
        let paths = [
            "",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/./b",
            r"a\b",
            "C:/a",
            "a?b",
            "a*",
            "a|b",
            "<a>",
            "a\"b",
            "a\nb",
            "a\0b",
            "a.",
            "a /b",
            "con",
            "NUL.html",
            "2023/aux/index.html",
            "com1",
            "LPT9.txt",
            "COM¹",
            "nul .txt",
            "CONIN$",
        ];
        for path in paths {
            assert!(fault(path).is_some(), "{path:?}");
        }
    }

    #[test]
    fn two_files_at_one_path_are_refused_also_when_only_case_differs() {
        assert!(check(&[MARKER, "a", "b"]).is_ok());
        for pair in [["a", "a"], ["a/B", "A/b"], ["a", "Manifest.sha256"]] {
            assert!(check(&[&[MARKER], &pair[..]].concat()).is_err(), "{pair:?}");
        }
    }

    #[test]
    fn a_site_that_the_next_run_would_not_recognise_is_refused() {
        assert!(check(&["index.html"]).is_err());
    }
}
