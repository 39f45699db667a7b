//! Whatever is counted, by the words it is counted in: two numbers for the same words contradict each other.

use super::{
    About, Clause, Measure, Numeral, Prose, Sentence, Slice, Term, Token,
    channels::names_channel,
    vocabulary::{BY_WAY_OF, ITEMS, Sense},
};
use crate::{markdown::Block, report::Number};
use aho_corasick::{AhoCorasick, MatchKind};
use std::{ops::Range, sync::LazyLock};

#[derive(Clone, Debug)]
pub struct Count {
    /// 公开政府信息: without words that do not change what is counted.
    pub what: String,
    /// 条, 人次, 元.
    pub unit: String,
    pub numeral: Numeral,
    /// What the sentence counted just before, and how much: 检查2次，发现问题6个.
    pub counted_before: Option<(String, Number)>,
    pub range: Range<usize>,
}

/// 设有: before what there is.
static SET_UP: Sense = Sense::new("set-up");
/// 政府网站, 门户网站: one site, whatever it is called.
static SITE: Sense = Sense::new("site-of-its-own");
/// 在, 依托: before a channel.
static LEADS: Sense = Sense::new("leads-to-a-channel");
/// 发布信息, 公开政府信息.
static PUTS_OUT: Sense = Sense::new("puts-out");

/// Words that say only when, who or how much in all.
static FILLERS: Sense = Sense::new("fillers");

/// Verbs of an amount: 访问量达2860万, 访问量为2680万.
static AMOUNTS: Sense = Sense::new("verbs-of-amounts");

/// 此外: what follows is counted on top of what was counted before.
static BESIDES: Sense = Sense::new("besides");

/// In a clause on these a number may be of something else.
const ASIDE: &[About] = &[About::Compared, About::Planned, About::PartOfYear, About::Except];

pub(super) fn read(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    if matches!(sentence.passage.block, Block::Heading | Block::Cell(_)) || sentence.names_another_year() {
        return counts;
    }
    let text = &sentence.passage.text;
    let mut label: Option<usize> = None;
    let mut is_listed = false;
    // 通过抖音发布信息40条，答复诉求30件: these, too, are of that channel.
    let mut is_on_channel = false;
    let is_on_top = BESIDES.begins(sentence.text());
    for clause in clauses {
        let mut begin = clause.range.start;
        let mut labelled = label.take();
        if matches!(clause.end, Some('：' | ':')) && names_channel(text.slice(clause.range.clone())) {
            label = Some(clause.range.start);
        }
        let mut is_first = true;
        for number in clause.tokens.iter().filter_map(Token::number) {
            let (start, end) = (begin, number.range.start);
            begin = number.range.end;
            // 全县各部门 stands in the words of the first number alone.
            let of_other_agencies = clause.scope.is(About::OfOtherAgencies) || clause.has(Term::WholeArea);
            let is_own_agency = !of_other_agencies || (is_first && prose.governs());
            // 2023年全县…
            is_first &= number.measure == Measure::Year;
            // 微博账号（1个）发布信息149条: what the number is of began before the bracket.
            // 业务工作、空气质量信息等281条: or among things that are counted together.
            let continues = start == clause.range.start && (text.slice(..start).ends_with(['）', ')']) || is_listed);
            // After 其中 or in brackets stand parts.
            if continues
                || is_on_top
                || (is_on_channel && !clause.has(Term::Total))
                || clause.scope.is(About::Narrowed)
                || clause.scope.is(About::AfterAmong)
                || !is_own_agency
                || clause.scope.is_any(ASIDE)
                || clause.has_any(&[Term::Not, Term::Qualified])
                || clause.depth > 0
                || matches!(number.measure, Measure::Percent | Measure::Year)
            {
                continue;
            }
            // 政府网站：发布信息42条; what leads to the colon says of what.
            let start = if start == clause.range.start { labelled.take().unwrap_or(start) } else { start };
            let words = text.slice(start..end);
            // 2023年县政府举办: what stands before the name is no word of its own.
            let own = prose.own.matches(words).find(|place| plain(words.slice(..place.start)).is_empty());
            let what = plain(own.map_or(words, |own| words.slice(own.end..)));
            let what = AMOUNTS.before(&what).unwrap_or(&what).to_owned();
            let (unit, width) = unit(text, number);
            let after = text.slice(number.range.end + width..);
            let stands_alone =
                after.is_empty() || after.starts_with(['，', '。', '；', '、', ',', ';', '（', '）', '！', '：']);
            // 公开信息 is said of many things; 公开财政信息 of one.
            if what.chars().count() >= shortest(number.measure) && stands_alone && !unit.is_empty() {
                let counted_before = counts.last().map(|before| (before.what.clone(), before.numeral.value));
                let range = start..number.range.end + width;
                counts.push(Count { what, unit, numeral: number.clone(), counted_before, range });
            }
        }
        is_listed = clause.end == Some('、') && !clause.has_numbers();
        let said = sentence.text_of(clause);
        is_on_channel |= BY_WAY_OF.is_in(said) && names_channel(said);
        is_on_channel &= !clause.ends_part();
    }
    counts
}

/// Characters that tell what is counted: 件 and 条 count anything, so that more must be said than with 人次 or 元.
fn shortest(measure: Measure) -> usize {
    if matches!(measure, Measure::Things(_)) { 3 } else { 2 }
}

fn plain(text: &str) -> String {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(FILLERS.words());
        builder.expect("a few words")
    });
    let mut plain = String::with_capacity(text.len());
    WORDS.replace_all_with(text, &mut plain, |_, _, _| true);
    if let Some(verb) = SET_UP.words().iter().find(|verb| plain.starts_with(verb.as_str())) {
        plain.drain(..verb.len());
    }
    plain.retain(|c| !c.is_ascii_punctuation() && !"“”《》…—：".contains(c));
    on_the_site(&plain).unwrap_or(plain)
}

/// 政府网站公开信息 and 门户网站发布信息 alike. Government information is but a part of what a site publishes.
fn on_the_site(plain: &str) -> Option<String> {
    let put_out = SITE.after(LEADS.after(plain).unwrap_or(plain)).filter(|rest| PUTS_OUT.is(rest))?;
    let what = ITEMS.words().iter().find(|what| put_out.ends_with(what.as_str()))?;
    Some(format!("网站{what}"))
}

/// 人次, 元: what numbers without a measure word count, the longer first.
static UNITS: Sense = Sense::new("units-after-numbers");

/// 件 with the number, else what follows it: 人次, 元.
fn unit(text: &str, number: &Numeral) -> (String, usize) {
    if let Measure::Things(measure) = number.measure {
        return (measure.to_string(), 0);
    }
    let after = text.slice(number.range.end..);
    let width = UNITS.after(after).map_or(0, |rest| after.len() - rest.len());
    (after.slice(..width).to_owned(), width)
}
