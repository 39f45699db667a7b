//! 未收到申请, 没有发生行政复议: statements that there was none.

use super::{
    About, Clause, Measure, Numeral, Passage, Prose, QuantityId, QuantityKind as Kind, Sentence, Slice, Term, Terms,
    Token, TokenKind, Word,
    complexity::step,
    scope::is_any_way,
    vocabulary::{ADMINISTRATIVE, ISSUES_DOCUMENTS, JOINS, NO_DECISIONS, OR, Sense},
    voice::without_time,
};
use crate::markdown::Block;
use std::ops::Range;

/// 零复议: there was none.
const NONE: char = '零';

/// 的: between what was carried over and 申请.
static LINKS: Sense = Sense::new("links-to-a-noun");
/// 均, right after what is denied.
static ALL: Sense = Sense::new("of-all-after");
/// After a denial: requests that would be carried over.
static LEFT: Sense = Sense::new("none-left");
/// Words between a denial and what is denied that leave it whole: 没有一起因信息公开引起的行政诉讼.
static NOTHING_MORE: Sense = Sense::new("nothing-more");
/// Whoever may apply.
static EVERYBODY: Sense = Sense::new("everybody");
/// Complaints, named after a dispute without a mark between: 行政诉讼举报投诉.
static COMPLAINTS: Sense = Sense::new("complaints");
/// 提起诉讼, after a comma: denied along with what stands before.
static DENIED_TOO: Sense = Sense::new("denied-as-well");
/// What may follow a noun without changing what it is.
static TAILS: Sense = Sense::new("tails-of-objects");

/// There was none of this.
#[derive(Clone, Debug)]
pub struct Denial {
    /// The place in [`super::Lexicon::quantities`].
    pub quantity: QuantityId,
    pub range: Range<usize>,
}

/// Words between the denial and its object that make the object a part of something.
const LIMITING: Terms =
    Terms::new(&[Term::Unrelated, Term::Qualified, Term::Compare, Term::LastYear, Term::Finish, Term::Handle]);

impl Denial {
    pub(super) fn read(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> Vec<Self> {
        let mut denials = Vec::new();
        if matches!(sentence.passage.block, Block::Heading | Block::Cell(_)) || sentence.is_of_another_year() {
            return denials;
        }
        for clause in clauses.iter().filter(|clause| clause.has(Term::Not) && !clause.scope.is(About::BesideOtherScope))
        {
            for (at, token) in (clause.begin..).zip(clause.tokens) {
                if token.term() != Some(Term::Not) || prose.is_about_another(sentence, token) {
                    continue;
                }
                denials.extend(none_left(prose, sentence, token));
                let found = denied(prose, sentence, clauses, at);
                let found = found.unwrap_or_else(|| denied_before(prose, sentence, clauses, at));
                denials
                    .extend(found.into_iter().filter(|denial| !is_of_contents(prose, sentence, clause, token, denial)));
            }
        }
        denials.extend(zeros(prose, sentence, clauses));
        denials.extend(none_carried_in(prose, sentence));
        denials.extend(none_of_section(prose, sentence));
        denials
    }
}

/// 不涉及.
static NOT_CONCERNED: Sense = Sense::new("not-concerned");

/// 公开的信息不涉及国家秘密: what is told of touches on no such thing, which says nothing of how often there was one.
fn is_of_contents(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    clause: &Clause<'_>,
    not: &Token,
    denial: &Denial,
) -> bool {
    let text = &sentence.passage.text;
    let is_outcome = prose.lexicon.quantities[denial.quantity].kind == Kind::Outcome;
    NOT_CONCERNED.is(text.slice(not.range.clone()))
        && (is_outcome || !says_nothing_more(prose, without_time(text.slice(clause.range.start..not.range.start))))
}

/// Whether words of a sentence may deny something. A zero is a number.
pub(super) fn may_deny(sentence: &Sentence<'_>) -> bool {
    sentence.has(Term::Not) || sentence.has(Term::Ignored) || sentence.text().contains(NONE)
}

/// 没有发生: nothing of what the section is on.
static NONE_AT_ALL: Sense = Sense::new("none-at-all");

/// 四、行政复议、行政诉讼情况: 无.
fn none_of_section(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Vec<Denial> {
    let section = sentence.passage.section.filter(|section| *section == "disputes");
    let said = without_time(sentence.text().trim_end_matches('。')).trim_start_matches('，');
    if section.is_none() || !NONE_AT_ALL.is(said) {
        return Vec::new();
    }
    // （二）行政诉讼情况, then 无: of less than the section.
    let is_other = |passage: &&Passage| passage.section == section && !std::ptr::eq(*passage, sentence.passage);
    let mut headings = 0;
    let is_only = prose.passages.iter().filter(is_other).all(|passage| {
        headings += usize::from(passage.block == Block::Heading);
        passage.block == Block::Heading && headings == 1
    });
    if !is_only || sentence.range != (0..sentence.passage.text.len()) {
        return Vec::new();
    }
    let kinds = [Kind::Review, Kind::Litigation].into_iter();
    let quantities = kinds.filter_map(|kind| prose.lexicon.quantity(kind));
    quantities.map(|quantity| Denial { quantity, range: sentence.range.clone() }).collect()
}

/// 上年无结转.
static NONE_CARRIED_IN: Sense = Sense::new("none-carried-in");

/// 上年无结转: one word, which denies what was carried in.
fn none_carried_in(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Denial> {
    let text = &sentence.passage.text;
    let mut ignored = sentence.terms().filter(|(_, term)| *term == Term::Ignored);
    let (word, _) = ignored.find(|(token, _)| NONE_CARRIED_IN.is(text.slice(token.range.clone())))?;
    let ends = ends_phrase(text.slice(word.range.end..));
    let quantity = prose.lexicon.quantity(Kind::CarriedIn).filter(|_| ends)?;
    Some(Denial { quantity, range: word.range.clone() })
}

/// 无未办结的申请, 没有需结转的申请: none that is carried out.
fn none_left(prose: &Prose<'_>, sentence: &Sentence<'_>, not: &Token) -> Option<Denial> {
    let is_on_requests =
        sentence.is_on_requests() || [Term::Request, Term::AnyRequest].into_iter().any(|term| sentence.has(term));
    let rest = sentence.passage.text.slice(not.range.end..sentence.range.end);
    let left = LEFT.after(rest)?;
    (is_on_requests && !sentence.has(Term::Unrelated)).then_some(())?;
    let quantity = prose.lexicon.quantity(Kind::CarriedOut)?;
    Some(Denial { quantity, range: not.range.start..sentence.range.end - left.len() })
}

/// The objects of one denial, joined by 、 or 和, up to the next comma.
fn denied(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>], not: usize) -> Option<Vec<Denial>> {
    let text = &sentence.passage.text;
    let (not, rest) = (&sentence.tokens[not], reach(&sentence.tokens[not + 1..]));
    let mut verb = None;
    // 未制发、废止规范性文件: what is denied was neither.
    let mut made = Vec::new();
    let mut papers: Vec<&Token> = Vec::new();
    let mut last = not;
    let mut found = Vec::new();
    for token in rest {
        step();
        let between = text.slice(last.range.end..token.range.start);
        match &token.kind {
            TokenKind::Break('、') => {}
            // 无因信息公开产生的行政复议，提起行政诉讼情况发生
            TokenKind::Break('，') if !found.is_empty() && DENIED_TOO.begins(text.slice(token.range.end..)) => {}
            // 无一件申请
            TokenKind::Number(_) if between.is_empty() && found.is_empty() => {}
            TokenKind::Break(_) | TokenKind::Number(_) => break,
            // 未发布规范性文件
            TokenKind::Word(Word::Does(Term::Documents)) if puts_out(prose, between) && is_head(text, token) => {
                let quantity = object(prose, sentence, clauses, token, Some(Term::Issue));
                found.extend(quantity.map(|quantity| (quantity, token.range.end)));
            }
            // What the denial does not reach: 未按要求处理。
            TokenKind::Word(_) if !says_nothing_more(prose, between) => break,
            TokenKind::Word(word) => match word.term() {
                // 依申请公开信函: what requests come in.
                Term::Channel if between.is_empty() && last.term() == Some(Term::Request) && is_head(text, token) => {}
                // 书面或网络提交的: any way there is.
                Term::Channel if !OR.ends(between) && !is_any_way(text, token) => return Some(Vec::new()),
                // 行政复议案件和举报申诉件: what is denied has been named.
                term if LIMITING.has(term) && !found.is_empty() => break,
                term @ (Term::Issue | Term::Repeal) => {
                    // 无规章和规范性文件制发、废止情况
                    let denied = papers.iter().filter(|_| is_head(text, token));
                    let quantities = denied.filter_map(|papers| object(prose, sentence, clauses, papers, Some(term)));
                    found.extend(quantities.map(|quantity| (quantity, token.range.end)));
                    verb = Some(term);
                    made.push(term);
                }
                term @ (Term::Receive | Term::ReceiveNew | Term::Occur) => verb = Some(term),
                Term::Handle if handles_decisions(prose, rest, token) => {}
                term if LIMITING.has(term) && !is_one_of_several(text, term, last, token, verb) => {
                    return Some(Vec::new());
                }
                // 未收到法人提出的申请; but 公民、法人 are all there are.
                Term::Named if is_applicant(prose, token) && !names_everybody(prose, rest, sentence) => {
                    return Some(Vec::new());
                }
                // 无上年结转政府信息公开申请: of those carried in, and of no others.
                Term::Request | Term::AnyRequest
                    if LINKS.trimmed(between).is_empty() && carried(prose, last).is_some() =>
                {
                    let quantity = carried(prose, last).filter(|_| is_head(text, token));
                    found.extend(quantity.map(|quantity| (quantity, token.range.end)));
                }
                // 无规范性文件出台
                Term::Documents | Term::Regulations if is_made_after(text, token) => papers.push(token),
                Term::Documents | Term::Regulations if is_head(text, token) && made.is_empty() && verb.is_none() => {
                    papers.push(token);
                }
                Term::Documents | Term::Regulations if is_head(text, token) => {
                    // 未新增规范性文件
                    let deeds = made.iter().copied().chain(verb.filter(|verb| *verb == Term::ReceiveNew));
                    let quantities = deeds.filter_map(|verb| object(prose, sentence, clauses, token, Some(verb)));
                    found.extend(quantities.map(|quantity| (quantity, token.range.end)));
                }
                _ if is_head(text, token) || is_head_of_complaints(prose, text, token) => {
                    let quantity = object(prose, sentence, clauses, token, verb);
                    found.extend(quantity.map(|quantity| (quantity, token.range.end)));
                }
                _ => {}
            },
        }
        last = token;
    }
    let last_end = last.range.end;
    // 均未发生: what is denied stands before. 申请数量：无
    let stands_alone = verb.is_some() || text.slice(..not.range.start).ends_with(['：', ':']);
    if found.is_empty() && stands_alone && ends(text, last_end) {
        return None;
    }
    Some(found.into_iter().map(|(quantity, end)| Denial { quantity, range: not.range.start..end }).collect())
}

/// 出台, 废止: right after documents, what was done with them.
static ISSUED: Sense = Sense::new("issue");
static REPEALED: Sense = Sense::new("repeal");

/// 规范性文件出台, 规章制定情况: the verb follows, and ends the phrase.
fn is_made_after(text: &str, token: &Token) -> bool {
    let after = text.slice(token.range.end..);
    [&ISSUED, &REPEALED].into_iter().filter_map(|deed| deed.after(after)).any(ends_phrase)
}

/// 举报、投诉、行政复议: what stands in no table is denied along with the rest; 依申请公开诉求 is one noun, 收到和处理 one
/// verb.
fn is_one_of_several(text: &str, term: Term, last: &Token, token: &Token, verb: Option<Term>) -> bool {
    let between = text.slice(last.range.end..token.range.start);
    match term {
        Term::Unrelated => is_head(text, token) || (between.is_empty() && last.term() == Some(Term::Request)),
        Term::Handle => verb.is_some() && (between.is_empty() || JOINS.is(between) || OR.is(between)),
        _ => false,
    }
}

/// 未办理行政许可: there were none.
fn handles_decisions(prose: &Prose<'_>, rest: &[Token], deed: &Token) -> bool {
    let next = rest.iter().find(|token| token.range.start >= deed.range.end);
    next.is_some_and(|next| next.range.start == deed.range.end && prose.named_kind(next) == Some(Kind::Decision))
}

/// What is carried over, if a word names that.
fn carried(prose: &Prose<'_>, token: &Token) -> Option<QuantityId> {
    let (at, _) = token.named()?;
    matches!(prose.named_kind(token)?, Kind::CarriedIn | Kind::CarriedOut).then_some(at)
}

fn ends(text: &str, at: usize) -> bool {
    let rest = text.slice(at..);
    rest.is_empty() || rest.starts_with(['，', '。', '；', ',', ';', '！'])
}

/// 行政复议、行政诉讼，均未发生
fn denied_before(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>], not: usize) -> Vec<Denial> {
    let text = &sentence.passage.text;
    let before = sentence.tokens[..not].iter().rev().take(REACH).inspect(|_| step());
    let named = before.take_while(|token| {
        !matches!(token.kind, TokenKind::Number(_)) && token.term().is_none_or(|term| !LIMITING.has(term))
    });
    let named: Vec<_> = named.collect();
    // 制发、废止规范性文件的情况：无
    let made = named.iter().filter_map(|token| token.term()).filter(|term| matches!(term, Term::Issue | Term::Repeal));
    let made: Vec<_> = made.collect();
    let denied =
        named.iter().filter(|token| is_head(text, token) || text.slice(token.range.end..).starts_with(|c| ALL.has(c)));
    let mut denials = Vec::new();
    for token in denied {
        let verbs = made.iter().copied().map(Some).chain([None]);
        let quantities = verbs.filter_map(|verb| object(prose, sentence, clauses, token, verb));
        let range = token.range.start..sentence.tokens[not].range.end;
        denials.extend(quantities.map(|quantity| Denial { quantity, range: range.clone() }));
    }
    denials
}

/// 零复议、零诉讼; 行政复议和行政诉讼均为0件
fn zeros(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> Vec<Denial> {
    let text = &sentence.passage.text;
    let object = |token: &Token| object(prose, sentence, clauses, token, None);
    let mut denials = Vec::new();
    for (at, clause) in clauses.iter().enumerate().filter(|(_, clause)| !clause.scope.is(About::BesideOtherScope)) {
        let heads = clause.tokens.iter().filter(|token| token.term().is_some() && is_head(text, token));
        for token in heads.filter(|token| text.slice(..token.range.start).ends_with(NONE)) {
            let range = token.range.start - NONE.len_utf8()..token.range.end;
            denials.extend(object(token).map(|quantity| Denial { quantity, range }));
        }
        let Some(zero) = clause.counts().find(|number| number.value.is_zero()) else { continue };
        // 行政复议、行政诉讼案件为0件
        let before = clauses[..at].iter().rev();
        let listed = before.take_while(|before| before.end == Some('、') && before.counts().next().is_none());
        let first = listed.last().unwrap_or(clause);
        let within = first.begin..clause.end_token();
        let names = sentence.tokens[within.clone()].iter().filter(|token| token.named().is_some());
        denials.extend(no_deeds(prose, sentence, clauses, within, zero));
        // The number itself says the last.
        let named_before = names.take_while(|token| token.range.end < zero.range.start).collect::<Vec<_>>();
        let denied = named_before.iter().rev().skip(1).filter(|token| is_head(text, token));
        for token in denied.filter(|token| !counts_charges(prose, token, zero)) {
            denials.extend(object(token).map(|quantity| Denial { quantity, range: token.range.start..zero.range.end }));
        }
    }
    denials
}

/// 行政处罚、收费0项: of fees, items are counted, and no amount.
fn counts_charges(prose: &Prose<'_>, name: &Token, zero: &Numeral) -> bool {
    prose.named_kind(name) == Some(Kind::Fees) && zero.counts_things() && zero.measure != Measure::BARE_ZERO
}

/// 规范性文件制发、废止均为0: neither was done.
fn no_deeds(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    clauses: &[Clause<'_>],
    within: Range<usize>,
    zero: &Numeral,
) -> Vec<Denial> {
    let tokens = &sentence.tokens[within.clone()];
    let says_all = tokens.iter().any(|token| token.term() == Some(Term::All));
    // 规章制发、废止均为0，规范性文件制发6件: of what is named right before the deeds.
    let text = &sentence.passage.text;
    let first = tokens.iter().position(is_deed).map(|at| within.start + at);
    let papers = first.and_then(|first| Some((sentence.tokens[..first].last()?, &sentence.tokens[first])));
    let papers = papers.filter(|(papers, deed)| {
        let between = text.slice(papers.range.end..deed.range.start);
        papers.term() == Some(Term::Documents) && (between.is_empty() || LINKS.is(between))
    });
    let Some((papers, _)) = papers.filter(|_| says_all) else { return Vec::new() };
    let deeds = tokens.iter().filter(|token| is_deed(token));
    let denials = deeds.filter(|deed| deed.range.end < zero.range.start).filter_map(|deed| {
        let quantity = object(prose, sentence, clauses, papers, deed.term())?;
        Some(Denial { quantity, range: deed.range.start..zero.range.end })
    });
    denials.collect()
}

/// Whether documents were made or ended.
fn is_deed(token: &Token) -> bool {
    matches!(token.term(), Some(Term::Issue | Term::Repeal))
}

/// How many words and numbers a denial reaches over.
const REACH: usize = 24;

fn reach(tokens: &[Token]) -> &[Token] {
    &tokens[..tokens.len().min(REACH)]
}

/// 发布: right before documents, that they were issued.
fn puts_out(prose: &Prose<'_>, between: &str) -> bool {
    let between = between.strip_suffix(ADMINISTRATIVE).unwrap_or(between);
    ISSUES_DOCUMENTS.before(between).is_some_and(|rest| says_nothing_more(prose, rest))
}

fn says_nothing_more(prose: &Prose<'_>, between: &str) -> bool {
    let rest = NOTHING_MORE.trimmed(between);
    rest.is_empty() || NOTHING_MORE.trimmed(&prose.without_itself(rest).0).is_empty()
}

/// 公民、法人; 自然人、法人: all there are.
fn names_everybody(prose: &Prose<'_>, rest: &[Token], sentence: &Sentence<'_>) -> bool {
    let phrase = rest.iter().take_while(|token| token.mark().is_none_or(|mark| mark == '、'));
    let applicants: Vec<_> = phrase.filter(|token| is_applicant(prose, token)).filter_map(Token::named).collect();
    let person = prose.report.form().cell("applications.received.natural_person");
    let mut cells = applicants.iter().map(|(at, _)| &prose.lexicon.quantities[*at].readings[0]);
    let names_persons = person.is_some_and(|person| cells.any(|cells| *cells == [person]));
    // 未收到科研机构、商业企业提出的申请: two of six kinds.
    EVERYBODY.is_in(sentence.text()) || (applicants.len() > 1 && names_persons)
}

fn is_applicant(prose: &Prose<'_>, token: &Token) -> bool {
    prose.named_kind(token) == Some(Kind::Applicant)
}

/// Whether a noun ends its phrase: 政府信息公开申请引起的 does not.
fn is_head(text: &str, token: &Token) -> bool {
    ends_phrase(text.slice(token.range.end..))
}

fn ends_phrase(after: &str) -> bool {
    let rest = TAILS.trimmed(after);
    rest.is_empty()
        || rest.starts_with(['，', '。', '；', '、', '：', '也', '！', ')', '）', ',', ';'])
        || JOINS.begins(rest)
        || OR.begins(rest)
}

/// 行政诉讼举报投诉情况: the lawsuits are denied along with the rest.
fn is_head_of_complaints(prose: &Prose<'_>, text: &str, token: &Token) -> bool {
    let after = COMPLAINTS.trimmed(text.slice(token.range.end..));
    let is_dispute = matches!(prose.named_kind(token), Some(Kind::Review | Kind::Litigation));
    is_dispute && ends_phrase(after)
}

/// 未公示行政处罚: not what was decided.
fn is_plain(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>], at: QuantityId) -> bool {
    let is_decision = prose.lexicon.quantities[at].kind == Kind::Decision;
    let mut naming = clauses
        .iter()
        .filter(|clause| clause.tokens.iter().any(|token| token.named().is_some_and(|(named, _)| named == at)));
    !is_decision || !naming.any(|clause| NO_DECISIONS.is_in(sentence.text_of(clause)))
}

fn object(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    clauses: &[Clause<'_>],
    token: &Token,
    verb: Option<Term>,
) -> Option<QuantityId> {
    if let Some((at, _)) = token.named() {
        // 办理申请未收费: of requests only.
        let is_of_requests = prose.lexicon.quantities[at].kind == Kind::Fees
            && (sentence.is_on_requests() || sentence.has(Term::Request) || sentence.has(Term::Disclosure));
        let is_whole = matches!(verb, None | Some(Term::Receive | Term::Occur))
            && is_plain(prose, sentence, clauses, at)
            && !is_of_requests;
        return (is_whole && DENIED.contains(&prose.lexicon.quantities[at].kind)).then_some(at);
    }
    let kind = match (token.term()?, verb) {
        (Term::Request, None | Some(Term::Receive | Term::ReceiveNew | Term::Occur)) => Kind::NewlyReceived,
        (Term::AnyRequest, None | Some(Term::Receive | Term::ReceiveNew))
            // 收到有关政府信息公开的申请
            if sentence.is_on_requests()
                || sentence.has(Term::Request)
                || (sentence.has(Term::Disclosure) && verb == Some(Term::Receive) && !is_complaint(sentence, token)) =>
        {
            Kind::NewlyReceived
        }
        (Term::Regulations, Some(Term::Issue)) => Kind::RegulationsIssued,
        (Term::Regulations, Some(Term::Repeal)) => Kind::RegulationsRepealed,
        (Term::Documents, Some(Term::Issue | Term::ReceiveNew)) => Kind::Issued,
        (Term::Documents, Some(Term::Repeal)) => Kind::Repealed,
        _ => return None,
    };
    prose.lexicon.quantity(kind)
}

/// 举报申请: right after what is complained of.
fn is_complaint(sentence: &Sentence<'_>, request: &Token) -> bool {
    sentence.terms().any(|(token, term)| term == Term::Unrelated && token.range.end == request.range.start)
}

/// What has a name of its own and may be denied by it.
const DENIED: &[Kind] =
    &[Kind::Review, Kind::Litigation, Kind::CarriedIn, Kind::CarriedOut, Kind::Outcome, Kind::Decision, Kind::Fees];
