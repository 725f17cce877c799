//! What travels beside the ops: a picture, encrypted whole under a key of its own and named by the hash
//! of its encrypted bytes, so that whoever carries or keeps it can tell that it is whole without being
//! able to see it. It moves in pieces. Randomness is an argument; files and the network are the
//! caller's.

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use sha2::{Digest, Sha256};
use std::fmt;

/// Bytes of one piece: what a line that is cut costs at most.
pub const PIECE_BYTES: usize = 256 * 1024;
/// Authenticated beside the bytes: what was encrypted for something else opens nothing here.
const FOR: &[u8] = b"passerelle attachment 1";

/// The hash that names an attachment.
pub type AttachmentHash = [u8; 32];

/// The key of one attachment. It encrypts once.
#[derive(Clone, PartialEq, Eq)]
pub struct AttachmentKey(pub [u8; 32]);

impl fmt::Debug for AttachmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttachmentKey(…)")
    }
}

impl AttachmentKey {
    /// The bytes, encrypted.
    pub fn seal(&self, plain: &[u8]) -> Vec<u8> {
        let payload = Payload { msg: plain, aad: FOR };
        // Encrypting bytes that fit in memory cannot fail; nothing would be the safe outcome.
        self.cipher().encrypt(&Nonce::default(), payload).unwrap_or_default()
    }

    /// The bytes inside; none with another key or when altered.
    pub fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload { msg: sealed, aad: FOR };
        self.cipher().decrypt(&Nonce::default(), payload).ok()
    }

    fn cipher(&self) -> Aes256GcmSiv {
        Aes256GcmSiv::new(&self.0.into())
    }
}

/// The name of encrypted bytes.
pub fn hash(sealed: &[u8]) -> AttachmentHash {
    Sha256::digest(sealed).into()
}

/// How many pieces so many bytes travel in.
pub fn pieces(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(PIECE_BYTES as u64)).unwrap_or(u32::MAX)
}

/// How long a piece of so many bytes in all is; none when there is no such piece.
pub fn piece_bytes(bytes: u64, piece: u32) -> Option<usize> {
    let from = u64::from(piece) * PIECE_BYTES as u64;
    let left = bytes.checked_sub(from).filter(|left| *left > 0)?;
    usize::try_from(left.min(PIECE_BYTES as u64)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_opens_with_its_key_and_unaltered_only() {
        let (key, other) = (AttachmentKey([1; 32]), AttachmentKey([2; 32]));
        let plain = vec![7; 300_000];
        let mut sealed = key.seal(&plain);
        assert_eq!(key.open(&sealed), Some(plain));
        assert_eq!(other.open(&sealed), None);
        let named = hash(&sealed);
        sealed[299_999] ^= 1;
        assert_eq!(key.open(&sealed), None);
        assert_ne!(hash(&sealed), named);
        assert_eq!(format!("{key:?}"), "AttachmentKey(…)");
    }

    #[test]
    fn pieces_cover_it_exactly() {
        let check = |bytes: u64, count: u32| {
            assert_eq!(pieces(bytes), count);
            let sum: usize = (0..count).filter_map(|at| piece_bytes(bytes, at)).sum();
            assert_eq!(sum as u64, bytes);
            assert_eq!(piece_bytes(bytes, count), None);
        };
        let piece = PIECE_BYTES as u64;
        [(0, 0), (1, 1), (piece - 1, 1), (piece, 1), (piece + 1, 2), (4 * piece, 4)]
            .into_iter()
            .for_each(|(bytes, count)| check(bytes, count));
    }
}
