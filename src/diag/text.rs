//! Findings for people at a terminal: the excerpt, the equation, the remedy.

use super::{Counts, Finding, Format, Level, Related, RenderInput, Span};
use crate::{
    i18n::{Lang, Text},
    text,
};
use annotate_snippets::{AnnotationKind, Group, Level as Mark, Renderer, Snippet, renderer::DecorStyle};

pub const FORMAT: Format = Format { name: "text", is_for_people: true, render };

/// Findings by file, each file under its name; what is waived is not repeated.
fn render(input: &RenderInput<'_>) -> String {
    let renderer = TextRenderer::new(input.lang, input.colour);
    let standing: Vec<_> = input.findings.iter().filter(|finding| finding.waived.is_none()).collect();
    let mut out = String::new();
    for of_file in standing.chunk_by(|a, b| a.place.source.path == b.place.source.path) {
        let heading = text!("{file}：{tally}", "{file}: {tally}")
            .with("file", &of_file[0].place.source.path)
            .with("tally", Counts::of(of_file.iter().copied()).tally())
            .get(input.lang);
        out += &if input.colour { format!("\u{1b}[1m{heading}\u{1b}[0m\n\n") } else { format!("{heading}\n\n") };
        for finding in of_file {
            out += &renderer.render(finding);
            out += "\n\n";
        }
    }
    out
}

/// Longer lists of other places say nothing more.
const MAX_RELATED: usize = 8;

/// Renders findings as text.
pub struct TextRenderer {
    lang: Lang,
    renderer: Renderer,
}

impl TextRenderer {
    /// `colour` also decides on drawn lines: what has no colours may not have them either.
    pub fn new(lang: Lang, colour: bool) -> Self {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let decor = if colour { DecorStyle::Unicode } else { DecorStyle::Ascii };
        Self { lang, renderer: renderer.decor_style(decor).term_width(100) }
    }

    pub fn render(&self, finding: &Finding) -> String {
        let lang = self.lang;
        let mark = match finding.level {
            Level::Error => Mark::ERROR,
            Level::Warning => Mark::WARNING,
            Level::Info => Mark::INFO,
        };
        let name = finding.level.word();
        let title = mark.with_name(name.get(lang)).primary_title(finding.message.get(lang)).id(finding.rule.0);
        let mut group = Group::with_title(title);
        for snippet in self.snippets(finding) {
            group = group.element(snippet);
        }
        for equation in &finding.equations {
            group = group.element(self.note(text!("算式", "equation"), equation.get(lang)));
        }
        if let Some(at) = &finding.at {
            group = group.element(self.note(text!("位置", "at"), at.clone()));
        }
        for hint in &finding.hints {
            group = group.element(self.note(text!("办法", "help"), hint.get(lang)));
        }
        self.renderer.render(&[group])
    }

    fn note(&self, name: Text, text: String) -> annotate_snippets::Message<'static> {
        Mark::NOTE.with_name(name.get(self.lang)).message(text)
    }

    /// The place itself and, in the same file or others, the places that take part.
    fn snippets<'f>(&self, finding: &'f Finding) -> Vec<Snippet<'f, annotate_snippets::Annotation<'f>>> {
        let source = &finding.place.source;
        let primary = AnnotationKind::Primary.span(visible(&source.text, finding.place.span));
        let label = finding.label.as_ref().map(|label| label.get(self.lang));
        let mut own = Snippet::source(&*source.text).path(&*source.path).annotation(primary.label(label));
        let mut others: Vec<(&str, Snippet<'f, _>)> = Vec::new();
        for related in finding.related.iter().filter(|related| !related.is_minor).take(MAX_RELATED) {
            let Related { place, label, .. } = related;
            let annotation =
                AnnotationKind::Context.span(visible(&place.source.text, place.span)).label(label.get(self.lang));
            if place.source.path == source.path {
                own = own.annotation(annotation);
                continue;
            }
            match others.iter().position(|(path, _)| *path == place.source.path) {
                Some(at) => {
                    let (path, snippet) = others.remove(at);
                    others.push((path, snippet.annotation(annotation)));
                }
                None => {
                    let snippet = Snippet::source(&*place.source.text).path(&*place.source.path);
                    others.push((&place.source.path, snippet.annotation(annotation)));
                }
            }
        }
        std::iter::once(own).chain(others.into_iter().map(|(_, snippet)| snippet)).collect()
    }
}

/// The span, cut at the end of its first line: an excerpt shows where something begins.
fn visible(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = span.start as usize;
    let end = text[start..span.end as usize].find('\n').map_or(span.end as usize, |at| start + at);
    start..end.max(start)
}
