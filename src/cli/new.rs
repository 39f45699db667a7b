//! `giar new`: next year's report as a form to fill in.

use super::{
    Failure, Terminal,
    args::{agency, report_year},
    configured, root,
};
use crate::{
    archive::Archive,
    i18n::{Lang, Message},
    io::create,
    start::{self, NextReport},
    text,
};
use clap::{ArgMatches, Command};

pub(super) fn command(lang: Lang) -> Command {
    Command::new("new")
        .about(
            text!(
                "写一份新年度报告的空表，带来上一年的结转和现行有效",
                "Write a blank report on a year, with what follows from last year’s"
            )
            .get(lang),
        )
        .arg(report_year(lang).required(true).help(text!("写哪一年的报告", "Year to report on").get(lang)))
        .arg(agency(lang))
}

pub(super) fn run(matches: &ArgMatches, asked: Option<Lang>, terminal: &mut Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    let mut sources = super::load(&root)?;
    let inputs = std::mem::take(&mut sources.inputs);
    let config = configured(&sources, asked, terminal)?;
    let year = matches.get_one::<u16>("year").copied().unwrap_or_default();
    let named = matches.get_one::<String>("agency").map(String::as_str);
    let agency = start::agency(&config.agencies, named).map_err(Failure::Message)?;
    // Drafts count: one that is being written is not to be begun again.
    let archive = Archive::gather(&config.agencies, inputs, true);
    let mut next = start::next_report(&config, &archive, agency, year).map_err(Failure::Message)?;
    next.draft.schema = super::schema_of(&root, &next.path);
    let path = format!("content/{}", next.path);
    create::create(&root, &[(path.clone(), next.draft.to_markdown())])?;
    terminal.print(written(&next, &path));
    terminal.print(carried(&next));
    next_steps(&path, terminal);
    Ok(0)
}

fn written(next: &NextReport, path: &str) -> Message {
    let message = text!(
        "写好了 {path}：{year} 年报告的空表，格式依{notice}，标为草稿",
        "Wrote {path}: a blank form for {year} after {notice}, marked as a draft"
    );
    let message = message.with("path", path).with("year", next.draft.year);
    message.with("notice", next.draft.edition.notice.unwrap_or(next.draft.edition.id))
}

/// What was brought along from last year.
fn carried(next: &NextReport) -> Message {
    let Some(last) = next.last else {
        return text!(
            "没有 {last} 年的报告，所以没有可以带来的数",
            "There is no report on {last}, so no figures were carried over"
        )
        .with("last", next.draft.year - 1);
    };
    if next.carried + next.in_force == 0 {
        let message = text!(
            "{last} 年的报告里没有可以带来的数",
            "The report on {last} has no figures that could be carried over"
        );
        return message.with("last", last);
    }
    let message = text!(
        "从 {last} 年的报告带来 {n} 格：结转 {carried} 格，现行有效 {stocks} 格；要核对的都列在文件开头的 review 里",
        "{n} {n:cell|cells} carried over from {last} (open requests {carried}, documents in force {stocks}), listed under `review` to be checked"
    );
    let message = message.with("last", last).with("n", next.carried + next.in_force);
    message.with("carried", next.carried).with("stocks", next.in_force)
}

/// What its author does now.
fn next_steps(path: &str, terminal: &Terminal) {
    terminal.print(
        text!(
            "接下来：\n\
             1. 用文本编辑器打开 {path}，在三张表里填数：~ 是还没有填的格，没有发生的填 0；把“（待填写）”的句子换成本年的情况\n\
             2. 边写边看：giar watch --drafts --open；查问题：giar check {path}\n\
             3. 核对过的从 review 里删去；全部写好，填上 published（发布日期），删去 draft: true，运行 giar build",
            "Next:\n\
             1. Open {path} in a text editor and fill in the three tables (~ is a cell not yet filled in; write 0 for none), then replace each sentence that begins with （待填写）\n\
             2. Preview it while you write: giar watch --drafts --open; check it: giar check {path}\n\
             3. Delete what you have reviewed from `review`; once all is done, add the date of publication (`published`), delete `draft: true` and run giar build"
        )
        .with("path", path),
    );
}
