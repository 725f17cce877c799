//! What honest laptops notice of one that asks in a loop: the slowest of a hundred requests with and
//! without it, block by block in turn, so that a machine that slows down slows both.

use crate::centre::joined;
use crate::figure::{Figures, percentile};
use anyhow::{Context, Result, ensure};
use passerelle_app::{Ask, Talk};
use passerelle_sync::wire::About;
use passerelle_tests::Headquarters;
use reqwest::{Client, StatusCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Honest laptops.
const LAPTOPS: usize = 12;
/// Requests of each in one block.
const REQUESTS: usize = 12;
/// Blocks with the loop, and as many without.
const BLOCKS: usize = 8;
/// Connections of the laptop that asks in a loop.
const LOOPS: usize = 8;
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(5);
/// How long it asks before it is told that this is too often.
const PATIENCE: Duration = Duration::from_secs(60);

/// Measures `hq.limits.*`.
pub fn measure(figures: &mut Figures) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let headquarters = Headquarters::start(&["Mesures"])?;
    let folder = tempfile::tempdir()?;
    let mut bodies = Vec::new();
    for number in 0..=LAPTOPS {
        let place = folder.path().join(number.to_string());
        let mut app = joined(&runtime, &headquarters, headquarters.url(), &place)?;
        let (_, frames) = Talk::begin(
            &mut app.part(About::Class).context("no file")?,
            Ask { only_ask: true, ..Ask::default() },
        )?;
        bodies.push(frames.concat());
    }
    let looping = bodies.pop().context("no laptop")?;
    let url = format!("{}/v1/exchange", headquarters.url());
    let clients: Vec<Client> = (0..LAPTOPS).map(|_| Client::new()).collect();
    let (mut quiet, mut beside) = (Vec::new(), Vec::new());
    let loops = Loops::start(&url, &looping, &runtime)?;
    block(&runtime, &clients, &url, &bodies, &mut Vec::new())?;
    for _ in 0..BLOCKS {
        loops.pause(true);
        block(&runtime, &clients, &url, &bodies, &mut quiet)?;
        loops.pause(false);
        loops.refused_again(&runtime)?;
        block(&runtime, &clients, &url, &bodies, &mut beside)?;
    }
    eprintln!("{} requests in the loop were told to come back", loops.refused());
    let (quiet, beside) = (percentile(&mut quiet, 0.99), percentile(&mut beside, 0.99));
    figures.low("hq.limits.quiet.p99.ms", quiet, "ms", 50.0);
    figures.low("hq.limits.beside_loop.p99.ms", beside, "ms", 60.0);
    figures.low("hq.limits.p99.ratio", beside / quiet, "", 1.2);
    Ok(())
}

/// Each laptop asks in turn, over its open connection; how long each answer took.
fn block(
    runtime: &Runtime,
    clients: &[Client],
    url: &str,
    bodies: &[Vec<u8>],
    times: &mut Vec<Duration>,
) -> Result<()> {
    runtime.block_on(async {
        for _ in 0..REQUESTS {
            for (client, body) in clients.iter().zip(bodies) {
                let begun = Instant::now();
                let reply = client.post(url).body(body.clone()).send().await?;
                ensure!(reply.status() == StatusCode::OK, "an honest laptop: {}", reply.status());
                reply.bytes().await?;
                times.push(begun.elapsed());
            }
        }
        Ok(())
    })
}

/// The laptop that asks in a loop, over several connections, on a thread of its own.
struct Loops(Arc<State>);

#[derive(Default)]
struct State {
    paused: AtomicBool,
    ended: AtomicBool,
    refused: AtomicU64,
}

impl Loops {
    /// Starts asking, and waits until it asks too often.
    fn start(url: &str, body: &[u8], runtime: &Runtime) -> Result<Self> {
        let own = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let state = Arc::new(State::default());
        for _ in 0..LOOPS {
            own.spawn(ask(Arc::clone(&state), url.to_owned(), body.to_vec()));
        }
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            own.block_on(async {
                while !shared.ended.load(Ordering::Relaxed) {
                    tokio::time::sleep(LOOK).await;
                }
            });
        });
        let loops = Self(state);
        loops.refused_again(runtime)?;
        Ok(loops)
    }

    fn pause(&self, paused: bool) {
        self.0.paused.store(paused, Ordering::Relaxed);
    }

    fn refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }

    /// Waits until it is beyond its rate again.
    fn refused_again(&self, runtime: &Runtime) -> Result<()> {
        let (begun, before) = (Instant::now(), self.refused());
        runtime.block_on(async {
            while self.refused() == before {
                ensure!(begun.elapsed() < PATIENCE, "a loop was never told to come back");
                tokio::time::sleep(LOOK).await;
            }
            Ok(())
        })
    }
}

async fn ask(state: Arc<State>, url: String, body: Vec<u8>) {
    let client = Client::new();
    loop {
        if state.paused.load(Ordering::Relaxed) {
            tokio::time::sleep(LOOK).await;
            continue;
        }
        let reply = client.post(&url).body(body.clone()).send().await;
        if reply.is_ok_and(|reply| reply.status() == StatusCode::TOO_MANY_REQUESTS) {
            state.refused.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Loops {
    fn drop(&mut self) {
        self.0.ended.store(true, Ordering::Relaxed);
    }
}
