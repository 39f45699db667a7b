//! What agencies are compared by: everything that is counted, and every share.

use super::cells::{Column, Seen};
use crate::{
    form::Edition,
    i18n::Lang,
    render::html::view::{ComparedFigure, FigureCell},
    report::{Number, Report},
    site::Site,
};

/// The figures of the newest form of a site's reports.
pub(crate) struct Compared(Vec<Column>);

impl Compared {
    /// The edition whose figures they are.
    pub(crate) fn edition(site: &Site) -> Option<&'static Edition> {
        let editions = site.archive.reports.iter().map(|report| report.edition);
        editions.filter(|edition| !edition.headlines.is_empty()).max_by_key(|edition| edition.since)
    }

    /// Nothing if no report has figures.
    pub(crate) fn of(site: &Site) -> Option<Self> {
        let edition = Self::edition(site)?;
        let counts = edition.headlines.iter().map(Column::Headline);
        Some(Self(counts.chain(edition.shares.iter().map(Column::Share)).collect()))
    }

    pub(crate) fn figures(&self, lang: Lang) -> Vec<ComparedFigure> {
        self.0.iter().map(|column| ComparedFigure { key: column.key(), label: column.label(lang) }).collect()
    }

    /// A report's figures, in the same order. `href` is its page.
    pub(crate) fn cells(&self, report: &Report, href: &str, lang: Lang) -> Vec<FigureCell> {
        let seen = Seen { report, before: None, href };
        self.0.iter().map(|column| column.cell(&seen, Number::ZERO, lang)).collect()
    }
}
