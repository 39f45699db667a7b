//! A site's own theme: what it replaces and adds, how its faults are reported, and that its variables are documented.
//!
//! `UPDATE_EXPECT=1 cargo test --test suite themes` renews the lists of `docs/themes.md`.

use crate::{common::*, kept::assert_part};
use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// The town's site with a theme of its own.
fn themed(files: &[(&str, &str)]) -> Folder {
    let config = TOWN.replacen('\n', "\ntheme = \"town\"\n", 1);
    let folder = Site { config, ..town() }.with(REPORT, FILLED_2021).write();
    for (path, text) in files {
        folder.write(&format!("themes/town/{path}"), text);
    }
    folder
}

#[test]
fn one_partial_is_replaced_and_the_rest_stays() {
    let folder = themed(&[("templates/partials/footer.html", "<footer>own {{ site.title }}</footer>\n")]);
    folder.giar(&["build", "-q"]).expect(0);
    let page = folder.read("public/2023/qingshi/index.html");
    assert!(page.contains("<footer>own 青石镇政府信息公开</footer>"));
    assert!(page.contains("<header class=\"masthead\">"));
    assert!(!page.contains("class=\"foot\""));
}

#[test]
fn styles_are_added_after_the_built_in_one() {
    let folder =
        themed(&[("assets/custom.css", "p{color:red}"), ("assets/a.css", "p{}"), ("assets/logo.svg", "<svg/>")]);
    folder.giar(&["build", "-q"]).expect(0);
    let page = folder.read("public/2023/qingshi/index.html");
    let order: Vec<_> = page
        .lines()
        .filter_map(|line| line.strip_prefix("<link rel=\"stylesheet\" href=\"../../assets/")?.split('.').next())
        .collect();
    assert_eq!(order, ["style", "a", "custom"]);
    assert_eq!(folder.read("public/assets/logo.svg"), "<svg/>");
    let replaced = themed(&[("assets/style.css", "body{margin:1px}")]);
    replaced.giar(&["build", "-q"]).expect(0);
    let styles: Vec<_> =
        replaced.files("public/assets").into_iter().filter(|(name, _)| name.ends_with(".css")).collect();
    assert_eq!(styles.len(), 1);
    assert_eq!(styles[0].1, b"body{margin:1px}");
}

/// Old phones and slow lines: all styles together, and all scripts but those of single pages, as servers send them.
#[test]
fn the_built_in_theme_stays_small() {
    fn is_of_one_page(path: &Path) -> bool {
        path.ends_with("search.js") || path.ends_with("compare.js")
    }

    let compressed = |path: PathBuf| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&fs::read(path).unwrap()).unwrap();
        encoder.finish().unwrap().len()
    };
    let weight = |kind: &str| -> usize {
        let assets = fs::read_dir("themes/default/assets").unwrap().map(|entry| entry.unwrap().path());
        let counted = assets.filter(|path| path.extension() == Some(kind.as_ref()) && !is_of_one_page(path));
        counted.map(compressed).sum()
    };
    let (styles, scripts) = (weight("css"), weight("js"));
    assert!((1..12_000).contains(&styles), "{styles} bytes of styles");
    assert!((1..6_000).contains(&scripts), "{scripts} bytes of scripts");
}

/// The built-in templates and partials.
fn templates() -> Vec<PathBuf> {
    let folder = Path::new("themes/default/templates");
    let files =
        [folder.to_owned(), folder.join("partials")].into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let templates: Vec<_> = files.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    assert!(templates.len() > 40, "{templates:?}");
    templates
}

/// An attribute without quotes ends at a space, and what follows in a value would be attributes of its own.
#[test]
fn templates_quote_every_attribute() {
    for path in templates() {
        assert_eq!(unquoted(&fs::read_to_string(&path).unwrap()), None, "{}", path.display());
    }
    assert_eq!(unquoted("<p id={{ id }}>").as_deref(), Some("<p id="));
    assert_eq!(
        unquoted("<a href=\"{% if a == b %}c=d{% endif %}\" rel='next'>").as_deref(),
        Some("<a href=\"c=d\" rel=")
    );
    assert_eq!(unquoted("{% if a > b %}a = b{% endif %}<p>a=b</p>"), None);
}

/// The first tag of a template with an attribute that no double quotes enclose, as far as that attribute.
fn unquoted(template: &str) -> Option<String> {
    let html = without(template, "{#", "#}");
    let html = without(&without(&html, "{%", "%}"), "{{", "}}");
    html.split('<').skip(1).find_map(|tag| {
        let mut in_quotes = false;
        for (at, sign) in tag.char_indices() {
            match sign {
                '"' => in_quotes = !in_quotes,
                '>' if !in_quotes => return None,
                '=' if !in_quotes && !tag[at + 1..].starts_with('"') => return Some(format!("<{}", &tag[..=at])),
                _ => {}
            }
        }
        None
    })
}

/// A text without what stands between two marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(close).map_or("", |(_, rest)| rest))
}

#[test]
fn own_partials_and_assets_can_be_used() {
    let footer = "<footer>{% include \"partials/seal.html\" %}</footer>\n";
    let seal = "<img src=\"{{ asset(name=\"seal.png\") }}\" alt=\"\">";
    let files =
        [("templates/partials/footer.html", footer), ("templates/partials/seal.html", seal), ("assets/seal.png", "x")];
    let folder = themed(&files);
    let run = folder.giar(&["build"]).expect(0);
    assert!(!run.stderr.contains("警告"), "{}", run.stderr);
    assert!(folder.read("public/2023/index.html").contains("<img src=\"../assets/seal.png\" alt=\"\">"));
}

/// What is reported of a broken theme, in both languages. Nothing is published.
#[track_caller]
fn reported(files: &[(&str, &str)]) -> [String; 2] {
    let folder = themed(files);
    let reported = ["zh", "en"].map(|lang| folder.giar(&["--lang", lang, "build"]).expect(2).stderr);
    assert!(!folder.join("public").exists());
    reported
}

#[track_caller]
fn holds(reported: &[String; 2], parts: &[&str]) {
    for (text, part) in reported.iter().flat_map(|text| parts.iter().map(move |part| (text, part))) {
        assert!(text.contains(part), "“{part}” is missing:\n{text}");
    }
}

#[test]
fn an_unknown_variable_is_reported_with_its_includes_and_the_fields_there_are() {
    let reported = reported(&[("templates/partials/date.html", "<p>\n{{ site.nmae }}</p>\n")]);
    holds(
        &reported,
        &[
            "index.html",
            "themes/town/templates/partials/date.html:2:9",
            "{{ site.nmae }}",
            // Which page fails first is chance, and so is what includes it there.
            "themes/default/templates/",
            "organiser",
            "docs/themes.md",
        ],
    );
    assert!(reported[0].contains("错误：模板有错，做不出 "), "{}", reported[0]);
    assert!(
        reported[0].contains("错误：没有 `nmae` 这一项。有的是：") && reported[0].contains("说明：引用它的是 themes/"),
        "{}",
        reported[0]
    );
    assert!(reported[1].contains(" could not be rendered because of an error in a template"), "{}", reported[1]);
}

#[test]
fn a_template_that_cannot_be_read_is_reported_with_its_place() {
    let reported = reported(&[("templates/year.html", "<p>\n{% if %}\n")]);
    holds(&reported, &["themes/town/templates/year.html:2:", "docs/themes.md"]);
    assert!(
        reported[0].contains("错误：模板读不懂") && reported[0].contains("错误：这里不认得 `%}`"),
        "{}",
        reported[0]
    );
    assert!(reported[1].contains("error: a template cannot be parsed"), "{}", reported[1]);
}

#[test]
fn a_template_in_another_encoding_is_reported_and_a_byte_order_mark_is_not_published() {
    let folder = themed(&[]);
    folder.write("themes/town/templates/partials/footer.html", b"<footer>\xb9\xab\xbf\xaa</footer>\n");
    let run = folder.giar(&["--lang", "en", "build"]).expect(2);
    let reported = "themes/town/templates/partials/footer.html is not encoded in UTF-8 (perhaps in GBK)";
    assert!(run.stderr.contains(reported), "{}", run.stderr);

    let marked = themed(&[("templates/partials/footer.html", "\u{feff}<footer>公开</footer>\n")]);
    marked.giar(&["build", "-q"]).expect(0);
    assert!(!marked.read("public/index.html").contains('\u{feff}'));
}

#[test]
fn a_missing_partial_is_reported_where_it_is_included() {
    let reported = reported(&[("templates/partials/footer.html", "{% include \"partials/seal.html\" %}\n")]);
    holds(&reported, &["partials/seal.html", "themes/town/templates/partials/footer.html:1:12"]);
}

#[test]
fn a_missing_parent_is_reported_with_its_child() {
    let reported = reported(&[("templates/page.html", "{% extends \"bass.html\" %}\n")]);
    holds(&reported, &["bass.html", "themes/town/templates/page.html"]);
}

#[test]
fn an_unknown_asset_is_reported() {
    let reported = reported(&[("templates/partials/footer.html", "<img src=\"{{ asset(name=\"seal.png\") }}\">\n")]);
    holds(&reported, &["themes/town/templates/partials/footer.html:1:", "seal.png", "style.css"]);
    assert!(reported[0].contains("主题里没有文件 `seal.png`"), "{}", reported[0]);
    assert!(reported[1].contains("no asset `seal.png`"), "{}", reported[1]);
}

/// What may be wrong with a template, and where it stands in it. Readers of Chinese get no English sentence.
#[test]
fn whatever_is_wrong_with_a_template_is_reported_in_the_reader_s_language_at_its_line() {
    let footer = "templates/partials/footer.html";
    let wrong = [
        ("{{ nonsense }}", 3, "没有变量 `nonsense`"),
        ("{{ site.title | shout }}", 3, "没有过滤器 `shout`"),
        ("{{ shout() }}", 3, "没有函数 `shout`"),
        ("{% if site.title is loud %}{% endif %}", 3, "没有判断 `loud`"),
        ("{% for x in site.sample %}{% endfor %}", 3, "不能逐个列出"),
        ("{{ site.title + 1 }}", 3, "都要是数"),
        ("{{ site.title * 2 }}", 3, "只有数才能计算"),
        ("{{ 1 / 0 }}", 3, "不能除以 0"),
        ("{{ 'open }}", 3, "没有结尾"),
        ("{% nonsense %}", 3, "没有这个标签"),
        ("{{ site.title", 4, "这里应当是 }}"),
        ("{% if site.title %}", 5, "没有写完"),
        ("{{ }}", 3, "变量名"),
        ("{# open", 3, "注释没有结尾"),
        ("{{ site..title }}", 3, "应当是"),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", 3, "写了两次"),
        ("{% include 'partials/none.html' %}", 3, "没有模板"),
    ];
    for (template, line, sentence) in wrong {
        for newline in ["\n", "\r\n"] {
            let text = ["<footer>", "", template, "</footer>"].join(newline) + newline;
            let reported = reported(&[(footer, &text)]);
            let at = format!("themes/town/{footer}:{line}:");
            assert!(reported[0].contains(sentence) && reported[0].contains(&at), "{template}: {}", reported[0]);
            assert!(
                !reported[0].contains("模板引擎的原话") && !reported[0].contains("error:"),
                "{template}: {}",
                reported[0]
            );
            assert!(reported[1].contains(&at) && !reported[1].contains(sentence), "{template}: {}", reported[1]);
        }
    }
}

#[test]
fn a_fault_in_a_block_is_reported_in_the_template_that_wrote_it() {
    let page = "{% extends \"base.html\" %}\n{% block main %}\n{{ nonsense }}\n{% endblock %}\n";
    let reported = reported(&[("templates/page.html", page), ("templates/report.html", page)]);
    holds(&reported, &["themes/town/templates/", ".html:3:4"]);
}

#[test]
fn a_file_that_replaces_nothing_is_reported() {
    for (path, near) in [
        ("templates/partials/foter.html", "templates/partials/footer.html"),
        ("partials/footer.html", "templates/partials/footer.html"),
        ("templates/reprot.html", "templates/report.html"),
        ("style.css", "assets/style.css"),
    ] {
        let folder = themed(&[(path, "")]);
        let run = folder.giar(&["build"]).expect(0);
        let warning = format!("警告：themes/town/{path} 没有替换任何文件，也没有模板用到它。是不是 {near}？");
        assert!(run.stderr.contains(&warning), "{}", run.stderr);
        let run = folder.giar(&["--lang", "en", "check"]).expect(0);
        assert!(run.stderr.contains(&format!("Did you mean {near}?")), "{}", run.stderr);
    }
    let quiet = themed(&[("README.md", ""), ("assets/extra.css", "")]).giar(&["build"]).expect(0);
    assert!(!quiet.stderr.contains("警告"), "{}", quiet.stderr);
}

/// A view: its name, what is said of it, its fields with their types and what is said of them.
struct View {
    name: String,
    doc: String,
    fields: Vec<(String, String, String)>,
}

/// The files of views in the order in which the manual lists them: what pages share, then page by page.
fn view_files() -> Vec<PathBuf> {
    let shared = ["frame", "parts", "chart"];
    let folder = fs::read_dir("src/render/html/view").unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = folder.filter(|file| !file.ends_with("mod.rs")).collect();
    files.sort_by_key(|file| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        (shared.iter().position(|first| *first == name).unwrap_or(shared.len()), name)
    });
    files
}

/// The views as `view/` declares them. Plain structs are all it holds, so lines are enough to read it.
fn views() -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let mut doc = Vec::new();
    let texts: Vec<_> = view_files().into_iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    for line in texts.iter().flat_map(|text| text.lines()).map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            doc.push(text.to_owned());
        } else if let Some(rest) = visible(line).and_then(|item| item.strip_prefix("struct ")) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            views.push(View { name, doc: std::mem::take(&mut doc).join(" "), fields: Vec::new() });
        } else if let Some((name, kind)) = visible(line).and_then(|field| field.split_once(": ")) {
            let view = views.last_mut().unwrap();
            assert!(!doc.is_empty(), "{}.{name} says nothing of itself", view.name);
            let kind = kind.trim_end_matches(',').to_owned();
            view.fields.push((name.to_owned(), kind, std::mem::take(&mut doc).join(" ")));
        }
    }
    assert!(views.len() > 15, "the test no longer sees the views");
    views
}

/// What follows `pub` or `pub(crate)`.
fn visible(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub")?;
    rest.strip_prefix("(crate)").unwrap_or(rest).strip_prefix(' ')
}

/// A type as the author of a template thinks of it.
fn kind(rust: &str) -> String {
    let inside = |outer: &str| rust.strip_prefix(outer)?.strip_suffix('>');
    if let Some(inner) = inside("Option<") {
        return format!("maybe {}", kind(inner));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", kind(inner));
    }
    let bare = rust.trim_start_matches('&').replace("<'a>", "").replace("'a ", "").replace("'static ", "");
    match bare.as_str() {
        "str" | "String" => "text".to_owned(),
        "bool" => "yes or no".to_owned(),
        "u8" | "u16" | "u32" | "usize" | "u64" | "i64" => "number".to_owned(),
        // The engine's own: only the interface's words, which are converted once, have it.
        "Value" => "texts by name".to_owned(),
        view => format!("[{view}](#{})", view.to_lowercase()),
    }
}

fn variables() -> String {
    let mut text = String::new();
    for view in views() {
        text += &format!("\n### {}\n\n{}\n\n| variable | kind | what it is |\n|---|---|---|\n", view.name, view.doc);
        for (name, rust, doc) in &view.fields {
            text += &format!("| `{name}` | {} | {doc} |\n", kind(rust));
        }
    }
    text + "\n"
}

/// What each partial says of itself in its first line.
fn partials() -> String {
    let mut text = String::from("\n| partial | what it shows |\n|---|---|\n");
    let folder = "themes/default/templates/partials";
    let files: BTreeMap<_, _> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    for (name, source) in files {
        let said = source.strip_prefix("{#- ").and_then(|rest| rest.split(" -#}").next());
        let said = said.unwrap_or_else(|| panic!("{folder}/{name} does not begin with what it is: {{#- … -#}}"));
        assert!(
            !said.contains('\n'),
            "{folder}/{name} takes more than a line for what it is: no row of a table holds it"
        );
        text += &format!("| [`partials/{name}`](../{folder}/{name}) | {said} |\n");
    }
    text + "\n"
}

#[test]
fn the_manual_lists_every_variable_and_partial() {
    let file = "docs/themes.md";
    for (mark, wanted) in [("variables", variables()), ("partials", partials())] {
        assert_part(file, mark, &wanted);
    }
}

/// Every page template has a view, and the view names it.
#[test]
fn every_template_has_a_documented_view() {
    let views = views();
    for entry in fs::read_dir("themes/default/templates").unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let is_page = name.ends_with(".html") && !matches!(name.as_str(), "base.html" | "404.html");
        let is_documented = views.iter().any(|view| view.doc.contains(&format!("`{name}`")));
        assert!(!is_page || is_documented, "no view says that it is for {name}");
    }
}

/// The rows of the manual's table of filters: the name, and what it is for.
fn documented_filters() -> Vec<(String, String)> {
    let manual = fs::read_to_string("docs/themes.md").unwrap();
    let (_, table) = manual.split_once("| filter |").expect("a table of filters");
    let rows = table.lines().skip(2).map_while(|line| line.strip_prefix("| `")?.split_once("` | "));
    rows.map(|(name, rest)| (name.to_owned(), rest.split(' ').next().unwrap().to_owned())).collect()
}

/// What filters a template applies.
fn filters_in(template: &str) -> Vec<String> {
    let of = |open: &str, close: &str| -> Vec<String> {
        let calls = template.split(open).skip(1).filter_map(|call| Some(call.split_once(close)?.0));
        let names = calls.flat_map(|call| call.split('|').skip(1)).map(str::trim_start);
        names.map(|name| name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
    };
    [of("{{", "}}"), of("{%", "%}")].concat()
}

#[test]
fn the_manual_lists_every_filter_of_the_built_in_theme() {
    const OF_TERA: [&str; 4] = ["first", "length", "replace", "safe"];
    let documented = documented_filters();
    for path in templates() {
        for name in filters_in(&fs::read_to_string(&path).unwrap()) {
            let is_known = OF_TERA.contains(&name.as_str()) || documented.iter().any(|(known, _)| *known == name);
            assert!(is_known, "{} uses the filter {name}, which docs/themes.md lacks", path.display());
        }
    }
}

#[test]
fn filters_of_the_manual_exist_and_group_large_numbers() {
    let documented = documented_filters();
    let uses: String = documented
        .iter()
        .map(|(name, of)| match of.as_str() {
            "number" => format!("<p>{{{{ 12345 | {name} }}}}</p>"),
            "date" => format!("<p>{{{{ '2024-01-25' | {name} }}}}</p>"),
            _ => format!("<p>{{{{ '青石镇' | {name} }}}}</p>"),
        })
        .collect();
    let folder = themed(&[("templates/partials/footer.html", &uses)]);
    folder.giar(&["build", "-q"]).expect(0);
    let page = folder.read("public/index.html");
    for wanted in ["12,345 份", "12,345 个机关", "12,345", "2024-01-25", "青石镇"] {
        assert!(page.contains(&format!("<p>{wanted}</p>")), "{wanted}: {uses}");
    }
}
