//! Serves the welcome page, for users who started giar by a double click and have no portal open.

mod desk;

use super::{Endpoint, Guard, Keys, UNFRAMED, answered, headers, listening, refused};
use crate::{
    i18n::Lang,
    io::error::IoError,
    preview::{FOLDER, client},
};
use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};
use desk::Desk;
use serde_json::{Value, json};
use std::{net::SocketAddr, sync::Arc};
use tokio::{runtime::Runtime, task};

/// Requests contain only paths and names.
const MAX_BYTES: usize = 64 << 10;

struct Welcome {
    desk: Desk,
    keys: Arc<Keys>,
    guard: Guard,
}

/// Serves the page until the program ends.
pub(crate) fn welcome(endpoint: &Endpoint, keys: Arc<Keys>, lang: Lang) -> Result<(SocketAddr, Runtime), IoError> {
    let welcome = Arc::new(Welcome { desk: Desk::new(lang), keys, guard: Guard::new(&endpoint.host) });
    listening(endpoint, Router::new().fallback(answer).with_state(welcome))
}

async fn answer(State(welcome): State<Arc<Welcome>>, request: Request) -> Response {
    let mut response =
        if *request.method() == Method::POST { take(welcome, request).await } else { show(welcome, request).await };
    response.headers_mut().extend(UNFRAMED);
    response
}

async fn show(welcome: Arc<Welcome>, request: Request) -> Response {
    if let Err(refusal) = welcome.guard.admit(&request) {
        return refusal;
    }
    let path = request.uri().path().trim_start_matches('/');
    match client(path) {
        _ if path.is_empty() => unhurried(move || (headers("index.html"), welcome.desk.page()).into_response()).await,
        Some(bytes) => (headers(path), bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Runs an action for a client that has the key.
async fn take(welcome: Arc<Welcome>, request: Request) -> Response {
    if let Err(refusal) = welcome.guard.admit_write(&request) {
        return refusal;
    }
    let path = request.uri().path().trim_start_matches('/').strip_prefix(FOLDER).unwrap_or_default().to_owned();
    let has_key = welcome.keys.admits(request.headers());
    let bytes = to_bytes(request.into_body(), MAX_BYTES).await.unwrap_or_default();
    let Ok(asked) = serde_json::from_slice::<Value>(&bytes) else { return StatusCode::BAD_REQUEST.into_response() };
    if path == "edit/key" {
        let key = asked["ticket"].as_str().and_then(|ticket| welcome.keys.exchange(ticket));
        return key.map_or_else(
            || StatusCode::FORBIDDEN.into_response(),
            |key| answered(StatusCode::OK, json!({ "key": key }).to_string()),
        );
    }
    let Some(action) = path.strip_prefix("welcome/").map(str::to_owned) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !has_key {
        return StatusCode::FORBIDDEN.into_response();
    }
    unhurried(move || match welcome.desk.act(&action, &asked) {
        Ok(answer) => answered(StatusCode::OK, answer.to_string()),
        Err(message) => refused(StatusCode::UNPROCESSABLE_ENTITY, &message, welcome.desk.lang),
    })
    .await
}

/// Runs on a thread that may block: disks may be slow, and builds are.
async fn unhurried(answer: impl FnOnce() -> Response + Send + 'static) -> Response {
    task::spawn_blocking(answer).await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
