//! `passerelle`: the app without a window. Each command is a call of the app, printed for people or,
//! with `--json`, for scripts. Exit codes: 0 done, 2 the command line makes no sense, 3 refused
//! (nothing changed; the code is on standard error), 4 trouble with the file or the disk, 5 no
//! exchange with headquarters.

mod arguments;
mod asked;
mod backups;
mod commands;
mod paper;
mod partners;
mod pipeline;
mod planning;
mod print;
mod volunteers;

use arguments::Arguments;
use clap::Parser;
use passerelle_app::dto::Problem;
use passerelle_words::Messages;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let messages = Messages::new(arguments.lang.as_deref());
    match commands::run(&arguments, &messages) {
        Ok(printed) => match write(&printed) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads has gone: `passerelle ... | head`.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            // What was asked is done; what was to be read is not whole.
            Err(error) => tell(&arguments, &messages, &output_problem(&error)),
        },
        Err(error) => tell(&arguments, &messages, &error.problem()),
    }
}

fn tell(arguments: &Arguments, messages: &Messages, problem: &Problem) -> ExitCode {
    if arguments.json {
        let json = serde_json::json!({ "error": problem });
        eprintln!("{json}");
    } else {
        eprintln!("{}\n[{}]", messages.problem(problem), problem.code);
    }
    ExitCode::from(exit_code(&problem.code))
}

fn output_problem(error: &std::io::Error) -> Problem {
    let full = error.kind() == ErrorKind::StorageFull;
    let code = if full { "output.disk_full" } else { "output.failed" };
    Problem { code: code.to_owned(), ..Problem::default() }
}

fn write(bytes: &[u8]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

fn exit_code(code: &str) -> u8 {
    match code.split('.').next() {
        Some("store" | "system" | "output" | "backup") => 4,
        Some("exchange" | "http") => 5,
        _ => 3,
    }
}
