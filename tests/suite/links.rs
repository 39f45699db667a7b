//! Links, pictures and attachments: what is broken is found where it stands, and what is right is left alone.

use crate::common::*;
use giar::{
    diag::Level,
    pipeline::{self, Options},
};

/// The filled report with more text in section one, at line 47.
fn with_text(text: &str) -> String {
    FILLED_2021.replacen("## 一、总体情况\n", &format!("## 一、总体情况\n\n{text}\n"), 1)
}

fn line_of(text: &str, part: &str) -> usize {
    text[..text.find(part).unwrap()].matches('\n').count() + 1
}

fn site(text: &str) -> Site {
    town()
        .with("reports/2023/index.md", with_text(text))
        .with("reports/2023/附表 一.pdf", "x")
        .with("reports/2023/list.txt", "x")
        .with("reports/2022.md", in_year(FILLED_2021, 2022))
        .with("guide.md", "---\ntitle: 指南\nredirect_from: [old/guide.html]\n---\n## 申请办法\n\n文字\n\n### 表格\n")
        .with("img/window.jpg", "x")
}

#[track_caller]
fn found_in(text: &str) -> Vec<Found> {
    site(text).check()
}

#[track_caller]
fn only(found: Vec<Found>) -> Found {
    let [found] = <[Found; 1]>::try_from(found).unwrap_or_else(|found| panic!("{found:#?}"));
    found
}

#[test]
fn right_links_are_left_alone() {
    for text in [
        "[甲](list.txt)",
        "[甲](./list.txt)",
        "[甲](../../guide.md)",
        "[甲](../../guide/)",
        "[甲](../../guide/index.html)",
        "[甲](../../guide.md#s-2)",
        "[甲](../2022.md#overview)",
        "[甲](../2022.md#applications)",
        "[甲](../2022.md#main)",
        "[甲](../../2022/)",
        "[甲](../../agencies/qingshi/)",
        "[甲](../../feed.xml)",
        "[甲](../../old/guide.html#x)",
        "[甲](report.json)",
        "[甲](index.md)",
        "[甲](#problems)",
        "[甲](#三、收到和处理政府信息公开申请情况)",
        "[甲](../../guide.md#%E7%94%B3%E8%AF%B7%E5%8A%9E%E6%B3%95)",
        "[甲](#)",
        "[甲](#top)",
        "[甲](%E9%99%84%E8%A1%A8%20%E4%B8%80.pdf)",
        "[甲](<附表 一.pdf#page=2>)",
        "[甲](/xxgk/guide/)",
        "[甲](/xxgk/)",
        "[甲](/other/department/)",
        "[甲](https://www.example.gov.cn/xxgk/2022/qingshi/#overview)",
        "[甲](https://www.example.gov.cn/elsewhere/)",
        "[甲](mailto:a@b.cn)，<a@b.cn>，<https://www.gov.cn/nowhere>",
        "[甲][乙]\n\n[乙]: list.txt\n",
        "`[甲](nowhere.txt)`",
        "![窗口](../../img/window.jpg)",
        "甲<a href=\"list.txt\">乙</a>",
    ] {
        let found = found_in(text);
        assert!(found.is_empty(), "{text}: {found:#?}");
    }
}

#[test]
fn broken_links_are_found_at_their_target() {
    for (text, column, reported, hint) in [
        ("见[甲](lsit.txt)。", 6, "链接指向的“lsit.txt”不存在", "是不是“list.txt”？"),
        ("见[甲](List.txt)。", 6, "链接指向的“List.txt”不存在", "是不是“list.txt”？"),
        ("见[甲](../list.txt)。", 6, "链接指向的“../list.txt”不存在", "是不是“list.txt”？"),
        ("见[甲](../2021.md)。", 6, "链接指向的“../2021.md”不存在", "是不是“../2022.md”？"),
        ("见[甲](../../Guide.md)。", 6, "链接指向的“../../Guide.md”不存在", "是不是“../../guide.md”？"),
        ("见[甲](../../guide)。", 6, "链接指向的“../../guide”不存在", "是不是“../../guide/”？"),
        ("见[甲](../../../guide.md)。", 6, "“../../../guide.md”在 content 文件夹之外", "路径从"),
        ("见[甲](%E9%99%84%E8%A1%A8.pdf)。", 6, "链接指向的“附表.pdf”不存在", "是不是“附表 一.pdf”？"),
        (
            "见[甲](/xxgk/guid/)。",
            6,
            "链接指向的“/xxgk/guid/”不存在",
            "是不是“https://www.example.gov.cn/xxgk/guide/”？",
        ),
        (
            "见[甲](https://www.example.gov.cn/xxgk/GUIDE/)。",
            6,
            "链接指向的“https://www.example.gov.cn/xxgk/GUIDE/”不存在",
            "是不是“https://www.example.gov.cn/xxgk/guide/”？",
        ),
        ("![窗口](../../img/windw.jpg)", 7, "图片指向的“../../img/windw.jpg”不存在", "是不是“../../img/window.jpg”？"),
        ("甲<a class=b href='lsit.txt'>乙</a>", 19, "链接指向的“lsit.txt”不存在", "是不是“list.txt”？"),
        ("![窗口](window.jpg)", 7, "图片指向的“window.jpg”不存在", "是不是“../../img/window.jpg”？"),
        ("![窗口](lost.jpg)", 7, "图片指向的“lost.jpg”不存在", "路径从"),
        (
            "![窗口](C:\\图\\a.jpg)",
            7,
            "图片的地址是这台电脑上的位置",
            "把文件复制到报告旁边的文件夹 content/reports/2023",
        ),
        ("见[甲](www.example.gov.cn)。", 6, "链接指向的“www.example.gov.cn”不存在", "别的网站的网址，前面加 https://"),
        ("见[甲](http：//a.cn/b)。", 6, "网址“http：//a.cn/b”的写法不对", "冒号和斜线用半角的：http://a.cn/b"),
        ("见[甲](..\\2022.md)。", 6, "链接指向的“..\\2022.md”不存在", "地址里用“/”，不用“\\”：../2022.md"),
        ("甲[乙]()", 2, "链接没有写地址", ""),
        ("见[甲](#overveiw)。", 6, "那一页没有叫“#overveiw”的位置", "是不是“#overview”？"),
        ("见[甲](../../guide.md#s-3)", 6, "那一页没有叫“#s-3”的位置", "是不是“#s-"),
    ] {
        let found = only(found_in(text));
        assert_eq!((found.rule, found.level), ("broken-link", Level::Error), "{text}");
        assert_eq!(found.at.as_deref(), Some("overview"), "{text}");
        let line = line_of(&with_text(text), text);
        assert_eq!((found.line, found.column), (line, column), "{text}");
        assert!(found.message.starts_with(reported), "{text}: {}", found.message);
        assert!(found.hints.concat().starts_with(hint), "{text}: {:?}", found.hints);
    }
}

#[test]
fn a_reference_is_broken_where_it_is_defined() {
    let text = "[甲][乙]和[丙][乙]。\n\n[乙]: lsit.txt\n";
    let found = found_in(text);
    let line = line_of(&with_text(text), "[乙]: lsit");
    let places: Vec<_> = found.iter().map(|found| (found.rule, found.line, found.column)).collect();
    assert_eq!(places, [("broken-link", line, 6)]);
}

#[test]
fn pages_and_the_introduction_are_checked_too() {
    let site = town()
        .with("index.md", "[甲](guid.md)\n\n## 二\n\n[甲](#intro-1)[乙](#intro-2)\n")
        .with("help/guide.md", "[甲](../img/a.png)\n");
    let found = site.check();
    let places: Vec<_> = found.iter().map(|f| (f.file.as_str(), f.line, f.column)).collect();
    assert_eq!(
        places,
        [("content/help/guide.md", 1, 5), ("content/index.md", 1, 5), ("content/index.md", 5, 18)],
        "{found:#?}"
    );
}

#[test]
fn the_reports_of_several_agencies_link_to_each_other() {
    fn county(text: &str) -> Site {
        town()
            .configured(
                "\n[[agency]]\nid = \"xian\"\nname = \"某县人民政府\"\nkind = \"government\"\nrank = \"county\"\n",
            )
            .with("reports/xian/2023.md", with_text(text).replace("青石镇", "某县"))
            .with("reports/qingshi/2023/index.md", FILLED_2021)
            .with("reports/qingshi/2023/a.txt", "x")
    }

    for text in ["[甲](../qingshi/2023/index.md)", "[甲](../qingshi/2023/a.txt)", "[甲](../../2023/qingshi/report.csv)"]
    {
        let found = county(text).check();
        assert!(!rules(&found).contains(&"broken-link"), "{text}: {found:#?}");
    }
    let found = county("[甲](../qingshi/2023.md)").check();
    let broken = found.iter().find(|found| found.rule == "broken-link").unwrap();
    assert_eq!(broken.hints, ["是不是“../qingshi/2023/index.md”？"].map(str::to_owned), "{broken:#?}");
}

#[test]
fn a_waiver_lets_a_broken_link_stand() {
    let waiver = "waivers: [{rule: broken-link, at: overview, value: old.xls, reason: 附件已经遗失}]\n";
    let text = with_text("[甲](old.xls)").replacen("---\n", &format!("---\n{waiver}"), 1);
    let found = only(town().with(REPORT, text).check());
    assert_eq!(found.waived.as_deref(), Some("附件已经遗失"));
}

#[test]
fn a_link_to_a_draft_is_broken_until_the_draft_is_published() {
    let site = town()
        .with(REPORT, with_text("[甲](../plan.md)"))
        .with("plan.md", "---\ntitle: 计划\ndraft: true\n---\n正文\n")
        .with("other.md", "---\ntitle: 其他\ndraft: true\n---\n[甲](plan.md)\n");
    let reported = only(site.check());
    assert_eq!((reported.rule, reported.level), ("broken-link", Level::Error));
    assert_eq!(reported.message, "链接指向草稿“../plan.md”，草稿不发布");
    let shown = site.prepare_with(&Options { drafts: true, ..Options::default() }).unwrap();
    let reported = only(found(&shown.findings));
    assert_eq!((reported.file.as_str(), reported.level), ("content/reports/2023.md", Level::Warning));
    assert!(!pipeline::is_refused(&shown.findings, false));
    let file = town()
        .with("guide.md", "# 指南\n\n[甲](plan/a.pdf)\n")
        .with("plan/index.md", "---\ntitle: 计划\ndraft: true\n---\n[甲](a.pdf)\n")
        .with("plan/a.pdf", "x");
    let [published, shown] = [file.check(), file.check_drafts()].map(only);
    assert_eq!((published.file.as_str(), published.level), ("content/guide.md", Level::Error));
    assert_eq!((shown.file.as_str(), shown.level), ("content/guide.md", Level::Warning));
}

#[test]
fn entries_of_the_navigation_lead_somewhere() {
    fn nav(path: &str) -> Vec<Found> {
        site("").configured(&format!("\n[[nav]]\nlabel = \"指南\"\npath = \"{path}\"\n")).check()
    }

    for path in ["guide/", "", "2022/qingshi/", "guide/index.html", "feed.xml", "https://www.gov.cn/x", "guide/#s-1"] {
        let found = nav(path);
        assert!(found.is_empty(), "{path}: {found:#?}");
    }
    for (path, hint) in [("guid/", "guide/"), ("guide.md", "guide/"), ("Guide/", "guide/"), ("guide", "guide/")] {
        let found = only(nav(path));
        assert_eq!((found.rule, found.file.as_str()), ("broken-link", "site.toml"), "{path}");
        let line = TOWN.lines().count() + 4;
        assert_eq!((found.line, found.column), (line, 8), "{path}");
        assert_eq!(found.hints, [format!("是不是“{hint}”？")], "{path}");
    }
    for path in ["http:evil", "https:/evil", "HTTP:\\\\\\\\evil"] {
        let found = only(nav(path));
        assert_eq!((found.rule, found.file.as_str()), ("broken-link", "site.toml"), "{path}");
        assert!(found.message.ends_with("的写法不对"), "{path}: {}", found.message);
    }
}

#[test]
fn old_addresses_are_of_this_site() {
    let page =
        |from: &str| town().with("a/b.md", format!("---\ntitle: 甲\nredirect_from: [{from}]\n---\n正文\n")).check();
    for from in ["old.html", "old/", "/zwgk/旧/"] {
        assert!(page(from).is_empty(), "{from}");
    }
    for from in ["https://a.cn/old.html", "../old.html", "old.html?id=1", "/"] {
        let found = only(page(from));
        assert_eq!((found.rule, found.line, found.column), ("broken-link", 3, 17), "{from}");
        let report = FILLED_2021.replace("year: 2023\n", &format!("year: 2023\nredirect_from: [{from}]\n"));
        let found = only(town().with(REPORT, report).check());
        assert_eq!((found.rule, found.line), ("broken-link", 3), "{from}");
    }
}

#[test]
fn what_is_embedded_is_reported_because_no_page_shows_it() {
    for (html, target) in [
        ("<iframe src=\"https://player.example.cn/1\"></iframe>", "https://player.example.cn/1"),
        ("<video src=\"list.txt\"></video>", "list.txt"),
        ("<video><source src=\"list.txt\"></video>", "list.txt"),
        ("<object data=\"javascript:a\"></object>", "javascript:a"),
        ("文字<audio src=a.mp3></audio>", "a.mp3"),
    ] {
        let found = only(found_in(html));
        assert_eq!((found.rule, found.level), ("broken-link", Level::Warning), "{html}");
        assert!(found.message.contains(target) && found.hints[0].contains("改成链接"), "{found:?}");
        let page = site(html).published("2023/qingshi/index.html");
        assert!(!["<iframe", "<video", "<object", "<audio"].iter().any(|tag| page.contains(tag)), "{html}");
    }
}

#[test]
fn pictures_need_words() {
    for text in ["![](../../img/window.jpg)", "![ ](../../img/window.jpg)", "<img src=\"../../img/window.jpg\">"] {
        let found = only(found_in(&format!("甲{text}")));
        assert_eq!((found.rule, found.level, found.column), ("missing-alt", Level::Warning, 2), "{text}");
    }
    for text in ["![申请窗口](../../img/window.jpg)", "<img src=\"../../img/window.jpg\" alt=\"\">"] {
        assert!(found_in(text).is_empty(), "{text}");
    }
}

#[test]
fn a_table_as_a_picture_is_reported() {
    fn site(text: String) -> Site {
        town().with(REPORT, text).with("reports/img/a.png", "x").with("reports/img/表3.png", "x")
    }

    let image = "![收到和处理申请情况](img/a.png)";
    let section = format!("## 三、收到和处理政府信息公开申请情况\n\n{image}\n\n## 五、");
    let text = FILLED_2021.replacen("## 五、", &section, 1);
    let reported = only(site(text.clone()).check());
    assert_eq!((reported.rule, reported.level, reported.column), ("table-as-image", Level::Warning, 1));
    assert_eq!((reported.line, reported.at.as_deref()), (line_of(&text, image), Some("applications")));
    for (text, is_table) in [
        ("![统计表](img/a.png)", true),
        ("![办理情况](img/表3.png)", true),
        ("![人大代表视察政务大厅](img/a.png)", false),
        ("[统计表](img/表3.png)", false),
    ] {
        assert_eq!(rules(&site(with_text(text)).check()) == ["table-as-image"], is_table, "{text}");
    }
}

#[test]
fn links_lead_where_the_check_says() {
    let text = "[甲](<附表 一.pdf>)[乙](../../guide.md#s-1)甲<a href=\"list.txt\">乙</a>[丙](../../2022/)<a@b.cn>";
    let page = site(text).published("2023/qingshi/index.html");
    for href in [
        "href=\"%E9%99%84%E8%A1%A8%20%E4%B8%80.pdf\"",
        "href=\"../../guide/index.html#s-1\"",
        "href=\"list.txt\"",
        "href=\"../../2022/index.html\"",
        "href=\"mailto:a@b.cn\"",
    ] {
        assert!(page.contains(href), "{href}");
    }
}

#[test]
fn headings_have_ids_that_last() {
    let text = "### 甲\n\n文字\n\n### 乙\n";
    let page = site(text).published("2023/qingshi/index.html");
    for id in ["id=\"overview\"", "id=\"overview-1\">甲", "id=\"overview-2\">乙"] {
        assert!(page.contains(id), "{id}");
    }
}
