//! The tags in a page's head: those the State Council's office asks of government pages, and Open Graph.
//!
//! Every page carries the site's tags, a list also the column's, an article also its own. Whatever is not known is
//! left out: an empty tag is a defect. What `site.toml` does not give is reported by `missing-identity`, a report
//! without a date by `unknown-publication-date`.

use super::About;
use crate::{
    archive::ContentPage,
    i18n::Lang,
    render::{Output, Page},
    report::{Published, Report},
    site::Subject,
};
use serde::Serialize;

/// A tag: the `name` of a `<meta>`, or the `property` of Open Graph, and its content.
#[derive(Serialize)]
pub struct Meta {
    pub name: &'static str,
    pub content: String,
}

/// What the rules on government pages tell apart.
enum Role<'a> {
    Report(&'a Report),
    /// An article outside the column.
    Content(&'a ContentPage),
    List,
    /// The home page, and whatever is neither list nor article.
    Other,
}

fn role<'a>(output: &'a Output, page: &Page, about: &About) -> Role<'a> {
    match page.address.subject {
        Subject::Report(id) => Role::Report(output.site.report(id)),
        Subject::Page(at) => Role::Content(&output.site.archive.pages[at]),
        _ if matches!(about.kind, "home" | "404") => Role::Other,
        _ => Role::List,
    }
}

/// The tags of government pages, in the order of the rules.
pub(super) fn tags(output: &Output, page: &Page, about: &About) -> Vec<Meta> {
    let role = role(output, page, about);
    let mut tags = site(output);
    if matches!(role, Role::Report(_) | Role::List) {
        tags.extend(column(output));
    }
    tags.extend(article(output, &role, about));
    let keywords = keywords(output, &role).join(",");
    tags.extend([("Keywords", Some(keywords)), ("Description", Some(about.description.clone()))]);
    known(tags)
}

type Tag = (&'static str, Option<String>);

fn known(tags: Vec<Tag>) -> Vec<Meta> {
    let given = |(name, content): Tag| Some(Meta { name, content: content.filter(|text| !text.trim().is_empty())? });
    tags.into_iter().filter_map(given).collect()
}

fn site(output: &Output) -> Vec<Tag> {
    let config = &output.site.config;
    let name = config.identity.site_name.as_ref().unwrap_or(&config.title);
    vec![
        ("SiteName", Some(name.clone())),
        ("SiteDomain", config.base_url.host().map(str::to_owned)),
        ("SiteIDCode", config.identity.id_code.clone()),
    ]
}

fn column(output: &Output) -> Vec<Tag> {
    let (config, column) = (&output.site.config, &output.site.config.column);
    vec![
        ("ColumnName", column.name.clone()),
        ("ColumnDescription", Some(column.description.as_ref().unwrap_or(&config.description).clone())),
        ("ColumnKeywords", Some(column.keywords.join(","))),
        ("ColumnType", column.kind.clone()),
    ]
}

fn article(output: &Output, role: &Role<'_>, about: &About) -> Vec<Tag> {
    let (published, source) = match role {
        Role::Report(report) => (report.published, Some(output.site.name_of(report).to_owned())),
        Role::Content(page) => (page.published, output.site.config.identity.organiser.clone()),
        Role::List | Role::Other => return Vec::new(),
    };
    vec![("ArticleTitle", Some(about.heading.clone())), ("PubDate", published.map(pub_date)), ("ContentSource", source)]
}

/// `yyyy-MM-dd HH:mm`; without a time the day alone, because a time made up would be false.
fn pub_date(published: Published) -> String {
    match published.time {
        None => published.date.to_string(),
        Some((hour, minute)) => format!("{} {hour:02}:{minute:02}", published.date),
    }
}

fn keywords(output: &Output, role: &Role<'_>) -> Vec<String> {
    let column = output.site.config.column.keywords.iter().cloned();
    match role {
        Role::Content(page) => page.keywords.clone(),
        Role::Report(report) => {
            column.chain([output.site.name_of(report).to_owned(), format!("{}年", report.year)]).collect()
        }
        Role::List | Role::Other => column.collect(),
    }
}

/// What a link to the page looks like where it is shared; nothing for the page that is nowhere.
pub(super) fn open_graph(output: &Output, page: &Page, about: &About, canonical: Option<&str>) -> Vec<Meta> {
    if about.kind == "404" {
        return Vec::new();
    }
    let config = &output.site.config;
    let role = role(output, page, about);
    let published = match role {
        Role::Report(report) => report.published,
        Role::Content(page) => page.published,
        Role::List | Role::Other => None,
    };
    let is_article = matches!(role, Role::Report(_) | Role::Content(_));
    let locale = match config.language {
        Lang::Zh => "zh_CN",
        Lang::En => "en_US",
    };
    known(vec![
        ("og:title", Some(about.heading.clone())),
        ("og:type", Some(if is_article { "article" } else { "website" }.into())),
        ("og:url", canonical.map(str::to_owned)),
        ("og:site_name", Some(config.title.clone())),
        ("og:description", Some(about.description.clone())),
        ("og:locale", Some(locale.into())),
        ("article:published_time", published.map(|published| published.to_string())),
    ])
}
