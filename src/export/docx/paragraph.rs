//! Paragraphs of a Word document, with their runs and links.

use super::xml::Xml;
use crate::{export::style::TextStyle, markdown::Run};

/// Writes paragraphs, and collects their links.
pub(super) struct Paragraphs {
    pub xml: Xml,
    /// The targets of links, by identifier.
    pub links: Vec<(String, String)>,
}

/// Properties of a paragraph that differ from its style.
#[derive(Default)]
pub(super) struct Own<'a> {
    pub keeps_next: bool,
    /// Its list and its depth in that.
    pub list: Option<(&'a str, u8)>,
    pub left: u32,
    pub right: u32,
    /// A rule up to this position, to write on.
    pub rule: Option<u32>,
    /// Adds space after a table.
    pub is_below_table: bool,
}

impl Paragraphs {
    pub(super) fn new() -> Self {
        Self { xml: Xml::file(), links: Vec::new() }
    }

    pub(super) fn write(&mut self, style: &TextStyle, own: &Own<'_>, runs: &[Run]) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml.leaf("w:pStyle", &[("w:val", style.id)]);
        if own.keeps_next {
            self.xml.leaf("w:keepNext", &[]);
        }
        if let Some((list, depth)) = own.list {
            self.xml.open("w:numPr", &[]);
            self.xml.leaf("w:ilvl", &[("w:val", &depth.min(8).to_string())]);
            self.xml.leaf("w:numId", &[("w:val", list)]);
            self.xml.close("w:numPr");
        }
        if let Some(end) = own.rule {
            self.xml.open("w:tabs", &[]);
            self.xml.leaf("w:tab", &[("w:val", "left"), ("w:leader", "underscore"), ("w:pos", &end.to_string())]);
            self.xml.close("w:tabs");
        }
        if own.is_below_table && style.before < GAP {
            self.xml.leaf("w:spacing", &[("w:before", &GAP.to_string())]);
        }
        if own.left + own.right > 0 {
            self.xml.leaf("w:ind", &[("w:left", &own.left.to_string()), ("w:right", &own.right.to_string())]);
        }
        self.xml.close("w:pPr");
        for run in runs {
            self.run(run);
        }
        if own.rule.is_some() {
            self.xml.open("w:r", &[]);
            self.xml.leaf("w:tab", &[]);
            self.xml.close("w:r");
        }
        self.xml.close("w:p");
    }

    fn run(&mut self, run: &Run) {
        let picture = run.picture.as_ref().filter(|address| !address.is_empty());
        match run.link.as_ref().or(picture).and_then(|link| address(link)) {
            Some(target) => {
                let id = self.link(target);
                self.xml.open("w:hyperlink", &[("r:id", &id)]);
                self.words(run, true);
                self.xml.close("w:hyperlink");
            }
            None => self.words(run, false),
        }
    }

    fn link(&mut self, target: String) -> String {
        if let Some((id, _)) = self.links.iter().find(|(_, known)| *known == target) {
            return id.clone();
        }
        let id = format!("rIdLink{}", self.links.len() + 1);
        self.links.push((id.clone(), target));
        id
    }

    fn words(&mut self, run: &Run, is_link: bool) {
        self.xml.open("w:r", &[]);
        let looks = [(run.look.bold, "w:b"), (run.look.italic, "w:i"), (run.look.struck, "w:strike")];
        if is_link || looks.iter().any(|(has, _)| *has) {
            self.xml.open("w:rPr", &[]);
            if is_link {
                self.xml.leaf("w:rStyle", &[("w:val", "Hyperlink")]);
            }
            looks.iter().filter(|(has, _)| *has).for_each(|(_, name)| self.xml.leaf(name, &[]));
            self.xml.close("w:rPr");
        }
        let text = if run.picture.is_some() { format!("［图：{}］", run.text) } else { run.text.clone() };
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.xml.leaf("w:br", &[]);
            }
            self.xml.text("w:t", &[("xml:space", "preserve")], line);
        }
        self.xml.close("w:r");
    }
}

/// The space between a table and the text below it.
const GAP: u32 = 160;

/// An address that every program accepts; Word refuses the whole document if one is invalid.
fn address(link: &str) -> Option<String> {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_sound = match host {
        Some(host) => {
            !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | ':' | '_'))
        }
        None => link.strip_prefix("mailto:").or_else(|| link.strip_prefix("tel:")).is_some_and(|rest| !rest.is_empty()),
    };
    is_sound.then(|| encoded(link))
}

/// Encodes characters that an address may not contain. This includes Chinese, because Word follows an older standard
/// than browsers.
fn encoded(link: &str) -> String {
    let mut address = String::new();
    for c in link.chars() {
        if c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
            address.push(c);
        } else {
            address.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    address
}
