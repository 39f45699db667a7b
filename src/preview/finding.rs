//! How a finding is presented on the pages of a preview.

use crate::{
    diag::Finding,
    i18n::{Lang, Message},
};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct FindingText {
    level: &'static str,
    word: &'static str,
    rule: &'static str,
    message: String,
    equations: Vec<String>,
    hints: Vec<String>,
}

impl FindingText {
    pub(super) fn of(finding: &Finding, lang: Lang) -> Self {
        Self {
            level: finding.level.key(),
            word: finding.level.word().get(lang),
            rule: finding.rule.0,
            message: finding.message.get(lang),
            equations: all(&finding.equations, lang),
            hints: all(&finding.hints, lang),
        }
    }
}

fn all(messages: &[Message], lang: Lang) -> Vec<String> {
    messages.iter().map(|message| message.get(lang)).collect()
}

/// Findings that are not waived, the gravest first.
pub(super) fn standing<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let mut standing: Vec<_> = findings.into_iter().filter(|finding| finding.waived.is_none()).collect();
    standing.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    standing
}
