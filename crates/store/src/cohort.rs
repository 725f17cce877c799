//! Cohorts as read from the file.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{number, record};
use passerelle_domain::RecordId;
use passerelle_domain::calendar::Day;
use rusqlite::{OptionalExtension, Row, params};

/// A cohort with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// Its id.
    pub id: RecordId,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its level's code.
    pub level: Option<String>,
    /// Its room.
    pub room: Option<String>,
    /// Seats.
    pub capacity: u32,
    /// Volunteers that it wants at each session.
    pub volunteers: u32,
    /// First session.
    pub first: Option<Day>,
    /// Last session.
    pub last: Option<Day>,
    /// Sessions before the day asked.
    pub held: u32,
    /// Sessions in all.
    pub sessions: u32,
    /// Learners enrolled.
    pub learners: u32,
    /// The session on or after the day asked.
    pub next: Option<RecordId>,
    /// The code of whom it is for (`kinds::AUDIENCES`).
    pub audience: i64,
    /// The code of what it is (`kinds::FORMS`).
    pub form: i64,
}

const SELECT: &str = include_str!("cohort.sql");

impl View<'_> {
    /// Every cohort, those that run last first, as seen on a day.
    ///
    /// # Errors
    /// The store's.
    pub fn cohorts(&self, today: Day) -> Result<Vec<Cohort>, StoreError> {
        let sql = format!("{SELECT} ORDER BY 9 DESC, c.code, c.id");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([today], cohort)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One cohort, if known.
    ///
    /// # Errors
    /// The store's.
    pub fn cohort(&self, id: RecordId, today: Day) -> Result<Option<Cohort>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} AND c.id = ?2"))?;
        Ok(select.query_row(params![today, id.0.as_bytes()], cohort).optional()?)
    }

    /// Whether there is any cohort.
    ///
    /// # Errors
    /// The store's.
    pub fn has_cohorts(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM cohort WHERE code IS NOT NULL)";
        Ok(self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }
}

fn cohort(row: &Row<'_>) -> rusqlite::Result<Cohort> {
    let next: Option<[u8; 16]> = row.get(11)?;
    Ok(Cohort {
        id: record(row, 0)?,
        code: row.get(1)?,
        title: row.get(2)?,
        level: row.get(3)?,
        room: row.get(4)?,
        capacity: number(row, 5)?,
        first: row.get(6)?,
        last: row.get(8)?,
        held: number(row, 7)?,
        sessions: number(row, 9)?,
        learners: number(row, 10)?,
        next: next.map(|id| RecordId(uuid::Uuid::from_bytes(id))),
        audience: row.get(12)?,
        form: row.get(13)?,
        volunteers: number(row, 14)?,
    })
}
