//! Segments that arrive: verified once, kept as their writer sealed them, folded, in batches short
//! enough that a key press never waits long. What is held already is passed over; one that is not
//! believed is kept apart and stops nobody else. Nothing is dropped.

use crate::access::{Store, View};
use crate::control::{authority, own_authority};
use crate::error::StoreError;
use crate::fold::{DEFERRED, Folder, QUARANTINED, Standing};
use crate::names::{StoredNames, born};
use crate::rows::{stream_row, writer_row};
use crate::write::{keep_clock, read_clock};
use passerelle_domain::Stream;
use passerelle_sync::authority::Authority;
use passerelle_sync::dot::GENESIS;
use passerelle_sync::op::Reading;
use passerelle_sync::sealed::{ChainHash, Sealed, SegmentError};
use passerelle_sync::{Clock, DeviceId, Dot, Op};
use rusqlite::{Connection, OptionalExtension, params};

/// Ops folded in one transaction, unless one segment has more.
const BATCH_OPS_MAX: u32 = 4096;
/// Segments kept apart for a person to look at.
const STRANGE_MAX: u32 = 200;

/// What became of segments that arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Ops folded.
    pub folded: u32,
    /// Ops kept for a later version.
    pub deferred: u32,
    /// Ops kept aside, as no version would accept them.
    pub quarantined: u32,
    /// Ops held already.
    pub repeated: u32,
    /// Segments that were not taken.
    pub refused: Vec<Refused>,
}

/// A segment that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its stream.
    pub stream: Stream,
    /// Its writer.
    pub device: DeviceId,
    /// Where it begins.
    pub first: u64,
    /// Why: a stable code.
    pub code: &'static str,
}

impl Received {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.folded += other.folded;
        self.deferred += other.deferred;
        self.quarantined += other.quarantined;
        self.repeated += other.repeated;
        self.refused.extend(other.refused);
    }

    /// Ops that are here now and were not before.
    pub fn new_ops(&self) -> u32 {
        self.folded + self.deferred + self.quarantined
    }
}

/// Where a writer's log in a stream stands here.
struct Log {
    stream: i64,
    writer: i64,
    sealed: u64,
    tip: ChainHash,
    /// The last op that counts, once the writer is revoked.
    last: Option<u64>,
}

impl Store {
    /// Takes segments in the order of their arrival, committing as it goes; `now_ms` bounds how far
    /// they may drag the clock. One that is not believed is counted in `refused`.
    ///
    /// # Errors
    /// The store's. What was committed stays.
    pub fn receive(&mut self, segments: &[Sealed], now_ms: u64) -> Result<Received, StoreError> {
        let mut received = Received::default();
        let mut rest = segments;
        while !rest.is_empty() {
            let mut ops = 0;
            let size = rest.iter().take_while(|segment| {
                ops += segment.count();
                ops <= BATCH_OPS_MAX
            });
            let (batch, later) = rest.split_at(size.count().max(1));
            rest = later;
            received.add(self.change(|conn| take_batch(conn, batch, now_ms))?);
        }
        Ok(received)
    }

    /// Folds what was set aside and can be read by now: after an update, or once what it names has
    /// arrived.
    pub(crate) fn fold_deferred(&mut self) -> Result<u32, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM aside WHERE fate = 1)
                   OR EXISTS (SELECT 1 FROM segment WHERE fate <> 0 AND fate = 1)";
        if !self.conn.query_row(sql, [], |row| row.get::<_, bool>(0))? {
            return Ok(0);
        }
        self.change(|conn| Ok(fold_whole_segments(conn)? + fold_single_ops(conn)?))
    }
}

fn take_batch(conn: &Connection, batch: &[Sealed], now_ms: u64) -> Result<Received, StoreError> {
    let mut received = Received::default();
    let mut clock = read_clock(conn)?;
    let before = clock.last();
    let me = View::of(conn).device()?;
    let mut at = 0;
    while let Some(first) = batch.get(at) {
        let stream = first.stream;
        let run = batch[at..].iter().take_while(|segment| segment.stream == stream).count();
        let row = stream_row(conn, stream)?;
        let folder = Folder::new(conn, stream, row)?;
        for segment in &batch[at..at + run] {
            match take(&folder, segment, me, now_ms, &mut clock) {
                Ok(one) => received.add(one),
                Err(StoreError::NotTaken(code)) => {
                    set_apart(conn, row, segment, code, now_ms)?;
                    let (device, first) = (segment.device, segment.first());
                    received.refused.push(Refused { stream, device, first, code });
                }
                Err(error) => return Err(error),
            }
        }
        folder.finish()?;
        at += run;
    }
    if received.new_ops() > 0 {
        // What names something may have waited for just this.
        received.folded += fold_whole_segments(conn)?;
    }
    if clock.last() != before {
        keep_clock(conn, clock)?;
    }
    Ok(received)
}

/// Takes one segment: believed, then kept, then folded.
fn take(
    folder: &Folder<'_>,
    segment: &Sealed,
    me: Option<DeviceId>,
    now_ms: u64,
    clock: &mut Clock,
) -> Result<Received, StoreError> {
    let conn = folder.conn;
    if segment.device == GENESIS {
        return Err(StoreError::NotTaken("segment.not_certified"));
    }
    let log = log(conn, folder.row, segment.device)?;
    if segment.first() <= log.sealed {
        return held_already(conn, &log, segment);
    }
    if Some(segment.device) == me {
        return Err(StoreError::NotTaken("segment.own"));
    }
    if segment.first() > log.sealed + 1 {
        return Err(StoreError::NotTaken("segment.gap"));
    }
    let Some((key, authority)) = authority(conn, log.writer)? else {
        return Err(StoreError::NotTaken("segment.not_certified"));
    };
    if !authority.writes_in(folder.stream) {
        return Err(StoreError::NotTaken("segment.not_granted"));
    }
    let Some(hash) = segment.verify(&log.tip, &key) else {
        return Err(StoreError::NotTaken("segment.not_verified"));
    };
    let decoded = segment.decode(&StoredNames::new(conn, folder.stream));
    let fate = match &decoded {
        Ok(_) => 0,
        Err(SegmentError::LaterFormat | SegmentError::Unresolved) => 1,
        Err(_) => return Err(StoreError::NotTaken("segment.not_understood")),
    };
    keep_segment(conn, &log, segment, &hash, fate)?;
    let mut received = Received::default();
    match decoded {
        Err(_) => received.deferred = segment.count(),
        Ok(decoded) => {
            for (n, record) in &decoded.births {
                born(conn, (log.stream, log.writer), *n, *record)?;
            }
            for (n, op) in (segment.first()..).zip(&decoded.ops) {
                let dot = Dot { device: segment.device, n };
                let at = Standing { writer: log.writer, dot };
                let code = fold_one(folder, at, op, authority, log.last)?;
                match code {
                    Fate::Folded => {
                        clock.observe(op.hlc, now_ms);
                        received.folded += 1;
                    }
                    Fate::Deferred => received.deferred += 1,
                    Fate::Quarantined => received.quarantined += 1,
                }
            }
        }
    }
    Ok(received)
}

/// The same bytes again, or others under the same numbers: a fork, of which both are kept.
fn held_already(conn: &Connection, log: &Log, segment: &Sealed) -> Result<Received, StoreError> {
    let sql = "SELECT bytes FROM segment WHERE stream = ?1 AND writer = ?2 AND last = ?3";
    let key = params![log.stream, log.writer, segment.last().cast_signed()];
    let same = conn.prepare_cached(sql)?.query_row(key, |row| {
        Ok(row.get_ref(0)?.as_blob().is_ok_and(|bytes| bytes == segment.bytes()))
    });
    match same.optional()? {
        Some(true) => Ok(Received { repeated: segment.count(), ..Received::default() }),
        _ => Err(StoreError::NotTaken("segment.fork")),
    }
}

enum Fate {
    Folded,
    Deferred,
    Quarantined,
}

/// Folds an op, or sets it aside: what the op alone and its writer's certificate decide.
fn fold_one(
    folder: &Folder<'_>,
    at: Standing,
    op: &Op,
    authority: Authority,
    last: Option<u64>,
) -> Result<Fate, StoreError> {
    let mut reading = op.read(folder.stream.class());
    if !authority.permits(folder.stream, op) {
        reading = Reading::Quarantined("op.not_permitted");
    }
    if last.is_some_and(|last| at.dot.n > last) {
        reading = Reading::Quarantined("op.revoked");
    }
    match reading {
        Reading::Foldable(kind) => {
            folder.fold(at, op, kind)?;
            Ok(Fate::Folded)
        }
        Reading::Deferred => {
            set_aside(folder, at, DEFERRED, "op.later")?;
            Ok(Fate::Deferred)
        }
        Reading::Quarantined(code) => {
            set_aside(folder, at, QUARANTINED, code)?;
            folder.pass_over(at, op)?;
            Ok(Fate::Quarantined)
        }
    }
}

fn set_aside(folder: &Folder<'_>, at: Standing, fate: i64, code: &str) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO aside (stream, writer, n, fate, code)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = params![folder.row, at.writer, at.dot.n.cast_signed(), fate, code];
    folder.conn.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

fn log(conn: &Connection, stream: i64, device: DeviceId) -> Result<Log, StoreError> {
    let writer = writer_row(conn, device)?;
    let sql = "SELECT sealed, tip, last FROM vector WHERE stream = ?1 AND writer = ?2";
    let found = conn.prepare_cached(sql)?.query_row([stream, writer], |row| {
        let tip: Option<[u8; 32]> = row.get(1)?;
        Ok(Log {
            stream,
            writer,
            sealed: row.get::<_, i64>(0)?.cast_unsigned(),
            tip: tip.map_or(ChainHash::START, ChainHash),
            last: row.get::<_, Option<i64>>(2)?.map(i64::cast_unsigned),
        })
    });
    let none = Log { stream, writer, sealed: 0, tip: ChainHash::START, last: None };
    Ok(found.optional()?.unwrap_or(none))
}

fn keep_segment(
    conn: &Connection,
    log: &Log,
    segment: &Sealed,
    hash: &ChainHash,
    fate: i64,
) -> Result<(), StoreError> {
    let (first, last) = (segment.first().cast_signed(), segment.last().cast_signed());
    conn.prepare_cached(
        "INSERT INTO segment (stream, writer, first, last, fate, hash, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![log.stream, log.writer, first, last, fate, hash.0, segment.bytes()])?;
    conn.prepare_cached(
        "INSERT INTO vector (stream, writer, held, sealed, tip) VALUES (?1, ?2, ?3, ?3, ?4)
         ON CONFLICT (stream, writer) DO UPDATE SET
           held = max(held, excluded.held), sealed = excluded.sealed, tip = excluded.tip",
    )?
    .execute(params![log.stream, log.writer, last, hash.0])?;
    Ok(())
}

/// Keeps a segment that was not taken, for a person to look at; so many and no more.
fn set_apart(
    conn: &Connection,
    stream: i64,
    segment: &Sealed,
    code: &str,
    now_ms: u64,
) -> Result<(), StoreError> {
    if code == "segment.gap" {
        // It comes again once what is before it is here.
        return Ok(());
    }
    let sql =
        "INSERT OR IGNORE INTO strange (hash, stream, writer, first, code, received_ms, bytes)
               SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE (SELECT count(*) FROM strange) < ?8";
    let hash = segment.chained(&ChainHash::START).0;
    let (writer, first) = (writer_row(conn, segment.device)?, segment.first().cast_signed());
    let now = now_ms.cast_signed();
    let row = params![hash, stream, writer, first, code, now, segment.bytes(), STRANGE_MAX];
    conn.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// Folds whole segments that were deferred, as far as they can be read by now: one may name what
/// another holds that waits too.
pub(crate) fn fold_whole_segments(conn: &Connection) -> Result<u32, StoreError> {
    let mut folded = 0;
    loop {
        let (segments, ops) = fold_readable_segments(conn)?;
        folded += ops;
        if segments == 0 {
            return Ok(folded);
        }
    }
}

/// Folds those that can be read at this moment: how many segments, how many ops.
fn fold_readable_segments(conn: &Connection) -> Result<(u32, u32), StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT g.position, s.name, w.device, g.bytes FROM segment g
         JOIN stream s ON s.id = g.stream JOIN writer w ON w.id = g.writer
         WHERE g.fate <> 0 AND g.fate = 1 ORDER BY g.position",
    )?;
    let waiting = select.query_map([], |row| {
        let (position, name): (i64, String) = (row.get(0)?, row.get(1)?);
        Ok((position, name, crate::rows::device(row, 2)?, row.get::<_, Vec<u8>>(3)?))
    })?;
    let (mut segments, mut folded) = (0, 0);
    for waiting in waiting.collect::<Result<Vec<_>, _>>()? {
        let (position, name, device, bytes) = waiting;
        let stream: Stream = name.parse().map_err(|_| StoreError::Damaged)?;
        let segment = Sealed::parse(stream, device, bytes).map_err(|_| StoreError::Damaged)?;
        if segment.decode(&StoredNames::new(conn, stream)).is_ok() {
            conn.execute("UPDATE segment SET fate = 0 WHERE position = ?1", [position])?;
            let folder = Folder::new(conn, stream, stream_row(conn, stream)?)?;
            folded += refold_segment(&folder, &segment)?;
            folder.finish()?;
            segments += 1;
        }
    }
    Ok((segments, folded))
}

/// Folds a segment that is kept already; gives how many of its ops were folded.
pub(crate) fn refold_segment(folder: &Folder<'_>, segment: &Sealed) -> Result<u32, StoreError> {
    let conn = folder.conn;
    let log = log(conn, folder.row, segment.device)?;
    let Some(authority) = authority_of(conn, log.writer, segment.device)? else { return Ok(0) };
    let decoded = segment.decode(&StoredNames::new(conn, folder.stream));
    let decoded = decoded.map_err(|_| StoreError::Damaged)?;
    for (n, record) in &decoded.births {
        born(conn, (log.stream, log.writer), *n, *record)?;
    }
    let mut folded = 0;
    for (n, op) in (segment.first()..).zip(&decoded.ops) {
        let at = Standing { writer: log.writer, dot: Dot { device: segment.device, n } };
        if let Fate::Folded = fold_one(folder, at, op, authority, log.last)? {
            folded += 1;
        }
    }
    Ok(folded)
}

/// What a writer may write: by its certificate, or because it is this computer.
fn authority_of(
    conn: &Connection,
    writer: i64,
    device: DeviceId,
) -> Result<Option<Authority>, StoreError> {
    match authority(conn, writer)? {
        Some((_, certified)) => Ok(Some(certified)),
        None => own_authority(conn, device),
    }
}

/// Folds single ops that an earlier version kept aside and this one knows. Whether their writer may have
/// written them is asked again: the version before could not tell.
fn fold_single_ops(conn: &Connection) -> Result<u32, StoreError> {
    let mut select = conn.prepare(
        "SELECT a.stream, a.writer, w.device, a.n FROM aside a JOIN writer w ON w.id = a.writer
         WHERE a.fate = 1 ORDER BY a.stream, a.writer, a.n",
    )?;
    let waiting = select.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, crate::rows::dot(row, 2)?))
    })?;
    let mut folded = 0;
    for waiting in waiting.collect::<Result<Vec<_>, _>>()? {
        let (row, writer, dot) = waiting;
        let stream = crate::rows::stream_of(conn, row)?;
        let view = View::of(conn);
        let Some(op) = view.reader.op(row, dot)? else { continue };
        if matches!(op.read(stream.class()), Reading::Deferred) {
            continue;
        }
        let Some(authority) = authority_of(conn, writer, dot.device)? else { continue };
        let sql = "DELETE FROM aside WHERE stream = ?1 AND writer = ?2 AND n = ?3";
        conn.execute(sql, params![row, writer, dot.n.cast_signed()])?;
        let folder = Folder::new(conn, stream, row)?;
        let last = log(conn, row, dot.device)?.last;
        if let Fate::Folded = fold_one(&folder, Standing { writer, dot }, &op, authority, last)? {
            folded += 1;
        }
        folder.finish()?;
    }
    Ok(folded)
}
