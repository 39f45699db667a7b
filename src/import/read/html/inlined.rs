//! Pictures that stand in their addresses.

use super::super::base64;
use crate::{import::picture::ending_of, site::percent_decoded};

/// A smaller picture only holds the place of one, in bytes.
pub(super) const SMALLEST_PICTURE: usize = 500;

/// A picture that stands in its address: `data:image/png;base64,…`.
pub(super) struct Inlined<'a> {
    /// Its media type.
    pub kind: &'a str,
    pub bytes: Vec<u8>,
}

impl<'a> Inlined<'a> {
    pub(super) fn of(address: &'a str) -> Option<Self> {
        let (head, coded) = address.strip_prefix("data:")?.split_once(',')?;
        let kind = head.strip_suffix(";base64")?;
        // A drawing may be nothing but the page's own decoration.
        ending_of(kind).filter(|ending| *ending != "svg")?;
        let bytes = base64::decoded(percent_decoded(coded))?;
        (bytes.len() >= SMALLEST_PICTURE).then_some(Self { kind, bytes })
    }
}
