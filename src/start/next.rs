//! The report on the next year: the blank form of the edition in force, with what last year's report says of it.

use super::{last::LastReport, prompts};
use crate::{
    archive::{Archive, below_content},
    config::{Agency, AgencyId, Config},
    diag::Span,
    form::{CellId, Edition, Form},
    i18n::Message,
    report::{Draft, Number, Report, Review},
    text,
};

/// A report to begin with.
#[derive(Debug)]
pub(crate) struct NextReport {
    /// Below `content/`.
    pub path: String,
    pub draft: Draft,
    /// The year whose report the figures below came from, if there is one.
    pub last: Option<u16>,
    /// How many cells were carried over from it: requests still open, and documents in force.
    pub carried: usize,
    pub in_force: usize,
    /// How many figures of last year's text are marked.
    pub marked: usize,
    /// Whether a form that nobody has touched stands in its place.
    pub replaces: bool,
}

/// The first report on a year, in the form of its edition. `last` is last year's report where it stands in a file that
/// the site does not have: its text comes along as a draft, and its figures where the site has none.
///
/// # Errors
/// Why there can be none, and what to do instead.
pub(crate) fn next_report(
    config: &Config,
    archive: &Archive,
    id: AgencyId,
    year: u16,
    last: Option<&LastReport>,
) -> Result<NextReport, Message> {
    let agency = &config.agencies[id];
    if Edition::in_force(year).tables.is_empty() {
        let message = text!(
            "{year} 年的报告没有统一的格式（从 {first} 年度起才有），没有空表可给；当年的报告用 giar import 导入",
            "there is no national form for reports on {year} (the first is for {first}), so there is none to fill in: read the report of that time with `giar import`"
        );
        return Err(message.with("year", year).with("first", first_form()));
    }
    refuse_outside_lifetime(agency, year)?;
    let existing = archive.find(id, year).map(|report| report.source.text.as_str());
    let replaces = last.is_some() && existing.is_some_and(|text| is_untouched(config, archive, id, year, text));
    if !replaces {
        refuse_existing(archive, id, agency, year)?;
    }
    Ok(NextReport { replaces, ..form(config, archive, id, year, last) })
}

/// Whether a file is a form as it is written for whoever begins a report, and nobody has filled in any of it.
pub(crate) fn is_untouched(config: &Config, archive: &Archive, id: AgencyId, year: u16, text: &str) -> bool {
    let has_form = !Edition::in_force(year).tables.is_empty();
    has_form
        && [archive, &Archive::default()].iter().any(|archive| {
            let blank = form(config, archive, id, year, None).draft.to_markdown();
            without_schema(&blank).eq(without_schema(text))
        })
}

/// The lines of a form but the one that names its schema, which differs with where the site keeps it.
fn without_schema(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with("# yaml-language-server"))
}

fn form(config: &Config, archive: &Archive, id: AgencyId, year: u16, last: Option<&LastReport>) -> NextReport {
    let (agency, edition) = (&config.agencies[id], Edition::in_force(year));
    let mut next = NextReport {
        path: report_path(config, archive, agency, year),
        draft: Draft { draft: true, body: prompts::body(edition), ..Draft::blank(edition, year) },
        last: None,
        carried: 0,
        in_force: 0,
        marked: 0,
        replaces: false,
    };
    if let Some(last) = last {
        next.begin_with(last, agency);
    }
    if !agency.makes_rules() {
        let rulemaking = edition.form().tables.iter().flat_map(|table| &table.rulemaking);
        rulemaking.for_each(|&cell| "0".clone_into(&mut next.draft.cells[cell.index()]));
    }
    let mut before = Before::of(config, archive, id, year);
    if before.reports.is_empty() {
        before.reports.extend(last.map(|last| &last.report).filter(|report| report.year + 1 == year));
        before.is_own |= !before.reports.is_empty();
    }
    next.carry_over(&before);
    next
}

fn first_form() -> u16 {
    crate::form::EDITIONS.iter().filter(|edition| !edition.tables.is_empty()).map(|e| e.since).min().unwrap_or_default()
}

fn refuse_outside_lifetime(agency: &Agency, year: u16) -> Result<(), Message> {
    if let Some(absence) = agency.absence(year) {
        let message = text!(
            "site.toml 写明{name} {year} 年没有报告：{reason}",
            "according to site.toml {name} has no report on {year}: {reason}"
        );
        return Err(message.with("name", agency.short_name()).with("year", year).with("reason", &absence.reason));
    }
    let bound = match (agency.from, agency.until) {
        (Some(from), _) if year < from => text!(
            "site.toml 写明{name}从 {bound} 年才开始报告",
            "according to site.toml the first report of {name} is on {bound}"
        )
        .with("bound", from),
        (_, Some(until)) if year > until => text!(
            "site.toml 写明{name}只报告到 {bound} 年",
            "according to site.toml the last report of {name} is on {bound}"
        )
        .with("bound", until),
        _ => return Ok(()),
    };
    Err(bound.with("name", agency.short_name()))
}

/// # Errors
/// That there is a report of the agency on the year already, and what to do about it.
pub(crate) fn refuse_existing(archive: &Archive, id: AgencyId, agency: &Agency, year: u16) -> Result<(), Message> {
    if !archive.filed_years_of(id).contains(&year) {
        return Ok(());
    }
    let report = archive.find(id, year).map(|report| report.source.path.clone());
    Err(exists_already(agency, year, report.unwrap_or_else(|| format!("content/reports/…/{year}.md"))))
}

/// That a file is the agency's report on a year, and what to do about it.
pub(crate) fn exists_already(agency: &Agency, year: u16, file: String) -> Message {
    let message = text!(
        "{name} {year} 年的报告已经有了：{file}。接着写那一份；要重新开始，先把它移走",
        "there is a report of {name} on {year} already: {file}. Continue with that one, or move it away to start over"
    );
    message.with("name", agency.short_name()).with("year", year).with("file", file)
}

/// Where the agency's reports stand; those of an only agency need no folder of their own.
pub(crate) fn report_path(config: &Config, archive: &Archive, agency: &Agency, year: u16) -> String {
    let folder = format!("reports/{}/", agency.id);
    let stands_in_folder = archive.reports.iter().any(|report| below_content(&report.source).starts_with(&folder));
    if config.agencies.len() == 1 && !stands_in_folder {
        format!("reports/{year}.md")
    } else {
        format!("{folder}{year}.md")
    }
}

/// Both places that a report may have: its file, or one in a folder of its own.
pub(crate) fn places(path: &str) -> [String; 2] {
    [path.to_owned(), in_folder(path)]
}

/// The file of a report with pictures, which stand beside it in a folder of its own.
pub(crate) fn in_folder(path: &str) -> String {
    if path.ends_with("/index.md") { path.to_owned() } else { format!("{}/index.md", path.trim_end_matches(".md")) }
}

/// The reports that this one continues: last year's, or those of the agencies that were taken over.
struct Before<'a> {
    reports: Vec<&'a Report>,
    /// Whether they are the agency's own.
    is_own: bool,
}

impl<'a> Before<'a> {
    fn of(config: &Config, archive: &'a Archive, id: AgencyId, year: u16) -> Self {
        let year = year - 1;
        if let Some(own) = archive.find(id, year) {
            return Self { reports: vec![own], is_own: true };
        }
        let agencies = &config.agencies;
        let taken_over = agencies[id].succeeds.iter().filter_map(|id| agencies.index_of(id));
        let is_first = archive.years_of(id).next().is_none();
        let reports: Option<Vec<_>> = taken_over.map(|id| archive.find(id, year)).collect();
        Self { reports: reports.filter(|_| is_first).unwrap_or_default(), is_own: false }
    }

    /// What stood in a cell, or the sum of what stood there; none if that is not known of each.
    fn number(&self, path: &str) -> Option<Number> {
        self.reports.iter().map(|report| report.number(path)).reduce(|sum, next| Some(sum? + next?)).flatten()
    }

    fn year(&self) -> Option<u16> {
        self.reports.first().map(|report| report.year)
    }

    /// What a row is called in the form it stands in.
    fn row(&self, path: &str) -> &'static str {
        let form = self.reports.first().map(|report| report.form());
        form.and_then(|form| Some(form.lines_of(form.cell(path)?).0.short())).unwrap_or_default()
    }
}

impl NextReport {
    /// Takes last year's text in place of the prompts, to be gone through section by section.
    fn begin_with(&mut self, last: &LastReport, agency: &Agency) {
        let text = last.text(agency);
        (self.draft.body, self.marked) = (prompts::filled(self.draft.edition, &text), text.marked);
        for section in self.draft.edition.sections {
            if text.sections.iter().any(|(key, _)| *key == section.key) {
                self.review(section.key, format!("文字取自“{}”，改成本年的情况", last.name));
            }
        }
    }

    fn carry_over(&mut self, before: &Before<'_>) {
        let Some(year) = before.year() else { return };
        self.last = Some(year);
        let form = self.draft.edition.form();
        for table in &form.tables {
            for (cell, path) in &table.carries {
                let Some(number) = before.number(path) else { continue };
                self.draft.cells[cell.index()] = number.to_string();
                self.carried += 1;
                let row = before.row(path);
                let reason = if before.is_own {
                    format!("取自{year}年报告的“{row}”，请与台账核对")
                } else {
                    format!("由所接替的各机关{year}年报告的“{row}”相加得来，请与台账核对")
                };
                self.review(row_of(form, *cell), reason);
            }
            for stock in table.stocks.iter().filter(|_| before.is_own) {
                let Some(number) = before.number(&form.cells[stock.stock].path) else { continue };
                let is_settled = self.draft.cells[stock.stock.index()] == number.to_string();
                if is_settled {
                    continue;
                }
                self.draft.cells[stock.stock.index()] = number.to_string();
                self.in_force += 1;
                let reason = format!("这是{year}年末的数，本年有制发、废止的要相应加减");
                self.review(&form.cells[stock.stock].path, reason);
            }
        }
    }

    /// Lets somebody look at a place, once.
    fn review(&mut self, at: &str, reason: String) {
        if self.draft.reviews.iter().any(|review| review.at == at) {
            return;
        }
        let review = Review { at: at.to_owned(), reason, candidates: Vec::new(), span: Span::default() };
        self.draft.reviews.push(review);
    }
}

/// The path of the row that a cell stands in.
fn row_of(form: &Form, cell: CellId) -> &str {
    let path = &form.cells[cell].path;
    let (_, column) = form.lines_of(cell);
    path.strip_suffix(&column.path).map_or(path.as_str(), |row| row.trim_end_matches('.'))
}
