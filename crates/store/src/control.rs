//! What headquarters writes beside the records of a stream: certificates, which say whose segments
//! are believed, and verdicts, which undo an op everywhere. Neither is a register that people write, so
//! neither has heads: the latest certificate counts, and a void stays void.

use crate::access::View;
use crate::error::StoreError;
use crate::fold::{Folder, Standing};
use crate::history::OpReader;
use crate::local::Local;
use crate::project::{key_of, record_of};
use crate::rows::writer_row;
use passerelle_domain::{Kind, RecordRef, RegisterId, Value, kinds};
use passerelle_sync::authority::Authority;
use passerelle_sync::identity::PublicKey;
use passerelle_sync::planted::{self, Bug};
use passerelle_sync::{DeviceId, Dot, Op};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Folds a certificate or a verdict.
pub(crate) fn fold(folder: &Folder<'_>, _at: Standing, op: &Op) -> Result<(), StoreError> {
    if op.kind == kinds::CERTIFICATE.id {
        return certify(folder, op);
    }
    for write in &op.writes {
        let [Value::Ref(device), Value::Int(n), Value::Int(reason)] = write.value.items() else {
            continue;
        };
        let dot = Dot { device: DeviceId(*device), n: n.cast_unsigned() };
        void(folder, dot, *reason, op)?;
    }
    Ok(())
}

fn value(op: &Op, register: u16) -> Option<&[Value]> {
    let write = op.writes.iter().find(|write| write.register == RegisterId(register));
    write.map(|write| write.value.items())
}

fn certify(folder: &Folder<'_>, op: &Op) -> Result<(), StoreError> {
    let device = DeviceId(op.record_id().0);
    let writer = folder.writers.row(folder.conn, device)?;
    let conn = folder.conn;
    if let (Some([Value::Bytes(key), ..]), Some([Value::Ref(site), Value::Int(grant), ..])) =
        (value(op, 1), value(op, 2))
    {
        let sql = "UPDATE writer SET key = ?2, authority = 1, site = ?3, grant_code = ?4,
                     certified = ?5
                   WHERE id = ?1 AND authority < 2 AND certified <= ?5";
        let stamp = op.hlc.0.cast_signed();
        conn.prepare_cached(sql)?.execute(params![writer, key, site.as_bytes(), grant, stamp])?;
    }
    let last = op.writes.iter().find(|write| write.register == RegisterId(3));
    if let Some(Value::Int(last)) = last.map(|write| &write.value) {
        revoke(folder, writer, device, *last, op)?;
    }
    Ok(())
}

/// From now on nothing of this writer counts after its `last`; what was folded is undone.
fn revoke(
    folder: &Folder<'_>,
    writer: i64,
    device: DeviceId,
    last: i64,
    op: &Op,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO vector (stream, writer, last) VALUES (?1, ?2, ?3)
               ON CONFLICT (stream, writer) DO UPDATE SET last = excluded.last";
    folder.conn.prepare_cached(sql)?.execute(params![folder.row, writer, last])?;
    let held = crate::rows::held(folder.conn, folder.row, writer)?;
    for n in last.cast_unsigned() + 1..=held {
        void(folder, Dot { device, n }, kinds::REVOKED, op)?;
    }
    Ok(())
}

/// Makes an op void, now or when it arrives.
fn void(folder: &Folder<'_>, dot: Dot, reason: i64, verdict: &Op) -> Result<(), StoreError> {
    let conn = folder.conn;
    let writer = folder.writers.row(conn, dot.device)?;
    let op = OpReader::new(conn).op(folder.row, dot)?;
    let (kind, key) = match &op {
        Some(op) => (Some(op.kind.0), Some(key_of(&op.record))),
        None => (None, None),
    };
    let sql = "INSERT OR IGNORE INTO void (stream, writer, n, reason, hlc, kind, record)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (n, hlc) = (dot.n.cast_signed(), verdict.hlc.0.cast_signed());
    let new = conn
        .prepare_cached(sql)?
        .execute(params![folder.row, writer, n, reason, hlc, kind, key])?;
    folder.has_voids();
    if planted::is(Bug::VoidIgnored) {
        return Ok(());
    }
    if let Some(op) = op.filter(|_| new == 1)
        && let Some(kind) = kinds::by_id(op.kind).filter(|kind| !kind.is_control())
        && kind.accepts(&op.record)
    {
        folder.refold(kind, &op.record, None)?;
    }
    Ok(())
}

/// The void ops of a record.
pub(crate) fn voids_of(
    folder: &Folder<'_>,
    kind: &Kind,
    record: &RecordRef,
) -> Result<BTreeSet<Dot>, StoreError> {
    let mut select = folder.conn.prepare_cached(
        "SELECT w.device, v.n FROM void v JOIN writer w ON w.id = v.writer
         WHERE v.kind = ?1 AND v.record = ?2 AND v.stream = ?3",
    )?;
    let key = params![kind.id.0, key_of(record), folder.row];
    let rows = select.query_map(key, |row| crate::rows::dot(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An op that was made void, as it is told to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoidRow {
    /// The op.
    pub dot: Dot,
    /// Its stream.
    pub stream: passerelle_domain::Stream,
    /// Why: a position in `VERDICT_REASONS`.
    pub reason: i64,
    /// When headquarters decided, milliseconds since 1970.
    pub at_ms: u64,
    /// The record it wrote.
    pub record: Option<(passerelle_domain::KindId, RecordRef)>,
}

impl crate::access::View<'_> {
    /// Void ops that the person at the keys has not been told about, the latest first.
    ///
    /// # Errors
    /// The store's.
    pub fn untold_voids(&self, limit: u32) -> Result<Vec<VoidRow>, StoreError> {
        self.void_rows("WHERE v.seen = 0 AND v.record IS NOT NULL", limit)
    }

    /// Every void op that is held, the latest first.
    ///
    /// # Errors
    /// The store's.
    pub fn voids(&self, limit: u32) -> Result<Vec<VoidRow>, StoreError> {
        self.void_rows("", limit)
    }

    fn void_rows(&self, which: &str, limit: u32) -> Result<Vec<VoidRow>, StoreError> {
        let sql = format!(
            "SELECT w.device, v.n, s.name, v.reason, v.hlc, v.kind, v.record
             FROM void v JOIN writer w ON w.id = v.writer JOIN stream s ON s.id = v.stream
             {which} ORDER BY v.hlc DESC, v.writer, v.n LIMIT ?1"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query([limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(2)?;
            let (kind, key): (Option<u16>, Option<Vec<u8>>) = (row.get(5)?, row.get(6)?);
            let kind = kind.and_then(|kind| kinds::by_id(passerelle_domain::KindId(kind)));
            let record =
                kind.zip(key).and_then(|(kind, key)| Some((kind.id, record_of(kind, &key)?)));
            found.push(VoidRow {
                dot: crate::rows::dot(row, 0)?,
                stream: name.parse().map_err(|_| StoreError::Damaged)?,
                reason: row.get(3)?,
                at_ms: row.get::<_, i64>(4)?.cast_unsigned() >> 16,
                record,
            });
        }
        Ok(found)
    }
}

impl crate::access::Store {
    /// Notes that the person at the keys has been told about a void op.
    ///
    /// # Errors
    /// The store's.
    pub fn told(&mut self, stream: passerelle_domain::Stream, dot: Dot) -> Result<(), StoreError> {
        self.change(|conn| {
            let stream = crate::rows::stream_row(conn, stream)?;
            let writer = writer_row(conn, dot.device)?;
            let sql = "UPDATE void SET seen = 1 WHERE stream = ?1 AND writer = ?2 AND n = ?3";
            conn.execute(sql, params![stream, writer, dot.n.cast_signed()])?;
            Ok(())
        })
    }

    /// Believes headquarters' logs, whose certificates the caller has verified.
    ///
    /// # Errors
    /// The store's.
    pub fn trust_logs(&mut self, logs: &[(DeviceId, PublicKey)]) -> Result<(), StoreError> {
        self.change(|conn| {
            for (log, key) in logs {
                let writer = writer_row(conn, *log)?;
                let sql = "UPDATE writer SET key = ?2, authority = 2 WHERE id = ?1";
                conn.execute(sql, params![writer, key.0])?;
            }
            Ok(())
        })
    }
}

/// The key of a writer and what it may write; none while nobody has certified it.
pub(crate) fn authority(
    conn: &Connection,
    writer: i64,
) -> Result<Option<(PublicKey, Authority)>, StoreError> {
    let sql = "SELECT key, authority, site, grant_code FROM writer WHERE id = ?1";
    let row = conn.prepare_cached(sql)?.query_row([writer], |row| {
        let key: Option<[u8; 32]> = row.get(0)?;
        let authority: i64 = row.get(1)?;
        let site: Option<[u8; 16]> = row.get(2)?;
        Ok((key, authority, site, row.get::<_, Option<i64>>(3)?))
    });
    Ok(match row.optional()? {
        Some((Some(key), 2, ..)) => Some((PublicKey(key), Authority::Headquarters)),
        Some((Some(key), 1, Some(site), grant)) => {
            let grant = match grant {
                Some(1) => passerelle_domain::Grant::Coordinator,
                _ => passerelle_domain::Grant::Classroom,
            };
            let site = passerelle_domain::SiteId(Uuid::from_bytes(site));
            Some((PublicKey(key), Authority::Device { site, grant }))
        }
        _ => None,
    })
}

/// What this computer may write under any of the names that it goes or went by: what it wrote is
/// shown here also while headquarters has not certified it.
pub(crate) fn own_authority(
    conn: &Connection,
    device: DeviceId,
) -> Result<Option<Authority>, StoreError> {
    let view = View::of(conn);
    let former = view.local(Local::Formerly)?.unwrap_or_default();
    let mut former = former.lines().filter_map(|line| line.split_once(' '));
    let name = device.to_string();
    let own = view.device()? == Some(device) || former.any(|(former, _)| former == name);
    let site = view.site_id()?.filter(|_| own);
    site.map(|site| Ok(Authority::Device { site, grant: view.grant()? })).transpose()
}
