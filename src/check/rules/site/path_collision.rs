#![doc = include_str!("path_collision.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName},
    site::{Address, Subject},
    text,
};
use std::collections::HashMap;

const NAME: RuleName = RuleName("path-collision");

pub const RULE: Rule = Rule::new(NAME, Group::Site, Level::Error, include_str!("path_collision.md"))
    .summary(text!("两样东西占用同一路径", "Two things claim one path of the site"))
    .check(Check::Addresses(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let manifest = Address { path: "manifest.sha256".into(), subject: Subject::Site };
    let mut taken: HashMap<String, &Address> = HashMap::from([(manifest.path.clone(), &manifest)]);
    for address in whole.addresses.iter() {
        // Some systems do not distinguish A from a, so the site must not.
        let Some(first) = taken.insert(address.path.to_lowercase(), address) else { continue };
        if let (Subject::Report(_), Subject::Report(_)) = (first.subject, address.subject) {
            continue; // reported by `duplicate-report`
        }
        let message = text!("两样东西都要放在 {path}", "two things claim the path {path}").with("path", &address.path);
        let places: Vec<_> = [first, address].into_iter().filter_map(|address| origin(whole, address)).collect();
        let config = Place::file(&whole.site.config.source);
        let hint = if places.len() == 1 {
            text!("另一样是 giar 自己放在那里的：给这个文件改名", "giar itself uses this path: rename this file")
        } else {
            text!(
                "给其中一个改名；大小写不同也算相同",
                "rename one of them; names that differ only in case count as the same"
            )
        };
        let mut finding = Finding::new(NAME, places.last().cloned().unwrap_or(config), message).hint(hint);
        if let [first, _] = places.as_slice() {
            finding = finding.related(first.clone(), text!("另一个来自这里", "the other one comes from here"));
        }
        findings.push(finding);
    }
}

/// The file an address comes from, if it is an author's.
pub(super) fn origin(whole: &SiteContext<'_>, address: &Address) -> Option<Place> {
    match address.subject {
        Subject::Page(page) => Some(Place::file(&whole.site.archive.page(page).source)),
        Subject::Report(report) => Some(Place::file(&whole.site.report(report).source)),
        _ => {
            let mut pages = whole.site.archive.pages.iter();
            let page = pages.find(|page| page.redirects().any(|path| path == address.path))?;
            Some(Place::file(&page.source))
        }
    }
}
