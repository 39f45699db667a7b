//! The command line: arguments in, exit code out. One command per file.

mod args;
mod build;
mod check;
mod completions;
mod data;
mod destination;
mod edit;
mod edit_address;
mod explain;
mod export;
mod fix;
mod help;
mod import;
mod init;
mod manual;
mod new;
mod nothing;
mod rollback;
mod schema;
mod screen;
mod status;
mod suggest;
mod terminal;
mod usage_error;
mod verbs;
mod verify;
mod watch;
mod welcome;

use crate::{
    archive::{Archive, Input, below_content},
    check::CheckCache,
    config::{BaseUrl, Config},
    i18n::{Arg, Lang, Message, shown},
    io::{
        self,
        error::IoError,
        load::{LeftOut, Sources},
        publish, rebuild,
    },
    markdown,
    pipeline::{self, Options, Prepared, Stop},
    render::RenderError,
    text,
    theme::Theme,
};
use clap::ArgMatches;
use std::{
    ffi::OsString,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};
use terminal::Terminal;
use verbs::VERBS;

/// Findings at error level, or also at warning level if requested.
const REFUSED: u8 = 1;
/// Some of the files were not imported completely.
const INCOMPLETE: u8 = 3;
/// Wrong usage, an unreadable or wrong configuration, a failure of disk or network.
const FAILED: u8 = 2;

/// Runs giar.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    io::threads::prepare();
    let mut args: Vec<_> = args.into_iter().collect();
    if args.len() == 1 && io::desktop::has_started_us() {
        args.push("welcome".into());
    }
    let asked = args::language(&args);
    let lang = asked.or_else(args::locale).unwrap_or_default();
    if completions::answered(&args, || verbs::command(lang)) {
        return ExitCode::SUCCESS;
    }
    let terminal = Terminal::new(lang);
    if let Some(message) = usage_error::wide_dash(&args) {
        terminal.failure(&Failure::Message(message));
        return ExitCode::from(FAILED);
    }
    let matches = match verbs::command(lang).try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(error) => return report_usage_error(&error, &args, lang, &terminal),
    };
    let Some((name, matches)) = matches.subcommand() else { return ExitCode::from(FAILED) };
    let terminal = Terminal::new(asked.or_else(|| site_language(matches)).unwrap_or(lang));
    let verb = VERBS.iter().find(|verb| verb.name == name);
    let code = io::limits::need_memory()
        .map_err(Failure::from)
        .and_then(|()| verb.map_or(Ok(FAILED), |verb| (verb.run)(matches, &terminal)));
    let code = code.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        FAILED
    });
    ExitCode::from(if terminal.has_lost() { FAILED } else { code })
}

/// Help and version are results; anything else is wrong usage.
fn report_usage_error(error: &clap::Error, args: &[OsString], lang: Lang, terminal: &Terminal) -> ExitCode {
    match usage_error::message(error, args, &verbs::command(lang)) {
        Some(message) => {
            terminal.failure(&Failure::Message(message));
            terminal.notify(text!("全部用法见 giar --help", "see `giar --help`"));
        }
        None => terminal.note(error.print().and_then(|()| std::io::stdout().flush())),
    }
    ExitCode::from(if terminal.has_lost() || error.use_stderr() { FAILED } else { 0 })
}

/// Why a command failed.
enum Failure {
    Message(Message),
    Stop(Stop),
}

impl From<IoError> for Failure {
    fn from(error: IoError) -> Self {
        Self::Message(error.0)
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<publish::Error> for Failure {
    fn from(error: publish::Error) -> Self {
        Self::Message(error.message())
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self::Stop(Stop::Render(error))
    }
}

/// Reads and checks the site that the arguments name.
fn prepare(root: &Path, options: &Options, terminal: &Terminal) -> Result<(Prepared, Sources), Failure> {
    let mut sources = load(root)?;
    let inputs = std::mem::take(&mut sources.inputs);
    let prepared = prepare_from(&sources, inputs, options)?;
    warn_of_strays(&prepared, terminal);
    Ok((prepared, sources))
}

fn load(root: &Path) -> Result<Sources, Failure> {
    Ok(io::load::load(root)?)
}

/// Likewise, from files that have been read.
fn prepare_from(sources: &Sources, inputs: Vec<Input>, options: &Options) -> Result<Prepared, Failure> {
    prepare_with(sources, inputs, options, &mut rebuild::known_findings(&sources.root))
}

/// Likewise, with a cache of findings.
fn prepare_with(
    sources: &Sources,
    inputs: Vec<Input>,
    options: &Options,
    known: &mut CheckCache,
) -> Result<Prepared, Failure> {
    let config = pipeline::configure(&sources.config, options)?;
    let theme = theme(&sources.root, &config)?;
    let folder = sources.root.clone();
    let attachment = Arc::new(move |path: &str| io::load::attachment(&folder, path));
    Ok(pipeline::prepare_with(config, inputs, theme, attachment, options, known)?)
}

/// Prints a line for each kind of file among the content that is not part of the site.
fn note_left_out(left_out: &LeftOut, terminal: &Terminal) {
    if !left_out.special.is_empty() {
        let message = text!(
            "没有读取 {names}：不是普通文件，是管道、套接字或设备",
            "not read: {names}; pipes, sockets and devices are not files"
        );
        terminal.warn(named(message, &left_out.special));
    }
    if !left_out.unwanted.is_empty() {
        let message = text!(
            "没有发布 {names}：这是隐藏文件，或者编辑软件留下的文件",
            "not published: {names}; hidden files and leftovers of other programs are not content"
        );
        terminal.notify(named(message, &left_out.unwanted));
    }
    if !left_out.outside.is_empty() {
        let message = text!(
            "没有读取 {names}：报告要放在 content/reports 里",
            "not read: {names}; reports belong in content/reports"
        );
        terminal.warn(named(message, &left_out.outside));
    }
}

/// Lists the drafts, read or left out: nobody else notices when an author forgets to finish one.
fn note_drafts(archive: &Archive, terminal: &Terminal) {
    let read = archive.reports.iter().filter(|report| report.draft).map(|report| below_content(&report.source));
    let left_out = archive.left_out().iter().map(String::as_str).filter(|path| markdown::stem(path).is_some());
    let drafts: Vec<_> = read.chain(left_out).map(|path| Path::new("content").join(path)).collect();
    if drafts.is_empty() {
        return;
    }
    let files: Vec<_> = archive.files_of_drafts().into_iter().map(|path| Path::new("content").join(path)).collect();
    if files.is_empty() {
        let message = text!(
            "草稿，不会发布：{names}。写好了，把里面的 draft 一行删去",
            "drafts, not published: {names}. Once finished, delete their `draft` line"
        );
        terminal.notify(named(message, &drafts));
    } else {
        let message = text!(
            "草稿，不会发布：{names}；和它们放在一起的文件也不发布：{files}。写好了，把里面的 draft 一行删去",
            "drafts, not published: {names}; nor are the files that go with them: {files}. Once finished, delete their `draft` line"
        );
        terminal.notify(named(message.with("files", names(&files)), &drafts));
    }
    note_linked_beside_drafts(archive, terminal);
}

/// The files beside drafts that are published nevertheless.
fn note_linked_beside_drafts(archive: &Archive, terminal: &Terminal) {
    let linked = archive.linked_beside_drafts();
    let Some(text) = linked.values().next() else { return };
    let files: Vec<_> = linked.keys().map(|path| Path::new("content").join(path)).collect();
    let message = text!(
        "会发布 {names}：它和草稿放在一起，但 content/{text} 里有链接",
        "published although beside a draft: {names}; content/{text} links there"
    );
    terminal.notify(named(message.with("text", text), &files));
}

/// A message with the first of these paths, and the number of others.
fn named(message: impl Into<Message>, paths: &[PathBuf]) -> Message {
    message.into().with("names", names(paths)).with("n", paths.len())
}

fn names(paths: &[PathBuf]) -> Arg {
    let first: Vec<_> = paths.iter().take(NAMED).map(|path| shown(path)).collect();
    match paths.len() - first.len() {
        0 => Arg::List(first),
        more => {
            text!("{shown}，还有 {more} 个", "{shown} and {more} more").with("shown", &first).with("more", more).into()
        }
    }
}

/// How many paths are listed.
const NAMED: usize = 3;

/// Warns of files in the theme that have no effect.
fn warn_of_strays(prepared: &Prepared, terminal: &Terminal) {
    prepared.site.theme.strays().into_iter().for_each(|stray| terminal.warn(stray));
}

fn theme(root: &Path, config: &Config) -> Result<Theme, Failure> {
    let files = config.theme.as_ref().map(|name| io::load::theme(root, name)).transpose()?;
    Ok(pipeline::theme(config, files.unwrap_or_default())?)
}

fn root(matches: &ArgMatches) -> Result<PathBuf, Failure> {
    let start = matches.get_one::<PathBuf>("root").map_or(Path::new("."), PathBuf::as_path);
    Ok(io::load::find_root(start)?)
}

/// The language of the site that a command works on, if any.
fn site_language(matches: &ArgMatches) -> Option<Lang> {
    let config = io::load::config(&root(matches).ok()?).ok()?;
    Some(Config::language_of(&config))
}

fn options(matches: &ArgMatches) -> Result<Options, Failure> {
    let base_url = match matches.try_get_one::<String>("base-url").ok().flatten() {
        None => None,
        Some(text) => Some(BaseUrl::parse(text).ok_or_else(|| {
            let message = text!(
                "--base-url 应当是完整的网址，如 https://www.example.gov.cn/xxgk/",
                "--base-url takes a full URL such as https://www.example.gov.cn/xxgk/"
            );
            Failure::Message(message.into())
        })?),
    };
    Ok(Options {
        drafts: has_flag(matches, "drafts"),
        no_search: has_flag(matches, "no-search"),
        base_url,
        ..Options::default()
    })
}

/// Whether a flag is set; some commands do not have it.
fn has_flag(matches: &ArgMatches, name: &str) -> bool {
    matches.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
}
