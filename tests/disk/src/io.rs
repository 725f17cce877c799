//! The calls that SQLite makes of an open file, in C. Beside each `sqlite3_file` lies a handle; what
//! a call means is decided in `state`.

use crate::Inner;
use crate::shared::Shared;
use crate::state::{Opened, Release, State};
use crate::vfs::code;
use rusqlite::ffi;
use std::ffi::{c_int, c_void};
use std::sync::atomic::{Ordering, fence};
use std::sync::{Arc, MutexGuard};

/// What SQLite keeps for an open file: its own part first.
#[repr(C)]
struct OpenFile {
    base: ffi::sqlite3_file,
    handle: *mut Handle,
}

/// Our part of it.
struct Handle {
    disk: Arc<Inner>,
    opened: Opened,
    index: Option<Arc<Shared>>,
}

impl Handle {
    fn state(&self) -> MutexGuard<'_, State> {
        self.disk.state()
    }

    fn release(&self, what: Release) {
        self.state().release(&self.opened, what);
        self.disk.freed.notify_all();
    }
}

/// Room that SQLite makes for an open file.
pub(crate) const SIZE: c_int = size_of::<OpenFile>() as c_int;

/// A sector as SQLite's own file systems tell it.
const SECTOR_TOLD: c_int = 4096;

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(index_map),
    xShmLock: Some(index_lock),
    xShmBarrier: Some(index_barrier),
    xShmUnmap: Some(index_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Fills what SQLite keeps for a file that has been opened.
///
/// # Safety
/// `file` has room for `SIZE` bytes.
pub(crate) unsafe fn begin(file: *mut ffi::sqlite3_file, disk: Arc<Inner>, opened: Opened) {
    let handle = Box::into_raw(Box::new(Handle { disk, opened, index: None }));
    let open = OpenFile { base: ffi::sqlite3_file { pMethods: &raw const METHODS }, handle };
    // SAFETY: as the caller says.
    unsafe { file.cast::<OpenFile>().write(open) };
}

/// The handle of an open file.
///
/// # Safety
/// `file` was filled by `begin` and has not been closed; SQLite makes one call of it at a time.
unsafe fn handle<'f>(file: *mut ffi::sqlite3_file) -> &'f mut Handle {
    // SAFETY: as the caller says.
    unsafe { &mut *(*file.cast::<OpenFile>()).handle }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes an open file once, and `begin` made its handle from a box.
    let handle = unsafe { Box::from_raw((*file.cast::<OpenFile>()).handle) };
    handle.state().close(&handle.opened);
    handle.disk.freed.notify_all();
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    length: c_int,
    from: ffi::sqlite3_int64,
) -> c_int {
    let room = usize::try_from(length).unwrap_or(0);
    // SAFETY: SQLite gives an open file, and room for `length` bytes.
    let (handle, into) =
        unsafe { (handle(file), std::slice::from_raw_parts_mut(into.cast::<u8>(), room)) };
    match handle.state().read(&handle.opened, from.cast_unsigned(), into) {
        Ok(count) if count < room => ffi::SQLITE_IOERR_SHORT_READ,
        read => code(read.map(drop)),
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    from: ffi::sqlite3_int64,
) -> c_int {
    let length = usize::try_from(length).unwrap_or(0);
    // SAFETY: SQLite gives an open file, and `length` bytes.
    let (handle, bytes) =
        unsafe { (handle(file), std::slice::from_raw_parts(bytes.cast::<u8>(), length)) };
    code(handle.state().write(&handle.opened, from.cast_unsigned(), bytes))
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: ffi::sqlite3_int64) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle(file) };
    code(handle.state().truncate(&handle.opened, length.cast_unsigned()))
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle(file) };
    code(handle.disk.state().sync(&mut handle.opened))
}

unsafe extern "C" fn size(file: *mut ffi::sqlite3_file, out: *mut ffi::sqlite3_int64) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle(file) };
    let size = handle.state().size(&handle.opened);
    // SAFETY: SQLite gives a number to fill.
    code(size.map(|size| unsafe { *out = size.cast_signed() }))
}

/// Done, or another connection is in the way.
fn taken(taken: Result<bool, c_int>) -> c_int {
    code(taken.and_then(|taken| if taken { Ok(()) } else { Err(ffi::SQLITE_BUSY) }))
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle(file) };
    taken(handle.state().lock(&handle.opened, level))
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    unsafe { handle(file) }.release(Release::Level(level));
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle(file) };
    let reserved = handle.state().reserved(&handle.opened);
    // SAFETY: SQLite gives a number to fill.
    code(reserved.map(|reserved| unsafe { *out = c_int::from(reserved) }))
}

unsafe extern "C" fn control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector(_: *mut ffi::sqlite3_file) -> c_int {
    SECTOR_TOLD
}

/// What SQLite's own file systems say by default, so that SQLite does here what it does there: a
/// write that is cut damages no byte beside it.
unsafe extern "C" fn characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn index_map(
    file: *mut ffi::sqlite3_file,
    rank: c_int,
    bytes: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    let (rank, bytes) = (usize::try_from(rank).unwrap_or(0), usize::try_from(bytes).unwrap_or(0));
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle(file) };
    let there = handle.index.as_ref().map_or(0, |index| index.bytes());
    let wanted = (bytes * (rank + 1)) as u64;
    let grown = if extend == 0 { 0 } else { wanted.saturating_sub(there) };
    let index = handle.disk.state().index(&handle.opened, grown);
    code(index.map(|index| {
        let region = index.region(rank, bytes, extend != 0);
        handle.index = Some(index);
        // SAFETY: SQLite gives a pointer to fill; the region lives as long as the handle.
        unsafe { *out = region.unwrap_or(std::ptr::null_mut()) };
    }))
}

unsafe extern "C" fn index_lock(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle(file) };
    let mask = ((1_u32 << count) - 1) << first;
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        handle.release(Release::Slots(mask));
        return ffi::SQLITE_OK;
    }
    let alone = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    taken(handle.state().lock_slots(&handle.opened, mask, alone))
}

unsafe extern "C" fn index_barrier(_: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
}

unsafe extern "C" fn index_unmap(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite gives an open file, and looks at no region after this.
    unsafe { handle(file) }.index = None;
    ffi::SQLITE_OK
}
