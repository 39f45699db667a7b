//! Bytes that are written as letters, as in mail and in the addresses of small pictures.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

/// Programs leave the signs at the end out, or cut the last letter short.
const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What is written, in however many lines; none if it is something else.
pub(super) fn decoded(text: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    let letters: Vec<u8> = text.as_ref().iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    TOLERANT.decode(letters).ok()
}
