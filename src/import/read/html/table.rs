//! Which elements of a page are a table, by whatever they are one, and where its cells stand.

use super::node::{attribute, element_name, is_gone, style};
use markup5ever_rcdom::Handle;

/// More than any table of the form has.
const WIDEST: usize = 200;

/// What of a table an element is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Table,
    /// Rows that belong together.
    Rows,
    /// Those that stand below all others, wherever they are written.
    Foot,
    Row,
    Cell,
}

/// By its name, by what it tells screen readers, or by how it is shown.
pub(super) fn part(node: &Handle) -> Option<Part> {
    let by_name = match element_name(node)?.as_str() {
        "table" => Some(Part::Table),
        "thead" | "tbody" => Some(Part::Rows),
        "tfoot" => Some(Part::Foot),
        "tr" => Some(Part::Row),
        "td" | "th" => Some(Part::Cell),
        _ => None,
    };
    by_name.or_else(|| role(&attribute(node, "role")?)).or_else(|| shown_as(&style(node)))
}

fn role(role: &str) -> Option<Part> {
    match role {
        "table" | "grid" | "treegrid" => Some(Part::Table),
        "rowgroup" => Some(Part::Rows),
        "row" => Some(Part::Row),
        "cell" | "gridcell" | "columnheader" | "rowheader" => Some(Part::Cell),
        _ => None,
    }
}

fn shown_as(style: &str) -> Option<Part> {
    let (_, display) = style.split_once("display:")?;
    match display.split([';', '!']).next()? {
        "table" | "inline-table" => Some(Part::Table),
        "table-row-group" | "table-header-group" => Some(Part::Rows),
        "table-footer-group" => Some(Part::Foot),
        "table-row" => Some(Part::Row),
        "table-cell" => Some(Part::Cell),
        _ => None,
    }
}

/// The rows of a table, each with its cells.
pub(super) fn rows(table: &Handle) -> Vec<Vec<Handle>> {
    let (mut rows, mut foot) = (Vec::new(), Vec::new());
    for child in table.children.borrow().iter().filter(|child| !is_gone(child)) {
        match part(child) {
            Some(Part::Row) => {
                let cells = child.children.borrow();
                let cells = cells.iter().filter(|cell| part(cell) == Some(Part::Cell));
                rows.push(cells.filter(|cell| !is_gone(cell)).cloned().collect());
            }
            Some(Part::Rows) => rows.extend(self::rows(child)),
            Some(Part::Foot) => foot.extend(self::rows(child)),
            _ => {}
        }
    }
    rows.extend(foot);
    rows
}

/// Whether cells have lost their spans, so that nobody can tell where a row's stand: its rows differ in length.
pub(super) fn is_ragged(rows: &[Vec<Handle>], placed: &[Placed]) -> bool {
    let lengths: Vec<_> = rows.iter().map(Vec::len).filter(|length| *length > 1).collect();
    placed.iter().all(|cell| cell.rows == 1 && cell.columns == 1) && lengths.iter().any(|length| *length != lengths[0])
}

/// A cell where it stands, and over how many rows and columns.
pub(super) struct Placed {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub node: Handle,
}

/// Cells at their true rows and columns. Spans beyond the table are cut.
pub(super) fn place(rows: &[Vec<Handle>]) -> Vec<Placed> {
    let mut taken: Vec<usize> = Vec::new();
    let mut placed = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while taken.get(column).is_some_and(|until| *until > at) {
                column += 1;
            }
            let columns = span(cell, "colspan").unwrap_or(1).clamp(1, WIDEST.saturating_sub(column).max(1));
            let left = rows.len() - at;
            let height = match span(cell, "rowspan") {
                Some(0) => left,
                height => height.unwrap_or(1).clamp(1, left),
            };
            taken.resize(taken.len().max(column + columns), 0);
            taken[column..column + columns].fill(at + height);
            placed.push(Placed { row: at, column, rows: height, columns, node: cell.clone() });
            column += columns;
        }
    }
    placed
}

/// How many rows or columns a cell covers, as it says.
fn span(cell: &Handle, name: &str) -> Option<usize> {
    let text = attribute(cell, name).or_else(|| attribute(cell, &format!("aria-{name}")))?;
    text.trim().parse().ok()
}
