//! Counted statements: 收到政府信息公开申请7件, 3件予以公开, 占71.4%.
//!
//! A statement is taken only where its subject is beyond doubt. Numbers about other years, other agencies, parts of the
//! year or of the channels, comparisons and plans are left alone.

mod fees;
mod named;
mod turns;
mod verbal;
mod words;

use super::{
    About, Approximation, Claim, Clause, Numeral, Prose, QuantityId, QuantityKind as Kind, Sense, Sentence, Share,
    Slice, Subject, Term, Token,
    completion::tells_done,
    scope::counts_elsewhere,
    share,
    vocabulary::{IN_TURN, JOINS},
};
use crate::{markdown::Block, report::Number};
use named::{ENTERPRISES, names_everybody};
use std::ops::Range;
use turns::Turns;
use verbal::received_and_done;
use words::{
    Phrase, carries_over, documents_by_deeds, is_published, is_receipt, joined, papers, sorts_documents,
    takes_requests, verb_of,
};

/// What a sentence has said so far.
#[derive(Default)]
struct State {
    verb: Option<Term>,
    /// 共收到网上申请105件，快递17件，合计122件: what was done by each of several ways.
    verb_of_channels: Option<Term>,
    named: Named,
    /// Something has been named after 、 and waits for its number.
    pending_item: Option<QuantityId>,
    /// 予以公开（11件，占50%）: named before a bracket or a colon.
    pending_subject: Option<(QuantityId, Range<usize>)>,
    /// Where the last count of the sentence stands.
    last_number: Option<Range<usize>>,
    /// 留言17条，已办理17条: things of other kinds were named last.
    of_other_things: bool,
    /// A number that no word of its clause explains.
    waiting: Option<Numeral>,
    mentioned: Mentioned,
    /// 分别占60%、30%: each percentage of the list that the clause stands in is of something else.
    respectively: bool,
    /// The whole is not stated, but what others did of it.
    counts_elsewhere: bool,
    agencies: Agencies,
    /// 制定规章2件、规范性文件5件: what was done with documents of the clause before, if a list goes on.
    listed_deed: Option<Term>,
    /// 收费1项: named in the clause before, which states no amount.
    fees: Option<Range<usize>>,
    /// 行政许可、行政处罚分别为56件、12件
    turns: Turns,
}

/// Of which agencies a sentence is read.
#[derive(Default, PartialEq)]
enum Agencies {
    #[default]
    Own,
    Any,
}

/// What a sentence has mentioned so far.
#[derive(Default)]
struct Mentioned {
    /// What was received; a second number is a part of it.
    received: bool,
    /// How much was received.
    all: Option<Number>,
    /// 上年结转4件，其中予以公开4件: first of all, what was carried in.
    carried: bool,
    /// Anything; 合计499件 is of that and more.
    something: bool,
    /// How much of it, the last time.
    last: Option<Number>,
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
    if matches!(sentence.passage.block, Block::Heading | Block::Cell(_)) {
        return (claims, shares);
    }
    if sorts_documents(sentence) {
        return (claims, shares);
    }
    let named = Named { requests: sentence.is_on_requests(), documents: documents_by_deeds(prose, sentence) };
    let turns = Turns::read(sentence);
    let mut state = State { named, turns, counts_elsewhere: counts_elsewhere(clauses), ..State::default() };
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

/// What a sentence says of another agency, if that is whose requests came and went: 县住建局收到52件，上年结转4件，
/// 办结50件，结转下年6件.
pub(super) fn of_another_agency(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> Vec<Claim> {
    let mut claims = Vec::new();
    let is_of_another_agency = clauses.iter().any(|clause| clause.scope.is(About::Elsewhere));
    let tells_of_both = [Kind::CarriedIn, Kind::CarriedOut]
        .iter()
        .all(|kind| prose.names_kind(&sentence.tokens, |named| named == *kind));
    if !is_of_another_agency || !tells_of_both || sentence.names_another_year() {
        return claims;
    }
    let named = Named { requests: true, documents: None };
    let mut state = State { named, agencies: Agencies::Any, ..State::default() };
    for clause in clauses {
        state.read(prose, sentence, clause, &mut claims, &mut Vec::new());
    }
    claims
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
        self.notice_list(sentence, clause);
        let pending_item = self.pending_item.take();
        let names_other_things = clause.has(Term::Unrelated) || prose.names_decisions(clause.tokens);
        self.of_other_things = !names_requests && (self.of_other_things || names_other_things);
        if self.has_parts_of_year(clause) {
            self.verb = verb_of(clause).or(self.verb);
        }
        if clause.has(Term::Channel) && clause.has_numbers() {
            self.verb_of_channels = verb_of(clause).or(self.verb_of_channels);
        }
        if (clause.scope.is(About::Elsewhere) && self.agencies == Agencies::Own) || clause.scope.is(About::Partial) {
            self.waiting = None;
            self.listed_deed = None;
            // 收到20件，网上15件，占75%: of what stands right before, though it stands in no table.
            self.last_number =
                clause.counts().next_back().map(|number| number.range.clone()).or(self.last_number.take());
            self.of_other_things &= !clause.ends_part();
            return;
        }
        let numbers =
            (0..clause.tokens.len()).filter(|&at| clause.tokens[at].number().is_some_and(Numeral::counts_things));
        let numbers: Vec<_> = numbers.collect();
        if numbers.is_empty() {
            let last = clause.tokens.iter().filter_map(Token::named).next_back();
            self.pending_item = last.map(|(quantity, _)| quantity).filter(|_| clause.end == Some('、'));
            self.pending_subject = last
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
            claims.push(Claim { subject: Subject::new(quantity), range: numeral.range.start..word.range.end, numeral });
            return;
        }
        self.read_numbers(prose, sentence, clause, &numbers, pending_item, claims);
        claims.extend(self.fees(prose, sentence, clause));
        self.named.documents = papers(clause).or(self.named.documents);
        self.listed_deed = self.deed_on_papers(clause).filter(|_| clause.end == Some('、'));
        claims.extend(said_of_all(prose, sentence, clause, claims));
        self.verb = verb_of(clause).or(self.verb);
        self.of_other_things &= !clause.ends_part();
        let mut numbers = numbers.iter().filter_map(|&at| clause.tokens[at].number());
        self.last_number = numbers.next_back().map(|number| number.range.clone()).or(self.last_number.take());
        if !self.respectively {
            shares.extend(share::read(sentence, clause, claims, self.last_number.as_ref()));
        }
    }

    /// What each number of a clause counts, given where they stand among its words.
    fn read_numbers(
        &mut self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        clause: &Clause<'_>,
        numbers: &[usize],
        pending_item: Option<QuantityId>,
        claims: &mut Vec<Claim>,
    ) {
        let quantities = &prose.lexicon.quantities;
        let mut begin = 0;
        for (nth, &at) in numbers.iter().enumerate() {
            let end = numbers.get(nth + 1).copied().unwrap_or(clause.tokens.len());
            let phrase = Phrase { clause, begin, at, end, first: nth == 0 };
            begin = at + 1;
            let Some(numeral) = clause.tokens[at].number() else { continue };
            if let Some((quantity, word)) = self.subject(prose, sentence, &phrase, pending_item) {
                let kind = quantities[quantity].kind;
                self.mentioned.carried |= kind == Kind::CarriedIn && !self.mentioned.something;
                self.mentioned.carried &= !matches!(kind, Kind::Finished | Kind::Handled) && !is_of_what_came(kind);
                if is_of_what_came(kind) {
                    self.mentioned.all = Some(numeral.value);
                }
                self.mentioned.received |= kind == Kind::Received;
                self.mentioned.something = true;
                self.mentioned.last = Some(numeral.value);
                let also = joined(prose.lexicon, sentence, phrase.before()).filter(|&other| other != quantity);
                let range = numeral.range.start.min(word.start)..numeral.range.end.max(word.end);
                let mut numeral = numeral.clone();
                if matches!(kind, Kind::Decision | Kind::Documents) && is_published(prose, sentence, &phrase) {
                    numeral.approximation = Approximation::AtLeast;
                }
                // 受理并办结12件: as many were done.
                let done = received_and_done(sentence, &phrase).filter(|_| is_of_what_came(kind));
                let done = done.filter(|(_, deed)| tells_done(sentence, deed));
                let done = done.and_then(|_| prose.lexicon.quantity(Kind::Finished));
                let done = done.map(|done| Claim {
                    subject: Subject::new(done),
                    numeral: numeral.clone(),
                    range: range.clone(),
                });
                claims.extend(done);
                claims.push(Claim { subject: Subject { also, ..Subject::new(quantity) }, numeral, range });
            } else if numbers.len() == 1 && clause.end == Some('，') {
                self.waiting = Some(numeral.clone());
            }
        }
    }

    fn notice_list(&mut self, sentence: &Sentence<'_>, clause: &Clause<'_>) {
        let goes_on = sentence.tokens[..clause.begin].last().and_then(Token::mark) == Some('、');
        let begins = IN_TURN.is_in(sentence.text_of(clause));
        self.respectively = begins || (self.respectively && goes_on);
    }

    /// 上半年受理3件，全年共9件: the verb holds for the whole year, too.
    fn has_parts_of_year(&self, clause: &Clause<'_>) -> bool {
        clause.has(Term::Period) && !self.of_other_things
    }

    /// What a number counts, and the word that says so.
    fn subject(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
        pending_item: Option<QuantityId>,
    ) -> Option<(QuantityId, Range<usize>)> {
        if let Some(all) = came_in_all(prose, sentence, phrase) {
            return Some(all);
        }
        if self.turns.hold(phrase.number()) {
            return self.in_turn(prose, sentence, phrase);
        }
        let names = phrase.before().iter().filter_map(Token::named);
        let names: Vec<_> = names
            .filter(|(_, word)| {
                !names_everybody(prose, sentence, word) && !is_before_new(prose, sentence, phrase, word)
            })
            .collect();
        if !names.is_empty() {
            return self.named_before(prose, sentence, phrase, &names, pending_item);
        }
        if let Some(meant) =
            self.in_short(prose, sentence, phrase).or_else(|| self.applicants_in_short(prose, sentence, phrase))
        {
            return Some(meant);
        }
        if let Some(name) = phrase.after().iter().find_map(Token::named) {
            return self.named_after(prose, sentence, phrase, name);
        }
        let mut tokens = phrase.clause.tokens.iter();
        let says_nothing = tokens.all(|token| token.number().is_some() || token.term() == Some(Term::Total));
        match &self.pending_subject {
            Some(subject) if says_nothing => phrase.first.then(|| subject.clone()),
            _ => self.verbal(prose, sentence, phrase),
        }
    }
}

/// 结转上年后新收到47件: what is counted is new, though what was carried in is named.
fn is_before_new(prose: &Prose<'_>, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>, word: &Token) -> bool {
    let mut after = phrase.before().iter().filter(|token| token.range.start >= word.range.end);
    let is_new = |token: &Token| {
        let between = sentence.passage.text.slice(word.range.end..token.range.start);
        token.term() == Some(Term::ReceiveNew) && !JOINS.begins(between)
    };
    prose.named_kind(word) == Some(Kind::CarriedIn) && after.any(is_new)
}

fn is_of_what_came(kind: Kind) -> bool {
    matches!(kind, Kind::Received | Kind::NewlyReceived)
}

/// 新收及上年结转申请合计422件: both together, as 收到 may count them.
fn came_in_all(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    phrase: &Phrase<'_, '_>,
) -> Option<(QuantityId, Range<usize>)> {
    let before = phrase.before();
    let is_carry = |token: &Token| prose.named_kind(token) == Some(Kind::CarriedIn);
    let came =
        |pair: &[Token]| (is_receipt(&pair[0]) && is_carry(&pair[1])) || (is_carry(&pair[0]) && is_receipt(&pair[1]));
    let at = before.windows(2).position(came)?;
    let between = sentence.passage.text.slice(before[at].range.end..before[at + 1].range.start);
    let are_summed = before[at..].iter().any(|token| token.term() == Some(Term::Total));
    (JOINS.is(between) && are_summed).then_some(())?;
    Some((prose.lexicon.quantity(Kind::Received)?, before[at].range.clone()))
}

/// 行政诉讼2件，均为结果维持; 受理36件（均为自然人提交）: how all of the number before ended, and whose they were.
fn said_of_all(prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>, claims: &[Claim]) -> Option<Claim> {
    let last = claims.last().filter(|last| last.range.end <= clause.range.start)?;
    let mut named = clause.tokens.iter().filter_map(Token::named);
    let by_enterprises = enterprises_all(prose, sentence, clause).filter(|_| is_of_what_came(prose.kind(last)));
    if let Some(quantity) = by_enterprises {
        let range = last.numeral.range.start..clause.range.end;
        return Some(Claim { subject: Subject::new(quantity), numeral: last.numeral.clone(), range });
    }
    let (quantity, word) = named.next().filter(|_| !clause.has_numbers() && !clause.has(Term::Not))?;
    let before = sentence.passage.text.slice(clause.range.start..word.range.start);
    let after = sentence.passage.text.slice(word.range.end..clause.range.end).trim_end_matches('。');
    let is_all = match (prose.kind(last), prose.lexicon.quantities[quantity].kind) {
        (Kind::Review | Kind::Litigation, Kind::Dispute) => clause.has(Term::All),
        // 公民、法人均可查询: of nobody's requests.
        (Kind::Received | Kind::NewlyReceived, Kind::Applicant) => {
            ARE_ALL.is(before) && OF_APPLICANTS.trimmed(after).is_empty() && clause.end != Some('、')
        }
        // 收到申请1件，为本机关不掌握的信息
        (Kind::Received | Kind::NewlyReceived | Kind::Finished | Kind::Handled, Kind::Outcome) => {
            // 收到1件（本机关不掌握）
            let is_bracketed = before.is_empty() && clause.depth > 0 && follows(sentence, &last.numeral, clause);
            let is_alone = (is_bracketed || ARE_WHAT.is(before)) && OF_OUTCOMES.trimmed(after).is_empty();
            let is_alone = is_alone && clause.end != Some('、');
            is_alone && all_were_done(prose, &last.numeral)
        }
        _ => false,
    };
    (is_all && named.next().is_none()).then(|| Claim {
        subject: Subject::new(quantity),
        numeral: last.numeral.clone(),
        range: last.numeral.range.start..word.range.end,
    })
}

/// 均为企业申请: 企业 by itself names no column elsewhere.
fn enterprises_all(prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<QuantityId> {
    let said = sentence.text_of(clause).trim_end_matches('。');
    let mut applicants = ARE_ALL.words().iter().filter_map(|all| said.strip_prefix(all.as_str()));
    let are_theirs = applicants.any(|applicants| ENTERPRISES.is(applicants)) && clause.end != Some('、');
    prose.lexicon.business.filter(|_| are_theirs && clause.tokens.iter().all(|token| token.named().is_none()))
}

/// 均为: before whose all requests were.
static ARE_ALL: Sense = Sense::new("are-all");
/// 提交: after it.
static OF_APPLICANTS: Sense = Sense::new("of-applicants");

/// 为: before how they ended.
static ARE_WHAT: Sense = Sense::new("are-what");
/// 情形: after how requests ended.
static OF_OUTCOMES: Sense = Sense::new("of-outcomes");

/// Whether a bracket that opens right after a number begins with a clause.
fn follows(sentence: &Sentence<'_>, numeral: &Numeral, clause: &Clause<'_>) -> bool {
    let between = sentence.passage.text.slice(numeral.range.end..clause.range.start);
    matches!(between, "（" | "(")
}

/// Whether as many were done as a sentence counts: none were carried over.
fn all_were_done(prose: &Prose<'_>, counted: &Numeral) -> bool {
    let done = prose.lexicon.quantity(Kind::Finished).map(|done| prose.stated(Subject::new(done)));
    done.is_some_and(|done| done.iter().any(|done| counted.agrees(done.value)))
}

/// 政府信息公开申请：, 依申请公开受理量：
fn received(prose: &Prose<'_>, clause: &Clause<'_>) -> Option<(QuantityId, Range<usize>)> {
    let word = clause.tokens.iter().find(|token| token.term() == Some(Term::Request))?;
    let done = clause.has_any(&[Term::Finish, Term::Handle, Term::Not, Term::Unrelated]);
    (!done && matches!(clause.end, Some('：' | ':'))).then_some(())?;
    Some((prose.lexicon.quantity(Kind::Received)?, word.range.clone()))
}
