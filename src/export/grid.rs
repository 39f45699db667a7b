//! A table as printed: every cell with its position, span and kind. Documents, workbooks and fragments write it;
//! official tables are derived from their form alone.

use super::style::TEXT_WIDTH;
use crate::{
    form::{BlockForm, CellId, TableForm, axis},
    markdown::Run,
    report::{Report, State},
};

/// A table to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Printed {
    /// The line above it.
    pub caption: String,
    /// Alternative text for those who cannot see it.
    pub description: String,
    /// In tenths of a millimetre, one per column.
    pub widths: Vec<u32>,
    pub rows: Vec<PrintedRow>,
    /// The number of header rows; zero in a table of several blocks, each of which has its own header.
    pub head_rows: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct PrintedRow {
    /// Only the cells that start in this row, from left to right.
    pub cells: Vec<PrintedCell>,
}

#[derive(Clone, Debug)]
pub(super) struct PrintedCell {
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    pub kind: CellKind,
    pub runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellKind {
    /// A column header.
    Head,
    /// A row header.
    Label,
    /// A figure of the form.
    Figure(CellId),
    /// Any other text, including numbers of an author's table.
    Other,
}

impl PrintedCell {
    fn new(kind: CellKind, column: usize, (columns, rows): (usize, usize), text: &str) -> Self {
        Self { column, columns, rows, kind, runs: vec![Run::plain(text)] }
    }

    /// Whether it is a cell of the form.
    pub(super) fn is_figure(&self) -> bool {
        matches!(self.kind, CellKind::Figure(_))
    }

    /// Its text without formatting.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// An official table as printed in its notice, with `shown` in its cells.
pub(super) fn official(
    table: &TableForm,
    caption: String,
    description: String,
    shown: &dyn Fn(CellId) -> String,
) -> Printed {
    let stub = table.blocks.iter().map(BlockForm::stub).max().unwrap_or(0);
    // Blocks of one, two or three columns are placed below each other.
    let across = table.blocks.iter().map(|block| block.columns.len()).fold(1, least_common_multiple);
    let mut rows = Vec::new();
    for block in &table.blocks {
        block_rows(&mut rows, block, (stub, across), shown);
    }
    let head_rows = match table.blocks.as_slice() {
        [block] => axis::depth(block.block.columns),
        _ => 0,
    };
    Printed { caption, description, widths: widths(stub, across), rows, head_rows }
}

fn block_rows(
    rows: &mut Vec<PrintedRow>,
    block: &BlockForm,
    (stub, across): (usize, usize),
    shown: &dyn Fn(CellId) -> String,
) {
    let step = across / block.columns.len();
    if let Some(caption) = block.block.caption {
        let cell = PrintedCell::new(CellKind::Head, 0, (stub + across, 1), caption);
        rows.push(PrintedRow { cells: vec![cell] });
    }
    let depth = axis::depth(block.block.columns);
    let heads = axis::labels(block.block.columns);
    for level in 0..depth {
        let corner =
            (level == 0 && stub > 0).then(|| PrintedCell::new(CellKind::Head, 0, (stub, depth), block.block.corner));
        let own = heads.iter().filter(|label| label.level == level).map(|label| {
            let span = (label.width * step, label.levels);
            PrintedCell::new(CellKind::Head, stub + label.first * step, span, label.text)
        });
        rows.push(PrintedRow { cells: corner.into_iter().chain(own).collect() });
    }
    let labels = axis::labels(block.block.rows);
    for row in 0..block.rows.len() {
        let own = labels.iter().filter(|label| label.first == row && !label.text.is_empty());
        let own =
            own.map(|label| PrintedCell::new(CellKind::Label, label.level, (label.levels, label.width), label.text));
        let figures = (0..block.columns.len()).map(|column| {
            let cell = block.cell(row, column);
            PrintedCell::new(CellKind::Figure(cell), stub + column * step, (step, 1), &shown(cell))
        });
        rows.push(PrintedRow { cells: own.chain(figures).collect() });
    }
}

/// The text of a cell in print: as typed, or the computed value of an omitted total.
pub(super) fn shown(report: &Report, cell: CellId) -> String {
    match report.grid[cell].state {
        State::Computed(number) => number.to_string(),
        _ => match report.typed(cell) {
            "~" | "null" => String::new(),
            typed => typed.to_owned(),
        },
    }
}

/// An author's table. The first row is the header.
pub(super) fn own(rows: &[Vec<Vec<Run>>], caption: String) -> Printed {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let mut printed = Printed { description: caption.clone(), caption, head_rows: 1, ..Printed::default() };
    printed.widths = vec![TEXT_WIDTH / columns as u32; columns];
    for (at, row) in rows.iter().enumerate() {
        let kind = if at == 0 { CellKind::Head } else { CellKind::Other };
        let cells = (0..columns).map(|column| {
            let runs = row.get(column).cloned().unwrap_or_default();
            PrintedCell { column, columns: 1, rows: 1, kind, runs }
        });
        printed.rows.push(PrintedRow { cells: cells.collect() });
    }
    printed
}

/// Row labels get the width that they need; the figures share the rest.
fn widths(stub: usize, across: usize) -> Vec<u32> {
    let labels: &[u32] = match stub {
        0 => &[],
        1 => &[420],
        2 => &[200, 400],
        _ => &[110, 230, 485],
    };
    let rest = (TEXT_WIDTH - labels.iter().sum::<u32>()) / across as u32;
    labels.iter().copied().chain(std::iter::repeat_n(rest, across)).collect()
}

fn least_common_multiple(a: usize, b: usize) -> usize {
    (a..=a * b).find(|n| n % a == 0 && n % b == 0).unwrap_or(a)
}
