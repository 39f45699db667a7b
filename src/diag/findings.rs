//! All findings in a site.

use super::Finding;
use std::{iter, slice, sync::Arc};

/// Findings by file, and in each file by place. Files whose findings have not changed share them with the previous
/// check.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Arc<[Finding]>>);

impl Findings {
    /// `files` are the findings of one file each.
    pub fn of(files: impl IntoIterator<Item = Arc<[Finding]>>) -> Self {
        let mut files: Vec<_> = files.into_iter().filter(|file| !file.is_empty()).collect();
        files.sort_by(|a, b| path(a).cmp(path(b)));
        Self(files)
    }

    /// Every finding.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.into_iter()
    }

    /// The findings of one file.
    pub fn in_file(&self, file: &str) -> &[Finding] {
        self.0.binary_search_by(|findings| path(findings).cmp(file)).map_or(&[], |at| &self.0[at])
    }

    pub(crate) fn to_vec(&self) -> Vec<Finding> {
        self.iter().cloned().collect()
    }
}

fn path(file: &[Finding]) -> &str {
    file.first().map_or("", |finding| &finding.place.source.path)
}

/// From the findings of one file to an iterator over them.
type Each<'f> = fn(&'f Arc<[Finding]>) -> slice::Iter<'f, Finding>;

impl<'f> IntoIterator for &'f Findings {
    type Item = &'f Finding;
    type IntoIter = iter::FlatMap<slice::Iter<'f, Arc<[Finding]>>, slice::Iter<'f, Finding>, Each<'f>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().flat_map(|file| file.iter())
    }
}
