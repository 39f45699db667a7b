//! Measures building a portal, phase by phase: `cargo bench --bench build`. See docs/performance.md.

mod corpus;
mod phases;

use phases::{Phase, Timings};
use std::{env, fs, hint::black_box, io, path::Path, process::Command, thread, time::Instant};

/// The same allocator as in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sizes, and the number of rounds for each.
const SIZES: [(usize, usize); 3] = [(100, 9), (1_000, 5), (10_000, 3)];
/// The argument that makes this program build one portal and print its peak memory.
const PEAK: &str = "--peak";

fn main() -> io::Result<()> {
    // Cargo adds `--bench`.
    let args: Vec<_> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [flag, source, out] = args.as_slice()
        && flag == PEAK
    {
        phases::build(Path::new(source), Path::new(out));
        println!("{}", peak_kilobytes().unwrap_or_default());
        return Ok(());
    }
    let asked: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = SIZES.iter().filter(|(reports, _)| asked.is_empty() || asked.contains(reports));
    let base = env::var_os("GIAR_BENCH_DIR").map_or_else(env::temp_dir, Into::into);
    let folder = tempfile::Builder::new().prefix("giar-bench-").tempdir_in(base)?;
    let cores = thread::available_parallelism()?.get();

    println!("| reports | phase | 1 thread, ms | {cores} threads, ms | speed-up | µs a report |");
    println!("|---:|---|---:|---:|---:|---:|");
    let mut measured = Vec::new();
    for &(reports, rounds) in sizes {
        let timings = measure(reports, rounds, cores, folder.path())?;
        timings.print(reports);
        measured.push((reports, timings));
    }
    println!();
    for (reports, timings) in &measured {
        summary(*reports, timings, folder.path())?;
    }
    if let [(few, first), .., (many, last)] = measured.as_slice() {
        println!("\nTime a report of {many}, in relation to that of {few} (1 is linear; 1 thread):");
        for phase in Phase::ALL {
            let a_report = |timings: &Timings, reports: usize| timings.median(phase, 0) / reports as f64;
            println!("- {}: {:.2}", phase.name(), a_report(last, *many) / a_report(first, *few));
        }
    }
    if let Some((reports, _)) = measured.last() {
        alone(&folder.path().join(reports.to_string()))?;
    }
    Ok(())
}

/// Runs with one thread and with all alternate, so that other load on the machine affects both.
fn measure(reports: usize, rounds: usize, cores: usize, folder: &Path) -> io::Result<Timings> {
    let source = folder.join(reports.to_string());
    corpus::write(reports, &source)?;
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other);
    let pools = [pool(1)?, pool(cores)?];
    let mut timings = Timings::default();
    for round in 0..=rounds {
        for (at, pool) in pools.iter().enumerate() {
            let out = folder.join(format!("{reports}-{round}-{at}"));
            let run = pool.install(|| phases::run(&source, &out));
            fs::remove_dir_all(out)?;
            // The first round warms up.
            if round > 0 {
                timings.add(at, run);
            }
        }
    }
    Ok(timings)
}

fn summary(reports: usize, timings: &Timings, folder: &Path) -> io::Result<()> {
    let out = folder.join(format!("{reports}-peak"));
    let child = Command::new(env::current_exe()?).arg(PEAK).arg(folder.join(reports.to_string())).arg(&out).output()?;
    fs::remove_dir_all(out)?;
    let peak: u64 = String::from_utf8_lossy(&child.stdout).trim().parse().unwrap_or_default();
    let memory = if peak == 0 { "unknown here".to_owned() } else { format!("{} MB", peak.div_ceil(1024)) };
    let build = Phase::Load.and([Phase::Check, Phase::Publish], timings);
    println!(
        "{reports} reports: {:.0} ms to load, check and publish, {:.2} × the time to write the same {} files ({} MB); \
         peak memory {memory}",
        build,
        build / timings.median(Phase::Write, 1),
        timings.files,
        timings.bytes >> 20,
    );
    Ok(())
}

/// Measures one report and one file, which is what a preview waits for.
fn alone(source: &Path) -> io::Result<()> {
    const TIMES: usize = 200;
    println!("\n| alone, 1 thread | median µs |\n|---|---:|");
    let file = source.join("content/reports/a00007/2023.md");
    let config = phases::config(source);
    let reading = median((0..TIMES).map(|_| {
        let start = Instant::now();
        let bytes = fs::read(&file).unwrap_or_default();
        black_box(phases::read_report(&bytes, &config));
        start.elapsed().as_secs_f64() * 1e6
    }));
    println!("| read and bind one report | {reading:.0} |");
    let prepared = phases::prepare(source);
    for kind in giar::render::KINDS {
        let pages: Vec<_> =
            prepared.plan.iter().filter(|page| page.file.profile().name == kind.profile().name).take(TIMES).collect();
        if pages.is_empty() {
            continue;
        }
        let rendering = median(pages.into_iter().map(|page| {
            let start = Instant::now();
            let _ = black_box(prepared.render(&page));
            start.elapsed().as_secs_f64() * 1e6
        }));
        println!("| render one {} | {rendering:.0} |", kind.profile().name);
    }
    Ok(())
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<_> = times.collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The peak memory of this process, if the system reports it.
fn peak_kilobytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
