//! A simulated disk under SQLite, wholly in memory: it remembers what was synced and what was not,
//! and a power cut keeps, loses or tears the rest in any order. Calls can be made to fail, the disk
//! to be full. The same seed and the same calls give the same outcome; there is no clock. It holds
//! bytes and knows nothing of what is in them.

mod content;
mod file;
mod io;
mod locks;
mod shared;
mod slot;
mod state;
mod trouble;
mod vfs;

pub use trouble::{Calls, Trouble};

use slot::Slot;
use state::State;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

static DISKS: AtomicU64 = AtomicU64::new(0);

/// A disk. Its copies by `clone` are the same disk; it lives as long as a file of it is open.
#[derive(Clone, Debug)]
pub struct Disk {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    slot: &'static Slot,
    /// What its paths begin with.
    folder: String,
    state: Mutex<State>,
    /// A lock was given back.
    freed: Condvar,
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.slot.leave();
    }
}

impl Disk {
    /// An empty disk; `seed` is for the random bytes that SQLite asks of it.
    pub fn new(seed: u64) -> Self {
        Self::of(State::of_seed(seed))
    }

    /// A disk with the files of another, synced and unsynced as they are there: a template. Pages
    /// are shared until one of the two writes.
    pub fn copy_of(other: &Self) -> Self {
        let state = other.inner.state().copy();
        Self::of(state)
    }

    fn of(state: State) -> Self {
        let serial = DISKS.fetch_add(1, Ordering::Relaxed) + 1;
        let inner = Arc::new(Inner {
            slot: Slot::take(),
            folder: format!("/disk-{serial}/"),
            state: Mutex::new(state),
            freed: Condvar::new(),
        });
        inner.slot.give(&inner);
        Self { inner }
    }

    /// The name of its file system in SQLite.
    pub fn vfs_name(&self) -> &str {
        self.inner.slot.name()
    }

    /// What to open for the file of this name: an address that names the file system too.
    pub fn path(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("file:{}{name}?vfs={}", self.inner.folder, self.vfs_name()))
    }

    /// Cuts the power, or settles a cut that `cut_at` made: whatever is open fails from now on; what
    /// was synced is there, and each change that was not is kept, lost or torn. `chance` gives a
    /// number below the one it is given. The disk can be opened again.
    pub fn cut(&self, mut chance: impl FnMut(u64) -> u64) {
        self.inner.state().cut(&mut chance);
        self.inner.freed.notify_all();
    }

    /// Cuts the power at the `n`-th change from now: that call fails, and all after it until `cut`.
    pub fn cut_at(&self, n: u64) {
        let mut state = self.inner.state();
        state.troubles.cut = Some(state.troubles.calls.changes + n.max(1));
    }

    /// Whether the power has gone at the call that `cut_at` named.
    pub fn is_off(&self) -> bool {
        self.inner.state().is_off()
    }

    /// Makes the `n`-th call from now fail.
    pub fn fail_at(&self, n: u64, trouble: Trouble) {
        let mut state = self.inner.state();
        state.troubles.fail = Some((state.troubles.calls.all + n.max(1), trouble));
    }

    /// Whether the call that `fail_at` named is still to come.
    pub fn will_fail(&self) -> bool {
        self.inner.state().troubles.fail.is_some()
    }

    /// Gives the disk this much room, or all there can be. Writing over what is there needs none.
    pub fn limit_bytes(&self, room: Option<u64>) {
        self.inner.state().troubles.limit = room;
    }

    /// Room that its files take, bytes.
    pub fn used_bytes(&self) -> u64 {
        self.inner.state().room()
    }

    /// Takes back `fail_at`, `cut_at` and `limit_bytes`.
    pub fn heal(&self) {
        let mut state = self.inner.state();
        let calls = state.troubles.calls;
        state.troubles = trouble::Troubles { calls, ..trouble::Troubles::default() };
    }

    /// How many calls it has seen.
    pub fn calls(&self) -> Calls {
        self.inner.state().troubles.calls
    }

    /// Sets what time SQLite finds on it, milliseconds since 1970.
    pub fn set_time_ms(&self, now_ms: i64) {
        self.inner.state().now_ms = now_ms;
    }
}
