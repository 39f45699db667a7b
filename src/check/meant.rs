//! Rules by what people call them.

use super::Rule;
use crate::{i18n::Lang, spanned::fields::nearest};

/// The rule that somebody means who writes this: its name with a slip, or what it is about.
pub(super) fn among<'r>(rules: &'r [Rule], written: &str) -> Option<&'r Rule> {
    let plain = written.trim().to_lowercase().replace(['_', ' '], "-");
    called(rules, |rule| rule.name.0, &plain).or_else(|| called(rules, |rule| rule.summary.get(Lang::Zh), written))
}

/// The rule of which this is nearest to what is written.
fn called<'r>(rules: &'r [Rule], what: fn(&Rule) -> &'static str, written: &str) -> Option<&'r Rule> {
    let near = nearest(written, &rules.iter().map(what).collect::<Vec<_>>())?;
    rules.iter().find(|rule| what(rule) == near)
}

#[cfg(test)]
mod tests {
    use super::super::meant;

    #[test]
    fn rules_are_found_by_what_they_are_about() {
        for (written, name) in [
            ("total_mismatch", "total-mismatch"),
            ("Published Late", "published-late"),
            ("发布晚于规定日期", "published-late"),
            ("发布日期晚于规定日期", "published-late"),
            ("同一机关同年有两份报告", "duplicate-report"),
        ] {
            assert_eq!(meant(written).map(|rule| rule.name.0), Some(name), "{written}");
        }
        assert!(meant("标题").is_none() && meant("x").is_none());
    }
}
