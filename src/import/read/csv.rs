//! Tables of numbers divided by commas, semicolons or tabs.

use super::{
    is_paragraph,
    listing::{self, Record},
};
use crate::import::doc::{Block, Cell, Doc, Grid, Origin, Para, Rules};
use csv::StringRecord;

/// Whether most lines of a text have several cells that commas divide.
pub(super) fn is_csv(text: &str) -> bool {
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).take(60).collect();
    let many = lines.iter().filter(|line| line.matches(',').count() >= 2 && !line.contains('。')).count();
    lines.len() > 3 && many * 10 >= lines.len() * 8
}

pub(super) fn read(text: &str) -> Doc {
    // Of equals the last is taken, and a comma is likeliest.
    let delimiter = [';', '\t', ',']
        .into_iter()
        .max_by_key(|sign| text.lines().take(60).map(|line| line.matches(*sign).count()).sum::<usize>());
    let delimiter = delimiter.unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new();
    let mut rows = reader.has_headers(false).flexible(true).delimiter(delimiter as u8).from_reader(text.as_bytes());
    let records: Vec<_> = rows.records().filter_map(Result::ok).collect();
    if let Some(doc) = tidy(&records) {
        return doc;
    }
    let mut doc = Doc::default();
    let mut cells = Vec::new();
    for (row, record) in records.iter().enumerate() {
        let line = line(record);
        let filled: Vec<_> = record.iter().filter(|cell| !cell.trim().is_empty()).collect();
        if let [only] = filled[..]
            && is_paragraph(only.trim())
        {
            flush(&mut cells, &mut doc);
            doc.blocks.push(Block::Para(Para::plain(only.trim(), Origin::Line(line))));
            continue;
        }
        let own =
            record.iter().enumerate().map(|(column, text)| Cell::at(row, column, text.trim(), Origin::Line(line)));
        cells.extend(own);
    }
    flush(&mut cells, &mut doc);
    doc
}

fn line(record: &StringRecord) -> usize {
    record.position().map_or(1, |position| position.line() as usize)
}

/// Where a table of one line a value has its row, its column and its value.
struct Tidy {
    row: usize,
    column: usize,
    value: usize,
}

impl Tidy {
    fn of(head: &StringRecord) -> Option<Self> {
        let row = named(head, &["行", "行名", "行次名称", "项目", "指标", "指标名称"])?;
        let column = named(head, &["列", "列名", "栏", "栏目", "申请人", "申请人类型", "申请人类别"])?;
        Some(Self { row, column, value: named(head, &["数值", "值", "数", "数据", "数量", "件数"])? })
    }

    /// Whether numbers stand in columns that are not read, such as last year's beside this year's.
    fn leaves_numbers(&self, head: &StringRecord, lines: &[StringRecord]) -> bool {
        let own = [self.row, self.column, self.value];
        let others = head.iter().enumerate().filter(|(at, name)| !own.contains(at) && !KNOWN.contains(&name.trim()));
        let mut others = others.flat_map(|(at, _)| lines.iter().filter_map(move |line| line.get(at)));
        others.any(|text| text.trim().parse::<f64>().is_ok())
    }

    fn record(&self, line: &StringRecord, origin: Origin) -> Record {
        let [row, column, value] =
            [self.row, self.column, self.value].map(|at| line.get(at).unwrap_or_default().trim());
        // No row of the form has a slash in its name, though a column has.
        let mut labels = listing::parts(&row.replace(['/', '／', '\\', '→'], ">"));
        let mut names = listing::parts(column);
        let name = names.pop().unwrap_or_default();
        // A row without a name of its own is named by the groups of its columns.
        if labels.is_empty() {
            labels = names;
        }
        Record { labels, values: vec![(name, value.to_owned())], origin }
    }
}

/// Columns whose numbers are no figures.
const KNOWN: [&str; 9] = ["年度", "年份", "年", "机关", "单位", "机构", "序号", "行次", "版"];

/// The cell of a heading that is called one of these.
fn named(head: &StringRecord, names: &[&str]) -> Option<usize> {
    head.iter().position(|text| names.contains(&text.trim()))
}

/// A table that has a line for each value, with the names of its row and its column; none if it has not.
fn tidy(records: &[StringRecord]) -> Option<Doc> {
    let (head, lines) = records.split_first()?;
    let tidy = Tidy::of(head).filter(|tidy| !tidy.leaves_numbers(head, lines))?;
    let mut rows: Vec<Record> = Vec::new();
    for line in lines {
        let mut record = tidy.record(line, Origin::Line(self::line(line)));
        match rows.last_mut() {
            Some(last) if last.labels == record.labels => last.values.append(&mut record.values),
            _ => rows.push(record),
        }
    }
    let mut doc = Doc { blocks: listing::grids(rows), ..Doc::default() };
    for (fact, names) in [("年度", &["年度", "年份", "年"]), ("机关", &["机关", "单位", "机构"])] {
        let Some(at) = named(head, names) else { continue };
        let value = lines.first().and_then(|line| line.get(at)).unwrap_or_default();
        // Several reports in one file have none in common.
        if lines.iter().all(|line| line.get(at) == Some(value)) {
            doc.facts.push((fact.to_owned(), value.trim().to_owned()));
        }
    }
    Some(doc)
}

fn flush(cells: &mut Vec<Cell>, doc: &mut Doc) {
    if !cells.is_empty() {
        doc.blocks.push(Block::Grid(Grid { cells: std::mem::take(cells), rules: Rules::Guessed }));
    }
}
