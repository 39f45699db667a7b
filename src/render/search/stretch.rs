//! The grams of some documents.

use super::{
    documents::{Document, document},
    grams::{Gram, GramMap, fold, grams},
    postings::{Posting, Postings},
};
use crate::site::Site;

/// Documents in their order, indexed.
pub(super) struct Stretch {
    /// By shard.
    pub(super) grams: Vec<GramMap<Postings>>,
}

impl Stretch {
    pub(super) fn of(site: &Site, numbers: impl Iterator<Item = usize>, shards: usize) -> Self {
        let mut stretch = Self { grams: (0..shards).map(|_| GramMap::default()).collect() };
        let mut scratch = Scratch::default();
        for number in numbers {
            stretch.add(number as u32, &document(site, number), &mut scratch);
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
pub(super) struct Scratch {
    folded: Vec<char>,
    /// How often each stands there, and whether also in the title.
    grams: GramMap<(u32, bool)>,
}

impl Scratch {
    /// The grams of a document, how often each stands there, and whether also in the title.
    pub(super) fn count(&mut self, document: &Document) -> impl Iterator<Item = (Gram, u32, bool)> + '_ {
        self.fold([document.title.as_str(), &document.byline]);
        self.take(true, |_| true);
        for part in &document.parts {
            self.fold([part.heading.as_str(), &part.text]);
            self.take(false, |_| true);
        }
        for (_, figure) in figures(document) {
            self.fold([figure.as_str()]);
            self.take(false, Gram::is_number);
        }
        self.grams.drain().map(|(gram, (times, in_title))| (gram, times, in_title))
    }

    fn fold<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        self.folded.clear();
        texts.into_iter().for_each(|text| fold(text, &mut self.folded));
    }

    fn take(&mut self, in_title: bool, is_wanted: fn(Gram) -> bool) {
        for gram in grams(&self.folded).filter(|gram| is_wanted(*gram)) {
            let (times, is_in_title) = self.grams.entry(gram).or_default();
            *times += 1;
            *is_in_title |= in_title;
        }
    }
}

/// What its tables say.
fn figures(document: &Document) -> impl Iterator<Item = &(usize, String)> {
    document.tables.iter().flat_map(|table| &table.figures)
}

#[cfg(test)]
mod tests {
    use super::{
        super::documents::{Part, Stated},
        *,
    };

    #[test]
    fn grams_are_counted_by_document() {
        let document = Document {
            url: String::new(),
            title: "公开".into(),
            byline: String::new(),
            parts: vec![Part::new("", "信息公开", "公开，公示".into())],
            tables: vec![Stated { anchor: String::new(), heading: "表".into(), figures: vec![(0, "36".into())] }],
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
