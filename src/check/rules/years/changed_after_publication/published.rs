//! What a `report.json` that was published says of its figures.

use crate::report::{Number, Revision};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// The figures of a report as they were published, and the revisions that had been made by then.
#[derive(Deserialize)]
pub(super) struct Published {
    #[serde(default)]
    tables: Value,
    #[serde(default)]
    indicators: HashMap<String, String>,
    #[serde(default)]
    revisions: Vec<PublishedRevision>,
}

/// What stood in a cell; none if that was blank.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Figure(pub Option<Number>);

#[derive(Deserialize)]
struct PublishedRevision {
    date: Option<String>,
    note: String,
}

impl Published {
    /// None if the bytes are no such file: `giar verify` reports what somebody altered.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    pub(super) fn has_revision(&self, revision: &Revision) -> bool {
        let date = revision.date.map(|date| date.to_string());
        self.revisions.iter().any(|known| known.note == revision.note && known.date == date)
    }

    pub(super) fn indicator(&self, name: &str) -> Option<&String> {
        self.indicators.get(name)
    }

    /// What stood in a cell, if the tables had it.
    pub(super) fn figure(&self, path: &str) -> Option<Figure> {
        let found = path.split('.').try_fold(&self.tables, |table, key| table.get(key))?;
        // An amount stands beside its unit.
        let found = found.get("value").unwrap_or(found);
        match found {
            Value::Null => Some(Figure(None)),
            Value::Number(number) => number_of(number).map(Some).map(Figure),
            _ => None,
        }
    }
}

fn number_of(number: &serde_json::Number) -> Option<Number> {
    number.as_i64().map(Number::whole).or_else(|| Number::parse(&number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_the_paths_of_their_cells() {
        let json = br#"{"tables": {"proactive": {"licensing": {"decisions": 5, "blank": null},
            "fees": {"amount": {"value": 12.30, "unit": "x"}}}}, "sections": []}"#;
        let published = Published::read(json).unwrap();
        assert_eq!(published.figure("proactive.licensing.decisions"), Some(Figure(Some(Number::whole(5)))));
        assert_eq!(published.figure("proactive.fees.amount"), Some(Figure(Number::parse("12.3"))));
        assert_eq!(published.figure("proactive.licensing.blank"), Some(Figure(None)));
        assert_eq!(published.figure("proactive.penalties.decisions"), None);
        assert!(Published::read(b"<html>").is_none());
    }
}
