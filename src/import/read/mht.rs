//! Pages saved with their pictures in one file (MHT): the page is one part of a message.

use super::{Refusal, base64, damaged, encoding, html};
use crate::import::doc::Doc;

/// Reads the page of a message.
pub(super) fn read(bytes: &[u8]) -> Result<Doc, Refusal> {
    let page = page(bytes, 0).ok_or_else(damaged)?;
    let (text, remark) = encoding::decode(&page)?;
    let mut doc = html::read(&text)?;
    doc.remarks.extend(remark);
    Ok(doc)
}

/// The first part that is a page, decoded.
fn page(message: &[u8], depth: usize) -> Option<Vec<u8>> {
    let (head, body) = divided(message)?;
    let kind = field(&head, "content-type").unwrap_or_default();
    if let Some(boundary) = parameter(&kind, "boundary").filter(|_| depth < 4) {
        let mark = format!("--{boundary}");
        let starts: Vec<_> = memchr::memmem::find_iter(body, mark.as_bytes()).collect();
        let parts = starts.windows(2).map(|pair| &body[pair[0] + mark.len()..pair[1]]);
        let last = starts.last().map(|start| &body[start + mark.len()..]);
        return parts.chain(last).find_map(|part| page(trimmed(part), depth + 1));
    }
    if !kind.to_lowercase().contains("text/html") {
        return None;
    }
    let coding = field(&head, "content-transfer-encoding").unwrap_or_default().to_lowercase();
    Some(match coding.trim() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64::decoded(body),
        _ => body.to_vec(),
    })
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
