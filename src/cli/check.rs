//! `giar check`: findings, nothing else.

use super::{
    Failure, REFUSED, Terminal,
    args::{self, flag, new_since, strict},
    completions, explain, fix, nothing, prepare, root, suggest, usage_error,
};
use crate::{
    check::{RULES, masked},
    diag::{Baseline, ClosedYears, Counts, FORMATS, Finding, Findings, Format, RenderInput, RuleName, fingerprints},
    i18n::{Lang, Message},
    io::{self, gather::matching, real::real_path},
    pipeline::{Options, Prepared, is_refused},
    text,
};
use clap::{
    Arg, ArgAction, ArgMatches, Command,
    builder::{PathBufValueParser, PossibleValue, PossibleValuesParser},
};
use clap_complete::ArgValueCandidates;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

pub(super) fn command(lang: Lang) -> Command {
    Command::new("check")
        .about(text!("只检查，不发布", "Check without publishing").get(lang))
        .arg(
            Arg::new("paths")
                .value_name(text!("路径", "PATH").get(lang))
                .num_args(0..)
                .value_parser(PathBufValueParser::new())
                .help(text!("只报告这些文件或文件夹的问题", "Report only on these files or folders").get(lang)),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(text!("格式", "FORMAT").get(lang))
                .value_parser(PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))
                .help(text!("用什么格式报告（默认 text）", "Format of the findings [default: text]").get(lang)),
        )
        .arg(
            Arg::new("year")
                .long("year")
                .value_name(text!("年份", "YEAR").get(lang))
                .value_parser(args::years())
                .add(ArgValueCandidates::new(completions::years))
                .help(text!("只报告这一年的报告里的问题", "Report only findings in reports on this year").get(lang)),
        )
        .arg(
            Arg::new("rule")
                .long("rule")
                .value_name(text!("规则", "NAME").get(lang))
                .action(ArgAction::Append)
                .add(ArgValueCandidates::new(move || completions::rules(lang)))
                .help(text!("只报告这条规则的问题，可以写几次", "Report only findings of this rule; may be repeated").get(lang)),
        )
        .arg(flag("all").help(text!(
            "往年的警告和提示、同一文件里很多处同样的问题，也逐条列出",
            "List every finding: of earlier years, and all of one kind in one file"
        ).get(lang)))
        .arg(new_since(lang))
        .arg(
            Arg::new("fix")
                .long("fix")
                .value_name(text!("范围", "SCOPE").get(lang))
                .value_parser(PossibleValuesParser::new(fix::SCOPES.map(|(name, scope)| PossibleValue::new(name).hide(!scope.totals))))
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value(fix::SCOPES[0].0)
                .help(text!(
                    "改正确定无疑的（标点、空格）；--fix=totals 还补上没有写的总计",
                    "Correct what is certain (punctuation, spaces); --fix=totals also fills in omitted totals"
                ).get(lang)),
        )
        .arg(
            flag("dry-run")
                .requires("fix")
                .help(text!(
                    "只显示会改什么，不写文件；与 --format json 等同用时不显示差异，改法在各条结果的 fix 里",
                    "Show what would change without writing; with --format json, sarif or github there is no diff: each finding has its `fix`"
                ).get(lang)),
        )
        .arg(strict(lang))
}

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Result<u8, Failure> {
    let root = root(matches)?;
    // Authors of a draft want to know its faults.
    let options = Options { drafts: true, ..Options::default() };
    let asked = Asked::read(matches, &root)?;
    let format = format(matches);
    let how = fix::asked(matches, format);
    let (Prepared { site, findings, .. }, has_content) = match how {
        Some(how) => fix::run(how, &root, &options, &|file: &str| asked.has(file), terminal)?,
        None => {
            let (prepared, sources) = prepare(&root, &options, terminal)?;
            super::note_left_out(&sources.left_out, terminal);
            super::note_drafts(&prepared.site.archive, terminal);
            (prepared, sources.has_content)
        }
    };
    let (archive, agencies) = (&site.archive, &site.config.agencies);
    if let Some(year) = asked.year
        && archive.of_year(year).is_empty()
        && !archive.may_lack(year)
    {
        return Err(Failure::Message(nothing::none_on(&site, year, "giar check --year")));
    }
    if !has_content {
        terminal.notify(nothing::no_content(agencies));
    } else if archive.reports.is_empty() && archive.faults.is_empty() {
        terminal.notify(nothing::no_reports(agencies));
    }
    let mut years = site.archive.years_by_file();
    years.retain(|file, _| asked.has(file));
    let found = asked.of(&findings, &years);
    // People get only the diff; programs get their format, in which findings contain the changes.
    if format.is_for_people && how.is_some_and(|how| how.dry_run) {
        return Ok(code(&found, matches));
    }
    print(found, &asked, &years, matches, &root, terminal)
}

/// The files and year to report on.
struct Asked {
    /// Relative to the root; empty for all.
    paths: Vec<PathBuf>,
    year: Option<u16>,
    rules: Vec<RuleName>,
}

impl Asked {
    fn read(matches: &ArgMatches, root: &Path) -> Result<Self, Failure> {
        let paths = matches.get_many::<PathBuf>("paths").into_iter().flatten();
        let paths: Vec<_> = paths.map(|path| below(root, path)).collect::<Result<_, _>>()?;
        Ok(Self { paths: paths.concat(), year: matches.get_one::<u16>("year").copied(), rules: rules(matches)? })
    }

    fn has(&self, file: &str) -> bool {
        self.paths.is_empty() || self.paths.iter().any(|path| Path::new(file).starts_with(path))
    }

    fn of(&self, findings: &Findings, years: &HashMap<&str, u16>) -> Vec<Finding> {
        let found = findings.iter().filter(|finding| {
            let file = finding.place.source.path.as_str();
            let is_of_year = self.year.is_none() || years.get(file).copied() == self.year;
            self.has(file) && is_of_year && (self.rules.is_empty() || self.rules.contains(&finding.rule))
        });
        found.cloned().collect()
    }
}

/// Prints the findings in the requested format, and their number.
fn print(
    mut findings: Vec<Finding>,
    asked: &Asked,
    years: &HashMap<&str, u16>,
    matches: &ArgMatches,
    root: &Path,
    terminal: &Terminal,
) -> Result<u8, Failure> {
    let format = format(matches);
    let mut fingerprints = fingerprints(&findings);
    let earlier = matches.get_one::<PathBuf>("new-since").map(|path| baseline(path)).transpose()?;
    let compared = earlier.map(|earlier| earlier.keep_new(&mut findings, &mut fingerprints, |file| asked.has(file)));
    let code = code(&findings, matches);
    let tally = Counts::of(&findings).tally();
    let narrows = asked.year.is_some() || !asked.rules.is_empty() || compared.is_some();
    let shows_all = narrows || !format.is_for_people || matches.get_flag("all") || matches.get_flag("strict");
    let closed = if shows_all { ClosedYears::default() } else { ClosedYears::fold(&mut findings, years) };
    let input = RenderInput {
        findings: &findings,
        fingerprints: &fingerprints,
        compared,
        manuals: &RULES.iter().map(crate::check::Rule::manual).collect::<Vec<_>>(),
        lang: terminal.lang(),
        folds: !shows_all,
        colour: Terminal::is_coloured(),
        prefix: &prefix(root),
    };
    let result = (format.render)(&input);
    // Excerpts shown to people may contain personal data from the files.
    terminal.result(&if format.is_for_people { masked(&result) } else { result.into() });
    terminal.result(&closed.render(terminal.lang()));
    let summary = match compared {
        Some(compared) => text!("新发现：{tally}；{compared}", "new: {tally}; {compared}")
            .with("tally", tally)
            .with("compared", compared.tally()),
        None => tally,
    };
    summarise(format, summary, terminal);
    Ok(code)
}

fn code(findings: &[Finding], matches: &ArgMatches) -> u8 {
    if is_refused(findings, matches.get_flag("strict")) { REFUSED } else { 0 }
}

/// With a machine-readable format, standard output contains nothing else.
fn summarise(format: &Format, summary: Message, terminal: &Terminal) {
    if format.is_for_people { terminal.print(summary) } else { terminal.notify(summary) }
}

fn format(matches: &ArgMatches) -> &'static Format {
    let name = matches.get_one::<String>("format");
    FORMATS.iter().find(|format| name.is_some_and(|name| name == format.name)).unwrap_or(&FORMATS[0])
}

/// The rules that `--rule` names.
fn rules(matches: &ArgMatches) -> Result<Vec<RuleName>, Failure> {
    let names = matches.get_many::<String>("rule").into_iter().flatten();
    names.map(|name| explain::find(name).map(|rule| rule.name)).collect()
}

pub(super) fn baseline(path: &Path) -> Result<Baseline, Failure> {
    let text = io::load::text(path)?;
    Baseline::read(&text).map_err(|fault| {
        Failure::Message(
            text!(
                "{path} {fault}。先用 giar check --format json 存下一份，以后再和它比较",
                "{path} {fault}; save the output of `giar check --format json` and compare with that"
            )
            .with("path", path)
            .with("fault", fault),
        )
    })
}

/// The path to the site from the folder in which annotations are resolved: the checked-out repository, or the current
/// folder.
fn prefix(root: &Path) -> String {
    let workspace = std::env::var_os("GITHUB_WORKSPACE").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let below = real_path(&workspace).ok().and_then(|from| root.strip_prefix(from).map(Path::to_owned).ok());
    below.iter().flat_map(|below| below.iter()).map(|part| format!("{}/", part.to_string_lossy())).collect()
}

/// Paths as in findings, relative to the site's root: a file or folder, or all that match a pattern.
fn below(root: &Path, path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let slashed = PathBuf::from(suggest::slashed(&path.to_string_lossy()));
    let ways = [path.to_owned(), root.join(path), slashed.clone(), root.join(&slashed)];
    let found = ways.iter().map(|path| matching(path)).find(|found| !found.is_empty());
    let real = found.into_iter().flatten().filter_map(|path| real_path(&path).ok());
    let below: Vec<_> = real.filter_map(|path| path.strip_prefix(root).map(Path::to_owned).ok()).collect();
    if below.is_empty() {
        if let Some(year) = path.to_str().and_then(usage_error::likely_year) {
            let message = text!(
                "网站里没有 {path}。要检查 {year} 年的报告，写 giar check --year {year}",
                "there is no {path} in the site; for reports on {year}, write giar check --year {year}"
            );
            return Err(Failure::Message(message.with("path", path).with("year", year)));
        }
        let message = text!("网站里没有 {path}", "there is no {path} in the site").with("path", path);
        let message = match (suggest::path(root, path), suggest::example(root)) {
            (None, Some(example)) => text!(
                "{message}。全部检查写 giar check，只查一份写 giar check {example}",
                "{message}; `giar check` looks at all files, `giar check {example}` at one"
            )
            .with("message", message)
            .with("example", example),
            (near, _) => suggest::suggested(message, near),
        };
        return Err(Failure::Message(message));
    }
    if let [only] = below.as_slice() {
        refuse_unread(only, path)?;
    }
    Ok(below)
}

/// Refuses a file or folder that no check reads, for which the absence of findings would mean nothing.
fn refuse_unread(only: &Path, asked: &Path) -> Result<(), Failure> {
    if let Some(message) = suggest::document(&asked.to_string_lossy()) {
        return Err(Failure::Message(message));
    }
    let parts = ["content", "themes", "site.toml"].map(Path::new);
    // The site's folder contains all of it.
    if only == Path::new("") || parts.iter().any(|part| only.starts_with(part)) {
        return Ok(());
    }
    let message = text!(
        "{path} 不是网站的内容，没有可查的：check 查 content/ 里的文件和 site.toml",
        "{path} is not part of the site's content: `check` looks at the files in content/ and at site.toml"
    );
    Err(Failure::Message(message.with("path", asked)))
}
