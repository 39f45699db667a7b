//! What a clause is about: which year, whose doings, and whether all of them. It is decided here, once, for everybody
//! who reads sentences.

use super::{
    About, Clause, Measure, Numeral, Prose, QuantityKind as Kind, Scope, Sentence, Slice, Term, Terms, Token, Years,
    numeral, own::is_han, vocabulary::Sense,
};
use crate::{markdown::Block, report::Number};

/// What only other agencies are called, if the words are no name of the agency's own.
static OTHERS: Sense = Sense::new("other-agencies");
/// What those above an agency that does not govern are called.
static SUPERIORS: Sense = Sense::new("superiors");
/// 以县政府和县政府办公室名义: who acts is the agency all the same.
static IN_THE_NAME: Sense = Sense::new("in-the-name-of");
/// 我, 本: what follows is the agency's own.
static OURS: Sense = Sense::new("ours");

impl Prose<'_> {
    /// Whether the subject of the clause that `token` stands in is another agency: 县财政局全年收到.
    pub fn is_about_another(&self, sentence: &Sentence<'_>, token: &Token) -> bool {
        let before = sentence.passage.text.slice(sentence.range.start..token.range.start);
        let subject = before.rsplit(['，', '；', '、', ',', ';']).next().unwrap_or(before);
        let subject = subject.slice(subject.ceil_char_boundary(subject.len().saturating_sub(LONGEST_SUBJECT))..);
        let (others, names_itself) = self.without_itself(subject);
        if names_itself && IN_THE_NAME.is_in(&others) {
            return false;
        }
        if !self.governs() && SUPERIORS.is_in(&others) {
            return true;
        }
        // 县政府及县政府办公室: more, or less, than the government that reports.
        let is_office = self.governs() && others.contains("办公");
        let names_place = names_town(&others) || names_county(&others, &self.agency.name);
        is_office || (!names_itself && (OTHERS.is_in(&others) || names_place))
    }

    /// A text with `◇` for each name of the agency, and whether it had any.
    pub(super) fn without_itself(&self, text: &str) -> (String, bool) {
        let mut others = String::with_capacity(text.len());
        let mut done = 0;
        // The longest of names that overlap ends last.
        let mut places: Vec<std::ops::Range<usize>> = self.own.places(text).collect();
        // 县政府办公室: a part of a government, but not the whole.
        places.retain(|place| !self.governs() || !text.slice(place.end..).starts_with("办公"));
        places.reverse();
        let mut kept: Vec<std::ops::Range<usize>> = Vec::new();
        for place in places {
            if kept.last().is_none_or(|last| place.end <= last.start) {
                kept.push(place);
            }
        }
        for place in kept.iter().rev() {
            others.push_str(text.slice(done..place.start));
            others.push('◇');
            done = place.end;
        }
        others.push_str(text.slice(done..));
        let names_itself = !kept.is_empty() || OURS.is_in(text);
        (others, names_itself)
    }

    /// The clauses of a sentence, each with what it is about.
    pub fn clauses<'s>(&self, sentence: &'s Sentence<'_>) -> Vec<Clause<'s>> {
        let mut clauses = sentence.stretches();
        let mut course = Course::default();
        for clause in &mut clauses {
            clause.scope = course.scope(self, sentence, clause);
        }
        for part in clauses.chunk_by_mut(|clause, _| !clause.ends_part()) {
            let is_of_others = part.iter().any(|clause| clause.terms.meets(OF_OTHERS));
            for clause in part {
                clause.scope.set(About::BesideOthers, is_of_others);
            }
        }
        clauses
    }

    /// Whether a clause does not speak of the whole year and the whole agency. 剩余26件结转下年度: of all that is
    /// carried out.
    fn is_partial(&self, sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
        let is_of_carry = self.names_kind(clause.tokens, |kind| kind == Kind::CarriedOut);
        let partial = if is_of_carry { PARTIAL.without(Terms::of(&[Term::Qualified])) } else { PARTIAL };
        let is_any_way = clause.has(Term::Channel) && names_any_way(sentence);
        let partial = if is_any_way { partial.without(Terms::of(&[Term::Channel])) } else { partial };
        clause.terms.meets(partial) || (clause.has(Term::Region) && !self.governs())
    }

    /// Whether what is told of in a clause is another agency's.
    fn tells_of_another(&self, sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
        let is_told = |token: &&Token| token.term().is_some_and(|term| TOLD.has(term));
        clause.tokens.iter().find(is_told).is_some_and(|token| self.is_about_another(sentence, token))
    }
}

/// Behind a channel: it is one of all there are.
static ANY_WAY: Sense = Sense::new("any-way");

/// How far behind a channel the words stand that make it any channel, in characters.
const WAYS_NEAR: usize = 8;

/// 以书面、网络等方式: any way there is.
pub(super) fn is_any_way(text: &str, channel: &Token) -> bool {
    let after: String = text.slice(channel.range.end..).chars().take(WAYS_NEAR).collect();
    ANY_WAY.is_in(&after)
}

/// Whether a sentence tells of all ways there are, and of none by itself.
fn names_any_way(sentence: &Sentence<'_>) -> bool {
    let mut channels = sentence.terms().filter(|(_, term)| *term == Term::Channel);
    channels.all(|(token, _)| is_any_way(&sentence.passage.text, token))
}

/// Words with which a clause is about another time or another agency.
const OF_OTHERS: Terms = Terms::of(&[Term::LastYear, Term::Plan, Term::Period, Term::Elsewhere, Term::Except]);

/// Words with which a clause does not speak of the whole year and the whole agency.
const PARTIAL: Terms = Terms::of(&[
    Term::Compare,
    Term::Plan,
    Term::Period,
    Term::Elsewhere,
    Term::Channel,
    Term::Except,
    Term::Qualified,
]);

/// What somebody did, or what it was done with.
const TOLD: Terms = Terms::of(&[
    Term::Receive,
    Term::ReceiveNew,
    Term::Finish,
    Term::Handle,
    Term::Named,
    Term::Issue,
    Term::Repeal,
    Term::InForce,
    Term::Request,
]);

/// At the head of a clause: of what kind those are that are counted next.
static NARROWING: Sense = Sense::new("narrowing");

/// What the clauses of a sentence have been about so far.
#[derive(Default)]
struct Course {
    scope: Scope,
    narrows: bool,
}

impl Course {
    fn scope(&mut self, prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Scope {
        let turns = self.turns(prose, sentence, clause);
        // 县局收到2件，办结1件: what follows is of that agency.
        let is_elsewhere = turns.unwrap_or(self.scope.is(About::Elsewhere)) || prose.tells_of_another(sentence, clause);
        self.scope.set(About::Elsewhere, is_elsewhere);
        let is_among = clause.has(Term::Among);
        let goes_on = self.scope.is(About::Among) && !clause.ends_part();
        self.scope.set(About::Among, is_among || goes_on);
        self.scope.set(About::BehindAmong, is_among || self.scope.is(About::BehindAmong));
        self.scope.set(About::Partial, prose.is_partial(sentence, clause));
        self.scope.set(About::Compared, clause.has_any(&[Term::Compare, Term::LastYear]));
        self.scope.set(About::LastYear, clause.has(Term::LastYear));
        self.scope.set(About::Planned, clause.has(Term::Plan));
        self.scope.set(About::PartOfYear, clause.has(Term::Period));
        self.scope.set(About::Except, clause.has(Term::Except));
        self.scope.set(About::OfOthers, clause.has(Term::Elsewhere));
        self.scope.set(About::Narrowed, self.narrows && !is_of_all(clause));
        // 各乡镇举办培训23期，参训960人次; 围绕稳经济政策，发布材料47件: what follows is of those.
        let text = sentence.passage.text.slice(clause.range.clone());
        self.narrows |= clause.has(Term::Elsewhere) || NARROWING.begins(text);
        self.narrows &= !clause.ends_part();
        self.scope
    }

    /// Whether from this clause on somebody else or another time is spoken of; none if it does not say.
    fn turns(&self, prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<bool> {
        let own = Number::whole(i64::from(prose.report.year));
        let is_own = |year: &Numeral| year.value == own || !sentence.is_of_another_year();
        let years = clause.tokens.iter().filter_map(Token::number).filter(|number| number.measure == Measure::Year);
        let (mut this, mut other) = (clause.has(Term::ThisYear), clause.has(Term::LastYear));
        for year in years {
            if is_own(year) { this = true } else { other = true }
        }
        // 截至11月底，收到…: what leads the sentence holds for what follows.
        let leads = clause.counts().next().is_none() && tells_first(clause, &[Term::Period, Term::Elsewhere]);
        // 市政府本级收到187件，其中自然人171件: the parts are of the same body.
        let leads = leads || (!self.scope.is(About::Among) && !clause.has(Term::Among) && begins_elsewhere(clause));
        (this || other || leads).then_some(other || leads)
    }
}

/// 本级受理4件，各部门受理6件: whether a sentence counts parts of a whole that it does not state.
pub(super) fn counts_elsewhere(clauses: &[Clause<'_>]) -> bool {
    // 全县收到10件，其中各部门收到6件: what stands before is the whole.
    let mut whole = clauses.iter().take_while(|clause| !clause.scope.is(About::BehindAmong));
    whole.any(|clause| clause.has(Term::Elsewhere) && clause.counts().next().is_some())
}

/// Whether a clause speaks of a part of the agency before it counts anything.
fn begins_elsewhere(clause: &Clause<'_>) -> bool {
    let before = clause.tokens.iter().take_while(|token| token.number().is_none());
    before.filter_map(Token::term).any(|term| term == Term::Elsewhere)
}

/// Whether a clause names one of these before it tells of anything: 截至11月底, but not 申请的信息涉及历年数据.
fn tells_first(clause: &Clause<'_>, terms: &[Term]) -> bool {
    let mut named = clause.tokens.iter().filter_map(Token::term);
    named
        .find(|term| terms.contains(term) || TOLD.has(*term) || *term == Term::Occur)
        .is_some_and(|term| terms.contains(&term))
}

/// 全年共: whatever the clauses before were about.
fn is_of_all(clause: &Clause<'_>) -> bool {
    let is_year = |token: &Token| token.number().is_some_and(|number| number.measure == Measure::Year);
    clause.has_any(&[Term::Total, Term::ThisYear, Term::Region]) || clause.tokens.iter().any(is_year)
}

/// The years that a sentence names in a report on one.
pub(super) fn years(sentence: &Sentence<'_>, own: u16) -> Years {
    let own_year = Number::whole(i64::from(own));
    if !sentence.numbers().any(|number| number.measure == Measure::Year && number.value != own_year) {
        return Years::Own;
    }
    let place = |year: &Numeral| sentence.tokens.iter().position(|token| token.range == year.range);
    stale_year(sentence, own).and_then(place).map_or(Years::Others, Years::Stale)
}

/// No subject of a clause is longer, in bytes.
const LONGEST_SUBJECT: usize = 150;

/// Characters that no name of a town holds.
static NOT_IN_TOWNS: Sense = Sense::new("not-in-names-of-towns");
/// Characters that no name of a county holds.
static NOT_IN_COUNTIES: Sense = Sense::new("not-in-names-of-counties");

/// 白水镇, but not 我镇 and 各乡镇.
fn names_town(subject: &str) -> bool {
    ["镇", "乡", "街道"].iter().any(|kind| {
        subject.match_indices(kind).any(|(at, _)| {
            let mut before = subject.slice(..at).chars().rev();
            let (last, first) = (before.next(), before.next());
            let is_name = |c: Option<char>| c.is_some_and(|c| is_han(c) && !NOT_IN_TOWNS.has(c));
            is_name(last) && is_name(first)
        })
    })
}

/// 云山县, but not 全县, and not 云山县 of the bureau 云山县财政局.
fn names_county(subject: &str, own: &str) -> bool {
    ["县", "区", "市", "旗"].iter().any(|kind| {
        subject.match_indices(kind).any(|(at, kind)| {
            let name = subject.slice(..at + kind.len());
            let begin = name.char_indices().rev().nth(2).map(|(begin, _)| begin);
            let is_name = |c: char| is_han(c) && !NOT_IN_COUNTIES.has(c);
            begin.is_some_and(|begin| {
                subject.slice(begin..at).chars().all(is_name) && !own.contains(name.slice(begin..))
            })
        })
    })
}

/// The first year that the sentence should not be about.
fn stale_year<'s>(sentence: &'s Sentence<'_>, own: u16) -> Option<&'s Numeral> {
    if matches!(sentence.passage.block, Block::Heading | Block::Cell) {
        return None;
    }
    let years: Vec<_> = sentence.numbers().filter(|number| number.measure == Measure::Year).collect();
    let is_own = |year: &&&Numeral| year.value == Number::whole(i64::from(own));
    if years.iter().any(|year| is_own(&year))
        || [Term::Compare, Term::LastYear].into_iter().any(|term| sentence.has(term))
    {
        return None;
    }
    let year = *years.first()?;
    let plausible = (1990..=2100).any(|near| year.value == Number::whole(near));
    let text = &sentence.passage.text;
    let before = text.slice(sentence.range.start..year.range.start);
    let clause = before.rsplit(['，', '；', '。', '：', ',', ';']).next().unwrap_or(before);
    let clause = without_subheading(clause);
    let after = text.slice(year.range.end..sentence.range.end);
    // 2022年年报: the second 年 is the report's.
    let after = ["年度", "年", "度"].iter().find_map(|unit| after.strip_prefix(unit)).unwrap_or(after);
    let quoted = before.matches('《').count() > before.matches('》').count()
        || before.matches('“').count() > before.matches('”').count()
        || before.matches(['（', '(']).count() > before.matches(['）', ')']).count()
        || before.ends_with('〔');
    let is_future = year.value > Number::whole(i64::from(own));
    let plans = is_future && PLANS.is_in(sentence.text());
    // A law or a document comes soon behind its year.
    let soon: String = after.chars().take(DOCUMENT_NEAR).collect();
    let names_document = soon.contains('《') || BELONGS.begins(without_day(after)) || money(after);
    // 2021年以来，累计…次，今年52次
    let phrase = after.split(['，', '。', ',']).next().unwrap_or(after);
    // 2020年机构合并以来
    let since_then = phrase.strip_suffix("以来").is_some_and(|event| !event.is_empty());
    let since = since_then || after.starts_with("以来") && COUNTED_SINCE.is_in(sentence.text());
    let begins = OWN_DOINGS.begins(after);
    let is_span = ["至", "到", "—", "-", "、"].iter().any(|mark| after.starts_with(mark));
    if is_span || (is_future && !begins) {
        return None;
    }
    // 至2022年12月31日，共发布: as 截至.
    let is_until =
        (["至", "到"].contains(&clause) && without_day(after).starts_with(['，', ',', '止'])) || UNTIL.ends(clause);
    let leads = !is_until && LEADS.ends(clause);
    // 公众号发布149条，2022年公众号发布132条: last time's, beside this year's.
    let counted = after.split(|c: char| c.is_ascii_digit()).next().unwrap_or(after);
    let repeats = counted.chars().count() >= SHORTEST_REPEAT && before.contains(counted);
    let meant = quoted || plans || names_document || leads || since || repeats;
    (plausible && !meant && clause.chars().count() <= CLAUSE_BEGIN).then_some(year)
}

/// （三）政府信息管理情况2022年, 一是主动公开情况2022年: a subheading without a full stop is no part of the clause.
fn without_subheading(clause: &str) -> &str {
    let digits = |c: char| c.is_ascii_digit() || numeral::is_digit(c);
    let numbered = clause.trim_start_matches(['（', '(']).trim_start_matches(digits);
    let is_numbered = numbered.len() < clause.len() && numbered.starts_with(['）', ')', '.', '、', '．', '是']);
    if is_numbered && SUBHEADINGS.ends(clause) { "" } else { clause }
}

/// 12月建成, 5月15日起施行: what the year and the day belong to.
fn without_day(after: &str) -> &str {
    ["月", "日"].iter().fold(after, |rest, unit| {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if number.len() == rest.len() { rest } else { number.strip_prefix(unit).unwrap_or(rest) }
    })
}

/// 2022年度“三公”经费决算.
fn money(after: &str) -> bool {
    let phrase = after.split(['，', '。', '；', '、', ',']).next().unwrap_or(after);
    OF_BUDGETS.is_in(phrase)
}

/// 累计: with 2021年以来, of all the years.
static COUNTED_SINCE: Sense = Sense::new("counted-since");

/// 截至: before the day up to which is counted.
static UNTIL: Sense = Sense::new("until");

/// 决算, 条例》: further behind a year that is meant.
static OF_BUDGETS: Sense = Sense::new("budgets-and-laws");

/// What follows a year that is meant: 2022年度决算, 2019年修订的条例.
static BELONGS: Sense = Sense::new("belongs-to-a-year");
/// What stands before a year that is meant: 自2016年设立.
static LEADS: Sense = Sense::new("leads-to-a-year");
/// Plans, and words of work that goes on.
static PLANS: Sense = Sense::new("work-that-goes-on");
/// What follows a year where a report tells of its own doings.
static OWN_DOINGS: Sense = Sense::new("own-doings");
/// What subheadings end with.
static SUBHEADINGS: Sense = Sense::new("ends-of-subheadings");

/// Characters of what is counted twice in a sentence: 公众号发布.
const SHORTEST_REPEAT: usize = 3;
const DOCUMENT_NEAR: usize = 4;
/// Characters of a clause before its year: 我镇于2022年.
const CLAUSE_BEGIN: usize = 6;
