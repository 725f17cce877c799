//! What is held, what headquarters has acknowledged, and therefore what waits. Nothing here is
//! stored as a state: "received" is always computed from acknowledged numbers.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::local::Local;
use crate::rows::{device, record, stream_row, writer_row};
use passerelle_domain::{KindId, RecordId, Stream, kinds};
use passerelle_sync::segment::SEGMENT_BYTES_MAX;
use passerelle_sync::wire::{Holdings, Welcome};
use passerelle_sync::{DeviceId, Op, Segment, Vector};
use rusqlite::params;
use std::collections::BTreeMap;

/// Ops of this computer that headquarters has not acknowledged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// How many.
    pub count: u32,
    /// Their bytes.
    pub bytes: u32,
    /// The first one's time, milliseconds since 1970.
    pub since_ms: Option<u64>,
}

/// Pending ops of one kind, cohort and person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Kind of record.
    pub kind: KindId,
    /// One of the records.
    pub record: RecordId,
    /// Who wrote them.
    pub actor: RecordId,
    /// How many.
    pub count: u32,
    /// Their bytes.
    pub bytes: u32,
    /// The first one's time, milliseconds since 1970.
    pub since_ms: u64,
}

/// Bytes of a segment made here: small enough to cross a telephone line before anybody gives up.
const SENT_BYTES_MAX: usize = SEGMENT_BYTES_MAX / 16;

/// Pending ops of this computer, oldest first within a stream.
const PENDING: &str = "FROM writer w
    JOIN vector v ON v.writer = w.id
    JOIN op o ON o.stream = v.stream AND o.writer = v.writer AND o.n > v.acknowledged
    WHERE w.device = ?1";

impl View<'_> {
    /// What is held of each of these streams.
    ///
    /// # Errors
    /// The store's.
    pub fn holdings(&self, streams: &[Stream]) -> Result<Holdings, StoreError> {
        streams.iter().map(|stream| Ok((*stream, self.vector(*stream, "held")?))).collect()
    }

    /// What headquarters said it holds of a stream.
    ///
    /// # Errors
    /// The store's.
    pub fn acknowledged(&self, stream: Stream) -> Result<Vector, StoreError> {
        self.vector(stream, "acknowledged")
    }

    fn vector(&self, stream: Stream, column: &str) -> Result<Vector, StoreError> {
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT w.device, v.{column} FROM vector v JOIN writer w ON w.id = v.writer
             JOIN stream s ON s.id = v.stream WHERE s.name = ?1 AND v.{column} > 0"
        ))?;
        let mut rows = select.query([stream.to_string()])?;
        let mut vector = Vector::default();
        while let Some(row) = rows.next()? {
            vector.advance(device(row, 0)?, row.get::<_, i64>(1)?.cast_unsigned());
        }
        Ok(vector)
    }

    /// How much of this computer's work headquarters has not acknowledged.
    ///
    /// # Errors
    /// The store's.
    pub fn pending(&self) -> Result<Pending, StoreError> {
        let Some(me) = self.device()? else { return Ok(Pending::default()) };
        let sql = format!("SELECT count(*), coalesce(sum(length(o.bytes)), 0) {PENDING}");
        let mut select = self.conn.prepare_cached(&sql)?;
        let (count, bytes): (i64, i64) =
            select.query_row([me.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut pending = Pending {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
            since_ms: None,
        };
        if pending.count > 0 {
            // The first pending op of each stream is the oldest of its stream.
            let sql = format!("SELECT o.bytes, min(o.n) {PENDING} GROUP BY o.stream");
            let mut select = self.conn.prepare_cached(&sql)?;
            let mut rows = select.query([me.0.as_bytes()])?;
            while let Some(row) = rows.next()? {
                let bytes: Vec<u8> = row.get(0)?;
                let ms = Op::decode(&bytes).map(|op| op.hlc.ms());
                pending.since_ms = pending.since_ms.into_iter().chain(ms).min();
            }
        }
        Ok(pending)
    }

    /// What waits, in groups of one kind, one parent (the session of a mark) and one person, at
    /// most `limit` ops read.
    ///
    /// # Errors
    /// The store's.
    pub fn waiting(&self, limit: u32) -> Result<Vec<Waiting>, StoreError> {
        let Some(me) = self.device()? else { return Ok(Vec::new()) };
        let sql = format!("SELECT o.bytes {PENDING} ORDER BY o.stream, o.n LIMIT ?2");
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query(params![me.0.as_bytes(), limit])?;
        let mut groups: BTreeMap<(KindId, Option<RecordId>, RecordId), Waiting> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let bytes: Vec<u8> = row.get(0)?;
            let Some(op) = Op::decode(&bytes) else { continue };
            let about = op.record.parents().first().copied();
            let group = groups.entry((op.kind, about, op.actor)).or_insert_with(|| Waiting {
                kind: op.kind,
                record: about.unwrap_or_else(|| op.record_id()),
                actor: op.actor,
                count: 0,
                bytes: 0,
                since_ms: op.hlc.ms(),
            });
            group.count += 1;
            group.bytes += u32::try_from(bytes.len()).unwrap_or(u32::MAX);
            group.since_ms = group.since_ms.min(op.hlc.ms());
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        groups.sort_by_key(|group| (group.since_ms, group.kind));
        Ok(groups)
    }

    /// Ops of `device` after `n`, as segments of at most `bytes_max` bytes together.
    ///
    /// # Errors
    /// The store's.
    pub fn segments_after(
        &self,
        stream: Stream,
        device: DeviceId,
        n: u64,
        bytes_max: usize,
    ) -> Result<Vec<Segment>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT o.bytes FROM op o JOIN writer w ON w.id = o.writer
             JOIN stream s ON s.id = o.stream
             WHERE s.name = ?1 AND w.device = ?2 AND o.n > ?3 ORDER BY o.n",
        )?;
        let key = params![stream.to_string(), device.0.as_bytes(), n.cast_signed()];
        let mut rows = select.query(key)?;
        let mut segments: Vec<Segment> = Vec::new();
        let mut total = 0;
        let mut next = n + 1;
        while let Some(row) = rows.next()? {
            let op: Vec<u8> = row.get(0)?;
            total += op.len();
            if total > bytes_max && next > n + 1 {
                break;
            }
            match segments.last_mut() {
                Some(open) if open.bytes() + op.len() <= SENT_BYTES_MAX => open.ops.push(op),
                _ => segments.push(Segment { stream, device, first: next, ops: vec![op] }),
            }
            next += 1;
        }
        Ok(segments)
    }

    /// Ops kept aside: deferred, quarantined.
    ///
    /// # Errors
    /// The store's.
    pub fn set_aside(&self) -> Result<(u32, u32), StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT coalesce(sum(fate = 1), 0), coalesce(sum(fate = 2), 0) FROM op WHERE fate <> 0",
        )?;
        Ok(select.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Records whose heads disagree: the record and its kind, at most `limit`.
    ///
    /// # Errors
    /// The store's.
    pub fn disagreements(&self, limit: u32) -> Result<Vec<RecordId>, StoreError> {
        let sql = "SELECT DISTINCT record FROM disagreement LIMIT ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([limit], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Records what headquarters holds. A new epoch replaces every number, lower ones too: a
    /// headquarters restored from an older backup is offered again what it lost.
    ///
    /// # Errors
    /// The store's.
    pub fn acknowledge(&mut self, welcome: &Welcome) -> Result<(), StoreError> {
        self.change(|conn| {
            let view = View { conn };
            for (stream, vector) in &welcome.acknowledged {
                let stream = stream_row(conn, *stream)?;
                conn.prepare_cached("UPDATE vector SET acknowledged = 0 WHERE stream = ?1")?
                    .execute([stream])?;
                for (device, n) in &vector.0 {
                    let writer = writer_row(conn, *device)?;
                    let sql =
                        "INSERT INTO vector (stream, writer, acknowledged) VALUES (?1, ?2, ?3)
                         ON CONFLICT (stream, writer)
                         DO UPDATE SET acknowledged = excluded.acknowledged";
                    conn.prepare_cached(sql)?.execute([stream, writer, n.cast_signed()])?;
                }
            }
            view.settle(Local::Epoch, Some(&welcome.epoch.to_string()))?;
            view.settle(Local::Log, Some(&welcome.log.to_string()))
        })
    }
}

/// The kind's name for people's lists; an unknown kind has none.
impl Waiting {
    /// The name of the kind.
    pub fn kind_name(&self) -> &'static str {
        kinds::by_id(self.kind).map_or("unknown", |kind| kind.name)
    }
}
