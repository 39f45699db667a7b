//! `giar status`: the state of each agency's report, and the letter that sends one back.

use super::{Failure, Terminal, args::report_year, completions, destination::shown, nothing, prepare, root, suggest};
use crate::{
    date::Date,
    export,
    i18n::{Lang, Message},
    io::create,
    pipeline::{Options, Prepared},
    start,
    status::{STATUS_FORMATS, letter, status, usual_year},
    text,
};
use clap::{
    Arg, ArgMatches, Command,
    builder::{PathBufValueParser, PossibleValuesParser},
};
use clap_complete::ArgValueCandidates;
use std::path::{Path, PathBuf};

pub(super) fn command(lang: Lang) -> Command {
    Command::new("status")
        .about(
            text!(
                "各机关的报告到了哪一步，离期限还有几天",
                "Show where each agency's report stands, and the days left"
            )
            .get(lang),
        )
        .arg(report_year(lang).help(
            text!("哪一年的报告（默认最近该交的一年）", "Year of the reports [default: that due last]").get(lang),
        ))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(text!("格式", "FORMAT").get(lang))
                .value_parser(PossibleValuesParser::new(STATUS_FORMATS.iter().map(|format| format.name)))
                .help(text!("用什么格式列出（默认 text）", "Format of the table [default: text]").get(lang)),
        )
        .arg(Arg::new("today").long("today").value_name(text!("日期", "DATE").get(lang)).help(
            text!("按哪一天算（默认 site.toml 里的 as_of）", "Day to judge by [default: as_of in site.toml]").get(lang),
        ))
        .arg(
            Arg::new("return")
                .long("return")
                .value_name(text!("机关/年份", "AGENCY/YEAR").get(lang))
                .conflicts_with_all(["year", "format"])
                .add(ArgValueCandidates::new(completions::reports_by_agency))
                .help(
                    text!(
                        "把一份报告的问题写成退回意见，给不用本工具的单位看",
                        "Write the findings of a report as a letter (in Chinese) to an agency without this program"
                    )
                    .get(lang),
                ),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .requires("return")
                .value_name(text!("文件", "FILE").get(lang))
                .value_parser(PathBufValueParser::new())
                .help(
                    text!(
                        "退回意见写到哪个文件，.docx 就写成 Word 文档（默认显示出来）",
                        "File for the letter, a Word document if it ends in .docx [default: standard output]"
                    )
                    .get(lang),
                ),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    // Drafts show progress, too.
    let options = Options { drafts: true, ..Options::default() };
    let (prepared, _) = prepare(&root, &options, terminal)?;
    if let Some(report) = matches.get_one::<String>("return") {
        return send_back(report, matches, &prepared, terminal);
    }
    let site = &prepared.site;
    let today = today(matches)?.or(site.config.as_of);
    let year = matches.get_one::<u16>("year").copied().or_else(|| usual_year(site, today));
    let Some(year) = year else {
        return Err(Failure::Message(nothing::no_reports(&site.config.agencies)));
    };
    let status = status(site, &prepared.findings, year, today);
    let name = matches.get_one::<String>("format");
    let format = STATUS_FORMATS.iter().find(|format| name.is_some_and(|name| name == format.name));
    let format = format.unwrap_or(&STATUS_FORMATS[0]);
    terminal.result(&(format.render)(&status, terminal.lang(), Terminal::is_coloured()));
    if site.archive.of_year(year).is_empty() {
        terminal.notify(nothing::none_on(site, year, "giar status"));
    }
    let newest = site.archive.years().into_keys().next_back();
    if today.is_none() && newest.is_none_or(|newest| year >= newest) {
        let message = text!(
            "在 site.toml 里写 as_of = {date}，或加上 --today {date}，就能看到离期限还有几天",
            "with `as_of = {date}` in site.toml, or --today {date}, the days left are shown, too"
        );
        terminal.notify(message.with("date", format!("{}-01-15", year + 1)));
    }
    Ok(0)
}

fn today(matches: &ArgMatches) -> Result<Option<Date>, Failure> {
    let Some(text) = matches.get_one::<String>("today") else { return Ok(None) };
    match Date::parse(text) {
        Some(date) => Ok(Some(date)),
        None => {
            let message = text!(
                "--today 应当是日期，如 2027-01-15；这里写的是“{text}”",
                "--today takes a date such as 2027-01-15, not `{text}`"
            );
            Err(Failure::Message(message.with("text", text)))
        }
    }
}

/// Writes the letter about a report, for an agency that does not use giar.
fn send_back(named: &str, matches: &ArgMatches, prepared: &Prepared, terminal: &Terminal) -> Result<u8, Failure> {
    let site = &prepared.site;
    let (agency, year) = named.rsplit_once('/').unwrap_or(("", named));
    let agencies = &site.config.agencies;
    let year: u16 = year.parse().map_err(|_| {
        Failure::Message(
            suggest::document(named)
                .unwrap_or_else(|| suggest::suggested(wants_a_report(named), suggest::report(agencies, named))),
        )
    })?;
    let agency = Some(agency).filter(|agency| !agency.is_empty());
    let agency = start::agency(agencies, agency).map_err(Failure::Message)?;
    let Some(report) = site.archive.find(agency, year) else {
        return Err(Failure::Message(nothing::none_of(site, agency, year, "giar status --return")));
    };
    let letter = letter(site, report, &prepared.findings);
    match matches.get_one::<PathBuf>("output") {
        None => terminal.result(&letter.text),
        Some(path) => {
            let is_text = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
            if !is_text {
                suggest::refuse_ending(path, "docx")?;
            }
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let config = &site.config;
            let author = config.identity.organiser.as_ref().unwrap_or(&config.title);
            let is_word = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"));
            let content = if is_word { export::letter(&letter.text, author) } else { letter.text.clone().into_bytes() };
            create::create(folder, &[(name, content)])?;
            let message = text!(
                "写好了 {path}：{errors} 处需要改正，{warnings} 处请核实",
                "Wrote {path}: {errors} to correct, {warnings} to confirm"
            );
            let message = message.with("path", shown(path));
            terminal.print(message.with("errors", letter.errors).with("warnings", letter.warnings));
        }
    }
    if letter.left_out > 0 {
        let message = text!(
            "另有 {n} 处是本栏目自己的事（如待核对、网址），没有写进去，见 giar check",
            "{n} {n:finding concerns|findings concern} the portal itself and {n:is|are} left out: see `giar check`"
        );
        terminal.notify(message.with("n", letter.left_out));
    }
    Ok(0)
}

fn wants_a_report(named: &str) -> Message {
    let message = text!(
        "--return 写“机关代码/年份”，如 qingshi/2026；这里写的是“{named}”",
        "--return takes AGENCY/YEAR, such as qingshi/2026, not `{named}`"
    );
    message.with("named", named)
}
