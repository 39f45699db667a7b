//! `giar verify`: compares a published copy with its manifest.

use super::{Failure, REFUSED, Terminal, destination, root};
use crate::{
    i18n::{Lang, Text},
    io::publish::{self, Target, Verified},
    text,
};
use clap::{
    Arg, ArgMatches, Command,
    builder::{PathBufValueParser, PossibleValuesParser},
};
use std::path::PathBuf;

/// Increased when a program that reads the old form would misread the new one.
const SCHEMA_VERSION: u32 = 1;

pub(super) fn command(lang: Lang) -> Command {
    Command::new("verify")
        .about(
            text!("核对发布出去的文件和 manifest.sha256 是否一致", "Compare a published copy with its manifest.sha256")
                .get(lang),
        )
        .arg(
            Arg::new("folder")
                .value_name(text!("文件夹", "DIR").get(lang))
                .value_parser(PathBufValueParser::new())
                .help(
                    text!(
                        "网站文件所在的文件夹（默认本网站的 public）",
                        "Folder that holds the published files [default: the site's public]"
                    )
                    .get(lang),
                ),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(text!("格式", "FORMAT").get(lang))
                .value_parser(PossibleValuesParser::new(FORMATS.iter().map(|(name, _)| *name)))
                .help(text!("用什么格式报告（默认 text）", "Format of the result [default: text]").get(lang)),
        )
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let folder = match matches.get_one::<PathBuf>("folder") {
        Some(folder) => folder.clone(),
        None => root(matches)?.join(publish::OUTPUT),
    };
    // A copy on a server has no `site.toml`; where there is one, it lists files to be kept.
    let keep = root(matches).ok().and_then(|root| destination::keep(&root)).unwrap_or_default();
    let verified = publish::verify(&Target { keep: &keep, ..Target::new(&folder) })?;
    let name = matches.get_one::<String>("format");
    let format = FORMATS.iter().find(|(format, _)| name.is_some_and(|name| name == format));
    let (_, print) = format.unwrap_or(&FORMATS[0]);
    print(&verified, terminal);
    Ok(if verified.is_match() { 0 } else { REFUSED })
}

/// Output formats by name; the first is the default.
const FORMATS: &[(&str, Print)] = &[("text", list_differences), ("json", print_json)];

type Print = fn(&Verified, &Terminal);

fn list_differences(verified: &Verified, terminal: &Terminal) {
    let kinds: [(&[String], Text); 3] = [
        (&verified.differing, text!("内容不同：{path}", "differs: {path}")),
        (&verified.missing, text!("缺少：{path}", "missing: {path}")),
        (&verified.foreign, text!("不在清单里：{path}", "not in the manifest: {path}")),
    ];
    for (paths, message) in kinds {
        for path in paths {
            terminal.print(message.with("path", path));
        }
    }
    terminal.print(if verified.is_match() {
        text!("{files} 个文件，与 manifest.sha256 完全一致", "{files} {files:file|files}, all matching manifest.sha256")
            .with("files", verified.files)
    } else {
        text!(
            "与 manifest.sha256 不一致：内容不同 {differing} 个，缺少 {missing} 个，不在清单里 {foreign} 个，共列 {files} 个",
            "does not match manifest.sha256: {differing} differing, {missing} missing, {foreign} not listed; {files} listed"
        )
        .with("files", verified.files)
        .with("differing", verified.differing.len())
        .with("missing", verified.missing.len())
        .with("foreign", verified.foreign.len())
    });
}

fn print_json(verified: &Verified, terminal: &Terminal) {
    let document = serde_json::json!({
        "schema_version": SCHEMA_VERSION,
        "matches": verified.is_match(),
        "files": verified.files,
        "differing": verified.differing,
        "missing": verified.missing,
        "foreign": verified.foreign,
    });
    terminal.result(&format!("{document:#}\n"));
}
