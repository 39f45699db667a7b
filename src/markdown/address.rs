//! Where links may point: one list of schemes for every address in texts, front matter and `site.toml`.

/// Allowed schemes; an address without a scheme is within the site.
pub(super) const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Whether an address points to a page, a mailbox or a telephone, rather than running something.
pub fn may_lead_to(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)))
}

/// The scheme of an address as browsers parse it: they ignore spaces and control characters before it, and line breaks
/// and tabs within.
pub fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in address.trim_start_matches(|c: char| c <= ' ' || c.is_whitespace()).chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            ':' => return Some(scheme),
            '/' | '?' | '#' | '\\' => return None,
            c => scheme.push(c),
        }
    }
    None
}

/// `target` as seen from the folder of `from`; none if it leads out of the site.
pub(crate) fn resolved(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `%e5%b9%b4` is 年; what decodes to no UTF-8 stays as written.
pub fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{may_lead_to, percent_decoded, resolved};

    #[test]
    fn schemes_are_read_as_browsers_read_them() {
        for address in
            ["", "a.md", "HTTPS://a.cn", "mailto:a@b.cn", "tel:123", "x/y:z", "?a:b", "#a:b", "./a:b", " http://a"]
        {
            assert!(may_lead_to(address), "{address:?}");
        }
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            " javascript:x",
            "\u{1}javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "javascript\t:x",
            "data:text/html,x",
            "file:///etc",
            "vbscript:x",
            "blob:x",
            "about:blank",
            "ftp://a.cn",
            "\u{a0}javascript:x",
            "view-source:x",
            "intent:x",
            "ms-msdt:x",
            ":x",
        ] {
            assert!(!may_lead_to(address), "{address:?}");
        }
    }

    #[test]
    fn a_link_out_of_the_site_resolves_to_nothing() {
        assert_eq!(resolved("a/b.md", "../c.md").as_deref(), Some("c.md"));
        assert_eq!(resolved("a/b.md", "../../c.md"), None);
        assert_eq!(percent_decoded("%E6%8C%87/a%2"), "指/a%2");
    }
}
