//! Changes that come from the form: whom they are taken from, and how they get into files.

use super::{Shared, headers, keys::Keys, percent_decoded, query};
use crate::{
    diag::Source,
    i18n::{Lang, Message},
    io::{file, rewrite::rewrite},
    preview::{Change, FOLDER, Pasted, Preview, Refused, form_list, hash},
    text,
};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::task;

/// More than all cells and all text of a report.
const MAX_BYTES: usize = 8 << 20;
/// A file that is written elsewhere again and again is given up.
const ATTEMPTS: usize = 4;

/// What it takes to change files.
pub(crate) struct Editor {
    pub root: PathBuf,
    pub keys: Keys,
    writing: Mutex<()>,
}

impl Editor {
    pub(crate) fn new(root: PathBuf, keys: Keys) -> Self {
        Self { root, keys, writing: Mutex::default() }
    }
}

/// Answers whoever looks at a form.
pub(super) fn show(shared: &Shared, state: &Preview, what: &str, asked: &str) -> Option<Response> {
    if !matches!(what, "edit" | "edit/state") {
        return None;
    }
    let Some(file) = query(asked, "file").map(percent_decoded) else {
        let year = query(asked, "year").and_then(|year| year.parse().ok());
        return Some((headers("edit.html"), form_list(state, year)).into_response());
    };
    let source = state.has_report(&file).then(|| read(shared, &file));
    Some(match source {
        Some(Ok(source)) if what == "edit" => {
            (headers("edit.html"), state.form(&source).page(shared.editor.is_some())).into_response()
        }
        Some(Ok(source)) => (headers("state.json"), state.form(&source).state()).into_response(),
        Some(Err(message)) => refused(StatusCode::INTERNAL_SERVER_ERROR, &message, state.lang()),
        None => refused(StatusCode::NOT_FOUND, &unknown(&file), state.lang()),
    })
}

/// Answers whoever wants to change something.
pub(super) async fn take(shared: Shared, request: Request) -> Response {
    let state = shared.state.borrow().clone();
    let path = request.uri().path().strip_prefix(state.base()).and_then(|path| path.strip_prefix(FOLDER));
    let Some(what) = path.and_then(|path| path.strip_prefix("edit/")).map(str::to_owned) else {
        return shared.guard.admit(&request).err().unwrap_or_else(|| StatusCode::NOT_FOUND.into_response());
    };
    if let Err(refusal) = shared.guard.admit_write(&request) {
        return refusal;
    }
    let Some(editor) = shared.editor.clone() else {
        let message = text!(
            "这个预览不接受改动：本机以外要用 giar watch --edit",
            "this preview takes no changes: beyond this machine, run giar watch with --edit"
        );
        return refused(StatusCode::FORBIDDEN, &message.into(), state.lang());
    };
    let has_key = key_of(request.headers()).is_some_and(|key| editor.keys.fits(key));
    if !has_key && what != "key" {
        return refused(StatusCode::FORBIDDEN, &no_key(), state.lang());
    }
    let Ok(bytes) = to_bytes(request.into_body(), MAX_BYTES).await else {
        let message = text!("一次送来的内容太大", "too much was sent at once");
        return refused(StatusCode::PAYLOAD_TOO_LARGE, &message.into(), state.lang());
    };
    let answered = task::spawn_blocking(move || answer(&shared, &editor, &state, &what, &bytes)).await;
    answered.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn answer(shared: &Shared, editor: &Editor, state: &Preview, what: &str, bytes: &[u8]) -> Response {
    let lang = state.lang();
    if what == "key" {
        let ticket = serde_json::from_slice::<Value>(bytes).ok();
        let ticket = ticket.as_ref().and_then(|sent| sent["ticket"].as_str());
        return match ticket.and_then(|ticket| editor.keys.exchange(ticket)) {
            Some(key) => answered(StatusCode::OK, json!({ "key": key }).to_string()),
            None => refused(StatusCode::FORBIDDEN, &no_key(), lang),
        };
    }
    if what == "paste" {
        return serde_json::from_slice(bytes).map_or_else(|_| unread(lang), |pasted| paste(shared, state, &pasted));
    }
    let Ok(change) = serde_json::from_slice::<Change>(bytes) else { return unread(lang) };
    if !state.has_report(&change.file) {
        return refused(StatusCode::NOT_FOUND, &unknown(&change.file), lang);
    }
    match what {
        "check" => check(shared, state, &change),
        "save" => save(shared, editor, state, &change),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What the report would be with a change that is not saved.
fn check(shared: &Shared, state: &Preview, change: &Change) -> Response {
    match changed(shared, state, change) {
        Ok((_, after)) => answered(StatusCode::OK, state.form(&after).state()),
        Err(refusal) => refusal,
    }
}

fn save(shared: &Shared, editor: &Editor, state: &Preview, change: &Change) -> Response {
    let _one_at_a_time = editor.writing.lock().unwrap_or_else(PoisonError::into_inner);
    for _ in 0..ATTEMPTS {
        let (before, after) = match changed(shared, state, change) {
            Ok(both) => both,
            Err(refusal) => return refusal,
        };
        if before.text != after.text
            && let Err(error) = rewrite(&editor.root, std::iter::once((&*before, after.text.as_str())))
        {
            let is_other = read(shared, &change.file).is_ok_and(|now| hash(&now.text) != hash(&before.text));
            if is_other {
                continue;
            }
            return refused(StatusCode::INTERNAL_SERVER_ERROR, &error.0, state.lang());
        }
        return answered(StatusCode::OK, state.form(&after).state());
    }
    let message = text!("文件正被别的程序反复改写", "another program keeps writing the file");
    refused(StatusCode::CONFLICT, &message.into(), state.lang())
}

/// The file as it lies on disk, and with a change.
#[expect(clippy::result_large_err, reason = "it is the answer itself, once a request")]
fn changed(shared: &Shared, state: &Preview, change: &Change) -> Result<(Arc<Source>, Arc<Source>), Response> {
    let fault = |message: Message| refused(StatusCode::INTERNAL_SERVER_ERROR, &message, state.lang());
    let before = read(shared, &change.file).map_err(fault)?;
    let form = state.form(&before);
    match form.change(change) {
        Ok(after) => Ok((before, after)),
        Err(Refused::Elsewhere) => Err(answered(StatusCode::CONFLICT, form.state())),
        Err(Refused::Not(message)) => Err(refused(StatusCode::UNPROCESSABLE_ENTITY, &message, state.lang())),
    }
}

/// A report as it lies on disk now. Network drives do not say what changes on them.
fn read(shared: &Shared, path: &str) -> Result<Arc<Source>, Message> {
    let read = file::text(path, &shared.root.join(path));
    let fault = |error: std::io::Error| {
        let message = text!("读不了 {path}：{error}", "cannot read {path}: {error}");
        message.with("path", path).with("error", error.to_string())
    };
    read.map_err(fault)?.map_err(|finding| finding.message)
}

/// What a clipboard says of which cells.
fn paste(shared: &Shared, state: &Preview, pasted: &Pasted) -> Response {
    let read = if state.has_report(&pasted.file) { read(shared, &pasted.file) } else { Err(unknown(&pasted.file)) };
    let source = match read {
        Ok(source) => source,
        Err(message) => return refused(StatusCode::NOT_FOUND, &message, state.lang()),
    };
    match state.form(&source).paste(pasted) {
        Ok(cells) => answered(StatusCode::OK, json!({ "cells": cells }).to_string()),
        Err(message) => refused(StatusCode::UNPROCESSABLE_ENTITY, &message, state.lang()),
    }
}

fn unread(lang: Lang) -> Response {
    let message = text!("看不懂送来的内容", "what was sent cannot be read");
    refused(StatusCode::BAD_REQUEST, &message.into(), lang)
}

fn unknown(file: &str) -> Message {
    text!("网站里没有报告 {file}", "the site has no report {file}").with("file", file)
}

fn no_key() -> Message {
    text!(
        "没有填报的许可：请打开 giar 在终端里写的“填报”网址",
        "not permitted: open the address for filling in that giar shows in the terminal"
    )
    .into()
}

fn key_of(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-giar-key")?.to_str().ok()
}

fn refused(status: StatusCode, message: &Message, lang: Lang) -> Response {
    answered(status, json!({ "message": message.get(lang) }).to_string())
}

fn answered(status: StatusCode, json: String) -> Response {
    (status, headers("answer.json"), Body::from(json)).into_response()
}
