//! The lines of sheets of somebody who is erased, kept aside for a moment at headquarters, which moves
//! those that the law keeps to its vault. A laptop keeps none: it only counts them.

use crate::access::{Store, View};
use crate::error::StoreError;
use crate::local::Local;
use crate::rows::record;
use passerelle_domain::RecordId;
use passerelle_domain::attendance::STATUSES;
use passerelle_domain::calendar::Day;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

/// One line of a sheet: who was there, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    /// The learner.
    #[serde(skip, default = "nobody")]
    pub person: RecordId,
    /// The session.
    #[serde(skip, default = "nobody")]
    pub session: RecordId,
    /// Its day, days since 1970-01-01.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// The group's code.
    pub code: String,
    /// The group's title.
    pub title: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: Option<String>,
    /// `present`, `absent`.
    pub status: String,
    /// Minutes late.
    pub late: Option<u16>,
    /// Minutes left early.
    pub left: Option<u16>,
}

fn nobody() -> RecordId {
    RecordId(uuid::Uuid::nil())
}

/// Keeps aside what sheets say of a person, where that is asked for, before they are erased.
pub(crate) fn keep_aside(conn: &Connection, person: RecordId) -> Result<(), StoreError> {
    if View::of(conn).local(Local::Evidence)?.is_none() {
        return Ok(());
    }
    conn.prepare_cached(include_str!("keep_aside.sql"))?.execute([person.0.as_bytes()])?;
    crate::photo::keep_aside(conn, person)
}

impl View<'_> {
    /// How many lines sheets have of a person up to a day, this one included.
    ///
    /// # Errors
    /// The store's.
    pub fn sheet_lines(&self, person: RecordId, last: Day) -> Result<u32, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT count(*) FROM attendance a JOIN session s ON s.id = a.session_id
             WHERE a.learner_id = ?1 AND a.status IS NOT NULL AND s.day <= ?2",
        )?;
        Ok(select.query_row(params![person.0.as_bytes(), last], |row| row.get(0))?)
    }

    /// Lines kept aside of people who were erased.
    ///
    /// # Errors
    /// The store's.
    pub fn kept_aside(&self) -> Result<Vec<SheetLine>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT * FROM kept_evidence")?;
        let rows = select.query_map([], |row| {
            let status: u8 = row.get(9)?;
            Ok(SheetLine {
                person: record(row, 0)?,
                session: record(row, 1)?,
                day: row.get(2)?,
                start: row.get(3)?,
                end: row.get(4)?,
                code: row.get(5)?,
                title: row.get(6)?,
                given: row.get(7)?,
                family: row.get(8)?,
                status: STATUSES.get(usize::from(status)).copied().unwrap_or_default().to_owned(),
                late: row.get(10)?,
                left: row.get(11)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Forgets what was kept aside: it lies elsewhere by now, or nobody may keep it.
    ///
    /// # Errors
    /// The store's.
    pub fn forget_kept_aside(&mut self) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.execute("DELETE FROM kept_evidence", [])?;
            Ok::<_, StoreError>(())
        })?;
        self.sweep()
    }
}
