//! Changes requested by the form: who may make them, and how they are written.

#![expect(clippy::result_large_err, reason = "it is the answer itself, once a request")]

mod agency;
mod begin;
mod drafts;
mod picture;
mod save;
mod saves;
mod trails;

use super::{Shared, answered, headers, keys::Keys, percent_decoded, query, refused};
use crate::{
    diag::Source,
    i18n::{Lang, Message, reason},
    import,
    io::{clock, file, own_folder::OwnFolder},
    preview::{Beside, Draft, FOLDER, Listed, Pasted, Preview, form_list},
    text,
};
use axum::{
    body::to_bytes,
    extract::Request,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use begin::{blank, document};
use drafts::Drafts;
use save::{check, go_back, save};
use saves::Saves;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::task;
use trails::Trails;

/// More than all cells and text of a report; and more than a document with its pictures.
const MAX_BYTES: usize = 8 << 20;
const MAX_DOCUMENT: usize = 64 << 20;

/// What is needed to change files.
pub(crate) struct Editor {
    pub root: PathBuf,
    pub keys: Keys,
    /// The page that opened this form, where portals are opened and published.
    back: Option<String>,
    drafts: Drafts,
    saves: Saves,
    trails: Trails,
    writing: Mutex<()>,
}

impl Editor {
    pub(crate) fn new(root: PathBuf, keys: Keys, back: Option<String>) -> Self {
        let folder = OwnFolder::of(&root);
        Self {
            root,
            keys,
            back,
            drafts: Drafts::new(folder.clone()),
            saves: Saves::new(folder.clone()),
            trails: Trails::new(folder),
            writing: Mutex::default(),
        }
    }

    /// While this is held, nothing else writes.
    fn one_at_a_time(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A ticket, which is exchanged for the key.
#[derive(Deserialize)]
struct Ticket {
    ticket: String,
}

/// HTML that a word processor put on the clipboard.
#[derive(Deserialize)]
struct Copied {
    html: String,
}

/// Input that has not been saved.
#[derive(Deserialize)]
struct Unsaved {
    file: String,
    #[serde(flatten)]
    draft: Draft,
}

/// Answers requests to look at a form.
pub(super) fn show(shared: &Shared, state: &Preview, what: &str, asked: &str) -> Option<Response> {
    let form: fn(&Shared, &Preview, &Arc<Source>) -> Response = match what {
        "edit" => page,
        "edit/state" => |_, state, source| answered(StatusCode::OK, state.edit_page(source).state()),
        "edit/saves" => earlier,
        "edit/trail" => trail,
        _ => return None,
    };
    let Some(file) = query(asked, "file").map(percent_decoded) else {
        let year = query(asked, "year").and_then(|year| year.parse().ok());
        let back = shared.editor.as_ref().and_then(|editor| editor.back.as_deref());
        let listed = Listed { year, today: clock::today(), may_edit: shared.editor.is_some(), back };
        return Some((headers("edit.html"), form_list(state, listed)).into_response());
    };
    let source = as_report(shared, state, &file);
    Some(source.map_or_else(|refusal| refusal, |source| form(shared, state, &source)))
}

fn page(shared: &Shared, state: &Preview, source: &Arc<Source>) -> Response {
    let editor = shared.editor.as_ref();
    let beside = Beside {
        may_edit: editor.is_some(),
        draft: editor.and_then(|editor| editor.drafts.of(&source.path)),
        has_trail: editor.is_some_and(|editor| editor.trails.of(&source.path).is_some()),
    };
    (headers("edit.html"), state.edit_page(source).page(&beside)).into_response()
}

/// The document that the report was read from, with every cell linked to its place.
fn trail(shared: &Shared, _: &Preview, source: &Arc<Source>) -> Response {
    match shared.editor.as_ref().and_then(|editor| editor.trails.of(&source.path)) {
        Some(page) => (headers("trail.html"), page).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Earlier versions of the report, and how they differ from the present one.
fn earlier(shared: &Shared, state: &Preview, source: &Arc<Source>) -> Response {
    let form = state.edit_page(source);
    let replaced = shared.editor.iter().flat_map(|editor| editor.saves.of(&source.path));
    let earlier = replaced.filter(|replaced| replaced.text != source.text).map(|replaced| {
        let then = state.edit_page(&Arc::new(Source::new(source.path.as_str(), replaced.text)));
        json!({ "at": replaced.at, "differences": form.differences(&then) })
    });
    answered(StatusCode::OK, json!({ "saves": earlier.collect::<Vec<_>>() }).to_string())
}

/// The actions that a form may request.
const ACTIONS: &[Action] = &[
    Action::new(KEY, MAX_BYTES, |asked| exchange(asked.editor, &asked.sent::<Ticket>()?.ticket, asked.lang())),
    Action::new("paste", MAX_BYTES, |asked| paste(asked.shared, asked.state, &asked.sent()?)),
    Action::new("text", MAX_BYTES, |asked| text_of(&asked.sent()?, asked.lang())),
    Action::new("picture", MAX_DOCUMENT, |asked| picture::add(asked.shared, asked.editor, asked.state, &asked.sent()?)),
    Action::new("check", MAX_BYTES, |asked| check(asked.shared, asked.state, &asked.sent()?)),
    Action::new("save", MAX_BYTES, |asked| save(asked.shared, asked.editor, asked.state, &asked.sent()?)),
    Action::new("back", MAX_BYTES, |asked| go_back(asked.shared, asked.editor, asked.state, &asked.sent()?)),
    Action::new("draft", MAX_BYTES, |asked| keep(asked.shared, asked.editor, asked.state, asked.sent()?)),
    Action::new("new", MAX_BYTES, |asked| blank(asked.editor, asked.state, &asked.sent()?)),
    Action::new("agency", MAX_BYTES, |asked| agency::add(asked.editor, asked.state, &asked.sent()?)),
    Action::new("import", MAX_DOCUMENT, |asked| document(asked.editor, asked.state, &asked.sent()?)),
];

/// The action that requests a key, and therefore the only one without a key.
const KEY: &str = "key";

struct Action {
    /// The last component of its address.
    name: &'static str,
    /// The largest request it accepts, in bytes.
    most: usize,
    run: fn(&Asked<'_>) -> Result<Response, Response>,
}

impl Action {
    const fn new(name: &'static str, most: usize, run: fn(&Asked<'_>) -> Result<Response, Response>) -> Self {
        Self { name, most, run }
    }

    fn named(name: &str) -> Option<&'static Self> {
        ACTIONS.iter().find(|action| action.name == name)
    }
}

/// A request, with what is needed to answer it.
struct Asked<'a> {
    shared: &'a Shared,
    editor: &'a Editor,
    state: &'a Preview,
    bytes: &'a [u8],
}

impl Asked<'_> {
    fn lang(&self) -> Lang {
        self.state.lang()
    }

    /// The data sent with it.
    fn sent<T: DeserializeOwned>(&self) -> Result<T, Response> {
        serde_json::from_slice(self.bytes).map_err(|_| refused(StatusCode::BAD_REQUEST, &not_understood(), self.lang()))
    }
}

/// Answers requests to change something.
pub(super) async fn take(shared: Shared, request: Request) -> Response {
    let state = shared.state.borrow().clone();
    let path = request.uri().path().strip_prefix(state.base()).and_then(|path| path.strip_prefix(FOLDER));
    let Some(action) = path.and_then(|path| path.strip_prefix("edit/")).map(Action::named) else {
        return shared.guard.admit(&request).err().unwrap_or_else(|| StatusCode::NOT_FOUND.into_response());
    };
    if let Err(refusal) = shared.guard.admit_write(&request) {
        return refusal;
    }
    let Some(editor) = shared.editor.clone() else {
        let message = text!(
            "这个预览不接受改动：本机以外要用 giar watch --edit",
            "this preview is read-only; run giar watch --edit to allow changes from other machines"
        );
        return refused(StatusCode::FORBIDDEN, &message.into(), state.lang());
    };
    if !editor.keys.admits(request.headers()) && action.is_none_or(|action| action.name != KEY) {
        return refused(StatusCode::FORBIDDEN, &no_key(), state.lang());
    }
    let Some(action) = action else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(bytes) = to_bytes(request.into_body(), action.most).await else {
        let message = text!("一次送来的内容太大", "too much was sent at once");
        return refused(StatusCode::PAYLOAD_TOO_LARGE, &message.into(), state.lang());
    };
    let answered = task::spawn_blocking(move || {
        let asked = Asked { shared: &shared, editor: &editor, state: &state, bytes: &bytes };
        (action.run)(&asked).unwrap_or_else(|refusal| refusal)
    });
    let answered = answered.await;
    answered.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn not_understood() -> Message {
    text!("看不懂送来的内容", "what was sent cannot be read").into()
}

fn exchange(editor: &Editor, ticket: &str, lang: Lang) -> Result<Response, Response> {
    let key = editor.keys.exchange(ticket).ok_or_else(|| refused(StatusCode::FORBIDDEN, &no_key(), lang))?;
    Ok(answered(StatusCode::OK, json!({ "key": key }).to_string()))
}

/// Assigns pasted text to cells.
fn paste(shared: &Shared, state: &Preview, pasted: &Pasted) -> Result<Response, Response> {
    let source = as_report(shared, state, &pasted.file)?;
    match state.edit_page(&source).paste(pasted) {
        Ok(cells) => Ok(answered(StatusCode::OK, json!({ "cells": cells }).to_string())),
        Err(message) => Err(undone(&message, state.lang())),
    }
}

/// Likewise for the text of a section.
fn text_of(copied: &Copied, lang: Lang) -> Result<Response, Response> {
    match import::pasted_text(&copied.html) {
        Ok(text) => Ok(answered(StatusCode::OK, json!({ "text": text }).to_string())),
        Err(refusal) => Err(undone(&refusal.why, lang)),
    }
}

fn keep(shared: &Shared, editor: &Editor, state: &Preview, unsaved: Unsaved) -> Result<Response, Response> {
    let _one_at_a_time = editor.one_at_a_time();
    let source = as_report(shared, state, &unsaved.file)?;
    editor.drafts.keep(&source.path, unsaved.draft);
    Ok(answered(StatusCode::OK, "{}".to_owned()))
}

/// A report of the site, read from disk: network drives do not report changes.
fn as_report(shared: &Shared, state: &Preview, path: &str) -> Result<Arc<Source>, Response> {
    if !state.has_report(path) {
        let message = text!("网站里没有报告 {file}", "the site has no report {file}").with("file", path);
        return Err(refused(StatusCode::NOT_FOUND, &message, state.lang()));
    }
    read(&shared.root, path).map_err(|message| refused(StatusCode::INTERNAL_SERVER_ERROR, &message, state.lang()))
}

fn read(root: &Path, path: &str) -> Result<Arc<Source>, Message> {
    let read = file::text(path, &root.join(path)).map_err(|error| {
        let message = text!("读不了 {path}：{error}", "cannot read {path}: {error}");
        message.with("path", path).with("error", reason(&error))
    });
    read?.map_err(|finding| finding.message)
}

/// The answer to a request that was understood but cannot be carried out.
fn undone(why: &Message, lang: Lang) -> Response {
    refused(StatusCode::UNPROCESSABLE_ENTITY, why, lang)
}

fn no_key() -> Message {
    text!(
        "没有填报的许可：请打开 giar 在终端里写的“填报”网址",
        "not permitted: open the address for filling in that giar shows in the terminal"
    )
    .into()
}
