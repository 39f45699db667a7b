//! The tags in a page's head: those the State Council's office asks of government pages, and Open Graph.
//!
//! Every page carries the site's tags, a list also the column's, an article also its own. Whatever is not known is
//! left out: an empty tag is a defect. What `site.toml` does not give is reported by `missing-identity`, a report
//! without a date by `unknown-publication-date`.

use super::{
    about::{About, PageRole},
    view::Meta,
};
use crate::{
    archive::ContentPage,
    i18n::Lang,
    render::{Renderer, data::picture},
    report::{Published, Report},
    site::{Address, Subject},
};

/// What the rules on government pages tell apart.
enum Role<'a> {
    Report(&'a Report),
    /// An article outside the column.
    Content(&'a ContentPage),
    List,
    /// The home page, and whatever is neither list nor article.
    Other,
}

fn role<'a>(renderer: &Renderer<'a>, page: &Address, about: &About) -> Role<'a> {
    match page.subject {
        Subject::Report(id) => Role::Report(renderer.site.report(id)),
        Subject::Page(id) => Role::Content(renderer.site.archive.page(id)),
        _ if about.role == PageRole::Ordinary => Role::List,
        _ => Role::Other,
    }
}

/// The tags of government pages, in the order of the rules.
pub(super) fn tags(renderer: &Renderer<'_>, page: &Address, about: &About) -> Vec<Meta> {
    let role = role(renderer, page, about);
    let mut tags = site(renderer);
    if matches!(role, Role::Report(_) | Role::List) {
        tags.extend(column(renderer));
    }
    tags.extend(article(renderer, &role, about));
    let keywords = keywords(renderer, &role).join(",");
    tags.extend([("Keywords", Some(keywords)), ("Description", Some(about.description.clone()))]);
    known(tags)
}

type Tag = (&'static str, Option<String>);

fn known(tags: Vec<Tag>) -> Vec<Meta> {
    let known = tags.into_iter().filter_map(|(name, content)| {
        let content = content.filter(|text| !text.trim().is_empty())?;
        Some(Meta { name, content })
    });
    known.collect()
}

fn site(renderer: &Renderer<'_>) -> Vec<Tag> {
    let config = &renderer.site.config;
    let name = config.identity.site_name.as_ref().unwrap_or(&config.title);
    vec![
        ("SiteName", Some(name.clone())),
        ("SiteDomain", config.base_url.host().map(str::to_owned)),
        ("SiteIDCode", config.identity.id_code.clone()),
    ]
}

fn column(renderer: &Renderer<'_>) -> Vec<Tag> {
    let (config, column) = (&renderer.site.config, &renderer.site.config.column);
    vec![
        ("ColumnName", column.name.clone()),
        ("ColumnDescription", Some(column.description.as_ref().unwrap_or(&config.description).clone())),
        ("ColumnKeywords", Some(column.keywords.join(","))),
        ("ColumnType", column.kind.clone()),
    ]
}

fn article(renderer: &Renderer<'_>, role: &Role<'_>, about: &About) -> Vec<Tag> {
    let (published, source) = match role {
        Role::Report(report) => (report.published, Some(renderer.site.name_of(report).to_owned())),
        Role::Content(page) => (page.published, renderer.site.config.identity.organiser.clone()),
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

fn keywords(renderer: &Renderer<'_>, role: &Role<'_>) -> Vec<String> {
    let column = renderer.site.config.column.keywords.iter().cloned();
    match role {
        Role::Content(page) => page.keywords.clone(),
        Role::Report(report) => {
            column.chain([renderer.site.name_of(report).to_owned(), format!("{}年", report.year)]).collect()
        }
        Role::List | Role::Other => column.collect(),
    }
}

/// What a link to the page looks like where it is shared; nothing for the page that is nowhere.
pub(super) fn open_graph(renderer: &Renderer<'_>, page: &Address, about: &About, canonical: Option<&str>) -> Vec<Meta> {
    if about.is_anywhere() {
        return Vec::new();
    }
    let config = &renderer.site.config;
    let role = role(renderer, page, about);
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
        ("og:description", Some(about.description.clone()).filter(|text| *text != about.heading)),
        ("og:locale", Some(locale.into())),
        ("og:image", picture::shared(renderer.site)),
        ("article:published_time", published.map(|published| published.to_string())),
    ])
}
