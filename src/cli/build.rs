//! `giar build`: check everything, then publish everything or nothing.

use super::{
    Failure, REFUSED, Terminal,
    args::{flag, in_place, new_since, output, strict},
    check, destination, no_content, no_reports, options, prepare, root,
};
use crate::{
    diag::{ClosedYears, Counts, Finding, Findings, Level, fingerprints},
    i18n::{Lang, Message},
    io::{
        clock::Stopwatch,
        publish::{self, Content, Failure as Unpublished, Published, Removal, Target},
    },
    pipeline::{Prepared, is_refused},
    site::Site,
    text,
};
use clap::{Arg, ArgMatches, Command};
use std::{
    cell::OnceCell,
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
        .arg(flag("verbose").short('v').help(text!("也列出提示和各步用时", "Also report advice and timings").get(lang)))
}

pub(super) fn run(matches: &ArgMatches, asked: Option<Lang>, terminal: &mut Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    let (quiet, verbose) = (matches.get_flag("quiet"), matches.get_flag("verbose"));
    let out = destination::folder(matches, &root);
    let keep_out = destination::source_folders(&root);
    let keep_out: Vec<_> = keep_out.iter().map(PathBuf::as_path).collect();
    // A site that a killed run left between two names comes back even if this run publishes nothing.
    let target = Target {
        keep_out: &keep_out,
        in_place: matches.get_flag("in-place"),
        precompress: matches.get_flag("precompress"),
        ..Target::new(&out)
    };
    let recovered = match destination::keep(&root) {
        Some(keep) => publish::recover(&Target { keep: &keep, ..target })?,
        // What is wrong with site.toml is reported below, and by itself.
        None => publish::recover(&target).unwrap_or_default(),
    };
    let mut watch = Stopwatch::start();
    let (prepared, has_content) = prepare(&root, asked, &options(matches)?, terminal)?;
    let Prepared { site, plan, findings, .. } = &prepared;
    let least = match (quiet, verbose) {
        (true, _) => Level::Error,
        (_, true) => Level::Info,
        _ => Level::Warning,
    };
    let strict = matches.get_flag("strict");
    let mut listed = listed(findings, least, matches)?;
    let folds = !(verbose || strict || matches.contains_id("new-since"));
    let closed = folds.then(|| ClosedYears::fold(&mut listed, &site.archive.years_by_file()));
    terminal.complaints(listed.iter());
    if let Some(closed) = closed {
        terminal.note_closed_years(&closed);
    }
    let checked = watch.lap();
    if is_refused(findings, strict) {
        terminal.notify(
            text!("没有发布：{tally}。原来的网站没有改动", "not published: {tally}. The published site is unchanged")
                .with("tally", Counts::of(findings).tally()),
        );
        return Ok(REFUSED);
    }
    let paths: Vec<_> = plan.iter().map(|planned| planned.address.path.as_str()).collect();
    let policy = &site.config.output;
    let answer = OnceCell::new();
    let may_remove = |removal: &Removal| {
        let is_allowed = matches.get_flag("allow-removals");
        *answer.get_or_init(|| destination::may_remove(removal, policy.max_removals, is_allowed, terminal))
    };
    let target = Target { keep: &policy.keep, may_remove: &may_remove, ..target };
    let content = |at| match prepared.attachment(&plan.get(at)) {
        Some(attachment) => attachment.map(Content::Stream),
        None => prepared.render(&plan.get(at)).map(Content::Bytes),
    };
    let published = match publish::publish(&target, &paths, content) {
        Ok(published) => published,
        Err(Unpublished::Render(error)) => return Err(error.into()),
        Err(Unpublished::Publish(error)) => return Err(error.into()),
        Err(Unpublished::Declined) => {
            terminal.notify(text!("没有发布。原来的网站没有改动", "not published. The published site is unchanged"));
            return Ok(REFUSED);
        }
    };
    destination::warn_once(&[&recovered.notes[..], &published.notes].concat(), terminal);
    if quiet {
        return Ok(0);
    }
    if !has_content || site.archive.reports.is_empty() {
        terminal.notify(if has_content { no_reports().into() } else { Message::from(no_content()) });
    }
    if recovered.was_needed || published.recovered {
        terminal.notify(text!("已收拾上次中断留下的文件", "cleaned up after an interrupted run"));
    }
    terminal.print(scope(site));
    terminal.print(text!("检查：{tally}", "Checked: {tally}").with("tally", Counts::of(findings).tally()));
    summary(terminal, &published, &out, checked, watch.lap());
    Ok(0)
}

/// The findings that are worth a look: all that stop publication, and of the others those that are new, if the
/// arguments name an earlier result.
fn listed(findings: &Findings, least: Level, matches: &ArgMatches) -> Result<Vec<Finding>, Failure> {
    let stops = if matches.get_flag("strict") { Level::Warning } else { Level::Error };
    let earlier = matches.get_one::<PathBuf>("new-since").map(|path| check::baseline(path)).transpose()?;
    let all = findings.to_vec();
    let fingerprints = earlier.as_ref().map(|_| fingerprints(&all)).unwrap_or_default();
    let is_new = |at: usize, finding: &Finding| {
        earlier.as_ref().is_none_or(|earlier| earlier.is_new(finding, &fingerprints[at]))
    };
    let listed = all.iter().enumerate().filter(|&(at, finding)| {
        finding.waived.is_none() && (finding.level >= stops || (finding.level >= least && is_new(at, finding)))
    });
    Ok(listed.map(|(_, finding)| finding.clone()).collect())
}

fn scope(site: &Site) -> Message {
    let years = site.archive.years();
    let span = match (years.keys().next(), years.keys().next_back()) {
        (Some(first), Some(last)) if first != last => format!("{first}—{last}"),
        (Some(year), _) => year.to_string(),
        _ => "—".to_owned(),
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
    terminal.print(
        text!("查看：用浏览器打开 {index}", "To view it, open {index} in a browser")
            .with("index", index.display().to_string()),
    );
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{bytes} B"),
        10_240..10_485_760 => format!("{} KB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}
