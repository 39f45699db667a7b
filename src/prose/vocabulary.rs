//! The words of `vocabulary.txt` by their senses.
//!
//! A synonym is added to the file and to nothing else; who looks for a sense asks for it by name.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rustc_hash::FxHashMap;
use std::{
    collections::HashMap,
    ops::{BitOrAssign, Range},
    sync::{LazyLock, OnceLock},
};

/// Every sense with its words, each written out.
static SENSES: LazyLock<HashMap<&'static str, Vec<String>>> =
    LazyLock::new(|| parsed(concat!(include_str!("vocabulary.txt"), include_str!("regions.txt"))));

/// The words of a sense, in their order; none if the file has no such sense.
pub(super) fn words(sense: &str) -> &'static [String] {
    SENSES.get(sense).map_or(&[], Vec::as_slice)
}

/// What rules ask of every sentence: all of it is found in the pass that finds the words.
pub(super) const OF_SENTENCES: &[&str] = &[
    "left-by-a-form",
    "leads-to-a-maker",
    "leads-to-a-title",
    "cited",
    "follows-a-notice",
    "used-to-hold",
    "of-offices",
    "sorting",
    "rising",
    "falling",
    "provinces-and-prefectures",
    "leads-to-own-region",
    "request",
    "publishes-own",
    "requests-made",
];

/// 件, 份: requests are counted in any of them.
pub(super) static OF_REQUESTS: Sense = Sense::new("measure-words-of-requests");
/// 和, 以及: between two that are told of together.
pub(super) static JOINS: Sense = Sense::new("joins");
/// 或: between two of which either may be meant.
pub(super) static OR: Sense = Sense::new("joins-as-either");
/// 结转.
pub(super) static CARRY: Sense = Sense::new("carry");
/// 年度: after the number of a year.
pub(super) static YEAR_UNITS: Sense = Sense::new("units-of-years");
/// 等: what stands before is not all.
pub(super) static AND_OTHERS: Sense = Sense::new("and-others");
/// 达到: between a rate and its percentage.
pub(super) static REACHES: Sense = Sense::new("reaches");
/// 我, 本: before what the agency calls itself by.
pub(super) static OUR: Sense = Sense::new("our");
/// 信息, 事项: beside 行政许可, something else is counted or denied than decisions.
pub(super) static NO_DECISIONS: Sense = Sense::new("no-decisions");
/// 合计: of several things, with one number.
pub(super) static TOGETHER: Sense = Sense::new("taken-together");
/// 政府信息, 信息: what is opened or put out, the longer first.
pub(super) static ITEMS: Sense = Sense::new("what-is-put-out");
/// 政府信息公开.
pub(crate) static SUBJECT_OF_REPORTS: Sense = Sense::new("subject-of-reports");
/// 分别为: before numbers each of which is of another.
pub(super) static IN_TURN: Sense = Sense::new("each-in-turn");
/// What may be decided on: counted, it is no decision.
pub(super) static MATTERS_OF_DECISIONS: Sense = Sense::new("matters-of-decisions");
/// 处理决定: decisions are counted, and not what is published of them.
pub(super) static COUNTS_DECISIONS: Sense = Sense::new("counts-decisions");
/// 类, wherever it stands in a name.
pub(super) static CLASSES: Sense = Sense::new("classes");
/// 其中.
pub(super) static AMONG: Sense = Sense::new("among");
/// 镇, 乡, 街道: what names of towns end with, and nobody else calls itself.
pub(super) static TOWNS: Sense = Sense::new("kinds-of-towns");
/// 办公室 of a government, which publishes its report.
pub(crate) static GENERAL_OFFICES: Sense = Sense::new("general-offices");
/// 数: after what is counted, before its number.
pub(super) static TAILS_OF_COUNTS: Sense = Sense::new("tails-of-counts");
/// 至: between the years or months of a span.
pub(super) static SPANS: Sense = Sense::new("spans");
/// 编制: in a sentence on how a report is made.
pub(crate) static MAKES_A_REPORT: Sense = Sense::new("makes-a-report");
/// 人民政府.
pub(super) static GOVERNMENTS: Sense = Sense::new("governments");
/// 通过: before the channel on which something was done.
pub(super) static BY_WAY_OF: Sense = Sense::new("by-way-of");
/// 行政: what the names of documents and decisions begin with.
pub(super) const ADMINISTRATIVE: &str = "行政";
/// What only documents are issued by: 发布规范性文件.
pub(super) static ISSUES_DOCUMENTS: Sense = Sense::new("issues-documents");
/// 比: before the year that a number is set beside.
pub(super) static COMPARED_WITH: Sense = Sense::new("compared-with");

/// The words that rules ask of every sentence.
pub(super) fn of_sentences() -> impl Iterator<Item = (&'static str, Senses)> {
    let senses = OF_SENTENCES.iter().enumerate();
    senses.flat_map(|(at, sense)| words(sense).iter().map(move |word| (word.as_str(), Senses(1 << at))))
}

/// Which of the senses that rules ask of every sentence have a word in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Senses(u32);

impl Senses {
    /// There is a digit, so that there may be a number.
    pub(super) const DIGITS: Self = Self(1 << (u32::BITS - 1));

    const fn bit_of(name: &str) -> Self {
        let mut at = 0;
        while at < OF_SENTENCES.len() {
            if is_same(OF_SENTENCES[at].as_bytes(), name.as_bytes()) {
                return Self(1 << at);
            }
            at += 1;
        }
        Self(0)
    }

    pub(super) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn has(self, sense: &Sense) -> bool {
        debug_assert!(sense.bit != Self(0), "{} is not asked of every sentence", sense.name);
        self.meet(sense.bit)
    }
}

impl BitOrAssign for Senses {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Looks for all words at once: a table is larger than lists of edges, and quicker.
fn automaton<'w>(words: impl IntoIterator<Item = &'w String>) -> AhoCorasick {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words).expect("words are few")
}

/// A sense that code looks for.
pub(crate) struct Sense {
    name: &'static str,
    /// Its own, if rules ask it of every sentence.
    bit: Senses,
    words: OnceLock<&'static [String]>,
    /// Looks for all words at once: every rule asks every sentence.
    finder: OnceLock<AhoCorasick>,
    by_first: OnceLock<ByCharacter>,
    by_last: OnceLock<ByCharacter>,
}

/// Words by one of their characters: most texts do not have it at that end, and need not be compared with any word.
type ByCharacter = FxHashMap<char, Vec<&'static str>>;

impl Sense {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name,
            bit: Senses::bit_of(name),
            words: OnceLock::new(),
            finder: OnceLock::new(),
            by_first: OnceLock::new(),
            by_last: OnceLock::new(),
        }
    }

    pub(crate) fn words(&self) -> &'static [String] {
        self.words.get_or_init(|| {
            let words = words(self.name);
            debug_assert!(!words.is_empty(), "vocabulary.txt has no words for {}", self.name);
            words
        })
    }

    /// A word of it, where any will do.
    pub(crate) fn first(&self) -> &'static str {
        self.words().first().map_or("", String::as_str)
    }

    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.finder().is_match(text)
    }

    /// Where words of the sense stand in a text, those within others too.
    pub(crate) fn matches(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.finder().find_overlapping_iter(text).map(|found| found.range())
    }

    /// Where words of the sense stand in a text, each apart from the one before.
    pub(crate) fn matches_apart(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.finder().find_iter(text).map(|found| found.range())
    }

    fn finder(&self) -> &AhoCorasick {
        self.finder.get_or_init(|| automaton(self.words()))
    }

    /// What stands after a word of the sense that the text begins with.
    pub(crate) fn after<'t>(&self, text: &'t str) -> Option<&'t str> {
        let words = self.by_first.get_or_init(|| self.by(|word| word.chars().next()));
        words.get(&text.chars().next()?)?.iter().find_map(|word| text.strip_prefix(word))
    }

    /// What stands before a word of the sense that the text ends with.
    pub(crate) fn before<'t>(&self, text: &'t str) -> Option<&'t str> {
        let words = self.by_last.get_or_init(|| self.by(|word| word.chars().next_back()));
        words.get(&text.chars().next_back()?)?.iter().find_map(|word| text.strip_suffix(word))
    }

    /// Its words by one of their characters, each list in the order of the file.
    fn by(&self, character: impl Fn(&str) -> Option<char>) -> ByCharacter {
        let mut words = ByCharacter::default();
        for word in self.words() {
            words.entry(character(word).unwrap_or_default()).or_default().push(word);
        }
        words
    }

    pub(crate) fn begins(&self, text: &str) -> bool {
        self.after(text).is_some()
    }

    pub(crate) fn ends(&self, text: &str) -> bool {
        self.before(text).is_some()
    }

    /// Whether one of its words begins with a character: of senses that list single ones.
    pub(crate) fn has(&self, c: char) -> bool {
        self.by_first.get_or_init(|| self.by(|word| word.chars().next())).contains_key(&c)
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        self.words().iter().any(|word| word == text)
    }

    /// The text without all words of the sense at its head.
    pub(crate) fn trimmed<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = text;
        while let Some(shorter) = self.after(rest).filter(|shorter| shorter.len() < rest.len()) {
            rest = shorter;
        }
        rest
    }
}

/// A line that is not indented names a sense; the lines below it hold its words.
fn parsed(file: &'static str) -> HashMap<&'static str, Vec<String>> {
    let mut senses: HashMap<_, Vec<_>> = HashMap::new();
    let mut sense = "";
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let text = line.split(" #").next().unwrap_or_default();
        if text.starts_with(' ') {
            let words: &mut Vec<_> = senses.entry(sense).or_default();
            text.split_whitespace().for_each(|word| spell_out(String::new(), word, words));
        } else {
            sense = text.trim();
        }
    }
    senses
}

/// 上年 and 去年 of `{上|去}年`.
fn spell_out(begun: String, rest: &str, words: &mut Vec<String>) {
    let Some((plain, choice)) = rest.split_once('{') else {
        words.push(begun + rest);
        return;
    };
    let (ways, rest) = choice.split_once('}').unwrap_or((choice, ""));
    for way in ways.split('|') {
        spell_out(format!("{begun}{plain}{way}"), rest, words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_spelt_out() {
        let read = parsed("year  # A comment.\n    {上|去}年 {今|本}{年|年度}\n    明年\n\n# aside\nnone\n");
        assert_eq!(read["year"], ["上年", "去年", "今年", "今年度", "本年", "本年度", "明年"]);
        assert!(!read.contains_key("none"));
    }

    #[test]
    fn every_word_stands_below_a_sense() {
        assert_eq!(words(""), [""; 0]);
        assert!(words("provinces-and-prefectures").iter().any(|region| region == "四川省"));
        assert!(words("provinces-and-prefectures").iter().any(|region| region == "衡阳市"));
    }

    #[test]
    fn no_sense_lists_a_word_twice() {
        for (sense, words) in &*SENSES {
            let unique: std::collections::BTreeSet<_> = words.iter().collect();
            let twice: Vec<_> =
                words.iter().filter(|word| words.iter().filter(|other| other == word).count() > 1).collect();
            assert_eq!(unique.len(), words.len(), "{sense}: {twice:?}");
        }
    }

    #[test]
    fn a_sense_is_found_at_either_end() {
        let sense = Sense::new("this-year");
        assert_eq!(sense.after("今年收到"), Some("收到"));
        assert_eq!(sense.before("截至今年"), Some("截至"));
        assert_eq!(sense.trimmed("今年全年收到"), "收到");
    }
}
