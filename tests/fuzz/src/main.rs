//! The search, for `cargo xtask fuzz`: `passerelle-fuzz [--target T] [--minutes M] [--keep]`. `--seeds`
//! writes the seeds of the corpus anew; `--input FILE` with a target gives it one file.

use anyhow::{Context, Result, bail};
use passerelle_fuzz::seed::Chance;
use passerelle_fuzz::targets::named;
use passerelle_fuzz::{TARGETS, Target, corpus, run, search};
use std::path::Path;
use std::process::ExitCode;

const MINUTES: f64 = 5.0;
const HELP: &str = "passerelle-fuzz [--target T] [--minutes M] | --seeds | --input T FILE";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match dispatch(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("passerelle-fuzz: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[&str]) -> Result<bool> {
    match args {
        ["--search", target, seconds, seed, file] => {
            let (seconds, seed) = (seconds.parse()?, seed.parse()?);
            let keep = std::env::var_os("PASSERELLE_FUZZ_KEEP").is_some();
            search::search(target_of(target)?, seconds, seed, Path::new(file), keep)?;
            Ok(true)
        }
        ["--input", target, file] => {
            let bytes = std::fs::read(file).with_context(|| format!("cannot read {file}"))?;
            println!("{}: {:016x}", file, run(target_of(target)?, &bytes));
            Ok(true)
        }
        ["--seeds"] => seeds(),
        options => {
            let (mut targets, mut minutes) = (TARGETS.to_vec(), MINUTES);
            for option in options.chunks(2) {
                match option {
                    ["--target", name] => targets = vec![*target_of(name)?],
                    ["--minutes", number] => minutes = number.parse()?,
                    _ => bail!("not understood\n{HELP}"),
                }
            }
            let seconds = (minutes * 60.0) as u64;
            let mut passed = true;
            for target in &targets {
                passed &= searched(target, seconds)?;
            }
            Ok(passed)
        }
    }
}

fn target_of(name: &str) -> Result<&'static Target> {
    let names = || TARGETS.map(|target| target.name).join(", ");
    named(name).with_context(|| format!("no target `{name}`: there are {}", names()))
}

/// Searches, and says what came of it.
fn searched(target: &Target, seconds: u64) -> Result<bool> {
    let seed = Chance::announced(target.name).number();
    let report = search::watched(target, seconds, seed)?;
    let rate = report.tried as f64 / report.seconds.max(0.001);
    println!(
        "{}: {} inputs in {:.0} s, {rate:.0}/s, {} of them new",
        target.name, report.tried, report.seconds, report.new
    );
    if let Some(name) = &report.failed {
        println!(
            "{}: FAILED, and what fails is kept as corpus/{}/{name}",
            target.name, target.name
        );
    }
    Ok(report.failed.is_none())
}

/// Writes the seeds.
fn seeds() -> Result<bool> {
    for target in &TARGETS {
        let seeds = (target.seeds)()?;
        for bytes in &seeds {
            corpus::keep(target.name, "seed", bytes)?;
        }
        println!("{}: {} seeds", target.name, seeds.len());
    }
    Ok(true)
}
