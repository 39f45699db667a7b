#![doc = include_str!("missing_alt.md")]

use crate::{
    check::{Check, Group, Rule, linked::Linked},
    diag::{Finding, Level, RuleName},
    markdown::LinkKind,
    text,
};

const NAME: RuleName = RuleName("missing-alt");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Warning, include_str!("missing_alt.md"))
    .summary(text!("图片没有替代文字", "A picture has no alternative text"))
    .waivable()
    .check(Check::Text(check));

fn check(text: &Linked<'_>, findings: &mut Vec<Finding>) {
    let silent = text.links.iter().filter(|link| link.kind == LinkKind::Image && link.alt.is_none());
    findings.extend(silent.map(|image| {
        text.at_link(NAME, image, text!("图片没有替代文字", "the picture has no alternative text")).hint(text!(
            "在方括号里用一句话写明图片说了什么：![政务大厅的申请窗口](…)",
            "describe in the brackets what the picture shows: ![the counter for requests](…)"
        ))
    }));
}
