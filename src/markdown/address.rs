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

#[cfg(test)]
mod tests {
    use super::may_lead_to;

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
}
