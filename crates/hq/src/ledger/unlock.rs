//! Telephone codes in the ledger's file: the newest batch of each laptop, and when each code was read
//! out. What has been read out is forgotten; that it was is remembered.

use super::Told;
use super::enrolment::device;
use crate::error::HqError;
use passerelle_store::StoreError;
use passerelle_sync::DeviceId;
use passerelle_sync::telephone::{Level, UnlockBatch, code};
use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

/// Codes read out that are remembered of one laptop.
const TOLD_MAX: i64 = 64;

/// Keeps a batch in place of the one before; the same batch again changes nothing, whatever of it has
/// been read out.
pub(super) fn keep(
    conn: &Connection,
    device: DeviceId,
    codes: &UnlockBatch,
    now_ms: u64,
) -> Result<(), StoreError> {
    let id = device.0.as_bytes();
    let sql = "SELECT EXISTS (SELECT 1 FROM unlock_slot WHERE device = ?1 AND batch = ?2)";
    if conn.prepare_cached(sql)?.query_row(params![id, codes.batch], |row| row.get(0))? {
        return Ok(());
    }
    forget(conn, device)?;
    conn.prepare_cached(include_str!("unlock_prune.sql"))?.execute(params![id, TOLD_MAX])?;
    let sql = "INSERT INTO unlock_slot (device, batch, slot, secret, received_ms)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut insert = conn.prepare_cached(sql)?;
    for (slot, secret) in (0_i64..).zip(&codes.slots) {
        insert.execute(params![id, codes.batch, slot, secret, now_ms.cast_signed()])?;
    }
    Ok(())
}

/// Forgets what has not been read out.
pub(super) fn forget(conn: &Connection, device: DeviceId) -> Result<(), StoreError> {
    let sql = "DELETE FROM unlock_slot WHERE device = ?1 AND secret IS NOT NULL";
    conn.prepare_cached(sql)?.execute([device.0.as_bytes()])?;
    Ok(())
}

/// The batch of which a code can still be read out.
pub(super) fn held(conn: &Connection, device: DeviceId) -> Result<Option<[u8; 8]>, StoreError> {
    let sql = "SELECT batch FROM unlock_slot WHERE device = ?1 AND secret IS NOT NULL LIMIT 1";
    let found = conn.prepare_cached(sql)?.query_row([device.0.as_bytes()], |row| row.get(0));
    Ok(found.optional()?)
}

/// Reads out the next code; see `Ledger::tell_code`.
pub(super) fn tell(
    conn: &Connection,
    id: DeviceId,
    level: Level,
    now_ms: u64,
) -> Result<Told, HqError> {
    let known = device(conn, id)?.ok_or_else(|| HqError::refused("device.unknown"))?;
    if known.contact.wipe_ordered_ms.is_some() {
        return Err(HqError::refused("unlock.wiped"));
    }
    if known.revoked {
        return Err(HqError::refused("unlock.revoked"));
    }
    if level == Level::Private && !known.grant.has_private() {
        return Err(HqError::refused("unlock.not_granted"));
    }
    let next = next(conn, id)?.ok_or_else(|| HqError::refused("unlock.none_left"))?;
    let (batch, slot, secret) = next;
    let sql = "UPDATE unlock_slot SET secret = NULL, told_ms = ?4
               WHERE device = ?1 AND batch = ?2 AND slot = ?3";
    let row = params![id.0.as_bytes(), batch, slot, now_ms.cast_signed()];
    conn.execute(sql, row).map_err(StoreError::from)?;
    let sql = "SELECT count(*) FROM unlock_slot WHERE device = ?1 AND secret IS NOT NULL";
    let left = conn.query_row(sql, [id.0.as_bytes()], |row| row.get(0));
    Ok(Told { code: code(&secret, level), left: left.map_err(StoreError::from)? })
}

type Slot = ([u8; 8], i64, Zeroizing<[u8; 32]>);

fn next(conn: &Connection, device: DeviceId) -> Result<Option<Slot>, StoreError> {
    let sql = "SELECT batch, slot, secret FROM unlock_slot
               WHERE device = ?1 AND secret IS NOT NULL ORDER BY slot LIMIT 1";
    let found = conn.query_row(sql, [device.0.as_bytes()], |row| {
        Ok((row.get(0)?, row.get(1)?, Zeroizing::new(row.get(2)?)))
    });
    Ok(found.optional()?)
}
