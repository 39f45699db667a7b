//! What stands around a report on its page: it is left out, and said so.

use super::{assert_whole, imported, pour, pour::Pad, score};
use crate::common::*;
use giar::i18n::Lang;

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

const MENU: &str = "<ul><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk/\">政务公开</a></li><li><a href=\"javascript:\">互动交流</a></li></ul>";

#[test]
fn the_menus_of_a_page_are_no_text_of_the_report() {
    let page = pour::html(&bound(FILLED_2021));
    let links = "<p><a href=\"/a/\">市政府</a> | <a href=\"/b/\">县政府</a></p><p><a href=\"/c/\">网站地图</a></p>";
    let framed = page.replace("<body>", &format!("<body>{MENU}")).replace("</body>", &format!("{links}</body>"));
    let found = imported("a.html", framed.as_bytes());
    assert_eq!(found.draft.body, imported("a.html", page.as_bytes()).draft.body);
    for item in ["首页", "政务公开", "互动交流", "[市政府](/a/)", "[网站地图](/c/)"] {
        assert!(found.left_out.iter().any(|line| line.contains(item)), "{item}: {:?}", found.left_out);
    }
}

#[test]
fn links_within_a_report_and_to_its_files_are_its_own() {
    let page = pour::html(&bound(FILLED_2021));
    let (before, after) = page.split_once("<p>二、").unwrap();
    let list = "<ul><li><a href=\"/zdly/\">重点领域</a></li><li><a href=\"/jyta/\">建议提案</a></li></ul>";
    let files = [("1.docx", 1), ("2.xlsx?v=2", 2), ("3.pdf#page=2", 3), ("/down.jsp?file=4.doc&amp;id=7", 4)];
    let files = files.map(|(address, at)| format!("<p><a href=\"{address}\">附件{at}</a></p>")).concat();
    let text = format!("{before}{list}<p>二、{after}").replace("</body>", &format!("{files}</body>"));
    let body = imported("a.html", text.as_bytes()).draft.body;
    for link in [
        "- [重点领域](/zdly/)",
        "- [建议提案](/jyta/)",
        "[附件1](1.docx)",
        "[附件2](2.xlsx?v=2)",
        "[附件3](3.pdf#page=2)",
        "[附件4](/down.jsp?file=4.doc&id=7)",
    ] {
        assert!(body.contains(link), "{link}\n{body}");
    }
}

#[test]
fn who_published_an_article_and_when_is_no_text_of_the_report() {
    let page = pour::html(&bound(FILLED_2021));
    let line = "<div><span>原创</span> <a>青石镇人民政府</a> <em id=\"publish_time\">2024-01-20</em></div>";
    let (title, rest) = page.split_once("</p>").unwrap();
    let found = imported("a.html", format!("{title}</p>{line}{rest}").as_bytes());
    assert_eq!(found.draft.body, imported("a.html", page.as_bytes()).draft.body);
    assert_eq!(found.draft.published.as_deref(), Some("2024-01-20"));
    assert!(found.left_out.contains(&"原创 青石镇人民政府 2024-01-20".to_owned()), "{:?}", found.left_out);
}

/// The page has the picture's address, and nobody else the picture.
#[test]
fn a_picture_that_did_not_come_with_its_page_stays_in_the_text_and_is_named() {
    let page = pour::html(&bound(FILLED_2021));
    let (before, after) = page.split_once("<p>二、").unwrap();
    for (picture, address) in [
        ("<img src=\"/upload/tj.png\" alt=\"渠道\">", "/upload/tj.png"),
        ("<img src=\"/upload/统计 图(1).png\" alt=\"渠道\">", "/upload/统计%20图%281%29.png"),
        ("<img data-src=\"https://a.cn/640\" src=\"data:image/gif;base64,R0\" alt=\"渠道\">", "https://a.cn/640"),
    ] {
        let text = format!("{before}<p>{picture}</p><p>上图是各渠道的条数。</p><p>二、{after}");
        let found = imported("a.html", text.as_bytes());
        let wanted = format!("![渠道]({address})\n\n上图是各渠道的条数。");
        assert!(found.draft.body.contains(&wanted), "{}", found.draft.body);
        assert_eq!(found.absent_pictures, [address]);
        assert!(!found.is_complete(), "a picture is missing");
    }
}

#[test]
fn a_table_of_contents_and_the_letter_above_it_are_no_text_of_the_report() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let plain = imported("a.txt", text.as_bytes());
    let titles: Vec<_> = report.edition.sections.iter().map(|s| format!("{}、{}", s.number, s.title)).collect();
    for leader in ["\t", "……………… ", "    ", "........"] {
        let entries = titles.iter().enumerate().map(|(at, title)| format!("{title}{leader}{}\n", 2 * at + 2));
        let contents = format!("目　录\n\n{}\n", entries.collect::<String>());
        let letter = "关于报送青石镇人民政府2023年政府信息公开工作年度报告的函";
        let found = imported("a.txt", format!("{letter}\n\n{contents}{text}").as_bytes());
        assert_whole(&found, &report);
        assert_eq!((found.unread, found.draft.title), (Vec::new(), plain.draft.title.clone()), "{leader:?}");
        assert_eq!(found.draft.body, format!("{letter}\n\n{}", plain.draft.body));
        assert!(found.left_out.iter().any(|line| line.contains("六、") && line.contains("12")), "{:?}", found.left_out);
    }
}

#[test]
fn the_head_of_a_letter_and_its_quotation_marks_are_no_text_of_the_report() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let quoted: String = text.lines().map(|line| format!("> {line}\n")).collect();
    let found = imported("a.txt", format!("发件人：办公室\n收件人：信息科\n主题：转：年报\n\n{quoted}").as_bytes());
    assert_whole(&found, &report);
    assert_eq!(found.draft.body, imported("a.txt", text.as_bytes()).draft.body);
    assert!(found.left_out.contains(&"主题：转：年报".to_owned()), "{:?}", found.left_out);
}

#[test]
fn a_table_of_the_text_that_repeats_rows_of_the_form_stays_in_the_text() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let rows =
        [["项目", "本年", "上年"], ["予以公开", "777", "666"], ["行政处罚", "555", "444"], ["行政许可", "333", "222"]];
    let rows = rows.map(|row| format!("<tr>{}</tr>", row.map(|cell| format!("<td>{cell}</td>")).concat())).concat();
    let (before, after) = page.split_once("<p>二、").unwrap();
    let found = imported("a.html", format!("{before}<table>{rows}</table><p>二、{after}").as_bytes());
    assert_whole(&found, &report);
    assert!(found.draft.body.contains("| 行政处罚 | 555 | 444 |"), "{}", found.draft.body);
    assert!(found.unread.is_empty() && found.questions.is_empty(), "{:?}", found.unread);
}

#[test]
fn a_picture_that_stands_in_its_page_comes_along() {
    let page = pour::html(&bound(FILLED_2021));
    let (before, after) = page.split_once("<p>二、").unwrap();
    let picture = format!("<img src=\"data:image/png;base64,{}\" alt=\"渠道\">", "iVBO".repeat(200));
    let text = format!("{before}<p>{picture}</p><p>上图是各渠道的条数。</p><p>二、{after}");
    let found = imported("a.html", text.as_bytes());
    assert!(found.draft.body.contains("![渠道](image1.png)\n\n上图"), "{}", found.draft.body);
    assert!(found.pictures[0].bytes.starts_with(b"\x89PN") && found.pictures[0].bytes.len() == 600);
    assert_eq!(found.absent_pictures, Vec::<String>::new());
    let pasted = giar::import::pasted_text(&format!("<p>甲{picture}乙</p><p>{picture}</p><p>丙</p>")).unwrap();
    assert_eq!(pasted, "甲乙\n\n丙");
}

/// Browsers run what stands in such a picture: it is named, and nobody's file.
#[test]
fn a_drawing_that_stands_in_its_page_is_named_and_left_out() {
    let page = pour::html(&bound(FILLED_2021));
    let (before, after) = page.split_once("<p>二、").unwrap();
    for address in [
        format!("data:image/svg+xml;base64,{}", "PHN2".repeat(200)),
        format!("data:image/svg+xml,%3Csvg{}", "a".repeat(600)),
    ] {
        let text = format!("{before}<p>上图<img src=\"{address}\" alt=\"渠道\">是各渠道的条数。</p><p>二、{after}");
        let found = imported("a.html", text.as_bytes());
        assert!(found.draft.body.contains("上图是各渠道的条数。"), "{}", found.draft.body);
        assert!(found.left_out.contains(&"![渠道](data:image/svg+xml)".to_owned()), "{:?}", found.left_out);
        assert!(found.pictures.is_empty() && found.absent_pictures.is_empty());
    }
}

/// Only a list with links is a menu.
#[test]
fn a_short_list_before_the_first_section_stays_in_the_text() {
    let page = pour::html(&bound(FILLED_2021));
    let items = ["公开指南", "公开目录", "公开年报"];
    let list = format!("<ul>{}</ul>", items.map(|item| format!("<li>{item}</li>")).concat());
    let list = page.replacen("<p>一、", &format!("{list}<p>一、"), 1);
    let untitled = list.replacen("<p>青石镇人民政府2023年政府信息公开工作年度报告</p>", "", 1);
    for page in [list, untitled] {
        let found = imported("2023.html", page.as_bytes());
        assert!(found.draft.body.starts_with("- 公开指南\n\n- 公开目录\n\n- 公开年报"), "{}", found.draft.body);
        assert_whole(&found, &bound(FILLED_2021));
    }
}

/// Numbers that count on and are no pages: nothing says that this is a table of contents.
#[test]
fn numbered_lines_with_figures_are_no_table_of_contents() {
    let report = bound(FILLED_2021);
    let text = pour::lines(&report, Pad::Nowhere, |texts| format!("{}\n", texts.join("\t")));
    let (before, after) = text.split_once("\n二、").unwrap();
    let lines = ["（一）主动公开12", "（二）依申请公开25", "（三）政策解读37"];
    let found = imported("a.txt", format!("{before}\n\n{}\n\n二、{after}", lines.join("\n\n")).as_bytes());
    assert_whole(&found, &report);
    for line in lines {
        assert!(found.draft.body.contains(line) && !found.left_out.iter().any(|out| out.contains(line)), "{line}");
    }
}

#[test]
fn what_only_looks_like_a_letter_or_a_menu_stays_in_the_text() {
    let page = pour::html(&bound(FILLED_2021));
    let subject = "主题：“政务公开日”活动于5月举行，共接待群众300人";
    let links = "<p>以下各单位年报全文见链接：</p><p><a href=\"/a/\">甲局</a></p><p><a href=\"/b/\">乙局</a></p>";
    let page =
        page.replace("<p>二、", &format!("<p>{subject}</p><p>二、")).replace("</body>", &format!("{links}</body>"));
    let body = imported("a.html", page.as_bytes()).draft.body;
    for text in [subject, "[甲局](/a/)", "[乙局](/b/)"] {
        assert!(body.contains(text), "{text}\n{body}");
    }
}

#[test]
fn pictures_of_the_page_around_a_report_are_not_its_own() {
    let page = pour::html(&bound(FILLED_2021));
    let picture = format!("<p><img src=\"data:image/png;base64,{}\"></p>", "iVBO".repeat(200));
    let framed = page.replace("<body>", &format!("<body>{picture}")).replace("</body>", &format!("{picture}</body>"));
    let found = imported("a.html", framed.as_bytes());
    assert!(found.pictures.is_empty() && !found.draft.body.contains("!["), "{}", found.draft.body);
    assert!(found.left_out.iter().any(|line| line.contains("![](image1.png)")), "{:?}", found.left_out);
}

/// Digits that copies have and readers do not.
#[test]
fn what_nobody_sees_on_a_page_is_not_read() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    for unseen in [
        "visibility: hidden",
        "font-size: 0",
        "font-size:0px!important",
        "opacity: 0",
        "position:absolute; left: -9999px",
        "text-indent:-999em",
        "clip: rect(0 0 0 0)",
    ] {
        let marked = page.replace("<p>517</p>", &format!("<p><i style=\"{unseen}\">9</i>517</p>"));
        assert_ne!(marked, page);
        assert_whole(&imported("a.html", marked.as_bytes()), &report);
    }
    // What is within has its own looks.
    for seen in ["opacity: 0", "font-size: 0", "visibility: hidden", "left: -9999px"] {
        let within = page.replace("<p>", "<p style=\"font-size: 14px; visibility: visible\">");
        let all =
            within.replace("<body>", &format!("<body><div style=\"{seen}\">")).replace("</body>", "</div></body>");
        assert_whole(&imported("a.html", all.as_bytes()), &report);
    }
}

/// Scripts show these, and what is within may have its looks from a stylesheet.
#[test]
fn what_holds_more_than_a_word_is_read_whatever_it_says_of_its_looks() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    for looks in ["visibility:hidden", "font-size:0;letter-spacing:-4px", "opacity:0", "left:-9999px"] {
        let all = page.replace("<body>", &format!("<body style=\"{looks}\">"));
        assert_whole(&imported("a.html", all.as_bytes()), &report);
        let tables = page.replace("<table", &format!("<div style=\"{looks}\"><table"));
        let tables = tables.replace("</table>", "</table></div>");
        assert_whole(&imported("a.html", tables.as_bytes()), &report);
    }
}

/// It keeps its place in its row; a number in it is asked about.
#[test]
fn a_cell_that_nobody_sees_is_empty_or_a_question() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let own = "<td rowspan=\"1\" colspan=\"3\"><p>517</p>";
    let place = page.find(own).unwrap_or_else(|| panic!("{page}"));
    let (before, after) = (&page[..place], &page[place + own.len()..]);
    for looks in ["visibility:hidden", "font-size:0", "opacity:0", "text-indent:-999em"] {
        for cell in [
            format!("<td style=\"{looks}\">517"),
            format!("<td><i style=\"{looks}\">517</i>"),
            format!("<td><p style=\"{looks}\">517</p>"),
            "<td><i style=\"display:none\">517</i>".to_owned(),
        ] {
            let found = imported("a.html", format!("{before}{cell}{after}").as_bytes());
            let score = score(&found, &report);
            assert_eq!((score.asked, score.wrong), (1, Vec::new()), "{cell}");
            assert!(!found.questions.is_empty());
        }
        let found = imported("a.html", format!("{before}<td style=\"{looks}\">&nbsp;{after}").as_bytes());
        let score = score(&found, &report);
        assert_eq!((score.asked, score.wrong.len()), (0, 1), "{looks}: {:?}", score.wrong);
    }
    let line = page.replacen("<p>二、", "<p>共<i style=\"opacity:0\">4713</i>件。</p><p>二、", 1);
    let found = imported("a.html", line.as_bytes());
    assert!(found.left_out.contains(&"4713".to_owned()), "{:?}", found.left_out);
}

/// The title of a page is a link to itself on many sites, and its tab has the name of the column.
#[test]
fn a_report_is_that_of_its_own_title_or_its_period() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let title = "<p>青石镇人民政府2023年政府信息公开工作年度报告</p>";
    let link = |year: u16, words: &str| {
        format!("<p><a href=\"/{year}.html\">{words}青石镇人民政府{year}年政府信息公开工作年度报告</a></p>")
    };
    let own = "<h1><a href=\"/2023.html\">青石镇人民政府2023年政府信息公开工作年度报告</a></h1>";
    let linked = page.replace(title, own).replace("</body>", &format!("{}{}</body>", link(2022, ""), link(2024, "")));
    let found = imported("a.html", linked.as_bytes());
    assert_eq!((found.year, found.agency.as_deref()), (Some(2023), Some("qingshi")));
    assert_whole(&found, &report);

    let period = "<p>本报告数据的统计期限自2023年1月1日起至2023年12月31日止。</p>";
    let other = page.replace(title, &format!("{period}{}", link(2022, "")));
    let found = imported("a.html", other.as_bytes());
    let said: String = found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect();
    assert_eq!(found.year, Some(2023), "{said}");
    assert!(!said.contains("标题写的是"), "{said}");

    let sentence = "<p>现公布青石镇人民政府2023年政府信息公开工作年度报告。</p>";
    let column = "<html><head><title>政府信息公开年报_青石镇人民政府</title></head>";
    let column = page.replace(title, sentence).replacen("<html>", column, 1);
    assert_eq!(imported("a.html", column.as_bytes()).year, Some(2023));
}

/// The list of other years' reports, and a table of telephone numbers, beside the report.
#[test]
fn links_to_reports_of_other_years_are_not_the_report() {
    let report = bound(FILLED_2021);
    let page = pour::html(&report);
    let links: String = [2024, 2022]
        .map(|year| {
            format!(
                "<li><a href=\"/{year}.html\">青石镇人民政府{year}年政府信息公开工作年度报告</a> {}-01-20</li>",
                year + 1
            )
        })
        .concat();
    let beside = format!(
        "<ul>{links}</ul><table><tr><td>党政办</td><td>88001234</td></tr><tr><td>总计</td><td>17</td></tr></table>"
    );
    let found = imported("a.html", page.replace("<body>", &format!("<body>{beside}")).as_bytes());
    assert_whole(&found, &report);
    assert_eq!((found.year, found.draft.title.as_deref()), (Some(2023), None));
    assert_eq!(found.draft.body, imported("a.html", page.as_bytes()).draft.body);
    // The title stands in the tab of the browser alone.
    let title = "<p>青石镇人民政府2023年政府信息公开工作年度报告</p>";
    assert!(page.contains(title));
    let untitled = page.replace(title, "").replace("<body>", &format!("<body><ul>{links}</ul>"));
    let tab = "<html><head><title>青石镇人民政府2023年政府信息公开工作年度报告-政务公开</title></head>";
    let found = imported("a.html", untitled.replace("<html>", tab).as_bytes());
    assert_eq!((found.year, found.agency.as_deref()), (Some(2023), Some("qingshi")));
}

#[test]
fn a_period_of_another_year_than_the_title_is_said() {
    let page = pour::html(&bound(FILLED_2021));
    let period = "<p>所列数据的统计期限自2022年1月1日起至2022年12月31日止。</p><p>二、";
    let found = imported("a.html", page.replacen("<p>二、", period, 1).as_bytes());
    let said: String = found.remarks.iter().map(|remark| remark.get(Lang::Zh)).collect();
    assert!(said.contains("统计期限是 2022 年"), "{said}");
}

#[test]
fn text_that_looks_like_markdown_arrives_as_text() {
    let page = pour::html(&bound(FILLED_2021));
    let lines = ["# 井号开头", "* 星号开头", "2023. 数字开头", "见[链接](x)和&lt;b&gt;", "占比&lt;5%，`码`"];
    let paras = lines.map(|line| format!("<p>{line}</p>")).concat();
    let body = imported("a.html", page.replacen("<p>二、", &format!("{paras}<p>二、"), 1).as_bytes()).draft.body;
    assert!(giar::markdown::links(&body).is_empty(), "{body}");
    let site = town().with("t.md", format!("---\ntitle: 甲\n---\n\n{body}\n"));
    let html = site.published("t/index.html");
    for line in ["<p># 井号开头</p>", "<p>* 星号开头</p>", "<p>2023. 数字开头</p>", "[链接](x)和&lt;b&gt;", "`码`"]
    {
        assert!(html.contains(line), "{line}\n{body}");
    }
}

#[test]
fn two_pieces_of_a_line_are_no_link_together() {
    let page = pour::html(&bound(FILLED_2021));
    let line = "<p>公开[1]<span>(7654321件)</span>，占比&lt;<span>b&gt;。</span></p>";
    let body = imported("a.html", page.replacen("<p>二、", &format!("{line}<p>二、"), 1).as_bytes()).draft.body;
    assert!(giar::markdown::links(&body).is_empty(), "{body}");
    let html = town().with("t.md", format!("---\ntitle: 甲\n---\n\n{body}\n")).published("t/index.html");
    assert!(html.contains("公开[1](7654321件)，占比&lt;b&gt;。"), "{body}");
}

#[test]
fn a_table_of_quarters_with_the_forms_columns_stays_in_the_text() {
    let report = bound(FILLED_2021);
    let heads = ["季度", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let row = |cells: &[&str]| {
        format!("<tr>{}</tr>", cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>())
    };
    let rows = ["第一季度", "第二季度"].map(|name| row(&[name, "93", "31", "4", "84", "80", "50", "342"]));
    let table = format!("<table>{}{}</table>", row(&heads), rows.concat());
    let page = pour::html(&report);
    let found = imported("a.html", page.replacen("<p>二、", &format!("{table}<p>二、"), 1).as_bytes());
    assert_whole(&found, &report);
    assert!(found.draft.body.contains("| 第二季度 | 93 | 31 |"), "{}", found.draft.body);
    assert!(found.unread.is_empty(), "{:?}", found.unread);
}
