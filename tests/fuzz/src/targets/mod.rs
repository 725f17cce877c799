//! The targets, by name. Each takes any bytes and gives a number that differs when something else
//! happened, so that a search can keep what is new; each panics when what it promises does not hold.

mod ops;
mod picture;
mod segment;
mod snapshot;
mod store;
mod wire;

pub mod seeds;

pub use segment::framed;

/// Something that reads bytes from outside.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, and that of its folder in the corpus.
    pub name: &'static str,
    /// Reads the bytes; tells what happened.
    pub run: fn(&[u8]) -> u64,
    /// Memory that one input may take at its peak.
    pub memory_max: usize,
    /// Inputs that reach far, to begin with.
    pub seeds: fn() -> anyhow::Result<Vec<Vec<u8>>>,
}

/// Every target.
pub const TARGETS: [Target; 7] = [
    target("segment", segment::run, segment::seeds),
    target("request_body", wire::request_body, wire::request_seeds),
    target("answer", wire::answer, wire::answer_seeds),
    target("snapshot", snapshot::run, snapshot::seeds),
    target("op", ops::run, ops::seeds),
    Target { memory_max: PICTURE_MEMORY_MAX, ..target("picture", picture::run, picture::seeds) },
    target("store", store::run, store::seeds),
];

/// What a picture of the most pixels takes while it is decoded and made smaller.
const PICTURE_MEMORY_MAX: usize = 640 * 1024 * 1024;

type Run = fn(&[u8]) -> u64;
type Seeds = fn() -> anyhow::Result<Vec<Vec<u8>>>;

const fn target(name: &'static str, run: Run, seeds: Seeds) -> Target {
    Target { name, run, memory_max: crate::MEMORY_MAX, seeds }
}

/// The target of this name.
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
