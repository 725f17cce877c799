//! What somebody with the key and the file could do to what is kept, for tests that must find it.

use crate::error::StoreError;
use crate::keys::StoreKey;
use crate::open::create;
use passerelle_sync::DeviceId;
use passerelle_sync::sealed::{ChainHash, Sealed};
use rusqlite::{Connection, params};
use std::path::Path;

/// Bytes at a segment's end: its signature, and some of what it covers.
const END: usize = 70;

/// What is done to the segments of one writer.
#[derive(Clone, Copy, Debug)]
pub enum Tampering {
    /// One is changed where it lies.
    Edited,
    /// The last is taken away, with everything that tells of it.
    Deleted,
    /// The first two trade places.
    Reordered,
    /// One is changed, and every hash after it is made anew.
    Recomputed,
}

/// A log: its stream and writer, and its segments in order.
struct Log {
    stream: i64,
    writer: i64,
    segments: Vec<(i64, Vec<u8>)>,
}

/// Does it to the log with the most segments in streams of this class.
///
/// # Errors
/// `Incomplete` where there are not three segments, or the store's.
pub fn tamper(
    file: &Path,
    key: &StoreKey,
    class: &str,
    tampering: Tampering,
) -> Result<(), StoreError> {
    let conn = create(file, key)?;
    let mut log = longest(&conn, class)?;
    let [first, second, .., last] = log.segments.as_mut_slice() else {
        return Err(StoreError::Incomplete("segments"));
    };
    let last = last.0;
    match tampering {
        Tampering::Edited | Tampering::Recomputed => flip(&mut second.1),
        Tampering::Reordered => std::mem::swap(&mut first.1, &mut second.1),
        Tampering::Deleted => {
            conn.execute("DELETE FROM segment WHERE position = ?1", [last])?;
            log.segments.pop();
        }
    }
    for (position, bytes) in &log.segments {
        let sql = "UPDATE segment SET bytes = ?2 WHERE position = ?1";
        conn.execute(sql, params![position, bytes])?;
    }
    if matches!(tampering, Tampering::Deleted | Tampering::Recomputed) {
        chain_anew(&conn, &log)?;
    }
    Ok(())
}

/// Changes rows as somebody would with the key and any program that opens the file.
///
/// # Errors
/// The store's.
pub fn tamper_row(file: &Path, key: &StoreKey, sql: &str) -> Result<(), StoreError> {
    let conn = create(file, key)?;
    conn.execute_batch(sql)?;
    Ok(())
}

fn longest(conn: &Connection, class: &str) -> Result<Log, StoreError> {
    let sql = "SELECT g.stream, g.writer FROM segment g JOIN stream s ON s.id = g.stream
               WHERE s.name LIKE '%/' || ?1 GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1";
    let (stream, writer) = conn.query_row(sql, [class], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sql = "SELECT position, bytes FROM segment WHERE stream = ?1 AND writer = ?2 ORDER BY last";
    let mut select = conn.prepare(sql)?;
    let rows = select.query_map([stream, writer], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Log { stream, writer, segments: rows.collect::<Result<_, _>>()? })
}

/// One bit of the content; the heading stays.
fn flip(bytes: &mut [u8]) {
    let at = bytes.len().saturating_sub(END);
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1;
    }
}

/// Hashes of the chain, and what tells how far it goes, as the program would have written them.
fn chain_anew(conn: &Connection, log: &Log) -> Result<(), StoreError> {
    let sql = "SELECT s.name, w.device FROM stream s, writer w WHERE s.id = ?1 AND w.id = ?2";
    let (name, device): (String, DeviceId) =
        conn.query_row(sql, [log.stream, log.writer], |row| {
            Ok((row.get(0)?, crate::rows::device(row, 1)?))
        })?;
    let stream = name.parse().map_err(|_| StoreError::Damaged)?;
    let (mut tip, mut last) = (ChainHash::START, 0);
    for (position, bytes) in &log.segments {
        let segment =
            Sealed::parse(stream, device, bytes.clone()).map_err(|_| StoreError::Damaged)?;
        tip = segment.chained(&tip);
        last = segment.last();
        conn.execute("UPDATE segment SET hash = ?2 WHERE position = ?1", params![position, tip.0])?;
    }
    let sql = "UPDATE vector SET sealed = ?3, held = ?3, acknowledged = min(acknowledged, ?3),
               tip = ?4 WHERE stream = ?1 AND writer = ?2";
    conn.execute(sql, params![log.stream, log.writer, last.cast_signed(), tip.0])?;
    Ok(())
}
