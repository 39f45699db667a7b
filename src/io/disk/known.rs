//! What is known about one file.

use crate::{
    archive::{Input, InputContent},
    diag::{Finding, Source},
    i18n::Message,
    io::{
        error::IoError,
        file::{self, Stamp},
        load,
        tree::{Found, What, is_gone},
    },
    pipeline::Change,
};
use std::{fs, io, path::Path, sync::Arc, time::SystemTime};

#[derive(Debug)]
pub(super) struct Known {
    /// Taken before the file was read; none if it is not a regular file.
    stamp: Option<Stamp>,
    /// Whether an equal stamp proves that nothing has changed since.
    is_settled: bool,
    pub state: State,
}

#[derive(Debug)]
pub(super) enum State {
    Config(Result<Arc<Source>, IoError>),
    Content(Input),
    Theme(Result<Vec<u8>, IoError>),
    /// Not looked at yet.
    Unseen,
}

/// The result of looking at a file.
pub(super) enum Look {
    /// Unchanged.
    Same,
    /// Deleted between listing and reading.
    Gone,
    Is(Known),
}

impl Known {
    pub(super) fn nothing() -> Self {
        Self::without_stamp(State::Unseen)
    }

    fn without_stamp(state: State) -> Self {
        Self { stamp: None, is_settled: false, state }
    }

    /// Whether `site.toml` existed.
    pub(super) fn is_there(&self) -> bool {
        self.stamp.is_some()
    }

    /// Whether replacing one by the other leaves the site unchanged.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        match (&self.state, &other.state) {
            (State::Config(a), State::Config(b)) => match (a, b) {
                (Ok(a), Ok(b)) => a.text == b.text,
                (a, b) => a.as_ref().err() == b.as_ref().err(),
            },
            (State::Theme(a), State::Theme(b)) => a == b,
            (State::Content(a), State::Content(b)) => match (&a.content, &b.content) {
                (InputContent::Markdown(a), InputContent::Markdown(b)) => a.text == b.text,
                (InputContent::Unreadable(a), InputContent::Unreadable(b)) => is_same_finding(a, b),
                (InputContent::Attachment(_), InputContent::Attachment(_)) => {
                    matches!((&self.stamp, &other.stamp), (Some(a), Some(b)) if a.has_same_content(b))
                }
                _ => false,
            },
            _ => false,
        }
    }
}

fn is_same_finding(a: &Finding, b: &Finding) -> bool {
    a.message == b.message && a.hints == b.hints
}

/// Adds a file of `content` or `themes` to a change; no state means that it was deleted.
pub(super) fn add(change: &mut Change, path: &Path, state: Option<&State>) {
    let name = file::below(path);
    match state {
        Some(State::Content(input)) => change.content.push((name, Some(input.clone()))),
        Some(State::Theme(file)) => change.themes.push((name, Some(or_message(file)))),
        None if path.starts_with("content") => change.content.push((name, None)),
        None => change.themes.push((name, None)),
        Some(State::Config(_) | State::Unseen) => {}
    }
}

/// The value that was read, or the message why not.
pub(super) fn or_message<T: Clone>(read: &Result<T, IoError>) -> Result<T, Message> {
    read.clone().map_err(|error| error.0)
}

impl State {
    fn read(path: &Path, real: &Path) -> io::Result<Self> {
        if path.starts_with("content") {
            return Ok(Self::Content(file::input(path, real)?));
        }
        Ok(Self::Theme(Ok(fs::read(real)?)))
    }

    /// A link that is not followed.
    fn refused(root: &Path, path: &Path, finding: &Finding) -> Self {
        if path.starts_with("content") {
            let content = InputContent::Unreadable(Box::new(finding.clone()));
            return Self::Content(Input { path: file::below(path), content });
        }
        Self::Theme(Err(load::unreadable(&root.join(path), finding)))
    }

    fn unreadable(root: &Path, path: &Path, error: &io::Error) -> Self {
        if path.starts_with("content") {
            return Self::refused(root, path, &file::unreadable(path, error));
        }
        Self::Theme(Err(IoError::reading(&root.join(path), error)))
    }
}

/// Looks at a file of `content` or `themes`. It is read unless it is `known` and its stamp proves that it is unchanged.
pub(super) fn look(root: &Path, found: &Found, known: Option<&Known>) -> Look {
    let state = match &found.what {
        What::File(real) => match look_at(real, known, || State::read(&found.path, real)) {
            Ok(look) => return look,
            Err(error) => State::unreadable(root, &found.path, &error),
        },
        What::Fault(finding) => State::refused(root, &found.path, finding),
        What::Hidden(error) => State::unreadable(root, &found.path, error),
    };
    Look::Is(Known::without_stamp(state))
}

/// Likewise for `site.toml`, which is never reported as deleted: without it there is no site.
pub(super) fn look_at_config(root: &Path, known: Option<&Known>) -> Look {
    match look_at(&root.join("site.toml"), known, || Ok(State::Config(load::config(root)))) {
        Ok(Look::Gone) | Err(_) => Look::Is(Known::without_stamp(State::Config(load::config(root)))),
        Ok(look) => look,
    }
}

fn look_at(real: &Path, known: Option<&Known>, state: impl FnOnce() -> io::Result<State>) -> io::Result<Look> {
    let now = SystemTime::now();
    let look = Stamp::of(real).and_then(|stamp| {
        if known.is_some_and(|known| known.is_settled && known.stamp == Some(stamp)) {
            return Ok(Look::Same);
        }
        Ok(Look::Is(Known { stamp: Some(stamp), is_settled: stamp.is_settled(now), state: state()? }))
    });
    match look {
        Err(error) if is_gone(&error) => Ok(Look::Gone),
        look => look,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file changed within the granularity of the file system's clock: its stamp is still that of the old text.
    #[test]
    fn an_equal_stamp_that_proves_nothing_is_not_trusted() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        let real = root.path().join("content/a.md");
        fs::write(&real, "after").unwrap();
        let stamp = Some(Stamp::of(&real).unwrap());
        let [settled, unsettled] = [true, false].map(|is_settled| {
            let before = InputContent::Markdown(Arc::new(Source::new("content/a.md", "before")));
            Known { stamp, is_settled, state: State::Content(Input { path: "a.md".to_owned(), content: before }) }
        });
        let found = Found { path: "content/a.md".into(), what: What::File(real.clone()) };
        assert!(matches!(look(root.path(), &found, Some(&settled)), Look::Same));
        let Look::Is(seen) = look(root.path(), &found, Some(&unsettled)) else { panic!("it is taken for unchanged") };
        assert!(!seen.is_same_as(&settled));
    }
}
