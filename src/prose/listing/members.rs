//! The parts of a list, as they stand after their total.

use super::{REST, Unit, goes_deeper, parts};
use crate::prose::{
    About, Clause, Numeral, Sentence, Term,
    channels::{is_of_one_channel, names_channel},
    complexity::step,
    vocabulary::{AMONG, Sense},
};
use crate::report::Number;

/// 涉及: before what requests were about.
static CONCERNING: Sense = Sense::new("concerns-of-requests");

/// The parts of a list, as they stand after their total.
pub(super) struct Members<'c, 's> {
    /// Each clause with what it counts.
    pub(super) found: Vec<(&'c Clause<'s>, Vec<&'c Numeral>)>,
    /// The clauses' words, and those between them.
    pub(super) marked: String,
    /// 工作报告2条: after the list others are counted that it may have been meant to hold.
    pub(super) go_on_after: bool,
}

impl<'c, 's> Members<'c, 's> {
    /// Those of a measure in the clauses after the opening, at a depth of brackets; none if these tell of other things.
    pub(super) fn after(
        sentence: &Sentence<'_>,
        opening: &Clause<'_>,
        unit: Unit<'_>,
        clauses: &'c [Clause<'s>],
        depth: usize,
    ) -> Option<Self> {
        let mut members = Self { found: Vec::new(), marked: String::new(), go_on_after: false };
        let (mut separator, mut last_end, mut previous_end) = (None, opening.end, opening.end);
        let mut passed = false;
        let goes_on_by_semicolons = are_listed_by_semicolons(sentence, unit, clauses, depth);
        for clause in clauses.iter().inspect(|_| step()).take_while(|clause| clause.depth >= depth) {
            if clause.depth > depth || clause.range.is_empty() {
                continue;
            }
            // 采购信息20条，金额9万元；网站发布27条: nothing says that these are parts.
            let before_end = std::mem::replace(&mut previous_end, clause.end);
            let is_empty = members.found.is_empty();
            if is_empty && matches!(before_end, Some('；' | ';')) && !goes_deeper(sentence, clause) {
                return None;
            }
            if !is_empty && !goes_on_by_semicolons && members.end_before(sentence, opening, clause, separator, last_end)
            {
                members.go_on_after =
                    clause.counts().any(|number| unit.counts(sentence, clause, number)) && names_alone(clause);
                break;
            }
            // 完成12项，其中提前完成5项: another list begins.
            if goes_deeper(sentence, clause) && (!is_empty || passed) {
                break;
            }
            let numbers = parts(sentence, clause, unit);
            // 新收486件，上年结转13件，合计499件
            let is_sum = clause.has(Term::Total) && !numbers.is_empty() && !is_empty;
            if is_sum || members.were_asked_for(sentence, clause) {
                break;
            }
            passed |= numbers.is_empty() && clause.counts().next().is_some();
            // 1件尚在办理，其余均已办结: what opens is a part itself.
            if numbers.is_empty() && is_empty && REST.begins(sentence.text_of(clause)) {
                return None;
            }
            if numbers.is_empty() {
                // 电视、广播、宣传栏等415余条: names before their number.
                // 乡镇（街道）6980条: a label with a bracket in it.
                let goes_on = matches!(clause.end, Some('、' | '（' | '('));
                let leads = clause.counts().next().is_none() && (is_empty || goes_on);
                if clause.scope.is(About::Compared) || leads {
                    members.marked.push_str(sentence.text_of(clause));
                    continue;
                }
                break;
            }
            if !is_empty && separator.is_none() {
                separator = last_end;
            }
            members.marked.push_str(sentence.text_of(clause));
            members.found.push((clause, numbers));
            last_end = clause.end;
        }
        Some(members)
    }

    /// 争议11件，其中复议7件，维持6件、审结1件；诉讼4件，维持2件: what the first of a group between semicolons is divided
    /// into is no part beside it, if the first ones are all disputes or make up the total.
    pub(super) fn keep_heads(
        &mut self,
        sentence: &Sentence<'_>,
        unit: Unit<'_>,
        total: &Numeral,
        clauses: &'c [Clause<'s>],
    ) {
        let Some((first, _)) = self.found.first() else { return };
        let mut numbers = self.found.iter().flat_map(|(_, numbers)| numbers.iter().map(|number| number.value));
        let (head, depth) = (numbers.next(), first.depth);
        if self.found.len() <= 2 || head != Some(numbers.sum()) {
            return;
        }
        let groups = clauses.split_inclusive(Clause::ends_part).map_while(|group| {
            let mut counted = group.iter().inspect(|_| step()).filter(|clause| clause.depth == depth);
            counted.find_map(|clause| {
                let numbers = parts(sentence, clause, unit);
                (numbers.len() == 1).then_some((clause, numbers))
            })
        });
        let heads: Vec<_> = groups.collect();
        let disputes: Vec<_> =
            heads.iter().take_while(|(clause, _)| unit.prose.names_disputes(clause.tokens)).cloned().collect();
        let heads_sum: Number = heads.iter().flat_map(|(_, numbers)| numbers.iter().map(|number| number.value)).sum();
        let kept = if heads_sum == total.value { heads } else { disputes };
        if kept.len() > 1 {
            (self.found, self.go_on_after) = (kept, false);
        }
    }

    /// Whether the list has ended: 、 binds closer than ，, so that after a list with 、 a comma ends it.
    fn end_before(
        &self,
        sentence: &Sentence<'_>,
        opening: &Clause<'_>,
        clause: &Clause<'_>,
        separator: Option<char>,
        last_end: Option<char>,
    ) -> bool {
        match (separator, last_end) {
            (Some('、'), Some('，' | ',' | '；' | ';')) => !REST.begins(sentence.text_of(clause)),
            (_, Some('；' | ';')) => {
                is_of_one_channel(sentence.text_of(opening))
                    || !names_channel(sentence.text_of(clause))
                    || !self.found.iter().all(|(part, _)| names_channel(sentence.text_of(part)))
            }
            _ => false,
        }
    }

    /// 线上申请20件，已办结18件: of those, or of all, but no part beside them.
    fn were_asked_for(&self, sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
        // 网上申请700件，信函申请200件，涉及征地拆迁类300件: what they were about is no way.
        let tells_more = is_done(clause) || CONCERNING.begins(sentence.text_of(clause));
        tells_more && self.found.first().is_some_and(|(first, _)| first.has(Term::Channel) && !is_done(first))
    }

    /// 网站发布4223条，微信、微博分别发布1826条、2386条: others beside the one.
    pub(super) fn are_beside(&self, sentence: &Sentence<'_>, opening: &Clause<'_>) -> bool {
        matches!(opening.end, Some('，' | ','))
            && !AMONG.is_in(&self.marked)
            && is_of_one_channel(sentence.text_of(opening))
            && self.found.iter().any(|(clause, _)| names_channel(sentence.text_of(clause)))
    }
}

/// So many names with their numbers between semicolons are one list.
const FEWEST_BETWEEN_SEMICOLONS: usize = 4;

/// 其中工作动态52条；其他文件10条；政策解读2条；规划信息1条: whether all that follows is named with its number and ends so.
fn are_listed_by_semicolons(sentence: &Sentence<'_>, unit: Unit<'_>, clauses: &[Clause<'_>], depth: usize) -> bool {
    let counting = clauses.iter().filter(|clause| clause.depth <= depth && clause.has_numbers());
    let counting: Vec<_> = counting.collect();
    let is_led_to = counting
        .first()
        .is_some_and(|first| goes_deeper(sentence, first) || clauses.first().is_some_and(|lead| lead.has(Term::Among)));
    is_led_to
        && counting.len() >= FEWEST_BETWEEN_SEMICOLONS
        && counting.iter().all(|clause| {
            let is_separated = clause.ends_part() || clause.end.is_none();
            clause.depth == depth && is_separated && names_alone(clause) && parts(sentence, clause, unit).len() == 1
        })
}

/// Whether a clause counts what was done with requests.
fn is_done(clause: &Clause<'_>) -> bool {
    clause.has_any(&[Term::Finish, Term::Handle])
}

/// 工作报告2条: whether a clause counts what it names, and tells of nothing.
fn names_alone(clause: &Clause<'_>) -> bool {
    !clause.has_any(&[Term::Total, Term::Channel, Term::Receive, Term::Issue, Term::Finish, Term::Handle])
        && !clause.scope.is_any(&[About::Compared, About::Planned])
}
