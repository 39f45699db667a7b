//! What was typed into a form, put into the text of its file.

use super::Form;
use crate::{
    diag::Source,
    fix::{Refusal, fields, set_cells},
    form::CellId,
    i18n::Message,
    import::as_written,
    text,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};

/// Cells as a form has them, by their paths: what stood there when the form was shown, and what is to stand there.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    pub file: String,
    pub cells: BTreeMap<String, [String; 2]>,
}

/// Why a change was not made.
pub(crate) enum Refused {
    /// Cells that hold something else by now than when the form was shown. Nothing is changed.
    Elsewhere,
    /// It cannot be made for certain.
    Not(Message),
}

impl Form<'_> {
    /// The file with a change. What was changed elsewhere in other cells stays.
    pub(crate) fn change(&self, change: &Change) -> Result<Arc<Source>, Refused> {
        let unreadable = || {
            Refused::Not(
                text!(
                    "文件的数据部分现在读不出来，没有改它",
                    "the front matter cannot be read now; nothing was changed"
                )
                .into(),
            )
        };
        let form = self.edition().ok_or_else(unreadable)?.form();
        let now = fields(&self.source, form).ok_or_else(unreadable)?;
        let mut values: BTreeMap<CellId, String> = BTreeMap::new();
        for (path, [from, to]) in &change.cells {
            let Some(cell) = form.cell(path) else {
                let message = text!("这份报告的表里没有 {path} 这一格", "this report has no cell {path}");
                return Err(Refused::Not(message.with("path", path)));
            };
            let to = as_written(to, form.cells[cell].measure);
            let there = &now[cell.index()].text;
            if *there != to && there != from {
                return Err(Refused::Elsewhere);
            }
            values.insert(cell, to);
        }
        set_cells(&self.source, form, &values).map_err(|Refusal(message)| Refused::Not(message))
    }
}
