//! Word documents: transitional OOXML, which WPS and `LibreOffice` also read.

mod package;
mod paragraph;
mod parts;
mod table;
mod text;
mod xml;

use super::document::Document;
use paragraph::Paragraphs;
use parts::{PARTS, RELATIONS};
use text::Text;

/// The bytes of a document, which are the same for the same document.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let Text { paragraphs: Paragraphs { xml, links }, lists } = Text::of(document);
    let own = PARTS.iter().map(|part| (part.id, format!("{RELATIONS}/{}", part.relation), part.path, false));
    let links = links.iter().map(|(id, target)| (id.as_str(), format!("{RELATIONS}/hyperlink"), target.as_str(), true));
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types()),
        ("_rels/.rels".to_owned(), parts::package_relations()),
        ("docProps/core.xml".to_owned(), parts::core(&document.title, &document.subject, &document.author)),
        ("docProps/app.xml".to_owned(), parts::app(&document.author)),
        ("word/document.xml".to_owned(), xml.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), parts::relations(own.chain(links))),
    ];
    files.extend(PARTS.iter().map(|named| (format!("word/{}", named.path), part(named.path, &lists, document))));
    package::zip(&files)
}

/// The content of one of [`PARTS`].
fn part(path: &str, lists: &[(usize, u64)], document: &Document) -> Vec<u8> {
    match path {
        "styles.xml" => parts::styles(),
        "numbering.xml" => parts::numbering(lists),
        "settings.xml" => parts::settings(),
        "fontTable.xml" => parts::fonts(),
        "footer1.xml" => parts::footer(false),
        "footer2.xml" => parts::footer(true),
        _ => parts::header(document.banner.as_deref().unwrap_or_default()),
    }
}
