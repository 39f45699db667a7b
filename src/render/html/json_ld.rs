//! What a page is about, in the words of schema.org, for search engines and catalogues of data.

use super::about::{About, PageRole};
use crate::{
    config::Agency,
    render::{DataFile, Renderer, data::feed},
    report::Report,
    site::{Address, Subject, lists::MOST, url},
    text,
};
use serde::{Serialize, Serializer};

/// Something that schema.org has a word for, by its properties in the order of their names. What is empty is left out.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Node<'a> {
    #[serde(rename = "@context", skip_serializing_if = "str::is_empty")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternate_name: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_many")]
    author: Vec<Node<'a>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    content_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Box<Node<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    dissolution_date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    distribution: Vec<Node<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    encoding: Vec<Node<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    encoding_format: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    in_language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_accessible_for_free: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Box<Node<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<License<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_organization: Option<Box<Node<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Box<Node<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sub_organization: Vec<Node<'a>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    temporal_coverage: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
}

/// Under which terms it may be used again: an address, or a name.
#[derive(Serialize)]
#[serde(untagged)]
enum License<'a> {
    At(&'a str),
    Named(Box<Node<'a>>),
}

/// A list of one is that one.
fn one_or_many<S: Serializer>(nodes: &[Node<'_>], serializer: S) -> Result<S::Ok, S::Error> {
    match nodes {
        [one] => one.serialize(serializer),
        many => many.serialize(serializer),
    }
}

/// The JSON of the page's `<script type="application/ld+json">`, which `</script` cannot end; empty if the page is
/// about nothing that schema.org knows.
pub(super) fn json_ld(renderer: &Renderer<'_>, page: &Address, about: &About) -> String {
    let node = match page.subject {
        Subject::Site if about.role == PageRole::Home => site(renderer, page, about),
        Subject::Year(year) => dataset(renderer, page, about, year.to_string()),
        Subject::Report(id) => report(renderer, page, about, renderer.site.report(id)),
        Subject::Agency(id) => agency(renderer, page, &renderer.site.config.agencies[id]),
        _ => return String::new(),
    };
    let node = Node { context: "https://schema.org", ..node };
    serde_json::to_string(&node).expect("a node serialises").replace('<', "\\u003c")
}

fn site<'a>(renderer: &Renderer<'a>, page: &Address, about: &'a About) -> Node<'a> {
    let years = renderer.site.archive.years();
    let span = match (years.keys().next(), years.keys().next_back()) {
        (Some(first), Some(last)) if first != last => format!("{first}/{last}"),
        (Some(year), _) => year.to_string(),
        _ => String::new(),
    };
    dataset(renderer, page, about, span)
}

fn dataset<'a>(renderer: &Renderer<'a>, page: &Address, about: &'a About, years: String) -> Node<'a> {
    let organiser = renderer.site.config.identity.organiser.as_deref();
    Node {
        kind: "Dataset",
        name: &about.heading,
        description: description(renderer, page, about),
        url: address(renderer, page, &page.path),
        in_language: "zh-CN",
        temporal_coverage: years,
        license: license(renderer),
        creator: organiser.map(|name| Box::new(organisation(name))),
        is_accessible_for_free: Some(true),
        distribution: files(renderer, page, "DataDownload"),
        ..Node::default()
    }
}

fn organisation(name: &str) -> Node<'_> {
    Node { kind: "GovernmentOrganization", name, ..Node::default() }
}

/// A data set must be described, in fifty characters or more.
fn description(renderer: &Renderer<'_>, page: &Address, about: &About) -> String {
    let archive = &renderer.site.archive;
    let reports = match page.subject {
        Subject::Year(year) => archive.of_year(year).len(),
        _ => archive.reports.len(),
    };
    let own = if about.description.is_empty() { &about.heading } else { &about.description };
    let content = text!(
        "{own}：{n} 份政府信息公开工作年度报告的数字和文字，有 CSV 和 JSON 文件，可以下载、再利用。",
        "{own}: the figures and the text of {n} annual disclosure {n:report|reports}, as CSV and JSON files to download and reuse."
    );
    content.with("own", own.trim_end_matches(['。', '.'])).with("n", reports).get(renderer.site.config.language)
}

fn report<'a>(renderer: &Renderer<'a>, page: &Address, about: &'a About, report: &'a Report) -> Node<'a> {
    let site = renderer.site;
    let body = || Node {
        url: address(renderer, page, &url::index(&url::agency(&site.agency_of(report).id))),
        ..organisation(site.name_of(report))
    };
    let corrected = report.revisions.iter().filter_map(|revision| revision.date).max();
    let period = report.body.period.map(|(period, _)| format!("{}/{}", period.start, period.end));
    let year = Node {
        kind: "CreativeWork",
        url: address(renderer, page, &url::index(&url::year(report.year))),
        ..Node::default()
    };
    Node {
        kind: "Report",
        name: &about.heading,
        headline: &about.heading,
        url: address(renderer, page, &page.path),
        in_language: "zh-CN",
        author: std::iter::once(body()).chain(site.joint_names(report).into_iter().map(organisation)).collect(),
        publisher: Some(Box::new(body())),
        date_published: report.published.map(|published| published.to_string()),
        date_modified: report.published.and(corrected).map(|date| date.to_string()),
        temporal_coverage: period.unwrap_or_else(|| report.year.to_string()),
        license: license(renderer),
        is_accessible_for_free: Some(true),
        is_part_of: Some(Box::new(year)),
        encoding: files(renderer, page, "MediaObject"),
        ..Node::default()
    }
}

fn agency<'a>(renderer: &Renderer<'a>, page: &Address, agency: &'a Agency) -> Node<'a> {
    let config = &renderer.site.config;
    let former = agency.names.iter().map(|former| &former.name);
    let names = agency.short_name.iter().chain(former).chain(&agency.name_aliases);
    let units = config.agencies.units_of(agency);
    // Of more than the page itself lists, none: it would be too heavy for a phone.
    let units = units.iter().filter(|_| units.len() <= MOST).map(|&unit| &config.agencies[unit]);
    // What no longer exists is no part of it today.
    let units = units.filter(|unit| unit.until.is_none());
    let parent = agency.parent.as_ref().and_then(|id| config.agency(id));
    Node {
        alternate_name: names.map(String::as_str).collect(),
        dissolution_date: agency.until.map(|year| year.to_string()),
        parent_organization: parent.map(|parent| Box::new(reference(renderer, page, parent))),
        sub_organization: units.map(|unit| reference(renderer, page, unit)).collect(),
        url: address(renderer, page, &page.path),
        ..organisation(&agency.name)
    }
}

fn reference<'a>(renderer: &Renderer<'_>, page: &Address, agency: &'a Agency) -> Node<'a> {
    let url = address(renderer, page, &url::index(&url::agency(&agency.id)));
    Node { url, ..organisation(&agency.name) }
}

/// The machine-readable forms of the page, the feed aside.
fn files<'a>(renderer: &Renderer<'a>, page: &Address, kind: &'static str) -> Vec<Node<'a>> {
    let lang = renderer.site.config.language;
    let data = renderer.formats(page.subject).filter(|file| file.format.name != feed::FORMAT.name);
    data.map(|DataFile { format, path, .. }| Node {
        kind,
        name: format.label.get(lang),
        encoding_format: format.media_type,
        content_url: address(renderer, page, &path),
        ..Node::default()
    })
    .collect()
}

fn license<'a>(renderer: &Renderer<'a>) -> Option<License<'a>> {
    let license = renderer.site.config.license.as_deref()?;
    let is_address = license.starts_with("https://") || license.starts_with("http://");
    Some(if is_address {
        License::At(license)
    } else {
        License::Named(Box::new(Node { kind: "CreativeWork", name: license, ..Node::default() }))
    })
}

/// Absolute if the site knows where it will stand, else as the page's links are.
fn address(renderer: &Renderer<'_>, page: &Address, path: &str) -> String {
    let base = &renderer.site.config.base_url;
    match base.host() {
        Some(_) => base.join(&url::encoded(url::canonical(path))),
        None => url::encoded(&url::relative(&page.path, path)),
    }
}
