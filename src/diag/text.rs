//! Findings for people at a terminal: the excerpt, the equation, the remedy.

use super::{Counts, Finding, Format, Level, Listed, Related, RenderInput, Source, Span, folded};
use crate::{
    i18n::{Lang, Message, Text},
    text,
};
use annotate_snippets::{AnnotationKind, Group, Level as Heading, Renderer, Snippet, renderer::DecorStyle};

pub(crate) const FORMAT: Format = Format { name: "text", is_for_people: true, render };

/// Findings by file, each file under its name; what is waived is not repeated.
fn render(input: &RenderInput<'_>) -> String {
    let renderer = TextRenderer::new(input.lang, input.colour);
    let standing: Vec<_> = input.findings.iter().filter(|finding| finding.waived.is_none()).collect();
    let mut out = String::new();
    let (mut room, mut more) = (MAX_LISTED, 0);
    for of_file in standing.chunk_by(|a, b| a.place.source.path == b.place.source.path) {
        if room == 0 {
            more += of_file.len();
            continue;
        }
        let heading = text!("{file}：{tally}", "{file}: {tally}")
            .with("file", &of_file[0].place.source.path)
            .with("tally", Counts::of(of_file.iter().copied()).tally())
            .get(input.lang);
        out += &if input.colour { format!("\u{1b}[1m{heading}\u{1b}[0m\n\n") } else { format!("{heading}\n\n") };
        let items = if input.folds { folded(of_file) } else { of_file.iter().copied().map(Listed::Finding).collect() };
        for item in &items {
            match item {
                Listed::Finding(_) if room == 0 => more += 1,
                Listed::Finding(finding) => {
                    out += &format!("{}\n\n", renderer.render(finding));
                    room -= 1;
                }
                Listed::More(message) => out += &format!("{}\n\n", message.get(input.lang)),
            }
        }
    }
    if more > 0 {
        out += &format!("{}\n\n", not_listed(more).get(input.lang));
    }
    out
}

/// Nobody reads more at a terminal.
pub const MAX_LISTED: usize = 1_000;

/// What is said of findings beyond those that are listed.
pub fn not_listed(count: usize) -> Message {
    let message = text!(
        "还有 {n} 处没有列出。先改上面的；要看全部，用 --format json",
        "{n} more {n:finding is|findings are} not listed. Correct those above first, or see all with --format json"
    );
    message.with("n", count)
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

    /// One finding with the lines it is about, as compilers print theirs.
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

    /// The place itself and, in the same file or others, the places that take part.
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

    /// The lines of a file that marks stand in. A long file would be gone through for each of its findings.
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

/// A place to be marked in an excerpt.
struct Mark<'f> {
    kind: AnnotationKind,
    span: Span,
    label: Option<&'f Message>,
}

/// The span, cut at the end of its first line: an excerpt shows where something begins.
fn visible(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = span.start as usize;
    let end = text[start..span.end as usize].find('\n').map_or(span.end as usize, |at| start + at);
    start..end.max(start)
}
