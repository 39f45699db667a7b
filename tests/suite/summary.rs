//! A county's year in one document: whoever is in another's report counts once.

use crate::{
    common::{FILLED_2021, Site, ZEROS, replace_line, town},
    export::{docx_tables, paragraphs, parts, shown},
};
use calamine::{Data, Range, Reader as _, Xlsx};
use giar::{
    export::{Exporter, Format},
    pipeline::Prepared,
};
use std::io::Cursor;

const AGENCIES: &str = r#"
[[agency]]
id = "qinghe"
name = "青河县人民政府"
kind = "government"
rolls_up = ["jiaoyu"]
[[agency]]
id = "jiaoyu"
name = "青河县教育局"
rolls_up = ["xiaoxue"]
[[agency]]
id = "xiaoxue"
name = "青河县小学"
[[agency]]
id = "baishui"
name = "白水镇人民政府"
[[agency]]
id = "kaifaqu"
name = "青河县开发区"
absent = [{year = 2023, reason = "2024年成立"}]
[[agency]]
id = "xinju"
name = "青河县新局"
from = 2024
[[agency]]
id = "gongan"
name = "青河县公安局"
"#;

/// A county that counts its school board, which counts a school; a town of its own that is late; a town of zeros.
fn county() -> Site {
    let late = replace_line(FILLED_2021, "published", "published: 2024-04-20");
    town()
        .configured(AGENCIES)
        .with("reports/qinghe/2023.md", FILLED_2021)
        .with("reports/jiaoyu/2023.md", FILLED_2021)
        .with("reports/xiaoxue/2023.md", FILLED_2021)
        .with("reports/baishui/2023.md", late)
        .with("reports/qingshi/2023.md", ZEROS)
        .with("reports/gongan/2023.md", FILLED_2021.replace("year: 2023", "year: 2023\ndraft: true"))
}

fn written(format: &str) -> Vec<u8> {
    let Prepared { site, findings, .. } = &county().prepare().unwrap();
    Exporter { site, findings, filing: false }.write_year(2023, Format::find(format).unwrap())
}

#[test]
fn a_document_names_who_reported_when_and_who_did_not() {
    let xml = parts(&written("docx")).remove("word/document.xml").unwrap();
    let tables = docx_tables(&xml);
    let lines: Vec<_> = tables[0].iter().skip(1).map(|line| line[1..4].join(" ")).collect();
    assert_eq!(
        lines,
        [
            "青石镇人民政府 2024年1月20日 按时",
            "青河县人民政府 2024年1月20日 按时",
            "青河县教育局 2024年1月20日 按时",
            "青河县小学 2024年1月20日 按时",
            "白水镇人民政府 2024年4月20日 逾期",
            "青河县开发区  2024年成立",
            "青河县公安局  未报送",
        ]
    );
    let texts: Vec<_> = paragraphs(&xml).into_iter().map(|(_, text)| text).collect();
    assert!(texts.contains(&"2023年度共收到报告 5 份。未报送的有 1 个：青河县公安局。".to_owned()), "{texts:?}");
    assert!(texts.iter().any(|text| text.contains("青河县教育局、青河县小学的数字已计入其他机关的报告，不再相加。")));
    let late = tables[4].iter().find(|line| line[0] == "published-late").unwrap();
    assert_eq!(late[1..], ["发布晚于规定日期", "警告", "1", "1"]);
}

#[test]
fn a_report_is_late_whether_or_not_a_rule_says_so() {
    let Prepared { site, findings, .. } =
        &county().configured("[rules]\npublished-late = \"off\"\n").prepare().unwrap();
    let bytes = Exporter { site, findings, filing: false }.write_year(2023, Format::find("docx").unwrap());
    let tables = docx_tables(&parts(&bytes)["word/document.xml"]);
    let town = tables[0].iter().find(|line| line[1] == "白水镇人民政府").unwrap();
    assert_eq!(town[3], "逾期");
}

#[test]
fn nobody_counts_twice() {
    let tables = docx_tables(&parts(&written("docx"))["word/document.xml"]);
    // The county, one town, and a town of zeros: twice what one of them reports.
    assert_eq!(tables[2][3][3..], ["902", "224", "200", "204", "196", "204", "1930"]);
    assert_eq!(tables[3][3][4], "24");
    assert_eq!(tables[1].iter().find(|line| line[0] == "行政事业性收费").unwrap()[1], "80.416");
}

fn number(range: &Range<Data>, row: u32, column: u32) -> f64 {
    range.get_value((row, column)).and_then(calamine::DataType::as_f64).unwrap_or_default()
}

#[test]
fn a_workbook_has_every_figure_and_sums_that_follow_from_them() {
    let mut workbook = Xlsx::new(Cursor::new(written("xlsx"))).unwrap();
    assert_eq!(workbook.sheet_names(), ["报送情况", "全部数据", "表二", "表三", "表四", "检查结果"]);
    let all = workbook.worksheet_range("全部数据").unwrap();
    let counted: Vec<_> = (2..7).map(|row| shown(all.get_value((row, 2)))).collect();
    assert_eq!(counted, ["是", "是", "否", "否", "是"]);
    let keys: Vec<_> = (0..203).map(|column| shown(all.get_value((0, column)))).collect();
    assert_eq!(keys[..3], ["id", "agency", "counted"]);
    assert_eq!(keys[3], "proactive.regulations.issued");
    for sheet in ["表二", "表三", "表四"] {
        let (range, formulas) = (workbook.worksheet_range(sheet).unwrap(), workbook.worksheet_formula(sheet).unwrap());
        let (top, left) = formulas.start().unwrap();
        let mut count = 0;
        for (row, column, formula) in formulas.used_cells() {
            // SUMIF(全部数据!$C$3:$C$7,"是",全部数据!$D$3:$D$7)
            let of = formula.rsplit("!$").next().unwrap().split('$').next().unwrap();
            let of = of.bytes().fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1) - 1;
            let sum: f64 =
                (2..7).filter(|row| counted[*row as usize - 2] == "是").map(|row| number(&all, row, of)).sum();
            assert!((sum - number(&range, row as u32 + top, column as u32 + left)).abs() < 1e-9, "{formula}");
            count += 1;
        }
        assert!(count > 9, "{sheet}: {count}");
    }
    let parts = parts(&written("xlsx"));
    for sheet in [1, 2, 6] {
        let xml = &parts[&format!("xl/worksheets/sheet{sheet}.xml")];
        assert!(xml.contains("<autoFilter") && xml.contains("state=\"frozen\""), "sheet {sheet}");
    }
}

#[test]
fn the_command_writes_a_summary() {
    let folder = county().write();
    folder.giar(&["export", "--summary", "2023", "-o", "out/"]).expect(0);
    assert_eq!(folder.files("out").into_keys().collect::<Vec<_>>(), ["2023年政府信息公开工作年度报告汇总.docx"]);
    folder.giar(&["export", "--summary", "2023", "-o", "a.xlsx"]).expect(0);
    assert!(folder.files(".")["a.xlsx"].starts_with(b"PK"));
    folder.giar(&["export", "--summary", "2023", "-o", "a.xlsx"]).expect(1);
    let none = folder.giar(&["export", "--summary", "2020"]).expect(2);
    assert!(
        none.stderr.contains("没有 2020 年的报告；有") && none.stderr.contains("giar export --summary 20"),
        "{}",
        none.stderr
    );
    folder.giar(&["export", "--summary", "2023", "qinghe/2023"]).expect(2);
    folder.giar(&["export"]).expect(2);
}
