//! Gestures made on this computer, as undo sees them: what can be taken back, what can be brought
//! back, and the ops of each. Whether it may is decided by the app, register by register.

use crate::access::View;
use crate::error::StoreError;
use crate::heads::RecordHeads;
use crate::project::kept;
use crate::rows::Writers;
use crate::write::{Act, Draft, Gesture};
use passerelle_domain::{Kind, RecordRef, RegisterId, Stream, Value};
use passerelle_sync::Hlc;
use passerelle_sync::register::Register;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// A gesture that can be taken back or brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GestureRow {
    /// Its stamp.
    pub hlc: Hlc,
    /// How it is called on screen.
    pub label: String,
    /// The gesture that last expressed it: itself, its undo or its redo.
    pub latest: Hlc,
}

/// The ops that a gesture committed in one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The stream.
    pub stream: Stream,
    /// First rank.
    pub first: u64,
    /// Last rank.
    pub last: u64,
}

/// Keeps a gesture in the transaction that committed its ops.
pub(crate) fn keep(
    conn: &Connection,
    hlc: Hlc,
    gesture: &Gesture,
    parts: &BTreeMap<i64, (u64, u64)>,
) -> Result<(), StoreError> {
    let own = hlc.0.cast_signed();
    let act = match gesture.act {
        Act::Do | Act::Settle => 0,
        Act::Undo(_) => 1,
        Act::Redo(_) => 2,
    };
    conn.prepare_cached("INSERT INTO gesture (hlc, act, label, latest) VALUES (?1, ?2, ?3, ?1)")?
        .execute(params![own, act, gesture.label])?;
    if let Act::Undo(of) | Act::Redo(of) = gesture.act {
        let of = of.0.cast_signed();
        if parts.is_empty() {
            // Nothing was restored: the gesture is passed over, and there is nothing to bring back.
            conn.prepare_cached("UPDATE gesture SET undone = 2 WHERE hlc = ?1")?.execute([of])?;
        } else {
            let undone = matches!(gesture.act, Act::Undo(_));
            conn.prepare_cached("UPDATE gesture SET latest = ?2, undone = ?3 WHERE hlc = ?1")?
                .execute(params![of, own, undone])?;
        }
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO gesture_part (hlc, stream, first, last) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (stream, (first, last)) in parts {
        insert.execute([own, *stream, first.cast_signed(), last.cast_signed()])?;
    }
    Ok(())
}

impl View<'_> {
    /// The last gesture that has not been taken back.
    ///
    /// # Errors
    /// The store's.
    pub fn undoable(&self) -> Result<Option<GestureRow>, StoreError> {
        let sql = "SELECT hlc, label, latest FROM gesture WHERE act = 0 AND undone = 0
                   ORDER BY hlc DESC LIMIT 1";
        Ok(self.conn.prepare_cached(sql)?.query_row([], gesture).optional()?)
    }

    /// The first gesture taken back since the last one that stands.
    ///
    /// # Errors
    /// The store's.
    pub fn redoable(&self) -> Result<Option<GestureRow>, StoreError> {
        let sql = "SELECT hlc, label, latest FROM gesture WHERE act = 0 AND undone = 1
                   AND hlc > (SELECT coalesce(max(hlc), 0) FROM gesture WHERE act = 0 AND undone = 0)
                   ORDER BY hlc LIMIT 1";
        Ok(self.conn.prepare_cached(sql)?.query_row([], gesture).optional()?)
    }

    /// What a gesture committed, stream by stream.
    ///
    /// # Errors
    /// The store's.
    pub fn parts(&self, gesture: Hlc) -> Result<Vec<Part>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT s.name, p.first, p.last FROM gesture_part p JOIN stream s ON s.id = p.stream
             WHERE p.hlc = ?1 ORDER BY p.stream",
        )?;
        let mut rows = select.query([gesture.0.cast_signed()])?;
        let mut parts = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            parts.push(Part {
                stream: name.parse().map_err(|_| StoreError::Damaged)?,
                first: row.get::<_, i64>(1)?.cast_unsigned(),
                last: row.get::<_, i64>(2)?.cast_unsigned(),
            });
        }
        Ok(parts)
    }

    /// Whether a record is here already.
    ///
    /// # Errors
    /// The store's.
    pub fn has(&self, draft: &Draft) -> Result<bool, StoreError> {
        Ok(kept(self.conn, draft.kind, &draft.record)?.is_some())
    }

    /// The gesture with this stamp, if this file has a part of it.
    ///
    /// # Errors
    /// The store's.
    pub fn gesture_at(&self, hlc: Hlc) -> Result<Option<GestureRow>, StoreError> {
        let sql = "SELECT hlc, label, latest FROM gesture WHERE hlc = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        Ok(select.query_row([hlc.0.cast_signed()], gesture).optional()?)
    }

    /// The heads of a register.
    ///
    /// # Errors
    /// The store's.
    pub fn heads(
        &self,
        kind: &Kind,
        record: &RecordRef,
        register: RegisterId,
    ) -> Result<Register<Value>, StoreError> {
        match kept(self.conn, kind, record)? {
            Some(bytes) => {
                let heads = RecordHeads::read(self.conn, &Writers::default(), &bytes)?;
                Ok(heads.register(register))
            }
            None => Ok(Register::default()),
        }
    }

    /// Whether an op of this computer with this stamp was an undo or a redo.
    ///
    /// # Errors
    /// The store's.
    pub fn is_reversal(&self, hlc: Hlc) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM gesture WHERE hlc = ?1 AND act <> 0)";
        let mut select = self.conn.prepare_cached(sql)?;
        Ok(select.query_row([hlc.0.cast_signed()], |row| row.get(0))?)
    }

    /// Time of the last gesture on this computer, milliseconds since 1970.
    ///
    /// # Errors
    /// The store's.
    pub fn last_gesture_ms(&self) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT max(hlc) FROM gesture";
        let hlc: Option<i64> = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(hlc.map(|hlc| Hlc(hlc.cast_unsigned()).ms()))
    }
}

fn gesture(row: &Row<'_>) -> rusqlite::Result<GestureRow> {
    Ok(GestureRow {
        hlc: Hlc(row.get::<_, i64>(0)?.cast_unsigned()),
        label: row.get(1)?,
        latest: Hlc(row.get::<_, i64>(2)?.cast_unsigned()),
    })
}
