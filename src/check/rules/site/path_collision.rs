#![doc = include_str!("path_collision.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName, Source, Span},
    site::{Address, Subject, url},
    text,
};
use std::{collections::HashMap, sync::Arc};

const NAME: RuleName = RuleName("path-collision");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Error, include_str!("path_collision.md"))
    .summary(text!("两样东西占用同一路径", "Two things claim one path of the site"))
    .check(Check::Addresses(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let manifest = Address { path: "manifest.sha256".into(), subject: Subject::Site };
    let mut origins = None;
    let mut taken: HashMap<String, &Address> = HashMap::from([(manifest.path.clone(), &manifest)]);
    for address in whole.addresses.iter() {
        // Some systems do not distinguish A from a, so the site must not.
        let Some(first) = taken.insert(address.path.to_lowercase(), address) else { continue };
        if let (Subject::Report(_), Subject::Report(_)) = (first.subject, address.subject) {
            continue; // reported by `duplicate-report`
        }
        let message = text!("两样东西都要放在 {path}", "two things claim the path {path}").with("path", &address.path);
        let origins = origins.get_or_insert_with(|| Origins::of(whole));
        let mut places: Vec<Place> = Vec::new();
        for place in [first, address].into_iter().flat_map(|address| origins.places(address)) {
            if places.iter().all(|known| known.source.path != place.source.path) {
                places.push(place);
            }
        }
        let config = Place::file(&whole.site.config.source);
        let hint = if places.len() == 1 {
            text!("另一样是 giar 自己放在那里的：给这个文件改名", "giar itself uses this path: rename this file")
        } else if places.last().is_some_and(|place| place.span != Span::default()) {
            text!("这个旧网址正用着：从 redirect_from 里删去", "this address is in use: remove it from `redirect_from`")
        } else {
            text!(
                "给其中一个改名；大小写不同也算相同",
                "rename one of them; names that differ only in case count as the same"
            )
        };
        let mut finding = Finding::new(NAME, places.last().cloned().unwrap_or(config), message).hint(hint);
        for other in places.iter().rev().skip(1) {
            finding = finding.related(other.clone(), text!("另一个来自这里", "the other one comes from here"));
        }
        findings.push(finding);
    }
}

/// The files that addresses come from, if they are an author's.
pub(super) struct Origins<'a> {
    whole: &'a SiteContext<'a>,
    /// Attachments, and texts that old addresses lead to, by published path.
    others: HashMap<String, Vec<Place>>,
}

impl<'a> Origins<'a> {
    pub(super) fn of(whole: &'a SiteContext<'_>) -> Self {
        let archive = &whole.site.archive;
        let mut others: HashMap<String, Vec<Place>> = HashMap::new();
        for path in archive.attachments() {
            let source = Arc::new(Source::new(format!("content/{path}"), ""));
            others.entry(url::attachment(whole.site, path)).or_default().push(Place::file(&source));
        }
        for redirect in archive.redirects() {
            others.entry(redirect.path()).or_default().push(redirect.place());
        }
        Self { whole, others }
    }

    pub(super) fn places(&self, address: &Address) -> Vec<Place> {
        match address.subject {
            Subject::Page(page) => vec![Place::file(&self.whole.site.archive.page(page).source)],
            Subject::Report(report) => vec![Place::file(&self.whole.site.report(report).source)],
            _ => self.others.get(&address.path).cloned().unwrap_or_default(),
        }
    }
}
