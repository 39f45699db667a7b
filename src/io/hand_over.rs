//! Packs a published site into one file, for whoever puts it on a server.

use super::{beside::Beside, publish::is_own};
use crate::{
    i18n::{Message, reason},
    text,
};
use std::{
    fs::File,
    io::{self, BufWriter},
    path::Path,
};
use walkdir::WalkDir;
use zip::{CompressionMethod, System, ZipWriter, write::SimpleFileOptions};

/// Packs all files below `site` into `archive`, sorted by name, so that the same site gives the same archive.
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
        // In a folder whose parent is not writable, giar's own files lie inside the site.
        let is_ours = below.iter().next().is_some_and(|first| is_own(&first.to_string_lossy()));
        if is_ours || !entry.file_type().is_file() {
            continue;
        }
        let name: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        zip.start_file(name.join("/"), options)?;
        io::copy(&mut File::open(entry.path())?, &mut zip)?;
    }
    zip.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_giar_keeps_within_a_site_is_not_handed_over() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("public");
        for path in ["index.html", ".well-known/security.txt", ".giar-previous/index.html", ".giar-lock"] {
            fs::create_dir_all(site.join(path).parent().unwrap()).unwrap();
            fs::write(site.join(path), path).unwrap();
        }
        let archive = folder.path().join("site.zip");
        pack(&site, &archive).unwrap();
        let zip = zip::ZipArchive::new(File::open(archive).unwrap()).unwrap();
        let names: Vec<_> = zip.file_names().map(Result::unwrap).collect();
        assert_eq!(names, [".well-known/security.txt", "index.html"]);
    }
}
