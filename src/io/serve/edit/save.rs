//! Writes changes into files: applied to the text now on disk, one at a time, and never over somebody else's change.

use super::{Editor, Shared, answered, as_report, read, refused, undone};
use crate::{
    diag::Source,
    io::rewrite::rewrite,
    preview::{Change, Changed, EditPage, Preview, Refused, hash},
    text,
};
use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use std::{iter, sync::Arc};

/// Give up if a file keeps being changed elsewhere.
const ATTEMPTS: usize = 4;

/// An earlier text to restore, and the hash of the text that the form believes to be there.
#[derive(Deserialize)]
pub(super) struct Back {
    pub file: String,
    at: u64,
    hash: String,
}

/// The state that a report would have after a change, without saving it.
pub(super) fn check(shared: &Shared, state: &Preview, change: &Change) -> Result<Response, Response> {
    let (_, after) = changed(shared, state, change)?;
    Ok(answered(StatusCode::OK, state.edit_page(&after.source).state_after(&after.refused)))
}

pub(super) fn save(shared: &Shared, editor: &Editor, state: &Preview, change: &Change) -> Result<Response, Response> {
    let _one_at_a_time = editor.one_at_a_time();
    for _ in 0..ATTEMPTS {
        let (before, after) = changed(shared, state, change)?;
        if write(shared, editor, state, (&before, &after.source.text), false)? {
            editor.drafts.saved(&change.file, change.cells.keys().filter(|name| !after.refused.contains_key(*name)));
            return Ok(answered(StatusCode::OK, state.edit_page(&after.source).state_after(&after.refused)));
        }
    }
    let message = text!("文件正被别的程序反复改写", "another program keeps writing the file");
    Err(refused(StatusCode::CONFLICT, &message.into(), state.lang()))
}

/// Restores an earlier text of a report.
pub(super) fn go_back(shared: &Shared, editor: &Editor, state: &Preview, back: &Back) -> Result<Response, Response> {
    let _one_at_a_time = editor.one_at_a_time();
    let before = as_report(shared, state, &back.file)?;
    if hash(&before.text) != back.hash {
        return Err(changed_elsewhere(&state.edit_page(&before)));
    }
    let Some(replaced) = editor.saves.of(&back.file).find(|replaced| replaced.at == back.at) else {
        let message = text!("那时存下的已经没有了", "that save is no longer kept");
        return Err(refused(StatusCode::NOT_FOUND, &message.into(), state.lang()));
    };
    if !write(shared, editor, state, (&before, &replaced.text), true)? {
        return Err(changed_elsewhere(&state.edit_page(&before)));
    }
    let after = Arc::new(Source::new(back.file.as_str(), replaced.text));
    Ok(answered(StatusCode::OK, state.edit_page(&after).state()))
}

/// Replaces the text that was read, unless somebody else has changed the file since.
fn write(
    shared: &Shared,
    editor: &Editor,
    state: &Preview,
    (before, after): (&Source, &str),
    goes_back: bool,
) -> Result<bool, Response> {
    if before.text == after {
        return Ok(true);
    }
    match rewrite(&editor.root, iter::once((before, after))) {
        Ok(()) => {
            editor.saves.keep(before, goes_back);
            Ok(true)
        }
        Err(_) if read(&shared.root, &before.path).is_ok_and(|now| now.text != before.text) => Ok(false),
        Err(error) => Err(refused(StatusCode::INTERNAL_SERVER_ERROR, &error.0, state.lang())),
    }
}

/// The file on disk, before and after a change. A change that cannot be applied is refused.
fn changed(shared: &Shared, state: &Preview, change: &Change) -> Result<(Arc<Source>, Changed), Response> {
    let before = as_report(shared, state, &change.file)?;
    let form = state.edit_page(&before);
    match form.change(change) {
        Ok(after) => match after.refused.values().next() {
            Some(message) if after.source.text == before.text => Err(undone(message, state.lang())),
            _ => Ok((before, after)),
        },
        Err(Refused::Elsewhere) => Err(changed_elsewhere(&form)),
        Err(Refused::Not(message)) => Err(undone(&message, state.lang())),
    }
}

/// The present state of the file, for a form that is out of date.
fn changed_elsewhere(form: &EditPage<'_>) -> Response {
    answered(StatusCode::CONFLICT, form.state())
}
