//! When the files of a centre are damaged, or gone: what the newest good backup holds, what it lacks,
//! what can still be read of the original, and putting it back. It needs the keys and no open centre.

use crate::backup::{row, small, view_of};
use crate::centre::App;
use crate::dto::{DamageView, Missing, RestoreView, Verified};
use crate::error::AppError;
use crate::gate::{Gate, Opening, Typed};
use crate::standing::role_of;
use crate::surroundings::Around;
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::pin::Pin;
use passerelle_domain::{RecordId, kinds};
use passerelle_store::keys::{KeyBook, Keys, Phrase};
use passerelle_store::{
    Beyond, Files, Finds, Local, Restoring, Set, Staging, Store, StoreError, StoreKey, Wreck,
    gone_beyond,
};
use std::fs;
use std::path::{Path, PathBuf};

/// What of a refusal at opening means that the files are not what was written. The key is known to be
/// right by then: it came out of an authenticated wrap.
const DAMAGE: [&str; 5] =
    ["store.damaged", "store.changes_lost", "store.wrong_key", "store.incomplete", "store.missing"];
const PRIVATE: &str = "private.db";

/// Whether an error at opening means that a backup is needed.
pub fn is_damage(code: &str) -> bool {
    DAMAGE.contains(&code)
}

/// Somebody who may put a backup back, and the keys that open it.
pub struct Rescue {
    files: Files,
    keys: Keys,
    around: Around,
}

/// What somebody brings to a rescue.
pub struct RescuePass<'p> {
    /// Their name, where several people use the computer.
    pub person: Option<&'p str>,
    /// Their PIN.
    pub pin: Option<Pin>,
    /// The start phrase, where one is needed.
    pub phrase: Option<Phrase>,
    /// The recovery code of the printed sheet, in place of a PIN.
    pub code: Option<Typed>,
}

/// What the original holds beyond a set.
#[derive(Default)]
struct Found {
    missing: Vec<Missing>,
    since_ms: Option<u64>,
    salvageable: u32,
    unread: u64,
}

impl Rescue {
    /// Lets somebody in who has a place in the centre's book, or in the backup's where the centre has
    /// none: on another computer.
    ///
    /// # Errors
    /// `permission.role_too_low`, `store.key_unreadable`, `pin.*`, `phrase.*`, `recovery.wrong`.
    pub fn begin(
        folder: &Path,
        set: &Path,
        around: Around,
        pass: &RescuePass<'_>,
    ) -> Result<Self, AppError> {
        let files = crate::centre::place(folder);
        files.finish_restore()?;
        if KeyBook::read(&files).ok().flatten().is_none() {
            take_book(&files, set)?;
        }
        let mut gate = Gate::for_rescue(files.clone(), around.clone())?;
        let keys = match &pass.code {
            Some(code) => gate.keys_by(code)?,
            None => {
                if let Some(phrase) = &pass.phrase {
                    gate.say(phrase, false)?;
                }
                let person = gate.find(pass.person)?;
                gate.role_in_book(person)?.may(Deed::CarryBackup)?;
                let pin = pass.pin.as_ref().ok_or_else(|| AppError::refused("pin.needed"))?;
                let keys = gate.unlock(person, pin)?.keys;
                may_still(&files, &keys, person)?;
                keys
            }
        };
        Ok(Self { files, keys, around })
    }

    /// A rescue by somebody whose PIN has opened the book already.
    ///
    /// # Errors
    /// `permission.role_too_low`, `store.key_unreadable`.
    pub(crate) fn of(opening: &Opening, around: Around) -> Result<Self, AppError> {
        let gate = Gate::for_rescue(opening.files.clone(), around.clone())?;
        let role = match (opening.person, &opening.secret) {
            (Some(person), Some(secret)) => gate.with(secret).role_in_book(person)?,
            _ => Role::Volunteer,
        };
        role.may(Deed::CarryBackup)?;
        Ok(Self { files: opening.files.clone(), keys: opening.keys.clone(), around })
    }

    /// The set that people mean: a folder, the name of one of this computer's, or `latest` for the
    /// newest good one.
    ///
    /// # Errors
    /// `backup.none`, or the disk's.
    pub fn find(&self, text: &str) -> Result<Set, AppError> {
        if text == "latest" {
            let none = || StoreError::NotABackup(self.files.backups());
            return Ok(self.newest()?.ok_or_else(none)?);
        }
        let named = self.files.backups().join(text);
        let set = Set::at(Path::new(text)).or_else(|_| Set::at(&named));
        Ok(set.map_err(|_| StoreError::NotABackup(PathBuf::from(text)))?)
    }

    /// Reads a set back.
    ///
    /// # Errors
    /// `backup.damaged`, or the disk's.
    pub fn verify(&self, set: &Set) -> Result<Verified, AppError> {
        let opened = set.verify(&self.keys, &self.scratch())?;
        let private = opened.contains(&PRIVATE) || !set.manifest.files.contains_key(PRIVATE);
        let changes = small(set.manifest.ops());
        Ok(Verified { set: Some(row(set)), changes, private, backups: view_of(&self.files).count })
    }

    /// What putting a backup back would do, in numbers. Nothing is changed.
    ///
    /// # Errors
    /// `backup.damaged`, or the disk's.
    pub fn plan(&self, set: &Set) -> Result<RestoreView, AppError> {
        set.verify(&self.keys, &self.scratch())?;
        Ok(view(set, self.compare(set)?, (None, self.is_elsewhere(set))))
    }

    /// Puts a backup back. What stood in its place is kept in a folder of its own; what can be read of
    /// it and is not in the backup is taken over when the centre is opened next.
    ///
    /// # Errors
    /// `store.busy` while the centre is open anywhere, `backup.damaged`, or the disk's. The centre is
    /// as it was then.
    pub fn restore(&self, set: &Set) -> Result<RestoreView, AppError> {
        let found = self.compare(set)?;
        let elsewhere = self.is_elsewhere(set);
        let restoring = Restoring::begin(&self.files, self.around.now_ms())?;
        let erased = listed(&self.files);
        let staging = Staging { keys: &self.keys, erased: &erased, elsewhere };
        let aside = restoring.aside();
        restoring.stage(set, &staging)?;
        if let Some(beside) = set.folder.parent() {
            // Each is what its name says, or is left where it is: they harm nobody who is not restored.
            let (copies, own) = (Files::pictures_beside(beside), self.files.photos());
            let names: Vec<_> = copies.all()?.into_iter().map(|lying| lying.hash).collect();
            copies.copy_to(&own, &names)?;
        }
        restoring.finish()?;
        tracing::info!(set = set.name(), "a backup was put back");
        let kept = aside.read_dir().is_ok_and(|mut kept| kept.next().is_some());
        Ok(view(set, found, (kept.then_some(aside), elsewhere)))
    }

    /// What is offered to whoever meets damage.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn damage(&self, code: &str) -> Result<DamageView, AppError> {
        let newest = self.newest()?;
        let found = newest.as_ref().map(|set| self.compare(set)).transpose()?.unwrap_or_default();
        Ok(DamageView {
            code: code.to_owned(),
            newest_at: newest.map(|set| set.manifest.made_ms as f64),
            missing: found.missing,
            since: found.since_ms.map(|ms| ms as f64),
            salvageable: found.salvageable,
            unread: small(found.unread),
            may_restore: true,
        })
    }

    /// The newest set that reads back whole. Files that do although they lack their end are newer
    /// than any: a set is made of them as they are.
    fn newest(&self) -> Result<Option<Set>, AppError> {
        if self.lacks_its_end()
            && let Some(set) = self.made_of_original()?
        {
            return Ok(Some(set));
        }
        let good = |set: &Set| set.verify(&self.keys, &self.scratch()).is_ok();
        Ok(Set::all(&self.files.backups()).into_iter().find(good))
    }

    fn lacks_its_end(&self) -> bool {
        let backups = self.files.backups();
        let lacks = |file: &Path, key: Option<&StoreKey>| {
            let opened = key.map(|key| Store::open_noted(file, key, &backups).map(|_| ()));
            matches!(opened, Some(Err(StoreError::ChangesLost)))
        };
        lacks(&self.files.store(), Some(&self.keys.class))
            || lacks(&self.files.private(), self.keys.private.as_ref())
    }

    fn made_of_original(&self) -> Result<Option<Set>, AppError> {
        let scratch = self.scratch().join("original");
        let copy = Files::at(&scratch);
        if !Wreck::of(&self.files.store(), &self.keys.class, &scratch)?.is_whole() {
            return Ok(None);
        }
        if let (Some(key), true) = (&self.keys.private, self.files.private().exists()) {
            let private = self.scratch().join("private");
            if !Wreck::of(&self.files.private(), key, &private)?.is_whole() {
                return Ok(None);
            }
            fs::rename(private.join(PRIVATE), copy.private()).map_err(StoreError::from)?;
        }
        let store = Store::open_at(&copy.store(), &self.keys.class, &scratch.join("older"))?;
        let newest = Set::all(&self.files.backups()).into_iter().next();
        // What was cut off may be more than what was written since the last backup.
        if newest.as_ref().is_some_and(|set| !set.is_within(&store.view()).unwrap_or(false)) {
            return Ok(None);
        }
        let known = newest.filter(|set| set.covers(&store.view()).unwrap_or(false));
        drop(store);
        if let Some(set) = known.filter(|set| set.verify(&self.keys, &self.scratch()).is_ok()) {
            return Ok(Some(set));
        }
        if let Ok(book) = fs::read(self.files.book()) {
            fs::write(copy.book(), book).map_err(StoreError::from)?;
        }
        let (now, backups) = (self.around.now_ms(), self.files.backups());
        Ok(Set::make_of_copy(&copy, &self.keys, &backups, now).ok())
    }

    fn compare(&self, set: &Set) -> Result<Found, AppError> {
        let mut all = Found::default();
        let (class, files) = (Some(&self.keys.class), set.files());
        let pairs = [
            (self.files.store(), files.store(), class),
            (self.files.private(), files.private(), self.keys.private.as_ref()),
        ];
        for (original, copy, key) in pairs {
            if let (Some(key), true, true) = (key, original.exists(), copy.exists()) {
                all.add(&self.finds(&original, &copy, key, set)?);
            } else if copy.exists() && !original.exists() {
                all.unread += gone_beyond(&original, &set.manifest);
            }
        }
        Ok(all)
    }

    fn finds(
        &self,
        original: &Path,
        copy: &Path,
        key: &StoreKey,
        set: &Set,
    ) -> Result<Finds, AppError> {
        let (scratch, name) = (self.scratch(), copy.file_name().unwrap_or_default());
        let mut wreck = Wreck::of(original, key, &scratch.join("wreck"))?;
        Wreck::of(copy, key, &scratch.join("base"))?;
        let base = scratch.join("base").join(name);
        let base = Store::open_at(&base, key, &scratch.join("older"))?;
        let beyond = Beyond::of(&set.manifest, &name.to_string_lossy());
        Ok(wreck.read(&base.view(), &beyond))
    }

    /// Whether a set is of another computer: neither is it among this one's, nor is it under the same
    /// book. A book that was just taken from the set tells nothing: there is no centre yet.
    fn is_elsewhere(&self, set: &Set) -> bool {
        let whole = |path: &Path| fs::canonicalize(path).ok();
        let own = whole(&set.folder).zip(whole(&self.files.backups()));
        if own.is_some_and(|(set, own)| set.starts_with(own)) {
            return false;
        }
        let id = |files: &Files| Some(KeyBook::read(files).ok()??.id().to_vec());
        !self.files.store().exists() || id(&self.files) != id(&set.files())
    }

    fn scratch(&self) -> PathBuf {
        self.files.scratch()
    }
}

impl Drop for Rescue {
    fn drop(&mut self) {
        // Copies that were only looked at.
        let _ = fs::remove_dir_all(self.scratch());
    }
}

fn view(set: &Set, found: Found, (kept, hidden): (Option<PathBuf>, bool)) -> RestoreView {
    RestoreView {
        done: false,
        set: row(set),
        missing: found.missing,
        since: found.since_ms.map(|ms| ms as f64),
        salvageable: found.salvageable,
        unread: small(found.unread),
        kept: kept.map(|path| path.display().to_string()),
        hidden,
    }
}

impl Found {
    /// Counts what was found as people call it: marks, people, and the rest.
    fn add(&mut self, finds: &Finds) {
        self.salvageable += finds.own();
        self.unread += finds.unread;
        self.since_ms = self.since_ms.into_iter().chain(finds.since_ms).min();
        for (kind, count) in finds.by_kind() {
            let is_of = |kinds: [&passerelle_domain::Kind; 2]| kinds.iter().any(|k| k.name == kind);
            let kind = if is_of([&kinds::ATTENDANCE, &kinds::PRESENCE]) {
                "marks"
            } else if is_of([&kinds::LEARNER, &kinds::VOLUNTEER]) {
                "people"
            } else {
                "others"
            };
            match self.missing.iter_mut().find(|line| line.kind == kind) {
                Some(line) => line.count += count,
                None => self.missing.push(Missing { kind: kind.to_owned(), count }),
            }
        }
    }
}

/// Where the files can be read, they know better than the book what somebody may do. They are read in a
/// copy: what is damaged is not touched by looking at it.
fn may_still(files: &Files, keys: &Keys, person: RecordId) -> Result<(), AppError> {
    let scratch = files.scratch().join("role");
    let copied =
        files.store().exists() && Wreck::of(&files.store(), &keys.class, &scratch)?.is_whole();
    let store = match copied {
        true => Store::open_at(&Files::at(&scratch).store(), &keys.class, &scratch.join("older"))?,
        false => return Ok(()),
    };
    let role = role_of(&store.view(), person)?;
    let role = role.ok_or_else(|| AppError::refused("person.disabled"))?;
    Ok(role.may(Deed::CarryBackup)?)
}

/// The book of a backup, for a computer that has none that can be read: the backup's own stays as it
/// is.
fn take_book(files: &Files, set: &Path) -> Result<(), AppError> {
    let own = Set::all(&files.backups()).into_iter();
    let set = Set::at(set).ok().into_iter().chain(own).next();
    let missing = || StoreError::KeyUnreadable(files.book());
    let book = fs::read(set.ok_or_else(missing)?.files().book()).map_err(|_| missing())?;
    files.put_book(&book)?;
    Ok(())
}

/// Persons on the list beside the files.
pub(crate) fn listed(files: &Files) -> Vec<RecordId> {
    let text = fs::read_to_string(files.folder().join("erased.list")).unwrap_or_default();
    let ids = text.lines().filter_map(|line| uuid::Uuid::parse_str(line.trim()).ok());
    ids.map(RecordId).collect()
}

impl App {
    /// Takes over what the original still held, after a restore. On a disk that is full it waits for
    /// the next opening.
    pub(crate) fn salvage(&mut self, private: bool) -> Result<(), AppError> {
        let (store, file, key) = match (private, &mut self.private) {
            (false, _) => (&mut self.store, self.files.store(), Some(&self.opening.keys.class)),
            (true, Some(store)) => {
                (store, self.files.private(), self.opening.keys.private.as_ref())
            }
            (true, None) => return Ok(()),
        };
        let (Some((aside, beyond)), Some(key)) = (store.to_salvage()?, key) else { return Ok(()) };
        let original = self.files.damaged().join(aside).join(file.file_name().unwrap_or_default());
        if !original.exists() {
            store.settle(&[(Local::Salvage, None)])?;
            return Ok(());
        }
        let scratch = self.files.scratch();
        let mut chance = [0; 32];
        self.around.random(&mut chance)?;
        let now_ms = self.around.now_ms();
        let salvaged = Wreck::of(&original, key, &scratch).and_then(|mut wreck| {
            let finds = wreck.read(&store.view(), &beyond);
            store.salvage(finds, now_ms, &chance)
        });
        let _ = fs::remove_dir_all(&scratch);
        match salvaged {
            Err(StoreError::DiskFull | StoreError::ReadOnly) => {
                tracing::warn!("no room to take over what the original held: at the next opening");
            }
            salvaged => {
                let salvaged = salvaged?;
                let (received, written) = (salvaged.received, salvaged.written);
                tracing::info!(received, written, "taken over from the original");
            }
        }
        Ok(())
    }
}
