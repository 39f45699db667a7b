//! The other pages: Markdown with a little front matter, at their own path.

use crate::{
    diag::{Finding, Place, Source, Span},
    markdown::{self, Document, INVALID_FRONT_MATTER, LinkRef, UNKNOWN_KEY, links_in},
    report::Published,
    text,
};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug)]
pub struct ContentPage {
    pub source: Arc<Source>,
    /// Of its folder in the site, ending in `/`; empty for the home page's introduction.
    pub path: String,
    pub title: String,
    pub description: Option<String>,
    pub keywords: Vec<String>,
    pub published: Option<Published>,
    pub nav: bool,
    pub draft: bool,
    /// Old paths that lead here.
    pub redirect_from: Vec<String>,
    pub body: Span,
    /// What reading it found.
    pub findings: Vec<Finding>,
    /// Links and pictures of the text, in its file.
    pub links: Vec<LinkRef>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Front {
    title: Option<String>,
    description: Option<String>,
    keywords: Vec<String>,
    published: Option<String>,
    nav: bool,
    draft: bool,
    redirect_from: Vec<String>,
}

impl ContentPage {
    /// Whether it stands on the home page rather than on one of its own.
    pub fn is_introduction(&self) -> bool {
        self.path.is_empty()
    }

    /// The files that lead here from old addresses.
    pub fn redirects(&self) -> impl Iterator<Item = String> + '_ {
        self.redirect_from.iter().map(|from| {
            let from = from.trim_matches('/');
            if from.ends_with(".html") { from.to_owned() } else { format!("{from}/index.html") }
        })
    }

    pub fn read(path: &str, document: Document, mut findings: Vec<Finding>) -> Self {
        let source = document.source;
        // What is no YAML at all has been reported already.
        let front = match document.front_span.filter(|_| findings.is_empty()) {
            Some(span) => serde_yaml::from_str(source.slice(span)).unwrap_or_else(|error| {
                findings.push(fault(&source, span, &error));
                Front::default()
            }),
            None => Front::default(),
        };
        let published = front.published.as_deref().and_then(Published::parse);
        if let (Some(_), None, Some(span)) = (&front.published, published, document.front_span) {
            findings.push(no_date(&source, span));
        }
        let path = markdown::stem(path).unwrap_or(path);
        let path = path.strip_suffix("index").filter(|p| p.is_empty() || p.ends_with('/')).unwrap_or(path);
        let path = if path.is_empty() || path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        let title = front.title.or_else(|| first_heading(source.slice(document.body)));
        Self {
            title: title.unwrap_or_else(|| path.trim_end_matches('/').to_owned()),
            path,
            description: front.description,
            keywords: front.keywords,
            published,
            nav: front.nav,
            draft: front.draft,
            redirect_from: front.redirect_from,
            links: links_in(&source, document.body),
            body: document.body,
            source,
            findings,
        }
    }
}

fn first_heading(text: &str) -> Option<String> {
    markdown::headings(text).into_iter().next().map(|heading| heading.text)
}

fn fault(source: &Arc<Source>, front: Span, error: &serde_yaml::Error) -> Finding {
    let span = error.location().map_or(front, |at| {
        let first_line = source.position(front.start).line as u64 - 1;
        let start = source.offset((first_line + at.line() - 1) as usize, at.column() as usize - 1);
        Span::new(start, start)
    });
    let info = error.without_snippet().to_string();
    let rule = if info.contains("unknown field") { UNKNOWN_KEY } else { INVALID_FRONT_MATTER };
    Finding::new(
        rule,
        Place::new(source, span),
        text!("页面的数据读不懂（{info}）", "the page's front matter cannot be read ({info})").with("info", info),
    )
    .hint(text!(
        "可以写的键：title、description、keywords、published、nav、draft、redirect_from",
        "known keys: title, description, keywords, published, nav, draft, redirect_from"
    ))
}

fn no_date(source: &Arc<Source>, front: Span) -> Finding {
    let start = source.slice(front).find("published").map_or(front.start as usize, |at| front.start as usize + at);
    Finding::new(
        INVALID_FRONT_MATTER,
        Place::new(source, Span::new(start, start)),
        text!("published 不是日期", "`published` is not a date"),
    )
    .hint(text!("写成 2024-01-25 或 2024-01-25 09:30", "write 2024-01-25 or 2024-01-25 09:30"))
}
