//! The manual page of a rule. It is written once, in Markdown: Chinese, then English; the examples serve both.

use super::{Level, RuleName};
use crate::{
    i18n::{Lang, Text},
    text,
};

/// The manual of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Manual {
    /// The argument of `giar explain`.
    pub name: RuleName,
    /// The default level; `site.toml` may set another.
    pub level: Level,
    /// One line for lists.
    pub summary: Text,
    /// The page in both languages.
    pub page: &'static str,
}

/// The parts of a page after its introduction, which describes what the rule finds: why, examples, what to do.
pub const PARTS: [Text; 3] = [text!("为什么", "Why"), text!("例子", "Example"), text!("怎么办", "What to do")];

/// The line before an example, and whether the rule finds something in it.
pub const EXAMPLES: [(Text, bool); 4] = [
    (text!("错：", "Wrong:"), true),
    (text!("对：", "Right:"), false),
    (text!("会提示：", "Reported:"), true),
    (text!("不提示：", "Not reported:"), false),
];

const ENGLISH: &str = "\n## English\n";

impl Manual {
    /// The page in one language.
    pub fn markdown(&self, lang: Lang) -> String {
        let (chinese, english) = self.page.split_once(ENGLISH).unwrap_or((self.page, ""));
        if lang == Lang::Zh {
            return format!("{}\n", chinese.trim());
        }
        let mut out = format!("# {}\n", self.name);
        for (title, body) in parts(english, "### ") {
            if title == PARTS[2].get(Lang::En) {
                out += &examples(chinese);
            }
            out += &if title.is_empty() { format!("\n{body}\n") } else { format!("\n## {title}\n\n{body}\n") };
        }
        out
    }

    /// The page in one language, for a terminal.
    pub fn plain(&self, lang: Lang) -> String {
        super::plain::render(&self.markdown(lang))
    }
}

/// The examples of a page, with their captions in English.
fn examples(chinese: &str) -> String {
    let [_, part, _] = PARTS;
    let found = parts(chinese, "## ").into_iter().find(|(title, _)| title == part.get(Lang::Zh));
    let Some((_, mut body)) = found else { return String::new() };
    for (word, _) in EXAMPLES {
        let lines = body.lines().map(|line| if line == word.get(Lang::Zh) { word.get(Lang::En) } else { line });
        body = lines.collect::<Vec<_>>().join("\n");
    }
    format!("\n## {}\n\n{body}\n", part.get(Lang::En))
}

/// The parts of a text by heading; text before the first heading has none. Headings inside examples are not counted.
pub fn parts(text: &str, mark: &str) -> Vec<(String, String)> {
    let mut parts = vec![(String::new(), String::new())];
    let mut is_fenced = false;
    for line in text.lines() {
        is_fenced ^= line.starts_with("```");
        match line.strip_prefix(mark).filter(|_| !is_fenced) {
            Some(title) => parts.push((title.trim().to_owned(), String::new())),
            None => {
                if let Some((_, body)) = parts.last_mut() {
                    body.push_str(line);
                    body.push('\n');
                }
            }
        }
    }
    parts.into_iter().map(|(title, body)| (title, body.trim().to_owned())).collect()
}
