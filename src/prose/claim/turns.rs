//! Several names, then as many numbers in their order: 行政许可、行政处罚分别为56件、12件.

use super::{State, words::Phrase};
use crate::prose::{
    About, Numeral, Prose, QuantityId, QuantityKind as Kind, Sentence, Slice, Term, Token,
    own::is_han,
    vocabulary::{IN_TURN, JOINS, SPANS, YEAR_UNITS},
};
use std::ops::Range;

/// Numbers that stand so, each with the word of its name; with none, where it is not certain which is whose.
#[derive(Default)]
pub(super) struct Turns(Vec<(Range<usize>, Option<Token>)>);

/// Characters from the last of the names to the word that leads to the numbers: 决定数量.
const LONGEST_TAIL: usize = 8;

/// Fewer numbers are no list.
const FEWEST: usize = 2;

impl Turns {
    pub(super) fn read(sentence: &Sentence<'_>) -> Self {
        let mut turns = Vec::new();
        let text = sentence.text();
        for word in IN_TURN.matches_apart(text) {
            let after = IN_TURN.after(text.slice(word.start..)).unwrap_or_default();
            let begin = sentence.range.end - after.len();
            let right_after = numbers(sentence, begin);
            // 分别办结36件、46件: each of another as well, and not certain of which.
            let is_right_after = !right_after.is_empty();
            let numbers = if is_right_after { right_after } else { numbers_further_on(sentence, begin) };
            if numbers.len() < FEWEST {
                continue;
            }
            let names = names(sentence, sentence.range.start + word.start);
            // 分别有300件、50件在网上办理: of those only.
            let last = numbers.last().map_or("", |last| sentence.passage.text.slice(last.end..));
            let are_as_many = is_right_after && names.len() == numbers.len() && !last.starts_with(is_han);
            let are_certain = are_as_many && !lists_years(sentence, sentence.range.start + word.start);
            let names = names.into_iter().rev().map(Some).chain(std::iter::repeat(None));
            turns.extend(
                numbers.into_iter().zip(names).map(|(number, name)| (number, name.filter(|_| are_certain).cloned())),
            );
        }
        Self(turns)
    }

    /// Whether a number stands in such a list.
    pub(super) fn hold(&self, number: &Token) -> bool {
        self.0.iter().any(|(range, _)| *range == number.range)
    }

    /// The name of a number that stands in such a list.
    fn name_of(&self, number: &Token) -> Option<&Token> {
        self.0.iter().find(|(range, _)| *range == number.range)?.1.as_ref()
    }
}

/// The numbers that stand here, joined by 、 or 和.
fn numbers(sentence: &Sentence<'_>, begin: usize) -> Vec<Range<usize>> {
    let mut numbers = Vec::new();
    let mut end = begin;
    for token in sentence.tokens.iter().filter(|token| token.range.start >= begin && token.mark().is_none()) {
        let between = sentence.passage.text.slice(end..token.range.start);
        // 分别为：517件；84件: nothing but the numbers stands there.
        let is_after_semicolon = !numbers.is_empty() && matches!(between, "；" | ";");
        let is_next = is_after_semicolon || is_joint(between, numbers.is_empty());
        if !is_next || !token.number().is_some_and(Numeral::counts_things) {
            break;
        }
        numbers.push(token.range.clone());
        end = token.range.end;
    }
    numbers
}

/// The numbers that stand after some words here, in the same clause.
fn numbers_further_on(sentence: &Sentence<'_>, begin: usize) -> Vec<Range<usize>> {
    let mut clause = sentence.tokens.iter().filter(|token| token.range.start >= begin);
    let first = clause.find(|token| token.mark().is_some() || token.number().is_some_and(Numeral::counts_things));
    first.filter(|first| first.mark().is_none()).map(|first| numbers(sentence, first.range.start)).unwrap_or_default()
}

/// 2021年、2022年、2023年行政许可、行政处罚: whether several years are named up to here, so that which number is of which
/// is not certain.
fn lists_years(sentence: &Sentence<'_>, end: usize) -> bool {
    let text = &sentence.passage.text;
    let years = sentence.tokens.iter().filter(|token| token.is_year() && token.range.end <= end);
    let years: Vec<_> = years.collect();
    years.windows(2).any(|pair| {
        let between = text.slice(pair[0].range.end..pair[1].range.start);
        let between = YEAR_UNITS.after(between).unwrap_or(between);
        is_joint(between, false) || SPANS.is(between)
    })
}

/// The words that stand up to here, joined by 、 or 和, the last first.
fn names<'s>(sentence: &'s Sentence<'_>, end: usize) -> Vec<&'s Token> {
    let text = &sentence.passage.text;
    let before = sentence.tokens.iter().rev().skip_while(|token| token.range.end > end);
    let mut before = before.skip_while(|token| token.term().is_some_and(is_counted)).peekable();
    let mut names: Vec<&Token> = Vec::new();
    if before.peek().is_none_or(|last| text.slice(last.range.end..end).chars().count() > LONGEST_TAIL) {
        return names;
    }
    for token in before.filter(|token| token.mark() != Some('、')) {
        let is_joined = names.last().is_none_or(|next| is_joint(text.slice(token.range.end..next.range.start), false));
        if !is_joined || !token.term().is_some_and(is_name) {
            break;
        }
        names.push(token);
    }
    names
}

/// 分别为：517件 as well.
fn is_joint(between: &str, is_first: bool) -> bool {
    if is_first { matches!(between, "" | "：" | ":") } else { between == "、" || JOINS.is(between) }
}

/// 规范性文件, 申请: what the words before it are of.
fn is_counted(term: Term) -> bool {
    matches!(term, Term::Documents | Term::Regulations | Term::Request | Term::AnyRequest | Term::Total)
}

fn is_name(term: Term) -> bool {
    matches!(term, Term::Named | Term::Issue | Term::Repeal | Term::InForce | Term::Receive | Term::Finish)
}

impl State {
    /// What a number of such a list counts.
    pub(super) fn in_turn(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
    ) -> Option<(QuantityId, Range<usize>)> {
        let name = self.turns.name_of(phrase.number())?;
        if let Some((quantity, word)) = name.named() {
            // 其中，行政许可、行政处罚分别为100件、20件: some of those of the whole agency.
            if phrase.clause.scope.is(About::Among) && prose.names_decisions(std::slice::from_ref(name)) {
                return None;
            }
            return self.fits(prose, sentence, phrase, quantity).then(|| (quantity, word.range.clone()));
        }
        let are_documents = sentence.has(Term::Documents) && !sentence.has(Term::Regulations);
        let kind = match name.term()? {
            Term::Issue if are_documents => Kind::Issued,
            Term::Repeal if are_documents => Kind::Repealed,
            Term::InForce if are_documents => Kind::InForce,
            Term::Receive if self.named.requests && !self.of_other_things => Kind::Received,
            Term::Finish if self.named.requests && !self.of_other_things => Kind::Finished,
            _ => return None,
        };
        Some((prose.lexicon.quantity(kind)?, name.range.clone()))
    }
}
