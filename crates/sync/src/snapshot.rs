//! Snapshots: the newest part of a centre as headquarters folded it, in pieces that are each applied on
//! their own, so that a new computer can work before the rest has arrived. They carry every head, not
//! only those that are shown; personal values stay encrypted. What vouches for a piece is its hash in a
//! manifest that headquarters' log signed.

use crate::clock::Hlc;
use crate::dot::DeviceId;
use crate::identity::{Key, PublicKey, Purpose};
use crate::sealed::SEGMENT_BYTES_MAX;
use crate::wire::Channel;
use passerelle_domain::{KindId, RegisterId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Bytes of one piece as it travels.
pub const PIECE_BYTES_MAX: usize = SEGMENT_BYTES_MAX;
/// Bytes of one piece once it is decompressed.
/// Small records take many times their bytes in memory: this bounds what a hostile piece may cost.
pub const PIECE_RAW_BYTES_MAX: usize = 1024 * 1024;
/// Pieces of one snapshot.
pub const PIECES_MAX: usize = 1_000;

/// What a snapshot is, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Its id: a resumed transfer names it.
    pub id: Uuid,
    /// The ledger's epoch.
    pub epoch: Uuid,
    /// Headquarters' log, which signs.
    pub log: DeviceId,
    /// What it covers: for each writer of a stream, the last op that is folded into it.
    pub covered: Vec<(Channel, Vec<(DeviceId, u64)>)>,
    /// The SHA-256 of each piece as it travels; none when the centre is small enough to come whole.
    pub pieces: Vec<[u8; 32]>,
    /// Bytes of all pieces.
    pub bytes: u64,
    /// Ops that the ledger holds of these streams: what the rest will be counted against.
    pub ops: u64,
}

/// A manifest with the signature of headquarters' log over its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedManifest {
    /// The encoded manifest.
    pub bytes: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

impl SignedManifest {
    /// Signs with the log's key.
    pub fn new(manifest: &Manifest, key: &Key) -> Self {
        // Ids, numbers and hashes always encode.
        let bytes = postcard::to_stdvec(manifest).unwrap_or_default();
        let signature = key.sign(Purpose::Snapshot, &bytes);
        Self { bytes, signature }
    }

    /// The manifest, if this key signed exactly these bytes and it is within the limits.
    pub fn verify(&self, key: &PublicKey) -> Option<Manifest> {
        let signed = key.verifies(Purpose::Snapshot, &self.bytes, &self.signature);
        let manifest: Manifest =
            signed.then(|| postcard::from_bytes(&self.bytes).ok()).flatten()?;
        (manifest.pieces.len() <= PIECES_MAX).then_some(manifest)
    }
}

/// One record as it is folded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRecord {
    /// Its kind.
    pub kind: KindId,
    /// Its name within its kind: its id, or its parents' in a row.
    #[serde(with = "as_bytes")]
    pub key: Vec<u8>,
    /// Its registers.
    pub registers: Vec<SnapshotRegister>,
}

/// One register of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRegister {
    /// Which.
    pub register: RegisterId,
    /// Every head.
    pub heads: Vec<SnapshotHead>,
}

/// One head; `writer` is a place in the piece's list of writers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotHead {
    /// Who wrote it.
    pub writer: u32,
    /// Their how-manieth op.
    pub n: u64,
    /// When, by the writer's clock.
    pub hlc: Hlc,
    /// The value, encoded.
    #[serde(with = "as_bytes")]
    pub value: Vec<u8>,
}

/// A piece of a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The writers that its heads name.
    pub writers: Vec<DeviceId>,
    /// Its records.
    pub records: Vec<SnapshotRecord>,
}

impl Piece {
    /// The piece as it travels; none when it is larger than one may be: half of its records may fit.
    pub fn pack(&self) -> Option<Vec<u8>> {
        let raw = postcard::to_stdvec(self).ok().filter(|raw| raw.len() <= PIECE_RAW_BYTES_MAX)?;
        let packed = zstd::bulk::compress(&raw, 9).ok()?;
        (packed.len() <= PIECE_BYTES_MAX).then_some(packed)
    }

    /// The piece in bytes whose hash a manifest vouches for; none when they are anything else.
    pub fn unpack(bytes: &[u8], hash: &[u8; 32]) -> Option<Self> {
        if bytes.len() > PIECE_BYTES_MAX || hash_of(bytes) != *hash {
            return None;
        }
        let raw = zstd::bulk::decompress(bytes, PIECE_RAW_BYTES_MAX).ok()?;
        let (piece, rest) = postcard::take_from_bytes::<Self>(&raw).ok()?;
        rest.is_empty().then_some(piece)
    }
}

/// The hash by which a manifest knows a piece.
pub fn hash_of(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Bytes in one go instead of one by one.
mod as_bytes {
    use serde::de::Visitor;
    use serde::{Deserializer, Serializer};
    use std::fmt;

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        from.deserialize_bytes(Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn piece() -> Piece {
        let head = SnapshotHead { writer: 0, n: 3, hlc: Hlc::at(5), value: vec![2, 2] };
        let registers = vec![SnapshotRegister { register: RegisterId(1), heads: vec![head] }];
        let record = SnapshotRecord { kind: KindId(16), key: vec![9; 32], registers };
        Piece { writers: vec![DeviceId(Uuid::from_u128(1))], records: vec![record; 50] }
    }

    fn manifest() -> Manifest {
        Manifest {
            id: Uuid::from_u128(1),
            epoch: Uuid::from_u128(2),
            log: DeviceId(Uuid::from_u128(3)),
            covered: vec![(Channel::Site, vec![(DeviceId(Uuid::from_u128(4)), 5)])],
            pieces: vec![[6; 32]],
            bytes: 7,
            ops: 8,
        }
    }

    #[test]
    fn a_piece_is_what_its_manifest_vouches_for() {
        let packed = piece().pack().unwrap();
        assert!(packed.len() < 200, "{}", packed.len());
        let hash = hash_of(&packed);
        assert_eq!(Piece::unpack(&packed, &hash), Some(piece()));
        let mut altered = packed.clone();
        altered[10] ^= 1;
        assert_eq!(Piece::unpack(&altered, &hash), None);
        let bomb = zstd::bulk::compress(&vec![0; 64 << 20], 9).unwrap();
        assert_eq!(Piece::unpack(&bomb, &hash_of(&bomb)), None, "no more than a piece may be");
    }

    #[test]
    fn a_manifest_is_the_logs_own() {
        let (key, other) = (Key::from_seed([1; 32]), Key::from_seed([2; 32]));
        let signed = SignedManifest::new(&manifest(), &key);
        assert_eq!(signed.verify(&key.public()), Some(manifest()));
        assert_eq!(signed.verify(&other.public()), None);
        let mut altered = signed.clone();
        altered.bytes[0] ^= 1;
        assert_eq!(altered.verify(&key.public()), None);
        let many = Manifest { pieces: vec![[0; 32]; PIECES_MAX + 1], ..manifest() };
        assert_eq!(SignedManifest::new(&many, &key).verify(&key.public()), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(Piece::unpack(&bytes, &hash_of(&bytes)).is_some(), false);
            let raw = zstd::bulk::compress(&bytes, 1).unwrap();
            let _ = Piece::unpack(&raw, &hash_of(&raw));
        }
    }
}
