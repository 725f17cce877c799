//! The ledger: segments as they came, who may send them, and headquarters' own log. One small
//! trait, so that another engine can stand behind it; the contract in `contract.rs` is written against the
//! trait. It commits and answers; it folds nothing. Time and random bytes are arguments. Ops of
//! `GENESIS` never enter: every device has them.

#[cfg(test)]
mod contract;
mod enrolment;
mod key;
mod own;
mod segments;
mod sqlite;

pub use sqlite::SqliteLedger;

use crate::error::HqError;
use crate::scope::Scope;
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, SiteId, Stream};
use passerelle_sync::identity::{Key, PublicKey};
use passerelle_sync::join::JoinRequest;
use passerelle_sync::{DeviceId, Segment, Vector};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// SHA-256 of a secret: what the ledger keeps of a code or a token, and compares.
pub type SecretHash = [u8; 32];

/// Who this headquarters is.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The ledger's epoch.
    pub epoch: Uuid,
    /// Headquarters' own log in this epoch.
    pub log: DeviceId,
    /// Certifies devices.
    pub network: Key,
}

/// A centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteRow {
    /// Its id.
    pub site: SiteId,
    /// Its name.
    pub name: String,
}

/// A code about to be kept.
#[derive(Clone, Debug)]
pub struct NewCode {
    /// Its hash.
    pub hash: SecretHash,
    /// The centre it opens; none for one that takes over the laptop's own.
    pub site: Option<SiteId>,
    /// What the laptop will hold.
    pub grant: Grant,
    /// The role of the person it enrols.
    pub role: Role,
    /// From when it is refused, milliseconds since 1970.
    pub expires_ms: u64,
}

/// A code as kept.
#[derive(Clone, Debug)]
pub struct CodeRow {
    /// The centre it opens; none for one that takes over the laptop's own.
    pub site: Option<SiteId>,
    /// What the laptop will hold.
    pub grant: Grant,
    /// The role of the person it enrols.
    pub role: Role,
    /// From when it is refused, milliseconds since 1970.
    pub expires_ms: u64,
    /// The laptop that used it.
    pub redeemed_by: Option<DeviceId>,
}

/// A laptop.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// Its id.
    pub device: DeviceId,
    /// Its public key.
    pub key: PublicKey,
    /// Its centre.
    pub site: SiteId,
    /// What it holds.
    pub grant: Grant,
    /// The role of the person enrolled on it.
    pub role: Role,
    /// Its name, for people.
    pub name: String,
    /// Hash of the token that opens its exchanges.
    pub token_hash: SecretHash,
    /// Rank, in headquarters' log of its site, of the op that last certified it.
    pub certified_n: u64,
    /// Its last exchange, milliseconds since 1970.
    pub last_exchange_ms: Option<u64>,
    /// Whether it may no longer exchange.
    pub revoked: bool,
}

/// What joining committed.
#[derive(Clone, Debug)]
pub struct Enrolled {
    /// The laptop as it now stands.
    pub device: DeviceRow,
    /// Its centre's name.
    pub centre: String,
}

/// The ledger. An answer means a durable commit; a refusal means that nothing changed.
pub trait Ledger: Send + Sync {
    /// Who this headquarters is.
    ///
    /// # Errors
    /// The engine's, as for every query below.
    fn identity(&self) -> Result<Identity, HqError>;

    /// Every centre, by name.
    ///
    /// # Errors
    /// The engine's.
    fn sites(&self) -> Result<Vec<SiteRow>, HqError>;

    /// Adds a centre, and its record in the network stream.
    ///
    /// # Errors
    /// `site.name_taken`.
    fn add_site(&self, site: &SiteRow, now_ms: u64) -> Result<(), HqError>;

    /// Keeps a code.
    ///
    /// # Errors
    /// `site.unknown`.
    fn add_code(&self, code: &NewCode) -> Result<(), HqError>;

    /// Joins a laptop whose signature has been checked, by the rules of `enrol`: the code is used,
    /// the laptop certified in the stream of its site and its token replaced, all in one commit.
    /// The same laptop asking again with the code it used gets a new token and nothing else.
    ///
    /// # Errors
    /// Those of `enrol::decide`.
    fn redeem(
        &self,
        code: &SecretHash,
        request: &JoinRequest,
        token: &SecretHash,
        now_ms: u64,
    ) -> Result<Enrolled, HqError>;

    /// Every laptop, by site and name.
    ///
    /// # Errors
    /// The engine's.
    fn devices(&self) -> Result<Vec<DeviceRow>, HqError>;

    /// One laptop, to authenticate it.
    ///
    /// # Errors
    /// The engine's.
    fn device(&self, device: DeviceId) -> Result<Option<DeviceRow>, HqError>;

    /// Notes that the laptop of this scope has exchanged.
    ///
    /// # Errors
    /// The engine's.
    fn note_exchange(&self, scope: &Scope, now_ms: u64) -> Result<(), HqError>;

    /// Commits what is new of a segment and gives the highest rank now held of its writer.
    ///
    /// # Errors
    /// `exchange.not_granted`; `exchange.gap` with `first` and `held`.
    fn append(&self, scope: &Scope, segment: &Segment, now_ms: u64) -> Result<u64, HqError>;

    /// Keeps a forbidden segment for review, once, and so many for each device and no more.
    ///
    /// # Errors
    /// The engine's.
    fn refuse(
        &self,
        scope: &Scope,
        segment: &Segment,
        reason: &'static str,
        now_ms: u64,
    ) -> Result<(), HqError>;

    /// What is committed of a stream.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    fn vector(&self, scope: &Scope, stream: Stream) -> Result<Vector, HqError>;

    /// The last op that is committed of the asking device.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    fn last_op(&self, scope: &Scope, stream: Stream) -> Result<Option<Vec<u8>>, HqError>;

    /// Segments of which `have` lacks something: at least one if there is any, then as many as stay
    /// within `bytes_max`. The first ones of each writer come first.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    fn segments_after(
        &self,
        scope: &Scope,
        stream: Stream,
        have: &Vector,
        bytes_max: usize,
    ) -> Result<Vec<Segment>, HqError>;

    /// The order of the last commit; 0 for an empty ledger.
    ///
    /// # Errors
    /// The engine's.
    fn position(&self) -> Result<u64, HqError>;

    /// Streams that committed something after a position.
    ///
    /// # Errors
    /// The engine's.
    fn streams_after(&self, scope: &Scope, position: u64) -> Result<Vec<Stream>, HqError>;

    /// When the first commit after a position happened.
    ///
    /// # Errors
    /// The engine's.
    fn committed_after_ms(&self, position: u64) -> Result<Option<u64>, HqError>;
}

/// The hash of a secret.
pub fn hash(secret: &[u8]) -> SecretHash {
    Sha256::digest(secret).into()
}
