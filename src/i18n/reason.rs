//! Why the system refused an operation, in the user's language.

use super::Message;
use crate::text;
use std::io::{Error, ErrorKind};

/// An explanation of a system error in plain words; the system's own message if there is none.
pub(crate) fn reason(error: &Error) -> Message {
    match error.kind() {
        _ if is_in_use(error) => text!(
            "正被别的程序占用（如 WPS、Word、网盘同步），请在那里关掉以后再试",
            "another program is using it (Word, WPS, a cloud drive): close it there and try again"
        )
        .into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            text!("磁盘已满（或超出磁盘配额），请先清理", "the disk is full, or your quota is used up: free some space")
                .into()
        }
        ErrorKind::PermissionDenied => text!(
            "系统不允许：没有权限，文件被锁定，或者正被别的程序占用",
            "the system does not allow it: you lack the rights, or the file is locked or used by another program"
        )
        .into(),
        ErrorKind::ReadOnlyFilesystem => text!("这个磁盘是只读的", "the disk is read-only").into(),
        ErrorKind::AlreadyExists => {
            text!("已经有别的东西占用了这个名字", "something else has this name already").into()
        }
        ErrorKind::NotFound => text!("没有这个文件或文件夹", "there is no such file or folder").into(),
        ErrorKind::IsADirectory => text!("它是一个文件夹", "it is a folder").into(),
        ErrorKind::NotADirectory => text!("它的上级不是文件夹", "its parent is not a folder").into(),
        ErrorKind::FileTooLarge => {
            text!("超出了系统允许的文件大小", "the file is larger than the system allows").into()
        }
        _ => Message::verbatim(error.to_string()),
    }
}

/// Whether another program has locked a file, as Word does.
pub(crate) fn is_in_use(cause: &Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    cfg!(windows) && matches!(cause.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}
