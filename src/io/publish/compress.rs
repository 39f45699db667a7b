//! Copies of text files that a web server hands out as they are: `.gz` and `.br`.

use std::io::{self, Write as _};
use std::path::Path;

/// Below this a compressed answer is no smaller than its own headers.
const LEAST: usize = 1024;

/// Endings of files that shrink. Pictures and office documents are compressed already.
const TEXTS: [&str; 10] = ["css", "csv", "html", "js", "json", "md", "svg", "txt", "webmanifest", "xml"];

/// What is larger is copied without being held in memory, and has no compressed copies.
pub(super) const MOST: usize = 8 << 20;

pub(super) fn is_worthwhile(path: &str, content: &[u8]) -> bool {
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    content.len() >= LEAST && TEXTS.contains(&&*ending.to_ascii_lowercase())
}

/// The compressed copies with their endings. The same content gives the same bytes: no time or name is in them.
pub(super) fn copies(content: &[u8]) -> [(&'static str, Vec<u8>); 2] {
    let written = "memory holds what is written to it";
    [(".gz", gzip(content).expect(written)), (".br", brotli(content).expect(written))]
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// Nearly as small as the best, in a tenth of its time.
fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut compressed, &params)?;
    Ok(compressed)
}
