//! Waiting for something to become true, with a limit and a message that says what was awaited.
//! The only place of the harness that sleeps.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// How long a test waits for what ought to come at once; long, for a loaded machine.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Between two attempts: short at first, as most things come soon, then not to burden the machine.
const PAUSES: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(20));

/// Calls `attempt` until it gives a value. An error counts as "not yet", and the last one is told
/// when `limit` has passed: what one waits for often fails first (an element not there, a stale
/// one).
pub fn wait_for<T>(
    what: &str,
    limit: Duration,
    mut attempt: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let start = Instant::now();
    let (mut next, longest) = PAUSES;
    loop {
        let outcome = attempt();
        if let Ok(Some(value)) = outcome {
            return Ok(value);
        }
        if start.elapsed() >= limit {
            let late = format!("waited {:.0?} in vain for {what}", start.elapsed());
            return Err(match outcome {
                Err(error) => error.context(late),
                Ok(_) => anyhow!(late),
            });
        }
        pause(next);
        next = longest.min(next * 2);
    }
}

#[expect(clippy::disallowed_methods, reason = "the helper with a limit that the others are for")]
fn pause(span: Duration) {
    sleep(span);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tries_again_after_nothing_and_after_an_error() -> Result<()> {
        let mut tries = 0;
        let got = wait_for("the third try", PATIENCE, || {
            tries += 1;
            match tries {
                1 => Ok(None),
                2 => Err(anyhow!("stale")),
                _ => Ok(Some(tries)),
            }
        })?;
        assert_eq!(got, 3);
        Ok(())
    }

    #[test]
    fn it_gives_up_saying_what_it_awaited_and_why() {
        let outcome: Result<()> =
            wait_for("Godot", Duration::ZERO, || Err(anyhow!("he is not coming")));
        let message = outcome.err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(message.contains("in vain for Godot: he is not coming"), "{message}");
    }
}
