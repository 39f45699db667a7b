//! Why a site could not be published, in words a clerk can act on.

use std::path::{Path, PathBuf};
use std::{error, fmt, io};

use crate::i18n::{Arg, Message, Text, reason};
use crate::io::patience::is_held;
use crate::text;

/// What giar was doing when the system refused.
pub(super) const CREATE: Text = text!("新建", "create");
pub(super) const WRITE: Text = text!("写入", "write");

/// Why a site could not be published.
#[derive(Debug)]
#[allow(missing_docs, reason = "`out` is the output folder, `cause` what the system said; variants explain the rest")]
pub enum Error {
    /// A path of the site that would not work on every system: a fault in giar, not of the author.
    Path { path: String, fault: Message },
    /// The output cannot be the folder of a site, whatever it contains.
    Output { out: PathBuf, fault: Text },
    /// The output is, contains or lies inside a folder of sources.
    Overlap { out: PathBuf, keep: PathBuf },
    /// giar may not replace the output.
    Foreign { out: PathBuf, what: Foreign },
    /// Another giar is publishing to the same output.
    Busy { out: PathBuf },
    /// The disk, or the user's share of it, is full.
    Full { path: PathBuf },
    /// Anything else the system refused.
    Io { doing: Text, path: PathBuf, cause: io::Error },
    /// The output can only be published to in place.
    Immovable { out: PathBuf },
    /// Publishing in place stopped after it had begun; the next run goes on.
    Halfway { out: PathBuf, path: PathBuf, cause: io::Error },
    /// There is no site by giar at this place.
    NoSite { folder: PathBuf, what: Foreign },
    /// There is no previous generation to go back to.
    NoPrevious { out: PathBuf },
    /// The previous generation has been altered since it was published.
    DamagedPrevious { folder: PathBuf, files: Vec<String> },
    /// The output is missing and could not be put back; both sites are complete and lie next to it.
    Stranded { out: PathBuf, old: PathBuf, ready: PathBuf, cause: io::Error },
}

/// Why a folder is not a site by giar.
#[allow(missing_docs, reason = "the variants explain their fields")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// It contains files, but no manifest.
    NoManifest { found: String },
    /// giar would not have written its manifest; the line counts from 1.
    BadManifest { line: usize },
    /// Its manifest is valid, but not that of a giar site.
    OtherManifest,
    /// It contains files that its manifest does not list.
    Files(Vec<String>),
}

impl Error {
    /// Maps a system error: a full disk has its own remedy.
    pub(super) fn io(doing: Text, path: &Path, cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path: path.to_owned() },
            _ => Self::Io { doing, path: path.to_owned(), cause },
        }
    }

    pub(super) fn unreadable(path: &Path, cause: io::Error) -> Self {
        Self::io(text!("读取", "read"), path, cause)
    }

    pub(super) fn output(out: &Path, fault: Text) -> Self {
        Self::Output { out: out.to_owned(), fault }
    }

    /// What went wrong, where, and what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::Path { path, fault } => text!(
                "这是 giar 的错误，请报告给开发者：网站里有不能使用的路径“{path}”：{fault}。没有发布任何内容。",
                "this is a bug in giar, please report it: the site has a path that cannot be used, `{path}`: {fault}. \
                 Nothing was published.",
            )
            .with("path", path)
            .with("fault", fault.clone()),
            Self::Output { out, fault } => text!(
                "不能把网站发布到 {out}：{fault}。没有改动任何文件。",
                "cannot publish the site to {out}: {fault}. Nothing was changed.",
            )
            .with("out", out)
            .with("fault", *fault),
            Self::Overlap { out, keep } => text!(
                "输出文件夹 {out} 与存放原稿的文件夹 {keep} 重叠，发布会覆盖原稿。请用 -o 指定另一个文件夹。",
                "the output folder {out} overlaps {keep}, which holds the sources; publishing would overwrite them. \
                 Name another folder with -o.",
            )
            .with("out", out)
            .with("keep", keep),
            Self::Foreign { out, what } => text!(
                "输出文件夹 {out} 不是 giar 生成的，{what}。其中的文件没有改动。",
                "the output folder {out} is not giar's own: {what}. Nothing in it was changed.",
            )
            .with("out", out)
            .with("what", what.message()),
            Self::Busy { out } => text!(
                "另一个 giar 正在发布到 {out}。请等它结束后再运行。",
                "another giar is publishing to {out}. Wait until it has finished, then run this again.",
            )
            .with("out", out),
            Self::Full { path } => text!(
                "磁盘已满（或超出磁盘配额），写不下 {path}。请清理磁盘后再发布；已发布的网站没有改动。",
                "the disk is full (or your quota is used up): {path} could not be written. Free some space and \
                 publish again; the published site is unchanged.",
            )
            .with("path", path),
            Self::Io { doing, path, cause } => text!(
                "无法{doing} {path}：{cause}。{remedy}已发布的网站没有改动。",
                "could not {doing} {path}: {cause}. {remedy}The published site is unchanged.",
            )
            .with("doing", *doing)
            .with("path", path)
            .with("cause", reason(cause))
            .with("remedy", remedy(cause)),
            Self::Immovable { out } => text!(
                "系统不允许整体替换 {out}。请加上 --in-place，逐个替换其中的文件",
                "the system does not let {out} be replaced as a whole. Add --in-place to replace its files one by one",
            )
            .with("out", out),
            Self::Halfway { out, path, cause } => text!(
                "向 {out} 逐个替换文件时停在 {path}：{cause}。{remedy}每个文件都是完整的，有的新、有的旧；\
                 排除原因后再运行一次 giar build，它会接着做完。",
                "replacing the files of {out} stopped at {path}: {cause}. {remedy}Every file is whole, some new, some \
                 old; fix the cause and run giar build again: it will finish.",
            )
            .with("out", out)
            .with("path", path)
            .with("cause", reason(cause))
            .with("remedy", remedy(cause)),
            Self::NoSite { folder, what } => what.unverifiable().with("folder", folder),
            Self::NoPrevious { out } => text!(
                "{out} 没有可以恢复的上一版。内容有变化的发布才会留下上一版，而且只留一版。",
                "{out} has no previous generation to go back to. One is kept, by each build that changes something.",
            )
            .with("out", out),
            Self::DamagedPrevious { folder, files } => text!(
                "上一版 {folder} 已损坏，{count} 个文件不对：{files}。没有恢复，网站没有改动。",
                "the previous generation, {folder}, is damaged; files that are not as they were ({count}): {files}. \
                 Nothing was restored; the site is unchanged.",
            )
            .with("folder", folder)
            .with("count", files.len())
            .with("files", few(files)),
            Self::Stranded { out, old, ready, cause } => text!(
                "替换 {out} 的中途出错：{cause}。旧网站完整保存在 {old}，新网站完整保存在 {ready}，请不要删除。\
                 请关闭占用这些文件夹的程序，再运行一次 giar build，它会自动放回。",
                "replacing {out} failed half-way: {cause}. The old site is complete in {old}, the new one in {ready}; \
                 delete neither. Close any program that uses these folders and run giar build again: it will put \
                 the site back.",
            )
            .with("out", out)
            .with("old", old)
            .with("ready", ready)
            .with("cause", reason(cause)),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io { cause, .. } | Self::Halfway { cause, .. } | Self::Stranded { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

impl Foreign {
    /// Why there is nothing to verify a folder against.
    fn unverifiable(&self) -> Message {
        match self {
            Self::BadManifest { line } => text!(
                "{folder} 里 manifest.sha256 的第 {line} 行读不懂，无法核对。",
                "line {line} of manifest.sha256 in {folder} cannot be read, so there is nothing to verify against.",
            )
            .with("line", *line),
            Self::OtherManifest => text!(
                "{folder} 里的 manifest.sha256 列出的不是 giar 的网站。",
                "manifest.sha256 in {folder} does not list a giar site.",
            )
            .into(),
            Self::NoManifest { .. } | Self::Files(_) => text!(
                "{folder} 里没有 manifest.sha256，不是 giar 发布的网站。请指明网站所在的文件夹。",
                "{folder} holds no manifest.sha256, so it is not a site published by giar. Name the site's folder.",
            )
            .into(),
        }
    }

    fn message(&self) -> Message {
        match self {
            Self::NoManifest { found } => text!(
                "里面有 {found} 等内容，却没有 manifest.sha256。请用 -o 指定一个新的或空的文件夹",
                "it contains {found} but no manifest.sha256. Choose a new or empty folder with -o",
            )
            .with("found", found),
            Self::BadManifest { line } => text!(
                "其中 manifest.sha256 的第 {line} 行读不懂。请把这个文件夹改名留存，或用 -o 指定另一个文件夹",
                "line {line} of its manifest.sha256 cannot be read. Rename the folder to keep it, or name another with \
                 -o",
            )
            .with("line", *line),
            Self::OtherManifest => text!(
                "其中 manifest.sha256 列出的不是 giar 的网站。请用 -o 指定另一个文件夹",
                "its manifest.sha256 does not list a giar site. Choose another folder with -o",
            )
            .into(),
            Self::Files(files) => text!(
                "里面有 {count} 个不是 giar 写入的文件：{files}。请先把它们移到别处，或写进 site.toml 的 keep，再重新发布",
                "it contains {count} {count:file|files} that giar did not write: {files}. Move them elsewhere, or list \
                 them under `keep` in site.toml, then publish again",
            )
            .with("count", files.len())
            .with("files", few(files)),
        }
    }
}

/// The first three names, because a folder may contain thousands of unknown files.
fn few(names: &[String]) -> Arg {
    let more = if names.len() > 3 { " …" } else { "" };
    Arg::Verbatim(names.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ") + more)
}

fn remedy(cause: &io::Error) -> Text {
    match cause.kind() {
        _ if cfg!(windows) && is_held(cause) => text!(
            "可能有程序正用着这里的文件：停在这个文件夹里的资源管理器或命令行窗口、网站服务（IIS）、WPS 或 Word、杀毒软件、网盘同步。\
             请关掉以后再试；没有这样的程序，就检查写入权限。",
            "A program may be using it: a window of Explorer or a command line in that folder, a web server (IIS), Word or \
             WPS, a virus scanner, a cloud drive. Close it and try again; if there is none, check that you may write there. ",
        ),
        io::ErrorKind::PermissionDenied => text!(
            "请检查这个位置的写入权限，并关闭正在使用它的程序。",
            "Check that you may write there, and close any program that is using it. ",
        ),
        io::ErrorKind::ReadOnlyFilesystem => {
            text!("请用 -o 指定别处。", "Choose another place with -o. ")
        }
        io::ErrorKind::AlreadyExists => {
            text!("请把它改名或移走后再试。", "Rename it or move it away, then try again. ")
        }
        io::ErrorKind::InvalidFilename => text!(
            "路径太长或含有系统不接受的字符，请把网站移到较浅的文件夹。",
            "The path is too long or contains characters the system does not accept; move the site to a shallower folder. ",
        ),
        _ => text!("请检查磁盘和该路径后再试。", "Check the disk and that path, then try again. "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_full_disk_and_a_used_up_quota_get_their_own_sentence() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let error = Error::io(WRITE, Path::new("a"), kind.into());
            assert!(error.message().get(Lang::En).starts_with("the disk is full"), "{error:?}");
        }
    }

    #[test]
    fn a_cause_is_said_once_and_in_the_reader_s_language() {
        let error = Error::io(WRITE, Path::new("a"), io::ErrorKind::ReadOnlyFilesystem.into());
        assert_eq!(error.message().get(Lang::Zh).matches("只读").count(), 1, "{error:?}");
        let taken =
            Error::io(text!("使用锁文件", "use the lock file"), Path::new("a"), io::ErrorKind::AlreadyExists.into());
        assert_eq!(
            taken.message().get(Lang::Zh),
            "无法使用锁文件 a：已经有别的东西占用了这个名字。请把它改名或移走后再试。已发布的网站没有改动。"
        );
    }

    #[test]
    fn foreign_files_are_named_up_to_three() {
        let files = ["CNAME", "a", "b", "c"].map(String::from).to_vec();
        let message = Error::Foreign { out: "public".into(), what: Foreign::Files(files) }.message();
        assert_eq!(
            message.get(Lang::Zh),
            "输出文件夹 public 不是 giar 生成的，里面有 4 个不是 giar 写入的文件：CNAME, a, b …。\
             请先把它们移到别处，或写进 site.toml 的 keep，再重新发布。其中的文件没有改动。"
        );
    }
}
