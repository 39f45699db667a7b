#![doc = include_str!("unreviewed_value.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, Place, Span},
    form::Slot,
    i18n::Message,
    report::{Report, Review, State, UNREVIEWED_VALUE},
    text,
};

pub(crate) const RULE: Rule =
    Rule::new(UNREVIEWED_VALUE, Group::Reading, Level::Warning, include_str!("unreviewed_value.md"))
        .summary(text!(
            "代填或读不准的内容还没有人核对",
            "What giar filled in or could not read for certain awaits review"
        ))
        .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let reviews = report.reviews.iter().filter(|review| !is_missing(report, review));
    findings.extend(reviews.map(|review| unreviewed(report, review)));
}

/// Whether a review only says that something was not found, which is not there: `missing-row` reports that.
fn is_missing(report: &Report, review: &Review) -> bool {
    let slot = report.form().slot(&review.at).filter(|_| review.candidates.is_empty());
    slot.is_some_and(|slot| slot.cells.clone().all(|cell| report.grid[cell].state == State::Missing))
}

fn unreviewed(report: &Report, review: &Review) -> Finding {
    let slot = report.form().slot(&review.at);
    let message = text!("{what}还没有核对：{reason}", "{what} has not been reviewed: {reason}");
    let message = message.with("what", named(report, review, slot)).with("reason", &review.reason);
    let hint: Message = if review.candidates.is_empty() {
        text!(
            "对照原件核对，有错就改正；核对过就删去 review 里的这一条",
            "compare it with the original and correct it if need be; then delete this entry of `review`"
        )
        .into()
    } else {
        text!(
            "可能是 {candidates}；对照原件改正，再删去 review 里的这一条",
            "it may be {candidates}; correct it from the original, then delete this entry of `review`"
        )
        .with("candidates", review.candidates.join(" / "))
    };
    let entry = report.place(review.span);
    let finding = Finding::new(UNREVIEWED_VALUE, place(report, review, slot), message).at(&review.at).hint(hint);
    if finding.place.span == review.span {
        return finding;
    }
    finding.related(entry, text!("核对过就删去这一条", "delete this once it has been reviewed"))
}

/// What is to be reviewed, in the words of the form.
fn named(report: &Report, review: &Review, slot: Option<&Slot>) -> String {
    match slot {
        Some(slot) if slot.is_cell() => report.form().name(slot.cells.first()),
        Some(slot) => format!("“{}”", slot.label),
        None => match report.edition.section(&review.at) {
            Some(section) => format!("“{}、{}”", section.number, section.title),
            None => format!("“{}”", review.at),
        },
    }
}

/// Where it stands; what stands nowhere yet, where its review was asked for.
fn place(report: &Report, review: &Review, slot: Option<&Slot>) -> Place {
    let cell = slot.map(|slot| report.grid[slot.cells.first()].span).filter(|span| *span != Span::default());
    let section = report.body.section(&review.at).map(|section| section.heading_span);
    report.place(cell.or(section).unwrap_or(review.span))
}
