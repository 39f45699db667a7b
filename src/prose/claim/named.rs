//! What a number counts by the names of the tables that stand before or after it: 予以公开3件, 3件予以公开.

use super::{
    State,
    words::{DISCLOSED, PAPERS, PUBLISHED, Phrase, is_published, joined},
};
use crate::prose::{
    About, Measure, Prose, QuantityId, QuantityKind as Kind, Sense, Sentence, Slice, Subject, Term, Token, holds,
    vocabulary::{
        AMONG, AND_OTHERS, CLASSES, COUNTS_DECISIONS, JOINS, MATTERS_OF_DECISIONS, NO_DECISIONS, TAILS_OF_COUNTS,
    },
};
use std::ops::Range;

/// 及: after the name of a column, which is not all that is counted.
static AND_MORE: Sense = Sense::new("and-more");
/// 代理: it is not their own request.
static AGENTS: Sense = Sense::new("agents");
/// 不存在2件: the same as 信息不存在.
static ABSENT: Sense = Sense::new("absent");
/// 企业: those whose requests are counted next.
pub(super) static ENTERPRISES: Sense = Sense::new("enterprises");
/// 公民个人: the same of natural persons.
static CITIZENS: Sense = Sense::new("citizens");
/// What stands before 行政许可 where decisions are counted.
static DECIDES: Sense = Sense::new("decides");
/// 涉企: before 行政处罚, some of these.
static PARTS_OF_DECISIONS: Sense = Sense::new("parts-of-decisions");
/// What decisions are counted in.
static UNITS: Sense = Sense::new("units-of-decisions");
/// After a number of reviews or lawsuits: no others are counted.
static ON_THE_SAME: Sense = Sense::new("on-the-same-cases");
/// 按规定: between a number and what was done.
static BY_RULE: Sense = Sense::new("by-rule");
static ALSO_CITIZENS: Sense = Sense::new("citizens-and");

/// How reviews and lawsuits end.
static ENDINGS: Sense = Sense::new("ends-of-disputes");

/// How far after its number a word may name what is counted, in bytes: 3件申请予以公开.
const NEAR: usize = 12;

impl State {
    /// By the names before the number: of several, the last, if the others are of the same.
    pub(super) fn named_before(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
        names: &[(QuantityId, &Token)],
        pending_item: Option<QuantityId>,
    ) -> Option<(QuantityId, Range<usize>)> {
        let (&(_, first), &(last, word)) = names.first().zip(names.last())?;
        let quantities = &prose.lexicon.quantities;
        let kind = |at: QuantityId| quantities[at].kind;
        let cells = |at: QuantityId| &quantities[at].readings[0];
        // 行政复议结果维持5件
        let is_ended =
            |at: QuantityId| matches!(kind(at), Kind::Review | Kind::Litigation) && kind(last) == Kind::Dispute;
        let is_nested = |at: QuantityId| is_ended(at) || holds(cells(at), cells(last)) || holds(cells(last), cells(at));
        let is_none = phrase.numeral().is_some_and(|numeral| numeral.value.is_zero());
        let waits = phrase.first && !is_none && pending_item.is_some_and(|other| other != last);
        let are_disputes =
            |one: QuantityId, other: QuantityId| (kind(one), kind(other)) == (Kind::Review, Kind::Litigation);
        let are_joined = match *names {
            [(review, first), (litigation, next)] => {
                are_disputes(review, litigation)
                    && !is_none
                    && joined(prose.lexicon, sentence, phrase.before()).is_none()
                    && JOINS.is(sentence.passage.text.slice(first.range.end..next.range.start))
            }
            _ => false,
        };
        // 行政复议、行政诉讼3条, 行政复议及行政诉讼2件: of both, of each, or of the last.
        if are_joined || (waits && pending_item.is_some_and(|other| are_disputes(other, last))) {
            let both = prose.lexicon.quantity(Kind::Disputes).filter(|_| fits_dispute(prose, sentence, phrase))?;
            return Some((both, first.range.start..word.range.end));
        }
        // 行政处罚、行政强制2项
        let together =
            if kind(last) == Kind::Decision { decisions_together(prose, sentence, phrase) } else { Vec::new() };
        if !is_none && together.len() > 1 {
            // 行政许可、行政处罚等5件
            let names_all = phrase.between(sentence).is_some_and(|text| !AND_OTHERS.begins(text));
            let all = prose.lexicon.decisions_together(&together)?;
            return (names_all && self.fits(prose, sentence, phrase, last))
                .then_some((all, first.range.start..word.range.end));
        }
        if waits
            || !(is_none
                || joined(prose.lexicon, sentence, phrase.before()).is_some()
                || names.iter().all(|(at, _)| is_nested(*at)))
        {
            return None;
        }
        // 国家秘密不予公开0件: of the narrower of both.
        // 因不掌握等原因无法提供265件: of all of them.
        let text = &sentence.passage.text;
        let only = names.iter().filter(|(_, word)| !AND_OTHERS.begins(text.slice(word.range.end..)));
        let outcomes = only.map(|(at, _)| *at).filter(|&at| kind(at) == Kind::Outcome && kind(last) == Kind::Outcome);
        let narrowest = outcomes.filter(|&at| holds(cells(last), cells(at))).min_by_key(|&at| cells(at).len());
        let quantity = narrowest.unwrap_or(last);
        self.fits(prose, sentence, phrase, quantity).then_some((quantity, first.range.start..word.range.end))
    }

    /// By the name after the number: 3件申请予以公开.
    pub(super) fn named_after(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
        (quantity, word): (QuantityId, &Token),
    ) -> Option<(QuantityId, Range<usize>)> {
        // 其余6件分别为部分公开2件: the name is the next number's.
        let next = phrase.clause.tokens.get(phrase.end).filter(|next| next.range.start == word.range.end);
        if next.is_some() && phrase.number().range.end < word.range.start {
            return None;
        }
        // 5件政府信息公开申请结转至2024年, 2起涉及政府信息公开的行政诉讼
        let between = phrase.after().iter().take_while(|token| token.range.end <= word.range.start);
        let names = between.filter(|token| matches!(token.term(), Some(Term::Request | Term::Disclosure)));
        // 42件申请按照《条例》规定顺延到下年度
        let gap =
            sentence.passage.text.slice(phrase.number().range.end..word.range.start.max(phrase.number().range.end));
        let passed = BY_RULE.matches_apart(gap).map(|rule| rule.len()).sum::<usize>();
        let passed = passed + names.map(|token| token.range.len()).sum::<usize>();
        let is_near = phrase.number().range.end + NEAR + passed >= word.range.start;
        let mut before = phrase.before().iter().filter_map(Token::term);
        let names_other_things =
            before.any(|term| matches!(term, Term::Documents | Term::Regulations | Term::Unrelated));
        let is_bare = phrase.first && is_near && !names_other_things;
        // 行政复议144件，120件作出复议决定: some of those.
        let is_dispute = matches!(prose.lexicon.quantities[quantity].kind, Kind::Review | Kind::Litigation);
        let mut earlier = sentence.tokens.iter().take_while(|token| token.range.start < word.range.start);
        let is_of_those = is_dispute && earlier.any(|token| token.named().is_some_and(|(named, _)| named == quantity));
        let is_bare = is_bare && !is_of_those;
        (is_bare && self.fits(prose, sentence, phrase, quantity)).then(|| (quantity, word.range.clone()))
    }

    /// 公开3件, 不存在2件 of what was asked for.
    pub(super) fn in_short(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
    ) -> Option<(QuantityId, Range<usize>)> {
        let said = phrase.clause.range.start..phrase.number().range.start;
        let is_said = self.named.requests && phrase.first && !self.of_other_things;
        let words = sentence.passage.text.slice(said.clone());
        let granted = prose.lexicon.granted.filter(|_| DISCLOSED.is(words));
        let absent = prose.lexicon.absent.filter(|_| ABSENT.is(words));
        let meant = granted.or(absent).filter(|_| is_said)?;
        Some((meant, said))
    }

    /// 企业2件, 个人3件, among what came in: such a word by itself names no column, as it is said of much else.
    pub(super) fn applicants_in_short(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
    ) -> Option<(QuantityId, Range<usize>)> {
        let said = phrase.clause.range.start..phrase.number().range.start;
        let is_said = self.mentioned.received
            && phrase.first
            && phrase.clause.scope.is(About::Among)
            && !self.of_other_things
            && self.divides_received(sentence, phrase);
        let words = sentence.passage.text.slice(said.clone());
        let business = prose.lexicon.business.filter(|_| ENTERPRISES.is(words));
        let person = prose.lexicon.person.filter(|_| CITIZENS.is(words));
        Some((business.or(person).filter(|_| is_said)?, said))
    }

    /// 收到申请965件，予以公开36件，其中公民15件: of the number right before 其中, which need not be what came in.
    fn divides_received(&self, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
        let until = phrase.number().range.start;
        let among =
            sentence.tokens.iter().rev().find(|token| token.range.end <= until && token.term() == Some(Term::Among));
        let begin = among.map_or(phrase.clause.range.start, |among| among.range.start);
        let before = sentence.tokens.iter().rev().filter(|token| token.range.end <= begin);
        let divided = before.filter_map(Token::number).find(|number| number.counts_things());
        divided.is_some_and(|divided| self.mentioned.all == Some(divided.value))
    }

    /// Whether sentence and clause speak of a named quantity as the tables do.
    pub(super) fn fits(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        phrase: &Phrase<'_, '_>,
        at: QuantityId,
    ) -> bool {
        let clause = phrase.clause;
        match prose.lexicon.quantities[at].kind {
            Kind::Applicant => self.fits_applicant(sentence, phrase),
            Kind::Review | Kind::Litigation => fits_dispute(prose, sentence, phrase),
            Kind::Dispute => is_on_disclosure(prose, sentence, phrase),
            Kind::CarriedIn | Kind::CarriedOut => !clause.has(Term::Unrelated),
            // 承办建议11件，其中9件予以公开; 应公开文件65件，其余5件不予公开
            Kind::Outcome => {
                let requests = self.named.requests || sentence.has(Term::AnyRequest);
                let is_of_carried = self.mentioned.carried && clause.scope.is(About::Among);
                !clause.has_any(&[Term::Unrelated, Term::Documents, Term::Regulations])
                    && !is_of_carried
                    && (requests || !(sentence.has(Term::Unrelated) || PAPERS.is_in(sentence.text())))
            }
            Kind::Decision => fits_decision(prose, sentence, phrase),
            Kind::Fees => false,
            _ => true,
        }
    }

    /// 办结自然人申请5件: not of what came in. 商业企业及个体户58件: of more than the table's column.
    fn fits_applicant(&self, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
        let verb = phrase.verb().or(if self.mentioned.received { Some(Term::Receive) } else { self.verb });
        let is_done = matches!(verb, Some(Term::Finish | Term::Handle));
        let is_more = phrase.between(sentence).is_some_and(|text| AND_MORE.begins(text) || AGENTS.is_in(text));
        !is_done && !phrase.clause.has(Term::Unrelated) && !is_more
    }
}

/// The decisions that are named one after the other, up to a number: 行政处罚、行政强制; none if they were published.
fn decisions_together(prose: &Prose<'_>, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> Vec<QuantityId> {
    let text = &sentence.passage.text;
    let mut names: Vec<QuantityId> = Vec::new();
    let mut next: Option<&Token> = None;
    let before = &sentence.tokens[..phrase.clause.begin + phrase.at];
    for token in before.iter().rev().skip_while(|token| token.named().is_none()) {
        if token.mark() == Some('、') {
            continue;
        }
        let is_joined = next.is_none_or(|next| {
            let between = text.slice(token.range.end.min(next.range.start)..next.range.start);
            between == "、" || JOINS.is(between)
        });
        let decision = token.named().filter(|_| is_joined && prose.named_kind(token) == Some(Kind::Decision));
        let Some((at, _)) = decision else { break };
        names.push(at);
        next = Some(token);
    }
    let is_published = next.is_some_and(|first| PUBLISHED.ends(text.slice(..first.range.start)));
    if is_published { Vec::new() } else { names }
}

/// Whether reviews and lawsuits are counted that disclosure gave rise to, and not those of all kinds.
fn is_on_disclosure(prose: &Prose<'_>, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
    // 应诉案件5件，其中信息公开1件: the first number is of all kinds.
    // 公开行政复议1件
    let mut names = phrase.before().iter().filter(|token| token.named().is_some());
    let is_short = names.any(|name| DISCLOSED.ends(sentence.text().slice(..name.range.start - sentence.range.start)));
    let is_named = is_short
        || names_disclosure(sentence, 0..phrase.number().range.start)
        || names_disclosure_after(sentence, phrase);
    let is_reported = sentence.has(Term::Disclosure) || sentence.has(Term::Request);
    // 收到申请21件。发生行政复议1件: they arose from these.
    let came_of_them = || begins_with_disputes(sentence) && is_within_received(prose, phrase);
    let arose = sentence.is_on_requests() && (sentence.has(Term::Occur) || came_of_them());
    is_named || ((sentence.passage.section == Some("disputes") || arose) && !is_reported)
}

/// 收到申请21件。行政复议1件，已审结: a sentence on nothing else than what came of them.
fn begins_with_disputes(sentence: &Sentence<'_>) -> bool {
    let mut words = sentence.tokens.iter().filter(|token| !token.is_year() && token.term() != Some(Term::ThisYear));
    let first = words.next().filter(|first| first.named().is_some());
    first.is_some_and(|first| DISPUTES.is(sentence.passage.text.slice(first.range.clone())))
}

/// 收到申请14件。行政复议135件: no more of these can come of requests than there were.
fn is_within_received(prose: &Prose<'_>, phrase: &Phrase<'_, '_>) -> bool {
    let mut received = prose.lexicon.quantity(Kind::Received).into_iter().flat_map(|at| prose.stated(Subject::new(at)));
    phrase.numeral().is_some_and(|number| received.any(|stated| number.value <= stated.value))
}

/// 行政复议, 行政诉讼.
static DISPUTES: Sense = Sense::new("bare-disputes");

/// Whether disclosure, or requests for it, are named in a stretch of the text.
fn names_disclosure(sentence: &Sentence<'_>, within: Range<usize>) -> bool {
    sentence
        .terms()
        .any(|(token, term)| matches!(term, Term::Disclosure | Term::Request) && within.contains(&token.range.start))
}

/// 2起关于政府信息公开的行政诉讼: between the number and its name.
fn names_disclosure_after(sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
    let name = phrase.after().iter().find(|token| token.named().is_some());
    name.is_some_and(|name| names_disclosure(sentence, phrase.number().range.end..name.range.start))
}

fn fits_dispute(prose: &Prose<'_>, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
    // 被行政复议纠正9件: of reviews that ended so.
    let is_ended = phrase.between(sentence).is_some_and(|text| ENDINGS.is_in(text));
    // 行政复议2件，复议机关均维持; 行政诉讼1件，案件正在审理: what stands after is of the same.
    let text = &sentence.passage.text;
    let number = phrase.number().range.clone();
    let semicolon = text.slice(number.end..sentence.range.end).find(['；', ';']).map(|at| number.end + at);
    let part_end = semicolon.unwrap_or(sentence.range.end);
    // 未收到咨询；因政府信息公开被申请行政复议1件: what stands before is told by itself.
    let before = text.slice(..number.start);
    let begin = before.rfind(['；', ';']).unwrap_or_default().max(sentence.range.start);
    let begin = if names_disclosure(sentence, begin..number.start) { begin } else { sentence.range.start };
    let mut unrelated = sentence
        .terms()
        .filter(|(token, term)| *term == Term::Unrelated && (begin..part_end).contains(&token.range.start));
    let is_on_the_same = |token: &Token| {
        let counts_more = text.slice(token.range.end..).starts_with(|c: char| c.is_ascii_digit());
        ON_THE_SAME.ends(text.slice(..token.range.end)) && !counts_more
    };
    let is_of_other_things = phrase.clause.has(Term::Unrelated)
        || unrelated.any(|(token, _)| token.range.start < number.start || !is_on_the_same(token));
    is_on_disclosure(prose, sentence, phrase) && !is_ended && phrase.verb() != Some(Term::Finish) && !is_of_other_things
}

/// 公开行政许可信息278条: not what was decided.
fn fits_decision(prose: &Prose<'_>, sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>) -> bool {
    let clause = phrase.clause;
    let until = phrase.after().first().map_or(clause.range.end, |next| next.range.start);
    let text = &sentence.passage.text;
    let begin = clause.range.start;
    let name = phrase.before().iter().filter_map(Token::named).next_back().map(|(_, word)| word.range.clone());
    let name = name.unwrap_or(begin..begin);
    let before = text.slice(begin..name.start);
    let decides = DECIDES.ends(before) || decides_in_a_field(before) || is_published(prose, sentence, phrase);
    let said = text.slice(if decides { name.end } else { begin }..until);
    // 行政处罚决定公开5件
    let is_published_after = phrase.between(sentence).is_some_and(|after| is_as_many(sentence, phrase, after));
    let said = if is_published_after { "" } else { said };
    // 行政处罚处理决定803条: whatever they are counted in.
    let counts_decisions = COUNTS_DECISIONS.is_in(text.slice(name.end..phrase.number().range.start.max(name.end)));
    let are_decisions = counts_decisions
        || are_items_decided(sentence, phrase, &name)
        || phrase.numeral().is_some_and(|n| matches!(n.measure, Measure::Things(unit) if UNITS.has(unit)));
    // 行政处罚案件5件均及时公示: what was done with all of them makes them nothing else.
    // 查处违法案件并作出行政处罚5件: nor what led to them.
    let counted = clause
        .tokens
        .iter()
        .filter(|token| !decides || token.range.start >= name.start)
        .take_while(|token| token.range.start < phrase.number().range.start || token.term() != Some(Term::All));
    let is_of_other_things = !is_published_after && counted.filter_map(Token::term).any(|term| term == Term::Unrelated);
    // 涉企行政处罚决定30件, 新增行政许可0项、行政处罚0项
    let are_some = PARTS_OF_DECISIONS.ends(before) || PARTS_OF_DECISIONS.ends(before_listed(sentence, &name));
    are_decisions
        && !are_some
        && ![&NO_DECISIONS, &MATTERS_OF_DECISIONS].iter().any(|sense| sense.is_in(said))
        && !is_of_other_things
}

/// 行政处罚决定公开5件, 行政处罚决定全部公示5件: whether no fewer were made, as what stands behind the name says. Of
/// one decision there may be several notices, and of last year's too.
fn is_as_many(sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>, after: &str) -> bool {
    let says_all = || {
        // 公示100件，其中上年度作出的16件，公示率100%: of more than were made.
        let behind = sentence.passage.text.slice(phrase.number().range.end..sentence.range.end);
        NOTICE_RATES.is_in(behind) && !AMONG.is_in(behind)
    };
    ALL_PUBLISHED.is(after) || (PUBLISHED.is(after) && (!NOTICES.is(after) || says_all()))
}

/// 公示: of decisions, and of what is planned or changed.
static NOTICES: Sense = Sense::new("notices");
/// 公示率100%: after the number of notices.
static NOTICE_RATES: Sense = Sense::new("rates-of-all");
/// 全部公示: between decisions and their number.
static ALL_PUBLISHED: Sense = Sense::new("all-published");

/// 作出行政处罚399条: whether items are decisions. By themselves they may be information, or powers in a list.
fn are_items_decided(sentence: &Sentence<'_>, phrase: &Phrase<'_, '_>, name: &Range<usize>) -> bool {
    let text = &sentence.passage.text;
    let counts_items = phrase.numeral().is_some_and(|n| n.measure == Measure::Things('条'));
    if !counts_items || NO_DECISIONS.is_in(sentence.text()) {
        return false;
    }
    // 行政处罚决定书制作说明3条, 作出行政处罚告知30条: nothing but 决定 may stand before the number.
    let gap = text.slice(name.end..phrase.number().range.start.max(name.end));
    if !TAILS_OF_COUNTS.trimmed(DECISIONS.after(gap).unwrap_or(gap)).is_empty() {
        return false;
    }
    let said = before_listed(sentence, name);
    DECIDES.ends(said)
        || decides_in_a_field(said)
        || DECISIONS.is_in(text.slice(name.start..phrase.number().range.start.max(name.start)))
        || phrase.clause.has(Term::All)
}

/// 作出 of 作出行政许可12条、行政处罚39条: what stands before the first of a list.
fn before_listed<'t>(sentence: &'t Sentence<'_>, name: &Range<usize>) -> &'t str {
    let mut listed = sentence.tokens.iter().rev().skip_while(|token| token.range.start >= name.start);
    let begin = listed.find(|token| token.mark().is_some_and(|mark| mark != '、')).map(|token| token.range.end);
    let begin = begin.unwrap_or(sentence.range.start);
    let mut names = sentence.tokens.iter().filter(|token| token.range.start >= begin && token.named().is_some());
    let first = names.next().map_or(name.start, |first| first.range.start.min(name.start));
    sentence.passage.text.slice(begin..first)
}

/// 决定.
static DECISIONS: Sense = Sense::new("decision");

/// 办理水利类, before 行政许可: those of one field.
fn decides_in_a_field(before: &str) -> bool {
    let Some(before) = CLASSES.before(before) else { return false };
    DECIDES.matches(before).any(|verb| before.slice(verb.end..).chars().count() <= LONGEST_FIELD)
}

/// Characters of a field such as 道路运输; more are likely to hold another verb.
const LONGEST_FIELD: usize = 6;

/// 公民、法人或者其他组织的申请2件: of whomever they came from.
pub(super) fn names_everybody(prose: &Prose<'_>, sentence: &Sentence<'_>, word: &Token) -> bool {
    let is_applicant = prose.named_kind(word) == Some(Kind::Applicant);
    is_applicant && ALSO_CITIZENS.ends(sentence.passage.text.slice(..word.range.start))
}
