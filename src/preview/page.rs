//! A file as a preview shows it: pages get the preview's own script, and a version that shows whether they have
//! changed.

use super::Preview;
use crate::{
    i18n::{Lang, Message},
    render::RenderError,
    text,
};
use sha2::{Digest, Sha256};

/// A file ready to be sent.
pub(crate) struct Shown {
    pub bytes: Vec<u8>,
    pub is_missing: bool,
    /// Changes with everything that the page shows except its styles, which are replaced in the open page. The part
    /// after the dot changes with the copied files that the page uses, whose changes do not alter the page itself.
    pub version: String,
    /// Why the last good version is shown instead of the present one.
    pub fault: Option<RenderError>,
}

impl Shown {
    pub(super) fn plain(bytes: Vec<u8>) -> Self {
        Self { bytes, is_missing: false, version: String::new(), fault: None }
    }

    pub(super) fn found(preview: &Preview, path: &str, bytes: Vec<u8>, fault: Option<RenderError>) -> Self {
        if !path.ends_with(".html") {
            return Self { fault, ..Self::plain(bytes) };
        }
        let version = version(&bytes, preview, path);
        Self { bytes: with_client(bytes, preview, path, &version), is_missing: false, version, fault }
    }

    pub(super) fn missing(preview: &Preview, path: &str, page: Option<Vec<u8>>, fault: Option<RenderError>) -> Self {
        let page = page.unwrap_or_else(|| b"<!DOCTYPE html><title>404</title><head></head>".to_vec());
        let version = version(&page, preview, path);
        Self { bytes: with_client(page, preview, path, &version), is_missing: true, version, fault }
    }
}

/// The hash of a page without the names of its styles: a changed style has another name, but does not require the page
/// to be reloaded.
fn version(page: &[u8], preview: &Preview, path: &str) -> String {
    let mut digest = Sha256::new();
    let mut rest = page;
    let styles: Vec<_> = preview.now.site.theme.styles().map(str::as_bytes).collect();
    while let Some((at, length)) = first(rest, &styles) {
        digest.update(&rest[..at]);
        rest = &rest[at + length..];
    }
    digest.update(rest);
    let used = Sha256::digest(preview.revised.used_by(page, path));
    format!("{}.{}", hex(&digest.finalize()[..8]), hex(&used[..4]))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The position and length of the first occurrence of any of these words.
fn first(text: &[u8], words: &[&[u8]]) -> Option<(usize, usize)> {
    words.iter().filter_map(|word| Some((memchr::memmem::find(text, word)?, word.len()))).min()
}

/// The page with the preview's style and script at the end of its head.
fn with_client(mut page: Vec<u8>, preview: &Preview, path: &str, version: &str) -> Vec<u8> {
    let own = preview.own("");
    let page_path = crate::site::url::encoded(path);
    let lang = preview.lang.tag();
    let client = format!(
        "<link rel=\"stylesheet\" href=\"{own}preview.css\">\n\
         <script src=\"{own}form-key.js\" data-folder=\"{own}\" defer></script>\n\
         <script src=\"{own}patch.js\" defer></script>\n\
         <script src=\"{own}panel.js\" defer></script>\n\
         <script src=\"{own}preview.js\" data-page=\"{page_path}\" data-version=\"{version}\" data-lang=\"{lang}\" defer></script>\n"
    );
    let at = memchr::memmem::find(&page, b"</head>").unwrap_or(page.len());
    page.splice(at..at, client.into_bytes());
    page
}

/// The message for a page that giar itself failed to render.
pub(super) fn broken(path: &str) -> Message {
    text!(
        "giar 生成 {path} 时出了意外的错误；其他页面不受影响",
        "giar failed unexpectedly while rendering {path}; other pages are not affected"
    )
    .with("path", path)
}

/// The title of a fault in a page or theme, and its details.
pub(super) fn explained(error: &RenderError, has_page: bool, lang: Lang) -> (String, String) {
    let (what, detail) = match error {
        RenderError::Template { detail, .. } => (text!("模板有错", "a template has an error"), detail.get(lang)),
        RenderError::Read(message) => (text!("这一页做不出来", "this page cannot be rendered"), message.get(lang)),
    };
    let title = if has_page {
        text!("{what}，看到的是改错以前的页面", "{what}; this is the page as it was before the error")
            .with("what", what)
    } else {
        what.into()
    };
    (title.get(lang), detail)
}
