//! Shared by the import targets: importing any file terminates, and its result can be written and read again.

use giar::{
    config::Agencies,
    diag::Source,
    i18n::Lang,
    import::{self, File, Given},
    markdown::Document,
};
use std::{io::Write as _, sync::Arc};

/// Imports a file with this name.
pub fn import(name: &str, bytes: &[u8]) {
    match import::import(File { name, bytes }, &Given::default(), &Agencies::default()) {
        Ok(mut found) => {
            found.draft.body.clear();
            let written = Arc::new(Source::new("content/reports/2023.md", found.draft.to_markdown()));
            assert!(Document::read(&written).0.front.is_some());
            assert!(found.trail.iter().all(|trail| !trail.origin.message().get(Lang::Zh).is_empty()));
        }
        Err(refusal) => assert!(!refusal.why.get(Lang::Zh).is_empty() && !refusal.remedy.get(Lang::En).is_empty()),
    }
}

/// A zip file that contains these parts.
#[allow(dead_code)] // not every target packs
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(*name, stored).expect("memory can be written to");
        archive.write_all(bytes).expect("memory can be written to");
    }
    archive.finish().expect("memory can be written to").into_inner()
}
