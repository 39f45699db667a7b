//! The memory limit that the system sets.

use super::error::IoError;
use crate::text;
use std::fs;

const MEGABYTE: u64 = 1 << 20;
/// Address space, most of which is never used. With less, whether memory runs out depends on the site and on chance,
/// and the process is killed without warning.
const LEAST: u64 = 192 * MEGABYTE;

/// Checks that a memory limit, if there is one, leaves enough to work with.
///
/// # Errors
/// Names how much is needed.
pub(crate) fn need_memory() -> Result<(), IoError> {
    let Some(limit) = fs::read_to_string("/proc/self/limits").ok().and_then(|limits| address_space(&limits)) else {
        return Ok(());
    };
    if limit >= LEAST {
        return Ok(());
    }
    let message = text!(
        "系统只允许 giar 用 {limit} MB 内存（ulimit -v），至少要 {least} MB。请放宽这个限制",
        "the system allows giar {limit} MB of memory (ulimit -v), and it needs {least} MB: raise the limit"
    );
    Err(IoError(message.with("limit", limit / MEGABYTE).with("least", LEAST / MEGABYTE)))
}

/// The limit on address space in bytes; none if there is no limit.
fn address_space(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::address_space;

    #[test]
    fn the_limit_is_read_from_its_line() {
        let limits = |soft: &str| {
            format!("Max processes             7 7 processes\nMax address space         {soft}  unlimited  bytes\n")
        };
        assert_eq!(address_space(&limits("153600000")), Some(153_600_000));
        assert_eq!(address_space(&limits("unlimited")), None);
        assert_eq!(address_space(""), None);
    }
}
