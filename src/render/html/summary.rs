//! A wide table in one sentence, for those who cannot take it in at a glance.
//!
//! It says the edition's headlines of the table and, where one is a total, what it is the total of.

use crate::{
    form::{CellId, Headline, TableForm, axis},
    i18n::{Lang, Message},
    report::{Number, Report},
    text,
};

/// The sentence on a table that has headlines.
pub(super) fn of(report: &Report, table: &TableForm, lang: Lang) -> String {
    if report.grid.is_blank(table) {
        return text!("本表没有填写。", "This table was not filled in.").get(lang).to_owned();
    }
    if table.cells.clone().all(|cell| report.grid[cell].number().is_some_and(Number::is_zero)) {
        return text!("本表各项均为0。", "All figures in this table are 0.").get(lang).to_owned();
    }
    let mut outcomes = Outcomes { report, table, lang, split: Vec::new() };
    let headlines = report.edition.headlines.iter();
    let clauses: Vec<_> = headlines.filter_map(|headline| outcomes.clause(headline)).collect();
    text!("{clauses}。", "{clauses}.").with("clauses", clauses.join(text!("；", "; ").get(lang))).get(lang)
}

struct Outcomes<'a> {
    report: &'a Report,
    table: &'a TableForm,
    lang: Lang,
    /// Columns of totals that have been taken apart: one example is enough.
    split: Vec<usize>,
}

impl Outcomes<'_> {
    /// One headline of this table.
    fn clause(&mut self, headline: &Headline) -> Option<String> {
        let form = self.report.form();
        let cells: Vec<_> = headline.cells.iter().filter_map(|path| form.cell(path)).collect();
        if !cells.iter().all(|cell| self.table.cells.contains(*cell)) {
            return None;
        }
        let label = headline.label.get(self.lang);
        let Some(sum) = self.sum(cells.iter().copied()) else {
            return Some(text!("{label}未填写", "{label}: not given").with("label", label).get(self.lang));
        };
        let parts = match cells[..] {
            [cell] => self.parts(cell),
            _ => cells.iter().map(|&cell| (self.group(cell), self.sum([cell]))).collect(),
        };
        let figure = text!("{label}{sum}件", "{label}: {sum}").with("label", label).with("sum", sum.to_string());
        Some(figure.get(self.lang) + &self.list(parts))
    }

    /// What a total is the total of: the rows above it, or else the columns before it.
    fn parts(&mut self, cell: CellId) -> Vec<(&'static str, Option<Number>)> {
        let spec = &self.report.form().cells[cell];
        let block = &self.table.blocks[spec.block];
        if let Some((_, parts)) = block.row_totals.iter().find(|(total, _)| *total == spec.row) {
            return self.counted(parts, |row| block.cell(row, spec.column));
        }
        match block.column_totals.iter().find(|(total, _)| *total == spec.column) {
            Some((_, parts)) if !self.split.contains(&spec.column) => {
                self.split.push(spec.column);
                self.counted(parts, |column| block.cell(spec.row, column))
            }
            _ => Vec::new(),
        }
    }

    fn counted(&self, parts: &[axis::Part], cell: impl Fn(usize) -> CellId) -> Vec<(&'static str, Option<Number>)> {
        parts.iter().map(|part| (part.node.short(), self.sum(part.leaves.clone().map(&cell)))).collect()
    }

    fn sum(&self, cells: impl IntoIterator<Item = CellId>) -> Option<Number> {
        self.report.grid.sum(cells)
    }

    /// The innermost group of columns a cell stands in.
    fn group(&self, cell: CellId) -> &'static str {
        self.report.form().lines_of(cell).1.groups().next_back().unwrap_or_default()
    }

    /// The parts in brackets; those that are zero or unknown are left out.
    fn list(&self, parts: Vec<(&'static str, Option<Number>)>) -> String {
        let stated = parts.into_iter().filter_map(|(label, sum)| Some((label, sum.filter(|sum| !sum.is_zero())?)));
        let stated: Vec<_> = stated.map(|(label, sum)| part(label, sum).get(self.lang)).collect();
        if stated.is_empty() {
            return String::new();
        }
        text!("（{list}）", " ({list})").with("list", &stated).get(self.lang)
    }
}

fn part(label: &str, sum: Number) -> Message {
    text!("{label}{sum}件", "{label} {sum}").with("label", label).with("sum", sum.to_string())
}
