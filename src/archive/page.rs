//! Author's pages: Markdown with a short front matter, published at their own path.

use crate::{
    diag::{Finding, Source, Span},
    markdown::{self, Document, LinkRef, links_in},
    report::Published,
    spanned::{Fields, Node, Problem},
};
use std::sync::Arc;

/// An author’s page: any Markdown file below `content/` that is not a report.
#[derive(Debug)]
pub struct ContentPage {
    /// Its file.
    pub source: Arc<Source>,
    /// The path of its folder in the site, ending in `/`; empty for the home page's introduction.
    pub path: String,
    /// `title`, else the first heading, else the path.
    pub title: String,
    /// For the page’s description in search engines.
    pub description: Option<String>,
    /// For the page’s `Keywords`; if empty, those of the site are used.
    pub keywords: Vec<String>,
    /// For the page’s `PubDate`.
    pub published: Option<Published>,
    /// Whether the main navigation lists it.
    pub nav: bool,
    /// Left out unless drafts are asked for.
    pub draft: bool,
    /// Old paths that lead here.
    pub redirect_from: Vec<(String, Span)>,
    /// The Markdown below the front matter.
    pub body: Span,
    /// Findings of reading it.
    pub findings: Vec<Finding>,
    /// Links and pictures in the text.
    pub links: Vec<LinkRef>,
}

/// The front matter of a page.
#[derive(Debug, Default)]
struct Front {
    title: Option<String>,
    description: Option<String>,
    keywords: Vec<String>,
    published: Option<Published>,
    nav: bool,
    draft: bool,
    redirect_from: Vec<(String, Span)>,
}

impl Front {
    fn read(front: &Node, problems: &mut Vec<Problem>) -> Self {
        let mut f = Fields::of_front_matter(front, problems);
        let front = Self {
            title: f.text("title"),
            description: f.text("description"),
            keywords: f.texts("keywords"),
            published: Published::read(&mut f, "published"),
            nav: f.flag("nav").unwrap_or(false),
            draft: f.flag("draft").unwrap_or(false),
            redirect_from: f.spanned_texts("redirect_from"),
        };
        f.done();
        front
    }
}

impl ContentPage {
    /// Whether it is part of the home page rather than a page of its own.
    pub fn is_introduction(&self) -> bool {
        self.path.is_empty()
    }

    pub(crate) fn read(path: &str, document: Document, mut findings: Vec<Finding>) -> Self {
        let source = document.source;
        let mut problems = Vec::new();
        let front = document.front.as_ref().map_or_else(Front::default, |front| Front::read(front, &mut problems));
        findings.extend(problems.into_iter().map(|problem| markdown::to_finding(&source, problem)));
        let path = markdown::stem(path).unwrap_or(path);
        let path = path.strip_suffix("index").filter(|p| p.is_empty() || p.ends_with('/')).unwrap_or(path);
        let path = if path.is_empty() || path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        let title = front.title.or_else(|| first_heading(source.slice(document.body)));
        Self {
            title: title.unwrap_or_else(|| path.trim_end_matches('/').to_owned()),
            path,
            description: front.description,
            keywords: front.keywords,
            published: front.published,
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
