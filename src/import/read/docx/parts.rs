//! The parts of a Word file and how they refer to each other.

use super::super::{
    Refusal, damaged,
    package::{self, Relations, resolved},
    xml::{self, Node},
    zip::Archive,
};
use std::collections::HashMap;

/// Where things stand in the archive. Their names are the writer's choice.
#[derive(Debug)]
pub(super) struct Parts {
    pub main: String,
    relations: Relations,
}

impl Parts {
    pub(super) fn of(archive: &mut Archive<'_>) -> Result<Self, Refusal> {
        let packaged = package::relations(archive)?;
        let main = packaged.values().find(|(kind, _)| kind.ends_with("/officeDocument"));
        let main = main.map_or_else(|| "word/document.xml".to_owned(), |(_, target)| resolved("", target));
        if !archive.has(&main) {
            return Err(damaged());
        }
        let relations = package::relations_of(archive, &main)?;
        Ok(Self { main, relations })
    }

    /// Where a link leads.
    pub(super) fn target(&self, id: &str) -> Option<&str> {
        self.relations.get(id).map(|(_, target)| target.as_str())
    }

    /// The part that a relation names.
    pub(super) fn part(&self, id: &str) -> Option<String> {
        self.target(id).map(|target| resolved(&self.main, target))
    }

    /// The part of a kind: `styles`, `numbering`, `footnotes`.
    pub(super) fn of_kind(&self, kind: &str) -> Option<String> {
        let found = self.relations.values().find(|(own, _)| own.rsplit('/').next() == Some(kind));
        found.map(|(_, target)| resolved(&self.main, target))
    }
}

/// Footnotes by their ids, as text.
pub(super) fn footnotes(archive: &mut Archive<'_>, parts: &Parts) -> Result<HashMap<String, String>, Refusal> {
    let mut notes: HashMap<String, String> = HashMap::new();
    for kind in ["footnotes", "endnotes"] {
        let Some(bytes) = parts.of_kind(kind).map(|name| archive.part(&name)).transpose()?.flatten() else { continue };
        let (mut id, mut is_text) = (None, false);
        xml::walk(&bytes, |node| {
            match node {
                Node::Open(element) if matches!(element.name.as_str(), "footnote" | "endnote") => {
                    id = element.get("id").filter(|_| element.get("type").is_none()).map(str::to_owned);
                }
                Node::Open(element) => is_text = element.name == "t",
                Node::Close(name) if name == "t" => is_text = false,
                Node::Text(text) if is_text => {
                    if let Some(id) = &id {
                        notes.entry(id.clone()).or_default().push_str(&text);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
    }
    Ok(notes)
}
