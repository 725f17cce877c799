//! Sessions as a calendar file: of a group, of a room, of a volunteer. It names no learner.

use super::{Document, document, safe};
use crate::audit::{Entry, Noted};
use crate::centre::App;
use crate::dto::CalendarAsk;
use crate::error::AppError;
use crate::record_id;
use crate::undo::person_name;
use passerelle_documents::{Calendar, Event, Standing, calendar_ics};
use passerelle_domain::permission::Deed;
use passerelle_domain::{Kind, RecordId, RecordRef, Refusal, kinds};
use passerelle_store::View;
use passerelle_store::planning::CalendarSession;
use std::collections::BTreeSet;

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
            let whose = match of {
                CalendarOf::Volunteer(id) => Some((id, view.sure_of(id)?)),
                _ => None,
            };
            let events = sessions.into_iter().map(|one| event(view, one, whose.as_ref()));
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

/// A session as an event: in a volunteer's file, one to which they have not said yes is not sure.
fn event(
    view: &View<'_>,
    one: CalendarSession,
    whose: Option<&(RecordId, BTreeSet<RecordId>)>,
) -> Result<Event, AppError> {
    let mut written_ms = written_ms(view, &kinds::SESSION, RecordRef::Own(one.id))?;
    if let Some((volunteer, _)) = whose {
        // What they answered makes another version of the event too.
        let record = RecordRef::Derived(vec![one.id, *volunteer]);
        written_ms = self::written_ms(view, &kinds::PRESENCE, record)?.max(written_ms);
    }
    let standing = match whose {
        // A session that was moved is another event: this one is told to be off.
        _ if !one.is_on() && !one.has_marks => Standing::Cancelled,
        Some((_, sure)) if !sure.contains(&one.id) => Standing::Tentative,
        _ => Standing::Confirmed,
    };
    Ok(Event {
        uid: format!("{}@passerelle", one.id),
        day: one.day,
        start: one.start,
        end: one.end,
        title: format!("{} {}", one.code, one.title),
        place: one.room,
        about: one.module,
        standing,
        written_ms,
    })
}

/// When a record was last written.
fn written_ms(view: &View<'_>, kind: &Kind, record: RecordRef) -> Result<u64, AppError> {
    let mut last = 0;
    for register in kind.registers {
        let heads = view.heads(kind, &record, register.id)?;
        last = heads.shown().map_or(last, |head| head.hlc.ms().max(last));
    }
    Ok(last)
}
