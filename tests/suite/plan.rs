//! The plan of a site: nothing in it is an orphan, and the documentation knows all of it.

use crate::common::large_site;
use giar::{
    io::load,
    pipeline::{self, Options, Prepared},
    render::{KINDS, Planned},
    site::{Site, Subject},
    theme::Theme,
};
use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::Path,
    sync::Arc,
};

/// Files to which no page links, and who knows of them.
const UNLINKED: [(&str, &str); 19] = [
    ("404", "the server"),
    ("redirect", "old addresses"),
    ("schema", "`$schema` of the data"),
    ("reports.utf8.csv", "datapackage.json"),
    ("year reports.utf8.csv", "datapackage.json"),
    ("agencies.utf8.csv", "datapackage.json"),
    ("sitemap", "robots.txt"),
    ("robots", "robots"),
    ("search table", "the search page's script"),
    ("search grams", "the search page's script"),
    ("search figures", "the search page's script"),
    ("search texts", "the search page's script"),
    ("search variants", "the search page's script"),
    ("compare agencies", "the comparing page's script"),
    ("compare figures", "the comparing page's script"),
    ("site dataset", "dataset.json"),
    ("share picture", "`og:image` of every page"),
    ("asset", "the frame of every page"),
    ("attachment", "its author's links"),
];

/// A site that has files of every kind but those of large sites.
fn county() -> Prepared {
    let root = Path::new("tests/fixtures/county");
    let sources = load::load(root).unwrap();
    let config = pipeline::configure(&sources.config, &Options::default()).unwrap();
    let attachment = Arc::new(move |path: &str| load::attachment(root, path));
    pipeline::prepare(config, sources.inputs, Theme::built_in(), attachment, &Options::default()).unwrap()
}

/// Together, sites that have files of every kind.
fn sites() -> [Prepared; 2] {
    [county(), large_site().configured("[downloads]\ndataset = true").prepare().unwrap()]
}

/// Every file is reached from the home page, by links or as another form of a page, or known to somebody else.
#[test]
fn no_file_is_an_orphan() {
    let sites = sites();
    sites.iter().for_each(assert_no_orphans);
    let files = sites.iter().flat_map(|site| site.plan.iter());
    let kinds: BTreeSet<_> = files.map(|planned| planned.file.profile().name).collect();
    assert_eq!(kinds, KINDS.iter().map(|kind| kind.profile().name).collect(), "one of them has a file of every kind");
}

#[track_caller]
fn assert_no_orphans(site: &Prepared) {
    let mut reached = HashSet::from(["index.html".to_owned()]);
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(path) = waiting.pop() {
        let Some(planned) = site.plan.at(&path).filter(|_| path.ends_with(".html")) else { continue };
        let html = String::from_utf8(site.render(&planned).unwrap()).unwrap();
        waiting.extend(links(&html, &path).into_iter().filter(|link| reached.insert(link.clone())));
    }
    for planned in site.plan.iter() {
        let kind = planned.file.profile().name;
        let is_known = UNLINKED.iter().any(|(unlinked, _)| *unlinked == kind);
        assert!(is_known || reached.contains(&planned.address.path), "no page links to {}", planned.address.path);
    }
}

/// The files of the site that a page links to, or sends a form to.
fn links(html: &str, from: &str) -> Vec<String> {
    let attributes = ["href=\"", "action=\""].into_iter().flat_map(|name| html.split(name).skip(1));
    let targets = attributes.filter_map(|rest| rest.split(['"', '#', '?']).next());
    let own = targets.filter(|target| !target.is_empty() && !target.contains(':'));
    own.map(|target| resolved(from, target)).collect()
}

fn resolved(from: &str, target: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A new kind of page is named to whoever writes a theme; the browser tests look at each kind that is named there.
#[test]
fn the_manual_names_every_kind_of_page() {
    let (site, mut seen) = (county(), HashSet::new());
    let pages = site.plan.iter().filter(|planned| planned.address.path.ends_with(".html"));
    let kinds = pages.filter(|planned| seen.insert(planned.file.profile().name)).filter_map(|planned| {
        let html = String::from_utf8(site.render(&planned).unwrap()).unwrap();
        // An old address has none: it sends its visitor on.
        Some(html.split_once(" data-kind=\"")?.1.split('"').next().unwrap().to_owned())
    });
    let manual = fs::read_to_string("docs/themes.md").unwrap();
    let row = manual.lines().find(|line| line.starts_with("| `kind` | text | `home`")).unwrap();
    let named = row.split('`').skip(3).step_by(2).map(str::to_owned);
    let (named, kinds): (BTreeSet<_>, BTreeSet<_>) = (named.collect(), kinds.collect());
    assert_eq!(
        named, kinds,
        "the row `kind` of docs/themes.md (left) against the pages there are (right): name it in the comment of \
        `PageView::kind` and run UPDATE_EXPECT=1 cargo test --test suite -- themes, then this test again"
    );
}

/// The tables of `docs/output.md`, in both languages, list what is published: no kind more and none less.
#[test]
fn the_documentation_lists_what_is_published() {
    let sites = sites();
    let patterns = sites.iter().flat_map(|site| site.plan.iter().map(|planned| pattern(&site.site, &planned)));
    let mut published: BTreeSet<_> = patterns.collect();
    // Written last, from what has been published.
    published.insert(giar::io::publish::MANIFEST.to_owned());
    for file in ["docs/output.md", "docs/output.zh-CN.md"] {
        let text = fs::read_to_string(file).unwrap();
        let rows = text.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
        let rows = rows.take_while(|line| line.starts_with('|'));
        assert_eq!(rows.flat_map(listed).collect::<BTreeSet<_>>(), published, "{file}");
    }
}

/// The paths that a row is about.
fn listed(row: &str) -> impl Iterator<Item = String> {
    let cell = row.split('|').nth(1).unwrap();
    cell.split('`').skip(1).step_by(2).map(str::to_owned)
}

/// A path as the documentation writes it: `{year}/index.html`.
fn pattern(site: &Site, planned: &Planned<'_>) -> String {
    let path = &planned.address.path;
    match (planned.file.profile().name, planned.address.subject) {
        ("asset", _) => "assets/…".into(),
        ("redirect", _) => "{redirect_from}".into(),
        ("site dataset", _) => "data/parquet/{table}/…".into(),
        ("attachment", _) => "{attachment}".into(),
        ("year list", _) => "{year}/list{n}.html".into(),
        ("agencies list", _) => "agencies/list{n}.html".into(),
        ("corrections list", _) => "corrections/list{n}.html".into(),
        (_, Subject::Year(year)) => path.replace(&format!("{year}/"), "{year}/"),
        (_, Subject::Agency(id)) => path.replace(&format!("/{}/", site.config.agencies[id].id), "/{agency}/"),
        (_, Subject::Report(id)) => {
            let report = site.report(id);
            path.replace(&format!("{}/{}/", report.year, site.agency_of(report).id), "{year}/{agency}/")
        }
        (_, Subject::Page(id)) => path.replacen(site.archive.page(id).path.as_str(), "{path}/", 1),
        (_, Subject::Item(item)) => path.replace(&format!("-{item}."), "-{n}."),
        (_, Subject::Site) => path.clone(),
    }
}
