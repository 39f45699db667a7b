#![doc = include_str!("unportable_path.md")]

use super::{broken_link::is_site_path, path_collision::Origins};
use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName},
    markdown,
    site::{Subject, path},
    text,
};

const NAME: RuleName = RuleName("unportable-path");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Error, include_str!("unportable_path.md"))
    .summary(text!("文件名在有的系统上不能用", "A file name that some systems do not allow"))
    .check(Check::Addresses(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let mut origins = None;
    for address in whole.addresses.iter() {
        let Some(fault) = path::fault(&address.path) else { continue };
        let places = origins.get_or_insert_with(|| Origins::of(whole)).places(address);
        let is_redirect =
            matches!(address.subject, Subject::Item(_)) && places.iter().any(|place| is_page(&place.source.path));
        if is_redirect && !is_site_path(&address.path) {
            continue; // reported by `broken-link`
        }
        let message = text!("路径 {path} 不能用：{fault}", "the path {path} cannot be used: {fault}")
            .with("path", &address.path)
            .with("fault", fault);
        let place = places.into_iter().next().unwrap_or_else(|| Place::file(&whole.site.config.source));
        findings.push(Finding::new(NAME, place, message).hint(text!("给文件改名", "rename the file")));
    }
}

fn is_page(path: &str) -> bool {
    markdown::stem(path).is_some()
}
