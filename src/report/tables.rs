//! The tables of the front matter to a grid.

use super::{
    COMPUTED_TOTAL, Grid, INVALID_CELL, MISSING_ROW, Number, Review,
    cell::{self, State},
    written,
};
use crate::{
    diag::{Edit, Finding, Place, Source, Span},
    form::{self, CellId, EquationKind, Form, Measure, Slot, TableForm, fold, without_number},
    i18n::{Arg, Message, Text, did_you_mean},
    markdown,
    spanned::{Entry, Node, Problem, Scalar, Value, diagnosis, fields},
    text,
};
use std::sync::Arc;

const HALF_WIDTH: Text = text!(
    "一行数写在半角方括号里，用半角逗号隔开，不用全角的标点、顿号或分号：[0, 0, 0]",
    "a row of numbers takes half-width brackets and half-width commas, no other signs: [0, 0, 0]"
);

/// Signs that stand for brackets and commas where a Chinese keyboard is on.
const WIDE: [char; 8] = ['，', '、', '；', ';', '【', '】', '［', '］'];

/// So many rows that lack the same number of columns lack one and the same column.
const MANY_ROWS: usize = 3;

/// Fills the grid from the front matter.
pub(super) struct Tables<'a> {
    pub form: &'static Form,
    pub grid: &'a mut Grid,
    pub source: &'a Arc<Source>,
    pub findings: &'a mut Vec<Finding>,
    /// What is to be compared with the document that the report was made from.
    reviews: &'a [Review],
    /// Totals the author left out, to be worked out when the rest stands.
    computed: Vec<CellId>,
    /// Keys that have no place where they stand, each with the index of its finding.
    strangers: Vec<(Box<str>, usize)>,
    /// What is not where it belongs.
    missing: Vec<Missing>,
    /// Rows that have not as many numbers as there are columns, for no reason that is known.
    uneven: Vec<Uneven>,
}

/// What is not where it belongs.
struct Missing {
    slot: &'static Slot,
    /// The index of its finding.
    finding: usize,
    /// Whether it belongs below the line that is named, or above; none if no line is.
    is_below: Option<bool>,
}

/// A row with too few numbers, or too many.
struct Uneven {
    span: Span,
    wanted: usize,
    given: usize,
    /// Whether the last of its numbers is the sum of the others.
    ends_in_total: bool,
}

impl Uneven {
    fn new(items: &[Node], wanted: usize, span: Span) -> Self {
        let numbers: Vec<_> = items.iter().filter_map(|item| Number::parse(item.text()?)).collect();
        let total = numbers.split_last().map(|(last, others)| *last == others.iter().copied().sum::<Number>());
        Self { span, wanted, given: items.len(), ends_in_total: total == Some(true) && numbers.len() == items.len() }
    }
}

impl<'a> Tables<'a> {
    pub(super) fn new(
        form: &'static Form,
        grid: &'a mut Grid,
        source: &'a Arc<Source>,
        findings: &'a mut Vec<Finding>,
        reviews: &'a [Review],
    ) -> Self {
        let (computed, strangers, missing, uneven) = Default::default();
        Self { form, grid, source, findings, reviews, computed, strangers, missing, uneven }
    }

    /// Reads one table from the entries that name it.
    pub(super) fn table(&mut self, table: &'static TableForm, entries: &[&Entry], missing_at: Span) {
        match entries {
            [] => self.missing(&table.slot, missing_at),
            [entry, rest @ ..] => {
                for again in rest.iter().filter(|again| again.key != entry.key) {
                    self.twice(entry, again);
                }
                self.slot(&table.slot, &entry.value);
            }
        }
        self.work_out_missing(table);
        self.find_misplaced(table);
        self.find_lost_column(table);
        self.compute(table);
    }

    /// A row under another heading is one mistake: that it is missing under its own follows from it.
    fn find_misplaced(&mut self, table: &'static TableForm) {
        let mut missing = std::mem::take(&mut self.missing);
        let mut follows = Vec::new();
        for (key, at) in std::mem::take(&mut self.strangers) {
            let folded = folded(&key);
            let own = missing.iter().position(|missing| missing.slot.answers_to(&key, folded.as_deref()));
            let Some(Missing { slot, finding, .. }) = own.map(|own| missing.remove(own)) else {
                let is_row = |slot: &Slot| slot.children.iter().any(|row| row.answers_to(&key, folded.as_deref()));
                if let Some(group) = missing.iter().find(|missing| is_row(missing.slot)) {
                    follows.push(group.finding);
                    let heading = without_number(group.slot.label);
                    let hint = text!(
                        "它在“{heading}”下面：补上“{heading}:”这一行，把它移到下面",
                        "it belongs to “{heading}”: add the line `{heading}:` and move it below"
                    );
                    self.findings[at].hints = vec![hint.with("heading", heading)];
                }
                continue;
            };
            follows.push(finding);
            let heading = heading_of(&table.slot, slot).map_or(table.slot.label, |heading| heading.label);
            let hint = text!("它在“{heading}”下面：把这一行移到那里", "it belongs to “{heading}”: move it there");
            self.findings[at].hints = vec![hint.with("heading", heading)];
        }
        follows.sort_unstable();
        follows.dedup();
        for finding in follows.into_iter().rev() {
            self.findings.remove(finding);
        }
    }

    /// A column that is missing in every row is one mistake.
    fn find_lost_column(&mut self, table: &'static TableForm) {
        let uneven = std::mem::take(&mut self.uneven);
        let Some((first, others)) = uneven.split_first() else { return };
        let is_same = |row: &Uneven| (row.wanted, row.given) == (first.wanted, first.given);
        if uneven.len() < MANY_ROWS || !others.iter().all(is_same) {
            return;
        }
        self.findings
            .retain(|finding| finding.rule != INVALID_CELL || others.iter().all(|row| row.span != finding.place.span));
        let of_first = |finding: &&mut Finding| finding.rule == INVALID_CELL && finding.place.span == first.span;
        let Some(finding) = self.findings.iter_mut().find(of_first) else { return };
        let message = text!(
            "{table}从这一行起有 {n} 行都要有 {wanted} 个数，却都是 {given} 个",
            "{table} has {n} rows, from this one on, with {given} numbers instead of {wanted}"
        );
        let message = message.with("table", table.table.name).with("n", uneven.len());
        finding.message = message.with("wanted", first.wanted).with("given", first.given);
        if first.given + 1 == first.wanted && uneven.iter().any(|row| !row.ends_in_total) {
            finding.hints = vec![
                text!(
                    "有的行最后一个数不是前面几个的和：多半少了总计一栏",
                    "in some rows the last number is not the sum of the others: the column of totals seems to be missing"
                )
                .into(),
            ];
        }
    }

    fn slot(&mut self, slot: &'static Slot, node: &Node) {
        match &node.value {
            Value::Scalar(scalar) if scalar.text.is_empty() && self.is_too_narrow(slot, node.span) => {}
            Value::Map(entries) if !slot.is_cell() => self.mapping(slot, entries, node.span),
            Value::List(items) if slot.takes_list => self.list(slot, items, node.span),
            Value::Scalar(scalar) if slot.cells.len() == 1 => self.cell(slot.cells.first(), scalar, node.span),
            Value::Scalar(scalar) if scalar.is_null() => {
                slot.cells.clone().for_each(|cell| self.cell(cell, scalar, node.span));
            }
            Value::Scalar(scalar) if slot.takes_list && !scalar.quoted && self.pasted(slot, node.span) => {}
            _ => self.wrong_shape(slot, node),
        }
    }

    /// Reads what a spreadsheet shows where a column is too narrow, which YAML takes for a comment; whether it is that.
    fn is_too_narrow(&mut self, slot: &Slot, span: Span) -> bool {
        let start = span.start as usize;
        let behind = self.source.text[start..].trim_start_matches([':', ' ', '\t']);
        let Some(hashes) = diagnosis::hashes(behind).filter(|hashes| hashes.start == 0) else { return false };
        let start = self.source.text.len() - behind.len();
        let place = Place::new(self.source, Span::new(start, start + hashes.end));
        self.invalidate(slot, span);
        let finding = Finding::new(INVALID_CELL, place, diagnosis::NARROW_COLUMN).hint(diagnosis::WIDEN_IT);
        self.findings.push(finding.at(&slot.path));
        true
    }

    /// Reads a row that was copied from a spreadsheet; whether it is one.
    fn pasted(&mut self, slot: &Slot, span: Span) -> bool {
        let Some(parts) = written::pasted(self.source.slice(span), slot.cells.len()) else { return false };
        for (cell, part) in slot.cells.clone().zip(parts) {
            let span = Span::new(part.start, part.end).shifted(span.start as usize);
            let scalar = Scalar { text: self.source.slice(span).into(), quoted: false };
            self.cell(cell, &scalar, span);
        }
        true
    }

    fn mapping(&mut self, slot: &'static Slot, entries: &[Entry], span: Span) {
        let folded: Vec<_> = entries.iter().map(|entry| folded(&entry.key)).collect();
        let mut used = vec![false; entries.len()];
        let misspelt = misspelt(slot, entries, &folded);
        for (child, misspelt) in slot.children.iter().zip(misspelt) {
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
                None if let Some(at) = misspelt => {
                    used[at] = true;
                    let entry = &entries[at];
                    let problem = unknown(&[child], entry, folded[at].as_deref());
                    self.findings.push(markdown::to_finding(self.source, problem.fix(entry.key_span, child.short)));
                    self.slot(child, &entry.value);
                }
                None if child.is_total => self.left_out(child, span),
                None => {
                    self.missing(child, span);
                    self.show_gap(slot, child, entries, &folded);
                }
            }
        }
        let is_given = |child: &&Slot| {
            entries.iter().zip(&folded).any(|(entry, folded)| child.answers_to(&entry.key, folded.as_deref()))
        };
        let free: Vec<_> = slot.children.iter().filter(|child| !is_given(child)).collect();
        for ((entry, _), folded) in entries.iter().zip(used).zip(&folded).filter(|((_, used), _)| !used) {
            self.strangers.push((entry.key.clone(), self.findings.len()));
            self.findings.push(markdown::to_finding(self.source, unknown(&free, entry, folded.as_deref())));
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
                let place = match fault.at.filter(|_| !scalar.quoted) {
                    Some(at) => Span::new(at, at).shifted(span.start as usize),
                    None => span,
                };
                let mut finding = Finding::new(INVALID_CELL, Place::new(self.source, place), message).hint(fault.hint);
                finding.fix = fault.meant.map(|meant| Edit { span, text: meant });
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
        let full_width = self.source.slice(span).contains(WIDE);
        let ranges: Vec<_> = items.iter().map(|item| item.span.range()).collect();
        let torn = items
            .iter()
            .any(|item| item.text().is_some_and(|text| text.contains(['（', '(']) && !text.contains(['）', ')'])));
        let thousands = items.len() > slot.cells.len() && items.iter().skip(1).any(|item| self.is_thousands(item));
        let divided = match items {
            [only] => written::understood(self.source.slice(only.span), slot.cells.len()),
            _ => written::divided(self.source, &ranges, slot.cells.len()),
        };
        let are_counts = slot.cells.clone().all(|cell| self.form.cells[cell].measure == Measure::Count);
        let dotted = written::dotted(self.source, &ranges, slot.cells.len()).filter(|_| are_counts);
        let hint = if dotted.is_some() {
            text!("有一处写的是句点“.”，要用逗号“,”隔开", "a full stop stands where there should be a comma").into()
        } else if torn && items.iter().any(|item| item.text().is_some_and(|text| text.contains(cell::WIDE_QUOTES))) {
            text!("引号要用半角的：\"6（修订2件,新增4件）\"", "write half-width quotation marks: \"6（…,…）\"").into()
        } else if torn {
            text!(
                "说明里有逗号的，整格加上引号：\"6（修订2件,新增4件）\"",
                "quote a cell whose remark contains a comma: \"6（…,…）\""
            )
            .into()
        } else if full_width {
            HALF_WIDTH.into()
        } else if divided.is_some() {
            text!(
                "数与数之间少了逗号，只有空格：用半角逗号隔开",
                "commas are missing: only spaces separate the numbers"
            )
            .into()
        } else if thousands {
            text!("数字里不要写千分位逗号：1,000 写成 1000", "do not use thousands separators: write 1000, not 1,000")
                .into()
        } else if let Some(row) = self.with_total(slot, items) {
            text!("少的是总计，写成：{row}", "the total is missing; write {row}").with("row", row)
        } else if let [first, ..] = slot.children.as_slice()
            && first.cells.len() > 1
        {
            // The names of columns would be told once a row, without the names of the rows.
            let rows: Vec<_> = slot.children.iter().map(|child| without_number(child.label)).collect();
            text!(
                "它分 {n} 行：{rows}。每行写在“行名:”后面，各 {count} 个数",
                "it has {n} rows: {rows}. Write each behind its own name, with {count} numbers"
            )
            .with("n", rows.len())
            .with("rows", &rows)
            .with("count", first.cells.len())
        } else {
            text!("依次是：{columns}", "in this order: {columns}").with("columns", self.column_names(slot))
        };
        let mut finding = Finding::new(INVALID_CELL, Place::new(self.source, span), message).hint(hint);
        let meant = dotted.or(divided).or_else(|| match items {
            [_] => None,
            _ => written::joined(self.source, &ranges, slot.cells.len()),
        });
        let meant = meant.map(|numbers| written::list(numbers.iter().map(String::as_str)));
        finding.fix = meant.map(|text| Edit { span, text });
        if finding.fix.is_none() {
            self.uneven.push(Uneven::new(items, slot.cells.len(), span));
        }
        self.findings.push(finding.at(&slot.path));
    }

    /// The numbers of a row that lacks its total alone: the last of those that are there cannot be it.
    fn with_total(&self, slot: &Slot, items: &[Node]) -> Option<String> {
        let numbers: Vec<_> = items.iter().map(|item| Number::parse(item.text()?)).collect::<Option<_>>()?;
        let (last, others) = numbers.split_last()?;
        let mut cells = slot.cells.clone();
        let ends_in_total = cells.clone().last().is_some_and(|cell| self.form.cells[cell].is_total);
        // No total is less than the sum of its parts.
        let is_one_short = numbers.len() + 1 == cells.len() && *last < others.iter().copied().sum();
        let first = cells.next()?.index();
        let total = numbers.iter().copied().sum();
        let at = |cell: CellId| Some(numbers.get(cell.index() - first).copied().unwrap_or(total));
        let row = written::row(slot, at).filter(|_| ends_in_total && is_one_short)?;
        row.split_once(": ").map(|(_, numbers)| numbers.to_owned())
    }

    /// Whether a list item looks like what a thousands separator cut off: three digits right after the comma.
    fn is_thousands(&self, item: &Node) -> bool {
        let start = item.span.start as usize;
        item.text().is_some_and(|text| text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()))
            && self.source.text[..start].ends_with(',')
    }

    fn column_names(&self, slot: &Slot) -> Arg {
        let names = slot.cells.clone().map(|cell| self.form.lines_of(cell).1.short().to_owned());
        Arg::List(names.collect())
    }

    fn wrong_shape(&mut self, slot: &Slot, node: &Node) {
        self.invalidate(slot, node.span);
        let hint = if self.source.slice(node.span).contains(WIDE) {
            HALF_WIDTH.into()
        } else if slot.takes_list {
            text!("写成一行：[…]，依次是 {columns}", "write one list: […], in the order {columns}")
                .with("columns", self.column_names(slot))
        } else {
            let names: Vec<_> = slot.children.iter().map(|child| child.label).collect();
            text!("下面各占一行：{names}", "one line each for {names}").with("names", &names)
        };
        let message = text!("“{label}”的写法不对", "“{label}” cannot be written like this").with("label", slot.label);
        let mut finding = Finding::new(INVALID_CELL, Place::new(self.source, node.span), message).hint(hint);
        if let Value::Scalar(scalar) = &node.value {
            if written::is_none(&scalar.text) {
                finding = finding.hint(text!(
                    "没有发生的，逐格写 0；giar check --fix 可以代写",
                    "where there was none, write 0 in every cell; `giar check --fix` does this"
                ));
                finding.fix = self.zeros_at(slot, node.span);
            } else if slot.takes_list {
                let meant = written::understood(&scalar.text, slot.cells.len());
                let meant = meant.map(|numbers| written::list(numbers.iter().map(String::as_str)));
                finding.fix = meant.map(|text| Edit { span: node.span, text });
            }
        }
        self.findings.push(finding.at(&slot.path));
    }

    /// Zeros in the place of a word that stands for all of a row or table; none if it does not stand in a line of its
    /// key.
    fn zeros_at(&self, slot: &Slot, span: Span) -> Option<Edit> {
        if written::is_list(slot) {
            return Some(Edit { span, text: written::zero_list(slot) });
        }
        let start = span.start as usize;
        let line = self.source.text[..start].rsplit('\n').next()?;
        let indent = line.len() - line.trim_start_matches(' ').len();
        let key = line.trim_end().strip_suffix(':').filter(|key| !key.contains(['{', '[', ':']))?;
        let colon = start - line.len() + key.len();
        let rows = written::rows_of_zeros(slot, indent + 2);
        Some(Edit { span: Span::new(colon + 1, span.end as usize), text: format!("\n{rows}") })
    }

    fn invalidate(&mut self, slot: &Slot, span: Span) {
        for cell in slot.cells.clone() {
            self.grid[cell].state = State::Invalid;
            self.grid[cell].span = span;
        }
    }

    fn missing(&mut self, slot: &'static Slot, span: Span) {
        let name = if slot.is_cell() { self.form.name(slot.cells.first()) } else { format!("“{}”", slot.label) };
        let message = text!("缺少{name}", "{name} is missing").with("name", name);
        if self.is_of_a_document(slot) {
            let rows = written::zeros(slot, 0).replace('0', "…");
            let hint = text!("照原文填，没有写的照样留空：\n{rows}", "fill it in from the original:\n{rows}");
            return self.report_missing(slot, span, message, hint.with("rows", rows));
        }
        let zeros = written::zeros(slot, 0);
        let hint = if slot.is_cell() || !written::is_list(slot) {
            text!("补上“{label}”，没有发生的写 0：\n{zeros}", "add “{label}”, 0 for none:\n{zeros}")
        } else if slot.cells.len() == 1 {
            text!("补上这一行，没有发生写 0：{zeros}", "add the row, 0 for none: {zeros}")
        } else {
            text!(
                "补上这一行，没有发生的写 0：{zeros}（依次是{columns}）",
                "add the row, 0 for none: {zeros} (in the order {columns})"
            )
        };
        let hint = hint.with("zeros", zeros).with("columns", self.column_names(slot));
        let hint = hint.with("label", without_number(slot.label));
        self.report_missing(slot, span, message, hint);
    }

    /// Whether something at, above or below a slot is still to be compared with a document: nobody knows then that there
    /// was none.
    fn is_of_a_document(&self, slot: &Slot) -> bool {
        self.reviews.iter().any(|review| is_below(&review.at, &slot.path) || is_below(&slot.path, &review.at))
    }

    fn report_missing(&mut self, slot: &'static Slot, span: Span, message: Message, hint: Message) {
        let start = Span { start: span.start, end: span.start };
        let finding = Finding::new(MISSING_ROW, Place::new(self.source, start), message).hint(hint);
        self.missing.push(Missing { slot, finding: self.findings.len(), is_below: None });
        self.findings.push(finding.at(&slot.path));
    }

    /// Moves the finding reported last to the line behind which its row belongs, or before which.
    fn show_gap(&mut self, slot: &Slot, missing: &Slot, entries: &[Entry], folded: &[Option<String>]) {
        let Some(place) = slot.children.iter().position(|child| std::ptr::eq(child, missing)) else { return };
        let (before, after) = slot.children.split_at(place);
        let given = |child: &Slot| {
            let mut keys = entries.iter().zip(folded);
            keys.find(|(entry, folded)| child.answers_to(&entry.key, folded.as_deref())).map(|(entry, _)| entry)
        };
        let above = before.iter().rev().find_map(given);
        let Some(neighbour) = above.map(last_row).or_else(|| after.iter().find_map(given)) else { return };
        let start = neighbour.key_span.start;
        let is_in_brackets = entries.windows(2).any(|pair| {
            let between = Span { start: pair[0].key_span.start, end: pair[1].key_span.start };
            !self.source.slice(between).contains('\n')
        });
        let Some(finding) = self.findings.last_mut().filter(|_| !is_in_brackets) else { return };
        finding.place = Place::new(self.source, Span { start, end: start });
        let line = self.source.position(start).line;
        let is_below = above.is_some();
        finding.hints = finding.hints.drain(..).map(|own| beside_line(line, is_below, own)).collect();
        if let Some(missing) = self.missing.last_mut() {
            missing.is_below = Some(is_below);
        }
    }

    /// Gives the numbers of a row that is missing where the totals leave them to it.
    fn work_out_missing(&mut self, table: &TableForm) {
        for missing in &self.missing {
            let left = |cell: CellId| left_to(table, self.grid, cell);
            let row: Option<Vec<_>> = missing.slot.cells.clone().map(left).collect();
            let is_some = row.is_some_and(|row| row.iter().any(|number| !number.is_zero()));
            let Some(row) = written::row(missing.slot, left).filter(|_| is_some && missing.slot.takes_list) else {
                continue;
            };
            let finding = &mut self.findings[missing.finding];
            let hint = text!(
                "补上这一行，数按总计推算，对照台账：{row}",
                "add the row, with the numbers that the totals leave: {row}"
            )
            .with("row", row);
            let line = finding.place.position().line;
            finding.hints = vec![match missing.is_below {
                Some(is_below) => beside_line(line, is_below, hint),
                None => hint,
            }];
        }
    }

    fn twice(&mut self, first: &Entry, again: &Entry) {
        self.findings.push(markdown::to_finding(self.source, fields::twice(first, again)));
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

/// A remedy with the line that it is to stand beside.
fn beside_line(line: usize, is_below: bool, hint: Message) -> Message {
    let message = if is_below {
        text!("在第 {line} 行下面{hint}", "below line {line}, {hint}")
    } else {
        text!("在第 {line} 行上面{hint}", "above line {line}, {hint}")
    };
    message.with("line", line).with("hint", hint)
}

/// What a total of its column leaves to a cell, if all the others are known.
fn left_to(table: &TableForm, grid: &Grid, cell: CellId) -> Option<Number> {
    let mut totals = table.equations.iter().filter(|equation| equation.kind == EquationKind::ColumnTotal);
    let total = totals.find(|equation| equation.left.contains(&cell))?;
    let others = total.left.iter().filter(|other| **other != cell).map(|other| grid[*other].number());
    let left = grid[total.right[0]].number()? - others.sum::<Option<Number>>()?;
    Some(left).filter(|left| !left.is_negative())
}

/// For each part of a slot that no key names, the key that nearly does.
fn misspelt(slot: &Slot, entries: &[Entry], folded: &[Option<String>]) -> Vec<Option<usize>> {
    let answers: Vec<Vec<bool>> = slot
        .children
        .iter()
        .map(|child| {
            entries.iter().zip(folded).map(|(e, folded)| child.answers_to(&e.key, folded.as_deref())).collect()
        })
        .collect();
    let mut near = vec![None; slot.children.len()];
    // A key with a colon in it has taken in what belongs behind it: by another name that would be lost.
    let strangers =
        (0..entries.len()).filter(|&at| !entries[at].key.contains(':') && !answers.iter().any(|own| own[at]));
    let given = slot.children.iter().zip(&answers);
    let free: Vec<_> = given.filter(|(_, own)| !own.contains(&true)).map(|(child, _)| child).collect();
    for at in strangers.take(slot.children.len()) {
        let names: Vec<_> = match &folded[at] {
            Some(_) => free.iter().flat_map(|child| child.names()).collect(),
            None => free.iter().map(|child| child.key).collect(),
        };
        let Some(meant) = fields::nearest(folded[at].as_deref().unwrap_or(&entries[at].key), &names) else { continue };
        let child =
            slot.children.iter().position(|child| child.key == meant || child.names().any(|name| name == meant));
        if let Some(child) = child {
            near[child].get_or_insert(at);
        }
    }
    near
}

/// The entry in the last line of another.
fn last_row(entry: &Entry) -> &Entry {
    match &entry.value.value {
        Value::Map(rows) => rows.last().map_or(entry, last_row),
        _ => entry,
    }
}

/// The part of a slot right under which another stands.
fn heading_of<'s>(slot: &'s Slot, part: &Slot) -> Option<&'s Slot> {
    if slot.children.iter().any(|child| std::ptr::eq(child, part)) {
        return Some(slot);
    }
    slot.children.iter().find_map(|child| heading_of(child, part))
}

/// The entries of a mapping that fill the parts of a slot, each by its name or by one that nearly is it.
pub(crate) fn parts_of<'e>(slot: &Slot, entries: &'e [Entry]) -> Vec<Option<&'e Entry>> {
    let folded: Vec<_> = entries.iter().map(|entry| folded(&entry.key)).collect();
    let near = misspelt(slot, entries, &folded);
    let parts = slot.children.iter().zip(near).map(|(child, misspelt)| {
        let mut keys = entries.iter().zip(&folded);
        let named = keys.position(|(entry, folded)| child.answers_to(&entry.key, folded.as_deref()));
        named.or(misspelt).map(|at| &entries[at])
    });
    parts.collect()
}

/// The problem of a key that the form does not have, with the name most like it, aliases among them.
fn unknown(children: &[&Slot], entry: &Entry, folded: Option<&str>) -> Problem {
    let Some(folded) = folded else {
        if SUMS.contains(&&*entry.key) {
            return no_such_row(entry);
        }
        return fields::unknown_key(entry, children.iter().map(|child| child.key));
    };
    let names: Vec<_> = children.iter().flat_map(|child| child.names()).collect();
    match fields::nearest(folded, &names) {
        None if SUMS.contains(&folded) => no_such_row(entry),
        // Its figures are not to be deleted.
        None if children.is_empty() && form::is_of_form(&entry.key) => fields::unknown_key(entry, [])
            .hint(text!("移到它自己的表或标题下面", "move it to its own table or heading")),
        None if children.is_empty() => no_such_row(entry),
        Some(near) => fields::unknown_key(entry, [near]).hint(did_you_mean(near)),
        None => fields::unknown_key(entry, children.iter().map(|child| without_number(child.label))),
    }
}

fn no_such_row(entry: &Entry) -> Problem {
    fields::unknown_key(entry, []).hint(text!("表里没有这一行，删去它", "the table has no such row: delete it"))
}

/// Whether a path leads to what another names, or below it.
fn is_below(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Rows in which people add up others where the form does not.
const SUMS: [&str; 8] = ["小计", "合计", "总计", "共计", "总数", "subtotal", "total", "sum"];

/// A key folded, if it can be a label: English keys are exact.
pub(crate) fn folded(key: &str) -> Option<String> {
    // `// 表二` is a remark.
    (!key.is_ascii() && !key.starts_with("//")).then(|| fold(key))
}
