//! Backups of a centre: made when there is something new to keep, read back, listed. What a backup is
//! and how it is put into place is the store's; what is done about damage is `rescue`'s.

use crate::centre::App;
use crate::dto::{BackupRow, BackupView, Verified};
use crate::error::AppError;
use passerelle_domain::permission::Deed;
use passerelle_store::{Files, Set, StoreError, View};
use passerelle_sync::dot::GENESIS;
use std::path::Path;

/// Work that a backup is made after, in milliseconds.
const EVERY_MS: u64 = 30 * 60 * 1000;

impl App {
    /// Makes a backup among those of this computer, or in another folder, and reads it back.
    ///
    /// # Errors
    /// `demo.no_backup`, `permission.role_too_low` for another folder, `backup.disk_full`, or the
    /// store's. The backups that were there before stay.
    pub fn back_up(&mut self, to: Option<&Path>) -> Result<BackupRow, AppError> {
        if self.is_demo()? {
            return Err(AppError::refused("demo.no_backup"));
        }
        self.allow(if to.is_some() { Deed::CarryBackup } else { Deed::KeepBackup })?;
        let own = self.files.backups();
        let folder = to.unwrap_or(&own);
        self.back_up_pictures(folder).map_err(no_room)?;
        let made = Set::make(&self.files, &self.opening.keys, folder, self.around.now_ms());
        let set = made.map_err(no_room)?;
        if to.is_none() {
            Set::thin_out(&own)?;
        }
        Ok(row(&set))
    }

    /// Makes a backup if half an hour has passed since the last one and something was written.
    ///
    /// # Errors
    /// As `back_up`.
    pub fn back_up_if_due(&mut self) -> Result<Option<BackupRow>, AppError> {
        if self.is_demo()? {
            return Ok(None);
        }
        let sets = Set::all(&self.files.backups());
        if let Some(last) = sets.first()
            && (!is_due(last.manifest.made_ms, self.around.now_ms()) || self.is_in(last)?)
        {
            return Ok(None);
        }
        self.back_up(None).map(Some)
    }

    /// Whether nothing was written since this backup, as far as the files are open.
    fn is_in(&self, set: &Set) -> Result<bool, StoreError> {
        let private = self.private.as_ref().map(|private| set.covers(&private.view()));
        Ok(set.covers(&self.store.view())? && private.transpose()?.unwrap_or(true))
    }

    /// What is known of this computer's backups.
    ///
    /// # Errors
    /// The store's.
    pub fn backup_view(&self) -> Result<BackupView, AppError> {
        self.allow(Deed::KeepBackup)?;
        Ok(view_of(&self.files))
    }

    /// Reads the whole of this computer's files.
    ///
    /// # Errors
    /// `store.damaged`, or the store's.
    pub fn verify(&self) -> Result<Verified, AppError> {
        self.allow(Deed::KeepBackup)?;
        self.store.check()?;
        let mut changes = changes(&self.store.view())?;
        if let Some(private) = &self.private {
            private.check()?;
            changes += self::changes(&private.view())?;
        }
        Ok(Verified {
            set: None,
            changes: small(changes),
            private: self.private.is_some() || !self.files.private().exists(),
            backups: view_of(&self.files).count,
        })
    }
}

/// Changes that a file holds, by whomever they were made.
fn changes(view: &View<'_>) -> Result<u64, StoreError> {
    let mut all = 0;
    for stream in view.kept_streams()? {
        let held = view.vector(stream)?.0;
        let held = held.iter().filter(|(device, _)| **device != GENESIS);
        all += held.map(|(_, n)| n).sum::<u64>();
    }
    Ok(all)
}

/// Whether half an hour has passed; a clock that was put back makes a backup too.
fn is_due(last_ms: u64, now_ms: u64) -> bool {
    now_ms < last_ms || now_ms - last_ms >= EVERY_MS
}

/// The backups of a folder, the latest first. Nothing is opened.
pub fn backups(folder: &Path) -> (BackupView, Vec<BackupRow>) {
    let files = crate::centre::place(folder);
    (view_of(&files), Set::all(&files.backups()).iter().map(row).collect())
}

pub(crate) fn view_of(files: &Files) -> BackupView {
    let sets = Set::all(&files.backups());
    BackupView {
        last_at: sets.first().map(|set| set.manifest.made_ms as f64),
        count: small(sets.len() as u64),
        bytes: sets.iter().map(|set| set.manifest.bytes()).sum::<u64>() as f64,
        verified: sets.first().is_some_and(|set| set.manifest.verified()),
        folder: files.backups().display().to_string(),
    }
}

pub(crate) fn row(set: &Set) -> BackupRow {
    BackupRow {
        name: set.name(),
        folder: set.folder.display().to_string(),
        made_at: set.manifest.made_ms as f64,
        bytes: set.manifest.bytes() as f64,
        changes: small(set.manifest.ops()),
        verified: set.manifest.verified(),
    }
}

pub(crate) fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn no_room(error: StoreError) -> AppError {
    match error {
        StoreError::DiskFull => AppError::refused("backup.disk_full"),
        error => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_hour_of_work_is_worth_a_backup() {
        assert!(!is_due(1_000, 1_000 + EVERY_MS - 1));
        assert!(is_due(1_000, 1_000 + EVERY_MS));
        assert!(is_due(1_000, 999));
    }
}
