//! What authors wrote, as HTML.

use super::Renderer;
use crate::{
    archive::below_content,
    diag::{Source, Span},
    i18n::Lang,
    markdown::{self, Excerpt, Html},
    report::{Report, ReportSection},
    site::{Address, Destination, anchor, author_link, percent_decoded},
};
use std::{cell::RefCell, collections::HashMap};

/// Part of an author's text, by its file, all of the text, and the part.
#[derive(Clone, Copy)]
pub(super) struct Part<'a>(pub &'a Source, pub Span, pub Span);

/// An author's Markdown as it stands on a page. `top` is the level of its outermost headings.
pub(super) fn html(renderer: &Renderer<'_>, page: &Address, part: Part<'_>, top: u8, id_prefix: &str) -> String {
    let Part(source, whole, span) = part;
    let from = below_content(source);
    let site = renderer.site;
    let caption = match site.config.language {
        Lang::Zh => |n| format!("附表{n}"),
        Lang::En => |n| format!("Table {n}"),
    };
    let first_line = site.visibility.sources.then(|| source.position(span.start).line);
    let places = Places::default();
    let link = |link: &str| places.led_to(renderer, page, from, link);
    let (caption, lang) = (&caption, site.config.language);
    let how = Html { top, id_prefix, first_line, link: &link, caption, reserved: site.theme.ids(), lang };
    markdown::render(Excerpt::new(source, whole, span), &how)
}

/// The author's text above a report's first section.
pub(super) fn preamble(renderer: &Renderer<'_>, page: &Address, report: &Report) -> String {
    let part = Part(&report.source, report.body.whole(), renderer.site.preamble_of(report));
    html(renderer, page, part, 2, anchor::PREAMBLE)
}

/// The author's text of a section, as it stands on the report's page.
pub(super) fn section(renderer: &Renderer<'_>, page: &Address, report: &Report, section: &ReportSection) -> String {
    let prefix = anchor::heading_prefix(report, section);
    html(renderer, page, Part(&report.source, report.body.whole(), section.text), 3, &prefix)
}

/// The places of the pages that a text names places of; each page is read for them once.
#[derive(Default)]
struct Places(RefCell<HashMap<String, anchor::Places>>);

impl Places {
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
        let places = known.entry(target).or_insert_with(|| anchor::Places::new(anchor::of(site, subject)));
        match places.find(&percent_decoded(fragment)) {
            Some(id) => format!("{before}#{id}"),
            None => led,
        }
    }
}
