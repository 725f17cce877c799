//! What the cipher costs when many rows are read: rows in a file as this program opens them, and in one
//! that is not encrypted and otherwise opened alike. For measurements only; whoever measures has the
//! clock.

use crate::error::StoreError;
use crate::keys::StoreKey;
use crate::open::{create, tune};
use rusqlite::Connection;
use std::path::Path;

/// Rows of a page.
pub const PAGE_ROWS: u32 = 10_000;
/// Pages of a file.
pub const PAGES: u32 = 6;

/// An open file of many rows.
pub struct Rows(Connection);

impl Rows {
    /// Opens the file, encrypted if there is a key, and fills it when it is new.
    ///
    /// # Errors
    /// The disk's.
    pub fn open(file: &Path, key: Option<&StoreKey>) -> Result<Self, StoreError> {
        let is_new = !file.exists();
        let conn = match key {
            Some(key) => create(file, key)?,
            None => {
                let conn = Connection::open(file)?;
                tune(&conn)?;
                conn
            }
        };
        if is_new {
            fill(&conn)?;
        }
        Ok(Self(conn))
    }

    /// Reads one page; gives how many bytes of text were in it.
    ///
    /// # Errors
    /// The disk's.
    pub fn page(&self, number: u32) -> Result<usize, StoreError> {
        let sql = "SELECT * FROM row WHERE id > ?1 ORDER BY id LIMIT ?2";
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query([number % PAGES * PAGE_ROWS, PAGE_ROWS])?;
        let mut bytes = 0;
        while let Some(row) = rows.next()? {
            bytes += row.get_ref(1)?.as_str().map_or(0, str::len);
            bytes += row.get_ref(2)?.as_str().map_or(0, str::len);
        }
        Ok(bytes)
    }
}

fn fill(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch(
        "CREATE TABLE row (id INTEGER PRIMARY KEY, given TEXT, family TEXT, heads BLOB) STRICT;
         BEGIN;",
    )?;
    let sql = "INSERT INTO row VALUES (?1, 'Prénom ' || ?1, 'Nom ' || (?1 * 7), zeroblob(96))";
    let mut insert = conn.prepare(sql)?;
    for id in 1..=PAGES * PAGE_ROWS {
        insert.execute([id])?;
    }
    conn.execute_batch("COMMIT")?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}
