//! Sentences as words and numbers.

use super::{
    Measure, Numeral, Passage, Prose, QuantityId, QuantityKind, Scope, Sense, Senses, Slice, Term, Terms, Word, Years,
    complexity::step,
    dictionary::Found,
    numeral,
    vocabulary::{CARRY, COMPARED_WITH, IN_TURN, JOINS, SPANS, TAILS_OF_COUNTS, YEAR_UNITS},
};
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
    Word(Word),
    Number(Numeral),
    /// ，；：、 and brackets.
    Break(char),
}

pub struct Sentence<'a> {
    pub passage: &'a Passage,
    pub range: Range<usize>,
    pub tokens: Vec<Token>,
    pub terms: Terms,
    /// The years that it names.
    pub years: Years,
    senses: Senses,
    preceding: Preceding,
}

/// What the sentences before one in its passage told of.
#[derive(Clone, Copy, Default)]
struct Preceding {
    /// Requests for information were named.
    requests: bool,
    /// Documents are what was counted last.
    documents: bool,
}

/// A stretch of a sentence between two breaks.
pub struct Clause<'s> {
    pub tokens: &'s [Token],
    /// Where they begin among those of the sentence.
    pub begin: usize,
    pub terms: Terms,
    pub scope: Scope,
    /// The mark it ends with, unless it is the last.
    pub end: Option<char>,
    /// How many brackets it stands in.
    pub depth: usize,
    pub range: Range<usize>,
}

impl<'a> Sentence<'a> {
    fn read(prose: &Prose<'_>, passage: &'a Passage, range: Range<usize>, preceding: Preceding) -> Self {
        let text = passage.text.slice(range.clone());
        let (words, senses) = prose.lexicon.read(text);
        let has_numbers = senses.meet(Senses::DIGITS);
        let mut tokens = tokens(prose, text, range.start, words, has_numbers);
        supply_units(&passage.text, &mut tokens);
        drop_since_own_year(&mut tokens, prose.report.year);
        // 学校 of a school's own report.
        tokens.retain(|token| {
            token.term() != Some(Term::Elsewhere)
                || (prose.own.end(passage.text.slice(range.start..token.range.end)).is_none()
                    && !prose
                        .is_joint_with_office(text, &(token.range.start - range.start..token.range.end - range.start)))
        });
        let terms = tokens.iter().filter_map(Token::term).collect();
        Self { passage, range, tokens, terms, years: Years::Own, senses, preceding }
    }
}

impl<'a> Sentence<'a> {
    /// A number of a table, with what it counts.
    pub(super) fn of_table(prose: &Prose<'_>, passage: &'a Passage, follows_requests: bool) -> Self {
        let preceding = Preceding { requests: follows_requests, ..Preceding::default() };
        Self::read(prose, passage, 0..passage.text.len(), preceding)
    }
}

impl Sentence<'_> {
    pub fn text(&self) -> &str {
        self.passage.text.slice(self.range.clone())
    }

    pub fn text_of(&self, clause: &Clause<'_>) -> &str {
        self.passage.text.slice(clause.range.clone())
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        self.passage.span(range)
    }

    /// Its clauses, before anything is known of what they are about.
    pub fn stretches(&self) -> Vec<Clause<'_>> {
        let mut clauses = Vec::new();
        let (mut begin, mut start, mut depth) = (0, self.range.start, 0_usize);
        for (at, token) in self.tokens.iter().enumerate() {
            if self.is_compared_after(at) {
                clauses.push(Clause::new(&self.tokens, begin..at + 1, Some('，'), depth, start..token.range.end));
                (begin, start) = (at + 1, token.range.end);
            }
            let Some(mark) = token.mark() else { continue };
            clauses.push(Clause::new(&self.tokens, begin..at, Some(mark), depth, start..token.range.start));
            (begin, start) = (at + 1, token.range.end);
            match mark {
                '（' | '(' => depth += 1,
                '）' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        clauses.push(Clause::new(&self.tokens, begin..self.tokens.len(), None, depth, start..self.range.end));
        clauses
    }

    /// 办结58件较上年增加3件: as if a comma stood after the number.
    fn is_compared_after(&self, at: usize) -> bool {
        let [number, next, ..] = &self.tokens[at..] else { return false };
        let between = self.passage.text.slice(number.range.end..next.range.start);
        number.number().is_some_and(Numeral::counts_things)
            && match next.term() {
                Some(Term::Compare) => between.is_empty(),
                Some(Term::LastYear) => COMPARED_WITH.is(between),
                _ => next.is_year() && COMPARED_WITH.is(between),
            }
    }

    /// Whether any word of a sense stands in it, of those that are asked of every sentence.
    pub(crate) fn says(&self, sense: &Sense) -> bool {
        self.senses.has(sense)
    }

    pub fn has(&self, term: Term) -> bool {
        self.terms.has(term)
    }

    pub fn terms(&self) -> impl Iterator<Item = (&Token, Term)> {
        self.tokens.iter().filter_map(|token| Some((token, token.term()?)))
    }

    /// Whether it speaks of requests for information: by its section, or by what stands before it in its passage.
    pub fn is_on_requests(&self) -> bool {
        self.passage.section == Some("applications") || self.preceding.requests
    }

    /// Whether the last sentence before it that counts anything counts documents.
    pub(super) fn follows_documents(&self) -> bool {
        self.preceding.documents
    }

    /// 规章, 规范性文件, 有效规范性文件; not 规范性文件的通知, where no documents are counted.
    pub(super) fn names_documents(&self, prose: &Prose<'_>, token: &Token) -> bool {
        let are_documents = matches!(token.term(), Some(Term::Documents | Term::Regulations))
            || prose.named_kind(token) == Some(QuantityKind::InForce);
        are_documents && !self.passage.text.slice(token.range.end..).starts_with('的')
    }

    pub fn numbers(&self) -> impl Iterator<Item = &Numeral> {
        self.tokens.iter().filter_map(Token::number)
    }

    /// Whether it names another year than the report's.
    pub fn names_another_year(&self) -> bool {
        self.years != Years::Own
    }

    /// Whether it is about another year than the report's. A year that nobody can mean here is a slip.
    pub fn is_of_another_year(&self) -> bool {
        match self.years {
            Years::Own => false,
            Years::Others => true,
            // 2022年占比50%，本年为60%: a year beside this one is meant.
            Years::Stale(_) => self.has(Term::ThisYear),
        }
    }

    /// The year that it should not be about.
    pub fn stale_year(&self) -> Option<&Numeral> {
        match self.years {
            Years::Stale(at) => self.tokens[at].number(),
            _ => None,
        }
    }
}

impl<'s> Clause<'s> {
    fn new(tokens: &'s [Token], own: Range<usize>, end: Option<char>, depth: usize, range: Range<usize>) -> Self {
        let (begin, tokens) = (own.start, &tokens[own]);
        let terms = tokens.iter().filter_map(Token::term).collect();
        Self { tokens, begin, terms, scope: Scope::default(), end, depth, range }
    }

    pub fn has(&self, term: Term) -> bool {
        self.terms.has(term)
    }

    /// Where its tokens end among those of the sentence.
    pub fn end_token(&self) -> usize {
        self.begin + self.tokens.len()
    }

    /// Whether a semicolon ends it.
    pub fn ends_part(&self) -> bool {
        matches!(self.end, Some('；' | ';'))
    }

    pub fn has_numbers(&self) -> bool {
        self.tokens.iter().any(|token| token.number().is_some())
    }

    /// What is counted in it.
    pub fn counts(&self) -> impl DoubleEndedIterator<Item = &Numeral> {
        let numbers = self.tokens.iter().filter_map(Token::number);
        numbers.filter(|number| number.counts_things())
    }

    /// People, households and organisations that are counted in it.
    pub fn heads(&self) -> impl DoubleEndedIterator<Item = &Numeral> {
        let numbers = self.tokens.iter().filter_map(Token::number);
        numbers.filter(|number| matches!(number.measure, Measure::Heads(_)))
    }

    pub fn has_any(&self, terms: &[Term]) -> bool {
        self.terms.meets(Terms::new(terms))
    }
}

impl Token {
    pub fn term(&self) -> Option<Term> {
        match self.kind {
            TokenKind::Word(word) => Some(word.term()),
            _ => None,
        }
    }

    /// The quantity it names.
    pub fn named(&self) -> Option<(QuantityId, &Self)> {
        match self.kind {
            TokenKind::Word(Word::Names(at)) => Some((at, self)),
            _ => None,
        }
    }

    pub fn is_year(&self) -> bool {
        self.number().is_some_and(|number| number.measure == Measure::Year)
    }

    pub fn mark(&self) -> Option<char> {
        match self.kind {
            TokenKind::Break(mark) => Some(mark),
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

pub(super) fn read<'a>(prose: &'a Prose<'_>, passage: &'a Passage) -> impl Iterator<Item = Sentence<'a>> {
    let mut begin = 0;
    let mut preceding = Preceding::default();
    let ends = ends(passage);
    ends.into_iter().filter_map(move |end| {
        let range = begin..end;
        begin = end;
        if range.is_empty() {
            return None;
        }
        let sentence = Sentence::read(prose, passage, range, preceding);
        preceding.requests |= sentence.has(Term::Request);
        if sentence.numbers().any(Numeral::counts_things) {
            preceding.documents = sentence.tokens.iter().any(|token| sentence.names_documents(prose, token));
        }
        Some(sentence)
    })
}

/// Longer ones are cut: what is linear in a sentence must not be quadratic in a text without a full stop.
const MAX_SENTENCE: usize = 1_500;

/// Where the sentences of a text end.
fn ends(passage: &Passage) -> Vec<usize> {
    let text = &passage.text;
    let mut ends = Vec::with_capacity(passage.ends.len() + 1);
    let mut begin = 0;
    for end in passage.ends.iter().copied().chain([text.len()]) {
        while end - begin > MAX_SENTENCE {
            let limit = text.floor_char_boundary(begin + MAX_SENTENCE);
            let comma = text.slice(begin..limit).rfind(['；', '，', ';', ',']).map(|comma| begin + comma + 1);
            begin = comma.map_or(limit, |comma| text.ceil_char_boundary(comma));
            ends.push(begin);
        }
        begin = end;
        ends.push(end);
    }
    ends
}

/// The words and numbers of a text that begins at `base`, in their order.
fn tokens(
    prose: &Prose<'_>,
    text: &str,
    base: usize,
    words: Vec<(Range<usize>, Found)>,
    has_numbers: bool,
) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(words.len());
    let mut number = if has_numbers { numeral::next(text, 0) } else { None };
    let mut words = words.into_iter().peekable();
    loop {
        step();
        let next_number = number.as_ref().map_or(usize::MAX, |numeral| numeral.range.start);
        let next_word = words.peek().map_or(usize::MAX, |(range, _)| range.start);
        if next_word <= next_number {
            let Some((range, found)) = words.next() else { return tokens };
            if next_number < range.end {
                number = numeral::next(text, range.end);
            }
            let kind = match found {
                Found::Word(word) => TokenKind::Word(word),
                Found::Mark(mark) => TokenKind::Break(mark),
            };
            tokens.push(Token { kind, range: range.start + base..range.end + base });
        } else if let Some(mut numeral) = number.take() {
            let range = numeral.range.clone();
            while words.next_if(|(word, _)| word.start < range.end).is_some() {}
            number = numeral::next(text, range.end);
            numeral.range = range.start + base..range.end + base;
            let kind = kind_of(prose, text, &range, numeral);
            tokens.push(Token { kind, range: range.start + base..range.end + base });
        }
    }
}

/// 2024年以来, in the report on 2024: the whole year.
fn drop_since_own_year(tokens: &mut Vec<Token>, own: u16) {
    let own = Number::whole(i64::from(own));
    let since = tokens.windows(2).position(|pair| {
        let year = pair[0].number().filter(|number| number.measure == Measure::Year);
        let follows = pair[0].range.end + '年'.len_utf8() == pair[1].range.start;
        year.is_some_and(|year| year.value == own) && follows && pair[1].term() == Some(Term::Period)
    });
    if let Some(at) = since {
        tokens.remove(at + 1);
    }
}

/// 部分公开30，占15%: a number right after a name counts what is named, though its unit was left out.
fn supply_units(text: &str, tokens: &mut [Token]) {
    let unit = tokens.iter().filter_map(Token::number).find_map(|number| match number.measure {
        Measure::Things(unit) => Some(unit),
        _ => None,
    });
    let mut in_turn = false;
    for at in 1..tokens.len() {
        step();
        let (before, [number, ..]) = tokens.split_at_mut(at) else { continue };
        let (Some(name), TokenKind::Number(numeral)) = (before.last(), &mut number.kind) else { continue };
        let between = text.slice(name.range.end..number.range.start);
        // 行政许可、行政处罚分别为56、12
        let goes_on = in_turn && (JOINS.is(between) || (name.mark() == Some('、') && between.is_empty()));
        in_turn = goes_on || (IN_TURN.ends(between) && !numeral.is_like_a_year());
        // 企业申请10, 废止数2
        let is_named = match name.term() {
            Some(Term::AnyRequest) => before.len() > 1 && before[at - 2].term() == Some(Term::Named),
            Some(Term::Issue | Term::Repeal | Term::InForce | Term::Documents) => TAILS_OF_COUNTS.is(between),
            term => term == Some(Term::Named),
        };
        if !is_named && !in_turn {
            continue;
        }
        let after = text.slice(number.range.end..);
        let stands_alone =
            after.is_empty() || after.starts_with(['，', '。', '；', '、', '（', '）', ',', ';', '(', ')', '占']);
        // 分别为56、12和3
        let stands_alone = stands_alone || (in_turn && JOINS.begins(after));
        let is_linked = in_turn || between.is_empty() || LINKS.is(between) || TAILS_OF_COUNTS.is(between);
        if numeral.measure == Measure::Other && is_linked && stands_alone {
            numeral.measure = Measure::Things(unit.unwrap_or('件'));
        }
    }
}

/// 的, 为: between a name and its number.
static LINKS: Sense = Sense::new("links-to-a-number");
/// 月1日 after 1, 月底 after 12, 1至 before it: the whole year is meant.
static YEAR_BEGINS: Sense = Sense::new("after-january");
static YEAR_ENDS: Sense = Sense::new("after-december");
static FROM_JANUARY: Sense = Sense::new("from-january");
/// Before the year after the report's.
static CARRIES_OVER: Sense = Sense::new("carries-over-to");

/// A number, or what it stands for: 结转2024年 is 结转下年, 3月 is a part of the year.
fn kind_of(prose: &Prose<'_>, text: &str, range: &Range<usize>, numeral: Numeral) -> TokenKind {
    let (before, after) = (text.slice(..range.start), text.slice(range.end..));
    let named = |kind| prose.lexicon.quantity(kind).map(|at| TokenKind::Word(Word::Names(at)));
    let is_year = |year: u16| numeral.value == Number::whole(i64::from(year));
    match numeral.measure {
        Measure::Year => {
            let rest = YEAR_UNITS.trimmed(after);
            let is_carry_out = CARRIES_OVER.ends(before);
            let from = SPANS.before(before);
            let is_span =
                from.is_some_and(|from| YEAR_UNITS.ends(from) || from.ends_with(|c: char| c.is_ascii_digit()));
            let special = if is_carry_out && is_year(prose.report.year + 1) {
                named(QuantityKind::CarriedOut)
            } else if (CARRY.begins(rest) || CARRY.ends(before)) && is_year(prose.report.year - 1) {
                named(QuantityKind::CarriedIn)
            } else if is_span {
                Some(TokenKind::Word(Word::Does(Term::Period)))
            } else {
                None
            };
            special.unwrap_or(TokenKind::Number(numeral))
        }
        Measure::Other if after.starts_with('月') => {
            let is_whole_year = (numeral.value == Number::whole(1) && YEAR_BEGINS.begins(after))
                || (numeral.value == Number::whole(12) && (YEAR_ENDS.begins(after) || FROM_JANUARY.ends(before)));
            if is_whole_year { TokenKind::Number(numeral) } else { TokenKind::Word(Word::Does(Term::Period)) }
        }
        _ => TokenKind::Number(numeral),
    }
}
