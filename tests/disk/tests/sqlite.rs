//! SQLite itself on the simulated disk: several connections and threads over one file, in both of
//! its journals, and what the disk promises around it. The statements lie in `sql`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use passerelle_disk::{Disk, Trouble};
use rusqlite::Connection;
use std::time::Duration;

/// How each connection keeps its journal.
const JOURNALS: [&str; 2] = ["wal", "delete"];

fn open(disk: &Disk, journal: &str) -> rusqlite::Result<Connection> {
    let conn = Connection::open(disk.path("a.db"))?;
    conn.busy_timeout(Duration::from_secs(60))?;
    conn.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))?;
    // With a journal that is deleted at each commit, nothing less makes the deletion durable.
    conn.pragma_update(None, "synchronous", "EXTRA")?;
    Ok(conn)
}

fn created(journal: &str) -> Disk {
    let disk = Disk::new(1);
    open(&disk, journal).unwrap().execute_batch(include_str!("sql/table.sql")).unwrap();
    disk
}

fn add(conn: &Connection, by_whom: i64) -> rusqlite::Result<usize> {
    conn.execute(include_str!("sql/add.sql"), [by_whom])
}

fn counts(disk: &Disk) -> (i64, i64) {
    let conn = Connection::open(disk.path("a.db")).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    conn.query_row(include_str!("sql/count.sql"), [], row).unwrap()
}

#[test]
fn threads_write_one_file_in_turn() {
    for journal in JOURNALS {
        let disk = created(journal);
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let conn = open(&disk, journal).unwrap();
                scope.spawn(move || (0..50).map(|_| add(&conn, thread).unwrap()).sum::<usize>());
            }
        });
        assert_eq!(counts(&disk), (200, 200), "{journal}");
    }
}

#[test]
fn a_commit_outlives_a_cut_and_what_was_open_does_not() {
    for journal in JOURNALS {
        for turn in 0..30 {
            let disk = created(journal);
            let conn = open(&disk, journal).unwrap();
            let done = (turn % 5) as i64;
            for _ in 0..done {
                add(&conn, 1).unwrap();
            }
            disk.cut_at(turn);
            let last = (0..20).map_while(|_| add(&conn, 2).ok()).count() as i64;
            assert!(disk.is_off());
            let mut chance = turn;
            disk.cut(|end| {
                chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(turn);
                (chance >> 33) % end
            });
            add(&conn, 3).unwrap_err();
            drop(conn);
            let there = counts(&disk).0;
            let acknowledged = done + last;
            assert!((acknowledged..=acknowledged + 1).contains(&there), "{journal} {turn}");
        }
    }
}

#[test]
fn a_copy_is_another_disk_and_a_disk_that_is_gone_opens_nothing() {
    let disk = created("wal");
    add(&open(&disk, "wal").unwrap(), 1).unwrap();
    let copy = Disk::copy_of(&disk);
    add(&open(&copy, "wal").unwrap(), 1).unwrap();
    assert_eq!((counts(&disk).0, counts(&copy).0), (1, 2));
    assert_ne!(disk.vfs_name(), copy.vfs_name());
    let path = copy.path("a.db");
    drop(copy);
    let next = Disk::new(1);
    Connection::open(&path).unwrap_err();
    let conn = open(&next, "wal").unwrap();
    drop(next);
    conn.execute_batch(include_str!("sql/table.sql")).unwrap();
}

#[test]
fn a_full_disk_and_a_failing_one_heal() {
    let disk = created("wal");
    let conn = open(&disk, "wal").unwrap();
    add(&conn, 1).unwrap();
    disk.limit_bytes(Some(disk.used_bytes()));
    let code = |result: rusqlite::Result<usize>| result.unwrap_err().sqlite_error_code();
    assert_eq!(code(add(&conn, 1)), Some(rusqlite::ErrorCode::DiskFull));
    disk.limit_bytes(None);
    add(&conn, 1).unwrap();
    disk.fail_at(1, Trouble::Full);
    assert_eq!(code(add(&conn, 1)), Some(rusqlite::ErrorCode::DiskFull));
    assert_eq!(code(add(&conn, 1)), Some(rusqlite::ErrorCode::DiskFull));
    disk.heal();
    disk.fail_at(1, Trouble::Io);
    assert_eq!(code(add(&conn, 1)), Some(rusqlite::ErrorCode::SystemIoFailure));
    assert!(!disk.will_fail());
    add(&conn, 1).unwrap();
    drop(conn);
    assert_eq!(counts(&disk), (3, 3));
}

#[test]
fn its_time_is_set_and_its_calls_are_counted_alike() {
    let disk = Disk::new(1);
    disk.set_time_ms(1_790_000_000_000);
    let conn = Connection::open(disk.path("a.db")).unwrap();
    let time: String = conn.query_row(include_str!("sql/time.sql"), [], |row| row.get(0)).unwrap();
    assert_eq!(time, "2026-09-21 14:13");
    let calls = || created("wal").calls();
    assert_eq!(calls(), calls());
    assert!(calls().changes > 3 && calls().all > calls().changes);
}
