#![doc = include_str!("unread_report.md")]

use crate::{
    archive::{Archive, Misnamed, UNREAD_REPORT, below_content, copied_from, ending_of_document},
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, Source},
    i18n::Message,
    markdown,
    site::percent_decoded,
    text,
};
use aho_corasick::AhoCorasick;
use std::{collections::HashSet, sync::Arc};

pub(crate) const RULE: Rule = Rule::new(UNREAD_REPORT, Group::Reading, Level::Error, include_str!("unread_report.md"))
    .summary(text!("像是报告，却不会当作报告读取", "It looks like a report and is not read as one"))
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let archive = &whole.site.archive;
    let mut strays = Strays::of(archive);
    findings.extend(archive.attachments().iter().filter_map(|path| strays.finding(path)));
    findings.extend(copied_pages(archive));
}

/// Pages beside the pages they are copies of: each would be published at an address of its own.
fn copied_pages(archive: &Archive) -> impl Iterator<Item = Finding> + '_ {
    let stems: HashSet<_> =
        archive.pages.iter().filter_map(|page| markdown::stem(below_content(&page.source))).collect();
    archive.pages.iter().filter_map(move |page| {
        let path = below_content(&page.source);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let original = copied_from(markdown::stem(name)?)?;
        let is_copy = stems.contains(format!("{folder}/{original}").trim_start_matches('/'));
        is_copy.then(|| copied_page(&page.source, name, original))
    })
}

fn copied_page(source: &Arc<Source>, name: &str, original: &str) -> Finding {
    let message = text!(
        "“{name}”像是 {original}.md 的副本，会当作另一个网页发布",
        "`{name}` looks like a copy of {original}.md, and would be published as a page of its own"
    );
    let message = message.with("name", name).with("original", original);
    let hint = text!(
        "是备份，就移出 content 文件夹；要发布，起一个说明内容的名字",
        "if it is a copy, move it out of content/; to publish it, name it by what it is about"
    );
    Finding::new(UNREAD_REPORT, Place::file(source), message).hint(hint).at_most(Level::Warning)
}

/// The attachments of a site that were meant as reports.
pub(in crate::check::rules) struct Strays<'a> {
    archive: &'a Archive,
    /// The reports there are, once they were asked for.
    known: Option<HashSet<String>>,
    /// The files that a text links to or at least names: they are meant as attachments.
    named: Option<HashSet<&'a str>>,
}

impl<'a> Strays<'a> {
    pub(in crate::check::rules) fn of(archive: &'a Archive) -> Self {
        Self { archive, known: None, named: None }
    }

    /// What is wrong with an attachment, by its path below `content/`.
    pub(in crate::check::rules) fn finding(&mut self, path: &str) -> Option<Finding> {
        let is_below_reports = path.starts_with("reports/");
        match Misnamed::of(path)? {
            Misnamed::Copy => Some(copy(path)),
            // A copy for readers may stand beside the report itself.
            Misnamed::Document { report, .. }
                if is_below_reports
                    && !self.has(&report)
                    && (ending_of_document(path).is_some() || !self.is_named(path)) =>
            {
                Some(document(path, &report))
            }
            Misnamed::Document { report, is_year: true } if !is_below_reports && !self.is_named(path) => {
                let year = name_of(&report).parse().ok()?;
                let is_reported = self.archive.reports.iter().any(|known| known.year == year);
                (!is_reported).then(|| elsewhere(path, year))
            }
            Misnamed::Undated if is_below_reports && !self.is_named(path) => Some(undated(path)),
            Misnamed::Document { .. } | Misnamed::Undated => None,
        }
    }

    /// The report, by its path, beside which a document of the same name stands.
    pub(in crate::check::rules) fn beside(&mut self, path: &str) -> Option<String> {
        match Misnamed::of(path)? {
            Misnamed::Document { report, .. } if self.has(&report) => Some(report),
            _ => None,
        }
    }

    fn has(&mut self, report: &str) -> bool {
        self.known.get_or_insert_with(|| reports(self.archive)).contains(report)
    }

    fn is_named(&mut self, path: &str) -> bool {
        self.named.get_or_insert_with(|| named(self.archive)).contains(name_of(path))
    }
}

/// The names of documents that some report or page mentions. Every text is read once, however many files there are.
fn named(archive: &Archive) -> HashSet<&str> {
    let documents =
        archive.attachments().iter().filter(|path| !matches!(Misnamed::of(path), None | Some(Misnamed::Copy)));
    let names: Vec<_> = documents.map(|path| name_of(path)).collect();
    let Ok(all) = AhoCorasick::new(&names) else { return HashSet::new() };
    let reports = archive.reports.iter().map(|report| &report.source);
    let texts =
        reports.chain(archive.pages.iter().map(|page| &page.source)).map(|source| percent_decoded(&source.text));
    let found = texts.flat_map(|text| all.find_overlapping_iter(&*text).map(|name| name.pattern()).collect::<Vec<_>>());
    found.map(|name| names[name]).collect()
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The reports there are, drafts and those that cannot be read among them, by their paths without an ending.
fn reports(archive: &Archive) -> HashSet<String> {
    let read = archive.reports.iter().map(|report| below_content(&report.source));
    let others = archive.faults.keys().map(String::as_str).chain(archive.left_out().iter().map(String::as_str));
    let stems = read.chain(others).filter_map(markdown::stem);
    stems.map(|path| path.strip_suffix("/index").unwrap_or(path).to_owned()).collect()
}

fn finding(path: &str, message: Message) -> Finding {
    let source = Arc::new(Source::new(format!("content/{path}"), ""));
    Finding::new(UNREAD_REPORT, Place::file(&source), message)
}

fn copy(path: &str) -> Finding {
    let name = name_of(path);
    let message = text!(
        "“{name}”的结尾不是 .md，不会读成报告或网页，却会原样放到网站上供人下载",
        "`{name}` looks like a text or a copy of one: it is not read, but would be published as it is"
    );
    let hint = text!(
        "要发布，把结尾改成 .md；是备份，就移出 content 文件夹",
        "to publish it, give it a name that ends in .md; if it is a copy, move it out of content/"
    );
    let finding = finding(path, message.with("name", name)).hint(hint);
    if path.starts_with("reports/") { finding } else { finding.at_most(Level::Warning) }
}

fn document(path: &str, report: &str) -> Finding {
    let name = name_of(path);
    let message = text!(
        "“{name}”像是一份报告，但报告只读 .md 文件，而 content/{report}.md 还没有",
        "`{name}` looks like a report but is not read as one: there is no content/{report}.md"
    );
    // What browsers open as a page is no attachment.
    let hint = if name.to_ascii_lowercase().ends_with(".html") || name.to_ascii_lowercase().ends_with(".htm") {
        text!(
            "用 giar import 读成 content/{report}.md，再把“{name}”移出 content 文件夹",
            "create content/{report}.md from it with `giar import`, then move `{name}` out of content/"
        )
    } else {
        text!(
            "用 giar import 读成 content/{report}.md，“{name}”就是它的附件",
            "create content/{report}.md from it with `giar import`; `{name}` is then its attachment"
        )
    };
    let message = message.with("name", name).with("report", report);
    finding(path, message).hint(hint.with("name", name).with("report", report))
}

/// Somewhere else, no text leads to it, and there is no report on its year.
fn elsewhere(path: &str, year: u16) -> Finding {
    let name = name_of(path);
    let message = text!(
        "“{name}”像是 {year} 年的报告，放在 content/reports/ 以外，不会当作报告读取，也没有文稿链接到它",
        "`{name}` looks like the report on {year}, but is outside content/reports/, so it is not read; and no text links to it"
    );
    let hint = text!(
        "是报告，用 giar import 读进来；是附件，在用到它的文稿里写上链接",
        "if it is a report, read it with `giar import`; if it is an attachment, link to it from the text it belongs to"
    );
    finding(path, message.with("name", name).with("year", year)).hint(hint).at_most(Level::Info)
}

fn undated(path: &str) -> Finding {
    let name = name_of(path);
    let message = text!(
        "“{name}”像是一份报告，但报告只读 .md 文件，它会原样放到网站上供人下载",
        "`{name}` looks like a report but is not read as one: it would be published as it is"
    );
    let hint = text!(
        "用 giar import 读成报告；是某年报告的附件，改成带年份的名字，或者在报告里写上它的链接",
        "create a report from it with `giar import`; an attachment of a report has its year in its name or is linked from it"
    );
    finding(path, message.with("name", name)).hint(hint)
}
