//! Whom a report covers, where that keeps its figures from being compared with those of the year before.

use super::has_figures;
use crate::{report::Report, site::Site, text};

/// The report on the year before, if it covers others, so that nothing is compared with it.
fn uncompared<'a>(site: &'a Site, report: &Report) -> Option<&'a Report> {
    site.archive.previous(report).filter(|before| has_figures(before) && !before.covers_as(report))
}

/// Whom a report covers that the one before did not, and whom that one did.
struct Change<'a> {
    added: Vec<&'a str>,
    gone: Vec<&'a str>,
    /// Whether the one before was a joint report as well.
    was_joint: bool,
}

fn change<'a>(site: &'a Site, report: &'a Report) -> Option<Change<'a>> {
    let before = uncompared(site, report)?;
    let beyond = |one: &'a Report, other: &Report| {
        let names = one.joint.iter().zip(site.joint_names(one));
        names.filter(|(id, _)| !other.joint.contains(id)).map(|(_, name)| name).collect()
    };
    Some(Change { added: beyond(report, before), gone: beyond(before, report), was_joint: !before.joint.is_empty() })
}

/// Why a report is not compared with the one on the year before, though there is one.
pub(super) fn sentence(site: &Site, report: &Report) -> Option<String> {
    let Change { added, gone, was_joint } = change(site, report)?;
    let sentence = match (added.is_empty(), gone.is_empty()) {
        (true, _) => text!(
            "{year}年的报告不再包含{gone}，数字不与上年相比。",
            "The report for {year} no longer covers {gone}; its figures are not compared with the year before."
        ),
        (false, false) => text!(
            "{year}年的报告新增{added}、不再包含{gone}，数字不与上年相比。",
            "The report for {year} now covers {added} and no longer {gone}; its figures are not compared with the year before."
        ),
        (false, true) if was_joint => text!(
            "{year}年的报告新增{added}，数字不与上年相比。",
            "The report for {year} now covers {added} as well; its figures are not compared with the year before."
        ),
        (false, true) => text!(
            "{year}年与{added}联合报告，数字不与上年相比。",
            "The report for {year} also covers {added}; its figures are not compared with the year before."
        ),
    };
    Some(sentence.with("added", &added).with("gone", &gone).with("year", report.year).get(site.config.language))
}

/// The same as a clause.
pub(super) fn clause(site: &Site, report: &Report) -> Option<String> {
    let Change { added, gone, was_joint } = change(site, report)?;
    let clause = match (added.is_empty(), gone.is_empty()) {
        (true, _) => text!(
            "，不再含{gone}，不与上年比",
            ", no longer including those of {gone}; not compared with the year before"
        ),
        (false, false) => text!(
            "，新增{added}的数字，不再含{gone}，不与上年比",
            ", now including those of {added}, no longer those of {gone}; not compared with the year before"
        ),
        (false, true) if was_joint => text!(
            "，新增{added}的数字，不与上年比",
            ", now including those of {added}; not compared with the year before"
        ),
        (false, true) => {
            text!("，含{added}，不与上年比", ", including those of {added}; not compared with the year before")
        }
    };
    Some(clause.with("added", &added).with("gone", &gone).get(site.config.language))
}
