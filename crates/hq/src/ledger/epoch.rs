//! Epochs: who headquarters is from one restoration of its ledger to the next. Each has a log of its
//! own, whose key grows from the network key, so that a log that was lost is known again by its
//! signature alone.

use super::{Identity, enrolment, own};
use crate::chance;
use crate::error::HqError;
use passerelle_domain::SiteId;
use passerelle_store::StoreError;
use passerelle_sync::DeviceId;
use passerelle_sync::identity::{Key, LogCertificate};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

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

/// The epoch and its log, without the key, which takes time to grow from its seed.
pub(super) fn current(conn: &Connection) -> Result<(Uuid, DeviceId), StoreError> {
    let mut select = conn.prepare_cached("SELECT epoch, log FROM meta")?;
    Ok(select
        .query_row([], |row| Ok((enrolment::id(row, 0)?, DeviceId(enrolment::id(row, 1)?))))?)
}

/// Makes headquarters somebody when the file is new, somebody else when it is older than what was
/// acknowledged, and has an earlier version's records written again.
pub(super) fn settle(conn: &Connection, acknowledged: u64, now_ms: u64) -> Result<(), HqError> {
    let is = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, bool>(0));
    if !is("SELECT EXISTS (SELECT 1 FROM meta)").map_err(StoreError::from)? {
        let sql =
            "INSERT INTO meta (one, epoch, log, network_seed, clock) VALUES (1, ?1, ?2, ?3, 0)";
        let (none, seed) = ([0u8; 16], chance::random::<32>()?);
        conn.execute(sql, params![none, none, seed]).map_err(StoreError::from)?;
        begin(conn, now_ms)?;
    } else if !is("SELECT EXISTS (SELECT 1 FROM log)").map_err(StoreError::from)? {
        tracing::warn!("a ledger of an earlier version: a new epoch begins");
        begin(conn, now_ms)?;
        write_again(conn, now_ms)?;
    }
    let held = position(conn)?;
    if acknowledged > held {
        tracing::warn!(acknowledged, held, "an older ledger was put back: a new epoch begins");
        begin(conn, now_ms)?;
        advance(conn, acknowledged)?;
    }
    Ok(())
}

/// Begins an epoch.
pub(super) fn begin(conn: &Connection, now_ms: u64) -> Result<Identity, HqError> {
    let (epoch, log) = (chance::id()?, DeviceId(chance::id()?));
    let sql = "UPDATE meta SET epoch = ?1, log = ?2";
    conn.execute(sql, [epoch.as_bytes(), log.0.as_bytes()]).map_err(StoreError::from)?;
    let sql = "INSERT INTO log (log, epoch, begun_ms) VALUES (?1, ?2, ?3)";
    let row = params![log.0.as_bytes(), epoch.as_bytes(), now_ms.cast_signed()];
    conn.execute(sql, row).map_err(StoreError::from)?;
    Ok(identity(conn)?)
}

/// The logs of every epoch, the oldest first.
pub(super) fn logs(conn: &Connection) -> Result<Vec<LogCertificate>, StoreError> {
    let network = identity(conn)?.network;
    let mut select = conn.prepare_cached("SELECT log FROM log ORDER BY begun_ms, log")?;
    let rows = select.query_map([], |row| enrolment::id(row, 0))?;
    rows.map(|log| Ok(LogCertificate::issue(DeviceId(log?), &network))).collect()
}

/// Whether a writer is headquarters itself, in some epoch.
pub(super) fn is_log(conn: &Connection, device: DeviceId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM log WHERE log = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([device.0.as_bytes()], |row| row.get(0))?)
}

/// Remembers a log that the network key signed and that is not known, or no longer.
pub(super) fn remember_log(
    conn: &Connection,
    log: DeviceId,
    now_ms: u64,
) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO log (log, epoch, begun_ms) VALUES (?1, NULL, ?2)";
    conn.execute(sql, params![log.0.as_bytes(), now_ms.cast_signed()])?;
    Ok(())
}

/// The last position given.
pub(super) fn position(conn: &Connection) -> Result<u64, StoreError> {
    let mut select = conn.prepare_cached("SELECT position FROM meta")?;
    let position: i64 = select.query_row([], |row| row.get(0))?;
    Ok(position.cast_unsigned())
}

/// Gives a position.
pub(super) fn next_position(conn: &Connection) -> Result<i64, StoreError> {
    let sql = "UPDATE meta SET position = position + 1 RETURNING position";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Gives no position up to this one any more: they were given before.
fn advance(conn: &Connection, position: u64) -> Result<(), StoreError> {
    let sql = "UPDATE meta SET position = max(position, ?1)";
    conn.execute(sql, [position.cast_signed()])?;
    Ok(())
}

/// Writes into the new log what an earlier version had written into its own, which is not sealed.
fn write_again(conn: &Connection, now_ms: u64) -> Result<(), HqError> {
    for site in enrolment::written_sites(conn)? {
        own::write_site(conn, &site, now_ms)?;
    }
    for device in enrolment::devices(conn)? {
        let written = own::write_device(conn, &device, None, now_ms)?;
        enrolment::note_written(conn, device.device, written)?;
    }
    Ok(())
}

/// Up to which position verdicts on a centre's ops have been given.
pub(super) fn judged(conn: &Connection, site: SiteId) -> Result<u64, StoreError> {
    let sql = "SELECT position FROM judged WHERE site = ?1";
    let found = conn.prepare_cached(sql)?.query_row([site.0.as_bytes()], |row| row.get(0));
    let found: Option<i64> = found.optional()?;
    Ok(found.unwrap_or(0).cast_unsigned())
}

/// Remembers up to where verdicts were given.
pub(super) fn keep_judged(
    conn: &Connection,
    site: SiteId,
    position: u64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO judged (site, position) VALUES (?1, ?2)
               ON CONFLICT (site) DO UPDATE SET position = max(position, excluded.position)";
    conn.prepare_cached(sql)?.execute(params![site.0.as_bytes(), position.cast_signed()])?;
    Ok(())
}
