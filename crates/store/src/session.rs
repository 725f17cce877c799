//! Sessions as read from the file: one, those of a day, those of a cohort, the last five before one.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{number, number_or_none, record};
use crate::venue::record_or_none;
use passerelle_domain::RecordId;
use passerelle_domain::attendance::Hours;
use passerelle_domain::calendar::Day;
use passerelle_domain::kinds::SHEET_CLOSED;
use passerelle_domain::signature::Heading;
use rusqlite::{OptionalExtension, Row, params};

/// A session with what its cohort says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: RecordId,
    /// Days since 1970-01-01.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// Its cohort.
    pub cohort: RecordId,
    /// The cohort's code.
    pub code: String,
    /// The cohort's title.
    pub title: String,
    /// Its own room, or the cohort's.
    pub room: Option<String>,
    /// The record of that room; none when it is known by words alone.
    pub venue: Option<RecordId>,
    /// What is taught.
    pub module: Option<String>,
    /// Volunteers wanted.
    pub volunteer_target: u32,
    /// Rank in the cohort, from 1.
    pub number: u32,
    /// Sessions in the cohort.
    pub of: u32,
    /// From when to when it was interrupted, in minutes after midnight.
    pub pause: Option<(u16, u16)>,
    /// Whether its register is closed.
    pub is_closed: bool,
    /// The day on which headquarters sealed it.
    pub sealed_on: Option<Day>,
}

impl Session {
    /// Planned minutes.
    pub fn minutes(&self) -> u16 {
        self.end.saturating_sub(self.start)
    }

    /// Whether nobody writes its register any more.
    pub fn is_sealed(&self) -> bool {
        self.sealed_on.is_some()
    }

    /// What its sheet says of it.
    pub fn heading(&self) -> Heading {
        Heading {
            title: self.title.clone(),
            code: self.code.clone(),
            module: self.module.clone(),
            place: self.room.clone(),
            day: self.day,
            start: self.start,
            end: self.end,
            pause: self.pause,
        }
    }

    /// When it took place.
    pub fn hours(&self) -> Hours {
        Hours { start: self.start, end: self.end, pause: self.pause }
    }
}

/// A day with sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// Days since 1970-01-01.
    pub day: Day,
    /// Sessions.
    pub sessions: u32,
}

const SELECT: &str = include_str!("session.sql");
/// Whether a session takes place: one that was cancelled or moved does not, unless somebody was marked
/// there all the same, on a laptop that had not heard of it. Nothing that was written is out of sight.
pub(crate) const IS_ON: &str = "(EXISTS (SELECT 1 FROM session_planned q WHERE q.id = s.id)
   OR EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id AND a.status IS NOT NULL))";

impl View<'_> {
    /// One session, if known.
    ///
    /// # Errors
    /// The store's.
    pub fn session(&self, id: RecordId) -> Result<Option<Session>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} AND s.id = ?1"))?;
        Ok(select.query_row([id.0.as_bytes()], session).optional()?)
    }

    /// Sessions from `first` to `last`, both included, in time order.
    ///
    /// # Errors
    /// The store's.
    pub fn sessions_between(&self, first: Day, last: Day) -> Result<Vec<Session>, StoreError> {
        let sql = format!(
            "{SELECT} AND {IS_ON} AND s.day BETWEEN ?1 AND ?2
             ORDER BY s.day, s.start_minute, c.code, s.id"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([first, last], session)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The first session after a day and time.
    ///
    /// # Errors
    /// The store's.
    pub fn session_after(&self, day: Day, minute: u16) -> Result<Option<Session>, StoreError> {
        let sql = format!(
            "{SELECT} AND {IS_ON} AND (s.day, s.start_minute) > (?1, ?2)
             ORDER BY s.day, s.start_minute, c.code, s.id LIMIT 1"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        Ok(select.query_row(params![day, minute], session).optional()?)
    }

    /// Sessions of a cohort in time order.
    ///
    /// # Errors
    /// The store's.
    pub fn sessions_of(&self, cohort: RecordId) -> Result<Vec<Session>, StoreError> {
        let sql = format!(
            "{SELECT} AND {IS_ON} AND s.cohort_id = ?1 ORDER BY s.day, s.start_minute, s.id"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([cohort.0.as_bytes()], session)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The `count` sessions of the cohort before this one with their days, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn sessions_before(
        &self,
        session: &Session,
        count: u32,
    ) -> Result<Vec<(RecordId, Day)>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT s.id, s.day FROM session s WHERE s.cohort_id = ?1 AND s.day IS NOT NULL
               AND {IS_ON} AND (s.day, s.start_minute) < (?2, ?3)
             ORDER BY s.day DESC, s.start_minute DESC LIMIT ?4"
        ))?;
        let key = params![session.cohort.0.as_bytes(), session.day, session.start, count];
        let rows = select.query_map(key, |row| Ok((record(row, 0)?, row.get(1)?)))?;
        let mut sessions: Vec<_> = rows.collect::<Result<_, _>>()?;
        sessions.reverse();
        Ok(sessions)
    }

    /// Days with sessions, and how many.
    ///
    /// # Errors
    /// The store's.
    pub fn days_between(&self, first: Day, last: Day) -> Result<Vec<DayCount>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT s.day, count(*) FROM session s WHERE s.day BETWEEN ?1 AND ?2 AND {IS_ON}
             GROUP BY s.day"
        ))?;
        let rows = select.query_map([first, last], |row| {
            Ok(DayCount { day: row.get(0)?, sessions: number(row, 1)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: record(row, 0)?,
        day: row.get(1)?,
        start: number(row, 2)?,
        end: number(row, 3)?,
        cohort: record(row, 4)?,
        code: row.get(5)?,
        title: row.get(6)?,
        room: row.get(7)?,
        module: row.get(8)?,
        volunteer_target: number(row, 9)?,
        number: number(row, 10)?,
        of: number(row, 11)?,
        pause: number_or_none(row, 12)?.zip(number_or_none(row, 13)?),
        is_closed: row.get::<_, i64>(14)? == SHEET_CLOSED,
        sealed_on: number_or_none(row, 15)?,
        venue: record_or_none(row, 16)?,
    })
}
