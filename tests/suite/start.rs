//! What people begin with: a portal that builds, and next year's report with what follows from last year's.

use crate::common::*;
use giar::check::{RULES, rule};
use giar::diag::RuleName;

fn begun() -> Folder {
    let folder = Folder::new();
    folder.giar(&["init", "portal", "--name", "青石镇人民政府", "--id", "qingshi", "--year", "2025"]).expect(0);
    folder
}

mod init {
    use super::*;

    #[test]
    fn leaves_a_portal_that_builds_with_its_columns() {
        let folder = begun();
        let build = folder.giar(&["-C", "portal", "build"]).expect(0);
        assert!(!build.stderr.contains("错误"), "{}", build.stderr);
        for page in ["guide", "rules", "proactive", "agencies/qingshi"] {
            let html = folder.read(&format!("portal/public/{page}/index.html"));
            assert!(html.contains("青石镇"), "{page}");
        }
        let check = folder.giar(&["-C", "portal", "check", "--format", "json"]).expect(0);
        let names: Vec<_> =
            RULES.iter().map(|rule| rule.name.0).filter(|name| check.stdout.contains(&format!("\"{name}\""))).collect();
        for name in ["unfinished-page", "placeholder-text", "missing-identity", "blank-table"] {
            assert!(names.contains(&name), "{name} is not among {names:?}");
        }
    }

    #[test]
    fn says_what_it_wrote_and_the_next_three_steps() {
        let folder = Folder::new();
        let args = ["init", "a", "--name", "沭阳县人民政府", "--id", "shuyang", "--year", "2025"];
        let url = ["--base-url", "https://www.example.gov.cn/xxgk"];
        let run = folder.giar(&[&args[..], &url].concat()).expect(0);
        for words in
            ["  site.toml\n", "  content/reports/2025.md\n", "\n1. cd a", "\n2. ", "\n3. ", "giar watch --drafts"]
        {
            assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
        }
        let site = folder.read("a/site.toml");
        for line in ["base_url = \"https://www.example.gov.cn/xxgk/\"", "kind = \"government\"", "rank = \"county\""] {
            assert!(site.contains(line), "{line}: {site}");
        }
    }

    #[test]
    fn names_that_windows_keeps_for_devices_are_refused_as_such_everywhere() {
        let folder = Folder::new();
        for args in [["init", "con", "--id", "qs"], ["init", "a", "--id", "nul"]] {
            let run = folder.giar(&[&args[..], &["--name", "青石镇人民政府"]].concat()).expect(2);
            assert!(run.stderr.contains("Windows 保留的设备名"), "{}", run.stderr);
        }
        assert!(!folder.join("con").exists() && !folder.join("a").exists());
    }

    #[test]
    fn touches_nothing_in_a_folder_with_files() {
        let folder = Folder::new();
        folder.write("notes.txt", "x");
        let run = folder.giar(&["init", ".", "--name", "青石镇人民政府", "--id", "qingshi"]).expect(2);
        assert!(run.stderr.contains("已经有文件"), "{}", run.stderr);
        assert_eq!(folder.files(".").len(), 1);
        folder.write("fresh/.git/HEAD", "x");
        folder.giar(&["init", "fresh", "--name", "青石镇人民政府", "--id", "qingshi"]).expect(0);
    }

    #[test]
    fn without_a_terminal_names_the_missing_flags_and_with_wrong_ones_writes_nothing() {
        let folder = Folder::new();
        let run = folder.giar(&["init", "a", "--name", "青石镇人民政府"]).expect(2);
        assert!(run.stderr.contains("--id") && !run.stderr.contains("--name、"), "{}", run.stderr);
        for wrong in [
            ["--id", "Qing Shi", "--year", "2025"],
            ["--id", "con", "--year", "2025"],
            ["--id", "qs", "--base-url", "example"],
            ["--id", "qs", "--year", "1999"],
            ["--id", "qs", "--kind", "town"],
        ] {
            let run = folder.giar(&[&["init", "a", "--name", "青石镇"], &wrong[..]].concat()).expect(2);
            assert!(run.stderr.contains(wrong[0]) || run.stderr.contains(wrong[2]), "{}", run.stderr);
        }
        assert!(!folder.join("a").exists());
    }

    #[test]
    fn writes_the_sample_which_is_published_in_two_steps() {
        let folder = Folder::new();
        let run = folder.giar(&["init", "sample", "--sample"]).expect(0);
        assert!(run.stdout.contains("giar build -C sample"), "{}", run.stdout);
        folder.giar(&["build", "-C", "sample"]).expect(0);
        assert!(folder.read("sample/public/index.html").contains("赤眉镇"));
        folder.giar(&["init", "sample", "--sample"]).expect(2);
        folder.giar(&["init", "other", "--sample", "--id", "a"]).expect(2);
    }

    #[test]
    fn any_name_is_a_name_in_site_toml() {
        let folder = Folder::new();
        folder.giar(&["init", "a", "--name", "甲“乙”\"丙\\镇", "--id", "a", "--year", "2025"]).expect(0);
        folder.giar(&["-C", "a", "build"]).expect(0);
    }
}

mod new {
    use super::*;

    /// The town with its reports of these years.
    fn town_with(years: &[u16]) -> Folder {
        years
            .iter()
            .fold(town(), |site, year| site.with(&format!("reports/{year}.md"), in_year(FILLED_2021, *year)))
            .write()
    }

    #[test]
    fn carries_over_what_follows_from_last_year_and_lets_it_be_reviewed() {
        let folder = town_with(&[2023]);
        let run = folder.giar(&["new", "2024"]).expect(0);
        assert!(run.stdout.contains("带来 8 格：结转 7 格，现行有效 1 格"), "{}", run.stdout);
        let text = folder.read("content/reports/2024.md");
        for line in [
            "  - {at: 申请.上年结转, reason: 取自2023年报告的“结转下年度”，请与台账核对}",
            "  - {at: 主动公开.行政规范性文件.现行有效件数, reason: 这是2023年末的数，本年有制发、废止的要相应加减}",
            "  规章:           [0, 0,  0]  # 本年制发件数、本年废止件数、现行有效件数",
            "  行政规范性文件: [~, ~, 32]  # 本年制发件数、本年废止件数、现行有效件数",
            "  上年结转:                     [7, 3, 2, 1, 4, 5, 22]",
            "draft: true",
        ] {
            assert!(text.lines().any(|own| own == line), "{line}\n{text}");
        }
        let found = town().with("reports/2023.md", FILLED_2021).with("reports/2024.md", text).check_drafts();
        let names: std::collections::BTreeSet<_> = rules(&found).into_iter().collect();
        let expected = [
            "blank-cells",
            "blank-count",
            "blank-table",
            "placeholder-text",
            "unknown-publication-date",
            "unreviewed-value",
        ];
        assert!(expected.iter().filter(|name| names.contains(*name)).count() >= 4, "{names:?}");
        for name in names {
            assert!(rule(RuleName(name)).unwrap().level < giar::diag::Level::Error, "{name} is an error: {found:#?}");
        }
    }

    #[test]
    fn never_writes_over_a_report() {
        let folder = town_with(&[2023]);
        folder.giar(&["new", "2024"]).expect(0);
        folder.write("content/reports/2022.md", "---\n坏的");
        for year in ["2022", "2023", "2024"] {
            let before = folder.files("content");
            let run = folder.giar(&["new", year]).expect(2);
            assert!(run.stderr.contains("已经有了"), "{}", run.stderr);
            assert_eq!(folder.files("content"), before);
        }
    }

    #[test]
    fn is_filed_where_the_agency_s_reports_are() {
        let folder = county().write();
        let run = folder.giar(&["new", "2024"]).expect(2);
        assert!(run.stderr.contains("--agency") && run.stderr.contains("qingshi（青石镇人民政府）"), "{}", run.stderr);
        for agency in ["qingshi", "白水镇人民政府"] {
            folder.giar(&["new", "2024", "--agency", agency]).expect(0);
        }
        assert!(folder.join("content/reports/baishui/2024.md").is_file());
        let run = folder.giar(&["new", "2024", "--agency", "baishu"]).expect(2);
        assert!(run.stderr.contains("是不是“baishui”"), "{}", run.stderr);
    }

    fn county() -> Site {
        town().configured(
            "absent = [{ year = 2020, reason = \"当年尚未挂牌\" }]\n\n[[agency]]\nid = \"baishui\"\nname = \"白水镇人民政府\"\nrank = \"town\"\n\
             kind = \"government\"\nfrom = 2022\nuntil = 2030\nsucceeds = [\"qingshi\"]\n",
        )
    }

    #[test]
    fn says_why_there_can_be_none() {
        let folder = county().write();
        for (args, why) in [
            (["2018", "qingshi"], "没有统一的格式（从 2019 年度起才有）"),
            (["2020", "qingshi"], "当年尚未挂牌"),
            (["2021", "baishui"], "从 2022 年才开始报告"),
            (["2031", "baishui"], "只报告到 2030 年"),
        ] {
            let run = folder.giar(&["new", args[0], "--agency", args[1]]).expect(2);
            assert!(run.stderr.contains(why), "{why}: {}", run.stderr);
        }
        assert!(!folder.join("content").exists());
    }

    #[test]
    fn an_agency_that_took_others_over_begins_with_their_sum() {
        let folder = county().with("reports/qingshi/2021.md", in_year(FILLED_2021, 2021)).write();
        folder.giar(&["new", "2022", "--agency", "baishui"]).expect(0);
        let text = folder.read("content/reports/baishui/2022.md");
        assert!(
            text.contains("[7, 3, 2, 1, 4, 5, 22]") && text.contains("由所接替的各机关2021年报告的“结转下年度”相加"),
            "{text}"
        );
        assert!(text.contains("行政规范性文件: [~, ~, ~]"), "documents in force are not added up: {text}");
    }

    #[test]
    fn carries_over_between_editions() {
        let folder = town().with("reports/2020.md", in_year(FILLED_2019, 2020)).write();
        let run = folder.giar(&["new", "2021"]).expect(0);
        assert!(run.stdout.contains("结转 7 格，现行有效 0 格"), "{}", run.stdout);
        folder.giar(&["check"]).expect(0);
    }

    /// Last year's Word file, as another site has exported it.
    fn last_year(folder: &Folder, year: u16) {
        let text = FILLED_2021.replace(
            "## 五、",
            "全年共发布信息12条，占比71.4%，举办培训三次，见第二十条第（五）项和〔2021〕30号。\n\n## 五、",
        );
        let other = town()
            .with(&format!("reports/{year}.md"), in_year(&text, year).replace(&format!("〔{year}〕"), "〔2021〕"))
            .write();
        other.giar(&["export", &year.to_string(), "-o", "last.docx"]).expect(0);
        folder.write("last.docx", std::fs::read(other.join("last.docx")).unwrap());
    }

    #[test]
    fn from_a_file_its_text_comes_along_with_every_figure_marked() {
        let folder = town().write();
        last_year(&folder, 2023);
        let run = folder.giar(&["new", "2024", "--from", "last.docx"]).expect(0);
        assert!(run.stdout.contains("“last.docx”（2023 年）的文字带来作草稿"), "{}", run.stdout);
        assert!(run.stdout.contains("结转 7 格，现行有效 1 格"), "{}", run.stdout);
        let text = folder.read("content/reports/2024.md");
        for line in [
            "全年共发布信息【待核对12】条，占比【待核对71.4】%，举办培训【待核对三】次，见第二十条第（五）项和〔2021〕30号。",
            "  - {at: 总体情况, reason: 文字取自“last.docx”，改成本年的情况}",
            "[7, 3, 2, 1, 4, 5, 22]",
            "  本年新收:                     [~, ~, ~, ~, ~, ~,  ~]",
            "## 五、存在的主要问题及改进情况",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        let run = folder.giar(&["build", "--drafts", "-o", "out"]).expect(1);
        assert!(run.stderr.contains("unreviewed-figure"), "{}", run.stderr);
        assert!(!folder.join("out/index.html").exists());
    }

    #[test]
    fn from_a_file_of_another_year_only_the_text_comes_along() {
        let folder = town().write();
        last_year(&folder, 2021);
        let run = folder.giar(&["new", "2024", "--from", "last.docx"]).expect(0);
        assert!(run.stdout.contains("它是 2021 年的报告，不是 2023 年的"), "{}", run.stdout);
        assert!(folder.read("content/reports/2024.md").contains("[~, ~, ~, ~, ~, ~, ~]"));
        folder.write("x.doc", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        let run = folder.giar(&["new", "2025", "--from", "x.doc"]).expect(2);
        assert!(run.stderr.contains("另存为 .docx"), "{}", run.stderr);
    }

    #[test]
    fn what_the_site_has_of_last_year_goes_before_the_file() {
        let folder = town_with(&[2023]);
        last_year(&folder, 2023);
        let own = folder.read("content/reports/2023.md").replace("[7, 3, 2, 1, 4, 5, 22]", "[9, 3, 2, 1, 4, 5, 24]");
        folder.write("content/reports/2023.md", own);
        folder.giar(&["new", "2024", "--from", "last.docx"]).expect(0);
        assert!(folder.read("content/reports/2024.md").contains("[9, 3, 2, 1, 4, 5, 24]"));
    }

    #[test]
    fn a_form_that_nobody_has_touched_makes_room_and_a_report_does_not() {
        let folder = begun();
        last_year(&folder, 2024);
        folder.giar(&["-C", "portal", "new", "2025", "--from", "last.docx"]).expect(0);
        assert!(folder.read("portal/content/reports/2025.md").contains("【待核对12】"));
        let run = folder.giar(&["-C", "portal", "new", "2025"]).expect(2);
        assert!(run.stderr.contains("已经有了"), "{}", run.stderr);
        let folder = begun();
        last_year(&folder, 2025);
        let run = folder.giar(&["-C", "portal", "import", "last.docx"]);
        assert!(!run.stderr.contains("--force"), "{}", run.stderr);
        assert!(!folder.read("portal/content/reports/2025.md").contains("（待填写）"));
    }

    #[test]
    fn what_is_still_to_be_written_is_one_finding() {
        let folder = begun();
        let run = folder.giar(&["-C", "portal", "check", "content/reports/2025.md"]).expect(0);
        let found: Vec<_> = run.stdout.lines().filter(|line| line.contains("[placeholder-text]")).collect();
        assert_eq!(found, ["警告[placeholder-text]: 还有 9 段“（待填写）”没有写"]);
    }
}
