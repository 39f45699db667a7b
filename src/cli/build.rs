//! `giar build`: check everything, then publish everything or nothing.

use super::{
    Failure, REFUSED, Terminal,
    args::{flag, in_place, new_since, output, strict},
    check, destination, load, note_drafts, note_left_out, nothing, options, prepare_with, root, warn_of_strays,
};
use crate::{
    config::WORKBOOK,
    diag::{ClosedYears, Counts, Finding, Findings, Level, fingerprints},
    i18n::{Lang, Message, words},
    io::{
        clock::Stopwatch,
        publish::{self, Failure as Unpublished, Published, Recovered, Removal, Target},
        rebuild::{self, Inputs, LastBuild, PrintedResult},
        threads,
    },
    pipeline::{Options, Prepared, is_refused},
    site::Site,
    text,
};
use clap::{Arg, ArgMatches, Command};
use std::{
    cell::OnceCell,
    mem,
    path::{Path, PathBuf},
};

pub(super) fn command(lang: Lang) -> Command {
    Command::new("build")
        .about(
            text!(
                "检查全部报告，然后发布整个网站；有错误就什么也不改",
                "Check all reports, then publish the whole site, or nothing if there are errors"
            )
            .get(lang),
        )
        .arg(output(lang))
        .arg(
            Arg::new("base-url")
                .long("base-url")
                .value_name(text!("网址", "URL").get(lang))
                .help(text!("代替 site.toml 里的 base_url", "Use instead of base_url in site.toml").get(lang)),
        )
        .arg(
            flag("drafts")
                .requires("output")
                .help(text!("连草稿一起发布，要用 -o 指明文件夹", "Publish drafts as well; requires -o").get(lang)),
        )
        .arg(strict(lang))
        .arg(new_since(lang))
        .arg(
            flag("no-search")
                .help(text!("不生成检索页和检索数据", "Leave out the search page and its index").get(lang)),
        )
        .arg(in_place(lang))
        .arg(
            flag("allow-removals").help(
                text!("已发布的网址消失得再多也照样发布", "Publish even if many published addresses would disappear")
                    .get(lang),
            ),
        )
        .arg(
            flag("precompress").help(
                text!(
                    "在文字类文件旁边生成 .gz 和 .br，供网站服务器直接发送",
                    "Write .gz and .br copies of text files for web servers to send"
                )
                .get(lang),
            ),
        )
        .arg(flag("quiet").short('q').conflicts_with("verbose").help(text!("只报错误", "Report only errors").get(lang)))
        .arg(flag("verbose").short('v').help(text!("也列出提示和各步用时", "Also report notes and timings").get(lang)))
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    let out = destination::folder(matches, &root);
    let keep_out = destination::source_folders(&root);
    let keep_out: Vec<_> = keep_out.iter().map(PathBuf::as_path).collect();
    let target = Target {
        keep_out: &keep_out,
        in_place: matches.get_flag("in-place"),
        precompress: matches.get_flag("precompress"),
        ..Target::new(&out)
    };
    let build = Build { matches, options: options(matches)?, root: &root, target };
    let last = LastBuild::of(&root, &out, &build.key(terminal));
    let mut watch = Stopwatch::start();
    if !matches.contains_id("new-since")
        && let Some((published, said)) = last.unchanged(&target)
    {
        return Ok(again(&said, &published, &out, build.is_quiet(), &mut watch, terminal));
    }
    build.run(&last, &mut watch, terminal)
}

/// Prints again what the last build printed, because this one would change nothing.
fn again(
    said: &PrintedResult,
    published: &Published,
    out: &Path,
    is_quiet: bool,
    watch: &mut Stopwatch,
    terminal: &Terminal,
) -> u8 {
    Terminal::complain(&said.complaints);
    if !is_quiet {
        terminal.result(&said.results);
        terminal.print(text!(
            "和上次相比没有变化，已发布的网站保持原样",
            "Nothing has changed since the last build; the published site stays as it is"
        ));
        summary(terminal, published, out, watch.lap(), watch.lap());
    }
    0
}

/// One run with its options.
struct Build<'a> {
    matches: &'a ArgMatches,
    options: Options,
    root: &'a Path,
    target: Target<'a>,
}

impl Build<'_> {
    fn run(&self, last: &LastBuild, watch: &mut Stopwatch, terminal: &Terminal) -> Result<u8, Failure> {
        // If a run was killed while exchanging sites, recover even if this run publishes nothing.
        let recovered = match destination::keep(self.root) {
            Some(keep) => publish::recover(&Target { keep: &keep, ..self.target })?,
            // Faults in site.toml are reported below.
            None => publish::recover(&self.target).unwrap_or_default(),
        };
        let inputs = last.inputs();
        let mut sources = load(self.root)?;
        let published_site = last.published_site(self.target.out, &sources);
        let read = mem::take(&mut sources.inputs);
        let options = Options { published_site, ..self.options.clone() };
        let mut known = rebuild::known_findings(self.root);
        let prepared = prepare_with(&sources, read, &options, &mut known)?;
        rebuild::keep_findings(self.root, &known);
        drop(known);
        warn_of_strays(&prepared, terminal);
        let complaints = self.complaints(&prepared, terminal)?;
        Terminal::complain(&complaints);
        if !self.is_quiet() {
            note_left_out(&sources.left_out, terminal);
            if !self.options.drafts {
                note_drafts(&prepared.site.archive, terminal);
            }
        }
        let checked = watch.lap();
        if is_refused(&prepared.findings, self.matches.get_flag("strict")) {
            terminal.notify(
                text!(
                    "没有发布：{tally}。原来的网站没有改动",
                    "not published: {tally}. The published site is unchanged"
                )
                .with("tally", Counts::of(&prepared.findings).tally()),
            );
            return Ok(REFUSED);
        }
        if prepared.site.config.downloads.formats.contains(&WORKBOOK) {
            threads::need_for_workbooks()?;
        }
        let Some(published) = self.publish(&prepared, last, &LastBuild::settings(&sources), terminal)? else {
            terminal.notify(text!("没有发布。原来的网站没有改动", "not published. The published site is unchanged"));
            return Ok(REFUSED);
        };
        let results = results(&prepared, terminal);
        let said = PrintedResult { complaints, results: results.clone() };
        self.remember(last, inputs, &prepared, &published, said);
        self.conclude(&prepared, sources.has_content, &recovered, &published, terminal);
        if !self.is_quiet() {
            terminal.result(&results);
            summary(terminal, &published, self.target.out, checked, watch.lap());
        }
        Ok(0)
    }

    fn is_quiet(&self) -> bool {
        self.matches.get_flag("quiet")
    }

    /// Identifies all options that affect what is made and printed.
    fn key(&self, terminal: &Terminal) -> String {
        let flags = ["quiet", "verbose", "strict", "in-place", "precompress"].map(|flag| self.matches.get_flag(flag));
        format!("{flags:?} {:?} {:?} {}", self.options, terminal.lang(), Terminal::complains_in_colour())
    }

    /// The findings as text.
    fn complaints(&self, prepared: &Prepared, terminal: &Terminal) -> Result<String, Failure> {
        let least = match (self.is_quiet(), self.matches.get_flag("verbose")) {
            (true, _) => Level::Error,
            (_, true) => Level::Info,
            _ => Level::Warning,
        };
        let mut listed = listed(&prepared.findings, least, self.matches)?;
        let in_full = ["verbose", "strict"].iter().any(|flag| self.matches.get_flag(flag));
        let folds = !in_full && !self.matches.contains_id("new-since");
        let closed = folds.then(|| ClosedYears::fold(&mut listed, &prepared.site.archive.years_by_file()));
        Ok(terminal.complaints_text(&listed, closed.as_ref()))
    }

    /// Returns none if published files would be removed against the user's will.
    fn publish(
        &self,
        prepared: &Prepared,
        last: &LastBuild,
        settings: &[u8],
        terminal: &Terminal,
    ) -> Result<Option<Published>, Failure> {
        let policy = &prepared.site.config.output;
        // A site that cannot be exchanged is published a second time, in place; the question is asked only once.
        let answer = OnceCell::new();
        let may_remove = |removal: &Removal| {
            let is_allowed = self.matches.get_flag("allow-removals");
            *answer.get_or_init(|| destination::may_remove(removal, policy.max_removals, is_allowed, terminal))
        };
        let settings = [settings, format!("{:?} {}", self.options, self.target.precompress).as_bytes()].concat();
        let target = Target { keep: &policy.keep, may_remove: &may_remove, ..self.target };
        match last.publish(prepared, &target, &settings) {
            Ok(published) => Ok(Some(published)),
            Err(Unpublished::Render(error)) => Err(error.into()),
            Err(Unpublished::Publish(error)) => Err(error.into()),
            Err(Unpublished::Declined) => Ok(None),
        }
    }

    /// A build with notes besides its findings must not be skipped next time, because the notes would not be shown.
    fn remember(
        &self,
        last: &LastBuild,
        inputs: Option<Inputs>,
        prepared: &Prepared,
        published: &Published,
        said: PrintedResult,
    ) {
        let site = &prepared.site;
        let is_plain = published.notes.is_empty() && !site.archive.reports.is_empty() && site.theme.strays().is_empty();
        if is_plain && !self.matches.contains_id("new-since") {
            last.remember(inputs, site, published, said);
        } else {
            last.forget();
        }
    }

    /// Prints notes for the user.
    fn conclude(
        &self,
        prepared: &Prepared,
        has_content: bool,
        recovered: &Recovered,
        published: &Published,
        terminal: &Terminal,
    ) {
        destination::warn_once(&[&recovered.notes[..], &published.notes].concat(), terminal);
        if self.is_quiet() {
            return;
        }
        if !has_content || prepared.site.archive.reports.is_empty() {
            let agencies = &prepared.site.config.agencies;
            terminal.notify(if has_content { nothing::no_reports(agencies) } else { nothing::no_content(agencies) });
        }
        if recovered.was_needed || published.recovered {
            terminal.notify(text!("已收拾上次中断留下的文件", "cleaned up after an interrupted run"));
        }
    }
}

/// The number of findings and the files published, a line each.
fn results(prepared: &Prepared, terminal: &Terminal) -> String {
    let tally = text!("检查：{tally}", "Checked: {tally}").with("tally", Counts::of(&prepared.findings).tally());
    let lang = terminal.lang();
    format!("{}\n{}\n", scope(&prepared.site).get(lang), tally.get(lang))
}

/// The findings to print: all that stop publication, and of the others only new ones if an earlier result is given.
fn listed(findings: &Findings, least: Level, matches: &ArgMatches) -> Result<Vec<Finding>, Failure> {
    let stops = if matches.get_flag("strict") { Level::Warning } else { Level::Error };
    let earlier = matches.get_one::<PathBuf>("new-since").map(|path| check::baseline(path)).transpose()?;
    let all = findings.to_vec();
    let fingerprints = earlier.as_ref().map(|_| fingerprints(&all)).unwrap_or_default();
    let listed = all.iter().enumerate().filter(|&(at, finding)| {
        let is_new = earlier.as_ref().is_none_or(|earlier| earlier.is_new(finding, &fingerprints[at]));
        finding.waived.is_none() && (finding.level >= stops || (finding.level >= least && is_new))
    });
    Ok(listed.map(|(_, finding)| finding.clone()).collect())
}

fn scope(site: &Site) -> Message {
    let years = site.archive.years();
    let span = match (years.keys().next(), years.keys().next_back()) {
        (Some(first), Some(last)) => words::range(*first, *last),
        _ => Message::verbatim("—"),
    };
    text!(
        "{title}：{reports} 份报告，{agencies} 个机关，年度 {span}",
        "{title}: {reports} {reports:report|reports}, {agencies} {agencies:agency|agencies}, {span}"
    )
    .with("title", &site.config.title)
    .with("reports", site.archive.reports.len())
    .with("agencies", site.config.agencies.len())
    .with("span", span)
}

fn summary(terminal: &Terminal, published: &Published, out: &Path, checked: f64, written: f64) {
    let out = destination::shown(out);
    terminal.print(
        text!("发布：{files} 个文件，{size}，在 {out}", "Published: {files} {files:file|files}, {size}, to {out}")
            .with("files", published.files)
            .with("size", size(published.bytes))
            .with("out", &out),
    );
    terminal.print(
        text!(
            "用时：读取和检查 {checked} 秒，生成和写出 {written} 秒",
            "Time: {checked} s to read and check, {written} s to render and write"
        )
        .with("checked", format!("{checked:.2}"))
        .with("written", format!("{written:.2}")),
    );
    let index = Path::new(&out).join("index.html");
    terminal.print(text!("查看：用浏览器打开 {index}", "To view it, open {index} in a browser").with("index", &index));
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{bytes} B"),
        10_240..10_485_760 => format!("{} KB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}
