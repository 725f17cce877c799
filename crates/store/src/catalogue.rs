//! The catalogue as read from the file.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{number, record};
use passerelle_domain::RecordId;
use rusqlite::Row;

/// A level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub id: RecordId,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Planned minutes.
    pub minutes: u32,
    /// Usual number of sessions.
    pub sessions: u32,
}

/// A module of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its title.
    pub title: String,
    /// Its minutes.
    pub minutes: u32,
}

impl View<'_> {
    /// Every level, in the catalogue's order.
    ///
    /// # Errors
    /// The store's.
    pub fn levels(&self) -> Result<Vec<Level>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, code, title, coalesce(minutes, 0), coalesce(sessions, 1) FROM level
             WHERE code IS NOT NULL ORDER BY rank, code",
        )?;
        let rows = select.query_map([], level)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The modules of a level, in their usual order.
    ///
    /// # Errors
    /// The store's.
    pub fn modules(&self, level: RecordId) -> Result<Vec<Module>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT title, coalesce(minutes, 0) FROM module
             WHERE level_id = ?1 AND title IS NOT NULL ORDER BY rank",
        )?;
        let rows = select.query_map([level.0.as_bytes()], |row| {
            Ok(Module { title: row.get(0)?, minutes: number(row, 1)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn level(row: &Row<'_>) -> rusqlite::Result<Level> {
    Ok(Level {
        id: record(row, 0)?,
        code: row.get(1)?,
        title: row.get(2)?,
        minutes: number(row, 3)?,
        sessions: number(row, 4)?,
    })
}
