//! What headquarters knows of its laptops from hearing of them: their tokens, how they are, and whether
//! they have been told to erase themselves.

use super::enrolment::{device, revoke};
use super::{Delivery, unlock};
use crate::error::HqError;
use passerelle_store::StoreError;
use passerelle_sync::DeviceId;
use rusqlite::{Connection, params};

/// How long a token opens exchanges. Whoever holds the laptop's key gets another in the same exchange.
pub const TOKEN_MS: u64 = 24 * 3600 * 1000;

/// Notes what a delivery says of the laptop itself. Of one that was sent away, nothing.
pub(super) fn note_delivery(
    conn: &Connection,
    delivery: &Delivery,
    now_ms: u64,
) -> Result<(), StoreError> {
    let Some(device) = delivery.scope.device() else { return Ok(()) };
    if delivery.scope.is_sent_away() {
        return Ok(());
    }
    let id = device.0.as_bytes();
    if let Some(token) = &delivery.token {
        let sql = "UPDATE device SET token_hash = ?2, token_expires_ms = ?3 WHERE id = ?1";
        let expires_ms = now_ms.saturating_add(TOKEN_MS).cast_signed();
        conn.prepare_cached(sql)?.execute(params![id, token, expires_ms])?;
    }
    if let Some(codes) = &delivery.codes {
        unlock::keep(conn, device, codes, now_ms)?;
    }
    if let Some(said) = &delivery.said {
        conn.prepare_cached(include_str!("said.sql"))?.execute(params![
            id,
            now_ms.cast_signed(),
            said.version,
            said.pending,
            said.clock_ms,
            said.backup_ms.map(u64::cast_signed),
        ])?;
    }
    Ok(())
}

/// Sends a laptop away and orders it to erase itself; see `Ledger::order_wipe`.
pub(super) fn order_wipe(conn: &Connection, id: DeviceId, now_ms: u64) -> Result<(), HqError> {
    revoke(conn, id, now_ms)?;
    let sql = "UPDATE device SET wipe_ordered_ms = coalesce(wipe_ordered_ms, ?2) WHERE id = ?1";
    let row = params![id.0.as_bytes(), now_ms.cast_signed()];
    conn.execute(sql, row).map_err(StoreError::from)?;
    Ok(unlock::forget(conn, id)?)
}

/// Notes that a laptop was given the order.
pub(super) fn note_wiped(conn: &Connection, id: DeviceId, now_ms: u64) -> Result<(), HqError> {
    let known = device(conn, id)?.ok_or_else(|| HqError::refused("device.unknown"))?;
    if known.contact.wipe_ordered_ms.is_some() {
        let sql = "UPDATE device SET wiped_ms = ?2 WHERE id = ?1";
        let row = params![id.0.as_bytes(), now_ms.cast_signed()];
        conn.execute(sql, row).map_err(StoreError::from)?;
    }
    Ok(())
}
