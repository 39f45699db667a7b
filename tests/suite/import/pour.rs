//! A report's figures poured into a page as the form prints it: grids with spans, from which every layout is made.

use giar::{
    form::{self, BlockForm},
    report::Report,
};

/// A cell of a printed table.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub text: String,
}

/// A printed table: its cells in order, and how wide it is.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub cells: Vec<Printed>,
    pub width: usize,
}

/// The three tables of a report.
pub(super) fn tables(report: &Report) -> Vec<Table> {
    let tables = report.form().tables.iter();
    tables
        .map(|table| {
            let stubs = table.blocks.iter().map(|block| form::depth(block.block.rows)).max().unwrap();
            let stubs = if table.blocks[0].rows[0].node.label.is_empty() { 0 } else { stubs };
            let values = table.blocks.iter().map(|block| block.columns.len()).max().unwrap();
            let mut printed = Table { cells: Vec::new(), width: stubs + values };
            for block in
                table.blocks.iter().filter(|block| (0..block.rows.len()).any(|row| is_given(report, block, row)))
            {
                let top = printed.height();
                printed.block(report, block, top, stubs);
            }
            printed
        })
        .collect()
}

impl Table {
    pub(super) fn height(&self) -> usize {
        self.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or_default()
    }

    pub(super) fn row(&self, row: usize) -> Vec<&Printed> {
        let mut cells: Vec<_> = self.cells.iter().filter(|cell| cell.row == row).collect();
        cells.sort_by_key(|cell| cell.column);
        cells
    }

    fn add(&mut self, row: usize, column: usize, rows: usize, columns: usize, text: &str) {
        self.cells.push(Printed { row, column, rows, columns, text: text.to_owned() });
    }

    fn block(&mut self, report: &Report, block: &BlockForm, mut top: usize, stubs: usize) {
        if let Some(caption) = block.block.caption {
            self.add(top, 0, 1, self.width, caption);
            top += 1;
        }
        let heads = form::depth(block.block.columns);
        if stubs > 0 {
            self.add(top, 0, heads, stubs, block.block.corner);
        }
        // The last column of a narrow block is as wide as what is left.
        let spread = |first: usize, width: usize| {
            let is_last = first + width == block.columns.len();
            if is_last { self.width - stubs - first } else { width }
        };
        let labels: Vec<_> = form::labels(block.block.columns);
        let widths: Vec<_> = labels.iter().map(|label| spread(label.first, label.width)).collect();
        for (label, width) in labels.iter().zip(widths) {
            self.add(top + label.level, stubs + label.first, label.levels, width, label.text);
        }
        let top = top + heads;
        let given: Vec<_> = (0..block.rows.len()).filter(|row| is_given(report, block, *row)).collect();
        for label in form::labels(block.block.rows).iter().filter(|label| !label.text.is_empty()) {
            let before = given.iter().filter(|row| **row < label.first).count();
            let rows = given.iter().filter(|row| (label.first..label.first + label.width).contains(*row)).count();
            if rows > 0 {
                self.add(top + before, label.level, rows, label.levels, label.text);
            }
        }
        for (at, row) in given.into_iter().enumerate() {
            for column in 0..block.columns.len() {
                let is_last = column + 1 == block.columns.len();
                let width = if is_last { self.width - stubs - column } else { 1 };
                let text = report.typed(block.cell(row, column)).to_owned();
                let text = if ["~", "/"].contains(&&*text) { String::new() } else { text };
                self.add(top + at, stubs + column, 1, width, &text);
            }
        }
    }
}

/// Whether an author gave a row; what is cut off from a report lacks some.
pub(super) fn is_given(report: &Report, block: &BlockForm, row: usize) -> bool {
    (0..block.columns.len()).map(|column| report.grid[block.cell(row, column)].span).any(|span| span.start < span.end)
}

/// A page: its parts in order.
pub(super) enum Part {
    Text(String),
    Table(Table),
}

/// The page of a report with its headings and its tables.
pub(super) fn page(report: &Report) -> Vec<Part> {
    let mut tables = tables(report).into_iter().filter(|table| !table.cells.is_empty());
    let mut parts = vec![Part::Text(format!("青石镇人民政府{}年政府信息公开工作年度报告", report.year))];
    for section in report.edition.sections {
        parts.push(Part::Text(format!("{}、{}", section.number, section.title)));
        match section.content {
            form::Content::Table => parts.extend(tables.next().map(Part::Table)),
            _ => parts.push(Part::Text(
                "全镇按照规定公开政府信息，办理申请，管理平台，接受监督，存在问题的已经改进。".into(),
            )),
        }
    }
    parts
}

pub(super) fn html(report: &Report) -> String {
    fn part(part: &Part) -> String {
        match part {
            Part::Text(text) => format!("<p>{text}</p>\n"),
            Part::Table(table) => html_table(table),
        }
    }

    format!("<html><body>{}</body></html>", page(report).iter().map(part).collect::<String>())
}

pub(super) fn html_table(table: &Table) -> String {
    let row = |row: usize| {
        let cells = table.row(row).into_iter();
        let cells =
            cells.map(|c| format!("<td rowspan=\"{}\" colspan=\"{}\"><p>{}</p></td>", c.rows, c.columns, c.text));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    format!("<table>{}</table>\n", (0..table.height()).map(row).collect::<String>())
}

/// The page with each table as lines, made by `line` of each row's texts; `pad` is where blanks for spans go.
pub(super) fn lines(report: &Report, pad: Pad, line: impl Fn(&[String]) -> String) -> String {
    let mut out = String::new();
    for part in page(report) {
        match part {
            Part::Text(text) => out += &format!("{text}\n\n"),
            Part::Table(table) => {
                (0..table.height()).for_each(|row| out += &line(&texts(&table, row, pad)));
                out.push('\n');
            }
        }
    }
    out
}

/// Where what a label spans leaves blanks.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Pad {
    /// Beside it, as in a spreadsheet.
    Beside,
    /// At the end of its row.
    Behind,
    Nowhere,
}

fn texts(table: &Table, row: usize, pad: Pad) -> Vec<String> {
    let own = table.row(row);
    if pad == Pad::Beside {
        let mut texts = vec![String::new(); table.width];
        for cell in own {
            texts[cell.column].clone_from(&cell.text);
        }
        return texts;
    }
    let mut texts: Vec<_> = own.iter().map(|cell| cell.text.clone()).collect();
    if pad == Pad::Behind {
        let spanned = own.iter().map(|cell| cell.columns - 1).sum::<usize>();
        texts.resize(texts.len() + spanned, String::new());
    }
    texts
}
