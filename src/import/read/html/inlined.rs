//! Pictures that stand in their addresses.

use super::super::base64;
use crate::site::percent_decoded;

/// A smaller picture only holds the place of one, in bytes.
pub(super) const SMALLEST_PICTURE: usize = 500;

/// A picture that stands in its address: `data:image/png;base64,…`.
pub(super) struct Inlined {
    pub ending: &'static str,
    pub bytes: Vec<u8>,
}

impl Inlined {
    pub(super) fn of(address: &str) -> Option<Self> {
        let (head, coded) = address.strip_prefix("data:image/")?.split_once(',')?;
        let ending = match head.strip_suffix(";base64")?.split(';').next()? {
            "png" => "png",
            "gif" => "gif",
            "webp" => "webp",
            "jpeg" | "jpg" => "jpg",
            _ => return None,
        };
        let bytes = base64::decoded(percent_decoded(coded))?;
        (bytes.len() >= SMALLEST_PICTURE).then_some(Self { ending, bytes })
    }
}
