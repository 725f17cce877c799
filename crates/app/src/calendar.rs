//! The calendar: sessions of some weeks or of one cohort, with what became of each, and the days on
//! which the centre is closed.

use crate::centre::{App, read_day};
use crate::dto::{CalendarSession as Row, CalendarView, DayOff, SessionState};
use crate::error::AppError;
use crate::plan::{Ground, heard_ms, reason};
use crate::volunteers::{Now, Roll, coming};
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::planning::{DAYS_MAX, Opening};
use passerelle_domain::{RecordId, Refusal, kinds};
use passerelle_store::View;
use passerelle_store::planning::CalendarSession;

/// Days that are asked for at once.
const SPAN_MAX: Day = 400;

impl App {
    /// Sessions between two ISO days, both included.
    ///
    /// # Errors
    /// `calendar.day_unreadable`, `calendar.too_long`, or the store's.
    pub fn calendar(&mut self, first: &str, last: &str) -> Result<CalendarView, AppError> {
        self.allow(Deed::ReadRoster)?;
        let (first, last) = (read_day(first)?, read_day(last)?);
        if last.saturating_sub(first) > SPAN_MAX {
            return Err(Refusal::new("calendar.too_long").with("max", SPAN_MAX).into());
        }
        let (roll, now) = (self.roll()?, self.around.today());
        self.store
            .snapshot(|view| shown(view, (&roll, now), view.calendar(first, last)?, (first, last)))
    }

    /// Every session of a cohort.
    ///
    /// # Errors
    /// `cohort.unknown`, or the store's.
    pub fn cohort_sessions(&mut self, cohort: RecordId) -> Result<CalendarView, AppError> {
        self.allow(Deed::ReadRoster)?;
        let (roll, now) = (self.roll()?, self.around.today());
        let today = now.0;
        self.store.snapshot(|view| {
            view.cohort(cohort, today)?.ok_or(Refusal::new("cohort.unknown"))?;
            let sessions = view.calendar_of(cohort)?;
            let first = sessions.first().map_or(today, |one| one.day);
            let last = sessions.last().map_or(today, |one| one.day);
            let last = last.min(first.saturating_add(DAYS_MAX));
            shown(view, (&roll, now), sessions, (first, last))
        })
    }
}

fn shown(
    view: &View<'_>,
    (roll, now): (&Roll, Now),
    sessions: Vec<CalendarSession>,
    (first, last): (Day, Day),
) -> Result<CalendarView, AppError> {
    let ground = Ground::read(view)?;
    let coming = coming(view, roll, (first, last), now)?;
    let off = (first..=last).filter_map(|day| match ground.opening(day, None, true) {
        Opening::Closed(why) => {
            let reason = reason(&why);
            Some(DayOff { date: format_day(day), code: reason.code, name: reason.name })
        }
        Opening::Open | Opening::Hours(..) => None,
    });
    Ok(CalendarView {
        off: off.collect(),
        sessions: sessions
            .into_iter()
            .map(|one| {
                let volunteers = coming.get(&one.id).copied().unwrap_or_default();
                row(one, volunteers)
            })
            .collect(),
        heard_ms: heard_ms(view)?,
    })
}

fn row(one: CalendarSession, volunteers: u32) -> Row {
    let state = match one.fate {
        _ if one.is_sealed => SessionState::Sealed,
        _ if one.is_closed => SessionState::Closed,
        // Somebody was marked where nobody should have been: the marks count.
        _ if one.has_marks => SessionState::Open,
        kinds::CANCELLED => SessionState::Cancelled,
        kinds::MOVED => SessionState::Moved,
        _ => SessionState::Planned,
    };
    Row {
        id: one.id.to_string(),
        date: format_day(one.day),
        start: one.start,
        end: one.end,
        cohort: one.cohort.to_string(),
        code: one.code,
        title: one.title,
        number: one.number,
        of: one.of,
        venue: one.venue.map(|id| id.to_string()),
        room: one.room,
        module: one.module,
        volunteers,
        target: one.target,
        learners: one.learners,
        state,
        moved_to: one.moved_to.map(format_day),
        reason: one.reason,
    }
}
