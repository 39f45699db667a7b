//! Resolves an author's link, before anything checks whether the target exists.

use super::{Site, url};
use crate::markdown::{percent_decoded, resolved, scheme};

/// What a link means.
#[derive(Debug, PartialEq, Eq)]
pub enum Destination<'l> {
    /// Another site, which giar does not check.
    Elsewhere,
    /// The page the link is shown on.
    Here {
        /// Without `#`; empty for the top of the page.
        fragment: &'l str,
    },
    /// A file of this site, which may not exist.
    File {
        /// As published.
        path: String,
        /// Relative to `content/`, as the author knows it.
        source: String,
        /// What follows the path: `?…#…`.
        rest: &'l str,
        /// Whether the link is relative to the host rather than to the text that contains it.
        is_absolute: bool,
    },
    /// A Markdown file that is not published.
    NoSource {
        /// Relative to `content/`.
        source: String,
    },
    /// A path that leads out of `content/`.
    Outside,
}

impl<'l> Destination<'l> {
    /// `from` is the path of the file that contains the link, relative to `content/`. Links are relative to that file,
    /// as in any editor: `../guide.md` becomes the page that it is published as, and a file made by giar, such as
    /// `2023/index.html`, is addressed as if it lay in `content/`.
    pub fn of(site: &Site, from: &str, link: &'l str) -> Self {
        let (target, rest) = link.find(['#', '?']).map_or((link, ""), |cut| link.split_at(cut));
        if target.is_empty() {
            return Self::Here { fragment: fragment(rest) };
        }
        if target.contains(':') || target.starts_with('/') {
            return below_base(site, target, rest);
        }
        let Some(source) = resolved(from, &percent_decoded(target)) else { return Self::Outside };
        let is_folder = matches!(target.rsplit('/').next(), Some("" | "." | ".."));
        let path = match site.published(&source) {
            Some(path) => path.to_owned(),
            None if is_folder && source.is_empty() => url::index(""),
            None if is_folder => url::index(&format!("{source}/")),
            None if source.ends_with(".md") => return Self::NoSource { source },
            None => url::attachment(site, &source),
        };
        Self::File { path, source, rest, is_absolute: false }
    }
}

/// The published form of an author's link: `guide.md` and the like become the page that they are published as.
///
/// `from` is the path of the file that contains the link, relative to `content/`; `at` is the page that shows it.
pub fn author_link(site: &Site, from: &str, at: &str, link: &str) -> String {
    match Destination::of(site, from, link) {
        Destination::File { path, rest, is_absolute: false, .. } => url::encoded(&url::relative(at, &path)) + rest,
        _ => link.to_owned(),
    }
}

/// The file that an entry of the navigation links to, and the rest of the link; none if it is on another site.
pub fn nav_target(path: &str) -> Option<(String, &str)> {
    let (place, rest) = path.find(['#', '?']).map_or((path, ""), |cut| path.split_at(cut));
    let is_place = place.is_empty() || place.ends_with('/');
    scheme(path).is_none().then(|| (if is_place { url::index(place) } else { place.to_owned() }, rest))
}

/// The fragment of `?…#…`, without its `#`.
pub fn fragment(rest: &str) -> &str {
    rest.split_once('#').map_or("", |(_, fragment)| fragment)
}

/// Addresses on the host that are below the site's base belong to the site.
fn below_base<'l>(site: &Site, target: &'l str, rest: &'l str) -> Destination<'l> {
    let base = &site.config.base_url;
    let own = match target.strip_prefix('/') {
        Some(host) if host.starts_with('/') => None,
        Some(_) => target.strip_prefix(base.path()).or_else(|| base.path().strip_suffix('/')?.eq(target).then_some("")),
        None => target.strip_prefix(base.as_str()),
    };
    let Some(own) = own else { return Destination::Elsewhere };
    let source = percent_decoded(own);
    let path = if source.is_empty() || source.ends_with('/') { url::index(&source) } else { source.clone() };
    Destination::File { path, source, rest, is_absolute: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        archive::Archive,
        config::{BaseUrl, Config},
        site::Visibility,
        theme::Theme,
    };

    fn file(link: &str) -> Option<String> {
        let config = Config { base_url: BaseUrl::parse("https://a.cn/x/").unwrap(), ..Config::default() };
        let site = Site::new(config.into(), Archive::default(), Theme::built_in().into(), Visibility::default());
        match Destination::of(&site, "a/b.md", link) {
            Destination::File { path, .. } => Some(path),
            _ => None,
        }
    }

    #[test]
    fn folders_are_their_pages() {
        assert_eq!(file("../2023/").as_deref(), Some("2023/index.html"));
        assert_eq!(file("..").as_deref(), Some("index.html"));
        assert_eq!(file("c.txt#x").as_deref(), Some("a/c.txt"));
    }

    #[test]
    fn only_addresses_under_the_base_are_ours() {
        for (link, path) in [
            ("/x/guide/", Some("guide/index.html")),
            ("/x", Some("index.html")),
            ("https://a.cn/x/feed.xml?a#b", Some("feed.xml")),
            ("https://a.cn/y/", None),
            ("/y/", None),
            ("//a.cn/x/", None),
            ("mailto:a@b.cn", None),
        ] {
            assert_eq!(file(link).as_deref(), path, "{link}");
        }
    }
}
