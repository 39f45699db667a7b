//! What a page is about, in the words of schema.org, for search engines and catalogues of data.

use super::about::{About, PageRole};
use crate::{
    config::Agency,
    render::{Renderer, data::feed},
    report::Report,
    site::{Address, Subject, lists::MOST, url},
    text,
};
use serde_json::{Value, json};

/// The JSON of the page's `<script type="application/ld+json">`, which `</script` cannot end; empty if the page is
/// about nothing that schema.org knows.
pub(super) fn json_ld(renderer: &Renderer<'_>, page: &Address, about: &About) -> String {
    let node = match page.subject {
        Subject::Site if about.role == PageRole::Home => site(renderer, page, about),
        Subject::Year(year) => dataset(renderer, page, about, &year.to_string()),
        Subject::Report(id) => report(renderer, page, about, renderer.site.report(id)),
        Subject::Agency(id) => agency(renderer, page, &renderer.site.config.agencies[id]),
        _ => return String::new(),
    };
    let mut node = without_nothing(node);
    node["@context"] = "https://schema.org".into();
    node.to_string().replace('<', "\\u003c")
}

fn site(renderer: &Renderer<'_>, page: &Address, about: &About) -> Value {
    let years = renderer.site.archive.years();
    let span = match (years.keys().next(), years.keys().next_back()) {
        (Some(first), Some(last)) if first != last => format!("{first}/{last}"),
        (Some(year), _) => year.to_string(),
        _ => String::new(),
    };
    dataset(renderer, page, about, &span)
}

fn dataset(renderer: &Renderer<'_>, page: &Address, about: &About, years: &str) -> Value {
    let organiser = renderer.site.config.identity.organiser.as_ref();
    json!({
        "@type": "Dataset",
        "name": about.heading,
        "description": description(renderer, page, about),
        "url": address(renderer, page, &page.path),
        "inLanguage": "zh-CN",
        "temporalCoverage": years,
        "license": license(renderer),
        "creator": organiser.map(|name| json!({ "@type": "GovernmentOrganization", "name": name })),
        "isAccessibleForFree": true,
        "distribution": files(renderer, page, "DataDownload"),
    })
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

fn report(renderer: &Renderer<'_>, page: &Address, about: &About, report: &Report) -> Value {
    let site = renderer.site;
    let body = json!({
        "@type": "GovernmentOrganization",
        "name": site.name_of(report),
        "url": address(renderer, page, &url::index(&url::agency(&site.agency_of(report).id))),
    });
    let joint = site.joint_names(report).into_iter();
    let joint = joint.map(|name| json!({ "@type": "GovernmentOrganization", "name": name }));
    let authors: Vec<_> = std::iter::once(body.clone()).chain(joint).collect();
    let corrected = report.revisions.iter().filter_map(|revision| revision.date).max();
    let period = report.body.period.map(|(period, _)| format!("{}/{}", period.start, period.end));
    json!({
        "@type": "Report",
        "name": about.heading,
        "headline": about.heading,
        "url": address(renderer, page, &page.path),
        "inLanguage": "zh-CN",
        "author": if authors.len() == 1 { body.clone() } else { authors.into() },
        "publisher": body,
        "datePublished": report.published.map(|published| published.to_string()),
        "dateModified": report.published.and(corrected).map(|date| date.to_string()),
        "temporalCoverage": period.unwrap_or_else(|| report.year.to_string()),
        "license": license(renderer),
        "isAccessibleForFree": true,
        "isPartOf": { "@type": "CreativeWork", "url": address(renderer, page, &url::index(&url::year(report.year))) },
        "encoding": files(renderer, page, "MediaObject"),
    })
}

fn agency(renderer: &Renderer<'_>, page: &Address, agency: &Agency) -> Value {
    let config = &renderer.site.config;
    let former = agency.names.iter().map(|former| &former.name);
    let names: Vec<_> = agency.short_name.iter().chain(former).chain(&agency.name_aliases).collect();
    let units = config.agencies.units_of(agency);
    // Of more than the page itself lists, none: it would be too heavy for a phone.
    let units = units.iter().filter(|_| units.len() <= MOST).map(|&unit| &config.agencies[unit]);
    // What no longer exists is no part of it today.
    let units = units.filter(|unit| unit.until.is_none());
    json!({
        "@type": "GovernmentOrganization",
        "name": agency.name,
        "url": address(renderer, page, &page.path),
        "alternateName": names,
        "dissolutionDate": agency.until.map(|year| year.to_string()),
        "parentOrganization":
            agency.parent.as_ref().and_then(|id| config.agency(id)).map(|parent| reference(renderer, page, parent)),
        "subOrganization": units.map(|unit| reference(renderer, page, unit)).collect::<Vec<_>>(),
    })
}

fn reference(renderer: &Renderer<'_>, page: &Address, agency: &Agency) -> Value {
    json!({
        "@type": "GovernmentOrganization",
        "name": agency.name,
        "url": address(renderer, page, &url::index(&url::agency(&agency.id))),
    })
}

/// The machine-readable forms of the page, the feed aside.
fn files(renderer: &Renderer<'_>, page: &Address, kind: &str) -> Vec<Value> {
    let lang = renderer.site.config.language;
    let data = renderer.formats(page.subject).filter(|(format, _)| format.name != feed::FORMAT.name);
    data.map(|(format, path)| {
        json!({
            "@type": kind,
            "name": format.label.get(lang),
            "encodingFormat": format.media_type,
            "contentUrl": address(renderer, page, &path),
        })
    })
    .collect()
}

fn license(renderer: &Renderer<'_>) -> Option<Value> {
    let license = renderer.site.config.license.as_ref()?;
    let is_address = license.starts_with("https://") || license.starts_with("http://");
    Some(if is_address { license.as_str().into() } else { json!({ "@type": "CreativeWork", "name": license }) })
}

/// Absolute if the site knows where it will stand, else as the page's links are.
fn address(renderer: &Renderer<'_>, page: &Address, path: &str) -> String {
    let base = &renderer.site.config.base_url;
    match base.host() {
        Some(_) => base.join(&url::encoded(url::canonical(path))),
        None => url::encoded(&url::relative(&page.path, path)),
    }
}

fn without_nothing(mut node: Value) -> Value {
    if let Some(map) = node.as_object_mut() {
        map.retain(|_, value| !value.is_null() && *value != json!("") && *value != json!([]));
    }
    node
}
