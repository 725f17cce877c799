//! Centres, codes and laptops in the ledger's file. What may join is decided in `enrol`, from rows
//! read here and in the transaction that writes the outcome.

use super::contact::TOKEN_MS;
use super::epoch::is_log;
use super::{
    CodeRow, Contact, DeviceRow, Enrolled, NewCode, Said, SecretHash, SiteRow, Written, own,
};
use crate::enrol::{Decision, Known, KnownRenewal, decide, decide_renewal};
use crate::error::HqError;
use passerelle_domain::permission::Role;
use passerelle_domain::{Grant, RecordId, SiteId};
use passerelle_store::StoreError;
use passerelle_sync::identity::{PublicEncryptionKey, PublicKey};
use passerelle_sync::join::JoinRequest;
use passerelle_sync::{DeviceId, Dot};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// Every centre, by name.
pub(super) fn sites(conn: &Connection) -> Result<Vec<SiteRow>, StoreError> {
    let mut select = conn.prepare_cached("SELECT id, name FROM site ORDER BY name, id")?;
    let rows = select.query_map([], site_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One centre.
pub(super) fn site(conn: &Connection, site: SiteId) -> Result<Option<SiteRow>, StoreError> {
    let mut select = conn.prepare_cached("SELECT id, name FROM site WHERE id = ?1")?;
    Ok(select.query_row([site.0.as_bytes()], site_row).optional()?)
}

/// Centres whose record headquarters wrote; the others' was written where they were founded.
pub(super) fn written_sites(conn: &Connection) -> Result<Vec<SiteRow>, StoreError> {
    let mut select =
        conn.prepare_cached("SELECT id, name FROM site WHERE adopted = 0 ORDER BY name, id")?;
    let rows = select.query_map([], site_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn add_site(
    conn: &Connection,
    site: &SiteRow,
    adopted: bool,
    now_ms: u64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO site (id, name, added_ms, adopted) VALUES (?1, ?2, ?3, ?4)";
    let added = now_ms.cast_signed();
    conn.execute(sql, params![site.site.0.as_bytes(), site.name, added, adopted])?;
    Ok(())
}

pub(super) fn add_code(conn: &Connection, code: &NewCode) -> Result<(), StoreError> {
    let sql = "INSERT INTO code (hash, site, grant_code, role_code, expires_ms)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let site = code.site.map(|site| site.0.into_bytes());
    let (grant, role) = (code.grant as i64, code.role as i64);
    conn.execute(sql, params![code.hash, site, grant, role, code.expires_ms.cast_signed()])?;
    Ok(())
}

/// Joins a laptop; see `Ledger::redeem`.
pub(super) fn redeem(
    conn: &Connection,
    hash: &SecretHash,
    request: &JoinRequest,
    token: &SecretHash,
    now_ms: u64,
) -> Result<Enrolled, HqError> {
    let founded = match &request.founded {
        Some(founded) => site(conn, founded.site)?,
        None => None,
    };
    let known = Known {
        is_log: is_log(conn, request.device)?,
        code: code(conn, hash)?,
        device: device(conn, request.device)?,
        founded_is_known: founded.is_some(),
    };
    let before = known.device.clone();
    let decision = decide(known, request, now_ms)?;
    let enrolled = enrol(conn, decision, before.as_ref(), token, now_ms)?;
    let sql = "UPDATE code SET redeemed_by = ?2 WHERE hash = ?1";
    let row = params![hash, enrolled.device.device.0.as_bytes()];
    conn.execute(sql, row).map_err(StoreError::from)?;
    Ok(enrolled)
}

/// Gives a laptop a new name; see `Ledger::renew`.
pub(super) fn renew(
    conn: &Connection,
    request: &JoinRequest,
    token: &SecretHash,
    now_ms: u64,
) -> Result<Enrolled, HqError> {
    let former = match &request.formerly {
        Some(former) => device(conn, former.device)?,
        None => None,
    };
    let known = KnownRenewal {
        is_log: is_log(conn, request.device)?,
        former,
        device: device(conn, request.device)?,
    };
    let before = known.device.clone();
    let decision = decide_renewal(known, request)?;
    enrol(conn, decision, before.as_ref(), token, now_ms)
}

/// Does what was decided.
fn enrol(
    conn: &Connection,
    decision: Decision,
    before: Option<&DeviceRow>,
    token: &SecretHash,
    now_ms: u64,
) -> Result<Enrolled, HqError> {
    let mut enrolled = match decision {
        Decision::Again(device) => *device,
        Decision::Enrol(device, adopted) => {
            if let Some(adopted) = adopted {
                add_site(conn, &adopted, true, now_ms)?;
            }
            let written = own::write_device(conn, &device, before, now_ms)?;
            DeviceRow { written: Some(written), ..*device }
        }
    };
    enrolled.token_hash = *token;
    enrolled.token_expires_ms = now_ms.saturating_add(TOKEN_MS);
    keep_device(conn, &enrolled, now_ms)?;
    let centre = site(conn, enrolled.site)?.ok_or(StoreError::Incomplete("site"))?.name;
    Ok(Enrolled { device: enrolled, centre })
}

/// Ends a laptop's exchanges; see `Ledger::revoke`.
pub(super) fn revoke(conn: &Connection, id: DeviceId, now_ms: u64) -> Result<(), HqError> {
    let device = device(conn, id)?.ok_or_else(|| HqError::refused("device.unknown"))?;
    if device.revoked {
        return Ok(());
    }
    let sql = "UPDATE device SET revoked = 1 WHERE id = ?1";
    conn.execute(sql, [id.0.as_bytes()]).map_err(StoreError::from)?;
    own::write_revocation(conn, &device, now_ms)
}

/// Writes the role of a person on a laptop; see `Ledger::enrol_person`.
pub(super) fn enrol_person(
    conn: &Connection,
    id: DeviceId,
    (person, role): (RecordId, Option<Role>),
    replaces: &[Dot],
    now_ms: u64,
) -> Result<(), HqError> {
    let device = device(conn, id)?.ok_or_else(|| HqError::refused("device.unknown"))?;
    let written = own::write_person(conn, &device, (person, role), replaces, now_ms)?;
    if device.person == Some(person) && device.written.is_some_and(|was| was.log == written.log) {
        let was = device.written.map_or(0, |was| was.device_n);
        note_written(conn, id, Written { device_n: was, ..written })?;
    }
    Ok(())
}

/// Every laptop.
pub(super) fn devices(conn: &Connection) -> Result<Vec<DeviceRow>, StoreError> {
    let mut select = conn.prepare_cached(include_str!("device.sql"))?;
    let rows = select.query_map([None::<[u8; 16]>], device_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One laptop.
pub(super) fn device(conn: &Connection, id: DeviceId) -> Result<Option<DeviceRow>, StoreError> {
    let mut select = conn.prepare_cached(include_str!("device.sql"))?;
    Ok(select.query_row([Some(id.0.as_bytes())], device_row).optional()?)
}

/// Notes where headquarters' ops about a laptop stand.
pub(super) fn note_written(
    conn: &Connection,
    device: DeviceId,
    written: Written,
) -> Result<(), StoreError> {
    let sql = "UPDATE device SET certified_by = ?2, certified_n = ?3, enrolled_n = ?4
               WHERE id = ?1";
    let (device_n, enrolled_n) = (written.device_n.cast_signed(), written.enrolled_n.cast_signed());
    let (id, log) = (device.0.as_bytes(), written.log.0.as_bytes());
    conn.execute(sql, params![id, log, device_n, enrolled_n])?;
    Ok(())
}

/// Keeps a laptop as it now stands.
pub(super) fn keep_device(
    conn: &Connection,
    device: &DeviceRow,
    now_ms: u64,
) -> Result<(), StoreError> {
    let (grant, role) = (device.grant as i64, device.role as i64);
    let written = device.written;
    conn.execute(
        include_str!("enrol_device.sql"),
        params![
            device.device.0.as_bytes(),
            device.key.0,
            device.site.0.as_bytes(),
            grant,
            role,
            device.name,
            device.token_hash,
            written.map_or(0, |written| written.device_n.cast_signed()),
            now_ms.cast_signed(),
            device.encryption.map(|key| key.0),
            device.person.map(|person| person.0.into_bytes()),
            written.map(|written| written.log.0.into_bytes()),
            written.map_or(0, |written| written.enrolled_n.cast_signed()),
            device.token_expires_ms.cast_signed(),
        ],
    )?;
    Ok(())
}

fn code(conn: &Connection, hash: &SecretHash) -> Result<Option<CodeRow>, StoreError> {
    let sql =
        "SELECT site, grant_code, role_code, expires_ms, redeemed_by FROM code WHERE hash = ?1";
    let mut select = conn.prepare_cached(sql)?;
    let found = select.query_row([hash], |row| {
        Ok(CodeRow {
            site: id_or_none(row, 0)?.map(SiteId),
            grant: grant(row, 1)?,
            role: role(row, 2)?,
            expires_ms: row.get::<_, i64>(3)?.cast_unsigned(),
            redeemed_by: id_or_none(row, 4)?.map(DeviceId),
        })
    });
    Ok(found.optional()?)
}

fn site_row(row: &Row<'_>) -> rusqlite::Result<SiteRow> {
    Ok(SiteRow { site: SiteId(id(row, 0)?), name: row.get(1)? })
}

fn device_row(row: &Row<'_>) -> rusqlite::Result<DeviceRow> {
    Ok(DeviceRow {
        device: DeviceId(id(row, 0)?),
        key: PublicKey(row.get(1)?),
        site: SiteId(id(row, 2)?),
        grant: grant(row, 3)?,
        role: role(row, 4)?,
        name: row.get(5)?,
        token_hash: row.get(6)?,
        encryption: row.get::<_, Option<[u8; 32]>>(10)?.map(PublicEncryptionKey),
        person: id_or_none(row, 11)?.map(RecordId),
        written: match id_or_none(row, 12)? {
            None => None,
            Some(log) => Some(Written {
                log: DeviceId(log),
                device_n: row.get::<_, i64>(7)?.cast_unsigned(),
                enrolled_n: row.get::<_, i64>(13)?.cast_unsigned(),
            }),
        },
        last_exchange_ms: ms(row, 8)?,
        revoked: row.get(9)?,
        token_expires_ms: ms(row, 14)?.unwrap_or_default(),
        contact: contact(row)?,
    })
}

fn contact(row: &Row<'_>) -> rusqlite::Result<Contact> {
    let said = match row.get(15)? {
        None => None,
        Some(version) => Some(Said {
            version,
            pending: row.get(16)?,
            clock_ms: row.get(17)?,
            backup_ms: ms(row, 18)?,
        }),
    };
    Ok(Contact { said, wipe_ordered_ms: ms(row, 19)?, wiped_ms: ms(row, 20)? })
}

fn ms(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<u64>> {
    Ok(row.get::<_, Option<i64>>(index)?.map(i64::cast_unsigned))
}

/// An id in a column.
pub(super) fn id(row: &Row<'_>, index: usize) -> rusqlite::Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(index)?))
}

fn id_or_none(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Uuid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(index)?.map(Uuid::from_bytes))
}

/// The grant kept under this code; one that this version does not know is none it may give.
fn grant(row: &Row<'_>, index: usize) -> rusqlite::Result<Grant> {
    let code: i64 = row.get(index)?;
    let all = [Grant::Classroom, Grant::Coordinator];
    let found = all.into_iter().find(|grant| *grant as i64 == code);
    found.ok_or(rusqlite::Error::IntegralValueOutOfRange(index, code))
}

fn role(row: &Row<'_>, index: usize) -> rusqlite::Result<Role> {
    let code: i64 = row.get(index)?;
    Role::from_code(code).ok_or(rusqlite::Error::IntegralValueOutOfRange(index, code))
}
