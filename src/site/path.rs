//! Checks that a path of the site is usable on every system, in an address and in a manifest.

use crate::{
    i18n::Message,
    spanned::{invisible, is_damage},
    text,
};

/// Why a path of the site cannot be used on every system.
pub(crate) fn fault(path: &str) -> Option<Message> {
    path.split('/').find_map(component_fault)
}

fn component_fault(name: &str) -> Option<Message> {
    let fault = if name.is_empty() {
        text!("有空的一段", "part of it is empty")
    } else if name.ends_with(['.', ' ']) {
        // This includes `.` and `..`.
        text!("有一段以点或空格结尾", "part of it ends with a dot or a space")
    } else if name.contains(|c: char| c.is_control() || r#"\<>:"|?*"#.contains(c)) {
        text!("含有 Windows 不允许的字符", "it contains a character that Windows does not allow")
    } else if is_device(name) {
        text!("含有 Windows 保留的设备名", "part of it is a device name reserved by Windows")
    } else {
        let unseen = name.chars().find(|&c| is_damage(c) || (invisible(c).is_some() && !c.is_whitespace()))?;
        let fault = text!("含有看不见的字符（U+{code}）", "it contains an invisible character (U+{code})");
        return Some(fault.with("code", format!("{:04X}", unseen as u32)));
    };
    Some(fault.into())
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
            assert!(fault(path).is_none(), "{path}");
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
            "a\u{200b}.pdf",
            "a\u{fffe}.md",
        ];
        for path in paths {
            assert!(fault(path).is_some(), "{path:?}");
        }
    }
}
