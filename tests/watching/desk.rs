//! A site that is watched, and somebody who changes it.

use crate::common::{FILLED_2021, Folder, REPORT, town};
use giar::{
    archive::InputContent,
    io::{
        disk::{Disk, Hints},
        watch::{Mode, Watch},
    },
    pipeline::Change,
};
use std::{
    collections::BTreeMap,
    fs,
    ops::Deref,
    thread,
    time::{Duration, Instant},
};

/// For what must come, on however slow a machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What the site is made of: the texts by path, a sign for what is copied or cannot be read.
pub(crate) type State = BTreeMap<String, String>;

pub(crate) struct Desk {
    /// Dropped before the folder: on Windows one that is watched does not go.
    pub(crate) watch: Watch,
    pub(crate) folder: Folder,
    pub(crate) disk: Disk,
    /// What has been reported until now.
    pub(crate) state: State,
    marks: usize,
}

impl Deref for Desk {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.folder
    }
}

impl Desk {
    /// A town with a report, an attachment and a theme.
    pub(crate) fn new() -> Self {
        Self::watched(Mode::Auto)
    }

    pub(crate) fn watched(mode: Mode) -> Self {
        let folder = town().with(REPORT, FILLED_2021).with("附件/清单 一.pdf", "list").write();
        folder.write("themes/plain/templates/home.html", "home");
        folder.write("public/index.html", "published");
        Self::at(folder, mode)
    }

    pub(crate) fn at(folder: Folder, mode: Mode) -> Self {
        let mut watch = Watch::start(folder.path(), mode).unwrap();
        let (disk, delta) = Disk::open(folder.path()).unwrap();
        watch.follow(disk.links());
        let mut state = State::new();
        apply(&mut state, &delta);
        Self { watch, folder, disk, state, marks: 0 }
    }

    /// Looks where the watch says, until it says nothing for `timeout`; what has changed by then, batch by batch.
    pub(crate) fn next(&mut self, timeout: Duration) -> Option<Change> {
        let hints = self.watch.next(Some(timeout))?;
        let delta = self.disk.look(&hints);
        self.watch.follow(self.disk.links());
        apply(&mut self.state, &delta);
        Some(delta)
    }

    /// Waits until everything is reported that has happened. What was reported, one entry for each time that something had
    /// really changed: the paths, with `-` before what is gone.
    #[track_caller]
    pub(crate) fn reported(&mut self) -> Vec<Vec<String>> {
        let mut reported = Vec::new();
        self.wait(&mut reported, |desk, _| desk.state == desk.fresh());
        // The mark comes in one step, and after what happened before it.
        let mark =
            ["content/mark.md", "themes/mark.css"].into_iter().find(|mark| self.join(mark).parent().unwrap().is_dir());
        let mark = mark.expect("the site has a folder");
        self.marks += 1;
        self.replace(mark, &self.marks.to_string());
        self.wait(&mut reported, |_, reported| reported.iter().flatten().any(|path| path == mark));
        for paths in &mut reported {
            paths.retain(|path| path != mark);
        }
        reported.retain(|paths| !paths.is_empty());
        let missed = self.disk.look(&Hints::everything());
        assert!(missed.is_empty(), "missed {:?}", paths(&missed));
        reported
    }

    /// Looks where the watch says until this holds of what was reported.
    #[track_caller]
    pub(crate) fn wait(&mut self, reported: &mut Vec<Vec<String>>, until: impl Fn(&Self, &[Vec<String>]) -> bool) {
        let start = Instant::now();
        while !until(self, reported) {
            assert!(start.elapsed() < PATIENCE, "reported {reported:#?}, but {:#?}", self.difference());
            reported.extend(self.next(Duration::from_millis(100)).map(|delta| paths(&delta)));
        }
    }

    /// What somebody sees who looks for the first time.
    pub(crate) fn fresh(&self) -> State {
        let mut state = State::new();
        apply(&mut state, &Disk::open(self.folder.path()).unwrap().1);
        state
    }

    fn difference(&self) -> Vec<(String, Option<String>)> {
        let fresh = self.fresh();
        let paths = fresh.keys().chain(self.state.keys());
        paths
            .filter(|path| fresh.get(*path) != self.state.get(*path))
            .map(|path| (path.clone(), fresh.get(path).cloned()))
            .collect()
    }

    /// Puts a whole file in the place of another in one step.
    pub(crate) fn replace(&self, path: &str, text: &str) {
        let path = self.join(path);
        let beside = path.with_file_name(".replacement");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, path).unwrap();
    }
}

/// The paths of a change, `-` before what is gone.
pub(crate) fn paths(delta: &Change) -> Vec<String> {
    fn sign(is_there: bool) -> &'static str {
        if is_there { "" } else { "-" }
    }

    let config = delta.config.iter().map(|_| "site.toml".to_owned());
    let content = delta.content.iter().map(|(path, file)| format!("{}content/{path}", sign(file.is_some())));
    let themes = delta.themes.iter().map(|(path, file)| format!("{}themes/{path}", sign(file.is_some())));
    config.chain(content).chain(themes).collect()
}

pub(crate) fn apply(state: &mut State, delta: &Change) {
    if let Some(config) = &delta.config {
        state.insert("site.toml".to_owned(), config.as_ref().map_or("?".to_owned(), |config| config.text.clone()));
    }
    for (path, input) in &delta.content {
        set(
            state,
            format!("content/{path}"),
            input.as_ref().map(|input| match &input.content {
                InputContent::Markdown(source) => source.text.clone(),
                InputContent::Unreadable(finding) => format!("{:?}", finding.message),
                InputContent::Attachment(_) => "attachment".to_owned(),
            }),
        );
    }
    for (path, file) in &delta.themes {
        set(
            state,
            format!("themes/{path}"),
            file.as_ref()
                .map(|file| file.as_ref().map_or("?".to_owned(), |bytes| String::from_utf8_lossy(bytes).into_owned())),
        );
    }
}

fn set(state: &mut State, path: String, text: Option<String>) {
    match text {
        Some(text) => drop(state.insert(path, text)),
        None => drop(state.remove(&path)),
    }
}

/// How many people work at once where a test makes hundreds of edits: nearly all of an edit's time is spent waiting until
/// nothing more happens.
pub(crate) const DESKS: usize = 8;

/// For tests in which folders are renamed, or made again: wine 8 calls what is below such a folder by its old name, or
/// reports nothing of it.
pub(crate) fn skips_wine() -> bool {
    crate::common::skips_wine("wine loses folders that are renamed or made again")
}

/// The same work on several sites at once, each with the number of its desk.
pub(crate) fn at_every_desk(work: impl Fn(Desk, usize) + Sync) {
    thread::scope(|scope| {
        for number in 0..DESKS {
            let work = &work;
            scope.spawn(move || work(Desk::new(), number));
        }
    });
}

/// Only this file was reported: once, or more often where the file was not changed in one step.
#[track_caller]
pub(crate) fn assert_only(reported: &[Vec<String>], path: &str) {
    assert!(!reported.is_empty() && reported.iter().flatten().all(|other| other == path), "{reported:?}");
}
