//! A report as a document: title, sections with their tables, notes, and the agency with the date.

use super::{
    Exporter, LANG,
    document::{Adding, Block, Closing, Document, Look},
    grid,
};
use crate::{
    archive::below_content,
    check::notes::{Note, NoteKind, notes},
    diag::Span,
    form::{Section, TableForm},
    i18n::words::{self, word},
    markdown::{Excerpt, Run, story},
    report::{Date, Report, Revision},
    site::{Destination, Site, anchor, url},
};

/// The report for printing.
pub(super) fn document(exporter: &Exporter<'_>, report: &Report) -> Document {
    let site = exporter.site;
    let mut document = Document {
        title: site.title_of(report),
        subject: site.config.column.name.clone().unwrap_or_default(),
        author: site.name_of(report).to_owned(),
        banner: report.draft.then(|| word("draft", LANG).to_owned()),
        ..Document::default()
    };
    opening(&mut document, site, report);
    written(&mut document, site, report, site.preamble_of(report), 1);
    indicators(&mut document, report);
    if report.edition.sections.is_empty() {
        for section in &report.body.sections {
            document.blocks.push(Block::heading(1, section.heading.clone()));
            written(&mut document, site, report, section.text, 2);
        }
    }
    for official in report.edition.sections.iter().filter(|official| anchor::is_shown(report, official)) {
        section(&mut document, exporter, report, official);
    }
    document.blocks.extend(notes(report, exporter.findings, None, LANG).iter().filter_map(note));
    revisions(&mut document, report);
    document.blocks.push(Block::Closing(closing(exporter, report)));
    document
}

fn opening(document: &mut Document, site: &Site, report: &Report) {
    let joint = site.joint_names(report);
    if !joint.is_empty() {
        let line = format!("{}：{}", word("joint", LANG), joint.join("、"));
        document.blocks.push(Block::paragraph(Look::Subtitle, line));
    }
    if report.as_published {
        document.blocks.push(Block::paragraph(Look::Note, word("as_published_notice", LANG)));
    }
}

fn section(document: &mut Document, exporter: &Exporter<'_>, report: &Report, official: &Section) {
    let title = format!("{}、{}", official.number, official.title);
    document.blocks.push(Block::heading(1, title));
    for own in report.body.sections.iter().filter(|own| own.key() == Some(official.key)) {
        written(document, exporter.site, report, own.text, 2);
    }
    if let Some(table) = report.form().table_of(official.key) {
        let printed = grid::official(table, caption(report, table, official), description(report, table), &|cell| {
            grid::shown(report, cell)
        });
        document.blocks.push(Block::Table(printed));
    }
    document.blocks.extend(notes(report, exporter.findings, Some(official.key), LANG).iter().filter_map(note));
}

/// The line above an official table.
pub(super) fn caption(report: &Report, table: &TableForm, section: &Section) -> String {
    format!("{}　{}{}", table.table.name, words::year(report.year, LANG), section.title)
}

fn description(report: &Report, table: &TableForm) -> String {
    let filled = table.cells.clone().filter(|cell| report.grid[*cell].number().is_some()).count();
    format!("{} 格，填了 {filled} 格", table.cells.len())
}

fn written(document: &mut Document, site: &Site, report: &Report, part: Span, top: u8) {
    document.add(
        story(Excerpt::new(&report.source, report.body.whole(), part)),
        &Adding { top, link: &|link| address(site, report, link), caption: &|n| format!("附表{n}") },
    );
}

/// The target of an author's link from a document, which is not on any site.
fn address(site: &Site, report: &Report, link: &str) -> Option<String> {
    let base = site.config.base_url.host().map(|_| &site.config.base_url);
    let here = url::index(&url::report(site, report));
    let (path, rest) = match Destination::of(site, below_content(&report.source), link) {
        Destination::Elsewhere => return Some(link.to_owned()),
        Destination::Here { .. } => (here, link),
        Destination::File { path, rest, .. } => (path, rest),
        Destination::NoSource { .. } | Destination::Outside => return None,
    };
    Some(format!("{}{rest}", base?.join(&url::encoded(url::canonical(&path)))))
}

fn indicators(document: &mut Document, report: &Report) {
    if report.indicators.is_empty() {
        return;
    }
    let caption = word("indicators", LANG);
    let head = ["指标", "数值"].map(|head| vec![Run::plain(head)]);
    let rows = report.indicators.iter().map(|(name, value)| vec![vec![Run::plain(name)], vec![Run::plain(value)]]);
    let rows: Vec<_> = std::iter::once(head.to_vec()).chain(rows).collect();
    document.blocks.push(Block::Table(grid::own(&rows, caption.to_owned())));
}

/// The note below a table in print. Marks of computed totals are only for screens.
fn note(note: &Note) -> Option<Block> {
    let label = match note.kind {
        NoteKind::Blank => "注",
        NoteKind::Computed => return None,
        NoteKind::Waiver => word("waiver", LANG),
        NoteKind::Remark => word("remark", LANG),
    };
    Some(Block::paragraph(Look::Note, format!("{label}：{}", note.text)))
}

fn revisions(document: &mut Document, report: &Report) {
    if report.revisions.is_empty() {
        return;
    }
    document.blocks.push(Block::heading(1, word("revisions", LANG)));
    for revision in &report.revisions {
        document.blocks.push(Block::paragraph(Look::Text, revised(report, revision)));
    }
}

/// The text of a correction, with its date if known.
pub(super) fn revised(report: &Report, revision: &Revision) -> String {
    let date = revision.date.map(|date| format!("{}：", day(date))).unwrap_or_default();
    format!("{date}{}", report.revised(revision, LANG))
}

fn closing(exporter: &Exporter<'_>, report: &Report) -> Closing {
    let site = exporter.site;
    let names = std::iter::once(site.name_of(report)).chain(site.joint_names(report));
    Closing {
        names: names.map(str::to_owned).collect(),
        date: report.published.map(|published| day(published.date)),
        is_signed: exporter.filing,
    }
}

/// A date as written below a document.
pub(super) fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year, date.month, date.day)
}
