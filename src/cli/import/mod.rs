//! `giar import`: reads other programs' documents as reports, and checks them.

mod args;
mod proposal;
mod summary;
mod target;

use super::{Failure, INCOMPLETE, REFUSED, Terminal, options, prepare_from};
use crate::{
    archive::{Input, InputContent},
    check::active_ending,
    config::{Agencies, BaseUrl, Config},
    diag::{Finding, Source},
    i18n::Message,
    import::{self, File, Given, Imported, Refusal, read::MAX_BYTES},
    io::{
        gather,
        load::{self, LeftOut, Sources},
        save,
    },
    pipeline::{self, Options, is_refused},
    start, text,
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

/// A file and the result of importing it.
struct Done {
    path: PathBuf,
    result: Result<Box<Imported>, Refusal>,
    target: Option<Target>,
    is_written: bool,
    /// An existing file at the target path that must not be replaced.
    in_the_way: Option<PathBuf>,
    /// Whether the file is a web page in the site's `content` and has to be moved away.
    must_go: bool,
}

impl Done {
    /// Whether everything was read and written; on a dry run, whether it could be written.
    fn is_whole(&self, dry_run: bool) -> bool {
        let is_there = if dry_run { self.target.is_some() } else { self.is_written };
        is_there && self.result.as_ref().is_ok_and(|imported| imported.is_complete())
    }
}

/// The smallest number of files for which a progress bar is shown.
const MANY: usize = 8;

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let asked_files: Vec<_> = matches.get_many::<PathBuf>("files").into_iter().flatten().cloned().collect();
    let output = matches.get_one::<PathBuf>("output");
    if let Some(file) =
        output.filter(|output| output.extension().is_some_and(|ending| ending == "md") || output.is_file())
    {
        let message = text!(
            "-o 要写文件夹，不是文件：{file}。报告在里面写成 机关代码/年份.md",
            "-o takes a folder, not a file: {file}; reports are written in it as AGENCY/YEAR.md"
        );
        return Err(Failure::Message(message.with("file", shown(file))));
    }
    let files = gather::files(&asked_files)?;
    let mut sources = sources(matches)?;
    // A wrong `site.toml` is reported when the imported reports are checked.
    let config = pipeline::configure(&sources.config, &Options::default()).unwrap_or_default();
    let agencies = &config.agencies;
    let named = matches.get_one::<String>("agency").map(|named| start::agency(agencies, Some(named)));
    let agency = named.transpose().map_err(Failure::Message)?.map(|id| agencies[id].id.clone());
    let page = matches.get_one::<PathBuf>("html");
    if page.is_some() && files.len() > 1 {
        return Err(Failure::Message(
            text!("--html 一次只对照一个文件", "--html compares one file at a time: name a single one").into(),
        ));
    }
    let given = Given { year: matches.get_one("year").copied(), agency, keeps_source: page.is_some() };
    let mut done = read(&files, &given, agencies)?;
    let proposals = proposal::of(&mut done, agencies);
    target::choose(&mut done, output, &sources, agencies);
    if !matches.contains_id("output") {
        name_schema(&mut done, &sources.root);
        offer_redirects(&mut done, &config.base_url);
    }
    if let Some(page) = page {
        compare(&done, page, terminal)?;
    }
    let dry_run = matches.get_flag("dry-run");
    if !dry_run {
        write(&mut done, matches.get_flag("force"), &config)?;
        let content = sources.root.join("content");
        for done in &mut done {
            done.must_go = done.is_written
                && active_ending(&done.path.to_string_lossy()).is_some()
                && gather::is_below(&done.path, &content);
        }
    }
    let findings = check(&mut sources, &done, &proposals, matches)?;
    if dry_run && let [Done { result: Ok(imported), .. }] = &done[..] {
        terminal.result(&imported.draft.to_markdown());
    }
    summary::show(&done, &findings, matches.get_flag("explain"), dry_run, terminal);
    if let Some(message) = proposal::message(&proposals) {
        terminal.notify(message);
    }
    Ok(code(&done, &findings, dry_run))
}

fn code(done: &[Done], findings: &[Finding], dry_run: bool) -> u8 {
    match done.iter().all(|done| done.is_whole(dry_run)) {
        false => INCOMPLETE,
        true if is_refused(findings, false) => REFUSED,
        true => 0,
    }
}

/// The site, or an empty one if there is none and the reports are written elsewhere.
fn sources(matches: &ArgMatches) -> Result<Sources, Failure> {
    let needs_site = !matches.contains_id("output") && !matches.get_flag("dry-run");
    match super::root(matches) {
        Ok(root) => super::load(&root),
        Err(failure) if needs_site => Err(failure),
        Err(_) => {
            let config = Arc::new(Source::new("site.toml", "title = \"-\"\n"));
            Ok(Sources {
                root: PathBuf::from("."),
                config,
                inputs: Vec::new(),
                has_content: false,
                left_out: LeftOut::default(),
            })
        }
    }
}

fn read(files: &[PathBuf], given: &Given, agencies: &Agencies) -> Result<Vec<Done>, Failure> {
    let target = if files.len() >= MANY { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(files.len() as u64), target);
    let done = files.par_iter().map(|path| {
        let bytes = gather::bytes(path, MAX_BYTES)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let result = import::import(File { name: &name, bytes: &bytes }, given, agencies).map(Box::new);
        bar.inc(1);
        Ok(Done { path: path.clone(), result, target: None, is_written: false, in_the_way: None, must_go: false })
    });
    let done = done.collect::<Result<Vec<_>, Failure>>();
    bar.finish_and_clear();
    done
}

/// Refers editors to the schema of the front matter, as in reports written by `giar new`.
fn name_schema(done: &mut [Done], root: &Path) {
    for done in done {
        let (Ok(imported), Some(target)) = (&mut done.result, &done.target) else { continue };
        imported.draft.schema = load::schema_of(root, &target.name);
    }
}

/// Adds the former address of a report as a redirect, if it was on this site.
fn offer_redirects(done: &mut [Done], base_url: &BaseUrl) {
    for done in done {
        let Ok(imported) = &mut done.result else { continue };
        imported.offer_redirect(base_url);
    }
}

/// Writes a page that shows the document next to the report read from it.
fn compare(done: &[Done], page: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let [Done { result: Ok(imported), path, .. }] = done else { return Ok(()) };
    let message = match import::compare::page(imported, &shown(path), terminal.lang()) {
        Some(html) => {
            save::save(page, html.as_bytes())?;
            text!("对照写在 {page}", "the comparison is in {page}").with("page", shown(page))
        }
        None => text!(
            "这是 giar 发布的数据，原样读入，没有可以对照的",
            "this was published by giar and imported unchanged: there is nothing to compare"
        )
        .into(),
    };
    terminal.notify(message);
    Ok(())
}

/// Writes the reports and their pictures. By default only a form that nobody has filled in is replaced.
fn write(done: &mut [Done], force: bool, config: &Config) -> Result<(), Failure> {
    for done in done {
        let (Ok(imported), Some(target)) = (&done.result, &done.target) else { continue };
        let there = target.there();
        let mut others = there.iter().filter(|path| !force && !target::is_untouched(path, imported, config));
        done.in_the_way = match others.next() {
            Some(other) => Some(other.clone()),
            None => save::save_report(&save::Report {
                path: &target.path,
                text: &imported.draft.to_markdown(),
                pictures: &imported.pictures,
                may_replace: there.contains(&target.path),
                may_replace_pictures: force,
            })?,
        };
        done.is_written = done.in_the_way.is_none();
        if let Some(other) = target.other.as_ref().filter(|_| done.is_written) {
            save::remove(&other.path)?;
        }
    }
    Ok(())
}

/// The findings that the reports will have as part of the site.
fn check(
    sources: &mut Sources,
    done: &[Done],
    proposals: &[Proposal],
    matches: &ArgMatches,
) -> Result<Vec<Finding>, Failure> {
    let blocks: String = proposals.iter().map(|proposal| format!("\n{}", proposal.block())).collect();
    let config = format!("{}{blocks}", sources.config.text);
    sources.config = Arc::new(Source::new("site.toml", config));
    let mut inputs = std::mem::take(&mut sources.inputs);
    let mut own = HashSet::new();
    for done in done {
        let (Ok(imported), Some(target)) = (&done.result, &done.target) else { continue };
        let is_other = |input: &Input| target.other.as_ref().is_some_and(|other| other.name == input.path);
        inputs.retain(|input| input.path != target.name && !is_other(input));
        let name = target.shown.clone();
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
    let prepared = prepare_from(sources, inputs, &options)?;
    Ok(prepared.findings.iter().filter(|finding| own.contains(&finding.place.source.path)).cloned().collect())
}

/// A path as the user wrote it.
fn shown(path: &Path) -> String {
    if path.as_os_str() == gather::STDIN { "-".to_owned() } else { super::destination::shown(path) }
}

/// A message in the language of the terminal.
fn said(message: impl Into<Message>, terminal: &Terminal) -> String {
    message.into().get(terminal.lang())
}
