//! What is planned, as read from the file: sessions with where, by whom and what became of them, and
//! who is expected where.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{number, record};
use crate::session::IS_ON;
use crate::venue::record_or_none;
use passerelle_domain::RecordId;
use passerelle_domain::calendar::Day;
use passerelle_domain::clash::{People, Slot};
use passerelle_domain::kinds::{PLANNED, SHEET_CLOSED};
use passerelle_domain::rota::trains;
use rusqlite::{Row, params};
use std::collections::BTreeSet;

/// A session as far as it takes room: no count is made, so that a year is read at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: RecordId,
    /// Its cohort.
    pub cohort: RecordId,
    /// When.
    pub slot: Slot,
    /// Its room, if that has a record.
    pub venue: Option<RecordId>,
    /// Its place in words.
    pub room: Option<String>,
}

/// A volunteer who was asked for a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedFor {
    /// Who.
    pub volunteer: RecordId,
    /// The code of the part they play (`kinds::PARTS`).
    pub part: Option<i64>,
    /// The code of what they said (`kinds::ANSWERS`).
    pub answer: Option<i64>,
}

/// A session in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarSession {
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
    /// Its place in words.
    pub room: Option<String>,
    /// Its room, if that has a record.
    pub venue: Option<RecordId>,
    /// What is taught.
    pub module: Option<String>,
    /// Volunteers wanted.
    pub target: u32,
    /// The code of what became of it (`kinds::FATES`).
    pub fate: i64,
    /// The day to which it was moved.
    pub moved_to: Option<Day>,
    /// Why it was cancelled or moved.
    pub reason: Option<String>,
    /// Whether its register is closed.
    pub is_closed: bool,
    /// Whether headquarters has sealed it.
    pub is_sealed: bool,
    /// Whether anybody was marked, or signed.
    pub has_marks: bool,
    /// Rank among the cohort's sessions that take place, from 1.
    pub number: u32,
    /// Sessions of the cohort that take place.
    pub of: u32,
    /// Learners with a seat.
    pub learners: u32,
}

impl CalendarSession {
    /// Whether it takes place when and where it says.
    pub fn is_on(&self) -> bool {
        self.fate == PLANNED
    }

    /// Whether something was written that a sheet proves: it stays where it is.
    pub fn is_evidence(&self) -> bool {
        self.has_marks || self.is_closed || self.is_sealed
    }
}

const SELECT: &str = include_str!("calendar.sql");

impl View<'_> {
    /// Sessions from `first` to `last`, both included, moved and cancelled ones too, in time order.
    ///
    /// # Errors
    /// The store's.
    pub fn calendar(&self, first: Day, last: Day) -> Result<Vec<CalendarSession>, StoreError> {
        let sql = format!(
            "{SELECT} AND s.day BETWEEN ?1 AND ?2 ORDER BY s.day, s.start_minute, c.code, s.id"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([first, last], session)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every session of a cohort, moved and cancelled ones too, in time order.
    ///
    /// # Errors
    /// The store's.
    pub fn calendar_of(&self, cohort: RecordId) -> Result<Vec<CalendarSession>, StoreError> {
        self.calendar_where("s.cohort_id = ?1", cohort)
    }

    /// Sessions in a room, moved and cancelled ones too, in time order.
    ///
    /// # Errors
    /// The store's.
    pub fn calendar_of_venue(&self, venue: RecordId) -> Result<Vec<CalendarSession>, StoreError> {
        self.calendar_where(
            "CASE WHEN s.room IS NOT NULL THEN s.venue_id ELSE coalesce(s.venue_id, c.venue_id) END
               = ?1",
            venue,
        )
    }

    /// Sessions for which a volunteer was asked and has not said no, in time order.
    ///
    /// # Errors
    /// The store's.
    pub fn calendar_of_volunteer(
        &self,
        volunteer: RecordId,
    ) -> Result<Vec<CalendarSession>, StoreError> {
        self.calendar_where(
            "s.id IN (SELECT p.session_id FROM presence p WHERE p.volunteer_id = ?1
               AND coalesce(p.answer, 1) <> 2 AND (p.part IS NOT NULL OR p.answer IS NOT NULL))",
            volunteer,
        )
    }

    /// Sessions to which a volunteer said yes, or to which they came unasked.
    ///
    /// # Errors
    /// The store's.
    pub fn sure_of(&self, volunteer: RecordId) -> Result<BTreeSet<RecordId>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT session_id FROM presence WHERE volunteer_id = ?1
               AND (answer = 1 OR (answer IS NULL AND status IN (0, 3)))",
        )?;
        let rows = select.query_map([volunteer.0.as_bytes()], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn calendar_where(
        &self,
        condition: &str,
        id: RecordId,
    ) -> Result<Vec<CalendarSession>, StoreError> {
        let sql = format!("{SELECT} AND {condition} ORDER BY s.day, s.start_minute, s.id");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([id.0.as_bytes()], session)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What takes place from `first` to `last`, both included; what was cancelled or moved only where
    /// somebody was marked all the same.
    ///
    /// # Errors
    /// The store's.
    pub fn places(&self, first: Day, last: Day) -> Result<Vec<Place>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT s.id, s.cohort_id, s.day, s.start_minute, s.end_minute,
               CASE WHEN s.room IS NOT NULL THEN s.venue_id ELSE coalesce(s.venue_id, c.venue_id) END,
               coalesce(s.room, c.room)
             FROM session s JOIN cohort c ON c.id = s.cohort_id
             WHERE s.day BETWEEN ?1 AND ?2 AND c.code IS NOT NULL AND {IS_ON}"
        ))?;
        let rows = select.query_map([first, last], |row| {
            let slot = Slot { day: row.get(2)?, start: number(row, 3)?, end: number(row, 4)? };
            Ok(Place {
                id: record(row, 0)?,
                cohort: record(row, 1)?,
                slot,
                venue: record_or_none(row, 5)?,
                room: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Sessions that were moved and held all the same, each with the one that was to take its place and
    /// that nobody has held: a laptop that had not heard of the move took the register.
    ///
    /// # Errors
    /// The store's.
    pub fn moved_and_held(&self) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT s.id, m.id FROM session s JOIN session_planned m ON m.id = s.moved_to_id
             WHERE s.fate = 2
               AND EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id AND a.status IS NOT NULL)
               AND NOT EXISTS (SELECT 1 FROM attendance a
                 WHERE a.session_id = m.id AND a.status IS NOT NULL)
             ORDER BY s.day, s.start_minute, s.id",
        )?;
        let rows = select.query_map([], pair)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Sessions that would take place instead of one, or instead of those that did, if nothing else were
    /// written: several where two laptops moved it apart. Whatever has marks is not among them.
    ///
    /// # Errors
    /// The store's.
    pub fn took_its_place(&self, session: RecordId) -> Result<Vec<RecordId>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "WITH RECURSIVE after (id) AS (
               SELECT id FROM session WHERE origin_id = ?1
               UNION SELECT s.id FROM after a JOIN session s ON s.origin_id = a.id)
             SELECT s.id FROM after a JOIN session s ON s.id = a.id
             WHERE coalesce(s.fate, 0) = 0 AND NOT EXISTS (SELECT 1 FROM attendance m
               WHERE m.session_id = s.id AND m.status IS NOT NULL)
             ORDER BY s.id",
        )?;
        let rows = select.query_map([session.0.as_bytes()], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Who is expected at the sessions of these days: learners with a seat by cohort, volunteers who
    /// said that they come by session, and those who have not answered. Who is away is not among it:
    /// that is in the file of contacts.
    ///
    /// # Errors
    /// The store's.
    pub fn expected(&self, first: Day, last: Day) -> Result<People, StoreError> {
        let mut people = People::default();
        let mut select = self.conn.prepare_cached(
            "SELECT DISTINCT e.cohort_id, e.learner_id FROM enrolment e
             WHERE e.state IN (0, 1) AND e.cohort_id IN (
               SELECT cohort_id FROM session WHERE day BETWEEN ?1 AND ?2)",
        )?;
        let rows = select.query_map([first, last], pair)?;
        for row in rows {
            let (cohort, learner) = row?;
            people.learners.entry(cohort).or_default().insert(learner);
        }
        let mut select = self.conn.prepare_cached(
            "SELECT p.session_id, p.volunteer_id, p.answer = 1, p.part
             FROM presence p JOIN session s ON s.id = p.session_id
             WHERE s.day BETWEEN ?1 AND ?2 AND coalesce(p.answer, 0) IN (0, 1)
               AND (p.part IS NOT NULL OR p.answer IS NOT NULL)",
        )?;
        let rows = select.query_map([first, last], |row| {
            Ok((pair(row)?, row.get::<_, Option<bool>>(2)? == Some(true), row.get(3)?))
        })?;
        for row in rows {
            let ((session, volunteer), is_sure, part) = row?;
            if is_sure && !trains(part) {
                people.beside.entry(session).or_default().insert(volunteer);
            }
            let of = if is_sure { &mut people.volunteers } else { &mut people.asked };
            of.entry(session).or_default().insert(volunteer);
        }
        Ok(people)
    }

    /// The volunteers who were asked for a session.
    ///
    /// # Errors
    /// The store's.
    pub fn asked_of(&self, session: RecordId) -> Result<Vec<AskedFor>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT volunteer_id, part, answer FROM presence
             WHERE session_id = ?1 AND (part IS NOT NULL OR answer IS NOT NULL)
             ORDER BY volunteer_id",
        )?;
        let rows = select.query_map(params![session.0.as_bytes()], |row| {
            Ok(AskedFor { volunteer: record(row, 0)?, part: row.get(1)?, answer: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn pair(row: &Row<'_>) -> rusqlite::Result<(RecordId, RecordId)> {
    Ok((record(row, 0)?, record(row, 1)?))
}

fn session(row: &Row<'_>) -> rusqlite::Result<CalendarSession> {
    Ok(CalendarSession {
        id: record(row, 0)?,
        day: row.get(1)?,
        start: number(row, 2)?,
        end: number(row, 3)?,
        cohort: record(row, 4)?,
        code: row.get(5)?,
        title: row.get(6)?,
        room: row.get(7)?,
        venue: record_or_none(row, 8)?,
        module: row.get(9)?,
        target: number(row, 10)?,
        fate: row.get(11)?,
        moved_to: row.get(12)?,
        reason: row.get(13)?,
        is_closed: row.get::<_, i64>(14)? == SHEET_CLOSED,
        is_sealed: row.get(15)?,
        has_marks: row.get(16)?,
        number: number(row, 17)?,
        of: number(row, 18)?,
        learners: number(row, 19)?,
    })
}
