#![doc = include_str!("active_attachment.md")]

use super::super::reading::unread_report::Strays;
use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName, Source},
    text,
};
use std::sync::Arc;

const NAME: RuleName = RuleName("active-attachment");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Error, include_str!("active_attachment.md"))
    .summary(text!("附件打开时能运行脚本", "An attachment that can run scripts"))
    .check(Check::Site(check));

/// The endings of what browsers open as a page of the site, scripts and all.
const ACTIVE: &[&str] = &[
    "svg", "svgz", "xht", "stm", "mht", "xml", "xsl", "xslt", "hta", "htc", "asp", "aspx", "jsp", "jspx", "cgi", "ssi",
];

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let allowed = &whole.site.config.active_attachments;
    let mut strays = Strays::of(&whole.site.archive);
    for path in whole.site.archive.attachments() {
        let Some(ending) = ending(path).filter(|_| !allowed.iter().any(|allowed| is_below(path, allowed))) else {
            continue;
        };
        // Reported as a report that is not read.
        if strays.finding(path).is_some() {
            continue;
        }
        let source = Arc::new(Source::new(format!("content/{path}"), ""));
        let message = text!(
            "{ending} 文件在浏览器里打开时能运行脚本，不能发布",
            "a browser that opens an {ending} file runs the scripts in it, so it is not published"
        );
        let hint = text!(
            "图换成 PNG，网页改写成 Markdown；确实可靠的，在 site.toml 里写 active_attachments = [\"{path}\"]",
            "make it a PNG or a Markdown page; if it can be trusted, write active_attachments = [\"{path}\"] in site.toml"
        );
        let hint = match strays.beside(path) {
            // The report has been made of it, as was asked.
            Some(report) => text!(
                "报告已经在 content/{report}.md 里，把“{path}”移出 content 文件夹",
                "its report is content/{report}.md: move `{path}` out of content/"
            )
            .with("report", report),
            None => hint.into(),
        };
        let finding = Finding::new(NAME, Place::file(&source), message.with("ending", ending.to_ascii_uppercase()));
        findings.push(finding.hint(hint.with("path", path)));
    }
}

/// Endings of compressed copies, which servers send in the place of the file that they are a copy of.
const COMPRESSED: &[&str] = &[".gz", ".br", ".zst"];

/// The ending of a file that browsers open as a page.
pub(crate) fn ending(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let name = COMPRESSED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    let (_, last) = name.rsplit_once('.')?;
    let last = last.trim_end_matches(['.', ' ']);
    if is_active(last) || is_xml(last) {
        return Some(last);
    }
    // Where servers do not know the last ending, they go by those before it: page.html.zh, page.htm.bak.
    let kind = mime_guess::from_ext(last).first_raw();
    if kind.is_some_and(|kind| kind != "application/octet-stream") {
        return None;
    }
    let mut inner = name.split('.').skip(1).map(|ending| ending.trim_end_matches(' '));
    inner.find(|ending| is_active(ending))
}

/// Whether an ending is one of those, or of what becomes a page on a server: .phtml, .php5, .xhtm, .html5.
fn is_active(ending: &str) -> bool {
    let ending = ending.to_ascii_lowercase();
    ACTIVE.contains(&&*ending) || (ending.contains("htm") && ending.len() <= LONGEST) || ending.starts_with("php")
}

/// Longer ones are words that hold those letters.
const LONGEST: usize = 6;

/// Whether servers send files of this ending as some kind of XML, in which a page can be hidden.
fn is_xml(ending: &str) -> bool {
    let mut kinds = mime_guess::from_ext(ending).iter();
    kinds.any(|kind| kind.subtype() == "xml" || kind.suffix().is_some_and(|suffix| suffix == "xml"))
}

/// Whether a path is that of a file, or below that of a folder.
fn is_below(path: &str, allowed: &str) -> bool {
    let allowed = allowed.trim_end_matches('/');
    path.strip_prefix(allowed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
