//! What becomes of a register: closing it, opening it again, an interruption of its session, entry from
//! paper. Nothing here stops anybody at the door: what is worth a second look is a warning, and a
//! reason is kept beside it.

use crate::attendance::{known_session, label, marks_by_person};
use crate::centre::{App, optional};
use crate::dto::{
    Closing, KeptWarning, LearnerRow, Marked, Pause, PauseEffect, PauseRow, Register, Sheet,
    SheetState, Status, Warning,
};
use crate::error::AppError;
use crate::exchange::Log;
use crate::sign::{Written, half_dto, is_late, signature_draft};
use crate::surroundings::new_id;
use passerelle_domain::attendance::{self, Hours};
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::holidays::holiday_in;
use passerelle_domain::kinds::{
    KEPT_MAX, NAME_BYTES_MAX, NOTE_BYTES_MAX, SHEET, SHEET_CLOSED, SHEET_OPEN, SIGNATURE,
};
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::signature::{Sheet as SignedSheet, Signed, Standing, Way, in_a_row};
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, evidence};
use passerelle_store::session::Session;
use passerelle_store::{Draft, View};

/// Minutes after its end within which a register is usually closed.
const CLOSED_WITHIN_MINUTES: i64 = 30;
/// So many signatures within so long were hardly given one by one.
const IN_A_ROW_MIN: usize = 5;
const IN_A_ROW_MS: i64 = 20_000;
/// A clock that is further off than this dates nothing.
const CLOCK_OFF_MINUTES: u64 = 10;
/// Learners for so many volunteers, beyond which a session was short of them.
const LEARNERS_TO_VOLUNTEERS: (u32, u32) = (10, 4);

impl App {
    /// What a register lacks before it is closed, and what is worth a second look.
    ///
    /// # Errors
    /// `session.unknown`, or the store's.
    pub fn closing(&mut self, session: RecordId) -> Result<Closing, AppError> {
        self.allow(Deed::CloseRegister)?;
        let register = self.register(session)?;
        let now = self.around.today();
        self.store.snapshot(|view| {
            let session = known_session(view, session)?;
            let unmarked = register.learners.iter().filter(|row| row.mark.is_none());
            let sheet = view.signed_sheet(&session)?;
            Ok(Closing {
                unmarked: unmarked.map(|row| row.id.clone()).collect(),
                unsigned: sheet.unsigned().iter().map(ToString::to_string).collect(),
                warnings: warnings(view, (&session, &sheet), &register, now)?,
            })
        })
    }

    /// Closes a register: it is not written any more until it is opened again. Whoever closes it signs
    /// the whole of it with their account.
    ///
    /// # Errors
    /// `session.unknown`, `session.closed`, `closing.reason_missing` when somebody is unmarked or has not
    /// signed and no reason is given, `text.too_long`, or the store's.
    pub fn close_session(
        &mut self,
        session: RecordId,
        reason: Option<&str>,
        kept: &[KeptWarning],
    ) -> Result<Marked, AppError> {
        self.allow_writing(Deed::CloseRegister, &[&SHEET, &SIGNATURE])?;
        let reason = optional(reason.unwrap_or_default(), NOTE_BYTES_MAX)?;
        let (now_ms, who) = (self.around.now_ms().cast_signed(), self.person);
        let ids = [new_id(&*self.around)?, new_id(&*self.around)?];
        let mut kept_texts = Vec::with_capacity(kept.len().min(KEPT_MAX));
        for warning in kept.iter().take(KEPT_MAX) {
            let text = format!("{}: {}", warning.code, warning.reason.trim());
            kept_texts.push(Value::Text(optional(&text, NOTE_BYTES_MAX)?));
        }
        self.gesture(session, |view, session| {
            // Decided on what is closed here and now: another program may have cleared a mark.
            let sheet = view.signed_sheet(session)?;
            let lacks = !sheet.unsigned().is_empty() || has_blanks(view, session)?;
            if reason.is_empty() && lacks {
                return Err(Refusal::new("closing.reason_missing").into());
            }
            // What was kept at an earlier closing says nothing of this one.
            let kept = if kept_texts.is_empty() { Value::Null } else { Value::List(kept_texts) };
            let writes = vec![("state", state_value(SHEET_CLOSED, &reason)), ("kept", kept)];
            let mut drafts = vec![sheet_draft(session.id, writes)];
            for (half, id) in sheet.halves().into_iter().zip(ids) {
                if sheet.signature(who, half).is_none_or(|(is, _)| is != Standing::Signed) {
                    let (way, hash) = (Way::Account, sheet.hash());
                    let signed = Signed { half, way, hash, at_ms: now_ms, witness: None };
                    let plain = Written { way, ink: None, why: None };
                    drafts.push(signature_draft((session.id, who, id), signed, &plain));
                }
            }
            Ok((label("session-closed", &[]), drafts))
        })
    }

    /// Opens a closed register again: whoever runs the class within the week, then a coordinator.
    ///
    /// # Errors
    /// `session.unknown`, `session.open`, `permission.role_too_low`, `reopening.reason_missing`,
    /// `text.too_long`, or the store's.
    pub fn reopen_session(&mut self, session: RecordId, reason: &str) -> Result<Marked, AppError> {
        self.allow_writing(Deed::CloseRegister, &[&SHEET])?;
        let reason = optional(reason, NOTE_BYTES_MAX)?;
        if reason.is_empty() {
            return Err(Refusal::new("reopening.reason_missing").into());
        }
        let (role, today) = (self.role()?, self.around.today().0);
        self.gesture_anyway(session, |_, session| {
            role.may(deed_to_reopen(today, session.day))?;
            if session.is_sealed() {
                return Err(Refusal::new("session.sealed").into());
            }
            if !session.is_closed {
                return Err(Refusal::new("session.open").into());
            }
            let writes = vec![("state", state_value(SHEET_OPEN, &reason))];
            Ok((label("session-reopened", &[]), vec![sheet_draft(session.id, writes)]))
        })
    }

    /// What an interruption would make of everybody's minutes; nothing is kept.
    ///
    /// # Errors
    /// `session.unknown`, `pause.*`, or the store's.
    pub fn pause_effect(
        &mut self,
        session: RecordId,
        start: u16,
        end: u16,
    ) -> Result<PauseEffect, AppError> {
        self.allow(Deed::CloseRegister)?;
        let register = self.register(session)?;
        self.store.snapshot(|view| {
            let now = known_session(view, session)?.hours();
            let then = attendance::interrupt(now, start, end)?;
            let learners = view.marks(session)?.into_iter();
            let marks: Vec<_> = learners.chain(view.presences(session)?).collect();
            let effect = |id: &str, name: &str| {
                let mark = marks.iter().find(|row| row.person.to_string() == id)?.mark?;
                let minutes = |hours: &Hours| mark.minutes_effective(hours);
                let (before, after) = (minutes(&now), minutes(&then));
                let (id, name) = (id.to_owned(), name.to_owned());
                (before != after).then_some(PauseRow { id, name, before, after })
            };
            let learners = register.learners.iter().filter_map(|row| effect(&row.id, &row.name));
            let helpers = register.volunteers.iter().filter_map(|row| effect(&row.id, &row.name));
            Ok(PauseEffect { minutes: then.minutes(), rows: learners.chain(helpers).collect() })
        })
    }

    /// Keeps an interruption, or takes it away.
    ///
    /// # Errors
    /// `session.unknown`, `session.closed`, `pause.*`, `text.too_long`, or the store's.
    pub fn set_pause(
        &mut self,
        session: RecordId,
        pause: Option<&Pause>,
    ) -> Result<Marked, AppError> {
        self.allow_writing(Deed::CloseRegister, &[&SHEET])?;
        let reason =
            optional(pause.and_then(|p| p.reason.as_deref()).unwrap_or_default(), NAME_BYTES_MAX)?;
        self.gesture(session, |_, session| {
            let Some(pause) = pause else {
                let writes = vec![("pause", Value::Null)];
                return Ok((label("pause-cleared", &[]), vec![sheet_draft(session.id, writes)]));
            };
            let hours = attendance::interrupt(session.hours(), pause.start, pause.end)?;
            let missed = session.minutes().saturating_sub(hours.minutes());
            let value = Value::List(vec![
                Value::Int(pause.start.into()),
                Value::Int(pause.end.into()),
                Value::text_or_null(Some(&reason)),
            ]);
            let label = label("pause-set", &[("minutes", missed.to_string())]);
            Ok((label, vec![sheet_draft(session.id, vec![("pause", value)])]))
        })
    }

    /// Says whether a register is entered from a sheet of paper.
    ///
    /// # Errors
    /// `session.unknown`, `session.closed`, or the store's.
    pub fn set_paper(&mut self, session: RecordId, paper: bool) -> Result<Marked, AppError> {
        self.allow_writing(Deed::TakeAttendance, &[&SHEET])?;
        self.gesture(session, |_, session| {
            let label = label(if paper { "paper-set" } else { "paper-cleared" }, &[]);
            let value = if paper { Value::Bool(true) } else { Value::Null };
            Ok((label, vec![sheet_draft(session.id, vec![("paper", value)])]))
        })
    }
}

/// Until when a register may be written, and by whom afterwards.
#[derive(Clone, Copy)]
pub(crate) struct OldRegisters {
    last: Day,
    may: bool,
}

impl OldRegisters {
    /// Refuses where it is too late for the person at the keys.
    pub fn allow(&self, session: &Session) -> Result<(), AppError> {
        if session.is_sealed() {
            return Err(Refusal::new("session.sealed").into());
        }
        self.allow_beside(session)
    }

    /// The same for what is laid beside a register and changes nothing in it.
    pub fn allow_beside(&self, session: &Session) -> Result<(), AppError> {
        if session.day <= self.last && !self.may {
            return Err(Refusal::new("register.old").into());
        }
        Ok(())
    }
}

impl App {
    /// What the person at the keys may do with registers of long ago.
    pub(crate) fn old_registers(&self) -> Result<OldRegisters, AppError> {
        let last = evidence::last_sealed_day(self.around.today().0);
        Ok(OldRegisters { last, may: self.role()?.may(Deed::CorrectOldRegister).is_ok() })
    }
}

/// Who may open a register of this day again: a sheet that is old enough to be sealed needs more.
fn deed_to_reopen(today: Day, day: Day) -> Deed {
    match day <= evidence::last_sealed_day(today) {
        true => Deed::ReopenOldRegister,
        false => Deed::CloseRegister,
    }
}

/// Whether somebody who was expected has no mark.
fn has_blanks(view: &View<'_>, session: &Session) -> Result<bool, AppError> {
    let marks = marks_by_person(view.marks(session.id)?);
    let roster = view.roster(session)?;
    Ok(roster.iter().any(|one| marks.get(&one.id).is_none_or(|row| row.mark.is_none())))
}

fn sheet_draft(session: RecordId, writes: Vec<(&'static str, Value)>) -> Draft {
    Draft::new(&SHEET, RecordRef::Derived(vec![session]), writes)
}

fn state_value(state: i64, reason: &str) -> Value {
    Value::List(vec![Value::Int(state), Value::text_or_null(Some(reason))])
}

/// What became of a register, for the person at the keys.
pub(crate) fn sheet_of(
    view: &View<'_>,
    session: &Session,
    signed: &SignedSheet,
    (role, today): (Role, Day),
) -> Result<Sheet, AppError> {
    let sheet = view.sheet(session.id)?;
    let by = match sheet.by {
        Some(person) => crate::undo::person_name(view, person)?,
        None => String::new(),
    };
    let pause = sheet.pause.map(|(start, end)| Pause { start, end, reason: sheet.pause_reason });
    Ok(Sheet {
        state: state_of(session),
        reason: sheet.reason,
        by: (!by.is_empty()).then_some(by),
        pause,
        paper: sheet.is_paper,
        photos: crate::backup::small(view.photos(session.id)?.len() as u64),
        may_reopen: sheet.is_closed
            && !session.is_sealed()
            && role.may(deed_to_reopen(today, session.day)).is_ok(),
        halves: signed.halves().into_iter().map(half_dto).collect(),
        version: version_of(view, session, signed)?,
        suspect: Vec::new(),
        sealed_on: session.sealed_on.map(format_day),
    })
}

/// Which version it is. What nobody signed has only one.
fn version_of(view: &View<'_>, session: &Session, signed: &SignedSheet) -> Result<u32, AppError> {
    if signed.signatures.is_empty() {
        return Ok(1);
    }
    Ok(view.versions(session)?.last().map_or(1, |version| version.number))
}

pub(crate) fn state_of(session: &Session) -> SheetState {
    match (session.is_sealed(), session.is_closed) {
        (true, _) => SheetState::Sealed,
        (false, true) => SheetState::Closed,
        (false, false) => SheetState::Open,
    }
}

fn warning(code: &str, args: &[(&str, String)]) -> Warning {
    let args = args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Warning { code: code.to_owned(), args }
}

/// What is worth a second look in how people signed.
fn about_signatures(session: &Session, sheet: &SignedSheet) -> Vec<Warning> {
    let own = |signed: &Signed| matches!(signed.way, Way::Drawn | Way::Pictures | Way::Code);
    let standing = sheet.signatures.iter().filter(|found| !found.is_void);
    let signed: Vec<Signed> = standing.filter_map(|found| found.signed).filter(own).collect();
    let mut warnings = Vec::new();
    let (count, span) = in_a_row(signed.iter().map(|one| one.at_ms).collect(), IN_A_ROW_MS);
    if count >= IN_A_ROW_MIN {
        let args = [("count", count.to_string()), ("seconds", (span / 1_000).to_string())];
        warnings.push(warning("in_a_row", &args));
    }
    let late = signed.iter().filter(|one| is_late(one, session, CLOSED_WITHIN_MINUTES as u16));
    let late = late.count();
    if late > 0 {
        warnings.push(warning("signed_late", &[("count", late.to_string())]));
    }
    warnings
}

/// More learners in the room than it has places, or, of a room of which that is not known, than the group
/// has seats. Whoever follows from elsewhere takes none.
fn over_capacity(
    view: &View<'_>,
    session: &Session,
    register: &Register,
    today: Day,
) -> Result<Option<Warning>, AppError> {
    let is_here = |row: &&LearnerRow| row.mark.is_some_and(|mark| mark.status == Status::Present);
    let here = register.learners.iter().filter(is_here).count();
    let capacity = match places_of(view, session)? {
        Some(places) => places,
        None => view.cohort(session.cohort, today)?.map_or(0, |cohort| cohort.capacity as usize),
    };
    let args = [("count", here.to_string()), ("capacity", capacity.to_string())];
    Ok((capacity > 0 && here > capacity).then(|| warning("over_capacity", &args)))
}

/// How many people the room of a session holds, if it has a record that says so: by its id, or by the
/// words that name it, as planning does.
fn places_of(view: &View<'_>, session: &Session) -> Result<Option<usize>, AppError> {
    let words = session.room.as_deref().map(str::to_lowercase);
    let found = view.venues()?.into_iter().find(|venue| match session.venue {
        Some(id) => venue.id == id,
        None => words.as_ref().is_some_and(|words| venue.name.to_lowercase() == *words),
    });
    Ok(found.and_then(|venue| venue.places).map(usize::from))
}

/// What is worth a second look before a register is closed.
fn warnings(
    view: &View<'_>,
    (session, sheet): (&Session, &SignedSheet),
    register: &Register,
    (today, minute): (Day, u16),
) -> Result<Vec<Warning>, AppError> {
    let mut warnings = about_signatures(session, sheet);
    let off = Log::read(view)?.clock_ms.unsigned_abs() / 60_000;
    if off >= CLOCK_OFF_MINUTES {
        warnings.push(warning("clock", &[("minutes", off.to_string())]));
    }
    let after = i64::from(today - session.day) * 1440 + i64::from(minute) - i64::from(session.end);
    if after > CLOSED_WITHIN_MINUTES && !register.sheet.paper {
        warnings.push(warning("after_end", &[("minutes", after.to_string())]));
    }
    if after < -i64::from(session.minutes()) {
        // Nobody closes a session that has not begun: the clock, or the day.
        warnings.push(warning("before_start", &[("date", format_day(session.day))]));
    }
    let (here, helpers) =
        (register.session.tally.present + register.session.tally.late, register.session.volunteers);
    warnings.extend(over_capacity(view, session, register, today)?);
    let (learners, volunteers) = LEARNERS_TO_VOLUNTEERS;
    if here * volunteers > helpers * learners {
        let args = [("learners", here.to_string()), ("volunteers", helpers.to_string())];
        warnings.push(warning("ratio", &args));
    }
    for (person, code) in view.in_two_places(session)? {
        let name = crate::undo::person_name(view, person)?;
        warnings.push(warning("two_places", &[("name", name), ("code", code)]));
    }
    if let Some(name) = holiday_in(view.territory()?, session.day) {
        warnings.push(warning("holiday", &[("name", name.to_owned())]));
    }
    let expected = view.catalogue_title(session.cohort)?;
    if let Some(expected) = expected.filter(|title| *title != session.title) {
        let args = [("title", session.title.clone()), ("expected", expected)];
        warnings.push(warning("title", &args));
    }
    Ok(warnings)
}
