#![doc = include_str!("misplaced_section.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::{Report, ReportSection},
    text,
};

const NAME: RuleName = RuleName("misplaced-section");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Warning, include_str!("misplaced_section.md"))
    .summary(text!("各部分的次序不对", "The sections are not in the prescribed order"))
    .waivable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let place = |section: &&ReportSection| {
        let official = &report.edition.sections;
        section.key().and_then(|key| official.iter().position(|official| official.key == key))
    };
    let sections: Vec<_> =
        report.body.sections.iter().filter_map(|section| Some((place(&section)?, section))).collect();
    let places: Vec<_> = sections.iter().map(|(place, _)| *place).collect();
    let kept = longest_in_order(&places);
    for (at, (place, section)) in sections.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
        let twin = kept.iter().find(|kept| places[**kept] == *place);
        let before = kept.iter().rfind(|kept| **kept < at && places[**kept] > *place);
        let after = kept.iter().find(|kept| **kept > at && places[**kept] < *place);
        let (other, note) = match (twin, before, after) {
            (Some(twin), ..) => (twin, text!("另一处", "the other one")),
            (_, Some(before), _) => (before, text!("应当排在它前面", "it belongs before this one")),
            (.., Some(after)) => (after, text!("应当排在它后面", "it belongs after this one")),
            // What is in order with all that is kept is kept itself.
            _ => continue,
        };
        let message = match twin {
            Some(_) => text!("“{heading}”出现了两次", "“{heading}” occurs twice"),
            None => text!("“{heading}”的位置不对", "“{heading}” is out of place"),
        };
        findings.push(
            Finding::new(NAME, report.place(section.heading_span), message.with("heading", &section.heading))
                .at(section.key().unwrap_or_default())
                .related(report.place(sections[*other].1.heading_span), note)
                .hint(text!("按规定的六个部分排列", "put the six sections in the prescribed order")),
        );
    }
}

/// The most sections that stand in order, the earlier ones where there is a choice: the others are out of place.
fn longest_in_order(places: &[usize]) -> Vec<usize> {
    let longest = places.iter().max().map_or(0, |place| place + 2);
    // The most that follow in order from each place of the form on.
    let mut follow = vec![0; longest];
    let mut from = vec![0; places.len()];
    for (at, place) in places.iter().enumerate().rev() {
        from[at] = 1 + follow[place + 1];
        for most in &mut follow[..=*place] {
            *most = from[at].max(*most);
        }
    }
    let mut kept: Vec<usize> = Vec::new();
    let mut wanted = from.iter().copied().max().unwrap_or_default();
    for (at, place) in places.iter().enumerate() {
        if from[at] == wanted && kept.last().is_none_or(|last| places[*last] < *place) {
            kept.push(at);
            wanted -= 1;
        }
    }
    kept
}
