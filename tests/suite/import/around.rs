//! What stands around a report on its page: it is left out, and said so.

use super::{assert_whole, imported, pour, pour::Pad};
use crate::common::*;

fn lines() -> String {
    pour::lines(&bound(FILLED_2021), Pad::Nowhere, |texts| {
        texts.iter().map(|text| format!("{text}\n\n")).collect::<String>()
    })
}

#[test]
fn lines_of_an_article_are_no_text_of_the_report() {
    let text = lines();
    let (title, rest) = text.split_once('\n').unwrap();
    let above = ["点击下方蓝字，关注我们", "青石发布 2024-01-18 09:05 发表于某市"];
    let below = [
        "编辑：小周　审核：老秦",
        "阅读 2086",
        "赞 31　在看 12",
        "上一篇 青石镇2022年政府信息公开工作年度报告",
        "阅读原文",
    ];
    let article = format!("{}\n\n{title}\n\n{}\n\n{rest}\n\n{}\n", above[0], above[1], below.join("\n\n"));
    let found = imported("a.txt", article.as_bytes());
    assert_whole(&found, &bound(FILLED_2021));
    assert_eq!(found.draft.body, imported("a.txt", text.as_bytes()).draft.body);
    assert_eq!(found.draft.published.as_deref(), Some("2024-01-18 09:05"));
    for line in above.iter().chain(&below) {
        assert!(found.left_out.contains(&(*line).to_owned()), "{line}: {:?}", found.left_out);
    }
}

#[test]
fn the_foot_of_a_web_page_is_no_text_of_the_report() {
    let page = pour::html(&bound(FILLED_2021));
    let foot = "<p>上一篇：<a href=\"t1.html\">青石镇人民政府2022年政府信息公开工作年度报告</a></p><p>下一篇：没有了</p>\
                <table><tr><td>主办：青石镇人民政府</td><td>网站标识码 0000000000</td></tr></table>";
    let found = imported("a.html", page.replace("</body>", &format!("{foot}</body>")).as_bytes());
    assert_eq!(found.draft.body, imported("a.html", page.as_bytes()).draft.body);
    assert!(found.left_out.iter().any(|line| line.starts_with("主办")), "{:?}", found.left_out);
}

#[test]
fn feet_and_heads_of_pages_are_no_text_of_the_report() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let plain = imported("a.txt", text.as_bytes());
    for foot in ["— 3 —", "第 3 页　共 8 页", "- 3 -"] {
        let head = "青石镇 2023 年年报";
        let page = text
            .replace("8.属于行政查询事项", &format!("{foot}\n\u{c}{head}\n8.属于行政查询事项"))
            .replace("六、其他需要报告的事项", &format!("{foot}\n\u{c}{head}\n六、其他需要报告的事项"));
        let found = imported("a.txt", format!("{head}\n{page}{foot}\n").as_bytes());
        assert_whole(&found, &report);
        assert_eq!(found.draft.body, plain.draft.body);
        for line in [foot, head] {
            assert!(found.left_out.contains(&line.to_owned()), "{line}: {:?}", found.left_out);
        }
    }
    // The title may stand at the head of every page.
    let title = text.lines().next().unwrap();
    let page = text
        .replace("五、存在", &format!("- 2 -\n{title}\n五、存在"))
        .replace("六、其他", &format!("- 3 -\n{title}\n六、其他"));
    let found = imported("a.txt", page.as_bytes());
    assert_eq!((&found.draft.body, found.agency_name.as_deref()), (&plain.draft.body, Some("青石镇人民政府")));
}

#[test]
fn dates_in_traditional_characters_are_read() {
    let page = pour::html(&bound(FILLED_2021));
    let title = page.find("</p>").unwrap() + 4;
    let page = format!("{}<p>發布日期：2024-01-18</p>{}", &page[..title], &page[title..]);
    assert_eq!(imported("a.html", page.as_bytes()).draft.published.as_deref(), Some("2024-01-18"));
}

#[test]
fn words_of_a_chart_are_listed() {
    let page = pour::html(&bound(FILLED_2021));
    let chart = "<svg><style>text{fill:red}</style><text>本年新收</text><text>4713</text></svg>";
    let found = imported("a.html", page.replace("</body>", &format!("{chart}</body>")).as_bytes());
    assert!(found.left_out.contains(&"本年新收 4713".to_owned()), "{:?}", found.left_out);
    assert!(!found.draft.body.contains("4713"));
}
