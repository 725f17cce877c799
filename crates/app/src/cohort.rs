//! Cohorts: the list, the catalogue's levels, and the simple form that makes a cohort with its
//! sessions.

use crate::attendance::label;
use crate::centre::{App, optional, required, text, within_calendar};
use crate::dto::{CohortRow, LevelRow, NewCohort};
use crate::error::AppError;
use crate::session::find_id;
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::calendar::{Day, format_day, parse_day, recurring};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::catalogue::Level;
use passerelle_store::cohort::Cohort;
use passerelle_store::{Act, Draft, Gesture};

/// Sessions in one cohort.
const SESSIONS_MAX: u16 = 400;
/// Volunteers wanted: one for each four learners, a lead and three assistants for ten.
const VOLUNTEERS_PER_TEN: u16 = 4;

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

    /// Makes a cohort and its sessions: one gesture, one undo.
    ///
    /// # Errors
    /// `permission.role_too_low`, `level.unknown`, `cohort.*`, `session.times`, `calendar.*`, or the
    /// store's.
    pub fn add_cohort(&mut self, new: &NewCohort) -> Result<CohortRow, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::COHORT, &kinds::SESSION])?;
        let first = parse_day(&new.first)
            .ok_or_else(|| Refusal::new("calendar.day_unreadable").with("value", &new.first))?;
        if new.sessions == 0 || new.sessions > SESSIONS_MAX {
            return Err(Refusal::new("cohort.sessions_count").with("max", SESSIONS_MAX).into());
        }
        if !(1..=1000).contains(&new.capacity) {
            return Err(Refusal::new("cohort.capacity").with("max", 1000).into());
        }
        let days = recurring(first, &new.weekdays, new.sessions);
        let last = days.last().copied().ok_or(Refusal::new("cohort.weekdays"))?;
        within_calendar(first).and(within_calendar(last))?;
        let id = new_id(&*self.around)?;
        let mut sessions = Vec::with_capacity(days.len());
        for day in days {
            sessions.push((new_id(&*self.around)?, day));
        }
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let levels = view.levels()?;
            let level = find_level(&levels, &new.level)?;
            let modules = view.modules(level.id)?;
            let mut drafts = vec![cohort_draft(id, new, level)?];
            let titles = module_titles(&modules, new.end.saturating_sub(new.start));
            for (index, (session, day)) in sessions.iter().enumerate() {
                let mut draft = session_draft(*session, id, *day, (new.start, new.end))?;
                if let Some(title) = titles.get(index) {
                    draft.write("module", text(title));
                }
                drafts.push(draft);
            }
            let args = [("code", code_of(new, level)), ("count", sessions.len().to_string())];
            let label = label_text(&label("cohort-added", &args));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        let made = self.store.view().cohort(id, self.around.today().0)?;
        Ok(cohort_row(made.ok_or(Refusal::new("cohort.unknown"))?))
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
fn find_level<'l>(levels: &'l [Level], wanted: &str) -> Result<&'l Level, Refusal> {
    levels
        .iter()
        .find(|level| level.id.to_string() == wanted || level.code.eq_ignore_ascii_case(wanted))
        .ok_or_else(|| Refusal::new("level.unknown").with("text", wanted))
}

fn code_of(new: &NewCohort, level: &Level) -> String {
    match new.code.trim() {
        "" => level.code.clone(),
        code => code.to_owned(),
    }
}

fn cohort_draft(id: RecordId, new: &NewCohort, level: &Level) -> Result<Draft, Refusal> {
    let code = code_of(new, level);
    if code.len() > 40 || required(&code, "cohort.code").is_err() {
        return Err(Refusal::new("cohort.code").with("max", 40));
    }
    let target = new.capacity.saturating_mul(VOLUNTEERS_PER_TEN).div_ceil(10);
    let room = optional(new.room.as_deref().unwrap_or_default(), kinds::NAME_BYTES_MAX)?;
    let number = |number: u32| Value::Int(i64::from(number));
    Ok(Draft::new(
        &kinds::COHORT,
        RecordRef::Own(id),
        vec![
            ("title", Value::List(vec![text(&code), text(&level.title)])),
            ("level", Value::Ref(level.id.0)),
            ("room", Value::text_or_null(Some(&room))),
            ("capacity", number(u32::from(new.capacity))),
            ("volunteer_target", number(u32::from(target))),
            ("planned_minutes", number(level.minutes)),
        ],
    ))
}

/// The draft of a session of a cohort.
pub(crate) fn session_draft(
    id: RecordId,
    cohort: RecordId,
    day: Day,
    (start, end): (u16, u16),
) -> Result<Draft, Refusal> {
    if start >= end || end > 1440 {
        return Err(Refusal::new("session.times"));
    }
    let slot = [i64::from(day), i64::from(start), i64::from(end)].map(Value::Int).to_vec();
    Ok(Draft::new(
        &kinds::SESSION,
        RecordRef::Own(id),
        vec![("slot", Value::List(slot)), ("cohort", Value::Ref(cohort.0))],
    ))
}

/// What each session teaches: modules in order, each over as many sessions as its minutes fill.
pub(crate) fn module_titles(
    modules: &[passerelle_store::catalogue::Module],
    session_minutes: u16,
) -> Vec<String> {
    let mut titles = Vec::new();
    let mut taught = 0;
    let session_minutes = u32::from(session_minutes).max(1);
    for module in modules {
        let until = taught + module.minutes;
        // A session is named after the module that begins it.
        while u32::try_from(titles.len()).unwrap_or(u32::MAX).saturating_mul(session_minutes)
            < until
        {
            titles.push(module.title.clone());
        }
        taught = until;
    }
    titles
}

fn cohort_row(cohort: Cohort) -> CohortRow {
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
        next: cohort.next.map(|id| id.to_string()),
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
