//! Which stretches of text the reports of a site hold, kept from one check to the next: there are a million of them, and a
//! change touches those of one report.

use crate::report::Report;
use rayon::prelude::*;
use std::sync::Arc;

/// The stretches that were held by the reports of the last check.
#[derive(Debug, Default)]
pub(super) struct Stretches {
    of: Vec<Arc<Report>>,
    held: Vec<u64>,
}

impl Stretches {
    /// What each report holds, in ascending order and each once. `holds` gives it for the report at a place; it follows
    /// from that report alone, and its lower half is that place.
    pub(super) fn held(&mut self, reports: &[Arc<Report>], holds: impl Fn(usize, &mut Vec<u64>)) -> &[u64] {
        let changed: Option<Vec<_>> = (self.of.len() == reports.len())
            .then(|| (0..reports.len()).filter(|&at| !Arc::ptr_eq(&self.of[at], &reports[at])).collect());
        match changed {
            Some(changed) if changed.is_empty() => return &self.held,
            Some(changed) if changed.len() <= reports.len() / 2 => {
                self.held.retain(|held| changed.binary_search(&holder(*held)).is_err());
                for at in changed {
                    holds(at, &mut self.held);
                }
                #[expect(
                    clippy::stable_sort_primitive,
                    reason = "nearly all stands in order, of which only this makes use"
                )]
                self.held.sort();
            }
            _ => {
                self.held.clear();
                for at in 0..reports.len() {
                    holds(at, &mut self.held);
                }
                self.held.par_sort_unstable();
            }
        }
        self.held.dedup();
        self.of = reports.to_vec();
        &self.held
    }
}

/// The place of the report that holds a stretch.
pub(super) fn holder(held: u64) -> usize {
    held as u32 as usize
}
