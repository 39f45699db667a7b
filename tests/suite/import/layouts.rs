//! The layouts of real tables, each with a whole report poured into it.

use super::{
    REAL, assert_given, assert_honest, assert_none_wrong, assert_whole, imported,
    pour::{self, Pad},
};
use crate::common::*;
use giar::{import::Imported, report::Report};
use unicode_width::UnicodeWidthStr as _;

fn both() -> [Report; 2] {
    [bound(FILLED_2021), bound(FILLED_2019)]
}

fn text_in(layout: impl Fn(&Report) -> String) {
    for report in both() {
        let text = layout(&report);
        assert_whole(&imported("a.txt", text.as_bytes()), &report);
    }
    // Where a row is cut off, or most of it is blank and nothing is left of the blanks, its numbers may be asked about.
    for (name, figures) in REAL {
        let report = bound(figures);
        println!("{name}");
        assert_none_wrong(&imported("a.txt", layout(&report).as_bytes()), &report);
    }
}

#[test]
fn a_table_drawn_in_html() {
    text_in(pour::html);
    for (_, figures) in REAL {
        let report = bound(figures);
        assert_given(&imported("a.html", pour::html(&report).as_bytes()), &report);
    }
}

/// A layout of text: its name, where blanks for spans go, and what it does to the cells of a row.
pub(super) type Layout = (&'static str, Pad, fn(&[String]) -> String);

pub(super) const LAYOUTS: [Layout; 15] = [
    ("a cell a line", Pad::Nowhere, |texts| ended(texts, "\n")),
    ("a cell a line, blank lines between", Pad::Nowhere, |texts| ended(texts, "\n\n")),
    ("a cell a line that ends with a bar", Pad::Behind, |texts| barred(texts, " |\n")),
    ("a bar in a line of its own", Pad::Behind, |texts| barred(texts, "\n|\n")),
    ("rows of bars, blanks at their ends", Pad::Behind, |texts| format!("| {} |\n", texts.join(" | "))),
    ("rows of bars, blanks in their places", Pad::Beside, |texts| format!("| {} |\n", texts.join(" | "))),
    ("rows of bars, no bars at their ends", Pad::Nowhere, |texts| format!("{}\n", texts.join(" | "))),
    ("rows divided by tabs, blanks in their places", Pad::Beside, |texts| format!("{}\n", texts.join("\t"))),
    ("rows divided by tabs, blanks at their ends", Pad::Behind, |texts| format!("{}\n", texts.join("\t"))),
    ("rows divided by tabs, no blanks", Pad::Nowhere, |texts| format!("{}\n", texts.join("\t"))),
    ("rows divided by blanks", Pad::Nowhere, |texts| format!("{}\n", texts.join("  "))),
    ("rows divided by commas", Pad::Beside, |texts| format!("{}\n", texts.join(","))),
    ("labels glued to their first number", Pad::Nowhere, glued),
    ("signs that draw lines", Pad::Nowhere, |texts| format!("├────┼────┤\n│{}│\n", texts.join("│"))),
    ("a letter that quotes a report", Pad::Nowhere, |texts| format!("> {}\n", texts.join("\t"))),
];

fn ended(texts: &[String], end: &str) -> String {
    texts.iter().map(|text| format!("{text}{end}")).collect()
}

fn barred(texts: &[String], end: &str) -> String {
    texts.iter().map(|text| if text.is_empty() { "|\n".into() } else { format!("{text}{end}") }).collect()
}

fn glued(texts: &[String]) -> String {
    let first = texts.iter().position(|text| text.parse::<f64>().is_ok()).unwrap_or(texts.len());
    let (labels, values) = texts.split_at(first);
    format!("{}{}\n", labels.concat(), values.join(" "))
}

/// A report in one of these layouts. Of a letter every line is quoted.
pub(super) fn laid_out(report: &Report, (name, pad, line): Layout) -> String {
    let text = pour::lines(report, pad, line);
    let quoted = |line: &str| format!("> {}\n", line.trim_start_matches("> "));
    if name.starts_with("a letter") { text.lines().map(quoted).collect() } else { text }
}

#[test]
fn cells_in_lines() {
    for layout in &LAYOUTS[..4] {
        text_in(|report| laid_out(report, *layout));
    }
}

#[test]
fn rows_in_bars() {
    for layout in &LAYOUTS[4..7] {
        text_in(|report| laid_out(report, *layout));
    }
}

#[test]
fn rows_in_tabs_and_blanks() {
    for layout in &LAYOUTS[7..11] {
        text_in(|report| laid_out(report, *layout));
    }
}

#[test]
fn rows_in_other_signs() {
    for layout in &LAYOUTS[12..] {
        text_in(|report| laid_out(report, *layout));
    }
}

#[test]
fn commas() {
    for report in both() {
        let csv = pour::lines(&report, Pad::Beside, |texts| format!("{}\n", texts.join(",")));
        assert_whole(&imported("a.csv", csv.as_bytes()), &report);
    }
}

/// Only totals are filled, and nothing is left of the blanks: which column a number belongs to is asked.
#[test]
fn a_lonely_number_is_asked_about_and_not_placed() {
    fn line(texts: &[String]) -> String {
        texts.iter().filter(|text| *text != "/").map(|text| format!("{text}\n")).collect()
    }

    let mut text = FILLED_2021.to_owned();
    for row in ["本年新收", "上年结转", "予以公开"] {
        text = replace_line(&text, row, &format!("{row}: [/, /, /, /, /, /, 3]"));
    }
    let report = bound(&text);
    let found = imported("a.txt", pour::lines(&report, Pad::Nowhere, line).as_bytes());
    assert_honest(&found, &report, 170);
    assert_eq!(found.questions.len(), 3);
    assert!(found.questions.iter().all(|question| question.candidates[0].0 == "3"));
    // Where blanks are left, the same rows are read.
    let line = |texts: &[String]| format!("{}\n", texts.join("\t").replace('/', ""));
    assert_whole(&imported("a.txt", pour::lines(&report, Pad::Beside, line).as_bytes()), &report);
}

/// Each change is a thing seen in real reports; what it does to the table's text must not move a number.
#[test]
fn labels_as_they_are_really_written() {
    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Beside, |texts| format!("{}\n", texts.join("\t")));
    for (from, to) in [
        ("规章\t", "规章（县级无此项）\t"),
        ("现行有效件数", "现行有效件数（历史累计）"),
        ("本年制发件数", "本年度制发数"),
        ("本年处理决定数量", "处理决定数量（2023年办件量）"),
        ("行政许可", "政许可"),
        ("第二十条第（五）项", "第二十条第()项"),
        ("行政规范性文件", "规范性文件"),
        ("商业企业", "商业 企业"),
        ("一、本年新收政府信息公开申请数量", "一、本年新收政府資訊公開申請數量"),
        ("（三）不予公开", "（三）不 予 公 开"),
        ("（七）总计", "（七）合计"),
    ] {
        assert!(page.contains(from), "{from}");
        let found = imported("a.txt", page.replace(from, to).as_bytes());
        assert_whole(&found, &report);
    }
}

#[test]
fn a_label_or_a_heading_cut_over_lines() {
    fn line(texts: &[String]) -> String {
        texts.iter().map(|text| format!("{text}\n\n")).collect::<String>()
    }

    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Nowhere, line);
    let page = page.replace("商业企业", "商业\n\n企业").replace("社会公益组织", "社会\n公益\n组织");
    let page = page
        .replace("（三）不予公开", "（三）\n\n不予公开")
        .replace("一、本年新收政府信息公开申请数量", "一、本年新收政\n府信息公开申请数量");
    assert_whole(&imported("a.txt", page.as_bytes()), &report);
}

#[test]
fn an_extra_row_is_named_and_moves_nothing() {
    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Beside, |texts| format!("{}\n", texts.join("\t")));
    let (before, after) = page.split_once("第二十条第（五）项").unwrap();
    let found = imported("a.txt", format!("{before}其他主动公开文件\t31\t0\t77\n第二十条第（五）项{after}").as_bytes());
    assert_whole(&found, &report);
    let unread: Vec<_> = found.unread.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(unread, ["31", "0", "77"]);
}

#[test]
fn signs_in_words_and_amounts_with_units() {
    let text = with_cell(FILLED_2019, "proactive.licensing.change", "-4");
    let text = with_cell(&text, "proactive.procurement.amount", "251000元");
    let report = bound(&text);
    let page = pour::lines(&report, Pad::Beside, |texts| format!("{}\n", texts.join("\t")));
    assert_whole(&imported("a.txt", page.replace("\t-4\t", "\t减4\t").as_bytes()), &report);
}

/// The labels of the rows below （三）, （四）, （五） and （六） are lost: their number and the sums leave one reading.
#[test]
fn rows_without_labels_are_read_where_the_sums_confirm_them() {
    fn is_own(text: &str) -> bool {
        text.starts_with(|c: char| c.is_ascii_digit()) && !text.is_ascii()
    }

    fn refused(path: &str) -> bool {
        path.starts_with("applications.results.refused")
    }

    let report = bound(FILLED_2021);
    let lost = |texts: &[String], joint: &str| {
        let texts: Vec<_> = texts.iter().map(|text| if is_own(text) { "" } else { text }).collect();
        format!("{}\n", texts.join(joint))
    };
    let page = pour::lines(&report, Pad::Beside, |texts| lost(texts, "\t"));
    assert!(!page.contains("国家秘密"), "{page}");
    assert_whole(&imported("a.txt", page.as_bytes()), &report);
    // A sum that is not right confirms nothing.
    let wrong = page.replacen("\t25\t2\t4\t2\t9\t7\t49", "\t25\t2\t4\t2\t9\t7\t48", 1);
    assert_ne!(wrong, page);
    let found = imported("a.txt", wrong.as_bytes());
    for (cell, spec) in report.form().cells.iter().filter(|(_, spec)| refused(&spec.path)) {
        assert_eq!(found.draft.cells[cell.index()], "?", "{}", spec.path);
    }
}

/// Headings of 2019 above rows of 2021: what the numbers count is not said.
#[test]
fn rows_below_headings_of_another_edition_are_asked_about() {
    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Beside, |texts| format!("{}\n", texts.join("\t")));
    let page = page
        .replace("本年制发件数", "本年新制作数量")
        .replace("本年废止件数", "本年新公开数量")
        .replace("现行有效件数", "对外公开总数量");
    let found = imported("a.txt", page.as_bytes());
    assert_honest(&found, &report, 194);
    assert_eq!(found.draft.edition.id, "2021");
    assert_eq!(found.questions.len(), 2, "{:?}", found.questions);
}

#[test]
fn a_page_number_among_cells_is_no_value() {
    fn line(texts: &[String]) -> String {
        texts.iter().map(|text| format!("{text}\n")).collect::<String>()
    }

    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Nowhere, line);
    let at = page.find("8.属于行政查询事项").unwrap();
    assert_whole(&imported("a.txt", format!("{}\n— 12 —\n{}", &page[..at], &page[at..]).as_bytes()), &report);
}

#[test]
fn a_value_repeated_for_each_cell_that_was_merged_is_one() {
    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Nowhere, |texts| match texts {
        [label, value] => format!("| {label} | {value} | {value} | {value} |\n"),
        texts => format!("| {} |\n", texts.join(" | ")),
    });
    assert!(page.contains("| 84 | 84 | 84 |"), "{page}");
    assert_whole(&imported("a.md", page.as_bytes()), &report);
}

/// Blank cells between bars in lines of their own stay where they are.
#[test]
fn blanks_between_lone_bars_are_cells() {
    fn line(texts: &[String]) -> String {
        texts
            .iter()
            .map(|text| if text.is_empty() || text == "/" { "|\n".into() } else { format!("{text}\n|\n") })
            .collect()
    }

    let text = replace_line(FILLED_2021, "结转下年度", "结转下年度: [7, /, /, 1, 4, 5, 17]");
    let report = bound(&text);
    assert_whole(&imported("a.txt", pour::lines(&report, Pad::Behind, line).as_bytes()), &report);
}

#[test]
fn a_sentence_goes_on_over_the_foot_of_its_page() {
    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let cut = page.replacen(
        "全镇按照规定公开政府信息，办理申请，管理平台，",
        "全镇按照规定公开政府信息，办理申请，管理平台，\n\n- 1 -\n\n",
        1,
    );
    assert_ne!(cut, page);
    assert_eq!(imported("a.txt", cut.as_bytes()).draft.body, imported("a.txt", page.as_bytes()).draft.body);
}

/// As `pdftotext -layout` and narrow columns leave them: the numbers stand beside the first piece of a label, and the last
/// pieces of one row come right above the first of the next.
#[test]
fn pieces_of_two_labels_are_not_put_together_as_one() {
    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("   ")));
    let torn = page
        .replace(
            "5.属于三类内部事务信息   14   9   2   1   4   8   38",
            "属于   14   9   2   1   4   8   38\n三类\n内部\n事务\n信息",
        )
        .replace(
            "6.属于四类过程性信息   27   6   8   8   6   5   60",
            "属于   27   6   8   8   6   5   60\n四类\n过程\n性信\n息",
        );
    assert!(torn.contains("信息\n属于   27"), "{page}");
    assert_honest(&imported("a.txt", torn.as_bytes()), &report, 180);
}

#[test]
fn a_row_of_the_form_and_its_only_number_need_one_blank() {
    let report = bound(FILLED_2021);
    let page = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join(" ")));
    assert!(page.contains("行政处罚 84\n"), "{page}");
    // Table four has no rows with labels, and its heading is a line like any other: all of it is reported as missing.
    assert_honest(&imported("a.txt", page.as_bytes()), &report, 185);
}

/// A report in which every second cell of each row with several is blank.
fn sparse() -> Report {
    let rows = FILLED_2021.lines().map(|line| {
        let Some((name, rest)) = line.split_once('[').filter(|(name, _)| name.starts_with(' ')) else {
            return format!("{line}\n");
        };
        let (values, rest) = rest.split_once(']').unwrap();
        let values = values.split(',').enumerate().map(|(at, value)| if at % 2 == 1 { "~" } else { value.trim() });
        format!("{name}[{}]{rest}\n", values.collect::<Vec<_>>().join(", "))
    });
    bound(&rows.collect::<String>())
}

#[test]
fn columns_that_stand_below_each_other_keep_their_blanks() {
    fn line(texts: [&str; 8]) -> String {
        let cell = |(at, text): (usize, &&str)| {
            let width = if at == 0 { 40 } else { 16 };
            format!("{text}{}", " ".repeat(width - text.width()))
        };
        texts.iter().enumerate().map(cell).collect::<String>()
    }

    fn row<'f>(found: &'f Imported, path: &str) -> Vec<&'f str> {
        let cells = found.draft.edition.form().slot(path).unwrap().cells.clone();
        cells.map(|cell| found.draft.cells[cell.index()].as_str()).collect()
    }

    let heads = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let received = ["一、本年新收政府信息公开申请数量", "3", "", "12", "", "", "", "15"];
    let carried = ["二、上年结转政府信息公开申请数量", "", "7", "", "", "", "1", "8"];
    let title = "青石镇人民政府2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n";
    let text = [heads, received, carried].map(line).join("\n");
    let found = imported("a.txt", format!("{title}\n{text}\n").as_bytes());
    assert_eq!(row(&found, "applications.received"), received[1..]);
    assert_eq!(row(&found, "applications.carried_in"), carried[1..]);
}

#[test]
fn blanks_below_the_names_of_rows_are_no_values() {
    let report = sparse();
    for divider in ["\t", ","] {
        let text = pour::lines(&report, Pad::Beside, |texts| format!("{}\n", texts.join(divider)));
        let name = if divider == "," { "a.csv" } else { "a.txt" };
        assert_whole(&imported(name, text.as_bytes()), &report);
    }
}

/// Rows written out: 规章：本年制发件数：6；本年废止件数：1。
fn listed(report: &Report, name: &dyn Fn(&str) -> String, value: &dyn Fn(&str, &str) -> String) -> String {
    let form = report.form();
    let mut out = format!("青石镇人民政府{}年政府信息公开工作年度报告\n\n", report.year);
    for table in &form.tables {
        let section = report.edition.sections.iter().find(|section| section.key == table.table.key).unwrap();
        out += &format!("\n{}、{}\n\n", section.number, section.title);
        for block in &table.blocks {
            for row in (0..block.rows.len()).filter(|row| pour::is_given(report, block, *row)) {
                let label = block.rows[row].labels.last().copied().unwrap_or_default();
                let groups: &[&str] = if label.is_empty() {
                    &["行政复议", "未经复议直接起诉", "复议后起诉"]
                } else {
                    &[label]
                };
                for group in groups {
                    out += &name(group);
                    for (column, line) in block.columns.iter().enumerate() {
                        if !label.is_empty() || line.labels.contains(group) {
                            out += &value(line.node.label, &super::typed_in(report, block.cell(row, column)));
                        }
                    }
                    out += "\n\n";
                }
            }
        }
    }
    out
}

#[test]
fn rows_that_are_written_out() {
    let name = |label: &str| format!("{label}：");
    let value = |label: &str, number: &str| format!("{label}：{number}；");
    text_in(|report| listed(report, &name, &value).replace("行政复议：", "行政复议-").replace("起诉：", "起诉-"));
    let name = |label: &str| format!("- **{label}**\n");
    let value = |label: &str, number: &str| format!("  - {label}：{number}\n");
    text_in(|report| listed(report, &name, &value));
}

#[test]
fn a_line_for_each_value() {
    let head = "年度,机关,表,行,列,数值\n";
    for report in both() {
        let name = std::cell::RefCell::new(String::new());
        let rows = listed(
            &report,
            &|label| {
                *name.borrow_mut() = label.replace(',', "，");
                String::new()
            },
            &|label, number| format!("{},青石镇人民政府,表,{},{label},{number}\n", report.year, name.borrow()),
        );
        let rows: String = rows.lines().filter(|line| line.contains(',')).map(|line| format!("{line}\n")).collect();
        let found = imported("a.csv", format!("{head}{rows}").as_bytes());
        assert_whole(&found, &report);
        assert_eq!((found.year, found.agency_name.as_deref()), (Some(report.year), Some("青石镇人民政府")));
    }
}

#[test]
fn a_line_for_each_value_names_its_row_with_its_groups() {
    let rows = [
        "三、本年度办理结果/（三）不予公开/7.属于行政执法案卷",
        "三、本年度办理结果/（三）不予公开/8.属于行政查询事项",
    ];
    let columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let file = |head: &str, more: &str| {
        let lines = rows.iter().enumerate().flat_map(|(row, name)| {
            columns.iter().enumerate().map(move |(at, column)| format!("{name},{column},{}{more}\n", row * 10 + at))
        });
        format!("{head}\n{}", lines.collect::<String>())
    };
    let found = imported("年报2023.csv", file("项目,申请人,件数", "").as_bytes());
    let form = found.draft.edition.form();
    let row = |path: &str| form.slot(path).unwrap().cells.clone().map(|cell| found.draft.cells[cell.index()].clone());
    let row = |path: &str| row(path).collect::<Vec<_>>().join(" ");
    assert_eq!(row("applications.results.refused.enforcement_files"), "0 1 2 3 4 5 6");
    assert_eq!(row("applications.results.refused.administrative_enquiry"), "10 11 12 13 14 15 16");
    // Last year's numbers beside them are no less read than these: nothing is left out in silence.
    let other = imported("年报2023.csv", file("项目,申请人,件数,上年件数", ",77").as_bytes());
    assert!(
        other.unread.iter().chain(other.questions.iter().flat_map(|q| &q.candidates)).any(|(text, _)| text == "77")
    );
}

#[test]
fn rows_in_sentences_are_read_and_others_stay_sentences() {
    let text = "青石镇人民政府2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n\
        一、本年新收政府信息公开申请数量：自然人3件，商业企业1件，科研机构0件，社会公益组织2件，法律服务机构0件，其他4件，总计10件。\n\n\
        二、上年结转政府信息公开申请数量：自然人1件，商业企业0件，科研机构0件，社会公益组织0件，法律服务机构0件，其他2件，总计3件。\n\n\
        （一）予以公开：网站答复12件，来信答复37件。\n";
    let found = imported("a.txt", text.as_bytes());
    let form = found.draft.edition.form();
    let row = |path: &str| -> Vec<&str> {
        form.slot(path).unwrap().cells.clone().map(|cell| found.draft.cells[cell.index()].as_str()).collect()
    };
    assert_eq!(row("applications.received"), ["3", "1", "0", "2", "0", "4", "10"]);
    assert_eq!(row("applications.carried_in"), ["1", "0", "0", "0", "0", "2", "3"]);
    assert!(found.draft.body.contains("网站答复12件，来信答复37件"), "{}", found.draft.body);
}

#[test]
fn a_sum_of_organisations_behind_blank_cells_is_set_aside() {
    let file = "青石镇人民政府2023年政府信息公开工作年度报告\n\
        三、收到和处理政府信息公开申请情况,,,,,,,,,,\n\
        ,,,申请人情况,,,,,,,\n\
        ,,,自然人,法人或其他组织,,,,,,总计\n\
        ,,,,商业企业,科研机构,社会公益组织,法律服务机构,其他,小计,\n\
        一、本年新收政府信息公开申请数量,,,3,1,0,2,0,4,7,10\n\
        二、上年结转政府信息公开申请数量,,,1,0,0,0,0,2,2,3\n";
    let found = imported("a.csv", file.as_bytes());
    let form = found.draft.edition.form();
    let row = |path: &str| -> Vec<&str> {
        form.slot(path).unwrap().cells.clone().map(|cell| found.draft.cells[cell.index()].as_str()).collect()
    };
    assert_eq!(row("applications.received"), ["3", "1", "0", "2", "0", "4", "10"]);
    assert_eq!(row("applications.carried_in"), ["1", "0", "0", "0", "0", "2", "3"]);
    assert_eq!(found.unread.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), ["7", "2"]);
}

#[test]
fn a_table_too_wide_for_its_page_goes_on_beside_itself() {
    let report = bound(FILLED_2021);
    let table = &pour::tables(&report)[1];
    // The columns up to 科研机构, and those behind it.
    let edge = table.width - 4;
    let part = |keeps: &dyn Fn(usize) -> bool| {
        let cells = table.cells.iter().filter_map(|cell| {
            let own = (cell.column..cell.column + cell.columns).filter(|at| *at < table.width - 7 || keeps(*at));
            Some(pour::Printed { columns: Some(own.count()).filter(|count| *count > 0)?, ..cell.clone() })
        });
        pour::html_table(&pour::Table { cells: cells.collect(), width: table.width })
    };
    let parts = format!("{}<p>（续表）</p>{}", part(&|at| at < edge), part(&|at| at >= edge));
    let page = pour::html(&report);
    let split = page.replace(&pour::html_table(table), &parts);
    assert_ne!(split, page);
    assert_whole(&imported("a.html", split.as_bytes()), &report);
    // Remarks stand behind the numbers, and are none of a row's name.
    let parts = [part(&|at| at < edge), part(&|at| at >= edge)];
    for remarks in [["按台账", "按台账"], ["按台账", "见左页"], ["", "见左页"]] {
        let noted = parts.iter().zip(remarks).map(|(part, remark)| with_remarks(part, remark)).collect::<String>();
        let split = page.replace(&pour::html_table(table), &noted);
        assert_whole(&imported("a.html", split.as_bytes()), &report);
    }
}

/// A table with a column of remarks; none if there is no remark.
fn with_remarks(table: &str, remark: &str) -> String {
    if remark.is_empty() {
        return table.to_owned();
    }
    let mut is_head = true;
    let rows = table.split_inclusive("</tr>").enumerate().map(|(at, row)| {
        is_head &= !row.contains("一、");
        let text = match at {
            0 => "备注",
            _ if is_head => "",
            _ => remark,
        };
        row.replace("</tr>", &format!("<td>{text}</td></tr>"))
    });
    rows.collect()
}

#[test]
fn cells_that_have_lost_their_spans_are_read_in_their_order() {
    fn row(texts: &[String]) -> String {
        let cells = texts.iter().map(|text| format!("<td>{text}</td>")).collect::<String>();
        format!("<tr>{cells}</tr>")
    }

    let rows = |report: &Report| {
        let lines = pour::lines(report, Pad::Nowhere, row);
        lines
            .split("\n\n")
            .map(|part| if part.contains("<tr>") { format!("<table>{part}</table>") } else { format!("<p>{part}</p>") })
            .collect()
    };
    for report in both() {
        let page: String = rows(&report);
        assert_whole(&imported("a.html", format!("<html><body>{page}</body></html>").as_bytes()), &report);
    }
}

/// What was pasted into a page line by line is divided by the same signs as in a text.
#[test]
fn lines_of_a_text_as_paragraphs() {
    let layouts = LAYOUTS[2..].iter().filter(|(name, ..)| name.contains("bar") || name.contains("draw"));
    let layouts: Vec<_> = layouts.collect();
    assert_eq!(layouts.len(), 6);
    for report in both() {
        for layout in &layouts {
            let text = laid_out(&report, **layout);
            let paras: String = text.lines().map(|line| format!("<p>{}</p>", line.replace('>', "&gt;"))).collect();
            let page = format!("<html><body>{paras}<p><img src=\"a.png\" alt=\"窗口\"></p></body></html>");
            let found = imported("a.html", page.as_bytes());
            assert_whole(&found, &report);
            // A picture between such lines is none of them.
            assert!(found.left_out.iter().any(|left| left.contains("窗口")), "{}: {:?}", layout.0, found.left_out);
        }
    }
}

#[test]
fn rows_typed_as_paragraphs() {
    fn line(line: &str) -> String {
        line.replace('\t', "</w:t><w:tab/><w:t>")
    }

    for report in both() {
        for divider in ["\t", " "] {
            let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join(divider)));
            let paras: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
            let page = format!("<html><body>{paras}</body></html>");
            assert_whole(&imported("a.html", page.as_bytes()), &report);
            let paras = text
                .lines()
                .map(|text| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", line(text)));
            let file = super::documents::docx(&paras.collect::<String>(), &[]);
            assert_whole(&imported("a.docx", &file), &report);
        }
    }
}

/// Rows of which the name goes on below its numbers, or the numbers stand between its halves.
#[test]
fn names_that_go_on_below_their_numbers() {
    fn halves(texts: &[String], ends: &str) -> String {
        let is_value =
            |text: &String| text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit() && !text.contains('.'));
        let values = texts.iter().rposition(|text| !is_value(text)).map_or(0, |last| last + 1);
        let Some((name, groups)) =
            texts[..values].split_last().filter(|(name, _)| name.chars().count() > 7 && values < texts.len())
        else {
            return format!("{}\n", texts.join("\t"));
        };
        let middle = name.char_indices().nth(name.chars().count() / 2).unwrap().0;
        let groups: String = groups.iter().map(|group| format!("{group}\t")).collect();
        format!("{groups}{}{ends}{}\n{}\n", &name[..middle], texts[values..].join("\t"), &name[middle..])
    }

    for (report, ends) in both().iter().flat_map(|report| [(report, "\t"), (report, "\n")]) {
        let text = pour::lines(report, Pad::Nowhere, |texts| halves(texts, ends));
        assert_honest(&imported("a.txt", text.as_bytes()), report, 150);
    }
}

#[test]
fn values_behind_a_colon() {
    fn line(texts: &[String], item: &str, divider: &str) -> String {
        let values = texts.iter().rev().take_while(|text| text.is_empty() || text.parse::<f64>().is_ok()).count();
        let (names, values) = texts.split_at(texts.len() - values);
        let values: Vec<_> = values.iter().map(|value| if value.is_empty() { "/" } else { value.as_str() }).collect();
        let colon = if names.is_empty() || values.is_empty() { "" } else { "：" };
        format!("{item}{}{colon}{}\n", names.join(" "), values.join(divider))
    }

    for (item, divider) in [("", "、"), ("- ", " ")] {
        // The only row of the last table has no name, so no colon.
        for report in both() {
            let text = pour::lines(&report, Pad::Nowhere, |texts| line(texts, item, divider));
            assert_honest(&imported("a.txt", text.as_bytes()), &report, 183);
        }
    }
}

#[test]
fn tables_that_run_on_in_one_line() {
    for report in both() {
        let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{} ", texts.join(" ")));
        assert_whole(&imported("a.txt", text.as_bytes()), &report);
    }
}

#[test]
fn a_column_that_counts_the_rows() {
    for report in both() {
        let count = std::cell::Cell::new(0);
        let csv = pour::lines(&report, Pad::Beside, |texts| {
            count.set(count.get() + 1);
            format!("{},{}\n", count.get(), texts.join(","))
        });
        assert_honest(&imported("a.csv", csv.as_bytes()), &report, 183);
    }
}

/// What stands in the cells of a row of the form.
fn row<'a>(found: &'a Imported, path: &str) -> Vec<&'a str> {
    let slot = found.draft.edition.form().slot(path).unwrap();
    slot.cells.clone().map(|cell| found.draft.cells[cell.index()].as_str()).collect()
}

fn unread(found: &Imported) -> Vec<&str> {
    found.unread.iter().map(|(text, _)| text.as_str()).collect()
}

/// Table three as a file of commas and as a text of tabs.
fn requests(rows: &str) -> [Imported; 2] {
    let text = format!("青石镇人民政府2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{rows}");
    [imported("a.csv", text.as_bytes()), imported("a.txt", text.replace(',', "\t").as_bytes())]
}

#[test]
fn of_quarters_only_the_sum_is_read_and_only_if_it_is_right() {
    for (heads, first, second) in [
        ("一季度,二季度,三季度,四季度,合计", "3,1,0,2,6", "1,0,0,1,2"),
        ("第1季度,第2季度,第3季度,第4季度,全年", "3,1,0,2,6", "1,0,0,1,2"),
        ("上半年,下半年,合计", "4,2,6", "1,1,2"),
    ] {
        let table = |second: &str| {
            format!(
                "项目,{heads}\n一、本年新收政府信息公开申请数量,{first}\n二、上年结转政府信息公开申请数量,{second}\n"
            )
        };
        for found in requests(&table(second)) {
            assert_eq!(row(&found, "applications.received"), ["?", "?", "?", "?", "?", "?", "6"], "{heads}");
            assert_eq!(row(&found, "applications.carried_in"), ["?", "?", "?", "?", "?", "?", "2"], "{heads}");
            assert_eq!(unread(&found).len(), 2 * (heads.matches(',').count()), "{:?}", found.unread);
        }
        // What does not add up is no year's.
        for found in requests(&table(&second.replace('2', "7"))) {
            assert_eq!(row(&found, "applications.received"), ["?"; 7], "{heads}");
            assert!(!found.is_complete());
        }
    }
}

#[test]
fn rows_of_quarters_below_each_other_are_no_rows_of_the_form() {
    let rows = "项目,时间,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计\n\
        一、本年新收政府信息公开申请数量,一季度,1,0,0,0,0,0,1\n,二季度,0,2,0,0,0,0,2\n,三季度,3,0,0,0,0,0,3\n,四季度,0,0,0,0,0,4,4\n,合计,4,2,0,0,0,4,10\n";
    for found in requests(rows) {
        assert_eq!(row(&found, "applications.received"), ["4", "2", "0", "0", "0", "4", "10"]);
        assert_eq!(unread(&found).len(), 28);
    }
    for found in requests(&rows.replace(",合计,4", ",合计,5")) {
        assert!(row(&found, "applications.received").iter().all(|text| ["?", ""].contains(text)));
        assert!(!found.is_complete());
    }
}

#[test]
fn digits_set_apart_are_one_number_where_every_sum_says_so() {
    let heads = "项目,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计\n";
    let row_of = |values: &str| format!("{heads}一、本年新收政府信息公开申请数量,{values}\n");
    for found in requests(&row_of("１　２,3,0,0,1,0,1 6")) {
        assert_eq!(row(&found, "applications.received"), ["12", "3", "0", "0", "1", "0", "16"]);
        assert!(found.unread.is_empty() && found.questions.is_empty());
    }
    // A table whose first column holds numbers.
    let heads = "行政复议,,,,\n结果维持,结果纠正,其他结果,尚未审结,总计\n";
    for found in requests(&format!("四、政府信息公开行政复议、行政诉讼情况\n{heads}2　7,1　0,9,1　5,6　1\n"))
    {
        assert_eq!(row(&found, "disputes.review"), ["27", "10", "9", "15", "61"]);
    }
    // They do not add up, or elsewhere digits stand beside each other.
    for values in ["１　２,3,0,0,1,0,1 7", "1 2,13,0,0,0,0,25"] {
        for found in requests(&row_of(values)) {
            assert!(!row(&found, "applications.received").contains(&"12"), "{values}");
            assert!(!found.is_complete(), "{values}");
        }
    }
}

#[test]
fn names_written_over_two_rows_belong_to_the_row_of_their_numbers() {
    let heads = "项目,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计\n";
    let (first, last) = ("一、本年新收政府", "信息公开申请数量");
    for rows in [
        format!("{first},3,1,0,0,2,0,6\n{last},,,,,,,\n"),
        format!("{first},,,,,,,\n{last},3,1,0,0,2,0,6\n"),
        // Each part may be a name in short.
        "一、本年新收政府信息公开申请数量,3,1,0,0,2,0,6\n5.属于三类,1,0,0,0,0,0,1\n内部事务信息,,,,,,,\n".to_owned(),
    ] {
        for found in requests(&format!("{heads}{rows}")) {
            assert_eq!(row(&found, "applications.received"), ["3", "1", "0", "0", "2", "0", "6"], "{rows}");
            assert!(found.questions.is_empty() && found.unread.is_empty(), "{:?}", found.questions);
        }
    }
}

#[test]
fn a_sum_of_organisations_may_be_called_as_totals_are() {
    let rows = ",自然人,法人或其他组织,,,,,,总计\n\
        ,,商业企业,科研机构,社会公益组织,法律服务机构,其他,合计,\n\
        一、本年新收政府信息公开申请数量,3,1,0,2,0,4,7,10\n";
    for found in requests(rows) {
        assert_eq!(row(&found, "applications.received"), ["3", "1", "0", "2", "0", "4", "10"]);
        assert_eq!(unread(&found), ["7"]);
    }
}

#[test]
fn an_amount_in_the_unit_of_its_column_is_a_number() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report).replace("<p>40.208</p>", "<p>40.208万元</p>");
    assert_ne!(page, pour::html(&report));
    assert_whole(&imported("a.html", page.as_bytes()), &report);
}

/// Rows of a group whose label stands beside the first alone, in a table that knows nothing of it.
#[test]
fn rows_that_have_moved_to_the_place_of_a_label_are_read_by_their_sum() {
    let rows = |values: &[&str]| {
        let cells = |texts: &[&str]| texts.iter().map(|text| format!("<td>{text}</td>")).collect::<String>();
        let heads = cells(&["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]);
        let (label, blank) = (cells(&["（一）予以公开"]), cells(&[""]));
        format!(
            "<p>三、收到和处理政府信息公开申请情况</p><table><tr><td></td><td></td>{heads}</tr>\
             <tr><td colspan=\"2\">一、本年新收政府信息公开申请数量</td>{}</tr><tr>{label}{}{blank}</tr></table>",
            cells(&["4", "1", "0", "0", "0", "0", "5"]),
            cells(values)
        )
    };
    let found = imported("a.html", rows(&["2", "1", "0", "0", "0", "0", "3"]).as_bytes());
    assert_eq!(row(&found, "applications.results.granted"), ["2", "1", "0", "0", "0", "0", "3"]);
    let found = imported("a.html", rows(&["2", "1", "0", "0", "0", "0", "4"]).as_bytes());
    assert_eq!(row(&found, "applications.results.granted"), ["?"; 7]);
}
