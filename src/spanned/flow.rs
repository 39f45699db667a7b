//! Texts as YAML: plain where that is read back as the same, else in quotation marks. And as TOML, where they always are.

/// A text in a line of its own.
pub(crate) fn plain(text: &str) -> String {
    scalar(text, &[])
}

/// A text among others within brackets or braces.
pub(crate) fn flow(text: &str) -> String {
    scalar(text, &[',', '[', ']', '{', '}', '?'])
}

/// A text as a value of TOML.
pub(crate) fn in_toml(text: &str) -> String {
    ::toml::Value::from(text).to_string()
}

/// What a plain text may not begin with.
const INDICATORS: &[char] =
    &['?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=', '<'];

fn scalar(text: &str, forbidden: &[char]) -> String {
    let is_word = !matches!(text, "" | "~" | "null" | "Null" | "NULL" | "---" | "...");
    let begins_well = !text.starts_with(INDICATORS) && text != "-" && !text.starts_with("- ");
    let is_one_line = text.trim() == text && !text.contains(|c: char| c.is_control() || c == '\u{feff}');
    let has_no_sign = !text.contains(": ") && !text.ends_with(':') && !text.contains(" #") && !text.contains(forbidden);
    if is_word && begins_well && is_one_line && has_no_sign { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || c == '\u{feff}' => out += &format!("\\u{:04X}", c as u32),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
