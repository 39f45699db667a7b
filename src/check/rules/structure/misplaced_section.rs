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
    let mut last: Option<(usize, &ReportSection)> = None;
    for section in &report.body.sections {
        let Some(key) = section.key() else { continue };
        let Some(place) = report.edition.sections.iter().position(|official| official.key == key) else { continue };
        match last {
            Some((before, earlier)) if place <= before => {
                let message = if place == before {
                    text!("“{heading}”出现了两次", "“{heading}” occurs twice")
                } else {
                    text!("“{heading}”的位置不对", "“{heading}” is out of place")
                };
                findings.push(
                    Finding::new(NAME, report.place(section.heading_span), message.with("heading", &section.heading))
                        .at(section.key().unwrap_or_default())
                        .related(report.place(earlier.heading_span), text!("它前面的部分", "the section before it"))
                        .hint(text!("按规定的六个部分排列", "put the six sections in the prescribed order")),
                );
            }
            _ => last = Some((place, section)),
        }
    }
}
