//! Starting programs from a test: to their end with a time limit, or in the background until they
//! are dropped. What they print is kept for the message of a failure. Signals go to one process,
//! by its id.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::wait::wait_for;

/// A command that takes longer than this hangs.
pub const COMMAND_LIMIT: Duration = Duration::from_secs(120);

/// Lines kept of what a background program prints; the oldest go first.
const LOG_LINES_MAX: usize = 2_000;

/// How a program ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The program and its arguments, for messages.
    pub line: String,
    /// The exit code; nothing after a signal.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Ended {
    /// Standard output if the program succeeded.
    pub fn success(self) -> Result<String> {
        ensure!(self.code == Some(0), "{}", self.told());
        Ok(self.stdout)
    }

    /// The same value if the program failed by itself, with an exit code.
    pub fn failure(self) -> Result<Ended> {
        ensure!(self.code.is_some_and(|code| code != 0), "should have failed: {}", self.told());
        Ok(self)
    }

    fn told(&self) -> String {
        let Ended { line, code, stdout, stderr } = self;
        format!("`{line}` ended with {code:?}\n-- stdout\n{stdout}\n-- stderr\n{stderr}")
    }
}

/// Runs a program to its end, without input; kills it and fails when `limit` has passed.
pub fn run(mut command: Command, limit: Duration) -> Result<Ended> {
    let line = typed(&command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    // Both pipes are read beside the wait: a program blocks when one of them is full.
    let stdout = read_aside(child.stdout.take());
    let stderr = read_aside(child.stderr.take());
    let Ok(status) = wait_for("its end", limit, || Ok(child.try_wait()?)) else {
        child.kill()?;
        child.wait()?;
        bail!("`{line}` had not ended after {limit:?}");
    };
    let text = |reader: thread::JoinHandle<String>| reader.join().unwrap_or_default();
    Ok(Ended { line, code: status.code(), stdout: text(stdout), stderr: text(stderr) })
}

fn read_aside(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // A broken pipe ends the text; the exit code then tells the story.
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// A program in the background, killed by its own id when dropped.
#[derive(Debug)]
pub struct Background {
    line: String,
    child: Child,
    log: Log,
    readers: Vec<thread::JoinHandle<()>>,
}

/// What a background program has printed, both outputs mixed.
type Log = Arc<Mutex<Vec<String>>>;

impl Background {
    /// Starts a program without input.
    pub fn start(mut command: Command) -> Result<Background> {
        let line = typed(&command);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{line}`"))?;
        let log = Log::default();
        let readers =
            [keep_lines(child.stdout.take(), &log), keep_lines(child.stderr.take(), &log)];
        let readers = readers.into_iter().flatten().collect();
        Ok(Background { line, child, log, readers })
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for a line that `pick` accepts; the program's end before that is an error.
    pub fn wait_line<T>(
        &mut self,
        what: &str,
        limit: Duration,
        pick: impl Fn(&str) -> Option<T>,
    ) -> Result<T> {
        let found = wait_for(what, limit, || {
            // Asked first: all that it ever prints is then among the lines read below.
            let ended = self.readers.iter().all(thread::JoinHandle::is_finished);
            let found = self.lines().iter().find_map(|line| pick(line));
            Ok(match found {
                None if ended => Some(None),
                other => other.map(Some),
            })
        });
        match found {
            Ok(Some(value)) => Ok(value),
            Ok(None) => bail!("`{}` ended before {what}\n{}", self.line, self.log()),
            Err(error) => Err(error.context(format!("`{}` printed\n{}", self.line, self.log()))),
        }
    }

    /// True once the program has ended by itself or by a signal.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// All it has printed.
    pub fn log(&self) -> String {
        self.lines().join("\n")
    }

    /// Asks it to end, and kills it if it has not after `limit`.
    pub fn stop(&mut self, limit: Duration) -> Result<()> {
        if self.has_ended()? {
            return Ok(());
        }
        signal(self.id(), "TERM")?;
        if wait_for("its end", limit, || Ok(self.child.try_wait()?)).is_err() {
            self.kill()?;
        }
        Ok(())
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    fn lines(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Fails only when it has already ended.
        let _ = self.kill();
    }
}

fn keep_lines(
    pipe: Option<impl Read + Send + 'static>,
    log: &Log,
) -> Option<thread::JoinHandle<()>> {
    let (pipe, log) = (pipe?, Arc::clone(log));
    Some(thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            if log.len() == LOG_LINES_MAX {
                log.remove(0);
            }
            log.push(String::from_utf8_lossy(&line).trim_end().to_owned());
        }
    }))
}

/// Sends a signal (`TERM`, `KILL`, `STOP`, `CONT`) to one process. Through the shell, whose `kill` is
/// always there: the call itself would need unsafe code, and the program is not on every system.
pub fn signal(pid: u32, name: &str) -> Result<()> {
    let status = Command::new("sh")
        .args(["-c", "kill -\"$1\" \"$2\"", "sh", name, &pid.to_string()])
        .stderr(Stdio::null())
        .status()
        .context("cannot start the shell")?;
    ensure!(status.success(), "no process {pid} to send {name} to");
    Ok(())
}

/// The command as a person would type it, without the program's folder.
pub fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wait::PATIENCE;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn success_and_failure_are_told_apart() -> Result<()> {
        let run = |script| run(shell(script), PATIENCE);
        assert_eq!(run("echo yes")?.success()?, "yes\n");
        let failed = run("echo no >&2; exit 4")?.failure()?;
        assert_eq!((failed.code, failed.stderr.as_str()), (Some(4), "no\n"));
        assert!(run("exit 4")?.success().is_err());
        assert!(run("exit 0")?.failure().is_err());
        assert!(run("kill -KILL $$")?.failure().is_err(), "a signal is not a refusal");
        Ok(())
    }

    #[test]
    fn a_program_that_hangs_is_killed() {
        let outcome = run(shell("exec sleep 60"), Duration::from_millis(50));
        assert!(outcome.is_err_and(|error| error.to_string().contains("had not ended")));
    }

    #[test]
    fn a_line_is_awaited_and_an_early_end_is_an_error() -> Result<()> {
        let port = |line: &str| line.strip_prefix("port ").map(str::to_owned);
        let mut talker = Background::start(shell("echo hello; echo port 80; exec sleep 60"))?;
        assert_eq!(talker.wait_line("the port", PATIENCE, port)?, "80");
        talker.stop(PATIENCE)?;
        assert!(talker.has_ended()?);
        let mut mute = Background::start(shell("echo hello >&2"))?;
        let error = mute.wait_line("the port", PATIENCE, port).err().map(|e| e.to_string());
        assert!(error.is_some_and(|text| text.contains("ended before the port")));
        Ok(())
    }
}
