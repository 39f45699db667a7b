//! Recognises addresses in a text without markup.

use std::{borrow::Cow, ops::Range};

/// The start of addresses without a scheme.
const HOST: &str = "www.";

/// Every bare address of a text, in order. It ends before the first character that addresses do not contain unescaped,
/// such as any Chinese one, and before punctuation that ends a sentence.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = with_scheme(text);
    let without = without_scheme(text, &found);
    if !without.is_empty() {
        found.extend(without);
        found.sort_unstable_by_key(|address| address.start);
    }
    found
}

/// The target of a bare address.
pub(super) fn target(address: &str) -> Cow<'_, str> {
    if address.contains("://") { address.into() } else { format!("http://{address}").into() }
}

fn without_scheme(text: &str, others: &[Range<usize>]) -> Vec<Range<usize>> {
    let hosts = memchr::memmem::find_iter(text.as_bytes(), HOST).filter(|at| {
        !is_within(others, *at) && !text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric() || "-._~:/@".contains(c))
    });
    let addresses = hosts.map(|at| at..at + length(&text[at..]));
    addresses.filter(|address| text[address.clone()][HOST.len().min(address.len())..].contains('.')).collect()
}

/// Whether a position is in one of these consecutive ranges.
fn is_within(stretches: &[Range<usize>], at: usize) -> bool {
    let next = stretches.partition_point(|stretch| stretch.end <= at);
    stretches.get(next).is_some_and(|stretch| stretch.start <= at)
}

fn with_scheme(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(colon) = memchr::memmem::find(&text.as_bytes()[at..], b"://").map(|offset| at + offset) {
        at = colon + 3;
        let before = &text[found.last().map_or(0, |last: &Range<usize>| last.end)..colon];
        let Some(scheme) = ["https", "http"].into_iter().find(|scheme| ends_with(before, scheme)) else { continue };
        let end = at + length(&text[at..]);
        if end > at {
            found.push(colon - scheme.len()..end);
            at = end;
        }
    }
    found
}

/// Whether the last word of a text is a scheme.
fn ends_with(text: &str, scheme: &str) -> bool {
    let Some(cut) = text.len().checked_sub(scheme.len()).filter(|cut| text.is_char_boundary(*cut)) else {
        return false;
    };
    text[cut..].eq_ignore_ascii_case(scheme) && !text[..cut].ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// The length in bytes of the address at the start of a text.
fn length(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[') {
        return 0;
    }
    let mut end = text.bytes().position(|b| !is_part(b)).unwrap_or(text.len());
    let own = &text.as_bytes()[..end];
    let (mut round, mut square) = (Brackets::of(own, b'(', b')'), Brackets::of(own, b'[', b']'));
    while let Some(last) = text[..end].bytes().next_back() {
        let is_over = match last {
            b')' => round.closes_nothing(),
            b']' => square.closes_nothing(),
            last => b".,;:!?'*_~".contains(&last),
        };
        if !is_over {
            break;
        }
        end -= 1;
    }
    end
}

/// The number of opening and closing brackets in an address.
struct Brackets(usize, usize);

impl Brackets {
    fn of(text: &[u8], open: u8, close: u8) -> Self {
        let [opened, closed] = [open, close].map(|sign| memchr::memchr_iter(sign, text).count());
        Self(opened, closed)
    }

    /// Whether the last closing bracket has no opening one; if so, it is removed.
    fn closes_nothing(&mut self) -> bool {
        let is_over = self.1 > self.0;
        self.1 -= usize::from(is_over);
        is_over
    }
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn an_address_ends_where_chinese_begins() {
        for (text, wanted) in [
            ("详见https://a.gov.cn/a，谢谢（https://a.gov.cn/b）。", vec!["https://a.gov.cn/a", "https://a.gov.cn/b"]),
            ("（HTTP://a.cn/x?y=1&z=2#三）", vec!["HTTP://a.cn/x?y=1&z=2#"]),
            ("See http://a.cn/b_(c). Or (http://a.cn/d).", vec!["http://a.cn/b_(c)", "http://a.cn/d"]),
            ("http://a.cn:8080/x。", vec!["http://a.cn:8080/x"]),
            ("http://a.cn/b、http://a.cn/c", vec!["http://a.cn/b", "http://a.cn/c"]),
            (
                "见www.a.gov.cn，或https://www.b.cn/www.c.cn（www.d.cn/x）。",
                vec!["www.a.gov.cn", "https://www.b.cn/www.c.cn", "www.d.cn/x"],
            ),
            ("www. www.a awww.a.cn a@www.a.cn /www.a.cn www。a.cn", vec![]),
            ("xhttp://a.cn javascript://a http:// ftp://a.cn https://。", vec![]),
        ] {
            assert_eq!(addresses(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>(), wanted, "{text}");
        }
    }
}
