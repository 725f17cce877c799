//! Learners as read from the file: the roster minimum, and whether somebody is known already.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::record;
use crate::volunteer::full_name;
use passerelle_domain::RecordId;
use rusqlite::{OptionalExtension, Row, params};
use std::collections::{HashMap, HashSet};

/// A learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learner {
    /// Their id.
    pub id: RecordId,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: Option<String>,
    /// Name in their own script.
    pub own_name: Option<String>,
    /// The name they go by.
    pub preferred_name: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Whether only the name was asked yet.
    pub is_provisional: bool,
}

impl Learner {
    /// The name to call: preferred first, exactly as given.
    pub fn name(&self) -> String {
        let given = self.preferred_name.as_deref().unwrap_or(&self.given);
        full_name(given, self.family.as_deref())
    }

    /// Given and family name, exactly as given.
    pub fn whole_name(&self) -> String {
        full_name(&self.given, self.family.as_deref())
    }
}

const COLUMNS: &str = "SELECT l.id, l.given, l.family, l.own_name, l.preferred_name, l.language,
   coalesce(l.is_provisional, 0) FROM learner l";

impl View<'_> {
    /// Every learner.
    ///
    /// # Errors
    /// The store's.
    pub fn learners(&self) -> Result<Vec<Learner>, StoreError> {
        let sql = format!("{COLUMNS} WHERE l.given IS NOT NULL ORDER BY l.given, l.family");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([], learner)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One learner, if known.
    ///
    /// # Errors
    /// The store's.
    pub fn learner(&self, id: RecordId) -> Result<Option<Learner>, StoreError> {
        let sql = format!("{COLUMNS} WHERE l.id = ?1 AND l.given IS NOT NULL");
        let mut select = self.conn.prepare_cached(&sql)?;
        Ok(select.query_row([id.0.as_bytes()], learner).optional()?)
    }

    /// Learners enrolled in a cohort, and guests marked in one of its sessions.
    ///
    /// # Errors
    /// The store's.
    pub fn roster(
        &self,
        cohort: RecordId,
        session: Option<RecordId>,
    ) -> Result<Vec<Learner>, StoreError> {
        let sql = format!(
            "{COLUMNS} WHERE l.given IS NOT NULL AND l.id IN (
               SELECT learner_id FROM enrolment WHERE cohort_id = ?1 AND state IN (0, 1)
               UNION SELECT learner_id FROM attendance
               WHERE session_id = ?2 AND status IS NOT NULL)"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let session = session.map(|id| id.0.into_bytes());
        let rows = select.query_map(params![cohort.0.as_bytes(), session], learner)?;
        let mut roster: Vec<_> = rows.collect::<Result<_, _>>()?;
        roster.sort_by_cached_key(|learner| (learner.name().to_lowercase(), learner.id));
        Ok(roster)
    }

    /// Cohort codes of every enrolled learner.
    ///
    /// # Errors
    /// The store's.
    pub fn enrolments(&self) -> Result<Vec<(RecordId, String)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT e.learner_id, c.code FROM enrolment e JOIN cohort c ON c.id = e.cohort_id
             WHERE e.state IN (0, 1) AND c.code IS NOT NULL ORDER BY c.code",
        )?;
        let rows = select.query_map([], |row| Ok((record(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Everybody whom a cohort has an enrolment for, whatever its state.
    ///
    /// # Errors
    /// The store's.
    pub fn ever_enrolled(&self, cohort: RecordId) -> Result<HashSet<RecordId>, StoreError> {
        let sql = "SELECT learner_id FROM enrolment WHERE cohort_id = ?1 AND state IS NOT NULL";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([cohort.0.as_bytes()], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Learners of exactly this name.
    ///
    /// # Errors
    /// The store's.
    pub fn learners_named(
        &self,
        given: &str,
        family: Option<&str>,
    ) -> Result<Vec<RecordId>, StoreError> {
        let sql = "SELECT id FROM learner WHERE given = ?1 AND family IS ?2 ORDER BY id";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map(params![given, family], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The first phone of everybody who has one.
    ///
    /// # Errors
    /// The store's.
    pub fn phones(&self) -> Result<HashMap<RecordId, String>, StoreError> {
        let sql = "SELECT learner_id, phones FROM contact WHERE phones IS NOT NULL";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([], |row| Ok((record(row, 0)?, row.get::<_, String>(1)?)))?;
        let mut phones = HashMap::new();
        for row in rows {
            let (learner, all) = row?;
            phones.extend(all.lines().next().map(|phone| (learner, phone.to_owned())));
        }
        Ok(phones)
    }

    /// What is known of a learner's birth day, and of their number where they came from.
    ///
    /// # Errors
    /// The store's.
    pub fn civil_of(&self, id: RecordId) -> Result<(Option<i64>, Option<String>), StoreError> {
        let sql = "SELECT birth_day, source_number FROM civil WHERE learner_id = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let found = select.query_row([id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?.unwrap_or_default())
    }
}

fn learner(row: &Row<'_>) -> rusqlite::Result<Learner> {
    Ok(Learner {
        id: record(row, 0)?,
        given: row.get(1)?,
        family: row.get(2)?,
        own_name: row.get(3)?,
        preferred_name: row.get(4)?,
        language: row.get(5)?,
        is_provisional: row.get(6)?,
    })
}
