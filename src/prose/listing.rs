//! A total and the list of its parts: 共120条，其中甲类20条、乙类60条、丙类40条.

use super::{
    About, Approximation, Clause, Measure, Numeral, Prose, QuantityKind, Sentence, Slice, Term, Token,
    complexity::step,
    vocabulary::{AND_OTHERS, JOINS, Sense},
};
use crate::report::Number;
use std::ops::Range;

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

/// What a sum may be, given numbers that are not exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub least: Number,
    pub most: Number,
}

/// 约100 may be 90 or 110: by one part in so many.
const ROUGHLY: i64 = 10;

impl Bounds {
    pub fn around(numeral: &Numeral) -> Self {
        let value = numeral.value;
        let exact = Self { least: value, most: value };
        let Some(count) = value.as_count() else { return exact };
        // 400余 is less than 450, 463余 less than 473.
        let mut unit = 10;
        while count > 0 && count % (unit * 10) == 0 {
            unit *= 10;
        }
        let whole = Number::whole;
        let slack = if unit == 10 { unit - 1 } else { unit / 2 - 1 };
        match numeral.approximation {
            Approximation::Exact | Approximation::AtLeast => exact,
            Approximation::More => Self { least: value, most: value + whole(slack) },
            Approximation::Less => Self { least: whole((count - slack.max(count / ROUGHLY)).max(0)), most: value },
            Approximation::About => {
                Self { least: whole(count - count / ROUGHLY), most: whole(count + count / ROUGHLY) }
            }
            Approximation::To(unit) => Self { least: whole((count - unit + 1).max(0)), most: whole(count + unit - 1) },
        }
    }

    fn sum(numerals: &[Numeral]) -> Self {
        let all: Vec<_> = numerals.iter().map(Self::around).collect();
        Self { least: all.iter().map(|b| b.least).sum(), most: all.iter().map(|b| b.most).sum() }
    }

    pub fn meets(self, other: Self) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

impl Listing {
    pub fn sum(&self) -> Bounds {
        Bounds::sum(&self.parts)
    }

    /// Whether a number is one of parts that are all there are: 26件，其中网上19件、邮寄5件、当面2件.
    pub fn tells_all_with(&self, numeral: &Numeral) -> bool {
        let sum = self.parts.iter().map(|part| part.value).sum::<Number>();
        let is_all = sum == self.total.value || self.is_divided_again();
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

/// Words by which a list claims to be whole.
static WHOLE: Sense = Sense::new("whole-list");
/// Words of a last part that leaves nothing over.
static REST: Sense = Sense::new("rest");
/// Words that say that a thing may be counted in several parts.
static OVERLAPS: Sense = Sense::new("overlaps");
/// Words that say so wherever they stand: 按去重口径统计.
static COUNTED_ONCE: Sense = Sense::new("counted-once");
/// What is of one is not of another.
static LEVELS: Sense = Sense::new("levels");
/// 类, 级: what the names of kinds end with, and how long they are at most, in characters.
static KINDS: Sense = Sense::new("ends-of-kinds");
const LONGEST_KIND: usize = 5;
/// 类, wherever it stands in a name.
static CLASSES: Sense = Sense::new("classes");
/// 网: what the names of sites end with.
static SITES: Sense = Sense::new("ends-of-sites");
/// 其中.
static AMONG: Sense = Sense::new("among");
/// 中 of 25处专区中: of these, parts follow.
static AMONG_THOSE: Sense = Sense::new("among-those");
/// 应: what should have been done.
static DUE: Sense = Sense::new("due");
/// 其中, 已: before what a part is called.
static LEADS_TO_LABELS: Sense = Sense::new("leads-to-a-label");
/// 全部: before what a part is called that has a counterpart.
static ALL_OF: Sense = Sense::new("all-of");

/// A total and two parts.
const FEWEST: usize = 3;

/// So many parts, with 其中 before them, of so many things are all there are if only one is left over.
const MANY_PARTS: usize = 5;
const MANY: i64 = 100;
/// By one part in so many, a slip makes a sum larger than its total; where things are counted in several parts, it is more.
const SLIGHTLY: i64 = 10;

/// In what things are counted: requests, in any of several measure words.
#[derive(Clone, Copy)]
struct Unit<'p> {
    prose: &'p Prose<'p>,
    measure: Measure,
    of_requests: bool,
}

/// 件, 份: requests are counted in any of them.
static OF_REQUESTS: Sense = Sense::new("measure-words-of-requests");
/// 告知书: counted beside the requests, in 份 too.
static WRITTEN: Sense = Sense::new("written-to-applicants");

impl<'p> Unit<'p> {
    /// 收到8份申请: that of the total, with which its parts are counted.
    fn of(prose: &'p Prose<'p>, opening: &Clause<'_>, total: &Numeral) -> Self {
        Self { prose, measure: total.measure, of_requests: opening.has(Term::Request) }
    }

    fn counts(self, sentence: &Sentence<'_>, clause: &Clause<'_>, number: &Numeral) -> bool {
        let is_of_requests = |measure| matches!(measure, Measure::Things(word) if OF_REQUESTS.has(word));
        if number.measure == self.measure {
            return true;
        }
        let text = sentence.text_of(clause);
        let is_part = REST.begins(text)
            || self
                .prose
                .names_kind(clause.tokens, |kind| matches!(kind, QuantityKind::Outcome | QuantityKind::Applicant));
        self.of_requests
            && is_of_requests(self.measure)
            && is_of_requests(number.measure)
            && is_part
            && !WRITTEN.is_in(text)
    }
}

pub(super) fn read(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> Vec<Listing> {
    if sentence.numbers().count() < FEWEST {
        return Vec::new();
    }
    let mut found: Vec<Listing> = (0..clauses.len()).filter_map(|at| summed(prose, sentence, clauses, at)).collect();
    for (at, clause) in clauses.iter().enumerate() {
        if found
            .iter()
            .all(|listing| clause.range.end <= listing.range.start || clause.range.start >= listing.range.end)
        {
            let Some(listing) = divided(prose, sentence, clauses, at, at + 1) else { continue };
            let again = divided_again(prose, sentence, clauses, &listing);
            found.push(listing);
            found.extend(again);
        }
    }
    found
}

/// 公开165条。其中，甲类10条，其他155条: the parts of what the sentence before counts last, if they leave nothing over or
/// are too many.
pub(crate) fn across(prose: &Prose<'_>, before: &Sentence<'_>, sentence: &Sentence<'_>) -> Option<Listing> {
    let begins = sentence.tokens.first()?;
    let is_part = begins.term() == Some(Term::Among) && begins.range.start == sentence.range.start;
    if !is_part || !std::ptr::eq(before.passage, sentence.passage) {
        return None;
    }
    let (openings, clauses) = (prose.clauses(before), prose.clauses(sentence));
    // 收到5件申请，均按期办结。其中，……
    let counted = openings.iter().rposition(|opening| opening.counts().next().is_some())?;
    let opening = &openings[counted];
    let is_alone = before.numbers().filter(|number| matches!(number.measure, Measure::Things(_))).count() == 1;
    let [total] = opening.counts().collect::<Vec<_>>()[..] else { return None };
    let is_last_word = counted + 1 == openings.len();
    if opening.scope.is_any(&[About::Compared, About::Planned]) || (!is_alone && !is_last_word) {
        return None;
    }
    let unit = Unit::of(prose, opening, total);
    let found: Vec<_> = clauses
        .iter()
        .map(|clause| (clause, parts(sentence, clause, unit)))
        .filter(|(_, numbers)| !numbers.is_empty())
        .collect();
    let numbers_of = |clause: &Clause<'_>| {
        let numbers = clause.tokens.iter().filter_map(Token::number);
        numbers.filter(|number| unit.counts(sentence, clause, number)).count()
    };
    let are_all =
        clauses.iter().map(numbers_of).sum::<usize>() == found.iter().map(|(_, numbers)| numbers.len()).sum::<usize>();
    let is_last = clauses.iter().rev().find(|clause| clause.has_numbers()).map(|clause| clause.range.start)
        == found.last().map(|(clause, _)| clause.range.start);
    if !are_all || !is_last {
        return None;
    }
    let mut listing = listing(prose, sentence, total, &found, opening, first(&AMONG))?;
    let are_too_many = is_alone && are_too_many(prose, sentence, &listing, &found);
    listing.divides_once |= are_too_many && are_outcomes(prose, sentence);
    (listing.is_whole || are_too_many).then_some(listing)
}

/// Whether parts that are of one kind and beside each other make up more than their total.
fn are_too_many(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    listing: &Listing,
    found: &[(&Clause<'_>, Vec<&Numeral>)],
) -> bool {
    let are_beside = found.iter().enumerate().all(|(at, (clause, _))| {
        let divides = at > 0 && goes_deeper(sentence, clause);
        clause.depth == 0
            && !divides
            && !clause.has_any(OTHERWISE)
            && !prose.names_kind(clause.tokens, |kind| OF_OTHER_DIVISIONS.contains(&kind))
    });
    let total = listing.total.value;
    let sum = listing.parts.iter().map(|part| part.value).sum::<Number>();
    let is_slightly_more =
        sum.as_count().zip(total.as_count()).is_some_and(|(sum, total)| sum.saturating_sub(total) <= total / SLIGHTLY);
    let is_slip = is_slightly_more || are_outcomes(prose, sentence);
    are_beside && listing.parts.len() > 2 && listing.channels < 2 && sum > total && is_slip
}

/// Whether a sentence tells of several ways in which requests ended.
fn are_outcomes(prose: &Prose<'_>, sentence: &Sentence<'_>) -> bool {
    let mut kinds = sentence.tokens.iter().filter_map(|token| prose.named_kind(token));
    kinds.by_ref().any(|kind| kind == QuantityKind::Outcome) && kinds.any(|kind| kind == QuantityKind::Outcome)
}

/// What divides requests in another way than by how they ended.
const OF_OTHER_DIVISIONS: &[QuantityKind] =
    &[QuantityKind::Applicant, QuantityKind::CarriedIn, QuantityKind::Review, QuantityKind::Litigation];

/// By these words parts divide their total in another way than by what they are called.
const OTHERWISE: &[Term] =
    &[Term::Channel, Term::Receive, Term::ReceiveNew, Term::Finish, Term::Handle, Term::Period, Term::Elsewhere];

/// The numbers of a measure that a clause counts as parts: its only one, or 90条和60条.
fn parts<'c>(sentence: &Sentence<'_>, clause: &'c Clause<'_>, unit: Unit<'_>) -> Vec<&'c Numeral> {
    let counts = clause.counts().chain(clause.heads()).filter(|number| unit.counts(sentence, clause, number));
    let counts: Vec<_> = counts.collect();
    let text = &sentence.passage.text;
    let are_joined = counts.windows(2).all(|pair| JOINS.begins(text.slice(pair[0].range.end..pair[1].range.start)));
    let are_parts = !clause.scope.is(About::Compared) && are_joined;
    if are_parts { counts } else { Vec::new() }
}

/// Whether a clause counts what went out on a channel.
pub(super) fn names_channel(text: &str) -> bool {
    CHANNELS.is_in(text) && !AUDIENCE.is_in(text)
}

/// 渠道, 和: of more than the one channel that is named.
static SEVERAL: Sense = Sense::new("several-channels");

/// 局网站共发布900条: what one channel published is no total of what others did.
fn is_of_one_channel(text: &str) -> bool {
    let mut places: Vec<_> = CHANNELS.matches(text).collect();
    places.sort_unstable_by_key(|place| place.start);
    // 微信公众号, 政府门户网站 are one; 线上线下, 微信微博 are two.
    let named = places.chunk_by(|one, next| {
        next.start < one.end || (next.start == one.end && CHANNEL_ENDS.is(text.slice(next.clone())))
    });
    let mut named: Vec<_> = named.map(|words| text.slice(words[0].start..words[words.len() - 1].end)).collect();
    named.sort_unstable();
    named.dedup();
    named.len() == 1 && !SEVERAL.is_in(text)
}

/// What ends the name of a channel after another word for it.
static CHANNEL_ENDS: Sense = Sense::new("ends-of-channels");

/// Counted on channels, but not what went out.
static AUDIENCE: Sense = Sense::new("audience");

static CHANNELS: Sense = Sense::new("channels-of-publication");

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

/// 包括: parts follow.
static OPENS: Sense = Sense::new("opens-a-list");

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
        '（' | '(' => opening.depth + 1,
        // 甲类5件、乙类3件: members of one list.
        '；' | ';' | '、' => return None,
        _ => opening.depth,
    };
    let members = Members::after(sentence, opening, Unit::of(prose, opening, total), &clauses[from..], depth)?;
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

/// 其中，甲类10条，其他155条; 公开168条，其中包括甲类7条，乙类2条: what is counted first is a part, and those that follow
/// are parts beside it.
fn is_part(sentence: &Sentence<'_>, clauses: &[Clause<'_>], at: usize, from: usize) -> bool {
    let opening = &clauses[at];
    let begins_within = sentence.tokens.first().is_some_and(|first| first.term() == Some(Term::Among));
    let is_among = (begins_within && clauses[0].has(Term::Among)) || AMONG.begins(sentence.text_of(opening));
    let is_divided = matches!(opening.end, Some('（' | '(' | '：' | ':'))
        || clauses.get(from).is_some_and(|clause| goes_deeper(sentence, clause));
    is_among && opening.depth == 0 && !is_divided
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

/// The parts of a list, as they stand after their total.
struct Members<'c, 's> {
    /// Each clause with what it counts.
    found: Vec<(&'c Clause<'s>, Vec<&'c Numeral>)>,
    /// The clauses' words, and those between them.
    marked: String,
    /// 工作报告2条: after the list others are counted that it may have been meant to hold.
    go_on_after: bool,
}

impl<'c, 's> Members<'c, 's> {
    /// Those of a measure in the clauses after the opening, at a depth of brackets; none if these tell of other things.
    fn after(
        sentence: &Sentence<'_>,
        opening: &Clause<'_>,
        unit: Unit<'_>,
        clauses: &'c [Clause<'s>],
        depth: usize,
    ) -> Option<Self> {
        let mut members = Self { found: Vec::new(), marked: String::new(), go_on_after: false };
        let (mut separator, mut last_end, mut previous_end) = (None, opening.end, opening.end);
        let mut passed = false;
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
            if !is_empty && members.end_before(sentence, opening, clause, separator, last_end) {
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
            if is_sum || members.were_asked_for(clause) {
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
    fn were_asked_for(&self, clause: &Clause<'_>) -> bool {
        is_done(clause) && self.found.first().is_some_and(|(first, _)| first.has(Term::Channel) && !is_done(first))
    }

    /// 网站发布4223条，微信、微博分别发布1826条、2386条: others beside the one.
    fn are_beside(&self, sentence: &Sentence<'_>, opening: &Clause<'_>) -> bool {
        matches!(opening.end, Some('，' | ','))
            && !AMONG.is_in(&self.marked)
            && is_of_one_channel(sentence.text_of(opening))
            && self.found.iter().any(|(clause, _)| names_channel(sentence.text_of(clause)))
    }
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

/// Parts, then their total.
fn summed(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>], at: usize) -> Option<Listing> {
    let closing = &clauses[at];
    let total = closing.counts().next_back()?;
    let text = sentence.passage.text.slice(closing.range.clone());
    let sums =
        SUMS.is_in(text) || (closing.has_any(&[Term::Total, Term::ThisYear]) && tells_halves(sentence, clauses, at));
    // 政策文件40条，人事信息12条，其他类共计95条: one more of them.
    let is_rest = REST.begins(text);
    let is_alone = closing.counts().filter(|number| number.measure == total.measure).count() == 1;
    if !sums || is_rest || !is_alone || closing.scope.is(About::Compared) {
        return None;
    }
    let before = clauses[..at]
        .iter()
        .rev()
        .inspect(|_| step())
        .filter(|clause| clause.depth == closing.depth && !clause.range.is_empty());
    let unit = Unit { prose, measure: total.measure, of_requests: false };
    let before = before.map(|clause| (clause, parts(sentence, clause, unit)));
    let mut found: Vec<_> = before
        .take_while(|(clause, numbers)| {
            // 共收到网上申请105件，快递17件，合计122件
            let is_total = clause.has(Term::Total) && !clause.has(Term::Channel);
            !numbers.is_empty() && !matches!(clause.end, Some('；' | ';')) && !is_total
        })
        .collect();
    found.reverse();
    let mut listing = listing(prose, sentence, total, &found, closing, first(&WHOLE))?;
    listing.range = found[0].0.range.start..closing.range.end;
    Some(listing)
}

/// 上半年3件，下半年4件: both halves of the year stand right before.
fn tells_halves(sentence: &Sentence<'_>, clauses: &[Clause<'_>], at: usize) -> bool {
    let Some([first, second]) = at.checked_sub(2).map(|begin| &clauses[begin..at]) else { return false };
    FIRST_HALF.begins(sentence.text_of(first)) && SECOND_HALF.begins(sentence.text_of(second))
}

/// 上半年.
static FIRST_HALF: Sense = Sense::new("first-half");
/// 下半年.
static SECOND_HALF: Sense = Sense::new("second-half");
/// 分别为: before numbers that no words part.
static IN_TURN: Sense = Sense::new("each-in-turn");
/// What says that a number is the sum of those before it.
static SUMS: Sense = Sense::new("sums");
/// 从办理进度看: another division of the same total begins.
static PARTITIONS: Sense = Sense::new("another-division");

/// 特别是: the parts are not all.
static SOME_PARTS: Sense = Sense::new("some-parts");

/// 含, 另有: what follows is no list of all.
static WITHIN: Sense = Sense::new("within-or-beside");

fn listing(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    total: &Numeral,
    found: &[(&Clause<'_>, Vec<&Numeral>)],
    opening: &Clause<'_>,
    marked: &str,
) -> Option<Listing> {
    let numbers: Vec<_> = found.iter().flat_map(|(_, numbers)| numbers.iter().copied().cloned()).collect();
    let (last, _) = found.last().filter(|_| numbers.len() + 1 >= FEWEST)?;
    let stated = sentence.passage.text.slice(opening.range.start..sentence.range.end);
    if OVERLAPS.is_in(stated) || COUNTED_ONCE.is_in(sentence.text()) {
        return None;
    }
    let labels = found.iter().map(|(clause, numbers)| label(sentence, clause, numbers)).collect();
    let parted = List { prose, sentence, total, found, opening, marked, numbers, labels };
    // People may be counted in several ways at once, and some of them in none.
    let are_heads = matches!(total.measure, Measure::Heads(_));
    let begins_within = WITHIN.begins(sentence.text_of(found[0].0));
    let says_whole = parted.is_divided()
        || parted.leaves_nothing()
        || !begins_within && (parted.names_both_kinds() || parted.leaves_one());
    Some(Listing {
        total: total.clone(),
        channels: parted.channels(),
        is_whole: says_whole && !parted.is_open() && !are_heads,
        is_stated: !begins_within && (says_whole || (parted.is_marked() && !are_heads)),
        divides_once: parted.rest().is_some(),
        range: opening.range.start..last.range.end,
        parts: parted.numbers,
    })
}

/// Numbers behind one that may be their total.
struct List<'l, 's> {
    prose: &'l Prose<'l>,
    sentence: &'s Sentence<'s>,
    total: &'l Numeral,
    /// The clauses of the list, each with the numbers that count.
    found: &'l [(&'l Clause<'l>, Vec<&'l Numeral>)],
    /// The clause of the total.
    opening: &'l Clause<'l>,
    /// What leads to the list: 其中.
    marked: &'l str,
    numbers: Vec<Numeral>,
    /// What each of the clauses counts.
    labels: Vec<&'s str>,
}

impl List<'_, '_> {
    fn last_text(&self) -> &str {
        let last = self.found.last().map_or("", |(clause, _)| self.sentence.text_of(clause));
        last.trim_end_matches(['。', '！'])
    }

    /// Whether more parts are hinted at than stand here.
    fn is_open(&self) -> bool {
        AND_OTHERS.ends(self.last_text()) || SOME_PARTS.is_in(self.marked)
    }

    /// Whether a word or a mark says that parts follow.
    fn is_led_to(&self) -> bool {
        AMONG.is_in(self.marked) || matches!(self.opening.end, Some('：' | '（' | '(' | ':'))
    }

    /// The same, or the labels say so.
    fn is_marked(&self) -> bool {
        // 镇级4块、村级38块; but 其中甲类4条，乙类38条: the first is one of them.
        let are_kinds = !self.opening.has(Term::Among)
            && self
                .labels
                .iter()
                .all(|label| (KINDS.ends(label) && label.chars().count() <= LONGEST_KIND) || CLASSES.is_in(label));
        // 25处专区中，县级1处、乡镇16处; but 18场发布会中，负责人出席12场、直播10场: attributes of the same.
        let are_of_total = AMONG_THOSE.ends(self.sentence.text_of(self.opening))
            && self.found[0].0.end == Some('、')
            && self.labels.iter().all(|label| is_level(label) || *label == "）");
        are_kinds || are_of_total || self.is_led_to()
    }

    /// What follows the word for the rest, if the last part begins with one: 6件 of 其他6件.
    fn rest(&self) -> Option<&str> {
        let text = self.last_text();
        let name = || self.named_before_bracket().filter(|name| REST.is(name));
        REST.after(JOINS.after(text).unwrap_or(text)).or_else(name)
    }

    /// 其他 of 其他（不属于本机关公开）的7件.
    fn named_before_bracket(&self) -> Option<&str> {
        let (last, _) = self.found.last()?;
        let before = self.sentence.passage.text.slice(self.sentence.range.start..last.range.start);
        let inside = before.strip_suffix(['）', ')'])?;
        let name = inside.slice(..inside.rfind(['（', '('])?);
        name.rsplit(['，', '、', '；']).next()
    }

    /// 465条，其中……: many parts that add up to 464; who lists those of which there is one lists all.
    fn leaves_one(&self) -> bool {
        let mut all = self.numbers.iter().chain([self.total]);
        let is_exact = all.all(|numeral| numeral.approximation == Approximation::Exact);
        let one = Number::whole(1);
        let sum = self.numbers.iter().map(|part| part.value).sum::<Number>();
        self.is_marked()
            && is_exact
            && self.numbers.len() >= MANY_PARTS
            && self.channels() < 2
            && self.total.value >= Number::whole(MANY)
            && sum + one == self.total.value
            && self.numbers.iter().any(|part| part.value <= one)
    }

    /// Whether the last part is what the others leave of the total.
    fn leaves_nothing(&self) -> bool {
        let Some(rest) = self.rest() else { return false };
        let opening = self.sentence.text_of(self.opening);
        let mut clauses = self.found.iter().map(|(clause, _)| clause.tokens);
        // 收到8件，1件结转下年，其余7件: of what came in, unless more was carried in.
        let of_what_came = (self.opening.has_any(&[Term::Receive, Term::ReceiveNew]) || AMONG_THOSE.ends(opening))
            && !clauses.any(|tokens| self.prose.names_kind(tokens, |kind| kind == QuantityKind::CarriedIn));
        // 应公开54件，已公开41件，剩余2件: of what should have been.
        let of_what_is_due = (of_what_came || DUE.is_in(opening))
            && rest.starts_with(|c: char| c.is_ascii_digit())
            && self.numbers.iter().all(|part| part.value < self.total.value);
        // 甲局56条，乙局40条，其余部门120条: no total among them.
        self.is_led_to() || self.opening.has(Term::Total) || of_what_is_due
    }

    /// 自然人3件，法人2件: there is no third.
    fn names_both_kinds(&self) -> bool {
        self.found.len() == 2
            && !names_applicants(self.prose, self.opening)
            && self.found.iter().all(|(clause, _)| names_applicants(self.prose, clause))
    }

    /// Whether the words or the labels divide the total without a remainder.
    fn is_divided(&self) -> bool {
        // 上半年3件，下半年4件
        let are_halves =
            matches!(self.labels[..], [first, second] if FIRST_HALF.begins(first) && SECOND_HALF.begins(second));
        let is_exhausted = self.labels.iter().any(|label| self.labels.iter().any(|other| denies(other, label)));
        // 网上申请40件，现场申请0件: who lists a way by which nothing came lists all ways.
        let names_none = self.numbers.iter().any(|part| part.value.is_zero())
            && self.found.iter().all(|(clause, _)| clause.has(Term::Channel));
        WHOLE.is_in(self.marked)
            || WHOLE.is_in(self.sentence.text_of(self.opening))
            || PARTITIONS.is_in(self.marked)
            || are_halves
            || is_exhausted
            || names_none
    }

    /// How many of the parts are of a channel.
    fn channels(&self) -> usize {
        // 三个渠道共公开76条，分别为71条、14条、9条
        let are_bare = self.labels.iter().all(|label| label.is_empty() || IN_TURN.is(label));
        if are_bare && names_channel(self.sentence.text_of(self.opening)) {
            return self.numbers.len();
        }
        let parts = self.found.iter().zip(&self.labels);
        parts.filter(|((clause, _), label)| names_channel(self.sentence.text_of(clause)) || SITES.ends(label)).count()
    }
}

fn names_applicants(prose: &Prose<'_>, clause: &Clause<'_>) -> bool {
    prose.names_kind(clause.tokens, |kind| kind == QuantityKind::Applicant)
}

/// A word of a sense, for a list that is marked by none.
fn first(sense: &Sense) -> &str {
    sense.words().first().map_or("", String::as_str)
}

/// What a part is called: 采纳 of 其中已采纳188条.
fn label<'s>(sentence: &'s Sentence<'_>, clause: &Clause<'_>, numbers: &[&Numeral]) -> &'s str {
    let first = numbers.first().map_or(clause.range.end, |number| number.range.start);
    let text = &sentence.passage.text;
    let label = text.slice(clause.range.start..first);
    // 乡镇（街道）16处
    let bracket = text.slice(..clause.range.start).chars().next_back().filter(|c| matches!(c, '）' | ')'));
    if let Some(bracket) = bracket.filter(|_| label.is_empty()) {
        return text.slice(clause.range.start - bracket.len_utf8()..clause.range.start);
    }
    LEADS_TO_LABELS.trimmed(label)
}

/// 县级, 乡镇（街道）, 县直部门.
fn is_level(label: &str) -> bool {
    let plain = label.split('（').next().unwrap_or(label);
    LEVELS.begins(plain) && plain.chars().count() <= LONGEST_KIND
}

/// 未 of 未采纳.
static DENYING: Sense = Sense::new("denying-a-label");

/// 不合格 of 合格, 未采纳 of 采纳: together they leave nothing over.
fn denies(label: &str, other: &str) -> bool {
    let denied = DENYING.after(label);
    // 全部采纳20条、部分采纳15条、未采纳25条
    !other.is_empty() && denied == Some(ALL_OF.after(other).unwrap_or(other))
}
