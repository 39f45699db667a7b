//! The time of day and how long things take. Only shown to people; nothing published depends on it.

use crate::date::Date;
use std::time::{Instant, SystemTime};

/// China is eight hours ahead of UTC.
const EAST: u64 = 8 * 3600;

/// Today in China, for the defaults of questions. Nothing published depends on it.
pub(crate) fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Date::of_number(i64::try_from((since.as_secs() + EAST) / 86_400).ok()?)
}

/// Milliseconds since 1970. Nothing published depends on it.
pub(crate) fn milliseconds() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// Seconds since the start or the last lap.
    pub(crate) fn lap(&mut self) -> f64 {
        let seconds = self.0.elapsed().as_secs_f64();
        self.0 = Instant::now();
        seconds
    }
}
