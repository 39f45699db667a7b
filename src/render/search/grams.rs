//! Text as it is compared, and the grams it consists of. `fold` and `shardOf` of `search.js` do the same.

use crate::variants::{FIRST, LAST, simplified};
use std::hash::{BuildHasherDefault, Hasher};
use unicode_normalization::char::decompose_compatible;

/// Ends a block of text. No gram reaches over it.
const END: char = '\n';

/// Whether a text is folded otherwise by who does not know the variants.
pub(super) fn has_variants(text: &str) -> bool {
    text.chars().any(|c| simplified(c) != c)
}

/// One character, two neighbouring ones, or a number of two digits and more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Gram(u64);

impl Gram {
    const BITS: u32 = 21;
    const NUMBER: u64 = 1 << 63;
    /// Of a longer number the first so many tell enough.
    const DIGITS: usize = 12;

    /// The digit 1 before it keeps the zeros at its beginning.
    fn number(digits: &[char]) -> Self {
        let value = digits.iter().take(Self::DIGITS).filter_map(|c| c.to_digit(10));
        Self(value.fold(1, |value, digit| value * 10 + u64::from(digit)) | Self::NUMBER)
    }

    /// The gram whose text this is.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let chars: Vec<_> = text.chars().collect();
        match chars[..] {
            [first] => Some(Self::new(first, None)),
            _ if chars.iter().all(char::is_ascii_digit) && !chars.is_empty() => Some(Self::number(&chars)),
            [first, second] => Some(Self::new(first, Some(second))),
            _ => None,
        }
    }

    pub(super) fn is_number(self) -> bool {
        self.0 & Self::NUMBER != 0
    }

    fn new(first: char, second: Option<char>) -> Self {
        Self(u64::from(first) << Self::BITS | second.map_or(0, u64::from))
    }

    fn chars(self) -> (u64, u64) {
        (self.0 >> Self::BITS, self.0 & ((1 << Self::BITS) - 1))
    }

    /// The file it stands in, of `shards`.
    pub(super) fn shard(self, shards: usize) -> usize {
        if self.is_number() {
            return ((self.0 & !Self::NUMBER) % shards as u64) as usize;
        }
        let (first, second) = self.chars();
        ((first * 65_599 + second) % shards as u64) as usize
    }

    pub(super) fn text(self) -> String {
        if self.is_number() {
            return (self.0 & !Self::NUMBER).to_string().split_off(1);
        }
        let (first, second) = self.chars();
        [first, second].into_iter().filter(|c| *c > 0).filter_map(|c| char::from_u32(c as u32)).collect()
    }
}

/// One multiplication spreads grams well enough; the standard hasher is made for keys that somebody chose to collide.
#[derive(Default)]
pub(super) struct GramHasher(u64);

impl Hasher for GramHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    // A gram is one number, and written as such.
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0 ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26);
    }
}

impl std::hash::Hash for Gram {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
    }
}

pub(super) type GramMap<T> = std::collections::HashMap<Gram, T, BuildHasherDefault<GramHasher>>;

/// Appends a block of text as it is compared: widths, case, accents, blanks, punctuation and traditional characters make
/// no difference. It is folded character by character, so that the script can tell where in the text each came from.
pub(super) fn fold(text: &str, folded: &mut Vec<char>) {
    for c in text.chars() {
        match c {
            FIRST..=LAST => folded.push(simplified(c)),
            '\n' | '\t' => folded.push(END),
            c if c.is_ascii() => folded.extend(c.is_ascii_alphanumeric().then_some(c.to_ascii_lowercase())),
            c => decompose_compatible(c, |c| folded.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()))),
        }
    }
    folded.push(END);
}

/// Every gram of a folded text, as often as it stands there. A number is one of its own: its digits say nothing.
pub(super) fn grams(folded: &[char]) -> impl Iterator<Item = Gram> + '_ {
    let units = folded.chunk_by(|a, b| a.is_ascii_digit() && b.is_ascii_digit());
    let after = units.clone().skip(1).chain([&[END][..]]);
    units.zip(after).filter(|(unit, _)| unit[0] != END).flat_map(|(unit, after)| {
        let one = if unit.len() > 1 { Gram::number(unit) } else { Gram::new(unit[0], None) };
        let has_pair = unit.len() == 1 && after.len() == 1 && after[0] != END;
        std::iter::once(one).chain(has_pair.then(|| Gram::new(unit[0], Some(after[0]))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut folded = Vec::new();
        fold(text, &mut folded);
        folded.into_iter().collect()
    }

    #[test]
    fn width_case_blanks_and_punctuation_make_no_difference() {
        assert_eq!(folded("ＧＤＰ　增长５％，"), folded("gdp增长 5%"));
        assert_eq!(folded("“放管服”改革、Café"), "放管服改革cafe\n");
        assert_eq!(folded("３１３条"), "313条\n");
        assert_eq!(folded("政府資訊公開辦法"), folded("政府资讯公开办法"));
        assert!(has_variants("國家秘密") && !has_variants("国家秘密 abc"));
    }

    #[test]
    fn a_number_is_one_gram_and_keeps_its_zeros() {
        for (text, wanted) in [
            ("共5848条", &["共", "5848", "条"][..]),
            ("007", &["007"]),
            ("5条", &["5", "5条", "条"]),
            ("1234567890123456", &["123456789012"]),
        ] {
            let mut folded = Vec::new();
            fold(text, &mut folded);
            assert_eq!(grams(&folded).map(Gram::text).collect::<Vec<_>>(), wanted);
        }
    }

    #[test]
    fn a_block_ends_a_word() {
        assert_eq!(folded("甲\n乙\t丙"), "甲\n乙\n丙\n");
        let texts: Vec<_> = grams(&['甲', '乙', '\n', '丙', '\n']).map(Gram::text).collect();
        assert_eq!(texts, ["甲", "甲乙", "乙", "丙"]);
    }

    #[test]
    fn a_gram_gives_back_its_characters() {
        for (first, second) in [('政', Some('府')), ('公', None), ('\u{20000}', Some('\u{2A6D6}')), ('5', Some('a'))]
        {
            let gram = Gram::new(first, second);
            assert_eq!(gram.text(), [Some(first), second].into_iter().flatten().collect::<String>());
            assert_eq!(Gram::of_text(&gram.text()), Some(gram));
        }
        let number = Gram::number(&['0', '0', '7']);
        assert_eq!((number.text().as_str(), Gram::of_text("007")), ("007", Some(number)));
        assert_eq!(Gram::of_text("三个字"), None);
    }

    /// The script counts the same: `(first * 65599 + second) % shards`, and for numbers with a 1 before them.
    #[test]
    fn the_shard_follows_from_the_characters() {
        assert_eq!(Gram::new('政', Some('府')).shard(7), (0x653F * 65_599 + 0x5E9C) % 7);
        assert_eq!(Gram::new('政', None).shard(7), (0x653F * 65_599) % 7);
        assert_eq!(Gram::new('政', Some('府')).shard(1), 0);
        assert_eq!(Gram::number(&['0', '7']).shard(10), 107 % 10);
    }
}
