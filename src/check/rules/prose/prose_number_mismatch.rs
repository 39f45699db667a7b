#![doc = include_str!("prose_number_mismatch.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    i18n::Arg,
    prose::{Reading, RepeatedTable, Slice, disagreeing, value},
    text,
};

const NAME: RuleName = RuleName("prose-number-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("prose_number_mismatch.md"))
    .summary(text!("正文的数字和表格不一致", "A number in the text differs from the table"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    findings.extend(reading.prose.repeated_tables().filter_map(|table| differing_table(reading, table)));
    let differing = reading
        .sentences
        .iter()
        .flat_map(|sentence| disagreeing(reading.prose, sentence).into_iter().map(move |claim| (sentence, claim)));
    // Of something that there was, the text says that there was none: another rule's.
    for (sentence, claim) in differing.filter(|(_, claim)| !claim.numeral.value.is_zero()) {
        let message = text!(
            "正文里{name}是“{stated}”，表格里不是",
            "the text gives “{stated}” for {name}, but the table differs"
        )
        .with("name", statement::name(reading, claim.subject))
        .with("stated", sentence.passage.text.slice(claim.numeral.range.clone()));
        let finding = statement::finding(NAME, reading, sentence, claim.range.clone(), claim.subject, message);
        findings.push(finding.value(claim.numeral.value.to_string()).hint(text!(
            "核对后改正文或表格；口径不同的在正文里写明",
            "correct the text or the table; if they count different things, say so in the text"
        )));
    }
}

/// A table of the form that stands in the text once more, with other numbers: one fault, however many cells differ.
fn differing_table(reading: &Reading<'_>, repeated: &RepeatedTable) -> Option<Finding> {
    let report = reading.prose.report;
    let form = report.form();
    let differing = repeated.cells.iter().filter_map(|cell| {
        let filled = value(report, cell.cell).filter(|filled| !cell.numeral.agrees(*filled))?;
        Some((cell, filled))
    });
    let differing: Vec<_> = differing.collect();
    let (first, _) = differing.first()?;
    let names: Vec<_> = differing.iter().take(NAMED).map(|(cell, _)| form.name(cell.cell)).collect();
    let names = match differing.len() - names.len() {
        0 => Arg::List(names),
        more => {
            text!("{names}，还有 {more} 格", "{names} and {more} more").with("names", &names).with("more", more).into()
        }
    };
    let table = form.tables[repeated.table].table;
    let is_whole = repeated.is_whole(form);
    let message = if is_whole {
        text!(
            "正文里又有一张{table}，有 {n} 格和前面的数据不一样：{names}",
            "{table} stands in the text once more, and {n} {n:cell differs|cells differ} from the data above: {names}"
        )
    } else {
        text!(
            "正文的一张表里有 {n} 格和前面{table}的数据不一样：{names}",
            "in a table of the text {n} {n:cell differs|cells differ} from {table} in the data above: {names}"
        )
    };
    let message = message.with("table", table.name).with("n", differing.len()).with("names", names);
    let others = repeated.others + repeated.remarks;
    let hint = match others {
        _ if !is_whole => text!(
            "核对后改正文或{table}；正文这张表只算一个下属单位，或者口径不同的，在表前写明",
            "correct the text or {table}; if the table of the text is of one unit only, or counts something else, say so before it"
        ),
        0 => text!(
            "网页上的{table}按前面的数据印出来，正文里不用再写：核对后删去正文里的这一张",
            "{table} is printed from the data above, so the text need not repeat it: compare the two, and delete that of the text"
        ),
        // Nobody else has them.
        _ => text!(
            "网页上的{table}按前面的数据印出来，正文里不用再写：核对后删去重复的数；另外 {others} 个格子格式里没有，留在正文里",
            "{table} is printed from the data above, so the text need not repeat it: compare the two, and delete what the text repeats, but keep the {others} {others:cell|cells} that the form has no place for"
        ),
    };
    let hint = hint.with("table", table.name).with("others", others);
    let mut finding = Finding::new(NAME, report.place(first.span), message).at(table.key).hint(hint);
    for (cell, filled) in differing.iter().take(NAMED) {
        let label = text!("{name}：{value}", "{name}: {value}")
            .with("name", form.name(cell.cell))
            .with("value", filled.to_string());
        finding = finding.related(report.cell_place(cell.cell), label);
    }
    Some(finding)
}

/// So many of the cells that differ are named.
const NAMED: usize = 3;
