//! Other people's documents become reports: every cell right or asked about, none made up.

mod around;
mod command;
pub(crate) mod documents;
mod kinds;
mod layouts;
mod measure;
mod mutated;
mod office;
mod pdf;
mod pour;
mod reports;
mod several;
mod years;

use crate::common::*;
use giar::{
    config::{Agencies, Config},
    diag::Source,
    import::{self, File, Given, Imported, Refusal},
    report::Report,
};
use std::sync::Arc;

fn agencies() -> Agencies {
    Config::read(&Arc::new(Source::new("site.toml", TOWN))).0.agencies
}

fn try_import(name: &str, bytes: &[u8]) -> Result<Imported, Refusal> {
    let given = Given::default();
    import::import(File { name, bytes }, &given, &agencies())
}

#[track_caller]
fn imported(name: &str, bytes: &[u8]) -> Imported {
    try_import(name, bytes).unwrap_or_else(|refusal| panic!("{name}: {}", refusal.why))
}

/// Figures of the real reports, as they were typed by hand; some are cut off, and hold a part of the rows.
const REAL: [(&str, &str); 9] = [
    ("001-chimei-town-2023.txt", include_str!("../../fixtures/real/001-chimei-town-2023.md")),
    ("002-shanghai-general-office-2019.html", include_str!("../../fixtures/real/002-shanghai-general-office-2019.md")),
    ("003-shuyang-county-2025.md", include_str!("../../fixtures/real/003-shuyang-county-2025.md")),
    ("010-yanliang-statistics-2023.txt", include_str!("../../fixtures/real/010-yanliang-statistics-2023.md")),
    ("012-changchun-veterans-2023.txt", include_str!("../../fixtures/real/012-changchun-veterans-2023.md")),
    ("016-changan-statistics-2023.txt", include_str!("../../fixtures/real/016-changan-statistics-2023.md")),
    ("018-taiping-town-2022.txt", include_str!("../../fixtures/real/018-taiping-town-2022.md")),
    ("033-shangwan-township-2019.txt", include_str!("../../fixtures/real/033-shangwan-township-2019.md")),
    ("068-suqian-city-2025.md", include_str!("../../fixtures/real/068-suqian-city-2025.md")),
];

/// What a report types into a cell, as an import would: blanks of all kinds are alike.
fn typed_in(report: &Report, cell: giar::form::CellId) -> String {
    plain(report.typed(cell))
}

fn plain(text: &str) -> String {
    match text {
        "/" | "~" | "—" | "-" | "null" => String::new(),
        text => text.to_owned(),
    }
}

/// How the cells of an import compare with those of a report.
#[derive(Debug, Default, PartialEq, Eq)]
struct Score {
    right: usize,
    /// Not read, and said so.
    asked: usize,
    wrong: Vec<String>,
}

fn score(found: &Imported, wanted: &Report) -> Score {
    let mut score = Score::default();
    assert_eq!(found.draft.edition.id, wanted.edition.id, "the edition");
    for (cell, spec) in wanted.form().cells.iter() {
        let (own, other) = (found.draft.cells[cell.index()].as_str(), typed_in(wanted, cell));
        match own {
            "?" => score.asked += 1,
            own if plain(own) == other => score.right += 1,
            own => score.wrong.push(format!("{}: {own} instead of {other}", spec.path)),
        }
    }
    // `--nocapture` shows what a layout costs.
    println!("{} right, {} asked about, {} wrong", score.right, score.asked, score.wrong.len());
    score
}

/// Every cell is right.
#[track_caller]
fn assert_whole(found: &Imported, wanted: &Report) {
    let score = score(found, wanted);
    assert_eq!(score.wrong, Vec::<String>::new());
    assert_eq!(score.asked, 0, "{:?}", found.missing());
}

/// Every row that a report gives is right, and every other is missed.
#[track_caller]
fn assert_given(found: &Imported, wanted: &Report) {
    assert_eq!(found.draft.edition.id, wanted.edition.id, "the edition");
    for block in wanted.form().tables.iter().flat_map(|table| &table.blocks) {
        for row in 0..block.rows.len() {
            let is_given = pour::is_given(wanted, block, row);
            for column in 0..block.columns.len() {
                let cell = block.cell(row, column);
                let typed = if is_given { typed_in(wanted, cell) } else { "?".into() };
                assert_eq!(plain(&found.draft.cells[cell.index()]), typed, "{:?} {column}", block.rows[row].labels);
            }
        }
    }
    assert!(found.questions.is_empty() && found.unread.is_empty(), "{:?} {:?}", found.questions, found.unread);
}

#[track_caller]
fn assert_none_wrong(found: &Imported, wanted: &Report) {
    assert_eq!(score(found, wanted).wrong, Vec::<String>::new());
}

/// No cell is wrong; what is not read is said.
#[track_caller]
fn assert_honest(found: &Imported, wanted: &Report, least: usize) {
    let score = score(found, wanted);
    assert_eq!(score.wrong, Vec::<String>::new());
    assert!(score.right >= least, "only {} are right", score.right);
    assert_eq!(score.asked == 0, found.questions.is_empty() && found.missing().is_empty(), "what is not read is said");
}
