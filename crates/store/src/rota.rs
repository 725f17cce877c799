//! Volunteers as those who plan know them: their files and days away, which are in the file of
//! contacts alone, and what is written of them at sessions.

use crate::access::View;
use crate::attendance::mark;
use crate::error::StoreError;
use crate::rows::{lines, number, number_or_none, record};
use passerelle_domain::RecordId;
use passerelle_domain::attendance::Hours;
use passerelle_domain::calendar::Day;
use passerelle_domain::clash::Slot;
use passerelle_domain::kinds::SHEET_CLOSED;
use passerelle_domain::rota::{Duty, Time};
use rusqlite::{OptionalExtension, Row};

/// A volunteer's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VolunteerFile {
    /// The code of how they stand (`kinds::VOLUNTEER_STATES`); unwritten is active.
    pub state: Option<i64>,
    /// The company that lends them.
    pub company: Option<String>,
    /// What they can do, in words.
    pub skills: Vec<String>,
    /// Codes of languages that they speak with learners.
    pub languages: Vec<String>,
    /// Ids of the levels they can teach, as text.
    pub levels: Vec<String>,
    /// Times of the week at which they can come.
    pub times: Vec<Time>,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// When they signed the charter.
    pub charter: Option<Day>,
}

/// Days on which a volunteer is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Its own id.
    pub id: RecordId,
    /// Who.
    pub volunteer: RecordId,
    /// The first day.
    pub first: Day,
    /// The last one.
    pub last: Day,
}

/// What is written of a volunteer at a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyRow {
    /// The session.
    pub session: RecordId,
    /// Who.
    pub volunteer: RecordId,
    /// The session's cohort.
    pub cohort: RecordId,
    /// When.
    pub slot: Slot,
    /// From when to when it was interrupted, in minutes after midnight.
    pub pause: Option<(u16, u16)>,
    /// Whether it takes place when it says.
    pub is_on: bool,
    /// Whether its register is closed.
    pub is_closed: bool,
    /// What is written.
    pub duty: Duty,
}

impl DutyRow {
    /// When the session took place.
    pub fn hours(&self) -> Hours {
        Hours { start: self.slot.start, end: self.slot.end, pause: self.pause }
    }
}

impl View<'_> {
    /// Everybody's file, of whom there is one.
    ///
    /// # Errors
    /// The store's.
    pub fn volunteer_files(&self) -> Result<Vec<(RecordId, VolunteerFile)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT volunteer_id, state, company, skills, languages, levels, availability, phones,
               email, note, charter_day FROM volunteer_file",
        )?;
        let rows = select.query_map([], |row| Ok((record(row, 0)?, file(row)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Days away that still stand, the first first.
    ///
    /// # Errors
    /// The store's.
    pub fn absences(&self) -> Result<Vec<Absence>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT absence_id, volunteer_id, first_day, last_day FROM absence
             WHERE first_day IS NOT NULL AND last_day IS NOT NULL AND coalesce(is_removed, 0) = 0
             ORDER BY first_day, last_day, absence_id",
        )?;
        let rows = select.query_map([], |row| {
            let (id, volunteer) = (record(row, 0)?, record(row, 1)?);
            Ok(Absence { id, volunteer, first: row.get(2)?, last: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is written of volunteers at the sessions of these days, cancelled and moved ones too, in
    /// time order.
    ///
    /// # Errors
    /// The store's.
    pub fn duties(&self, first: Day, last: Day) -> Result<Vec<DutyRow>, StoreError> {
        let mut select = self.conn.prepare_cached(include_str!("duties.sql"))?;
        let rows = select.query_map([first, last], duty)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Sessions of these days and the volunteers who put a signature there, whether it stands or not.
    ///
    /// # Errors
    /// The store's.
    pub fn volunteers_signed(
        &self,
        first: Day,
        last: Day,
    ) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT DISTINCT n.session_id, n.person_id FROM signature n
             JOIN session s ON s.id = n.session_id AND s.day BETWEEN ?1 AND ?2
             JOIN presence p ON p.session_id = n.session_id AND p.volunteer_id = n.person_id
             ORDER BY n.session_id",
        )?;
        let rows = select.query_map([first, last], |row| Ok((record(row, 0)?, record(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What an hour of voluntary work is worth in the centre's accounts, in cents; none until
    /// somebody says so.
    ///
    /// # Errors
    /// The store's.
    pub fn hour_value(&self) -> Result<Option<u32>, StoreError> {
        let Some(site) = self.site_id()? else { return Ok(None) };
        let mut select =
            self.conn.prepare_cached("SELECT hour_value_cents FROM site WHERE id = ?1")?;
        let value = select.query_row([site.0.as_bytes()], |row| number_or_none(row, 0));
        Ok(value.optional()?.flatten())
    }
}

fn file(row: &Row<'_>) -> rusqlite::Result<VolunteerFile> {
    Ok(VolunteerFile {
        state: row.get(1)?,
        company: row.get(2)?,
        skills: lines(row, 3)?,
        languages: lines(row, 4)?,
        levels: lines(row, 5)?,
        times: lines(row, 6)?.iter().filter_map(|text| Time::from_text(text)).collect(),
        phones: lines(row, 7)?,
        email: row.get(8)?,
        note: row.get(9)?,
        charter: row.get(10)?,
    })
}

fn duty(row: &Row<'_>) -> rusqlite::Result<DutyRow> {
    Ok(DutyRow {
        session: record(row, 0)?,
        volunteer: record(row, 1)?,
        cohort: record(row, 2)?,
        slot: Slot { day: row.get(3)?, start: number(row, 4)?, end: number(row, 5)? },
        pause: number_or_none(row, 6)?.zip(number_or_none(row, 7)?),
        is_on: row.get(8)?,
        is_closed: row.get::<_, i64>(9)? == SHEET_CLOSED,
        duty: Duty { part: row.get(10)?, answer: row.get(11)?, mark: mark(row, 12)? },
    })
}
