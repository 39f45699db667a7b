//! What giar does with little: files larger than the memory, little memory, and no threads.
#![cfg(target_os = "linux")]

use crate::{common::*, import::documents};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    os::unix::fs::MetadataExt,
    process::{Command, ExitStatus, Output, Stdio},
    thread,
    time::Duration,
};

const LARGE: u64 = 384 << 20;

/// The town with a film beside its report, of zeros that need no room.
fn with_a_film() -> Folder {
    let folder = town().with(REPORT, FILLED_2021).with("guide.md", "# 指南\n\n[影像](影像.mp4)\n").write();
    File::create(folder.join("content/影像.mp4")).unwrap().set_len(LARGE).unwrap();
    folder
}

/// What a run of giar took.
struct Taken {
    status: ExitStatus,
    /// The most memory it had, in bytes.
    peak: u64,
    /// How long it worked, in all its threads.
    work: Duration,
}

fn run(folder: &Folder, arguments: &[&str]) -> Taken {
    let mut command = program();
    command.args(arguments).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut giar = command.spawn().unwrap();
    let (mut peak, mut work) = (0, Duration::ZERO);
    let status = loop {
        // They never sink, so that the last look counts.
        peak = high_water(giar.id()).unwrap_or(peak);
        work = worked(giar.id()).unwrap_or(work);
        if let Some(status) = giar.try_wait().unwrap() {
            break status;
        }
        thread::sleep(Duration::from_millis(1));
    };
    Taken { status, peak, work }
}

/// The most memory that giar had until it was done, in bytes.
fn peak_of(folder: &Folder, arguments: &[&str]) -> u64 {
    let Taken { status, peak, .. } = run(folder, arguments);
    assert!(status.success(), "{arguments:?}: {status}");
    peak
}

/// How long a process has worked until now, as Linux counts it: in hundredths of a second.
fn worked(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let ticks = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    Some(Duration::from_millis(10 * ticks.sum::<Result<u64, _>>().ok()?))
}

/// The most memory that a process has had until now.
fn high_water(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB");
    kilobytes.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

#[track_caller]
fn assert_success(output: &Output) {
    assert!(output.status.success(), "{:?} {}", output.status, String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_attachment_larger_than_the_memory_is_published_and_left_alone_when_it_has_not_changed() {
    let folder = with_a_film();
    let runs = |arguments: &[&str]| {
        let peak = peak_of(&folder, arguments);
        assert!(peak < LARGE, "{arguments:?}: {peak}");
    };
    for way in
        [&["build", "-q"][..], &["build", "-q"], &["build", "-q", "--in-place"], &["build", "-q", "--precompress"]]
    {
        runs(way);
        assert_eq!(fs::metadata(folder.join("public/影像.mp4")).unwrap().len(), LARGE, "{way:?}");
    }
    let before = fs::metadata(folder.join("public/影像.mp4")).unwrap();
    runs(&["build", "-q", "--in-place"]);
    assert_eq!(fs::metadata(folder.join("public/影像.mp4")).unwrap().ino(), before.ino());
    runs(&["verify"]);
    folder.write("content/guide.md", "# 指南二\n\n[影像](影像.mp4)\n");
    runs(&["build", "-q"]);
    assert_eq!(fs::metadata(folder.join("public/影像.mp4")).unwrap().mtime_nsec(), before.mtime_nsec());
    runs(&["rollback"]);
    assert!(folder.read("public/guide/index.html").contains("指南</h1>"));
}

#[test]
fn a_preview_sends_an_attachment_without_holding_it() {
    let folder = with_a_film();
    let mut command = program();
    command.arg("watch").current_dir(folder.path()).env("GIAR_LANG", "zh").stdout(Stdio::piped());
    let mut preview = command.spawn().unwrap();
    let mut out = BufReader::new(preview.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("http://") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0);
    }
    let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let asked = || {
        let mut stream = TcpStream::connect(&address).unwrap();
        let path = "/xxgk/%E5%BD%B1%E5%83%8F.mp4";
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    };
    // Those who take nothing hold nobody up.
    let idle: Vec<_> = (0..8).map(|_| asked()).collect();
    let length = std::io::copy(&mut asked(), &mut std::io::sink()).unwrap();
    assert!(length > LARGE, "{length}");
    let peak = high_water(preview.id()).unwrap();
    assert!(peak < LARGE / 2, "{peak}");
    drop(idle);
    preview.kill().unwrap();
    preview.wait().unwrap();
}

/// Limits on processes bind nobody who is root, so root becomes somebody who has no process yet.
fn without_threads(folder: &Folder, arguments: &str) -> Output {
    let user = 54_321;
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    if is_root {
        Command::new("chown").args(["-R", &user.to_string()]).arg(folder.path()).status().unwrap();
    }
    let become_user = format!("exec setpriv --reuid={user} --regid={user} --clear-groups");
    let prefix = if is_root { &*become_user } else { "exec" };
    let script = format!("{prefix} prlimit --nproc=1 \"$0\" {arguments}");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_giar")]).current_dir(folder.path()).env("GIAR_LANG", "zh");
    command.output().unwrap()
}

#[test]
fn without_any_thread_workbooks_are_refused_in_plain_words() {
    let folder = town().configured("[downloads]\nformats = [\"xlsx\"]\n").with(REPORT, FILLED_2021).write();
    for arguments in ["build -q", "export qingshi/2023 --format xlsx -o ."] {
        let run = without_threads(&folder, arguments);
        let reported = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{reported}");
        assert!(reported.contains("线程") && !reported.contains("panicked"), "{reported}");
    }
}

#[test]
fn without_any_thread_a_site_is_built_and_a_preview_says_what_it_lacks() {
    let folder = town().with(REPORT, FILLED_2021).write();
    let built = without_threads(&folder, "build -q");
    assert_success(&built);
    assert!(folder.join("public/2023/qingshi/index.html").is_file());
    let watched = without_threads(&folder, "watch");
    let reported = String::from_utf8_lossy(&watched.stderr).into_owned();
    assert_eq!(watched.status.code(), Some(2), "{reported}");
    assert!(reported.contains("线程") && !reported.contains("panicked"), "{reported}");
}

#[test]
fn without_enough_memory_nothing_begins() {
    let folder = town().with(REPORT, FILLED_2021).write();
    for arguments in ["build -q", "check", "data"] {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v 150000; exec \"$0\" {arguments}"), env!("CARGO_BIN_EXE_giar")]);
        let run = command.current_dir(folder.path()).env("GIAR_LANG", "zh").output().unwrap();
        let reported = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{reported}");
        assert!(reported.contains("146 MB") && reported.contains("ulimit -v"), "{reported}");
    }
    assert!(!folder.join("public").exists());
}

#[test]
fn small_documents_that_unpack_to_large_ones_are_refused_at_once() {
    let folder = town().write();
    let blank = " ".repeat(4 << 20);
    let nested = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(3000), "</w:tc></w:tr></w:tbl>".repeat(3000));
    for (file, largest) in [
        (documents::docx_of(std::iter::repeat_n(&*blank, 100), &[]), 512 << 10),
        (documents::docx_of([&*nested], &[]), 7 << 10),
    ] {
        assert!(file.len() < largest, "{}", file.len());
        fs::write(folder.join("a.docx"), file).unwrap();
        let taken = run(&folder, &["import", "a.docx"]);
        assert_eq!(taken.status.code(), Some(3));
        assert!(taken.peak < 100 << 20, "{} bytes", taken.peak);
        assert!(taken.work < Duration::from_millis(200), "{:?}", taken.work);
    }
}
