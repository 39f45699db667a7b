//! Pages saved with their pictures in one file (MHT): the page is one part of a message, and each picture another.

use super::{Refusal, base64, damaged, encoding, html};
use crate::import::{
    doc::Doc,
    picture::{address_of, bracketed},
};
use std::collections::{BTreeMap, HashMap};

/// Messages within messages beyond this are an attack.
const DEEPEST: usize = 4;
/// More parts than this no page has.
const MOST_PARTS: usize = 2_000;

/// Reads the page of a message, and the pictures that it shows.
pub(super) fn read(bytes: &[u8]) -> Result<Doc, Refusal> {
    let mut parts = Vec::new();
    divide(bytes, 0, &mut parts);
    let page = parts.iter().position(|part| part.kind.contains("text/html")).ok_or_else(damaged)?;
    let (text, remark) = encoding::decode(&parts[page].decoded().ok_or_else(damaged)?)?;
    let mut doc = html::read(&text)?;
    doc.remarks.extend(remark);
    Enclosed::of(&parts, page).add_to(&mut doc);
    Ok(doc)
}

/// What a message consists of.
struct Part<'m> {
    kind: String,
    coding: String,
    /// Where it was on the net or on a disk.
    location: Option<String>,
    id: Option<String>,
    body: &'m [u8],
}

/// Takes a message apart, down to what holds no other parts.
fn divide<'m>(message: &'m [u8], depth: usize, parts: &mut Vec<Part<'m>>) {
    let Some((head, body)) = divided(message).filter(|_| parts.len() < MOST_PARTS) else { return };
    let kind = field(&head, "content-type").unwrap_or_default();
    if let Some(boundary) = parameter(&kind, "boundary").filter(|_| depth < DEEPEST) {
        let mark = format!("--{boundary}");
        let starts: Vec<_> = memchr::memmem::find_iter(body, mark.as_bytes()).collect();
        let ends = starts.iter().skip(1).copied().chain([body.len()]);
        for (start, end) in starts.iter().zip(ends) {
            divide(trimmed(&body[start + mark.len()..end]), depth + 1, parts);
        }
        return;
    }
    parts.push(Part {
        kind: kind.to_lowercase(),
        coding: field(&head, "content-transfer-encoding").unwrap_or_default().to_lowercase(),
        location: field(&head, "content-location"),
        id: field(&head, "content-id").map(|id| id.trim_matches(['<', '>']).to_owned()),
        body,
    });
}

impl Part<'_> {
    fn decoded(&self) -> Option<Vec<u8>> {
        match self.coding.as_str() {
            "quoted-printable" => Some(quoted_printable(self.body)),
            "base64" => base64::decoded(self.body),
            _ => Some(self.body.to_vec()),
        }
    }

    /// What its file was called.
    fn name(&self) -> &str {
        let path = self.location.as_deref().unwrap_or_default();
        let path = path.split(['?', '#']).next().unwrap_or_default();
        path.rsplit(['/', '\\', ':']).next().unwrap_or_default()
    }
}

/// The pictures of a message by what its page calls them.
struct Enclosed<'p, 'm> {
    parts: &'p [Part<'m>],
    by_address: HashMap<String, usize>,
    /// The folder of the page, from which addresses are counted.
    folder: String,
}

impl<'p, 'm> Enclosed<'p, 'm> {
    fn of(parts: &'p [Part<'m>], page: usize) -> Self {
        let location = parts[page].location.as_deref().unwrap_or_default();
        let folder = location.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let mut by_address = HashMap::new();
        for (at, part) in parts.iter().enumerate().filter(|(_, part)| part.kind.starts_with("image/")) {
            let id = part.id.as_ref().map(|id| format!("cid:{id}"));
            for address in part.location.iter().cloned().chain(id) {
                by_address.entry(bracketed(&address)).or_insert(at);
            }
        }
        Self { parts, by_address, folder }
    }

    /// Which part is the picture at an address as Markdown has it.
    fn find(&self, address: &str) -> Option<usize> {
        let from_page = || self.by_address.get(&bracketed(&format!("{}{address}", self.folder)));
        self.by_address.get(address).or_else(from_page).copied()
    }

    /// Gives a document those of the pictures that it shows.
    fn add_to(&self, doc: &mut Doc) {
        let mut shown: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for address in doc.addresses() {
            if let Some(part) = self.find(address) {
                shown.entry(part).or_default().push(address.to_owned());
            }
        }
        let mut names = HashMap::new();
        for (at, addresses) in shown {
            let part = &self.parts[at];
            let Some(bytes) = part.decoded().filter(|bytes| !bytes.is_empty()) else { continue };
            let name = address_of(&doc.add_picture(part.name(), &part.kind, bytes));
            names.extend(addresses.into_iter().map(|address| (address, name.clone())));
        }
        doc.readdress(|address| names.get(address).cloned());
    }
}

fn trimmed(part: &[u8]) -> &[u8] {
    let start = part.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(part.len());
    &part[start..]
}

/// Head and body of a part; lines of the head that go on are joined.
fn divided(message: &[u8]) -> Option<(String, &[u8])> {
    let ends = [&b"\r\n\r\n"[..], b"\n\n"];
    let (at, length) = ends.iter().filter_map(|end| Some((memchr::memmem::find(message, end)?, end.len()))).min()?;
    let head = String::from_utf8_lossy(&message[..at]).replace("\r\n", "\n").replace("\n\t", " ").replace("\n ", " ");
    Some((head, &message[at + length..]))
}

fn field(head: &str, name: &str) -> Option<String> {
    let mut fields = head.lines().filter_map(|line| line.split_once(':'));
    fields.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}

fn parameter(value: &str, name: &str) -> Option<String> {
    let at = value.to_lowercase().find(&format!("{name}="))?;
    let rest = &value[at + name.len() + 1..];
    let plain = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
    plain.or_else(|| rest.split(';').next()).map(|text| text.trim().to_owned())
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        if let Some(after) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
            rest = after;
            continue;
        }
        let digits = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &rest[2..];
            }
            None => out.push(b'='),
        }
    }
    out
}
