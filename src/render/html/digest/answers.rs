//! Questions that readers bring to a year, and their answers.

use super::{
    Digest,
    cells::{self, By},
    number, rate,
    reasons::gloss,
};
use crate::{
    archive::Rate,
    config::AgencyId,
    date::Date,
    form::{CellId, Headline, Share},
    i18n::{Lang, Text},
    render::html::{
        card::link,
        language, summary,
        view::{AnswerEntry, AnswerView, Link},
    },
    report::{Number, Report},
    site::{Standing, url},
    text,
};
use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeMap,
};

/// So many an answer names where a table holds all.
pub(crate) const FEW: usize = 3;

/// Where no more follow than these, they are named as well.
const LEFT: usize = 2;

/// So many it names where no table holds all.
pub(crate) const MANY: usize = 20;

/// Of whom an answer is known, and who the others are: by name where they are few, else their number.
struct Scope {
    named: Text,
    counted: Text,
}

impl By {
    /// Whether a rate can be ranked: its part is known, and of something.
    fn knows(self, rate: Rate) -> bool {
        self == Self::Number || rate.part.is_zero() || rate.cmp_share(rate).is_some()
    }

    /// The first of two comes first.
    fn order(self, a: Rate, b: Rate) -> Ordering {
        match self {
            Self::Number => b.part.cmp(&a.part),
            Self::Share => {
                let by_share = b.cmp_share(a).unwrap_or(Ordering::Equal);
                self.puts_last(a).cmp(&self.puts_last(b)).then(by_share)
            }
        }
    }

    /// A percentage of few cases comes after all others.
    fn puts_last(self, rate: Rate) -> bool {
        self == Self::Share && rate.is_of_few()
    }
}

impl Digest<'_> {
    /// Each answer names so many at most.
    pub(crate) fn answers(&self, named: usize) -> Vec<AnswerView> {
        let refused = self.edition.share("refused");
        let by_number = refused.map(|share| {
            let question = text!("谁不予公开最多", "Who refused most, by number");
            self.ranked("most-refused", question, share, By::Number, named)
        });
        let by_share = refused.map(|share| {
            let question = text!("谁不予公开的比例最高", "Who refused most, by share");
            self.ranked("largest-share", question, share, By::Share, named)
        });
        let in_court = self.edition.share("corrected_in_court").map(|share| {
            let question = text!("法院纠正了谁的决定", "Whose decisions did courts correct");
            self.ranked("corrected", question, share, By::Number, named)
        });
        let grown = self.edition.headline("received").and_then(|headline| self.grown(headline, named));
        let [why, late, missing] = [self.why(named), self.late(named), self.missing(named)].map(Some);
        [by_number, by_share, why, late, missing, in_court, grown].into_iter().flatten().collect()
    }

    /// Who comes first by the number or the percentage.
    fn ranked(&self, id: &'static str, question: Text, share: &Share, by: By, named: usize) -> AnswerView {
        let known = self.own().filter_map(|report| Some((report, rate(report, share)?)));
        let known: Vec<_> = known.filter(|(_, rate)| by.knows(*rate)).collect();
        let mut found: Vec<_> = known.iter().filter(|(_, rate)| !rate.part.is_zero()).copied().collect();
        found.sort_by(|(_, a), (_, b)| by.order(*a, *b));
        let are_parted = found.windows(2).any(|pair| by.puts_last(pair[0].1) != by.puts_last(pair[1].1));
        let remark =
            text!("办结不足 {n} 件的列在最后", "those with fewer than {n} cases come last").with("n", Rate::FEW);
        let entries = found.iter().map(|(report, rate)| self.entry(report, share, *rate, by));
        let level = found.iter().take_while(|(_, rate)| by.order(found[0].1, *rate).is_eq());
        let scope = Scope {
            named: text!(
                "按有可用数字的 {known} 个机关；{names}没有可用的数字。",
                "Based on {known} {known:agency|agencies}; no usable figures from {names}."
            ),
            counted: text!(
                "按有可用数字的 {known} 个机关，另有 {unknown} 个没有可用的数字。",
                "Based on {known} {known:agency|agencies}; no usable figures from {unknown} more."
            ),
        };
        let answer = AnswerView {
            besides: self.level(level.count()),
            remark: if are_parted { remark.get(self.lang()) } else { String::new() },
            ..self.answer(id, question, entries, named)
        };
        // Whose report is not here, another answer says.
        let is_partial = found.is_empty() || known.len() < self.own().count();
        let known: Vec<_> = known.iter().map(|(report, _)| report.agency).collect();
        if is_partial { self.known_of(&known, &scope, answer) } else { answer }
    }

    /// Whose requests became more. Nothing if nobody has reports on both years.
    fn grown(&self, headline: &Headline, named: usize) -> Option<AnswerView> {
        let lang = self.lang();
        let pairs = self.own().filter_map(|report| {
            let before = number(self.site.archive.comparable(report)?, headline)?;
            Some((report, number(report, headline)?, before))
        });
        let pairs: Vec<_> = pairs.collect();
        let mut found: Vec<_> = pairs.iter().filter(|(_, now, before)| now > before).collect();
        found.sort_by_key(|(_, now, before)| Reverse(*now - *before));
        let entries = found.iter().map(|(report, now, before)| {
            let cells = report.edition.headline(headline.key).map_or(&[][..], |headline| headline.cells);
            let detail = text!("{now} 件，上年 {before} 件", "{now}, {before} the year before");
            AnswerEntry {
                label: self.site.name_of(report).to_owned(),
                href: self.cell(report, cells),
                value: cells::change(*now, *before, lang),
                detail: detail.with("now", now.grouped()).with("before", before.grouped()).get(lang),
            }
        });
        let question = text!("谁的申请比上年多", "Who got more requests than the year before");
        let most = found.first().map(|(_, now, before)| *now - *before);
        let level = found.iter().take_while(|(_, now, before)| Some(*now - *before) == most);
        let scope = Scope {
            named: text!(
                "按两年可比的 {known} 个机关；{names}不能比。",
                "Based on {known} {known:agency|agencies}; not comparable with the year before: {names}."
            ),
            counted: text!(
                "按两年可比的 {known} 个机关，另有 {unknown} 个不能比。",
                "Based on {known} {known:agency|agencies}; {unknown} cannot be compared with the year before."
            ),
        };
        let known: Vec<_> = pairs.iter().map(|(report, ..)| report.agency).collect();
        (!pairs.is_empty()).then(|| {
            let answer = self.answer("grown", question, entries, named);
            self.known_of(&known, &scope, AnswerView { besides: self.level(level.count()), ..answer })
        })
    }

    /// An answer that says of whom it is known, unless that is all who report for themselves.
    fn known_of(&self, known: &[AgencyId], scope: &Scope, answer: AnswerView) -> AnswerView {
        let lang = self.lang();
        let agencies = &self.site.config.agencies;
        let unknown = self.agencies.iter().copied().filter(|id| {
            let standing = Standing::of(self.site, *id, self.year);
            let is_wanted = matches!(standing, Standing::Here { .. } | Standing::Missing | Standing::Overdue(_));
            is_wanted && agencies[*id].rolls_up.is_empty() && !known.contains(id)
        });
        let unknown: Vec<_> = unknown.map(|id| agencies[id].short_name()).collect();
        let said = match unknown.len() {
            0..=FEW => scope.named.with("names", &unknown),
            n => scope.counted.with("unknown", Number::count(n).grouped()),
        };
        let said = said.with("known", Number::count(known.len()).grouped()).get(lang);
        let note = match known.len() {
            0 => text!("没有可用的数字。", "There are no usable figures.").get(lang).to_owned(),
            _ if unknown.is_empty() => answer.note,
            _ => spaced(&answer.note, &said, lang),
        };
        AnswerView { note, ..answer }
    }

    /// The first of those who answer a question, and how many there are besides.
    fn answer(
        &self,
        id: &'static str,
        question: Text,
        entries: impl ExactSizeIterator<Item = AnswerEntry>,
        named: usize,
    ) -> AnswerView {
        let lang = self.lang();
        let found = entries.len();
        let named = if found <= named + LEFT { found } else { named };
        let more = text!("另有 {more} 个机关", "And {more} more")
            .with("more", Number::count(found - named).grouped())
            .get(lang);
        let nobody = text!("没有。", "Nobody.").get(lang).to_owned();
        AnswerView {
            id,
            question: question.get(lang),
            remark: String::new(),
            entries: entries.take(named).collect(),
            others: found.saturating_sub(1),
            besides: String::new(),
            more: (found > named).then(|| Link { label: more, href: format!("{}#agencies", self.href()) }),
            note: if found == 0 { nobody } else { String::new() },
        }
    }

    /// The page of the year.
    fn href(&self) -> String {
        url::relative(&self.page.path, &url::index(&url::year(self.year)))
    }

    /// Where a report states something.
    fn cell(&self, report: &Report, path: &[&str]) -> String {
        self.place(report, report.form().cells_at(path))
    }

    /// A figure of a report: a cell, or the sum of some.
    pub(super) fn place(&self, report: &Report, cells: impl IntoIterator<Item = CellId>) -> String {
        let page = link(self.page, self.site.name_of(report), &url::report(self.site, report));
        let anchor = summary::anchor(report, cells);
        anchor.map_or_else(|| page.href.clone(), |anchor| format!("{}#{anchor}", page.href))
    }

    /// That so many come first.
    fn level(&self, first: usize) -> String {
        match first {
            0 | 1 => String::new(),
            n => {
                text!("（{n} 个机关并列）", "({n} of them tied)").with("n", Number::count(n).grouped()).get(self.lang())
            }
        }
    }

    fn entry(&self, report: &Report, share: &Share, rate: Rate, by: By) -> AnswerEntry {
        let lang = self.lang();
        let part = report.edition.share(share.key).map_or(&[][..], |share| share.part);
        let [value, detail] = cells::spelt(share, rate, by, lang);
        AnswerEntry { label: self.site.name_of(report).to_owned(), href: self.cell(report, part), value, detail }
    }

    fn why(&self, named: usize) -> AnswerView {
        let lang = self.lang();
        let reasons = self.main_reasons();
        let entries = reasons.iter().map(|(node, n, total)| AnswerEntry {
            label: match gloss(node, lang) {
                gloss if gloss.is_empty() => node.short().to_owned(),
                gloss => gloss,
            },
            href: format!("{}#reasons", self.href()),
            value: text!("{n} 件", "{n}").with("n", n.grouped()).get(lang),
            detail: format!("{}/{}", n.grouped(), total.grouped()),
        });
        // The table of reasons holds them all.
        let answer = self.answer("why", text!("不予公开是什么理由", "Why it was refused"), entries, named);
        let note = spaced(&answer.note, &self.blank_reasons(), lang);
        AnswerView { others: answer.entries.len().saturating_sub(1), more: None, note, ..answer }
    }

    fn late(&self, named: usize) -> AnswerView {
        let lang = self.lang();
        let mut late = Vec::new();
        let (mut dated, mut undated) = (0_usize, 0_usize);
        for &id in &self.agencies {
            let Standing::Here { report, days_late, .. } = Standing::of(self.site, id, self.year) else { continue };
            let report = self.site.report(report);
            match report.published {
                Some(_) => dated += 1,
                None => undated += 1,
            }
            late.extend(days_late.map(|days| (report, days)));
        }
        late.sort_by_key(|(_, days)| Reverse(*days));
        let entries = late.iter().map(|(report, days)| {
            let page = link(self.page, self.site.name_of(report), &url::report(self.site, report));
            let value = super::rows::days_late(*days, lang);
            AnswerEntry { label: page.label, href: page.href, value, detail: String::new() }
        });
        let unknown =
            text!("{n} 份没有注明日期。", "{n} without a date.").with("n", Number::count(undated).grouped()).get(lang);
        let answer = self.answer("late", text!("谁晚于期限发布", "Who published late"), entries, named);
        let note = match (dated, undated) {
            (_, 0) => answer.note,
            (0, _) => unknown,
            _ => spaced(&answer.note, &unknown, lang),
        };
        AnswerView { remark: self.deadlines(), note, ..answer }
    }

    /// Until when reports were to be published: most agencies, and the few with another day.
    fn deadlines(&self) -> String {
        let lang = self.lang();
        let agencies = self.agencies.iter().map(|id| &self.site.config.agencies[*id]);
        let mut days: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
        for agency in agencies.filter(|agency| agency.is_alive_in(self.year)) {
            days.entry(agency.due(self.year)).or_default().push(agency.short_name());
        }
        let Some(usual) = days.iter().rev().max_by_key(|(_, names)| names.len()).map(|(day, _)| *day) else {
            return String::new();
        };
        let others = days.iter().filter(|(on, _)| **on != usual).map(|(on, names)| match names[..] {
            [name] => text!("{name} {day}", "{name} {day}").with("name", name).with("day", language::day(*on, lang)),
            _ => text!("{n} 个机关 {day}", "{n} agencies {day}")
                .with("n", Number::count(names.len()).grouped())
                .with("day", language::day(*on, lang)),
        });
        let usual = text!("期限 {day}", "Deadline: {day}").with("day", language::day(usual, lang));
        let said: Vec<_> = std::iter::once(usual).chain(others).map(|words| words.get(lang)).collect();
        said.join(text!("，", ", ").get(lang))
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
        let entries = missing.iter().map(|(id, standing)| {
            let agency = &agencies[*id];
            let page = link(self.page, agency.name_in(self.year), &url::agency(&agency.id));
            let value = super::rows::absence(standing, lang);
            AnswerEntry { label: page.label, href: page.href, value, detail: String::new() }
        });
        self.answer("missing", text!("谁的报告不在这里", "Whose report is missing"), entries, named)
    }
}

/// Two sentences, of which one may be empty.
fn spaced(first: &str, second: &str, lang: Lang) -> String {
    let sentences = [first, second].into_iter().filter(|sentence| !sentence.is_empty());
    sentences.collect::<Vec<_>>().join(text!("", " ").get(lang))
}
