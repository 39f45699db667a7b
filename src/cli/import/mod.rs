//! `giar import`: other people's documents become reports, which are checked at once.

mod args;
mod proposal;
mod summary;
mod target;

use super::{Failure, INCOMPLETE, REFUSED, Terminal, options, prepare_from};
use crate::{
    archive::{Input, InputContent},
    config::Agencies,
    diag::{Finding, Source},
    i18n::{Lang, Message},
    import::{self, File, Given, Imported, Refusal, read::MAX_BYTES},
    io::{gather, load::Sources},
    pipeline::{self, Options, is_refused},
    start,
};
pub(super) use args::command;
use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressDrawTarget};
use proposal::Proposal;
use rayon::prelude::*;
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::Arc,
};
use target::Target;

/// A file and what became of it.
struct Done {
    path: PathBuf,
    result: Result<Box<Imported>, Refusal>,
    target: Option<Target>,
    /// Whether it was written; not, if the report was there already.
    is_written: bool,
}

/// Fewer files than this are read before anybody looks at a bar.
const MANY: usize = 8;

pub(super) fn run(matches: &ArgMatches, asked: Option<Lang>, terminal: &mut Terminal) -> Result<u8, Failure> {
    let asked_files: Vec<_> = matches.get_many::<PathBuf>("files").into_iter().flatten().cloned().collect();
    let files = gather::files(&asked_files)?;
    let mut sources = sources(matches)?;
    let agencies = agencies(&sources, asked, terminal);
    let named = matches.get_one::<String>("agency").map(|named| start::agency(&agencies, Some(named)));
    let agency = named.transpose().map_err(Failure::Message)?.map(|id| agencies[id].id.clone());
    let given = Given { year: matches.get_one("year").copied(), agency };
    let mut done = read(&files, &given, &agencies)?;
    let proposals = proposal::of(&mut done, &agencies);
    target::choose(&mut done, matches.get_one::<PathBuf>("output"), &sources, &agencies);
    if !matches.contains_id("output") {
        name_schema(&mut done, &sources.root);
    }
    let dry_run = matches.get_flag("dry-run");
    if !dry_run {
        write(&mut done, matches.get_flag("force"))?;
    }
    let findings = check(&mut sources, &done, &proposals, asked, matches, terminal)?;
    if dry_run && let [Done { result: Ok(imported), .. }] = &done[..] {
        terminal.result(&imported.draft.to_markdown());
    }
    summary::show(&done, &findings, matches.get_flag("explain"), dry_run, terminal);
    for proposal in &proposals {
        terminal.notify(proposal.message());
    }
    Ok(code(&done, &findings))
}

fn code(done: &[Done], findings: &[Finding]) -> u8 {
    let is_whole =
        |done: &Done| done.result.as_ref().is_ok_and(|imported| imported.is_complete()) && done.target.is_some();
    match done.iter().all(is_whole) {
        false => INCOMPLETE,
        true if is_refused(findings, false) => REFUSED,
        true => 0,
    }
}

/// The site, or an empty one where there is none and the reports go elsewhere.
fn sources(matches: &ArgMatches) -> Result<Sources, Failure> {
    let needs_site = !matches.contains_id("output") && !matches.get_flag("dry-run");
    match super::root(matches) {
        Ok(root) => super::load(&root),
        Err(failure) if needs_site => Err(failure),
        Err(_) => {
            let config = Arc::new(Source::new("site.toml", "title = \"-\"\n"));
            Ok(Sources { root: PathBuf::from("."), config, inputs: Vec::new(), has_content: false })
        }
    }
}

fn agencies(sources: &Sources, asked: Option<Lang>, terminal: &mut Terminal) -> Agencies {
    let Ok(config) = pipeline::configure(&sources.config, &Options::default()) else { return Agencies::default() };
    if asked.is_none() {
        terminal.use_language(config.language);
    }
    config.agencies
}

fn read(files: &[PathBuf], given: &Given, agencies: &Agencies) -> Result<Vec<Done>, Failure> {
    let target = if files.len() >= MANY { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(files.len() as u64), target);
    let done = files.par_iter().map(|path| {
        let bytes = gather::bytes(path, MAX_BYTES)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let result = import::import(File { name: &name, bytes: &bytes }, given, agencies).map(Box::new);
        bar.inc(1);
        Ok(Done { path: path.clone(), result, target: None, is_written: false })
    });
    let done = done.collect::<Result<Vec<_>, Failure>>();
    bar.finish_and_clear();
    done
}

/// Lets editors find the schema of the front matter, as in reports that `giar new` writes.
fn name_schema(done: &mut [Done], root: &Path) {
    for done in done {
        let (Ok(imported), Some(target)) = (&mut done.result, &done.target) else { continue };
        imported.draft.schema = super::schema_of(root, &target.name);
    }
}

/// Writes the reports, and beside them their pictures.
fn write(done: &mut [Done], force: bool) -> Result<(), Failure> {
    for done in done {
        let (Ok(imported), Some(target)) = (&done.result, &done.target) else { continue };
        done.is_written = gather::write(&target.path, imported.draft.to_markdown().as_bytes(), force)?;
        let folder = target.path.parent().unwrap_or(Path::new(""));
        for picture in imported.pictures.iter().filter(|_| done.is_written) {
            gather::write(&folder.join(&picture.name), &picture.bytes, force)?;
        }
    }
    Ok(())
}

/// What is found in the reports as they would stand in the site.
fn check(
    sources: &mut Sources,
    done: &[Done],
    proposals: &[Proposal],
    asked: Option<Lang>,
    matches: &ArgMatches,
    terminal: &mut Terminal,
) -> Result<Vec<Finding>, Failure> {
    let blocks: String = proposals.iter().map(|proposal| format!("\n{}", proposal.block())).collect();
    let config = format!("{}{blocks}", sources.config.text);
    sources.config = Arc::new(Source::new("site.toml", config));
    let mut inputs = std::mem::take(&mut sources.inputs);
    let mut own = HashSet::new();
    for done in done {
        let (Ok(imported), Some(target)) = (&done.result, &done.target) else { continue };
        inputs.retain(|input| input.path != target.name);
        let name = format!("content/{}", target.name);
        let content = InputContent::Markdown(Arc::new(Source::new(name.clone(), imported.draft.to_markdown())));
        inputs.push(Input { path: target.name.clone(), content });
        inputs.extend(target.attachments(&imported.pictures));
        own.insert(name);
    }
    if own.is_empty() {
        return Ok(Vec::new());
    }
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    let options = Options { drafts: true, ..options(matches)? };
    let prepared = prepare_from(sources, inputs, asked, &options, terminal)?;
    Ok(prepared.findings.iter().filter(|finding| own.contains(&finding.place.source.path)).cloned().collect())
}

/// A path as its user wrote it.
fn shown(path: &Path) -> String {
    if path.as_os_str() == gather::STDIN { "-".to_owned() } else { super::destination::shown(path) }
}

/// A sentence in the language of the terminal.
fn said(message: impl Into<Message>, terminal: &Terminal) -> String {
    message.into().get(terminal.lang())
}
