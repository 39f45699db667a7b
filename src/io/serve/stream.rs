//! Streams attachments, and the server-sent events that announce changes to open pages.
//!
//! The event stream is the same for all pages. A browser opens only about six connections to a host, so its pages share
//! one stream, and each visible page requests its own status.

use crate::{preview::Preview, render::Reader};
use axum::{
    body::Body,
    http::header,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use std::{convert::Infallible, io, io::Read as _, sync::Arc};
use tokio::{sync::watch, task};

/// A stream with one event at once, and one after each change.
pub(super) fn open(mut state: watch::Receiver<Arc<Preview>>) -> Response {
    state.mark_changed();
    let events = stream::unfold(state, |mut state| async {
        state.changed().await.ok()?;
        Some((Ok::<_, Infallible>(Event::default().data("changed")), state))
    });
    let stream = Sse::new(events).keep_alive(KeepAlive::default());
    ([(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin")], stream).into_response()
}

/// How much of a file is in memory at a time.
const PIECE: u64 = 1 << 18;

/// The body of a file. A short file is sent at once with its length; a long one is read as fast as the client takes it,
/// so that a slow client does not occupy one of the few threads.
pub(super) fn body(mut file: Reader<'static>) -> io::Result<Body> {
    let first = piece(&mut file)?;
    if (first.len() as u64) < PIECE {
        return Ok(Body::from(first));
    }
    let file: Reader<'static> = Box::new(io::Cursor::new(first).chain(file));
    Ok(Body::from_stream(stream::try_unfold(file, |mut file| async {
        let read = task::spawn_blocking(move || piece(&mut file).map(|piece| (piece, file)));
        let (piece, file) = read.await.map_err(io::Error::other)??;
        Ok::<_, io::Error>((!piece.is_empty()).then_some((piece, file)))
    })))
}

fn piece(file: &mut Reader) -> io::Result<Vec<u8>> {
    let mut piece = Vec::new();
    file.by_ref().take(PIECE).read_to_end(&mut piece)?;
    Ok(piece)
}
