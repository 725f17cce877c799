//! What is done about a cohort's seats: somebody comes in or waits, is offered a seat, answers, goes.
//! Each is one gesture, decided on how the cohort stands at its moment.

use super::course::{Course, FIRST, offer_from, offer_value};
use super::elsewhere::not_elsewhere;
use crate::attendance::label;
use crate::centre::App;
use crate::dto::{Label, Seat, WaitingView};
use crate::error::AppError;
use crate::people::{claim_draft, state_value};
use crate::surroundings::new_id;
use crate::undo::label_text;
use passerelle_domain::calendar::Day;
use passerelle_domain::permission::Deed;
use passerelle_domain::{Kind, RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::pipeline::Place;
use passerelle_store::{Act, Draft, Gesture, View};

/// Longest that an offer may hold, in hours: a year.
const OFFER_HOURS_MAX: u32 = 8760;

/// What is written where a seat is given, offered or left.
const SEAT_WRITES: [&Kind; 2] = [&kinds::ENROLMENT, &kinds::SEAT];

/// What a seat costs nobody but asks of a gesture: when it happens, and an id for a claim.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub today: Day,
    pub now_ms: u64,
    pub claim: RecordId,
}

impl App {
    /// A moment for a gesture about seats.
    pub(crate) fn moment(&self) -> Result<Moment, AppError> {
        let claim = new_id(&*self.around)?;
        Ok(Moment { today: self.around.today().0, now_ms: self.around.now_ms(), claim })
    }

    /// Gives a learner a free seat, or puts them on the waiting list when none is free. `anyway` is the
    /// word of whoever knows that they are expected elsewhere at the same time.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, `learner.unknown`, `seat.already`,
    /// `seat.elsewhere`, or the store's.
    pub fn enrol(
        &mut self,
        cohort: RecordId,
        learner: RecordId,
        anyway: bool,
    ) -> Result<WaitingView, AppError> {
        let now = self.around.today();
        self.seat_gesture(cohort, learner, |course, view, moment, drafts| {
            let seated = come_in(course, learner, None, moment, drafts)?;
            if seated && !anyway {
                not_elsewhere(view, (course.cohort, learner), None, now)?;
            }
            Ok(if seated { "seat-given" } else { "seat-wished" })
        })
    }

    /// Offers a seat to somebody who waits, or whose offer has ended.
    ///
    /// # Errors
    /// As `enrol`, but for `seat.already` and `seat.elsewhere`; `seat.not_waiting`, `seat.none_free`.
    pub fn offer_seat(
        &mut self,
        cohort: RecordId,
        learner: RecordId,
    ) -> Result<WaitingView, AppError> {
        self.seat_gesture(cohort, learner, |course, _, moment, drafts| {
            must_be(course, learner, &[Seat::Waiting, Seat::Lapsed], "seat.not_waiting")?;
            if course.free() == 0 {
                return Err(AppError::refused("seat.none_free"));
            }
            let offer = offer_value(offer_from(moment.now_ms, course.hours()));
            drafts.push(enrolment(course.cohort, learner, vec![("offer", offer)]));
            Ok("seat-offered")
        })
    }

    /// Writes what somebody said of a seat: that they take the one that is held for them, or that they
    /// do not want one. `refusal` is a name of `kinds::REFUSALS`; `anyway` is as for `enrol`.
    ///
    /// # Errors
    /// As `enrol`, but for `seat.already`; `seat.no_offer`, `seat.not_waiting`, `seat.refusal`.
    pub fn answer_offer(
        &mut self,
        cohort: RecordId,
        learner: RecordId,
        takes: bool,
        refusal: Option<&str>,
        anyway: bool,
    ) -> Result<WaitingView, AppError> {
        let now = self.around.today();
        self.seat_gesture(cohort, learner, |course, view, moment, drafts| {
            if takes {
                must_be(course, learner, &[Seat::Offered], "seat.no_offer")?;
                if !anyway {
                    not_elsewhere(view, (course.cohort, learner), None, now)?;
                }
                seat((course.cohort, learner), "confirmed", moment, Vec::new(), drafts);
                return Ok("seat-taken");
            }
            let waits = [Seat::Offered, Seat::Waiting, Seat::Lapsed];
            must_be(course, learner, &waits, "seat.not_waiting")?;
            let answer = answer_value(moment.now_ms, refusal)?;
            let writes = vec![("state", state_value("declined")), ("answer", answer)];
            drafts.push(enrolment(course.cohort, learner, writes));
            Ok("seat-declined")
        })
    }

    /// Puts somebody before the others who wait, or back into their turn.
    ///
    /// # Errors
    /// As `enrol`, but for `seat.already` and `seat.elsewhere`; `seat.not_waiting`.
    pub fn set_priority(
        &mut self,
        cohort: RecordId,
        learner: RecordId,
        is_first: bool,
    ) -> Result<WaitingView, AppError> {
        self.seat_gesture(cohort, learner, |course, _, _, drafts| {
            let waits = [Seat::Offered, Seat::Waiting, Seat::Lapsed];
            let place = must_be(course, learner, &waits, "seat.not_waiting")?;
            let asked = place.asked_ms.unwrap_or(0);
            let wish = wish_value(asked, is_first.then_some(FIRST));
            drafts.push(enrolment(course.cohort, learner, vec![("wish", wish)]));
            Ok(if is_first { "seat-first" } else { "seat-usual" })
        })
    }

    /// Lets somebody go to another cohort: a free seat there, or its waiting list. `anyway` is as for
    /// `enrol`.
    ///
    /// # Errors
    /// As `enrol`; `seat.gone`, `seat.same_cohort`.
    pub fn transfer(
        &mut self,
        cohort: RecordId,
        learner: RecordId,
        to: RecordId,
        anyway: bool,
    ) -> Result<WaitingView, AppError> {
        self.allow_writing(Deed::Plan, &SEAT_WRITES)?;
        self.keep_offers([to])?;
        let now = self.around.today();
        self.seat_gesture(cohort, learner, |course, view, moment, drafts| {
            if to == course.cohort {
                return Err(AppError::refused("seat.same_cohort"));
            }
            let here = [Seat::Seated, Seat::Offered, Seat::Waiting, Seat::Lapsed];
            let place = must_be(course, learner, &here, "seat.gone")?;
            let other = Course::of(view, to, moment.today, moment.now_ms)?;
            let seated = come_in(&other, learner, place.referral, moment, drafts)?;
            if seated && !anyway {
                not_elsewhere(view, (to, learner), Some(course.cohort), now)?;
            }
            let state = ("state", state_value("transferred"));
            let mut writes = vec![state, ("transfer", Value::Ref(to.0))];
            writes.push(goodbye(course, place, moment)?);
            drafts.push(enrolment(course.cohort, learner, writes));
            pass_on(course, learner, moment, drafts);
            Ok("seat-transferred")
        })
    }

    /// Takes somebody off a cohort: whoever has begun dropped out today, and their marks stay.
    ///
    /// # Errors
    /// As `enrol`, but for `seat.already` and `seat.elsewhere`; `seat.gone`.
    pub fn cancel_enrolment(
        &mut self,
        cohort: RecordId,
        learner: RecordId,
    ) -> Result<WaitingView, AppError> {
        self.seat_gesture(cohort, learner, |course, view, moment, drafts| {
            let here = [Seat::Seated, Seat::Offered, Seat::Waiting, Seat::Lapsed];
            let place = must_be(course, learner, &here, "seat.gone")?;
            let is_seated = course.seat(place) == Seat::Seated;
            let (state, key) = match is_seated && view.has_begun(course.cohort, learner)? {
                true => ("dropped", "seat-dropped"),
                false => ("cancelled", "seat-cancelled"),
            };
            let writes = vec![("state", state_value(state)), goodbye(course, place, moment)?];
            drafts.push(enrolment(course.cohort, learner, writes));
            pass_on(course, learner, moment, drafts);
            Ok(key)
        })
    }

    /// Says how many hours an offer of a cohort holds, from the next one on.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, `seat.hours`, or the store's.
    pub fn set_offer_hours(
        &mut self,
        cohort: RecordId,
        hours: u32,
    ) -> Result<WaitingView, AppError> {
        self.allow_writing(Deed::Plan, &[&kinds::COHORT, &kinds::ENROLMENT])?;
        if !(1..=OFFER_HOURS_MAX).contains(&hours) {
            return Err(Refusal::new("seat.hours").with("max", OFFER_HOURS_MAX).into());
        }
        self.keep_offers([cohort])?;
        let (author, moment) = (self.author()?, self.moment()?);
        self.store.write::<AppError>(author, |view| {
            let course = Course::of(view, cohort, moment.today, moment.now_ms)?;
            let value = vec![("offers", Value::Int(i64::from(hours)))];
            let mut drafts = vec![Draft::new(&kinds::COHORT, RecordRef::Own(cohort), value)];
            if course.offering.hours == Some(hours) {
                drafts.clear();
            }
            let args = [("code", course.row.code.clone()), ("hours", hours.to_string())];
            let label = label_text(&label("seat-hours", &args));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.waiting(cohort)
    }

    /// One gesture about one person's seat. `decide` adds what is to be written, and says what it was.
    fn seat_gesture(
        &mut self,
        cohort: RecordId,
        learner: RecordId,
        decide: impl FnOnce(
            &Course,
            &View<'_>,
            Moment,
            &mut Vec<Draft>,
        ) -> Result<&'static str, AppError>,
    ) -> Result<WaitingView, AppError> {
        self.allow_writing(Deed::Plan, &SEAT_WRITES)?;
        self.keep_offers([cohort])?;
        let (author, moment) = (self.author()?, self.moment()?);
        self.store.write::<AppError>(author, |view| {
            let course = Course::of(view, cohort, moment.today, moment.now_ms)?;
            let known = view.learner(learner)?.ok_or(Refusal::new("learner.unknown"))?;
            let mut drafts = Vec::new();
            let key = decide(&course, view, moment, &mut drafts)?;
            let label = label_text(&seat_label(key, known.name(), &course));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.waiting(cohort)
    }
}

/// Gives a learner a free seat of a cohort, or a place on its waiting list. True when it is a seat.
///
/// # Errors
/// `seat.already`.
pub(crate) fn come_in(
    course: &Course,
    learner: RecordId,
    source: Option<RecordId>,
    moment: Moment,
    drafts: &mut Vec<Draft>,
) -> Result<bool, Refusal> {
    let (seat_now, free) = (course.seat_of(learner), course.free() > 0);
    match seat_now {
        None | Some(Seat::Gone | Seat::Lapsed) => {}
        Some(Seat::Waiting) if free => {}
        Some(Seat::Seated | Seat::Offered | Seat::Waiting) => {
            return Err(Refusal::new("seat.already"));
        }
    }
    let source = source.or(course.place(learner).and_then(|place| place.referral));
    let mut writes = Vec::new();
    writes.extend(source.map(|id| ("source", Value::Ref(id.0))));
    let came_back = matches!(seat_now, Some(Seat::Gone | Seat::Lapsed));
    if seat_now != Some(Seat::Waiting) {
        writes.push(("wish", wish_value(moment.now_ms, None)));
    }
    if came_back {
        // They ask anew: what was offered then, and where they went, is over.
        writes.extend([("offer", Value::Null), ("transfer", Value::Null), ("exit", Value::Null)]);
    }
    if free {
        seat((course.cohort, learner), "confirmed", moment, writes, drafts);
    } else {
        writes.insert(0, ("state", state_value("waitlisted")));
        if came_back {
            writes.push(("answer", Value::Null));
        }
        drafts.push(enrolment(course.cohort, learner, writes));
    }
    Ok(free)
}

/// A seat that is taken now, with its claim: headquarters, which hears every laptop, lets it stand or
/// not. It is had from this moment and not since midnight, so that no offer of before is undone.
pub(crate) fn seat(
    (cohort, learner): (RecordId, RecordId),
    state: &str,
    moment: Moment,
    others: Vec<(&'static str, Value)>,
    drafts: &mut Vec<Draft>,
) {
    let answered = Value::List(vec![Value::Int(moment.now_ms.cast_signed()), Value::Null]);
    let mut writes = vec![
        ("state", state_value(state)),
        ("entry", Value::Int(i64::from(moment.today))),
        ("answer", answered),
    ];
    writes.extend(others);
    drafts.push(enrolment(cohort, learner, writes));
    drafts.push(claim_draft(cohort, learner, moment.claim));
}

/// What is written of a learner in a cohort.
pub(crate) fn enrolment(cohort: RecordId, learner: RecordId, writes: Vec<(&str, Value)>) -> Draft {
    Draft::new(&kinds::ENROLMENT, RecordRef::Derived(vec![cohort, learner]), writes)
}

/// When somebody asked for a seat, and before whom they come.
pub(crate) fn wish_value(asked_ms: u64, priority: Option<i64>) -> Value {
    Value::List(vec![Value::Int(asked_ms.cast_signed()), Value::int_or_null(priority)])
}

fn answer_value(now_ms: u64, refusal: Option<&str>) -> Result<Value, Refusal> {
    let place = |name: &str| kinds::REFUSALS.iter().position(|one| *one == name);
    let refusal = match refusal {
        Some(name) => Some(place(name).ok_or(Refusal::new("seat.refusal"))? as i64),
        None => None,
    };
    Ok(Value::List(vec![Value::Int(now_ms.cast_signed()), Value::int_or_null(refusal)]))
}

/// The seat that somebody leaves is offered to whoever comes next, in the same gesture.
fn pass_on(course: &Course, leaver: RecordId, moment: Moment, drafts: &mut Vec<Draft>) {
    if let Some(next) = course.next_after(leaver) {
        let offer = offer_value(offer_from(moment.now_ms, course.hours()));
        drafts.push(enrolment(course.cohort, next, vec![("offer", offer)]));
    }
}

/// What is written of the queues that somebody leaves who is erased: an offer that they had is over.
pub(crate) fn leave_queues(
    view: &View<'_>,
    queues: &[RecordId],
    person: RecordId,
    moment: Moment,
) -> Result<Vec<Draft>, AppError> {
    let mut drafts = Vec::new();
    for cohort in queues {
        let course = Course::of(view, *cohort, moment.today, moment.now_ms)?;
        if course.seat_of(person) == Some(Seat::Offered) {
            let answer = ("answer", answer_value(moment.now_ms, None)?);
            let writes = vec![("state", state_value("cancelled")), answer];
            drafts.push(enrolment(course.cohort, person, writes));
        }
    }
    Ok(drafts)
}

/// The cohorts in which somebody has a place, or waits for one.
pub(crate) fn queues_with(
    view: &View<'_>,
    person: RecordId,
    today: Day,
) -> Result<Vec<RecordId>, AppError> {
    let mut queues = Vec::new();
    for cohort in view.cohorts(today)? {
        if view.places_in(cohort.id)?.iter().any(|place| place.learner == person) {
            queues.push(cohort.id);
        }
    }
    Ok(queues)
}

/// What tells since when somebody is gone. Whoever had a seat keeps the moment at which they took it:
/// the offer ended then, and passes to nobody because they leave.
fn goodbye(
    course: &Course,
    place: &Place,
    moment: Moment,
) -> Result<(&'static str, Value), Refusal> {
    if course.seat(place) == Seat::Seated {
        let exit = vec![Value::Int(i64::from(moment.today)), Value::Null];
        return Ok(("exit", Value::List(exit)));
    }
    Ok(("answer", answer_value(moment.now_ms, None)?))
}

/// What was written of somebody, if they stand in one of these places.
fn must_be<'c>(
    course: &'c Course,
    learner: RecordId,
    seats: &[Seat],
    code: &'static str,
) -> Result<&'c Place, Refusal> {
    let place = course.place(learner).filter(|place| seats.contains(&course.seat(place)));
    place.ok_or(Refusal::new(code))
}

fn seat_label(key: &str, name: String, course: &Course) -> Label {
    label(key, &[("name", name), ("code", course.row.code.clone())])
}
