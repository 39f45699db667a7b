//! What a page adds to the text that stands on it.

/// `— 3 —`, `- 12 -`, `第 3 页`: what stands at the foot of a page.
pub(super) fn is_page_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = plain.trim_matches(['-', '—', '–', '－', '·']);
    let inner = inner.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).unwrap_or(inner);
    let is_marked = inner.len() < plain.len();
    is_marked && (1..=3).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit())
}
