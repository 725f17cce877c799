//! Sealed segments: a run of ops of one device in one stream, in compressed columns, chained to the
//! segment before it and signed. The stream, the device and the hash of the previous segment are
//! signed and not sent: both ends know them. It does not decide when to seal, whose key is whose,
//! or what to do with a segment that is refused.

mod births;
mod bytes;
mod decode;
mod encode;
mod frame;
mod ints;
mod names;
mod shape;
#[cfg(test)]
mod tests;

pub use names::{AnyNames, Name, Names, NoNames};

use crate::dot::DeviceId;
use crate::identity::{Key, PublicKey, Purpose};
use crate::op::Op;
use bytes::{Reader, put_varint};
use passerelle_domain::{RecordId, Stream};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Bytes of a whole sealed segment.
pub const SEGMENT_BYTES_MAX: usize = 256 * 1024;
/// Ops in one segment.
pub const SEGMENT_OPS_MAX: usize = 16 * 1024;
/// Bytes of the decompressed columns: what declares more is refused unread.
pub const RAW_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The format that is written here, and the latest that is understood.
pub const FORMAT: u8 = 1;

/// Writes, values, parents and replaced heads of one segment, together. A few bytes can stand for
/// many of them, so that the memory they take is bounded by their count. One op of the greatest
/// size has fewer.
const ITEMS_MAX: usize = 512 * 1024;
/// Bytes of the signature at the end.
const SIGNATURE_BYTES: usize = 64;

/// The hash of a segment. It covers every earlier segment of the same writer in the same stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
pub struct ChainHash(pub [u8; 32]);

impl ChainHash {
    /// What stands before the first segment.
    pub const START: Self = Self([0; 32]);
}

/// Why a segment cannot be sealed or read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SegmentError {
    /// Over a limit in bytes or items. When sealing: half of the ops may fit.
    #[error("the segment is too large")]
    TooLarge,
    /// More ops than a segment may have.
    #[error("the segment has too many ops")]
    TooManyOps,
    /// No op at all.
    #[error("the segment is empty")]
    Empty,
    /// No writer of this format could have made it.
    #[error("the segment is not understood")]
    NotUnderstood,
    /// Of a later version: keep it, relay it, read it after the update.
    #[error("the segment has a later format")]
    LaterFormat,
    /// It names a record whose op is not held yet: read it again when more is held.
    #[error("the segment names a record that is not held")]
    Unresolved,
}

impl SegmentError {
    /// The stable code, for logs and messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "segment.too_large",
            Self::TooManyOps => "segment.too_many_ops",
            Self::Empty => "segment.empty",
            Self::NotUnderstood => "segment.not_understood",
            Self::LaterFormat => "segment.later_format",
            Self::Unresolved => "segment.unresolved",
        }
    }
}

/// A sealed segment: bytes that read as one. Nothing in it is believed before `verify`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sealed {
    /// The stream it was received for.
    pub stream: Stream,
    /// The writer it was received for.
    pub device: DeviceId,
    bytes: Vec<u8>,
    format: u8,
    first: u64,
    count: u32,
    /// Where the part begins that only this format knows.
    inside: usize,
}

/// What a segment holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The ops, in order: the first has the segment's first n.
    pub ops: Vec<Op>,
    /// The records that an op of this segment creates: that op's n, and the record.
    pub births: Vec<(u64, RecordId)>,
}

impl Sealed {
    /// Reads the limits and the header; nothing is decompressed. A later format is not an error:
    /// where the first n, the count and the signature stand is the same in every format.
    ///
    /// # Errors
    /// When the bytes are over a limit, empty of ops, or not a segment.
    pub fn parse(stream: Stream, device: DeviceId, bytes: Vec<u8>) -> Result<Self, SegmentError> {
        if bytes.len() > SEGMENT_BYTES_MAX {
            return Err(SegmentError::TooLarge);
        }
        let length = bytes.len().checked_sub(SIGNATURE_BYTES);
        let content = length.and_then(|length| bytes.get(..length));
        let mut reader = Reader::new(content.ok_or(SegmentError::NotUnderstood)?);
        let (format, first, count) = (reader.byte()?, reader.varint()?, reader.varint()?);
        if count == 0 {
            return Err(SegmentError::Empty);
        }
        if count > SEGMENT_OPS_MAX as u64 {
            return Err(SegmentError::TooManyOps);
        }
        if format == 0 || first == 0 || first.checked_add(count - 1).is_none() {
            return Err(SegmentError::NotUnderstood);
        }
        if format == FORMAT {
            frame::check(reader.clone())?;
        }
        let inside = bytes.len() - SIGNATURE_BYTES - reader.left();
        let count = u32::try_from(count).map_err(|_| SegmentError::TooManyOps)?;
        Ok(Self { stream, device, bytes, format, first, count, inside })
    }

    /// The n of its first op, from 1.
    pub fn first(&self) -> u64 {
        self.first
    }

    /// The n of its last op.
    pub fn last(&self) -> u64 {
        self.first.saturating_add(u64::from(self.count).saturating_sub(1))
    }

    /// How many ops it has; never 0.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The bytes that are stored and exchanged.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes that are stored and exchanged.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Whether only a later version can read what is inside.
    pub fn is_later(&self) -> bool {
        self.format > FORMAT
    }

    /// Its hash, when `previous` is that of the segment before it.
    pub fn chained(&self, previous: &ChainHash) -> ChainHash {
        chain(self.stream, self.device, previous, self.parts().0)
    }

    /// Its hash, if `key` signed it as what follows `previous` in this stream of this device.
    pub fn verify(&self, previous: &ChainHash, key: &PublicKey) -> Option<ChainHash> {
        let hash = self.chained(previous);
        key.verifies(Purpose::Segment, &hash.0, self.parts().1).then_some(hash)
    }

    /// The ops inside.
    ///
    /// # Errors
    /// `LaterFormat` and `Unresolved` may pass with an update or with more ops; `TooLarge` and
    /// `NotUnderstood` never will.
    pub fn decode(&self, names: &dyn Names) -> Result<Decoded, SegmentError> {
        if self.is_later() {
            return Err(SegmentError::LaterFormat);
        }
        let inside = self.parts().0.get(self.inside..).ok_or(SegmentError::NotUnderstood)?;
        let raw = frame::open(Reader::new(inside))?;
        decode::columns(self, &raw, names)
    }

    /// The content and the signature.
    fn parts(&self) -> (&[u8], &[u8]) {
        let at = self.bytes.len().saturating_sub(SIGNATURE_BYTES);
        self.bytes.split_at_checked(at).unwrap_or_default()
    }
}

/// Seals the ops `first..` of `device` in `stream`, after the segment whose hash is `previous`.
///
/// # Errors
/// `TooLarge` when they are over a limit: half of them may fit. `Empty` and `NotUnderstood` when
/// they could not be read again: no op, an n that is 0 or beyond 64 bits, a value nested deeper
/// than values are read.
pub fn seal(
    stream: Stream,
    device: DeviceId,
    first: u64,
    ops: &[Op],
    previous: &ChainHash,
    key: &Key,
    names: &dyn Names,
) -> Result<Sealed, SegmentError> {
    if ops.is_empty() {
        return Err(SegmentError::Empty);
    }
    if ops.len() > SEGMENT_OPS_MAX {
        return Err(SegmentError::TooLarge);
    }
    let count = ops.len() as u64;
    if first == 0 || first.checked_add(count - 1).is_none() {
        return Err(SegmentError::NotUnderstood);
    }
    let raw = encode::columns(stream.class(), device, first, ops, names)?;
    let mut bytes = vec![FORMAT];
    put_varint(&mut bytes, first);
    put_varint(&mut bytes, count);
    frame::put(&mut bytes, &raw)?;
    let hash = chain(stream, device, previous, &bytes);
    bytes.extend(key.sign(Purpose::Segment, &hash.0));
    Sealed::parse(stream, device, bytes)
}

fn chain(stream: Stream, device: DeviceId, previous: &ChainHash, content: &[u8]) -> ChainHash {
    let mut hash = Sha256::new();
    hash.update(b"passerelle segment chain 1\0");
    hash.update([names::stream_code(stream)]);
    hash.update(names::site_bytes(stream));
    hash.update(device.0.as_bytes());
    hash.update(previous.0);
    hash.update(content);
    ChainHash(hash.finalize().into())
}
