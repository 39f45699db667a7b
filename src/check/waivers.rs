//! Stated reasons to let a finding stand.

use super::{
    Check, Group, RULES, Rule, meant,
    rules::waivers::{stale_waiver, unused_waiver},
};
use crate::{
    diag::{Finding, RuleName},
    i18n::{Message, Text, did_you_mean},
    prose::Slice,
    report::{Report, State, Waiver},
    spanned::fields::nearest,
    text,
};
use std::collections::HashMap;

/// Marks what is waived in a report, and finds waivers that do nothing or whose pinned value has changed.
pub(super) fn apply(report: &Report, findings: &mut Vec<Finding>) {
    if report.waivers.is_empty() {
        return;
    }
    let index = Index::of(findings);
    let mut faults = Vec::new();
    for waiver in &report.waivers {
        let is_looked_up = faults.len() < MOST_REMEDIES;
        faults.extend(apply_one(report, waiver, findings, &index, is_looked_up));
    }
    findings.append(&mut faults);
}

/// Where the findings of each rule stand in the list, by their place and by every place that holds it.
struct Index(HashMap<(&'static str, String), Vec<usize>>);

impl Index {
    fn of(findings: &[Finding]) -> Self {
        let mut index: HashMap<_, Vec<usize>> = HashMap::new();
        for (id, finding) in findings.iter().enumerate() {
            let at = finding.at.as_deref().unwrap_or_default();
            let outer = at.match_indices('.').map(|(dot, _)| at.slice(..dot));
            let places = outer.chain((!at.is_empty()).then_some(at));
            for place in places {
                index.entry((finding.rule.0, place.to_owned())).or_default().push(id);
            }
            // Of the whole report.
            index.entry((finding.rule.0, String::new())).or_default().push(id);
        }
        Self(index)
    }

    fn covered(&self, rule: RuleName, waiver: &Waiver) -> &[usize] {
        let at = waiver.at.clone().unwrap_or_default();
        self.0.get(&(rule.0, at)).map_or(&[], Vec::as_slice)
    }

    fn all(&self, rule: RuleName) -> &[usize] {
        self.0.get(&(rule.0, String::new())).map_or(&[], Vec::as_slice)
    }
}

fn apply_one(
    report: &Report,
    waiver: &Waiver,
    findings: &mut [Finding],
    index: &Index,
    is_looked_up: bool,
) -> Option<Finding> {
    let rule = RULES.iter().find(|rule| rule.name.0 == waiver.rule);
    let Some(rule) = rule.filter(|rule| rule.waivable) else { return Some(cannot_be_waived(report, waiver, rule)) };
    let (mut used, mut stale) = (false, None);
    for &id in index.covered(rule.name, waiver) {
        let finding = &mut findings[id];
        // A pinned value is a promise that the reason was given for this number; for another it has to be given anew.
        if waiver.value.is_some() && waiver.value != finding.value {
            stale = Some(finding.value.clone());
            continue;
        }
        used = true;
        if finding.waived.is_none() {
            finding.waived = Some(waiver.reason.clone());
        }
    }
    match (used, stale) {
        (true, _) => None,
        (false, Some(None)) => {
            let message = text!(
                "这条豁免写了 value，可是 {rule} 不针对某一个数",
                "this waiver has a `value`, but {rule} does not concern a number"
            );
            let finding =
                Finding::new(stale_waiver::NAME, report.place(waiver.span), message.with("rule", &waiver.rule));
            Some(finding.hint(text!("删去 value", "delete `value`")))
        }
        (false, Some(Some(now))) => {
            let message =
                text!("这条豁免说的是 {then}，现在却是 {now}", "this waiver is for {then}, but the value is now {now}");
            let message = message.with("then", waiver.value.as_deref().unwrap_or_default()).with("now", now);
            let hint = text!(
                "看看理由是否仍然成立，再改 value 或删去豁免",
                "check whether the reason still holds, then update `value` or delete the waiver"
            );
            Some(Finding::new(stale_waiver::NAME, report.place(waiver.span), message).hint(hint))
        }
        // What was found is gone once the site is published; the waiver was right when it was written.
        (false, None) if matches!(rule.check, Check::Replacement(_)) => None,
        (false, None) if reads_cells(rule) && is_unreadable(report, waiver) => None,
        (false, None) => {
            let message = text!(
                "这条豁免没有用上：这里没有 {rule} 的问题",
                "this waiver is not needed: {rule} finds nothing here"
            );
            let message = message.with("rule", &waiver.rule);
            let there = index.all(rule.name).iter().map(|&id| &findings[id]);
            // What another waiver explains already is not what this one means.
            let there = there.filter(|finding| finding.waived.is_none()).filter_map(|finding| finding.at.as_deref());
            let there: Vec<_> = there.take(MOST_PLACES).collect();
            let remedy = if is_looked_up { remedy(report, waiver, &there) } else { DELETE_IT.into() };
            Some(Finding::new(unused_waiver::NAME, report.place(waiver.span), message).hint(remedy))
        }
    }
}

/// Whether what a rule finds depends on figures.
fn reads_cells(rule: &Rule) -> bool {
    let compares = rule.group.compares() && !COMPARE_NO_FIGURES.contains(&rule.name.0);
    compares || matches!(rule.group, Group::Reading | Group::Arithmetic)
}

/// Those of the groups that compare which look at words, or at which reports there are.
const COMPARE_NO_FIGURES: &[&str] = &[
    "missing-year",
    "missing-report",
    "missing-unit",
    "stale-year",
    "copied-text",
    "copied-from-body",
    "foreign-body",
    "cited-edition-mismatch",
    "placeholder-text",
];

/// Whether a table that a waiver is about cannot be read in all its parts, so that nobody knows what its rule would find
/// there: a sum takes in every cell of its table.
fn is_unreadable(report: &Report, waiver: &Waiver) -> bool {
    let form = report.form();
    let about = match &waiver.at {
        None => None,
        Some(at) if form.slot(at).is_none() => return false,
        Some(at) => form.table_of(at),
    };
    let mut unread =
        report.grid.iter().filter(|(_, cell)| matches!(cell.state, State::Invalid | State::Missing)).map(|(id, _)| id);
    unread.any(|cell| about.is_none_or(|table| table.cells.contains(cell)))
}

/// What to do about a waiver that silences nothing, given where its rule does find something.
fn remedy(report: &Report, waiver: &Waiver, there: &[&str]) -> Message {
    let written = waiver.at.as_deref().unwrap_or_default();
    if let Some(at) = nearest(written, there).or(there.first().copied()) {
        return text!("{rule} 的问题在 {at}：把 at 改成它", "{rule} has a finding at {at}: use that for `at`")
            .with("rule", &waiver.rule)
            .with("at", at);
    }
    let is_known = report.form().path_of(written).is_some();
    match report.form().nearest_path(written).filter(|_| !is_known) {
        Some(near) => text!(
            "表格里没有“{at}”，是不是“{near}”？不需要豁免就删去它",
            "the tables have no `{at}`; did you mean `{near}`? If nothing needs a waiver, delete it"
        )
        .with("at", written)
        .with("near", near),
        None => DELETE_IT.into(),
    }
}

const DELETE_IT: Text = text!("删去它，或改正 at", "delete it, or correct `at`");

/// How many waivers of a report that do nothing are looked up for what they may mean.
const MOST_REMEDIES: usize = 20;

/// Places among which the one that a waiver may mean is looked for.
const MOST_PLACES: usize = 50;

fn cannot_be_waived(report: &Report, waiver: &Waiver, known: Option<&Rule>) -> Finding {
    let place = report.place(waiver.span);
    if known.is_some() {
        let message = text!("{rule} 不能豁免", "{rule} cannot be waived").with("rule", &waiver.rule);
        return Finding::new(unused_waiver::NAME, place, message)
            .hint(text!("改正所指的问题", "correct the fault instead"));
    }
    let message = text!("没有叫“{rule}”的规则", "there is no rule `{rule}`").with("rule", &waiver.rule);
    let finding = Finding::new(unused_waiver::NAME, place, message);
    match meant(&waiver.rule) {
        Some(near) => finding.hint(did_you_mean(near.name.0)),
        None => finding.hint(text!(
            "写规则的英文名，它在检查结果开头的方括号里；giar explain 列出全部规则",
            "write the rule's name, which a finding begins with; `giar explain` lists them all"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_compare_no_figures_are_rules_that_compare() {
        for name in COMPARE_NO_FIGURES {
            assert!(RULES.iter().any(|rule| rule.name.0 == *name && rule.group.compares()), "{name}");
        }
    }
}
