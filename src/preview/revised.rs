//! Copied files: pages only name them, so a changed one does not alter the page itself.

use crate::{
    archive::InputContent,
    pipeline::Change,
    site::{Site, url},
};
use std::collections::BTreeMap;

/// Copied files changed by an edit.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// By path relative to `content/`.
    attachments: Vec<String>,
    /// Pictures and fonts of the theme, which styles may refer to.
    theme: bool,
}

/// How often each copied file has changed since the preview started.
#[derive(Clone, Debug, Default)]
pub(super) struct Revised {
    /// By published path.
    attachments: BTreeMap<String, u32>,
    theme: u32,
}

impl Touched {
    pub(crate) fn of(change: &Change) -> Self {
        let attachments = change.content.iter().filter(|(_, input)| {
            input.as_ref().is_some_and(|input| matches!(input.content, InputContent::Attachment(_)))
        });
        Self {
            attachments: attachments.map(|(path, _)| path.clone()).collect(),
            theme: change.themes.iter().any(|(path, _)| !has_own_name(path)),
        }
    }
}

/// Styles and scripts have a hash in their names; templates are part of the pages.
fn has_own_name(path: &str) -> bool {
    path.ends_with(".css") || path.ends_with(".js") || path.ends_with(".html")
}

impl Revised {
    pub(super) fn with(&self, touched: &Touched, site: &Site) -> Self {
        let mut next = self.clone();
        for path in touched.attachments.iter().filter_map(|path| site.published(path)) {
            *next.attachments.entry(path.to_owned()).or_default() += 1;
        }
        next.theme += u32::from(touched.theme);
        next
    }

    /// Bytes that change whenever a copied file used by the page at `path` does.
    pub(super) fn used_by(&self, page: &[u8], path: &str) -> Vec<u8> {
        let mut used = self.theme.to_le_bytes().to_vec();
        for (attachment, times) in &self.attachments {
            let link = url::encoded(&url::relative(path, attachment));
            if memchr::memmem::find(page, link.as_bytes()).is_some() {
                used.extend_from_slice(attachment.as_bytes());
                used.extend_from_slice(&times.to_le_bytes());
            }
        }
        used
    }
}
