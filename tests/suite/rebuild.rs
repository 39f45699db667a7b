//! A build after a build: what has not changed stays as it is, and what comes out is what a build from nothing makes.

use crate::common::*;
use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, SystemTime},
};

const OTHER: &str = "reports/baishui/2023.md";
const OTHER_SOURCE: &str = "content/reports/baishui/2023.md";
const PAGE: &str = "public/2023/qingshi/index.html";
const OTHER_PAGE: &str = "public/2023/baishui/index.html";
const UNCHANGED: &str = "没有变化";

const OTHERS: &str = r#"
[[agency]]
id = "baishui"
name = "白水镇人民政府"
kind = "government"
rank = "town"
"#;

fn two_towns() -> Folder {
    let site = town().configured(OTHERS).with("reports/qingshi/2023.md", FILLED_2021);
    let site = site.with("附件.pdf", "%PDF").with("index.md", "欢迎。\n");
    site.with(OTHER, FILLED_2021).with("guide.md", "# 指南\n\n见[首页](index.md)。\n").write()
}

fn modified(folder: &Folder, path: &str) -> SystemTime {
    fs::metadata(folder.join(path)).unwrap().modified().unwrap()
}

/// Builds, and compares with what a build from nothing makes of the same files.
#[track_caller]
fn build(folder: &Folder, args: &[&str]) -> String {
    let run = folder.giar(&[&["build"], args].concat()).expect(0);
    let fresh = folder.join("fresh");
    let _ = fs::remove_dir_all(&fresh);
    let cache = folder.join(".giar");
    let aside = folder.join("aside");
    fs::rename(&cache, &aside).unwrap();
    folder.giar(&[&["build", "-q", "-o", "fresh"], args].concat()).expect(0);
    let _ = fs::remove_dir_all(&cache);
    fs::rename(&aside, &cache).unwrap();
    assert_same(&folder.files("public"), &folder.files("fresh"));
    run.stdout
}

#[track_caller]
fn assert_same(kept: &BTreeMap<String, Vec<u8>>, fresh: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(kept.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
    let differing: Vec<_> = kept.iter().filter(|(path, bytes)| fresh[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn with_nothing_changed_the_site_stays_and_the_same_is_said() {
    let folder = two_towns();
    let first = folder.giar(&["build"]).expect(0);
    let before = modified(&folder, "public/index.html");
    let second = folder.giar(&["build"]).expect(0);
    assert!(!first.stdout.contains(UNCHANGED) && second.stdout.contains(UNCHANGED), "{}", second.stdout);
    assert_eq!(second.stderr, first.stderr);
    assert!(second.stdout.lines().take(2).eq(first.stdout.lines().take(2)), "{}", second.stdout);
    assert_eq!(modified(&folder, "public/index.html"), before);
    assert_eq!(folder.giar(&["build", "-q"]).expect(0).stdout, "");
}

#[test]
fn what_a_change_does_not_touch_keeps_its_file_and_its_time() {
    let folder = two_towns();
    folder.giar(&["build", "-q"]).expect(0);
    let times = [PAGE, OTHER_PAGE].map(|path| modified(&folder, path));
    folder.write(OTHER_SOURCE, format!("{FILLED_2021}\n另有一句。\n"));
    assert!(!build(&folder, &[]).contains(UNCHANGED));
    assert!(folder.read(OTHER_PAGE).contains("另有一句。"));
    let after = [PAGE, OTHER_PAGE].map(|path| modified(&folder, path));
    assert_eq!(after[0], times[0]);
    assert_ne!(after[1], times[1]);
    assert!(build(&folder, &[]).contains(UNCHANGED));
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let inode = |path: &str| fs::metadata(folder.join(path)).unwrap().ino();
        let kept = PAGE.replacen("public", ".public.giar-previous", 1);
        assert_eq!(inode(PAGE), inode(&kept), "it is one file under two names");
    }
}

/// Each change, one after the other, gives what a build from nothing gives.
#[test]
fn every_kind_of_change_is_seen() {
    let folder = two_towns();
    folder.giar(&["build", "-q"]).expect(0);
    let config = folder.read("site.toml");
    let changes: [(&str, Option<String>); 8] = [
        (OTHER_SOURCE, Some(format!("{FILLED_2021}\n另有一句。\n"))),
        ("content/guide.md", Some("# 指南\n\n见[首页](index.md)和[报告](reports/baishui/2023.md)。\n".to_owned())),
        ("content/附件.pdf", Some("%PDF-2".to_owned())),
        ("content/reports/baishui/2022.md", Some(in_year(FILLED_2021, 2022))),
        ("site.toml", Some(config.replacen("title = \"", "title = \"新", 1))),
        ("site.toml", Some(config.replacen("description = ", "theme = \"own\"\ndescription = ", 1))),
        ("themes/own/assets/style.css", Some("p{margin:0}".to_owned())),
        ("content/reports/baishui/2022.md", None),
    ];
    folder.write("themes/own/assets/new.js", "// own");
    for (path, text) in changes {
        match text {
            Some(text) => folder.write(path, text),
            None => fs::remove_file(folder.join(path)).unwrap(),
        }
        assert!(!build(&folder, &["--allow-removals"]).contains(UNCHANGED), "{path}");
        assert!(build(&folder, &["--allow-removals"]).contains(UNCHANGED), "{path}");
    }
}

/// Of the search index only the pieces are made again that hold what has changed.
#[test]
fn a_piece_of_the_index_stays_until_one_of_its_words_changes() {
    let folder = two_towns();
    let long: String = (0..8_000).map(|n| format!("第{n}次公开。\n\n")).collect();
    folder.write(OTHER_SOURCE, format!("{FILLED_2021}\n{long}"));
    folder.giar(&["build", "-q"]).expect(0);
    let all = folder.files("public").into_keys().filter(|path| path.starts_with("search/grams-"));
    let pieces: Vec<_> = all.map(|path| format!("public/{path}")).collect();
    let times = || pieces.iter().map(|path| modified(&folder, path)).collect::<Vec<_>>();
    for text in ["镇", "镇，镇", ""] {
        let before = times();
        folder.write(OTHER_SOURCE, format!("{FILLED_2021}\n{long}{text}\n"));
        build(&folder, &[]);
        let remade = times().iter().zip(before).filter(|(now, before)| **now != *before).count();
        assert!(pieces.len() > 3 && (1..=2).contains(&remade), "{text}: {remade} of {}", pieces.len());
    }
}

/// Pages and files of one year are made again for the reports of that year and of the year before, with which they are
/// compared, and for no other.
#[test]
fn a_year_is_made_again_with_its_reports_and_those_it_is_compared_with() {
    let years = [2021, 2022, 2023, 2024];
    let folder = two_towns();
    for agency in ["baishui", "qingshi"] {
        for year in years {
            folder.write(&format!("content/reports/{agency}/{year}.md"), in_year(FILLED_2021, year));
        }
    }
    folder.giar(&["build", "-q"]).expect(0);
    for year in years {
        let before = years.map(|year| modified(&folder, &format!("public/{year}/index.html")));
        let path = format!("content/reports/baishui/{year}.md");
        folder.write(&path, corrected(&folder.read(&path)));
        build(&folder, &[]);
        let after = years.map(|year| modified(&folder, &format!("public/{year}/index.html")));
        let remade: Vec<_> = (0..years.len()).filter(|at| before[*at] != after[*at]).map(|at| years[at]).collect();
        assert!(remade.iter().all(|remade| [year, year + 1].contains(remade)), "{year}: {remade:?}");
    }
}

/// Another figure, and what readers learn of it: without that it is not published.
fn corrected(text: &str) -> String {
    let text = with_cell(text, "proactive.licensing.decisions", "99");
    text.replacen("year: ", "revisions: [{date: 2026-01-05, note: 更正行政许可}]\nyear: ", 1)
}

#[test]
fn what_somebody_did_to_the_published_site_is_undone() {
    let folder = two_towns();
    folder.giar(&["build", "-q"]).expect(0);
    let page = folder.read(PAGE);
    let time = modified(&folder, PAGE);
    // As long as before, and as old.
    folder.write(PAGE, page.replace("青石", "黑石"));
    fs::File::options().write(true).open(folder.join(PAGE)).unwrap().set_modified(time).unwrap();
    if cfg!(unix) {
        assert!(!build(&folder, &[]).contains(UNCHANGED));
    } else {
        fs::File::options().write(true).open(folder.join(PAGE)).unwrap().set_modified(time + HOUR).unwrap();
        build(&folder, &[]);
    }
    fs::remove_file(folder.join(OTHER_PAGE)).unwrap();
    assert!(!build(&folder, &[]).contains(UNCHANGED));
    folder.write("public/stranger.html", "foreign");
    assert!(folder.giar(&["build"]).expect(2).stderr.contains("stranger.html"));
    fs::remove_file(folder.join("public/stranger.html")).unwrap();
    assert!(build(&folder, &[]).contains(UNCHANGED));
    folder.giar(&["verify"]).expect(0);
}

const HOUR: Duration = Duration::from_hours(1);

#[test]
fn the_cache_may_be_deleted_or_broken_and_belongs_to_one_output() {
    let folder = two_towns();
    folder.giar(&["build", "-q"]).expect(0);
    fs::remove_dir_all(folder.join(".giar")).unwrap();
    assert!(!build(&folder, &[]).contains(UNCHANGED));
    for entry in fs::read_dir(folder.join(".giar")).unwrap() {
        fs::write(entry.unwrap().path(), "nonsense\n").unwrap();
    }
    assert!(!build(&folder, &[]).contains(UNCHANGED));
    assert!(!build(&folder, &["--no-search"]).contains(UNCHANGED), "other options are another site");
    assert_eq!(folder.read(".giar/.gitignore"), "*\n");
    folder.giar(&["rollback"]).expect(0);
    assert!(!build(&folder, &["--no-search"]).contains(UNCHANGED), "what is published is another generation");
}

#[test]
fn compressed_copies_are_kept_with_their_files() {
    let folder = two_towns();
    folder.giar(&["build", "-q", "--precompress"]).expect(0);
    let copy = format!("{PAGE}.gz");
    let time = modified(&folder, &copy);
    folder.write(OTHER_SOURCE, format!("{FILLED_2021}\n另有一句。\n"));
    build(&folder, &["--precompress"]);
    assert_eq!(modified(&folder, &copy), time);
    fs::remove_file(folder.join(&copy)).unwrap();
    build(&folder, &["--precompress"]);
    build(&folder, &[]);
    assert!(!folder.join(&copy).exists());
}

#[test]
fn a_folder_that_stays_keeps_what_has_not_changed() {
    let folder = two_towns();
    folder.giar(&["build", "-q", "--in-place"]).expect(0);
    folder.giar(&["build", "-q", "--in-place"]).expect(0);
    let time = modified(&folder, PAGE);
    folder.write(OTHER_SOURCE, format!("{FILLED_2021}\n另有一句。\n"));
    build(&folder, &["--in-place"]);
    assert_eq!(modified(&folder, PAGE), time);
    assert!(build(&folder, &["--in-place"]).contains(UNCHANGED));
}

#[test]
fn a_check_says_the_same_with_and_without_what_a_build_has_kept() {
    let folder = two_towns();
    folder.write(OTHER_SOURCE, format!("{FILLED_2021}\n2023年，我镇收到政府信息公开申请9件，均已办结。\n"));
    let check = ["check", "--format", "json"];
    let alone = folder.giar(&check).expect(0).stdout;
    assert!(alone.contains("prose-number-mismatch"), "{alone}");
    folder.giar(&["build", "-q"]).expect(0);
    assert!(folder.join(".giar/reports").exists());
    assert_eq!(folder.giar(&check).expect(0).stdout, alone);
    folder.write(OTHER_SOURCE, FILLED_2021);
    assert!(!folder.giar(&check).expect(0).stdout.contains("prose-number-mismatch"));
}
