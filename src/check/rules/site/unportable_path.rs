#![doc = include_str!("unportable_path.md")]

use super::{broken_link::is_site_path, path_collision::origin};
use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName},
    site::path,
    text,
};

const NAME: RuleName = RuleName("unportable-path");

pub const RULE: Rule = Rule::new(NAME, Group::Site, Level::Error, include_str!("unportable_path.md"))
    .summary(text!("文件名在有的系统上不能用", "A file name that some systems do not allow"))
    .check(Check::Addresses(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    for address in whole.addresses.iter() {
        let Some(fault) = path::fault(&address.path) else { continue };
        let is_redirect = whole.site.archive.pages.iter().any(|page| page.redirects().any(|from| from == address.path));
        if is_redirect && !is_site_path(&address.path) {
            continue; // reported by `broken-link`
        }
        let message = text!("路径 {path} 不能用：{fault}", "the path {path} cannot be used: {fault}")
            .with("path", &address.path)
            .with("fault", fault);
        let place = origin(whole, address).unwrap_or_else(|| Place::file(&whole.site.config.source));
        findings.push(Finding::new(NAME, place, message).hint(text!("给文件改名", "rename the file")));
    }
}
