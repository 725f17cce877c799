//! The migration ladder: numbered steps, applied in order, each in one transaction and after a
//! backup of what was there. A file from a later version is refused and left untouched.

use crate::error::StoreError;
use crate::files::make_private_folder;
use rusqlite::{Connection, backup::Backup};
use std::path::Path;
use std::time::Duration;

/// The steps; the position is the version before the step.
pub(crate) const LADDER: &[&str] = &[
    include_str!("../migrations/0001_ledger.sql"),
    include_str!("../migrations/0002_segments.sql"),
    include_str!("../migrations/0003_audit.sql"),
    include_str!("../migrations/0004_sheet.sql"),
    include_str!("../migrations/0005_signature.sql"),
    include_str!("../migrations/0006_photo.sql"),
    include_str!("../migrations/0007_planning.sql"),
    include_str!("../migrations/0008_people_of_planning.sql"),
];

/// The schema version that this program writes.
pub(crate) fn known() -> u32 {
    u32::try_from(LADDER.len()).unwrap_or(u32::MAX)
}

/// The schema version of the file; 0 for a new one.
pub(crate) fn version(conn: &Connection) -> Result<u32, StoreError> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Climbs from the file's version to the ladder's top. `backup` opens a new encrypted file for the
/// copy that is made before each step of a file that is not new.
///
/// # Errors
/// `NewerSchema`, with the file untouched; `ReadOnly`, `DiskFull`, or SQLite's own.
pub fn climb(
    conn: &mut Connection,
    ladder: &[&str],
    backups: &Path,
    backup: impl Fn(&Path) -> Result<Connection, StoreError>,
) -> Result<(), StoreError> {
    let known = u32::try_from(ladder.len()).unwrap_or(u32::MAX);
    let found = version(conn)?;
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    for (step, sql) in (0u32..).zip(ladder).skip(found as usize) {
        // A file that begins here has nothing to be kept.
        if found > 0 {
            make_private_folder(backups)?;
            copy(conn, &mut backup(&backups.join(format!("before-schema-{}.db", step + 1)))?)?;
        }
        let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have climbed while this one waited for the lock.
        if version(&tx)? == step {
            tx.execute_batch(sql)?;
            tx.pragma_update(None, "user_version", step + 1)?;
        }
        tx.commit()?;
    }
    Ok(())
}

fn copy(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    Backup::new(from, to)?.run_to_completion(1000, Duration::ZERO, None)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[&str] = &["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y"];

    fn open(path: &Path) -> Connection {
        Connection::open(path).unwrap()
    }

    fn climb_to(path: &Path, steps: usize) -> Result<(), StoreError> {
        let backups = path.with_extension("backups");
        climb(&mut open(path), &STEPS[..steps], &backups, |to| Ok(open(to)))
    }

    #[test]
    fn each_step_is_preceded_by_a_backup() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        climb_to(&file, 1).unwrap();
        open(&file).execute("INSERT INTO a VALUES (7)", []).unwrap();
        climb_to(&file, 2).unwrap();
        assert_eq!(version(&open(&file)).unwrap(), 2);
        let copy = open(&file.with_extension("backups").join("before-schema-2.db"));
        assert_eq!(version(&copy).unwrap(), 1);
        let kept: i64 = copy.query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, 7);
    }

    #[test]
    fn a_newer_file_is_refused_and_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        climb_to(&file, 2).unwrap();
        let before = std::fs::read(&file).unwrap();
        let refused = climb_to(&file, 1);
        assert!(matches!(refused, Err(StoreError::NewerSchema { found: 2, known: 1 })));
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }

    #[test]
    fn a_failing_step_leaves_the_version_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let ladder = &["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (x)"];
        let backups = folder.path().join("backups");
        assert!(climb(&mut open(&file), ladder, &backups, |to| Ok(open(to))).is_err());
        assert_eq!(version(&open(&file)).unwrap(), 1);
        assert!(open(&file).prepare("SELECT * FROM b").is_err());
    }
}
