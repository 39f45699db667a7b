//! The year in a few figures and sentences.

use super::{
    Digest, Sum,
    cells::{self, change},
    number, rate, sum,
};
use crate::{
    archive::Rate,
    config::AgencyId,
    form::{Headline, Share},
    i18n::Message,
    render::html::view::{ClauseView, DigestView, KeyFigure},
    report::{Number, Report},
    site::{Site, Standing, url},
    text,
};

/// What comes first, by the keys of the form's headlines and shares.
const COUNTS: [&str; 2] = ["received", "carried_out"];
const SHARES: [&str; 3] = ["disclosed", "refused", "corrected_in_court"];

/// A figure in a year and the year before, of the agencies whose reports state it in both for the same agencies.
struct InBoth<T> {
    agencies: usize,
    then: T,
    now: T,
}

impl Digest<'_> {
    pub(crate) fn view(&self) -> DigestView {
        let edition = self.edition;
        let [received, carried_out] = COUNTS.map(|key| edition.headline(key).map(|headline| self.count(headline)));
        let [disclosed, refused, corrected] = SHARES.map(|key| edition.share(key).map(|share| self.share(share)));
        let is_idle = edition.headline(COUNTS[0]).is_some_and(|headline| self.is_nothing(headline));
        let disclosed = disclosed.filter(|figure| !(is_idle && figure.is_words));
        let known = [received, disclosed].into_iter().flatten().filter(|figure| !figure.value.is_empty());
        let figures: Vec<_> = [refused, corrected, carried_out].into_iter().flatten().collect();
        let reports = (!self.site.is_single()).then(|| self.reports());
        DigestView {
            year: self.year,
            href: url::relative(&self.page.path, &url::index(&url::year(self.year))),
            headline: self.sentence(reports.into_iter().chain(known.map(|figure| self.clause(figure))).collect()),
            figures: if is_idle && self.is_nothing_else() { Vec::new() } else { figures },
            basis: self.basis(),
            most_by: self.dominating().unwrap_or_default(),
            notes: self.notes(),
        }
    }

    /// Clauses with what stands between them and at the end.
    fn sentence(&self, mut clauses: Vec<ClauseView>) -> Vec<ClauseView> {
        if let Some(last) = clauses.last_mut() {
            last.end = text!("。", ".").get(self.lang());
        }
        clauses
    }

    fn reports(&self) -> ClauseView {
        let lang = self.lang();
        let (here, wanted) = coverage(self.site, &self.agencies, self.year);
        ClauseView {
            before: text!("应有 {wanted} 份报告，已收录 ", "Of {wanted} expected reports, ")
                .with("wanted", Number::count(wanted).grouped())
                .get(lang),
            figure: Number::count(here).grouped(),
            after: text!(" 份", " are on this site").get(lang).to_owned(),
            aside: String::new(),
            end: self.between(),
        }
    }

    fn clause(&self, figure: KeyFigure) -> ClauseView {
        let lang = self.lang();
        let before = if figure.is_words { text!("{label}：", "{label}: ") } else { text!("{label} ", "{label}: ") };
        let before = before.with("label", &figure.label).get(lang);
        let unit = if figure.unit.is_empty() { String::new() } else { format!(" {}", figure.unit) };
        let besides = [figure.detail, figure.change].into_iter().filter(|part| !part.is_empty());
        let besides = besides.collect::<Vec<_>>().join(text!("，", ", ").get(lang));
        let aside = text!("（{besides}）", " ({besides})").with("besides", &besides).get(lang);
        ClauseView {
            before: if figure.label.is_empty() { String::new() } else { before },
            figure: figure.value,
            after: unit,
            aside: if besides.is_empty() { String::new() } else { aside },
            end: self.between(),
        }
    }

    fn between(&self) -> &'static str {
        text!("，", ".").get(self.lang())
    }

    fn count(&self, headline: &Headline) -> KeyFigure {
        let lang = self.lang();
        let both = self.in_both(|report| number(report, headline));
        let figure = KeyFigure {
            label: headline.label.get(lang).to_owned(),
            value: self.sum_of(headline).sum.map(Number::grouped).unwrap_or_default(),
            is_words: false,
            unit: text!("件", "").get(lang),
            detail: String::new(),
            change: self.against(both.agencies, change(both.now, both.then, lang)),
        };
        if headline.key != COUNTS[0] || !self.is_nothing(headline) {
            return figure;
        }
        let nothing = text!("没有收到申请", "No requests were received").get(lang).to_owned();
        KeyFigure { label: String::new(), value: nothing, is_words: true, unit: "", ..figure }
    }

    fn is_nothing(&self, headline: &Headline) -> bool {
        self.sum_of(headline).sum.is_some_and(Number::is_zero)
    }

    /// Whether there was nothing to refuse, to correct or to carry over, neither in the year nor in the one before. A blank of
    /// the year is not nothing; one of the year before is, because no change is shown from it.
    fn is_nothing_else(&self) -> bool {
        let is_zero = |n: Option<Number>| n == Some(Number::ZERO);
        let was_zero = |n: Option<Number>| n.is_none_or(Number::is_zero);
        self.counted.iter().all(|report| self.cases(report).into_iter().all(is_zero))
            && self.pairs().all(|(_, before)| self.cases(before).into_iter().all(was_zero))
    }

    /// Of how many cases each of the further figures of a report is, decided or not.
    fn cases(&self, report: &Report) -> Vec<Option<Number>> {
        let shares = SHARES.iter().filter_map(|key| self.edition.share(key));
        let cases = shares.map(|share| rate(report, share).map(|rate| rate.whole + rate.pending));
        let carried_out = self.edition.headline(COUNTS[1]).map(|headline| number(report, headline));
        cases.chain(carried_out).collect()
    }

    fn share(&self, share: &Share) -> KeyFigure {
        let lang = self.lang();
        let InBoth { agencies, then, now } = self.in_both(|report| rate(report, share));
        let sum = self.rate_of(share).sum;
        let cell = cells::shared(share, sum, None, lang);
        let points = now.tenths().zip(then.tenths()).and_then(|(now, then)| cells::points(now, then, lang));
        let difference = if share.is_rate { points } else { Some(change(now.part, then.part, lang)) };
        KeyFigure {
            label: share.label.get(lang).to_owned(),
            unit: if share.is_rate { "" } else { text!("件", "").get(lang) },
            value: cell.value,
            is_words: sum.is_some_and(|rate| cells::is_of_nothing(share, rate)),
            detail: sum.map(|rate| cells::made_of(share, rate, lang)).unwrap_or_default(),
            change: difference.map(|difference| self.against(agencies, difference)).unwrap_or_default(),
        }
    }

    pub(super) fn sum_of(&self, headline: &Headline) -> Sum<Number> {
        sum(self.counted.iter().map(|report| number(report, headline)))
    }

    pub(super) fn rate_of(&self, share: &Share) -> Sum<Rate> {
        sum(self.counted.iter().map(|report| rate(report, share)))
    }

    /// A figure of those who state it in both years.
    fn in_both<T: std::iter::Sum + Copy>(&self, of: impl Fn(&Report) -> Option<T>) -> InBoth<T> {
        let pairs: Vec<_> = self.pairs().filter_map(|(now, before)| Some((of(now)?, of(before)?))).collect();
        InBoth {
            agencies: pairs.len(),
            then: pairs.iter().map(|(_, then)| *then).sum(),
            now: pairs.iter().map(|(now, _)| *now).sum(),
        }
    }

    /// A change since the year before. Empty if it is not one of the figure itself, because others are counted: see
    /// `compared`.
    fn against(&self, agencies: usize, difference: String) -> String {
        let lang = self.lang();
        match difference {
            _ if !self.has_same_agencies(agencies) => String::new(),
            difference if difference == cells::LEVEL.get(lang) => {
                text!("与上年持平", "unchanged from the previous year").get(lang).to_owned()
            }
            difference => text!("比上年 {difference}", "{difference} from the previous year")
                .with("difference", difference)
                .get(lang),
        }
    }

    fn notes(&self) -> Vec<String> {
        let lang = self.lang();
        let method = (self.counted.len() + self.inside.len() > 1).then(|| self.method().get(lang));
        let rate = self.edition.share(SHARES[0]);
        let meaning = rate.map(|share| {
            let sentence = text!("{label}：{meaning}。", "{label}: {meaning}.");
            sentence.with("label", share.label).with("meaning", share.meaning).get(lang)
        });
        meaning.into_iter().chain(method).chain(self.unknown()).collect()
    }

    /// Whose figures they are, where that is not what one would take them for.
    fn basis(&self) -> Vec<String> {
        [self.left_out(), self.compared()].into_iter().flatten().collect()
    }

    /// Both years' figures of those who can be compared, where these are not all that are counted.
    fn compared(&self) -> Option<String> {
        let lang = self.lang();
        let counts = COUNTS.iter().filter_map(|key| self.edition.headline(key)).map(|headline| {
            let InBoth { agencies, then, now } = self.in_both(|report| number(report, headline));
            (agencies, headline.label, Some([then, now].map(Number::grouped)))
        });
        let shares = SHARES.iter().filter_map(|key| self.edition.share(key)).map(|share| {
            let InBoth { agencies, then, now } = self.in_both(|report| rate(report, share));
            let spelt = |rate: Rate| {
                if share.is_rate { rate.tenths().map(cells::bar) } else { Some(rate.part.grouped()) }
            };
            (agencies, share.label, spelt(then).zip(spelt(now)).map(<[String; 2]>::from))
        });
        let pairs = self.pairs().count();
        let partial = counts.chain(shares).filter(|(agencies, ..)| *agencies > 0 && !self.has_same_agencies(*agencies));
        let figures = partial.filter_map(|(agencies, label, figures)| {
            let [then, now] = figures?;
            let of = text!("（{agencies} 个机关）", " ({agencies} {agencies:agency|agencies})")
                .with("agencies", Number::count(agencies).grouped());
            let of = if agencies == pairs { String::new() } else { of.get(lang) };
            Some(format!("{} {then} → {now}{of}", label.get(lang)))
        });
        let figures: Vec<_> = figures.collect();
        let sentence = text!(
            "两年可比的 {pairs} 个机关，{before} → {year} 年：{figures}。",
            "{pairs} {pairs:agency|agencies} comparable in both years, {before} → {year}: {figures}."
        );
        let sentence = sentence
            .with("pairs", Number::count(pairs).grouped())
            .with("before", self.year.saturating_sub(1))
            .with("year", self.year)
            .with("figures", figures.join(text!("，", ", ").get(lang)));
        (!figures.is_empty()).then(|| sentence.get(lang))
    }

    /// The agency that makes up most of the requests, if one does.
    fn dominating(&self) -> Option<String> {
        let headline = self.edition.headline(COUNTS[0])?;
        let sum = self.sum_of(headline).sum?;
        let most: (&Report, Number) = self
            .counted
            .iter()
            .filter_map(|report| Some((*report, number(report, headline)?)))
            .max_by_key(|(_, n)| *n)?;
        let tenths = most.1.share_of(sum);
        let sentence = text!(
            "{headline}中，{name}一家有 {n} 件，占 {share}。",
            "{headline}: {n} of them ({share}) at {name} alone."
        );
        let sentence = sentence
            .with("headline", headline.label)
            .with("name", self.site.name_of(most.0))
            .with("n", most.1.grouped());
        (self.counted.len() > 1 && tenths > 500).then(|| sentence.with("share", cells::bar(tenths)).get(self.lang()))
    }

    fn method(&self) -> Message {
        if let [only] = self.counted[..] {
            let sentence = text!("取自{name}的报告。", "From the report by {name}.");
            return sentence.with("name", self.site.name_of(only));
        }
        text!(
            "由发布工具合计，非机关填报：{n} 份报告的数字相加。",
            "Added up by the publishing tool from {n} {n:report|reports}; no agency states it."
        )
        .with("n", Number::count(self.counted.len()).grouped())
    }

    /// Names where there are few.
    fn left_out(&self) -> Option<String> {
        let names: Vec<_> = self.inside.iter().map(|report| self.site.name_of(report)).collect();
        let sentence = match names.len() {
            0 => return None,
            1..=3 => text!(
                "{names}的数字已计入别的报告，没有重复相加。",
                "The figures of {names} are already included in another report and are not added again."
            )
            .with("names", &names),
            more => text!(
                "另有 {more} 份报告的数字已计入上述报告，没有重复相加。",
                "The figures of {more} other reports are already included in these and are not added again."
            )
            .with("more", Number::count(more).grouped()),
        };
        Some(sentence.get(self.lang()))
    }

    /// What some of the reports do not state.
    fn unknown(&self) -> Vec<String> {
        let edition = self.edition;
        let counts = COUNTS.iter().filter_map(|key| edition.headline(key)).map(|h| (h.label, self.sum_of(h).unknown));
        let shares = SHARES.iter().filter_map(|key| edition.share(key)).map(|s| (s.label, self.rate_of(s).unknown));
        let unknown = counts.chain(shares).filter(|(_, unknown)| *unknown > 0);
        let sentence = text!("有 {n} 份报告没有填写{label}。", "{label}: missing from {n} {n:report|reports}.");
        let counted = unknown.map(|(label, n)| sentence.with("n", Number::count(n).grouped()).with("label", label));
        counted.map(|sentence| sentence.get(self.lang())).collect()
    }
}

/// How many agencies have their reports on a year here, and how many should.
pub(super) fn coverage(site: &Site, agencies: &[AgencyId], year: u16) -> (usize, usize) {
    let (mut here, mut wanted) = (0, 0);
    for standing in agencies.iter().map(|id| Standing::of(site, *id, year)) {
        here += usize::from(matches!(standing, Standing::Here { .. }));
        let is_wanted = matches!(standing, Standing::Here { .. } | Standing::Missing | Standing::Overdue(_));
        wanted += usize::from(is_wanted);
    }
    (here, wanted)
}
