//! What a server shows for addresses that lead nowhere.

use super::Link;
use serde::Serialize;

/// `404.html`
#[derive(Serialize)]
pub(crate) struct NotFoundView {
    /// Every year with reports, the newest first. The script puts the one nearest to the address first.
    pub years: Vec<Link>,
}
