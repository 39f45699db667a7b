//! Derives the layout of an edition: rows, columns and cells in order, equations, paths and labels.

use super::{
    Block, CellId, CellRange, CellSpec, Cells, Edition, Kind, Measure, Node, PerEdition, Slot, Stock, Table,
    axis::{self, Line},
};
use rustc_hash::FxHashMap;

/// Everything derived from the trees of an [`Edition`].
#[derive(Debug)]
pub struct Form {
    /// The edition that it is derived from.
    pub edition: &'static Edition,
    /// In the order of the sections.
    pub tables: Vec<TableForm>,
    /// Every cell, table by table, row by row.
    pub cells: Cells,
    by_path: FxHashMap<String, CellId>,
    /// The cells of a group of rows in one column, by path: `applications.results.refused.total`.
    by_group: FxHashMap<String, Vec<CellId>>,
}

/// The layout of a table.
#[derive(Debug)]
pub struct TableForm {
    /// The table that it is derived from.
    pub table: &'static Table,
    /// Its keys as authors nest them.
    pub slot: Slot,
    /// The blocks, each with its own header; most tables have one.
    pub blocks: Vec<BlockForm>,
    /// All cells of the table.
    pub cells: CellRange,
    /// Totals of rows, totals of columns, then 勾稽.
    pub equations: Vec<Equation>,
    /// This year's cell and the path of last year's cell that it repeats.
    pub carries: Vec<(CellId, String)>,
    /// The rows in which a stock follows from last year’s.
    pub stocks: Vec<StockForm>,
    /// Cells that only agencies with the power to make 规章 can fill.
    pub rulemaking: Vec<CellId>,
}

/// The layout of a block: every row crosses every column.
#[derive(Debug)]
pub struct BlockForm {
    /// The block that it is derived from.
    pub block: &'static Block,
    /// The leaves of its row axis.
    pub rows: Vec<Line>,
    /// The leaves of its column axis.
    pub columns: Vec<Line>,
    /// Each total of the rows with its parts.
    pub(crate) row_totals: Vec<(usize, Vec<axis::Part>)>,
    /// Each total of the columns with its parts.
    pub(crate) column_totals: Vec<(usize, Vec<axis::Part>)>,
    /// The cell at row 0, column 0; the others follow row by row.
    pub first: CellId,
}

/// The sum of `left` equals the sum of `right`.
#[derive(Debug)]
pub struct Equation {
    /// Its origin.
    pub kind: EquationKind,
    /// The parts.
    pub left: Vec<CellId>,
    /// Their total, or the other side of an identity.
    pub right: Vec<CellId>,
}

/// The origin of an equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EquationKind {
    /// A total (the only cell of `right`) and its parts, within a row.
    RowTotal,
    /// Likewise, within a column.
    ColumnTotal,
    /// 勾稽: rows that must agree, within a column.
    Identity,
}

/// The three cells of a stock’s row: last year’s stock + added − removed = this year’s.
#[derive(Debug)]
pub struct StockForm {
    /// What is in force at the end of the year.
    pub stock: CellId,
    /// Documents issued during the year.
    pub added: CellId,
    /// Documents repealed during the year.
    pub removed: CellId,
}

pub(super) fn of(edition: &'static Edition) -> &'static Form {
    static FORMS: PerEdition<Form> = PerEdition::new(Form::new);
    FORMS.of(edition)
}

impl Form {
    fn new(edition: &'static Edition) -> Self {
        let (by_path, by_group) = Default::default();
        let mut form = Self { edition, tables: Vec::new(), cells: Cells::default(), by_path, by_group };
        for (number, table) in edition.tables.iter().enumerate() {
            let first = form.cells.end();
            let blocks = table.blocks.iter().enumerate().map(|(at, block)| form.block(number, at, block)).collect();
            let mut worked = TableForm {
                table,
                slot: Slot::of_table(table, first),
                blocks,
                cells: CellRange::new(first, form.cells.end()),
                equations: Vec::new(),
                carries: Vec::new(),
                stocks: Vec::new(),
                rulemaking: Vec::new(),
            };
            worked.derive();
            form.tables.push(worked);
        }
        form.by_path = form.cells.iter().map(|(id, cell)| (cell.path.clone(), id)).collect();
        form.by_group = form.groups();
        form
    }

    fn groups(&self) -> FxHashMap<String, Vec<CellId>> {
        let mut groups = FxHashMap::default();
        for (_, cell) in self.cells.iter() {
            let Some((row, column)) = cell.path.rsplit_once('.') else { continue };
            for (end, _) in row.match_indices('.') {
                groups.entry(format!("{}.{column}", &row[..end])).or_insert_with(|| {
                    self.parts(&row[..end], column).into_iter().flat_map(|(_, cells)| cells).collect()
                });
            }
        }
        groups
    }

    fn block(&mut self, table: usize, at: usize, block: &'static Block) -> BlockForm {
        let worked = BlockForm {
            block,
            rows: axis::lines(block.rows),
            columns: axis::lines(block.columns),
            row_totals: axis::totals(block.rows),
            column_totals: axis::totals(block.columns),
            first: self.cells.end(),
        };
        for (row, r) in worked.rows.iter().enumerate() {
            for (column, c) in worked.columns.iter().enumerate() {
                let path = [self.edition.tables[table].key, &r.path, &c.path];
                let path: Vec<_> = path.into_iter().filter(|part| !part.is_empty()).collect();
                self.cells.push(CellSpec {
                    table,
                    block: at,
                    row,
                    column,
                    path: path.join("."),
                    measure: match c.node.kind {
                        Kind::Column(measure) => measure,
                        _ => Measure::Count,
                    },
                    is_total: r.is_total() || c.is_total(),
                });
            }
        }
        worked
    }

    /// The cell at a path: `applications.received.total`.
    pub fn cell(&self, path: &str) -> Option<CellId> {
        self.by_path.get(path).copied()
    }

    /// The index of one of its tables.
    ///
    /// # Panics
    /// If it belongs to another form.
    pub fn index_of(&self, table: &TableForm) -> usize {
        self.tables.iter().position(|own| std::ptr::eq(own, table)).expect("it is one of this form's")
    }

    /// The table that contains a path.
    pub fn table_of(&self, path: &str) -> Option<&TableForm> {
        let key = path.split('.').next()?;
        self.tables.iter().find(|table| table.table.key == key)
    }

    /// The slot at a path: a table, a group, a row or a cell.
    pub fn slot(&self, path: &str) -> Option<&Slot> {
        self.table_of(path)?.slot.find(path)
    }

    /// The path that an author wrote with labels: `申请.本年新收.总计` is `applications.received.total`, 一、总体情况 `overview`.
    pub fn path_of(&self, written: &str) -> Option<&str> {
        let parts: Vec<_> = written.split(['.', '．']).map(str::trim).collect();
        let slot = self.tables.iter().find_map(|table| table.slot.follow(&parts));
        match slot {
            Some(slot) => Some(&slot.path),
            None => self.edition.section_of(written).map(|section| section.key),
        }
    }

    /// A path written with labels: `applications.received.total` is 申请.本年新收.总计.
    pub fn labels(&self, path: &str) -> Option<String> {
        self.slot(path)?;
        let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
        let labels = ends.filter_map(|end| self.slot(&path[..end])).map(|slot| slot.short);
        Some(labels.collect::<Vec<_>>().join("."))
    }

    /// The path most similar to an unknown one, in English or in labels as the unknown one is.
    pub fn nearest_path(&self, written: &str) -> Option<String> {
        let slots: Vec<_> = self.tables.iter().flat_map(|table| table.slot.all()).collect();
        let paths = slots
            .iter()
            .filter_map(|slot| if written.is_ascii() { Some(slot.path.clone()) } else { self.labels(&slot.path) });
        let scored = paths.map(|path| (strsim::normalized_damerau_levenshtein(written, &path), path));
        scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score >= 0.5).map(|(_, path)| path)
    }

    /// The cells at some paths: a cell, or the cells of a group of rows in one column. Totals within a group are left
    /// out.
    pub fn cells_at<'p>(&'p self, paths: &'p [&str]) -> impl Iterator<Item = CellId> + 'p {
        paths.iter().flat_map(|path| self.cells_at_one(path)).copied()
    }

    fn cells_at_one(&self, path: &str) -> &[CellId] {
        match self.by_path.get(path) {
            Some(cell) => std::slice::from_ref(cell),
            None => self.by_group.get(path).map_or(&[][..], Vec::as_slice),
        }
    }

    /// A cell's official name: 表三 （一）予以公开 · 自然人.
    pub fn name(&self, cell: CellId) -> String {
        let (row, column) = self.lines_of(cell);
        let table = self.tables[self.cells[cell].table].table.name;
        let row = row.labels.last().copied().unwrap_or_default();
        let column: Vec<_> = column.named_labels();
        match (row.is_empty(), column.is_empty()) {
            (false, false) => format!("{table}“{row}”的“{}”", column.join(" ")),
            (false, true) => format!("{table}“{row}”"),
            _ => format!("{table}“{}”", column.join(" ")),
        }
    }

    /// All cells of the row that contains a cell.
    pub(crate) fn row_of(&self, cell: CellId) -> CellRange {
        let spec = &self.cells[cell];
        self.tables[spec.table].blocks[spec.block].cells_of(spec.row)
    }

    /// The official name of the row that contains a cell; the table's name, if the row has none.
    pub(crate) fn row_name(&self, cell: CellId) -> String {
        let table = self.tables[self.cells[cell].table].table.name;
        let row = self.lines_of(cell).0.labels.iter().rev().find(|label| !label.is_empty());
        row.map_or_else(|| table.to_owned(), |row| format!("{table}“{row}”"))
    }

    /// The parts of a group of rows (`applications.results`) with the cells that each sums in one column. Totals are
    /// left out.
    pub fn parts(&self, group: &str, column: &str) -> Vec<(&'static Node, Vec<CellId>)> {
        let (table, group) = group.split_once('.').unwrap_or((group, ""));
        let blocks = self.tables.iter().filter(|form| form.table.key == table).flat_map(|form| &form.blocks);
        blocks.flat_map(|block| block.parts(group, column)).collect()
    }

    /// The single rows below a group, each with its cell in one column.
    pub fn rows_below(&self, group: &str, column: &str) -> Vec<(&'static Node, Vec<CellId>)> {
        let prefix = format!("{group}.");
        let suffix = format!(".{column}");
        let below = self.cells.iter().filter(|(_, cell)| cell.path.starts_with(&prefix));
        let below = below.filter(|(_, cell)| cell.path.ends_with(&suffix));
        let rows = below.map(|(id, _)| (self.lines_of(id).0, id)).filter(|(row, _)| !row.is_total());
        rows.map(|(row, id)| (row.node, vec![id])).collect()
    }

    /// The columns of a table, and the groups of columns that have no total of their own, with their keys.
    pub fn columns_of(&self, table: &str) -> Vec<(&'static Node, Vec<&'static str>)> {
        let blocks = self.tables.iter().filter(|form| form.table.key == table).flat_map(|form| &form.blocks);
        blocks.flat_map(|block| axis::unsummed(block.block.columns)).collect()
    }

    /// The labels of the innermost groups of columns that have a total, each with the cell of its total in the first
    /// row.
    pub fn groups_with_total(&self, table: &str) -> Vec<(&'static str, CellId)> {
        let cells = self.cells.iter();
        let totals =
            cells.filter(|(_, cell)| self.tables[cell.table].table.key == table && cell.is_total && cell.row == 0);
        let named = totals.map(|(id, _)| (self.lines_of(id).1.labels.iter().rev().nth(1), id));
        named.filter_map(|(label, id)| Some((*label?, id))).collect()
    }

    pub(crate) fn lines_of(&self, cell: CellId) -> (&Line, &Line) {
        let spec = &self.cells[cell];
        let block = &self.tables[spec.table].blocks[spec.block];
        (&block.rows[spec.row], &block.columns[spec.column])
    }
}

impl BlockForm {
    /// The cells of a row.
    pub(crate) fn cells_of(&self, row: usize) -> CellRange {
        CellRange::new(self.cell(row, 0), self.cell(row + 1, 0))
    }

    /// The cell at a row and column.
    pub fn cell(&self, row: usize, column: usize) -> CellId {
        self.first.after(row * self.columns.len() + column)
    }

    fn parts(&self, group: &str, column: &str) -> Vec<(&'static Node, Vec<CellId>)> {
        let (Some(nodes), Some(column)) = (axis::below(self.block.rows, group), self.column(column)) else {
            return Vec::new();
        };
        let parts = nodes.iter().filter(|node| !matches!(node.kind, Kind::Total));
        parts.map(|node| (node, self.cells_below(&format!("{group}.{}", node.key), column))).collect()
    }

    /// The cells of a column in the row at a path, or in the rows below it except for totals.
    fn cells_below(&self, path: &str, column: usize) -> Vec<CellId> {
        let rows = self.rows.iter().enumerate().filter(|(_, line)| {
            let below = line.path.strip_prefix(path);
            // `results.other` is not above `results.other_row`: a path ends at a dot.
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) && !line.is_total()
        });
        rows.map(|(row, _)| self.cell(row, column)).collect()
    }

    /// Whether its columns are grouped: such a table is wide, and hard to follow by ear.
    pub fn is_wide(&self) -> bool {
        self.columns.iter().any(|line| line.labels.len() > 1)
    }

    /// The number of columns taken by row labels.
    pub(crate) fn stub(&self) -> usize {
        // The only row of table four has no label, and so takes no column.
        let is_named = self.rows.iter().any(|line| line.labels.iter().any(|label| !label.is_empty()));
        if is_named { axis::depth(self.block.rows) } else { 0 }
    }

    pub(crate) fn row(&self, path: &str) -> Option<usize> {
        self.rows.iter().position(|line| line.path == path)
    }

    fn cells_of_rows(&self, paths: &[&str], column: usize) -> Vec<CellId> {
        paths.iter().filter_map(|path| Some(self.cell(self.row(path)?, column))).collect()
    }

    pub(crate) fn column(&self, path: &str) -> Option<usize> {
        self.columns.iter().position(|line| line.path == path)
    }
}

impl TableForm {
    /// Whether any of its blocks is wide.
    pub fn is_wide(&self) -> bool {
        self.blocks.iter().any(BlockForm::is_wide)
    }

    fn derive(&mut self) {
        for block in &self.blocks {
            let (rows, columns) = (block.rows.len(), block.columns.len());
            // Totals of rows come before those of columns: rules report a row first, because authors enter rows.
            for (total, parts) in axis::sums(block.block.columns) {
                for row in 0..rows {
                    self.equations.push(Equation {
                        kind: EquationKind::RowTotal,
                        left: parts.iter().map(|&part| block.cell(row, part)).collect(),
                        right: vec![block.cell(row, total)],
                    });
                }
            }
            for (total, parts) in axis::sums(block.block.rows) {
                for column in 0..columns {
                    self.equations.push(Equation {
                        kind: EquationKind::ColumnTotal,
                        left: parts.iter().map(|&part| block.cell(part, column)).collect(),
                        right: vec![block.cell(total, column)],
                    });
                }
            }
            for identity in self.table.identities {
                self.equations.extend((0..columns).map(|column| Equation {
                    kind: EquationKind::Identity,
                    left: block.cells_of_rows(identity.left, column),
                    right: block.cells_of_rows(identity.right, column),
                }));
            }
            for carry in self.table.carries {
                // A table's blocks share its identities and carries; each block takes those of its rows.
                let Some(row) = block.row(carry.now) else { continue };
                self.carries.extend((0..columns).map(|column| {
                    let last = format!("{}.{}.{}", self.table.key, carry.last, block.columns[column].path);
                    (block.cell(row, column), last)
                }));
            }
            for stock in self.table.stocks {
                self.stocks.extend((0..rows).filter_map(|row| StockForm::new(block, row, stock)));
            }
            for row in self.table.rulemaking.iter().filter_map(|path| block.row(path)) {
                self.rulemaking.extend((0..columns).map(|column| block.cell(row, column)));
            }
        }
    }
}

impl Equation {
    /// Whether it defines a total as the sum of its parts.
    pub fn is_total(&self) -> bool {
        self.kind != EquationKind::Identity
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.left.iter().chain(&self.right).copied()
    }
}

impl StockForm {
    fn new(block: &BlockForm, row: usize, stock: &Stock) -> Option<Self> {
        Some(Self {
            stock: block.cell(row, block.column(stock.stock)?),
            added: block.cell(row, block.column(stock.added)?),
            removed: block.cell(row, block.column(stock.removed)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::ChartData;

    fn form(id: &str) -> &'static Form {
        Edition::find(id).unwrap().form()
    }

    #[test]
    fn the_forms_have_the_cells_the_notices_list() {
        for (id, sizes) in
            [("2021", &[6 + 1 + 2 + 1, 25 * 7, 15][..]), ("2019", &[6 + 6 + 6 + 2 + 2, 23 * 7, 15]), ("free", &[])]
        {
            assert_eq!(form(id).tables.iter().map(|table| table.cells.len()).collect::<Vec<_>>(), sizes, "{id}");
        }
    }

    #[test]
    fn table_three_has_a_sum_a_row_two_rules_a_column() {
        let equations = &form("2021").tables[1].equations;
        for (kind, count) in [(EquationKind::RowTotal, 25), (EquationKind::ColumnTotal, 7), (EquationKind::Identity, 7)]
        {
            assert_eq!(equations.iter().filter(|equation| equation.kind == kind).count(), count, "{kind:?}");
        }
        assert_eq!(form("2021").tables[1].carries.len(), 7);
        assert_eq!(form("2021").tables[2].equations.len(), 3);
        let outcomes = equations.iter().find(|e| e.kind == EquationKind::ColumnTotal).unwrap();
        assert_eq!(outcomes.left.len(), 21);
    }

    #[test]
    fn the_parts_of_the_results_cover_every_outcome_once() {
        for id in ["2019", "2021"] {
            let parts = form(id).parts("applications.results", "total");
            let keys: Vec<_> = parts.iter().map(|(node, _)| node.key).collect();
            assert_eq!(keys, ["granted", "partly_granted", "refused", "unavailable", "not_processed", "other"]);
            assert_eq!(parts[2].0.short(), "不予公开");
            let mut outcomes = form(id).tables[1].equations.iter().filter(|e| e.kind == EquationKind::ColumnTotal);
            let cells: Vec<_> = parts.into_iter().flat_map(|(_, cells)| cells).collect();
            assert_eq!(cells, outcomes.next_back().unwrap().left);
        }
        assert!(form("2021").parts("applications.nothing", "total").is_empty());
    }

    #[test]
    fn charts_and_headlines_name_what_the_form_has() {
        for edition in crate::form::EDITIONS {
            let form = edition.form();
            for path in edition.headlines.iter().flat_map(|headline| headline.cells) {
                assert!(form.cell(path).is_some(), "{path}");
            }
            for share in edition.shares {
                for path in [share.part, share.whole, share.without, share.pending].concat() {
                    assert!(form.cells_at(&[path]).next().is_some(), "{path}");
                }
            }
            for chart in edition.charts {
                match chart.data {
                    ChartData::Headlines(keys) => assert!(keys.iter().all(|key| edition.headline(key).is_some())),
                    ChartData::Parts { group, column } => assert!(!form.parts(group, column).is_empty()),
                }
            }
        }
    }

    #[test]
    fn paths_are_the_contract_s_and_names_the_form_s() {
        let form = form("2021");
        let cell = |path| form.cell(path).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(form.name(cell("applications.results.other.fee_unpaid.total")).split('“').count(), 3);
        assert_eq!(form.name(cell("disputes.litigation.direct.upheld")), "表四“行政诉讼 未经复议直接起诉 结果维持”");
        assert_eq!(
            form.name(cell("applications.received.natural_person")),
            "表三“一、本年新收政府信息公开申请数量”的“自然人”"
        );
        cell("proactive.fees.amount");
        cell("proactive.normative_documents.in_force");
        assert!(form.cell("applications.results").is_none());
    }
}
