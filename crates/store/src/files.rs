//! Where a centre lives on disk: one folder, readable by its owner only, with the encrypted files, the
//! book of who may open them, and their backups. The demo centre alone, which holds nobody, has its
//! key in a plain file.

use crate::attachments::Attachments;
use crate::error::StoreError;
use crate::keys::StoreKey;
use passerelle_sync::digest::{hex, unhex};
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another program's lock is waited for: so many times this long.
const LOCK_TRIES: u32 = 30;
const LOCK_WAIT: Duration = Duration::from_millis(100);
/// What programs wait for each other by: the book, the centre as a whole, its backups.
const BOOK_LOCK: &str = "people.lock";
const CENTRE_LOCK: &str = "centre.lock";
const BACKUP_LOCK: &str = "backups.lock";
const LOCKS: [&str; 3] = [BOOK_LOCK, CENTRE_LOCK, BACKUP_LOCK];

/// The files of a centre.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The files of the centre in `folder`, which need not exist.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The encrypted store.
    pub fn store(&self) -> PathBuf {
        self.folder.join("passerelle.db")
    }

    /// Where a store is built before it takes its name.
    pub fn unfinished(&self) -> PathBuf {
        self.folder.join("passerelle.db.new")
    }

    /// The encrypted file of contacts and rights.
    pub fn private(&self) -> PathBuf {
        self.folder.join("private.db")
    }

    /// Who may open the files.
    pub fn book(&self) -> PathBuf {
        self.folder.join("people.keys")
    }

    /// A key in clear: the demo centre's, or one that an earlier version left.
    pub fn key(&self) -> PathBuf {
        self.folder.join("store.key")
    }

    /// Copies of the private file made before each migration.
    pub fn private_backups(&self) -> PathBuf {
        self.backups().join("private")
    }

    /// Backups, and the copy that is made before each migration.
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// Pictures: encrypted files whose keys are in the store.
    pub fn photos(&self) -> Attachments {
        Attachments::at(self.folder.join("photos"))
    }

    /// Copies of pictures, beside the backups in a folder.
    pub fn pictures_beside(backups: &Path) -> Attachments {
        Attachments::at(backups.join("photos"))
    }

    /// Originals that a restore took out of their place. They are kept until somebody is erased who
    /// cannot be taken out of them.
    pub fn damaged(&self) -> PathBuf {
        self.folder.join("damaged")
    }

    /// Where a restore prepares the files that will take their place.
    pub fn restoring(&self) -> PathBuf {
        self.folder.join("restoring")
    }

    /// Where copies are opened that must stay as they are.
    pub fn scratch(&self) -> PathBuf {
        self.folder.join("scratch")
    }

    /// Whether a centre is here: also one whose restore was cut short, and one whose file is gone while
    /// its backups are there.
    pub fn exist(&self) -> bool {
        self.store().exists()
            || self.restoring().join(crate::backup::READY).exists()
            || (self.book().exists() && self.newest_backup_ms().is_some())
    }

    /// Whether the private file was here and is no more: it is noted beside where it stood, or a backup
    /// has it.
    pub fn private_is_gone(&self) -> bool {
        let noted = crate::backup::with_suffix(&self.private(), crate::witness::SUFFIX);
        let copied = || {
            let sets = crate::backup::Set::all(&self.backups());
            sets.first().is_some_and(|set| set.files().private().exists())
        };
        !self.private().exists() && (noted.exists() || copied())
    }

    /// Holds the centre open, so that no restore takes its files away; on a disk that cannot be
    /// written nobody can restore either.
    pub(crate) fn hold(&self) -> Result<Option<fs::File>, StoreError> {
        let Ok(file) = private_file(&self.folder.join(CENTRE_LOCK), false) else {
            return Ok(None);
        };
        // A file system without locks has no restores that others would notice.
        match patiently(|| file.try_lock_shared()) {
            Err(StoreError::Io(_)) => Ok(None),
            held => held.map(|()| Some(file)),
        }
    }

    /// Holds the centre for a restore: nobody has it open, and nobody opens it meanwhile.
    pub(crate) fn hold_alone(&self) -> Result<fs::File, StoreError> {
        let file = private_file(&self.folder.join(CENTRE_LOCK), false)?;
        patiently(|| file.try_lock())?;
        Ok(file)
    }

    /// Holds the backups: one is made, or all are rewritten, at a time.
    pub(crate) fn hold_backups(&self) -> Result<fs::File, StoreError> {
        let file = private_file(&self.folder.join(BACKUP_LOCK), false)?;
        patiently(|| file.try_lock())?;
        Ok(file)
    }

    /// Makes the folder, for its owner only.
    ///
    /// # Errors
    /// `StoreError::ReadOnly`, `DiskFull` or `Io`.
    pub fn make_folder(&self) -> Result<(), StoreError> {
        make_private_folder(&self.folder)
    }

    /// Reads a key that lies in clear.
    ///
    /// # Errors
    /// `StoreError::KeyUnreadable` when it is gone or is not 64 hexadecimal digits.
    pub fn read_key(&self) -> Result<StoreKey, StoreError> {
        let unreadable = || StoreError::KeyUnreadable(self.key());
        let text = fs::read_to_string(self.key()).map_err(|_| unreadable())?;
        let bytes = unhex(text.trim()).ok_or_else(unreadable)?;
        bytes.try_into().map(StoreKey).map_err(|_| unreadable())
    }

    /// Keeps a key in clear, whole or not at all; one that is already there is never overwritten.
    ///
    /// # Errors
    /// `StoreError::Exists`, `ReadOnly`, `DiskFull` or `Io`.
    pub fn keep_key(&self, key: &StoreKey) -> Result<(), StoreError> {
        if self.key().exists() {
            return Err(StoreError::Exists(self.key()));
        }
        write_whole(&self.key(), hex(&key.0).as_bytes())
    }

    /// Removes a key that lay in clear: it is overwritten first, as far as the disk allows.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`.
    pub fn forget_key(&self) -> Result<(), StoreError> {
        match OpenOptions::new().write(true).open(self.key()) {
            Ok(mut file) => {
                file.write_all(&[b'0'; 64])?;
                file.sync_all()?;
                fs::remove_file(self.key())?;
                Ok(())
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts a book of keys where there is none that can be read.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`.
    pub fn put_book(&self, book: &[u8]) -> Result<(), StoreError> {
        self.make_folder()?;
        let _lock = self.lock_book()?;
        write_whole(&self.book(), book)
    }

    /// Holds the book of keys until what is given back is dropped.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`.
    pub(crate) fn lock_book(&self) -> Result<fs::File, StoreError> {
        let file = private_file(&self.folder.join(BOOK_LOCK), false)?;
        file.lock()?;
        Ok(file)
    }

    /// Removes a centre that was prepared for a code which headquarters did not take: it holds nothing
    /// but who prepared it.
    ///
    /// # Errors
    /// `ReadOnly`, `Io`.
    pub fn remove_unjoined(&self) -> Result<(), StoreError> {
        let mut files = vec![self.book()];
        let suffixes = ["", "-wal", "-shm", crate::witness::SUFFIX];
        files.extend(suffixes.map(|suffix| crate::backup::with_suffix(&self.store(), suffix)));
        files.extend(LOCKS.map(|lock| self.folder.join(lock)));
        for file in files {
            match fs::remove_file(file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// When the newest backup was made, milliseconds since 1970; none when there is none.
    pub fn newest_backup_ms(&self) -> Option<u64> {
        crate::backup::Set::all(&self.backups()).first().map(|set| set.manifest.made_ms)
    }

    /// Destroys everything that is kept here of the centre: first what opens it, overwritten and
    /// removed, so that whatever is still there is noise; then the files themselves, their copies and
    /// logs. What is none of these stays. Done again after it was interrupted, it ends the same.
    ///
    /// # Errors
    /// `ReadOnly` or `Io` at the first file that cannot be removed.
    pub fn wipe(&self) -> Result<(), StoreError> {
        if !self.folder.exists() {
            return Ok(());
        }
        let photos = self.photos().folder().to_owned();
        let folders = [self.backups(), self.damaged(), self.restoring(), self.scratch(), photos];
        let mut files = files_in(&self.folder)?;
        let own = files.len();
        for folder in &folders {
            below(folder, &mut files)?;
        }
        for file in files.iter().filter(|file| opens(file)) {
            let length = fs::metadata(file)?.len();
            let mut out = OpenOptions::new().write(true).open(file)?;
            std::io::copy(&mut std::io::repeat(0).take(length), &mut out)?;
            out.sync_all()?;
            fs::remove_file(file)?;
        }
        fs::File::open(&self.folder)?.sync_all()?;
        for file in files.iter().take(own).filter(|file| holds(file)) {
            fs::remove_file(file)?;
        }
        for folder in &folders {
            crate::backup::remove_folder(folder)?;
        }
        // Last: until here nobody else may begin anything.
        for lock in files.iter().take(own).filter(|file| is_lock(file)) {
            fs::remove_file(lock)?;
        }
        fs::File::open(&self.folder)?.sync_all()?;
        Ok(())
    }

    /// Gives the finished store its name, and makes the name durable.
    pub(crate) fn finish(&self) -> Result<(), StoreError> {
        crate::witness::forget(&self.store())?;
        if !self.private().exists() {
            crate::witness::forget(&self.private())?;
        }
        fs::rename(self.unfinished(), self.store())?;
        fs::File::open(&self.folder)?.sync_all()?;
        Ok(())
    }

    /// Removes what an interrupted foundation left.
    pub(crate) fn clear_unfinished(&self) {
        let base = self.unfinished();
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = base.clone().into_os_string();
            name.push(suffix);
            // Nothing to remove is the usual case.
            let _ = fs::remove_file(PathBuf::from(name));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the system tells nobody when a file's lock is free")]
/// Asks for a lock again and again while another program has it, for some seconds.
fn patiently(mut ask: impl FnMut() -> Result<(), fs::TryLockError>) -> Result<(), StoreError> {
    for _ in 0..LOCK_TRIES {
        match ask() {
            Ok(()) => return Ok(()),
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(LOCK_WAIT),
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(StoreError::Busy)
}

/// Writes a file that only its owner reads, whole or not at all: under another name, then renamed.
///
/// # Errors
/// `ReadOnly`, `DiskFull`, `Io`; what was there before stays then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".new");
    let unfinished = PathBuf::from(unfinished);
    let mut file = private_file(&unfinished, true)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    if let Some(folder) = path.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

pub(crate) fn private_file(path: &Path, empty: bool) -> std::io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(empty);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The files of a folder, and not of those in it.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Every file below a folder, which may not be there.
fn below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), StoreError> {
    if !folder.exists() {
        return Ok(());
    }
    files.extend(files_in(folder)?);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            below(&entry.path(), files)?;
        }
    }
    Ok(())
}

/// Whether a file is one that programs wait for each other by.
fn is_lock(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default();
    LOCKS.iter().any(|lock| name == *lock)
}

/// Whether a file opens others: a key, or what is kept of one while joining.
fn opens(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let ends = [".key", ".key.new", ".keys", ".keys.new"];
    ends.iter().any(|end| name.ends_with(end)) || name == "joining.json"
}

/// Whether a file is a store, one that is not finished, or the log of either.
fn holds(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let ends = ["", "-wal", "-shm", "-journal", crate::witness::SUFFIX];
    ends.iter().any(|end| {
        let base = name.strip_suffix(end).unwrap_or_default();
        base.ends_with(".db") || base.ends_with(".db.new")
    })
}

/// Makes a folder that only its owner reads.
///
/// # Errors
/// `StoreError::ReadOnly`, `DiskFull` or `Io`.
pub fn make_private_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    Ok(())
}
