//! What is in force: last year's stock, what the year added to it and what it took away.

use super::{Number, Report, repair::pairs};
use crate::form::{CellId, StockForm};

/// A stock that can be compared with last year's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stock<'f> {
    pub form: &'f StockForm,
    pub last: Number,
    pub added: Number,
    pub removed: Number,
    pub now: Number,
}

impl Stock<'_> {
    /// What last year's stock leads to.
    pub(crate) fn expected(&self) -> Number {
        self.last + self.added - self.removed
    }

    pub(crate) fn is_expected(&self) -> bool {
        self.now == self.expected()
    }

    /// The two cells that hold each other's numbers, if that alone would explain the stock.
    pub(crate) fn exchanged_cells(&self) -> Option<[CellId; 2]> {
        let StockForm { stock, added, removed } = *self.form;
        // Exchanging the other two makes no difference to the sum.
        let with_removed = self.last + self.removed - self.added == self.now;
        let with_stock = self.last + self.now - self.removed == self.added;
        match (with_removed, with_stock) {
            _ if self.is_expected() => None,
            (true, false) => Some([added, removed]),
            (false, true) => Some([added, stock]),
            _ => None,
        }
    }

    /// Whether last year's stock of one and the numbers of the other agree, and the other way round, as they do not.
    fn is_exchanged_with(&self, other: &Self) -> bool {
        let explains = |last: Number, of: &Self| last + of.added - of.removed == of.now;
        let are_wrong = !self.is_expected() && !other.is_expected();
        are_wrong && explains(self.last, other) && explains(other.last, self)
    }
}

impl Report {
    /// The stocks that can be compared with those of last year's report.
    pub(crate) fn stocks(&self, before: &Self) -> Vec<Stock<'static>> {
        let form = self.form();
        let number = |cell: CellId| self.grid[cell].number();
        let stocks = form.tables.iter().flat_map(|table| &table.stocks).filter_map(|stock| {
            Some(Stock {
                form: stock,
                last: before.number(&form.cells[stock.stock].path)?,
                added: number(stock.added)?,
                removed: number(stock.removed)?,
                now: number(stock.stock)?,
            })
        });
        stocks.collect()
    }
}

/// Two stocks of which each has the numbers of the other.
pub(crate) fn exchanged_stocks<'f>(stocks: &[Stock<'f>]) -> Option<[Stock<'f>; 2]> {
    let (a, b) = pairs(stocks.len()).find(|&(a, b)| stocks[a].is_exchanged_with(&stocks[b]))?;
    Some([stocks[a], stocks[b]])
}
