//! Folding one op into the heads of the registers it writes, and the shown values into the
//! projection. The same code folds an op written here, one that arrives, and headquarters' own. The
//! rules are `passerelle_sync::register`'s; this is those rules over rows, a register at a time.

use crate::error::StoreError;
use crate::project::project;
use crate::rows::{device, writer_row};
use passerelle_domain::{Kind, KindId, RecordId, RegisterId, Value};
use passerelle_sync::register::{Head, Register};
use passerelle_sync::{DeviceId, Dot, Hlc, Op, Write};
use rusqlite::{Connection, OptionalExtension, params};

/// What became of an op, as kept in its row.
pub(crate) const FOLDED: i64 = 0;
/// A later version knows it.
pub(crate) const DEFERRED: i64 = 1;
/// No version would accept it.
pub(crate) const QUARANTINED: i64 = 2;

/// Where an op stands: its stream and writer as rows, its dot.
#[derive(Clone, Copy)]
pub(crate) struct Standing {
    pub stream: i64,
    pub writer: i64,
    pub device: DeviceId,
    pub n: u64,
}

/// Folds an op that every declaration accepts, and keeps its line of history.
pub(crate) fn fold(
    conn: &Connection,
    standing: Standing,
    op: &Op,
    kind: &Kind,
) -> Result<(), StoreError> {
    let id = op.record_id();
    for write in &op.writes {
        let register = kind.register(write.register).ok_or(StoreError::InvalidOp("register"))?;
        let mut state = load(conn, (id, kind.id), write.register)?;
        let before = state.clone();
        let head = Head {
            dot: Dot { device: standing.device, n: standing.n },
            hlc: op.hlc,
            value: write.value.clone(),
        };
        let mut seen = Vec::with_capacity(write.replaces.len());
        for dot in &write.replaces {
            seen.push(is_seen(conn, standing, *dot)?);
        }
        let is_seen = |dot| {
            write.replaces.iter().zip(&seen).any(|(replaced, seen)| *replaced == dot && *seen)
        };
        state.fold(head, &write.replaces, is_seen);
        save(conn, standing.stream, (id, kind.id, write), &before, &state)?;
        let shown = state.shown().map_or(&Value::Null, |head| &head.value);
        project(conn, kind, &op.record, id, register, shown)?;
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO history (record, hlc, stream, writer, n) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let (hlc, n) = (op.hlc.0.cast_signed(), standing.n.cast_signed());
    insert.execute(params![id.0.as_bytes(), hlc, standing.stream, standing.writer, n])?;
    Ok(())
}

/// Sets an op aside that no version accepts: whoever replaced it waits for it no longer.
pub(crate) fn pass_over(conn: &Connection, standing: Standing, op: &Op) -> Result<(), StoreError> {
    let (id, dot) = (op.record_id(), Dot { device: standing.device, n: standing.n });
    for write in &op.writes {
        let before = load(conn, (id, op.kind), write.register)?;
        let mut after = before.clone();
        after.awaited.retain(|awaited| *awaited != dot);
        save(conn, standing.stream, (id, op.kind, write), &before, &after)?;
    }
    Ok(())
}

/// Whether a replaced write has been folded, or set aside for good. One that is deferred has not:
/// when a later version folds it, it must find itself replaced.
fn is_seen(conn: &Connection, standing: Standing, dot: Dot) -> Result<bool, StoreError> {
    let sql = "SELECT fate FROM op WHERE stream = ?1 AND writer = ?2 AND n = ?3";
    let writer = writer_row(conn, dot.device)?;
    let key = params![standing.stream, writer, dot.n.cast_signed()];
    let fate: Option<i64> =
        conn.prepare_cached(sql)?.query_row(key, |row| row.get(0)).optional()?;
    Ok(fate.is_some_and(|fate| fate != DEFERRED))
}

/// A register's heads and awaited writes.
pub(crate) fn load(
    conn: &Connection,
    (record, kind): (RecordId, KindId),
    register: RegisterId,
) -> Result<Register<Value>, StoreError> {
    let mut heads = conn.prepare_cached(
        "SELECT w.device, h.n, h.hlc, h.value FROM head h JOIN writer w ON w.id = h.writer
         WHERE h.record = ?1 AND h.kind = ?2 AND h.register = ?3",
    )?;
    let mut awaited = conn.prepare_cached(
        "SELECT w.device, a.n FROM awaited a JOIN writer w ON w.id = a.writer
         WHERE a.record = ?1 AND a.kind = ?2 AND a.register = ?3",
    )?;
    let key = params![record.0.as_bytes(), kind.0, register.0];
    let mut state = Register::default();
    let mut rows = heads.query(key)?;
    while let Some(row) = rows.next()? {
        let dot = Dot { device: device(row, 0)?, n: row.get::<_, i64>(1)?.cast_unsigned() };
        let bytes = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        let value = postcard::from_bytes(bytes).map_err(|_| StoreError::Damaged)?;
        let hlc = Hlc(row.get::<_, i64>(2)?.cast_unsigned());
        state.heads.push(Head { dot, hlc, value });
    }
    let mut rows = awaited.query(key)?;
    while let Some(row) = rows.next()? {
        let n = row.get::<_, i64>(1)?.cast_unsigned();
        state.awaited.push(Dot { device: device(row, 0)?, n });
    }
    Ok(state)
}

/// Writes what changed of a register, and whether its heads disagree.
fn save(
    conn: &Connection,
    stream: i64,
    (record, kind, write): (RecordId, KindId, &Write),
    before: &Register<Value>,
    after: &Register<Value>,
) -> Result<(), StoreError> {
    let (record, kind, register) = (record.0.as_bytes(), kind.0, write.register.0);
    for head in before.heads.iter().filter(|head| !after.heads.contains(head)) {
        let sql = "DELETE FROM head WHERE record = ?1 AND kind = ?2 AND register = ?3
                   AND writer = ?4 AND n = ?5";
        let writer = writer_row(conn, head.dot.device)?;
        let n = head.dot.n.cast_signed();
        conn.prepare_cached(sql)?.execute(params![record, kind, register, writer, n])?;
    }
    for head in after.heads.iter().filter(|head| !before.heads.contains(head)) {
        let sql = "INSERT INTO head (record, kind, register, writer, n, stream, hlc, value)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let writer = writer_row(conn, head.dot.device)?;
        let value = postcard::to_stdvec(&head.value).map_err(|_| StoreError::Damaged)?;
        let (n, hlc) = (head.dot.n.cast_signed(), head.hlc.0.cast_signed());
        let row = params![record, kind, register, writer, n, stream, hlc, value];
        conn.prepare_cached(sql)?.execute(row)?;
    }
    for dot in before.awaited.iter().filter(|dot| !after.awaited.contains(dot)) {
        let sql = "DELETE FROM awaited WHERE record = ?1 AND kind = ?2 AND register = ?3
                   AND writer = ?4 AND n = ?5";
        let (writer, n) = (writer_row(conn, dot.device)?, dot.n.cast_signed());
        let row = params![record, kind, register, writer, n];
        conn.prepare_cached(sql)?.execute(row)?;
    }
    for dot in after.awaited.iter().filter(|dot| !before.awaited.contains(dot)) {
        let sql = "INSERT INTO awaited (record, kind, register, writer, n)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let (writer, n) = (writer_row(conn, dot.device)?, dot.n.cast_signed());
        let row = params![record, kind, register, writer, n];
        conn.prepare_cached(sql)?.execute(row)?;
    }
    if before.disagrees() != after.disagrees() {
        let sql = match after.disagrees() {
            true => "INSERT INTO disagreement (record, kind, register) VALUES (?1, ?2, ?3)",
            false => "DELETE FROM disagreement WHERE record = ?1 AND kind = ?2 AND register = ?3",
        };
        conn.prepare_cached(sql)?.execute(params![record, kind, register])?;
    }
    Ok(())
}
