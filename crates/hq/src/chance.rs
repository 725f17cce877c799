//! Random bytes from the system, and the ids made of them. The only place where headquarters draws.

use crate::error::HqError;
use uuid::{Builder, Uuid};

/// Random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], HqError> {
    let mut bytes = [0; N];
    #[cfg(feature = "simulation")]
    if seed::seeded(&mut bytes) {
        return Ok(bytes);
    }
    getrandom::fill(&mut bytes).map_err(|_| HqError::Chance)?;
    Ok(bytes)
}

/// Chance from a seed instead, which a simulation needs to play the same story again.
#[cfg(feature = "simulation")]
mod seed {
    use std::cell::Cell;

    thread_local! {
        static SEED: Cell<Option<u64>> = const { Cell::new(None) };
    }

    /// From now on this thread draws what follows from a seed.
    pub fn seed_for_simulation(seed: u64) {
        SEED.set(Some(seed));
    }

    /// Fills the bytes if this thread has a seed.
    pub(super) fn seeded(bytes: &mut [u8]) -> bool {
        let Some(mut state) = SEED.get() else { return false };
        for chunk in bytes.chunks_mut(8) {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let drawn = (mixed ^ (mixed >> 31)).to_le_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
        SEED.set(Some(state));
        true
    }
}

#[cfg(feature = "simulation")]
pub use seed::seed_for_simulation;

/// An id without order: an epoch, a log.
pub(crate) fn id() -> Result<Uuid, HqError> {
    Ok(Builder::from_random_bytes(random()?).into_uuid())
}

/// An id in the order of time, for records.
pub(crate) fn id_at(now_ms: u64) -> Result<Uuid, HqError> {
    Ok(Builder::from_unix_timestamp_millis(now_ms, &random()?).into_uuid())
}
