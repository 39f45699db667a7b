//! Reports that stand elsewhere than below `content/reports/`, where they are taken for pages.

use super::{Entries, Entry};
use crate::{
    diag::{Finding, Place, RuleName, Source},
    form::{EDITIONS, fold},
    markdown::Document,
    spanned::{Value, keys},
    text,
};
use std::{collections::BTreeMap, sync::Arc};

/// The rule on reports that stand where none are read.
pub const UNREAD_REPORT: RuleName = RuleName("unread-report");

/// Whether the front matter of a page is that of a report: it has a year, or tables of a form.
pub(super) fn is_report(document: &Document) -> bool {
    let Some(Value::Map(entries)) = document.front.as_ref().map(|front| &front.value) else { return false };
    entries.iter().any(|entry| keys::means(&entry.key, "year") || is_table(&entry.key))
}

fn is_table(key: &str) -> bool {
    let folded = (!key.is_ascii()).then(|| fold(key));
    let mut tables = EDITIONS.iter().flat_map(|edition| &edition.form().tables);
    tables.any(|table| table.slot.answers_to(key, folded.as_deref()))
}

/// What is reported of strays: one finding for each folder at the top of `content/`, at its first file. The others
/// have none of their own.
pub(super) fn faults(entries: &Entries) -> Vec<(String, Arc<[Finding]>)> {
    let mut folders: BTreeMap<&str, Vec<(&String, &Arc<Source>)>> = BTreeMap::new();
    for (path, entry) in entries {
        if let Entry::Stray(source) = entry {
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
            "this is a report, but it does not stand below content/reports/ and is not read as one ({n} such files)"
        )
    } else {
        text!(
            "content/{folder}/ 里有 {n} 份报告，不会当作报告读取：报告要放在 content/reports/ 里",
            "content/{folder}/ holds {n} reports, which are not read as such: reports stand below content/reports/"
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
