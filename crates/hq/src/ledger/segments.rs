//! Segments in the ledger's file: committed without gaps, given back to whoever lacks them, kept
//! aside when no grant permits them. Who may ask has been settled by the scope before.

use super::enrolment::id;
use super::hash;
use crate::error::HqError;
use passerelle_domain::{Refusal, Stream};
use passerelle_store::StoreError;
use passerelle_sync::dot::GENESIS;
use passerelle_sync::{DeviceId, Segment, Vector};
use rusqlite::{Connection, OptionalExtension, params};

/// Forbidden segments kept of one device.
pub(super) const REFUSED_OF_DEVICE_MAX: u32 = 100;

/// Commits what is new of a segment.
pub(super) fn append(conn: &Connection, segment: &Segment, now_ms: u64) -> Result<u64, HqError> {
    if segment.device == GENESIS {
        return Err(HqError::refused("exchange.not_granted"));
    }
    let stream = stream_row(conn, segment.stream)?;
    let writer = writer_row(conn, segment.device)?;
    let held = held(conn, stream, writer)?;
    if segment.first > held + 1 {
        let refusal = Refusal::new("exchange.gap").with("first", segment.first).with("held", held);
        return Err(HqError::Refused(refusal));
    }
    if segment.first <= held && !repeats(conn, (stream, writer), segment)? {
        return Err(HqError::refused("exchange.fork"));
    }
    if segment.last() <= held {
        return Ok(held);
    }
    let new = without_first(segment, held + 1 - segment.first);
    let bytes = postcard::to_stdvec(&new).map_err(|_| StoreError::InvalidOp("segment"))?;
    let (first, last) = (new.first.cast_signed(), new.last().cast_signed());
    let insert = || -> rusqlite::Result<()> {
        conn.prepare_cached(
            "INSERT INTO segment (stream, writer, first, last, committed_ms, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![stream, writer, first, last, now_ms.cast_signed(), bytes])?;
        conn.prepare_cached(
            "INSERT INTO vector (stream, writer, held) VALUES (?1, ?2, ?3)
             ON CONFLICT (stream, writer) DO UPDATE SET held = excluded.held",
        )?
        .execute([stream, writer, last])?;
        Ok(())
    };
    insert().map_err(StoreError::from)?;
    Ok(new.last())
}

/// Whether the ops of a segment that are held already are the same bytes. Others under the same
/// name mean that the laptop's data was copied or restored: both are kept, neither overwritten.
fn repeats(
    conn: &Connection,
    (stream, writer): (i64, i64),
    segment: &Segment,
) -> Result<bool, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT bytes FROM segment WHERE stream = ?1 AND writer = ?2 AND last >= ?3 AND first <= ?4",
    )?;
    let (first, last) = (segment.first.cast_signed(), segment.last().cast_signed());
    let mut rows = select.query([stream, writer, first, last])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let kept: Segment = postcard::from_bytes(bytes).map_err(|_| StoreError::Damaged)?;
        let same = (kept.first..).zip(&kept.ops).all(|(n, op)| {
            let at = n.checked_sub(segment.first).and_then(|at| usize::try_from(at).ok());
            at.and_then(|at| segment.ops.get(at)).is_none_or(|other| other == op)
        });
        if !same {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The segment without its first ops, which are held already.
fn without_first(segment: &Segment, count: u64) -> Segment {
    let skipped = usize::try_from(count).unwrap_or(usize::MAX);
    Segment {
        stream: segment.stream,
        device: segment.device,
        first: segment.first + count,
        ops: segment.ops.iter().skip(skipped).cloned().collect(),
    }
}

/// Keeps a forbidden segment; the same one again, or one too many, changes nothing.
pub(super) fn refuse(
    conn: &Connection,
    device: DeviceId,
    segment: &Segment,
    reason: &str,
    now_ms: u64,
) -> Result<(), StoreError> {
    let bytes = postcard::to_stdvec(segment).map_err(|_| StoreError::InvalidOp("segment"))?;
    let mut insert = conn.prepare_cached(
        "INSERT INTO refused (hash, device, reason, refused_ms, bytes)
         SELECT ?1, ?2, ?3, ?4, ?5
         WHERE (SELECT count(*) FROM refused WHERE device = ?2) < ?6
         ON CONFLICT (hash) DO NOTHING",
    )?;
    let (id, now) = (device.0.as_bytes(), now_ms.cast_signed());
    insert.execute(params![hash(&bytes), id, reason, now, bytes, REFUSED_OF_DEVICE_MAX])?;
    Ok(())
}

/// What is committed of a stream.
pub(super) fn vector(conn: &Connection, stream: Stream) -> Result<Vector, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT w.device, v.held FROM vector v JOIN writer w ON w.id = v.writer
         JOIN stream s ON s.id = v.stream WHERE s.name = ?1",
    )?;
    let mut rows = select.query([stream.to_string()])?;
    let mut vector = Vector::default();
    while let Some(row) = rows.next()? {
        vector.advance(DeviceId(id(row, 0)?), row.get::<_, i64>(1)?.cast_unsigned());
    }
    Ok(vector)
}

/// The last op of a device in a stream.
pub(super) fn last_op(
    conn: &Connection,
    stream: Stream,
    device: DeviceId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT g.bytes FROM segment g JOIN writer w ON w.id = g.writer
         JOIN stream s ON s.id = g.stream
         WHERE s.name = ?1 AND w.device = ?2 ORDER BY g.last DESC LIMIT 1",
    )?;
    let key = params![stream.to_string(), device.0.as_bytes()];
    let bytes: Option<Vec<u8>> = select.query_row(key, |row| row.get(0)).optional()?;
    let Some(bytes) = bytes else { return Ok(None) };
    let mut last: Segment = postcard::from_bytes(&bytes).map_err(|_| StoreError::Damaged)?;
    Ok(last.ops.pop())
}

/// Segments of which `have` lacks something, writer by writer.
pub(super) fn after(
    conn: &Connection,
    stream: Stream,
    have: &Vector,
    bytes_max: usize,
) -> Result<Vec<Segment>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT g.bytes FROM segment g JOIN writer w ON w.id = g.writer
         JOIN stream s ON s.id = g.stream
         WHERE s.name = ?1 AND w.device = ?2 AND g.last > ?3 ORDER BY g.last",
    )?;
    let mut segments = Vec::new();
    let mut total = 0;
    for (device, held) in vector(conn, stream)?.0 {
        let had = have.held(device);
        if held <= had {
            continue;
        }
        let name = stream.to_string();
        let mut rows = select.query(params![name, device.0.as_bytes(), had.cast_signed()])?;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            total += bytes.len();
            if total > bytes_max && !segments.is_empty() {
                return Ok(segments);
            }
            segments.push(postcard::from_bytes(bytes).map_err(|_| StoreError::Damaged)?);
        }
    }
    Ok(segments)
}

/// The order of the last commit.
pub(super) fn position(conn: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT coalesce(max(position), 0) FROM segment";
    let position: i64 = conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(position.cast_unsigned())
}

/// Streams that committed something after a position.
pub(super) fn streams_after(conn: &Connection, position: u64) -> Result<Vec<Stream>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT DISTINCT s.name FROM segment g JOIN stream s ON s.id = g.stream
         WHERE g.position > ?1 ORDER BY s.name",
    )?;
    let mut rows = select.query([position.cast_signed()])?;
    let mut streams = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        streams.push(name.parse().map_err(|_| StoreError::Damaged)?);
    }
    Ok(streams)
}

/// When the first commit after a position happened.
pub(super) fn committed_after_ms(
    conn: &Connection,
    position: u64,
) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT committed_ms FROM segment WHERE position > ?1 ORDER BY position LIMIT 1";
    let mut select = conn.prepare_cached(sql)?;
    let found: Option<i64> =
        select.query_row([position.cast_signed()], |row| row.get(0)).optional()?;
    Ok(found.map(i64::cast_unsigned))
}

/// Highest rank held of a writer in a stream.
fn held(conn: &Connection, stream: i64, writer: i64) -> Result<u64, StoreError> {
    let sql = "SELECT held FROM vector WHERE stream = ?1 AND writer = ?2";
    let mut select = conn.prepare_cached(sql)?;
    let held: Option<i64> = select.query_row([stream, writer], |row| row.get(0)).optional()?;
    Ok(held.unwrap_or(0).cast_unsigned())
}

fn stream_row(conn: &Connection, stream: Stream) -> Result<i64, StoreError> {
    let name = stream.to_string();
    let mut select = conn.prepare_cached("SELECT id FROM stream WHERE name = ?1")?;
    let found = select.query_row([&name], |row| row.get(0)).optional()?;
    match found {
        Some(row) => Ok(row),
        None => {
            Ok(conn.prepare_cached("INSERT INTO stream (name) VALUES (?1)")?.insert([&name])?)
        }
    }
}

fn writer_row(conn: &Connection, device: DeviceId) -> Result<i64, StoreError> {
    let bytes = device.0.as_bytes();
    let mut select = conn.prepare_cached("SELECT id FROM writer WHERE device = ?1")?;
    let found = select.query_row([bytes], |row| row.get(0)).optional()?;
    match found {
        Some(row) => Ok(row),
        None => {
            Ok(conn.prepare_cached("INSERT INTO writer (device) VALUES (?1)")?.insert([bytes])?)
        }
    }
}

/// The next rank of a writer in a stream.
pub(super) fn next_n(
    conn: &Connection,
    stream: Stream,
    device: DeviceId,
) -> Result<u64, StoreError> {
    Ok(held(conn, stream_row(conn, stream)?, writer_row(conn, device)?)? + 1)
}
