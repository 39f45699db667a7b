//! Front matter to a report.

use super::{
    Body, COMPUTED_TOTAL, Grid, INVALID_CELL, MISSING_ROW, Published, Report, Revision, UNKNOWN_AGENCY, Waiver,
    YEAR_MISMATCH,
    cell::{self, State},
};
use crate::{
    config::Config,
    diag::{Finding, Place, Source, Span},
    document::{self, Document, INVALID_FRONT_MATTER},
    edition::{CellId, EDITIONS, Edition, Form, Slot, TableForm, fold},
    located::{Entry, Fields, Node, Problem, Scalar, Value, fields},
    text,
};
use std::sync::Arc;

/// What reading a report gave.
#[derive(Debug)]
pub struct Bound {
    /// None if not even its year and body are known.
    pub report: Option<Report>,
    pub findings: Vec<Finding>,
}

/// What a report's path says: `content/reports/AGENCY/YEAR.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportPath<'a> {
    pub agency: Option<&'a str>,
    pub year: &'a str,
}

impl<'a> ReportPath<'a> {
    /// Reads a path below `content/`.
    pub fn parse(path: &'a str) -> Option<Self> {
        let inner = path.strip_prefix("reports/")?.strip_suffix(".md")?;
        let inner = inner.strip_suffix("/index").unwrap_or(inner);
        let (agency, year) = match inner.rsplit_once('/') {
            Some((agency, year)) => (Some(agency), year),
            None => (None, inner),
        };
        Some(Self { agency, year })
    }
}

/// Binds a report's front matter to the form of its edition.
pub fn bind(document: &Document, mut findings: Vec<Finding>, path: ReportPath<'_>, config: &Config) -> Bound {
    let source = Arc::clone(&document.source);
    let Some(front) = &document.front else {
        if findings.is_empty() {
            findings.push(no_front_matter(&source));
        }
        return Bound { report: None, findings };
    };
    let mut problems = Vec::new();
    let mut f = Fields::new(front, &mut problems);
    let year = f.year("year");
    let year_span = f.get("year").map_or(front.span, |node| node.span);
    let header = Header { source: &source, path, config, year_span };
    let year = header.year(year, &mut findings);
    let agency_node = f.get("agency");
    let agency = header.agency(agency_node, &mut findings);
    let edition_span = f.get("edition").map_or(year_span, |node| node.span);
    let edition = edition(&mut f, year.unwrap_or_default());
    let published_span = f.get("published").map_or(year_span, |node| node.span);
    let form = edition.form();
    let mut grid = Grid::new(form);
    let mut tables = Tables { form, grid: &mut grid, source: &source, findings: &mut findings, computed: Vec::new() };
    for table in &form.tables {
        let entries = f.matching(|key| table.slot.answers_to(key, &fold(key)));
        f.also_known([table.slot.key, table.slot.label]);
        tables.table(table, &entries, year_span);
    }
    let report = Report {
        title: f.text("title"),
        published: published(&mut f),
        published_span,
        draft: f.flag("draft").unwrap_or(false),
        as_published: f.flag("as_published").unwrap_or(false),
        joint: f.texts("joint"),
        revisions: revisions(&mut f),
        waivers: waivers(&mut f),
        indicators: if edition.tables.is_empty() { indicators(&mut f) } else { Vec::new() },
        agency: agency.unwrap_or_default(),
        year: year.unwrap_or_default(),
        year_span,
        edition,
        edition_span,
        grid,
        body: Body::read(&source, document.body, edition),
        source: Arc::clone(&source),
    };
    f.done();
    findings.extend(problems.into_iter().map(|problem| document::to_finding(&source, problem)));
    Bound { report: (agency.is_some() && year.is_some()).then_some(report), findings }
}

fn no_front_matter(source: &Arc<Source>) -> Finding {
    let message = if source.text.trim().is_empty() {
        text!("文件是空的", "the file is empty")
    } else {
        text!("文件开头没有报告数据", "the file does not begin with the report's data")
    };
    Finding::new(INVALID_FRONT_MATTER, Place::new(source, Span::default()), message).hint(text!(
        "第一行写“---”，接着写 year 和三张表，再写一行“---”，然后是正文",
        "begin with a line `---`, then year and the tables, then another `---`, then the text"
    ))
}

/// What path and front matter say together about whose report of which year this is.
struct Header<'a> {
    source: &'a Arc<Source>,
    path: ReportPath<'a>,
    config: &'a Config,
    year_span: Span,
}

impl Header<'_> {
    fn year(&self, given: Option<u16>, findings: &mut Vec<Finding>) -> Option<u16> {
        let place = Place::new(self.source, self.year_span);
        let from_path = self.path.year.parse::<u16>().ok().filter(|year| (1949..=2999).contains(year));
        match (given, from_path) {
            (Some(given), Some(from_path)) if given != from_path => {
                let message = text!(
                    "年度写的是 {given}，文件名却是 {path}",
                    "the year is given as {given}, but the file is named {path}"
                );
                let hint =
                    text!("改正年度，或把文件改名为 {given}.md", "correct the year, or rename the file {given}.md");
                findings.push(
                    Finding::new(YEAR_MISMATCH, place, message.with("given", given).with("path", from_path))
                        .hint(hint.with("given", given)),
                );
                Some(given)
            }
            (None, None) => {
                let message = text!("文件名“{name}”不是年份", "the file name `{name}` is not a year");
                let hint = text!("文件名用年份，如 2023.md", "name the file by its year: 2023.md");
                let message = message.with("name", self.path.year);
                findings.push(Finding::new(YEAR_MISMATCH, place, message).hint(hint));
                None
            }
            (given, from_path) => given.or(from_path),
        }
    }

    /// The body's place in the configuration: as given, by the folder, or the only one there is.
    fn agency(&self, node: Option<&Node>, findings: &mut Vec<Finding>) -> Option<usize> {
        let agencies = &self.config.agencies;
        let given = node.and_then(Node::text);
        let span = node.map_or(self.year_span, |node| node.span);
        let mut fault = |message: crate::i18n::Message, hint: crate::i18n::Message| {
            findings.push(Finding::new(UNKNOWN_AGENCY, Place::new(self.source, span), message).hint(hint));
        };
        let Some(id) = given.or(self.path.agency) else {
            if agencies.len() == 1 {
                return Some(0);
            }
            fault(
                text!("没有说明是哪个机关的报告", "whose report this is is not said").into(),
                text!(
                    "写 agency: 代码，或放进以机关代码命名的文件夹",
                    "give `agency`, or put the file into its folder"
                )
                .into(),
            );
            return None;
        };
        if let (Some(given), Some(folder)) = (given, self.path.agency)
            && given != folder
        {
            fault(
                text!("agency 写的是“{given}”，文件夹却是“{folder}”", "agency is `{given}`, but the folder `{folder}`")
                    .with("given", given)
                    .with("folder", folder),
                text!("两处写成同一个机关", "make both name the same body").into(),
            );
        }
        let found = agencies.iter().position(|agency| agency.id == id);
        if found.is_none() {
            let ids: Vec<_> = agencies.iter().map(|agency| agency.id.as_str()).collect();
            let hint = match fields::nearest(id, &ids) {
                Some(near) => text!("是不是“{near}”？", "did you mean `{near}`?").with("near", near),
                None => {
                    text!("在 site.toml 里给它写一节 [[agency]]", "give it an [[agency]] section in site.toml").into()
                }
            };
            fault(text!("site.toml 里没有机关“{id}”", "site.toml lists no agency `{id}`").with("id", id), hint);
        }
        found
    }
}

fn edition(f: &mut Fields<'_>, year: u16) -> &'static Edition {
    let choices: Vec<_> = EDITIONS.iter().map(|edition| (edition.id, *edition)).collect();
    f.choice("edition", &choices).unwrap_or_else(|| Edition::in_force(year))
}

fn published(f: &mut Fields<'_>) -> Option<Published> {
    let node = f.get("published")?;
    let text = node.text().unwrap_or_default();
    if text == "unknown" {
        return None;
    }
    let date = Published::parse(text);
    if date.is_none() {
        let wanted = text!(
            "日期，如 2024-01-25 或 2024-01-25 09:30；不知道就不写",
            "a date such as 2024-01-25 or 2024-01-25 09:30, or left out if unknown"
        );
        f.invalid(node.span, "published", wanted);
    }
    date
}

fn revisions(f: &mut Fields<'_>) -> Vec<Revision> {
    let nodes = f.list("revisions");
    nodes
        .iter()
        .filter_map(|node| {
            let mut f = Fields::new(node, f.problems());
            let date = f.get("date").and_then(|date| {
                let read = date.text().and_then(super::Date::parse);
                if read.is_none() {
                    f.invalid(date.span, "date", text!("日期，如 2024-03-02", "a date such as 2024-03-02"));
                }
                read
            });
            let note = f.text("note");
            if note.is_none() {
                f.invalid(node.span, "revisions", text!("日期和说明（date、note）", "a date and a note"));
            }
            f.done();
            Some(Revision { date, note: note? })
        })
        .collect()
}

fn waivers(f: &mut Fields<'_>) -> Vec<Waiver> {
    let nodes = f.list("waivers");
    nodes
        .iter()
        .filter_map(|node| {
            let mut f = Fields::new(node, f.problems());
            let (rule, reason) = (f.text("rule"), f.text("reason"));
            if rule.is_none() || reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
                let message = text!("豁免要写明 rule 和 reason", "a waiver needs a rule and a reason");
                let hint =
                    text!("理由会印在表格下面，写给读者看", "the reason is printed under the table, for readers");
                f.problem(Problem::invalid(node.span, message).hint(hint));
            }
            let (at, value) = (f.text("at"), f.text("value"));
            f.done();
            Some(Waiver { rule: rule?, at, value, reason: reason?, span: node.span })
        })
        .collect()
}

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

/// Fills the grid from the front matter.
struct Tables<'a> {
    form: &'static Form,
    grid: &'a mut Grid,
    source: &'a Arc<Source>,
    findings: &'a mut Vec<Finding>,
    /// Totals the author left out, to be worked out when the rest stands.
    computed: Vec<CellId>,
}

impl Tables<'_> {
    fn table(&mut self, table: &TableForm, entries: &[&Entry], missing_at: Span) {
        match entries {
            [] => self.missing(&table.slot, missing_at),
            [entry, rest @ ..] => {
                for again in rest {
                    self.twice(entry, again);
                }
                self.slot(&table.slot, &entry.value);
            }
        }
        self.compute(table);
    }

    fn slot(&mut self, slot: &Slot, node: &Node) {
        match &node.value {
            Value::Map(entries) if !slot.is_cell() => self.mapping(slot, entries, node.span),
            Value::List(items) if slot.takes_list => self.list(slot, items, node.span),
            Value::Scalar(scalar) if slot.cells.len() == 1 => self.cell(slot.cells.start, scalar, node.span),
            Value::Scalar(scalar) if scalar.is_null() && slot.takes_list => {
                slot.cells.clone().for_each(|cell| self.cell(cell, scalar, node.span));
            }
            _ => self.wrong_shape(slot, node),
        }
    }

    fn mapping(&mut self, slot: &Slot, entries: &[Entry], span: Span) {
        let folded: Vec<_> = entries.iter().map(|entry| fold(&entry.key)).collect();
        let mut used = vec![false; entries.len()];
        for child in &slot.children {
            let mut first: Option<&Entry> = None;
            for (at, entry) in entries.iter().enumerate() {
                if used[at] || !child.answers_to(&entry.key, &folded[at]) {
                    continue;
                }
                used[at] = true;
                match first {
                    // The YAML reader has told of the very same key.
                    Some(first) if first.key == entry.key => {}
                    Some(first) => self.twice(first, entry),
                    None => {
                        first = Some(entry);
                        self.slot(child, &entry.value);
                    }
                }
            }
            match first {
                Some(_) => {}
                None if child.is_total => self.computed.extend(child.cells.clone()),
                None => self.missing(child, span),
            }
        }
        for (entry, _) in entries.iter().zip(used).filter(|(_, used)| !used) {
            let chinese = !entry.key.is_ascii();
            let names = slot.children.iter().map(|child| if chinese { child.label } else { child.key });
            self.findings.push(document::to_finding(self.source, fields::unknown_key(entry, names)));
        }
    }

    fn list(&mut self, slot: &Slot, items: &[Node], span: Span) {
        if items.len() != slot.cells.len() {
            return self.wrong_length(slot, items, span);
        }
        for (cell, item) in slot.cells.clone().zip(items) {
            match &item.value {
                Value::Scalar(scalar) => self.cell(cell, scalar, item.span),
                _ => {
                    self.grid[cell].state = State::Invalid;
                    let message = text!("{cell}应当是一个数", "{cell} should be one number");
                    let message = message.with("cell", self.form.name(cell));
                    let finding = Finding::new(INVALID_CELL, Place::new(self.source, item.span), message);
                    self.findings.push(finding.at(&self.form.cells[cell].path));
                }
            }
        }
    }

    fn cell(&mut self, cell: CellId, scalar: &Scalar, span: Span) {
        let read = cell::read(scalar, self.form.cells[cell].measure);
        self.grid[cell].span = span;
        self.grid[cell].state = match read {
            Ok(state) => state,
            Err(fault) => {
                let message = text!("{cell}：{fault}", "{cell}: {fault}");
                let message = message.with("cell", self.form.name(cell)).with("fault", fault.message);
                let finding = Finding::new(INVALID_CELL, Place::new(self.source, span), message).hint(fault.hint);
                self.findings.push(finding.at(&self.form.cells[cell].path).value(&*scalar.text));
                State::Invalid
            }
        };
    }

    fn wrong_length(&mut self, slot: &Slot, items: &[Node], span: Span) {
        self.invalidate(slot, span);
        let message =
            text!("“{label}”要有 {want} 个数，这里有 {got} 个", "“{label}” takes {want} numbers, here are {got}");
        let message = message.with("label", slot.label).with("want", slot.cells.len()).with("got", items.len());
        let thousands = items.len() > slot.cells.len() && items.iter().skip(1).any(|item| self.is_thousands(item));
        let hint = if thousands {
            text!("数字里不要写千分位逗号：1,000 写成 1000", "write no thousands separators: 1000, not 1,000").into()
        } else {
            text!("依次是：{columns}", "in this order: {columns}").with("columns", self.column_names(slot))
        };
        let finding = Finding::new(INVALID_CELL, Place::new(self.source, span), message).hint(hint);
        self.findings.push(finding.at(&slot.path));
    }

    /// Whether a list item looks like what a thousands separator cut off: three digits right after the comma.
    fn is_thousands(&self, item: &Node) -> bool {
        let start = item.span.start as usize;
        item.text().is_some_and(|text| text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()))
            && self.source.text[..start].ends_with(',')
    }

    fn column_names(&self, slot: &Slot) -> String {
        let names: Vec<_> =
            slot.cells.clone().map(|cell| self.form.lines_of(cell).1.named_labels().join(" ")).collect();
        names.join("、")
    }

    fn wrong_shape(&mut self, slot: &Slot, node: &Node) {
        self.invalidate(slot, node.span);
        let hint = if slot.takes_list {
            text!("写成一行：[…]，依次是 {columns}", "write one list: […], in the order {columns}")
                .with("columns", self.column_names(slot))
        } else {
            let names: Vec<_> = slot.children.iter().map(|child| child.label).collect();
            text!("下面各占一行：{names}", "one line each for {names}").with("names", names.join("、"))
        };
        let message = text!("“{label}”不能这样写", "“{label}” cannot be written like this").with("label", slot.label);
        let finding = Finding::new(INVALID_CELL, Place::new(self.source, node.span), message).hint(hint);
        self.findings.push(finding.at(&slot.path));
    }

    fn invalidate(&mut self, slot: &Slot, span: Span) {
        for cell in slot.cells.clone() {
            self.grid[cell].state = State::Invalid;
            self.grid[cell].span = span;
        }
    }

    fn missing(&mut self, slot: &Slot, span: Span) {
        let message = text!("缺少“{label}”", "“{label}” is missing").with("label", slot.label);
        let hint = if slot.takes_list && slot.cells.len() > 1 {
            text!("补上这一行：{label}: [{columns}]；没有发生写 0", "add the row: {label}: [{columns}]; 0 for none")
                .with("columns", self.column_names(slot))
        } else {
            text!("补上“{label}”；没有发生写 0", "add “{label}”; 0 for none").into()
        };
        let hint = hint.with("label", slot.label.trim_start_matches(|c| "一二三四（）、".contains(c)));
        let start = Span { start: span.start, end: span.start };
        let finding = Finding::new(MISSING_ROW, Place::new(self.source, start), message).hint(hint);
        self.findings.push(finding.at(&slot.path));
    }

    fn twice(&mut self, first: &Entry, again: &Entry) {
        self.findings.push(document::to_finding(
            self.source,
            Problem {
                kind: crate::located::ProblemKind::DuplicateKey,
                span: again.key_span,
                message: text!("“{again}”就是上面的“{first}”，写了两次", "`{again}` is `{first}` above, given twice")
                    .with("again", &*again.key)
                    .with("first", &*first.key),
                hint: Some(text!("留下对的一处，删去另一处", "keep the right one and delete the other").into()),
                first: Some(first.key_span),
            },
        ));
    }

    /// Works out the totals that were left out: those of rows first, then the rows that are totals themselves.
    fn compute(&mut self, table: &TableForm) {
        let wanted = std::mem::take(&mut self.computed);
        if wanted.is_empty() {
            return;
        }
        for equation in table.equations.iter().filter(|equation| equation.is_total()) {
            let total = equation.right[0];
            if !wanted.contains(&total) || self.grid[total].state != State::Missing {
                continue;
            }
            let blank = equation.left.iter().all(|&part| self.grid[part].is_blank());
            self.grid[total].state = match self.grid.sum(&equation.left) {
                Some(sum) => State::Computed(sum),
                None if blank => State::Blank,
                None => State::Missing,
            };
        }
        let first = wanted[0];
        let name = table.table.name;
        let span = self.grid[first.saturating_sub(1)].span;
        let message =
            text!("{table}有 {n} 个总计没有写，已由 giar 算出", "{table}: {n} totals were left out and computed");
        let message = message.with("table", name).with("n", wanted.len());
        self.findings.push(Finding::new(COMPUTED_TOTAL, Place::new(self.source, span), message).at(&table.slot.path));
    }
}
