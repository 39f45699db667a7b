//! A published site as one file, for whoever puts it on a server.

use super::{beside::Beside, reason::reason};
use crate::{i18n::Message, text};
use std::{
    fs::File,
    io::{self, BufWriter},
    path::Path,
};
use walkdir::WalkDir;
use zip::{CompressionMethod, System, ZipWriter, write::SimpleFileOptions};

/// Packs all files below `site` into `archive`, by their names in order: the same site makes the same file.
pub(crate) fn pack(site: &Path, archive: &Path) -> Result<(), Message> {
    let beside = Beside::of(archive);
    beside.create().and_then(|file| write(site, file)).and_then(|()| beside.install()).map_err(|error| {
        let message = text!("写不了 {path}：{error}", "cannot write {path}: {error}");
        message.with("path", archive).with("error", reason(&error))
    })
}

fn write(site: &Path, archive: File) -> io::Result<()> {
    let mut zip = ZipWriter::new(BufWriter::new(archive));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).system(System::Unix);
    for entry in WalkDir::new(site).sort_by_file_name().follow_links(true) {
        let entry = entry.map_err(io::Error::other)?;
        let Ok(below) = entry.path().strip_prefix(site) else { continue };
        if !entry.file_type().is_file() {
            continue;
        }
        let name: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        zip.start_file(name.join("/"), options)?;
        io::copy(&mut File::open(entry.path())?, &mut zip)?;
    }
    zip.finish()?;
    Ok(())
}
