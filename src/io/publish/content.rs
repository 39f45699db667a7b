//! The content of a file to be written: bytes in memory, or a stream.

use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

use super::manifest::Hash;

/// What a file will hold.
pub enum Content<'a> {
    /// All bytes.
    Bytes(Vec<u8>),
    /// A stream that may be larger than the memory.
    Stream(Box<dyn Read + Send + 'a>),
}

impl From<Vec<u8>> for Content<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl Content<'_> {
    /// Reads a stream into memory, unless it is longer than `most`.
    pub(super) fn gathered(self, most: usize) -> io::Result<Self> {
        let Self::Stream(mut stream) = self else { return Ok(self) };
        let mut bytes = Vec::new();
        stream.by_ref().take(most as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() <= most {
            return Ok(Self::Bytes(bytes));
        }
        Ok(Self::Stream(Box::new(io::Cursor::new(bytes).chain(stream))))
    }
}

/// On which side copying failed.
pub(super) enum Torn {
    Reading(io::Error),
    Writing(io::Error),
}

/// Copies a stream; returns its length and hash.
pub(super) fn copy(from: &mut dyn Read, to: &mut dyn Write) -> Result<(u64, Hash), Torn> {
    let (mut length, mut hasher) = (0, Sha256::new());
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok((length, hasher.finalize().into())),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Torn::Reading(error)),
        };
        hasher.update(&buffer[..read]);
        to.write_all(&buffer[..read]).map_err(Torn::Writing)?;
        length += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &'static str) -> Content<'static> {
        Content::Stream(Box::new(text.as_bytes()))
    }

    #[test]
    fn what_is_short_is_held_and_what_is_long_stays_a_stream_of_the_same_bytes() {
        assert!(matches!(stream("1234").gathered(4), Ok(Content::Bytes(bytes)) if bytes == b"1234"));
        let Ok(Content::Stream(mut long)) = stream("12345").gathered(4) else { panic!("it is held in memory") };
        let mut copied = Vec::new();
        let Ok((length, hash)) = copy(&mut long, &mut copied) else { panic!("memory can be written to") };
        assert_eq!((length, copied.as_slice()), (5, b"12345".as_slice()));
        assert_eq!(hash, Hash::from(Sha256::digest(b"12345")));
    }
}
