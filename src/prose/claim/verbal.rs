//! What a number counts by what was done: 收到申请7件, 制发规范性文件1件.

use super::{
    State,
    words::{
        IN_TIME, Phrase, before_name, carries_over, in_time, is_done_with_documents, is_published, is_receipt, is_verb,
        papers, takes_requests,
    },
};
use crate::prose::{
    About, Clause, Measure, Numeral, Prose, QuantityId, QuantityKind as Kind, Sense, Sentence, Slice, Subject, Term,
    Token,
    own::is_han,
    vocabulary::{ISSUES_DOCUMENTS, ITEMS, JOINS, MATTERS_OF_DECISIONS, OF_REQUESTS, TAILS_OF_COUNTS},
};
use crate::report::Number;
use std::ops::Range;

impl State {
    /// A verb with its object.
    pub(super) fn verbal(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
    ) -> Option<(QuantityId, Range<usize>)> {
        let clause = phrase.clause;
        if clause.has_any(&[Term::Unrelated, Term::Not]) || prose.names_decisions(clause.tokens) {
            return None;
        }
        if let Some(newly) =
            newly(prose, phrase).filter(|_| !phrase.first).or_else(|| of_this_year(prose, sentence, phrase))
        {
            return Some(newly);
        }
        if !phrase.first {
            return None;
        }
        // 对1件申请延长期限: some of them.
        if sentence.passage.text.slice(..phrase.number().range.start).ends_with(|c| CONCERNING.has(c)) {
            return None;
        }
        if let Some(papers) = self.papers_of(phrase) {
            return self.of_papers(prose, sentence, phrase, papers);
        }
        if !self.is_of_requests(prose, sentence, clause) {
            return None;
        }
        let (verb, word) = match verb_beside(sentence, phrase) {
            Some(verb) => (verb.term()?, &verb.range),
            None => (self.verb_unsaid(sentence, phrase)?, &phrase.number().range),
        };
        if is_of_unknown_things(sentence, phrase, word) {
            return None;
        }
        if verb == Term::ReceiveNew && self.are_other_things(sentence, phrase) {
            return None;
        }
        let kind = self.counted_by(prose, sentence, phrase, verb, word)?;
        Some((prose.lexicon.quantity(kind)?, word.clone()))
    }

    /// 规章 or 规范性文件, if that is what is counted.
    fn papers_of(&self, phrase: &Phrase<'_, '_>) -> Option<Term> {
        let clause = phrase.clause;
        let mentioned_before = self
            .named
            .documents
            .filter(|_| !clause.has_any(&[Term::AnyRequest, Term::Request]) && phrase.documents_verb().is_some());
        papers(clause).or(mentioned_before)
    }

    /// 制发规范性文件1件, 废止规章2件.
    fn of_papers(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
        papers: Term,
    ) -> Option<(QuantityId, Range<usize>)> {
        let verb = phrase.documents_verb().and_then(|verb| Some((verb.term()?, verb.range.clone())));
        // 市政府制定规章2件、规范性文件11件: who governs counts those of its departments, too.
        let listed_deed = self.listed_deed.filter(|_| !prose.governs());
        let is_said = verb.is_some() || listed_deed.is_some();
        let verb = verb.or_else(|| issued_right_before(prose, sentence, phrase));
        let verb = verb.or_else(|| Some((listed_deed?, counted_documents(sentence, phrase)?.range.clone())));
        let Some((verb, word)) = verb else {
            return unsaid_of_papers(prose, sentence, phrase);
        };
        // 制定规章、规范性文件共5件: nobody can tell how many of which.
        let is_one = !(phrase.clause.has(Term::Documents) && phrase.clause.has(Term::Regulations));
        // 牵头制定政府规章2部: those of a government, which alone can make them.
        let is_of_government = papers == Term::Regulations && !prose.agency.makes_rules() && !states_rules(prose);
        let kind = match (verb, papers) {
            _ if is_of_government => return None,
            _ if !is_one || self.counts_elsewhere => return None,
            _ if phrase.clause.scope.is(About::Among) && (!is_said || is_of_documents(prose, sentence, phrase)) => {
                return None;
            }
            (Term::Issue, Term::Regulations) => Kind::RegulationsIssued,
            (Term::Repeal, Term::Regulations) => Kind::RegulationsRepealed,
            (_, Term::Regulations) => Kind::RegulationsInForce,
            (Term::Issue, _) => Kind::Issued,
            (Term::Repeal, _) => Kind::Repealed,
            _ => Kind::InForce,
        };
        Some((prose.lexicon.quantity(kind)?, word))
    }

    /// What a clause says was done with documents, or the list that it goes on with.
    pub(super) fn deed_on_papers(&self, clause: &Clause<'_>) -> Option<Term> {
        papers(clause)?;
        let own = clause.tokens.iter().find(|token| is_done_with_documents(token));
        own.and_then(Token::term).or(self.listed_deed)
    }

    /// Whether a clause speaks of requests, by name or because the sentence does.
    fn is_of_requests(&self, prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
        let known = self.named.requests || clause.has(Term::Disclosure) || takes_requests(clause);
        let object = clause.has(Term::Request) || (clause.has(Term::AnyRequest) && known);
        let bare = !clause.has(Term::AnyRequest) && self.named.requests && !self.of_other_things;
        object || (bare && !prose.names_disputes(&sentence.tokens[..clause.end_token()]))
    }

    /// 新增项目事项88项: whatever else came anew, in a clause that names no requests.
    fn are_other_things(&self, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
        let names_requests = phrase.clause.has_any(&[Term::Request, Term::AnyRequest]);
        let is_measure_of_requests =
            phrase.numeral().is_some_and(|n| matches!(n.measure, Measure::Things(unit) if OF_REQUESTS.has(unit)));
        !names_requests
            && (MATTERS_OF_DECISIONS.is_in(sentence.text_of(phrase.clause))
                || !(is_measure_of_requests || self.mentioned.something))
    }

    /// 收到政府信息公开申请，共7件: the verb of a number whose clause has none.
    fn verb_unsaid(&self, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> Option<Term> {
        let clause = phrase.clause;
        if !clause.has_any(&[Term::Request, Term::Total]) || clause.has(Term::Occur) {
            return None;
        }
        if let [total, number] = clause.tokens
            && total.term() == Some(Term::Total)
            && (total.range.start, total.range.end) == (clause.range.start, number.range.start)
            && self.verb.is_none()
            && sums_alike(sentence, number)
        {
            return self.verb_of_channels;
        }
        // 依申请公开等4个板块: of something else, that no word here names.
        let after = sentence.passage.text.slice(phrase.number().range.end..);
        if !clause.has(Term::Total) && after.starts_with(is_han) {
            return None;
        }
        let name = phrase.before().iter().rfind(|token| token.term() == Some(Term::Request));
        let names = name.is_some();
        if (self.mentioned.something && !names) || name.is_some_and(|name| runs_on(sentence, name, phrase)) {
            return None;
        }
        // 公开272条，分布情况为：工作信息120条，依申请公开4条: one of what was published.
        if self.verb.is_none() && is_listed(sentence, phrase) {
            return None;
        }
        self.verb.or(names.then_some(Term::Receive))
    }

    /// What a verb counts, unless it counts a part of something.
    fn counted_by(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
        verb: Term,
        word: &Range<usize>,
    ) -> Option<Kind> {
        let is_among = phrase.clause.scope.is(About::Among);
        match verb {
            Term::Receive => {
                (!self.mentioned.received && !is_among && !self.counts_elsewhere).then_some(Kind::Received)
            }
            // 办结22件，其中上年结转1件、当年新收21件
            Term::ReceiveNew => {
                let is_of_all = || self.mentioned.last.is_some_and(|last| is_all_that_came(prose, last));
                (!is_among || !self.mentioned.something || is_of_all()).then_some(Kind::NewlyReceived)
            }
            Term::Finish if is_among && in_time(sentence.passage.text.slice(..word.start)) => {
                self.is_all(sentence, phrase).then_some(Kind::Finished)
            }
            // 新收的12件申请中，办结11件
            Term::Finish => (!OF_THOSE.is_in(sentence.text())).then_some(Kind::Finished),
            Term::Handle => (!is_among && !self.counts_elsewhere).then_some(Kind::Handled),
            _ => None,
        }
    }

    /// 受理34件，其中按时办结33件，1件结转下年: with another number it makes up what was received, so none was late.
    fn is_all(&self, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
        let (Some(received), Some(own)) = (self.mentioned.all, phrase.numeral().map(|numeral| numeral.value)) else {
            return false;
        };
        // 其中按时办结63件 of 36: wrong, whatever is meant.
        own >= received || sentence.numbers().any(|other| own + other.value == received)
    }
}

/// 办理省政府办公厅协助调查2件: whether more words stand between a verb and its number than could leave it of requests, in
/// a clause that names none.
fn is_of_unknown_things(sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>, verb: &Range<usize>) -> bool {
    let number = phrase.number().range.start;
    if verb.end > number || phrase.clause.has_any(&[Term::Request, Term::AnyRequest, Term::Disclosure]) {
        return false;
    }
    let text = &sentence.passage.text;
    let mut begin = verb.end;
    let mut unknown = 0;
    for token in phrase.before().iter().filter(|token| token.range.start >= verb.end).chain([phrase.number()]) {
        unknown += text.slice(begin..token.range.start).chars().filter(|c| is_han(*c)).count();
        begin = token.range.end;
    }
    unknown > LONGEST_FILLER
}

/// Characters such as 完毕 or 了 that may stand between a verb and its number.
const LONGEST_FILLER: usize = 4;

/// 依申请予以主动公开4件, 依申请公开统计4条: the name of requests is but the beginning of what is counted.
fn runs_on(sentence: &Sentence<'_>, name: &Token, phrase: &Phrase<'_, '_>) -> bool {
    // 依申请向申请人提供4件: 申请人 tells nothing of the number.
    let mut after = phrase.before().iter().filter(|token| token.range.start >= name.range.end);
    let next = after.find(|token| token.term() != Some(Term::Ignored)).unwrap_or(phrase.number());
    let rest = sentence.passage.text.slice(name.range.end..next.range.start);
    let rest = TAILS_OF_NAMES.trimmed(ITEMS.after(rest).unwrap_or(rest));
    next.number().is_some() && TAILS_OF_COUNTS.trimmed(rest).starts_with(is_han)
}

/// Whether a number stands in the list that a colon leads to, after a total in the same measure word.
fn is_listed(sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
    let before = &sentence.tokens[..phrase.clause.begin];
    let colon = before.iter().rposition(|token| matches!(token.mark(), Some('：' | ':')));
    let measure = phrase.numeral().map(|number| number.measure);
    let mut totals = before[..colon.unwrap_or_default()].iter().filter_map(Token::number);
    totals.any(|total| total.counts_things() && Some(total.measure) == measure)
}

/// 处理92件，其中新接收91件、上年结转1件: whether as many came in, and those carried in among them.
fn is_all_that_came(prose: &Prose<'_>, number: Number) -> bool {
    let parts = [Kind::NewlyReceived, Kind::CarriedIn].map(|kind| {
        let stated = prose.lexicon.quantity(kind).map(|at| prose.stated(Subject::new(at)));
        stated.and_then(|stated| stated.first().map(|stated| stated.value))
    });
    matches!(parts, [Some(new), Some(carried)] if new + carried == number)
}

/// Whether all that a sentence counts before a number is counted as this is: not 收到3件，公开10条，合计13条.
fn sums_alike(sentence: &Sentence<'_>, total: &Token) -> bool {
    let mut before = sentence.numbers().take_while(|number| number.range.start < total.range.start);
    let measure = total.number().map(|number| number.measure);
    before.all(|number| Some(number.measure) == measure || number.measure == Measure::Year)
}

/// 发布规范性文件5件, 发布5件规范性文件: issued, though the word says so of documents only.
fn issued_right_before(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    phrase: &Phrase<'_, '_>,
) -> Option<(Term, Range<usize>)> {
    let before_number = sentence.passage.text.slice(..phrase.number().range.start);
    let name = counted_documents(sentence, phrase).map(|name| (name, before_name(sentence, name)));
    let (name, before) = name.or_else(|| documents_after(sentence, phrase).map(|name| (name, before_number)))?;
    ISSUES_DOCUMENTS.ends(prose.without_makers(before)).then(|| (Term::Issue, name.range.clone()))
}

/// Whether the documents of 其中 are some of those named before it: 制发规范性文件12件，其中以县政府名义制发2件.
fn is_of_documents(prose: &Prose<'_>, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
    let before = sentence.tokens.iter().rev().skip_while(|token| token.range.start >= phrase.number().range.start);
    let mut before_among = before.skip_while(|token| token.term() != Some(Term::Among));
    // 制发规范性文件6件。其中，以县政府名义制发2件: of what the sentence before counts.
    let mut counts = before_among.clone().filter_map(Token::number);
    let continues = sentence.follows_documents() && !counts.any(Numeral::counts_things);
    continues || before_among.any(|token| sentence.names_documents(prose, token))
}

/// 规范性文件, right after the number, if no word runs on from it: not 5件规范性文件解读.
fn documents_after<'s>(sentence: &Sentence<'_>, phrase: &Phrase<'_, 's>) -> Option<&'s Token> {
    let name = phrase.after().first().filter(|name| name.term() == Some(Term::Documents))?;
    let is_right_after = before_name(sentence, name).len() == phrase.number().range.end - sentence.range.start;
    let runs_on = sentence.passage.text.slice(name.range.end..).starts_with(is_han);
    (is_right_after && !runs_on).then_some(name)
}

/// Documents with their number, of which it is not said what was done with them: published, or in a row with decisions,
/// 规范性文件2件、行政许可3件.
fn unsaid_of_papers(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    phrase: &Phrase<'_, '_>,
) -> Option<(QuantityId, Range<usize>)> {
    let name = counted_documents(sentence, phrase)?;
    let after = &sentence.tokens[phrase.clause.end_token()..];
    let next = after.iter().find(|token| token.mark().is_none() && !token.term().is_some_and(is_verb));
    let is_row = next.and_then(|next| prose.named_kind(next)) == Some(Kind::Decision);
    (is_row || is_published(prose, sentence, phrase)).then_some(())?;
    Some((prose.lexicon.quantity(Kind::Documents)?, name.range.clone()))
}

/// Whether the tables hold 规章, as those of a government's office do that reports for both.
fn states_rules(prose: &Prose<'_>) -> bool {
    let kinds = [Kind::RegulationsIssued, Kind::RegulationsRepealed, Kind::RegulationsInForce];
    let quantities = kinds.into_iter().filter_map(|kind| prose.lexicon.quantity(kind));
    quantities.flat_map(|at| prose.stated(Subject::new(at))).any(|stated| !stated.value.is_zero())
}

/// 规范性文件, right before the number.
fn counted_documents<'s>(sentence: &Sentence<'_>, phrase: &Phrase<'_, 's>) -> Option<&'s Token> {
    let name = phrase.before().last().filter(|name| name.term() == Some(Term::Documents))?;
    let between = sentence.passage.text.slice(name.range.end..phrase.number().range.start);
    TAILS_OF_COUNTS.trimmed(between).is_empty().then_some(name)
}

/// 办件, 的: after the name of requests, without changing what is counted.
static TAILS_OF_NAMES: Sense = Sense::new("tails-of-names-of-requests");
/// 对: before some that something was done with.
static CONCERNING: Sense = Sense::new("concerning");
/// 并: between two deeds done to the same.
static JOINS_DEEDS: Sense = Sense::new("joins-deeds");
/// 申请中: of the requests just named, the number is a part.
static OF_THOSE: Sense = Sense::new("of-those-requests");

/// 上年结转的46件与本年新收的1209件
fn newly(prose: &Prose<'_>, phrase: &Phrase<'_, '_>) -> Option<(QuantityId, Range<usize>)> {
    let [.., verb] = phrase.before() else { return None };
    let is_next = verb.range.end + '的'.len_utf8() >= phrase.number().range.start;
    let is_said = verb.term() == Some(Term::ReceiveNew) && is_next && carries_over(prose, phrase.clause);
    (is_said && !phrase.clause.scope.is(About::Among)).then_some(())?;
    Some((prose.lexicon.quantity(Kind::NewlyReceived)?, verb.range.clone()))
}

/// 共办理11件，本年度10件，结转上年度1件: what came in this year, beside what was carried in.
fn of_this_year(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    phrase: &Phrase<'_, '_>,
) -> Option<(QuantityId, Range<usize>)> {
    let [word, number] = phrase.clause.tokens else { return None };
    let after = &sentence.tokens[phrase.clause.end_token()..];
    let [_, next, counted, ..] = after else { return None };
    let is_beside = word.term() == Some(Term::ThisYear)
        && word.range.end == number.range.start
        && prose.named_kind(next) == Some(Kind::CarriedIn)
        && counted.number().is_some();
    is_beside.then_some((prose.lexicon.quantity(Kind::NewlyReceived)?, word.range.clone()))
}

/// The verb of a number: the last before it, else the first after it.
fn verb_beside<'s>(sentence: &Sentence<'_>, phrase: &Phrase<'_, 's>) -> Option<&'s Token> {
    let acts = |token: &&Token| token.term().is_some_and(is_verb);
    let Some(last) = phrase.before().iter().rev().find(acts) else { return phrase.after().iter().find(acts) };
    received_and_done(sentence, phrase).map(|(received, _)| received).or(Some(last))
}

/// 收到和办理12件, 受理并办结12件: both verbs, where the first takes in what the second deals with.
pub(super) fn received_and_done<'s>(
    sentence: &Sentence<'_>,
    phrase: &Phrase<'_, 's>,
) -> Option<(&'s Token, &'s Token)> {
    let mut verbs = phrase.before().iter().rev().filter(|token| token.term().is_some_and(is_verb));
    let (last, first) = (verbs.next()?, verbs.next()?);
    let between = sentence.passage.text.slice(first.range.end..last.range.start);
    // 受理并按时答复12件
    let between = IN_TIME.before(between).unwrap_or(between);
    let are_joined = between.is_empty() || JOINS.is(between) || JOINS_DEEDS.is(between);
    (is_receipt(first) && are_joined).then_some((first, last))
}
