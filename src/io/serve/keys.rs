//! Who may change files: a browser that was opened with a ticket, which is good once, and has got a key for it.
//!
//! The key lies beside the site, where its user alone can read it, so that open pages go on after a restart. A ticket
//! is in the part of an address that no browser sends, and is handed to the browser in a file: command lines are seen
//! by every user of a machine.

use crate::io::load::LoadError;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Where giar keeps what is of use to nobody else.
const FOLDER: &str = ".giar";
const KEY: &str = "key";

pub(crate) struct Keys {
    key: String,
    ticket: Mutex<String>,
    folder: PathBuf,
}

impl Keys {
    /// The key of the site at `root`, made if there is none. It is written down with its first use: whoever only looks
    /// at a site writes nothing.
    pub(crate) fn of(root: &Path) -> Result<Self, LoadError> {
        let folder = root.join(FOLDER);
        let fault = |error: io::Error| LoadError::io(&folder, &error);
        let known = fs::read_to_string(folder.join(KEY)).ok().filter(|key| key.len() == LENGTH * 2);
        let key = known.map_or_else(random, Ok).map_err(fault)?;
        let ticket = Mutex::new(random().map_err(fault)?);
        Ok(Self { key, ticket, folder })
    }

    fn write(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        fs::create_dir_all(&self.folder)?;
        write_private(&self.folder.join(".gitignore"), "*\n")?;
        let path = self.folder.join(name);
        write_private(&path, text)?;
        Ok(path)
    }

    /// The ticket that is good now.
    pub(crate) fn ticket(&self) -> String {
        self.ticket.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The key, for a ticket that has not been used yet.
    pub(super) fn exchange(&self, ticket: &str) -> Option<&str> {
        let mut good = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_same(&good, ticket) {
            return None;
        }
        *good = random().ok()?;
        // Where it cannot be written, it is good until giar ends.
        let _ = self.write(KEY, &self.key);
        Some(&self.key)
    }

    pub(super) fn fits(&self, key: &str) -> bool {
        is_same(&self.key, key)
    }

    /// A file that leads whoever opens it to an address.
    pub(crate) fn way_to(&self, address: &str) -> io::Result<PathBuf> {
        let page = format!(
            "<!DOCTYPE html><meta charset=\"utf-8\"><title>giar</title><script>location.replace({address:?})</script>"
        );
        fs::canonicalize(self.write("open.html", &page)?)
    }
}

/// In bytes.
const LENGTH: usize = 16;

fn random() -> io::Result<String> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// As slow for the right text as for any other of its length.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// A file that only its user can read.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(text.as_bytes())
    }
    #[cfg(not(unix))]
    {
        fs::write(path, text)
    }
}
