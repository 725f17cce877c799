//! The rota: sessions by people, and putting somebody on a session or taking them off. A mark is never
//! touched here: who was there is the register's affair.

use super::file::{named, person_of};
use super::{Busy, Duties, Now, Roll, has_ended, hindered_at, is_busy, staff, years};
use crate::attendance::label;
use crate::centre::{App, read_day};
use crate::dto::{
    AssignInput, Label, RotaCell, RotaHindered, RotaPerson, RotaQuery, RotaSession, RotaState,
    RotaView,
};
use crate::error::AppError;
use crate::undo::label_text;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::clash::Slot;
use passerelle_domain::kinds::{ANSWERS, ASKED, ASSISTANT, CONFIRMED, LEAD, PARTS};
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::rota::{Hindered, Hindrance, Staff, Standing, is_at, standing, wanted};
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::planning::CalendarSession;
use passerelle_store::rota::DutyRow;
use passerelle_store::{Act, Draft, Gesture, View};
use std::collections::HashMap;

/// Days of a rota that is asked for at once.
const ROTA_DAYS_MAX: Day = 100;

/// What a rota is asked for, read.
struct Asked {
    first: Day,
    last: Day,
    cohort: Option<RecordId>,
}

/// What somebody has to do with a session, read: the codes of a part and an answer, or nothing.
type Wish = Option<(i64, i64)>;

impl App {
    /// Sessions by people. Below a coordinator, everybody sees their own hours alone.
    ///
    /// # Errors
    /// `calendar.day_unreadable`, `calendar.too_long`, `cohort.unknown`, or the store's.
    pub fn rota(&mut self, query: &RotaQuery) -> Result<RotaView, AppError> {
        self.allow(Deed::ReadRoster)?;
        let (roll, now) = (self.roll()?, self.around.today());
        let alone = (self.role()? < Role::Coordinator).then_some(self.person);
        self.store.snapshot(|view| {
            let asked = asked(view, query, now)?;
            let mut rota = rota(view, &roll, &asked, now)?;
            if let Some(alone) = alone.map(|id| id.to_string()) {
                let others = rota.people.iter_mut().filter(|person| person.id != alone);
                others.for_each(|person| person.minutes = 0);
            }
            rota.query.clone_from(query);
            Ok(rota)
        })
    }

    /// Puts somebody on a session, or takes them off. A session has one lead: whoever led it before
    /// becomes an assistant, in the same gesture.
    ///
    /// # Errors
    /// `permission.role_too_low`, `session.unknown`, `session.not_on`, `rota.over`, `rota.part`,
    /// `rota.answer`, `volunteer.unknown`, those of `rota`, or the store's.
    pub fn assign(&mut self, input: &AssignInput, query: &RotaQuery) -> Result<RotaView, AppError> {
        self.allow(Deed::Plan)?;
        self.authorise(&[&kinds::PRESENCE])?;
        let (session, person) = (crate::record_id(&input.session)?, person_of(&input.volunteer)?);
        let wish = wish_of(input)?;
        let (author, now) = (self.author()?, self.around.today());
        self.store.write::<AppError>(author, |view| {
            // Nothing is written for an answer that cannot be given.
            asked(view, query, now)?;
            let session = open(view, session, now)?;
            let name = named(view, person)?;
            let drafts = drafts(view, session.id, person, wish)?;
            let label = label_text(&assigned(wish, name, session.code));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.rota(query)
    }
}

fn asked(view: &View<'_>, query: &RotaQuery, now: Now) -> Result<Asked, AppError> {
    let (first, last) = (read_day(&query.first)?, read_day(&query.last)?);
    if last < first || last - first >= ROTA_DAYS_MAX {
        return Err(Refusal::new("calendar.too_long").with("max", ROTA_DAYS_MAX).into());
    }
    let cohort = query.cohort.as_deref().map(crate::record_id).transpose()?;
    if let Some(cohort) = cohort {
        view.cohort(cohort, now.0)?.ok_or(Refusal::new("cohort.unknown"))?;
    }
    Ok(Asked { first, last, cohort })
}

fn rota(view: &View<'_>, roll: &Roll, asked: &Asked, now: Now) -> Result<RotaView, AppError> {
    let mut sessions = view.calendar(asked.first, asked.last)?;
    sessions.retain(|one| one.is_on() && asked.cohort.is_none_or(|cohort| cohort == one.cohort));
    let duties = Duties::read(view, asked.first, asked.last, now)?;
    let mut of_session: HashMap<RecordId, Vec<&DutyRow>> = HashMap::new();
    for row in &duties.rows {
        of_session.entry(row.session).or_default().push(row);
    }
    let rows = |session: &CalendarSession| {
        of_session.get(&session.id).map(Vec::as_slice).unwrap_or_default()
    };
    let (busy, years) = (duties.busy(), years(view, now)?);
    let mut people = Vec::new();
    for known in view.volunteers()? {
        let stands = sessions.iter().map(|session| {
            let row = rows(session).iter().find(|row| row.volunteer == known.id).copied();
            Stands::read(roll, known.id, (&duties, &busy), (session, row))
        });
        let stands: Vec<_> = stands.collect();
        let is_on = stands.iter().any(|one| one.standing.is_on());
        if roll.has_left(known.id) && !is_on {
            continue;
        }
        let person = RotaPerson {
            id: known.id.to_string(),
            name: known.name(),
            company: roll.file(known.id).company.clone(),
            minutes: years.get(&known.id).map_or(0, |year| year.minutes),
            cells: stands.iter().map(cell).collect(),
        };
        people.push((is_on, person));
    }
    people.sort_by_cached_key(|(is_on, one)| (!is_on, one.name.to_lowercase(), one.id.clone()));
    let sessions = sessions.iter().map(|one| {
        let staff = staff(roll, &busy, &duties, rows(one).iter().copied());
        rota_session(one, &staff, now)
    });
    Ok(RotaView {
        query: RotaQuery::default(),
        sessions: sessions.collect(),
        people: people.into_iter().map(|(_, person)| person).collect(),
    })
}

/// How somebody stands towards a session.
pub(super) struct Stands {
    part: Option<i64>,
    pub standing: Standing,
    hindered: Option<Hindered>,
}

impl Stands {
    /// `row` is what is written of them there.
    fn read(
        roll: &Roll,
        person: RecordId,
        (duties, busy): (&Duties, &Busy),
        (session, row): (&CalendarSession, Option<&DutyRow>),
    ) -> Self {
        let slot = slot_of(session);
        let hindrance = Hindrance {
            is_away: roll.is_away(person, slot.day),
            is_elsewhere: is_busy(busy, person, session.id, &slot),
            is_outside_times: !roll.is_active(person)
                || is_at(&roll.file(person).times, &slot) == Some(false),
        };
        let duty = row.map(|row| row.duty).unwrap_or_default();
        let stage = row.map(|row| duties.stage(row)).unwrap_or_default();
        Self {
            part: duty.part,
            standing: standing(&duty, stage, hindrance),
            hindered: row.and_then(|row| hindered_at(roll, busy, duties, row)),
        }
    }

    pub fn state(&self) -> RotaState {
        match self.standing {
            Standing::Free => RotaState::Free,
            Standing::Away => RotaState::Away,
            Standing::Elsewhere => RotaState::Elsewhere,
            Standing::Unavailable => RotaState::Unavailable,
            Standing::Asked => RotaState::Asked,
            Standing::Confirmed => RotaState::Confirmed,
            Standing::Declined => RotaState::Declined,
            Standing::Present => RotaState::Present,
            Standing::NoShow => RotaState::NoShow,
        }
    }

    pub fn hindered(&self) -> Option<RotaHindered> {
        self.hindered.map(|why| match why {
            Hindered::Away => RotaHindered::Away,
            Hindered::Elsewhere => RotaHindered::Elsewhere,
        })
    }
}

pub(super) fn slot_of(session: &CalendarSession) -> Slot {
    Slot { day: session.day, start: session.start, end: session.end }
}

fn rota_session(one: &CalendarSession, staff: &Staff, now: Now) -> RotaSession {
    RotaSession {
        id: one.id.to_string(),
        date: format_day(one.day),
        start: one.start,
        end: one.end,
        cohort: one.cohort.to_string(),
        code: one.code.clone(),
        place: one.room.clone(),
        number: one.number,
        of: one.of,
        target: wanted(one.target, one.learners),
        confirmed: staff.confirmed,
        asked: staff.asked,
        hindered: staff.hindered,
        beside: staff.beside,
        learners: one.learners,
        has_lead: staff.has_lead,
        is_past: has_ended(&slot_of(one), now),
        is_over: is_settled(one, now),
    }
}

fn cell(stands: &Stands) -> RotaCell {
    let part = stands.part.and_then(|code| usize::try_from(code).ok());
    let part = part.and_then(|code| PARTS.get(code)).map(|name| (*name).to_owned());
    RotaCell { state: stands.state(), part, hindered: stands.hindered() }
}

fn wish_of(input: &AssignInput) -> Result<Wish, Refusal> {
    let code = |names: &[&str], name: &str, code| {
        let at = names.iter().position(|one| *one == name);
        at.and_then(|at| i64::try_from(at).ok()).ok_or(Refusal::new(code))
    };
    let Some(part) = &input.part else { return Ok(None) };
    let answer = input.answer.as_deref().unwrap_or(ANSWERS[0]);
    Ok(Some((code(PARTS, part, "rota.part")?, code(ANSWERS, answer, "rota.answer")?)))
}

/// Whether a session is over, and how it was is written: who was there is the register's affair then.
fn is_settled(one: &CalendarSession, now: Now) -> bool {
    let is_over = one.is_closed || one.is_sealed || has_ended(&slot_of(one), now);
    is_over && one.is_evidence()
}

/// A session on which people can still be put: it takes place, and nothing was written of how it was.
fn open(view: &View<'_>, session: RecordId, now: Now) -> Result<CalendarSession, AppError> {
    let known = view.session(session)?.ok_or(Refusal::new("session.unknown"))?;
    let all = view.calendar_of(known.cohort)?;
    let one = all.into_iter().find(|one| one.id == session);
    let one = one.ok_or(Refusal::new("session.unknown"))?;
    if !one.is_on() {
        return Err(Refusal::new("session.not_on").into());
    }
    if is_settled(&one, now) {
        return Err(Refusal::new("rota.over").into());
    }
    Ok(one)
}

/// What is written of a session's people, where it is not so already.
fn drafts(
    view: &View<'_>,
    session: RecordId,
    person: RecordId,
    wish: Wish,
) -> Result<Vec<Draft>, AppError> {
    let asked = view.asked_of(session)?;
    let before = asked.iter().find(|one| one.volunteer == person);
    let before = before.map_or((None, None), |one| (one.part, one.answer));
    let after = (wish.map(|(part, _)| part), wish.map(|(_, answer)| answer));
    let presence =
        |person| Draft::new(&kinds::PRESENCE, RecordRef::Derived(vec![session, person]), vec![]);
    let mut draft = presence(person);
    if before.0 != after.0 {
        draft.write("part", Value::int_or_null(after.0));
    }
    if before.1 != after.1 {
        draft.write("answer", Value::int_or_null(after.1));
    }
    let mut drafts = if draft.writes.is_empty() { vec![] } else { vec![draft] };
    if after.0 == Some(LEAD) {
        let leads = asked.iter().filter(|one| one.part == Some(LEAD) && one.volunteer != person);
        drafts.extend(leads.map(|one| {
            let mut draft = presence(one.volunteer);
            draft.write("part", Value::Int(ASSISTANT));
            draft
        }));
    }
    Ok(drafts)
}

fn assigned(wish: Wish, name: String, code: String) -> Label {
    let key = match wish {
        None => "rota-taken-off",
        Some((_, ASKED)) => "rota-asked",
        Some((_, CONFIRMED)) => "rota-confirmed",
        Some(_) => "rota-declined",
    };
    label(key, &[("name", name), ("code", code)])
}

/// How somebody stands towards a session of which no rota is drawn.
pub(super) fn stands_at(
    roll: &Roll,
    person: RecordId,
    (duties, busy): (&Duties, &Busy),
    session: &CalendarSession,
) -> Stands {
    let mut rows = duties.rows.iter();
    let row = rows.find(|row| (row.session, row.volunteer) == (session.id, person));
    Stands::read(roll, person, (duties, busy), (session, row))
}
