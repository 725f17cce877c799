//! History: every op of a record, oldest first, folded from the streams and never written apart.

use crate::access::View;
use crate::digest::dot;
use crate::error::StoreError;
use crate::rows::record;
use passerelle_domain::RecordId;
use passerelle_sync::dot::GENESIS;
use passerelle_sync::{Dot, Op};
use rusqlite::OptionalExtension;

/// An op as history tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryOp {
    /// The record.
    pub record: RecordId,
    /// Who wrote it, and their how-manieth op.
    pub dot: Dot,
    /// The op.
    pub op: Op,
}

impl View<'_> {
    /// The ops of a record, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn history_of(&self, id: RecordId) -> Result<Vec<HistoryOp>, StoreError> {
        let sql = format!("{SELECT} WHERE h.record = ?1 ORDER BY h.hlc, w.device, h.n");
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query([id.0.as_bytes()])?;
        let mut ops = Vec::new();
        while let Some(row) = rows.next()? {
            ops.extend(history_op(row)?);
        }
        Ok(ops)
    }

    /// An op of another computer that names this record as its parent: a mark of a learner, a
    /// session of a cohort.
    ///
    /// # Errors
    /// The store's.
    pub fn named_elsewhere(&self, id: RecordId) -> Result<Option<Dot>, StoreError> {
        let Some(me) = self.device()? else { return Ok(None) };
        let mut select = self.conn.prepare_cached(include_str!("named_elsewhere.sql"))?;
        let key = [id.0.as_bytes(), me.0.as_bytes()];
        Ok(select.query_row(key, |row| dot(row, 0)).optional()?)
    }

    /// The last ops of this computer's streams, oldest first; the catalogue that every computer
    /// starts with left out.
    ///
    /// # Errors
    /// The store's.
    pub fn recent_history(&self, limit: u32) -> Result<Vec<HistoryOp>, StoreError> {
        let sql = format!("{SELECT} WHERE w.device <> ?1 ORDER BY h.hlc DESC, h.n DESC LIMIT ?2");
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query(rusqlite::params![GENESIS.0.as_bytes(), limit])?;
        let mut ops = Vec::new();
        while let Some(row) = rows.next()? {
            ops.extend(history_op(row)?);
        }
        ops.reverse();
        Ok(ops)
    }

    /// The ops of every mark and presence of a session, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn history_of_session(&self, session: RecordId) -> Result<Vec<HistoryOp>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE h.record IN (
               SELECT id FROM attendance WHERE session_id = ?1
               UNION SELECT id FROM presence WHERE session_id = ?1 UNION SELECT ?1)
             ORDER BY h.hlc, w.device, h.n"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query([session.0.as_bytes()])?;
        let mut ops = Vec::new();
        while let Some(row) = rows.next()? {
            ops.extend(history_op(row)?);
        }
        Ok(ops)
    }
}

const SELECT: &str = "SELECT h.record, w.device, h.n, o.bytes FROM history h
    JOIN writer w ON w.id = h.writer
    JOIN op o ON o.stream = h.stream AND o.writer = h.writer AND o.n = h.n";

fn history_op(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<HistoryOp>> {
    let bytes: Vec<u8> = row.get(3)?;
    let (record, dot) = (record(row, 0)?, dot(row, 1)?);
    Ok(Op::decode(&bytes).map(|op| HistoryOp { record, dot, op }))
}
