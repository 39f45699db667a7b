//! The words by which officials count, and what each stands for in the tables.
//!
//! What applicants and outcomes are called comes from the edition; only verbs and everyday words stand here.

use super::words::{REQUESTS, WORDS};
use crate::form::{CellId, EDITIONS, Edition, Form, Node};
use aho_corasick::{AhoCorasick, MatchKind};
use std::{ops::Range, sync::LazyLock};

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
    /// A part that is told by how it was dealt with: 延期, 当场.
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
    /// What may be meant; each the sum of these cells.
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
    Issued,
    Repealed,
    InForce,
    RegulationsIssued,
    RegulationsRepealed,
    RegulationsInForce,
}

#[derive(Debug)]
pub struct Lexicon {
    pub quantities: Vec<Quantity>,
    words: AhoCorasick,
    terms: Vec<Term>,
}

impl Lexicon {
    pub fn of(edition: &'static Edition) -> &'static Self {
        static LEXICONS: LazyLock<Vec<Lexicon>> =
            LazyLock::new(|| EDITIONS.iter().map(|edition| Lexicon::new(edition.form())).collect());
        let at = EDITIONS.iter().position(|other| std::ptr::eq(*other, edition)).unwrap_or_default();
        &LEXICONS[at]
    }

    fn new(form: &'static Form) -> Self {
        let mut builder = Builder::default();
        for &(term, words) in WORDS {
            builder.words(words, term);
        }
        builder.requests(form);
        builder.disputes(form);
        builder.documents(form);
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&builder.patterns);
        Self { quantities: builder.quantities, words: words.expect("a few hundred words"), terms: builder.terms }
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

    /// Words divided by blanks.
    fn words(&mut self, words: &str, term: Term) {
        for word in words.split_whitespace() {
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

    /// A quantity under its node's names.
    fn named(&mut self, kind: QuantityKind, node: &Node, readings: Vec<Vec<CellId>>) {
        let short = node.short();
        let Some(term) = self.quantity(kind, short, readings) else { return };
        let words = [short].into_iter().chain(node.aliases.iter().copied());
        for word in words.filter(|word| word.chars().count() >= 3 || node.key.is_empty()) {
            self.word(word, term);
        }
    }

    fn requests(&mut self, form: &'static Form) {
        let cell = |row: &str, column: &str| form.cell(&format!("applications.{row}.{column}"));
        let sum = |rows: &[&str], columns: &[&str]| -> Vec<CellId> {
            rows.iter().flat_map(|row| columns.iter().filter_map(|column| cell(row, column))).collect()
        };
        for request in REQUESTS {
            let readings = request.readings.iter().map(|rows| sum(rows, &["total"])).collect();
            if let Some(term) = self.quantity(request.kind, request.name, readings) {
                self.words(request.words, term);
            }
        }
        for (node, columns) in form.columns_of("applications") {
            let readings = vec![sum(&["received"], &columns), sum(&["received", "carried_in"], &columns)];
            self.named(QuantityKind::Applicant, node, readings);
        }
        for (node, cells) in form.parts("applications.results", "total") {
            self.named(QuantityKind::Outcome, node, vec![cells]);
        }
        for (node, cells) in form.rows_below("applications.results", "total") {
            self.named(QuantityKind::Outcome, node, vec![cells]);
        }
    }

    fn disputes(&mut self, form: &'static Form) {
        let cells = |paths: &[&str]| paths.iter().filter_map(|path| form.cell(path)).collect::<Vec<_>>();
        let review = cells(&["disputes.review.total"]);
        if let Some(term) = self.quantity(QuantityKind::Review, "行政复议", vec![review]) {
            self.words("行政复议 复议 行政复议申请 复议申请 行政复议案件 复议案件", term);
        }
        self.outcomes_of_disputes(form);
        self.kinds_of_lawsuits(form);
        let litigation = cells(&["disputes.litigation.direct.total", "disputes.litigation.after_review.total"]);
        if let Some(term) = self.quantity(QuantityKind::Litigation, "行政诉讼", vec![litigation]) {
            self.words("行政诉讼 诉讼 行政诉讼案件 诉讼案件 行政应诉案件", term);
        }
    }

    /// 结果维持, 尚未审结: of reviews, of lawsuits of either kind, or of all.
    fn outcomes_of_disputes(&mut self, form: &'static Form) {
        let Some(table) = form.tables.iter().find(|table| table.table.key == "disputes") else { return };
        let lines = table.blocks.iter().flat_map(|block| &block.columns).filter(|line| !line.is_total());
        let mut kinds: Vec<(&Node, Vec<CellId>)> = Vec::new();
        for (line, cell) in lines.zip(table.cells.clone().filter(|&cell| !form.cells[cell].is_total)) {
            match kinds.iter_mut().find(|(node, _)| node.key == line.node.key) {
                Some((_, cells)) => cells.push(cell),
                None => kinds.push((line.node, vec![cell])),
            }
        }
        for (node, cells) in kinds {
            let each = cells.iter().map(|&cell| vec![cell]);
            let lawsuits = cells.iter().skip(1).copied().collect();
            let readings = each.chain([lawsuits, cells.clone()]).collect();
            if let Some(term) = self.quantity(QuantityKind::Dispute, node.label, readings) {
                self.word(node.label, term);
            }
        }
    }

    /// Lawsuits with and without a review before them.
    fn kinds_of_lawsuits(&mut self, form: &'static Form) {
        for (label, cell) in form.groups_with_total("disputes").into_iter().filter(|(label, _)| label.contains("起诉"))
        {
            if let Some(term) = self.quantity(QuantityKind::Dispute, label, vec![vec![cell]]) {
                self.word(label, term);
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
