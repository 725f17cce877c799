//! The highest position that was ever acknowledged, in a small file beside the ledger. Whoever puts
//! an older ledger back leaves this file as it was, so that at the next opening the loss is noticed.
//! It is a hint: written after each commit, not synced, and believed only when it is ahead.

use passerelle_store::StoreError;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// The digits of a number of 64 bits.
const DIGITS: usize = 20;

/// The open file.
pub(super) struct Acknowledged(File);

impl Acknowledged {
    /// Opens the file, or makes it.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self(options.open(file)?))
    }

    /// What it says; 0 when it says nothing that can be read.
    pub fn read(&mut self) -> u64 {
        let mut text = String::new();
        let read = self.0.seek(SeekFrom::Start(0));
        let read = read.and_then(|_| (&mut self.0).take(64).read_to_string(&mut text));
        read.ok().and_then(|_| text.trim().parse().ok()).unwrap_or(0)
    }

    /// Says how far it is. Always the same length, so that no cut leaves half a number; not to be
    /// able to say it stops nothing.
    pub fn note(&mut self, position: u64) {
        let line = format!("{position:0DIGITS$}\n");
        let written =
            self.0.seek(SeekFrom::Start(0)).and_then(|_| self.0.write_all(line.as_bytes()));
        if let Err(error) = written {
            tracing::warn!(%error, "the position was not noted");
        }
    }
}
