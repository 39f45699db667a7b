//! A wide table one column, or one group of columns, at a time: the same numbers, to be read straight down.

use crate::{
    form::{BlockForm, CellId, Line, PerEdition, TableForm},
    i18n::{Lang, Message, words::word},
    report::{Report, State},
    text,
};
use pulldown_cmark_escape::escape_html;
use std::fmt::Write as _;

/// The tables of an edition, cut.
static SLICES: PerEdition<Vec<Vec<Slice<'static>>>> =
    PerEdition::new(|edition| edition.form().tables.iter().map(of_table).collect());

pub(super) fn of(report: &Report, table: &TableForm, lang: Lang) -> String {
    let slices = &SLICES.of(report.edition)[report.form().index_of(table)];
    let mut html = String::with_capacity(USUAL_SIZE);
    for slice in slices {
        slice.write(&mut html, report, lang);
    }
    html
}

/// A table of many rows is cut into its columns; a table of one row, into its innermost groups of columns.
fn of_table(table: &TableForm) -> Vec<Slice<'_>> {
    let blocks = table.blocks.iter().filter(|block| block.is_wide());
    let slices = blocks.flat_map(|block| match block.rows.len() {
        1 => groups(block),
        _ => columns(block),
    });
    slices.collect()
}

/// What most tables stay below, in bytes.
const USUAL_SIZE: usize = 6 << 10;

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
    fn write(&self, html: &mut String, report: &Report, lang: Lang) {
        let _ = write!(html, "<section>\n<h3>{}</h3>\n", self.title.join("："));
        let (mut rows, mut zeros, mut blanks) = (0, 0, Vec::new());
        for &(line, cell) in &self.cells {
            match report.grid[cell].state {
                State::Given(n) | State::Computed(n) if n.is_zero() && report.note(cell).is_none() => zeros += 1,
                State::Blank | State::Missing => blanks.push(line.short()),
                _ => {
                    html.push_str(if rows == 0 { "<dl>" } else { "" });
                    self.row(html, report, (line, cell), lang);
                    rows += 1;
                }
            }
        }
        html.push_str(if rows == 0 { "" } else { "</dl>\n" });
        let attribute = match lang {
            Lang::Zh => "",
            Lang::En => " lang=\"en\"",
        };
        for sentence in [self.zeros(zeros), self.blanks(&blanks)].into_iter().flatten() {
            let _ = write!(html, "<p class=aside{attribute}>{}</p>", sentence.get(lang));
        }
        html.push_str("</section>\n");
    }

    fn row(&self, html: &mut String, report: &Report, (line, cell): (&Line, CellId), lang: Lang) {
        html.push_str(if line.is_total() { "<dt class=total>" } else { "<dt>" });
        if let Some(group) = line.groups().next_back().filter(|group| !self.title.contains(group)) {
            let _ = write!(html, "<small>{group}</small> ");
        }
        let _ = write!(html, "{}<dd>", line.short());
        match report.grid[cell].state {
            State::Computed(number) => {
                let _ = write!(html, "{number} <small class=\"mark\">{}</small>", word("computed_mark", lang));
            }
            _ => {
                let _ = escape_html(&mut *html, report.typed(cell));
            }
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
            _ => Some(text!("没有填写：{names}。", "Not filled in: {names}.").with("names", blanks)),
        }
    }
}
