//! The level of a finding: a rule's own, unless `site.toml` sets another; less for what stands as published.
//! Whether a level stops publication is `is_refused` in [`crate::pipeline`].

use super::{Rule, meant::among};
use crate::{
    config::{Config, INVALID_CONFIGURATION},
    diag::{Finding, Level, Place},
    i18n::did_you_mean,
    spanned::keys::choice_of,
    text,
};

/// The level a rule has on this site; none if it is off.
pub(super) fn level_of(config: &Config, rule: &Rule) -> Option<Level> {
    config.rules.get(rule.name.0).map_or(Some(rule.level), |(level, _)| *level)
}

/// A finding of a rule at the level it has on this site; none if the rule is off.
pub(super) fn with_level(config: &Config, rule: &Rule, mut finding: Finding, as_published: bool) -> Option<Finding> {
    let mut level = level_of(config, rule)?;
    // A report that stands as published is not to be altered any more: its faults are shown and stop nothing.
    if rule.softened && level == Level::Error && as_published {
        level = Level::Warning;
    }
    // A rule may be less sure of one finding than of others: this caps the level, whatever `site.toml` says.
    finding.level = finding.at_most.map_or(level, |most| level.min(most));
    Some(finding)
}

/// Names the rule that a fault of `site.toml` is about, if its key is what a rule is about.
pub(super) fn name_rule(fault: &mut Finding, rules: &[Rule]) {
    let source = &fault.place.source;
    let written = source.slice(fault.place.span);
    let Some(rule) = Some(written).filter(|key| !key.is_ascii()).and_then(|key| among(rules, key)) else { return };
    let behind = source.text.get(fault.place.span.end as usize..).unwrap_or_default();
    let line = behind.lines().next().unwrap_or_default();
    let Some((_, level)) = line.split_once('=').filter(|(between, _)| between.trim().is_empty()) else { return };
    let level = level.trim().trim_matches(['"', '\'', '“', '”']);
    let level = choice_of(level).unwrap_or(level);
    let hint = text!("规则用英文名，写成 {rule} = \"{level}\"", "write {rule} = \"{level}\"");
    fault.hints = vec![hint.with("rule", rule.name.0).with("level", level)];
}

/// Faults in the `[rules]` of `site.toml`: names that no rule has, and levels that a rule cannot have.
pub(super) fn wrong_levels(config: &Config, rules: &[Rule]) -> Vec<Finding> {
    let mut faults = Vec::new();
    for (name, (level, span)) in &config.rules {
        let place = Place::new(&config.source, *span);
        match rules.iter().find(|rule| rule.name.0 == name) {
            None => {
                let message = text!("没有叫“{name}”的规则", "there is no rule `{name}`").with("name", name);
                let finding = Finding::new(INVALID_CONFIGURATION, place, message);
                faults.push(match among(rules, name) {
                    Some(near) => finding.hint(did_you_mean(near.name.0)),
                    None => finding,
                });
            }
            // What it finds could not be published rightly on any site.
            Some(rule) if rule.is_firm() && *level != Some(Level::Error) => {
                let message =
                    text!("“{name}”总是错误，不能降级", "`{name}` is always an error and cannot be downgraded")
                        .with("name", name);
                let finding = Finding::new(INVALID_CONFIGURATION, place, message);
                faults.push(finding.hint(text!("改正它所指的问题", "correct what the rule finds")));
            }
            Some(_) => {}
        }
    }
    faults
}
