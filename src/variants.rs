//! Traditional characters mapped to simplified ones, for comparison.

use std::sync::LazyLock;

/// Pairs of a traditional character and its simplified one, from the `TSCharacters` of `OpenCC` (Apache
/// License 2.0).
pub(crate) const PAIRS: &str = include_str!("variants/simplified.txt").trim_ascii_end();

/// The characters from here on may be traditional.
pub(crate) const FIRST: char = '一';
pub(crate) const LAST: char = '鿿';

/// By their distance from the first: each character, simplified.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut simplified: Vec<char> = (FIRST..=LAST).collect();
    let chars: Vec<char> = PAIRS.chars().collect();
    for pair in chars.chunks_exact(2) {
        simplified[pair[0] as usize - FIRST as usize] = pair[1];
    }
    simplified
});

/// A character as it is compared, whichever way it is written.
pub(crate) fn simplified(c: char) -> char {
    match c {
        FIRST..=LAST => SIMPLIFIED[c as usize - FIRST as usize],
        c => c,
    }
}
