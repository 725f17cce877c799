//! The locks of one file, as SQLite asks for them: five levels over the file, and eight slots over
//! the index of its log. All of them are among connections of this process.

use rusqlite::ffi::{
    SQLITE_LOCK_EXCLUSIVE, SQLITE_LOCK_NONE, SQLITE_LOCK_PENDING, SQLITE_LOCK_RESERVED,
    SQLITE_LOCK_SHARED,
};
use std::collections::BTreeMap;
use std::ffi::c_int;

/// Who holds what.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    levels: BTreeMap<u64, c_int>,
    slots: BTreeMap<u64, Slots>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slots {
    shared: u32,
    alone: u32,
}

impl Locks {
    /// Raises a holder's lock; false when another stands in the way.
    pub fn raise(&mut self, holder: u64, level: c_int) -> bool {
        let others = self.highest(|other| other != holder);
        let own = self.levels.entry(holder).or_insert(SQLITE_LOCK_NONE);
        if *own >= level {
            return true;
        }
        let free = match level {
            SQLITE_LOCK_SHARED => others < SQLITE_LOCK_PENDING,
            SQLITE_LOCK_RESERVED => others < SQLITE_LOCK_RESERVED,
            _ if others >= SQLITE_LOCK_RESERVED => false,
            _ => {
                // No new reader comes in while the last ones leave.
                *own = SQLITE_LOCK_PENDING;
                others < SQLITE_LOCK_SHARED || level < SQLITE_LOCK_EXCLUSIVE
            }
        };
        if free {
            *own = level;
        }
        free
    }

    /// Lowers a holder's lock.
    pub fn lower(&mut self, holder: u64, level: c_int) {
        if level == SQLITE_LOCK_NONE {
            self.levels.remove(&holder);
        } else if let Some(own) = self.levels.get_mut(&holder) {
            *own = level.min(*own);
        }
    }

    /// Whether anybody means to write.
    pub fn reserved(&self) -> bool {
        self.highest(|_| true) >= SQLITE_LOCK_RESERVED
    }

    fn highest(&self, which: impl Fn(u64) -> bool) -> c_int {
        let levels = self.levels.iter().filter(|(holder, _)| which(**holder));
        levels.map(|(_, level)| *level).max().unwrap_or(SQLITE_LOCK_NONE)
    }

    /// Takes slots of the index, shared or alone; false when another stands in the way.
    pub fn take_slots(&mut self, holder: u64, mask: u32, alone: bool) -> bool {
        let taken = self.slots.iter().any(|(other, slots)| {
            let against = if alone { slots.shared | slots.alone } else { slots.alone };
            *other != holder && against & mask != 0
        });
        if !taken {
            let own = self.slots.entry(holder).or_default();
            if alone { own.alone |= mask } else { own.shared |= mask }
        }
        !taken
    }

    /// Gives slots back.
    pub fn leave_slots(&mut self, holder: u64, mask: u32) {
        if let Some(own) = self.slots.get_mut(&holder) {
            own.shared &= !mask;
            own.alone &= !mask;
        }
    }

    /// Gives everything back.
    pub fn forget(&mut self, holder: u64) {
        self.levels.remove(&holder);
        self.slots.remove(&holder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writer_waits_for_the_readers_and_keeps_new_ones_out() {
        let mut locks = Locks::default();
        assert!(locks.raise(1, SQLITE_LOCK_SHARED) && locks.raise(2, SQLITE_LOCK_SHARED));
        assert!(locks.raise(1, SQLITE_LOCK_RESERVED) && !locks.raise(2, SQLITE_LOCK_RESERVED));
        assert!(locks.reserved());
        assert!(!locks.raise(1, SQLITE_LOCK_EXCLUSIVE));
        assert!(!locks.raise(3, SQLITE_LOCK_SHARED), "somebody waits to be alone");
        locks.lower(2, SQLITE_LOCK_NONE);
        assert!(locks.raise(1, SQLITE_LOCK_EXCLUSIVE));
        locks.lower(1, SQLITE_LOCK_SHARED);
        assert!(locks.raise(3, SQLITE_LOCK_SHARED) && !locks.reserved());
    }

    #[test]
    fn slots_are_shared_or_held_alone() {
        let mut locks = Locks::default();
        assert!(locks.take_slots(1, 0b100, false) && locks.take_slots(2, 0b100, false));
        assert!(!locks.take_slots(3, 0b110, true) && locks.take_slots(3, 0b010, true));
        assert!(!locks.take_slots(1, 0b010, false));
        locks.leave_slots(1, 0b100);
        locks.forget(2);
        assert!(locks.take_slots(3, 0b100, true));
    }
}
