//! Any XML as the body of a Word file, and any bytes as a Word file.

#![no_main]

mod import;

use libfuzzer_sys::fuzz_target;

const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

fuzz_target!(|bytes: &[u8]| {
    import::import("a.docx", &[b"PK\x03\x04", bytes].concat());
    import::import("a.docx", &import::packed(&[("_rels/.rels", RELATIONS), ("word/document.xml", bytes)]));
});
