//! Random bytes from the system, and the ids made of them. The only place where headquarters draws.

use crate::error::HqError;
use uuid::{Builder, Uuid};

/// Random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], HqError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| HqError::Chance)?;
    Ok(bytes)
}

/// An id without order: an epoch, a log.
pub(crate) fn id() -> Result<Uuid, HqError> {
    Ok(Builder::from_random_bytes(random()?).into_uuid())
}

/// An id in the order of time, for records.
pub(crate) fn id_at(now_ms: u64) -> Result<Uuid, HqError> {
    Ok(Builder::from_unix_timestamp_millis(now_ms, &random()?).into_uuid())
}
