//! A wide table one column, or one group of columns, at a time: the same numbers, to be read straight down.

use super::view::{SliceRow, SliceView};
use crate::{
    form::{BlockForm, CellId, Line, TableForm},
    i18n::{Lang, Message},
    report::{Report, State},
    text,
};

/// A table of many rows is cut into its columns; a table of one row, into its innermost groups of columns.
pub(super) fn of(report: &Report, table: &TableForm, lang: Lang) -> Vec<SliceView> {
    let blocks = table.blocks.iter().filter(|block| block.is_wide());
    blocks
        .flat_map(|block| match block.rows.len() {
            1 => groups(block),
            _ => columns(block),
        })
        .map(|slice| slice.view(report, lang))
        .collect()
}

struct Slice<'a> {
    /// From the outermost group.
    title: Vec<&'static str>,
    /// With the lines that name them.
    cells: Vec<(&'a Line, CellId)>,
}

fn columns(block: &BlockForm) -> Vec<Slice<'_>> {
    // A group over every column tells none from the other.
    let common = usize::from(block.block.columns.len() == 1);
    // The total first: most readers need no more.
    let (totals, parts): (Vec<_>, Vec<_>) = block.columns.iter().enumerate().partition(|(_, line)| line.is_total());
    let columns = totals.into_iter().chain(parts).map(|(at, line)| Slice {
        title: line.groups().skip(common).chain([line.short()]).collect(),
        cells: block.rows.iter().enumerate().map(|(row, line)| (line, block.cell(row, at))).collect(),
    });
    columns.collect()
}

fn groups(block: &BlockForm) -> Vec<Slice<'_>> {
    let mut slices: Vec<Slice<'_>> = Vec::new();
    for (at, line) in block.columns.iter().enumerate() {
        let title: Vec<_> = line.groups().collect();
        let cell = (line, block.cell(0, at));
        match slices.last_mut() {
            Some(slice) if slice.title == title => slice.cells.push(cell),
            _ => slices.push(Slice { title, cells: vec![cell] }),
        }
    }
    slices
}

impl Slice<'_> {
    fn view(&self, report: &Report, lang: Lang) -> SliceView {
        let (mut rows, mut zeros, mut blanks) = (Vec::new(), 0, Vec::new());
        for &(line, cell) in &self.cells {
            match report.grid[cell].state {
                State::Given(n) | State::Computed(n) if n.is_zero() && report.note(cell).is_none() => zeros += 1,
                State::Blank | State::Missing => blanks.push(line.short()),
                _ => rows.push(self.row(report, line, cell)),
            }
        }
        let rest = [self.zeros(zeros), self.blanks(&blanks)];
        let rest = rest.into_iter().flatten().map(|message| message.get(lang)).collect();
        SliceView { title: self.title.join(" · "), rows, rest }
    }

    fn row(&self, report: &Report, line: &Line, cell: CellId) -> SliceRow {
        let group = line.groups().next_back().filter(|group| !self.title.contains(group));
        let computed = match report.grid[cell].state {
            State::Computed(number) => Some(number.to_string()),
            _ => None,
        };
        SliceRow {
            group: group.unwrap_or_default(),
            label: line.short(),
            is_computed: computed.is_some(),
            value: computed.unwrap_or_else(|| report.typed(cell).to_owned()),
            is_total: line.is_total(),
        }
    }

    fn zeros(&self, zeros: usize) -> Option<Message> {
        match zeros {
            0 => None,
            _ if zeros == self.cells.len() => Some(text!("各项均为0。", "All rows are 0.").into()),
            1 => Some(text!("另有1项为0。", "One other row is 0.").into()),
            _ => Some(text!("其余{n}项均为0。", "The other {n} rows are 0.").with("n", zeros)),
        }
    }

    /// A blank is no zero, so each is named.
    fn blanks(&self, blanks: &[&str]) -> Option<Message> {
        match blanks.len() {
            0 => None,
            n if n == self.cells.len() => Some(text!("各项都没有填写。", "No rows were filled in.").into()),
            _ => Some(text!("没有填写：{names}。", "Not filled in: {names}.").with("names", blanks.join("、"))),
        }
    }
}
