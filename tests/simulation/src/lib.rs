//! Laptops and a headquarters in one process, with the real store, the real exchange and the real
//! ledger, over a network that loses, cuts, repeats and keeps requests, clocks that jump, disks that are
//! put back, copied folders. A seed tells a story, and the same seed the same story.

pub mod chance;
pub mod check;
pub mod newcomer;
pub mod newer;
pub mod oracle;
pub mod story;
pub mod world;

use anyhow::{Context, Result};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
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

    fn join(&mut self, other: Self) {
        self.seeds += other.seeds;
        self.ops += other.ops;
        self.concurrent += other.concurrent;
        self.rounds = self.rounds.max(other.rounds);
    }
}

/// Tells the stories of so many seeds, as long as the time allows, on as many threads as the machine
/// has cores; each thread has a template of its own. `progress` hears of every story that ended.
///
/// # Errors
/// The first story that did not end as it must, with what happened in it. The others then stop.
pub fn run(
    from: u64,
    seeds: u64,
    limit: Option<Duration>,
    progress: &(dyn Fn() + Sync),
) -> Result<Run> {
    let begun = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let (next, failed) = (AtomicU64::new(from), AtomicBool::new(false));
    let some = || -> Result<Run> {
        let template = Template::make().context("the template")?;
        let mut run = Run::default();
        while !failed.load(Ordering::Relaxed) && limit.is_none_or(|limit| begun.elapsed() < limit) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed - from >= seeds {
                break;
            }
            let told = story::tell(&template, seed);
            run.add(told.inspect_err(|_| failed.store(true, Ordering::Relaxed))?);
            progress();
        }
        Ok(run)
    };
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(some)).collect();
        let mut whole = Run::default();
        let mut wrong = None;
        for handle in handles {
            match handle.join() {
                Ok(Ok(run)) => whole.join(run),
                Ok(Err(error)) => wrong = Some(error),
                Err(_) => wrong = Some(anyhow::anyhow!("a story panicked")),
            }
        }
        wrong.map_or(Ok(whole), Err)
    })
}
