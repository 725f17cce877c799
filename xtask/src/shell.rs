//! Starting other programs, from the workspace's root and with the terminal's own input and output.
//! Every program is judged by its exit code. Nothing here knows what the programs are for.

use std::env;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// The workspace's root: the folder above this crate's.
pub fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.parent().context("the xtask crate has no parent folder")?;
    Ok(root.to_path_buf())
}

/// Where cargo puts what it builds.
pub fn target_dir() -> Result<PathBuf> {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => Ok(root()?.join(dir)),
        None => Ok(root()?.join("target")),
    }
}

/// A program to be run in the folder where `cargo xtask` was typed.
pub fn command(program: &str) -> Command {
    Command::new(program)
}

/// The same cargo that started this program, at the workspace's root.
///
/// What `cargo run` tells the program about itself is removed: some build scripts watch these
/// variables, and would compile again each time one goes from `cargo build` to `cargo xtask`.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let about_xtask = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
        if about_xtask.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command.args(args);
    if let Ok(root) = root() {
        command.current_dir(root);
    }
    command
}

/// Prints the command, runs it, and fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    let line = typed(command);
    println!("$ {line}");
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// A program that runs beside others, with what these leave of the processors. What it prints is kept
/// until it is waited for; it ends with whoever forgets it.
pub struct Beside {
    line: String,
    child: Child,
    said: File,
}

impl Beside {
    /// Starts it behind everything else.
    pub fn begin(command: &Command) -> Result<Self> {
        let line = typed(command);
        println!("$ {line} &");
        let said = tempfile::tempfile().context("no room for what a program prints")?;
        let mut polite = Command::new("nice");
        polite.args(["-n", "19"]).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => polite.env(name, value),
                None => polite.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            polite.current_dir(folder);
        }
        polite.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said.try_clone()?);
        let child = polite.spawn().with_context(|| format!("cannot start `{line}`"))?;
        Ok(Self { line, child, said })
    }

    /// Waits for its end, prints what it printed, and fails when it did.
    pub fn wait(mut self) -> Result<()> {
        let status = self.child.wait()?;
        let mut said = Vec::new();
        self.said.rewind()?;
        self.said.read_to_end(&mut said)?;
        print!("$ {}\n{}", self.line, String::from_utf8_lossy(&said));
        if !status.success() {
            bail!("`{}` failed ({status})", self.line);
        }
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Of one that has ended there is nothing left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command without showing it; its standard output, or the error it wrote.
pub fn capture(command: &mut Command) -> Result<String> {
    let line = typed(command);
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({})\n{}", output.status, said.trim_end());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` did not write UTF-8"))
}

/// True when the command starts and succeeds; whatever it prints is dropped.
pub fn succeeds(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The command as a person would type it, for messages only: the program without its folder.
pub fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for arg in command.get_args() {
        let arg = arg.to_string_lossy();
        let plain = |c: char| c.is_alphanumeric() || "-_=/.:,@+".contains(c);
        line.push(' ');
        if !arg.is_empty() && arg.chars().all(plain) {
            line.push_str(&arg);
        } else {
            line.push_str(&format!("'{arg}'"));
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut command = Command::new("/somewhere/passerelle");
        command.args(["mark", "now", "#1", "late:15"]);
        assert_eq!(typed(&command), "passerelle mark now '#1' late:15");
    }

    #[test]
    fn a_failing_command_is_an_error_that_says_which() {
        let error = capture(Command::new("sh").args(["-c", "echo no >&2; exit 3"]));
        let message = error.err().map(|e| format!("{e:#}")).unwrap_or_default();
        assert!(message.contains("exit status: 3") && message.contains("no"), "{message}");
    }

    #[test]
    fn what_runs_beside_is_waited_for_and_judged() {
        let mut command = Command::new("sh");
        command.args(["-c", "test \"$MINE\" = yes"]);
        command.env("MINE", "yes").current_dir("/");
        assert!(Beside::begin(&command).and_then(Beside::wait).is_ok());
        command.env("MINE", "no");
        let error = Beside::begin(&command).and_then(Beside::wait).err();
        let message = error.map(|e| format!("{e:#}")).unwrap_or_default();
        assert!(message.contains("exit status: 1"), "{message}");
    }
}
