//! One headquarters in one folder: the ledger and the projections beside it. Opening it creates
//! what is not there yet. The server and every command open their own, at the same time if need be.

use crate::error::HqError;
use crate::fold::Projections;
use crate::ledger::{KeyPlace, Ledger, SqliteLedger, move_key};
use std::path::Path;
use std::sync::Arc;

/// A headquarters.
#[derive(Clone)]
pub struct Headquarters {
    ledger: Arc<dyn Ledger>,
    projections: Arc<Projections>,
}

impl Headquarters {
    /// The headquarters in `folder`.
    ///
    /// # Errors
    /// The ledger's.
    pub fn open(folder: &Path, now_ms: u64) -> Result<Self, HqError> {
        Self::open_with(folder, None, now_ms)
    }

    /// The same with the ledger's key in a file of its own, if one is named.
    ///
    /// # Errors
    /// The ledger's; `key.readable_by_others` with `file`.
    pub fn open_with(folder: &Path, key_file: Option<&Path>, now_ms: u64) -> Result<Self, HqError> {
        let ledger = SqliteLedger::open_with(folder, key_file, now_ms)?;
        let projections = Projections::at(folder.join("projections"), ledger.key().clone());
        Ok(Self { ledger: Arc::new(ledger), projections: Arc::new(projections) })
    }

    /// Moves the ledger's key from beside it, or from the file that is named, to the file `to`. The
    /// server may run: it has read the key.
    ///
    /// # Errors
    /// `key.no_ledger`, `key.exists`, `key.readable_by_others`, or the file's; the key is where it was.
    pub fn move_key(folder: &Path, key_file: Option<&Path>, to: &Path) -> Result<(), HqError> {
        move_key(folder, &KeyPlace::of(folder, key_file), to)
    }

    /// The ledger, to be asked from another thread.
    pub fn shared_ledger(&self) -> Arc<dyn Ledger> {
        Arc::clone(&self.ledger)
    }

    /// The ledger.
    pub fn ledger(&self) -> &dyn Ledger {
        &*self.ledger
    }

    /// The projections.
    pub fn projections(&self) -> &Projections {
        &self.projections
    }
}
