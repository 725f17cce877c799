//! Cohorts: the list, the catalogue's levels, finding one by what people type. Planning one is
//! `plan`'s.

use crate::centre::App;
use crate::dto::{CohortRow, LevelRow};
use crate::error::AppError;
use crate::partners::name_of;
use crate::session::find_id;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal, kinds};
use passerelle_store::catalogue::Level;
use passerelle_store::cohort::Cohort;

/// A one-off session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// Its cohort.
    pub cohort: RecordId,
    /// Its day.
    pub day: Day,
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight.
    pub end: u16,
    /// Its room, when it is not the cohort's.
    pub room: Option<String>,
}

impl App {
    /// Every cohort.
    ///
    /// # Errors
    /// The store's.
    pub fn cohorts(&self) -> Result<Vec<CohortRow>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let cohorts = self.store.view().cohorts(self.around.today().0)?;
        Ok(cohorts.into_iter().map(cohort_row).collect())
    }

    /// The catalogue's levels.
    ///
    /// # Errors
    /// The store's.
    pub fn levels(&self) -> Result<Vec<LevelRow>, AppError> {
        self.allow(Deed::ReadRoster)?;
        let levels = self.store.view().levels()?;
        Ok(levels.into_iter().map(level_row).collect())
    }

    /// The level of the catalogue that people mean, one that is not proposed any more too: its code, or
    /// its id.
    ///
    /// # Errors
    /// `level.unknown`, or the store's.
    pub fn find_level(&self, text: &str) -> Result<RecordId, AppError> {
        self.allow(Deed::ReadRoster)?;
        let view = self.store.view();
        // Of two with one code, that which is proposed.
        match find_level(&view.levels()?, text) {
            Ok(level) => Ok(level.id),
            Err(_) => Ok(find_level(&view.all_levels()?, text)?.id),
        }
    }

    /// The cohort that people mean: its code, or a part of its id.
    ///
    /// # Errors
    /// `cohort.unknown`, `cohort.ambiguous`, or the store's.
    pub fn find_cohort(&self, text: &str) -> Result<RecordId, AppError> {
        let cohorts = self.store.view().cohorts(self.around.today().0)?;
        let mut named = cohorts.iter().filter(|cohort| cohort.code.eq_ignore_ascii_case(text));
        match (named.next(), named.next()) {
            (Some(cohort), None) => Ok(cohort.id),
            (Some(_), Some(_)) => Err(Refusal::new("cohort.ambiguous").with("text", text).into()),
            _ => {
                let ids: Vec<_> = cohorts.iter().map(|cohort| cohort.id).collect();
                Ok(find_id(&ids, text, "cohort.unknown", "cohort.ambiguous")?)
            }
        }
    }
}

/// A level by id or by code.
pub(crate) fn find_level<'l>(levels: &'l [Level], wanted: &str) -> Result<&'l Level, Refusal> {
    levels
        .iter()
        .find(|level| level.id.to_string() == wanted || level.code.eq_ignore_ascii_case(wanted))
        .ok_or_else(|| Refusal::new("level.unknown").with("text", wanted))
}

/// A cohort as a line of the list.
pub(crate) fn cohort_row(cohort: Cohort) -> CohortRow {
    CohortRow {
        id: cohort.id.to_string(),
        code: cohort.code,
        title: cohort.title,
        level: cohort.level,
        room: cohort.room,
        first: cohort.first.map(format_day),
        last: cohort.last.map(format_day),
        held: cohort.held,
        sessions: cohort.sessions,
        learners: cohort.learners,
        capacity: cohort.capacity,
        volunteers: cohort.volunteers,
        next: cohort.next.map(|id| id.to_string()),
        audience: name_of(kinds::AUDIENCES, cohort.audience).unwrap_or_default(),
        form: name_of(kinds::FORMS, cohort.form).unwrap_or_default(),
    }
}

fn level_row(level: Level) -> LevelRow {
    LevelRow {
        id: level.id.to_string(),
        code: level.code,
        title: level.title,
        minutes: level.minutes,
        sessions: level.sessions,
    }
}
