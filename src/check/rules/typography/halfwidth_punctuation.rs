#![doc = include_str!("halfwidth_punctuation.md")]

use crate::{
    check::{
        Check, Context, Group, Rule,
        rules::characters::{self, Char, closes, is_blank, is_han, is_han_numeral, opens},
    },
    diag::{Finding, Level, RuleName, Span},
    prose::Reading,
    text,
};

const NAME: RuleName = RuleName("halfwidth-punctuation");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Typography, Level::Info, include_str!("halfwidth_punctuation.md"))
    .summary(text!("汉字之间用了半角标点", "Half-width punctuation between Chinese characters"))
    .fixable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    for passage in &reading.prose.passages {
        if !passage.may_hold(&NARROW) {
            continue;
        }
        let chars = characters::chars(&report.source, passage);
        let mut found = marks(&chars);
        found.extend(brackets(&chars));
        found.retain(|wrong| !report.source.text.as_bytes()[..chars[wrong.at].at].ends_with(b"\\"));
        findings.extend(found.into_iter().map(|wrong| {
            let mark = chars[wrong.at];
            let message = text!("半角“{mark}”应当用全角“{wide}”", "half-width `{mark}` should be full-width `{wide}`");
            let message = message.with("mark", mark.c.to_string()).with("wide", wrong.wide.to_string());
            let finding = Finding::new(NAME, report.place(mark.span()), message);
            let finding = finding.at(passage.section.unwrap_or_default());
            match wrong.fix {
                Some(span) => finding.fix(span, wrong.wide.to_string()).hint(text!(
                    "改为全角；check --fix 可以代劳",
                    "use the full-width form; `check --fix` can do this"
                )),
                None => finding.hint(text!(
                    "句末用“。”，并列用“、”，外国人名用“·”",
                    "use “。” to end a sentence, “、” in a list, “·” in a foreign name"
                )),
            }
        }));
    }
}

const NARROW: [char; 8] = [',', ';', ':', '!', '?', '.', '(', ')'];

/// A mark of the wrong width: the place of its character, what belongs there, and what to write over where that is
/// certain.
struct Wrong {
    at: usize,
    wide: char,
    fix: Option<Span>,
}

/// Marks that divide or end sentences.
fn marks(chars: &[Char]) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (at, &Char { c, .. }) in chars.iter().enumerate() {
        let wide = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '!' => '！',
            '?' => '？',
            '.' => '。',
            _ => continue,
        };
        let (left, right) = (neighbour(chars, at, Side::Left), neighbour(chars, at, Side::Right));
        let Some(before) = left.map(|left| chars[left].c) else { continue };
        let after = right.map(|right| chars[right].c);
        let fits = match c {
            '.' => is_han(before) && after.is_none_or(is_chinese) && !is_numbering(chars, at),
            ':' if is_han_numeral(before) && after.is_some_and(is_han_numeral) => false,
            _ => divides(c, before, after),
        };
        if !fits {
            continue;
        }
        // A full stop within a sentence may stand for 。 or 、 or the · of a name.
        let is_certain = c != '.' || after.is_none();
        found.push(Wrong { at, wide, fix: is_certain.then(|| with_blanks(chars, at, left, right)) });
    }
    found
}

fn is_chinese(c: char) -> bool {
    is_han(c) || opens(c) || closes(c)
}

/// Whether a mark between these two stands in Chinese text: of numbers only one side may be one.
fn divides(mark: char, before: char, after: Option<char>) -> bool {
    if is_han(before) || closes(before) {
        return after.is_none_or(|after| after.is_ascii_digit() || is_chinese(after));
    }
    let after_number = before == '%' || before == '％' || (before.is_ascii_digit() && mark != ':');
    after_number && matches!(mark, ',' | ';' | ':') && after.is_some_and(is_chinese)
}

/// 一. at the head of a passage or a clause is no end of a sentence.
fn is_numbering(chars: &[Char], at: usize) -> bool {
    let head = chars[..at].iter().rposition(|char| !is_han_numeral(char.c));
    let numerals = at - head.map_or(0, |head| head + 1);
    numerals > 0 && head.is_none_or(|head| !is_han(chars[head].c))
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

/// The next character to one side that is neither blank nor a sign of emphasis.
fn neighbour(chars: &[Char], at: usize, side: Side) -> Option<usize> {
    match side {
        Side::Left => chars[..at].iter().rposition(|char| !is_thin(char.c)),
        Side::Right => chars[at + 1..].iter().position(|char| !is_thin(char.c)).map(|after| at + 1 + after),
    }
}

fn is_thin(c: char) -> bool {
    is_blank(c) || matches!(c, '*' | '_' | '~')
}

/// The mark with the blanks around it, where nothing else lies between it and its neighbours.
fn with_blanks(chars: &[Char], at: usize, left: Option<usize>, right: Option<usize>) -> Span {
    let start =
        left.filter(|&left| are_blank_between(&chars[left..=at])).map_or(chars[at].at, |left| chars[left].end());
    let end =
        right.filter(|&right| are_blank_between(&chars[at..=right])).map_or(chars[at].end(), |right| chars[right].at);
    Span::new(start, end)
}

/// Whether nothing but blanks lies between the first and the last, in the file as well.
fn are_blank_between(chars: &[Char]) -> bool {
    chars.windows(2).all(|pair| pair[0].touches(pair[1]))
        && chars[1..chars.len() - 1].iter().all(|char| is_blank(char.c))
}

/// Pairs of round brackets of which at least one is narrow, around and within Chinese.
fn brackets(chars: &[Char]) -> Vec<Wrong> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    // How many Chinese characters, and how many signs of a formula, stand before each place.
    let (mut hans, mut signs) = (0_usize, 0_usize);
    for (at, &Char { c, .. }) in chars.iter().enumerate() {
        match c {
            '(' | '（' => open.push((at, hans, signs)),
            ')' | '）' => {
                let Some((from, hans_before, signs_before)) = open.pop() else { continue };
                let is_text = hans > hans_before && signs == signs_before;
                if is_text && stands_in_chinese(chars, from, at) {
                    let narrow = [(from, '（'), (at, '）')].into_iter().filter(|(at, _)| chars[*at].c.is_ascii());
                    found.extend(narrow.map(|(at, wide)| Wrong {
                        at,
                        wide,
                        fix: Some(with_blanks(
                            chars,
                            at,
                            neighbour(chars, at, Side::Left),
                            neighbour(chars, at, Side::Right),
                        )),
                    }));
                }
            }
            '=' | '+' | '×' | '÷' | '/' => signs += 1,
            c => hans += usize::from(is_han(c)),
        }
    }
    found
}

fn stands_in_chinese(chars: &[Char], from: usize, to: usize) -> bool {
    let outer = [neighbour(chars, from, Side::Left), neighbour(chars, to, Side::Right)];
    let inner = [neighbour(chars, from, Side::Right), neighbour(chars, to, Side::Left)];
    let is_surrounded = outer.iter().flatten().any(|&at| !is_number(chars[at].c)) || outer == [None; 2];
    is_surrounded && outer.iter().chain(&inner).flatten().all(|&at| fits_chinese(chars[at].c))
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '%' | '％')
}

fn fits_chinese(c: char) -> bool {
    is_chinese(c) || is_number(c) || "，。；：、？！".contains(c)
}
