//! Where agencies stand, and what is sent back to them.

use crate::common::*;
use unicode_width::UnicodeWidthStr as _;

const UNITS: &str = r#"
[[agency]]
id = "baishui"
name = "白水镇人民政府"
kind = "government"
rank = "town"

[[agency]]
id = "civil"
name = "青河县民政局"

[[agency]]
id = "old"
name = "青河县旧机关"
until = 2020

[[agency]]
id = "young"
name = "青河县新局"
absent = [{ year = 2023, reason = "2024年才挂牌" }]

[[agency]]
id = "joined"
name = "青河县某办公室"
"#;

/// A county in which every agency stands elsewhere with its report.
fn county() -> Site {
    fn own(text: &str, words: &str) -> String {
        text.replace("全镇按照规定公开政府信息，办理申请，管理平台，接受监督。", words)
    }

    let wrong = own(&FILLED_2021.replacen("965]", "966]", 1), "白水镇在集市设了宣传点。");
    let joint = FILLED_2021.replace("year: 2023\n", "year: 2023\ndraft: true\njoint: [joined]\n");
    let joint = own(&joint, "民政局把低保名单按季公布。");
    town()
        .configured(UNITS)
        .with("reports/qingshi/2023.md", FILLED_2021)
        .with("reports/baishui/2023.md", wrong)
        .with("reports/civil/2023.md", joint)
}

fn csv(site: &Site, args: &[&str]) -> Vec<String> {
    let run = site.write().giar(&[&["status", "2023", "--format", "csv"], args].concat()).expect(0);
    run.stdout.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect()
}

#[test]
fn each_agency_stands_in_a_row_and_those_that_are_gone_in_none() {
    let rows = csv(&county(), &["--today", "2024-01-21"]);
    assert_eq!(
        rows,
        [
            "agency,name,state,errors,warnings,reviews,published,due,days_left,note,file",
            "qingshi,青石镇人民政府,published,0,0,0,2024-01-20,2024-01-31,,,content/reports/qingshi/2023.md",
            "baishui,白水镇人民政府,errors,1,0,0,2024-01-20,2024-01-31,10,,content/reports/baishui/2023.md",
            "civil,青河县民政局,draft,0,0,0,,2024-01-31,10,,content/reports/civil/2023.md",
            "young,青河县新局,absent,0,0,0,,2024-01-31,,2024年才挂牌,",
            "joined,青河县某办公室,joint,0,0,0,,2024-01-31,,青河县民政局,",
        ]
    );
}

#[test]
fn a_report_moves_from_missing_to_published() {
    fn state(text: Option<String>) -> String {
        let site = text.into_iter().fold(town(), |site, text| site.with(REPORT, text));
        csv(&site, &[])[1].split(',').nth(2).unwrap().to_owned()
    }

    let undated = FILLED_2021.replace("published: 2024-01-20\n", "");
    let reviewed =
        undated.replace("year: 2023\n", "year: 2023\ndraft: true\nreview: [{at: 申请.上年结转, reason: 带来的}]\n");
    assert_eq!(state(None), "missing");
    let begun = town().write();
    begun.giar(&["new", "2023"]).expect(0);
    let blank = begun.read("content/reports/2023.md");
    assert_eq!(state(Some(blank.clone())), "missing", "nobody has filled in any of it");
    assert_eq!(state(Some(blank.replace("行政许可:       ~", "行政许可:       3"))), "warnings");
    assert_eq!(state(Some("---\n坏的".to_owned())), "errors");
    assert_eq!(state(Some(undated.replace("517", "517件"))), "errors");
    assert_eq!(state(Some(reviewed)), "review");
    assert_eq!(state(Some(undated.replace("全镇按照", "受理XX件。全镇按照"))), "warnings");
    assert_eq!(state(Some(undated.replace("year: 2023\n", "year: 2023\ndraft: true\n"))), "draft");
    assert_eq!(state(Some(undated)), "ready");
    assert_eq!(state(Some(FILLED_2021.to_owned())), "published");
}

#[test]
fn the_days_left_follow_the_day_asked_about() {
    fn left(args: &[&str], site: &Site) -> String {
        csv(site, args)[1].split(',').nth(8).unwrap().to_owned()
    }

    let missing = town();
    assert_eq!(left(&["--today", "2024-01-31"], &missing), "0");
    assert_eq!(left(&["--today", "2024-02-02"], &missing), "-2");
    assert_eq!(left(&[], &missing), "");
    let dated = Site { config: format!("as_of = 2024-01-01\n{TOWN}"), ..town() };
    assert_eq!(left(&[], &dated), "30");
    let text = dated.write().giar(&["status"]).expect(0).stdout;
    assert!(text.contains("30 天") && text.contains("2023 年度，1 个机关：未交 1"), "{text}");
    let run = town().write().giar(&["status", "--today", "明天"]).expect(2);
    assert!(run.stderr.contains("--today 应当是日期"), "{}", run.stderr);
}

#[test]
fn the_table_s_columns_stand_below_each_other() {
    fn column(line: &str) -> Option<usize> {
        line.find("2024-01-31").map(|at| line[..at].width())
    }

    let folder = county().write();
    for lang in ["zh", "en"] {
        let text = folder.giar(&["status", "2023", "--today", "2024-02-03", "--lang", lang]).expect(0).stdout;
        let lines: Vec<_> = text.lines().take(6).collect();
        let columns: Vec<_> = lines[1..].iter().filter_map(|line| column(line)).collect();
        assert!(columns.len() == 5 && columns.iter().all(|at| *at == columns[0]), "{text}");
        assert!(!text.contains('\u{1b}') && lines.iter().all(|line| !line.ends_with(' ')), "{text}");
    }
}

#[test]
fn json_says_the_same() {
    let run = county().write().giar(&["status", "--format", "json", "--today", "2024-01-21"]).expect(0);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&value["year"], &value["today"]), (&2023.into(), &"2024-01-21".into()));
    let agencies = value["agencies"].as_array().unwrap();
    assert_eq!(agencies.len(), 5);
    assert_eq!((&agencies[1]["state"], &agencies[1]["days_left"]), (&"errors".into(), &10.into()));
}

mod what_is_sent_back {
    use super::*;

    fn broken() -> String {
        FILLED_2021
            .replace("本年新收: [451", "本年新收: [450")
            .replace("行政许可: 517", "行政许可: 517件")
            .replace("规章: [0, 0, 0]", "规章: [2, 0, 0]")
            .replace("2024-01-20", "2024-02-20")
            .replace("全镇按照", "本年收到申请100件。**受理XX件**，逐件答复。全镇按照")
            .replace("year: 2023\n", "year: 2023\nreview: [{at: 申请.上年结转, reason: 带来的}]\nnonsense: 1\n")
    }

    #[test]
    fn names_row_column_what_stands_there_and_what_is_wrong_by_table() {
        let folder = town().with(REPORT, broken()).write();
        let run = folder.giar(&["status", "--return", "qingshi/2023", "-o", "退回意见.md"]).expect(0);
        assert!(run.stdout.starts_with("写好了 退回意见.md：2 处需要改正，"), "{}", run.stdout);
        assert!(run.stderr.contains("另有 2 处"), "{}", run.stderr);
        let text = folder.read("退回意见.md");
        for words in [
            "# 关于《青石镇人民政府2023年政府信息公开工作年度报告》的退回意见\n\n青石镇人民政府：\n\n",
            "有 2 处需要改正，",
            "## 第二部分 主动公开政府信息情况（表二）\n",
            "**表二，“行政许可”一行，“本年处理决定数量”一列**（需要改正）\n   - 现在写的：517件\n",
            "## 第三部分 收到和处理政府信息公开申请情况（表三）\n",
            "**表三，“一、本年新收政府信息公开申请数量”一行，“自然人”一列**（需要改正）\n   - 现在写的：450\n   - 问题：",
            "应为 451\n   - 依据：本年新收：450 + 112 + 100 + 102 + 98 + 102 ≠ 965，差 1\n",
            "   - 现在写的：“本年收到申请100件。”\n",
            "   - 现在写的：“受理XX件**，逐件答复。”\n",
            "## 标题和日期\n",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        let order =
            ["## 标题和日期", "## 第一部分", "## 第二部分", "## 第三部分"].map(|title| text.find(title).unwrap());
        assert!(order.is_sorted(), "{text}");
        let again = folder.giar(&["status", "--return", "qingshi/2023", "-o", "退回意见.md"]).expect(2);
        assert!(again.stderr.contains("没有动它"), "{}", again.stderr);
    }

    /// The words of those who run a portal. What an author wrote may hold any word.
    #[test]
    fn says_nothing_that_only_a_portal_s_keeper_understands() {
        let folder = town().with(REPORT, broken()).write();
        let text = folder.giar(&["status", "--return", "qingshi/2023"]).expect(0).stdout;
        for word in ["giar", "site.toml", "review", "nonsense", "豁免", "content/", "published", "YAML"] {
            assert!(!text.contains(word), "{word}\n{text}");
        }
    }

    #[test]
    fn a_report_without_faults_gets_a_letter_that_says_so() {
        let folder = town().with(REPORT, FILLED_2021).write();
        let text = folder.giar(&["status", "--return", "qingshi/2023"]).expect(0).stdout;
        assert!(text.contains("没有发现需要改正的地方") && !text.contains("\n## "), "{text}");
    }

    #[test]
    fn a_report_that_is_not_there_is_named() {
        let folder = town().with(REPORT, FILLED_2021).write();
        for (named, why) in [
            ("qingshi/2022", "没有青石镇人民政府 2022 年的报告；有 2023 年的，如 giar status --return qingshi/2023"),
            ("qingshi", "机关代码/年份"),
            ("x/2023", "没有机关“x”，有这些：qingshi（青石镇人民政府）"),
        ] {
            let run = folder.giar(&["status", "--return", named]).expect(2);
            assert!(run.stderr.contains(why), "{named}: {}", run.stderr);
        }
        assert!(folder.giar(&["status", "--return", "2023"]).expect(0).stdout.starts_with("# 关于"));
    }
}
