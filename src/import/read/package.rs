//! Packages of Office: how their parts refer to each other.

use super::{
    Refusal,
    xml::{self, Node},
    zip::Archive,
};
use std::collections::HashMap;

/// By id: what kind of part it is, and where it is.
pub(super) type Relations = HashMap<String, (String, String)>;

/// A target as a name in the archive.
pub(super) fn resolved(main: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<_> = main.split('/').collect();
    folders.pop();
    for part in target.split('/') {
        match part {
            ".." => {
                folders.pop();
            }
            "." | "" => {}
            part => folders.push(part),
        }
    }
    folders.join("/")
}

/// What a part refers to; nothing, if there is no such list.
pub(super) fn relations(archive: &mut Archive<'_>, name: &str) -> Result<Relations, Refusal> {
    let mut found = HashMap::new();
    let Some(bytes) = archive.part(name)? else { return Ok(found) };
    xml::walk(&bytes, |node| {
        if let Node::Open(element) = node
            && let (Some(id), Some(kind), Some(target)) =
                (element.get("Id"), element.get("Type"), element.get("Target"))
        {
            found.insert(id.to_owned(), (kind.to_owned(), target.to_owned()));
        }
        Ok(())
    })?;
    Ok(found)
}
