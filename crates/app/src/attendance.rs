//! The register: reading it, and every gesture made on it. Each gesture is decided by the domain on
//! the state it is committed against, in one transaction; the answer is the register as it stands.

use crate::centre::{App, optional};
use crate::dto::{
    Label, LearnerRow, Mark as MarkDto, MarkInput, Marked, Place, Register, Shape,
    Status as StatusDto, Tally, VolunteerRow,
};
use crate::error::AppError;
use crate::session::session_card;
use crate::undo::{label_of, label_text, on_register_of};
use passerelle_domain::attendance::{self, Mark, Status};
use passerelle_domain::calendar::Day;
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::attendance::{MarkRow, Whereabouts};
use passerelle_store::session::Session;
use passerelle_store::{Act, Draft, Gesture, Local, StoreError, View};
use std::collections::HashMap;

/// Minutes a volunteer gives besides the session: setting up and putting away.
const SET_UP_MINUTES: u32 = 30;
/// Sessions in a learner's strip.
const STRIP: u32 = 5;

impl App {
    /// A session's register.
    ///
    /// # Errors
    /// `session.unknown`, or the store's.
    pub fn register(&mut self, session: RecordId) -> Result<Register, AppError> {
        self.allow(Deed::ReadRoster)?;
        let reader = (self.role()?, self.around.today().0);
        let mut register = self.store.snapshot(|view| register(view, session, reader))?;
        if let (Some(of), suspects) = &self.suspects
            && *of == session
        {
            register.sheet.suspect = suspects.iter().map(ToString::to_string).collect();
        }
        Ok(register)
    }

    /// A session's register, remembered as the open one.
    ///
    /// # Errors
    /// `session.unknown`, or the store's.
    pub fn open_register(&mut self, session: RecordId) -> Result<Register, AppError> {
        self.allow(Deed::ReadRoster)?;
        // Looked for once: each mark would wait for it.
        let suspects = self.store.snapshot(|view| view.suspects(session))?;
        self.suspects = (Some(session), suspects);
        let register = self.register(session)?;
        self.remember_register(Some(session))?;
        Ok(register)
    }

    /// Remembers which register is open, so that a crash returns to it.
    ///
    /// # Errors
    /// The store's.
    pub fn remember_register(&mut self, session: Option<RecordId>) -> Result<(), AppError> {
        self.allow(Deed::ReadRoster)?;
        let session = session.map(|id| id.to_string());
        if self.store.view().local(Local::OpenRegister)? != session {
            self.store.settle(&[(Local::OpenRegister, session.as_deref())])?;
        }
        Ok(())
    }

    /// Marks a learner.
    ///
    /// # Errors
    /// `session.unknown`, `learner.unknown`, the domain's about minutes, or the store's.
    pub fn mark(
        &mut self,
        session: RecordId,
        learner: RecordId,
        input: MarkInput,
    ) -> Result<Marked, AppError> {
        self.allow(Deed::TakeAttendance)?;
        self.authorise(&[&kinds::ATTENDANCE])?;
        self.gesture(session, |view, session| {
            let known = view.learner(learner)?.ok_or(Refusal::new("learner.unknown"))?;
            let now = current(view, &kinds::ATTENDANCE, session.id, learner)?;
            let mark = attendance::decide(now, gesture_of(input), &session.hours())?;
            Ok((label_for(input, &known.name()), vec![mark_draft(session.id, learner, mark)]))
        })
    }

    /// Marks a volunteer.
    ///
    /// # Errors
    /// `session.unknown`, `volunteer.unknown`, the domain's about minutes, or the store's.
    pub fn mark_volunteer(
        &mut self,
        session: RecordId,
        volunteer: RecordId,
        input: MarkInput,
    ) -> Result<Marked, AppError> {
        self.allow(Deed::TakeAttendance)?;
        self.authorise(&[&kinds::PRESENCE])?;
        self.gesture(session, |view, session| {
            let known = view.volunteer(volunteer)?.ok_or(Refusal::new("volunteer.unknown"))?;
            let now = current(view, &kinds::PRESENCE, session.id, volunteer)?;
            let mark = attendance::decide(now, gesture_of(input), &session.hours())?;
            let record = RecordRef::Derived(vec![session.id, volunteer]);
            let draft = Draft::new(&kinds::PRESENCE, record, vec![("mark", mark_value(mark))]);
            Ok((label_for(input, &known.name()), vec![draft]))
        })
    }

    /// Marks everybody who is not marked yet as present; never touches a mark.
    ///
    /// # Errors
    /// `session.unknown`, or the store's.
    pub fn mark_rest_present(&mut self, session: RecordId) -> Result<Marked, AppError> {
        self.allow(Deed::TakeAttendance)?;
        self.authorise(&[&kinds::ATTENDANCE])?;
        self.gesture(session, |view, session| {
            let marks = marks_by_person(view.marks(session.id)?);
            let unmarked = view
                .roster(session)?
                .into_iter()
                .filter(|learner| marks.get(&learner.id).is_none_or(|row| row.mark.is_none()));
            let present = Some(Mark::plain(Status::Present));
            let drafts: Vec<_> =
                unmarked.map(|learner| mark_draft(session.id, learner.id, present)).collect();
            Ok((label("mark-rest", &[("count", drafts.len().to_string())]), drafts))
        })
    }

    /// Writes a note about a learner at a session; an empty one clears it.
    ///
    /// # Errors
    /// `session.unknown`, `learner.unknown`, `text.too_long`, or the store's.
    pub fn note(
        &mut self,
        session: RecordId,
        learner: RecordId,
        text: &str,
    ) -> Result<Marked, AppError> {
        self.allow(Deed::TakeAttendance)?;
        self.authorise(&[&kinds::ATTENDANCE])?;
        let text = optional(text, kinds::NOTE_BYTES_MAX)?;
        self.gesture(session, |view, session| {
            let known = view.learner(learner)?.ok_or(Refusal::new("learner.unknown"))?;
            let record = RecordRef::Derived(vec![session.id, learner]);
            let value = Value::text_or_null(Some(&text));
            let draft = Draft::new(&kinds::ATTENDANCE, record, vec![("note", value)]);
            Ok((label("note", &[("name", known.name())]), vec![draft]))
        })
    }

    /// One gesture on an open register: decided and committed in one transaction, then read back.
    pub(crate) fn gesture(
        &mut self,
        session: RecordId,
        decide: impl FnOnce(&View<'_>, &Session) -> Result<(Label, Vec<Draft>), AppError>,
    ) -> Result<Marked, AppError> {
        self.gesture_anyway(session, |view, session| {
            crate::sign::writable(session)?;
            decide(view, session)
        })
    }

    /// One gesture on a register, closed or not, unless headquarters has sealed it.
    pub(crate) fn gesture_anyway(
        &mut self,
        session: RecordId,
        decide: impl FnOnce(&View<'_>, &Session) -> Result<(Label, Vec<Draft>), AppError>,
    ) -> Result<Marked, AppError> {
        let (author, old) = (self.author()?, self.old_registers()?);
        let mut done = Label::default();
        let committed = self.store.write::<AppError>(author, |view| {
            let session = known_session(view, session)?;
            old.allow(&session)?;
            let (label, drafts) = decide(view, &session)?;
            done.clone_from(&label);
            Ok(Gesture { label: label_text(&label), act: Act::Do, drafts })
        })?;
        let count = committed.map_or(0, |committed| committed.records);
        Ok(Marked { register: self.register(session)?, label: done, count })
    }
}

/// The draft of a learner's mark.
pub(crate) fn mark_draft(session: RecordId, learner: RecordId, mark: Option<Mark>) -> Draft {
    let record = RecordRef::Derived(vec![session, learner]);
    Draft::new(&kinds::ATTENDANCE, record, vec![("mark", mark_value(mark))])
}

/// A mark as its register keeps it; null when cleared.
pub(crate) fn mark_value(mark: Option<Mark>) -> Value {
    mark.map_or(Value::Null, Mark::to_value)
}

pub(crate) fn known_session(view: &View<'_>, id: RecordId) -> Result<Session, AppError> {
    Ok(view.session(id)?.ok_or(Refusal::new("session.unknown"))?)
}

/// The mark that is shown of a person at a session.
fn current(
    view: &View<'_>,
    kind: &'static passerelle_domain::Kind,
    session: RecordId,
    person: RecordId,
) -> Result<Option<Mark>, AppError> {
    let Some(register) = kind.named("mark") else { return Ok(None) };
    let record = RecordRef::Derived(vec![session, person]);
    let heads = view.heads(kind, &record, register.id)?;
    Ok(heads.shown().and_then(|head| Mark::from_value(&head.value)))
}

/// The register as somebody of this role sees it on this day.
fn register(view: &View<'_>, id: RecordId, reader: (Role, Day)) -> Result<Register, AppError> {
    let session = known_session(view, id)?;
    let sheet = view.signed_sheet(&session)?;
    let (mut learners, mut volunteers) = (learners(view, &session)?, volunteers(view, &session)?);
    crate::sign::show_signed(&sheet, &mut learners, &mut volunteers);
    Ok(Register {
        learners,
        volunteers,
        minutes: session.hours().minutes(),
        sheet: crate::sheet::sheet_of(view, &session, &sheet, reader)?,
        session: session_card(view, &session)?,
        undo: label_of(on_register_of(view, view.undoable()?, Some(id))?),
        redo: label_of(on_register_of(view, view.redoable()?, Some(id))?),
    })
}

fn learners(view: &View<'_>, session: &Session) -> Result<Vec<LearnerRow>, AppError> {
    let (id, expected) = (session.id, view.expected_at(session)?);
    let marks = marks_by_person(view.marks(id)?);
    let before = view.sessions_before(session, STRIP)?;
    let from = before.first().map_or(session.day, |(_, day)| *day);
    let mut past: HashMap<(RecordId, RecordId), Mark> = HashMap::new();
    for row in view.past_marks(session.cohort, from, (session.day, session.start))? {
        past.insert((row.learner, row.session), row.mark);
    }
    let mut learners = Vec::new();
    for learner in view.roster(session)? {
        let row = marks.get(&learner.id);
        let strip = before.iter().map(|(session, _)| past.get(&(learner.id, *session)).copied());
        let last_five: Vec<Shape> = strip.map(shape).collect();
        let last_two = last_five.iter().rev().take(2);
        learners.push(LearnerRow {
            id: learner.id.to_string(),
            name: learner.name(),
            guest: !expected.contains(&learner.id),
            provisional: learner.is_provisional,
            absent_twice: last_five.len() >= 2
                && last_two.into_iter().all(|shape| *shape == Shape::Absent),
            own_name: learner.own_name,
            language: learner.language,
            last_five,
            mark: row.and_then(|row| row.mark).map(mark_dto),
            note: row.and_then(|row| row.note.clone()),
            place: row.map_or(Place::Nowhere, place),
            signed: Vec::new(),
        });
    }
    Ok(learners)
}

fn volunteers(view: &View<'_>, session: &Session) -> Result<Vec<VolunteerRow>, StoreError> {
    let mut presences = view.presences(session.id)?;
    if presences.iter().all(|presence| presence.part.is_none()) {
        // Nobody is planned: whoever is known here may have come.
        let known = view.volunteers()?.into_iter().map(|volunteer| volunteer.id);
        let marked: Vec<_> = presences.iter().map(|presence| presence.person).collect();
        presences.extend(known.filter(|id| !marked.contains(id)).map(unmarked));
    }
    let mut rows = Vec::with_capacity(presences.len());
    for presence in presences {
        let Some(volunteer) = view.volunteer(presence.person)? else { continue };
        let part = presence.part.and_then(|code| usize::try_from(code).ok());
        let minutes = presence.mark.map_or(0, |mark| mark.minutes_effective(&session.hours()));
        rows.push(VolunteerRow {
            id: volunteer.id.to_string(),
            name: volunteer.name(),
            part: part.and_then(|code| kinds::PARTS.get(code)).unwrap_or(&"assistant").to_string(),
            mark: presence.mark.map(mark_dto),
            minutes: if minutes > 0 { u32::from(minutes) + SET_UP_MINUTES } else { 0 },
            place: if presence.mark.is_some() { place(&presence) } else { Place::Nowhere },
            signed: Vec::new(),
        });
    }
    // The lead first, then by name.
    rows.sort_by_cached_key(|row| (row.part != kinds::PARTS[0], row.name.to_lowercase()));
    Ok(rows)
}

fn unmarked(person: RecordId) -> MarkRow {
    let whereabouts = Whereabouts::Acknowledged;
    MarkRow { person, mark: None, note: None, part: None, whereabouts }
}

pub(crate) fn marks_by_person(rows: Vec<MarkRow>) -> HashMap<RecordId, MarkRow> {
    rows.into_iter().map(|row| (row.person, row)).collect()
}

fn place(row: &MarkRow) -> Place {
    match row.whereabouts {
        Whereabouts::Disagreeing => Place::Look,
        _ if row.mark.is_none() && row.note.is_none() => Place::Nowhere,
        Whereabouts::Here => Place::Here,
        Whereabouts::Acknowledged => Place::Received,
    }
}

/// The shape that is drawn of a mark.
pub(crate) fn shape(mark: Option<Mark>) -> Shape {
    match mark {
        None => Shape::Unmarked,
        Some(Mark { status: Status::Absent, .. }) => Shape::Absent,
        Some(Mark { status: Status::Excused, .. }) => Shape::Excused,
        Some(Mark { late: Some(_), .. }) => Shape::Late,
        Some(_) => Shape::Present,
    }
}

/// Counts of shapes.
pub(crate) fn tally(shapes: &[Shape]) -> Tally {
    let mut tally = Tally::default();
    for shape in shapes {
        *match shape {
            Shape::Present => &mut tally.present,
            Shape::Late => &mut tally.late,
            Shape::Absent => &mut tally.absent,
            Shape::Excused => &mut tally.excused,
            Shape::Unmarked => &mut tally.unmarked,
        } += 1;
    }
    tally
}

pub(crate) fn mark_dto(mark: Mark) -> MarkDto {
    let status = match mark.status {
        Status::Present => StatusDto::Present,
        Status::Absent => StatusDto::Absent,
        Status::Excused => StatusDto::Excused,
        Status::Remote => StatusDto::Remote,
    };
    MarkDto { status, late: mark.late, left: mark.left }
}

fn gesture_of(input: MarkInput) -> attendance::Gesture {
    match input {
        MarkInput::Present => attendance::Gesture::Present,
        MarkInput::Late { minutes } => attendance::Gesture::Late(minutes),
        MarkInput::Left { minutes } => attendance::Gesture::Left(minutes),
        MarkInput::Absent => attendance::Gesture::Absent,
        MarkInput::Excused => attendance::Gesture::Excused,
        MarkInput::Remote => attendance::Gesture::Remote,
        MarkInput::Clear => attendance::Gesture::Clear,
    }
}

fn label_for(input: MarkInput, name: &str) -> Label {
    let (key, minutes) = match input {
        MarkInput::Present => ("mark-present", None),
        MarkInput::Late { minutes } => ("mark-late", Some(minutes)),
        MarkInput::Left { minutes } => ("mark-left", Some(minutes)),
        MarkInput::Absent => ("mark-absent", None),
        MarkInput::Excused => ("mark-excused", None),
        MarkInput::Remote => ("mark-remote", None),
        MarkInput::Clear => ("mark-cleared", None),
    };
    let mut label = label(key, &[("name", name.to_owned())]);
    if let Some(minutes) = minutes {
        label.args.insert("minutes".to_owned(), minutes.to_string());
    }
    label
}

/// A label with its arguments.
pub(crate) fn label(key: &str, args: &[(&str, String)]) -> Label {
    let args = args.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    Label { key: key.to_owned(), args: args.collect() }
}
