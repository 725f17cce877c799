//! What is held, what headquarters has acknowledged, and therefore what waits. Nothing here is
//! stored as a state: "received" is always computed from acknowledged numbers.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::local::Local;
use crate::rows::{device, find_stream, stream_of, stream_row, writer_row};
use passerelle_domain::{KindId, RecordId, RecordRef, Stream, kinds};
use passerelle_sync::digest::{Mark, held};
use passerelle_sync::planted::{self, Bug};
use passerelle_sync::sealed::{ChainHash, Sealed};
use passerelle_sync::wire::{Channel, Holdings, News};
use passerelle_sync::{DeviceId, Dot, Vector};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// Ops of this computer that headquarters has not acknowledged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// How many.
    pub count: u32,
    /// Their bytes, about: those in segments are counted by the segment.
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

/// A segment that was not believed, kept apart for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strange {
    /// The stream it claimed.
    pub stream: Stream,
    /// The writer it claimed.
    pub device: DeviceId,
    /// The number of its first op.
    pub first: u64,
    /// Why it was not believed.
    pub code: String,
}

/// A writer of whom headquarters holds other segments than this computer under the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// The stream.
    pub stream: Stream,
    /// The writer.
    pub device: DeviceId,
}

/// Pending ops of this computer in one stream.
struct PendingLog {
    row: i64,
    acknowledged: u64,
    held: u64,
}

impl View<'_> {
    /// What is held of a stream: for each writer, the highest n.
    ///
    /// # Errors
    /// The store's.
    pub fn vector(&self, stream: Stream) -> Result<Vector, StoreError> {
        self.column(stream, "held")
    }

    /// What is held of each of these streams in segments.
    ///
    /// # Errors
    /// The store's.
    pub fn holdings(&self, streams: &[Stream]) -> Result<Holdings, StoreError> {
        let one = |stream: &Stream| Ok((Channel::of(*stream), self.column(*stream, "sealed")?));
        streams.iter().map(one).collect()
    }

    /// One digest over what is held of these streams in segments.
    ///
    /// # Errors
    /// The store's.
    pub fn held_digest(&self, streams: &[Stream]) -> Result<[u8; 16], StoreError> {
        let tips: Vec<_> =
            streams.iter().map(|stream| self.tips(*stream)).collect::<Result<_, _>>()?;
        Ok(held(&tips))
    }

    /// What headquarters said it holds of a stream.
    ///
    /// # Errors
    /// The store's.
    pub fn acknowledged(&self, stream: Stream) -> Result<Vector, StoreError> {
        self.column(stream, "acknowledged")
    }

    fn column(&self, stream: Stream, column: &str) -> Result<Vector, StoreError> {
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

    fn pending_logs(&self) -> Result<Vec<PendingLog>, StoreError> {
        let Some(me) = self.device()? else { return Ok(Vec::new()) };
        let mut select = self.conn.prepare_cached(
            "SELECT s.id, v.acknowledged, v.held FROM vector v
             JOIN writer w ON w.id = v.writer JOIN stream s ON s.id = v.stream
             WHERE w.device = ?1 AND v.held > v.acknowledged ORDER BY s.id",
        )?;
        let mut rows = select.query([me.0.as_bytes()])?;
        let mut logs = Vec::new();
        while let Some(row) = rows.next()? {
            logs.push(PendingLog {
                row: row.get(0)?,
                acknowledged: row.get::<_, i64>(1)?.cast_unsigned(),
                held: row.get::<_, i64>(2)?.cast_unsigned(),
            });
        }
        Ok(logs)
    }

    /// How much of this computer's work headquarters has not acknowledged.
    ///
    /// # Errors
    /// The store's.
    pub fn pending(&self) -> Result<Pending, StoreError> {
        let mut pending = Pending::default();
        let Some(me) = self.device()? else { return Ok(pending) };
        for log in self.pending_logs()? {
            pending.count = pending
                .count
                .saturating_add(u32::try_from(log.held - log.acknowledged).unwrap_or(u32::MAX));
            let sql = "SELECT
                (SELECT coalesce(sum(length(bytes)), 0) FROM unsealed WHERE stream = ?1)
                + (SELECT coalesce(sum(length(bytes)), 0) FROM segment
                   WHERE stream = ?1 AND writer = ?2 AND last > ?3)";
            let writer = writer_row(self.conn, me)?;
            let key = params![log.row, writer, log.acknowledged.cast_signed()];
            let bytes: i64 = self.conn.prepare_cached(sql)?.query_row(key, |row| row.get(0))?;
            pending.bytes = pending.bytes.saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX));
            let first = Dot { device: me, n: log.acknowledged + 1 };
            let since = self.reader.op(log.row, first)?.map(|op| op.hlc.ms());
            pending.since_ms = pending.since_ms.into_iter().chain(since).min();
        }
        Ok(pending)
    }

    /// What waits, in groups of one kind, one parent (the session of a mark) and one person, at
    /// most `limit` ops read.
    ///
    /// # Errors
    /// The store's.
    pub fn waiting(&self, limit: u32) -> Result<Vec<Waiting>, StoreError> {
        let Some(device) = self.device()? else { return Ok(Vec::new()) };
        let mut groups: BTreeMap<(KindId, Option<RecordId>, RecordId), Waiting> = BTreeMap::new();
        let mut left = u64::from(limit);
        for log in self.pending_logs()? {
            let last = log.held.min(log.acknowledged + left);
            left -= last - log.acknowledged;
            for n in log.acknowledged + 1..=last {
                let Some(op) = self.reader.op(log.row, Dot { device, n })? else { continue };
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
                let bytes = op.encode().map_or(0, |bytes| bytes.len());
                group.bytes += u32::try_from(bytes).unwrap_or(u32::MAX);
                group.since_ms = group.since_ms.min(op.hlc.ms());
            }
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        groups.sort_by_key(|group| (group.since_ms, group.kind));
        Ok(groups)
    }

    /// Segments that headquarters has not acknowledged, whoever wrote them, in the order of their
    /// arrival here: at least one if there is any, then as many as stay within `bytes_max`.
    ///
    /// # Errors
    /// The store's.
    pub fn segments_to_send(
        &self,
        streams: &[Stream],
        bytes_max: usize,
    ) -> Result<Vec<Sealed>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT g.stream, w.device, g.bytes FROM vector v
             JOIN segment g ON g.stream = v.stream AND g.writer = v.writer
               AND g.last > v.acknowledged
             JOIN writer w ON w.id = v.writer
             WHERE v.sealed > v.acknowledged ORDER BY g.position",
        )?;
        let mut rows = select.query([])?;
        let mut segments = Vec::new();
        let mut total = 0;
        while let Some(row) = rows.next()? {
            let stream = stream_of(self.conn, row.get(0)?)?;
            if !streams.contains(&stream) {
                continue;
            }
            let bytes: Vec<u8> = row.get(2)?;
            total += bytes.len();
            if total > bytes_max && !segments.is_empty() {
                break;
            }
            let segment = Sealed::parse(stream, device(row, 1)?, bytes);
            segments.push(segment.map_err(|_| StoreError::Damaged)?);
        }
        Ok(segments)
    }

    /// Every segment of these streams, in the order of arrival here.
    ///
    /// # Errors
    /// The store's.
    pub fn all_segments(&self, streams: &[Stream]) -> Result<Vec<Sealed>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT g.stream, w.device, g.bytes FROM segment g
             JOIN writer w ON w.id = g.writer ORDER BY g.position",
        )?;
        let mut rows = select.query([])?;
        let mut segments = Vec::new();
        while let Some(row) = rows.next()? {
            let stream = stream_of(self.conn, row.get(0)?)?;
            if streams.contains(&stream) {
                let segment = Sealed::parse(stream, device(row, 1)?, row.get(2)?);
                segments.push(segment.map_err(|_| StoreError::Damaged)?);
            }
        }
        Ok(segments)
    }

    /// Every value of every op that is held, decrypted as far as its key is here: what a search for
    /// something that must not be there looks through.
    ///
    /// # Errors
    /// The store's.
    #[doc(hidden)]
    pub fn plain_values(&self) -> Result<Vec<u8>, StoreError> {
        let mut select = self.conn.prepare("SELECT name FROM stream ORDER BY id")?;
        let names = select.query_map([], |row| row.get::<_, String>(0))?;
        let mut plain = Vec::new();
        for name in names.collect::<Result<Vec<_>, _>>()? {
            let stream: Stream = name.parse().map_err(|_| StoreError::Damaged)?;
            for (device, last) in self.vector(stream)?.0 {
                for n in 1..=last {
                    let Some(op) = self.op(stream, Dot { device, n })? else { continue };
                    let Some(kind) = kinds::by_id(op.kind) else { continue };
                    for write in &op.writes {
                        let Some(register) = kind.register(write.register) else { continue };
                        let value =
                            self.reveal(stream, kind, &op.record, register, &write.value)?;
                        plain.extend(crate::heads::value_bytes(&value));
                    }
                }
            }
        }
        Ok(plain)
    }

    /// Writers of whom headquarters holds something else than this computer, as far as both hold
    /// something under the same numbers.
    ///
    /// # Errors
    /// The store's.
    pub fn divergences(
        &self,
        news: &News,
        site: passerelle_domain::SiteId,
    ) -> Result<Vec<Divergence>, StoreError> {
        let mut found = Vec::new();
        for (channel, committed) in &news.committed {
            let stream = channel.at(site);
            let Some(row) = find_stream(self.conn, stream)? else { continue };
            let sealed = self.column(stream, "sealed")?;
            for (device, (n, mark)) in committed {
                if sealed.held(*device) < *n {
                    continue;
                }
                let sql =
                    "SELECT hash FROM segment WHERE stream = ?1 AND writer = ?2 AND last = ?3";
                let key = params![row, writer_row(self.conn, *device)?, n.cast_signed()];
                let mut select = self.conn.prepare_cached(sql)?;
                let hash = select.query_row(key, |row| row.get(0)).optional()?;
                if hash.is_none_or(|hash| Mark::of(&ChainHash(hash)) != *mark) {
                    found.push(Divergence { stream, device: *device });
                }
            }
        }
        Ok(found)
    }

    /// Ops kept aside: deferred, quarantined.
    ///
    /// # Errors
    /// The store's.
    pub fn set_aside(&self) -> Result<(u32, u32), StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT (SELECT count(*) FROM aside WHERE fate = 1)
                 + (SELECT coalesce(sum(last - first + 1), 0) FROM segment WHERE fate <> 0 AND fate = 1),
               (SELECT count(*) FROM aside WHERE fate = 2)",
        )?;
        Ok(select.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Ops that no version accepts: where they stand, and why.
    ///
    /// # Errors
    /// The store's.
    pub fn quarantined(&self, limit: u32) -> Result<Vec<(Stream, Dot, String)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT s.name, w.device, a.n, a.code FROM aside a JOIN stream s ON s.id = a.stream
             JOIN writer w ON w.id = a.writer WHERE a.fate = 2 ORDER BY 1, 2, 3 LIMIT ?1",
        )?;
        let mut rows = select.query([limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let stream = name.parse().map_err(|_| StoreError::Damaged)?;
            found.push((stream, crate::rows::dot(row, 1)?, row.get(3)?));
        }
        Ok(found)
    }

    /// Segments kept apart, in the order in which they came.
    ///
    /// # Errors
    /// The store's.
    pub fn strange(&self) -> Result<Vec<Strange>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT s.name, w.device, t.first, t.code FROM strange t
             JOIN stream s ON s.id = t.stream JOIN writer w ON w.id = t.writer
             ORDER BY t.received_ms, t.hash",
        )?;
        let mut rows = select.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let stream = name.parse().map_err(|_| StoreError::Damaged)?;
            found.push(Strange {
                stream,
                device: device(row, 1)?,
                first: row.get::<_, i64>(2)?.cast_unsigned(),
                code: row.get(3)?,
            });
        }
        Ok(found)
    }

    /// Registers whose heads disagree, at most `limit`.
    ///
    /// # Errors
    /// The store's.
    pub fn disagreements(
        &self,
        limit: u32,
    ) -> Result<
        Vec<(&'static passerelle_domain::Kind, RecordRef, passerelle_domain::RegisterId)>,
        StoreError,
    > {
        let sql = "SELECT kind, record, register FROM disagreement
                   ORDER BY kind, record, register LIMIT ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let mut rows = select.query([limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let kind = kinds::by_id(KindId(row.get(0)?));
            let key = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            if let Some(kind) = kind
                && let Some(record) = crate::project::record_of(kind, key)
            {
                found.push((kind, record, passerelle_domain::RegisterId(row.get(2)?)));
            }
        }
        Ok(found)
    }
}

impl Store {
    /// Records what headquarters holds: its numbers replace every one that was believed, lower ones
    /// too, so that a headquarters restored from an older backup is offered again what it lost.
    ///
    /// # Errors
    /// The store's.
    pub fn acknowledge(
        &mut self,
        news: &News,
        site: passerelle_domain::SiteId,
    ) -> Result<(), StoreError> {
        self.change(|conn| {
            let view = View::of(conn);
            for (channel, committed) in &news.committed {
                let stream = stream_row(conn, channel.at(site))?;
                let forget = "UPDATE vector SET acknowledged = 0 WHERE stream = ?1";
                if !planted::is(Bug::NoEpoch) {
                    conn.prepare_cached(forget)?.execute([stream])?;
                }
                for (device, (n, _)) in committed {
                    let writer = writer_row(conn, *device)?;
                    let sql = match planted::is(Bug::NoEpoch) {
                        false => {
                            "INSERT INTO vector (stream, writer, acknowledged) VALUES (?1, ?2, ?3)
                             ON CONFLICT (stream, writer)
                             DO UPDATE SET acknowledged = excluded.acknowledged"
                        }
                        true => {
                            "INSERT INTO vector (stream, writer, acknowledged) VALUES (?1, ?2, ?3)
                             ON CONFLICT (stream, writer)
                             DO UPDATE SET acknowledged = max(acknowledged, excluded.acknowledged)"
                        }
                    };
                    conn.prepare_cached(sql)?.execute([stream, writer, n.cast_signed()])?;
                }
            }
            let epoch = news.epoch.to_string();
            if view.local(Local::Epoch)?.as_deref() != Some(&epoch) {
                view.settle(Local::Epoch, Some(&epoch))?;
                view.settle(Local::Cursor, None)?;
                // What headquarters had of keys may be gone too.
                conn.execute("UPDATE person_key SET sent = 0", [])?;
            }
            view.settle(Local::Log, Some(&news.log.to_string()))
        })
    }

    /// Records that headquarters holds what was sealed here when it was asked. What has been sealed
    /// since, by another window or the command line, is not part of its answer.
    ///
    /// # Errors
    /// The store's.
    pub fn acknowledge_asked(
        &mut self,
        asked: &Holdings,
        site: passerelle_domain::SiteId,
    ) -> Result<(), StoreError> {
        self.change(|conn| {
            for (channel, sealed) in asked {
                let Some(stream) = find_stream(conn, channel.at(site))? else { continue };
                // A log that was set aside in between holds less again.
                let sql = "UPDATE vector SET acknowledged = ?3
                           WHERE stream = ?1 AND writer = ?2 AND acknowledged < ?3 AND sealed >= ?3";
                for (device, n) in &sealed.0 {
                    let key = params![stream, writer_row(conn, *device)?, n.cast_signed()];
                    conn.prepare_cached(sql)?.execute(key)?;
                }
            }
            Ok(())
        })
    }

    /// Sets aside what is held of a writer whose segments are not those that headquarters holds, and
    /// folds everything again: the next exchange brings headquarters'. Nothing is dropped.
    ///
    /// # Errors
    /// The store's.
    pub fn set_aside_log(
        &mut self,
        divergence: Divergence,
        now_ms: u64,
        chance: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.change(|conn| {
            let stream = stream_row(conn, divergence.stream)?;
            let writer = writer_row(conn, divergence.device)?;
            let sql = "INSERT OR IGNORE INTO strange
                         (hash, stream, writer, first, code, received_ms, bytes)
                       SELECT hash, stream, writer, first, 'segment.fork', ?3, bytes
                       FROM segment WHERE stream = ?1 AND writer = ?2";
            conn.execute(sql, params![stream, writer, now_ms.cast_signed()])?;
            conn.execute(
                "DELETE FROM segment WHERE stream = ?1 AND writer = ?2",
                [stream, writer],
            )?;
            let sql = "UPDATE vector SET held = 0, sealed = 0, tip = NULL, acknowledged = 0
                       WHERE stream = ?1 AND writer = ?2";
            conn.execute(sql, [stream, writer])?;
            crate::rebuild::rebuild(conn, chance)
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
