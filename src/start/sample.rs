//! The portal that giar itself comes with, to be looked at and played with.

use include_dir::{Dir, include_dir};

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Its files, by their paths below its folder.
pub(crate) fn sample() -> Vec<(String, &'static [u8])> {
    let mut files = vec![("site.toml".to_owned(), include_bytes!("../../site.toml").as_slice())];
    collect(&CONTENT, &mut files);
    files
}

fn collect(folder: &Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        let path: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        files.push((format!("content/{}", path.join("/")), file.contents()));
    }
    folder.dirs().for_each(|below| collect(below, files));
}
