//! Changes that come from the form: whom they are taken from, and how they get into files.

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
    preview::{Beside, Change, Draft, FOLDER, Listed, Pasted, Preview, form_list},
    text,
};
use agency::Added;
use axum::{
    body::to_bytes,
    extract::Request,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use begin::{Blank, Document, blank, document};
use drafts::Drafts;
use picture::Picture;
use save::{Back, check, go_back, save};
use saves::Saves;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::task;
use trails::Trails;

/// More than all cells and all text of a report; and more than a document with its pictures.
const MAX_BYTES: usize = 8 << 20;
const MAX_DOCUMENT: usize = 64 << 20;

/// What it takes to change files.
pub(crate) struct Editor {
    pub root: PathBuf,
    pub keys: Keys,
    /// The page that led here, where portals are opened and published.
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

    /// For as long as it is held, nobody else writes.
    fn one_at_a_time(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A ticket, to be exchanged for the key.
#[derive(Deserialize)]
struct Ticket {
    ticket: String,
}

/// What a word processor has put on the clipboard.
#[derive(Deserialize)]
struct Copied {
    html: String,
}

/// What was typed into a form and is not saved.
#[derive(Deserialize)]
struct Unsaved {
    file: String,
    #[serde(flatten)]
    draft: Draft,
}

/// Answers whoever looks at a form.
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

/// The document that the report was read from, every cell linked to its place.
fn trail(shared: &Shared, _: &Preview, source: &Arc<Source>) -> Response {
    match shared.editor.as_ref().and_then(|editor| editor.trails.of(&source.path)) {
        Some(page) => (headers("trail.html"), page).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What the report held before it was saved, and how that differs from what it holds.
fn earlier(shared: &Shared, state: &Preview, source: &Arc<Source>) -> Response {
    let form = state.edit_page(source);
    let replaced = shared.editor.iter().flat_map(|editor| editor.saves.of(&source.path));
    let earlier = replaced.filter(|replaced| replaced.text != source.text).map(|replaced| {
        let then = state.edit_page(&Arc::new(Source::new(source.path.as_str(), replaced.text)));
        json!({ "at": replaced.at, "differences": form.differences(&then) })
    });
    answered(StatusCode::OK, json!({ "saves": earlier.collect::<Vec<_>>() }).to_string())
}

/// What a form asks to be done.
#[derive(Clone, Copy, PartialEq)]
enum Action {
    Key,
    Paste,
    Text,
    Picture,
    Check,
    Save,
    Back,
    Draft,
    New,
    Agency,
    Import,
}

impl Action {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "key" => Self::Key,
            "paste" => Self::Paste,
            "text" => Self::Text,
            "picture" => Self::Picture,
            "check" => Self::Check,
            "save" => Self::Save,
            "back" => Self::Back,
            "draft" => Self::Draft,
            "new" => Self::New,
            "agency" => Self::Agency,
            "import" => Self::Import,
            _ => return None,
        })
    }
}

/// Answers whoever wants to change something.
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
    if !editor.keys.admits(request.headers()) && action != Some(Action::Key) {
        return refused(StatusCode::FORBIDDEN, &no_key(), state.lang());
    }
    let Some(action) = action else { return StatusCode::NOT_FOUND.into_response() };
    let most = if matches!(action, Action::Import | Action::Picture) { MAX_DOCUMENT } else { MAX_BYTES };
    let Ok(bytes) = to_bytes(request.into_body(), most).await else {
        let message = text!("一次送来的内容太大", "too much was sent at once");
        return refused(StatusCode::PAYLOAD_TOO_LARGE, &message.into(), state.lang());
    };
    let answered = task::spawn_blocking(move || answer(&shared, &editor, &state, action, &bytes)).await;
    answered.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn answer(shared: &Shared, editor: &Editor, state: &Preview, action: Action, bytes: &[u8]) -> Response {
    let lang = state.lang();
    let answer = match action {
        Action::Key => sent(bytes, lang).and_then(|sent: Ticket| exchange(editor, &sent.ticket, lang)),
        Action::Paste => sent(bytes, lang).and_then(|pasted: Pasted| paste(shared, state, &pasted)),
        Action::Text => sent(bytes, lang).and_then(|copied: Copied| text_of(&copied, lang)),
        Action::Picture => sent(bytes, lang).and_then(|picture: Picture| picture::add(shared, editor, state, &picture)),
        Action::Check => sent(bytes, lang).and_then(|change: Change| check(shared, state, &change)),
        Action::Save => sent(bytes, lang).and_then(|change: Change| save(shared, editor, state, &change)),
        Action::Back => sent(bytes, lang).and_then(|back: Back| go_back(shared, editor, state, &back)),
        Action::Draft => sent(bytes, lang).and_then(|unsaved: Unsaved| keep(shared, editor, state, unsaved)),
        Action::New => sent(bytes, lang).and_then(|begun: Blank| blank(editor, state, &begun)),
        Action::Agency => sent(bytes, lang).and_then(|added: Added| agency::add(editor, state, &added)),
        Action::Import => sent(bytes, lang).and_then(|sent: Document| document(editor, state, &sent)),
    };
    answer.unwrap_or_else(|refusal| refusal)
}

fn sent<T: DeserializeOwned>(bytes: &[u8], lang: Lang) -> Result<T, Response> {
    serde_json::from_slice(bytes).map_err(|_| refused(StatusCode::BAD_REQUEST, &not_understood(), lang))
}

fn not_understood() -> Message {
    text!("看不懂送来的内容", "what was sent cannot be read").into()
}

fn exchange(editor: &Editor, ticket: &str, lang: Lang) -> Result<Response, Response> {
    let key = editor.keys.exchange(ticket).ok_or_else(|| refused(StatusCode::FORBIDDEN, &no_key(), lang))?;
    Ok(answered(StatusCode::OK, json!({ "key": key }).to_string()))
}

/// What a clipboard says of which cells.
fn paste(shared: &Shared, state: &Preview, pasted: &Pasted) -> Result<Response, Response> {
    let source = as_report(shared, state, &pasted.file)?;
    match state.edit_page(&source).paste(pasted) {
        Ok(cells) => Ok(answered(StatusCode::OK, json!({ "cells": cells }).to_string())),
        Err(message) => Err(undone(&message, state.lang())),
    }
}

/// The same for the text of a section.
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

/// A report of the site as it lies on disk now. Network drives do not say what changes on them.
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

/// The answer to what was understood and cannot be done.
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
