//! `giar rollback`: publishes the previous site again.

use super::{
    Failure, Terminal,
    args::{in_place, output},
    destination, root,
};
use crate::{
    i18n::Lang,
    io::publish::{self, Target},
    text,
};
use clap::{ArgMatches, Command};
use std::path::PathBuf;

pub(super) fn command(lang: Lang) -> Command {
    Command::new("rollback")
        .about(text!("恢复上一版网站；再运行一次就换回来", "Restore the previous site; run again to undo").get(lang))
        .arg(output(lang))
        .arg(in_place(lang))
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    // `site.toml` lists what to keep; if it is faulty, that may be the very reason to roll back.
    let keep = destination::keep(&root).unwrap_or_default();
    let out = destination::folder(matches, &root);
    let keep_out = destination::source_folders(&root);
    let keep_out: Vec<_> = keep_out.iter().map(PathBuf::as_path).collect();
    let target =
        Target { keep_out: &keep_out, keep: &keep, in_place: matches.get_flag("in-place"), ..Target::new(&out) };
    let published = publish::rollback(&target)?;
    destination::warn_once(&published.notes, terminal);
    terminal.print(
        text!(
            "已恢复上一版：{files} 个文件，在 {out}。再运行一次 giar rollback 就换回来",
            "Restored the previous site: {files} {files:file|files}, to {out}. Run giar rollback again to undo this"
        )
        .with("files", published.files)
        .with("out", destination::shown(&out)),
    );
    Ok(0)
}
