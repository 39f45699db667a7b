//! Measures how quickly a preview follows an edit: `cargo bench --bench preview`. See docs/performance.md.

#[allow(dead_code, reason = "the other bench uses the rest")]
mod corpus;

use giar::{
    io::load,
    pipeline::{Change, Options, Prepared, Session},
};
use std::{env, fs, hint::black_box, io, sync::Arc, time::Instant};

/// The same allocator as in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 3] = [100, 1_000, 10_000];
const ROUNDS: usize = 31;

fn main() -> io::Result<()> {
    let asked: Vec<usize> = env::args().filter_map(|arg| arg.parse().ok()).collect();
    println!("| reports | edit | median, ms | 95 of 100, ms |\n|---:|---|---:|---:|");
    for reports in SIZES.into_iter().filter(|size| asked.is_empty() || asked.contains(size)) {
        let folder = tempfile::tempdir()?;
        corpus::write(reports, folder.path())?;
        measure(reports, folder.path())?;
    }
    Ok(())
}

fn measure(reports: usize, folder: &std::path::Path) -> io::Result<()> {
    let sources = load::load(folder).expect("the corpus is readable");
    let path = sources.inputs[sources.inputs.len() / 2].path.clone();
    let text = fs::read_to_string(folder.join("content").join(&path))?;
    let config = Arc::clone(&sources.config);
    let mut session =
        Session::new(Options::default(), Arc::new(|_: &str| Ok(Box::new(io::empty()) as giar::render::Reader)));
    let content = sources.inputs.into_iter().map(|input| (input.path.clone(), Some(input))).collect();
    let start = Instant::now();
    let first = session.update(Change { config: Some(Ok(Arc::clone(&config))), content, themes: Vec::new() });
    println!("| {reports} | everything | {:.1} | |", start.elapsed().as_secs_f64() * 1e3);
    drop(first);

    let mut times = Vec::new();
    let mut pages = Vec::new();
    for round in 0..ROUNDS {
        let source = giar::markdown::decode(&format!("content/{path}"), format!("{text}\n第{round}次。\n").as_bytes());
        let input = source.map(|source| giar::archive::Input {
            path: path.clone(),
            content: giar::archive::InputContent::Markdown(source),
        });
        let start = Instant::now();
        let prepared = session
            .update(Change { content: vec![(path.clone(), input.ok())], ..Change::default() })
            .unwrap_or_else(|_| panic!("the corpus is right"));
        times.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        black_box(render(&prepared, &path));
        pages.push(start.elapsed().as_secs_f64() * 1e3);
    }
    tell(reports, "a sentence of a report", times);
    tell(reports, "its page", pages);
    tell(reports, "a key in its form", keys(&mut session, &path, &text));
    Ok(())
}

/// From input in a cell to the findings in the report, without saving.
fn keys(session: &mut Session, path: &str, text: &str) -> Vec<f64> {
    let prepared = session.update(Change::default()).unwrap_or_else(|_| panic!("the corpus is right"));
    let source = giar::markdown::decode(&format!("content/{path}"), text.as_bytes()).expect("it is a text");
    let read = prepared.judge(&source);
    let report = read.report().expect("it is a report");
    let cells: Vec<_> = report.form().cells.iter().map(|(cell, _)| cell).collect();
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let typed = [(cells[round * 5], format!("{round}"))].into();
        let start = Instant::now();
        let changed = giar::fix::set_cells(&source, report.form(), &typed).expect("it can be changed");
        black_box(prepared.judge(&changed).findings().len());
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times
}

fn render(prepared: &Prepared, source: &str) -> Vec<u8> {
    let path = prepared.site.published(source).expect("it is published");
    let page = prepared.plan.at(path).expect("it has a page");
    prepared.render(&page).expect("the theme is right")
}

fn tell(reports: usize, what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    println!("| {reports} | {what} | {:.1} | {:.1} |", times[times.len() / 2], times[times.len() * 95 / 100]);
}
