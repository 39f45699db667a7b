//! What only Windows does: other programs hold files, paths are long, and their names have marks.
#![cfg(windows)]

use crate::common::*;
use std::{
    fs::{File, OpenOptions},
    os::windows::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::Path,
};

const HIDDEN: u32 = 2;

/// A site that has been published, and its report with another figure.
fn published() -> Folder {
    let folder = town().with(REPORT, FILLED_2021).write();
    folder.giar(&["build"]).expect(0);
    folder.write("content/guide.md", "---\ntitle: 指南\n---\n\n新的一页。\n");
    folder
}

/// Opens a file as programs do that let nobody else in.
fn hold(path: &Path) -> File {
    OpenOptions::new().read(true).share_mode(0).open(path).unwrap()
}

/// Opens a folder as a command line does that stands in it: others may read and write there, but not move it.
fn stand_in(folder: &Path) -> File {
    const READ_AND_WRITE: u32 = 1 | 2;
    const BACKUP_SEMANTICS: u32 = 0x0200_0000; // without it Windows opens no folders
    OpenOptions::new().read(true).share_mode(READ_AND_WRITE).custom_flags(BACKUP_SEMANTICS).open(folder).unwrap()
}

#[test]
fn a_report_that_another_program_holds_is_named_with_what_to_do() {
    let folder = published();
    let held = hold(&folder.join("content/reports/2023.md"));
    let run = folder.giar(&["check"]).expect(2);
    assert!(run.stderr.contains(r"content\reports\2023.md") && run.stderr.contains("正被别的程序占用"), "{run:?}");
    drop(held);
    folder.giar(&["check"]).expect(0);
}

#[test]
fn an_attachment_that_another_program_holds_is_named_with_what_to_do() {
    let folder = published();
    folder.write("content/附件.pdf", "%PDF-1.4\n");
    let held = hold(&folder.join("content/附件.pdf"));
    let run = folder.giar(&["build"]).expect(2);
    assert!(run.stderr.contains("附件.pdf") && run.stderr.contains("正被别的程序占用"), "{run:?}");
    drop(held);
    folder.giar(&["build"]).expect(0);
}

#[test]
fn a_site_that_is_in_use_is_tried_again_and_then_left_as_it_was() {
    let folder = published();
    let before = folder.files("public");
    let held = stand_in(&folder.join("public"));
    let run = folder.giar(&["build"]).expect(2);
    assert!(run.stderr.contains("资源管理器") && run.stderr.contains("IIS"), "{}", run.stderr);
    drop(held);
    assert_eq!(folder.files("public"), before);
    folder.giar(&["build"]).expect(0);
    assert!(folder.join("public/guide/index.html").exists());
    folder.giar(&["verify"]).expect(0);
}

#[test]
fn a_site_with_an_open_file_is_left_as_it_was() {
    if skips_wine("wine moves folders with open files") {
        return;
    }
    let folder = published();
    let before = folder.files("public");
    let held = hold(&folder.join("public/index.html"));
    folder.giar(&["build"]).expect(2);
    drop(held);
    assert_eq!(folder.files("public"), before);
}

#[test]
fn a_site_that_is_let_go_in_time_is_published() {
    let folder = published();
    let held = stand_in(&folder.join("public"));
    let letting_go = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(500));
        drop(held);
    });
    folder.giar(&["build"]).expect(0);
    letting_go.join().unwrap();
}

#[test]
fn a_document_open_in_another_program_is_named() {
    let folder = published();
    folder.giar(&["export", "2023", "-o", "年报.docx"]).expect(0);
    let held = hold(&folder.join("年报.docx"));
    let run = folder.giar(&["export", "2023", "-o", "年报.docx", "--force"]);
    assert!(run.code != Some(0) && run.stderr.contains("年报.docx"), "{run:?}");
    drop(held);
}

#[test]
fn the_lock_is_out_of_sight_and_no_path_is_told_with_marks() {
    let folder = published();
    let lock = folder.join(".public.giar-lock").metadata().unwrap();
    assert_eq!(lock.file_attributes() & HIDDEN, HIDDEN);
    let marked = format!(r"\\?\{}", folder.path().display());
    for args in [&["build", "-C", &marked][..], &["check", "-C", &marked], &["verify"], &["build", "-o", "content"]] {
        let run = folder.giar(args);
        assert!(!run.stdout.contains(r"\\?\") && !run.stderr.contains(r"\\?\"), "{args:?}: {run:?}");
    }
}

#[test]
fn a_site_below_a_long_path_is_built_and_told_without_marks() {
    if skips_wine("wine has no real paths beyond 260 characters") {
        return;
    }
    let folder = Folder::new();
    let deep = "信息公开年度报告".repeat(3);
    let deep = [deep.as_str(); 12].join("/");
    folder.write(&format!("{deep}/site.toml"), TOWN);
    folder.write(&format!("{deep}/content/{REPORT}"), FILLED_2021);
    let run = folder.giar(&["build", "-C", &deep]).expect(0);
    assert!(!run.stdout.contains(r"\\?\"), "{}", run.stdout);
    folder.giar(&["verify", "-C", &deep]).expect(0);
}
