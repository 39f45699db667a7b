//! Zip files record the system on which they were packed; this module makes that always the same.

use std::io::Cursor;
use zip::{System, ZipArchive};

/// The system recorded in every file.
pub(super) const SYSTEM: System = System::Unix;

/// The position of the system in a file's header: the high byte of “version made by”.
const MADE_BY: usize = 5;

/// Makes the bytes independent of the system.
pub(super) fn as_everywhere(mut packed: Vec<u8>) -> Vec<u8> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(packed.as_slice())) else { return packed };
    let headers: Vec<_> =
        (0..archive.len()).filter_map(|at| Some(archive.by_index_raw(at).ok()?.central_header_start())).collect();
    for header in headers {
        packed[header as usize + MADE_BY] = SYSTEM as u8;
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn packed_on(system: System) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.xml", "b/c.xml"] {
            zip.start_file(name, SimpleFileOptions::default().system(system)).unwrap();
            zip.write_all(b"PK\x01\x02").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_windows_has_packed_is_what_others_pack() {
        let (here, there) = (packed_on(System::Unix), packed_on(System::Dos));
        assert_ne!(here, there);
        assert_eq!(as_everywhere(there), here);
        assert_eq!(as_everywhere(here.clone()), here);
    }
}
