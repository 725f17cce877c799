//! What can go wrong with the file: each with a stable code, none with a key, a name or a value in
//! its text. Bad input changes nothing.

use passerelle_domain::Refusal;
use rusqlite::{ErrorCode, ffi};
use std::path::PathBuf;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no centre in this folder.
    #[error("no centre in {0}")]
    Missing(PathBuf),
    /// There is one already.
    #[error("a centre exists already in {0}")]
    Exists(PathBuf),
    /// The key does not open the file, or the file is not a store.
    #[error("the key does not open the file")]
    WrongKey,
    /// The key's file is gone or is not a key.
    #[error("no usable key in {0}")]
    KeyUnreadable(PathBuf),
    /// A later version wrote the file.
    #[error("schema {found} is newer than {known}")]
    NewerSchema {
        /// Version of the file.
        found: u32,
        /// Latest version this program knows.
        known: u32,
    },
    /// No room on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The folder or the disk cannot be written.
    #[error("the folder cannot be written")]
    ReadOnly,
    /// Another program held the file for too long.
    #[error("the file is busy")]
    Busy,
    /// The file is damaged.
    #[error("the file is damaged")]
    Damaged,
    /// The file is whole, and holds less than was committed to it: its log is gone, or cut.
    #[error("changes that were committed are gone from the file")]
    ChangesLost,
    /// The folder is not a backup.
    #[error("no backup in {0}")]
    NotABackup(PathBuf),
    /// The folder is a backup, which is put back and never worked in.
    #[error("{0} is a backup")]
    IsABackup(PathBuf),
    /// A backup whose files are not what was copied.
    #[error("the backup in {0} is damaged")]
    BackupDamaged(PathBuf),
    /// Ops arrived with a gap before them.
    #[error("ops {first}.. arrived while {held} are held")]
    Gap {
        /// Rank of the first op that arrived.
        first: u64,
        /// Highest rank held.
        held: u64,
    },
    /// An op that its own declaration refuses: an error of this program, caught at the door.
    #[error("invalid op: {0}")]
    InvalidOp(&'static str),
    /// The person was erased: nothing more is written about them.
    #[error("the person was erased")]
    PersonErased,
    /// A segment that is not believed; the code says why.
    #[error("not taken: {0}")]
    NotTaken(&'static str),
    /// Something that should be in the file is not.
    #[error("missing from the file: {0}")]
    Incomplete(&'static str),
    /// A file could not be read or written.
    #[error(transparent)]
    Io(std::io::Error),
    /// Anything else that SQLite says.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "store.missing",
            Self::Exists(_) => "store.exists",
            Self::WrongKey => "store.wrong_key",
            Self::KeyUnreadable(_) => "store.key_unreadable",
            Self::NewerSchema { .. } => "store.newer_schema",
            Self::DiskFull => "store.disk_full",
            Self::ReadOnly => "store.read_only",
            Self::Busy => "store.busy",
            Self::Damaged => "store.damaged",
            Self::ChangesLost => "store.changes_lost",
            Self::NotABackup(_) => "backup.none",
            Self::IsABackup(_) => "backup.is_one",
            Self::BackupDamaged(_) => "backup.damaged",
            Self::Gap { .. } => "store.gap",
            Self::InvalidOp(_) => "store.invalid_op",
            Self::PersonErased => "person.erased",
            Self::NotTaken(code) => code,
            Self::Incomplete(_) => "store.incomplete",
            Self::Io(_) => "store.io",
            Self::Sqlite(_) => "store.sqlite",
        }
    }

    /// The refusal to show: the code, and what its sentence names.
    pub fn refusal(&self) -> Refusal {
        let refusal = Refusal::new(self.code());
        match self {
            Self::Missing(path)
            | Self::Exists(path)
            | Self::KeyUnreadable(path)
            | Self::NotABackup(path)
            | Self::IsABackup(path)
            | Self::BackupDamaged(path) => refusal.with("path", path.display()),
            Self::NewerSchema { found, known } => refusal.with("found", found).with("known", known),
            _ => refusal,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            // The index of the log could not grow to its size, which only takes room.
            _ if extended == Some(ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            Some(ErrorCode::SystemIoFailure) => Self::Io(std::io::Error::other(error)),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged,
            Some(ErrorCode::NotADatabase) => Self::WrongKey,
            _ => Self::Sqlite(error),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly
            }
            _ => Self::Io(error),
        }
    }
}
