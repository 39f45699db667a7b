//! Files in which something has gone wrong: whatever it is, the import ends soon and none panics. `GIAR_REPEAT=100` tries
//! five thousand of each format. The same with a fuzzer's inputs: `fuzz/fuzz_targets/import_*.rs`.

use super::{
    documents::{self, Merges},
    pour::{self, Pad},
    try_import,
};
use crate::{common::*, properties};
use giar::{diag::Source, markdown::Document};
use proptest::{prelude::*, sample::Index};
use std::{
    io::Write as _,
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

/// No file takes longer, in processor time.
const LONGEST: Duration = Duration::from_secs(2);

/// What files of these formats are made of, and what breaks them.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "\"",
    "&",
    "&#0;",
    "<!--",
    "<![CDATA[",
    "<td>",
    "</tr>",
    "<tr>",
    "<table>",
    "</table>",
    "<td colspan=9999999999 rowspan=0>",
    "<w:tbl>",
    "<w:tc>",
    "</w:tc>",
    "<w:vMerge/>",
    "<w:p>",
    "<w:del>",
    "\r\n",
    "\n",
    "\n\n",
    "|",
    " | ",
    "\t",
    ",",
    ";",
    "'",
    "{",
    "}",
    "[",
    "]",
    ":",
    "null",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "１２",
    "（",
    "）",
    "三、",
    "（一）",
    "总计",
    "规章",
    "其他",
    "\u{feff}",
    "\u{0}",
    "\u{2ed3}",
    "\u{301}",
    "年",
    "2023",
    " obj",
    "endobj",
    "stream\n",
    "endstream",
    "<<",
    ">>",
    " R ",
    "/Kids",
    "/Length 9",
];

/// Something that happens to a file.
#[derive(Clone, Debug)]
enum Change {
    Byte(Index, u8),
    Cut(Index, usize),
    Repeated(Index, usize, usize),
    Moved(Index, Index, usize),
    Inserted(Index, &'static str),
    End(Index),
}

impl Change {
    fn of(self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        let part = |at: usize, size: usize| at..(at + size).min(length);
        match self {
            Self::Byte(at, byte) => bytes[at.index(length)] = byte,
            Self::Cut(at, size) => drop(bytes.drain(part(at.index(length), size))),
            Self::Repeated(at, size, times) => {
                let at = at.index(length);
                let again = bytes[part(at, size)].repeat(times);
                bytes.splice(at..at, again);
            }
            Self::Moved(from, to, size) => {
                let moved: Vec<u8> = bytes.drain(part(from.index(length), size)).collect();
                let to = to.index(bytes.len() + 1);
                bytes.splice(to..to, moved);
            }
            Self::Inserted(at, piece) => {
                let at = at.index(length);
                bytes.splice(at..at, piece.bytes());
            }
            Self::End(at) => bytes.truncate(at.index(length)),
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<Index>;
    let piece = prop::sample::select(PIECES);
    prop_oneof![
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        3 => (place(), 1..200_usize).prop_map(|(at, size)| Change::Cut(at, size)),
        2 => (place(), 1..300_usize, 1..40_usize).prop_map(|(at, size, times)| Change::Repeated(at, size, times)),
        2 => (place(), place(), 1..400_usize).prop_map(|(from, to, size)| Change::Moved(from, to, size)),
        5 => (place(), piece).prop_map(|(at, piece)| Change::Inserted(at, piece)),
        1 => place().prop_map(Change::End),
    ]
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(change(), 1..12)
}

fn changed(bytes: &[u8], changes: Vec<Change>) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        change.of(&mut bytes);
    }
    bytes
}

/// Imports a file; the front matter of what it was read as can be written and read again.
#[track_caller]
fn ends(name: &str, bytes: &[u8]) {
    let start = processor_time();
    let found = try_import(name, bytes);
    if let Ok(mut found) = found {
        found.draft.body.clear();
        let written = Arc::new(Source::new("content/reports/2023.md", found.draft.to_markdown()));
        assert!(Document::read(&written).0.front.is_some(), "{}", written.text);
    }
    let taken = processor_time().saturating_sub(start);
    assert!(taken < LONGEST, "{taken:?}");
}

/// What this thread has worked, where the system counts it: others may be waiting for the processor.
fn processor_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = counted.and_then(|text| text.split(' ').next()?.parse().ok());
    worked.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

static HTML: LazyLock<String> = LazyLock::new(|| pour::html(&bound(FILLED_2021)));
static WORD: LazyLock<String> = LazyLock::new(|| documents::word(&bound(FILLED_2021), Merges::Spans));
static LINES: LazyLock<String> = LazyLock::new(|| in_lines(Pad::Nowhere, |texts| texts.join("\n") + "\n"));
static BARS: LazyLock<String> = LazyLock::new(|| in_lines(Pad::Beside, |texts| format!("| {} |\n", texts.join(" | "))));
static COMMAS: LazyLock<String> = LazyLock::new(|| in_lines(Pad::Beside, |texts| texts.join(",") + "\n"));

fn in_lines(pad: Pad, line: impl Fn(&[String]) -> String) -> String {
    pour::lines(&bound(FILLED_2021), pad, line)
}

/// The data that giar publishes of the report.
static DATA: LazyLock<Vec<u8>> =
    LazyLock::new(|| town().with(REPORT, FILLED_2021).published("2023/qingshi/report.json").into());

/// A workbook whose only sheet is this XML.
pub(super) fn workbook(sheet: &[u8]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns:r=\"{office}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = |kind: &str, target: &str| {
        format!("<Relationships><Relationship Id=\"r1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>")
    };
    let (of_package, of_book) =
        (relations("officeDocument", "xl/workbook.xml"), relations("worksheet", "worksheets/sheet1.xml"));
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        ("_rels/.rels", of_package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", of_book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, bytes) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The rows of the page as a sheet.
static SHEET: LazyLock<String> = LazyLock::new(|| {
    let rows = in_lines(Pad::Beside, |texts| {
        let cells = texts.iter().map(|text| match text.parse::<f64>() {
            Ok(number) => format!("<c><v>{number}</v></c>"),
            Err(_) => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        });
        format!("<row>{}</row>", cells.collect::<String>())
    });
    let rows: String = rows.lines().filter(|line| line.starts_with("<row>")).collect();
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
});

#[test]
fn files_are_read_before_anything_happens_to_them() {
    let report = bound(FILLED_2021);
    for (name, bytes) in [
        ("a.html", HTML.clone().into_bytes()),
        ("a.docx", documents::docx(&WORD, &[])),
        ("a.txt", LINES.clone().into_bytes()),
        ("a.md", BARS.clone().into_bytes()),
        ("a.csv", COMMAS.clone().into_bytes()),
        ("a.json", DATA.clone()),
        ("a.xlsx", workbook(SHEET.as_bytes())),
    ] {
        super::assert_whole(&super::imported(name, &bytes), &report);
    }
}

proptest! {
    #![proptest_config(runs(50))]

    #[test]
    fn word_files_in_which_something_has_changed(changes in changes()) {
        let body = String::from_utf8_lossy(&changed(WORD.as_bytes(), changes)).into_owned();
        ends("a.docx", &documents::docx(&body, &[]));
    }

    #[test]
    fn archives_in_which_something_has_changed(changes in changes()) {
        ends("a.docx", &changed(&documents::docx(&WORD, &[]), changes));
    }

    #[test]
    fn pages_in_which_something_has_changed(changes in changes()) {
        ends("a.html", &changed(HTML.as_bytes(), changes));
    }

    #[test]
    fn workbooks_in_which_something_has_changed(changes in changes()) {
        ends("a.xlsx", &workbook(&changed(SHEET.as_bytes(), changes)));
    }

    #[test]
    fn commas_in_which_something_has_changed(changes in changes()) {
        ends("a.csv", &changed(COMMAS.as_bytes(), changes));
    }

    #[test]
    fn texts_in_which_something_has_changed(changes in changes(), has_bars in any::<bool>()) {
        let text = if has_bars { &BARS } else { &LINES };
        ends("a.txt", &changed(text.as_bytes(), changes));
    }

    #[test]
    fn data_in_which_something_has_changed(changes in changes()) {
        ends("a.json", &changed(&DATA, changes));
    }

    #[test]
    fn pdf_files_in_which_something_has_changed(changes in changes(), is_ruled in any::<bool>()) {
        let file = if is_ruled { super::pdf::PRINTED } else { super::pdf::UNRULED };
        ends("a.pdf", &changed(file, changes));
    }

    #[test]
    fn settings_in_which_something_has_changed(changes in changes()) {
        let bytes = changed(TOWN.as_bytes(), changes);
        let start = processor_time();
        properties::of_settings(&String::from_utf8_lossy(&bytes));
        assert!(processor_time().saturating_sub(start) < LONGEST);
    }

    #[test]
    fn reports_in_which_something_has_changed(changes in changes()) {
        let bytes = changed(FILLED_2021.as_bytes(), changes);
        let start = processor_time();
        town().with(REPORT, String::from_utf8_lossy(&bytes).into_owned()).check();
        assert!(processor_time().saturating_sub(start) < LONGEST);
    }
}
