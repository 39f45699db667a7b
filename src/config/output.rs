//! What publishing may change in the output folder.

use crate::{
    spanned::{Fields, Problem},
    text,
};

/// `keep` and `max_removals`.
#[derive(Debug, Default, PartialEq)]
pub struct OutputPolicy {
    /// Paths in the output that giar did not write and must keep.
    pub keep: Vec<String>,
    /// If more published addresses would vanish, `--allow-removals` is required.
    pub max_removals: Allowance,
}

/// How many published addresses a build may remove without being asked to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Allowance {
    /// A percentage.
    Percent(f64),
    /// A number of addresses.
    Count(usize),
}

impl Default for Allowance {
    /// One page in twenty: enough for tidying up, too little for a renamed folder.
    fn default() -> Self {
        Self::Percent(5.0)
    }
}

impl Allowance {
    /// Whether `gone` of `published` addresses may be removed.
    pub fn covers(self, gone: usize, published: usize) -> bool {
        match self {
            Self::Percent(percent) => gone as f64 * 100.0 <= percent * published as f64,
            Self::Count(count) => gone <= count,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text.trim().strip_suffix(['%', '％']) {
            Some(percent) => percent.trim().parse().ok().filter(|p| (0.0..=100.0).contains(p)).map(Self::Percent),
            None => text.trim().parse().ok().map(Self::Count),
        }
    }
}

pub(super) fn read(f: &mut Fields<'_>) -> OutputPolicy {
    OutputPolicy { keep: keep(f), max_removals: max_removals(f) }
}

fn max_removals(f: &mut Fields<'_>) -> Allowance {
    let Some(node) = f.get("max_removals") else { return Allowance::default() };
    node.text().and_then(Allowance::parse).unwrap_or_else(|| {
        let wanted =
            text!("网址的个数或比例，如 10 或 \"5%\"", "a number or a share of addresses, such as 10 or \"5%\"");
        f.invalid(node.span, "max_removals", wanted);
        Allowance::default()
    })
}

fn keep(f: &mut Fields<'_>) -> Vec<String> {
    let mut kept = Vec::new();
    for item in f.list("keep") {
        let name = item.text().unwrap_or_default().trim_end_matches('/');
        if is_below(name) {
            kept.push(name.to_owned());
            continue;
        }
        let message = text!(
            "keep 里的“{name}”不是输出文件夹里的文件或文件夹",
            "`{name}` in keep is not a file or folder of the output"
        );
        f.problem(Problem::invalid(item.span, message.with("name", name)).hint(text!(
            "从输出文件夹写起，用正斜杠，如 keep = [\"uploads\", \"files/old.pdf\"]",
            "paths are relative to the output folder, with forward slashes: keep = [\"uploads\", \"files/old.pdf\"]"
        )));
    }
    kept
}

/// Whether a relative path stays below its folder.
fn is_below(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_and_a_count_are_reported_apart() {
        assert_eq!(Allowance::parse("5%"), Some(Allowance::Percent(5.0)));
        assert_eq!(Allowance::parse("2.5 ％"), Some(Allowance::Percent(2.5)));
        assert_eq!(Allowance::parse("10"), Some(Allowance::Count(10)));
        for wrong in ["0.05", "-1", "101%", "some", ""] {
            assert_eq!(Allowance::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn one_page_in_twenty_may_go_unasked() {
        let standard = Allowance::default();
        assert!(standard.covers(0, 0) && standard.covers(5, 100) && standard.covers(1, 20));
        assert!(!standard.covers(6, 100) && !standard.covers(1, 19) && !standard.covers(100, 100));
        assert!(Allowance::Count(3).covers(3, 3) && !Allowance::Count(3).covers(4, 400));
    }
}
