//! `passerelle`: the app without a window. Each command is a call of the app, printed for people or,
//! with `--json`, for scripts. Exit codes: 0 done, 2 the command line makes no sense, 3 refused
//! (nothing changed; the code is on standard error), 4 trouble with the file or the disk, 5 no
//! exchange with headquarters.

mod arguments;
mod commands;
mod messages;
mod print;

use arguments::Arguments;
use clap::Parser;
use messages::Messages;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let messages = Messages::new(arguments.lang.as_deref());
    match commands::run(&arguments, &messages) {
        Ok(printed) => match write(&printed) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads has gone: `passerelle ... | head`.
            Err(_) => ExitCode::SUCCESS,
        },
        Err(error) => {
            let problem = error.problem();
            if arguments.json {
                let json = serde_json::json!({ "error": problem });
                eprintln!("{json}");
            } else {
                eprintln!("{}\n[{}]", messages.problem(&problem), problem.code);
            }
            ExitCode::from(exit_code(&problem.code))
        }
    }
}

fn write(bytes: &[u8]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

fn exit_code(code: &str) -> u8 {
    match code.split('.').next() {
        Some("store" | "system") => 4,
        Some("exchange") => 5,
        _ => 3,
    }
}
