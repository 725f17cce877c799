//! What goes wrong, and when: calls are counted, and one of them cuts the power, fails, or finds the
//! disk full.

use rusqlite::ffi;
use std::ffi::c_int;

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// An I/O error, once.
    Io,
    /// No room, for this write and every one after it until `heal`.
    Full,
}

/// How many calls a disk has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// Every call that can fail.
    pub all: u64,
    /// Those that change the disk or make changes durable: where a power cut is worth trying.
    pub changes: u64,
}

/// What SQLite asks of a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Open,
    /// Opening makes the file.
    Create,
    Read,
    Write,
    Truncate,
    Sync,
    Delete,
    Access,
    Size,
    Lock,
    IndexMap,
    IndexLock,
}

impl Call {
    fn changes(self) -> bool {
        matches!(self, Self::Create | Self::Write | Self::Truncate | Self::Sync | Self::Delete)
    }

    /// The error that SQLite expects of it.
    pub fn code(self) -> c_int {
        match self {
            Self::Open | Self::Create => ffi::SQLITE_CANTOPEN,
            Self::Read => ffi::SQLITE_IOERR_READ,
            Self::Write => ffi::SQLITE_IOERR_WRITE,
            Self::Truncate => ffi::SQLITE_IOERR_TRUNCATE,
            Self::Sync => ffi::SQLITE_IOERR_FSYNC,
            Self::Delete => ffi::SQLITE_IOERR_DELETE,
            Self::Access => ffi::SQLITE_IOERR_ACCESS,
            Self::Size => ffi::SQLITE_IOERR_FSTAT,
            Self::Lock => ffi::SQLITE_IOERR_LOCK,
            Self::IndexMap => ffi::SQLITE_IOERR_SHMMAP,
            Self::IndexLock => ffi::SQLITE_IOERR_SHMLOCK,
        }
    }
}

/// What is to come, and what has been.
#[derive(Clone, Debug, Default)]
pub(crate) struct Troubles {
    pub calls: Calls,
    /// The number of the change at which the power goes.
    pub cut: Option<u64>,
    /// The number of the call that fails.
    pub fail: Option<(u64, Trouble)>,
    /// Nothing can be written.
    pub full: bool,
    /// The room there is, in bytes.
    pub limit: Option<u64>,
}

impl Troubles {
    /// Counts a call. The error it gives, if it is one that fails.
    pub fn count(&mut self, call: Call) -> Result<(), c_int> {
        self.calls.all += 1;
        self.calls.changes += u64::from(call.changes());
        match self.fail.filter(|(at, _)| *at <= self.calls.all) {
            Some((_, Trouble::Io)) => {
                self.fail = None;
                return Err(call.code());
            }
            Some((_, Trouble::Full)) => {
                self.fail = None;
                self.full = true;
            }
            None => {}
        }
        if self.full && matches!(call, Call::Write | Call::Create) {
            return Err(ffi::SQLITE_FULL);
        }
        Ok(())
    }

    /// Whether the call just counted is the one that the power does not outlive.
    pub fn cuts(&self) -> bool {
        self.cut.is_some_and(|at| at <= self.calls.changes)
    }
}
