#![doc = include_str!("doubled_punctuation.md")]

use crate::{
    check::{
        Check, Context, Group, Rule,
        rules::characters::{self, Char, closes, is_han},
    },
    diag::{Finding, Level, RuleName, Span},
    prose::Reading,
    text,
};

const NAME: RuleName = RuleName("doubled-punctuation");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Typography, Level::Info, include_str!("doubled_punctuation.md"))
    .summary(text!("标点重复", "Doubled punctuation"))
    .fixable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    for passage in &reading.prose.passages {
        if !passage.has_marks_in_a_row() {
            continue;
        }
        let chars = characters::chars(&report.source, passage);
        let runs = chars.chunk_by(|a, b| a.touches(*b) && wide(a.c).is_some() && wide(b.c).is_some());
        let mut begin = 0_usize;
        for run in runs {
            let before = begin.checked_sub(1).map(|at| chars[at].c);
            begin += run.len();
            // “太好了！！”: what people say is left to them.
            let is_said = is_emphatic(run) && chars.get(begin).is_some_and(|next| closes(next.c));
            if run.len() < 2 || is_said || !excludes(run, before) {
                continue;
            }
            let span = Span::new(run[0].at, run[run.len() - 1].end());
            let message = text!("标点重复：“{marks}”", "doubled punctuation: “{marks}”");
            let finding = Finding::new(NAME, report.place(span), message.with("marks", report.source.slice(span)));
            let finding = finding.at(passage.section.unwrap_or_default());
            findings.push(match meant(run) {
                Some(mark) => finding
                    .fix(span, mark.to_string())
                    .hint(text!("只留一个；check --fix 可以代劳", "keep only one; `check --fix` can do this")),
                None => finding.hint(text!("看看该用哪一个，只留一个", "keep only the one you mean")),
            });
        }
    }
}

/// The full-width form of a mark that divides or ends a sentence.
fn wide(c: char) -> Option<char> {
    Some(match c {
        '。' | '，' | '、' | '；' | '：' | '？' | '！' => c,
        ',' => '，',
        ';' => '；',
        _ => return None,
    })
}

/// Whether marks that follow each other cannot all be meant. ？！ and ！！！ can, but ？？ is a slip of the hand.
fn excludes(run: &[Char], before: Option<char>) -> bool {
    let is_pair = run.len() == 2 && run[0].c == run[1].c;
    let is_chinese = run.iter().any(|mark| !mark.c.is_ascii()) || before.is_some_and(|c| is_han(c) || closes(c));
    (is_pair || !is_emphatic(run)) && is_chinese
}

fn is_emphatic(run: &[Char]) -> bool {
    run.iter().all(|mark| matches!(mark.c, '？' | '！'))
}

/// The mark that was typed more than once. Three full stops may be meant as ……, two different marks as either.
fn meant(run: &[Char]) -> Option<char> {
    let mark = wide(run[0].c)?;
    let is_same = run.iter().all(|other| wide(other.c) == Some(mark));
    (is_same && (mark != '。' || run.len() == 2)).then_some(mark)
}
