#![doc = include_str!("missing_topic.md")]

use crate::{
    check::{Check, Context, Group, Rule, rules::characters::is_han_numeral},
    diag::{Finding, Level, RuleName},
    prose::Sense,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("missing-topic");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Info, include_str!("missing_topic.md"))
    .summary(text!("第一部分缺五个方面中的某一方面", "Section one leaves out one of its five topics"))
    .waivable()
    .check(Check::Report(check));

/// What section one is to cover, and the words that show that it does.
static TOPICS: [(&str, Sense); 5] = [
    ("主动公开", Sense::new("topic-disclosure")),
    ("依申请公开", Sense::new("topic-requests")),
    ("政府信息管理", Sense::new("topic-management")),
    ("政府信息公开平台建设", Sense::new("topic-platform")),
    ("监督保障", Sense::new("topic-supervision")),
];

/// A text with fewer heads of this kind is not written by topics, or not by these.
const LEAST: usize = 4;
/// One whose list of heads comes to its end, with the last of the topics, may have fewer.
const LEAST_OF_WHOLE: usize = 3;

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(section) = report.body.well_headed().find(|section| section.key() == Some("overview")) else { return };
    let text = report.source.slice(section.text);
    let heads: Vec<_> = heads(text).collect();
    let headed: Vec<_> = TOPICS.iter().map(|(_, words)| heads.iter().any(|head| words.is_in(head))).collect();
    let ends_the_list = headed.last().is_some_and(|last| *last);
    let covered = headed.iter().filter(|is_headed| **is_headed).count();
    if covered < if ends_the_list { LEAST_OF_WHOLE } else { LEAST } {
        return;
    }
    let missing: Vec<_> = TOPICS.iter().filter(|(_, words)| !words.is_in(text)).map(|(topic, _)| *topic).collect();
    if missing.is_empty() {
        return;
    }
    let message = text!("“{heading}”没有写{topics}", "“{heading}” does not cover {topics}");
    let message = message.with("heading", &section.heading).with("topics", &missing);
    findings.push(Finding::new(NAME, report.place(section.heading_span), message).at("overview").hint(text!(
        "第一部分要写主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面",
        "section one must cover disclosure, requests, management of information, the platform, and supervision"
    )));
}

/// The heads of paragraphs and sentences, where a text that is written by topics names them.
fn heads(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['\n', '。', '；']).map(str::trim);
    let heads = parts.map(|part| part.split(['，', '：', ',', ':']).next().unwrap_or(part));
    heads.filter(|head| is_numbered(head) || head.ends_with("方面") || head.ends_with("情况"))
}

/// （一）主动公开, 1.主动公开, ### 主动公开.
fn is_numbered(head: &str) -> bool {
    let rest = head.trim_start_matches(['（', '(', '#', '*', ' ']);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_han_numeral(c));
    head.starts_with('#') || (after.len() < rest.len() && after.starts_with(['）', ')', '、', '.', '．', '是']))
}
