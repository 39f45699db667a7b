//! Values that depend only on the edition, and so are computed once.

use super::{EDITIONS, Edition};
use std::sync::OnceLock;

/// A value derived from an edition, computed for all editions on first use.
pub(crate) struct PerEdition<T> {
    make: fn(&'static Edition) -> T,
    made: OnceLock<Vec<T>>,
}

impl<T> PerEdition<T> {
    pub(crate) const fn new(make: fn(&'static Edition) -> T) -> Self {
        Self { make, made: OnceLock::new() }
    }

    /// The value for an edition.
    pub(crate) fn of(&self, edition: &Edition) -> &T {
        let made = self.made.get_or_init(|| EDITIONS.iter().map(|edition| (self.make)(edition)).collect());
        let at = EDITIONS.iter().position(|other| std::ptr::eq(*other, edition)).expect("every edition is listed");
        &made[at]
    }
}
