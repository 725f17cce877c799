//! A program ended by `kill -9` a moment after its start, or disturbed in another way, unless it was
//! faster; and what it had printed by then. The signal goes to the one process started here.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{COMMAND_LIMIT, Ended, run, typed};
use crate::wait::wait_for;

/// Starts a program without input, kills it once `delay` has passed, and says how it ended: without
/// an exit code if it was killed.
pub fn interrupt(command: Command, delay: Duration) -> Result<Ended> {
    disturb(command, delay, |program| Ok(program.kill()?))
}

/// Starts a program without input, does something once `delay` has passed unless the program was
/// faster, and says how it ended.
pub fn disturb(
    mut command: Command,
    delay: Duration,
    act: impl FnOnce(&mut Child) -> Result<()>,
) -> Result<Ended> {
    let line = typed(&command);
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    let (tell, told) = mpsc::channel();
    let mut stderr = child.stderr.take().context("no stderr")?;
    let mut stdout = child.stdout.take().context("no stdout")?;
    let aside = thread::spawn(move || text_of(&mut stderr));
    let reader = thread::spawn(move || {
        let text = text_of(&mut stdout);
        // Nobody listens once the time has passed.
        let _ = tell.send(());
        text
    });
    // The end of its output wakes this up early: a program that is done is left alone.
    let outcome = match told.recv_timeout(delay.saturating_sub(start.elapsed())) {
        Ok(()) => Ok(()),
        Err(_) => act(&mut child),
    };
    let Ok(status) = wait_for("its end", COMMAND_LIMIT, || Ok(child.try_wait()?)) else {
        child.kill()?;
        child.wait()?;
        bail!("`{line}` had not ended after {COMMAND_LIMIT:?}");
    };
    outcome?;
    let text = |reader: thread::JoinHandle<String>| reader.join().unwrap_or_default();
    Ok(Ended { line, code: status.code(), stdout: text(reader), stderr: text(aside) })
}

/// How long a command takes that must succeed: the median of what `make` gives, run `times` times.
pub fn usual_time(times: usize, make: impl Fn() -> Result<Command>) -> Result<Duration> {
    let mut spans = Vec::new();
    for _ in 0..times.max(1) {
        let command = make()?;
        let start = Instant::now();
        run(command, COMMAND_LIMIT)?.success()?;
        spans.push(start.elapsed());
    }
    spans.sort();
    spans.get(spans.len() / 2).copied().context("nothing was run")
}

fn text_of(pipe: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    // A broken pipe ends the text; how the program ended then tells the story.
    let _ = pipe.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
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
    fn a_slow_program_is_killed_and_a_quick_one_is_not() -> Result<()> {
        let slow = interrupt(shell("echo begun; exec sleep 60"), Duration::from_millis(300))?;
        assert_eq!((slow.code, slow.stdout.as_str()), (None, "begun\n"));
        let quick = interrupt(shell("echo done; exit 4"), PATIENCE)?;
        assert_eq!((quick.code, quick.stdout.as_str()), (Some(4), "done\n"));
        Ok(())
    }

    #[test]
    fn the_usual_time_is_measured() -> Result<()> {
        assert!(usual_time(3, || Ok(shell("exit 0")))? > Duration::ZERO);
        assert!(usual_time(1, || Ok(shell("exit 1"))).is_err());
        Ok(())
    }
}
