//! 未收到申请, 没有发生行政复议: statements that there was none.

use super::{Prose, QuantityKind as Kind, Sentence, Term, Token, TokenKind};
use crate::document::Block;
use std::ops::Range;

/// There was none of this.
#[derive(Clone, Debug)]
pub struct Denial {
    /// The place in [`super::Lexicon::quantities`].
    pub quantity: usize,
    pub range: Range<usize>,
}

/// Words between the denial and its object that make the object a part of something.
const LIMITING: &[Term] = &[
    Term::Others,
    Term::Channel,
    Term::Period,
    Term::Elsewhere,
    Term::Compare,
    Term::Plan,
    Term::LastYear,
    Term::Finish,
    Term::Handle,
];

impl Denial {
    pub fn read(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Vec<Self> {
        let mut denials = Vec::new();
        if matches!(sentence.passage.block, Block::Heading | Block::Cell) || is_elsewhere(prose, sentence) {
            return denials;
        }
        for (at, token) in sentence.tokens.iter().enumerate() {
            if token.term() == Some(Term::Not) {
                denied(prose, sentence, &sentence.tokens[at + 1..], token, &mut denials);
            }
        }
        denials
    }
}

/// Whether the sentence is about another time or another body.
fn is_elsewhere(prose: &Prose<'_>, sentence: &Sentence<'_>) -> bool {
    let own = crate::report::Number::whole(i64::from(prose.report.year));
    let other_year = sentence.numbers().any(|n| n.measure == super::Measure::Year && n.value != own);
    other_year || [Term::LastYear, Term::Plan, Term::Period, Term::Elsewhere].into_iter().any(|term| sentence.has(term))
}

/// The objects of one denial, joined by 、 or 和, up to the next comma.
fn denied(prose: &Prose<'_>, sentence: &Sentence<'_>, rest: &[Token], not: &Token, denials: &mut Vec<Denial>) {
    let text = &sentence.passage.text;
    let mut verb = None;
    let mut last_end = not.range.end;
    let mut found = Vec::new();
    for token in rest {
        match &token.kind {
            TokenKind::Break('、') => {}
            TokenKind::Break(_) | TokenKind::Number(_) => break,
            TokenKind::Word(term) => {
                // What the denial does not reach: 未按要求处理。
                if verb.is_none() && token.range.start - last_end > GAP {
                    return;
                }
                match term {
                    Term::Receive | Term::ReceiveNew | Term::Occur | Term::Issue | Term::Repeal => verb = Some(*term),
                    term if LIMITING.contains(term) => return,
                    Term::Except => return,
                    term if is_head(text, token) => {
                        let quantity = object(prose, *term, verb, &found);
                        found.extend(quantity.map(|quantity| (quantity, token.range.end)));
                    }
                    _ => {}
                }
            }
        }
        last_end = token.range.end;
    }
    denials.extend(found.into_iter().map(|(quantity, end)| Denial { quantity, range: not.range.start..end }));
}

/// Bytes between the denial and what it denies.
const GAP: usize = 6;

/// Whether a noun ends its phrase: 政府信息公开申请引起的 does not.
fn is_head(text: &str, token: &Token) -> bool {
    let rest = &text[token.range.end..];
    let rest = ["的情况", "案件", "情况", "事项", "事件", "案", "申请", "件", "的"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let rest = ["发生", "情况", "情形", "产生"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    rest.is_empty()
        || rest.starts_with(['，', '。', '；', '、', '和', '或', '及', '与', '也', '！', ')', '）', ',', ';'])
        || rest.starts_with("以及")
}

fn object(prose: &Prose<'_>, term: Term, verb: Option<Term>, _found: &[(usize, usize)]) -> Option<usize> {
    let by_kind = |kind| prose.lexicon.quantity(kind);
    match (term, verb) {
        (Term::Request, None | Some(Term::Receive | Term::Occur)) => by_kind(Kind::NewlyReceived),
        (Term::Request, Some(Term::ReceiveNew)) => by_kind(Kind::NewlyReceived),
        (Term::Documents, Some(Term::Issue)) => by_kind(Kind::Issued),
        (Term::Documents, Some(Term::Repeal)) => by_kind(Kind::Repealed),
        (Term::Named(at), None | Some(Term::Receive | Term::Occur)) => {
            let kind = prose.lexicon.quantities[at].kind;
            matches!(kind, Kind::Review | Kind::Litigation | Kind::CarriedIn | Kind::CarriedOut).then_some(at)
        }
        _ => None,
    }
}
