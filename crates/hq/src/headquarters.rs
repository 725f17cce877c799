//! One headquarters in one folder: the ledger and the projections beside it. Opening it creates
//! what is not there yet. The server and every command open their own, at the same time if need be.

use crate::error::HqError;
use crate::fold::Projections;
use crate::ledger::{Ledger, SqliteLedger};
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
        let ledger = SqliteLedger::open(folder, now_ms)?;
        let projections = Projections::at(folder.join("projections"), ledger.key().clone());
        Ok(Self { ledger: Arc::new(ledger), projections: Arc::new(projections) })
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
