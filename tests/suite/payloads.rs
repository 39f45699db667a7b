//! Whatever somebody writes, wherever it may be written: nothing that runs reaches a published file. The pages are judged
//! without their Content-Security-Policy, which is a second fence and not the first.

use crate::common::*;
use giar::pipeline::Stop;
use std::collections::BTreeSet;

/// A payload a line.
const PAYLOADS: &str = include_str!("../fixtures/payloads.txt");

/// Elements and attributes that authors may bring to a page besides those of the page itself.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "area",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "map",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];
const ATTRIBUTES: &[&str] = &[
    "abbr",
    "align",
    "alt",
    "aria-label",
    "axis",
    "char",
    "charoff",
    "cite",
    "class",
    "colspan",
    "datetime",
    "dir",
    "headers",
    "height",
    "href",
    "hreflang",
    "id",
    "lang",
    "name",
    "open",
    "role",
    "rowspan",
    "scope",
    "size",
    "span",
    "src",
    "start",
    "summary",
    "tabindex",
    "title",
    "type",
    "valign",
    "value",
    "width",
];

fn payloads() -> Vec<&'static str> {
    let payloads: Vec<_> = PAYLOADS.lines().filter(|line| !line.trim().is_empty()).collect();
    assert!(payloads.len() >= 150);
    payloads
}

/// A text as YAML and TOML write it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// Every opening tag of a page, as browsers read it.
fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, rest)| rest);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag;
            (tag, rest) = opening(rest);
            if matches!(&*tag.name, "script" | "style" | "textarea" | "title") {
                let end = format!("</{}", tag.name);
                rest = rest.to_ascii_lowercase().find(&end).map_or("", |at| &rest[at..]);
            }
            found.push(tag);
        }
    }
    found
}

fn opening(html: &str) -> (Tag, &str) {
    fn is_end(c: char) -> bool {
        c.is_ascii_whitespace() || matches!(c, '/' | '>')
    }

    let (name, mut rest) = html.split_at(html.find(is_end).unwrap_or(html.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (Tag { name: name.to_ascii_lowercase(), attributes }, rest);
        }
        let first = rest.chars().next().unwrap().len_utf8();
        let end = rest[first..].find(|c: char| is_end(c) || c == '=').map_or(rest.len(), |at| first + at);
        let key = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len())),
            };
        }
        attributes.push((key, value.to_owned()));
    }
}

/// The scheme of an address in an attribute.
fn scheme(value: &str) -> Option<String> {
    let mut text = value.to_owned();
    for code in (0..128_u8).filter(|_| value.contains("&#")) {
        for spelt in [format!("&#{code};"), format!("&#x{code:x};"), format!("&#x{code:X};")] {
            text = text.replace(&spelt, &char::from(code).to_string());
        }
    }
    for (name, meant) in [
        ("&colon;", ":"),
        ("&Tab;", "\t"),
        ("&NewLine;", "\n"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        text = text.replace(name, meant);
    }
    let text: String =
        text.trim_start_matches(|c| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// What the site itself has on its pages.
struct Own(BTreeSet<(String, String)>);

impl Own {
    fn of(site: &Site) -> Self {
        let pages = pages(site, ALL);
        assert!(!pages.is_empty());
        let pairs = pages.iter().flat_map(|(_, html)| tags(html)).flat_map(|tag| {
            let none = (tag.name.clone(), String::new());
            tag.attributes.into_iter().map(move |(key, _)| (tag.name.clone(), key)).chain([none]).collect::<Vec<_>>()
        });
        Self(pairs.collect())
    }

    fn has(&self, tag: &str, attribute: &str) -> bool {
        self.0.contains(&(tag.to_owned(), attribute.to_owned()))
    }

    /// What of a page would run.
    fn faults(&self, html: &str) -> Vec<String> {
        let mut faults = Vec::new();
        for tag in tags(html) {
            let name = tag.name.as_str();
            let value = |key: &str| tag.attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str());
            let is_data = matches!(value("type"), Some("application/ld+json" | "application/json"));
            let is_ours = value("src")
                .is_some_and(|src| src.trim_start_matches("../").trim_start_matches("/xxgk/").starts_with("assets/"));
            let has_place = TAGS.contains(&name) || self.has(name, "");
            if !has_place || (name == "script" && !is_data && !is_ours) {
                faults.push(format!("{tag:?}"));
            }
            for (key, value) in &tag.attributes {
                let is_known = self.has(name, key) || (TAGS.contains(&name) && ATTRIBUTES.contains(&key.as_str()));
                let leads = matches!(
                    &**key,
                    "href" | "src" | "action" | "cite" | "poster" | "data" | "formaction" | "xlink:href"
                );
                let scheme = if leads { scheme(value) } else { None };
                let is_safe = scheme.is_none_or(|scheme| matches!(&*scheme, "http" | "https" | "mailto" | "tel"));
                if !is_known || !is_safe || key.starts_with("on") {
                    faults.push(format!("{tag:?}"));
                }
            }
        }
        faults
    }
}

/// Every page of a site, whatever the checks find in it, and its feed.
fn pages(site: &Site, wanted: fn(&str) -> bool) -> Vec<(String, String)> {
    let prepared = site.prepare().unwrap_or_else(|stop| panic!("{stop:?}"));
    let files =
        prepared.plan.iter().filter(|file| file.address.path.ends_with(".html") || file.address.path == "feed.xml");
    files
        .filter(|file| wanted(&file.address.path))
        .map(|file| (file.address.path.clone(), String::from_utf8(prepared.render(&file).unwrap()).unwrap()))
        .filter(|(path, text)| {
            if path == "feed.xml" {
                text.parse::<atom_syndication::Feed>().unwrap_or_else(|error| panic!("{error}: {text}"));
            }
            path != "feed.xml"
        })
        .collect()
}

/// All pages of a site; and those on which whatever the settings say stands.
const ALL: fn(&str) -> bool = |_| true;
const FEW: fn(&str) -> bool = |path| matches!(path, "index.html" | "2023/a/index.html");

#[track_caller]
fn nothing_runs(own: &Own, site: &Site, wanted: fn(&str) -> bool) {
    for (path, html) in pages(site, wanted) {
        let faults = own.faults(&html);
        assert!(faults.is_empty(), "{path}: {faults:#?}");
    }
}

/// A page with a text in every place that its author fills.
fn page(text: &str) -> String {
    let fields = quoted(text);
    format!(
        "---\ntitle: {fields}\ndescription: {fields}\nkeywords: [{fields}]\nnav: true\nredirect_from: [{fields}]\n---\n\n{text}\n\n\
         甲{text}乙\n\n## {text}\n\n- {text}\n\n> {text}\n\n|a|b|\n|-|-|\n|{text}|x|\n\n<div>\n{text}\n</div>\n\n\
         [{text}]({text}) ![{text}](<{text}> \"{text}\") [a][r] <a href=\"{text}\">a</a> <img src='{text}' alt=\"{text}\">\n\n\
         [r]: {text}\n\n甲[^n]\n\n[^n]: {text}\n\n    {text}\n\n```{text}\n{text}\n```\n\n<p title=\"{text}\">x</p>\n\n<table {text}><tr><td>{text}</table>\n"
    )
}

#[test]
fn the_judge_sees_what_runs() {
    let own = Own::of(&town().with("t.md", page("甲")));
    for html in [
        "<script>a</script>",
        "<img src=x onerror=a>",
        "<a href=\"java&#9;script:a\">",
        "<iframe src=x>",
        "<p style=a>",
        "<a href=' javascript:a'>",
        "<img src=\"a\"onerror=a>",
        "<script src=//a></script>",
        "<svg onload=a>",
    ] {
        assert!(!own.faults(html).is_empty(), "{html}");
    }
    assert_eq!(own.faults("<p title=\"<script>\">&lt;script&gt;</p><a href=\"a/b:c\">"), [""; 0]);
}

#[test]
fn nothing_in_a_page_runs() {
    let own = Own::of(&town().with("t.md", page("甲")));
    let mut site = town();
    for (at, payload) in payloads().into_iter().enumerate() {
        let name = payload.replace('/', "∕");
        site = site.with(&format!("t{at}.md"), page(payload)).with(&format!("n{at}{name}.md"), payload);
        site = site.with(&format!("f/{name}.pdf"), "x");
    }
    nothing_runs(&own, &site.with("index.md", page("<script>alert(1)</script>")), ALL);
}

/// A report with a text in every place that its author fills.
fn report(text: &str) -> String {
    let (fields, cell) = (quoted(text), quoted(&format!("0（{text}）")));
    let head = format!(
        "title: {fields}\njoint: [{fields}]\nrevisions: [{{date: 2024-03-02, note: {fields}}}]\n\
         waivers: [{{rule: missing-year, reason: {fields}}}, {{rule: total-mismatch, at: applications.received, reason: {fields}}}]\n"
    );
    replace_line(ZEROS, "行政许可", &format!("行政许可: {cell}")).replacen("---\n", &format!("---\n{head}"), 1)
        + &format!("\n{text}\n\n### {text}\n\n甲[^n]\n\n[^n]: {text}\n")
}

#[test]
fn nothing_in_a_report_runs() {
    fn free(text: &str) -> String {
        let text_line = quoted(text);
        format!("---\nyear: 2015\nindicators: {{{text_line}: {text_line}}}\n---\n\n## {text}\n\n{text}\n")
    }

    let agency = |id: &str, name: &str| {
        let name = quoted(name);
        format!(
            "\n[[agency]]\nid = \"{id}\"\nname = {name}\nshort_name = {name}\nname_aliases = [{name}]\n\
             names = [{{until = 2016, name = {name}}}]\nabsent = [{{year = 2020, reason = {name}}}]\nkind = \"office\"\nrank = \"town\"\n"
        )
    };
    let with = |site: Site, id: &str, text: &str| {
        site.configured(&agency(id, text))
            .with(&format!("reports/{id}/2023.md"), report(text))
            .with(&format!("reports/{id}/2015.md"), free(text))
    };
    // As many as a list needs to have a filter.
    let own = Own::of(
        &["甲", "乙", "丙", "丁", "戊"]
            .iter()
            .enumerate()
            .fold(town(), |site, (at, name)| with(site, &format!("a{at}"), name)),
    );
    let all = payloads();
    for chunk in all.chunks(40) {
        let each = chunk.iter().enumerate();
        nothing_runs(&own, &each.fold(town(), |site, (at, payload)| with(site, &format!("p{at}"), payload)), ALL);
    }
}

/// A configuration with a text in every place that is a text.
fn configured(text: &str) -> Site {
    let text = quoted(text);
    let mut config = format!(
        "title = {text}\ndescription = {text}\nlicense = {text}\nbase_url = \"https://www.example.gov.cn/xxgk/\"\n[identity]\n"
    );
    for key in ["site_name", "organiser", "contact", "address", "postcode", "phone", "icp", "police"] {
        config += &format!("{key} = {text}\n");
    }
    config += &format!("[column]\nname = {text}\ntype = {text}\nkeywords = [{text}]\ndescription = {text}\n");
    config += &format!(
        "[[nav]]\nlabel = {text}\npath = \"\"\n[[agency]]\nid = \"a\"\nname = {text}\nkind = \"office\"\nrank = \"town\"\n"
    );
    Site { config, ..town() }.with("reports/2023.md", ZEROS)
}

#[test]
fn nothing_in_the_settings_runs() {
    let own = Own::of(&configured("甲"));
    for payload in payloads() {
        nothing_runs(&own, &configured(payload), FEW);
    }
}

#[test]
fn an_address_of_the_navigation_leads_somewhere_or_is_refused() {
    fn nav(path: &str) -> Site {
        town().configured(&format!("\n[[nav]]\nlabel = \"甲\"\npath = {}\n", quoted(path)))
    }

    let own = Own::of(&town());
    for payload in payloads() {
        match nav(payload).prepare() {
            Err(Stop::Config(_, findings)) => assert_eq!(found(&findings).len(), 1, "{payload}"),
            Err(stop) => panic!("{payload}: {stop:?}"),
            Ok(_) => nothing_runs(&own, &nav(payload), FEW),
        }
    }
    for path in [
        "javascript:a",
        "javascript://x/%0aalert(1)",
        "data://x",
        "file:///etc",
        " JaVa\tScript://x",
        "\u{1f}javascript:a",
    ] {
        let found = nav(path).configuration_faults();
        assert!(found[0].place_and_rule().ends_with("invalid-configuration"), "{path:?}: {found:?}");
    }
    for path in ["https://a.cn/", "mailto:a@b.cn", "tel:12345"] {
        assert!(nav(path).published("index.html").contains(&format!("href=\"{path}\"")), "{path}");
    }
}

#[test]
fn an_address_of_the_site_holds_no_password_and_nothing_that_is_not_seen() {
    for base in
        ["https://name:password@a.cn/", "https://a.cn/\u{200b}/", "https://a.cn/\u{202e}x/", "javascript://a.cn/"]
    {
        let config = TOWN.replace("https://www.example.gov.cn/xxgk/", base);
        let faults = Site { config, ..town() }.configuration_faults();
        assert!(faults[0].message.contains("base_url"), "{base:?}: {faults:?}");
    }
}

#[test]
fn a_link_that_would_run_is_an_error_at_its_place() {
    for target in ["javascript:a", "JAVASCRIPT:a", "data:text/html,x", "file:///etc", "<java\tscript:a>"] {
        let found = town().with("t.md", format!("---\ntitle: 甲\n---\n见[甲]({target})。\n")).check();
        assert_eq!(rules(&found), ["broken-link"], "{target}");
        assert_eq!((found[0].line, found[0].column), (4, if target.starts_with('<') { 7 } else { 6 }), "{target}");
    }
}

#[test]
fn attachments_that_run_are_published_only_if_they_are_named() {
    let names = ["图.svg", "表/单.html", "a.XHTML", "b.htm", "c.svgz", "d.xml"];
    let site = names.iter().fold(town(), |site, name| site.with(name, "x")).with("e.png", "x").with("f.pdf", "x");
    let found = site.check();
    assert_eq!(rules(&found), ["active-attachment"; 6]);
    assert!(found.iter().any(|found| found.file == "content/表/单.html"), "{found:?}");
    for name in ["a.rdf", "a.atom", "a.KML", "a.xsd", "a.svg.gz", "a.html.br"] {
        assert_eq!(rules(&town().with(name, "x").check()), ["active-attachment"], "{name}");
    }
    for name in [
        "a.xhtm",
        "a.html5",
        "a.dhtml",
        "a.html.zh",
        "a.phtml",
        "a.php",
        "a.PHP5",
        "a.shtml",
        "a.htm.bak1",
        "a.html.zh.gz",
        "a.jsp",
    ] {
        assert_eq!(rules(&town().with(name, "x").check()), ["active-attachment"], "{name}");
    }
    for name in ["a.html.zip", "网页html.docx", "a.b.pdf", "html.png"] {
        assert_eq!(town().with(name, "x").check(), [], "{name}");
    }
    let allowed = "active_attachments = [\"图.svg\", \"表/\", \"a.XHTML\", \"b.htm\", \"c.svgz\", \"d.xml\"]\n";
    assert_eq!(Site { config: format!("{allowed}{TOWN}"), ..site.clone() }.check(), []);
    let allowed = "active_attachments = [\"图\", \"表/单\"]\n";
    assert_eq!(Site { config: format!("{allowed}{TOWN}"), ..site }.check().len(), 6);
}

#[test]
fn names_of_places_are_the_page_s_own_or_given_once() {
    fn page(text: &str) -> Site {
        town().with("t.md", format!("---\ntitle: 甲\n---\n{text}\n\n## 乙\n"))
    }

    for text in [
        "<a id=\"main\"></a>",
        "<a id=\"s-1\"></a>",
        "<a id=\"a\"></a>\n\n<a name=\"a\"></a>",
        "<h3 id=\"a\">丙</h3>\n\n<p id=\"a\">丁</p>",
    ] {
        assert_eq!(rules(&page(text).check()), ["duplicate-id"], "{text}");
    }
    assert_eq!(page("<a id=\"a\"></a>\n\n<a id=\"b\"></a>").check(), []);
    let html =
        page("<a id=\"main\" class=\"ledger\"></a><p class=\"hint\" id=\"own\">丙</p>").published("t/index.html");
    assert_eq!(html.matches("id=\"main\"").count(), 1);
    assert!(
        html.contains("<p id=\"own\">") && !html.contains("hint\" id") && !html.contains("class=\"ledger\""),
        "{html}"
    );
}

#[test]
fn characters_that_no_page_may_hold_are_found_wherever_they_come_from() {
    for bad in ['\u{fffe}', '\u{ffff}', '\u{1}', '\u{b}', '\u{84}', '\u{9f}', '\u{1fffe}'] {
        let code = format!("U+{:04X}", bad as u32);
        let escape = format!("\\U{:08X}", bad as u32);
        let texts = [
            format!("---\ntitle: \"a{escape}\"\n---\n甲\n"),
            format!("---\ntitle: 甲\nkeywords: [\"a{escape}\"]\n---\n甲\n"),
            format!("---\ntitle: 甲\n---\n甲{bad}\n"),
            format!("---\ntitle: 甲\n---\n甲&#{};\n", bad as u32),
            format!("---\ntitle: 甲\n---\n甲&#x{:x};\n", bad as u32),
        ];
        for text in texts {
            let found = town().with("t.md", text.as_str()).check();
            assert!(
                found.iter().any(|found| found.level == giar::diag::Level::Error && found.message.contains(&code)),
                "{text:?}: {found:?}"
            );
        }
        let config = TOWN.replace("title = \"", &format!("title = \"{escape}"));
        let faults = Site { config, ..town() }.configuration_faults();
        assert!(faults[0].message.contains(&code), "{faults:?}");
        let found = town().with(&format!("a{bad}.pdf"), "x").check();
        assert_eq!(rules(&found), ["unportable-path"], "{bad:?}");
    }
    let found = town().with("a\u{200b}.md", "# 甲\n").check();
    assert!(found[0].message.contains("U+200B"), "{found:?}");
}

#[test]
fn what_is_not_seen_in_keys_and_numbers_is_named_with_its_place() {
    for (line, at, code) in [
        ("ti\u{200b}tle = 'x'", (1, 3), "U+200B"),
        ("license\u{3000}= 'x'", (1, 8), "U+3000"),
        ("sample =\u{a0}true", (1, 9), "U+00A0"),
        ("max_removals = 5\u{200b}", (1, 17), "U+200B"),
        ("\"lice\\u2028nse\" = 'x'", (1, 1), "U+2028"),
        ("max_removals = \"5\u{200b}%\"", (1, 16), "U+200B"),
    ] {
        let faults = Site { config: format!("{line}\n{TOWN}"), ..town() }.configuration_faults();
        let said = format!("{} {}", faults[0].message, faults[0].hints.concat());
        assert_eq!((faults[0].line, faults[0].column), at, "{line:?}: {faults:?}");
        assert!(said.contains(code) && faults.len() == 1, "{line:?}: {faults:?}");
    }
    for (typed, code) in
        [("\"0\\u2028\"", "U+2028"), ("0\u{3000}0", "U+3000"), ("\"0\u{a0}\"", "U+00A0"), ("0\u{200b}", "U+200B")]
    {
        let found = check(&replace_line(ZEROS, "行政许可", &format!("行政许可: {typed}")));
        let said = found.iter().map(|found| format!("{} {}", found.message, found.hints.concat())).collect::<String>();
        assert!(found[0].rule == "invalid-cell" && said.contains(code), "{typed:?}: {found:?}");
    }
    let found = town().with("t.md", "---\ntitle: 甲\n\"na\\u200bv\": true\n---\n").check();
    assert!(found[0].rule == "unknown-key" && found[0].message.contains("U+200B"), "{found:?}");
}
