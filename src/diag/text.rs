//! Findings for people at a terminal: excerpt, equations, remedies.

use super::{Counts, Finding, Format, Level, Listed, Related, RenderInput, Source, Span, listed};
use crate::{
    i18n::{Lang, Message, Text},
    text,
};
use annotate_snippets::{AnnotationKind, Group, Level as Heading, Renderer, Snippet, renderer::DecorStyle};

pub(crate) const FORMAT: Format = Format { name: "text", is_for_people: true, render };

/// Findings grouped by file; waived ones are omitted.
fn render(input: &RenderInput<'_>) -> String {
    let renderer = TextRenderer::new(input.lang, input.colour);
    let standing: Vec<_> = input.findings.iter().filter(|finding| finding.waived.is_none()).collect();
    let mut out = String::new();
    let (mut room, mut more) = (MAX_LISTED, 0);
    for of_file in standing.chunk_by(|a, b| a.place.source.path == b.place.source.path) {
        let (items, left) = listed(of_file, input.folds, &mut room);
        more += left;
        if items.is_empty() {
            continue;
        }
        let heading = text!("{file}：{tally}", "{file}: {tally}")
            .with("file", &of_file[0].place.source.path)
            .with("tally", Counts::of(of_file.iter().copied()).tally())
            .get(input.lang);
        out += &if input.colour { format!("\u{1b}[1m{heading}\u{1b}[0m\n\n") } else { format!("{heading}\n\n") };
        for item in &items {
            match item {
                Listed::Finding(finding) => out += &format!("{}\n\n", renderer.render(finding)),
                Listed::More(_, message) => out += &format!("{}\n\n", message.get(input.lang)),
            }
        }
    }
    if more > 0 {
        out += &format!("{}\n\n", not_listed(more).get(input.lang));
    }
    out
}

/// Nobody reads more in a terminal.
pub const MAX_LISTED: usize = 1_000;

/// The message about findings that are not listed.
pub fn not_listed(count: usize) -> Message {
    let message = text!(
        "还有 {n} 处没有列出。先改上面的；要看全部，用 --format json",
        "{n} more {n:finding is|findings are} not listed. Correct those above first, or see all with --format json"
    );
    message.with("n", count)
}

/// Longer lists of other places add nothing.
const MAX_RELATED: usize = 8;

/// Renders findings as text.
pub struct TextRenderer {
    lang: Lang,
    renderer: Renderer,
}

impl TextRenderer {
    /// `colour` also decides on box-drawing lines: output without colours has none.
    pub fn new(lang: Lang, colour: bool) -> Self {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let decor = if colour { DecorStyle::Unicode } else { DecorStyle::Ascii };
        Self { lang, renderer: renderer.decor_style(decor).term_width(100) }
    }

    /// A finding with the lines that it concerns, as compilers print it.
    pub fn render(&self, finding: &Finding) -> String {
        let lang = self.lang;
        let mark = match finding.level {
            Level::Error => Heading::ERROR,
            Level::Warning => Heading::WARNING,
            Level::Info => Heading::INFO,
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
        Heading::NOTE.with_name(name.get(self.lang)).message(text)
    }

    /// Excerpts for the place itself and for other places involved, in this file or others.
    fn snippets<'f>(&self, finding: &'f Finding) -> Vec<Snippet<'f, annotate_snippets::Annotation<'f>>> {
        let mut files = vec![(
            &finding.place.source,
            vec![Mark { kind: AnnotationKind::Primary, span: finding.place.span, label: finding.label.as_ref() }],
        )];
        for Related { place, label, .. } in finding.related.iter().filter(|other| !other.is_minor).take(MAX_RELATED) {
            let mark = Mark { kind: AnnotationKind::Context, span: place.span, label: Some(label) };
            match files.iter_mut().find(|(source, _)| source.path == place.source.path) {
                Some((_, marks)) => marks.push(mark),
                None => files.push((&place.source, vec![mark])),
            }
        }
        files.into_iter().map(|(source, marks)| self.snippet(source, &marks)).collect()
    }

    /// Only the lines with marks: otherwise a long file would be scanned for each of its findings.
    fn snippet<'f>(&self, source: &'f Source, marks: &[Mark<'f>]) -> Snippet<'f, annotate_snippets::Annotation<'f>> {
        let text = &source.text;
        let spans = marks.iter().map(|mark| visible(text, mark.span));
        let first = spans.clone().map(|span| span.start).min().unwrap_or_default();
        let last = spans.map(|span| span.end).max().unwrap_or_default();
        let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
        let line = source.position(start as u32).line;
        let snippet = Snippet::source(&text[start..end]).line_start(line).path(&*source.path);
        marks.iter().fold(snippet, |snippet, mark| {
            let span = visible(text, mark.span);
            let label = mark.label.map(|label| label.get(self.lang));
            snippet.annotation(mark.kind.span(span.start - start..span.end - start).label(label))
        })
    }
}

/// A place to mark in an excerpt.
struct Mark<'f> {
    kind: AnnotationKind,
    span: Span,
    label: Option<&'f Message>,
}

/// The span, cut at the end of its first line: an excerpt shows where a fault starts.
fn visible(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = span.start as usize;
    let end = text[start..span.end as usize].find('\n').map_or(span.end as usize, |at| start + at);
    start..end.max(start)
}
