//! The ledger on embedded SQLite, encrypted with the key beside it. One connection writes, a few
//! read; other processes may do the same at the same time, and SQLite arbitrates. The questions
//! themselves are in the neighbouring files.

use super::acknowledged::Acknowledged;
use super::backup::Away;
use super::key::KeyPlace;
use super::{
    Copied, Delivery, DeviceRow, Enrolled, Identity, Ledger, NewCode, Outcome, Part, RefusedRow,
    SecretHash, SiteRow, Standing, Told, VaultPhoto, VaultRow, backup, contact, enrolment, epoch,
    keys, own, reading, segments, unlock, vault,
};
use crate::error::HqError;
use crate::lock::Lock;
use crate::scope::Scope;
use passerelle_domain::calendar::Day;
use passerelle_domain::permission::Role;
use passerelle_domain::{RecordId, SiteId, Stream};
use passerelle_store::photo::KeptPhoto;
use passerelle_store::{
    SheetLine, StoreError, StoreKey, climb, create_encrypted, make_private_folder,
};
use passerelle_sync::digest::Tips;
use passerelle_sync::identity::LogCertificate;
use passerelle_sync::join::JoinRequest;
use passerelle_sync::person::KeyState;
use passerelle_sync::sealed::Sealed;
use passerelle_sync::telephone::Level;
use passerelle_sync::{DeviceId, Dot, Op};
use rusqlite::{Connection, TransactionBehavior};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The steps of the schema; the position is the version before the step.
pub(super) const LADDER: &[&str] = &[
    include_str!("../../migrations/0001_ledger.sql"),
    include_str!("../../migrations/0002_sealed.sql"),
    include_str!("../../migrations/0003_trust.sql"),
    include_str!("../../migrations/0004_vault.sql"),
    include_str!("../../migrations/0005_photo.sql"),
];
/// Where the copies are that were made before the schema changed.
const BACKUPS: &str = "backups";
/// Readers kept open between questions.
const IDLE_READERS_MAX: usize = 4;

/// A ledger in one file.
pub struct SqliteLedger {
    file: PathBuf,
    key: StoreKey,
    writer: Mutex<Writer>,
    readers: Mutex<Vec<Connection>>,
}

/// The connection that writes, and where it notes how far it is.
struct Writer {
    conn: Connection,
    acknowledged: Acknowledged,
}

impl SqliteLedger {
    /// Opens `FOLDER/ledger.db` with `FOLDER/ledger.key`; makes the folder, the key, the file and a
    /// new epoch when there is none, and a new epoch when the file is older than it was.
    ///
    /// # Errors
    /// `KeyUnreadable`, `WrongKey`, `NewerSchema`, `Damaged`, `ReadOnly`, `DiskFull`, `Chance`.
    pub fn open(folder: &Path, now_ms: u64) -> Result<Self, HqError> {
        Self::open_with(folder, None, now_ms)
    }

    /// The same with the key in a file of its own, if one is named.
    ///
    /// # Errors
    /// As `open`; `key.readable_by_others` with `file`.
    pub fn open_with(folder: &Path, key_file: Option<&Path>, now_ms: u64) -> Result<Self, HqError> {
        make_private_folder(folder)?;
        // Two commands may be the first ones at once.
        let _lock = Lock::take(&folder.join("ledger.lock"))?;
        let file = folder.join("ledger.db");
        let key = KeyPlace::of(folder, key_file).read_or_make(&file)?;
        // Read before the ledger, which can only be ahead of it.
        let mut acknowledged = Acknowledged::open(&folder.join("ledger.position"))?;
        let position = acknowledged.read();
        let mut conn = create_encrypted(&file, &key)?;
        let backups = folder.join(BACKUPS);
        climb(&mut conn, LADDER, &backups, |copy| create_encrypted(copy, &key))?;
        let writer = Mutex::new(Writer { conn, acknowledged });
        let ledger = Self { file, key, writer, readers: Mutex::new(Vec::new()) };
        ledger.write(|conn| epoch::settle(conn, position, now_ms))?;
        Ok(ledger)
    }

    /// Keeps laptops out that the ledger before this one had sent away.
    ///
    /// # Errors
    /// The engine's.
    pub(crate) fn keep_away(&self, away: &[Away]) -> Result<(), HqError> {
        self.write(|conn| Ok(backup::keep_away(conn, away)?))
    }

    /// The key, which also opens the projections.
    pub(crate) fn key(&self) -> &StoreKey {
        &self.key
    }

    /// One question, on a connection of its own.
    fn read<T>(&self, ask: impl FnOnce(&Connection) -> Result<T, HqError>) -> Result<T, HqError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => create_encrypted(&self.file, &self.key)?,
        };
        let answer = ask(&conn);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < IDLE_READERS_MAX {
            readers.push(conn);
        }
        answer
    }

    /// One transaction, committed only if `change` succeeds.
    fn write<T>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, HqError>,
    ) -> Result<T, HqError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Writer { conn, acknowledged } = &mut *writer;
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let value = change(&tx)?;
        let position = epoch::position(&tx)?;
        tx.commit().map_err(StoreError::from)?;
        acknowledged.note(position);
        Ok(value)
    }
}

fn require(scope: &Scope, streams: &[Stream]) -> Result<(), HqError> {
    streams.iter().try_for_each(|stream| scope.require(*stream))
}

impl Ledger for SqliteLedger {
    fn identity(&self) -> Result<Identity, HqError> {
        self.read(|conn| Ok(epoch::identity(conn)?))
    }

    fn logs(&self) -> Result<Vec<LogCertificate>, HqError> {
        self.read(|conn| Ok(epoch::logs(conn)?))
    }

    fn begin_epoch(&self, now_ms: u64) -> Result<Identity, HqError> {
        self.write(|conn| epoch::begin(conn, now_ms))
    }

    fn sites(&self) -> Result<Vec<SiteRow>, HqError> {
        self.read(|conn| Ok(enrolment::sites(conn)?))
    }

    fn add_site(&self, site: &SiteRow, now_ms: u64) -> Result<(), HqError> {
        self.write(|conn| {
            if enrolment::sites(conn)?.iter().any(|other| other.name == site.name) {
                return Err(HqError::refused("site.name_taken"));
            }
            enrolment::add_site(conn, site, false, now_ms)?;
            own::write_site(conn, site, now_ms)
        })
    }

    fn add_code(&self, code: &NewCode) -> Result<(), HqError> {
        self.write(|conn| {
            if let Some(site) = code.site
                && enrolment::site(conn, site)?.is_none()
            {
                return Err(HqError::refused("site.unknown"));
            }
            Ok(enrolment::add_code(conn, code)?)
        })
    }

    fn redeem(
        &self,
        code: &SecretHash,
        request: &JoinRequest,
        token: &SecretHash,
        now_ms: u64,
    ) -> Result<Enrolled, HqError> {
        self.write(|conn| enrolment::redeem(conn, code, request, token, now_ms))
    }

    fn renew(
        &self,
        request: &JoinRequest,
        token: &SecretHash,
        now_ms: u64,
    ) -> Result<Enrolled, HqError> {
        self.write(|conn| enrolment::renew(conn, request, token, now_ms))
    }

    fn devices(&self) -> Result<Vec<DeviceRow>, HqError> {
        self.read(|conn| Ok(enrolment::devices(conn)?))
    }

    fn device(&self, device: DeviceId) -> Result<Option<DeviceRow>, HqError> {
        self.read(|conn| Ok(enrolment::device(conn, device)?))
    }

    fn revoke(&self, device: DeviceId, now_ms: u64) -> Result<(), HqError> {
        self.write(|conn| enrolment::revoke(conn, device, now_ms))
    }

    fn order_wipe(&self, device: DeviceId, now_ms: u64) -> Result<(), HqError> {
        self.write(|conn| contact::order_wipe(conn, device, now_ms))
    }

    fn note_wiped(&self, device: DeviceId, now_ms: u64) -> Result<(), HqError> {
        self.write(|conn| contact::note_wiped(conn, device, now_ms))
    }

    fn codes_held(&self, scope: &Scope) -> Result<Option<[u8; 8]>, HqError> {
        let Some(device) = scope.device() else { return Ok(None) };
        self.read(|conn| Ok(unlock::held(conn, device)?))
    }

    fn tell_code(&self, device: DeviceId, level: Level, now_ms: u64) -> Result<Told, HqError> {
        self.write(|conn| unlock::tell(conn, device, level, now_ms))
    }

    fn commit(&self, deliveries: &[Delivery], now_ms: u64) -> Result<Vec<Vec<Outcome>>, HqError> {
        self.write(|conn| {
            let mut intake = segments::Intake::new(conn, now_ms)?;
            let mut outcomes = Vec::with_capacity(deliveries.len());
            for delivery in deliveries {
                outcomes.push(intake.take(delivery)?);
                contact::note_delivery(conn, delivery, now_ms)?;
            }
            Ok(outcomes)
        })
    }

    fn refused(&self) -> Result<Vec<RefusedRow>, HqError> {
        self.read(|conn| Ok(segments::refused(conn)?))
    }

    fn refused_segment(&self, hash: &[u8; 32]) -> Result<Option<Sealed>, HqError> {
        self.read(|conn| Ok(segments::refused_segment(conn, hash)?))
    }

    fn enrol_person(
        &self,
        device: DeviceId,
        person: RecordId,
        role: Option<Role>,
        replaces: &[Dot],
        now_ms: u64,
    ) -> Result<(), HqError> {
        self.write(|conn| enrolment::enrol_person(conn, device, (person, role), replaces, now_ms))
    }

    fn standing(&self, scope: &Scope, streams: &[Stream]) -> Result<Standing, HqError> {
        require(scope, streams)?;
        self.read(|conn| Ok(reading::standing(conn, streams)?))
    }

    fn brought(&self, scope: &Scope, stream: Stream) -> Result<Tips, HqError> {
        if !scope.may_bring(stream) {
            return Err(HqError::refused("exchange.not_granted"));
        }
        self.read(|conn| Ok(segments::tips(conn, stream)?))
    }

    fn segments(
        &self,
        scope: &Scope,
        streams: &[Stream],
        part: &Part,
        bytes_max: usize,
    ) -> Result<Vec<(u64, Sealed)>, HqError> {
        require(scope, streams)?;
        self.read(|conn| Ok(reading::after(conn, streams, part, bytes_max)?))
    }

    fn keys(
        &self,
        scope: &Scope,
        streams: &[Stream],
        part: &Part,
        count_max: usize,
    ) -> Result<Vec<(u64, KeyState)>, HqError> {
        require(scope, streams)?;
        self.read(|conn| Ok(keys::after(conn, streams, part, count_max)?))
    }

    fn erase(&self, site: SiteId, persons: &[RecordId], now_ms: u64) -> Result<(), HqError> {
        // Asked after each folding; seldom is anybody new.
        if self.read(|conn| Ok(keys::not_erased(conn, site, persons)?))?.is_empty() {
            return Ok(());
        }
        self.write(|conn| {
            let persons = keys::not_erased(conn, site, persons)?;
            Ok(keys::erase(conn, site, &persons, now_ms)?)
        })
    }

    fn keep_evidence(&self, site: SiteId, lines: &[SheetLine], now_ms: u64) -> Result<(), HqError> {
        self.write(|conn| vault::keep(conn, site, lines, now_ms))
    }

    fn keep_photos(&self, site: SiteId, photos: &[KeptPhoto], now_ms: u64) -> Result<(), HqError> {
        self.write(|conn| Ok(vault::keep_photos(conn, site, photos, now_ms)?))
    }

    fn vault_photos(&self, site: Option<SiteId>, today: Day) -> Result<Vec<VaultPhoto>, HqError> {
        self.write(|conn| Ok(vault::list_photos(conn, site, today)?))
    }

    fn vault(&self, site: Option<SiteId>, today: Day) -> Result<Vec<VaultRow>, HqError> {
        self.write(|conn| vault::list(conn, site, today))
    }

    fn sweep(&self) -> Result<(), HqError> {
        for copy in fs::read_dir(self.file.with_file_name(BACKUPS)).into_iter().flatten() {
            fs::remove_file(copy.map_err(StoreError::from)?.path()).map_err(StoreError::from)?;
        }
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let busy = writer.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        match busy.map_err(StoreError::from)? {
            0_i64 => Ok(()),
            _ => Err(StoreError::Busy.into()),
        }
    }

    fn backup(&self, folder: &Path) -> Result<Copied, HqError> {
        self.read(|conn| backup::copy(conn, &self.key, folder))
    }

    fn write_own(&self, stream: Stream, ops: Vec<Op>, now_ms: u64) -> Result<(), HqError> {
        self.write(|conn| own::write(conn, stream, ops, now_ms).map(|_| ()))
    }

    fn judged(&self, site: SiteId) -> Result<u64, HqError> {
        self.read(|conn| Ok(epoch::judged(conn, site)?))
    }

    fn judge(
        &self,
        site: SiteId,
        position: u64,
        verdicts: Vec<(Stream, Vec<Op>)>,
        now_ms: u64,
    ) -> Result<(), HqError> {
        self.write(|conn| {
            for (stream, ops) in verdicts {
                own::write(conn, stream, ops, now_ms)?;
            }
            Ok(epoch::keep_judged(conn, site, position)?)
        })
    }

    fn position(&self) -> Result<u64, HqError> {
        self.read(|conn| Ok(epoch::position(conn)?))
    }

    fn streams_after(&self, scope: &Scope, position: u64) -> Result<Vec<Stream>, HqError> {
        let streams = self.read(|conn| Ok(reading::streams_after(conn, position)?))?;
        Ok(streams.into_iter().filter(|stream| scope.require(*stream).is_ok()).collect())
    }

    fn committed_after_ms(&self, position: u64) -> Result<Option<u64>, HqError> {
        self.read(|conn| Ok(reading::committed_after_ms(conn, position)?))
    }
}
