//! Kills the process between any two moves, with and without an exchange of folders, and checks what the next start
//! does.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use super::swap::{Mover, System};
use super::*;
use crate::io::file::exists;

const PATHS: [&str; 4] = ["2023/a/index.html", "2023/b/index.html", "index.html", MARKERS[0]];

/// A process on a simulated system, which may die in any of its moves.
struct Mortal {
    /// How many moves it completes before it dies in the next one.
    moves_left: AtomicU32,
    died: AtomicBool,
    can_exchange: bool,
}

impl Mortal {
    fn new(moves_left: u32, can_exchange: bool) -> Self {
        Self { moves_left: moves_left.into(), died: false.into(), can_exchange }
    }

    fn step(&self, step: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        if self.moves_left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok() {
            return step();
        }
        self.died.store(true, Relaxed);
        Err(io::Error::other("killed"))
    }
}

impl Mover for Mortal {
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        if !self.can_exchange {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.step(|| System.exchange(a, b))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| System.rename(from, to))
    }

    fn remove(&self, folder: &Path) -> io::Result<()> {
        // Deleting a tree takes time: a kill leaves part of its files.
        let dies_here = self.moves_left.load(Relaxed) == 0;
        if dies_here && folder.is_dir() {
            fs::write(folder.join(MARK), "")?;
        }
        if dies_here && let Some(file) = PATHS.iter().map(|path| folder.join(path)).find(|file| file.exists()) {
            fs::remove_file(file)?;
        }
        self.step(|| System.remove(folder))
    }
}

/// An empty folder for an output and the files next to it.
struct Desk {
    _dir: tempfile::TempDir,
    out: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { out: dir.path().join("public"), _dir: dir }
    }

    fn publish(&self, mover: &impl Mover, content: &str) -> Result<Published, Failure<()>> {
        publish_with(mover, &self.target(), &PATHS, |i| Ok(format!("{content} {}", PATHS[i]).into_bytes()))
    }

    fn target(&self) -> Target<'_> {
        Target::new(&self.out)
    }

    /// The names next to the output, and the output, without the previous generation, which may always be there.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.out.parent().unwrap()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != ".public.giar-previous");
        names.sort();
        names
    }

    fn is_missing(&self) -> bool {
        !exists(&self.out)
    }
}

/// Every file of a folder with its content.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { drop(found.insert(path.clone(), fs::read(path).unwrap())) }
        }
    }
    found
}

/// The files of both sites after undisturbed publications.
fn old_and_new(desk: &Desk) -> [BTreeMap<PathBuf, Vec<u8>>; 2] {
    let [new, old] = ["new", "old"].map(|content| {
        desk.publish(&System, content).unwrap();
        files(&desk.out)
    });
    [old, new]
}

/// Runs `case` with a process that dies in its first, second, … move, until it survives; returns how often it died.
fn for_every_death(can_exchange: bool, case: impl Fn(&Mortal)) -> u32 {
    (0..1000)
        .find(|&moves| {
            let mortal = Mortal::new(moves, can_exchange);
            case(&mortal);
            !mortal.died.load(Relaxed)
        })
        .unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn with_an_exchange_the_output_is_complete_after_every_death() {
    let deaths = for_every_death(true, |mortal| {
        let desk = Desk::new();
        let sites = old_and_new(&desk);
        let _ = desk.publish(mortal, "new");
        assert!(sites.contains(&files(&desk.out)), "{:?}", desk.beside());
    });
    assert_eq!(deaths, 4, "the exchange; two renames of generations; the deletion of the oldest");
}

#[test]
fn without_an_exchange_the_output_is_complete_or_missing_after_every_death() {
    let missing = Cell::new(0);
    let deaths = for_every_death(false, |mortal| {
        let desk = Desk::new();
        let sites = old_and_new(&desk);
        let _ = desk.publish(mortal, "new");
        if desk.is_missing() {
            missing.set(missing.get() + 1);
        } else {
            assert!(sites.contains(&files(&desk.out)), "{:?}", desk.beside());
        }
    });
    assert_eq!((deaths, missing.get()), (7, 1), "four renames, then as above; missing between the second and third");
}

#[test]
fn the_next_start_puts_every_death_right_and_survives_its_own() {
    // More than the moves of any publication or recovery.
    for (can_exchange, first) in [true, false].into_iter().flat_map(|can| (0..7).map(move |first| (can, first))) {
        let deaths = for_every_death(can_exchange, |second| {
            let desk = Desk::new();
            let sites = old_and_new(&desk);
            let _ = desk.publish(&Mortal::new(first, can_exchange), "new");
            let _ = recover_with(second, &desk.target());
            assert!(desk.is_missing() || sites.contains(&files(&desk.out)), "{:?}", desk.beside());
            recover_with(&System, &desk.target()).unwrap();
            assert!(sites.contains(&files(&desk.out)), "{:?}", desk.beside());
            assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
        });
        assert!(deaths < 7, "{deaths}");
    }
}

#[test]
fn the_next_publish_says_that_it_cleaned_up_and_leaves_nothing_behind() {
    for can_exchange in [true, false] {
        for_every_death(can_exchange, |mortal| {
            let desk = Desk::new();
            desk.publish(&System, "old").unwrap();
            let _ = desk.publish(mortal, "new");
            let left = desk.beside().len() > 2 || desk.is_missing();
            assert_eq!(desk.publish(&System, "newer").unwrap().recovered, left);
            assert_eq!(fs::read(desk.out.join("index.html")).unwrap(), b"newer index.html");
            assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
        });
    }
}

#[test]
fn a_half_deleted_site_is_never_put_in_place_of_an_output_that_somebody_removed() {
    for can_exchange in [true, false] {
        for_every_death(can_exchange, |mortal| {
            let desk = Desk::new();
            let sites = old_and_new(&desk);
            let _ = desk.publish(mortal, "new");
            let _ = fs::remove_dir_all(&desk.out);
            recover_with(&System, &desk.target()).unwrap();
            assert!(desk.is_missing() || sites.contains(&files(&desk.out)), "{:?}", desk.beside());
        });
    }
}

#[test]
fn a_first_publish_is_all_or_nothing() {
    for_every_death(false, |mortal| {
        let desk = Desk::new();
        let _ = desk.publish(mortal, "new");
        assert!(desk.is_missing() || files(&desk.out).len() == PATHS.len() + 1);
    });
}

#[test]
fn a_missing_site_that_stands_ready_is_put_in_place_even_if_the_next_render_fails() {
    let desk = Desk::new();
    let [_, new] = old_and_new(&desk);
    desk.publish(&Mortal::new(2, false), "new").unwrap_err();
    assert!(desk.is_missing());
    publish(&desk.target(), &PATHS, |_| Err::<Vec<u8>, _>("no such report")).unwrap_err();
    assert_eq!(files(&desk.out), new);
}

#[test]
fn without_a_ready_site_the_old_one_is_moved_back() {
    let desk = Desk::new();
    let [old, _] = old_and_new(&desk);
    fs::rename(&desk.out, desk.out.with_file_name(".public.giar-old")).unwrap();
    assert!(recover(&desk.target()).unwrap().was_needed);
    assert_eq!(files(&desk.out), old);
}

#[test]
fn leftovers_beside_a_folder_that_is_not_giars_are_left_alone() {
    let desk = Desk::new();
    old_and_new(&desk);
    desk.publish(&Mortal::new(2, false), "new").unwrap_err();
    fs::create_dir(&desk.out).unwrap();
    fs::write(desk.out.join("maintenance.html"), "back soon").unwrap();
    let before = desk.beside();
    assert!(matches!(recover(&desk.target()), Err(Error::Foreign { .. })));
    assert!(matches!(desk.publish(&System, "new"), Err(Failure::Publish(Error::Foreign { .. }))));
    assert_eq!(desk.beside(), before);
}

/// Refuses renames by number, starting at 1, as Windows does while a file is open.
struct Refusing<F> {
    calls: AtomicU32,
    refuses: F,
    tries: u32,
}

fn refusing<F: Fn(u32) -> bool + Sync>(tries: u32, refuses: F) -> Refusing<F> {
    Refusing { calls: AtomicU32::new(0), refuses, tries }
}

impl<F: Fn(u32) -> bool + Sync> Mover for Refusing<F> {
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let call = self.calls.fetch_add(1, Relaxed) + 1;
        if (self.refuses)(call) { Err(io::ErrorKind::PermissionDenied.into()) } else { System.rename(from, to) }
    }

    fn remove(&self, folder: &Path) -> io::Result<()> {
        System.remove(folder)
    }

    fn tries(&self) -> u32 {
        self.tries
    }
}

#[test]
fn a_rename_refused_for_a_moment_is_tried_again() {
    let desk = Desk::new();
    let [_, new] = old_and_new(&desk);
    desk.publish(&refusing(2, |call| call % 3 != 0), "new").unwrap();
    assert_eq!(files(&desk.out), new);
}

#[test]
fn a_rename_refused_for_good_undoes_those_before_it() {
    for refused in 1..=3 {
        let desk = Desk::new();
        let [old, _] = old_and_new(&desk);
        let result = desk.publish(&refusing(0, |call| call == refused), "new");
        assert!(matches!(result, Err(Failure::Publish(Error::Io { .. }))), "{result:?}");
        assert_eq!(files(&desk.out), old);
        assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
    }
}

#[test]
fn if_not_even_the_old_site_can_be_moved_back_both_are_kept_and_named() {
    let desk = Desk::new();
    let [_, new] = old_and_new(&desk);
    let result = desk.publish(&refusing(0, |call| call >= 3), "new");
    let Err(Failure::Publish(error @ Error::Stranded { .. })) = result else { panic!("{result:?}") };
    let text = error.message().get(crate::i18n::Lang::Zh);
    assert!(text.contains(".public.giar-old") && text.contains(".public.giar-ready"), "{text}");
    assert!(recover(&desk.target()).unwrap().was_needed);
    assert_eq!(files(&desk.out), new);
}

#[test]
fn a_folder_that_only_the_attempt_shows_to_be_immovable_is_published_to_in_place() {
    struct Held;
    impl Mover for Held {
        fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
            Err(io::ErrorKind::CrossesDevices.into())
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            if from.ends_with("public") { Err(io::ErrorKind::CrossesDevices.into()) } else { System.rename(from, to) }
        }
        fn remove(&self, folder: &Path) -> io::Result<()> {
            System.remove(folder)
        }
    }
    let desk = Desk::new();
    let [_, new] = old_and_new(&desk);
    assert!(desk.publish(&Held, "new").unwrap().in_place);
    assert_eq!(files(&desk.out), new);
}

/// Records the operations on folders, in order.
#[derive(Default)]
struct Recording(std::sync::Mutex<Vec<&'static str>>);

impl Recording {
    fn note(&self, step: &'static str) {
        self.0.lock().unwrap().push(step);
    }
}

impl Mover for Recording {
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        self.note("exchange");
        System.exchange(a, b)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.note("rename");
        System.rename(from, to)
    }
    fn remove(&self, folder: &Path) -> io::Result<()> {
        self.note("remove");
        System.remove(folder)
    }
    fn sync(&self, folder: &Path) -> io::Result<()> {
        assert!(folder.join(MARK).is_file() || folder.ends_with("public"), "{}", folder.display());
        self.note("sync");
        System.sync(folder)
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_site_is_on_the_disk_before_it_is_published_and_the_old_one_is_not_deleted() {
    let desk = Desk::new();
    desk.publish(&System, "old").unwrap();
    let recording = Recording::default();
    desk.publish(&recording, "new").unwrap();
    assert_eq!(recording.0.into_inner().unwrap(), ["sync", "exchange", "rename"]);
}

#[test]
fn in_place_nothing_moves_before_the_disk_has_it_and_the_manifest_waits_for_the_files() {
    let desk = Desk::new();
    desk.publish(&System, "old").unwrap();
    let recording = Recording::default();
    let target = Target { in_place: true, ..desk.target() };
    publish_with(&recording, &target, &PATHS[1..], |at| Ok::<_, ()>(vec![at as u8])).unwrap();
    let steps = recording.0.into_inner().unwrap();
    assert_eq!(steps, ["sync", "rename", "rename", "rename", "sync", "rename", "rename", "remove"]);
    assert!(!desk.out.join(PATHS[0]).exists() && !desk.out.join("2023/a").exists());
}

/// Publishes in place with a process that dies in its first, second, … move.
#[test]
fn in_place_every_file_is_old_or_new_after_every_death_and_the_next_start_finishes() {
    let paths = ["2023/b/index.html", "2024/index.html", "index.html", MARKERS[0]];
    let model = Desk::new();
    publish_with(&System, &model.target(), &paths, |at| Ok::<_, ()>(format!("new {}", paths[at]).into_bytes()))
        .unwrap();
    let deaths = for_every_death(true, |mortal| {
        let desk = Desk::new();
        desk.publish(&System, "old").unwrap();
        let old = relative(&desk);
        let target = Target { in_place: true, ..Target::new(&desk.out) };
        let _ = publish_with(mortal, &target, &paths, |at| Ok::<_, ()>(format!("new {}", paths[at]).into_bytes()));
        let now = relative(&desk);
        let new = relative(&model);
        for (path, bytes) in &now {
            assert!(old.get(path) == Some(bytes) || new.get(path) == Some(bytes), "{}", path.display());
        }
        for path in old.keys().filter(|path| new.contains_key(*path)) {
            assert!(now.contains_key(path), "{} is missing", path.display());
        }
        // Also by a run that was not asked to publish in place.
        recover_with(&System, &desk.target()).unwrap();
        let after = relative(&desk);
        assert!(after == old || after == new, "{:?}", after.keys());
        assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
    });
    assert_eq!(deaths, 7, "four files and the manifest, the generation, the deletion of staging");
}

fn relative(desk: &Desk) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = files(&desk.out).into_iter();
    files.map(|(path, bytes)| (path.strip_prefix(&desk.out).unwrap().into(), bytes)).collect()
}
