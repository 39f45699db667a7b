//! The blocks into which readers divide a text.

/// The kind of block that contains a span of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of any level.
    Heading,
    /// A paragraph, including one in a quotation.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of an author's table.
    Cell(Seat),
}

/// The position of a cell in the tables of a text. Rows and columns are counted as a browser lays them out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// The index of the table in the text.
    pub table: u32,
    /// Its first row.
    pub row: u16,
    /// Its first column.
    pub column: u16,
    /// The number of rows that it spans.
    pub rows: u16,
    /// The number of columns that it spans.
    pub columns: u16,
}

/// The positions of consecutive cells in a text's tables.
#[derive(Debug, Default)]
pub(super) struct Seats {
    next: Seat,
    /// For each column, the number of further rows that a cell from above spans.
    taken: Vec<u16>,
}

/// No table in a report is wider or longer; browsers limit the span of a cell similarly.
const MOST: u16 = 1_000;

impl Seats {
    pub(super) fn table(&mut self) {
        *self = Self { next: Seat { table: self.next.table + 1, ..Seat::default() }, taken: Vec::new() };
    }

    /// Starts a row, unless the current one is still empty.
    pub(super) fn row(&mut self) {
        if self.next.column > 0 {
            self.next.row = self.next.row.saturating_add(1);
            self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        }
        self.next.column = 0;
    }

    pub(super) fn cell(&mut self, rows: u16, columns: u16) -> Seat {
        while self.taken.get(usize::from(self.next.column)).is_some_and(|&rows| rows > 0) {
            self.next.column += 1;
        }
        let seat = Seat { rows: rows.clamp(1, MOST), columns: columns.clamp(1, MOST), ..self.next };
        self.next.column = seat.column.saturating_add(seat.columns).min(MOST);
        self.taken.resize(self.taken.len().max(self.next.column.into()), 0);
        self.taken[seat.column.min(MOST).into()..self.next.column.into()].fill(seat.rows);
        seat
    }
}
