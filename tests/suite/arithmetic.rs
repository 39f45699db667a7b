//! The sums of tables three and four, and what one year hands on to the next.

use crate::common::*;
use giar::diag::Level;
use giar::form::{CellId, Edition};
use proptest::prelude::*;

const TOTALS: &str = "total-mismatch";
const IDENTITY: &str = "identity-mismatch";

/// Why more may be found of a cell that was made wrong than that.
const MORE_THAN_THE_CELL: &str = "a rule that compares what a wrong cell makes differ reports it a second time: \
    CONTRIBUTING.md, “Adding a rule”, has what to do";

fn number(text: &str, path: &str) -> i64 {
    typed(text, path).parse().unwrap()
}

/// `text` with a cell changed by `by`.
fn changed(text: &str, path: &str, by: i64) -> String {
    with_cell(text, path, &(number(text, path) + by).to_string())
}

/// `text` with every cell of a row typed anew.
#[track_caller]
fn row(text: &str, key: &str, cells: &str) -> String {
    with_line(text, &format!("{key}: [{cells}]"))
}

/// What is found in the town's report on a year and in the next, on one site.
fn in_two_years(first: &str, second: &str) -> Vec<Found> {
    fn year(text: &str) -> String {
        text.lines().find_map(|line| line.strip_prefix("year: ")).unwrap().to_owned()
    }

    let name = |text: &str| format!("reports/{}.md", year(text));
    town().with(&name(first), first).with(&name(second), second).check()
}

#[test]
fn the_filled_reports_are_right_and_no_cell_of_them_is_zero() {
    for (text, form) in filled() {
        assert_eq!(check(&text), [], "{}", form.edition.id);
        for table in ["applications", "disputes"] {
            for path in paths(form, table) {
                assert!(number(&text, path) > 0, "{path} in {}", form.edition.id);
            }
        }
    }
    let count = |edition, table| paths(Edition::find(edition).unwrap().form(), table).len();
    assert_eq!((count("2021", "applications"), count("2021", "disputes")), (175, 15));
    assert_eq!((count("2019", "applications"), count("2019", "disputes")), (161, 15));
}

mod one_wrong_cell {
    use super::*;

    /// Changes every cell of a table, each in a report of its own, by what `by` makes of it.
    fn each(table: &str, by: impl Fn(usize, i64) -> i64, look: impl Fn(&str, i64, i64, &[Found])) {
        for (text, form) in filled() {
            let paths = paths(form, table);
            let report = bound(&text);
            let cells: Vec<_> = paths.iter().map(|path| form.cell(path).unwrap()).collect();
            let values: Vec<i64> = cells.iter().map(|&cell| report.typed(cell).parse().unwrap()).collect();
            let new: Vec<_> = values.iter().enumerate().map(|(at, &value)| by(at, value)).collect();
            let with = |(&cell, new): (&CellId, &i64)| {
                let span = report.grid[cell].span.range();
                format!("{}{new}{}", &text[..span.start], &text[span.end..])
            };
            let texts: Vec<_> = cells.iter().zip(&new).map(with).collect();
            for (at, found) in check_each(year_of(&text), &texts, "").iter().enumerate() {
                assert!(new[at] != values[at] && new[at] >= 0);
                look(paths[at], values[at], new[at], found);
            }
        }
    }

    /// In table three the one finding names the cell and what stood there.
    fn is_repaired(path: &str, right: i64, wrong: i64, found: &[Found]) {
        assert_eq!(rules(found), [TOTALS], "{path}: {MORE_THAN_THE_CELL}\n{found:#?}");
        let found = &found[0];
        let year = found.file.rsplit('/').next().unwrap().strip_suffix(".md").unwrap().parse().unwrap();
        let form = Edition::in_force(year).form();
        let name = form.name(form.cell(path).unwrap());
        assert_eq!((found.at.as_deref(), found.level), (Some(path), Level::Error));
        assert_eq!(found.message, format!("{name}写的是 {wrong}，应为 {right}"));
        assert_eq!(found.label.as_deref(), Some(&*format!("应为 {right}")));
        assert_eq!(found.hints, [format!("改这一格即可：{name} → {right}")]);
        let difference = (right - wrong).abs();
        assert!(found.equations.len() >= 2, "{found:?}");
        for equation in &found.equations {
            assert!(equation.contains(" ≠ ") && equation.ends_with(&format!("，差 {difference}")), "{equation}");
            // Zeros are left out of long sums.
            assert!(wrong == 0 || equation.contains(&wrong.to_string()), "{equation}");
        }
    }

    /// In table four one sum alone is broken: found, though no single cell can be accused.
    fn is_found(path: &str, right: i64, wrong: i64, found: &[Found]) {
        assert_eq!(rules(found), [TOTALS], "{path}: {MORE_THAN_THE_CELL}\n{found:#?}");
        let group = path.rsplit_once('.').unwrap().0;
        assert_eq!(found[0].at.as_deref(), Some(&*format!("{group}.total")));
        let [equation] = &found[0].equations[..] else { panic!("{found:?}") };
        assert!(equation.ends_with(&format!("，差 {}", (right - wrong).abs())), "{equation}");
        assert_eq!(found[0].related.len(), 4, "every part is shown: {found:?}");
    }

    #[test]
    fn of_table_three_is_named_with_its_value_if_it_is_one_more() {
        each("applications", |_, value| value + 1, is_repaired);
    }

    #[test]
    fn of_table_three_is_named_with_its_value_if_it_is_one_less() {
        each("applications", |_, value| value - 1, is_repaired);
    }

    #[test]
    fn of_table_three_is_named_with_its_value_if_it_is_ten_times_as_much() {
        each("applications", |_, value| value * 10, is_repaired);
    }

    #[test]
    fn of_table_three_is_named_with_its_value_if_it_is_a_thousand_more() {
        each("applications", |_, value| value + 1000, is_repaired);
    }

    #[test]
    fn of_table_three_is_named_with_its_value_if_it_is_nothing_or_beyond_all_measure() {
        each("applications", |_, _| 0, is_repaired);
        each("applications", |_, _| 999_999_999_999, is_repaired);
    }

    #[test]
    fn of_table_four_is_found_whatever_it_is() {
        for by in [|value| value + 1, |value| value - 1, |value| value * 10, |value| value + 1000] {
            each("disputes", |_, value| by(value), is_found);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..runs(1) })]

        #[test]
        fn of_either_table_is_found_by_any_amount(amounts in prop::collection::vec(1i64..99_999_999, 175)) {
            let by = |at: usize, value: i64| {
                let amount = amounts[at % amounts.len()];
                if amount == value { value + 1 } else { amount }
            };
            each("applications", by, is_repaired);
            each("disputes", by, is_found);
        }
    }

    #[test]
    fn that_was_left_blank_is_named_too() {
        for path in ["applications.results.not_processed.repeated.business", "applications.carried_in.other"] {
            let found = check(&with_cell(FILLED_2021, path, "/"));
            let found: Vec<_> = found.iter().filter(|found| found.level == Level::Error).collect();
            assert_eq!(found.len(), 1, "{found:#?}");
            assert_eq!(found[0].at.as_deref(), Some(path));
            assert!(found[0].hints[0].ends_with(&format!("→ {}", typed(FILLED_2021, path))), "{found:#?}");
        }
    }

    #[test]
    fn of_table_three_shows_both_sides_of_every_equation() {
        let found = check(&changed(FILLED_2021, "applications.received.total", 1));
        assert_eq!(
            found[0].equations,
            ["本年新收：451 + 112 + 100 + 102 + 98 + 102 ≠ 966，差 1", "总计：966 + 22 ≠ 965 + 22，差 1"]
        );
        let shown: Vec<_> = found[0].related.iter().map(|(_, line, _)| *line).collect();
        assert_eq!(shown.len(), 9, "six kinds of applicant, and the rest of 一 + 二 = 三 + 四: {found:#?}");
    }

    #[test]
    fn of_table_four_shows_its_equation() {
        let found = check(&row(FILLED_2021, "未经复议直接起诉", "4, 1, 2, 3, 11"));
        assert_eq!(found[0].message, "表四“行政诉讼 未经复议直接起诉 总计”不等于各项之和");
        assert_eq!(found[0].equations, ["4 + 1 + 2 + 3 ≠ 11，差 1"]);
    }
}

mod one_wrong_row {
    use super::*;

    /// [`FILLED_2021`] with a zero in it: nobody applied for one thing twice but three people for another.
    fn with_a_zero() -> String {
        let text = row(FILLED_2021, "重复申请", "24, 0, 2, 8, 1, 4, 39");
        let text = row(&text, "予以公开", "15, 10, 1, 2, 9, 2, 39");
        assert_eq!(check(&text), []);
        text
    }

    #[test]
    fn is_named_with_the_row_as_it_should_be() {
        let (with_a_zero, right_with_a_zero) = (with_a_zero(), "24, 0, 2, 8, 1, 4, 39");
        let (plain, right) = (FILLED_2021, "24, 3, 2, 8, 1, 4, 42");
        for (text, wrong, right, what) in [
            (&*with_a_zero, "0, 2, 8, 1, 4, 39, 24", right_with_a_zero, "错了一列"),
            (plain, "42, 24, 3, 2, 8, 1, 4", right, "错了一列"),
            // Moved over the edge of the table, which the last number did not survive.
            (plain, "0, 24, 3, 2, 8, 1, 4", right, "错了一列"),
            (plain, "3, 2, 8, 1, 4, 42, 0", right, "错了一列"),
            (&*with_a_zero, "2, 4, 2, 8, 1, 4, 39", right_with_a_zero, "把一个数拆进了两格"),
        ] {
            let found = check(&row(text, "重复申请", wrong));
            assert_eq!(rules(&found), [TOTALS], "{wrong}: {found:#?}");
            assert_eq!(found[0].message, format!("表三“2.重复申请”这一行{what}"));
            assert_eq!(found[0].hints, [format!("这一行改成：重复申请: [{right}]")]);
        }
    }

    #[test]
    fn moved_is_named_in_every_row_of_every_edition() {
        for (text, form) in filled() {
            let totals: Vec<_> =
                paths(form, "applications").into_iter().filter(|path| path.ends_with(".total")).collect();
            let rows: Vec<_> = totals.iter().map(|path| path.rsplit_once('.').unwrap().0).collect();
            let table = form.tables.iter().find(|table| table.table.key == "applications").unwrap();
            assert_eq!(rows.len(), table.blocks.iter().map(|block| block.rows.len()).sum::<usize>());
            let moved = |row: &str| {
                let paths: Vec<_> = paths(form, "applications")
                    .into_iter()
                    .filter(|path| path.rsplit_once('.').unwrap().0 == row)
                    .collect();
                let mut values: Vec<_> = paths.iter().map(|path| typed(&text, path)).collect();
                values.rotate_right(1);
                paths.iter().zip(values).fold(text.clone(), |text, (path, value)| with_cell(&text, path, &value))
            };
            let texts: Vec<_> = rows.iter().map(|row| moved(row)).collect();
            for (found, row) in check_each(year_of(&text), &texts, "").iter().zip(rows) {
                assert_eq!(rules(found), [TOTALS], "{row}: {MORE_THAN_THE_CELL}\n{found:#?}");
                assert!(found[0].message.ends_with("这一行错了一列"), "{row}: {found:#?}");
            }
        }
    }

    #[test]
    fn with_two_numbers_in_one_cell_is_found() {
        let found = check(&row(FILLED_2021, "重复申请", "243, 0, 2, 8, 1, 4, 42"));
        assert!(!found.is_empty() && found.iter().all(|found| found.rule == TOTALS), "{found:#?}");
    }

    #[test]
    fn two_wrong_cells_are_two_mistakes() {
        let text = changed(FILLED_2021, "applications.received.business", 1);
        let found = check(&changed(&text, "applications.results.granted.research", 1));
        assert_eq!(rules(&found), [TOTALS, TOTALS], "{found:#?}");
        assert!(found.iter().all(|found| found.equations.len() == 2 && found.hints[0].starts_with("改这一格即可")));
    }

    #[test]
    fn two_outcome_rows_in_each_other_s_place_cannot_be_seen() {
        let (first, second) = ("15, 7, 1, 2, 9, 2, 36", "29, 1, 9, 4, 1, 2, 46");
        assert_eq!(check(&row(&row(FILLED_2021, "予以公开", second), "部分公开", first)), []);
    }
}

mod a_blank_cell {
    use super::*;

    /// Findings that are not the advice about blanks themselves.
    fn but_blanks(text: &str) -> Vec<Found> {
        check(text).into_iter().filter(|found| found.rule != "blank-cells").collect()
    }

    #[test]
    fn counts_as_nothing_beside_a_number() {
        let text = row(FILLED_2021, "重复申请", "24, /, 2, 8, 1, 4, 39");
        let text = row(&text, "予以公开", "15, 10, 1, 2, 9, 2, 39");
        assert_eq!(but_blanks(&text), []);
        assert_eq!(rules(&check(&text)), ["blank-cells"]);
    }

    #[test]
    fn does_not_hide_that_a_sum_is_wrong() {
        let found = but_blanks(&row(FILLED_2021, "行政复议", "6, /, 3, 1, 12"));
        assert_eq!(rules(&found), [TOTALS]);
        assert_eq!(found[0].equations, ["6 + 3 + 1 ≠ 12，差 2"]);
    }

    #[test]
    fn that_is_a_total_is_neither_checked_nor_filled_in() {
        let text = row(FILLED_2021, "行政复议", "6, 2, 3, 1, /");
        assert_eq!(but_blanks(&text), []);
        assert_eq!(bound(&text).number("disputes.review.total"), None);
        let text = with_cell(FILLED_2021, "applications.results.not_processed.repeated.total", "/");
        assert_eq!(rules(&but_blanks(&text)), [TOTALS], "its row is not checked, its column is");
    }

    #[test]
    fn that_is_a_total_of_outcomes_leaves_nothing_to_check_in_its_column_but_the_row() {
        let text = with_cell(FILLED_2021, "applications.results.total.research", "/");
        let found = but_blanks(&text);
        assert_eq!(rules(&found), [TOTALS], "{found:#?}");
        assert!(found[0].equations.iter().all(|equation| equation.contains("≠ 965")), "{found:#?}");
    }

    #[test]
    fn in_a_column_without_any_number_is_no_fault() {
        let form = Edition::find("2021").unwrap().form();
        let text = paths(form, "disputes.litigation")
            .into_iter()
            .fold(FILLED_2021.to_owned(), |text, path| with_cell(&text, path, "/"));
        assert_eq!(but_blanks(&text), []);
    }

    #[test]
    fn in_place_of_all_that_was_carried_over_counts_as_nothing_in_the_identity() {
        let text = row(FILLED_2021, "上年结转", "/, /, /, /, /, /, /");
        assert_eq!(but_blanks(&row(&text, "结转下年度", "/, /, /, /, /, /, /")), []);
        // That of the totals follows from the others.
        assert_eq!(rules(&but_blanks(&text)), [IDENTITY; 6]);
    }

    #[test]
    fn is_null_and_stays_as_written() {
        let site = town().with(REPORT, row(FILLED_2021, "重复申请", "24, /, —, ~, \"-\", \"\", 42"));
        let json: serde_json::Value = serde_json::from_str(&site.published("2023/qingshi/report.json")).unwrap();
        let cells = &json["tables"]["applications"]["results"]["not_processed"]["repeated"];
        for column in ["business", "research", "public_welfare", "legal_service", "other"] {
            assert!(cells[column].is_null(), "{column}: {cells}");
        }
        assert_eq!(json["raw"]["applications.results.not_processed.repeated.research"], "—");
    }
}

mod a_total_left_out {
    use super::*;

    const CARRIED_IN: &str = "自然人: 7, 商业企业: 3, 科研机构: 2, 社会公益组织: 1, 法律服务机构: 4, 其他: 5";

    fn mapping(text: &str, key: &str, cells: &str) -> String {
        with_line(text, &format!("{key}: {{{cells}}}"))
    }

    #[test]
    fn is_computed_and_said_to_be() {
        let text = mapping(FILLED_2021, "上年结转", CARRIED_IN);
        let found = check(&text);
        assert_eq!(rules(&found), ["computed-total"]);
        assert_eq!((found[0].level, found[0].line), (Level::Info, 13));
        assert_eq!(bound(&text).number("applications.carried_in.total").unwrap().to_string(), "22");
        let site = town().with(REPORT, text);
        let json: serde_json::Value = serde_json::from_str(&site.published("2023/qingshi/report.json")).unwrap();
        assert_eq!(json["computed"], serde_json::json!(["applications.carried_in.total"]));
        assert_eq!(json["tables"]["applications"]["carried_in"]["total"], 22);
    }

    #[test]
    fn of_the_outcomes_is_computed_in_every_column() {
        let text = FILLED_2021.replacen("    总计: [451, 112, 100, 102, 98, 102, 965]\n", "", 1);
        assert_eq!(rules(&check(&text)), ["computed-total"]);
        let report = bound(&text);
        let total = |column| report.number(&format!("applications.results.total.{column}")).unwrap().to_string();
        assert_eq!([total("natural_person"), total("other"), total("total")], ["451", "102", "965"]);
    }

    #[test]
    fn of_a_row_and_of_the_outcomes_are_computed_one_from_the_other() {
        let text = FILLED_2021.replacen("    总计: [451, 112, 100, 102, 98, 102, 965]\n", "", 1);
        let text = mapping(
            &text,
            "重复申请",
            "自然人: 24, 商业企业: 3, 科研机构: 2, 社会公益组织: 8, 法律服务机构: 1, 其他: 4",
        );
        assert_eq!(rules(&check(&text)), ["computed-total"]);
        assert_eq!(bound(&text).number("applications.results.total.total").unwrap().to_string(), "965");
    }

    #[test]
    fn cannot_be_left_out_of_a_list() {
        assert_eq!(rules(&check(&row(FILLED_2021, "上年结转", "7, 3, 2, 1, 4, 5"))), ["invalid-cell"]);
    }

    #[test]
    fn does_not_hide_a_wrong_number() {
        let found = check(&mapping(FILLED_2021, "上年结转", &CARRIED_IN.replace("自然人: 7", "自然人: 8")));
        assert!(rules(&found).contains(&IDENTITY), "{found:#?}");
    }

    #[test]
    fn does_not_keep_the_wrong_number_from_being_named() {
        let found = check(&mapping(FILLED_2021, "上年结转", &CARRIED_IN.replace("自然人: 7", "自然人: 8")));
        let errors: Vec<_> = found.iter().filter(|found| found.level == Level::Error).collect();
        assert_eq!(errors.len(), 1, "{found:#?}");
        assert_eq!(errors[0].at.as_deref(), Some("applications.carried_in.natural_person"));
        assert!(errors[0].hints[0].ends_with("“自然人” → 7"), "{found:#?}");
    }

    #[test]
    fn of_the_outcomes_stands_where_the_outcomes_are_if_it_is_accused() {
        let text = FILLED_2021.replacen("    总计: [451, 112, 100, 102, 98, 102, 965]\n", "", 1);
        let found = check(&row(&text, "重复申请", "25, 3, 2, 8, 1, 4, 43"));
        let identity: Vec<_> = found.iter().filter(|found| found.rule == IDENTITY).collect();
        assert_eq!(identity.len(), 1, "{found:#?}");
        assert!(identity.iter().all(|found| found.line >= 11), "not at the year: {identity:#?}");
    }

    #[test]
    fn is_not_claimed_to_be_computed_if_it_could_not_be() {
        let text = mapping(FILLED_2021, "上年结转", &CARRIED_IN.replace("自然人: 7", "自然人: 7件"));
        assert_eq!(rules(&check(&text)), ["invalid-cell"]);
    }
}

mod the_identity {
    use super::*;

    #[test]
    fn is_reported_by_itself_where_no_total_is_wrong() {
        let found = check(&row(FILLED_2021, "结转下年度", "8, 3, 2, 1, 4, 5, 23"));
        assert_eq!(rules(&found), [IDENTITY]);
        assert_eq!(found[0].message, "表三“自然人”一列不合勾稽关系");
        assert_eq!(found[0].equations, ["451 + 7 ≠ 451 + 8，差 1"]);
    }

    #[test]
    fn is_reported_with_its_repair_where_totals_are_not_to_be_checked() {
        let site = |level| town().level(TOTALS, level);
        let wrong = changed(FILLED_2021, "applications.received.business", 5);
        let found = site("off").with(REPORT, wrong.as_str()).check();
        assert_eq!(rules(&found), [IDENTITY]);
        assert!(found[0].hints[0].ends_with("“商业企业” → 112"), "{found:#?}");
        for level in ["error", "warn", "info"] {
            assert_eq!(rules(&site(level).with(REPORT, wrong.as_str()).check()), [TOTALS], "{level}");
        }
    }

    #[test]
    fn says_nothing_of_totals_that_are_not_to_be_checked() {
        let wrong = changed(FILLED_2021, "applications.results.granted.business", 5);
        assert_eq!(town().level(TOTALS, "off").with(REPORT, wrong).check(), []);
    }

    #[test]
    fn is_checked_in_each_of_the_seven_columns() {
        let form = Edition::find("2021").unwrap().form();
        let columns = paths(form, "applications.carried_out.");
        assert_eq!(columns.len(), 7);
        for path in columns {
            let found = town().level(TOTALS, "off").with(REPORT, changed(FILLED_2021, path, 3)).check();
            assert_eq!(rules(&found), [IDENTITY], "{path}: {found:#?}");
            assert!(found[0].equations[0].ends_with("，差 3"), "{found:#?}");
        }
    }
}

mod what_was_carried_over {
    use super::*;

    const CARRY: &str = "carry-mismatch";

    /// Two years of the town with the sums unchecked, so that one cell can be wrong by itself.
    fn unsummed(first: &str, second: &str) -> Vec<Found> {
        let site = town().level(TOTALS, "off").level(IDENTITY, "off");
        site.with("reports/2023.md", first).with("reports/2024.md", second).check()
    }

    #[test]
    fn is_the_same_in_both_reports() {
        assert_eq!(in_two_years(FILLED_2021, &in_year(FILLED_2021, 2024)), []);
    }

    #[test]
    fn is_checked_in_each_of_the_seven_columns() {
        let form = Edition::find("2021").unwrap().form();
        let next = in_year(FILLED_2021, 2024);
        let columns = paths(form, "applications.carried_in.");
        assert_eq!(columns.len(), 7);
        for path in columns {
            let then = number(&next, path);
            let found = unsummed(FILLED_2021, &changed(&next, path, 2));
            assert_eq!(rules(&found), [CARRY], "{path}: {found:#?}");
            let name = form.name(form.cell(path).unwrap());
            assert_eq!((found[0].file.as_str(), found[0].line), ("content/reports/2024.md", 13));
            assert_eq!((found[0].at.as_deref(), found[0].level), (Some(path), Level::Error));
            let now = then + 2;
            assert_eq!(found[0].message, format!("{name}是 {now}，上年报告结转下来的却是 {then}"));
            assert_eq!(found[0].equations, [format!("{now} ≠ {then}，差 2")]);
            let [(file, line, _)] = &found[0].related[..] else { panic!("{found:#?}") };
            assert_eq!((file.as_str(), *line), ("content/reports/2023.md", 41));
            assert!(!found[0].hints.is_empty());
        }
    }

    #[test]
    fn is_checked_over_a_change_of_edition() {
        let (old, new) = (in_year(FILLED_2019, 2020), in_year(FILLED_2021, 2021));
        assert_eq!(in_two_years(&old, &new), []);
        let site = town().level(TOTALS, "off").level(IDENTITY, "off");
        let new = changed(&new, "applications.carried_in.research", 1);
        assert_eq!(rules(&site.with("reports/2020.md", old).with("reports/2021.md", new).check()), [CARRY]);
    }

    #[test]
    fn counts_as_nothing_where_it_is_blank_beside_a_number() {
        fn found(first: &str, second: &str) -> Vec<Found> {
            let found = unsummed(first, second);
            found.into_iter().filter(|found| found.rule != "blank-cells").collect::<Vec<_>>()
        }

        let next = in_year(FILLED_2021, 2024);
        let blank = |text: &str, row: &str| with_cell(text, &format!("applications.{row}.other"), "/");
        assert_eq!(found(&blank(FILLED_2021, "carried_out"), &blank(&next, "carried_in")), []);
        let zero = with_cell(&next, "applications.carried_in.other", "0");
        assert_eq!(found(&blank(FILLED_2021, "carried_out"), &zero), []);
        let lost = found(FILLED_2021, &blank(&next, "carried_in"));
        assert_eq!(rules(&lost), [CARRY]);
        assert_eq!(lost[0].equations, ["0 ≠ 5，差 5"]);
    }

    #[test]
    fn is_not_compared_where_either_cell_cannot_be_read() {
        let next = with_cell(&in_year(FILLED_2021, 2024), "applications.carried_in.other", "5件");
        assert_eq!(rules(&unsummed(FILLED_2021, &next)), ["invalid-cell"]);
    }

    #[test]
    fn is_not_compared_over_a_missing_year() {
        let later = changed(&in_year(FILLED_2021, 2025), "applications.carried_in.other", 1);
        let site = town().level(TOTALS, "off").level(IDENTITY, "off");
        let found = site.with("reports/2023.md", FILLED_2021).with("reports/2025.md", later).check();
        assert_eq!(rules(&found), ["missing-year"]);
    }

    #[test]
    fn by_agencies_that_were_merged_is_the_sum_of_theirs_and_only_warned_of() {
        fn merged(carried: &str) -> Vec<Found> {
            let agencies = "\n[[agency]]\nid = \"a\"\nname = \"甲镇人民政府\"\nkind = \"government\"\nrank = \"town\"\nuntil = 2023\n\
                            \n[[agency]]\nid = \"b\"\nname = \"乙镇人民政府\"\nkind = \"government\"\nrank = \"town\"\nuntil = 2023\n";
            let site = town().configured("from = 2024\nsucceeds = [\"a\", \"b\"]\n").configured(agencies);
            let site = site.with("reports/a/2023.md", FILLED_2021).with("reports/b/2023.md", FILLED_2021);
            let text = row(&in_year(FILLED_2021, 2024), "上年结转", carried);
            let text = row(&text, "结转下年度", carried);
            site.with("reports/qingshi/2024.md", text).check()
        }

        assert_eq!(merged("14, 6, 4, 2, 8, 10, 44"), []);
        let found = merged("14, 6, 4, 2, 8, 9, 43");
        assert_eq!(rules(&found), [CARRY], "{found:#?}");
        assert!(found.iter().all(|found| found.level == Level::Warning && found.related.len() == 2), "{found:#?}");
    }
}
