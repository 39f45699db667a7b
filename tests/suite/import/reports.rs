//! Real reports: what is in them is read rightly, what is not is missed. Figures stand here as they were typed by hand.

use super::{REAL, assert_given, imported, typed_in};
use crate::common::*;
use giar::import::Imported;
use std::{fs, path::PathBuf};

/// A report of the folder that `GIAR_REPORTS` names.
fn real(name: &str) -> Option<Imported> {
    let Some(folder) = std::env::var_os("GIAR_REPORTS") else {
        eprintln!("GIAR_REPORTS is not set: {name} was not imported");
        return None;
    };
    Some(imported(name, &fs::read(PathBuf::from(folder).join(name)).unwrap()))
}

#[test]
fn what_is_in_a_real_report_is_read_and_what_is_not_is_missed() {
    for (name, figures) in REAL {
        let Some(found) = real(name) else { return };
        let wanted = bound(figures);
        assert_given(&found, &wanted);
        assert_eq!(found.year, Some(wanted.year));
    }
    let Some(found) = real("025-guihuaping-subdistrict-2020.txt") else { return };
    assert_eq!((found.draft.edition.id, found.read()), ("2019", 0));
    assert!(found.questions.is_empty() && found.unread.is_empty());
}

#[test]
fn what_a_report_says_of_itself_is_picked_up() {
    for (name, agency, year, published) in [
        ("002-shanghai-general-office-2019.html", Some("上海市人民政府办公厅"), 2019, Some("2020-01-31")),
        ("010-yanliang-statistics-2023.txt", Some("区统计局"), 2023, None),
        ("016-changan-statistics-2023.txt", None, 2023, None),
        ("025-guihuaping-subdistrict-2020.txt", Some("桂花坪街道"), 2020, Some("2021-01-25")),
        ("033-shangwan-township-2019.txt", Some("上湾乡人民政府"), 2019, Some("2020-02-20 16:53")),
    ] {
        let Some(found) = real(name) else { return };
        assert_eq!(found.agency_name.as_deref(), agency, "{name}");
        assert_eq!((found.year, found.draft.published.as_deref()), (Some(year), published), "{name}");
    }
}

#[test]
fn sections_are_found_whatever_stands_around_them() {
    let Some(found) = real("001-chimei-town-2023.txt") else { return };
    let headings: Vec<_> = found.draft.body.lines().filter(|line| line.starts_with("## ")).collect();
    let first = "## 一、总体情况";
    assert_eq!(headings.len(), 3, "{headings:?}");
    assert_eq!(headings[0], first);
    let report = bound(&found.draft.to_markdown());
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_eq!(typed_in(&report, report.form().cell("proactive.regulations.issued").unwrap()), "0");
}
