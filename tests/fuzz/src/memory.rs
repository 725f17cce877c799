//! An allocator that counts what its thread holds, so that a test can say how much memory an input
//! took. Beyond a size that no input may reach it gives nothing at all, which ends the process before
//! the machine suffers. It counts Rust's memory only.
#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What a thread may hold before it is refused more.
const REFUSED_AT: usize = 2 * 1024 * 1024 * 1024;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

/// Counts for each thread, and asks the system.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: every call goes on to the system's allocator unchanged, or gives null, which an allocator
// may; the counters are plain numbers and allocate nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !grown(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        shrunk(layout.size());
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// Counts more memory; false when that is too much.
fn grown(bytes: usize) -> bool {
    // A thread that is ending has no counters any more: its memory is not counted.
    let held = HELD.try_with(|held| {
        held.set(held.get().saturating_add(bytes));
        held.get()
    });
    let held = held.unwrap_or(0);
    let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held)));
    held <= REFUSED_AT
}

fn shrunk(bytes: usize) {
    // What another thread allocated may be given back here: the count stops at nothing.
    let _ = HELD.try_with(|held| held.set(held.get().saturating_sub(bytes)));
}

/// What `job` gives, and how much more memory than before this thread held at most meanwhile.
pub fn peak<T>(job: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    PEAK.set(before);
    let value = job();
    (value, PEAK.get().saturating_sub(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_what_was_held_together() {
        let held = 3 << 20;
        let ((), one_by_one) = peak(|| (0..5).for_each(|_| drop(vec![1_u8; held])));
        assert!((held..held + 10_000).contains(&one_by_one), "{one_by_one}");
        let (_, together) = peak(|| (vec![1_u8; held], vec![1_u8; held]));
        assert!((2 * held..2 * held + 10_000).contains(&together), "{together}");
        let (_, grown) = peak(|| (0..held).collect::<Vec<_>>());
        assert!(grown >= held * size_of::<usize>(), "{grown}");
    }
}
