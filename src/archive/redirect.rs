//! Old addresses and what they lead to.

use super::ContentPage;
use crate::{
    diag::{Place, Span},
    report::Report,
};
use std::sync::Arc;

/// An old address of something that stands elsewhere now.
#[derive(Clone, Copy, Debug)]
pub struct Redirect<'a> {
    /// As its author wrote it.
    pub from: &'a str,
    /// Where it stands.
    pub span: Span,
    /// What stands there now.
    pub to: Moved<'a>,
}

/// What stands elsewhere now.
#[derive(Clone, Copy, Debug)]
pub enum Moved<'a> {
    /// An author’s page.
    Page(&'a Arc<ContentPage>),
    /// A report.
    Report(&'a Arc<Report>),
}

impl Redirect<'_> {
    /// The file that stands at the old address.
    pub fn path(&self) -> String {
        let from = self.from.trim_matches('/');
        if from.ends_with(".html") { from.to_owned() } else { format!("{from}/index.html") }
    }

    /// Where the author wrote it.
    pub fn place(&self) -> Place {
        let source = match self.to {
            Moved::Page(page) => &page.source,
            Moved::Report(report) => &report.source,
        };
        Place::new(source, self.span)
    }
}
