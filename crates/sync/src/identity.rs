//! Who a device is: an Ed25519 key made on it, and a certificate by which headquarters vouches for
//! the key, the site, the grant and the role. It signs and verifies; making random seeds and keeping
//! keys is the caller's.

use crate::digest::hex;
use crate::dot::DeviceId;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, SiteId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use uuid::Uuid;
use x25519_dalek::{PublicKey as Point, StaticSecret};

/// A signing key: a laptop's, or the network's. It never leaves the machine that made it.
#[derive(Clone)]
pub struct Key(SigningKey);

/// What a signature is for, so that one made for a purpose cannot serve another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Asking to join.
    Join,
    /// Opening an exchange.
    Hello,
    /// Certifying a device.
    Certificate,
    /// Sealing a segment.
    Segment,
    /// Certifying the log of an epoch.
    Log,
    /// Vouching for a snapshot.
    Snapshot,
    /// Ordering one laptop to erase itself.
    Wipe,
}

impl Purpose {
    fn context(self) -> &'static [u8] {
        match self {
            Self::Join => b"passerelle join 1\0",
            Self::Hello => b"passerelle hello 1\0",
            Self::Certificate => b"passerelle certificate 1\0",
            Self::Segment => b"passerelle segment 1\0",
            Self::Log => b"passerelle log 1\0",
            Self::Snapshot => b"passerelle snapshot 1\0",
            Self::Wipe => b"passerelle wipe 1\0",
        }
    }
}

impl Key {
    /// The key that grows from 32 random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// The seed, to be kept where only this machine reads it.
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// The key that opens what is encrypted for this machine. It grows from the same seed: one
    /// secret to keep.
    pub fn encryption(&self) -> EncryptionKey {
        EncryptionKey::from_bytes(grown(b"passerelle encryption 1\0", &self.seed(), &[]))
    }

    /// Of the network key: the key of headquarters' log of one epoch.
    pub fn log(&self, log: DeviceId) -> Self {
        Self::from_seed(grown(b"passerelle log key 1\0", &self.seed(), log.0.as_bytes()))
    }

    /// Signs `message` for one purpose.
    pub fn sign(&self, purpose: Purpose, message: &[u8]) -> Vec<u8> {
        self.0.sign(&[purpose.context(), message].concat()).to_bytes().to_vec()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// The public half of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Whether `signature` over `message` for `purpose` was made by this key's other half.
    pub fn verifies(&self, purpose: Purpose, message: &[u8], signature: &[u8]) -> bool {
        let key = VerifyingKey::from_bytes(&self.0).ok();
        let signature = Signature::from_slice(signature).ok();
        key.zip(signature).is_some_and(|(key, signature)| {
            let signed = [purpose.context(), message].concat();
            key.verify_strict(&signed, &signature).is_ok()
        })
    }

    /// In hexadecimal, as kept in records.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

fn grown(context: &[u8], seed: &[u8; 32], more: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(context);
    hash.update(seed);
    hash.update(more);
    hash.finalize().into()
}

/// The secret half of what others encrypt for this machine.
#[derive(Clone)]
pub struct EncryptionKey(StaticSecret);

impl EncryptionKey {
    /// The key in these 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(StaticSecret::from(bytes))
    }

    /// The public half.
    pub fn public(&self) -> PublicEncryptionKey {
        PublicEncryptionKey(Point::from(&self.0).to_bytes())
    }

    /// What both halves' owners can compute and nobody else.
    pub(crate) fn agree(&self, other: &PublicEncryptionKey) -> [u8; 32] {
        self.0.diffie_hellman(&Point::from(other.0)).to_bytes()
    }
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EncryptionKey(…)")
    }
}

/// The public half of an encryption key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicEncryptionKey(pub [u8; 32]);

/// The network key's word for the key of headquarters' log in one epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogCertificate {
    /// The log.
    pub log: DeviceId,
    /// Its key.
    pub key: PublicKey,
    /// The network key's signature over both.
    pub signature: Vec<u8>,
}

impl LogCertificate {
    /// Certifies a log with the network key.
    pub fn issue(log: DeviceId, network: &Key) -> Self {
        let key = network.log(log).public();
        let signature = network.sign(Purpose::Log, &Self::signed(log, &key));
        Self { log, key, signature }
    }

    /// Whether the network key vouches for it.
    pub fn is_vouched_by(&self, network: &PublicKey) -> bool {
        network.verifies(Purpose::Log, &Self::signed(self.log, &self.key), &self.signature)
    }

    fn signed(log: DeviceId, key: &PublicKey) -> Vec<u8> {
        [&log.0.as_bytes()[..], &key.0].concat()
    }
}

/// What headquarters says of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The device.
    pub device: DeviceId,
    /// Its public key.
    pub key: PublicKey,
    /// Its site.
    pub site: SiteId,
    /// Which of the site's streams it holds.
    pub grant: Grant,
    /// The role of the person enrolled on it.
    pub role: Role,
    /// When, milliseconds since 1970 by headquarters' clock.
    pub issued_ms: u64,
    /// The ledger's epoch.
    pub epoch: Uuid,
}

/// A certificate with the network key's signature over its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedCertificate {
    /// The encoded certificate.
    pub bytes: Vec<u8>,
    /// The network key's signature.
    pub signature: Vec<u8>,
}

impl SignedCertificate {
    /// Certifies with the network key.
    ///
    /// # Errors
    /// Only if the certificate cannot be encoded, which no certificate can cause.
    pub fn issue(certificate: &Certificate, network: &Key) -> Result<Self, postcard::Error> {
        let bytes = postcard::to_stdvec(certificate)?;
        let signature = network.sign(Purpose::Certificate, &bytes);
        Ok(Self { bytes, signature })
    }

    /// The certificate, if the network key signed exactly these bytes.
    pub fn verify(&self, network: &PublicKey) -> Option<Certificate> {
        let signed = network.verifies(Purpose::Certificate, &self.bytes, &self.signature);
        signed.then(|| postcard::from_bytes(&self.bytes).ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_serves_one_purpose_message_and_key() {
        let (key, other) = (Key::from_seed([1; 32]), Key::from_seed([2; 32]));
        let signature = key.sign(Purpose::Hello, b"hello");
        assert!(key.public().verifies(Purpose::Hello, b"hello", &signature));
        assert!(!key.public().verifies(Purpose::Join, b"hello", &signature));
        assert!(!key.public().verifies(Purpose::Hello, b"hellp", &signature));
        assert!(!other.public().verifies(Purpose::Hello, b"hello", &signature));
        assert!(!key.public().verifies(Purpose::Hello, b"hello", b"short"));
    }

    #[test]
    fn an_altered_certificate_is_none() {
        let network = Key::from_seed([3; 32]);
        let certificate = Certificate {
            device: DeviceId(Uuid::from_u128(1)),
            key: Key::from_seed([4; 32]).public(),
            site: SiteId(Uuid::from_u128(2)),
            grant: Grant::Classroom,
            role: Role::Volunteer,
            issued_ms: 5,
            epoch: Uuid::from_u128(6),
        };
        let signed = SignedCertificate::issue(&certificate, &network).unwrap();
        assert_eq!(signed.verify(&network.public()), Some(certificate));
        let mut altered = signed.clone();
        altered.bytes[0] ^= 1;
        assert_eq!(altered.verify(&network.public()), None);
        assert_eq!(signed.verify(&Key::from_seed([5; 32]).public()), None);
    }

    #[test]
    fn a_log_is_vouched_for_by_its_network() {
        let network = Key::from_seed([3; 32]);
        let log = DeviceId(Uuid::from_u128(1));
        let certificate = LogCertificate::issue(log, &network);
        assert_eq!(certificate.key, network.log(log).public());
        assert!(certificate.is_vouched_by(&network.public()));
        assert!(!certificate.is_vouched_by(&Key::from_seed([4; 32]).public()));
        let other = LogCertificate { log: DeviceId(Uuid::from_u128(2)), ..certificate };
        assert!(!other.is_vouched_by(&network.public()));
    }

    #[test]
    fn a_key_never_shows_itself() {
        assert_eq!(format!("{:?}", Key::from_seed([1; 32])), "Key(…)");
    }
}
