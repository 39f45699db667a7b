//! A watch ends when it is reported to.

use crate::desk::{Desk, PATIENCE};
use giar::io::watch::Mode;
use std::{
    thread,
    time::{Duration, Instant},
};

#[test]
fn whoever_waits_is_woken_at_once_and_never_waits_again() {
    for mode in [Mode::Auto, Mode::Poll(Duration::from_hours(1))] {
        let mut desk = Desk::watched(mode);
        let stop = desk.watch.stop_handle();
        let stopper = thread::spawn(move || {
            thread::sleep(Duration::from_millis(30));
            stop.clone().stop();
        });
        let start = Instant::now();
        assert_eq!(desk.watch.next(None), None);
        assert!(desk.watch.is_stopped());
        desk.replace("content/reports/2023.md", "x");
        assert_eq!(desk.watch.next(None), None);
        assert!(start.elapsed() < PATIENCE);
        stopper.join().unwrap();
    }
}

#[test]
fn a_stop_that_comes_after_the_end_is_no_fault() {
    let desk = Desk::new();
    let stop = desk.watch.stop_handle();
    drop(desk);
    stop.stop();
}
