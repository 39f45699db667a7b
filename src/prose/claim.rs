//! Counted statements: 收到政府信息公开申请7件, 3件予以公开, 占71.4%.
//!
//! A statement is taken only where its subject is beyond doubt. Numbers about other years, other bodies, parts of the
//! year or of the channels, comparisons and plans are left alone.

mod words;

use super::{
    About, Claim, Clause, Measure, Numeral, Prose, QuantityKind as Kind, Sense, Sentence, Share, Slice, Subject, Term,
    Token, own::is_han, share,
};
use crate::{form::CellId, markdown::Block, report::Number};
use std::ops::Range;
use words::{
    Part, carries_over, counts_elsewhere, in_time, is_receipt, is_verb, joined, papers, sorts_documents,
    takes_requests, verb_of,
};

/// What a sentence has said so far.
#[derive(Default)]
struct State {
    verb: Option<Term>,
    named: Named,
    /// Something has been named behind 、 and waits for its number.
    dangling: Option<usize>,
    /// 予以公开（11件，占50%）: named before a bracket or a colon.
    held: Option<(usize, Range<usize>)>,
    /// Where the last count of the sentence stands.
    last_number: Option<Range<usize>>,
    /// 留言17条，已办理17条: things of other kinds were named last.
    of_others: bool,
    /// A number that no word of its clause explains.
    waiting: Option<Numeral>,
    mentioned: Mentioned,
    /// 分别占60%、30%: each percentage of this list is of something else.
    respectively: bool,
    /// The whole is not stated, but what others did of it.
    counts_elsewhere: bool,
}

/// What a sentence has mentioned so far.
#[derive(Default)]
struct Mentioned {
    /// What was received; a second number is a part of it.
    received: bool,
    /// How much was received.
    all: Option<Number>,
    /// Anything; 合计499件 is of that and more.
    something: bool,
}

/// What a sentence has named, so that later clauses need not.
#[derive(Default)]
struct Named {
    /// Requests for information.
    requests: bool,
    /// 制发规范性文件4件，废止2件: these, or 规章.
    documents: Option<Term>,
}

pub(super) fn read(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> (Vec<Claim>, Vec<Share>) {
    let (mut claims, mut shares) = (Vec::new(), Vec::new());
    if matches!(sentence.passage.block, Block::Heading | Block::Cell) {
        return (claims, shares);
    }
    if sorts_documents(sentence) {
        return (claims, shares);
    }
    let named = Named { requests: sentence.is_on_requests(), documents: None };
    let mut state = State { named, counts_elsewhere: counts_elsewhere(clauses), ..State::default() };
    for clause in clauses {
        state.read(prose, sentence, clause, &mut claims, &mut shares);
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
        let names_requests = clause.has(Term::Request) || takes_requests(clause);
        self.named.requests |= names_requests || carries_over(prose, clause);
        let dangling = self.dangling.take();
        let names_others = clause.has(Term::Others) || prose.names_decisions(clause.tokens);
        self.of_others = !names_requests && (self.of_others || names_others);
        if self.has_parts_of_year(clause) {
            self.verb = verb_of(clause).or(self.verb);
        }
        if clause.scope.is(About::Elsewhere) || clause.scope.is(About::Partial) {
            self.waiting = None;
            self.of_others &= !clause.ends_part();
            return;
        }
        let counted = |token: &Token| token.number().is_some_and(|number| matches!(number.measure, Measure::Things(_)));
        let numbers: Vec<_> = (0..clause.tokens.len()).filter(|&at| counted(&clause.tokens[at])).collect();
        if numbers.is_empty() {
            self.dangling = clause
                .tokens
                .iter()
                .filter_map(Token::named)
                .map(|(at, _)| at)
                .next_back()
                .filter(|_| clause.end == Some('、'));
            let last = clause.tokens.iter().filter_map(Token::named).next_back();
            self.held = last
                .filter(|_| matches!(clause.end, Some('（' | '(' | '：' | ':')))
                .map(|(quantity, word)| (quantity, word.range.clone()))
                .or_else(|| received(prose, clause));
        }
        if let [first, ..] = clause.tokens
            && let (Some(numeral), Some((quantity, word))) = (self.waiting.take(), first.named())
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
                if matches!(prose.lexicon.quantities[quantity].kind, Kind::Received | Kind::NewlyReceived) {
                    self.mentioned.all = Some(numeral.value);
                }
                self.mentioned.received |= matches!(prose.lexicon.quantities[quantity].kind, Kind::Received);
                let also =
                    joined(&prose.lexicon.quantities, sentence, part.before()).filter(|&other| other != quantity);
                let subject = Subject { quantity, also };
                claims.push(Claim { subject, numeral: numeral.clone(), range });
                self.mentioned.something = true;
            } else if numbers.len() == 1 && clause.end == Some('，') {
                self.waiting = clause.tokens[at].number().cloned();
            }
        }
        claims.extend(fees(prose, sentence, clause));
        self.named.documents = papers(clause).or(self.named.documents);
        claims.extend(outcome_of_all(prose, clause, claims));
        self.verb = verb_of(clause).or(self.verb);
        self.of_others &= !clause.ends_part();
        let mut numbers = numbers.iter().filter_map(|&at| clause.tokens[at].number());
        self.last_number = numbers.next_back().map(|number| number.range.clone()).or(self.last_number.take());
        self.respectively |= sentence.passage.text.slice(clause.range.clone()).contains("分别");
        if !self.respectively {
            shares.extend(share::read(sentence, clause, claims, self.last_number.as_ref()));
        }
        self.respectively &= clause.end == Some('、');
    }

    /// 上半年受理3件，全年共9件: the verb holds for the whole year, too.
    fn has_parts_of_year(&self, clause: &Clause<'_>) -> bool {
        clause.has(Term::Period) && !self.of_others
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
        let names = part.before().iter().filter_map(Token::named);
        let names: Vec<_> = names.filter(|(at, word)| !names_everybody(prose, sentence, *at, word)).collect();
        if let Some(all) = came_in_all(prose, sentence, part) {
            return Some(all);
        }
        // 自然人、企业分别为96件、20件: each of another.
        if part.between(sentence).is_some_and(|between| between.contains("分别")) && part.clause.end == Some('、') {
            return None;
        }
        if names.is_empty() && self.named.requests && part.first && !self.of_others {
            let said = sentence.passage.text.slice(part.clause.range.start..part.number().range.start);
            let granted = lexicon.granted.filter(|_| OPENED.is(said));
            if let Some(granted) = granted {
                return Some((granted, part.clause.range.start..part.number().range.start));
            }
        }
        if let Some(&(last, word)) = names.last() {
            let cells = |at: usize| &lexicon.quantities[at].readings[0];
            let holds = |all: &[CellId], part: &[CellId]| part.iter().all(|cell| all.contains(cell));
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
            // 国家秘密不予公开0件: of the narrower of both.
            let is_narrower = |at: &usize| {
                let kind = |at: usize| lexicon.quantities[at].kind;
                kind(*at) == Kind::Outcome && kind(last) == Kind::Outcome && holds(cells(last), cells(*at))
            };
            // 因不掌握等原因无法提供265件: of all of them.
            let is_only = |word: &Token| !sentence.passage.text.slice(word.range.end..).starts_with('等');
            let narrowest = names
                .iter()
                .filter(|(_, word)| is_only(word))
                .map(|(at, _)| *at)
                .filter(is_narrower)
                .min_by_key(|&at| cells(at).len());
            return (nested && !waits)
                .then_some(())
                .and_then(|()| self.fits(prose, sentence, part, narrowest.unwrap_or(last)))
                .map(|quantity| (quantity, names[0].1.range.start..word.range.end));
        }
        if let Some((at, word)) = part.after().iter().find_map(Token::named) {
            // 其余6件分别为部分公开2件: the name is the next number's.
            let next = part.clause.tokens.get(part.end).filter(|next| next.range.start == word.range.end);
            if next.is_some() && part.number().range.end < word.range.start {
                return None;
            }
            // 5件政府信息公开申请结转至2024年
            let requests = part.after().iter().take_while(|token| token.range.end <= word.range.start);
            let requests = requests.filter(|token| token.term() == Some(Term::Request)).map(|token| token.range.len());
            let near = part.number().range.end + NEAR + requests.sum::<usize>() >= word.range.start;
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
        let verb = if self.mentioned.received && part.verb().is_none() { Some(Term::Receive) } else { verb };
        let is_done = matches!(verb, Some(Term::Finish | Term::Handle));
        let fits = match prose.lexicon.quantities[at].kind {
            // 商业企业及个体户58件: of more than the table's column.
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
                let is_reported = sentence.has(Term::Disclosure) || sentence.has(Term::Request);
                let ours = ours || (sentence.passage.section == Some("disputes") && !is_reported);
                // 被行政复议纠正9件: of reviews that ended so.
                let is_ended =
                    part.between(sentence).is_some_and(|text| ENDINGS.iter().any(|word| text.contains(word)));
                // 行政复议2件，复议机关均维持: what stands behind is of the same.
                let mut others = sentence.terms().filter(|(_, term)| *term == Term::Others);
                let is_of_others = clause.has(Term::Others)
                    || others.any(|(token, _)| {
                        token.range.start < part.number().range.start
                            || !sentence.passage.text.slice(token.range.clone()).starts_with("复议")
                    });
                ours && !is_ended && !part.verb().is_some_and(|verb| matches!(verb, Term::Finish)) && !is_of_others
            }
            Kind::CarriedIn | Kind::CarriedOut => !clause.has(Term::Others),
            // 承办建议11件，其中9件予以公开; 应公开文件65件，其余5件不予公开
            Kind::Outcome => {
                let requests = self.named.requests || sentence.has(Term::AnyRequest);
                !clause.has_any(&[Term::Others, Term::Documents, Term::Regulations])
                    && (requests || !(sentence.has(Term::Others) || sentence.text().contains("文件")))
            }
            // 公开行政许可信息278条: not what was decided.
            Kind::Decision => {
                let until = part.after().first().map_or(clause.range.end, |next| next.range.start);
                let text = &sentence.passage.text;
                let name = part.before().iter().filter_map(Token::named).next_back().map(|(_, word)| word.range.start);
                let name = name.unwrap_or(clause.range.start);
                let decides = DECIDES.ends(text.slice(clause.range.start..name));
                let said = text.slice(if decides { name } else { clause.range.start }..until);
                let counts = |unit| "件项宗起例份次个".contains(unit);
                let are_decisions =
                    part.numeral().is_some_and(|n| matches!(n.measure, Measure::Things(unit) if counts(unit)));
                are_decisions && !NO_DECISIONS.is_in(said) && !clause.has(Term::Others)
            }
            Kind::Fees => false,
            _ => true,
        };
        fits.then_some(at)
    }

    /// 受理34件，其中按时办结33件，1件结转下年: with another number it makes up what was received, so none was late.
    fn is_all(&self, sentence: &Sentence<'_>, part: &Part<'_, '_>) -> bool {
        let (Some(received), Some(own)) = (self.mentioned.all, part.numeral().map(|numeral| numeral.value)) else {
            return false;
        };
        own == received || sentence.numbers().any(|other| own + other.value == received)
    }

    /// 规章 or 规范性文件, if that is what is counted.
    fn papers_of(&self, part: &Part<'_, '_>) -> Option<Term> {
        let clause = part.clause;
        let mentioned_before = self
            .named
            .documents
            .filter(|_| !clause.has_any(&[Term::AnyRequest, Term::Request]) && part.documents_verb().is_some());
        papers(clause).or(mentioned_before)
    }

    /// 制发规范性文件1件, 废止规章2件.
    fn of_papers(&self, prose: &Prose<'_>, part: &Part<'_, '_>, papers: Term) -> Option<(usize, Range<usize>)> {
        let verb = part.documents_verb().filter(|_| !part.clause.scope.is(About::Among))?;
        // 制定规章、规范性文件共5件: nobody can tell how many of which.
        let is_one = !(part.clause.has(Term::Documents) && part.clause.has(Term::Regulations));
        let kind = match (verb.term()?, papers) {
            _ if !is_one || self.counts_elsewhere => return None,
            (Term::Issue, Term::Regulations) => Kind::RegulationsIssued,
            (Term::Repeal, Term::Regulations) => Kind::RegulationsRepealed,
            (_, Term::Regulations) => Kind::RegulationsInForce,
            (Term::Issue, _) => Kind::Issued,
            (Term::Repeal, _) => Kind::Repealed,
            _ => Kind::InForce,
        };
        Some((prose.lexicon.quantity(kind)?, verb.range.clone()))
    }

    /// 上年结转的46件与本年新收的1209件
    fn newly(prose: &Prose<'_>, part: &Part<'_, '_>) -> Option<(usize, Range<usize>)> {
        let [.., verb] = part.before() else { return None };
        let is_next = verb.range.end + '的'.len_utf8() >= part.number().range.start;
        let is_said = verb.term() == Some(Term::ReceiveNew) && is_next && carries_over(prose, part.clause);
        (is_said && !part.clause.scope.is(About::Among)).then_some(())?;
        Some((prose.lexicon.quantity(Kind::NewlyReceived)?, verb.range.clone()))
    }

    /// A verb with its object: 收到申请7件, 制发规范性文件1件.
    fn verbal(&self, prose: &Prose<'_>, sentence: &Sentence<'_>, part: &Part<'_, '_>) -> Option<(usize, Range<usize>)> {
        let clause = part.clause;
        if clause.has_any(&[Term::Others, Term::Not]) || prose.names_decisions(clause.tokens) {
            return None;
        }
        if !part.first {
            return Self::newly(prose, part);
        }
        // 对1件申请延长期限: some of them.
        let before = sentence.passage.text.slice(..part.number().range.start);
        if before.ends_with(['对', '就']) {
            return None;
        }
        let by_kind = |kind| prose.lexicon.quantity(kind);
        if let Some(papers) = self.papers_of(part) {
            return self.of_papers(prose, part, papers);
        }
        let known = self.named.requests || clause.has(Term::Disclosure) || takes_requests(clause);
        let object = clause.has(Term::Request) || (clause.has(Term::AnyRequest) && known);
        let bare = !clause.has(Term::AnyRequest) && self.named.requests && !self.of_others;
        if !object && (!bare || names_dispute(prose, sentence, clause)) {
            return None;
        }
        let mut verbs =
            clause.tokens[part.begin..part.at].iter().rev().filter(|token| token.term().is_some_and(is_verb));
        let verb = verbs.next();
        // 收到和办理12件: of what came in.
        let joined = verb.zip(verbs.next()).filter(|(last, first)| {
            let between = sentence.passage.text.slice(first.range.end..last.range.start);
            is_receipt(first) && ["和", "并", "及", "、", "与"].contains(&between)
        });
        let verb = joined.map(|(_, first)| first).or(verb);
        let verb =
            verb.or_else(|| clause.tokens[part.at..part.end].iter().find(|token| token.term().is_some_and(is_verb)));
        let (term, word) = match verb {
            Some(verb) => (verb.term()?, verb.range.clone()),
            // 收到政府信息公开申请，共7件
            None if clause.has_any(&[Term::Request, Term::Total]) && !clause.has(Term::Occur) => {
                // 依申请公开等4个板块: of something else, that no word here names.
                let behind = sentence.passage.text.slice(part.number().range.end..);
                if !clause.has(Term::Total) && behind.starts_with(is_han) {
                    return None;
                }
                let names = part.before().iter().any(|token| token.term() == Some(Term::Request));
                if self.mentioned.something && !names {
                    return None;
                }
                let verb = self.verb.or(names.then_some(Term::Receive))?;
                (verb, part.number().range.clone())
            }
            None => return None,
        };
        let kind = match term {
            Term::Receive if self.mentioned.received || part.clause.scope.is(About::Among) || self.counts_elsewhere => {
                return None;
            }
            Term::Receive => Kind::Received,
            // 办结22件，其中上年结转1件、当年新收21件
            Term::ReceiveNew if part.clause.scope.is(About::Among) && self.mentioned.something => return None,
            Term::ReceiveNew => Kind::NewlyReceived,
            // 新收的12件申请中，办结11件
            Term::Finish
                if part.clause.scope.is(About::Among) && in_time(sentence.passage.text.slice(..word.start)) =>
            {
                self.is_all(sentence, part).then_some(Kind::Finished)?
            }
            Term::Finish if !sentence.text().contains("申请中") => Kind::Finished,
            Term::Handle if !part.clause.scope.is(About::Among) && !self.counts_elsewhere => Kind::Handled,
            _ => return None,
        };
        Some((by_kind(kind)?, word))
    }
}

/// 新收及上年结转申请合计422件: both together, as 收到 may count them.
fn came_in_all(prose: &Prose<'_>, sentence: &Sentence<'_>, part: &Part<'_, '_>) -> Option<(usize, Range<usize>)> {
    let before = part.before();
    let carried = before.iter().position(|token| carries_in(prose, token))?;
    let received = before[..carried].iter().rev().find(|token| is_receipt(token))?;
    let between = sentence.passage.text.slice(received.range.end..before[carried].range.start);
    let are_summed = before[carried..].iter().any(|token| token.term() == Some(Term::Total));
    (["及", "和", "与", "以及"].contains(&between) && are_summed).then_some(())?;
    Some((prose.lexicon.quantity(Kind::Received)?, received.range.clone()))
}

fn carries_in(prose: &Prose<'_>, token: &Token) -> bool {
    prose.names_kind(std::slice::from_ref(token), |kind| kind == Kind::CarriedIn)
}

/// Whether reviews or lawsuits have been named up to this clause.
fn names_dispute(prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
    let until = &sentence.tokens[..clause.begin + clause.tokens.len()];
    prose.names_kind(until, |kind| matches!(kind, Kind::Review | Kind::Litigation))
}

/// 收费12.35万元.
fn fees(prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<Claim> {
    let is_fees = |at: usize| prose.lexicon.quantities[at].kind == Kind::Fees;
    let name = clause.tokens.iter().position(|token| token.named().is_some_and(|(at, _)| is_fees(at)))?;
    let (quantity, word) = clause.tokens[name].named()?;
    let number = clause.tokens[name + 1..].first()?;
    let numeral = number.number()?;
    let text = &sentence.passage.text;
    let between = text.slice(word.range.end..number.range.start);
    let numeral = match numeral.measure {
        Measure::Amount => numeral.clone(),
        Measure::Other if text.slice(numeral.range.end..).starts_with('元') => in_myriads(numeral)?,
        _ => return None,
    };
    let is_income = between.is_empty() || FEES.is(between);
    is_income.then(|| Claim { subject: Subject::of(quantity), range: word.range.start..numeral.range.end, numeral })
}

/// 123500元: 12.35.
fn in_myriads(numeral: &Numeral) -> Option<Numeral> {
    let whole = numeral.value.as_count()?;
    let value = Number::parse(&format!("{}.{:04}", whole / 10_000, whole % 10_000))?;
    Some(Numeral { value, measure: Measure::Amount, ..numeral.clone() })
}

/// 公开3件: of requests, the same as 予以公开.
static OPENED: Sense = Sense::new("opened");
/// What stands before 行政许可 where decisions are counted.
static DECIDES: Sense = Sense::new("decides");
/// What stands between 行政许可 and a number that counts something else than decisions.
static NO_DECISIONS: Sense = Sense::new("no-decisions");
/// What may stand between the name of fees and their amount.
static FEES: Sense = Sense::new("between-fees-and-amount");

/// 行政诉讼2件，均为结果维持: the outcome is that of the number before.
fn outcome_of_all(prose: &Prose<'_>, clause: &Clause<'_>, claims: &[Claim]) -> Option<Claim> {
    let kind = |at: usize| prose.lexicon.quantities[at].kind;
    let last = claims.last().filter(|claim| matches!(kind(claim.subject.quantity), Kind::Review | Kind::Litigation))?;
    let (outcome, word) = clause.tokens.iter().find_map(Token::named).filter(|(at, _)| kind(*at) == Kind::Dispute)?;
    let is_of_all = clause.has(Term::All) && clause.counts().next().is_none() && !clause.has(Term::Not);
    is_of_all.then(|| Claim {
        subject: Subject::of(outcome),
        numeral: last.numeral.clone(),
        range: last.numeral.range.start..word.range.end,
    })
}

/// 公民、法人或者其他组织的申请2件: of whomever they came from.
fn names_everybody(prose: &Prose<'_>, sentence: &Sentence<'_>, quantity: usize, word: &Token) -> bool {
    let is_applicant = prose.lexicon.quantities[quantity].kind == Kind::Applicant;
    is_applicant && ALSO_CITIZENS.ends(sentence.passage.text.slice(..word.range.start))
}

static ALSO_CITIZENS: Sense = Sense::new("citizens-and");

/// How reviews and lawsuits end.
const ENDINGS: &[&str] = &["纠正", "维持", "撤销", "驳回", "确认", "败诉", "胜诉", "违法"];

/// How far behind its number a word may name what is counted, in bytes: 3件申请予以公开.
const NEAR: usize = 12;

/// 政府信息公开申请：, 依申请公开受理量：
fn received(prose: &Prose<'_>, clause: &Clause<'_>) -> Option<(usize, Range<usize>)> {
    let word = clause.tokens.iter().find(|token| token.term() == Some(Term::Request))?;
    let done = clause.has_any(&[Term::Finish, Term::Handle, Term::Not, Term::Others]);
    (!done && matches!(clause.end, Some('：' | ':'))).then_some(())?;
    Some((prose.lexicon.quantity(Kind::Received)?, word.range.clone()))
}
