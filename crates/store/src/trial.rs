//! What only the tests of a store ask of it: weaker settings than it ever has, its log moved when
//! they say so, and SQLite's own opinion of the file.

use crate::access::Store;
use crate::error::StoreError;
use crate::migrate::LADDER;

#[doc(hidden)]
impl Store {
    /// The steps that a store climbs when it is opened.
    pub fn ladder_for_tests() -> &'static [&'static str] {
        LADDER
    }

    /// Commits without waiting for the disk, as no store of the product does: a test of power cuts
    /// that still passes tests nothing.
    ///
    /// # Errors
    /// The store's.
    pub fn commit_early_for_tests(&self) -> Result<(), StoreError> {
        Ok(self.conn.pragma_update(None, "synchronous", "NORMAL")?)
    }

    /// Leaves what is deleted where it lies, as no store of the product does: a search that finds
    /// nothing then either searches nothing.
    ///
    /// # Errors
    /// The store's.
    pub fn leave_free_pages_for_tests(&self) -> Result<(), StoreError> {
        Ok(self.conn.query_row("PRAGMA secure_delete = OFF", [], |_| Ok(()))?)
    }

    /// Moves the log into the file, as far as readers allow.
    ///
    /// # Errors
    /// The store's.
    pub fn checkpoint_for_tests(&self) -> Result<(), StoreError> {
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()))?)
    }

    /// What SQLite finds wrong with the file; `ok` when nothing is.
    ///
    /// # Errors
    /// The store's.
    pub fn integrity_for_tests(&self) -> Result<String, StoreError> {
        Ok(self.conn.pragma_query_value(None, "integrity_check", |row| row.get(0))?)
    }
}
