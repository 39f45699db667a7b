//! Whether the numbers behind a total are all of it: a list that claims to be whole must add up.

use super::{AMONG_THOSE, FEWEST, Listing, PARTITIONS, REST};
use crate::{
    prose::{
        Approximation, Clause, Measure, Numeral, Prose, QuantityKind, Sentence, Slice, Term, Token,
        channels::names_channel,
        numeral::sum,
        vocabulary::{AMONG, AND_OTHERS, CLASSES, IN_TURN, JOINS, Sense},
    },
    report::Number,
};

/// Words by which a list claims to be whole.
pub(super) static WHOLE: Sense = Sense::new("whole-list");
/// Words that say that a thing may be counted in several parts.
static OVERLAPS: Sense = Sense::new("overlaps");
/// Words that say so wherever they stand: 按去重口径统计.
static COUNTED_ONCE: Sense = Sense::new("counted-once");
/// What is of one is not of another.
static LEVELS: Sense = Sense::new("levels");
/// 类, 级: what the names of kinds end with, and how long they are at most, in characters.
static KINDS: Sense = Sense::new("ends-of-kinds");
const LONGEST_KIND: usize = 5;
/// 网: what the names of sites end with.
static SITES: Sense = Sense::new("ends-of-sites");
/// 应: what should have been done.
static DUE: Sense = Sense::new("due");
/// 其中, 已: before what a part is called.
static LEADS_TO_LABELS: Sense = Sense::new("leads-to-a-label");
/// 全部: before what a part is called that has a counterpart.
static ALL_OF: Sense = Sense::new("all-of");
/// 上半年.
static FIRST_HALF: Sense = Sense::new("first-half");
/// 下半年.
static SECOND_HALF: Sense = Sense::new("second-half");
/// 特别是: the parts are not all.
static SOME_PARTS: Sense = Sense::new("some-parts");
/// 含, 另有: what follows is no list of all.
static WITHIN: Sense = Sense::new("within-or-beside");

/// 线上: with 线下 all ways there are.
static ONLINE: Sense = Sense::new("online");
static OFFLINE: Sense = Sense::new("offline");
/// 行政争议: reviews and lawsuits.
static DISPUTES: Sense = Sense::new("disputes-together");

/// 化解: of disputes of all kinds.
static SETTLED: Sense = Sense::new("disputes-settled");
/// 案件: after their name.
static CASES: Sense = Sense::new("cases");
/// 通过, 网站, 申请: nothing else is said of ways.
static WORDS_OF_WAYS: Sense = Sense::new("words-of-ways");
/// 具体: may be said of one part.
static SPECIFICALLY: Sense = Sense::new("specifically");

/// Who lists so many ways in which requests came lists all.
const MANY_WAYS: usize = 3;

/// So many parts, with 其中 before them, of so many things are all there are if only one is left over.
const MANY_PARTS: usize = 5;
const MANY: i64 = 100;

/// The list that these numbers are of this total, with what its words claim of it.
pub(super) fn listing(
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
        || !begins_within && (parted.names_both_kinds() || parted.names_all_ways() || parted.leaves_one());
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
        // 包括机构概况、人事信息等，其中人事信息28条
        let mut parts = AMONG.matches(self.marked);
        let names_some = parts.any(|among| AND_OTHERS.ends(self.marked.slice(..among.start)));
        // 重点项目4条等法定公开信息
        let last = self.numbers.last().map_or("", |last| self.sentence.passage.text.slice(last.range.end..));
        names_some
            || AND_OTHERS.ends(self.last_text())
            || AND_OTHERS.begins(last)
            || SOME_PARTS.is_in(self.marked)
            || self.leaves_rest_uncounted()
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
        self.is_marked()
            && is_exact
            && self.numbers.len() >= MANY_PARTS
            && self.channels() < 2
            && self.total.value >= Number::whole(MANY)
            && sum(&self.numbers) + one == self.total.value
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
        // 共发布规范性文件0条，解读文件7条，其他文件7条: of none there are no parts.
        let is_total = self.opening.has(Term::Total) && !self.total.value.is_zero();
        self.is_led_to() || is_total || of_what_is_due
    }

    /// 自然人3件，法人2件; 行政争议11件，其中复议7件，诉讼4件: there is no third.
    fn names_both_kinds(&self) -> bool {
        let [(first, _), (second, _)] = self.found else { return false };
        let are_applicants = !names_applicants(self.prose, self.opening)
            && self.found.iter().all(|(clause, _)| names_applicants(self.prose, clause));
        let kinds = [first, second].map(|clause| clause.tokens.iter().find_map(|token| self.prose.named_kind(token)));
        let opening = self.sentence.passage.text.slice(self.opening.range.start..self.total.range.start);
        // 行政复议被纠正2件: of those that ended so.
        let is_named_right_before = |(clause, numbers): &(&Clause<'_>, Vec<&Numeral>)| {
            let name = clause.tokens.iter().find(|token| self.prose.named_kind(token).is_some());
            let number = numbers.first().map(|number| number.range.clone());
            let (Some(name), Some(number)) = (name, number) else { return false };
            let between = name.range.end.min(number.end)..name.range.start.max(number.start);
            CASES.trimmed(self.sentence.passage.text.slice(between)).is_empty()
        };
        let are_disputes = DISPUTES.before(CASES.before(opening).unwrap_or(opening)).is_some()
            && !SETTLED.is_in(opening)
            && self.found.iter().all(is_named_right_before)
            && kinds == [Some(QuantityKind::Review), Some(QuantityKind::Litigation)];
        are_applicants || are_disputes
    }

    /// 申请20件，其中网站申请15件、当面申请2件、信函申请3件; 申请7件（网上5件、信函2件）: each came in one of these ways.
    fn names_all_ways(&self) -> bool {
        // 收到6件，2件为网络申请，4件为信件申请: nothing says that these are some of them.
        let is_plain = !AMONG.is_in(self.marked);
        let stands = |sense: &Sense| self.found.iter().any(|(clause, _)| sense.is_in(self.sentence.text_of(clause)));
        let are_both = stands(&ONLINE) && stands(&OFFLINE);
        self.is_of_requests()
            && self.are_ways()
            && !self.goes_on_behind()
            && (self.found.len() >= MANY_WAYS || is_plain || are_both)
    }

    /// 一季度网上申请100件, 自然人通过网站申请300件: whether nothing but ways are named, so that each request is of one.
    fn are_ways(&self) -> bool {
        let text = &self.sentence.passage.text;
        let names_ways = |text: &str| WORDS_OF_WAYS.trimmed(text).is_empty();
        let is_way = |(clause, numbers): &(&Clause<'_>, Vec<&Numeral>)| {
            let [number] = numbers[..] else { return false };
            clause.has(Term::Channel)
                && !clause.has_any(&[Term::Finish, Term::Handle, Term::Unrelated])
                && names_ways(text.slice(clause.range.start..number.range.start))
                && names_ways(text.slice(number.range.end..clause.range.end))
        };
        // 其中，局机关收到网上申请60件: what stands before the first is said of all.
        let first = self.numbers.first().map_or("", |first| text.slice(self.opening.range.end..first.range.start));
        names_ways(first) && self.found.iter().all(is_way)
    }

    /// 网上申请700件、信函申请200件，传真65件: whether more of the same is counted behind the list.
    fn goes_on_behind(&self) -> bool {
        let Some((last, _)) = self.found.last() else { return false };
        let tokens = &self.sentence.tokens;
        // 网上15件、信函2件，共计17件: the total is no part.
        let end = last.range.end.max(self.opening.range.end);
        let behind = tokens.iter().position(|token| token.range.start >= end).unwrap_or(tokens.len());
        let of_outcomes =
            |kind| matches!(kind, QuantityKind::Outcome | QuantityKind::CarriedIn | QuantityKind::CarriedOut);
        let mut clauses = tokens[behind..].split(|token| token.mark().is_some());
        clauses.any(|clause| {
            let is_done = clause.iter().any(|token| matches!(token.term(), Some(Term::Finish | Term::Handle)));
            let tells_outcomes =
                is_done || self.prose.names_kind(clause, of_outcomes) || self.prose.names_disputes(clause);
            let mut numbers = clause.iter().filter_map(Token::number);
            !tells_outcomes && numbers.any(|number| number.measure == self.total.measure)
        })
    }

    /// 其余为当面申请: whether a rest is named right behind the list that nobody counted.
    fn leaves_rest_uncounted(&self) -> bool {
        let Some((last, _)) = self.found.last() else { return false };
        let behind = self.sentence.passage.text.slice(last.range.end..self.sentence.range.end);
        let behind = behind.trim_start_matches(['，', '、', '；', ',', ';']);
        let next = behind.split(['，', '、', '；', '。', ',', ';']).next().unwrap_or_default();
        REST.begins(next) && !next.contains(|c: char| c.is_ascii_digit())
    }

    /// 具体为 of 公开信息200条，具体为…; but 重点领域具体为 is of one part only.
    fn claims_whole(&self) -> bool {
        let Some(first) = self.found.first() else { return false };
        // 网站40条，公众号60条，共计100条: the total stands behind its parts.
        if self.opening.range.start > first.0.range.start {
            return WHOLE.is_in(self.marked);
        }
        let clauses = self
            .sentence
            .passage
            .text
            .slice(self.opening.range.end..first.0.range.end)
            .split(['，', '、', '；', '：', '。', '（', ',', ';', ':', '(']);
        let leads = |word: &str| clauses.clone().any(|clause| LEADS_TO_LABELS.trimmed(clause).starts_with(word));
        WHOLE.matches(self.marked).any(|word| {
            let word = self.marked.slice(word);
            !SPECIFICALLY.begins(word) || leads(word)
        })
    }

    /// Whether the words or the labels divide the total without a remainder.
    fn is_divided(&self) -> bool {
        // 上半年3件，下半年4件
        let are_halves = matches!(self.labels[..], [first, second] if are_halves(first, second));
        let is_exhausted = self.labels.iter().any(|label| self.labels.iter().any(|other| denies(other, label)));
        // 网上申请40件，现场申请0件: who lists a way by which nothing came lists all ways.
        let names_none = self.numbers.iter().any(|part| part.value.is_zero())
            && self.found.iter().all(|(clause, _)| clause.has(Term::Channel))
            && (!self.is_of_requests() || self.are_ways());
        self.claims_whole()
            || WHOLE.is_in(self.sentence.text_of(self.opening))
            || PARTITIONS.is_in(self.marked)
            || are_halves
            || is_exhausted
            || names_none
    }

    /// Whether the total is of requests for information, of which each came in one way.
    fn is_of_requests(&self) -> bool {
        self.opening.has(Term::Request)
            || (self.sentence.is_on_requests() && self.opening.has_any(&[Term::Receive, Term::ReceiveNew]))
    }

    /// How many of the parts are of a channel of publication.
    fn channels(&self) -> usize {
        if self.is_of_requests() {
            return 0;
        }
        // 三个渠道共公开76条，分别为71条、14条、9条
        let are_bare = self.labels.iter().all(|label| label.is_empty() || IN_TURN.is(label));
        if are_bare && names_channel(self.sentence.text_of(self.opening)) {
            return self.numbers.len();
        }
        let parts = self.found.iter().zip(&self.labels);
        parts.filter(|((clause, _), label)| names_channel(self.sentence.text_of(clause)) || SITES.ends(label)).count()
    }
}

/// 上半年, 下半年: together the year.
pub(super) fn are_halves(first: &str, second: &str) -> bool {
    FIRST_HALF.begins(first) && SECOND_HALF.begins(second)
}

fn names_applicants(prose: &Prose<'_>, clause: &Clause<'_>) -> bool {
    prose.names_kind(clause.tokens, |kind| kind == QuantityKind::Applicant)
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
