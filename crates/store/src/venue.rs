//! Rooms, closed days and partners as read from the file.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{number_or_none, record};
use passerelle_domain::RecordId;
use passerelle_domain::calendar::Day;
use passerelle_domain::holidays::Territory;
use rusqlite::{OptionalExtension, Row};
use uuid::Uuid;

/// A room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    /// Its id.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// People that it holds.
    pub places: Option<u16>,
    /// Computers in it.
    pub computers: Option<u16>,
    /// The code of what its internet is like (`kinds::WIFI`).
    pub wifi: Option<u8>,
    /// Whether one gets in without a step.
    pub is_step_free: Option<bool>,
    /// Who lends it.
    pub partner: Option<RecordId>,
    /// The name of who lends it.
    pub partner_name: Option<String>,
    /// What an hour there is worth, in cents.
    pub value_cents: Option<u32>,
    /// How to get in.
    pub access: Option<String>,
    /// Whether nobody plans there any more.
    pub is_archived: bool,
    /// The agreement under which it is lent.
    pub convention: Option<Convention>,
    /// Who opens the door there.
    pub contact: Option<RecordId>,
}

/// The agreement under which a room is lent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convention {
    /// The first day on which it holds.
    pub first: Day,
    /// The last one.
    pub last: Day,
    /// What it is called by those who signed it.
    pub reference: Option<String>,
}

/// Days on which the centre, or one of its rooms, is closed or keeps other hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Its id.
    pub id: RecordId,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// What was written of it.
    pub title: String,
    /// The room that is closed; without one, the centre is.
    pub venue: Option<RecordId>,
    /// Hours that are kept instead, in minutes after midnight.
    pub hours: Option<(u16, u16)>,
}

impl View<'_> {
    /// Every room, those that are not used any more last.
    ///
    /// # Errors
    /// The store's.
    pub fn venues(&self) -> Result<Vec<Venue>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT v.id, v.name, v.address, v.places, v.computers, v.wifi, v.is_step_free,
               v.partner_id, p.name, v.value_cents, v.access, coalesce(v.is_archived, 0),
               v.convention_first_day, v.convention_last_day, v.convention_reference, v.contact_id
             FROM venue v LEFT JOIN partner p ON p.id = v.partner_id
             WHERE v.name IS NOT NULL ORDER BY 12, v.name, v.id",
        )?;
        let rows = select.query_map([], venue)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Closed days that are still there, the first first.
    ///
    /// # Errors
    /// The store's.
    pub fn closures(&self) -> Result<Vec<Closure>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, first_day, last_day, coalesce(title, ''), venue_id, open_minute, close_minute
             FROM closure WHERE first_day IS NOT NULL AND coalesce(is_removed, 0) = 0
             ORDER BY first_day, last_day, id",
        )?;
        let rows = select.query_map([], closure)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a thing that is no person is called: a room, a partner, a closure, a cohort, what
    /// the catalogue holds, a line of money.
    ///
    /// # Errors
    /// The store's.
    pub fn thing_named(&self, id: RecordId) -> Result<Option<String>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT name FROM venue WHERE id = ?1 UNION ALL SELECT name FROM partner WHERE id = ?1
             UNION ALL SELECT title FROM closure WHERE id = ?1
             UNION ALL SELECT code FROM cohort WHERE id = ?1
             UNION ALL SELECT code FROM level WHERE id = ?1
             UNION ALL SELECT code FROM programme WHERE id = ?1
             UNION ALL SELECT title FROM module WHERE id = ?1
             UNION ALL SELECT title FROM funding WHERE id = ?1 LIMIT 1",
        )?;
        let name: Option<Option<String>> =
            select.query_row([id.0.as_bytes()], |row| row.get(0)).optional()?;
        Ok(name.flatten())
    }

    /// Whose public holidays the centre keeps: metropolitan France's until somebody says otherwise.
    ///
    /// # Errors
    /// The store's.
    pub fn territory(&self) -> Result<Territory, StoreError> {
        let usual = Territory::Metropole;
        let Some(site) = self.site_id()? else { return Ok(usual) };
        let mut select = self.conn.prepare_cached("SELECT territory FROM site WHERE id = ?1")?;
        let code: Option<Option<i64>> =
            select.query_row([site.0.as_bytes()], |row| row.get(0)).optional()?;
        Ok(code.flatten().and_then(Territory::from_code).unwrap_or(usual))
    }
}

fn venue(row: &Row<'_>) -> rusqlite::Result<Venue> {
    Ok(Venue {
        id: record(row, 0)?,
        name: row.get(1)?,
        address: row.get(2)?,
        places: number_or_none(row, 3)?,
        computers: number_or_none(row, 4)?,
        wifi: number_or_none(row, 5)?,
        is_step_free: row.get(6)?,
        partner: record_or_none(row, 7)?,
        partner_name: row.get(8)?,
        value_cents: number_or_none(row, 9)?,
        access: row.get(10)?,
        is_archived: row.get(11)?,
        convention: convention(row, 12)?,
        contact: record_or_none(row, 15)?,
    })
}

/// An agreement in three neighbouring columns.
fn convention(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Convention>> {
    let days: (Option<Day>, Option<Day>) = (row.get(index)?, row.get(index + 1)?);
    let reference = row.get(index + 2)?;
    Ok(days.0.zip(days.1).map(|(first, last)| Convention { first, last, reference }))
}

fn closure(row: &Row<'_>) -> rusqlite::Result<Closure> {
    Ok(Closure {
        id: record(row, 0)?,
        first: row.get(1)?,
        last: row.get(2)?,
        title: row.get(3)?,
        venue: record_or_none(row, 4)?,
        hours: number_or_none(row, 5)?.zip(number_or_none(row, 6)?),
    })
}

/// An id in a column, or none when it is null.
pub(crate) fn record_or_none(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<RecordId>> {
    let id: Option<[u8; 16]> = row.get(index)?;
    Ok(id.map(|id| RecordId(Uuid::from_bytes(id))))
}
