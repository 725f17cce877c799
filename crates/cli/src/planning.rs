//! Planning from the command line: cohorts, sessions, rooms.

use crate::arguments::{
    CalendarCommand, Change, ClosureCommand, Cohort, Plan, Scope, SessionCommand, Venue,
};
use crate::commands::{day, minute};
use crate::print::Printed;
use passerelle_app::dto::{
    ClosureInput, CohortChange, Convention, MoveInput, MoveScope, NewCohort, PlanChange, VenueInput,
};
use passerelle_app::{App, AppError, CalendarOf, NewSession, Surroundings, System, record_id};
use passerelle_domain::RecordId;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_words::write_document;

/// Sessions of a plan that says neither how many nor until when.
const USUAL_SESSIONS: u16 = 10;
/// Days that are listed when no last one is given.
const USUAL_DAYS: Day = 30;

pub fn cohort(app: &mut App, command: &Cohort, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    match command {
        Cohort::List => Ok(print.cohorts(&app.cohorts()?)),
        Cohort::Add(plan) => {
            let new = new_cohort(app, plan)?;
            Ok(print.cohorts(&[app.add_cohort(&new)?]))
        }
        Cohort::Plan(plan) => {
            let new = new_cohort(app, plan)?;
            Ok(print.plan(&app.preview_cohort(&new)?))
        }
        Cohort::Change(change) => {
            let (cohort, to) = changed_cohort(app, change)?;
            Ok(print.cohorts(&[app.change_cohort(cohort, &to)?.cohort]))
        }
        Cohort::Clashes => Ok(print.twice(&app.planned_twice()?)),
        Cohort::Sessions { cohort } => {
            let cohort = app.find_cohort(cohort)?;
            Ok(print.calendar(&app.cohort_sessions(cohort)?))
        }
    }
}

fn new_cohort(app: &App, plan: &Plan) -> Result<NewCohort, AppError> {
    let leave_out = |day: &String| PlanChange { from: day.clone(), ..PlanChange::default() };
    let sessions = plan.sessions.or(plan.until.is_none().then_some(USUAL_SESSIONS));
    Ok(NewCohort {
        level: plan.level.clone(),
        code: plan.code.clone(),
        venue: plan.venue.as_deref().map(|text| app.find_venue(text)).transpose()?,
        room: plan.room.clone(),
        capacity: plan.capacity,
        first: plan.first.clone().unwrap_or_else(|| format_day(System.today().0)),
        weekdays: plan.weekdays.clone(),
        start: minute(&plan.start)?,
        end: minute(&plan.end)?,
        sessions,
        last: plan.until.clone(),
        holidays: !plan.holidays,
        changes: plan.skip.iter().map(leave_out).collect(),
        audience: String::new(),
    })
}

/// What a cohort is to be: what was not said is as it is.
fn changed_cohort(app: &App, change: &Change) -> Result<(RecordId, CohortChange), AppError> {
    let id = app.find_cohort(&change.cohort)?;
    let row = app.cohorts()?.into_iter().find(|row| row.id == id.to_string());
    let row = row.ok_or_else(|| AppError::refused("cohort.unknown"))?;
    let seats = change.capacity.or(u16::try_from(row.capacity).ok());
    let to = CohortChange {
        code: change.code.clone().unwrap_or(row.code),
        title: change.title.clone().unwrap_or(row.title),
        capacity: seats.unwrap_or_default(),
        volunteers: change.volunteers,
    };
    Ok((id, to))
}

fn scope_of(scope: Scope) -> MoveScope {
    match scope {
        Scope::One => MoveScope::One,
        Scope::Following => MoveScope::Following,
        Scope::All => MoveScope::All,
    }
}

pub fn session(
    app: &mut App,
    command: &SessionCommand,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    match command {
        SessionCommand::List { date } => {
            let (first, last) = match date {
                Some(date) => (day(date)?, day(date)?),
                None => (Day::MIN, Day::MAX),
            };
            Ok(print.sessions(&app.sessions(first, last)?))
        }
        SessionCommand::Add { cohort, date, start, end, room } => {
            let new = NewSession {
                cohort: app.find_cohort(cohort)?,
                day: date.as_deref().map_or(Ok(System.today().0), day)?,
                start: minute(start)?,
                end: minute(end)?,
                room: room.clone(),
            };
            Ok(print.sessions(&[app.add_session(&new)?]))
        }
        SessionCommand::Move { session, date, start, end, venue, scope, because } => {
            let id = app.find_session(session)?;
            let known = app.view().session(id)?;
            let known = known.ok_or_else(|| AppError::refused("session.unknown"))?;
            let to = MoveInput {
                date: date.clone().unwrap_or_else(|| format_day(known.day)),
                start: start.as_deref().map(minute).transpose()?,
                end: end.as_deref().map(minute).transpose()?,
                venue: venue.as_deref().map(|text| app.find_venue(text)).transpose()?,
                scope: scope_of(*scope),
                reason: because.clone(),
                apart: Vec::new(),
            };
            Ok(print.calendar(&app.move_session(id, &to)?))
        }
        SessionCommand::Held { session, both } => {
            let id = app.find_session(session)?;
            Ok(print.twice(&app.settle_moved(id, *both)?))
        }
        SessionCommand::Cancel { session, scope, because } => {
            let id = app.find_session(session)?;
            Ok(print.calendar(&app.cancel_session(id, scope_of(*scope), because)?))
        }
    }
}

pub fn venue(app: &mut App, command: &Venue, print: &Printed<'_>) -> Result<Vec<u8>, AppError> {
    match command {
        Venue::List => Ok(print.venues(&app.venues()?)),
        Venue::Add { name, address, places, computers, partner, convention, reference } => {
            let convention = match &convention[..] {
                [first, last] => Some(Convention {
                    first: first.clone(),
                    last: last.clone(),
                    reference: reference.clone(),
                }),
                _ => None,
            };
            let input = VenueInput {
                name: name.clone(),
                address: address.clone(),
                capacity: *places,
                computers: *computers,
                partner: partner.clone(),
                convention,
                ..VenueInput::default()
            };
            Ok(print.venues(&app.save_venue(&input)?))
        }
    }
}

pub fn calendar(
    app: &mut App,
    command: &CalendarCommand,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    match command {
        CalendarCommand::List { from, to } => {
            let from = from.as_deref().map_or(Ok(System.today().0), day)?;
            let to = to.as_deref().map_or(Ok(from + USUAL_DAYS), day)?;
            Ok(print.calendar(&app.calendar(&format_day(from), &format_day(to))?))
        }
        CalendarCommand::Export { of, to } => {
            let of = match (&of.cohort, &of.venue, &of.volunteer) {
                (Some(cohort), ..) => CalendarOf::Cohort(app.find_cohort(cohort)?),
                (_, Some(venue), _) => CalendarOf::Venue(record_id(&app.find_venue(venue)?)?),
                (_, _, name) => {
                    let found = app.find_volunteer(name.as_deref().unwrap_or_default())?;
                    let unknown = || AppError::refused("volunteer.unknown");
                    CalendarOf::Volunteer(found.ok_or_else(unknown)?)
                }
            };
            let file = app.calendar_document(of)?;
            let written = write_document(&file.name, &file.bytes, to)?;
            Ok(print.exported("terminal-calendar", &written))
        }
    }
}

pub fn closure(
    app: &mut App,
    command: &ClosureCommand,
    print: &Printed<'_>,
) -> Result<Vec<u8>, AppError> {
    let days = match command {
        ClosureCommand::List => app.days_off()?,
        ClosureCommand::Add { first, last, title, venue, start, end } => {
            let input = ClosureInput {
                id: None,
                first: first.clone(),
                last: last.as_ref().unwrap_or(first).clone(),
                title: title.clone(),
                venue: venue.as_deref().map(|text| app.find_venue(text)).transpose()?,
                start: start.as_deref().map(minute).transpose()?,
                end: end.as_deref().map(minute).transpose()?,
            };
            app.save_closure(&input)?
        }
        ClosureCommand::Remove { id } => app.remove_closure(record_id(id)?)?,
        ClosureCommand::Territory { name } => app.set_territory(name)?,
    };
    Ok(print.days_off(&days))
}
