//! Walks the files of a site on disk: every file below a path, following links that stay inside the site.
//!
//! Building, checking and watching all use this walk, so that they see the same files. Nothing is read, and no file of
//! an author is skipped silently: a link that cannot be followed is a finding.

use crate::{
    diag::{Finding, Place, Source},
    i18n::Text,
    io::real::real_path,
    markdown::INVALID_FRONT_MATTER,
    text,
};
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs::{self, FileType},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};
use walkdir::WalkDir;

/// A site.
#[derive(Debug)]
pub(super) struct Tree {
    /// The resolved path.
    root: PathBuf,
}

/// A link that is part of the site, or would be if its target existed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The resolved target, or what it would be.
    pub target: PathBuf,
    /// Whether the target is a folder, whose files are part of the site.
    pub is_folder: bool,
}

/// The result of walking a path.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Sorted by name, folder by folder.
    pub found: Vec<Found>,
    /// By path relative to the root.
    pub links: BTreeMap<PathBuf, Link>,
    /// Files that are not part of the site.
    pub left_out: LeftOut,
}

/// Files that lie among the site's but are not part of it, by path relative to the root.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// Pipes, sockets, devices.
    pub special: Vec<PathBuf>,
    /// Hidden files, and files that programs create for themselves.
    pub unwanted: Vec<PathBuf>,
    /// Reports, and folders of them, outside `content/`.
    pub outside: Vec<PathBuf>,
}

#[derive(Debug)]
pub(super) struct Found {
    /// Relative to the root.
    pub path: PathBuf,
    pub what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// A file, with its resolved path.
    File(PathBuf),
    /// A link that is not followed, and why.
    Fault(Box<Finding>),
    /// A file that the system does not allow giar to examine.
    Hidden(io::Error),
}

impl Tree {
    pub(super) fn of(root: &Path) -> io::Result<Self> {
        Ok(Self { root: real_path(root)? })
    }

    /// Everything at and below `path`, which begins at the root with `content` or `themes`; nothing if no such file
    /// belongs to the site.
    pub(super) fn walk(&self, path: &Path) -> Walked {
        let mut walk = Walk { tree: self, folders: vec![self.root.clone()], walked: Walked::default() };
        let mut at = PathBuf::new();
        let mut parts = path.iter().peekable();
        while let Some(part) = parts.next() {
            at.push(part);
            match walk.kind(&at, None) {
                Kind::Folder(real) if parts.peek().is_some() => walk.folders.push(real),
                kind if parts.peek().is_none() => walk.take(&at, kind),
                // A link or fault bars the way; it is reported when walking that path itself.
                _ => return Walked::default(),
            }
        }
        // Links above `path` are reported when walking the folders that contain them.
        walk.walked.links.retain(|link, _| link.starts_with(path));
        walk.walked
    }

    /// The target of `site.toml`, if it is a link. It may lead anywhere: several sites may share one.
    pub(super) fn link_of_config(&self) -> Option<(PathBuf, Link)> {
        let path = self.root.join("site.toml");
        fs::read_link(&path).ok()?;
        let target = real_path(&path).ok()?;
        Some((PathBuf::from("site.toml"), Link { target, is_folder: false }))
    }

    /// Whether this folder exists.
    pub(super) fn has_folder(&self, name: &str) -> bool {
        let mut walk = Walk { tree: self, folders: vec![self.root.clone()], walked: Walked::default() };
        matches!(walk.kind(Path::new(name), None), Kind::Folder(_))
    }
}

enum Kind {
    /// With its resolved path.
    Folder(PathBuf),
    Other(What),
    /// Nothing, or nothing that belongs to a site.
    Nothing,
}

struct Walk<'t> {
    tree: &'t Tree,
    /// The resolved paths of the folders on the way down, the root first.
    folders: Vec<PathBuf>,
    walked: Walked,
}

impl Walk<'_> {
    fn take(&mut self, path: &Path, kind: Kind) {
        match kind {
            Kind::Folder(real) => self.descend(path, real),
            Kind::Other(what) => self.walked.found.push(Found { path: path.to_owned(), what }),
            Kind::Nothing => {}
        }
    }

    fn descend(&mut self, path: &Path, real: PathBuf) {
        // One folder at a time, because which links to follow is decided here.
        let entries = WalkDir::new(&real).min_depth(1).max_depth(1).sort_by_file_name().into_iter();
        let entries: Vec<_> = match entries.collect() {
            Ok(entries) => entries,
            Err(error) => return self.take(path, hidden(error.into())),
        };
        self.folders.push(real);
        for entry in entries {
            let path = path.join(entry.file_name());
            let kind = self.kind(&path, Some(entry.file_type()));
            self.take(&path, kind);
        }
        self.folders.pop();
    }

    /// What a path is, relative to the folder entered last.
    fn kind(&mut self, path: &Path, known: Option<FileType>) -> Kind {
        let (Some(folder), Some(name)) = (self.folders.last(), path.file_name()) else { return Kind::Nothing };
        let real = folder.join(name);
        let file_type = match known.map_or_else(|| fs::symlink_metadata(&real).map(|found| found.file_type()), Ok) {
            Ok(file_type) => file_type,
            Err(error) => return hidden(error),
        };
        // At the top, only folders called `content` or `themes` count; a file of such a name is neither.
        let is_first = path.parent() == Some(Path::new(""));
        let kind = match file_type {
            _ if !is_wanted(name, file_type.is_dir()) => {
                self.walked.left_out.unwanted.push(path.to_owned());
                Kind::Nothing
            }
            link if link.is_symlink() => self.follow(path, &real),
            folder if folder.is_dir() => Kind::Folder(real),
            file if file.is_file() => Kind::Other(What::File(real)),
            _ => self.special(path),
        };
        if is_first && matches!(kind, Kind::Other(What::File(_))) { Kind::Nothing } else { kind }
    }

    fn follow(&mut self, path: &Path, link: &Path) -> Kind {
        let written = match fs::read_link(link) {
            Ok(written) => written,
            Err(error) => return hidden(error),
        };
        let real = match real_path(link) {
            Ok(real) => real,
            Err(error) => {
                self.note(path, would_be(link, &written), false);
                return match error {
                    error if is_loop(&error) => fault(path, &written, Problem::Loop),
                    error if is_gone(&error) => fault(path, &written, Problem::Broken),
                    error => hidden(error),
                };
            }
        };
        if !real.starts_with(&self.tree.root) {
            return fault(path, &written, Problem::Outside);
        }
        let file_type = match fs::metadata(&real) {
            Ok(found) => found.file_type(),
            Err(error) => return hidden(error),
        };
        // A target that contains the link itself would be walked without end.
        if file_type.is_dir() && self.folders.iter().any(|folder| folder.starts_with(&real)) {
            return fault(path, &written, Problem::Loop);
        }
        self.note(path, Some(real.clone()), file_type.is_dir());
        match file_type {
            folder if folder.is_dir() => Kind::Folder(real),
            file if file.is_file() => Kind::Other(What::File(real)),
            _ => self.special(path),
        }
    }

    fn special(&mut self, path: &Path) -> Kind {
        self.walked.left_out.special.push(path.to_owned());
        Kind::Nothing
    }

    fn note(&mut self, path: &Path, target: Option<PathBuf>, is_folder: bool) {
        if let Some(target) = target.filter(|target| target.starts_with(&self.tree.root)) {
            self.walked.links.insert(path.to_owned(), Link { target, is_folder });
        }
    }
}

/// A deleted file is nothing; any other error is reported.
fn hidden(error: io::Error) -> Kind {
    if is_gone(&error) { Kind::Nothing } else { Kind::Other(What::Hidden(error)) }
}

/// Whether an error means that a file does not exist.
pub(super) fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn is_loop(error: &io::Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    return error.kind() == io::ErrorKind::InvalidInput;
}

/// The path to which a broken link points.
fn would_be(link: &Path, written: &Path) -> Option<PathBuf> {
    let target = link.parent()?.join(written);
    Some(real_path(target.parent()?).ok()?.join(target.file_name()?))
}

/// Hidden files meant for the web: proofs and contacts (RFC 8615), settings of Apache and GitHub.
const PUBLISHED_DOTFILES: [&str; 3] = [".well-known", ".htaccess", ".nojekyll"];

/// Whether a file name belongs to the site. Other hidden files and temporary files of editors do not.
pub(super) fn is_wanted(name: &OsStr, is_folder: bool) -> bool {
    let name = name.to_string_lossy();
    let is_hidden =
        name.starts_with('.') && !PUBLISHED_DOTFILES.contains(&&*name) || name.starts_with("~$") || name.ends_with('~');
    let is_kept_by_system = KEPT_BY_SYSTEMS.iter().any(|kept| name.eq_ignore_ascii_case(kept));
    !is_hidden && !is_kept_by_system && (is_folder || !is_temporary(&name))
}

/// Files that Windows, macOS and network drives create in folders that are looked at.
const KEPT_BY_SYSTEMS: [&str; 7] =
    ["Thumbs.db", "ehthumbs.db", "desktop.ini", "$RECYCLE.BIN", "__MACOSX", "@eaDir", "System Volume Information"];

/// A Windows shortcut is only a path on its user's disk. WPS and Word write `.tmp` before renaming it, VS Code
/// `.vsctmp`; vim tests whether it may write with a file called `4913` and creates `.swp`; Emacs creates `#…#`.
fn is_temporary(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let is_emacs = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    matches!(&*ending, "tmp" | "vsctmp" | "swp" | "swo" | "swx" | "lnk" | "crdownload" | "part")
        || is_emacs
        || name == "4913"
}

/// A path relative to the root, as it is shown and linked to.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("/")
}

#[derive(Clone, Copy)]
enum Problem {
    Outside,
    Broken,
    Loop,
}

fn fault(path: &Path, written: &Path, problem: Problem) -> Kind {
    Kind::Other(What::Fault(Box::new(finding(path, written, problem))))
}

fn finding(path: &Path, written: &Path, problem: Problem) -> Finding {
    let source = Arc::new(Source::new(slashed(path), ""));
    let (message, remedy): (Text, Text) = match problem {
        Problem::Outside => (
            text!("链接通向网站文件夹之外：{target}", "the link leads out of the site's folder: {target}"),
            text!("删去链接，把文件本身复制到这里", "delete the link and copy the file itself here"),
        ),
        Problem::Broken => (
            text!("链接指向的 {target} 不存在", "the link points to {target}, which does not exist"),
            text!("删去链接，或者改成指向存在的文件", "delete the link, or make it point to a file that exists"),
        ),
        Problem::Loop => (
            text!("链接绕回它自己：{target}", "the link leads back to itself: {target}"),
            text!("删去链接", "delete the link"),
        ),
    };
    let message = message.with("target", written);
    Finding::new(INVALID_FRONT_MATTER, Place::file(&source), message).hint(remedy)
}
