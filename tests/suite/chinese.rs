//! Markdown as Chinese is written: what its authors mean is what pages, data and rules see.

use crate::common::*;

/// The page made of a text.
fn page(text: &str) -> String {
    town().with("t.md", format!("---\ntitle: 甲\n---\n\n{text}\n")).published("t/index.html")
}

/// The filled report with a text in section one.
fn with_text(text: &str) -> String {
    FILLED_2021.replacen("## 一、总体情况\n", &format!("## 一、总体情况\n\n{text}\n"), 1)
}

fn report(text: &str) -> Site {
    town().with(REPORT, with_text(text))
}

/// What `report.json` says in section one, as text.
fn json_text(text: &str) -> String {
    let json: serde_json::Value = serde_json::from_str(&report(text).published("2023/qingshi/report.json")).unwrap();
    json["sections"][0]["text"].as_str().unwrap().to_owned()
}

#[test]
fn emphasis_stands_beside_any_character() {
    for (text, wanted) in [
        ("**存在的主要问题：**2023年公开不及时。", "<strong>存在的主要问题：</strong>2023年"),
        ("**公开目录。**GIS平台", "<strong>公开目录。</strong>GIS平台"),
        ("共**12件（含3件）**2023年", "共<strong>12件（含3件）</strong>2023年"),
        ("依2023**《条例》**规定", "依2023<strong>《条例》</strong>规定"),
        ("APP**“掌上”**功能", "APP<strong>“掌上”</strong>功能"),
        ("*（一）*2023年", "<em>（一）</em>2023年"),
        ("__问题：__2023年", "<strong>问题：</strong>2023年"),
        ("**一是**抓好；**二是：**2023年，**三是**落实", "<strong>二是：</strong>2023年，<strong>三是</strong>"),
        ("    **缩进：**2023年", "<p><strong>缩进：</strong>2023年</p>"),
        ("- **列表：**2023年", "<strong>列表：</strong>2023年"),
        ("|甲|\n|--|\n|**表格：**2023年|", "<strong>表格：</strong>2023年"),
        ("***重点：***2023年", "<em><strong>重点：</strong></em>2023年"),
    ] {
        let page = page(text);
        assert!(page.contains(wanted), "{text}: {page}");
    }
    assert!(page("`**甲：**2`").contains("<code>**甲：**2</code>"));
    assert!(page("全文3~5件，另有7~9件").contains("全文3~5件，另有7~9件"));
}

#[test]
fn an_indented_paragraph_is_text_for_readers_and_rules() {
    fn mismatch(found: &Found) -> bool {
        found.rule == "prose-number-mismatch"
    }

    let plain = "2023年，共收到政府信息公开申请99件。";
    let unindented = report(plain).check().into_iter().find(mismatch).unwrap().column;
    let indents = [
        "    ",
        "\t",
        "  \t",
        "        ",
        "　　",
        "\t　",
        "&emsp;&emsp;",
        "<div>\n",
        "<p align=\"left\">",
        "- 甲\n\n\t\t",
        "1. 甲\n\n        ",
    ];
    for indent in indents {
        let text = format!("{indent}{plain}\n");
        let site = report(&text);
        let found = site.check();
        let reported = found.iter().find(|found| mismatch(found)).unwrap_or_else(|| panic!("{indent:?}: {found:?}"));
        let whole = with_text(&text);
        let line = whole.lines().position(|line| line.contains(plain)).unwrap() + 1;
        let column = unindented + whole.lines().nth(line - 1).unwrap().split(plain).next().unwrap().chars().count();
        assert_eq!((reported.line, reported.column), (line, column), "{indent:?}");
        let page = site.published("2023/qingshi/index.html");
        assert!(page.contains(plain) && !page.contains("<pre"), "{indent:?}");
        assert!(json_text(&text).contains(plain), "{indent:?}");
    }
    assert!(page("    giar build -o public").contains("<pre><code>giar build"));
}

#[test]
fn a_line_break_is_a_blank_between_latin_words_only() {
    assert!(page("公开政府\n信息，GIS\n平台").contains("公开政府信息，GIS平台"));
    assert!(page("open\ngovernment").contains("open\ngovernment"));
    assert!(json_text("公开政府\n信息，open\ngovernment").contains("公开政府信息，open government"));
}

#[test]
fn footnotes_lead_there_and_back_and_are_no_links() {
    let site = town().with("t.md", "---\ntitle: 甲\n---\n甲[^1]，乙[^1]。\n\n[^1]: 脚注内容。\n");
    assert_eq!(site.check(), []);
    let page = site.published("t/index.html");
    for part in [
        "甲<sup id=\"s-ref-1\"><a href=\"#s-note-1\" role=\"doc-noteref\"",
        "乙<sup id=\"s-ref-1-2\">",
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"注释\">",
        "<li id=\"s-note-1\" value=\"1\"><p>脚注内容。 <a href=\"#s-ref-1\" role=\"doc-backlink\"",
        "href=\"#s-ref-1-2\" role=\"doc-backlink\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // The notes of a report stand at its end, whatever refers to them.
    let text = with_text("收到申请[^申请]若干。") + "\n[^申请]: 不含咨询。\n";
    let site = town().with(REPORT, text);
    assert_eq!(site.check(), []);
    let page = site.published("2023/qingshi/index.html");
    assert!(
        page.contains("href=\"#overview-note-1\"")
            && page.contains("<li id=\"overview-note-1\" value=\"1\"><p>不含咨询。"),
        "{page}"
    );
    assert!(!page.contains("[^"), "{page}");
}

#[test]
fn a_note_that_is_missing_is_found_where_it_is_wanted() {
    let found = town().with("t.md", "---\ntitle: 甲\n---\n甲[^1]，乙[^2]，`[^3]`。\n\n[^1]: 一\n").check();
    assert_eq!(rules(&found), ["broken-link"]);
    assert_eq!((found[0].line, found[0].column, found[0].level), (4, 8, giar::diag::Level::Warning));
}

#[test]
fn bare_addresses_end_before_chinese() {
    let host = page("见www.example.gov.cn/a。");
    assert!(host.contains("见<a href=\"http://www.example.gov.cn/a\">www.example.gov.cn/a</a>。"), "{host}");
    let page = page("详见https://www.example.gov.cn/a，谢谢（https://www.example.gov.cn/b_c?d=1&e=2）。");
    assert!(
        page.contains("详见<a href=\"https://www.example.gov.cn/a\">https://www.example.gov.cn/a</a>，谢谢（"),
        "{page}"
    );
    assert!(page.contains("<a href=\"https://www.example.gov.cn/b_c?d=1&amp;e=2\">"), "{page}");
    let found = report("见https://www.example.gov.cn/xxgk/nowhere/。").check();
    assert_eq!(rules(&found), ["broken-link"]);
    assert_eq!(found[0].column, 2);
}

#[test]
fn tables_stand_in_frames_and_columns_as_they_are_aligned() {
    let wide = format!("<table class=\"ledger\"><tr>{}</tr></table>", "<td>12345678901</td>".repeat(16));
    let html = page(&wide);
    assert!(
        html.contains("<section class=\"scroll\" tabindex=\"0\" aria-label=\"附表1\"><table class=\"plain\">"),
        "{html}"
    );
    let html = page("|甲|乙|丙|\n|--:|:-:|:--|\n|1|2|3|");
    for part in ["<th scope=\"col\" class=\"end\">甲", "<td class=\"end\">1", "<td class=\"middle\">2", "<td>3"] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn a_title_is_shown_once() {
    for text in [
        "# 办事指南\n\n正文\n",
        "---\ntitle: 办事指南\n---\n\n# 办事指南\n\n正文\n",
        "---\ntitle: 办事指南\n---\n<!-- 初稿 -->\n# 办事指南\n\n正文\n",
        "办事指南\n====\n\n正文\n",
    ] {
        let page = town().with("t.md", text).published("t/index.html");
        assert_eq!(page.matches("办事指南</h").count(), 1, "{text}: {page}");
    }
    let text = FILLED_2021.replacen("## 一、", "# 青石镇人民政府2023年政府信息公开工作年度报告\n\n## 一、", 1);
    let page = town().with(REPORT, text).published("2023/qingshi/index.html");
    assert_eq!(page.matches("年度报告</h").count(), 1, "{page}");
    let page = town().with("index.md", "# 青石镇政府信息公开\n\n说明\n").published("index.html");
    assert_eq!(page.matches("青石镇政府信息公开</h").count(), 1, "{page}");
    let page = town().with("t.md", "---\ntitle: 甲\n---\n# 乙\n").published("t/index.html");
    assert!(page.contains("乙</h2>"), "{page}");
}

#[test]
fn links_lead_to_places_that_authors_name_and_to_headings_by_their_words() {
    let text = "---\ntitle: 甲\n---\n<a id=\"there\"></a>乙<a name=\"two\"></a>\n\n[y](#there) [x](#two) [z](#总体情况) [w](u.md#申请办法)\n\n## 一、总体情况\n";
    let site = town().with("t.md", text).with("u.md", "---\ntitle: 乙\n---\n## 申请办法\n");
    assert_eq!(site.check(), []);
    let page = site.published("t/index.html");
    for part in
        ["<a id=\"there\">", "<a name=\"two\">", "href=\"#there\"", "href=\"#s-1\"", "href=\"../u/index.html#s-1\""]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let found = town().with("t.md", "---\ntitle: 甲\n---\n[y](#nowhere)\n").check();
    assert_eq!(rules(&found), ["broken-link"]);
}

#[test]
fn no_comment_reaches_a_published_file() {
    let site =
        report("文字<!-- 内部批注 -->。\n\n    缩进的文字<!-- 内部批注 -->。\n\n<div>\n<!-- 内部批注 -->\n</div>\n");
    for path in ["2023/qingshi/report.json", "2023/qingshi/index.html"] {
        assert!(!site.published(path).contains("内部批注"), "{path}");
    }
}
