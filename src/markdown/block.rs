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
    Cell,
}
