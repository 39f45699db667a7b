//! A total and the list of its parts: 共120条，其中甲类20条、乙类60条、丙类40条.

mod across;
mod members;
mod summed;
mod whole;

pub(crate) use across::across;

use super::{
    About, Bounds, Clause, Measure, Numeral, Prose, QuantityKind, Sentence, Slice, Term,
    channels::{is_of_one_channel, names_channel},
    numeral::sum,
    vocabulary::{AMONG, JOINS, OF_REQUESTS, Sense},
};
use members::Members;
use std::ops::Range;
use summed::summed;
use whole::listing;

/// A number that a sentence divides into others.
#[derive(Clone, Debug)]
pub struct Listing {
    pub total: Numeral,
    pub parts: Vec<Numeral>,
    /// How many of the parts name a channel: what goes out on several is counted in each.
    pub channels: usize,
    /// Whether the parts claim to be all there are.
    pub is_whole: bool,
    /// Whether the text says that they are parts at all.
    pub is_stated: bool,
    /// Whether the last of them leaves nothing over, or all are of one kind: none of them divides the total once more.
    pub divides_once: bool,
    pub range: Range<usize>,
}

impl Listing {
    pub fn sum(&self) -> Bounds {
        Bounds::sum(&self.parts)
    }

    /// Whether a number is one of parts that are all there are: 26件，其中网上19件、邮寄5件、当面2件.
    pub fn tells_all_with(&self, numeral: &Numeral) -> bool {
        let is_all = sum(&self.parts) == self.total.value || self.is_divided_again();
        is_all && self.parts.iter().any(|part| part.range == numeral.range)
    }

    /// 12件，其中信函7件，网络5件，已办结10件，结转2件: some of the parts are the whole, others divide it once more.
    pub fn is_divided_again(&self) -> bool {
        let total = self.total.value;
        let (mut left, mut times) = (total, 0);
        for part in &self.parts {
            if part.value > left {
                return false;
            }
            left = left - part.value;
            if left.is_zero() {
                (left, times) = (total, times + 1);
            }
        }
        times > 0 && self.parts.len() > 1 && (left == total || !self.divides_once)
    }
}

/// Words of a last part that leaves nothing over.
static REST: Sense = Sense::new("rest");
/// 中 of 25处专区中: of these, parts follow.
static AMONG_THOSE: Sense = Sense::new("among-those");
/// 从办理进度看: another division of the same total begins.
static PARTITIONS: Sense = Sense::new("another-division");
/// 包括: parts follow.
static OPENS: Sense = Sense::new("opens-a-list");

/// A total and two parts.
const FEWEST: usize = 3;

/// In what things are counted: requests, in any of several measure words.
#[derive(Clone, Copy)]
struct Unit<'p> {
    prose: &'p Prose<'p>,
    measure: Measure,
    of_requests: bool,
    /// 条次: how often things were done.
    in_times: bool,
}

/// 告知书: counted beside the requests, in 份 too.
static WRITTEN: Sense = Sense::new("written-to-applicants");

impl<'p> Unit<'p> {
    /// 收到8份申请: that of the total, with which its parts are counted.
    fn of(prose: &'p Prose<'p>, sentence: &Sentence<'_>, opening: &Clause<'_>, total: &Numeral) -> Self {
        let in_times = are_times(sentence, total);
        Self { prose, measure: total.measure, of_requests: opening.has(Term::Request), in_times }
    }

    fn counts(self, sentence: &Sentence<'_>, clause: &Clause<'_>, number: &Numeral) -> bool {
        if number.measure == self.measure {
            return self.in_times == are_times(sentence, number);
        }
        let text = sentence.text_of(clause);
        let is_part = REST.begins(text)
            || self
                .prose
                .names_kind(clause.tokens, |kind| matches!(kind, QuantityKind::Outcome | QuantityKind::Applicant));
        self.of_requests && self.measure.is_like(number.measure, &OF_REQUESTS) && is_part && !WRITTEN.is_in(text)
    }
}

/// 条次: after a number, it counts how often things were done.
static TIMES: Sense = Sense::new("times-of-things");

fn are_times(sentence: &Sentence<'_>, number: &Numeral) -> bool {
    TIMES.begins(sentence.passage.text.slice(number.range.end..))
}

pub(super) fn read(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> Vec<Listing> {
    if sentence.numbers().count() < FEWEST {
        return Vec::new();
    }
    let mut found: Vec<Listing> = (0..clauses.len()).filter_map(|at| summed(prose, sentence, clauses, at)).collect();
    for (at, clause) in clauses.iter().enumerate() {
        let mut around = found.iter().filter(|listing| holds(listing, clause));
        // 392条，其中，网站225条（工作动态125条，财政信息100条）: a bracket divides a part once more.
        let divides_part = matches!(clause.end, Some('（' | '('))
            && around.clone().all(|listing| listing.parts.iter().any(|part| is_within(part, clause)));
        if divides_part || around.next().is_none() {
            let Some(listing) = divided(prose, sentence, clauses, at, at + 1) else { continue };
            let again = divided_again(prose, sentence, clauses, &listing);
            found.push(listing);
            found.extend(again);
        }
    }
    found
}

/// Whether a listing reaches over a clause.
fn holds(listing: &Listing, clause: &Clause<'_>) -> bool {
    clause.range.start < listing.range.end && listing.range.start < clause.range.end
}

fn is_within(number: &Numeral, clause: &Clause<'_>) -> bool {
    clause.range.start <= number.range.start && number.range.end <= clause.range.end
}

/// The numbers of a measure that a clause counts as parts: its only one, or 90条和60条.
fn parts<'c>(sentence: &Sentence<'_>, clause: &'c Clause<'_>, unit: Unit<'_>) -> Vec<&'c Numeral> {
    let counts = clause.counts().chain(clause.heads()).filter(|number| unit.counts(sentence, clause, number));
    let counts: Vec<_> = counts.collect();
    let text = &sentence.passage.text;
    let are_joined = counts.windows(2).all(|pair| JOINS.begins(text.slice(pair[0].range.end..pair[1].range.start)));
    let are_parts = !clause.scope.is(About::Compared) && are_joined;
    if are_parts { counts } else { Vec::new() }
}

/// 收到9件，从方式看，网上6件、当面3件；从进度看，办结8件、在办1件: the same total is divided once more.
fn divided_again(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>], found: &Listing) -> Vec<Listing> {
    let Some(opening) = clauses.iter().position(|clause| clause.range.contains(&found.total.range.start)) else {
        return Vec::new();
    };
    let after =
        clauses.iter().enumerate().skip(opening + 1).filter(|(_, clause)| clause.range.start >= found.range.end);
    let heads = after.filter(|(_, clause)| PARTITIONS.begins(sentence.text_of(clause))).map(|(at, _)| at);
    heads.filter_map(|head| divided(prose, sentence, clauses, opening, head)).collect()
}

/// A total, then its parts, which begin with the clause `from`.
fn divided(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    clauses: &[Clause<'_>],
    at: usize,
    from: usize,
) -> Option<Listing> {
    let opening = &clauses[at];
    let total = opening.counts().next_back().or_else(|| opening.heads().next_back());
    let total = total.filter(|_| !opening.scope.is_any(&[About::Compared, About::Planned]))?;
    if is_part(sentence, clauses, at, from) || is_counted_with_others(prose, clauses, at, total.measure) {
        return None;
    }
    // 70条（含会议类20条）: a bracket divides the number before it, whatever follows.
    let depth = match opening.end? {
        // 124条（含下属单位），其中规划7条: the list stands behind a bracket that counts nothing.
        '（' | '(' if leads_past_bracket(opening, &clauses[from..]) => opening.depth,
        '（' | '(' => opening.depth + 1,
        // 甲类5件、乙类3件: members of one list.
        '；' | ';' | '、' => return None,
        _ => opening.depth,
    };
    let unit = Unit::of(prose, sentence, opening, total);
    let mut members = Members::after(sentence, opening, unit, &clauses[from..], depth)?;
    members.keep_heads(sentence, unit, total, &clauses[from..]);
    if members.are_beside(sentence, opening) {
        return None;
    }
    let mut listing = listing(prose, sentence, total, &members.found, opening, &members.marked)?;
    // 公开345条，其中规章11条、其他文件102条；工作报告2条: 其他 leaves nothing over but of documents.
    listing.is_whole &= !members.go_on_after;
    // 网站80条，公众号60条; 在公开平台公开45条，公众号60条: no total among them.
    let has_total = listing.is_stated
        || !(names_channel(sentence.text_of(opening)) || opening.has(Term::Channel))
        || (opening.has(Term::Total) && !is_of_one_channel(sentence.text_of(opening)));
    has_total.then_some(listing)
}

/// Whether a bracket that opens here counts nothing, and 其中 follows it.
fn leads_past_bracket(opening: &Clause<'_>, after: &[Clause<'_>]) -> bool {
    let bracket = after.iter().take_while(|clause| clause.depth > opening.depth);
    let counts_none = bracket.clone().all(|clause| !clause.has_numbers());
    let mut behind = after[bracket.count()..].iter().skip_while(|clause| clause.range.is_empty());
    counts_none && behind.next().is_some_and(|clause| clause.has(Term::Among))
}

/// 其中，甲类10条，其他155条; 公开168条，其中包括甲类7条，乙类2条: what is counted first is a part, and those that follow
/// are parts beside it.
fn is_part(sentence: &Sentence<'_>, clauses: &[Clause<'_>], at: usize, from: usize) -> bool {
    let opening = &clauses[at];
    let begins_within = sentence.tokens.first().is_some_and(|first| first.term() == Some(Term::Among));
    let is_among = (begins_within && clauses[0].has(Term::Among)) || AMONG.begins(sentence.text_of(opening));
    let is_divided = matches!(opening.end, Some('（' | '(' | '：' | ':'))
        || clauses.get(from).is_some_and(|clause| goes_deeper(sentence, clause));
    // 270余条，其中网站95条，累计公开旅游类25条: one of those as well.
    (is_among || opening.scope.is(About::Among)) && opening.depth == 0 && !is_divided
}

/// Whether more than the number of a clause is divided by what follows.
fn is_counted_with_others(prose: &Prose<'_>, clauses: &[Clause<'_>], at: usize, measure: Measure) -> bool {
    let before = &clauses[..at];
    let is_member = before
        .last()
        .is_some_and(|last| last.end == Some('、') && last.counts().any(|number| number.measure == measure));
    // 收到59件，上年结转2件，其中办结54件、结转7件: of both together.
    let is_added = prose.names_kind(clauses[at].tokens, |kind| kind == QuantityKind::CarriedIn)
        && before.iter().any(|clause| clause.counts().next().is_some());
    is_member || is_added
}

/// 其中, 包括: parts follow.
fn goes_deeper(sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
    clause.has(Term::Among) || OPENS.begins(sentence.text_of(clause))
}
