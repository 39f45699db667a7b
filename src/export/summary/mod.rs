//! A county's year in one document: publication dates, summed figures, findings.

pub(super) mod document;
pub(super) mod sums;
pub(super) mod xlsx;

use super::{Exporter, LANG, report::day};
use crate::{
    archive::{Counted, ReportId},
    check::rule,
    config::AgencyId,
    diag::{Finding, Level},
    form::TableForm,
    i18n::words,
    report::{Number, Report},
};
use std::collections::BTreeMap;

/// The data of a year's summary.
pub(super) struct Summary<'a> {
    pub year: u16,
    pub title: String,
    /// Every report on the year, by agency.
    pub reports: Vec<&'a Report>,
    pub counted: Counted<'a>,
    /// Agencies that exist in the year but have no report, with the reason if known.
    pub missing: Vec<(AgencyId, Option<&'a str>)>,
}

/// A table without merged cells, for a document or a workbook.
pub(super) struct List {
    pub name: &'static str,
    pub heads: Vec<String>,
    pub rows: Vec<Vec<Datum>>,
}

/// The value of a cell in a list.
#[derive(Clone, Debug)]
pub(super) enum Datum {
    Words(String),
    Number(Number),
}

impl<'a> Summary<'a> {
    /// Drafts are left out.
    pub(super) fn of(exporter: &Exporter<'a>, year: u16) -> Self {
        let site = exporter.site;
        let reports = site.archive.of_year(year).into_iter().map(|id: ReportId| site.report(id));
        let reports: Vec<_> = reports.filter(|report| !report.draft).collect();
        let agencies = &site.config.agencies;
        let names: Vec<_> = reports.iter().flat_map(|report| site.joint_names(report)).collect();
        let missing = agencies.ids().filter(|&id| {
            let agency = &agencies[id];
            let has_report = reports.iter().any(|report| report.agency == id)
                || names.iter().any(|name| *name == agency.name_in(year));
            agency.is_alive_in(year) && !has_report
        });
        let missing = missing.map(|id| (id, agencies[id].absence(year).map(|absence| absence.reason.as_str())));
        Self {
            year,
            title: title(year),
            counted: Counted::of(agencies, reports.iter().copied()),
            missing: missing.collect(),
            reports,
        }
    }

    /// Who reported when, and the number of findings; agencies without a report are at the end.
    pub(super) fn reporting(&self, exporter: &Exporter<'_>) -> List {
        const HEADS: [&str; 6] = ["序号", "机关", "发布日期", "情况", "错误", "警告"];
        let site = exporter.site;
        let reported = self.reports.iter().map(|report| {
            let published = report.published.map(|published| day(published.date)).unwrap_or_default();
            let (name, status) = (site.name_of(report).to_owned(), Self::status(exporter, report));
            let words = [name, published, status.to_owned()].map(Datum::Words);
            words
                .into_iter()
                .chain([Level::Error, Level::Warning].map(|level| count(exporter, report, level)))
                .collect::<Vec<_>>()
        });
        let missing = self.missing.iter().map(|(id, reason)| {
            let name = site.config.agencies[*id].name_in(self.year).to_owned();
            let status = reason.unwrap_or("未报送");
            [name, String::new(), status.to_owned(), String::new(), String::new()].map(Datum::Words).to_vec()
        });
        let rows = reported.chain(missing).enumerate();
        let rows = rows.map(|(at, row)| std::iter::once(Datum::count(at + 1)).chain(row).collect());
        let heads = HEADS.map(str::to_owned).to_vec();
        List { name: "报送情况", heads, rows: rows.collect() }
    }

    fn status(exporter: &Exporter<'_>, report: &Report) -> &'static str {
        let due = exporter.site.agency_of(report).due(report.year);
        match report.published {
            None => "发布日期不详",
            Some(published) if published.date > due => "逾期",
            Some(_) => "按时",
        }
    }

    /// How often each rule found something, and in how many reports.
    pub(super) fn findings(&self, exporter: &Exporter<'_>) -> List {
        const HEADS: [&str; 5] = ["规则", "查什么", "级别", "报告", "处"];
        let mut kinds: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for report in &self.reports {
            let mut own: BTreeMap<_, usize> = BTreeMap::new();
            for finding in findings(exporter, report).filter(|finding| finding.level > Level::Info) {
                *own.entry((std::cmp::Reverse(finding.level), finding.rule.0)).or_default() += 1;
            }
            for (kind, count) in own {
                let sums = kinds.entry(kind).or_default();
                *sums = (sums.0 + 1, sums.1 + count);
            }
        }
        let rows = kinds.into_iter().map(|((level, name), (reports, count))| {
            let summary = rule(crate::diag::RuleName(name)).map_or("", |rule| rule.summary.get(LANG));
            let words = [name, summary, level.0.word().get(LANG)].map(|word| Datum::Words(word.to_owned()));
            words.into_iter().chain([Datum::count(reports), Datum::count(count)]).collect()
        });
        let heads = HEADS.map(str::to_owned).to_vec();
        List { name: "检查结果", heads, rows: rows.collect() }
    }
}

/// The title of the document.
pub(crate) fn title(year: u16) -> String {
    format!("{year}年政府信息公开工作年度报告汇总")
}

/// The line above an official table of sums.
pub(super) fn caption(table: &TableForm, year: u16) -> String {
    format!("{}　{}合计", table.table.name, words::year(year, LANG))
}

/// The findings in a report that are not waived.
pub(super) fn findings<'f>(exporter: &Exporter<'f>, report: &Report) -> impl Iterator<Item = &'f Finding> + use<'f> {
    exporter.findings.in_file(&report.source.path).iter().filter(|finding| finding.waived.is_none())
}

fn count(exporter: &Exporter<'_>, report: &Report, level: Level) -> Datum {
    Datum::count(findings(exporter, report).filter(|finding| finding.level == level).count())
}

impl Datum {
    pub(super) fn count(count: usize) -> Self {
        Self::Number(Number::whole(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// The printed text.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}
