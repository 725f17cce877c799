//! The letter that tells a partner what became of somebody they sent: short, and with no more about the
//! person than the partner gave. Neither why, nor their level, nor their telephone stands in it.

use super::known;
use crate::centre::App;
use crate::dto::Seat;
use crate::error::AppError;
use crate::letter::{Draft, Named, letter};
use crate::waiting::{Courses, state_of};
use passerelle_domain::RecordId;
use passerelle_domain::calendar::format_day;
use passerelle_domain::permission::Deed;
use passerelle_domain::pipeline::State;
use passerelle_store::cohort::Cohort;
use passerelle_store::pipeline::Referral;

impl App {
    /// What tells the partner how it ended, or how far it is.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.no_partner`,
    /// `person.erased`, or the store's.
    pub fn feedback_text(&mut self, id: RecordId) -> Result<Draft, AppError> {
        self.allow(Deed::ReadContacts)?;
        self.allow(Deed::Plan)?;
        let missing = || AppError::refused("keys.private_missing");
        let referral = known(&self.private_view()?.ok_or_else(missing)?, id)?;
        let partner = referral.partner.ok_or_else(|| AppError::refused("referral.no_partner"))?;
        let name = referral.name();
        if name.is_empty() {
            return Err(AppError::refused("person.erased"));
        }
        self.note_reading(id)?;
        let view = self.store.view();
        let thing = |id: Option<RecordId>| id.map(|id| view.thing_named(id)).transpose();
        let mut named = Named::from([
            ("name".to_owned(), name),
            ("partner".to_owned(), thing(Some(partner))?.flatten().unwrap_or_default()),
            ("centre".to_owned(), view.centre()?.unwrap_or_default()),
            ("received_day".to_owned(), format_day(referral.received)),
        ]);
        let mut paragraphs = vec!["letter-hello-partner", "letter-feedback-sent"];
        let mut courses = Courses::new(&view, self.around.today().0, self.around.now_ms());
        let (became, group) = became(&mut courses, &referral)?;
        paragraphs.push(outcome(State::from_code(referral.state), became));
        if let Some(group) = group.filter(|_| matches!(became, Became::Seated | Became::Waits)) {
            named.insert("title".to_owned(), group.title.clone());
            if let Some(first) = group.first {
                named.insert("day".to_owned(), format_day(first));
                paragraphs.push("letter-feedback-group");
            }
        }
        paragraphs.extend(["letter-feedback-thanks", "letter-bye"]);
        Ok(letter("letter-feedback-subject", &paragraphs, &named))
    }
}

/// What became of a learner in the cohort that they were sent for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Became {
    /// No learner, or in a cohort that is not known here.
    Unknown,
    /// They have a seat, or had one.
    Seated,
    /// They wait, or are offered a seat.
    Waits,
    /// They did not want the seat.
    Declined,
    /// They were taken off before it began.
    Cancelled,
    /// They began, and do not come any more.
    Dropped,
}

/// What became of a learner in the cohort that they were sent for, or went to from there; and that
/// cohort.
fn became<'c>(
    courses: &'c mut Courses<'_>,
    referral: &Referral,
) -> Result<(Became, Option<&'c Cohort>), AppError> {
    let (Some(learner), Some(cohort)) = (referral.learner, referral.cohort) else {
        return Ok((Became::Unknown, None));
    };
    let Some(course) = courses.last(learner, cohort)? else { return Ok((Became::Unknown, None)) };
    let Some(place) = course.place(learner) else { return Ok((Became::Unknown, None)) };
    let became = match (course.seat(place), state_of(place)) {
        (Seat::Seated, _) => Became::Seated,
        (Seat::Offered | Seat::Waiting | Seat::Lapsed, _) => Became::Waits,
        (Seat::Gone, "declined") => Became::Declined,
        (Seat::Gone, "cancelled") => Became::Cancelled,
        (Seat::Gone, "dropped") => Became::Dropped,
        // Completed, or gone on to a group that is not known here: they were enrolled.
        (Seat::Gone, _) => Became::Seated,
    };
    Ok((became, Some(&course.row)))
}

/// The sentence about what became of them: of somebody who is a learner by now, what their seat says;
/// of one that is closed, how it ended as far as that is still written.
fn outcome(state: State, became: Became) -> &'static str {
    match (state, became) {
        (State::Received | State::Contacted | State::Interview, _) => "letter-feedback-under-way",
        (State::Accepted, _) => "letter-feedback-accepted",
        (State::Enrolled | State::Closed, Became::Waits) => "letter-feedback-waiting",
        (State::Enrolled | State::Closed, Became::Declined) => "letter-feedback-declined",
        (State::Enrolled | State::Closed, Became::Cancelled) => "letter-feedback-closed",
        (State::Enrolled | State::Closed, Became::Dropped) => "letter-feedback-dropped",
        (State::Enrolled, _) | (State::Closed, Became::Seated) => "letter-feedback-enrolled",
        (State::Closed, Became::Unknown) => "letter-feedback-closed",
        (State::NoAnswer, _) => "letter-feedback-no-answer",
        (State::DeclinedByPerson, _) => "letter-feedback-declined",
        (State::NotEligible, _) => "letter-feedback-not-eligible",
        (State::Redirected, _) => "letter-feedback-redirected",
    }
}
