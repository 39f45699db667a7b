//! Normalises labels for comparison.

use unicode_normalization::UnicodeNormalization;

/// A label without the differences between prints: width, spaces, punctuation, case and a leading number (`一、`, `（二）`,
/// `3.`).
pub fn fold(label: &str) -> String {
    let flat: String = label.nfkc().collect();
    without_number(flat.trim())
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '_')
        .flat_map(char::to_lowercase)
        .collect()
}

/// A label without its leading number.
pub fn without_number(label: &str) -> &str {
    let inner = label.strip_prefix(['(', '（']).unwrap_or(label);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if rest.len() == inner.len() {
        return label;
    }
    let rest = rest.trim_start();
    if inner.len() < label.len() {
        return rest.strip_prefix([')', '）']).map_or(label, str::trim_start);
    }
    rest.strip_prefix(['、', '.', ',', ')']).map_or(label, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn numbering_width_and_punctuation_do_not_matter() {
        assert_eq!(fold("（一）予以公开"), fold("(一) 予以公开"));
        assert_eq!(fold("3.危及“三安全一稳定”"), fold("危及三安全一稳定"));
        assert_eq!(fold("１．属于国家秘密"), fold("属于国家秘密"));
        assert_eq!(fold("一、本年新收"), "本年新收");
    }

    #[test]
    fn a_word_that_begins_with_a_number_keeps_it() {
        assert_eq!(fold("三类内部事务信息"), "三类内部事务信息");
        assert_ne!(fold("一般"), fold("般"));
    }
}
