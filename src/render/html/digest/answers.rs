//! Questions that readers bring to a year, and their answers.

use super::{Digest, cells, number, rate};
use crate::{
    archive::Rate,
    form::{Headline, Share},
    i18n::Text,
    render::html::{
        card::link,
        table,
        view::{AnswerEntry, AnswerView},
    },
    report::{Number, Report},
    site::{Standing, url},
    text,
};
use std::cmp::Reverse;

/// So many an answer names where a table holds all.
pub(crate) const FEW: usize = 3;

/// So many it names where no table holds all.
pub(crate) const MANY: usize = 20;

/// The answer that is by share rather than by number.
const LARGEST_SHARE: &str = "largest-share";

impl Digest<'_> {
    /// Each answer names so many at most.
    pub(crate) fn answers(&self, named: usize) -> Vec<AnswerView> {
        let refused = self.edition.share("refused");
        let by_number = refused.map(|share| {
            let question = text!("谁不予公开最多", "Who refused most, by number");
            self.ranked("most-refused", question, share, named, |rate| Some(rate.part).filter(|part| !part.is_zero()))
        });
        let by_share = refused.map(|share| {
            let question = text!("谁不予公开的比例最高", "Who refused most, by share");
            self.ranked(LARGEST_SHARE, question, share, named, |rate| {
                rate.tenths()
                    .filter(|tenths| *tenths > 0)
                    .and_then(|tenths| i64::try_from(tenths).ok())
                    .map(Number::whole)
            })
        });
        let in_court = self.edition.share("corrected_in_court").map(|share| {
            let question = text!("法院纠正了谁的决定", "Whose decisions did courts correct");
            self.ranked("corrected", question, share, named, |rate| Some(rate.part).filter(|part| !part.is_zero()))
        });
        let grown = self.edition.headline("received").and_then(|headline| self.grown(headline, named));
        let [why, late, missing] = [self.why(named), self.late(named), self.missing(named)].map(Some);
        [by_number, by_share, why, late, missing, in_court, grown].into_iter().flatten().collect()
    }

    /// Who comes first by what a share gives.
    fn ranked(
        &self,
        id: &'static str,
        question: Text,
        share: &Share,
        named: usize,
        by: fn(Rate) -> Option<Number>,
    ) -> AnswerView {
        let known = self.own().filter_map(|report| Some((report, rate(report, share)?)));
        let mut found: Vec<_> = known.filter_map(|(report, rate)| Some((report, rate, by(rate)?))).collect();
        found.sort_by_key(|(.., by)| Reverse(*by));
        let entries = found.iter().take(named);
        AnswerView {
            id,
            question: question.get(self.lang()),
            entries: entries.map(|(report, rate, _)| self.entry(report, share, *rate, id == LARGEST_SHARE)).collect(),
            besides: self.level(found.iter().map(|(.., by)| *by)),
            note: self.more(found.len(), named),
        }
    }

    /// Whose requests became more. Nothing if nobody has reports on both years.
    fn grown(&self, headline: &Headline, named: usize) -> Option<AnswerView> {
        let lang = self.lang();
        let before = |report: &Report| number(self.site.archive.previous(report)?, headline);
        let pairs = self.own().filter_map(|report| Some((report, number(report, headline)?, before(report)?)));
        let pairs: Vec<_> = pairs.collect();
        let mut found: Vec<_> = pairs.iter().filter(|(_, now, before)| now > before).collect();
        found.sort_by_key(|(_, now, before)| Reverse(*now - *before));
        let entries = found.iter().take(named).map(|(report, now, before)| {
            let cells = report.edition.headline(headline.key).map_or(&[][..], |headline| headline.cells);
            let detail = text!("{now} 件，上年 {before} 件", "{now}, {before} the year before");
            AnswerEntry {
                label: self.site.name_of(report).to_owned(),
                href: self.cell(report, cells),
                value: cells::change(*now, *before, lang),
                detail: detail.with("now", now.grouped()).with("before", before.grouped()).get(lang),
            }
        });
        (!pairs.is_empty()).then(|| AnswerView {
            id: "grown",
            question: text!("谁的申请比上年多", "Who got more requests than the year before").get(lang),
            entries: entries.collect(),
            besides: self.level(found.iter().map(|(_, now, before)| *now - *before)),
            note: self.more(found.len(), named),
        })
    }

    /// Where a report states something.
    fn cell(&self, report: &Report, path: &[&str]) -> String {
        let page = link(self.page, self.site.name_of(report), &url::report(self.site, report));
        let cell = report.form().cells_at(path).first().copied();
        let anchor = cell.and_then(|cell| table::anchor(report, cell));
        anchor.map_or_else(|| page.href.clone(), |anchor| format!("{}#{anchor}", page.href))
    }

    /// That others come first as well.
    fn level(&self, mut ranked: impl Iterator<Item = Number>) -> String {
        let Some(first) = ranked.next() else { return String::new() };
        match 1 + ranked.take_while(|other| *other == first).count() {
            1 => String::new(),
            n => text!("{n} 个机关并列", "{n} of them level").with("n", n).get(self.lang()),
        }
    }

    /// How many there are, of whom one is named.
    fn in_all(&self, found: usize) -> String {
        match found {
            0 | 1 => String::new(),
            n => text!("共 {n} 个机关", "{n} in all").with("n", n).get(self.lang()),
        }
    }

    fn entry(&self, report: &Report, share: &Share, rate: Rate, by_share: bool) -> AnswerEntry {
        let lang = self.lang();
        let part = report.edition.share(share.key).map_or(&[][..], |share| share.part);
        let [value, detail] = cells::spelt(share, rate, by_share, lang);
        AnswerEntry { label: self.site.name_of(report).to_owned(), href: self.cell(report, part), value, detail }
    }

    /// That others follow, or that there is nobody.
    fn more(&self, found: usize, named: usize) -> String {
        let lang = self.lang();
        match found.checked_sub(named) {
            _ if found == 0 => text!("没有。", "Nobody.").get(lang).to_owned(),
            Some(more) if more > 0 => text!("另有 {more} 个机关。", "And {more} more.").with("more", more).get(lang),
            _ => String::new(),
        }
    }

    fn why(&self, named: usize) -> AnswerView {
        let lang = self.lang();
        let reasons = self.main_reasons();
        let page = url::relative(&self.page.path, &url::index(&url::year(self.year)));
        let entries = reasons.iter().take(named).map(|(node, n, total)| AnswerEntry {
            label: node.short().to_owned(),
            href: format!("{page}#reasons"),
            value: text!("{n} 件", "{n}").with("n", n.grouped()).get(lang),
            detail: format!("{}/{}", n.grouped(), total.grouped()),
        });
        AnswerView {
            id: "why",
            question: text!("不予公开是什么理由", "Why it was refused").get(lang),
            entries: entries.collect(),
            besides: String::new(),
            note: if reasons.is_empty() { self.more(0, named) } else { String::new() },
        }
    }

    fn late(&self, named: usize) -> AnswerView {
        let lang = self.lang();
        let mut late = Vec::new();
        let mut undated = 0_usize;
        for &id in &self.agencies {
            let Standing::Here { report, days_late, .. } = Standing::of(self.site, id, self.year) else { continue };
            let report = self.site.report(report);
            undated += usize::from(report.published.is_none());
            late.extend(days_late.map(|days| (report, days)));
        }
        late.sort_by_key(|(_, days)| Reverse(*days));
        let entries = late.iter().take(named).map(|(report, days)| {
            let page = link(self.page, self.site.name_of(report), &url::report(self.site, report));
            let value = super::rows::days_late(*days, lang);
            AnswerEntry { label: page.label, href: page.href, value, detail: String::new() }
        });
        let unknown = text!("{n} 份没有注明日期。", "{n} without a date.").with("n", undated).get(lang);
        AnswerView {
            id: "late",
            question: text!("谁晚于期限发布", "Who published late").get(lang),
            entries: entries.collect(),
            besides: self.in_all(late.len()),
            note: [self.more(late.len(), named), if undated == 0 { String::new() } else { unknown }].concat(),
        }
    }

    fn missing(&self, named: usize) -> AnswerView {
        let lang = self.lang();
        let agencies = &self.site.config.agencies;
        let missing: Vec<_> = self
            .agencies
            .iter()
            .filter_map(|&id| {
                let standing = Standing::of(self.site, id, self.year);
                let is_missing = matches!(standing, Standing::Missing | Standing::Overdue(_) | Standing::Absent(_));
                is_missing.then_some((id, standing))
            })
            .collect();
        let entries = missing.iter().take(named).map(|(id, standing)| {
            let agency = &agencies[*id];
            let page = link(self.page, agency.name_in(self.year), &url::agency(&agency.id));
            let value = super::rows::absence(standing, lang);
            AnswerEntry { label: page.label, href: page.href, value, detail: String::new() }
        });
        AnswerView {
            id: "missing",
            question: text!("谁的报告不在这里", "Whose report is not here").get(lang),
            entries: entries.collect(),
            besides: self.in_all(missing.len()),
            note: self.more(missing.len(), named),
        }
    }
}
