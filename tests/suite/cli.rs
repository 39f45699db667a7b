//! The command line: what is said where, in which language, with which exit code.

use std::fs;

use crate::common::*;
use expect_test::expect;
use unicode_width::UnicodeWidthStr;

/// The town's site with its filled report, in a folder.
fn site() -> Folder {
    town().with(REPORT, FILLED_2021).write()
}

/// The same with something else in the report.
fn wrong(old: &str, new: &str) -> Folder {
    assert!(FILLED_2021.contains(old));
    town().with(REPORT, FILLED_2021.replacen(old, new, 1)).write()
}

/// A report with a warning, and nothing worse.
fn late() -> Folder {
    wrong("2024-01-20", "2024-02-01")
}

const TALLY_NOTHING: &str = "0 个错误，0 个警告，0 条提示\n";

mod exit_codes {
    use super::*;

    #[test]
    fn zero_is_done() {
        let folder = site();
        assert_eq!(folder.giar(&["check"]).expect(0).stdout, TALLY_NOTHING);
        folder.giar(&["build"]).expect(0);
        folder.giar(&["--help"]).expect(0);
        folder.giar(&["--version"]).expect(0);
        assert!(folder.join("public/2023/qingshi/index.html").is_file());
    }

    #[test]
    fn one_is_a_finding_that_stops_publication() {
        let folder = wrong("517", "517件");
        folder.giar(&["check"]).expect(1);
        folder.giar(&["build"]).expect(1);
        assert!(!folder.join("public").exists());
    }

    #[test]
    fn one_is_a_warning_too_if_that_was_asked_for() {
        let folder = late();
        folder.giar(&["check"]).expect(0);
        folder.giar(&["check", "--strict"]).expect(1);
        folder.giar(&["build", "--strict"]).expect(1);
        assert!(!folder.join("public").exists());
        folder.giar(&["build"]).expect(0);
    }

    #[test]
    fn advice_is_never_more_than_advice() {
        let folder = wrong("40.208", "/");
        folder.giar(&["check", "--strict"]).expect(0);
        folder.giar(&["build", "--strict"]).expect(0);
    }

    #[test]
    fn two_is_wrong_usage() {
        let folder = site();
        for args in [
            &["publish"][..],
            &[],
            &["check", "--colour"],
            &["build", "extra"],
            &["--lang", "fr", "check"],
            &["build", "-q", "-v"],
            &["build", "--drafts"],
            &["build", "--base-url", "example"],
            &["check", "content/reports/1999.md"],
            &["check", "-C", "nowhere"],
            &["-C", "nowhere", "check"],
            &["-C", "."],
        ] {
            let run = folder.giar(args).expect(2);
            assert!(run.stdout.is_empty() && !run.stderr.is_empty(), "{args:?} {run:#?}");
        }
        assert!(!folder.join("public").exists());
    }

    #[test]
    fn wrong_usage_is_answered_with_the_right_command() {
        let folder = site();
        for (args, answer) in [
            (&["check", "—fix"][..], "是不是“--fix”？"),
            (&["check", "——fix"], "是不是“--fix”？"),
            (&["check", "－－fix"], "是不是“--fix”？"),
            (&["check", "-fix"], "没有“-fix”这个参数。是不是“--fix”？"),
            (&["check", "2024"], "写 giar check --year 2024"),
            (&["build", "2024"], "build 不分年份，直接写 giar build"),
            (&["new", "2024年"], "是不是“2024”？"),
            (&["new", "25"], "“25”不是四位数的年份。是不是“2025”？"),
            (&["发布"], "是不是“build”？"),
            (&["检查"], "是不是“check”？"),
            (&["新建"], "是不是“new”？"),
        ] {
            let run = folder.giar(args).expect(2);
            assert!(run.stderr.contains(answer), "{args:?}: {}", run.stderr);
        }
        fs::rename(folder.join("site.toml"), folder.join("site.toml.txt")).unwrap();
        let run = folder.giar(&["check"]).expect(2);
        assert!(run.stderr.contains("里有 site.toml.txt，没有 site.toml：把它改名为 site.toml"), "{}", run.stderr);
    }

    /// Runs giar with its results sent elsewhere.
    #[cfg(target_os = "linux")]
    fn sent_to(folder: &Folder, args: &[&str], out: impl Into<std::process::Stdio>) -> (Option<i32>, String) {
        let mut command = program();
        command.current_dir(folder.path()).args(args).env("GIAR_LANG", "zh").stdout(out);
        let run = command.stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn two_is_a_result_that_could_not_be_written() {
        let folder = site();
        for args in [
            &["check"][..],
            &["check", "--format", "json"],
            &["build"],
            &["explain"],
            &["explain", "broken-link"],
            &["schema", "report"],
            &["completions", "bash"],
            &["--help"],
            &["--version"],
        ] {
            let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            let (code, reported) = sent_to(&folder, args, full);
            assert_eq!(code, Some(2), "{args:?}: {reported}");
            assert!(reported.contains("错误：结果没有写出来："), "{args:?}: {reported}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_closed_pipe_is_no_fault() {
        let folder = site();
        for args in [&["explain"][..], &["schema", "report"], &["--help"], &["check", "--format", "json"]] {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            let (code, reported) = sent_to(&folder, args, writer);
            assert_eq!(code, Some(0), "{args:?}: {reported}");
            assert!(!reported.contains("错误："), "{args:?}: {reported}");
        }
    }
}

mod output {
    use super::*;

    #[test]
    fn of_check_is_its_findings_and_nothing_else() {
        let run = late().giar(&["check"]);
        let head = "\
content/reports/2023.md：0 个错误，1 个警告，0 条提示

警告[published-late]: 2024-02-01 发布，晚于 2024-01-31
";
        assert!(run.stdout.starts_with(head), "{}", run.stdout);
        assert!(run.stdout.ends_with("\n\n0 个错误，1 个警告，0 条提示\n"), "{}", run.stdout);
        assert_eq!(run.stderr, "");
    }

    #[test]
    fn of_build_is_what_it_did_in_five_lines_and_the_findings_go_elsewhere() {
        let run = late().giar(&["build"]).expect(0);
        let lines: Vec<_> = run.stdout.lines().collect();
        assert_eq!(lines.len(), 5, "{}", run.stdout);
        assert_eq!(lines[0], "青石镇政府信息公开：1 份报告，1 个机关，年度 2023");
        assert_eq!(lines[1], "检查：0 个错误，1 个警告，0 条提示");
        assert!(lines[2].starts_with("发布：") && lines[2].ends_with("，在 public"), "{}", lines[2]);
        assert!(lines[3].starts_with("用时："));
        assert_eq!(
            lines[4],
            format!("查看：用浏览器打开 {}", std::path::Path::new("public").join("index.html").display())
        );
        assert!(run.stderr.starts_with("警告[published-late]"), "{}", run.stderr);
    }

    #[test]
    fn of_a_refused_build_is_only_why() {
        let run = wrong("517", "517件").giar(&["build"]).expect(1);
        assert_eq!(run.stdout, "");
        assert!(run.stderr.starts_with("错误[invalid-cell]"), "{}", run.stderr);
        assert!(run.stderr.ends_with("没有发布：1 个错误，0 个警告，0 条提示。原来的网站没有改动\n"), "{}", run.stderr);
    }

    #[test]
    fn of_build_is_quiet_or_talkative_as_asked() {
        let quiet = late().giar(&["build", "-q"]).expect(0);
        assert_eq!((quiet.stdout, quiet.stderr), (String::new(), String::new()));
        let folder = wrong("40.208", "/");
        assert_eq!(folder.giar(&["build"]).expect(0).stderr, "");
        assert!(folder.giar(&["build", "-v"]).expect(0).stderr.starts_with("提示[blank-cells]"));
    }

    #[test]
    fn counts_what_was_waived_but_does_not_repeat_it() {
        let waiver = "waivers: [{rule: published-late, reason: 县里统一延期}]\n";
        let folder = wrong("published: 2024-01-20\n", &format!("published: 2024-02-01\n{waiver}"));
        assert_eq!(
            folder.giar(&["check", "--strict"]).expect(0).stdout,
            "0 个错误，0 个警告，0 条提示，1 处已说明理由\n"
        );
    }
}

mod a_finding_in_print {
    use super::*;

    #[test]
    fn shows_place_equation_and_remedy() {
        let run = wrong("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]").giar(&["check"]).expect(1);
        expect![[r#"
            content/reports/2023.md：1 个错误，0 个警告，0 条提示

            错误[total-mismatch]: 表四“行政复议 总计”不等于各项之和
              --> content/reports/2023.md:43:22
               |
            43 |   行政复议: [6, 2, 3, 1, 21]
               |              -  -  -  -  ^^
               |              |  |  |  |
               |              |  |  |  尚未审结 1
               |              |  |  其他 3
               |              |  纠正 2
               |              维持 6
               |
               = 算式: 6 + 2 + 3 + 1 ≠ 21，差 9
               = 位置: disputes.review.total
               = 办法: 对照原始台账，改正写错的数；一个数改对，有关的等式都会成立

            1 个错误，0 个警告，0 条提示
        "#]]
        .assert_eq(&run.stdout);
    }

    #[test]
    fn is_the_same_in_english_but_for_the_official_names() {
        let run = wrong("517", "517件").giar(&["--lang", "en", "check"]).expect(1);
        let (finding, _tally) = run.stdout.rsplit_once("\n\n").unwrap();
        expect![[r#"
            content/reports/2023.md: 1 error, 0 warnings, 0 notes

            error[invalid-cell]: 表二“行政许可”的“本年处理决定数量”: `517件` is not a non-negative whole number
             --> content/reports/2023.md:7:9
              |
            7 |   行政许可: 517件
              |             ^^^^^
              |
              = at: proactive.licensing.decisions
              = help: leave the unit out: write 517"#]]
        .assert_eq(finding);
    }

    #[test]
    fn is_english_throughout() {
        let run = wrong("重复申请: [24", "重复申请: [25").giar(&["--lang", "en", "check"]).expect(1);
        let help = run.stdout.lines().find(|line| line.contains("= help: ")).unwrap();
        assert!(help.contains("changing one cell corrects this"), "{help}");
    }

    /// The display columns of the characters in `line` that `is` picks.
    fn columns(line: &str, is: impl Fn(char) -> bool) -> Vec<usize> {
        line.char_indices().filter(|(_, c)| is(*c)).map(|(at, _)| line[..at].width()).collect()
    }

    #[test]
    fn points_at_what_it_means_however_wide_the_characters_before_it_are() {
        // Typed, what the carets stand under, and how a terminal shows it.
        let cells = ["517件", "５１７", "😀", "“517”", "1,000", "五百（一十七）个"];
        for cell in cells {
            let run = wrong("行政许可: 517", &format!("行政许可: {cell} # 核对：郭")).giar(&["check"]).expect(1);
            let mut lines = run.stdout.lines();
            let shown = lines.find(|line| line.starts_with("7 |")).unwrap();
            let carets = columns(lines.next().unwrap(), |c| c == '^');
            let start = shown[..shown.find(cell).unwrap()].width();
            assert_eq!(carets, (start..start + cell.width()).collect::<Vec<_>>(), "{}", run.stdout);
        }
    }

    #[test]
    fn labels_every_cell_that_takes_part_under_its_number() {
        let run = wrong("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]").giar(&["check"]).expect(1);
        let lines: Vec<_> = run.stdout.lines().collect();
        let shown = lines.iter().position(|line| line.starts_with("43 |")).unwrap();
        for (number, label) in [("6,", "维持 6"), ("2,", "纠正 2"), ("3,", "其他 3"), ("1,", "尚未审结 1")] {
            let row = lines[shown];
            let place = row[..row.find(number).unwrap()].width();
            let labelled = lines.iter().find(|line| line.ends_with(label)).unwrap();
            assert_eq!(labelled[..labelled.find(label).unwrap()].width(), place, "{}", run.stdout);
        }
    }

    #[test]
    fn shows_both_reports_where_two_years_disagree() {
        let next = in_year(FILLED_2021, 2024).replacen("[6, 6, 32]", "[6, 5, 32]", 1);
        let folder = town().with(REPORT, FILLED_2021).with("reports/2024.md", next).write();
        let run = folder.giar(&["check"]).expect(0);
        for line in [
            "警告[stock-mismatch]: 表二“行政规范性文件”的“现行有效件数”是 32，按上年推算应为 33",
            " --> content/reports/2024.md:6:19",
            "::: content/reports/2023.md:6:19",
            "= 算式: 32 + 6 − 5 ≠ 32，差 1",
        ] {
            assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
        }
    }
}

mod language {
    use super::*;

    #[test]
    fn is_chinese_unless_somebody_says_otherwise() {
        fn english(args: &[&str], variables: &[(&str, &str)], config: &str) -> bool {
            let folder = town().with(REPORT, FILLED_2021);
            let config = folder.config.replacen("title", &format!("{config}title"), 1);
            let folder = Site { config, ..folder }.write();
            let said = folder.giar_with(args, variables).expect(0).stdout;
            assert!(said == TALLY_NOTHING || said == "0 errors, 0 warnings, 0 notes\n", "{said}");
            said != TALLY_NOTHING
        }

        let site_is_english = "language = \"en\"\n";
        assert!(!english(&["check"], &[], ""));
        assert!(english(&["check"], &[], site_is_english));
        assert!(english(&["check"], &[("GIAR_LANG", "en")], ""));
        assert!(english(&["check"], &[("GIAR_LANG", "en_GB.UTF-8")], ""));
        assert!(!english(&["check"], &[("GIAR_LANG", "zh")], site_is_english));
        assert!(english(&["--lang", "en", "check"], &[("GIAR_LANG", "zh")], ""));
        assert!(english(&["check", "--lang=en"], &[], ""));
        assert!(!english(&["--lang=zh", "check"], &[("GIAR_LANG", "en")], site_is_english));
    }

    #[test]
    fn is_the_locale_s_where_there_is_no_site_to_ask() {
        let empty = Folder::new();
        let english = empty.giar_with(&["check"], &[("LANG", "en_US.UTF-8")]).expect(2);
        assert!(english.stderr.starts_with("error: there is no site.toml in "), "{}", english.stderr);
        let chinese = empty.giar_with(&["check"], &[("LANG", "zh_CN.UTF-8")]).expect(2);
        assert!(chinese.stderr.starts_with("错误："), "{}", chinese.stderr);
    }
}

mod colour {
    use super::*;

    #[test]
    fn is_not_sent_into_a_file() {
        let run = wrong("517", "517件").giar(&["check"]).expect(1);
        assert!(!run.stdout.contains('\u{1b}'), "{:?}", run.stdout);
    }

    #[test]
    fn can_be_forced_and_forbidden() {
        let folder = wrong("517", "517件");
        let forced = folder.giar_with(&["check"], &[("CLICOLOR_FORCE", "1")]);
        assert!(forced.stdout.contains("\u{1b}["), "{:?}", forced.stdout);
        let forbidden = folder.giar_with(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]);
        assert_eq!(forbidden.stdout, folder.giar(&["check"]).stdout);
    }
}

mod earlier_years {
    use super::*;

    /// Three reports published late, the earliest with an error besides.
    fn late_each_year() -> Folder {
        fn report(year: u16) -> String {
            let text = in_year(FILLED_2021, year);
            replace_line(&text, "published", &format!("published: {}-02-01", year + 1))
        }

        let site = town().with("reports/2021.md", report(2021).replacen("517", "517件", 1));
        site.with("reports/2022.md", report(2022)).with("reports/2023.md", report(2023)).write()
    }

    /// The places that a run lists one by one.
    fn listed(output: &str) -> Vec<&str> {
        output.lines().filter_map(|line| line.trim_start().strip_prefix("--> content/reports/")).collect()
    }

    #[test]
    fn are_a_line_a_rule_but_for_their_errors() {
        let run = late_each_year().giar(&["check"]).expect(1);
        let files: Vec<_> = listed(&run.stdout).iter().map(|place| &place[..7]).collect();
        assert_eq!(files, ["2021.md", "2023.md"], "{}", run.stdout);
        assert!(run.stdout.contains("2021.md：1 个错误"), "{}", run.stdout);
        assert!(run.stdout.contains("\n  published-late  警告     2  2021—2022\n"), "{}", run.stdout);
        assert!(run.stdout.ends_with("\n1 个错误，3 个警告，0 条提示\n"), "{}", run.stdout);
    }

    #[test]
    fn are_listed_one_by_one_where_they_are_asked_for() {
        let folder = late_each_year();
        let count = |args: &[&str]| {
            let run = folder.giar(&[&["check"], args].concat());
            assert!(!run.stdout.contains("published-late  "), "{}", run.stdout);
            listed(&run.stdout).len()
        };
        assert_eq!(count(&["--all"]), 4);
        assert_eq!(count(&["--strict"]), 4);
        assert_eq!(count(&["--rule", "published-late"]), 3);
        assert_eq!(count(&["--rule", "published-late", "--rule", "invalid-cell"]), 4);
        assert_eq!(count(&["--year", "2022"]), 1);
        assert_eq!(count(&["--year", "2022", "--rule", "invalid-cell"]), 0);
        assert_eq!(count(&["content/reports/2022.md"]), 1);
    }

    #[test]
    fn stay_whole_for_machines() {
        let run = late_each_year().giar(&["check", "--format", "json"]).expect(1);
        assert_eq!(run.stdout.matches("\"published-late\"").count(), 3, "{}", run.stdout);
    }

    #[test]
    fn are_a_line_a_rule_for_a_build_too_which_lists_what_stops_it() {
        let folder = late_each_year();
        let refused = folder.giar(&["build"]).expect(1);
        assert_eq!(listed(&refused.stderr).len(), 2, "{}", refused.stderr);
        assert!(refused.stderr.contains("\n  published-late  警告     2  2021—2022\n"), "{}", refused.stderr);
        let strict = folder.giar(&["build", "--strict"]).expect(1);
        assert_eq!(listed(&strict.stderr).len(), 4, "{}", strict.stderr);
    }

    #[test]
    fn a_build_lists_what_is_new_and_what_stops_it() {
        let folder = late_each_year();
        let earlier = folder.giar(&["check", "--format", "json"]).expect(1).stdout;
        folder.write("earlier.json", earlier);
        let known = folder.giar(&["build", "--new-since", "earlier.json"]).expect(1);
        assert_eq!(listed(&known.stderr).len(), 1, "the error stops it, known or not: {}", known.stderr);
        folder.write(
            "content/reports/2022.md",
            in_year(FILLED_2021, 2022).replacen("published: 2023", "published: 2021", 1),
        );
        let new = folder.giar(&["build", "--new-since", "earlier.json"]).expect(1);
        assert_eq!(listed(&new.stderr).len(), 2, "{}", new.stderr);
    }

    #[test]
    fn a_rule_there_is_not_is_wrong_usage_and_the_nearest_is_named() {
        let run = site().giar(&["check", "--rule", "published-lat"]).expect(2);
        assert!(run.stderr.contains("是不是“published-late”"), "{}", run.stderr);
    }
}

mod check_of_a_path {
    use super::*;

    /// Two reports, each with one fault, and a page with another.
    fn faulty() -> Folder {
        let report = |year, old: &str, new: &str| in_year(FILLED_2021, year).replacen(old, new, 1);
        let site = town().with("reports/2022.md", report(2022, "517", "517件"));
        let site = site.with("reports/2023.md", report(2023, "published: 2024-01-20", "published: 2024-02-01"));
        site.with("guide.md", "---\ntitel: 指南\n---\n").write()
    }

    #[track_caller]
    fn tally(folder: &Folder, args: &[&str], code: i32) -> String {
        let run = folder.giar(&[&["check"], args].concat()).expect(code);
        run.stdout.lines().last().unwrap().to_owned()
    }

    #[test]
    fn tells_only_of_that_file_or_folder() {
        let folder = faulty();
        assert_eq!(tally(&folder, &[], 1), "2 个错误，1 个警告，0 条提示");
        assert_eq!(tally(&folder, &["content/reports/2022.md"], 1), "1 个错误，0 个警告，0 条提示");
        assert_eq!(tally(&folder, &["content/reports/2023.md"], 0), "0 个错误，1 个警告，0 条提示");
        assert_eq!(tally(&folder, &["content/reports"], 1), "1 个错误，1 个警告，0 条提示");
        assert_eq!(tally(&folder, &["content/reports/2023.md", "content/guide.md"], 1), "1 个错误，1 个警告，0 条提示");
        assert_eq!(tally(&folder, &["content/reports/2023.md", "--strict"], 1), "0 个错误，1 个警告，0 条提示");
        assert_eq!(tally(&folder, &["."], 1), "2 个错误，1 个警告，0 条提示");
    }

    #[test]
    fn is_seen_from_where_the_user_stands() {
        let folder = faulty();
        let seen = |at: &str, path: &str| {
            let run = run(&folder.join(at), &["check", path], &[]).expect(0);
            assert!(run.stdout.ends_with("0 个错误，1 个警告，0 条提示\n"), "{run:#?}");
        };
        seen("content", "reports/2023.md");
        seen("content/reports", "2023.md");
        seen("content/reports", "./2023.md");
        seen("content/reports", "../reports/2023.md");
        seen(".", "content/../content/reports/2023.md");
        seen(".", folder.join("content/reports/2023.md").to_str().unwrap());
    }

    #[test]
    fn may_be_a_pattern_that_no_shell_has_expanded() {
        let folder = faulty();
        assert_eq!(tally(&folder, &["content/reports/*3.md"], 0), "0 个错误，1 个警告，0 条提示");
        assert_eq!(tally(&folder, &["content/g?ide.md", "content/reports/20*"], 1), "2 个错误，1 个警告，0 条提示");
        let run = folder.giar(&["check", "content/reports/*.txt"]).expect(2);
        let example = "全部检查写 giar check，只查一份写 giar check content/reports/2022.md";
        assert_eq!(run.stderr, format!("错误：网站里没有 {}。{example}\n", native("content/reports/*.txt")));
    }

    #[test]
    fn is_found_from_elsewhere_with_the_site_s_folder() {
        let (folder, elsewhere) = (faulty(), Folder::new());
        let root = folder.path().to_str().unwrap();
        run(elsewhere.path(), &["check", "-C", root, "content/reports/2023.md"], &[]).expect(0);
    }

    #[cfg(unix)]
    #[test]
    fn is_found_through_a_link_to_the_site() {
        let (folder, elsewhere) = (faulty(), Folder::new());
        std::os::unix::fs::symlink(folder.path(), elsewhere.join("site")).unwrap();
        run(&elsewhere.join("site"), &["check", "content/reports/2023.md"], &[]).expect(0);
        let path = elsewhere.join("site/content/reports/2023.md");
        run(&elsewhere.join("site"), &["check", path.to_str().unwrap()], &[]).expect(0);
    }

    #[test]
    fn that_is_not_of_the_site_is_wrong_usage() {
        let folder = faulty();
        for path in ["content/reports/1999.md", "/", ".."] {
            let run = folder.giar(&["check", path]).expect(2);
            assert!(run.stderr.starts_with(&format!("错误：网站里没有 {}。", native(path))), "{}", run.stderr);
            assert!(run.stderr.ends_with("giar check content/reports/2022.md\n"), "{}", run.stderr);
        }
    }
}

mod a_first_run {
    use super::*;

    #[test]
    fn in_an_empty_folder_says_what_to_write() {
        let folder = Folder::new();
        for command in ["build", "check"] {
            let run = folder.giar(&[command]).expect(2);
            assert_eq!(run.stdout, "");
            assert!(run.stderr.contains("没有 site.toml") && run.stderr.contains("giar init"), "{}", run.stderr);
        }
        assert!(folder.files("").is_empty(), "nothing was written");
    }

    #[test]
    fn without_content_builds_a_home_page_and_says_where_reports_go() {
        let folder = town().write();
        let run = folder.giar(&["build"]).expect(0);
        assert!(run.stderr.contains("还没有 content 文件夹") && run.stderr.contains("2023.md"), "{}", run.stderr);
        assert!(folder.read("public/index.html").contains("青石镇政府信息公开"));
        let run = folder.giar(&["check"]).expect(0);
        assert!(run.stderr.contains("还没有 content 文件夹"), "{}", run.stderr);
    }

    #[test]
    fn without_reports_builds_a_home_page_and_says_where_they_go() {
        let folder = town().with("index.md", "欢迎。\n").write();
        let run = folder.giar(&["build"]).expect(0);
        assert!(run.stderr.contains("还没有报告") && run.stderr.contains("content/reports/"), "{}", run.stderr);
        let home = folder.read("public/index.html");
        assert!(home.contains("欢迎。") && home.contains("还没有报告。"), "{home}");
    }

    #[test]
    fn with_nothing_but_a_title_publishes() {
        let folder = Folder::new();
        folder.write("site.toml", "title = \"青石镇\"\n");
        folder.giar(&["build"]).expect(0);
        assert!(folder.read("public/index.html").contains("青石镇"));
    }

    #[test]
    fn below_the_site_finds_it() {
        let folder = site();
        run(&folder.join("content/reports"), &["build"], &[]).expect(0);
        assert!(folder.join("public/index.html").is_file());
    }
}

mod build {
    use super::*;

    #[test]
    fn of_drafts_wants_a_folder_of_its_own() {
        let draft = FILLED_2021.replacen("year: 2023\n", "year: 2023\ndraft: true\n", 1);
        let folder = town().with(REPORT, draft).write();
        let run = folder.giar(&["build", "--drafts"]).expect(2);
        assert!(run.stderr.contains("--output"), "{}", run.stderr);
        folder.giar(&["build"]).expect(0);
        assert!(!folder.join("public/2023").exists());
        folder.giar(&["build", "--drafts", "-o", "preview"]).expect(0);
        let page = folder.read("preview/2023/qingshi/index.html");
        assert!(page.contains("草稿") && page.contains("noindex"), "{page}");
        assert!(folder.read("preview/robots.txt").contains("Disallow: /"));
    }

    #[test]
    fn into_somebody_else_s_folder_is_refused_and_touches_nothing() {
        let folder = site();
        folder.write("archive/账本.xls", "重要");
        folder.write("archive/sub/a.txt", "也重要");
        let before = folder.files("archive");
        let run = folder.giar(&["build", "-o", "archive"]).expect(2);
        assert!(run.stderr.contains("不是 giar 生成的") && run.stderr.contains("-o"), "{}", run.stderr);
        assert_eq!((run.stdout.as_str(), folder.files("archive")), ("", before));
    }

    #[test]
    fn over_the_sources_is_refused() {
        for out in ["content", "content/reports", "."] {
            let folder = site();
            let before = folder.files("content");
            folder.giar(&["build", "-o", out]).expect(2);
            assert_eq!(folder.files("content"), before, "{out}");
        }
    }

    #[test]
    fn with_errors_leaves_the_old_site_byte_for_byte() {
        let folder = site();
        folder.giar(&["build"]).expect(0);
        let before = folder.files("public");
        folder.write("content/reports/2023.md", FILLED_2021.replacen("517", "517件", 1));
        folder.giar(&["build"]).expect(1);
        assert_eq!(folder.files("public"), before);
        let corrected = "year: 2023\nrevisions: [{date: 2024-03-02, note: 更正行政许可}]\n";
        let text = FILLED_2021.replacen("517", "518", 1).replacen("year: 2023\n", corrected, 1);
        folder.write("content/reports/2023.md", text);
        folder.giar(&["build"]).expect(0);
        assert_ne!(folder.files("public"), before);
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().contains("giar-tmp")), "{left:?}");
    }

    #[test]
    fn puts_a_base_url_of_its_own_in_place_of_the_site_s() {
        let folder = site();
        folder.giar(&["build", "--base-url", "https://www.example.org/a/b"]).expect(0);
        assert!(folder.read("public/sitemap.xml").contains("https://www.example.org/a/b/2023/qingshi/"));
    }
}

mod a_broken_configuration {
    use super::*;

    fn reported(config: &[u8]) -> Run {
        let folder = site();
        folder.write("site.toml", config);
        let build = folder.giar(&["build"]).expect(2);
        assert!(!folder.join("public").exists());
        let check = folder.giar(&["check"]).expect(2);
        assert_eq!(build, check);
        assert_eq!(build.stdout, "");
        build
    }

    #[test]
    fn is_answered_with_the_line_as_it_should_be() {
        for (right, wrong, answer) in [
            (
                "title = \"青石镇政府信息公开\"",
                "title = “青石镇政府信息公开”",
                "这一行写成 title = \"青石镇政府信息公开\"",
            ),
            ("rank = \"town\"", "rank = \"乡镇\"", "写成 \"town\""),
            ("rank = \"town\"", "rank = \"town\"\n[brand]\nlogo = \"C:\\图\\徽标.png\"", "写成 logo = \"徽标.png\""),
        ] {
            assert!(TOWN.contains(right), "{right}");
            let run = reported(TOWN.replacen(right, wrong, 1).as_bytes());
            assert!(run.stderr.contains(answer), "{wrong}: {}", run.stderr);
            assert_eq!(run.stderr.matches("错误[invalid-configuration]").count(), 1, "{}", run.stderr);
        }
    }

    #[test]
    fn is_reported_fault_by_fault() {
        let config = TOWN
            .replacen("title", "titel", 1)
            .replacen("https://www.example.gov.cn/xxgk/", "www.example.gov.cn", 1)
            .replacen("4100000001", "41", 1)
            .replacen("\"town\"", "\"village\"", 1)
            + "[rules]\ntotal-mismach = \"off\"\npublished-late = \"never\"\n";
        let run = reported(config.as_bytes());
        for fault in [
            "没有写网站名称",
            "没有叫“titel”的键",
            "是不是“title”？",
            "“base_url”不能是“www.example.gov.cn”",
            "写十位数字的网站标识码",
            "写其中之一：national、province、city、county、town",
            "没有叫“total-mismach”的规则",
            "是不是“total-mismatch”？",
            "写其中之一：error、warn、info、off",
        ] {
            assert!(run.stderr.contains(fault), "{fault}\n{}", run.stderr);
        }
        assert_eq!(run.stderr.matches("错误[invalid-configuration]").count(), 7, "{}", run.stderr);
        assert!(run.stderr.ends_with("错误：site.toml 有错，什么也没有做\n"), "{}", run.stderr);
    }

    fn reported_on(config: &str) -> Run {
        reported(config.as_bytes())
    }

    #[test]
    fn that_is_no_toml_is_reported_with_its_place() {
        let run = reported(b"title = \"a\nbase_url = \n");
        assert!(run.stderr.contains("引号没有收尾") && run.stderr.contains("--> site.toml:1:9"), "{}", run.stderr);
    }

    #[test]
    fn is_one_finding_whatever_follows_from_it() {
        for (wrong, at, reported, hint) in [
            ("title = \"甲\"\n[[agency]\nid = \"a\"\nname = \"甲\"\n", "2:1", "方括号不成对", "[[agency]]"),
            ("title = “甲”\n", "1:9", "中文引号", "title = \"甲\""),
            ("title: 甲\n", "1:1", "没有等号", "title = \"甲\""),
            ("title = 甲\n", "1:9", "要放进引号", "title = \"甲\""),
            ("title = \"甲\"\n标题 = \"乙\"\n", "2:", "不是英文", "英文"),
            ("title = \"甲\"\ntitle = \"乙\"\n", "2:1", "写了两次", "删去另一处"),
            ("title = \"甲\"\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", "2:1", "冲突", "删去"),
        ] {
            let run = reported_on(wrong);
            let stderr = &run.stderr;
            assert!(stderr.contains(&format!("--> site.toml:{at}")), "{at}: {stderr}");
            assert!(stderr.contains(reported) && stderr.contains(hint), "{stderr}");
            assert_eq!(stderr.matches("错误[").count(), 1, "{stderr}");
        }
    }

    #[test]
    fn in_another_encoding_is_reported_with_its_name_and_a_remedy() {
        let run = reported(&encoding_rs::GB18030.encode(TOWN).0);
        for word in ["site.toml", "GB18030", "UTF-8"] {
            assert!(run.stderr.contains(word), "{word}\n{}", run.stderr);
        }
    }

    #[test]
    fn that_is_far_too_large_is_reported_with_its_name() {
        let folder = site();
        fs::File::options().write(true).open(folder.join("site.toml")).unwrap().set_len(100 << 20).unwrap();
        let run = folder.giar(&["check"]).expect(2);
        assert!(run.stderr.contains("site.toml") && run.stderr.contains("文件太大"), "{}", run.stderr);
    }

    #[test]
    fn that_names_a_theme_there_is_not_is_reported() {
        let run = reported(format!("theme = \"red\"\n{TOWN}").as_bytes());
        assert!(run.stderr.contains("没有主题“red”"), "{}", run.stderr);
    }

    #[test]
    fn is_reported_in_the_language_it_gives_itself_if_that_much_can_be_read() {
        let run = reported(format!("language = \"en\"\ntitel = \"a\"\n{TOWN}").as_bytes());
        assert!(run.stderr.contains("unknown key `titel`"), "{}", run.stderr);
    }

    #[test]
    fn with_a_byte_order_mark_or_dos_line_ends_is_not_broken() {
        let folder = site();
        folder.write("site.toml", format!("\u{feff}{}", TOWN.replace('\n', "\r\n")));
        folder.giar(&["build"]).expect(0);
    }
}

mod a_theme_of_one_s_own {
    use super::*;

    fn with(template: &str, text: &str) -> Folder {
        let folder = site();
        folder.giar(&["build"]).expect(0);
        folder.write("site.toml", format!("theme = \"own\"\n{TOWN}"));
        folder.write(&format!("themes/own/templates/{template}"), text);
        folder
    }

    #[test]
    fn replaces_the_built_in_one_file_by_file() {
        let folder = with("404.html", "<!DOCTYPE html><title>没有</title>\n");
        folder.giar(&["build"]).expect(0);
        assert_eq!(folder.read("public/404.html"), "<!DOCTYPE html><title>没有</title>\n");
        assert!(folder.read("public/index.html").contains("青石镇"));
    }

    #[test]
    fn that_is_broken_is_reported_with_file_and_line_and_leaves_the_old_site() {
        // Broken as it stands; and broken only when a page is made of it.
        for broken in ["<p>\n<p>\n{% if %}\n", "<p>\n<p>\n{{ nothing.at_all }}\n"] {
            let folder = with("404.html", broken);
            let before = folder.files("public");
            let run = folder.giar(&["build"]).expect(2);
            assert_eq!(run.stdout, "");
            assert!(run.stderr.contains("模板") && run.stderr.contains("404.html:3"), "{}", run.stderr);
            assert_eq!(folder.files("public"), before);
        }
    }
}

mod explain {
    use super::*;

    #[test]
    fn lists_every_rule_in_aligned_columns() {
        let empty = Folder::new();
        for lang in ["zh", "en"] {
            let run = empty.giar(&["explain", "--lang", lang]).expect(0);
            let lines: Vec<_> = run.stdout.lines().collect();
            assert_eq!(lines.len(), giar::check::RULES.len());
            let columns = |rule: &giar::check::Rule, line: &str| {
                let lang = giar::i18n::Lang::parse(lang).unwrap();
                let column = |word: &str| line[..line.find(word).unwrap()].width();
                [column(rule.name.0), column(rule.level.word().get(lang)), column(rule.summary.get(lang))]
            };
            let first = columns(&giar::check::RULES[0], lines[0]);
            for (rule, line) in giar::check::RULES.iter().zip(&lines) {
                assert_eq!(columns(rule, line), first, "{line}");
                assert_eq!(line.contains("check --fix"), rule.fixable, "{line}");
            }
        }
    }

    #[test]
    fn prints_a_page_in_the_language_asked_for() {
        let empty = Folder::new();
        let run = empty.giar(&["explain", "duplicate-report"]).expect(0);
        assert!(run.stdout.starts_with("duplicate-report\n\n查"), "{}", run.stdout);
        assert!(run.stdout.contains("\n例子\n\n错：\n\n    content/reports/2023.md\n"), "{}", run.stdout);
        assert!(!run.stdout.contains("English") && !run.stdout.contains("```"), "{}", run.stdout);
        let run = empty.giar(&["--lang", "en", "explain", "duplicate-report"]).expect(0);
        assert!(run.stdout.starts_with("duplicate-report\n\nAn error: an agency has two"), "{}", run.stdout);
        assert!(run.stdout.contains("\nExample\n\nWrong:\n\n    content/reports/2023.md\n"), "{}", run.stdout);
        assert!(run.stdout.find("\nWhy\n") < run.stdout.find("\nExample\n"), "{}", run.stdout);
    }

    #[test]
    fn fits_a_terminal_of_eighty_columns() {
        for rule in giar::check::RULES {
            for lang in [giar::i18n::Lang::Zh, giar::i18n::Lang::En] {
                let page = rule.manual().plain(lang);
                for line in page.lines().filter(|line| !line.starts_with("    ")) {
                    assert!(line.width() <= 80, "{}: {line}", rule.name);
                }
            }
        }
    }

    #[test]
    fn speaks_the_site_s_language_where_there_is_a_site() {
        let folder = site();
        folder.write("site.toml", format!("language = \"en\"\n{TOWN}"));
        assert!(folder.giar(&["explain", "missing-alt"]).expect(0).stdout.contains("A warning"));
    }

    #[test]
    fn of_a_rule_there_is_not_names_the_nearest() {
        let empty = Folder::new();
        let run = empty.giar(&["explain", "total-mismach"]).expect(2);
        assert_eq!(
            (run.stdout.as_str(), run.stderr.as_str()),
            ("", "错误：没有叫“total-mismach”的规则。是不是“total-mismatch”？\n")
        );
        let run = empty.giar(&["explain", "x"]).expect(2);
        assert_eq!(run.stderr, "错误：没有叫“x”的规则。giar explain 列出全部规则\n");
    }
}

mod schema {
    use super::*;

    #[test]
    fn prints_what_a_site_publishes() {
        let folder = site();
        folder.giar(&["build"]).expect(0);
        for name in ["report", "index"] {
            let printed: serde_json::Value =
                serde_json::from_str(&folder.giar(&["schema", name]).expect(0).stdout).unwrap();
            let published = folder.read(&format!("public/schema/v1/{name}.json"));
            assert_eq!(printed, serde_json::from_str::<serde_json::Value>(&published).unwrap());
        }
    }

    #[test]
    fn needs_no_site() {
        let run = Folder::new().giar(&["schema", "findings"]).expect(0);
        assert_eq!(run.stdout, fs::read_to_string("docs/findings.schema.json").unwrap());
        assert!(
            Folder::new().giar(&["schema", "report"]).expect(0).stdout.contains("\"$id\": \"schema/v1/report.json\"")
        );
    }
}

#[test]
fn the_site_s_folder_may_be_named_before_the_command_or_behind_it() {
    let (folder, elsewhere) = (late(), Folder::new());
    let root = folder.path().to_str().unwrap();
    for (command, code) in [
        (&["check"][..], 0),
        (&["check", "--strict", "content/reports/2023.md"], 1),
        (&["build"], 0),
        (&["explain", "broken-link"], 0),
        (&["schema", "report"], 0),
        (&["completions", "bash"], 0),
    ] {
        let before = run(elsewhere.path(), &[&["-C", root], command].concat(), &[]).expect(code);
        let behind = run(elsewhere.path(), &[command, &["--root", root]].concat(), &[]).expect(code);
        if command[0] != "build" {
            assert_eq!(before, behind, "{command:?}");
        }
    }
    assert!(folder.join("public/index.html").is_file());
    // As with cargo, the one nearest to its command counts.
    run(elsewhere.path(), &["-C", "nowhere", "check", "-C", root], &[]).expect(0);
}

#[test]
fn completions_know_verbs_options_rules_agencies_and_years() {
    let folder = town().with(REPORT, FILLED_2021).write();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = folder.giar(&["completions", shell]).expect(0).stdout;
        assert!(script.contains("GIAR_COMPLETE") && script.contains("giar"), "{shell}: {script}");
    }
    for (line, word) in [
        (&["ex"][..], "explain"),
        (&["check", "--new"], "--new-since"),
        (&["check", "--format", "s"], "sarif"),
        (&["check", "--rule", "total"], "total-mismatch"),
        (&["explain", "stock"], "stock-mismatch"),
        (&["new", "--agency", "q"], "qingshi"),
        (&["new", "20"], "2024"),
        (&["status", "20"], "2023"),
        (&["status", "--return", "q"], "qingshi/2023"),
        (&["help", "exit"], "exit-codes"),
        (&["schema", "fr"], "front-matter"),
    ] {
        let index = line.len().to_string();
        let asked = [("GIAR_COMPLETE", "bash"), ("_CLAP_COMPLETE_INDEX", index.as_str()), ("_CLAP_IFS", "\n")];
        let run = folder.giar_with(&[&["--", "giar"], line].concat(), &asked).expect(0);
        assert!(run.stdout.lines().any(|own| own.trim() == word), "{line:?}: {}", run.stdout);
    }
    // Outside a site there is nothing to name, and nobody to read an error.
    let asked = [("GIAR_COMPLETE", "bash"), ("_CLAP_COMPLETE_INDEX", "3"), ("_CLAP_IFS", "\n")];
    let run = Folder::new().giar_with(&["--", "giar", "new", "--agency", ""], &asked).expect(0);
    assert_eq!(run.stderr, "");
}

#[test]
fn help_lists_commands_and_topics_and_explains_each() {
    let folder = Folder::new();
    for lang in ["zh", "en"] {
        let list = folder.giar(&["help", "--lang", lang]).expect(0).stdout;
        for name in ["build", "edit", "status", "report", "form", "site", "exit-codes", "environment"] {
            assert!(list.lines().any(|line| line.trim_start().starts_with(&format!("{name} "))), "{name}: {list}");
            let page = folder.giar(&["help", name, "--lang", lang]).expect(0).stdout;
            assert!(page.lines().count() > 4, "{name}: {page}");
        }
    }
    assert_eq!(folder.giar(&["help", "check"]).expect(0).stdout, folder.giar(&["check", "--help"]).expect(0).stdout);
    let run = folder.giar(&["help", "exit-code"]).expect(2);
    assert!(run.stderr.contains("是不是“exit-codes”"), "{}", run.stderr);
}

#[test]
fn the_manual_page_has_every_command_and_exit_code() {
    let folder = Folder::new();
    for (lang, name) in [("zh", ".SH 名称"), ("en", ".SH NAME")] {
        let page = folder.giar(&["help", "--man", "--lang", lang]).expect(0).stdout;
        assert!(page.contains(name) && page.contains(".TH giar 1"), "{page}");
        for verb in
            ["build", "check", "watch", "edit", "new", "init", "status", "verify", "rollback", "explain", "schema"]
        {
            assert!(page.contains(&format!(".SH giar {verb}\n")), "{verb}");
        }
        for option in ["\\-\\-new\\-since", "\\-\\-return", "101"] {
            assert!(page.contains(option), "{option}: {page}");
        }
    }
}

/// What stands among the content and is no part of the site.
#[cfg(unix)]
mod what_is_left_out {
    use super::*;
    use std::os::unix::net::UnixListener;

    #[test]
    fn is_listed_once_however_much_there_is() {
        let folder = town().with(REPORT, FILLED_2021).write();
        for at in 0..9 {
            folder.write(&format!("content/.hidden-{at}"), "x");
        }
        folder.write("content/Thumbs.db", "x");
        let socket = UnixListener::bind(folder.join("content/socket")).unwrap();
        for verb in ["check", "build"] {
            let run = folder.giar(&[verb]).expect(0);
            let lines = |text: &str| run.stderr.lines().filter(|line| line.contains(text)).count();
            assert_eq!(
                lines("没有发布 content/.hidden-0、content/.hidden-1、content/.hidden-2，还有 7 个"),
                1,
                "{}",
                run.stderr
            );
            assert_eq!(lines("没有读取 content/socket"), 1, "{}", run.stderr);
        }
        drop(socket);
        assert!(!folder.join("public/Thumbs.db").exists() && !folder.join("public/.hidden-0").exists());
        let quiet = folder.giar(&["build", "-q", "-o", "other"]).expect(0);
        assert_eq!(quiet.stderr, "");
    }

    #[test]
    fn a_draft_is_named_wherever_it_is_checked_or_left_out() {
        let draft = in_year(FILLED_2021, 2022).replacen("year: 2022\n", "year: 2022\ndraft: true\n", 1);
        let folder = town().with(REPORT, FILLED_2021).with("reports/2022.md", draft).write();
        for verb in ["check", "build"] {
            let run = folder.giar(&[verb]).expect(0);
            assert!(run.stderr.contains("草稿，不会发布：content/reports/2022.md"), "{}", run.stderr);
        }
    }

    const DRAFT: &str = "---\ntitle: 内部\ndraft: true\n---\n正文。\n";

    fn with_a_draft() -> Site {
        let draft = in_year(FILLED_2021, 2022).replacen("year: 2022\n", "year: 2022\ndraft: true\n", 1);
        town().with(REPORT, FILLED_2021).with("reports/2022.md", draft).with("e.md", DRAFT)
    }

    #[test]
    fn files_beside_a_draft_wait_for_it_and_are_named() {
        let held = [
            "reports/2022.docx",
            "reports/2022.pdf",
            "reports/2022-附表.xlsx",
            "reports/2022 附件.pdf",
            "reports/2022年附表.xlsx",
            "reports/2022-附件/甲.pdf",
            "reports/2022/乙.pdf",
            "e.pdf",
            "e/丙.pdf",
        ];
        let published = ["reports/2023.pdf", "reports/20220.pdf", "e2.pdf", "extra.pdf", "e-公开.pdf", "e-公开/丁.pdf"];
        let site = held.iter().chain(&published).fold(with_a_draft(), |site, path| site.with(path, "x"));
        let folder = site.with("e-公开.md", "---\ntitle: 公开\n---\n正文。\n").write();
        let run = folder.giar(&["build"]).expect(0);
        for path in held {
            assert!(!folder.join("public").join(path).exists(), "{path}");
        }
        for path in published {
            assert!(folder.join("public").join(path).exists(), "{path}");
        }
        assert!(run.stderr.contains("草稿，不会发布：content/e.md、content/reports/2022.md；"), "{}", run.stderr);
        let files =
            "和它们放在一起的文件也不发布：content/e.pdf、content/e/丙.pdf、content/reports/2022 附件.pdf，还有 6 个";
        assert!(run.stderr.contains(files), "{}", run.stderr);
        assert!(folder.giar(&["check"]).expect(0).stderr.contains("和它们放在一起的文件也不发布：content/e.pdf"));
        folder.giar(&["build", "--drafts", "-o", "all"]).expect(0);
        assert!(folder.join("all/e.pdf").exists());
    }

    #[test]
    fn a_file_beside_a_draft_that_a_published_page_links_to_is_published_and_named() {
        let page = "---\ntitle: 指南\n---\n[附件](../e.pdf)\n";
        let folder = with_a_draft().with("e.pdf", "x").with("d/guide.md", page).write();
        let run = folder.giar(&["build"]).expect(0);
        assert!(folder.join("public/e.pdf").exists());
        let line = "会发布 content/e.pdf：它和草稿放在一起，但 content/d/guide.md 里有链接";
        assert!(run.stderr.contains(line), "{}", run.stderr);
        folder.write("content/d/guide.md", page.replace("../e.pdf", "https://a.cn/e.pdf"));
        folder.giar(&["build", "--allow-removals"]).expect(0);
        assert!(!folder.join("public/e.pdf").exists());
    }

    #[test]
    fn a_report_outside_the_content_is_named() {
        let folder = town().with(REPORT, FILLED_2021).write();
        folder.write("2024.md", FILLED_2021);
        folder.write("reports/2024.md", FILLED_2021);
        folder.write("notes.md", "x");
        let run = folder.giar(&["check"]).expect(0);
        assert!(run.stderr.contains("没有读取 2024.md、reports："), "{}", run.stderr);
        fs::rename(folder.join("content"), folder.join("内容")).unwrap();
        let run = folder.giar(&["check"]).expect(0);
        assert!(run.stderr.contains("没有读取 2024.md、reports、内容/reports："), "{}", run.stderr);
    }

    #[test]
    fn a_year_that_nobody_reports_on_is_not_checked_in_silence() {
        let folder = town().with(REPORT, FILLED_2021).write();
        folder.giar(&["check", "--year", "2023"]).expect(0);
        let run = folder.giar(&["check", "--year", "2004"]).expect(2);
        assert!(run.stderr.contains("没有 2004 年的报告"), "{}", run.stderr);
    }
}
