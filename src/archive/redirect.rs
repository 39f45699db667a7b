//! Old addresses and their targets.

use super::ContentPage;
use crate::{
    diag::{Place, Span},
    report::Report,
};
use std::sync::Arc;

/// An old address of a report or page.
#[derive(Clone, Copy, Debug)]
pub struct Redirect<'a> {
    /// As its author wrote it.
    pub from: &'a str,
    /// Where the author wrote it.
    pub span: Span,
    /// The present target.
    pub to: Moved<'a>,
}

/// The target of a redirect.
#[derive(Clone, Copy, Debug)]
pub enum Moved<'a> {
    /// An author’s page.
    Page(&'a Arc<ContentPage>),
    /// A report.
    Report(&'a Arc<Report>),
}

impl Redirect<'_> {
    /// The path of the file to be published at the old address.
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
