//! Samples of texts: from two of them it is mostly seen that the texts are not alike, and neither is read again.

/// Characters of a stretch.
pub(crate) const STRETCH: usize = 5;
/// One stretch of so many is in the sample.
const SAMPLED: u64 = 8;

/// Some stretches of a text, as hashes in order: chosen by what they are, so that what two texts share is in both
/// samples or in neither.
pub(crate) fn sketch(text: &str) -> Box<[u32]> {
    let (mut last, mut hash) = ([0_u64; STRETCH], 0_u64);
    let mut sample = Vec::new();
    for (at, c) in words(text).enumerate() {
        // The hash of a stretch follows from that of the one before.
        let (c, place) = (u64::from(u32::from(c)), at % STRETCH);
        hash = hash.wrapping_sub(last[place].wrapping_mul(BASE_OF_FIRST)).wrapping_mul(BASE).wrapping_add(c);
        last[place] = c;
        // What is low in a sum of products says little.
        let mixed = (hash ^ (hash >> 32)).wrapping_mul(MIXER);
        if at + 1 >= STRETCH && (mixed >> 60) % SAMPLED == 0 {
            sample.push((mixed >> 28) as u32);
        }
    }
    sample.sort_unstable();
    sample.into()
}

/// An odd number, and its power by which the first character of a stretch counts.
const BASE: u64 = 0x0001_0000_01b3;
const BASE_OF_FIRST: u64 = BASE.wrapping_pow(STRETCH as u32 - 1);
const MIXER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The Chinese characters of a text but for its numerals: what is the same in texts that say the same.
pub(crate) fn words(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&c| is_han(c) && !is_han_numeral(c))
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// One that writes a number.
pub(crate) fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '两'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_punctuation_and_markup_leave_a_text_what_it_is() {
        let text = "全年主动公开政府信息120条，其中门户网站80条。".repeat(20);
        let other = text.replace("120", "三百").replace('，', "**；**");
        assert_eq!(sketch(&text), sketch(&other));
    }

    #[test]
    fn a_text_shares_the_stretches_it_has_in_common_with_another() {
        let common: String = ('\u{4e00}'..'\u{5200}').collect();
        let (one, other) = (sketch(&format!("甲乙丙{common}")), sketch(&format!("{common}丁戊己")));
        let shared = one.iter().filter(|stretch| other.binary_search(stretch).is_ok()).count();
        assert!(shared >= 64 && one.len() - shared <= 2, "{shared} of {}", one.len());
        assert_eq!(sketch("一二三四五六七八九十"), Box::default());
    }
}
