//! Who has a seat in a cohort, who is offered one and who waits, as a screen sees it. What is written
//! about it is `acts`'; how it stands at a moment is the domain's to compute.

mod acts;
mod course;
mod elsewhere;
mod needs;
mod offer;

pub(crate) use acts::{Moment, come_in, enrolment, leave_queues, queues_with, seat, wish_value};
pub(crate) use course::{Course, Courses, state_of};
pub(crate) use needs::seat_needs;

use crate::centre::App;
use crate::dto::{EntryGap, Seat, SeatRow, WaitingView};
use crate::error::AppError;
use passerelle_domain::permission::Deed;
use passerelle_domain::pipeline::{Gap, gaps};
use passerelle_domain::positioning::FRENCH;
use passerelle_domain::{RecordId, kinds};
use passerelle_store::View;
use passerelle_store::pipeline::{Offering, Place, Referral};
use std::collections::HashMap;

impl App {
    /// Who has a seat in a cohort, who is offered one and who waits, at this moment. What those who have
    /// no seat yet lack for the level is said with them.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, or the store's.
    pub fn waiting(&self, cohort: RecordId) -> Result<WaitingView, AppError> {
        self.allow(Deed::Plan)?;
        let (today, now_ms) = (self.around.today().0, self.around.now_ms());
        let view = self.store.view();
        let course = Course::of(&view, cohort, today, now_ms)?;
        let private = self.private_view()?;
        let sources = Sources::of(private.as_ref())?;
        let mut people = Vec::new();
        for place in &course.places {
            let known = view.learner(place.learner)?;
            let seat = course.seat(place);
            if known.is_none() && seat != Seat::Seated {
                // Whoever was erased waits for nothing.
                continue;
            }
            let mut row = seat_row(&view, &course, place, seat)?;
            row.name = known.map(|learner| learner.name()).unwrap_or_default();
            sources.tell(&view, &course, place, &mut row)?;
            people.push(row);
        }
        people.sort_by_cached_key(|row| {
            let name = row.name.to_lowercase();
            (row.seat as u8, row.rank, row.until_ms.map(f64::to_bits), name, row.learner.clone())
        });
        Ok(WaitingView {
            cohort: cohort.to_string(),
            capacity: course.row.capacity,
            free: course.free(),
            offer_hours: course.hours(),
            now_ms: now_ms as f64,
            code: course.row.code,
            people,
        })
    }
}

fn seat_row(
    view: &View<'_>,
    course: &Course,
    place: &Place,
    seat: Seat,
) -> Result<SeatRow, AppError> {
    let name = |names: &[&str], at: usize| names.get(at).map(|name| (*name).to_owned());
    let state = usize::try_from(place.state).unwrap_or(usize::MAX);
    let rank = course.standing.rank(place.learner);
    let went_to = match place.went_to {
        Some(cohort) => view.thing_named(cohort)?,
        None => None,
    };
    Ok(SeatRow {
        learner: place.learner.to_string(),
        name: String::new(),
        seat,
        state: name(kinds::ENROLMENT_STATES, state).unwrap_or_default(),
        rank: rank.and_then(|rank| u32::try_from(rank).ok()),
        is_first: course.is_first(place),
        asked_ms: place.asked_ms.map(|ms| ms as f64),
        until_ms: course.offer(place.learner).map(|offer| offer.until_ms as f64),
        refusal: place.refusal.and_then(|at| name(kinds::REFUSALS, at)),
        went_to,
        referral: place.referral.map(|id| id.to_string()),
        partner: None,
        gaps: Vec::new(),
    })
}

/// Where people came from, as far as this computer may know.
struct Sources {
    is_here: bool,
    by_id: HashMap<RecordId, Referral>,
    of_learner: HashMap<RecordId, RecordId>,
}

impl Sources {
    fn of(private: Option<&View<'_>>) -> Result<Self, AppError> {
        let (mut by_id, mut of_learner) = (HashMap::new(), HashMap::new());
        let all = private.map(View::referrals).transpose()?;
        for referral in all.iter().flatten() {
            of_learner.extend(referral.learner.map(|learner| (learner, referral.id)));
            by_id.insert(referral.id, referral.clone());
        }
        Ok(Self { is_here: all.is_some(), by_id, of_learner })
    }

    fn tell(
        &self,
        view: &View<'_>,
        course: &Course,
        place: &Place,
        row: &mut SeatRow,
    ) -> Result<(), AppError> {
        let source = place.referral.or(self.of_learner.get(&place.learner).copied());
        let referral = source.and_then(|id| self.by_id.get(&id));
        row.referral = source.filter(|_| self.is_here).map(|id| id.to_string());
        if let Some(partner) = referral.and_then(|referral| referral.partner) {
            row.partner = view.thing_named(partner)?;
        }
        if matches!(row.seat, Seat::Offered | Seat::Waiting | Seat::Lapsed) {
            let french = referral.and_then(|referral| referral.french);
            row.gaps = entry_gaps(view, course.offering, Some(place.learner), french)?;
            // What is not here was perhaps asked all the same.
            row.gaps.retain(|gap| self.is_here || gap.code != "french_unknown");
        }
        Ok(())
    }
}

/// What somebody lacks for a level.
pub(crate) fn entry_gaps(
    view: &View<'_>,
    asks: Offering,
    learner: Option<RecordId>,
    french: Option<usize>,
) -> Result<Vec<EntryGap>, AppError> {
    let before = match (asks.before, learner) {
        (None, _) => None,
        (Some(_), None) => Some(false),
        (Some(level), Some(learner)) => Some(view.has_followed(learner, level)?),
    };
    let code = match asks.before {
        Some(level) => view.thing_named(level)?.unwrap_or_default(),
        None => String::new(),
    };
    let name = |at: usize| FRENCH.get(at).map(|name| (*name).to_owned());
    let gap = |gap: Gap| {
        let (key, wanted, has) = match gap {
            Gap::French { wanted, has } => ("french", name(wanted), name(has)),
            Gap::FrenchUnknown { wanted } => ("french_unknown", name(wanted), None),
            Gap::PreviousLevel => ("previous_level", Some(code.clone()), None),
        };
        EntryGap { code: key.to_owned(), wanted: wanted.unwrap_or_default(), has }
    };
    Ok(gaps(asks.french, french, before).into_iter().map(gap).collect())
}
