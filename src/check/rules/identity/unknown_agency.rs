#![doc = include_str!("unknown_agency.md")]

use crate::{
    archive::below_content,
    check::{Check, Group, Rule},
    diag::{Finding, Level},
    report::{ReportPath, UNKNOWN_AGENCY},
    site::Site,
    text,
};

/// Found by [`report::bind`](crate::report::bind) (`Header::agency`).
pub(crate) const RULE: Rule =
    Rule::new(UNKNOWN_AGENCY, Group::Identity, Level::Error, include_str!("unknown_agency.md"))
        .summary(text!("机关没有登记", "The agency is not listed in site.toml"))
        .check(Check::Hindsight(hint_at_former_id));

/// Says of the only folder that is no agency's that it may be the only agency's that has no reports, under a former id.
fn hint_at_former_id(site: &Site, found: &mut [Finding]) {
    let Some((agency, folder)) = site.archive.former_id() else { return };
    let id = &site.config.agencies[agency].id;
    let on_folder = found.iter_mut().filter(|finding| {
        finding.rule == UNKNOWN_AGENCY
            && ReportPath::parse(below_content(&finding.place.source)).and_then(|path| path.agency) == Some(folder)
    });
    for finding in on_folder {
        let hint = text!(
            "机关“{id}”一份报告也没有：代码改过的，把文件夹改名为 content/reports/{id}，或把代码改回来",
            "the agency `{id}` has no reports: if this is its former id, rename the folder to content/reports/{id} or restore the id"
        );
        finding.hints = vec![hint.with("id", id)];
    }
}
