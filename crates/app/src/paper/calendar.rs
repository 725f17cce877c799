//! Sessions as a calendar file: of a group, of a room, of a volunteer. It names no learner.

use super::{Document, document, safe};
use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::dto::CalendarAsk;
use crate::error::AppError;
use crate::record_id;
use crate::undo::person_name;
use passerelle_documents::{Calendar, Event, calendar_ics};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, kinds};
use passerelle_store::View;
use passerelle_store::planning::CalendarSession;

/// Whose sessions.
#[derive(Clone, Copy, Debug)]
pub enum CalendarOf {
    /// A group's.
    Cohort(RecordId),
    /// Those in a room.
    Venue(RecordId),
    /// Those that a volunteer was asked for and has not refused.
    Volunteer(RecordId),
}

impl TryFrom<&CalendarAsk> for CalendarOf {
    type Error = AppError;

    /// What crossed, with its id read.
    fn try_from(ask: &CalendarAsk) -> Result<Self, AppError> {
        Ok(match ask {
            CalendarAsk::Cohort { id } => Self::Cohort(record_id(id)?),
            CalendarAsk::Venue { id } => Self::Venue(record_id(id)?),
            CalendarAsk::Volunteer { id } => Self::Volunteer(record_id(id)?),
        })
    }
}

impl App {
    /// Sessions as a calendar file. Whose days it tells is a person's affair: that of a volunteer is
    /// noted as an export, and only a coordinator makes another's.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, `venue.unknown`, `volunteer.unknown`,
    /// `document.nothing` without a session, or the store's.
    pub fn calendar_document(&mut self, of: CalendarOf) -> Result<Document, AppError> {
        self.allow(Deed::ReadRoster)?;
        if let CalendarOf::Volunteer(person) = of
            && person != self.person
        {
            self.allow(Deed::Export)?;
        }
        let today = self.around.today().0;
        let calendar = self.store.snapshot(|view| {
            let (name, sessions) = match of {
                CalendarOf::Cohort(id) => {
                    let cohort = view.cohort(id, today)?.ok_or(Refusal::new("cohort.unknown"))?;
                    (cohort.code, view.calendar_of(id)?)
                }
                CalendarOf::Venue(id) => {
                    let venues = view.venues()?;
                    let venue = venues.into_iter().find(|venue| venue.id == id);
                    let venue = venue.ok_or(Refusal::new("venue.unknown"))?;
                    (venue.name, view.calendar_of_venue(id)?)
                }
                CalendarOf::Volunteer(id) => {
                    view.volunteer(id)?.ok_or(Refusal::new("volunteer.unknown"))?;
                    (person_name(view, id)?, view.calendar_of_volunteer(id)?)
                }
            };
            let territory = view.territory()?;
            let events = sessions.into_iter().map(|one| event(view, one));
            let events = events.collect::<Result<_, AppError>>()?;
            Ok::<_, AppError>(Calendar { name, territory, events })
        })?;
        let bytes = document(calendar_ics(&calendar))?.into_bytes();
        if let CalendarOf::Volunteer(person) = of {
            let amount = Some(calendar.events.len() as u64);
            self.note_deed(Noted::Export, &Entry { amount, ..Entry::about(person) })?;
        }
        Ok(Document { name: format!("{}.ics", safe(&calendar.name)), bytes })
    }
}

fn event(view: &View<'_>, one: CalendarSession) -> Result<Event, AppError> {
    let record = RecordRef::Own(one.id);
    let mut written_ms = 0;
    for register in kinds::SESSION.registers {
        let heads = view.heads(&kinds::SESSION, &record, register.id)?;
        written_ms = heads.shown().map_or(written_ms, |head| head.hlc.ms().max(written_ms));
    }
    // A session that was moved is another event: this one is told to be off.
    let is_cancelled = !one.is_on() && !one.has_marks;
    Ok(Event {
        uid: format!("{}@passerelle", one.id),
        day: one.day,
        start: one.start,
        end: one.end,
        title: format!("{} {}", one.code, one.title),
        place: one.room,
        about: one.module,
        is_cancelled,
        written_ms,
    })
}
