//! One headquarters in one folder: the ledger and the projections beside it. Opening it creates
//! what is not there yet. The server and every command open their own, at the same time if need be.

use crate::error::HqError;
use crate::fold::Projections;
use crate::ledger::{Copied, KeyPlace, Ledger, SqliteLedger, move_key, restore, sent_away};
use crate::lock::Lock;
use crate::photos::pictures_in;
use passerelle_store::{Attachments, StoreError};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A headquarters.
#[derive(Clone)]
pub struct Headquarters {
    ledger: Arc<dyn Ledger>,
    projections: Arc<Projections>,
    pictures: Attachments,
    /// Held while a piece of a picture is added.
    writing: Arc<Mutex<()>>,
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
        let pictures = pictures_in(folder);
        let projections = folder.join("projections");
        let projections = Projections::at(projections, ledger.key().clone(), pictures.clone());
        Ok(Self {
            ledger: Arc::new(ledger),
            projections: Arc::new(projections),
            pictures,
            writing: Arc::default(),
        })
    }

    /// Moves the ledger's key from beside it, or from the file that is named, to the file `to`. The
    /// server may run: it has read the key.
    ///
    /// # Errors
    /// `key.no_ledger`, `key.exists`, `key.readable_by_others`, or the file's; the key is where it was.
    pub fn move_key(folder: &Path, key_file: Option<&Path>, to: &Path) -> Result<(), HqError> {
        move_key(folder, &KeyPlace::of(folder, key_file), to)
    }

    /// Puts a copy of the ledger back, that `Ledger::backup` made in the folder `from`: a new epoch
    /// begins, in which laptops offer again whatever was acknowledged since, and what was folded is
    /// folded anew. Whoever was sent away since stays away. What is replaced is kept aside; where.
    ///
    /// # Errors
    /// `headquarters.serving`, `backup.missing`, or what is wrong with the copy or the key; nothing was
    /// changed then.
    pub fn restore(
        folder: &Path,
        key_file: Option<&Path>,
        from: &Path,
        now_ms: u64,
    ) -> Result<(Copied, PathBuf), HqError> {
        let key = KeyPlace::of(folder, key_file);
        let restored = restore(folder, &key, from, now_ms)?;
        match fs::remove_dir_all(folder.join("projections")) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(StoreError::from(error).into());
            }
            _ => {}
        }
        // Even when nothing was acknowledged since: whoever puts a copy back means it.
        let ledger = SqliteLedger::open_with(folder, key_file, now_ms)?;
        ledger.keep_away(&sent_away(&restored.1, ledger.key()))?;
        ledger.begin_epoch(now_ms)?;
        let (copies, own) = (pictures_in(from), pictures_in(folder));
        let names: Vec<_> = copies.all()?.into_iter().map(|lying| lying.hash).collect();
        copies.copy_to(&own, &names)?;
        Ok(restored)
    }

    /// Holds the folder for whoever serves it, until this is dropped.
    ///
    /// # Errors
    /// `headquarters.serving` when somebody does already; the disk's.
    pub fn serving(folder: &Path) -> Result<impl Send + use<>, HqError> {
        let lock = Lock::try_take(&folder.join(Lock::SERVING))?;
        lock.ok_or_else(|| HqError::refused("headquarters.serving"))
    }

    /// The ledger, to be asked from another thread.
    pub fn shared_ledger(&self) -> Arc<dyn Ledger> {
        Arc::clone(&self.ledger)
    }

    /// The ledger.
    pub fn ledger(&self) -> &dyn Ledger {
        &*self.ledger
    }

    /// Copies the ledger into a folder, then the pictures that it lacks: a picture never changes.
    ///
    /// # Errors
    /// The ledger's; the disk's.
    pub fn backup(&self, folder: &Path) -> Result<Copied, HqError> {
        let copied = self.ledger.backup(folder)?;
        let whole = self.pictures.all()?.into_iter().filter(|lying| lying.is_whole);
        let names: Vec<_> = whole.map(|lying| lying.hash).collect();
        self.pictures.copy_to(&pictures_in(folder), &names)?;
        Ok(copied)
    }

    /// The pictures.
    pub fn pictures(&self) -> &Attachments {
        &self.pictures
    }

    /// Waits until nobody adds to a picture, and keeps others waiting.
    pub(crate) fn writing_pictures(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The projections.
    pub fn projections(&self) -> &Projections {
        &self.projections
    }
}
