//! The ledger: segments as their writers sealed them, keys of persons, who may bring and ask for
//! either, and headquarters' own log. One small trait, so that another engine can stand behind it;
//! the contract in `contract.rs` is written against the trait. It commits and answers; it reads no
//! op of a laptop and folds nothing. Time is an argument. Ops of `GENESIS` never enter: every device
//! has them.

mod acknowledged;
mod backup;
mod contact;
#[cfg(test)]
mod contract;
mod enrolment;
mod epoch;
mod key;
mod keys;
mod own;
mod reading;
mod recall;
mod segments;
mod sqlite;
mod unlock;
mod vault;

pub use backup::Copied;
pub(crate) use backup::{restore, sent_away};
pub use contact::TOKEN_MS;
pub(crate) use key::{KeyPlace, move_key};
pub use segments::REFUSED_OF_DEVICE_MAX;
pub use sqlite::SqliteLedger;
pub use vault::{VaultPhoto, VaultRow};

use crate::error::HqError;
use crate::scope::Scope;
use passerelle_domain::calendar::Day;
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, RecordId, SiteId, Stream};
use passerelle_store::SheetLine;
use passerelle_store::photo::KeptPhoto;
use passerelle_sync::digest::Tips;
use passerelle_sync::identity::{Key, LogCertificate, PublicEncryptionKey, PublicKey};
use passerelle_sync::join::JoinRequest;
use passerelle_sync::person::KeyState;
use passerelle_sync::sealed::Sealed;
use passerelle_sync::telephone::{Level, UnlockBatch};
use passerelle_sync::{DeviceId, Dot, Op, Vector};
use sha2::{Digest, Sha256};
use std::path::Path;
use uuid::Uuid;
use zeroize::Zeroizing;

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
    /// What is encrypted for it is encrypted under this; none for one that joined an earlier version.
    pub encryption: Option<PublicEncryptionKey>,
    /// The person enrolled on it.
    pub person: Option<RecordId>,
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
    /// From when the token opens nothing, milliseconds since 1970.
    pub token_expires_ms: u64,
    /// Where headquarters' ops about it stand; none while there is none in a sealed log.
    pub written: Option<Written>,
    /// Its last exchange, milliseconds since 1970.
    pub last_exchange_ms: Option<u64>,
    /// Whether it may no longer exchange.
    pub revoked: bool,
    /// What it told last, and what it was told.
    pub contact: Contact,
}

/// What a laptop told last, and whether it was told to erase itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// How it was; none for one that has not exchanged since this version.
    pub said: Option<Said>,
    /// When erasing was ordered, milliseconds since 1970.
    pub wipe_ordered_ms: Option<u64>,
    /// When it was last given the order, milliseconds since 1970.
    pub wiped_ms: Option<u64>,
}

/// How a laptop is, as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its program's version.
    pub version: String,
    /// Changes not acknowledged when it asked.
    pub pending: u32,
    /// Its clock less headquarters', in milliseconds.
    pub clock_ms: i64,
    /// When its newest backup was made, milliseconds since 1970 by headquarters' clock.
    pub backup_ms: Option<u64>,
}

/// A code that was read out.
pub struct Told {
    /// Twelve characters.
    pub code: Zeroizing<String>,
    /// How many are left.
    pub left: u32,
}

/// Headquarters' last ops about a laptop, in the stream of its site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The log they are in.
    pub log: DeviceId,
    /// Rank of the one with its name.
    pub device_n: u64,
    /// Rank of the one that enrols its person; 0 for none.
    pub enrolled_n: u64,
}

/// What joining committed.
#[derive(Clone, Debug)]
pub struct Enrolled {
    /// The laptop as it now stands.
    pub device: DeviceRow,
    /// Its centre's name.
    pub centre: String,
}

/// What one laptop brings at a time.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Who brings it.
    pub scope: Scope,
    /// Segments, whoever wrote them.
    pub segments: Vec<Sealed>,
    /// Keys of persons.
    pub keys: Vec<KeyState>,
    /// A new token of the laptop.
    pub token: Option<SecretHash>,
    /// What its telephone codes grow from.
    pub codes: Option<UnlockBatch>,
    /// How it is, once that was all: the exchange counts from now.
    pub said: Option<Said>,
}

/// What became of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is committed.
    Committed,
    /// The same bytes were committed before.
    Repeated,
    /// It is not committed. The code says why: `exchange.gap`, `exchange.fork` (other bytes under
    /// the same numbers), `exchange.not_certified`, `exchange.not_granted`,
    /// `exchange.not_verified`, `exchange.not_understood`, `exchange.revoked`. All but a gap are kept for a person to
    /// look at.
    Refused(&'static str),
}

/// A segment that was not committed.
#[derive(Clone, Debug)]
pub struct RefusedRow {
    /// Its hash, as if it began its writer's log.
    pub hash: [u8; 32],
    /// Who brought it.
    pub sender: DeviceId,
    /// Its stream.
    pub stream: Stream,
    /// Its writer.
    pub writer: DeviceId,
    /// Where it begins.
    pub first: u64,
    /// Why it was refused.
    pub code: String,
    /// When, milliseconds since 1970.
    pub refused_ms: u64,
    /// Its size.
    pub bytes: u64,
}

/// What is held at one moment.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The ledger's epoch.
    pub epoch: Uuid,
    /// Headquarters' log in it.
    pub log: DeviceId,
    /// The last position given.
    pub position: u64,
    /// How far each writer's segments go, stream by stream in the order asked.
    pub tips: Vec<(Stream, Tips)>,
}

/// Which part of some streams is wanted, in the order of their commit.
#[derive(Clone, Debug)]
pub struct Part {
    /// Only what was committed after this position.
    pub after: u64,
    /// Nothing that was committed after this one.
    pub to: u64,
    /// Only what these lack, stream by stream; none for whatever there is.
    pub lacking: Option<Vec<(Stream, Vector)>>,
    /// Nothing that this device wrote, or no key that it brought.
    pub except: Option<DeviceId>,
}

/// The ledger. An answer means a durable commit; a refusal means that nothing changed.
pub trait Ledger: Send + Sync {
    /// Who this headquarters is.
    ///
    /// # Errors
    /// The engine's, as for every query below.
    fn identity(&self) -> Result<Identity, HqError>;

    /// Headquarters' logs of every epoch, the oldest first, vouched for by the network key.
    ///
    /// # Errors
    /// The engine's.
    fn logs(&self) -> Result<Vec<LogCertificate>, HqError>;

    /// Begins an epoch with a log of its own: what was acknowledged before may be lost, and every
    /// laptop is to offer it again.
    ///
    /// # Errors
    /// The engine's, `Chance`.
    fn begin_epoch(&self, now_ms: u64) -> Result<Identity, HqError>;

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
    /// the laptop certified in every stream it is granted and its token replaced, all in one commit.
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

    /// Certifies a laptop that takes a new name, or brings keys that its certificate lacks: its
    /// former key speaks for it. The former name stays as it is.
    ///
    /// # Errors
    /// Those of `enrol::decide_renewal`.
    fn renew(
        &self,
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

    /// Ends a laptop's exchanges. In every stream it was granted, what it wrote after what is held
    /// now counts nowhere.
    ///
    /// # Errors
    /// `device.unknown`.
    fn revoke(&self, device: DeviceId, now_ms: u64) -> Result<(), HqError>;

    /// Ends a laptop's exchanges, as `revoke` does, and orders it to erase itself when it next asks.
    /// Its telephone codes are forgotten.
    ///
    /// # Errors
    /// `device.unknown`.
    fn order_wipe(&self, device: DeviceId, now_ms: u64) -> Result<(), HqError>;

    /// Notes that a laptop was given the order to erase itself.
    ///
    /// # Errors
    /// `device.unknown`.
    fn note_wiped(&self, device: DeviceId, now_ms: u64) -> Result<(), HqError>;

    /// The batch of telephone codes of the scope's laptop, while any can still be read out.
    ///
    /// # Errors
    /// The engine's.
    fn codes_held(&self, scope: &Scope) -> Result<Option<[u8; 8]>, HqError>;

    /// Reads out a laptop's next telephone code of a level: once.
    ///
    /// # Errors
    /// `device.unknown`, `unlock.wiped`, `unlock.revoked`, `unlock.not_granted` (nothing private is on
    /// that laptop), `unlock.none_left`.
    fn tell_code(&self, device: DeviceId, level: Level, now_ms: u64) -> Result<Told, HqError>;

    /// Commits what is new in these deliveries, all in one commit. Gives what became of each
    /// segment, delivery by delivery. Keys that the sender is not granted, or of persons who were
    /// erased, are not kept.
    ///
    /// # Errors
    /// The engine's; nothing is committed then.
    fn commit(&self, deliveries: &[Delivery], now_ms: u64) -> Result<Vec<Vec<Outcome>>, HqError>;

    /// Segments that were not committed, the oldest first.
    ///
    /// # Errors
    /// The engine's.
    fn refused(&self) -> Result<Vec<RefusedRow>, HqError>;

    /// One of them, by its hash, if it is still there.
    ///
    /// # Errors
    /// The engine's.
    fn refused_segment(&self, hash: &[u8; 32]) -> Result<Option<Sealed>, HqError>;

    /// Gives a person a role on a laptop, or none any more, over these earlier words on it.
    ///
    /// # Errors
    /// `device.unknown`, or the engine's.
    fn enrol_person(
        &self,
        device: DeviceId,
        person: RecordId,
        role: Option<Role>,
        replaces: &[Dot],
        now_ms: u64,
    ) -> Result<(), HqError>;

    /// What is held of these streams, at one moment.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    fn standing(&self, scope: &Scope, streams: &[Stream]) -> Result<Standing, HqError>;

    /// How far each writer's segments go in a stream that the scope may bring and perhaps not read: a
    /// laptop may have written under several names.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    fn brought(&self, scope: &Scope, stream: Stream) -> Result<Tips, HqError>;

    /// Segments of these streams, in the order of their commit and each with its position: at least
    /// one if there is any, then as many as stay within `bytes_max`.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    fn segments(
        &self,
        scope: &Scope,
        streams: &[Stream],
        part: &Part,
        bytes_max: usize,
    ) -> Result<Vec<(u64, Sealed)>, HqError>;

    /// Keys of persons in these streams, each with its position, in that order; a person who was
    /// erased has none. At most `count_max`.
    ///
    /// # Errors
    /// `exchange.not_granted`.
    fn keys(
        &self,
        scope: &Scope,
        streams: &[Stream],
        part: &Part,
        count_max: usize,
    ) -> Result<Vec<(u64, KeyState)>, HqError>;

    /// Destroys the keys of these persons of a centre, for ever.
    ///
    /// # Errors
    /// The engine's.
    fn erase(&self, site: SiteId, persons: &[RecordId], now_ms: u64) -> Result<(), HqError>;

    /// Keeps these lines of sealed sheets in the vault, each once.
    ///
    /// # Errors
    /// The engine's.
    fn keep_evidence(&self, site: SiteId, lines: &[SheetLine], now_ms: u64) -> Result<(), HqError>;

    /// Keeps these pictures of sealed sheets in the vault, each once.
    ///
    /// # Errors
    /// The engine's.
    fn keep_photos(&self, site: SiteId, photos: &[KeptPhoto], now_ms: u64) -> Result<(), HqError>;

    /// The pictures that the vault holds of a centre, or of all: the oldest first. What need not be kept
    /// any more on this day is forgotten.
    ///
    /// # Errors
    /// The engine's.
    fn vault_photos(&self, site: Option<SiteId>, today: Day) -> Result<Vec<VaultPhoto>, HqError>;

    /// What the vault holds of a centre, or of all: the oldest first. What need not be kept any more on
    /// this day is destroyed.
    ///
    /// # Errors
    /// The engine's.
    fn vault(&self, site: Option<SiteId>, today: Day) -> Result<Vec<VaultRow>, HqError>;

    /// Leaves nothing of what was erased outside the engine's live pages: no log, and no copy that was
    /// made before the schema changed, from which a person could come back.
    ///
    /// # Errors
    /// `Busy` while somebody reads; the engine's.
    fn sweep(&self) -> Result<(), HqError>;

    /// Makes a copy in this folder, encrypted with the engine's key, while others read and write; it
    /// has been read back whole when this returns.
    ///
    /// # Errors
    /// `Damaged` when what was read back is not whole; `Busy`, `DiskFull`, `ReadOnly`.
    fn backup(&self, folder: &Path) -> Result<Copied, HqError>;

    /// Writes ops into headquarters' own log, all in one commit; they get one stamp.
    ///
    /// # Errors
    /// `InvalidOp`, or the engine's.
    fn write_own(&self, stream: Stream, ops: Vec<Op>, now_ms: u64) -> Result<(), HqError>;

    /// Up to which position verdicts on a centre's ops have been given.
    ///
    /// # Errors
    /// The engine's.
    fn judged(&self, site: SiteId) -> Result<u64, HqError>;

    /// Writes verdicts on a centre's ops, stream by stream, and remembers up to where they were
    /// given; all in one commit.
    ///
    /// # Errors
    /// `InvalidOp`, or the engine's.
    fn judge(
        &self,
        site: SiteId,
        position: u64,
        verdicts: Vec<(Stream, Vec<Op>)>,
        now_ms: u64,
    ) -> Result<(), HqError>;

    /// The last position given; 0 for an empty ledger.
    ///
    /// # Errors
    /// The engine's.
    fn position(&self) -> Result<u64, HqError>;

    /// Streams of which something was committed after a position.
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
