//! Reports as other programs write them. What is not installed is left out, and named.

use super::{REAL, assert_given, imported, pour};
use crate::common::*;
use giar::report::Report;
use std::{collections::BTreeMap, fs, process::Command};

/// The page as a program is to lay it out: every cell with a line around it.
fn page(report: &Report) -> String {
    let style = "<meta charset=\"utf-8\"><style>td{border:1px solid black}table{border-collapse:collapse}</style>";
    pour::html(report).replace("<html>", &format!("<html><head>{style}</head>"))
}

fn parts(report: &Report) -> serde_json::Value {
    let part = |part: pour::Part| match part {
        pour::Part::Text(text) => serde_json::json!({ "text": text }),
        pour::Part::Table(table) => {
            let cell = |cell: &pour::Printed| {
                serde_json::json!({
                    "row": cell.row, "column": cell.column, "rows": cell.rows, "columns": cell.columns, "text": cell.text
                })
            };
            serde_json::json!({ "width": table.width, "cells": table.cells.iter().map(cell).collect::<Vec<_>>() })
        }
    };
    pour::page(report).into_iter().map(part).collect()
}

#[test]
#[ignore = "starts office programs and a browser for minutes; tests/run --long runs it"]
fn documents_of_other_programs_give_every_figure_back() {
    let folder = tempfile::tempdir().unwrap();
    let filled = [("2021.md", FILLED_2021), ("2019.md", FILLED_2019)];
    let reports: BTreeMap<_, _> =
        filled.into_iter().chain(REAL).map(|(name, text)| (name.split('.').next().unwrap(), bound(text))).collect();
    for (name, report) in &reports {
        fs::write(folder.path().join(format!("{name}.html")), page(report)).unwrap();
        fs::write(folder.path().join(format!("{name}.json")), parts(report).to_string()).unwrap();
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/office/write.py");
    let status = Command::new("python3").arg(script).arg(folder.path()).status().unwrap();
    assert!(status.success());
    let mut read: BTreeMap<String, usize> = BTreeMap::new();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let Some((name, kind)) = file.split_once('.').filter(|(_, kind)| kind.contains('.')) else { continue };
        println!("{file}");
        assert_given(&imported(&file, &fs::read(folder.path().join(&file)).unwrap()), &reports[name]);
        *read.entry(kind.to_owned()).or_default() += 1;
    }
    println!("{read:?}");
    assert!(read.values().all(|count| *count == reports.len()), "{read:?}");
}
