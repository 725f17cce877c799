//! After an older ledger was put back, laptops offer headquarters' own ops again. What they say of
//! centres and laptops that this ledger no longer knows is kept again, so that a laptop that joined
//! after the copy was made need not join anew: its key lets it in, and gives it a token.

use super::{Contact, DeviceRow, SiteRow, Written, enrolment};
use crate::chance;
use crate::error::HqError;
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, KindId, RecordRef, RegisterId, SiteId, Stream, Value, kinds};
use passerelle_store::StoreError;
use passerelle_sync::identity::{PublicEncryptionKey, PublicKey};
use passerelle_sync::sealed::{NoNames, Sealed};
use passerelle_sync::{DeviceId, Op};
use rusqlite::{Connection, params};

/// Takes note of a segment of one of headquarters' logs that a laptop brought.
pub(super) fn recall(conn: &Connection, segment: &Sealed, now_ms: u64) -> Result<(), HqError> {
    // Own segments name no record by its dot; one that this version cannot read recalls nothing.
    let Ok(decoded) = segment.decode(&NoNames) else { return Ok(()) };
    let ops: Vec<(u64, Op)> = (segment.first()..).zip(decoded.ops).collect();
    for (_, op) in ops.iter().filter(|(_, op)| op.kind == kinds::SITE.id) {
        let name = value(op, 1).and_then(Value::as_text);
        let site = SiteId(op.record_id().0);
        if let Some(name) = name.filter(|_| segment.stream == Stream::Network) {
            keep_site(conn, site, name, now_ms)?;
        }
    }
    let Stream::Site(site) = segment.stream else { return Ok(()) };
    for (_, op) in ops.iter().filter(|(_, op)| op.kind == kinds::CERTIFICATE.id) {
        if value(op, 3).is_some() {
            let sql = "UPDATE device SET revoked = 1 WHERE id = ?1";
            let id = op.record_id().0;
            conn.execute(sql, params![id.as_bytes()]).map_err(StoreError::from)?;
        }
        if let Some(device) = certified(op, site, segment.device, &ops)
            && enrolment::device(conn, device.device)?.is_none()
        {
            keep_site(conn, site, &site.to_string(), now_ms)?;
            // A token that nobody has.
            let device = DeviceRow { token_hash: chance::random()?, ..device };
            enrolment::keep_device(conn, &device, now_ms)?;
        }
    }
    Ok(())
}

fn keep_site(conn: &Connection, site: SiteId, name: &str, now_ms: u64) -> Result<(), StoreError> {
    if enrolment::site(conn, site)?.is_none() {
        enrolment::add_site(conn, &SiteRow { site, name: name.to_owned() }, false, now_ms)?;
    }
    Ok(())
}

/// The laptop that a certificate certifies; its name and its person stand beside it.
fn certified(op: &Op, site: SiteId, log: DeviceId, ops: &[(u64, Op)]) -> Option<DeviceRow> {
    let [Value::Bytes(key), Value::Bytes(encryption)] = value(op, 1)?.items() else { return None };
    let [Value::Ref(of), Value::Int(grant), Value::Int(role)] = value(op, 2)?.items() else {
        return None;
    };
    let id = op.record_id();
    let of_kind = |kind: KindId| ops.iter().filter(move |(_, op)| op.kind == kind);
    let named = of_kind(kinds::DEVICE.id).find(|(_, op)| op.record_id() == id);
    let enrolled = of_kind(kinds::ENROLLED.id).find_map(|(n, op)| match &op.record {
        RecordRef::Derived(parents) if parents.first() == Some(&id) => Some((*n, parents.get(1)?)),
        _ => None,
    });
    let (device_n, named) = named?;
    let enrolled_n = enrolled.map_or(0, |(n, _)| n);
    Some(DeviceRow {
        device: DeviceId(id.0),
        key: PublicKey(key.as_slice().try_into().ok()?),
        encryption: encryption.as_slice().try_into().ok().map(PublicEncryptionKey),
        person: enrolled.map(|(_, person)| *person),
        site: (*of == site.0).then_some(site)?,
        grant: [Grant::Classroom, Grant::Coordinator].into_iter().find(|g| *g as i64 == *grant)?,
        role: Role::from_code(*role)?,
        name: value(named, 1).and_then(Value::as_text)?.to_owned(),
        token_hash: [0; 32],
        token_expires_ms: 0,
        written: Some(Written { log, device_n: *device_n, enrolled_n }),
        last_exchange_ms: None,
        revoked: false,
        contact: Contact::default(),
    })
}

fn value(op: &Op, register: u16) -> Option<&Value> {
    let write = op.writes.iter().find(|write| write.register == RegisterId(register));
    write.map(|write| &write.value)
}
