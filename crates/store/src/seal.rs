//! Sealing: what this computer wrote since the last time goes into segments, signed with its key,
//! and from then on lives only there. One transaction: an op is a row or in a segment, never both and
//! never neither.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::local::Local;
use crate::names::StoredNames;
use crate::rows::{stream_of, writer_row};
use passerelle_domain::Stream;
use passerelle_sync::digest::unhex;
use passerelle_sync::identity::{Key, PublicKey};
use passerelle_sync::planted::{self, Bug};
use passerelle_sync::sealed::{ChainHash, Sealed, SegmentError, seal};
use passerelle_sync::{DeviceId, Op};
use rusqlite::{Connection, OptionalExtension, params};

/// Ops in a segment made here: whoever receives it folds it in one go, and a key press must not
/// wait longer than that.
const SEALED_OPS_MAX: u32 = 4096;
/// Gestures that undo goes back over.
const GESTURES_MAX: u32 = 1_000;
/// Free pages that nobody minds: 256 KiB.
const FREE_PAGES_MAX: i64 = 64;
/// Pages given back at a time: 2 MiB.
const GIVEN_BACK_MAX: i64 = 512;

impl Store {
    /// Seals whatever waits. Gives how many segments were made.
    ///
    /// # Errors
    /// The store's; nothing is sealed then.
    pub fn seal(&mut self) -> Result<u32, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM unsealed)";
        if !self.conn.query_row(sql, [], |row| row.get::<_, bool>(0))? {
            return Ok(0);
        }
        let made = self.change(|conn| {
            let key = View::of(conn).signing_key()?;
            let device = View::of(conn).device()?.ok_or(StoreError::Incomplete("device"))?;
            let mut select =
                conn.prepare("SELECT DISTINCT stream FROM unsealed ORDER BY stream")?;
            let streams = select.query_map([], |row| row.get::<_, i64>(0))?;
            let mut made = 0;
            for row in streams.collect::<Result<Vec<_>, _>>()? {
                made += seal_stream(conn, (row, stream_of(conn, row)?), device, &key)?;
            }
            forget_gestures(conn)?;
            Ok::<_, StoreError>(made)
        })?;
        // The ops are sealed by now, whatever becomes of this: it is tried again after the next.
        let _ = self.give_back_pages();
        Ok(made)
    }

    /// Shortens the file once more than a quarter of it is free: an op that waits takes some twenty
    /// times what it takes in a segment. A file of an earlier version keeps its length.
    fn give_back_pages(&self) -> Result<(), StoreError> {
        let count = |name| self.conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let (free, all) = (count("freelist_count")?, count("page_count")?);
        if free > FREE_PAGES_MAX && free > all / 4 {
            // Each row that it gives is a page. A key press waits meanwhile.
            let sql = format!("PRAGMA incremental_vacuum({GIVEN_BACK_MAX})");
            let mut given_back = self.conn.prepare(&sql)?;
            let mut pages = given_back.query([])?;
            while pages.next()?.is_some() {}
        }
        Ok(())
    }
}

/// The undo list ends somewhere: it would outgrow what it undoes.
fn forget_gestures(conn: &Connection) -> Result<(), StoreError> {
    let sql = "SELECT hlc FROM gesture ORDER BY hlc DESC LIMIT 1 OFFSET ?1";
    let oldest: Option<i64> =
        conn.prepare_cached(sql)?.query_row([GESTURES_MAX], |row| row.get(0)).optional()?;
    if let Some(oldest) = oldest {
        conn.execute("DELETE FROM gesture_part WHERE hlc <= ?1", [oldest])?;
        conn.execute("DELETE FROM gesture WHERE hlc <= ?1", [oldest])?;
    }
    Ok(())
}

impl View<'_> {
    /// The key that signs for this computer.
    ///
    /// # Errors
    /// `Incomplete`, or the store's.
    pub fn signing_key(&self) -> Result<Key, StoreError> {
        let seed = self.local(Local::Seed)?.and_then(|text| unhex(&text)?.try_into().ok());
        Ok(Key::from_seed(seed.ok_or(StoreError::Incomplete("seed"))?))
    }
}

impl View<'_> {
    /// The key of headquarters' log in this epoch, if it is known.
    ///
    /// # Errors
    /// The store's.
    pub fn log_key(&self) -> Result<Option<PublicKey>, StoreError> {
        let log = self.local(Local::Log)?.and_then(|text| uuid::Uuid::parse_str(&text).ok());
        let Some(log) = log else { return Ok(None) };
        let sql = "SELECT key FROM writer WHERE device = ?1 AND authority = 2";
        let key = self.conn.prepare_cached(sql)?.query_row([log.as_bytes()], |row| row.get(0));
        Ok(key.optional()?.map(PublicKey))
    }
}

fn seal_stream(
    conn: &Connection,
    (row, stream): (i64, Stream),
    device: DeviceId,
    key: &Key,
) -> Result<u32, StoreError> {
    let writer = writer_row(conn, device)?;
    let sql = "SELECT sealed, tip FROM vector WHERE stream = ?1 AND writer = ?2";
    let found = conn.query_row(sql, [row, writer], |row| {
        Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get::<_, Option<[u8; 32]>>(1)?))
    });
    let (mut sealed, tip) = found.optional()?.unwrap_or_default();
    let mut tip = tip.map_or(ChainHash::START, ChainHash);
    let names = StoredNames::new(conn, stream);
    let mut made = 0;
    loop {
        let ops = waiting(conn, row, sealed)?;
        if ops.is_empty() {
            break;
        }
        if planted::is(Bug::TipForgotten) {
            tip = ChainHash::START;
        }
        let ops = match &ops[..] {
            [kept @ .., _] if planted::is(Bug::SealDrops) && kept.len() > 1 => kept,
            all => all,
        };
        let segment = largest(stream, device, sealed + 1, ops, &tip, key, &names)?;
        tip = segment.chained(&tip);
        sealed = segment.last();
        let (first, last) = (segment.first().cast_signed(), sealed.cast_signed());
        let sql = "INSERT INTO segment (stream, writer, first, last, hash, bytes)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        conn.execute(sql, params![row, writer, first, last, tip.0, segment.bytes()])?;
        let last = if planted::is(Bug::SealDrops) { last + 1 } else { last };
        let sql = "DELETE FROM unsealed WHERE stream = ?1 AND n <= ?2";
        conn.execute(sql, [row, last])?;
        let sql = "UPDATE vector SET sealed = ?3, tip = ?4 WHERE stream = ?1 AND writer = ?2";
        conn.execute(sql, params![row, writer, last, tip.0])?;
        made += 1;
    }
    Ok(made)
}

/// The next ops to be sealed, without gaps.
fn waiting(conn: &Connection, stream: i64, sealed: u64) -> Result<Vec<Op>, StoreError> {
    let sql = "SELECT bytes FROM unsealed WHERE stream = ?1 AND n > ?2 ORDER BY n LIMIT ?3";
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query(params![stream, sealed.cast_signed(), SEALED_OPS_MAX])?;
    let mut ops = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        ops.push(Op::decode(bytes).ok_or(StoreError::Damaged)?);
    }
    Ok(ops)
}

/// A segment of as many of these ops as one may hold.
fn largest(
    stream: Stream,
    device: DeviceId,
    first: u64,
    ops: &[Op],
    tip: &ChainHash,
    key: &Key,
    names: &StoredNames<'_>,
) -> Result<Sealed, StoreError> {
    let mut count = ops.len();
    loop {
        match seal(stream, device, first, &ops[..count], tip, key, names) {
            Ok(segment) => return Ok(segment),
            Err(SegmentError::TooLarge | SegmentError::TooManyOps) if count > 1 => count /= 2,
            Err(_) => return Err(StoreError::InvalidOp("segment")),
        }
    }
}
