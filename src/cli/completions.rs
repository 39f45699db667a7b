//! `giar completions`: what a shell needs to complete commands and options.

use super::{Failure, Terminal, args};
use crate::i18n::Lang;
use clap::ArgMatches;
use clap_complete::Shell;

pub(super) fn run(matches: &ArgMatches, _: Option<Lang>, terminal: &mut Terminal) -> Result<u8, Failure> {
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut args::command(terminal.lang()), "giar", &mut script);
        terminal.result(&String::from_utf8_lossy(&script));
    }
    Ok(0)
}
