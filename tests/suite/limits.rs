//! What giar does with little: files larger than the memory, and no threads.
#![cfg(target_os = "linux")]

use crate::common::*;
use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    os::unix::fs::MetadataExt,
    process::{Command, Output, Stdio},
};

const LARGE: u64 = 384 << 20;

/// The town with a film beside its report, of zeros that need no room.
fn with_a_film() -> Folder {
    let folder = town().with(REPORT, FILLED_2021).with("guide.md", "# 指南\n\n[影像](影像.mp4)\n").write();
    File::create(folder.join("content/影像.mp4")).unwrap().set_len(LARGE).unwrap();
    folder
}

/// Runs giar in a shell that first sets limits.
fn limited(folder: &Folder, limits: &str, arguments: &str) -> Output {
    let script = format!("{limits}; exec \"$0\" {arguments}");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_giar")]).current_dir(folder.path()).env("GIAR_LANG", "zh");
    command.output().unwrap()
}

#[track_caller]
fn assert_success(output: &Output) {
    assert!(output.status.success(), "{:?} {}", output.status, String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_attachment_larger_than_the_memory_is_published_and_left_alone_when_it_has_not_changed() {
    let folder = with_a_film();
    // Of addresses, of which the program itself takes a good half.
    let memory = format!("ulimit -v {}", LARGE >> 10);
    for way in ["", "", "--in-place", "--precompress"] {
        assert_success(&limited(&folder, &memory, &format!("build -q {way}")));
        assert_eq!(fs::metadata(folder.join("public/影像.mp4")).unwrap().len(), LARGE, "{way}");
    }
    let before = fs::metadata(folder.join("public/影像.mp4")).unwrap();
    assert_success(&limited(&folder, &memory, "build -q --in-place"));
    assert_eq!(fs::metadata(folder.join("public/影像.mp4")).unwrap().ino(), before.ino());
    assert_success(&limited(&folder, &memory, "verify"));
    folder.write("content/guide.md", "# 指南二\n\n[影像](影像.mp4)\n");
    assert_success(&limited(&folder, &memory, "build -q"));
    assert_eq!(fs::metadata(folder.join("public/影像.mp4")).unwrap().mtime_nsec(), before.mtime_nsec());
    assert_success(&limited(&folder, &memory, "rollback"));
    assert!(folder.read("public/guide/index.html").contains("指南</h1>"));
}

#[test]
fn a_preview_sends_an_attachment_without_holding_it() {
    let folder = with_a_film();
    let mut command = Command::new(env!("CARGO_BIN_EXE_giar"));
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
    let status = fs::read_to_string(format!("/proc/{}/status", preview.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim().trim_end_matches(" kB");
    assert!(peak.parse::<u64>().unwrap() < LARGE >> 11, "{peak} kB");
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
fn without_any_thread_a_site_is_built_and_a_preview_says_what_it_lacks() {
    let folder = town().with(REPORT, FILLED_2021).write();
    let built = without_threads(&folder, "build -q");
    assert_success(&built);
    assert!(folder.join("public/2023/qingshi/index.html").is_file());
    let watched = without_threads(&folder, "watch");
    let told = String::from_utf8_lossy(&watched.stderr).into_owned();
    assert_eq!(watched.status.code(), Some(2), "{told}");
    assert!(told.contains("线程") && !told.contains("panicked"), "{told}");
}
