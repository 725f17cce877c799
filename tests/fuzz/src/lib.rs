//! What reads bytes from outside, as plain functions that take any bytes: none may panic, hang, or
//! use more memory than honest input can ask for. Three things call them: the tests (the kept corpus,
//! and some new inputs at each change), `cargo xtask fuzz` (a longer run), and the wrappers of
//! `libfuzzer/`. Which bytes are tried is `mutate`'s and `search`'s business, not theirs.

pub mod corpus;
pub mod kit;
pub mod memory;
pub mod mutate;
pub mod search;
#[path = "../../src/seed.rs"]
pub mod seed;
pub mod targets;

pub use targets::{TARGETS, Target};

use std::time::{Duration, Instant};

/// Memory that one input may take at its peak. What a segment or a piece of the greatest size takes
/// is under it; what the store's and the compression's C code takes is not counted.
pub const MEMORY_MAX: usize = 64 * 1024 * 1024;
/// Longest time for one input, in a debug build on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Gives one input to a target and holds it to the limits.
///
/// # Panics
/// When the target does, or when it goes beyond a limit.
pub fn run(target: &Target, bytes: &[u8]) -> u64 {
    let began = Instant::now();
    let (seen, peak) = memory::peak(|| (target.run)(bytes));
    let took = began.elapsed();
    assert!(peak <= target.memory_max, "{}: {peak} bytes of memory", target.name);
    assert!(took <= PATIENCE, "{}: {took:?}", target.name);
    seen
}
