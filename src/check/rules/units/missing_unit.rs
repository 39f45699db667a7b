#![doc = include_str!("missing_unit.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    config::AgencyId,
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("missing-unit");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Units, Level::Warning, include_str!("missing_unit.md"))
    .summary(text!("下属单位缺本年度的报告", "A unit has no report for the year"))
    .waivable()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let units = units(context, report);
    let mut missing = units.clone();
    missing.retain(|unit| !context.years_of(*unit).contains(&report.year));
    if missing.is_empty() {
        return;
    }
    let joint = context.joint_reports(report.year);
    missing.retain(|&unit| !joint.iter().any(|report| covers(context, report, unit)));
    // Where none of them has ever reported here, this is not where they report.
    let report_here = missing.len() < units.len() || units.iter().any(|&unit| !context.years_of(unit).is_empty());
    if missing.is_empty() || !report_here {
        return;
    }
    let names: Vec<_> = missing.iter().map(|&unit| context.agencies[unit].name_in(report.year)).collect();
    let message = if missing.len() == units.len() {
        text!("{year} 年 {n} 个单位一个也没有报告：{names}", "none of the {n} units has a report for {year}: {names}")
    } else {
        text!("{year} 年缺 {n} 个单位的报告：{names}", "{n} {n:unit has|units have} no report for {year}: {names}")
    };
    let message = message.with("year", report.year).with("n", names.len()).with("names", &names);
    findings.push(Finding::new(NAME, report.place(report.year_span), message).at("units").hint(text!(
        "催交后放进 content/reports/；不再存在的单位在 site.toml 写 until；并入别的机关报告的，在那份报告里写 joint",
        "obtain the missing reports and put them in content/reports/; for a unit that no longer exists, set `until` in site.toml; if a unit reports together with another agency, list it under `joint` in that report"
    )));
}

/// Whether an agency reports in this report of another.
pub(crate) fn covers(context: &Context<'_>, report: &Report, unit: AgencyId) -> bool {
    report.joint.iter().any(|joint| context.agencies[unit].is_called(joint))
}

/// The units that report besides an agency in the year of its report: those it rolls up, else those below it.
fn units(context: &Context<'_>, report: &Report) -> Vec<AgencyId> {
    let rolled_up = rolled_up(context, report);
    if !rolled_up.is_empty() {
        return rolled_up;
    }
    let below = context.agencies.units_of(context.agency_of(report)).iter().copied();
    below.filter(|&unit| context.agencies[unit].is_alive_in(report.year)).collect()
}

/// The agencies whose figures make up those of a report.
pub(crate) fn rolled_up(context: &Context<'_>, report: &Report) -> Vec<AgencyId> {
    let ids = context.agency_of(report).rolls_up.iter();
    ids.filter_map(|id| context.agencies.index_of(id))
        .filter(|&unit| context.agencies[unit].is_alive_in(report.year))
        .collect()
}
