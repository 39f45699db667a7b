//! Suggestions for a wrong argument: a document that has to be imported first, or a path with wrong slashes or a typo.

use super::Failure;
use crate::{
    archive::is_document,
    config::Agencies,
    i18n::{Arg, Message},
    io::gather,
    markdown,
    report::ReportPath,
    spanned::fields::nearest,
    text,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The remedy for an argument that names a document of another program.
pub(super) fn document(named: &str) -> Option<Message> {
    let message = text!(
        "“{file}”要先导入：giar import {file}，读成报告（.md）以后再用这个命令",
        "`{file}` has to be imported first: `giar import {file}` creates a report (.md) from it"
    );
    is_document(named).then(|| message.with("file", named))
}

/// The report to which a path or an agency's name refers, in the form that commands take: `qingshi/2026`.
pub(super) fn report(agencies: &Agencies, named: &str) -> Option<String> {
    let slashed = slashed(named);
    let below = slashed.rsplit_once("reports/").map_or(&*slashed, |(_, below)| below);
    let below = below.strip_suffix(".md").unwrap_or(below);
    let path = format!("reports/{below}.md");
    let (agency, year) = ReportPath::parse(&path)?.meant(agencies);
    Some(format!("{}/{}", agencies[agency?].id, year?))
}

/// Adds a suggestion to a message.
pub(super) fn suggested(message: Message, near: Option<impl Into<Arg>>) -> Message {
    match near {
        Some(near) => text!("{message}。是不是“{near}”？", "{message}; did you mean `{near}`?")
            .with("message", message)
            .with("near", near),
        None => message,
    }
}

/// A path with forward slashes.
pub(super) fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}

/// Files or folders of a site whose paths are similar to one that does not exist.
pub(super) fn path(root: &Path, named: &Path) -> Option<Arg> {
    let wanted = slashed(&named.to_string_lossy());
    let wanted = wanted.trim_start_matches("./").trim_end_matches('/');
    if wanted.contains(['*', '?', '[']) {
        return None;
    }
    let files = gather::below(&root.join("content"));
    let files = files.iter().filter_map(|file| file.strip_prefix(root).ok());
    let paths: BTreeSet<_> = files.flat_map(Path::ancestors).map(|path| slashed(&path.to_string_lossy())).collect();
    let paths: Vec<_> = paths.iter().map(String::as_str).chain(["site.toml"]).filter(|path| !path.is_empty()).collect();
    if let Some(same) = paths.iter().find(|path| path.eq_ignore_ascii_case(wanted)) {
        return Some((*same).into());
    }
    let ends: Vec<_> = paths.iter().filter(|path| ends_with(path, wanted)).take(NAMED).copied().collect();
    if !ends.is_empty() {
        return Some(Arg::from(&ends));
    }
    let alike: Vec<_> = paths.into_iter().filter(|path| is_alike(wanted, path)).take(MOST).collect();
    nearest(wanted, &alike).map(Arg::from)
}

/// The path of an existing report, as an example.
pub(super) fn example(root: &Path) -> Option<String> {
    let files = gather::below(&root.join("content").join("reports"));
    let below = files.iter().filter_map(|file| file.strip_prefix(root).ok());
    let mut paths = below.map(|path| slashed(&path.to_string_lossy()));
    paths.find(|path| markdown::stem(path).is_some())
}

/// Whether a path ends with these components, with or without the extension of reports.
fn ends_with(path: &str, parts: &str) -> bool {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    [path, stem].iter().any(|path| path.strip_suffix(parts).is_some_and(|above| above.ends_with('/')))
}

/// Whether each component of a path may be a typo of the corresponding one in another.
fn is_alike(wanted: &str, path: &str) -> bool {
    let parts = wanted.matches('/').count() == path.matches('/').count();
    parts && wanted.split('/').zip(path.split('/')).all(|(a, b)| a == b || nearest(a, &[b]).is_some())
}

/// At most this many paths are suggested.
const NAMED: usize = 3;

/// At most this many paths are compared.
const MOST: usize = 200;

/// Refuses a file name whose extension contradicts the format of the document.
pub(super) fn refuse_ending(output: &Path, format: &str) -> Result<(), Failure> {
    let ending = output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let name = output.to_string_lossy();
    if !is_document(&name) || ending.eq_ignore_ascii_case(format) {
        return Ok(());
    }
    let meant: PathBuf = output.with_extension(format);
    let message = text!(
        "写不了 .{ending} 文件。改成 -o {meant}，Word、WPS 都能打开，需要时再另存",
        "giar writes no .{ending} files. Use -o {meant}, and save it as another format if you need to"
    );
    Err(Failure::Message(message.with("ending", ending).with("meant", &meant)))
}
