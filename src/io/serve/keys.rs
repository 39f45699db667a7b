//! Decides who may change files: a browser that was opened with a ticket, which is valid once, and has exchanged it for
//! a key.
//!
//! The key is kept next to the site, readable only by its user, so that open pages continue to work after a restart. A
//! ticket is in the fragment of an address, which browsers do not send, and reaches the browser in a file: every user
//! of a machine can see its command lines.

use crate::io::{error::IoError, own_folder::OwnFolder, real::real_path};
use axum::http::HeaderMap;
use std::{
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

const KEY: &str = "key";

pub(crate) struct Keys {
    key: String,
    ticket: Mutex<String>,
    folder: OwnFolder,
}

impl Keys {
    /// The key of the site at `root`, created if there is none. It is written to disk on first use: merely looking at a
    /// site writes nothing.
    pub(crate) fn of(root: &Path) -> Result<Self, IoError> {
        Self::within(OwnFolder::of(root))
    }

    /// The key in a folder that belongs to no site.
    pub(crate) fn at(folder: PathBuf) -> Result<Self, IoError> {
        Self::within(OwnFolder::at(folder))
    }

    fn within(folder: OwnFolder) -> Result<Self, IoError> {
        let known = folder.read(KEY).filter(|key| key.len() == LENGTH * 2);
        let secrets = known.map_or_else(random, Ok).and_then(|key| Ok((key, random()?)));
        let (key, ticket) = secrets.map_err(|error| IoError::reading(folder.path(), &error))?;
        Ok(Self { key, ticket: Mutex::new(ticket), folder })
    }

    /// The ticket that is valid now.
    pub(crate) fn ticket(&self) -> String {
        self.ticket.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Exchanges an unused ticket for the key.
    pub(super) fn exchange(&self, ticket: &str) -> Option<&str> {
        let mut good = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_same(&good, ticket) {
            return None;
        }
        *good = random().ok()?;
        // If it cannot be written, it is valid until giar ends.
        let _ = self.folder.write(KEY, &self.key);
        Some(&self.key)
    }

    /// Whether a request carries the key.
    pub(super) fn admits(&self, headers: &HeaderMap) -> bool {
        let key = headers.get("x-giar-key").and_then(|key| key.to_str().ok());
        key.is_some_and(|key| is_same(&self.key, key))
    }

    /// A file that redirects the browser to an address.
    pub(crate) fn way_to(&self, address: &str) -> io::Result<PathBuf> {
        // A JSON string without `<` cannot end a script element.
        let address = serde_json::Value::from(address).to_string().replace('<', "\\u003c");
        let page = format!(
            "<!DOCTYPE html><meta charset=\"utf-8\"><title>giar</title><script>location.replace({address})</script>"
        );
        let way = self.folder.write("open.html", &page)?;
        Ok(real_path(&way).unwrap_or(way))
    }
}

/// In bytes.
const LENGTH: usize = 16;

fn random() -> io::Result<String> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Takes the same time for every text of the right length.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}
