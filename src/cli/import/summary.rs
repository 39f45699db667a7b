//! The output of an import: a section per file, or a table for many.

use super::{Done, Terminal, said, shown};
use crate::{
    diag::{Counts, Finding},
    form::CellRange,
    i18n::{Arg, Message},
    import::{self, Imported, Question, doc::Origin},
    report::{Draft, INVALID_CELL, UNREVIEWED_VALUE},
    text,
};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr as _;

/// The most files that get a section each.
const FEW: usize = 3;
/// How many items of a kind are listed before the rest is counted.
const NAMED: usize = 20;

pub(super) fn show(done: &[Done], findings: &[Finding], explains: bool, dry_run: bool, terminal: &Terminal) {
    let is_many = done.len() > FEW;
    if is_many {
        table(done, findings, terminal);
    }
    for done in done {
        match &done.result {
            Err(refusal) => terminal.notify(refusal.message(&shown(&done.path))),
            Ok(imported) => {
                let story = story(done, imported, dry_run, explains);
                // With many files, the table is enough for those without problems.
                let is_said = is_many && story.len() == 1 && (done.is_written || dry_run && done.target.is_some());
                if !is_said {
                    for message in story {
                        terminal.notify(message);
                    }
                }
                if explains {
                    explain(imported, terminal);
                }
            }
        }
    }
    if done.len() <= FEW {
        terminal.complaints(findings.iter().filter(|finding| !is_said_above(finding, done)));
        if findings.iter().any(|finding| is_said_above(finding, done)) {
            terminal.notify(text!(
                "没有读准的格在报告里写作“?”，要核对的写在 review 里；照原文改好后删去。giar check --all 逐处列出",
                "In the report, cells that were not read hold “?”, and `review` lists what to compare with the original; delete each entry once it is right. giar check --all lists them one by one"
            ));
        }
    }
    if !findings.is_empty() {
        let tally = Counts::of(findings).tally();
        terminal.notify(text!("检查：{tally}", "check: {tally}").with("tally", tally));
    }
}

/// Pictures and lines that were left out.
fn left_out(imported: &Imported, explains: bool) -> Vec<Message> {
    let (pictures, lines): (Vec<_>, Vec<_>) = imported.left_out.iter().partition(|line| line.contains("!["));
    let joined = |lines: &[&String]| {
        let shown = if explains { lines.len() } else { NAMED };
        lines.iter().take(shown).map(|line| line.as_str()).collect::<Vec<_>>().join(" / ")
    };
    let mut out = Vec::new();
    if !lines.is_empty() {
        let message = if lines.len() > NAMED && !explains {
            text!(
                "  没有收进报告的文字（{count} 处，加 --explain 全部列出）：{lines} / …",
                "  text left out of the report in {count} places (all of them with --explain): {lines} / …"
            )
        } else {
            text!("  没有收进报告的文字：{lines}", "  text left out of the report: {lines}")
        };
        out.push(message.with("count", lines.len()).with("lines", joined(&lines)));
    }
    if !pictures.is_empty() {
        let message = if pictures.len() > NAMED && !explains {
            text!(
                "  没有收进报告的图片（{count} 张，加 --explain 全部列出）：{lines} / …",
                "  {count} pictures left out of the report (all of them with --explain): {lines} / …"
            )
        } else {
            text!("  没有收进报告的图片：{lines}", "  pictures left out of the report: {lines}")
        };
        out.push(message.with("count", pictures.len()).with("lines", joined(&pictures)));
    }
    out
}

/// Questions to the user: one per line, or in a table one line for all of a kind.
fn questions(imported: &Imported) -> Vec<Message> {
    let form = imported.draft.edition.form();
    let mut kinds: BTreeMap<_, Vec<&Question>> = BTreeMap::new();
    for question in &imported.questions {
        kinds.entry((form.cells[question.cells.first()].table, question.doubt)).or_default().push(question);
    }
    kinds.into_values().flat_map(|questions| of_a_kind(imported, &questions)).collect()
}

/// The most questions of a kind that are listed separately; of more, this many are listed.
const NAMED_APART: usize = 3;

fn of_a_kind(imported: &Imported, questions: &[&Question]) -> Vec<Message> {
    let form = imported.draft.edition.form();
    let named = |question: &Question| {
        let message = text!("{cell}：{candidates}", "{cell}: {candidates}");
        message.with("cell", imported.name(&question.cells)).with("candidates", listed(&question.candidates))
    };
    let reason = questions[0].doubt.reason();
    if questions.len() <= NAMED_APART {
        let one = |question: &&Question| {
            let message =
                text!("  没有读：{cell}。{reason}：{candidates}", "  not read: {cell}. {reason}: {candidates}");
            let message = message.with("cell", imported.name(&question.cells)).with("reason", reason);
            message.with("candidates", listed(&question.candidates))
        };
        return questions.iter().map(one).collect();
    }
    let first = questions.iter().take(NAMED_APART).map(|question| named(question));
    let first = first.reduce(|all, next| text!("{all}；{next}", "{all}; {next}").with("all", all).with("next", next));
    let message = text!(
        "  {table}有 {count} 处没有读。{reason}：{first}……逐处写在报告的 review 里",
        "  {count} places of {table} were not read. {reason}: {first} … and so on; `review` in the report lists them all"
    );
    let table = form.tables[form.cells[questions[0].cells.first()].table].table.name;
    vec![
        message
            .with("table", table)
            .with("count", questions.len())
            .with("reason", reason)
            .with("first", first.expect("there are some")),
    ]
}

/// Whether a finding repeats that a cell was not read or needs review, which the file's section reports already.
fn is_said_above(finding: &Finding, done: &[Done]) -> bool {
    if finding.rule == UNREVIEWED_VALUE {
        return true;
    }
    let is_unread = |done: &Done| {
        let (Ok(imported), Some(at)) = (&done.result, &finding.at) else { return false };
        let form = imported.draft.edition.form();
        let is_own = done.target.as_ref().is_some_and(|target| target.shown == finding.place.source.path);
        let cell = form.slot(at).filter(|slot| is_own && slot.is_cell());
        cell.is_some_and(|slot| imported.draft.cells[slot.cells.first().index()] == Draft::UNREAD)
    };
    finding.rule == INVALID_CELL && done.iter().any(is_unread)
}

/// All messages about one file.
fn story(done: &Done, imported: &Imported, dry_run: bool, explains: bool) -> Vec<Message> {
    let mut out = vec![outcome(done, imported, dry_run)];
    if !imported.others.left_out.is_empty() {
        out.push(others(imported));
    }
    let remarks = imported.remarks.iter().cloned();
    out.extend(remarks.map(|remark| text!("  {remark}", "  {remark}").with("remark", remark)));
    if done.must_go {
        let message = text!(
            "  读完了，把 {path} 移出 content 文件夹：网页不能原样发布",
            "  now move {path} out of content/: web pages are not published as they are"
        );
        out.push(message.with("path", shown(&done.path)));
    }
    if let Some(number) = &imported.index_number {
        out.push(text!("  索引号：{number}", "  index number: {number}").with("number", number));
    }
    if let Some(address) = &imported.source {
        out.push(text!("  原来的网址：{address}", "  source address: {address}").with("address", address));
    }
    out.extend(questions(imported));
    for (rows, message) in [
        (
            imported.missing(),
            text!("  原文里没有找到的行（{count}）：{rows}", "  rows not found in the file ({count}): {rows}"),
        ),
        (
            imported.without_values(),
            text!(
                "  原文里有、旁边没有读到数的行（{count}）：{rows}",
                "  rows of the file beside which no values were found ({count}): {rows}"
            ),
        ),
        (
            imported.missing_cells().into_iter().map(|cell| imported.name(&CellRange::only(cell))).collect(),
            text!("  没有读出的格（{count}）：{rows}", "  cells of which nothing was found ({count}): {rows}"),
        ),
    ] {
        let mut names: Vec<_> = rows.iter().take(NAMED).cloned().collect();
        names.extend((rows.len() > NAMED).then(|| "…".to_owned()));
        out.extend((!rows.is_empty()).then(|| message.with("count", rows.len()).with("rows", &names)));
    }
    if !imported.unread.is_empty() {
        let message = text!("  没有读进来的数：{numbers}", "  numbers that were not read: {numbers}");
        out.push(message.with("numbers", listed(&imported.unread)));
    }
    out.extend(left_out(imported, explains));
    if !imported.absent_pictures.is_empty() {
        let message = text!(
            "  有 {count} 张图片没有随文件一起来：{pictures}。从原来的网页另存到报告所在的文件夹，把正文里的地址改成文件名，写上图里是什么",
            "  {count} {count:picture|pictures} did not come with the file: {pictures}. Save each from the old page beside the report, put its file's name into the text and describe it"
        );
        let message = message.with("count", imported.absent_pictures.len());
        out.push(message.with("pictures", &imported.absent_pictures));
    }
    if !imported.pictures.is_empty() {
        let message = text!(
            "  有 {count} 张图片，请在正文里写上各图说明（![说明](文件)）",
            "  {count} {count:picture|pictures}: describe each in the text (![description](file))"
        );
        out.push(message.with("count", imported.pictures.len()));
    }
    out
}

/// The message that a file contains other reports.
fn others(imported: &Imported) -> Message {
    let others = &imported.others;
    let mut years = others.left_out.iter().filter_map(|title| import::year_of(title));
    let message = if years.any(|year| Some(year) != imported.year) {
        text!(
            "  文件里有 {n} 份报告，只读了“{read}”；没有读：{others}。要读别的年度，加 --year 年份；同一年度的，各另存一份再导入",
            "  the file holds {n} reports, of which only “{read}” was read and not {others}: give --year to read that of another year, or save each as a file and import it"
        )
    } else {
        text!(
            "  文件里有 {n} 份报告，只读了“{read}”；没有读：{others}。把没有读的各另存一份，再导入",
            "  the file holds {n} reports, of which only “{read}” was read and not {others}: save each as a file and import it"
        )
    };
    let titles: Vec<_> = others.left_out.iter().map(|title| format!("“{title}”")).collect();
    message.with("n", titles.len() + 1).with("read", others.read.as_deref().unwrap_or_default()).with("others", &titles)
}

fn listed(items: &[(String, Origin)]) -> Arg {
    let shown = items.iter().take(NAMED).map(|(text, origin)| {
        text!("{text}（{origin}）", "{text} ({origin})").with("text", text).with("origin", origin.message())
    });
    let mut shown: Vec<Message> = shown.collect();
    if items.len() > NAMED {
        shown.push(text!("…", "…").into());
    }
    let joined = shown
        .into_iter()
        .reduce(|all, next| text!("{all}、{next}", "{all}, {next}").with("all", all).with("next", next));
    // A row may be uncertain although it is empty.
    Arg::Message(joined.unwrap_or_else(|| text!("（空）", "(blank)").into()))
}

/// The result of a file in one line.
fn outcome(done: &Done, imported: &Imported, dry_run: bool) -> Message {
    let cells = text!("读出 {read} 格，共 {expected} 格", "{read} of {expected} cells read");
    let cells = cells.with("read", imported.read()).with("expected", imported.expected);
    let path = shown(&done.path);
    let edition = imported.draft.edition.id;
    let message: Message = match &done.target {
        None if imported.year.is_none() => text!(
            "{path}：看不出是哪一年的报告，没有写；用 --year 指明（{cells}）",
            "{path}: the report's year is not clear, so nothing was written; give it with --year ({cells})"
        )
        .into(),
        None if imported.agency().is_none() => text!(
            "{path}：看不出是哪个机关的报告，没有写；用 --agency 指明（{cells}）",
            "{path}: the report's agency is not clear, so nothing was written; give it with --agency ({cells})"
        )
        .into(),
        None => text!(
            "{path}：同一机关同一年的报告前面已有一份，没有写（{cells}）",
            "{path}: another file is this agency's report on this year, so nothing was written ({cells})"
        )
        .into(),
        Some(target) => {
            let message = if dry_run {
                text!(
                    "{path} → {target}（{edition} 版，{cells}；没有写）",
                    "{path} → {target} ({edition} edition, {cells}; not written)"
                )
            } else if done.is_written {
                text!("{path} → {target}（{edition} 版，{cells}）", "{path} → {target} ({edition} edition, {cells})")
            } else {
                text!(
                    "{path}：没有写，{target} 已经有了；要覆盖请加 --force（{edition} 版，{cells}）",
                    "{path}: not written, because {target} exists; to replace it, add --force ({edition} edition, {cells})"
                )
            };
            message.with("target", shown(done.in_the_way.as_ref().unwrap_or(&target.path))).with("edition", edition)
        }
    };
    message.with("path", path).with("cells", cells)
}

/// Prints where each cell was found.
fn explain(imported: &Imported, terminal: &Terminal) {
    let form = imported.draft.edition.form();
    for trail in &imported.trail {
        let message =
            text!("{cell}：{text} ← {origin}", "{cell}: {text} ← {origin}").with("cell", form.name(trail.cell));
        terminal.print(message.with("text", &trail.text).with("origin", trail.origin.message()));
    }
}

/// Prints a table with a line per file.
fn table(done: &[Done], findings: &[Finding], terminal: &Terminal) {
    let heads = [
        text!("文件", "file"),
        text!("机关", "agency"),
        text!("年度", "year"),
        text!("版", "edition"),
        text!("读出/共", "cells"),
        text!("待核对", "to review"),
        text!("检查结果", "findings"),
    ];
    let mut rows = vec![heads.map(|head| said(head, terminal)).to_vec()];
    let mut done: Vec<_> = done.iter().collect();
    done.sort_by_cached_key(|done| by_number(&shown(&done.path)));
    rows.extend(done.into_iter().map(|done| row(done, findings, terminal)));
    let widths: Vec<_> =
        (0..heads.len()).map(|at| rows.iter().map(|row| row[at].width()).max().unwrap_or_default()).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(text, width)| format!("{text}{}", " ".repeat(width - text.width())));
        terminal.result(&format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end()));
    }
}

/// A sort key that treats numbers as people do: 2.docx before 10.docx.
fn by_number(name: &str) -> Vec<(String, usize, String)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let (word, behind) = rest.split_at(rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len()));
        let (digits, behind) = behind.split_at(behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len()));
        let number = digits.trim_start_matches('0');
        parts.push((word.to_owned(), number.len(), number.to_owned()));
        rest = behind;
    }
    parts
}

fn row(done: &Done, findings: &[Finding], terminal: &Terminal) -> Vec<String> {
    let path = shown(&done.path);
    let Ok(imported) = &done.result else {
        return vec![
            path,
            "-".into(),
            "-".into(),
            "-".into(),
            "-".into(),
            "-".into(),
            said(text!("读不了", "unreadable"), terminal),
        ];
    };
    let name = done.target.as_ref().map(|target| target.shown.clone()).unwrap_or_default();
    let own: Vec<_> = findings.iter().filter(|finding| finding.place.source.path == name).cloned().collect();
    let tally = match &done.target {
        None => text!("没有写", "not written").into(),
        Some(_) => Counts::of(&own).tally(),
    };
    vec![
        path,
        imported.agency_name.clone().or_else(|| imported.agency.clone()).unwrap_or_else(|| "?".into()),
        imported.year.map_or_else(|| "?".into(), |year| year.to_string()),
        imported.draft.edition.id.to_owned(),
        format!("{}/{}", imported.read(), imported.expected),
        (imported.questions.len() + usize::from(!imported.unread.is_empty()) + imported.others.left_out.len())
            .to_string(),
        said(tally, terminal),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn names_are_sorted_by_their_numbers() {
        let mut names = ["a/10.docx", "a/2.docx", "b/1.docx", "a/1.docx", "a/年报.docx", "a/100.docx"];
        names.sort_by_cached_key(|name| by_number(name));
        assert_eq!(names, ["a/1.docx", "a/2.docx", "a/10.docx", "a/100.docx", "a/年报.docx", "b/1.docx"]);
    }

    #[test]
    fn a_doubt_without_values_can_be_named() {
        assert_eq!(text!("{values}", "{values}").with("values", listed(&[])).get(Lang::Zh), "（空）");
    }
}
