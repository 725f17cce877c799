//! The ledger's key: 64 hexadecimal digits in a file that only its owner reads, made on first use. It
//! lies beside the ledger, in a folder that only its owner enters, unless the operator names a place
//! of its own. It also opens the projections. Keeping a copy elsewhere is the operator's affair.

use crate::chance::random;
use crate::error::HqError;
use crate::lock::Lock;
use passerelle_domain::Refusal;
use passerelle_store::{StoreError, StoreKey, create_encrypted};
use passerelle_sync::digest::{hex, unhex};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Where a key lies.
#[derive(Clone, Debug)]
pub(crate) enum KeyPlace {
    /// Beside the ledger.
    Beside(PathBuf),
    /// Where the operator says, for its owner alone.
    Apart(PathBuf),
}

impl KeyPlace {
    /// The file of a ledger's key; `apart` is what the operator says.
    pub fn of(folder: &Path, apart: Option<&Path>) -> Self {
        match apart {
            Some(file) => Self::Apart(file.to_owned()),
            None => Self::Beside(folder.join("ledger.key")),
        }
    }

    fn file(&self) -> &Path {
        match self {
            Self::Beside(file) | Self::Apart(file) => file,
        }
    }

    /// The key there, or a new one when there is neither key nor ledger. A ledger without its key is
    /// never given another.
    ///
    /// # Errors
    /// `KeyUnreadable`, `ReadOnly`, `DiskFull`, `Chance`; `key.readable_by_others` with `file`.
    pub fn read_or_make(&self, ledger: &Path) -> Result<StoreKey, HqError> {
        if self.file().exists() {
            return self.read();
        }
        if ledger.exists() {
            return Err(StoreError::KeyUnreadable(self.file().to_owned()).into());
        }
        let key = StoreKey(random()?);
        keep(self.file(), &key)?;
        Ok(key)
    }

    /// The key there.
    ///
    /// # Errors
    /// `KeyUnreadable`; `key.readable_by_others` with `file`.
    pub fn read(&self) -> Result<StoreKey, HqError> {
        if let Self::Apart(file) = self {
            for_its_owner(file)?;
        }
        let unreadable = || StoreError::KeyUnreadable(self.file().to_owned());
        let text = Zeroizing::new(fs::read_to_string(self.file()).map_err(|_| unreadable())?);
        let bytes = Zeroizing::new(unhex(text.trim()).ok_or_else(unreadable)?);
        Ok(<[u8; 32]>::try_from(&bytes[..]).map(StoreKey).map_err(|_| unreadable())?)
    }
}

/// Moves the key of the ledger in `folder` to a file of its own, and destroys it where it was once the
/// new place has opened the ledger. Done again after it was interrupted, it ends the same.
///
/// # Errors
/// `key.no_ledger`, `key.exists` (another key lies there), `key.readable_by_others`, or the file's.
pub(crate) fn move_key(folder: &Path, from: &KeyPlace, to: &Path) -> Result<(), HqError> {
    let ledger = folder.join("ledger.db");
    if !ledger.exists() {
        return Err(HqError::refused("key.no_ledger"));
    }
    let _lock = Lock::take(&folder.join("ledger.lock"))?;
    let new = KeyPlace::Apart(to.to_owned());
    if !from.file().exists() && to.exists() {
        return opens(&ledger, &new.read()?);
    }
    let key = from.read()?;
    opens(&ledger, &key)?;
    if is_same_file(from.file(), to) {
        return Ok(());
    }
    if !to.exists() {
        keep(to, &key)?;
    }
    let kept = new.read()?;
    if kept != key {
        return Err(HqError::Refused(Refusal::new("key.exists").with("file", to.display())));
    }
    opens(&ledger, &kept)?;
    Ok(destroy(from.file())?)
}

fn opens(ledger: &Path, key: &StoreKey) -> Result<(), HqError> {
    create_encrypted(ledger, key)?;
    Ok(())
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let whole = |file: &Path| fs::canonicalize(file).ok();
    whole(one).is_some_and(|one| Some(one) == whole(other))
}

/// Refuses a file that others may read.
fn for_its_owner(file: &Path) -> Result<(), HqError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let found = fs::metadata(file).map_err(|_| StoreError::KeyUnreadable(file.to_owned()))?;
        if found.permissions().mode() & 0o077 != 0 {
            let refusal = Refusal::new("key.readable_by_others");
            return Err(HqError::Refused(refusal.with("file", file.display())));
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// Written under another name and renamed: a power cut leaves a whole key or none.
fn keep(file: &Path, key: &StoreKey) -> Result<(), StoreError> {
    let unfinished = file.with_extension("key.new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&unfinished)?;
    out.write_all(Zeroizing::new(hex(&key.0)).as_bytes())?;
    out.sync_all()?;
    fs::rename(&unfinished, file)?;
    sync_folder_of(file)
}

/// Overwritten before it is removed: a disk that keeps no older version keeps no key.
fn destroy(file: &Path) -> Result<(), StoreError> {
    let mut out = OpenOptions::new().write(true).open(file)?;
    out.write_all(&[b'0'; 64])?;
    out.sync_all()?;
    fs::remove_file(file)?;
    sync_folder_of(file)
}

fn sync_folder_of(file: &Path) -> Result<(), StoreError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::ledger::{Ledger, SqliteLedger};
    use std::os::unix::fs::PermissionsExt;

    fn identity(folder: &Path, apart: Option<&Path>) -> Result<String, &'static str> {
        let ledger = SqliteLedger::open_with(folder, apart, 1).map_err(|error| error.code())?;
        let identity = ledger.identity().map_err(|error| error.code())?;
        Ok(identity.network.public().hex())
    }

    #[test]
    fn a_key_apart_is_made_on_first_use_and_is_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let (data, apart) = (folder.path().join("hq"), folder.path().join("key"));
        let first = identity(&data, Some(&apart)).unwrap();
        assert!(!data.join("ledger.key").exists());
        assert_eq!(fs::metadata(&apart).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(identity(&data, Some(&apart)), Ok(first));
        assert_eq!(identity(&data, None), Err("store.key_unreadable"));
        for mode in [0o640, 0o604] {
            fs::set_permissions(&apart, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(identity(&data, Some(&apart)), Err("key.readable_by_others"));
        }
    }

    fn check_move(data: &Path, to: &Path, outcome: Result<(), &'static str>) {
        let moved = move_key(data, &KeyPlace::of(data, None), to);
        assert_eq!(moved.map_err(|error| error.code()), outcome);
    }

    #[test]
    fn a_key_moves_once_the_new_place_has_opened_the_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let (data, apart) = (folder.path().join("hq"), folder.path().join("key"));
        check_move(&data, &apart, Err("key.no_ledger"));
        let first = identity(&data, None).unwrap();
        let beside = data.join("ledger.key");
        check_move(&data, &beside, Ok(()));
        assert!(beside.exists(), "moved to where it is, it stays");
        keep(&apart, &StoreKey([7; 32])).unwrap();
        check_move(&data, &apart, Err("key.exists"));
        assert!(beside.exists());
        fs::remove_file(&apart).unwrap();
        // Interrupted between the two: both are there.
        fs::copy(&beside, &apart).unwrap();
        for _ in 0..2 {
            check_move(&data, &apart, Ok(()));
            assert!(!beside.exists());
        }
        assert_eq!(identity(&data, Some(&apart)), Ok(first));
    }
}
