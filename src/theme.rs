//! The built-in theme, and what a site puts in place of its files or adds to them.

mod brand;

use crate::{config::Brand, i18n::Message, spanned::fields::nearest, text};
pub use brand::Grounds;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Every file of `themes/default/`.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Loaded before every other style, so that those can change what it says.
const STYLE: &str = "assets/style.css";

/// Made from `[brand]`.
const BRAND: &str = "assets/brand.css";

/// Templates and assets.
#[derive(Debug)]
pub struct Theme {
    /// Of the folder in `themes/`.
    name: String,
    files: BTreeMap<String, Cow<'static, [u8]>>,
    /// The files that are the site's own.
    own: BTreeSet<String>,
    /// Published path and file, in the order of their names.
    assets: Vec<(String, String)>,
    /// The ids that templates write as they stand; those made from values are the site's.
    ids: Arc<BTreeSet<String>>,
}

impl Theme {
    /// The theme that giar brings along, with nothing of a site’s own.
    pub fn built_in() -> Self {
        Self::of_site("default", BTreeMap::new())
    }

    /// The built-in theme, file by file replaced and added to by the files of `themes/NAME/`.
    pub fn of_site(name: &str, own: BTreeMap<String, Vec<u8>>) -> Self {
        let mut files = built_in();
        let names = own.keys().cloned().collect();
        files.extend(own.into_iter().map(|(path, bytes)| (path, Cow::Owned(bytes))));
        let assets = assets(&files);
        let mut theme = Self { name: name.to_owned(), files, own: names, assets, ids: Arc::default() };
        theme.ids = Arc::new(ids(&theme));
        theme
    }

    /// The theme in a portal's own colour, unless it brings a style of that name itself.
    #[must_use]
    pub fn branded(mut self, brand: &Brand) -> Self {
        if let Some(colour) = brand.colour.filter(|_| !self.files.contains_key(BRAND)) {
            let style = self.grounds().style(colour);
            self.files.insert(BRAND.to_owned(), Cow::Owned(style.into_bytes()));
            self.assets = assets(&self.files);
        }
        self
    }

    /// What its main colour stands on. A style of the site's that does not say so stands on the built-in theme's.
    pub fn grounds(&self) -> Grounds {
        let built_in = BUILT_IN.get_file(STYLE).and_then(|file| file.contents_utf8()).unwrap_or_default();
        let own = self.file(STYLE).map(String::from_utf8_lossy).unwrap_or_default();
        Grounds::of(&own, Some(Grounds::of(built_in, None)))
    }

    /// The templates by their names below `templates/`, without the byte order mark some editors write.
    pub fn templates(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.raw_templates()
            .map(|(name, bytes)| (name, String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))))
    }

    /// The first template that is no UTF-8: published, it would be illegible.
    pub fn illegible(&self) -> Option<&str> {
        self.raw_templates().find(|(_, bytes)| str::from_utf8(bytes).is_err()).map(|(name, _)| name)
    }

    fn raw_templates(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("templates/")?, bytes.as_ref())))
    }

    /// Where a template lies, for whoever has to mend it.
    pub fn path_of(&self, template: &str) -> String {
        let path = format!("templates/{template}");
        let folder = if self.own.contains(&path) { &self.name } else { "default" };
        format!("themes/{folder}/{path}")
    }

    pub(crate) fn ids(&self) -> &Arc<BTreeSet<String>> {
        &self.ids
    }

    pub(crate) fn assets(&self) -> &[(String, String)] {
        &self.assets
    }

    pub(crate) fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// Where an asset is published: `assets/style.1f2e3d4c.css`.
    pub fn published(&self, path: &str) -> Option<&str> {
        self.assets.iter().find(|(_, file)| file == path).map(|(published, _)| published.as_str())
    }

    /// The published styles in the order in which pages load them: `style.css`, then every other by its name.
    pub fn styles(&self) -> impl Iterator<Item = &str> {
        let others = self.assets.iter().filter(|(_, file)| file.ends_with(".css") && file != STYLE);
        self.published(STYLE).into_iter().chain(others.map(|(published, _)| published.as_str()))
    }

    /// Files of the site's theme that nothing uses: most often a name written wrongly, which replaces nothing.
    pub fn strays(&self) -> Vec<Message> {
        let built_in = built_in();
        let known: Vec<_> = built_in.keys().map(String::as_str).collect();
        let strays = self.own.iter().filter(|path| !built_in.contains_key(*path) && !self.is_used(path));
        strays.map(|path| stray(&format!("themes/{}/{path}", self.name), likely(path, &known))).collect()
    }

    fn is_used(&self, path: &str) -> bool {
        match path.strip_prefix("templates/") {
            Some(template) => {
                let calls = [format!("\"{template}\""), format!("'{template}'")];
                self.templates().any(|(_, text)| calls.iter().any(|call| text.contains(call.as_str())))
            }
            // Notes and licences may lie anywhere.
            None => path.starts_with("assets/") || !is_of_a_theme(path),
        }
    }
}

/// Published path and file of what stands below `assets/`.
fn assets(files: &BTreeMap<String, Cow<'static, [u8]>>) -> Vec<(String, String)> {
    let assets = files.iter().filter(|(path, _)| path.starts_with("assets/"));
    assets.map(|(path, bytes)| (published(path, bytes), path.clone())).collect()
}

fn ids(theme: &Theme) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for (_, text) in theme.templates() {
        let values = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        ids.extend(values.filter(|id| !id.contains('{')).map(str::to_owned));
    }
    ids
}

fn is_of_a_theme(path: &str) -> bool {
    [".html", ".css", ".js", ".svg"].iter().any(|end| path.ends_with(end))
}

/// The built-in file somebody may have meant.
fn likely<'k>(path: &str, known: &[&'k str]) -> Option<&'k str> {
    let of_that_name = known.iter().copied().find(|known| file_name(known) == file_name(path));
    of_that_name.or_else(|| nearest(path, known))
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn stray(path: &str, near: Option<&str>) -> Message {
    match near {
        Some(near) => text!(
            "{path} 没有替换任何文件，也没有模板用到它。是不是 {near}？",
            "{path} replaces no file and no template uses it. Did you mean {near}?"
        )
        .with("near", near),
        None => {
            text!("{path} 没有替换任何文件，也没有模板用到它", "{path} replaces no file and no template uses it").into()
        }
    }
    .with("path", path)
}

fn built_in() -> BTreeMap<String, Cow<'static, [u8]>> {
    let mut files = BTreeMap::new();
    collect(&BUILT_IN, &mut files);
    files
}

fn collect(folder: &'static Dir<'_>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files() {
        files.insert(file.path().to_string_lossy().replace('\\', "/"), Cow::Borrowed(file.contents()));
    }
    folder.dirs().for_each(|folder| collect(folder, files));
}

/// Styles and scripts carry a hash of their content, so that no browser keeps an old one. Pictures and fonts keep their
/// names, because styles refer to them by these.
fn published(path: &str, bytes: &[u8]) -> String {
    let Some((stem, extension)) = path.rsplit_once('.').filter(|(_, end)| matches!(*end, "css" | "js")) else {
        return path.to_owned();
    };
    let digest = Sha256::digest(bytes);
    let hash = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    format!("{stem}.{hash:08x}.{extension}")
}
