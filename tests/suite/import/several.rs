//! Files that hold several reports: one is read, and the others are named.

use super::{assert_whole, documents, imported, pour, pour::Pad};
use crate::common::*;
use giar::import::{self, File, Given};

/// The page of a report, and behind it that of another agency on another year.
fn volume() -> String {
    format!("{}<p>附件2</p>{}", body(&pour::html(&bound(FILLED_2021))), body(&other()))
}

fn body(page: &str) -> String {
    page.replace("<html><body>", "").replace("</body></html>", "")
}

fn other() -> String {
    let page = pour::html(&bound(&in_year(FILLED_2021, 2022)));
    page.replace("青石镇人民政府", "白石乡人民政府").replace("全镇按照规定", "白石乡认真")
}

#[test]
fn the_first_report_is_read_and_the_other_is_named() {
    let found = imported("合订.html", volume().as_bytes());
    assert_whole(&found, &bound(FILLED_2021));
    assert!(!found.draft.body.contains("白石乡") && !found.draft.body.contains("附件"), "{}", found.draft.body);
    assert_eq!(found.others.left_out, ["白石乡人民政府2022年政府信息公开工作年度报告"]);
    assert_eq!(found.others.read.as_deref(), Some("青石镇人民政府2023年政府信息公开工作年度报告"));
    assert!(!found.is_complete() && found.unread.is_empty() && found.questions.is_empty());
}

#[test]
fn the_year_that_is_asked_for_says_which_report_is_meant() {
    let volume = volume();
    let file = File { name: "合订.html", bytes: volume.as_bytes() };
    let given = Given { year: Some(2022), agency: Some("qingshi".into()), ..Given::default() };
    let found = import::import(file, &given, &super::agencies()).unwrap();
    assert_whole(&found, &bound(&in_year(FILLED_2021, 2022)));
    assert_eq!(found.others.left_out, ["青石镇人民政府2023年政府信息公开工作年度报告"]);
}

#[test]
fn reports_in_a_text_or_a_word_file_without_a_title_of_their_own() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let (_, rest) = text.split_once('\n').unwrap();
    let found = imported("a.txt", format!("{text}\n{}", rest.replace("全镇", "全乡")).as_bytes());
    assert_whole(&found, &report);
    assert_eq!(found.others.left_out, ["一、总体情况"]);
    let body = documents::word(&report, documents::Merges::Spans);
    let found = imported("a.docx", &documents::docx(&(body.clone() + &body), &[]));
    assert_whole(&found, &report);
    assert_eq!(found.others.left_out.len(), 1);
}

#[test]
fn what_names_sections_or_titles_again_is_no_other_report() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let sections: String =
        report.edition.sections.iter().map(|s| format!("<p>{}、{}</p>", s.number, s.title)).collect();
    let contents = page.replacen("<p>一、", &format!("<p>目录</p>{sections}<p>一、"), 1);
    let title = "青石镇人民政府2022年政府信息公开工作年度报告";
    let links = page.replace("</body>", &format!("<p>上一篇：{title}</p><p>{title}</p></body>"));
    // Tables may stand at the end, under their headings once more.
    let table = pour::html_table(&pour::tables(&report)[2]);
    let attached = page.replace(&table, "<p>见附表。</p>");
    let attached = attached.replace("</body>", &format!("<p>附表</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>{table}</body>"));
    for page in [contents, links, attached] {
        let found = imported("a.html", page.as_bytes());
        assert_whole(&found, &report);
        assert_eq!(found.others.left_out, Vec::<String>::new());
    }
}

#[test]
fn its_user_reads_in_one_sentence_that_there_are_two() {
    let folder = town().write();
    std::fs::write(folder.path().join("合订.html"), volume()).unwrap();
    let run = folder.giar(&["import", "合订.html"]).expect(3);
    let lines: Vec<_> = run.stderr.lines().filter(|line| line.contains("文件里有 2 份报告")).collect();
    assert_eq!(lines.len(), 1, "{}", run.stderr);
    assert!(lines[0].contains("没有读：“白石乡人民政府2022年"), "{}", run.stderr);
}
