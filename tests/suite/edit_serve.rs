//! The form as a server: whose changes it takes, and how they get into files.
#![cfg(unix)]

use crate::{common::*, serve::Preview};
use serde_json::{Value, json};
use std::{fs, os::unix::fs::PermissionsExt as _};

const FILE: &str = "content/reports/2023.md";
const CELL: &str = "proactive.licensing.decisions";
const STATE: &str = "/xxgk/__giar/edit/state?file=content/reports/2023.md";

/// The form of a report in a browser that has the key.
struct Form {
    preview: Preview,
    key: String,
}

impl Form {
    fn open(folder: &Folder, args: &[&str]) -> Self {
        let preview = Preview::start(folder, args);
        let ticket = preview.ticket();
        let form = Self { preview, key: String::new() };
        let (status, answer) = form.post("key", &json!({ "ticket": ticket }));
        assert_eq!(status, 200);
        Self { key: answer["key"].as_str().unwrap().to_owned(), ..form }
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        let host = format!("127.0.0.1:{}", self.preview.port);
        vec![
            ("Host", host.clone()),
            ("Origin", format!("http://{host}")),
            ("Content-Type", "application/json".to_owned()),
            ("X-Giar-Key", self.key.clone()),
        ]
    }

    fn post(&self, what: &str, body: &Value) -> (u16, Value) {
        self.post_with(&self.headers(), what, body)
    }

    fn post_with(&self, headers: &[(&str, String)], what: &str, body: &Value) -> (u16, Value) {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let answer = self.preview.send("POST", &format!("/xxgk/__giar/edit/{what}"), &headers, &body.to_string());
        (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
    }

    fn save(&self, cell: &str, from: &str, to: &str) -> (u16, Value) {
        self.post("save", &change(cell, from, to))
    }
}

fn change(cell: &str, from: &str, to: &str) -> Value {
    json!({ "file": FILE, "cells": { cell: [from, to] } })
}

fn site() -> Folder {
    town().with(REPORT, FILLED_2021).write()
}

#[test]
fn a_saved_cell_is_in_the_file_and_nothing_else_is() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
    assert_eq!(state["cells"][CELL]["text"], "517");
    let (status, answer) = form.save(CELL, "517", "１,５１８件");
    assert_eq!((status, &answer["cells"][CELL]["text"]), (200, &json!("1518")));
    assert_eq!(folder.read(FILE), FILLED_2021.replace("行政许可: 517", "行政许可: 1518"));
    let (status, answer) = form.save("applications.received.total", "965", "966");
    assert_eq!(status, 200);
    let finding = &answer["findings"][0];
    assert_eq!((&finding["rule"], &finding["level"]), (&json!("total-mismatch"), &json!("error")));
    assert_eq!(finding["cell"], "applications.received.total");
    assert_eq!(answer["totals"]["applications.received.total"], "965");
}

#[test]
fn what_is_not_saved_is_checked_and_not_written() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let (status, answer) = form.post("check", &change("applications.received.total", "965", "无"));
    assert_eq!((status, &answer["findings"][0]["rule"]), (200, &json!("invalid-cell")));
    assert_eq!(folder.read(FILE), FILLED_2021);
}

#[test]
fn other_cells_merge_and_the_same_cell_asks() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let elsewhere = FILLED_2021.replace("行政处罚: 84", "行政处罚: 85 # 查过");
    folder.write(FILE, &elsewhere);
    let (status, answer) = form.save(CELL, "517", "518");
    assert_eq!((status, &answer["cells"]["proactive.penalties.decisions"]["text"]), (200, &json!("85")));
    assert_eq!(folder.read(FILE), elsewhere.replace("517", "518"));
    let (status, answer) = form.save(CELL, "517", "519");
    assert_eq!((status, &answer["cells"][CELL]["text"]), (409, &json!("518")));
    assert_eq!(folder.read(FILE), elsewhere.replace("517", "518"));
}

#[test]
fn only_the_form_of_this_preview_may_write() {
    let folder = site();
    for args in [&[][..], &["--host", "0.0.0.0", "--edit"]] {
        let form = Form::open(&folder, args);
        for (name, value) in [
            ("Origin", "http://evil.example"),
            ("Origin", "http://localhost:3000"),
            ("Origin", "null"),
            ("Origin", ""),
            ("Host", "evil.example"),
            ("Content-Type", "text/plain"),
            ("Content-Type", ""),
            ("X-Giar-Key", "0123456789abcdef0123456789abcdef"),
            ("X-Giar-Key", ""),
        ] {
            let mut headers = form.headers();
            headers.retain(|(other, _)| *other != name);
            headers.extend((!value.is_empty()).then(|| (name, value.to_owned())));
            assert_eq!(form.post_with(&headers, "save", &change(CELL, "517", "0")).0, 403, "{name}: {value}");
        }
        let mut foreign = form.headers();
        foreign.push(("Sec-Fetch-Site", "cross-site".to_owned()));
        assert_eq!(form.post_with(&foreign, "save", &change(CELL, "517", "0")).0, 403);
        assert_eq!(folder.read(FILE), FILLED_2021);
    }
}

#[test]
fn beyond_this_machine_nobody_writes_unless_it_is_asked_for() {
    let folder = site();
    let preview = Preview::start(&folder, &["--host", "0.0.0.0"]);
    let form = Form { preview, key: "0123456789abcdef0123456789abcdef".to_owned() };
    assert_eq!(form.save(CELL, "517", "0").0, 403);
    assert_eq!(folder.read(FILE), FILLED_2021);
}

#[test]
fn a_ticket_is_good_once_and_the_key_outlives_the_server() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let used = form.preview.ticket();
    let key = form.key.clone();
    let (status, _) = form.post("key", &json!({ "ticket": used }));
    assert_eq!(status, 403);
    let mode = fs::metadata(folder.join(".giar/key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "nobody else can read the key");
    drop(form);
    let form = Form { preview: Preview::start(&folder, &[]), key };
    assert_eq!(form.save(CELL, "517", "518").0, 200);
}

#[test]
fn nothing_but_reports_is_written() {
    let folder = site();
    folder.write("content/guide.md", "---\ntitle: 指南\n---\n");
    let form = Form::open(&folder, &[]);
    for file in
        ["site.toml", "content/guide.md", "content/reports/../../site.toml", "/etc/passwd", "content/reports/2030.md"]
    {
        let mut change = change(CELL, "517", "0");
        change["file"] = json!(file);
        assert_eq!(form.post("save", &change).0, 404, "{file}");
        assert_eq!(form.preview.get(&format!("/xxgk/__giar/edit?file={file}")).status, 404, "{file}");
    }
    assert_eq!(form.save("proactive.nothing", "", "0").0, 422);
}

#[test]
fn a_file_that_cannot_be_written_is_said_to_be() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let path = folder.join(FILE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let (status, answer) = form.save(CELL, "517", "518");
    assert_eq!(status, 500);
    assert!(answer["message"].as_str().unwrap().contains("只读"), "{answer}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(form.save(CELL, "517", "518").0, 200);
}

#[test]
fn a_byte_order_mark_and_line_ends_stay() {
    let folder = site();
    let windows = format!("\u{feff}{}", FILLED_2021.replace('\n', "\r\n"));
    folder.write(FILE, &windows);
    let form = Form::open(&folder, &[]);
    assert_eq!(form.save(CELL, "517", "518").0, 200);
    assert_eq!(folder.read(FILE), windows.replace("517", "518"));
}

#[test]
fn a_report_that_cannot_be_read_is_shown_as_text_with_its_fault() {
    let folder = site();
    folder.write(FILE, "---\nyear: 2023\n申请: [1, 2\n---\n\n正文\n");
    let form = Form::open(&folder, &[]);
    let page = form.preview.get("/xxgk/__giar/edit?file=content/reports/2023.md").body;
    assert!(page.contains("class=\"wrong\"") && page.contains("申请: [1, 2"), "{page}");
    assert_eq!(form.save(CELL, "", "0").0, 422);
}

#[test]
fn the_page_has_a_field_in_every_cell_and_the_report_s_page_leads_to_it() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let page = form.preview.get("/xxgk/__giar/edit?file=content/reports/2023.md").body;
    assert_eq!(page.matches("<td").count(), 10 + 175 + 15);
    assert_eq!(page.matches("inputmode=").count(), 10 + 175 + 15);
    assert!(page.contains("name=\"applications.results.total.natural_person\" aria-labelledby="));
    let status: Value =
        serde_json::from_str(&form.preview.get("/xxgk/__giar/status?page=2023/qingshi/index.html").body).unwrap();
    assert_eq!(status["form"], "/xxgk/__giar/edit?file=content/reports/2023.md");
    let list = form.preview.get("/xxgk/__giar/edit").body;
    assert!(list.contains("href=\"/xxgk/__giar/edit?file=content/reports/2023.md\""), "{list}");
    let published = town().with(REPORT, FILLED_2021).published("2023/qingshi/index.html");
    assert!(!published.contains("__giar"), "nothing of it is in published pages");
}
