//! A site is published whole or not at all, whatever stops giar, and never over anybody else's files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::common::*;
use giar::i18n::Lang;
use giar::io::publish::{self, Error, Failure, Foreign, MANIFEST, Published, Recovered, Target};
use sha2::{Digest as _, Sha256};

const SCHEMA: &str = "schema/v1/report.json";
const PATHS: [&str; 4] = ["2023/赤眉镇/index.html", "assets/a b.css", "index.html", SCHEMA];

type Files = BTreeMap<String, Vec<u8>>;

/// A folder for one test, with the output `public` in it.
struct Desk {
    dir: tempfile::TempDir,
    out: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { out: dir.path().join("public"), dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Publishes the four files, each saying `content`.
    fn publish(&self, content: &str) -> Result<Published, Error> {
        publish_to(&self.out, &PATHS, content)
    }

    /// Everything giar and the test left, except in the output.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.dir.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// Publishes in the plain way.
fn publish<E: Send>(
    out: &Path,
    keep_out: &[&Path],
    paths: &[&str],
    bytes: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
) -> Result<Published, Failure<E>> {
    publish::publish(&Target { keep_out, ..Target::new(out) }, paths, bytes)
}

fn recover(out: &Path) -> Result<Recovered, Error> {
    publish::recover(&Target::new(out))
}

fn publish_to(out: &Path, paths: &[&str], content: &str) -> Result<Published, Error> {
    match publish(out, &[], paths, |i| Ok::<_, ()>(format!("{content} {}", paths[i]).into_bytes())) {
        Ok(published) => Ok(published),
        Err(Failure::Publish(error)) => Err(error),
        Err(Failure::Render(()) | Failure::Declined) => unreachable!(),
    }
}

/// Every file below `folder` by its path in a site.
fn files(folder: &Path) -> Files {
    fn walk(folder: &Path, at: &str, found: &mut Files) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{at}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                walk(&path, &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    let mut found = Files::new();
    walk(folder, "", &mut found);
    found
}

/// What a correct manifest of `files` says.
fn manifest_of(files: &Files) -> String {
    fn hex(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    }

    let listed = files.iter().filter(|(path, _)| *path != MANIFEST);
    listed.map(|(path, bytes)| format!("{}  {path}\n", hex(bytes))).collect()
}

fn assert_whole(files: &Files) {
    assert_eq!(String::from_utf8_lossy(&files[MANIFEST]), manifest_of(files));
}

fn zh(error: &Error) -> String {
    error.message().get(Lang::Zh)
}

#[test]
fn a_first_publish_writes_every_file_and_the_manifest_and_nothing_else() {
    let desk = Desk::new();
    let published = desk.publish("one").unwrap();
    let found = files(&desk.out);
    let size: usize = found.iter().filter(|(path, _)| *path != MANIFEST).map(|(_, bytes)| bytes.len()).sum();
    let id = published.id.clone();
    let wanted = Published { files: 4, bytes: size as u64, id, recovered: false, in_place: false, notes: Vec::new() };
    assert_eq!(published, wanted);
    assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), [&PATHS[..3], &[MANIFEST, SCHEMA]].concat());
    assert_eq!(found["assets/a b.css"], b"one assets/a b.css");
    assert_whole(&found);
    assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
}

#[test]
fn sha256sum_accepts_the_manifest() {
    let desk = Desk::new();
    desk.publish("one").unwrap();
    let check =
        || Command::new("sha256sum").args(["--strict", "--quiet", "-c", MANIFEST]).current_dir(&desk.out).output();
    match check() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(error) => return eprintln!("SKIPPED: no sha256sum here: {error}"),
    }
    fs::write(desk.out.join("index.html"), "altered").unwrap();
    assert!(!check().unwrap().status.success());
}

#[test]
fn an_empty_folder_and_one_whose_parents_are_missing_are_published_to() {
    let desk = Desk::new();
    fs::create_dir(&desk.out).unwrap();
    desk.publish("one").unwrap();
    assert_whole(&files(&desk.out));
    let deep = desk.path("a/b/public");
    publish_to(&deep, &PATHS, "one").unwrap();
    assert_eq!(files(&deep), files(&desk.out));
}

#[test]
fn publishing_again_replaces_the_site_and_removed_pages_vanish() {
    let desk = Desk::new();
    desk.publish("one").unwrap();
    publish_to(&desk.out, &["2024/new.html", SCHEMA], "two").unwrap();
    let found = files(&desk.out);
    assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), ["2024/new.html", MANIFEST, SCHEMA]);
    assert!(!desk.out.join("assets").exists(), "its folder is gone too");
    assert_whole(&found);
    assert_eq!(desk.beside(), [".public.giar-lock", ".public.giar-previous", "public"]);
}

#[test]
fn every_file_is_made_once_and_the_order_of_paths_does_not_matter() {
    fn page(path: &str) -> Result<Vec<u8>, ()> {
        Ok::<_, ()>(path.as_bytes().to_vec())
    }

    let (a, b) = (Desk::new(), Desk::new());
    let paths: Vec<String> = (0..500).map(|i| format!("{}/{i}/x.html", 2000 + i % 7)).collect();
    let mut paths: Vec<&str> = paths.iter().map(String::as_str).chain([SCHEMA]).collect();
    let made = AtomicUsize::new(0);
    publish(&a.out, &[], &paths, |i| {
        made.fetch_add(1, Relaxed);
        page(paths[i])
    })
    .unwrap();
    assert_eq!(made.into_inner(), 501);
    paths.reverse();
    publish(&b.out, &[], &paths, |i| page(paths[i])).unwrap();
    assert_eq!(files(&a.out), files(&b.out));
    assert_whole(&files(&a.out));
}

#[test]
fn a_file_giar_did_not_write_is_named_and_nothing_is_lost() {
    let desk = Desk::new();
    desk.publish("one").unwrap();
    fs::write(desk.out.join("notice.html"), "notice").unwrap();
    fs::write(desk.out.join("assets/扫描件.pdf"), "scan").unwrap();
    let before = files(&desk.out);
    let error = desk.publish("two").unwrap_err();
    let Error::Foreign { what: Foreign::Files(names), .. } = &error else { panic!("{error:?}") };
    assert_eq!(names, &["assets/扫描件.pdf", "notice.html"]);
    assert!(zh(&error).contains("assets/扫描件.pdf, notice.html"), "{}", zh(&error));
    assert_eq!(files(&desk.out), before);
}

#[test]
fn a_file_that_appears_while_pages_are_rendered_is_not_lost() {
    let desk = Desk::new();
    desk.publish("one").unwrap();
    let result = publish(&desk.out, &[], &PATHS, |_| fs::write(desk.out.join("notice.html"), "x").map(|()| Vec::new()));
    assert!(matches!(result, Err(Failure::Publish(Error::Foreign { .. }))), "{result:?}");
    assert_eq!(fs::read(desk.out.join("notice.html")).unwrap(), b"x");
}

#[test]
fn a_folder_that_is_not_giars_is_refused_and_intact() {
    let hash = "0".repeat(64);
    let foreign = [
        ("thesis.txt", "years of work".to_owned(), Foreign::NoManifest { found: "thesis.txt".into() }),
        (MANIFEST, format!("{hash}  thesis.txt\n"), Foreign::OtherManifest),
        (MANIFEST, String::new(), Foreign::OtherManifest),
        (MANIFEST, format!("{hash}  {SCHEMA}\nhello\n"), Foreign::BadManifest { line: 2 }),
    ];
    for (name, content, why) in foreign {
        let desk = Desk::new();
        fs::create_dir(&desk.out).unwrap();
        fs::write(desk.out.join(name), content).unwrap();
        let before = files(&desk.out);
        match desk.publish("two") {
            Err(Error::Foreign { what, .. }) => assert_eq!(what, why),
            other => panic!("{why:?}: {other:?}"),
        }
        assert_eq!(files(&desk.out), before);
        assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
    }
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let desk = Desk::new();
    fs::write(&desk.out, "a file").unwrap();
    let error = desk.publish("one").unwrap_err();
    assert!(zh(&error).contains("是一个文件"), "{}", zh(&error));
    assert_eq!(fs::read(&desk.out).unwrap(), b"a file");
}

#[test]
fn sources_are_kept_out_of() {
    let desk = Desk::new();
    let content = desk.path("content");
    fs::create_dir(&content).unwrap();
    let missing = desk.path("themes");
    let keep_out = [content.as_path(), missing.as_path()];
    let inside = content.join("a").join("b");
    for out in [&content, &inside, &desk.path("x/../content"), &missing, desk.dir.path(), Path::new("/")] {
        let result = publish(out, &keep_out, &PATHS, |_| Ok::<_, ()>(Vec::new()));
        let refused =
            matches!(result, Err(Failure::Publish(Error::Overlap { .. } | Error::Output { .. } | Error::Io { .. })));
        assert!(refused, "{}: {result:?}", out.display());
    }
    assert_eq!(desk.beside(), ["content"]);
    assert!(fs::read_dir(&content).unwrap().next().is_none());
    // A name that only begins alike is another folder.
    publish(&desk.path("content-public"), &keep_out, &PATHS, |_| Ok::<_, ()>(Vec::new())).unwrap();
}

#[test]
fn the_names_of_giars_own_temporary_folders_are_refused() {
    let desk = Desk::new();
    for suffix in ["lock", "tmp", "tmp-2", "ready", "old", "previous"] {
        let result = publish_to(&desk.path(&format!(".public.giar-{suffix}")), &PATHS, "one");
        assert!(matches!(result, Err(Error::Output { .. })), "{result:?}");
    }
    assert!(desk.beside().is_empty());
}

#[test]
fn a_second_publisher_stops_at_once_while_the_first_runs() {
    let desk = Desk::new();
    desk.publish("one").unwrap();
    let refused = AtomicUsize::new(0);
    let first = publish(&desk.out, &[], &PATHS, |_| {
        let error = desk.publish("second").unwrap_err();
        assert!(matches!(&error, Error::Busy { .. }) && zh(&error).contains("另一个 giar"), "{error:?}");
        assert!(matches!(recover(&desk.out), Err(Error::Busy { .. })));
        refused.fetch_add(1, Relaxed);
        Ok::<_, ()>(b"first".to_vec())
    });
    assert!(!first.unwrap().recovered);
    assert_eq!(refused.into_inner(), PATHS.len());
    assert_eq!(files(&desk.out)["index.html"], b"first");
    desk.publish("third").unwrap();
}

#[test]
fn a_page_that_cannot_be_rendered_leaves_the_old_site_byte_for_byte() {
    let desk = Desk::new();
    desk.publish("one").unwrap();
    let before = files(&desk.out);
    let result = publish(&desk.out, &[], &PATHS, |i| if i == 2 { Err("template") } else { Ok(Vec::new()) });
    assert!(matches!(result, Err(Failure::Render("template"))), "{result:?}");
    assert_eq!(files(&desk.out), before);
    assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
}

#[test]
fn a_panic_while_rendering_leaves_the_old_site_and_no_staging() {
    let desk = Desk::new();
    desk.publish("one").unwrap();
    let before = files(&desk.out);
    let panicked = std::panic::catch_unwind(|| {
        let _ = publish(&desk.out, &[], &PATHS, |_| -> Result<Vec<u8>, ()> { panic!("expected by this test") });
    });
    assert!(panicked.is_err());
    assert_eq!(files(&desk.out), before);
    assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
    desk.publish("two").unwrap();
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_old_site() {
    let desk = Desk::new();
    desk.publish("one").unwrap();
    let before = files(&desk.out);
    let too_long = format!("{}.html", "x".repeat(300));
    for paths in [&["a", "a/b", SCHEMA][..], &[&too_long, SCHEMA]] {
        let error = publish_to(&desk.out, paths, "two").unwrap_err();
        assert!(matches!(error, Error::Io { .. }), "{error:?}");
        assert!(zh(&error).contains("已发布的网站没有改动"), "{}", zh(&error));
        assert_eq!(files(&desk.out), before);
        assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
    }
}

#[test]
fn paths_that_some_system_cannot_hold_are_refused_before_anything_is_written() {
    let desk = Desk::new();
    for path in ["../escape.html", "/etc/giar", r"a\b", "2023/con/index.html", "a//b", "a?", "end.", MANIFEST, SCHEMA] {
        let error = publish_to(&desk.out, &[path, SCHEMA], "one").unwrap_err();
        assert!(matches!(&error, Error::Path { path: named, .. } if named == path), "{error:?}");
    }
    assert!(desk.beside().is_empty());
}

#[test]
fn staging_left_by_a_killed_run_is_removed_and_reported() {
    let desk = Desk::new();
    let tmp = desk.path(".public.giar-tmp");
    for again in [false, true] {
        fs::create_dir_all(tmp.join("2023")).unwrap();
        fs::write(tmp.join(".giar-staging"), "").unwrap();
        fs::write(tmp.join("2023/half.html"), "<ht").unwrap();
        assert!(desk.publish("one").unwrap().recovered, "{again}");
        assert_eq!(desk.beside(), [".public.giar-lock", "public"]);
    }
    assert!(!recover(&desk.out).unwrap().was_needed);
}

/// As the next, into a folder that stays.
#[test]
#[ignore = "runs until it is killed"]
fn child_that_publishes_in_place_for_ever() {
    let Ok(out) = std::env::var("GIAR_TEST_OUT") else { return };
    let out = Path::new(&out);
    for version in (0..2).cycle() {
        publish_version_to(&Target { in_place: true, ..Target::new(out) }, version).unwrap();
    }
}

/// Reads a live site all the while: what both sites have is always there, and whole.
struct Reader<'a> {
    out: &'a Path,
    sites: &'a [Files; 2],
    is_done: AtomicBool,
    reads: AtomicUsize,
}

impl<'a> Reader<'a> {
    fn new(out: &'a Path, sites: &'a [Files; 2]) -> Self {
        Self { out, sites, is_done: AtomicBool::new(false), reads: AtomicUsize::new(0) }
    }

    /// Reads until `work` ends, also if it fails.
    fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Done<'a>(&'a AtomicBool);
        impl Drop for Done<'_> {
            fn drop(&mut self) {
                self.0.store(true, Relaxed);
            }
        }
        std::thread::scope(|scope| {
            scope.spawn(|| self.read());
            let _done = Done(&self.is_done);
            work()
        })
    }

    fn read(&self) {
        let [first, second] = self.sites;
        let common: Vec<_> = first.keys().filter(|path| second.contains_key(*path)).collect();
        assert!(common.len() > 4 && common.iter().any(|path| *path == MANIFEST));
        for path in common.iter().cycle().take_while(|_| !self.is_done.load(Relaxed)) {
            let read = match fs::read(self.out.join(path)) {
                Ok(read) => read,
                // Where folders cannot be exchanged the site may be missing until the next start.
                Err(_) if cfg!(not(target_os = "linux")) => continue,
                Err(error) => panic!("{path} is missing: {error}"),
            };
            assert!(read == first[*path] || read == second[*path], "{path} is torn");
            self.reads.fetch_add(1, Relaxed);
        }
    }
}

/// The two sites that are published in turn, and how long one publication takes.
fn two_sites() -> ([Files; 2], Duration) {
    let model = Desk::new();
    let start = Instant::now();
    let sites = [0, 1].map(|version| {
        publish_version(&model.out, version).unwrap();
        files(&model.out)
    });
    (sites, start.elapsed() / 2)
}

#[test]
fn in_place_a_reader_never_misses_a_file_and_the_next_start_finishes_what_a_kill_cut_short() {
    let desk = Desk::new();
    publish_version(&desk.out, 0).unwrap();
    let (sites, _) = two_sites();
    let reader = Reader::new(&desk.out, &sites);
    let (rounds, mut cut_short) = (repeated(20), 0);
    reader.during(|| {
        for round in 0..rounds {
            let mut command = child("child_that_publishes_in_place_for_ever", &desk.out);
            let running = Killed(command.stdout(Stdio::null()).spawn().unwrap());
            wait_for_another_site(&desk.out);
            sleep(Duration::from_millis(u64::from(round) * 7 % 40));
            drop(running);
            // Also by a run that has not been told to publish in place.
            cut_short += usize::from(recover(&desk.out).unwrap().was_needed);
            let found = files(&desk.out);
            assert_whole(&found);
            assert!(sites.contains(&found));
        }
    });
    let reads = reader.reads.into_inner();
    eprintln!("of {rounds} killed runs {cut_short} were cut short; {reads} files were read meanwhile");
    assert!(cut_short > 0, "the kills fell too early or too late to prove anything");
    assert!(reads > 20);
}

/// Publishes two sites in turn until it is killed. Not a test: the next one runs it as a process of its own.
#[test]
#[ignore = "runs until it is killed"]
fn child_that_publishes_for_ever() {
    let Ok(out) = std::env::var("GIAR_TEST_OUT") else { return };
    let out = Path::new(&out);
    let standing = usize::from(fs::read(out.join(SCHEMA)).unwrap()[0] == b'1');
    for version in (0..2).cycle().skip(1 - standing) {
        publish_version(out, version).unwrap();
    }
}

/// One of two sites of different files, some of them equal in name.
fn publish_version(out: &Path, version: usize) -> Result<Published, Failure<()>> {
    publish_version_to(&Target::new(out), version)
}

fn publish_version_to(target: &Target<'_>, version: usize) -> Result<Published, Failure<()>> {
    let paths: Vec<String> = (0..40).map(|i| format!("{}/{}/index.html", 2000 + i % 5, i * (version + 1))).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).chain([SCHEMA]).collect();
    publish::publish(target, &paths, |i| Ok(format!("{version} {}\n", paths[i]).repeat(100).into_bytes()))
}

fn child(test: &str, out: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("publish::{test}"), "--ignored", "--nocapture"]).env("GIAR_TEST_OUT", out);
    command
}

/// A process that is killed also if the test fails.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until the process has replaced the site.
fn wait_for_another_site(out: &Path) {
    let manifest = || fs::read(out.join(MANIFEST)).unwrap_or_default();
    let before = manifest();
    let deadline = Instant::now() + Duration::from_mins(5);
    while manifest() == before {
        assert!(Instant::now() < deadline, "nothing is published");
        sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_site_killed_at_any_moment_is_the_complete_old_or_the_complete_new_one() {
    let desk = Desk::new();
    let (sites, one_publish) = two_sites();
    publish_version(&desk.out, 0).unwrap();
    let rounds = repeated(30);
    let (mut seen, mut cut_short) = ([0, 0], 0);
    let reader = Reader::new(&desk.out, &sites);
    reader.during(|| {
        for round in 0..rounds {
            let mut command = child("child_that_publishes_for_ever", &desk.out);
            let mut running = Killed(command.stdout(Stdio::null()).spawn().unwrap());
            for _ in 0..round % 3 {
                wait_for_another_site(&desk.out);
            }
            // Any moments do; these are spread over one publication, however slow the disk.
            sleep(one_publish * (round * 37 % 100) / 100);
            assert!(running.0.try_wait().unwrap().is_none(), "it stopped by itself");
            drop(running);
            cut_short += usize::from(recover(&desk.out).unwrap().was_needed);
            let found = files(&desk.out);
            assert_whole(&found);
            seen[sites.iter().position(|site| *site == found).expect("one of the two sites")] += 1;
            let mut beside = desk.beside();
            beside.retain(|name| name != ".public.giar-previous");
            assert_eq!(beside, [".public.giar-lock", "public"]);
        }
    });
    eprintln!(
        "of {rounds} killed runs {cut_short} were cut short; the first site stood {} times, the second {}; {} files \
         were read meanwhile",
        seen[0],
        seen[1],
        reader.reads.into_inner()
    );
    assert!(cut_short > 0 && seen[0] > 0 && seen[1] > 0, "the kills fell too early or too late to prove anything");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_to_a_folder_is_published_to_where_it_points() {
        let desk = Desk::new();
        let real = desk.path("www");
        fs::create_dir(&real).unwrap();
        symlink("www", &desk.out).unwrap();
        for content in ["one", "two"] {
            desk.publish(content).unwrap();
            assert_eq!(files(&real)["index.html"], format!("{content} index.html").as_bytes());
        }
        assert!(desk.out.is_symlink());
        assert_eq!(desk.beside(), [".www.giar-lock", ".www.giar-previous", "public", "www"]);
    }

    #[test]
    fn a_link_shares_its_lock_with_the_folder_it_points_to() {
        let desk = Desk::new();
        let real = desk.path("www");
        fs::create_dir(&real).unwrap();
        symlink("www", &desk.out).unwrap();
        publish(&real, &[], &PATHS, |_| {
            assert!(matches!(desk.publish("second"), Err(Error::Busy { .. })));
            Ok::<_, ()>(Vec::new())
        })
        .unwrap();
    }

    #[test]
    fn a_link_into_the_sources_is_refused() {
        let desk = Desk::new();
        let content = desk.path("content");
        fs::create_dir(&content).unwrap();
        symlink("content", &desk.out).unwrap();
        let result = publish(&desk.out, &[&content], &PATHS, |_| Ok::<_, ()>(Vec::new()));
        assert!(matches!(result, Err(Failure::Publish(Error::Overlap { .. }))), "{result:?}");
    }

    #[test]
    fn a_link_to_nothing_is_refused() {
        let desk = Desk::new();
        symlink("nowhere", &desk.out).unwrap();
        for out in [desk.out.clone(), desk.out.join("site")] {
            let error = publish_to(&out, &PATHS, "one").unwrap_err();
            assert!(zh(&error).contains("所指的位置不存在"), "{}", zh(&error));
        }
        assert_eq!(desk.beside(), ["public"]);
    }

    #[test]
    fn a_link_inside_the_output_is_a_foreign_file_and_what_it_points_to_is_safe() {
        let desk = Desk::new();
        desk.publish("one").unwrap();
        let archive = desk.path("archive");
        fs::create_dir(&archive).unwrap();
        fs::write(archive.join("2008.html"), "old").unwrap();
        symlink("../archive", desk.out.join("archive")).unwrap();
        let result = desk.publish("two");
        assert!(matches!(&result, Err(Error::Foreign { what: Foreign::Files(names), .. }) if names == &["archive"]));
        assert_eq!(fs::read(archive.join("2008.html")).unwrap(), b"old");
        fs::remove_file(desk.out.join("archive")).unwrap();
        // Also where the manifest lists a file of that name.
        fs::remove_file(desk.out.join("index.html")).unwrap();
        symlink("../archive/2008.html", desk.out.join("index.html")).unwrap();
        assert!(matches!(desk.publish("two"), Err(Error::Foreign { .. })));
    }

    #[test]
    fn where_giar_may_not_write_beside_the_output_it_publishes_in_place_and_where_it_may_not_at_all_it_says_so() {
        use std::os::unix::fs::PermissionsExt as _;
        let desk = Desk::new();
        desk.publish("one").unwrap();
        let set_mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        set_mode(desk.dir.path(), 0o555);
        let powerful = fs::write(desk.path("probe"), "").is_ok();
        let published = desk.publish("two");
        let found = files(&desk.out);
        set_mode(&desk.out, 0o555);
        let refused = desk.publish("three");
        set_mode(&desk.out, 0o755);
        set_mode(desk.dir.path(), 0o755);
        if powerful {
            return eprintln!("SKIPPED: this user may write anywhere");
        }
        assert!(published.unwrap().in_place);
        assert_eq!(found["index.html"], b"two index.html");
        assert!(zh(&refused.unwrap_err()).contains("写入权限"));
        assert_eq!(files(&desk.out), found);
    }
}

/// What needs a file system of its own: mounted in a name space that ends with the process, so without being root
/// where the system allows that, and without leaving anything behind.
#[cfg(target_os = "linux")]
mod mounted {
    use super::*;

    fn in_own_namespace(script: &str, test: &str, desk: &Desk) -> bool {
        crate::common::in_own_namespace(script, &format!("publish::mounted::{test}"), &desk.out)
    }

    #[test]
    fn a_full_disk_leaves_the_old_site() {
        in_own_namespace("mount -t tmpfs -o size=1m none \"$1\"", "child_on_a_small_disk", &Desk::new());
    }

    #[test]
    #[ignore = "needs a disk of 1 MB"]
    fn child_on_a_small_disk() {
        let Ok(out) = std::env::var("GIAR_TEST_OUT") else { return };
        let out = Path::new(&out);
        publish_to(out, &PATHS, "one").unwrap();
        let before = files(out);
        let pages: Vec<String> = (0..40).map(|i| format!("{i}/index.html")).collect();
        let pages: Vec<&str> = pages.iter().map(String::as_str).chain([SCHEMA]).collect();
        let error = publish_to(out, &pages, &"long ".repeat(10_000)).unwrap_err();
        assert!(matches!(error, Error::Full { .. }) && zh(&error).starts_with("磁盘已满"), "{error:?}");
        assert_eq!(files(out), before);
        publish_to(out, &PATHS, "the space is free again").unwrap();
    }

    #[test]
    fn a_mount_point_is_published_to_in_place_by_itself() {
        let desk = Desk::new();
        fs::create_dir(&desk.out).unwrap();
        let script = "mount -t tmpfs none \"$1/public\"; mkdir -m 700 \"$1/public/lost+found\"";
        in_own_namespace(script, "child_with_a_mount_point", &desk);
    }

    #[test]
    #[ignore = "needs a mounted folder"]
    fn child_with_a_mount_point() {
        let Ok(out) = std::env::var("GIAR_TEST_OUT") else { return };
        let out = Path::new(&out);
        for content in ["one", "two", "two"] {
            assert!(publish_to(out, &PATHS, content).unwrap().in_place);
            assert_whole_but_for_giars(out);
            assert_eq!(files(out)["index.html"], format!("{content} index.html").as_bytes());
        }
        assert!(out.join("lost+found").is_dir());
        publish::rollback(&Target::new(out)).unwrap();
        assert_eq!(files(out)["index.html"], b"one index.html");
        let beside = fs::read_dir(out.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 1, "everything stands inside, where it can be moved");
        // The first look through what was mounted is not what is published to.
        assert!(publish::verify(&Target::new(out)).unwrap().is_match());
    }

    /// A folder of an image's own layer, as containers have it: it cannot be moved, and nothing but trying shows that.
    #[test]
    fn a_folder_of_a_lower_layer_is_known_before_anything_is_made() {
        let desk = Desk::new();
        publish_to(&desk.path("low/public"), &PATHS, "one").unwrap();
        let script = "mkdir \"$1/up\" \"$1/work\" \"$1/top\"; mount -t overlay none -o \
                      \"userxattr,lowerdir=$1/low,upperdir=$1/up,workdir=$1/work\" \"$1/top\"";
        in_own_namespace(script, "child_on_a_lower_layer", &desk);
    }

    #[test]
    #[ignore = "needs layers"]
    fn child_on_a_lower_layer() {
        let Ok(out) = std::env::var("GIAR_TEST_OUT") else { return };
        let out = Path::new(&out).with_file_name("top").join("public");
        assert_eq!(files(&out)["index.html"], b"one index.html");
        let made = AtomicUsize::new(0);
        let published = publish(&out, &[], &PATHS, |at| {
            made.fetch_add(1, Relaxed);
            Ok::<_, ()>(format!("two {}", PATHS[at]).into_bytes())
        });
        assert!(published.unwrap().in_place);
        assert_eq!(made.into_inner(), PATHS.len(), "every file is made once");
        assert_whole(&files(&out));
    }

    fn assert_whole_but_for_giars(out: &Path) {
        let mut found = files(out);
        found.retain(|path, _| !path.starts_with(".giar-"));
        assert_whole(&found);
    }

    #[test]
    fn a_folder_that_is_mounted_elsewhere_too_keeps_its_readers() {
        let desk = Desk::new();
        desk.publish("one").unwrap();
        fs::create_dir(desk.path("served")).unwrap();
        in_own_namespace("mount --bind \"$1/public\" \"$1/served\"", "child_with_a_reader", &desk);
    }

    #[test]
    #[ignore = "needs a mounted folder"]
    fn child_with_a_reader() {
        let Ok(out) = std::env::var("GIAR_TEST_OUT") else { return };
        let out = Path::new(&out);
        publish_to(out, &PATHS, "two").unwrap();
        assert_eq!(files(&out.with_file_name("served")), files(out));
        assert_whole(&files(out));
    }

    #[test]
    fn a_read_only_disk_is_named() {
        let desk = Desk::new();
        desk.publish("one").unwrap();
        let script = "mount --bind \"$1\" \"$1\"; mount -o remount,bind,ro \"$1\"; cd /";
        in_own_namespace(script, "child_on_a_read_only_disk", &desk);
    }

    #[test]
    #[ignore = "needs a read-only disk"]
    fn child_on_a_read_only_disk() {
        let Ok(out) = std::env::var("GIAR_TEST_OUT") else { return };
        let error = publish_to(Path::new(&out), &PATHS, "two").unwrap_err();
        assert!(zh(&error).contains("只读"), "{error:?}");
        assert_whole(&files(Path::new(&out)));
    }
}

/// What a power cut leaves cannot be tried here; but that the kernel is asked for the disk before the folders change
/// places, and that it agrees, can be seen.
#[cfg(target_os = "linux")]
#[test]
fn the_disk_has_the_new_site_before_it_takes_the_place_of_the_old_one() {
    let folder = town().with(REPORT, FILLED_2021).write();
    folder.giar(&["build", "-q"]).expect(0);
    folder.write("content/guide.md", "# 指南\n\n正文。\n");
    let trace = folder.join("trace");
    let mut traced = Command::new("strace");
    traced.args(["-f", "-y", "-e", "trace=syncfs,renameat2,fsync", "-o"]).arg(&trace).arg(env!("CARGO_BIN_EXE_giar"));
    let run = traced.args(["build", "-q"]).current_dir(folder.path()).output();
    if !run.as_ref().is_ok_and(|run| run.status.success()) {
        return eprintln!("SKIPPED: no strace here: {run:?}");
    }
    let trace = fs::read_to_string(trace).unwrap();
    let calls: Vec<_> = trace.lines().filter(|line| line.contains("public")).collect();
    let exchange = calls.iter().position(|call| call.contains("RENAME_EXCHANGE")).expect(&trace);
    let before = calls[..exchange].iter().any(|call| call.contains("syncfs(") && call.ends_with("= 0"));
    assert!(before, "the new site is on the disk: {trace}");
    let parent = format!("{}>", folder.path().canonicalize().unwrap().display());
    let after = trace.lines().skip_while(|line| !line.contains("RENAME_EXCHANGE"));
    assert!(after.clone().any(|call| call.contains("fsync(") && call.contains(&parent)), "and its name: {trace}");
}

/// What another user's giar has left is called by what it is.
#[cfg(target_os = "linux")]
#[test]
fn a_previous_site_that_this_user_may_not_read_is_not_called_foreign() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = town().with(REPORT, FILLED_2021).write();
    folder.giar(&["build", "-q"]).expect(0);
    folder.write("content/guide.md", "# 指南\n\n正文。\n");
    folder.giar(&["build", "-q"]).expect(0);
    folder.write("content/guide.md", "# 指南\n\n正文又改。\n");
    let chown = |args: &[&str]| Command::new("chown").args(args).current_dir(folder.path()).status();
    let is_other = chown(&["-R", "65534:65534", "."]).is_ok_and(|status| status.success())
        && chown(&["root", ".public.giar-previous"]).is_ok_and(|status| status.success());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let mut other = Command::new("setpriv");
    other.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(env!("CARGO_BIN_EXE_giar"));
    other.args(["build", "-q", "--lang", "zh"]).current_dir(folder.path());
    let run = other.output();
    let Some(run) = run.ok().filter(|run| is_other && run.status.code() == Some(0)) else {
        return eprintln!("SKIPPED: no other user here");
    };
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("别的账户") && !said.contains("不是 giar 建的"), "{said}");
}
