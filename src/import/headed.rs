//! What stands above the rows of a block: which columns its headings name, and in which order.

use super::{
    columns::{Columns, Layout},
    doc::Rules,
    fold,
    likeness::Folded,
    order::{self, Order},
    tokens::{self, Token},
    value::Value,
};
use crate::form::{EDITIONS, Edition, TableForm};
use std::collections::BTreeSet;

/// More labels do not stand above the first row of a block.
const MOST_HEADS: usize = 40;
/// Those of its columns are among the last of them.
const NEAREST_HEADS: usize = 8;

/// What stands above the rows of a block.
pub(super) struct Headed {
    pub columns: Columns,
    pub order: Order,
    /// Where the sum of a group stands among the values.
    pub subtotal: Option<usize>,
    /// The headings themselves.
    pub heads: Vec<String>,
    /// Whether its columns are those of another edition.
    pub is_foreign: bool,
}

/// Where headings are looked for.
pub(super) struct Heads<'a> {
    pub tokens: &'a [Token],
    pub edition: &'static Edition,
    /// What the edition prints besides rows.
    pub known: &'a [Folded],
    pub rules: &'a dyn Fn(usize) -> Rules,
}

impl Heads<'_> {
    /// What the labels above a block's first row say of its columns; `first` is the token with which that row begins.
    pub(super) fn above(&self, table: &TableForm, block: usize, first: Option<usize>) -> Headed {
        let above = first.map(|first| self.labels_above(first)).unwrap_or_default();
        let columns = Columns::of(&table.blocks[block]);
        let is_level = first.is_none_or(|first| self.is_level(first, &columns));
        let order = if is_level { order::of(&columns, &above) } else { Order::Unknown };
        let subtotal = order::column_of_sum(&columns, &above).filter(|_| is_level);
        let is_foreign = self.is_foreign(table, &columns, &above);
        let heads = above.into_iter().map(str::to_owned).collect();
        Headed { columns, order, subtotal, heads, is_foreign }
    }

    /// Whether headings of groups above a token stand in one row with those of columns in no group: only then does the order
    /// in which both are read say anything.
    fn is_level(&self, token: usize, columns: &Columns) -> bool {
        let block = self.tokens[token].block;
        let above = self.tokens[..token].iter().rev().take(MOST_HEADS);
        let own = above.filter(|above| above.block == block && above.is_label() && (self.rules)(block) != Rules::None);
        let (mut groups, mut others) = (BTreeSet::new(), BTreeSet::new());
        for head in own {
            if columns.is_wide_group(&head.text) {
                groups.insert(head.row);
            } else if columns.named(&[&head.text]).is_some_and(|column| !columns.has_group(column)) {
                others.insert(head.row);
            }
        }
        groups.is_empty() || others.is_empty() || !groups.is_disjoint(&others)
    }

    /// The labels above a token, in the order of the document: up to the value or sentence before them.
    fn labels_above(&self, token: usize) -> Vec<&str> {
        let is_head =
            |token: &&Token| token.value.as_ref().map_or_else(|| !tokens::is_prose(&token.text), Value::is_blank);
        let above = self.tokens[..token]
            .iter()
            .rev()
            .take_while(is_head)
            .filter(|token| token.is_label() && !token.text.is_empty());
        let mut above: Vec<_> = above.take(MOST_HEADS).map(|token| token.text.as_str()).collect();
        above.reverse();
        above.into_iter().flat_map(fold::heads_in).collect()
    }

    /// Whether headings name columns that only another edition has there: what stands below them counts something else.
    fn is_foreign(&self, table: &TableForm, columns: &Columns, above: &[&str]) -> bool {
        let above: Vec<_> = above.iter().rev().take(NEAREST_HEADS).map(|text| fold::label(text)).collect();
        let others = EDITIONS.iter().filter(|edition| edition.id != self.edition.id);
        let others =
            others.flat_map(|edition| &edition.form().tables).filter(|other| other.table.key == table.table.key);
        let names = others.flat_map(|other| &other.blocks).flat_map(|block| &block.columns);
        let names: BTreeSet<_> =
            names.map(|line| fold::label(line.node.label)).filter(|name| !self.is_known(name)).collect();
        let has_own = above.iter().any(|text| columns.is_named(text));
        !has_own
            && above.iter().any(|text| {
                // Headings may stand in one line.
                names.contains(text) || names.iter().filter(|name| text.contains(name.as_str())).count() > 1
            })
    }

    /// Whether the edition prints it somewhere, though not as a row.
    fn is_known(&self, name: &str) -> bool {
        self.known.iter().any(|known| known.text == name)
    }
}

/// What the headings of a block say of where values stand.
pub(super) fn layout(tokens: &[Token], block: usize, rules: Rules, columns: &Columns) -> Layout {
    let own: Vec<_> = tokens.iter().filter(|token| token.block == block).collect();
    let filled: BTreeSet<_> = own.iter().filter(|token| token.is_number()).map(|token| token.row).collect();
    // Labels beside values are those of rows, and so are those with a number, though nothing stands beside them.
    let is_head =
        |token: &&&Token| token.is_label() && !filled.contains(&token.row) && fold::number(&token.text).is_none();
    let named = own.iter().filter(is_head);
    let named: Vec<_> = named.filter_map(|t| Some((columns.named(&[&t.text])?, t.column))).collect();
    let first = named.iter().map(|(_, at)| *at).min().unwrap_or_default();
    let is_distinct =
        named.iter().all(|(column, at)| named.iter().all(|(other, place)| (column == other) == (at == place)));
    let is_placed = named.len() >= columns.len().min(3) && is_distinct && first > 0;
    let has_headings = match rules {
        // Of rows that were cut out of a table, headings may have been left behind.
        Rules::Lattice => own.iter().any(|token| is_head(&token)),
        Rules::Guessed => is_placed,
        Rules::None => false,
    };
    Layout { has_headings, is_packed: is_packed(tokens, block, columns), first }
}

/// Whether a heading that stands over several columns is followed at once by the next one: blanks for what it spans
/// then stand at the end of its row.
fn is_packed(tokens: &[Token], block: usize, columns: &Columns) -> bool {
    let own = tokens.iter().enumerate().filter(|(_, token)| token.block == block && token.is_label());
    let mut groups = own.filter(|(_, token)| columns.is_wide_group(&token.text));
    groups.any(|(at, _)| tokens.get(at + 1).is_some_and(|next| next.block == block && next.is_label()))
}
