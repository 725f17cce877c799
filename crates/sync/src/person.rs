//! Personal values: encrypted under a key per person and stream, and what hands such keys over. The
//! encryption gives the same bytes for the same value in the same place, so that two laptops that
//! wrote the same agree without reading it, and a nonce used twice gives nothing away. Randomness is
//! an argument; keeping keys and destroying them is the caller's.

use crate::identity::{EncryptionKey, PublicEncryptionKey};
use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use passerelle_domain::{KindId, RecordId, RecordRef, RegisterId, Stream, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Keys handed over in one box, which fits into one frame.
pub const KEYS_MAX: usize = 5_000;

/// The key of one person in one stream.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonKey(pub [u8; 32]);

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey(…)")
    }
}

/// Where a personal value stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'r> {
    /// Kind of record.
    pub kind: KindId,
    /// The record.
    pub record: &'r RecordRef,
    /// The register.
    pub register: RegisterId,
}

impl Place<'_> {
    /// What is authenticated beside the value: it opens nowhere else.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(40);
        bytes.extend_from_slice(&self.kind.0.to_be_bytes());
        bytes.extend_from_slice(&self.register.0.to_be_bytes());
        bytes.extend_from_slice(self.record.id(self.kind).0.as_bytes());
        bytes
    }
}

impl PersonKey {
    /// The value, encrypted; null stays null.
    pub fn seal(&self, place: Place<'_>, value: &Value) -> Value {
        if *value == Value::Null {
            return Value::Null;
        }
        let plain = postcard::to_stdvec(value).unwrap_or_default();
        let aad = place.bytes();
        // Encrypting bytes that fit in memory cannot fail; nothing would be the safe outcome.
        let sealed = cipher(&self.0).encrypt(&Nonce::default(), Payload { msg: &plain, aad: &aad });
        sealed.map_or(Value::Null, Value::Bytes)
    }

    /// The value inside; none with another key, in another place, or when altered.
    pub fn open(&self, place: Place<'_>, sealed: &Value) -> Option<Value> {
        let Value::Bytes(sealed) = sealed else {
            return (*sealed == Value::Null).then_some(Value::Null);
        };
        let aad = place.bytes();
        let payload = Payload { msg: sealed, aad: &aad };
        let plain = cipher(&self.0).decrypt(&Nonce::default(), payload).ok()?;
        let (value, rest) = postcard::take_from_bytes(&plain).ok()?;
        rest.is_empty().then_some(value)
    }
}

/// What is known of a person's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyState {
    /// The stream whose values it opens.
    pub stream: Stream,
    /// The person.
    pub person: RecordId,
    /// The key; none once it has been destroyed, and then for ever.
    pub key: Option<PersonKey>,
}

/// Keys on their way to one machine: only its encryption key opens the box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyBox(pub Vec<u8>);

impl KeyBox {
    /// Locks `keys` for `recipient`; `chance` is 32 random bytes, used once.
    pub fn lock(keys: &[KeyState], recipient: &PublicEncryptionKey, chance: [u8; 32]) -> Self {
        let plain = postcard::to_stdvec(keys).unwrap_or_default();
        Self(lock(&plain, recipient, chance))
    }

    /// The keys inside, if the box is for this machine and whole.
    pub fn open(&self, own: &EncryptionKey) -> Option<Vec<KeyState>> {
        let plain = unlock(&self.0, own)?;
        let (keys, rest) = postcard::take_from_bytes::<Vec<KeyState>>(&plain).ok()?;
        (rest.is_empty() && keys.len() <= KEYS_MAX).then_some(keys)
    }
}

/// Encrypts for one machine: an ephemeral public key, then what only its other half opens.
pub fn lock(plain: &[u8], recipient: &PublicEncryptionKey, chance: [u8; 32]) -> Vec<u8> {
    let ephemeral = EncryptionKey::from_bytes(chance);
    let public = ephemeral.public();
    let key = agreed(&ephemeral.agree(recipient), &public, recipient);
    let sealed = cipher(&key).encrypt(&Nonce::default(), plain).unwrap_or_default();
    [&public.0[..], &sealed].concat()
}

/// What `lock` encrypted for this machine.
pub fn unlock(bytes: &[u8], own: &EncryptionKey) -> Option<Vec<u8>> {
    let (public, sealed) = bytes.split_first_chunk::<32>()?;
    let public = PublicEncryptionKey(*public);
    let key = agreed(&own.agree(&public), &public, &own.public());
    cipher(&key).decrypt(&Nonce::default(), sealed).ok()
}

fn agreed(
    secret: &[u8; 32],
    ephemeral: &PublicEncryptionKey,
    recipient: &PublicEncryptionKey,
) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"passerelle box 1\0");
    hash.update(secret);
    hash.update(ephemeral.0);
    hash.update(recipient.0);
    hash.finalize().into()
}

fn cipher(key: &[u8; 32]) -> Aes256GcmSiv {
    Aes256GcmSiv::new(&(*key).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_domain::SiteId;
    use uuid::Uuid;

    fn record(n: u128) -> RecordRef {
        RecordRef::Own(RecordId(Uuid::from_u128(n)))
    }

    #[test]
    fn a_value_opens_with_its_key_in_its_place_only() {
        let (key, other) = (PersonKey([1; 32]), PersonKey([2; 32]));
        let (here, there) = (record(1), record(2));
        let place = Place { kind: KindId(11), record: &here, register: RegisterId(1) };
        let value = Value::Text("Amina".into());
        let sealed = key.seal(place, &value);
        assert_eq!(key.open(place, &sealed), Some(value.clone()));
        assert_eq!(key.seal(place, &value), sealed, "the same value, the same bytes");
        assert_eq!(other.open(place, &sealed), None);
        assert_eq!(key.open(Place { record: &there, ..place }, &sealed), None);
        assert_eq!(key.open(Place { register: RegisterId(2), ..place }, &sealed), None);
        assert_eq!(key.seal(place, &Value::Null), Value::Null);
        let Value::Bytes(mut bytes) = sealed else { unreachable!() };
        assert!(bytes.len() <= 7 + 16, "{}", bytes.len());
        bytes[0] ^= 1;
        assert_eq!(key.open(place, &Value::Bytes(bytes)), None);
    }

    #[test]
    fn a_full_box_fits_a_frame() {
        let own = EncryptionKey::from_bytes([3; 32]);
        let stream = Stream::Private(SiteId(Uuid::from_u128(u128::MAX)));
        let person = RecordId(Uuid::from_u128(u128::MAX));
        let key = KeyState { stream, person, key: Some(PersonKey([255; 32])) };
        let locked = KeyBox::lock(&vec![key; KEYS_MAX], &own.public(), [9; 32]);
        let bytes = crate::wire::frame(&crate::wire::Up::Keys(locked)).unwrap_or_default();
        assert!((1..=crate::wire::FRAME_BYTES_MAX).contains(&bytes.len()), "{}", bytes.len());
    }

    #[test]
    fn a_box_opens_for_its_recipient_only() {
        let (own, other) = (EncryptionKey::from_bytes([3; 32]), EncryptionKey::from_bytes([4; 32]));
        let stream = Stream::Site(SiteId(Uuid::from_u128(1)));
        let person = RecordId(Uuid::from_u128(5));
        let keys = vec![
            KeyState { stream, person, key: Some(PersonKey([6; 32])) },
            KeyState { stream, person, key: None },
        ];
        let locked = KeyBox::lock(&keys, &own.public(), [7; 32]);
        assert_eq!(locked.open(&own), Some(keys));
        assert_eq!(locked.open(&other), None);
        for at in 0..locked.0.len() {
            let mut altered = locked.clone();
            altered.0[at] ^= 1;
            assert_eq!(altered.open(&own), None, "byte {at}");
        }
        assert_eq!(KeyBox(vec![0; 10]).open(&own), None);
        assert_eq!(format!("{:?}", PersonKey([6; 32])), "PersonKey(…)");
    }
}
