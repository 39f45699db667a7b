//! `giar check`: findings, nothing else.

use super::{Failure, REFUSED, Terminal, prepare, root};
use crate::{
    diag::Finding,
    i18n::Lang,
    pipeline::{Options, Prepared, is_refused},
    text,
};
use clap::ArgMatches;
use std::path::{Path, PathBuf};

pub fn run(matches: &ArgMatches, asked: Option<Lang>, terminal: &mut Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    // Whoever writes a draft wants to know what is wrong with it.
    let options = Options { drafts: true, ..Options::default() };
    let (Prepared { mut findings, .. }, has_content) = prepare(&root, asked, &options, terminal)?;
    if !has_content {
        terminal.tell(super::build::no_content());
    }
    if let Some(paths) = matches.get_many::<PathBuf>("paths") {
        let paths = paths.map(|path| below(&root, path)).collect::<Result<Vec<_>, _>>()?;
        findings.retain(|finding| paths.iter().any(|path| concerns(finding, path)));
    }
    terminal.findings(findings.iter().filter(|finding| finding.waived.is_none()));
    terminal.say(Terminal::tally(&findings));
    Ok(if is_refused(&findings, matches.get_flag("strict")) { REFUSED } else { 0 })
}

/// A path as findings name it: relative to the site's root.
fn below(root: &Path, path: &Path) -> Result<PathBuf, Failure> {
    let fault = || {
        let message = text!("网站里没有 {path}", "the site has no {path}");
        Failure::Message(message.with("path", path.display().to_string()))
    };
    let found =
        [path.to_owned(), root.join(path)].iter().find_map(|path| crate::io::load::real(path)).ok_or_else(fault)?;
    found.strip_prefix(root).map(Path::to_owned).map_err(|_| fault())
}

fn concerns(finding: &Finding, path: &Path) -> bool {
    Path::new(&finding.place.source.path).starts_with(path)
}
