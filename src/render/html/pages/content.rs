//! The author's other pages.

use crate::{
    render::{
        Kind, Output, Page, RenderError, Scope,
        html::{About, frame, language, prose, view::ContentView},
    },
    site::{Subject, anchor, url},
};

pub const KIND: Kind = Kind {
    name: "page",
    scope: Scope::Page,
    path: |output, subject| url::index(&output.site.archive.pages[page_of(subject)].path),
    render,
    format: None,
    listed: true,
};

fn page_of(subject: Subject) -> usize {
    match subject {
        Subject::Page(page) => page,
        subject => unreachable!("a page of the author's is about {subject:?}"),
    }
}

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let content = &output.site.archive.pages[page_of(page.address.subject)];
    let text = content.source.slice(content.body);
    let view = ContentView {
        html: prose(output, &page.address.path, &content.source, content.body, 2, anchor::PAGE),
        html_lang: language::attribute_for(text, output.site.config.language),
        published: content.published.map(|published| published.date.to_string()).unwrap_or_default(),
    };
    let about = About {
        kind: "page",
        heading: content.title.clone(),
        description: content.description.clone().unwrap_or_default(),
        draft: content.draft,
    };
    output.engine.render("page.html", &frame(output, page, about), &view)
}
