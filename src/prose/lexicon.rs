//! The words by which officials count, and what each stands for in the tables.
//!
//! What applicants and outcomes are called comes from the edition; only verbs and everyday words stand here.

use super::{
    QuantityId, Term, Word,
    dictionary::{Dictionary, Found, Meaning},
    numeral,
    vocabulary::{self, Senses},
};
use crate::form::{CellId, Edition, Form, Node, PerEdition};
use std::{
    collections::HashSet,
    ops::{Index, Range},
};

/// Every quantity of a lexicon.
#[derive(Debug)]
pub struct Quantities(Vec<Quantity>);

impl Quantities {
    pub fn with_ids(&self) -> impl Iterator<Item = (QuantityId, &Quantity)> {
        self.0.iter().enumerate().map(|(at, quantity)| (QuantityId(at), quantity))
    }
}

impl Index<QuantityId> for Quantities {
    type Output = Quantity;

    fn index(&self, id: QuantityId) -> &Quantity {
        &self.0[id.0]
    }
}

/// A figure of the tables that sentences speak of.
#[derive(Debug)]
pub struct Quantity {
    /// 收到的申请: for messages.
    pub name: String,
    /// 行政处罚 of 行政许可、行政处罚: what is counted with it.
    pub together_with: Vec<String>,
    /// What may be meant; each the sum of these cells. Of none, if the form has no such cells.
    pub readings: Vec<Vec<CellId>>,
    pub kind: QuantityKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    Received,
    NewlyReceived,
    CarriedIn,
    CarriedOut,
    Finished,
    Handled,
    /// By this column of table three.
    Applicant,
    Outcome,
    Review,
    Litigation,
    /// 行政复议、行政诉讼, before one number.
    Disputes,
    /// 维持, of reviews or lawsuits.
    Dispute,
    /// 行政许可, 行政处罚, 行政强制: decisions of table two.
    Decision,
    /// 行政处罚、行政强制, before one number.
    Decisions,
    /// Fees charged, in 万元.
    Fees,
    Issued,
    Repealed,
    InForce,
    /// 规范性文件, without a word on what was done with them.
    Documents,
    RegulationsIssued,
    RegulationsRepealed,
    RegulationsInForce,
}

/// Whether cells are all among others.
pub(crate) fn holds(all: &[CellId], part: &[CellId]) -> bool {
    part.iter().all(|cell| all.contains(cell))
}

/// Words without a place in the tables, by the sense under which the vocabulary lists them.
const SENSES: &[(Term, &str)] = &[
    (Term::Receive, "receive"),
    (Term::ReceiveNew, "receive-new"),
    (Term::Finish, "finish"),
    (Term::Handle, "handle"),
    (Term::Issue, "issue"),
    (Term::Repeal, "repeal"),
    (Term::InForce, "in-force"),
    (Term::Occur, "occur"),
    (Term::Qualified, "qualified"),
    (Term::Not, "not"),
    (Term::All, "all"),
    (Term::Request, "request"),
    (Term::AnyRequest, "any-request"),
    (Term::Documents, "documents"),
    (Term::Regulations, "regulations"),
    (Term::Disclosure, "disclosure"),
    (Term::Unrelated, "unrelated"),
    (Term::Channel, "channel"),
    (Term::Compare, "compare"),
    (Term::Plan, "plan"),
    (Term::Among, "among"),
    (Term::Period, "period"),
    (Term::Period, "years-together"),
    (Term::Elsewhere, "elsewhere"),
    (Term::WholeArea, "whole-area"),
    (Term::LastYear, "last-year"),
    (Term::ThisYear, "this-year"),
    (Term::Total, "total"),
    (Term::Except, "except"),
    (Term::Share, "share"),
    (Term::Ignored, "none-carried-in"),
    (Term::Ignored, "nothing"),
];

/// What divides sentences into clauses.
const BREAKS: &[char] = &['，', '；', '：', '、', '（', '）', ',', ';', ':', '(', ')'];

/// Characters of a label by which sentences may name its row; shorter ones, such as 其他, are said of everything.
const SHORTEST_LABEL: usize = 3;

/// A part of table three that sentences name.
struct Request {
    kind: QuantityKind,
    /// For messages.
    name: &'static str,
    /// Its words in the vocabulary.
    sense: &'static str,
    /// What may be meant; each the sum of these rows.
    readings: &'static [&'static [&'static str]],
}

/// Not held, or never made.
const ABSENT: &str = "信息不存在";

const REQUESTS: &[Request] = &[
    Request {
        kind: QuantityKind::Received,
        name: "收到的申请",
        sense: "",
        readings: &[&["received"], &["received", "carried_in"]],
    },
    Request { kind: QuantityKind::NewlyReceived, name: "新收的申请", sense: "", readings: &[&["received"]] },
    Request { kind: QuantityKind::Finished, name: "办结的申请", sense: "", readings: &[&["results.total"]] },
    Request {
        kind: QuantityKind::Handled,
        name: "办理的申请",
        sense: "",
        readings: &[&["results.total"], &["received", "carried_in"], &["received"]],
    },
    Request { kind: QuantityKind::CarriedIn, name: "上年结转", sense: "carried-in", readings: &[&["carried_in"]] },
    Request {
        kind: QuantityKind::Outcome,
        name: ABSENT,
        sense: "no-such-information",
        readings: &[
            &["results.unavailable.not_held"],
            &["results.unavailable.needs_creation"],
            &["results.unavailable.not_held", "results.unavailable.needs_creation"],
        ],
    },
    Request {
        kind: QuantityKind::CarriedOut, name: "结转下年", sense: "carried-out", readings: &[&["carried_out"]]
    },
];

const GRANTED: &str = "applications.results.granted.total";
const BUSINESS: &str = "applications.received.business";
const PERSON: &str = "applications.received.natural_person";
const REVIEWS: &str = "disputes.review.total";
const FEES: &str = "proactive.fees.amount";

/// Decisions of table two: the key of each row, which is also what the vocabulary lists its words under.
const DECISIONS: [&str; 3] = ["licensing", "penalties", "coercion"];

/// Papers of table two that are made, and hold until they are ended.
struct Papers {
    row: &'static str,
    /// For messages.
    name: &'static str,
    issued: QuantityKind,
    repealed: QuantityKind,
    in_force: QuantityKind,
}

const PAPERS: [Papers; 2] = [
    Papers {
        row: "normative_documents",
        name: "规范性文件",
        issued: QuantityKind::Issued,
        repealed: QuantityKind::Repealed,
        in_force: QuantityKind::InForce,
    },
    Papers {
        row: "regulations",
        name: "规章",
        issued: QuantityKind::RegulationsIssued,
        repealed: QuantityKind::RegulationsRepealed,
        in_force: QuantityKind::RegulationsInForce,
    },
];

/// The columns of how many papers were issued; editions differ.
const ISSUED: &[&str] = &["issued", "made"];
const REPEALED: &[&str] = &["repealed"];
const IN_FORCE: &[&str] = &["in_force"];
/// What 规范性文件 may count, without a word on what was done with them.
const DOCUMENTS: &[&str] = &["issued", "in_force", "made", "disclosed", "total_disclosed"];

#[derive(Debug)]
pub struct Lexicon {
    pub quantities: Quantities,
    /// 予以公开.
    pub granted: Option<QuantityId>,
    /// 商业企业.
    pub business: Option<QuantityId>,
    /// 自然人.
    pub person: Option<QuantityId>,
    /// 信息不存在.
    pub absent: Option<QuantityId>,
    words: Dictionary,
}

impl Lexicon {
    pub fn for_edition(edition: &'static Edition) -> &'static Self {
        static LEXICONS: PerEdition<Lexicon> = PerEdition::new(|edition| Lexicon::new(edition.form()));
        LEXICONS.of(edition)
    }

    fn new(form: &'static Form) -> Self {
        let mut builder = Builder::default();
        for &(term, sense) in SENSES {
            builder.words(sense, Word::Does(term));
        }
        builder.requests(form);
        builder.disputes(form);
        builder.documents(form);
        builder.decisions(form);
        let granted = builder.first_reading(form, GRANTED);
        let business = builder.first_reading(form, BUSINESS);
        let person = builder.first_reading(form, PERSON);
        let absent = builder.position(|quantity| quantity.name == ABSENT);
        let words = builder.words.iter().map(|(text, word)| (text.as_str(), Meaning::word(*word)));
        let asked = vocabulary::of_sentences().map(|(text, senses)| (text, Meaning { word: None, senses }));
        let digits: Vec<_> = numeral::digits().map(String::from).collect();
        let digits = digits.iter().map(|digit| (digit.as_str(), Meaning { word: None, senses: Senses::DIGITS }));
        let words = Dictionary::new(words.chain(asked).chain(digits), BREAKS);
        Self { words, quantities: Quantities(builder.quantities), granted, business, person, absent }
    }

    /// The words of a text with the marks between them, and what it says to the rules.
    pub(super) fn read(&self, text: &str) -> (Vec<(Range<usize>, Found)>, Senses) {
        self.words.read(text)
    }

    /// Decisions that are counted together.
    pub fn decisions_together(&self, decisions: &[QuantityId]) -> Option<QuantityId> {
        let cells: HashSet<_> = decisions.iter().flat_map(|&at| &self.quantities[at].readings[0]).collect();
        let is_of_these = |quantity: &Quantity| quantity.readings[0].iter().collect::<HashSet<_>>() == cells;
        let mut joint = self.quantities.with_ids().filter(|(_, quantity)| quantity.kind == QuantityKind::Decisions);
        joint.find(|(_, quantity)| is_of_these(quantity)).map(|(id, _)| id)
    }

    /// The quantity of a kind that has no name of its own.
    pub fn quantity(&self, kind: QuantityKind) -> Option<QuantityId> {
        self.quantities.with_ids().find(|(_, quantity)| quantity.kind == kind).map(|(id, _)| id)
    }
}

#[derive(Default)]
struct Builder {
    words: Vec<(String, Word)>,
    known: HashSet<String>,
    quantities: Vec<Quantity>,
}

impl Builder {
    /// A word belongs to the first that claims it.
    fn word(&mut self, text: &str, word: Word) {
        if self.known.insert(text.to_owned()) {
            self.words.push((text.to_owned(), word));
        }
    }

    fn words(&mut self, sense: &str, word: Word) {
        for text in vocabulary::words(sense) {
            self.word(text, word);
        }
    }

    fn quantity(&mut self, kind: QuantityKind, name: &str, readings: Vec<Vec<CellId>>) -> Option<Word> {
        let readings: Vec<_> = readings.into_iter().filter(|cells| !cells.is_empty()).collect();
        if readings.is_empty() {
            return None;
        }
        Some(self.add(Quantity { name: name.to_owned(), together_with: Vec::new(), readings, kind }))
    }

    fn add(&mut self, quantity: Quantity) -> Word {
        self.quantities.push(quantity);
        Word::Names(QuantityId(self.quantities.len() - 1))
    }

    fn position(&self, is_meant: impl Fn(&Quantity) -> bool) -> Option<QuantityId> {
        self.quantities.iter().position(is_meant).map(QuantityId)
    }

    /// The first quantity that may be just this cell.
    fn first_reading(&self, form: &Form, path: &str) -> Option<QuantityId> {
        let cell = form.cell(path)?;
        self.position(|quantity| quantity.readings[0] == [cell])
    }

    /// What the free form has no cells for: its sentences have a sum of their own all the same.
    fn without_cells(&mut self, kind: QuantityKind, name: &str) -> Word {
        self.add(Quantity { name: name.to_owned(), together_with: Vec::new(), readings: vec![Vec::new()], kind })
    }

    /// A quantity under its node's names, and under what the vocabulary has for its place in the form.
    fn named(&mut self, form: &Form, kind: QuantityKind, node: &Node, readings: Vec<Vec<CellId>>) {
        let short = node.short();
        let place = place(form, &readings);
        let Some(name) = self.quantity(kind, short, readings) else { return };
        let words = [short].into_iter().chain(node.aliases.iter().copied());
        for word in words.filter(|word| word.chars().count() >= SHORTEST_LABEL || node.key.is_empty()) {
            self.word(word, name);
        }
        self.words(&place, name);
    }

    fn requests(&mut self, form: &'static Form) {
        let sum = |rows: &[&str], columns: &[&str]| -> Vec<CellId> {
            let paths = rows.iter().flat_map(|row| columns.iter().map(move |column| request_path(row, column)));
            paths.filter_map(|path| form.cell(&path)).collect()
        };
        for request in REQUESTS {
            let readings = request.readings.iter().map(|rows| sum(rows, &["total"])).collect();
            let name = self.quantity(request.kind, request.name, readings);
            let name = name.unwrap_or_else(|| self.without_cells(request.kind, request.name));
            self.words(request.sense, name);
        }
        for (node, columns) in form.columns_of("applications") {
            let readings = vec![sum(&["received"], &columns), sum(&["received", "carried_in"], &columns)];
            self.named(form, QuantityKind::Applicant, node, readings);
        }
        for (node, cells) in form.parts("applications.results", "total") {
            self.named(form, QuantityKind::Outcome, node, vec![cells]);
        }
        for (node, cells) in form.rows_below("applications.results", "total") {
            self.named(form, QuantityKind::Outcome, node, vec![cells]);
        }
    }

    fn disputes(&mut self, form: &'static Form) {
        let review = form.cell(REVIEWS);
        if let Some(name) = self.quantity(QuantityKind::Review, "行政复议", vec![review.into_iter().collect()]) {
            self.words("review", name);
        }
        self.outcomes_of_disputes(form);
        // Lawsuits with and without a review before them, and whatever else the form may come to count.
        let groups = form.groups_with_total("disputes").into_iter().filter(|(_, total)| Some(*total) != review);
        for (label, total) in groups.clone() {
            if let Some(name) = self.quantity(QuantityKind::Dispute, label, vec![vec![total]]) {
                self.word(label, name);
                self.words(&place(form, &[vec![total]]), name);
            }
        }
        let lawsuits: Vec<_> = groups.map(|(_, total)| total).filter(|&total| is_lawsuit(form, total)).collect();
        let reviews: Vec<_> = review.into_iter().collect();
        let all = [reviews.as_slice(), &lawsuits].concat();
        self.quantity(QuantityKind::Disputes, "行政复议、行政诉讼", vec![reviews, lawsuits.clone(), all]);
        if let Some(name) = self.quantity(QuantityKind::Litigation, "行政诉讼", vec![lawsuits]) {
            self.words("litigation", name);
        }
    }

    /// 结果维持, 尚未审结: of reviews, of lawsuits of either kind, or of all.
    fn outcomes_of_disputes(&mut self, form: &'static Form) {
        let Some(table) = form.tables.iter().find(|table| table.table.key == "disputes") else { return };
        let mut kinds: Vec<(&Node, Vec<CellId>)> = Vec::new();
        for cell in table.cells.clone().filter(|&cell| !form.cells[cell].is_total) {
            let node = form.lines_of(cell).1.node;
            match kinds.iter_mut().find(|(known, _)| known.key == node.key) {
                Some((_, cells)) => cells.push(cell),
                None => kinds.push((node, vec![cell])),
            }
        }
        for (node, cells) in kinds {
            let each = cells.iter().map(|&cell| vec![cell]);
            let lawsuits = cells.iter().copied().filter(|&cell| is_lawsuit(form, cell)).collect();
            let readings = each.chain([lawsuits, cells.clone()]).collect();
            if let Some(name) = self.quantity(QuantityKind::Dispute, node.label, readings) {
                self.word(node.label, name);
                self.words(&format!("disputes.{}", node.key), name);
            }
        }
    }

    /// 行政处罚、行政强制2项: of all that are named, or of each.
    fn decisions_together(&mut self, form: &'static Form) {
        let cells: Vec<_> = DECISIONS.iter().filter_map(|row| form.cell(&decision_path(row))).collect();
        for chosen in 1_usize..1 << cells.len() {
            let together = cells.iter().enumerate().filter(|(at, _)| chosen & 1 << at != 0);
            let together: Vec<_> = together.map(|(_, cell)| *cell).collect();
            let mut names = together.iter().map(|&cell| form.lines_of(cell).0.short().to_owned());
            let Some(name) = names.next().filter(|_| together.len() > 1) else { continue };
            let together_with = names.collect();
            let each = together.iter().map(|&cell| vec![cell]);
            let readings = [together.clone()].into_iter().chain(each).collect();
            self.add(Quantity { name, together_with, readings, kind: QuantityKind::Decisions });
        }
    }

    fn decisions(&mut self, form: &'static Form) {
        self.decisions_together(form);
        let rows = DECISIONS.map(|row| (QuantityKind::Decision, row, decision_path(row)));
        for (kind, row, path) in rows.into_iter().chain([(QuantityKind::Fees, "fees", FEES.to_owned())]) {
            let Some(cell) = form.cell(&path) else { continue };
            let name = form.lines_of(cell).0.short();
            if let Some(word) = self.quantity(kind, name, vec![vec![cell]]) {
                self.word(name, word);
                self.words(row, word);
            }
        }
    }

    fn documents(&mut self, form: &'static Form) {
        let cells = |row: &str, columns: &[&str]| -> Vec<Vec<CellId>> {
            columns.iter().filter_map(|column| Some(vec![form.cell(&papers_path(row, column))?])).collect()
        };
        for Papers { row, name, issued, repealed, in_force } in PAPERS {
            self.quantity(issued, &format!("制发的{name}"), cells(row, ISSUED));
            self.quantity(repealed, &format!("废止的{name}"), cells(row, REPEALED));
            self.quantity(in_force, &format!("现行有效的{name}"), cells(row, IN_FORCE));
        }
        if let Some(at) = self.position(|quantity| quantity.kind == QuantityKind::InForce) {
            self.words("documents-in-force", Word::Names(at));
        }
        let [documents, _] = PAPERS;
        self.quantity(QuantityKind::Documents, documents.name, cells(documents.row, DOCUMENTS));
    }
}

fn request_path(row: &str, column: &str) -> String {
    format!("applications.{row}.{column}")
}

fn decision_path(row: &str) -> String {
    format!("proactive.{row}.decisions")
}

fn papers_path(row: &str, column: &str) -> String {
    format!("proactive.{row}.{column}")
}

fn is_lawsuit(form: &Form, cell: CellId) -> bool {
    form.cells[cell].path.starts_with("disputes.litigation.")
}

/// The path of a row or a column as the vocabulary names it: what the paths of the first reading's cells have in common.
fn place(form: &Form, readings: &[Vec<CellId>]) -> String {
    let mut paths = readings.iter().take(1).flatten().map(|&cell| form.cells[cell].path.as_str());
    let Some(first) = paths.next() else { return String::new() };
    let row = first.rsplit_once('.').map_or(first, |(row, _)| row);
    let common = paths.fold(row, |common, path| {
        let shared = common.split('.').zip(path.split('.')).take_while(|(a, b)| a == b).map(|(part, _)| part.len() + 1);
        common.get(..shared.sum::<usize>().saturating_sub(1)).unwrap_or_default()
    });
    common.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{form::EDITIONS, prose::Sense};

    /// An edition may be without a cell, but not every one: where a row is given another key, the words for it must follow.
    #[test]
    fn every_cell_that_sentences_speak_of_stands_in_some_edition() {
        let requests = REQUESTS.iter().flat_map(|request| request.readings.concat());
        let requests = requests.map(|row| request_path(row, "total"));
        let papers = PAPERS.iter().flat_map(|papers| {
            let columns = [ISSUED, REPEALED, IN_FORCE].concat();
            columns.into_iter().map(|column| papers_path(papers.row, column))
        });
        let documents = DOCUMENTS.iter().map(|column| papers_path(PAPERS[0].row, column));
        let single = [GRANTED, BUSINESS, PERSON, REVIEWS, FEES].map(str::to_owned);
        let paths = requests.chain(papers).chain(documents).chain(single).chain(DECISIONS.map(decision_path));
        for path in paths {
            assert!(EDITIONS.iter().any(|edition| edition.form().cell(&path).is_some()), "no edition has {path}");
        }
    }

    #[test]
    fn decisions_are_counted_together_by_the_labels_of_the_form() {
        for edition in EDITIONS.iter().filter(|edition| edition.form().cell(&decision_path("coercion")).is_some()) {
            let quantities = &Lexicon::for_edition(edition).quantities;
            let together = quantities.with_ids().filter(|(_, quantity)| quantity.kind == QuantityKind::Decisions);
            let names =
                together.map(|(_, quantity)| [std::slice::from_ref(&quantity.name), &quantity.together_with].concat());
            let all = [
                ["行政许可", "行政处罚"].as_slice(),
                &["行政许可", "行政强制"],
                &["行政处罚", "行政强制"],
                &["行政许可", "行政处罚", "行政强制"],
            ];
            assert_eq!(names.collect::<Vec<_>>(), all, "{}", edition.id);
        }
    }

    #[test]
    fn what_rules_ask_of_a_sentence_is_found_with_its_words() {
        let lexicon = Lexicon::for_edition(EDITIONS[0]);
        for text in
            ["根据《条例》编制", "逐年递增", "我局公开信息", "公开信息30条", "不再废止", "提升衡阳市政务公开水平"]
        {
            let (_, senses) = lexicon.read(text);
            for name in vocabulary::OF_SENTENCES {
                let sense = Sense::new(name);
                assert_eq!(senses.has(&sense), sense.is_in(text), "{name}: {text}");
            }
        }
    }

    #[test]
    fn every_group_of_table_four_is_a_quantity() {
        for edition in EDITIONS {
            let (form, lexicon) = (edition.form(), Lexicon::for_edition(edition));
            for (label, total) in form.groups_with_total("disputes") {
                let is_known = lexicon.quantities.with_ids().any(|(_, quantity)| quantity.readings == [[total]]);
                assert!(is_known, "{} {label}", edition.id);
            }
        }
    }
}
