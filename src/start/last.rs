//! Last year's report from a file: what of its text the next report begins with.

use super::marks;
use crate::{
    config::{Agencies, Agency, AgencyId},
    diag::{Source, Span},
    markdown::Document,
    prose::{Prose, Reading},
    report::{self, Draft, Report, ReportPath},
};
use std::sync::Arc;

/// Last year's report, and the file that it was read from.
#[derive(Debug)]
pub(crate) struct LastReport {
    /// The file's name.
    pub name: String,
    pub report: Report,
}

/// The text of a report in which every figure is marked.
#[derive(Debug, Default)]
pub(super) struct LastText {
    pub preamble: String,
    /// By key of the form.
    pub sections: Vec<(&'static str, String)>,
    /// How many figures are marked.
    pub marked: usize,
}

impl LastReport {
    /// Binds what was read from a file as a report of the agency; none if it cannot be bound.
    pub(crate) fn read(name: &str, draft: &Draft, id: AgencyId, agencies: &Agencies) -> Option<Self> {
        let year = draft.year.to_string();
        let source = Arc::new(Source::new(name, draft.to_markdown()));
        let (document, findings) = Document::read(&source);
        let path = ReportPath { agency: Some(&agencies[id].id), year: &year };
        let report = report::bind(&document, findings, path, agencies).ok()?;
        Some(Self { name: name.to_owned(), report })
    }

    /// Its text, for the next report of the agency.
    pub(super) fn text(&self, agency: &Agency) -> LastText {
        let prose = Prose::read(&self.report, agency);
        let figures = marks::figures(&Reading::read(&prose));
        let body = &self.report.body;
        let mut text = LastText { preamble: self.marked(body.preamble, &figures), ..LastText::default() };
        for section in &body.sections {
            let Some(key) = section.key() else { continue };
            let marked = self.marked(section.text, &figures);
            match text.sections.iter_mut().find(|(other, _)| *other == key) {
                _ if marked.is_empty() => {}
                Some((_, own)) => *own += &format!("\n\n{marked}"),
                None => text.sections.push((key, marked)),
            }
        }
        if !text.preamble.is_empty() {
            text.preamble.push_str("\n\n");
        }
        let texts = text.sections.iter().map(|(_, text)| text).chain([&text.preamble]);
        text.marked = texts.map(|text| marks::find(text).count()).sum();
        text
    }

    /// A stretch of the text with marks around its figures.
    fn marked(&self, span: Span, figures: &[Span]) -> String {
        let mut out = String::new();
        let mut at = span.start;
        for figure in figures.iter().filter(|figure| figure.start >= span.start && figure.end <= span.end) {
            out += self.report.source.slice(Span { start: at, end: figure.start });
            out += &marks::marked(self.report.source.slice(*figure));
            at = figure.end;
        }
        out += self.report.source.slice(Span { start: at, end: span.end });
        out.trim().to_owned()
    }
}
