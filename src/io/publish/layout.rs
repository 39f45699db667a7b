//! Where a site is published, and the names of the files that giar keeps next to it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};

use super::error::CREATE;
use super::held;
use super::{Error, Target};
use crate::io::file::exists;
use crate::io::real::real_path;
use crate::text;

const LOCK: &str = ".giar-lock";
const TMP: &str = ".giar-tmp";
const READY: &str = ".giar-ready";
const OLD: &str = ".giar-old";
const PREVIOUS: &str = ".giar-previous";

/// The prefix of giar's own files at the top of an output.
pub(super) const OWN: &str = ".giar-";

/// The file that marks a folder as giar's and possibly incomplete. It is written first and deleted last.
pub(super) const MARK: &str = ".giar-staging";

/// The mark of a folder whose files are being moved into an output that stays: from then on they arrive, whatever
/// happens.
pub(super) const MOVING: &str = ".giar-moving";

/// Files that a host or its tools put into a site's folder: a git checkout, GitHub Pages settings, proofs of domain
/// ownership, and the `lost+found` of a file system's root.
const ALWAYS_KEPT: [&str; 5] = [".git", ".nojekyll", ".well-known", "CNAME", "lost+found"];

/// The subfolder of a staging folder that contains a site to be moved file by file.
pub(super) const SITE: &str = "site";

/// If more staging folders than this cannot be deleted, a person has to look.
const STAGING_NAMES: usize = 9;

/// How a new site replaces the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The folders change places: nobody ever sees part of a site.
    Exchange,
    /// The folder stays and its files are replaced one by one, because somebody holds the folder.
    InPlace,
}

/// The paths of the output and of the files that giar keeps next to it (on the same file system, because they are moved
/// there).
pub(super) struct Layout {
    /// The output as the user named it, for messages.
    pub(super) shown: PathBuf,
    /// The output itself: absolute, links resolved, so that two spellings of a path share one lock.
    pub(super) out: PathBuf,
    pub(super) way: Way,
    pub(super) lock: PathBuf,
    /// A complete new site; exists only during the two renames.
    pub(super) ready: PathBuf,
    /// The complete old site; exists only during the two renames.
    pub(super) old: PathBuf,
    /// The generation before the published one.
    pub(super) previous: PathBuf,
    /// Staging folders in any state; safe to delete if marked. The first free one is used.
    staging: Vec<PathBuf>,
    /// Staging folders of a run that used the other place.
    other_staging: Vec<PathBuf>,
    keep: Vec<String>,
}

impl Layout {
    /// Resolves the output, and checks that it does not overlap the sources.
    pub(super) fn find(target: &Target<'_>) -> Result<Self, Error> {
        let out = target.out;
        let real = match resolve(out) {
            Ok(real) => real,
            Err(Unresolved::BrokenLink) => {
                return Err(Error::output(
                    out,
                    text!(
                        "它是一个链接，所指的位置不存在。请删除这个链接，或先建好它所指的文件夹",
                        "it is a link to something that does not exist. Delete the link, or create the folder it points to",
                    ),
                ));
            }
            Err(Unresolved::Io(cause)) => return Err(Error::io(text!("找到", "find"), out, cause)),
        };
        let Some(name) = real.file_name() else {
            return Err(Error::output(
                out,
                text!("这是磁盘的根目录。请用 -o 指定一个文件夹", "it is the root of a disk. Choose a folder with -o"),
            ));
        };
        // A build for the neighbouring output would take such a site for a leftover and delete it.
        if is_own(&name.to_string_lossy()) {
            return Err(Error::output(
                out,
                text!(
                    "这个名字是 giar 自己的临时文件夹用的。请换一个名字",
                    "giar uses such names for its own temporary folders. Choose another",
                ),
            ));
        }
        // Either way round is fatal: sources inside the output would be replaced with it, and an output inside the
        // sources would be read as one of them.
        let mut keep_out = target.keep_out.iter().map(|keep| (keep, best_known(keep)));
        if let Some((keep, _)) = keep_out.find(|(_, keep)| real.starts_with(keep) || keep.starts_with(&real)) {
            return Err(Error::Overlap { out: out.to_owned(), keep: (*keep).to_owned() });
        }
        let is_mounted = held::is_mount_point(&real);
        // Files that cannot be moved between the output and its parent, or not be created in the parent, are kept in
        // the output.
        let stands_alone = is_mounted || !held::is_writable(real.parent().unwrap_or(&real));
        let in_place = real.is_dir() && (target.in_place || stands_alone || held::is_mounted_elsewhere(&real));
        let is_inside = in_place && stands_alone;
        let staging: Vec<_> = (1..=STAGING_NAMES)
            .map(|number| if number == 1 { TMP.to_owned() } else { format!("{TMP}-{number}") })
            .collect();
        let home = if is_inside { Home::Inside } else { Home::Beside };
        let keep = ALWAYS_KEPT.into_iter().map(str::to_owned).chain(target.keep.iter().cloned());
        Ok(Self {
            shown: out.to_owned(),
            way: if in_place { Way::InPlace } else { Way::Exchange },
            lock: home.of(&real, name, LOCK),
            ready: home.of(&real, name, READY),
            old: home.of(&real, name, OLD),
            previous: home.of(&real, name, PREVIOUS),
            staging: staging.iter().map(|suffix| home.of(&real, name, suffix)).collect(),
            other_staging: staging.iter().map(|suffix| home.other().of(&real, name, suffix)).collect(),
            keep: keep.collect(),
            out: real,
        })
    }

    /// The folder whose directory entries change in an exchange.
    pub(super) fn parent(&self) -> &Path {
        self.out.parent().unwrap_or(&self.out)
    }

    /// Creates the parent folder; `-o a/b/public` does not require `a/b` to exist.
    pub(super) fn create_parent(&self) -> Result<(), Error> {
        let parent = self.parent();
        fs::create_dir_all(parent).map_err(|cause| Error::io(CREATE, parent, cause))
    }

    /// Whether an earlier run was interrupted, or another file has one of giar's names.
    pub(super) fn has_leftovers(&self) -> bool {
        self.candidates().next().is_some()
    }

    /// Every existing file or folder with one of giar's temporary names.
    pub(super) fn candidates(&self) -> impl Iterator<Item = &Path> {
        let names = self.staging.iter().chain(&self.other_staging).chain([&self.ready, &self.old]);
        names.map(PathBuf::as_path).filter(|path| exists(path))
    }

    /// The first unused name for a staging folder.
    pub(super) fn free_staging(&self) -> Result<&Path, Error> {
        let free = self.staging.iter().find(|path| !exists(path));
        free.map(PathBuf::as_path).ok_or_else(|| {
            let cause = io::ErrorKind::AlreadyExists.into();
            Error::io(CREATE, self.staging.first().unwrap_or(&self.out), cause)
        })
    }

    /// Whether a path of the output is kept, although giar did not write it; a name covers everything below it.
    pub(super) fn keeps(&self, path: &str) -> bool {
        let mut below = self.keep.iter().filter_map(|name| path.strip_prefix(name.as_str()));
        below.any(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Where giar keeps its own files.
#[derive(Clone, Copy)]
enum Home {
    Beside,
    Inside,
}

impl Home {
    fn other(self) -> Self {
        match self {
            Self::Beside => Self::Inside,
            Self::Inside => Self::Beside,
        }
    }

    fn of(self, out: &Path, name: &OsStr, suffix: &str) -> PathBuf {
        match self {
            Self::Inside => out.join(suffix),
            Self::Beside => {
                let mut hidden = OsString::from(".");
                hidden.push(name);
                hidden.push(suffix);
                out.with_file_name(hidden)
            }
        }
    }
}

/// Whether a name is one that giar derives from the name of an output.
pub(in crate::io) fn is_own(name: &str) -> bool {
    let numbered = name.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('-').unwrap_or(name);
    [LOCK, TMP, READY, OLD, PREVIOUS].iter().any(|suffix| numbered.ends_with(suffix))
}

enum Unresolved {
    BrokenLink,
    Io(io::Error),
}

/// The absolute path with links resolved; its last components need not exist.
fn resolve(path: &Path) -> Result<PathBuf, Unresolved> {
    let path = path::absolute(path).map_err(Unresolved::Io)?;
    match real_path(&path) {
        Ok(real) => Ok(real),
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Unresolved::Io(cause)),
        Err(_) if exists(&path) => Err(Unresolved::BrokenLink),
        Err(cause) => match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => Ok(resolve(parent)?.join(name)),
            // Ends in `..` after a folder that does not exist, or the disk itself is missing.
            _ => Err(Unresolved::Io(cause)),
        },
    }
}

/// The resolved path, or the given one: sources that are missing or unreadable are still protected.
fn best_known(path: &Path) -> PathBuf {
    resolve(path).unwrap_or_else(|_| path.to_owned())
}
