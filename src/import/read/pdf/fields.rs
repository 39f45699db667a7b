//! Forms that somebody has filled in: what stands in a field is no text of its page.

use super::signs::Sign;
use crate::import::fold;
use hayro_interpret::{
    hayro_syntax::{
        object::{Array, Dict, Name, Rect as Place, String as Bytes},
        page::Page,
    },
    kurbo::{Affine, Rect},
};

/// A page with more fields is none of a report.
const MOST: usize = 5_000;
/// More signs than a file may have.
const MOST_SIGNS: usize = super::MOST_SIGNS + 1;
/// Flags of fields that are not shown: hidden, not on screens.
const UNSEEN: u32 = 1 << 1 | 1 << 5;
/// How wide and how high signs stand in a field, as parts of its height.
const WIDTH: f64 = 0.4;
const BASE: f64 = 0.25;
const SIZE: f64 = 0.7;

/// What stands in the fields of a page, sign by sign.
pub(super) fn signs(page: &Page<'_>, transform: Affine) -> Vec<Sign> {
    let Some(fields) = page.raw().get::<Array<'_>>(b"Annots") else { return Vec::new() };
    fields.iter::<Dict<'_>>().take(MOST).flat_map(|field| written(&field, transform)).take(MOST_SIGNS).collect()
}

fn written(field: &Dict<'_>, transform: Affine) -> Vec<Sign> {
    let is_field = field.get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_ref() == b"Widget");
    let is_seen = field.get::<u32>(b"F").unwrap_or_default() & UNSEEN == 0;
    let place = field.get::<Place>(b"Rect").filter(|_| is_field && is_seen);
    let Some((place, text)) = place.zip(value(field)) else { return Vec::new() };
    let place = transform.transform_rect_bbox(Rect::new(place.x0, place.y0, place.x1, place.y1));
    let lines: Vec<_> = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).collect();
    let height = place.height() / lines.len().max(1) as f64;
    let places = (0..lines.len()).map(|at| {
        let top = place.y0 + at as f64 * height;
        Rect::new(place.x0, top, place.x1, top + height)
    });
    lines.iter().zip(places).flat_map(|(line, place)| line_of(line, place)).collect()
}

/// A line of text in its place, as small as it takes.
fn line_of(text: &str, place: Rect) -> Vec<Sign> {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_control()).collect();
    let width = (place.width() / signs.len().max(1) as f64).min(place.height() * WIDTH);
    let (size, base) = (width / WIDTH * SIZE, place.y1 - place.height() * BASE);
    let signs = signs.into_iter().enumerate().map(|(at, sign)| {
        let left = place.x0 + at as f64 * width;
        Sign { text: sign.to_string(), left, right: left + width, base, size }
    });
    signs.collect()
}

/// The value of a field, or of the one that it shows once more.
fn value(field: &Dict<'_>) -> Option<String> {
    let own = field.get::<Bytes<'_>>(b"V");
    let bytes = own.or_else(|| field.get::<Dict<'_>>(b"Parent")?.get::<Bytes<'_>>(b"V"))?;
    let text = match bytes.as_bytes().strip_prefix(b"\xfe\xff") {
        Some(wide) => encoding_rs::UTF_16BE.decode_without_bom_handling(wide).0.into_owned(),
        None => String::from_utf8_lossy(bytes.as_bytes()).into_owned(),
    };
    Some(fold::cleaned(text.trim())).filter(|text| !text.is_empty())
}
