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
        let suspects = |run: &Span| report.source.slice(*run).bytes().any(|b| b",;:!?.()".contains(&b));
        if !passage.runs().iter().any(suspects) {
            continue;
        }
        let chars = characters::chars(&report.source, passage);
        let is_escaped = |c: Char| c.at > 0 && report.source.text.as_bytes()[c.at - 1] == b'\\';
        let mut found = marks(&chars);
        found.extend(brackets(&chars));
        found.retain(|wrong| !is_escaped(chars[wrong.at]));
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
    let begins = |c: char| c.is_ascii_digit() || is_chinese(c);
    if is_han(before) || closes(before) {
        return after.is_none_or(begins);
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
    let is_thin = |c: char| is_blank(c) || matches!(c, '*' | '_' | '~');
    match side {
        Side::Left => chars[..at].iter().rposition(|char| !is_thin(char.c)),
        Side::Right => chars[at + 1..].iter().position(|char| !is_thin(char.c)).map(|after| at + 1 + after),
    }
}

/// The mark with the blanks around it, where nothing else lies between it and its neighbours.
fn with_blanks(chars: &[Char], at: usize, left: Option<usize>, right: Option<usize>) -> Span {
    let is_plain = |from: usize, to: usize| {
        chars[from..=to].windows(2).all(|pair| pair[0].touches(pair[1]))
            && chars[from + 1..to].iter().all(|char| is_blank(char.c))
    };
    let start = left.filter(|&left| is_plain(left, at)).map_or(chars[at].at, |left| chars[left].end());
    let end = right.filter(|&right| is_plain(at, right)).map_or(chars[at].end(), |right| chars[right].at);
    Span::new(start, end)
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
    let is_separator = |c: char| "，。；：、？！".contains(c);
    let is_number = |c: char| c.is_ascii_digit() || c == '%' || c == '％';
    let fits = |c: char| is_chinese(c) || is_separator(c) || is_number(c);
    let at = |place: Option<usize>| place.map(|place| chars[place].c);
    let outer = [at(neighbour(chars, from, Side::Left)), at(neighbour(chars, to, Side::Right))];
    let inner = [at(neighbour(chars, from, Side::Right)), at(neighbour(chars, to, Side::Left))];
    let is_surrounded = outer.iter().flatten().any(|&c| !is_number(c)) || outer == [None; 2];
    is_surrounded && outer.iter().chain(&inner).flatten().all(|&c| fits(c))
}
