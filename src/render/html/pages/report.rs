//! One report: its sections, with the official tables in their place.

use crate::{
    archive::ReportId,
    diag::Finding,
    form::{CellId, Section, TableForm},
    i18n::{
        Lang, Text,
        words::{self, word},
    },
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            card::{figures, link},
            chart,
            frame::{alternates, frame},
            slices, summary,
            table::{self, Filling},
            view::{Figure, Link, NoteView, ReportView, RevisionView, SectionView},
        },
        written,
    },
    report::{Published, Report, ReportSection, State},
    site::{Address, Site, anchor, url},
    text,
};

pub(crate) static KIND: Kind<ReportId> = Kind::new("report", path, render).listed();

fn path(site: &Site, id: ReportId) -> String {
    url::index(&url::report(site, site.report(id)))
}

fn render(renderer: &Renderer<'_>, page: &Address, id: ReportId) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let report = site.report(id);
    let index = |place: String| url::relative(&page.path, &url::index(&place));
    let (earlier, later) = neighbours(site, page, report);
    let period = report.body.period.map(|(period, _)| period);
    let view = ReportView {
        agency: site.name_of(report).to_owned(),
        agency_href: index(url::agency(&site.agency_of(report).id)),
        year: report.year,
        year_href: index(url::year(report.year)),
        published: report.published.map(|published| published.date.to_string()).unwrap_or_default(),
        published_time: report.published.and_then(time).unwrap_or_default(),
        notice: report.edition.notice.unwrap_or_default(),
        period_start: period.map(|period| period.start.to_string()).unwrap_or_default(),
        period_end: period.map(|period| period.end.to_string()).unwrap_or_default(),
        as_published: report.as_published,
        joint: site.joint_names(report),
        revisions: revisions(report),
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
    let link = |year: u16| {
        let other = site.archive.find(report.agency, year)?;
        Some(link(page, words::year(year, site.config.language), &url::report(site, other)))
    };
    let years = || site.archive.years_of(report.agency);
    let earlier = years().take_while(|year| *year < report.year).last();
    let later = years().find(|year| *year > report.year);
    (earlier.and_then(link), later.and_then(link))
}

fn revisions(report: &Report) -> Vec<RevisionView> {
    let revisions = report.revisions.iter();
    let view = revisions.map(|revision| RevisionView {
        date: revision.date.map(|date| date.to_string()).unwrap_or_default(),
        note: revision.note.clone(),
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
        summary: String::new(),
        slices: Vec::new(),
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
        summary: wide.map_or_else(String::new, |table| summary::of(report, table, lang)),
        slices: wide.map_or_else(Vec::new, |table| slices::of(report, table, lang)),
        notes: notes(renderer, report, Some(official.key)),
        charts: chart::of_table(report, official.key, lang),
    }
}

fn filled_table(renderer: &Renderer<'_>, report: &Report, table: &TableForm, section: &Section) -> String {
    let lang = renderer.site.config.language;
    let form = report.form();
    let faults: Vec<CellId> = renderer.remarks(report).filter_map(|remark| form.cell(remark.at.as_deref()?)).collect();
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
            sources: renderer.site.visibility.sources,
        },
    )
}

/// What stands under a section's table, or, without a section, what belongs to none.
fn notes(renderer: &Renderer<'_>, report: &Report, section: Option<&str>) -> Vec<NoteView> {
    let lang = renderer.site.config.language;
    let legends = section.map_or_else(Vec::new, |key| legends(report, key));
    let legends = legends.into_iter().map(|text| NoteView { kind: "legend", text: text.get(lang).to_owned() });
    let waivers = report.waivers.iter().filter(|waiver| section_of(report, waiver.at.as_deref()) == section);
    let waivers = waivers.map(|waiver| NoteView { kind: "waiver", text: waiver.reason.clone() });
    let remarks = renderer.remarks(report).filter(|remark| section_of(report, remark.at.as_deref()) == section);
    let remarks = remarks.map(|remark| NoteView { kind: "remark", text: sentence(remark, lang) });
    legends.chain(waivers).chain(remarks).collect()
}

/// The section in which a place of a report is shown. What concerns a section that is not there, or none, stands by
/// itself.
fn section_of<'a>(report: &Report, at: Option<&'a str>) -> Option<&'a str> {
    let key = at?.split('.').next()?;
    let official = report.edition.section(key)?;
    anchor::is_shown(report, official).then_some(key)
}

/// A finding with its equations behind it.
fn sentence(remark: &Finding, lang: Lang) -> String {
    let message = remark.message.get(lang);
    if remark.equations.is_empty() {
        return message;
    }
    let equations: Vec<_> = remark.equations.iter().map(|equation| equation.get(lang)).collect();
    text!("{message}（{equations}）", "{message} ({equations})")
        .with("message", message)
        .with("equations", equations.join(text!("；", "; ").get(lang)))
        .get(lang)
}

/// Blanks and computed totals, explained where a table has any.
fn legends(report: &Report, key: &str) -> Vec<Text> {
    let Some(table) = report.form().table_of(key) else { return Vec::new() };
    let has = |is: fn(State) -> bool| table.cells.clone().any(|cell| is(report.grid[cell].state));
    let mut legends = Vec::new();
    if has(|state| matches!(state, State::Blank | State::Missing | State::Invalid)) {
        legends.push(text!(
            "空着或画线的格表示没有填写，不等于 0。",
            "Empty cells and cells with a dash were not filled in; they do not mean 0."
        ));
    }
    if has(|state| matches!(state, State::Computed(_))) {
        legends.push(text!(
            "标“算”的总计由发布工具按各项相加得出。",
            "Totals marked “sum” were calculated by the publishing tool."
        ));
    }
    legends
}
