//! `giar edit`: a preview that opens its form.

use super::{
    Failure, Terminal,
    args::{self, flag},
    completions,
    watch::{self, How, Opens},
};
use crate::{i18n::Lang, io::serve::Endpoint, text};
use clap::{Arg, ArgMatches, Command};
use clap_complete::ArgValueCandidates;
use std::{io, process, thread};

pub(super) fn command(lang: Lang) -> Command {
    let report = text!("填哪一份报告（默认列出全部）", "Report to fill in [default: a list of all]");
    let no_open = text!("不打开浏览器，只写出网址", "Do not open a browser, only show the address");
    Command::new("edit")
        .about(text!("填报：在浏览器里填写报告", "Fill in reports in a browser").get(lang))
        .arg(args::root(lang))
        .arg(
            Arg::new("report")
                .value_name(text!("年份或机关/年份", "YEAR|AGENCY/YEAR").get(lang))
                .add(ArgValueCandidates::new(completions::reports_by_agency))
                .help(report.get(lang)),
        )
        .arg(watch::port(lang))
        .arg(flag("no-open").help(no_open.get(lang)))
        .arg(watch::poll(lang))
        // Options for the welcome page only.
        .arg(Arg::new("back").long("back").value_name("URL").hide(true))
        .arg(flag("until-closed").hide(true))
}

/// Includes drafts, because most reports are filled in before they are published.
pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    if matches.get_flag("until-closed") {
        thread::spawn(end_when_closed);
    }
    let report = matches.get_one::<String>("report").cloned();
    let back = matches.get_one::<String>("back").cloned();
    let opens = Opens::Form { report, back, is_shown: !matches.get_flag("no-open") };
    let port = matches.get_one::<u16>("port").copied();
    let endpoint =
        Endpoint { host: watch::HOST.to_owned(), port: port.unwrap_or(watch::PORT), may_move: port.is_none() };
    watch::follow(matches, terminal, &How { endpoint, may_edit: true, drafts: true, opens })
}

/// Exits when standard input is closed, because the process that started this one has ended.
fn end_when_closed() {
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
    process::exit(0);
}
