//! Learners as read from the file: the roster minimum, who is on the register of a session, and whether
//! somebody is known already.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::record;
use crate::session::Session;
use crate::volunteer::full_name;
use passerelle_domain::RecordId;
use rusqlite::{OptionalExtension, Row, params};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

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

/// Whether an enrolment makes somebody expected at a session.
const IS_EXPECTED: &str = include_str!("expected.sql");
/// The learners of a session's register: the one definition, for whatever shows, counts or seals one.
pub(crate) static ROSTER: LazyLock<String> =
    LazyLock::new(|| include_str!("roster.sql").replace("{is_expected}", IS_EXPECTED));

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

    /// The learners of a session's register, by the name they are called by: those who were in the group
    /// on its day, and whoever was marked or signed there all the same.
    ///
    /// # Errors
    /// The store's.
    pub fn roster(&self, session: &Session) -> Result<Vec<Learner>, StoreError> {
        let roster = ROSTER.as_str();
        let sql = format!(
            "{COLUMNS} JOIN session s ON s.id = ?1 WHERE l.given IS NOT NULL AND l.id IN ({roster})"
        );
        self.by_name(&sql, session.id)
    }

    /// The learners who are in a cohort now, by the name they are called by.
    ///
    /// # Errors
    /// The store's.
    pub fn members(&self, cohort: RecordId) -> Result<Vec<Learner>, StoreError> {
        let sql = format!(
            "{COLUMNS} WHERE l.given IS NOT NULL AND l.id IN (
               SELECT learner_id FROM enrolment WHERE cohort_id = ?1 AND state IN (0, 1))"
        );
        self.by_name(&sql, cohort)
    }

    fn by_name(&self, sql: &str, of: RecordId) -> Result<Vec<Learner>, StoreError> {
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([of.0.as_bytes()], learner)?;
        let mut learners: Vec<_> = rows.collect::<Result<_, _>>()?;
        learners.sort_by_cached_key(|learner| (learner.name().to_lowercase(), learner.id));
        Ok(learners)
    }

    /// Learners of a session's register who have no mark there; also those of whom no more than the
    /// enrolment is known here, for whoever seals what is complete.
    ///
    /// # Errors
    /// The store's.
    pub fn unmarked(&self, session: &Session) -> Result<Vec<RecordId>, StoreError> {
        let mut unmarked = self.expected_at(session)?;
        unmarked.extend(self.roster(session)?.into_iter().map(|learner| learner.id));
        for row in self.marks(session.id)?.into_iter().filter(|row| row.mark.is_some()) {
            unmarked.remove(&row.person);
        }
        let mut left = Vec::with_capacity(unmarked.len());
        for person in unmarked {
            if !self.is_erased(person)? {
                left.push(person);
            }
        }
        left.sort_unstable();
        Ok(left)
    }

    /// Everybody who was in a session's group on its day; others on its register are guests.
    ///
    /// # Errors
    /// The store's.
    pub fn expected_at(&self, session: &Session) -> Result<HashSet<RecordId>, StoreError> {
        let sql = format!(
            "SELECT e.learner_id FROM session s JOIN enrolment e ON e.cohort_id = s.cohort_id
             WHERE s.id = ?1 AND {IS_EXPECTED}"
        );
        self.ids(&sql, session.id)
    }

    fn ids<C: FromIterator<RecordId>>(&self, sql: &str, of: RecordId) -> Result<C, StoreError> {
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([of.0.as_bytes()], |row| record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
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
        self.ids(
            "SELECT learner_id FROM enrolment WHERE cohort_id = ?1 AND state IS NOT NULL",
            cohort,
        )
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
