//! Sentences as words and numbers.

use super::{Claim, Denial, Measure, Numeral, Passage, Prose, QuantityKind, Term, numeral};
use crate::{diag::Span, report::Number};
use std::ops::Range;

/// A word of the lexicon or a number, where it stands in the passage.
#[derive(Clone, Debug)]
pub struct Token {
    pub kind: TokenKind,
    pub range: Range<usize>,
}

#[derive(Clone, Debug)]
pub enum TokenKind {
    Word(Term),
    Number(Numeral),
    /// ，；：、 and brackets.
    Break(char),
}

pub struct Sentence<'a> {
    pub passage: &'a Passage,
    pub range: Range<usize>,
    pub tokens: Vec<Token>,
    pub claims: Vec<Claim>,
    pub denials: Vec<Denial>,
}

/// A stretch of a sentence between two breaks.
#[derive(Clone, Copy)]
pub struct Clause<'s> {
    pub tokens: &'s [Token],
    /// The mark it ends with, unless it is the last.
    pub end: Option<char>,
}

impl Sentence<'_> {
    pub fn text(&self) -> &str {
        &self.passage.text[self.range.clone()]
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        self.passage.span(range)
    }

    pub fn clauses(&self) -> Vec<Clause<'_>> {
        let mut clauses = Vec::new();
        let mut begin = 0;
        for (at, token) in self.tokens.iter().enumerate() {
            if let TokenKind::Break(mark) = token.kind {
                clauses.push(Clause { tokens: &self.tokens[begin..at], end: Some(mark) });
                begin = at + 1;
            }
        }
        clauses.push(Clause { tokens: &self.tokens[begin..], end: None });
        clauses
    }

    pub fn has(&self, term: Term) -> bool {
        self.terms().any(|(_, found)| found == term)
    }

    pub fn terms(&self) -> impl Iterator<Item = (&Token, Term)> {
        self.tokens.iter().filter_map(|token| Some((token, token.term()?)))
    }

    pub fn numbers(&self) -> impl Iterator<Item = &Numeral> {
        self.tokens.iter().filter_map(Token::number)
    }
}

impl Clause<'_> {
    pub fn has(&self, term: Term) -> bool {
        self.tokens.iter().any(|token| token.term() == Some(term))
    }

    pub fn has_any(&self, terms: &[Term]) -> bool {
        self.tokens.iter().filter_map(Token::term).any(|term| terms.contains(&term))
    }
}

impl Token {
    pub fn term(&self) -> Option<Term> {
        match self.kind {
            TokenKind::Word(term) => Some(term),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<&Numeral> {
        match &self.kind {
            TokenKind::Number(numeral) => Some(numeral),
            _ => None,
        }
    }
}

const ENDS: &[char] = &['。', '！', '？', '!', '?'];
const BREAKS: &[char] = &['，', '；', '：', '、', '（', '）', ',', ';', ':', '(', ')'];

pub(super) fn read<'a>(prose: &'a Prose<'_>, passage: &'a Passage) -> impl Iterator<Item = Sentence<'a>> {
    let mut begin = 0;
    let ends = passage.text.match_indices(ENDS).map(|(at, mark)| at + mark.len()).chain([passage.text.len()]);
    ends.filter_map(move |end| {
        let range = begin..end;
        begin = end;
        (!range.is_empty()).then(|| Sentence {
            passage,
            tokens: tokens(prose, &passage.text[range.clone()], range.start),
            range,
            claims: Vec::new(),
            denials: Vec::new(),
        })
    })
}

fn tokens(prose: &Prose<'_>, text: &str, base: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut push = |kind, range: Range<usize>| {
        tokens.push(Token { kind, range: range.start + base..range.end + base });
    };
    let mut words = prose.lexicon.find(text).peekable();
    let mut number = numeral::next(text, 0);
    let mut at = 0;
    loop {
        let next_word = words.peek().map_or(usize::MAX, |(range, _)| range.start);
        let next_number = number.as_ref().map_or(usize::MAX, |numeral| numeral.range.start);
        let next = next_word.min(next_number).min(text.len());
        for (offset, mark) in text[at..next].match_indices(BREAKS) {
            let range = at + offset..at + offset + mark.len();
            push(TokenKind::Break(mark.chars().next().unwrap_or('，')), range);
        }
        if next == text.len() {
            return tokens;
        }
        if next_word <= next_number {
            let Some((range, term)) = words.next() else { return tokens };
            at = at.max(range.end);
            push(TokenKind::Word(term), range);
            if number.as_ref().is_some_and(|numeral| numeral.range.start < at) {
                number = numeral::next(text, at);
            }
        } else if let Some(mut numeral) = number.take() {
            let range = numeral.range.clone();
            at = range.end;
            while words.peek().is_some_and(|(word, _)| word.start < at) {
                words.next();
            }
            number = numeral::next(text, at);
            numeral.range = range.start + base..range.end + base;
            push(kind_of(prose, text, &range, numeral), range);
        }
    }
}

/// A number, or what it stands for: 结转2024年 is 结转下年, 3月 is a part of the year.
fn kind_of(prose: &Prose<'_>, text: &str, range: &Range<usize>, numeral: Numeral) -> TokenKind {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let named = |kind| prose.lexicon.quantity(kind).map(|at| TokenKind::Word(Term::Named(at)));
    let is_year = |year: u16| numeral.value == Number::whole(i64::from(year));
    match numeral.measure {
        Measure::Year => {
            let rest = after.trim_start_matches(['年', '度']);
            let is_carry_out = ["结转", "结转至", "结转到", "顺延至", "转入"].iter().any(|word| before.ends_with(word));
            let is_span = before.ends_with(['-', '—', '–', '~', '～', '至', '到'])
                && before
                    .trim_end_matches(['-', '—', '–', '~', '～', '至', '到'])
                    .ends_with(|c: char| c.is_ascii_digit() || c == '年');
            let special = if is_carry_out && is_year(prose.report.year + 1) {
                named(QuantityKind::CarriedOut)
            } else if (rest.starts_with("结转") || before.ends_with("结转")) && is_year(prose.report.year - 1) {
                named(QuantityKind::CarriedIn)
            } else if is_span {
                Some(TokenKind::Word(Term::Period))
            } else {
                None
            };
            special.unwrap_or(TokenKind::Number(numeral))
        }
        Measure::Other if after.starts_with('月') => {
            let is_whole_year = ["月31日", "月底", "月末"]
                .iter()
                .any(|end| numeral.value == Number::whole(12) && after.starts_with(end))
                || (numeral.value == Number::whole(1) && after.starts_with("月1日"));
            if is_whole_year { TokenKind::Number(numeral) } else { TokenKind::Word(Term::Period) }
        }
        _ => TokenKind::Number(numeral),
    }
}
