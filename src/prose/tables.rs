//! Numbers in tables of the author's, as sentences: 收到申请 | 12 is 收到申请12件.
//!
//! A number is read only if everything that stands before it in its row and above it in its column is a word that
//! sentences count by: of a way, a month, another year or another agency, nothing is known here.

use super::{
    About, Lexicon, Measure, Passage, Prose, QuantityId, QuantityKind as Kind, Sense, Sentence, Slice, Statement,
    Subject, Term, Word,
    dictionary::Found,
    holds,
    numeral::{self, Numeral},
    own::is_han,
    repeated::{RepeatedCell, RepeatedTable, cell_of},
    sentence,
    vocabulary::{COUNTS_DECISIONS, YEAR_UNITS},
    years,
};
use crate::{
    date::LIKELY_YEARS,
    markdown::{Block, Seat},
    report::{Number, Report},
};
use std::{collections::HashMap, ops::Range};

/// 数量, 项目: what heads of tables say without counting by it.
static SAYS_NOTHING: Sense = Sense::new("heads-of-tables");
/// 合计, 小计.
static SUMS: Sense = Sense::new("heads-of-sums");
/// 无: there is no number.
static NOTHING: Sense = Sense::new("no-number");

/// A number of a table.
pub(super) struct Figure {
    /// What it counts, and the number.
    sentence: Passage,
    number: Range<usize>,
    table: u32,
    /// Whether the form has a cell with its labels.
    is_of_form: bool,
    /// The place of the passage before the table.
    lead: Option<usize>,
    counted: Counted,
}

/// What the label of a number says.
#[derive(Default)]
struct Counted {
    /// By which words, those on applicants left out.
    words: String,
    applicant: Option<QuantityId>,
    are_decisions: bool,
}

/// What no label that is longer is: a row of the form.
const MAX_LABEL: usize = 150;

/// More texts before a number, or above it, are no label.
const MAX_TEXTS: usize = 4;

/// Texts that stand side by side, up to a number.
#[derive(Clone, Default)]
struct Label<'p> {
    texts: Vec<&'p Passage>,
    is_closed: bool,
}

impl<'p> Label<'p> {
    fn add(&mut self, text: &'p Passage) {
        if std::mem::take(&mut self.is_closed) {
            self.texts.clear();
        }
        if self.texts.len() <= MAX_TEXTS {
            self.texts.push(text);
        }
    }
}

/// The figures of the author's tables, and the form's tables that stand among these.
pub(super) fn figures(lexicon: &Lexicon, report: &Report, passages: &[Passage]) -> (Vec<Figure>, Vec<RepeatedTable>) {
    let (form, year) = (report.form(), report.year);
    let (mut figures, mut repeated) = (Vec::new(), Vec::new());
    let mut left_over = LeftOver::default();
    let mut table = Table::default();
    let mut lead = None;
    for (at, passage) in passages.iter().enumerate() {
        let Block::Cell(seat) = passage.block else {
            lead = Some(at);
            continue;
        };
        left_over.enter(seat);
        if table.at.table != seat.table {
            table = Table::default();
        }
        table.enter(seat);
        let Some(numeral) = number(passage) else {
            left_over.take(passage, table.row.is_closed);
            table.label(seat, passage);
            continue;
        };
        left_over.behind = None;
        table.close(seat);
        let labels = table.texts(seat.column);
        let cell = labels.and_then(|labels| cell_of(form, &labels.map(|texts| without_year(texts, year))));
        match cell {
            Some(cell) => {
                let table = form.cells[cell].table;
                left_over.form_table = Some(table);
                let number = RepeatedCell { cell, numeral: numeral.clone(), span: passage.span(numeral.range.clone()) };
                RepeatedTable::add(&mut repeated, seat.table, table, lead, number);
            }
            // 序号 stands before every row.
            None if labels.is_some_and(|[row, _]| row.is_empty()) => {}
            // A sum that the page prints, or the form does not need.
            None if labels.is_some_and(|labels| labels.iter().any(|texts| sums_up(texts))) => {}
            None => left_over.others.push((seat.table, left_over.form_table)),
        }
        let Some(mut counted) = table.counted(seat.column, lexicon, year) else { continue };
        if counted.words.is_empty() {
            // 自然人: all that came from them.
            let Some(applicant) = counted.applicant.take() else { continue };
            counted.words.push_str(&lexicon.quantities[applicant].name);
        }
        let unit = if numeral.measure == Measure::Other { "件" } else { "" };
        let start = counted.words.len();
        let number = start..start + numeral.range.len();
        let sentence = Passage::counted(&counted.words, passage, numeral.range, unit);
        figures.push(Figure { sentence, number, table: seat.table, is_of_form: cell.is_some(), lead, counted });
    }
    left_over.leave_row();
    left_over.hand_out(&mut repeated);
    repeated.retain(|table| table.is_meant(form));
    figures.retain(|figure| !figure.is_of_form || repeated.iter().all(|table| table.in_text != figure.table));
    (figures, repeated)
}

/// What stands in tables of the text that the form has no place for: each with its table there, and that of the form whose
/// cell stood last before it.
#[derive(Default)]
struct LeftOver {
    others: Vec<Place>,
    remarks: Vec<Place>,
    /// A text behind a number, which is the label of the next if one follows.
    behind: Option<Place>,
    row: Option<(u32, u16)>,
    form_table: Option<usize>,
}

type Place = (u32, Option<usize>);

impl LeftOver {
    fn enter(&mut self, seat: Seat) {
        let row = Some((seat.table, seat.row));
        if self.row == row {
            return;
        }
        self.leave_row();
        if self.row.is_some_and(|(table, _)| table != seat.table) {
            self.form_table = None;
        }
        self.row = row;
    }

    fn leave_row(&mut self) {
        self.remarks.extend(self.behind.take());
    }

    /// Takes in a cell that is no number of things.
    fn take(&mut self, passage: &Passage, is_behind: bool) {
        let Some((table, _)) = self.row.filter(|_| !NOTHING.is(&passage.text)) else { return };
        if passage.text.ends_with(['%', '％']) {
            self.remarks.push((table, self.form_table));
        } else if is_behind && passage.text.contains(is_han) {
            self.behind = Some((table, self.form_table));
        }
    }

    /// What stands before the first cell of the form goes with the first of its tables.
    fn hand_out(&self, repeated: &mut [RepeatedTable]) {
        for at in 0..repeated.len() {
            let (in_text, own) = (repeated[at].in_text, repeated[at].table);
            let is_first = repeated[..at].iter().all(|other| other.in_text != in_text);
            let is_own =
                |place: &&Place| place.0 == in_text && place.1.map_or(is_first, |form_table| form_table == own);
            repeated[at].others += self.others.iter().filter(is_own).count();
            repeated[at].remarks += self.remarks.iter().filter(is_own).count();
        }
    }
}

/// 合计: whether the last text of a label says that a number sums up others.
fn sums_up(texts: &[&Passage]) -> bool {
    texts.last().is_some_and(|last| SUMS.is(&last.text))
}

/// A table as far as it has been read.
#[derive(Default)]
struct Table<'p> {
    at: Seat,
    row: Label<'p>,
    /// Those that go on in the rows below, up to one.
    going_on: Vec<(u16, &'p Passage)>,
    columns: Vec<Label<'p>>,
}

impl<'p> Table<'p> {
    fn enter(&mut self, seat: Seat) {
        if (self.at.table, self.at.row) != (seat.table, seat.row) {
            self.going_on.retain(|(end, _)| *end > seat.row);
            let texts = self.going_on.iter().map(|(_, text)| *text).collect();
            self.row = Label { texts, is_closed: false };
        }
        self.at = seat;
        let columns = usize::from(seat.column.saturating_add(seat.columns));
        self.columns.resize_with(self.columns.len().max(columns), Label::default);
    }

    fn own(&mut self, seat: Seat) -> &mut [Label<'p>] {
        &mut self.columns[seat.column.into()..usize::from(seat.column.saturating_add(seat.columns))]
    }

    fn label(&mut self, seat: Seat, text: &'p Passage) {
        let is_label = year_or_none(&text.text).is_some() || text.text.contains(is_han);
        if !is_label || NOTHING.is(&text.text) {
            self.close(seat);
            return;
        }
        self.row.add(text);
        if seat.rows > 1 {
            self.going_on.push((seat.row.saturating_add(seat.rows), text));
        }
        self.own(seat).iter_mut().for_each(|column| column.add(text));
    }

    fn close(&mut self, seat: Seat) {
        self.row.is_closed = true;
        self.own(seat).iter_mut().for_each(|column| column.is_closed = true);
    }

    /// What stands before a number in its row and above it in its column, if it is no more than labels are.
    fn texts(&self, column: u16) -> Option<[&[&'p Passage]; 2]> {
        let column = self.columns.get(usize::from(column))?;
        let texts = [&self.row.texts[..], &column.texts];
        texts.iter().all(|texts| texts.len() <= MAX_TEXTS).then_some(texts)
    }

    /// What a number in this column counts.
    fn counted(&self, column: u16, lexicon: &Lexicon, year: u16) -> Option<Counted> {
        let mut counted = Counted::default();
        for passage in self.texts(column)?.into_iter().flatten() {
            counted.read(lexicon, year, &passage.text)?;
        }
        Some(counted)
    }
}

/// The number that a cell is, of things: with a note after it, if there is one.
fn number(passage: &Passage) -> Option<Numeral> {
    let text = &passage.text;
    let numeral = numeral::next(text, 0).filter(|numeral| numeral.range.start == 0)?;
    let rest = text.slice(numeral.range.end..);
    let is_alone = rest.is_empty() || rest.starts_with(['（', '(']);
    (is_alone && year_or_none(text).is_none() && matches!(numeral.measure, Measure::Things(_) | Measure::Other))
        .then_some(numeral)
}

/// The texts of a label, without the report's year.
fn without_year<'p>(texts: &[&'p Passage], year: u16) -> Vec<&'p str> {
    let texts = texts.iter().map(|passage| passage.text.as_str());
    texts.filter(|text| year_or_none(text) != Some(year)).collect()
}

/// 2023, as the head of a row or a column.
fn year_or_none(text: &str) -> Option<u16> {
    text.parse().ok().filter(|year| LIKELY_YEARS.contains(year))
}

impl Counted {
    /// Takes in a text of the label; none, if it says something that sentences do not count by.
    fn read(&mut self, lexicon: &Lexicon, year: u16, text: &str) -> Option<()> {
        let (found, _) = Some(lexicon.read(text)).filter(|_| text.len() <= MAX_LABEL)?;
        let mut found = found.into_iter().peekable();
        self.are_decisions |= COUNTS_DECISIONS.is_in(text);
        let mut rest = text;
        loop {
            rest = after_year(after_row_number(rest.trim_start_matches(is_mark)), year).trim_start_matches(is_mark);
            let at = text.len() - rest.len();
            if rest.is_empty() {
                return Some(());
            }
            // 申请人情况 is not of 申请.
            let after =
                [&SAYS_NOTHING, &COUNTS_DECISIONS].into_iter().find_map(|sense| sense.after(rest)).unwrap_or(rest);
            while found.next_if(|(range, _)| range.start < at).is_some() {}
            let word = found.peek().filter(|(range, _)| range.start == at && range.len() >= rest.len() - after.len());
            match word {
                Some((range, Found::Word(word))) => {
                    self.count_by(lexicon, *word, text.slice(range.clone()))?;
                    rest = text.slice(range.end..);
                }
                None if after.len() < rest.len() => rest = after,
                _ => return None,
            }
        }
    }

    fn count_by(&mut self, lexicon: &Lexicon, word: Word, text: &str) -> Option<()> {
        let applicant = match word {
            Word::Names(at) if lexicon.quantities[at].kind == Kind::Applicant => at,
            word => {
                self.words.push_str(text);
                return COUNTED_BY.contains(&word.term()).then_some(());
            }
        };
        // 商业企业 below the name of its group: the narrower.
        let cells = |at: QuantityId| &lexicon.quantities[at].readings[0];
        let wider = self.applicant.replace(applicant).unwrap_or(applicant);
        holds(cells(wider), cells(applicant)).then_some(())
    }
}

/// What numbers are counted by, without a word on which part of it.
const COUNTED_BY: &[Term] = &[
    Term::Named,
    Term::Receive,
    Term::ReceiveNew,
    Term::Finish,
    Term::Handle,
    Term::Issue,
    Term::Repeal,
    Term::InForce,
    Term::Request,
    Term::AnyRequest,
    Term::Documents,
    Term::Regulations,
    Term::Disclosure,
    Term::Total,
    Term::ThisYear,
];

/// 2023年: the report's own adds nothing.
fn after_year(text: &str, year: u16) -> &str {
    text.strip_prefix(&year.to_string()).map_or(text, |after| YEAR_UNITS.trimmed(after))
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// 1.重复申请, 三、: what stands after the number.
fn after_row_number(text: &str) -> &str {
    let after = text.trim_start_matches(is_numeral);
    let is_number = text.len() - after.len() <= "十".len() && after.chars().next().is_none_or(is_mark);
    if is_number { after } else { text }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

impl Prose<'_> {
    /// The form's tables that stand in the text once more, of this agency and its year.
    pub(crate) fn repeated_tables(&self) -> impl Iterator<Item = &RepeatedTable> {
        let is_own = |table: &&RepeatedTable| Lead::read(self, table.lead).is_some() && !self.is_narrowed(table.lead);
        self.repeated.iter().filter(is_own)
    }

    /// 其中，综合行政执法队办理情况如下: whether the text before a table, or the heading above, leads to a part.
    fn is_narrowed(&self, lead: Option<usize>) -> bool {
        let Some(at) = lead else { return false };
        let before = &self.passages[..=at];
        let section = before[at].section;
        let heading = before.iter().rev().take_while(|passage| passage.section == section);
        let heading = heading.clone().find(|passage| passage.block == Block::Heading);
        let lead = sentence::read(self, &before[at]).last();
        let names_parts = lead.is_some_and(|last| {
            (last.has(Term::Among) && !last.numbers().any(Numeral::counts_things)) || self.names_part(last.text())
        });
        names_parts || heading.is_some_and(|heading| self.names_part(&heading.text))
    }
}

/// What the tables of a text state.
pub(super) fn read<'a>(prose: &'a Prose<'a>) -> Vec<Statement<'a>> {
    let mut statements = Vec::new();
    let mut stated: HashMap<(u32, Subject), Option<Number>> = HashMap::new();
    let mut leads: HashMap<Option<usize>, Option<Lead>> = HashMap::new();
    for figure in &prose.figures {
        let lead = leads.entry(figure.lead).or_insert_with(|| Lead::read(prose, figure.lead));
        let Some(lead) = lead else { continue };
        let sentence = Sentence::of_table(prose, &figure.sentence, lead.is_on_requests);
        let is_on_requests = sentence.is_on_requests() || sentence.has(Term::Request);
        let read = Statement::read(prose, sentence);
        let mut statement = Statement::saying_nothing(read.sentence);
        let is_meant = |kind: Kind| match kind {
            // 规范性文件 | 30: as likely of what was published.
            Kind::Documents | Kind::Fees => false,
            Kind::Decision => figure.counted.are_decisions && figure.counted.applicant.is_none(),
            Kind::Received
            | Kind::NewlyReceived
            | Kind::CarriedIn
            | Kind::CarriedOut
            | Kind::Finished
            | Kind::Handled
            | Kind::Applicant
            | Kind::Outcome => is_on_requests,
            _ => figure.counted.applicant.is_none(),
        };
        statement.claims = read.claims;
        statement.claims.retain(|claim| is_meant(prose.kind(claim)));
        // Of whose requests there were none, nothing is denied of all.
        statement.denials = if figure.counted.applicant.is_some() { Vec::new() } else { read.denials };
        statement.denials.retain(|denial| is_meant(prose.lexicon.quantities[denial.quantity].kind));
        for claim in &mut statement.claims {
            // No unit stands there that was supplied.
            (claim.range, claim.numeral.range) = (figure.number.clone(), figure.number.clone());
            claim.subject.applicant = figure.counted.applicant;
            let value = Some(claim.numeral.value);
            let known = stated.entry((figure.table, claim.subject)).or_insert(value);
            *known = known.filter(|_| *known == value);
        }
        statement.denials.iter_mut().for_each(|denial| denial.range = figure.number.clone());
        statements.push((figure.table, statement));
    }
    // Counted twice, each time otherwise: parts of something.
    let is_sure = |table: u32, subject: Subject| stated.get(&(table, subject)).is_some_and(Option::is_some);
    for (table, statement) in &mut statements {
        statement.claims.retain(|claim| is_sure(*table, claim.subject));
        statement.denials.retain(|denial| is_sure(*table, Subject::new(denial.quantity)));
    }
    statements.into_iter().map(|(_, statement)| statement).collect()
}

/// What the text before a table says of it.
struct Lead {
    is_on_requests: bool,
}

impl Lead {
    /// None, if it leads to what others did, or to a part of the year.
    fn read(prose: &Prose<'_>, lead: Option<usize>) -> Option<Self> {
        let Some(passage) = lead.and_then(|at| prose.passages.get(at)) else {
            return Some(Self { is_on_requests: false });
        };
        let sentences: Vec<_> = sentence::read(prose, passage).collect();
        let is_on_requests = sentences.iter().any(|sentence| sentence.has(Term::Request));
        let Some(mut last) = sentences.into_iter().next_back() else { return Some(Self { is_on_requests }) };
        last.years = years::years(&last, prose.report.year);
        let is_of_other_scope = prose
            .clauses(&last)
            .iter()
            .any(|clause| clause.scope.is(About::Elsewhere) || clause.scope.is(About::Partial));
        (!is_of_other_scope && !last.names_another_year()).then_some(Self { is_on_requests })
    }
}
