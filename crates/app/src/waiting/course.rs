//! A cohort's seats at a moment: what was written of each person, put before the domain's rule.

use super::acts::enrolment;
use crate::centre::App;
use crate::dto::Seat;
use crate::error::AppError;
use passerelle_domain::calendar::Day;
use passerelle_domain::waiting::{Answer, Offer, Standing, Wish, resized, standing};
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::cohort::Cohort;
use passerelle_store::pipeline::{Offering, Place};
use passerelle_store::{Act, Draft, Gesture, View};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How many hours an offer holds when nobody has said.
pub(crate) const OFFER_HOURS: u32 = 72;
/// Seats of a cohort whose number nobody wrote.
const SEATS_UNSAID: u32 = 1000;
/// What is written of whoever comes before the others.
pub(crate) const FIRST: i64 = 0;
/// The place in the queue of those of whom nothing else is written.
const USUAL: i64 = 5;
const HOUR_MS: u64 = 3_600_000;
/// Groups through which somebody is followed.
const MOVES_MAX: usize = 10;
const DAY_MS: i64 = 86_400_000;

/// What other seats write of people.
pub(crate) struct Resized {
    /// Who waited and is offered one of the seats that are added.
    pub invited: usize,
    pub drafts: Vec<Draft>,
}

/// How a cohort stands.
pub(crate) struct Course {
    pub cohort: RecordId,
    pub row: Cohort,
    pub offering: Offering,
    pub places: Vec<Place>,
    pub standing: Standing,
    wishes: Vec<Wish>,
}

impl Course {
    /// As written in a file, at a moment.
    pub fn of(
        view: &View<'_>,
        cohort: RecordId,
        today: Day,
        now_ms: u64,
    ) -> Result<Self, AppError> {
        let row = view.cohort(cohort, today)?.ok_or(Refusal::new("cohort.unknown"))?;
        let (offering, places) = (view.offering(cohort)?, view.places_in(cohort)?);
        let mut wishes = Vec::with_capacity(places.len());
        for place in &places {
            let wish = wish(place, now_ms);
            if is_seated(place) || view.learner(place.learner)?.is_some() {
                wishes.push(wish);
            } else if place.offer.is_some() || place.answered_ms.is_some() || place.exit.is_some() {
                // Whoever was erased keeps the seat they had, and waits for none. What became of an
                // offer or a seat of theirs stays, for it passed on to others.
                wishes.push(Wish { asked_ms: u64::MAX, ..wish });
            }
        }
        let standing = standing(seats(&row), &wishes, now_ms, offer_ms(offering));
        Ok(Self { cohort, row, offering, places, standing, wishes })
    }

    /// Seats that nobody has and nobody is offered.
    pub fn free(&self) -> u32 {
        self.standing.free(seats(&self.row))
    }

    /// Its seats.
    pub fn seats(&self) -> u32 {
        seats(&self.row)
    }

    /// Seats that somebody has or is offered.
    pub fn taken(&self) -> u32 {
        let taken = self.standing.seated.len() + self.standing.offered.len();
        u32::try_from(taken).unwrap_or(u32::MAX)
    }

    /// What is written of people when the cohort is to have so many seats.
    pub fn resized(&self, to: u32, now_ms: u64) -> Resized {
        let from = seats(&self.row);
        let offers = resized((from, to), &self.wishes, now_ms, offer_ms(self.offering));
        let waits = |person: &RecordId| self.standing.waiting.contains(person);
        let drafts = offers.iter().map(|(learner, offer)| {
            let offer = offer.map_or(Value::Null, offer_value);
            enrolment(self.cohort, *learner, vec![("offer", offer)])
        });
        let invited = offers.iter().filter(|(person, offer)| offer.is_some() && waits(person));
        Resized { invited: invited.count(), drafts: drafts.collect() }
    }

    /// How many hours an offer holds.
    pub fn hours(&self) -> u32 {
        self.offering.hours.unwrap_or(OFFER_HOURS)
    }

    /// What was written of somebody.
    pub fn place(&self, learner: RecordId) -> Option<&Place> {
        self.places.iter().find(|place| place.learner == learner)
    }

    /// Where somebody stands.
    pub fn seat(&self, place: &Place) -> Seat {
        let is = |list: &[(RecordId, Offer)]| list.iter().any(|(one, _)| *one == place.learner);
        match &self.standing {
            standing if standing.seated.contains(&place.learner) => Seat::Seated,
            standing if is(&standing.offered) => Seat::Offered,
            standing if is(&standing.lapsed) => Seat::Lapsed,
            standing if standing.waiting.contains(&place.learner) => Seat::Waiting,
            _ => Seat::Gone,
        }
    }

    /// Where somebody stands; none for whom nothing was ever written.
    pub fn seat_of(&self, learner: RecordId) -> Option<Seat> {
        self.place(learner).map(|place| self.seat(place))
    }

    /// The offer that somebody has, or had last.
    pub fn offer(&self, learner: RecordId) -> Option<Offer> {
        let offers = self.standing.offered.iter().chain(&self.standing.lapsed);
        offers.into_iter().find(|(one, _)| *one == learner).map(|(_, offer)| *offer)
    }

    /// Whether somebody comes before the others.
    pub fn is_first(&self, place: &Place) -> bool {
        place.priority.is_some_and(|priority| priority < USUAL)
    }

    /// Whoever comes next, if a seat is free once this person is gone from theirs.
    pub fn next_after(&self, leaver: RecordId) -> Option<RecordId> {
        let taken = self.standing.seated.len() + self.standing.offered.len();
        let frees = self.standing.seated.contains(&leaver)
            && taken <= usize::try_from(seats(&self.row)).unwrap_or(usize::MAX);
        self.standing.waiting.first().copied().filter(|_| frees)
    }

    /// Who was offered a seat by hand that another has by now, and since when: they wait as before, for
    /// whoever had an offer that ended by itself comes after those who wait.
    pub fn promised_in_vain(&self, now_ms: u64) -> impl Iterator<Item = (RecordId, u64)> {
        let offered = self.standing.waiting.iter().filter_map(|learner| {
            let (from_ms, _) = self.place(*learner)?.offer?;
            Some((*learner, from_ms))
        });
        offered.filter(move |(_, from_ms)| *from_ms <= now_ms)
    }

    /// Who came to a seat, or to an offer of one, last.
    pub fn newest_holder(&self) -> Option<RecordId> {
        let offered =
            self.standing.offered.iter().map(|(learner, offer)| (offer.from_ms, *learner));
        let seated = self
            .standing
            .seated
            .iter()
            .filter_map(|learner| Some((self.place(*learner)?.answered_ms?, *learner)));
        offered.chain(seated).max().map(|(_, learner)| learner)
    }

    /// The offers that passed on by themselves and that nobody has written yet.
    fn passed_on(&self) -> impl Iterator<Item = Draft> {
        let offers = self.standing.offered.iter().chain(&self.standing.lapsed);
        let unwritten = offers.filter(|(learner, offer)| {
            let written = self.place(*learner).and_then(|place| place.offer);
            // One that a fast clock wrote begins later than it is read.
            !written.is_some_and(|(from, until)| until == offer.until_ms && from >= offer.from_ms)
        });
        unwritten.map(|(learner, offer)| {
            let record = RecordRef::Derived(vec![self.cohort, *learner]);
            Draft::new(&kinds::ENROLMENT, record, vec![("offer", offer_value(*offer))])
        })
    }
}

/// How cohorts stand at a moment, each looked up once.
pub(crate) struct Courses<'v> {
    view: &'v View<'v>,
    today: Day,
    now_ms: u64,
    known: HashMap<RecordId, Option<Course>>,
}

impl<'v> Courses<'v> {
    pub fn new(view: &'v View<'v>, today: Day, now_ms: u64) -> Self {
        Self { view, today, now_ms, known: HashMap::new() }
    }

    /// None for a cohort that this computer has not heard of yet.
    fn of(&mut self, cohort: RecordId) -> Result<Option<&Course>, AppError> {
        if let Entry::Vacant(new) = self.known.entry(cohort) {
            new.insert(match self.view.cohort(cohort, self.today)? {
                Some(_) => Some(Course::of(self.view, cohort, self.today, self.now_ms)?),
                None => None,
            });
        }
        Ok(self.known.get(&cohort).and_then(Option::as_ref))
    }

    /// The cohort in which somebody is by now who came into this one: where they went from group to
    /// group, as far as that is known here.
    pub fn last(
        &mut self,
        learner: RecordId,
        cohort: RecordId,
    ) -> Result<Option<&Course>, AppError> {
        let mut at = cohort;
        for _ in 0..MOVES_MAX {
            let place = self.of(at)?.and_then(|course| course.place(learner));
            let moved = place.filter(|place| state_of(place) == "transferred");
            let Some(next) = moved.and_then(|place| place.went_to) else { break };
            if self.of(next)?.and_then(|course| course.place(learner)).is_none() {
                break;
            }
            at = next;
        }
        self.of(at)
    }
}

impl App {
    /// Writes down the offers of these cohorts that passed on by themselves, before something of their
    /// queues is written or taken back: whatever that changes, who was told of a seat keeps it. It is no
    /// part of the gesture, which would else take them along when it is taken back.
    pub(crate) fn keep_offers(
        &mut self,
        cohorts: impl IntoIterator<Item = RecordId>,
    ) -> Result<(), AppError> {
        let (author, today, now_ms) = (self.author()?, self.around.today().0, self.around.now_ms());
        self.store.write::<AppError>(author, |view| {
            let mut drafts = Vec::new();
            for cohort in cohorts {
                if view.cohort(cohort, today)?.is_some() {
                    drafts.extend(Course::of(view, cohort, today, now_ms)?.passed_on());
                }
            }
            Ok(Gesture { label: String::new(), act: Act::Settle, drafts })
        })?;
        Ok(())
    }
}

/// An offer as it is kept.
pub(crate) fn offer_value(offer: Offer) -> Value {
    let ms = |ms: u64| Value::Int(ms.cast_signed());
    Value::List(vec![ms(offer.from_ms), ms(offer.until_ms)])
}

/// The offer of a number of hours that begins at a moment.
pub(crate) fn offer_from(from_ms: u64, hours: u32) -> Offer {
    Offer { from_ms, until_ms: from_ms.saturating_add(u64::from(hours.max(1)) * HOUR_MS) }
}

fn offer_ms(offering: Offering) -> u64 {
    u64::from(offering.hours.unwrap_or(OFFER_HOURS)) * HOUR_MS
}

fn seats(row: &Cohort) -> u32 {
    if row.capacity == 0 { SEATS_UNSAID } else { row.capacity }
}

/// What is written of somebody: a name of `kinds::ENROLMENT_STATES`.
pub(crate) fn state_of(place: &Place) -> &'static str {
    let at = usize::try_from(place.state).unwrap_or(usize::MAX);
    // What a later version writes takes no seat here.
    kinds::ENROLMENT_STATES.get(at).copied().unwrap_or("cancelled")
}

fn is_seated(place: &Place) -> bool {
    matches!(state_of(place), "confirmed" | "active")
}

/// What was written of somebody, for the domain. A moment that another computer's fast clock wrote is
/// now: what is written has happened.
fn wish(place: &Place, now_ms: u64) -> Wish {
    let asked_ms = place.asked_ms.unwrap_or(0).min(now_ms);
    let day_ms = |day: Day| u64::try_from(i64::from(day).saturating_mul(DAY_MS)).unwrap_or(0);
    let taken_ms = place.answered_ms.or(place.entry.map(day_ms)).unwrap_or(0).min(now_ms);
    let answer = match (state_of(place), place.exit) {
        ("waitlisted", _) => Answer::None,
        ("confirmed" | "active", _) => Answer::Confirmed(taken_ms),
        // Whoever had a seat and has it no more; on a day that nobody wrote, until now.
        (_, Some(day)) => left(taken_ms, day_ms(day).min(now_ms)),
        ("completed" | "dropped", None) => left(taken_ms, now_ms),
        _ => Answer::Declined(place.answered_ms.unwrap_or(asked_ms).min(now_ms)),
    };
    Wish {
        person: place.learner,
        priority: place.priority.unwrap_or(USUAL),
        asked_ms,
        offer: place.offer.map(|(from, until_ms)| Offer { from_ms: from.min(now_ms), until_ms }),
        answer,
    }
}

/// A day says little of a moment: a seat was had for a while at least, so that taking it was one thing
/// and leaving it another.
fn left(taken_ms: u64, left_ms: u64) -> Answer {
    Answer::Left { taken_ms, left_ms: left_ms.max(taken_ms.saturating_add(1)) }
}
