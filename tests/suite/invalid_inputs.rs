//! Mistaken and hostile input: one clear finding each, with its place and a remedy. Never a panic, a hang or a silent
//! reading.
//!
//! In what is typed here `▸` stands before the place at which the finding is expected; it is not part of the text.

use crate::common::*;
use giar::diag::{Level, Source};
use proptest::prelude::*;

const LICENSING: &str = "表二“行政许可”的“本年处理决定数量”";

/// Takes the mark out of a text; line and column, in characters, of what stood behind it.
#[track_caller]
fn unmarked(text: &str) -> (String, usize, usize) {
    let at = text.find('▸').expect("a place is marked");
    let (before, after) = (&text[..at], &text[at + '▸'.len_utf8()..]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    (format!("{before}{after}"), line, column)
}

/// The one finding of a report, at the mark.
#[track_caller]
fn one(text: &str, rule: &str, message: &str, hint: &str) {
    let (text, line, column) = unmarked(text);
    let found = town().with(REPORT, text).check();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].place_and_rule(), format!("{line}:{column} {rule}"), "{found:#?}");
    assert_reported(&found[0], message, hint);
}

#[track_caller]
fn assert_reported(found: &Found, message: &str, hint: &str) {
    assert!(found.message.contains(message), "the message lacks “{message}”: {found:?}");
    assert!(
        found.hints.iter().any(|reported| !reported.is_empty() && reported.contains(hint)),
        "no hint “{hint}”: {found:?}"
    );
}

/// The one finding of the report with this line in place of the one with the same key.
#[track_caller]
fn line(line: &str, rule: &str, message: &str, hint: &str) {
    one(&with_line(FILLED_2021, line), rule, message, hint);
}

/// The one finding of a cell, which names it.
#[track_caller]
fn cell(typed: &str, fault: &str, hint: &str) {
    line(&format!("行政许可: {typed}"), "invalid-cell", &format!("{LICENSING}：{fault}"), hint);
}

/// The one finding of a file with a character that does not belong there, at the mark.
#[track_caller]
fn damaged(character: char, message: &str, hint: &str) {
    for (before, after) in [("全镇按照", "全镇▸{}按照"), ("## 五、", "▸{}\n## 五、")] {
        let text = FILLED_2021.replacen(before, &after.replace("{}", &character.to_string()), 1);
        one(&text, "invalid-front-matter", message, hint);
    }
}

/// The one finding of a file that cannot be read at all.
#[track_caller]
fn file(bytes: impl Into<Vec<u8>>, message: &str, hint: &str) {
    let found = town().with(REPORT, bytes).check();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].place_and_rule(), "1:1 invalid-front-matter");
    assert_reported(&found[0], message, hint);
}

#[track_caller]
fn silent(text: &str) {
    let found = town().with(REPORT, text).check();
    assert!(found.is_empty(), "{found:#?}");
}

mod the_file {
    use super::*;

    #[test]
    fn a_byte_order_mark_and_dos_line_ends_are_no_fault() {
        silent(&format!("\u{feff}{FILLED_2021}"));
        silent(&FILLED_2021.replace('\n', "\r\n"));
        silent(&format!("\u{feff}{}", FILLED_2021.replace('\n', "\r\n")));
    }

    #[test]
    fn a_byte_order_mark_and_dos_line_ends_move_no_place() {
        let wrong = with_line(FILLED_2021, "行政许可: ▸12件");
        let (rule, message, hint) = ("invalid-cell", "不能填“12件”", "写成 12");
        one(&wrong.replace('\n', "\r\n"), rule, message, hint);
        let (text, line, column) = unmarked(&wrong);
        let found = town().with(REPORT, format!("\u{feff}{text}")).check();
        assert_eq!(found[0].place_and_rule(), format!("{line}:{column} {rule}"));
    }

    #[test]
    fn an_empty_file_is_said_to_be_empty() {
        file("", "文件是空的", "第一行写“---”");
        file(" \n\t\r\n　\n", "文件是空的", "第一行写“---”");
        file("\u{feff}", "文件是空的", "第一行写“---”");
    }

    #[test]
    fn a_report_without_front_matter_is_reported_how_to_begin() {
        file("# 报告\n\n正文\n", "文件开头没有报告数据", "第一行写“---”");
        file("---\n---\n正文\n", "文件开头没有报告数据", "第一行写“---”");
    }

    #[test]
    fn a_missing_end_of_the_front_matter_names_the_line_it_belongs_before() {
        let text = format!("▸{}", FILLED_2021.replacen("\n---\n\n", "\n\n", 1));
        let heading = text.lines().position(|line| line.starts_with("## ")).unwrap() + 1;
        one(&text, "invalid-front-matter", "开头的“---”没有配上结尾的“---”", &format!("在第 {heading} 行"));
        one("▸---\nyear: 2023\n", "invalid-front-matter", "没有配上结尾的“---”", "加一行“---”");
    }

    #[test]
    fn other_encodings_are_named() {
        fn utf16(mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
            mark.into_iter().chain(FILLED_2021.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        }

        let save = "编码选 UTF-8";
        file(encoding_rs::GB18030.encode(FILLED_2021).0.into_owned(), "GB18030", save);
        file(utf16([0xff, 0xfe], u16::to_le_bytes), "UTF-16", save);
        file(utf16([0xfe, 0xff], u16::to_be_bytes), "UTF-16", save);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        file(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff", "文件不是文本", "UTF-8");
        file([FILLED_2021.as_bytes(), b"\xff"].concat(), "文件不是文本", "UTF-8");
    }

    #[test]
    fn a_character_that_no_text_may_hold_is_reported_where_it_stands() {
        damaged('\0', "文件不是文本，或者已经损坏：这里有空字节（U+0000）", "从备份或原稿重新取");
        for (character, code) in [('\u{8}', "U+0008"), ('\u{b}', "U+000B"), ('\u{1b}', "U+001B"), ('\u{7f}', "U+007F")]
        {
            damaged(character, &format!("控制字符（{code}），一共有 1 个"), "删去它");
        }
        let folder = town().with("guide.md", "# 指南\n\n请来\0电。\n").write();
        let run = folder.giar(&["check"]).expect(1);
        assert!(run.stdout.contains("content/guide.md:3:3") && !run.stdout.contains('\0'), "{}", run.stdout);
    }

    #[test]
    fn a_hundred_megabytes_are_refused_without_being_read() {
        let folder = town().write();
        let path = folder.join("content/reports/2023.md");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::File::create(&path).unwrap().set_len(100 << 20).unwrap();
        let run = folder.giar(&["check"]).expect(1);
        assert!(run.stdout.contains("错误[invalid-front-matter]: 文件太大：100 MB"), "{}", run.stdout);
        assert!(run.stdout.contains("content/reports/2023.md:1:1") && run.stdout.contains("办法"), "{}", run.stdout);
    }

    #[test]
    fn a_report_whose_file_name_is_not_a_year_is_reported_so_once() {
        for name in ["reports/report.md", "reports/二〇二三.md", "reports/23.md", "reports/20230.md"] {
            // Without a year nobody knows which form the tables follow.
            let undated = [(FILLED_2021, "year: 2023\n"), (FILLED_2019, "year: 2019\n")];
            let undated = undated.map(|(text, year)| text.replacen(year, "", 1));
            for text in undated.into_iter().chain([FILLED_2021.to_owned()]) {
                let found = town().with(name, text).check();
                assert_eq!(rules(&found), ["year-mismatch"], "{name}: {found:#?}");
                assert_reported(&found[0], "不是年份", "2023.md");
            }
        }
    }

    #[test]
    fn a_copy_of_a_report_is_not_to_take_its_name() {
        for name in ["2023 - 副本.md", "2023(1).md", "2023年报.md"] {
            let found = town().with(REPORT, FILLED_2021).with(&format!("reports/{name}"), FILLED_2021).check();
            assert_eq!(rules(&found), ["year-mismatch"], "{found:#?}");
            assert_reported(&found[0], "不是年份", "已经有 content/reports/2023.md：这一份是副本的，删去");
            assert!(!found[0].hints.concat().contains("改名为"), "{found:#?}");
        }
    }

    #[test]
    fn a_row_that_lost_its_indentation_is_read_where_it_belongs() {
        for (row, n, hint) in [
            ("  结转下年度", 2, "它在“申请”下面：前面空 2 格"),
            ("    复议后起诉", 4, "它在“行政诉讼”下面：前面空 4 格"),
        ] {
            let text = FILLED_2021.replacen(row, &format!("▸{}", row.trim_start()), 1);
            one(&text, "unknown-key", &format!("少了 {n} 个空格"), hint);
        }
    }

    #[test]
    fn an_ending_in_capitals_is_still_a_report() {
        let wrong = with_line(FILLED_2021, "行政许可: 12件");
        assert_eq!(rules(&town().with("reports/2023.MD", wrong).check()), ["invalid-cell"]);
    }

    #[test]
    fn a_folder_named_like_a_report_is_no_report() {
        let folder = town().write();
        std::fs::create_dir_all(folder.join("content/reports/2023.md")).unwrap();
        let run = folder.giar(&["build"]).expect(0);
        assert!(run.stderr.contains("还没有报告"), "{}", run.stderr);
        folder.write("content/reports/2023.md/index.md", FILLED_2021);
        let run = folder.giar(&["check"]).expect(1);
        assert!(run.stdout.contains("错误[year-mismatch]: 文件名“2023.md”不是年份"), "{}", run.stdout);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_reported_and_not_followed() {
        use std::os::unix::fs::symlink;
        let folder = town().with(REPORT, FILLED_2021).write();
        symlink("../content", folder.join("content/all")).unwrap();
        symlink("self", folder.join("content/self")).unwrap();
        symlink("2022.md", folder.join("content/reports/2022.md")).unwrap();
        let said = folder.giar(&["check"]).expect(1).stdout;
        for reported in [
            "content/all",
            "链接绕回它自己：../content",
            "content/self",
            "链接绕回它自己：self",
            "content/reports/2022.md",
            "链接绕回它自己：2022.md",
            "删去链接",
            "3 个错误，0 个警告",
        ] {
            assert!(said.contains(reported), "{reported}: {said}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_site_or_to_nothing_is_reported_with_its_remedy() {
        use std::os::unix::fs::symlink;
        let outside = Folder::new();
        outside.write("secret.pdf", "x");
        let folder = town().with(REPORT, FILLED_2021).write();
        symlink(outside.join("secret.pdf"), folder.join("content/list.pdf")).unwrap();
        symlink(outside.path(), folder.join("content/more")).unwrap();
        symlink("2020.md", folder.join("content/reports/2022.md")).unwrap();
        let run = folder.giar(&["build"]).expect(1);
        for reported in
            ["链接通向网站文件夹之外：", "secret.pdf", "content/more", "链接指向的 2020.md 不存在", "3 个错误"]
        {
            assert!(run.stderr.contains(reported), "{reported}: {}", run.stderr);
        }
        assert!(!folder.join("public").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_within_the_site_is_followed() {
        use std::os::unix::fs::symlink;
        let folder = town().write();
        folder.write("store/总报告.md", FILLED_2021);
        folder.write("store/files/list.pdf", "list");
        std::fs::create_dir_all(folder.join("content/reports")).unwrap();
        symlink("../../store/总报告.md", folder.join("content").join(REPORT)).unwrap();
        symlink("../store/files", folder.join("content/files")).unwrap();
        folder.giar(&["build"]).expect(0);
        assert_eq!(folder.read("public/files/list.pdf"), "list");
        assert!(folder.join("public/2023").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_is_reported_and_nothing_is_published() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        for name in [&b"content/reports/20\xff23.md"[..], b"content/\xff.pdf"] {
            let folder = town().write();
            std::fs::create_dir_all(folder.join("content/reports")).unwrap();
            std::fs::write(folder.join(OsStr::from_bytes(name)), FILLED_2021).unwrap();
            for command in ["check", "build"] {
                let run = folder.giar(&[command]);
                assert_ne!(run.code, Some(0), "{command} {run:#?}");
                let said = run.stdout + &run.stderr;
                assert!(said.contains("文件名") && said.contains('\u{fffd}'), "{command} {said}");
            }
            assert!(!folder.join("public").exists());
        }
    }

    #[test]
    fn names_that_not_every_system_can_store_are_the_author_s_fault_not_giar_s() {
        for name in ["aux.md", "reports/2023/con.pdf", "a:b.pdf", "what?.md"] {
            let found = town().with(REPORT, FILLED_2021).with(name, "# 页\n").check();
            assert_eq!(found.len(), 1, "{name}: {found:#?}");
            assert!(!found[0].hints.is_empty(), "{found:#?}");
        }
        for path in ["../../etc", "con", "x?y"] {
            let page = format!("---\nredirect_from: [{path}]\n---\n# 页\n");
            let found = town().with("guide.md", page).check();
            assert_eq!(found.len(), 1, "{path}: {found:#?}");
            assert_eq!(found[0].file, "content/guide.md");
        }
    }
}

mod what_is_due {
    use super::*;

    #[test]
    fn the_day_it_is_judged_by_is_a_date() {
        for (line, is_right) in
            [("as_of = 2024-02-01", true), ("as_of = \"2024-02-01\"", true), ("as_of = 2024", false)]
        {
            let site = Site { config: format!("{line}\n{TOWN}"), ..town() };
            if is_right {
                assert!(site.prepare().is_ok(), "{line}");
            } else {
                assert_eq!(site.configuration_faults()[0].line, 1, "{line}");
            }
        }
    }

    #[test]
    fn an_absence_has_a_year_and_a_reason() {
        assert!(town().configured("absent = [{ year = 2020, reason = \"当年尚未挂牌\" }]\n").prepare().is_ok());
        for absent in ["[{ year = 2020 }]", "[2020]", "[{ year = 2020, reason = \" \" }]", "[{ reason = \"x\" }]"] {
            let faults = town().configured(&format!("absent = {absent}\n")).configuration_faults();
            assert!(!faults[0].hints.is_empty(), "{absent}: {faults:?}");
        }
    }

    #[test]
    fn a_review_has_a_place_and_a_reason() {
        for review in ["[x]", "[{at: 申请}]", "[{reason: x}]"] {
            let text = FILLED_2021.replace("year: 2023\n", &format!("year: 2023\nreview: {review}\n"));
            let found = check(&text);
            assert_eq!(rules(&found), ["invalid-front-matter"], "{review}");
            assert_eq!((found[0].line, found[0].hints.len()), (3, 1), "{review}");
        }
    }
}

mod a_number {
    use super::*;

    #[test]
    fn in_full_width_digits() {
        cell("▸５１７", "不能填“５１７”", "写成 517");
    }

    #[test]
    fn with_a_thousands_separator() {
        cell("▸1,000", "不能填“1,000”", "写成 1000");
        cell("▸1，000", "不能填“1，000”", "写成 1000");
        cell("▸\"1,000\"", "不能填“1,000”", "写成 1000");
        cell("▸1 000", "不能填“1 000”", "写成 1000");
    }

    #[test]
    fn with_a_thousands_separator_in_a_list() {
        let row = "“行政规范性文件”要有 3 个数，这里有 4 个";
        line("行政规范性文件: ▸[1,006, 6, 32]", "invalid-cell", row, "1,000 写成 1000");
        let quoted = "表二“行政规范性文件”的“本年制发件数”：不能填“1,006”，要填整数（0、1、2…）";
        line("行政规范性文件: [▸\"1,006\", 6, 32]", "invalid-cell", quoted, "写成 1006");
    }

    #[test]
    fn with_a_unit() {
        cell("▸12件", "不能填“12件”", "写成 12");
        line("行政事业性收费: ▸40万元", "invalid-cell", "表二“行政事业性收费”", "写成 40");
    }

    #[test]
    fn in_a_way_that_yaml_reads_otherwise() {
        cell("▸012", "不能填“012”", "写成 12");
        cell("▸1e3", "不能填“1e3”", "用普通数字写出来");
        cell("▸0x1F", "不能填“0x1F”", "用普通数字写出来");
        cell("▸1_000", "不能填“1_000”", "写成 1000");
        cell("▸.inf", "不能填“.inf”", "写阿拉伯数字");
        cell("▸1:30", "不能填“1:30”", "");
    }

    #[test]
    fn that_is_a_word() {
        cell("▸无", "不能填“无”", "没有发生写 0");
        cell("▸五", "不能填“五”", "写阿拉伯数字");
        cell("▸true", "不能填“true”", "写阿拉伯数字");
        cell("▸none", "不能填“none”", "写阿拉伯数字");
    }

    #[test]
    fn below_zero_or_beyond_all_counting() {
        cell("▸-3", "不能填“-3”", "不会是负数");
        cell("▸99999999999999999999", "不能填“99999999999999999999”", "最多 12 位数");
        let long = "9".repeat(100_000);
        cell(&format!("▸{long}"), &format!("不能填“{}…”", "9".repeat(40)), "最多 12 位数");
    }

    #[test]
    fn with_decimals_where_things_are_counted() {
        cell("▸3.5", "不能填“3.5”", "");
        silent(&with_line(FILLED_2021, "行政事业性收费: 4068.208"));
        line("行政事业性收费: ▸40.20801", "invalid-cell", "不能填“40.20801”，要填不小于 0 的数，最多四位小数", "");
        line("行政事业性收费: ▸-1.5", "invalid-cell", "不能填“-1.5”", "不会是负数");
    }

    #[test]
    fn that_a_spreadsheet_would_calculate() {
        cell("▸=1+1", "不能填“=1+1”", "写阿拉伯数字");
        cell("▸'=HYPERLINK(\"http://x\")'", "不能填“=HYPERLINK", "写阿拉伯数字");
        cell("▸+517", "不能填“+517”", "");
    }

    #[test]
    fn with_a_picture_or_an_invisible_sign() {
        cell("▸5😀", "不能填“5😀”", "只写数字：5");
        cell("▸\u{200b}517", "“517”里有看不见的字符（U+200B）", "写成 517");
        cell("5▸\u{2028}17", "“5 17”里有特殊的换行符（U+2028）", "看不见的字符");
        line("行政许可: 5▸\u{0}17", "invalid-front-matter", "U+0000", "看不见的字符");
    }

    #[test]
    fn with_a_remark_in_brackets_is_no_fault() {
        silent(&with_line(FILLED_2021, "行政许可: 517（其中跨年2件，续期3件）"));
        silent(&with_line(FILLED_2021, "行政许可: 517(其中跨年2件)"));
        silent(&with_line(FILLED_2021, "行政许可: \"517（其中跨年2件,续期3件）\""));
    }

    #[test]
    fn with_a_comma_in_its_remark_in_a_list_wants_quotes() {
        let row = "“行政规范性文件”要有 3 个数，这里有 4 个";
        line("行政规范性文件: ▸[6（修订2件,新增4件）, 6, 32]", "invalid-cell", row, "引号");
    }
}

mod a_blank {
    use super::*;

    #[test]
    fn is_written_in_many_ways() {
        for blank in ["", "~", "null", "/", "\"\"", "\"-\"", "'-'", "—"] {
            let found = town().with(REPORT, with_line(FILLED_2021, &format!("行政许可: {blank}"))).check();
            assert_eq!(rules(&found), ["blank-count"], "{blank}: {found:#?}");
            assert_eq!((found[0].line, found[0].at.as_deref()), (7, Some("proactive.licensing.decisions")));
        }
    }

    #[test]
    fn is_not_a_bare_dash_which_yaml_takes_for_a_list() {
        line("行政许可: ▸-", "invalid-cell", LICENSING, "没有数据写成 /");
        let first = "表二“行政规范性文件”的“本年制发件数”";
        line("行政规范性文件: [▸-, 6, 32]", "invalid-cell", first, "没有数据写成 /");
        line("行政规范性文件: [6, 6, ▸-]", "invalid-cell", "现行有效件数", "没有数据写成 /");
        line("行政规范性文件: [6, 6,▸-]", "invalid-cell", "现行有效件数", "没有数据写成 /");
    }

    #[test]
    fn of_a_whole_table_is_the_same_whichever_table_it_is() {
        for (table, next) in [("主动公开", "申请:\n"), ("申请", "复议诉讼:\n"), ("复议诉讼", "---\n\n")]
        {
            let start = FILLED_2021.find(&format!("\n{table}:\n")).unwrap() + 1;
            let end = start + FILLED_2021[start..].find(next).unwrap();
            let text = format!("{}{table}:\n{}", &FILLED_2021[..start], &FILLED_2021[end..]);
            assert_eq!(rules(&town().with(REPORT, text).check()), ["blank-table"], "{table}");
        }
    }
}

mod a_key {
    use super::*;

    #[test]
    fn given_twice() {
        let twice = FILLED_2021.replacen("  行政许可: 517\n", "  行政许可: 517\n  ▸行政许可: 517\n", 1);
        one(&twice, "duplicate-key", "“行政许可”写了两次", "留下对的一处");
        let year = FILLED_2021.replacen("year: 2023\n", "year: 2023\n▸year: 2023\n", 1);
        one(&year, "duplicate-key", "“year”写了两次", "留下对的一处");
    }

    #[test]
    fn given_in_english_and_in_chinese() {
        let row = FILLED_2021.replacen("  行政许可: 517\n", "  行政许可: 517\n  ▸licensing: 517\n", 1);
        one(&row, "duplicate-key", "“licensing”就是上面的“行政许可”，写了两次", "留下对的一处");
        let label = "一、本年新收政府信息公开申请数量";
        let text = FILLED_2021.replacen("  上年结转:", &format!("  ▸{label}: [0, 0, 0, 0, 0, 0, 0]\n  上年结转:"), 1);
        one(&text, "duplicate-key", &format!("“{label}”就是上面的“本年新收”"), "留下对的一处");
        let table = FILLED_2021.replacen("复议诉讼:\n", "disputes: [0]\n▸复议诉讼:\n", 1);
        let found = town().with(REPORT, unmarked(&table).0).check();
        assert!(rules(&found).contains(&"duplicate-key"), "{found:#?}");
    }

    #[test]
    fn of_a_table_given_twice_is_reported_once() {
        let again = "复议诉讼: [6, 2, 3, 1, 12, 4, 1, 2, 3, 10, 5, 3, 1, 2, 11]\n▸复议诉讼:\n";
        let text = FILLED_2021.replacen("复议诉讼:\n", again, 1);
        one(&text, "duplicate-key", "“复议诉讼”", "留下对的一处");
    }

    #[test]
    fn that_nobody_knows() {
        let text = FILLED_2021.replacen("year: 2023\n", "year: 2023\n▸备注: 无\n", 1);
        one(&text, "unknown-key", "没有叫“备注”的键", "这里可以用的键：");
        let known = &town().with(REPORT, unmarked(&text).0).check()[0].hints[0];
        for key in ["year", "published", "edition", "申请", "waivers"] {
            let listed = known.rsplit('：').next().unwrap().split('、').filter(|name| *name == key).count();
            assert_eq!(listed, 1, "{key} in {known}");
        }
    }

    #[test]
    fn that_is_nearly_right_is_reported_the_right_one() {
        let typos = [
            ("published", "publised", "published"),
            ("主动公开", "主动工开", "主动公开"),
            ("申请", "申清", "申请"),
            ("行政许可", "行政许克", "行政许可"),
            ("行政许可", "licencing", "licensing"),
            ("本年新收", "本年新受", "本年新收"),
            ("上年结转", "上年结传", "上年结转"),
            ("予以公开", "予以工开", "予以公开"),
            ("重复申请", "重复申清", "重复申请"),
            ("其他处理", "其它处理", "其他处理"),
            ("结转下年度", "结转下年渡", "结转下年度"),
            ("行政复议", "行政复义", "行政复议"),
        ];
        for (key, typed, near) in typos {
            let text = FILLED_2021.replacen(&format!("{key}:"), &format!("{typed}:"), 1);
            let line = text.lines().position(|line| line.trim_start().starts_with(typed)).unwrap() + 1;
            let found = town().with(REPORT, text).check();
            let unknown: Vec<_> = found.iter().filter(|found| found.rule == "unknown-key").collect();
            // A table's own name is missed as well.
            assert!(
                found.len() == 1 || found.iter().any(|found| !found.at.as_deref().unwrap_or_default().contains('.'))
            );
            assert_eq!(unknown.len(), 1, "{typed}: {found:#?}");
            assert_eq!(unknown[0].line, line);
            assert_reported(unknown[0], &format!("没有叫“{typed}”的键"), "是不是“");
            assert!(unknown[0].hints[0].contains(near), "{typed}: {}", unknown[0].hints[0]);
        }
    }

    #[test]
    fn with_a_full_width_colon() {
        let text = replace_line(FILLED_2021, "行政许可", "行政许可：517");
        let found = town().with(REPORT, text).check();
        assert_eq!(rules(&found), ["invalid-front-matter"]);
        assert_eq!(found[0].line, 7, "{found:#?}");
        assert_reported(&found[0], "", "半角冒号");
        let row = replace_line(FILLED_2021, "行政规范性文件", "行政规范性文件：[6, 6, 32]");
        let found = town().with(REPORT, row).check();
        assert_eq!((rules(&found), found[0].line), (vec!["invalid-front-matter"], 6), "{found:#?}");
        assert_reported(&found[0], "", "半角冒号");
    }

    #[test]
    fn without_a_blank_behind_its_colon() {
        let found = town().with(REPORT, replace_line(FILLED_2021, "行政许可", "行政许可:517")).check();
        assert_eq!(rules(&found), ["invalid-front-matter"]);
        assert_reported(&found[0], "", "冒号");
    }
}

mod a_row {
    use super::*;

    const COLUMNS: &str = "自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计";

    #[test]
    fn with_too_few_or_too_many_numbers() {
        let reported = |n| format!("“2.重复申请”要有 7 个数，这里有 {n} 个");
        line("重复申请: ▸[24, 3, 2, 8, 1, 42]", "invalid-cell", &reported(6), COLUMNS);
        line("重复申请: ▸[24, 3, 2, 8, 1, 4, 0, 42]", "invalid-cell", &reported(8), COLUMNS);
        line("重复申请: ▸[]", "invalid-cell", &reported(0), COLUMNS);
    }

    #[test]
    fn as_a_mapping_with_a_column_missing() {
        let row = "上年结转: ▸{自然人: 7, 商业企业: 3, 科研机构: 2, 社会公益组织: 1, 其他: 5, 总计: 22}";
        line(row, "missing-row", "缺少", "法律服务机构");
        let found = town().with(REPORT, unmarked(&with_line(FILLED_2021, row)).0).check();
        assert_reported(&found[0], "上年结转", "");
        assert_eq!(found[0].at.as_deref(), Some("applications.carried_in.legal_service"));
    }

    #[test]
    fn as_a_mapping_of_nothing_is_missing_its_cells_and_claims_no_total() {
        let found = town().with(REPORT, with_line(FILLED_2021, "上年结转: {}")).check();
        assert_eq!(rules(&found), ["missing-row"; 6], "{found:#?}");
    }

    #[test]
    fn that_is_one_number() {
        line("行政复议: ▸0", "invalid-cell", "“行政复议”的写法不对", "维持、");
        line("本年新收: ▸九百", "invalid-cell", "“一、本年新收政府信息公开申请数量”的写法不对", COLUMNS);
    }

    #[test]
    fn pasted_from_a_spreadsheet() {
        silent(&with_line(FILLED_2021, "重复申请: 24 3 2 8 1 4 42"));
        silent(&with_line(FILLED_2021, "重复申请: 24\t3\t2\t8\t1\t4\t42"));
        line("重复申请: ▸24\u{3000}3\u{3000}2", "invalid-cell", "的写法不对", COLUMNS);
        line("重复申请: ▸24,3,2,8,1,4,42", "invalid-cell", "的写法不对", COLUMNS);
        line("重复申请: ▸\"24\\t3\\t2\\t8\\t1\\t4\\t42\"", "invalid-cell", "的写法不对", COLUMNS);
    }

    #[test]
    fn with_full_width_commas_or_brackets() {
        line("行政规范性文件: ▸[6，6，32]", "invalid-cell", "行政规范性文件", "半角逗号");
        line("行政规范性文件: ▸【6, 6, 32】", "invalid-cell", "行政规范性文件", "方括号");
        line("行政规范性文件: ▸【6，6，32】", "invalid-cell", "行政规范性文件", "方括号");
    }

    #[test]
    fn with_a_list_where_a_number_belongs() {
        let name = "表二“行政规范性文件”的“本年制发件数”";
        line("行政规范性文件: [▸[6], 6, 32]", "invalid-cell", name, "数");
        line("行政规范性文件: [▸{a: 6}, 6, 32]", "invalid-cell", name, "数");
    }

    #[test]
    fn that_is_not_closed() {
        let found = town().with(REPORT, with_line(FILLED_2021, "规章: [0, 0, 0")).check();
        assert_eq!(rules(&found), ["invalid-front-matter"], "{found:#?}");
        assert_reported(&found[0], "", "括号");
        line("行政许可: ▸\"517", "invalid-front-matter", "", "引号");
    }

    #[test]
    fn that_is_missing_is_given_ready_to_be_pasted() {
        for (row, ready) in [
            ("行政强制", "行政强制: 0"),
            ("规章", "规章: [0, 0, 0]"),
            ("重复申请", "重复申请: [24, 3, 2, 8, 1, 4, 42]"),
        ] {
            let text: Vec<_> = FILLED_2021.lines().filter(|line| !line.trim_start().starts_with(row)).collect();
            let found = town().with(REPORT, text.join("\n")).check();
            assert_eq!(rules(&found), ["missing-row"], "{row}: {found:#?}");
            assert_reported(&found[0], row, ready);
        }
    }

    #[test]
    fn that_is_missing_is_reported_with_its_name_as_authors_write_it() {
        for row in ["行政强制", "重复申请", "本年新收"] {
            let text: Vec<_> = FILLED_2021.lines().filter(|l| !l.trim_start().starts_with(row)).collect();
            let found = town().with(REPORT, text.join("\n")).check();
            assert_eq!(rules(&found), ["missing-row"], "{row}: {found:#?}");
            assert_reported(&found[0], row, row);
        }
    }

    #[test]
    fn that_is_missing_is_reported_where_it_belongs() {
        for (row, neighbour, remedy) in [
            ("属于行政查询事项", "属于行政执法案卷", "在第 24 行下面补上这一行"),
            ("属于国家秘密", "其他法律行政法规禁止公开", "在第 18 行上面补上这一行"),
            ("结转下年度", "总计", "在第 40 行下面补上这一行"),
        ] {
            let text: Vec<_> = FILLED_2021.lines().filter(|line| !line.trim_start().starts_with(row)).collect();
            let line = text.iter().position(|line| line.trim_start().starts_with(neighbour)).unwrap() + 1;
            let found = town().with(REPORT, text.join("\n")).check();
            assert_eq!((rules(&found), found[0].line), (vec!["missing-row"], line), "{row}: {found:#?}");
            assert_reported(&found[0], row, remedy);
        }
    }

    #[test]
    fn group_that_is_missing_is_reported_without_half_a_number() {
        for (group, next) in [("不予处理", "    其他处理:"), ("其他处理", "    总计:")] {
            let start = FILLED_2021.find(&format!("    {group}:")).unwrap();
            let end = FILLED_2021.find(next).unwrap();
            let found = town().with(REPORT, format!("{}{}", &FILLED_2021[..start], &FILLED_2021[end..])).check();
            assert_eq!(rules(&found), ["missing-row"], "{found:#?}");
            assert_reported(&found[0], group, &format!("“{group}”"));
        }
    }
}

mod a_table {
    use super::*;

    fn with(table: &str, next: &str, lines: &str) -> String {
        let start = FILLED_2021.find(&format!("\n{table}:\n")).unwrap() + 1;
        let end = start + FILLED_2021[start..].find(next).unwrap();
        format!("{}{lines}{}", &FILLED_2021[..start], &FILLED_2021[end..])
    }

    #[test]
    fn that_is_a_list() {
        let flat = with("申请", "复议诉讼:\n", "申请: ▸[0, 0, 0]\n");
        one(&flat, "invalid-cell", "“申请”的写法不对", "本年新收");
        let rows = with("申请", "复议诉讼:\n", "申请:\n  ▸- [0, 0, 0, 0, 0, 0, 0]\n  - [0, 0, 0, 0, 0, 0, 0]\n");
        one(&rows, "invalid-cell", "“申请”的写法不对", "本年新收");
    }

    #[test]
    fn of_several_blocks_that_is_a_list() {
        let all = "主动公开: ▸[0, 0, 0, 6, 6, 32, 517, 84, 9, 40.208]\n";
        one(&with("主动公开", "申请:\n", all), "invalid-cell", "“主动公开”的写法不对", "行政许可");
        one(&with("主动公开", "申请:\n", "主动公开: ▸[0, 0]\n"), "invalid-cell", "“主动公开”的写法不对", "行政许可");
    }

    #[test]
    fn that_is_a_word_or_a_number() {
        one(&with("申请", "复议诉讼:\n", "申请: ▸无\n"), "invalid-cell", "“申请”的写法不对", "本年新收");
        one(&with("主动公开", "申请:\n", "主动公开: ▸0\n"), "invalid-cell", "“主动公开”的写法不对", "行政许可");
    }

    #[test]
    fn that_is_missing() {
        let text = with("申请", "复议诉讼:\n", "").replacen("year: 2023", "year: ▸2023", 1);
        one(&text, "missing-row", "缺少“申请”", "补上“申请”");
    }
}

mod the_header {
    use super::*;

    fn header(lines: &str) -> String {
        FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\n{lines}\n"), 1)
    }

    #[test]
    fn with_another_year_than_the_file_name() {
        let text = in_year(FILLED_2021, 2022).replacen("year: 2022", "year: ▸2022", 1);
        one(&text, "year-mismatch", "年度写的是 2022，文件名却是 2023", "2022.md");
    }

    #[test]
    fn with_a_year_that_is_none() {
        for year in ["２０２３", "2023年", "\u{3000}2023"] {
            line(&format!("year: ▸{year}"), "invalid-front-matter", "year", "写成 2023");
        }
        for year in ["23", "[2023]", "-2023", "99999999999"] {
            line(&format!("year: ▸{year}"), "invalid-front-matter", "year", "四位数的年份");
        }
    }

    #[test]
    fn with_a_date_that_is_none_is_one_fault() {
        for date in ["2024-02-30", "2024年2月30日", "2024-01-20T25:00", "[2024]"] {
            line(&format!("published: ▸{date}"), "invalid-front-matter", "published", "2024-01-25");
        }
        line("published: ▸25-1-20", "invalid-front-matter", "published", "年份要写四位数");
        for date in ["2024/01/20", "2024.1.20", "２０２４-01-20", "2024-1-20"] {
            line(&format!("published: ▸{date}"), "invalid-front-matter", "published", "写成 2024-01-20");
        }
        silent(&with_line(FILLED_2021, "published: 2024年1月20日"));
    }

    #[test]
    fn with_a_body_nobody_registered() {
        one(&header("agency: ▸qinshi"), "unknown-agency", "没有机关“qinshi”", "是不是“qingshi”？");
        one(&header("agency: ▸moon"), "unknown-agency", "没有机关“moon”", "[[agency]]");
        let found = town().with("reports/qinshi/2023.md", FILLED_2021).check();
        assert_eq!((rules(&found), found[0].line), (vec!["unknown-agency"], 1));
        assert_reported(&found[0], "没有机关“qinshi”", "是不是“qingshi”？");
        for (path, remedy) in [
            ("reports/青石镇人民政府/2023.md", "是不是“qingshi”？把文件夹改名为 content/reports/qingshi"),
            ("reports/新建文件夹/2023.md", "把文件移到 content/reports/2023.md"),
            ("reports/2023/2023.md", "移到 content/reports/2023.md，或改名为 content/reports/2023/index.md"),
            ("reports/2023/正文.md", "移到 content/reports/2023.md，或改名为 content/reports/2023/index.md"),
        ] {
            let found = town().with(path, FILLED_2021).with("guide.md", "[甲](reports/2023.md)\n").check();
            assert_eq!(rules(&found), ["unknown-agency"], "{path}: {found:#?}");
            assert_reported(&found[0], "文件却放在这个名字的文件夹里", remedy);
        }
    }

    #[test]
    fn without_a_body_where_there_are_two() {
        let two = town()
            .configured("[[agency]]\nid = \"b\"\nname = \"乙镇人民政府\"\nkind = \"government\"\nrank = \"town\"\n");
        let found = two.with(REPORT, FILLED_2021).check();
        assert_eq!(rules(&found), ["unknown-agency"]);
        assert_reported(&found[0], "没有说明是哪个机关的报告", "agency");
    }

    #[test]
    fn with_values_of_the_wrong_kind() {
        for (typed, key, hint) in [
            ("edition: ▸\"2020\"", "edition", "2021"),
            ("draft: ▸maybe", "draft", "true"),
            ("as_published: ▸[true]", "as_published", "true"),
            ("waivers: ▸total-mismatch", "waivers", "写成 waivers: [{rule: 规则名, reason: total-mismatch}]"),
            ("joint: ▸县税务局、县统计局", "joint", "写成 joint: [县税务局, 县统计局]"),
            ("joint: [▸{a: b}]", "joint", ""),
            ("title: ▸[a]", "title", "文字"),
            ("waivers: [▸{rule: total-mismatch}]", "rule 和 reason", "理由"),
            ("waivers: [▸total-mismatch]", "waivers", "reason: total-mismatch}]"),
            ("revisions: [{date: ▸2024-13-01, note: 更正}]", "date", "2024-03-02"),
            ("revisions: [▸{date: 2024-03-02}]", "没有说明（note）", "写改了什么"),
            ("revisions: [{note: 更正, was: {▸申请.本年新收: 3}}]", "不是表里的一格", "如 申请.本年新收.总计"),
            (
                "revisions: [{note: 更正, was: {▸applications.received: 3}}]",
                "不是表里的一格",
                "如 applications.received.total",
            ),
            ("revisions: [{note: 更正, was: {▸备注: 3}}]", "不是表里的一格", "如 申请.本年新收.总计"),
            ("revisions: [{note: 更正, was: {主动公开.行政许可: ▸517}}]", "更正前后都是 517", "从 was 里删去"),
            (
                "revisions: [{date: 2024-03-02, note: 甲, was: {主动公开.行政许可: ▸9}}, {date: 2024-04-02, note: 乙, was: {proactive.licensing: 9}}]",
                "更正前后都是 9",
                "从 was 里删去",
            ),
            ("revisions: [{note: ▸……}]", "note 还没有写", "写改了什么"),
            ("revisions: [{date: 2024-03-02, 说明: ▸待补充}]", "说明 还没有写", "写改了什么"),
            ("revisions: [{note: 更正, was: {主动公开.行政许可: ▸三件}}]", "三件", ""),
            ("revisions: [{note: 更正, was: ▸517}]", "键: 值", ""),
        ] {
            one(&header(typed), "invalid-front-matter", key, hint);
        }
    }

    #[test]
    fn that_was_put_back_by_a_later_correction_without_figures() {
        let was = "was: {主动公开.行政许可: 517}";
        let list = format!("[{{date: 2024-03-02, note: 更正, {was}}}, {{date: 2024-04-02, note: 改回原数}}]");
        let text = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\nrevisions: {list}\n"), 1);
        assert!(town().with(REPORT, text).check().is_empty());
    }

    #[test]
    fn that_names_a_cell_twice_in_a_correction() {
        let was = "{主动公开.行政许可: 9, ▸proactive.licensing.decisions: 8}";
        let typed = format!("revisions: [{{note: 更正, was: {was}}}]");
        one(&header(&typed), "duplicate-key", "就是上面的“主动公开.行政许可”", "留下对的一处");
    }

    #[test]
    fn that_is_no_mapping_at_all_is_one_fault() {
        one("---\n▸青石镇\n---\n", "invalid-front-matter", "这一行没有冒号", "键: 值");
        one("---\n▸- year\n- 2023\n---\n", "invalid-front-matter", "键: 值", "");
    }
}

/// Beginnings that are taken for text, or would be, and files that would be published unread.
mod unread {
    use super::*;

    fn page(text: &str) -> Vec<Found> {
        town().with("guide.md", text).check()
    }

    #[test]
    fn front_matter_that_is_not_seen_is_reported_and_nothing_of_it_published() {
        for (text, reported) in [
            ("\n---\ntitle: 甲\ndraft: true\n---\n\n秘密\n", "空行"),
            (" ---\ntitle: 甲\ndraft: true\n---\n\n秘密\n", "空格"),
            ("\u{feff}\u{feff}---\ntitle: 甲\ndraft: true\n---\n\n秘密\n", "U+FEFF"),
            ("----\ntitle: 甲\ndraft: true\n----\n\n秘密\n", "----"),
            ("———\ntitle: 甲\ndraft: true\n———\n\n秘密\n", "———"),
            ("+++\ntitle = \"甲\"\ndraft = true\n+++\n\n秘密\n", "TOML"),
            ("---\rtitle: 甲\rdraft: true\r---\r\r秘密\r", "CR"),
            ("title: 甲\ndraft: true\n\n秘密\n", "前面却没有“---”"),
            ("---\nlayout: page\n---\n\n---\ntitle: 甲\ndraft: true\n---\n\n秘密\n", "又有一段数据"),
            ("---\ntitle: 甲\ndraft: true\n----\n\n秘密\n", "要用“---”结尾"),
        ] {
            let found = page(text);
            assert_eq!(rules(&found), ["invalid-front-matter"], "{text}: {found:#?}");
            assert!(found[0].message.contains(reported) && !found[0].hints.is_empty(), "{text}: {found:#?}");
            let folder = town().with("guide.md", text).write();
            folder.giar(&["build"]).expect(1);
            assert!(!folder.join("public").exists());
        }
    }

    #[test]
    fn what_stands_beside_a_draft_stays_with_it() {
        let draft = FILLED_2021.replacen("year: 2023\n", "year: 2023\ndraft: true\n", 1);
        let site = town()
            .with("reports/2023/index.md", draft)
            .with("reports/2023/秘密.pdf", "x")
            .with("d/index.md", "---\ntitle: 草\ndraft: true\n---\n\n![图](p.png)\n")
            .with("d/p.png", "x")
            .with("e.md", "---\ntitle: 草\n草稿: 是\n---\n")
            .with("e/more/list.txt", "x")
            .with("guide.md", "# 指南\n")
            .with("guide/list.txt", "x");
        let folder = site.write();
        folder.giar(&["build"]).expect(0);
        let published: Vec<_> = folder.files("public").into_keys().collect();
        assert!(published.contains(&"guide/list.txt".to_owned()), "{published:?}");
        for held in ["秘密.pdf", "p.png", "more/list.txt"] {
            assert!(!published.iter().any(|path| path.ends_with(held)), "{held}: {published:?}");
        }
        folder.giar(&["build", "--drafts", "-o", "preview"]).expect(0);
        assert!(folder.join("preview/d/p.png").is_file());
    }

    #[test]
    fn comments_reach_no_published_file() {
        let text = FILLED_2021.replacen("全镇按照", "<!-- 内部批注 -->\n\n全镇<!-- 内部批注 -->按照", 1);
        let folder = town().with(REPORT, text).with("guide.md", "# 指南\n\n<!-- 内部批注\n\n二 -->\n").write();
        folder.giar(&["build"]).expect(0);
        for (path, bytes) in folder.files("public") {
            assert!(!String::from_utf8_lossy(&bytes).contains("内部批注"), "{path}");
        }
    }

    #[test]
    fn a_section_s_heading_that_is_not_written_as_one_is_reported_where_it_stands() {
        let heading = "五、存在的主要问题及改进情况";
        for (typed, words) in [
            (format!("**{heading}**"), "加粗"),
            (heading.to_owned(), "普通的字"),
            (heading.replace("五、", "5、"), "普通的字"),
            (format!("<h2>{heading}</h2>"), "HTML"),
            (format!("    ## {heading}"), "代码"),
            (format!("\\## {heading}"), "反斜杠"),
            (format!("- {heading}"), "列表"),
            (format!("1. {heading}"), "列表"),
            (format!("##{heading}"), "没有空格"),
            (format!("＃＃ {heading}"), "全角"),
        ] {
            let text = FILLED_2021.replacen(&format!("## {heading}"), &typed, 1);
            let line = text.lines().position(|line| line == typed).unwrap() + 1;
            let found = town().with(REPORT, text).check();
            assert_eq!(rules(&found), ["unmarked-heading"], "{typed}: {found:#?}");
            assert_eq!(found[0].line, line, "{typed}");
            assert_reported(&found[0], words, "写成“## ");
        }
    }

    #[test]
    fn a_file_that_looks_like_a_report_and_is_not_read_is_an_error() {
        for name in [
            "2024.docx",
            "2022.zip",
            "2022.md.bak",
            "2022.md.txt",
            "2022.orig",
            "2022.markdown",
            "2022年报.pdf",
            "2022/年报.docx",
            "2022.html",
            "年报.docx",
            "qingshi/公开报告.pdf",
        ] {
            let found = town().with(REPORT, FILLED_2021).with(&format!("reports/{name}"), "x").check();
            assert_eq!(rules(&found), ["unread-report"], "{name}: {found:#?}");
            assert_eq!((found[0].level, &*found[0].file), (Level::Error, &*format!("content/reports/{name}")));
        }
        for name in ["guide.md.bak", "guide.markdown", "notes/guide.md.txt"] {
            let found = town().with(name, "x").check();
            assert_eq!(
                found.iter().map(|found| (found.rule, found.level)).collect::<Vec<_>>(),
                [("unread-report", Level::Warning)]
            );
        }
        for name in [
            "reports/2023.pdf",
            "reports/2023/附件.docx",
            "reports/logo.png",
            "files/2023.docx",
            "files/2022/附件.docx",
            "files/2022年统计.xlsx",
            "list.txt",
        ] {
            let found = town().with(REPORT, FILLED_2021).with(name, "x").check();
            assert!(found.is_empty(), "{name}: {found:#?}");
        }
        // Elsewhere it may be meant as an attachment, but then some text leads to it.
        let found = town().with(REPORT, FILLED_2021).with("files/2022.docx", "x").check();
        assert_eq!((rules(&found), found[0].level), (vec!["unread-report"], Level::Info), "{found:#?}");
        assert_reported(&found[0], "2022 年的报告", "giar import");
        let page = "# 历年报告\n\n[2022年](files/2022.docx)\n";
        let found = town().with(REPORT, FILLED_2021).with("files/2022.docx", "x").with("guide.md", page).check();
        assert!(found.is_empty(), "{found:#?}");
        let linked = FILLED_2021.replacen("全镇按照", "见[附表](%E5%B9%B4%E6%8A%A5附表.xlsx)。全镇按照", 1);
        let found = town().with(REPORT, linked).with("reports/年报附表.xlsx", "x").check();
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn a_renamed_folder_is_one_finding() {
        let site = town()
            .with("report/2022.md", in_year(FILLED_2021, 2022))
            .with("report/2023.md", FILLED_2021)
            .with("guide.md", "# 指南\n\n[年报](2023/qingshi/)、[上年](report/2022.md)\n");
        let found = site.check();
        assert_eq!(rules(&found), ["unread-report"], "{found:#?}");
        assert_reported(&found[0], "content/report/ 里有 2 份报告", "是不是“reports”？");
    }

    #[test]
    fn links_to_the_folder_s_former_name_are_not_reported_beside_it() {
        let site = town()
            .with("report/2022.md", in_year(FILLED_2021, 2022))
            .with("report/2023.md", FILLED_2021)
            .with("guide.md", "# 指南\n\n[年报](reports/2023.md)、[上年](reports/qingshi/2022.md)\n");
        assert_eq!(rules(&site.check()), ["unread-report"]);
    }

    #[test]
    fn a_report_is_found_by_its_content_under_any_name() {
        for name in ["2022.txt", "2022.nd", "初稿.dat", "初稿", "附件/a.text"] {
            let folder = town().with(REPORT, FILLED_2021).with(&format!("reports/{name}"), FILLED_2021).write();
            let run = folder.giar(&["build"]).expect(1);
            assert!(run.stderr.contains("unread-report"), "{name}: {}", run.stderr);
        }
        let folder = town().with(REPORT, FILLED_2021).with("reports/说明.dat", "---\ntitle: 甲\n---\n").write();
        folder.giar(&["build"]).expect(0);
    }

    #[test]
    fn a_report_whose_dot_or_ending_was_mistyped_is_reported() {
        for name in ["2022。md", "2022,md", "2022.nd", "2022md", "2022.m", "2022.uot", "2022.json"] {
            let found = town().with(REPORT, FILLED_2021).with(&format!("reports/{name}"), "x").check();
            assert_eq!((rules(&found), found[0].level), (vec!["unread-report"], Level::Error), "{name}: {found:#?}");
        }
    }

    #[test]
    fn a_page_that_is_a_copy_of_another_is_a_warning() {
        let page = "---\ntitle: 甲\n---\n正文。\n";
        for name in ["index - 副本.md", "index (1).md", "副本 index.md", "index - Copy.md"] {
            let found = town().with("d/index.md", page).with(&format!("d/{name}"), page).check();
            assert_eq!((rules(&found), found[0].level), (vec!["unread-report"], Level::Warning), "{name}: {found:#?}");
            assert_eq!(town().with(&format!("d/{name}"), page).check(), [], "{name} alone is a page");
        }
    }

    #[test]
    fn what_follows_from_a_file_that_cannot_be_read_is_not_reported() {
        let site = town()
            .with("reports/2021.md", in_year(FILLED_2021, 2021))
            .with("reports/2022.md", in_year(FILLED_2021, 2022).replacen("year: 2022", "year:2022", 1))
            .with(REPORT, FILLED_2021)
            .with("guide.md", "# 指南\n\n[上年](2022/qingshi/)、[文件](reports/2022.md)\n");
        let found = site.check();
        assert_eq!(rules(&found), ["invalid-front-matter"], "{found:#?}");
    }
}

mod yaml {
    use super::*;

    /// Slips as clerks make them, each reported once, where it is, in words of ours.
    #[test]
    fn slips_are_reported_where_they_stand() {
        for (text, message, hint) in [
            ("# 说明，注释\ntitle: 标题▸: 甲\nyear: 2023\n", "第二个“冒号加空格”", "双引号"),
            ("year:▸\u{3000}2023\n# 说明，注释\ntitle: 甲\n", "全角空格（U+3000）", "半角空格"),
            ("title: 甲（乙，丙）\npublished: ▸@x\n", "不能以“@”开头", "双引号"),
            ("year▸:2023\ntitle: 甲\n", "冒号后面没有空格", "空一格"),
            ("year: 2023\ntitle▸：甲\n", "全角", "半角冒号"),
            ("主动公开:\n▸\u{3000}\u{3000}规章: [0, 0, 0]\n", "全角空格（U+3000）", "半角空格"),
            ("主动公开:\n ▸\u{a0}规章: [0, 0, 0]\n", "不间断空格（U+00A0）", "半角空格"),
            ("主动公开:\n▸\t规章: [0, 0, 0]\n", "制表符", "不用制表符"),
            ("主动公开:\n  规章: [0, 0, 0]\n   ▸行政许可: 0\n", "多缩进了 1 格", "空 2 格"),
            ("主动公开:\n  规章: [0, 0, 0]\n ▸行政许可: 0\n", "对不齐", "对齐"),
            ("主动公开:\n  ▸- 规章: [0, 0, 0]\n  行政许可: 0\n", "前面多了“- ”", "规章: [0, 0, 0]"),
            ("主动公开:\n  规章: [0, 0, 0]\n  ▸- 行政许可: 0\n", "前面多了“- ”", "行政许可: 0"),
            ("waivers:\n  - rule: carry\n    at: a\n  ▸reason: 甲\n", "这一行没有", "多缩进 2 格"),
            ("主动公开:\n  规章: ▸[0, 0, 0\n  行政许可: 0\n", "“[”没有配上“]”", "括号要成对"),
            ("主动公开:\n  规章: [0, 0, 0▸}\n  行政许可: 0\n", "不能用“}”收尾", "括号要成对"),
            ("主动公开:\n  规章: [0, 0, 0]▸]\n  行政许可: 0\n", "括号后面还有", "多了一个"),
            ("主动公开:\n  规章: [0, 0, 0]▸］\n  行政许可: 0\n", "括号后面还有", "多了一个"),
            ("主动公开:\n  规章: [0, 0]▸, 0]\n  行政许可: 0\n", "括号后面还有", "前面的括号多了一个"),
            ("主动公开:\n  规章: [0, 0, 0]\n▸]\n  行政许可: 0\n", "多了一个“]”", "删去"),
            ("主动公开:\n   ▸规章: [0, 0, 0]\n  行政许可: 0\n  行政处罚: 0\n", "多缩进了 1 格", "空 2 格"),
            ("申请:\n  本年新收: 0\n▸上年结转: 0\n  结转下年度: 0\n", "少了 2 个空格", "空 2 格"),
            ("申请:\n▸本年新收: 0\n  上年结转: 0\n", "少了 2 个空格", "空 2 格"),
            ("申请:\n   ▸本年新收: 0\n    上年结转: 0\n    结转下年度: 0\n", "少了 1 个空格", "空 4 格"),
            ("申请:\n  结果:\n    甲: 0\n▸乙:\n      丙: 0\n    丁: 0\n", "少了 4 个空格", "空 4 格"),
            ("主动公开:\n  规章: 0\ntitle: 甲\n  ▸year: 2023\n", "多缩进了 2 格", "从最左边写起"),
            ("主动公开: ▸15]\n  规章: [0, 0, 0]\n  行政许可: 0\n", "写了“15]”，下面又有缩进的行", "就删去“15]”"),
            ("主动公开: ▸0 # 无\n  行政许可: 0\n", "写了“0”，下面又有缩进的行", "就和它对齐"),
            ("申请:\n  办理结果: ▸5\n    予以公开: [0, 0, 0, 0, 0, 0, 0]\n", "写了“5”，下面又有缩进的行", "就和它对齐"),
            ("申请:\n  ▸本年新收:\n18\n4\n1\n  上年结转: [0]\n", "竖着写在下面", "同一行的方括号里"),
            ("主动公开:\n  ▸15\n  规章: [0, 0, 0]\n  行政许可: 0\n", "写了“15”，下面又有缩进的行", "就删去“15”"),
            (
                "申请:\n  办理结果:\n    ▸5\n    予以公开: [0, 0, 0, 0, 0, 0, 0]\n",
                "写了“5”，下面又有缩进的行",
                "就删去“5”",
            ),
            ("主动公开: ▸\"15\"\n  规章: [0, 0, 0]\n", "写了“\"15\"”，下面又有缩进的行", "就和它对齐"),
            ("主动公开: ▸[0, 0]\n  规章: [0, 0, 0]\n", "下面又有缩进的行", "就和它对齐"),
            ("▸主动公开:\n  15\n  3\n  规章: [0, 0, 0]\n", "竖着写在下面", "同一行的方括号里"),
            ("主动公开:\n  行政许可: 480件  ▸行政处罚: 90件\n", "写在了一行", "分成两行"),
            ("主动公开:\n  行政许可: 480（跨年2件） ▸行政处罚: 90\n", "写在了一行", "分成两行"),
            ("主动公开:\n  行政许可: 480，▸行政处罚: 90\n", "写在了一行", "分成两行"),
            ("主动公开:\n  行政许可: 无 ▸行政处罚: 0\n", "写在了一行", "分成两行"),
            ("主动公开:\n  行政许可: 480  ▸行政处罚: 90\n", "写在了一行", "分成两行"),
            ("主动公开:\n  规章: [0, 0, 0]  ▸规范性文件: [0, 0, 0]\n", "写在了一行", "分成两行"),
            ("year: 2023\n▸// 表二：没有发生的填 0\ntitle: 甲\n", "用“//”写说明", "“#”开头"),
            ("year: 2023\n▸=====\ntitle: 甲\n", "分隔线", "删去它"),
            ("更正: [{date: 2024-03-02, note: 更正▸: 表三}]\ntitle: 甲\n", "第二个“冒号加空格”", "双引号"),
            ("year: 2023\n▸申请\n  本年新收: 0\n", "后面少了冒号", "写成“申请:”"),
            ("主动公开:\n  规章: [0, ▸####, 0]\n  行政许可: 0\n", "列太窄", "拉宽"),
            ("joint: [\"甲局\" ▸\"乙局\"]\ntitle: 甲\n", "少了逗号", "半角逗号"),
            ("title: ▸\"甲\nyear: 2023\n", "引号没有收尾", "引号要成对"),
            ("title: \"甲\"▸乙\"\nyear: 2023\n", "引号后面还有文字", "“”"),
            ("title: 甲\n▸第二行\nyear: 2023\n", "没有冒号", "键: 值"),
        ] {
            let (text, line, column) = unmarked(&format!("---\n{text}---\n"));
            let found = town().with(REPORT, text.as_str()).check();
            assert_eq!(found.len(), 1, "{text}: {found:#?}");
            assert_eq!(
                found[0].place_and_rule(),
                format!("{line}:{column} invalid-front-matter"),
                "{text}: {found:#?}"
            );
            assert_reported(&found[0], message, hint);
            let mut words = found[0].message.split(|c: char| !c.is_ascii_alphabetic());
            assert!(words.all(|word| word.len() < 4), "the parser's English: {found:#?}");
        }
    }

    #[test]
    fn characters_that_no_page_may_hold_are_reported_however_they_are_spelt() {
        for spelt in ["\\u0001", "\\uFFFE", "\\x9F"] {
            let text = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\ntitle: ▸\"青{spelt}石\"\n"), 1);
            one(&text, "invalid-front-matter", "不能发布的字符", "删去");
        }
        damaged('\u{fffe}', "U+FFFE", "删去它");
        damaged('\u{9f}', "U+009F", "删去它");
        let entity = FILLED_2021.replacen("全镇按照", "全镇▸&#xFFFE;按照", 1);
        one(&entity, "invalid-front-matter", "不能发布的字符（U+FFFE）", "删去");
        let config = TOWN.replacen("青石镇人民政府", "青\\u0001石镇", 1);
        let faults = Site { config, ..town() }.configuration_faults();
        assert!(faults.len() == 1 && faults[0].message.contains("U+0001"), "{faults:#?}");
    }

    #[test]
    fn keys_may_be_chinese_and_are_the_same_keys() {
        let text = FILLED_2021.replacen("year: 2023", "年度: 2023", 1).replacen("published:", "发布日期:", 1);
        silent(&text);
        let twice = FILLED_2021.replacen("year: 2023\n", "year: 2023\n▸年度: 2023\n", 1);
        one(&twice, "duplicate-key", "“年度”就是上面的“year”", "留下对的一处");
        let page = "---\n标题: 指南\n草稿: 是\n---\n";
        let page = town().with("guide.md", page).prepare().unwrap();
        assert!(page.site.archive.pages.is_empty());
    }

    const NO_SHORTHAND: &str = "这里用了 YAML 的锚点、别名或标签";

    #[test]
    fn anchors_and_tags_are_refused_where_they_stand() {
        line("行政许可: ▸&a 517", "invalid-front-matter", NO_SHORTHAND, "把内容直接写出来");
        line("规章: ▸&a [0, 0, 0]", "invalid-front-matter", NO_SHORTHAND, "把内容直接写出来");
        line("规章: [0, ▸&a 0, 0]", "invalid-front-matter", NO_SHORTHAND, "把内容直接写出来");
        line("行政许可: ▸!!int 517", "invalid-front-matter", NO_SHORTHAND, "把内容直接写出来");
        line("行政许可: ▸!x 517", "invalid-front-matter", NO_SHORTHAND, "把内容直接写出来");
    }

    #[test]
    fn an_alias_is_refused_with_its_anchor_as_one_fault() {
        let text = with_line(FILLED_2021, "行政许可: ▸&a 517");
        one(&with_line(&text, "行政处罚: *a"), "invalid-front-matter", NO_SHORTHAND, "把内容直接写出来");
        let merge = FILLED_2021.replacen("year: 2023\n", "year: 2023\n<<: ▸*a\n", 1);
        let found = town().with(REPORT, unmarked(&merge).0).check();
        assert_eq!((rules(&found), found[0].line), (vec!["invalid-front-matter"], 3), "{found:#?}");
    }

    #[test]
    fn an_alias_bomb_is_one_fault() {
        let names: Vec<_> = ('a'..='z').collect();
        let fuse =
            |pair: &[char]| format!("{}: &{} [{}]\n", pair[1], pair[1], vec![format!("*{}", pair[0]); 9].join(", "));
        let bomb: String = names.windows(2).map(fuse).collect();
        let text = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\na: ▸&a [x, x]\n{bomb}"), 1);
        let found = town().with(REPORT, unmarked(&text).0).check();
        let reported: Vec<_> = found.iter().filter(|found| found.rule == "invalid-front-matter").collect();
        assert_eq!(reported.len(), 1, "{reported:#?}");
        assert_eq!((reported[0].line, reported[0].column), (3, 4));
    }

    #[test]
    fn ten_thousand_levels_are_one_fault() {
        let deep = 10_000;
        let nests = [
            "[".repeat(deep),
            format!("{}{}", "[".repeat(deep), "]".repeat(deep)),
            "{a: ".repeat(deep),
            format!("\n  {}", "- ".repeat(deep)),
            format!("\n  {}", "? ".repeat(deep)),
        ];
        for nest in nests {
            let text = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\njoint: {nest}\n"), 1);
            let found = town().with(REPORT, text).check();
            assert_eq!(rules(&found), ["invalid-front-matter"], "{nest:.20}: {found:#?}");
            assert_reported(&found[0], "嵌套", "");
        }
        let steps: String = (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        let found = town().with(REPORT, format!("---\nyear: 2023\n{steps}---\n")).check();
        assert_eq!(rules(&found), ["invalid-front-matter"]);
        assert_reported(&found[0], "嵌套", "");
    }

    #[test]
    fn a_second_document_is_refused_wherever_it_begins() {
        for between in ["--- # 表四", "...", "--- |"] {
            let text = FILLED_2021.replacen("复议诉讼:\n", &format!("▸{between}\n复议诉讼:\n"), 1);
            let (text, line, _) = unmarked(&text);
            let found = town().with(REPORT, text).check();
            assert_eq!(rules(&found), ["invalid-front-matter"], "{between}: {found:#?}");
            assert!((line..=line + 1).contains(&found[0].line), "{found:#?}");
        }
        let text = FILLED_2021.replacen("\n---\n\n", "\n...\n行政许可: 1\n---\n\n", 1);
        assert_eq!(rules(&town().with(REPORT, text).check()), ["invalid-front-matter"]);
    }

    #[test]
    fn tabs_are_named_as_tabs() {
        let text = FILLED_2021.replacen("  行政许可: 517", "▸\t行政许可: 517", 1);
        let (text, line, _) = unmarked(&text);
        let found = town().with(REPORT, text).check();
        assert_eq!((rules(&found), found[0].line, found[0].column), (vec!["invalid-front-matter"], line, 1));
        assert_reported(&found[0], "", "不用制表符");
    }

    #[test]
    fn signs_that_cannot_begin_a_value_are_one_fault() {
        for sign in ["@5", "`5`", "%5", "? 5", ", 5", "] 5", "} 5", "a: b"] {
            let found = town().with(REPORT, with_line(FILLED_2021, &format!("行政许可: {sign}"))).check();
            assert_eq!((rules(&found), found[0].line), (vec!["invalid-front-matter"], 7), "{sign}: {found:#?}");
            assert!(!found[0].hints.is_empty());
        }
    }

    #[test]
    fn a_bracket_that_nothing_opened_is_one_fault_though_lines_follow_it() {
        let found = town().with(REPORT, FILLED_2021.replacen("申请:\n", "申请: ]\n", 1)).check();
        assert_eq!((rules(&found), found[0].line), (vec!["invalid-front-matter"], 11), "{found:#?}");
        assert_reported(&found[0], "不能以“]”开头", "删去它");
    }

    #[test]
    fn a_very_long_line_is_read_to_its_end() {
        let list = format!("规章: ▸[{}0]", "0,".repeat(6_000));
        line(&list, "invalid-cell", "“规章”要有 3 个数，这里有 6001 个", "");
    }

    #[test]
    fn very_many_keys_are_reported_one_by_one() {
        let keys: String = (0..6_000).map(|n| format!("k{n}: 1\n")).collect();
        let found =
            town().with(REPORT, FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\n{keys}"), 1)).check();
        assert_eq!(found.len(), 6_000);
    }
}

#[test]
fn a_file_with_twelve_faults_gives_twelve_findings() {
    let wrong = [
        ("  规章: [0, 0, 0]", "  规章: [0, 0]"),
        ("[6, 6, 32]", "[6, 6件, 32]"),
        ("  行政许可: 517", "  行政许可: 012\n  licensing: 12"),
        ("  行政强制: 9\n", ""),
        ("40.208", "402080"),
        ("year: 2023", "year: 2023\n备注: 无\ndraft: maybe"),
        ("重复申请: [24,", "重复申请: [25,"),
        ("行政复议: [6, 2, 3, 1, 12]", "行政复议: [6, 2, 3, 1, 21]"),
        ("  结转下年度:", "  结转下年度: [7, 3, 2, 1, 4, 5, 22]\n  结转下年度:"),
        ("存在的主要问题是部分栏目更新不够及时。下一步将安排专人每周检查，逐项改进。", "无。"),
    ];
    let text = wrong.iter().fold(FILLED_2021.to_owned(), |text, (right, wrong)| text.replacen(right, wrong, 1));
    let found = town().with(REPORT, text).check();
    let reported: Vec<_> = found.iter().map(Found::place_and_rule).collect();
    assert_eq!(
        reported,
        [
            "3:1 unknown-key",
            "4:8 invalid-front-matter",
            "7:7 invalid-cell",
            "8:16 invalid-cell",
            "9:9 invalid-cell",
            "10:3 duplicate-key",
            "11:3 missing-row",
            "12:12 suspicious-unit",
            "34:14 total-mismatch",
            "44:3 duplicate-key",
            "46:22 total-mismatch",
            "56:1 no-problems-stated",
        ][..],
        "{found:#?}"
    );
    assert!(found.iter().all(|found| !found.hints.is_empty()), "{found:#?}");
}

mod whatever_is_typed {
    use super::*;

    /// Checks a site, prints all that is found, and looks at its places.
    fn survive(site: &Site) {
        let Ok(prepared) = site.prepare() else { return };
        printed(&prepared.findings);
        for (finding, reported) in prepared.findings.iter().zip(found(&prepared.findings)) {
            let text = &finding.place.source.text;
            assert!(finding.place.span.start <= finding.place.span.end, "{reported:?}");
            assert!(text.get(finding.place.span.range()).is_some(), "{reported:?}");
            assert!(reported.line <= text.matches('\n').count() + 1, "{reported:?}");
        }
    }

    /// One way to spoil a text.
    #[derive(Clone, Debug)]
    enum Slip {
        Delete(usize),
        Insert(&'static str),
        TwiceTheLine,
        WithoutTheLine,
        CutOff,
    }

    fn slip() -> impl Strategy<Value = (prop::sample::Index, Slip)> {
        let snippets = [
            "-",
            "- ",
            ":",
            ": ",
            "：",
            "，",
            ",",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "!!int ",
            "---\n",
            "...\n",
            "\t",
            "\r",
            "\r\n",
            "\n",
            "\u{0}",
            "\u{feff}",
            "\u{85}",
            "\u{2028}",
            "😀",
            "１２",
            "1,000",
            "件",
            "（",
            "）",
            "|\n",
            ">\n",
            "? ",
            "% ",
            "~",
            "null",
            "/",
            "## 五、问题\n",
            "年",
            "月",
            "统计期限",
            "**",
            "<b>",
            "999999999999",
            "0",
            "e",
            "\u{fdd0}",
            "e\u{301}",
            "\u{202e}",
        ];
        let slip = prop_oneof![
            (1usize..30).prop_map(Slip::Delete),
            prop::sample::select(snippets.to_vec()).prop_map(Slip::Insert),
            Just(Slip::TwiceTheLine),
            Just(Slip::WithoutTheLine),
            Just(Slip::CutOff),
        ];
        (any::<prop::sample::Index>(), slip)
    }

    fn spoilt(text: &str, slips: &[(prop::sample::Index, Slip)]) -> String {
        slips.iter().fold(text.to_owned(), |text, (at, slip)| {
            let starts: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
            if starts.is_empty() {
                return text;
            }
            let place = at.index(starts.len());
            let (head, tail) = text.split_at(starts[place]);
            let line_start = head.rfind('\n').map_or(0, |at| at + 1);
            let line_end = starts[place] + tail.find('\n').map_or(tail.len(), |at| at + 1);
            match slip {
                Slip::Delete(count) => head.chars().chain(tail.chars().skip(*count)).collect(),
                Slip::Insert(snippet) => format!("{head}{snippet}{tail}"),
                Slip::TwiceTheLine => format!("{}{}", &text[..line_end], &text[line_start..]),
                Slip::WithoutTheLine => format!("{}{}", &text[..line_start], &text[line_end..]),
                Slip::CutOff if place > 40 => head.to_owned(),
                Slip::CutOff => text,
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..runs(100) })]

        #[test]
        fn random_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            survive(&town().with(REPORT, bytes.clone()));
            survive(&town().with(REPORT, [b"---\n", &bytes[..], b"\n---\n"].concat()));
            survive(&town().with("guide.md", bytes));
        }

        #[test]
        fn a_spoilt_report_is_read_without_a_panic(slips in prop::collection::vec(slip(), 1..12)) {
            survive(&town().with(REPORT, spoilt(FILLED_2021, &slips)).with("reports/2024.md", in_year(FILLED_2021, 2024)));
            survive(&town().with("reports/2019.md", spoilt(FILLED_2019, &slips)));
        }

        #[test]
        fn a_spoilt_configuration_is_read_without_a_panic(slips in prop::collection::vec(slip(), 1..8)) {
            let config = std::sync::Arc::new(Source::new("site.toml", spoilt(TOWN, &slips)));
            let (_, findings) = giar::config::Config::read(&config);
            if !findings.is_empty() {
                printed(&findings);
            }
        }
    }
}
