//! Reports as other programs write them. What is not installed is left out, and named.

use super::{REAL, imported, plain, pour, typed_in};
use crate::common::*;
use giar::{import::Imported, report::Report};
use std::{collections::BTreeMap, fs, process::Command};

/// The page as a program is to lay it out: every cell with a line around it.
fn page(report: &Report) -> String {
    let style = "<meta charset=\"utf-8\"><style>td{border:1px solid black}table{border-collapse:collapse}</style>";
    pour::html(report).replace("<html>", &format!("<html><head>{style}</head>"))
}

fn parts(report: &Report) -> serde_json::Value {
    fn cell(cell: &pour::Printed) -> serde_json::Value {
        serde_json::json!({
            "row": cell.row, "column": cell.column, "rows": cell.rows, "columns": cell.columns, "text": cell.text
        })
    }

    let part = |part: pour::Part| match part {
        pour::Part::Text(text) => serde_json::json!({ "text": text }),
        pour::Part::Table(table) => {
            serde_json::json!({ "width": table.width, "cells": table.cells.iter().map(cell).collect::<Vec<_>>() })
        }
    };
    pour::page(report).into_iter().map(part).collect()
}

/// How many of a report's figures were read, and how many asked about; none is wrong.
#[track_caller]
fn read_and_asked(found: &Imported, wanted: &Report) -> [usize; 2] {
    let (mut read, mut asked) = (0, 0);
    for block in wanted.form().tables.iter().flat_map(|table| &table.blocks) {
        for row in (0..block.rows.len()).filter(|row| pour::is_given(wanted, block, *row)) {
            for cell in (0..block.columns.len()).map(|column| block.cell(row, column)) {
                match found.draft.cells[cell.index()].as_str() {
                    "?" => asked += 1,
                    own => {
                        assert_eq!(plain(own), typed_in(wanted, cell), "{:?}", block.rows[row].labels);
                        read += 1;
                    }
                }
            }
        }
    }
    [read, asked]
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
    let mut counts: BTreeMap<String, (usize, [usize; 2])> = BTreeMap::new();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let Some((name, kind)) = file.split_once('.').filter(|(_, kind)| kind.contains('.')) else { continue };
        let found = imported(&file, &fs::read(folder.path().join(&file)).unwrap());
        let [read, asked] = read_and_asked(&found, &reports[name]);
        let (documents, cells) = counts.entry(kind.to_owned()).or_default();
        *documents += 1;
        *cells = [cells[0] + read, cells[1] + asked];
        println!("{file}: {read} read, {asked} asked");
    }
    println!("{counts:?}");
    for (kind, (documents, [read, asked])) in counts {
        assert_eq!(documents, reports.len(), "{kind}");
        assert_eq!(asked, 0, "{kind}: {read} read");
    }
}
