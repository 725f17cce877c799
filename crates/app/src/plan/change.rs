//! Changing a group after it was made: what it is called, its seats, the volunteers it wants. Nobody
//! loses a seat or an offer by it, and seats that are added are offered to whoever waits first.

use super::{code_within, number, seats_within};
use crate::attendance::label;
use crate::centre::{App, required, text};
use crate::cohort::cohort_row;
use crate::dto::{CohortChange, CohortChanged};
use crate::error::AppError;
use crate::undo::label_text;
use crate::waiting::Course;
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds, rota};
use passerelle_store::cohort::Cohort;
use passerelle_store::{Act, Draft, Gesture};

/// Most volunteers that a group wants.
const VOLUNTEERS_MAX: u32 = 1000;

impl App {
    /// Writes what a group is called, its seats and the volunteers it wants: one gesture, with the
    /// offers of the seats that are added.
    ///
    /// # Errors
    /// `permission.role_too_low`, `cohort.unknown`, `cohort.code`, `cohort.title`, `cohort.capacity`,
    /// `cohort.volunteers`, `cohort.seats_taken`, `text.*`, or the store's.
    pub fn change_cohort(
        &mut self,
        cohort: RecordId,
        to: &CohortChange,
    ) -> Result<CohortChanged, AppError> {
        self.allow_writing(Deed::Plan, &[&kinds::COHORT, &kinds::ENROLMENT])?;
        let code = code_within(&to.code)?.to_owned();
        let title = required(&to.title, "cohort.title")?.to_owned();
        seats_within(to.capacity)?;
        if to.volunteers.is_some_and(|wanted| wanted > VOLUNTEERS_MAX) {
            return Err(Refusal::new("cohort.volunteers").with("max", VOLUNTEERS_MAX).into());
        }
        self.keep_offers([cohort])?;
        let (author, moment) = (self.author()?, self.moment()?);
        let (seats, mut offered) = (u32::from(to.capacity), 0);
        self.store.write::<AppError>(author, |view| {
            let course = Course::of(view, cohort, moment.today, moment.now_ms)?;
            let taken = course.taken();
            if seats < taken && seats < course.seats() {
                return Err(Refusal::new("cohort.seats_taken").with("count", taken).into());
            }
            let mut own = Draft::new(&kinds::COHORT, RecordRef::Own(cohort), vec![]);
            if (&course.row.code, &course.row.title) != (&code, &title) {
                own.write("title", Value::List(vec![text(&code), text(&title)]));
            }
            let mut drafts = Vec::new();
            if seats != course.row.capacity {
                own.write("capacity", number(seats));
                let resized = course.resized(seats, moment.now_ms);
                offered = u32::try_from(resized.invited).unwrap_or(u32::MAX);
                drafts = resized.drafts;
            }
            let wanted = volunteers(&course.row, to);
            if wanted != course.row.volunteers {
                own.write("volunteer_target", number(wanted));
            }
            if !own.writes.is_empty() {
                drafts.insert(0, own);
            }
            let args = [("code", code), ("count", offered.to_string())];
            let label = label_text(&label("cohort-changed", &args));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        let row = self.store.view().cohort(cohort, moment.today)?;
        let cohort = cohort_row(row.ok_or(Refusal::new("cohort.unknown"))?);
        Ok(CohortChanged { cohort, offered })
    }
}

/// Volunteers that a group is to want: as many as were said; otherwise as many as its seats ask for, if
/// it was so before, and those that somebody chose if not.
fn volunteers(row: &Cohort, to: &CohortChange) -> u32 {
    let is_usual = row.capacity > 0 && row.volunteers == rota::for_learners(row.capacity);
    let usual = is_usual.then(|| rota::for_learners(u32::from(to.capacity)));
    to.volunteers.or(usual).unwrap_or(row.volunteers)
}
