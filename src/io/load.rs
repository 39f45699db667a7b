//! A site's files, read in parallel.

use crate::{
    archive::{Input, InputContent},
    diag::{Finding, Source},
    i18n::Arg,
    io::{
        error::IoError,
        file,
        real::real_path,
        tree::{self, Found, Tree, Walked, What},
    },
    markdown,
    render::Reader,
    start::{SCHEMA_FILE, schema_from},
    text,
};
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use super::tree::LeftOut;

/// The files of a site on disk.
#[derive(Debug)]
pub struct Sources {
    /// The folder that contains `site.toml`.
    pub root: PathBuf,
    /// The text of `site.toml`.
    pub config: Arc<Source>,
    /// Every file below `content/`, by path.
    pub inputs: Vec<Input>,
    /// Whether the `content` folder exists.
    pub has_content: bool,
    /// Files below `content/` that are not part of the site.
    pub left_out: LeftOut,
}

/// Why a file of a site cannot be read, with the remedy.
pub(super) fn unreadable(path: &Path, finding: &Finding) -> IoError {
    let message = text!("{path}：{fault}。{remedy}", "{path}: {fault}; {remedy}");
    let remedy = finding.hints.first().cloned().map_or_else(|| Arg::from(""), Arg::from);
    let message = message.with("path", path).with("fault", finding.message.clone());
    IoError(message.with("remedy", remedy))
}

/// The nearest folder, from `start` upward, that contains a `site.toml`.
pub fn find_root(start: &Path) -> Result<PathBuf, IoError> {
    let given = start;
    let start = real_path(start).map_err(|error| IoError::reading(start, &error))?;
    let found = start.ancestors().find(|folder| folder.join("site.toml").is_file());
    found.map(Path::to_path_buf).ok_or_else(|| {
        if let Some(name) = nearly_config(&start) {
            let message = text!(
                "{path} 里有 {name}，没有 site.toml：把它改名为 site.toml（看不到“.txt”的，先在文件夹选项里让文件扩展名显示出来）",
                "there is {name} in {path}, but no site.toml: rename it to site.toml"
            );
            return IoError(message.with("path", &start).with("name", name));
        }
        if let Some(site) = site_below(&start) {
            let message = text!(
                "{path} 里没有 site.toml，它下面的文件夹 {site} 里有：先进入那个文件夹，或者加上 -C {folder}",
                "there is no site.toml in {path}, but there is one in its folder {site}: go there first, or add -C {folder}"
            );
            let folder = if given == Path::new(".") { PathBuf::from(&site) } else { given.join(&site) };
            return IoError(message.with("path", &start).with("site", site).with("folder", &*folder));
        }
        let message = text!(
            "{path} 和它的上级文件夹里都没有 site.toml。\n用 -C 指明网站文件夹；要新建一个栏目，运行 giar init 文件夹",
            "there is no site.toml in {path} or any folder above it.\nName the site's folder with -C, or set up a new portal with `giar init DIR`"
        );
        IoError(message.with("path", &start))
    })
}

/// The site in a subfolder, if there is exactly one.
fn site_below(folder: &Path) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut sites = entries.filter(|entry| entry.path().join("site.toml").is_file());
    let (site, None) = (sites.next()?, sites.next()) else { return None };
    site.file_name().into_string().ok()
}

/// The name of a file that was probably meant as `site.toml`.
fn nearly_config(folder: &Path) -> Option<String> {
    let names = fs::read_dir(folder).ok()?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.to_ascii_lowercase().starts_with("site.toml")).min()
}

/// Reads `site.toml`.
pub fn config(root: &Path) -> Result<Arc<Source>, IoError> {
    let path = root.join("site.toml");
    let config = file::text("site.toml", &path).map_err(|error| IoError::reading(&path, &error))?;
    config.map_err(|finding| unreadable(&path, &finding))
}

/// Reads all files of the site at `root`.
pub fn load(root: &Path) -> Result<Sources, IoError> {
    let config = config(root)?;
    let tree = tree(root)?;
    let Walked { found, mut left_out, .. } = tree.walk(Path::new("content"));
    let inputs = found.into_par_iter().map(|found| input(root, found)).collect::<Result<_, _>>()?;
    let has_content = tree.has_folder("content");
    left_out.outside = outside(root, has_content);
    Ok(Sources { root: root.to_owned(), config, inputs, has_content, left_out })
}

/// Reports next to `content/`, where giar does not read them; if there is no `content/`, also those in the `reports` of
/// another folder.
fn outside(root: &Path, has_content: bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .filter_map(|entry| {
            let name = PathBuf::from(entry.file_name());
            let (path, inner) = (root.join(&name), name.join("reports"));
            match path.is_dir() {
                true if name == Path::new("reports") => Some(name),
                true => (!has_content && root.join(&inner).is_dir()).then_some(inner),
                false => is_report(&path).then_some(name),
            }
        })
        .collect();
    found.sort();
    found
}

/// Whether a file is named after a year and begins like a text.
fn is_report(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let year = markdown::stem(&name).is_some_and(|stem| stem.len() == 4 && stem.bytes().all(|b| b.is_ascii_digit()));
    year && path.is_file()
}

fn input(root: &Path, found: Found) -> Result<Input, IoError> {
    match found.what {
        What::File(real) => {
            file::input(&found.path, &real).map_err(|error| IoError::reading(&root.join(&found.path), &error))
        }
        What::Fault(finding) => {
            Ok(Input { path: file::below(&found.path), content: InputContent::Unreadable(finding) })
        }
        What::Hidden(error) => Err(IoError::reading(&root.join(&found.path), &error)),
    }
}

pub(super) fn tree(root: &Path) -> Result<Tree, IoError> {
    Tree::of(root).map_err(|error| IoError::reading(root, &error))
}

/// Opens an attachment. The link is resolved again, because its target may have changed: one that leads out of the site
/// is refused.
pub fn attachment(root: &Path, path: &str) -> io::Result<Reader<'static>> {
    let real = real_path(&root.join("content").join(path))?;
    if !real.starts_with(real_path(root)?) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the link leads out of the site"));
    }
    Ok(Box::new(fs::File::open(real)?))
}

/// The files of `themes/NAME/`, by path relative to it.
pub fn theme(root: &Path, name: &str) -> Result<BTreeMap<String, Vec<u8>>, IoError> {
    let folder = Path::new("themes").join(name);
    let files = tree(root)?.walk(&folder).found.into_iter().map(|found| {
        let path = root.join(&found.path);
        let name = tree::slashed(found.path.strip_prefix(&folder).unwrap_or(&found.path));
        Ok((name, theme_file(&path, found.what)?))
    });
    files.collect()
}

/// Reads a file of a theme. `path` is the path used in messages.
pub(super) fn theme_file(path: &Path, what: What) -> Result<Vec<u8>, IoError> {
    match what {
        What::File(real) => fs::read(real).map_err(|error| IoError::reading(path, &error)),
        What::Fault(finding) => Err(unreadable(path, &finding)),
        What::Hidden(error) => Err(IoError::reading(path, &error)),
    }
}

/// Reads the output of another program. Redirection on Windows may have encoded it as UTF-16 with a byte order mark.
pub fn text(path: &Path) -> Result<String, IoError> {
    let bytes = fs::read(path).map_err(|error| IoError::reading(path, &error))?;
    Ok(encoding_rs::UTF_8.decode(&bytes).0.into_owned())
}

/// The path from a file below `content/` to the schema of the front matter, if the site has one: editors report a
/// reference to a missing schema.
pub(crate) fn schema_of(root: &Path, path: &str) -> Option<String> {
    real_path(&root.join(SCHEMA_FILE)).is_ok().then(|| schema_from(path))
}
