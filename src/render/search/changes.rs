//! The index that stands published, and what has changed since: where that is little, the pieces are changed in place of
//! being made of every text again.

use super::{
    documents,
    files::{PATH_OF_TABLE, grams_in, path_of_grams, table_of},
    grams::{Gram, GramMap},
    postings::{Posting, Postings, decoded},
    stretch::Stretch,
};
use crate::{check::Standing, site::Site};

/// If more than one of so many reports have changed, all are indexed.
const MANY: usize = 8;

/// The documents that are others than in the published index, and what stands in them.
pub(super) struct Changes {
    documents: Vec<u32>,
    /// By shard.
    grams: Vec<GramMap<Vec<Posting>>>,
}

impl Changes {
    /// Nothing, if all has to be indexed. Where the tables of both indexes are the same, documents have the same numbers
    /// and grams the same shards.
    pub(super) fn since(standing: &Standing, site: &Site) -> Option<Self> {
        let archive = &site.archive;
        let is_alike = standing.knows(&site.config.source.path)
            && archive.pages.iter().all(|page| standing.knows(&page.source.path))
            && standing.read_intact(PATH_OF_TABLE)? == table_of(site);
        let reports = archive.reports.iter().zip(0_u32..);
        let changed = reports.filter(|(report, _)| !standing.knows(&report.source.path));
        let changed: Vec<_> = changed.map(|(_, number)| number).collect();
        if !is_alike || changed.len() > (archive.reports.len() / MANY).max(1) {
            return None;
        }
        let stretch = Stretch::of(site, changed.iter().map(|number| *number as usize), documents::shards(site));
        let grams = stretch.grams.into_iter().map(|grams| {
            let known =
                grams.into_iter().map(|(gram, postings)| Some((gram, decoded(&Postings::joined([&postings]))?)));
            known.collect::<Option<GramMap<_>>>()
        });
        Some(Self { documents: changed, grams: grams.collect::<Option<_>>()? })
    }

    /// The grams of one shard, in order, with the documents they stand in. Nothing, if the published ones cannot be
    /// built upon.
    pub(super) fn shard(&self, standing: &Standing, at: usize) -> Option<Vec<(String, String)>> {
        let published = grams_in(&standing.read_intact(&path_of_grams(at))?, at)?;
        let mut new: Vec<_> = self.grams.get(at)?.iter().collect();
        new.sort_unstable_by_key(|(gram, _)| **gram);
        let mut new = new.into_iter().peekable();
        let mut all = Vec::with_capacity(published.len() + new.len());
        for (text, postings) in published {
            let gram = Gram::of_text(&text)?;
            while let Some((before, added)) = new.next_if(|(next, _)| **next < gram) {
                all.push((before.text(), Postings::joined(&Postings::of(added))));
            }
            let added = new.next_if(|(next, _)| **next == gram).map_or(&[][..], |(_, added)| added);
            let postings = self.changed(postings, added)?;
            if !postings.is_empty() {
                all.push((text, postings));
            }
        }
        all.extend(new.map(|(gram, added)| (gram.text(), Postings::joined(&Postings::of(added)))));
        Some(all)
    }

    /// The documents of a gram with what stands in the changed ones now; an empty text where it stands nowhere any more.
    fn changed(&self, postings: String, added: &[Posting]) -> Option<String> {
        let mut documents = decoded(&postings)?;
        let before = documents.len();
        documents.retain(|posting| self.documents.binary_search(&posting.document).is_err());
        if documents.len() == before && added.is_empty() {
            return Some(postings);
        }
        documents.extend(added);
        documents.sort_unstable_by_key(|posting| posting.document);
        Some(Postings::joined(&Postings::of(&documents)))
    }
}
