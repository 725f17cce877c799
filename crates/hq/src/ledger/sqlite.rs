//! The ledger on embedded SQLite, encrypted with the key beside it. One connection writes, a few
//! read; other processes may do the same at the same time, and SQLite arbitrates. The questions
//! themselves are in the neighbouring files.

use super::{
    DeviceRow, Enrolled, Identity, Ledger, NewCode, SecretHash, SiteRow, enrolment, key, own,
    segments,
};
use crate::chance;
use crate::error::HqError;
use crate::lock::Lock;
use crate::scope::Scope;
use passerelle_domain::Stream;
use passerelle_store::{StoreError, StoreKey, climb, create_encrypted, make_private_folder};
use passerelle_sync::identity::Key;
use passerelle_sync::join::JoinRequest;
use passerelle_sync::{DeviceId, Segment, Vector};
use rusqlite::{Connection, TransactionBehavior, params};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The steps of the schema; the position is the version before the step.
const LADDER: &[&str] = &[include_str!("../../migrations/0001_ledger.sql")];
/// Readers kept open between questions.
const IDLE_READERS_MAX: usize = 4;

/// A ledger in one file.
pub struct SqliteLedger {
    file: PathBuf,
    key: StoreKey,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl SqliteLedger {
    /// Opens `FOLDER/ledger.db` with `FOLDER/ledger.key`; makes the folder, the key, the file and a
    /// new epoch when there is none.
    ///
    /// # Errors
    /// `KeyUnreadable`, `WrongKey`, `NewerSchema`, `Damaged`, `ReadOnly`, `DiskFull`, `Chance`.
    pub fn open(folder: &Path) -> Result<Self, HqError> {
        make_private_folder(folder)?;
        // Two commands may be the first ones at once.
        let _lock = Lock::take(&folder.join("ledger.lock"))?;
        let file = folder.join("ledger.db");
        let key = key::read_or_make(&folder.join("ledger.key"), &file)?;
        let mut conn = create_encrypted(&file, &key)?;
        let backups = folder.join("backups");
        climb(&mut conn, LADDER, &backups, |copy| create_encrypted(copy, &key))?;
        begin_epoch(&conn)?;
        Ok(Self { file, key, writer: Mutex::new(conn), readers: Mutex::new(Vec::new()) })
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
        let mut conn = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let value = change(&tx)?;
        tx.commit().map_err(StoreError::from)?;
        Ok(value)
    }
}

/// Who headquarters is, written once: under the lock of `open`.
fn begin_epoch(conn: &Connection) -> Result<(), HqError> {
    let begun: bool = conn
        .query_row("SELECT EXISTS (SELECT 1 FROM meta)", [], |row| row.get(0))
        .map_err(StoreError::from)?;
    if !begun {
        let sql =
            "INSERT INTO meta (one, epoch, log, network_seed, clock) VALUES (1, ?1, ?2, ?3, 0)";
        let (epoch, log, seed) = (chance::id()?, chance::id()?, chance::random::<32>()?);
        let row = params![epoch.as_bytes(), log.as_bytes(), seed];
        conn.execute(sql, row).map_err(StoreError::from)?;
    }
    Ok(())
}

/// Who headquarters is.
pub(super) fn identity(conn: &Connection) -> Result<Identity, StoreError> {
    let sql = "SELECT epoch, log, network_seed FROM meta";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| {
        Ok(Identity {
            epoch: enrolment::id(row, 0)?,
            log: DeviceId(enrolment::id(row, 1)?),
            network: Key::from_seed(row.get(2)?),
        })
    })?)
}

impl Ledger for SqliteLedger {
    fn identity(&self) -> Result<Identity, HqError> {
        self.read(|conn| Ok(identity(conn)?))
    }

    fn sites(&self) -> Result<Vec<SiteRow>, HqError> {
        self.read(|conn| Ok(enrolment::sites(conn)?))
    }

    fn add_site(&self, site: &SiteRow, now_ms: u64) -> Result<(), HqError> {
        self.write(|conn| {
            if enrolment::sites(conn)?.iter().any(|other| other.name == site.name) {
                return Err(HqError::refused("site.name_taken"));
            }
            enrolment::add_site(conn, site, now_ms)?;
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

    fn devices(&self) -> Result<Vec<DeviceRow>, HqError> {
        self.read(|conn| Ok(enrolment::devices(conn)?))
    }

    fn device(&self, device: DeviceId) -> Result<Option<DeviceRow>, HqError> {
        self.read(|conn| Ok(enrolment::device(conn, device)?))
    }

    fn note_exchange(&self, scope: &Scope, now_ms: u64) -> Result<(), HqError> {
        let Some(device) = scope.device() else { return Ok(()) };
        self.write(|conn| Ok(enrolment::note_exchange(conn, device, now_ms)?))
    }

    fn append(&self, scope: &Scope, segment: &Segment, now_ms: u64) -> Result<u64, HqError> {
        scope.require(segment.stream)?;
        self.write(|conn| segments::append(conn, segment, now_ms))
    }

    fn refuse(
        &self,
        scope: &Scope,
        segment: &Segment,
        reason: &'static str,
        now_ms: u64,
    ) -> Result<(), HqError> {
        let Some(device) = scope.device() else { return Ok(()) };
        self.write(|conn| Ok(segments::refuse(conn, device, segment, reason, now_ms)?))
    }

    fn vector(&self, scope: &Scope, stream: Stream) -> Result<Vector, HqError> {
        scope.require(stream)?;
        self.read(|conn| Ok(segments::vector(conn, stream)?))
    }

    fn last_op(&self, scope: &Scope, stream: Stream) -> Result<Option<Vec<u8>>, HqError> {
        scope.require(stream)?;
        let Some(device) = scope.device() else { return Ok(None) };
        self.read(|conn| Ok(segments::last_op(conn, stream, device)?))
    }

    fn segments_after(
        &self,
        scope: &Scope,
        stream: Stream,
        have: &Vector,
        bytes_max: usize,
    ) -> Result<Vec<Segment>, HqError> {
        scope.require(stream)?;
        self.read(|conn| Ok(segments::after(conn, stream, have, bytes_max)?))
    }

    fn position(&self) -> Result<u64, HqError> {
        self.read(|conn| Ok(segments::position(conn)?))
    }

    fn streams_after(&self, scope: &Scope, position: u64) -> Result<Vec<Stream>, HqError> {
        let streams = self.read(|conn| Ok(segments::streams_after(conn, position)?))?;
        Ok(streams.into_iter().filter(|stream| scope.require(*stream).is_ok()).collect())
    }

    fn committed_after_ms(&self, position: u64) -> Result<Option<u64>, HqError> {
        self.read(|conn| Ok(segments::committed_after_ms(conn, position)?))
    }
}
