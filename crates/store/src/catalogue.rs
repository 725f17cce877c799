//! The catalogue as read from the file.

use crate::access::View;
use crate::error::StoreError;
use crate::rows::{lines, number, number_or_none, record};
use crate::venue::record_or_none;
use passerelle_domain::RecordId;
use passerelle_domain::calendar::Day;
use rusqlite::Row;

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its id.
    pub id: RecordId,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
}

/// A level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub id: RecordId,
    /// Its programme.
    pub programme: Option<RecordId>,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Planned minutes.
    pub minutes: u32,
    /// Usual number of sessions.
    pub sessions: u32,
    /// Its place in the catalogue.
    pub rank: u32,
    /// What people can do afterwards.
    pub objectives: String,
    /// The code of the spoken French that is asked (`positioning::FRENCH`).
    pub entry_french: Option<i64>,
    /// The level that comes before.
    pub previous: Option<RecordId>,
    /// The code of whom it is for (`kinds::AUDIENCES`).
    pub audience: i64,
    /// The code of what it is (`kinds::FORMS`).
    pub form: i64,
    /// Its edition, from 1.
    pub version: u32,
    /// Since when; none for the edition it came with.
    pub version_day: Option<Day>,
    /// Whether it is not proposed any more.
    pub is_archived: bool,
}

/// A module of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Its minutes.
    pub minutes: u32,
    /// Its place in the level.
    pub rank: u32,
    /// What people can do afterwards.
    pub objectives: String,
    /// Codes of DigComp.
    pub competences: Vec<String>,
    /// The code of what it teaches (`kinds::DISCIPLINES`).
    pub discipline: i64,
    /// Whether it is not taught any more.
    pub is_archived: bool,
}

const LEVEL: &str = "SELECT l.id, l.programme_id, l.code, l.title, coalesce(l.minutes, 0),
   coalesce(l.sessions, 1), coalesce(l.rank, 0), coalesce(l.objectives, ''), l.entry_french,
   l.previous_level_id, coalesce(l.audience, 0), coalesce(l.form, 0), coalesce(l.version, 1),
   l.version_day, coalesce(l.is_archived, 0)
 FROM level l WHERE l.code IS NOT NULL";

impl View<'_> {
    /// Every level that is proposed, in the catalogue's order.
    ///
    /// # Errors
    /// The store's.
    pub fn levels(&self) -> Result<Vec<Level>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!(
            "{LEVEL} AND coalesce(l.is_archived, 0) = 0 AND NOT EXISTS (
               SELECT 1 FROM programme p WHERE p.id = l.programme_id AND p.is_archived = 1)
             ORDER BY l.rank, l.code"
        ))?;
        let rows = select.query_map([], level)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every level, those that are not proposed any more too, in the catalogue's order.
    ///
    /// # Errors
    /// The store's.
    pub fn all_levels(&self) -> Result<Vec<Level>, StoreError> {
        let mut select = self.conn.prepare_cached(&format!("{LEVEL} ORDER BY l.rank, l.code"))?;
        let rows = select.query_map([], level)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every programme, by code.
    ///
    /// # Errors
    /// The store's.
    pub fn programmes(&self) -> Result<Vec<Programme>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, code, title, coalesce(is_archived, 0) FROM programme
             WHERE code IS NOT NULL ORDER BY code, id",
        )?;
        let rows = select.query_map([], |row| {
            Ok(Programme {
                id: record(row, 0)?,
                code: row.get(1)?,
                title: row.get(2)?,
                is_archived: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The modules of a level that are taught, in their usual order.
    ///
    /// # Errors
    /// The store's.
    pub fn modules(&self, level: RecordId) -> Result<Vec<Module>, StoreError> {
        let mut modules = self.all_modules(level)?;
        modules.retain(|module| !module.is_archived);
        Ok(modules)
    }

    /// The modules of a level, those that are not taught any more too.
    ///
    /// # Errors
    /// The store's.
    pub fn all_modules(&self, level: RecordId) -> Result<Vec<Module>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, title, coalesce(minutes, 0), coalesce(rank, 0), coalesce(objectives, ''),
               coalesce(competences, ''), coalesce(discipline, 0), coalesce(is_archived, 0)
             FROM module WHERE level_id = ?1 AND title IS NOT NULL ORDER BY rank, id",
        )?;
        let rows = select.query_map([level.0.as_bytes()], |row| {
            Ok(Module {
                id: record(row, 0)?,
                title: row.get(1)?,
                minutes: number(row, 2)?,
                rank: number(row, 3)?,
                objectives: row.get(4)?,
                competences: lines(row, 5)?,
                discipline: row.get(6)?,
                is_archived: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many cohorts follow each level, whatever edition.
    ///
    /// # Errors
    /// The store's.
    pub fn cohorts_by_level(&self) -> Result<Vec<(RecordId, u32)>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT level_id, count(*) FROM cohort
             WHERE level_id IS NOT NULL AND code IS NOT NULL GROUP BY level_id",
        )?;
        let rows = select.query_map([], |row| Ok((record(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn level(row: &Row<'_>) -> rusqlite::Result<Level> {
    Ok(Level {
        id: record(row, 0)?,
        programme: record_or_none(row, 1)?,
        code: row.get(2)?,
        title: row.get(3)?,
        minutes: number(row, 4)?,
        sessions: number(row, 5)?,
        rank: number(row, 6)?,
        objectives: row.get(7)?,
        entry_french: row.get(8)?,
        previous: record_or_none(row, 9)?,
        audience: row.get(10)?,
        form: row.get(11)?,
        version: number(row, 12)?,
        version_day: number_or_none(row, 13)?,
        is_archived: row.get(14)?,
    })
}
