//! Precompressed copies of text files that a web server sends as they are: `.gz` and `.br`.

use std::io::{self, Write as _};
use std::path::Path;

/// Below this size a compressed answer is no smaller than its headers.
const LEAST: usize = 1024;

/// Extensions of files that compress well. Pictures and office documents are compressed already.
const TEXTS: [&str; 10] = ["css", "csv", "html", "js", "json", "md", "svg", "txt", "webmanifest", "xml"];

/// Larger files are copied without being held in memory, and get no compressed copies.
pub(super) const MOST: usize = 8 << 20;

pub(super) fn is_worthwhile(path: &str, content: &[u8]) -> bool {
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    content.len() >= LEAST && TEXTS.contains(&&*ending.to_ascii_lowercase())
}

/// The compressed copies with their extensions. They contain no time or name, so that the same content gives the same
/// bytes.
pub(super) fn copies(content: &[u8]) -> [(&'static str, Vec<u8>); 2] {
    let written = "memory holds what is written to it";
    [(".gz", gzip(content).expect(written)), (".br", brotli(content).expect(written))]
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// Nearly as small as the best quality, in a tenth of the time.
fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut compressed, &params)?;
    Ok(compressed)
}
