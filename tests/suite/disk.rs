//! What a look at a site's files tells, and what it does not.

use crate::common::{FILLED_2021, Folder, REPORT, in_year, town};
use giar::{
    archive::InputContent,
    i18n::Lang,
    io::{
        disk::{Disk, Hints},
        load,
    },
    pipeline::Change,
};
use std::{
    fs, thread,
    time::{Duration, Instant},
};

fn site() -> (Folder, Disk) {
    let folder = town().with(REPORT, FILLED_2021).with("附件/清单 一.pdf", "list").write();
    folder.write("themes/plain/templates/home.html", "home");
    folder.write("public/index.html", "published");
    let (disk, _) = Disk::open(folder.path()).unwrap();
    (folder, disk)
}

/// `+path` for what is there, `-path` for what is gone, sorted as reported.
fn reported(delta: &Change) -> Vec<String> {
    let config = delta.config.iter().map(|config| if config.is_ok() { "+site.toml" } else { "!site.toml" }.to_owned());
    let content = delta.content.iter().map(|(path, input)| {
        let sign = match input.as_ref().map(|input| &input.content) {
            None => '-',
            Some(InputContent::Unreadable(_)) => '!',
            Some(_) => '+',
        };
        format!("{sign}content/{path}")
    });
    let themes = delta.themes.iter().map(|(path, file)| {
        let sign = file.as_ref().map_or('-', |file| if file.is_ok() { '+' } else { '!' });
        format!("{sign}themes/{path}")
    });
    config.chain(content).chain(themes).collect()
}

#[test]
fn the_first_look_tells_everything_and_the_next_nothing() {
    let folder = town().with(REPORT, FILLED_2021).with("附件/清单 一.pdf", "list").write();
    folder.write("themes/plain/templates/home.html", "home");
    let (mut disk, delta) = Disk::open(folder.path()).unwrap();
    let everything =
        ["+site.toml", "+content/reports/2023.md", "+content/附件/清单 一.pdf", "+themes/plain/templates/home.html"];
    assert_eq!(reported(&delta), everything);
    assert!(disk.has_content());
    assert!(disk.look(&Hints::everything()).is_empty());
    let named = everything.iter().fold(Hints::default(), |hints, path| hints.with(&path[1..]));
    assert!(disk.look(&named).is_empty());
}

#[test]
fn a_look_sees_what_a_build_loads() {
    let (folder, _) = site();
    let (_, delta) = Disk::open(folder.path()).unwrap();
    let loaded = load::load(folder.path()).unwrap();
    let mut paths: Vec<_> = loaded.inputs.iter().map(|input| &input.path).collect();
    paths.sort();
    assert_eq!(delta.content.iter().map(|(path, _)| path).collect::<Vec<_>>(), paths);
    let theme = load::theme(folder.path(), "plain").unwrap();
    assert_eq!(theme["templates/home.html"], *delta.themes[0].1.as_ref().unwrap().as_ref().unwrap());
}

#[test]
fn a_changed_file_is_reported_whichever_hint_covers_it() {
    let covering = [
        Hints::default().with("content/reports/2023.md"),
        Hints::default().with("content/reports"),
        Hints::default().with("content"),
        Hints::default().with("content").with("content/reports").with("content/reports/2023.md"),
        Hints::everything(),
    ];
    let (folder, mut disk) = site();
    for (at, hints) in covering.iter().enumerate() {
        folder.write("content/reports/2023.md", format!("{FILLED_2021}{at}"));
        let delta = disk.look(hints);
        assert_eq!(reported(&delta), ["+content/reports/2023.md"], "{hints:?}");
        assert!(disk.look(hints).is_empty());
    }
    folder.write("content/reports/2023.md", "---\n");
    assert!(disk.look(&Hints::default().with("themes").with("content/附件").with("public")).is_empty());
    assert!(disk.look(&Hints::default()).is_empty());
}

#[test]
fn a_file_written_again_with_the_same_text_is_no_change() {
    let (folder, mut disk) = site();
    folder.write("content/reports/2023.md", FILLED_2021);
    folder.write("themes/plain/templates/home.html", "home");
    folder.write("site.toml", crate::common::TOWN);
    assert!(disk.look(&Hints::everything()).is_empty());
    let named = Hints::default().with("site.toml").with("content/reports/2023.md").with("themes/plain");
    assert!(disk.look(&named).is_empty());
}

/// The clock of a file system may stand still between two savings; here it is set back by hand.
#[test]
fn a_change_that_does_not_show_in_the_time_is_seen_by_name_and_by_a_poll() {
    let (folder, mut disk) = site();
    let path = folder.join("content/reports/2023.md");
    for (text, hints) in [("---\nA", Hints::default().with("content/reports/2023.md")), ("---\nB", Hints::everything())]
    {
        fs::write(&path, "---\n_").unwrap();
        disk.look(&Hints::everything());
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, text).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(before).unwrap();
        assert_eq!(reported(&disk.look(&hints)), ["+content/reports/2023.md"]);
    }
}

/// Who polls may look at the very moment at which vim has moved the old file aside.
#[test]
fn a_file_that_is_away_while_it_is_saved_is_not_reported_as_gone() {
    let (folder, mut disk) = site();
    let path = folder.join("content/reports/2023.md");
    let saver = thread::spawn(move || {
        let save = |_| {
            let start = Instant::now();
            fs::rename(&path, path.with_file_name("2023.md~")).unwrap();
            thread::sleep(Duration::from_millis(2));
            fs::rename(path.with_file_name("2023.md~"), &path).unwrap();
            let away = start.elapsed();
            thread::sleep(Duration::from_millis(60));
            away
        };
        (0..20).map(save).max().unwrap()
    });
    let (mut gone, mut longest) = (Vec::new(), Duration::ZERO);
    while !saver.is_finished() {
        let start = Instant::now();
        gone.extend(reported(&disk.look(&Hints::everything())).into_iter().filter(|path| path.starts_with('-')));
        longest = longest.max(start.elapsed());
    }
    // On a machine so slow that it was away for long, or at both of our looks, nothing is proved.
    if saver.join().unwrap() < Duration::from_millis(20) && longest < Duration::from_millis(50) {
        assert!(gone.is_empty(), "{gone:?}");
    }
}

#[test]
fn an_attachment_is_compared_without_reading_it() {
    let (folder, mut disk) = site();
    folder.write("content/附件/清单 一.pdf", "another");
    assert_eq!(reported(&disk.look(&Hints::default().with("content/附件"))), ["+content/附件/清单 一.pdf"]);
    assert!(disk.look(&Hints::everything()).is_empty());
}

#[test]
fn what_is_gone_is_reported_file_by_file() {
    let (folder, mut disk) = site();
    folder.write("content/reports/2022.md", in_year(FILLED_2021, 2022));
    disk.look(&Hints::everything());
    fs::remove_dir_all(folder.join("content/reports")).unwrap();
    let delta = disk.look(&Hints::default().with("content/reports"));
    assert_eq!(reported(&delta), ["-content/reports/2022.md", "-content/reports/2023.md"]);
    fs::remove_dir_all(folder.join("content")).unwrap();
    let delta = disk.look(&Hints::everything());
    assert_eq!(reported(&delta), ["-content/附件/清单 一.pdf"]);
    assert!(!disk.has_content());
}

#[test]
fn a_site_without_its_site_toml_is_reported_and_recovers() {
    let (folder, mut disk) = site();
    fs::remove_file(folder.join("site.toml")).unwrap();
    let hints = Hints::default().with("site.toml");
    assert_eq!(reported(&disk.look(&hints)), ["!site.toml"]);
    assert!(disk.look(&hints).is_empty());
    folder.write("site.toml", crate::common::TOWN);
    assert_eq!(reported(&disk.look(&hints)), ["+site.toml"]);
}

#[test]
fn what_is_no_text_is_a_finding_and_the_rest_is_seen() {
    let (folder, mut disk) = site();
    folder.write("content/reports/2023.md", b"---\n\xff\xff\xff\x81");
    folder.write("content/about.md", "about");
    let delta = disk.look(&Hints::everything());
    assert_eq!(reported(&delta), ["+content/about.md", "!content/reports/2023.md"]);
    let Some(InputContent::Unreadable(finding)) = delta.content[1].1.as_ref().map(|input| &input.content) else {
        panic!("{delta:?}")
    };
    assert!(finding.message.get(Lang::Zh).contains("不合 UTF-8"));
}

#[test]
fn what_editors_leave_for_a_moment_is_not_seen() {
    let (folder, mut disk) = site();
    for name in [
        "~$2023.md",
        "2023.md~",
        ".2023.md.swp",
        "2023.md.swp",
        "4913",
        "#2023.md#",
        "报告.tmp",
        "2023.md.vsctmp",
        "Thumbs.db",
        "DESKTOP.INI",
        "表.docx.lnk",
    ] {
        folder.write(&format!("content/reports/{name}"), "x");
    }
    folder.write("content/.obsidian/workspace.md", "x");
    assert!(disk.look(&Hints::everything()).is_empty());
    assert!(
        disk.look(&Hints::default().with("content/.obsidian/workspace.md").with("content/reports/4913")).is_empty()
    );
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    fn fault(delta: &Change, path: &str) -> String {
        let input = delta.content.iter().find(|(reported, _)| reported == path).and_then(|(_, input)| input.as_ref());
        match input.map(|input| &input.content) {
            Some(InputContent::Unreadable(finding)) => finding.message.get(Lang::En),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_linked_report_is_read_where_it_is() {
        let (folder, mut disk) = site();
        folder.write("store/2022.md", in_year(FILLED_2021, 2022));
        symlink("../../store/2022.md", folder.join("content/reports/2022.md")).unwrap();
        let hints = Hints::default().with("content/reports/2022.md");
        assert_eq!(reported(&disk.look(&hints)), ["+content/reports/2022.md"]);
        assert_eq!(disk.links().len(), 1);
        folder.write("store/2022.md", "---\n");
        assert_eq!(reported(&disk.look(&hints)), ["+content/reports/2022.md"]);
        fs::remove_file(folder.join("store/2022.md")).unwrap();
        let delta = disk.look(&hints);
        assert_eq!(fault(&delta, "reports/2022.md"), "the link points to ../../store/2022.md, which does not exist");
        fs::remove_file(folder.join("content/reports/2022.md")).unwrap();
        assert_eq!(reported(&disk.look(&hints)), ["-content/reports/2022.md"]);
        assert!(disk.links().is_empty());
    }

    #[test]
    fn a_linked_folder_is_walked_and_loops_are_cut() {
        let (folder, mut disk) = site();
        folder.write("store/a/一.md", "one");
        symlink("../store", folder.join("content/store")).unwrap();
        symlink("..", folder.join("store/a/up")).unwrap();
        symlink("../..", folder.join("store/a/root")).unwrap();
        let delta = disk.look(&Hints::default().with("content/store"));
        assert_eq!(reported(&delta), ["!content/store/a/root", "!content/store/a/up", "+content/store/a/一.md"]);
        assert_eq!(fault(&delta, "store/a/up"), "the link leads back to itself: ..");
        folder.write("store/a/一.md", "two");
        assert_eq!(reported(&disk.look(&Hints::default().with("content/store/a/一.md"))), ["+content/store/a/一.md"]);
    }

    #[test]
    fn a_link_out_of_the_site_is_never_read() {
        let outside = Folder::new();
        outside.write("secret.md", "secret");
        let (folder, mut disk) = site();
        symlink(outside.path(), folder.join("content/outside")).unwrap();
        symlink(outside.join("secret.md"), folder.join("content/secret.pdf")).unwrap();
        symlink(outside.join("secret.md"), folder.join("themes/plain/secret.css")).unwrap();
        let delta = disk.look(&Hints::everything());
        assert_eq!(reported(&delta), ["!content/outside", "!content/secret.pdf", "!themes/plain/secret.css"]);
        assert!(fault(&delta, "outside").starts_with("the link leads out of the site's folder: /"));
        assert!(disk.look(&Hints::default().with("content/outside/secret.md")).is_empty());
        for path in ["secret.pdf", "outside/secret.md", "../../etc/passwd"] {
            assert!(load::attachment(folder.path(), path).is_err(), "{path}");
        }
        assert!(load::theme(folder.path(), "plain").unwrap_err().0.get(Lang::En).contains("out of the site"));
    }

    #[test]
    fn the_content_folder_itself_may_be_a_link() {
        let (folder, _) = site();
        fs::rename(folder.join("content"), folder.join("text")).unwrap();
        symlink("text", folder.join("content")).unwrap();
        let (disk, delta) = Disk::open(folder.path()).unwrap();
        assert!(disk.has_content());
        assert_eq!(delta.content.len(), 2);
        fs::remove_file(folder.join("content")).unwrap();
        symlink("/", folder.join("content")).unwrap();
        let (disk, delta) = Disk::open(folder.path()).unwrap();
        assert!(!disk.has_content());
        assert_eq!(fault(&delta, ""), "the link leads out of the site's folder: /");
    }
}
