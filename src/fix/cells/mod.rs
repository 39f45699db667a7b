//! Single cells of a report, read and changed where they stand. Nothing of the file changes but the value, and blanks
//! that keep it below its neighbours.

mod aligned;
mod encoded;
mod insert;
mod standing;

use crate::{
    diag::{Edit, Source, Span},
    form::{CellId, Form, Slot},
    i18n::Message,
    markdown::Document,
    report::{is_list, pasted},
    text,
};
use encoded::Quoting;
pub use standing::Standing;
use standing::{Stand, stands};
use std::{collections::BTreeMap, sync::Arc};

/// What a form shows of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// As it was typed; empty where nothing was.
    pub text: String,
    /// Blank, null and absent are three states.
    pub standing: Standing,
}

/// Every cell of a form as a file gives it, in the order of the form; none if its front matter cannot be read.
pub fn fields(source: &Arc<Source>, form: &'static Form) -> Option<Vec<Field>> {
    let (document, _) = Document::read(source);
    let stands = stands(&document, form)?;
    Some(stands.iter().zip(form.cells.iter()).map(|(stand, (cell, _))| stand.field(cell, source)).collect())
}

/// Why a cell was not changed.
#[derive(Debug)]
pub struct Refusal(pub Message);

impl Refusal {
    fn unsure(form: &Form, cell: CellId) -> Self {
        let message = text!(
            "{cell}改不了：文件里这一处的写法，填报页面没有把握改对。请直接改文件",
            "{cell} was not changed: how the file is written there makes it uncertain. Edit the file itself"
        );
        Self(message.with("cell", form.name(cell)))
    }

    fn of_row(row: &Slot, written: &str) -> Self {
        let message = text!(
            "“{row}”现在写的是 {written}，不成一行数；这一行每一格都填上，才能替换它",
            "“{row}” is now written as {written}, which is no row; it is replaced once all of its cells are filled in"
        );
        Self(message.with("row", row.short).with("written", written))
    }
}

/// The text of a file with other values in some cells. An empty value leaves a cell blank, written `~`; where nothing
/// stands, it changes nothing.
///
/// # Errors
/// If the file would not read as the cells are to be, or if more than these would read otherwise.
pub fn set_cells(
    source: &Arc<Source>,
    form: &'static Form,
    values: &BTreeMap<CellId, String>,
) -> Result<Arc<Source>, Refusal> {
    let mut now = Arc::clone(source);
    let first = values.keys().next().copied();
    let before = fields(&now, form);
    for (&cell, value) in values {
        now = set(&now, form, cell, value, values)?;
    }
    let (Some(before), Some(after)) = (before, fields(&now, form)) else {
        return match first {
            Some(cell) => Err(Refusal::unsure(form, cell)),
            None => Ok(now),
        };
    };
    for ((cell, _), (before, after)) in form.cells.iter().zip(before.iter().zip(&after)) {
        let wanted = values.get(&cell).unwrap_or(&before.text);
        // A cell that is absent or null is empty in either case: a row is written with all of its cells.
        if after.text != *wanted {
            return Err(Refusal::unsure(form, cell));
        }
    }
    Ok(now)
}

fn set(
    source: &Arc<Source>,
    form: &'static Form,
    cell: CellId,
    value: &str,
    values: &BTreeMap<CellId, String>,
) -> Result<Arc<Source>, Refusal> {
    let (document, _) = Document::read(source);
    let unsure = || Refusal::unsure(form, cell);
    let stands = stands(&document, form).ok_or_else(unsure)?;
    let stand = &stands[cell.index()];
    let field = stand.field(cell, source);
    if field.text == value && field.standing != Standing::Unreadable {
        return Ok(Arc::clone(source));
    }
    let edits = match *stand {
        Stand::Own { node, is_in_flow } => own(source, node.span, value, is_in_flow),
        Stand::Pasted { row, node } => {
            let written = source.slice(node.span);
            let parts = pasted(written, row.cells.len()).ok_or_else(unsure)?;
            let cells = row.cells.clone().zip(parts).map(|(at, part)| if at == cell { value } else { &written[part] });
            vec![Edit { span: node.span, text: encoded::list(cells) }]
        }
        Stand::Null { slot, entry, is_in_flow } => {
            insert::in_place_of_nothing(source, (slot, entry), is_in_flow, (cell, value)).ok_or_else(unsure)?
        }
        Stand::Absent { parent, mapping, slot } => {
            insert::part(source, (parent, slot), mapping, (cell, value)).ok_or_else(unsure)?
        }
        Stand::Unreadable { slot, node } => {
            let cells = slot.cells.clone().map(|cell| values.get(&cell).cloned()).collect::<Option<Vec<_>>>();
            let cells = cells.filter(|_| is_list(slot));
            let cells = cells.ok_or_else(|| Refusal::of_row(slot, source.slice(node.span)))?;
            let text = match cells.as_slice() {
                [only] => encoded::value(only, Quoting::None, true),
                _ => encoded::list(cells.iter().map(String::as_str)),
            };
            vec![Edit { span: node.span, text }]
        }
    };
    let (text, _) = super::apply(&source.text, edits);
    Ok(Arc::new(Source::new(source.path.as_str(), text)))
}

/// A value in the place of one that is written out.
fn own(source: &Source, span: Span, value: &str, is_in_flow: bool) -> Vec<Edit> {
    let written = source.slice(span);
    let span = Span::new(span.start as usize, span.start as usize + written.trim_end().len());
    let written = written.trim_end();
    let text = encoded::value(value, Quoting::of(written), is_in_flow);
    if written.is_empty() {
        return vec![Edit { span, text: format!(" {text}") }];
    }
    aligned::replacement(source, span, text)
}

#[cfg(test)]
mod tests;
