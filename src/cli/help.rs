//! Help in the user's language. clap cannot be translated, so all its texts are replaced here.

use crate::{
    i18n::{Lang, Text},
    text,
};
use clap::{Arg, ArgAction, Command, builder::StyledStr};

/// The words of clap's usage lines.
const USAGE: [(&str, Text); 3] = [
    ("[OPTIONS]", text!("[选项]", "[OPTIONS]")),
    ("<COMMAND>", text!("<命令>", "<COMMAND>")),
    ("Usage: ", text!("", "")),
];

/// The command and its subcommands, with translated headings, usage and help options.
pub(super) fn localised(command: Command, lang: Lang) -> Command {
    let own = one(command.arg(version(lang)).disable_version_flag(true), "giar", lang);
    own.mut_subcommands(|verb| {
        let name = format!("giar {}", verb.get_name());
        one(verb, &name, lang)
    })
}

fn one(command: Command, name: &str, lang: Lang) -> Command {
    let command = command.disable_help_flag(true).arg(help(lang));
    let command = command.mut_args(|arg| {
        let heading = if arg.is_positional() { text!("参数", "Arguments") } else { text!("选项", "Options") };
        with_values(arg.help_heading(heading.get(lang)), lang)
    });
    let usage = usage(&command, name, lang);
    let template = text!(
        "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
        "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}"
    );
    let commands = text!("命令", "Commands").get(lang);
    command.override_usage(usage).help_template(template.get(lang)).subcommand_help_heading(commands)
}

fn usage(command: &Command, name: &str, lang: Lang) -> StyledStr {
    // Options shared by all commands are added to this one after its usage is written.
    let shared = Arg::new("shared").long("shared");
    let usage = command.clone().arg(shared).bin_name(name).render_usage().to_string();
    USAGE.iter().fold(usage, |usage, (word, text)| usage.replace(word, text.get(lang))).into()
}

/// Adds the possible values of an argument to its help.
fn with_values(arg: Arg, lang: Lang) -> Arg {
    let values = arg.get_possible_values();
    let takes_value = arg.get_action().takes_values();
    if !takes_value || values.is_empty() {
        return arg;
    }
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<_> =
        values.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name().to_owned()).collect();
    let message = text!("{help}：{values}", "{help}: {values}").with("help", help);
    let help = message.with("values", &values).get(lang);
    arg.hide_possible_values(true).help(help)
}

fn help(lang: Lang) -> Arg {
    let about = text!("显示这份说明", "Print help").get(lang);
    Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(LAST).help(about)
}

fn version(lang: Lang) -> Arg {
    let about = text!("显示版本", "Print version").get(lang);
    Arg::new("version").short('V').long("version").action(ArgAction::Version).display_order(LAST).help(about)
}

/// The position after the options of every command.
const LAST: usize = 1_000;
