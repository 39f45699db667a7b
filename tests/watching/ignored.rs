//! What must not wake a preview.

use crate::desk::Desk;
use std::{fs, time::Duration};

/// Nothing that happened before a mark was reported, not even in vain.
#[track_caller]
fn assert_silent(desk: &mut Desk) {
    desk.replace("content/mark.md", "silence");
    let hints = desk.watch.next(Some(crate::desk::PATIENCE)).expect("the mark");
    assert!(hints.names("content/mark.md".as_ref()), "{hints:?}");
    assert_eq!(hints, giar::io::disk::Hints::default().with("content/mark.md"));
}

#[test]
fn reading_the_site_is_no_change() {
    let mut desk = Desk::new();
    for _ in 0..20 {
        desk.fresh();
        giar::io::load::load(desk.path()).unwrap();
        giar::io::load::theme(desk.path(), "plain").unwrap();
        giar::io::load::attachment(desk.path(), "附件/清单 一.pdf").unwrap();
    }
    assert_silent(&mut desk);
}

#[test]
fn what_is_published_is_no_change() {
    let mut desk = Desk::new();
    for at in 0..20 {
        desk.write("public/index.html", format!("{at}"));
        desk.write(&format!(".public.giar-tmp/{at}/index.html"), "x");
        fs::rename(desk.join("public"), desk.join(".public.giar-old")).unwrap();
        fs::rename(desk.join(".public.giar-tmp"), desk.join("public")).unwrap();
        fs::remove_dir_all(desk.join(".public.giar-old")).unwrap();
    }
    assert_silent(&mut desk);
}

#[test]
fn what_other_programs_keep_beside_the_site_is_no_change() {
    let mut desk = Desk::new();
    for path in [".git/index", "target/debug/x", ".giar/cache", "README.md", "node_modules/a/b.js"] {
        desk.write(path, "x");
    }
    assert_silent(&mut desk);
}

#[test]
fn what_editors_leave_for_a_moment_is_no_change() {
    let mut desk = Desk::new();
    let names = [
        "content/.git/index",
        "content/.DS_Store",
        "content/reports/.2023.md.swp",
        "content/reports/2023.md~",
        "content/reports/~$2023.docx",
        "content/reports/4913",
        "content/reports/#2023.md#",
        "content/reports/~WRD0001.tmp",
        "themes/plain/.home.html.kate-swp",
        ".site.toml.swp",
    ];
    for name in names {
        desk.write(name, "x");
        fs::remove_file(desk.join(name)).unwrap();
    }
    assert_silent(&mut desk);
}

#[test]
fn while_nothing_happens_nothing_is_reported() {
    let mut desk = Desk::new();
    assert_eq!(desk.watch.next(Some(Duration::from_millis(300))), None);
    assert_eq!(desk.watch.next(Some(Duration::ZERO)), None);
}
