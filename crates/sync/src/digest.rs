//! Digests of a stream: one over the ops held, one over the heads they fold into. Both grow with each
//! change instead of being computed anew: the first rests on the chain of segments, whose last hash
//! covers all before it; the second is a sum of hashes, from which a head can be taken out again. Two
//! devices that hold the same print the same; one altered head changes it.

use crate::dot::{DeviceId, Dot};
use crate::sealed::ChainHash;
use passerelle_domain::{KindId, RegisterId};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The first bytes of a chain's hash: enough to tell two chains of one name apart.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Mark(pub [u8; 8]);

impl Mark {
    /// The mark of a chain.
    pub fn of(tip: &ChainHash) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = tip.0;
        Self([a, b, c, d, e, f, g, h])
    }
}

/// What is held of one writer: how far, and the hash of its last segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The highest n held in segments.
    pub n: u64,
    /// The hash of the segment that ends there.
    pub hash: ChainHash,
}

/// The tips of one stream.
pub type Tips = BTreeMap<DeviceId, Tip>;

/// The digest of the ops held of some streams, in the order given.
pub fn held<'t>(streams: impl IntoIterator<Item = &'t Tips>) -> [u8; 16] {
    let mut hash = Sha256::new();
    for tips in streams {
        hash.update((tips.len() as u64).to_be_bytes());
        for (device, tip) in tips {
            hash.update(device.0.as_bytes());
            hash.update(tip.n.to_be_bytes());
            hash.update(tip.hash.0);
        }
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut short = [0; 16];
    short.copy_from_slice(&whole[..16]);
    short
}

/// A sum of hashes: the same whatever the order, and taking out undoes putting in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadSum(pub [u64; 4]);

impl HeadSum {
    /// The hash of one head: `key` names the record within its kind, `value` is as stored.
    pub fn of(kind: KindId, key: &[u8], register: RegisterId, dot: Dot, value: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(kind.0.to_be_bytes());
        hash.update(register.0.to_be_bytes());
        hash.update([u8::try_from(key.len()).unwrap_or(u8::MAX)]);
        hash.update(key);
        hash.update(dot.device.0.as_bytes());
        hash.update(dot.n.to_be_bytes());
        hash.update(value);
        Self::from_bytes(&hash.finalize().into())
    }

    /// With another put in.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane].wrapping_add(other.0[lane])))
    }

    /// With one taken out.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane].wrapping_sub(other.0[lane])))
    }

    /// As kept in a file.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, lane) in bytes.chunks_exact_mut(8).zip(self.0) {
            chunk.copy_from_slice(&lane.to_le_bytes());
        }
        bytes
    }

    /// From what was kept.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut lanes = [0; 4];
        for (lane, chunk) in lanes.iter_mut().zip(bytes.chunks_exact(8)) {
            *lane = chunk.iter().rev().fold(0, |whole, byte| whole << 8 | u64::from(*byte));
        }
        Self(lanes)
    }
}

/// The first bytes of the digest over the folded heads of some streams, in the order given.
pub fn folded(sums: impl IntoIterator<Item = HeadSum>) -> [u8; 8] {
    let mut hash = Sha256::new();
    sums.into_iter().for_each(|sum| hash.update(sum.to_bytes()));
    let whole: [u8; 32] = hash.finalize().into();
    let mut short = [0; 8];
    short.copy_from_slice(&whole[..8]);
    short
}

/// What is printed of a stream: one line over both digests, and over ops not yet in a segment.
pub fn line(tips: &Tips, heads: HeadSum, unsealed: &[(Dot, Vec<u8>)]) -> String {
    let mut hash = Sha256::new();
    hash.update(held([tips]));
    hash.update(heads.to_bytes());
    for (dot, bytes) in unsealed {
        hash.update(dot.device.0.as_bytes());
        hash.update(dot.n.to_be_bytes());
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    hex(&hash.finalize())
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes written in hexadecimal; none when the text is anything else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(lanes: [u64; 4]) -> HeadSum {
        HeadSum(lanes)
    }

    proptest! {
        #[test]
        fn a_sum_forgets_the_order_and_what_was_taken_out(a: [u64; 4], b: [u64; 4], c: [u64; 4]) {
            let (a, b, c) = (sum(a), sum(b), sum(c));
            prop_assert_eq!(a.plus(b).plus(c), c.plus(a).plus(b));
            prop_assert_eq!(a.plus(b).minus(a), b);
            prop_assert_eq!(HeadSum::from_bytes(&a.to_bytes()), a);
        }
    }

    #[test]
    fn each_part_of_a_head_counts() {
        let dot = |n| Dot { device: DeviceId(uuid::Uuid::from_u128(1)), n };
        let of = |kind, key: &[u8], register, n, value: &[u8]| {
            HeadSum::of(KindId(kind), key, RegisterId(register), dot(n), value)
        };
        let all = [
            of(1, b"k", 1, 1, b"v"),
            of(2, b"k", 1, 1, b"v"),
            of(1, b"l", 1, 1, b"v"),
            of(1, b"k", 2, 1, b"v"),
            of(1, b"k", 1, 2, b"v"),
            of(1, b"k", 1, 1, b"w"),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all[..at].iter().all(|other| other != one), "{at}");
        }
    }
}
