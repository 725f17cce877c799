//! Joining a headquarters: what a laptop sends with its code, and what comes back. Plain shapes and
//! the bytes that are signed; carrying them is the app's and headquarters' affair.

use crate::dot::DeviceId;
use crate::identity::{
    Key, LogCertificate, PublicEncryptionKey, PublicKey, Purpose, SignedCertificate,
};
use passerelle_domain::{RecordId, SiteId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A centre founded on the laptop before it joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// Its id, which headquarters takes over.
    pub site: SiteId,
    /// Its name.
    pub name: String,
}

/// The name that a laptop went by before, and its old key's word for the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formerly {
    /// The old id.
    pub device: DeviceId,
    /// The old key's signature over the new id and the new key.
    pub signature: Vec<u8>,
}

/// What a laptop asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequest {
    /// The code, ten characters.
    pub code: String,
    /// The laptop's id.
    pub device: DeviceId,
    /// The laptop's name, for people.
    pub name: String,
    /// Its public key.
    pub key: PublicKey,
    /// What is encrypted for it is encrypted under this.
    pub encryption: PublicEncryptionKey,
    /// The person at the keys, to be enrolled on it.
    pub person: RecordId,
    /// The centre it already holds, if any.
    pub founded: Option<Founded>,
    /// The name it went by before, in place of a code.
    pub formerly: Option<Formerly>,
    /// Its signature: who asks holds the key.
    pub signature: Vec<u8>,
}

impl JoinRequest {
    /// A signed request.
    pub fn new(
        code: String,
        device: DeviceId,
        name: String,
        person: RecordId,
        key: &Key,
        founded: Option<Founded>,
        formerly: Option<(DeviceId, &Key)>,
    ) -> Self {
        let (signature, encryption) = (Vec::new(), key.encryption().public());
        let key_public = key.public();
        let formerly = formerly.map(|(old, old_key)| Formerly {
            device: old,
            signature: old_key.sign(Purpose::Join, &renamed(device, &key_public)),
        });
        let mut request = Self {
            code,
            device,
            name,
            key: key_public,
            encryption,
            person,
            founded,
            formerly,
            signature,
        };
        request.signature = key.sign(Purpose::Join, &request.signed());
        request
    }

    /// Whether the signature is the key's.
    pub fn is_signed(&self) -> bool {
        self.key.verifies(Purpose::Join, &self.signed(), &self.signature)
    }

    /// Whether the key of the old name speaks for the new one; not when there is no old name.
    pub fn is_vouched_by(&self, old: &PublicKey) -> bool {
        let renamed = renamed(self.device, &self.key);
        let formerly = self.formerly.as_ref();
        formerly.is_some_and(|former| old.verifies(Purpose::Join, &renamed, &former.signature))
    }

    /// The bytes under the signature: everything but the signature itself.
    fn signed(&self) -> Vec<u8> {
        let unsigned = Self { signature: Vec::new(), ..self.clone() };
        // A request of texts and ids always encodes; an empty message would verify nowhere.
        postcard::to_stdvec(&unsigned).unwrap_or_default()
    }
}

fn renamed(device: DeviceId, key: &PublicKey) -> Vec<u8> {
    [&device.0.as_bytes()[..], &key.0].concat()
}

/// What headquarters answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinAnswer {
    /// The site's name.
    pub centre: String,
    /// The laptop's certificate: site, grant and role are read from it.
    pub certificate: SignedCertificate,
    /// The network's public key, pinned from now on.
    pub network: PublicKey,
    /// What is encrypted for headquarters is encrypted under this.
    pub encryption: PublicEncryptionKey,
    /// Headquarters' log in this epoch, vouched for by the network key.
    pub log: LogCertificate,
    /// Opens exchanges.
    pub token: [u8; 32],
    /// The ledger's epoch.
    pub epoch: Uuid,
    /// Headquarters' time, milliseconds since 1970.
    pub now_ms: u64,
}
