//! What a government's pages must carry: tags, descriptions for machines, feeds, the site map, old addresses, drafts.

use crate::common::{FILLED_2021, Folder, REPORT, Site, in_year, rules, town, with_line};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PAGE: &str = "2023/qingshi/index.html";
const FORMER: &str = "\n[[agency]]\nid = \"old\"\nname = \"青石乡人民政府\"\nuntil = 2018\nparent = \"qingshi\"\n";

fn site() -> Site {
    town().with(REPORT, FILLED_2021)
}

/// The named tags of a page, in their order.
fn tags(html: &str) -> Vec<(String, String)> {
    fn values(tag: &str) -> Option<(String, String)> {
        Some((between(tag, "name=\"", "\"")?, between(tag, "content=\"", "\"")?))
    }

    let head = html.split("</head>").next().unwrap();
    head.split("<meta ").skip(1).filter_map(|rest| values(rest.split('>').next()?)).collect()
}

fn between(text: &str, before: &str, after: &str) -> Option<String> {
    Some(text.split_once(before)?.1.split_once(after)?.0.to_owned())
}

/// The names of a page's tags that begin with a capital: those of the rules on government pages.
fn official(html: &str) -> Vec<String> {
    let names = tags(html).into_iter().map(|(name, _)| name);
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase())).collect()
}

fn tag(html: &str, name: &str) -> Option<String> {
    tags(html).into_iter().find(|(other, _)| other == name).map(|(_, content)| content)
}

const SITE: [&str; 3] = ["SiteName", "SiteDomain", "SiteIDCode"];
const COLUMN: [&str; 4] = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
const ARTICLE: [&str; 3] = ["ArticleTitle", "PubDate", "ContentSource"];
const ADVISED: [&str; 2] = ["Keywords", "Description"];

#[test]
fn each_kind_of_page_carries_its_tags() {
    let site = site().with("guide.md", "---\ntitle: 指南\npublished: 2024-01-02\n---\n\n正文。\n");
    let lists = [&SITE[..], &COLUMN, &ADVISED].concat();
    assert_eq!(official(&site.published("index.html")), [&SITE[..], &ADVISED].concat());
    for list in ["2023/index.html", "agencies/qingshi/index.html", "site-map/index.html"] {
        assert_eq!(official(&site.published(list)), lists, "{list}");
    }
    assert_eq!(official(&site.published(PAGE)), [&SITE[..], &COLUMN, &ARTICLE, &ADVISED].concat());
    // A page of the author's is in another column, of which giar knows nothing.
    assert_eq!(official(&site.published("guide/index.html")), [&SITE[..], &ARTICLE, &["Description"]].concat());
}

#[test]
fn the_tags_say_what_is_known() {
    let page = site().published(PAGE);
    let said = |name| tag(&page, name).unwrap();
    assert_eq!(said("SiteName"), "青石镇政府信息公开");
    assert_eq!(said("SiteDomain"), "www.example.gov.cn");
    assert_eq!(said("SiteIDCode"), "4100000001");
    assert_eq!(said("ColumnName"), "政府信息公开年报");
    assert_eq!(said("ColumnType"), "信息公开年报");
    assert_eq!(said("ArticleTitle"), "青石镇人民政府2023年政府信息公开工作年度报告");
    assert_eq!(said("ContentSource"), "青石镇人民政府");
}

#[test]
fn site_toml_names_the_site_and_its_column() {
    let mut site = site().configured("\n[column]\nname = \"年报\"\nkeywords = [\"公开\", \"报告\"]\ntype = \"公开\"\n");
    site.config = site.config.replace("[identity]", "[identity]\nsite_name = \"青石县人民政府网\"");
    let page = site.published("2023/index.html");
    assert_eq!(tag(&page, "SiteName").unwrap(), "青石县人民政府网");
    assert_eq!(tag(&page, "ColumnName").unwrap(), "年报");
    assert_eq!(tag(&page, "ColumnKeywords").unwrap(), "公开,报告");
    assert_eq!(tag(&page, "ColumnType").unwrap(), "公开");
}

#[test]
fn a_date_is_as_exact_as_the_author_gave_it() {
    fn pub_date(line: &str) -> (Option<String>, String) {
        let page = town().with(REPORT, with_line(FILLED_2021, line)).published(PAGE);
        (tag(&page, "PubDate"), page)
    }

    assert_eq!(pub_date("published: 2024-01-20").0.unwrap(), "2024-01-20");
    assert_eq!(pub_date("published: 2024-01-20 09:05").0.unwrap(), "2024-01-20 09:05");
    assert_eq!(pub_date("published: \"2024-01-20T09:05:30+08:00\"").0.unwrap(), "2024-01-20 09:05");
    let (none, page) = pub_date("published: ~");
    assert!(none.is_none() && !page.contains("published_time") && !page.contains("datePublished"));
}

/// An empty tag is a defect; so is one that was made up.
#[test]
fn what_is_not_given_is_left_out_and_reported_once() {
    let mut site = site();
    for (key, empty) in [("id_code", ""), ("icp", "null"), ("police", " "), ("description", "")] {
        let line = site.config.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
        site.config = site.config.replace(&line, &format!("{key} = \"{empty}\""));
    }
    site.config = site.config.replace("base_url = \"https://www.example.gov.cn/xxgk/\"\n", "");
    site = site.configured("\n[column]\nname = \"\"\ntype = \"\"\nkeywords = []\n");
    for path in ["index.html", "2023/index.html", PAGE] {
        let page = site.published(path);
        for gone in ["SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"] {
            assert!(tag(&page, gone).is_none(), "{path} has {gone}");
        }
        assert!(tags(&page).iter().all(|(_, content)| !content.is_empty()), "{path}");
        assert!(!page.contains("beian"), "{path}");
    }
    let found = site.check();
    assert_eq!(rules(&found), ["missing-identity"]);
    assert_eq!(
        found[0].message,
        "site.toml 还没有写：base_url, description, identity.id_code, identity.icp, identity.police, column.name, \
         column.keywords, column.type"
    );
}

#[test]
fn the_footer_leads_to_the_registries_and_the_site_map() {
    let page = site().published(PAGE);
    let footer = page.split("<footer").nth(1).unwrap();
    assert!(footer.contains("<a href=\"https://beian.miit.gov.cn/\">豫ICP备00000001号</a>"));
    assert!(footer.contains("<a href=\"https://beian.mps.gov.cn/\">豫公网安备00000000000001号</a>"));
    assert!(footer.contains("<a href=\"../../site-map/index.html\">站点地图</a>"));
}

/// The page's JSON-LD. What stands in a `<script>` ends at the first `</script`.
fn json_ld(html: &str) -> Option<Value> {
    let json = between(html, "<script type=\"application/ld+json\">", "</script")?;
    Some(serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}")))
}

/// The properties that a type needs, and what kind of thing each is.
fn assert_sound(node: &Value) {
    let needed: &[&str] = match node["@type"].as_str().expect("a type") {
        "Dataset" => &["name", "description", "url", "inLanguage", "distribution"],
        "Report" => &["name", "headline", "url", "inLanguage", "publisher", "author", "temporalCoverage"],
        "GovernmentOrganization" => &["name"],
        "DataDownload" | "MediaObject" => &["name", "encodingFormat", "contentUrl"],
        "CreativeWork" => &[],
        other => panic!("{other} is not a type we use"),
    };
    for property in needed {
        assert!(!node[property].is_null(), "{} has no {property}", node["@type"]);
    }
    for (name, value) in node.as_object().unwrap() {
        assert!(!value.is_null() && value != "" && value.as_array().is_none_or(|list| !list.is_empty()), "{name}");
        if matches!(name.as_str(), "url" | "contentUrl") {
            assert!(value.as_str().unwrap().starts_with("https://"), "{name}: {value}");
        }
        match value {
            Value::Object(_) => assert_sound(value),
            Value::Array(list) => list.iter().filter(|item| item.is_object()).for_each(assert_sound),
            _ => {}
        }
    }
}

#[test]
fn pages_say_in_schema_org_s_words_what_they_are_about() {
    let mut site = site().configured("names = [{ until = 2015, name = \"青石乡\" }]\n").configured(FORMER);
    site.config = format!("license = \"https://creativecommons.org/licenses/by/4.0/\"\n{}", site.config);
    site.files = BTreeMap::from([("reports/qingshi/2023.md".to_owned(), FILLED_2021.into())]);
    let of = |path: &str| {
        let node = json_ld(&site.published(path)).unwrap();
        assert_eq!(node["@context"], "https://schema.org");
        assert_sound(&node);
        node
    };
    let home = of("index.html");
    assert_eq!((&home["@type"], &home["temporalCoverage"]), (&"Dataset".into(), &"2023".into()));
    let files: Vec<_> = home["distribution"].as_array().unwrap().iter().map(|file| &file["contentUrl"]).collect();
    for file in ["data/reports.csv", "data/cells.csv", "data/agencies.csv", "index.json"] {
        assert!(files.iter().any(|url| **url == format!("https://www.example.gov.cn/xxgk/{file}")), "{files:?}");
    }
    let year = of("2023/index.html");
    let files: Vec<_> = year["distribution"].as_array().unwrap().iter().map(|file| &file["encodingFormat"]).collect();
    assert_eq!(files, ["application/json", "text/csv", "text/csv"]);
    let report = of(PAGE);
    assert_eq!((&report["@type"], &report["datePublished"]), (&"Report".into(), &"2024-01-20".into()));
    assert_eq!(report["publisher"]["@type"], "GovernmentOrganization");
    let agency = of("agencies/qingshi/index.html");
    assert_eq!(agency["@type"], "GovernmentOrganization");
    assert_eq!(agency["alternateName"][0], "青石乡");
    // What no longer exists is no part of it today.
    assert!(agency["subOrganization"].is_null());
    assert_eq!(of("agencies/old/index.html")["dissolutionDate"], "2018");
    for dataset in [&home, &year] {
        assert!(dataset["description"].as_str().unwrap().chars().count() >= 50, "{dataset}");
    }
    assert!(json_ld(&site.published("404.html")).is_none());
}

#[test]
fn no_title_ends_the_script() {
    let title = "title: \"</script><script>alert(1)</script>\"\nyear: 2023\n";
    let page = town().with(REPORT, FILLED_2021.replace("year: 2023\n", title)).published(PAGE);
    assert_eq!(json_ld(&page).unwrap()["name"], "</script><script>alert(1)</script>");
    assert!(!page.contains("<script>alert"));
}

#[test]
fn agencies_that_report_together_are_authors_together() {
    let text = with_line(FILLED_2021, "published: 2024-01-20\njoint: [农业服务中心]");
    let report = json_ld(&town().with(REPORT, text).published(PAGE)).unwrap();
    let names: Vec<_> = report["author"].as_array().unwrap().iter().map(|author| &author["name"]).collect();
    assert_eq!(names, ["青石镇人民政府", "农业服务中心"]);
}

/// Elsewhere a link to the site has a picture: the portal's own, or one in its colour.
#[test]
fn what_is_shared_has_a_picture() {
    fn picture(page: &str) -> Option<String> {
        between(page, "<meta property=\"og:image\" content=\"", "\"")
    }

    let own = site();
    assert_eq!(picture(&own.published(PAGE)).unwrap(), "https://www.example.gov.cn/xxgk/share.png");
    let prepared = own.prepare().unwrap();
    let png = prepared.render(&prepared.plan.at("share.png").unwrap()).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.ends_with(b"IEND\xaeB`\x82") && png.len() < 4_000);
    let logo = site().configured("\n[brand]\nlogo = \"徽标.png\"\n").with("徽标.png", "");
    assert_eq!(picture(&logo.published(PAGE)).unwrap(), "https://www.example.gov.cn/xxgk/%E5%BE%BD%E6%A0%87.png");
    assert!(logo.prepare().unwrap().plan.at("share.png").is_none());
    let mut nowhere = site();
    nowhere.config = nowhere.config.replace("base_url = \"https://www.example.gov.cn/xxgk/\"\n", "");
    assert!(picture(&nowhere.published(PAGE)).is_none());
}

#[test]
fn open_graph_has_what_sharing_needs() {
    let page = site().published(PAGE);
    for (property, content) in [
        ("og:title", "青石镇人民政府2023年政府信息公开工作年度报告"),
        ("og:type", "article"),
        ("og:url", "https://www.example.gov.cn/xxgk/2023/qingshi/"),
        ("og:site_name", "青石镇政府信息公开"),
        ("og:locale", "zh_CN"),
        ("article:published_time", "2024-01-20"),
    ] {
        assert!(page.contains(&format!("<meta property=\"{property}\" content=\"{content}\">")), "{property}");
    }
    assert!(site().published("index.html").contains("<meta property=\"og:type\" content=\"website\">"));
    assert!(!site().published("404.html").contains("og:"));
}

/// Every data file is named by `rel=alternate` on the page it belongs to; every page names the feed.
#[test]
fn every_data_file_has_a_page_that_names_it() {
    let prepared = site().prepare().unwrap();
    let mut named = BTreeSet::new();
    for page in prepared.plan.iter().filter(|page| page.address.path.ends_with(".html")) {
        let path = &page.address.path;
        let html = String::from_utf8(prepared.render(&page).unwrap()).unwrap();
        let links: Vec<_> = html.split("<link rel=\"alternate\"").skip(1).collect();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        named.extend(links.iter().map(|link| resolved(folder, &between(link, "href=\"", "\"").unwrap())));
        assert!(path == "404.html" || links.iter().any(|link| link.contains("atom+xml")), "{path} names no feed");
    }
    let data = prepared.plan.iter().filter(|planned| planned.file.profile().format.is_some());
    assert_eq!(named, data.map(|planned| planned.address.path.clone()).collect());
}

fn resolved(folder: &str, link: &str) -> String {
    let mut parts: Vec<_> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The feed's demands are RFC 4287's: 4.1.1 (feed), 4.1.2 (entry), 4.2.6 (ids are absolute and unique), 3.3 (dates).
#[test]
fn the_feed_is_one() {
    fn rel(links: &[atom_syndication::Link], rel: &str) -> usize {
        links.iter().filter(|link| link.rel == rel).count()
    }

    let undated = with_line(&in_year(FILLED_2021, 2022), "published: ~");
    let site = site().with("reports/2022.md", undated);
    let feed: atom_syndication::Feed = site.published("feed.xml").parse().unwrap();
    let mut ids = BTreeSet::from([feed.id.clone()]);
    assert!(feed.id.starts_with("https://"));
    assert!(!feed.title.value.is_empty());
    assert_eq!((rel(&feed.links, "self"), rel(&feed.links, "alternate")), (1, 1));
    // A report of no known date is no news.
    assert_eq!(feed.entries.len(), 1);
    for entry in &feed.entries {
        assert!(entry.id.starts_with("https://") && ids.insert(entry.id.clone()), "{}", entry.id);
        assert!(!entry.title.value.is_empty() && !entry.authors.is_empty());
        // Without content an entry must lead to its page.
        assert!(entry.content.is_some() || rel(&entry.links, "alternate") == 1);
        assert!(entry.published.is_none_or(|published| published <= entry.updated));
        assert!(entry.updated <= feed.updated);
    }
    assert_eq!(feed.entries[0].published.unwrap().to_rfc3339(), "2024-01-20T00:00:00+08:00");
    let summary = &feed.entries[0].summary.as_ref().unwrap().value;
    assert!(summary.starts_with("新收申请 965 件，"), "{summary}");
}

#[test]
fn the_site_map_nests_pages_years_and_agencies() {
    let site = site()
        .configured(FORMER)
        .with("guide.md", "---\ntitle: 指南\n---\n")
        .with("guide/apply.md", "---\ntitle: 申请\n---\n");
    let site = Site { files: moved(site.files), ..site };
    let map = site.published("site-map/index.html");
    let list = |id: &str| between(&map, &format!("aria-labelledby=\"{id}\">"), "</section>").unwrap().replace('\n', "");
    assert!(list("pages").contains(
        "<ul class=\"tree\"><li><a href=\"../guide/index.html\">指南</a><ul>\
         <li><a href=\"../guide/apply/index.html\">申请</a></li></ul></li></ul>"
    ));
    let agencies = list("agencies");
    assert!(
        agencies.contains(
            "青石镇人民政府</a> <span class=\"each\"> <a href=\"../2023/qingshi/index.html\">2023年</a></span>"
        )
    );
    assert!(agencies.contains("<ul><li><a href=\"../agencies/old/index.html\">"), "{agencies}");
    assert_eq!(map.matches("../2023/qingshi/index.html").count(), 1, "every report once");
}

/// Whoever looks for a report that rightly is not there reads why, unless it is there after all.
#[test]
fn a_year_without_a_report_says_why_where_readers_look() {
    let absent = "absent = [{ year = 2022, reason = \"当年并入县政府\" }, { year = 2023, reason = \"无\" }]\n";
    let other = "\n[[agency]]\nid = \"other\"\nname = \"某局\"\nabsent = [{ year = 2023, reason = \"当年设立\" }]\n";
    let site = site().configured(absent).configured(other);
    let site = Site { files: moved(site.files), ..site };
    let facts = |path: &str| between(&site.published(path), "<dl class=\"facts\">", "</dl>").unwrap();
    let own = facts("agencies/qingshi/index.html");
    assert!(own.contains("<dd>2022年 <span class=\"aside\">当年并入县政府</span></dd>"), "{own}");
    assert!(!own.contains("2023"), "{own}");
    let year = between(&site.published("2023/index.html"), "<tr class=\"absence absent\"", "</tr>").unwrap();
    assert!(year.contains("某局</a>") && year.contains("<strong>当年设立</strong>"), "{year}");
}

/// The town's report, in the folder that a site of several agencies wants.
fn moved(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    files.into_iter().map(|(path, text)| (path.replace(REPORT, "reports/qingshi/2023.md"), text)).collect()
}

/// A map of ten thousand reports would help nobody: years and lists of agencies lead to them.
#[test]
fn the_map_of_a_large_site_names_no_reports() {
    let mut site = town();
    for at in 0..201 {
        site = site.configured(&format!("\n[[agency]]\nid = \"b{at}\"\nname = \"某局{at}\"\n"));
        site = site.with(&format!("reports/b{at}/2023.md"), FILLED_2021);
    }
    let map = site.published("site-map/index.html");
    assert!(map.contains("../2023/index.html") && map.contains("../agencies/list5.html\">某局199至某局200</a>"));
    assert!(site.published("agencies/list5.html").contains("<a href=\"b200/index.html\">某局200</a>"));
    assert!(!map.contains("../2023/b"));
}

#[test]
fn an_agency_s_page_tells_its_history() {
    let site = town().configured("succeeds = [\"old\"]\nnames = [{ until = 2015, name = \"青石公社\" }]\n");
    let site = site.configured(FORMER);
    let heir = site.published("agencies/qingshi/index.html");
    assert!(heir.contains("青石公社") && heir.contains("2015年"));
    assert!(heir.contains("<dt>前身</dt>\n<dd><a href=\"../old/index.html\">青石乡人民政府</a></dd>"));
    let old = site.published("agencies/old/index.html");
    assert!(old.contains("<dt>后继机关</dt>\n<dd><a href=\"../qingshi/index.html\">青石镇人民政府</a></dd>"));
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let site = site().with("guide.md", "---\ntitle: 指南\nredirect_from: [old/guide.html, /zhinan/]\n---\n");
    for (old, to) in [("old/guide.html", "../guide/index.html"), ("zhinan/index.html", "../guide/index.html")] {
        let page = site.published(old);
        assert!(page.contains(&format!("content=\"0; url={to}\"")), "{page}");
        assert!(page.contains(&format!("<a href=\"{to}\">本页已移到新的地址</a>")), "{page}");
        assert!(page.contains("<link rel=\"canonical\" href=\"https://www.example.gov.cn/xxgk/guide/\">"), "{page}");
    }
    assert!(!site.published("sitemap.xml").contains("zhinan"));
}

#[test]
fn an_old_address_of_a_report_leads_to_it() {
    let moved = FILLED_2021.replace("year: 2023\n", "year: 2023\nredirect_from: [art/2024/1/25/art_1_2.html]\n");
    let page = town().with(REPORT, moved).published("art/2024/1/25/art_1_2.html");
    assert!(page.contains("content=\"0; url=../../../../2023/qingshi/index.html\""), "{page}");
}

#[test]
fn a_page_s_date_is_a_date() {
    let found = site().with("guide.md", "---\ntitle: 指南\npublished: 去年\n---\n").check();
    assert_eq!(rules(&found), ["invalid-front-matter"]);
    assert_eq!((found[0].line, found[0].column), (3, 12));
}

fn with_drafts() -> Folder {
    let draft =
        with_line(&in_year(FILLED_2021, 2024), "published: 2025-01-20").replace("---\nyear", "---\ndraft: true\nyear");
    let page = "---\ntitle: 未定稿\nnav: true\ndraft: true\n---\n\n正文。\n";
    site().with("reports/2024.md", draft).with("plan.md", page).write()
}

#[test]
fn drafts_are_not_published() {
    let folder = with_drafts();
    folder.giar(&["build", "-q", "-o", "out"]).expect(0);
    let files = folder.files("out");
    assert!(!files.keys().any(|path| path.starts_with("2024/") || path.starts_with("plan/")));
    assert!(!files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("未定稿")));
}

#[test]
fn drafts_that_are_asked_for_are_marked_and_stay_out_of_navigation_and_feeds() {
    let folder = with_drafts();
    folder.giar(&["build", "-q", "--drafts", "-o", "out"]).expect(0);
    for path in ["out/2024/qingshi/index.html", "out/plan/index.html"] {
        let page = folder.read(path);
        assert!(page.contains("这是尚未发布的草稿。") && page.contains("noindex"), "{path}");
    }
    let home = folder.read("out/index.html");
    assert!(home.contains("<span class=\"badge\">草稿</span>") && home.contains("noindex"));
    assert!(!between(&home, "<nav", "</nav>").unwrap().contains("未定稿"));
    assert!(!folder.read("out/feed.xml").contains("2024/qingshi"));
    assert!(!folder.read("out/sitemap.xml").contains("2024/qingshi"));
    assert_eq!(folder.read("out/robots.txt"), "User-agent: *\nDisallow: /\n");
}

#[test]
fn an_english_portal_surrounds_the_chinese_form() {
    let mut site =
        site().with("guide.md", "---\ntitle: Guide to 公开\nnav: true\n---\n\nAsk the office of 青石镇 in writing.\n");
    site.config = format!("language = \"en\"\n{}", site.config);
    let report = site.published(PAGE);
    assert!(report.contains("<html lang=\"en\""));
    assert!(report.contains("<time datetime=\"2024-01-20\">20 January 2024</time>"));
    assert!(report.contains("<dt>Published</dt>"));
    assert!(
        report.contains(
            "<h1><span lang=\"zh-CN\">青石镇人民政府<wbr>2023年<wbr>政府信息公开工作<wbr>年度报告</span></h1>"
        )
    );
    assert!(report.contains("<h2 id=\"overview\" lang=\"zh-CN\">"));
    assert!(report.contains("Guide to <span lang=\"zh-CN\">公开</span></a>"));
    assert!(site.published("2023/index.html").contains("<h1>Annual disclosure reports for 2023</h1>"));
    // An English text with a Chinese name in it is English.
    assert!(site.published("guide/index.html").contains("<div class=\"prose aligned\">"));
}
