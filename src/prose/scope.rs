//! What a clause is about: which part of the year, whose doings, and whether all of them. It is decided here, once, for
//! everybody who reads sentences; `years` and `who` know which year is meant, and which agency.

use super::{
    About, Clause, Measure, Numeral, Prose, QuantityKind as Kind, Scope, Sentence, Slice, Term, Terms, Token,
    vocabulary::{COMPARED_WITH, Sense},
};
use crate::report::Number;

impl Prose<'_> {
    /// The clauses of a sentence, each with what it is about.
    pub fn clauses<'s>(&self, sentence: &'s Sentence<'_>) -> Vec<Clause<'s>> {
        let mut clauses = sentence.stretches();
        let mut course = Course { names_any_way: names_any_way(sentence), ..Course::default() };
        for clause in &mut clauses {
            clause.scope = course.scope(self, sentence, clause);
        }
        for part in clauses.chunk_by_mut(|clause, _| !clause.ends_part()) {
            let names_other_agencies = part.iter().any(|clause| clause.terms.meets(OF_OTHER_AGENCIES));
            let mut is_of_other_times = false;
            for clause in part {
                // 未收到申请，今后将规范办理; 未收到申请，上年共收到5件: plans and other times after a fact. 历年 holds this year, too.
                let is_of_years = clause.has(Term::Period) && YEARS_TOGETHER.is_in(sentence.text_of(clause));
                let other_times = if is_of_years { OF_OTHER_TIMES.without(PERIOD) } else { OF_OTHER_TIMES };
                is_of_other_times |= clause.terms.meets(other_times);
                clause.scope.set(
                    About::BesideOtherScope,
                    names_other_agencies || is_of_other_times || leads_to_more(sentence, clause),
                );
            }
        }
        clauses
    }

    /// Whether a clause does not speak of the whole year and the whole agency. 剩余26件结转下年度, 除26件结转下年度外: of
    /// all that is carried out.
    fn is_partial(&self, sentence: &Sentence<'_>, clause: &Clause<'_>, names_any_way: bool) -> bool {
        let is_of_carry = self.names_kind(clause.tokens, |kind| kind == Kind::CarriedOut);
        let partial = if is_of_carry { PARTIAL.without(Terms::new(&[Term::Qualified, Term::Except])) } else { PARTIAL };
        // 除去上年结转的8件: of all that was carried in.
        let is_of_carried = self.names_kind(clause.tokens, |kind| kind == Kind::CarriedIn) && clause.has_numbers();
        let partial = if is_of_carried { partial.without(Terms::new(&[Term::Except])) } else { partial };
        let is_any_way = clause.has(Term::Channel) && names_any_way;
        let partial = if is_any_way { partial.without(Terms::new(&[Term::Channel])) } else { partial };
        clause.terms.meets(partial)
            || (clause.has(Term::WholeArea) && !self.governs())
            || (!names_any_way && counts_one_way(sentence, clause))
    }

    /// Whether a clause tells of the agency by name, or as of itself.
    fn tells_of_itself(&self, sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
        first_reported(clause).is_some_and(|token| {
            let subject = sentence.passage.text.slice(clause.range.start..token.range.start);
            self.without_itself(subject).1 && !self.is_about_another(sentence, token)
        })
    }

    /// Whether a clause describes another agency's work.
    fn tells_of_another(&self, sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
        first_reported(clause).is_some_and(|token| self.is_about_another(sentence, token))
    }
}

/// The first word of a clause for what somebody did.
fn first_reported<'s>(clause: &Clause<'s>) -> Option<&'s Token> {
    clause.tokens.iter().find(|token| token.term().is_some_and(|term| REPORTED.has(term)))
}

/// After a channel: it is one of all there are.
static ANY_WAY: Sense = Sense::new("any-way");

/// 线上、线下: all ways there are.
static EVERY_WAY: Sense = Sense::new("every-way");

/// How far after the last channel of a list the words stand that make it any channel, in characters.
const WAYS_NEAR: usize = 8;

/// 以书面、网络等方式: any way there is.
pub(super) fn is_any_way(text: &str, channel: &Token) -> bool {
    let list = text.slice(channel.range.end..).split(['，', '。', '；', ',', ';']).next().unwrap_or_default();
    let end = list.rsplit('、').next().unwrap_or_default();
    let near: String = end.chars().take(WAYS_NEAR).collect();
    ANY_WAY.is_in(&near)
}

/// Whether a sentence tells of all ways there are, and of none by itself.
fn names_any_way(sentence: &Sentence<'_>) -> bool {
    let mut channels = sentence.terms().filter(|(_, term)| *term == Term::Channel);
    let text = sentence.text();
    let is_one_of_all = |token: &Token| {
        let at = token.range.start - sentence.range.start;
        EVERY_WAY.matches(text).any(|ways| ways.contains(&at))
    };
    channels.all(|(token, _)| is_any_way(&sentence.passage.text, token) || is_one_of_all(token))
}

/// 依申请公开信函: what requests come in, as a part of their name.
static WAYS_IN_NAMES: Sense = Sense::new("ways-in-names-of-requests");

/// 收到依申请公开信函3件、电子邮件962件: whether requests are counted that came in one way.
fn counts_one_way(sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
    let mut requests = clause.tokens.iter().filter(|token| token.term() == Some(Term::Request));
    let is_way = |token: &Token| WAYS_IN_NAMES.ends(sentence.passage.text.slice(token.range.clone()));
    requests.any(is_way)
}

/// Words with which a clause, and what stands beside it, is about another agency or not about all.
const OF_OTHER_AGENCIES: Terms = Terms::new(&[Term::Elsewhere, Term::Except]);
/// 近三年: this year, too.
static YEARS_TOGETHER: Sense = Sense::new("years-together");
const PERIOD: Terms = Terms::new(&[Term::Period]);
/// Words with which a clause, and what follows it, is about another time.
const OF_OTHER_TIMES: Terms = Terms::new(&[Term::LastYear, Term::Period, Term::Plan]);

/// 对未收到申请的: whatever is done with these follows.
fn leads_to_more(sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
    clause.end == Some('，') && sentence.text_of(clause).ends_with('的')
}

/// Words with which a clause does not speak of the whole year and the whole agency.
const PARTIAL: Terms = Terms::new(&[
    Term::Compare,
    Term::Plan,
    Term::Period,
    Term::Elsewhere,
    Term::Channel,
    Term::Except,
    Term::Qualified,
]);

/// What somebody did, or what it was done with.
const REPORTED: Terms = Terms::new(&[
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

/// 因: before the year of what led to what is told.
static BECAUSE: Sense = Sense::new("because-of");

/// What the clauses of a sentence have been about so far.
#[derive(Default)]
struct Course {
    scope: Scope,
    /// Whether the sentence tells of all ways there are.
    names_any_way: bool,
    /// 县局收到2件: elsewhere by no more than the name of another agency.
    is_of_named: bool,
    narrows: bool,
    division: Division,
    /// 比2022年（31起）下降29%: whether others were spoken of before the year that is only compared with.
    before_comparison: Option<bool>,
}

/// How much of a whole its parts have told so far: 26件，其中网上19件、邮寄5件、当面2件 leave nothing over, and what
/// follows is of the whole again.
#[derive(Default)]
struct Division {
    /// What was counted last that is no part.
    whole: Option<Numeral>,
    left: Option<Number>,
}

impl Division {
    /// Takes in a clause; says whether it tells of parts, which those before it may have told all already.
    fn goes_on_in(&mut self, clause: &Clause<'_>, is_begun: bool) -> bool {
        let begins = clause.has(Term::Among);
        let goes_on = begins || (is_begun && !self.left.is_some_and(Number::is_zero));
        if begins {
            self.left = self.whole.as_ref().map(|whole| whole.value);
        } else if !goes_on {
            self.left = None;
        }
        for count in clause.counts() {
            match (&self.whole, self.left) {
                (Some(whole), Some(left)) if whole.measure == count.measure => {
                    self.left = (count.value <= left).then(|| left - count.value);
                }
                (_, None) => self.whole = Some(count.clone()),
                _ => {}
            }
        }
        goes_on
    }
}

impl Course {
    fn scope(&mut self, prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Scope {
        if is_compared_with_year(sentence, clause) {
            self.before_comparison = Some(self.scope.is(About::Elsewhere));
        }
        let turns = self.turns(prose, sentence, clause);
        // 县局收到2件，办结1件: what follows is of that agency, up to 我局收到3件.
        let goes_on = self.is_of_named && turns.is_none() && !prose.tells_of_itself(sentence, clause);
        let was_elsewhere = turns.unwrap_or(self.scope.is(About::Elsewhere) && (goes_on || !self.is_of_named));
        let names_another = prose.tells_of_another(sentence, clause);
        self.is_of_named = goes_on || (names_another && !was_elsewhere);
        self.scope.set(About::Elsewhere, was_elsewhere || names_another);
        let is_begun = self.scope.is(About::Among) && !clause.ends_part();
        let is_among = self.division.goes_on_in(clause, is_begun);
        self.scope.set(About::Among, is_among);
        self.scope.set(About::AfterAmong, is_among || self.scope.is(About::AfterAmong));
        self.scope.set(About::Partial, prose.is_partial(sentence, clause, self.names_any_way));
        self.scope.set(About::Compared, clause.has_any(&[Term::Compare, Term::LastYear]));
        self.scope.set(About::LastYear, clause.has(Term::LastYear));
        self.scope.set(About::Planned, clause.has(Term::Plan));
        self.scope.set(About::PartOfYear, clause.has(Term::Period));
        self.scope.set(About::Except, clause.has(Term::Except));
        self.scope.set(About::OfOtherAgencies, clause.has(Term::Elsewhere));
        self.scope.set(About::Narrowed, self.narrows && !is_of_all(clause));
        // 各乡镇举办培训23期，参训960人次; 围绕稳经济政策，发布材料47件: what follows is of those.
        let text = sentence.text_of(clause);
        self.narrows |= clause.has(Term::Elsewhere) || NARROWING.begins(text);
        self.narrows &= !clause.ends_part();
        let scope = self.scope;
        if let Some(before) = self.before_comparison.take_if(|_| clause.has(Term::Compare)) {
            self.scope.set(About::Elsewhere, before);
        }
        scope
    }

    /// Whether from this clause on somebody else or another time is spoken of; none if it does not say.
    fn turns(&self, prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<bool> {
        let own = Number::whole(i64::from(prose.report.year));
        let years = clause.tokens.iter().filter_map(Token::number).filter(|number| number.measure == Measure::Year);
        // 因2022年的申请引发行政复议1件: this year's, whatever led to it.
        let years = years.filter(|year| {
            let before = sentence.passage.text.slice(..year.range.start);
            // 较2022年下降19%: what follows is of this year again.
            let is_beside = COMPARED_WITH.ends(before) && compares_after(clause, year);
            !is_beside && !BECAUSE.ends(before)
        });
        let (mut this, mut other) = (clause.has(Term::ThisYear), clause.has(Term::LastYear));
        for year in years {
            let is_own = year.value == own || !sentence.is_of_another_year();
            if is_own { this = true } else { other = true }
        }
        // 截至11月底，收到…: what leads the sentence holds for what follows.
        let leads = clause.counts().next().is_none() && tells_first(clause, &[Term::Period, Term::Elsewhere]);
        // 市政府本级收到187件，其中自然人171件: the parts are of the same agency.
        let leads = leads || (!self.scope.is(About::Among) && !clause.has(Term::Among) && begins_elsewhere(clause));
        (this || other || leads).then_some(other || leads)
    }
}

/// 比2022年: whether a clause ends with a year that a number is set beside.
fn is_compared_with_year(sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
    let year = clause.tokens.last().filter(|last| last.is_year());
    year.is_some_and(|year| COMPARED_WITH.ends(sentence.passage.text.slice(clause.range.start..year.range.start)))
}

/// Whether a clause says after a year how a number compares with it: 下降.
fn compares_after(clause: &Clause<'_>, year: &Numeral) -> bool {
    clause.tokens.iter().any(|token| token.range.start >= year.range.end && token.term() == Some(Term::Compare))
}

/// 本级受理4件，各部门受理6件: whether a sentence counts parts of a whole that it does not state.
pub(super) fn counts_elsewhere(clauses: &[Clause<'_>]) -> bool {
    // 全县收到10件，其中各部门收到6件: what stands before is the whole.
    // 全区受理10件，区政府本级受理6件: so it is here.
    let states_all = |clause: &Clause<'_>| {
        clause.has(Term::WholeArea) && !clause.scope.is(About::Partial) && clause.counts().next().is_some()
    };
    let mut whole = clauses.iter().take_while(|clause| !clause.scope.is(About::AfterAmong) && !states_all(clause));
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
        .find(|term| terms.contains(term) || REPORTED.has(*term) || *term == Term::Occur)
        .is_some_and(|term| terms.contains(&term))
}

/// 全年共: whatever the clauses before were about.
fn is_of_all(clause: &Clause<'_>) -> bool {
    clause.has_any(&[Term::Total, Term::ThisYear, Term::WholeArea]) || clause.tokens.iter().any(Token::is_year)
}
