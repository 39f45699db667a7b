#![doc = include_str!("duplicate_id.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName, Source, Span},
    markdown,
    report::{Report, ReportSection},
    site::{Site, Subject, anchor},
    text,
};
use std::{collections::HashMap, sync::Arc};

const NAME: RuleName = RuleName("duplicate-id");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Warning, include_str!("duplicate_id.md"))
    .summary(text!("一页上有两个同名的位置", "Two places on a page share one id"))
    .waivable()
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let site = whole.site;
    for id in site.archive.ids() {
        let report = site.report(id);
        of_text(site, Subject::Report(id), &report.source, report.body.whole(), Some(report), findings);
    }
    for id in site.archive.page_ids() {
        let page = site.archive.page(id);
        of_text(site, Subject::Page(id), &page.source, page.body, None, findings);
    }
    if let Some(page) = site.archive.introduction() {
        of_text(site, Subject::Site, &page.source, page.body, None, findings);
    }
}

fn of_text(
    site: &Site,
    subject: Subject,
    source: &Arc<Source>,
    text: Span,
    report: Option<&Report>,
    findings: &mut Vec<Finding>,
) {
    let anchors = markdown::raw_anchors(source.slice(text));
    if anchors.is_empty() {
        return;
    }
    // How often an id stands on the page besides where authors have put it.
    let mut others: HashMap<String, isize> = HashMap::new();
    for anchor in anchor::of(site, subject) {
        *others.entry(anchor.id).or_default() += 1;
    }
    for anchor in &anchors {
        *others.entry(anchor.id.clone()).or_default() -= 1;
    }
    let mut first: HashMap<&str, Span> = HashMap::new();
    for anchor in &anchors {
        let span = anchor.span.shifted(text.start as usize);
        let is_taken =
            site.theme.ids().contains(&anchor.id) || others.get(&anchor.id).is_some_and(|others| *others > 0);
        let before = first.insert(&anchor.id, span);
        if !is_taken && before.is_none() {
            continue;
        }
        let message = match before {
            Some(_) => text!("这一页上有两个位置叫“{id}”", "two places on this page have the id `{id}`"),
            None => text!("“{id}”是网页自己用的名字", "the page itself uses the id `{id}`"),
        };
        let finding = Finding::new(NAME, Place::new(source, span), message.with("id", &anchor.id))
            .value(&anchor.id)
            .hint(text!("换一个名字，链接也跟着改", "choose another name, and change the links that lead there"));
        let finding = match before {
            Some(before) => finding.related(Place::new(source, before), text!("第一次写在这里", "first given here")),
            None => finding,
        };
        let section = report.and_then(|report| report.body.section_at(span)).and_then(ReportSection::key);
        findings.push(match section {
            Some(key) => finding.at(key),
            None => finding,
        });
    }
}
