#![doc = include_str!("stale_year.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    markdown::Block,
    prose::{Measure, Numeral, Reading, Sentence, Slice, Term},
    report::Number,
    text,
};

const NAME: RuleName = RuleName("stale-year");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("stale_year.md"))
    .summary(text!("写本年度的事却用了别的年份", "A sentence on this year’s work names another year"))
    .waivable()
    .check(Check::Prose(check));

/// What follows a year that is meant: 2022年度决算, 2019年修订的条例.
const BELONGS: &[&str] = &[
    "预算",
    "决算",
    "部门",
    "财政",
    "结转",
    "修订",
    "修正",
    "版",
    "规划",
    "年报",
    "年度报告",
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "工作打算",
    "工作思路",
    "工作安排",
    "重点任务",
    "工作计划",
    "工作要点",
    "要点",
    "目标",
    "底前",
    "以前",
    "之前",
    "起施行",
    "起实施",
    "制定的",
    "出台的",
    "颁布",
    "印发的",
    "发布的",
    "以后",
    "之后",
    "前",
    "前后",
    "起",
    "末",
    "初步",
    "预决算",
    "信息公开指南",
    "指南",
    "立项",
    "确定的",
    "启用",
    "开通",
    "机构改革",
    "换届",
    "撤并",
    "合并",
    "划转",
    "组建",
    "设立",
    "成立",
    "建成",
    "投入",
    "启动",
    "开工",
    "签订",
];

/// What stands before a year that is meant: 自2016年设立.
const LEADS: &[&str] = &[
    "自",
    "从",
    "由",
    "较",
    "比",
    "与",
    "和",
    "同",
    "同比",
    "成立于",
    "始建于",
    "建于",
    "设立于",
    "印发于",
    "公布",
    "公开",
    "发布",
    "的",
    "至",
    "到",
    "面向",
    "承接",
    "推进",
    "完成",
    "延续",
    "落实",
    "按照",
    "根据",
    "依据",
    "编制",
    "以",
    "对",
    "在于",
    "年",
    "、",
];

/// Plans, and words of work that goes on.
const PLANS: &[&str] = &[
    "将",
    "计划",
    "打算",
    "拟",
    "目标",
    "力争",
    "争取",
    "进一步",
    "继续",
    "预计",
    "要",
    "下一步",
    "加强",
    "完善",
    "推进",
    "持续",
    "强化",
    "优化",
    "提升",
];

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    for sentence in &reading.sentences {
        let Some(year) = stale(sentence, report.year) else { continue };
        let message = text!(
            "报告写的是 {own} 年，这句话说的是 {year} 年",
            "the report is on {own}, but this sentence is on {year}"
        )
        .with("own", report.year)
        .with("year", year.value);
        let hint = text!(
            "是本年度的事就改成 {own} 年；确是往年的事，写明是对比或背景",
            "if this is about the report's year, write {own}; otherwise make clear that it is a comparison or background"
        );
        let hint = hint.with("own", report.year);
        let finding = statement::plain(NAME, reading, sentence, year.range.clone(), message);
        findings.push(finding.value(year.value.to_string()).hint(hint));
    }
}

/// The first year that the sentence should not be about.
fn stale<'s>(sentence: &'s Sentence<'_>, own: u16) -> Option<&'s Numeral> {
    if matches!(sentence.passage.block, Block::Heading | Block::Cell) {
        return None;
    }
    let years: Vec<_> = sentence.numbers().filter(|number| number.measure == Measure::Year).collect();
    let is_own = |year: &&&Numeral| year.value == Number::whole(i64::from(own));
    if years.iter().any(|year| is_own(&year))
        || [Term::Compare, Term::LastYear].into_iter().any(|term| sentence.has(term))
    {
        return None;
    }
    let year = *years.first()?;
    let plausible = (1990..=2100).any(|near| year.value == Number::whole(near));
    let text = &sentence.passage.text;
    let before = text.slice(sentence.range.start..year.range.start);
    let clause = before.rsplit(['，', '；', '。', '：', ',', ';']).next().unwrap_or(before);
    let after = text.slice(year.range.end..sentence.range.end);
    // 2022年年报: the second 年 is the report's.
    let after = ["年度", "年", "度"].iter().find_map(|unit| after.strip_prefix(unit)).unwrap_or(after);
    let quoted = before.matches('《').count() > before.matches('》').count()
        || before.matches('“').count() > before.matches('”').count()
        || before.matches(['（', '(']).count() > before.matches(['）', ')']).count()
        || before.ends_with('〔');
    let is_future = year.value > Number::whole(i64::from(own));
    let plans = is_future && PLANS.iter().any(|word| sentence.text().contains(word));
    // A law or a document comes soon behind its year.
    let soon: String = after.chars().take(DOCUMENT_NEAR).collect();
    let names_document =
        soon.contains('《') || BELONGS.iter().any(|word| without_day(after).starts_with(word)) || money(after);
    // 2021年以来，累计…次，今年52次
    let phrase = after.split(['，', '。', ',']).next().unwrap_or(after);
    // 2020年机构合并以来
    let since_then = phrase.strip_suffix("以来").is_some_and(|event| !event.is_empty());
    let since = since_then
        || after.starts_with("以来") && ["累计", "今年", "本年"].iter().any(|word| sentence.text().contains(word));
    let begins = ["，", ",", "我", "本", "全", "镇", "县", "局", "乡"].iter().any(|mark| after.starts_with(mark));
    let is_span = ["至", "到", "—", "-", "、"].iter().any(|mark| after.starts_with(mark));
    if is_span || (is_future && !begins) {
        return None;
    }
    // 至2022年12月31日，共发布: as 截至.
    // 至2022年12月31日，共发布: as 截至.
    let is_until = (["至", "到"].contains(&clause) && without_day(after).starts_with(['，', ',', '止']))
        || ["截至", "截止", "截至到", "截止到"].iter().any(|word| clause.ends_with(word));
    let leads = !is_until && LEADS.iter().any(|word| clause.ends_with(word));
    let meant = quoted || plans || names_document || leads || since;
    (plausible && !meant && clause.chars().count() <= CLAUSE_BEGIN).then_some(year)
}

/// 12月建成, 5月15日起施行: what the year and the day belong to.
fn without_day(after: &str) -> &str {
    ["月", "日"].iter().fold(after, |rest, unit| {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if number.len() == rest.len() { rest } else { number.strip_prefix(unit).unwrap_or(rest) }
    })
}

/// 2022年度“三公”经费决算.
fn money(after: &str) -> bool {
    let phrase = after.split(['，', '。', '；', '、', ',']).next().unwrap_or(after);
    ["决算", "预算", "规划", "法》", "条例》", "报告》", "修订", "通过", "施行", "实施", "颁布", "生效"]
        .iter()
        .any(|word| phrase.contains(word))
}

const DOCUMENT_NEAR: usize = 4;
/// Characters of a clause before its year: 我镇于2022年.
const CLAUSE_BEGIN: usize = 6;
