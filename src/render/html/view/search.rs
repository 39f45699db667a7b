//! The search page.

use super::{Choice, Link};
use serde::Serialize;

/// `search.html`
#[derive(Serialize)]
pub(crate) struct SearchView {
    /// The script that searches; none if the theme has removed it.
    pub script: Option<String>,
    /// Changes whenever the index does. The script appends it to the addresses of the files it loads.
    pub version: String,
    /// Every year there is a report on, the newest first.
    pub years: Vec<u16>,
    /// Every agency, in the order of `site.toml`; none if there are more reports or agencies than a page can list.
    pub agencies: Vec<SearchAgencyView>,
    /// The kinds of agencies to choose from, where they are not listed; none if they are all of one.
    pub kinds: Vec<Choice>,
    /// In place of the agencies: the pages of years, the newest first, and the site map.
    pub ways: Vec<Link>,
    /// What many ask, and where it is answered.
    pub questions: Vec<Link>,
    /// Whether there are questions among them, and not only the pages that hold all figures.
    pub has_answers: bool,
    /// The author's other pages.
    pub pages: Vec<Link>,
    /// How many reports there are.
    pub report_count: usize,
}

/// An agency in the full list.
#[derive(Serialize)]
pub(crate) struct SearchAgencyView {
    /// Its code.
    pub id: String,
    /// What it is called now.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its reports, the newest first, by year.
    pub reports: Vec<Link>,
}
