//! Every word that is looked for in sentences, all of them found in one pass.

use super::{Word, complexity::step, vocabulary::Senses};
use std::ops::Range;

/// What a word is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meaning {
    /// What it is in its sentence.
    pub word: Option<Word>,
    /// What rules ask of the whole sentence.
    pub senses: Senses,
}

/// What is found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Word(Word),
    /// It divides what stands before it from what follows.
    Mark(char),
}

impl Meaning {
    pub(super) fn word(word: Word) -> Self {
        Self { word: Some(word), senses: Senses::default() }
    }
}

/// Words as a tree of characters: what begins alike shares its nodes.
///
/// A general automaton over bytes has a table of megabytes for so many Chinese words; this one stays near the processor.
#[derive(Debug)]
pub(super) struct Dictionary {
    nodes: Vec<Node>,
    /// By character: one more than the node of the words that begin with it, or 0; and [`DIVIDES`], of marks.
    heads: Vec<u16>,
}

/// The bit of [`Dictionary::heads`] that marks have, above all places of nodes.
const DIVIDES: u16 = 1 << 15;

#[derive(Debug)]
struct Node {
    c: char,
    /// Of the word that ends here, if one does.
    meaning: Meaning,
    /// The nodes of what longer words go on with, by character.
    longer: Range<usize>,
    /// A bit for each of their characters, which some share: mostly it says that there is no longer word.
    next: u64,
}

impl Dictionary {
    /// One that finds these words, and the marks that divide sentences.
    pub(super) fn new<'w>(words: impl IntoIterator<Item = (&'w str, Meaning)>, marks: &[char]) -> Self {
        let mut words: Vec<_> = words.into_iter().map(|(text, meaning)| Spelling::new(text, meaning)).collect();
        words.sort_by(|a, b| a.characters.cmp(&b.characters));
        let mut nodes = Vec::new();
        let roots = grow(&mut nodes, &words, 0);
        let mut heads = vec![0; 1 << u16::BITS];
        for at in roots {
            if let Some(head) = heads.get_mut(nodes[at].c as usize) {
                *head = at as u16 + 1;
            }
        }
        for &mark in marks {
            heads[mark as usize] |= DIVIDES;
        }
        Self { nodes, heads }
    }

    /// The words of a text, of those that begin at one place the longest, with the marks between them, and what any of
    /// the words says to the rules, those within others too.
    pub(super) fn read(&self, text: &str) -> (Vec<(Range<usize>, Found)>, Senses) {
        let (mut words, mut senses) = (Vec::new(), Senses::default());
        let mut done = 0;
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            let head = self.heads.get(c as usize).copied().unwrap_or_default();
            if head == 0 {
                continue;
            }
            // A word may begin with a mark: （待填写）.
            let mut longest = (head & DIVIDES != 0).then(|| (at..at + c.len_utf8(), Found::Mark(c)));
            let mut node = self.begun_with(head);
            let mut ahead = chars.clone();
            while let Some(begun) = node {
                step();
                senses |= begun.meaning.senses;
                longest = begun.meaning.word.map(|word| (at..ahead.offset(), Found::Word(word))).or(longest);
                node = ahead.next().and_then(|(_, c)| self.longer(begun, c));
            }
            if let Some((range, found)) = longest.filter(|_| at >= done) {
                done = range.end;
                words.push((range, found));
            }
        }
        (words, senses)
    }

    fn begun_with(&self, head: u16) -> Option<&Node> {
        (head & !DIVIDES).checked_sub(1).map(|at| &self.nodes[usize::from(at)])
    }

    fn longer(&self, node: &Node, c: char) -> Option<&Node> {
        if node.next & bit(c) == 0 {
            return None;
        }
        let longer = &self.nodes[node.longer.clone()];
        longer.binary_search_by_key(&c, |next| next.c).ok().map(|at| &longer[at])
    }
}

struct Spelling {
    characters: Vec<char>,
    meaning: Meaning,
}

impl Spelling {
    fn new(text: &str, meaning: Meaning) -> Self {
        Self { characters: text.chars().collect(), meaning }
    }
}

/// Adds the nodes of the characters that words of one beginning have next.
fn grow(nodes: &mut Vec<Node>, words: &[Spelling], depth: usize) -> Range<usize> {
    let groups: Vec<_> = words.chunk_by(|a, b| a.characters[depth] == b.characters[depth]).collect();
    let first = nodes.len();
    nodes.extend(groups.iter().map(|group| Node {
        c: group[0].characters[depth],
        meaning: Meaning::default(),
        longer: 0..0,
        next: 0,
    }));
    for (at, group) in groups.iter().enumerate() {
        let ends = group.partition_point(|word| word.characters.len() == depth + 1);
        let (own, longer) = group.split_at(ends);
        let longer = grow(nodes, longer, depth + 1);
        let next = nodes[longer.clone()].iter().fold(0, |bits, node| bits | bit(node.c));
        let node = &mut nodes[first + at];
        (node.longer, node.next) = (longer, next);
        for word in own {
            node.meaning.word = node.meaning.word.or(word.meaning.word);
            node.meaning.senses |= word.meaning.senses;
        }
    }
    first..first + groups.len()
}

fn bit(c: char) -> u64 {
    1 << (c as u32 % u64::BITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Term;

    fn dictionary(words: &[(&str, Term)]) -> Dictionary {
        Dictionary::new(words.iter().map(|(text, term)| (*text, Meaning::word(Word::Does(*term)))), &['，'])
    }

    fn found(dictionary: &Dictionary, text: &str) -> Vec<(Range<usize>, Term)> {
        let words = dictionary.read(text).0.into_iter().filter_map(|(range, found)| match found {
            Found::Word(word) => Some((range, word.term())),
            Found::Mark(_) => None,
        });
        words.collect()
    }

    #[test]
    fn of_words_that_begin_at_one_place_the_longest_is_found() {
        let words = dictionary(&[("申请", Term::AnyRequest), ("公开申请", Term::Request), ("公开", Term::Disclosure)]);
        assert_eq!(found(&words, "公开公开申请，申"), [(0..6, Term::Disclosure), (6..18, Term::Request)]);
    }

    #[test]
    fn what_another_word_has_taken_is_not_found_again() {
        let words = dictionary(&[("上年", Term::LastYear), ("年内", Term::ThisYear)]);
        assert_eq!(found(&words, "上年内年内"), [(0..6, Term::LastYear), (9..15, Term::ThisYear)]);
    }
}
