//! Writes a generated portal: `cargo run --release --example corpus -- 1000 /tmp/portal`.

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let Some((reports, folder)) = (match args.as_slice() {
        [reports, folder] => reports.parse().ok().zip(Some(Path::new(folder))),
        _ => None,
    }) else {
        eprintln!("usage: corpus REPORTS FOLDER");
        return ExitCode::from(2);
    };
    if reports > corpus::MAX_REPORTS {
        eprintln!("there are names for {} reports", corpus::MAX_REPORTS);
        return ExitCode::from(2);
    }
    if folder.exists() {
        eprintln!("{} is there already", folder.display());
        return ExitCode::from(2);
    }
    if let Err(error) = corpus::write(reports, folder) {
        eprintln!("{}: {error}", folder.display());
        return ExitCode::FAILURE;
    }
    println!("{reports} reports in {}", folder.display());
    ExitCode::SUCCESS
}
