#![doc = include_str!("path_collision.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName, Source},
    i18n::Text,
    site::{Address, Subject, url},
    text,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet, hash_map::Entry},
    sync::Arc,
};

const NAME: RuleName = RuleName("path-collision");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Error, include_str!("path_collision.md"))
    .summary(text!("两样东西占用同一路径", "Two things claim one path of the site"))
    .check(Check::Addresses(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let manifest = Address { path: "manifest.sha256".into(), subject: Subject::Site };
    let mut taken: HashMap<String, &Address> = HashMap::from([(manifest.path.clone(), &manifest)]);
    let mut shared: BTreeMap<String, Vec<&Address>> = BTreeMap::new();
    for address in whole.addresses.iter() {
        // Some systems do not distinguish A from a, so the site must not.
        match taken.entry(address.path.to_lowercase()) {
            Entry::Vacant(free) => {
                free.insert(address);
            }
            Entry::Occupied(first) => {
                shared.entry(first.key().clone()).or_insert_with(|| vec![first.get()]).push(address);
            }
        }
    }
    if shared.is_empty() {
        return;
    }
    let origins = Origins::of(whole);
    for addresses in shared.values() {
        let claims = Claims::of(&origins, addresses);
        findings.extend(claims.on_files(whole));
        findings.extend((0..claims.redirects.len()).filter_map(|at| claims.on_redirect(at)));
    }
}

/// All that is to stand at one path.
struct Claims<'a> {
    path: &'a str,
    /// How many of giar's own.
    own: usize,
    /// Texts and attachments; of a report, that it is one.
    files: Vec<(Place, bool)>,
    /// Entries of `redirect_from`.
    redirects: Vec<Place>,
}

impl<'a> Claims<'a> {
    fn of(origins: &Origins<'_>, addresses: &[&'a Address]) -> Self {
        let mut claims = Self { path: &addresses[0].path, own: 0, files: Vec::new(), redirects: Vec::new() };
        let mut asked = HashSet::new();
        for address in addresses {
            let is_report = matches!(address.subject, Subject::Report(_));
            // Two addresses of one path are of all that stands there, each of them.
            if !is_report && !matches!(address.subject, Subject::Page(_)) && !asked.insert(&address.path) {
                continue;
            }
            for origin in origins.of_address(address) {
                match origin {
                    Origin::File(place) => claims.files.push((place, is_report)),
                    Origin::Redirect(place) => claims.redirects.push(place),
                }
            }
        }
        claims.own = addresses.len().saturating_sub(claims.files.len() + claims.redirects.len());
        claims
    }

    fn finding(&self, place: Place, other: Option<&Place>) -> Finding {
        let message = text!("两样东西都要放在 {path}", "two things claim the path {path}").with("path", self.path);
        let other = other.filter(|other| other.source.path != place.source.path).cloned();
        let finding = Finding::new(NAME, place, message);
        match other {
            Some(other) => finding.related(other, text!("另一个来自这里", "the other one comes from here")),
            None => finding,
        }
    }

    /// Of files that stand in each other's place, or in that of a page of giar's own.
    fn on_files(&self, whole: &SiteContext<'_>) -> Vec<Finding> {
        let config = Place::file(&whole.site.config.source);
        // Of giar's own pages, those of agencies bear names that `site.toml` gives.
        let mut findings: Vec<_> = (1..self.own).map(|_| self.finding(config.clone(), None).hint(RENAME)).collect();
        let first = self.files.first().filter(|_| self.own == 0);
        for (place, is_report) in &self.files[usize::from(first.is_some())..] {
            let finding = self.finding(place.clone(), first.map(|(file, _)| file));
            match first {
                Some((_, true)) if *is_report => {} // reported by `duplicate-report`
                Some(_) => findings.push(finding.hint(RENAME)),
                None => findings.push(finding.hint(text!(
                    "另一样是 giar 自己放在那里的：给这个文件改名",
                    "giar itself uses this path: rename this file"
                ))),
            }
        }
        findings
    }

    /// Of an old address that is in use, or that has been given before.
    fn on_redirect(&self, at: usize) -> Option<Finding> {
        let place = &self.redirects[at];
        let itself = self.files.iter().find(|(file, _)| file.source.path == place.source.path);
        let file = itself.or(self.files.first()).map(|(file, _)| file);
        let finding = self.finding(place.clone(), file.or(self.redirects.first()));
        let remedy = if itself.is_some() {
            text!(
                "这就是它现在的网址：从 redirect_from 里删去",
                "this is where it stands now: remove it from `redirect_from`"
            )
        } else if file.is_some() {
            text!("这个旧网址正用着：从 redirect_from 里删去", "this address is in use: remove it from `redirect_from`")
        } else if self.own > 0 {
            text!(
                "这个网址由 giar 自己的页面用着：从 redirect_from 里删去",
                "a page of giar's own stands there: remove it from `redirect_from`"
            )
        } else if at > 0 {
            text!(
                "另一处也写了这个旧网址：只留一处",
                "this old address is given elsewhere as well: keep one of the two"
            )
        } else {
            return None;
        };
        Some(finding.hint(remedy))
    }
}

const RENAME: Text =
    text!("给其中一个改名；大小写不同也算相同", "rename one of them; names that differ only in case count as the same");

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

    /// What an address comes from, which is nothing if it is giar's own. An address that a file and an old address claim
    /// has both.
    pub(super) fn of_address(&self, address: &Address) -> Vec<Origin> {
        match address.subject {
            Subject::Page(page) => vec![Origin::File(Place::file(&self.whole.site.archive.page(page).source))],
            Subject::Report(report) => vec![Origin::File(Place::file(&self.whole.site.report(report).source))],
            _ => self.others.get(&address.path).cloned().unwrap_or_default(),
        }
    }
}
