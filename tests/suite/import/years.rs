//! Tables that hold the figures of several years: only the report's own are read.

use super::{assert_whole, imported, plain, pour, typed_in};
use crate::common::*;
use giar::{
    import::{Doubt, Imported},
    report::Report,
};

/// Table three with two rows for each of the form: last year's number is 1000 more.
fn below_each_other(table: &pour::Table, last: &str, own: &str, is_first: bool) -> String {
    let first = table.cells.iter().find(|cell| cell.text.starts_with("一、")).unwrap().row;
    let edge = table.width - 7;
    let value = |cell: &pour::Printed, is_last: bool| {
        let number: u64 = cell.text.parse().unwrap_or_default();
        if is_last { (number + 1000).to_string() } else { cell.text.clone() }
    };
    let mut out = String::from("<table>");
    for row in 0..table.height() {
        let cells = table.row(row);
        if row < first {
            out += "<tr>";
            for cell in cells {
                out += &td(cell.rows, cell.columns, &cell.text);
            }
            out += "<td>年度</td></tr>";
            continue;
        }
        let (labels, values): (Vec<_>, Vec<_>) = cells.into_iter().partition(|cell| cell.column < edge);
        for at in 0..2 {
            out += "<tr>";
            if at == 0 {
                for cell in &labels {
                    out += &td(cell.rows * 2, cell.columns, &cell.text);
                }
            }
            let is_last = (at == 0) == is_first;
            out += &td(1, 1, if is_last { last } else { own });
            for cell in &values {
                out += &td(1, 1, &value(cell, is_last));
            }
            out += "</tr>";
        }
    }
    out + "</table>"
}

fn td(rows: usize, columns: usize, text: &str) -> String {
    format!("<td rowspan=\"{rows}\" colspan=\"{columns}\"><p>{text}</p></td>")
}

fn page_with(report: &Report, table: usize, html: &str) -> String {
    let page = pour::html(report);
    let changed = page.replace(&pour::html_table(&pour::tables(report)[table]), html);
    assert_ne!(changed, page);
    changed
}

#[test]
fn of_rows_of_two_years_the_reports_own_are_read() {
    let report = bound(FILLED_2021);
    let table = &pour::tables(&report)[1];
    for (last, own) in
        [("2022年", "2023年"), ("上年", "本年"), ("（2022年度）", "（2023年度）"), ("二〇二二年", "二〇二三年")]
    {
        for is_first in [true, false] {
            let page = page_with(&report, 1, &below_each_other(table, last, own, is_first));
            let found = imported("a.html", page.as_bytes());
            assert_whole(&found, &report);
            assert!(found.is_complete(), "{:?} {:?}", found.questions, found.unread);
            let left_out: Vec<_> = found.left_out.iter().filter(|line| line.contains(last)).collect();
            assert_eq!(left_out.len(), 25, "{left_out:?}");
            assert!(
                left_out[0].starts_with("一、本年新收政府信息公开申请数量") && left_out[0].contains(" 1"),
                "{left_out:?}"
            );
        }
    }
}

/// Where nothing says which of two rows is meant, both are asked about, and the report cannot be built.
#[test]
fn of_two_rows_under_one_name_none_is_taken() {
    let report = bound(FILLED_2021);
    let table = &pour::tables(&report)[1];
    for (one, other) in [("初次统计", "更正后"), ("2020年", "2021年")] {
        let page = page_with(&report, 1, &below_each_other(table, one, other, true));
        let found = imported("a.html", page.as_bytes());
        for (cell, spec) in report.form().cells.iter().filter(|(_, spec)| spec.path.starts_with("applications.")) {
            assert_eq!(found.draft.cells[cell.index()], "?", "{}", spec.path);
        }
        assert!(!found.is_complete());
        let written = bound(&found.draft.to_markdown());
        assert!(written.findings.iter().any(|finding| finding.rule.0 == "missing-row"), "{:?}", written.findings);
    }
    let page = page_with(&report, 1, &below_each_other(table, "初次统计", "更正后", true));
    let found = imported("a.html", page.as_bytes());
    assert_eq!(found.questions.len(), 25);
    assert!(found.questions.iter().all(|question| question.doubt == Doubt::Places));
}

#[test]
fn a_row_of_another_year_alone_is_not_the_reports() {
    let page = pour::html(&bound(FILLED_2021));
    let narrow = "<td rowspan=\"1\" colspan=\"3\"><p>517</p></td>";
    let other = page.replace(narrow, &format!("{}{}", td(1, 1, "2022年"), td(1, 2, "9034")));
    assert_ne!(other, page);
    let found = imported("a.html", other.as_bytes());
    assert_eq!(read(&found, "proactive.licensing.decisions"), "?");
    assert!(found.left_out.contains(&"行政许可 2022年 9034".to_owned()), "{:?}", found.left_out);
    assert_eq!(found.without_values(), ["表二“行政许可”"]);
}

fn read<'a>(found: &'a Imported, path: &str) -> &'a str {
    &found.draft.cells[found.draft.edition.form().cell(path).unwrap().index()]
}

/// Table two with last year's column before each of this year's.
fn beside_each_other(table: &pour::Table, last: &str, own: &str) -> String {
    let mut out = String::from("<table>");
    for row in 0..table.height() {
        let cells = table.row(row);
        let are_heads = cells.iter().any(|cell| cell.text == "信息内容");
        let mut line = String::new();
        for cell in &cells {
            let columns = cell.columns * if cell.column > 0 || cell.columns == table.width { 2 } else { 1 };
            line += &match (cell.column, cell.text.parse::<f64>()) {
                (0, _) if cell.columns == table.width => td(1, columns - 1, &cell.text),
                (0, _) => td(if are_heads { 2 } else { 1 }, 1, &cell.text),
                (_, Ok(number)) => format!(
                    "{}{}",
                    td(1, cell.columns, &(number + 5000.0).to_string()),
                    td(1, cell.columns, &cell.text)
                ),
                (_, Err(_)) => td(1, columns, &cell.text),
            };
        }
        out += &format!("<tr>{line}</tr>");
        if are_heads {
            let years = cells.iter().filter(|cell| cell.column > 0);
            let years: String = years.map(|cell| td(1, cell.columns, last) + &td(1, cell.columns, own)).collect();
            out += &format!("<tr>{years}</tr>");
        }
    }
    out + "</table>"
}

#[test]
fn of_columns_of_two_years_the_reports_own_are_read() {
    let report = bound(FILLED_2021);
    let table = &pour::tables(&report)[0];
    for (last, own) in [("2022年", "2023年"), ("上年", "本年")] {
        let page = page_with(&report, 0, &beside_each_other(table, last, own));
        let found = imported("a.html", page.as_bytes());
        assert_whole(&found, &report);
        assert!(found.is_complete(), "{:?} {:?}", found.questions, found.unread);
        assert!(found.left_out.contains(&format!("行政许可 {last} 5517")), "{:?}", found.left_out);
    }
}

#[test]
fn headings_that_name_the_year_are_two_columns() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let head = "<td rowspan=\"1\" colspan=\"3\"><p>本年处理决定数量</p></td>";
    let value = "<td rowspan=\"1\" colspan=\"3\"><p>517</p></td>";
    let two = page
        .replacen(head, &format!("{}{}", td(1, 1, "2022年处理决定数量"), td(1, 2, "2023年处理决定数量")), 1)
        .replace(value, &format!("{}{}", td(1, 1, "9034"), td(1, 2, "517")));
    assert_ne!(two, page);
    assert_whole(&imported("a.html", two.as_bytes()), &report);
}

/// 上一年项目数量 is a column of the form of 2019.
#[test]
fn last_years_column_of_the_form_is_read() {
    let report = bound(FILLED_2019);
    let found = imported("a.html", pour::html(&report).as_bytes());
    assert_whole(&found, &report);
    let path = "proactive.licensing.previous_items";
    assert_eq!(plain(read(&found, path)), typed_in(&report, report.form().cell(path).unwrap()));
}

/// Rows that are typed in a text have no lines around them.
#[test]
fn rows_of_two_years_in_a_text() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, pour::Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let both = "行政许可\t2022年\t9034\n\t2023年\t517\n";
    let changed = text.replace("行政许可\t517\n", both);
    assert_ne!(changed, text);
    assert_whole(&imported("a.txt", changed.as_bytes()), &report);
}

/// A row without a label that is as full as the one above it may be the one that is meant.
#[test]
fn a_row_without_a_label_below_one_is_no_less_meant() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, pour::Pad::Nowhere, |texts| format!("| {} |\n", texts.join(" | ")));
    let found = imported("a.txt", text.replace("| 行政许可 | 517 |", "| 行政许可 | 9034 |\n|  | 517 |").as_bytes());
    assert_eq!(read(&found, "proactive.licensing.decisions"), "?");
    assert_eq!(found.questions[0].candidates.iter().map(|(text, _)| &**text).collect::<Vec<_>>(), ["9034", "517"]);
    let carried = text.lines().find(|line| line.starts_with("| 四、结转")).unwrap();
    let (label, values) = carried.split_once("办理 | ").unwrap();
    let again = format!("{label}办理 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\n|  | {values}");
    let found = imported("a.txt", text.replace(carried, &again).as_bytes());
    assert_eq!(read(&found, "applications.carried_out.total"), "?");
    let found = imported("a.txt", text.replace("| 行政许可 | 517 |", "| 行政许可 | 517 |\n|  | 517 |").as_bytes());
    assert_eq!(read(&found, "proactive.licensing.decisions"), "517");
}

#[test]
fn another_year_s_number_is_named_as_left_out_though_its_row_has_no_name() {
    let page = "<html><body><p>青石镇人民政府2023年政府信息公开工作年度报告</p><p>二、主动公开政府信息情况</p>\
                <table><tr><td>信息内容</td><td>2022年制发件数</td><td>2023年制发件数</td></tr>\
                <tr><td rowspan=2>规章</td><td>9011</td><td>3</td></tr><tr><td>9012</td><td>4</td></tr></table></body></html>";
    let said = imported("a.html", page.as_bytes()).left_out.join(" ");
    assert!(said.contains("9011") && said.contains("9012"), "{said}");
}

#[test]
fn rows_whose_labels_begin_with_a_year_are_of_that_year() {
    let report = bound(FILLED_2021);
    let table = &pour::tables(&report)[0];
    let page = pour::html(&report);
    let old = pour::html_table(table);
    let mut new = String::new();
    for row in old.split_inclusive("</tr>") {
        for name in ["<p>行政处罚</p>", "<p>行政强制</p>"] {
            if row.contains(name) {
                let of = |year: u16| name.replace("<p>", &format!("<p>{year}年"));
                let last = row.replace(name, &of(2022));
                let digits = last.rfind("</p>").unwrap();
                new += &format!("{}7{}", &last[..digits], &last[digits..]);
                new += &row.replace(name, &of(2023));
            }
        }
        if !row.contains("<p>行政处罚</p>") && !row.contains("<p>行政强制</p>") {
            new += row;
        }
    }
    let found = imported("a.html", page.replace(&old, &new).as_bytes());
    assert_whole(&found, &report);
    assert!(found.left_out.contains(&"2022年行政处罚 847".to_owned()), "{:?}", found.left_out);
}
