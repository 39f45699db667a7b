//! How deep the elements of a page stand within each other, told before anybody builds a tree of them.

/// Deeper nesting is an attack, not a page: it would take the parser minutes.
pub(super) const DEEPEST: usize = 400;

const VOID: &[&str] =
    &["br", "img", "hr", "meta", "link", "input", "col", "area", "base", "embed", "source", "wbr", "param", "track"];
/// Ended by whatever begins next.
const IMPLIED: &[&str] = &["p", "li", "option", "dt", "dd", "colgroup", "thead", "tbody", "tfoot"];

/// Whether too many elements are opened without being closed. An end that closes nothing does not make up for one.
pub(super) fn is_deep(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        if name.is_empty() || is_any(name, VOID) || is_any(name, IMPLIED) {
            continue;
        }
        if is_end {
            let start = open.iter().rposition(|own| own.eq_ignore_ascii_case(name));
            open.truncate(start.unwrap_or(open.len()));
        } else if !is_closed(tag) {
            open.push(name);
        }
        if open.len() > DEEPEST {
            return true;
        }
    }
    false
}

fn is_any(name: &str, names: &[&str]) -> bool {
    names.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// Whether a tag closes itself.
fn is_closed(tag: &str) -> bool {
    tag.find(['<', '>']).is_some_and(|end| tag[..end].ends_with('/'))
}
