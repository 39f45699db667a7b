//! Corrections made after publication.

use super::{Link, PagesView};
use serde::Serialize;

/// `corrections.html`
#[derive(Serialize)]
pub(crate) struct CorrectionsView {
    /// The newest first; those without a date stand last. At most 200 a page.
    pub corrections: Vec<CorrectionView>,
    /// The pages over which they are spread; none if it is one.
    pub pages: Option<PagesView>,
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
    /// What its figures were and became, and the cells.
    pub changes: Vec<Link>,
}
