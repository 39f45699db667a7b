//! `giar import` as its user meets it.

use super::pour;
use crate::common::*;
use std::fs;

fn page() -> String {
    pour::html(&bound(FILLED_2021))
}

#[test]
fn a_page_becomes_a_report_of_the_site_and_is_never_replaced_unasked() {
    let folder = town().write();
    fs::write(folder.path().join("旧页.html"), page()).unwrap();
    let run = folder.giar(&["import", "旧页.html"]).expect(0);
    assert!(run.stderr.contains("200"), "{}", run.stderr);
    let report = folder.path().join("content/reports/2023.md");
    let text = fs::read_to_string(&report).unwrap();
    assert!(text.contains("行政处罚:") && text.contains("84") && text.contains("## 一、总体情况"), "{text}");
    fs::write(&report, "mine").unwrap();
    let run = folder.giar(&["import", "旧页.html"]);
    assert_eq!(fs::read_to_string(&report).unwrap(), "mine");
    assert!(run.stderr.contains("--force"), "{}", run.stderr);
    folder.giar(&["import", "旧页.html", "--force"]).expect(0);
    assert_eq!(fs::read_to_string(&report).unwrap(), text);
}

#[test]
fn a_dry_run_shows_the_report_and_writes_nothing() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page()).unwrap();
    let run = folder.giar(&["import", "a.html", "--dry-run"]).expect(0);
    assert!(run.stdout.starts_with("---\nyear: 2023\n"), "{}", run.stdout);
    assert!(!folder.path().join("content/reports/2023.md").exists());
}

#[test]
fn what_is_wrong_in_the_report_is_found_and_what_is_missing_is_three() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page().replace("<p>965</p>", "<p>966</p>")).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(1);
    assert!(run.stderr.contains("identity-mismatch") || run.stderr.contains("total-mismatch"), "{}", run.stderr);
    let cut = page();
    let cut = &cut[..cut.find("四、结转下年度").unwrap()];
    fs::write(folder.path().join("b.html"), cut).unwrap();
    let run = folder.giar(&["import", "b.html", "--force"]).expect(3);
    assert!(run.stderr.contains("四、结转下年度"), "{}", run.stderr);
}

#[test]
fn a_folder_is_imported_at_once_and_each_file_has_its_line() {
    let folder = town().write();
    let old = folder.path().join("旧");
    fs::create_dir_all(old.join("再旧")).unwrap();
    for year in 2021..=2024 {
        let report = bound(&in_year(FILLED_2021, year));
        fs::write(old.join("再旧").join(format!("{year}.html")), pour::html(&report)).unwrap();
    }
    fs::write(old.join("x.doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap();
    let run = folder.giar(&["import", "旧"]).expect(3);
    for year in 2021..=2024 {
        assert!(run.stdout.contains(&format!("{year}  2021")), "{}", run.stdout);
        assert!(folder.path().join(format!("content/reports/{year}.md")).exists());
    }
    assert!(run.stderr.contains(".docx"), "{}", run.stderr);
    // The pattern as cmd.exe hands it over.
    folder.giar(&["import", "旧/*/202*.html", "--force"]).expect(0);
}

#[test]
fn an_agency_that_the_site_does_not_have_is_proposed() {
    let folder = town().write();
    fs::write(folder.path().join("baishi.html"), page().replace("青石镇", "白石乡")).unwrap();
    let run = folder.giar(&["import", "baishi.html"]).expect(3);
    assert!(run.stderr.contains("[[agency]]\nid = \"baishi\"\nname = \"白石乡人民政府\"\n"), "{}", run.stderr);
    assert!(folder.path().join("content/reports/baishi/2023.md").exists());
}

#[test]
fn every_cell_says_where_it_stood() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page()).unwrap();
    let run = folder.giar(&["import", "a.html", "--explain", "--lang", "en"]).expect(0);
    let line = run.stdout.lines().find(|line| line.contains("行政处罚")).unwrap();
    assert!(line.ends_with("84 ← table 1, row 10, column 2"), "{line}");
}

#[test]
fn a_file_or_an_agency_that_is_not_there_is_named() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page()).unwrap();
    let run = folder.giar(&["import", "nichts.docx"]).expect(2);
    assert!(run.stderr.contains("nichts.docx"), "{}", run.stderr);
    let run = folder.giar(&["import", "a.html", "--agency", "nobody"]).expect(2);
    assert!(run.stderr.contains("“nobody”"), "{}", run.stderr);
}

/// What giar publishes it can read again, to the last byte.
#[test]
fn published_data_becomes_the_same_report() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page()).unwrap();
    folder.giar(&["import", "a.html"]).expect(0);
    let report = folder.path().join("content/reports/2023.md");
    let first = fs::read(&report).unwrap();
    folder.giar(&["build"]);
    let data = folder.path().join("public/2023/qingshi/report.json");
    folder.giar(&["import", data.to_str().unwrap(), "--force"]).expect(0);
    assert_eq!(String::from_utf8(fs::read(&report).unwrap()).unwrap(), String::from_utf8(first).unwrap());
}

/// The page that readers see gives the figures back.
#[test]
fn a_published_page_gives_its_figures_back() {
    let folder = town().with(REPORT, FILLED_2021.to_owned()).write();
    folder.giar(&["build"]).expect(0);
    let wanted = bound(FILLED_2021);
    let path = folder.path().join("public/2023/qingshi/index.html");
    super::assert_whole(&super::imported("index.html", &fs::read(path).unwrap()), &wanted);
}

/// The documents that offices get come back with every figure.
#[test]
fn exported_documents_give_their_figures_back() {
    let folder = town().with(REPORT, FILLED_2021.to_owned()).write();
    let wanted = bound(FILLED_2021);
    for format in ["docx", "xlsx", "html"] {
        let path = folder.path().join(format!("报告.{format}"));
        folder.giar(&["export", "2023", "--format", format, "-o", path.to_str().unwrap()]).expect(0);
        super::assert_whole(&super::imported("报告", &fs::read(path).unwrap()), &wanted);
    }
}

#[test]
fn editors_find_the_schema_where_the_site_has_it() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page()).unwrap();
    fs::write(folder.path().join("front-matter.schema.json"), "{}").unwrap();
    folder.giar(&["import", "a.html"]).expect(0);
    let text = fs::read_to_string(folder.path().join("content/reports/2023.md")).unwrap();
    assert!(text.starts_with("---\n# yaml-language-server: $schema=../../front-matter.schema.json\n"), "{text}");
}
