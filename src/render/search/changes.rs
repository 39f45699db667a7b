//! The index that stands published, and what has changed since: where that is little, only the pieces that hold a changed
//! gram are made, and of these only those grams.

use super::{
    documents::{self, document},
    files::{PATH_OF_TABLE, document_in, grams_in, path_of_grams, path_of_texts, table_of, texts_file_of},
    grams::{Gram, GramMap},
    postings::{Posting, Postings, decoded},
    stretch::Scratch,
};
use crate::site::{PublishedSite, Site};

/// If more than one of so many reports have changed, all are indexed.
const MANY: usize = 8;

/// The grams of the published index that stand elsewhere now.
pub(super) struct Changes {
    /// By shard: the documents in which a gram stands otherwise than before, in their order.
    shards: Vec<GramMap<Vec<Changed>>>,
}

/// A document, and how a gram stands in it now; nothing, if it no longer does.
struct Changed {
    document: u32,
    posting: Option<Posting>,
}

impl Changes {
    /// Nothing, if all has to be indexed. Where the tables of both indexes are the same, documents have the same numbers
    /// and grams the same shards.
    pub(super) fn since(published_site: &PublishedSite, site: &Site) -> Option<Self> {
        let archive = &site.archive;
        let is_alike = published_site.knows(&site.config.source.path)
            && archive.pages.iter().all(|page| published_site.knows(&page.source.path))
            && published_site.read_intact(PATH_OF_TABLE)? == table_of(site);
        let reports = archive.reports.iter().zip(0_u32..);
        let changed = reports.filter(|(report, _)| !published_site.knows(&report.source.path));
        let changed: Vec<_> = changed.map(|(_, number)| number).collect();
        if !is_alike || changed.len() > (archive.reports.len() / MANY).max(1) {
            return None;
        }
        let shards = documents::shards(site);
        let mut found = Self { shards: (0..shards).map(|_| GramMap::default()).collect() };
        let mut scratch = Scratch::default();
        for number in changed {
            found.add(number, published_site, site, &mut scratch)?;
        }
        Some(found)
    }

    fn add(&mut self, number: u32, published_site: &PublishedSite, site: &Site, scratch: &mut Scratch) -> Option<()> {
        let published = published_site.read_intact(&path_of_texts(texts_file_of(number as usize)))?;
        let published = document_in(&published, number as usize)?;
        let mut before: GramMap<_> =
            scratch.count(&published).map(|(gram, times, title)| (gram, (times, title))).collect();
        let shards = self.shards.len();
        for (gram, times, in_title) in scratch.count(&document(site, number as usize)) {
            if before.remove(&gram) != Some((times, in_title)) {
                let posting = Posting { document: number, times, in_title };
                self.shards[gram.shard(shards)]
                    .entry(gram)
                    .or_default()
                    .push(Changed { document: number, posting: Some(posting) });
            }
        }
        for gram in before.into_keys() {
            self.shards[gram.shard(shards)].entry(gram).or_default().push(Changed { document: number, posting: None });
        }
        Some(())
    }

    /// Whether a published piece is another now.
    pub(super) fn concern(&self, at: usize) -> bool {
        !self.shards[at].is_empty()
    }

    /// The grams of one shard, in order, with the documents they stand in. Nothing, if the published ones cannot be
    /// built upon.
    pub(super) fn shard(&self, published_site: &PublishedSite, at: usize) -> Option<Vec<(String, String)>> {
        let published = grams_in(&published_site.read_intact(&path_of_grams(at))?, at)?;
        let mut other: Vec<_> = self.shards.get(at)?.iter().collect();
        other.sort_unstable_by_key(|(gram, _)| **gram);
        let mut other = other.into_iter().peekable();
        let mut all = Vec::with_capacity(published.len() + other.len());
        for (text, postings) in published {
            let gram = Gram::of_text(&text)?;
            while let Some((new, changes)) = other.next_if(|(next, _)| **next < gram) {
                all.push((new.text(), with("", changes)?));
            }
            let postings = match other.next_if(|(next, _)| **next == gram) {
                Some((_, changes)) => with(&postings, changes)?,
                None => postings,
            };
            if !postings.is_empty() {
                all.push((text, postings));
            }
        }
        for (new, changes) in other {
            all.push((new.text(), with("", changes)?));
        }
        Some(all)
    }
}

/// The documents of a gram with what stands in the changed ones now; an empty text where it stands nowhere any more.
fn with(postings: &str, changes: &[Changed]) -> Option<String> {
    let mut documents = decoded(postings)?;
    documents.retain(|posting| changes.binary_search_by_key(&posting.document, |changed| changed.document).is_err());
    documents.extend(changes.iter().filter_map(|changed| changed.posting));
    documents.sort_unstable_by_key(|posting| posting.document);
    Some(Postings::joined(&Postings::of(&documents)))
}
