//! How many findings there are of each level.

use super::{Finding, Level};
use crate::{i18n::Message, text};
use serde::Serialize;

/// Findings by level, waived ones apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// They stop publication.
    pub error: usize,
    /// They stop it with `--strict`.
    pub warning: usize,
    /// Notes.
    pub info: usize,
    /// Of any level.
    pub waived: usize,
}

impl Counts {
    pub(crate) fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            *match (&finding.waived, finding.level) {
                (Some(_), _) => &mut counts.waived,
                (None, Level::Error) => &mut counts.error,
                (None, Level::Warning) => &mut counts.warning,
                (None, Level::Info) => &mut counts.info,
            } += 1;
        }
        counts
    }

    /// `2 个错误，1 个警告，3 条提示`
    pub fn tally(self) -> Message {
        let tally = text!(
            "{e} 个错误，{w} 个警告，{i} 条提示",
            "{e} {e:error|errors}, {w} {w:warning|warnings}, {i} {i:note|notes}"
        )
        .with("e", self.error)
        .with("w", self.warning)
        .with("i", self.info);
        if self.waived == 0 {
            return tally;
        }
        text!("{tally}，{n} 处已说明理由", "{tally}, {n} waived").with("tally", tally).with("n", self.waived)
    }
}

/// What comparing with an earlier result has left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Stood then and stand now.
    pub known: usize,
    /// Stood then; mended or waived since.
    pub resolved: usize,
}
