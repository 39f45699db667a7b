//! `report.json`: everything a report says, for programs.

use super::{absolute, json};
use crate::{
    archive::ReportId,
    form::{CellId, Measure, Slot},
    markdown::{Excerpt, plain_text, without_comments},
    render::{Format, Kind, RenderError, Renderer},
    report::{Number, Report, ReportSection, State},
    site::{Address, Site, url},
    text,
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::value::RawValue;

pub(crate) static KIND: Kind<ReportId> = Kind::new("report.json", path, render).format(Format {
    name: "JSON",
    media_type: "application/json",
    label: text!("报告全文和数据", "Full report and data"),
});

fn path(site: &Site, id: ReportId) -> String {
    url::report_json(site, site.report(id))
}

pub(crate) const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct View<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    schema_version: u32,
    id: String,
    url: String,
    agency: AgencyRef<'a>,
    joint: Vec<&'a str>,
    year: u16,
    edition: &'static str,
    title: String,
    published: Option<String>,
    revisions: Vec<RevisionRef<'a>>,
    period: Option<Period>,
    as_published: bool,
    tables: Tables<'a>,
    indicators: Pairs<'a>,
    raw: Raw<'a>,
    notes: Vec<Note<'a>>,
    waivers: Vec<WaiverRef<'a>>,
    remarks: Vec<Remark>,
    computed: Vec<&'a str>,
    sections: Vec<Section<'a>>,
    license: Option<&'a str>,
}

/// An agency, as every data file names it.
#[derive(Serialize)]
pub(crate) struct AgencyRef<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub kind: &'static str,
    pub rank: &'static str,
}

#[derive(Serialize)]
struct RevisionRef<'a> {
    date: Option<String>,
    note: &'a str,
    was: Pairs<'a>,
}

#[derive(Serialize)]
struct Period {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct Note<'a> {
    at: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct WaiverRef<'a> {
    rule: &'a str,
    at: Option<&'a str>,
    value: Option<&'a str>,
    reason: &'a str,
}

#[derive(Serialize)]
struct Remark {
    rule: &'static str,
    at: Option<String>,
    text: String,
    equations: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Section<'a> {
    pub number: &'static str,
    pub key: Option<&'static str>,
    pub title: &'a str,
    pub markdown: String,
    pub text: String,
}

pub(crate) fn agency_ref<'a>(site: &'a Site, report: &'a Report) -> AgencyRef<'a> {
    let agency = site.agency_of(report);
    AgencyRef { id: &agency.id, name: site.name_of(report), kind: agency.kind.key(), rank: agency.rank.key() }
}

fn render(renderer: &Renderer<'_>, _: &Address, id: ReportId) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let report = site.report(id);
    let cells = report.form().cells.iter();
    let period = report.body.period.map(|(period, _)| period);
    let computed = cells.clone().filter(|(cell, _)| matches!(report.grid[*cell].state, State::Computed(_)));
    let notes = cells.filter_map(|(cell, spec)| Some(Note { at: &spec.path, text: report.note(cell)? }));
    let sections = report.body.sections.iter();
    json(&View {
        schema: site.config.base_url.join(super::schema::REPORT_PATH),
        schema_version: SCHEMA_VERSION,
        id: site.id_of(report),
        url: absolute(site, &url::report(site, report)),
        agency: agency_ref(site, report),
        joint: site.joint_names(report),
        year: report.year,
        edition: report.edition.id,
        title: site.title_of(report),
        published: report.published.map(|published| published.to_string()),
        revisions: revisions(report),
        period: period.map(|period| Period { start: period.start.to_string(), end: period.end.to_string() }),
        as_published: report.as_published,
        tables: Tables(report),
        indicators: Pairs(&report.indicators),
        raw: Raw(report),
        notes: notes.collect(),
        waivers: waivers(report),
        remarks: remarks(renderer, report),
        computed: computed.map(|(_, spec)| spec.path.as_str()).collect(),
        sections: sections.map(|section| self::section(report, section)).collect(),
        license: site.config.license.as_deref(),
    })
}

fn revisions(report: &Report) -> Vec<RevisionRef<'_>> {
    let revisions = report.revisions.iter();
    let view = revisions.map(|revision| RevisionRef {
        date: revision.date.map(|date| date.to_string()),
        note: &revision.note,
        was: Pairs(&revision.was),
    });
    view.collect()
}

fn waivers(report: &Report) -> Vec<WaiverRef<'_>> {
    let waivers = report.waivers.iter();
    let view = waivers.map(|waiver| WaiverRef {
        rule: &waiver.rule,
        at: waiver.at.as_deref(),
        value: waiver.value.as_deref(),
        reason: &waiver.reason,
    });
    view.collect()
}

fn remarks(renderer: &Renderer<'_>, report: &Report) -> Vec<Remark> {
    let lang = renderer.site.config.language;
    let view = renderer.remarks(report).map(|finding| Remark {
        rule: finding.rule.0,
        at: finding.at.clone(),
        text: finding.message.get(lang),
        equations: finding.equations.iter().map(|equation| equation.get(lang)).collect(),
    });
    view.collect()
}

pub(super) fn section<'a>(report: &'a Report, section: &'a ReportSection) -> Section<'a> {
    let markdown = without_comments(report.source.slice(section.text)).trim().replace("\r\n", "\n");
    Section {
        number: section.section.map_or("", |official| official.number),
        key: section.key(),
        title: section.section.map_or(section.heading.as_str(), |official| official.title),
        text: plain_text(Excerpt::new(&report.source, report.body.whole(), section.text)),
        markdown,
    }
}

/// The tables, nested as the form is: `{"applications": {"received": {"natural_person": 0, …`.
struct Tables<'a>(&'a Report);

impl Serialize for Tables<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tables = &self.0.form().tables;
        let mut map = serializer.serialize_map(Some(tables.len()))?;
        for table in tables {
            map.serialize_entry(table.slot.key, &SlotValue(self.0, &table.slot))?;
        }
        map.end()
    }
}

struct SlotValue<'a>(&'a Report, &'a Slot);

impl Serialize for SlotValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, slot) = self;
        if slot.is_cell() {
            return cell(report, slot.cells.first(), serializer);
        }
        let mut map = serializer.serialize_map(Some(slot.children.len()))?;
        for child in &slot.children {
            map.serialize_entry(child.key, &SlotValue(report, child))?;
        }
        map.end()
    }
}

fn cell<S: Serializer>(report: &Report, cell: CellId, serializer: S) -> Result<S::Ok, S::Error> {
    let number = report.grid[cell].number();
    if report.form().cells[cell].measure == Measure::Money {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("value", &number.map(Digits))?;
        map.serialize_entry("unit", &report.split(cell).unit)?;
        return map.end();
    }
    number.map(Digits).serialize(serializer)
}

/// A number with its digits as written.
struct Digits(Number);

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(count) = self.0.as_count() {
            return serializer.serialize_i64(count);
        }
        RawValue::from_string(self.0.to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

struct Pairs<'a>(&'a [(String, String)]);

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// The text of every cell that was not written as a plain number.
struct Raw<'a>(&'a Report);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let cells = report.form().cells.iter();
        serializer.collect_map(cells.filter_map(|(cell, spec)| {
            let typed = report.typed(cell);
            let plain = report.grid[cell].number().is_some() && is_plain(typed);
            (!plain && !typed.is_empty()).then_some((&spec.path, typed))
        }))
    }
}

/// Whether a number was written as JSON writes it: `-8` is, `+8` and `22（其中修订16件）` are not.
fn is_plain(typed: &str) -> bool {
    typed.strip_prefix('-').unwrap_or(typed).bytes().all(|b| b.is_ascii_digit() || b == b'.')
}
