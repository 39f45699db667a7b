//! Every gram of every document.

use super::{
    documents::{self, Document, Part, Stated, document},
    grams::{Gram, GramMap, fold, grams, has_variants},
    postings::{Posting, Postings},
};
use crate::site::Site;
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, ops::Range, sync::OnceLock, thread};

/// The index of one site, made when a piece of it is first asked for, and never for a mere check.
#[derive(Default)]
pub struct SearchIndex(OnceLock<Index>);

impl SearchIndex {
    fn of(&self, site: &Site) -> &Index {
        self.0.get_or_init(|| Index::of(site))
    }

    /// Changes with what can be found, so that no browser mixes old pieces with new ones.
    pub fn version(&self, site: &Site) -> &str {
        &self.of(site).version
    }

    /// Whether a text has characters that stand in the index in a simpler way.
    pub(super) fn has_variants(&self, site: &Site) -> bool {
        self.of(site).stretches.iter().any(|stretch| stretch.has_variants)
    }

    /// The grams of one shard, in order, with the documents they stand in.
    pub fn shard(&self, site: &Site, at: usize) -> Vec<(String, String)> {
        self.of(site).shard(at)
    }
}

struct Index {
    /// Stretches of the corpus in their order, each indexed by its own thread.
    stretches: Vec<Stretch>,
    version: String,
}

struct Stretch {
    /// By shard.
    grams: Vec<GramMap<Postings>>,
    digests: Vec<[u8; 32]>,
    has_variants: bool,
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
        let digest = stretches.iter().flat_map(|stretch| &stretch.digests).fold(Sha256::new(), Digest::chain_update);
        let version = digest.finalize()[..4].iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        Self { stretches, version }
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

impl Stretch {
    fn of(site: &Site, range: Range<usize>, shards: usize) -> Self {
        let grams = (0..shards).map(|_| GramMap::default()).collect();
        let mut stretch = Self { grams, digests: Vec::new(), has_variants: false };
        let mut scratch = Scratch::default();
        for number in range {
            let document = document(site, number);
            stretch.digests.push(digest(&document));
            stretch.has_variants |= texts(&document).any(has_variants);
            stretch.add(number as u32, &document, &mut scratch);
        }
        stretch
    }

    fn add(&mut self, number: u32, document: &Document, scratch: &mut Scratch) {
        let shards = self.grams.len();
        for (gram, times, in_title) in scratch.count(document) {
            let posting = Posting { document: number, times, in_title };
            let grams = &mut self.grams[gram.shard(shards)];
            grams.entry(gram).and_modify(|known| known.push(posting)).or_insert_with(|| Postings::new(posting));
        }
    }
}

/// Memory that is used again for every document.
#[derive(Default)]
struct Scratch {
    folded: Vec<char>,
    grams: Vec<(Gram, bool)>,
}

impl Scratch {
    /// The grams of a document, how often each stands there, and whether also in the title.
    fn count(&mut self, document: &Document) -> impl Iterator<Item = (Gram, u32, bool)> + '_ {
        self.grams.clear();
        self.take(&[&document.title, &document.byline], true);
        for Part(_, heading, text) in &document.parts {
            self.take(&[heading, text], false);
        }
        for (_, figure) in figures(document) {
            self.folded.clear();
            fold(figure, &mut self.folded);
            self.grams.extend(grams(&self.folded).filter(|gram| gram.is_number()).map(|gram| (gram, false)));
        }
        // Of one gram the places in the title come last, so the last of them says whether there is one.
        self.grams.sort_unstable();
        self.grams.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.len() as u32, same[same.len() - 1].1))
    }

    fn take(&mut self, texts: &[&str], in_title: bool) {
        self.folded.clear();
        for text in texts {
            fold(text, &mut self.folded);
        }
        self.grams.extend(grams(&self.folded).map(|gram| (gram, in_title)));
    }
}

/// All that is said of a document in words.
fn texts(document: &Document) -> impl Iterator<Item = &str> {
    let head = [&document.url, &document.title, &document.byline];
    let parts = document.parts.iter().flat_map(|Part(anchor, heading, text)| [anchor, heading, text]);
    head.into_iter().chain(parts).map(String::as_str)
}

/// What its tables say.
fn figures(document: &Document) -> impl Iterator<Item = &(usize, String)> {
    document.tables.iter().flat_map(|Stated(_, _, figures)| figures)
}

fn digest(document: &Document) -> [u8; 32] {
    let mut digest = Sha256::new();
    for text in texts(document) {
        // With its length: two documents may hold the same letters, divided otherwise.
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    for (label, figure) in figures(document) {
        digest.update((*label as u64).to_le_bytes());
        digest.update((figure.len() as u64).to_le_bytes());
        digest.update(figure);
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grams_are_counted_by_document() {
        let document = Document {
            url: String::new(),
            title: "公开".into(),
            byline: String::new(),
            parts: vec![Part(String::new(), "信息公开".into(), "公开，公示".into())],
            tables: vec![Stated(String::new(), "表".into(), vec![(0, "36".into())])],
        };
        let mut scratch = Scratch::default();
        let counted: Vec<_> =
            scratch.count(&document).map(|(gram, times, title)| (gram.text(), times, title)).collect();
        assert!(counted.contains(&("公开".into(), 3, true)));
        assert!(counted.contains(&("公示".into(), 1, false)));
        // Punctuation is no boundary, a line is.
        assert!(counted.contains(&("开公".into(), 1, false)));
        assert_eq!(counted.iter().filter(|(gram, ..)| gram == "公").count(), 1);
        // Of a table the numbers alone.
        assert!(counted.contains(&("36".into(), 1, false)) && !counted.iter().any(|(gram, ..)| gram == "予以"));
    }
}
