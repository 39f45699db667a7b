//! What the numbers of a picture say, in words.

use super::{share, sum};
use crate::{
    archive::{Trend, TrendYear},
    i18n::{Lang, Message, words},
    report::Number,
    text,
};
use std::cmp::Ordering;

/// What is said of one picture.
pub(super) struct Summary<'a> {
    /// The years that are drawn.
    pub trend: &'a Trend,
    /// All years, also those before the first figure.
    pub gaps: &'a Trend,
    pub lang: Lang,
}

impl Summary<'_> {
    /// How each figure went from the first year to the last.
    pub(super) fn bars(&self) -> String {
        if let Some(plain) = self.plain() {
            return plain;
        }
        let names = self.trend.names.iter().enumerate();
        let courses: Vec<_> = names.filter_map(|(at, name)| self.course(at, name)).collect();
        courses.join(text!("；", "; ").get(self.lang)) + text!("。", ".").get(self.lang)
    }

    /// The largest part of the newest year.
    pub(super) fn shares(&self) -> String {
        let Some(year) = super::newest(self.trend) else {
            return self.plain().unwrap_or_default();
        };
        let shares = share::shares(&year.values);
        // Of equals the first.
        let largest = (0..shares.len()).rev().max_by_key(|&at| year.values[at]).unwrap_or_default();
        let sentence = text!(
            "{year}年共 {sum} 件，最多的是{name}，{value} 件，占 {share}。",
            "{sum} {sum:case|cases} in {year}. Most frequent: {name}, {value} ({share})."
        );
        let sentence =
            sentence.with("year", year.year).with("sum", sum(year).grouped()).with("name", &self.trend.names[largest]);
        let sentence = sentence.with("value", year.values[largest].unwrap_or_default().grouped());
        let sentence = sentence.with("share", share::percent(shares[largest])).get(self.lang);
        self.join([sentence, self.other_totals()])
    }

    /// Every number of the picture, the newest year first as there.
    pub(super) fn alternative(&self, are_shares: bool) -> String {
        self.join(self.trend.years.iter().rev().map(|year| self.year(year, are_shares)))
    }

    fn year(&self, year: &TrendYear, are_shares: bool) -> String {
        if year.values.iter().all(Option::is_none) {
            return self.silence(year);
        }
        let words: Vec<String> = if are_shares {
            share::cells(&year.values, self.lang)
        } else {
            year.values.iter().map(|value| self.counted(*value)).collect()
        };
        let named: Vec<_> = self.trend.names.iter().zip(words).map(|(name, value)| format!("{name} {value}")).collect();
        let sentence = text!("{year}年：{values}。", "{year}: {values}.").with("year", year.year);
        sentence.with("values", named.join(self.comma())).get(self.lang)
    }

    /// What needs no picture: one year, or zeros alone.
    fn plain(&self) -> Option<String> {
        let known: Vec<_> = self.trend.years.iter().filter(|y| y.values.iter().any(Option::is_some)).collect();
        if known.iter().all(|year| sum(year).is_zero()) {
            let years = words::years(known.iter().map(|year| year.year), self.lang);
            let all = if self.trend.names.len() > 1 {
                text!("{years}{names}都是 0 件。", "{years}: {names} are all 0.")
            } else {
                text!("{years}{names} 0 件。", "{years}: {names} 0.")
            };
            return Some(all.with("years", years).with("names", self.trend.names.as_slice()).get(self.lang));
        }
        let [year] = known[..] else { return None };
        let values = self.trend.names.iter().zip(&year.values);
        let named: Vec<_> = values.map(|(name, value)| format!("{name} {}", self.counted(*value))).collect();
        let sentence = text!("{year}年{values}。", "{year}: {values}.").with("year", year.year);
        Some(sentence.with("values", named.join(self.comma())).get(self.lang))
    }

    fn course(&self, at: usize, name: &str) -> Option<String> {
        let known: Vec<_> = self.trend.years.iter().filter_map(|year| Some((year.year, year.values[at]?))).collect();
        let [(first, from), .., (last, to)] = known[..] else { return None };
        let sentence = match to.cmp(&from) {
            Ordering::Greater => {
                text!(
                    "{name}从{first}年的 {from} 件增加到{last}年的 {to} 件",
                    "{name}: up from {from} in {first} to {to} in {last}"
                )
            }
            Ordering::Less => {
                text!(
                    "{name}从{first}年的 {from} 件减少到{last}年的 {to} 件",
                    "{name}: down from {from} in {first} to {to} in {last}"
                )
            }
            Ordering::Equal if known.iter().all(|(_, value)| *value == to) => {
                let same = text!(
                    "{name}{first}年到{last}年各年都是 {to} 件",
                    "{name}: {to} in every year from {first} to {last}"
                );
                return Some(
                    same.with("name", name)
                        .with("first", first)
                        .with("last", last)
                        .with("to", to.grouped())
                        .get(self.lang),
                );
            }
            Ordering::Equal => {
                let same = text!("{name}{first}年和{last}年都是 {to} 件", "{name}: {to} in both {first} and {last}");
                let same = same.with("name", name).with("first", first).with("last", last).with("to", to.grouped());
                return Some(same.get(self.lang) + &self.peak(&known));
            }
        };
        let sentence = sentence
            .with("name", name)
            .with("first", first)
            .with("last", last)
            .with("from", from.grouped())
            .with("to", to.grouped());
        Some(sentence.get(self.lang) + &self.peak(&known))
    }

    /// The largest number, if it stands neither first nor last.
    fn peak(&self, known: &[(u16, Number)]) -> String {
        let ends = known[0].1.max(known[known.len() - 1].1);
        let Some((year, most)) = known.iter().rev().max_by_key(|(_, value)| value) else { return String::new() };
        if *most <= ends {
            return String::new();
        }
        let sentence = text!("，最多的是{year}年，{most} 件", ", most in {year} ({most})");
        sentence.with("year", *year).with("most", most.grouped()).get(self.lang)
    }

    /// Where a report states another total than the sum of the parts.
    fn other_totals(&self) -> String {
        self.join(self.trend.years.iter().filter_map(|year| {
            let stated = year.stated.filter(|stated| *stated != sum(year))?;
            let sentence = text!(
                "{year}年报告所列总计为 {stated} 件，各项相加为 {sum} 件，占比按各项相加计算。",
                "The report on {year} states a total of {stated}; its parts add up to {sum}, and the shares are calculated from that."
            );
            let sentence = sentence.with("year", year.year).with("stated", stated.grouped());
            Some(sentence.with("sum", sum(year).grouped()).get(self.lang))
        }))
    }

    /// Years without a report, without these figures, and with some of them.
    pub(super) fn gaps(&self) -> String {
        let (mut silent, mut without_report, mut partly) = (Vec::new(), Vec::new(), Vec::new());
        for year in &self.gaps.years {
            if !year.is_reported {
                without_report.push(year.year);
            } else if year.values.iter().all(Option::is_none) {
                silent.push(year.year);
            }
            if year.values.iter().any(Option::is_some) && year.values.iter().any(Option::is_none) {
                partly.push(year.year);
            }
        }
        let sentences = [
            (silent, text!("{years}的报告没有这些数字。", "Not stated in the reports on {years}.")),
            (without_report, text!("没有{years}的报告。", "There is no report for {years}.")),
            (partly, text!("{years}的报告有没填的项目。", "Some figures are missing from the reports on {years}.")),
        ];
        let sentences = sentences.into_iter().filter(|(years, _)| !years.is_empty());
        self.join(sentences.map(|(years, sentence)| {
            Message::from(sentence).with("years", words::years(years, self.lang)).get(self.lang)
        }))
    }

    fn silence(&self, year: &TrendYear) -> String {
        let sentence = if year.is_reported {
            text!("{year}年：没有这项数字。", "{year}: not stated.")
        } else {
            text!("{year}年：没有报告。", "{year}: no report.")
        };
        sentence.with("year", year.year).get(self.lang)
    }

    fn counted(&self, value: Option<Number>) -> String {
        match value {
            Some(value) => text!("{value} 件", "{value}").with("value", value.grouped()).get(self.lang),
            None => share::cell(None, self.lang),
        }
    }

    fn comma(&self) -> &'static str {
        text!("，", ", ").get(self.lang)
    }

    /// Sentences after each other.
    fn join(&self, sentences: impl IntoIterator<Item = String>) -> String {
        let sentences: Vec<_> = sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect();
        sentences.join(text!("", " ").get(self.lang))
    }
}
