//! The welcome page as a server: for whoever has started giar by a double click, and has no portal open yet.

use super::{Guard, Keys, Place, UNFRAMED, headers, listening};
use crate::{
    i18n::{Lang, Message},
    io::load::LoadError,
    preview::{FOLDER, client},
};
use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};
use std::{net::SocketAddr, sync::Arc};
use tokio::{runtime::Runtime, task};

/// Paths and names are all that is ever sent.
const MAX_BYTES: usize = 64 << 10;

/// What the page is and does. Whoever calls an action has the key.
pub(crate) trait Desk: Send + Sync + 'static {
    fn page(&self) -> String;

    /// What to answer.
    ///
    /// # Errors
    /// Why it was not done, for whoever asked.
    fn act(&self, action: &str, asked: &Value) -> Result<Value, Message>;
}

struct Welcome<D> {
    desk: D,
    keys: Arc<Keys>,
    guard: Guard,
    lang: Lang,
}

/// Serves the page until the program ends.
pub(crate) fn welcome(
    place: &Place,
    keys: Arc<Keys>,
    desk: impl Desk,
    lang: Lang,
) -> Result<(SocketAddr, Runtime), LoadError> {
    let welcome = Arc::new(Welcome { desk, keys, guard: Guard::new(&place.host), lang });
    listening(place, Router::new().fallback(answer).with_state(welcome))
}

async fn answer<D: Desk>(State(welcome): State<Arc<Welcome<D>>>, request: Request) -> Response {
    let mut response =
        if *request.method() == Method::POST { take(welcome, request).await } else { show(&welcome, &request) };
    response.headers_mut().extend(UNFRAMED);
    response
}

fn show<D: Desk>(welcome: &Welcome<D>, request: &Request) -> Response {
    if let Err(refusal) = welcome.guard.admit(request) {
        return refusal;
    }
    let path = request.uri().path().trim_start_matches('/');
    match client(path) {
        _ if path.is_empty() => (headers("index.html"), welcome.desk.page()).into_response(),
        Some(bytes) => (headers(path), bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn take<D: Desk>(welcome: Arc<Welcome<D>>, request: Request) -> Response {
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
            |key| json_response(StatusCode::OK, &json!({ "key": key })),
        );
    }
    let Some(action) = path.strip_prefix("welcome/").map(str::to_owned) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !has_key {
        return StatusCode::FORBIDDEN.into_response();
    }
    let acting = task::spawn_blocking(move || match welcome.desk.act(&action, &asked) {
        Ok(answer) => json_response(StatusCode::OK, &answer),
        Err(message) => {
            json_response(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "message": message.get(welcome.lang) }))
        }
    });
    acting.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn json_response(status: StatusCode, answer: &Value) -> Response {
    (status, headers("answer.json"), answer.to_string()).into_response()
}
