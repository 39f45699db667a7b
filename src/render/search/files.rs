//! The pieces as they are published: `search/table.js`, `search/grams-0.js` …, `search/text-0.js` ….

use super::documents::{self, DOCUMENTS_A_TEXT, document};
use crate::{
    render::{Kind, Output, Scope},
    site::{Site, Subject},
};
use serde::{
    Serialize,
    ser::{SerializeMap, Serializer},
};

/// What is needed to search at all: how the pieces are cut, and of which body and year every report is.
pub const TABLE: Kind = Kind {
    name: "search table",
    scope: Scope::Items(|output| usize::from(output.site.visibility.search)),
    path: |_, _| "search/table.js".into(),
    render: |output, _| Ok(script("table", &table(output))),
    format: None,
    listed: false,
};

pub const GRAMS: Kind = Kind {
    name: "search grams",
    scope: Scope::Items(|output| count(output, documents::shards)),
    path: |_, subject| format!("search/grams-{}.js", item(subject)),
    render: |output, page| {
        let at = item(page.address.subject);
        Ok(script(&format!("grams-{at}"), &Grams(output.search_index().shard(at))))
    },
    format: None,
    listed: false,
};

pub const TEXTS: Kind = Kind {
    name: "search texts",
    scope: Scope::Items(|output| count(output, texts)),
    path: |_, subject| format!("search/text-{}.js", item(subject)),
    render: |output, page| {
        let at = item(page.address.subject);
        let first = at * DOCUMENTS_A_TEXT;
        let last = documents::count(&output.site).min(first + DOCUMENTS_A_TEXT);
        let documents: Vec<_> = (first..last).map(|number| document(output, number)).collect();
        Ok(script(&format!("text-{at}"), &documents))
    },
    format: None,
    listed: false,
};

#[derive(Serialize)]
struct Table<'a> {
    shards: usize,
    documents_a_text: usize,
    documents: Vec<(&'a str, u16)>,
}

fn table(output: &Output) -> Table<'_> {
    Table {
        shards: documents::shards(&output.site),
        documents_a_text: DOCUMENTS_A_TEXT,
        documents: documents::owners(&output.site),
    }
}

fn texts(site: &Site) -> usize {
    documents::count(site).div_ceil(DOCUMENTS_A_TEXT)
}

/// An object in the order of its list.
struct Grams(Vec<(String, String)>);

impl Serialize for Grams {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (gram, postings) in &self.0 {
            map.serialize_entry(gram, postings)?;
        }
        map.end()
    }
}

/// A classic script that hands its data over.
fn script(name: &str, data: &impl Serialize) -> Vec<u8> {
    let mut bytes = format!("giarSearch(\"{name}\",").into_bytes();
    serde_json::to_writer(&mut bytes, data).expect("documents serialise");
    bytes.extend_from_slice(b");\n");
    bytes
}

/// How many files of a kind, if the site is to be searched.
fn count(output: &Output, of: fn(&Site) -> usize) -> usize {
    if output.site.visibility.search { of(&output.site) } else { 0 }
}

fn item(subject: Subject) -> usize {
    match subject {
        Subject::Item(item) => item,
        subject => unreachable!("a piece of the index is about {subject:?}"),
    }
}
