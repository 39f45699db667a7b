//! Reports that giar writes are read back as what they were written from, and look the same whoever wrote them.

use crate::common::*;
use giar::{
    diag::{Source, Span},
    form::{EDITIONS, Edition},
    i18n::Lang,
    markdown::Document,
    report::{Date, Draft, Report, ReportPath, Review, Revision, Waiver, bind},
};
use proptest::prelude::*;
use std::sync::Arc;

fn read(text: &str, year: u16) -> Report {
    let config = giar::config::Config::read(&Arc::new(Source::new("site.toml", TOWN))).0;
    let name = format!("reports/{year}.md");
    let (document, findings) = Document::read(&Arc::new(Source::new(format!("content/{name}"), text)));
    bind(&document, findings, ReportPath::parse(&name).unwrap(), &config.agencies)
        .unwrap_or_else(|faults| panic!("{text}\n{faults:?}"))
}

/// Everything that a draft says, in the words of the report it becomes.
fn draft_of(report: &Report) -> Draft {
    Draft {
        title: report.title.clone(),
        published: report.published.map(|date| date.to_string()),
        draft: report.draft,
        as_published: report.as_published,
        joint: report.joint.clone(),
        revisions: report.revisions.clone(),
        reviews: report.reviews.clone(),
        waivers: report.waivers.clone(),
        redirect_from: report.redirect_from.iter().map(|(from, _)| from.clone()).collect(),
        cells: report.grid.iter().map(|(cell, _)| report.typed(cell).replace('~', "")).collect(),
        indicators: report.indicators.clone(),
        body: report.source.text.split_once("\n---\n").unwrap().1.to_owned(),
        ..Draft::blank(report.edition, report.year)
    }
}

#[test]
fn a_report_in_any_layout_is_written_in_the_canonical_one() {
    for (text, year) in [(FILLED_2021, 2023), (FILLED_2019, year_in(FILLED_2019)), (ZEROS, 2023)] {
        let report = read(text, year);
        let written = draft_of(&report).to_markdown();
        let again = read(&written, year);
        assert!(again.findings.is_empty(), "{written}\n{:?}", again.findings);
        assert!(report.grid.iter().all(|(cell, _)| report.typed(cell) == again.typed(cell)), "{written}");
        assert_eq!(draft_of(&again).to_markdown(), written, "the canonical layout is its own");
    }
}

fn year_in(text: &str) -> u16 {
    text.lines().find_map(|line| line.strip_prefix("year: ")).unwrap().parse().unwrap()
}

#[test]
fn rows_stand_below_each_other_and_say_what_their_columns_are() {
    let written = draft_of(&read(FILLED_2021, 2023)).to_markdown();
    for line in [
        "# 表二：每行的数依次是行末所说的几项。没有发生的填 0。",
        "  规章:           [0, 0,  0]  # 本年制发件数、本年废止件数、现行有效件数",
        "  行政许可:       517         # 本年处理决定数量",
        "  行政事业性收费: 40.208      # 本年收费金额（单位：万元）",
        "# 表三：每行 7 个数，依次是自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计。没有发生的填 0。",
        "  本年新收:                     [451, 112, 100, 102, 98, 102, 965]",
        "      属于国家秘密:             [ 25,   2,   4,   2,  9,   7,  49]",
        "      确认或重新出具已获取信息: [ 22,   7,   6,   7,  4,   3,  49]",
        "# 表四：每行 5 个数，依次是结果维持、结果纠正、其他结果、尚未审结、总计。没有发生的填 0。",
        "    未经复议直接起诉: [4, 1, 2, 3, 10]",
    ] {
        assert!(written.lines().any(|own| own == line), "{line}\n{written}");
    }
}

#[test]
fn a_blank_form_is_blank() {
    for edition in EDITIONS {
        let year = edition.since.max(2010);
        let report = read(&Draft::blank(edition, year).to_markdown(), year);
        assert!(report.findings.is_empty() && report.edition.id == edition.id, "{:?}", report.findings);
        assert!(report.grid.iter().all(|(_, cell)| cell.is_blank()));
    }
}

#[test]
fn another_edition_than_the_usual_one_is_named() {
    let old = Draft::blank(Edition::find("2019").unwrap(), 2023).to_markdown();
    assert!(old.contains("\nedition: \"2019\"\n"), "{old}");
    assert_eq!(read(&old, 2023).edition.id, "2019");
}

#[test]
fn what_stands_above_the_tables_comes_back() {
    let mut draft = Draft::blank(Edition::in_force(2023), 2023);
    // What was blank before a correction is no longer.
    draft.cells[draft.edition.form().cell("applications.received.total").unwrap().index()] = "3".into();
    draft.title = Some("关于“两化”: 年度报告 #1".into());
    draft.published = Some("2024-01-25".into());
    (draft.draft, draft.as_published) = (true, true);
    draft.joint = vec!["甲, 乙镇".into(), "[丙]".into()];
    draft.redirect_from = vec!["old/2023.html".into()];
    draft.revisions = vec![Revision {
        date: Date::parse("2024-03-02"),
        note: "更正: 表三, 两处".into(),
        was: vec![
            ("proactive.licensing.decisions".into(), "517".into()),
            ("applications.received.total".into(), String::new()),
        ],
        span: Span::default(),
    }];
    let at = "applications.carried_in.total".to_owned();
    draft.reviews = vec![Review {
        at: at.clone(),
        reason: "原件里是“3{”".into(),
        candidates: vec!["3".into(), "-".into(), "8（其中\"补\"1件）".into()],
        span: Span::default(),
    }];
    let (rule, reason) = ("stock-mismatch".into(), "清理\n调整".into());
    draft.waivers = vec![Waiver { rule, at: Some(at), value: Some("3".into()), reason, span: Span::default() }];
    let written = draft.to_markdown();
    assert!(written.contains("{at: 申请.上年结转.总计, reason: "), "{written}");
    let report = read(&written, 2023);
    let faults: Vec<_> = report.findings.iter().map(|finding| finding.message.get(Lang::Zh)).collect();
    assert!(faults.is_empty(), "{faults:?}\n{written}");
    let again = draft_of(&report);
    assert_eq!(again.to_markdown(), written);
    assert_eq!((again.title, again.joint, again.redirect_from), (draft.title, draft.joint, draft.redirect_from));
    assert_eq!(again.reviews[0].candidates, draft.reviews[0].candidates);
    assert_eq!(again.waivers[0].reason, draft.waivers[0].reason);
    assert_eq!(again.revisions[0].was, draft.revisions[0].was);
}

proptest! {
    #![proptest_config(runs(200))]

    #[test]
    fn any_text_of_the_header_and_any_remark_of_a_cell_comes_back(
        title in "[ -~、：“”#年\\t]{1,12}[a-z]",
        note in "[a-z年，,、:#\\-]{1,8}",
        number in 0_u32..100_000,
    ) {
        let mut draft = Draft::blank(Edition::in_force(2023), 2023);
        draft.title = Some(title.clone());
        // What stands in one item is divided at 、 as a sentence lists names.
        draft.joint = vec![title.replace('、', "，")];
        draft.cells[0] = format!("{number}（{note}）");
        let written = draft.to_markdown();
        let report = read(&written, 2023);
        prop_assert_eq!(report.title.as_deref(), Some(&*title), "{}", written);
        prop_assert_eq!(&report.joint, &draft.joint, "{}", written);
        let (first, _) = report.form().cells.iter().next().unwrap();
        prop_assert_eq!(report.typed(first), &draft.cells[0], "{}", written);
        prop_assert_eq!(report.note(first), Some(&*note), "{}", written);
    }
}
