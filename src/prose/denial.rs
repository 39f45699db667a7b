//! 未收到申请, 没有发生行政复议: statements that there was none.

use super::{Prose, QuantityKind as Kind, Sentence, Slice, Term, Token, TokenKind, complexity::step};
use crate::markdown::Block;
use std::ops::Range;

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
        if matches!(sentence.passage.block, Block::Heading | Block::Cell) || is_elsewhere(prose, sentence) {
            return denials;
        }
        for (at, token) in sentence.tokens.iter().enumerate() {
            if token.term() == Some(Term::Not) && !prose.is_about_another(sentence, token) {
                denials.extend(none_left(prose, sentence, token));
                let found = denied(prose, sentence, reach(&sentence.tokens[at + 1..]), token);
                denials.extend(found.unwrap_or_else(|| denied_before(prose, sentence, at)));
            }
        }
        denials.extend(zeros(prose, sentence));
        denials
    }
}

/// 无未办结的申请, 没有需结转的申请: none that is carried out.
fn none_left(prose: &Prose<'_>, sentence: &Sentence<'_>, not: &Token) -> Option<Denial> {
    let is_on_requests =
        sentence.is_on_requests() || [Term::Request, Term::AnyRequest].into_iter().any(|term| sentence.has(term));
    let rest = sentence.passage.text.slice(not.range.end..sentence.range.end);
    let word = LEFT.iter().find(|word| rest.starts_with(**word))?;
    (is_on_requests && !sentence.has(Term::Others)).then_some(())?;
    let quantity = prose.lexicon.quantity(Kind::CarriedOut)?;
    Some(Denial { quantity, range: not.range.start..not.range.end + word.len() })
}

const LEFT: &[&str] = &[
    "未办结",
    "尚未办结",
    "需结转",
    "待结转",
    "结转申请",
    "结转的申请",
    "结转件",
    "跨年办理",
    "申请结转",
    "政府信息公开申请结转",
];

/// Whether the sentence is about another time or another body.
fn is_elsewhere(prose: &Prose<'_>, sentence: &Sentence<'_>) -> bool {
    let own = crate::report::Number::whole(i64::from(prose.report.year));
    let other_year = sentence.numbers().any(|n| n.measure == super::Measure::Year && n.value != own);
    other_year
        || [Term::LastYear, Term::Plan, Term::Period, Term::Elsewhere, Term::Except]
            .into_iter()
            .any(|term| sentence.has(term))
}

/// The objects of one denial, joined by 、 or 和, up to the next comma.
fn denied(prose: &Prose<'_>, sentence: &Sentence<'_>, rest: &[Token], not: &Token) -> Option<Vec<Denial>> {
    let text = &sentence.passage.text;
    let mut verb = None;
    let mut last_end = not.range.end;
    let mut found = Vec::new();
    for token in rest {
        step();
        match &token.kind {
            TokenKind::Break('、') => {}
            // 无一件申请
            TokenKind::Number(_) if token.range.start == last_end && found.is_empty() => {}
            TokenKind::Break(_) | TokenKind::Number(_) => break,
            TokenKind::Word(term) => {
                // What the denial does not reach: 未按要求处理。
                let between = text.slice(last_end..token.range.start);
                if !says_nothing_more(between) {
                    break;
                }
                match term {
                    // 书面或网络提交的: any way there is.
                    Term::Channel if !between.ends_with('或') => return Some(Vec::new()),
                    Term::Receive | Term::ReceiveNew | Term::Occur | Term::Issue | Term::Repeal => verb = Some(*term),
                    term if LIMITING.contains(term) => return Some(Vec::new()),

                    // 未收到法人提出的申请; but 公民、法人 are all there are.
                    Term::Named(at) if is_applicant(prose, *at) && !names_everybody(prose, rest, sentence) => {
                        return Some(Vec::new());
                    }
                    term if is_head(text, token) => {
                        let quantity = object(prose, sentence, *term, verb);
                        found.extend(quantity.map(|quantity| (quantity, token.range.end)));
                    }
                    _ => {}
                }
            }
        }
        last_end = token.range.end;
    }
    // 均未发生: what is denied stands before.
    if found.is_empty() && verb.is_some() && ends(text, last_end) {
        return None;
    }
    Some(found.into_iter().map(|(quantity, end)| Denial { quantity, range: not.range.start..end }).collect())
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
        // The last is told by the number itself.
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

/// Words between a denial and what is denied that leave it whole: 没有一起因信息公开引起的行政诉讼.
const EMPTY: &[&str] = &[
    "依申请公开",
    "政府信息",
    "其他组织",
    "社会公众",
    "本机关",
    "当事人",
    "申请人",
    "公民",
    "公众",
    "行政",
    "作出",
    "做出",
    "村民",
    "居民",
    "企业",
    "法人",
    "组织",
    "群众",
    "个人",
    "单位",
    "任何",
    "有关",
    "相关",
    "关于",
    "工作",
    "引起",
    "引发",
    "导致",
    "而",
    "被",
    "提起",
    "提出",
    "提交",
    "一起",
    "一件",
    "或者",
    "我镇",
    "本镇",
    "我局",
    "本局",
    "我县",
    "全镇",
    "就此",
    "对此",
    "方面",
    "事项",
    "情况",
    "过",
    "到",
    "书面",
    "网络",
    "以及",
    "和",
    "及",
    "与",
    "或",
    "因",
    "由",
    "对",
    "就",
    "向",
    "人",
    "的",
    "类",
    "曾",
    "政府",
    "公开",
    "信息",
    "申请",
    "收",
    "以",
    "为由",
    "出现",
    "了",
    "有",
    "要求",
    "本年度",
    "年度",
    "本年",
    "各类",
    "口头",
    "之",
    "件",
];

fn says_nothing_more(between: &str) -> bool {
    let mut rest = between;
    while let Some(shorter) = EMPTY.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty()
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

/// What may follow a noun without changing what it is.
const TAILS: &[&str] = &[
    "案件",
    "情况",
    "情形",
    "事项",
    "事件",
    "继续办理",
    "案",
    "申请",
    "件",
    "的",
    "发生",
    "产生",
    "出现",
    "要求",
    "决定",
    "信息",
    "书",
];

/// Whether a noun ends its phrase: 政府信息公开申请引起的 does not.
fn is_head(text: &str, token: &Token) -> bool {
    let mut rest = text.slice(token.range.end..);
    while let Some(shorter) = TAILS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty()
        || rest.starts_with(['，', '。', '；', '、', '和', '或', '及', '与', '也', '！', ')', '）', ',', ';'])
        || rest.starts_with("以及")
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
        (Term::Named(at), None | Some(Term::Receive | Term::Occur)) => {
            let kind = prose.lexicon.quantities[at].kind;
            matches!(kind, Kind::Review | Kind::Litigation | Kind::CarriedIn | Kind::CarriedOut | Kind::Outcome)
                .then_some(at)
        }
        _ => None,
    }
}
