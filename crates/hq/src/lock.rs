//! One process at a time: the server and the commands work on one folder, and making a key, a new
//! file or a projection is not something two of them can do at once. The lock is the system's, so a
//! killed process leaves none behind.

use passerelle_store::StoreError;
use std::fs::{File, OpenOptions};
use std::path::Path;

/// Holds the lock until it is dropped.
pub(crate) struct Lock(#[allow(dead_code, reason = "dropping the file releases the lock")] File);

impl Lock {
    /// Waits for the lock named by this file. Work under it is short and local; never a request.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`.
    pub fn take(file: &Path) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(file)?;
        file.lock()?;
        Ok(Self(file))
    }
}
