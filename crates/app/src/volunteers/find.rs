//! Who could help at a session: whoever has what was asked for by name, then whoever can come, then by
//! what speaks for them, then whoever has given least. What speaks for somebody is told, and what they
//! lack of what was asked for, so that whoever plans can weigh it otherwise.

use super::file::language_of;
use super::rota::{slot_of, stands_at};
use super::{Duties, Now, Roll, volunteer_row, years};
use crate::attendance::label;
use crate::centre::App;
use crate::cohort::find_level;
use crate::dto::{FindQuery, Found, Label};
use crate::error::AppError;
use passerelle_domain::calendar::Day;
use passerelle_domain::clash::Slot;
use passerelle_domain::permission::Deed;
use passerelle_domain::rota::{Candidate, is_at};
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::View;
use passerelle_store::catalogue::Level;
use passerelle_store::rota::VolunteerFile;
use std::collections::{BTreeSet, HashMap};

/// People who are shown.
const FOUND_MAX: usize = 100;
/// Days back in which somebody may have come to know a group: two years.
const KNOWN_DAYS: Day = 730;
/// The language that everybody learns in.
const COMMON: &str = "fr";

/// What somebody is looked for.
struct Wanted {
    text: String,
    /// The language that was asked for by name.
    language: Option<String>,
    /// Languages that help.
    languages: BTreeSet<String>,
    /// The level that was asked for, or is taught.
    level: Option<Level>,
    /// Whether the level was asked for by name.
    asks_level: bool,
    slot: Slot,
    code: String,
    /// How often each volunteer was with the group before.
    knows: HashMap<RecordId, u32>,
}

impl App {
    /// Volunteers who could help at a session, whoever fits best first.
    ///
    /// # Errors
    /// `permission.role_too_low`, `session.unknown`, `level.unknown`, `volunteer.language`, or the
    /// store's.
    pub fn helpers_for(
        &mut self,
        session: RecordId,
        query: &FindQuery,
    ) -> Result<Vec<Found>, AppError> {
        self.allow(Deed::Plan)?;
        let (roll, now) = (self.roll()?, self.around.today());
        self.store.snapshot(|view| helpers(view, &roll, session, query, now))
    }
}

fn helpers(
    view: &View<'_>,
    roll: &Roll,
    session: RecordId,
    query: &FindQuery,
    now: Now,
) -> Result<Vec<Found>, AppError> {
    let known = view.session(session)?.ok_or(Refusal::new("session.unknown"))?;
    let mut all = view.calendar_of(known.cohort)?.into_iter();
    let session = all.find(|one| one.id == session).ok_or(Refusal::new("session.unknown"))?;
    let slot = slot_of(&session);
    let wanted = Wanted {
        text: query.text.trim().to_lowercase(),
        language: query.language.clone(),
        languages: languages(view, session.cohort, query)?,
        asks_level: query.level.is_some(),
        level: level(view, session.cohort, query, now)?,
        slot,
        code: session.code.clone(),
        knows: knows(view, session.cohort, now)?,
    };
    let duties = Duties::read(view, slot.day, slot.day, now)?;
    let (busy, years) = (duties.busy(), years(view, now)?);
    let mut found = Vec::new();
    for known in view.volunteers()?.into_iter().filter(|one| !roll.has_left(one.id)) {
        let file = roll.file(known.id);
        if !wanted.is_meant(&known.name(), file) {
            continue;
        }
        let stands = stands_at(roll, known.id, (&duties, &busy), &session);
        let (fits, lacks) = (wanted.fits(known.id, file), wanted.lacks(file));
        let year = years.get(&known.id).copied().unwrap_or_default();
        let (name, minutes) = (known.name(), year.minutes);
        let (standing, lack) = (stands.standing, lacks.len());
        let candidate = Candidate { standing, lacks: lack, fits: fits.len(), minutes, name };
        let volunteer = volunteer_row(&known, roll, year, now.0);
        let (state, hindered) = (stands.state(), stands.hindered());
        found.push((candidate, Found { volunteer, state, hindered, fits, lacks }));
    }
    found.sort_by(|(one, _), (other, _)| one.order(other));
    Ok(found.into_iter().map(|(_, found)| found).take(FOUND_MAX).collect())
}

impl Wanted {
    /// Whether the letters that were typed are in a name, a company or a skill.
    fn is_meant(&self, name: &str, file: &VolunteerFile) -> bool {
        let has = |text: &str| text.to_lowercase().contains(&self.text);
        has(name) || file.company.as_deref().is_some_and(has) || file.skills.iter().any(|s| has(s))
    }

    /// What was asked for by name and somebody does not have.
    fn lacks(&self, file: &VolunteerFile) -> Vec<Label> {
        let mut lacks = Vec::new();
        if let Some(level) = self.level.as_ref().filter(|_| self.asks_level)
            && !file.levels.contains(&level.id.to_string())
        {
            lacks.push(label("lack-level", &[("level", level.code.clone())]));
        }
        if let Some(code) = &self.language
            && !file.languages.contains(code)
        {
            lacks.push(label("lack-language", &[("language", code.clone())]));
        }
        lacks
    }

    /// What speaks for somebody.
    fn fits(&self, person: RecordId, file: &VolunteerFile) -> Vec<Label> {
        let mut fits = Vec::new();
        if let Some(level) = &self.level
            && file.levels.contains(&level.id.to_string())
        {
            fits.push(label("fit-level", &[("level", level.code.clone())]));
        }
        let spoken = file.languages.iter().find(|code| self.languages.contains(*code));
        if let Some(code) = spoken {
            fits.push(label("fit-language", &[("language", code.clone())]));
        }
        let mut skills = file.skills.iter().filter(|_| !self.text.is_empty());
        if let Some(skill) = skills.find(|skill| skill.to_lowercase().contains(&self.text)) {
            fits.push(label("fit-skill", &[("skill", skill.clone())]));
        }
        if is_at(&file.times, &self.slot) == Some(true) {
            fits.push(label("fit-time", &[]));
        }
        if let Some(times) = self.knows.get(&person) {
            let args = [("code", self.code.clone()), ("count", times.to_string())];
            fits.push(label("fit-knows-group", &args));
        }
        fits
    }
}

/// Languages that help: the one that is asked for, or those of the group's learners.
fn languages(
    view: &View<'_>,
    cohort: RecordId,
    query: &FindQuery,
) -> Result<BTreeSet<String>, AppError> {
    if let Some(code) = &query.language {
        return Ok(BTreeSet::from([language_of(code)?.to_owned()]));
    }
    let learners = view.members(cohort)?.into_iter();
    Ok(learners.filter_map(|one| one.language).filter(|code| code != COMMON).collect())
}

/// The level that is taught: the one that is asked for, or the group's.
fn level(
    view: &View<'_>,
    cohort: RecordId,
    query: &FindQuery,
    now: Now,
) -> Result<Option<Level>, AppError> {
    let levels = view.levels()?;
    if let Some(level) = &query.level {
        return Ok(Some(find_level(&levels, level)?.clone()));
    }
    let code = view.cohort(cohort, now.0)?.and_then(|cohort| cohort.level);
    Ok(code.and_then(|code| levels.into_iter().find(|level| level.code == code)))
}

/// How often each volunteer was with a group.
fn knows(view: &View<'_>, cohort: RecordId, now: Now) -> Result<HashMap<RecordId, u32>, AppError> {
    let mut knows: HashMap<RecordId, u32> = HashMap::new();
    let rows = view.duties(now.0 - KNOWN_DAYS, now.0)?.into_iter();
    for row in rows.filter(|row| row.cohort == cohort && row.duty.took_part()) {
        *knows.entry(row.volunteer).or_default() += 1;
    }
    Ok(knows)
}
