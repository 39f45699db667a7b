//! Serves a preview over HTTP: files, findings for open pages, and a stream of events that announces changes.
//!
//! It is for one person on one machine. No request reads from disk by its path: only files of the site exist. Pages of
//! other sites have no access, whatever name they use for this machine.

mod edit;
mod guard;
mod keys;
mod stream;
mod welcome;

use crate::{
    i18n::{Lang, Message},
    io::{error::IoError, threads},
    preview::{FOLDER, Preview},
    site::{percent_decoded, url},
    text,
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
pub(crate) use edit::Editor;
pub(crate) use guard::Guard;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
pub(crate) use keys::Keys;
use serde_json::json;
use std::{io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpSocket, lookup_host},
    runtime::{Builder, Runtime},
    sync::watch,
    task, time,
};
pub(crate) use welcome::welcome;

/// Where to listen.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub host: String,
    pub port: u16,
    /// Whether another port may be used if this one is taken.
    pub may_move: bool,
}

/// How many ports are tried.
const PORTS: u16 = 64;
/// How many connections may wait to be accepted. The default is 128, beyond which a busy system resets connections.
const WAITING: u32 = 1024;
const LISTENERS: usize = 2;
/// Rendering is bound by processors, of which there are few.
const WORKERS: usize = 4;
/// How long to wait for a request. An idle connection holds a file descriptor, and those are limited.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that runs until it is dropped.
pub(crate) struct Server {
    state: watch::Sender<Arc<Preview>>,
    pub address: SocketAddr,
    runtime: Runtime,
}

#[derive(Clone)]
struct Shared {
    state: watch::Receiver<Arc<Preview>>,
    guard: Arc<Guard>,
    root: Arc<PathBuf>,
    /// None if the preview is read-only.
    editor: Option<Arc<Editor>>,
}

impl Server {
    /// Starts serving a preview of the site at `root`.
    pub(crate) fn start(
        endpoint: &Endpoint,
        root: PathBuf,
        editor: Option<Arc<Editor>>,
        preview: Preview,
    ) -> Result<Self, IoError> {
        let (state, receiver) = watch::channel(Arc::new(preview));
        let shared =
            Shared { state: receiver, guard: Arc::new(Guard::new(&endpoint.host)), root: Arc::new(root), editor };
        let (address, runtime) = listening(endpoint, Router::new().fallback(answer).with_state(shared))?;
        Ok(Self { state, address, runtime })
    }

    /// Serves this state from now on, and notifies open pages.
    pub(crate) fn show(&self, preview: Preview) {
        self.state.send_replace(Arc::new(preview));
    }

    pub(crate) fn preview(&self) -> Arc<Preview> {
        Arc::clone(&self.state.borrow())
    }

    /// Calls `stop` when the user interrupts the program.
    pub(crate) fn on_interrupt(&self, stop: impl FnOnce() + Send + 'static) {
        self.runtime.spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                stop();
            }
        });
    }

    /// Ends at once, without waiting for connections that browsers keep open.
    pub(crate) fn stop(self) {
        self.runtime.shutdown_background();
    }
}

/// Listens at an endpoint, or on a port near it, until the runtime is dropped.
fn listening(endpoint: &Endpoint, app: Router) -> Result<(SocketAddr, Runtime), IoError> {
    threads::need(LISTENERS + WORKERS)?;
    let runtime =
        Builder::new_multi_thread().worker_threads(LISTENERS).max_blocking_threads(WORKERS).enable_all().build();
    let runtime = runtime.map_err(|error| failed(endpoint, &error))?;
    let listener = runtime.block_on(listen(endpoint))?;
    let address = listener.local_addr().map_err(|error| failed(endpoint, &error))?;
    runtime.spawn(accept(listener, app));
    Ok((address, runtime))
}

async fn accept(listener: TcpListener, app: Router) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    loop {
        // The limit on open files has been reached: wait for others to be closed.
        let Ok((stream, _)) = listener.accept().await else {
            time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        // On Windows, child processes inherit the socket, for example a form that is started meanwhile. The connection
        // would then stay open after this process ends, and a browser would wait for an answer.
        #[cfg(windows)]
        let _ = socket2::SockRef::from(&stream).set_no_inherit(true);
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app.clone()));
        task::spawn(connection);
    }
}

async fn listen(endpoint: &Endpoint) -> Result<TcpListener, IoError> {
    let last = if endpoint.may_move { endpoint.port.saturating_add(PORTS) } else { endpoint.port };
    let mut port = endpoint.port;
    loop {
        match bind(&endpoint.host, port).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < last => port += 1,
            Err(error) => return Err(failed(&Endpoint { port, ..endpoint.clone() }, &error)),
        }
    }
}

async fn bind(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut refused = io::ErrorKind::AddrNotAvailable.into();
    for address in lookup_host((host, port)).await? {
        match listen_at(address) {
            Ok(listener) => return Ok(listener),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

fn listen_at(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Makes a port available whose last user has just gone; on Windows the same option would share a port in use.
    if cfg!(not(windows)) {
        socket.set_reuseaddr(true)?;
    }
    socket.bind(address)?;
    socket.listen(WAITING)
}

fn failed(endpoint: &Endpoint, error: &io::Error) -> IoError {
    let message: Message = if error.kind() == io::ErrorKind::AddrInUse {
        text!(
            "{host} 的 {port} 端口已有别的程序在用。换一个：--port 另一个号码；不写 --port 会自动找空着的",
            "port {port} on {host} is already in use. Choose another with --port, or omit --port to use a free one"
        )
        .into()
    } else {
        text!("不能在 {host}:{port} 上提供预览：{error}", "cannot serve on {host}:{port}: {error}")
            .with("error", error.to_string())
    };
    IoError(message.with("host", &endpoint.host).with("port", endpoint.port))
}

/// Pages of other sites may not show the preview in a frame, where they could trick its user into clicking.
const UNFRAMED: [(header::HeaderName, HeaderValue); 2] = [
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'self'")),
];

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let mut response = if *request.method() == Method::POST {
        edit::take(shared, request).await
    } else {
        match shared.guard.admit(&request) {
            Ok(()) => admitted(shared, request).await,
            Err(refusal) => refusal,
        }
    };
    response.headers_mut().extend(UNFRAMED);
    response
}

async fn admitted(shared: Shared, request: Request) -> Response {
    let state = shared.state.borrow().clone();
    let path = percent_decoded(request.uri().path());
    let Some(below) = path.strip_prefix(state.base()).map(str::to_owned) else {
        return outside(&state, &path);
    };
    let own = below.strip_prefix(FOLDER);
    if own == Some("events") {
        return stream::open(shared.state);
    }
    let is_head = request.method() == Method::HEAD;
    let asked = request.uri().query().unwrap_or_default().to_owned();
    let own = own.map(str::to_owned);
    let made = task::spawn_blocking(move || match own.as_deref() {
        Some("status") => {
            let page = percent_decoded(query(&asked, "page").unwrap_or_default());
            (headers("status.json"), state.status(&page)).into_response()
        }
        Some(what) => edit::show(&shared, &state, what, &asked).unwrap_or_else(|| file(&state, &below)),
        None => file(&state, &below),
    });
    let made = made.await;
    let mut response = made.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response());
    if is_head {
        *response.body_mut() = Body::empty();
    }
    response
}

/// The value of a name in `page=2023/index.html&…`.
fn query<'q>(asked: &'q str, name: &str) -> Option<&'q str> {
    asked.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// An address outside the site: the root redirects to the site.
fn outside(state: &Preview, path: &str) -> Response {
    let base = state.base();
    if path == "/" || format!("{path}/") == base {
        return redirect(base);
    }
    let mut response = file(state, url::NOT_FOUND);
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn file(state: &Preview, below: &str) -> Response {
    let Some(path) = state.find(below) else {
        if state.find(&format!("{below}/")).is_some() {
            return redirect(&format!("{}{}/", state.base(), url::encoded(below)));
        }
        let shown = state.show(below);
        return (StatusCode::NOT_FOUND, headers(url::NOT_FOUND), shown.bytes.clone()).into_response();
    };
    if let Some(attachment) = state.attachment(&path) {
        let body = stream::body(attachment);
        return body.map_or_else(
            |_| StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            |body| (headers(&path), body).into_response(),
        );
    }
    let shown = state.show(&path);
    let status = if shown.is_missing { StatusCode::NOT_FOUND } else { StatusCode::OK };
    (status, headers(&path), shown.bytes.clone()).into_response()
}

fn redirect(to: &str) -> Response {
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}

fn refused(status: StatusCode, message: &Message, lang: Lang) -> Response {
    answered(status, json!({ "message": message.get(lang) }).to_string())
}

fn answered(status: StatusCode, json: String) -> Response {
    (status, headers("answer.json"), Body::from(json)).into_response()
}

fn headers(path: &str) -> [(header::HeaderName, HeaderValue); 4] {
    let kind = mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream");
    let is_text = kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("xml");
    let kind = if is_text { format!("{kind}; charset=utf-8") } else { kind.to_owned() };
    // Styles and scripts of the site have a hash in their names, so a changed one has another address.
    let is_lasting = path.starts_with("assets/") && (path.ends_with(".css") || path.ends_with(".js"));
    let cache = if is_lasting { "max-age=31536000, immutable" } else { "no-store" };
    [
        (header::CONTENT_TYPE, HeaderValue::from_str(&kind).unwrap_or(HeaderValue::from_static("text/plain"))),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ]
}
