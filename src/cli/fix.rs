//! `giar check --fix`: writes corrections that are certain.

use super::{Failure, Terminal, load, prepare_from, warn_of_strays};
use crate::{
    archive::{Input, InputContent},
    diag::Format,
    fix::{Fixes, Scope},
    io::{load::Sources, rewrite::rewrite},
    pipeline::{Options, Prepared},
    text,
};
use clap::ArgMatches;
use std::{path::Path, sync::Arc};

/// The scopes of correction by name; the first is the default.
pub(super) const SCOPES: [(&str, Scope); 2] =
    [("certain", Scope { totals: false }), ("totals", Scope { totals: true })];

/// Options for corrections.
#[derive(Clone, Copy)]
pub(super) struct How {
    scope: Scope,
    pub dry_run: bool,
    /// Whether to print a diff. Programs read the changes from the findings.
    shows_diff: bool,
}

pub(super) fn asked(matches: &ArgMatches, format: &Format) -> Option<How> {
    let fix = matches.get_one::<String>("fix")?;
    Some(How {
        scope: SCOPES.iter().find(|(name, _)| name == fix)?.1,
        dry_run: matches.get_flag("dry-run"),
        shows_diff: format.is_for_people,
    })
}

/// Reads the site, corrects the requested files, and returns the corrected site; with `dry_run` the site is unchanged,
/// because nothing is written.
pub(super) fn run(
    how: How,
    root: &Path,
    options: &Options,
    is_asked: &dyn Fn(&str) -> bool,
    terminal: &Terminal,
) -> Result<(Prepared, bool), Failure> {
    let sources = load(root)?;
    let has_content = sources.has_content;
    let first = prepare_from(&sources, sources.inputs.clone(), options)?;
    warn_of_strays(&first, terminal);
    let mut fixes = Fixes::default();
    let mut latest: Option<Prepared> = None;
    loop {
        let now = latest.as_ref().unwrap_or(&first);
        if !fixes.take(&now.site, &now.findings, how.scope, is_asked) {
            break;
        }
        let mut next = again(&sources, &fixes, options)?;
        if fixes.keep_figures(&first.site, &next.site) {
            next = again(&sources, &fixes, options)?;
        }
        latest = Some(next);
    }
    if how.dry_run && how.shows_diff {
        fixes.files().for_each(|fixed| terminal.result(&fixed.diff()));
    } else if !how.dry_run {
        rewrite(root, fixes.files().map(|fixed| (&*fixed.before, fixed.after.text.as_str())))
            .map_err(|error| Failure::Message(error.0))?;
    }
    summarise(&fixes, how, terminal);
    let result = if how.dry_run { first } else { latest.unwrap_or(first) };
    Ok((result, has_content))
}

/// The site with the corrections so far.
fn again(sources: &Sources, fixes: &Fixes, options: &Options) -> Result<Prepared, Failure> {
    let corrected = sources.inputs.iter().map(|input| match &input.content {
        InputContent::Markdown(source) => {
            let source = fixes.text_of(&source.path).unwrap_or(source);
            Input { path: input.path.clone(), content: InputContent::Markdown(Arc::clone(source)) }
        }
        _ => input.clone(),
    });
    prepare_from(sources, corrected.collect(), options)
}

fn summarise(fixes: &Fixes, how: How, terminal: &Terminal) {
    let (places, count) = (fixes.places(), fixes.files().count());
    let done = match (places, how.dry_run) {
        (0, _) => text!("没有可以自动改正的", "nothing to fix"),
        (_, false) => text!(
            "改正了 {places} 处，共 {files} 个文件",
            "fixed {places} {places:place|places} in {files} {files:file|files}"
        ),
        (_, true) => text!(
            "可以改正 {places} 处，共 {files} 个文件；什么也没有写",
            "{places} {places:place|places} in {files} {files:file|files} would be fixed; nothing was written"
        ),
    };
    terminal.notify(done.with("places", places).with("files", count));
    if fixes.withheld > 0 {
        let message = text!(
            "{n} 处在写了 as_published 的报告里，没有动",
            "{n} {n:place|places} in reports marked `as_published` left unchanged"
        );
        terminal.notify(message.with("n", fixes.withheld));
    }
}
