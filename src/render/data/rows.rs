//! The rows of a form as tables of data have them: the innermost slots that hold cells.
//!
//! Table four, which is one row on paper, is three here: each of its groups of columns has the same five keys.

use crate::form::{CellId, Form, PerEdition, Slot};

/// One row of a form.
pub(super) struct Row {
    /// Its table's key.
    pub table: &'static str,
    /// Its path below the table: `results.refused.state_secret`.
    pub path: String,
    /// The labels that lead to it, outermost first.
    pub label: String,
    /// Its cells by their columns' keys.
    pub cells: Vec<(&'static str, CellId)>,
}

/// Where a cell stands in its form.
pub(super) struct CellKeys {
    /// Its table's key.
    pub table: &'static str,
    /// The path of its row below the table.
    pub row: &'static str,
    /// The key of its column.
    pub column: &'static str,
}

static ROWS: PerEdition<Vec<Row>> = PerEdition::new(|edition| of_form(edition.form()));

/// The rows of a form, in its order.
pub(super) fn rows(form: &'static Form) -> &'static [Row] {
    ROWS.of(form.edition)
}

static CELL_KEYS: PerEdition<Vec<CellKeys>> = PerEdition::new(|edition| keys_of(edition.form()));

/// By cell, where it stands.
pub(super) fn cell_keys(form: &'static Form) -> &'static [CellKeys] {
    CELL_KEYS.of(form.edition)
}

fn keys_of(form: &'static Form) -> Vec<CellKeys> {
    let mut places: Vec<_> = Vec::new();
    for row in rows(form) {
        let cells = row.cells.iter();
        places.extend(cells.map(|(column, cell)| (*cell, CellKeys { table: row.table, row: &row.path, column })));
    }
    places.sort_unstable_by_key(|(cell, _)| *cell);
    places.into_iter().map(|(_, place)| place).collect()
}

fn of_form(form: &'static Form) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in &form.tables {
        for slot in &table.slot.children {
            collect(slot, table.slot.key, "", &mut rows);
        }
    }
    rows
}

fn collect(slot: &'static Slot, table: &'static str, above: &str, rows: &mut Vec<Row>) {
    let label = if above.is_empty() { slot.label.to_owned() } else { format!("{above} {}", slot.label) };
    if !slot.children.iter().all(Slot::is_cell) {
        for child in &slot.children {
            collect(child, table, &label, rows);
        }
        return;
    }
    let path = slot.path[table.len() + 1..].to_owned();
    let cells = slot.children.iter().map(|child| (child.key, child.cells.first())).collect();
    rows.push(Row { table, path, label, cells });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{EDITIONS, Edition};
    use std::collections::HashMap;

    #[test]
    fn every_cell_stands_in_one_row() {
        for edition in EDITIONS {
            let form = edition.form();
            let mut cells: Vec<_> = rows(form).iter().flat_map(|row| row.cells.iter().map(|(_, cell)| *cell)).collect();
            cells.sort_unstable();
            assert_eq!(cells, form.cells.iter().map(|(cell, _)| cell).collect::<Vec<_>>());
        }
    }

    #[test]
    fn paths_are_the_data_s_and_labels_the_form_s() {
        let rows = rows(Edition::find("2021").unwrap().form());
        let by_path: HashMap<_, _> = rows.iter().map(|row| (row.path.as_str(), row)).collect();
        assert_eq!(by_path["litigation.direct"].cells.len(), 5);
        assert_eq!(by_path["litigation.direct"].label, "行政诉讼 未经复议直接起诉");
        assert_eq!(by_path["fees"].cells.len(), 1);
        assert_eq!(rows.len(), 6 + 25 + 3);
    }
}
