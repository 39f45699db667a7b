//! Writes XML.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use std::borrow::Cow;

/// An attribute.
pub(super) type Attribute<'a> = (&'a str, &'a str);

pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A file with an XML declaration.
    pub(super) fn file() -> Self {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.write(Event::Start(element(name, attributes)));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.write(Event::Empty(element(name, attributes)));
    }

    /// An element that contains text.
    pub(super) fn text(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.open(name, attributes);
        self.write(Event::Text(BytesText::new(&allowed(text))));
        self.close(name);
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory takes every event");
    }
}

fn element<'a>(name: &'a str, attributes: &[Attribute<'a>]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, &*allowed(value)));
    }
    element
}

/// The text without characters that XML cannot contain.
fn allowed(text: &str) -> Cow<'_, str> {
    if text.contains(is_foreign) { text.replace(is_foreign, "").into() } else { text.into() }
}

/// Whether XML 1.0 cannot represent a character.
fn is_foreign(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
