use std::process::ExitCode;

fn main() -> ExitCode {
    giar::command::main(std::env::args_os())
}
