//! Corrections made after publication.

use super::Link;
use serde::Serialize;

/// `corrections.html`
#[derive(Serialize)]
pub(crate) struct CorrectionsView {
    /// The newest first; those without a date stand last.
    pub corrections: Vec<CorrectionView>,
    /// The same as a feed.
    pub feed: String,
}

/// One correction.
#[derive(Serialize)]
pub(crate) struct CorrectionView {
    /// `2024-03-02`; empty if unknown.
    pub date: String,
    /// The agency under its name in that year, and its page.
    pub agency: Link,
    /// The year, and the report.
    pub report: Link,
    /// What was corrected.
    pub note: String,
}
