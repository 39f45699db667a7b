//! Counted statements: 收到政府信息公开申请7件, 3件予以公开, 占71.4%.
//!
//! A statement is taken only where its subject is beyond doubt. Numbers about other years, other bodies, parts of the
//! year or of the channels, comparisons and plans are left alone.

use super::{Clause, Measure, Numeral, Prose, Quantity, QuantityKind as Kind, Sentence, Term, Token};
use crate::document::Block;
use std::ops::Range;

/// What a number is of: a figure of the tables, or two counted together (予以公开及部分公开).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The place in [`super::Lexicon::quantities`].
    pub quantity: usize,
    pub also: Option<usize>,
}

impl Subject {
    pub fn of(quantity: usize) -> Self {
        Self { quantity, also: None }
    }
}

/// This much of that.
#[derive(Clone, Debug)]
pub struct Claim {
    pub subject: Subject,
    pub numeral: Numeral,
    /// From the word that names it to the number, or the other way round.
    pub range: Range<usize>,
}

/// This percentage of that: 占71.4%.
#[derive(Clone, Debug)]
pub struct Share {
    pub subject: Subject,
    pub percent: Numeral,
    /// The number the text gives beside it.
    pub told: Option<Numeral>,
    pub range: Range<usize>,
}

/// What a sentence has said so far.
#[derive(Default)]
struct State {
    /// The clause speaks of another year.
    elsewhen: bool,
    verb: Option<Term>,
    named: Named,
    /// Something has been named behind 、 and waits for its number.
    dangling: Option<usize>,
    /// 予以公开（11件，占50%）: named before a bracket or a colon.
    held: Option<(usize, Range<usize>)>,
    /// Where the last count of the sentence stands.
    last_number: Option<Range<usize>>,
    /// 其中 has been said: what is counted by a verb is a part.
    among: bool,
    /// A number that no word of its clause explains.
    waiting: Option<Numeral>,
    /// What was received has been told; a second number is a part of it.
    received: bool,
    /// Something has been told; 合计499件 is of that and more.
    told: bool,
}

/// What a sentence has named, so that later clauses need not.
#[derive(Default)]
struct Named {
    /// Requests for information.
    requests: bool,
    /// 制发规范性文件4件，废止2件: these, or 规章.
    documents: Option<Term>,
}

/// Words with which a clause does not speak of the whole year and the whole body.
const PARTIAL: &[Term] =
    &[Term::Compare, Term::Plan, Term::Period, Term::Elsewhere, Term::Channel, Term::Except, Term::Qualified];

pub(super) fn read(prose: &Prose<'_>, sentence: &Sentence<'_>) -> (Vec<Claim>, Vec<Share>) {
    let (mut claims, mut shares) = (Vec::new(), Vec::new());
    if matches!(sentence.passage.block, Block::Heading | Block::Cell) {
        return (claims, shares);
    }
    if sorts_documents(sentence.text()) {
        return (claims, shares);
    }
    let mut state = State { named: Named { requests: sentence.is_on_requests(), documents: None }, ..State::default() };
    for clause in sentence.clauses() {
        state.read(prose, sentence, &clause, &mut claims, &mut shares);
    }
    if claims.iter().filter(|claim| prose.kind(claim) == Kind::Finished).count() > 1 {
        // 按期办结5件、延期办结2件: parts of something.
        claims.retain(|claim| prose.kind(claim) != Kind::Finished);
    }
    for kind in [Kind::Issued, Kind::Repealed, Kind::InForce] {
        // 县政府制发8件，县直部门制发4件: parts, too.
        if claims.iter().filter(|claim| prose.kind(claim) == kind).count() > 1 {
            claims.retain(|claim| prose.kind(claim) != kind);
        }
    }
    (claims, shares)
}

impl State {
    fn read(
        &mut self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        clause: &Clause<'_>,
        claims: &mut Vec<Claim>,
        shares: &mut Vec<Share>,
    ) {
        self.notice_year(prose, clause);
        self.named.requests |= clause.has(Term::Request) || carries_over(prose, clause);
        let dangling = self.dangling.take();
        let is_partial = clause.has_any(PARTIAL) || (clause.has(Term::Region) && !prose.governs());
        if clause.end.is_some_and(|mark| "；;".contains(mark)) && !clause.has(Term::Among) {
            self.among = false;
        }
        self.among |= clause.has(Term::Among);
        // 县局收到2件，办结1件; 新收的12件申请中，办结11件: what follows is of that body, or of those.
        self.elsewhen |= names_another(prose, sentence, clause);
        if self.elsewhen || is_partial {
            self.waiting = None;
            return;
        }
        let counted = |token: &Token| token.number().is_some_and(|number| matches!(number.measure, Measure::Things(_)));
        let numbers: Vec<_> = (0..clause.tokens.len()).filter(|&at| counted(&clause.tokens[at])).collect();
        if numbers.is_empty() {
            self.dangling = clause
                .tokens
                .iter()
                .filter_map(named)
                .map(|(at, _)| at)
                .next_back()
                .filter(|_| clause.end == Some('、'));
            let last = clause.tokens.iter().filter_map(named).next_back();
            self.held = last
                .filter(|_| matches!(clause.end, Some('（' | '(' | '：' | ':')))
                .map(|(quantity, word)| (quantity, word.range.clone()))
                .or_else(|| received(prose, clause));
        }
        if let [first, ..] = clause.tokens
            && let (Some(numeral), Some((quantity, word))) = (self.waiting.take(), named(first))
            && prose.lexicon.quantities[quantity].kind == Kind::CarriedOut
            && numbers.is_empty()
        {
            // 另有3件需征求意见，结转下年度
            claims.push(Claim { subject: Subject::of(quantity), range: numeral.range.start..word.range.end, numeral });
            return;
        }
        let mut begin = 0;
        for (nth, &at) in numbers.iter().enumerate() {
            let end = numbers.get(nth + 1).copied().unwrap_or(clause.tokens.len());
            let part = Part { clause, begin, at, end, first: nth == 0 };
            begin = at + 1;
            if let Some((quantity, word)) = self.subject(prose, sentence, &part, dangling) {
                let Some(numeral) = clause.tokens[at].number() else { continue };
                let range = numeral.range.start.min(word.start)..numeral.range.end.max(word.end);
                self.received |= matches!(prose.lexicon.quantities[quantity].kind, Kind::Received);
                let also =
                    joined(&prose.lexicon.quantities, sentence, part.before()).filter(|&other| other != quantity);
                let subject = Subject { quantity, also };
                claims.push(Claim { subject, numeral: numeral.clone(), range });
                self.told = true;
            } else if numbers.len() == 1 && clause.end == Some('，') {
                self.waiting = clause.tokens[at].number().cloned();
            }
        }
        self.named.documents = papers(clause).or(self.named.documents);
        self.verb = clause.tokens.iter().rev().filter_map(Token::term).find(|term| is_verb(*term)).or(self.verb);
        let mut numbers = numbers.iter().filter_map(|&at| clause.tokens[at].number());
        self.last_number = numbers.next_back().map(|number| number.range.clone()).or(self.last_number.take());
        self.share(sentence, clause, claims, shares);
    }

    fn notice_year(&mut self, prose: &Prose<'_>, clause: &Clause<'_>) {
        let own = crate::report::Number::whole(i64::from(prose.report.year));
        let years = clause.tokens.iter().filter_map(Token::number).filter(|n| n.measure == Measure::Year);
        let (mut this, mut other) = (clause.has(Term::ThisYear), clause.has(Term::LastYear));
        for year in years {
            if year.value == own { this = true } else { other = true }
        }
        // 截至11月底，收到…: what leads the sentence holds for what follows.
        let leads = clause.has_any(&[Term::Period, Term::Elsewhere]) && clause.counts().next().is_none();
        // 市政府本级收到187件，其中自然人171件: the parts are of the same body.
        let leads = leads || (!self.among && !clause.has(Term::Among) && begins_elsewhere(clause));
        if this || other || leads {
            self.elsewhen = other || leads;
        }
    }

    /// What a number counts, and the word that says so.
    fn subject(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        part: &Part<'_, '_>,
        dangling: Option<usize>,
    ) -> Option<(usize, Range<usize>)> {
        let lexicon = prose.lexicon;
        let names: Vec<_> = part.before().iter().filter_map(named).collect();
        if let Some(&(last, word)) = names.last() {
            let cells = |at: usize| &lexicon.quantities[at].readings[0];
            let holds = |all: &[usize], part: &[usize]| part.iter().all(|cell| all.contains(cell));
            let is_none = part.numeral().is_some_and(|numeral| numeral.value.is_zero());
            let nested = is_none
                || joined(&lexicon.quantities, sentence, part.before()).is_some()
                || names.iter().all(|(at, _)| {
                    // 行政复议结果维持5件
                    let kind = |at: usize| lexicon.quantities[at].kind;
                    let is_outcome =
                        matches!(kind(*at), Kind::Review | Kind::Litigation) && kind(last) == Kind::Dispute;
                    is_outcome || holds(cells(*at), cells(last)) || holds(cells(last), cells(*at))
                });
            let waits = part.first && !is_none && dangling.is_some_and(|other| other != last);
            return (nested && !waits)
                .then_some(())
                .and_then(|()| self.fits(prose, sentence, part, last))
                .map(|quantity| (quantity, names[0].1.range.start..word.range.end));
        }
        if let Some((at, word)) = part.after().iter().find_map(named) {
            let near = word.range.start - part.number().range.end <= NEAR;
            let bare = part.first
                && near
                && part
                    .before()
                    .iter()
                    .all(|token| !matches!(token.term(), Some(Term::Documents | Term::Regulations | Term::Others)));
            return bare
                .then(|| self.fits(prose, sentence, part, at))
                .flatten()
                .map(|quantity| (quantity, word.range.clone()));
        }
        if part.clause.tokens.iter().all(|token| token.number().is_some() || token.term() == Some(Term::Total))
            && let Some(held) = &self.held
        {
            return part.first.then(|| held.clone());
        }
        self.verbal(prose, sentence, part)
    }

    /// A named quantity, if sentence and clause speak of it as the tables do.
    fn fits(&self, prose: &Prose<'_>, sentence: &Sentence<'_>, part: &Part<'_, '_>, at: usize) -> Option<usize> {
        let clause = part.clause;
        let verb = part.verb().or(self.verb);
        let is_done = matches!(verb, Some(Term::Finish | Term::Handle));
        let fits = match prose.lexicon.quantities[at].kind {
            // 法律服务机构及律师58件: of more than the table's column.
            Kind::Applicant => {
                let is_more =
                    part.between(sentence).is_some_and(|text| text.starts_with(['及', '等']) || text.contains("代理"));
                !is_done && !clause.has(Term::Others) && !is_more
            }
            Kind::Review | Kind::Litigation => {
                // 应诉案件5件，其中信息公开1件: the first number is of all kinds.
                let ours = sentence.terms().any(|(token, term)| {
                    matches!(term, Term::Disclosure | Term::Request) && token.range.start < part.number().range.start
                });
                let is_told = sentence.has(Term::Disclosure) || sentence.has(Term::Request);
                let ours = ours || (sentence.passage.section == Some("disputes") && !is_told);
                // 被行政复议纠正9件: of reviews that ended so.
                let is_ended =
                    part.between(sentence).is_some_and(|text| ENDINGS.iter().any(|word| text.contains(word)));
                ours && !is_ended
                    && !part.verb().is_some_and(|verb| matches!(verb, Term::Finish))
                    && !sentence.has(Term::Others)
            }
            Kind::CarriedIn | Kind::CarriedOut => !clause.has(Term::Others),
            // 承办建议11件，其中9件予以公开
            Kind::Outcome => {
                let requests = self.named.requests || sentence.has(Term::AnyRequest);
                !clause.has_any(&[Term::Others, Term::Documents, Term::Regulations])
                    && (requests || !sentence.has(Term::Others))
            }
            _ => true,
        };
        fits.then_some(at)
    }

    /// A verb with its object: 收到申请7件, 制发规范性文件1件.
    fn verbal(&self, prose: &Prose<'_>, sentence: &Sentence<'_>, part: &Part<'_, '_>) -> Option<(usize, Range<usize>)> {
        let clause = part.clause;
        if clause.has_any(&[Term::Others, Term::Not]) || !part.first {
            return None;
        }
        // 对1件申请延长期限: some of them.
        let before = &sentence.passage.text[..part.number().range.start];
        if before.ends_with(['对', '就']) {
            return None;
        }
        let by_kind = |kind| prose.lexicon.quantity(kind);
        let told_before = self.named.documents.filter(|_| {
            let is_on_requests = clause.has(Term::AnyRequest) || clause.has(Term::Request);
            !is_on_requests && part.documents_verb().is_some()
        });
        if let Some(papers) = papers(clause).or(told_before) {
            let verb = part.documents_verb().filter(|_| !self.among)?;
            // 制定规章、规范性文件共5件: nobody can tell how many of which.
            let is_one = !(clause.has(Term::Documents) && clause.has(Term::Regulations));
            let kind = match (verb.term()?, papers) {
                _ if !is_one || counts_elsewhere(sentence) => return None,
                (Term::Issue, Term::Regulations) => Kind::RegulationsIssued,
                (Term::Repeal, Term::Regulations) => Kind::RegulationsRepealed,
                (_, Term::Regulations) => Kind::RegulationsInForce,
                (Term::Issue, _) => Kind::Issued,
                (Term::Repeal, _) => Kind::Repealed,
                _ => Kind::InForce,
            };
            return Some((by_kind(kind)?, verb.range.clone()));
        }
        let known = self.named.requests || clause.has(Term::Disclosure) || part.takes_requests();
        let object = clause.has(Term::Request) || (clause.has(Term::AnyRequest) && known);
        let bare = !clause.has(Term::AnyRequest) && self.named.requests;
        let disputes = || {
            let kind = |at: usize| prose.lexicon.quantities[at].kind;
            sentence
                .terms()
                .any(|(_, term)| matches!(term, Term::Named(at) if matches!(kind(at), Kind::Review | Kind::Litigation)))
        };
        if !object && (!bare || disputes()) {
            return None;
        }
        let verb = clause.tokens[part.begin..part.at].iter().rev().find(|token| token.term().is_some_and(is_verb));
        let verb =
            verb.or_else(|| clause.tokens[part.at..part.end].iter().find(|token| token.term().is_some_and(is_verb)));
        let (term, word) = match verb {
            Some(verb) => (verb.term()?, verb.range.clone()),
            // 收到政府信息公开申请，共7件
            None if clause.has_any(&[Term::Request, Term::Total]) && !clause.has(Term::Occur) => {
                let names = part.before().iter().any(|token| token.term() == Some(Term::Request));
                if self.told && !names {
                    return None;
                }
                let verb = self.verb.or(names.then_some(Term::Receive))?;
                (verb, part.number().range.clone())
            }
            None => return None,
        };
        let kind = match term {
            Term::Receive if self.received || self.among || counts_elsewhere(sentence) => return None,
            Term::Receive => Kind::Received,
            // 办结22件，其中上年结转1件、当年新收21件
            Term::ReceiveNew if self.among && self.told => return None,
            Term::ReceiveNew => Kind::NewlyReceived,
            // 新收的12件申请中，办结11件
            Term::Finish if self.among && in_time(&sentence.passage.text[..word.start]) => return None,
            Term::Finish if !sentence.text().contains("申请中") => Kind::Finished,
            Term::Handle if !self.among && !counts_elsewhere(sentence) => Kind::Handled,
            _ => return None,
        };
        Some((by_kind(kind)?, word))
    }
}

/// How reviews and lawsuits end.
const ENDINGS: &[&str] = &["纠正", "维持", "撤销", "驳回", "确认", "败诉", "胜诉", "违法"];

/// 其中按时办结466件: those that were late are not among them.
fn in_time(before: &str) -> bool {
    ["按时", "按期", "如期", "及时", "提前"].iter().any(|word| before.ends_with(word))
}

/// How far behind its number a word may name what is counted, in bytes: 3件申请予以公开.
const NEAR: usize = 12;

/// A number of a clause with the words that may belong to it.
struct Part<'c, 's> {
    clause: &'c Clause<'s>,
    begin: usize,
    at: usize,
    end: usize,
    /// The first number of its clause.
    first: bool,
}

impl<'s> Part<'_, 's> {
    fn before(&self) -> &'s [Token] {
        &self.clause.tokens[self.begin..self.at]
    }

    fn after(&self) -> &'s [Token] {
        &self.clause.tokens[self.at + 1..self.end]
    }

    fn number(&self) -> &'s Token {
        &self.clause.tokens[self.at]
    }

    fn numeral(&self) -> Option<&'s Numeral> {
        self.number().number()
    }

    /// What stands between the last name and the number.
    fn between<'t>(&self, sentence: &'t Sentence<'_>) -> Option<&'t str> {
        let (_, word) = self.before().iter().filter_map(named).next_back()?;
        sentence.passage.text.get(word.range.end..self.number().range.start)
    }

    /// 收到申请, 收到9件申请: nothing stands between that could say what kind of requests these are.
    fn takes_requests(&self) -> bool {
        self.clause.tokens.windows(2).any(|pair| {
            let taken = pair[1].term() == Some(Term::AnyRequest) && pair[0].range.end == pair[1].range.start;
            taken && (pair[0].term().is_some_and(is_verb) || pair[0].number().is_some())
        })
    }

    fn verb(&self) -> Option<Term> {
        self.before().iter().rev().filter_map(Token::term).find(|term| is_verb(*term))
    }

    fn documents_verb(&self) -> Option<&'s Token> {
        let is_verb = |token: &&Token| matches!(token.term(), Some(Term::Issue | Term::Repeal | Term::InForce));
        self.before().iter().rev().find(is_verb).or_else(|| self.after().iter().find(is_verb))
    }
}

/// Whether what stands between 占 and its percentage is nothing but requests, of whatever kind: 全部办结申请总数的.
fn is_of_requests(whole: &str) -> bool {
    const WORDS: &[&str] = &[
        "政府信息公开",
        "信息公开",
        "依申请公开",
        "新收",
        "收到",
        "受理",
        "办结",
        "已办结",
        "办理",
        "答复",
        "接收",
        "申请",
        "全部",
        "全年",
        "本年度",
        "本年",
        "年度",
        "当年",
        "全县",
        "全市",
        "全镇",
        "全区",
        "全省",
        "结果",
        "总数",
        "总量",
        "总件数",
        "总和",
        "数量",
        "比例",
        "比重",
        "比率",
        "案件",
        "复议",
        "诉讼",
        "行政",
        "比",
        "率",
        "重",
        "是",
        "仅",
        "数",
        "量",
        "件",
        "总",
        "的",
        "约",
        "为",
        "近",
        "达到",
        "达",
        "了",
        "到",
        "已",
        "所",
        "其",
        "全体",
        "各类",
        "自然人",
        "人",
        "予以公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "其他处理",
        "法人或其他组织",
        "两者",
        "所有",
        "合计",
        "共",
    ];
    let mut rest = whole;
    while let Some(shorter) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty()
}

/// 两项合计, 三者共计: what follows is of several things told before.
fn sums(clause: &str) -> bool {
    ["合计", "共计", "相加", "总和", "之和"]
        .iter()
        .any(|word| clause.find(word).is_some_and(|at| clause[..at].ends_with(['项', '者', '类', '种', '部'])))
}

fn named(token: &Token) -> Option<(usize, &Token)> {
    match token.term() {
        Some(Term::Named(at)) => Some((at, token)),
        _ => None,
    }
}

/// The first of two outcomes counted together: 予以公开及部分公开258件.
fn joined(quantities: &[Quantity], sentence: &Sentence<'_>, tokens: &[Token]) -> Option<usize> {
    let names: Vec<_> = tokens.iter().filter_map(named).collect();
    let [(first, word), (last, next)] = names[..] else { return None };
    let between = &sentence.passage.text[word.range.end..next.range.start];
    let are_outcomes = [first, last].iter().all(|&at| quantities[at].kind == Kind::Outcome);
    (are_outcomes && ["和", "及", "与", "以及"].contains(&between)).then_some(first)
}

/// What a clause speaks of, of 规章 and 规范性文件 the last.
fn papers(clause: &Clause<'_>) -> Option<Term> {
    let is_paper = |term: &Term| matches!(term, Term::Documents | Term::Regulations);
    clause.tokens.iter().rev().filter_map(Token::term).find(is_paper)
}

fn is_verb(term: Term) -> bool {
    matches!(term, Term::Receive | Term::ReceiveNew | Term::Finish | Term::Handle)
}

/// Whether a clause speaks of a part of the body before it counts anything.
fn begins_elsewhere(clause: &Clause<'_>) -> bool {
    let before = clause.tokens.iter().take_while(|token| token.number().is_none());
    before.filter_map(Token::term).any(|term| term == Term::Elsewhere)
}

fn names_another(prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
    let says = |term| {
        is_verb(term) || matches!(term, Term::Named(_) | Term::Issue | Term::Repeal | Term::InForce | Term::Request)
    };
    let is_said = |token: &&Token| token.term().is_some_and(says);
    clause.tokens.iter().find(is_said).is_some_and(|token| prose.is_about_another(sentence, token))
}

/// 白水镇, but not 我镇 and 各乡镇.
fn names_town(subject: &str) -> bool {
    ["镇", "乡", "街道"].iter().any(|kind| {
        subject.match_indices(kind).any(|(at, _)| {
            let mut before = subject[..at].chars().rev();
            let (last, first) = (before.next(), before.next());
            let is_name = |c: Option<char>| {
                c.is_some_and(|c| {
                    is_han(c) && !"我本全该各乡城村年，在由向是内外中下上度月日和与及为到对被经共镇县的".contains(c)
                })
            };
            is_name(last) && is_name(first)
        })
    })
}

/// 云山县, but not 全县, and not 云山县 of the bureau 云山县财政局.
fn names_county(subject: &str, own: &str) -> bool {
    ["县", "区", "市", "旗"].iter().any(|kind| {
        subject.match_indices(kind).any(|(at, kind)| {
            let name = &subject[..at + kind.len()];
            let begin = name.char_indices().rev().nth(2).map(|(begin, _)| begin);
            let is_name = |c: char| {
                is_han(c) && !"我本全该各乡城村镇县市区专园社景辖地小校库，年在由向是及与和的直所".contains(c)
            };
            begin.is_some_and(|begin| subject[begin..at].chars().all(is_name) && !own.contains(&name[begin..]))
        })
    })
}

/// 公文中确定主动公开88份、依申请公开21份: how documents may be disclosed, not what was asked for.
fn sorts_documents(text: &str) -> bool {
    let counted = |word: &str| {
        text.match_indices(word).any(|(at, _)| text[at + word.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    let sorts = text.contains("主动公开") && counted("依申请公开") && counted("不予公开");
    text.contains("公开属性") || (counted("主动公开") && counted("依申请公开")) || sorts
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// 政府信息公开申请：, 依申请公开受理量：
fn received(prose: &Prose<'_>, clause: &Clause<'_>) -> Option<(usize, Range<usize>)> {
    let word = clause.tokens.iter().find(|token| token.term() == Some(Term::Request))?;
    let done = clause.has_any(&[Term::Finish, Term::Handle, Term::Not, Term::Others]);
    (!done && matches!(clause.end, Some('：' | ':'))).then_some(())?;
    Some((prose.lexicon.quantity(Kind::Received)?, word.range.clone()))
}

/// 本级受理4件，各部门受理6件: parts of a whole that is not told.
fn counts_elsewhere(sentence: &Sentence<'_>) -> bool {
    let clauses = sentence.clauses();
    // 全县收到10件，其中各部门收到6件: what stands before is the whole.
    let whole = clauses.iter().take_while(|clause| !clause.has(Term::Among));
    whole.into_iter().any(|clause| clause.has(Term::Elsewhere) && clause.counts().next().is_some())
}

fn carries_over(prose: &Prose<'_>, clause: &Clause<'_>) -> bool {
    let mut kinds = clause.tokens.iter().filter_map(named).map(|(at, _)| prose.lexicon.quantities[at].kind);
    kinds.any(|kind| matches!(kind, Kind::CarriedIn | Kind::CarriedOut))
}

impl Prose<'_> {
    /// Whether the subject of the clause that `token` stands in is another body: 县财政局全年收到.
    pub fn is_about_another(&self, sentence: &Sentence<'_>, token: &Token) -> bool {
        let before = &sentence.passage.text[sentence.range.start..token.range.start];
        let subject = before.rsplit(['，', '；', '、', ',', ';']).next().unwrap_or(before);
        let own = [self.agency.name.as_str(), self.agency.short_name(), "我局", "本局", "我厅", "我委", "本机关"];
        let is_own = own.iter().any(|own| subject.contains(own));
        let above = ["县政府", "市政府", "区政府", "州政府", "省政府", "国务院", "县委", "市委", "省委"];
        if !self.governs() && above.iter().any(|name| subject.contains(name)) {
            return true;
        }
        let offices = ["局", "厅", "委员会", "法院", "公司", "村级", "村组"];
        let is_office = self.governs() && subject.contains("办公室");
        let names_place = names_town(subject) || names_county(subject, &self.agency.name);
        !is_own && (is_office || offices.iter().any(|name| subject.contains(name)) || names_place)
    }
}

impl State {
    /// 占71.4% belongs to what the clause names, or to the number before it.
    fn share(&self, sentence: &Sentence<'_>, clause: &Clause<'_>, claims: &[Claim], shares: &mut Vec<Share>) {
        let percents = clause.tokens.iter().filter_map(Token::number).filter(|n| n.measure == Measure::Percent);
        let [percent] = percents.collect::<Vec<_>>()[..] else { return };
        // 两项合计占73.3%: of what was told before, together. 分别占18%、20%: each of another.
        let text = &sentence.passage.text[clause.range.clone()];
        if text.contains("分别") || sums(&sentence.passage.text[clause.range.start..percent.range.start]) {
            return;
        }
        if !(clause.has(Term::Share) || clause.tokens.len() == 1) {
            return;
        }
        // 公开比例为55.0%: of what, the word says, not the number before it.
        let text = &sentence.passage.text;
        let is_plain = clause
            .tokens
            .iter()
            .find(|token| token.term() == Some(Term::Share))
            .is_none_or(|token| !text[..token.range.start].ends_with(['开', '复', '结', '理', '正', '决']));
        let last = claims.last().filter(|claim| self.last_number.as_ref() == Some(&claim.numeral.range));
        let says = clause.tokens.iter().find(|token| token.term() == Some(Term::Share));
        // 占信访总量的5%: of something that stands in no table.
        if says.is_some_and(|says| !is_of_requests(&text[says.range.end..percent.range.start])) {
            return;
        }
        // What stands behind 占 is the whole.
        let until = says.map_or(percent.range.start, |says| says.range.start);
        let names = clause.tokens.iter().take_while(|token| token.range.start < until).filter_map(named);
        let names: Vec<_> = names.collect();
        let is_of_clause = last.is_none_or(|claim| says.is_some() && claim.range.end <= clause.range.start);
        let share = match (names.as_slice(), last) {
            (&[(quantity, word)], _) if is_of_clause && (self.last_number.is_none() || says.is_some()) => Share {
                subject: Subject::of(quantity),
                percent: percent.clone(),
                told: None,
                range: word.range.start..percent.range.end,
            },
            (_, Some(claim)) if claim.range.start < percent.range.start && is_plain => Share {
                subject: claim.subject,
                percent: percent.clone(),
                told: Some(claim.numeral.clone()),
                range: claim.range.start..percent.range.end,
            },
            _ => return,
        };
        shares.push(share);
    }
}
