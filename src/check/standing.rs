//! The site that stands where this one is to be published.

use std::{fmt, sync::Arc};

/// The bytes of a file of that site.
type Read = dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync;

/// Gives the bytes of the files that stand published, by their paths in the site. The default has none.
#[derive(Clone, Default)]
pub struct Standing(Option<Arc<Read>>);

impl Standing {
    /// A site whose files are read when they are asked for.
    pub fn new(read: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(read)))
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.0.as_ref()?(path)
    }
}

impl fmt::Debug for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "nothing" } else { "a site" })
    }
}
