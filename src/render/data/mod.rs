//! The same reports for machines: JSON, CSV, feeds, catalogues, and the files that are copied.

pub(crate) mod agencies_csv;
pub(crate) mod catalogue;
pub(crate) mod cells_csv;
pub(crate) mod datapackage;
pub(crate) mod dataset;
pub(crate) mod documents;
pub(crate) mod feed;
pub(crate) mod files;
pub(crate) mod picture;
pub(crate) mod refusals_csv;
pub(crate) mod report_csv;
pub(crate) mod report_json;
pub(crate) mod reports_csv;
pub(crate) mod robots;
mod rows;
pub(crate) mod schema;
pub(crate) mod sitemap;

use super::RenderError;
use crate::site::{Site, url};
use serde::Serialize;
use std::borrow::Cow;

/// About the size of a report's data; spares growing there step by step.
const TYPICAL: usize = 32 << 10;

/// Compact JSON with a line end.
fn json(value: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::with_capacity(TYPICAL);
    serde_json::to_writer(&mut bytes, value).expect("a view serialises");
    bytes.push(b'\n');
    Ok(bytes)
}

/// The address of what stands at a path, by the site's base.
fn absolute(site: &Site, path: &str) -> String {
    site.config.base_url.join(&url::encoded(path))
}

/// CSV as Excel and WPS want it: UTF-8 with a byte order mark, CRLF.
fn csv(records: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    for record in records {
        writer
            .write_record(record.iter().map(|field| harmless(field).into_owned()))
            .expect("memory takes every record");
    }
    drop(writer);
    bytes
}

/// The same for programs, many of which take the mark for a part of the first column's name.
fn without_mark(mut csv: Vec<u8>) -> Vec<u8> {
    let mark = if csv.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    csv.drain(..mark);
    csv
}

/// A field as [`csv`] writes it, for files of many lines of which most stays the same.
fn quoted(field: &str) -> Cow<'_, str> {
    let field = harmless(field);
    if field.contains([',', '"', '\r', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")).into() } else { field }
}

/// Text that a spreadsheet would run as a formula, made to stand as text. Numbers are numbers.
fn harmless(field: &str) -> Cow<'_, str> {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r'])
        && field.strip_prefix(['-', '+']).unwrap_or(field).parse::<f64>().is_err();
    if is_formula { format!("'{field}").into() } else { field.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_opens_in_spreadsheets_and_runs_nothing() {
        let bytes = csv([vec!["表".to_owned(), "=1+1".into(), "-8".into(), "a,\"b".into()]]);
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}表,'=1+1,-8,\"a,\"\"b\"\r\n");
    }
}
