//! `giar import` as its user meets it.

use super::pour;
use crate::common::*;
use giar::{
    i18n::Lang,
    import::{self, File, Given},
};
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
    let run = folder.giar(&["import", "旧页.html"]).expect(3);
    assert_eq!(fs::read_to_string(&report).unwrap(), "mine");
    assert!(run.stderr.contains("--force"), "{}", run.stderr);
    folder.giar(&["import", "旧页.html", "--force"]).expect(0);
    assert_eq!(fs::read_to_string(&report).unwrap(), text);
}

/// A web page in `content` is asked for as a report; once it is read, one line says where it goes, and no check another.
#[test]
fn a_page_that_lies_in_content_is_to_be_moved_out() {
    let folder = town().with("reports/2023.html", page()).write();
    let run = folder.giar(&["check"]).expect(1);
    assert!(run.stdout.contains("unread-report") && run.stdout.contains("移出 content"), "{}", run.stdout);
    let run = folder.giar(&["import", "content/reports/2023.html"]).expect(0);
    assert_eq!(run.stderr.matches("2023.html 移出 content").count(), 1, "{}", run.stderr);
    assert!(!run.stderr.contains("active-attachment"), "{}", run.stderr);
    let run = folder.giar(&["check"]).expect(1);
    assert_eq!(run.stdout.matches("[active-attachment]").count(), 1, "{}", run.stdout);
    assert!(run.stdout.contains("报告已经在 content/reports/2023.md 里"), "{}", run.stdout);
    fs::rename(folder.path().join("content/reports/2023.html"), folder.path().join("2023.html")).unwrap();
    folder.giar(&["check"]).expect(0);
    let run = folder.giar(&["import", "2023.html", "--force"]).expect(0);
    assert!(!run.stderr.contains("移出"), "{}", run.stderr);
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

/// A report in the canonical layout, its notes, waivers and text included, is the same after a turn as data.
#[test]
fn a_canonical_report_comes_back_from_its_data_to_the_byte() {
    let folder = town().with(REPORT, noted()).write();
    folder.giar(&["build"]).expect(0);
    let data = folder.path().join("public/2023/qingshi/report.json");
    let import = ["import", data.to_str().unwrap(), "--force"];
    folder.giar(&import);
    let first = folder.read("content/reports/2023.md");
    assert!(
        first.contains("84（其中撤销2件）") && first.contains("waivers:") && first.contains("**逐项改进**"),
        "{first}"
    );
    folder.giar(&["build"]).expect(0);
    folder.giar(&import);
    assert_eq!(folder.read("content/reports/2023.md"), first);
}

/// The page that readers see gives figures, notes and text back.
#[test]
fn a_published_page_gives_its_figures_notes_and_text_back() {
    fn plain(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace() && *c != '*').collect::<String>()
    }

    let text = noted();
    let folder = town().with(REPORT, text.clone()).write();
    folder.giar(&["build"]).expect(0);
    let path = folder.path().join("public/2023/qingshi/index.html");
    let found = super::imported("index.html", &fs::read(path).unwrap());
    super::assert_whole(&found, &bound(&text));
    let body = text.split_once("\n---\n").unwrap().1;
    assert_eq!(plain(&found.draft.body), plain(body));
    assert_eq!(found.unread, []);
}

/// The files for spreadsheets give the figures back.
#[test]
fn published_tables_of_figures_give_them_back() {
    // That a number is more is its sign's to say on paper alone.
    for text in [noted(), FILLED_2019.replace('+', "")] {
        let wanted = bound(&text);
        let year = wanted.year;
        let folder = town()
            .with(&format!("reports/{year}.md"), text)
            .with("reports/2022.md", in_year(FILLED_2021, 2022))
            .write();
        folder.giar(&["build"]);
        let rows = folder.path().join(format!("public/{year}/qingshi/report.csv"));
        super::assert_whole(&super::imported(&format!("{year}.csv"), &fs::read(rows).unwrap()), &wanted);
        let cells = fs::read(folder.path().join("public/data/cells.csv")).unwrap();
        let file = File { name: "cells.csv", bytes: &cells };
        let given = Given { year: Some(year), ..Given::default() };
        let found = import::import(file, &given, &super::agencies()).unwrap();
        super::assert_whole(&found, &wanted);
        assert_eq!((found.year, found.agency.as_deref()), (Some(year), Some("qingshi")));
        let refusal = super::try_import("cells.csv", &cells).unwrap_err();
        assert!(refusal.remedy.to_string().contains("--year"), "{refusal:?}");
    }
}

/// A report with a note in a cell, a waiver, and bold words.
fn noted() -> String {
    let waiver = "waivers:\n  - {rule: sudden-jump, at: 申请.本年新收, reason: 当年受理渠道合并}\n";
    let text = FILLED_2021.replace("逐项改进", "**逐项改进**");
    let text = text.replacen("行政处罚: 84", "行政处罚: 84（其中撤销2件）", 1);
    text.replacen("year: 2023\n", &format!("year: 2023\n{waiver}"), 1)
}

/// What the page is for: each value leads to its place and back, and what went nowhere is marked.
#[test]
fn a_comparison_links_every_cell_to_its_place_and_back() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page().replace("<p>965</p>", "<p>965 7</p>")).unwrap();
    folder.giar(&["import", "a.html", "--html", "对照.html", "--dry-run"]);
    let html = folder.read("对照.html");
    let ids: std::collections::BTreeSet<_> =
        html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let links: Vec<_> = html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let broken: Vec<_> = links.iter().filter(|id| !ids.contains(*id)).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let count =
        |start: char| links.iter().filter(|id| id.starts_with(start) && id[1..].parse::<usize>().is_ok()).count();
    assert!(count('c') >= 185 && count('s') >= 190, "{} {}", count('c'), count('s'));
    assert!(html.contains("965 7"), "what was not read is shown");
    assert!(!html.contains("<script"), "no script is needed");
    let run = folder.giar(&["import", "a.html", "a.html", "对照.html", "--html", "x.html", "--dry-run"]).expect(2);
    assert!(run.stderr.contains("--html"), "{}", run.stderr);
}

/// What the old site said of the page is shown, and kept where its author sees it.
#[test]
fn index_number_and_address_of_the_old_page_are_kept() {
    let folder = town().write();
    let head = "<table><tr><td>索 引 号</td><td>QS-2024-001</td><td>发布日期</td><td>2024-01-20</td></tr></table>";
    let saved = "<!-- saved from url=(0050)https://www.example.gov.cn/xxgk/old/t2023.html -->";
    fs::write(folder.path().join("a.html"), page().replacen("<body>", &format!("<body>{saved}{head}"), 1)).unwrap();
    let run = folder.giar(&["import", "a.html"]);
    for line in ["  索引号：QS-2024-001", "  原来的网址：https://www.example.gov.cn/xxgk/old/t2023.html"] {
        assert!(run.stderr.contains(line), "{line}\n{}", run.stderr);
    }
    let text = folder.read("content/reports/2023.md");
    for line in ["# 索引号：QS-2024-001", "# redirect_from: [\"old/t2023.html\"]", "published: 2024-01-20"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("| 索 引 号 |"), "{text}");
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

/// Nobody knows of what was not found that it did not happen.
#[test]
fn what_was_not_found_is_to_be_filled_in_from_the_original() {
    let page = page();
    let cut: String = {
        let (before, rest) = page.split_once("<p>四、结转下年度继续办理</p>").unwrap();
        let (_, after) = rest.split_once("</tr>").unwrap();
        format!("{}{after}", &before[..before.rfind("<tr>").unwrap()])
    };
    let folder = town().write();
    fs::write(folder.path().join("a.html"), cut).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(3);
    assert!(run.stderr.contains("照原文填") && !run.stderr.contains("写 0"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("unreviewed-value").count(), 0, "{}", run.stderr);
    // As long as the row is not there, and until it has been compared with the original.
    let run = folder.giar(&["check"]).expect(1);
    assert!(run.stdout.contains("照原文填") && !run.stdout.contains("写 0"), "{}", run.stdout);
    let path = folder.path().join("content/reports/2023.md");
    let text = fs::read_to_string(&path).unwrap();
    let row = FILLED_2021.lines().find(|line| line.trim_start().starts_with("结转下年度")).unwrap();
    fs::write(&path, text.replace("\n# 表四", &format!("{row}\n\n# 表四"))).unwrap();
    let run = folder.giar(&["check"]).expect(0);
    assert!(!run.stdout.contains("missing-row") && run.stdout.contains("unreviewed-value"), "{}", run.stdout);
}

#[test]
fn a_table_that_may_be_a_picture_is_said_to_be_so() {
    let page = page();
    let table = pour::html_table(&pour::tables(&bound(FILLED_2021))[1]);
    let found = super::imported("a.html", page.replace(&table, "<img src=\"表.png\">").as_bytes());
    let said: String = found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect();
    assert!(said.contains("表三没有找到") && said.contains("图片"), "{said}");
}

#[test]
fn a_cell_that_could_not_be_read_is_to_be_filled_in_from_the_original() {
    let folder = town().with(REPORT, with_cell(FILLED_2021, "proactive.penalties.decisions", "\"?\"")).write();
    let run = folder.giar(&["check"]).expect(1);
    assert!(run.stdout.contains("照原文填") && !run.stdout.contains("没有发生写 0"), "{}", run.stdout);
}

#[test]
fn a_report_of_giars_own_need_not_be_imported() {
    let folder = town().with(REPORT, FILLED_2021.to_owned()).write();
    let before = fs::read_dir(folder.path().join("content/reports")).unwrap().count();
    let run = folder.giar(&["import", "content/reports/2023.md", "--force"]).expect(3);
    assert!(run.stderr.contains("已经是 giar 的报告"), "{}", run.stderr);
    assert!(!run.stderr.contains("[[agency]]") && !run.stderr.contains("unreviewed"), "{}", run.stderr);
    assert_eq!(folder.read("content/reports/2023.md"), FILLED_2021);
    assert_eq!(fs::read_dir(folder.path().join("content/reports")).unwrap().count(), before);
    // A post of another program has a front matter, too.
    let post = format!("---\ntitle: 年报\ndate: 2024-01-20\n---\n\n{}", page());
    super::assert_whole(&super::imported("post.md", post.as_bytes()), &bound(FILLED_2021));
}

#[test]
fn reports_are_written_to_a_folder_and_findings_name_the_file() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page().replace("<p>965</p>", "<p>966</p>")).unwrap();
    let run = folder.giar(&["import", "a.html", "-o", "2023.md"]).expect(2);
    assert!(run.stderr.contains("文件夹") && !folder.path().join("2023.md").exists(), "{}", run.stderr);
    let run = folder.giar(&["import", "a.html", "-o", "导入"]).expect(1);
    assert!(run.stderr.contains("--> 导入/2023.md:"), "{}", run.stderr);
}

#[test]
fn an_agency_is_known_by_its_place_and_a_place_proposed_as_its_government() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page().replace("青石镇人民政府2023", "青石镇2023")).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(0);
    assert!(folder.path().join("content/reports/2023.md").exists(), "{}", run.stderr);
    fs::write(folder.path().join("b.html"), page().replace("青石镇人民政府2023", "白石乡2023")).unwrap();
    let run = folder.giar(&["import", "b.html"]).expect(3);
    let block = "name = \"白石乡人民政府\"\nkind = \"government\"\nrank = \"town\"\n";
    assert!(run.stderr.contains(block), "{}", run.stderr);
}

/// What is asked is told once: a line for all of a kind in a table, and no finding that says it again.
#[test]
fn many_cells_of_a_kind_are_told_in_one_line() {
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page().replace("<p>2</p>", "<p>无</p>")).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(3);
    assert!(run.stderr.contains("处没有读") && run.stderr.lines().count() < 60, "{}", run.stderr);
    assert!(!run.stderr.contains("[unreviewed-value]") && !run.stderr.contains("[invalid-cell]"), "{}", run.stderr);
    // `check --all` has them all; without it, so many of one kind are folded.
    let run = folder.giar(&["check", "--all"]).expect(1);
    assert!(run.stdout.matches("[invalid-cell]").count() >= 20, "{}", run.stdout);
}

/// A reader looks for them in the file by the words that it has.
#[test]
fn reviews_name_rows_as_the_tables_below_do() {
    let row = "<p>1.属于国家秘密</p></td>";
    let page = page();
    let (before, after) = page.split_once(row).unwrap();
    let found =
        super::imported("a.html", format!("{before}{row}{}", after.replacen("<p>25</p>", "<p>约5</p>", 1)).as_bytes());
    let text = found.draft.to_markdown();
    assert!(text.contains("at: 申请.本年度办理结果.不予公开.属于国家秘密."), "{text}");
}

#[test]
fn a_row_that_is_there_without_values_is_not_said_to_be_missing() {
    let page = page();
    let name = "<p>四、结转下年度继续办理</p></td>";
    let (before, after) = page.split_once(name).unwrap();
    let (_, after) = after.split_once("</tr>").unwrap();
    let folder = town().write();
    fs::write(folder.path().join("a.html"), format!("{before}{name}</tr>{after}")).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(3);
    assert!(run.stderr.contains("旁边没有读到数的行（1）：表三“四、结转下年度继续办理”"), "{}", run.stderr);
    assert!(!run.stderr.contains("没有找到的行"), "{}", run.stderr);
}

#[test]
fn cells_of_which_nothing_was_found_are_named() {
    let page = page();
    let at = page.rfind("<td").unwrap();
    let end = at + page[at..].find("</td>").unwrap() + "</td>".len();
    let cut = format!("{}{}", &page[..at], &page[end..]);
    let folder = town().write();
    fs::write(folder.path().join("a.html"), cut).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(3);
    assert!(run.stderr.contains("没有读出的格（1）：表四"), "{}", run.stderr);
    assert!(folder.read("content/reports/2023.md").contains("reason: 原文里没有找到这一格的数"));
}

#[test]
fn of_two_years_in_one_file_the_other_can_be_asked_for() {
    let both = [FILLED_2021.to_owned(), in_year(FILLED_2021, 2022)].map(|text| pour::html(&bound(&text)));
    let folder = town().write();
    fs::write(folder.path().join("a.html"), both.concat()).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(3);
    assert!(run.stderr.contains("--year"), "{}", run.stderr);
}

/// A document with a picture and no tables.
fn pictured() -> Vec<u8> {
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"r0\"/></w:drawing></w:r></w:p>";
    let title = super::documents::para("青石镇人民政府2023年政府信息公开工作年度报告");
    let text = super::documents::para("一、总体情况") + picture + &super::documents::para("全镇公开信息。");
    super::documents::docx(&(title + &text), &[("image", "media/a.png", b"\x89PNG")])
}

/// A report with pictures has a folder of its own, one without is a file: there is only one of them.
#[test]
fn a_report_with_pictures_takes_the_place_of_one_without() {
    let folder = town().write();
    folder.giar(&["new", "2023"]).expect(0);
    fs::write(folder.path().join("a.docx"), pictured()).unwrap();
    folder.giar(&["import", "a.docx"]);
    let (file, own) =
        (folder.path().join("content/reports/2023.md"), folder.path().join("content/reports/2023/index.md"));
    assert!(own.exists() && !file.exists(), "a form that nobody has filled in gives way");
    fs::write(folder.path().join("a.html"), page()).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(3);
    assert!(run.stderr.contains("2023/index.md 已经有了") && !file.exists(), "{}", run.stderr);
    folder.giar(&["import", "a.html", "--force"]).expect(0);
    assert!(!file.exists() && own.exists(), "what stands beside a report stays beside it");
    fs::remove_file(own.with_file_name("a.png")).unwrap();
    folder.giar(&["import", "a.html", "--force"]).expect(0);
    assert!(file.exists() && !own.exists());
    // So does the form that `new --from` begins with.
    folder.giar(&["new", "2024"]).expect(0);
    folder.giar(&["new", "2024", "--from", "a.docx"]).expect(0);
    assert!(folder.path().join("content/reports/2024/index.md").exists());
    assert!(!folder.path().join("content/reports/2024.md").exists());
}

/// What the site has elsewhere says nothing of what lies where a report is to be written.
#[test]
fn only_what_lies_in_the_place_itself_says_whether_it_gives_way() {
    let folder = town().write();
    folder.giar(&["new", "2023"]).expect(0);
    fs::write(folder.path().join("a.html"), page()).unwrap();
    fs::write(folder.path().join("a.docx"), pictured()).unwrap();
    folder.write("导入/2023.md", "mine");
    for file in ["a.html", "a.docx"] {
        let run = folder.giar(&["import", file, "-o", "导入"]).expect(3);
        assert!(run.stderr.contains("2023.md 已经有了"), "{}", run.stderr);
        assert_eq!(folder.read("导入/2023.md"), "mine");
        assert!(!folder.path().join("导入/2023").exists(), "nothing is written beside it");
    }
    let form = folder.read("content/reports/2023.md");
    folder.write("导入/2023.md", &form);
    folder.giar(&["import", "a.docx", "-o", "导入"]);
    assert!(folder.path().join("导入/2023/index.md").exists() && !folder.path().join("导入/2023.md").exists());
    assert_eq!(folder.read("content/reports/2023.md"), form);
}

#[test]
fn a_report_that_is_filled_in_does_not_give_way_to_one_with_pictures() {
    let folder = town().with("reports/2023.md", FILLED_2021).write();
    fs::write(folder.path().join("a.docx"), pictured()).unwrap();
    let run = folder.giar(&["import", "a.docx"]).expect(3);
    assert!(run.stderr.contains("2023.md 已经有了"), "{}", run.stderr);
    assert_eq!(folder.read("content/reports/2023.md"), FILLED_2021);
    assert!(!folder.path().join("content/reports/2023").exists());
}

/// A form gives way, and what stands beside it does not: without the picture that its text shows no report is written.
#[test]
fn pictures_give_way_only_to_force() {
    let folder = town().write();
    fs::write(folder.path().join("a.docx"), pictured()).unwrap();
    folder.giar(&["new", "2023"]).expect(0);
    let form = folder.read("content/reports/2023.md");
    fs::create_dir_all(folder.path().join("content/reports/2023")).unwrap();
    fs::rename(folder.path().join("content/reports/2023.md"), folder.path().join("content/reports/2023/index.md"))
        .unwrap();
    folder.write("content/reports/2023/a.png", "mine");
    let run = folder.giar(&["import", "a.docx"]).expect(3);
    assert!(run.stderr.contains("2023/a.png 已经有了") && run.stderr.contains("--force"), "{}", run.stderr);
    assert_eq!(folder.read("content/reports/2023/a.png"), "mine");
    assert_eq!(folder.read("content/reports/2023/index.md"), form);
    let picture = || fs::read(folder.path().join("content/reports/2023/a.png")).unwrap();
    folder.giar(&["import", "a.docx", "--force"]);
    assert_eq!(picture(), b"\x89PNG");
    // The same picture is in nobody's way.
    folder.write("content/reports/2023/index.md", &form);
    folder.giar(&["import", "a.docx"]);
    assert!(picture() == b"\x89PNG" && folder.read("content/reports/2023/index.md").contains("![](a.png)"));
}

/// 西和县 lies in another province than 和县.
#[test]
fn an_agency_is_not_known_by_the_end_of_another_ones_name() {
    let site = town().configured("").config.replace("青石镇人民政府", "和县人民政府");
    let agencies =
        giar::config::Config::read(&std::sync::Arc::new(giar::diag::Source::new("site.toml", site))).0.agencies;
    for (name, is_known) in [
        ("和县人民政府", true),
        ("安徽省和县人民政府", true),
        ("和县", true),
        ("西和县人民政府", false),
        ("西和县", false),
    ] {
        let page = page().replace("青石镇人民政府", name);
        let file = File { name: "a.html", bytes: page.as_bytes() };
        let found = import::import(file, &Given::default(), &agencies).unwrap();
        assert_eq!(found.agency.is_some(), is_known, "{name}");
        assert_eq!(found.agency_name.as_deref(), Some(name));
    }
}

#[test]
fn of_many_pictures_that_were_left_out_some_are_named() {
    let pictures = format!("<p><img src=\"data:image/png;base64,{}\"></p>", "iVBO".repeat(200)).repeat(21);
    let folder = town().write();
    fs::write(folder.path().join("a.html"), page().replace("<body>", &format!("<body>{pictures}"))).unwrap();
    let run = folder.giar(&["import", "a.html"]).expect(0);
    assert!(run.stderr.contains("没有收进报告的图片（21 张，加 --explain 全部列出）"), "{}", run.stderr);
    assert!(run.stderr.contains("(image20.png)") && !run.stderr.contains("(image21.png)"), "{}", run.stderr);
    let run = folder.giar(&["import", "a.html", "--force", "--explain"]).expect(0);
    assert!(run.stderr.contains("(image21.png)") && !run.stderr.contains("加 --explain"), "{}", run.stderr);
}

#[test]
fn lists_in_english_are_english() {
    let folder = town().write();
    let (before, after) =
        page().split_once("<p>三、本年度办理结果</p>").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let cut = format!("{}</table></body></html>", &before[..before.rfind("<tr>").unwrap()]);
    assert!(after.len() > 1000, "rows are cut off");
    for (file, name) in [("a.html", "白石乡"), ("b.html", "黑石乡")] {
        fs::write(folder.path().join(file), cut.replace("青石镇", name)).unwrap();
    }
    let run = folder.giar(&["import", "a.html", "b.html", "--lang", "en"]).expect(3);
    assert!(run.stderr.contains("does not list “白石乡人民政府”, “黑石乡人民政府”. "), "{}", run.stderr);
    assert!(run.stderr.contains("rows not found in the file (") && !run.stderr.contains('；'), "{}", run.stderr);
}
