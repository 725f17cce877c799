//! Copies of the ledger, and putting one back. A copy is made while others read and write, encrypted
//! with the ledger's key, which is not in it; it counts once it has been opened again and read whole.
//! What it replaces when it is put back is kept aside.

use super::key::KeyPlace;
use super::sqlite::LADDER;
use crate::error::HqError;
use crate::lock::Lock;
use passerelle_domain::Stream;
use passerelle_store::{StoreError, StoreKey, create_encrypted, make_private_folder};
use passerelle_sync::DeviceId;
use passerelle_sync::sealed::{ChainHash, Sealed};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The copy's name in its folder.
const COPY: &str = "ledger.db";
/// Pages copied at a time: all of them, so that what others commit meanwhile makes nothing begin anew.
const EVERY_PAGE: i32 = -1;

/// What was found in a copy that was read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The last position given.
    pub position: u64,
    /// Segments.
    pub segments: u64,
    /// Size of the file.
    pub bytes: u64,
}

/// Makes a copy in a folder, in place of one that is there, once the new one has been read whole.
pub(super) fn copy(from: &Connection, key: &StoreKey, folder: &Path) -> Result<Copied, HqError> {
    make_private_folder(folder)?;
    let _lock = Lock::take(&folder.join("backup.lock"))?;
    let unfinished = folder.join("ledger.db.new");
    remove(&unfinished)?;
    let mut to = create_encrypted(&unfinished, key)?;
    let step = Backup::new(from, &mut to).and_then(|backup| backup.step(EVERY_PAGE));
    match step.map_err(StoreError::from)? {
        StepResult::Done => {}
        _ => return Err(StoreError::Busy.into()),
    }
    drop(to);
    let copied = verify(&unfinished, key)?;
    settle(&unfinished, &folder.join(COPY))?;
    Ok(copied)
}

/// Reads a copy whole: every page, and every segment's place in its writer's chain.
fn verify(file: &Path, key: &StoreKey) -> Result<Copied, HqError> {
    if !file.exists() {
        return Err(HqError::refused("backup.missing"));
    }
    let conn = create_encrypted(file, key)?;
    let (position, segments) = whole(&conn)?;
    drop(conn);
    let bytes = fs::metadata(file).map_err(StoreError::from)?.len();
    Ok(Copied { position, segments, bytes })
}

fn whole(conn: &Connection) -> Result<(u64, u64), StoreError> {
    let found: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = u32::try_from(LADDER.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    let mut check = conn.prepare("PRAGMA cipher_integrity_check")?;
    if check.exists([])? {
        return Err(StoreError::Damaged);
    }
    let sound: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(StoreError::Damaged);
    }
    let position: i64 = conn.query_row("SELECT position FROM meta", [], |row| row.get(0))?;
    let mut select = conn.prepare(include_str!("segments_whole.sql"))?;
    let mut rows = select.query([])?;
    let (mut tips, mut count) = (HashMap::new(), 0);
    while let Some(row) = rows.next()? {
        let stream: Stream = row.get::<_, String>(0)?.parse().map_err(|_| StoreError::Damaged)?;
        let device = DeviceId(super::enrolment::id(row, 1)?);
        let segment = Sealed::parse(stream, device, row.get(2)?);
        let segment = segment.map_err(|_| StoreError::Damaged)?;
        let (n, tip) = tips.get(&(stream, device)).copied().unwrap_or((0, ChainHash::START));
        let hash = segment.chained(&tip);
        if segment.first() != n + 1 || hash.0 != row.get::<_, [u8; 32]>(3)? {
            return Err(StoreError::Damaged);
        }
        tips.insert((stream, device), (segment.last(), hash));
        count += 1;
    }
    Ok((position.cast_unsigned(), count))
}

/// Puts a copy back in the place of the ledger in `folder`, whose files are kept aside; where. Whoever
/// opens the ledger next finds that it is older than it was.
///
/// # Errors
/// `headquarters.serving` while a server runs, `backup.missing`, or what is wrong with the copy or the
/// key; nothing was changed then.
pub(crate) fn restore(
    folder: &Path,
    key: &KeyPlace,
    from: &Path,
    now_ms: u64,
) -> Result<(Copied, PathBuf), HqError> {
    make_private_folder(folder)?;
    let serving = Lock::try_take(&folder.join(Lock::SERVING))?;
    let _serving = serving.ok_or_else(|| HqError::refused("headquarters.serving"))?;
    let _lock = Lock::take(&folder.join("ledger.lock"))?;
    let (ledger, coming) = (folder.join("ledger.db"), folder.join("ledger.db.coming"));
    let key = key.read()?;
    if !from.join(COPY).exists() {
        return Err(HqError::refused("backup.missing"));
    }
    remove(&coming)?;
    fs::copy(from.join(COPY), &coming).map_err(StoreError::from)?;
    let copied = verify(&coming, &key).inspect_err(|_| {
        // A copy that is no good stays where it came from.
        let _ = remove(&coming);
    })?;
    let aside = folder.join(format!("replaced-{now_ms}"));
    make_private_folder(&aside)?;
    // The ledger keeps its name until the copy takes it: cut anywhere, one of the two is there.
    if ledger.exists() {
        let kept = aside.join("ledger.db");
        fs::hard_link(&ledger, &kept)
            .or_else(|_| fs::copy(&ledger, &kept).map(|_| ()))
            .map_err(StoreError::from)?;
    }
    for log in ["ledger.db-wal", "ledger.db-shm"] {
        match fs::rename(folder.join(log), aside.join(log)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::from(error).into());
            }
            _ => {}
        }
    }
    settle(&coming, &ledger)?;
    Ok((copied, aside))
}

/// A laptop that was sent away, and when it was ordered to erase itself.
pub(crate) type Away = (DeviceId, Option<i64>);

/// Laptops that the ledger which was replaced had sent away: a copy does not let them in again. None
/// from one that cannot be read any more, which may be why it was replaced.
pub(crate) fn sent_away(aside: &Path, key: &StoreKey) -> Vec<Away> {
    let file = aside.join("ledger.db");
    if !file.exists() {
        return Vec::new();
    }
    let read = || -> Result<Vec<Away>, StoreError> {
        let conn = create_encrypted(&file, key)?;
        let sql = "SELECT id, wipe_ordered_ms FROM device WHERE revoked = 1";
        let mut select = conn.prepare(sql)?;
        let rows = select
            .query_map([], |row| Ok((DeviceId(super::enrolment::id(row, 0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    read().unwrap_or_else(|error| {
        tracing::warn!(code = error.code(), "the ledger that was replaced cannot be read");
        Vec::new()
    })
}

/// Keeps laptops out that were sent away. Since when is told by headquarters' own ops, which come back
/// from the other laptops: what it held then is not known here any more.
pub(super) fn keep_away(conn: &Connection, away: &[Away]) -> Result<(), StoreError> {
    let sql = "UPDATE device SET revoked = 1, wipe_ordered_ms = coalesce(wipe_ordered_ms, ?2)
               WHERE id = ?1";
    for (device, wipe_ordered_ms) in away {
        conn.execute(sql, params![device.0.as_bytes(), wipe_ordered_ms])?;
    }
    Ok(())
}

/// Gives a whole file its name, for good.
fn settle(file: &Path, name: &Path) -> Result<(), StoreError> {
    File::open(file)?.sync_all()?;
    fs::rename(file, name)?;
    if let Some(folder) = name.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Removes a file and its logs, if they are there.
fn remove(file: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = file.to_owned().into_os_string();
        name.push(suffix);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
