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

/// What the package itself refers to.
pub(super) fn relations(archive: &mut Archive<'_>) -> Result<Relations, Refusal> {
    listed(archive, "_rels/.rels")
}

/// What a part refers to.
pub(super) fn relations_of(archive: &mut Archive<'_>, part: &str) -> Result<Relations, Refusal> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    listed(archive, &format!("{folder}/_rels/{name}.rels"))
}

/// The relations of a list; none, if there is no such list.
fn listed(archive: &mut Archive<'_>, name: &str) -> Result<Relations, Refusal> {
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
