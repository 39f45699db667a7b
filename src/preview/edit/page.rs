//! The page of the form: the official tables with a field in every cell, the findings, and the report's page next to
//! them.

use super::{
    EditPage,
    change::{Difference, Draft, FILE, TEXT, WHOLE},
    hash,
    listed::list_address,
    words::Words,
};
use crate::{
    form::{CellId, Content, Form, Measure, Section},
    preview::own_page::{escaped, head},
    render::html,
    site::url,
    start::{TO_FILL_IN, prompts_of},
};
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write as _};

/// The data for the scripts besides the state.
#[derive(Serialize)]
struct About<'a> {
    file: &'a str,
    /// The address of the preview's own files.
    folder: String,
    /// Whether the server accepts changes.
    may_edit: bool,
    as_published: bool,
    /// Whether the file is shown as text.
    is_text: bool,
    draft: Option<Offered>,
    /// The text that marks what has not been written yet.
    to_fill_in: &'a str,
    /// The names of cells.
    names: Names,
    words: Words,
}

/// Earlier input that is not in the file.
#[derive(Serialize)]
struct Offered {
    /// Whether the file has changed since the input.
    is_outdated: bool,
    differences: Vec<Difference>,
}

/// What the form shows about a report besides its file.
pub(crate) struct Beside {
    /// Whether the server accepts changes.
    pub may_edit: bool,
    pub draft: Option<Draft>,
    /// Whether the document that it was read from can be shown for comparison.
    pub has_trail: bool,
}

/// Labels of fields, by the names under which they are sent.
type Names = BTreeMap<String, String>;

/// The scripts, in order of dependency.
const SCRIPTS: [&str; 8] = [
    "form-link.js",
    "form-cells.js",
    "form-findings.js",
    "form-text.js",
    "form-paste.js",
    "form-kept.js",
    "form-views.js",
    "form.js",
];

impl EditPage<'_> {
    /// The whole page.
    pub(crate) fn page(&self, beside: &Beside) -> String {
        let (preview, title) = (self.preview, self.title());
        let words = Words::of(preview.lang);
        let mut out = head(&preview.own(""), preview.lang, &format!("{} · {title}", words.fill), "filling");
        self.bar(&words, &title, beside.has_trail, &mut out);
        let _ =
            write!(out, "<noscript><p class=\"notice\">{}</p></noscript><div id=\"notices\"></div>", words.no_script);
        let page = self.page_address();
        tabs(&words, page.is_some(), &mut out);
        let _ = write!(
            out,
            "<main class=\"desk\"><section id=\"fill\" aria-label=\"{}\" tabindex=\"-1\"><form id=\"cells\" autocomplete=\"off\">",
            words.fill
        );
        let names = self.parts(&words, &mut out);
        let _ = write!(
            out,
            "</form><p id=\"strip\" class=\"strip\"></p>\
             <p id=\"spoken\" class=\"visually-hidden\" role=\"status\"></p></section>\
             <section id=\"findings\" aria-label=\"{0}\" tabindex=\"-1\"><h2>{0}</h2><ol id=\"found\"></ol></section>",
            words.findings
        );
        if let Some(page) = page {
            let _ = write!(out, "<iframe id=\"page\" title=\"{}\" src=\"{page}\"></iframe>", words.page);
        }
        out.push_str("</main>\n");
        self.scripts(beside, names, words, &mut out);
        out.push_str("</body>\n</html>\n");
        out
    }

    /// The scripts, and their data before them.
    fn scripts(&self, beside: &Beside, names: Names, words: Words, out: &mut String) {
        let about = About {
            file: &self.source.path,
            folder: self.preview.own(""),
            may_edit: beside.may_edit,
            as_published: self.report().is_some_and(|report| report.as_published),
            is_text: self.cells.is_none(),
            draft: beside.draft.as_ref().and_then(|draft| self.offered(draft)),
            to_fill_in: TO_FILL_IN,
            names,
            words,
        };
        for (id, json) in [("about", serde_json::to_string(&about).unwrap_or_default()), ("state", self.state())] {
            let json = json.replace('<', "\\u003c");
            let _ = writeln!(out, "<script type=\"application/json\" id=\"{id}\">{json}</script>");
        }
        out.extend(SCRIPTS.map(|name| format!("<script src=\"{}\"></script>\n", self.preview.own(name))));
    }

    fn offered(&self, draft: &Draft) -> Option<Offered> {
        let differences = self.missing(draft);
        let is_outdated = draft.base != hash(&self.source.text);
        (!differences.is_empty()).then_some(Offered { is_outdated, differences })
    }

    fn bar(&self, words: &Words, title: &str, has_trail: bool, out: &mut String) {
        let list = list_address(self.preview);
        let _ = write!(
            out,
            "<header class=\"bar\"><a href=\"{list}\">{}</a><h1 lang=\"zh-CN\">{}</h1>\
             <p id=\"saved\" role=\"status\">{}</p><div class=\"acts\">",
            words.all,
            escaped(title),
            words.shown
        );
        if has_trail {
            let file = url::encoded(&self.source.path);
            let _ = write!(out, "<a href=\"{list}/trail?file={file}\" target=\"_blank\">{}</a>", words.trail);
        }
        let buttons = [
            ("undo", words.undo),
            ("redo", words.redo),
            ("totals", words.totals),
            ("saves", words.saves),
            ("save", words.save),
        ];
        for (id, word) in buttons {
            let _ = write!(out, "<button type=\"button\" id=\"{id}\">{word}</button>");
        }
        out.push_str("</div></header>\n");
    }

    /// The sections with their tables, or the file as text; returns the labels of the fields.
    fn parts(&self, words: &Words, out: &mut String) -> Names {
        let Some(form) = self.tables().map(|(report, _)| report.form()) else {
            let _ = write!(
                out,
                "<p class=\"notice\">{}</p>{}<textarea name=\"{FILE}\" rows=\"20\" lang=\"zh-CN\" spellcheck=\"false\" \
                 aria-label=\"{}\"></textarea>",
                words.unreadable,
                self.wrong_lines(),
                words.file
            );
            return Names::from([(FILE.to_owned(), words.file.to_owned())]);
        };
        if form.tables.is_empty() {
            let _ = write!(out, "<p>{}</p>", words.no_tables);
        } else {
            let _ = write!(out, "<p class=\"keys\" id=\"keys\">{}</p>", words.keys);
        }
        let mut names: Names = form.cells.iter().map(|(id, cell)| (cell.path.clone(), form.name(id))).collect();
        head_fields(words, &mut names, out);
        for section in form.edition.sections {
            let _ = write!(
                out,
                "<section class=\"part\" aria-labelledby=\"{0}\" lang=\"zh-CN\"><h2 id=\"{0}\">{1}、{2}</h2>",
                section.key, section.number, section.title
            );
            if let Some(at) = form.tables.iter().position(|table| table.table.key == section.key) {
                self.table(form, at, words, out);
            }
            self.prompts(section, words, out);
            text_field(section.key, section.content == Content::Table, section.title, words, &mut names, out);
            out.push_str("</section>");
        }
        if form.edition.sections.is_empty() {
            text_field(WHOLE, false, words.text, words, &mut names, out);
        }
        names
    }

    /// Suggestions for a section, unfolded until it has text of its own.
    fn prompts(&self, section: &Section, words: &Words, out: &mut String) {
        let prompts = prompts_of(section);
        if prompts.is_empty() {
            return;
        }
        let body = self.report().map(|report| &report.body);
        let text = body.and_then(|body| body.section(section.key)).map(|own| self.source.slice(own.text));
        let is_written = text.is_some_and(|text| !text.trim().is_empty() && !text.contains(TO_FILL_IN));
        let open = if is_written { "" } else { " open" };
        let _ = write!(
            out,
            "<details class=\"prompts\"{open}><summary lang=\"{}\">{}</summary><ul>",
            self.preview.lang.tag(),
            words.prompts
        );
        out.extend(prompts.iter().map(|prompt| format!("<li>{prompt}</li>")));
        out.push_str("</ul></details>");
    }

    fn table(&self, form: &'static Form, at: usize, words: &Words, out: &mut String) {
        let table = form.tables[at].table;
        let _ = write!(
            out,
            "<p id=\"{}-summary\" class=\"visually-hidden\" lang=\"{}\">{}</p>",
            table.key,
            self.preview.lang.tag(),
            words.keys
        );
        let fields =
            html::fields(form.edition, at, table.name, &mut |out, cell, labelled| input(form, cell, labelled, out));
        out.push_str(&fields);
    }

    /// The lines of an unreadable file that have faults, with the reasons.
    fn wrong_lines(&self) -> String {
        let mut faults: BTreeMap<usize, String> = BTreeMap::new();
        for finding in self.judged.findings() {
            let fault = format!("<p>{}</p>", escaped(&finding.in_full(self.preview.lang)));
            faults.entry(finding.place.position().line).or_default().push_str(&fault);
        }
        let mut out = String::from("<ol class=\"text\" id=\"wrong\">");
        for (number, line) in (1..).zip(self.source.text.lines()) {
            let Some(faults) = faults.get(&number) else { continue };
            let _ = write!(out, "<li class=\"wrong\" value=\"{number}\"><code>{}</code>{faults}</li>", escaped(line));
        }
        out.push_str("</ol>");
        out
    }
}

/// Every cell has its own field from the start: one created by the first key would lose the first letter of an input
/// method.
fn input(form: &Form, cell: CellId, labelled: &str, out: &mut String) {
    let spec = &form.cells[cell];
    let mode = match spec.measure {
        Measure::Count => "numeric",
        Measure::Change => "text",
        Measure::Amount(_) | Measure::Money => "decimal",
    };
    let _ = write!(
        out,
        "<input type=\"text\" inputmode=\"{mode}\" autocomplete=\"off\" spellcheck=\"false\" name=\"{}\"{labelled}>",
        spec.path
    );
}

/// The fields for the front matter: those that change with every report first, the rest folded.
fn head_fields(words: &Words, names: &mut Names, out: &mut String) {
    let _ = write!(
        out,
        "<p class=\"head\"><label>{}<input type=\"text\" name=\"head:published\" autocomplete=\"off\" size=\"12\" \
         aria-describedby=\"date-hint\"></label><span id=\"date-hint\">{}</span><label>{}{}</label></p>\
         <details class=\"head\"><summary>{}</summary>\
         <label>{}<input type=\"text\" name=\"head:joint\" autocomplete=\"off\" lang=\"zh-CN\"></label>\
         <label>{}<textarea name=\"head:revisions\" rows=\"2\" lang=\"zh-CN\"></textarea></label>\
         <label>{}{}</label></details>",
        words.published,
        words.date_hint,
        words.state,
        no_yes("head:draft", words.is_ready, words.is_draft),
        words.more,
        words.joint,
        words.revisions,
        words.stands,
        no_yes("head:as_published", words.is_open, words.is_closed)
    );
    let called = [
        ("head:published", words.published),
        ("head:draft", words.state),
        ("head:joint", words.joint_name),
        ("head:revisions", words.revisions_name),
        ("head:as_published", words.stands),
    ];
    names.extend(called.map(|(name, word)| (name.to_owned(), word.to_owned())));
}

fn no_yes(name: &str, no: &str, yes: &str) -> String {
    format!(
        "<select name=\"{name}\"><option value=\"false\">{no}</option><option value=\"true\">{yes}</option></select>"
    )
}

/// The text of a section. In sections with a table it is folded, because most reports have none.
fn text_field(key: &str, is_folded: bool, title: &str, words: &Words, names: &mut Names, out: &mut String) {
    let name = format!("{TEXT}{key}");
    let area = format!(
        "<textarea name=\"{name}\" rows=\"{}\" lang=\"zh-CN\" aria-label=\"{title}\"></textarea>",
        if is_folded { 3 } else { 10 }
    );
    let area =
        if is_folded { format!("<details><summary>{}</summary>{area}</details>", words.beside_table) } else { area };
    out.push_str(&area);
    names.insert(name, title.to_owned());
}

fn tabs(words: &Words, has_page: bool, out: &mut String) {
    let _ = write!(out, "<nav class=\"tabs\" aria-label=\"{}\">", words.parts);
    let tabs = [("fill", words.fill), ("findings", words.findings), ("page", words.page)];
    for (id, word) in tabs.into_iter().filter(|(id, _)| *id != "page" || has_page) {
        let _ = write!(out, "<button type=\"button\" data-view=\"{id}\">{word} <b></b></button>");
    }
    out.push_str("</nav>");
}
