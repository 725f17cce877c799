//! History: every op of a record, oldest first, folded from the streams and never written apart. The
//! heads of a record name ops, those name what they replaced, and a number of a writer lies in one
//! segment: that is the index.

use crate::access::View;
use crate::error::StoreError;
use crate::fold::Folder;
use crate::heads::RecordHeads;
use crate::names::StoredNames;
use crate::project::{kept, key_columns, key_of, records_with};
use crate::rows::{Writers, dot, find_stream, stream_of, writer_row};
use passerelle_domain::{Kind, KindId, RecordId, RecordRef, Stream, StreamClass, kinds};
use passerelle_sync::dot::GENESIS;
use passerelle_sync::sealed::Sealed;
use passerelle_sync::{DeviceId, Dot, Op};
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// Decoded segments kept at hand.
const SEGMENTS_AT_HAND: usize = 6;

/// An op as history tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryOp {
    /// Its stream.
    pub stream: Stream,
    /// Who wrote it, and their how-manieth op.
    pub dot: Dot,
    /// The op.
    pub op: Op,
}

/// A segment decoded: where it lies and its ops, the first of which has number `first`.
struct AtHand {
    stream: i64,
    device: DeviceId,
    first: u64,
    ops: Vec<Op>,
}

/// Reads ops by their dots, and keeps the last few segments at hand.
pub(crate) struct OpReader<'c> {
    conn: &'c Connection,
    at_hand: RefCell<VecDeque<Rc<AtHand>>>,
}

impl<'c> OpReader<'c> {
    pub fn new(conn: &'c Connection) -> Self {
        Self { conn, at_hand: RefCell::new(VecDeque::new()) }
    }

    /// An op by its dot, if it is held and can be read.
    pub fn op(&self, stream: i64, dot: Dot) -> Result<Option<Op>, StoreError> {
        if dot.device == GENESIS {
            let at = usize::try_from(dot.n.saturating_sub(1)).unwrap_or(usize::MAX);
            return Ok(crate::open::genesis().get(at).cloned());
        }
        if let Some(op) = self.found(stream, dot) {
            return Ok(Some(op));
        }
        if let Some(bytes) = unsealed(self.conn, stream, dot)? {
            return Ok(Op::decode(&bytes));
        }
        let Some((name, first, bytes)) = segment_of(self.conn, stream, dot)? else {
            return Ok(None);
        };
        let sealed = Sealed::parse(name, dot.device, bytes).map_err(|_| StoreError::Damaged)?;
        let names = StoredNames::new(self.conn, name);
        let Ok(decoded) = sealed.decode(&names) else { return Ok(None) };
        let at_hand = AtHand { stream, device: dot.device, first, ops: decoded.ops };
        let mut all = self.at_hand.borrow_mut();
        all.push_front(Rc::new(at_hand));
        all.truncate(SEGMENTS_AT_HAND);
        drop(all);
        Ok(self.found(stream, dot))
    }

    fn found(&self, stream: i64, dot: Dot) -> Option<Op> {
        let all = self.at_hand.borrow();
        let segment = all.iter().find(|segment| {
            segment.stream == stream
                && segment.device == dot.device
                && dot.n >= segment.first
                && dot.n - segment.first < segment.ops.len() as u64
        })?;
        let at = usize::try_from(dot.n - segment.first).ok()?;
        segment.ops.get(at).cloned()
    }
}

/// The bytes of an op of this computer that is in no segment yet.
fn unsealed(conn: &Connection, stream: i64, dot: Dot) -> Result<Option<Vec<u8>>, StoreError> {
    if (View::of(conn)).device()? != Some(dot.device) {
        return Ok(None);
    }
    let sql = "SELECT bytes FROM unsealed WHERE stream = ?1 AND n = ?2";
    let key = params![stream, dot.n.cast_signed()];
    Ok(conn.prepare_cached(sql)?.query_row(key, |row| row.get(0)).optional()?)
}

/// The segment in which an op lies: its stream, its first number, its bytes.
fn segment_of(
    conn: &Connection,
    stream: i64,
    dot: Dot,
) -> Result<Option<(Stream, u64, Vec<u8>)>, StoreError> {
    let sql = "SELECT first, bytes FROM segment
               WHERE stream = ?1 AND writer = ?2 AND last >= ?3 ORDER BY last LIMIT 1";
    let key = params![stream, writer_row(conn, dot.device)?, dot.n.cast_signed()];
    let found: Option<(i64, Vec<u8>)> = conn
        .prepare_cached(sql)?
        .query_row(key, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((first, bytes)) if first.cast_unsigned() <= dot.n => {
            Ok(Some((stream_of(conn, stream)?, first.cast_unsigned(), bytes)))
        }
        _ => Ok(None),
    }
}

/// Every op of a record: from its heads, from what is void, from what is arriving, and back.
pub(crate) fn all_ops(
    folder: &Folder<'_>,
    kind: &Kind,
    record: &RecordRef,
    heads: &RecordHeads,
    arriving: Option<(Dot, &Op)>,
) -> Result<Vec<(Dot, Op)>, StoreError> {
    let reader = OpReader::new(folder.conn);
    let mut open: Vec<Dot> = heads
        .registers
        .values()
        .flat_map(|register| register.heads.iter().map(|head| head.dot))
        .collect();
    open.extend(crate::control::voids_of(folder, kind, record)?);
    let mut found = BTreeMap::new();
    if let Some((dot, op)) = arriving {
        open.extend(op.writes.iter().flat_map(|write| write.replaces.iter().copied()));
        found.insert(dot, op.clone());
    }
    walk(&reader, folder.row, (kind.id, record), open, &mut found)?;
    Ok(found.into_iter().collect())
}

fn walk(
    reader: &OpReader<'_>,
    stream: i64,
    (kind, record): (KindId, &RecordRef),
    mut open: Vec<Dot>,
    found: &mut BTreeMap<Dot, Op>,
) -> Result<(), StoreError> {
    let mut seen: BTreeSet<Dot> = found.keys().copied().collect();
    while let Some(dot) = open.pop() {
        if !seen.insert(dot) {
            continue;
        }
        let Some(op) = reader.op(stream, dot)? else { continue };
        if op.kind == kind && op.record == *record {
            open.extend(op.writes.iter().flat_map(|write| write.replaces.iter().copied()));
            found.insert(dot, op);
        }
    }
    Ok(())
}

impl View<'_> {
    /// An op by its dot, if it is held and can be read.
    ///
    /// # Errors
    /// The store's.
    pub fn op(&self, stream: Stream, dot: Dot) -> Result<Option<Op>, StoreError> {
        let Some(stream) = find_stream(self.conn, stream)? else { return Ok(None) };
        self.reader.op(stream, dot)
    }

    /// The ops of a record, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn history_of(
        &self,
        kind: &'static Kind,
        record: &RecordRef,
    ) -> Result<Vec<HistoryOp>, StoreError> {
        let mut ops = Vec::new();
        self.add_history(kind, record, &mut ops)?;
        ops.sort_by_key(|op| (op.op.hlc, op.dot));
        Ok(ops)
    }

    fn add_history(
        &self,
        kind: &'static Kind,
        record: &RecordRef,
        ops: &mut Vec<HistoryOp>,
    ) -> Result<(), StoreError> {
        let Some(bytes) = kept(self.conn, kind, record)? else { return Ok(()) };
        let Some(site) = self.stream_of_kind(kind)? else { return Ok(()) };
        let Some(row) = find_stream(self.conn, site)? else { return Ok(()) };
        let heads = RecordHeads::read(self.conn, &Writers::default(), &bytes)?;
        let registers = heads.registers.values();
        let mut open: Vec<Dot> =
            registers.flat_map(|register| register.heads.iter().map(|head| head.dot)).collect();
        let mut select = self.conn.prepare_cached(
            "SELECT w.device, v.n FROM void v JOIN writer w ON w.id = v.writer
             WHERE v.kind = ?1 AND v.record = ?2",
        )?;
        let mut rows = select.query(params![kind.id.0, key_of(record)])?;
        while let Some(row) = rows.next()? {
            open.push(dot(row, 0)?);
        }
        let mut found = BTreeMap::new();
        walk(&self.reader, row, (kind.id, record), open, &mut found)?;
        ops.extend(found.into_iter().map(|(dot, op)| HistoryOp { stream: site, dot, op }));
        Ok(())
    }

    /// The ops of every record of this file that is about a person, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn history_of_person(&self, person: RecordId) -> Result<Vec<HistoryOp>, StoreError> {
        let mut ops = Vec::new();
        let told = kinds::ALL.iter().filter(|kind| {
            let class = kind.stream;
            !kind.is_control() && class != StreamClass::Network && class != StreamClass::Audit
        });
        for kind in told {
            // The person's own, and those that are named by them.
            for record in records_with(self.conn, kind, key_columns(kind), person)? {
                self.add_history(kind, &record, &mut ops)?;
            }
        }
        ops.sort_by_key(|op| (op.op.hlc, op.dot));
        Ok(ops)
    }

    /// The stream in which this store keeps records of a kind.
    ///
    /// # Errors
    /// The store's.
    pub fn stream_of_kind(&self, kind: &Kind) -> Result<Option<Stream>, StoreError> {
        if kind.stream == passerelle_domain::StreamClass::Network {
            return Ok(Some(Stream::Network));
        }
        let mut select = self.conn.prepare_cached("SELECT name FROM stream ORDER BY id")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let stream: Stream = name.parse().map_err(|_| StoreError::Damaged)?;
            if kind.stream.at_class() == stream.class() {
                return Ok(Some(stream));
            }
        }
        Ok(None)
    }

    /// An op of another computer that names this record: a mark of a learner, a session of a cohort, a
    /// room of a partner. Of what lies in the other file nothing is known here.
    ///
    /// # Errors
    /// The store's.
    pub fn named_elsewhere(&self, id: RecordId) -> Result<Option<Dot>, StoreError> {
        let Some(me) = self.device()? else { return Ok(None) };
        let writers = Writers::default();
        let mut select = self.conn.prepare_cached(include_str!("named_elsewhere.sql"))?;
        // What a list names, it names in words.
        let mut rows = select.query(params![id.0.as_bytes(), id.0.to_string()])?;
        let mut latest = None;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            let heads = RecordHeads::read(self.conn, &writers, bytes)?;
            let heads = heads.registers.into_values().flat_map(|register| register.heads);
            for head in heads.filter(|head| head.dot.device != me) {
                latest = latest.max(Some((head.hlc, head.dot)));
            }
        }
        Ok(latest.map(|(_, dot)| dot))
    }

    /// The last ops of this computer's streams, oldest first; the catalogue that every computer
    /// starts with left out.
    ///
    /// # Errors
    /// The store's.
    pub fn recent_history(&self, limit: u32) -> Result<Vec<HistoryOp>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut ops = Vec::new();
        let mut unsealed = self
            .conn
            .prepare_cached("SELECT stream, n, bytes FROM unsealed ORDER BY n DESC LIMIT ?1")?;
        let me = self.device()?;
        let mut rows = unsealed.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
        while let (Some(row), Some(device)) = (rows.next()?, me) {
            let bytes: Vec<u8> = row.get(2)?;
            let dot = Dot { device, n: row.get::<_, i64>(1)?.cast_unsigned() };
            let stream = stream_of(self.conn, row.get(0)?)?;
            ops.extend(Op::decode(&bytes).map(|op| HistoryOp { stream, dot, op }));
        }
        let mut segments = self.conn.prepare_cached(
            "SELECT g.stream, w.device, g.first, g.last FROM segment g
             JOIN writer w ON w.id = g.writer ORDER BY g.position DESC LIMIT 40",
        )?;
        let mut rows = segments.query([])?;
        let mut taken = 0;
        while let Some(row) = rows.next()? {
            let (first, last): (i64, i64) = (row.get(2)?, row.get(3)?);
            let (stream, device) = (row.get(0)?, crate::rows::device(row, 1)?);
            for n in (first..=last).rev().take(limit).map(i64::cast_unsigned) {
                let dot = Dot { device, n };
                let op = self.reader.op(stream, dot)?;
                let stream = stream_of(self.conn, stream)?;
                ops.extend(op.map(|op| HistoryOp { stream, dot, op }));
                taken += 1;
            }
            if taken >= limit {
                break;
            }
        }
        ops.retain(|op| kinds::by_id(op.op.kind).is_none_or(|kind| !kind.is_control()));
        ops.sort_by_key(|op| (op.op.hlc, op.dot));
        Ok(ops.split_off(ops.len().saturating_sub(limit)))
    }

    /// The entries of the audit log, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn audit(&self) -> Result<Vec<HistoryOp>, StoreError> {
        let mut select = self.conn.prepare("SELECT id FROM audit")?;
        let rows = select.query_map([], |row| crate::rows::record(row, 0))?;
        let mut ops = Vec::new();
        for id in rows.collect::<Result<Vec<_>, _>>()? {
            self.add_history(&kinds::NOTE_OF_AUDIT, &RecordRef::Own(id), &mut ops)?;
        }
        ops.sort_by_key(|op| (op.op.hlc, op.dot));
        Ok(ops)
    }

    /// How many entries the audit log has here.
    ///
    /// # Errors
    /// The store's.
    pub fn audit_entries(&self) -> Result<u32, StoreError> {
        let count = "SELECT count(*) FROM audit";
        Ok(self.conn.query_row(count, [], |row| row.get(0))?)
    }

    /// The ops of a session, of its register, and of every mark and presence of it, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn history_of_session(&self, session: RecordId) -> Result<Vec<HistoryOp>, StoreError> {
        let mut ops = Vec::new();
        self.add_history(&kinds::SESSION, &RecordRef::Own(session), &mut ops)?;
        self.add_history(&kinds::SHEET, &RecordRef::Derived(vec![session]), &mut ops)?;
        for kind in [&kinds::ATTENDANCE, &kinds::PRESENCE] {
            let person = crate::project::key_columns(kind)[1];
            let sql = format!("SELECT \"{person}\" FROM \"{}\" WHERE session_id = ?1", kind.name);
            let mut select = self.conn.prepare_cached(&sql)?;
            let rows =
                select.query_map([session.0.as_bytes()], |row| crate::rows::record(row, 0))?;
            for person in rows.collect::<Result<Vec<_>, _>>()? {
                self.add_history(kind, &RecordRef::Derived(vec![session, person]), &mut ops)?;
            }
        }
        for record in records_with(self.conn, &kinds::SIGNATURE, &["session_id"], session)? {
            self.add_history(&kinds::SIGNATURE, &record, &mut ops)?;
        }
        for record in records_with(self.conn, &kinds::PHOTO, &["session_id"], session)? {
            self.add_history(&kinds::PHOTO, &record, &mut ops)?;
        }
        ops.sort_by_key(|op| (op.op.hlc, op.dot));
        Ok(ops)
    }
}
