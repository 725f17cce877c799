//! The state of a disk: its files, the names they go by, which of those names a power cut cannot
//! take, and whether there is power. Every call is counted here, and fails here when it must.

use crate::file::{Fate, File, Mood};
use crate::shared::Shared;
use crate::trouble::{Call, Troubles};
use rusqlite::ffi;
use std::collections::BTreeMap;
use std::ffi::c_int;
use std::sync::Arc;

/// A name given or taken that the folder has not been synced for.
#[derive(Clone, Debug)]
struct Renaming {
    name: String,
    file: Option<u64>,
}

/// An open file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opened {
    /// Tells its locks from those of others.
    pub holder: u64,
    file: u64,
    life: u64,
    /// Its first sync makes names durable, as SQLite's own file system does for a log.
    names_it: bool,
}

/// Everything about a disk.
#[derive(Debug, Default)]
pub(crate) struct State {
    files: BTreeMap<u64, File>,
    names: BTreeMap<String, u64>,
    durable_names: BTreeMap<String, u64>,
    renamings: Vec<Renaming>,
    last_id: u64,
    /// Counts power cuts: what was opened before one is dead.
    life: u64,
    off: bool,
    pub troubles: Troubles,
    chance: u64,
    pub now_ms: i64,
}

impl State {
    /// An empty disk.
    pub fn of_seed(seed: u64) -> Self {
        Self { chance: seed, ..Self::default() }
    }

    /// The same files and names, opened by nobody, with nothing to come.
    pub fn copy(&self) -> Self {
        Self {
            files: self.files.iter().map(|(id, file)| (*id, file.copy())).collect(),
            names: self.names.clone(),
            durable_names: self.durable_names.clone(),
            renamings: self.renamings.clone(),
            last_id: self.last_id,
            chance: self.chance,
            now_ms: self.now_ms,
            ..Self::default()
        }
    }

    /// Cuts the power, settles what survives it, and switches it on again.
    pub fn cut(&mut self, chance: &mut dyn FnMut(u64) -> u64) {
        let mood = Mood::drawn(chance);
        let mut names = self.durable_names.clone();
        for renaming in &self.renamings {
            match (mood.fate(chance), renaming.file) {
                (Fate::Lost, _) => {}
                (_, Some(file)) => drop(names.insert(renaming.name.clone(), file)),
                (_, None) => drop(names.remove(&renaming.name)),
            }
        }
        let mut files = BTreeMap::new();
        for id in names.values() {
            if let Some(file) = self.files.get(id) {
                files.insert(*id, File::of(file.survivor(mood, chance)));
            }
        }
        (self.files, self.names, self.durable_names) = (files, names.clone(), names);
        self.renamings.clear();
        self.life += 1;
        self.off = false;
        self.troubles.cut = None;
    }

    /// Whether `cut_at` has happened.
    pub fn is_off(&self) -> bool {
        self.off
    }

    /// Counts a call; what it does is still done when the power goes at it.
    fn enter(&mut self, call: Call) -> Result<(), c_int> {
        if self.off {
            return Err(call.code());
        }
        self.troubles.count(call)?;
        self.off = self.troubles.cuts();
        Ok(())
    }

    fn enter_file(&mut self, file: &Opened, call: Call) -> Result<&mut File, c_int> {
        if file.life != self.life {
            return Err(call.code());
        }
        self.enter(call)?;
        self.files.get_mut(&file.file).ok_or(call.code())
    }

    /// A call that the power did not outlive is never told as done.
    fn leave(&self, call: Call) -> Result<(), c_int> {
        if self.off { Err(call.code()) } else { Ok(()) }
    }

    fn id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// Opens a file, or makes it if `flags` say so; one without a name lives as long as it is open.
    pub fn open(&mut self, name: Option<&str>, flags: c_int) -> Result<Opened, c_int> {
        let known = name.and_then(|name| self.names.get(name).copied());
        let call = if known.is_some() { Call::Open } else { Call::Create };
        self.enter(call)?;
        if known.is_none() && flags & ffi::SQLITE_OPEN_CREATE == 0 {
            return Err(ffi::SQLITE_CANTOPEN);
        }
        let file = known.unwrap_or_else(|| self.id());
        if known.is_none() {
            self.files.insert(file, File::default());
            if let Some(name) = name {
                self.rename(name, Some(file));
            }
        }
        self.leave(call)?;
        if let Some(file) = self.files.get_mut(&file) {
            file.open += 1;
        }
        let log = ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL;
        let names_it = flags & ffi::SQLITE_OPEN_CREATE != 0 && flags & log != 0;
        Ok(Opened { holder: self.id(), file, life: self.life, names_it })
    }

    /// Closes a file; locks go with it.
    pub fn close(&mut self, opened: &Opened) {
        if opened.life != self.life {
            return;
        }
        if let Some(file) = self.files.get_mut(&opened.file) {
            file.locks.forget(opened.holder);
            file.open = file.open.saturating_sub(1);
        }
        self.sweep();
    }

    /// Deletes a name; `sync` makes every name of the folder durable.
    pub fn delete(&mut self, name: &str, sync: bool) -> Result<(), c_int> {
        self.enter(Call::Delete)?;
        if !self.names.contains_key(name) {
            return Err(ffi::SQLITE_IOERR_DELETE_NOENT);
        }
        self.rename(name, None);
        self.leave(Call::Delete)?;
        if sync {
            self.sync_names();
        }
        self.sweep();
        Ok(())
    }

    pub fn exists(&mut self, name: &str) -> Result<bool, c_int> {
        self.enter(Call::Access)?;
        Ok(self.names.contains_key(name))
    }

    fn rename(&mut self, name: &str, file: Option<u64>) {
        match file {
            Some(file) => drop(self.names.insert(name.to_owned(), file)),
            None => drop(self.names.remove(name)),
        }
        self.renamings.push(Renaming { name: name.to_owned(), file });
    }

    fn sync_names(&mut self) {
        self.durable_names.clone_from(&self.names);
        self.renamings.clear();
    }

    /// Forgets files that have no name, none that could come back, and nobody who holds them.
    fn sweep(&mut self) {
        let named = |id: u64| {
            let waiting = self.renamings.iter().filter_map(|renaming| renaming.file);
            let names = self.names.values().chain(self.durable_names.values()).copied();
            names.chain(waiting).any(|other| other == id)
        };
        let gone: Vec<u64> = (self.files.iter())
            .filter(|(id, file)| file.open == 0 && !named(**id))
            .map(|(id, _)| *id)
            .collect();
        gone.iter().for_each(|id| drop(self.files.remove(id)));
    }

    pub fn read(&mut self, file: &Opened, from: u64, into: &mut [u8]) -> Result<usize, c_int> {
        Ok(self.enter_file(file, Call::Read)?.read(from, into))
    }

    pub fn write(&mut self, opened: &Opened, from: u64, bytes: &[u8]) -> Result<(), c_int> {
        let end = from + bytes.len() as u64;
        let grown = end.saturating_sub(self.enter_file(opened, Call::Write)?.len());
        if grown > 0 && !self.has_room(grown) {
            return Err(ffi::SQLITE_FULL);
        }
        if let Some(file) = self.files.get_mut(&opened.file) {
            file.write(from, bytes);
        }
        self.leave(Call::Write)
    }

    pub fn truncate(&mut self, file: &Opened, len: u64) -> Result<(), c_int> {
        self.enter_file(file, Call::Truncate)?.resize(len);
        self.leave(Call::Truncate)
    }

    pub fn sync(&mut self, file: &mut Opened) -> Result<(), c_int> {
        self.enter_file(file, Call::Sync)?;
        // The power that goes at a sync leaves its changes to chance.
        self.leave(Call::Sync)?;
        if let Some(file) = self.files.get_mut(&file.file) {
            file.sync();
        }
        if std::mem::take(&mut file.names_it) {
            self.sync_names();
        }
        Ok(())
    }

    pub fn size(&mut self, file: &Opened) -> Result<u64, c_int> {
        Ok(self.enter_file(file, Call::Size)?.len())
    }

    /// Raises a lock; false when another connection holds it.
    pub fn lock(&mut self, file: &Opened, level: c_int) -> Result<bool, c_int> {
        let holder = file.holder;
        Ok(self.enter_file(file, Call::Lock)?.locks.raise(holder, level))
    }

    pub fn reserved(&mut self, file: &Opened) -> Result<bool, c_int> {
        Ok(self.enter_file(file, Call::Lock)?.locks.reserved())
    }

    /// Takes slots of the index of the log; false when another connection holds one.
    pub fn lock_slots(&mut self, file: &Opened, mask: u32, alone: bool) -> Result<bool, c_int> {
        let holder = file.holder;
        Ok(self.enter_file(file, Call::IndexLock)?.locks.take_slots(holder, mask, alone))
    }

    /// Gives back a lock or slots, which never fails: a dead connection holds nothing.
    pub fn release(&mut self, file: &Opened, what: Release) {
        if file.life != self.life {
            return;
        }
        let Some(File { locks, .. }) = self.files.get_mut(&file.file) else { return };
        match what {
            Release::Level(level) => locks.lower(file.holder, level),
            Release::Slots(mask) => locks.leave_slots(file.holder, mask),
        }
    }

    /// The index of the log; `grown` bytes are about to be added to it.
    pub fn index(&mut self, opened: &Opened, grown: u64) -> Result<Arc<Shared>, c_int> {
        let index = self.enter_file(opened, Call::IndexMap)?.index();
        let full = self.troubles.full || !self.has_room(grown);
        if grown > 0 && full { Err(ffi::SQLITE_IOERR_SHMSIZE) } else { Ok(index) }
    }

    fn has_room(&self, grown: u64) -> bool {
        self.troubles.limit.is_none_or(|limit| self.room() + grown <= limit)
    }

    /// Bytes that all files take.
    pub fn room(&self) -> u64 {
        self.files.values().map(File::room).sum()
    }

    /// The next number (SplitMix64).
    pub fn number(&mut self) -> u64 {
        self.chance = self.chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// What a connection gives back.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Release {
    /// Down to this level.
    Level(c_int),
    /// These slots of the index.
    Slots(u32),
}
