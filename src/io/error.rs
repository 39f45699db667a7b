//! Why something was not read, written or started.

use crate::{
    i18n::{Message, reason},
    text,
};
use std::{error, fmt, io, path::Path};

/// Why something failed, in words that include the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IoError(pub Message);

impl IoError {
    pub(crate) fn reading(path: &Path, error: &io::Error) -> Self {
        let message = text!("读不了 {path}：{error}", "cannot read {path}: {error}");
        Self(message.with("path", path).with("error", reason(error)))
    }

    pub(crate) fn writing(path: &Path, error: &io::Error) -> Self {
        let message = text!("写不了 {path}：{error}", "cannot write {path}: {error}");
        Self(message.with("path", path).with("error", reason(error)))
    }
}

impl fmt::Display for IoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl error::Error for IoError {}
