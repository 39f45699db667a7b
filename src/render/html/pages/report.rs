//! One report: its sections, with the official tables in their place.

use super::year::year_name;
use crate::{
    form::CellId,
    i18n::Lang,
    render::{
        Kind, Output, Page, RenderError, Scope,
        html::{
            About, alternates, chart, figures, frame, link, prose, section_html, slices, summary,
            table::Filling,
            view::{Figure, NoteView, ReportView, RevisionView, SectionView},
        },
        report_of,
    },
    report::{Report, State},
    site::{Site, anchor, url},
    text,
};

pub const KIND: Kind = Kind {
    name: "report",
    scope: Scope::Report,
    path: |output, subject| {
        let crate::site::Subject::Report(id) = subject else { unreachable!("{subject:?}") };
        url::index(&url::report(&output.site, output.site.report(id)))
    },
    render,
    format: None,
    listed: true,
};

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let site = &output.site;
    let (_, report) = report_of(output, page);
    let agency = site.agency_of(report);
    let lang = site.config.language;
    let beside = |year: Option<u16>| {
        let other = site.archive.find(report.agency, year?)?;
        Some(link(page, year_name(other.year, lang), &url::report(site, other)))
    };
    let own_years: Vec<_> = site.archive.of_agency(report.agency).map(|id| site.report(id).year).collect();
    let at = own_years.iter().position(|year| *year == report.year).unwrap_or_default();
    let index = |place: String| url::relative(&page.address.path, &url::index(&place));
    let view = ReportView {
        agency: site.name_of(report).to_owned(),
        agency_href: index(url::agency(&agency.id)),
        year: report.year,
        year_href: index(url::year(report.year)),
        published: report.published.map(|published| published.date.to_string()).unwrap_or_default(),
        published_time: report
            .published
            .and_then(|published| published.time)
            .map(|(hour, minute)| format!("{hour:02}:{minute:02}"))
            .unwrap_or_default(),
        notice: report.edition.notice.unwrap_or_default(),
        period_start: report.body.period.map(|(period, _)| period.start.to_string()).unwrap_or_default(),
        period_end: report.body.period.map(|(period, _)| period.end.to_string()).unwrap_or_default(),
        as_published: report.as_published,
        joint: joint(site, report),
        revisions: report
            .revisions
            .iter()
            .map(|r| RevisionView { date: r.date.map(|d| d.to_string()).unwrap_or_default(), note: r.note.clone() })
            .collect(),
        preamble: prose(output, &page.address.path, &report.source, report.body.preamble, 2, anchor::PREAMBLE),
        sections: sections(output, page, report),
        notes: notes(output, report, None),
        figures: figures(report, lang),
        indicators: report
            .indicators
            .iter()
            .map(|(label, value)| Figure { label: label.clone(), value: value.clone(), unit: "" })
            .collect(),
        earlier: beside(at.checked_sub(1).map(|at| own_years[at])),
        later: beside(own_years.get(at + 1).copied()),
        downloads: alternates(output, page, page.address.subject),
    };
    let title = site.title_of(report);
    let about = About { kind: "report", description: title.clone(), heading: title, draft: report.draft };
    output.engine.render("report.html", &frame(output, page, about), &view)
}

/// The names of the bodies that report together; ids become names.
pub fn joint(site: &Site, report: &Report) -> Vec<String> {
    let name = |id: &String| site.config.agency(id).map_or_else(|| id.clone(), |a| a.name_in(report.year).to_owned());
    report.joint.iter().map(name).collect()
}

/// The sections of the form in their order, and behind them what the author wrote besides; in the free form, the
/// author's own.
fn sections(output: &Output, page: &Page, report: &Report) -> Vec<SectionView> {
    if report.edition.sections.is_empty() {
        let own = report.body.sections.iter();
        return own
            .map(|section| SectionView {
                html: section_html(output, page, report, section),
                id: anchor::section_id(report, section),
                number: "",
                title: section.heading.clone(),
                table: String::new(),
                wide: false,
                summary: String::new(),
                slices: Vec::new(),
                notes: Vec::new(),
                charts: Vec::new(),
            })
            .collect();
    }
    let mut views = Vec::new();
    for official in report.edition.sections {
        let written: Vec<_> = report.body.sections.iter().filter(|s| s.key() == Some(official.key)).collect();
        if !anchor::is_shown(report, official) {
            continue;
        }
        let lang = output.site.config.language;
        let wide = report.form().table_of(official.key).filter(|table| table.is_wide());
        views.push(SectionView {
            id: official.key.to_owned(),
            number: official.number,
            title: official.title.to_owned(),
            html: written.iter().map(|section| section_html(output, page, report, section)).collect(),
            table: table(output, report, official.key),
            wide: wide.is_some(),
            summary: wide.map_or_else(String::new, |table| summary::of(report, table, lang)),
            slices: wide.map_or_else(Vec::new, |table| slices::of(report, table, lang)),
            notes: notes(output, report, Some(official.key)),
            charts: chart::of_table(report, official.key, output.site.config.language),
        });
    }
    views
}

fn table(output: &Output, report: &Report, key: &str) -> String {
    let Some(at) = report.form().tables.iter().position(|table| table.table.key == key) else { return String::new() };
    let words = output.engine.words();
    let title = report.edition.section(key).map_or("", |section| section.title);
    let faults: Vec<CellId> =
        output.remarks(report).filter_map(|remark| report.form().cell(remark.at.as_deref()?)).collect();
    output.tables.fill(
        report,
        at,
        &Filling {
            caption: &format!("{}{title}", year_name(report.year, Lang::Zh)),
            not_filled: words.get("not_filled").copied().unwrap_or_default(),
            mark_lang: match output.site.config.language {
                Lang::Zh => "",
                Lang::En => " lang=\"en\"",
            },
            computed_mark: words.get("computed_mark").copied().unwrap_or_default(),
            faults: &faults,
            sources: output.site.visibility.sources,
        },
    )
}

/// What stands under a section's table, or, without a section, what belongs to none.
fn notes(output: &Output, report: &Report, section: Option<&str>) -> Vec<NoteView> {
    let lang = output.site.config.language;
    let mut notes = section.map_or_else(Vec::new, |key| legends(report, key, lang));
    // What concerns a section that is not there, or none, stands by itself.
    let belongs = |at: Option<&str>| {
        let key = at.and_then(|at| at.split('.').next());
        key.filter(|key| report.edition.section(key).is_some_and(|official| anchor::is_shown(report, official)))
            == section
    };
    for waiver in report.waivers.iter().filter(|waiver| belongs(waiver.at.as_deref())) {
        notes.push(NoteView { kind: "waiver", text: waiver.reason.clone() });
    }
    for remark in output.remarks(report).filter(|remark| belongs(remark.at.as_deref())) {
        let equations: Vec<_> = remark.equations.iter().map(|equation| equation.get(lang)).collect();
        let message = remark.message.get(lang);
        let text = match equations.join(text!("；", "; ").get(lang)) {
            none if none.is_empty() => message,
            equations => text!("{message}（{equations}）", "{message} ({equations})")
                .with("message", message)
                .with("equations", equations)
                .get(lang),
        };
        notes.push(NoteView { kind: "remark", text });
    }
    notes
}

/// Blanks and computed totals, explained where a table has any.
fn legends(report: &Report, key: &str, lang: Lang) -> Vec<NoteView> {
    let Some(table) = report.form().tables.iter().find(|table| table.table.key == key) else { return Vec::new() };
    let any = |is: fn(State) -> bool| table.cells.clone().any(|cell| is(report.grid[cell].state));
    let mut legends = Vec::new();
    if any(|state| matches!(state, State::Blank | State::Missing | State::Invalid)) {
        legends.push(text!(
            "空着或画线的格表示没有填写，不等于 0。",
            "Cells left empty or crossed out were not filled in; they are not 0."
        ));
    }
    if any(|state| matches!(state, State::Computed(_))) {
        legends.push(text!(
            "标“算”的总计由发布工具按各项相加得出。",
            "Totals marked “sum” were added up by the publishing tool."
        ));
    }
    legends.into_iter().map(|text| NoteView { kind: "legend", text: text.get(lang).to_owned() }).collect()
}
