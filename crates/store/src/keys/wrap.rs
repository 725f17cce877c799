//! Wrapping the keys of a centre's files under what a person knows: Argon2id over a PIN and the
//! computer's own secret, or over a long code, then an authenticated cipher. Pure: it reads no file,
//! no clock and no chance. What it holds is overwritten when it goes.

use crate::error::StoreError;
use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The raw 256-bit key of one encrypted file.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct StoreKey(pub [u8; 32]);

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreKey(…)")
    }
}

/// The keys that somebody's PIN or code opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Of the file that runs a class.
    pub class: StoreKey,
    /// Of the file with contacts and rights; none for whom it is not.
    pub private: Option<StoreKey>,
}

impl Keys {
    /// New keys.
    pub fn made(chance: &mut Chance, private: bool) -> Self {
        let class = StoreKey(chance.bytes());
        Self { class, private: private.then(|| StoreKey(chance.bytes())) }
    }

    /// The same, without the key of the private file.
    #[must_use]
    pub fn of_class(&self) -> Self {
        Self { class: self.class.clone(), private: None }
    }

    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(self.class.0.to_vec());
        bytes.extend(self.private.iter().flat_map(|key| key.0));
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (class, rest) = bytes.split_first_chunk::<32>()?;
        let private = match rest {
            [] => None,
            rest => Some(StoreKey(rest.try_into().ok()?)),
        };
        Some(Self { class: StoreKey(*class), private })
    }
}

/// What is kept of a computer where its disk is not: in the system's keyring, or grown from words
/// that a person types. With it a PIN opens the files; without it, nothing that is on the disk does.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct DeviceSecret(pub [u8; 32]);

impl DeviceSecret {
    /// Another 256-bit key that grows from it, for one purpose.
    pub(crate) fn grown(&self, purpose: &[u8]) -> StoreKey {
        let mut hash = Sha256::new();
        hash.update(b"passerelle device secret 1\0");
        hash.update(purpose);
        hash.update([0]);
        hash.update(self.0);
        StoreKey(hash.finalize().into())
    }
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceSecret(…)")
    }
}

/// Random bytes, as many as are asked for, from 32 that came from the system.
pub struct Chance {
    seed: Zeroizing<[u8; 32]>,
    drawn: u64,
}

impl Chance {
    /// From these bytes, which must come from nowhere else and go nowhere else.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self { seed: Zeroizing::new(seed), drawn: 0 }
    }

    /// The next ones; 32 at most.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        const { assert!(N <= 32) };
        let mut hash = Sha256::new();
        hash.update(b"passerelle chance 1\0");
        hash.update(*self.seed);
        hash.update(self.drawn.to_be_bytes());
        self.drawn += 1;
        let drawn: [u8; 32] = hash.finalize().into();
        let mut bytes = [0; N];
        bytes.copy_from_slice(&drawn[..N]);
        bytes
    }
}

/// What one guess costs: memory in kibibytes, and passes over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
}

impl Cost {
    /// Of every computer that somebody uses.
    pub const STANDARD: Self = Self { memory_kib: 64 * 1024, passes: 3 };
    /// For tests that open a file a thousand times. A test holds that no program that is shipped
    /// can be made to use it.
    #[doc(hidden)]
    pub const FOR_TESTS: Self = Self { memory_kib: 8, passes: 1 };

    /// Of codes that are drawn, not chosen: sixty bits are not guessed, and sixteen of them are
    /// stretched at once.
    #[must_use]
    pub(crate) fn for_codes(self) -> Self {
        Self { passes: 1, ..self }
    }

    /// Whether guessing costs at least this.
    pub fn is_standard(self) -> bool {
        self.memory_kib >= Self::STANDARD.memory_kib && self.passes >= Self::STANDARD.passes
    }
}

/// A key that a person's knowledge grows into.
pub(crate) struct Grown(Zeroizing<[u8; 32]>);

impl Grown {
    /// The same as a computer's secret.
    pub fn into_secret(self) -> DeviceSecret {
        DeviceSecret(*self.0)
    }
}

/// Grows a key from what a person knows and, beside a PIN, the computer's secret.
///
/// # Errors
/// `Incomplete` when the cost is one that no program wrote.
pub(crate) fn grow(
    known: &[u8],
    secret: Option<&DeviceSecret>,
    salt: &[u8; 16],
    cost: Cost,
) -> Result<Grown, StoreError> {
    let wrong = |_| StoreError::Incomplete("cost");
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(wrong)?;
    let grower = match secret {
        Some(secret) => {
            Argon2::new_with_secret(&secret.0, Algorithm::Argon2id, Version::V0x13, params)
                .map_err(wrong)?
        }
        None => Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
    };
    let mut key = Zeroizing::new([0; 32]);
    grower.hash_password_into(known, salt, &mut *key).map_err(wrong)?;
    Ok(Grown(key))
}

/// Keys as they lie on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wrapped {
    #[serde(with = "super::hexed")]
    nonce: Vec<u8>,
    #[serde(with = "super::hexed")]
    bytes: Vec<u8>,
}

impl Wrapped {
    /// Nothing yet.
    pub fn none() -> Self {
        Self { nonce: Vec::new(), bytes: Vec::new() }
    }

    /// Keys under a grown key, for one place only: a wrap that is copied elsewhere opens nothing.
    pub fn keys(keys: &Keys, under: &Grown, place: &[u8], chance: &mut Chance) -> Self {
        Self::bytes(&keys.to_bytes(), &under.0, place, chance)
    }

    /// The keys inside; none under another key, from another place, or altered.
    pub fn open_keys(&self, under: &Grown, place: &[u8]) -> Option<Keys> {
        Keys::from_bytes(&self.open(&under.0, place)?)
    }

    /// Bytes under a key.
    pub fn bytes(plain: &[u8], key: &[u8; 32], place: &[u8], chance: &mut Chance) -> Self {
        let nonce: [u8; 12] = chance.bytes();
        let payload = Payload { msg: plain, aad: place };
        // The cipher refuses only what is longer than memory.
        let bytes = cipher(key).encrypt(&Nonce::from(nonce), payload).unwrap_or_default();
        Self { nonce: nonce.to_vec(), bytes }
    }

    /// The bytes inside.
    pub fn open(&self, key: &[u8; 32], place: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let nonce: [u8; 12] = self.nonce.as_slice().try_into().ok()?;
        let payload = Payload { msg: &self.bytes, aad: place };
        cipher(key).decrypt(&Nonce::from(nonce), payload).ok().map(Zeroizing::new)
    }
}

fn cipher(key: &[u8; 32]) -> Aes256GcmSiv {
    Aes256GcmSiv::new(&(*key).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: DeviceSecret = DeviceSecret([7; 32]);

    fn wrapped() -> (Keys, Wrapped) {
        let mut chance = Chance::from_seed([1; 32]);
        let keys = Keys::made(&mut chance, true);
        let grown = grow(b"274918", Some(&SECRET), &[3; 16], Cost::FOR_TESTS).unwrap();
        let wrapped = Wrapped::keys(&keys, &grown, b"place", &mut chance);
        (keys, wrapped)
    }

    fn check(known: &[u8], secret: Option<&DeviceSecret>, salt: u8, place: &[u8], opens: bool) {
        let (keys, wrapped) = wrapped();
        let grown = grow(known, secret, &[salt; 16], Cost::FOR_TESTS).unwrap();
        let opened = wrapped.open_keys(&grown, place);
        assert_eq!(opened, opens.then_some(keys));
    }

    #[test]
    fn only_all_of_it_together_opens() {
        check(b"274918", Some(&SECRET), 3, b"place", true);
        check(b"274917", Some(&SECRET), 3, b"place", false);
        check(b"274918", Some(&DeviceSecret([8; 32])), 3, b"place", false);
        check(b"274918", None, 3, b"place", false);
        check(b"274918", Some(&SECRET), 4, b"place", false);
        check(b"274918", Some(&SECRET), 3, b"elsewhere", false);
    }

    #[test]
    fn the_standard_is_what_the_design_says() {
        assert!(Cost::STANDARD.is_standard() && !Cost::FOR_TESTS.is_standard());
        assert_eq!(Cost::STANDARD, Cost { memory_kib: 65_536, passes: 3 });
    }

    #[test]
    fn nothing_secret_is_shown() {
        let shown = format!("{:?} {:?}", wrapped().0, SECRET);
        assert!(!shown.contains('7') && shown.contains("StoreKey(…)"), "{shown}");
    }
}
