//! The product's main job in a terminal, for a machine without a display: a headquarters, a laptop
//! that joins it, a class marked, an exchange, and the proof that both hold the same. It drives the
//! real programs by their command lines and exit codes, in a temporary folder, and asserts only
//! what a visitor would check; the real tests live in `tests/`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail, ensure};

use crate::shell::{capture, cargo, run, target_dir, typed};
use crate::stages::Stages;

const SITE: &str = "Démonstration";

/// What the server prints once it can be talked to; the rest of the line is its address.
const READY: &str = "listening on ";

/// The learners to mark, by their row number in the register.
const MARKS: [(&str, &str); 10] = [
    ("#1", "present"),
    ("#2", "present"),
    ("#3", "present"),
    ("#4", "present"),
    ("#5", "present"),
    ("#6", "present"),
    ("#7", "present"),
    ("#8", "present"),
    ("#9", "absent"),
    ("#10", "late:15"),
];

/// Builds the two programs and does the job.
pub fn run_in_terminal(stages: &mut Stages, release: bool) -> Result<()> {
    let mut build = cargo(&["build", "--package", "passerelle-cli", "--package", "passerelle-hq"]);
    build.args(release.then_some("--release"));
    stages.run("build", || run(&mut build))?;
    let programs = target_dir()?.join(if release { "release" } else { "debug" });
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let tour = Tour { programs, folder: folder.path().to_path_buf() };
    stages.run("one class, from the mark to headquarters", || tour.go())
}

struct Tour {
    programs: PathBuf,
    folder: PathBuf,
}

impl Tour {
    fn go(&self) -> Result<()> {
        self.show("passerelle-hq", &["site", "add", SITE])?;
        let server = Server::start(self)?;
        self.join(&server.url)?;
        self.show("passerelle", &["demo", "--ordinary"])?;
        self.mark()?;
        self.show("passerelle", &["register", "now"])?;
        self.show("passerelle", &["exchange"])?;
        self.show("passerelle", &["status"])?;
        self.compare()
    }

    fn join(&self, url: &str) -> Result<()> {
        let code = ["code", "--site", SITE, "--grant", "coordinator", "--role", "coordinator"];
        let code = self.quiet("passerelle-hq", &code)?;
        let code = code.trim();
        ensure!(!code.is_empty(), "headquarters gave no code");
        self.show("passerelle", &["join", "--hq", url, "--code", code, "--name", "Camille"])
    }

    fn mark(&self) -> Result<()> {
        let listed = self.quiet("passerelle", &["session", "list", "--json"])?;
        println!("{} sessions are planned.", session_count(&listed)?);
        for (learner, mark) in MARKS {
            self.show("passerelle", &["mark", "now", learner, mark])?;
        }
        Ok(())
    }

    /// Each stream on the laptop must be the same at headquarters, which may hold others besides.
    fn compare(&self) -> Result<()> {
        let laptop = digests(&self.quiet("passerelle", &["digest"])?)?;
        let headquarters = digests(&self.quiet("passerelle-hq", &["digest"])?)?;
        println!("\nWhat each holds, by stream:");
        for (stream, hash) in &headquarters {
            println!("  headquarters  {stream}  {hash}");
            match laptop.get(stream) {
                Some(held) => println!("  laptop        {stream}  {held}"),
                None => println!("  laptop        {stream}  not granted"),
            }
        }
        let differing = differing(&laptop, &headquarters);
        ensure!(!laptop.is_empty(), "the laptop holds no stream");
        ensure!(differing.is_empty(), "not the same at headquarters: {}", differing.join(", "));
        println!("Headquarters has received everything: {} streams are equal.", laptop.len());
        Ok(())
    }

    /// One of the two programs on its own folder.
    fn program(&self, name: &str, args: &[&str]) -> Command {
        let data = if name == "passerelle-hq" { "hq" } else { "pc" };
        let mut command = Command::new(self.programs.join(name));
        command.arg("--data").arg(self.folder.join(data)).args(args);
        // The laptop of a tour is thrown away: what opens it may be told to everybody.
        command.env("PASSERELLE_PIN", "274918");
        command.env("PASSERELLE_PHRASE", "abaisser abandon abdiquer abeille abolir aborder");
        command
    }

    /// Runs a step and shows it as typed, with what it prints.
    fn show(&self, name: &str, args: &[&str]) -> Result<()> {
        run(self.program(name, args).stdin(Stdio::null()))
    }

    /// Runs a step for its output.
    fn quiet(&self, name: &str, args: &[&str]) -> Result<String> {
        let mut command = self.program(name, args);
        println!("$ {}", typed(&command));
        capture(&mut command)
    }
}

/// The server, ended by its own id when this value goes, whatever has failed meanwhile.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(tour: &Tour) -> Result<Server> {
        let log = tour.folder.join("hq.log");
        let mut command = tour.program("passerelle-hq", &["serve", "--listen", "127.0.0.1:0"]);
        println!("$ {} &", typed(&command));
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).context("cannot write the server's log")?)
            .spawn()
            .context("cannot start headquarters")?;
        let mut server = Server { child, url: String::new() };
        server.url = server.read_address(&log)?;
        println!("headquarters answers at {}", server.url);
        Ok(server)
    }

    /// Reads lines until the one that gives the address; the server's end ends the reading.
    fn read_address(&mut self, log: &Path) -> Result<String> {
        let stdout = self.child.stdout.take().context("the server has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        for line in lines.by_ref() {
            if let Some(url) = line?.strip_prefix(READY) {
                let url = url.trim().to_owned();
                // Read on, or a talkative server would one day block on a full pipe.
                thread::spawn(move || lines.for_each(drop));
                return Ok(url);
            }
        }
        let said = std::fs::read_to_string(log).unwrap_or_default();
        bail!("headquarters ended before it listened\n{}", said.trim_end())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Either may fail only because the server has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn session_count(json: &str) -> Result<usize> {
    let value: serde_json::Value =
        serde_json::from_str(json).context("`session list --json` did not print JSON")?;
    let sessions = value.as_array().context("`session list --json` did not print an array")?;
    ensure!(!sessions.is_empty(), "the demonstration's data holds no session");
    Ok(sessions.len())
}

/// Lines `STREAM HASH`, by stream.
fn digests(text: &str) -> Result<BTreeMap<String, String>> {
    let pair = |line: &str| {
        let (stream, hash) = line
            .trim_end()
            .rsplit_once(' ')
            .with_context(|| format!("a line of `digest` is not a stream and a hash: {line:?}"))?;
        Ok((stream.trim_end().to_owned(), hash.to_owned()))
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(pair).collect()
}

/// The laptop's streams that headquarters lacks or holds otherwise.
fn differing(
    laptop: &BTreeMap<String, String>,
    headquarters: &BTreeMap<String, String>,
) -> Vec<String> {
    let differs = |(stream, hash): &(&String, &String)| headquarters.get(*stream) != Some(*hash);
    laptop.iter().filter(differs).map(|(stream, _)| stream.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_digests_pass_and_a_missing_or_other_hash_does_not() -> Result<()> {
        let laptop = digests("network aa\nsite/1 bb\n")?;
        assert!(differing(&laptop, &digests("network aa\nsite/1 bb\nsite/1/audit cc")?).is_empty());
        assert_eq!(differing(&laptop, &digests("network aa\nsite/1 b0")?), ["site/1"]);
        assert_eq!(differing(&laptop, &digests("site/1 bb")?), ["network"]);
        assert!(digests("nonsense").is_err());
        Ok(())
    }

    #[test]
    fn sessions_are_counted_and_none_is_an_error() {
        assert_eq!(session_count(r#"[{"id": "a"}, {"id": "b"}]"#).ok(), Some(2));
        assert!(session_count("[]").is_err() && session_count("{}").is_err());
    }
}
