#![doc = include_str!("duplicate_report.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    config::AgencyId,
    diag::{Finding, Level, Place, RuleName, Span},
    report::Report,
    site::Site,
    text,
};

const NAME: RuleName = RuleName("duplicate-report");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Identity, Level::Error, include_str!("duplicate_report.md"))
    .summary(text!("同一机关同一年度有两份报告", "Two reports by one agency on the same year"))
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    for pair in whole.site.archive.reports.windows(2) {
        let [first, again] = pair else { continue };
        // One that is named by no year or by another is reported as such.
        if (first.agency, first.year) != (again.agency, again.year) || again.is_misfiled() {
            continue;
        }
        let message = text!("{agency} {year} 年已经有一份报告", "{agency} already has a report for {year}")
            .with("agency", whole.site.name_of(again))
            .with("year", again.year);
        findings.push(
            Finding::new(NAME, again.place(again.year_span), message)
                .related(first.place(first.year_span), text!("另一份在这里", "the other report"))
                .hint(text!("留下正确的一份", "keep the correct one")),
        );
    }
    let joint = whole.site.archive.reports.iter().filter(|report| !report.joint.is_empty());
    joint.for_each(|report| listed(whole.site, report, findings));
}

/// The agencies that a report lists, though another lists them, too, or they report in it anyway. One may have a report of
/// its own besides: its figures are then counted once.
fn listed(site: &Site, report: &Report, findings: &mut Vec<Finding>) {
    let (agencies, archive) = (&site.config.agencies, &site.archive);
    let mut seen: Vec<(&str, Option<AgencyId>)> = Vec::new();
    for written in &report.joint {
        // An agency that is not listed in site.toml has reports nowhere else.
        let agency = agencies.called(written);
        let name = agency.map_or(&**written, |agency| agencies[agency].name_in(report.year));
        if seen.iter().any(|(text, known)| text == written || (agency.is_some() && *known == agency)) {
            let message = text!("联合报告的机关里，{name}写了两次", "{name} is listed twice");
            let place = last_place(report, written);
            let finding = Finding::new(NAME, place, message.with("name", name)).at_most(Level::Warning);
            findings.push(finding.hint(text!("删去一个", "delete one of them")));
            continue;
        }
        seen.push((written, agency));
        let Some(agency) = agency else { continue };
        let elsewhere = archive.joint(report.year).find(|other| {
            other.agency < report.agency && covers(site, other, agency) && !covers(site, other, report.agency)
        });
        let (message, hint, other) = if agency == report.agency {
            (
                text!("联合报告的机关里写了本机关自己：{name}", "the report lists its own agency: {name}"),
                text!("删去它，只写一起报告的其他机关", "delete it: list only the others that report in it"),
                None,
            )
        } else if let Some(other) = elsewhere {
            (
                text!(
                    "{name}列在这份联合报告里，{year} 年又列在另一份里",
                    "{name} is listed as reporting here, and in another report on {year}"
                ),
                text!(
                    "它的数字计在哪一份里，就留在哪一份的 joint 里，从另一份删去",
                    "keep it in the list of the report that holds its figures, and delete it from the other"
                ),
                Some(other),
            )
        } else {
            continue;
        };
        let message = message.with("name", name).with("year", report.year);
        let finding = Finding::new(NAME, place(report, written), message).at_most(Level::Warning).hint(hint);
        findings.push(match other {
            Some(other) => finding.related(other.place(other.year_span), text!("另一份在这里", "the other report")),
            None => finding,
        });
    }
}

fn covers(site: &Site, report: &Report, agency: AgencyId) -> bool {
    report.joint.iter().any(|joint| site.config.agencies[agency].is_called(joint))
}

/// Where an agency is listed first.
fn place(report: &Report, written: &str) -> Place {
    listed_at(report, written, report.source.slice(report.joint_span).find(written))
}

fn last_place(report: &Report, written: &str) -> Place {
    listed_at(report, written, report.source.slice(report.joint_span).rfind(written))
}

fn listed_at(report: &Report, written: &str, at: Option<usize>) -> Place {
    let list = report.joint_span;
    let span = at.map_or(list, |at| Span::new(at, at + written.len()).shifted(list.start as usize));
    report.place(span)
}
