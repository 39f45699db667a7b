//! The published site that this one will replace.

use std::{collections::HashSet, fmt, sync::Arc};

/// The bytes of a file of that site.
type Read = dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync;

/// Gives the bytes of published files by path. The default has none.
#[derive(Clone, Default)]
pub struct PublishedSite {
    read: Option<Arc<Read>>,
    kept: Option<Kept>,
}

/// What the sources of this site share with those of the published one.
#[derive(Clone)]
struct Kept {
    id: Arc<str>,
    sources: Arc<HashSet<String>>,
    read: Arc<Read>,
}

impl PublishedSite {
    /// A site whose files are read on demand.
    pub fn new(read: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self { read: Some(Arc::new(read)), kept: None }
    }

    /// Likewise, if it was made by this version of giar with the same options. `sources` are the unchanged files, by
    /// path relative to the site's folder; `id` is the id of the published site; `read` gives the bytes only of files
    /// that have not been touched.
    #[must_use]
    pub fn keeping(
        self,
        id: &str,
        sources: HashSet<String>,
        read: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        Self { kept: Some(Kept { id: id.into(), sources: Arc::new(sources), read: Arc::new(read) }), ..self }
    }

    /// Whether nothing is published.
    pub fn is_empty(&self) -> bool {
        self.read.is_none()
    }

    pub(crate) fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.read.as_ref()?(path)
    }

    /// Likewise, but only if nobody has touched the file.
    pub(crate) fn read_intact(&self, path: &str) -> Option<Vec<u8>> {
        (self.kept.as_ref()?.read)(path)
    }

    /// The id of the published site.
    pub(crate) fn id(&self) -> Option<&str> {
        self.kept.as_ref().map(|kept| &*kept.id)
    }

    /// Whether the published site was made from this file in its present state.
    pub(crate) fn knows(&self, source: &str) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.sources.contains(source))
    }
}

impl fmt::Debug for PublishedSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "nothing" } else { "a site" })
    }
}
