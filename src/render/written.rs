//! What authors wrote, as HTML.

use super::Renderer;
use crate::{
    archive::{ContentPage, below_content},
    diag::{Source, Span},
    i18n::Lang,
    markdown::{self, Excerpt, Html},
    report::{Report, ReportSection},
    site::{Address, Destination, Site, anchor, author_link, percent_decoded},
    text,
};
use std::{cell::RefCell, collections::HashMap};

/// Part of an author's text.
#[derive(Clone, Copy)]
struct Part<'a> {
    source: &'a Source,
    /// All of the text.
    whole: Span,
    span: Span,
}

/// An author's Markdown as it stands on a page. `top` is the level of its outermost headings.
fn html(renderer: &Renderer<'_>, page: &Address, part: Part<'_>, top: u8, id_prefix: &str) -> String {
    let Part { source, whole, span } = part;
    let from = below_content(source);
    let site = renderer.site;
    let caption = match site.config.language {
        Lang::Zh => |n| format!("附表{n}"),
        Lang::En => |n| format!("Table {n}"),
    };
    let first_line = site.visibility.sources.then(|| source.position(span.start).line);
    let anchors = Anchors::default();
    let link = |link: &str| anchors.led_to(renderer, page, from, link);
    let file = |link: &str| file(site, from, link);
    let (caption, lang) = (&caption, site.config.language);
    let (link, file) = (&link, &file);
    let how = Html { top, id_prefix, first_line, link, file, caption, reserved: site.theme.ids(), lang };
    markdown::render(Excerpt::new(source, whole, span), &how)
}

/// The type and the size of an attachment that an author links to; empty for all else.
fn file(site: &Site, from: &str, link: &str) -> String {
    let Destination::File { source, .. } = Destination::of(site, from, link) else { return String::new() };
    let Some(bytes) = site.archive.size_of(&source) else { return String::new() };
    let name = source.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_type = ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) && (1..=5).contains(&ending.len());
    let kind = is_type.then(|| ending.to_ascii_uppercase());
    let lang = site.config.language;
    let said = kind.into_iter().chain([size(bytes)]).collect::<Vec<_>>().join(text!("，", ", ").get(lang));
    text!("（{said}）", " ({said})").with("said", said).get(lang)
}

/// A size as readers know it from their telephones: `120 KB`, `1.4 MB`.
pub(super) fn size(bytes: u64) -> String {
    const MEGA: u64 = 1 << 20;
    if bytes < MEGA {
        return format!("{} KB", bytes.div_ceil(1 << 10));
    }
    let tenths = (bytes * 10).div_ceil(MEGA);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// A page of the author's own.
pub(super) fn content(renderer: &Renderer<'_>, page: &Address, content: &ContentPage, id_prefix: &str) -> String {
    let part = Part { source: &content.source, whole: content.body, span: renderer.site.text_of(content) };
    html(renderer, page, part, 2, id_prefix)
}

/// The author's text above a report's first section.
pub(super) fn preamble(renderer: &Renderer<'_>, page: &Address, report: &Report) -> String {
    let (whole, span) = (report.body.whole(), renderer.site.preamble_of(report));
    let part = Part { source: &report.source, whole, span };
    html(renderer, page, part, 2, anchor::PREAMBLE)
}

/// The author's text of a section, as it stands on the report's page.
pub(super) fn section(renderer: &Renderer<'_>, page: &Address, report: &Report, section: &ReportSection) -> String {
    let prefix = anchor::heading_prefix(report, section);
    let part = Part { source: &report.source, whole: report.body.whole(), span: section.text };
    html(renderer, page, part, 3, &prefix)
}

/// The anchors of the pages that a text links into; each page is read for them once.
#[derive(Default)]
struct Anchors(RefCell<HashMap<String, anchor::Anchors>>);

impl Anchors {
    /// Where an author's link leads from a page. A heading's words lead to the heading.
    fn led_to(&self, renderer: &Renderer<'_>, page: &Address, from: &str, link: &str) -> String {
        let site = renderer.site;
        let led = author_link(site, from, &page.path, link);
        let (target, subject) = match Destination::of(site, from, link) {
            Destination::Here { .. } => (page.path.clone(), page.subject),
            Destination::File { path, .. } => match renderer.plan.addresses().at(&path) {
                Some(address) => (path, address.subject),
                None => return led,
            },
            _ => return led,
        };
        let Some((before, fragment)) = led.split_once('#').filter(|(_, fragment)| !fragment.is_empty()) else {
            return led;
        };
        let mut known = self.0.borrow_mut();
        let anchors = known.entry(target).or_insert_with(|| anchor::Anchors::new(anchor::of(site, subject)));
        match anchors.find(&percent_decoded(fragment)) {
            Some(id) => format!("{before}#{id}"),
            None => led,
        }
    }
}
