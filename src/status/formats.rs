//! A year's table for people, for programs and for spreadsheets.

use super::{Row, State, Status};
use crate::{
    diag::plain::padded,
    i18n::{Lang, Text},
    text,
};
use serde_json::json;
use unicode_width::UnicodeWidthStr as _;

/// A way to write the table.
pub(crate) struct StatusFormat {
    pub name: &'static str,
    pub render: fn(&Status, Lang, bool) -> String,
}

/// Every format, the default first.
pub(crate) static STATUS_FORMATS: &[StatusFormat] = &[
    StatusFormat { name: "text", render: table },
    StatusFormat { name: "json", render: |status, _, _| document(status) },
    StatusFormat { name: "csv", render: |status, _, _| spreadsheet(status) },
];

/// A column for people, and whether it holds numbers.
type Column = (Text, bool);

const COLUMNS: [Column; 8] = [
    (text!("机关", "agency"), false),
    (text!("状态", "state"), false),
    (text!("错误", "errors"), true),
    (text!("警告", "warnings"), true),
    (text!("待核对", "to review"), true),
    (text!("发布日期", "published"), false),
    (text!("期限", "due"), false),
    (text!("还剩", "left"), false),
];

const STATE: usize = 1;

fn table(status: &Status, lang: Lang, colour: bool) -> String {
    let header = COLUMNS.map(|(name, _)| name.get(lang).to_owned());
    let rows: Vec<_> = status.rows.iter().map(|row| cells(row, status, lang)).collect();
    let widths: [usize; 8] =
        std::array::from_fn(|at| rows.iter().chain([&header]).map(|row| row[at].width()).max().unwrap_or_default());
    let mut out = line(&header, &widths, None);
    for (row, cells) in status.rows.iter().zip(&rows) {
        out += &line(cells, &widths, Some(row.state).filter(|_| colour));
    }
    out + &summary(status, lang)
}

fn cells(row: &Row, status: &Status, lang: Lang) -> [String; 8] {
    let state = row.state.word().get(lang);
    let left = row.days_left(status.today).map(|days| left(days, lang)).or_else(|| row.note.clone());
    [
        row.name.clone(),
        state.to_owned(),
        written(row.errors),
        written(row.warnings),
        written(row.reviews),
        row.published.clone().unwrap_or_default(),
        row.due.to_string(),
        left.unwrap_or_default(),
    ]
}

/// Nothing for none: what there is to do is found at a glance.
fn written(count: usize) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

fn left(days: i64, lang: Lang) -> String {
    let message = if days < 0 {
        text!("逾期 {n} 天", "{n} {n:day|days} overdue")
    } else {
        text!("{n} 天", "{n} {n:day|days}")
    };
    message.with("n", days.unsigned_abs()).get(lang)
}

fn line(cells: &[String; 8], widths: &[usize; 8], colour: Option<State>) -> String {
    let mut out = String::new();
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let blanks = " ".repeat(width.saturating_sub(cell.width()));
        let cell = if COLUMNS[at].1 { format!("{blanks}{cell}") } else { padded(cell, *width) };
        match colour.filter(|_| at == STATE) {
            Some(state) => out += &format!("\u{1b}[{}m{cell}\u{1b}[0m", sign(state)),
            None => out += &cell,
        }
        out.push_str("  ");
    }
    format!("{}\n", out.trim_end())
}

/// Red for what is missing or wrong, yellow for what is to be looked at, green for what is done.
fn sign(state: State) -> u8 {
    match state {
        State::Missing | State::Errors => 31,
        State::Review | State::Warnings | State::Draft => 33,
        State::Ready | State::Published => 32,
        State::Joint | State::Absent => 2,
    }
}

fn summary(status: &Status, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (state, _, word) in super::STATES {
        let count = status.rows.iter().filter(|row| row.state == *state).count();
        if count > 0 {
            parts.push(format!("{} {count}", word.get(lang)));
        }
    }
    let message = text!("\n{year} 年度，{n} 个机关：{parts}", "\nReports on {year}, {n} {n:agency|agencies}: {parts}");
    let message = message.with("year", status.year).with("n", status.rows.len());
    format!("{}\n", message.with("parts", parts.join(text!("，", ", ").get(lang))).get(lang))
}

fn document(status: &Status) -> String {
    let rows = status.rows.iter().map(|row| {
        json!({
            "agency": row.id,
            "name": row.name,
            "state": row.state.key(),
            "errors": row.errors,
            "warnings": row.warnings,
            "reviews": row.reviews,
            "published": row.published,
            "due": row.due.to_string(),
            "days_left": row.days_left(status.today),
            "note": row.note,
            "file": row.file,
        })
    });
    let rows: Vec<_> = rows.collect();
    let today = status.today.map(|date| date.to_string());
    format!("{:#}\n", json!({ "year": status.year, "today": today, "agencies": rows }))
}

/// With a byte order mark, or Chinese turns to garbage in spreadsheets.
fn spreadsheet(status: &Status) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let header =
        ["agency", "name", "state", "errors", "warnings", "reviews", "published", "due", "days_left", "note", "file"];
    // Nothing can go wrong with memory.
    let _ = writer.write_record(header);
    for row in &status.rows {
        let days = row.days_left(status.today).map(|days| days.to_string());
        let numbers = [row.errors, row.warnings, row.reviews].map(|number| number.to_string());
        let _ = writer.write_record([
            row.id.as_str(),
            &harmless(&row.name),
            row.state.key(),
            &numbers[0],
            &numbers[1],
            &numbers[2],
            row.published.as_deref().unwrap_or_default(),
            &row.due.to_string(),
            days.as_deref().unwrap_or_default(),
            &harmless(row.note.as_deref().unwrap_or_default()),
            row.file.as_deref().unwrap_or_default(),
        ]);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// A spreadsheet would take it for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() }
}
