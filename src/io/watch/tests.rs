//! Situations that no test can cause on a real system: lost events, and a system without watches.

use super::*;
use notify::{Error, ErrorKind, Event, EventKind, event::Flag};

fn watched() -> (tempfile::TempDir, Watch) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    let watch = Watch::start(folder.path(), Mode::Auto).unwrap();
    (folder, watch)
}

#[test]
fn after_lost_events_everything_is_looked_at_and_watched_anew() {
    let (folder, mut watch) = watched();
    for lost in [Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)), Err(Error::generic("?"))] {
        watch.sender.send(Message::Event(lost)).unwrap();
        assert_eq!(watch.next(None), Some(Hints::everything()));
        assert_eq!(watch.polling(), None);
        fs::write(folder.path().join("content/a.md"), "text").unwrap();
        let hints = watch.next(Some(Duration::from_secs(10))).unwrap();
        assert_eq!(hints, Hints::default().with("content/a.md"));
    }
}

#[test]
fn without_watches_it_looks_at_the_files_every_so_often_and_says_why() {
    let (_folder, mut watch) = watched();
    watch.sender.send(Message::Event(Err(Error::new(ErrorKind::MaxFilesWatch)))).unwrap();
    assert_eq!(watch.next(None), Some(Hints::everything()));
    assert_eq!(watch.polling(), Some((POLL, &Reason::OutOfWatches)));
    assert_eq!(watch.next(Some(Duration::ZERO)), None);
    assert_eq!(watch.next(None), Some(Hints::everything()));
}
