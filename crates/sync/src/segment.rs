//! A segment: a run of ops of one device in one stream, the unit of exchange. This encoding is
//! plain; columns, compression, chain and signature come with the exchange's own issue, behind the
//! same two functions.

use crate::dot::DeviceId;
use crate::op::OP_BYTES_MAX;
use passerelle_domain::Stream;
use serde::{Deserialize, Serialize};

/// Bytes of ops in one segment.
pub const SEGMENT_BYTES_MAX: usize = 256 * 1024;

/// The ops `first..` of `device` in `stream`, each as the bytes its writer made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The stream.
    pub stream: Stream,
    /// The writer.
    pub device: DeviceId,
    /// Rank of the first op, from 1.
    pub first: u64,
    /// The ops, in order and without gaps.
    pub ops: Vec<Vec<u8>>,
}

impl Segment {
    /// Rank of the last op.
    pub fn last(&self) -> u64 {
        (self.first + self.ops.len() as u64).saturating_sub(1)
    }

    /// Bytes of its ops.
    pub fn bytes(&self) -> usize {
        self.ops.iter().map(Vec::len).sum()
    }

    /// Whether its size and ranks are within the limits.
    pub fn is_within_limits(&self) -> bool {
        self.first >= 1
            && !self.ops.is_empty()
            && self.ops.iter().all(|op| op.len() <= OP_BYTES_MAX)
            && self.bytes() <= SEGMENT_BYTES_MAX
            && self.first.checked_add(self.ops.len() as u64).is_some()
    }
}
