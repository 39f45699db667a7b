//! A page of the author's.

use serde::Serialize;

/// `page.html`
#[derive(Serialize)]
pub(crate) struct ContentView {
    /// The author's text.
    pub html: String,
    /// ` lang="zh-CN"` if it is Chinese on an English page.
    pub html_lang: &'static str,
    /// `2024-01-25`, empty if the author gave no date.
    pub published: String,
}
