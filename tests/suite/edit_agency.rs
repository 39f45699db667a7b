//! Agencies that are added in a browser: what becomes of `site.toml`, and of the reports of an agency that was the only one.
#![cfg(unix)]

use crate::{common::*, edit_serve::Form};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::{
    thread,
    time::{Duration, Instant},
};

const BUREAU: &str =
    "[[agency]]\nid = \"jiaoyu\"\nname = \"青石镇教育办公室\"\nkind = \"department\"\nrank = \"town\"\n";

fn bureau() -> Value {
    json!({ "name": " 青石镇教育办公室 ", "id": "jiaoyu", "kind": "", "rank": null, "parent": "qingshi" })
}

/// Waits until the preview has read what was written.
#[track_caller]
fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_mins(1), "never happened: {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn it_gets_a_section_and_the_reports_of_an_only_agency_say_whose_they_are() {
    let nav = "\n# 导航\n[[nav]] # 一\nlabel = \"指南\"\npath = \"guide/\"\n";
    let draft = in_year(FILLED_2021, 2022).replacen("---\n", "---\ndraft: true\n", 1);
    let named = in_year(FILLED_2021, 2021).replacen("---\n", "---\nagency: qingshi # 镇\n", 1);
    let site = town().configured(&format!("# deadline = \"01-31\"\n{nav}"));
    let site = site.with(REPORT, FILLED_2021).with("reports/2022.md", draft.as_str());
    let site = site.with("reports/2021.md", named.as_str()).with("guide.md", "---\ntitle: 指南\n---\n\n甲。\n");
    let folder = site.write();
    let before = folder.read("site.toml");
    let form = Form::open(&folder, &[]);
    let (status, answer) = form.post("agency", &bureau());
    assert_eq!((status, &answer["id"]), (200, &json!("jiaoyu")), "{answer}");
    let message = answer["message"].as_str().unwrap();
    assert!(message.contains("部门，乡镇、街道") && message.contains("2 份报告"), "{message}");
    let section = format!("\n{BUREAU}parent = \"qingshi\"\n");
    assert_eq!(folder.read("site.toml"), before.replace(nav, &format!("{section}{nav}")));
    for (file, before) in [("2023", FILLED_2021), ("2022", draft.as_str())] {
        let after = folder.read(&format!("content/reports/{file}.md"));
        let line = format!("year: {file}\n");
        assert_eq!(after, before.replacen(&line, &format!("{line}agency: qingshi\n"), 1));
    }
    assert_eq!(folder.read("content/reports/2021.md"), named);
    folder.giar(&["check"]).expect(0);
    until("the list has it", || {
        form.preview.get("/xxgk/__giar/edit?year=2024").body.contains("data-agency=\"jiaoyu\"")
    });
    let (status, answer) = form.post("new", &json!({ "agency": "jiaoyu", "year": 2024 }));
    assert_eq!((status, folder.join("content/reports/jiaoyu/2024.md").exists()), (200, true), "{answer}");
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_written() {
    let folder = town().with(REPORT, FILLED_2021).write();
    let before = folder.read("site.toml");
    let form = Form::open(&folder, &[]);
    for (key, value, word) in [
        ("id", "教育", "教育"),
        ("id", "qingshi", "qingshi"),
        ("name", " ", "全称"),
        ("parent", "elsewhere", "elsewhere"),
    ] {
        let mut wrong = bureau();
        wrong[key] = json!(value);
        let (status, answer) = form.post("agency", &wrong);
        assert_eq!(status, 422);
        assert!(answer["message"].as_str().unwrap().contains(word), "{answer}");
    }
    assert_eq!((folder.read("site.toml"), folder.read("content/reports/2023.md")), (before, FILLED_2021.to_owned()));
}

#[test]
fn a_document_of_an_agency_that_is_not_there_says_what_it_is_called() {
    let folder = town().with(REPORT, FILLED_2021).write();
    let html = "<h1>白石镇人民政府2024年政府信息公开工作年度报告</h1><table><tr><td colspan=3>一、本年新收政府信息公开申请数量</td>\
        <td>6</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>7</td></tr></table>";
    let form = Form::open(&folder, &["--drafts"]);
    let document =
        |agency: Value| json!({ "name": "报告.html", "base64": STANDARD.encode(html), "agency": agency, "year": null });
    let (status, answer) = form.post("import", &document(Value::Null));
    assert_eq!((status, &answer["unknown_agency"]), (422, &json!("白石镇人民政府")), "{answer}");
    let added = json!({ "name": "白石镇人民政府", "id": "baishi", "kind": "government", "rank": "town", "parent": "" });
    assert_eq!(form.post("agency", &added).0, 200);
    until("the list has it", || form.preview.get("/xxgk/__giar/edit").body.contains("value=\"baishi\""));
    let (status, answer) = form.post("import", &document(Value::Null));
    assert_eq!(status, 200, "{answer}");
    assert!(folder.read("content/reports/baishi/2024.md").contains("[6, 1, 0, 0, 0, 0, 7]"));
}
