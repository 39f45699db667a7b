//! What a page says of itself, to its frame, to search engines and to whoever passes it on.

use crate::site::Site;

/// What a page says of itself.
pub(super) struct About {
    /// For templates.
    pub kind: &'static str,
    pub role: PageRole,
    pub heading: String,
    /// For the meta tag; may be empty.
    pub description: String,
    pub draft: bool,
}

/// How a page stands to the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PageRole {
    /// The page of the site as a whole.
    Home,
    /// One among others.
    Ordinary,
    /// Shown at any address: its links start at the host, and nobody links to it.
    Anywhere,
}

impl About {
    /// An ordinary page without a description.
    pub(super) fn new(kind: &'static str, heading: impl Into<String>) -> Self {
        let (role, heading, description) = (PageRole::Ordinary, heading.into(), String::new());
        Self { kind, role, heading, description, draft: false }
    }

    /// One whose description ends in the site's title.
    pub(super) fn of_site(kind: &'static str, heading: impl Into<String>, site: &Site) -> Self {
        let about = Self::new(kind, heading);
        let description = format!("{} - {}", about.heading, site.config.title);
        about.described(description)
    }

    pub(super) fn described(self, description: impl Into<String>) -> Self {
        Self { description: description.into(), ..self }
    }

    pub(super) fn role(self, role: PageRole) -> Self {
        Self { role, ..self }
    }

    pub(super) fn draft(self, draft: bool) -> Self {
        Self { draft, ..self }
    }

    pub(super) fn is_anywhere(&self) -> bool {
        self.role == PageRole::Anywhere
    }
}
