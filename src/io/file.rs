//! One file of a site: its content, and the metadata that shows a change without reading it.

use crate::{
    archive::{BEGINNING, Input, InputContent, Misnamed, report_by_content},
    diag::{Finding, Place, Source},
    i18n::reason,
    io::tree::slashed,
    markdown::{self, INVALID_FRONT_MATTER, MAX_BYTES},
    text,
};
use std::{
    fs::{self, File, Metadata},
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

/// Twice the coarsest clock of a file system, that of FAT; the rest allows for servers whose clock is slightly off.
const GRANULARITY: Duration = Duration::from_secs(4);

/// A file's metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Zero where the system has none.
    inode: u64,
    /// The time of the last change of metadata, including name and permissions; zero where the system does not record
    /// it.
    changed: (i64, i64),
}

impl Stamp {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        Ok(Self::from(&fs::metadata(path)?))
    }

    /// The stamp of a regular file; none for anything else, links included.
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        fs::symlink_metadata(path).ok().filter(Metadata::is_file).map(|found| Self::from(&found))
    }

    pub(super) fn from(found: &Metadata) -> Self {
        #[cfg(unix)]
        let (inode, changed) = {
            use std::os::unix::fs::MetadataExt as _;
            (found.ino(), (found.ctime(), found.ctime_nsec()))
        };
        #[cfg(not(unix))]
        let (inode, changed) = (0, (0, 0));
        Self { length: found.len(), modified: found.modified().ok(), inode, changed }
    }

    /// Whether the content is the same, as far as metadata can show.
    pub(super) fn has_same_content(&self, other: &Self) -> bool {
        (self.length, self.modified, self.inode) == (other.length, other.modified, other.inode)
    }

    /// As text, for a cache; none if the file is from before 1970.
    pub(super) fn to_text(self) -> Option<String> {
        let modified = self.modified?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let (seconds, nanos) = self.changed;
        let (length, inode) = (self.length, self.inode);
        Some(format!("{length} {} {} {inode} {seconds} {nanos}", modified.as_secs(), modified.subsec_nanos()))
    }

    /// Parses the text of [`Stamp::to_text`].
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let mut fields = text.split(' ').map_while(|field| field.parse::<i64>().ok());
        let length = u64::try_from(fields.next()?).ok()?;
        let modified = Duration::new(u64::try_from(fields.next()?).ok()?, u32::try_from(fields.next()?).ok()?);
        let inode = fields.next()?.cast_unsigned();
        let changed = (fields.next()?, fields.next()?);
        Some(Self { length, modified: SystemTime::UNIX_EPOCH.checked_add(modified), inode, changed })
    }

    pub(super) fn length(self) -> u64 {
        self.length
    }

    /// Whether a change after `now` is sure to alter the stamp. A change so soon after the last one that the file
    /// system's clock has not advanced does not; git calls such an entry racily clean.
    pub(super) fn is_settled(&self, now: SystemTime) -> bool {
        let changed =
            u64::try_from(self.changed.0).ok().map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        self.modified.is_some_and(|time| is_old(time, now)) && changed.is_none_or(|time| is_old(time, now))
    }
}

fn is_old(time: SystemTime, now: SystemTime) -> bool {
    now.duration_since(time).is_ok_and(|age| age >= GRANULARITY)
}

/// Whether a path exists, including as a broken link, so that no new file can be created there.
pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Reads a text: `site.toml`, a report, a page. `path` is the path used in findings.
pub(super) fn text(path: &str, real: &Path) -> io::Result<Result<Arc<Source>, Box<Finding>>> {
    let file = File::open(real)?;
    let size = file.metadata()?.len();
    if size > MAX_BYTES {
        return Ok(Err(Box::new(markdown::too_large(path, size))));
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    // It may grow while it is read.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(markdown::decode(path, &bytes))
}

/// What a file below `content` is to the site. `path` begins with `content/`. Attachments are not read, but for the
/// beginnings of those among the reports that may be reports themselves.
pub(super) fn input(path: &Path, real: &Path) -> io::Result<Input> {
    let name = below(path);
    if path.to_str().is_none() {
        return Ok(Input::nameless(name));
    }
    let content = match markdown::stem(&name) {
        None if name.starts_with("reports/") => among_reports(&slashed(path), real)?,
        None => InputContent::Attachment(real.metadata()?.len()),
        Some(_) => text(&slashed(path), real)?.map_or_else(InputContent::Unreadable, InputContent::Markdown),
    };
    Ok(Input { path: name, content })
}

fn among_reports(path: &str, real: &Path) -> io::Result<InputContent> {
    let file = File::open(real)?;
    let size = file.metadata()?.len();
    let mut beginning = Vec::new();
    file.take(BEGINNING).read_to_end(&mut beginning)?;
    // What has the name of a copy is reported by that.
    let is_copy = matches!(Misnamed::of(path.trim_start_matches("content/")), Some(Misnamed::Copy));
    let meant = report_by_content(path, &beginning).filter(|_| !is_copy);
    Ok(meant.map_or(InputContent::Attachment(size), |finding| InputContent::Unreadable(Box::new(finding))))
}

/// A path relative to `content` or `themes`.
pub(super) fn below(path: &Path) -> String {
    slashed(path.iter().skip(1).collect::<PathBuf>().as_path())
}

/// The finding for a file or folder that the system does not allow giar to read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Finding {
    let source = Arc::new(Source::new(slashed(path), ""));
    let message = text!("读不了：{error}", "it cannot be read: {error}").with("error", reason(error));
    Finding::new(INVALID_FRONT_MATTER, Place::file(&source), message).hint(text!(
        "看看文件有没有读取权限，是不是正被别的程序占用",
        "check that you may read the file and that no other program is using it"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_kept_as_text() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let stamp = Stamp::of_file(file.path()).unwrap();
        assert_eq!(Stamp::of_text(&stamp.to_text().unwrap()), Some(stamp));
        assert_eq!((Stamp::of_text(""), Stamp::of_text("1 2 3")), (None, None));
    }

    #[test]
    fn a_stamp_proves_something_once_the_clock_has_moved_on() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let (stamp, now) = (Stamp::of(file.path()).unwrap(), SystemTime::now());
        assert!(!stamp.is_settled(now));
        assert!(!stamp.is_settled(now - Duration::from_hours(1)), "a server's clock may be ahead");
        assert!(stamp.is_settled(now + Duration::from_secs(10)));
        // Setting the modification time back is itself a change, recorded just now.
        file.as_file().set_modified(now - Duration::from_hours(1)).unwrap();
        #[cfg(unix)]
        assert!(!Stamp::of(file.path()).unwrap().is_settled(now));
    }
}
