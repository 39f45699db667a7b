//! How long it takes from the end of a saving until it is reported. For people to read:
//! `cargo test --test watching latency -- --ignored --nocapture`.

use crate::{
    common::FILLED_2021,
    desk::{Desk, PATIENCE},
};
use giar::io::{disk::Hints, watch::Mode};
use std::{
    fs, thread,
    time::{Duration, Instant},
};

#[test]
#[ignore = "a measurement, not a test"]
fn latency() {
    fn replaced(desk: &Desk, at: usize) {
        desk.replace("content/reports/2023.md", &at.to_string());
    }

    let mut desk = Desk::new();
    let path = desk.join("content/reports/2023.md");
    let written = |desk: &Desk, at: usize| fs::write(desk.join("content/reports/2023.md"), at.to_string()).unwrap();
    let deleted = |desk: &Desk, _: usize| {
        fs::remove_file(&path).unwrap();
        let _ = desk;
    };
    measure(&mut desk, "written and closed", &written);
    measure(&mut desk, "renamed into place", &replaced);
    measure(&mut desk, "deleted", &deleted);
}

fn measure(desk: &mut Desk, what: &str, save: &dyn Fn(&Desk, usize)) {
    let mut times: Vec<_> = (0..200)
        .map(|at| {
            desk.replace("content/reports/2023.md", "before");
            desk.reported();
            thread::sleep(Duration::from_millis(3));
            save(desk, at);
            let end = Instant::now();
            while desk.next(PATIENCE).expect("it is reported").is_empty() {}
            end.elapsed()
        })
        .collect();
    times.sort();
    println!("{what}: median {:?}, 95 % {:?}, longest {:?}", times[100], times[190], times[199]);
}

/// What polling costs, and what starting costs, on a site of ten thousand reports.
#[test]
#[ignore = "a measurement, not a test"]
fn a_large_site() {
    let folder = crate::common::town().write();
    for at in 0..10_000 {
        folder.write(&format!("content/reports/body-{}/{}.md", at / 10, 2010 + at % 10), FILLED_2021);
    }
    let start = Instant::now();
    let mut desk = Desk::at(folder, Mode::Auto);
    println!("watching and reading: {:?}", start.elapsed());
    for look in ["at once", "some seconds later", "once more"] {
        let start = Instant::now();
        assert!(desk.disk.look(&Hints::everything()).is_empty());
        println!("looking at everything {look}: {:?}", start.elapsed());
        thread::sleep(Duration::from_secs(5));
    }
}
