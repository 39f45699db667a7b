//! The ways in which programs save a file.

use crate::{
    common::REPORT,
    desk::{Desk, assert_only},
};
use std::{
    fs::{self, File},
    io::{Seek as _, Write as _},
    path::PathBuf,
    process::Command,
};

const PATH: &str = "content/reports/2023.md";

fn desk() -> (Desk, PathBuf) {
    let desk = Desk::new();
    let path = desk.join("content").join(REPORT);
    (desk, path)
}

/// Only the report was reported, and it reads like this in the end.
#[track_caller]
fn assert_saved(desk: &mut Desk, text: &str) {
    let reported = desk.reported();
    assert_only(&reported, PATH);
    assert_eq!(desk.state[PATH], text);
}

/// The same, for a change in one step: it was reported once.
#[track_caller]
fn assert_saved_once(desk: &mut Desk, text: &str) {
    assert_eq!(desk.reported(), [[PATH]]);
    assert_eq!(desk.state[PATH], text);
}

#[test]
fn nano_and_cp_cut_the_file_to_nothing_and_write_it() {
    let (mut desk, path) = desk();
    fs::write(path, "nano").unwrap();
    assert_saved(&mut desk, "nano");
}

#[test]
fn a_formatter_saves_once_more_what_was_just_saved() {
    let (mut desk, path) = desk();
    fs::write(&path, "once").unwrap();
    fs::write(&path, "twice").unwrap();
    assert_saved(&mut desk, "twice");
}

#[test]
fn vim_moves_the_old_file_aside() {
    let (mut desk, path) = desk();
    let (probe, backup) = (path.with_file_name("4913"), path.with_file_name("2023.md~"));
    File::create(&probe).unwrap();
    fs::remove_file(probe).unwrap();
    fs::rename(&path, &backup).unwrap();
    fs::write(&path, "vim").unwrap();
    fs::remove_file(backup).unwrap();
    let reported = desk.reported();
    assert!(reported.iter().flatten().all(|reported| reported.trim_start_matches('-') == PATH), "{reported:?}");
    assert_eq!(desk.state[PATH], "vim");
}

#[test]
fn vim_keeps_a_copy_and_writes_over_the_old_file() {
    let (mut desk, path) = desk();
    let backup = path.with_file_name("2023.md~");
    fs::copy(&path, &backup).unwrap();
    fs::write(&path, "vim").unwrap();
    fs::remove_file(backup).unwrap();
    assert_saved(&mut desk, "vim");
}

#[test]
fn vim_writes_its_swap_file_all_the_while() {
    let (mut desk, path) = desk();
    fs::write(path.with_file_name(".2023.md.swp"), "b0VIM").unwrap();
    fs::write(path.with_file_name("2023.md.swp"), "b0VIM").unwrap();
    fs::write(&path, "vim").unwrap();
    fs::remove_file(path.with_file_name("2023.md.swp")).unwrap();
    assert_saved(&mut desk, "vim");
}

#[test]
fn vs_code_cuts_and_writes_in_pieces_before_it_closes() {
    let (mut desk, path) = desk();
    let mut file = File::options().write(true).open(path).unwrap();
    file.set_len(0).unwrap();
    file.write_all("第一段，".as_bytes()).unwrap();
    file.flush().unwrap();
    file.write_all("第二段".as_bytes()).unwrap();
    drop(file);
    assert_saved(&mut desk, "第一段，第二段");
}

#[test]
fn vs_code_writes_beside_and_renames() {
    let (mut desk, path) = desk();
    let beside = path.with_file_name("2023.md.vsctmp");
    fs::write(&beside, "code").unwrap();
    fs::rename(beside, path).unwrap();
    assert_saved_once(&mut desk, "code");
}

/// What is written beside may stand under its own name for a moment; then it is an attachment of that moment.
#[test]
fn sed_writes_beside_under_a_name_like_any_other_and_renames() {
    let (mut desk, path) = desk();
    let before = desk.state[PATH].clone();
    let run = Command::new("sed").args(["-i", "s/政府/机关/g"]).arg(path).status();
    if run.is_err() {
        return;
    }
    let reported = desk.reported();
    assert_eq!(reported.iter().flatten().filter(|reported| *reported == PATH).count(), 1, "{reported:?}");
    assert_eq!(desk.state[PATH], before.replace("政府", "机关"));
}

#[test]
fn wps_and_word_delete_the_old_file_and_rename_the_new_one() {
    let (mut desk, path) = desk();
    let (lock, beside) = (path.with_file_name("~$2023.md"), path.with_file_name("~WRD0001.tmp"));
    fs::write(&lock, "李").unwrap();
    fs::write(&beside, "word").unwrap();
    fs::remove_file(&path).unwrap();
    fs::rename(beside, &path).unwrap();
    fs::remove_file(lock).unwrap();
    let reported = desk.reported();
    assert!(reported.iter().flatten().all(|reported| reported.trim_start_matches('-') == PATH), "{reported:?}");
    assert_eq!(desk.state[PATH], "word");
}

#[test]
fn ia_writer_and_macos_write_in_a_hidden_folder_and_rename_over_the_old_file() {
    let (mut desk, path) = desk();
    let hidden = path.with_file_name(".sb-1a2b-2023.md");
    fs::create_dir(&hidden).unwrap();
    fs::write(hidden.join("2023.md"), "ia").unwrap();
    fs::rename(hidden.join("2023.md"), path).unwrap();
    fs::remove_dir(hidden).unwrap();
    assert_saved_once(&mut desk, "ia");
}

#[cfg(target_os = "linux")]
#[test]
fn two_files_may_change_places_in_one_step() {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let (mut desk, path) = desk();
    let beside = path.with_file_name(".new");
    fs::write(&beside, "exchanged").unwrap();
    renameat_with(CWD, &beside, CWD, &path, RenameFlags::EXCHANGE).unwrap();
    assert_saved_once(&mut desk, "exchanged");
}

#[test]
fn a_file_may_be_written_in_place_without_being_cut() {
    let (mut desk, path) = desk();
    let mut file = File::options().write(true).open(path).unwrap();
    file.seek(std::io::SeekFrom::Start(4)).unwrap();
    file.write_all(b"#").unwrap();
    drop(file);
    assert_only(&desk.reported(), PATH);
    assert!(desk.state[PATH].starts_with("---\n#"));
}

#[test]
fn a_file_that_stays_open_is_seen_all_the_same() {
    let (mut desk, path) = desk();
    let mut file = File::options().append(true).open(path).unwrap();
    let before = desk.state[PATH].clone();
    for text in ["一", "二", "三"] {
        file.write_all(text.as_bytes()).unwrap();
        assert_only(&desk.reported(), PATH);
    }
    assert_eq!(desk.state[PATH], before + "一二三");
}

#[test]
fn touching_a_file_or_saving_it_unchanged_is_no_change() {
    let (mut desk, path) = desk();
    let text = fs::read(&path).unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    desk.replace(PATH, str::from_utf8(&text).unwrap());
    let reported = desk.reported();
    assert!(reported.is_empty(), "{reported:?}");
}

#[test]
fn site_toml_and_theme_files_are_seen_however_they_are_saved() {
    let (mut desk, _) = desk();
    for path in ["site.toml", "themes/plain/templates/home.html"] {
        fs::write(desk.join(path), "cut and written").unwrap();
        assert_only(&desk.reported(), path);
        desk.replace(path, "replaced");
        assert_eq!(desk.reported(), [[path]]);
        assert_eq!(desk.state[path], "replaced");
    }
}

#[test]
fn attachments_are_seen_as_well() {
    let (mut desk, _) = desk();
    desk.replace("content/附件/清单 一.pdf", "a longer list");
    assert_eq!(desk.reported(), [["content/附件/清单 一.pdf"]]);
}

#[test]
fn a_file_that_appears_while_a_look_runs_is_seen_at_the_next() {
    let (desk, _) = desk();
    let mut desk = desk;
    let folder = desk.join("content");
    let writer = std::thread::spawn(move || {
        for at in 0..300 {
            fs::write(folder.join(format!("{at}.md")), at.to_string()).unwrap();
        }
    });
    let mut reported = Vec::new();
    desk.wait(&mut reported, |desk, _| desk.state.contains_key("content/299.md"));
    writer.join().unwrap();
    desk.reported();
    assert!((0..300).all(|at| desk.state[&format!("content/{at}.md")] == at.to_string()));
}
