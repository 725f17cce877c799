//! Who this computer is, looked at whenever its file is opened: a file that stands in another place
//! than it was made in was copied or restored, and takes a new name before its first write, so that
//! two computers never write under one. What it had not sent is written again under the new name.

use crate::centre::{App, NewIdentity};
use crate::error::AppError;
use crate::gate::Opening;
use crate::surroundings::Around;
use passerelle_store::{Local, RESTORED, Store};
use passerelle_sync::planted::{self, Bug};
use std::collections::BTreeSet;
use std::path::Path;

impl App {
    /// An open store as an app that stands where it was made, whatever the file's place says: for a
    /// simulation, which begins from copies.
    ///
    /// # Errors
    /// The store's.
    #[doc(hidden)]
    pub fn at_home_for_simulation(
        mut store: Store,
        opening: Opening,
        around: Around,
    ) -> Result<Self, AppError> {
        let here = place_of(&opening.files.store());
        store.settle(&[(Local::Place, Some(&here))])?;
        Self::settled(store, opening, around)
    }

    /// An open store as an app; a copied one has its new name by then.
    ///
    /// # Errors
    /// `person.disabled`, or the store's.
    pub(crate) fn settled(
        store: Store,
        opening: Opening,
        around: Around,
    ) -> Result<Self, AppError> {
        let view = store.view();
        let person = match opening.person {
            Some(person) => person,
            None => view.actor()?,
        };
        drop(view);
        let files = opening.files.clone();
        let read = BTreeSet::new();
        let mut app = Self {
            store,
            private: None,
            files,
            around,
            opening,
            person,
            read,
            signing: None,
            suspects: (None, BTreeSet::new()),
        };
        app.role()?;
        let here = place_of(&app.files.store());
        let kept = app.store.view().local(Local::Place)?;
        let restored = kept.as_deref() == Some(RESTORED);
        match kept {
            Some(kept) if kept != here && !planted::is(Bug::OldNameKept) => app.take_new_name()?,
            Some(_) => {}
            None => app.store.settle(&[(Local::Place, Some(&here))])?,
        }
        app.apply_erased_list()?;
        app.salvage(false)?;
        app.open_private()?;
        app.salvage(true)?;
        app.note_coming_in(restored)?;
        Ok(app)
    }

    /// Takes another name because headquarters knows somebody else by this one.
    ///
    /// # Errors
    /// The store's.
    pub fn take_another_name(&mut self) -> Result<(), AppError> {
        self.store.settle(&[(Local::Place, None)])?;
        self.take_new_name()
    }

    /// Whether this computer went by another name before.
    ///
    /// # Errors
    /// The store's.
    pub fn was_renamed(&self) -> Result<bool, AppError> {
        Ok(self.store.view().local(Local::Formerly)?.is_some())
    }

    /// Takes a new id and key, and writes again under them what no segment holds yet.
    ///
    /// # Errors
    /// The store's; this computer is who it was then.
    pub(crate) fn take_new_name(&mut self) -> Result<(), AppError> {
        let identity = NewIdentity::make(&*self.around)?;
        let mut chance = [0; 32];
        self.around.random(&mut chance)?;
        let here = place_of(&self.files.store());
        let (device, seed) = (identity.device, identity.key.seed());
        let now_ms = self.around.now_ms();
        self.store.renew((device, &seed, identity.name()), &here, now_ms, &chance)?;
        tracing::info!("this computer took a new name");
        Ok(())
    }
}

/// Where a file is: on a system that numbers files, a copy has another number.
#[cfg(unix)]
fn place_of(file: &Path) -> String {
    use std::os::unix::fs::MetadataExt;
    match std::fs::metadata(file) {
        Ok(found) => format!("{}:{}", found.dev(), found.ino()),
        Err(_) => String::new(),
    }
}

/// Where a file is: elsewhere, its path.
#[cfg(not(unix))]
fn place_of(file: &Path) -> String {
    std::fs::canonicalize(file).map_or_else(|_| String::new(), |path| path.display().to_string())
}
