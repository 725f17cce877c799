//! Headquarters' own log: what only one place can decide, written as ops like any other, in the
//! same transaction as the decision. The actor is nobody: headquarters itself.

use super::segments::{append, next_n};
use super::sqlite::identity;
use super::{DeviceRow, SiteRow};
use crate::error::HqError;
use passerelle_domain::{Kind, RecordId, RecordRef, Stream, Value, kinds};
use passerelle_store::StoreError;
use passerelle_sync::{Clock, DeviceId, Dot, Hlc, Op, Segment, Write};
use rusqlite::Connection;
use uuid::Uuid;

/// Writes the record of a centre.
pub(super) fn write_site(conn: &Connection, site: &SiteRow, now_ms: u64) -> Result<(), HqError> {
    let values = vec![("name", Value::Text(site.name.clone()))];
    let record = RecordId::from(site.site);
    write(conn, Stream::Network, (&kinds::SITE, record), values, None, now_ms)?;
    Ok(())
}

/// Certifies a laptop, replacing what was certified before; the rank of the op.
pub(super) fn write_device(
    conn: &Connection,
    device: &DeviceRow,
    before: Option<u64>,
    now_ms: u64,
) -> Result<u64, HqError> {
    let certificate = vec![Value::Text(device.key.hex()), Value::Int(device.grant as i64)];
    let values =
        vec![("name", Value::Text(device.name.clone())), ("certificate", Value::List(certificate))];
    let record = RecordId(device.device.0);
    write(conn, Stream::Site(device.site), (&kinds::DEVICE, record), values, before, now_ms)
}

fn write(
    conn: &Connection,
    stream: Stream,
    (kind, record): (&Kind, RecordId),
    values: Vec<(&str, Value)>,
    replaced: Option<u64>,
    now_ms: u64,
) -> Result<u64, HqError> {
    let log = identity(conn)?.log;
    let replaces: Vec<Dot> = replaced.map(|n| Dot { device: log, n }).into_iter().collect();
    let mut writes = Vec::with_capacity(values.len());
    for (name, value) in values {
        let register = kind.named(name).ok_or(StoreError::InvalidOp("register"))?;
        writes.push(Write { register: register.id, value, replaces: replaces.clone() });
    }
    let hlc = tick(conn, now_ms)?;
    let record = RecordRef::Own(record);
    let op = Op { hlc, actor: RecordId(Uuid::nil()), kind: kind.id, record, writes };
    commit(conn, stream, log, &op, now_ms)
}

fn commit(
    conn: &Connection,
    stream: Stream,
    log: DeviceId,
    op: &Op,
    now_ms: u64,
) -> Result<u64, HqError> {
    let bytes = op.encode().map_err(|_| StoreError::InvalidOp("encoding"))?;
    let first = next_n(conn, stream, log)?;
    append(conn, &Segment { stream, device: log, first, ops: vec![bytes] }, now_ms)
}

/// The next stamp of headquarters' clock, kept in the same transaction.
fn tick(conn: &Connection, now_ms: u64) -> Result<Hlc, StoreError> {
    let last: i64 = conn.query_row("SELECT clock FROM meta", [], |row| row.get(0))?;
    let hlc = Clock::new(Hlc(last.cast_unsigned())).tick(now_ms);
    conn.execute("UPDATE meta SET clock = ?1", [hlc.0.cast_signed()])?;
    Ok(hlc)
}
