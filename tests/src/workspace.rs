//! Where things are: the workspace's root and the built programs, which are built when missing or
//! older than the sources, so that `cargo test -p passerelle-tests` works by itself. `cargo xtask
//! test` has just built them all and says so, and then nothing is built twice.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use crate::source::files_under;

/// Set by `cargo xtask` when every program is up to date.
const BUILT: &str = "PASSERELLE_BINARIES_BUILT";

/// The program's name, and what to give to `cargo build` for it.
const PROGRAMS: [(&str, &[&str]); 4] = [
    ("passerelle", &["--package", "passerelle-cli"]),
    ("passerelle-hq", &["--package", "passerelle-hq"]),
    ("passerelle-printer", &["--package", "passerelle-printer"]),
    (
        "passerelle-window",
        &["--package", "passerelle-window", "--features", "passerelle-window/custom-protocol"],
    ),
];

/// What has been looked for in this process: a program is built once, and refused once.
static FOUND: Mutex<BTreeMap<String, Result<PathBuf, String>>> = Mutex::new(BTreeMap::new());

/// The workspace's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The folder of the programs built with the same profile as the one that is running: the debug
/// programs for tests, the release ones for measurements.
pub fn programs() -> Result<PathBuf> {
    let exe = env::current_exe().context("cannot find the running program")?;
    let folder = exe.parent().context("the running program has no folder")?;
    let is_test = folder.file_name().is_some_and(|name| name == "deps");
    let folder = if is_test { folder.parent().unwrap_or(folder) } else { folder };
    Ok(folder.to_path_buf())
}

/// The path of one of these programs, built if need be.
pub fn bin(name: &str) -> Result<PathBuf> {
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    let outcome = found
        .entry(name.to_owned())
        .or_insert_with(|| locate(name).map_err(|error| format!("{error:#}")));
    outcome.clone().map_err(anyhow::Error::msg)
}

fn locate(name: &str) -> Result<PathBuf> {
    let (_, packages) = PROGRAMS
        .iter()
        .find(|(program, _)| *program == name)
        .with_context(|| format!("no program is called {name}"))?;
    let path = programs()?.join(name);
    let trusted = env::var_os(BUILT).is_some();
    if path.is_file() && (trusted || is_up_to_date(&path)?) {
        return Ok(path);
    }
    ensure!(!trusted, "{name} should have been built at {}", path.display());
    build(packages)?;
    if !path.is_file() {
        bail!("cargo built {name}, and it is not at {}", path.display());
    }
    Ok(path)
}

fn build(packages: &[&str]) -> Result<()> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).arg("build").args(packages);
    if programs()?.ends_with("release") {
        command.arg("--release");
    }
    let status = command.status().context("cannot start cargo")?;
    ensure!(status.success(), "`cargo build {}` failed", packages.join(" "));
    Ok(())
}

/// Newer than every source. A doubt costs one `cargo build` that finds nothing to do.
fn is_up_to_date(program: &Path) -> Result<bool> {
    let built = modified(program)?;
    for folder in ["crates", "src-tauri", "ui/dist"] {
        for file in files_under(&root().join(folder), &[])? {
            if modified(&file)? > built {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn modified(file: &Path) -> Result<SystemTime> {
    let meta = file.metadata().with_context(|| format!("cannot read {}", file.display()))?;
    Ok(meta.modified()?)
}

/// The commands that the window declares, in the order of its manifest.
pub fn window_commands() -> Result<Vec<String>> {
    let build = std::fs::read_to_string(root().join("src-tauri/build.rs"))?;
    let list = build.split("const COMMANDS").nth(1).and_then(|rest| rest.split("];").next());
    let quoted = list.context("no list of commands")?.split('"').skip(1).step_by(2);
    Ok(quoted.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }

    #[test]
    fn programs_are_beside_the_tests() -> Result<()> {
        assert!(programs()?.join("deps").is_dir());
        Ok(())
    }

    #[test]
    fn an_unknown_program_is_an_error() {
        assert!(bin("paserelle").is_err());
    }
}
