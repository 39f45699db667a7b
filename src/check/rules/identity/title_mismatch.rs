#![doc = include_str!("title_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule, rules::years::repeated_figures::has_same_figures},
    config::{Agencies, AgencyId},
    diag::{Finding, Level, RuleName},
    prose::{Block, Reading, Slice, ends_as_agency},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("title-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Identity, Level::Warning, include_str!("title_mismatch.md"))
    .summary(text!("标题的机关或年度和报告不一致", "The title names another agency or year than the report"))
    .waivable()
    .check(Check::Prose(check));

fn check(context: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    // Several agencies report together under a name of their own.
    if !report.joint.is_empty() {
        return;
    }
    let titles = report.title.iter().map(|title| (title.as_str(), report.title_span));
    let headings = reading.prose.passages.iter().filter(|passage| passage.block == Block::Heading);
    let headings = headings.filter(|passage| passage.section.is_none() && is_title(&passage.text));
    let headings = headings.map(|passage| (passage.text.as_str(), passage.span(0..passage.text.len())));
    for (title, span) in titles.chain(headings) {
        let Some(wrong) = wrong(reading, title) else { continue };
        let message = text!(
            "标题写“{wrong}”，这是{agency} {year} 年的报告",
            "the title names “{wrong}”, but this is the report of {agency} for {year}"
        );
        let message = message.with("wrong", wrong).with("agency", reading.prose.agency.name_in(report.year));
        let finding = Finding::new(NAME, report.place(span), message.with("year", report.year)).at("title");
        findings.push(match owner_in(context, report) {
            Some(_) => finding.hint(text!(
                "像是“{wrong}”的报告放进了{agency}的文件夹：换成{agency}自己的",
                "this seems to be the report of “{wrong}” in the folder of {agency}: replace it with that of {agency}"
            ).with("wrong", wrong).with("agency", reading.prose.agency.name_in(report.year))),
            None => finding.hint(text!(
                "改正标题，或查一查报告放错了没有",
                "correct the title, or check whether the report is in the wrong place"
            )),
        });
    }
}

/// The other agency whose report is in the folder of this one: its title says so, and its figures, which are those of that
/// agency's own report or go on from those of the year before.
pub(in crate::check) fn owner<'a>(
    agencies: &Agencies,
    report: &Report,
    find: impl Fn(AgencyId, u16) -> Option<&'a Report>,
) -> Option<AgencyId> {
    let [before, _, after] = parts(report.title.as_deref().filter(|_| report.joint.is_empty())?)?;
    let owner = [before, after].into_iter().find_map(|name| agencies.named_in_title(name))?;
    let is_other = owner != report.agency;
    let are_its_figures = || match find(owner, report.year) {
        Some(own) => has_same_figures(own, report),
        None => find(owner, report.year - 1).is_some_and(|last| goes_on_from(report, last)),
    };
    (is_other && are_its_figures()).then_some(owner)
}

/// Whether all that is carried from one year to the next is as the other report left it, and is not nothing.
fn goes_on_from(report: &Report, last: &Report) -> bool {
    let carries = report.form().tables.iter().flat_map(|table| &table.carries);
    let pairs: Vec<_> =
        carries.filter_map(|(cell, from)| Some((report.grid[*cell].number()?, last.number(from)?))).collect();
    pairs.iter().all(|(now, then)| now == then) && pairs.iter().any(|(now, _)| !now.is_zero())
}

/// The owner of a misfiled report, if `title-mismatch` reports it.
pub(in crate::check) fn owner_in(context: &Context<'_>, report: &Report) -> Option<AgencyId> {
    let is_reported = context.is_on(&RULE) && !report.waives(NAME);
    is_reported.then(|| owner(context.agencies, report, |agency, year| context.find(agency, year))).flatten()
}

fn is_title(text: &str) -> bool {
    text.contains("政府信息公开") && (text.contains("报告") || text.contains("年报"))
}

/// The agency or the year of a title that is not the report's.
fn wrong<'t>(reading: &Reading<'_>, title: &'t str) -> Option<&'t str> {
    let [before, year, after] = parts(title)?;
    if year.len() == 4 && year.parse() != Ok(reading.prose.report.year) {
        return Some(year);
    }
    [before, after].into_iter().find(|name| ends_as_agency(name) && !reading.prose.own.is(name))
}

/// What stands before the year of a title, the year, and what follows it.
fn parts(title: &str) -> Option<[&str; 3]> {
    let name = title.split("政府信息公开").next().filter(|_| is_title(title))?;
    let digits = name
        .find(|c: char| c.is_ascii_digit())
        .map(|at| (at, name.slice(at..).trim_start_matches(|c: char| c.is_ascii_digit())));
    let (before, year, after) = match digits {
        Some((at, rest)) => (name.slice(..at), name.slice(at..name.len() - rest.len()), rest),
        None => (name, "", ""),
    };
    Some([before, year, after.trim_start_matches(['年', '度'])].map(str::trim))
}
