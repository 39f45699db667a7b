//! The findings for a page of the preview.

use super::{
    Preview,
    documents::{self, Offer},
    finding::{FindingText, standing},
    page::{Shown, explained},
};
use crate::{
    archive::below_content,
    diag::{Counts, Finding, Level, Place, Source},
    i18n::Lang,
    pipeline::{Prepared, Stop},
    site::{Subject, url},
    text,
};
use serde::Serialize;

/// Longer lists are read in the terminal.
const MAX_FINDINGS: usize = 100;
const MAX_ELSEWHERE: usize = 12;

#[derive(Serialize)]
struct Status<'a> {
    /// The version of the page now.
    version: &'a str,
    /// The addresses of its styles, in order.
    styles: Vec<String>,
    /// The source file of the page.
    file: Option<&'a str>,
    /// Why the files saved since cannot be shown.
    trouble: Option<Trouble>,
    /// The findings in the page's source file, the gravest first.
    findings: Vec<Entry<'a>>,
    /// The number of findings in the whole site.
    counts: Counts,
    /// The counts in words, or why nothing can be shown.
    tally: String,
    elsewhere: Vec<Elsewhere<'a>>,
    /// Documents of the page's report.
    documents: Vec<Offer>,
    /// The address of the report's form.
    form: Option<String>,
    words: Words,
}

/// The words of the page's script.
#[derive(Serialize)]
struct Words {
    preview: &'static str,
    here: &'static str,
    nothing: &'static str,
    elsewhere: &'static str,
    source: &'static str,
    related: &'static str,
    more: &'static str,
    help: &'static str,
    show: &'static str,
    copy: &'static str,
    copied: &'static str,
    close: &'static str,
    documents: &'static str,
    form: &'static str,
    lost: &'static str,
}

impl Words {
    fn of(lang: Lang) -> Self {
        Self {
            preview: text!("预览", "Preview").get(lang),
            here: text!("这一页的问题", "Problems on this page").get(lang),
            nothing: text!("这一页没有发现问题", "No problems on this page").get(lang),
            elsewhere: text!("别的文件里的错误", "Errors in other files").get(lang),
            source: text!("来自", "From").get(lang),
            related: text!("相关的 {n} 处", "Related places: {n}").get(lang),
            more: text!("另有 {n} 行", "Lines not shown: {n}").get(lang),
            help: text!("办法", "Help").get(lang),
            show: text!("看页面上的位置", "Show it on the page").get(lang),
            copy: text!("复制", "Copy").get(lang),
            copied: text!("已复制", "Copied").get(lang),
            close: text!("收起", "Close").get(lang),
            documents: text!("这份报告的文件", "This report as a document").get(lang),
            form: text!("填报", "Fill in").get(lang),
            lost: text!("预览已断开，正在重连", "Disconnected from the preview; reconnecting").get(lang),
        }
    }
}

#[derive(Serialize)]
struct Trouble {
    title: String,
    detail: String,
}

#[derive(Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    said: FindingText,
    #[serde(flatten)]
    place: At<'a>,
    label: String,
    related: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    #[serde(flatten)]
    place: At<'a>,
    label: String,
}

/// A place, and its line with the marked part.
#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    /// The first line of its paragraph.
    block: usize,
    before: &'a str,
    marked: &'a str,
    after: &'a str,
}

/// Another page with errors.
#[derive(Serialize)]
struct Elsewhere<'a> {
    file: &'a str,
    href: Option<String>,
    message: String,
}

pub(super) fn json(preview: &Preview, path: &str, shown: &Shown) -> String {
    let findings = &preview.now.findings;
    let source = source(preview, path);
    let own = match (preview.trouble(), source) {
        (Some(Stop::Config(_, faults)), _) => standing(faults),
        (_, Some(source)) => standing(findings.in_file(&source.path)),
        _ => Vec::new(),
    };
    let (counts, trouble) = (Counts::of(findings), trouble(preview, shown));
    let status = Status {
        version: &shown.version,
        styles: preview.now.site.theme.styles().map(|style| format!("{}{style}", preview.base())).collect(),
        file: source.map(|source| source.path.as_str()),
        findings: own.into_iter().take(MAX_FINDINGS).map(|finding| entry(finding, preview.lang)).collect(),
        counts,
        tally: match &trouble {
            Some(trouble) => trouble.title.clone(),
            None => counts.tally().get(preview.lang),
        },
        trouble,
        elsewhere: elsewhere(preview, source),
        documents: documents::offers(preview, path),
        form: preview.form_of_page(path),
        words: Words::of(preview.lang),
    };
    serde_json::to_string(&status).expect("text and numbers alone")
}

/// The source file of a page, whether or not it is readable now.
fn source<'p>(preview: &'p Preview, path: &str) -> Option<&'p Source> {
    source_in(&preview.now, path).or_else(|| source_in(&preview.good, path))
}

fn source_in<'p>(prepared: &'p Prepared, path: &str) -> Option<&'p Source> {
    let archive = &prepared.site.archive;
    match prepared.plan.at(path)?.address.subject {
        Subject::Report(id) => Some(&archive.report(id).source),
        Subject::Page(id) => Some(&archive.page(id).source),
        Subject::Site if path == url::index("") => archive.introduction().map(|page| &*page.source),
        Subject::Site | Subject::Year(_) | Subject::Agency(_) | Subject::Item(_) => None,
    }
}

fn trouble(preview: &Preview, shown: &Shown) -> Option<Trouble> {
    let lang = preview.lang;
    let (title, detail) = match (preview.trouble(), &shown.fault) {
        (Some(Stop::Config(..)), _) => {
            let title = text!(
                "site.toml 有错，页面还是改错以前的样子",
                "site.toml has errors; the pages are as they were before"
            );
            (title.get(lang).to_owned(), String::new())
        }
        (Some(Stop::Render(error)), _) => explained(error, true, lang),
        (None, Some(error)) => explained(error, !shown.is_missing, lang),
        (None, None) if shown.is_missing => {
            let detail = text!(
                "它的文件也许已删除、改名，或者是草稿（草稿加 --drafts 才看得到）。文件回来时，这里会自己显示",
                "its file may have been deleted or renamed, or may be a draft (shown with --drafts). If it returns, it will appear here"
            );
            (text!("没有这一页", "There is no such page").get(lang).to_owned(), detail.get(lang).to_owned())
        }
        (None, None) => return None,
    };
    Some(Trouble { title, detail })
}

fn entry(finding: &Finding, lang: Lang) -> Entry<'_> {
    Entry {
        said: FindingText::of(finding, lang),
        place: at(&finding.place),
        label: finding.label.as_ref().map(|label| label.get(lang)).unwrap_or_default(),
        related: finding
            .related
            .iter()
            .map(|related| Other { place: at(&related.place), label: related.label.get(lang) })
            .collect(),
    }
}

fn at(place: &Place) -> At<'_> {
    let (source, position) = (&place.source, place.position());
    let text = source.text.as_str();
    let start = (place.span.start as usize).min(text.len());
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = (place.span.end as usize).clamp(start, line_end);
    At {
        file: &source.path,
        line: position.line,
        column: position.column,
        block: position.line - text[..line_start].lines().rev().take_while(|line| !line.trim().is_empty()).count(),
        before: &text[line_start..start],
        marked: &text[start..end],
        after: text[end..line_end].trim_end(),
    }
}

/// The first errors in other files, so that a clean page does not hide a faulty site.
fn elsewhere<'p>(preview: &'p Preview, own: Option<&Source>) -> Vec<Elsewhere<'p>> {
    let errors = preview.now.findings.iter().filter(|finding| {
        let is_own = own.is_some_and(|own| own.path == finding.place.source.path);
        finding.level == Level::Error && finding.waived.is_none() && !is_own
    });
    let elsewhere = errors.take(MAX_ELSEWHERE).map(|finding| {
        let published = preview.now.site.published(below_content(&finding.place.source));
        Elsewhere {
            file: &finding.place.source.path,
            href: published.map(|path| format!("{}{}", preview.base(), url::encoded(path))),
            message: finding.message.get(preview.lang),
        }
    });
    elsewhere.collect()
}
