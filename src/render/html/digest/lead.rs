//! One report in a few sentences, made from its tables: what came in, what became of it, whom courts corrected.

use super::{number, rate, scope};
use crate::{
    archive::Rate,
    i18n::{Lang, Message, Text},
    render::html::chart::percent,
    report::{Number, Report},
    site::Site,
    text,
};
use std::cmp::Ordering;

/// Disputes, by the keys of the form's shares, and the sentences on those concluded.
const DISPUTES: [(&str, Text); 2] = [
    ("corrected_in_court", text!("行政诉讼审结 {n} 件", "Lawsuits concluded: {n}")),
    ("corrected_on_review", text!("行政复议审结 {n} 件", "Reviews concluded: {n}")),
];

/// Empty if the report's form has no figures, or it states none.
pub(crate) fn lead(site: &Site, report: &Report) -> String {
    let lang = site.config.language;
    let disputes = DISPUTES.iter().filter_map(|(key, concluded)| dispute(report, key, *concluded, lang));
    let disputes = disputes.collect::<Vec<_>>().join(text!("；", ". ").get(lang));
    let sentences = [received(site, report, lang), decided(report, lang), Some(disputes)];
    let sentences = sentences.into_iter().flatten().filter(|sentence| !sentence.is_empty());
    let ended = sentences.map(|sentence| sentence + text!("。", ".").get(lang));
    ended.collect::<Vec<_>>().join(text!("", " ").get(lang))
}

fn received(site: &Site, report: &Report, lang: Lang) -> Option<String> {
    let headline = report.edition.headline("received")?;
    let now = number(report, headline)?;
    let before = site.archive.comparable(report).and_then(|before| number(before, headline));
    let sentence = if now.is_zero() {
        text!("{year}年没有收到申请", "No requests were received in {year}").with("year", report.year)
    } else {
        let sentence = text!("{year}年收到申请 {n} 件", "Requests received in {year}: {n}");
        sentence.with("year", report.year).with("n", now.grouped())
    };
    let compared = before.map(|before| difference(now, before, lang)).or_else(|| scope::clause(site, report));
    Some(sentence.get(lang) + &compared.unwrap_or_default())
}

fn difference(now: Number, before: Number, lang: Lang) -> String {
    let (words, n) = match now.cmp(&before) {
        Ordering::Greater => (text!("，比上年多 {n} 件", ", {n} more than the year before"), now - before),
        Ordering::Less => (text!("，比上年少 {n} 件", ", {n} fewer than the year before"), before - now),
        Ordering::Equal => {
            return text!("，与上年持平", ", as many as the year before").get(lang).to_owned();
        }
    };
    words.with("n", n.grouped()).get(lang)
}

/// What was decided, and what was left.
fn decided(report: &Report, lang: Lang) -> Option<String> {
    let disclosed = rate(report, report.edition.share("disclosed")?);
    let refused = report.edition.share("refused").and_then(|share| rate(report, share));
    let left = report.edition.headline("carried_out").and_then(|headline| number(report, headline));
    let clauses = [
        disclosed.filter(|rate| !rate.whole.is_zero()).map(|rate| granted(rate).get(lang)),
        refused
            .filter(|rate| !rate.whole.is_zero())
            .map(|rate| text!("不予公开 {n} 件", "refused: {n}").with("n", rate.part.grouped()).get(lang)),
        left.filter(|left| !left.is_zero()).map(|left| {
            text!("结转下年 {n} 件", "carried over to the next year: {n}").with("n", left.grouped()).get(lang)
        }),
    ];
    let clauses: Vec<_> = clauses.into_iter().flatten().collect();
    (!clauses.is_empty()).then(|| clauses.join(text!("，", ", ").get(lang)))
}

fn granted(rate: Rate) -> Message {
    let sentence = match rate.tenths().map(percent) {
        None => {
            text!("办结 {whole} 件，其中公开或部分公开 {n} 件", "Decided: {whole}; granted in full or in part: {n}")
                .into()
        }
        Some(share) => text!(
            "办结 {whole} 件，其中公开或部分公开 {n} 件（{share}）",
            "Decided: {whole}; granted in full or in part: {n} ({share})"
        )
        .with("share", share),
    };
    Message::with(sentence, "whole", rate.whole.grouped()).with("n", rate.part.grouped())
}

/// Left out where there was no case.
fn dispute(report: &Report, key: &str, concluded: Text, lang: Lang) -> Option<String> {
    let rate = rate(report, report.edition.share(key)?)?;
    let corrected = match rate.part {
        n if n.is_zero() => text!("没有纠正", "none of them corrected").into(),
        n => text!("其中纠正 {n} 件", "corrected: {n}").with("n", n.grouped()),
    };
    let pending = text!("未审结 {n} 件", "pending: {n}").with("n", rate.pending.grouped());
    let clauses = [
        (!rate.whole.is_zero(), concluded.with("n", rate.whole.grouped())),
        (!rate.whole.is_zero(), corrected),
        (!rate.pending.is_zero(), pending),
    ];
    let clauses: Vec<_> =
        clauses.into_iter().filter(|(is_said, _)| *is_said).map(|(_, words)| words.get(lang)).collect();
    (!clauses.is_empty()).then(|| clauses.join(text!("，", ", ").get(lang)))
}

/// Which of the agencies that a report adds up have no report on its year here; empty if none.
pub(crate) fn lacking(site: &Site, report: &Report) -> String {
    let agencies = &site.config.agencies;
    let units = site.agency_of(report).rolls_up.iter().filter_map(|id| agencies.index_of(id));
    let lacking = units.filter(|id| agencies[*id].is_alive_in(report.year));
    let lacking = lacking.filter(|id| site.archive.id_of(*id, report.year).is_none());
    let names: Vec<_> = lacking.map(|id| agencies[id].name_in(report.year)).collect();
    let sentence = text!(
        "本报告汇总下属机关的数字；其中 {names} 当年的报告不在本网站，无从核对。",
        "This report sums its units; the reports of these are not on this site, so their part cannot be verified: {names}."
    );
    if names.is_empty() { String::new() } else { sentence.with("names", &names).get(site.config.language) }
}
