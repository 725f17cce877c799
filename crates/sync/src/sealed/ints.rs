//! Columns of numbers. The writer picks, column by column, what makes the numbers small and how
//! their bytes are laid out; one byte tells the reader. How many there are is known to both.

use super::SegmentError;
use super::bytes::{Reader, put_varint, unzigzag, zigzag};
use super::frame::Raw;

/// How numbers are made small. The codes are the positions; all arithmetic wraps.
const TRANSFORMS: [Transform; 4] =
    [Transform::Plain, Transform::Signed, Transform::Rise, Transform::Step];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Transform {
    /// As they are.
    Plain,
    /// Small negative numbers are as short as small positive ones.
    Signed,
    /// What is added to the number before.
    Rise,
    /// What is added to the number before, which may be negative.
    Step,
}

/// Codes of layouts: each a varint; one for all; then 1 to 8 planes, each holding one byte of every
/// number, the lowest first.
const VARINTS: u8 = 0;
const CONSTANT: u8 = 1;
const PLANES: u8 = 1;

impl Transform {
    fn apply(self, values: &[u64], out: &mut Vec<u64>) {
        out.clear();
        let mut before = 0_u64;
        out.extend(values.iter().map(|value| {
            let rise = value.wrapping_sub(std::mem::replace(&mut before, *value));
            match self {
                Self::Plain => *value,
                Self::Signed => zigzag(*value as i64),
                Self::Rise => rise,
                Self::Step => zigzag(rise as i64),
            }
        }));
    }

    fn undo(self, values: &mut [u64]) {
        let mut before = 0_u64;
        for value in values {
            *value = match self {
                Self::Plain => *value,
                Self::Signed => unzigzag(*value) as u64,
                Self::Rise => before.wrapping_add(*value),
                Self::Step => before.wrapping_add(unzigzag(*value) as u64),
            };
            before = *value;
        }
    }
}

/// Appends a column; nothing at all when it is empty.
pub(super) fn put(raw: &mut Raw, values: &[u64]) {
    let Some(first) = values.first() else { return };
    if values.len() > 1 && values.iter().all(|value| value == first) {
        raw.bytes.push(mode(Transform::Plain, CONSTANT));
        put_varint(&mut raw.bytes, *first);
        return;
    }
    let mut small = Vec::with_capacity(values.len());
    let mut best: Option<(u64, u8, Vec<Vec<u8>>)> = None;
    for transform in TRANSFORMS {
        transform.apply(values, &mut small);
        for (layout, parts) in [varints(&small), planes(&small)] {
            let cost = parts.iter().map(|part| cost(part)).sum();
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, mode(transform, layout), parts));
            }
        }
    }
    let Some((_, mode, parts)) = best else { return };
    raw.bytes.push(mode);
    for part in parts {
        raw.cut();
        raw.bytes.extend(part);
    }
    raw.cut();
}

fn mode(transform: Transform, layout: u8) -> u8 {
    transform as u8 + TRANSFORMS.len() as u8 * layout
}

fn varints(values: &[u64]) -> (u8, Vec<Vec<u8>>) {
    let mut out = Vec::with_capacity(values.len());
    for value in values {
        put_varint(&mut out, *value);
    }
    (VARINTS, vec![out])
}

fn planes(values: &[u64]) -> (u8, Vec<Vec<u8>>) {
    let bits = u64::BITS - values.iter().fold(0, |all, value| all | value).leading_zeros();
    let width = bits.div_ceil(8).max(1);
    let plane = |at| values.iter().map(|value| (value >> (8 * at)) as u8).collect();
    (PLANES + width as u8, (0..width).map(plane).collect())
}

/// About how many bits these bytes take once compressed: their entropy, and the table of their
/// frequencies. Repetition is not looked at: it is as good in every layout.
fn cost(bytes: &[u8]) -> u64 {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let total = bytes.len() as f64;
    let used = counts.iter().filter(|count| **count > 0);
    let bits: f64 =
        used.map(|count| f64::from(*count) * (total / f64::from(*count)).log2() + 5.0).sum();
    (bits as u64).min(8 * bytes.len() as u64)
}

/// The next column, of `count` numbers. The caller bounds the count.
///
/// # Errors
/// `NotUnderstood` when no writer made it.
pub(super) fn take(reader: &mut Reader<'_>, count: usize) -> Result<Vec<u64>, SegmentError> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let mode = reader.byte()?;
    let codes = TRANSFORMS.len() as u8;
    let transform = *TRANSFORMS.get(usize::from(mode % codes)).unwrap_or(&Transform::Plain);
    let mut values = match mode / codes {
        VARINTS if count > reader.left() => return Err(SegmentError::NotUnderstood),
        VARINTS => take_varints(reader, count)?,
        CONSTANT => vec![reader.varint()?; count],
        layout if layout <= PLANES + 8 => take_planes(reader, count, layout - PLANES)?,
        _ => return Err(SegmentError::NotUnderstood),
    };
    transform.undo(&mut values);
    Ok(values)
}

fn take_varints(reader: &mut Reader<'_>, count: usize) -> Result<Vec<u64>, SegmentError> {
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        values.push(reader.varint()?);
    }
    Ok(values)
}

fn take_planes(reader: &mut Reader<'_>, count: usize, width: u8) -> Result<Vec<u64>, SegmentError> {
    let mut values: Vec<u64> = reader.bytes(count)?.iter().copied().map(u64::from).collect();
    for at in 1..width {
        for (value, byte) in values.iter_mut().zip(reader.bytes(count)?) {
            *value |= u64::from(*byte) << (8 * at);
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round_trips(values: &[u64]) -> usize {
        let mut raw = Raw::default();
        put(&mut raw, values);
        let mut reader = Reader::new(&raw.bytes);
        assert_eq!(take(&mut reader, values.len()).unwrap(), values);
        assert_eq!(reader.left(), 0);
        raw.bytes.len()
    }

    proptest! {
        #[test]
        fn columns_round_trip(
            values in prop::collection::vec(prop_oneof![any::<u64>(), 0u64..300], 0..40),
        ) {
            round_trips(&values);
        }
    }

    #[test]
    fn one_value_over_and_over_takes_no_room() {
        assert_eq!(round_trips(&[7; 1000]), 2);
        assert_eq!(round_trips(&[]), 0);
    }

    #[test]
    fn a_column_longer_than_its_bytes_is_refused() {
        for mode in 0..=u8::MAX {
            let bytes = [mode, 1, 1, 1];
            let taken = take(&mut Reader::new(&bytes), 1 << 19);
            let constant = mode / 4 == CONSTANT;
            assert_eq!(taken.is_ok(), constant, "{mode}");
        }
    }
}
