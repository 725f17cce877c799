//! Whether a file is what was written: every page against its code, every table against its index, and
//! what is folded against what was counted. A set is opened in copies, as a restore opens it, so that
//! looking changes nothing of it.

use super::manifest::{Held, held, measured};
use super::{CHECKING, PRIVATE, STORE, Set, copy_file, remove_folder};
use crate::access::Store;
use crate::error::StoreError;
use crate::files::make_private_folder;
use crate::keys::{Keys, StoreKey};
use passerelle_domain::Stream;
use passerelle_sync::DeviceId;
use passerelle_sync::sealed::{ChainHash, Sealed};
use std::collections::BTreeMap;
use std::path::Path;

impl Store {
    /// Reads the whole file: each page against its code, the tables against their indexes, the sums
    /// over what is folded, the chain of every writer's segments. It takes seconds for a large file
    /// and holds nobody up.
    ///
    /// # Errors
    /// `Damaged`, or what a page that cannot be read says.
    pub fn check(&self) -> Result<(), StoreError> {
        let mut pages = self.conn.prepare("PRAGMA cipher_integrity_check")?;
        if pages.query([])?.next()?.is_some() {
            return Err(StoreError::Damaged);
        }
        let found: String = self.conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if found != "ok" {
            return Err(StoreError::Damaged);
        }
        let view = self.view();
        for stream in view.kept_streams()? {
            if view.heads_kept(stream)? != view.heads_anew(stream)? {
                return Err(StoreError::Damaged);
            }
        }
        self.check_chains()
    }

    fn check_chains(&self) -> Result<(), StoreError> {
        match self.chains()?.iter().all(|chain| chain.recomputed.is_some()) {
            true => Ok(()),
            false => Err(StoreError::Damaged),
        }
    }

    /// Every writer's segments in this file, hashed again from the first.
    ///
    /// # Errors
    /// The store's.
    pub fn chains(&self) -> Result<Vec<Chain>, StoreError> {
        let mut select = self.conn.prepare(
            "SELECT s.name, w.device, v.sealed, v.tip, v.stream, v.writer FROM vector v
             JOIN stream s ON s.id = v.stream JOIN writer w ON w.id = v.writer
             WHERE v.sealed > 0 ORDER BY 1, 2",
        )?;
        let mut segments = self.conn.prepare(
            "SELECT bytes, hash FROM segment WHERE stream = ?1 AND writer = ?2 ORDER BY last",
        )?;
        let mut chains = Vec::new();
        let mut logs = select.query([])?;
        while let Some(log) = logs.next()? {
            let name: String = log.get(0)?;
            let stream = name.parse().map_err(|_| StoreError::Damaged)?;
            let device = crate::rows::device(log, 1)?;
            let (last, end): (i64, Option<[u8; 32]>) = (log.get(2)?, log.get(3)?);
            let mut rows = segments.query([log.get::<_, i64>(4)?, log.get::<_, i64>(5)?])?;
            let mut kept = Vec::new();
            while let Some(row) = rows.next()? {
                kept.push((row.get::<_, Vec<u8>>(0)?, row.get::<_, [u8; 32]>(1)?));
            }
            let last = last.cast_unsigned();
            let recomputed = chained(stream, device, kept).filter(|chain| {
                chain.last().is_some_and(|(n, hash)| *n == last && end == Some(hash.0))
            });
            chains.push(Chain { stream, device, last, recomputed });
        }
        Ok(chains)
    }
}

/// A writer's segments in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The stream.
    pub stream: Stream,
    /// The writer.
    pub device: DeviceId,
    /// The last number in them.
    pub last: u64,
    /// Where each segment ends and the hash of the chain there; none when they are no chain, or not
    /// the one that was noted.
    pub recomputed: Option<Vec<(u64, ChainHash)>>,
}

fn chained(
    stream: Stream,
    device: DeviceId,
    segments: Vec<(Vec<u8>, [u8; 32])>,
) -> Option<Vec<(u64, ChainHash)>> {
    let (mut tip, mut last) = (ChainHash::START, 0);
    let mut chain = Vec::with_capacity(segments.len());
    for (bytes, noted) in segments {
        let segment = Sealed::parse(stream, device, bytes).ok()?;
        tip = segment.chained(&tip);
        if segment.first() != last + 1 || tip.0 != noted {
            return None;
        }
        last = segment.last();
        chain.push((last, tip));
    }
    Some(chain)
}

impl Set {
    /// Opens copies of the set's files in a folder below `scratch`, as a restore would, and compares
    /// them with what was counted when they were made. Gives the names of those that could be opened:
    /// of the private one, without its key, only the bytes are compared.
    ///
    /// # Errors
    /// `BackupDamaged`, or the disk's.
    pub fn verify(&self, keys: &Keys, scratch: &Path) -> Result<Vec<&'static str>, StoreError> {
        let folder = scratch.join(CHECKING);
        remove_folder(&folder)?;
        make_private_folder(&folder)?;
        let verified = self.verify_in(keys, &folder);
        remove_folder(&folder)?;
        verified
    }

    fn verify_in(&self, keys: &Keys, folder: &Path) -> Result<Vec<&'static str>, StoreError> {
        let mut opened = Vec::new();
        for (name, copied) in &self.manifest.files {
            let file = self.folder.join(name);
            let (which, key) = match (name.as_str(), &keys.private) {
                (STORE, _) => (STORE, &keys.class),
                (PRIVATE, Some(key)) => (PRIVATE, key),
                _ => {
                    let same = measured(&file).is_ok_and(|(_, sum)| sum == copied.sha256);
                    if !same {
                        return Err(self.damaged());
                    }
                    continue;
                }
            };
            let copy = folder.join(name);
            if !file.exists() {
                return Err(self.damaged());
            }
            copy_file(&file, &copy)?;
            opens_whole(&copy, key, &copied.streams, folder).map_err(|error| match error {
                error @ (StoreError::DiskFull | StoreError::ReadOnly) => error,
                _ => self.damaged(),
            })?;
            opened.push(which);
        }
        if !opened.contains(&STORE) {
            return Err(self.damaged());
        }
        Ok(opened)
    }

    fn damaged(&self) -> StoreError {
        StoreError::BackupDamaged(self.folder.clone())
    }
}

/// Opens a copy, looks at all of it, and compares it with what was counted, if anything was.
fn opens_whole(
    file: &Path,
    key: &StoreKey,
    expected: &BTreeMap<String, Held>,
    older: &Path,
) -> Result<(), StoreError> {
    let store = Store::open_at(file, key, &older.join("older"))?;
    store.check()?;
    if !expected.is_empty() && held(&store.view())? != *expected {
        return Err(StoreError::Damaged);
    }
    store.close()
}
