//! The ledger's key: 64 hexadecimal digits in a file that only its owner reads, made on first use.
//! It also opens the projections. Keeping the file safe elsewhere is the operator's affair.

use crate::chance::random;
use crate::error::HqError;
use passerelle_store::{StoreError, StoreKey};
use passerelle_sync::digest::{hex, unhex};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;

/// The key in this file, or a new one when there is neither key nor ledger. A ledger without its
/// key is never given another.
///
/// # Errors
/// `KeyUnreadable`, `ReadOnly`, `DiskFull`, `Chance`.
pub(crate) fn read_or_make(file: &Path, ledger: &Path) -> Result<StoreKey, HqError> {
    if file.exists() {
        return read(file);
    }
    if ledger.exists() {
        return Err(StoreError::KeyUnreadable(file.to_owned()).into());
    }
    let key = StoreKey(random()?);
    keep(file, &key)?;
    Ok(key)
}

fn read(file: &Path) -> Result<StoreKey, HqError> {
    let unreadable = || StoreError::KeyUnreadable(file.to_owned());
    let text = fs::read_to_string(file).map_err(|_| unreadable())?;
    let bytes = unhex(text.trim()).ok_or_else(unreadable)?;
    Ok(bytes.try_into().map(StoreKey).map_err(|_| unreadable())?)
}

/// Written under another name and renamed: a power cut leaves a whole key or none.
fn keep(file: &Path, key: &StoreKey) -> Result<(), StoreError> {
    let unfinished = file.with_extension("key.new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&unfinished)?;
    out.write_all(hex(&key.0).as_bytes())?;
    out.sync_all()?;
    fs::rename(&unfinished, file)?;
    if let Some(folder) = file.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
