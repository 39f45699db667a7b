//! Summarises findings that need not be repeated in every run: warnings and notes on past years.

use super::{Finding, Level, RuleName, plain::padded};
use crate::{
    i18n::{Lang, words},
    text,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
};

/// Warnings and notes on reports of earlier years, counted by rule.
#[derive(Debug, Default)]
pub struct ClosedYears {
    /// Sorted by level, the gravest first.
    rules: BTreeMap<(Reverse<Level>, RuleName), Tally>,
}

#[derive(Debug)]
struct Tally {
    findings: usize,
    first: u16,
    last: u16,
}

impl ClosedYears {
    /// Removes from `findings` those in reports on years before the newest that are neither errors nor waived. `years`
    /// are the years of reports by file; findings in other files are kept.
    pub fn fold(findings: &mut Vec<Finding>, years: &HashMap<&str, u16>) -> Self {
        let newest = years.values().max();
        let mut closed = Self::default();
        findings.retain(|finding| {
            let Some(&year) = years.get(finding.place.source.path.as_str()) else { return true };
            if Some(&year) == newest || finding.level == Level::Error || finding.waived.is_some() {
                return true;
            }
            closed.count(finding, year);
            false
        });
        closed
    }

    fn count(&mut self, finding: &Finding, year: u16) {
        let tally = self.rules.entry((Reverse(finding.level), finding.rule)).or_insert(Tally {
            findings: 0,
            first: year,
            last: year,
        });
        tally.findings += 1;
        tally.first = tally.first.min(year);
        tally.last = tally.last.max(year);
    }

    /// A line per rule, and one that names the option to list the findings; empty if none were removed.
    pub fn render(&self, lang: Lang) -> String {
        if self.rules.is_empty() {
            return String::new();
        }
        let total: usize = self.rules.values().map(|tally| tally.findings).sum();
        let heading = text!(
            "往年报告的 {n} 处没有逐条列出。全部列出加 --all，只看一年加 --year，只看一条规则加 --rule：",
            "Findings on earlier years, not listed one by one: {n}. List them with --all, --year YEAR or --rule NAME:"
        );
        let mut out = format!("{}\n", heading.with("n", total).get(lang));
        let names = self.rules.keys().map(|(_, rule)| rule.0.len()).max().unwrap_or_default();
        let digits = self.rules.values().map(|tally| tally.findings.to_string().len()).max().unwrap_or_default();
        for ((Reverse(level), rule), Tally { findings, first, last }) in &self.rules {
            let name = padded(rule.0, names);
            let level = padded(level.word().get(lang), LEVEL);
            let years = words::range(*first, *last).get(lang);
            let _ = writeln!(out, "  {name}  {level}  {findings:>digits$}  {years}");
        }
        out.push('\n');
        out
    }
}

/// The width of the longest name of a level, `warning`.
const LEVEL: usize = 7;
