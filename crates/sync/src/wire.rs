//! What crosses the wire in one exchange: frames of a length and a body, so that whatever arrived
//! before a cut is kept. The laptop sends `Hello`, segments, `End`; headquarters answers `Welcome`,
//! segments, `Done`. Encoding only; who may send what, and when, is `conversation`'s.

use crate::dot::{DeviceId, Vector};
use crate::identity::{Key, PublicKey, Purpose};
use crate::segment::{SEGMENT_BYTES_MAX, Segment};
use passerelle_domain::Stream;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The protocol's version.
pub const PROTOCOL: u16 = 1;
/// Bytes of one frame: a full segment and its lengths.
pub const FRAME_BYTES_MAX: usize = 2 * SEGMENT_BYTES_MAX;
/// Bytes of segments in one direction of one request; the rest follows in the next.
pub const TRANSFER_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What a laptop holds of each stream it is granted.
pub type Holdings = Vec<(Stream, Vector)>;

/// From laptop to headquarters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Up {
    /// First: who asks, and what they hold.
    Hello(SignedHello),
    /// Ops that headquarters may lack.
    Segment(Segment),
    /// Last: nothing was cut off.
    End,
}

/// From headquarters to laptop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Down {
    /// First: what headquarters holds after committing what it received.
    Welcome(Welcome),
    /// Ops that the laptop lacks.
    Segment(Segment),
    /// Last: nothing was cut off.
    Done {
        /// Whether headquarters has more to send.
        more: bool,
    },
}

/// Who asks, and what they hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The protocol's version.
    pub protocol: u16,
    /// The laptop.
    pub device: DeviceId,
    /// Opens the exchange.
    pub token: [u8; 32],
    /// The laptop's clock, milliseconds since 1970.
    pub now_ms: u64,
    /// What it holds.
    pub have: Holdings,
}

/// A hello with the device's signature over its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHello {
    /// The encoded hello.
    pub bytes: Vec<u8>,
    /// The device's signature.
    pub signature: Vec<u8>,
}

impl SignedHello {
    /// Signs with the device's key.
    ///
    /// # Errors
    /// Only if the hello cannot be encoded.
    pub fn new(hello: &Hello, key: &Key) -> Result<Self, postcard::Error> {
        let bytes = postcard::to_stdvec(hello)?;
        let signature = key.sign(Purpose::Hello, &bytes);
        Ok(Self { bytes, signature })
    }

    /// What is claimed, before anything is believed.
    pub fn claim(&self) -> Option<Hello> {
        postcard::from_bytes(&self.bytes).ok()
    }

    /// Whether the key signed exactly these bytes.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verifies(Purpose::Hello, &self.bytes, &self.signature)
    }
}

/// What headquarters holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The ledger's epoch: a new one means headquarters was restored, and is offered everything.
    pub epoch: Uuid,
    /// Headquarters' log in this epoch.
    pub log: DeviceId,
    /// Headquarters' clock, milliseconds since 1970.
    pub now_ms: u64,
    /// What its ledger has committed, of the streams granted to this laptop.
    pub acknowledged: Holdings,
    /// The mark of this laptop's last op that is held, stream by stream: a number alone could be
    /// another computer's that goes by the same name.
    pub marks: Vec<(Stream, OpMark)>,
}

/// The first bytes of an op's hash: enough to tell two ops of one name apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpMark([u8; 8]);

impl OpMark {
    /// The mark of an op's bytes.
    pub fn of(op: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::digest(op).into();
        let [a, b, c, d, e, f, g, h, ..] = hash;
        Self([a, b, c, d, e, f, g, h])
    }
}

/// Why bytes are not frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// A frame longer than any honest one.
    #[error("frame over the limit")]
    TooLong,
    /// A body that is not what it should be.
    #[error("frame not understood")]
    NotUnderstood,
}

/// One frame: four bytes of length, little-endian, then the body.
///
/// # Errors
/// Only if the body cannot be encoded.
pub fn frame<T: Serialize>(body: &T) -> Result<Vec<u8>, postcard::Error> {
    let mut bytes = postcard::to_extend(body, vec![0; 4])?;
    let length =
        u32::try_from(bytes.len() - 4).map_err(|_| postcard::Error::SerializeBufferFull)?;
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    Ok(bytes)
}

/// Collects bytes as they arrive and gives back whole frames.
#[derive(Default)]
pub struct Frames {
    buffer: Vec<u8>,
    start: usize,
}

impl Frames {
    /// Takes what has arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame, if there is one.
    ///
    /// # Errors
    /// `TooLong`, `NotUnderstood`: nothing after that can be trusted.
    pub fn take<T: DeserializeOwned>(&mut self) -> Result<Option<T>, WireError> {
        let waiting = &self.buffer[self.start..];
        let Some((length, rest)) = waiting.split_first_chunk::<4>() else { return Ok(None) };
        let length = u32::from_le_bytes(*length) as usize;
        if length > FRAME_BYTES_MAX {
            return Err(WireError::TooLong);
        }
        let Some(body) = rest.get(..length) else { return Ok(None) };
        let (value, left) =
            postcard::take_from_bytes(body).map_err(|_| WireError::NotUnderstood)?;
        if !left.is_empty() {
            return Err(WireError::NotUnderstood);
        }
        self.start += 4 + length;
        Ok(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frames() -> Vec<Up> {
        let segment = Segment {
            stream: Stream::Network,
            device: DeviceId(Uuid::from_u128(1)),
            first: 3,
            ops: vec![vec![1, 2, 3], vec![4]],
        };
        vec![Up::Segment(segment), Up::End]
    }

    proptest! {
        #[test]
        fn frames_survive_any_cutting(sizes in prop::collection::vec(1usize..7, 1..40)) {
            let sent = frames();
            let bytes: Vec<u8> = sent.iter().flat_map(|up| frame(up).unwrap()).collect();
            let mut received = Vec::new();
            let mut collector = Frames::default();
            let mut rest = &bytes[..];
            for size in sizes.iter().cycle() {
                if rest.is_empty() { break; }
                let (now, later) = rest.split_at((*size).min(rest.len()));
                collector.push(now);
                rest = later;
                while let Some(up) = collector.take::<Up>().unwrap() { received.push(up); }
            }
            prop_assert_eq!(received, sent);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut collector = Frames::default();
            collector.push(&bytes);
            while let Ok(Some(_)) = collector.take::<Down>() {}
        }
    }

    #[test]
    fn a_frame_longer_than_any_honest_one_is_refused_before_it_is_held() {
        let mut collector = Frames::default();
        collector.push(&u32::MAX.to_le_bytes());
        assert_eq!(collector.take::<Up>(), Err(WireError::TooLong));
    }
}
