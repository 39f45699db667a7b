//! `check --fix` writes what is certain and nothing else: no number changes, no byte that need not, and a second run
//! has nothing left to do.

use crate::common::*;
use giar::diag::Edit;
use giar::fix::{Fixes, Scope};
use giar::report::Report;
use proptest::prelude::*;
use std::fs;

const TOTALS: Scope = Scope { totals: true };
const CERTAIN: Scope = Scope { totals: false };

/// The town's report of 2023 with this text in its first section.
fn saying(text: &str) -> String {
    FILLED_2021.replacen("全镇按照规定公开政府信息，办理申请，管理平台，接受监督。", text, 1)
}

/// The report after its corrections, as the command makes them in memory.
fn fixed(text: &str, scope: Scope) -> String {
    fn site(text: &str) -> giar::pipeline::Prepared {
        town().with(REPORT, text).prepare().unwrap()
    }

    let mut fixes = Fixes::default();
    let mut now = site(text);
    let first = site(text);
    while fixes.take(&now.site, &now.findings, scope, &|_| true) {
        let after = fixes.files().next().unwrap().after.text.clone();
        now = site(&after);
        assert!(!fixes.keep_figures(&first.site, &now.site), "figures changed:\n{after}");
    }
    fixes.files().next().map_or_else(|| text.to_owned(), |fixed| fixed.after.text.clone())
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    let fixed = fixed(&saying(before), CERTAIN);
    assert_eq!(fixed, saying(after));
}

mod reading {
    use super::*;

    #[test]
    fn a_quotation_mark_before_a_key_goes() {
        for (key, quote) in [("year: 2023", '"'), ("申请:", '\''), ("  本年新收:", '"')] {
            let (blanks, own) = key.split_at(key.len() - key.trim_start().len());
            let before = FILLED_2021.replacen(key, &format!("{blanks}{quote}{own}"), 1);
            assert_ne!(before, FILLED_2021);
            assert_eq!(fixed(&before, CERTAIN), FILLED_2021, "{quote}{own}");
        }
    }

    #[test]
    fn rows_with_the_same_slip_are_all_corrected() {
        let row = |line: &str| line.starts_with("    自然人") || line.contains(": [");
        for (sign, meant) in [("，", ", "), (" ", ", ")] {
            let lines = ZEROS.lines().map(|line| {
                let typed = if row(line) { line.replace(meant, sign) } else { line.to_owned() };
                typed + "\n"
            });
            let before: String = lines.collect();
            assert!(before.lines().filter(|line| line.contains(&format!("0{sign}0{sign}0"))).count() > 3);
            assert_eq!(fixed(&before, CERTAIN), ZEROS, "{sign}");
        }
    }

    #[test]
    fn a_title_without_its_quotation_marks_is_still_a_text() {
        for (inner, meant) in [("[甲]乙", "\"[甲]乙\""), ("#甲", "\"#甲\""), ("*甲", "\"*甲\""), ("甲", "甲")]
        {
            let with = |title: &str| FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\ntitle: {title}\n"), 1);
            assert_eq!(fixed(&with(&format!("“{inner}”")), CERTAIN), with(meant));
        }
    }

    #[test]
    fn rows_below_a_key_with_a_value_stay_where_they_are() {
        for heading in ["主动公开:\n  15", "主动公开: \"15\"", "主动公开:15", "主动公开：15", "主动公开=15"]
        {
            let typed = FILLED_2021.replacen("主动公开:", heading, 1);
            let fixed = fixed(&typed, TOTALS);
            assert!(fixed.contains("\n  规章: [0, 0, 0]\n") && fixed.contains("\n  行政许可: 517\n"), "{fixed}");
        }
    }

    /// Moved out of their group, the rows would be lost.
    #[test]
    fn cells_below_a_key_with_a_value_stay_where_they_are() {
        let columns = "    本年制发件数: 0\n    本年废止件数: 0\n    现行有效件数: 0";
        for (right, typed) in [
            ("  规章: [0, 0, 0]", format!("  规章:\n    5\n{columns}")),
            ("  规章: [0, 0, 0]", format!("  规章: 5\n{columns}")),
            ("  规章: [0, 0, 0]", format!("  规章: [5]\n{columns}")),
        ] {
            let typed = FILLED_2021.replacen(right, &typed, 1);
            assert_ne!(typed, FILLED_2021);
            assert_eq!(fixed(&typed, CERTAIN), typed);
        }
    }

    #[test]
    fn what_the_message_knows_for_certain_is_written() {
        for (typed, from) in [
            ("\t行政许可: 517", "  行政许可: 517"),
            ("\t\t自然人: 7", "    自然人: 7"),
            ("year: 2023\nedition: “2021”", "year: 2023\nedition: \"2021\""),
            ("规章: [0, 0, 0\n", "规章: [0, 0, 0]\n"),
        ] {
            let row = "上年结转:\n    自然人: 7\n    商业企业: 3\n    科研机构: 2\n    社会公益组织: 1\n    法律服务机构: 4\n    其他: 5\n    总计: 22";
            let right = with_line(&FILLED_2021.replacen("year: 2023\n", "year: 2023\nedition: \"2021\"\n", 1), row);
            let before = right.replacen(from, typed, 1);
            assert_ne!(before, right, "{typed}");
            assert_eq!(fixed(&before, CERTAIN), right, "{typed}");
        }
    }

    #[test]
    fn two_rows_in_a_line_are_no_text() {
        for row in [
            "480件  行政处罚: 90件",
            "480（跨年2件） 行政处罚: 90",
            "480，行政处罚: 90",
            "480,行政处罚: 90",
            "480/行政处罚: 90",
            "约480 行政处罚: 90",
            "/ 行政处罚: /",
        ] {
            let typed = FILLED_2021.replacen("行政许可: 517", &format!("行政许可: {row}"), 1);
            assert_ne!(typed, FILLED_2021);
            assert_eq!(fixed(&typed, TOTALS), typed);
        }
    }

    /// Quoted, the second would be lost.
    #[test]
    fn two_keys_in_a_line_are_no_text() {
        for line in [
            "joint: 财政局 title: 乙",
            "title: 年报 published: 2024-01-21",
            "标题: 年报　发布日期: 2024-01-21",
            "draft: true as_published: true",
            "revisions:\n  - note: 甲 date: 2024-03-02",
            "waivers:\n  - rule: total-mismatch reason: 甲",
            "published: 2024-01-21: 甲",
            "waivers: rule: missing-topic",
            "review: at: 申请",
            "revisions: date: 2024-03-02",
            "keywords: 公开: 年报",
        ] {
            let typed = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\n{line}\n"), 1);
            assert_eq!(fixed(&typed, CERTAIN), typed, "{line}");
        }
        let typed = FILLED_2021.replacen("year: 2023\n", "year: 2023 draft: true\n", 1);
        assert_eq!(fixed(&typed, CERTAIN), typed);
    }

    #[test]
    fn a_text_with_a_colon_is_quoted_however_its_key_is_written() {
        for key in ["title", "Title", "\"title\""] {
            let with = |title: &str| FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\n{key}: {title}\n"), 1);
            let fixed = fixed(&with("年报: 青石镇"), CERTAIN);
            assert!(fixed.contains(": \"年报: 青石镇\"\n"), "{key}: {fixed}");
        }
    }

    #[test]
    fn a_bracket_without_a_key_is_left_as_it_is() {
        let text = FILLED_2021.replacen("  行政许可: 517", "  行政许可:\n  {本年办理: 517}", 1);
        assert_eq!(fixed(&text, TOTALS), text);
    }

    #[test]
    fn of_a_tag_that_is_never_closed_no_word_goes() {
        let typed = saying("甲<v:shape id=1\n温度低于 5 的情况 <b>要</b>注意。");
        assert!(fixed(&typed, CERTAIN).contains("温度低于 5 的情况 <b>要</b>注意。"));
    }

    #[test]
    fn what_nobody_sees_goes_from_a_key_with_the_blanks_around_it() {
        let typed = FILLED_2021.replacen("复议诉讼:", "\u{1f} 复议诉讼:", 1);
        assert_eq!(fixed(&typed, CERTAIN), FILLED_2021);
    }

    #[test]
    fn a_bracket_that_stays_open_gets_no_colons() {
        let text = FILLED_2021.replacen("  行政许可: 517", "  { 行政许可: 517\n      行政检查: 0", 1);
        let once = fixed(&text, TOTALS);
        assert!(once.contains("{ 行政许可: 517\n"), "{once}");
        assert_eq!(fixed(&once, TOTALS), once);
    }

    #[test]
    fn a_value_that_its_key_has_taken_in_comes_out_of_it() {
        let row = "[6, 2, 3, 1, 12]";
        let cells = |pending: &str| format!("{{结果维持: 6, 结果纠正: 2, 其他结果: 3, {pending}, 总计: 12}}");
        let typed = FILLED_2021.replacen(row, &cells("尚未审结:\u{6} 1"), 1);
        assert_eq!(fixed(&typed, CERTAIN), FILLED_2021.replacen(row, &cells("尚未审结: 1"), 1));
    }

    /// A line of the front matter as typed, and as it is corrected.
    #[track_caller]
    fn line(typed: &str, right: &str) {
        let (before, after) = (with_line(FILLED_2021, typed), with_line(FILLED_2021, right));
        assert_eq!(fixed(&before, CERTAIN), after);
    }

    #[test]
    fn digits_and_separators_are_written_as_they_should_be() {
        line("行政许可: ５１７", "行政许可: 517");
        line("行政许可: 1，517", "行政许可: 1517");
        line("行政许可: 5\u{200b}17", "行政许可: 517");
        line("行政规范性文件: [6，6，32]", "行政规范性文件: [6, 6, 32]");
        line("行政规范性文件: 【6、6、32】", "行政规范性文件: [6, 6, 32]");
        line("行政规范性文件: [1,006, 6, 32]", "行政规范性文件: [1006, 6, 32]");
        line("行政许可: 517件", "行政许可: 517");
        line("行政许可: 517.0", "行政许可: 517");
        line("行政许可: 5l7", "行政许可: 517");
        line("行政规范性文件: [6, 6. 32]", "行政规范性文件: [6, 6, 32]");
        line("published: 2024/1/20", "published: 2024-01-20");
        line("year: 2023年", "year: 2023");
    }

    #[test]
    fn what_is_not_certain_is_left() {
        for typed in [
            "行政许可: 12人",
            "行政许可: 12.5",
            "行政许可: ####",
            "行政许可: 12,5",
            "行政许可: 五",
            "行政规范性文件: [1,006,006, 32]",
            "行政许可: 012",
        ] {
            line(typed, typed);
        }
    }

    #[test]
    fn a_word_for_none_becomes_a_table_of_zeros() {
        let (start, end) = (ZEROS.find("复议诉讼:").unwrap(), ZEROS.find("\n---\n\n").unwrap());
        for none in ["0", "无"] {
            let text = format!("{}复议诉讼: {none}{}", &ZEROS[..start], &ZEROS[end..]);
            assert_eq!(fixed(&text, CERTAIN), ZEROS);
        }
        assert_eq!(fixed(&with_line(ZEROS, "重复申请: 无"), CERTAIN), ZEROS);
    }

    #[test]
    fn rows_below_a_key_that_has_a_value_stay_where_they_are() {
        for heading in ["主动公开:\n", "申请:\n", "复议诉讼:\n"] {
            for stray in ["15]", "0", "无"] {
                let text = ZEROS.replacen(heading, &format!("{} {stray}\n", heading.trim_end()), 1);
                assert_ne!(text, ZEROS);
                assert_eq!(fixed(&text, CERTAIN), text);
            }
        }
    }

    #[test]
    fn front_matter_is_put_right() {
        for (right, wrong) in [
            ("---\nyear", "\n---\nyear"),
            ("---\nyear", "———\nyear"),
            ("year: 2023", "year：2023"),
            ("year: 2023", "year:2023"),
            ("year: 2023", "year:\u{3000}2023"),
            ("\n---\n\n", "\n———\n\n"),
            ("\n---\n\n", "\n ---\n\n"),
            ("\n申请:\n", "\n申请\n"),
            ("\n  上年结转:", "\n上年结转:"),
            ("\n  结转下年度:", "\n结转下年度:"),
        ] {
            let text = FILLED_2021.replacen(right, wrong, 1);
            assert_eq!(fixed(&text, CERTAIN), FILLED_2021, "{wrong}");
        }
    }

    #[test]
    fn rows_that_stand_too_far_in_are_moved_back_together() {
        let (start, end) = (FILLED_2021.find("  上年结转").unwrap(), FILLED_2021.find("复议诉讼:").unwrap());
        let rows: String = FILLED_2021[start..end].lines().map(|line| format!(" {line}\n")).collect();
        let text = format!("{}{rows}{}", &FILLED_2021[..start], &FILLED_2021[end..]);
        let site = town().with(REPORT, text).prepare().unwrap();
        let mut fixes = Fixes::default();
        assert!(fixes.take(&site.site, &site.findings, CERTAIN, &|_| true));
        assert_eq!(fixes.files().next().unwrap().after.text, FILLED_2021);
    }

    #[test]
    fn near_headings_become_headings() {
        let heading = "## 五、存在的主要问题及改进情况";
        for near in ["##五、", "＃＃ 五、", "##\u{3000}五、", "**五、", "五、"] {
            let end = if near.starts_with("**") { "**" } else { "" };
            let near = format!("{near}存在的主要问题及改进情况{end}");
            assert_eq!(fixed(&FILLED_2021.replacen(heading, &near, 1), CERTAIN), FILLED_2021, "{near}");
        }
    }
}

mod text {
    use super::*;

    #[test]
    fn marks_become_as_wide_as_their_neighbours() {
        becomes("加强领导,压实责任;完善制度:一是培训。", "加强领导，压实责任；完善制度：一是培训。");
        becomes("依照《条例》(以下简称条例)开展, 群众满意!", "依照《条例》（以下简称条例）开展，群众满意！");
        becomes("办结率100%,居全县前列。", "办结率100%，居全县前列。");
    }

    #[test]
    fn what_is_typed_twice_is_typed_once() {
        becomes("工作有序。。栏目更新，，群众满意；；好。", "工作有序。栏目更新，群众满意；好。");
    }

    #[test]
    fn words_close_up() {
        becomes("现将年度报 告公布，建 立 健 全制度。", "现将年度报告公布，建立健全制度。");
    }

    #[test]
    fn what_a_person_must_decide_is_left() {
        for text in ["做到了及时.准确.规范。", "取得成效，。群众满意。", "工作完成。。。", "回应网民留 言，及时解疑。"]
        {
            becomes(text, text);
        }
    }

    #[test]
    fn what_says_where_a_link_leads_is_left() {
        for text in [
            "见[年报][报告,信息]。\n\n[报告,信息]: a.pdf",
            "见[报告,信息][]。\n\n[报告,信息]: a.pdf",
            "见[报告,信息]。\n\n[报告,信息]: a.pdf",
            "见[**报 告**,信息]。\n\n[**报 告**,信息]: a.pdf",
            "见![图:报 告][报告,信息]。\n\n[报告,信息]: a.png",
            "见[年报](a.pdf '报告,信息')。",
            "见<https://a.cn/报告,信息>。",
            "见<a href=\"报告,信息.pdf\" title='报 告'>年报</a>。",
            // What is no link yet will be one when its fault is mended.
            "见[年报][报告,信息]。",
            "见[年报][报告,信息]。\n[报告,信息]: 报告,信息.pdf",
            "    [报告,信息]",
        ] {
            becomes(text, text);
        }
        becomes("见[年报](报告, 信息.pdf)。", "见[年报](<报告, 信息.pdf>)。");
        becomes("办得好！[年报](报 告.pdf)、！[图](报 告.png)。", "办得好！[年报](<报 告.pdf>)、![图](<报 告.png>)。");
        becomes("见[报告,信息][报,告]。\n\n[报,告]: a.pdf", "见[报告，信息][报,告]。\n\n[报,告]: a.pdf");
    }

    #[test]
    fn code_addresses_and_numbers_are_left() {
        for text in [
            "命令`公开,更新;归档`。",
            "见[方案](报告,信息.pdf)。",
            "访问量1,208人次，时间8:30。",
            "见https://a.cn/甲,乙 页面。",
        ] {
            becomes(text, text);
        }
    }
}

mod totals {
    use super::*;

    /// The report with something else in place of its table four.
    fn with_disputes(table: &str) -> String {
        let (head, tail) = FILLED_2021.split_once("复议诉讼:").unwrap();
        let (_, body) = tail.split_once("\n---\n").unwrap();
        format!("{head}{table}---\n{body}")
    }

    #[track_caller]
    fn writes(before: &str, after: &str) {
        assert_eq!(fixed(&with_disputes(before), TOTALS), with_disputes(after));
        assert_eq!(fixed(&with_disputes(before), CERTAIN), with_disputes(before), "without being asked to");
    }

    #[test]
    fn in_braces_behind_the_last() {
        writes(
            "复议诉讼:\n  行政复议: {结果维持: 6, 结果纠正: 2, 其他结果: 3, 尚未审结: 1}   # 核对过\n  行政诉讼:\n    未经复议直接起诉: [4, 1, 2, 3, 10]\n    复议后起诉: [5, 3, 1, 2, 11]\n",
            "复议诉讼:\n  行政复议: {结果维持: 6, 结果纠正: 2, 其他结果: 3, 尚未审结: 1, 总计: 12}   # 核对过\n  行政诉讼:\n    未经复议直接起诉: [4, 1, 2, 3, 10]\n    复议后起诉: [5, 3, 1, 2, 11]\n",
        );
    }

    #[test]
    fn on_a_line_of_its_own_in_the_column_of_the_others() {
        writes(
            "disputes:\n  review:\n    upheld:    6\n    corrected: 2   # two\n    other:     3\n    pending:   1   # 一件\n  litigation:\n    direct: [4, 1, 2, 3, 10]\n    after_review: {upheld: 5, corrected: 3, other: 1, pending: 2}\n",
            "disputes:\n  review:\n    upheld:    6\n    corrected: 2   # two\n    other:     3\n    pending:   1   # 一件\n    total:     12\n  litigation:\n    direct: [4, 1, 2, 3, 10]\n    after_review: {upheld: 5, corrected: 3, other: 1, pending: 2, total: 11}\n",
        );
    }

    /// They would be sums of a number that is wrong.
    #[test]
    fn nothing_is_written_into_a_table_that_does_not_add_up() {
        let text = replace_line(FILLED_2021, "予以公开", "予以公开: [15, 7, 1, 2, 9, 2, 37]");
        let text = text.replacen("    总计: [451, 112, 100, 102, 98, 102, 965]\n", "", 1);
        assert_eq!(fixed(&text, TOTALS), text);
    }

    #[test]
    fn the_row_of_totals_too() {
        let before = FILLED_2021.replace("    总计: [451, 112, 100, 102, 98, 102, 965]\n", "");
        assert_ne!(before, FILLED_2021);
        assert_eq!(fixed(&before, TOTALS), FILLED_2021);
    }

    #[test]
    fn every_total_of_a_report_in_mappings_at_once() {
        let text = in_mappings(FILLED_2021, &[0; 100], false);
        assert!(!text.contains("965"));
        let fixed = fixed(&text, TOTALS);
        assert_eq!(figures(&bound(&fixed)), figures(&bound(FILLED_2021)));
        assert!(check(&fixed).is_empty(), "{fixed}");
    }

    #[test]
    fn not_where_nothing_is_known() {
        let table = "复议诉讼:\n  行政复议: {结果维持: , 结果纠正: /, 其他结果: ~, 尚未审结: }\n";
        writes(table, table);
    }
}

/// Every number of the grid.
fn figures(report: &Report) -> Vec<Option<String>> {
    report.grid.iter().map(|(_, cell)| cell.number().map(|number| number.to_string())).collect()
}

const APPLICANTS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// The lists of table three as mappings without totals, each in the style of its number.
fn in_mappings(text: &str, styles: &[u8], english: bool) -> String {
    const KEYS: [&str; 7] =
        ["natural_person", "business", "research", "public_welfare", "legal_service", "other", "total"];
    let keys = if english { KEYS } else { APPLICANTS };
    let mut rows = 0;
    let lines = text.lines().filter(|line| !line.starts_with("    总计:")).map(|line| {
        let Some((key, list)) = line.split_once(": [").map(|(key, list)| (key, list.trim_end_matches(']'))) else {
            return line.to_owned();
        };
        let numbers: Vec<_> = list.split(", ").collect();
        if numbers.len() != 7 {
            return line.to_owned();
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let style = styles.get(rows).copied().unwrap_or_default() % 6;
        rows += 1;
        let pairs: Vec<_> = keys.iter().zip(&numbers).take(6).map(|(key, n)| format!("{key}: {n}")).collect();
        match style {
            0 => format!("{key}: {{{}}}", pairs.join(", ")),
            1 => format!("{key}: {{ {} }}  # 备注", pairs.join(" ,")),
            2 => format!(
                "{key}:\n{}",
                pairs.iter().map(|pair| format!("{indent}  {pair}")).collect::<Vec<_>>().join("\n")
            ),
            3 => format!(
                "{key}:   # 各类申请人\n{}",
                pairs.iter().map(|pair| format!("{indent}    {pair}   # 一项")).collect::<Vec<_>>().join("\n\n")
            ),
            4 => format!("{key}: {{{},\n{indent}   {},}}", pairs[..3].join(", "), pairs[3..].join(",  ")),
            _ => line.to_owned(),
        }
    });
    lines.map(|line| line + "\n").collect()
}

/// Text in which there may be something to correct, of every kind of Markdown.
fn prose() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "公开",
        "政府",
        "信 息",
        "报 告",
        "，",
        ",",
        "。",
        "。。",
        "，，",
        "、，",
        ";",
        ":",
        "(",
        ")",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "**",
        "*",
        "__",
        "`",
        "[",
        "](a,b.md)",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "| ",
        "|\n|-|-|\n|",
        "12",
        "3.5",
        "%",
        "A",
        "x,y",
        " ",
        "　",
        "\u{200b}",
        "https://a.cn/，",
        "&amp;",
        "\\",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "!",
        "?",
        ".",
        "...",
        "XX",
        "# ",
        "### （一）",
        "一",
        "第三章 总则",
        "~",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(runs(16))]

    #[test]
    fn fixing_twice_is_fixing_once_and_changes_no_figure(
        text in prose(),
        styles in prop::collection::vec(any::<u8>(), 32),
        english: bool,
        crlf: bool,
    ) {
        fn digits(text: &str) -> String { text.splitn(3, "---").nth(2).unwrap().chars().filter(char::is_ascii_digit).collect::<String>() }

        let report = in_mappings(&saying(&text.replace("---", "")), &styles, english);
        let report = if crlf { report.replace('\n', "\r\n") } else { report };
        let once = fixed(&report, TOTALS);
        prop_assert_eq!(&fixed(&once, TOTALS), &once);
        prop_assert_eq!(figures(&bound(&once)), figures(&bound(&report)));
        prop_assert_eq!(once.matches('\n').count() - once.matches("\r\n").count(), if crlf { 0 } else { once.matches('\n').count() });
        // What was typed stands there still, in its order: corrections add totals, and take away or widen marks.
        prop_assert_eq!(digits(&once), digits(&report));
    }

    #[test]
    fn bytes_outside_the_edits_stay(text in "[a-f公开，]{0,30}", spans in prop::collection::vec((0_usize..40, 0_usize..4), 0..6)) {
        let starts: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let edits: Vec<_> = spans.iter().map(|&(start, length)| {
            let start = start.min(starts.len() - 1);
            let end = (start + length).min(starts.len() - 1);
            Edit { span: giar::diag::Span::new(starts[start], starts[end]), text: "1".into() }
        }).collect();
        let kept: String = starts.windows(2)
            .filter(|pair| !edits.iter().any(|edit| edit.span.range().contains(&pair[0])))
            .map(|pair| &text[pair[0]..pair[1]]).collect();
        let (out, applied) = giar::fix::apply(&text, edits.clone());
        prop_assert!(applied <= edits.len());
        // Where an edit was left out for overlapping, what it covered may stay too.
        let rest: Vec<_> = out.chars().filter(|c| *c != '1').collect();
        let mut rest = rest.into_iter();
        prop_assert!(kept.chars().all(|c| rest.any(|other| other == c)));
    }
}

mod command {
    use super::*;

    const WRONG: &str = "现将年度报 告公布,群众满意。。";
    const RIGHT: &str = "现将年度报告公布，群众满意。";

    fn site() -> Folder {
        town().with(REPORT, saying(WRONG)).write()
    }

    #[test]
    fn writes_and_tells_what_is_left() {
        let folder = site();
        let run = folder.giar(&["check", "--fix"]).expect(0);
        assert_eq!(folder.read("content/reports/2023.md"), saying(RIGHT));
        assert_eq!(run.stdout, "0 个错误，0 个警告，0 条提示\n");
        assert_eq!(run.stderr, "改正了 3 处，共 1 个文件\n");
        assert_eq!(folder.giar(&["check", "--fix"]).expect(0).stderr, "没有可以自动改正的\n");
        let names = fs::read_dir(folder.join("content/reports")).unwrap().count();
        assert_eq!(names, 1, "nothing is left beside the report");
    }

    #[test]
    fn shows_a_diff_and_writes_nothing() {
        fn line(sign: char, text: &str) -> String {
            format!("{sign}{text}\n")
        }

        let folder = site();
        let run = folder.giar(&["check", "--fix", "--dry-run", "--lang", "en"]).expect(0);
        assert_eq!(folder.read("content/reports/2023.md"), saying(WRONG));
        assert!(
            run.stdout.starts_with("--- a/content/reports/2023.md\n+++ b/content/reports/2023.md\n@@ "),
            "{}",
            run.stdout
        );
        assert!(run.stdout.contains(&format!("{}{}", line('-', WRONG), line('+', RIGHT))), "{}", run.stdout);
        assert_eq!(run.stderr, "3 places in 1 file would be fixed; nothing was written\n");
    }

    #[test]
    fn tells_a_machine_in_its_format_what_would_be_written() {
        let folder = site();
        for format in ["json", "sarif", "github"] {
            let asked = ["check", "--fix", "--dry-run", "--lang", "en", "--format", format];
            let run = folder.giar(&asked).expect(0);
            assert_eq!(folder.read("content/reports/2023.md"), saying(WRONG));
            assert_eq!(run.stdout, folder.giar(&["check", "--lang", "en", "--format", format]).stdout);
            assert!(run.stderr.contains("3 places in 1 file would be fixed; nothing was written\n"), "{}", run.stderr);
            if format == "json" {
                let reported: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
                let fixes = reported["findings"].as_array().unwrap().iter().filter(|found| found["fix"].is_object());
                assert_eq!(fixes.count(), 3);
            }
        }
    }

    #[test]
    fn keeps_the_byte_order_mark_and_the_ends_of_lines() {
        fn of(text: &str) -> String {
            format!("\u{feff}{}", saying(text).replace('\n', "\r\n"))
        }

        let folder = site();
        folder.write("content/reports/2023.md", of(WRONG));
        folder.giar(&["check", "--fix"]).expect(0);
        assert_eq!(folder.read("content/reports/2023.md"), of(RIGHT));
    }

    #[test]
    fn changes_only_the_files_asked_for() {
        let folder = site();
        folder.write("content/reports/2022.md", in_year(&saying(WRONG), 2022));
        folder.giar(&["check", "--fix", "content/reports/2022.md"]).expect(0);
        assert_eq!(folder.read("content/reports/2022.md"), in_year(&saying(RIGHT), 2022));
        assert_eq!(folder.read("content/reports/2023.md"), saying(WRONG));
    }

    #[test]
    fn leaves_a_report_that_stands_as_it_was_published() {
        let folder = site();
        let text = saying(WRONG).replace("year: 2023\n", "year: 2023\nas_published: true\n");
        folder.write("content/reports/2023.md", &text);
        let run = folder.giar(&["check", "--fix=totals"]).expect(0);
        assert_eq!(folder.read("content/reports/2023.md"), text);
        assert!(run.stderr.contains("3 处在写了 as_published 的报告里，没有动"), "{}", run.stderr);
    }

    #[test]
    fn a_rule_that_is_off_corrects_nothing() {
        let folder = town().level("stray-space", "off").with(REPORT, saying("年度报 告")).write();
        folder.giar(&["check", "--fix"]).expect(0);
        assert_eq!(folder.read("content/reports/2023.md"), saying("年度报 告"));
    }

    #[test]
    fn what_is_asked_for_wrongly_is_reported() {
        let folder = site();
        folder.giar(&["check", "--dry-run"]).expect(2);
        folder.giar(&["check", "--fix=everything"]).expect(2);
        folder.giar(&["check", "--fix", "content/none.md"]).expect(2);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_a_read_only_file_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = site();
        let path = folder.join("content/reports/2023.md");
        let set = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        set(0o444);
        let run = folder.giar(&["check", "--fix"]).expect(2);
        assert!(run.stderr.contains("文件是只读的"), "{}", run.stderr);
        assert_eq!(folder.read("content/reports/2023.md"), saying(WRONG));
        set(0o640);
        folder.giar(&["check", "--fix"]).expect(0);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_report_is_corrected_where_it_is_and_the_link_stays() {
        let folder = site();
        fs::create_dir(folder.join("store")).unwrap();
        fs::rename(folder.join("content/reports/2023.md"), folder.join("store/2023.md")).unwrap();
        std::os::unix::fs::symlink("../../store/2023.md", folder.join("content/reports/2023.md")).unwrap();
        folder.giar(&["check", "--fix"]).expect(0);
        assert_ne!(folder.read("store/2023.md"), saying(WRONG));
        assert!(folder.join("content/reports/2023.md").is_symlink());
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_refused_and_no_other_is_written() {
        fn source(path: &str, text: &str) -> giar::diag::Source {
            giar::diag::Source::new(format!("content/reports/{path}.md"), text)
        }

        let folder = site();
        folder.write("content/reports/2022.md", in_year(&saying(WRONG), 2022));
        let (first, second) = (source("2022", &in_year(&saying(WRONG), 2022)), source("2023", "别的内容"));
        let files = [(&first, "新"), (&second, "新")];
        let fault = giar::io::rewrite::rewrite(folder.path(), files.into_iter()).unwrap_err();
        assert!(fault.0.get(giar::i18n::Lang::Zh).contains("读过以后又有改动"));
        assert_eq!(folder.read("content/reports/2022.md"), in_year(&saying(WRONG), 2022));
        assert_eq!(fs::read_dir(folder.join("content/reports")).unwrap().count(), 2);
    }
}
