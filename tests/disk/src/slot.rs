//! A file system registered with SQLite, and the disk that answers for it at present. SQLite may
//! look at a registered one at any time, so that slots are never freed: a disk that goes leaves its
//! slot to the next.

use crate::Inner;
use crate::vfs;
use rusqlite::ffi;
use std::cell::UnsafeCell;
use std::ffi::CString;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError, RwLock, Weak};

static FREE: Mutex<Vec<&'static Slot>> = Mutex::new(Vec::new());
static COUNT: AtomicU64 = AtomicU64::new(0);

/// A registered file system.
pub(crate) struct Slot {
    vfs: UnsafeCell<ffi::sqlite3_vfs>,
    name: CString,
    disk: RwLock<Weak<Inner>>,
}

// SAFETY: after its registration `vfs` is touched by SQLite alone, under SQLite's own lock; the
// rest is shared through a lock or never changes.
unsafe impl Send for Slot {}
// SAFETY: as above.
unsafe impl Sync for Slot {}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.name.fmt(f)
    }
}

impl Slot {
    /// A slot that no disk has.
    pub fn take() -> &'static Slot {
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(Self::registered)
    }

    fn registered() -> &'static Slot {
        // SQLite says that it is ready before its cipher is: a second test that opened a file meanwhile
        // would be refused its key. The first disk goes alone, the others wait.
        static READY: Once = Once::new();
        READY.call_once(|| drop(rusqlite::Connection::open_in_memory()));
        let number = COUNT.fetch_add(1, Ordering::Relaxed) + 1;
        let name = CString::new(format!("disk-{number}")).unwrap_or_default();
        let slot: &'static Slot = Box::leak(Box::new(Slot {
            vfs: UnsafeCell::new(vfs::table()),
            name,
            disk: RwLock::new(Weak::new()),
        }));
        let vfs = slot.vfs.get();
        // SAFETY: nobody else knows the slot yet, and it lives for ever.
        unsafe {
            (*vfs).zName = slot.name.as_ptr();
            (*vfs).pAppData = std::ptr::from_ref(slot).cast_mut().cast();
            // It fails only when SQLite itself cannot start; then nothing opens, and says so.
            ffi::sqlite3_vfs_register(vfs, 0);
        }
        slot
    }

    /// The slot of a registered file system.
    ///
    /// # Safety
    /// `vfs` is one that `take` registered.
    pub unsafe fn of(vfs: *mut ffi::sqlite3_vfs) -> &'static Slot {
        // SAFETY: `pAppData` was set before the registration, to a slot that lives for ever.
        unsafe { &*(*vfs).pAppData.cast::<Slot>() }
    }

    pub fn name(&self) -> &str {
        self.name.to_str().unwrap_or_default()
    }

    /// The disk that answers, if there is one.
    pub fn disk(&self) -> Option<Arc<Inner>> {
        self.disk.read().unwrap_or_else(PoisonError::into_inner).upgrade()
    }

    pub fn give(&self, disk: &Arc<Inner>) {
        *self.disk.write().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(disk);
    }

    /// Leaves it to the next disk.
    pub fn leave(&'static self) {
        FREE.lock().unwrap_or_else(PoisonError::into_inner).push(self);
    }
}
