//! What the words of a clause say: which of them belong to a number, and what they do.

use crate::prose::{
    Clause, Lexicon, Numeral, Prose, QuantityId, QuantityKind as Kind, Sense, Sentence, Slice, Subject, Term, Token,
    vocabulary::{ADMINISTRATIVE, ITEMS, JOINS, OR, TAILS_OF_COUNTS, YEAR_UNITS},
    voice::without_time,
};

/// A number of a clause with the words that may belong to it.
pub(super) struct Phrase<'c, 's> {
    pub clause: &'c Clause<'s>,
    pub begin: usize,
    pub at: usize,
    pub end: usize,
    /// The first number of its clause.
    pub first: bool,
}

impl<'s> Phrase<'_, 's> {
    pub(super) fn before(&self) -> &'s [Token] {
        &self.clause.tokens[self.begin..self.at]
    }

    pub(super) fn after(&self) -> &'s [Token] {
        &self.clause.tokens[self.at + 1..self.end]
    }

    pub(super) fn number(&self) -> &'s Token {
        &self.clause.tokens[self.at]
    }

    pub(super) fn numeral(&self) -> Option<&'s Numeral> {
        self.number().number()
    }

    /// What stands between the last name and the number.
    pub(super) fn between<'t>(&self, sentence: &'t Sentence<'_>) -> Option<&'t str> {
        let (_, word) = self.before().iter().filter_map(Token::named).next_back()?;
        sentence.passage.text.get(word.range.end..self.number().range.start)
    }

    pub(super) fn verb(&self) -> Option<Term> {
        self.before().iter().rev().filter_map(Token::term).find(|term| is_verb(*term))
    }

    pub(super) fn documents_verb(&self) -> Option<&'s Token> {
        self.before().iter().rev().chain(self.after()).find(|token| is_done_with_documents(token))
    }
}

pub(super) fn is_done_with_documents(token: &Token) -> bool {
    matches!(token.term(), Some(Term::Issue | Term::Repeal | Term::InForce))
}

/// The first of two outcomes, or of reviews and lawsuits, counted together: 予以公开及部分公开258件, 复议和诉讼共5件.
pub(super) fn joined(lexicon: &Lexicon, sentence: &Sentence<'_>, tokens: &[Token]) -> Option<QuantityId> {
    let quantities = &lexicon.quantities;
    let names: Vec<_> = tokens.iter().filter_map(Token::named).collect();
    if let [(only, word)] = names[..] {
        // 公开或部分公开13件
        let before = sentence.passage.text.slice(sentence.range.start..word.range.start);
        let before =
            JOINS.before(before).or_else(|| OR.before(before)).filter(|_| quantities[only].kind == Kind::Outcome);
        return lexicon
            .granted
            .filter(|granted| *granted != only && before.is_some_and(|before| DISCLOSED.ends(before)));
    }
    let [(first, word), (last, next)] = names[..] else { return None };
    let between = sentence.passage.text.slice(word.range.end..next.range.start);
    let are_outcomes = [first, last].iter().all(|&at| quantities[at].kind == Kind::Outcome);
    let are_disputes = (quantities[first].kind, quantities[last].kind) == (Kind::Review, Kind::Litigation)
        && tokens.iter().any(|token| token.term() == Some(Term::Total));
    ((are_outcomes || are_disputes) && (JOINS.is(between) || OR.is(between))).then_some(first)
}

/// 公开: by itself, of requests, the same as 予以公开.
pub(super) static DISCLOSED: Sense = Sense::new("opened");
/// 主动公开: before what was published.
pub(super) static PUBLISHED: Sense = Sense::new("published");

/// 主动公开行政许可决定746件, 公开规范性文件12件: no more than were made.
pub(super) fn is_published(prose: &Prose<'_>, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
    // 公开本部门规范性文件, 行政处罚决定公示12件
    let after = phrase.between(sentence).is_some_and(|after| PUBLISHED.is(after));
    after || phrase.before().last().is_some_and(|name| PUBLISHED.ends(prose.without_owner(before_name(sentence, name))))
}

/// What stands before the name of a document or a decision.
pub(super) fn before_name<'t>(sentence: &'t Sentence<'_>, name: &Token) -> &'t str {
    let before = sentence.passage.text.slice(sentence.range.start..name.range.start);
    let before = before.strip_suffix(ADMINISTRATIVE).unwrap_or(before);
    // 公开2022年度行政许可决定
    let year = YEAR_UNITS.before(before).filter(|year| year.ends_with(|c: char| c.is_ascii_digit()));
    year.map_or(before, |year| year.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// What a clause speaks of, of 规章 and 规范性文件 the last.
pub(super) fn papers(clause: &Clause<'_>) -> Option<Term> {
    let mut terms = clause.tokens.iter().rev().filter_map(Token::term);
    terms.find(|term| matches!(term, Term::Documents | Term::Regulations))
}

/// 文件.
pub(super) static PAPERS: Sense = Sense::new("papers");

/// 制发文件18件，废止文件0件，现行有效文件18件: who tells all three, two as table two has them, speaks of its documents;
/// likewise 制发24件，废止31件，现行有效的规范性文件56件, whose name stands with one of them only.
pub(super) fn documents_by_deeds(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Term> {
    let deeds = [(Term::Issue, Kind::Issued), (Term::Repeal, Kind::Repealed), (Term::InForce, Kind::InForce)];
    let number_of_deeds = deeds.iter().filter(|(deed, _)| sentence.has(*deed)).count();
    let name = sentence.tokens.iter().find(|token| token.term() == Some(Term::Documents));
    let is_named = match name {
        Some(name) => {
            let before = sentence.text().slice(..name.range.start - sentence.range.start);
            number_of_deeds > 1 && !PAPERS.is_in(before) && names_nothing_else(prose, sentence, name)
        }
        None => number_of_deeds == deeds.len() && PAPERS.is_in(sentence.text()),
    };
    if !is_named || sentence.has(Term::Regulations) {
        return None;
    }
    // 制发文件186件，废止文件2件，现行有效文件320件: of all papers, whoever signed them.
    let is_stated = |&(deed, kind): &(Term, Kind)| {
        let mut after = sentence.tokens.iter().skip_while(|token| !tells_deed(token, deed));
        let number = after.find_map(Token::number).filter(|number| name.is_none() || !number.value.is_zero());
        let stated = prose.lexicon.quantity(kind).map(|at| prose.stated(Subject::new(at))).unwrap_or_default();
        number.is_some_and(|number| stated.iter().any(|stated| stated.value == number.value))
    };
    let alike = deeds.iter().filter(|deed| is_stated(deed)).count();
    (alike > 1).then_some(Term::Documents)
}

/// Whether what was done before documents are named is counted by the verbs alone: not 发文制发24件, 制发通知24件.
fn names_nothing_else(prose: &Prose<'_>, sentence: &Sentence<'_>, name: &Token) -> bool {
    let text = &sentence.passage.text;
    let until = sentence.tokens.iter().take_while(|token| token.range.end <= name.range.start);
    let mut deeds = until.clone().filter(|token| is_done_with_documents(token)).peekable();
    let before = deeds.peek().map_or("", |first| text.slice(sentence.range.start..first.range.start));
    let (before, _) = prose.without_itself(before);
    let before = WHO_AND_WHEN.trimmed(without_time(&before));
    before.is_empty()
        && deeds.all(|deed| {
            let number = until.clone().find(|token| token.range.start >= deed.range.end && token.number().is_some());
            let between = number.map_or("", |number| text.slice(deed.range.end..number.range.start));
            TAILS_OF_COUNTS.trimmed(between).is_empty()
        })
}

/// 共, 以◇名义: before what was done with documents.
static WHO_AND_WHEN: Sense = Sense::new("before-deeds-on-documents");

/// 制发, or 规范性文件 by themselves, of which most reports count those issued first.
fn tells_deed(token: &Token, deed: Term) -> bool {
    token.term() == Some(deed) || (deed == Term::Issue && token.term() == Some(Term::Documents))
}

pub(super) fn is_receipt(token: &Token) -> bool {
    matches!(token.term(), Some(Term::Receive | Term::ReceiveNew))
}

pub(super) fn is_verb(term: Term) -> bool {
    matches!(term, Term::Receive | Term::ReceiveNew | Term::Finish | Term::Handle)
}

pub(super) fn verb_of(clause: &Clause<'_>) -> Option<Term> {
    clause.tokens.iter().rev().filter_map(Token::term).find(|term| is_verb(*term))
}

/// 收到申请, 收到9件申请: nothing stands between that could say what kind of requests these are.
pub(super) fn takes_requests(clause: &Clause<'_>) -> bool {
    clause.tokens.windows(2).any(|pair| {
        let taken = pair[1].term() == Some(Term::AnyRequest) && pair[0].range.end == pair[1].range.start;
        taken && (pair[0].term().is_some_and(is_verb) || pair[0].number().is_some())
    })
}

pub(super) fn carries_over(prose: &Prose<'_>, clause: &Clause<'_>) -> bool {
    prose.names_kind(clause.tokens, |kind| matches!(kind, Kind::CarriedIn | Kind::CarriedOut))
}

/// 公开属性: nothing but documents has it.
static SORTS: Sense = Sense::new("way-of-disclosure");
/// 主动公开, as one of the ways.
static OPENED: Sense = Sense::new("opened-at-once");
/// 依申请公开, as one of the ways.
static ON_REQUEST: Sense = Sense::new("opened-on-request");
/// 不予公开, as one of the ways.
static NOT_OPENED: Sense = Sense::new("not-opened");
/// 来文: what others sent, and asked for nothing.
static PAPERS_THAT_CAME: Sense = Sense::new("papers-that-came");
/// What every sentence says that sorts documents.
static ASKED_FOR: Sense = Sense::new("sorting");

/// 公文中确定主动公开88份、依申请公开21份: how documents may be disclosed, not what was asked for.
pub(super) fn sorts_documents(sentence: &Sentence<'_>) -> bool {
    if !sentence.says(&ASKED_FOR) {
        return false;
    }
    let text = sentence.text();
    let is_of_requests = sentence.has(Term::Request) || sentence.has(Term::AnyRequest);
    SORTS.is_in(text)
        // 收到来文120件，不予公开30件
        || (PAPERS_THAT_CAME.is_in(text) && !is_of_requests)
        // 制发政府信息130件，其中主动公开18件，不予公开112件
        || (counts(&OPENED, text) && counts(&NOT_OPENED, text) && !is_of_requests && !sentence.has(Term::Receive))
        || (counts(&ON_REQUEST, text) && (counts(&OPENED, text) || (OPENED.is_in(text) && counts(&NOT_OPENED, text))))
        || (MAKES.is_in(text) && [&OPENED, &ON_REQUEST, &NOT_OPENED].into_iter().all(|way| counts_items(way, text)))
}

/// 依申请公开21份: whether a number stands right after a way.
fn counts(way: &Sense, text: &str) -> bool {
    way.matches(text).any(|way| text.slice(way.end..).starts_with(|c: char| c.is_ascii_digit()))
}

/// 制作: of the documents that an agency made or got, whatever is said of requests.
static MAKES: Sense = Sense::new("makes-information");

/// 依申请公开信息数21条: whether a number stands after a way and what was opened so.
fn counts_items(way: &Sense, text: &str) -> bool {
    way.matches(text).any(|way| {
        let after = text.slice(way.end..);
        let counted = TAILS_OF_COUNTS.trimmed(ITEMS.after(after).unwrap_or(after));
        counted.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// 按时: before what was done in time.
pub(super) static IN_TIME: Sense = Sense::new("in-time");

/// 其中按时办结466件: those that were late are not among them.
pub(super) fn in_time(before: &str) -> bool {
    IN_TIME.ends(before)
}
