#![doc = include_str!("doubled_word.md")]

use super::super::characters::is_han;
use crate::{
    check::{Check, Context, Group, Rule},
    config::names_of,
    diag::{Finding, Level, RuleName},
    prose::{Passage, Reading, Sense, Slice},
    spanned::garbled,
    text,
};
use std::ops::Range;

const NAME: RuleName = RuleName("doubled-word");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Typography, Level::Info, include_str!("doubled_word.md"))
    .summary(text!("词语重复：局局、工作工作", "A word written twice: 局局, 工作工作"))
    .check(Check::Prose(check));

/// Words of one or more characters that only a slip writes twice.
static DOUBLED: Sense = Sense::new("doubled-words");
/// Where one word ends as the next begins: 统计局局长.
static RIGHT: Sense = Sense::new("doubled-but-right");
/// Whatever else may be said twice.
static SURELY: Sense = Sense::new("surely-doubled");
/// 年度, right after the number of a year.
static AFTER_YEARS: Sense = Sense::new("doubled-after-a-year");
/// Words of two characters that may well be said twice, or begin another word the second time.
static REPEATABLE: Sense = Sense::new("may-be-repeated");

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for passage in &reading.prose.passages {
        let found = doubled(passage).into_iter();
        for range in found.filter(|range| !is_of_own_name(reading, &passage.text, range)) {
            let message = text!("“{words}”写重了", "“{words}” repeats a word");
            let message = message.with("words", passage.text.slice(range.clone()));
            findings.push(
                Finding::new(NAME, reading.prose.report.place(passage.span(range)), message)
                    .at(passage.section.unwrap_or_default())
                    .hint(text!("看看是否多写了一遍", "check whether one of them should be deleted")),
            );
        }
    }
}

/// 津市市: the city of a place whose name ends as its kind does.
fn is_of_own_name(reading: &Reading<'_>, text: &str, range: &Range<usize>) -> bool {
    let before = text.slice(..range.start).chars().next_back().map_or(0, char::len_utf8);
    let name = text.slice(range.start - before..range.end);
    before > 0 && names_of(reading.prose.agency).any(|own| own.contains(name))
}

fn doubled(passage: &Passage) -> Vec<Range<usize>> {
    let text = passage.text.as_str();
    if !repeats_itself(text) {
        return Vec::new();
    }
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < FIRST_OF_HAN {
            at += 1;
            continue;
        }
        // 人人 is no word of two characters.
        let lengths = [1, 2, LONGEST].map(|characters| characters * HAN);
        let length =
            lengths.into_iter().find(|&length| is_twice(bytes, at, length) && is_all_han(text, at..at + length));
        match length.map(|length| at..at + 2 * length) {
            Some(range) if is_slip(text, &range) => {
                at = range.end;
                found.push(range);
            }
            _ => at += HAN,
        }
    }
    found
}

fn is_twice(bytes: &[u8], at: usize, length: usize) -> bool {
    let word = bytes.get(at..at + length);
    word.is_some() && word == bytes.get(at + length..at + 2 * length)
}

/// Whether a word may be written twice somewhere: most texts show at a glance that none is.
fn repeats_itself(text: &str) -> bool {
    let mut last = ['\0'; 2 * LONGEST - 1];
    text.chars().any(|c| {
        let [one, two, three, four, five] = last;
        last = [c, one, two, three, four];
        let is_twice = c == one || (c == two && one == three) || (c == three && one == four && two == five);
        is_twice && is_han(c)
    })
}

/// Bytes of nearly every Chinese character, and the least that one of them begins with. Rarer ones are longer, and in
/// no word that is written twice by a slip.
const HAN: usize = 3;
const FIRST_OF_HAN: u8 = 0xe3;

fn is_all_han(text: &str, range: Range<usize>) -> bool {
    let word = text.slice(range);
    !word.is_empty() && word.chars().all(is_han)
}

/// 进一步: the longest words that are looked for.
const LONGEST: usize = 3;

fn is_slip(text: &str, range: &Range<usize>) -> bool {
    // 锟斤拷锟斤拷 is no word, and reported as what it is.
    if garbled(text.slice(range.clone()), 0).is_some() {
        return false;
    }
    if SURELY.begins(text.slice(range.start..)) {
        return true;
    }
    let word = text.slice(range.start..range.start + (range.end - range.start) / 2);
    let (before, after) = (text.slice(..range.start), text.slice(range.end..));
    let first = before.chars().next_back().filter(|c| is_han(*c));
    let next = after.chars().next().filter(|c| is_han(*c));
    if word.chars().count() > 1 {
        // 公开公开栏: the second begins another word. 学习学习: an idiom.
        let is_of_year = AFTER_YEARS.is(word) && before.ends_with(|c: char| c.is_ascii_digit());
        return is_of_year || (!REPEATABLE.is(word) && (next.is_none() || ENDS.begins(after)));
    }
    let twice = text.slice(range.clone());
    let [begun, ended] = [(None, next), (first, None)]
        .map(|(before, after)| before.into_iter().chain(twice.chars()).chain(after).collect::<String>());
    let is_right = RIGHT.is(&begun)
        || RIGHT.is(&ended)
        || is_followed_by_pair(before.chars().rev())
        || is_followed_by_pair(after.chars());
    DOUBLED.is(word) && !is_right && first != word.chars().next() && next != word.chars().next()
}

/// 实实在在: of such words both halves are written twice.
fn is_followed_by_pair(mut beside: impl Iterator<Item = char>) -> bool {
    beside.next().is_some_and(|c| is_han(c) && beside.next() == Some(c))
}

/// What follows a word that has come to its end.
static ENDS: Sense = Sense::new("after-a-word");
