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
use serde_json::ser::{Formatter, Serializer};
use std::{
    borrow::Cow,
    io::{self, Write},
    mem,
};

/// About the size of a report's data; spares growing there step by step.
const TYPICAL: usize = 32 << 10;

/// Nearly compact JSON with a line end: see [`Lines`].
fn json(value: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::with_capacity(TYPICAL);
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Lines::default())).expect("a view serialises");
    bytes.push(b'\n');
    Ok(bytes)
}

/// JSON with a line for each outermost member and for each object or list behind another, so that a `diff` shows the row
/// that has changed. It takes one byte in two hundred; to indent it would take a sixth more.
#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether the last thing written was the end of an object or a list.
    has_ended: bool,
}

impl Lines {
    fn begin<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth += 1;
        self.has_ended = false;
        writer.write_all(&[bracket])
    }

    fn end<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth -= 1;
        self.has_ended = true;
        writer.write_all(&[bracket])
    }

    fn separate<W: Write + ?Sized>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        let breaks = mem::take(&mut self.has_ended) || self.depth == 1;
        match (is_first, breaks) {
            (true, _) => Ok(()),
            (_, true) => writer.write_all(b",\n"),
            (_, false) => writer.write_all(b","),
        }
    }
}

impl Formatter for Lines {
    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b'{')
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b'}')
    }

    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b'[')
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b']')
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.separate(writer, is_first)
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.separate(writer, is_first)
    }
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
    fn json_has_a_line_for_what_changes_by_itself() {
        let value = serde_json::json!({"id": 1, "list": [{"z": 1}, {}], "rows": {"a": {"x": 1, "y": [1, 2]}, "b": {}}});
        let lines =
            ["{\"id\":1,", "\"list\":[{\"z\":1},", "{}],", "\"rows\":{\"a\":{\"x\":1,\"y\":[1,2]},", "\"b\":{}}}", ""];
        assert_eq!(String::from_utf8(json(&value).unwrap()).unwrap(), lines.join("\n"));
    }

    #[test]
    fn csv_opens_in_spreadsheets_and_runs_nothing() {
        let bytes = csv([vec!["表".to_owned(), "=1+1".into(), "-8".into(), "a,\"b".into()]]);
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}表,'=1+1,-8,\"a,\"\"b\"\r\n");
    }
}
