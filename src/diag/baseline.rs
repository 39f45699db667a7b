//! The result of an earlier run, so that only changes are reported.

use super::{Compared, Finding, json::SCHEMA_VERSION};
use crate::{
    i18n::{Message, Text},
    text,
};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// The findings of an earlier run.
#[derive(Debug)]
pub struct Baseline {
    findings: HashMap<String, Earlier>,
}

#[derive(Deserialize)]
struct Document {
    schema_version: u32,
    compared: Option<serde::de::IgnoredAny>,
    findings: Vec<Earlier>,
}

#[derive(Debug, Deserialize)]
struct Earlier {
    path: String,
    fingerprint: String,
    waived: Option<String>,
}

impl Baseline {
    /// Reads the result of `giar check --format json`.
    pub fn read(text: &str) -> Result<Self, Text> {
        let document: Document = serde_json::from_str(text).map_err(|_| {
            text!("不是 giar check --format json 的结果", "is not a result of `giar check --format json`")
        })?;
        if document.schema_version != SCHEMA_VERSION {
            return Err(text!("是另一个版本的 giar 写的", "was written by another version of giar"));
        }
        if document.compared.is_some() {
            // Findings known before that run are missing from it and would look new.
            return Err(text!(
                "本身是用 --new-since 比较出来的，不是完整的结果",
                "was itself made with --new-since, so it is incomplete"
            ));
        }
        let each = document.findings.into_iter().map(|earlier| (earlier.fingerprint.clone(), earlier));
        Ok(Self { findings: each.collect() })
    }

    /// Whether a finding did not exist then, or was waived then and is not now.
    pub fn is_new(&self, finding: &Finding, fingerprint: &str) -> bool {
        match self.findings.get(fingerprint) {
            None => true,
            Some(then) => finding.waived.is_none() && then.waived.is_some(),
        }
    }

    /// Keeps only new findings: those that did not exist then, or were waived then and are not now. `is_asked` selects
    /// the files.
    pub fn keep_new(
        &self,
        findings: &mut Vec<Finding>,
        fingerprints: &mut Vec<String>,
        is_asked: impl Fn(&str) -> bool,
    ) -> Compared {
        let mut compared = Compared::default();
        let mut standing = HashSet::new();
        let mut is_new = Vec::with_capacity(findings.len());
        for (finding, fingerprint) in findings.iter().zip(&*fingerprints) {
            let stands = finding.waived.is_none();
            is_new.push(self.is_new(finding, fingerprint));
            if stands {
                standing.insert(fingerprint.clone());
                compared.known += usize::from(self.findings.get(fingerprint).is_some_and(|then| then.waived.is_none()));
            }
        }
        let asked = self.findings.values().filter(|then| then.waived.is_none() && is_asked(&then.path));
        compared.resolved = asked.filter(|then| !standing.contains(&then.fingerprint)).count();
        let mut keep = is_new.iter();
        findings.retain(|_| *keep.next().unwrap_or(&true));
        let mut keep = is_new.iter();
        fingerprints.retain(|_| *keep.next().unwrap_or(&true));
        compared
    }
}

impl Compared {
    /// For the end of a summary.
    pub fn tally(self) -> Message {
        text!(
            "与上次相同、没有列出的 {known} 处，上次有、现在没有的 {resolved} 处",
            "{known} known {known:finding|findings} omitted, {resolved} resolved"
        )
        .with("known", self.known)
        .with("resolved", self.resolved)
    }
}
