//! Adds pictures to the text of a report: each becomes a new file next to it, and never replaces another.

use super::{Editor, Shared, answered, as_report, undone};
use crate::{i18n::Message, io::create::create, preview::Preview, site::url, text};
use axum::{http::StatusCode, response::Response};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::json;
use std::fs;

#[derive(Deserialize)]
pub(super) struct Picture {
    file: String,
    name: String,
    base64: String,
}

/// Formats that browsers show as pictures and that cannot contain scripts.
const KINDS: [&str; 5] = ["png", "jpg", "jpeg", "gif", "webp"];
/// At most this many pictures of one name are numbered.
const MOST: usize = 99;

pub(super) fn add(shared: &Shared, editor: &Editor, state: &Preview, picture: &Picture) -> Result<Response, Response> {
    let _one_at_a_time = editor.one_at_a_time();
    let report = as_report(shared, state, &picture.file)?;
    let parts = picture.name.rsplit_once('.').map(|(stem, kind)| (plain(stem), kind.to_ascii_lowercase()));
    let bytes = STANDARD.decode(&picture.base64).ok();
    let known = parts.filter(|(_, kind)| KINDS.contains(&kind.as_str())).zip(bytes);
    let ((stem, kind), bytes) = known.ok_or_else(|| undone(&no_picture(), state.lang()))?;
    let (folder, below) = beside(&report.path);
    let names = (1..=MOST).map(|n| if n == 1 { format!("{stem}.{kind}") } else { format!("{stem}-{n}.{kind}") });
    for name in names {
        let path = format!("{folder}/{name}");
        let there = fs::read(editor.root.join(&path)).ok();
        if there.as_ref().is_some_and(|there| *there != bytes) {
            continue;
        }
        if there.is_none() {
            create(&editor.root, &[(path, &bytes)]).map_err(|error| undone(&error.0, state.lang()))?;
        }
        let link = url::encoded(&format!("{below}{name}"));
        return Ok(answered(StatusCode::OK, json!({ "link": link }).to_string()));
    }
    let message =
        text!("叫 {name} 的图片太多了，换个名称", "there are too many pictures called {name}: rename this one");
    Err(undone(&message.with("name", stem), state.lang()))
}

fn no_picture() -> Message {
    text!(
        "只能放 PNG、JPEG、GIF、WebP 图片；别的图片先另存成其中一种",
        "only PNG, JPEG, GIF and WebP pictures can be added; save others as one of these first"
    )
    .into()
}

/// The folder of a report's attachments, and the path to it from the report's text.
fn beside(report: &str) -> (String, String) {
    let stem = report.strip_suffix(".md").unwrap_or(report);
    match stem.strip_suffix("/index") {
        Some(folder) => (folder.to_owned(), String::new()),
        None => (stem.to_owned(), format!("{}/", stem.rsplit('/').next().unwrap_or_default())),
    }
}

/// A file name that is valid on every system and does not lead elsewhere.
fn plain(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let plain = plain.trim_matches('-');
    // Windows reserves some short names for devices: `con`, `lpt1`.
    if plain.len() <= 4 { format!("picture-{plain}") } else { plain.to_owned() }
}
