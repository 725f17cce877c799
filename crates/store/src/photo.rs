//! Photographs of sheets as read from the file: which there are of a session, which headquarters lacks,
//! which this computer lacks, and on which somebody stands who is erased. The pictures themselves are
//! `attachments.rs`'s.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::local::Local;
use crate::rows::record;
use passerelle_domain::calendar::Day;
use passerelle_domain::kinds::PHOTO;
use passerelle_domain::{RecordId, RecordRef, RegisterId};
use passerelle_sync::attachment::{AttachmentHash, AttachmentKey};
use passerelle_sync::digest::unhex;
use rusqlite::{Connection, Params, Row, params};

/// The register that says which picture it is.
const TAKEN: RegisterId = RegisterId(1);

/// A photograph.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Its id.
    pub id: RecordId,
    /// The session of whose sheet it is.
    pub session: RecordId,
    /// The name of its picture.
    pub hash: AttachmentHash,
    /// Bytes of the picture, encrypted.
    pub bytes: u64,
    /// When it was added, milliseconds since 1970.
    pub added_ms: u64,
    /// What opens the picture; none where the key has not arrived, or was destroyed.
    pub key: Option<AttachmentKey>,
    /// Whether it was erased, with somebody or by itself.
    pub is_erased: bool,
    /// Whether headquarters said, in its present epoch, that it holds the picture whole.
    pub is_received: bool,
    /// Whether somebody here asked to see it while it was not here.
    pub is_wanted: bool,
}

/// At headquarters: a picture of people who were erased, kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPhoto {
    /// Its id.
    pub photo: RecordId,
    /// The session.
    pub session: RecordId,
    /// The session's day.
    pub day: Day,
    /// The name of its picture.
    pub hash: AttachmentHash,
    /// Bytes of the picture, encrypted.
    pub bytes: u64,
    /// What opens it, in hexadecimal.
    pub key: String,
}

const COLUMNS: &str = "SELECT p.id, p.session_id, p.hash, p.bytes, p.added_ms, p.content_key,
  EXISTS (SELECT 1 FROM erased_person e WHERE e.person = p.id),
  EXISTS (SELECT 1 FROM photo_received r JOIN local l ON l.key = 'epoch' AND l.value = r.epoch
          WHERE r.hash = p.hash),
  EXISTS (SELECT 1 FROM photo_wanted w WHERE w.photo = p.id)
  FROM photo p";

impl View<'_> {
    /// The photographs of a session that nobody has taken away, the oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn photos(&self, session: RecordId) -> Result<Vec<Photo>, StoreError> {
        let of = "WHERE p.session_id = ?1 ORDER BY p.added_ms, p.id";
        let mut photos = self.select_photos(of, [session.0.as_bytes()])?;
        photos.retain(|photo| !photo.is_erased);
        Ok(photos)
    }

    /// One photograph, also one that was erased.
    ///
    /// # Errors
    /// The store's.
    pub fn photo(&self, id: RecordId) -> Result<Option<Photo>, StoreError> {
        Ok(self.select_photos("WHERE p.id = ?1", [id.0.as_bytes()])?.pop())
    }

    /// The photographs whose picture has this name, unless they were erased.
    ///
    /// # Errors
    /// The store's.
    pub fn photo_of_picture(&self, hash: &AttachmentHash) -> Result<Option<Photo>, StoreError> {
        let found = self.select_photos("WHERE p.hash = ?1", [hash])?;
        Ok(found.into_iter().find(|photo| !photo.is_erased))
    }

    /// Every photograph, the newest session's first; erased ones too.
    ///
    /// # Errors
    /// The store's.
    pub fn all_photos(&self) -> Result<Vec<Photo>, StoreError> {
        let sql = "LEFT JOIN session s ON s.id = p.session_id
                   WHERE p.hash IS NOT NULL ORDER BY s.day DESC, p.added_ms DESC, p.id";
        self.select_photos(sql, [])
    }

    /// Photographs that are not erased and whose pictures headquarters is not known to hold in its
    /// present epoch, the oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn photos_not_received(&self) -> Result<Vec<Photo>, StoreError> {
        let sql = "WHERE p.hash IS NOT NULL AND NOT EXISTS (
                     SELECT 1 FROM photo_received r JOIN local l
                       ON l.key = 'epoch' AND l.value = r.epoch
                     WHERE r.hash = p.hash)
                   ORDER BY p.added_ms, p.id";
        let mut photos = self.select_photos(sql, [])?;
        photos.retain(|photo| !photo.is_erased);
        Ok(photos)
    }

    /// Who added a photograph.
    ///
    /// # Errors
    /// The store's.
    pub fn photo_by(&self, id: RecordId) -> Result<Option<RecordId>, StoreError> {
        let heads = self.heads(&PHOTO, &RecordRef::Own(id), TAKEN)?;
        let (Some(head), Some(stream)) = (heads.shown(), self.stream_of_kind(&PHOTO)?) else {
            return Ok(None);
        };
        Ok(self.op(stream, head.dot)?.map(|op| op.actor))
    }

    /// Photographs that somebody here asked to see, or of sessions from this day on, the newest first.
    ///
    /// # Errors
    /// The store's.
    pub fn photos_worth_having(&self, from: Day) -> Result<Vec<Photo>, StoreError> {
        let sql = "JOIN session s ON s.id = p.session_id
                   LEFT JOIN photo_wanted w ON w.photo = p.id
                   WHERE p.content_key IS NOT NULL AND (s.day >= ?1 OR w.photo IS NOT NULL)
                   ORDER BY w.photo IS NULL, s.day DESC, p.added_ms DESC, p.id";
        let mut photos = self.select_photos(sql, [from])?;
        photos.retain(|photo| !photo.is_erased);
        Ok(photos)
    }

    /// Photographs on which somebody stands: of sheets on which they are marked, or were expected.
    ///
    /// # Errors
    /// The store's.
    pub fn photos_with(&self, person: RecordId) -> Result<Vec<Photo>, StoreError> {
        let mut photos =
            self.select_photos(include_str!("photos_with.sql"), [person.0.as_bytes()])?;
        photos.retain(|photo| !photo.is_erased);
        Ok(photos)
    }

    /// Photographs that are not erased, on which somebody stands who is.
    ///
    /// # Errors
    /// The store's.
    pub fn photos_with_erased(&self) -> Result<Vec<Photo>, StoreError> {
        let mut photos = self.select_photos(include_str!("photos_with_erased.sql"), [])?;
        photos.retain(|photo| !photo.is_erased);
        Ok(photos)
    }

    /// Pictures kept aside of people who were erased.
    ///
    /// # Errors
    /// The store's.
    pub fn kept_photos(&self) -> Result<Vec<KeptPhoto>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT * FROM kept_photo")?;
        let rows = select.query_map([], |row| {
            Ok(KeptPhoto {
                photo: record(row, 0)?,
                session: record(row, 1)?,
                day: row.get(2)?,
                hash: row.get(3)?,
                bytes: row.get::<_, i64>(4)?.cast_unsigned(),
                key: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn select_photos(&self, which: &str, params: impl Params) -> Result<Vec<Photo>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!("{COLUMNS} {which}"))?;
        let mut rows = select.query(params)?;
        let mut photos = Vec::new();
        while let Some(row) = rows.next()? {
            photos.extend(photo(row)?);
        }
        Ok(photos)
    }
}

/// None for one of which only a part has arrived.
fn photo(row: &Row<'_>) -> rusqlite::Result<Option<Photo>> {
    let (session, hash): (Option<[u8; 16]>, Option<AttachmentHash>) = (row.get(1)?, row.get(2)?);
    let (Some(session), Some(hash)) = (session, hash) else { return Ok(None) };
    let key: Option<String> = row.get(5)?;
    let key = key.and_then(|text| unhex(&text)?.try_into().ok()).map(AttachmentKey);
    Ok(Some(Photo {
        id: record(row, 0)?,
        session: RecordId(uuid::Uuid::from_bytes(session)),
        hash,
        bytes: row.get::<_, Option<i64>>(3)?.unwrap_or_default().cast_unsigned(),
        added_ms: row.get::<_, Option<i64>>(4)?.unwrap_or_default().cast_unsigned(),
        key,
        is_erased: row.get(6)?,
        is_received: row.get(7)?,
        is_wanted: row.get(8)?,
    }))
}

impl Store {
    /// Headquarters holds this picture whole.
    ///
    /// # Errors
    /// The store's.
    pub fn photo_received(&mut self, hash: &AttachmentHash) -> Result<(), StoreError> {
        self.change(|conn| {
            let epoch = View::of(conn).local(Local::Epoch)?.unwrap_or_default();
            let sql = "INSERT OR REPLACE INTO photo_received (hash, epoch) VALUES (?1, ?2)";
            conn.prepare_cached(sql)?.execute(params![hash, epoch])?;
            Ok(())
        })
    }

    /// Somebody asked to see a photograph whose picture is not here.
    ///
    /// # Errors
    /// The store's.
    pub fn want_photo(&mut self, id: RecordId) -> Result<(), StoreError> {
        self.change(|conn| {
            let sql = "INSERT OR IGNORE INTO photo_wanted (photo) VALUES (?1)";
            conn.prepare_cached(sql)?.execute([id.0.as_bytes()])?;
            Ok(())
        })
    }

    /// Its picture has come.
    ///
    /// # Errors
    /// The store's.
    pub fn photo_came(&mut self, id: RecordId) -> Result<(), StoreError> {
        self.change(|conn| {
            let sql = "DELETE FROM photo_wanted WHERE photo = ?1";
            conn.prepare_cached(sql)?.execute([id.0.as_bytes()])?;
            Ok(())
        })
    }

    /// Forgets pictures that were kept aside: they lie elsewhere by now, or nobody may keep them.
    ///
    /// # Errors
    /// The store's.
    pub fn forget_kept_photos(&mut self) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.execute("DELETE FROM kept_photo", [])?;
            Ok::<_, StoreError>(())
        })?;
        self.sweep()
    }
}

/// Keeps aside the picture that is being erased, where that is asked for. One that was taken away by
/// itself is not evidence of anything.
pub(crate) fn keep_aside(conn: &Connection, id: RecordId) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO kept_photo
               SELECT p.id, p.session_id, s.day, p.hash, p.bytes, p.content_key
               FROM photo p JOIN session s ON s.id = p.session_id
               WHERE p.id = ?1 AND p.removed_reason IS NULL AND p.hash IS NOT NULL
                 AND p.content_key IS NOT NULL AND s.day IS NOT NULL";
    conn.prepare_cached(sql)?.execute([id.0.as_bytes()])?;
    Ok(())
}

/// Forgets what this computer kept of a photograph beside its record.
pub(crate) fn forget(conn: &Connection, id: RecordId) -> Result<(), StoreError> {
    let sql = "DELETE FROM photo_wanted WHERE photo = ?1";
    conn.prepare_cached(sql)?.execute([id.0.as_bytes()])?;
    Ok(())
}
