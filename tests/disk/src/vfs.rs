//! The calls that SQLite makes of a file system as a whole, in C: each finds its disk, asks it, and
//! turns the answer into a number.

use crate::Inner;
use crate::io;
use crate::slot::Slot;
use rusqlite::ffi;
use std::ffi::{CStr, c_char, c_int};
use std::sync::Arc;
use std::time::Duration;

/// Longest path.
const PATH_BYTES_MAX: c_int = 512;
/// Milliseconds of the Julian calendar at the beginning of 1970.
const JULIAN_1970_MS: i64 = 210_866_760_000_000;
/// Longest wait for another thread to give a lock back, of as many as SQLite asks for.
const WAIT_MAX: Duration = Duration::from_millis(1);

/// The table of these calls, without a name or a disk.
pub(crate) fn table() -> ffi::sqlite3_vfs {
    ffi::sqlite3_vfs {
        iVersion: 2,
        szOsFile: io::SIZE,
        mxPathname: PATH_BYTES_MAX,
        pNext: std::ptr::null_mut(),
        zName: std::ptr::null(),
        pAppData: std::ptr::null_mut(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_path),
        xDlOpen: None,
        xDlError: None,
        xDlSym: None,
        xDlClose: None,
        xRandomness: Some(randomness),
        xSleep: Some(sleep),
        xCurrentTime: Some(time),
        xGetLastError: None,
        xCurrentTimeInt64: Some(time_ms),
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    }
}

/// The code of an answer.
pub(crate) fn code(result: Result<(), c_int>) -> c_int {
    result.err().unwrap_or(ffi::SQLITE_OK)
}

/// The disk that a call is for, and the name of the file on it.
///
/// # Safety
/// `vfs` is registered by `Slot`; `path` is null or a C string that outlives the answer.
unsafe fn named<'p>(
    vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
) -> Result<(Arc<Inner>, Option<&'p str>), c_int> {
    // SAFETY: as the caller says.
    let (slot, path) = unsafe { (Slot::of(vfs), (!path.is_null()).then(|| CStr::from_ptr(path))) };
    let disk = slot.disk().ok_or(ffi::SQLITE_CANTOPEN)?;
    let Some(path) = path else { return Ok((disk, None)) };
    // A path of a disk that is gone opens nothing on the one that took its place.
    let name = path.to_str().ok().and_then(|path| path.strip_prefix(&disk.folder));
    let name = name.ok_or(ffi::SQLITE_CANTOPEN)?;
    Ok((disk, Some(name)))
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    path: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives room of `szOsFile` bytes for the file, and a path or null.
    let opened = unsafe {
        (*file).pMethods = std::ptr::null();
        named(vfs, path)
    };
    let opened = opened.and_then(|(disk, name)| {
        let opened = disk.state().open(name, flags)?;
        Ok((disk, opened))
    });
    code(opened.map(|(disk, opened)| {
        // SAFETY: as above; `flags_out` is null or a number to fill.
        unsafe {
            io::begin(file, disk, opened);
            if let Some(out) = flags_out.as_mut() {
                *out = flags;
            }
        }
    }))
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, path: *const c_char, sync: c_int) -> c_int {
    // SAFETY: SQLite gives a path.
    let named = unsafe { named(vfs, path) };
    code(named.and_then(|(disk, name)| disk.state().delete(name.unwrap_or_default(), sync != 0)))
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    _: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives a path.
    let named = unsafe { named(vfs, path) };
    let there = named.and_then(|(disk, name)| disk.state().exists(name.unwrap_or_default()));
    // SAFETY: SQLite gives a number to fill.
    code(there.map(|there| unsafe { *out = c_int::from(there) }))
}

unsafe extern "C" fn full_path(
    _: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite gives a path, and room for `length` bytes.
    unsafe {
        let path = CStr::from_ptr(path).to_bytes_with_nul();
        if path.len() > usize::try_from(length).unwrap_or(0) {
            return ffi::SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(path.as_ptr().cast(), out, path.len());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn randomness(
    vfs: *mut ffi::sqlite3_vfs,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    let room = usize::try_from(length).unwrap_or(0);
    // SAFETY: SQLite gives room for `length` bytes.
    let (slot, bytes) =
        unsafe { (Slot::of(vfs), std::slice::from_raw_parts_mut(out.cast::<u8>(), room)) };
    let Some(disk) = slot.disk() else { return 0 };
    let mut state = disk.state();
    bytes.chunks_mut(8).for_each(|chunk| {
        chunk.copy_from_slice(&state.number().to_le_bytes()[..chunk.len()]);
    });
    length
}

/// Waits for another thread to give a lock back: a thread alone finds nothing changed, whatever it
/// waits, so that no outcome depends on how long this takes.
unsafe extern "C" fn sleep(vfs: *mut ffi::sqlite3_vfs, micros: c_int) -> c_int {
    // SAFETY: SQLite gives a registered file system.
    if let Some(disk) = unsafe { Slot::of(vfs) }.disk() {
        drop(disk.freed.wait_timeout(disk.state(), WAIT_MAX));
    }
    micros
}

unsafe extern "C" fn time_ms(vfs: *mut ffi::sqlite3_vfs, out: *mut ffi::sqlite3_int64) -> c_int {
    // SAFETY: SQLite gives a registered file system and a number to fill.
    unsafe {
        *out = JULIAN_1970_MS + Slot::of(vfs).disk().map_or(0, |disk| disk.state().now_ms);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn time(vfs: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    let mut ms = 0;
    // SAFETY: as `time_ms`.
    unsafe {
        time_ms(vfs, &raw mut ms);
        *out = ms as f64 / 86_400_000.0;
    }
    ffi::SQLITE_OK
}
