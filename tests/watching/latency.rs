//! How long it takes from the end of a saving until it is told. For people to read:
//! `cargo test --test watching latency -- --ignored --nocapture`.

use crate::desk::{Desk, PATIENCE};
use std::{
    fs, thread,
    time::{Duration, Instant},
};

#[test]
#[ignore = "a measurement, not a test"]
fn latency() {
    let mut desk = Desk::new();
    let path = desk.join("content/reports/2023.md");
    let written = |desk: &Desk, at: usize| fs::write(desk.join("content/reports/2023.md"), at.to_string()).unwrap();
    let replaced = |desk: &Desk, at: usize| desk.replace("content/reports/2023.md", &at.to_string());
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
            desk.told();
            thread::sleep(Duration::from_millis(3));
            save(desk, at);
            let end = Instant::now();
            while desk.next(PATIENCE).expect("it is told").is_empty() {}
            end.elapsed()
        })
        .collect();
    times.sort();
    println!("{what}: median {:?}, 95 % {:?}, longest {:?}", times[100], times[190], times[199]);
}
