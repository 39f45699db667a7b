#![doc = include_str!("unfinished_page.md")]

use crate::{
    archive::ContentPage,
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, Place, RuleName, Span},
    start::TO_FILL_IN,
    text,
};

const NAME: RuleName = RuleName("unfinished-page");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Warning, include_str!("unfinished_page.md"))
    .summary(text!("页面上还留着“（待填写）”", "A page still holds a prompt to be filled in"))
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    findings.extend(whole.site.archive.pages.iter().filter_map(|page| unfinished(page)));
}

fn unfinished(page: &ContentPage) -> Option<Finding> {
    let body = page.source.slice(page.body);
    let start = page.body.start as usize;
    let mut prompts = body
        .match_indices(TO_FILL_IN)
        .map(|(at, prompt)| Place::new(&page.source, Span::new(start + at, start + at + prompt.len())));
    let first = prompts.next()?;
    let message =
        text!("这一页还没有写完：“{prompt}”", "this page is unfinished: “{prompt}”").with("prompt", TO_FILL_IN);
    let finding = Finding::new(NAME, first, message).hint(text!(
        "把这一段换成本单位的实际内容；还没有内容的，删去这一段，或在页面开头写 draft: true 暂不发布",
        "replace the paragraph with what is true of this agency, or delete it; `draft: true` keeps the page unpublished"
    ));
    Some(prompts.fold(finding, |finding, place| finding.related(place, text!("这里也是", "also here"))))
}
