//! 未收到申请, 没有发生行政复议: statements that there was none.

use super::{
    Clause, Prose, QuantityKind as Kind, Sentence, Slice, Term, Token, TokenKind, complexity::step, vocabulary::Sense,
};
use crate::markdown::Block;
use std::ops::Range;

/// Behind a denial: requests that would be carried over.
static LEFT: Sense = Sense::new("none-left");
/// Words between a denial and what is denied that leave it whole: 没有一起因信息公开引起的行政诉讼.
static NOTHING_MORE: Sense = Sense::new("nothing-more");
/// Where these stand beside 行政处罚, something else is meant than decisions.
static NO_DECISIONS: Sense = Sense::new("no-decisions");
/// Behind a channel: it is one of all there are.
static ANY_WAY: Sense = Sense::new("any-way");
/// What may follow a noun without changing what it is.
static TAILS: Sense = Sense::new("tails-of-objects");

/// There was none of this.
#[derive(Clone, Debug)]
pub struct Denial {
    /// The place in [`super::Lexicon::quantities`].
    pub quantity: usize,
    pub range: Range<usize>,
}

/// Words between the denial and its object that make the object a part of something.
const LIMITING: &[Term] = &[Term::Others, Term::Qualified, Term::Compare, Term::LastYear, Term::Finish, Term::Handle];

impl Denial {
    pub fn read(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Vec<Self> {
        let mut denials = Vec::new();
        if matches!(sentence.passage.block, Block::Heading | Block::Cell) || prose.is_of_another_year(sentence) {
            return denials;
        }
        let mut part = Part::default();
        for (at, token) in sentence.tokens.iter().enumerate() {
            if at >= part.end {
                part = Part::from(&sentence.tokens, at);
            }
            let is_not = token.term() == Some(Term::Not) && !part.is_elsewhere;
            if is_not && !prose.is_about_another(sentence, token) {
                denials.extend(none_left(prose, sentence, token));
                let found = denied(prose, sentence, reach(&sentence.tokens[at + 1..]), token);
                denials.extend(found.unwrap_or_else(|| denied_before(prose, sentence, at)));
            }
        }
        if !is_elsewhere(&sentence.tokens) {
            denials.extend(zeros(prose, sentence));
        }
        denials
    }
}

/// 无未办结的申请, 没有需结转的申请: none that is carried out.
fn none_left(prose: &Prose<'_>, sentence: &Sentence<'_>, not: &Token) -> Option<Denial> {
    let is_on_requests =
        sentence.is_on_requests() || [Term::Request, Term::AnyRequest].into_iter().any(|term| sentence.has(term));
    let rest = sentence.passage.text.slice(not.range.end..sentence.range.end);
    let left = LEFT.behind(rest)?;
    (is_on_requests && !sentence.has(Term::Others)).then_some(())?;
    let quantity = prose.lexicon.quantity(Kind::CarriedOut)?;
    Some(Denial { quantity, range: not.range.start..sentence.range.end - left.len() })
}

/// A stretch of tokens up to a semicolon.
#[derive(Default)]
struct Part {
    end: usize,
    is_elsewhere: bool,
}

impl Part {
    fn from(tokens: &[Token], begin: usize) -> Self {
        let rest = &tokens[begin..];
        let length = rest.iter().position(|token| matches!(token.mark(), Some('；' | ';'))).unwrap_or(rest.len());
        Self { end: begin + length.max(1), is_elsewhere: is_elsewhere(&rest[..length]) }
    }
}

/// Whether words are about another time or another agency.
fn is_elsewhere(tokens: &[Token]) -> bool {
    let elsewhere = [Term::LastYear, Term::Plan, Term::Period, Term::Elsewhere, Term::Except];
    tokens.iter().filter_map(Token::term).any(|term| elsewhere.contains(&term))
}

/// The objects of one denial, joined by 、 or 和, up to the next comma.
fn denied(prose: &Prose<'_>, sentence: &Sentence<'_>, rest: &[Token], not: &Token) -> Option<Vec<Denial>> {
    let text = &sentence.passage.text;
    let mut verb = None;
    let mut last = not;
    let mut found = Vec::new();
    for token in rest {
        step();
        let between = text.slice(last.range.end..token.range.start);
        match &token.kind {
            TokenKind::Break('、') => {}
            // 无一件申请
            TokenKind::Number(_) if between.is_empty() && found.is_empty() => {}
            TokenKind::Break(_) | TokenKind::Number(_) => break,
            // What the denial does not reach: 未按要求处理。
            TokenKind::Word(_) if !says_nothing_more(prose, between) => break,
            TokenKind::Word(term) => match term {
                // 书面或网络提交的: any way there is.
                Term::Channel if !between.ends_with('或') && !is_any_way(text, token) => return Some(Vec::new()),
                // 行政复议案件和举报申诉件: what is denied has been named.
                term if LIMITING.contains(term) && !found.is_empty() => break,
                Term::Receive | Term::ReceiveNew | Term::Occur | Term::Issue | Term::Repeal => verb = Some(*term),
                term if LIMITING.contains(term) && !is_one_of_several(text, *term, last, token, verb) => {
                    return Some(Vec::new());
                }
                // 未收到法人提出的申请; but 公民、法人 are all there are.
                Term::Named(at) if is_applicant(prose, *at) && !names_everybody(prose, rest, sentence) => {
                    return Some(Vec::new());
                }
                // 无上年结转政府信息公开申请: of those carried in, and of no others.
                Term::Request | Term::AnyRequest if ["", "的"].contains(&between) && carried(prose, last).is_some() => {
                    let quantity = carried(prose, last).filter(|_| is_head(text, token));
                    found.extend(quantity.map(|quantity| (quantity, token.range.end)));
                }
                term if is_head(text, token) => {
                    let quantity = object(prose, sentence, *term, verb);
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

/// 以书面、网络等方式: any way there is.
fn is_any_way(text: &str, channel: &Token) -> bool {
    let after: String = text.slice(channel.range.end..).chars().take(WAYS_NEAR).collect();
    ANY_WAY.is_in(&after)
}

/// How far behind a channel the words stand that make it any channel, in characters.
const WAYS_NEAR: usize = 8;

/// 举报、投诉、行政复议: what stands in no table is denied along with the rest; 依申请公开诉求 is one noun, 收到和处理 one
/// verb.
fn is_one_of_several(text: &str, term: Term, last: &Token, token: &Token, verb: Option<Term>) -> bool {
    let between = text.slice(last.range.end..token.range.start);
    match term {
        Term::Others => is_head(text, token) || (between.is_empty() && last.term() == Some(Term::Request)),
        Term::Handle => verb.is_some() && ["和", "或", "及", "与", ""].contains(&between),
        _ => false,
    }
}

/// What is carried over, if a word names that.
fn carried(prose: &Prose<'_>, token: &Token) -> Option<usize> {
    let Some(Term::Named(at)) = token.term() else { return None };
    matches!(prose.lexicon.quantities[at].kind, Kind::CarriedIn | Kind::CarriedOut).then_some(at)
}

fn ends(text: &str, at: usize) -> bool {
    let rest = text.slice(at..);
    rest.is_empty() || rest.starts_with(['，', '。', '；', ',', ';', '！'])
}

/// 行政复议、行政诉讼，均未发生
fn denied_before(prose: &Prose<'_>, sentence: &Sentence<'_>, not: usize) -> Vec<Denial> {
    let text = &sentence.passage.text;
    let before = sentence.tokens[..not].iter().rev().take(REACH).inspect(|_| step());
    let named = before.take_while(|token| {
        !matches!(token.kind, TokenKind::Number(_)) && token.term().is_none_or(|term| !LIMITING.contains(&term))
    });
    let denied = named.filter(|token| is_head(text, token) || text.slice(token.range.end..).starts_with('均'));
    let quantities = denied.filter_map(|token| Some((object(prose, sentence, token.term()?, None)?, token)));
    let end = sentence.tokens[not].range.end;
    quantities.map(|(quantity, token)| Denial { quantity, range: token.range.start..end }).collect()
}

/// 零复议、零诉讼; 行政复议和行政诉讼均为0件
fn zeros(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Vec<Denial> {
    let text = &sentence.passage.text;
    let object = |token: &Token| object(prose, sentence, token.term()?, None);
    let mut denials = Vec::new();
    for (token, _) in
        sentence.terms().filter(|(token, _)| text.slice(..token.range.start).ends_with('零') && is_head(text, token))
    {
        let range = token.range.start - '零'.len_utf8()..token.range.end;
        denials.extend(object(token).map(|quantity| Denial { quantity, range }));
    }
    for clause in sentence.clauses() {
        let Some(zero) = clause.counts().find(|number| number.value.is_zero()) else { continue };
        let names = clause.tokens.iter().filter(|token| matches!(token.term(), Some(Term::Named(_))));
        // The number itself says the last.
        let others = names.take_while(|token| token.range.end < zero.range.start).collect::<Vec<_>>();
        for token in others.iter().rev().skip(1).filter(|token| is_head(text, token)) {
            denials.extend(object(token).map(|quantity| Denial { quantity, range: token.range.start..zero.range.end }));
        }
    }
    denials
}

/// How many words and numbers a denial reaches over.
const REACH: usize = 24;

fn reach(tokens: &[Token]) -> &[Token] {
    &tokens[..tokens.len().min(REACH)]
}

fn says_nothing_more(prose: &Prose<'_>, between: &str) -> bool {
    let rest = NOTHING_MORE.trimmed(between);
    rest.is_empty() || NOTHING_MORE.trimmed(&prose.without_itself(rest).0).is_empty()
}

/// 公民、法人; 自然人、法人: all there are.
fn names_everybody(prose: &Prose<'_>, rest: &[Token], sentence: &Sentence<'_>) -> bool {
    let phrase = rest.iter().take_while(|token| token.mark().is_none_or(|mark| mark == '、'));
    let named = phrase.filter_map(Token::term).filter_map(|term| match term {
        Term::Named(at) if is_applicant(prose, at) => Some(at),
        _ => None,
    });
    let applicants: Vec<_> = named.collect();
    let person = prose.report.form().cell("applications.received.natural_person");
    let is_person = |at: &usize| person.is_some_and(|person| prose.lexicon.quantities[*at].readings[0] == [person]);
    // 未收到科研机构、商业企业提出的申请: two of six kinds.
    sentence.text().contains("公民") || (applicants.len() > 1 && applicants.iter().any(is_person))
}

fn is_applicant(prose: &Prose<'_>, at: usize) -> bool {
    prose.lexicon.quantities[at].kind == Kind::Applicant
}

/// Whether a noun ends its phrase: 政府信息公开申请引起的 does not.
fn is_head(text: &str, token: &Token) -> bool {
    let rest = TAILS.trimmed(text.slice(token.range.end..));
    rest.is_empty()
        || rest.starts_with(['，', '。', '；', '、', '：', '和', '或', '及', '与', '也', '！', ')', '）', ',', ';'])
        || rest.starts_with("以及")
}

/// 未公示行政处罚: not what was decided.
fn is_plain(prose: &Prose<'_>, sentence: &Sentence<'_>, at: usize) -> bool {
    let is_decision = prose.lexicon.quantities[at].kind == Kind::Decision;
    let says_more = |clause: &Clause<'_>| {
        clause.has(Term::Named(at)) && NO_DECISIONS.is_in(sentence.passage.text.slice(clause.range.clone()))
    };
    !is_decision || !sentence.clauses().iter().any(says_more)
}

fn object(prose: &Prose<'_>, sentence: &Sentence<'_>, term: Term, verb: Option<Term>) -> Option<usize> {
    let by_kind = |kind| prose.lexicon.quantity(kind);
    match (term, verb) {
        (Term::Request, None | Some(Term::Receive | Term::ReceiveNew | Term::Occur)) => by_kind(Kind::NewlyReceived),
        (Term::AnyRequest, None | Some(Term::Receive | Term::ReceiveNew))
            if sentence.is_on_requests() || sentence.has(Term::Request) =>
        {
            by_kind(Kind::NewlyReceived)
        }
        (Term::Regulations, Some(Term::Issue)) => by_kind(Kind::RegulationsIssued),
        (Term::Regulations, Some(Term::Repeal)) => by_kind(Kind::RegulationsRepealed),
        (Term::Documents, Some(Term::Issue)) => by_kind(Kind::Issued),
        (Term::Documents, Some(Term::Repeal)) => by_kind(Kind::Repealed),
        (Term::Named(at), None | Some(Term::Receive | Term::Occur)) if is_plain(prose, sentence, at) => {
            let kind = prose.lexicon.quantities[at].kind;
            matches!(
                kind,
                Kind::Review | Kind::Litigation | Kind::CarriedIn | Kind::CarriedOut | Kind::Outcome | Kind::Decision
            )
            .then_some(at)
        }
        _ => None,
    }
}
