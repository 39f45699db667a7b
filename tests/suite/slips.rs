//! Slips of clerks and county offices: one finding for each, at the line where it was made, in the words that were written
//! there, with what to write instead.

use crate::common::*;

/// A county and its bureau, with a report of both.
fn county() -> Site {
    let (head, _) = TOWN.split_once("[[agency]]").unwrap();
    let agencies = "[[agency]]\nid = \"yunxi\"\nname = \"云溪县人民政府\"\nkind = \"government\"\nrank = \"county\"\n\n\
        [[agency]]\nid = \"water\"\nname = \"云溪县水利局\"\nparent = \"yunxi\"\n";
    let text = || ZEROS.replacen("published: 2024-01-25", "published: 2024-01-20", 1);
    Site { config: format!("{head}{agencies}"), ..town() }
        .with("reports/yunxi/2023.md", text())
        .with("reports/water/2023.md", text())
}

/// The only finding.
#[track_caller]
fn only(found: Vec<Found>) -> Found {
    let [one] = <[Found; 1]>::try_from(found).unwrap_or_else(|found| panic!("{found:#?}"));
    one
}

/// The only finding of the town's report with a line more in its front matter: what it says, and the remedy.
#[track_caller]
fn reported(line: &str) -> (String, String) {
    let text = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\n{line}\n"), 1);
    let found = only(town().with(REPORT, text).check());
    assert_eq!(found.line, 3, "{found:?}");
    (found.message, found.hints.concat())
}

#[test]
fn nothing_is_wrong_with_the_county() {
    assert!(county().check().is_empty(), "{:#?}", county().check());
}

#[test]
fn a_list_without_brackets_is_written_out() {
    for (line, key, remedy) in [
        ("更正: 2024年3月2日更正表三两处", "“更正”", "写成 更正: [{date: 2024-03-02, note: 更正表三两处}]"),
        ("修订: 更正表三两处", "“修订”", "写成 修订: [{note: 更正表三两处}]"),
        (
            "revisions: {date: 2024-03-02, note: 更正表三}",
            "“revisions”",
            "写成 revisions: [{date: 2024-03-02, note: 更正表三}]",
        ),
        ("勘误: [2024-03-02：更正表三]", "“勘误”", "写成 勘误: [{date: 2024-03-02, note: 更正表三}]"),
        ("待核对: 核对表三", "“待核对”", "写成 待核对: [{at: 位置, reason: 核对表三}]"),
        ("联合报告: 县税务局、县统计局", "“联合报告”", "写成 联合报告: [县税务局, 县统计局]"),
        ("旧网址: /2023/old.html", "“旧网址”", "写成 旧网址: [/2023/old.html]"),
    ] {
        let (message, hint) = reported(line);
        assert!(message.contains(key), "{line}: {message}");
        assert_eq!(hint, remedy, "{line}");
    }
}

#[test]
fn what_is_certain_is_read_as_meant() {
    let (site, line) = (county().without("reports/water/2023.md"), "year: 2023\njoint: 云溪县水利局");
    let text = with_line(ZEROS, line);
    let found = only(site.with("reports/yunxi/2023.md", text).check());
    // The bureau is not missing: it is listed, if not as it should be.
    assert_eq!(found.rule, "invalid-front-matter", "{found:?}");
}

#[test]
fn findings_call_keys_as_their_authors_do() {
    for (line, key) in [
        ("原样发布: 对", "“原样发布”不能是“对”"),
        ("版式: 2020", "“版式”不能是“2020”"),
        ("标题: [甲]", "“标题”的写法不对"),
        ("更正: [{date: 2024-13-01, 说明: 更正}]", "“date”不能是“2024-13-01”"),
        ("更正: [{日期: 2024-03-02}]", "“更正”里这一次没有说明"),
    ] {
        let (message, _) = reported(line);
        assert!(message.contains(key), "{line}: {message}");
    }
    let dated = FILLED_2021.replacen("published: 2024-01-20", "发布日期: 2024年1月", 1);
    assert!(only(town().with(REPORT, dated).check()).message.starts_with("“发布日期”不能是"));
}

#[test]
fn of_a_guessed_key_the_value_is_not_judged() {
    let (message, hint) = reported("更正记: 表三");
    assert!(message.contains("没有叫“更正记”的键") && hint.contains("更正"), "{message} {hint}");
}

#[test]
fn how_far_a_report_has_come_is_said_by_draft() {
    for (line, remedy) in [
        ("状态: 草稿", "草稿写成 草稿: 是"),
        ("status: draft", "for a draft write draft: true"),
        ("审核状态: 待审核", "草稿写成 草稿: 是"),
        ("发布状态: 审核中", "草稿写成 草稿: 是"),
        ("状态: 已发布", "写好的报告不用写这一行：删去它"),
    ] {
        let (_, hint) = reported(line);
        let zh = remedy.replace("for a draft write", "草稿写成");
        assert_eq!(hint, zh, "{line}");
    }
}

#[test]
fn a_row_of_sums_that_the_form_lacks_is_to_be_deleted() {
    for key in ["小计", "合计", "subtotal"] {
        let row = format!("      {key}: [0, 0, 0, 0, 0, 0, 0]\n    无法提供:");
        let text = ZEROS.replacen("    无法提供:", &row, 1);
        assert_ne!(text, ZEROS);
        let found = only(town().with(REPORT, text).check());
        assert_eq!((found.rule, &*found.hints[0]), ("unknown-key", "表里没有这一行，删去它"), "{key}");
    }
}

#[test]
fn an_agency_is_named_by_its_id_or_its_name() {
    for (line, remedy) in [
        ("机关: 云溪县水利局", None),
        ("agency: water", None),
        ("机关: 云溪县林业局", Some("文件在文件夹 water 里：写成 机关: water，或删去这一行")),
        ("agency: yunxi", Some("两处写成同一个机关")),
    ] {
        let text = with_line(ZEROS, &format!("year: 2023\n{line}"));
        let found = county().with("reports/water/2023.md", text).check();
        let own = found.iter().filter(|found| found.rule == "unknown-agency");
        let hints: Vec<_> = own.map(|found| found.hints.concat()).collect();
        assert_eq!(hints, remedy.into_iter().collect::<Vec<_>>(), "{line}");
    }
}

#[test]
fn a_report_that_is_still_a_draft_is_missing_for_no_command() {
    let draft = with_line(ZEROS, "year: 2023\ndraft: true");
    let folder = county().with("reports/water/2023.md", draft).write();
    let checked = folder.giar(&["check", "--format", "json"]).expect(0).stdout;
    folder.write("checked.json", &checked);
    let built = folder.giar(&["build", "--new-since", "checked.json"]).expect(0).stderr;
    assert!(!checked.contains("missing-unit") && !built.contains("missing-unit"), "{checked}{built}");
}

#[test]
fn a_report_that_is_misplaced_is_not_missing_as_well() {
    let text = || county().files["reports/water/2023.md"].clone();
    let without = || county().without("reports/water/2023.md");
    assert_eq!(rules(&without().with("reports/water/2022.md", in_year(ZEROS, 2022)).check()), ["missing-unit"]);
    for (path, rule, remedy) in [
        ("reports/云溪县水利局/2023.md", "unknown-agency", "把文件夹改名为 content/reports/water"),
        ("reports/水利局/2023.md", "unknown-agency", "把文件夹改名为 content/reports/water"),
        ("reports/水利局2023/报告.md", "unknown-agency", "把文件移到 content/reports/water/2023.md"),
        ("reports/2023/water.md", "unknown-agency", "把文件移到 content/reports/water/2023.md"),
        ("reports/2023/云溪县水利局.md", "unknown-agency", "把文件移到 content/reports/water/2023.md"),
        ("reports/water/2023/2023.md", "unknown-agency", "把文件移到 content/reports/water/2023.md"),
        ("reports/water/年报/2023年.md", "unknown-agency", "把文件移到 content/reports/water/2023.md"),
        ("reports/water/2023.docx", "unread-report", "giar import"),
        ("reports/water/2023.md.txt", "unread-report", "把结尾改成 .md"),
        ("2023水利局.md", "unread-report", "把文件移到 content/reports/ 里"),
    ] {
        let found = only(without().with(path, text()).check());
        assert_eq!(found.rule, rule, "{path}");
        assert!(found.hints[0].contains(remedy), "{path}: {found:?}");
    }
}

#[test]
fn a_document_does_not_keep_anybody_from_writing_the_report() {
    let folder = county().without("reports/water/2023.md").with("reports/water/2023.docx", "x").write();
    folder.giar(&["new", "2023", "--agency", "water"]).expect(0);
}

#[test]
fn site_toml_is_answered_in_its_own_language() {
    for (from, to, line, remedy) in [
        ("[[agency]]\nid = \"water\"", "[agency]\nid = \"water\"", 17, "改成 [[agency]]，每个写一节"),
        ("[[agency]]\nid = \"yunxi\"", "[agency]\nid = \"yunxi\"", 11, "改成 [[agency]]，每个写一节"),
        ("[identity]", "[[identity]]", 4, "改成 [identity]，下面每行写一项"),
        ("[identity]", "brand = \"徽标.png\"\n[identity]", 4, "改成 [brand]，下面每行写一项"),
        (
            "parent = \"yunxi\"",
            "parent = \"yunxi\"\nnames = [\"云溪县水务局\"]",
            21,
            "写成 names = [{until = 2018, name = \"云溪县水务局\"}]",
        ),
        (
            "parent = \"yunxi\"",
            "parent = \"yunxi\"\nabsent = [2021]",
            21,
            "写成 absent = [{year = 2021, reason = \"…\"}]",
        ),
        ("parent = \"yunxi\"", "parent = \"yunxi\"\nsucceeds = \"yunxi\"", 21, "写成 succeeds = [\"yunxi\"]"),
        ("[identity]", "[rules]\npublished-late = \"关闭\"\n[identity]", 5, "写成 \"off\""),
        (
            "[identity]",
            "[rules]\n发布晚于规定日期 = \"关闭\"\n[identity]",
            5,
            "规则用英文名，写成 published-late = \"off\"",
        ),
        ("[identity]", "[rules]\npublish-late = \"off\"\n[identity]", 5, "是不是“published-late”？"),
        ("title =", "标题 =", 1, "site.toml 里的键用英文，如 title = …"),
    ] {
        let site = county();
        assert!(site.config.contains(from), "{from}");
        let found = only(Site { config: site.config.replacen(from, to, 1), ..site }.configuration_faults());
        assert_eq!((found.line, &*found.hints.concat()), (line, remedy), "{to}: {found:?}");
    }
}

#[test]
fn garbled_words_are_found_wherever_they_stand() {
    fn misread(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    let words = "公开信息全年办结";
    for garbled in [
        "锟斤拷锟斤拷".to_owned(),
        "\u{fffd}\u{fffd}".to_owned(),
        "烫烫烫".to_owned(),
        misread(words, encoding_rs::GBK),
        misread(words, encoding_rs::WINDOWS_1252),
    ] {
        let body = FILLED_2021.replacen("全镇按照", &format!("全镇{garbled}按照"), 1);
        let title = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\ntitle: \"青石镇{garbled}\"\n"), 1);
        for (text, line) in [(body, 51), (title, 3)] {
            let found: Vec<_> =
                town().with(REPORT, text).check().into_iter().filter(|found| found.rule != "title-mismatch").collect();
            let found = only(found);
            assert_eq!((found.rule, found.line), ("invalid-front-matter", line), "{garbled}: {found:?}");
        }
        let page = town().with("guide.md", format!("# 指南\n\n{garbled}\n"));
        assert_eq!(only(page.check()).line, 3, "{garbled}");
        let site = Site { config: TOWN.replacen("青石镇历年", &format!("青石镇{garbled}"), 1), ..town() };
        assert_eq!(only(site.configuration_faults()).line, 3, "{garbled}");
    }
    // A whole file is one finding.
    for encoding in [encoding_rs::GBK, encoding_rs::WINDOWS_1252] {
        let found = only(town().with(REPORT, misread(FILLED_2021, encoding)).check());
        assert!(found.message.contains("原来的字是“"), "{found:?}");
    }
}

#[test]
fn a_date_years_late_is_a_slip_of_the_year() {
    for (published, remedy) in [
        ("2062-01-20", "看看年份是否写错，是不是 2024-01-20？"),
        ("2026-05-20", "看看年份是否写错；"),
        ("2024-02-20", "期限不同的，在 site.toml 里写 deadline"),
    ] {
        let found = only(town().with(REPORT, FILLED_2021.replacen("2024-01-20", published, 1)).check());
        assert_eq!(found.rule, "published-late");
        assert!(found.hints[0].starts_with(remedy), "{found:?}");
    }
}

#[test]
fn the_other_notice_is_not_told_to_be_wrong_where_the_form_is() {
    let text = in_year(FILLED_2019, 2023).replacen("year: 2023\n", "year: 2023\nedition: \"2019\"\n", 1);
    let cites = "根据《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制本报告。";
    let text = text.replacen("## 一、总体情况\n\n", &format!("## 一、总体情况\n\n{cites}\n\n"), 1);
    assert!(text.contains(cites));
    assert_eq!(rules(&town().with(REPORT, text).check()), ["edition-mismatch"]);
}

#[test]
fn a_rule_is_found_by_what_it_is_about() {
    let folder = town().with(REPORT, FILLED_2021).write();
    let run = folder.giar(&["check", "--rule", "发布晚于规定日期"]).expect(2);
    assert_eq!(run.stderr, "错误：没有叫“发布晚于规定日期”的规则。是不是“published-late”？\n");
    let waived = "waivers: [{rule: 发布晚于规定日期, reason: 补发}]";
    assert_eq!(reported(waived).1, "是不是“published-late”？");
}

#[test]
fn a_path_that_leads_nowhere_is_answered_with_the_nearest() {
    let folder = county().write();
    folder.giar(&["check", "content\\reports\\water\\2023.md"]).expect(0);
    for (path, near) in [
        ("content/reports/water/2032.md", "content/reports/water/2023.md"),
        ("content/report/yunxi/2023.md", "content/reports/yunxi/2023.md"),
        ("water/2023", "content/reports/water/2023.md"),
        ("water", "content/reports/water"),
        ("content/reports/Water", "content/reports/water"),
        ("content/reports/YUNXI/2023.MD", "content/reports/yunxi/2023.md"),
        ("site.tom", "site.toml"),
    ] {
        let run = folder.giar(&["check", path]).expect(2);
        assert_eq!(run.stderr, format!("错误：网站里没有 {}。是不是“{near}”？\n", native(path)), "{path}");
    }
    let run = folder.giar(&["export", "content\\reports\\water\\2023.md"]).expect(2);
    assert!(run.stderr.contains("要写成“机关/年份”，如 water/2023"), "{}", run.stderr);
    let run = folder.giar(&["status", "--return", "content/reports/water/2023.md"]).expect(2);
    assert!(run.stderr.contains("是不是“water/2023”？"), "{}", run.stderr);
    folder.giar(&["export", "云溪县水利局/2023", "-o", "水利局.docx"]).expect(0);
}

#[test]
fn a_document_is_to_be_imported_first() {
    let folder = county().write();
    folder.write("年报.docx", "x");
    folder.write("说明.json", "{}");
    for command in [
        &["check", "年报.docx"][..],
        &["build", "年报.docx"],
        &["status", "年报.docx"],
        &["status", "--return", "年报.docx"],
        &["export", "年报.docx"],
        &["new", "年报.docx"],
        &["年报.docx"],
    ] {
        let run = folder.giar(command).expect(2);
        assert!(run.stderr.contains("giar import 年报.docx"), "{command:?}: {}", run.stderr);
    }
    folder.write("来文/报表.et", "x");
    for path in ["说明.json", "来文"] {
        let run = folder.giar(&["check", path]).expect(2);
        assert!(run.stderr.contains("不是网站的内容"), "{}", run.stderr);
    }
    for path in [".", "content", "site.toml", "content/reports/water/2023.md"] {
        folder.giar(&["check", path]).expect(0);
    }
}

#[test]
fn a_document_is_called_what_it_is() {
    let folder = county().write();
    for (arguments, meant) in [
        (&["export", "water/2023", "-o", "年报.doc"][..], "年报.docx"),
        (&["export", "water/2023", "-o", "年报.wps"], "年报.docx"),
        (&["export", "water/2023", "-o", "年报.xls"], "年报.xlsx"),
        (&["export", "--summary", "2023", "-o", "汇总.et"], "汇总.xlsx"),
        (&["export", "water/2023", "--format", "docx", "-o", "年报.xlsx"], "年报.docx"),
        (&["status", "--return", "water/2023", "-o", "退回.doc"], "退回.docx"),
    ] {
        let run = folder.giar(arguments).expect(2);
        assert!(run.stderr.contains(&format!("改成 -o {meant}")), "{arguments:?}: {}", run.stderr);
        assert!(!folder.join(arguments.last().unwrap()).exists(), "{arguments:?}");
    }
}

#[test]
fn what_must_not_be_published_is_not_printed_either() {
    let number = "11010519491231002X";
    let text = FILLED_2021.replacen("全镇按照", &format!("申请人身份证号{number}。全镇按照"), 1);
    let folder = town().with(REPORT, text).write();
    let letter = folder.giar(&["status", "--return", "qingshi/2023"]).expect(0);
    let checked = folder.giar(&["check"]).expect(1);
    let built = folder.giar(&["build"]).expect(1);
    for shown in [letter.stdout, checked.stdout, built.stderr] {
        assert!(shown.contains("身份证号110*************2X") && !shown.contains(number), "{shown}");
    }
}

#[test]
fn what_would_not_be_printed_is_found_in_pages_and_reports_alike() {
    for (text, line, words) in [
        ("甲\n\n<!-- 下面等领导审定\n\n乙\n", 3, "注释没有用“-->”结束"),
        ("甲\n\n```\n\n乙\n", 3, "没有配对"),
        ("甲\n\n[批注1]: 请核对此数\n", 3, "会读成链接的地址"),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 含移动版 |\n", 3, "“含移动版”不会印出来"),
        ("登录<gov>平台\n", 1, "会读成网页的标签"),
    ] {
        let found = only(town().with("guide.md", text).check());
        assert_eq!((found.rule, found.line), ("unprinted-text", line), "{text}: {found:?}");
        assert!(found.message.contains(words), "{text}: {found:?}");
        let report = FILLED_2021.replacen("## 六、", &format!("{text}\n## 六、"), 1);
        let found = only(town().with(REPORT, report).check());
        assert_eq!(found.rule, "unprinted-text", "what follows from it is not reported as well: {found:?}");
    }
}

#[test]
fn dashes_between_two_tables_end_the_front_matter() {
    for table in ["主动公开:\n", "申请:\n", "复议诉讼:\n"] {
        let text = ZEROS.replacen(table, &format!("---\n{table}"), 1);
        assert_ne!(text, ZEROS);
        let found = only(town().with(REPORT, text.as_str()).check());
        let line = text.lines().skip(1).position(|line| line == "---").unwrap() + 2;
        assert_eq!((found.rule, found.line), ("invalid-front-matter", line), "{found:?}");
        assert_eq!(found.hints.concat(), "删去这一行");
    }
    let found = town().with(REPORT, ZEROS.replacen("---\n\n", "---\n\n地址：青石镇政府\n\n", 1)).check();
    assert!(found.iter().all(|found| found.rule != "invalid-front-matter"), "{found:#?}");
}

#[test]
fn files_that_hold_each_other_s_reports_are_to_be_exchanged() {
    let [last, own] = [2022, 2023].map(|year| in_year(ZEROS, year));
    let crossed = town().with("reports/2022.md", own.as_str()).with("reports/2023.md", last.as_str());
    let found = crossed.check();
    let found: Vec<_> = found.iter().filter(|found| found.rule == "year-mismatch").collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    for (found, other) in found.into_iter().zip(["2023", "2022"]) {
        assert_eq!(found.hints, [format!("这一份和 content/reports/{other}.md 存反了：把两个文件的名字对调")]);
    }
    let copied = town().with("reports/2023.md", own.as_str()).with("reports/2024.md", own.as_str()).check();
    let copy = copied.iter().find(|found| found.rule == "year-mismatch").unwrap();
    assert!(copy.hints[0].starts_with("已经有 content/reports/2023.md：是 2024 年的报告，改正年度"), "{copy:?}");
}

#[test]
fn a_waiver_of_what_cannot_be_read_is_not_judged() {
    let waiver = "year: 2023\nwaivers: [{rule: stock-mismatch, at: proactive.normative_documents, reason: 清理}]\n";
    let text = FILLED_2021.replacen("year: 2023\n", waiver, 1);
    assert_eq!(rules(&town().with(REPORT, text.as_str()).check()), ["unused-waiver"]);
    let text = replace_line(&text, "行政规范性文件", "行政规范性文件: [6（修订2件,新增4件）, 6, 32]");
    assert_eq!(rules(&town().with(REPORT, text).check()), ["invalid-cell"]);
    // The sum that it is about takes in a row that is missing, or a cell that is no number.
    let waiver = "year: 2023\nwaivers: [{rule: total-mismatch, at: applications.results.total, reason: 原报告如此}]\n";
    let text = FILLED_2021.replacen("year: 2023\n", waiver, 1);
    assert_eq!(rules(&town().with(REPORT, text.as_str()).check()), ["unused-waiver"]);
    // A rule that reads no cell found what there was.
    let waiver = "year: 2023\nwaivers: [{rule: placeholder-text, reason: 原报告如此}]\n";
    let without = FILLED_2021.replacen("year: 2023\n", waiver, 1);
    let without = without.replacen("    未经复议直接起诉: [4, 1, 2, 3, 10]\n", "", 1);
    assert_eq!(rules(&town().with(REPORT, without).check()), ["unused-waiver", "missing-row"]);
    for (row, rule) in [("", "missing-row"), ("重复申请: [24件, 3, 2, 8, 1, 4, 42]", "invalid-cell")] {
        let text = text.replacen("      重复申请: [24, 3, 2, 8, 1, 4, 42]\n", &format!("      {row}\n"), 1);
        assert_eq!(rules(&town().with(REPORT, text).check()), [rule]);
    }
}

#[test]
fn a_folder_that_is_no_agency_s_may_have_a_former_id() {
    let site = county().with("reports/water/2022.md", in_year(ZEROS, 2022).replacen("2023-01-25", "2023-01-20", 1));
    let site = Site { config: site.config.replace("id = \"water\"", "id = \"shuili\""), ..site };
    let found = site.check();
    let found: Vec<_> = found.into_iter().filter(|found| found.rule == "unknown-agency").collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    for found in found {
        assert!(found.hints[0].contains("把文件夹改名为 content/reports/shuili"), "{found:?}");
    }
}

#[test]
fn a_report_in_the_folder_of_another_agency_is_one_mistake() {
    let config =
        county().config.replacen("rank = \"county\"", "rank = \"county\"\nrolls_up = [\"water\", \"jiaoyu\"]", 1);
    let config = config + "\n[[agency]]\nid = \"jiaoyu\"\nname = \"云溪县教育局\"\nparent = \"yunxi\"\n";
    let title = "title: 云溪县水利局2023年政府信息公开工作年度报告\n";
    let own = FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\n{title}"), 1);
    let site = Site { config, ..county() }.with("reports/water/2023.md", own.as_str());
    let site = site.with("reports/jiaoyu/2022.md", in_year(ZEROS, 2022));
    let found = |site: &Site| {
        let found = site.check().into_iter().filter(|found| !found.file.ends_with("jiaoyu/2022.md"));
        found.filter(|found| found.rule != "published-late").collect::<Vec<_>>()
    };
    let misfiled = found(&site.clone().with("reports/jiaoyu/2023.md", own.as_str()));
    let misfiled: Vec<_> = misfiled.iter().filter(|found| !found.file.contains("water")).collect();
    assert_eq!(misfiled.len(), 1, "{misfiled:#?}");
    assert_eq!(misfiled[0].rule, "title-mismatch");
    assert_eq!(misfiled[0].hints, ["像是“云溪县水利局”的报告放进了云溪县教育局的文件夹：换成云溪县教育局自己的"]);
    // With figures of its own, only the title is another's.
    let other = ZEROS.replacen("year: 2023\n", &format!("year: 2023\n{title}"), 1);
    let titled = found(&site.with("reports/jiaoyu/2023.md", other));
    let title = titled.iter().find(|found| found.rule == "title-mismatch").unwrap();
    assert!(title.hints[0].starts_with("改正标题"), "{title:?}");
    assert!(titled.iter().any(|found| found.rule == "rollup-mismatch"), "{titled:#?}");
}

#[test]
fn a_heading_that_was_lost_above_its_rows_is_one_mistake() {
    let text = FILLED_2021.replacen("    不予处理:\n", "", 1);
    let line = 1 + FILLED_2021.lines().position(|line| line == "    不予处理:").unwrap();
    let site = town().with(REPORT, text);
    let found = only(site.check());
    assert_eq!((found.rule, found.line), ("unknown-key", line), "{found:?}");
    assert!(found.message.contains("少了一行“不予处理:”，下面 5 行都属于它"), "{found:?}");
    let folder = site.write();
    folder.giar(&["check", "--fix"]).expect(0);
    assert_eq!(folder.read("content/reports/2023.md"), FILLED_2021);
}

#[test]
fn a_place_of_another_page_is_known_by_its_heading() {
    let site = town().with("rules.md", "# 制度\n\n## 基本依据\n\n甲\n\n## 主要制度\n\n甲\n");
    let site = site.with("apply.md", "# 申请\n\n## 怎样申请\n\n甲\n");
    let hints = |link: &str| only(site.clone().with("guide.md", format!("# 指南\n\n见[甲]({link})。\n")).check()).hints;
    assert_eq!(hints("rules.md#怎样申请"), ["“怎样申请”在 content/apply.md：是不是“apply.md#怎样申请”？"]);
    assert_eq!(hints("rules.md#收费标准"), ["那一页的位置有：#基本依据、#主要制度"]);
    for place in ["基本依据", "主要制度"] {
        let linked = site.clone().with("guide.md", format!("# 指南\n\n见[甲](rules.md#{place})。\n"));
        assert_eq!(rules(&linked.check()), [""; 0], "{place}");
    }
}

#[test]
fn what_a_report_says_of_its_agency_is_no_former_id() {
    let unnamed = in_year(ZEROS, 2022).replacen("year: 2022", "year: 2022\nagency: 财政分局", 1);
    let site = county().with("reports/water/2022.md", unnamed);
    let site = Site { config: site.config.replace("id = \"water\"", "id = \"shuili\""), ..site };
    let found = site.check().into_iter().filter(|found| found.rule == "unknown-agency");
    let hints: Vec<_> = found.map(|found| found.hints.concat()).collect();
    assert_eq!(hints.len(), 2, "{hints:#?}");
    assert!(hints[0].contains("[[agency]]") && !hints[0].contains("把文件夹改名"), "{hints:#?}");
    assert!(hints[1].contains("把文件夹改名为 content/reports/shuili"), "{hints:#?}");
}

#[test]
fn what_is_shortened_in_a_message_shows_it() {
    let long = "甲".repeat(80);
    let text = FILLED_2021.replacen("year: 2023", &format!("year: 2023\ntitle: 青石：镇 a: {long}"), 1);
    let found = only(town().with(REPORT, text).check());
    assert!(found.hints[0].ends_with("甲…\""), "{found:?}");
}

#[test]
fn an_old_address_that_is_in_use_is_to_be_removed() {
    let site = town().with("guide.md", "# 指南\n").with("rules.md", "---\ntitle: 制度\nredirect_from: [guide/]\n---\n");
    let found = only(site.check());
    assert_eq!((found.rule, found.line), ("path-collision", 3), "{found:?}");
    assert!(found.hints[0].contains("从 redirect_from 里删去"), "{found:?}");
}

#[test]
fn an_old_address_is_removed_whoever_stands_there() {
    for (path, from, remedy) in [
        ("guide.md", "guide/", "这就是它现在的网址"),
        ("guide.md", "2023/", "这个网址由 giar 自己的页面用着"),
        (REPORT, "2023/qingshi/", "这就是它现在的网址"),
        (REPORT, "2023/", "这个网址由 giar 自己的页面用着"),
    ] {
        let page = format!("---\nyear: 2023\nredirect_from: [{from}]\n---\n\n甲\n");
        let page = if path == REPORT {
            with_line(FILLED_2021, &format!("year: 2023\nredirect_from: [{from}]"))
        } else {
            page.replace("year: 2023", "title: 甲")
        };
        let found = only(town().with(REPORT, FILLED_2021).with(path, page).check());
        assert_eq!((found.rule, found.line), ("path-collision", 3), "{from}: {found:?}");
        assert!(
            found.hints[0].contains(remedy) && found.hints[0].contains("从 redirect_from 里删去"),
            "{from}: {found:?}"
        );
    }
    let file = only(town().with(REPORT, FILLED_2021).with("2023.md", "# 甲\n").check());
    assert!(file.hints[0].contains("给这个文件改名"), "{file:?}");
}

#[test]
fn each_old_address_that_is_taken_is_found_where_it_stands() {
    let page = |from: &str| format!("---\ntitle: 甲\nredirect_from: [{from}]\n---\n\n甲\n");
    let found = |files: &[(&str, &str)]| {
        let site =
            files.iter().fold(town().with(REPORT, FILLED_2021), |site, (path, from)| site.with(path, page(from)));
        let found = site.check().into_iter().filter(|found| found.rule == "path-collision");
        found
            .map(|found| format!("{}:{}:{} {}", found.file, found.line, found.column, found.hints.concat()))
            .collect::<Vec<_>>()
    };
    let own = "这就是它现在的网址：从 redirect_from 里删去";
    assert_eq!(
        found(&[("guide.md", "guide/, guide/")]),
        [format!("content/guide.md:3:17 {own}"), format!("content/guide.md:3:25 {own}")]
    );
    let used = "这个旧网址正用着：从 redirect_from 里删去";
    assert_eq!(
        found(&[("guide.md", "old/guide/"), ("a.md", "guide/"), ("b.md", "guide/")]),
        [format!("content/a.md:3:17 {used}"), format!("content/b.md:3:17 {used}")]
    );
    // Nobody uses it.
    let twice = "另一处也写了这个旧网址：只留一处";
    assert_eq!(found(&[("a.md", "old/"), ("b.md", "old/")]), [format!("content/b.md:3:17 {twice}")]);
    assert_eq!(found(&[("a.md", "old/, /old/")]), [format!("content/a.md:3:23 {twice}")]);
}

#[test]
fn a_report_without_tables_may_begin_like_one_with_them() {
    let text =
        "---\nyear: 2018\npublished: 2019-03-20\nindicators: {收到申请总数: 2件}\n---\n\n申请：\n\n全年收到申请2件。\n";
    for text in
        [text.to_owned(), text.replace("申请：", "申请:"), text.replace("year: 2018", "edition: free\nyear: 2018")]
    {
        let found = town().with("reports/2018.md", text.as_str()).check();
        assert!(found.iter().all(|found| found.rule != "invalid-front-matter"), "{text}: {found:#?}");
    }
    let dashes = text.replacen("published:", "---\npublished:", 1);
    let found = town().with("reports/2018.md", dashes).check();
    assert_eq!(rules(&found), ["invalid-front-matter"], "{found:#?}");
}

#[test]
fn a_column_that_every_row_lacks_is_one_finding() {
    let (head, rest) = FILLED_2021.split_once("申请:\n").unwrap();
    let (table, rest) = rest.split_once("复议诉讼:\n").unwrap();
    let rows = table.lines().map(|line| match line.strip_suffix(']') {
        Some(row) => format!("{}]\n", row.rsplit_once(',').unwrap().0),
        None => format!("{line}\n"),
    });
    let text = format!("{head}申请:\n{}复议诉讼:\n{rest}", rows.collect::<String>());
    let found = only(town().with(REPORT, text).check());
    assert!(found.message.starts_with("表三从这一行起有") && found.message.ends_with("都是 6 个"), "{found:?}");
    assert!(found.hints[0].contains("少了总计一栏"), "{found:?}");
}

#[test]
fn an_amount_in_yuan_with_a_comma_is_converted_like_one_without() {
    for typed in ["873000元", "873,000元"] {
        let found =
            only(town().with(REPORT, with_cell(ZEROS, "proactive.fees.amount", &format!("\"{typed}\""))).check());
        assert_eq!(found.rule, "invalid-cell");
        assert!(found.hints[0].contains("87.3"), "{typed}: {found:?}");
    }
}

#[test]
fn a_key_of_the_site_below_an_agency_is_to_be_moved_up() {
    let site = town();
    let site = Site { config: format!("{}\nbase_url = \"https://www.example.gov.cn/xxgk/\"\n", site.config), ..site };
    let found = site.configuration_faults();
    assert!(found.iter().any(|found| found.hints.concat() == "上面已经有了：删去这一处"), "{found:#?}");
    for line in ["sample = true", "as_of = \"2024-05-01\"", "active_attachments = [\"图\"]"] {
        let found = only(town().configured(&format!("{line}\n")).configuration_faults());
        assert!(found.hints.concat().contains("移到 site.toml 里 [identity] 之前"), "{line}: {found:?}");
        let identity = Site { config: TOWN.replacen("[identity]\n", &format!("[identity]\n{line}\n"), 1), ..town() };
        let found = only(identity.configuration_faults());
        assert!(found.hints.concat().contains("移到 site.toml 里 [identity] 之前"), "{line}: {found:?}");
    }
    let empty = Site { config: TOWN.replacen("[identity]\n", "[identity]\ntitle = \"青石\"\n", 1), ..town() };
    assert_eq!(only(empty.configuration_faults()).hints, ["上面已经有了：删去这一处"]);
    // A section does not stand above sections.
    let found = only(town().configured("brand = \"徽标.png\"\n").configuration_faults());
    assert!(!found.hints.concat().contains("移到 site.toml 里 [identity] 之前"), "{found:?}");
}

#[test]
fn two_rows_of_which_each_has_the_other_s_numbers_are_named() {
    let before = in_year(FILLED_2021, 2022);
    let numbers = |key: &str| {
        let row = before.lines().find(|line| line.trim_start().starts_with(key)).unwrap();
        row.split_once(':').unwrap().1.to_owned()
    };
    let text = replace_line(FILLED_2021, "本年新收", &format!("本年新收:{}", numbers("结转下年度")));
    let text = replace_line(&text, "上年结转", &format!("上年结转:{}", numbers("本年新收")));
    let found = town().with("reports/2022.md", before.as_str()).with(REPORT, text).check();
    let carry = found.iter().find(|found| found.rule == "carry-mismatch");
    let carry = carry.unwrap_or_else(|| panic!("{found:#?}"));
    assert!(carry.hints[0].contains("看看两行是不是填反了"), "{carry:?}");
}

#[test]
fn an_agency_behind_a_year_is_an_option() {
    let run = county().write().giar(&["new", "2024", "water"]).expect(2);
    assert!(run.stderr.contains("是不是“--agency water”？"), "{}", run.stderr);
}

#[test]
fn a_title_needs_no_quotation_marks() {
    for title in ["“青石镇2023年政府信息公开工作年度报告”", "”青石镇2023年政府信息公开工作年度报告“"]
    {
        let (message, _) = reported(&format!("title: {title}"));
        assert!(message.contains("会原样印出来"), "{message}");
    }
}

#[test]
fn every_mark_of_a_merge_is_counted() {
    let text = FILLED_2021.replacen("全镇按照", "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> 丙\n全镇按照", 1);
    assert!(only(town().with(REPORT, text).check()).message.contains("一共有 3 行"));
}

#[test]
fn an_unknown_folder_is_reported_for_the_file_that_is_asked_for() {
    let site = county().without("reports/water/2023.md");
    let site = site.with("reports/shuili/2022.md", in_year(ZEROS, 2022)).with("reports/shuili/2023.md", ZEROS);
    let run = site.write().giar(&["check", "content/reports/shuili/2023.md"]).expect(1);
    assert!(run.stdout.contains("把文件夹改名为 content/reports/water"), "{}", run.stdout);
}

#[test]
fn a_text_that_begins_like_a_table_does_not_end_the_data_early() {
    let (front, body) = FILLED_2021.split_once("\n---\n").unwrap();
    for line in ["主动公开:", "title: 甲"] {
        let text =
            format!("{}\n---\n\n{line}\n{body}", front.replacen("year: 2023", "year: 2023\ntitle: 青石镇年报", 1));
        let found = town().with(REPORT, text).check();
        assert!(found.iter().all(|found| found.rule != "invalid-front-matter"), "{line}: {found:#?}");
    }
}

#[test]
fn an_old_address_in_use_is_found_where_it_stands() {
    let text = with_line(FILLED_2021, "year: 2023\nredirect_from: [\"2023\"]");
    let found = town().with(REPORT, text).check();
    let own = found.iter().filter(|found| found.rule == "path-collision");
    assert!(own.clone().all(|found| found.line == 3), "{found:#?}");
    assert_ne!(own.count(), 0, "{found:#?}");
}

#[test]
fn only_a_line_that_is_wrong_is_blamed() {
    let broken = |lines: &str| {
        let text = FILLED_2021.replacen("year: 2023\n", &format!("{lines}\n"), 1);
        let text = text.replacen("  行政处罚: ", "  行政处罚：", 1);
        assert!(text.contains("行政处罚："));
        only(town().with(REPORT, text).check())
    };
    for lines in ["year:\n  2023", "title: 青石镇\n  //年报\nyear: 2023"] {
        let found = broken(lines);
        assert!(found.message.contains("冒号是全角的"), "{lines}: {found:?}");
    }
    let (message, _) = reported("title: 2023 年度报告: 正文");
    assert!(message.contains("第二个“冒号加空格”"), "{message}");
}

#[test]
fn where_nothing_fits_what_there_is_is_named_with_what_to_type() {
    let folder = county().with("reports/yunxi/2022.md", in_year(ZEROS, 2022)).write();
    for (command, wanted) in [
        (&["check", "--year", "2019"][..], "没有 2019 年的报告；有 2022、2023 年的，如 giar check --year 2022"),
        (&["export", "2030"], "没有 2030 年的报告；有 2022、2023 年的，如 giar export 2023"),
        (&["export", "water/2019"], "没有云溪县水利局 2019 年的报告；有 2023 年的，如 giar export water/2023"),
        (&["export", "water"], "如 water/2023"),
        (&["export", "学校/2023"], "没有机关“学校”，有这些：yunxi（云溪县人民政府）、water（云溪县水利局）"),
        (&["export", "--summary", "2019"], "如 giar export --summary 2022"),
        (&["status", "--return", "water/2019"], "如 giar status --return water/2023"),
        (&["new", "2024", "--agency", "学校"], "有这些：yunxi（云溪县人民政府）、water（云溪县水利局）"),
        (&["new", "2012", "--agency", "water"], "giar import"),
        (&["check", "别的.md"], "只查一份写 giar check content/reports/water/2023.md"),
    ] {
        let run = folder.giar(command).expect(2);
        assert!(run.stderr.contains(wanted), "{command:?}: {}", run.stderr);
    }
    let status = folder.giar(&["status", "2019"]).expect(0);
    assert!(status.stderr.contains("如 giar status 2022") && !status.stderr.contains("as_of"), "{}", status.stderr);
    let newest = folder.giar(&["status", "2023"]).expect(0);
    assert!(newest.stderr.contains("as_of = 2024-01-15"), "{}", newest.stderr);
    folder.write("来文/年报.docx", "x");
    let run = folder.giar(&["import", "来文/年度报告.docx"]).expect(2);
    assert!(run.stderr.contains("来文 里有：年报.docx"), "{}", run.stderr);
}

#[test]
fn where_there_is_no_report_how_to_begin_one_is_said() {
    let folder = Site { files: std::collections::BTreeMap::new(), ..county() }.with("guide.md", "# 指南\n").write();
    for command in [&["check", "--year", "2023"][..], &["export", "2023"], &["export", "water/2023"], &["status"]] {
        let run = folder.giar(command).expect(2);
        assert!(run.stderr.contains("giar new 年份 --agency 机关代码"), "{command:?}: {}", run.stderr);
    }
    assert!(folder.giar(&["check"]).stderr.contains("还没有报告"));
    let one = county().without("reports/water/2023.md").write();
    let run = one.giar(&["export", "water/2023"]).expect(2);
    assert!(run.stderr.contains("giar new 2023 --agency water"), "{}", run.stderr);
}

#[test]
fn a_site_in_a_folder_below_is_named() {
    let folder = Folder::new();
    folder.write("年报/site.toml", TOWN);
    let run = folder.giar(&["check"]).expect(2);
    assert!(run.stderr.contains("-C 年报"), "{}", run.stderr);
}

#[test]
fn many_findings_of_one_kind_in_a_file_are_folded() {
    let text = FILLED_2021.replacen("全镇按照", &"全镇公开,".repeat(90), 1).replace(",全镇", ",\n\n全镇");
    let folder = town().with(REPORT, text).write();
    for (command, shown) in
        [(&["check"][..], 5), (&["check", "--all"], 90), (&["check", "--rule", "halfwidth-punctuation"], 90)]
    {
        let run = folder.giar(command);
        assert_eq!(run.stdout.matches("[halfwidth-punctuation]").count(), shown, "{command:?}");
        assert!(run.stdout.contains("90 条提示"), "{command:?}: {}", run.stdout);
        let others = "这个文件里还有 85 处 halfwidth-punctuation，在第 ";
        assert_eq!(run.stdout.contains(others), shown == 5, "{command:?}");
    }
    let few = FILLED_2021.replacen("全镇按照", &"全镇公开,".repeat(8), 1).replace(",全镇", ",\n\n全镇");
    let run = town().with(REPORT, few).write().giar(&["check"]);
    assert_eq!(run.stdout.matches("[halfwidth-punctuation]").count(), 8);
}

#[test]
fn a_unit_with_a_former_id_is_not_missing_too() {
    // Where another unit reports, one without a report is missing.
    let text = county().files["reports/water/2023.md"].clone();
    let site = county().configured("\n[[agency]]\nid = \"jiaoyu\"\nname = \"云溪县教育局\"\nparent = \"yunxi\"\n");
    let site = site.with("reports/jiaoyu/2023.md", text);
    assert_eq!(rules(&site.clone().without("reports/water/2023.md").check()), ["missing-unit"]);
    let site = Site { config: site.config.replace("id = \"water\"", "id = \"shuili\""), ..site };
    let found = only(site.check());
    assert_eq!(found.rule, "unknown-agency", "{found:?}");
    assert!(found.hints[0].contains("把文件夹改名为 content/reports/shuili"), "{found:?}");
}

#[test]
fn a_line_of_equal_signs_below_a_sentence_is_left_by_a_merge() {
    let text = |line: &str| {
        FILLED_2021.replacen("全镇按照", &format!("全镇公开，逐项改进。\n{line}\n全镇公开，改进逐项。\n\n全镇按照"), 1)
    };
    let folder = town().with(REPORT, text("=======")).write();
    let found = only(town().with(REPORT, text("=======")).check());
    assert_eq!(found.rule, "merge-conflict", "{found:?}");
    folder.giar(&["check", "--fix"]).expect(1);
    assert_eq!(folder.read("content/reports/2023.md"), text("======="), "no version is taken");
    let longer = town().with(REPORT, text("==========="));
    let found = longer.check();
    assert!(found.iter().any(|found| found.hints.concat() == "删去“===========”这一行"), "{found:#?}");
    let heading = town().with("guide.md", "指南\n=======\n\n甲\n").check();
    assert_eq!(rules(&heading), [""; 0], "a heading may be underlined");
    for fence in ["```", "~~~"] {
        let example = town().with("guide.md", format!("甲\n\n{fence}\n输出如下。\n=======\n{fence}\n")).check();
        assert_eq!(rules(&example), [""; 0], "an example in {fence}");
    }
}

#[test]
fn a_link_to_a_page_that_was_renamed_is_known_by_the_page_s_title() {
    let guide = "---\ntitle: 政府信息公开指南\n---\n\n甲\n";
    let site = town().with("政府信息公开指南.md", guide).with("index.md", "见[政府信息公开指南](guide.md)。\n");
    let site = site.configured("[[nav]]\nlabel = \"政府信息公开指南\"\npath = \"guide/\"\n");
    let found = site.check();
    let hints: Vec<_> =
        found.iter().filter(|found| found.rule == "broken-link").map(|found| found.hints.concat()).collect();
    assert_eq!(hints.len(), 2, "{found:#?}");
    assert!(hints[0].contains("是不是“政府信息公开指南.md”？"), "{hints:?}");
    assert!(hints[1].contains("路径写 政府信息公开指南/"), "{hints:?}");
    // The page itself is not meant, nor a page where a file is.
    for (path, target) in [("guide.md", "old.md"), ("guide.md", "files/2023.pdf"), ("index.md", "files/2023.pdf")] {
        let link = format!("下载[政府信息公开指南]({target})。\n");
        let site = town().with("guide.md", guide).with("index.md", "甲\n");
        let text = if path == "guide.md" { format!("{guide}\n{link}") } else { link };
        let found = site.with(path, text).check();
        let broken = found.iter().find(|found| found.rule == "broken-link").unwrap();
        assert!(!broken.hints.concat().contains("guide.md"), "{path} {target}: {broken:?}");
    }
    // Names that have nothing but their ending in common are not taken for each other.
    let other = town().with("index.md", "见[甲](guide.md)。\n").check();
    assert!(other.iter().all(|found| !found.hints.concat().contains("index.md")), "{other:#?}");
}

#[test]
fn a_year_that_is_absent_for_a_reason_is_not_missing() {
    let absent = |year: u16| format!("absent = [{{year = {year}, reason = \"机构组建\"}}]\n");
    let site = || town().with("reports/2021.md", in_year(FILLED_2021, 2021)).with(REPORT, FILLED_2021);
    assert_eq!(rules(&site().check()), ["missing-year"]);
    assert_eq!(rules(&site().configured(&absent(2022)).check()), [""; 0]);
    let there = site().configured(&absent(2022)).with("reports/2022.md", in_year(FILLED_2021, 2022));
    let there = only(there.level("repeated-figures", "off").check());
    assert_eq!(there.rule, "outside-lifetime", "{there:?}");
    assert!(there.hints[0].contains("从 site.toml 的 absent 里删去 2022 年"), "{there:?}");
}

#[test]
fn names_in_one_item_are_taken_apart() {
    let (message, hint) = reported("joint: [县财政局、招生办]");
    assert!(message.contains("“县财政局、招生办”像是 2 个"), "{message}");
    assert_eq!(hint, "分开写：[县财政局, 招生办]");
    let site =
        Site { config: TOWN.replacen("kind =", "name_aliases = [\"青石、青石公社\"]\nkind =", 1), ..town() };
    assert!(only(site.configuration_faults()).hints[0].contains("[\"青石\", \"青石公社\"]"));
}

#[test]
fn a_name_with_others_in_brackets_is_one() {
    let name = "县政府办公室（县外事办公室、县大数据局）";
    let with = |line: &str| FILLED_2021.replacen("year: 2023\n", &format!("year: 2023\n{line}\n"), 1);
    assert!(town().with(REPORT, with(&format!("joint: [{name}]"))).check().is_empty());
    let alias = TOWN.replacen("kind =", "name_aliases = [\"党政办公室（综治办、应急办）\"]\nkind =", 1);
    assert!((Site { config: alias, ..town() }).with(REPORT, FILLED_2021).check().is_empty());
}

#[test]
fn cells_that_a_sentence_sums_up_are_told_from_each_other() {
    let says = "全年受理的申请中，法人或其他组织提出600件。公开政府信息";
    let text = FILLED_2021.replacen("全镇按照规定公开政府信息", &format!("全镇按照规定办理申请，{says}"), 1);
    let found = town().with(REPORT, text).check();
    let own: Vec<_> = found.iter().filter(|found| found.rule == "prose-number-mismatch").collect();
    assert!(!own.is_empty(), "{found:#?}");
    assert!(
        own[0].equations.iter().any(|line| line.contains("商业企业＋科研机构＋社会公益组织＋法律服务机构＋其他")),
        "{own:#?}"
    );
    let denies = FILLED_2021.replacen("全镇按照", "全年未发生行政诉讼。全镇按照", 1);
    let found = only(town().with(REPORT, denies).check());
    assert!(found.equations.iter().any(|line| line.contains("未经复议直接起诉＋复议后起诉")), "{found:#?}");
}

#[test]
fn a_row_that_lacks_its_total_is_given_with_it() {
    let text = replace_line(FILLED_2021, "结转下年度", "结转下年度: [7, 3, 2, 1, 4, 5]");
    let found = only(town().with(REPORT, text).check());
    assert_eq!(found.hints.concat(), "少的是总计，写成：[7, 3, 2, 1, 4, 5, 22]");
    // The total is there, and one of the others is not.
    for row in ["[3, 2, 1, 4, 5, 15]", "[7, 3, 2, 1, 4, 22]"] {
        let text = replace_line(FILLED_2021, "结转下年度", &format!("结转下年度: {row}"));
        assert!(only(town().with(REPORT, text).check()).hints[0].starts_with("依次是"), "{row}");
    }
}

#[test]
fn a_row_that_is_missing_is_given_with_what_the_totals_leave_to_it() {
    let text = FILLED_2021.replacen("      重复申请: [24, 3, 2, 8, 1, 4, 42]\n", "", 1);
    let found = only(town().with(REPORT, text).check());
    assert_eq!(found.rule, "missing-row");
    assert!(found.hints[0].ends_with("数按总计推算，对照台账：重复申请: [24, 3, 2, 8, 1, 4, 42]"), "{found:?}");
    assert!(found.hints[0].contains("行下面补上这一行"), "{found:?}");
    let none = ZEROS.replacen("      重复申请: [0, 0, 0, 0, 0, 0, 0]\n", "", 1);
    assert!(only(town().with(REPORT, none).check()).hints[0].contains("没有发生的写 0"));
}

#[test]
fn what_seems_to_be_forgotten_in_a_stock_is_said_first() {
    let last = replace_line(ZEROS, "行政规范性文件", "行政规范性文件: [3, 1, 10]");
    for (row, remedy) in [
        ("[1, 2, 11]", "像是没有减去本年废止的 2 件：写成 9"),
        ("[3, 1, 9]", "像是没有加上本年制发的 3 件：写成 12"),
        ("[3, 1, 10]", "还是上年的数：写成 12"),
    ] {
        let now = replace_line(&in_year(ZEROS, 2024), "行政规范性文件", &format!("行政规范性文件: {row}"));
        let found = only(town().with(REPORT, last.as_str()).with("reports/2024.md", now).check());
        assert_eq!(found.hints[0], remedy, "{found:?}");
        assert!(found.hints[1].contains("豁免"), "{found:?}");
    }
}

#[test]
fn no_stock_is_to_be_less_than_nothing() {
    for (last, row) in [("[0, 0, 0]", "[0, 3, 0]"), ("[3, 1, 2]", "[1, 5, 3]"), ("[3, 1, 2]", "[1, 5, 0]")] {
        let last = replace_line(ZEROS, "行政规范性文件", &format!("行政规范性文件: {last}"));
        let now = replace_line(&in_year(ZEROS, 2024), "行政规范性文件", &format!("行政规范性文件: {row}"));
        let found = only(town().with(REPORT, last).with("reports/2024.md", now).check());
        assert_eq!(found.rule, "stock-mismatch", "{row}");
        assert!(!format!("{} {}", found.message, found.hints.concat()).contains('-'), "{row}: {found:?}");
        assert!(found.hints[0].starts_with("核对本年废止的件数和上年的现行有效"), "{row}: {found:?}");
    }
}

const PROBLEMS: &str = "**存在的主要问题。**一是部分栏目更新不够及时。\n\n**改进情况。**一是安排专人每周检查。\n";

/// The report with another fifth section, and what stands around it.
fn with_problems(section: &str) -> Site {
    let (head, rest) = FILLED_2021.split_once("## 五、").unwrap();
    let (_, last) = rest.split_once("## 六、").unwrap();
    town().with(REPORT, format!("{head}{section}\n## 六、{last}"))
}

#[test]
fn a_heading_that_was_lost_is_to_stand_above_its_text() {
    let site = with_problems(PROBLEMS);
    let found = only(site.check());
    assert_eq!(found.rule, "missing-section", "{found:?}");
    let text = String::from_utf8(site.files[REPORT].clone()).unwrap();
    let line = text.lines().position(|line| line.starts_with("**存在的主要问题")).unwrap() + 1;
    assert_eq!(found.line, line);
    assert!(found.hints[0].starts_with(&format!("第 {line} 行“存在的主要问题”像是这一部分的开头")), "{found:?}");
}

#[test]
fn a_heading_that_stands_twice_without_text_is_to_be_deleted() {
    let heading = "## 五、存在的主要问题及改进情况";
    for section in [format!("{heading}\n\n{PROBLEMS}\n{heading}\n"), format!("{heading}\n\n{heading}\n\n{PROBLEMS}")] {
        let found = only(with_problems(&section).check());
        assert_eq!(found.rule, "misplaced-section", "{found:?}");
        assert!(found.hints[0].ends_with("行下面没有内容：删去这一行"), "{found:?}");
    }
}

#[test]
fn text_under_the_next_heading_is_named_where_it_is_missing() {
    let (head, rest) = FILLED_2021.split_once("## 五、").unwrap();
    let (_, last) = rest.split_once("## 六、").unwrap();
    let (title, last) = last.split_once('\n').unwrap();
    let text = format!("{head}## 五、存在的主要问题及改进情况\n\n## 六、{title}\n\n{PROBLEMS}{last}");
    let found = only(town().with(REPORT, text).check());
    assert_eq!(found.rule, "no-problems-stated", "{found:?}");
    assert!(found.hints[0].contains("行“存在的主要问题”像是这一部分的内容，却在“六、"), "{found:?}");
}

#[test]
fn only_what_stands_under_the_next_heading_is_to_have_it_moved() {
    let improved = "改进情况：上年度工作均已落实，今年继续做好。";
    let of_its_own = only(with_problems(&format!("## 五、存在的主要问题及改进情况\n\n{improved}\n")).check());
    assert_eq!(of_its_own.rule, "no-problems-stated", "{of_its_own:?}");
    assert_eq!(of_its_own.hints, ["写明本年度工作中存在的主要问题"]);
    // Section one has what it says of last year's problems.
    let overview = format!("## 一、总体情况\n\n{improved}");
    let before = with_problems("## 五、存在的主要问题及改进情况\n\n今年继续做好，逐项改进。\n");
    let text = String::from_utf8(before.files[REPORT].clone()).unwrap().replacen("## 一、总体情况", &overview, 1);
    assert_eq!(only(before.with(REPORT, text).check()).hints, ["写明本年度工作中存在的主要问题"]);
    let lost = with_problems("");
    let text = String::from_utf8(lost.files[REPORT].clone()).unwrap().replacen("## 一、总体情况", &overview, 1);
    let missing = only(lost.with(REPORT, text).check());
    assert_eq!(missing.rule, "missing-section", "{missing:?}");
    assert_eq!(missing.hints, ["加一行标题：## 五、存在的主要问题及改进情况"]);
}

#[test]
fn a_picture_of_a_table_that_is_filled_in_is_to_go() {
    let section = "## 三、收到和处理政府信息公开申请情况\n\n![统计表](a.png)\n\n## 五、";
    let text = FILLED_2021.replacen("## 五、", section, 1);
    let site = town().with("reports/2023/index.md", text).with("reports/2023/a.png", "x");
    let found = site.check();
    let found = found.iter().find(|found| found.rule == "table-as-image").unwrap();
    assert!(found.hints[0].starts_with("表三由文件开头的数据印出来：删去这张图片"), "{found:?}");
}

#[test]
fn a_part_of_a_table_of_the_form_in_the_text_is_compared() {
    let table = |licensing: u16| {
        format!(
            "## 二、主动公开政府信息情况\n\n| 信息内容 | 本年处理决定数量 |\n| --- | --- |\n| 行政许可 | {licensing} |\n| 行政处罚 | 84 |\n| 行政强制 | 9 |\n\n## 五、"
        )
    };
    let site = |licensing| town().with(REPORT, FILLED_2021.replacen("## 五、", &table(licensing), 1));
    let found = only(site(36).check());
    assert_eq!(found.rule, "prose-number-mismatch");
    assert!(found.message.contains("正文的一张表里有 1 格和前面表二的数据不一样"), "{found:?}");
    assert!(site(517).check().is_empty());
}

#[test]
fn a_table_that_was_indented_into_the_one_above_is_read_as_a_table() {
    for (typed, line, n) in [
        (FILLED_2021.replacen("\n申请:\n", "\n  申请:\n", 1), 11, 2),
        (FILLED_2021.replacen("\n复议诉讼:\n", "\n  复议诉讼:\n", 1), 42, 2),
    ] {
        let found = only(town().with(REPORT, typed.as_str()).check());
        assert_eq!((found.rule, found.line), ("unknown-key", line), "{found:?}");
        assert!(found.message.contains("是一张表，前面不空格"), "{found:?}");
        assert_eq!(found.hints, [format!("删去前面的 {n} 个空格")]);
        let folder = town().with(REPORT, typed).write();
        folder.giar(&["check", "--fix"]).expect(0);
        assert_eq!(folder.read(&format!("content/{REPORT}")), FILLED_2021);
    }
    let both = FILLED_2021.replacen("\n申请:\n", "\n  申请:\n", 1).replacen("\n复议诉讼:\n", "\n  复议诉讼:\n", 1);
    let folder = town().with(REPORT, both).write();
    folder.giar(&["check", "--fix"]).expect(0);
    assert_eq!(folder.read(&format!("content/{REPORT}")), FILLED_2021);
}

#[test]
fn a_table_is_known_by_its_rows_whatever_its_author_calls_it() {
    for name in ["行政复议诉讼情况表", "复议应诉情况", "表四 复议和诉讼"] {
        let typed = FILLED_2021.replacen("\n复议诉讼:\n", &format!("\n{name}:\n"), 1);
        let found = only(town().with(REPORT, typed).check());
        assert_eq!((found.rule, found.line), ("unknown-key", 42), "{found:?}");
        assert!(found.hints.concat().contains("是不是“复议诉讼”？"), "{found:?}");
    }
    // Rows of two tables are no sign of either.
    let typed = FILLED_2021.replacen("\n复议诉讼:\n  行政复议", "\n其他情况:\n  本年新收: 1\n  行政复议", 1);
    let found = town().with(REPORT, typed).check();
    assert!(found.iter().all(|found| !found.hints.concat().contains("是不是“复议诉讼”")), "{found:#?}");
}

#[test]
fn a_row_is_not_said_to_be_one_that_is_there() {
    let typed =
        FILLED_2021.replacen("    总计: [451", "    小计: [451, 112, 100, 102, 98, 102, 965]\n    总计: [451", 1);
    let found = only(town().with(REPORT, typed).check());
    assert_eq!((found.rule, found.line), ("unknown-key", 40), "{found:?}");
    assert_eq!(found.hints, ["表里没有这一行，删去它"]);
}

#[test]
fn the_numbers_of_a_heading_are_asked_for_row_by_row() {
    let rows = "  行政诉讼:\n    未经复议直接起诉: [4, 1, 2, 3, 10]\n    复议后起诉: [5, 3, 1, 2, 11]";
    let typed = FILLED_2021.replacen(rows, "  行政诉讼: [9, 4, 3, 5, 21]", 1);
    let found = only(town().with(REPORT, typed).check());
    assert!(found.hints.concat().contains("它分 2 行：未经复议直接起诉、复议后起诉"), "{found:?}");
}

#[test]
fn the_title_of_a_former_notice_is_to_be_changed_as_well_as_its_number() {
    let hints = |sentence: &str| {
        let typed = FILLED_2021.replacen("接受监督。", &format!("接受监督。{sentence}"), 1);
        let found = town().with(REPORT, typed).check().into_iter();
        found
            .filter(|found| found.rule == "cited-edition-mismatch")
            .map(|found| found.hints.concat())
            .collect::<Vec<_>>()
    };
    let title = "根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》";
    let both = hints(&format!("{title}（国办公开办函〔2019〕60号）编制本报告。"));
    assert!(both[0].contains("文号改为国办公开办函〔2021〕30号，文件名称也要改"), "{both:?}");
    let one = hints(&format!("{title}（国办公开办函〔2021〕30号）编制本报告。"));
    assert!(one[0].starts_with("文号是对的，文件名称要改"), "{one:?}");
}

#[test]
fn an_agency_may_be_called_by_the_end_of_its_name() {
    let folder = county().write();
    folder.giar(&["new", "2024", "--agency", "水利局"]).expect(0);
    assert!(folder.path().join("content/reports/water/2024.md").is_file());
}

#[test]
fn figures_are_never_to_be_deleted_because_their_heading_is_lost() {
    let without = |headings: &[&str], slip: (&str, &str)| {
        let typed = headings.iter().fold(FILLED_2021.to_owned(), |text, heading| text.replacen(heading, "", 1));
        town().with(REPORT, typed.replacen(slip.0, slip.1, 1)).check()
    };
    let refused = "    不予处理:\n";
    let missing = "    无法提供:\n";
    for (found, lost) in [
        (without(&[refused], ("      重复申请:", "      滥用申请权: [0, 0, 0, 0, 0, 0, 0]\n      重复申请:")), 1),
        (without(&[refused], ("      重复申请:", "      重复 申请件:")), 1),
        (without(&[missing, refused], ("", "")), 2),
    ] {
        let headings = found.iter().filter(|found| found.message.contains("这里像是少了一行")).count();
        assert_eq!(headings, lost, "{found:#?}");
        assert!(found.iter().all(|found| found.rule != "missing-row"), "{found:#?}");
        let deleted = found.iter().filter(|found| found.hints.concat().contains("删去它"));
        assert!(deleted.clone().all(|found| found.message.contains("滥用申请权")), "{found:#?}");
    }
}

#[test]
fn tables_between_braces_are_not_said_to_be_indented() {
    let head = FILLED_2021.split("主动公开:").next().unwrap();
    let tail = FILLED_2021.split("\n申请:").nth(1).unwrap();
    let braces = "主动公开: {规章: [0, 0, 0], 行政规范性文件: [6, 6, 32], 行政许可: 517, 行政处罚: 84, 行政强制: 9, \
        行政事业性收费: 40.208, 复议诉讼: {行政复议: [6, 2, 3, 1, 12]}}";
    let found = town().with(REPORT, format!("{head}{braces}\n申请:{tail}")).check();
    assert!(found.iter().all(|found| !found.hints.concat().contains("空格")), "{found:#?}");
}

#[test]
fn a_heading_that_lost_its_indentation_takes_its_rows_along() {
    let rows = "  行政诉讼:\n    未经复议直接起诉: [4, 1, 2, 3, 10]\n    复议后起诉: [5, 3, 1, 2, 11]";
    let shifted = rows.lines().map(|line| &line[2..]).collect::<Vec<_>>().join("\n");
    let folder = town().with(REPORT, FILLED_2021.replacen(rows, &shifted, 1)).write();
    let run = folder.giar(&["check"]).expect(1);
    assert!(run.stdout.contains("它和下面 2 行，前面各加 2 个空格"), "{}", run.stdout);
    folder.giar(&["check", "--fix"]).expect(0);
    assert_eq!(folder.read(&format!("content/{REPORT}")), FILLED_2021);
}
