//! Whom a report covers, where that keeps its figures from being compared with those of the year before.

use super::has_figures;
use crate::{report::Report, site::Site, text};

/// The report on the year before, if it covers others, so that nothing is compared with it.
fn uncompared<'a>(site: &'a Site, report: &Report) -> Option<&'a Report> {
    site.archive.previous(report).filter(|before| has_figures(before) && !before.covers_as(report))
}

/// Why a report is not compared with the one on the year before, though there is one.
pub(super) fn sentence(site: &Site, report: &Report) -> Option<String> {
    let before = uncompared(site, report)?;
    let now_joint = site.joint_names(report);
    let sentence = if now_joint.is_empty() {
        text!(
            "{year}年的报告不再包含{names}，数字不与上年相比。",
            "The report for {year} no longer covers {names}; its figures are not compared with the year before."
        )
        .with("names", &site.joint_names(before))
    } else {
        text!(
            "{year}年与{names}联合报告，数字不与上年相比。",
            "The report for {year} also covers {names}; its figures are not compared with the year before."
        )
        .with("names", &now_joint)
    };
    Some(sentence.with("year", report.year).get(site.config.language))
}

/// The same as a clause.
pub(super) fn clause(site: &Site, report: &Report) -> Option<String> {
    let before = uncompared(site, report)?;
    let with = site.joint_names(report);
    let clause = if with.is_empty() {
        text!("，不再含{names}，不与上年比", ", no longer with {names}, and not compared with the year before")
            .with("names", &site.joint_names(before))
    } else {
        text!("，含{names}，不与上年比", ", with {names}, and not compared with the year before").with("names", &with)
    };
    Some(clause.get(site.config.language))
}
