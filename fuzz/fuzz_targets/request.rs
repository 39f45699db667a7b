//! Any request to a preview: it is answered or its connection is closed, and no answer is a server error.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

const SITE: &str = "title = \"青石镇政府信息公开\"\n\
    [[agency]]\nid = \"qingshi\"\nname = \"青石镇人民政府\"\nkind = \"government\"\nrank = \"town\"\n";

/// The port of a preview with editing in this process.
static PORT: LazyLock<u16> = LazyLock::new(|| {
    let root = std::env::temp_dir().join(format!("giar-fuzz-{}", std::process::id()));
    fs::create_dir_all(root.join("content/reports")).expect("a folder can be made");
    fs::write(root.join("site.toml"), SITE).expect("a file can be written");
    fs::write(root.join("content/guide.md"), "# 指南\n").expect("a file can be written");
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr());
    let port = free.expect("a port is free").port();
    let args = ["giar", "watch", "-C", root.to_str().expect("a path"), "--port", &port.to_string()];
    let args = args.map(std::ffi::OsString::from);
    thread::spawn(move || giar::cli::main(args));
    let is_up = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(50));
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
    });
    assert!(is_up, "no preview");
    port
});

fuzz_target!(|bytes: &[u8]| {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, *PORT)).expect("the preview is there");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a time limit can be set");
    let own = bytes.strip_prefix(b"/");
    let request = match own {
        // The input is an address and headers; the rest of the request is added.
        Some(rest) => [b"GET /", rest, b"\r\nConnection: close\r\n\r\n"].concat(),
        None => bytes.to_vec(),
    };
    let request = String::from_utf8_lossy(&request)
        .replace(" HTTP/1.1\n", &format!(" HTTP/1.1\r\nHost: localhost:{}\r\n", *PORT));
    let sent = stream.write_all(request.as_bytes()).and_then(|()| stream.shutdown(Shutdown::Write));
    // The event stream has no end.
    if sent.is_err() || request.contains("events") {
        return;
    }
    let mut answer = Vec::new();
    let _ = stream.take(1 << 16).read_to_end(&mut answer);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "{:?}", String::from_utf8_lossy(&answer));
    assert!(!answer.starts_with(b"HTTP/1.1 5"), "{:?}", String::from_utf8_lossy(&answer));
});
