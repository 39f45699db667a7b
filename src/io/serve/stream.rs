//! Tells an open page what is wrong with it and whether it is still the page: server-sent events.

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
use tokio::{sync::watch, task};

/// A stream for the page that `query` names: at once what is told of it, and again whenever that has changed.
pub(super) fn open(state: watch::Receiver<Arc<Preview>>, query: &str) -> Response {
    let page = query.split('&').find_map(|pair| pair.strip_prefix("page=")).unwrap_or_default();
    let page = crate::site::percent_decoded(page);
    let open = Open { state, page, told: String::new(), is_new: true };
    let events = stream::unfold(open, |mut open| async {
        let told = open.next().await?;
        Some((Ok::<_, Infallible>(Event::default().data(told)), open))
    });
    let stream = Sse::new(events).keep_alive(KeepAlive::default());
    ([(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin")], stream).into_response()
}

struct Open {
    state: watch::Receiver<Arc<Preview>>,
    page: String,
    told: String,
    is_new: bool,
}

impl Open {
    async fn next(&mut self) -> Option<String> {
        loop {
            if !std::mem::take(&mut self.is_new) {
                self.state.changed().await.ok()?;
            }
            let (state, page) = (Arc::clone(&self.state.borrow_and_update()), self.page.clone());
            let told = task::spawn_blocking(move || state.told(&page)).await.ok()?;
            if told != self.told {
                self.told.clone_from(&told);
                return Some(told);
            }
        }
    }
}
