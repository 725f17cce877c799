//! Dots and vectors: who wrote the n-th op of a stream, and how much of each writer is held.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// The id of a device: a laptop, or headquarters' log of one epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DeviceId(pub Uuid);

/// The writer of the default catalogue: the same ops on every device, so none is ever sent.
pub const GENESIS: DeviceId = DeviceId(Uuid::nil());

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The name of an op within its stream: the n-th op of a device, counted from 1 without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dot {
    /// The writer.
    pub device: DeviceId,
    /// Its rank, from 1.
    pub n: u64,
}

/// What is held of one stream: for each device, the highest n without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vector(pub BTreeMap<DeviceId, u64>);

impl Vector {
    /// The highest n held of `device`; 0 for none.
    pub fn held(&self, device: DeviceId) -> u64 {
        self.0.get(&device).copied().unwrap_or(0)
    }

    /// Whether everything in `other` is held.
    pub fn includes(&self, other: &Self) -> bool {
        other.0.iter().all(|(device, n)| self.held(*device) >= *n)
    }

    /// Holds up to `n` of `device` from now on; never goes back.
    pub fn advance(&mut self, device: DeviceId, n: u64) {
        let held = self.0.entry(device).or_insert(0);
        *held = (*held).max(n);
    }
}
