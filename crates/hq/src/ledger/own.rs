//! Headquarters' own log: what only one place can decide, written as ops like any other, sealed
//! with the log's key and committed in the same transaction as the decision. The actor is nobody:
//! headquarters itself.

use super::epoch::identity;
use super::{DeviceRow, SiteRow, Written, segments};
use crate::error::HqError;
use passerelle_domain::permission::Role;
use passerelle_domain::{Kind, RecordId, RecordRef, Stream, Value, kinds};
use passerelle_store::StoreError;
use passerelle_sync::sealed::{NoNames, SegmentError, seal};
use passerelle_sync::{Clock, Dot, Hlc, Op, Write};
use rusqlite::Connection;
use uuid::Uuid;

/// Writes the record of a centre.
pub(super) fn write_site(conn: &Connection, site: &SiteRow, now_ms: u64) -> Result<(), HqError> {
    let record = RecordRef::Own(RecordId::from(site.site));
    let op = op(&kinds::SITE, record, &[("name", Value::Text(site.name.clone()))], None)?;
    write(conn, Stream::Network, vec![op], now_ms)?;
    Ok(())
}

/// Certifies a laptop in every stream that it is granted, and writes its name and its person into
/// its centre's, over what was written `before`. Gives where the latter stand.
pub(super) fn write_device(
    conn: &Connection,
    device: &DeviceRow,
    before: Option<&DeviceRow>,
    now_ms: u64,
) -> Result<Written, HqError> {
    let site = Stream::Site(device.site);
    for stream in streams_of(device).into_iter().filter(|stream| *stream != site) {
        write(conn, stream, vec![certificate(device)?], now_ms)?;
    }
    let written = before.and_then(|before| before.written);
    let dot = |n: fn(Written) -> u64| {
        written.map(|written| Dot { device: written.log, n: n(written) }).filter(|dot| dot.n > 0)
    };
    let name = vec![Value::Text(device.key.hex()), Value::Int(device.grant as i64)];
    let values = [("name", Value::Text(device.name.clone())), ("certificate", Value::List(name))];
    let record = RecordRef::Own(RecordId(device.device.0));
    let named = op(&kinds::DEVICE, record, &values, dot(|written| written.device_n))?;
    let mut ops = vec![certificate(device)?, named];
    if let Some(person) = device.person {
        let same = before.is_some_and(|before| before.person == device.person);
        let replaced = dot(|written| written.enrolled_n).filter(|_| same);
        let record = RecordRef::Derived(vec![RecordId(device.device.0), person]);
        let role = Value::Int(device.role as i64);
        ops.push(op(&kinds::ENROLLED, record, &[("role", role)], replaced)?);
    }
    let first = write(conn, site, ops, now_ms)?;
    let enrolled_n = if device.person.is_some() { first + 2 } else { 0 };
    Ok(Written { log: identity(conn)?.log, device_n: first + 1, enrolled_n })
}

/// Writes the role of a person on a laptop, or that they have none any more, over earlier words on it.
pub(super) fn write_person(
    conn: &Connection,
    device: &DeviceRow,
    (person, role): (RecordId, Option<Role>),
    replaces: &[Dot],
    now_ms: u64,
) -> Result<Written, HqError> {
    let record = RecordRef::Derived(vec![RecordId(device.device.0), person]);
    let role = role.map_or(Value::Null, |role| Value::Int(role as i64));
    let mut op = op(&kinds::ENROLLED, record, &[("role", role)], None)?;
    op.writes.iter_mut().for_each(|write| write.replaces = replaces.to_vec());
    let enrolled_n = write(conn, Stream::Site(device.site), vec![op], now_ms)?;
    Ok(Written { log: identity(conn)?.log, device_n: 0, enrolled_n })
}

/// Writes what a laptop's certificates say once it is revoked: in each stream, what is held of it now
/// is the last that counts.
pub(super) fn write_revocation(
    conn: &Connection,
    device: &DeviceRow,
    now_ms: u64,
) -> Result<(), HqError> {
    for stream in streams_of(device) {
        let held = segments::tip_of(conn, stream, device.device)?.map_or(0, |tip| tip.n);
        let record = RecordRef::Own(RecordId(device.device.0));
        let last = ("last", Value::Int(held.cast_signed()));
        write(conn, stream, vec![op(&kinds::CERTIFICATE, record, &[last], None)?], now_ms)?;
    }
    Ok(())
}

/// Streams whose readers must know the laptop; headquarters alone reads the last.
fn streams_of(device: &DeviceRow) -> Vec<Stream> {
    let mut streams = device.grant.streams(device.site);
    streams.push(Stream::Audit(device.site));
    streams
}

fn certificate(device: &DeviceRow) -> Result<Op, HqError> {
    let signing = Value::Bytes(device.key.0.to_vec());
    // One that joined an earlier version has no such key yet: nothing is encrypted for this one.
    let encryption = device.encryption.map_or([0; 32], |key| key.0);
    let keys = Value::List(vec![signing, Value::Bytes(encryption.to_vec())]);
    let grant = Value::List(vec![
        Value::Ref(device.site.0),
        Value::Int(device.grant as i64),
        Value::Int(device.role as i64),
    ]);
    let record = RecordRef::Own(RecordId(device.device.0));
    op(&kinds::CERTIFICATE, record, &[("keys", keys), ("grant", grant)], None)
}

/// An op that waits for its stamp.
fn op(
    kind: &Kind,
    record: RecordRef,
    values: &[(&str, Value)],
    replaced: Option<Dot>,
) -> Result<Op, HqError> {
    let mut writes = Vec::with_capacity(values.len());
    for (name, value) in values {
        let register = kind.named(name).ok_or(StoreError::InvalidOp("register"))?.id;
        let replaces = replaced.into_iter().collect();
        writes.push(Write { register, value: value.clone(), replaces });
    }
    Ok(Op { hlc: Hlc::default(), actor: RecordId(Uuid::nil()), kind: kind.id, record, writes })
}

/// Seals ops of one decision after those that the log holds, in as few segments as they fit into,
/// and commits them. Gives the rank of the first.
pub(super) fn write(
    conn: &Connection,
    stream: Stream,
    mut ops: Vec<Op>,
    now_ms: u64,
) -> Result<u64, HqError> {
    let identity = identity(conn)?;
    let (log, key) = (identity.log, identity.network.log(identity.log));
    let hlc = tick(conn, now_ms)?;
    ops.iter_mut().for_each(|op| op.hlc = hlc);
    let mut tip = segments::tip_of(conn, stream, log)?.unwrap_or(segments::NOTHING);
    let first = tip.n + 1;
    let mut rest = &ops[..];
    while !rest.is_empty() {
        let mut count = rest.len();
        let segment = loop {
            match seal(stream, log, tip.n + 1, &rest[..count], &tip.hash, &key, &NoNames) {
                Ok(segment) => break segment,
                Err(SegmentError::TooLarge | SegmentError::TooManyOps) if count > 1 => count /= 2,
                Err(_) => return Err(StoreError::InvalidOp("segment").into()),
            }
        };
        let hash = segment.chained(&tip.hash);
        tip = segments::insert(conn, &segment, hash, now_ms)?;
        rest = &rest[count..];
    }
    Ok(first)
}

/// The next stamp of headquarters' clock, kept in the same transaction.
fn tick(conn: &Connection, now_ms: u64) -> Result<Hlc, StoreError> {
    let last: i64 = conn.query_row("SELECT clock FROM meta", [], |row| row.get(0))?;
    let hlc = Clock::new(Hlc(last.cast_unsigned())).tick(now_ms);
    conn.execute("UPDATE meta SET clock = ?1", [hlc.0.cast_signed()])?;
    Ok(hlc)
}
