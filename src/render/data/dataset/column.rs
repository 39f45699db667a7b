//! What a column of the dataset holds.

use super::both;
use crate::i18n::Text;
use serde_json::{Value, json};

/// A column of a table. Every value may be missing.
pub(super) struct Column {
    pub name: &'static str,
    pub kind: Kind,
    /// With its unit.
    pub meaning: Text,
}

/// What kind of values a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    /// With four decimals, as many as giar reads.
    Decimal,
    Flag,
    Date,
}

impl Column {
    pub(super) const fn new(name: &'static str, kind: Kind, meaning: Text) -> Self {
        Self { name, kind, meaning }
    }

    /// As a schema of Parquet declares it.
    pub(super) fn declared(&self) -> String {
        let (physical, logical) = match self.kind {
            Kind::Text => ("BYTE_ARRAY", " (STRING)"),
            Kind::Whole => ("INT64", ""),
            Kind::Decimal => ("INT64", " (DECIMAL(18,4))"),
            Kind::Flag => ("BOOLEAN", ""),
            Kind::Date => ("INT32", " (DATE)"),
        };
        format!("OPTIONAL {physical} {}{logical};", self.name)
    }

    pub(super) fn described(&self) -> Value {
        let kind = match self.kind {
            Kind::Text => "string",
            Kind::Whole => "integer",
            Kind::Decimal => "decimal(18,4)",
            Kind::Flag => "boolean",
            Kind::Date => "date",
        };
        json!({ "name": self.name, "type": kind, "meaning": both(self.meaning) })
    }
}
