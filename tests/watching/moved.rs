//! Sites that are moved while they are watched.

use crate::{
    common::Folder,
    desk::{PATIENCE, State, apply},
};
use giar::io::{
    disk::Disk,
    watch::{Mode, Watch},
};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

struct Follower {
    watch: Watch,
    disk: Disk,
    state: State,
}

impl Follower {
    fn of(root: &Path) -> Self {
        let mut watch = Watch::start(root, Mode::Auto).unwrap();
        let (disk, everything) = Disk::open(root).unwrap();
        watch.follow(disk.links());
        let mut state = State::new();
        apply(&mut state, &everything);
        Self { watch, disk, state }
    }

    #[track_caller]
    fn wait_for(&mut self, holds: impl Fn(&State) -> bool) {
        let start = Instant::now();
        while !holds(&self.state) {
            assert!(start.elapsed() < PATIENCE, "{:?}", self.state);
            let Some(hints) = self.watch.next(Some(Duration::from_millis(100))) else { continue };
            let change = self.disk.look(&hints);
            self.watch.follow(self.disk.links());
            apply(&mut self.state, &change);
        }
    }
}

/// The site's own folder, or one above it, is moved away and back, or another copy takes its place.
#[test]
fn a_site_that_goes_and_comes_back_is_followed() {
    let folder = Folder::new();
    folder.write("a/b/site.toml", "title = \"甲\"\n");
    folder.write("a/b/content/guide.md", "one");
    for (moved, round) in [("a/b", 1), ("a", 2), ("a/b", 3)] {
        let mut follower = Follower::of(&folder.join("a/b"));
        fs::rename(folder.join(moved), folder.join("away")).unwrap();
        follower.wait_for(|state| !state.contains_key("content/guide.md"));
        fs::rename(folder.join("away"), folder.join(moved)).unwrap();
        follower.wait_for(|state| state.contains_key("content/guide.md"));
        folder.write("a/b/content/guide.md", format!("edited in round {round}"));
        follower.wait_for(|state| state["content/guide.md"] == format!("edited in round {round}"));
    }
}

#[test]
fn another_copy_in_the_place_of_the_site_is_followed() {
    let folder = Folder::new();
    for name in ["site", "copy"] {
        folder.write(&format!("{name}/site.toml"), "title = \"甲\"\n");
        folder.write(&format!("{name}/content/guide.md"), name);
    }
    let mut follower = Follower::of(&folder.join("site"));
    fs::rename(folder.join("site"), folder.join("old")).unwrap();
    fs::rename(folder.join("copy"), folder.join("site")).unwrap();
    follower.wait_for(|state| state.get("content/guide.md").is_some_and(|text| text == "copy"));
    folder.write("site/content/guide.md", "edited");
    follower.wait_for(|state| state["content/guide.md"] == "edited");
}
