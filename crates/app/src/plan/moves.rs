//! Moving sessions. On another day a session is another record: what was written of the
//! old date, on a laptop that had not heard of the move too, stays with the old date. Whatever has
//! marks or signatures stays where it is.

use super::known::{Away, Ground};
use super::{
    CHANGES_MAX, PlanPreview, clash, heard_ms, no_block, put_in, session_draft, slot_value,
    venue_of, within_a_day,
};
use crate::attendance::label;
use crate::centre::{App, read_day, required, text, within_calendar};
use crate::dto::{CalendarView, Fate, MoveInput, MoveScope, PlannedDay, TwiceView};
use crate::error::AppError;
use crate::record_id;
use crate::surroundings::{Around, new_id};
use crate::undo::label_text;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::clash::{Known, Proposal, Slot, Wanted};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds, rota};
use passerelle_store::planning::CalendarSession;
use passerelle_store::{Act, Draft, Gesture, View};
use std::collections::HashMap;

/// Sessions that go somewhere, and where.
struct Going {
    steps: Vec<Step>,
    ground: Ground,
    known: Known,
    proposal: Proposal,
}

/// A session that goes somewhere.
struct Step {
    old: CalendarSession,
    wanted: Wanted,
    /// The room in which it is then, if that has a record.
    venue: Option<RecordId>,
}

/// What is asked of sessions that move; what is not said stays as each has it.
#[derive(Default)]
struct Ask {
    day: Option<Day>,
    start: Option<u16>,
    end: Option<u16>,
    venue: Option<RecordId>,
}

/// Where sessions are to go: so many days further, and some of them apart.
struct Asks {
    further: Day,
    all: Ask,
    apart: HashMap<RecordId, Ask>,
}

impl App {
    /// What moving would do. Nothing is written.
    ///
    /// # Errors
    /// Those of `move_session`, but for a reason that is not given yet.
    pub fn preview_move(
        &mut self,
        session: RecordId,
        to: &MoveInput,
    ) -> Result<PlanPreview, AppError> {
        self.allow(Deed::Plan)?;
        let (today, away) = (self.around.today().0, self.away()?);
        self.store.snapshot(|view| going(view, session, to, (today, away))?.preview(view, today))
    }

    /// Moves a session, those after it, or all of its cohort to come: one gesture. What has marks
    /// stays where it is.
    ///
    /// # Errors
    /// `permission.role_too_low`, `session.unknown`, `session.has_marks`, `session.not_on`,
    /// `session.times`, `calendar.day_unreadable`, `venue.unknown`, `plan.no_reason`, `plan.clash`,
    /// or the store's.
    pub fn move_session(
        &mut self,
        session: RecordId,
        to: &MoveInput,
    ) -> Result<CalendarView, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::SESSION, &kinds::PRESENCE])?;
        let reason = required(&to.reason, "plan.no_reason")?.to_owned();
        let (today, away) = (self.around.today().0, self.away()?);
        let (author, around) = (self.author()?, self.around.clone());
        self.store.write::<AppError>(author, |view| {
            let going = going(view, session, to, (today, away))?;
            no_block(&going.preview(view, today)?.clashes)?;
            let mut drafts = Vec::new();
            for step in &going.steps {
                drafts.extend(going.drafts(view, &around, step, &reason)?);
            }
            let code = going.steps.first().map(|step| step.old.code.clone()).unwrap_or_default();
            let args = [("code", code), ("count", going.steps.len().to_string())];
            let label = label_text(&label("sessions-moved", &args));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.sessions_like(session)
    }

    /// Settles what became of a session that was moved and held all the same: it took place, and the one
    /// that was to take its place does not, or does `both`.
    ///
    /// # Errors
    /// `permission.role_too_low`, `session.unknown` when the question is not asked any more, or the
    /// store's.
    pub fn settle_moved(&mut self, held: RecordId, both: bool) -> Result<TwiceView, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::SESSION])?;
        let author = self.author()?;
        self.store.write::<AppError>(author, |view| {
            let asked = view.moved_and_held()?.into_iter().find(|(session, _)| *session == held);
            let (_, instead) = asked.ok_or(Refusal::new("session.unknown"))?;
            let change = |id: RecordId, fate: Value| {
                Draft::new(&kinds::SESSION, RecordRef::Own(id), vec![("fate", fate)])
            };
            let mut drafts = vec![change(held, Value::Null)];
            // Also what was out because the session had gone elsewhere: it has not gone at all.
            let others = view.took_its_place(held)?.into_iter();
            drafts.extend(others.filter(|other| !both || *other != instead).map(|other| {
                let cancelled = Value::Int(kinds::CANCELLED);
                change(other, Value::List(vec![cancelled, Value::Ref(held.0), Value::Null]))
            }));
            let code = view.session(held)?.map(|one| one.code).unwrap_or_default();
            let label = label_text(&label("session-held", &[("code", code)]));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.planned_twice()
    }

    pub(super) fn sessions_like(&mut self, session: RecordId) -> Result<CalendarView, AppError> {
        let cohort = self.store.view().session(session)?;
        let cohort = cohort.ok_or(Refusal::new("session.unknown"))?.cohort;
        self.cohort_sessions(cohort)
    }
}

/// A session that may go elsewhere, and all of its cohort.
pub(super) fn movable(
    view: &View<'_>,
    session: RecordId,
) -> Result<(CalendarSession, Vec<CalendarSession>), AppError> {
    let known = view.session(session)?.ok_or(Refusal::new("session.unknown"))?;
    let all = view.calendar_of(known.cohort)?;
    let one = all.iter().find(|one| one.id == session).cloned();
    let one = one.ok_or(Refusal::new("session.unknown"))?;
    if !one.is_on() {
        return Err(Refusal::new("session.not_on").into());
    }
    if one.is_evidence() {
        return Err(Refusal::new("session.has_marks").into());
    }
    Ok((one, all))
}

fn going(
    view: &View<'_>,
    session: RecordId,
    to: &MoveInput,
    (today, away): (Day, Away),
) -> Result<Going, AppError> {
    let (one, all) = movable(view, session)?;
    let ground = Ground::read(view)?;
    let asks = Asks::read(&ground, to, (&one, &all))?;
    let from = (one.day, one.start);
    let goes = |other: &CalendarSession| match to.scope {
        MoveScope::One => other.id == one.id,
        MoveScope::Following => (other.day, other.start) >= from,
        MoveScope::All => other.day >= today || other.id == one.id,
    };
    let moved = all.into_iter().filter(|other| other.is_on() && !other.is_evidence());
    let steps = moved.filter(goes).map(|other| asks.step(&ground, other));
    let mut steps = steps.collect::<Result<Vec<_>, _>>()?;
    steps.sort_by_key(|step| step.wanted.slot);
    // From the old days on too: who was asked for them goes with them.
    let days = steps.iter().flat_map(|step| [step.old.day, step.wanted.slot.day]);
    let first = days.min().unwrap_or(one.day);
    let seats = view.cohort(one.cohort, first)?.map_or(0, |cohort| cohort.capacity);
    let proposal = Proposal {
        wanted: steps.iter().map(|step| step.wanted).collect(),
        seats: u16::try_from(seats).unwrap_or(u16::MAX),
        helpers: Some(rota::wanted(one.target, one.learners)),
        cohort: Some(one.cohort),
        instead_of: steps.iter().map(|step| step.old.id).collect(),
    };
    let known = ground.known(view, first, away)?;
    Ok(Going { steps, ground, known, proposal })
}

impl Asks {
    /// What is asked, of a session and the others of its cohort.
    fn read(
        ground: &Ground,
        to: &MoveInput,
        (one, cohort): (&CalendarSession, &[CalendarSession]),
    ) -> Result<Self, AppError> {
        if to.apart.len() > CHANGES_MAX {
            return Err(Refusal::new("cohort.sessions_count").with("max", CHANGES_MAX).into());
        }
        let mut apart = HashMap::new();
        for own in &to.apart {
            let id = record_id(&own.session)?;
            if !cohort.iter().any(|session| session.id == id) {
                return Err(Refusal::new("session.unknown").into());
            }
            let day = own.date.as_deref().map(read_day).transpose()?;
            let venue = venue_of(ground, own.venue.as_deref())?;
            apart.insert(id, Ask { day, start: own.start, end: own.end, venue });
        }
        let venue = venue_of(ground, to.venue.as_deref())?;
        let all = Ask { day: None, start: to.start, end: to.end, venue };
        Ok(Self { further: read_day(&to.date)? - one.day, all, apart })
    }

    /// Where a session goes: what was asked of it apart comes before what was asked of all, and that
    /// before what it has.
    fn step(&self, ground: &Ground, old: CalendarSession) -> Result<Step, Refusal> {
        let (nothing, all) = (Ask::default(), &self.all);
        let own = self.apart.get(&old.id).unwrap_or(&nothing);
        let day = own.day.unwrap_or_else(|| old.day.saturating_add(self.further));
        let start = own.start.or(all.start).unwrap_or(old.start);
        let end = own.end.or(all.end).unwrap_or(old.end);
        let (start, end) = within_a_day(start, end)?;
        let slot = Slot { day: within_calendar(day)?, start, end };
        let venue = own.venue.or(all.venue).or(old.venue);
        let room = ground.room(venue, old.room.as_deref());
        let wanted = Wanted { slot, venue: room, instead_of: Some(old.id) };
        Ok(Step { old, wanted, venue })
    }
}

impl Going {
    fn preview(&self, view: &View<'_>, today: Day) -> Result<PlanPreview, AppError> {
        let from: Vec<Day> = self.steps.iter().map(|step| step.old.day).collect();
        let asked = clash::Asked {
            view,
            ground: &self.ground,
            known: &self.known,
            proposal: &self.proposal,
            from: &from,
            not_before: today,
            holidays: true,
        };
        let clashes = asked.clashes()?;
        let days = self.steps.iter().zip(0usize..).map(|(step, at)| {
            let (old, slot) = (&step.old, step.wanted.slot);
            PlannedDay {
                number: Some(old.number),
                date: format_day(slot.day),
                start: slot.start,
                end: slot.end,
                fate: if slot.day == old.day { Fate::Changed } else { Fate::Moved },
                from: format_day(old.day),
                reason: None,
                module: old.module.clone(),
                venue: step.venue.map(|id| id.to_string()),
                is_clash: clashes.at.contains(&at),
            }
        });
        let slots = self.steps.iter().map(|step| step.wanted.slot);
        let minutes = slots.map(|slot| u32::from(slot.end - slot.start)).sum();
        Ok(PlanPreview {
            days: days.collect(),
            sessions: u32::try_from(self.steps.len()).unwrap_or(u32::MAX),
            minutes,
            planned_minutes: minutes,
            last: self.steps.last().map(|step| format_day(step.wanted.slot.day)),
            clashes: clashes.shown,
            more_clashes: clashes.more,
            heard_ms: heard_ms(view)?,
        })
    }

    /// What is written of one session: on the same day its hours and its room; on another day a
    /// session of its own, with those who were asked for the old one. Whoever answered is asked again,
    /// unless the room alone is another: they said yes to a day and its hours.
    fn drafts(
        &self,
        view: &View<'_>,
        around: &Around,
        Step { old, wanted, venue }: &Step,
        reason: &str,
    ) -> Result<Vec<Draft>, AppError> {
        let slot = wanted.slot;
        if slot.day == old.day {
            let mut draft = Draft::new(&kinds::SESSION, RecordRef::Own(old.id), vec![]);
            let other_hours = (slot.start, slot.end) != (old.start, old.end);
            if other_hours {
                draft.write("slot", slot_value(slot.day, slot.start, slot.end));
            }
            if let Some(venue) = venue.filter(|_| *venue != old.venue) {
                put_in(&mut draft, &self.ground, venue);
            }
            let asked = if other_hours { asked_again(view, old.id)? } else { vec![] };
            let drafts = [draft].into_iter().chain(asked);
            return Ok(drafts.filter(|draft| !draft.writes.is_empty()).collect());
        }
        let id = new_id(&**around)?;
        let mut new = session_draft(id, old.cohort, slot.day, (slot.start, slot.end))?;
        new.write("origin", Value::Ref(old.id.0));
        match (venue, &old.room) {
            (Some(venue), _) => put_in(&mut new, &self.ground, *venue),
            (None, Some(room)) => new.write("room", text(room)),
            (None, None) => {}
        }
        if let Some(module) = &old.module {
            new.write("module", text(module));
        }
        let mut gone = Draft::new(&kinds::SESSION, RecordRef::Own(old.id), vec![]);
        gone.write("fate", fate(kinds::MOVED, Some(id), reason));
        let mut drafts = vec![new, gone];
        for asked in view.asked_of(old.id)? {
            let record = RecordRef::Derived(vec![id, asked.volunteer]);
            let mut presence = Draft::new(&kinds::PRESENCE, record, vec![]);
            if let Some(part) = asked.part {
                presence.write("part", Value::Int(part));
            }
            if asked.answer.is_some() {
                presence.write("answer", Value::Int(kinds::ASKED));
            }
            drafts.push(presence);
        }
        Ok(drafts)
    }
}

/// Those who answered for a session are asked again.
fn asked_again(view: &View<'_>, session: RecordId) -> Result<Vec<Draft>, AppError> {
    let answered = |answer: Option<i64>| answer.is_some_and(|answer| answer != kinds::ASKED);
    let asked = view.asked_of(session)?.into_iter().filter(|asked| answered(asked.answer));
    let again = asked.map(|asked| {
        let record = RecordRef::Derived(vec![session, asked.volunteer]);
        let value = Value::Int(kinds::ASKED);
        Draft::new(&kinds::PRESENCE, record, vec![("answer", value)])
    });
    Ok(again.collect())
}

pub(super) fn fate(code: i64, to: Option<RecordId>, reason: &str) -> Value {
    let to = to.map_or(Value::Null, |id| Value::Ref(id.0));
    Value::List(vec![Value::Int(code), to, text(reason)])
}
