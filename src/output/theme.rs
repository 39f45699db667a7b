//! The built-in theme, and what a site puts in place of its files.

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::BTreeMap};

/// Every file of `themes/default/`.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates, and assets with a hash of their content in their names.
#[derive(Debug)]
pub struct Theme {
    files: BTreeMap<String, Cow<'static, [u8]>>,
    /// Published path and file, in the order of their names.
    assets: Vec<(String, String)>,
}

impl Theme {
    pub fn built_in() -> Self {
        Self::new(BTreeMap::new())
    }

    /// The built-in theme, file by file replaced by `own`.
    pub fn new(own: BTreeMap<String, Vec<u8>>) -> Self {
        let mut files = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        files.extend(own.into_iter().map(|(path, bytes)| (path, Cow::Owned(bytes))));
        let assets = files.iter().filter(|(path, _)| path.starts_with("assets/"));
        let assets = assets.map(|(path, bytes)| (hashed(path, bytes), path.clone())).collect();
        Self { files, assets }
    }

    /// The templates by their names below `templates/`.
    pub fn templates(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.files
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix("templates/")?, String::from_utf8_lossy(bytes))))
    }

    pub fn assets(&self) -> &[(String, String)] {
        &self.assets
    }

    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// Where an asset is published: `assets/style.1f2e3d4c.css`.
    pub fn published(&self, path: &str) -> Option<&str> {
        self.assets.iter().find(|(_, file)| file == path).map(|(published, _)| published.as_str())
    }
}

fn collect(folder: &'static Dir<'_>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files() {
        files.insert(file.path().to_string_lossy().replace('\\', "/"), Cow::Borrowed(file.contents()));
    }
    folder.dirs().for_each(|folder| collect(folder, files));
}

fn hashed(path: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    match path.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash:08x}.{extension}"),
        None => format!("{path}.{hash:08x}"),
    }
}
