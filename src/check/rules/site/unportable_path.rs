#![doc = include_str!("unportable_path.md")]

use super::{
    broken_link::is_site_path,
    path_collision::{Origin, Origins},
};
use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName},
    site::path,
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
        let claims = origins.get_or_insert_with(|| Origins::of(whole)).of_address(address);
        let is_redirect = claims.iter().any(Origin::is_redirect);
        if is_redirect && !is_site_path(&address.path) {
            continue; // reported by `broken-link`
        }
        let message = text!("路径 {path} 不能用：{fault}", "the path {path} cannot be used: {fault}")
            .with("path", &address.path)
            .with("fault", fault);
        let place =
            claims.first().map_or_else(|| Place::file(&whole.site.config.source), |claim| claim.place().clone());
        let hint = if is_redirect {
            text!(
                "改正这个旧网址，或从 redirect_from 里删去",
                "correct this old address, or remove it from `redirect_from`"
            )
        } else {
            text!("给文件改名", "rename the file")
        };
        findings.push(Finding::new(NAME, place, message).hint(hint));
    }
}
