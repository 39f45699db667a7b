//! Every rule finds the least thing that breaks it, says nothing of the nearest thing that does not, and can be given
//! another level, a waiver, or a report that must stand as it was published.

use crate::common::*;
use giar::check::RULES;
use giar::diag::Level;
use giar::pipeline::{Stop, count, is_refused};

const PROBLEMS: &str = "存在的主要问题是部分栏目更新不够及时。下一步将安排专人每周检查，逐项改进。";
const OTHER: &str = "本年度没有收取信息处理费。";

/// One rule: a site on which it alone finds something, and where; a site on which nothing is found.
struct Case {
    rule: &'static str,
    found: Site,
    at: &'static str,
    silent: Site,
}

macro_rules! cases {
    ($($sentence:ident: $rule:literal at $at:literal { $found:expr } not { $silent:expr })*) => {
        mod finds {
            use super::*;
            $(#[test] fn $sentence() {
                Case { rule: $rule, found: $found, at: $at, silent: $silent }.holds();
            })*
        }
        /// The rules with a case.
        const TRIED: &[&str] = &[$($rule),*];
    };
}

impl Case {
    fn holds(self) {
        let found = standing(&self.found);
        assert!(!found.is_empty() && found.iter().all(|found| found.rule == self.rule), "{found:#?}");
        let first = format!("{}:{}:{}", found[0].file, found[0].line, found[0].column);
        assert_eq!(first.strip_prefix("content/").unwrap_or(&first), self.at, "{found:#?}");
        // A computed total needs no remedy.
        assert!(found.iter().all(|found| !found.hints.is_empty() || found.rule == "computed-total"), "{found:#?}");
        let rule = RULES.iter().find(|rule| rule.name.0 == self.rule).unwrap();
        assert!(found.iter().all(|found| found.level <= rule.level), "{found:#?}");
        let prepared = self.found.prepare().unwrap_or_else(|stop| panic!("{stop:?}"));
        let has_fix = prepared.findings.iter().any(|finding| finding.rule.0 == self.rule && finding.fix.is_some());
        assert_eq!(has_fix, rule.fixable, "{} is marked wrongly", self.rule);
        let silent = standing(&self.silent);
        assert!(silent.is_empty(), "{silent:#?}");
    }
}

/// What is found and not waived.
#[track_caller]
fn standing(site: &Site) -> Vec<Found> {
    site.check().into_iter().filter(|found| found.waived.is_none()).collect()
}

/// The town with its filled report of 2023, and the text changed by replacing each pair.
fn report(changes: &[(&str, &str)]) -> Site {
    town().with(REPORT, changed(FILLED_2021, changes))
}

#[track_caller]
fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "the report lacks {old}");
        text.replacen(old, new, 1)
    })
}

/// The report and that of the year before.
fn after(year: u16, changes: &[(&str, &str)]) -> Site {
    let text = changed(&in_year(FILLED_2021, year + 1), changes);
    town()
        .with(&format!("reports/{year}.md"), in_year(FILLED_2021, year))
        .with(&format!("reports/{}.md", year + 1), text)
}

fn paged(pages: &[&str]) -> Site {
    pages.iter().fold(report(&[]), |site, page| site.with(page, "# 指南\n"))
}

/// A report with a waiver, and with that changed.
fn waived(waiver: &str, changes: &[(&str, &str)]) -> Site {
    let line = format!("year: 2023\nwaivers: [{waiver}]\n");
    report(&[&[("year: 2023\n", &*line)], changes].concat())
}

/// A report whose first section begins with this.
fn saying(text: &str) -> Site {
    report(&[("全镇按照", &format!("{text}全镇按照"))])
}

/// What section one says.
const OVERVIEW: &str = "全镇按照规定公开政府信息，办理申请，管理平台，接受监督。";
const ALIKE: &str = "镇里把公开嵌入公文办理，拟稿时即定公开属性，签发后及时上网。目录按月调整，新增事项随时补充，取消事项及时下架。各村信息员按季到镇里培训，公开栏由驻村干部拍照核对，结果在全镇通报。";
const ANEW: &str = "集市上增设三处宣传点，逢集发放明白纸，讲解医保缴费和养老认证。防汛期间每天播报水情，群众来电询问的转移安置点当天在公众号更新，没有谣言扩散。老人不会上网的，由志愿者登门念给他们听。";

/// Two years, the earlier of which says [`ALIKE`].
fn copied(text: &str) -> Site {
    let year =
        |year: u16, text: &str| in_year(&changed(FILLED_2021, &[("全镇按照", &format!("{text}全镇按照"))]), year);
    town().with("reports/2022.md", year(2022, ALIKE)).with(REPORT, year(2023, text))
}

/// A report of the years before there was a form.
fn in_free_form(text: &str) -> Site {
    let report = format!(
        "---\nyear: 2016\npublished: 2017-03-20\n---\n\n## 一、总体情况\n\n{text}\n\n## 五、存在的主要问题及改进情况\n\n{PROBLEMS}\n\n## 六、其他需要报告的事项\n\n{OTHER}\n"
    );
    town().with("reports/2016.md", report)
}

/// The report, with more in its front matter, over one that was published with other figures.
fn republished(more: &str) -> Site {
    let site = report(&[("year: 2023\n", &format!("year: 2023\n{more}")), ("行政许可: 517", "行政许可: 518")]);
    site.over("2023/qingshi/report.json", report(&[]).published("2023/qingshi/report.json"))
}

/// The town's site as it is looked at on a day, with more said of the town.
fn as_of(day: &str, more: &str) -> Site {
    let config = TOWN.replacen("title", &format!("as_of = {day}\ntitle"), 1).replacen(
        "rank = \"town\"\n",
        &format!("rank = \"town\"\n{more}\n"),
        1,
    );
    Site { config, ..report(&[]) }
}

/// The town's report that begins with this, where the town is known to lie in a place.
fn lying_in(place: &str, text: &str) -> Site {
    let named = format!("rank = \"town\"\nname_aliases = [\"{place}青石镇人民政府\"]\n");
    Site { config: TOWN.replacen("rank = \"town\"\n", &named, 1), ..saying(text) }
}

/// Two towns' reports of one year whose first sections are these.
fn side_by_side(a: &str, b: &str) -> Site {
    fn says(text: &str) -> String {
        changed(FILLED_2021, &[("全镇按照", &format!("{text}全镇按照"))])
    }

    let (head, _) = TOWN.split_once("[[agency]]").unwrap();
    let agency = |id: &str| {
        format!("[[agency]]\nid = \"{id}\"\nname = \"{id}镇人民政府\"\nkind = \"government\"\nrank = \"town\"\n")
    };
    let config = [head, &agency("a"), &agency("b")].concat();
    Site { config, ..town() }.with("reports/a/2023.md", says(a)).with("reports/b/2023.md", says(b))
}

/// A report with a picture in its first section.
fn pictured(picture: &str) -> Site {
    report(&[("全镇按照", &format!("{picture}\n\n全镇按照"))]).with("reports/2023/window.png", "png")
}

/// A county that adds up two towns, with their numbers of licences and its own.
fn county(a: u32, b: u32, all: u32) -> Site {
    fn licences(n: u32) -> String {
        with_line(ZEROS, &format!("行政许可: {n}"))
    }

    let (head, _) = TOWN.split_once("[[agency]]").unwrap();
    let agency = |id: &str, more: &str| {
        format!(
            "[[agency]]\nid = \"{id}\"\nname = \"{id}镇人民政府\"\nkind = \"government\"\nrank = \"town\"\n{more}\n"
        )
    };
    let config = [head, &agency("county", "rolls_up = [\"a\", \"b\"]"), &agency("a", ""), &agency("b", "")].concat();
    let site = Site { config, ..town() }.with("reports/county/2023.md", licences(all));
    site.with("reports/a/2023.md", licences(a)).with("reports/b/2023.md", licences(b))
}

/// The same with these bodies reporting in the report of another, which states so many licences.
fn jointly(site: Site, agency: &str, joint: &str, licences: u32) -> Site {
    let text = with_line(ZEROS, &format!("行政许可: {licences}"));
    site.with(&format!("reports/{agency}/2023.md"), with_line(&text, &format!("year: 2023\njoint: {joint}")))
}

/// What is found of the units.
fn of_units(site: &Site) -> Vec<&'static str> {
    rules(&standing(site))
}

#[test]
fn a_town_that_reports_together_with_another_is_not_missing() {
    let without = || county(3, 4, 7).without("reports/b/2023.md");
    assert_eq!(of_units(&without()), ["missing-unit"]);
    for joint in ["[b]", "[b镇人民政府]", "[b镇]"] {
        assert_eq!(of_units(&jointly(without(), "a", joint, 7)), [""; 0], "{joint}");
    }
    // Nor is its report late, by whichever of its names it is listed.
    let site = without().with("reports/b/2022.md", in_year(ZEROS, 2022));
    let late = || Site { config: format!("as_of = 2024-02-10\n{}", site.config), ..site.clone() };
    assert!(of_units(&late()).contains(&"missing-report"));
    for joint in ["[b]", "[b镇人民政府]", "[b镇]"] {
        assert!(!of_units(&jointly(late(), "a", joint, 7)).contains(&"missing-report"), "{joint}");
    }
    // Nor is one that reports in the county's own report, but what share it has there cannot be told apart.
    assert_eq!(of_units(&jointly(without(), "county", "[b]", 9)), [""; 0]);
    assert_eq!(of_units(&jointly(without(), "county", "[b]", 2)), ["rollup-mismatch"]);
}

#[test]
fn what_is_reported_together_counts_once() {
    let both = |a, all| jointly(county(0, 4, all), "a", "[b]", a);
    assert_eq!(of_units(&both(7, 7)), [""; 0]);
    assert_eq!(of_units(&both(7, 11)), ["rollup-mismatch"]);
    // It reports by itself, and its figures are added up besides.
    let message = both(7, 11).check().into_iter().find(|found| found.rule == "rollup-mismatch").unwrap().message;
    assert!(message.contains("自己的报告才相等") && message.contains("joint"), "{message}");
    // One text in the folders of both.
    let twice = |all| jointly(jointly(county(0, 0, all), "a", "[b]", 7), "b", "[a]", 7);
    assert_eq!(of_units(&twice(7)), [""; 0]);
    assert_eq!(of_units(&twice(14)), ["rollup-mismatch"]);
}

#[test]
fn units_that_never_report_here_are_not_missing() {
    let alone = county(3, 4, 7).without("reports/a/2023.md").without("reports/b/2023.md");
    assert_eq!(of_units(&alone), [""; 0]);
    let earlier = alone.clone().with("reports/a/2022.md", in_year(ZEROS, 2022));
    assert_eq!(of_units(&earlier), ["missing-unit"]);
    let found = standing(&earlier);
    assert!(found[0].message.contains("一个也没有"), "{found:?}");
}

/// A report that begins with these sentences.
fn reported(sentences: &str) -> Site {
    report(&[("全镇按照", &format!("{sentences}全镇按照"))])
}

/// Three years with licences and penalties: the first two the same, the last with so many licences.
fn same_for_years(licences: &str, last: &str) -> Site {
    fn report(year: u16, licences: &str) -> String {
        let text = with_line(&with_line(ZEROS, &format!("行政许可: {licences}")), "行政处罚: 3");
        in_year(&text, year)
    }

    let site = town().with("reports/2021.md", report(2021, licences)).with("reports/2022.md", report(2022, licences));
    site.with(REPORT, report(2023, last))
}

fn with_disputes(cells: &str) -> String {
    let (head, tail) = FILLED_2021.split_once("复议诉讼:").unwrap();
    let (_, body) = tail.split_once("\n---\n").unwrap();
    format!("{head}复议诉讼: {cells}\n---\n{body}")
}

fn with_five_and_six_swapped() -> String {
    let (five, six) = (FILLED_2021.find("## 五、").unwrap(), FILLED_2021.find("## 六、").unwrap());
    format!("{}{}\n{}", &FILLED_2021[..five], &FILLED_2021[six..], FILLED_2021[five..six].trim_end())
}

const NO_STOCK: (&str, &str) = ("[6, 6, 32]", "[6, 0, 0]");
const NO_STOCK_WAIVED: &str = "{rule: impossible-stock, at: proactive.normative_documents, reason: 已移交}";

#[test]
fn who_uses_the_form_of_2019_may_name_it_or_cite_the_notice_in_force() {
    fn found(year: u16, saying: &str) -> Vec<&'static str> {
        let text = in_year(FILLED_2019, year);
        let corrected = text.replacen("## 一、总体情况\n", &format!("## 一、总体情况\n\n{saying}\n"), 1);
        assert_ne!(corrected, text);
        let own = corrected.replacen(&format!("year: {year}\n"), &format!("year: {year}\nedition: \"2019\"\n"), 1);
        let found = town().with(&format!("reports/{year}.md"), own).prepare().unwrap().findings;
        found.iter().map(|finding| finding.rule.0).collect()
    }

    let notice = found(2023, "根据国办公开办函〔2021〕30号编制。");
    assert!(notice.contains(&"edition-mismatch") && !notice.contains(&"cited-edition-mismatch"), "{notice:?}");
    let form = "按照《中华人民共和国政府信息公开工作年度报告格式（试行）》要求编制本报告。";
    assert!(!found(2020, form).contains(&"cited-edition-mismatch"));
    assert!(found(2020, "根据国办公开办函〔2021〕30号编制。").contains(&"cited-edition-mismatch"));
}

#[test]
fn a_heading_that_is_written_twice_stands_for_one_missing_section() {
    let third = "## 三、收到和处理政府信息公开申请情况";
    let found = report(&[("## 五、存在的主要问题及改进情况", third), ("## 六、其他需要报告的事项", third)])
        .prepare()
        .unwrap()
        .findings;
    let count = |rule: &str| found.iter().filter(|finding| finding.rule.0 == rule).count();
    assert_eq!((count("misplaced-section"), count("missing-section")), (1, 1));
}

cases! {
    a_file_that_cannot_be_read: "invalid-front-matter" at "reports/2023.md:2:1"
        { town().with(REPORT, format!("\n{FILLED_2021}")) }
        not { report(&[("---\nyear", "---  \nyear")]) }
    a_key_that_nobody_knows: "unknown-key" at "reports/2023.md:7:5"
        { report(&[("  行政许可: 517", "  行政\u{200b}许可: 517")]) }
        not { report(&[("  本年新收:", "  １、本年新收政府信息公开申请数量:"), ("    予以公开:", "    (一) 予以公开:")]) }
    a_thing_given_twice: "duplicate-key" at "reports/2023.md:8:3"
        { report(&[("  行政许可: 517\n", "  行政许可: 517\n  licensing: 517\n")]) }
        not { report(&[("[30, 6, 3, 9, 1, 8, 57]", "{自然人: 30, 商业企业: 6, 科研机构: 3, 社会公益组织: 9, 法律服务机构: 1, 其他: 8, 总计: 57}")]) }
    a_cell_that_holds_no_number: "invalid-cell" at "reports/2023.md:7:9"
        { report(&[("517", "５１７")]) }
        not { report(&[("517", "517（其中续期2件）")]) }
    a_row_that_is_missing: "missing-row" at "reports/2023.md:8:3"
        { report(&[("  行政强制: 9\n", "")]) }
        not { report(&[("  行政强制: 9\n", "  coercion: {decisions: 9}\n")]) }
    a_value_carried_over_that_nobody_has_reviewed: "unreviewed-value" at "reports/2023.md:15:10"
        { report(&[("year: 2023\n", "year: 2023\nreview:\n  - {at: 申请.上年结转, reason: 从2022年报告带来, candidates: [7, 8]}\n")]) }
        not { report(&[("year: 2023\n", "year: 2023\nreview: []\n")]) }
    a_figure_of_last_year_in_the_text: "unreviewed-figure" at "reports/2023.md:53:2"
        { town().with(REPORT, FILLED_2021.replace("## 五、", "共【待核对12】条。\n\n## 五、")) }
        not { town().with(REPORT, FILLED_2021.replace("## 五、", "共12条，【待核查】。\n\n## 五、")) }
    a_page_with_a_prompt_to_fill_in: "unfinished-page" at "guide.md:3:1"
        { report(&[]).with("guide.md", "# 指南\n\n（待填写）写明地址。\n\n（待填写）写明电话。\n") }
        not { report(&[]).with("guide.md", "# 指南\n\n待填写的申请表见附件。\n") }
    counts_of_table_two_left_blank: "blank-count" at "reports/2023.md:7:9"
        { report(&[("517", "/"), ("84", "—")]) }
        not { report(&[("517", "0"), ("84", "0")]) }
    cells_left_blank_once_a_table: "blank-cells" at "reports/2023.md:10:12"
        { report(&[("40.208", "/")]) }
        not { report(&[("40.208", "0")]) }
    marks_of_a_merge: "merge-conflict" at "guide.md:3:1"
        { report(&[]).with("guide.md", "# 指南\n\n<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b\n") }
        not { report(&[]).with("guide.md", "指南\n=======\n\n甲\n") }
    a_report_under_a_name_that_is_not_read: "unread-report" at "reports/2022.md.bak:1:1"
        { report(&[]).with("reports/2022.md.bak", "x") }
        not { report(&[]).with("reports/2023.docx", "x").with("reports/2023/list.docx", "x") }
    a_heading_that_is_none: "unmarked-heading" at "guide.md:1:1"
        { report(&[]).with("guide.md", "##办事指南\n") }
        not { report(&[]).with("guide.md", "## 办事指南\n\n#话题#\n\n#1 号\n\n```\n##注释\n```\n") }
    a_heading_of_the_wrong_level: "unmarked-heading" at "reports/2023.md:53:1"
        { report(&[("## 五、", "### 五、")]) }
        not { report(&[("## 五、", "# 五、")]) }
    the_number_of_a_section_before_its_title: "unmarked-heading" at "reports/2023.md:53:1"
        { report(&[("## 五、", "2.主动公开政府信息的情况\n\n## 五、")]) }
        not { report(&[("全镇按照", "1.主动公开政府信息的情况\n\n全镇按照")]) }
    text_in_the_line_of_a_heading: "text-in-heading" at "reports/2023.md:53:1"
        { report(&[("及改进情况\n\n", "及改进情况")]) }
        not { report(&[("存在的主要问题及改进情况", "存在的主要问题，以及改进情况")]) }
    text_in_the_line_of_a_table_s_heading: "text-in-heading" at "reports/2023.md:53:1"
        { report(&[("## 五、", "## 二、主动公开政府信息情况，全年公开150条\n\n## 五、")]) }
        not { report(&[("## 五、", "## 二、主动公开政府信息情况（单位：件）\n\n## 五、")]) }
    a_paragraph_above_dashes: "text-in-heading" at "reports/2023.md:51:1"
        { report(&[("全镇按照", "公开了信息。\n---\n\n全镇按照")]) }
        not { report(&[("全镇按照", "小结\n---\n\n全镇按照")]) }
    cells_pasted_from_a_spreadsheet: "printed-markup" at "guide.md:1:1"
        { report(&[]).with("guide.md", "渠道\t条数\n网站\t90\n") }
        not { report(&[]).with("guide.md", "| 渠道 | 条数 |\n|---|---|\n| 网站 | 90 |\n\n甲 | 乙\n\n```\n甲|乙\n丙|丁\n```\n") }
    a_picture_that_browsers_do_not_show: "broken-link" at "reports/2023.md:51:7"
        { report(&[("全镇按照", "![窗口](2023/a.HEIC)\n\n全镇按照")]).with("reports/2023/a.HEIC", "x") }
        not { report(&[("全镇按照", "![窗口](2023/a.jpg)\n\n全镇按照")]).with("reports/2023/a.jpg", "x") }
    a_link_in_wide_brackets: "printed-markup" at "guide.md:1:1"
        { report(&[]).with("guide.md", "【附件】（2024/附件 1.pdf）\n") }
        not { report(&[]).with("guide.md", "【附件】（见下文）[1]（2024年）\n") }
    a_heading_that_would_be_printed_as_code: "unmarked-heading" at "reports/2023.md:53:5"
        { report(&[("## 五、", "    ## 五、")]) }
        not { report(&[("## 五、", "   ## 五、")]) }
    a_table_left_blank: "blank-table" at "reports/2023.md:42:8"
        { town().with(REPORT, with_disputes("[/, /, /, /, /, /, /, /, /, /, /, /, /, /, /]")) }
        not { town().with(REPORT, with_disputes("[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]")) }
    a_total_left_out: "computed-total" at "reports/2023.md:43:9"
        { report(&[("[6, 2, 3, 1, 12]", "{维持: 6, 纠正: 2, 其他: 3, 尚未审结: 1}")]) }
        not { report(&[("[6, 2, 3, 1, 12]", "{维持: 6, 纠正: 2, 其他: 3, 尚未审结: 1, 总计: 12}")]) }
    a_year_that_is_not_the_file_s: "year-mismatch" at "reports/2022.md:2:7"
        { town().with("reports/2022.md", FILLED_2021) }
        not { town().with("reports/2023/index.md", FILLED_2021.replacen("year: 2023\n", "", 1)) }
    a_body_that_is_not_listed: "unknown-agency" at "reports/qinshi/2023.md:1:1"
        { town().with("reports/qinshi/2023.md", FILLED_2021) }
        not { town().with("reports/qingshi/2023.md", FILLED_2021) }
    a_second_report_of_a_year_once: "duplicate-report" at "reports/qingshi/2023.md:2:7"
        { report(&[]).with("reports/qingshi/2023.md", FILLED_2021) }
        not { after(2023, &[]) }
    a_form_that_is_no_longer_in_force: "edition-mismatch" at "reports/2021.md:3:10"
        { town().with("reports/2021.md", changed(&in_year(FILLED_2019, 2021), &[("year: 2021\n", "year: 2021\nedition: \"2019\"\n")])) }
        not { town().with("reports/2020.md", changed(&in_year(FILLED_2019, 2020), &[("year: 2020\n", "year: 2020\nedition: 2019\n")])) }
    a_year_in_which_the_body_did_not_exist: "outside-lifetime" at "reports/2023.md:2:7"
        { report(&[]).configured("from = 2024\n") }
        not { report(&[]).configured("from = 2023\nuntil = 2023\n") }
    a_total_that_is_not_the_sum: "total-mismatch" at "reports/2023.md:43:22"
        { report(&[("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]")]) }
        not { report(&[("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 12（含并案2件）]")]) }
    columns_that_do_not_balance: "identity-mismatch" at "reports/2023.md:40:10"
        { report(&[("结转下年度: [7, 3, 2, 1, 4, 5, 22]", "结转下年度: [8, 3, 2, 1, 4, 5, 23]")]) }
        not { report(&[
            ("上年结转: [7, 3, 2, 1, 4, 5, 22]", "上年结转: [8, 3, 2, 1, 4, 5, 23]"),
            ("结转下年度: [7, 3, 2, 1, 4, 5, 22]", "结转下年度: [8, 3, 2, 1, 4, 5, 23]"),
        ]) }
    documents_issued_of_which_none_is_in_force: "impossible-stock" at "reports/2023.md:6:19"
        { report(&[NO_STOCK]) }
        not { after(2022, &[("[6, 6, 32]", "[1, 33, 0]")]) }
    regulations_of_a_body_that_cannot_make_any_once: "rules-without-authority" at "reports/2023.md:5:8"
        { report(&[("规章: [0, 0, 0]", "规章: [2, 0, 2]")]) }
        not { Site { config: TOWN.replace("\"town\"", "\"city\""), ..report(&[("规章: [0, 0, 0]", "规章: [2, 0, 2]")]) } }
    an_amount_that_looks_like_another_unit: "suspicious-unit" at "reports/2023.md:10:12"
        { report(&[("40.208", "402080")]) }
        not { report(&[("40.208", "4068.208")]) }
    what_was_carried_in_but_not_carried_out: "carry-mismatch" at "reports/2024.md:13:10"
        { after(2023, &[
            ("本年新收: [451, 112, 100, 102, 98, 102, 965]", "本年新收: [452, 112, 100, 102, 98, 102, 966]"),
            ("上年结转: [7, 3, 2, 1, 4, 5, 22]", "上年结转: [6, 3, 2, 1, 4, 5, 21]"),
        ]) }
        not { after(2023, &[
            ("本年新收: [451, 112, 100, 102, 98, 102, 965]", "本年新收: [452, 112, 100, 102, 98, 102, 966]"),
            ("结转下年度: [7, 3, 2, 1, 4, 5, 22]", "结转下年度: [8, 3, 2, 1, 4, 5, 23]"),
        ]) }
    a_stock_that_does_not_follow_from_last_year_s: "stock-mismatch" at "reports/2024.md:6:19"
        { after(2023, &[("[6, 6, 32]", "[6, 5, 32]")]) }
        not { after(2023, &[("[6, 6, 32]", "[7, 5, 34]")]) }
    a_figure_ten_times_last_year_s: "sudden-jump" at "reports/2024.md:7:9"
        { after(2023, &[("517", "5170")]) }
        not { after(2023, &[("517", "5169")]) }
    a_figure_a_tenth_of_last_year_s: "sudden-jump" at "reports/2024.md:7:9"
        { after(2023, &[("517", "51")]) }
        not { after(2023, &[("517", "52"), ("84", "8")]) }
    a_year_that_is_missing_in_between: "missing-year" at "reports/2023.md:2:7"
        { report(&[]).with("reports/2021.md", in_year(FILLED_2021, 2021)) }
        not { report(&[]).with("reports/2022.md", in_year(FILLED_2021, 2022)) }
    a_date_that_nobody_knows: "unknown-publication-date" at "reports/2023.md:3:12"
        { report(&[("2024-01-20", "unknown")]) }
        not { report(&[("2024-01-20", "2024-01-20T09:30:00+08:00")]) }
    publication_before_the_year_had_ended: "published-early" at "reports/2023.md:3:12"
        { report(&[("2024-01-20", "2023-12-31")]) }
        not { report(&[("2024-01-20", "2024-01-01")]) }
    publication_after_the_deadline: "published-late" at "reports/2023.md:3:12"
        { report(&[("2024-01-20", "2024-02-01")]) }
        not { report(&[("2024-01-20", "2024-01-31")]) }
    publication_after_a_deadline_of_the_body_s_own: "published-late" at "reports/2023.md:3:12"
        { report(&[]).configured("deadline = \"01-19\"\n") }
        not { report(&[("2024-01-20", "2024-03-31")]).configured("deadline = \"03-31\"\n") }
    a_period_that_is_not_the_whole_year: "wrong-period" at "reports/2023.md:51:1"
        { report(&[("全镇按照", "统计期限自2023年1月1日起至2023年12月21日止。全镇按照")]) }
        not { report(&[("全镇按照", "统计期限自2023年1月1日起至2023年12月31日止。全镇按照")]) }
    a_period_that_ends_on_no_day: "wrong-period" at "reports/2023.md:51:17"
        { report(&[("全镇按照", "统计期限自2023年1月1日起至2023年11月31日止。全镇按照")]) }
        not { report(&[("全镇按照", "统计期限自2023年1月1日起至2023年12月31日止。全镇按照")]) }
    a_section_that_is_missing: "missing-section" at "reports/2023.md:48:1"
        { report(&[("## 六、其他需要报告的事项\n", "")]) }
        not { report(&[("## 五、存在的主要问题及改进情况", "## 五、存在问题及改进措施"), ("## 六、", "# 7. ")]) }
    sections_out_of_their_order: "misplaced-section" at "reports/2023.md:57:1"
        { town().with(REPORT, with_five_and_six_swapped()) }
        not { report(&[("## 五、", "## 二、主动公开政府信息情况\n\n表中数字经过核对。\n\n## 五、")]) }
    a_section_too_early_for_two: "misplaced-section" at "reports/2023.md:53:1"
        { report(&[("## 五、", "## 六、其他需要报告的事项\n\n未收费。\n\n## 二、主动公开政府信息情况\n\n见表。\n\n## 三、收到和处理政府信息公开申请情况\n\n见表。\n\n## 五、")]) }
        not { report(&[("## 五、", "## 二、主动公开政府信息情况\n\n见表。\n\n## 三、收到和处理政府信息公开申请情况\n\n见表。\n\n## 五、")]) }
    a_section_given_twice: "misplaced-section" at "reports/2023.md:53:1"
        { report(&[("## 五、", "## 一、总体情况\n\n再说一遍。\n\n## 五、")]) }
        not { report(&[("## 五、", "### （六）总体情况\n\n再说一遍。\n\n## 五、")]) }
    a_section_that_says_nothing: "empty-section" at "reports/2023.md:57:1"
        { report(&[(OTHER, "无。")]) }
        not { report(&[(OTHER, "无其他需要报告的事项。")]) }
    a_section_on_how_the_report_was_made: "empty-section" at "reports/2023.md:49:1"
        { report(&[(OVERVIEW, "现将青石镇2023年政府信息公开工作情况报告如下，本报告电子版可在网站下载。")]) }
        not { report(&[(OVERVIEW, "按时编制《青石镇2022年政府信息公开工作年度报告》，督促各村公布各自的年度报告。")]) }
    no_problem_in_section_five: "no-problems-stated" at "reports/2023.md:53:1"
        { report(&[(PROBLEMS, "无")]) }
        not { report(&[(PROBLEMS, "仍有短板。今后补上。")]) }
    no_improvement_in_section_five: "no-improvement-stated" at "reports/2023.md:53:1"
        { report(&[(PROBLEMS, "存在的问题是部分栏目更新不够及时。")]) }
        not { report(&[]) }
    half_width_marks_between_chinese_characters: "halfwidth-punctuation" at "reports/2023.md:51:5"
        { saying("公开工作,逐项落实。") }
        not { saying("公开工作，8:30开始。") }
    a_blank_inside_a_word: "stray-space" at "reports/2023.md:51:3"
        { saying("政务 公开逐项落实。") }
        not { saying("政务公开 12 项。") }
    a_mark_typed_twice: "doubled-punctuation" at "reports/2023.md:51:9"
        { saying("公开工作逐项落实。。") }
        not { saying("公开工作逐项落实……") }
    a_blank_of_the_template: "placeholder-text" at "reports/2023.md:51:5"
        { saying("召开会议XX次。") }
        not { saying("公开栏3×5米。") }
    a_number_of_a_person: "personal-information" at "reports/2023.md:51:4"
        { saying("张某，13800138000。") }
        not { saying("联系电话：13800138000。") }
    another_body_s_words: "foreign-body" at "reports/2023.md:51:1"
        { saying("我局逐项落实。") }
        not { saying("我镇逐项落实，形成基本局面。") }
    a_notice_of_another_edition: "cited-edition-mismatch" at "reports/2023.md:51:3"
        { saying("根据国办公开办函〔2019〕60号编制。") }
        not { saying("根据国办公开办函〔2021〕30号编制。") }
    last_year_s_words_again: "copied-text" at "reports/2023.md:49:1"
        { copied(ALIKE) }
        not { copied(ANEW) }
    a_colour_on_which_nothing_is_legible: "weak-contrast" at "site.toml:17:10"
        { report(&[]).configured("[brand]\ncolour = \"#c8102e\"\n") }
        not { report(&[]).configured("[brand]\ncolour = \"#8b1a1a\"\n") }
    a_portal_that_does_not_say_who_runs_it: "missing-identity" at "site.toml:1:1"
        { Site { config: TOWN.replace("icp = \"豫ICP备00000001号\"\n", ""), ..report(&[]) } }
        not { report(&[]) }
    a_number_of_the_text_that_is_not_the_table_s: "prose-number-mismatch" at "reports/2023.md:51:4"
        { reported("本年度收到政府信息公开申请964件。") }
        not { reported("本年度收到政府信息公开申请987件。") }
    requests_of_citizens_and_others: "prose-number-mismatch" at "reports/2023.md:51:4"
        { reported("本年度收到政府信息公开申请964件。") }
        not { reported("本年度收到公民、法人或者其他组织提出的政府信息公开申请965件。") }
    a_denial_of_what_the_table_has: "prose-denial-mismatch" at "reports/2023.md:51:4"
        { reported("本年度未发生行政诉讼。") }
        not { reported("本年度未发生因征地引起的行政诉讼。") }
    a_share_that_is_worked_out_wrongly: "prose-share-mismatch" at "reports/2023.md:51:1"
        { reported("予以公开36件，占3.8%。") }
        not { reported("予以公开36件，占3.7%。") }
    requests_left_over_and_called_done: "unfinished-called-finished" at "reports/2023.md:51:12"
        { reported("收到的政府信息公开申请均已办结。") }
        not { reported("除结转下年度的22件外，收到的政府信息公开申请均已办结。") }
    parts_that_are_more_than_their_total: "breakdown-mismatch" at "reports/2023.md:51:1"
        { reported("全年公开信息30条，其中财政类20条、民生类20条。") }
        not { reported("全年公开信息40条，其中财政类20条、民生类20条。") }
    parts_that_begin_a_sentence: "breakdown-mismatch" at "reports/2023.md:51:1"
        { reported("全年公开信息30条，其中财政类20条、民生类20条。") }
        not { reported("其中财政类4条，民生类20条，会议类2条。") }
    requests_that_went_nowhere: "breakdown-mismatch" at "reports/2016.md:8:3"
        { in_free_form("全年受理政府信息公开申请24件，上年结转1件，办结23件，结转下年度4件。") }
        not { in_free_form("全年受理政府信息公开申请24件，上年结转1件，办结23件，结转下年度2件。") }
    channels_that_are_more_than_their_total: "overlapping-channels" at "reports/2023.md:51:1"
        { reported("全年公开信息30条，其中网站20条、微信20条。") }
        not { reported("全年公开信息40条，其中网站20条、微信20条。") }
    two_numbers_for_one_thing: "contradicting-numbers" at "reports/2023.md:51:14"
        { reported("全年公开信息30条。综上，全年公开信息40条。") }
        not { reported("全年公开信息30条。综上，上半年公开信息20条。") }
    numbers_of_channels_named_before_a_colon: "contradicting-numbers" at "reports/2023.md:51:14"
        { reported("全年公开信息30条。综上，全年公开信息40条。") }
        not { reported("政府网站：发布信息42条。微信公众号：发布信息212条。") }
    years_said_to_rise_that_do_not: "contradicting-numbers" at "reports/2023.md:51:1"
        { reported("2021年7件、2022年9件、2023年8件，逐年递增。") }
        not { reported("2021年7件、2022年8件、2023年9件，逐年递增。") }
    years_said_to_fall_on_the_whole: "contradicting-numbers" at "reports/2023.md:51:1"
        { reported("2021年7件、2022年9件、2023年8件，总体呈逐年递减趋势。") }
        not { reported("2021年7件、2022年9件、2023年8件，总体呈逐年递增趋势。") }
    one_site_under_two_names: "contradicting-numbers" at "reports/2023.md:51:21"
        { reported("政府网站公开信息30条。在平台建设方面，门户网站发布信息40条。") }
        not { reported("政府网站公开政府信息30条。在平台建设方面，门户网站发布信息40条。") }
    a_part_of_the_sentence_before_above_all_of_it: "contradicting-numbers" at "reports/2023.md:51:23"
        { reported("网站公开信息30条，其他方式公开5条。其中，公众号发布36条，公告栏5条。") }
        not { reported("网站公开信息30条，其他方式公开5条。其中，公众号发布30条，公告栏35条。") }
    the_work_of_another_place: "foreign-body" at "reports/2023.md:51:8"
        { reported("下一步，将提升衡阳市政务公开水平。") }
        not { reported("下一步，将赴衡阳市学习政务公开经验。") }
    leaders_of_another_place: "foreign-body" at "reports/2023.md:51:2"
        { lying_in("岳阳市", "在常德市委、市政府的领导下，统筹推进公开。") }
        not { lying_in("常德市", "在常德市委、市政府的领导下，统筹推进公开。") }
    leaders_of_another_province: "foreign-body" at "reports/2023.md:51:3"
        { lying_in("岳阳市", "按照四川省政务公开办的部署，修订指南。") }
        not { lying_in("岳阳市", "按照湖南省政务公开办的部署，修订指南。") }
    leaders_of_a_place_that_may_be_the_own_one: "foreign-body" at "reports/2023.md:51:3"
        { lying_in("岳阳市", "按照四川省政务公开办的部署，修订指南。") }
        not { saying("按照四川省政务公开办的部署，修订指南。") }
    the_bare_name_of_another_place: "foreign-body" at "reports/2023.md:51:6"
        { lying_in("岳阳市", "为建设法治绍兴提供支撑。") }
        not { lying_in("岳阳市", "为建设法治岳阳提供支撑。") }
    a_word_written_twice: "doubled-word" at "reports/2023.md:51:7"
        { reported("扎实推进公开工作工作，完善栏目。") }
        not { reported("县统计局局长到我镇指导，完善栏目。") }
    a_word_written_twice_after_a_year: "doubled-word" at "reports/2023.md:51:5"
        { saying("2023年度年度总结已公开。") }
        not { saying("上年度年度总结已公开。") }
    a_word_that_only_a_slip_doubles: "doubled-word" at "reports/2023.md:51:5"
        { saying("受理信息公开公开申请，程序完整。") }
        not { saying("信息公开公开栏按时更新。") }
    what_no_sentence_says_twice: "doubled-word" at "reports/2023.md:51:3"
        { saying("全镇按照按照《条例》开展工作。") }
        not { saying("全镇按照按劳分配原则公开账目。") }
    a_word_of_one_character_written_twice: "doubled-word" at "reports/2023.md:51:3"
        { saying("我们在在群众中做宣传，程序完整。") }
        not { saying("我们用实实在在的工作服务群众。") }
    the_kind_of_a_place_written_twice: "doubled-word" at "reports/2023.md:51:4"
        { lying_in("津市市", "在岳阳市市人民政府网站公开信息。") }
        not { lying_in("津市市", "在津市市人民政府网站公开信息。") }
    a_title_of_another_year: "title-mismatch" at "reports/2023.md:3:8"
        { report(&[("year: 2023\n", "year: 2023\ntitle: 2022年政府信息公开工作年度报告\n")]) }
        not { report(&[("year: 2023\n", "year: 2023\ntitle: 青石镇2023年政府信息公开工作年度报告\n")]) }
    a_title_that_is_not_written_as_it_reads: "title-mismatch" at "reports/2023.md:3:8"
        { report(&[("year: 2023\n", "year: 2023\ntitle: \"\\u0032022年政府信息公开工作年度报告\"\n")]) }
        not { report(&[("year: 2023\n", "year: 2023\ntitle: \"青石镇\\u0032023年政府信息公开工作年度报告\"\n")]) }
    three_years_of_the_same_figures: "repeated-figures" at "reports/2023.md:2:7"
        { same_for_years("15", "15") }
        not { same_for_years("15", "16") }
    a_topic_that_section_one_leaves_out: "missing-topic" at "reports/2023.md:49:1"
        { report(&[(OVERVIEW, "（一）主动公开。公开信息20条。（二）依申请公开。没有收到。（三）平台建设。公众号按月更新。（四）监督保障。开展培训2次。")]) }
        not { report(&[(OVERVIEW, "（一）主动公开。公开信息20条。（二）依申请公开。没有收到。（三）信息管理和平台建设。公众号按月更新。（四）监督保障。开展培训2次。")]) }
    a_report_that_is_due_and_lacking: "missing-report" at "reports/2023.md:2:7"
        { as_of("2025-02-10", "") }
        not { as_of("2025-02-10", "absent = [{ year = 2024, reason = \"机构改革\" }]") }
    a_report_that_is_not_due_yet: "missing-report" at "reports/2023.md:2:7"
        { as_of("2025-02-01", "") }
        not { as_of("2025-01-31", "") }
    a_figure_changed_after_publication: "changed-after-publication" at "reports/2023.md:7:9"
        { republished("") }
        not { republished("revisions: [{date: 2024-03-02, note: 行政许可更正}]\n") }
    another_town_s_text: "copied-from-body" at "reports/a/2023.md:49:1"
        { side_by_side(ALIKE, ALIKE) }
        not { side_by_side(ALIKE, ANEW) }
    last_year_s_sentence: "stale-year" at "reports/2023.md:51:1"
        { reported("2022年，我镇公开信息30条。") }
        not { reported("与2022年相比，我镇多公开信息30条。") }
    a_county_that_is_not_the_sum_of_its_towns: "rollup-mismatch" at "reports/county/2023.md:7:9"
        { county(3, 4, 8) }
        not { county(3, 4, 7) }
    a_town_that_has_not_reported: "missing-unit" at "reports/county/2023.md:2:7"
        { county(3, 4, 3).without("reports/b/2023.md") }
        not { county(3, 4, 7) }
    a_year_in_which_no_town_reported: "missing-unit" at "reports/county/2024.md:2:7"
        { county(3, 4, 7).with("reports/county/2024.md", in_year(ZEROS, 2024)) }
        not { county(3, 4, 7) }
    a_town_whose_figures_count_twice: "rollup-mismatch" at "reports/county/2023.md:7:9"
        { jointly(county(3, 0, 3), "a", "[b]", 7) }
        not { jointly(county(7, 0, 7), "a", "[b]", 7) }
    an_agency_listed_twice: "duplicate-report" at "reports/2023.md:3:17"
        { report(&[("year: 2023\n", "year: 2023\njoint: [青石镇税务所, 青石镇税务所]\n")]) }
        not { report(&[("year: 2023\n", "year: 2023\njoint: [青石镇税务所, 青石镇统计所]\n")]) }
    a_tag_of_a_word_processor_in_a_title: "printed-markup" at "guide.md:2:12"
        { report(&[]).with("guide.md", "---\ntitle: 办事指南<o:p></o:p>\n---\n") }
        not { report(&[]).with("guide.md", "---\ntitle: 办事指南\n---\n甲<o:p></o:p>\n") }
    an_agency_in_two_joint_reports: "duplicate-report" at "reports/a/2023.md:3:9"
        { jointly(jointly(county(0, 0, 7), "a", "[b]", 7), "county", "[b]", 7).without("reports/b/2023.md") }
        not { jointly(county(0, 0, 7), "a", "[b]", 7).without("reports/b/2023.md") }
    an_agency_that_lists_itself: "duplicate-report" at "reports/2023.md:3:9"
        { report(&[("year: 2023\n", "year: 2023\njoint: [青石镇]\n")]) }
        not { report(&[("year: 2023\n", "year: 2023\njoint: [青石镇税务所]\n")]) }
    a_correction_before_the_publication: "correction-before-publication" at "reports/2023.md:4:13"
        { report(&[("2024-01-20\n", "2024-01-20\nrevisions: [{date: 2023-03-02, note: 更正表三}]\n")]) }
        not { report(&[("2024-01-20\n", "2024-01-20\nrevisions: [{date: 2024-01-20, note: 更正表三}, {note: 更正表二}]\n")]) }
    a_heading_written_twice_where_another_is_missing: "misplaced-section" at "reports/2023.md:57:1"
        { report(&[("## 六、其他需要报告的事项", "## 五、存在的主要问题及改进情况")]) }
        not { report(&[("## 六、", "## 七、")]) }
    a_heading_written_twice_before_its_own: "misplaced-section" at "reports/2023.md:53:1"
        { report(&[("## 五、存在的主要问题及改进情况", "## 六、其他需要报告的事项")]) }
        not { report(&[]) }
    a_comment_without_an_end: "unprinted-text" at "reports/2023.md:53:1"
        { report(&[("## 五、", "<!-- 待定 —>\n\n## 五、")]) }
        not { report(&[("## 五、", "<!-- 待定 -->\n\n## 五、")]) }
    a_note_that_reads_as_the_address_of_a_link: "unprinted-text" at "guide.md:3:1"
        { report(&[]).with("guide.md", "甲\n\n[批注1]: 请核对此数\n") }
        not { report(&[]).with("guide.md", "见[附件]\n\n[附件]: https://www.example.gov.cn/a\n") }
    a_tag_of_a_word_processor_over_two_lines: "printed-markup" at "guide.md:1:2"
        { report(&[]).with("guide.md", "甲<v:shape\nid=\"a\">图</v:shape>\n") }
        not { report(&[]).with("guide.md", "甲<v:shape id=\"a\">图</v:shape><o:p></o:p>\n\n`<o:p>`\n") }
    a_link_that_leads_nowhere: "broken-link" at "reports/2023.md:51:8"
        { report(&[("全镇按照", "详见[指南](../guide.md)。全镇按照")]) }
        not { report(&[("全镇按照", "详见[指南](../guide.md)。全镇按照")]).with("guide.md", "# 指南\n") }
    a_picture_on_another_site: "broken-link" at "reports/2023.md:51:7"
        { report(&[("全镇按照", "![窗口](https://pictures.example.com/a.png)。全镇按照")]) }
        not { report(&[("全镇按照", "[窗口](https://pictures.example.com/a.png)。全镇按照")]) }
    a_picture_that_says_nothing_to_the_blind: "missing-alt" at "reports/2023.md:51:1"
        { pictured("![](2023/window.png)") }
        not { pictured("![政务大厅的申请窗口](2023/window.png)") }
    a_picture_of_a_table: "table-as-image" at "reports/2023.md:51:1"
        { pictured("![申请情况统计表](2023/window.png)") }
        not { pictured("![人大代表视察政务大厅](2023/window.png)") }
    pages_whose_names_differ_in_case_alone: "path-collision" at "guide.md:1:1"
        { paged(&["guide.md", "Guide.md"]) }
        not { paged(&["guide.md", "guides.md"]) }
    a_page_in_the_place_of_an_archive: "path-collision" at "2023.md:1:1"
        { paged(&["2023.md"]) }
        not { paged(&["2022.md"]) }
    a_page_in_the_place_of_the_search_page: "path-collision" at "search.md:1:1"
        { paged(&["search.md"]) }
        not { paged(&["searching.md"]) }
    a_page_in_the_place_of_the_site_map: "path-collision" at "site-map/index.md:1:1"
        { paged(&["site-map/index.md"]) }
        not { paged(&["site-map/more.md"]) }
    two_places_of_one_name: "duplicate-id" at "reports/2023.md:53:8"
        { reported("<a id=\"a\"></a>甲\n\n<a id=\"a\"></a>乙") }
        not { reported("<a id=\"a\"></a>甲\n\n<a id=\"b\"></a>乙") }
    an_attachment_that_runs: "active-attachment" at "map.SVG:1:1"
        { paged(&["map.SVG"]) }
        not { paged(&["map.svg.png"]) }
    a_name_that_some_systems_cannot_hold: "unportable-path" at "aux.md:1:1"
        { paged(&["aux.md"]) }
        not { paged(&["auxiliary.md"]) }
    a_waiver_that_does_nothing: "unused-waiver" at "reports/2023.md:3:11"
        { waived(NO_STOCK_WAIVED, &[]) }
        not { waived(NO_STOCK_WAIVED, &[NO_STOCK]) }
}

#[test]
fn every_rule_is_tried() {
    let tried_below = ["stale-waiver"];
    for rule in RULES {
        assert!(
            TRIED.contains(&rule.name.0) || tried_below.contains(&rule.name.0),
            "{} has no case: add an entry to `cases!` in tests/suite/rules.rs",
            rule.name
        );
    }
}

mod levels {
    use super::*;

    fn late() -> Site {
        report(&[("2024-01-20", "2024-02-01")])
    }

    #[test]
    fn are_each_rule_s_own_unless_the_site_says_otherwise() {
        fn level(site: &Site) -> Option<(&'static str, Level)> {
            site.check().first().map(|found| (found.rule, found.level))
        }

        assert_eq!(level(&late()), Some(("published-late", Level::Warning)));
        for (name, expected) in [("error", Level::Error), ("warn", Level::Warning), ("info", Level::Info)] {
            assert_eq!(level(&late().level("published-late", name)), Some(("published-late", expected)));
        }
        assert_eq!(level(&late().level("published-late", "off")), None);
    }

    #[test]
    fn decide_whether_a_site_is_published() {
        let refused = |site: &Site, strict| is_refused(&site.prepare().unwrap().findings, strict);
        assert!(!refused(&late(), false) && refused(&late(), true));
        assert!(refused(&late().level("published-late", "error"), false));
        assert!(!refused(&late().level("published-late", "info"), true));
        assert!(!refused(&report(&[("  行政强制: 9\n", "")]).level("missing-row", "warn"), false));
    }

    #[test]
    fn of_what_is_found_in_reading_can_be_changed_too() {
        let site = report(&[("  行政强制: 9\n", "")]);
        assert_eq!(site.clone().level("missing-row", "off").check(), []);
        assert_eq!(site.level("missing-row", "info").check()[0].level, Level::Info);
        let site = report(&[("40.208", "/")]);
        assert_eq!(site.clone().level("blank-cells", "off").check(), []);
        assert_eq!(site.level("blank-cells", "error").check()[0].level, Level::Error);
    }

    #[test]
    fn of_errors_that_no_reason_excuses_cannot_be_lowered() {
        for rule in RULES {
            let firm = rule.level == Level::Error && !rule.waivable;
            for level in ["warn", "info", "off"] {
                let site = town().level(rule.name.0, level);
                if firm {
                    assert_eq!(site.configuration_faults()[0].message, format!("“{}”总是错误，不能降级", rule.name));
                } else {
                    assert_eq!(site.check(), [], "{}", rule.name);
                }
            }
            assert_eq!(town().level(rule.name.0, "error").check(), []);
        }
    }

    #[test]
    fn do_not_raise_what_is_milder_than_its_rule() {
        let site = report(&[(PROBLEMS, "下一步将逐项改进。")]);
        assert_eq!(site.check()[0].level, Level::Warning);
        assert_eq!(site.clone().level("no-problems-stated", "error").check()[0].level, Level::Warning);
        assert_eq!(site.level("no-problems-stated", "info").check()[0].level, Level::Info);
        assert_eq!(report(&[(PROBLEMS, "无")]).check()[0].level, Level::Error);
    }

    #[test]
    fn of_a_rule_there_is_not_are_a_fault_of_the_configuration_that_names_the_nearest() {
        let site = town().level("total-mismach", "off").level("publisched-late", "warn").level("x", "off");
        let faults = site.configuration_faults();
        let reported: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column, fault.message.as_str())).collect();
        let line = TOWN.lines().count();
        assert_eq!(
            reported,
            [
                (line + 2, 1, "没有叫“total-mismach”的规则"),
                (line + 3, 1, "没有叫“publisched-late”的规则"),
                (line + 4, 1, "没有叫“x”的规则"),
            ],
            "in the order of the file"
        );
        assert_eq!(faults[0].hints, ["是不是“total-mismatch”？"]);
        assert_eq!(faults[1].hints, ["是不是“published-late”？"]);
        assert!(faults.iter().all(|fault| fault.rule == "invalid-configuration"));
    }

    #[test]
    fn there_are_not_are_a_fault_of_the_configuration() {
        let faults = town().level("total-mismatch", "loud").configuration_faults();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].hints.concat().contains("error、warn、info、off"), "{faults:#?}");
    }

    #[test]
    fn and_every_other_fault_of_the_configuration_are_reported_in_one_run() {
        let mut site = town().level("total-mismach", "off").level("published-late", "loud");
        site.config = site.config.replace("base_url = \"https://", "base_ulr = \"https://");
        let faults = site.configuration_faults();
        assert_eq!(faults.len(), 3, "{faults:#?}");
        assert!(faults.is_sorted_by_key(|fault| fault.line), "{faults:#?}");
    }
}

mod waivers {
    use super::*;

    /// A report in which the totals of a dispute and the stock of documents are wrong, with a waiver.
    fn two_faults(waiver: &str) -> Vec<Found> {
        waived(waiver, &[NO_STOCK, ("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]")]).check()
    }

    /// The rules of what still stands.
    fn left(found: &[Found]) -> Vec<&str> {
        found.iter().filter(|found| found.waived.is_none()).map(|found| found.rule).collect()
    }

    #[test]
    fn silence_their_rule_and_no_other_and_keep_the_reason() {
        let found = two_faults("{rule: impossible-stock, reason: 已移交}");
        assert_eq!(left(&found), ["total-mismatch"]);
        let silenced: Vec<_> = found.iter().filter_map(|found| Some((found.rule, found.waived.as_deref()?))).collect();
        assert_eq!(silenced, [("impossible-stock", "已移交")]);
    }

    #[test]
    fn reach_what_lies_below_the_place_they_name() {
        for at in ["disputes", "disputes.review", "disputes.review.total"] {
            let found = two_faults(&format!("{{rule: total-mismatch, at: {at}, reason: 与台账一致}}"));
            assert_eq!(left(&found), ["impossible-stock"], "{at}");
        }
    }

    #[test]
    fn name_their_place_by_official_labels_too() {
        for at in [
            "复议诉讼",
            "四、政府信息公开行政复议、行政诉讼情况",
            "表四.行政复议",
            "复议诉讼．行政复议．总计",
            "disputes.行政复议",
        ] {
            let found = two_faults(&format!("{{rule: total-mismatch, at: {at}, reason: 与台账一致}}"));
            assert_eq!(left(&found), ["impossible-stock"], "{at}");
        }
        let waiver = "{rule: impossible-stock, at: 主动公开.行政规范性文件, reason: 已移交}";
        let site = waived(waiver, &[NO_STOCK]);
        assert!(site.published("2023/qingshi/report.json").contains("\"at\":\"proactive.normative_documents\""));
        assert!(site.published("2023/qingshi/index.html").contains("已移交"));
    }

    #[test]
    fn that_miss_their_place_are_reported_the_right_one() {
        fn hint(waiver: &str, changes: &[(&str, &str)]) -> String {
            let found = waived(waiver, changes).check();
            found.into_iter().find(|found| found.rule == "unused-waiver").unwrap().hints.remove(0)
        }

        let broken = &[("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]")];
        let reported = hint("{rule: total-mismatch, at: 复议诉讼.行政复仪, reason: 与台账一致}", broken);
        assert_eq!(reported, "total-mismatch 的问题在 disputes.review.total：把 at 改成它");
        let reported = hint("{rule: total-mismatch, at: 复议诉讼.行政复仪, reason: 与台账一致}", &[]);
        assert_eq!(reported, "表格里没有“复议诉讼.行政复仪”，是不是“复议诉讼.行政复议”？不需要豁免就删去它");
        let reported = hint("{rule: total-mismatch, at: 复议诉讼.行政复议, reason: 与台账一致}", &[]);
        assert_eq!(reported, "删去它，或改正 at");
    }

    #[test]
    fn reach_nothing_beside_the_place_they_name() {
        for at in ["applications", "dispute", "disputes.rev", "disputes.review.totals", "disputes.litigation", "total"]
        {
            let found = two_faults(&format!("{{rule: total-mismatch, at: {at}, reason: 与台账一致}}"));
            assert_eq!(left(&found), ["unused-waiver", "impossible-stock", "total-mismatch"], "{at}");
        }
    }

    #[test]
    fn may_pin_the_value_that_stands_there() {
        let pinned =
            |value| two_faults(&format!("{{rule: total-mismatch, at: disputes, value: {value}, reason: 与台账一致}}"));
        assert_eq!(left(&pinned("21")), ["impossible-stock"]);
        let found = pinned("20");
        assert_eq!(left(&found), ["stale-waiver", "impossible-stock", "total-mismatch"]);
        let stale = &found[0];
        assert_eq!((stale.line, stale.message.as_str()), (3, "这条豁免说的是 20，现在却是 21"));
        assert!(stale.hints[0].contains("理由是否仍然成立"), "{stale:?}");
    }

    #[test]
    fn that_silence_nothing_are_reported() {
        let found =
            report(&[("year: 2023\n", "year: 2023\nwaivers: [{rule: total-mismatch, reason: 旧账}]\n")]).check();
        assert_eq!(rules(&found), ["unused-waiver"]);
        assert_eq!(found[0].message, "这条豁免没有用上：这里没有 total-mismatch 的问题");
        assert_eq!(found[0].level, Level::Warning);
    }

    #[test]
    fn cannot_silence_what_must_be_corrected() {
        for rule in RULES.iter().filter(|rule| !rule.waivable) {
            let found = two_faults(&format!("{{rule: {}, reason: 就这样}}", rule.name));
            let reported = found.iter().find(|found| found.rule == "unused-waiver").unwrap();
            assert_eq!(reported.message, format!("{} 不能豁免", rule.name));
        }
        let found = waived("{rule: invalid-cell, reason: 就这样}", &[("517", "517件")]).check();
        assert_eq!(left(&found), ["unused-waiver", "invalid-cell"]);
    }

    #[test]
    fn of_a_rule_there_is_not_name_the_nearest() {
        let found = two_faults("{rule: impossible-stok, reason: 已移交}");
        let reported = found.iter().find(|found| found.rule == "unused-waiver").unwrap();
        assert_eq!(reported.message, "没有叫“impossible-stok”的规则");
        assert_eq!(reported.hints, ["是不是“impossible-stock”？"]);
    }

    #[test]
    fn need_a_reason() {
        for waiver in ["{rule: impossible-stock}", "{rule: impossible-stock, reason: \" \"}", "{reason: 已移交}"] {
            let found = two_faults(waiver);
            let reported: Vec<_> = found.iter().filter(|found| found.rule == "invalid-front-matter").collect();
            assert_eq!(reported.len(), 1, "{waiver}: {found:#?}");
            assert_eq!(reported[0].message, "豁免要写明 rule 和 reason");
            assert!(left(&found).contains(&"impossible-stock"), "{waiver}: {found:#?}");
        }
    }

    #[test]
    fn need_a_reason_that_is_written() {
        for reason in ["待补充", "……", "XX"] {
            let found = two_faults(&format!("{{rule: impossible-stock, reason: {reason}}}"));
            let reported: Vec<_> = found.iter().filter(|found| found.rule == "invalid-front-matter").collect();
            assert_eq!(reported.len(), 1, "{reason}: {found:#?}");
            assert_eq!(reported[0].message, "reason 还没有写");
            assert!(!left(&found).contains(&"impossible-stock"), "{reason}: {found:#?}");
        }
    }

    #[test]
    fn can_silence_a_row_that_is_missing() {
        let waiver = "{rule: missing-row, at: proactive.coercion, reason: 本机关没有行政强制权}";
        assert_eq!(left(&waived(waiver, &[("  行政强制: 9\n", "")]).check()), [] as [&str; 0]);
    }

    #[test]
    fn let_a_site_be_published_and_their_reason_is_printed_under_the_table_and_in_the_data() {
        let site = waived(
            "{rule: total-mismatch, at: disputes, reason: 与台账一致}",
            &[("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]")],
        );
        assert!(!is_refused(&site.prepare().unwrap().findings, true));
        let page = site.published("2023/qingshi/index.html");
        let (_, below) = page.split_once("复议后起诉").unwrap();
        assert!(below.contains("与台账一致"), "{below}");
        let json: serde_json::Value = serde_json::from_str(&site.published("2023/qingshi/report.json")).unwrap();
        let waiver =
            serde_json::json!([{"rule": "total-mismatch", "at": "disputes", "value": null, "reason": "与台账一致"}]);
        assert_eq!(json["waivers"], waiver);
    }
}

mod as_published {
    use super::*;

    /// The report with `as_published`.
    fn standing_as_it_was(changes: &[(&str, &str)]) -> Site {
        report(&[&[("year: 2023\n", "year: 2023\nas_published: true\n")], changes].concat())
    }

    const WRONG_TOTAL: (&str, &str) = ("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, 21]");

    #[track_caller]
    fn reported(site: &Site) -> Vec<(&'static str, Level)> {
        site.check().iter().map(|found| (found.rule, found.level)).collect()
    }

    #[test]
    fn errors_in_arithmetic_become_warnings() {
        assert_eq!(reported(&standing_as_it_was(&[WRONG_TOTAL])), [("total-mismatch", Level::Warning)]);
        let unbalanced = ("结转下年度: [7, 3, 2, 1, 4, 5, 22]", "结转下年度: [8, 3, 2, 1, 4, 5, 23]");
        assert_eq!(reported(&standing_as_it_was(&[unbalanced])), [("identity-mismatch", Level::Warning)]);
    }

    #[test]
    fn errors_in_dates_become_warnings() {
        let early = ("2024-01-20", "2023-12-20");
        assert_eq!(reported(&standing_as_it_was(&[early])), [("published-early", Level::Warning)]);
    }

    #[test]
    fn errors_in_what_was_carried_over_become_warnings_in_that_report_only() {
        let moved = [
            ("本年新收: [451, 112, 100, 102, 98, 102, 965]", "本年新收: [452, 112, 100, 102, 98, 102, 966]"),
            ("上年结转: [7, 3, 2, 1, 4, 5, 22]", "上年结转: [6, 3, 2, 1, 4, 5, 21]"),
        ];
        let stands = ("year: 2024\n", "year: 2024\nas_published: true\n");
        let now = after(2023, &[&moved[..], &[stands]].concat());
        assert_eq!(reported(&now), [("carry-mismatch", Level::Warning)]);
        let mut before = after(2023, &moved);
        let old = changed(FILLED_2021, &[("year: 2023\n", "year: 2023\nas_published: true\n")]);
        before.files.insert("reports/2023.md".into(), old.into());
        assert_eq!(reported(&before), [("carry-mismatch", Level::Error)]);
    }

    #[test]
    fn errors_of_other_kinds_stay_errors() {
        assert_eq!(reported(&standing_as_it_was(&[("517", "517件")])), [("invalid-cell", Level::Error)]);
        assert_eq!(reported(&standing_as_it_was(&[("  行政强制: 9\n", "")])), [("missing-row", Level::Error)]);
        assert_eq!(reported(&standing_as_it_was(&[(PROBLEMS, "无")])), [("no-problems-stated", Level::Error)]);
    }

    #[test]
    fn errors_are_remarked_on_in_the_page_and_in_the_data_with_their_equation() {
        let site = standing_as_it_was(&[WRONG_TOTAL]);
        let equation = "6 + 2 + 3 + 1 ≠ 21，差 9";
        let page = site.published("2023/qingshi/index.html");
        let (_, below) = page.split_once("复议后起诉").unwrap();
        assert!(below.contains(equation) && below.contains("发布工具标注"), "{below}");
        let json: serde_json::Value = serde_json::from_str(&site.published("2023/qingshi/report.json")).unwrap();
        assert_eq!(json["as_published"], true);
        let remark = &json["remarks"][0];
        assert_eq!((&remark["rule"], &remark["at"]), (&"total-mismatch".into(), &"disputes.review.total".into()));
        assert_eq!(remark["equations"], serde_json::json!([equation]));
        assert_eq!(json["tables"]["disputes"]["review"]["total"], 21, "the figure itself stays");
    }

    #[test]
    fn errors_that_are_waived_are_not_remarked_on_as_well() {
        let waiver = ("year: 2023\n", "year: 2023\nwaivers: [{rule: total-mismatch, reason: 与台账一致}]\n");
        let site = standing_as_it_was(&[waiver, WRONG_TOTAL]);
        let json: serde_json::Value = serde_json::from_str(&site.published("2023/qingshi/report.json")).unwrap();
        assert_eq!(json["remarks"], serde_json::json!([]));
    }

    #[test]
    fn a_report_without_errors_has_no_remark() {
        let json: serde_json::Value =
            serde_json::from_str(&standing_as_it_was(&[]).published("2023/qingshi/report.json")).unwrap();
        assert_eq!(json["remarks"], serde_json::json!([]));
        let page = report(&[]).published("2023/qingshi/index.html");
        assert!(!page.contains("发布工具标注") && !page.contains("原文照录"), "{page}");
    }
}

#[test]
fn a_draft_is_checked_only_where_it_is_shown() {
    let site = report(&[("year: 2023\n", "year: 2023\ndraft: true\n"), ("2024-01-20", "2024-02-01")]);
    assert_eq!(site.check(), [], "an unfinished text is nobody's fault");
    let prepared = site.prepare().unwrap_or_else(|stop: Stop| panic!("{stop:?}"));
    assert_eq!(count(&prepared.findings, Level::Error), 0);
    assert!(prepared.plan.iter().all(|page| !page.address.path.starts_with("2023/")));
}
