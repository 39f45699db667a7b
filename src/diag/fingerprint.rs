//! Identifies a finding from one run to the next.

use super::Finding;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The fingerprint of each finding, in order.
///
/// It is computed from the rule, the file, the `at` of a waiver and the text at the place without white space. Line,
/// column and message are not included: a finding keeps its fingerprint when it moves, is worded differently or changes
/// its level. Findings that agree in all of this are numbered in order, so `findings` must contain all of a file's
/// findings or none.
pub fn fingerprints(findings: &[Finding]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let each = findings.iter().map(|finding| {
        let identity = identity(finding);
        let earlier = seen.entry(identity.clone()).or_default();
        let fingerprint = shortened(&format!("{identity}\0{earlier}"));
        *earlier += 1;
        fingerprint
    });
    each.collect()
}

fn identity(finding: &Finding) -> String {
    let place = &finding.place;
    let text: String = place.source.slice(place.span).chars().filter(|c| !c.is_whitespace()).collect();
    // None of them contains a zero byte, so that different values never give the same string.
    format!("1\0{}\0{}\0{}\0{text}", finding.rule, place.source.path, finding.at.as_deref().unwrap_or_default())
}

/// Half of a SHA-256 is enough to distinguish the findings of a whole country.
fn shortened(text: &str) -> String {
    Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diag::{Place, RuleName, Source, Span},
        text,
    };
    use std::sync::Arc;

    /// The fingerprints of findings at each `6` of a text.
    fn at_each_six(path: &str, text: &str) -> Vec<String> {
        let source = Arc::new(Source::new(path, text));
        let findings = text.match_indices('6').map(|(at, _)| {
            let place = Place::new(&source, Span::new(at, at + 1));
            Finding::new(RuleName("total-mismatch"), place, text!("不等", "unequal"))
        });
        fingerprints(&findings.collect::<Vec<_>>())
    }

    #[test]
    fn stay_when_lines_are_added_before() {
        assert_eq!(at_each_six("a.md", "新收: 6\n"), at_each_six("a.md", "年度: 2023\n\n  新收:    6\n"));
    }

    #[test]
    fn differ_between_files_and_between_equals_in_one() {
        let [one, two] = &at_each_six("a.md", "6 6")[..] else { panic!() };
        assert_ne!(one, two);
        assert_ne!(at_each_six("b.md", "6 6")[0], *one);
        assert_eq!(
            at_each_six("a.md", "6"),
            std::slice::from_ref(one),
            "the first of equals has its own whatever follows"
        );
    }

    #[test]
    fn are_the_same_for_ever() {
        assert_eq!(
            at_each_six("a.md", "6"),
            ["b254bd394d8c4950892b794997450179"],
            "whoever kept results of an older giar compares with them"
        );
    }
}
