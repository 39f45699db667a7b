//! The form as a server: whose changes it takes, and how they get into files.

use crate::{common::*, serve::Preview};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write as _,
    time::{Duration, Instant},
};

const FILE: &str = "content/reports/2023.md";
const CELL: &str = "proactive.licensing.decisions";
const STATE: &str = "/xxgk/__giar/edit/state?file=content/reports/2023.md";

/// The form of a report in a browser that has the key.
pub(crate) struct Form {
    pub preview: Preview,
    key: String,
}

impl Form {
    pub(crate) fn open(folder: &Folder, args: &[&str]) -> Self {
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

    pub(crate) fn post(&self, what: &str, body: &Value) -> (u16, Value) {
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
fn what_is_refused_holds_nothing_else_back() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let text = "甲。\n\n## 五、存在的主要问题及改进情况\n\n乙。";
    let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
    let overview = state["cells"]["text:overview"]["text"].clone();
    let change = json!({ "file": FILE, "cells": {
        CELL: ["517", "518"], "text:overview": [overview, text], "proactive.nothing": ["", "1"],
    } });
    let (status, answer) = form.post("check", &change);
    assert_eq!((status, &answer["cells"][CELL]["text"]), (200, &json!("518")));
    let (status, answer) = form.post("save", &change);
    assert_eq!((status, &answer["cells"][CELL]["text"]), (200, &json!("518")));
    let refused: Vec<_> = answer["refused"].as_object().unwrap().keys().collect();
    assert_eq!(refused, ["proactive.nothing", "text:overview"]);
    assert_eq!(folder.read(FILE), FILLED_2021.replace("517", "518"));
    let (status, answer) = form.save("text:overview", overview.as_str().unwrap(), text);
    assert_eq!(status, 422);
    assert!(answer["message"].as_str().unwrap().contains("标题"), "{answer}");
}

#[test]
fn of_cells_saved_at_once_only_those_are_refused_whose_row_cannot_be_written() {
    fn change(cells: &Value) -> Value {
        json!({ "file": FILE, "cells": cells })
    }

    let folder = site();
    let row = |written: &str| replace_line(FILLED_2021, "本年新收", &format!("本年新收: {written}"));
    let broken = row("[1, 2]");
    folder.write(FILE, &broken);
    let form = Form::open(&folder, &[]);
    let one = "applications.received.natural_person";
    let (status, answer) = form.post("save", &change(&json!({ CELL: ["517", "518"], one: ["", "7"] })));
    assert_eq!((status, answer["refused"].as_object().unwrap().len()), (200, 1), "{answer}");
    assert_eq!(folder.read(FILE), broken.replace("517", "518"));
    let columns = ["natural_person", "business", "research", "public_welfare", "legal_service", "other", "total"];
    let all = columns.map(|column| (format!("applications.received.{column}"), json!(["", "0"])));
    // A refused field beside it does not keep the row from being replaced as a whole.
    let all: serde_json::Map<_, _> = all.into_iter().chain([("nothing".to_owned(), json!(["", "1"]))]).collect();
    assert_eq!(form.post("save", &change(&all.into())).0, 200);
    assert_eq!(folder.read(FILE), row("[0, 0, 0, 0, 0, 0, 0]").replace("517", "518"));
}

#[test]
fn dates_are_understood_and_what_is_none_leads_to_its_field() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    for (typed, written) in [("2024.1.20", "2024-01-20"), ("２０２４/1/21", "2024-01-21"), ("2024-1-22", "2024-01-22")]
    {
        let now: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
        let now = now["cells"]["head:published"]["text"].as_str().unwrap().to_owned();
        let (status, answer) = form.save("head:published", &now, typed);
        assert_eq!((status, &answer["cells"]["head:published"]["text"]), (200, &json!(written)));
    }
    let (_, answer) = form.save("head:revisions", "", "2024.3.2 更正表三");
    assert_eq!(answer["cells"]["head:revisions"]["text"], "2024-03-02 更正表三");
    let (_, answer) = form.save("head:published", "2024-01-22", "正月");
    assert_eq!(answer["findings"][0]["cell"], "head:published", "{answer}");
    // As an editor left it.
    folder.write(FILE, FILLED_2021.replace("---\nyear: 2023\n", "---\nyear: 2023\n发布日期: 2024.1.20\n"));
    let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
    let finding = state["findings"].as_array().unwrap().iter().find(|finding| finding["cell"] == "head:published");
    assert_eq!(finding.unwrap()["suggested"], json!([["head:published", "2024-01-20"]]), "{state}");
}

#[test]
fn what_is_missing_leads_to_where_it_is_filled_in() {
    let folder = site();
    let (front, rest) = FILLED_2021.split_once("主动公开:").unwrap();
    let rest = rest.split_once("申请:").unwrap().1;
    let (body, _) = rest.split_once("## 六、").unwrap();
    folder.write(FILE, format!("{front}申请:{body}"));
    let form = Form::open(&folder, &[]);
    let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
    let findings = state["findings"].as_array().unwrap();
    let of = |rule: &str| findings.iter().find(|finding| finding["rule"] == rule).map(|finding| &finding["cell"]);
    assert_eq!(of("missing-row"), Some(&json!("proactive.regulations.issued")), "{state}");
    assert_eq!(of("missing-section"), Some(&json!("text:other")), "{state}");
}

#[test]
fn what_is_certain_in_a_text_is_one_click_away() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
    let problems = state["cells"]["text:problems"]["text"].as_str().unwrap();
    let typed = format!("{problems}\n\n更新,不够及时。。");
    let (_, answer) = form.save("text:problems", problems, &typed);
    let findings = answer["findings"].as_array().unwrap();
    let of = |rule: &str| findings.iter().find(|finding| finding["rule"] == rule).map(|finding| &finding["suggested"]);
    let meant = json!([["text:problems", format!("{problems}\n\n更新，不够及时。。")]]);
    assert_eq!(of("halfwidth-punctuation"), Some(&meant), "{answer}");
    let meant = json!([["text:problems", format!("{problems}\n\n更新,不够及时。")]]);
    assert_eq!(of("doubled-punctuation"), Some(&meant), "{answer}");
}

#[test]
fn a_total_is_compared_along_its_row_and_down_its_column() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
    let total = state["cells"]["applications.results.total.total"]["text"].clone();
    let sums = &state["sums"];
    assert_eq!(sums["applications.results.total.total"], json!({ "row": total, "column": total }));
    assert_eq!(sums["applications.received.total"], json!({ "row": "965" }));
}

#[test]
fn nothing_of_the_form_is_published() {
    let folder = site();
    folder.giar(&["build"]).expect(0);
    let own = fs::read_dir("src/preview/client").unwrap().map(|entry| entry.unwrap().file_name());
    let own: Vec<_> = own.map(|name| name.to_str().unwrap().to_owned()).collect();
    for (file, bytes) in folder.files("public") {
        assert!(!own.iter().any(|name| file.ends_with(name.as_str())), "{file}");
        for word in ["__giar", "giar-key", "data-giar"] {
            assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{file} holds {word}");
        }
    }
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
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.join(".giar/key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else can read the key");
    }
    drop(form);
    let form = Form { preview: Preview::start(&folder, &[]), key };
    assert_eq!(form.save(CELL, "517", "518").0, 200);
}

/// Command lines are seen by every user of a machine: what is opened there is a file.
#[cfg(target_os = "linux")]
#[test]
fn a_browser_that_giar_opens_may_fill_in() {
    use std::{os::unix::fs::PermissionsExt as _, process::Stdio};
    let desk = Folder::new();
    desk.write("xdg-open", format!("#!/bin/sh\nprintf %s \"$1\" > {}/opened\n", desk.path().display()));
    fs::set_permissions(desk.join("xdg-open"), fs::Permissions::from_mode(0o755)).unwrap();
    for (command, page) in
        [(&["watch", "--open"][..], "/xxgk/#"), (&["edit", "2023"], "edit?file=content/reports/2023.md#")]
    {
        let folder = site();
        let mut giar = program();
        giar.args(command).current_dir(folder.path()).env("GIAR_LANG", "zh").env("PATH", desk.path());
        let preview = Preview::of(giar.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        let start = Instant::now();
        while desk.files("").get("opened").is_none_or(Vec::is_empty) {
            assert!(start.elapsed() < Duration::from_mins(1), "nothing is opened");
        }
        let way = desk.read("opened");
        assert!(!way.contains("http"), "{way}");
        let way = fs::read_to_string(way).unwrap();
        let ticket = way.split_once(page).unwrap_or_else(|| panic!("{way}")).1.split('"').next().unwrap().to_owned();
        let form = Form { preview, key: String::new() };
        assert_eq!(form.post("key", &json!({ "ticket": ticket })).0, 200);
        fs::remove_file(desk.join("opened")).unwrap();
    }
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
    let usual = fs::metadata(&path).unwrap().permissions();
    let mut read_only = usual.clone();
    read_only.set_readonly(true);
    fs::set_permissions(&path, read_only).unwrap();
    let (status, answer) = form.save(CELL, "517", "518");
    assert_eq!(status, 500);
    assert!(answer["message"].as_str().unwrap().contains("只读"), "{answer}");
    assert!(!folder.join(".giar/saves").exists(), "what was not replaced is no earlier text");
    fs::set_permissions(&path, usual).unwrap();
    assert_eq!(form.save(CELL, "517", "518").0, 200);
}

/// On disks of its own, mounted in a name space that ends with the test.
#[cfg(target_os = "linux")]
mod on_a_disk {
    use super::*;

    #[test]
    fn that_is_full_what_is_typed_is_refused_in_plain_words_and_kept() {
        let desk = tempfile::tempdir().unwrap();
        let script = "mount -t tmpfs -o size=1m none \"$1\"; export TMPDIR=\"$1\"";
        in_own_namespace(script, "edit_serve::on_a_disk::child_on_a_full_disk", &desk.path().join("public"));
    }

    #[test]
    #[ignore = "needs a disk of 1 MB"]
    fn child_on_a_full_disk() {
        if std::env::var("GIAR_TEST_OUT").is_err() {
            return;
        }
        let folder = site();
        let form = Form::open(&folder, &[]);
        let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
        let draft = |value: &str| json!({ "file": FILE, "base": state["hash"], "cells": { CELL: ["517", value] } });
        assert_eq!(form.post("draft", &draft("518")).0, 200);
        let _ = fs::write(folder.join("ballast"), vec![0; 1 << 20]);
        let (status, answer) = form.save(CELL, "517", "519");
        assert_eq!(status, 500);
        assert!(answer["message"].as_str().unwrap().contains("磁盘已满"), "{answer}");
        assert_eq!(folder.read(FILE), FILLED_2021);
        assert_eq!(folder.files("content").len(), 1);
        // The disk has the draft before, the preview the last one.
        assert_eq!(form.post("draft", &draft("519")).0, 200);
        assert!(folder.files(".giar/drafts").values().all(|kept| String::from_utf8_lossy(kept).contains("518")));
        assert!(form.preview.get("/xxgk/__giar/edit?file=content/reports/2023.md").body.contains("\"519\""));
        fs::remove_file(folder.join("ballast")).unwrap();
        assert_eq!(form.save(CELL, "517", "519").0, 200);
        assert_eq!(folder.read(FILE), FILLED_2021.replace("517", "519"));
    }

    #[test]
    fn that_is_read_only_what_is_typed_is_refused_in_plain_words() {
        let desk = tempfile::tempdir().unwrap();
        let script = "mount -t tmpfs none \"$1\"; export TMPDIR=\"$1\"";
        in_own_namespace(script, "edit_serve::on_a_disk::child_on_a_read_only_disk", &desk.path().join("public"));
    }

    #[test]
    #[ignore = "needs a disk of its own"]
    fn child_on_a_read_only_disk() {
        let Ok(out) = std::env::var("GIAR_TEST_OUT") else { return };
        let folder = site();
        let form = Form::open(&folder, &[]);
        let disk = std::path::Path::new(&out).parent().unwrap();
        let remount = |how: &str| {
            let mount = std::process::Command::new("mount").args(["-o", how]).arg(disk).status();
            assert!(mount.unwrap().success());
        };
        remount("remount,ro");
        let (status, answer) = form.save(CELL, "517", "518");
        assert_eq!(status, 500);
        assert!(answer["message"].as_str().unwrap().contains("只读"), "{answer}");
        remount("remount,rw");
        assert_eq!(form.save(CELL, "517", "518").0, 200);
    }
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
fn a_report_that_cannot_be_read_is_mended_as_a_text() {
    let folder = site();
    let broken = "\u{feff}---\r\nyear: 2023 # 年度\r\n申请: [1, 2\r\n---\r\n\r\n正文\r\n";
    folder.write(FILE, broken);
    let form = Form::open(&folder, &[]);
    let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
    let text = state["cells"]["file"]["text"].as_str().unwrap();
    assert_eq!((text.contains('\r'), &state["is_readable"]), (false, &json!(false)));
    assert_eq!(state["findings"][0]["cell"], "file");
    let mended = text.replace("申请: [1, 2\n", "");
    let (status, answer) = form.post("check", &change("file", text, &mended));
    assert_eq!((status, &answer["is_readable"]), (200, &json!(true)));
    assert_eq!(form.save("file", "甲", &mended).0, 409, "what was written elsewhere is not replaced");
    let (status, answer) = form.save("file", text, &mended);
    assert_eq!((status, &answer["is_readable"], &answer["cells"][CELL]["text"]), (200, &json!(true), &json!("")));
    assert_eq!(folder.read(FILE), broken.replace("申请: [1, 2\r\n", ""));
}

#[test]
fn what_cannot_be_saved_is_kept_beside_the_site_and_offered() {
    fn page(form: &Form) -> Value {
        let page = form.preview.get("/xxgk/__giar/edit?file=content/reports/2023.md").body;
        let about = page.split("id=\"about\">").nth(1).unwrap().split("</script>").next().unwrap();
        serde_json::from_str::<Value>(about).unwrap()["draft"].clone()
    }

    let folder = site();
    let form = Form::open(&folder, &[]);
    assert_eq!(page(&form), Value::Null);
    let state: Value = serde_json::from_str(&form.preview.get(STATE).body).unwrap();
    let draft = json!({ "file": FILE, "base": state["hash"], "cells": { CELL: ["517", "519"] } });
    assert_eq!(form.post("draft", &draft).0, 200);
    let offered = json!([{ "name": CELL, "now": "517", "other": "519" }]);
    assert_eq!(page(&form), json!({ "is_outdated": false, "differences": offered }));
    let key = form.key.clone();
    drop(form);
    // Another port, another day, and the file is another by then.
    folder.write(FILE, FILLED_2021.replace("行政处罚: 84", "行政处罚: 85"));
    let form = Form { preview: Preview::start(&folder, &[]), key };
    assert_eq!(page(&form), json!({ "is_outdated": true, "differences": offered }));
    assert_eq!(form.save(CELL, "517", "519").0, 200);
    assert_eq!(page(&form), Value::Null, "what the file holds is not offered");
    assert_eq!(fs::read_dir(folder.join(".giar/drafts")).unwrap().count(), 0);
    assert_eq!(form.post("draft", &draft).0, 200);
    assert_eq!(form.post("draft", &json!({ "file": FILE, "base": "", "cells": {} })).0, 200);
    assert_eq!(fs::read_dir(folder.join(".giar/drafts")).unwrap().count(), 0, "what was given up is kept");
}

#[test]
fn what_was_saved_over_can_be_gone_back_to() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let saves = || {
        let body = form.preview.get("/xxgk/__giar/edit/saves?file=content/reports/2023.md").body;
        serde_json::from_str::<Value>(&body).unwrap()["saves"].as_array().unwrap().clone()
    };
    assert_eq!(saves().len(), 0);
    assert_eq!(form.save(CELL, "517", "518").0, 200);
    let (_, answer) = form.save(CELL, "518", "519");
    let last = folder.read(FILE);
    // Of what is saved within a minute, what stood there before is one text.
    let [first] = &saves()[..] else { panic!("{:?}", saves()) };
    assert_eq!(first["differences"], json!([{ "name": CELL, "now": "519", "other": "517" }]));
    let back = |hash: &Value, at: &Value| form.post("back", &json!({ "file": FILE, "hash": hash, "at": at }));
    assert_eq!(back(&json!("0123"), &first["at"]).0, 409, "what was written elsewhere is not replaced");
    let (status, before) = back(&answer["hash"], &first["at"]);
    assert_eq!((status, &before["cells"][CELL]["text"]), (200, &json!("517")));
    assert_eq!(folder.read(FILE), FILLED_2021);
    // And forth again.
    let [newest] = &saves()[..] else { panic!("{:?}", saves()) };
    assert_eq!(back(&before["hash"], &newest["at"]).0, 200);
    assert_eq!(folder.read(FILE), last);
    assert_eq!(back(&answer["hash"], &json!(1)).0, 404);
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

/// Keys of the front matter as fields; what they do not touch stays.
#[test]
fn what_is_said_of_a_report_is_edited_where_it_stands() {
    let folder = site();
    let written = FILLED_2021.replace(
        "---\nyear: 2023\n",
        "---\nyear: 2023 # 年度\n联合报告: [ 财政局,  教育局 ] # 两家\nrevisions:\n  - {date: 2024-03-02, note: 甲} # 一\n",
    );
    assert_ne!(written, FILLED_2021);
    folder.write(FILE, &written);
    let form = Form::open(&folder, &[]);
    let (status, answer) = form.save("head:joint", "财政局、教育局", "教育局，卫健局");
    assert_eq!((status, &answer["cells"]["head:joint"]["text"]), (200, &json!("教育局、卫健局")), "{answer}");
    let after = written.replace("[ 财政局,  教育局 ]", "[ 教育局,  卫健局 ]");
    assert_eq!(folder.read(FILE), after);
    let (status, _) = form.save("head:revisions", "2024-03-02 甲", "2024-03-02 甲\n2024-04-01 乙");
    let after = after.replace("# 一\n", "# 一\n  - {date: 2024-04-01, note: 乙}\n");
    assert_eq!((status, folder.read(FILE)), (200, after.clone()));
    assert_eq!(form.save("head:as_published", "false", "true").0, 200);
    assert!(folder.read(FILE).contains("\nas_published: true\n"), "{}", folder.read(FILE));
}

#[test]
fn a_report_begins_in_the_list() {
    let folder = site();
    let form = Form::open(&folder, &["--drafts"]);
    let list = form.preview.get("/xxgk/__giar/edit?year=2024").body;
    assert!(list.contains("data-agency=\"qingshi\" data-year=\"2024\""), "{list}");
    let new = json!({ "agency": "qingshi", "year": 2024 });
    let (status, answer) = form.post("new", &new);
    assert_eq!((status, &answer["href"]), (200, &json!("/xxgk/__giar/edit?file=content/reports/2024.md")));
    let text = folder.read("content/reports/2024.md");
    assert!(text.contains("draft: true"), "{text}");
    assert_eq!(form.post("new", &new).0, 422, "what is there is not begun again");
    assert_eq!(form.post("new", &json!({ "agency": "elsewhere", "year": 2024 })).0, 422);
    assert_eq!(folder.read("content/reports/2024.md"), text);
}

#[test]
fn a_year_that_was_left_out_can_begin_too() {
    let folder = town().with(REPORT, FILLED_2021).with("reports/2021.md", in_year(FILLED_2021, 2021)).write();
    let form = Form::open(&folder, &["--drafts"]);
    let list = form.preview.get("/xxgk/__giar/edit").body;
    assert!(list.contains("data-agency=\"qingshi\" data-year=\"2022\""), "{list}");
}

/// The site's report as a document of somebody else's, said to be on a year.
fn document(folder: &Folder, year: u16) -> Value {
    let mut export = program();
    export
        .args(["export", "qingshi/2023", "--format", "html", "--force", "-o", "report.html"])
        .current_dir(folder.path());
    assert!(export.status().unwrap().success());
    let html = STANDARD.encode(folder.read("report.html"));
    json!({ "name": "公开.html", "base64": html, "agency": "qingshi", "year": year })
}

/// The preview looks so seldom that it does not know: so it is on network drives.
#[test]
fn a_blank_form_gives_way_to_a_document_unless_somebody_has_begun_to_fill_it_in() {
    const DRAFT: &str = "content/reports/2024.md";
    let folder = site();
    folder.giar(&["new", "2024"]).expect(0);
    let blank = folder.read(DRAFT);
    let begun = blank.replacen("[~", "[7", 1);
    assert_ne!(begun, blank);
    let document = document(&folder, 2024);
    let form = Form::open(&folder, &["--drafts", "--poll=60000"]);
    folder.write(DRAFT, &begun);
    assert_eq!(form.post("import", &document).0, 422);
    assert_eq!(folder.read(DRAFT), begun);
    folder.write(DRAFT, &blank);
    assert_eq!(form.post("import", &document).0, 200);
    assert!(folder.read(DRAFT).contains("517"), "{}", folder.read(DRAFT));
}

/// The same with a picture in its text.
fn with_picture(document: &Value) -> Value {
    let html = String::from_utf8(STANDARD.decode(document["base64"].as_str().unwrap()).unwrap()).unwrap();
    let picture = format!("<p><img src=\"data:image/png;base64,{}\"></p>", "iVBO".repeat(200));
    let at = html.find("<p").unwrap();
    let html = format!("{}{picture}{}", &html[..at], &html[at..]);
    json!({ "name": "公开.html", "base64": STANDARD.encode(html), "agency": "qingshi", "year": document["year"] })
}

/// A report with pictures stands in a folder, and a form does not: it gives way all the same, or stays.
#[test]
fn a_form_gives_way_wherever_it_stands() {
    let (form_file, report_file) = ("content/reports/2024.md", "content/reports/2024/index.md");
    let folder = site();
    folder.giar(&["new", "2024"]).expect(0);
    let blank = folder.read(form_file);
    let plain = document(&folder, 2024);
    let pictured = with_picture(&plain);
    let form = Form::open(&folder, &["--drafts", "--poll=60000"]);
    let begun = blank.replacen("[~", "[7", 1);
    folder.write(form_file, &begun);
    assert_eq!(form.post("import", &pictured).0, 422);
    assert!(folder.read(form_file) == begun && !folder.path().join(report_file).exists());
    folder.write(form_file, &blank);
    let (status, answer) = form.post("import", &pictured);
    assert_eq!(status, 200, "{answer}");
    assert!(folder.read(report_file).contains("![](image1.png)") && !folder.path().join(form_file).exists());
    // Nor does anything begin beside what the preview has not seen yet.
    folder.write(report_file, &blank);
    assert_eq!(form.post("import", &plain).0, 200);
    assert!(folder.read(report_file).contains("517") && !folder.path().join(form_file).exists());
    assert_eq!(form.post("new", &json!({ "agency": "qingshi", "year": 2024 })).0, 422);
    assert!(!folder.path().join(form_file).exists());
}

#[test]
fn a_document_becomes_a_draft_with_its_trail() {
    let folder = site();
    let (same, next) = (document(&folder, 2023), document(&folder, 2024));
    let form = Form::open(&folder, &["--drafts"]);
    assert_eq!(form.post("import", &same).0, 422, "a report is replaced");
    assert_eq!(folder.read(FILE), FILLED_2021);
    let (status, answer) = form.post("import", &next);
    assert_eq!((status, &answer["href"]), (200, &json!("/xxgk/__giar/edit?file=content/reports/2024.md")), "{answer}");
    let text = folder.read("content/reports/2024.md");
    assert!(text.contains("draft: true") && text.contains("517"), "{text}");
    let start = Instant::now();
    let trail = loop {
        let trail = form.preview.get("/xxgk/__giar/edit/trail?file=content/reports/2024.md");
        if trail.status == 200 || start.elapsed() > Duration::from_mins(1) {
            break trail;
        }
    };
    assert!(trail.status == 200 && trail.body.contains("517"), "{}", trail.status);
    let rubbish = json!({ "name": "a.docx", "base64": "!", "agency": null, "year": null });
    assert_eq!(form.post("import", &rubbish).0, 422);
}

#[test]
fn what_was_reviewed_is_taken_off_the_list() {
    let folder = site();
    let entry = "  - {at: applications.carried_in.total, reason: 代填}\n";
    let written = FILLED_2021
        .replace("---\nyear: 2023\n", &format!("---\nyear: 2023\nreview:\n{entry}  - {{at: published, reason: 查}}\n"));
    folder.write(FILE, &written);
    let form = Form::open(&folder, &[]);
    let reviewed =
        json!({ "file": FILE, "cells": { CELL: ["517", "518"] }, "reviewed": "applications.carried_in.total" });
    assert_eq!(form.post("save", &reviewed).0, 200);
    assert_eq!(folder.read(FILE), written.replace(entry, "").replace("517", "518"));
}

#[test]
fn a_picture_goes_beside_its_report_and_takes_no_other_s_place() {
    fn link((status, answer): &(u16, Value)) -> (u16, String) {
        (*status, answer["link"].as_str().unwrap_or_default().to_owned())
    }

    let folder = site();
    let form = Form::open(&folder, &[]);
    let add = |name: &str, bytes: &[u8]| {
        form.post("picture", &json!({ "file": FILE, "name": name, "base64": STANDARD.encode(bytes) }))
    };
    assert_eq!(link(&add("场景 一.PNG", b"one")), (200, "2023/%E5%9C%BA%E6%99%AF-%E4%B8%80.png".to_owned()));
    assert_eq!(link(&add("场景 一.PNG", b"one")), (200, "2023/%E5%9C%BA%E6%99%AF-%E4%B8%80.png".to_owned()));
    assert_eq!(link(&add("场景 一.png", b"two")), (200, "2023/%E5%9C%BA%E6%99%AF-%E4%B8%80-2.png".to_owned()));
    assert_eq!(folder.read("content/reports/2023/场景-一-2.png"), "two");
    for name in ["a.svg", "a.html", "picture", "../../site.toml"] {
        assert_eq!(add(name, b"x").0, 422, "{name}");
    }
    assert_eq!(link(&add("../../../up.png", b"x")), (200, "2023/picture-up.png".to_owned()));
}

#[test]
fn what_a_word_processor_marks_up_becomes_markdown() {
    let folder = site();
    let form = Form::open(&folder, &[]);
    let html = "<html><body><p class=MsoNormal>甲<b>乙</b>。</p><p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; \
        </span></span>一项</p><table><tr><td>项目</td><td>数</td></tr><tr><td>丙</td><td>3</td></tr></table></body></html>";
    let (status, answer) = form.post("text", &json!({ "html": html }));
    assert_eq!(status, 200);
    assert_eq!(answer["text"], "甲**乙**。\n\n- 一项\n\n| 项目 | 数 |\n| --- | --- |\n| 丙 | 3 |");
}

/// Whatever an author does with a file, one cell is one value in one line of it.
#[test]
fn one_cell_changes_its_value_and_the_blanks_before_its_comment() {
    let folder = site();
    let written = FILLED_2021
        .replace("published: 2024-01-20\n", "published: '2024-01-20'\nkeywords: [公开]\n")
        .replace("行政强制: 9\n", "行政强制: 0    # 查过两遍\n");
    let written = format!("\u{feff}{}", written.replace('\n', "\r\n"));
    folder.write(FILE, &written);
    let form = Form::open(&folder, &[]);
    assert_eq!(form.save("proactive.coercion.decisions", "0", "12").0, 200);
    assert_eq!(folder.read(FILE), written.replace("行政强制: 0    #", "行政强制: 12   #"));
}

/// Scripts and styles of the form load quickly on any line, and nothing of them is published.
#[test]
fn the_form_is_small() {
    let mut packed = 0;
    for entry in fs::read_dir("src/preview/client").unwrap().map(Result::unwrap) {
        if entry.file_name().to_str().unwrap().starts_with("form") {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&fs::read(entry.path()).unwrap()).unwrap();
            packed += encoder.finish().unwrap().len();
        }
    }
    assert!((1_000..40_000).contains(&packed), "{packed}");
}
