//! Ops that arrive: kept as their writer made them, folded, deferred or quarantined, in batches
//! short enough that a key press never waits long. What is already held is passed over; nothing is
//! dropped.

use crate::access::Store;
use crate::error::StoreError;
use crate::fold::{DEFERRED, FOLDED, QUARANTINED, Standing, fold, pass_over};
use crate::rows::{device, held, hold, stream_row, writer_row};
use crate::write::{keep, keep_clock, read_clock};
use passerelle_domain::{Stream, StreamClass};
use passerelle_sync::op::Reading;
use passerelle_sync::{Op, Segment};
use rusqlite::Connection;

/// Ops folded in one transaction.
const BATCH_OPS_MAX: usize = 400;

/// What became of ops that arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Folded.
    pub folded: u32,
    /// Kept for a later version.
    pub deferred: u32,
    /// Kept aside, as no version would accept them.
    pub quarantined: u32,
    /// Held already.
    pub repeated: u32,
}

impl Received {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.folded += other.folded;
        self.deferred += other.deferred;
        self.quarantined += other.quarantined;
        self.repeated += other.repeated;
    }
}

impl Store {
    /// Takes a segment, committing as it goes; `now_ms` bounds how far it may drag the clock.
    ///
    /// # Errors
    /// `Gap` when ops before it are missing, or the store's. What was committed stays.
    pub fn receive(&mut self, segment: &Segment, now_ms: u64) -> Result<Received, StoreError> {
        let mut received = Received::default();
        let mut first = segment.first;
        for ops in segment.ops.chunks(BATCH_OPS_MAX) {
            received.add(self.receive_batch(segment, first, ops, now_ms)?);
            first += ops.len() as u64;
        }
        Ok(received)
    }

    /// Folds what an earlier version kept aside and this one knows. Called when a file is opened.
    pub(crate) fn fold_deferred(&mut self) -> Result<u32, StoreError> {
        let waiting: i64 = self.conn.query_row(
            "SELECT count(*) FROM op WHERE fate = ?1 AND fate <> 0",
            [DEFERRED],
            |row| row.get(0),
        )?;
        if waiting == 0 {
            return Ok(0);
        }
        self.change(|conn| {
            let mut folded = 0;
            for (standing, class, bytes) in deferred(conn)? {
                let Some(op) = Op::decode(&bytes) else { continue };
                if let Reading::Foldable(kind) = op.read(class) {
                    fold(conn, standing, &op, kind)?;
                    let sql =
                        "UPDATE op SET fate = ?4 WHERE stream = ?1 AND writer = ?2 AND n = ?3";
                    let n = standing.n.cast_signed();
                    conn.execute(sql, (standing.stream, standing.writer, n, FOLDED))?;
                    folded += 1;
                }
            }
            Ok(folded)
        })
    }

    fn receive_batch(
        &mut self,
        segment: &Segment,
        first: u64,
        ops: &[Vec<u8>],
        now_ms: u64,
    ) -> Result<Received, StoreError> {
        self.change(|conn| {
            let stream = stream_row(conn, segment.stream)?;
            let writer = writer_row(conn, segment.device)?;
            let held = held(conn, stream, writer)?;
            if first > held + 1 {
                return Err(StoreError::Gap { first, held });
            }
            let mut received = Received::default();
            let mut clock = read_clock(conn)?;
            let mut last = held;
            for (n, bytes) in (first..).zip(ops) {
                if n <= held {
                    received.repeated += 1;
                    continue;
                }
                let standing = Standing { stream, writer, device: segment.device, n };
                let op = Op::decode(bytes);
                let reading = op.as_ref().map(|op| op.read(segment.stream.class()));
                match (&op, reading) {
                    (Some(op), Some(Reading::Foldable(kind))) => {
                        keep(conn, standing, bytes, FOLDED)?;
                        fold(conn, standing, op, kind)?;
                        clock.observe(op.hlc, now_ms);
                        received.folded += 1;
                    }
                    (Some(_), Some(Reading::Deferred)) => {
                        keep(conn, standing, bytes, DEFERRED)?;
                        received.deferred += 1;
                    }
                    (op, _) => {
                        keep(conn, standing, bytes, QUARANTINED)?;
                        op.as_ref().map_or(Ok(()), |op| pass_over(conn, standing, op))?;
                        received.quarantined += 1;
                    }
                }
                last = n;
            }
            if last > held {
                hold(conn, stream, writer, last)?;
                keep_clock(conn, clock)?;
            }
            Ok(received)
        })
    }
}

fn deferred(conn: &Connection) -> Result<Vec<(Standing, StreamClass, Vec<u8>)>, StoreError> {
    let mut select = conn.prepare(
        "SELECT o.stream, o.writer, w.device, o.n, s.name, o.bytes FROM op o
         JOIN writer w ON w.id = o.writer JOIN stream s ON s.id = o.stream
         WHERE o.fate = ?1 AND o.fate <> 0 ORDER BY o.stream, o.writer, o.n",
    )?;
    let mut rows = select.query([DEFERRED])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(4)?;
        let stream: Stream = name.parse().map_err(|_| StoreError::Damaged)?;
        let standing = Standing {
            stream: row.get(0)?,
            writer: row.get(1)?,
            device: device(row, 2)?,
            n: row.get::<_, i64>(3)?.cast_unsigned(),
        };
        found.push((standing, stream.class(), row.get(5)?));
    }
    Ok(found)
}
