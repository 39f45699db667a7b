//! New, renamed and deleted files and folders.

use crate::{
    common::Folder,
    desk::{DESKS, Desk, at_every_desk, skips_wine},
};
use giar::io::watch::Mode;
use std::fs;

#[test]
fn a_new_file_is_reported_once() {
    let mut desk = Desk::new();
    desk.replace("content/关于 我们.md", "about");
    assert_eq!(desk.reported(), [["content/关于 我们.md"]]);
}

#[test]
fn a_deleted_file_is_reported_once() {
    let mut desk = Desk::new();
    fs::remove_file(desk.join("content/reports/2023.md")).unwrap();
    assert_eq!(desk.reported(), [["-content/reports/2023.md"]]);
}

#[test]
fn a_renamed_file_goes_and_comes_at_once() {
    let mut desk = Desk::new();
    fs::rename(desk.join("content/reports/2023.md"), desk.join("content/2023年 报告.md")).unwrap();
    assert_eq!(desk.reported(), [["content/2023年 报告.md", "-content/reports/2023.md"]]);
}

#[test]
fn a_file_moved_in_or_out_of_the_site_comes_or_goes() {
    let mut desk = Desk::new();
    desk.write("drafts/a.md", "a");
    fs::rename(desk.join("drafts/a.md"), desk.join("content/a.md")).unwrap();
    assert_eq!(desk.reported(), [["content/a.md"]]);
    fs::rename(desk.join("content/a.md"), desk.join("drafts/a.md")).unwrap();
    assert_eq!(desk.reported(), [["-content/a.md"]]);
}

#[test]
fn a_renamed_folder_takes_its_files_along_and_stays_watched() {
    if skips_wine() {
        return;
    }
    let mut desk = Desk::new();
    fs::rename(desk.join("content/reports"), desk.join("content/旧报告")).unwrap();
    assert_eq!(desk.reported(), [["content/旧报告/2023.md", "-content/reports/2023.md"]]);
    desk.replace("content/旧报告/2023.md", "changed");
    assert_eq!(desk.reported(), [["content/旧报告/2023.md"]]);
    // A new folder of the old name is another folder.
    desk.write("content/reports/2022.md", "x");
    desk.reported();
    desk.replace("content/reports/2022.md", "y");
    assert_eq!(desk.reported(), [["content/reports/2022.md"]]);
}

#[test]
fn a_deleted_folder_takes_its_files_along() {
    let mut desk = Desk::new();
    fs::remove_dir_all(desk.join("themes/plain")).unwrap();
    assert_eq!(desk.reported(), [["-themes/plain/templates/home.html"]]);
}

#[test]
fn a_site_may_begin_with_no_folders_at_all() {
    let folder = Folder::new();
    folder.write("site.toml", "title = \"甲\"\n");
    let mut desk = Desk::at(folder, Mode::Auto);
    desk.write("content/reports/2023.md", "one");
    desk.reported();
    desk.write("themes/plain/a.css", "two");
    desk.reported();
    desk.replace("content/reports/2023.md", "changed");
    assert_eq!(desk.reported(), [["content/reports/2023.md"]]);
    fs::remove_dir_all(desk.join("content")).unwrap();
    let reported = desk.reported().concat();
    assert!(reported.contains(&"-content/reports/2023.md".to_owned()), "{reported:?}");
    desk.write("content/reports/2023.md", "again");
    desk.reported();
    desk.replace("content/reports/2023.md", "and again");
    assert_eq!(desk.reported(), [["content/reports/2023.md"]]);
}

/// A watch on a folder stands only some time after the folder does. What is written between must not be missed, nor what
/// is written a second time just after the first was seen.
#[test]
fn files_written_at_once_into_new_nested_folders_are_never_missed() {
    if skips_wine() {
        return;
    }
    at_every_desk(|mut desk, _| {
        for round in 0..200 / DESKS {
            let folder = format!("themes/t{round}/templates/partials");
            desk.write(&format!("{folder}/a.html"), "first");
            desk.write(&format!("{folder}/a.html"), "second");
            desk.write(&format!("content/b{round}/c/d/e/2023.md"), "first");
            desk.write(&format!("content/b{round}/c/2023.md"), "first");
            if round % 2 == 0 {
                desk.next(std::time::Duration::from_millis(1));
            }
            desk.write(&format!("{folder}/a.html"), "third");
            desk.write(&format!("content/b{round}/c/d/e/2023.md"), "second");
            desk.reported();
            desk.replace(&format!("{folder}/a.html"), "fourth");
            assert_eq!(desk.reported(), [[format!("{folder}/a.html")]]);
            for gone in [format!("themes/t{round}"), format!("content/b{round}")] {
                fs::remove_dir_all(desk.join(gone)).unwrap();
            }
        }
        desk.reported();
    });
}

#[test]
fn a_folder_that_is_deleted_and_made_again_over_and_over_is_never_lost() {
    if skips_wine() {
        return;
    }
    at_every_desk(|mut desk, _| {
        for round in 0..200 / DESKS {
            fs::remove_dir_all(desk.join("content/reports")).unwrap();
            desk.write("content/reports/2023.md", format!("{round}"));
            if round % 3 == 0 {
                desk.next(std::time::Duration::from_millis(1));
            }
            if round % 5 == 0 {
                desk.reported();
                desk.replace("content/reports/2023.md", &format!("{round} changed"));
                assert_eq!(desk.reported(), [["content/reports/2023.md"]]);
            }
        }
        desk.reported();
    });
}
