#![doc = include_str!("path_collision.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName, Source},
    i18n::Text,
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
        let first = origins.of_address(first);
        // What stands at its own old address is one file with two claims.
        let second = origins.of_address(address).into_iter().filter(|own| first.iter().all(|other| !other.is(own)));
        let mut claims: Vec<Origin> = first.iter().cloned().chain(second).collect();
        claims.sort_by_key(Origin::is_redirect);
        let config = Place::file(&whole.site.config.source);
        let place = claims.last().map_or(config, |claim| claim.place().clone());
        let others: Vec<_> = claims.iter().rev().skip(1).filter(|other| !other.shares_file(&place)).collect();
        let mut finding = Finding::new(NAME, place, message).hint(remedy(&claims));
        for other in others {
            finding = finding.related(other.place().clone(), text!("另一个来自这里", "the other one comes from here"));
        }
        findings.push(finding);
    }
}

/// What to do where these claim one path, the old addresses among them last.
fn remedy(claims: &[Origin]) -> Text {
    match claims {
        [Origin::File(own), .., Origin::Redirect(old)] if own.source.path == old.source.path => {
            text!(
                "这就是它现在的网址：从 redirect_from 里删去",
                "this is where it stands now: remove it from `redirect_from`"
            )
        }
        [Origin::Redirect(_)] => text!(
            "这个网址由 giar 自己的页面用着：从 redirect_from 里删去",
            "a page of giar's own stands there: remove it from `redirect_from`"
        ),
        [.., Origin::Redirect(_)] => {
            text!("这个旧网址正用着：从 redirect_from 里删去", "this address is in use: remove it from `redirect_from`")
        }
        [Origin::File(_)] => {
            text!("另一样是 giar 自己放在那里的：给这个文件改名", "giar itself uses this path: rename this file")
        }
        _ => text!(
            "给其中一个改名；大小写不同也算相同",
            "rename one of them; names that differ only in case count as the same"
        ),
    }
}

/// What of an author's an address comes from.
#[derive(Clone)]
pub(super) enum Origin {
    /// A file that stands there.
    File(Place),
    /// An entry of `redirect_from`.
    Redirect(Place),
}

impl Origin {
    pub(super) fn place(&self) -> &Place {
        match self {
            Self::File(place) | Self::Redirect(place) => place,
        }
    }

    pub(super) fn is_redirect(&self) -> bool {
        matches!(self, Self::Redirect(_))
    }

    fn is(&self, other: &Self) -> bool {
        self.shares_file(other.place()) && self.place().span == other.place().span
    }

    fn shares_file(&self, other: &Place) -> bool {
        self.place().source.path == other.source.path
    }
}

/// What addresses come from, if it is an author's.
pub(super) struct Origins<'a> {
    whole: &'a SiteContext<'a>,
    /// Attachments, and texts that old addresses lead to, by published path.
    others: HashMap<String, Vec<Origin>>,
}

impl<'a> Origins<'a> {
    pub(super) fn of(whole: &'a SiteContext<'_>) -> Self {
        let archive = &whole.site.archive;
        let mut others: HashMap<String, Vec<Origin>> = HashMap::new();
        for path in archive.attachments() {
            let source = Arc::new(Source::new(format!("content/{path}"), ""));
            others.entry(url::attachment(whole.site, path)).or_default().push(Origin::File(Place::file(&source)));
        }
        for redirect in archive.redirects() {
            others.entry(redirect.path()).or_default().push(Origin::Redirect(redirect.place()));
        }
        Self { whole, others }
    }

    /// None, if it is giar's own. An address that a file and an old address claim has both.
    pub(super) fn of_address(&self, address: &Address) -> Vec<Origin> {
        match address.subject {
            Subject::Page(page) => vec![Origin::File(Place::file(&self.whole.site.archive.page(page).source))],
            Subject::Report(report) => vec![Origin::File(Place::file(&self.whole.site.report(report).source))],
            _ => self.others.get(&address.path).cloned().unwrap_or_default(),
        }
    }
}
