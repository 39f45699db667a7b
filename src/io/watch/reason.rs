//! Why files are polled instead of watched.

use crate::{i18n::Message, text};
use notify::ErrorKind;
use std::time::Duration;

/// Why files are polled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The user asked for it: `--poll`.
    AskedFor,
    /// The site lies on a file system, such as `nfs4`, that does not report changes.
    NetworkMount(String),
    /// The system has no watches left.
    OutOfWatches,
    /// Watching failed, with the system's message.
    Failed(String),
}

impl Reason {
    pub(super) fn of(error: &notify::Error) -> Self {
        match &error.kind {
            ErrorKind::MaxFilesWatch => Self::OutOfWatches,
            ErrorKind::Io(error) if is_limit(error) => Self::OutOfWatches,
            _ => Self::Failed(error.to_string()),
        }
    }

    /// For the user.
    pub fn message(&self, every: Duration) -> Message {
        let message = match self {
            Self::AskedFor => text!("按要求每 {ms} 毫秒查看一次文件", "polling the files every {ms} ms, as requested").into(),
            Self::NetworkMount(system) => text!(
                "网站所在的磁盘（{system}）不通报改动，改为每 {ms} 毫秒查看一次文件",
                "the site is on {system}, which does not report changes; polling the files every {ms} ms instead"
            )
            .with("system", system),
            Self::OutOfWatches => text!(
                "系统能监视的文件夹已经用完，改为每 {ms} 毫秒查看一次文件。请管理员调大 fs.inotify.max_user_watches 和 fs.inotify.max_user_instances",
                "the system has no file watches left; polling the files every {ms} ms instead. An administrator can raise fs.inotify.max_user_watches and fs.inotify.max_user_instances"
            )
            .into(),
            Self::Failed(error) => text!(
                "监视不了文件（{error}），改为每 {ms} 毫秒查看一次",
                "the files cannot be watched ({error}); polling them every {ms} ms instead"
            )
            .with("error", error),
        };
        message.with("ms", u64::try_from(every.as_millis()).unwrap_or(u64::MAX))
    }
}

/// Whether an error means that a system limit is reached: on watches, on watchers or on open files.
fn is_limit(error: &std::io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        [Errno::NOSPC, Errno::MFILE, Errno::NFILE]
            .iter()
            .any(|limit| error.raw_os_error() == Some(limit.raw_os_error()))
    }
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn each_reason_says_how_often_and_why() {
        let every = Duration::from_millis(500);
        let reasons = [
            Reason::AskedFor,
            Reason::NetworkMount("nfs4".to_owned()),
            Reason::OutOfWatches,
            Reason::Failed("x".to_owned()),
        ];
        for reason in reasons {
            assert!(reason.message(every).get(Lang::Zh).contains("每 500 毫秒"), "{reason:?}");
            assert!(reason.message(every).get(Lang::En).contains("every 500 ms"), "{reason:?}");
        }
        assert!(Reason::NetworkMount("nfs4".to_owned()).message(every).get(Lang::Zh).contains("nfs4"));
    }

    #[test]
    fn a_limit_of_the_system_is_known_from_its_error() {
        assert_eq!(Reason::of(&notify::Error::new(ErrorKind::MaxFilesWatch)), Reason::OutOfWatches);
        #[cfg(unix)]
        assert_eq!(Reason::of(&notify::Error::io(rustix::io::Errno::MFILE.into())), Reason::OutOfWatches);
        assert_eq!(Reason::of(&notify::Error::generic("x")), Reason::Failed("x".to_owned()));
    }
}
