//! `cargo xtask`: everything a developer runs, behind one command. This file reads the command line
//! and chains stages; what a stage does lives beside it (`packages`, `ui`, `tour`). It knows no rule
//! of the product and parses no output of it beyond what the terminal tour needs.

mod packages;
mod shell;
mod stages;
mod tour;
mod ui;

use std::env;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::packages::Purpose;
use crate::shell::{Beside, cargo, command, run, target_dir};
use crate::stages::{Stages, timed};

const HELP: &str = "\
cargo xtask COMMAND

  setup                  check what is needed and install what is missing
  run [--release] [--terminal] [-- ARGS]
                         build and open the window; without a display (or with --terminal),
                         do the same job in the terminal
  test                   every test: screens, crates, command line, real window
  check                  formatting, clippy with warnings denied, types of the screens
  bench [--only PREFIX]  release builds, then the measurements
  cuts [--from SEED] [--cuts N]
                         power cuts under the store: a million, or N; from a seed, to play again
  kills [N]              `kill -9` in the middle of register work with signatures: a thousand, or N
  simulate [--from SEED] [--seeds N | --minutes M | --planted all|NAME]
                         laptops and headquarters in one process, on bad days; a seed tells the
                         same story again; or whether it catches the bugs planted on purpose
  fuzz [--target T] [--minutes M]
                         inputs that nobody has tried, from the kept ones, into what reads bytes
  shots                  drive the real window and write pictures to shots/
";

/// Release pages are embedded in the window only with this feature; without it a debug build
/// looks for a development server. Every command names it, so that one build serves all of them.
const WINDOW_FEATURE: [&str; 2] = ["--features", "passerelle-window/custom-protocol"];

/// Tells the tests that the programs they drive are up to date (see `tests/src/workspace.rs`).
const BINARIES_BUILT: &str = "PASSERELLE_BINARIES_BUILT";

/// Stories that the tests tell; `simulate` tells more.
const SEEDS: &str = "150";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<()> {
    let Some((name, rest)) = args.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match name.as_str() {
        "run" => run_product(rest),
        "bench" => bench(rest),
        "cuts" => with_setup(&mut cuts(rest)?),
        "fuzz" => with_setup(&mut fuzz(rest)),
        "kills" => with_setup(&mut kills(rest)?),
        "simulate" => with_setup(&mut simulation(rest)),
        "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(())
        }
        plain @ ("setup" | "test" | "check" | "shots") => {
            if let Some(extra) = rest.first() {
                bail!("`{plain}` takes no argument, and was given `{extra}`");
            }
            match plain {
                "setup" => timed(|stages| setup(stages, Purpose::Test)),
                "test" => timed(test),
                "check" => timed(check),
                _ => timed(shots),
            }
        }
        other => bail!("no command `{other}`\n\n{HELP}"),
    }
}

/// Installs what `purpose` needs, and nothing that it does not.
fn setup(stages: &mut Stages, purpose: Purpose) -> Result<()> {
    stages.run("setup: system packages", || packages::ensure(purpose))?;
    if purpose == Purpose::Terminal {
        return Ok(());
    }
    stages.run("setup: packages of the screens", ui::ensure_packages)
}

fn run_product(args: &[String]) -> Result<()> {
    let (own, passed) = match args.iter().position(|arg| arg == "--") {
        Some(at) => (&args[..at], &args[at + 1..]),
        None => (args, &[][..]),
    };
    let (mut release, mut terminal) = (false, !has_display());
    for arg in own {
        match arg.as_str() {
            "--release" => release = true,
            "--terminal" => terminal = true,
            other => bail!("`run` takes --release, --terminal and `-- ARGS`, not `{other}`"),
        }
    }
    if terminal {
        println!("No window: the same job, in the terminal.");
        return timed(|stages| {
            setup(stages, Purpose::Terminal)?;
            tour::run_in_terminal(stages, release)
        });
    }
    timed(|stages| {
        setup(stages, Purpose::Window)?;
        stages.run("screens", ui::build)?;
        let mut build = cargo(&["build", "--package", "passerelle-window"]);
        build.args(WINDOW_FEATURE).args(release.then_some("--release"));
        stages.run("window: build", || run(&mut build))
    })?;
    // The window stays open for hours: it is not a stage, and no time is printed for it.
    let binary = target_dir()?.join(profile(release)).join("passerelle-window");
    run(command(&binary.display().to_string()).args(passed))
}

fn test(stages: &mut Stages) -> Result<()> {
    setup(stages, Purpose::Test)?;
    stages.run("screens: types", ui::check)?;
    stages.run("screens: tests", ui::test)?;
    stages.run("screens: build", ui::build)?;
    // One build of every target with one set of features: building packages one by one would
    // compile their shared dependencies again for each set of features.
    let mut build = cargo(&["build", "--workspace", "--all-targets"]);
    stages.run("Rust: build", || run(build.args(WINDOW_FEATURE)))?;
    let mut tests = cargo(&["test", "--workspace", "--no-fail-fast"]);
    // A failing assertion keeps its backtrace; an error says enough by its own words.
    tests.args(WINDOW_FEATURE).env(BINARIES_BUILT, "1").env("RUST_LIB_BACKTRACE", "0");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let stories = words(&["--from", "1", "--seeds", SEEDS]);
    // Windows that are opened and waited for leave a good part of the processors to the stories.
    let stories = Beside::begin(&simulation(&stories))?;
    stages.run("Rust: tests, with the real window", || run(&mut tests))?;
    stages.run("simulation: stories, what is left", || stories.wait())?;
    let planted = words(&["--planted", "all"]);
    stages.run("simulation: planted bugs", || run(&mut simulation(&planted)))
}

fn check(stages: &mut Stages) -> Result<()> {
    stages.run("format", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    setup(stages, Purpose::Window)?;
    stages.run("screens: types", ui::check)?;
    // The window embeds the built pages when it compiles: clippy cannot read it without them.
    stages.run("screens: build", ui::build)?;
    let mut clippy = cargo(&["clippy", "--workspace", "--all-targets"]);
    clippy.args(WINDOW_FEATURE).args(["--", "-D", "warnings"]);
    stages.run("clippy", || run(&mut clippy))
}

fn bench(args: &[String]) -> Result<()> {
    timed(|stages| {
        setup(stages, Purpose::Test)?;
        stages.run("screens: build", ui::build)?;
        let mut build = cargo(&["build", "--release", "--bins"]);
        for package in ["passerelle-window", "passerelle-cli", "passerelle-hq", "passerelle-tests"]
        {
            build.args(["--package", package]);
        }
        stages.run("release build", || run(build.args(WINDOW_FEATURE)))?;
        let binary = target_dir()?.join("release").join("passerelle-bench");
        let mut bench = command(&binary.display().to_string());
        bench.env(BINARIES_BUILT, "1");
        stages.run("measurements", || run(bench.args(args)))
    })
}

/// A run that may be the first thing typed on a machine: what it builds with is there first.
fn with_setup(program: &mut Command) -> Result<()> {
    packages::ensure(Purpose::Terminal)?;
    run(program)
}

/// The longer run of the power cuts; the tests cut ten thousand times.
fn cuts(args: &[String]) -> Result<Command> {
    let mut test = cargo(&["test", "--package", "passerelle-tests", "--test", "power_cut"]);
    test.args(["--", "--nocapture", "no_power_cut"]).env("PASSERELLE_CUTS", "1000000");
    for pair in args.chunks(2) {
        match pair {
            [name, seed] if name == "--from" => test.env("PASSERELLE_SEED", seed),
            [name, cuts] if name == "--cuts" => test.env("PASSERELLE_CUTS", cuts),
            _ => bail!("`cuts` takes --from SEED and --cuts N, not `{}`", pair.join(" ")),
        };
    }
    Ok(test)
}

/// The longer run of the kills with signatures; the tests kill sixty times.
fn kills(args: &[String]) -> Result<Command> {
    let count = match args {
        [] => "1000",
        [count] => count,
        _ => bail!("`kills` takes a number"),
    };
    let mut test = cargo(&["test", "--package", "passerelle-tests", "--test", "crash"]);
    test.args(["--", "--nocapture", "no_acknowledged_signature"]).env("PASSERELLE_KILLS", count);
    Ok(test)
}

/// The simulation, in the profile and with the feature that are its own.
fn simulation(args: &[String]) -> Command {
    let mut program = cargo(&["run", "--profile", "simulation", "--package"]);
    program.args(["passerelle-simulation", "--features", "planted", "--"]).args(args);
    // A story that fails says enough by its own words.
    program.env("RUST_LIB_BACKTRACE", "0");
    program
}

/// The longer search; the tests try a few thousand inputs.
fn fuzz(args: &[String]) -> Command {
    let program = ["run", "--release", "--quiet", "--package", "passerelle-fuzz", "--"];
    let mut search = cargo(&program);
    search.args(args);
    search
}

fn shots(stages: &mut Stages) -> Result<()> {
    setup(stages, Purpose::Test)?;
    stages.run("screens: build", ui::build)?;
    let mut build = cargo(&["build", "--package", "passerelle-window", "--bins"]);
    build.args(["--package", "passerelle-cli", "--package", "passerelle-hq"]);
    stages.run("binaries", || run(build.args(WINDOW_FEATURE)))?;
    let mut desktop = cargo(&["test", "--package", "passerelle-tests"]);
    desktop.args(["--test", "desktop", "--test", "axe_window", "--test", "register_window"]);
    desktop.env(BINARIES_BUILT, "1").env("RUST_LIB_BACKTRACE", "0").env("PASSERELLE_SHOTS", "1");
    stages.run("pictures", || run(&mut desktop))?;
    println!("The pictures are in {}", shell::root()?.join("shots").display());
    Ok(())
}

fn profile(release: bool) -> &'static str {
    if release { "release" } else { "debug" }
}

/// A desktop is there when one of the two variables names one; an empty value names none.
fn has_display() -> bool {
    let named = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(args: &[&str]) -> String {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        dispatch(&args).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn an_unknown_command_or_argument_is_refused_before_anything_runs() {
        assert!(refused(&["tset"]).contains("no command `tset`"));
        assert!(refused(&["test", "--fast"]).contains("takes no argument"));
        assert!(refused(&["cuts", "--form", "1"]).contains("--form 1"));
        assert!(refused(&["run", "--relaese"]).contains("--relaese"));
    }
}
