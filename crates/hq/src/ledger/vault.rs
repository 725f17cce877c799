//! The vault: what the law keeps of people who were erased, at headquarters alone and until a day. No
//! laptop ever gets any of it.

use super::enrolment::id;
use crate::error::HqError;
use passerelle_domain::calendar::Day;
use passerelle_domain::evidence::kept_until;
use passerelle_domain::{RecordId, SiteId};
use passerelle_store::photo::KeptPhoto;
use passerelle_store::{SheetLine, StoreError};
use passerelle_sync::attachment::AttachmentHash;
use rusqlite::{Connection, params};

/// A line in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultRow {
    /// Whose.
    pub person: RecordId,
    /// Of which centre.
    pub site: SiteId,
    /// The last day on which it is kept.
    pub until: Day,
    /// What the sheet says.
    pub line: SheetLine,
}

/// A picture in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultPhoto {
    /// Its id.
    pub photo: RecordId,
    /// The session of whose sheet it is.
    pub session: RecordId,
    /// Of which centre.
    pub site: SiteId,
    /// The session's day.
    pub day: Day,
    /// The last day on which it is kept.
    pub until: Day,
    /// Bytes of the picture, encrypted.
    pub bytes: u64,
    /// The name of the picture.
    pub hash: AttachmentHash,
    /// What opens it, in hexadecimal.
    pub key: String,
}

pub(super) fn keep_photos(
    conn: &Connection,
    site: SiteId,
    photos: &[KeptPhoto],
    now_ms: u64,
) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO vault_photo
                 (photo, session, site, day, until_day, kept_ms, hash, bytes, content_key)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    for kept in photos {
        let row = params![
            kept.photo.0.as_bytes(),
            kept.session.0.as_bytes(),
            site.0.as_bytes(),
            kept.day,
            kept_until(kept.day),
            now_ms.cast_signed(),
            kept.hash,
            kept.bytes.cast_signed(),
            kept.key,
        ];
        conn.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}

pub(super) fn list_photos(
    conn: &Connection,
    site: Option<SiteId>,
    today: Day,
) -> Result<Vec<VaultPhoto>, StoreError> {
    conn.execute("DELETE FROM vault_photo WHERE until_day < ?1", [today])?;
    let mut select = conn.prepare_cached(
        "SELECT photo, session, site, day, until_day, bytes, hash, content_key FROM vault_photo
         WHERE ?1 IS NULL OR site = ?1 ORDER BY until_day, photo",
    )?;
    let of = site.map(|site| site.0.into_bytes());
    let mut rows = select.query([of])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(VaultPhoto {
            photo: RecordId(id(row, 0)?),
            session: RecordId(id(row, 1)?),
            site: SiteId(id(row, 2)?),
            day: row.get(3)?,
            until: row.get(4)?,
            bytes: row.get::<_, i64>(5)?.cast_unsigned(),
            hash: row.get(6)?,
            key: row.get(7)?,
        });
    }
    Ok(found)
}

pub(super) fn keep(
    conn: &Connection,
    site: SiteId,
    lines: &[SheetLine],
    now_ms: u64,
) -> Result<(), HqError> {
    let sql = "INSERT OR IGNORE INTO vault (person, session, site, until_day, kept_ms, line)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for line in lines {
        let text = serde_json::to_string(line).map_err(|_| StoreError::Incomplete("vault"))?;
        let (person, session) = (line.person.0.as_bytes(), line.session.0.as_bytes());
        let until = kept_until(line.day);
        let row = params![person, session, site.0.as_bytes(), until, now_ms.cast_signed(), text];
        conn.prepare_cached(sql)
            .map_err(StoreError::from)?
            .execute(row)
            .map_err(StoreError::from)?;
    }
    Ok(())
}

pub(super) fn list(
    conn: &Connection,
    site: Option<SiteId>,
    today: Day,
) -> Result<Vec<VaultRow>, HqError> {
    let found = || -> Result<Vec<VaultRow>, StoreError> {
        conn.execute("DELETE FROM vault WHERE until_day < ?1", [today])?;
        let mut select = conn.prepare_cached(
            "SELECT person, site, until_day, line FROM vault
             WHERE ?1 IS NULL OR site = ?1 ORDER BY until_day, person",
        )?;
        let of = site.map(|site| site.0.into_bytes());
        let mut rows = select.query([of])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(3)?;
            found.push(VaultRow {
                person: RecordId(id(row, 0)?),
                site: SiteId(id(row, 1)?),
                until: row.get(2)?,
                line: serde_json::from_str(&text).map_err(|_| StoreError::Damaged)?,
            });
        }
        Ok(found)
    };
    Ok(found()?)
}
