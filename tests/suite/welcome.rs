//! The welcome page: what it does for whoever has started giar by a double click, and for nobody else.

use crate::{common::*, serve::Preview};
use serde_json::{Value, json};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

struct Welcome {
    page: Preview,
    key: String,
}

impl Welcome {
    /// In a home of its own, as a desktop starts it: no terminal, and no browser that could be opened. On Windows it is the
    /// file manager that tells a double click, and a test is none.
    fn open(home: &Path) -> Self {
        let mut command = program();
        command.env("HOME", home).env("XDG_CONFIG_HOME", home.join("config")).env("GIAR_LANG", "zh");
        command.env("DISPLAY", ":99").env("PATH", "").current_dir(home).stdin(Stdio::null());
        if cfg!(windows) {
            command.env("APPDATA", home.join("config")).args(["welcome", "--no-open"]);
        }
        let page = Preview::of(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        let mut welcome = Self { page, key: String::new() };
        let ticket = welcome.page.ticket();
        let (status, answer) = welcome.post("edit/key", &json!({ "ticket": ticket }));
        assert_eq!(status, 200);
        answer["key"].as_str().unwrap().clone_into(&mut welcome.key);
        welcome
    }

    fn post(&self, what: &str, body: &Value) -> (u16, Value) {
        let host = format!("127.0.0.1:{}", self.page.port);
        let key = &self.key;
        let headers =
            format!("Host: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/json\r\nX-Giar-Key: {key}\r\n");
        let answer = self.page.send("POST", &format!("/__giar/{what}"), &headers, &body.to_string());
        (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
    }

    fn act(&self, action: &str, asked: &Value) -> (u16, Value) {
        self.post(&format!("welcome/{action}"), asked)
    }
}

/// What another server answers.
fn fetch(address: &str) -> String {
    let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let path = path.split('#').next().unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_portal_is_started_opened_published_and_closed_without_a_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut welcome = Welcome::open(home.path());
    assert!(welcome.page.get("/").body.contains("新建一个栏目"));
    let path = home.path().join("portal");
    let begin = json!({ "name": "青石县人民政府", "id": "qingshi", "path": path, "back": "http://127.0.0.1:1/a\"b" });
    let (status, answer) = welcome.act("begin", &begin);
    assert_eq!(status, 200, "{answer}");
    let address = answer["href"].as_str().unwrap();
    assert!(address.contains("/__giar/edit#"), "{address}");
    // Whoever has filled in a report finds back to where it is published.
    assert!(fetch(address).contains("href=\"http://127.0.0.1:1/a&quot;b\""), "{}", fetch(address));
    assert_eq!(welcome.act("begin", &begin).0, 422, "what is there is not started again");
    // It is remembered, and opened again where it stands.
    assert!(welcome.page.get("/").body.contains("青石县政府信息公开"));
    assert_eq!(welcome.act("open", &json!({ "path": path })).1["href"], address);
    let (status, found) = welcome.act("folders", &json!({ "path": home.path() }));
    let portal = found["folders"].as_array().unwrap().iter().find(|folder| folder["name"] == "portal").unwrap().clone();
    assert_eq!((status, &portal["is_portal"]), (200, &json!(true)));
    let folder = town().with(REPORT, FILLED_2021.replace("965]", "966]")).write();
    let site = json!({ "path": folder.path() });
    let (status, answer) = welcome.act("publish", &site);
    assert_eq!(status, 200);
    assert!(answer["message"].as_str().unwrap().contains("没有发布"), "{answer}");
    assert!(answer["text"].as_str().unwrap().contains("total-mismatch"), "{answer}");
    folder.write("content/reports/2023.md", FILLED_2021);
    let (status, answer) = welcome.act("publish", &site);
    assert_eq!(status, 200);
    assert!(answer["message"].as_str().unwrap().contains("网站.zip"), "{answer}");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(folder.join("网站.zip")).unwrap()).unwrap();
    assert!(zip.by_name("2023/qingshi/index.html").is_ok() && zip.by_name("manifest.sha256").is_ok());
    assert_eq!(welcome.act("forget", &json!({ "path": path })).0, 200);
    assert!(!welcome.page.get("/").body.contains("青石县政府信息公开"));
    assert_eq!(welcome.act("close", &json!({})).1["isClosed"], json!(true));
    assert!(welcome.page.ends());
}

#[test]
fn forms_end_with_the_page_that_opened_them_however_it_ends() {
    let home = tempfile::tempdir().unwrap();
    let welcome = Welcome::open(home.path());
    let site = town().with(REPORT, FILLED_2021).write();
    let (_, answer) = welcome.act("open", &json!({ "path": site.path() }));
    let address = answer["href"].as_str().unwrap().to_owned();
    let host = address.strip_prefix("http://").unwrap().split('/').next().unwrap();
    assert!(TcpStream::connect(host).is_ok());
    drop(welcome);
    let start = Instant::now();
    while TcpStream::connect(host).is_ok() {
        assert!(start.elapsed() < Duration::from_mins(1), "the form goes on without the page that opened it");
        thread::sleep(Duration::from_millis(10));
    }
}

/// On Windows the form would hold it open, and a browser that asks once more on it wait for ever.
#[cfg(windows)]
#[test]
fn a_connection_that_is_silent_for_too_long_is_closed_though_a_form_is_open() {
    let home = tempfile::tempdir().unwrap();
    let welcome = Welcome::open(home.path());
    let mut silent = TcpStream::connect(("127.0.0.1", welcome.page.port)).unwrap();
    welcome.page.get("/");
    let site = town().with(REPORT, FILLED_2021).write();
    assert_eq!(welcome.act("open", &json!({ "path": site.path() })).0, 200);
    silent.set_read_timeout(Some(Duration::from_mins(2))).unwrap();
    assert_eq!(silent.read(&mut [0]).expect("it is closed"), 0);
}

#[test]
fn nobody_acts_without_the_key_or_from_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let welcome = Welcome::open(home.path());
    let path = home.path().join("portal");
    let begin = json!({ "name": "甲", "id": "a", "path": path });
    let stranger = Welcome { key: "0123456789abcdef0123456789abcdef".to_owned(), ..welcome };
    assert_eq!(stranger.act("begin", &begin).0, 403);
    let foreign = "Host: evil.example\r\nOrigin: http://evil.example\r\nContent-Type: application/json\r\n";
    assert_eq!(stranger.page.send("POST", "/__giar/welcome/begin", foreign, &begin.to_string()).status, 403);
    assert_eq!(stranger.page.send("GET", "/", "Host: evil.example\r\n", "").status, 403);
    assert!(!path.exists());
}
