//! Laptops and a headquarters in one process, with the real store, the real exchange and the real
//! ledger, over a network that loses, cuts, repeats and keeps requests, clocks that jump, disks that are
//! put back, copied folders. A seed tells a story, and the same seed the same story.

pub mod chance;
pub mod check;
pub mod oracle;
pub mod story;
pub mod world;

use anyhow::{Context, Result};
use std::time::{Duration, Instant};
use story::Told;
use world::Template;

/// What a run came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// Stories told.
    pub seeds: u64,
    /// Their ops.
    pub ops: usize,
    /// Stories that ended with answers that differ.
    pub concurrent: u64,
    /// The most rounds of calm that any took.
    pub rounds: usize,
}

impl Run {
    fn add(&mut self, told: Told) {
        self.seeds += 1;
        self.ops += told.ops;
        self.concurrent += u64::from(told.concurrent > 0);
        self.rounds = self.rounds.max(told.rounds);
    }
}

/// Tells the stories of so many seeds on two threads, as long as the time allows.
///
/// # Errors
/// The first story that did not end as it must, with what happened in it.
pub fn run(from: u64, seeds: u64, limit: Option<Duration>) -> Result<Run> {
    let begun = Instant::now();
    let threads = 2;
    let told = |thread: u64| -> Result<Run> {
        let template = Template::make().context("the template")?;
        let mut run = Run::default();
        for seed in (from + thread..from + seeds).step_by(threads as usize) {
            if limit.is_some_and(|limit| begun.elapsed() >= limit) {
                break;
            }
            run.add(story::tell(&template, seed)?);
        }
        Ok(run)
    };
    std::thread::scope(|scope| {
        let handles: Vec<_> =
            (0..threads).map(|thread| scope.spawn(move || told(thread))).collect();
        let mut whole = Run::default();
        for handle in handles {
            let run = handle.join().map_err(|_| anyhow::anyhow!("a story panicked"))??;
            whole.seeds += run.seeds;
            whole.ops += run.ops;
            whole.concurrent += run.concurrent;
            whole.rounds = whole.rounds.max(run.rounds);
        }
        Ok(whole)
    })
}
