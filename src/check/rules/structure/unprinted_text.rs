#![doc = include_str!("unprinted_text.md")]

use crate::{
    check::{Check, Group, Linked, Rule},
    diag::{Finding, Level, Place, RuleName, Span},
    markdown::{Unprinted, unprinted},
    prose::Slice,
    text,
};

const NAME: RuleName = RuleName("unprinted-text");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Error, include_str!("unprinted_text.md"))
    .summary(text!("有的文字不会印出来", "Text that would not be printed"))
    .waivable()
    .check(Check::Text(check));

fn check(text: &Linked<'_>, findings: &mut Vec<Finding>) {
    let base = text.body().start as usize;
    let own = text.source.slice(text.body());
    findings.extend(unprinted(own).into_iter().map(|(kind, range)| {
        let written = own.slice(range.clone());
        let place = Place::new(text.source, Span::new(base + range.start, base + range.end));
        finding(kind, written, place)
    }));
}

fn finding(kind: Unprinted, written: &str, place: Place) -> Finding {
    let (message, hint) = match kind {
        Unprinted::Comment => (
            text!(
                "这里的注释没有用“-->”结束，后面的文字都不会印出来",
                "this comment has no `-->` at its end, so nothing after it would be printed"
            ),
            text!(
                "在注释后面补上“-->”：半角的两个减号和大于号",
                "end the comment with `-->`: two half-width hyphens and a greater-than sign"
            ),
        ),
        Unprinted::Code => (
            text!(
                "这里的“{written}”没有配对，后面的文字都会当作代码原样印出来",
                "this `{written}` has no partner, so all text after it would be printed as code"
            ),
            text!(
                "不是代码，就删去这一行；是代码，就在代码后面另起一行再写一次",
                "delete the line, or repeat it in a line after the code"
            ),
        ),
        Unprinted::Definition => (
            text!(
                "“{written}”会读成链接的地址，不会印出来",
                "`{written}` is read as the address of a link, and would not be printed"
            ),
            text!(
                "要印出来的，去掉方括号；写给同事看的，删去，或写成 <!-- … -->",
                "leave the brackets out if it is to be printed; if it is a note to colleagues, delete it or write <!-- … -->"
            ),
        ),
        Unprinted::Cell => (
            text!(
                "这一行的格比表头多，“{written}”不会印出来",
                "this row has more cells than the head of its table: `{written}` would not be printed"
            ),
            text!(
                "在表头和“|---|”一行各加一格，或者并进前一格",
                "add a column to the head and to the line `|---|`, or join two cells"
            ),
        ),
        Unprinted::Tag => (
            text!(
                "“{written}”会读成网页的标签，不会印出来",
                "`{written}` is read as an HTML tag, and would not be printed"
            ),
            text!(
                "换成书名号、括号，或者在“<”前面加反斜杠：\\{written}",
                "use other brackets, or put a backslash before it: `\\{written}`"
            ),
        ),
    };
    let finding = Finding::new(NAME, place, message.with("written", written)).hint(hint.with("written", written));
    match kind {
        Unprinted::Comment | Unprinted::Code => finding,
        Unprinted::Definition | Unprinted::Cell | Unprinted::Tag => finding.at_most(Level::Warning),
    }
}
