//! Stated reasons to let a finding stand.

use super::{
    RULES, Rule,
    rules::waivers::{stale_waiver, unused_waiver},
};
use crate::{
    diag::Finding,
    i18n::Message,
    report::{Report, Waiver},
    spanned::fields::nearest,
    text,
};

/// Marks what is waived in a report, and finds waivers that do nothing or whose pinned value has changed.
pub fn apply(report: &Report, findings: &mut Vec<Finding>) {
    let faults: Vec<_> = report.waivers.iter().filter_map(|waiver| apply_one(report, waiver, findings)).collect();
    findings.extend(faults);
}

fn apply_one(report: &Report, waiver: &Waiver, findings: &mut [Finding]) -> Option<Finding> {
    let rule = RULES.iter().find(|rule| rule.name.0 == waiver.rule);
    let Some(rule) = rule.filter(|rule| rule.waivable) else { return Some(cannot_be_waived(report, waiver, rule)) };
    let (mut used, mut stale) = (false, None);
    for finding in &mut *findings {
        if finding.rule != rule.name || !covers(waiver, finding) {
            continue;
        }
        if waiver.value.is_some() && waiver.value != finding.value {
            stale = Some(finding.value.clone());
            continue;
        }
        used = true;
        finding.waived = Some(waiver.reason.clone());
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
        (false, None) => {
            let message = text!(
                "这条豁免没有用上：这里没有 {rule} 的问题",
                "this waiver is not needed: {rule} finds nothing here"
            );
            let message = message.with("rule", &waiver.rule);
            let there = findings.iter().filter(|finding| finding.rule == rule.name);
            let there: Vec<_> =
                there.filter(|finding| finding.waived.is_none()).filter_map(|f| f.at.as_deref()).collect();
            Some(
                Finding::new(unused_waiver::NAME, report.place(waiver.span), message)
                    .hint(remedy(report, waiver, &there)),
            )
        }
    }
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
        None => text!("删去它，或改正 at", "delete it, or correct `at`").into(),
    }
}

/// Whether a waiver's place holds the finding's.
fn covers(waiver: &Waiver, finding: &Finding) -> bool {
    let (Some(outer), at) = (&waiver.at, finding.at.as_deref().unwrap_or_default()) else { return true };
    at.strip_prefix(outer.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn cannot_be_waived(report: &Report, waiver: &Waiver, known: Option<&Rule>) -> Finding {
    let place = report.place(waiver.span);
    if known.is_some() {
        let message = text!("{rule} 不能豁免", "{rule} cannot be waived").with("rule", &waiver.rule);
        return Finding::new(unused_waiver::NAME, place, message)
            .hint(text!("改正所指的问题", "correct the fault instead"));
    }
    let message = text!("没有叫“{rule}”的规则", "there is no rule `{rule}`").with("rule", &waiver.rule);
    let finding = Finding::new(unused_waiver::NAME, place, message);
    let names: Vec<_> = RULES.iter().map(|rule| rule.name.0).collect();
    match nearest(&waiver.rule, &names) {
        Some(near) => finding.hint(text!("是不是“{near}”？", "did you mean `{near}`?").with("near", near)),
        None => finding,
    }
}
