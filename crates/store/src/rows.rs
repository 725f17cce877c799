//! The small numbers that stand for streams and writers inside the file, and ids as they are bound.
//! They never leave the file.

use crate::error::StoreError;
use passerelle_domain::{RecordId, Stream};
use passerelle_sync::{DeviceId, Dot};
use rusqlite::{Connection, OptionalExtension, Row};
use std::cell::RefCell;
use std::collections::HashMap;
use uuid::Uuid;

/// The row of a stream; made on first use.
pub(crate) fn stream_row(conn: &Connection, stream: Stream) -> Result<i64, StoreError> {
    let name = stream.to_string();
    if let Some(row) = find_stream(conn, stream)? {
        return Ok(row);
    }
    let mut insert = conn.prepare_cached("INSERT INTO stream (name) VALUES (?1)")?;
    Ok(insert.insert([name])?)
}

/// The row of a stream, if anything of it is here.
pub(crate) fn find_stream(conn: &Connection, stream: Stream) -> Result<Option<i64>, StoreError> {
    let mut select = conn.prepare_cached("SELECT id FROM stream WHERE name = ?1")?;
    Ok(select.query_row([stream.to_string()], |row| row.get(0)).optional()?)
}

/// The row of a writer; made on first use.
pub(crate) fn writer_row(conn: &Connection, device: DeviceId) -> Result<i64, StoreError> {
    let mut select = conn.prepare_cached("SELECT id FROM writer WHERE device = ?1")?;
    let found = select.query_row([device.0.as_bytes()], |row| row.get(0)).optional()?;
    if let Some(row) = found {
        return Ok(row);
    }
    let mut insert = conn.prepare_cached("INSERT INTO writer (device) VALUES (?1)")?;
    Ok(insert.insert([device.0.as_bytes()])?)
}

/// Rows and ids of writers, looked up once.
#[derive(Default)]
pub(crate) struct Writers {
    rows: RefCell<HashMap<DeviceId, i64>>,
    devices: RefCell<HashMap<i64, DeviceId>>,
}

impl Writers {
    /// The row of a writer; made on first use.
    pub fn row(&self, conn: &Connection, device: DeviceId) -> Result<i64, StoreError> {
        if let Some(row) = self.rows.borrow().get(&device) {
            return Ok(*row);
        }
        let row = writer_row(conn, device)?;
        self.rows.borrow_mut().insert(device, row);
        self.devices.borrow_mut().insert(row, device);
        Ok(row)
    }

    /// The writer of a row.
    pub fn device(&self, conn: &Connection, row: i64) -> Result<DeviceId, StoreError> {
        if let Some(device) = self.devices.borrow().get(&row) {
            return Ok(*device);
        }
        let mut select = conn.prepare_cached("SELECT device FROM writer WHERE id = ?1")?;
        let found = select.query_row([row], |row| device(row, 0))?;
        self.devices.borrow_mut().insert(row, found);
        self.rows.borrow_mut().insert(found, row);
        Ok(found)
    }
}

/// The stream of a row.
pub(crate) fn stream_of(conn: &Connection, row: i64) -> Result<Stream, StoreError> {
    let mut select = conn.prepare_cached("SELECT name FROM stream WHERE id = ?1")?;
    let name: String = select.query_row([row], |row| row.get(0))?;
    name.parse().map_err(|_| StoreError::Damaged)
}

/// The dot in two neighbouring columns.
pub(crate) fn dot(row: &Row<'_>, index: usize) -> rusqlite::Result<Dot> {
    let n: i64 = row.get(index + 1)?;
    Ok(Dot { device: device(row, index)?, n: n.cast_unsigned() })
}

/// Highest n held of a writer in a stream.
pub(crate) fn held(conn: &Connection, stream: i64, writer: i64) -> Result<u64, StoreError> {
    let sql = "SELECT held FROM vector WHERE stream = ?1 AND writer = ?2";
    let mut select = conn.prepare_cached(sql)?;
    let held: Option<i64> = select.query_row([stream, writer], |row| row.get(0)).optional()?;
    Ok(held.unwrap_or(0).cast_unsigned())
}

/// Advances the vector, in the transaction that folded the ops.
pub(crate) fn hold(conn: &Connection, stream: i64, writer: i64, n: u64) -> Result<(), StoreError> {
    let mut upsert = conn.prepare_cached(
        "INSERT INTO vector (stream, writer, held) VALUES (?1, ?2, ?3)
         ON CONFLICT (stream, writer) DO UPDATE SET held = max(held, excluded.held)",
    )?;
    upsert.execute([stream, writer, n.cast_signed()])?;
    Ok(())
}

/// An id in a column.
pub(crate) fn record(row: &Row<'_>, index: usize) -> rusqlite::Result<RecordId> {
    Ok(RecordId(uuid(row, index)?))
}

/// A device in a column.
pub(crate) fn device(row: &Row<'_>, index: usize) -> rusqlite::Result<DeviceId> {
    Ok(DeviceId(uuid(row, index)?))
}

fn uuid(row: &Row<'_>, index: usize) -> rusqlite::Result<Uuid> {
    let bytes: [u8; 16] = row.get(index)?;
    Ok(Uuid::from_bytes(bytes))
}

/// A count or number of minutes in a column; negative numbers never stand there.
pub(crate) fn number<T: TryFrom<i64> + Default>(
    row: &Row<'_>,
    index: usize,
) -> rusqlite::Result<T> {
    let number: i64 = row.get(index)?;
    Ok(T::try_from(number).unwrap_or_default())
}

/// The same, or none when the column is null.
pub(crate) fn number_or_none<T: TryFrom<i64>>(
    row: &Row<'_>,
    index: usize,
) -> rusqlite::Result<Option<T>> {
    let number: Option<i64> = row.get(index)?;
    Ok(number.and_then(|number| T::try_from(number).ok()))
}

/// A list of texts, kept one to a line.
pub(crate) fn lines(row: &Row<'_>, index: usize) -> rusqlite::Result<Vec<String>> {
    let text: Option<String> = row.get(index)?;
    Ok(text.unwrap_or_default().lines().map(str::to_owned).collect())
}
