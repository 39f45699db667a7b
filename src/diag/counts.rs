//! Counts findings by level.

use super::{Finding, Level};
use crate::{i18n::Message, text};
use serde::Serialize;

/// Findings by level, with waived ones counted separately.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Findings that stop publication.
    pub error: usize,
    /// Findings that stop it with `--strict`.
    pub warning: usize,
    /// Notes.
    pub info: usize,
    /// Waived findings of any level.
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

/// Findings omitted after comparison with an earlier result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Existed then and still do.
    pub known: usize,
    /// Existed then, and were corrected or waived since.
    pub resolved: usize,
}
