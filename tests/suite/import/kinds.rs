//! Kinds of documents that were read wrongly once: what offices do to the form's tables.

use super::{
    assert_honest, assert_none_wrong, assert_whole, documents, imported,
    mutated::workbook,
    pour::{self, Pad},
    score, try_import, typed_in,
};
use crate::common::*;
use giar::{
    i18n::Lang,
    import::{Doubt, Imported},
};

/// The rows of a table with seven columns, below headings.
const HEADS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// What was read for a cell.
#[track_caller]
fn cell<'a>(found: &'a Imported, path: &str) -> &'a str {
    let cell = found.draft.edition.form().cell(path).unwrap_or_else(|| panic!("the form has no {path}"));
    &found.draft.cells[cell.index()]
}

/// Table three as a text, its columns headed by these words; each row holds what its columns are called.
fn requests(heads: &[&str], row: impl Fn(&str, &str) -> String) -> String {
    let rows = ["本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量", "结转下年度继续办理"];
    let line =
        |name: &&str| format!("{name}\t{}\n", heads.iter().map(|head| row(name, head) + "\t").collect::<String>());
    let table: String = rows.iter().map(line).collect();
    format!(
        "青石镇人民政府2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n\t{}\n{table}",
        heads.join("\t")
    )
}

/// A number for each column, of which the last is the sum.
fn number(head: &str) -> String {
    let at = HEADS.iter().position(|own| *own == head).unwrap();
    if head == "总计" { "21" } else { ["1", "2", "3", "4", "5", "6"][at] }.to_owned()
}

#[track_caller]
fn assert_received(found: &Imported) {
    let keys = ["natural_person", "business", "research", "public_welfare", "legal_service", "other", "total"];
    for (key, head) in keys.iter().zip(HEADS) {
        assert_eq!(cell(found, &format!("applications.received.{key}")), number(head), "{head}");
    }
}

#[test]
fn a_total_that_stands_first_is_the_total() {
    let heads = ["总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    assert_received(&imported("a.txt", requests(&heads, |_, head| number(head)).as_bytes()));
    // Where blanks are lost, too.
    let lines = requests(&heads, |_, head| number(head)).replace('\t', "\n");
    assert_received(&imported("a.txt", lines.as_bytes()));
}

#[test]
fn columns_in_another_order_are_read_by_their_headings() {
    let heads = ["自然人", "科研机构", "商业企业", "社会公益组织", "其他", "法律服务机构", "总计"];
    assert_received(&imported("a.txt", requests(&heads, |_, head| number(head)).as_bytes()));
}

#[test]
fn a_column_that_is_not_there_moves_no_other() {
    let heads = ["自然人", "商业企业", "科研机构", "社会公益组织", "其他", "总计"];
    let lines = requests(&heads, |_, head| number(head)).replace("21\t\n", "21\t\t\n");
    let found = imported("a.txt", lines.as_bytes());
    assert!(matches!(cell(&found, "applications.received.other"), "?" | "6"));
    assert!(matches!(cell(&found, "applications.received.total"), "?" | "21"));
    assert!(!found.is_complete());
}

#[test]
fn a_cell_that_was_merged_may_repeat_its_number() {
    fn unmerged(cell: &str) -> String {
        cell.replace("colspan=\"3\"", "colspan=\"1\"").repeat(3)
    }

    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let fees = "<td rowspan=\"1\" colspan=\"3\"><p>517</p></td>";
    let head = "<td rowspan=\"1\" colspan=\"3\"><p>本年处理决定数量</p></td>";
    let repeated = page.replace(fees, &unmerged(fees)).replace(head, &unmerged(head));
    assert_ne!(repeated, page);
    assert_whole(&imported("a.html", repeated.as_bytes()), &report);
}

#[test]
fn where_two_tables_differ_only_what_differs_is_asked_about() {
    let report = bound(FILLED_2021);
    let table = pour::html_table(&pour::tables(&report)[1]);
    let typed = |path: &str| typed_in(&report, report.form().cell(path).unwrap());
    let first = format!("<p>{}</p>", typed("applications.received.natural_person"));
    let other = table.replacen(&first, "<p>9999</p>", 1);
    assert_ne!(other, table);
    let page = pour::html(&report).replace("</body>", &format!("<p>附件</p>{other}</body>"));
    let found = imported("a.html", page.as_bytes());
    assert_eq!(cell(&found, "applications.received.natural_person"), "?");
    assert_eq!(cell(&found, "applications.received.total"), typed("applications.received.total"));
    assert!(found.questions.iter().any(|question| question.doubt == Doubt::Places && question.candidates.len() == 2));
}

#[test]
fn a_number_given_roughly_leaves_the_others_of_its_row() {
    for doubtful in ["约50", "50余", "12、15", "待核", "□"] {
        let text = requests(&HEADS, |row, head| {
            if row.starts_with("上年") && head == "商业企业" { doubtful.to_owned() } else { number(head) }
        });
        let found = imported("a.txt", text.as_bytes());
        assert_received(&found);
        assert_eq!(cell(&found, "applications.carried_in.business"), "?", "{doubtful}");
        assert_eq!(cell(&found, "applications.carried_in.total"), "21", "{doubtful}");
    }
}

#[test]
fn what_is_hardly_a_number_is_asked_about() {
    fn row(row: &str, head: &str) -> String {
        if row.starts_with("上年") && head == "自然人" { "7?".to_owned() } else { number(head) }
    }

    let found = imported("a.txt", requests(&HEADS, row).replace('\t', " | ").as_bytes());
    assert_received(&found);
    assert_eq!(cell(&found, "applications.carried_in.natural_person"), "?");
    assert_eq!(cell(&found, "applications.carried_in.business"), "2");
    assert_eq!(found.questions[0].doubt, Doubt::Unclear);
    assert!(found.questions[0].candidates.iter().any(|(text, _)| text == "7?"));
}

#[test]
fn amounts_in_another_unit_are_asked_about() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let fees = text.lines().find(|line| line.starts_with("行政事业性收费\t")).unwrap();
    let found = imported("a.txt", text.replace(fees, "行政事业性收费\t52840元").as_bytes());
    assert_eq!(cell(&found, "proactive.fees.amount"), "?");
    assert_eq!(found.questions[0].doubt, Doubt::Unit);
    let found = imported("a.txt", text.replace(fees, "行政事业性收费\t5.2万元").as_bytes());
    assert_eq!(cell(&found, "proactive.fees.amount"), "5.2");
}

#[test]
fn headings_of_another_edition_may_stand_in_one_line() {
    let text = "青石镇人民政府2023年政府信息公开工作年度报告\n第二十条第（一）项\n信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n规章 6 29 186\n行政规范性文件 79 78 408\n第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 8602\n";
    let rest = pour::lines(&bound(FILLED_2021), Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let (_, rest) = rest.split_once("三、").unwrap();
    let found = imported("a.txt", format!("{text}\n三、{rest}").as_bytes());
    assert_eq!(cell(&found, "proactive.regulations.repealed"), "?");
}

#[test]
fn forms_to_be_filled_in_hold_values() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let filled = page.replace("<p>517</p>", "<input type=\"text\" value=\"517\"><input type=\"hidden\" value=\"9\">");
    assert_ne!(filled, page);
    assert_whole(&imported("a.html", filled.as_bytes()), &report);
    let chosen = page.replace("<p>517</p>", "<select><option>9<option selected>517</select>");
    assert_whole(&imported("a.html", chosen.as_bytes()), &report);
}

#[test]
fn a_blank_beside_headings_is_no_value_of_a_row_that_is_too_short() {
    fn cells(texts: &[&str]) -> String {
        texts.iter().map(|text| format!("<td>{text}</td>")).collect::<String>()
    }

    let heads = ["维持", "纠正", "结果", "审结", ""];
    let mut values: Vec<_> = (1..=14).map(|number: u32| number.to_string()).collect();
    values.push("详见附件".to_owned());
    let values: String = values.iter().map(|value| format!("<td>{value}</td>")).collect();
    let page = format!(
        "<p>青石镇人民政府2023年政府信息公开工作年度报告</p><p>四、政府信息公开行政复议、行政诉讼情况</p>\
         <table><tr><td colspan=5>行政复议</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr></table>\
         <p>—3—</p><table><tr>{}</tr><tr>{values}</tr></table>",
        cells(&[heads; 3].concat())
    );
    let found = imported("report.html", page.as_bytes());
    assert_eq!(cell(&found, "disputes.review.upheld"), "?");
    assert_ne!(cell(&found, "disputes.review.corrected"), "1");
}

#[test]
fn struck_out_numbers_and_marks_of_notes_are_no_digits() {
    fn run(properties: &str, text: &str) -> String {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    }

    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    for struck in ["<s>9</s>517", "<del>9</del>517", "<span style=\"text-decoration: line-through\">9</span>517"] {
        let found = imported("a.html", page.replace("517", struck).as_bytes());
        assert_whole(&found, &report);
        assert!(found.remarks.iter().any(|remark| remark.get(Lang::Zh).contains("划去")));
    }
    let noted = imported("a.html", page.replace("517", "517<sup>[1]</sup>").as_bytes());
    assert_eq!(cell(&noted, "proactive.licensing.decisions"), "517（注1）");
    assert_whole(&imported("a.html", page.replace("517", "517<sup> </sup>").as_bytes()), &report);
    let body = documents::word(&report, documents::Merges::Spans);
    let struck = format!("<w:p>{}{}</w:p>", run("<w:strike/>", "9"), run("<w:strike w:val=\"0\"/>", "517"));
    let old = "<w:p><w:r><w:t>517</w:t></w:r></w:p>";
    assert_whole(&imported("a.docx", &documents::docx(&body.replace(old, &struck), &[])), &report);
    let mark = ["[", "1", "]", " "].map(|part| run("<w:vertAlign w:val=\"superscript\"/>", part)).concat();
    let raised = format!("<w:p>{}{mark}</w:p>", run("", "517"));
    let found = imported("a.docx", &documents::docx(&body.replace(old, &raised), &[]));
    assert_eq!(cell(&found, "proactive.licensing.decisions"), "517（注1）");
}

/// A sheet of rows, some of them hidden; a number, words, or the formula behind `=`.
fn sheet(rows: &[&[&str]], hidden: &[usize]) -> Vec<u8> {
    fn cell(text: &&str) -> String {
        match (text.strip_prefix('='), text.parse::<f64>()) {
            (Some(formula), _) => format!("<c><f>{formula}</f></c>"),
            (None, Ok(_)) => format!("<c><v>{text}</v></c>"),
            (None, Err(_)) if text.is_empty() => "<c/>".to_owned(),
            (None, Err(_)) => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        }
    }

    let row = |(at, row): (usize, &&[&str])| {
        let look = if hidden.contains(&at) { " hidden=\"1\"" } else { "" };
        format!("<row r=\"{}\"{look}>{}</row>", at + 1, row.iter().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    workbook(format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes())
}

const OUTCOMES: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];

#[test]
fn rows_below_a_table_do_not_blank_it() {
    let names = [&OUTCOMES[..], &OUTCOMES, &OUTCOMES].concat();
    let groups = ["行政复议", "", "", "", "", "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""];
    let values = ["1", "2", "3", "4", "10", "0", "0", "0", "0", "0", "5", "0", "0", "0", "5"];
    let title = ["青石镇人民政府2023年政府信息公开工作年度报告"];
    let blank = [""; 15];
    let rows: [&[&str]; 7] =
        [&title, &["四、政府信息公开行政复议、行政诉讼情况"], &groups, &names, &values, &blank, &values.map(|_| "55")];
    let found = imported("a.xlsx", &sheet(&rows, &[6]));
    assert_eq!(cell(&found, "disputes.review.total"), "10");
    assert_eq!(cell(&found, "disputes.litigation.after_review.upheld"), "5");
    assert!(found.remarks.iter().any(|remark| remark.get(Lang::Zh).contains("隐藏")));
}

#[test]
fn formulas_that_were_never_worked_out_are_asked_about() {
    let heads = [&["信息内容"][..], &HEADS].concat();
    let row = ["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "=SUM(B2:G2)"];
    let next = ["二、上年结转政府信息公开申请数量", "0", "0", "0", "0", "0", "0", "0"];
    let found = imported("2023.xlsx", &sheet(&[&heads, &row, &next], &[]));
    assert_eq!(cell(&found, "applications.received.total"), "?");
    assert_eq!(cell(&found, "applications.received.natural_person"), "1");
    assert_eq!(found.questions[0].doubt, Doubt::Unclear);
    assert_eq!(cell(&found, "applications.carried_in.total"), "0");
    assert!(found.name(&found.questions[0].cells).ends_with("的“总计”"));
    assert!(found.draft.reviews[0].at.ends_with(".total"), "{:?}", found.draft.reviews);
    assert!(found.remarks.iter().any(|remark| remark.get(Lang::Zh).contains("保存一次")), "{:?}", found.remarks);
}

#[test]
fn a_row_that_is_merged_to_the_end_of_the_sheet_is_no_large_table() {
    let title = "青石镇人民政府2023年政府信息公开工作年度报告";
    let title = format!("<row r=\"1\"><c t=\"inlineStr\"><is><t>{title}</t></is></c></row>");
    let rows: String = (2..=100).map(|at| format!("<row r=\"{at}\"><c><v>{at}</v></c></row>")).collect();
    let rows = title + &rows;
    let merged = "<mergeCells><mergeCell ref=\"A1:XFD1\"/></mergeCells>";
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData>{merged}</worksheet>");
    assert!(try_import("a.xlsx", &workbook(sheet.as_bytes())).is_ok());
}

#[test]
fn numbers_of_workbooks_are_as_exact_as_they_are_shown() {
    let rows: [&[&str]; 2] = [&["信息内容", "本年收费金额（单位：万元）"], &["行政事业性收费", "5597.1900000000005"]];
    assert_eq!(cell(&imported("2023.xlsx", &sheet(&rows, &[])), "proactive.fees.amount"), "5597.19");
}

#[test]
fn the_type_and_size_behind_a_link_are_no_text_of_the_author() {
    let text = FILLED_2021.replacen("## 一、总体情况\n", "## 一、总体情况\n\n见[申请表](a.pdf)。\n", 1);
    assert_ne!(text, FILLED_2021);
    let page = town().with(REPORT, text).with("reports/a.pdf", vec![0; 1500]).published("2023/qingshi/index.html");
    assert!(page.contains("（PDF，2 KB）"), "{page}");
    let found = imported("a.html", page.as_bytes());
    assert!(found.draft.body.contains("申请表](") && !found.draft.body.contains("KB"), "{}", found.draft.body);
}

#[test]
fn tables_that_are_turned_are_read() {
    fn turned(table: &pour::Table) -> pour::Table {
        let cells = table.cells.iter().map(|cell| pour::Printed {
            row: cell.column,
            column: cell.row,
            rows: cell.columns,
            columns: cell.rows,
            text: cell.text.clone(),
        });
        pour::Table { cells: cells.collect(), width: table.height() }
    }

    let report = bound(FILLED_2021);
    let tables = pour::tables(&report);
    let pages = [1, 2]
        .map(|at| pour::html(&report).replace(&pour::html_table(&tables[at]), &pour::html_table(&turned(&tables[at]))));
    for page in pages {
        assert_ne!(page, pour::html(&report));
        assert_whole(&imported("a.html", page.as_bytes()), &report);
    }
}

#[test]
fn blanks_of_the_last_table_are_its_own_where_its_headings_run_together() {
    let row = "|  |  |  |  |  |  | 8 |  |  | 8 |  |  |  |  |  |";
    let text = format!(
        "青石镇人民政府2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议行政诉讼\n{0}未经复议直接起诉复议后起诉\n{0}{0}\n{row}\n五、存在的主要问题及改进情况\n",
        OUTCOMES.concat()
    );
    let found = imported("a.md", text.as_bytes());
    assert!(matches!(cell(&found, "disputes.review.corrected"), "" | "?" | "~"));
    assert!(matches!(cell(&found, "disputes.litigation.direct.corrected"), "8" | "?"));
}

/// The text of table two in which a cell holds something else.
fn with_licences(typed: &str) -> String {
    pour::html(&bound(FILLED_2021)).replace("<p>517</p>", &format!("<p>{typed}</p>"))
}

#[test]
fn marks_of_notes_are_kept_as_notes_and_are_no_digits() {
    let report = bound(FILLED_2021);
    for (mark, note) in [("②", "②"), ("²", "2"), (" ①", "①"), ("⑴", "⑴"), ("[3]", "3"), ("注1", "1"), ("件※", "※")]
    {
        for page in [with_licences(&format!("517{mark}")), text_with_licences(&format!("517{mark}"))] {
            let found = imported("a.html", page.as_bytes());
            assert_eq!(cell(&found, "proactive.licensing.decisions"), format!("517（注{note}）"), "{mark}");
            assert_eq!(cell(&found, "proactive.penalties.decisions"), "84");
            assert!(found.is_complete(), "{:?} {:?}", found.questions, found.unread);
            assert_eq!(bound(&found.draft.to_markdown()).findings.len(), report.findings.len());
        }
    }
    for unclear in ["517*", "②517"] {
        let found = imported("a.html", with_licences(unclear).as_bytes());
        assert_eq!(cell(&found, "proactive.licensing.decisions"), "?", "{unclear}");
    }
}

fn text_with_licences(typed: &str) -> String {
    let text = pour::lines(&bound(FILLED_2021), Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let changed = text.replace("行政许可\t517\n", &format!("行政许可\t{typed}\n"));
    assert_ne!(changed, text);
    changed
}

#[test]
fn footnotes_of_cells_are_notes_of_their_numbers() {
    let body = documents::word(&bound(FILLED_2021), documents::Merges::Spans);
    let old = "<w:p><w:r><w:t>517</w:t></w:r></w:p>";
    let with_mark = "<w:p><w:r><w:t>517</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let foot = "<w:footnotes><w:footnote w:id=\"2\"><w:p><w:r><w:t>含告知承诺办理的</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let file = documents::docx(&body.replace(old, with_mark), &[("footnotes", "footnotes.xml", foot.as_bytes())]);
    let found = imported("a.docx", &file);
    assert_eq!(cell(&found, "proactive.licensing.decisions"), "517（注1）");
    assert!(found.draft.body.ends_with("注1：含告知承诺办理的"), "{}", found.draft.body);
}

#[test]
fn a_number_in_words_or_in_another_unit_is_asked_about_where_it_stands() {
    for typed in ["6.3万件", "约5百", "517件（含", "517，其中3件", "近600"] {
        for page in [with_licences(typed), text_with_licences(typed)] {
            let found = imported("a.html", page.as_bytes());
            assert_eq!(cell(&found, "proactive.licensing.decisions"), "?", "{typed}");
            let [question] = &found.questions[..] else { panic!("{typed}: {:?}", found.questions) };
            assert_eq!((question.doubt, question.candidates[0].0.as_str()), (Doubt::Unclear, typed));
            assert_eq!(found.missing(), Vec::<String>::new());
        }
    }
}

#[test]
fn of_a_row_in_doubt_only_the_cell_is_named() {
    let page = pour::html(&bound(FILLED_2021));
    let (before, row) = page.split_once("<p>四、结转下年度继续办理</p></td>").unwrap();
    let (values, rest) = row.split_once("</tr>").unwrap();
    let last = values.rfind("<p>").unwrap();
    let values = format!("{}<p>12*</p></td>", &values[..last]);
    let found = imported("a.html", format!("{before}<p>四、结转下年度继续办理</p></td>{values}</tr>{rest}").as_bytes());
    let [question] = &found.questions[..] else { panic!("{:?}", found.questions) };
    assert_eq!(found.name(&question.cells), "表三“四、结转下年度继续办理”的“总计”");
    assert_eq!(found.draft.reviews[0].at, "applications.carried_out.total");
    assert_eq!(cell(&found, "applications.carried_out.total"), "?");
    assert_ne!(cell(&found, "applications.carried_out.natural_person"), "?");
}

/// Table four as lines that end with a bar; the last row of headings ends with `end`.
fn outcomes(end: &str, row: &str) -> Vec<String> {
    let heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let lines = |texts: &[&str]| texts.iter().map(|text| format!("{text} |\n")).collect::<String>();
    let groups = lines(&["行政复议", "行政诉讼"]) + "|||||||||||||\n";
    let subgroups = lines(&heads) + &lines(&["未经复议直接起诉", "复议后起诉"]) + "||||||||\n";
    let title = "青石镇人民政府2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况";
    let text = format!(
        "{title}\n{groups}{subgroups}{}{}{end}{row}五、存在的主要问题及改进情况\n无。\n",
        lines(&heads),
        lines(&heads)
    );
    let found = imported("a.txt", text.as_bytes());
    found.draft.edition.form().tables[2].cells.clone().map(|cell| found.draft.cells[cell.index()].clone()).collect()
}

#[test]
fn bars_that_end_a_row_of_headings_are_no_blank_cells() {
    let row = "5 |\n|\n|\n2 |\n7 |\n8 |\n|\n|\n1 |\n9 |\n|\n|\n|\n|\n|\n";
    let wanted = ["5", "", "", "2", "7", "8", "", "", "1", "9", "", "", "", "", ""];
    for end in ["", "|||||\n", "|||\n"] {
        assert_eq!(outcomes(end, row), wanted, "{end:?}");
    }
    // Where several blank cells share a line, nobody can tell where the row begins.
    let row = "5 |\n||\n2 |\n7 |\n8 |\n||\n1 |\n9 |\n|||||\n";
    assert_eq!(outcomes("|||||\n", row), ["?"; 15]);
    // Nor where the totals are wrong without the blanks.
    let row = format!("5 |\n2 |\n7 |\n8 |\n|\n|\n1 |\n9 |\n{}", "|\n".repeat(7));
    assert_eq!(outcomes("||\n", &row), ["?"; 15]);
}

#[test]
fn rows_each_below_the_same_headings_are_no_table_that_is_turned() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("| {} |\n", texts.join(" | ")));
    let head = "| 类别 | 数据1 | 数据2 | 数据3 | 数据4 | 数据5 | 数据6 | 总计 |\n|---|---|---|---|---|---|---|---|\n";
    let (before, rest) = text.split_once("| （三）不予公开 | 1.").unwrap();
    let (refused, after) = rest.split_once("| （四）无法提供 |").unwrap();
    let rows: String = format!("| 1.{refused}").lines().map(|row| format!("{head}{row}\n")).collect();
    let found = imported("a.md", format!("{before}\n### （三）不予公开\n{rows}\n| （四）无法提供 |{after}").as_bytes());
    assert_whole(&found, &report);
}

#[test]
fn a_row_with_its_own_number_may_have_lost_most_of_its_name() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let cut = text.replace("（七）总计\t", "（七）计\t");
    assert_ne!(cut, text);
    assert_whole(&imported("a.txt", cut.as_bytes()), &report);
    // A heading of table four is no row of table three.
    let without: String =
        text.lines().filter(|line| !line.starts_with("（七）总计")).map(|line| format!("{line}\n")).collect();
    let found = imported("a.txt", without.as_bytes());
    assert!(found.questions.is_empty(), "{:?}", found.questions);
    assert_eq!(found.missing(), ["表三“（七）总计”"]);
}

/// Each half has the labels, whole or with the name of their group before them.
#[test]
fn a_table_in_two_halves_is_one() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let table = pour::html_table(&pour::tables(&report)[1]);
    let block = &report.form().tables[1].blocks[0];
    let half = |columns: std::ops::Range<usize>| {
        let heads: String = columns.clone().map(|at| format!("<td>{}</td>", HEADS[at])).collect();
        let rows = block.rows.iter().enumerate().map(|(at, row)| {
            let group = row.labels.len().checked_sub(2).map_or("", |at| row.labels[at]);
            let group = if row.labels.len() > 2 { group } else { "" };
            let values = columns.clone().map(|column| typed_in(&report, block.cell(at, column)));
            let values: String = values.map(|value| format!("<td>{value}</td>")).collect();
            format!("<tr><td>{group} {}</td>{values}</tr>", row.node.label)
        });
        format!("<table><tr><td>项目</td>{heads}</tr>{}</table>", rows.collect::<String>())
    };
    let halves = format!("{}<p>续表</p>{}", half(0..4), half(4..7));
    assert_honest(&imported("a.html", page.replace(&table, &halves).as_bytes()), &report, 185);
}

#[test]
fn the_rows_of_a_group_may_share_one_row_beside_its_name() {
    let report = bound(FILLED_2021);
    let block = &report.form().tables[1].blocks[0];
    let refused: Vec<_> =
        (0..block.rows.len()).filter(|row| block.rows[*row].labels.get(1) == Some(&"（三）不予公开")).collect();
    assert_eq!(refused.len(), 8);
    let cell = |texts: Vec<String>| format!("<td>{}</td>", texts.join("<br>"));
    let labels = cell(refused.iter().map(|row| block.rows[*row].node.label.to_owned()).collect());
    let values: String = (0..7)
        .map(|column| cell(refused.iter().map(|row| typed_in(&report, block.cell(*row, column))).collect()))
        .collect();
    let table = pour::tables(&report)[1].clone();
    let rows = pour::html_table(&table);
    let mut rows: Vec<&str> = rows.split_inclusive("</tr>\n").collect();
    let first = rows.iter().position(|row| row.contains("（三）不予公开")).unwrap();
    let merged = format!("<tr><td>（三）不予公开</td>{labels}{values}</tr>\n");
    rows.splice(first..first + 8, [merged.as_str()]);
    let whole = rows.concat().replacen("rowspan=\"22\"", "rowspan=\"15\"", 1);
    let page = pour::html(&report).replace(&pour::html_table(&table), &whole);
    assert_whole(&imported("a.html", page.as_bytes()), &report);
}

#[test]
fn a_heading_in_another_unit_makes_its_amount_a_question() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let other = page.replace("（单位：万元）", "（单位：元）");
    assert_ne!(other, page);
    let found = imported("a.html", other.as_bytes());
    let amount = report.form().cell("proactive.fees.amount").unwrap();
    assert_eq!(found.draft.cells[amount.index()], "?");
    assert_eq!(found.questions.len(), 1, "{:?}", found.questions);
    assert_none_wrong(&found, &report);
}

#[test]
fn nothing_counts_a_fraction() {
    let report = bound(FILLED_2021);
    let found = imported("a.html", pour::html(&report).replace("<p>517</p>", "<p>517.5</p>").as_bytes());
    assert_eq!((score(&found, &report).asked, found.questions.len()), (1, 1));
    assert_none_wrong(&found, &report);
}

/// Two places that agree on it make it no number.
#[test]
fn nothing_counts_a_fraction_that_two_tables_have() {
    let report = bound(FILLED_2021);
    let table = pour::html_table(&pour::tables(&report)[1]);
    let typed = |path: &str| format!("<p>{}</p>", typed_in(&report, report.form().cell(path).unwrap()));
    let odd = table.replacen(&typed("applications.received.total"), "<p>45.2</p>", 1);
    let other = odd.replacen(&typed("applications.received.natural_person"), "<p>9999</p>", 1);
    assert!(odd != table && other != odd);
    let page = pour::html(&report).replace(&table, &odd).replace("</body>", &format!("<p>附件</p>{other}</body>"));
    let found = imported("a.html", page.as_bytes());
    assert_eq!(cell(&found, "applications.received.natural_person"), "?");
    assert_eq!(cell(&found, "applications.received.total"), "?");
    assert_none_wrong(&found, &report);
}

/// Programs that take the text of a page apart may have the headings of one group, and its values, among another's.
#[test]
fn values_scattered_like_their_headings_are_read_if_their_sums_say_so() {
    const SCATTERED: [usize; 15] = [0, 1, 2, 3, 5, 6, 7, 8, 4, 10, 11, 12, 13, 9, 14];
    let report = bound(FILLED_2021);
    let table = report.form().tables[2].cells.clone();
    let values: Vec<_> = table.map(|cell| typed_in(&report, cell)).collect();
    let leaves = ["结果维持", "结果纠正", "其他结果", "尚未审结"];
    let heads = [&leaves[..], &leaves, &["总计"], &leaves, &["总计", "总计"]].concat();
    let groups = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"];
    let text = |values: Vec<&str>| {
        let lines = [&groups[..], &heads, &values].concat().join("\n");
        format!(
            "青石镇人民政府2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n{lines}\n五、存在的主要问题及改进情况\n问题是公开不及时。\n"
        )
    };
    let scattered: Vec<_> = SCATTERED.iter().map(|at| values[*at].as_str()).collect();
    let found = imported("a.txt", text(scattered.clone()).as_bytes());
    let read = |found: &Imported| {
        report.form().tables[2].cells.clone().map(|cell| found.draft.cells[cell.index()].clone()).collect::<Vec<_>>()
    };
    assert_eq!(read(&found), values);
    // Only their headings are scattered, or nothing tells.
    assert_eq!(read(&imported("a.txt", text(values.iter().map(String::as_str).collect()).as_bytes())), values);
    let wrong: Vec<_> = scattered.iter().enumerate().map(|(at, value)| if at == 0 { "999" } else { value }).collect();
    assert!(read(&imported("a.txt", text(wrong).as_bytes())).iter().all(|cell| cell == "?"));
}

/// Programs that take the text of a page apart may write two labels before the values of either.
#[test]
fn values_behind_two_labels_of_which_the_first_is_a_later_row_are_a_question() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\n")));
    let (own, later) = ("3.其他\n", "（七）总计\n");
    assert_eq!((text.matches(own).count(), text.matches(later).count()), (1, 1));
    let displaced = text.replace(own, "").replace(later, &format!("{later}{own}"));
    assert_none_wrong(&imported("a.txt", displaced.as_bytes()), &report);
}
