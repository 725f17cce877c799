//! Segments on their way into the ledger's file: their writer's certificate, their signature and their
//! place in the chain are checked, nothing inside is read. Each has an outcome of its own and stops no
//! other. Whose they may be has been settled by the scope of whoever brings them.

use super::enrolment::{device, id};
use super::epoch::{identity, is_log, next_position, remember_log};
use super::{Delivery, Outcome, RefusedRow, keys, recall};
use crate::error::HqError;
use crate::scope::Scope;
use passerelle_domain::Stream;
use passerelle_store::StoreError;
use passerelle_sync::DeviceId;
use passerelle_sync::authority::Authority;
use passerelle_sync::digest::{Tip, Tips};
use passerelle_sync::dot::GENESIS;
use passerelle_sync::identity::{Key, PublicKey};
use passerelle_sync::sealed::{AnyNames, ChainHash, Sealed, SegmentError};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Refused segments kept of one sender.
pub const REFUSED_OF_DEVICE_MAX: u32 = 100;
/// What is held of a writer who is new.
pub(super) const NOTHING: Tip = Tip { n: 0, hash: ChainHash::START };

/// Who may have sealed a segment.
#[derive(Clone, Copy)]
struct Author {
    key: PublicKey,
    authority: Authority,
    /// Only its signature can tell whether it is a log of headquarters that was lost.
    is_unknown: bool,
}

/// Takes deliveries within one transaction.
pub(super) struct Intake<'c> {
    conn: &'c Connection,
    network: Key,
    authors: HashMap<DeviceId, Author>,
    now_ms: u64,
}

impl<'c> Intake<'c> {
    pub fn new(conn: &'c Connection, now_ms: u64) -> Result<Self, StoreError> {
        let network = identity(conn)?.network;
        Ok(Self { conn, network, authors: HashMap::new(), now_ms })
    }

    /// What becomes of each segment of a delivery.
    pub fn take(&mut self, delivery: &Delivery) -> Result<Vec<Outcome>, HqError> {
        let mut outcomes = Vec::with_capacity(delivery.segments.len());
        for segment in &delivery.segments {
            let outcome = match delivery.scope.is_sent_away() {
                true => self.review(&delivery.scope, segment)?,
                false => self.decide(&delivery.scope, segment)?,
            };
            if let (Outcome::Refused(code), Some(sender)) = (outcome, delivery.scope.device()) {
                tracing::warn!(code, first = segment.first(), "segment refused");
                keep_refused(self.conn, sender, segment, code, self.now_ms)?;
            }
            outcomes.push(outcome);
        }
        keys::keep(self.conn, &delivery.scope, &delivery.keys, self.now_ms)?;
        Ok(outcomes)
    }

    /// What a laptop that was sent away brings: its own work that is not here is kept for a person to
    /// look at; the rest is somebody else's to bring.
    fn review(&self, scope: &Scope, segment: &Sealed) -> Result<Outcome, StoreError> {
        let held = tip_of(self.conn, segment.stream, segment.device)?.unwrap_or(NOTHING);
        let is_own = scope.device() == Some(segment.device) && scope.wrote_in(segment.stream);
        Ok(match is_own && segment.last() > held.n {
            true => Outcome::Refused("exchange.revoked"),
            false => Outcome::Repeated,
        })
    }

    fn decide(&mut self, scope: &Scope, segment: &Sealed) -> Result<Outcome, HqError> {
        if !scope.may_bring(segment.stream) {
            return Ok(Outcome::Refused("exchange.not_granted"));
        }
        if segment.device == GENESIS {
            return Ok(Outcome::Refused("exchange.not_certified"));
        }
        let tip = tip_of(self.conn, segment.stream, segment.device)?.unwrap_or(NOTHING);
        let author = self.author(segment.device)?;
        if author.authority.is_elsewhere(scope.site()) {
            // As if nobody had ever heard of it.
            return Ok(Outcome::Refused("exchange.not_certified"));
        }
        if segment.first() <= tip.n {
            return Ok(held_already(self.conn, segment, &author.key)?);
        }
        if segment.first() > tip.n + 1 {
            return Ok(Outcome::Refused("exchange.gap"));
        }
        if !author.authority.writes_in(segment.stream) {
            return Ok(Outcome::Refused("exchange.not_granted"));
        }
        let Some(hash) = segment.verify(&tip.hash, &author.key) else {
            return Ok(Outcome::Refused(match author.is_unknown {
                true => "exchange.not_certified",
                false => "exchange.not_verified",
            }));
        };
        if let Err(SegmentError::TooLarge | SegmentError::NotUnderstood) = segment.decode(&AnyNames)
        {
            // Signed, and nobody will ever read it: handed on, it would stop its writer's log everywhere.
            return Ok(Outcome::Refused("exchange.not_understood"));
        }
        if author.is_unknown {
            remember_log(self.conn, segment.device, self.now_ms)?;
            self.authors.insert(segment.device, Author { is_unknown: false, ..author });
        }
        insert(self.conn, segment, hash, self.now_ms)?;
        if author.authority == Authority::Headquarters {
            // Only after the ledger was restored: our own words come back to us.
            recall::recall(self.conn, segment, self.now_ms)?;
            self.authors.clear();
        }
        Ok(Outcome::Committed)
    }

    fn author(&mut self, id: DeviceId) -> Result<Author, StoreError> {
        if let Some(author) = self.authors.get(&id) {
            return Ok(*author);
        }
        let author = match device(self.conn, id)? {
            Some(row) => {
                let authority = Authority::Device { site: row.site, grant: row.grant };
                Author { key: row.key, authority, is_unknown: false }
            }
            // The key of any of our logs grows from the network key: nobody else signs with it.
            None => Author {
                key: self.network.log(id).public(),
                authority: Authority::Headquarters,
                is_unknown: !is_log(self.conn, id)?,
            },
        };
        self.authors.insert(id, author);
        Ok(author)
    }
}

/// The same bytes again; or others under the same numbers, which means that the laptop's data was
/// copied or restored: both are kept, neither is overwritten.
fn held_already(
    conn: &Connection,
    segment: &Sealed,
    key: &PublicKey,
) -> Result<Outcome, StoreError> {
    let kept = |last: u64, column: &str| -> Result<Option<Vec<u8>>, StoreError> {
        let sql = format!(
            "SELECT g.{column} FROM segment g JOIN stream s ON s.id = g.stream
             JOIN writer w ON w.id = g.writer
             WHERE s.name = ?1 AND w.device = ?2 AND g.last = ?3"
        );
        let place =
            params![segment.stream.to_string(), segment.device.0.as_bytes(), last.cast_signed()];
        Ok(conn.prepare_cached(&sql)?.query_row(place, |row| row.get(0)).optional()?)
    };
    if kept(segment.last(), "bytes")?.is_some_and(|bytes| bytes == segment.bytes()) {
        return Ok(Outcome::Repeated);
    }
    let previous = match segment.first() {
        1 => Some(ChainHash::START),
        first => {
            let hash = kept(first - 1, "hash")?.and_then(|hash| hash.try_into().ok());
            hash.map(ChainHash)
        }
    };
    let signed = previous.is_some_and(|previous| segment.verify(&previous, key).is_some());
    Ok(Outcome::Refused(if signed { "exchange.fork" } else { "exchange.not_verified" }))
}

/// Keeps a segment whose hash has been made sure of; the writer's tip from now on.
pub(super) fn insert(
    conn: &Connection,
    segment: &Sealed,
    hash: ChainHash,
    now_ms: u64,
) -> Result<Tip, StoreError> {
    let (stream, writer) = (stream_row(conn, segment.stream)?, writer_row(conn, segment.device)?);
    let (first, last) = (segment.first().cast_signed(), segment.last().cast_signed());
    let position = next_position(conn)?;
    conn.prepare_cached(
        "INSERT INTO segment (position, stream, writer, first, last, committed_ms, hash, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        position,
        stream,
        writer,
        first,
        last,
        now_ms.cast_signed(),
        hash.0,
        segment.bytes()
    ])?;
    conn.prepare_cached(
        "INSERT INTO vector (stream, writer, held, tip) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (stream, writer) DO UPDATE SET held = excluded.held, tip = excluded.tip",
    )?
    .execute(params![stream, writer, last, hash.0])?;
    Ok(Tip { n: segment.last(), hash })
}

/// How far a writer's segments go.
pub(super) fn tip_of(
    conn: &Connection,
    stream: Stream,
    device: DeviceId,
) -> Result<Option<Tip>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT v.held, v.tip FROM vector v JOIN stream s ON s.id = v.stream
         JOIN writer w ON w.id = v.writer WHERE s.name = ?1 AND w.device = ?2",
    )?;
    let found = select.query_row(params![stream.to_string(), device.0.as_bytes()], |row| {
        Ok(Tip { n: row.get::<_, i64>(0)?.cast_unsigned(), hash: ChainHash(row.get(1)?) })
    });
    Ok(found.optional()?)
}

/// How far every writer's segments go.
pub(super) fn tips(conn: &Connection, stream: Stream) -> Result<Tips, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT w.device, v.held, v.tip FROM vector v JOIN writer w ON w.id = v.writer
         JOIN stream s ON s.id = v.stream WHERE s.name = ?1",
    )?;
    let rows = select.query_map([stream.to_string()], |row| {
        let n = row.get::<_, i64>(1)?.cast_unsigned();
        Ok((DeviceId(id(row, 0)?), Tip { n, hash: ChainHash(row.get(2)?) }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps a segment that was not committed; the same one again, or one too many, changes nothing. A
/// gap is filled by what comes before it, and the segment comes again then.
fn keep_refused(
    conn: &Connection,
    sender: DeviceId,
    segment: &Sealed,
    code: &str,
    now_ms: u64,
) -> Result<(), StoreError> {
    if code == "exchange.gap" {
        return Ok(());
    }
    conn.prepare_cached(include_str!("refuse.sql"))?.execute(params![
        segment.chained(&ChainHash::START).0,
        sender.0.as_bytes(),
        segment.stream.to_string(),
        segment.device.0.as_bytes(),
        segment.first().cast_signed(),
        code,
        now_ms.cast_signed(),
        segment.bytes(),
        REFUSED_OF_DEVICE_MAX,
    ])?;
    Ok(())
}

/// Segments that were not committed, the oldest first.
pub(super) fn refused(conn: &Connection) -> Result<Vec<RefusedRow>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT sender, stream, writer, first, code, refused_ms, length(bytes), hash FROM refused
         ORDER BY refused_ms, hash",
    )?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let stream: String = row.get(1)?;
        found.push(RefusedRow {
            hash: row.get(7)?,
            sender: DeviceId(id(row, 0)?),
            stream: stream.parse().map_err(|_| StoreError::Damaged)?,
            writer: DeviceId(id(row, 2)?),
            first: row.get::<_, i64>(3)?.cast_unsigned(),
            code: row.get(4)?,
            refused_ms: row.get::<_, i64>(5)?.cast_unsigned(),
            bytes: row.get::<_, i64>(6)?.cast_unsigned(),
        });
    }
    Ok(found)
}

/// A segment that was not committed.
pub(super) fn refused_segment(
    conn: &Connection,
    hash: &[u8; 32],
) -> Result<Option<Sealed>, StoreError> {
    let sql = "SELECT stream, writer, bytes FROM refused WHERE hash = ?1";
    let mut select = conn.prepare_cached(sql)?;
    let found = select.query_row([hash], |row| {
        Ok((row.get::<_, String>(0)?, DeviceId(id(row, 1)?), row.get(2)?))
    });
    let Some((stream, writer, bytes)) = found.optional()? else { return Ok(None) };
    let stream = stream.parse().map_err(|_| StoreError::Damaged)?;
    Ok(Some(Sealed::parse(stream, writer, bytes).map_err(|_| StoreError::Damaged)?))
}

/// The number of a stream in this file, given when there is none.
pub(super) fn stream_row(conn: &Connection, stream: Stream) -> Result<i64, StoreError> {
    let name = stream.to_string();
    match find_stream(conn, stream)? {
        Some(row) => Ok(row),
        None => {
            Ok(conn.prepare_cached("INSERT INTO stream (name) VALUES (?1)")?.insert([&name])?)
        }
    }
}

/// The number of a stream in this file.
pub(super) fn find_stream(conn: &Connection, stream: Stream) -> Result<Option<i64>, StoreError> {
    let mut select = conn.prepare_cached("SELECT id FROM stream WHERE name = ?1")?;
    Ok(select.query_row([stream.to_string()], |row| row.get(0)).optional()?)
}

/// The number of a writer in this file, given when there is none.
pub(super) fn writer_row(conn: &Connection, device: DeviceId) -> Result<i64, StoreError> {
    let bytes = device.0.as_bytes();
    match find_writer(conn, device)? {
        Some(row) => Ok(row),
        None => {
            Ok(conn.prepare_cached("INSERT INTO writer (device) VALUES (?1)")?.insert([bytes])?)
        }
    }
}

/// The number of a writer in this file.
pub(super) fn find_writer(conn: &Connection, device: DeviceId) -> Result<Option<i64>, StoreError> {
    let mut select = conn.prepare_cached("SELECT id FROM writer WHERE device = ?1")?;
    Ok(select.query_row([device.0.as_bytes()], |row| row.get(0)).optional()?)
}
