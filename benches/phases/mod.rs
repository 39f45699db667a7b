//! The phases of a build, measured separately.

use giar::{
    archive::Input,
    config::Config,
    diag::{Level, Source},
    io::{load, publish},
    markdown::{self, Document},
    pipeline::{self, Options, Prepared},
    report::{self, Report, ReportPath},
    theme::Theme,
};
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    hint::black_box,
    io::Write as _,
    path::Path,
    sync::Arc,
    time::Instant,
};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Load,
    Check,
    Render,
    Publish,
    Write,
}

impl Phase {
    pub(crate) const ALL: [Self; 5] = [Self::Load, Self::Check, Self::Render, Self::Publish, Self::Write];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Check => "bind, gather, plan, check",
            Self::Render => "render all, keep nothing",
            Self::Publish => "publish (render, hash, write)",
            Self::Write => "(write files of the same sizes)",
        }
    }

    /// The sum of the phases, with all threads.
    pub(crate) fn and<const N: usize>(self, others: [Self; N], timings: &Timings) -> f64 {
        others.into_iter().chain([self]).map(|phase| timings.median(phase, 1)).sum()
    }
}

/// One run: milliseconds by phase, and the results.
pub(crate) struct Run {
    milliseconds: Vec<(Phase, f64)>,
    files: usize,
    bytes: u64,
}

/// All runs of one size, with one thread and with all.
#[derive(Default)]
pub(crate) struct Timings {
    by_phase: BTreeMap<(Phase, usize), Vec<f64>>,
    pub files: usize,
    pub bytes: u64,
}

impl Timings {
    pub(crate) fn add(&mut self, threads: usize, run: Run) {
        for (phase, time) in run.milliseconds {
            self.by_phase.entry((phase, threads)).or_default().push(time);
        }
        (self.files, self.bytes) = (run.files, run.bytes);
    }

    /// In milliseconds; `threads` is 0 for one, 1 for all.
    pub(crate) fn median(&self, phase: Phase, threads: usize) -> f64 {
        let times = self.by_phase.get(&(phase, threads)).into_iter().flatten().copied();
        super::median(times)
    }

    pub(crate) fn print(&self, reports: usize) {
        for phase in Phase::ALL {
            let (one, all) = (self.median(phase, 0), self.median(phase, 1));
            println!(
                "| {reports} | {} | {one:.1} | {all:.1} | {:.2} | {:.0} |",
                phase.name(),
                one / all,
                all * 1000.0 / reports as f64
            );
        }
    }
}

/// Builds a portal into a new folder, phase by phase, then writes files of the same sizes without making their content.
pub(crate) fn run(source: &Path, out: &Path) -> Run {
    let mut milliseconds = Vec::new();
    let mut timed = |phase, start: Instant| milliseconds.push((phase, start.elapsed().as_secs_f64() * 1e3));

    let start = Instant::now();
    let sources = load::load(source).expect("the corpus is readable");
    timed(Phase::Load, start);

    let start = Instant::now();
    let prepared = checked(&sources.config, sources.inputs);
    timed(Phase::Check, start);
    assert_eq!(pipeline::count(&prepared.findings, Level::Error), 0, "the corpus is without error");

    let start = Instant::now();
    let all: Vec<_> = prepared.plan.iter().collect();
    all.par_iter().for_each(|planned| _ = black_box(prepared.render(planned).expect("the theme is right")));
    timed(Phase::Render, start);

    let start = Instant::now();
    let published = publish_all(&prepared, &out.join("site"));
    timed(Phase::Publish, start);

    let files = sizes(&out.join("site"), &prepared);
    let start = Instant::now();
    write_bare(&files, &out.join("bare"));
    timed(Phase::Write, start);
    Run { milliseconds, files: published.files, bytes: published.bytes }
}

/// As `giar build` does it.
pub(crate) fn build(source: &Path, out: &Path) {
    let prepared = prepare(source);
    publish_all(&prepared, out);
}

pub(crate) fn prepare(source: &Path) -> Prepared {
    let sources = load::load(source).expect("the corpus is readable");
    checked(&sources.config, sources.inputs)
}

pub(crate) fn config(source: &Path) -> Config {
    let sources = load::load(source).expect("the corpus is readable");
    configured(&sources.config)
}

pub(crate) fn read_report(bytes: &[u8], config: &Config) -> Option<Report> {
    let source = markdown::decode("content/reports/a00007/2023.md", bytes).ok()?;
    let (document, findings) = Document::read(&source);
    let path = ReportPath::parse("reports/a00007/2023.md")?;
    report::bind(&document, findings, path, &config.agencies).ok()
}

fn configured(source: &Arc<Source>) -> Config {
    pipeline::configure(source, &Options::default()).expect("the corpus is configured")
}

fn checked(config: &Arc<Source>, inputs: Vec<Input>) -> Prepared {
    let attachment = Arc::new(|_: &str| Ok(Box::new(std::io::empty()) as giar::render::Reader));
    let theme = Theme::built_in();
    pipeline::prepare(configured(config), inputs, theme, attachment, &Options::default()).expect("the theme is right")
}

fn publish_all(prepared: &Prepared, out: &Path) -> publish::Published {
    let plan = &prepared.plan;
    let paths: Vec<_> = plan.iter().map(|planned| planned.address.path.as_str()).collect();
    publish::publish(&publish::Target::new(out), &paths, |at| prepared.render(&plan.get(at)))
        .unwrap_or_else(|_| panic!("cannot publish"))
}

/// Every file of a published site by folder, with its size.
fn sizes<'a>(site: &Path, prepared: &'a Prepared) -> BTreeMap<&'a str, Vec<(&'a str, usize)>> {
    let mut folders: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for planned in prepared.plan.iter() {
        let path = planned.address.path.as_str();
        let length = fs::metadata(site.join(path)).map_or(0, |file| file.len() as usize);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folders.entry(folder).or_default().push((name, length));
    }
    folders
}

/// The minimum for any generator: creates the same folders and files, and fills them.
fn write_bare(folders: &BTreeMap<&str, Vec<(&str, usize)>>, out: &Path) {
    let largest = folders.values().flatten().map(|(_, size)| *size).max().unwrap_or_default();
    let bytes = vec![b'x'; largest];
    folders.par_iter().for_each(|(folder, files)| {
        let folder = out.join(folder);
        fs::create_dir_all(&folder).expect("a new folder");
        for (name, size) in files {
            let mut file = File::create_new(folder.join(name)).expect("a new file");
            file.write_all(&bytes[..*size]).expect("room for a file");
        }
    });
}
