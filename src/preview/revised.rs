//! Copied files: pages only name them, so that a changed one does not show in the page's own text.

use crate::{
    archive::InputContent,
    pipeline::Change,
    site::{Site, url},
};
use std::collections::BTreeMap;

/// Copied files that an edit has changed.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// By their paths below `content/`.
    attachments: Vec<String>,
    /// Pictures and fonts of the theme, which styles may name.
    theme: bool,
}

/// How often which copied files have changed since the preview began.
#[derive(Clone, Debug, Default)]
pub(super) struct Revised {
    /// By the paths they are published at.
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

/// Styles and scripts have a hash in their names; templates are in the pages.
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

    /// What a page at `path` uses of it, as bytes that differ whenever that does.
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
