//! Bytes as they are written and read inside a segment: varints, ids and runs. A reader never goes
//! beyond its end, and nothing is allocated here.

use super::SegmentError;

/// Appends `value` in groups of seven bits, the lowest first.
pub(super) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A signed number as one whose size is its distance from zero.
pub(super) fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// The number that `zigzag` was given.
pub(super) fn unzigzag(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

/// Bytes still to be read.
#[derive(Clone)]
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.0.len()
    }

    pub(super) fn byte(&mut self) -> Result<u8, SegmentError> {
        let (first, rest) = self.0.split_first().ok_or(SegmentError::NotUnderstood)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], SegmentError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(SegmentError::NotUnderstood)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next 16 bytes.
    pub(super) fn id(&mut self) -> Result<[u8; 16], SegmentError> {
        self.bytes(16)?.try_into().map_err(|_| SegmentError::NotUnderstood)
    }

    pub(super) fn varint(&mut self) -> Result<u64, SegmentError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7F);
            if (bits << shift) >> shift != bits {
                return Err(SegmentError::NotUnderstood);
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(SegmentError::NotUnderstood)
    }

    /// A count of things that each take a byte at least of what follows.
    pub(super) fn count(&mut self) -> Result<usize, SegmentError> {
        let count = usize::try_from(self.varint()?).map_err(|_| SegmentError::NotUnderstood)?;
        if count > self.left() { Err(SegmentError::NotUnderstood) } else { Ok(count) }
    }

    /// A number of 16 bits.
    pub(super) fn short(&mut self) -> Result<u16, SegmentError> {
        u16::try_from(self.varint()?).map_err(|_| SegmentError::NotUnderstood)
    }

    /// Everything that is left.
    pub(super) fn rest(self) -> &'a [u8] {
        self.0
    }
}
