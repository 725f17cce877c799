//! Folding ops into the heads of the registers they write, and the shown values into the columns.
//! The same code folds an op written here, one that arrives, and headquarters' own. The rules are
//! `passerelle_sync::register`'s; this is those rules over rows, a record at a time. What certificates
//! and verdicts do is `control`'s.

use crate::digest::one_head;
use crate::error::StoreError;
use crate::heads::{FreshHead, RecordHeads, fresh, value_bytes};
use crate::person::Keys;
use crate::project::{Row, kept, key_of};
use crate::rows::Writers;
use passerelle_domain::{Kind, RecordRef, Register as Declared, Stream, Value};
use passerelle_sync::digest::HeadSum;
use passerelle_sync::register::Head;
use passerelle_sync::{DeviceId, Dot, Op};
use rusqlite::{Connection, OptionalExtension, params};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

/// A single op set aside: a later version knows it.
pub(crate) const DEFERRED: i64 = 1;
/// A single op set aside: no version would accept it.
pub(crate) const QUARANTINED: i64 = 2;

/// What folding into one stream needs to know, read once for a run of ops.
pub(crate) struct Folder<'c> {
    pub conn: &'c Connection,
    pub stream: Stream,
    /// The stream's row.
    pub row: i64,
    pub writers: Writers,
    pub keys: Keys,
    /// Highest n folded of each writer, as this run goes on.
    held: RefCell<HashMap<DeviceId, u64>>,
    /// Ranges that wait for a later version: not seen yet.
    deferred: Vec<(DeviceId, u64, u64)>,
    /// Whether any op of this stream is void.
    voids: RefCell<bool>,
    sum: RefCell<HeadSum>,
    /// What a snapshot covered, while the rest is on its way.
    pub covered: HashMap<DeviceId, u64>,
}

/// Where an op stands: its writer as a row, its dot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub writer: i64,
    pub dot: Dot,
}

impl<'c> Folder<'c> {
    /// A folder for `stream`, whose row is `row`.
    pub fn new(conn: &'c Connection, stream: Stream, row: i64) -> Result<Self, StoreError> {
        let sum: Option<Option<Vec<u8>>> = conn
            .prepare_cached("SELECT sum FROM stream WHERE id = ?1")?
            .query_row([row], |row| row.get(0))
            .optional()?;
        let sum = sum.flatten().and_then(|bytes| bytes.try_into().ok());
        let sql = "SELECT EXISTS (SELECT 1 FROM void WHERE stream = ?1)";
        let voids = conn.prepare_cached(sql)?.query_row([row], |row| row.get(0))?;
        Ok(Self {
            conn,
            stream,
            row,
            writers: Writers::default(),
            keys: Keys::default(),
            held: RefCell::new(held(conn, row)?),
            deferred: deferred(conn, row)?,
            voids: RefCell::new(voids),
            sum: RefCell::new(sum.map_or_else(HeadSum::default, |sum| HeadSum::from_bytes(&sum))),
            covered: crate::snapshot::covered(conn, row)?,
        })
    }

    /// Keeps what the run changed beside the records.
    pub fn finish(self) -> Result<(), StoreError> {
        let sum = self.sum.borrow().to_bytes();
        self.conn
            .prepare_cached("UPDATE stream SET sum = ?2 WHERE id = ?1")?
            .execute(params![self.row, sum])?;
        Ok(())
    }

    /// Folds an op that every declaration accepts.
    pub fn fold(&self, at: Standing, op: &Op, kind: &'static Kind) -> Result<(), StoreError> {
        if kind.is_control() {
            crate::control::fold(self, at, op)?;
        } else if *self.voids.borrow() && self.is_entangled(at, op, kind)? {
            self.refold(kind, &op.record, Some((at.dot, op)))?;
        } else if !self.fold_fresh(at, op, kind)? {
            self.fold_over(at, op, kind)?;
        }
        self.passed(at);
        crate::person::after_fold(self, op, kind)
    }

    /// Notes that this op is held, folded or not.
    pub fn passed(&self, at: Standing) {
        let mut held = self.held.borrow_mut();
        let n = held.entry(at.dot.device).or_insert(0);
        *n = (*n).max(at.dot.n);
    }

    /// Notes that ops of this stream are void from now on.
    pub fn has_voids(&self) {
        *self.voids.borrow_mut() = true;
    }

    /// The first op of a record: one row added, none read.
    fn fold_fresh(&self, at: Standing, op: &Op, kind: &Kind) -> Result<bool, StoreError> {
        if op.writes.iter().any(|write| !write.replaces.is_empty()) {
            return Ok(false);
        }
        let values: Vec<_> = op.writes.iter().map(|write| value_bytes(&write.value)).collect();
        let heads: Vec<_> = op
            .writes
            .iter()
            .zip(&values)
            .map(|(write, value)| FreshHead { register: write.register, value })
            .collect();
        let row = Row::of(kind, &op.record, |register| {
            let write = op.writes.iter().find(|write| write.register == register.id);
            write.map_or(Cow::Owned(Value::Null), |write| {
                self.plain(kind, &op.record, register, &write.value)
            })
        });
        let added = row.insert(self.conn, kind, fresh(at.writer, at.dot.n, op.hlc, &heads))?;
        if added {
            let key = key_of(&op.record);
            let mut sum = self.sum.borrow_mut();
            for (write, value) in op.writes.iter().zip(&values) {
                *sum = sum.plus(one_head((kind.id, &key, write.register), at.dot, value));
            }
        }
        Ok(added)
    }

    fn fold_over(&self, at: Standing, op: &Op, kind: &'static Kind) -> Result<(), StoreError> {
        let before = self.load(kind, &op.record)?;
        if before.covered && self.covers(at.dot) {
            return Ok(());
        }
        let mut after = before.clone();
        for write in &op.writes {
            let register = after.registers.entry(write.register).or_default();
            let head = Head { dot: at.dot, hlc: op.hlc, value: write.value.clone() };
            let covered = before.covered;
            let seen = |dot| self.is_seen(dot) || (covered && self.covers(dot));
            register.fold(head, &write.replaces, seen);
        }
        self.save(kind, &op.record, &before, &after)
    }

    /// Sets an op aside that no version accepts: whoever replaced it waits for it no longer.
    pub fn pass_over(&self, at: Standing, op: &Op) -> Result<(), StoreError> {
        let kind = passerelle_domain::kinds::by_id(op.kind);
        if let Some(kind) = kind.filter(|kind| !kind.is_control() && kind.accepts(&op.record)) {
            let before = self.load(kind, &op.record)?;
            let mut after = before.clone();
            for register in after.registers.values_mut() {
                register.awaited.retain(|dot| *dot != at.dot);
            }
            if after != before {
                self.save(kind, &op.record, &before, &after)?;
            }
        }
        self.passed(at);
        Ok(())
    }

    /// Computes a record from every write of it: what a verdict on one of them asks for. `arriving`
    /// is an op that is not kept yet.
    pub fn refold(
        &self,
        kind: &'static Kind,
        record: &RecordRef,
        arriving: Option<(Dot, &Op)>,
    ) -> Result<(), StoreError> {
        let before = self.load(kind, record)?;
        if before.covered && !self.covered.is_empty() {
            // The ops behind a snapshot are on their way: what they come to is told at their end.
            let settle = crate::access::View::of(self.conn);
            return settle.settle(crate::local::Local::Rebuild, Some("yes"));
        }
        let ops = crate::history::all_ops(self, kind, record, &before, arriving)?;
        let mut after = RecordHeads { covered: before.covered, ..RecordHeads::default() };
        let void = crate::control::voids_of(self, kind, record)?;
        for register in kind.registers {
            let mut writes = Vec::new();
            for (dot, op) in &ops {
                for write in op.writes.iter().filter(|write| write.register == register.id) {
                    let head = Head { dot: *dot, hlc: op.hlc, value: write.value.clone() };
                    writes.push((head, write.replaces.clone()));
                }
            }
            if !writes.is_empty() {
                let is_void = |dot: Dot| void.contains(&dot);
                let state =
                    passerelle_sync::register::standing(&writes, is_void, |dot| self.is_seen(dot));
                after.registers.insert(register.id, state);
            }
        }
        self.save(kind, record, &before, &after)
    }

    /// Whether an op touches a record of which something is void: one by one is not enough then.
    fn is_entangled(&self, at: Standing, op: &Op, kind: &Kind) -> Result<bool, StoreError> {
        let key = key_of(&op.record);
        let n = at.dot.n.cast_signed();
        let sql = "UPDATE void SET kind = ?4, record = ?5
                   WHERE stream = ?1 AND writer = ?2 AND n = ?3 AND record IS NULL";
        self.conn.prepare_cached(sql)?.execute(params![self.row, at.writer, n, kind.id.0, key])?;
        let sql = "SELECT EXISTS (SELECT 1 FROM void WHERE kind = ?1 AND record = ?2)";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![kind.id.0, key], |row| row.get(0))?)
    }

    /// Whether a replaced write has been folded, or set aside for good. One that is deferred has
    /// not: when a later version folds it, it must find itself replaced.
    fn is_seen(&self, dot: Dot) -> bool {
        let waits = self.deferred.iter().any(|(device, first, last)| {
            *device == dot.device && (*first..=*last).contains(&dot.n)
        });
        let held = self.held.borrow().get(&dot.device).copied().unwrap_or(0);
        dot.n <= held && !waits
    }

    fn covers(&self, dot: Dot) -> bool {
        self.covered.get(&dot.device).is_some_and(|n| dot.n <= *n)
    }

    /// A record's registers.
    pub fn load(&self, kind: &Kind, record: &RecordRef) -> Result<RecordHeads, StoreError> {
        match kept(self.conn, kind, record)? {
            Some(bytes) => RecordHeads::read(self.conn, &self.writers, &bytes),
            None => Ok(RecordHeads::default()),
        }
    }

    /// Keeps what became of a record: its row, the sum over heads, whether they disagree.
    pub fn save(
        &self,
        kind: &'static Kind,
        record: &RecordRef,
        before: &RecordHeads,
        after: &RecordHeads,
    ) -> Result<(), StoreError> {
        let row = Row::of(kind, record, |register| {
            self.plain(kind, record, register, after.shown(register.id))
        });
        row.replace(self.conn, kind, after.write(self.conn, &self.writers)?)?;
        let key = key_of(record);
        let mut sum = self.sum.borrow_mut();
        for (heads, put_in) in [(before, false), (after, true)] {
            for (register, state) in &heads.registers {
                for head in &state.heads {
                    let value = value_bytes(&head.value);
                    let one = one_head((kind.id, &key, *register), head.dot, &value);
                    *sum = if put_in { sum.plus(one) } else { sum.minus(one) };
                }
            }
        }
        for register in kind.registers {
            let disagrees = |heads: &RecordHeads| {
                heads.registers.get(&register.id).is_some_and(|state| state.disagrees())
            };
            if disagrees(before) != disagrees(after) {
                let sql = match disagrees(after) {
                    true => {
                        "INSERT OR IGNORE INTO disagreement (kind, record, register)
                             VALUES (?1, ?2, ?3)"
                    }
                    false => {
                        "DELETE FROM disagreement
                              WHERE kind = ?1 AND record = ?2 AND register = ?3"
                    }
                };
                self.conn.prepare_cached(sql)?.execute(params![kind.id.0, key, register.id.0])?;
            }
        }
        Ok(())
    }

    /// Writes a record's columns anew, from the heads that it has.
    pub fn show_again(&self, kind: &'static Kind, record: &RecordRef) -> Result<(), StoreError> {
        let Some(bytes) = kept(self.conn, kind, record)? else { return Ok(()) };
        let heads = RecordHeads::read(self.conn, &self.writers, &bytes)?;
        let row = Row::of(kind, record, |register| {
            self.plain(kind, record, register, heads.shown(register.id))
        });
        row.replace(self.conn, kind, bytes)
    }

    /// A value as the columns show it: decrypted when its person's key is here.
    fn plain<'v>(
        &self,
        kind: &Kind,
        record: &RecordRef,
        register: &Declared,
        value: &'v Value,
    ) -> Cow<'v, Value> {
        if !register.personal || *value == Value::Null {
            return Cow::Borrowed(value);
        }
        let place = (self.conn, self.row, kind, record, register);
        match self.keys.open(place, value) {
            Some(plain) => Cow::Owned(plain),
            None => Cow::Borrowed(value),
        }
    }
}

/// Highest n held of each writer of a stream.
fn held(conn: &Connection, stream: i64) -> Result<HashMap<DeviceId, u64>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT w.device, v.held FROM vector v JOIN writer w ON w.id = v.writer
         WHERE v.stream = ?1",
    )?;
    let rows = select.query_map([stream], |row| {
        Ok((crate::rows::device(row, 0)?, row.get::<_, i64>(1)?.cast_unsigned()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What of a stream waits for a later version.
fn deferred(conn: &Connection, stream: i64) -> Result<Vec<(DeviceId, u64, u64)>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT w.device, s.first, s.last FROM segment s JOIN writer w ON w.id = s.writer
         WHERE s.fate <> 0 AND s.fate = 1 AND s.stream = ?1
         UNION ALL
         SELECT w.device, a.n, a.n FROM aside a JOIN writer w ON w.id = a.writer
         WHERE a.stream = ?1 AND a.fate = 1",
    )?;
    let rows = select.query_map([stream], |row| {
        let (first, last): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok((crate::rows::device(row, 0)?, first.cast_unsigned(), last.cast_unsigned()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
