//! Snapshots: the newest part of a centre as it is folded, so that work starts before the rest has
//! arrived.

use crate::error::StoreError;
use passerelle_sync::DeviceId;
use rusqlite::Connection;
use std::collections::HashMap;

/// What a snapshot covered of each writer of a stream, while the rest is on its way.
pub(crate) fn covered(
    conn: &Connection,
    stream: i64,
) -> Result<HashMap<DeviceId, u64>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT w.device, c.n FROM covered c JOIN writer w ON w.id = c.writer
         WHERE c.stream = ?1",
    )?;
    let rows = select.query_map([stream], |row| {
        Ok((crate::rows::device(row, 0)?, row.get::<_, i64>(1)?.cast_unsigned()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
