#![doc = include_str!("placeholder_text.md")]

use crate::{
    check::{Check, Context, Group, Rule, rules::characters::is_quoted},
    diag::{Finding, Level, Place, RuleName},
    form::{Form, fold},
    prose::{Block, Reading, Sense, Sentence, Slice},
    start::TO_FILL_IN,
    text,
};
use std::ops::Range;

const NAME: RuleName = RuleName("placeholder-text");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("placeholder_text.md"))
    .summary(text!("模板里的空位没有填：XX、××、____", "A placeholder left over from a template: XX, ××, ____"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let form = reading.prose.report.form();
    let mut prompts = Vec::new();
    for sentence in &reading.sentences {
        let place = |range| reading.prose.report.place(sentence.span(range));
        let (left, blanks): (Vec<_>, Vec<_>) = blanks(form, sentence)
            .into_iter()
            .partition(|range| sentence.passage.text.slice(range.clone()) == TO_FILL_IN);
        prompts.extend(left.into_iter().map(place));
        let mut blanks = blanks.into_iter();
        let Some(first) = blanks.next() else { continue };
        let message = text!("“{blank}”还没有填", "“{blank}” has not been filled in");
        let message = message.with("blank", sentence.passage.text.slice(first.clone()));
        let finding = Finding::new(NAME, place(first), message)
            .at(sentence.passage.section.unwrap_or_default())
            .hint(text!("填上实际内容，没有就删去这句话", "fill it in, or delete the sentence"));
        findings
            .push(blanks.fold(finding, |finding, blank| finding.related(place(blank), text!("这里也是", "also here"))));
    }
    findings.extend(unwritten(prompts));
}

/// Prompts of a report that is still to be written are one finding, however many there are.
fn unwritten(prompts: Vec<Place>) -> Option<Finding> {
    let count = prompts.len();
    let mut prompts = prompts.into_iter();
    let first = prompts.next()?;
    let message = text!(
        "还有 {n} 段“{prompt}”没有写",
        "{n} {n:paragraph|paragraphs} beginning with “{prompt}” {n:is|are} still to be written"
    );
    let finding = Finding::new(NAME, first, message.with("n", count).with("prompt", TO_FILL_IN))
        .hint(text!("换成本年的情况；用不着的，整段删去", "write what happened this year, or delete the paragraph"));
    Some(prompts.fold(finding, |finding, place| finding.minor(place, text!("这里也是", "also here"))))
}

/// What a form's author writes where its user should.
static PHRASES: Sense = Sense::new("left-by-a-form");

/// Words of a sentence that speaks about how blanks are written.
static ABOUT_FORMS: Sense = Sense::new("about-forms");

/// Whether it is a cell of the author's in which the form has a note of its own: the corner of table three.
fn is_corner(form: &Form, sentence: &Sentence<'_>) -> bool {
    let mut blocks = form.tables.iter().flat_map(|table| &table.blocks);
    let own = fold(&sentence.passage.text);
    matches!(sentence.passage.block, Block::Cell(_)) && blocks.any(|block| fold(block.block.corner) == own)
}

fn blanks(form: &Form, sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let text = &sentence.passage.text;
    let own = sentence.text();
    let may_be_left = sentence.says(&PHRASES) && !is_corner(form, sentence);
    let phrases = may_be_left.then(|| PHRASES.matches(own)).into_iter().flatten();
    let mut found: Vec<_> =
        phrases.map(|range| range.start + sentence.range.start..range.end + sentence.range.start).collect();
    let first = sentence.passage.may_hold(&SIGNS).then(|| own.find(SIGNS));
    let Some(first) = first.flatten() else { return found };
    let mut underlines = Vec::new();
    let is_about_forms = ABOUT_FORMS.is_in(own);
    let mut at = sentence.range.start + first;
    while at < sentence.range.end {
        let rest = text.slice(at..sentence.range.end);
        let length = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let (crosses, lines) = (length(is_cross), length(is_underline));
        let range = at..at + crosses.max(lines);
        at = range.end.max(at + rest.chars().next().map_or(1, char::len_utf8));
        let is_date = text.slice(range.clone()).starts_with('×') && text.slice(range.end..).starts_with(['月', '日']);
        if text.slice(range.clone()).chars().nth(1).is_none() && !is_date {
            continue;
        }
        if crosses > 0 && stands_for_something(text, &range) && !is_spoken_of(text, &range, is_about_forms) {
            found.push(range);
        } else if lines > 0 && stands_for_something(text, &range) {
            underlines.push(range);
        }
    }
    found.extend(without_emphasis(text, underlines));
    found.sort_by_key(|range| range.start);
    found
}

/// Crosses and underlines.
const SIGNS: [char; 5] = ['X', 'x', '×', '_', '＿'];

fn is_cross(c: char) -> bool {
    matches!(c, 'X' | 'x' | '×')
}

fn is_underline(c: char) -> bool {
    matches!(c, '_' | '＿')
}

/// Whether a run of signs is no part of a name, a number or an address.
fn stands_for_something(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text.slice(..range.start), text.slice(range.end..));
    let mut following = after.chars();
    let ends = match (following.next(), following.next()) {
        (Some('.' | '-'), Some(next)) => is_cross(next) || !next.is_ascii_alphanumeric(),
        (Some(next), _) => !(next.is_ascii_alphanumeric() || "_@/\\".contains(next)),
        (None, _) => true,
    };
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let mut preceding = before.chars().rev();
    let begins = match (preceding.next(), preceding.next()) {
        // 20XX年
        (Some(c), _) if c.is_ascii_digit() => matches!(before.slice(before.len() - digits..), "20" | "19" | "2"),
        (Some('-'), Some(c)) => is_cross(c) || !c.is_ascii_alphanumeric(),
        (Some(c), _) => !(c.is_ascii_alphabetic() || "_@/\\.".contains(c)),
        (None, _) => true,
    };
    begins && ends
}

/// Whether crosses hide a name on purpose (张××), or the sentence is about crosses.
fn is_spoken_of(text: &str, range: &Range<usize>, is_about_forms: bool) -> bool {
    let (before, after) = (text.slice(..range.start), text.slice(range.end..));
    if before.ends_with(['“', '‘', '"']) && after.starts_with(['”', '’', '"']) {
        return true;
    }
    if is_about_forms && is_quoted(before) {
        return true;
    }
    hides_a_name(before, after) && text.slice(range.clone()).chars().count() == 2
}

/// 王 of 王××.
static SURNAMES: Sense = Sense::new("surnames");

/// Who may be named after these words.
static PERSONS: Sense = Sense::new("before-names-of-persons");

/// What is counted or named, not a person.
static NO_PERSON: Sense = Sense::new("no-person");

fn hides_a_name(before: &str, after: &str) -> bool {
    let mut names = before.char_indices().rev();
    let Some((at, _)) = names.next().filter(|(_, c)| SURNAMES.has(*c)) else { return false };
    let ahead = before.slice(..at);
    let is_introduced = ahead.is_empty()
        || ahead.ends_with(['，', '。', '；', '：', '、', '（', '“', ',', ';', ':', '('])
        || PERSONS.ends(ahead);
    is_introduced && !after.starts_with(|c: char| NO_PERSON.has(c))
}

/// The lines that are no emphasis which its author spelt `__so__` within a word, where Markdown has none.
fn without_emphasis(text: &str, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let is_emphasis = rest.peek().is_some_and(|next| {
            let inner = text.slice(line.end..next.start);
            text.slice(line.clone()) == "__"
                && text.slice(next.clone()) == "__"
                && !inner.contains(['，', '。', '；', '、', '：', ',', ';'])
                && !inner.starts_with(|c: char| NO_PERSON.has(c))
        });
        if is_emphasis {
            rest.next();
        } else {
            left.push(line);
        }
    }
    left
}
