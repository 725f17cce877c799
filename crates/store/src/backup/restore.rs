//! Putting a backup into place. Everything is prepared in a folder aside: copied, opened, looked at,
//! told that it is a copy. Then one small file says that it is ready, and from there on the files only
//! take their places: a restore that is cut before is forgotten, one that is cut after is finished by
//! whoever opens the centre next. What stood there before is kept.

use super::salvage::Beyond;
use super::{BOOK, PRIVATE, STORE, Set, copy_file, remove_folder, with_suffix};
use crate::access::Store;
use crate::error::StoreError;
use crate::files::{Files, make_private_folder, write_whole};
use crate::keys::{KeyBook, Keys, StoreKey};
use crate::local::Local;
use crate::witness;
use passerelle_domain::RecordId;
use std::fs;
use std::path::{Path, PathBuf};

/// Says that a restore is prepared, and where the originals go.
pub const READY: &str = "ready";
/// Where a file stands that was put into place: nowhere yet, so that it takes a new name.
pub const RESTORED: &str = "restored";

/// A restore under way. Nobody else has the centre open.
pub struct Restoring<'f> {
    files: &'f Files,
    /// Where the originals go, below the folder of damaged files.
    aside: String,
    _alone: fs::File,
}

/// How a set is put into place.
pub struct Staging<'s> {
    /// What opens it.
    pub keys: &'s Keys,
    /// Persons who were erased since it was made.
    pub erased: &'s [RecordId],
    /// It was made on another computer: nobody knows who was erased there since.
    pub elsewhere: bool,
}

impl<'f> Restoring<'f> {
    /// Begins a restore of the centre in these files, which may be none yet.
    ///
    /// # Errors
    /// `Busy` while anybody has the centre open, `ReadOnly`, `DiskFull`, `Io`.
    pub fn begin(files: &'f Files, now_ms: u64) -> Result<Self, StoreError> {
        files.make_folder()?;
        let alone = files.hold_alone()?;
        finish(files)?;
        let mut ms = now_ms;
        while files.damaged().join(super::manifest::stamp(ms)).exists() {
            ms += 1;
        }
        make_private_folder(&files.restoring())?;
        Ok(Self { files, aside: super::manifest::stamp(ms), _alone: alone })
    }

    /// Where it is prepared.
    pub fn folder(&self) -> PathBuf {
        self.files.restoring()
    }

    /// Where the originals go.
    pub fn aside(&self) -> PathBuf {
        self.files.damaged().join(&self.aside)
    }

    /// Prepares the files of a set: opened and looked at, without whom it must not know any more.
    ///
    /// # Errors
    /// `BackupDamaged`, `WrongKey`, `NewerSchema`, `DiskFull`, `ReadOnly`, `Io`.
    pub fn stage(&self, set: &Set, staging: &Staging<'_>) -> Result<(), StoreError> {
        let folder = self.folder();
        // What it says of itself is compared once more: it may have suffered since.
        set.verify(staging.keys, &folder)?;
        for name in set.manifest.files.keys() {
            let (from, to) = (set.folder.join(name), folder.join(name));
            let key = match (name.as_str(), &staging.keys.private) {
                (STORE, _) => &staging.keys.class,
                (PRIVATE, Some(key)) => key,
                (PRIVATE, None) => {
                    copy_file(&from, &to)?;
                    continue;
                }
                // The book that is in use knows later PINs.
                (BOOK, _) if !self.files.book().exists() && !to.exists() => {
                    copy_file(&from, &to)?;
                    continue;
                }
                _ => continue,
            };
            let beyond = Beyond::of(&set.manifest, name);
            copy_file(&from, &to)?;
            self.settle(&to, key, staging, &beyond)?;
        }
        Ok(())
    }

    /// Tells a file that it is a copy: of whom, and what else there was.
    fn settle(
        &self,
        file: &Path,
        key: &StoreKey,
        staging: &Staging<'_>,
        beyond: &Beyond,
    ) -> Result<(), StoreError> {
        let older = self.folder().join("older");
        let mut store = Store::open_at(file, key, &older)?;
        store.erase_listed(staging.erased)?;
        if staging.elsewhere {
            store.hide_persons()?;
        }
        let original = self.files.folder().join(file.file_name().unwrap_or_default()).exists();
        let salvage = original.then(|| beyond.text(&self.aside));
        store.settle(&[(Local::Place, Some(RESTORED)), (Local::Salvage, salvage.as_deref())])?;
        store.close()?;
        fs::File::open(file)?.sync_all()?;
        remove_folder(&older)
    }

    /// Puts what was prepared into place.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`. Once it is ready, whoever opens the centre goes on.
    pub fn finish(self) -> Result<(), StoreError> {
        self.ready()?;
        finish(self.files)?;
        Ok(())
    }

    fn ready(&self) -> Result<(), StoreError> {
        fs::File::open(self.folder())?.sync_all()?;
        write_whole(&self.folder().join(READY), self.aside.as_bytes())?;
        Ok(fs::File::open(self.files.folder())?.sync_all()?)
    }

    /// The same, cut after so many steps. For tests; how many there are is given when all were made.
    ///
    /// # Errors
    /// As `finish`.
    #[doc(hidden)]
    pub fn cut_for_tests(self, steps: usize) -> Result<Option<usize>, StoreError> {
        if steps == 0 {
            return Ok(None);
        }
        self.ready()?;
        let all = steps_of(self.files)?;
        for (from, to) in all.iter().take(steps - 1) {
            fs::rename(from, to)?;
        }
        Ok((steps > all.len()).then_some(all.len()))
    }
}

/// Finishes a restore that was cut once it was ready, and forgets one that was cut before. True when
/// one was finished. The caller holds the centre alone.
pub(crate) fn finish(files: &Files) -> Result<bool, StoreError> {
    let folder = files.restoring();
    if !folder.exists() {
        return Ok(false);
    }
    let ready = folder.join(READY).exists();
    if ready {
        let steps = steps_of(files)?;
        for (from, to) in &steps {
            fs::rename(from, to)?;
        }
        // Both names of what moved: where it went, and where it was.
        let mut folders: Vec<&Path> = steps.iter().filter_map(|(_, to)| to.parent()).collect();
        let damaged = files.damaged();
        folders.extend([damaged.as_path(), files.folder()]);
        for folder in folders {
            fs::File::open(folder)?.sync_all()?;
        }
        fs::remove_file(folder.join(READY))?;
    }
    remove_folder(&folder)?;
    Ok(ready)
}

/// What is still to be moved, and where to, in order: what lies beside an original goes before it does,
/// and the new file comes last, so that it never meets the log of another.
fn steps_of(files: &Files) -> Result<Vec<(PathBuf, PathBuf)>, StoreError> {
    let folder = files.restoring();
    let aside = fs::read_to_string(folder.join(READY))?;
    let aside = files.damaged().join(aside.trim());
    make_private_folder(&aside)?;
    let mut steps = Vec::new();
    for name in [BOOK, PRIVATE, STORE] {
        let staged = folder.join(name);
        if !staged.exists() {
            continue;
        }
        let place = files.folder().join(name);
        for suffix in ["-wal", "-shm", witness::SUFFIX, ""] {
            let original = with_suffix(&place, suffix);
            if original.exists() {
                steps.push((original, with_suffix(&aside.join(name), suffix)));
            }
        }
        steps.push((staged, place));
    }
    Ok(steps)
}

impl Files {
    /// Takes the newest backup's book where there is none that can be read; what stood in its place is
    /// kept. False when no backup has one.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Io`.
    pub fn recover_book(&self, now_ms: u64) -> Result<bool, StoreError> {
        for set in Set::all(&self.backups()) {
            if !matches!(KeyBook::read(&set.files()), Ok(Some(_))) {
                continue;
            }
            let book = fs::read(set.files().book())?;
            if self.book().exists() {
                let aside = self.damaged().join(super::manifest::stamp(now_ms));
                make_private_folder(&aside)?;
                copy_file(&self.book(), &aside.join(BOOK))?;
            }
            self.put_book(&book)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Finishes a restore that was cut short, or forgets it.
    ///
    /// # Errors
    /// `Busy` while another program does, `ReadOnly`, `DiskFull`, `Io`.
    pub fn finish_restore(&self) -> Result<bool, StoreError> {
        if !self.restoring().exists() {
            return Ok(false);
        }
        let _alone = self.hold_alone()?;
        finish(self)
    }
}
