//! One mistake, one finding, where it was made: what follows from it is not reported beside it.

use crate::common::*;

const PROSE: &str = "全镇按照规定公开政府信息";

/// The filled report with changes, each of which must apply.
#[track_caller]
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(FILLED_2021.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// Line and rule of everything found in two years' reports, by the year of the file.
fn found(first: &str, second: &str) -> Vec<String> {
    let found = town().with("reports/2023.md", first).with("reports/2024.md", second).check();
    found
        .iter()
        .map(|found| format!("{} {}", &found.file["content/reports/".len()..], found.place_and_rule()))
        .collect()
}

fn next_year() -> String {
    in_year(FILLED_2021, 2024)
}

#[test]
fn what_the_text_states_rightly_is_not_reported_beside_a_total_that_is_wrong() {
    let text = with(&[
        ("112, 100, 102, 98, 102, 965]", "112, 100, 102, 98, 102, 966]"),
        (PROSE, "全年新收政府信息公开申请965件，公开政府信息"),
    ]);
    assert_eq!(rules(&check(&text)), ["total-mismatch"]);
    let wrong = text.replacen("申请965件", "申请964件", 1);
    assert_eq!(rules(&check(&wrong)), ["total-mismatch", "prose-number-mismatch"]);
    // In table four a sum does not show which of its cells is wrong.
    let review = with(&[("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 13]"), (PROSE, "全年行政复议12件，公开政府信息")]);
    assert_eq!(rules(&check(&review)), ["total-mismatch"]);
}

#[test]
fn what_a_waiver_explains_stays_in_place_for_it() {
    let waiver = "year: 2023\nas_published: true\nwaivers: [{rule: prose-number-mismatch, at: applications.received, reason: 原报告如此}]\n";
    let text = with(&[
        ("year: 2023\n", waiver),
        ("112, 100, 102, 98, 102, 965]", "112, 100, 102, 98, 102, 966]"),
        (PROSE, "全年新收政府信息公开申请965件，公开政府信息"),
    ]);
    assert!(!rules(&check(&text)).contains(&"unused-waiver"));
}

#[test]
fn without_the_rules_on_totals_what_follows_is_reported() {
    let text = with(&[
        ("112, 100, 102, 98, 102, 965]", "112, 100, 102, 98, 102, 966]"),
        (PROSE, "全年新收政府信息公开申请965件，公开政府信息"),
    ]);
    let site = town().with(REPORT, text).level("total-mismatch", "off").level("identity-mismatch", "off");
    assert_eq!(rules(&site.check()), ["prose-number-mismatch"]);
}

#[test]
fn a_figure_carried_wrongly_is_one_mistake_with_its_total() {
    let carried = [
        ("[451, 112, 100", "[452, 112, 100"),
        ("98, 102, 965]", "98, 102, 966]"),
        ("上年结转: [7, 3, 2, 1, 4, 5, 22]", "上年结转: [6, 3, 2, 1, 4, 5, 21]"),
    ];
    let now = in_year(&with(&carried), 2024);
    assert_eq!(found(FILLED_2021, &now), ["2024.md 13:10 carry-mismatch"]);
    let two = [
        ("[451, 112, 100", "[452, 111, 100"),
        ("上年结转: [7, 3, 2, 1, 4, 5, 22]", "上年结转: [6, 4, 2, 1, 4, 5, 22]"),
    ];
    assert_eq!(found(FILLED_2021, &in_year(&with(&two), 2024)), ["2024.md 13:10 carry-mismatch"]);
}

#[test]
fn a_row_that_last_year_s_report_explains_is_reported_itself() {
    let zeros = next_year().replacen("上年结转: [7, 3, 2, 1, 4, 5, 22]", "上年结转: [0, 0, 0, 0, 0, 0, 0]", 1);
    assert_eq!(found(FILLED_2021, &zeros), ["2024.md 13:10 carry-mismatch"]);
}

#[test]
fn a_mistake_of_last_year_s_report_is_reported_there_alone() {
    let last = with(&[("结转下年度: [7, 3, 2, 1, 4, 5, 22]", "结转下年度: [7, 3, 2, 1, 4, 5, 23]")]);
    assert_eq!(found(&last, &next_year()), ["2023.md 41:29 total-mismatch"]);
}

#[test]
fn cells_exchanged_or_moved_within_a_row_are_one_mistake() {
    let row = "重复申请: [24, 3, 2, 8, 1, 4, 42]";
    for (moved, message) in [("3, 24, 2, 8, 1, 4, 42", "填颠倒了"), ("24, 3, 2, 8, 4, 1, 42", "填颠倒了")] {
        let found = check(&with(&[(row, &format!("重复申请: [{moved}]"))]));
        assert_eq!(rules(&found).len(), 1, "{found:#?}");
        assert!(found[0].message.contains(message), "{found:#?}");
    }
    // 12 and 3 of 15 applicants, one and two columns too far to the right.
    let small = ZEROS.to_owned();
    let small = with_line(&small, "本年新收: [0, 12, 3, 0, 0, 0, 15]");
    let small = with_line(&small, "予以公开: [12, 3, 0, 0, 0, 0, 15]");
    let small = small.replacen("    总计: [0, 0, 0, 0, 0, 0, 0]", "    总计: [12, 3, 0, 0, 0, 0, 15]", 1);
    let one = check(&small);
    let two = check(&with_line(&small, "本年新收: [0, 0, 12, 3, 0, 0, 15]"));
    for (found, message) in [(one, "这一行错了一列"), (two, "这一行错了 2 列")] {
        let found: Vec<_> = found.iter().filter(|found| found.rule == "identity-mismatch").collect();
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.ends_with(message), "{found:#?}");
    }
}

#[test]
fn a_key_that_is_misspelt_is_read_as_meant() {
    let misspelt = [
        ("复议诉讼:", "复义诉讼:"),
        ("申请:", "申清:"),
        ("published:", "publised:"),
        ("year:", "yaer:"),
        ("  行政诉讼:", "  行政起诉:"),
        ("复议诉讼:", "disputs:"),
    ];
    for (key, typed) in misspelt {
        let found = town().with(REPORT, with(&[(key, typed)])).check();
        assert_eq!(rules(&found), ["unknown-key"], "{typed}: {found:#?}");
        assert!(found[0].hints[0].contains("是不是"), "{found:#?}");
    }
    for (key, typed) in [
        ("申请:", "依申请公开:"),
        ("申请:", "收到和处理政府信息公开申请情况:"),
        ("主动公开:", "二、主动公开政府信息情况:"),
    ] {
        assert_eq!(check(&with(&[(key, typed)])), [], "{typed}");
    }
}

#[test]
fn a_row_under_another_heading_is_not_missing_too() {
    let row = "      重复申请: [24, 3, 2, 8, 1, 4, 42]\n";
    let text = with(&[(row, ""), ("    无法提供:\n", &format!("    无法提供:\n{row}"))]);
    let found = check(&text);
    assert_eq!(rules(&found), ["unknown-key"], "{found:#?}");
    assert!(found[0].hints[0].contains("不予处理"), "{found:#?}");
    let elsewhere = with(&[(row, "")]).replacen("    无法提供:\n", "    无法提供:\n      重复申诉: 0\n", 1);
    assert_eq!(rules(&check(&elsewhere)), ["unknown-key", "missing-row"]);
}

#[test]
fn a_row_of_totals_that_was_not_filled_in_is_one_mistake_with_the_row_ready() {
    let row = "总计: [451, 112, 100, 102, 98, 102, 965]";
    let says = (PROSE, "全年办结申请965件，公开政府信息");
    let zeros = check(&with(&[(row, "总计: [0, 0, 0, 0, 0, 0, 0]"), says]));
    assert_eq!(rules(&zeros), ["total-mismatch"], "{zeros:#?}");
    assert_eq!(zeros[0].message, "表三“（七）总计”这一行没有填");
    assert_eq!(zeros[0].hints, [format!("这一行改成：{row}")]);
    let blank = check(&with(&[(row, "总计: [~, ~, ~, ~, ~, ~, ~]"), says]));
    assert_eq!(rules(&blank), ["blank-cells"], "{blank:#?}");
    assert_eq!(blank[0].hints, [format!("总计要填合计数：{row}")]);
}

#[test]
fn a_row_carried_from_last_year_that_was_not_filled_in_is_given_ready() {
    let row = "上年结转: [7, 3, 2, 1, 4, 5, 22]";
    let text = in_year(&with(&[(row, "上年结转: [0, 0, 0, 0, 0, 0, 0]")]), 2024);
    let found = town().with("reports/2023.md", FILLED_2021).with("reports/2024.md", text).check();
    assert_eq!(rules(&found), ["carry-mismatch"], "{found:#?}");
    assert!(found[0].hints.concat().starts_with(&format!("这一行没有填的，写成：{row}")), "{found:#?}");
}

#[test]
fn a_cell_that_is_no_number_contradicts_no_sentence() {
    let text = with(&[
        ("[451, 112, 100, 102, 98, 102, 965]", "[451件, 112, 100, 102, 98, 102, 965件]"),
        (PROSE, "全年新收政府信息公开申请965件，公开政府信息"),
    ]);
    assert_eq!(rules(&check(&text)), ["invalid-cell", "invalid-cell"]);
}

#[test]
fn what_links_to_a_misnamed_report_is_not_reported_beside_it() {
    let found =
        town().with("reports/青石镇2023年报.md", FILLED_2021).with("guide.md", "[甲](reports/2023.md)\n").check();
    assert_eq!(rules(&found), ["year-mismatch"], "{found:#?}");
}

#[test]
fn of_a_blank_table_nothing_else_is_reported() {
    let start = FILLED_2021.find("申请:").unwrap();
    let end = FILLED_2021.find("复议诉讼:").unwrap();
    let blank = FILLED_2021.replacen(&FILLED_2021[start..end], "申请:\n", 1);
    let blank = blank.replacen(PROSE, "全年新收政府信息公开申请965件，办结965件，公开政府信息", 1);
    assert_eq!(found(FILLED_2021, &in_year(&blank, 2024)), ["2024.md 11:3 blank-table"]);
}

#[test]
fn a_figure_that_two_rules_doubt_is_one_mistake() {
    let none_in_force = next_year().replacen("[6, 6, 32]", "[6, 6, 0]", 1);
    assert_eq!(found(FILLED_2021, &none_in_force), ["2024.md 6:19 impossible-stock"]);
    let in_yuan = next_year().replacen("40.208", "402080", 1);
    assert_eq!(found(FILLED_2021, &in_yuan), ["2024.md 10:12 suspicious-unit"]);
    for (rule, text, left) in
        [("impossible-stock", none_in_force, "stock-mismatch"), ("suspicious-unit", in_yuan, "sudden-jump")]
    {
        let site = town().with(REPORT, FILLED_2021).with("reports/2024.md", text).level(rule, "off");
        assert_eq!(rules(&site.check()), [left]);
    }
}

#[test]
fn a_year_that_contradicts_its_file_is_all_that_is_reported_of_it() {
    for year in ["2022", "2025", "2004", "2042", "2020"] {
        let other = next_year().replacen("year: 2024", &format!("year: {year}"), 1);
        assert_eq!(found(FILLED_2021, &other), ["2024.md 2:7 year-mismatch"], "{year}");
    }
    // A copy in which the year was forgotten, and a report of another edition under a wrong name.
    assert_eq!(found(FILLED_2021, FILLED_2021), ["2024.md 2:7 year-mismatch"]);
    assert_eq!(found(FILLED_2021, FILLED_2019), ["2024.md 2:7 year-mismatch"]);
    let three = town().with(REPORT, FILLED_2021).with("reports/2024.md", FILLED_2021);
    let three = three.with("reports/2025.md", in_year(FILLED_2021, 2025)).check();
    assert_eq!(rules(&three), ["year-mismatch"], "{three:#?}");
}

#[test]
fn a_file_named_by_more_than_its_year_is_given_the_right_name() {
    for name in ["2023年.md", "２０２３.md", "2023 - 副本.md", "年报2023(1).md"] {
        let alone = town().with(&format!("reports/{name}"), FILLED_2021).check();
        let beside = town().with(REPORT, FILLED_2021).with(&format!("reports/{name}"), FILLED_2021).check();
        for found in [alone, beside] {
            assert_eq!(rules(&found), ["year-mismatch"], "{name}: {found:#?}");
            assert!(found[0].file.ends_with(name) && found[0].hints[0].contains("2023.md"), "{found:#?}");
        }
    }
}

#[test]
fn agencies_that_name_others_wrongly_are_reported_at_the_key() {
    let unit = "\n[[agency]]\nid = \"school\"\nname = \"青石镇学校\"\nkind = \"office\"\nrank = \"town\"\n";
    let cases = [
        ("parent = \"quingshi\"", "是不是“qingshi”"),
        ("parent = \"青石镇人民政府\"", "是不是“qingshi”"),
        ("parent = \"school\"", "写另一个机关的代码"),
        ("rolls_up = [\"x-9\"]", "[[agency]]"),
        ("succeeds = [\"qingshi\", \"qingshi\"]", "删去一个"),
        ("from = 2020\nuntil = 2019", "不早于 from"),
        ("deadline = \"02-30\"", "01-31"),
    ];
    for (line, hint) in cases {
        let site = town().configured(&format!("{unit}{line}\n"));
        let found = site.configuration_faults();
        assert_eq!(found.len(), 1, "{line}: {found:#?}");
        let last = site.config.lines().count();
        assert_eq!(found[0].line, last, "{line}: {found:#?}");
        assert!(found[0].hints[0].contains(hint), "{line}: {found:#?}");
    }
    let circle = town().configured("parent = \"school\"\n").configured(unit).configured("parent = \"qingshi\"\n");
    let found = circle.configuration_faults();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("又回到了它自己"), "{found:#?}");
}

/// The filled report of another year, every row of table three with other numbers in it.
fn in_table_three(change: impl Fn(&str, Vec<&str>) -> Vec<String>) -> String {
    let (head, rest) = FILLED_2021.split_once("申请:\n").unwrap();
    let (table, rest) = rest.split_once("复议诉讼:\n").unwrap();
    let rows = table.lines().map(|line| match line.split_once(": [") {
        Some((key, numbers)) => {
            let numbers = numbers.trim_end_matches(']').split(", ").collect();
            format!("{key}: [{}]\n", change(key.trim(), numbers).join(", "))
        }
        None => format!("{line}\n"),
    });
    format!("{head}申请:\n{}复议诉讼:\n{rest}", rows.collect::<String>())
}

fn owned(numbers: &[&str]) -> Vec<String> {
    numbers.iter().map(|&number| number.to_owned()).collect()
}

#[test]
fn a_table_that_stands_one_column_off_is_one_mistake() {
    let last_first = in_table_three(|_, numbers| owned(&[&numbers[6..], &numbers[..6]].concat()));
    let found = check(&last_first);
    assert_eq!(rules(&found), ["total-mismatch"], "{found:#?}");
    assert_eq!(found[0].message, "表三每一行都错了一列");
    assert!(found[0].hints[0].contains("[451, 112, 100, 102, 98, 102, 965]"), "{found:#?}");
    assert!(found[0].equations.len() <= 3, "{found:#?}");
}

#[test]
fn columns_and_rows_that_are_exchanged_are_one_mistake() {
    let columns = in_table_three(|_, mut numbers| {
        numbers.swap(4, 6);
        owned(&numbers)
    });
    let found = check(&columns);
    assert_eq!(rules(&found), ["total-mismatch"], "{found:#?}");
    assert_eq!(found[0].message, "表三“法律服务机构”和“总计”两列填颠倒了");
    let row = |key: &str| {
        let line = FILLED_2021.lines().find(|line| line.trim_start().starts_with(key)).unwrap();
        line.split_once(": ").unwrap().1
    };
    let (granted, received) = (row("予以公开"), row("本年新收"));
    let rows = replace_line(FILLED_2021, "予以公开", &format!("予以公开: {received}"));
    let found = check(&replace_line(&rows, "本年新收", &format!("本年新收: {granted}")));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].message, "表三“本年新收”和“予以公开”两行填颠倒了");
}

#[test]
fn a_column_of_totals_that_was_not_filled_in_is_one_mistake() {
    let zeros = in_table_three(|_, mut numbers| {
        numbers[6] = "0";
        owned(&numbers)
    });
    let found = check(&zeros);
    assert_eq!(rules(&found), ["total-mismatch"], "{found:#?}");
    assert_eq!(found[0].message, "表三“总计”这一列没有填");
}

#[test]
fn a_number_in_the_wrong_column_is_one_mistake() {
    // Five of 予以公开 stand with the businesses, in the row and in its total.
    let granted = "予以公开: [15, 7, 1, 2, 9, 2, 36]";
    let found = check(&with(&[(granted, "予以公开: [10, 12, 1, 2, 9, 2, 36]")]));
    assert_eq!(rules(&found), ["total-mismatch"], "{found:#?}");
    assert!(found[0].message.ends_with("两列，一列多 5、一列少 5：像是有数填错了列"), "{found:#?}");
    // Two totals may as well each be wrong by itself.
    assert!(found[0].hints[0].contains("各有一个数写错"), "{found:#?}");
    assert_eq!(found[0].equations.len(), 2, "{found:#?}");
}

fn rules_of_second(second: &str) -> Vec<&'static str> {
    rules_of_second_after(FILLED_2021, second)
}

/// What is found in the second of two years' reports, and not waived.
fn rules_of_second_after(first: &str, second: &str) -> Vec<&'static str> {
    let found = town().with("reports/2023.md", first).with("reports/2024.md", second).check();
    found
        .iter()
        .filter(|found| found.file.ends_with("2024.md") && found.waived.is_none())
        .map(|found| found.rule)
        .collect()
}

#[test]
fn three_years_alike_are_one_mistake_with_what_the_text_states() {
    let text = next_year().replacen(PROSE, "全年新收政府信息公开申请970件，办结968件，公开政府信息", 1);
    let site = town().with("reports/2022.md", in_year(FILLED_2021, 2022)).with("reports/2023.md", FILLED_2021);
    let found = site.with("reports/2024.md", text.as_str()).check();
    let own: Vec<_> = found.iter().filter(|found| found.file.ends_with("2024.md")).collect();
    assert_eq!(own.len(), 1, "{own:#?}");
    assert!(own[0].message.contains("三年的数字完全一样"), "{own:#?}");
}

#[test]
fn last_year_s_table_left_in_place_is_one_mistake() {
    let says = "全年新收政府信息公开申请970件，办结968件，予以公开40件，部分公开50件，公开政府信息";
    let text = next_year().replacen(PROSE, says, 1);
    assert_eq!(found(FILLED_2021, &text), ["2024.md 12:10 repeated-figures"]);
    let waived = text.replacen(
        "year: 2024\n",
        "year: 2024\nwaivers: [{rule: repeated-figures, at: applications, reason: 相同}]\n",
        1,
    );
    // Then each sentence that differs is a mistake of its own.
    assert_eq!(rules_of_second(&waived), ["prose-number-mismatch"; 4]);
    let elsewhere = waived.replacen("at: applications", "at: proactive", 1);
    let others = rules_of_second(&elsewhere);
    assert!(
        others.contains(&"repeated-figures") && others.contains(&"unused-waiver") && others.len() == 2,
        "{others:?}"
    );
    // What stops publication still does.
    let carried = with(&[
        ("结转下年度: [7, 3, 2, 1, 4, 5, 22]", "结转下年度: [8, 3, 2, 1, 4, 5, 23]"),
        ("予以公开: [15, 7, 1, 2, 9, 2, 36]", "予以公开: [14, 7, 1, 2, 9, 2, 35]"),
        ("总计: [451, 112, 100, 102, 98, 102, 965]", "总计: [450, 112, 100, 102, 98, 102, 964]"),
    ]);
    let found =
        town().with("reports/2023.md", carried.as_str()).with("reports/2024.md", in_year(&carried, 2024)).check();
    assert_eq!(rules(&found), ["carry-mismatch"], "{found:#?}");
    assert!(
        found[0].message.contains("每一格都和上年的报告一样") && found[0].level == giar::diag::Level::Error,
        "{found:#?}"
    );
}

#[test]
fn stocks_that_are_exchanged_are_one_mistake() {
    let last = replace_line(ZEROS, "行政规范性文件", "行政规范性文件: [3, 1, 10]");
    let now = |rules: &str, documents: &str| {
        let text = replace_line(&in_year(ZEROS, 2024), "规章", &format!("规章: {rules}"));
        replace_line(&text, "行政规范性文件", &format!("行政规范性文件: {documents}"))
    };
    let rows =
        town().with("reports/2023.md", last.as_str()).with("reports/2024.md", now("[4, 2, 12]", "[0, 0, 0]")).check();
    assert_eq!(rules(&rows), ["stock-mismatch"], "{rows:#?}");
    assert!(rows[0].message.contains("“规章”和“规范性文件”两行填颠倒了"), "{rows:#?}");
    // Row by row, if the report gives a reason for what is found.
    let with_reason = "year: 2024\nwaivers: [{rule: stock-mismatch, reason: 已核对}]\n";
    let second = now("[4, 2, 12]", "[0, 0, 0]").replacen("year: 2024\n", with_reason, 1);
    assert_eq!(rules_of_second_after(&last, &second), ["rules-without-authority"]);
    // One of the rows is impossible as it stands, which is the same mistake.
    let rules_in_force = replace_line(ZEROS, "规章", "规章: [0, 0, 5]");
    let site = town().with("reports/2023.md", rules_in_force).with("reports/2024.md", now("[2, 2, 0]", "[1, 0, 6]"));
    let of_2024: Vec<_> = site.check().into_iter().filter(|found| found.file.ends_with("2024.md")).collect();
    assert_eq!(rules(&of_2024), ["stock-mismatch"], "{of_2024:#?}");
    let columns =
        town().with("reports/2023.md", last.as_str()).with("reports/2024.md", now("[0, 0, 0]", "[1, 4, 13]")).check();
    assert_eq!(rules(&columns), ["stock-mismatch"], "{columns:#?}");
    assert!(columns[0].hints[0].contains("填颠倒了"), "{columns:#?}");
}
