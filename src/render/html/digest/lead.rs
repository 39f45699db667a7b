//! One report in one paragraph, made from its tables.

use super::{
    cells::{self, change},
    number, rate,
};
use crate::{
    form::{Headline, Share},
    i18n::{Lang, Message},
    report::Report,
    site::Site,
    text,
};

/// What is said, in this order, by the keys of the form's headlines and shares.
const COUNTS: [&str; 3] = ["received", "answered", "carried_out"];
const SHARES: [&str; 4] = ["disclosed", "refused", "corrected_on_review", "corrected_in_court"];

/// Empty if the report's form has no figures, or it states none.
pub(crate) fn lead(site: &Site, report: &Report) -> String {
    let lang = site.config.language;
    let before = site.archive.previous(report);
    let counts = COUNTS.iter().filter_map(|key| report.edition.headline(key));
    let shares = SHARES.iter().filter_map(|key| report.edition.share(key));
    let counts = counts.filter_map(|headline| count(report, before, headline, lang));
    let clauses: Vec<_> = counts.chain(shares.filter_map(|share| part(report, share, lang))).collect();
    if clauses.is_empty() {
        return String::new();
    }
    let sentence = text!("{year}年{clauses}。", "{year}: {clauses}.").with("year", report.year);
    sentence.with("clauses", clauses.join(text!("，", "; ").get(lang))).get(lang)
}

fn count(report: &Report, before: Option<&Report>, headline: &Headline, lang: Lang) -> Option<String> {
    let now = number(report, headline)?;
    let then = before.and_then(|before| number(before, headline));
    let clause = match then {
        None => text!("{label} {now} 件", "{label} {now}").into(),
        Some(then) => text!("{label} {now} 件（比上年{change}）", "{label} {now} ({change} on the year before)")
            .with("change", change(now, then, lang)),
    };
    Some(Message::with(clause, "label", headline.label).with("now", now.grouped()).get(lang))
}

/// Left out where there was no case.
fn part(report: &Report, share: &Share, lang: Lang) -> Option<String> {
    let rate = rate(report, share).filter(|rate| !rate.whole.is_zero() || !rate.pending.is_zero())?;
    let cell = cells::shared(share, Some(rate), None, lang);
    let unit = if share.is_rate { "" } else { text!(" 件", "").get(lang) };
    let clause = match cell.detail.as_str() {
        "" => text!("{label} {value}{unit}", "{label} {value}{unit}").into(),
        detail => text!("{label} {value}{unit}（{detail}）", "{label} {value}{unit} ({detail})").with("detail", detail),
    };
    Some(Message::with(clause, "label", share.label).with("value", cell.value).with("unit", unit).get(lang))
}

/// Which of the agencies that a report adds up have no report on its year here; empty if none.
pub(crate) fn lacking(site: &Site, report: &Report) -> String {
    let agencies = &site.config.agencies;
    let units = site.agency_of(report).rolls_up.iter().filter_map(|id| agencies.index_of(id));
    let lacking = units.filter(|id| agencies[*id].is_alive_in(report.year));
    let lacking = lacking.filter(|id| site.archive.id_of(*id, report.year).is_none());
    let names: Vec<_> = lacking.map(|id| agencies[id].name_in(report.year)).collect();
    let lang = site.config.language;
    let sentence = text!(
        "本报告汇总下属机关的数字；其中 {names} 当年的报告不在本网站，无从核对。",
        "This report adds up its units; the reports of these are not on this site, so their part cannot be verified: {names}."
    );
    let joined = names.join(text!("、", ", ").get(lang));
    if names.is_empty() { String::new() } else { sentence.with("names", joined).get(lang) }
}
