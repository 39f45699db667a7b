//! The same where the system tells nothing and the files are looked at every so often.

use crate::desk::Desk;
use giar::{
    i18n::Lang,
    io::watch::{Mode, Reason},
};
use std::{fs, time::Duration};

const PATH: &str = "content/reports/2023.md";

fn desk() -> Desk {
    Desk::watched(Mode::Poll(Duration::from_millis(20)))
}

#[test]
fn it_says_how_often_it_looks_and_why() {
    let desk = desk();
    let (every, reason) = desk.watch.polling().unwrap();
    assert_eq!((every, reason), (Duration::from_millis(20), &Reason::AskedFor));
    assert_eq!(reason.message(every).get(Lang::Zh), "按要求每 20 毫秒查看一次文件");
}

#[test]
fn files_are_seen_however_they_are_saved() {
    let mut desk = desk();
    for round in 0..5 {
        desk.replace(PATH, &format!("replaced {round}"));
        assert_eq!(desk.reported(), [[PATH]]);
        desk.write(PATH, format!("written {round}"));
        desk.reported();
        assert_eq!(desk.state[PATH], format!("written {round}"));
        desk.replace("site.toml", &format!("title = \"{round}\""));
        assert_eq!(desk.reported(), [["site.toml"]]);
        desk.replace("themes/plain/templates/home.html", &format!("{round}"));
        assert_eq!(desk.reported(), [["themes/plain/templates/home.html"]]);
    }
}

#[test]
fn files_and_folders_come_and_go() {
    let mut desk = desk();
    desk.write("content/新 文件夹/深/a.md", "a");
    desk.reported();
    fs::rename(desk.join("content/新 文件夹"), desk.join("content/改名")).unwrap();
    desk.reported();
    assert_eq!(desk.state["content/改名/深/a.md"], "a");
    fs::remove_dir_all(desk.join("content/改名")).unwrap();
    assert_eq!(desk.reported(), [["-content/改名/深/a.md"]]);
}

#[test]
fn touching_a_file_or_publishing_is_no_change() {
    let mut desk = desk();
    let text = desk.read(PATH);
    desk.replace(PATH, &text);
    desk.write("public/index.html", "again");
    assert!(desk.reported().is_empty());
}

/// Several savings within one tick of the file system's clock, of the same length.
#[test]
fn a_file_saved_again_within_a_tick_is_not_taken_for_unchanged() {
    let mut desk = desk();
    for round in 100..120 {
        desk.write(PATH, round.to_string());
        desk.next(crate::desk::PATIENCE);
        desk.write(PATH, (round + 100).to_string());
        let mut reported = Vec::new();
        desk.wait(&mut reported, |desk, _| desk.state[PATH] == (round + 100).to_string());
    }
}

#[cfg(unix)]
#[test]
fn a_linked_report_is_seen() {
    let mut desk = desk();
    desk.write("store/a.md", "a");
    std::os::unix::fs::symlink("../store/a.md", desk.join("content/a.md")).unwrap();
    desk.reported();
    desk.replace("store/a.md", "b");
    assert_eq!(desk.reported(), [["content/a.md"]]);
}
