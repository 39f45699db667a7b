//! The author's other pages.

use crate::{
    output::{
        Kind, Output, Page, RenderError, Scope,
        html::{About, frame, prose, view::ContentView},
    },
    site::{Subject, url},
};

/// The home page's introduction is no page of its own.
pub const KIND: Kind = Kind {
    name: "page",
    scope: Scope::Items(|output| own_pages(output).count()),
    path: |output, subject| url::index(&output.site.archive.pages[page_of(output, subject)].path),
    render,
    format: None,
    listed: true,
};

fn own_pages(output: &Output) -> impl Iterator<Item = usize> + '_ {
    let pages = output.site.archive.pages.iter().enumerate();
    pages.filter(|(_, page)| !page.path.is_empty()).map(|(at, _)| at)
}

fn page_of(output: &Output, subject: Subject) -> usize {
    let Subject::Item(item) = subject else { unreachable!("a page of the author's is about {subject:?}") };
    own_pages(output).nth(item).unwrap_or_default()
}

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let content = &output.site.archive.pages[page_of(output, page.address.subject)];
    let text = content.source.slice(content.body);
    let view = ContentView { html: prose(output, &page.address.path, &content.source.path, text, 2, "s-") };
    let about = About {
        kind: "page",
        heading: content.title.clone(),
        description: content.description.clone().unwrap_or_default(),
        draft: content.draft,
    };
    output.engine.render("page.html", &frame(output, page, about), &view)
}
