//! Why requests were refused, reason by reason.

use super::{Digest, cells};
use crate::{
    archive::{Reason, reasons},
    form::Node,
    i18n::Lang,
    render::html::{
        chart::percent,
        view::{AnswerEntry, ReasonRow, ReasonsView},
    },
    report::{Number, Report},
    site::url,
    text,
};
use std::cmp::Reverse;

/// Of fewer refusals no share is shown.
const FEWEST: i64 = 5;

/// How often each agency used one reason.
struct Used<'a> {
    node: &'static Node,
    by: Vec<(&'a Report, Option<Number>)>,
    /// The same of every agency for itself.
    own: Vec<(&'a Report, Option<Number>)>,
}

impl Used<'_> {
    fn sum(&self) -> Number {
        self.by.iter().filter_map(|(_, n)| *n).sum()
    }
}

impl Digest<'_> {
    /// The reasons for refusals, the most used first; none if nothing was refused.
    pub(crate) fn reasons(&self, file: &str) -> Option<ReasonsView> {
        let mut used = self.used();
        used.sort_by_key(|used| Reverse(used.sum()));
        let total = used.iter().map(Used::sum).sum::<Number>();
        if total.is_zero() {
            return None;
        }
        let most = used.iter().map(Used::sum).max().unwrap_or_default();
        Some(ReasonsView {
            rows: used.iter().map(|used| self.reason(used, total, most)).collect(),
            total: total.grouped(),
            note: self.blank_reasons(),
            file: url::relative(&self.page.path, file),
        })
    }

    /// That some reports leave reasons blank; empty if none does.
    pub(super) fn blank_reasons(&self) -> String {
        let note =
            text!("有 {n} 份报告没有填全理由。", "{n} {n:report leaves|reports leave} some of the reasons blank.");
        let leaves_blank = |report: &&&Report| reasons(report).iter().any(|reason| reason.count(report).is_none());
        match self.counted.iter().filter(leaves_blank).count() {
            0 => String::new(),
            blanks => note.with("n", Number::count(blanks).grouped()).get(self.lang()),
        }
    }

    /// The most frequent reason, with how often it was used; the first of equals.
    pub(super) fn main_reasons(&self) -> Vec<(&'static Node, Number, Number)> {
        let used = self.used();
        let total = used.iter().map(Used::sum).sum::<Number>();
        let mut sums: Vec<_> = used.iter().map(|used| (used.node, used.sum(), total)).collect();
        sums.retain(|(_, sum, _)| !sum.is_zero());
        sums.sort_by_key(|(_, sum, _)| Reverse(*sum));
        sums
    }

    fn used(&self) -> Vec<Used<'_>> {
        let Some(model) = self.counted.iter().max_by_key(|report| report.edition.since) else { return Vec::new() };
        let used = reasons(model).iter().map(|reason| Used {
            node: reason.node,
            by: self.counted.iter().map(|report| (*report, count(report, reason.node.key))).collect(),
            own: self.own().map(|report| (report, count(report, reason.node.key))).collect(),
        });
        used.collect()
    }

    fn reason(&self, used: &Used<'_>, total: Number, most: Number) -> ReasonRow {
        let sum = used.sum();
        // Of equals the first.
        let top = used.own.iter().rev().filter_map(|(report, n)| Some((*report, (*n)?))).max_by_key(|(_, n)| *n);
        let top = top.filter(|(_, n)| !n.is_zero());
        ReasonRow {
            label: used.node.short(),
            gloss: gloss(used.node, self.lang()),
            value: sum.grouped(),
            share: if total < Number::whole(FEWEST) { String::new() } else { percent(sum.share_of(total)) },
            bar: cells::bar(sum.parts_of(most, 1000)),
            most: top.filter(|_| used.own.len() > 1).map(|(report, n)| AnswerEntry {
                label: self.site.name_of(report).to_owned(),
                href: self.place(
                    report,
                    reason(report, used.node.key).into_iter().flat_map(|reason| reason.cells.iter().copied()),
                ),
                value: text!("{n} 件", "{n}").with("n", n.grouped()).get(self.lang()),
                detail: String::new(),
            }),
        }
    }
}

/// What English readers are told of a row that the form names in Chinese alone: its key, which is English. Empty in Chinese.
pub(super) fn gloss(node: &Node, lang: Lang) -> String {
    match lang {
        Lang::Zh => String::new(),
        Lang::En => node.key.replace('_', " "),
    }
}

/// The reason of a key in a report's form, which another edition may not have.
fn reason(report: &Report, key: &str) -> Option<&'static Reason> {
    reasons(report).iter().find(|reason| reason.node.key == key)
}

fn count(report: &Report, key: &str) -> Option<Number> {
    reason(report, key)?.count(report)
}
