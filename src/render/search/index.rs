//! Every gram of every document.

use super::{changes::Changes, documents, grams::Gram, postings::Postings, stretch::Stretch};
use crate::site::{PublishedSite, Site};
use std::{sync::OnceLock, thread};

/// The index of one site, made when a piece of it is first asked for, and never for a mere check.
#[derive(Default)]
pub struct SearchIndex {
    published_site: PublishedSite,
    changes: OnceLock<Option<Changes>>,
    index: OnceLock<Index>,
}

impl SearchIndex {
    /// One that is made of the index that stands published, where little has changed since.
    pub(crate) fn after(published_site: PublishedSite) -> Self {
        Self { published_site, ..Self::default() }
    }

    /// The site that [`Self::stands`] speaks of, if there is one.
    pub(crate) fn published(&self) -> Option<&str> {
        self.published_site.id()
    }

    /// Whether a piece of the index stands published as it would be made.
    pub(crate) fn stands(&self, site: &Site, at: usize) -> bool {
        self.changes(site).is_some_and(|changes| !changes.concern(at))
    }

    fn changes(&self, site: &Site) -> Option<&Changes> {
        self.changes.get_or_init(|| Changes::since(&self.published_site, site)).as_ref()
    }

    /// The grams of one shard, in order, with the documents they stand in.
    pub(super) fn shard(&self, site: &Site, at: usize) -> Vec<(String, String)> {
        let shard = self.changes(site).and_then(|changes| changes.shard(&self.published_site, at));
        shard.unwrap_or_else(|| self.index.get_or_init(|| Index::of(site)).shard(at))
    }
}

struct Index {
    /// Stretches of the corpus in their order, each indexed by its own thread.
    stretches: Vec<Stretch>,
}

impl Index {
    fn of(site: &Site) -> Self {
        let (count, shards) = (documents::count(site), documents::shards(site));
        let share = count.div_ceil(rayon::current_num_threads()).max(1);
        let ranges = (0..count).step_by(share).map(|start| start..(start + share).min(count));
        // Threads of its own: a thread of the pool that waited here would meanwhile take up another page, and that
        // page may wait for this very index.
        let stretches: Vec<_> = thread::scope(|scope| {
            let work = ranges.map(|range| {
                let own = range.clone();
                thread::Builder::new().spawn_scoped(scope, move || Stretch::of(site, own, shards)).map_err(|_| range)
            });
            // All of them are started before the first is waited for.
            let work: Vec<_> = work.collect();
            let finished = work.into_iter().map(|work| match work {
                Ok(thread) => thread.join().expect("indexing does not panic"),
                // The system has no more threads to give.
                Err(range) => Stretch::of(site, range, shards),
            });
            finished.collect()
        });
        Self { stretches }
    }

    fn shard(&self, at: usize) -> Vec<(String, String)> {
        let parts: Vec<_> = self.stretches.iter().map(|stretch| &stretch.grams[at]).collect();
        let mut grams: Vec<Gram> = parts.iter().flat_map(|grams| grams.keys()).copied().collect();
        grams.sort_unstable();
        grams.dedup();
        let postings =
            grams.iter().map(|gram| (gram.text(), Postings::joined(parts.iter().filter_map(|grams| grams.get(gram)))));
        postings.collect()
    }
}
