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
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

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
    ending_of_document(name).is_some_and(|ending| !matches!(ending, "yaml" | "yml"))
}

/// The ending of a name, if it is one of a format in which reports are written or packed.
pub(crate) fn ending_of_document(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    DOCUMENTS.iter().copied().find(|known| ending.eq_ignore_ascii_case(known))
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
        let is_below_reports = path.starts_with("reports/");
        if is_dotless(&lower, is_below_reports) {
            return Some(Self::Copy);
        }
        let Some((stem, ending)) = lower.rsplit_once('.') else {
            // A year that has lost its ending.
            return year(&lower).filter(|(_, is_all)| *is_all && is_below_reports).map(|_| Self::Copy);
        };
        // 2023.md.txt, 2023.md (1), 2023.md_old
        let is_copy = COPIES.contains(&ending)
            || lower
                .match_indices(".md")
                .any(|(at, md)| !lower[at + md.len()..].starts_with(|c: char| c.is_alphanumeric()));
        if is_copy {
            return Some(Self::Copy);
        }
        let is_year = year(stem).is_some_and(|(_, is_all)| is_all);
        // A year and nothing else is a report's name, whatever the format: 2022.nd, 2022.json.
        if !(DOCUMENTS.contains(&ending) || is_year && is_below_reports) {
            return None;
        }
        let names_a_report = ["年报", "报告"].iter().any(|word| stem.contains(word));
        let above = folder.rsplit('/').next().unwrap_or_default();
        let year = match (year(stem), year(above)) {
            (Some((year, is_all)), _) if is_all || names_a_report => year,
            (_, Some((year, true))) => year,
            _ => return names_a_report.then_some(Self::Undated),
        };
        let folder = folder.strip_suffix(year).map_or(folder, |folder| folder.trim_end_matches('/'));
        Some(Self::Document { report: format!("{folder}/{year}"), is_year })
    }
}

/// Whether a name ends in md behind some other sign than a dot, as input methods write it: `2022。md`. Behind a year that
/// sign may be lacking.
fn is_dotless(name: &str, is_below_reports: bool) -> bool {
    let Some(stem) = name.strip_suffix("md") else { return false };
    let is_year = year(stem).is_some_and(|(_, is_all)| is_all) && is_below_reports;
    is_year || stem.ends_with(['。', '，', ',', '、', '．', '·', '﹒', '｡', '•', ';', '；', '/'])
}

/// What a page may have been copied from: the name without the words that file managers give to copies, if there are any.
pub(crate) fn copied_from(stem: &str) -> Option<&str> {
    let stem = stem.trim();
    let first = FIRST_OF_COPIES.iter().find_map(|words| stem.strip_prefix(words));
    if let Some(original) = first {
        return Some(original.trim_start_matches(is_between));
    }
    let numbered = stem.strip_suffix([')', '）']).and_then(|rest| {
        let original = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        original.strip_suffix(['(', '（']).filter(|_| original.len() < rest.len())
    });
    let stem = numbered.unwrap_or(stem).trim_end_matches(is_between);
    let lower = stem.to_ascii_lowercase();
    let words = LAST_OF_COPIES.iter().find(|words| lower.ends_with(**words));
    let original = words.map(|words| stem[..stem.len() - words.len()].trim_end_matches(is_between));
    original.or(numbered.map(|_| stem)).filter(|original| !original.is_empty())
}

const FIRST_OF_COPIES: &[&str] = &["副本", "复件", "Copy of ", "copy of "];
const LAST_OF_COPIES: &[&str] = &["副本", "复件", "拷贝", "copy", "备份"];

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_')
}

/// The most that is read of a file to know whether it is a report.
pub(crate) const BEGINNING: u64 = 16 << 10;

/// The finding for a file below `content/reports/` that is a report by its content and has the name of none. `beginning`
/// holds its first bytes.
pub(crate) fn report_by_content(path: &str, beginning: &[u8]) -> Option<Finding> {
    let beginning = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    let text = match str::from_utf8(beginning) {
        Ok(text) => Cow::Borrowed(text),
        // It may end within a character.
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(&beginning[..error.valid_up_to()]),
        Err(_) => encoding_rs::GB18030.decode(beginning).0,
    };
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let front = text.strip_prefix("---")?.split("\n---").next()?;
    if !front.lines().any(is_key_of_report) {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let source = Arc::new(Source::new(path, ""));
    let message = text!(
        "“{name}”里是一份报告，但报告只读 .md 文件，它会原样放到网站上供人下载",
        "`{name}` holds a report, but only files that end in .md are read: it would be published as it is"
    );
    let hint = text!(
        "要发布，把文件名的结尾改成 .md；是备份，就移出 content 文件夹",
        "to publish it, give it a name that ends in .md; if it is a copy, move it out of content/"
    );
    Some(Finding::new(UNREAD_REPORT, Place::file(&source), message.with("name", name)).hint(hint))
}

/// Whether a line of front matter begins with a year or a table of a form.
fn is_key_of_report(line: &str) -> bool {
    let Some((key, _)) = line.split_once([':', '：']) else { return false };
    let key = key.trim().trim_matches(['"', '\'']);
    !key.is_empty() && key.chars().count() <= LONGEST_KEY && (keys::means(key, "year") || is_table(key))
}

/// No table's key is longer.
const LONGEST_KEY: usize = 40;

/// The year in a name, and whether the name contains nothing else.
fn year(name: &str) -> Option<(&str, bool)> {
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let digits = &name[start..];
    let digits = &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())];
    let is_year = digits.len() == 4 && matches!(digits.parse(), Ok(1949..=2999));
    let rest = name[start + digits.len()..].trim();
    is_year.then_some((digits, start == 0 && matches!(rest, "" | "年" | "年度")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_known_by_its_name_however_it_was_mistyped() {
        for name in ["2022。md", "2022,md", "2022md", "2022、MD", "指南。md"] {
            assert!(matches!(Misnamed::of(&format!("reports/{name}")), Some(Misnamed::Copy)), "{name}");
        }
        for name in ["2022.nd", "2022.m", "2022.uot", "2022.json", "2022年.pages"] {
            let meant = Misnamed::of(&format!("reports/a/{name}"));
            assert!(
                matches!(meant, Some(Misnamed::Document { report, is_year: true }) if report == "reports/a/2022"),
                "{name}"
            );
        }
        for name in ["reports/logo.png", "files/2022.json", "files/cmd", "reports/2022/a.json"] {
            assert!(Misnamed::of(name).is_none(), "{name}");
        }
    }

    #[test]
    fn a_report_is_known_by_its_content() {
        for text in ["---\nyear: 2022\n---\n", "\u{feff}\n---\r\n年度: 2022\r\n", "---\ntitle: 甲\n申请:\n"] {
            assert!(report_by_content("content/reports/a.x", text.as_bytes()).is_some(), "{text}");
        }
        let (gbk, ..) = encoding_rs::GB18030.encode("---\n年度: 2022\n---\n");
        assert!(report_by_content("content/reports/a.x", &gbk).is_some());
        for text in ["year: 2022\n", "---\ntitle: 甲\n---\nyear: 2022\n", "PK\u{3}\u{4}", ""] {
            assert!(report_by_content("content/reports/a.x", text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn copies_are_known_by_the_words_of_file_managers() {
        for copy in [
            "index - 副本",
            "index 副本",
            "index - 副本 (2)",
            "index (1)",
            "index（1）",
            "副本 index",
            "index copy",
            "index - Copy",
            "Copy of index",
        ] {
            assert_eq!(copied_from(copy), Some("index"), "{copy}");
        }
        for name in ["index", "2023", "指南（2023年）", "copyright", "(1)", "guide-2"] {
            assert_eq!(copied_from(name), None, "{name}");
        }
    }
}
