//! `giar new`: creates next year's report as a form to fill in.

use super::{
    Failure, Terminal,
    args::{agency, report_year},
    root,
};
use crate::{
    archive::Archive,
    config::{Agencies, AgencyId},
    i18n::{Lang, Message, shown},
    import::{self, File, Given, Imported, read::MAX_BYTES},
    io::{create, gather, load},
    pipeline::{self, Options},
    start::{self, LastReport, MARK, NextReport},
    text,
};
use clap::{Arg, ArgMatches, Command, builder::PathBufValueParser};
use std::path::{Path, PathBuf};

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
        .arg(
            Arg::new("from")
                .long("from")
                .value_name(text!("文件", "FILE").get(lang))
                .value_parser(PathBufValueParser::new())
                .help(
                    text!(
                        "上一年的报告（Word、网页等）：文字带来作草稿，数字都标出来待核对",
                        "Last year’s report (Word, web page, …): its text becomes a draft in which every figure is marked"
                    )
                    .get(lang),
                ),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    let mut sources = super::load(&root)?;
    let inputs = std::mem::take(&mut sources.inputs);
    let config = pipeline::configure(&sources.config, &Options::default())?;
    let year = matches.get_one::<u16>("year").copied().unwrap_or_default();
    let named = matches.get_one::<String>("agency").map(String::as_str);
    let agency = start::agency(&config.agencies, named).map_err(Failure::Message)?;
    // Drafts count: a report in progress must not be started again.
    let archive = Archive::gather(&config.agencies, inputs, true);
    let from = matches.get_one::<PathBuf>("from").map(|path| LastFile::read(path, agency, &config.agencies));
    let from = from.transpose()?;
    let last = from.as_ref().map(|file| &file.report);
    let mut next = start::next_report(&config, &archive, agency, year, last).map_err(Failure::Message)?;
    let pictures = from.as_ref().map_or(&[][..], |file| &file.imported.pictures);
    if !pictures.is_empty() {
        next.path = start::in_folder(&next.path);
    }
    next.draft.schema = load::schema_of(&root, &next.path);
    let path = format!("content/{}", next.path);
    let form = archive.find(agency, year).filter(|_| next.replaces);
    let form = form.map(|form| &*form.source);
    create::create_report(&root, &path, &next.draft.to_markdown(), pictures, form)?;
    terminal.print(written(&next, &path));
    if let Some(file) = &from {
        for message in file.story(&next) {
            terminal.print(message);
        }
    }
    terminal.print(carried(&next));
    next_steps(&path, terminal);
    Ok(0)
}

/// The file that `--from` names.
struct LastFile {
    imported: Imported,
    report: LastReport,
}

impl LastFile {
    fn read(path: &Path, agency: AgencyId, agencies: &Agencies) -> Result<Self, Failure> {
        let bytes = gather::bytes(path, MAX_BYTES)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let given = Given { agency: Some(agencies[agency].id.clone()), ..Given::default() };
        let shown = shown(path);
        let imported = import::import(File { name: &name, bytes: &bytes }, &given, agencies)
            .map_err(|refusal| Failure::Message(refusal.message(&shown)))?;
        imported.year.ok_or_else(|| unknown_year(&shown))?;
        let report = LastReport::read(&name, &imported.draft, agency, agencies).ok_or_else(|| unknown_year(&shown))?;
        Ok(Self { imported, report })
    }

    /// Messages about the figures taken over from it.
    fn story(&self, next: &NextReport) -> Vec<Message> {
        let file = &self.report.name;
        let year = self.report.report.year;
        let text = text!(
            "“{file}”（{year} 年）的文字带来作草稿，其中 {n} 处数和年份标为“{mark}…】”，逐处改成本年的",
            "The text of {file} ({year}) became a draft; {n} {n:figure|figures} and years in it are marked “{mark}…】”, to be replaced one by one"
        );
        let text = text.with("file", file).with("year", year).with("n", next.marked).with("mark", MARK);
        let mut story = vec![text];
        if year + 1 != next.draft.year {
            let message = text!(
                "它是 {year} 年的报告，不是 {wanted} 年的，所以表里的数一个也没有带",
                "It is the report on {year}, not on {wanted}, so none of its tables' figures were carried over"
            );
            story.push(message.with("year", year).with("wanted", next.draft.year - 1));
        } else if !self.imported.is_complete() {
            let message = text!(
                "它的表读出 {read} 格，共 {expected} 格；没有读准的没有带来",
                "{read} of {expected} cells of its tables were read; what was not certain was not carried over"
            );
            story.push(message.with("read", self.imported.read()).with("expected", self.imported.expected));
        }
        story
    }
}

fn unknown_year(path: &str) -> Failure {
    let message = text!(
        "{path}：看不出是哪一年的报告。在文件名里写上年份（如 2024.docx），再试一次",
        "{path}: the report's year is not clear. Put it into the file's name, as in 2024.docx, and try again"
    );
    Failure::Message(message.with("path", path))
}

fn written(next: &NextReport, path: &str) -> Message {
    let message = text!(
        "写好了 {path}：{year} 年报告的空表，格式依{notice}，标为草稿",
        "Wrote {path}: a blank form for {year} after {notice}, marked as a draft"
    );
    let message = message.with("path", path).with("year", next.draft.year);
    message.with("notice", next.draft.edition.notice.unwrap_or(next.draft.edition.id))
}

/// The message about figures taken over from last year.
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

/// Prints what the author does next.
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
