//! The targets, by name. Each takes any bytes and gives a number that differs when something else
//! happened, so that a search can keep what is new; each panics when what it promises does not hold.

mod ops;
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
    /// Inputs that reach far, to begin with.
    pub seeds: fn() -> anyhow::Result<Vec<Vec<u8>>>,
}

/// Every target.
pub const TARGETS: [Target; 6] = [
    Target { name: "segment", run: segment::run, seeds: segment::seeds },
    Target { name: "request_body", run: wire::request_body, seeds: wire::request_seeds },
    Target { name: "answer", run: wire::answer, seeds: wire::answer_seeds },
    Target { name: "snapshot", run: snapshot::run, seeds: snapshot::seeds },
    Target { name: "op", run: ops::run, seeds: ops::seeds },
    Target { name: "store", run: store::run, seeds: store::seeds },
];

/// The target of this name.
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
