//! Bytes that are written as letters, as in mail and in the addresses of small pictures.

/// What is written; other signs are passed over.
pub(super) fn decoded(body: &[u8]) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = body.iter().filter_map(|byte| SIGNS.iter().position(|sign| sign == byte));
    let (mut bits, mut held, mut out) = (0_u32, 0, Vec::with_capacity(body.len()));
    for value in values {
        held = (held << 6 | value as u32) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
        }
    }
    out
}
