//! The ids of the records that a segment creates. Those of version 7 begin with a time close to
//! their op's clock; what is left of them is random and stays 74 bits long.

use super::bytes::{Reader, unzigzag, zigzag};
use super::frame::Raw;
use super::{SegmentError, ints};
use passerelle_domain::RecordId;
use uuid::{Uuid, Variant};

/// All 16 bytes of each.
const WHOLE: u8 = 0;
/// Version 7: times, then the random bits two by two, then by bytes.
const TIMED: u8 = 1;

/// Random bits of an id beyond whole bytes, and how many ids share a byte of them.
const SHARED_BITS: u32 = 2;
const SHARERS: usize = 4;
/// Whole bytes of random bits of an id.
const RANDOM_BYTES: usize = 9;

/// Appends the ids, each with the milliseconds of its op's clock.
pub(super) fn put(raw: &mut Raw, births: &[(RecordId, u64)]) {
    if births.is_empty() {
        return;
    }
    let timed: Option<Vec<(u64, u128)>> = births.iter().map(|(id, _)| split(id.0)).collect();
    let Some(timed) = timed else {
        raw.bytes.push(WHOLE);
        raw.bytes.extend(births.iter().flat_map(|(id, _)| id.0.into_bytes()));
        return;
    };
    raw.bytes.push(TIMED);
    let lags = births.iter().zip(&timed).map(|((_, clock), (ms, _))| lag(*clock, *ms));
    ints::put(raw, &lags.collect::<Vec<_>>());
    raw.cut();
    for four in timed.chunks(SHARERS) {
        let bits = four
            .iter()
            .rev()
            .fold(0, |bits, (_, random)| (bits << SHARED_BITS) | (*random as u8 & 0b11));
        raw.bytes.push(bits);
    }
    for (_, random) in &timed {
        let bytes = (random >> SHARED_BITS).to_be_bytes();
        raw.bytes.extend(bytes.iter().skip(bytes.len() - RANDOM_BYTES));
    }
}

/// The ids of as many records as there are clocks.
///
/// # Errors
/// `NotUnderstood` when no writer made them.
pub(super) fn take(reader: &mut Reader<'_>, clocks: &[u64]) -> Result<Vec<RecordId>, SegmentError> {
    if clocks.is_empty() {
        return Ok(Vec::new());
    }
    match reader.byte()? {
        WHOLE => clocks.iter().map(|_| Ok(RecordId(Uuid::from_bytes(reader.id()?)))).collect(),
        TIMED => take_timed(reader, clocks),
        _ => Err(SegmentError::NotUnderstood),
    }
}

fn take_timed(reader: &mut Reader<'_>, clocks: &[u64]) -> Result<Vec<RecordId>, SegmentError> {
    let lags = ints::take(reader, clocks.len())?;
    let shared = reader.bytes(clocks.len().div_ceil(SHARERS))?;
    let shared = shared.iter().flat_map(|byte| {
        (0..SHARERS as u32).map(move |at| u128::from((byte >> (at * SHARED_BITS)) & 0b11))
    });
    let mut ids = Vec::with_capacity(clocks.len());
    for ((clock, lag), bits) in clocks.iter().zip(lags).zip(shared) {
        let bytes = reader.bytes(RANDOM_BYTES)?;
        let random = bytes.iter().fold(0, |all: u128, byte| (all << 8) | u128::from(*byte));
        // The lag is its own inverse: a clock less the lag is the id's time.
        let ms = clock.wrapping_sub(unzigzag(lag) as u64);
        if ms >> 48 != 0 {
            return Err(SegmentError::NotUnderstood);
        }
        ids.push(RecordId(joined(ms, (random << SHARED_BITS) | bits)));
    }
    Ok(ids)
}

/// How far the id's time is behind the clock of its op.
fn lag(clock: u64, ms: u64) -> u64 {
    zigzag(clock.wrapping_sub(ms) as i64)
}

/// The milliseconds and the random bits of an id of version 7.
fn split(id: Uuid) -> Option<(u64, u128)> {
    let bits = id.as_u128();
    let timed = id.get_version_num() == 7 && id.get_variant() == Variant::RFC4122;
    let (high, low) = ((bits >> 64) & 0xFFF, bits & ((1 << 62) - 1));
    timed.then_some(((bits >> 80) as u64, (high << 62) | low))
}

/// The id of version 7 that `split` took apart.
fn joined(ms: u64, random: u128) -> Uuid {
    let (high, low) = (random >> 62, random & ((1 << 62) - 1));
    Uuid::from_u128((u128::from(ms) << 80) | (7 << 76) | (high << 64) | (0b10 << 62) | low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round_trips(births: &[(RecordId, u64)]) -> usize {
        let mut raw = Raw::default();
        put(&mut raw, births);
        let clocks: Vec<u64> = births.iter().map(|(_, clock)| *clock).collect();
        let mut reader = Reader::new(&raw.bytes);
        let ids = take(&mut reader, &clocks).unwrap();
        assert_eq!(ids, births.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        assert_eq!(reader.left(), 0);
        raw.bytes.len()
    }

    proptest! {
        #[test]
        fn any_ids_round_trip(
            births in prop::collection::vec((any::<u128>(), 0u64..1 << 48, any::<bool>()), 0..20),
            all_timed in any::<bool>(),
        ) {
            let births: Vec<_> = births.into_iter().map(|(bits, clock, timed)| {
                let random = bits & ((1 << 74) - 1);
                let timed = all_timed || timed;
                let id = if timed { joined(clock, random) } else { Uuid::from_u128(bits) };
                (RecordId(id), clock)
            }).collect();
            round_trips(&births);
        }
    }

    #[test]
    fn an_id_made_with_its_op_takes_ten_bytes() {
        let random = |n: u128| n.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835) >> 54;
        let births: Vec<_> =
            (0..400).map(|n| (RecordId(joined(n * 1000, random(n.into()))), n * 1000)).collect();
        assert_eq!(round_trips(&births), 1 + 2 + 100 + 400 * RANDOM_BYTES);
    }
}
