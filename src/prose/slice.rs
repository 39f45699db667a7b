//! Stretches of a text that cannot be cut wrongly.

use std::slice::SliceIndex;

/// `text.slice(a..b)` for `&text[a..b]`: whoever writes a report must not be able to stop the check of it, so a stretch
/// that ends before it begins, or within a character, is empty. The lint `string_slice` keeps the other way out of
/// here and out of the rules.
pub(crate) trait Slice {
    fn slice(&self, range: impl SliceIndex<str, Output = str>) -> &str;
}

impl Slice for str {
    fn slice(&self, range: impl SliceIndex<str, Output = str>) -> &str {
        self.get(range).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_stretch_is_empty() {
        let (begin, end) = (6, 3);
        assert_eq!("占比高".slice(3..6), "比");
        assert_eq!("占比高".slice(begin..end), "");
        assert_eq!("占比高".slice(1..3), "");
        assert_eq!("占比高".slice(..90), "");
    }
}
