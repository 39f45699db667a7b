//! What is sent bit by bit: attachments, and server-sent events by which open pages know that the site has changed.
//!
//! The stream of events names no page. A browser opens only some six connections to a host, so that all its pages share one
//! stream, and each that is looked at asks for its own status.

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

/// How much of a file is in memory at a time.
const PIECE: u64 = 1 << 18;

/// A file. A short one is sent at once, and with its length; a long one is read as fast as it is taken, and nobody who takes
/// it slowly holds one of the few threads that read.
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
