//! Cells changed one by one where they stand: what becomes of the file, and what it reads as.

use crate::common::*;
use giar::{
    diag::{Source, Span},
    fix::{Field, Presence, fields, set_cells},
    form::{CellId, Edition, Form},
    report::{Draft, Report, State},
};
use proptest::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

const VALUES: &[&str] = &[
    "0",
    "5",
    "12",
    "1234",
    "",
    "/",
    "—",
    "-",
    "7（其中重复1件）",
    "5（甲,乙: 丙 #丁）",
    "012",
    "无",
    "\"x\"",
    "3'",
    "a: b",
    "[1]",
];

/// Files as authors write them: aligned, commented, in English, with mappings, with rows and tables missing.
fn texts() -> Vec<String> {
    let blank = Draft::blank(Edition::find("2021").unwrap(), 2024).to_markdown();
    let commented: String = FILLED_2021.lines().map(|line| format!("{line}{}\n", comment(line))).collect();
    let mapped =
        replace_line(FILLED_2021, "本年新收", "本年新收: {自然人: 451, 商业企业: \"112\", 科研机构: 100, 其他: 102}");
    let mapped = replace_line(&mapped, "行政复议", "行政复议:\n    结果维持: 6   # 甲\n    总计: 12");
    let cut = FILLED_2021.replace("  上年结转: [7, 3, 2, 1, 4, 5, 22]\n", "");
    let (front, rest) = cut.split_once("复议诉讼:").unwrap();
    let cut = format!("{front}---{}", rest.split_once("---").unwrap().1);
    let empty = "---\nyear: 2023\n主动公开:\n申请: ~   # 表三\n---\n\n## 一、总体情况\n\n无。\n".to_owned();
    let english = "---\nyear: 2023\nproactive: {regulations: [0, 0, 0], licensing: 3}\n---\n".to_owned();
    let windows = [FILLED_2021, &cut].map(|text| text.replace('\n', "\r\n"));
    let others = [FILLED_2021.to_owned(), FILLED_2019.to_owned(), blank, commented, mapped, cut, empty, english];
    others.into_iter().chain(windows).collect()
}

fn comment(line: &str) -> &'static str {
    if line.ends_with(']') { "   # 报送口径" } else { "" }
}

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("content/reports/2023.md", text))
}

fn texts_of(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.text.as_str()).collect()
}

/// A text without the values of some cells, and without regard to how many blanks stand where there is one.
fn frame(text: &str, cells: &BTreeMap<CellId, String>) -> String {
    let report = bound(text);
    let mut spans: Vec<Span> = cells.keys().map(|cell| report.grid[*cell].span).collect();
    spans.sort_unstable();
    let (mut out, mut at) = (String::new(), 0);
    for span in spans {
        out.push_str(&text[at..span.range().start]);
        out.push('·');
        at = span.range().end;
    }
    out.push_str(&text[at..]);
    while out.contains("  ") {
        out = out.replace("  ", " ");
    }
    out.replace("[ ", "[")
}

/// Whether every line is there still, in its order, with its key and its comment, whatever its values are now.
fn has_kept_its_lines(before: &str, after: &str) -> Result<(), String> {
    let mut rest = after.lines();
    before.lines().try_for_each(|line| {
        let is_kept =
            rest.any(|other| other == line || (skeleton(line).0.ends_with(':') && skeleton(other) == skeleton(line)));
        if is_kept { Ok(()) } else { Err(format!("“{line}” is gone or has moved:\n{after}")) }
    })
}

/// What stands before the values of a line, and behind them.
fn skeleton(line: &str) -> (&str, &str) {
    let key = line.find(": ").map_or(line, |at| &line[..=at]);
    (key, line.rfind(" # ").map_or("", |at| &line[at..]))
}

/// The number that was typed, maybe with a note behind it; none for a blank, and for what is none.
fn number_in(typed: &str) -> Option<&str> {
    let number = typed.split('（').next().unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (is_number && (number == "0" || !number.starts_with('0'))).then_some(number)
}

/// The number that a report reads in a cell.
fn given(report: &Report, cell: CellId) -> Option<String> {
    match report.grid[cell].state {
        State::Given(number) => Some(number.to_string()),
        _ => None,
    }
}

proptest! {
    #![proptest_config(runs(128))]

    /// Whatever is typed into whichever cells, one after the other, the file reads as the form shows, and nothing else
    /// in it has changed.
    #[test]
    fn any_row_of_edits_changes_the_edited_values_alone(
        at in 0..10_usize,
        edits in prop::collection::vec((0..400_usize, 0..VALUES.len()), 1..8),
    ) {
        fn body(text: &str) -> String { text.split("\n---").last().unwrap().to_owned() }

        let before = source(&texts()[at]);
        let form: &'static Form = Edition::find(if at == 1 { "2019" } else { "2021" }).unwrap().form();
        let shown = fields(&before, form).unwrap();
        let mut wanted: Vec<String> = texts_of(&shown).into_iter().map(str::to_owned).collect();
        let mut now = Arc::clone(&before);
        let mut edited = BTreeMap::new();
        for (cell, value) in edits {
            let cell = form.cells.iter().nth(cell % form.cells.iter().len()).unwrap().0;
            let one = BTreeMap::from([(cell, VALUES[value].to_owned())]);
            let Ok(next) = set_cells(&now, form, &one) else {
                // Behind a key of its own YAML takes it for a list, and in quotes it would mean a blank.
                prop_assert_eq!(VALUES[value], "-");
                continue;
            };
            now = next;
            wanted[cell.index()] = VALUES[value].to_owned();
            edited.extend(one);
        }
        let after = fields(&now, form).unwrap();
        prop_assert_eq!(texts_of(&after), wanted.iter().map(String::as_str).collect::<Vec<_>>(), "{}", now.text);
        // What was there before is there still, in its order: rows that were missing have come between.
        let is_whole = shown.iter().all(|field| field.presence == Presence::Given);
        if is_whole {
            prop_assert_eq!(frame(&before.text, &edited), frame(&now.text, &edited));
        }
        let is_windows = before.text.contains("\r\n");
        prop_assert_eq!(now.text.matches("\r\n").count(), if is_windows { now.text.matches('\n').count() } else { 0 });
        prop_assert_eq!(has_kept_its_lines(&before.text, &now.text), Ok(()));
        let report = bound(&now.text);
        // Not even the quotes of another value.
        let was = bound(&before.text);
        for (cell, _) in form.cells.iter().filter(|(cell, _)| !edited.contains_key(cell)) {
            if let State::Given(_) = was.grid[cell].state {
                let written = [&was, &report].map(|report| report.source.slice(report.grid[cell].span).to_owned());
                prop_assert_eq!(&written[0], &written[1]);
            }
        }
        for cell in edited.keys() {
            let typed = &wanted[cell.index()];
            let read = given(&report, *cell);
            prop_assert_eq!(read.as_deref(), number_in(typed), "{}", typed);
        }
        prop_assert_eq!(body(&before.text), body(&now.text));
        // All at once comes to the same values.
        let together = set_cells(&before, form, &edited).unwrap();
        let together = fields(&together, form).unwrap();
        prop_assert_eq!(texts_of(&together), texts_of(&after));
    }
}
