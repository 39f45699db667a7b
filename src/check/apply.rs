//! One report before the rules.

use super::{
    Check, Group, Rule,
    context::Context,
    linked::Linked,
    rules::{
        arithmetic::{identity_mismatch, impossible_stock, rules_without_authority, total_mismatch},
        identity::title_mismatch,
        rule,
        years::{carry_mismatch, repeated_figures, stock_mismatch},
    },
    sort_key,
};
use crate::{
    diag::{Finding, RuleName},
    form::TableForm,
    prose::{Prose, Reading},
    report::{Report, exchanged_stocks},
};

/// Applies rules to one report.
pub(super) fn apply(rules: &[&Rule], context: &Context<'_>, report: &Report, found: &mut Vec<Finding>) {
    for rule in rules {
        match rule.check {
            Check::Report(check) | Check::Year(check) => check(context, report, found),
            Check::Text(check) => check(&Linked::report(report), found),
            _ => {}
        }
    }
    if rules.iter().any(|rule| matches!(rule.check, Check::Prose(_))) {
        let prose = Prose::read(report, context.agency_of(report));
        let reading = Reading::read(&prose);
        for rule in rules {
            if let Check::Prose(check) = rule.check {
                check(context, &reading, found);
            }
        }
    }
}

/// Drops what would not be found if the mistakes were mended that are reported themselves: a sentence that is right
/// differs from a total that is wrong. What a waiver explains stays, for the waiver's sake.
pub(super) fn drop_consequences(
    on: &[&'static Rule],
    context: &Context<'_>,
    report: &Report,
    found: &mut Vec<Finding>,
) {
    let are_reported = [&total_mismatch::RULE, &identity_mismatch::RULE].iter().all(|rule| context.is_on(rule));
    let found_by = on.iter().copied().filter(|rule| found.iter().any(|finding| finding.rule == rule.name));
    let found_by: Vec<_> = found_by.collect();
    if !are_reported || !found_by.iter().any(|rule| rule.group.compares()) {
        return;
    }
    if let Some(carried) = well_carried(&found_by, context, report) {
        let follow = found_by.into_iter().filter(|rule| {
            rule.name != carry_mismatch::RULE.name && (rule.group.compares() || rule.group == Group::Arithmetic)
        });
        let follow: Vec<_> = follow.collect();
        return keep_what_stays(&follow, &[carried], context, report, found);
    }
    let mut ways = report.ways_to_mend();
    if ways.is_empty() && (report.mended().is_some() || context.has_mended()) {
        ways.push(report.mended().unwrap_or(report).clone());
    }
    let compare: Vec<_> = found_by.into_iter().filter(|rule| rule.group.compares()).collect();
    context.mend();
    keep_what_stays(&compare, &ways, context, report, found);
}

/// A table that was left as last year's report has it contradicts that report, the sentences of this one and the reports of
/// others, in many places and by one mistake.
pub(super) fn name_tables_left(context: &Context<'_>, last: &Report, report: &Report, found: &mut Vec<Finding>) {
    if !context.is_on(&repeated_figures::RULE) {
        return;
    }
    let name = repeated_figures::RULE.name;
    let is_of_years = |finding: &Finding| finding.rule == name && finding.at.as_deref() == Some(YEAR);
    let is_whole_report = found.iter().any(is_of_years) && !report.waives_at(name, YEAR);
    for table in &report.form().tables {
        let contradicting = found.iter().filter(|finding| contradicts(report, table, finding));
        let contradicting: Vec<_> = contradicting.map(|finding| finding.rule).collect();
        if contradicting.is_empty() || !repeated_figures::is_left_in_place(report, last, table, contradicting.len()) {
            continue;
        }
        // If the table is right, what contradicts it is wrong by itself.
        if report.waives_at(name, table.table.key) {
            found.push(repeated_figures::on_table(name, report, last, table));
            continue;
        }
        found.retain(|finding| !contradicts(report, table, finding));
        // What stops publication goes on to do so.
        if contradicting.contains(&carry_mismatch::RULE.name) {
            found.retain(|finding| !is_whole_report || !is_of_years(finding));
            found.push(repeated_figures::on_table(carry_mismatch::RULE.name, report, last, table));
        } else if !is_whole_report {
            found.push(repeated_figures::on_table(name, report, last, table));
        }
    }
}

/// Nothing that compares a report with its agency's others is true of another agency's report.
pub(super) fn drop_what_is_said_of_another_s(context: &Context<'_>, report: &Report, found: &mut Vec<Finding>) {
    if found.iter().any(|finding| finding.rule == title_mismatch::RULE.name)
        && title_mismatch::owner_in(context, report).is_some()
    {
        // What is waived stays, so that its waiver is not called unused.
        found.retain(|finding| {
            report.waives(finding.rule) || rule(finding.rule).is_none_or(|rule| !rule.group.compares())
        });
    }
}

/// Where three years with the same figures are found.
const YEAR: &str = "year";

/// Whether a finding compares a table with something else. What a report waives stays.
fn contradicts(report: &Report, table: &TableForm, finding: &Finding) -> bool {
    let below = finding.at.as_deref().and_then(|at| at.strip_prefix(table.table.key));
    below.is_some_and(|below| below.is_empty() || below.starts_with('.'))
        && rule(finding.rule).is_some_and(|rule| rule.group.compares())
        && !report.waives(finding.rule)
}

/// An agency that makes no rules has some only because two rows were exchanged, which is reported; so has a row that has
/// nothing left of what it issued.
pub(super) fn drop_what_follows_from_exchanged_rows(last: &Report, report: &Report, found: &mut Vec<Finding>) {
    // What is waived is reported row by row.
    let is_reported = found.iter().any(|finding| finding.rule == stock_mismatch::RULE.name)
        && !report.waives(stock_mismatch::RULE.name);
    let pair = is_reported.then(|| exchanged_stocks(&report.stocks(last))).flatten();
    let Some(pair) = pair else { return };
    let is_of_pair = |at: &str| {
        let cell = report.form().cell(at);
        pair.iter().any(|stock| [stock.form.stock, stock.form.added, stock.form.removed].map(Some).contains(&cell))
    };
    let follows = |rule: RuleName| {
        [&rules_without_authority::RULE, &impossible_stock::RULE].iter().any(|known| known.name == rule)
            && !report.waives(rule)
    };
    found.retain(|finding| !follows(finding.rule) || !finding.at.as_deref().is_some_and(is_of_pair));
}

/// The report with last year's figures carried into it, if that mends what no change of its own is certain to mend.
fn well_carried(found_by: &[&'static Rule], context: &Context<'_>, report: &Report) -> Option<Report> {
    let differs = found_by.iter().any(|rule| rule.name == carry_mismatch::RULE.name);
    if !differs || report.is_balanced() || report.mended().is_some() {
        return None;
    }
    carry_mismatch::as_carried(context, report).filter(Report::is_balanced)
}

/// Of the findings of these rules drops those that one of the report's mended forms no longer gives. What the report
/// waives stays.
fn keep_what_stays(rules: &[&Rule], ways: &[Report], context: &Context<'_>, report: &Report, found: &mut Vec<Finding>) {
    for way in ways {
        let mut again = Vec::new();
        apply(rules, context, way, &mut again);
        found.retain(|finding| {
            !rules.iter().any(|rule| rule.name == finding.rule)
                || report.waives(finding.rule)
                || again.iter().any(|same| sort_key(same) == sort_key(finding))
        });
    }
}
