//! The words by which officials count, and what each stands for in the tables.
//!
//! What applicants and outcomes are called comes from the edition; only verbs and everyday words stand here.

use super::vocabulary;
use crate::form::{CellId, Edition, Form, Node, PerEdition};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// 收到, 受理.
    Receive,
    /// 新收: without what was carried in.
    ReceiveNew,
    /// 办结.
    Finish,
    /// 答复, 办理: may or may not be done.
    Handle,
    /// 制发, 印发.
    Issue,
    /// 废止.
    Repeal,
    /// 现行有效.
    InForce,
    /// 发生, 出现.
    Occur,
    /// 未, 没有, 无.
    Not,
    /// 均, 全部.
    All,
    /// 政府信息公开申请.
    Request,
    /// 申请, of whatever kind.
    AnyRequest,
    /// Something of the tables that has a name: by its place in [`Lexicon::quantities`].
    Named(usize),
    /// 规范性文件.
    Documents,
    /// 规章.
    Regulations,
    /// 政府信息公开, by itself.
    Disclosure,
    /// Things that are counted too, but stand in no table: 建议, 来信.
    Others,
    /// A way by which something came or went: 网站, 信函.
    Channel,
    /// 较上年, 同比.
    Compare,
    /// 将, 计划.
    Plan,
    /// 其中.
    Among,
    /// A part of the year, or several years: 上半年, 近三年.
    Period,
    /// A part that is named by how it was dealt with: 延期, 当场.
    Qualified,
    /// Other bodies: 各村, 下属.
    Elsewhere,
    /// 全县: this body's own only if it governs it.
    Region,
    /// 上年, 去年.
    LastYear,
    /// 本年, 今年.
    ThisYear,
    /// 共, 合计.
    Total,
    /// 除…外.
    Except,
    /// 占.
    Share,
    /// Only there so that shorter words in it are not found.
    Nothing,
}

/// A figure of the tables that sentences speak of.
#[derive(Debug)]
pub struct Quantity {
    /// 收到的申请: for messages.
    pub name: String,
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
    /// 维持, of reviews or lawsuits.
    Dispute,
    /// 行政许可, 行政处罚, 行政强制: decisions of table two.
    Decision,
    /// Fees charged, in 万元.
    Fees,
    Issued,
    Repealed,
    InForce,
    RegulationsIssued,
    RegulationsRepealed,
    RegulationsInForce,
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
    (Term::Others, "others"),
    (Term::Channel, "channel"),
    (Term::Compare, "compare"),
    (Term::Plan, "plan"),
    (Term::Among, "among"),
    (Term::Period, "period"),
    (Term::Elsewhere, "elsewhere"),
    (Term::Region, "region"),
    (Term::LastYear, "last-year"),
    (Term::ThisYear, "this-year"),
    (Term::Total, "total"),
    (Term::Except, "except"),
    (Term::Share, "share"),
    (Term::Nothing, "nothing"),
];

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
        kind: QuantityKind::CarriedOut, name: "结转下年", sense: "carried-out", readings: &[&["carried_out"]]
    },
];

#[derive(Debug)]
pub struct Lexicon {
    pub quantities: Vec<Quantity>,
    /// 予以公开, by its place among the quantities.
    pub granted: Option<usize>,
    words: AhoCorasick,
    terms: Vec<Term>,
}

impl Lexicon {
    pub fn of(edition: &'static Edition) -> &'static Self {
        static LEXICONS: PerEdition<Lexicon> = PerEdition::new(|edition| Lexicon::new(edition.form()));
        LEXICONS.of(edition)
    }

    fn new(form: &'static Form) -> Self {
        let mut builder = Builder::default();
        for &(term, sense) in SENSES {
            builder.words(sense, term);
        }
        builder.requests(form);
        builder.disputes(form);
        builder.documents(form);
        builder.decisions(form);
        // A table is larger than lists of edges, and quicker: every text is read with it.
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&builder.patterns);
        let granted = form.cell("applications.results.granted.total");
        let is_granted = |quantity: &Quantity| granted.is_some_and(|cell| quantity.readings == [[cell]]);
        let granted = builder.quantities.iter().position(is_granted);
        Self {
            quantities: builder.quantities,
            granted,
            words: words.expect("a few hundred words"),
            terms: builder.terms,
        }
    }

    /// The words of a text, of those that begin at one place the longest.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, Term)> + 't {
        self.words.find_iter(text).map(|found| (found.range(), self.terms[found.pattern().as_usize()]))
    }

    /// The quantity of a kind that has no name of its own.
    pub fn quantity(&self, kind: QuantityKind) -> Option<usize> {
        self.quantities.iter().position(|quantity| quantity.kind == kind)
    }
}

#[derive(Default)]
struct Builder {
    patterns: Vec<String>,
    terms: Vec<Term>,
    quantities: Vec<Quantity>,
}

impl Builder {
    fn word(&mut self, word: &str, term: Term) {
        if !self.patterns.iter().any(|known| known == word) {
            self.patterns.push(word.to_owned());
            self.terms.push(term);
        }
    }

    fn words(&mut self, sense: &str, term: Term) {
        for word in vocabulary::words(sense) {
            self.word(word, term);
        }
    }

    fn quantity(&mut self, kind: QuantityKind, name: &str, readings: Vec<Vec<CellId>>) -> Option<Term> {
        let readings: Vec<_> = readings.into_iter().filter(|cells| !cells.is_empty()).collect();
        if readings.is_empty() {
            return None;
        }
        self.quantities.push(Quantity { name: name.to_owned(), readings, kind });
        Some(Term::Named(self.quantities.len() - 1))
    }

    /// What the free form has no cells for: its sentences have a sum of their own all the same.
    fn without_cells(&mut self, kind: QuantityKind, name: &str) -> Term {
        self.quantities.push(Quantity { name: name.to_owned(), readings: vec![Vec::new()], kind });
        Term::Named(self.quantities.len() - 1)
    }

    /// A quantity under its node's names, and under what the vocabulary has for its place in the form.
    fn named(&mut self, form: &Form, kind: QuantityKind, node: &Node, readings: Vec<Vec<CellId>>) {
        let short = node.short();
        let place = place(form, &readings);
        let Some(term) = self.quantity(kind, short, readings) else { return };
        let words = [short].into_iter().chain(node.aliases.iter().copied());
        for word in words.filter(|word| word.chars().count() >= 3 || node.key.is_empty()) {
            self.word(word, term);
        }
        self.words(&place, term);
    }

    fn requests(&mut self, form: &'static Form) {
        let cell = |row: &str, column: &str| form.cell(&format!("applications.{row}.{column}"));
        let sum = |rows: &[&str], columns: &[&str]| -> Vec<CellId> {
            rows.iter().flat_map(|row| columns.iter().filter_map(|column| cell(row, column))).collect()
        };
        for request in REQUESTS {
            let readings = request.readings.iter().map(|rows| sum(rows, &["total"])).collect();
            let term = self.quantity(request.kind, request.name, readings);
            let term = term.unwrap_or_else(|| self.without_cells(request.kind, request.name));
            self.words(request.sense, term);
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
        let review = form.cell("disputes.review.total");
        if let Some(term) = self.quantity(QuantityKind::Review, "行政复议", vec![review.into_iter().collect()]) {
            self.words("review", term);
        }
        self.outcomes_of_disputes(form);
        // Lawsuits with and without a review before them, and whatever else the form may come to count.
        let groups = form.groups_with_total("disputes").into_iter().filter(|(_, total)| Some(*total) != review);
        for (label, total) in groups.clone() {
            if let Some(term) = self.quantity(QuantityKind::Dispute, label, vec![vec![total]]) {
                self.word(label, term);
            }
        }
        let lawsuits = groups.map(|(_, total)| total).filter(|&total| is_lawsuit(form, total)).collect();
        if let Some(term) = self.quantity(QuantityKind::Litigation, "行政诉讼", vec![lawsuits]) {
            self.words("litigation", term);
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
            if let Some(term) = self.quantity(QuantityKind::Dispute, node.label, readings) {
                self.word(node.label, term);
            }
        }
    }

    fn decisions(&mut self, form: &'static Form) {
        let rows = ["licensing", "penalties", "coercion"].map(|row| (QuantityKind::Decision, row, "decisions"));
        for (kind, row, column) in rows.into_iter().chain([(QuantityKind::Fees, "fees", "amount")]) {
            let Some(cell) = form.cell(&format!("proactive.{row}.{column}")) else { continue };
            let name = form.lines_of(cell).0.short();
            if let Some(term) = self.quantity(kind, name, vec![vec![cell]]) {
                self.word(name, term);
                self.words(row, term);
            }
        }
    }

    fn documents(&mut self, form: &'static Form) {
        use QuantityKind as Kind;
        let row = |row: &str, columns: &[&str]| -> Vec<Vec<CellId>> {
            let cell = |column: &&str| form.cell(&format!("proactive.{row}.{column}"));
            columns.iter().filter_map(|column| Some(vec![cell(column)?])).collect()
        };
        for (key, name, kinds) in [
            ("normative_documents", "规范性文件", [Kind::Issued, Kind::Repealed, Kind::InForce]),
            ("regulations", "规章", [Kind::RegulationsIssued, Kind::RegulationsRepealed, Kind::RegulationsInForce]),
        ] {
            let [issued, repealed, in_force] = kinds;
            self.quantity(issued, &format!("制发的{name}"), row(key, &["issued", "made"]));
            self.quantity(repealed, &format!("废止的{name}"), row(key, &["repealed"]));
            self.quantity(in_force, &format!("现行有效的{name}"), row(key, &["in_force"]));
        }
    }
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
    use crate::form::EDITIONS;

    #[test]
    fn every_group_of_table_four_is_a_quantity() {
        for edition in EDITIONS {
            let (form, lexicon) = (edition.form(), Lexicon::of(edition));
            for (label, total) in form.groups_with_total("disputes") {
                let is_known = lexicon.quantities.iter().any(|quantity| quantity.readings == [[total]]);
                assert!(is_known, "{} {label}", edition.id);
            }
        }
    }
}
