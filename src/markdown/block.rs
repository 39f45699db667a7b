//! What people see as one piece of a text.

/// What kind of block a stretch of text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of any level.
    Heading,
    /// A paragraph, also one in a quotation.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table of the author's.
    Cell(Seat),
}

/// Where a cell stands among those of a text's tables. Rows and columns are counted as a browser draws them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// Which table of the text.
    pub table: u32,
    /// Its first row.
    pub row: u16,
    /// Its first column.
    pub column: u16,
    /// How many rows it takes.
    pub rows: u16,
    /// How many columns it takes.
    pub columns: u16,
}

/// The cells of a text's tables, as they come one behind the other.
#[derive(Debug, Default)]
pub(super) struct Seats {
    next: Seat,
    /// For how many more rows each column is taken by a cell from above.
    taken: Vec<u16>,
}

/// No table of a report is wider or deeper; a browser would not draw more for a cell either.
const MOST: u16 = 1_000;

impl Seats {
    pub(super) fn table(&mut self) {
        *self = Self { next: Seat { table: self.next.table + 1, ..Seat::default() }, taken: Vec::new() };
    }

    /// A row begins, unless none of the one before has been filled.
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
