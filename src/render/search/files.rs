//! The pieces as they are published: `search/table.js`, `search/grams-0.js` …, `search/text-0.js` ….

use super::documents::{self, DOCUMENTS_A_TEXT, document};
use crate::{
    render::{Kind, RenderError, Renderer},
    site::{Address, Site},
};
use serde::{
    Serialize,
    ser::{SerializeMap, Serializer},
};

/// What is needed to search at all: how the pieces are cut, and of which agency and year every report is.
pub(crate) static TABLE: Kind<usize> = Kind::new("search table", |_, _| "search/table.js".into(), table);

pub(crate) static GRAMS: Kind<usize> = Kind::new("search grams", |_, item| format!("search/grams-{item}.js"), grams);

pub(crate) static TEXTS: Kind<usize> = Kind::new("search texts", |_, item| format!("search/text-{item}.js"), text);

/// One, if the site is to be searched.
pub(crate) fn one(site: &Site) -> usize {
    usize::from(site.visibility.search)
}

/// How many files of grams.
pub(crate) fn shards(site: &Site) -> usize {
    one(site) * documents::shards(site)
}

/// How many files of texts.
pub(crate) fn texts(site: &Site) -> usize {
    one(site) * documents::count(site).div_ceil(DOCUMENTS_A_TEXT)
}

fn table(renderer: &Renderer<'_>, _: &Address, _: usize) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let (shards, documents) = (documents::shards(site), documents::owners(site));
    Ok(script("table", &Table { shards, documents_a_text: DOCUMENTS_A_TEXT, documents }))
}

fn grams(renderer: &Renderer<'_>, _: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    Ok(script(&format!("grams-{item}"), &Grams(renderer.search.shard(renderer.site, item))))
}

fn text(renderer: &Renderer<'_>, _: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let first = item * DOCUMENTS_A_TEXT;
    let last = documents::count(renderer.site).min(first + DOCUMENTS_A_TEXT);
    let documents: Vec<_> = (first..last).map(|number| document(renderer.site, number)).collect();
    Ok(script(&format!("text-{item}"), &documents))
}

#[derive(Serialize)]
struct Table<'a> {
    shards: usize,
    documents_a_text: usize,
    documents: Vec<(&'a str, u16)>,
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
