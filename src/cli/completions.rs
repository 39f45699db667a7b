//! `giar completions`: scripts that make a shell ask giar for completions, and the answers: commands and options,
//! rules, and the agencies and years of the current site.

use super::{Failure, Terminal};
use crate::{check::RULES, config::Config, i18n::Lang, io::load, report::ReportPath, text};
use clap::{Arg, ArgMatches, Command, builder::PossibleValuesParser};
use clap_complete::{CompleteEnv, CompletionCandidate, env::Shells};
use std::{collections::BTreeSet, ffi::OsString, path::Path};

/// The variable by which a shell's script requests completions. Users have installed scripts that contain it.
const VARIABLE: &str = "GIAR_COMPLETE";

/// The supported shells.
pub(super) fn shells() -> Vec<&'static str> {
    Shells::builtins().names().collect()
}

pub(super) fn command(lang: Lang) -> Command {
    Command::new("completions").about(text!("输出命令行补全脚本", "Print a shell completion script").get(lang)).arg(
        Arg::new("shell")
            .value_name(text!("命令行", "SHELL").get(lang))
            .required(true)
            .value_parser(PossibleValuesParser::new(shells()))
            .help(text!("哪一种命令行", "Kind of shell").get(lang)),
    )
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let shells = Shells::builtins();
    let shell = matches.get_one::<String>("shell").and_then(|name| shells.completer(name));
    if let Some(shell) = shell {
        let mut script = Vec::new();
        // Writing to memory cannot fail.
        let _ = shell.write_registration(VARIABLE, "giar", "giar", "giar", &mut script);
        terminal.result(&String::from_utf8_lossy(&script));
    }
    Ok(0)
}

/// Answers a request for completions, if this is one.
pub(super) fn answered(args: &[OsString], command: impl Fn() -> Command) -> bool {
    let here = std::env::current_dir().ok();
    let complete = CompleteEnv::with_factory(command).var(VARIABLE);
    // Nobody would read an error message.
    complete.try_complete(args.iter().cloned(), here.as_deref()).unwrap_or(true)
}

pub(super) fn rules(lang: Lang) -> Vec<CompletionCandidate> {
    RULES.iter().map(|rule| candidate(rule.name.0, rule.summary.get(lang))).collect()
}

/// Commands and topics that have help.
pub(super) fn help(command: &Command, topics: impl Iterator<Item = &'static str>) -> Vec<CompletionCandidate> {
    let commands = command.get_subcommands().map(|verb| CompletionCandidate::new(verb.get_name()));
    commands.chain(topics.map(CompletionCandidate::new)).collect()
}

/// The agencies of the current site.
pub(super) fn agencies() -> Vec<CompletionCandidate> {
    let Some(config) = config() else { return Vec::new() };
    config.agencies.iter().map(|agency| candidate(&agency.id, &agency.name)).collect()
}

/// The years with reports, and the next one.
pub(super) fn years() -> Vec<CompletionCandidate> {
    let mut years: BTreeSet<u16> = reports().into_iter().map(|(_, year)| year).collect();
    years.extend(years.last().map(|last| last + 1));
    years.iter().rev().map(|year| CompletionCandidate::new(year.to_string())).collect()
}

/// Each report in the form that `--return` takes.
pub(super) fn reports_by_agency() -> Vec<CompletionCandidate> {
    let only = config().and_then(|config| config.agencies.only().map(|id| config.agencies[id].id.clone()));
    let named = reports().into_iter().filter_map(|(agency, year)| Some((agency.or_else(|| only.clone())?, year)));
    named.map(|(agency, year)| CompletionCandidate::new(format!("{agency}/{year}"))).collect()
}

fn candidate(value: &str, about: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help(Some(about.to_owned().into()))
}

fn config() -> Option<Config> {
    let root = load::find_root(Path::new(".")).ok()?;
    Some(Config::read(&load::config(&root).ok()?).0)
}

/// The folder and year of each report.
fn reports() -> Vec<(Option<String>, u16)> {
    let sources = load::find_root(Path::new(".")).and_then(|root| load::load(&root));
    let inputs = sources.map(|sources| sources.inputs).unwrap_or_default();
    let paths = inputs.iter().filter_map(|input| ReportPath::parse(&input.path));
    paths.filter_map(|path| Some((path.agency.map(str::to_owned), path.year.parse().ok()?))).collect()
}
