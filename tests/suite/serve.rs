//! `giar watch` as a server: what it answers, whom it answers, and what it survives.

use crate::common::*;
use giar::{export::FORMATS, i18n::Lang};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// Long enough for any machine; nothing waits for it to pass.
const DEADLINE: Duration = Duration::from_mins(1);

/// A running preview.
pub(crate) struct Preview {
    child: Child,
    pub port: u16,
    /// What it has said in the terminal.
    said: Arc<Mutex<String>>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

fn spawn(folder: &Folder, args: &[&str]) -> Child {
    let mut command = program();
    command.arg("watch").args(args).current_dir(folder.path()).env("GIAR_LANG", "zh");
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// How a preview that cannot start ended.
#[track_caller]
fn ended(folder: &Folder, args: &[&str]) -> Output {
    let mut child = spawn(folder, args);
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > DEADLINE {
            child.kill().unwrap();
            panic!("it goes on: {args:?}");
        }
        thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

impl Preview {
    pub(crate) fn start(folder: &Folder, args: &[&str]) -> Self {
        Self::of(spawn(folder, args))
    }

    /// What a program serves that has just begun.
    pub(crate) fn of(mut child: Child) -> Self {
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        while !line.contains("http://") {
            assert!(out.read_line(&mut line).unwrap() > 0, "the preview ended before it began");
        }
        let port = line.split("http://").nth(1).unwrap().split(':').nth(1).unwrap();
        let port = port.split('/').next().unwrap().parse().unwrap();
        let said = Arc::new(Mutex::new(line));
        let hears = Arc::clone(&said);
        // What nobody reads must not stop the preview.
        thread::spawn(move || out.lines().map_while(Result::ok).for_each(|line| hears.lock().unwrap().push_str(&line)));
        Self { child, port, said }
    }

    /// What lets one browser change files, as the terminal shows it.
    pub(crate) fn ticket(&self) -> String {
        let start = Instant::now();
        loop {
            assert!(start.elapsed() < DEADLINE, "it shows no address of a form");
            let said = self.said.lock().unwrap().clone();
            // The newest, of whatever else stands behind a hash.
            let mut behind = said.rsplit('#').filter_map(|rest| rest.get(..32));
            if let Some(ticket) = behind.find(|text| text.bytes().all(|b| b.is_ascii_hexdigit())) {
                return ticket.to_owned();
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Whether the program ends by itself.
    pub(crate) fn ends(&mut self) -> bool {
        let start = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            if start.elapsed() > DEADLINE {
                return false;
            }
            thread::sleep(Duration::from_millis(10));
        }
        true
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &format!("Host: 127.0.0.1:{}\r\n", self.port))
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(method, path, headers, "")
    }

    pub(crate) fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let mut stream = self.connect();
        let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        write!(stream, "{method} {path} HTTP/1.1\r\n{headers}{length}Connection: close\r\n\r\n{body}").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    /// What an open page receives.
    fn events(&self, page: &str) -> Events<'_> {
        let mut stream = self.connect();
        write!(stream, "GET /xxgk/__giar/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).unwrap();
        Events { preview: self, page: page.to_owned(), stream: BufReader::new(stream), reported: None }
    }
}

/// Asks for the status of a page whenever the stream says that something has changed; what is new in it.
struct Events<'p> {
    preview: &'p Preview,
    page: String,
    stream: BufReader<TcpStream>,
    reported: Option<serde_json::Value>,
}

impl Iterator for Events<'_> {
    type Item = serde_json::Value;

    fn next(&mut self) -> Option<serde_json::Value> {
        let mut line = String::new();
        while self.stream.read_line(&mut line).unwrap() > 0 {
            if line.starts_with("data: ") {
                let answer = self.preview.get(&format!("/xxgk/__giar/status?page={}", self.page));
                let reported = Some(serde_json::from_str(&answer.body).unwrap());
                if reported != self.reported {
                    self.reported.clone_from(&reported);
                    return reported;
                }
            }
            line.clear();
        }
        None
    }
}

fn site() -> Folder {
    town().with(REPORT, FILLED_2021).with("guide.md", "# 指南\n\n![图](图.png)\n").with("图.png", "png").write()
}

const PAGE: &str = "2023/qingshi/index.html";

#[test]
fn pages_stand_under_the_site_s_own_path() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    let page = preview.get("/xxgk/2023/qingshi/");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    assert!(page.head.contains("x-content-type-options: nosniff"), "{}", page.head);
    assert!(page.body.contains("__giar/preview.js"));
    assert_eq!(preview.get("/xxgk/2023/qingshi/report.json").status, 200);
    assert_eq!(preview.get("/xxgk/%E5%9B%BE.png").body, "png");
    for (path, to) in [("/", "/xxgk/"), ("/xxgk", "/xxgk/"), ("/xxgk/2023/qingshi", "/xxgk/2023/qingshi/")] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 307, "{path}");
        assert!(answer.head.contains(&format!("location: {to}")), "{}", answer.head);
    }
    assert!(preview.ask("HEAD", "/xxgk/", &format!("Host: localhost:{}\r\n", preview.port)).body.is_empty());
    let missing = preview.get("/xxgk/nowhere/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("__giar/preview.js"), "a page that comes into being shows by itself");
}

#[test]
fn only_the_user_s_own_browser_is_answered() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    let own = format!("Host: 127.0.0.1:{}\r\n", preview.port);
    let twice = format!("{own}Host: evil.example\r\n");
    for headers in ["Host: evil.example\r\n", "Host: evil.example:4000\r\n", "Host: 192.168.1.1\r\n", &twice, ""] {
        assert!([400, 403].contains(&preview.ask("GET", "/xxgk/", headers).status), "{headers}");
    }
    let twice_the_same = own.repeat(2);
    assert_eq!(preview.ask("GET", "/xxgk/", &twice_the_same).status, 400);
    assert_eq!(preview.ask("GET", "http://evil.example/xxgk/", &own).status, 403);
    let foreign = format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n");
    assert_eq!(preview.ask("GET", "/xxgk/2023/qingshi/report.json", &foreign).status, 403);
    let link = format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n");
    assert_eq!(preview.ask("GET", "/xxgk/", &link).status, 200);
    assert_eq!(preview.ask("POST", "/xxgk/", &own).status, 405);
    // What these say of where they end is not believed, nor anything behind them.
    let chunked = format!("{own}Transfer-Encoding: chunked\r\n");
    let first = format!("{chunked}Content-Length: 5\r\n");
    let last = format!("{own}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    for headers in [&own.repeat(2), &chunked, &first, &last] {
        let mut stream = preview.connect();
        write!(stream, "GET /xxgk/ HTTP/1.1\r\n{headers}\r\n").unwrap();
        let (start, mut answer) = (Instant::now(), String::new());
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 400"), "{headers}: {answer}");
        assert!(start.elapsed() < Duration::from_secs(2), "{headers}");
    }
    let page = preview.get("/xxgk/");
    assert!(page.head.contains("cross-origin-resource-policy: same-origin"), "{}", page.head);
    assert!(!page.head.contains("access-control-allow-origin"), "{}", page.head);
}

#[test]
fn no_other_site_may_put_it_in_a_frame() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    for path in
        ["/xxgk/", "/", "/xxgk/nowhere/", "/xxgk/__giar/status?page=index.html", "/xxgk/2023/qingshi/report.json"]
    {
        let head = preview.get(path).head;
        assert!(head.contains("x-frame-options: sameorigin"), "{path}: {head}");
        assert!(head.contains("content-security-policy: frame-ancestors 'self'"), "{path}: {head}");
    }
}

#[test]
fn on_all_addresses_it_answers_to_addresses_alone_and_to_this_machine_s_name() {
    let folder = site();
    let preview = Preview::start(&folder, &["--host", "0.0.0.0"]);
    let status = |host: &str| preview.ask("GET", "/xxgk/", &format!("Host: {host}:{}\r\n", preview.port)).status;
    let name = Command::new("hostname").output().unwrap().stdout;
    let name = String::from_utf8(name).unwrap();
    for host in ["192.168.1.7", "127.0.0.1", "[::1]", "localhost", name.trim()] {
        assert_eq!(status(host), 200, "{host}");
    }
    for host in ["evil.example", "gov.evil.example", "x.192.168.1.7.evil.example"] {
        assert_eq!(status(host), 403, "{host}");
    }
}

#[test]
fn a_connection_that_never_asks_is_closed_and_a_stream_is_not() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    let mut events = preview.events(PAGE);
    events.next().unwrap();
    let (mut silent, mut half) = (preview.connect(), preview.connect());
    half.write_all(b"GET /xxgk/ HTTP/1.1\r\nHost: ").unwrap();
    let mut answered = preview.connect();
    write!(answered, "GET /xxgk/robots.txt HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port).unwrap();
    for connection in [&mut silent, &mut half, &mut answered] {
        // Reading would fail with the deadline if the connection stayed open.
        connection.read_to_end(&mut Vec::new()).unwrap();
    }
    folder.write("content/reports/2023.md", format!("{FILLED_2021}\n再加一句。\n"));
    events.next().unwrap();
}

#[test]
fn no_path_leads_out_of_the_site() {
    let folder = site();
    folder.write("secret.txt", "geheim");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", folder.join("content/passwd.txt")).unwrap();
    let preview = Preview::start(&folder, &[]);
    for path in [
        "/xxgk/../secret.txt",
        "/xxgk/..%2Fsecret.txt",
        "/xxgk/%2e%2e/secret.txt",
        "/xxgk/..%5csecret.txt",
        "/xxgk//etc/passwd",
        "/xxgk/passwd.txt",
        "/secret.txt",
        "/xxgk/site.toml",
        "/xxgk/content/guide.md",
        "/xxgk/%00",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("geheim") && !answer.body.contains("root:"), "{path}");
    }
}

#[test]
fn a_taken_port_is_passed_by_unless_it_was_asked_for() {
    let folder = site();
    // Whoever has the usual port, the next that is free will do.
    let held = TcpListener::bind(("127.0.0.1", 4000));
    let preview = Preview::start(&folder, &[]);
    assert!(held.is_err() || preview.port > 4000);
    drop(held);
    let port = preview.port.to_string();
    let reported = ended(&folder, &["--port", &port]);
    assert_eq!(reported.status.code(), Some(2));
    let reported = String::from_utf8(reported.stderr).unwrap();
    assert!(reported.contains(&port) && reported.contains("--port"), "{reported}");
}

#[test]
fn a_broken_configuration_or_theme_stops_it_at_the_start_alone() {
    let broken = town().configured("[nonsense]\n").write();
    let reported = ended(&broken, &[]);
    assert_eq!(reported.status.code(), Some(2));
    assert!(String::from_utf8(reported.stderr).unwrap().contains("nonsense"));

    let folder = site();
    let right = folder.read("site.toml");
    let mut preview = Preview::start(&folder, &[]);
    let mut events = preview.events(PAGE);
    assert!(events.next().unwrap()["trouble"].is_null());
    folder.write("site.toml", format!("{right}\n[nonsense]\n"));
    let reported = events.next().unwrap();
    assert!(reported["trouble"]["title"].as_str().unwrap().contains("site.toml"), "{reported}");
    assert!(reported["findings"][0]["message"].as_str().unwrap().contains("nonsense"), "{reported}");
    assert_eq!(preview.get("/xxgk/2023/qingshi/").status, 200, "the last good page stays");
    folder.write("site.toml", &right);
    assert!(events.next().unwrap()["trouble"].is_null());
    assert!(preview.child.try_wait().unwrap().is_none());
}

#[test]
fn an_open_page_is_reported_what_concerns_it_and_of_nothing_else() {
    let folder = site();
    folder.write("content/reports/2022.md", in_year(FILLED_2021, 2022));
    let preview = Preview::start(&folder, &[]);
    let mut events = preview.events("guide/index.html");
    let mut others = preview.events(PAGE);
    let first = events.next().unwrap();
    let before = others.next().unwrap();
    // The report's page changes, the guide does not: the next that the guide receives is of its own edit.
    folder.write("content/reports/2023.md", format!("{FILLED_2021}\n再加一句。\n"));
    while others.next().unwrap()["version"] == before["version"] {}
    folder.write("content/guide.md", "# 指南\n\n改过。\n");
    let next = events.find(|reported| reported["version"] != first["version"]).unwrap();
    assert_eq!(next["file"], "content/guide.md");
}

#[test]
fn a_fault_is_reported_with_its_place_and_remedy_and_taken_back() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    let mut events = preview.events(PAGE);
    events.next().unwrap();
    folder.write("content/reports/2023.md", with_cell(FILLED_2021, "applications.received.total", "99"));
    let reported = events.next().unwrap();
    let finding = reported["findings"].as_array().unwrap().iter().find(|finding| finding["level"] == "error").unwrap();
    assert_eq!(finding["file"], "content/reports/2023.md");
    assert_eq!(finding["marked"], "99");
    assert!(!finding["equations"].as_array().unwrap().is_empty() && !finding["hints"].as_array().unwrap().is_empty());
    let page = preview.get("/xxgk/2023/qingshi/").body;
    let cell = format!("data-source=\"{}:{}\"", finding["line"], finding["column"]);
    assert!(page.contains(&cell), "the page has the cell: {cell}");
    folder.write("content/reports/2023.md", FILLED_2021);
    let reported = events.next().unwrap();
    assert!(!reported["findings"].as_array().unwrap().iter().any(|finding| finding["level"] == "error"), "{reported}");
}

#[test]
fn a_report_that_cannot_be_read_leaves_its_last_good_page() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    let mut events = preview.events(PAGE);
    let good = events.next().unwrap();
    folder.write("content/reports/2023.md", "---\nyear: [\n---\n");
    let reported = events.next().unwrap();
    assert_eq!(reported["version"], good["version"], "{reported}");
    assert_eq!(reported["findings"][0]["level"], "error", "{reported}");
    assert_eq!(preview.get("/xxgk/2023/qingshi/").status, 200);
}

#[test]
fn a_page_that_is_not_there_does_not_say_that_all_is_well() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    let mut events = preview.events("guide/index.html");
    assert!(events.next().unwrap()["trouble"].is_null());
    std::fs::remove_file(folder.join("content/guide.md")).unwrap();
    let reported = events.next().unwrap();
    assert_eq!(reported["trouble"]["title"], "没有这一页");
    assert_eq!(reported["tally"], "没有这一页");
    folder.write("content/guide.md", "# 指南\n");
    assert!(events.next().unwrap()["trouble"].is_null());
}

#[test]
fn nothing_is_written() {
    let folder = site();
    let before = folder.files("");
    let preview = Preview::start(&folder, &[]);
    assert_eq!(preview.get("/xxgk/search/index.html").status, 200);
    preview.get("/xxgk/search/table.js");
    drop(preview);
    assert_eq!(folder.files(""), before);
}

#[test]
fn ten_thousand_requests_five_hundred_at_once() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    let ask = |paths: &[&str]| {
        let mut stream = BufReader::new(preview.connect());
        for path in paths {
            write!(stream.get_mut(), "GET /xxgk/{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port).unwrap();
            let (mut length, mut line) = (0, String::new());
            stream.read_line(&mut line).unwrap();
            assert!(line.starts_with("HTTP/1.1 200"), "{path}: {line}");
            while line != "\r\n" {
                line.clear();
                stream.read_line(&mut line).unwrap();
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                    length = value.trim().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            assert!(!body.is_empty());
        }
    };
    let paths = ["", "2023/", "2023/qingshi/", "2023/qingshi/report.json", "guide/"];
    thread::scope(|scope| {
        for _ in 0..500 {
            let task = || (0..4).for_each(|_| ask(&paths));
            thread::Builder::new().stack_size(128 << 10).spawn_scoped(scope, task).unwrap();
        }
    });
    assert_eq!(preview.get("/xxgk/").status, 200);
}

#[test]
fn connections_that_nobody_closes_keep_nobody_out() {
    let folder = site();
    let preview = Preview::start(&folder, &[]);
    let silent: Vec<_> = (0..300).map(|_| preview.connect()).collect();
    let mut halves: Vec<_> = (0..100).map(|_| preview.connect()).collect();
    for half in &mut halves {
        half.write_all(b"GET /xxgk/ HTTP/1.1\r\nHost: ").unwrap();
    }
    let streams: Vec<_> = (0..100).map(|_| preview.events(PAGE)).collect();
    assert_eq!(preview.get("/xxgk/2023/qingshi/").status, 200);
    drop((silent, halves, streams));
}

#[cfg(unix)]
#[test]
fn it_ends_at_once_whoever_is_still_connected() {
    for signal in ["-INT", "-TERM"] {
        let folder = site();
        let mut preview = Preview::start(&folder, &[]);
        let mut streams: Vec<_> = (0..20).map(|_| preview.events(PAGE)).collect();
        for events in &mut streams {
            events.next().unwrap();
        }
        let start = Instant::now();
        Command::new("kill").args([signal, &preview.child.id().to_string()]).status().unwrap();
        let status = preview.child.wait().unwrap();
        assert!(start.elapsed() < DEADLINE);
        assert!(signal != "-INT" || status.code() == Some(0), "{status}");
    }
}

#[test]
fn a_wrong_interval_or_port_is_wrong_usage() {
    let folder = site();
    for args in [&["--poll=0"][..], &["--poll=x"], &["--port", "0"], &["--port", "99999"]] {
        let reported = ended(&folder, args);
        assert_eq!(reported.status.code(), Some(2), "{args:?}");
        assert!(!reported.stderr.is_empty());
    }
}

#[test]
fn a_report_is_offered_as_documents_while_nothing_is_wrong_with_it() {
    let folder = town().with(REPORT, FILLED_2021).write();
    let preview = Preview::start(&folder, &[]);
    let reported: serde_json::Value =
        serde_json::from_str(&preview.get("/xxgk/__giar/status?page=2023/qingshi/index.html").body).unwrap();
    let offers = reported["documents"].as_array().unwrap();
    let labels: Vec<_> = offers.iter().map(|offer| offer["label"].as_str().unwrap()).collect();
    assert_eq!(labels, FORMATS.iter().map(|format| format.label.get(Lang::Zh)).collect::<Vec<_>>());
    assert_eq!(offers[0]["name"], "青石镇人民政府2023年政府信息公开工作年度报告.docx");
    let document = preview.get(offers[0]["href"].as_str().unwrap());
    assert_eq!(document.status, 200);
    assert!(document.head.contains("wordprocessingml") && document.body.starts_with("PK"), "{}", document.head);
    assert_eq!(preview.get("/xxgk/__giar/export/2022/qingshi/report.docx").status, 404);
    drop(preview);
    folder.write(&format!("content/{REPORT}"), with_cell(FILLED_2021, "applications.received.total", "1"));
    let preview = Preview::start(&folder, &[]);
    let reported: serde_json::Value =
        serde_json::from_str(&preview.get("/xxgk/__giar/status?page=2023/qingshi/index.html").body).unwrap();
    assert_eq!(reported["documents"], serde_json::json!([]));
}
