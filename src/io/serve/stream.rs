//! Lets open pages know that the site has changed: server-sent events.
//!
//! The stream names no page. A browser opens only some six connections to a host, so that all its pages share one
//! stream, and each that is looked at asks for its own status.

use crate::preview::Preview;
use axum::{
    http::header,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use std::{convert::Infallible, sync::Arc};
use tokio::sync::watch;

/// A stream with an event at once, and one after each change.
pub(super) fn open(mut state: watch::Receiver<Arc<Preview>>) -> Response {
    state.mark_changed();
    let events = stream::unfold(state, |mut state| async {
        state.changed().await.ok()?;
        Some((Ok::<_, Infallible>(Event::default().data("changed")), state))
    });
    let stream = Sse::new(events).keep_alive(KeepAlive::default());
    ([(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin")], stream).into_response()
}
