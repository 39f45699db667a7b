//! The commands, in the order of help. A command is its file and a line here.

use super::{
    Failure, Terminal,
    args::{SHARED, flag, root},
    build, check, completions, data, edit, explain, export,
    help::localised,
    import, init, manual, new, rollback, schema, status, verify, watch, welcome,
};
use crate::{i18n::Lang, text};
use clap::{Arg, ArgMatches, Command};
use clap_complete::ArgValueCandidates;

/// A command.
pub(super) struct Verb {
    pub name: &'static str,
    command: fn(Lang) -> Command,
    /// Returns the exit code.
    pub run: fn(&ArgMatches, &Terminal) -> Result<u8, Failure>,
}

pub(super) static VERBS: &[Verb] = &[
    Verb { name: "build", command: build::command, run: build::run },
    Verb { name: "check", command: check::command, run: check::run },
    Verb { name: "watch", command: watch::command, run: watch::run },
    Verb { name: "edit", command: edit::command, run: edit::run },
    Verb { name: "welcome", command: welcome::command, run: welcome::run },
    Verb { name: "import", command: import::command, run: import::run },
    Verb { name: "export", command: export::command, run: export::run },
    Verb { name: "data", command: data::command, run: data::run },
    Verb { name: "init", command: init::command, run: init::run },
    Verb { name: "new", command: new::command, run: new::run },
    Verb { name: "status", command: status::command, run: status::run },
    Verb { name: "verify", command: verify::command, run: verify::run },
    Verb { name: "rollback", command: rollback::command, run: rollback::run },
    Verb { name: "explain", command: explain::command, run: explain::run },
    Verb { name: "schema", command: schema::command, run: schema::run },
    Verb { name: "completions", command: completions::command, run: completions::run },
    Verb { name: "help", command: help, run: run_help },
];

/// The whole command line in a language.
pub(super) fn command(lang: Lang) -> Command {
    let command = Command::new("giar")
        .version(env!("CARGO_PKG_VERSION"))
        .about(
            text!(
                "检查并发布政府信息公开工作年度报告",
                "Checks and publishes annual government information-disclosure reports"
            )
            .get(lang),
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .display_order(SHARED)
                .value_name(text!("语言", "LANG").get(lang))
                .value_parser(["zh", "en"])
                .help(text!("信息所用的语言", "Language of messages").get(lang)),
        )
        .arg(root(lang))
        .subcommands(VERBS.iter().map(|verb| (verb.command)(lang)));
    localised(command, lang)
}

// Help covers all commands, so it is here rather than in its own file.
fn help(lang: Lang) -> Command {
    Command::new("help")
        .about(text!("说明一个命令或专题，或列出全部", "Help on a command or topic, or a list of them").get(lang))
        .arg(
            Arg::new("topic")
                .value_name(text!("名称", "NAME").get(lang))
                .add(ArgValueCandidates::new(move || completions::help(&command(lang), manual::topics())))
                .help(text!("命令或专题的名称", "Name of the command or topic").get(lang)),
        )
        .arg(
            flag("man")
                .conflicts_with("topic")
                .help(text!("输出 man 手册页", "Print a manual page for `man`").get(lang)),
        )
}

fn run_help(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    manual::run(matches, terminal, command)
}
