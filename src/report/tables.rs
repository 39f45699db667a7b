//! The tables of the front matter to a grid.

use super::{
    COMPUTED_TOTAL, Grid, INVALID_CELL, MISSING_ROW,
    cell::{self, State},
};
use crate::{
    diag::{Finding, Place, Source, Span},
    form::{CellId, Form, Slot, TableForm, fold, without_number},
    i18n::Text,
    markdown,
    spanned::{Entry, Node, Problem, ProblemKind, Scalar, Value, fields},
    text,
};
use std::sync::Arc;

const HALF_WIDTH: Text =
    text!("用半角方括号和半角逗号：[0, 0, 0]", "use half-width brackets and half-width commas: [0, 0, 0]");

/// Fills the grid from the front matter.
pub(super) struct Tables<'a> {
    pub form: &'static Form,
    pub grid: &'a mut Grid,
    pub source: &'a Arc<Source>,
    pub findings: &'a mut Vec<Finding>,
    /// Totals the author left out, to be worked out when the rest stands.
    pub computed: Vec<CellId>,
}

impl Tables<'_> {
    /// Reads one table from the entries that name it.
    pub fn table(&mut self, table: &TableForm, entries: &[&Entry], missing_at: Span) {
        match entries {
            [] => self.missing(&table.slot, missing_at),
            [entry, rest @ ..] => {
                for again in rest.iter().filter(|again| again.key != entry.key) {
                    self.twice(entry, again);
                }
                self.slot(&table.slot, &entry.value);
            }
        }
        self.compute(table);
    }

    fn slot(&mut self, slot: &Slot, node: &Node) {
        match &node.value {
            Value::Map(entries) if !slot.is_cell() => self.mapping(slot, entries, node.span),
            Value::List(items) if slot.takes_list => self.list(slot, items, node.span),
            Value::Scalar(scalar) if slot.cells.len() == 1 => self.cell(slot.cells.start, scalar, node.span),
            Value::Scalar(scalar) if scalar.is_null() => {
                slot.cells.clone().for_each(|cell| self.cell(cell, scalar, node.span));
            }
            _ => self.wrong_shape(slot, node),
        }
    }

    fn mapping(&mut self, slot: &Slot, entries: &[Entry], span: Span) {
        let folded: Vec<_> = entries.iter().map(|entry| folded(&entry.key)).collect();
        let mut used = vec![false; entries.len()];
        for child in &slot.children {
            let mut first: Option<&Entry> = None;
            for (at, entry) in entries.iter().enumerate() {
                if used[at] || !child.answers_to(&entry.key, folded[at].as_deref()) {
                    continue;
                }
                used[at] = true;
                match first {
                    // The YAML reader has reported the very same key.
                    Some(first) if first.key == entry.key => {}
                    Some(first) => self.twice(first, entry),
                    None => {
                        first = Some(entry);
                        self.slot(child, &entry.value);
                    }
                }
            }
            match first {
                Some(_) => {}
                None if child.is_total => self.left_out(child, span),
                None => self.missing(child, span),
            }
        }
        for ((entry, _), folded) in entries.iter().zip(used).zip(&folded).filter(|((_, used), _)| !used) {
            self.findings.push(markdown::to_finding(self.source, unknown(slot, entry, folded.as_deref())));
        }
    }

    /// Totals to be worked out when the rest stands; findings on them are findings on their mapping.
    fn left_out(&mut self, total: &Slot, mapping: Span) {
        for cell in total.cells.clone() {
            self.grid[cell].span = Span { end: mapping.start, ..mapping };
            self.computed.push(cell);
        }
    }

    fn list(&mut self, slot: &Slot, items: &[Node], span: Span) {
        if items.len() != slot.cells.len() {
            return self.wrong_length(slot, items, span);
        }
        for (cell, item) in slot.cells.clone().zip(items) {
            match &item.value {
                Value::Scalar(scalar) => self.cell(cell, scalar, item.span),
                _ => {
                    self.grid[cell].state = State::Invalid;
                    let message = text!("{cell}应当是一个数", "{cell} should be a single number");
                    let message = message.with("cell", self.form.name(cell));
                    let finding = Finding::new(INVALID_CELL, Place::new(self.source, item.span), message)
                        .hint(text!("只写一个数，去掉多余的括号", "write a single number without brackets"));
                    self.findings.push(finding.at(&self.form.cells[cell].path));
                }
            }
        }
    }

    fn cell(&mut self, cell: CellId, scalar: &Scalar, span: Span) {
        let read = cell::read(scalar, self.form.cells[cell].measure);
        self.grid[cell].span = span;
        self.grid[cell].state = match read {
            Ok(state) => state,
            Err(fault) => {
                let message = text!("{cell}：{fault}", "{cell}: {fault}");
                let message = message.with("cell", self.form.name(cell)).with("fault", fault.message);
                let finding = Finding::new(INVALID_CELL, Place::new(self.source, span), message).hint(fault.hint);
                self.findings.push(finding.at(&self.form.cells[cell].path).value(&*scalar.text));
                State::Invalid
            }
        };
    }

    fn wrong_length(&mut self, slot: &Slot, items: &[Node], span: Span) {
        self.invalidate(slot, span);
        let message = text!(
            "“{label}”要有 {want} 个数，这里有 {got} 个",
            "“{label}” takes {want} {want:number|numbers}; there {got:is|are} {got} here"
        );
        let message = message.with("label", slot.label).with("want", slot.cells.len()).with("got", items.len());
        let full_width = self.source.slice(span).contains(['，', '【', '】', '［', '］']);
        let torn = items
            .iter()
            .any(|item| item.text().is_some_and(|text| text.contains(['（', '(']) && !text.contains(['）', ')'])));
        let thousands = items.len() > slot.cells.len() && items.iter().skip(1).any(|item| self.is_thousands(item));
        let hint = if torn {
            text!(
                "说明里有逗号的，整格加上引号：\"6（修订2件,新增4件）\"",
                "quote a cell whose remark contains a comma: \"6（…,…）\""
            )
            .into()
        } else if full_width {
            HALF_WIDTH.into()
        } else if thousands {
            text!("数字里不要写千分位逗号：1,000 写成 1000", "do not use thousands separators: write 1000, not 1,000")
                .into()
        } else {
            text!("依次是：{columns}", "in this order: {columns}").with("columns", self.column_names(slot))
        };
        let finding = Finding::new(INVALID_CELL, Place::new(self.source, span), message).hint(hint);
        self.findings.push(finding.at(&slot.path));
    }

    /// Whether a list item looks like what a thousands separator cut off: three digits right after the comma.
    fn is_thousands(&self, item: &Node) -> bool {
        let start = item.span.start as usize;
        item.text().is_some_and(|text| text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()))
            && self.source.text[..start].ends_with(',')
    }

    fn column_names(&self, slot: &Slot) -> String {
        let names: Vec<_> = slot.cells.clone().map(|cell| self.form.lines_of(cell).1.short()).collect();
        names.join("、")
    }

    fn wrong_shape(&mut self, slot: &Slot, node: &Node) {
        self.invalidate(slot, node.span);
        let hint = if self.source.slice(node.span).contains(['，', '【', '】', '［', '］']) {
            HALF_WIDTH.into()
        } else if slot.takes_list {
            text!("写成一行：[…]，依次是 {columns}", "write one list: […], in the order {columns}")
                .with("columns", self.column_names(slot))
        } else {
            let names: Vec<_> = slot.children.iter().map(|child| child.label).collect();
            text!("下面各占一行：{names}", "one line each for {names}").with("names", names.join("、"))
        };
        let message = text!("“{label}”不能这样写", "“{label}” cannot be written like this").with("label", slot.label);
        let finding = Finding::new(INVALID_CELL, Place::new(self.source, node.span), message).hint(hint);
        self.findings.push(finding.at(&slot.path));
    }

    fn invalidate(&mut self, slot: &Slot, span: Span) {
        for cell in slot.cells.clone() {
            self.grid[cell].state = State::Invalid;
            self.grid[cell].span = span;
        }
    }

    fn missing(&mut self, slot: &Slot, span: Span) {
        let name = if slot.is_cell() { self.form.name(slot.cells.start) } else { format!("“{}”", slot.label) };
        let message = text!("缺少{name}", "{name} is missing").with("name", name);
        let hint = if slot.takes_list && slot.cells.len() > 1 {
            text!(
                "补上这一行：{label}: [{columns}]；没有发生写 0",
                "add this row: {label}: [{columns}]; write 0 if there were none"
            )
            .with("columns", self.column_names(slot))
        } else {
            text!("补上“{label}”；没有发生写 0", "add “{label}”; write 0 if there were none").into()
        };
        let hint = hint.with("label", without_number(slot.label));
        let start = Span { start: span.start, end: span.start };
        let finding = Finding::new(MISSING_ROW, Place::new(self.source, start), message).hint(hint);
        self.findings.push(finding.at(&slot.path));
    }

    fn twice(&mut self, first: &Entry, again: &Entry) {
        self.findings.push(markdown::to_finding(
            self.source,
            Problem {
                kind: ProblemKind::DuplicateKey,
                span: again.key_span,
                message: text!("“{again}”就是上面的“{first}”，写了两次", "`{again}` is the same as `{first}` above")
                    .with("again", &*again.key)
                    .with("first", &*first.key),
                hint: Some(text!("留下对的一处，删去另一处", "keep the correct one and delete the other").into()),
                first: Some(first.key_span),
            },
        ));
    }

    /// Works out the totals that were left out: those of rows first, then the rows that are totals themselves.
    fn compute(&mut self, table: &TableForm) {
        let wanted = std::mem::take(&mut self.computed);
        if wanted.is_empty() {
            return;
        }
        for equation in table.equations.iter().filter(|equation| equation.is_total()) {
            let total = equation.right[0];
            if !wanted.contains(&total) || self.grid[total].state != State::Missing {
                continue;
            }
            let blank = equation.left.iter().all(|&part| self.grid[part].is_blank());
            self.grid[total].state = match self.grid.sum(&equation.left) {
                Some(sum) => State::Computed(sum),
                None if blank => State::Blank,
                None => State::Missing,
            };
        }
        let computed: Vec<_> =
            wanted.iter().copied().filter(|&cell| matches!(self.grid[cell].state, State::Computed(_))).collect();
        let Some(&first) = computed.first() else { return };
        let message = text!(
            "{table}有 {n} 个总计没有写，已由 giar 算出",
            "{table}: {n} omitted {n:total was|totals were} computed by giar"
        );
        let message = message.with("table", table.table.name).with("n", computed.len());
        let place = Place::new(self.source, self.grid[first].span);
        self.findings.push(Finding::new(COMPUTED_TOTAL, place, message).at(&table.slot.path));
    }
}

/// The problem of a key that the form does not have, with the name most like it, aliases among them.
fn unknown(slot: &Slot, entry: &Entry, folded: Option<&str>) -> Problem {
    let Some(folded) = folded else {
        return fields::unknown_key(entry, slot.children.iter().map(|child| child.key));
    };
    let names: Vec<_> = slot.children.iter().flat_map(Slot::names).collect();
    match fields::nearest(folded, &names) {
        Some(near) => fields::unknown_key(entry, [near])
            .hint(text!("是不是“{near}”？", "did you mean `{near}`?").with("near", near)),
        None => fields::unknown_key(entry, slot.children.iter().map(|child| without_number(child.label))),
    }
}

/// A key folded, if it can be a label: English keys are exact.
pub(super) fn folded(key: &str) -> Option<String> {
    (!key.is_ascii()).then(|| fold(key))
}
