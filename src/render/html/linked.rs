//! What a page is about, in the words of schema.org, for search engines and catalogues of data.

use super::About;
use crate::{
    config::Agency,
    render::{Output, Page},
    report::Report,
    site::{Subject, url},
};
use serde_json::{Value, json};

/// The JSON of the page's `<script type="application/ld+json">`, which `</script` cannot end; empty if the page is
/// about nothing that schema.org knows.
pub(super) fn json_ld(output: &Output, page: &Page, about: &About) -> String {
    let node = match page.address.subject {
        Subject::Site if about.kind == "home" => site(output, page, about),
        Subject::Year(year) => dataset(output, page, about, &year.to_string()),
        Subject::Report(id) => report(output, page, about, output.site.report(id)),
        Subject::Agency(at) => agency(output, page, &output.site.config.agencies[at]),
        _ => return String::new(),
    };
    let mut node = without_nothing(node);
    node["@context"] = "https://schema.org".into();
    node.to_string().replace('<', "\\u003c")
}

fn site(output: &Output, page: &Page, about: &About) -> Value {
    let years = output.site.archive.years();
    let span = match (years.keys().next(), years.keys().next_back()) {
        (Some(first), Some(last)) if first != last => format!("{first}/{last}"),
        (Some(year), _) => year.to_string(),
        _ => String::new(),
    };
    dataset(output, page, about, &span)
}

fn dataset(output: &Output, page: &Page, about: &About, years: &str) -> Value {
    let organiser = output.site.config.identity.organiser.as_ref();
    // A data set must be described.
    let description = if about.description.is_empty() { &about.heading } else { &about.description };
    json!({
        "@type": "Dataset",
        "name": about.heading,
        "description": description,
        "url": address(output, page, &page.address.path),
        "inLanguage": "zh-CN",
        "temporalCoverage": years,
        "license": license(output),
        "creator": organiser.map(|name| json!({ "@type": "GovernmentOrganization", "name": name })),
        "isAccessibleForFree": true,
        "distribution": files(output, page, "DataDownload"),
    })
}

fn report(output: &Output, page: &Page, about: &About, report: &Report) -> Value {
    let site = &output.site;
    let body = json!({
        "@type": "GovernmentOrganization",
        "name": site.name_of(report),
        "url": address(output, page, &url::index(&url::agency(&site.agency_of(report).id))),
    });
    let corrected = report.revisions.iter().filter_map(|revision| revision.date).max();
    let period = report.body.period.map(|(period, _)| format!("{}/{}", period.start, period.end));
    json!({
        "@type": "Report",
        "name": about.heading,
        "headline": about.heading,
        "url": address(output, page, &page.address.path),
        "inLanguage": "zh-CN",
        "author": body,
        "publisher": body,
        "datePublished": report.published.map(|published| published.to_string()),
        "dateModified": report.published.and(corrected).map(|date| date.to_string()),
        "temporalCoverage": period.unwrap_or_else(|| report.year.to_string()),
        "license": license(output),
        "isAccessibleForFree": true,
        "isPartOf": { "@type": "CreativeWork", "url": address(output, page, &url::index(&url::year(report.year))) },
        "encoding": files(output, page, "MediaObject"),
    })
}

fn agency(output: &Output, page: &Page, agency: &Agency) -> Value {
    let config = &output.site.config;
    let to = |other: &Agency| {
        json!({
            "@type": "GovernmentOrganization",
            "name": other.name,
            "url": address(output, page, &url::index(&url::agency(&other.id))),
        })
    };
    let former = agency.names.iter().map(|former| &former.name);
    let names: Vec<_> = agency.short_name.iter().chain(former).chain(&agency.name_aliases).collect();
    let units = config.agencies.units_of(agency).iter().map(|&unit| &config.agencies[unit]);
    json!({
        "@type": "GovernmentOrganization",
        "name": agency.name,
        "url": address(output, page, &page.address.path),
        "alternateName": names,
        "parentOrganization": agency.parent.as_ref().and_then(|id| config.agency(id)).map(to),
        "subOrganization": units.map(to).collect::<Vec<_>>(),
    })
}

/// The machine-readable forms of the page, the feed aside.
fn files(output: &Output, page: &Page, kind: &str) -> Vec<Value> {
    let lang = output.site.config.language;
    let data = output.formats(page.address.subject).filter(|(format, _)| format.name != "Atom");
    data.map(|(format, path)| {
        json!({
            "@type": kind,
            "name": format.label.get(lang),
            "encodingFormat": format.media_type,
            "contentUrl": address(output, page, &path),
        })
    })
    .collect()
}

fn license(output: &Output) -> Option<Value> {
    let license = output.site.config.license.as_ref()?;
    let is_address = license.starts_with("https://") || license.starts_with("http://");
    Some(if is_address { license.as_str().into() } else { json!({ "@type": "CreativeWork", "name": license }) })
}

/// Absolute if the site knows where it will stand, else as the page's links are.
fn address(output: &Output, page: &Page, path: &str) -> String {
    let base = &output.site.config.base_url;
    match base.host() {
        Some(_) => base.join(&url::encoded(url::canonical(path))),
        None => url::encoded(&url::relative(&page.address.path, path)),
    }
}

fn without_nothing(mut node: Value) -> Value {
    if let Some(map) = node.as_object_mut() {
        map.retain(|_, value| !value.is_null() && *value != json!("") && *value != json!([]));
    }
    node
}
