//! What authors wrote, as HTML: the same on pages and in data.

use super::Renderer;
use crate::{
    archive::below_content,
    diag::{Source, Span},
    i18n::Lang,
    markdown::{self, Html},
    report::{Report, ReportSection},
    site::{Address, anchor, author_link},
};

/// An author's Markdown as it stands on a page. `top` is the level of its outermost headings.
pub(super) fn html(
    renderer: &Renderer<'_>,
    page: &Address,
    source: &Source,
    span: Span,
    top: u8,
    id_prefix: &str,
) -> String {
    let from = below_content(source);
    let site = renderer.site;
    let caption = match site.config.language {
        Lang::Zh => |n| format!("附表{n}"),
        Lang::En => |n| format!("Table {n}"),
    };
    let first_line = site.visibility.sources.then(|| source.position(span.start).line);
    let link = |link: &str| author_link(site, from, &page.path, link);
    markdown::render(source.slice(span), &Html { top, id_prefix, first_line, link: &link, caption: &caption })
}

/// The author's text of a section, as it stands on the report's page and in its JSON.
pub(super) fn section(renderer: &Renderer<'_>, page: &Address, report: &Report, section: &ReportSection) -> String {
    let prefix = anchor::heading_prefix(report, section);
    html(renderer, page, &report.source, section.text, 3, &prefix)
}
