//! Links that are part of a site: what they lead to is watched where it is.

use crate::{common::Folder, desk::Desk};
use std::{fs, os::unix::fs::symlink};

#[test]
fn a_linked_report_is_reported_when_its_target_is_saved() {
    let mut desk = Desk::new();
    desk.write("store/总 报告.md", "one");
    symlink("../../store/总 报告.md", desk.join("content/reports/2022.md")).unwrap();
    assert_eq!(desk.reported(), [["content/reports/2022.md"]]);
    for round in 0..3 {
        desk.replace("store/总 报告.md", &format!("replaced {round}"));
        assert_eq!(desk.reported(), [["content/reports/2022.md"]]);
        desk.write("store/总 报告.md", format!("written {round}"));
        desk.reported();
        assert_eq!(desk.state["content/reports/2022.md"], format!("written {round}"));
    }
    desk.write("store/other.md", "nobody links here");
    assert!(desk.reported().is_empty());
}

#[test]
fn a_link_that_is_there_from_the_start_is_followed() {
    let folder = crate::common::town().with("a.md", "a").write();
    folder.write("store/b.md", "b");
    symlink("../store/b.md", folder.join("content/b.md")).unwrap();
    symlink("a.md", folder.join("content/c.md")).unwrap();
    let mut desk = Desk::at(folder, giar::io::watch::Mode::Auto);
    desk.replace("store/b.md", "changed");
    assert_eq!(desk.reported(), [["content/b.md"]]);
    desk.replace("content/a.md", "changed");
    assert_eq!(desk.reported(), [["content/a.md", "content/c.md"]]);
}

#[test]
fn a_linked_folder_is_watched_with_what_comes_into_it() {
    let mut desk = Desk::new();
    desk.write("store/files/a.md", "one");
    symlink("../store/files", desk.join("content/files")).unwrap();
    desk.reported();
    desk.replace("store/files/a.md", "two");
    assert_eq!(desk.reported(), [["content/files/a.md"]]);
    desk.write("store/files/new/deep/b.md", "b");
    desk.reported();
    desk.replace("store/files/new/deep/b.md", "c");
    assert_eq!(desk.reported(), [["content/files/new/deep/b.md"]]);
    fs::remove_dir_all(desk.join("store/files/new")).unwrap();
    assert_eq!(desk.reported(), [["-content/files/new/deep/b.md"]]);
    fs::remove_file(desk.join("content/files")).unwrap();
    assert_eq!(desk.reported(), [["-content/files/a.md"]]);
}

#[test]
fn a_target_that_goes_and_comes_back_is_a_fault_meanwhile() {
    let mut desk = Desk::new();
    desk.write("store/a.md", "one");
    symlink("../store/a.md", desk.join("content/a.md")).unwrap();
    desk.reported();
    fs::rename(desk.join("store/a.md"), desk.join("store/b.md")).unwrap();
    assert_eq!(desk.reported(), [["content/a.md"]]);
    assert!(desk.state["content/a.md"].contains("不存在"), "{:?}", desk.state["content/a.md"]);
    fs::rename(desk.join("store/b.md"), desk.join("store/a.md")).unwrap();
    assert_eq!(desk.reported(), [["content/a.md"]]);
    assert_eq!(desk.state["content/a.md"], "one");
}

#[test]
fn a_link_that_is_turned_elsewhere_is_a_change() {
    let mut desk = Desk::new();
    desk.write("store/a.md", "a");
    desk.write("store/b.md", "b");
    symlink("../store/a.md", desk.join("content/link.md")).unwrap();
    desk.reported();
    symlink("../store/b.md", desk.join("content/.link")).unwrap();
    fs::rename(desk.join("content/.link"), desk.join("content/link.md")).unwrap();
    assert_eq!(desk.reported(), [["content/link.md"]]);
    assert_eq!(desk.state["content/link.md"], "b");
}

#[test]
fn a_site_toml_that_several_sites_share_is_watched_where_it_is() {
    let shared = Folder::new();
    shared.write("site.toml", "title = \"甲\"\n");
    let folder = crate::common::town().with("a.md", "a").write();
    fs::remove_file(folder.join("site.toml")).unwrap();
    symlink(shared.join("site.toml"), folder.join("site.toml")).unwrap();
    let mut desk = Desk::at(folder, giar::io::watch::Mode::Auto);
    shared.write("site.toml", "title = \"乙\"\n");
    desk.reported();
    assert_eq!(desk.state["site.toml"], "title = \"乙\"\n");
}

#[test]
fn a_content_folder_that_is_a_link_is_watched_where_it_is() {
    let folder = crate::common::town().write();
    folder.write("text/a.md", "a");
    symlink("text", folder.join("content")).unwrap();
    let mut desk = Desk::at(folder, giar::io::watch::Mode::Auto);
    desk.replace("text/a.md", "b");
    assert_eq!(desk.reported(), [["content/a.md"]]);
}
