//! Backups: each a folder, a *set*, with encrypted copies of a centre's files, the book of who opens
//! them, and a manifest. A set is made under an unfinished name, opened and counted as a restore would,
//! and only then takes its name. When one is due is the app's to say; which stay is `retention`'s.

mod check;
mod manifest;
mod restore;
mod retention;
mod salvage;

pub use check::Chain;
pub use manifest::Manifest;
pub use restore::{RESTORED, Restoring, Staging};
pub use salvage::{Beyond, Finds, Salvaged, Wreck, gone_beyond};

pub(crate) use manifest::MANIFEST;
pub(crate) use restore::READY;

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::files::{Files, make_private_folder};
use crate::keys::{Keys, StoreKey};
use crate::local::Local;
use crate::open::{connect, create};
use manifest::{Copied, held, measured, stamp};
use passerelle_domain::RecordId;
use retention::{Made, superfluous};
use rusqlite::backup::Backup;
use rusqlite::{ErrorCode, OpenFlags, TransactionBehavior};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied at a time.
const PAGES: i32 = 200;
/// How often it is sealed again because somebody wrote since.
const SEAL_TRIES: u32 = 20;
/// What a set is called until it is whole.
const UNFINISHED: &str = "unfinished";
/// Where copies are opened that must stay as they are.
const CHECKING: &str = "checking";
/// The files of a centre that a set copies, and the book beside them.
const STORE: &str = "passerelle.db";
const PRIVATE: &str = "private.db";
const BOOK: &str = "people.keys";

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

impl Set {
    /// The set in a folder.
    ///
    /// # Errors
    /// `NotABackup`, `NewerSchema`.
    pub fn at(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self { folder: folder.to_owned(), manifest: Manifest::read(folder)? })
    }

    /// The sets in a folder, the latest first; what is not one is passed over.
    pub fn all(folder: &Path) -> Vec<Self> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let unfinished = |path: &PathBuf| path.extension().is_some_and(|part| part == UNFINISHED);
        let folders = entries.map(|entry| entry.path()).filter(|path| !unfinished(path));
        let mut sets: Vec<Self> = folders.filter_map(|path| Self::at(&path).ok()).collect();
        sets.sort_by(|a, b| (b.manifest.made_ms, &b.folder).cmp(&(a.manifest.made_ms, &a.folder)));
        sets
    }

    /// Its name: the moment at which it was made.
    pub fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// The centre's files in it: a set is laid out as a centre is.
    pub fn files(&self) -> Files {
        Files::at(&self.folder)
    }

    /// Whether the centre holds nothing that is not in this set.
    ///
    /// # Errors
    /// The store's.
    pub fn covers(&self, view: &View<'_>) -> Result<bool, StoreError> {
        let Some(copied) = self.manifest.files.get(name_of(view)?) else { return Ok(false) };
        for stream in view.kept_streams()? {
            let mut now = view.vector(stream)?.0;
            now.remove(&passerelle_sync::dot::GENESIS);
            let then = copied.streams.get(&stream.to_string());
            let same = |(device, n): (&passerelle_sync::DeviceId, &u64)| {
                then.is_some_and(|then| then.held.get(&device.to_string()) == Some(n))
            };
            if !now.iter().all(same) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the centre holds everything that is in this set.
    ///
    /// # Errors
    /// The store's.
    pub fn is_within(&self, view: &View<'_>) -> Result<bool, StoreError> {
        let Some(copied) = self.manifest.files.get(name_of(view)?) else { return Ok(true) };
        for (stream, then) in &copied.streams {
            let stream = stream.parse().map_err(|_| StoreError::Damaged)?;
            let now = view.vector(stream)?.0;
            let now = |device: &str| now.iter().find(|(id, _)| id.to_string() == device);
            let holds = |(device, n): (&String, &u64)| now(device).is_some_and(|(_, now)| now >= n);
            if !then.held.iter().all(holds) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Makes a set of a centre in the folder `to`, and reads it back. The private file is copied by
    /// whoever has its key; for others it is copied as it lies while nobody has it open, or else taken
    /// over from the set before.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Io`, `BackupDamaged` when what was read back is not what was copied,
    /// or what the files say. No unfinished set is left, and no other is touched.
    pub fn make(files: &Files, keys: &Keys, to: &Path, now_ms: u64) -> Result<Self, StoreError> {
        Self::make_sealed((files, true), keys, to, now_ms)
    }

    /// The same of files that are copies themselves: nothing in them is sealed in the name of a
    /// computer that may have sealed it otherwise.
    ///
    /// # Errors
    /// As `make`.
    pub fn make_of_copy(
        files: &Files,
        keys: &Keys,
        to: &Path,
        now_ms: u64,
    ) -> Result<Self, StoreError> {
        Self::make_sealed((files, false), keys, to, now_ms)
    }

    fn make_sealed(
        (files, sealed): (&Files, bool),
        keys: &Keys,
        to: &Path,
        now_ms: u64,
    ) -> Result<Self, StoreError> {
        make_private_folder(to)?;
        let _one = files.hold_backups()?;
        clear_unfinished(to);
        let mut made_ms = now_ms;
        while to.join(stamp(made_ms)).exists() {
            made_ms += 1;
        }
        let folder = to.join(stamp(made_ms));
        let unfinished = folder.with_file_name(format!("{}.{UNFINISHED}", stamp(made_ms)));
        let made = fill((files, sealed), keys, to, (&unfinished, made_ms)).and_then(|manifest| {
            fs::rename(&unfinished, &folder)?;
            fs::File::open(to)?.sync_all()?;
            Ok(Self { folder, manifest })
        });
        if made.is_err() {
            // What cannot be removed now is removed before the next one.
            let _ = fs::remove_dir_all(&unfinished);
        }
        made
    }

    /// Removes the sets of a folder that need not be kept. Gives how many went.
    ///
    /// # Errors
    /// `ReadOnly`, `Io`.
    pub fn thin_out(folder: &Path) -> Result<usize, StoreError> {
        let sets = Self::all(folder);
        let made: Vec<Made> =
            sets.iter().map(|set| (set.manifest.made_ms, set.manifest.verified())).collect();
        let superfluous = superfluous(&made);
        for set in superfluous.iter().filter_map(|at| sets.get(*at)) {
            set.remove()?;
        }
        Ok(superfluous.len())
    }

    /// A set that is half removed is none.
    fn remove(&self) -> Result<(), StoreError> {
        fs::remove_file(self.folder.join(MANIFEST))?;
        fs::remove_dir_all(&self.folder)?;
        Ok(())
    }

    /// Erases these persons in every copy that was made of the centre, and in the originals that a
    /// restore put aside. One that cannot be read with its key is removed, since nothing else could
    /// take them out of it. Whoever opens the private file erases there too.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Busy`, `Io`: what was not done is done when it is asked again.
    pub fn erase_in_all(
        files: &Files,
        persons: &[RecordId],
        keys: &Keys,
    ) -> Result<(), StoreError> {
        if !files.backups().exists() && !files.damaged().exists() {
            return Ok(());
        }
        let _one = files.hold_backups()?;
        let older = files.backups().join("older");
        let mut loose = databases(&files.backups());
        let put_aside = fs::read_dir(files.damaged()).into_iter().flatten().flatten();
        loose.extend(put_aside.flat_map(|entry| databases(&entry.path())));
        let private = databases(&files.private_backups());
        for file in private.iter().chain(&loose) {
            let is_private = private.contains(file) || file.ends_with(PRIVATE);
            let key = if is_private { keys.private.as_ref() } else { Some(&keys.class) };
            let Some(key) = key else { continue };
            if !unless_unreadable(erase(file, key, persons, &older))? {
                // Its log too: it holds what was last written.
                for suffix in ["-wal", "-shm", crate::witness::SUFFIX, ""] {
                    let part = with_suffix(file, suffix);
                    if part.exists() {
                        fs::remove_file(part)?;
                    }
                }
            }
        }
        for set in Self::all(&files.backups()) {
            if !unless_unreadable(set.erase(persons, keys, &older))? {
                set.remove()?;
            }
        }
        clear_unfinished(&files.backups());
        // What bringing a copy up to date left of it as it was.
        remove_folder(&older)
    }

    fn erase(&self, persons: &[RecordId], keys: &Keys, older: &Path) -> Result<(), StoreError> {
        let mut manifest = self.manifest.clone();
        for (name, copied) in &mut manifest.files {
            let file = self.folder.join(name);
            match (name.as_str(), &keys.private) {
                (STORE, _) => erase(&file, &keys.class, persons, older)?,
                (PRIVATE, Some(key)) => erase(&file, key, persons, older)?,
                _ => continue,
            }
            (copied.bytes, copied.sha256) = measured(&file)?;
        }
        manifest.write(&self.folder)
    }
}

/// Whether it was done; not when the file cannot be read. What the disk refuses is told.
fn unless_unreadable(erased: Result<(), StoreError>) -> Result<bool, StoreError> {
    match erased {
        Err(
            error @ (StoreError::DiskFull
            | StoreError::ReadOnly
            | StoreError::Busy
            | StoreError::Io(_)
            | StoreError::NewerSchema { .. }),
        ) => Err(error),
        erased => Ok(erased.is_ok()),
    }
}

/// The file of a set that copies this one.
fn name_of(view: &View<'_>) -> Result<&'static str, StoreError> {
    let private = view.holds()? == passerelle_sync::wire::About::Private;
    Ok(if private { PRIVATE } else { STORE })
}

fn erase(
    file: &Path,
    key: &StoreKey,
    persons: &[RecordId],
    older: &Path,
) -> Result<(), StoreError> {
    let mut store = Store::open_at(file, key, older)?;
    store.erase_listed(persons)?;
    store.close()?;
    Ok(fs::File::open(file)?.sync_all()?)
}

/// Databases that lie in a folder by themselves.
fn databases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_one = |path: &PathBuf| path.is_file() && path.extension().is_some_and(|e| e == "db");
    entries.map(|entry| entry.path()).filter(is_one).collect()
}

/// Fills an unfinished set, and reads it back.
fn fill(
    (files, sealed): (&Files, bool),
    keys: &Keys,
    to: &Path,
    (folder, made_ms): (&Path, u64),
) -> Result<Manifest, StoreError> {
    make_private_folder(folder)?;
    let mut manifest = Manifest::new(made_ms, crate::migrate::known());
    let copied = copy((&files.store(), sealed), &keys.class, &folder.join(STORE))?;
    manifest.device = copied.device.unwrap_or_default();
    manifest.files.insert(STORE.to_owned(), copied.copied);
    if files.private().exists() {
        let copied = match &keys.private {
            Some(key) => Some(copy((&files.private(), sealed), key, &folder.join(PRIVATE))?.copied),
            None => take_over(files, to, &folder.join(PRIVATE))?,
        };
        manifest.files.extend(copied.map(|copied| (PRIVATE.to_owned(), copied)));
    }
    if let Ok(book) = fs::read(files.book()) {
        crate::files::write_whole(&folder.join(BOOK), &book)?;
        let (bytes, sha256) = measured(&folder.join(BOOK))?;
        let copied = Copied { bytes, sha256, verified: true, ..Copied::default() };
        manifest.files.insert(BOOK.to_owned(), copied);
    }
    let set = Set { folder: folder.to_owned(), manifest };
    let opened = set.verify(keys, folder)?;
    let mut manifest = set.manifest;
    for name in opened {
        if let Some(copied) = manifest.files.get_mut(name) {
            copied.verified = true;
        }
    }
    manifest.write(folder)?;
    Ok(manifest)
}

/// A copy, and the computer that it is of.
struct Copy {
    copied: Copied,
    device: Option<String>,
}

/// Copies an open or closed file as it is at one moment; those who write meanwhile do not wait. What
/// headquarters may have received by the time that the copy is put back must not be written a second
/// time under another name: it is sealed first, and nobody writes between the two.
fn copy((file, sealed): (&Path, bool), key: &StoreKey, to: &Path) -> Result<Copy, StoreError> {
    let mut from = connect(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut writer = Store::of(connect(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?);
    // A centre on its own may still move to another, and only what is not sealed moves.
    let sealed = sealed && writer.view().local(Local::Headquarters)?.is_some();
    let mut tries = 0;
    let (moment, lock) = loop {
        if !sealed {
            break (from.transaction()?, None);
        }
        writer.seal()?;
        let lock = match writer.conn.transaction_with_behavior(TransactionBehavior::Immediate) {
            // Somebody writes without a pause: what is not sealed is copied as it is.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                break (from.transaction()?, None);
            }
            lock => lock?,
        };
        let sql = "SELECT EXISTS (SELECT 1 FROM unsealed)";
        let waits: bool = lock.query_row(sql, [], |row| row.get(0))?;
        tries += 1;
        if !waits || tries == SEAL_TRIES {
            break (from.transaction()?, Some(lock));
        }
    };
    let view = View::of(&moment);
    // The first read holds the moment until the copy is whole.
    let (streams, device) = (held(&view)?, view.local(Local::Device)?);
    lock.map(rusqlite::Transaction::rollback).transpose()?;
    let mut conn = create(to, key)?;
    Backup::new(&moment, &mut conn)?.run_to_completion(PAGES, Duration::ZERO, None)?;
    Store::of(conn).close()?;
    fs::File::open(to)?.sync_all()?;
    let (bytes, sha256) = measured(to)?;
    Ok(Copy { copied: Copied { bytes, sha256, verified: false, streams }, device })
}

/// Copies the private file without its key: as it lies if nobody has it open, or else from the latest
/// set that has one.
fn take_over(files: &Files, to: &Path, target: &Path) -> Result<Option<Copied>, StoreError> {
    let private = files.private();
    let sets = Set::all(to);
    let before = sets.iter().find_map(|set| Some((set, set.manifest.files.get(PRIVATE)?)));
    let moment = |path: &Path| -> Option<(std::time::SystemTime, u64)> {
        let found = fs::metadata(path).ok()?;
        Some((found.modified().ok()?, found.len()))
    };
    let log = with_suffix(&private, "-wal");
    let (then, open) = (moment(&private), log.exists());
    if !open {
        copy_file(&private, target)?;
    }
    if open || log.exists() || moment(&private) != then {
        let Some((set, copied)) = before else {
            let _ = fs::remove_file(target);
            return Ok(None);
        };
        copy_file(&set.folder.join(PRIVATE), target)?;
        return Ok(Some(copied.clone()));
    }
    let (bytes, sha256) = measured(target)?;
    // The same bytes as in the set before have been read back there, if they have.
    Ok(Some(match before.filter(|(_, copied)| copied.sha256 == sha256) {
        Some((_, copied)) => copied.clone(),
        None => Copied { bytes, sha256, ..Copied::default() },
    }))
}

/// Copies a file for its owner only, and waits for the disk.
pub(crate) fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut target = crate::files::private_file(to, true)?;
    std::io::copy(&mut fs::File::open(from)?, &mut target)?;
    Ok(target.sync_all()?)
}

/// The name of a file that SQLite keeps beside another.
pub(crate) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes what interrupted backups left.
fn clear_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|part| part == UNFINISHED) {
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Removes a folder, if it is there.
pub(crate) fn remove_folder(folder: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
