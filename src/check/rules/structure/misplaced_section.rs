#![doc = include_str!("misplaced_section.md")]

use super::{
    empty_section::{is_empty, is_empty_twin},
    unmarked_heading::{lookalike, lookalikes},
};
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::{Content, Section},
    i18n::Message,
    report::{Report, ReportSection},
    text,
};
use std::collections::BTreeSet;

const NAME: RuleName = RuleName("misplaced-section");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Warning, include_str!("misplaced_section.md"))
    .summary(text!("各部分的次序不对", "The sections are not in the prescribed order"))
    .waivable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let sections = report.body.sections.iter().filter_map(|section| {
        let key = section.key()?;
        Some((report.edition.sections.iter().position(|official| official.key == key)?, section))
    });
    let sections: Vec<_> = sections.collect();
    let mut ranks: Vec<_> = sections.iter().map(|(rank, _)| *rank).collect();
    for slip in slips(report) {
        let Some(at) = sections.iter().position(|(_, section)| std::ptr::eq(*section, slip.section)) else { continue };
        ranks[at] = slip.rank;
        findings.push(slip.finding(report));
    }
    let kept = longest_in_order(&ranks);
    for (at, (rank, section)) in sections.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
        let twin = kept.iter().find(|kept| ranks[**kept] == *rank);
        let before = kept.iter().rfind(|kept| **kept < at && ranks[**kept] > *rank);
        let after = kept.iter().find(|kept| **kept > at && ranks[**kept] < *rank);
        let (other, note) = match (twin, before, after) {
            (Some(twin), ..) => (twin, text!("另一处", "the other one")),
            (_, Some(before), _) => (before, text!("应当排在“{heading}”后面", "this one belongs after “{heading}”")),
            (.., Some(after)) => (after, text!("应当排在“{heading}”前面", "this one belongs before “{heading}”")),
            // What is in order with all that is kept is kept itself.
            _ => continue,
        };
        let message = match twin {
            Some(_) => text!("“{heading}”出现了两次", "“{heading}” occurs twice"),
            None => text!("“{heading}”的位置不对", "“{heading}” is out of place"),
        };
        let hint = match twin {
            Some(twin) => remedy_for_twins(report, [sections[*twin].1, section]),
            None => text!("按规定的六个部分排列", "put the six sections in the prescribed order").into(),
        };
        findings.push(
            Finding::new(NAME, report.place(section.heading_span), message.with("heading", &section.heading))
                .at(section.key().unwrap_or_default())
                .related(report.place(sections[*other].1.heading_span), note.with("heading", &section.heading))
                .hint(hint),
        );
    }
}

/// What to do about a heading that stands twice.
fn remedy_for_twins(report: &Report, twins: [&ReportSection; 2]) -> Message {
    match twins.iter().rev().find(|twin| is_empty(report, twin)) {
        Some(empty) => text!("第 {line} 行下面没有内容：删去这一行", "nothing follows line {line}: delete it")
            .with("line", report.source.position(empty.heading_span.start).line),
        None => {
            text!("两处的内容合在一处，删去一个标题", "put the text of both together, and delete one heading").into()
        }
    }
}

/// A section under the heading of another, which stands in its own place, too.
pub(super) struct Slip<'r> {
    pub section: &'r ReportSection,
    twin: &'r ReportSection,
    /// The section that it must be by where it stands, and the rank of that in the form.
    pub meant: &'static Section,
    rank: usize,
}

impl Slip<'_> {
    fn finding(&self, report: &Report) -> Finding {
        let meant = format!("{}、{}", self.meant.number, self.meant.title);
        let message = text!("“{heading}”写了两次，少了“{meant}”", "“{heading}” occurs twice, and “{meant}” is missing");
        let message = message.with("heading", &self.section.heading).with("meant", &meant);
        let hint = text!(
            "第 {line} 行应是“## {meant}”吗？是就改过来",
            "is line {line} meant as `## {meant}`? If so, correct it"
        );
        let place = report.place(self.section.heading_span);
        let hint = hint.with("line", report.source.position(self.section.heading_span.start).line).with("meant", meant);
        Finding::new(NAME, place, message)
            .at(self.section.key().unwrap_or_default())
            .related(report.place(self.twin.heading_span), text!("另一处", "the other one"))
            .hint(hint)
    }
}

/// The sections under a heading that is certainly meant for them.
pub(super) fn rightly_headed(report: &Report) -> impl Iterator<Item = &ReportSection> {
    let slips = slips(report);
    let headed = report.body.well_headed().filter(|section| !is_empty_twin(report, section));
    headed.filter(move |section| !slips.iter().any(|slip| std::ptr::eq(slip.section, *section)))
}

/// The headings that are written twice where another is missing: one of the two was to be that.
pub(super) fn slips(report: &Report) -> Vec<Slip<'_>> {
    let official = report.edition.sections;
    let known = report.body.sections.iter().filter_map(|section| {
        let rank = official.iter().position(|official| Some(official.key) == section.key())?;
        Some((rank, section))
    });
    let known: Vec<(usize, &ReportSection)> = known.collect();
    let ranks: BTreeSet<_> = known.iter().map(|(rank, _)| *rank).collect();
    if ranks.len() == known.len() {
        return Vec::new();
    }
    let lines = lookalikes(report);
    // One heading stands for one section; whatever else is missing is missing.
    let mut taken = BTreeSet::new();
    let missing = (0..official.len()).filter(|at| {
        !ranks.contains(at)
            && official[*at].content != Content::Table
            && lookalike(report, &official[*at], &lines).is_none()
    });
    missing
        .filter_map(|wanted| {
            let fits = |at: usize| {
                let (before, after) = (&known[..at], &known[at + 1..]);
                before.iter().all(|(rank, _)| *rank < wanted) && after.iter().all(|(rank, _)| *rank > wanted)
            };
            let twins = (0..known.len()).filter_map(|at| {
                let twin = known.iter().enumerate().find(|(other, (rank, _))| *other != at && *rank == known[at].0)?;
                Some((at, twin.1.1))
            });
            let (at, twin) = twins.into_iter().find(|(at, _)| fits(*at) && taken.insert(*at))?;
            Some(Slip { section: known[at].1, twin, meant: &official[wanted], rank: wanted })
        })
        .collect()
}

/// The most sections that stand in order, the earlier ones where there is a choice: the others are out of place.
fn longest_in_order(ranks: &[usize]) -> Vec<usize> {
    let longest = ranks.iter().max().map_or(0, |rank| rank + 2);
    // The most that follow in order from each rank on.
    let mut follow = vec![0; longest];
    let mut from = vec![0; ranks.len()];
    for (at, rank) in ranks.iter().enumerate().rev() {
        from[at] = 1 + follow[rank + 1];
        for most in &mut follow[..=*rank] {
            *most = from[at].max(*most);
        }
    }
    let mut kept: Vec<usize> = Vec::new();
    let mut wanted = from.iter().copied().max().unwrap_or_default();
    for (at, rank) in ranks.iter().enumerate() {
        if from[at] == wanted && kept.last().is_none_or(|last| ranks[*last] < *rank) {
            kept.push(at);
            wanted -= 1;
        }
    }
    kept
}
