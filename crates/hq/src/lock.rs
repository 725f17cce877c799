//! One process at a time: the server and the commands work on one folder, and making a key, a new
//! file or a projection is not something two of them can do at once. The lock is the system's, so a
//! killed process leaves none behind.

use passerelle_store::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Holds the lock until it is dropped.
pub(crate) struct Lock(#[allow(dead_code, reason = "dropping the file releases the lock")] File);

impl Lock {
    /// Held by whoever serves.
    pub const SERVING: &'static str = "serving.lock";

    /// Takes the lock named by this file if nobody holds it.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`.
    pub fn try_take(file: &Path) -> Result<Option<Self>, StoreError> {
        let file = open(file)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Waits for the lock named by this file. Work under it is short and local; never a request.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`.
    pub fn take(file: &Path) -> Result<Self, StoreError> {
        let file = open(file)?;
        file.lock()?;
        Ok(Self(file))
    }
}

fn open(file: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(file)?)
}
