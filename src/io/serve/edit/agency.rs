//! Adds an agency in the browser: a section in `site.toml`, and an `agency` key in the reports that did not need one
//! while there was only one agency.

use super::{Editor, answered, read, undone};
use crate::{
    config::{Agency, AgencyKind, Rank},
    diag::Source,
    fix::{self, NewAgency},
    i18n::{Lang, Message},
    io::{load, rewrite::rewrite},
    preview::Preview,
    report::ReportPath,
    start::{guessed_kind, guessed_rank},
    text,
};
use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// What the user entered. Kind and rank are guessed from the name unless given.
#[derive(Deserialize)]
pub(super) struct Added {
    name: String,
    id: String,
    kind: Option<String>,
    rank: Option<String>,
    parent: Option<String>,
}

/// Adds the agency, and reports which kind and rank it was given.
pub(super) fn add(editor: &Editor, state: &Preview, added: &Added) -> Result<Response, Response> {
    let _one_at_a_time = editor.one_at_a_time();
    let lang = state.lang();
    let said = write(editor, state, added);
    let said = said.map_err(|message| undone(&message, lang))?;
    Ok(answered(StatusCode::OK, json!({ "id": added.id.trim(), "message": said.get(lang) }).to_string()))
}

fn write(editor: &Editor, state: &Preview, added: &Added) -> Result<Message, Message> {
    let agency = added.agency()?;
    let before = load::config(&editor.root).map_err(|error| error.0)?;
    let after = fix::add_agency(&before, &agency).map_err(|refusal| refusal.0)?;
    let named = reports_to_name(editor, state);
    let reports = named.iter().map(|(before, after)| (&**before, after.text.as_str()));
    let files = reports.chain([(&*before, after.text.as_str())]);
    rewrite(&editor.root, files).map_err(|error| error.0)?;
    Ok(added_as(&agency, named.len(), state.lang()))
}

fn added_as(agency: &NewAgency, named: usize, lang: Lang) -> Message {
    let message = text!(
        "加上了{name}：{kind}，{rank}。不对的，在 site.toml 里改。{also}",
        "Added {name}. Kind: {kind}; rank: {rank}. Correct it in site.toml if that is wrong. {also}"
    );
    let also = text!(
        "原来的 {n} 份报告写明了是哪个机关的（agency）",
        "{n} existing {n:report now names its|reports now name their} agency (`agency`)"
    );
    let also = if named == 0 { String::new() } else { also.with("n", named).get(lang) };
    message
        .with("name", &agency.name)
        .with("kind", agency.kind.word().get(lang))
        .with("rank", agency.rank.word().get(lang))
        .with("also", also)
}

impl Added {
    fn agency(&self) -> Result<NewAgency, Message> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(text!("写上机关的全称", "give the full name of the agency").into());
        }
        let id = self.id.trim();
        if !Agency::is_id(id) {
            let message = text!(
                "代码只用小写字母、数字和短横线，如 qingshi；这里写的是“{id}”",
                "an id consists of a–z, 0–9 and -, such as qingshi; this is `{id}`"
            );
            return Err(message.with("id", id));
        }
        Ok(NewAgency {
            id: id.to_owned(),
            // An empty choice is not a key.
            kind: self.kind.as_deref().and_then(AgencyKind::of_key).unwrap_or_else(|| guessed_kind(&name)),
            rank: self.rank.as_deref().and_then(Rank::of_key).unwrap_or_else(|| guessed_rank(&name)),
            parent: self.parent.clone().filter(|parent| !parent.is_empty()),
            name,
        })
    }
}

/// The reports without an `agency` key, each with the key added: with a second agency it becomes necessary.
fn reports_to_name(editor: &Editor, state: &Preview) -> Vec<(Arc<Source>, Arc<Source>)> {
    let site = &state.now().site;
    let agencies = &site.config.agencies;
    let Some(only) = agencies.only().map(|id| &agencies[id]) else { return Vec::new() };
    let shown = site.archive.reports.iter().map(|report| report.source.path.clone());
    let drafts = site.archive.left_out().iter().map(|path| format!("content/{path}"));
    let unnamed = shown.chain(drafts).filter_map(|file| {
        let path = ReportPath::parse(file.strip_prefix("content/")?)?;
        // Read from disk; if a file cannot be read, its agency is unknown.
        let before = path.agency.is_none().then(|| read(&editor.root, &file).ok())??;
        let is_named = !fix::head_value(&before, "agency").is_empty();
        let after = (!is_named).then(|| fix::set_head_value(&before, "agency", &only.id).ok())??;
        Some((before, after))
    });
    unnamed.collect()
}
