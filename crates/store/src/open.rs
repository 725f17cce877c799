//! Opening a store and founding one. A foundation is built under another name and renamed when it is
//! whole, so that a power cut in the middle leaves no centre rather than half of one.

use crate::access::Store;
use crate::error::StoreError;
use crate::files::Files;
use crate::fold::{Folder, Standing};
use crate::keys::StoreKey;
use crate::migrate::{self, LADDER};
use crate::names::born;
use crate::rows::{held, hold, stream_row, writer_row};
use crate::witness::{Amount, Witness};
use passerelle_domain::{RecordId, Stream, catalogue, kinds};
use passerelle_sync::digest::hex;
use passerelle_sync::dot::GENESIS;
use passerelle_sync::{Dot, Hlc, Op, Write};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{LazyLock, Once};
use std::time::Duration;
use uuid::Uuid;

/// How long to wait for another program's transaction.
const BUSY_MS_MAX: u64 = 5_000;
/// Page cache, in kibibytes.
const CACHE_KIB: i64 = 8_000;

impl Store {
    /// Opens the centre in these files, with the key of the file that runs a class.
    ///
    /// # Errors
    /// `Missing`, `IsABackup`, `WrongKey`, `NewerSchema`, `Damaged`, `ReadOnly`, `DiskFull`.
    pub fn open(files: &Files, key: &StoreKey) -> Result<Self, StoreError> {
        if files.folder().join(crate::backup::MANIFEST).exists() {
            return Err(StoreError::IsABackup(files.folder().to_owned()));
        }
        loop {
            files.finish_restore()?;
            if !files.exist() {
                return Err(StoreError::Missing(files.folder().to_owned()));
            }
            let hold = files.hold()?;
            // A restore may have been cut short between the two.
            if hold.is_some() && files.restoring().exists() {
                continue;
            }
            let store = Self::open_noted(&files.store(), key, &files.backups())?;
            return Ok(store.holding(hold));
        }
    }

    /// Opens one file of a centre, unless it holds less than was noted beside it; from now on what it
    /// holds is noted there.
    ///
    /// # Errors
    /// `ChangesLost` when its log is gone or cut, or as `open`.
    pub fn open_noted(file: &Path, key: &StoreKey, backups: &Path) -> Result<Self, StoreError> {
        if !file.exists() {
            return Err(StoreError::Missing(file.to_owned()));
        }
        let conn = connect(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Until it is known to be whole, nothing of it is touched: its log stays as it is.
        keep_log(&conn, true)?;
        let mut witness = Witness::beside(file);
        if migrate::version(&conn)? == migrate::known() {
            let amount = Amount::of(&conn)?;
            if witness.noted().is_some_and(|noted| noted > amount) {
                return Err(StoreError::ChangesLost);
            }
            witness.note(amount);
        }
        keep_log(&conn, false)?;
        Self::brought_up(Self { witness: Some(witness), ..Self::of(conn) }, key, backups)
    }

    /// Opens one file with its key; `backups` receives a copy before each migration.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_at(file: &Path, key: &StoreKey, backups: &Path) -> Result<Self, StoreError> {
        let conn = connect(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Self::brought_up(Self::of(conn), key, backups)
    }

    /// Brings a file up to this version, and folds what waited for that.
    fn brought_up(mut store: Self, key: &StoreKey, backups: &Path) -> Result<Self, StoreError> {
        migrate::climb(&mut store.conn, LADDER, backups, |copy| create(copy, key))?;
        // Only what an earlier version wrote in clear needs a key that is made up here; the file's
        // own key is nobody else's.
        store.rebuild_if_asked(&key.0)?;
        store.fold_later_catalogue()?;
        store.fold_deferred()?;
        Ok(store)
    }

    /// Folds what this version adds to the default catalogue, before what was set aside for want of it.
    fn fold_later_catalogue(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT coalesce(sum(v.held), 0) FROM vector v JOIN writer w ON w.id = v.writer
                   WHERE w.device = ?1";
        let held: i64 = self.conn.query_row(sql, [GENESIS.0.as_bytes()], |row| row.get(0))?;
        if held.cast_unsigned() < genesis().len() as u64 {
            self.change(fold_genesis)?;
        }
        Ok(())
    }

    /// Founds a centre: a new file with the default catalogue, then whatever `settle` writes. Who may
    /// open it is written before, by the caller: a file that nobody can open is never left behind.
    ///
    /// # Errors
    /// `Exists`, `ReadOnly`, `DiskFull`, or those of `settle`; no file is left behind then.
    pub fn found<T, E: From<StoreError>>(
        files: &Files,
        key: &StoreKey,
        settle: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if files.exist() {
            return Err(StoreError::Exists(files.folder().to_owned()).into());
        }
        files.make_folder()?;
        files.clear_unfinished();
        let founded = (|| {
            let mut store = Self::create_at(&files.unfinished(), key, &files.backups())?;
            let value = settle(&mut store)?;
            store.close()?;
            files.finish()?;
            Ok(value)
        })();
        if founded.is_err() {
            files.clear_unfinished();
        }
        founded
    }

    /// Moves everything into the one file and closes it; a disk that fills up here is told.
    pub(crate) fn close(self) -> Result<(), StoreError> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy: i64 = self.conn.query_row(sql, [], |row| row.get(0))?;
        if busy != 0 {
            return Err(StoreError::Busy);
        }
        self.conn.close().map_err(|(_, error)| error.into())
    }

    /// Creates a file with the default catalogue and nothing else, or opens it if it is there.
    ///
    /// # Errors
    /// `WrongKey`, `NewerSchema`, `ReadOnly`, `DiskFull`.
    pub fn create_at(file: &Path, key: &StoreKey, backups: &Path) -> Result<Self, StoreError> {
        if !file.exists() {
            crate::witness::forget(file)?;
        }
        Self::brought_up(Self::of(create(file, key)?), key, backups)
    }
}

/// Opens an encrypted file, or creates an empty one: with WAL and `synchronous=FULL`, as every file
/// of this program is, headquarters' ledger included.
///
/// # Errors
/// `WrongKey`, `Damaged`, `Busy`, `ReadOnly`, `DiskFull`.
pub fn create(file: &Path, key: &StoreKey) -> Result<Connection, StoreError> {
    // `file:` is an address for SQLite, which may name another file system: nothing to prepare.
    if !file.starts_with("file:") {
        prepare(file)?;
    }
    connect(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

fn prepare(file: &Path) -> Result<(), StoreError> {
    // Made for its owner only before SQLite opens it: the files beside it take the same rights.
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?;
    Ok(())
}

pub(crate) fn connect(
    file: &Path,
    key: &StoreKey,
    flags: OpenFlags,
) -> Result<Connection, StoreError> {
    match attempt(file, key, flags) {
        // The cipher takes a header that could not be read, once, for one of another key.
        Err(StoreError::WrongKey) => attempt(file, key, flags),
        other => other,
    }
}

/// The library makes itself ready at the first opening, and says that it is before its cipher is: a
/// second thread that opens meanwhile would be refused its key. One goes first, the others wait.
fn library_is_ready() {
    static READY: Once = Once::new();
    READY.call_once(|| drop(Connection::open_in_memory()));
}

fn attempt(file: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection, StoreError> {
    library_is_ready();
    let conn = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    keep_log(&conn, true)?;
    conn.busy_timeout(Duration::from_millis(BUSY_MS_MAX))?;
    // A wrong key is told by an error; the library would also write it to the terminal.
    conn.query_row("PRAGMA cipher_log_level = NONE", [], |_| Ok(()))?;
    conn.pragma_update(None, "key", format!("x'{}'", hex(&key.0)))?;
    // The first read is what tells a wrong key.
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    tune(&conn)?;
    keep_log(&conn, false)?;
    Ok(conn)
}

/// Whether closing leaves the log as it is: what is damaged is not touched by looking at it.
fn keep_log(conn: &Connection, keep: bool) -> Result<(), StoreError> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep)?;
    Ok(())
}

/// What a connection is opened with beside its key.
pub(crate) fn tune(conn: &Connection) -> Result<(), StoreError> {
    conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // What is erased is overwritten, in free pages too.
    conn.query_row("PRAGMA secure_delete = ON", [], |_| Ok(()))?;
    // A new file can give back pages: what is sealed leaves many free at once. It is not said again
    // to one that is there, which that would write to.
    if conn.pragma_query_value(None, "page_count", |row| row.get::<_, i64>(0))? == 0 {
        conn.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    }
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "wal_autocheckpoint", 4000)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// The default catalogue as ops of a writer that is the same everywhere; the first has number 1.
pub(crate) fn genesis() -> &'static [Op] {
    static OPS: LazyLock<Vec<Op>> = LazyLock::new(written_by_nobody);
    &OPS
}

fn written_by_nobody() -> Vec<Op> {
    let nobody = RecordId(Uuid::nil());
    let mut ops = Vec::new();
    for (n, default) in (1u64..).zip(catalogue::defaults()) {
        let writes = default.writes.into_iter().map(|(register, value)| Write {
            register: register.id,
            value,
            replaces: Vec::new(),
        });
        ops.push(Op {
            hlc: Hlc(n),
            actor: nobody,
            kind: default.kind.id,
            record: default.record,
            writes: writes.collect(),
        });
    }
    ops
}

/// Folds what a file lacks of the default catalogue: all of it into one that is new or folded again,
/// what has been added since into one that an earlier version made.
pub(crate) fn fold_genesis(conn: &Connection) -> Result<(), StoreError> {
    fold_genesis_up_to(conn, genesis().len())
}

fn fold_genesis_up_to(conn: &Connection, count: usize) -> Result<(), StoreError> {
    let (stream, writer) = (stream_row(conn, Stream::Network)?, writer_row(conn, GENESIS)?);
    let folder = Folder::new(conn, Stream::Network, stream)?;
    let before = held(conn, stream, writer)?;
    let mut named = BTreeSet::new();
    for (n, op) in (1u64..).zip(genesis().iter().take(count)) {
        // Later ops about a record give it no second name.
        let is_birth = named.insert(op.record_id());
        if n <= before {
            continue;
        }
        let kind = kinds::by_id(op.kind).ok_or(StoreError::InvalidOp("genesis"))?;
        if is_birth {
            born(conn, (stream, writer), n, op.record_id())?;
        }
        folder.fold(Standing { writer, dot: Dot { device: GENESIS, n } }, op, kind)?;
    }
    folder.finish()?;
    hold(conn, stream, writer, count as u64)
}

impl Store {
    /// Makes the catalogue what the version before this one made of it, as long as nobody has edited
    /// it. For tests of an update.
    ///
    /// # Errors
    /// The store's.
    #[doc(hidden)]
    pub fn take_later_catalogue_away_for_tests(&mut self) -> Result<(), StoreError> {
        self.change(|conn| {
            for kind in [&kinds::PROGRAMME, &kinds::LEVEL, &kinds::MODULE] {
                crate::project::clear(conn, kind)?;
            }
            let (stream, writer) = (stream_row(conn, Stream::Network)?, writer_row(conn, GENESIS)?);
            conn.execute("DELETE FROM birth WHERE writer = ?1", [writer])?;
            conn.execute("UPDATE vector SET held = 0 WHERE writer = ?1", [writer])?;
            conn.execute("UPDATE stream SET sum = NULL WHERE id = ?1", [stream])?;
            fold_genesis_up_to(conn, catalogue::FIRST_EDITION)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A commit is on the disk before it is told: the two settings that a power cut tests.
    #[test]
    fn every_commit_waits_for_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let store = Store::create_at(&file, &StoreKey([1; 32]), folder.path()).unwrap();
        let pragma = |name: &str| -> String {
            let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
            store.conn.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(pragma("synchronous"), "2", "FULL");
        assert_eq!(pragma("journal_mode"), "wal");
        assert_eq!(pragma("foreign_keys"), "1");
    }

    /// The rows of the catalogue, whole: heads included.
    fn rows(store: &Store) -> Vec<String> {
        let mut all = Vec::new();
        for table in ["programme", "level", "module", "birth", "vector", "disagreement"] {
            let mut select = store.conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let width = select.column_count();
            let read = select.query_map([], |row| {
                let columns = (0..width).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
                Ok(format!("{table} {}", columns.collect::<Vec<_>>().join(" ")))
            });
            all.extend(read.unwrap().map(Result::unwrap));
        }
        all.sort();
        all
    }

    #[test]
    fn a_file_of_the_version_before_comes_to_the_same_catalogue() {
        let folder = tempfile::tempdir().unwrap();
        let open = |file: &Path| Store::create_at(file, &StoreKey([1; 32]), folder.path()).unwrap();
        let new = open(&folder.path().join("new.db"));
        let file = folder.path().join("old.db");
        let mut before = open(&file);
        before.take_later_catalogue_away_for_tests().unwrap();
        assert_eq!(before.view().levels().unwrap().len(), 5);
        let digest = |store: &Store| store.view().digest(Stream::Network).unwrap();
        assert_eq!(digest(&before), digest(&new), "and agrees until then");
        drop(before);
        let old = open(&file);
        assert_eq!(rows(&old), rows(&new));
        assert_eq!(digest(&old), digest(&new));
        let kept = |store: &Store| store.view().heads_kept(Stream::Network).unwrap();
        assert_eq!(kept(&old), kept(&new));
        assert_eq!(kept(&old), old.view().heads_anew(Stream::Network).unwrap());
        drop(old);
        let mut again = open(&file);
        again.rebuild(&[9; 32]).unwrap();
        assert_eq!(rows(&again), rows(&new), "folded again, it is the same");
    }

    /// What stands in stores, and in everybody's alike, is never written otherwise: what is new comes
    /// at the end, with another line here.
    #[test]
    fn the_catalogue_only_grows() {
        let hash = |count: usize| {
            use sha2::Digest;
            let mut hash = sha2::Sha256::new();
            genesis().iter().take(count).for_each(|op| hash.update(op.encode().unwrap()));
            hex(&hash.finalize()).split_at(16).0.to_owned()
        };
        assert_eq!(hash(40), "8492b389bbf6e9f2");
        assert_eq!((genesis().len(), hash(142).as_str()), (142, "7a1cb23c62affd72"));
    }
}
