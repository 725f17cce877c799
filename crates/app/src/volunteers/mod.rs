//! Volunteers as those who plan see them: the list, one of them whole, and what both are drawn from.
//! What somebody can do, when they can come and how to reach them is in the file of contacts alone:
//! without it there are names, presence and hours. Writing files is `file`'s, the rota is `rota`'s.

mod ask;
mod file;
mod find;
mod hours;
mod rota;

pub use ask::Asking;
pub use hours::HOUR_EUROS_MAX;

use crate::centre::App;
use crate::dto::{AbsenceRow, VolunteerDetail, VolunteerFileRow, VolunteersView, WeekTime};
use crate::error::AppError;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::clash::Slot;
use passerelle_domain::kinds::{LEFT, VOLUNTEER_STATES};
use passerelle_domain::permission::Deed;
use passerelle_domain::planning::DAYS_MAX;
use passerelle_domain::rota::{
    Hindered, Hindrance, Staff, Stage, Standing, hindered, is_no_show, minutes_given, standing,
};
use passerelle_domain::{RecordId, Refusal, kinds};
use passerelle_store::View;
use passerelle_store::rota::{Absence, DutyRow, VolunteerFile};
use passerelle_store::volunteer::Volunteer;
use std::collections::{HashMap, HashSet};

/// Days that count as the last twelve months.
const YEAR_DAYS: Day = 365;

/// A day and a minute after its midnight.
pub(crate) type Now = (Day, u16);

/// What the file of contacts says of volunteers; nothing where it is not open.
#[derive(Default)]
pub(crate) struct Roll {
    files: HashMap<RecordId, VolunteerFile>,
    absences: Vec<Absence>,
    /// The file of somebody who has none.
    nothing: VolunteerFile,
    is_private_here: bool,
}

impl Roll {
    fn file(&self, person: RecordId) -> &VolunteerFile {
        self.files.get(&person).unwrap_or(&self.nothing)
    }

    fn has_left(&self, person: RecordId) -> bool {
        self.file(person).state == Some(LEFT)
    }

    /// Whether somebody can be asked now: neither a candidate, nor on a break, nor gone.
    fn is_active(&self, person: RecordId) -> bool {
        self.file(person).state.is_none_or(|state| state == kinds::ACTIVE)
    }

    fn absences_of(&self, person: RecordId) -> impl Iterator<Item = &Absence> {
        self.absences.iter().filter(move |one| one.volunteer == person)
    }

    /// The last day of the absence that a day falls in.
    fn away_until(&self, person: RecordId, day: Day) -> Option<Day> {
        let of_day = self.absences_of(person).filter(|one| (one.first..=one.last).contains(&day));
        of_day.map(|one| one.last).max()
    }

    fn is_away(&self, person: RecordId, day: Day) -> bool {
        self.away_until(person, day).is_some()
    }
}

/// What is written of volunteers at the sessions of some days.
struct Duties {
    rows: Vec<DutyRow>,
    /// Sessions at which a volunteer was marked.
    marked: HashSet<RecordId>,
    now: Now,
}

impl Duties {
    fn read(view: &View<'_>, first: Day, last: Day, now: Now) -> Result<Self, AppError> {
        let rows = view.duties(first, last)?;
        let marked = rows.iter().filter(|row| row.duty.mark.is_some());
        let marked = marked.map(|row| row.session).collect();
        Ok(Self { rows, marked, now })
    }

    fn stage(&self, row: &DutyRow) -> Stage {
        Stage {
            is_over: row.is_closed || has_ended(&row.slot, self.now),
            others_marked: self.marked.contains(&row.session),
        }
    }

    /// How somebody who is on a session stands towards it.
    fn standing(&self, row: &DutyRow) -> Standing {
        standing(&row.duty, self.stage(row), Hindrance::default())
    }

    /// When each volunteer is at a session, with the session.
    fn busy(&self) -> Busy {
        let mut busy = Busy::new();
        for row in self.rows.iter().filter(|row| row.is_on && self.standing(row).counts()) {
            busy.entry(row.volunteer).or_default().push((row.session, row.slot));
        }
        busy
    }
}

/// When each volunteer is at a session, with the session.
type Busy = HashMap<RecordId, Vec<(RecordId, Slot)>>;

/// Whether somebody is at another session at that time.
fn is_busy(busy: &Busy, person: RecordId, session: RecordId, slot: &Slot) -> bool {
    let of = busy.get(&person).map(Vec::as_slice).unwrap_or_default();
    of.iter().any(|(other, at)| *other != session && at.overlaps(slot))
}

/// Why somebody who is on a session cannot be at it after all.
fn hindered_at(roll: &Roll, busy: &Busy, duties: &Duties, row: &DutyRow) -> Option<Hindered> {
    let hindrance = Hindrance {
        is_away: roll.is_away(row.volunteer, row.slot.day),
        is_elsewhere: is_busy(busy, row.volunteer, row.session, &row.slot),
        is_outside_times: false,
    };
    hindered(duties.standing(row), duties.stage(row), hindrance)
}

/// How a session is staffed by those who are written there.
fn staff<'d>(
    roll: &Roll,
    busy: &Busy,
    duties: &Duties,
    rows: impl IntoIterator<Item = &'d DutyRow>,
) -> Staff {
    let mut staff = Staff::default();
    for row in rows {
        staff.add(&row.duty, duties.standing(row), hindered_at(roll, busy, duties, row));
    }
    staff
}

/// How many who train come to each session of these days, or came: what the rota's bars say.
pub(crate) fn coming(
    view: &View<'_>,
    roll: &Roll,
    (first, last): (Day, Day),
    now: Now,
) -> Result<HashMap<RecordId, u32>, AppError> {
    let duties = Duties::read(view, first, last, now)?;
    let busy = duties.busy();
    let of_sessions = duties.rows.chunk_by(|one, next| one.session == next.session);
    let counted = of_sessions.filter_map(|rows| {
        let session = rows.first()?.session;
        Some((session, staff(roll, &busy, &duties, rows).confirmed))
    });
    Ok(counted.collect())
}

fn has_ended(slot: &Slot, now: Now) -> bool {
    (slot.day, slot.end) <= now
}

/// What somebody gave in the last twelve months, and is to give.
#[derive(Clone, Copy, Default)]
struct Year {
    minutes: u32,
    sessions: u32,
    coming: u32,
    no_shows: u32,
}

/// What everybody gave in the last twelve months, and is to give.
fn years(view: &View<'_>, now: Now) -> Result<HashMap<RecordId, Year>, AppError> {
    let (today, _) = now;
    let duties = Duties::read(view, today - YEAR_DAYS, today.saturating_add(DAYS_MAX), now)?;
    let mut years: HashMap<RecordId, Year> = HashMap::new();
    for row in &duties.rows {
        let year = years.entry(row.volunteer).or_default();
        if row.duty.took_part() {
            year.minutes += minutes_given(&row.duty, &row.hours());
            year.sessions += 1;
        }
        let is_no_show = row.is_on && is_no_show(&row.duty, duties.stage(row));
        year.no_shows += u32::from(is_no_show);
        let is_to_come = row.is_on && !duties.stage(row).is_over;
        year.coming += u32::from(is_to_come && duties.standing(row) == Standing::Confirmed);
    }
    Ok(years)
}

impl App {
    /// Everybody who teaches here, by name, those who left last.
    ///
    /// # Errors
    /// `permission.role_too_low`, or the store's.
    pub fn volunteers(&mut self) -> Result<VolunteersView, AppError> {
        self.allow(Deed::Plan)?;
        let (roll, now) = (self.roll()?, self.around.today());
        let rows = self.store.snapshot(|view| volunteer_rows(view, &roll, now))?;
        Ok(VolunteersView { rows, is_private_here: roll.is_private_here })
    }

    /// One volunteer, whole. That their contacts are shown is noted.
    ///
    /// # Errors
    /// `permission.role_too_low`, `volunteer.unknown`, or the store's.
    pub fn volunteer(&mut self, person: RecordId) -> Result<VolunteerDetail, AppError> {
        self.allow(Deed::Plan)?;
        let known = self.store.view().volunteer(person)?;
        let known = known.ok_or(Refusal::new("volunteer.unknown"))?;
        let (roll, now) = (self.roll()?, self.around.today());
        if roll.is_private_here {
            self.note_reading(person)?;
        }
        self.store.snapshot(|view| detail(view, &roll, &known, now))
    }

    /// What the file of contacts says of volunteers, as far as the person at the keys may know.
    pub(crate) fn roll(&self) -> Result<Roll, AppError> {
        if self.allow(Deed::ReadContacts).is_err() {
            return Ok(Roll::default());
        }
        let Some(view) = self.private_view()? else { return Ok(Roll::default()) };
        Ok(Roll {
            files: view.volunteer_files()?.into_iter().collect(),
            absences: view.absences()?,
            nothing: VolunteerFile::default(),
            is_private_here: true,
        })
    }
}

fn volunteer_rows(
    view: &View<'_>,
    roll: &Roll,
    now: Now,
) -> Result<Vec<VolunteerFileRow>, AppError> {
    let years = years(view, now)?;
    let mut known = view.volunteers()?;
    known.sort_by_cached_key(|one| (roll.has_left(one.id), one.name().to_lowercase(), one.id));
    let year = |person| years.get(&person).copied().unwrap_or_default();
    Ok(known.iter().map(|one| volunteer_row(one, roll, year(one.id), now.0)).collect())
}

fn volunteer_row(known: &Volunteer, roll: &Roll, year: Year, today: Day) -> VolunteerFileRow {
    let file = roll.file(known.id);
    VolunteerFileRow {
        id: known.id.to_string(),
        name: known.name(),
        state: state_name(file.state).to_owned(),
        company: file.company.clone(),
        skills: file.skills.clone(),
        languages: file.languages.clone(),
        levels: file.levels.clone(),
        minutes: year.minutes,
        sessions: year.sessions,
        coming: year.coming,
        no_shows: year.no_shows,
        away_until: roll.away_until(known.id, today).map(format_day),
    }
}

/// The name of a state; unwritten is active.
fn state_name(code: Option<i64>) -> &'static str {
    let code = usize::try_from(code.unwrap_or(kinds::ACTIVE)).ok();
    code.and_then(|code| VOLUNTEER_STATES.get(code)).copied().unwrap_or("active")
}

fn detail(
    view: &View<'_>,
    roll: &Roll,
    known: &Volunteer,
    now: Now,
) -> Result<VolunteerDetail, AppError> {
    let file = roll.file(known.id).clone();
    let year = years(view, now)?.get(&known.id).copied().unwrap_or_default();
    let times = file.times.iter().map(|time| WeekTime {
        weekday: time.weekday,
        start: time.start,
        end: time.end,
    });
    Ok(VolunteerDetail {
        row: volunteer_row(known, roll, year, now.0),
        availability: times.collect(),
        phones: file.phones,
        email: file.email.unwrap_or_default(),
        note: file.note.unwrap_or_default(),
        charter: file.charter.map(format_day),
        absences: absence_rows(view, roll, known.id, now)?,
    })
}

/// Days away, those to come first, the next one before all; then those that are over, the last first.
fn absence_rows(
    view: &View<'_>,
    roll: &Roll,
    person: RecordId,
    now: Now,
) -> Result<Vec<AbsenceRow>, AppError> {
    let mut absences: Vec<_> = roll.absences_of(person).copied().collect();
    absences.sort_by_key(|one| match one.last >= now.0 {
        true => (false, one.first, one.id),
        false => (true, -one.first, one.id),
    });
    let mut rows = Vec::with_capacity(absences.len());
    for one in absences {
        let duties = Duties::read(view, one.first, one.last, now)?;
        let touched = duties.rows.iter().filter(|row| {
            let stands = duties.standing(row);
            row.volunteer == person
                && row.is_on
                && matches!(stands, Standing::Asked | Standing::Confirmed)
        });
        rows.push(AbsenceRow {
            id: one.id.to_string(),
            first: format_day(one.first),
            last: format_day(one.last),
            sessions: u32::try_from(touched.count()).unwrap_or(u32::MAX),
        });
    }
    Ok(rows)
}
