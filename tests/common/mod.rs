//! What the tests share: a small site, checked in memory or laid out in a folder, and reports to break.
#![allow(dead_code)] // each file of tests uses its own part of this

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use giar::archive::{Input, InputContent};
use giar::config::Config;
use giar::diag::text::TextRenderer;
use giar::diag::{Finding, Level, Source};
use giar::form::{EDITIONS, Edition, Form};
use giar::i18n::Lang;
use giar::markdown::{self, Document};
use giar::pipeline::{self, Options, Prepared, Stop};
use giar::render::Reader;
use giar::report::{self, Report, ReportPath};
use giar::site::PublishedSite;
use giar::theme::Theme;

/// How often a property is tried with random input. The inputs differ from run to run; `GIAR_REPEAT=10` tries ten times as
/// many.
pub(crate) fn runs(cases: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config { cases: repeated(cases), ..Default::default() }
}

/// How often to do what chance decides: so often, or as many times that as `GIAR_REPEAT` asks for.
pub(crate) fn repeated(rounds: u32) -> u32 {
    let repeat = std::env::var("GIAR_REPEAT").ok().and_then(|repeat| repeat.parse().ok()).unwrap_or(1);
    rounds * repeat
}

/// Runs an ignored test in its own name space, with what `script` mounts there; false if that is not allowed. The script
/// knows the folder above `out` as `$1`, the test knows `out` as `GIAR_TEST_OUT`.
#[cfg(target_os = "linux")]
pub(crate) fn in_own_namespace(script: &str, test: &str, out: &Path) -> bool {
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-ec", script, "sh"]).arg(out.parent().unwrap());
        command
    };
    let probe = unshare("mount -t tmpfs none \"$1\"").output();
    if !probe.as_ref().is_ok_and(|probe| probe.status.success()) {
        eprintln!("SKIPPED: cannot mount here: {probe:?}");
        return false;
    }
    let mut command = unshare(&format!("{script}; shift; exec \"$@\""));
    command.arg(std::env::current_exe().unwrap()).args(["--exact", test, "--ignored", "--nocapture"]);
    let output = command.env("GIAR_TEST_OUT", out).output().unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stdout}{stderr}");
    assert!(stdout.contains("1 passed"), "{output:?}");
    true
}

/// One town whose portal gives no finding by itself.
pub(crate) const TOWN: &str = r#"title = "青石镇政府信息公开"
base_url = "https://www.example.gov.cn/xxgk/"
description = "青石镇历年政府信息公开工作年度报告。"
[identity]
organiser = "青石镇人民政府"
contact = "党政综合办公室"
id_code = "4100000001"
icp = "豫ICP备00000001号"
police = "豫公网安备00000000000001号"

[[agency]]
id = "qingshi"
name = "青石镇人民政府"
kind = "government"
rank = "town"
"#;

/// A report in the form of 2021 in which every cell of tables three and four is filled, and nothing is wrong. The town
/// carries out what it carried in, so the same figures are right again in the next year.
pub(crate) const FILLED_2021: &str = include_str!("../fixtures/filled/2023.md");

/// The same in the form of 2019.
pub(crate) const FILLED_2019: &str = include_str!("../fixtures/filled/2019.md");

/// A report of zeros.
pub(crate) const ZEROS: &str = include_str!("../fixtures/zeros/2023.md");

/// [`FILLED_2021`], [`FILLED_2019`] and the like, with their forms: one for every edition that has tables.
pub(crate) fn filled() -> Vec<(String, &'static Form)> {
    let files = fs::read_dir("tests/fixtures/filled").unwrap().map(|file| fs::read_to_string(file.unwrap().path()));
    let texts: Vec<_> = files.map(Result::unwrap).collect();
    let with_tables = EDITIONS.iter().copied().filter(|edition| !edition.tables.is_empty());
    let filled = with_tables.map(|edition| {
        let own = texts.iter().find(|text| std::ptr::eq(Edition::in_force(year_of(text)), edition));
        let text = own.unwrap_or_else(|| {
            panic!("no report in tests/fixtures/filled/ is in the form of {}: add one, named by its year", edition.id)
        });
        (text.clone(), edition.form())
    });
    filled.collect()
}

pub(crate) const REPORT: &str = "reports/2023.md";

/// [`FILLED_2021`] or [`FILLED_2019`] as the report of another year.
pub(crate) fn in_year(text: &str, year: u16) -> String {
    let own = year_of(text);
    let (own, next) = (own.to_string(), (own + 1).to_string());
    let text = text.replace(&next, "{next}").replace(&own, "{own}");
    text.replace("{own}", &year.to_string()).replace("{next}", &(year + 1).to_string())
}

pub(crate) fn year_of(text: &str) -> u16 {
    text.lines().find_map(|line| line.strip_prefix("year: ")).unwrap().parse().unwrap()
}

/// `text` with another line in place of the one that begins with the same key. The indentation stays.
#[track_caller]
pub(crate) fn with_line(text: &str, line: &str) -> String {
    let key = line.split(':').next().unwrap();
    replace_line(text, key, line)
}

/// `text` with another line, or several, in place of the one that begins with `key`. The indentation stays.
#[track_caller]
pub(crate) fn replace_line(text: &str, key: &str, line: &str) -> String {
    let begins = |line: &&str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
    let found: Vec<_> = text.lines().filter(begins).collect();
    let [old] = found[..] else { panic!("“{key}” begins {} lines", found.len()) };
    let indent = &old[..old.len() - old.trim_start().len()];
    text.replacen(&format!("{old}\n"), &format!("{indent}{line}\n"), 1)
}

/// `text` with something else typed into one cell.
#[track_caller]
pub(crate) fn with_cell(text: &str, path: &str, typed: &str) -> String {
    let report = bound(text);
    let cell = report.form().cell(path).unwrap_or_else(|| panic!("the form has no {path}"));
    let mut text = text.to_owned();
    text.replace_range(report.grid[cell].span.range(), typed);
    text
}

/// What stands in a cell.
#[track_caller]
pub(crate) fn typed(text: &str, path: &str) -> String {
    let report = bound(text);
    let cell = report.form().cell(path).unwrap_or_else(|| panic!("the form has no {path}"));
    report.typed(cell).to_owned()
}

/// The report as read, on its own.
#[track_caller]
pub(crate) fn bound(text: &str) -> Report {
    let config = Config::read(&Arc::new(Source::new("site.toml", TOWN))).0;
    let name = format!("reports/{}.md", year_of(text));
    let (document, findings) = Document::read(&Arc::new(Source::new(format!("content/{name}"), text)));
    report::bind(&document, findings, ReportPath::parse(&name).unwrap(), &config.agencies).unwrap()
}

/// A site: `site.toml` and the files below `content/`.
#[derive(Clone)]
pub(crate) struct Site {
    pub config: String,
    pub files: BTreeMap<String, Vec<u8>>,
    /// What stands where it is to be published.
    pub standing: BTreeMap<String, Vec<u8>>,
}

/// The town's site without any report.
pub(crate) fn town() -> Site {
    Site { config: TOWN.to_owned(), files: BTreeMap::new(), standing: BTreeMap::new() }
}

impl Site {
    /// With a file below `content/`.
    #[must_use]
    pub(crate) fn with(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), content.into());
        self
    }

    /// With a file that stands where the site is to be published.
    #[must_use]
    pub(crate) fn over(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.standing.insert(path.to_owned(), content.into());
        self
    }

    /// Without a file.
    #[must_use]
    pub(crate) fn without(mut self, path: &str) -> Self {
        assert!(self.files.remove(path).is_some());
        self
    }

    /// With more lines at the end of `site.toml`.
    #[must_use]
    pub(crate) fn configured(mut self, lines: &str) -> Self {
        self.config.push_str(lines);
        self
    }

    /// In English.
    #[must_use]
    pub(crate) fn in_english(mut self) -> Self {
        self.config.insert_str(0, "language = \"en\"\n");
        self
    }

    /// With a level for a rule.
    #[must_use]
    pub(crate) fn level(self, rule: &str, level: &str) -> Self {
        let heading = if self.config.contains("[rules]") { "" } else { "[rules]\n" };
        self.configured(&format!("{heading}{rule} = \"{level}\"\n"))
    }

    pub(crate) fn prepare(&self) -> Result<Prepared, Stop> {
        self.prepare_with(&Options::default())
    }

    pub(crate) fn prepare_with(&self, options: &Options) -> Result<Prepared, Stop> {
        let source = markdown::decode("site.toml", self.config.as_bytes()).unwrap();
        let config = pipeline::configure(&source, options)?;
        let files = self.files.clone();
        let attachment = Arc::new(move |path: &str| Ok(Box::new(std::io::Cursor::new(files[path].clone())) as Reader));
        let standing = self.standing.clone();
        let published_site = PublishedSite::new(move |path: &str| standing.get(path).cloned());
        let options = Options { published_site, ..options.clone() };
        pipeline::prepare(config, self.inputs(), Theme::built_in(), attachment, &options)
    }

    pub(crate) fn inputs(&self) -> Vec<Input> {
        fn input((path, bytes): (&String, &Vec<u8>)) -> Input {
            let content = match markdown::decode(&format!("content/{path}"), bytes) {
                _ if markdown::stem(path).is_none() => InputContent::Attachment(bytes.len() as u64),
                Ok(source) => InputContent::Markdown(source),
                Err(finding) => InputContent::Unreadable(finding),
            };
            Input { path: path.clone(), content }
        }

        self.files.iter().map(input).collect()
    }

    /// Everything the checks find, as it is reported.
    #[track_caller]
    pub(crate) fn check(&self) -> Vec<Found> {
        found(&self.prepare().unwrap_or_else(|stop| panic!("{stop:?}")).findings)
    }

    /// The same, drafts among them.
    #[track_caller]
    pub(crate) fn check_drafts(&self) -> Vec<Found> {
        let options = Options { drafts: true, ..Options::default() };
        found(&self.prepare_with(&options).unwrap_or_else(|stop| panic!("{stop:?}")).findings)
    }

    /// What is wrong with `site.toml`.
    #[track_caller]
    pub(crate) fn configuration_faults(&self) -> Vec<Found> {
        match self.prepare() {
            Err(Stop::Config(_, findings)) => found(&findings),
            Err(stop) => panic!("{stop:?}"),
            Ok(_) => panic!("nothing is wrong with it"),
        }
    }

    /// A published file as text.
    #[track_caller]
    pub(crate) fn published(&self, path: &str) -> String {
        let prepared = self.prepare().unwrap();
        let page = prepared.plan.iter().find(|page| page.address.path == path);
        let page = page.unwrap_or_else(|| panic!("the site has no {path}"));
        String::from_utf8(prepared.render(&page).unwrap()).unwrap()
    }

    pub(crate) fn write(&self) -> Folder {
        let folder = Folder::new();
        folder.write("site.toml", &self.config);
        for (path, bytes) in &self.files {
            folder.write(&format!("content/{path}"), bytes);
        }
        folder
    }
}

/// A site of three hundred agencies more than the town: a hundred and twenty below it, the others below none. Every fifth
/// has a corrected report on each of two years.
pub(crate) fn large_site() -> Site {
    let corrected = "revisions: [{date: 2024-03-02, note: 更正一}, {date: 2024-04-02, note: 更正二}]\nyear";
    let [first, second] = [2022, 2023].map(|year| in_year(FILLED_2021, year).replacen("year", corrected, 1));
    let mut site = town();
    for at in 0..300 {
        let parent = if at < 120 { "parent = \"qingshi\"\n" } else { "" };
        site = site.configured(&format!("\n[[agency]]\nid = \"a{at}\"\nname = \"青石镇第{at}办公室\"\n{parent}"));
        if at % 5 == 0 {
            site = site.with(&format!("reports/a{at}/2022.md"), first.as_str());
            site = site.with(&format!("reports/a{at}/2023.md"), second.as_str());
        }
    }
    site
}

/// Everything that is found in a report of the town, alone on its site.
#[track_caller]
pub(crate) fn check(text: &str) -> Vec<Found> {
    town().with(&format!("reports/{}.md", year_of(text)), text).check()
}

/// Checks many reports of one year in one go, each of a town of its own; what is found in each.
#[track_caller]
pub(crate) fn check_each(year: u16, texts: &[String], rules: &str) -> Vec<Vec<Found>> {
    fn id(at: usize) -> String {
        format!("town-{at}")
    }

    let mut site = town().configured(rules);
    for (at, text) in texts.iter().enumerate() {
        let agency = "\n[[agency]]\nname = \"青石镇人民政府\"\nkind = \"government\"\nrank = \"town\"\n";
        site = site.configured(&format!("{agency}id = \"{}\"\n", id(at)));
        site = site.with(&format!("reports/{}/{year}.md", id(at)), text.as_str());
    }
    let mut by_text = vec![Vec::new(); texts.len()];
    let files: BTreeMap<_, _> =
        (0..texts.len()).map(|at| (format!("content/reports/{}/{year}.md", id(at)), at)).collect();
    for found in site.check() {
        by_text[files[&found.file]].push(found);
    }
    by_text
}

/// A finding as a reader sees it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub rule: &'static str,
    pub level: Level,
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
    pub label: Option<String>,
    pub equations: Vec<String>,
    pub hints: Vec<String>,
    pub at: Option<String>,
    pub value: Option<String>,
    pub waived: Option<String>,
    /// File, line and label of every other place.
    pub related: Vec<(String, usize, String)>,
}

impl Found {
    /// `12:9 invalid-cell`
    pub(crate) fn place_and_rule(&self) -> String {
        format!("{}:{} {}", self.line, self.column, self.rule)
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {:?} {}", self.file, self.place_and_rule(), self.level, self.message)?;
        self.equations.iter().try_for_each(|equation| write!(f, " | {equation}"))?;
        self.hints.iter().try_for_each(|hint| write!(f, " | → {hint}"))?;
        self.waived.iter().try_for_each(|reason| write!(f, " | waived: {reason}"))
    }
}

pub(crate) fn found<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<Found> {
    fn zh(message: &giar::i18n::Message) -> String {
        message.get(Lang::Zh)
    }

    let found = findings.into_iter().map(|finding| {
        let position = finding.place.position();
        let related = finding.related.iter();
        Found {
            rule: finding.rule.0,
            level: finding.level,
            file: finding.place.source.path.clone(),
            line: position.line,
            column: position.column,
            message: zh(&finding.message),
            label: finding.label.as_ref().map(zh),
            equations: finding.equations.iter().map(zh).collect(),
            hints: finding.hints.iter().map(zh).collect(),
            at: finding.at.clone(),
            value: finding.value.clone(),
            waived: finding.waived.clone(),
            related: related
                .map(|other| (other.place.source.path.clone(), other.place.position().line, zh(&other.label)))
                .collect(),
        }
    });
    found.collect()
}

/// The names of the rules, in the order of the findings.
pub(crate) fn rules(found: &[Found]) -> Vec<&'static str> {
    found.iter().map(|found| found.rule).collect()
}

/// Every finding as it is printed in both languages, without and with colours.
pub(crate) fn printed<'f>(findings: impl IntoIterator<Item = &'f Finding> + Copy) -> Vec<String> {
    let ways = [(Lang::Zh, false), (Lang::Zh, true), (Lang::En, false), (Lang::En, true)];
    let each =
        |(lang, colour)| findings.into_iter().map(move |finding| TextRenderer::new(lang, colour).render(finding));
    ways.into_iter().flat_map(each).collect()
}

/// The paths of a form's cells that begin with `prefix`.
pub(crate) fn paths<'f>(form: &'f Form, prefix: &str) -> Vec<&'f str> {
    form.cells.iter().map(|(_, cell)| cell.path.as_str()).filter(|path| path.starts_with(prefix)).collect()
}

/// A folder of its own that goes when the test ends.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn join(&self, path: impl AsRef<Path>) -> PathBuf {
        self.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.join(path)).unwrap()
    }

    /// Every file below `path`, by name.
    pub(crate) fn files(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.join(path);
        let files = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let name = entry.path().strip_prefix(&root).unwrap().to_str().unwrap();
                let name = name.replace(std::path::MAIN_SEPARATOR, "/");
                (name, fs::read(entry.path()).unwrap())
            })
            .collect()
    }

    /// Runs giar in this folder.
    pub(crate) fn giar(&self, args: &[&str]) -> Run {
        self.giar_with(args, &[])
    }

    /// Runs giar in this folder, with these variables set and none that bears on its output besides.
    pub(crate) fn giar_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Run {
        run(self.path(), args, variables)
    }
}

/// Whether this is wine, and a test of what Windows has and wine has not is left out.
pub(crate) fn skips_wine(what: &str) -> bool {
    let is_wine = cfg!(windows) && std::env::var_os("WINEPREFIX").is_some();
    if is_wine {
        eprintln!("SKIPPED: {what}");
    }
    is_wine
}

/// The program that is tested: the one just built, or `GIAR_PROGRAM`. `GIAR_RUNNER` names what runs the programs of another
/// platform here, such as qemu.
pub(crate) fn program() -> Command {
    let giar = std::env::var("GIAR_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_giar").to_owned());
    let runner = std::env::var("GIAR_RUNNER").unwrap_or_default();
    let mut words = runner.split_whitespace().chain([giar.as_str()]);
    let mut command = Command::new(words.next().expect("the program at least"));
    command.args(words);
    command
}

/// A path as giar tells it on this system.
pub(crate) fn native(path: &str) -> String {
    path.replace('/', std::path::MAIN_SEPARATOR_STR)
}

/// Runs giar somewhere.
pub(crate) fn run(folder: &Path, args: &[impl AsRef<OsStr>], variables: &[(&str, &str)]) -> Run {
    let mut command = program();
    for name in
        ["GIAR_LANG", "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"]
    {
        command.env_remove(name);
    }
    let output = command.current_dir(folder).args(args).envs(variables.iter().copied()).output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// How a run of giar ended, and what it said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}
