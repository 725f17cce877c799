//! The letter that tells somebody of the seat that is held for them: what, where, when, until when to
//! answer, how. In short sentences: they are learning the language it is written in.

use super::course::Course;
use crate::centre::App;
use crate::dto::Seat;
use crate::error::AppError;
use crate::letter::{Draft, Named, letter};
use crate::surroundings::local_time;
use passerelle_domain::calendar::{format_day, format_minute};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal};

impl App {
    /// What tells somebody that a seat is held for them.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, `learner.unknown`, `seat.no_offer`, or the store's.
    pub fn offer_text(&self, cohort: RecordId, learner: RecordId) -> Result<Draft, AppError> {
        self.allow(Deed::Plan)?;
        let (today, now_ms) = (self.around.today().0, self.around.now_ms());
        let view = self.store.view();
        let course = Course::of(&view, cohort, today, now_ms)?;
        let known = view.learner(learner)?.ok_or(Refusal::new("learner.unknown"))?;
        let offer = course
            .offer(learner)
            .filter(|_| course.seat_of(learner) == Some(Seat::Offered))
            .ok_or(Refusal::new("seat.no_offer"))?;
        let mut named = Named::from([
            ("name".to_owned(), known.whole_name()),
            ("title".to_owned(), course.row.title.clone()),
            ("centre".to_owned(), view.centre()?.unwrap_or_default()),
            ("until".to_owned(), local_time(offer.until_ms.cast_signed())),
        ]);
        let first = view.first_meeting(cohort, today)?;
        let mut paragraphs = vec!["letter-hello", "letter-offer-seat", "letter-offer-what"];
        if let Some(first) = first {
            named.insert("day".to_owned(), format_day(first.day));
            named.insert("start".to_owned(), format_minute(first.start));
            named.insert("end".to_owned(), format_minute(first.end));
            paragraphs.push("letter-offer-when");
            if !first.place.is_empty() {
                named.insert("place".to_owned(), first.place);
                paragraphs.push("letter-offer-where");
            }
        }
        paragraphs.extend([
            "letter-offer-until",
            "letter-offer-yes",
            "letter-offer-no",
            "letter-bye",
        ]);
        Ok(letter("letter-offer-subject", &paragraphs, &named))
    }
}
