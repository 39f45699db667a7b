//! The pieces as they are published: `search/table.js`, `search/grams-0.js` …, `search/figures-0.js` …,
//! `search/text-0.js` …, `search/variants.js`.

use super::{
    documents::{self, DOCUMENTS_A_TEXT, Document, document},
    figures,
};
use crate::{
    render::{Kind, RenderError, Renderer},
    site::{Address, Site},
    variants::PAIRS,
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor},
    ser::{SerializeMap, Serializer},
};
use std::{fmt, ops::Range};

/// What is needed to search at all: how the pieces are cut, of which agency and year every report is, and what figures
/// are called.
pub(crate) static TABLE: Kind<usize> = Kind::new("search table", |_, _| PATH_OF_TABLE.into(), table);

pub(crate) static GRAMS: Kind<usize> = Kind::new("search grams", |_, item| path_of_grams(item), grams);

pub(crate) static FIGURES: Kind<usize> =
    Kind::new("search figures", |_, item| format!("search/figures-{item}.js"), amounts);

pub(crate) static SIMPLIFIED: Kind<usize> =
    Kind::new("search variants", |_, _| "search/variants.js".into(), |_, _, _| Ok(script("variants", &PAIRS)));

pub(crate) static TEXTS: Kind<usize> = Kind::new("search texts", |_, item| path_of_texts(item), text);

/// 1 if the site is to be searched, else 0.
pub(crate) fn one(site: &Site) -> usize {
    usize::from(site.visibility.search)
}

/// How many files of grams.
pub(crate) fn shards(site: &Site) -> usize {
    one(site) * documents::shards(site)
}

/// How many files of figures.
pub(crate) fn labels(site: &Site) -> usize {
    one(site) * figures::labels().len()
}

/// How many files of texts.
pub(crate) fn texts(site: &Site) -> usize {
    one(site) * documents::count(site).div_ceil(DOCUMENTS_A_TEXT)
}

fn table(renderer: &Renderer<'_>, _: &Address, _: usize) -> Result<Vec<u8>, RenderError> {
    Ok(table_of(renderer.site))
}

pub(super) fn table_of(site: &Site) -> Vec<u8> {
    let table = Table {
        shards: documents::shards(site),
        documents_a_text: DOCUMENTS_A_TEXT,
        documents: documents::count(site),
        agencies: site.config.agencies.iter().map(|agency| agency.id.as_str()).collect(),
        kinds: site.config.agencies.iter().filter_map(|agency| agency.kind.key().chars().next()).collect(),
        reports: documents::runs(site),
        figures: figures::labels(),
        variants: documents::have_variants(site),
    };
    script("table", &table)
}

fn grams(renderer: &Renderer<'_>, _: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    Ok(script(&format!("grams-{item}"), &Grams(renderer.search.shard(renderer.site, item))))
}

fn amounts(renderer: &Renderer<'_>, _: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    Ok(script(&format!("figures-{item}"), &figures::amounts(renderer.site, item)))
}

/// The path of a file of texts.
pub(super) fn path_of_texts(item: usize) -> String {
    format!("search/text-{item}.js")
}

/// The file of texts that a document stands in.
pub(super) fn texts_file_of(document: usize) -> usize {
    document / DOCUMENTS_A_TEXT
}

/// A document as it stands in its file of texts, given the bytes of that.
pub(super) fn document_in(bytes: &[u8], number: usize) -> Option<Document> {
    let data = data_of(bytes, &format!("text-{}", texts_file_of(number)))?;
    let mut documents: Vec<Document> = serde_json::from_slice(data).ok()?;
    let at = number % DOCUMENTS_A_TEXT;
    (at < documents.len()).then(|| documents.swap_remove(at))
}

/// The numbers of the documents in a file of texts, or of more than there are: the reports stand first.
pub(crate) fn documents_of(item: usize) -> Range<usize> {
    item * DOCUMENTS_A_TEXT..(item + 1) * DOCUMENTS_A_TEXT
}

fn text(renderer: &Renderer<'_>, _: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let all = documents::count(renderer.site);
    let documents: Vec<_> =
        documents_of(item).filter(|number| *number < all).map(|number| document(renderer.site, number)).collect();
    Ok(script(&format!("text-{item}"), &documents))
}

#[derive(Serialize)]
struct Table<'a> {
    shards: usize,
    documents_a_text: usize,
    documents: usize,
    agencies: Vec<&'a str>,
    /// A letter an agency, by which its kind begins.
    kinds: String,
    reports: Vec<Vec<usize>>,
    figures: &'a [&'a str],
    variants: bool,
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

/// What a piece of the index holds, given its bytes.
pub(super) fn grams_in(bytes: &[u8], item: usize) -> Option<Vec<(String, String)>> {
    let data = data_of(bytes, &format!("grams-{item}"))?;
    serde_json::from_slice::<Grams>(data).ok().map(|grams| grams.0)
}

/// What a script hands over.
fn data_of<'b>(script: &'b [u8], name: &str) -> Option<&'b [u8]> {
    script.strip_prefix(opening(name).as_bytes())?.strip_suffix(END)
}

impl<'de> Deserialize<'de> for Grams {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder).map(Self)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("grams with the documents they stand in")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = map.next_entry()? {
            all.push(entry);
        }
        Ok(all)
    }
}

const END: &[u8] = b");\n";

fn opening(name: &str) -> String {
    format!("giarSearch(\"{name}\",")
}

/// The path of a piece of the index.
pub(super) fn path_of_grams(item: usize) -> String {
    format!("search/grams-{item}.js")
}

pub(super) const PATH_OF_TABLE: &str = "search/table.js";

/// A classic script that hands its data over.
fn script(name: &str, data: &impl Serialize) -> Vec<u8> {
    let mut bytes = opening(name).into_bytes();
    serde_json::to_writer(&mut bytes, data).expect("documents serialise");
    bytes.extend_from_slice(END);
    bytes
}

#[cfg(test)]
mod tests {
    use crate::config::AgencyKind;
    use std::collections::BTreeSet;

    #[test]
    fn a_letter_tells_kinds_of_agencies_apart() {
        let letters: BTreeSet<_> = AgencyKind::keys().map(|key| key.chars().next()).collect();
        assert_eq!(letters.len(), AgencyKind::keys().count());
    }
}
