//! A thousand random edits. After each the preview knows what is on disk, and a file changed in one step was reported once.

use crate::desk::{DESKS, Desk, at_every_desk, skips_wine};
use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

const FOLDERS: &[&str] =
    &["content", "content/reports", "content/甲 局", "content/甲 局/深/更深", "themes/plain/templates"];
const NAMES: &[&str] = &["2021.md", "2022.md", "2023.md", "关于 我们.md", "清单.pdf", "home.html"];

const EDITS: usize = 1000;

#[test]
fn a_thousand_edits_are_reported_once_each_and_none_is_missed() {
    if skips_wine() {
        return;
    }
    let seed = std::env::var("GIAR_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_231_124);
    println!("GIAR_SEED={seed}");
    at_every_desk(|mut desk, number| {
        let mut dice = Dice(seed + number as u64);
        for step in 0..EDITS / DESKS {
            let edit = Edit::random(&desk, &mut dice, step);
            edit.make(desk.path());
            let reported = desk.reported();
            if let Some(changes) = edit.changes {
                assert_eq!(reported.len(), usize::from(changes), "step {step}: {:?}: {reported:?}", edit.steps);
            }
        }
    });
}

/// xorshift: the same numbers everywhere for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

#[derive(Debug)]
enum Step {
    /// Slice and written.
    Write(PathBuf, String),
    /// Written beside and renamed into place.
    Replace(PathBuf, String),
    Rename(PathBuf, PathBuf),
    Delete(PathBuf),
    MakeFolder(PathBuf),
    DeleteFolder(PathBuf),
}

struct Edit {
    steps: Vec<Step>,
    /// Whether it changes anything, for what happens in one step to one file.
    changes: Option<bool>,
}

impl Edit {
    fn random(desk: &Desk, dice: &mut Dice, step: usize) -> Self {
        let text = text(step);
        let target = place(desk, dice);
        let files = files(desk);
        let one = |step, changes| Self { steps: vec![step], changes };
        if files.is_empty() {
            return one(Step::Replace(target, text), Some(true));
        }
        let file = dice.pick(&files);
        match dice.below(12) {
            0 | 1 => one(Step::Replace(file, text), Some(true)),
            2 => one(Step::Replace(target, text), Some(true)),
            3 => one(Step::Write(file, text), None),
            4 => one(Step::Write(target, text), None),
            5 => one(Step::Delete(file), Some(true)),
            6 => one(Step::Rename(file.clone(), target.clone()), Some(file != target)),
            7 => {
                let same = fs::read_to_string(&file).unwrap();
                // An attachment is another file if it is written anew, whatever it holds.
                let is_text =
                    file.starts_with(desk.join("themes")) || file.extension().is_some_and(|ending| ending == "md");
                one(Step::Replace(file, same), Some(!is_text))
            }
            8 => one(Step::MakeFolder(desk.join(format!("content/新 {}/深", dice.below(3)))), None),
            9 => one(Step::DeleteFolder(desk.join(dice.pick(&FOLDERS[1..]))), None),
            10 => folder_renamed(desk, dice),
            _ => several(desk, dice, step),
        }
    }

    /// All at once, each from its own thread.
    fn make(&self, site: &Path) {
        thread::scope(|scope| {
            for step in &self.steps {
                scope.spawn(|| step.make(site));
            }
        });
    }
}

impl Step {
    /// Of several edits made at once one may take away what another needs; then that one is not made.
    fn make(&self, site: &Path) {
        let _ = match self {
            Self::Write(path, text) => parent(path).and_then(|()| fs::write(path, text)),
            Self::Replace(path, text) => {
                let beside = site.join(format!(".beside-{:?}", thread::current().id()));
                fs::write(&beside, text).and_then(|()| parent(path)).and_then(|()| fs::rename(beside, path))
            }
            Self::Rename(from, to) => parent(to).and_then(|()| fs::rename(from, to)),
            Self::Delete(path) => fs::remove_file(path),
            Self::MakeFolder(path) => fs::create_dir_all(path),
            Self::DeleteFolder(path) => fs::remove_dir_all(path),
        };
    }
}

fn several(desk: &Desk, dice: &mut Dice, step: usize) -> Edit {
    let files = files(desk);
    let steps = (0..2 + dice.below(5)).map(|_| match dice.below(6) {
        0 => Step::Write(dice.pick(&files), text(step)),
        1 => Step::Write(place(desk, dice), text(step)),
        2 => Step::Replace(place(desk, dice), text(step)),
        3 => Step::Delete(dice.pick(&files)),
        4 => Step::Rename(dice.pick(&files), place(desk, dice)),
        _ => Step::DeleteFolder(desk.join(dice.pick(&FOLDERS[1..]))),
    });
    Edit { steps: steps.collect(), changes: None }
}

fn folder_renamed(desk: &Desk, dice: &mut Dice) -> Edit {
    let (from, to) = (dice.pick(&FOLDERS[1..4]), dice.pick(&FOLDERS[1..4]));
    Edit { steps: vec![Step::Rename(desk.join(from), desk.join(to).with_extension("旧"))], changes: None }
}

fn place(desk: &Desk, dice: &mut Dice) -> PathBuf {
    desk.join(dice.pick(FOLDERS)).join(dice.pick(NAMES))
}

/// Never as long as the one before.
fn text(step: usize) -> String {
    format!("{step} {}", "字".repeat(step % 17))
}

fn parent(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path.parent().unwrap())
}

fn files(desk: &Desk) -> Vec<PathBuf> {
    let folders = ["content", "themes"].map(|folder| walkdir::WalkDir::new(desk.join(folder)).sort_by_file_name());
    let entries = folders.into_iter().flat_map(|folder| folder.into_iter().flatten());
    let files = entries
        .filter(|entry| entry.file_type().is_file() && !entry.file_name().to_string_lossy().starts_with("mark."));
    files.map(walkdir::DirEntry::into_path).collect()
}
