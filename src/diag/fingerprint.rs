//! What a finding is known by from one run to the next.

use super::Finding;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The fingerprint of each finding, in their order.
///
/// It is made of the rule, the file, what a waiver would name (`at`) and the text that stands at the place, white space
/// aside. Lines and columns do not enter, nor does the message: a finding keeps its fingerprint when it moves, when it
/// is worded in another way and when its level changes. Findings that are alike in all of this are numbered in their
/// order, so `findings` must hold all of a file or none.
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
    // A zero byte stands in none of them, so no two different sets make one string.
    format!("1\0{}\0{}\0{}\0{text}", finding.rule, place.source.path, finding.at.as_deref().unwrap_or_default())
}

/// Half of a SHA-256 is enough to tell all findings of a country apart.
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
