//! Reports that giar has published: `report.json` holds everything that their files did.

use crate::form::{Edition, Form, Slot};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// What a data file says of a report.
#[derive(Debug, Deserialize)]
pub struct JsonReport {
    /// Whose report it is.
    pub agency: JsonAgency,
    /// The year that it reports on.
    pub year: u16,
    /// The edition of its form.
    pub edition: String,
    /// Its title, given or made up.
    pub title: String,
    /// When it was published.
    pub published: Option<String>,
    /// Whether it stands in law as it was.
    #[serde(default)]
    pub as_published: bool,
    /// Agencies that reported with it.
    #[serde(default)]
    pub joint: Vec<String>,
    /// Corrections after publication.
    #[serde(default)]
    pub revisions: Vec<JsonRevision>,
    tables: Box<RawValue>,
    #[serde(default)]
    indicators: serde_json::Map<String, serde_json::Value>,
    #[serde(default)]
    raw: BTreeMap<String, String>,
    /// Stated reasons to let findings stand.
    #[serde(default)]
    pub waivers: Vec<JsonWaiver>,
    #[serde(default)]
    sections: Vec<JsonSection>,
    #[serde(default)]
    schema_version: u32,
}

#[derive(Debug, Deserialize)]
pub struct JsonAgency {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub struct JsonRevision {
    pub date: Option<String>,
    pub note: String,
    #[serde(default)]
    pub was: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub struct JsonWaiver {
    pub rule: String,
    pub at: Option<String>,
    pub value: Option<String>,
    pub reason: String,
}

#[derive(Debug, Deserialize)]
struct JsonSection {
    number: String,
    title: String,
    markdown: String,
}

/// A report's data, if this is a file of it.
pub(super) fn read(text: &str) -> Option<JsonReport> {
    let report: JsonReport = serde_json::from_str(text).ok()?;
    (report.schema_version == 1 && report.edition().is_some()).then_some(report)
}

impl JsonReport {
    /// The edition, if this giar knows it.
    pub fn edition(&self) -> Option<&'static Edition> {
        Edition::find(&self.edition)
    }

    /// What was typed into each cell. A total that was left out is the sum that giar put there.
    pub fn cells(&self, form: &'static Form) -> Vec<String> {
        let mut cells = vec![String::new(); form.cells.len()];
        let tables = children(&self.tables);
        for table in &form.tables {
            self.fill(&table.slot, tables.get(table.slot.key).copied(), &mut cells);
        }
        cells
    }

    fn fill(&self, slot: &Slot, value: Option<&RawValue>, cells: &mut [String]) {
        let below = value.map(children).unwrap_or_default();
        if !slot.is_cell() {
            slot.children.iter().for_each(|child| self.fill(child, below.get(child.key).copied(), cells));
            return;
        }
        // Digits stay as they are written: 289.20 is not 289.2.
        let value = below.get("value").copied().or(value).map(RawValue::get).filter(|text| *text != "null");
        let typed = self.raw.get(&slot.path).map_or(value.unwrap_or_default(), String::as_str);
        let is_null = matches!(typed, "~" | "null" | "Null" | "NULL");
        cells[slot.cells.first().index()] = if is_null { String::new() } else { typed.to_owned() };
    }

    /// Figures of the agency's own choice.
    pub fn indicators(&self) -> Vec<(String, String)> {
        let indicators = self
            .indicators
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        indicators.collect()
    }

    /// The text below the front matter.
    pub fn body(&self) -> String {
        let sections = self.sections.iter().map(|section| {
            let gap = if section.number.is_empty() { "" } else { "、" };
            format!("## {}{gap}{}\n\n{}", section.number, section.title, section.markdown.trim())
        });
        sections.collect::<Vec<_>>().join("\n\n")
    }
}

/// What an object holds; nothing for any other value.
fn children(value: &RawValue) -> BTreeMap<String, &RawValue> {
    serde_json::from_str(value.get()).unwrap_or_default()
}
