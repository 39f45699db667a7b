//! Reduces the system's events to the few distinctions that matter here.

use super::batch::Sign;
use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind, RenameMode};
use std::fs::Metadata;

/// Whether the system reports that a written file has been closed.
const REPORTS_CLOSING: bool = cfg!(any(target_os = "linux", target_os = "android"));

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    Created,
    Written,
    /// Permissions and times.
    Attributes,
    Closed,
    /// Renamed from here.
    Left,
    /// Renamed to here.
    Arrived,
    Removed,
    /// Anything else; the file has to be examined.
    Something,
}

impl Notice {
    /// None for events that are not changes, such as reading: reacting to it would read the file again, without end.
    pub(super) fn from(kind: EventKind) -> Option<Self> {
        Some(match kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Self::Closed,
            EventKind::Create(_) => Self::Created,
            EventKind::Remove(_) => Self::Removed,
            EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Self::Left,
            EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Self::Arrived,
            // `Both` follows its two halves, which have been reported already.
            EventKind::Access(_)
            | EventKind::Modify(ModifyKind::Name(RenameMode::Both) | ModifyKind::Metadata(MetadataKind::AccessTime)) => {
                return None;
            }
            EventKind::Modify(ModifyKind::Metadata(_)) => Self::Attributes,
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => Self::Written,
            EventKind::Modify(_) | EventKind::Any | EventKind::Other => Self::Something,
        })
    }

    /// The consequence for a path whose present metadata is `found`; none if there is none.
    pub(super) fn sign(self, found: Option<&Metadata>) -> Option<Sign> {
        if found.is_some_and(Metadata::is_dir) {
            return self.sign_of_folder();
        }
        let will_be_closed = REPORTS_CLOSING && found.is_none_or(was_opened);
        Some(match self {
            Self::Closed | Self::Arrived => Sign::Settled,
            Self::Created => Sign::Created { will_be_closed },
            Self::Written => Sign::Touched { will_be_closed },
            Self::Left | Self::Removed => Sign::Gone,
            Self::Something if found.is_none() => Sign::Gone,
            Self::Attributes | Self::Something => Sign::Touched { will_be_closed: false },
        })
    }

    /// A new folder is about to be filled. Changes inside a folder are reported for its files.
    fn sign_of_folder(self) -> Option<Sign> {
        match self {
            Self::Written | Self::Closed => None,
            Self::Arrived => Some(Sign::Settled),
            _ => Some(Sign::Touched { will_be_closed: false }),
        }
    }
}

/// Whether a new file was created by opening it, as most are. Links of either kind are not, and are never closed.
fn was_opened(found: &Metadata) -> bool {
    #[cfg(unix)]
    return found.is_file() && std::os::unix::fs::MetadataExt::nlink(found) == 1;
    #[cfg(not(unix))]
    return found.is_file();
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange, RemoveKind};

    #[test]
    fn reading_is_no_change() {
        for mode in [AccessMode::Any, AccessMode::Read, AccessMode::Write] {
            assert_eq!(Notice::from(EventKind::Access(AccessKind::Open(mode))), None);
        }
        assert_eq!(Notice::from(EventKind::Access(AccessKind::Read)), None);
        assert_eq!(Notice::from(EventKind::Access(AccessKind::Close(AccessMode::Read))), None);
        assert_eq!(Notice::from(EventKind::Access(AccessKind::Close(AccessMode::Write))), Some(Notice::Closed));
    }

    #[test]
    fn other_systems_report_less() {
        assert_eq!(Notice::from(EventKind::Create(CreateKind::Any)), Some(Notice::Created));
        assert_eq!(Notice::from(EventKind::Remove(RemoveKind::Any)), Some(Notice::Removed));
        assert_eq!(Notice::from(EventKind::Modify(ModifyKind::Any)), Some(Notice::Written));
        assert_eq!(Notice::from(EventKind::Modify(ModifyKind::Data(DataChange::Content))), Some(Notice::Written));
        assert_eq!(Notice::from(EventKind::Modify(ModifyKind::Name(RenameMode::Any))), Some(Notice::Something));
        assert_eq!(Notice::Something.sign(None), Some(Sign::Gone));
    }
}
