//! The site that stands where this one is to be published.

use std::{collections::HashSet, fmt, sync::Arc};

/// The bytes of a file of that site.
type Read = dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync;

/// Gives the bytes of the files that stand published, by their paths in the site. The default has none.
#[derive(Clone, Default)]
pub struct PublishedSite {
    read: Option<Arc<Read>>,
    kept: Option<Kept>,
}

/// What the sources of this site have in common with those which that site was made from.
#[derive(Clone)]
struct Kept {
    id: Arc<str>,
    sources: Arc<HashSet<String>>,
    read: Arc<Read>,
}

impl PublishedSite {
    /// A site whose files are read when they are asked for.
    pub fn new(read: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self { read: Some(Arc::new(read)), kept: None }
    }

    /// The same, if it was made by this giar with the same options. `sources` are the files that have not changed since,
    /// by their paths in the site's folder; `id` is that site's; `read` gives the bytes only of files that are as they were published.
    #[must_use]
    pub fn keeping(
        self,
        id: &str,
        sources: HashSet<String>,
        read: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        Self { kept: Some(Kept { id: id.into(), sources: Arc::new(sources), read: Arc::new(read) }), ..self }
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.read.is_none()
    }

    pub(crate) fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.read.as_ref()?(path)
    }

    /// The same of a file that nobody has laid hands on.
    pub(crate) fn read_intact(&self, path: &str) -> Option<Vec<u8>> {
        (self.kept.as_ref()?.read)(path)
    }

    /// The id of that site.
    pub(crate) fn id(&self) -> Option<&str> {
        self.kept.as_ref().map(|kept| &*kept.id)
    }

    /// Whether that site was made from a file as it is.
    pub(crate) fn knows(&self, source: &str) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.sources.contains(source))
    }
}

impl fmt::Debug for PublishedSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "nothing" } else { "a site" })
    }
}
