//! Proposes missing agencies as sections to paste into `site.toml`.

use super::Done;
use crate::{
    config::Agencies,
    i18n::{Arg, Message},
    start::{full_name, guessed_kind, guessed_rank},
    text,
};
use std::collections::BTreeMap;

/// An agency that a document names but `site.toml` lacks.
pub(super) struct Proposal {
    id: String,
    name: String,
}

impl Proposal {
    /// The section for `site.toml`.
    pub(super) fn block(&self) -> String {
        let Self { id, name } = self;
        let (kind, rank) = (guessed_kind(name).key(), guessed_rank(name).key());
        let name = name.replace(['"', '\\'], "");
        format!("[[agency]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"{kind}\"\nrank = \"{rank}\"\n")
    }
}

/// The message with all sections to be copied into `site.toml` at once.
pub(super) fn message(proposals: &[Proposal]) -> Option<Message> {
    let message = text!(
        "site.toml 里没有{names}。核对下面几行（id 用在网址里，定了就不要改），加进 site.toml：\n\n{blocks}",
        "site.toml does not list {names}. Check these lines (the id is part of addresses and should never change) and add them to site.toml:\n\n{blocks}"
    );
    let names: Vec<_> = proposals.iter().map(|proposal| format!("“{}”", proposal.name)).collect();
    let blocks: Vec<_> = proposals.iter().map(Proposal::block).collect();
    let message = message.with("names", &names).with("blocks", Arg::Verbatim(blocks.join("\n")));
    (!proposals.is_empty()).then_some(message)
}

/// Gives an id to documents of agencies that the site lacks, and proposes these agencies.
pub(super) fn of(done: &mut [Done], agencies: &Agencies) -> Vec<Proposal> {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut proposals = Vec::new();
    for done in done {
        let stem = done.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(imported) = &mut done.result else { continue };
        if imported.agency.is_some() {
            continue;
        }
        // Without an agency in the document, its file name is proposed; the user can correct it.
        let name = imported.agency_name.as_deref().map_or_else(|| stem.clone(), full_name);
        let id = ids.entry(name.clone()).or_insert_with(|| {
            let id = id(&stem, agencies, &proposals);
            proposals.push(Proposal { id: id.clone(), name: name.clone() });
            id
        });
        imported.proposed = Some(id.clone());
    }
    proposals
}

/// An id made of the letters of a file name, or a number.
fn id(stem: &str, agencies: &Agencies, proposals: &[Proposal]) -> String {
    let words = stem.to_ascii_lowercase();
    let words: Vec<_> = words.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() > 1).collect();
    let is_free = |id: &String| agencies.index_of(id).is_none() && proposals.iter().all(|other| other.id != *id);
    let named = Some(words.join("-")).filter(|id| !id.is_empty() && id.len() <= 40).filter(is_free);
    let mut numbers = (agencies.len() + proposals.len() + 1..).map(|number| format!("agency-{number}"));
    named.or_else(|| numbers.find(is_free)).unwrap_or_default()
}
