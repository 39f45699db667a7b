//! Real reports: what is in them is read rightly, what is not is missed. Figures stand here as they were typed by hand.

use super::{imported, plain, typed_in};
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

/// The import's cells against a report of typed figures.
#[track_caller]
fn assert_is(name: &str, figures: &str) {
    let Some(found) = real(name) else { return };
    let wanted = bound(figures);
    super::assert_whole(&found, &wanted);
    assert_eq!(found.year, Some(wanted.year));
}

#[test]
fn whole_reports_are_read_whole() {
    assert_is("001-chimei-town-2023.txt", include_str!("../../fixtures/real/001-chimei-town-2023.md"));
    assert_is(
        "002-shanghai-general-office-2019.html",
        include_str!("../../fixtures/real/002-shanghai-general-office-2019.md"),
    );
    assert_is("003-shuyang-county-2025.md", include_str!("../../fixtures/real/003-shuyang-county-2025.md"));
}

/// An excerpt: what it holds is read, all else is missed.
#[test]
fn an_excerpt_is_read_as_far_as_it_goes() {
    let Some(found) = real("068-suqian-city-2025.md") else { return };
    let form = found.draft.edition.form();
    assert_eq!(found.draft.edition.id, "2021");
    let row = |path: &str| -> Vec<&str> {
        let slot = form.slot(path).unwrap();
        slot.cells.clone().map(|cell| found.draft.cells[cell.index()].as_str()).collect()
    };
    assert_eq!(row("proactive.regulations"), ["3", "0", "15"]);
    assert_eq!(row("proactive.normative_documents"), ["61", "59", "422"]);
    assert_eq!(row("applications.received"), ["3746", "63", "0", "0", "19", "2", "3830"]);
    assert_eq!(row("disputes").join(" "), "119 25 91 24 259 7 0 15 6 28 21 1 7 9 38");
    assert_eq!(found.read(), 3 + 3 + 7 + 15);
}

/// Rows that a cut-off report has, and what stands in every one of them.
#[track_caller]
fn assert_rows(name: &str, edition: &str, read: usize, rows: &[(&str, &[&str])]) {
    let Some(found) = real(name) else { return };
    let form = found.draft.edition.form();
    assert_eq!(found.draft.edition.id, edition, "{name}");
    for (path, cells) in rows {
        let own = form.slot(path).unwrap().cells.clone().map(|cell| plain(&found.draft.cells[cell.index()]));
        assert_eq!(own.collect::<Vec<_>>(), *cells, "{name} {path}");
    }
    assert_eq!(found.read(), read, "{name}");
    assert!(found.questions.is_empty() && found.unread.is_empty(), "{name}");
}

const ZERO: &[&str] = &["0"; 7];

#[test]
fn reports_that_are_cut_off_are_read_as_far_as_they_go() {
    let decisions: [(&str, &[&str]); 3] =
        [("proactive.licensing", &["0"]), ("proactive.penalties", &["0"]), ("proactive.coercion", &["0"])];
    let blank_but_total: &[&str] = &["", "", "", "", "", "", "0"];
    let rows: &[(&str, &[&str])] = &[
        ("proactive.regulations", &["", "", ""]),
        ("proactive.normative_documents", &["0"; 3]),
        ("proactive.fees", &["0"]),
        ("applications.received", blank_but_total),
        ("applications.carried_in", blank_but_total),
        ("applications.results.granted", &[""; 7]),
    ];
    assert_rows("010-yanliang-statistics-2023.txt", "2021", 31, &[rows, &decisions].concat());
    let rows: &[(&str, &[&str])] = &[
        ("proactive.regulations", &["0"; 3]),
        ("proactive.fees", &["0"]),
        ("applications.received", &["3", "0", "0", "0", "0", "0", "3"]),
        ("applications.carried_in", ZERO),
    ];
    assert_rows("012-changchun-veterans-2023.txt", "2021", 24, &[rows, &decisions].concat());
    let rows: &[(&str, &[&str])] =
        &[("proactive.regulations", &["0"; 3]), ("proactive.normative_documents", &["0"; 3])];
    assert_rows("016-changan-statistics-2023.txt", "2021", 9, &[rows, &decisions].concat());
    let rows: &[(&str, &[&str])] = &[
        ("proactive.normative_documents", &["0"; 3]),
        ("applications.received", ZERO),
        ("applications.results.refused.state_secret", ZERO),
        ("applications.results.refused.security_and_stability", ZERO),
    ];
    assert_rows("018-taiping-town-2022.txt", "2021", 59, &[rows, &decisions].concat());
    let rows: &[(&str, &[&str])] = &[
        ("proactive.regulations", &["0"; 3]),
        ("proactive.licensing", &["0"; 3]),
        ("proactive.fees", &["0"; 2]),
        ("proactive.procurement", &["6", "152790元"]),
    ];
    assert_rows("033-shangwan-township-2019.txt", "2019", 22, rows);
    assert_rows("025-guihuaping-subdistrict-2020.txt", "2019", 0, &[]);
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
