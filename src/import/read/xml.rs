//! XML as a stream of elements by their local names, with a bound on their depth. Entities of the file's own are not
//! looked up: they could lead anywhere.

use super::{Refusal, damaged};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Deeper nesting is an attack.
const DEEPEST: usize = 256;

/// What the stream consists of.
#[derive(Debug)]
pub(super) enum Node {
    Open(Element),
    Close(String),
    Text(String),
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Element {
    pub name: String,
    /// Whether every attribute could be read, and none stands there twice.
    pub is_sound: bool,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute by its local name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The attributes of a local name, whatever stands before that.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.attributes.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.trim().parse().ok()
    }

    /// A switch such as `<w:vanish w:val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val"), Some("0" | "false" | "off" | "none"))
    }

    fn read(start: &BytesStart<'_>) -> Self {
        let is_sound = start.attributes().all(|attribute| attribute.is_ok());
        let attributes = start.attributes().filter_map(Result::ok).map(|attribute| {
            let key = String::from_utf8_lossy(attribute.key.local_name().as_ref().as_ref()).into_owned();
            (key, unescaped(&String::from_utf8_lossy(attribute.value.as_ref().as_ref())))
        });
        let attributes = attributes.collect();
        Self { name: local(start.local_name().as_ref().as_ref()), is_sound, attributes }
    }
}

fn local(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// Gives every node of a part to `take`. An element that closes itself is opened and closed.
pub(super) fn walk(bytes: &[u8], mut take: impl FnMut(Node) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let text = super::encoding::decode(bytes)?.0;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(damaged());
                }
                take(Node::Open(Element::read(&start)))?;
            }
            Event::Empty(start) => {
                let element = Element::read(&start);
                let name = element.name.clone();
                take(Node::Open(element))?;
                take(Node::Close(name))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Node::Close(local(end.local_name().as_ref().as_ref())))?;
            }
            Event::Text(text) => take(Node::Text(unescaped(text.as_ref())))?,
            Event::CData(text) => take(Node::Text(AsRef::<str>::as_ref(&text).to_owned()))?,
            Event::GeneralRef(name) => {
                let name = format!("&{};", AsRef::<str>::as_ref(&name));
                take(Node::Text(unescaped(&name)))?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
