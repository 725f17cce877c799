//! Volunteers as read from the file.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::record;
use passerelle_domain::RecordId;
use passerelle_domain::permission::Role;
use passerelle_sync::DeviceId;
use rusqlite::{OptionalExtension, Row};

/// A volunteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volunteer {
    /// Their id.
    pub id: RecordId,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: Option<String>,
    /// Name in their own script.
    pub own_name: Option<String>,
    /// Language tag.
    pub language: Option<String>,
}

impl Volunteer {
    /// The name as given.
    pub fn name(&self) -> String {
        full_name(&self.given, self.family.as_deref())
    }
}

/// Given and family name as given, one space between.
pub(crate) fn full_name(given: &str, family: Option<&str>) -> String {
    match family {
        Some(family) if given.is_empty() => family.to_owned(),
        Some(family) if !family.is_empty() => format!("{given} {family}"),
        _ => given.to_owned(),
    }
}

const COLUMNS: &str = "SELECT id, given, family, own_name, language FROM volunteer";

impl View<'_> {
    /// Every volunteer.
    ///
    /// # Errors
    /// The store's.
    pub fn volunteers(&self) -> Result<Vec<Volunteer>, StoreError> {
        let sql = format!("{COLUMNS} WHERE given IS NOT NULL ORDER BY given, family");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([], volunteer)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The role that somebody wrote of a person: nothing that headquarters has vouched for.
    ///
    /// # Errors
    /// The store's.
    pub fn role_written(&self, person: RecordId) -> Result<Option<Role>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT role FROM volunteer WHERE id = ?1")?;
        let role: Option<Option<i64>> =
            select.query_row([person.0.as_bytes()], |row| row.get(0)).optional()?;
        Ok(role.flatten().and_then(Role::from_code))
    }

    /// What headquarters says of a person on a device: nothing yet, a role, or that they may do
    /// nothing there any more.
    ///
    /// # Errors
    /// The store's.
    pub fn enrolled_role(
        &self,
        device: DeviceId,
        person: RecordId,
    ) -> Result<Option<Option<Role>>, StoreError> {
        let sql = "SELECT role FROM enrolled WHERE device_id = ?1 AND person_id = ?2";
        let mut select = self.conn.prepare_cached(sql)?;
        let place = [device.0.as_bytes(), person.0.as_bytes()];
        let role: Option<Option<i64>> = select.query_row(place, |row| row.get(0)).optional()?;
        // A role that a later version knows may do what a volunteer may.
        Ok(role.map(|role| role.map(|code| Role::from_code(code).unwrap_or(Role::Volunteer))))
    }

    /// One volunteer, if known.
    ///
    /// # Errors
    /// The store's.
    pub fn volunteer(&self, id: RecordId) -> Result<Option<Volunteer>, StoreError> {
        let sql = format!("{COLUMNS} WHERE id = ?1 AND given IS NOT NULL");
        let mut select = self.conn.prepare_cached(&sql)?;
        Ok(select.query_row([id.0.as_bytes()], volunteer).optional()?)
    }
}

fn volunteer(row: &Row<'_>) -> rusqlite::Result<Volunteer> {
    Ok(Volunteer {
        id: record(row, 0)?,
        given: row.get(1)?,
        family: row.get(2)?,
        own_name: row.get(3)?,
        language: row.get(4)?,
    })
}
