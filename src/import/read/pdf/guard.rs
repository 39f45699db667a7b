//! What is refused because it would fill the memory or never end: packed bombs, drawings that draw themselves.

use super::super::{Refusal, damaged, too_large};
use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::{
    Filter, Pdf,
    content::{TypedIter, ops::TypedInstruction},
    object::{Array, Dict, Name, ObjectIdentifier, Stream, dict::keys},
    page::{Page, Resources},
};
use memchr::memmem;
use std::{collections::HashMap, io::Read};

/// No part of a report's file unpacks to more bytes.
const LARGEST: u64 = 128 << 20;
/// Nor do all that are no pictures.
const MOST: u64 = 256 << 20;
/// What pages draw, whatever they draw more than once counted each time.
const MOST_DRAWN: u64 = 64 << 20;
/// Packed lists of objects that nobody can look into before the file is open.
const MOST_LOCKED: usize = 256 << 10;
/// No report's file describes more things, each of which may be a page.
const MOST_DICTIONARIES: usize = 100_000;
const DEEPEST: usize = 40;

/// Looks into the lists of objects of a file before anything else does.
pub(super) fn closed(bytes: &[u8]) -> Result<(), Refusal> {
    let is_locked = memmem::find(bytes, b"/Encrypt").is_some();
    let (mut unpacked, mut locked, mut last) = (0, 0, 0);
    let mut described = dictionaries(bytes);
    for at in memmem::find_iter(bytes, b"stream") {
        let header = &bytes[last..at];
        let is_end = header.ends_with(b"end");
        // Names may be written in disguise: `/Obj#53tm`.
        let is_list = [&b"ObjStm"[..], b"XRef", b"#"].iter().any(|name| memmem::rfind(header, name).is_some());
        last = at + b"stream".len();
        if is_end || !is_list {
            continue;
        }
        let start = last + bytes[last..].iter().take_while(|b| matches!(b, b'\r' | b'\n' | b' ')).count();
        let things = flate(&bytes[start..], MOST)?;
        unpacked += things.len() as u64;
        described += dictionaries(&things);
        locked += memmem::find(&bytes[start..], b"endstream").unwrap_or(bytes.len() - start);
        if unpacked > MOST || (is_locked && locked > MOST_LOCKED) {
            return Err(too_large());
        }
    }
    if described > MOST_DICTIONARIES { Err(too_large()) } else { Ok(()) }
}

fn dictionaries(bytes: &[u8]) -> usize {
    memmem::find_iter(bytes, b"<<").count()
}

/// Looks into all that an open file has packed.
pub(super) fn opened(pdf: &Pdf) -> Result<(), Refusal> {
    let mut unpacked = 0;
    for object in pdf.objects() {
        let Some(stream) = object.into_stream() else { continue };
        let size = unpacked_size(&stream)?;
        let is_picture = stream.dict().get::<Name<'_>>(keys::SUBTYPE).is_some_and(|name| &*name == keys::IMAGE);
        unpacked += if is_picture { 0 } else { size };
        if unpacked > MOST {
            return Err(too_large());
        }
    }
    Ok(())
}

/// How large a part becomes, and no smaller.
fn unpacked_size(stream: &Stream<'_>) -> Result<u64, Refusal> {
    let raw = stream.raw_data();
    let mut size = raw.len() as u64;
    // None once a part was not unpacked here: then only its bounds are known.
    let mut known = Some(raw.into_owned());
    for filter in stream.filters() {
        known = match (filter, known) {
            (Filter::FlateDecode, Some(bytes)) => Some(flate(&bytes, LARGEST)?),
            (Filter::AsciiHexDecode, Some(bytes)) => Some(from_hex(&bytes)),
            (Filter::Ascii85Decode, Some(bytes)) => Some(from_85(&bytes)),
            (filter, _) => {
                size = size.saturating_mul(most_times(filter));
                None
            }
        };
        size = size.max(known.as_ref().map_or(0, |bytes| bytes.len() as u64));
        if size > LARGEST {
            return Err(too_large());
        }
    }
    Ok(size)
}

/// How many times as large a part can become. Pictures stay packed.
fn most_times(filter: Filter) -> u64 {
    match filter {
        Filter::FlateDecode => 1032,
        Filter::LzwDecode => 1300,
        Filter::RunLengthDecode => 64,
        Filter::Ascii85Decode => 4,
        _ => 1,
    }
}

fn from_hex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<_> = bytes.iter().filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair.get(1).copied().unwrap_or_default()) as u8).collect()
}

fn from_85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut group, mut count) = (0_u32, 0_usize);
    for byte in bytes {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
            }
            b'~' => break,
            _ => {}
        }
        if count == 5 {
            out.extend(group.to_be_bytes());
            (group, count) = (0, 0);
        }
    }
    // A group that is cut off is filled up with the last digit.
    if count > 1 {
        let whole = (count..5).fold(group, |group, _| group.wrapping_mul(85).wrapping_add(84));
        out.extend(&whole.to_be_bytes()[..count - 1]);
    }
    out
}

fn flate(bytes: &[u8], most: u64) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    // What is damaged may still be read up to there.
    let is_whole = ZlibDecoder::new(bytes).take(most + 1).read_to_end(&mut out).is_ok();
    if !is_whole && out.is_empty() {
        let _ = DeflateDecoder::new(bytes).take(most + 1).read_to_end(&mut out);
    }
    if out.len() as u64 > most { Err(too_large()) } else { Ok(out) }
}

/// What a page draws.
pub(super) fn content(page: &Page<'_>, left: &mut u64) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    let mut add = |stream: &Stream<'_>| -> Result<(), Refusal> {
        out.extend_from_slice(&stream.decoded_data().unwrap_or_default());
        // Parts are divided as if by a blank.
        out.push(b' ');
        if out.len() as u64 > *left { Err(too_large()) } else { Ok(()) }
    };
    if let Some(stream) = page.raw().get::<Stream<'_>>(keys::CONTENTS) {
        add(&stream)?;
    } else if let Some(parts) = page.raw().get::<Array<'_>>(keys::CONTENTS) {
        for stream in parts.iter::<Stream<'_>>() {
            add(&stream)?;
        }
    }
    let drawn = Drawings { known: HashMap::new() }.cost(&out, page.resources(), 0)?;
    *left = left.checked_sub(drawn).ok_or_else(too_large)?;
    Ok(out)
}

/// Drawings that are drawn within others, and what each costs; none while it is being looked at.
struct Drawings {
    known: HashMap<ObjectIdentifier, Option<u64>>,
}

impl Drawings {
    fn cost(&mut self, content: &[u8], resources: &Resources<'_>, depth: usize) -> Result<u64, Refusal> {
        if depth > DEEPEST {
            return Err(damaged());
        }
        let mut cost = content.len() as u64;
        let mut steps = TypedIter::new(content);
        while let Some(step) = steps.next() {
            let TypedInstruction::XObject(drawn) = step else { continue };
            let Some(stream) = resources.get_x_object(drawn.0) else { continue };
            cost += self.form(&stream, resources, depth)?;
            if cost > MOST_DRAWN {
                return Err(too_large());
            }
        }
        Ok(cost)
    }

    fn form(&mut self, stream: &Stream<'_>, resources: &Resources<'_>, depth: usize) -> Result<u64, Refusal> {
        if stream.dict().get::<Name<'_>>(keys::SUBTYPE).is_none_or(|name| &*name != keys::FORM) {
            return Ok(0);
        }
        match self.known.get(&stream.obj_id()) {
            Some(Some(cost)) => return Ok(*cost),
            Some(None) => return Err(damaged()),
            None => {}
        }
        self.known.insert(stream.obj_id(), None);
        let own = stream.dict().get::<Dict<'_>>(keys::RESOURCES).map(Resources::new);
        let content = stream.decoded_data().unwrap_or_default();
        let cost = self.cost(&content, own.as_ref().unwrap_or(resources), depth + 1)?;
        self.known.insert(stream.obj_id(), Some(cost));
        Ok(cost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_written_as_letters_are_read() {
        assert_eq!(from_hex(b"47 69 61 72 7>"), b"Giarp");
        assert_eq!(from_85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(from_85(b"z87cUR~>"), b"\0\0\0\0Hell");
        assert_eq!(from_85(b"87cURDZ~>"), b"Hello");
    }
}
