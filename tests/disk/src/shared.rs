//! The memory that connections to one file share as the index of its log. SQLite reads and writes
//! it through bare pointers; here it is only lent, and freed when the last connection leaves it. It
//! never reaches the disk.

use std::ffi::c_void;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

/// Regions of one length, given out by rank.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    regions: Mutex<Vec<Arc<[AtomicU64]>>>,
}

impl Shared {
    /// How many bytes it takes.
    pub fn bytes(&self) -> u64 {
        let regions = self.regions.lock().unwrap_or_else(PoisonError::into_inner);
        regions.iter().map(|region| 8 * region.len() as u64).sum()
    }

    /// The region of this rank; made, with those before it, if `extend` says so.
    pub fn region(&self, rank: usize, bytes: usize, extend: bool) -> Option<*mut c_void> {
        let mut regions = self.regions.lock().unwrap_or_else(PoisonError::into_inner);
        while extend && regions.len() <= rank {
            regions.push((0..bytes.div_ceil(8)).map(|_| AtomicU64::new(0)).collect());
        }
        // Atomics may be written through a shared reference: that is what makes the pointer good.
        regions.get(rank).map(|region| region.as_ptr().cast_mut().cast())
    }
}
