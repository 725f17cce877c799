//! Where a centre lives on disk: one folder, readable by its owner only, with the encrypted files, the
//! book of who may open them, and their backups. The demo centre alone, which holds nobody, has its
//! key in a plain file.

use crate::access::Store;
use crate::error::StoreError;
use crate::keys::StoreKey;
use passerelle_domain::RecordId;
use passerelle_sync::digest::{hex, unhex};
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

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

    /// Copies made before each migration.
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// Whether a centre is here.
    pub fn exist(&self) -> bool {
        self.store().exists()
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

    /// Erases these persons in every copy that was made of the store; one that cannot be opened with
    /// the key is removed, since nothing else could take them out of it.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`.
    pub fn erase_in_backups(&self, persons: &[RecordId], key: &StoreKey) -> Result<(), StoreError> {
        let Ok(entries) = fs::read_dir(self.backups()) else { return Ok(()) };
        for entry in entries {
            let file = entry?.path();
            if file.extension().is_none_or(|extension| extension != "db") {
                continue;
            }
            let erased =
                Store::open_at(&file, key, &self.backups().join("older")).and_then(|mut store| {
                    store.erase_listed(persons)?;
                    store.sweep()
                });
            if erased.is_err() {
                fs::remove_file(&file)?;
            }
        }
        // What bringing a copy up to date left of it as it was.
        match fs::remove_dir_all(self.backups().join("older")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
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

    /// Holds the book of keys until what is given back is dropped.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`.
    pub(crate) fn lock_book(&self) -> Result<fs::File, StoreError> {
        let file = private_file(&self.folder.join("people.lock"), false)?;
        file.lock()?;
        Ok(file)
    }

    /// Removes a centre that was prepared for a code which headquarters did not take: it holds nothing
    /// but who prepared it.
    ///
    /// # Errors
    /// `ReadOnly`, `Io`.
    pub fn remove_unjoined(&self) -> Result<(), StoreError> {
        for base in [self.store(), self.book(), self.folder.join("people.lock")] {
            for suffix in ["", "-wal", "-shm"] {
                let mut name = base.clone().into_os_string();
                name.push(suffix);
                match fs::remove_file(PathBuf::from(name)) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(error.into());
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// When the newest copy of the store was made, milliseconds since 1970; none when there is none.
    pub fn newest_backup_ms(&self) -> Option<u64> {
        let copies = fs::read_dir(self.backups()).ok()?.flatten();
        let made = copies.filter(|copy| copy.path().extension().is_some_and(|end| end == "db"));
        let newest = made.filter_map(|copy| copy.metadata().ok()?.modified().ok()).max()?;
        let since = newest.duration_since(std::time::UNIX_EPOCH).ok()?;
        u64::try_from(since.as_millis()).ok()
    }

    /// Destroys everything that is kept here of the centre: first what opens it, overwritten and
    /// removed, so that whatever is still there is noise; then the files themselves, their copies and
    /// logs. What is none of these stays. Done again after it was interrupted, it ends the same.
    ///
    /// # Errors
    /// `ReadOnly` or `Io` at the first file that cannot be removed.
    pub fn wipe(&self) -> Result<(), StoreError> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Ok(()) };
        let mut files: Vec<PathBuf> =
            entries.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
        files.sort();
        for file in files.iter().filter(|file| opens(file)) {
            let length = fs::metadata(file)?.len();
            let mut out = OpenOptions::new().write(true).open(file)?;
            std::io::copy(&mut std::io::repeat(0).take(length), &mut out)?;
            out.sync_all()?;
            fs::remove_file(file)?;
        }
        fs::File::open(&self.folder)?.sync_all()?;
        for file in files.iter().filter(|file| holds(file)) {
            fs::remove_file(file)?;
        }
        match fs::remove_dir_all(self.backups()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        fs::File::open(&self.folder)?.sync_all()?;
        Ok(())
    }

    /// Gives the finished store its name, and makes the name durable.
    pub(crate) fn finish(&self) -> Result<(), StoreError> {
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

/// Writes a file that only its owner reads, whole or not at all: under another name, then renamed.
///
/// # Errors
/// `ReadOnly`, `DiskFull`, `Io`; what was there before stays then.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
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

fn private_file(path: &Path, empty: bool) -> std::io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(empty);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
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
    let ends = ["", "-wal", "-shm", "-journal"];
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
