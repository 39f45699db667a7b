//! One report: its sections, with the official tables in their place.

use crate::{
    archive::ReportId,
    check::notes::{self, NoteKind},
    form::{CellId, Section, TableForm},
    i18n::{
        Lang,
        words::{self, word},
    },
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            card::{figures, href, link},
            changes::changes,
            chart, digest,
            frame::{alternates, frame},
            slices, summary,
            table::{self, Filling},
            view::{Figure, Link, NoteView, ReportView, RevisionView, SectionView},
        },
        written,
    },
    report::{Published, Report, ReportSection},
    site::{Address, Site, anchor, url},
};

pub(crate) static KIND: Kind<ReportId> = Kind::new("report", path, render).listed();

fn path(site: &Site, id: ReportId) -> String {
    url::index(&url::report(site, site.report(id)))
}

fn render(renderer: &Renderer<'_>, page: &Address, id: ReportId) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let report = site.report(id);
    let (earlier, later) = neighbours(site, page, report);
    let period = report.body.period.map(|(period, _)| period);
    let view = ReportView {
        agency: site.name_of(report).to_owned(),
        agency_href: href(page, &url::agency(&site.agency_of(report).id)),
        year: report.year,
        year_href: href(page, &url::year(report.year)),
        published: report.published.map(|published| published.date.to_string()).unwrap_or_default(),
        published_time: report.published.and_then(time).unwrap_or_default(),
        notice: report.edition.notice.unwrap_or_default(),
        period_start: period.map(|period| period.start.to_string()).unwrap_or_default(),
        period_end: period.map(|period| period.end.to_string()).unwrap_or_default(),
        as_published: report.as_published,
        joint: site.joint_names(report).into_iter().map(str::to_owned).collect(),
        revisions: revisions(report, site.config.language),
        lead: digest::lead(site, report),
        lacking: digest::lacking(site, report),
        preamble: written::preamble(renderer, page, report),
        sections: sections(renderer, page, report),
        notes: notes(renderer, report, None),
        figures: figures(report, site.config.language),
        indicators: indicators(report),
        earlier,
        later,
        downloads: alternates(renderer, page),
    };
    let title = site.title_of(report);
    let about = About::new("report", title.as_str()).described(title).draft(report.draft);
    renderer.templates.render("report.html", &frame(renderer, page, about), &view)
}

fn time(published: Published) -> Option<String> {
    published.time.map(|(hour, minute)| format!("{hour:02}:{minute:02}"))
}

/// The agency's reports before and after.
fn neighbours(site: &Site, page: &Address, report: &Report) -> (Option<Link>, Option<Link>) {
    let mut years = site.archive.years_of(report.agency).filter(|year| *year != report.year).peekable();
    let earlier = std::iter::from_fn(|| years.next_if(|year| *year < report.year)).last();
    let later = years.next();
    let [earlier, later] = [earlier, later].map(|year| {
        let other = site.archive.find(report.agency, year?)?;
        Some(link(page, words::year(other.year, site.config.language), &url::report(site, other)))
    });
    (earlier, later)
}

fn revisions(report: &Report, lang: Lang) -> Vec<RevisionView> {
    let revisions = report.revisions.iter();
    let view = revisions.map(|revision| RevisionView {
        date: revision.date.map(|date| date.to_string()).unwrap_or_default(),
        note: revision.note.clone(),
        changes: changes("", report, revision, lang),
    });
    view.collect()
}

fn indicators(report: &Report) -> Vec<Figure> {
    let indicators = report.indicators.iter();
    indicators.map(|(label, value)| Figure { label: label.clone(), value: value.clone(), unit: "" }).collect()
}

/// The sections of the form in their order; in the free form, the author's own.
fn sections(renderer: &Renderer<'_>, page: &Address, report: &Report) -> Vec<SectionView> {
    if report.edition.sections.is_empty() {
        return report.body.sections.iter().map(|section| own_section(renderer, page, report, section)).collect();
    }
    let shown = report.edition.sections.iter().filter(|official| anchor::is_shown(report, official));
    shown.map(|official| official_section(renderer, page, report, official)).collect()
}

fn own_section(renderer: &Renderer<'_>, page: &Address, report: &Report, section: &ReportSection) -> SectionView {
    SectionView {
        html: written::section(renderer, page, report, section),
        id: anchor::section_id(report, section),
        number: "",
        title: section.heading.clone(),
        table: String::new(),
        wide: false,
        summary: Vec::new(),
        slices: String::new(),
        notes: Vec::new(),
        charts: Vec::new(),
    }
}

fn official_section(renderer: &Renderer<'_>, page: &Address, report: &Report, official: &Section) -> SectionView {
    let lang = renderer.site.config.language;
    let written = report.body.sections.iter().filter(|section| section.key() == Some(official.key));
    let table = report.form().table_of(official.key);
    let wide = table.filter(|table| table.is_wide());
    SectionView {
        id: official.key.to_owned(),
        number: official.number,
        title: official.title.to_owned(),
        html: written.map(|section| written::section(renderer, page, report, section)).collect(),
        table: table.map_or_else(String::new, |table| filled_table(renderer, report, table, official)),
        wide: wide.is_some(),
        summary: wide.map_or_else(Vec::new, |table| summary::of(report, table, lang)),
        slices: wide.map_or_else(String::new, |table| slices::of(report, table, lang)),
        notes: notes(renderer, report, Some(official.key)),
        charts: chart::of_table(report, official.key, lang),
    }
}

fn filled_table(renderer: &Renderer<'_>, report: &Report, table: &TableForm, section: &Section) -> String {
    let lang = renderer.site.config.language;
    let form = report.form();
    let faults: Vec<CellId> = renderer.remarks(report).filter_map(|remark| form.cell(remark.at.as_deref()?)).collect();
    let corrected: Vec<CellId> =
        report.revisions.iter().flat_map(|one| report.changes(one)).map(|one| one.cell).collect();
    table::fill(
        report,
        table,
        &Filling {
            caption: &format!("{}{}", words::year(report.year, Lang::Zh), section.title),
            not_filled: word("not_filled", lang),
            mark_lang: match lang {
                Lang::Zh => "",
                Lang::En => " lang=\"en\"",
            },
            computed_mark: word("computed_mark", lang),
            faults: &faults,
            corrected: &corrected,
            sources: renderer.site.visibility.sources,
        },
    )
}

/// What stands under a section's table, or, without a section, what belongs to none.
fn notes(renderer: &Renderer<'_>, report: &Report, section: Option<&str>) -> Vec<NoteView> {
    let notes = notes::notes(report, renderer.findings, section, renderer.site.config.language).into_iter();
    notes
        .map(|note| {
            let kind = match note.kind {
                NoteKind::Blank | NoteKind::Computed => "legend",
                NoteKind::Waiver => "waiver",
                NoteKind::Remark => "remark",
            };
            NoteView { kind, text: note.text }
        })
        .collect()
}
