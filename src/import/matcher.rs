//! A document's tables to the cells of the form: by labels, never by counting alone.

use super::{
    align::{self, Alignment, Match},
    doc::{Block, Doc, Rules},
    fold, groups,
    headed::{self, Headed, Heads},
    headless,
    likeness::{Folded, distance},
    rows::{Doubt, Row, RowReading},
    tokens::{self, Label, Token},
    torn,
    value::{self, Value},
};
use crate::form::{BlockForm, CellId, CellRange, EDITIONS, Edition, Form, Line, Measure, TableForm, axis};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// What was found for the cells of an edition's tables.
#[derive(Debug)]
pub(super) struct Reading {
    pub edition: &'static Edition,
    pub tokens: Vec<Token>,
    /// The token that fills each cell.
    pub cells: Vec<Option<usize>>,
    pub questions: Vec<Question>,
    /// Tokens that are rows, groups or headings of the form.
    pub labels: Vec<usize>,
    /// How much of the form was found: less is better.
    pub cost: f32,
}

/// Cells of which nobody can tell what stands in them.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub cells: CellRange,
    pub doubt: Doubt,
    /// Tokens that may belong there.
    pub candidates: Vec<usize>,
}

impl Question {
    /// About one cell, in which something stands that is hardly a number.
    fn unclear(cell: CellId, token: usize) -> Self {
        Self { cells: CellRange::only(cell), doubt: Doubt::Unclear, candidates: vec![token] }
    }
}

/// Labels no farther than this from one of the form's are its own in other words.
const NEAR: f32 = 0.35;

/// A shorter name may stand for something else where the form does not expect it.
const SHORTEST_STRAY: usize = 6;
/// In no more than one of so many columns two places of one row differ.
const FEW_DIFFER: usize = 3;
/// What it costs to be in an edition that is no longer in force: it is sometimes kept too long.
const UNUSUAL: f32 = 0.1;
/// What it costs to be in one that begins after the report's year, which nobody can have used: as much as to find
/// nothing of a whole table. It is no more than dear, because the year may have been misread.
const NOT_YET: f32 = 1.0;
/// All of a table's headings speak for an edition as strongly as half of its rows.
const HEADINGS: f32 = 0.5;
/// A row read over labels that cost no more than this above the cheapest has a say.
const HAS_A_SAY: f32 = 0.25;
/// From this many on, adjacent row names are the headings of a table that is turned.
const TURNED: usize = 4;

/// Reads a document's tables in the edition whose form they fit best.
pub(super) fn read(doc: &Doc, year: Option<u16>) -> Reading {
    let editions = EDITIONS.iter().copied().filter(|edition| !edition.tables.is_empty());
    let mut readings: Vec<_> = editions.map(|edition| read_as(doc, edition)).collect();
    for reading in &mut readings {
        reading.cost += charge(reading.edition, year);
    }
    readings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    readings.swap_remove(0)
}

/// What the report's year counts against an edition. Where two fit alike, it decides.
fn charge(edition: &Edition, year: Option<u16>) -> f32 {
    let year = year.unwrap_or(u16::MAX);
    if edition.since > year {
        return NOT_YET;
    }
    if std::ptr::eq(edition, Edition::in_force(year)) { 0.0 } else { UNUSUAL }
}

/// Reads a document's tables as those of an edition.
pub(super) fn read_as(doc: &Doc, edition: &'static Edition) -> Reading {
    let form = edition.form();
    let mut tokens = tokens::of(doc);
    torn::mend(&mut tokens, &form.tables.iter().flat_map(align::names).collect::<Vec<_>>());
    let labels = tokens::labels(&tokens);
    let mut reader = Reader {
        doc,
        rows: rows(form),
        labels: &labels,
        known: known(form),
        reading: Reading {
            edition,
            cells: vec![None; form.cells.len()],
            questions: Vec::new(),
            labels: Vec::new(),
            cost: 0.0,
            tokens,
        },
    };
    // Each by itself: documents leave out tables, and have them in any order.
    for table in &form.tables {
        reader.table(table);
    }
    reader.name_labels();
    reader.reading
}

/// Everything that the form prints and that is no row: headings, captions, sections.
fn known(form: &Form) -> Vec<Folded> {
    let mut known = Vec::new();
    for block in form.tables.iter().flat_map(|table| &table.blocks) {
        known.push(fold::label(block.block.corner));
        known.extend(block.block.caption.map(fold::label));
        known.extend(axis::labels(block.block.columns).iter().map(|label| fold::label(label.text)));
        known.extend(block.columns.iter().flat_map(|line| line.node.aliases).map(|alias| fold::label(alias)));
    }
    known.extend(form.edition.sections.iter().map(|section| fold::label(section.title)));
    known.retain(|name| !name.is_empty());
    known.sort();
    known.dedup();
    known.into_iter().map(Folded::from).collect()
}

/// What a form's rows and groups of rows are called.
fn rows(form: &Form) -> Vec<Folded> {
    let blocks = form.tables.iter().flat_map(|table| &table.blocks);
    let labels = blocks.flat_map(|block| axis::labels(block.block.rows));
    let names = labels.map(|label| Folded::from(fold::label(label.text)));
    names.filter(|name| !name.is_empty()).collect()
}

struct Reader<'a> {
    doc: &'a Doc,
    /// What rows and their groups are called.
    rows: Vec<Folded>,
    labels: &'a [Label],
    known: Vec<Folded>,
    reading: Reading,
}

impl Reader<'_> {
    fn table(&mut self, table: &'static TableForm) {
        let headless = table.blocks.iter().filter(|block| block.rows.iter().all(|row| row.node.label.is_empty()));
        for block in headless {
            self.headless(block);
        }
        let alignment = align::align(table, self.labels, &self.known);
        self.reading.cost += alignment.cost - HEADINGS * self.headed(table);
        let Alignment { matches, used, .. } = alignment;
        for labels in used {
            let tokens = labels.map(|label| self.labels[label].token);
            self.reading.labels.extend(tokens);
        }
        let mut by_row: BTreeMap<_, Vec<Match>> = BTreeMap::new();
        for found in matches {
            by_row.entry((found.block, found.row)).or_default().push(found);
        }
        self.without_headings(&mut by_row);
        let headed: Vec<_> = (0..table.blocks.len()).map(|block| self.headed_block(table, block, &by_row)).collect();
        for ((block, row), found) in by_row {
            self.row(&table.blocks[block], &headed[block], row, &found);
        }
        for (block, headed) in table.blocks.iter().zip(&headed) {
            self.strays(block, headed);
            self.groups(block);
        }
    }

    /// Fills rows whose labels are lost, where the label of their group and the sums leave no doubt.
    fn groups(&mut self, block: &BlockForm) {
        let cells = &self.reading.cells;
        let is_named = |row: usize| block.cells_of(row).any(|cell| cells[cell.index()].is_some());
        for found in groups::read(&self.reading.tokens, block, &is_named) {
            let columns = block.columns.len();
            for (row, values) in found.rows.zip(found.values.chunks(columns)) {
                let own = block.cells_of(row);
                // What was asked about the row by its label has been answered without it.
                self.reading.questions.retain(|question| !own.contains(question.cells.first()));
                let values: Vec<_> = values.iter().copied().map(Some).collect();
                self.fill_clear(own, &values);
            }
        }
    }

    /// Leaves out rows whose names stand beside each other: a table that is turned has them as its headings.
    fn without_headings(&self, by_row: &mut BTreeMap<(usize, usize), Vec<Match>>) {
        let mut beside: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for found in by_row.values().flatten() {
            if let Some(place) = self.row_in_table(found) {
                beside.entry(place).or_default().insert(found.labels.end);
            }
        }
        by_row.retain(|_, found| {
            found.retain(|found| self.row_in_table(found).is_none_or(|place| beside[&place].len() < TURNED));
            found.retain(|found| !self.is_outcome(found));
            !found.is_empty()
        });
    }

    /// Whether a label is a heading behind another outcome, and no row: 尚未审结, 总计.
    fn is_outcome(&self, found: &Match) -> bool {
        let text = |label: usize| &*self.reading.tokens[self.labels[label].token].text;
        let (own, before) = (found.labels.start, found.labels.start.checked_sub(1));
        let is_unnumbered = found.labels.len() == 1 && self.labels[own].number.is_none();
        let is_behind = before.is_some_and(|before| fold::is_outcome(text(before)) && !fold::is_row(text(before)));
        is_unnumbered && is_behind && fold::is_outcome(text(own))
    }

    /// The table and the row of it in which a row's name ends; none outside of tables.
    fn row_in_table(&self, found: &Match) -> Option<(usize, usize)> {
        let token = &self.reading.tokens[self.labels[found.labels.end - 1].token];
        (self.rules(token.block) != Rules::None).then_some((token.block, token.row))
    }

    /// What the labels above a block's first row say of its columns.
    fn headed_block(&self, table: &TableForm, block: usize, by_row: &BTreeMap<(usize, usize), Vec<Match>>) -> Headed {
        let own = by_row.iter().filter(|((of, _), _)| *of == block);
        // The last heading may be taken for the beginning of the first row's label; not on the cheapest way.
        let own = own.filter_map(|(_, found)| found.iter().min_by(|a, b| a.extra.total_cmp(&b.extra)));
        let first = own.map(|found| self.labels[found.labels.start].token).min();
        let heads = Heads {
            tokens: &self.reading.tokens,
            edition: self.reading.edition,
            known: &self.known,
            rules: &|block| self.rules(block),
        };
        heads.above(table, block, first)
    }

    /// How much of a table's headings a document has.
    fn headed(&self, table: &TableForm) -> f32 {
        let columns = table.blocks.iter().flat_map(|block| &block.columns);
        let names: BTreeSet<_> = columns.map(|line| fold::label(line.node.label)).collect();
        let found = names.iter().filter(|name| self.labels.iter().any(|label| label.is_called(name)));
        found.count() as f32 / names.len().max(1) as f32
    }

    /// A row by all labels that may stand for it: certain only if they agree.
    fn row(&mut self, block: &BlockForm, headed: &Headed, row: usize, found: &[Match]) {
        let found = self.own_names(block, row, found);
        let readings = found.iter().map(|found| {
            let [first, last] = [found.labels.start, found.labels.end - 1].map(|label| self.labels[label].token);
            (found.extra, self.read_row(headed, first..last + 1))
        });
        let readings: Vec<_> = readings.collect();
        let best = readings.iter().map(|(extra, _)| *extra).fold(f32::INFINITY, f32::min);
        let near = readings.iter().filter(|(extra, reading)| {
            // The cheapest way decides whether its row is empty; dearer ones only if they hold something else.
            *reading != RowReading::Nothing && (*extra <= best + HAS_A_SAY || matches!(reading, RowReading::Certain(_)))
        });
        let mut near: Vec<_> = near.map(|(_, reading)| reading.clone()).collect();
        near.dedup_by(|a, b| self.is_same(a, b));
        let cells = block.cells_of(row);
        match near.as_slice() {
            [] => {}
            // Two labels have come before their values: nobody knows whose these are.
            [RowReading::Certain(values)] if found.iter().any(|found| self.is_behind_later(block, row, found)) => {
                let candidates = values.iter().flatten().copied().collect();
                self.reading.questions.push(Question { cells, doubt: Doubt::Places, candidates });
            }
            [RowReading::Certain(values)] => self.placed(headed, cells, values),
            [RowReading::Question(doubt, values)] => {
                let (doubt, candidates) = (*doubt, values.clone());
                self.reading.questions.push(Question { cells, doubt, candidates });
            }
            several => {
                let are_one = found.iter().all(|found| self.is_alike(found, &block.rows[row]));
                let agreed = self.agreed(several, block.columns.len()).filter(|_| are_one);
                if let Some(agreed) = agreed {
                    self.placed(headed, cells.clone(), &agreed);
                    self.ask_each(cells, several, &agreed);
                } else {
                    let candidates = several.iter().flat_map(values_of).collect();
                    self.reading.questions.push(Question { cells, doubt: Doubt::Places, candidates });
                }
            }
        }
    }

    fn is_asked(&self, cell: CellId) -> bool {
        self.reading.questions.iter().any(|question| question.cells.contains(cell))
    }

    /// Asks about each cell of a row of which its places say something else.
    fn ask_each(&mut self, cells: CellRange, several: &[RowReading], agreed: &[Option<usize>]) {
        for (column, cell) in cells.enumerate().filter(|(column, _)| agreed[*column].is_none()) {
            if self.is_asked(cell) {
                continue;
            }
            let candidates = several.iter().filter_map(|reading| reading.certain()?[column]).collect();
            let cells = CellRange::only(cell);
            self.reading.questions.push(Question { cells, doubt: Doubt::Places, candidates });
        }
    }

    /// Of the labels that may stand for a row those that are its name with its number, if there are any.
    fn own_names<'f>(&self, block: &BlockForm, row: usize, found: &'f [Match]) -> Vec<&'f Match> {
        let node = block.rows[row].node;
        let (name, number) = (fold::label(node.label), fold::number(node.label));
        let own = found.iter().filter(|found| {
            let label = &self.labels[found.labels.start];
            let is_numbered = number.is_some() && label.number == number;
            found.labels.len() == 1 && is_numbered && label.has_value && label.folded.text == name
        });
        let own: Vec<_> = own.collect();
        if own.is_empty() { found.iter().collect() } else { own }
    }

    /// Whether, where nothing divides rows, the name of a later row stands before that of a row, and no value between them.
    fn is_behind_later(&self, block: &BlockForm, row: usize, found: &Match) -> bool {
        let own = &self.labels[found.labels.start];
        let Some(before) = found.labels.start.checked_sub(1).map(|before| &self.labels[before]) else { return false };
        let is_beside = before.token + 1 == own.token && before.number.is_some();
        let is_undivided = self.rules(self.reading.tokens[own.token].block) == Rules::None;
        is_beside
            && is_undivided
            && block.rows[row + 1..].iter().any(|later| {
                let label = later.node.label;
                before.number == fold::number(label) && before.folded.text == fold::label(label)
            })
    }

    /// Whether a label is the whole name of a row.
    fn is_alike(&self, found: &Match, row: &Line) -> bool {
        let label = &self.labels[found.labels.end - 1];
        let name = fold::label(row.node.label);
        label.folded.text == name || label.bare.text == fold::unbracketed(row.node.label)
    }

    /// Reads rows that stand elsewhere than the form has them: their whole names are in one place alone.
    fn strays(&mut self, block: &BlockForm, headed: &Headed) {
        for row in 0..block.rows.len() {
            let cells = block.cells_of(row);
            let is_read = cells.clone().any(|cell| self.reading.cells[cell.index()].is_some());
            let is_asked = self.reading.questions.iter().any(|question| cells.contains(question.cells.first()));
            let name = fold::label(block.rows[row].node.label);
            if is_read || is_asked || name.chars().count() < SHORTEST_STRAY {
                continue;
            }
            let mut own = self.labels.iter().filter(|label| label.is_called(&name)).map(|label| label.token);
            let Some(token) = own.next().filter(|_| own.next().is_none()) else { continue };
            if let RowReading::Certain(values) = self.read_row(headed, token..token + 1) {
                self.placed(headed, cells, &values);
                self.reading.labels.push(token);
            }
        }
    }

    /// Values whose places are certain, though perhaps not what they are.
    fn placed(&mut self, headed: &Headed, cells: CellRange, values: &[Option<usize>]) {
        let Some(doubt) = self.doubt(headed, cells.clone(), values) else { return self.fill_clear(cells, values) };
        let candidates = values.iter().copied().flatten().collect();
        self.reading.questions.push(Question { cells, doubt, candidates });
    }

    /// Fills what is clear; each of the others is a question.
    fn fill_clear(&mut self, cells: CellRange, values: &[Option<usize>]) {
        for (cell, at) in cells.zip(values) {
            let odd = at.filter(|at| self.is_odd(cell, *at));
            self.reading.cells[cell.index()] = at.filter(|_| odd.is_none());
            self.reading.questions.extend(odd.map(|at| Question::unclear(cell, at)));
        }
    }

    /// Whether what stands in a cell is hardly what belongs there: nothing counts 45.2.
    fn is_odd(&self, cell: CellId, token: usize) -> bool {
        let is_count = matches!(self.reading.edition.form().cells[cell].measure, Measure::Count | Measure::Change);
        let value = self.reading.tokens[token].value.as_ref();
        value.is_some_and(|value| value.is_unclear() || is_count && value.has_fraction())
    }

    /// The cells in which several places that may be a row hold the same; none if one of them is itself in doubt.
    fn agreed(&self, several: &[RowReading], columns: usize) -> Option<Vec<Option<usize>>> {
        let rows: Option<Vec<_>> = several.iter().map(RowReading::certain).collect();
        let rows = rows?;
        let texts: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(|at| self.text(*at)).collect()).collect();
        let is_agreed: Vec<_> = (0..columns).map(|at| texts.iter().all(|row| row[at] == texts[0][at])).collect();
        // Places that differ in more hold different rows.
        let differing = is_agreed.iter().filter(|is_agreed| !**is_agreed).count();
        if differing * FEW_DIFFER > columns || rows.iter().any(|row| row.contains(&None)) {
            return None;
        }
        let agreed = is_agreed.into_iter().zip(rows[0]);
        Some(agreed.map(|(is_agreed, at)| at.filter(|_| is_agreed)).collect())
    }

    fn is_same(&self, a: &RowReading, b: &RowReading) -> bool {
        std::mem::discriminant(a) == std::mem::discriminant(b) && self.texts(a) == self.texts(b)
    }

    fn texts(&self, row: &RowReading) -> Vec<Option<&str>> {
        match row {
            RowReading::Certain(values) => values.iter().map(|at| self.text(*at)).collect(),
            RowReading::Question(_, values) => values.iter().map(|at| self.text(Some(*at))).collect(),
            RowReading::Nothing => Vec::new(),
        }
    }

    fn text(&self, token: Option<usize>) -> Option<&str> {
        self.reading.tokens[token?].value.as_ref().map(Value::text)
    }

    /// Why values whose places are certain are a question all together.
    fn doubt(&self, headed: &Headed, cells: CellRange, values: &[Option<usize>]) -> Option<Doubt> {
        let form = self.reading.edition.form();
        // First, because under the headings of another edition nothing else that is known of the columns holds.
        if headed.is_foreign {
            return Some(Doubt::Headings);
        }
        let of_heads = headed.heads.iter().rev().find_map(|head| value::unit_of(head));
        let mut units = cells.zip(values).filter_map(|(cell, at)| match form.cells[cell].measure {
            Measure::Amount(unit) => {
                let value = self.reading.tokens[(*at)?].value.as_ref();
                let value = value.filter(|value| !value.is_blank() && !value.is_unclear())?;
                Some((unit, value.unit().or(of_heads)?))
            }
            Measure::Count | Measure::Change | Measure::Money => None,
        });
        units.any(|(unit, own)| own != unit).then_some(Doubt::Unit)
    }

    fn read_row(&self, headed: &Headed, label: Range<usize>) -> RowReading {
        let columns = &headed.columns;
        let tokens = &self.reading.tokens;
        let last = &tokens[label.end - 1];
        let rules = self.rules(last.block);
        let layout = columns.layout(last.block, || headed::layout(tokens, last.block, rules, columns));
        let reading = Row {
            tokens,
            rules,
            columns,
            label,
            layout,
            order: &headed.order,
            subtotal: headed.subtotal,
            heads: &headed.heads,
        }
        .read();
        match reading {
            RowReading::Certain(values) if values.iter().flatten().any(|at| self.is_merged(*at)) => {
                RowReading::Question(Doubt::Merged, values.into_iter().flatten().collect())
            }
            reading => reading,
        }
    }

    /// Whether a value is drawn over several rows.
    fn is_merged(&self, token: usize) -> bool {
        let token = &self.reading.tokens[token];
        let Block::Grid(grid) = &self.doc.blocks[token.block] else { return false };
        token.is_number() && token.cell.is_some_and(|cell| grid.cells[cell].rows > 1)
    }

    fn rules(&self, block: usize) -> Rules {
        match &self.doc.blocks[block] {
            Block::Para(_) => Rules::None,
            Block::Grid(grid) => grid.rules,
        }
    }

    /// A table whose only row has no label: its headings alone say what its values are.
    fn headless(&mut self, block: &BlockForm) {
        let found = headless::read(&self.reading.tokens, block, &|number| self.rules(number));
        let missing = found.cells.iter().filter(|cell| cell.is_none()).count();
        self.reading.cost += missing as f32 / block.columns.len().max(1) as f32;
        self.reading.labels.extend(found.labels);
        self.fill_clear(block.cells_of(0), &found.cells);
        for (column, at) in found.unclear {
            self.reading.questions.push(Question::unclear(block.cell(0, column), at));
        }
        if let Some((doubt, candidates)) = found.question {
            let cells = block.cells_of(0);
            self.reading.questions.push(Question { cells, doubt, candidates });
        }
    }

    /// Marks the labels that the form prints wherever they stand.
    fn name_labels(&mut self) {
        let own = self.labels.iter().filter(|label| !label.is_prose);
        let own = own.filter(|label| {
            let mut names = self.known.iter().chain(&self.rows);
            label.folded.is_empty() || names.any(|name| is_named(label, name))
        });
        self.reading.labels.extend(own.map(|label| label.token));
        self.reading.labels.sort_unstable();
        self.reading.labels.dedup();
    }
}

/// Whether a label is a name of the form's, a part of it, or the same in other words.
fn is_named(label: &Label, name: &Folded) -> bool {
    let is_part = label.folded.len() >= 2 && name.text.contains(&label.folded.text);
    is_part || distance(&label.bare, name) <= NEAR
}

fn values_of(row: &RowReading) -> Vec<usize> {
    match row {
        RowReading::Certain(values) => values.iter().copied().flatten().collect(),
        RowReading::Question(_, values) => values.clone(),
        RowReading::Nothing => Vec::new(),
    }
}

impl Reading {
    /// Whether a token fills a cell.
    pub(super) fn is_in_cell(&self, token: usize) -> bool {
        self.cells.contains(&Some(token))
    }

    /// What would be typed into a cell; none if nothing was read.
    pub(super) fn text(&self, cell: CellId) -> Option<&str> {
        self.tokens[self.cells[cell.index()]?].value.as_ref().map(Value::text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_that_begins_after_the_year_is_charged_more_than_one_kept_too_long() {
        let (old, new) = (Edition::in_force(2019), Edition::in_force(2021));
        assert_eq!((charge(new, Some(2023)), charge(old, Some(2023))), (0.0, UNUSUAL));
        assert_eq!((charge(old, Some(2020)), charge(new, Some(2020))), (0.0, NOT_YET));
        // Where the year is unknown, any edition may be meant, most likely the newest.
        assert_eq!((charge(Edition::in_force(9999), None), charge(old, None)), (0.0, UNUSUAL));
    }
}
