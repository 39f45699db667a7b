//! `giar explain`: the manual of the rules.

use super::{Failure, Terminal, completions};
use crate::{
    check::{RULES, Rule, meant},
    diag::plain::padded,
    i18n::Lang,
    text,
};
use clap::{Arg, ArgMatches, Command};
use clap_complete::ArgValueCandidates;

pub(super) fn command(lang: Lang) -> Command {
    Command::new("explain")
        .about(text!("说明一条规则，或列出全部规则", "Explain a rule, or list all rules").get(lang))
        .arg(
            Arg::new("rule")
                .value_name(text!("规则", "RULE").get(lang))
                .add(ArgValueCandidates::new(move || completions::rules(lang)))
                .help(text!("规则的名称", "Name of the rule").get(lang)),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    match matches.get_one::<String>("rule") {
        None => terminal.result(&list(terminal.lang())),
        Some(name) => terminal.result(&find(name)?.manual().plain(terminal.lang())),
    }
    Ok(0)
}

/// One line per rule, aligned even with wide characters.
fn list(lang: Lang) -> String {
    let names = RULES.iter().map(|rule| rule.name.0.len()).max().unwrap_or_default();
    let lines = RULES.iter().map(|rule| {
        let level = padded(rule.level.word().get(lang), 7);
        let fixable = if rule.fixable {
            text!("（check --fix 可改）", " (`check --fix` can correct it)").get(lang)
        } else {
            ""
        };
        format!("{}  {level}  {}{fixable}\n", padded(rule.name.0, names), rule.summary.get(lang))
    });
    lines.collect()
}

/// The rule with the name that the user typed.
pub(super) fn find(name: &str) -> Result<&'static Rule, Failure> {
    if let Some(rule) = RULES.iter().find(|rule| rule.name.0 == name) {
        return Ok(rule);
    }
    let message = match meant(name) {
        Some(near) => {
            text!("没有叫“{name}”的规则。是不是“{near}”？", "there is no rule `{name}`; did you mean `{near}`?")
                .with("near", near.name.0)
        }
        None => text!(
            "没有叫“{name}”的规则。giar explain 列出全部规则",
            "there is no rule `{name}`; `giar explain` lists them all"
        )
        .into(),
    };
    Err(Failure::Message(message.with("name", name)))
}
