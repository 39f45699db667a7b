//! A letter as a document, whose first heading becomes its title.

use super::document::{Adding, Block, Closing, Document};
use crate::markdown::{Part, Role, Run, story};

/// The letter for printing, from `author` and without a date, which is added when it is sent.
pub(super) fn document(text: &str, author: &str) -> Document {
    let mut parts = story(text);
    let has_title = matches!(parts.first(), Some(Part::Paragraph(Role::Heading(1), _)));
    let title = match has_title.then(|| parts.remove(0)) {
        Some(Part::Paragraph(_, runs)) => runs.into_iter().map(|run: Run| run.text).collect(),
        _ => String::new(),
    };
    let author = author.to_owned();
    let mut document = Document { subject: title.clone(), title, author: author.clone(), ..Document::default() };
    // Headings one level below the title become first-level headings.
    let how = Adding { top: 0, link: &|link| Some(link.to_owned()), caption: &|_| String::new() };
    document.add(parts, &how);
    document.blocks.push(Block::Closing(Closing { names: vec![author], date: None, is_signed: false }));
    document
}
