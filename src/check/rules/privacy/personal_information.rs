#![doc = include_str!("personal_information.md")]

use super::personal_numbers::{self, Private};
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName, Span},
    i18n::{Message, Text},
    report::{Report, ReportSection},
    text,
};

const NAME: RuleName = RuleName("personal-information");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Privacy, Level::Error, include_str!("personal_information.md"))
    .summary(text!(
        "身份证号、个人手机号、银行卡号",
        "A resident identity number, a personal mobile number or a bank card number"
    ))
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let phone = context.identity.phone.as_deref().unwrap_or_default();
    for found in personal_numbers::numbers(&report.source.text, phone) {
        let span = Span::new(found.range.start, found.range.end);
        let section = report.body.section_at(span).and_then(ReportSection::key);
        let message = text!("这里有{what}：{number}", "{what} appears here: {number}");
        let message = message.with("what", name(found.kind)).with("number", found.masked());
        findings.push(
            Finding::new(NAME, report.place(span), message).at(section.unwrap_or_default()).hint(hint(found.kind)),
        );
    }
}

fn name(kind: Private) -> Text {
    match kind {
        Private::Identity => text!("居民身份证号码", "a resident identity number"),
        Private::Mobile => text!("手机号码", "a mobile number"),
        Private::Card => text!("银行卡号", "a bank card number"),
    }
}

fn hint(kind: Private) -> Message {
    match kind {
        Private::Mobile => text!(
            "个人的号码删去或用 * 遮盖；本机关的电话，前面写明“联系电话：”",
            "delete a personal number or mask it with *; put 联系电话： before the agency's own telephone number"
        ),
        Private::Identity | Private::Card => {
            text!("删去，或把中间的数字换成 *", "delete it, or replace the middle digits with *")
        }
    }
    .into()
}
