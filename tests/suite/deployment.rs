//! Where sites stand: what is kept there, what may go, what comes back, and whether it is what was published.

use crate::common::*;
use std::{collections::BTreeSet, fs};

/// The town with its report, and pages enough that one more or less is no great share.
fn portal() -> Site {
    (0..30).fold(town().with(REPORT, FILLED_2021), |site, at| {
        site.with(&format!("notices/{at}.md"), format!("---\ntitle: 公告{at}\n---\n公告第{at}号。\n"))
    })
}

fn published(site: &Site) -> Folder {
    let folder = site.write();
    folder.giar(&["build"]).expect(0);
    folder
}

mod corrections {
    use super::*;

    const REPORT: &str = "content/reports/2023.md";

    /// The published portal, and its report with one figure changed and more in its front matter.
    fn corrected(more: &str) -> Folder {
        let folder = published(&portal());
        let text = folder.read(REPORT);
        assert!(text.contains("行政许可: 517"));
        let text =
            text.replace("行政许可: 517", "行政许可: 518").replacen("year: 2023\n", &format!("year: 2023\n{more}"), 1);
        folder.write(REPORT, text);
        folder
    }

    #[test]
    fn that_no_revision_mentions_are_refused_and_the_site_stands() {
        let folder = corrected("");
        let before = folder.files("public");
        let reported = folder.giar(&["build", "-q"]).expect(1).stderr;
        for word in ["changed-after-publication", "517", "518", "revisions"] {
            assert!(reported.contains(word), "{word}: {reported}");
        }
        assert!(reported.contains("[{note: ……, was: {主动公开.行政许可.本年处理决定数量: 517}}]"), "{reported}");
        assert_eq!(folder.files("public"), before);
        folder.giar(&["check"]).expect(0);
        folder.giar(&["build", "-q", "-o", "elsewhere"]).expect(0);
    }

    #[test]
    fn by_a_slip_that_the_sums_reveal_are_one_mistake() {
        let folder = published(&portal());
        folder.write(REPORT, FILLED_2021.replacen("965]", "966]", 1));
        let reported = folder.giar(&["build", "-q"]).expect(1).stderr;
        assert!(reported.contains("total-mismatch") && !reported.contains("changed-after-publication"), "{reported}");
    }

    #[test]
    fn that_a_revision_mentions_are_published_and_the_next_build_makes_the_same() {
        let folder = corrected("revisions: [{date: 2024-03-02, note: 更正行政许可}]\n");
        folder.giar(&["build", "-q"]).expect(0);
        let first = folder.files("public");
        assert!(folder.read("public/2023/qingshi/report.json").contains("518"));
        folder.giar(&["build", "-q"]).expect(0);
        assert_eq!(folder.files("public"), first);
        // The revision was made for what it was published with.
        folder.write(REPORT, folder.read(REPORT).replace("行政许可: 518", "行政许可: 519"));
        folder.giar(&["build", "-q"]).expect(1);
    }

    #[test]
    fn that_are_waived_are_published_and_the_waiver_is_not_reported_afterwards() {
        let waiver = "waivers: [{rule: changed-after-publication, at: proactive, reason: 原为试填}]\n";
        let folder = corrected(waiver);
        folder.giar(&["build", "-q"]).expect(0);
        let first = folder.files("public");
        let reported = folder.giar(&["build"]).expect(0);
        assert!(!reported.stderr.contains("unused-waiver"), "{}", reported.stderr);
        assert_eq!(folder.files("public"), first);
    }
}

mod removals {
    use super::*;

    #[test]
    fn of_a_renamed_folder_of_reports_are_refused_and_named_and_the_site_stands() {
        let folder = published(&portal().with("reports/2022.md", in_year(FILLED_2021, 2022)));
        let before = folder.files("public");
        fs::rename(folder.join("content/reports"), folder.join("content/baogao")).unwrap();
        fs::create_dir(folder.join("content/reports")).unwrap();
        fs::remove_dir_all(folder.join("content/baogao")).unwrap();
        for args in [&["build"][..], &["build", "-q"]] {
            let reported = folder.giar(args).expect(1).stderr;
            for word in ["/2023/qingshi/", "/2022/qingshi/", "--allow-removals", "max_removals", "content/reports"] {
                assert!(reported.contains(word), "{word}: {reported}");
            }
            assert!(!reported.contains("report.json"), "the page stands for its data: {reported}");
            assert_eq!(folder.files("public"), before);
        }
        let reported = folder.giar(&["build", "--allow-removals"]).expect(0).stderr;
        assert!(reported.contains("/2023/qingshi/"), "{reported}");
        assert!(!folder.join("public/2023/qingshi").exists());
    }

    #[test]
    fn of_few_pages_are_named_and_allowed() {
        let folder = published(&portal());
        fs::remove_file(folder.join("content/notices/7.md")).unwrap();
        let reported = folder.giar(&["build", "-q"]).expect(0).stderr;
        assert!(reported.contains("/notices/7/"), "{reported}");
    }

    #[test]
    fn are_measured_by_the_site_s_own_share() {
        for (share, code) in [("\"0%\"", 1), ("0", 1), ("1", 0), ("\"100%\"", 0)] {
            let folder = published(&portal());
            folder.write("site.toml", format!("max_removals = {share}\n{TOWN}"));
            fs::remove_file(folder.join("content/notices/7.md")).unwrap();
            folder.giar(&["build"]).expect(code);
        }
        let faults = Site { config: format!("max_removals = 0.05\n{TOWN}"), ..town() }.configuration_faults();
        assert!(faults[0].hints.concat().contains("5%"), "{faults:?}");
    }

    #[test]
    fn of_the_search_page_is_said_and_not_refused() {
        let folder = published(&portal());
        let reported = folder.giar(&["build", "-q", "--no-search"]).expect(0).stderr;
        assert!(reported.contains("检索页 /search/ 将要消失"), "{reported}");
        assert!(!folder.join("public/search").exists());
        let again = folder.giar(&["build", "-q", "--no-search"]).expect(0).stderr;
        assert!(!again.contains("/search/"), "{again}");
    }

    #[test]
    fn of_a_page_that_has_only_moved_are_none() {
        let folder = published(&portal().configured("\n"));
        folder.write("site.toml", format!("max_removals = 0\n{TOWN}"));
        fs::remove_file(folder.join("content/notices/7.md")).unwrap();
        folder.write("content/notices/seven.md", "---\ntitle: 七\nredirect_from: [notices/7/]\n---\n公告。\n");
        let reported = folder.giar(&["build"]).expect(0).stderr;
        assert!(!reported.contains("/notices/7/"), "{reported}");
    }
}

mod kept {
    use super::*;

    #[test]
    fn is_what_hosts_put_there_and_what_the_site_lists_in_either_way_of_publishing() {
        for way in [&["build"][..], &["build", "--in-place"]] {
            let folder = published(&portal());
            folder.write("site.toml", format!("keep = [\"uploads/\", \"files/old.pdf\"]\n{TOWN}"));
            let strangers = [
                ".git/HEAD",
                ".git/refs/heads/main",
                "CNAME",
                ".nojekyll",
                ".well-known/acme-challenge/token",
                "uploads/2019/扫描件.pdf",
                "files/old.pdf",
            ];
            for path in strangers {
                folder.write(&format!("public/{path}"), path);
            }
            fs::create_dir_all(folder.join("public/.git/refs/tags")).unwrap();
            for round in 0..3 {
                folder.write("content/notices/1.md", format!("---\ntitle: 公告\n---\n第{round}次改动。\n"));
                folder.giar(way).expect(0);
                for path in strangers {
                    assert_eq!(folder.read(&format!("public/{path}")), *path);
                }
                assert!(folder.join("public/.git/refs/tags").is_dir(), "git wants its empty folders");
                assert!(folder.read("public/notices/1/index.html").contains(&format!("第{round}次改动")));
            }
            folder.giar(&["verify"]).expect(0);
            folder.giar(&["rollback"]).expect(0);
            for path in strangers {
                assert_eq!(folder.read(&format!("public/{path}")), *path);
            }
            assert!(folder.read("public/notices/1/index.html").contains("第1次改动"));
            folder.write("public/uploads.html", "x");
            folder.giar(way).expect(2);
        }
    }

    #[test]
    fn copies_that_somebody_compressed_are_tolerated_and_never_stale() {
        let folder = published(&portal());
        let index = folder.read("public/index.html");
        for path in ["index.html", "notices/1/index.html", "notices/2/index.html"] {
            folder.write(&format!("public/{path}.gz"), "compressed");
        }
        folder.giar(&["verify"]).expect(0);
        folder.write("content/notices/1.md", "---\ntitle: 公告1\n---\n改了。\n");
        folder.giar(&["build", "--in-place"]).expect(0);
        assert!(!folder.join("public/notices/1/index.html.gz").exists(), "it was of the old page");
        assert!(folder.join("public/notices/2/index.html.gz").exists());
        assert_eq!(folder.read("public/index.html"), index);
        folder.giar(&["build"]).expect(0);
        assert!(folder.join("public/notices/2/index.html.gz").exists());
        folder.write("content/notices/2.md", "---\ntitle: 公告2\n---\n改了。\n");
        folder.write("public/notices/3/index.html.br", "compressed");
        folder.write("public/notices/4/index.html.br", "of an earlier page");
        let long_ago = fs::metadata(folder.join("public/notices/4/index.html")).unwrap().modified().unwrap()
            - std::time::Duration::from_hours(1);
        let stale = fs::File::options().write(true).open(folder.join("public/notices/4/index.html.br")).unwrap();
        stale.set_modified(long_ago).unwrap();
        folder.giar(&["build"]).expect(0);
        assert!(!folder.join("public/notices/2/index.html.gz").exists(), "it was of the old page");
        assert!(!folder.join("public/notices/4/index.html.br").exists(), "it is older than its page");
        assert_eq!(folder.read("public/notices/3/index.html.br"), "compressed");
        folder.giar(&["verify"]).expect(0);
    }

    #[test]
    fn dotfiles_of_the_web_are_published_and_others_are_not() {
        let site = portal().with(".well-known/security.txt", "Contact: mailto:a@example.gov.cn\n");
        let site = site.with(".htaccess", "Options -Indexes\n").with(".nojekyll", "").with(".env", "SECRET=1\n");
        let folder = published(&site);
        let names: BTreeSet<_> = folder.files("public").into_keys().filter(|name| name.starts_with('.')).collect();
        assert_eq!(
            names.iter().map(String::as_str).collect::<Vec<_>>(),
            [".htaccess", ".nojekyll", ".well-known/security.txt"]
        );
        assert!(folder.read("public/manifest.sha256").contains("  .well-known/security.txt\n"));
    }
}

mod rollback {
    use super::*;

    #[test]
    fn brings_back_the_last_site_that_was_another_and_undoes_itself() {
        for way in [&["build"][..], &["build", "--in-place"]] {
            let folder = published(&portal());
            let first = folder.files("public");
            folder.giar(&["rollback"]).expect(2);
            folder.write("content/new.md", "---\ntitle: 新页\n---\n新。\n");
            folder.giar(way).expect(0);
            let second = folder.files("public");
            // The same again is not another generation.
            folder.giar(way).expect(0);
            let reported = folder.giar(&["rollback"]).expect(0).stdout;
            assert!(reported.contains("已恢复上一版"), "{reported}");
            assert_eq!(folder.files("public"), first);
            folder.giar(&["verify"]).expect(0);
            folder.giar(&["rollback"]).expect(0);
            assert_eq!(folder.files("public"), second);
        }
    }

    #[test]
    fn to_a_damaged_site_is_refused_with_the_file_s_name() {
        let folder = published(&portal());
        folder.write("content/new.md", "---\ntitle: 新页\n---\n新。\n");
        folder.giar(&["build"]).expect(0);
        let before = folder.files("public");
        // A file that both generations have may be one file under two names.
        fs::remove_file(folder.join(".public.giar-previous/notices/1/index.html")).unwrap();
        folder.write(".public.giar-previous/notices/1/index.html", "damaged");
        let reported = folder.giar(&["rollback"]).expect(2).stderr;
        assert!(reported.contains("notices/1/index.html"), "{reported}");
        assert_eq!(folder.files("public"), before);
    }

    #[test]
    fn leaves_alone_what_somebody_put_beside_the_previous_site() {
        let folder = published(&portal());
        for round in 0..3 {
            folder.write("content/new.md", format!("---\ntitle: 新页\n---\n{round}\n"));
            let reported = folder.giar(&["build"]).expect(0).stderr;
            assert_eq!(reported.contains(".public.giar-previous"), round > 0, "{reported}");
            folder.write(".public.giar-previous/mine.txt", "mine");
        }
        assert_eq!(folder.read(".public.giar-previous/mine.txt"), "mine");
    }

    #[test]
    fn works_while_the_site_s_configuration_is_broken() {
        let folder = published(&portal());
        folder.write("content/new.md", "---\ntitle: 新页\n---\n新。\n");
        folder.giar(&["build"]).expect(0);
        folder.write("site.toml", "[[agency]\n");
        folder.giar(&["rollback"]).expect(0);
        assert!(!folder.join("public/new").exists());
    }
}

mod verify {
    use super::*;

    #[test]
    fn names_what_differs_is_missing_or_foreign_with_exit_codes_for_scripts() {
        let folder = published(&portal());
        let reported = folder.giar(&["verify"]).expect(0).stdout;
        assert!(reported.contains("完全一致"), "{reported}");
        folder.write("public/index.html", "altered");
        fs::remove_file(folder.join("public/feed.xml")).unwrap();
        folder.write("public/data/extra.csv", "x");
        let reported = folder.giar(&["verify", "--lang", "en"]).expect(1).stdout;
        for line in ["differs: index.html\n", "missing: feed.xml\n", "not in the manifest: data/extra.csv\n"] {
            assert!(reported.contains(line), "{line}: {reported}");
        }
        let json = folder.giar(&["verify", "--format", "json"]).expect(1).stdout;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["matches"], false);
        assert_eq!(json["differing"], serde_json::json!(["index.html"]));
        assert_eq!(json["missing"], serde_json::json!(["feed.xml"]));
        assert_eq!(json["foreign"], serde_json::json!(["data/extra.csv"]));
    }

    #[test]
    fn needs_no_site_and_says_where_it_looked_if_there_is_nothing_to_verify() {
        let (folder, elsewhere) = (published(&portal()), Folder::new());
        let copy = folder.join("public");
        run(elsewhere.path(), &["verify".as_ref(), copy.as_os_str()], &[]).expect(0);
        elsewhere.write("some/file", "x");
        let reported = elsewhere.giar(&["verify", "some"]).expect(2).stderr;
        assert!(reported.contains("some") && reported.contains("manifest.sha256"), "{reported}");
        elsewhere.giar(&["verify", "nowhere"]).expect(2);
        elsewhere.giar(&["verify"]).expect(2);
        elsewhere.write("some/manifest.sha256", "rubbish\n");
        elsewhere.giar(&["verify", "some"]).expect(2);
    }
}

#[test]
fn precompressed_copies_say_what_their_originals_say_and_are_the_same_every_time() {
    use std::io::Read as _;
    let folder = portal().write();
    for way in [&["build", "--precompress"][..], &["build", "--precompress", "--in-place"]] {
        folder.giar(way).expect(0);
        folder.giar(&["verify"]).expect(0);
        let files = folder.files("public");
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&files["index.html.gz"][..]).read_to_end(&mut text).unwrap();
        assert_eq!(text, files["index.html"]);
        text.clear();
        brotli::BrotliDecompress(&mut &files["index.html.br"][..], &mut text).unwrap();
        assert_eq!(text, files["index.html"]);
        folder.giar(way).expect(0);
        assert_eq!(folder.files("public"), files);
    }
    // Without the copies no address is gone.
    let reported = folder.giar(&["build", "-q"]).expect(0).stderr;
    assert_eq!(reported, "");
    assert!(!folder.join("public/index.html.gz").exists());
}

#[test]
fn what_has_not_changed_keeps_its_time_and_what_has_does_not() {
    for way in [&["build"][..], &["build", "--in-place"]] {
        let folder = published(&portal());
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(24);
        let page = |at: u8| folder.join(format!("public/notices/{at}/index.html"));
        for at in [1, 2] {
            fs::File::options().write(true).open(page(at)).unwrap().set_modified(long_ago).unwrap();
        }
        folder.write("content/notices/1.md", "---\ntitle: 公告1\n---\n改了。\n");
        folder.giar(way).expect(0);
        let time = |at: u8| fs::metadata(page(at)).unwrap().modified().unwrap();
        assert!(time(1) > long_ago + std::time::Duration::from_hours(1));
        assert!(time(2) < long_ago + std::time::Duration::from_hours(1));
    }
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    fn mode(folder: &Folder, path: &str) -> u32 {
        fs::metadata(folder.join(path)).unwrap().permissions().mode() & 0o7777
    }

    fn set_mode(folder: &Folder, path: &str, mode: u32) {
        fs::set_permissions(folder.join(path), fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn the_mode_of_the_output_survives_and_nobody_else_enters_what_is_beside_it() {
        let folder = portal().write();
        fs::create_dir(folder.join("public")).unwrap();
        set_mode(&folder, "public", 0o2750);
        for round in 0..3 {
            folder.write("content/notices/1.md", format!("---\ntitle: 公告\n---\n第{round}次。\n"));
            folder.giar(&["build"]).expect(0);
            assert_eq!(mode(&folder, "public"), 0o2750, "{round}");
            assert_eq!(mode(&folder, "public/notices") & 0o2000, 0o2000, "the group is inherited below");
        }
        assert_eq!(mode(&folder, ".public.giar-previous"), 0o700);
        folder.giar(&["rollback"]).expect(0);
        assert_eq!(mode(&folder, "public"), 0o2750);
    }

    #[test]
    fn links_and_folders_that_only_have_giar_s_names_are_reported_and_left_alone() {
        let folder = published(&portal());
        folder.write("precious/a", "x");
        folder.write("precious/sub/b", "y");
        symlink("precious", folder.join(".public.giar-tmp")).unwrap();
        folder.write(".public.giar-ready/mine", "x");
        folder.write(".public.giar-old/mine", "x");
        symlink("precious", folder.join(".public.giar-previous")).unwrap();
        for _ in 0..2 {
            folder.write("content/new.md", format!("---\ntitle: 新页\n---\n{:?}\n", std::time::Instant::now()));
            let reported = folder.giar(&["build"]).expect(0).stderr;
            for name in [".public.giar-tmp", ".public.giar-ready", ".public.giar-old", ".public.giar-previous"] {
                assert_eq!(reported.matches(name).count(), 1, "{name}: {reported}");
            }
            assert_eq!(folder.files("precious").len(), 2);
            assert_eq!(folder.read(".public.giar-ready/mine"), "x");
            assert_eq!(folder.read(".public.giar-old/mine"), "x");
            assert!(!folder.join(".public.giar-tmp-2").exists());
        }
        // A foreign `-old` does not become the site either.
        fs::remove_dir_all(folder.join("public")).unwrap();
        folder.giar(&["build"]).expect(0);
        folder.giar(&["verify"]).expect(0);
    }

    #[test]
    fn a_link_with_the_name_of_a_file_that_is_being_written_is_not_followed() {
        let folder = town().with(REPORT, FILLED_2021.replace("，", ",")).write();
        folder.write("precious", "x");
        for name in ["content/reports/.2023.md.giar-tmp", "content/reports/.2022.md.giar-tmp", ".2023.docx.giar-tmp"] {
            symlink(folder.join("precious"), folder.join(name)).unwrap();
        }
        folder.giar(&["check", "--fix"]).expect(0);
        folder.giar(&["export", "qingshi/2023", "-o", "2023.docx"]).expect(0);
        folder.write("2022.csv", "规章,0,0,0\n");
        let _ = folder.giar(&["import", "2022.csv", "-o", "content/reports"]);
        assert_eq!(folder.read("precious"), "x");
        for name in [&format!("content/{REPORT}"), "2023.docx"] {
            assert!(fs::symlink_metadata(folder.join(name)).unwrap().is_file(), "{name}");
        }
        assert!(folder.read(&format!("content/{REPORT}")).contains('，'));
    }

    #[test]
    fn a_lock_that_is_a_pipe_or_a_link_is_refused_and_not_waited_for() {
        let folder = published(&portal());
        fs::remove_file(folder.join(".public.giar-lock")).unwrap();
        folder.write("elsewhere", "x");
        symlink("elsewhere", folder.join(".public.giar-lock")).unwrap();
        folder.giar(&["build"]).expect(2);
        assert_eq!(folder.read("elsewhere"), "x");
    }

    #[test]
    fn a_kept_link_to_a_folder_stays_one() {
        let folder = published(&portal());
        folder.write("site.toml", format!("keep = [\"uploads\"]\n{TOWN}"));
        folder.write("store/扫描件.pdf", "scan");
        symlink("../store", folder.join("public/uploads")).unwrap();
        for way in [&["build"][..], &["build", "--in-place"], &["rollback"]] {
            folder.write("content/new.md", format!("---\ntitle: 新页\n---\n{way:?}\n"));
            folder.giar(way).expect(0);
            assert_eq!(folder.read("public/uploads/扫描件.pdf"), "scan");
            assert!(folder.join("public/uploads").is_symlink());
        }
    }

    #[test]
    fn in_place_the_folder_stays_and_so_does_what_has_not_changed() {
        let folder = published(&portal());
        let inode = |path: &str| fs::metadata(folder.join(path)).unwrap().ino();
        let before = [inode("public"), inode("public/notices/2/index.html"), inode("public/notices/1/index.html")];
        folder.write("content/notices/1.md", "---\ntitle: 公告1\n---\n改了。\n");
        folder.giar(&["build", "--in-place"]).expect(0);
        let after = [inode("public"), inode("public/notices/2/index.html"), inode("public/notices/1/index.html")];
        assert_eq!(before[..2], after[..2]);
        assert_ne!(before[2], after[2]);
        // A file that somebody damaged is put right, though its page has not changed.
        folder.write("public/notices/2/index.html", "damaged");
        folder.giar(&["build", "--in-place"]).expect(0);
        folder.giar(&["verify"]).expect(0);
    }

    #[test]
    fn a_page_that_becomes_a_folder_and_a_folder_that_becomes_a_file_change_places() {
        let site = portal().with("a", "a file").with("b/c.txt", "in a folder");
        let folder = published(&site);
        for (file, folder_name) in [("b", "a"), ("a", "b")] {
            fs::remove_file(folder.join("content/a"))
                .or_else(|_| fs::remove_dir_all(folder.join("content/a")))
                .unwrap();
            fs::remove_file(folder.join("content/b"))
                .or_else(|_| fs::remove_dir_all(folder.join("content/b")))
                .unwrap();
            folder.write(&format!("content/{file}"), "a file now");
            folder.write(&format!("content/{folder_name}/c.txt"), "in a folder now");
            folder.giar(&["build", "--in-place", "--allow-removals"]).expect(0);
            folder.giar(&["verify"]).expect(0);
            assert_eq!(folder.read(&format!("public/{file}")), "a file now");
        }
    }
}
