//! The command `giar`; all of it is in [`giar::cli`].

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    giar::cli::main(std::env::args_os())
}
