//! `giar export`: reports as documents.

use super::{
    Failure, REFUSED, Terminal,
    args::{self, flag},
    completions,
    destination::shown,
    nothing, prepare, root, suggest,
};
use crate::{
    archive::ReportId,
    config::WORKBOOK,
    diag::{Findings, Level},
    export::{Exporter, FORMATS, Format, summary_title},
    i18n::{Lang, Message},
    io::{save, threads},
    pipeline::{Options, Prepared},
    site::Site,
    start, text,
};
use clap::{
    Arg, ArgMatches, Command,
    builder::{PathBufValueParser, PossibleValue, PossibleValuesParser},
};
use clap_complete::ArgValueCandidates;
use rayon::prelude::*;
use std::{
    collections::HashMap,
    path::{MAIN_SEPARATOR, Path, PathBuf},
};

/// Cannot be written, but users ask for it.
pub(super) const PDF: &str = "pdf";

pub(super) fn command(lang: Lang) -> Command {
    let formats = FORMATS.iter().map(|format| PossibleValue::new(format.name));
    let kinds: Vec<_> = FORMATS.iter().map(|format| format.label.get(lang)).collect();
    Command::new("export")
        .about(
            text!("把报告写成文件，供打印、报送、粘贴：{kinds}", "Write reports as documents: {kinds}")
                .with("kinds", &kinds[..])
                .get(lang),
        )
        .arg(
            Arg::new("reports")
                .value_name(text!("机关/年份", "AGENCY/YEAR").get(lang))
                .add(ArgValueCandidates::new(completions::reports_by_agency))
                .num_args(1..)
                .required_unless_present("summary")
                .help(
                    text!(
                        "哪些报告；只写年份就是这一年的全部报告",
                        "Reports to write; a year alone is every report on it"
                    )
                    .get(lang),
                ),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(text!("格式", "FORMAT").get(lang))
                .value_parser(PossibleValuesParser::new(formats.chain([PossibleValue::new(PDF).hide(true)])))
                .help(
                    text!(
                        "写成哪种文件（默认按 -o 的后缀，否则 docx）",
                        "Kind of file [default: by the name after -o, else docx]"
                    )
                    .get(lang),
                ),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(text!("文件或文件夹", "FILE|DIR").get(lang))
                .value_parser(PathBufValueParser::new())
                .help(
                    text!(
                        "写到哪里（默认当前文件夹，文件名用报告标题）",
                        "Where to write [default: the current folder, named by title]"
                    )
                    .get(lang),
                ),
        )
        .arg(
            Arg::new("summary")
                .long("summary")
                .value_name(text!("年份", "YEAR").get(lang))
                .value_parser(args::years())
                .conflicts_with("reports")
                .help(
                    text!(
                        "写这一年全部报告的汇总：谁报了、合计数、检查结果",
                        "Write a summary of the year: who reported, sums, findings"
                    )
                    .get(lang),
                ),
        )
        .arg(
            flag("filing")
                .help(text!("报送稿：留出签字和盖章的地方", "Leave room for the signature and the seal").get(lang)),
        )
        .arg(flag("force").help(text!("已有同名文件就覆盖", "Replace files that exist").get(lang)))
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let output = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let root = root(matches)?;
    // Drafts are exported on request, so that they can be circulated before publication.
    let (prepared, _) = prepare(&root, &Options { drafts: true, ..Options::default() }, terminal)?;
    let Prepared { site, findings, .. } = &prepared;
    let format = format(matches, output)?;
    if format.name == WORKBOOK {
        threads::need_for_workbooks()?;
    }
    let exporter = Exporter { site, findings, filing: matches.get_flag("filing") };
    if let Some(&year) = matches.get_one::<u16>("summary") {
        return summary(&exporter, year, format, output, matches.get_flag("force"), terminal);
    }
    let reports = reports(site, matches.get_many::<String>("reports").into_iter().flatten())?;
    if is_refused(site, findings, &reports, terminal) {
        return Ok(REFUSED);
    }
    let paths = paths(&exporter, &reports, format, output);
    if !matches.get_flag("force") && !may_replace(&paths, terminal) {
        return Ok(REFUSED);
    }
    let files: Vec<_> = reports.iter().zip(&paths).collect();
    let sizes = files.par_iter().map(|(id, path)| {
        let bytes = exporter.write(site.report(**id), format);
        save::save(path, &bytes).map(|()| bytes.len())
    });
    let sizes = sizes.collect::<Result<Vec<_>, _>>()?;
    conclude(&paths, &sizes, terminal);
    Ok(0)
}

/// One document on all reports on a year, including their findings.
fn summary(
    exporter: &Exporter<'_>,
    year: u16,
    format: &Format,
    output: Option<&Path>,
    is_forced: bool,
    terminal: &Terminal,
) -> Result<u8, Failure> {
    of_year(exporter.site, year, "giar export --summary").map_err(Failure::Message)?;
    let name = format!("{}.{}", summary_title(year), format.name);
    let paths = [match output {
        Some(path) if !is_folder(path) => path.to_owned(),
        folder => folder.unwrap_or(Path::new("")).join(name),
    }];
    if !is_forced && !may_replace(&paths, terminal) {
        return Ok(REFUSED);
    }
    let bytes = exporter.write_year(year, format);
    save::save(&paths[0], &bytes)?;
    conclude(&paths, &[bytes.len()], terminal);
    Ok(0)
}

fn format(matches: &ArgMatches, output: Option<&Path>) -> Result<&'static Format, Failure> {
    let by_name = output.and_then(Path::extension).and_then(|ending| ending.to_str());
    let named = matches.get_one::<String>("format").map(String::as_str);
    if let Some(output) = output.filter(|path| by_name.is_some_and(|ending| ending != PDF) && !is_folder(path)) {
        suggest::refuse_ending(output, named.filter(|named| *named != PDF).unwrap_or_else(|| usual_format(output)))?;
    }
    let name = named.or(by_name.filter(|ending| *ending == PDF || Format::find(ending).is_some())).unwrap_or("docx");
    Format::find(name).ok_or_else(|| {
        let message = text!(
            "giar 不直接写 PDF。先写成 docx，用 WPS 或 Word 打开，另存为 PDF；或者在浏览器里打开报告页，打印成 PDF",
            "giar does not write PDF. Export docx and save it as PDF in WPS, Word or LibreOffice, or print the report's page to PDF from a browser"
        );
        Failure::Message(message.into())
    })
}

/// The format that a file name suggests.
fn usual_format(output: &Path) -> &'static str {
    let ending = output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match Format::find(ending) {
        Some(format) => format.name,
        None if ["xls", "et"].iter().any(|other| ending.eq_ignore_ascii_case(other)) => WORKBOOK,
        None => "docx",
    }
}

/// The reports that arguments name, without duplicates.
fn reports<'a>(site: &Site, wanted: impl Iterator<Item = &'a String>) -> Result<Vec<ReportId>, Failure> {
    let mut reports = Vec::new();
    for wanted in wanted {
        for id in named(site, wanted).map_err(Failure::Message)? {
            if !reports.contains(&id) {
                reports.push(id);
            }
        }
    }
    Ok(reports)
}

/// `qingshi/2023`, or `2023` for all reports on that year.
fn named(site: &Site, wanted: &str) -> Result<Vec<ReportId>, Message> {
    if let Some(message) = suggest::document(wanted) {
        return Err(message);
    }
    let agencies = &site.config.agencies;
    let (agency, year) = wanted.split_once('/').map_or((None, wanted), |(agency, year)| (Some(agency), year));
    let Ok(number) = year.parse::<u16>() else {
        let message = text!(
            "“{wanted}”要写成“机关/年份”，如 {example}",
            "`{wanted}` is not of the form AGENCY/YEAR, such as {example}"
        );
        return Err(message.with("wanted", wanted).with("example", example(site, wanted)));
    };
    let Some(agency) = agency else { return of_year(site, number, "giar export") };
    let id = start::agency(agencies, Some(agency))?;
    let report = site.archive.id_of(id, number);
    report.map(|report| vec![report]).ok_or_else(|| nothing::none_of(site, id, number, "giar export"))
}

/// An existing report similar to what was typed, in the form that this command takes.
fn example(site: &Site, wanted: &str) -> String {
    let agencies = &site.config.agencies;
    let of_agency = agencies.called(wanted).and_then(|id| Some((id, site.archive.years_of(id).last()?)));
    let newest =
        || site.archive.reports.iter().max_by_key(|report| report.year).map(|report| (report.agency, report.year));
    suggest::report(agencies, wanted).unwrap_or_else(|| match of_agency.or_else(newest) {
        Some((id, year)) => format!("{}/{year}", agencies[id].id),
        None => "chimei/2023".to_owned(),
    })
}

fn of_year(site: &Site, year: u16, command: &str) -> Result<Vec<ReportId>, Message> {
    let reports = nothing::finished(site, year);
    if reports.is_empty() { Err(nothing::none_on(site, year, command)) } else { Ok(reports) }
}

/// Lists errors in reports that are not drafts, with which nothing is exported.
fn is_refused(site: &Site, findings: &Findings, reports: &[ReportId], terminal: &Terminal) -> bool {
    let finished = reports.iter().map(|id| site.report(*id)).filter(|report| !report.draft);
    let found = finished.flat_map(|report| findings.in_file(&report.source.path));
    let errors: Vec<_> = found.filter(|finding| finding.level == Level::Error && finding.waived.is_none()).collect();
    if errors.is_empty() {
        return false;
    }
    terminal.complaints(errors.iter().copied());
    terminal.notify(
        text!(
            "没有写出：报告有 {n} 处错误。先改正；还没写完的，加上 draft: true 就能写出草稿",
            "nothing was written: {n} {n:error|errors} in the reports. Correct them first; a report marked `draft: true` is exported as a draft"
        )
        .with("n", errors.len()),
    );
    true
}

/// The path of each document. Several need a folder.
fn paths(exporter: &Exporter<'_>, reports: &[ReportId], format: &Format, output: Option<&Path>) -> Vec<PathBuf> {
    let folder = match output {
        Some(path) if reports.len() == 1 && !is_folder(path) => return vec![path.to_owned()],
        Some(path) => path,
        None => Path::new(""),
    };
    let mut uses: HashMap<String, usize> = HashMap::new();
    let reports: Vec<_> = reports.iter().map(|id| exporter.site.report(*id)).collect();
    let names: Vec<_> = reports.iter().map(|report| exporter.file_name(report, format)).collect();
    for name in &names {
        *uses.entry(name.to_lowercase()).or_default() += 1;
    }
    let unique = names.into_iter().zip(reports).map(|(name, report)| match uses[&name.to_lowercase()] {
        1 => name,
        _ => format!("{}.{}", exporter.site.id_of(report), format.name),
    });
    unique.map(|name| folder.join(name)).collect()
}

fn is_folder(path: &Path) -> bool {
    save::is_folder(path) || path.to_string_lossy().ends_with(['/', MAIN_SEPARATOR])
}

/// How many files are listed before the rest is counted.
const NAMED: usize = 10;

fn may_replace(paths: &[PathBuf], terminal: &Terminal) -> bool {
    let existing = save::existing(paths);
    if existing.is_empty() {
        return true;
    }
    let mut names: String = existing.iter().take(NAMED).map(|path| format!("\n  {}", shown(path))).collect();
    if existing.len() > NAMED {
        names += "\n  …";
    }
    let message = text!("已经有同名文件：{names}", "these files exist already:{names}").with("names", names);
    terminal.warn(message);
    if terminal.confirms(text!("覆盖吗？", "Replace them?")) {
        return true;
    }
    terminal.notify(text!(
        "没有写出。要覆盖就加 --force，要写到别处就用 -o",
        "nothing was written: add --force to replace them, or -o to write elsewhere"
    ));
    false
}

fn conclude(paths: &[PathBuf], sizes: &[usize], terminal: &Terminal) {
    let written = text!("已写出：{path}（{size} KB）", "Written: {path} ({size} KB)");
    for (path, size) in paths.iter().zip(sizes).take(NAMED) {
        terminal.print(written.with("path", shown(path)).with("size", size.div_ceil(1024)));
    }
    if paths.len() > NAMED {
        terminal.print(text!("……共 {n} 个文件", "… {n} {n:file|files} in all").with("n", paths.len()));
    }
}
