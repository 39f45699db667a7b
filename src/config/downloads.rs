//! `[downloads]`: documents for readers on a report's page, besides its data.

use crate::{
    spanned::{Fields, Problem},
    text,
};

/// The formats of documents that can be offered.
pub const DOCUMENTS: [&str; 2] = [WORD, WORKBOOK];

/// The format that offices edit.
pub const WORD: &str = "docx";

/// A format whose writer needs its own threads.
pub const WORKBOOK: &str = "xlsx";

/// The documents offered with every report.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Downloads {
    /// In the order of [`DOCUMENTS`].
    pub formats: Vec<&'static str>,
    /// Whether the whole portal is also offered as tables for query engines.
    pub dataset: bool,
}

pub(super) fn read(f: &mut Fields<'_>) -> Downloads {
    let Some(node) = f.section("downloads") else { return Downloads::default() };
    let mut f = f.inside(node);
    let mut wanted = Vec::new();
    for item in f.list("formats") {
        let name = item.text().unwrap_or_default();
        match DOCUMENTS.iter().find(|known| **known == name) {
            Some(known) => wanted.push(*known),
            None => {
                let message = text!("“{name}”不能作为下载格式", "`{name}` cannot be offered for download");
                let hint = text!("可以写：{names}", "possible values: {names}").with("names", DOCUMENTS.join(", "));
                f.problem(Problem::invalid(item.span, message.with("name", name)).hint(hint));
            }
        }
    }
    let dataset = f.flag("dataset").unwrap_or_default();
    f.done();
    Downloads { dataset, formats: DOCUMENTS.into_iter().filter(|name| wanted.contains(name)).collect() }
}
