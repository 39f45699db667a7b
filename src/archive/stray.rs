//! Files in `content/` that were probably meant as reports but are not read as such: Markdown outside
//! `content/reports/`, which becomes a page, and files inside it with other names and formats (`Misnamed`), which
//! become attachments.

use super::{Entries, Entry};
use crate::{
    config::{Agencies, AgencyId},
    diag::{Finding, Place, RuleName, Source},
    form::{EDITIONS, fold},
    markdown::Document,
    report::ReportPath,
    spanned::{Value, keys},
    text,
};
use std::{collections::BTreeMap, sync::Arc};

/// The rule on reports outside the folders from which reports are read.
pub const UNREAD_REPORT: RuleName = RuleName("unread-report");

/// Whether a page has the front matter of a report: a year, or tables of a form.
pub(super) fn is_report(document: &Document) -> bool {
    let Some(Value::Map(entries)) = document.front.as_ref().map(|front| &front.value) else { return false };
    entries.iter().any(|entry| keys::means(&entry.key, "year") || is_table(&entry.key))
}

fn is_table(key: &str) -> bool {
    let folded = (!key.is_ascii()).then(|| fold(key));
    let mut tables = EDITIONS.iter().flat_map(|edition| &edition.form().tables);
    tables.any(|table| table.slot.answers_to(key, folded.as_deref()))
}

/// The agency and year of such a page, judging by its front matter and path.
pub(super) fn meant(document: &Document, path: &str, agencies: &Agencies) -> Option<(AgencyId, u16)> {
    let Some(Value::Map(entries)) = document.front.as_ref().map(|front| &front.value) else { return None };
    let stated = |key| entries.iter().find(|entry| keys::means(&entry.key, key)).and_then(|entry| entry.value.text());
    let (_, below) = path.split_once('/').unwrap_or(("", path));
    let path = format!("reports/{below}");
    let (agency, year) = ReportPath::parse(&path)?.meant(agencies);
    let agency = stated("agency").and_then(|written| agencies.called(written)).or(agency)?;
    Some((agency, stated("year").and_then(|year| year.parse().ok()).or(year)?))
}

/// The findings for strays: one for each folder at the top of `content/`, at its first file. The other files have none.
pub(super) fn faults(entries: &Entries) -> Vec<(String, Arc<[Finding]>)> {
    let mut folders: BTreeMap<&str, Vec<(&String, &Arc<Source>)>> = BTreeMap::new();
    for (path, entry) in entries {
        if let Entry::Stray(source, _) = entry {
            folders.entry(path.split_once('/').map_or("", |(folder, _)| folder)).or_default().push((path, source));
        }
    }
    let mut faults = Vec::new();
    for (folder, reports) in folders {
        for (at, (path, source)) in reports.iter().enumerate() {
            let findings = if at == 0 { vec![fault(folder, source, reports.len())] } else { Vec::new() };
            faults.push(((*path).clone(), findings.into()));
        }
    }
    faults
}

fn fault(folder: &str, source: &Arc<Source>, count: usize) -> Finding {
    let message = if folder.is_empty() {
        text!(
            "这是一份报告，却不在 content/reports/ 里，不会当作报告读取（这样的文件有 {n} 个）",
            "this is a report, but it is outside content/reports/ and is not read as one ({n} such files)"
        )
    } else {
        text!(
            "content/{folder}/ 里有 {n} 份报告，不会当作报告读取：报告要放在 content/reports/ 里",
            "content/{folder}/ holds {n} reports, which are not read as such: reports belong in content/reports/"
        )
    };
    let finding = Finding::new(UNREAD_REPORT, Place::file(source), message.with("folder", folder).with("n", count));
    if folder.is_empty() {
        return finding.hint(text!("把文件移到 content/reports/ 里", "move it to content/reports/"));
    }
    let hint = text!(
        "是不是“reports”？把文件夹 content/{folder} 改名为 content/reports，或把报告移进去",
        "did you mean `reports`? Rename the folder content/{folder} to content/reports, or move the reports there"
    );
    finding.hint(hint.with("folder", folder))
}

/// What an attachment was probably meant as.
pub(crate) enum Misnamed {
    /// A text with a name that giar does not read, or an editor's copy of one.
    Copy,
    /// A report in another program's format: the path that it would have as Markdown, without extension, and whether
    /// its name is just the year.
    Document { report: String, is_year: bool },
    /// Likewise, without a year.
    Undated,
}

/// Extensions that editors, version control and word processors give to copies of texts, and other extensions of
/// Markdown.
const COPIES: &[&str] =
    &["bak", "orig", "rej", "old", "save", "back", "backup", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdx"];

/// Formats in which reports are written, or packed, before they are imported.
const DOCUMENTS: &[&str] = &[
    "doc", "docx", "docm", "wps", "odt", "rtf", "pdf", "ofd", "html", "htm", "txt", "xls", "xlsx", "et", "yaml", "yml",
    "zip", "rar", "7z",
];

/// Whether a file name is that of a document from which reports are imported.
pub(crate) fn is_document(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| DOCUMENTS.contains(&&*ending) && !matches!(&*ending, "yaml" | "yml"))
}

impl Misnamed {
    /// The agency and year of the report that a file below `content/reports/` was meant as.
    pub(super) fn meant(&self, path: &str, agencies: &Agencies) -> Option<(AgencyId, u16)> {
        let report = match self {
            Self::Copy => path.split_once('.').map_or(path, |(stem, _)| stem),
            Self::Document { report, .. } => report,
            Self::Undated => return None,
        };
        super::meant(&format!("{report}.md"), agencies)
    }

    /// What a file below `content/` was meant as, if it is not read and may not be a mere attachment.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let lower = name.to_ascii_lowercase();
        let Some((stem, ending)) = lower.rsplit_once('.') else {
            // A year without an extension.
            return year(&lower).filter(|(_, is_all)| *is_all && path.starts_with("reports/")).map(|_| Self::Copy);
        };
        // 2023.md.txt, 2023.md (1), 2023.md_old
        let is_copy = COPIES.contains(&ending)
            || lower
                .match_indices(".md")
                .any(|(at, md)| !lower[at + md.len()..].starts_with(|c: char| c.is_alphanumeric()));
        if is_copy {
            return Some(Self::Copy);
        }
        if !DOCUMENTS.contains(&ending) {
            return None;
        }
        let names_a_report = ["年报", "报告"].iter().any(|word| stem.contains(word));
        let above = folder.rsplit('/').next().unwrap_or_default();
        let is_year = year(stem).is_some_and(|(_, is_all)| is_all);
        let year = match (year(stem), year(above)) {
            (Some((year, is_all)), _) if is_all || names_a_report => year,
            (_, Some((year, true))) => year,
            _ => return names_a_report.then_some(Self::Undated),
        };
        let folder = folder.strip_suffix(year).map_or(folder, |folder| folder.trim_end_matches('/'));
        Some(Self::Document { report: format!("{folder}/{year}"), is_year })
    }
}

/// The year in a name, and whether the name contains nothing else.
fn year(name: &str) -> Option<(&str, bool)> {
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let digits = &name[start..];
    let digits = &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())];
    let is_year = digits.len() == 4 && matches!(digits.parse(), Ok(1949..=2999));
    let rest = name[start + digits.len()..].trim();
    is_year.then_some((digits, start == 0 && matches!(rest, "" | "年" | "年度")))
}
