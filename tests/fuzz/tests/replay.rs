//! Every kept input through its target, and at each change some that nobody has tried.

use anyhow::{Context, Result, ensure};
use passerelle_fuzz::mutate::mutated;
use passerelle_fuzz::seed::Chance;
use passerelle_fuzz::{TARGETS, Target, corpus, run};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes that all kept inputs may take in the repository.
const CORPUS_BYTES_MAX: usize = 300 * 1024;
/// New inputs of each target.
const NEW_INPUTS: usize = 2_000;
/// As many of a picture: some tell of fifty megapixels.
const NEW_PICTURES: usize = 200;
/// As many of a store: each has a file of its own.
const NEW_STORES: usize = 60;

/// Gives an input to a target; one that fails is told, and kept beside what cargo builds.
fn hold(target: &Target, name: &str, bytes: &[u8]) -> Result<()> {
    let outcome = catch_unwind(AssertUnwindSafe(|| run(target, bytes)));
    if outcome.is_err() {
        let file = format!("{}/{}-failed", env!("CARGO_TARGET_TMPDIR"), target.name);
        std::fs::write(&file, bytes)?;
    }
    outcome.ok().map(|_| ()).with_context(|| {
        format!("{} fails with {name}: `passerelle-fuzz --input` says more", target.name)
    })
}

fn replayed(name: &str) -> Result<()> {
    let target = passerelle_fuzz::targets::named(name).context("no such target")?;
    let inputs = corpus::inputs(name)?;
    ensure!(inputs.len() >= 4, "{name}: {} inputs", inputs.len());
    for (file, bytes) in &inputs {
        hold(target, file, bytes)?;
    }
    let mut chance = Chance::announced(name);
    let count = match name {
        "store" => NEW_STORES,
        "picture" => NEW_PICTURES,
        _ => NEW_INPUTS,
    };
    for n in 0..count {
        let mut one = || &inputs[chance.below(inputs.len() as u64) as usize].1;
        let (from, other) = (one(), one());
        let bytes = mutated(&mut chance, from, other);
        hold(target, &format!("new input {n}"), &bytes)?;
    }
    Ok(())
}

#[test]
fn segments() -> Result<()> {
    replayed("segment")
}

#[test]
fn pictures() -> Result<()> {
    replayed("picture")
}

#[test]
fn request_bodies() -> Result<()> {
    replayed("request_body")
}

#[test]
fn answers() -> Result<()> {
    replayed("answer")
}

#[test]
fn snapshots() -> Result<()> {
    replayed("snapshot")
}

#[test]
fn ops() -> Result<()> {
    replayed("op")
}

#[test]
fn stores() -> Result<()> {
    replayed("store")
}

#[test]
fn the_corpus_is_small_and_every_seed_is_in_it() -> Result<()> {
    let mut total = 0;
    for target in &TARGETS {
        let kept = corpus::inputs(target.name)?;
        total += kept.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        for seed in (target.seeds)()? {
            // The compression's next version may give other bytes for the same.
            ensure!(kept.len() >= 4 && !seed.is_empty(), "{}: no seed", target.name);
        }
    }
    ensure!(total <= CORPUS_BYTES_MAX, "{total} bytes");
    Ok(())
}
