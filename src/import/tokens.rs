//! A document as one line of labels and values, in reading order.

use super::{
    apart,
    doc::{Block, Cell, Doc, Grid, Origin, Para, Rules},
    fold,
    likeness::Folded,
    page::is_foot,
    value::{self, Value},
};

/// A label or value, and where it stands.
#[derive(Debug)]
pub(super) struct Token {
    pub block: usize,
    /// The cell of a grid.
    pub cell: Option<usize>,
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    /// As it stands there.
    pub text: String,
    pub value: Option<Value>,
    pub origin: Origin,
}

impl Token {
    pub(super) fn is_label(&self) -> bool {
        self.value.is_none()
    }

    /// Whether it is a value and not left blank.
    pub(super) fn is_number(&self) -> bool {
        self.value.as_ref().is_some_and(|value| !value.is_blank())
    }

    pub(super) fn covers_column(&self, column: usize) -> bool {
        (self.column..self.column + self.columns.max(1)).contains(&column)
    }
}

/// Every label and value of a document.
pub(super) fn of(doc: &Doc) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (number, block) in doc.blocks.iter().enumerate() {
        match block {
            Block::Para(para) => of_para(number, para, &mut tokens),
            Block::Grid(grid) => of_grid(number, grid, &mut tokens),
        }
    }
    tokens
}

fn of_para(block: usize, para: &Para, tokens: &mut Vec<Token>) {
    if is_foot(&para.text) {
        return;
    }
    let parts = value::several(&para.text).unwrap_or_else(|| vec![para.text.clone()]);
    tokens.extend(parts.into_iter().enumerate().map(|(column, text)| Token {
        block,
        cell: None,
        row: 0,
        column,
        rows: 1,
        columns: 1,
        value: Value::read(&text),
        text,
        origin: para.origin.clone(),
    }));
}

fn of_grid(block: usize, grid: &Grid, tokens: &mut Vec<Token>) {
    let mut order: Vec<_> = (0..grid.cells.len()).collect();
    order.sort_by_key(|&at| (grid.cells[at].row, grid.cells[at].column));
    for at in order {
        let cell = &grid.cells[at];
        // Where columns are drawn, a cell with several numbers is one cell.
        let parts = match grid.rules {
            Rules::Lattice => None,
            // １　２ beside other values may be 12.
            _ if apart::joined(&cell.text).is_some() && has_values_beside(grid, cell) => None,
            _ => value::several(&cell.text),
        };
        let parts = parts.unwrap_or_else(|| vec![cell.text.trim().to_owned()]);
        tokens.extend(parts.into_iter().map(|text| Token {
            block,
            cell: Some(at),
            row: cell.row,
            column: cell.column,
            rows: cell.rows,
            columns: cell.columns,
            value: if cell.column > 0 { Value::beside(&text) } else { Value::read(&text) },
            text,
            origin: cell.origin.clone(),
        }));
    }
}

/// Whether another cell of a cell's row holds a number.
fn has_values_beside(grid: &Grid, cell: &Cell) -> bool {
    let mut others = grid.cells.iter().filter(|other| other.row == cell.row && other.column != cell.column);
    others.any(|other| other.column > 0 && Value::beside(&other.text).is_some_and(|value| !value.is_blank()))
}

/// A label in the line, as it is compared.
#[derive(Debug)]
pub(super) struct Label {
    /// Its place among the tokens.
    pub token: usize,
    pub folded: Folded,
    pub bare: Folded,
    pub number: Option<(char, usize)>,
    /// Whether a value stands between the label before it and this one.
    pub is_cut_off: bool,
    /// Whether a value follows it at once.
    pub has_value: bool,
    /// Sentences are no labels.
    pub is_prose: bool,
}

impl Label {
    /// Whether it is a name as it stands, or but for a remark in brackets.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.folded.text == name || self.bare.text == name
    }
}

const LONGEST: usize = 60;

/// Whether a text is a sentence and no label.
pub(super) fn is_prose(text: &str) -> bool {
    !is_short(text) || text.ends_with('。')
}

/// Whether a text is short enough for a label, or for several in a line, however far apart they stand.
pub(super) fn is_short(text: &str) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST
}

/// The labels of the line.
pub(super) fn labels(tokens: &[Token]) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut is_cut_off = true;
    for (at, token) in tokens.iter().enumerate() {
        match &token.value {
            // Blanks divide no label: a merged cell leaves them.
            Some(value) => is_cut_off |= !value.is_blank(),
            None => {
                let is_prose = is_prose(&token.text);
                let next = tokens[at + 1..].iter().take_while(|next| !next.is_label());
                labels.push(Label {
                    token: at,
                    folded: if is_prose { Folded::default() } else { fold::label(&token.text).into() },
                    bare: if is_prose { Folded::default() } else { fold::unbracketed(&token.text).into() },
                    number: fold::number(&token.text),
                    is_cut_off: std::mem::take(&mut is_cut_off),
                    has_value: next.take(12).any(Token::is_number),
                    is_prose,
                });
            }
        }
    }
    labels
}

/// A text in one line.
pub(super) fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
