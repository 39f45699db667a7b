//! Front matter to a report.

use super::{
    Body, Grid, Published, Report, Revision, UNKNOWN_AGENCY, Waiver, YEAR_MISMATCH, flow,
    former::{self, Former},
    misspelt, plain, review, revision_entry,
    tables::{Tables, folded},
};
use crate::{
    config::{Agencies, AgencyId},
    diag::{Edit, Finding, Place, Source, Span},
    form::{EDITIONS, Edition, Form},
    i18n::{Message, Text, did_you_mean},
    markdown::{self, Document, INVALID_FRONT_MATTER},
    spanned::{Entry, Fields, Node, Problem, Value, fields, is_damage, keys},
    text,
};
use std::{
    ops::RangeInclusive,
    sync::{Arc, OnceLock},
};
use unicode_normalization::UnicodeNormalization as _;

/// What a report's path says: `content/reports/AGENCY/YEAR.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportPath<'a> {
    /// The folder; none in `reports/YEAR.md`.
    pub agency: Option<&'a str>,
    /// The file’s name, whether it is a year or not.
    pub year: &'a str,
}

impl<'a> ReportPath<'a> {
    /// Reads a path below `content/`.
    pub fn parse(path: &'a str) -> Option<Self> {
        let inner = markdown::stem(path.strip_prefix("reports/")?)?;
        let inner = inner.strip_suffix("/index").unwrap_or(inner);
        let (agency, year) = match inner.rsplit_once('/') {
            Some((agency, year)) => (Some(agency), year),
            None => (None, inner),
        };
        Some(Self { agency, year })
    }

    /// Whose report on which year it is likely to be: folders and file are named by both, in whatever order and words.
    pub(crate) fn meant(&self, agencies: &Agencies) -> (Option<AgencyId>, Option<u16>) {
        let year = self.year().or_else(|| self.parts().rev().find_map(year_within));
        (self.named(agencies).or_else(|| agencies.only()), year)
    }

    /// The agency by which one of its parts is named.
    pub(crate) fn named(&self, agencies: &Agencies) -> Option<AgencyId> {
        let names =
            self.parts().map(|part| part.trim_matches(|c: char| c.is_ascii_digit() || "年度报告 _-".contains(c)));
        names.filter(|name| !name.is_empty()).find_map(|name| agency_like(agencies, name))
    }

    fn parts(&self) -> impl DoubleEndedIterator<Item = &'a str> + use<'a> {
        self.agency.into_iter().flat_map(|folders| folders.split('/')).chain([self.year])
    }

    /// The year its file is named by, if it is named by one.
    pub(crate) fn year(&self) -> Option<u16> {
        self.year.parse().ok().filter(|year| YEARS.contains(year))
    }
}

/// Years on which there may be reports.
const YEARS: RangeInclusive<u16> = 1949..=2999;

/// Binds a report's front matter to the form of its edition.
///
/// # Errors
/// What is wrong, if not even its year and body are known.
pub fn bind(
    document: &Document,
    mut findings: Vec<Finding>,
    path: ReportPath<'_>,
    agencies: &Agencies,
) -> Result<Report, Vec<Finding>> {
    let source = Arc::clone(&document.source);
    let Some(front) = &document.front else {
        if findings.is_empty() {
            findings.push(no_front_matter(&source));
        }
        return Err(findings);
    };
    let Value::Map(entries) = &front.value else {
        findings.push(markdown::to_finding(&source, fields::wants_mapping(front.span)));
        return Err(findings);
    };
    if let Some(finding) = ends_early(document, entries, path) {
        findings.push(finding);
        return Err(findings);
    }
    let (front, guessed) = &misspelt::read_as_meant(front, &source, &mut findings);
    let mut problems = Vec::new();
    let mut f = Fields::of_front_matter(front, &mut problems);
    let year = f.year("year");
    let year_span = f.get("year").map_or(front.span, |node| node.span);
    let header = Header { source: &source, path, agencies, year_span };
    let agency_node = f.get("agency");
    let year = header.year(year, agency_node, &mut findings);
    let agency = header.agency(agency_node, &f.written("agency"), &mut findings);
    let edition_span = f.get("edition").map_or(year_span, |node| node.span);
    let edition = edition(&mut f).unwrap_or_else(|| in_force(front, &source, year, path.year()));
    let published = Published::read(&mut f, "published");
    let has_invalid_date =
        published.is_none() && f.get("published").is_some_and(|node| !node.text().is_some_and(Published::is_unknown));
    let published_span = f.get("published").map_or(year_span, |node| node.span);
    let form = edition.form();
    let mut grid = Grid::new(form);
    let reviews = review::read(&mut f, edition);
    read_tables(&mut f, Tables::new(form, &mut grid, &source, &mut findings, &reviews), form, year_span);
    if year.is_none() {
        skip_tables(&mut f);
    }
    let title = f.text("title");
    if let Some(problem) = f.get("title").and_then(|node| quoted_title(&source, node)) {
        f.problem(problem);
    }
    let title_span = f.get("title").map_or(year_span, |node| node.span);
    let (draft, as_published) = (f.flag("draft").unwrap_or(false), f.flag("as_published").unwrap_or(false));
    let joint = f.names("joint");
    let joint_span = f.get("joint").map_or(year_span, |node| node.span);
    let (revisions, former): (Vec<_>, Vec<_>) = revisions(&mut f, edition).into_iter().unzip();
    let waivers = waivers(&mut f, edition);
    let redirect_from = f.spanned_texts("redirect_from");
    let indicators = if edition.tables.is_empty() { indicators(&mut f) } else { Vec::new() };
    f.done();
    // Of a key that was only guessed, the value may be another's.
    problems.retain(|problem| {
        !guessed.iter().any(|value| value.start <= problem.span.start && problem.span.end <= value.end)
    });
    findings.extend(problems.into_iter().map(|problem| markdown::to_finding(&source, problem)));
    drop_named_already(&mut findings);
    let (Some(agency), Some(year)) = (agency, year) else { return Err(findings) };
    let mut report = Report {
        agency,
        year,
        year_span,
        edition,
        edition_span,
        title,
        title_span,
        published,
        published_span,
        has_invalid_date,
        draft,
        as_published,
        joint,
        joint_span,
        revisions,
        waivers,
        reviews,
        redirect_from,
        grid,
        indicators,
        body: Body::read(&source, document.body, edition),
        source,
        findings,
        mended: OnceLock::new(),
        history: OnceLock::new(),
    };
    let unchanged = former::unchanged(&report, &former);
    report.findings.extend(unchanged);
    Ok(report)
}

/// The finding for a line of dashes between two tables, which ends the front matter: the tables below it would be printed as
/// text, and are not missing.
fn ends_early(document: &Document, given: &[Entry], path: ReportPath<'_>) -> Option<Finding> {
    let source = &document.source;
    let body = source.slice(document.body);
    let line = body.lines().find(|line| !line.trim().is_empty())?;
    let (key, value) = line.split_once(':')?;
    let is_table = value.trim().is_empty() && misspelt::is_table(key) && !is_free_form(given, path);
    let is_of_header = key.is_ascii() && keys::is_header_key(key) && value.starts_with(' ');
    let name = misspelt::name_of(key);
    if !(is_table || is_of_header) || given.iter().any(|entry| misspelt::name_of(&entry.key) == name) {
        return None;
    }
    let above = source.text[..document.body.start as usize].trim_end();
    let start = above.rfind('\n')? + 1;
    let place = Place::new(source, Span::new(start, above.len()));
    let message = text!(
        "数据部分到这一行就结束了，下面的“{key}”成了正文",
        "the front matter ends with this line, so `{key}` below it is taken for text"
    );
    Some(
        Finding::new(INVALID_FRONT_MATTER, place, message.with("key", key))
            .hint(text!("删去这一行", "delete this line")),
    )
}

/// Whether a report is of an edition without tables, as far as its front matter says.
fn is_free_form(given: &[Entry], path: ReportPath<'_>) -> bool {
    let text = |key| given.iter().find(|entry| keys::means(&entry.key, key)).and_then(|entry| entry.value.text());
    let named = text("edition").and_then(Edition::find);
    let year = text("year").and_then(fields::read_year).or(path.year());
    let edition = named.or_else(|| year.map(Edition::in_force));
    edition.is_some_and(|edition| edition.tables.is_empty())
}

/// The problem of a title in the quotation marks of a Chinese keyboard, which would be printed.
fn quoted_title(source: &Source, node: &Node) -> Option<Problem> {
    let inner = source.slice(node.span).trim().strip_prefix(['“', '”'])?.strip_suffix(['“', '”'])?;
    let message = text!(
        "标题两边的引号是全角的，会原样印出来",
        "the quotation marks around the title are full-width and would be printed"
    );
    let hint = text!("去掉两边的引号", "leave them out");
    (!inner.contains(['“', '”'])).then(|| Problem {
        fix: Some(Edit { span: node.span, text: plain(inner) }),
        ..Problem::invalid(node.span, message).hint(hint)
    })
}

/// Drops what is found of a single character that the finding on its cell or key names as well.
fn drop_named_already(findings: &mut Vec<Finding>) {
    let spans: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.place.span)).collect();
    findings.retain(|finding| {
        let own = finding.place.span;
        let is_damage =
            finding.place.source.slice(own).chars().all(|c| is_damage(c) || c == '\u{fffd}') && own.start < own.end;
        let mut others = spans.iter().filter(|(rule, span)| (*rule, *span) != (finding.rule, own));
        !is_damage
            || finding.rule != INVALID_FRONT_MATTER
            || !others.any(|(_, span)| span.start <= own.start && own.end <= span.end)
    });
}

fn no_front_matter(source: &Arc<Source>) -> Finding {
    let message = if source.text.trim().is_empty() {
        text!("文件是空的", "the file is empty")
    } else {
        text!("文件开头没有报告数据", "the file does not begin with front matter")
    };
    Finding::new(INVALID_FRONT_MATTER, Place::new(source, Span::default()), message).hint(text!(
        "第一行写“---”，接着写 year 和三张表，再写一行“---”，然后是正文",
        "start with a line `---`, then year and the three tables, another line `---`, and then the text"
    ))
}

/// The only year that a file's name holds.
fn year_within(name: &str) -> Option<u16> {
    let plain: String = name.nfkc().collect();
    let mut years = plain.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    let year = years.find(|year| YEARS.contains(year))?;
    years.all(|other| other == year || !YEARS.contains(&other)).then_some(year)
}

fn name_by_year(year: Option<u16>) -> Message {
    match year {
        Some(year) => text!(
            "把文件改名为 {year}.md；只是备份的，移到 content 之外",
            "rename the file to {year}.md; if it is only a copy, move it out of content/"
        )
        .with("year", year),
        None => text!("文件名用报告的年份，如 2023.md", "name the file by the report's year: 2023.md").into(),
    }
}

/// What path and front matter say together about whose report of which year this is.
struct Header<'a> {
    source: &'a Arc<Source>,
    path: ReportPath<'a>,
    agencies: &'a Agencies,
    year_span: Span,
}

impl Header<'_> {
    fn year(&self, given: Option<u16>, agency: Option<&Node>, findings: &mut Vec<Finding>) -> Option<u16> {
        let place = Place::new(self.source, self.year_span);
        match (given, self.path.year()) {
            (Some(given), Some(from_path)) if given != from_path => {
                let message = text!(
                    "年度写的是 {given}，文件名却是 {path}",
                    "the year is given as {given}, but the file is named {path}"
                );
                let hint =
                    text!("改正年度，或把文件改名为 {given}.md", "correct the year, or rename the file to {given}.md");
                findings.push(
                    Finding::new(YEAR_MISMATCH, place, message.with("given", given).with("path", from_path))
                        .hint(hint.with("given", given)),
                );
                Some(given)
            }
            // A file in the wrong folder is told where it belongs, name and all.
            (given, None) if agency.is_none() && self.is_in_unknown_folder() => given,
            (given, None) => {
                let place = Place::file(self.source);
                let (folder, name) = self.source.path.rsplit_once('/').unwrap_or(("", &self.source.path));
                let name = if name.eq_ignore_ascii_case("index.md") {
                    folder.rsplit('/').next().unwrap_or(name)
                } else {
                    name
                };
                let message = text!("文件名“{name}”不是年份", "the file name `{name}` is not a year");
                let finding = Finding::new(YEAR_MISMATCH, place, message.with("name", name));
                findings.push(finding.hint(name_by_year(given.or_else(|| year_within(name)))));
                given
            }
            (_, from_path) => from_path,
        }
    }

    /// Which of the agencies it is: as given, by id or name, by the folder, or the only one there is.
    fn agency(&self, node: Option<&Node>, key: &str, findings: &mut Vec<Finding>) -> Option<AgencyId> {
        let agencies = self.agencies;
        let given = node.and_then(Node::text);
        let span = node.map_or(self.year_span, |node| node.span);
        let place = Place::new(self.source, span);
        let (named, filed) = (
            given.and_then(|given| agencies.called(given)),
            self.path.agency.and_then(|folder| agencies.index_of(folder)),
        );
        match (given, self.path.agency) {
            (Some(given), Some(folder)) if named.is_some() && named != filed => {
                let message = text!(
                    "{key} 写的是“{given}”，文件夹却是“{folder}”",
                    "`{key}` is `{given}`, but the folder is `{folder}`"
                );
                let message = message.with("key", key).with("given", given).with("folder", folder);
                let hint = match (filed, named) {
                    (None, Some(named)) => {
                        text!("把文件夹改名为 content/reports/{id}", "rename the folder to content/reports/{id}")
                            .with("id", &agencies[named].id)
                    }
                    _ => text!("两处写成同一个机关", "make both name the same agency").into(),
                };
                findings.push(Finding::new(UNKNOWN_AGENCY, place, message).hint(hint));
            }
            (Some(given), _) if named.is_none() => {
                let hint = match (self.path.agency.filter(|_| filed.is_some()), agency_like(agencies, given)) {
                    (Some(folder), _) => text!(
                        "文件在文件夹 {folder} 里：写成 {key}: {folder}，或删去这一行",
                        "the file is in the folder {folder}: write {key}: {folder}, or delete the line"
                    )
                    .with("folder", folder)
                    .with("key", key),
                    (None, Some(near)) => did_you_mean(&agencies[near].id),
                    (None, None) => {
                        text!("在 site.toml 里给它写一节 [[agency]]", "add an [[agency]] section for it to site.toml")
                            .into()
                    }
                };
                let message = text!("site.toml 里没有机关“{id}”", "site.toml lists no agency `{id}`").with("id", given);
                findings.push(Finding::new(UNKNOWN_AGENCY, place, message).hint(hint));
            }
            (None, Some(folder)) if filed.is_none() => findings.push(self.unknown_folder(folder)),
            (None, None) if agencies.only().is_none() => {
                let message = text!("没有说明是哪个机关的报告", "the report does not name its agency");
                let hint = text!(
                    "写 agency: 代码，或放进以机关代码命名的文件夹",
                    "add `agency: ID`, or put the file in the agency's folder"
                );
                findings.push(Finding::new(UNKNOWN_AGENCY, place, message).hint(hint));
            }
            (None, None) => return agencies.only(),
            _ => {}
        }
        named.or(filed)
    }

    fn is_in_unknown_folder(&self) -> bool {
        self.path.agency.is_some_and(|folder| self.agencies.index_of(folder).is_none())
    }

    /// The finding for a file in a folder that is no agency's.
    fn unknown_folder(&self, folder: &str) -> Finding {
        let is_year = folder.parse().is_ok_and(|year| YEARS.contains(&year));
        let (agency, (_, year)) = (self.path.named(self.agencies), self.path.meant(self.agencies));
        let file = year.map_or_else(|| "2023.md".to_owned(), |year| format!("{year}.md"));
        let is_path = folder.contains('/');
        let agency = agency.map(|agency| &*self.agencies[agency].id);
        let hint = match (agency, self.agencies.only()) {
            // With one agency, no folder is needed: `2023/index.md` may have been meant.
            (_, Some(_)) if is_year && !is_path => text!(
                "把文件移到 content/reports/{file}，或改名为 content/reports/{folder}/index.md",
                "move the file to content/reports/{file}, or rename it to content/reports/{folder}/index.md"
            )
            .into(),
            (None, Some(_)) => {
                text!("把文件移到 content/reports/{file}", "move the file to content/reports/{file}").into()
            }
            (Some(agency), None) if (is_year || is_path || self.path.year().is_none()) && year.is_some() => {
                text!("把文件移到 content/reports/{agency}/{file}", "move the file to content/reports/{agency}/{file}")
                    .with("agency", agency)
            }
            (Some(near), _) => text!(
                "是不是“{near}”？把文件夹改名为 content/reports/{near}",
                "did you mean `{near}`? Rename the folder to content/reports/{near}"
            )
            .with("near", near),
            (None, None) if is_year => text!(
                "文件夹用机关代码命名，文件用年份：content/reports/代码/{file}",
                "folders are named by the agency's id and files by the year: content/reports/ID/{file}"
            )
            .into(),
            (None, None) => text!(
                "文件夹用机关代码命名；是新的机关，先在 site.toml 里给它写一节 [[agency]]",
                "name the folder by the agency's id; a new agency needs an [[agency]] section in site.toml first"
            )
            .into(),
        };
        let message = text!(
            "site.toml 里没有机关“{folder}”，文件却放在这个名字的文件夹里",
            "site.toml lists no agency `{folder}`, but the file is in a folder of that name"
        );
        let hint = hint.with("file", file).with("folder", folder);
        Finding::new(UNKNOWN_AGENCY, Place::file(self.source), message.with("folder", folder)).hint(hint)
    }
}

/// The agency of this name or of an id like this one.
fn agency_like(agencies: &Agencies, written: &str) -> Option<AgencyId> {
    let ids: Vec<_> = agencies.iter().map(|agency| agency.id.as_str()).collect();
    let called = agencies.called(written).or_else(|| agencies.called_briefly(written));
    called.or_else(|| agencies.index_of(fields::nearest(written, &ids)?))
}

fn read_tables(f: &mut Fields<'_>, mut tables: Tables<'_>, form: &'static Form, year_span: Span) {
    for table in &form.tables {
        let entries = f.matching(|key| table.slot.answers_to(key, folded(key).as_deref()));
        f.also_known([table.slot.key, table.slot.label]);
        tables.table(table, &entries, year_span);
    }
}

fn edition(f: &mut Fields<'_>) -> Option<&'static Edition> {
    let choices: Vec<_> = EDITIONS.iter().map(|edition| (edition.id, *edition)).collect();
    f.choice("edition", &choices)
}

/// The edition of the year that a report states, or of that of its file. Of two that contradict each other one is wrong;
/// which of them is seen from the tables, so that nothing but the year is reported. If they fit equally well, the stated
/// year holds.
fn in_force(front: &Node, source: &Arc<Source>, stated: Option<u16>, filed: Option<u16>) -> &'static Edition {
    // Without a year nobody knows what its tables should hold; the free form asks for none.
    let Some(stated) = stated else { return Edition::in_force(0) };
    let [edition, other] = [stated, filed.unwrap_or(stated)].map(Edition::in_force);
    let fits_worse = !std::ptr::eq(edition, other) && misfits(front, source, other) < misfits(front, source, edition);
    if fits_worse { other } else { edition }
}

/// How much of a front matter is wrong by an edition.
fn misfits(front: &Node, source: &Arc<Source>, edition: &'static Edition) -> usize {
    let (mut problems, mut findings) = (Vec::new(), Vec::new());
    let (mut f, form) = (Fields::of_front_matter(front, &mut problems), edition.form());
    read_tables(&mut f, Tables::new(form, &mut Grid::new(form), source, &mut findings, &[]), form, front.span);
    f.done();
    problems.len() + findings.len()
}

/// Lets the tables of every edition stand unread.
fn skip_tables(f: &mut Fields<'_>) {
    for table in EDITIONS.iter().flat_map(|edition| &edition.form().tables) {
        f.matching(|key| table.slot.answers_to(key, folded(key).as_deref()));
        f.also_known([table.slot.key, table.slot.label]);
    }
}

/// Corrections, each with what it says of the figures before it.
fn revisions(f: &mut Fields<'_>, edition: &'static Edition) -> Vec<(Revision, Vec<Former>)> {
    let key = f.written("revisions");
    let nodes = f.records("revisions", |text| {
        let (date, note) = dated(text);
        let revision = Revision { date, note: note.to_owned(), was: Vec::new(), span: Span::default() };
        format!("{{{}}}", revision_entry(&revision))
    });
    let read = |node: &&Node| {
        let mut f = f.inside(node);
        let date = f.get("date").and_then(|date| {
            let read = date.text().and_then(super::Date::parse);
            if read.is_none() {
                f.invalid(date.span, "date", text!("日期，如 2024-03-02", "a date such as 2024-03-02"));
                let typed = date.text().unwrap_or_default();
                let meant = super::Date::understood(typed);
                f.certainly(date.span, typed, meant.map(|date| date.to_string()));
            }
            read
        });
        let (note, hint) = (f.text("note"), text!("写改了什么", "write what was corrected"));
        if note.is_none() && f.get("note").is_none() {
            let message = text!("“{key}”里这一次没有说明（note）", "this entry of `{key}` has no `note`");
            f.problem(Problem::invalid(node.span, message.with("key", &key)).hint(hint));
        }
        refuse_placeholder(&mut f, "note", hint);
        let former = former::read(&mut f, edition);
        f.done();
        let was = former.iter().map(|former| (former.path.clone(), former.figure.clone())).collect();
        Some((Revision { date, note: note?, was, span: node.span }, former))
    };
    nodes.iter().filter_map(read).collect()
}

/// The date that a sentence on a correction begins with, and the rest of it.
fn dated(text: &str) -> (Option<super::Date>, &str) {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends
        .take_while(|end| *end <= LONGEST_DATE)
        .filter(|end| super::Date::understood(&text[..*end]).is_some())
        .last();
    let (date, note) = text.split_at(end.unwrap_or_default());
    let note = note.trim_start_matches(|c: char| c.is_whitespace() || "，：、日,:".contains(c));
    match super::Date::understood(date) {
        Some(date) if !note.is_empty() => (Some(date), note),
        _ => (None, text),
    }
}

/// In bytes: 2026年12月31日.
const LONGEST_DATE: usize = 20;

fn waivers(f: &mut Fields<'_>, edition: &'static Edition) -> Vec<Waiver> {
    let nodes = f.records("waivers", |reason| format!("{{rule: 规则名, reason: {}}}", flow(reason)));
    let read = |node: &&Node| {
        let mut f = f.inside(node);
        let (rule, reason) = (f.text("rule"), f.text("reason").filter(|reason| !reason.trim().is_empty()));
        let hint = text!("理由会印在表格下面，写给读者看", "the reason is printed under the table for readers");
        if rule.is_none() || reason.is_none() {
            let message = text!("豁免要写明 rule 和 reason", "a waiver needs `rule` and `reason`");
            f.problem(Problem::invalid(node.span, message).hint(hint));
        } else {
            refuse_placeholder(&mut f, "reason", hint);
        }
        let (at, value) = (f.text("at"), f.text("value"));
        let at = at.map(|at| review::path_or_key(edition, at));
        f.done();
        Some(Waiver { rule: rule?, at, value, reason: reason?, span: node.span })
    };
    nodes.iter().filter_map(read).collect()
}

/// The problem of a text that is printed and holds nothing yet.
fn refuse_placeholder(f: &mut Fields<'_>, key: &'static str, hint: Text) {
    let written = f.get(key).and_then(|node| Some((node.span, node.text()?)));
    let Some((span, _)) = written.filter(|(_, text)| is_placeholder(text)) else { return };
    let message = text!("{key} 还没有写", "`{key}` is still to be written").with("key", f.written(key));
    f.problem(Problem::invalid(span, message).hint(hint));
}

/// 待补充, ……, XX.
fn is_placeholder(text: &str) -> bool {
    let words: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    words.chars().all(|c| matches!(c, 'X' | 'x')) || TO_COME.contains(&&*words.to_lowercase())
}

/// What people write where a text is still to come.
const TO_COME: &[&str] = &[
    "待补充",
    "待补",
    "待补录",
    "待核实",
    "待确认",
    "待查",
    "暂无",
    "n/a",
    "待填",
    "待填写",
    "待写",
    "待定",
    "待完善",
    "此处填写",
    "略",
    "todo",
    "tbd",
];

fn indicators(f: &mut Fields<'_>) -> Vec<(String, String)> {
    let Some(node) = f.get("indicators") else { return Vec::new() };
    let Value::Map(entries) = &node.value else {
        f.problem(fields::wants_mapping(node.span));
        return Vec::new();
    };
    entries
        .iter()
        .filter_map(|entry| match entry.value.text() {
            Some(text) => Some((entry.key.to_string(), text.to_owned())),
            None => {
                f.invalid(entry.value.span, &entry.key, text!("一个数或一句话", "a number or a sentence"));
                None
            }
        })
        .collect()
}
