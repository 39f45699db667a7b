#![doc = include_str!("missing_identity.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName},
    text,
};

const NAME: RuleName = RuleName("missing-identity");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Warning, include_str!("missing_identity.md"))
    .summary(text!("网站和主办单位的信息不全", "Details of the site or of the agency that runs it are missing"))
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let config = &whole.site.config;
    let missing = config.missing();
    if missing.is_empty() {
        return;
    }
    let message = text!("site.toml 还没有写：{keys}", "site.toml lacks {keys}");
    let message = message.with("keys", missing.join(", "));
    findings.push(Finding::new(NAME, Place::file(&config.source), message).hint(text!(
        "查实后补上；没有写的不会出现在页面上",
        "add what you know; what is missing does not appear on the pages"
    )));
}
