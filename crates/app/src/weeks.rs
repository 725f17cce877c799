//! A cohort's attendance at a look: every session, every learner, the shapes of the register.

use crate::attendance::shape;
use crate::centre::App;
use crate::dto::{Shape, Weeks, WeeksLearner, WeeksSession};
use crate::error::AppError;
use passerelle_domain::attendance::Mark;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal};
use std::collections::HashMap;

impl App {
    /// A cohort's attendance. Sessions to come are there, without a mark.
    ///
    /// # Errors
    /// `cohort.unknown`, or the store's.
    pub fn attendance_weeks(&mut self, cohort: RecordId) -> Result<Weeks, AppError> {
        self.allow(Deed::ReadRoster)?;
        let today = self.around.today().0;
        self.store.snapshot(|view| {
            view.cohort(cohort, today)?.ok_or(Refusal::new("cohort.unknown"))?;
            let sessions = view.sessions_of(cohort)?;
            let marks: HashMap<(RecordId, RecordId), Mark> = view
                .past_marks(cohort, Day::MIN, (Day::MAX, 0))?
                .into_iter()
                .map(|row| ((row.learner, row.session), row.mark))
                .collect();
            let shapes = |learner: RecordId| -> Vec<Shape> {
                sessions
                    .iter()
                    .map(|session| shape(marks.get(&(learner, session.id)).copied()))
                    .collect()
            };
            let learners = view.members(cohort)?.into_iter().map(|learner| WeeksLearner {
                shapes: shapes(learner.id),
                id: learner.id.to_string(),
                name: learner.name(),
            });
            Ok(Weeks {
                learners: learners.collect(),
                sessions: sessions
                    .iter()
                    .map(|session| WeeksSession {
                        id: session.id.to_string(),
                        date: format_day(session.day),
                        number: session.number,
                    })
                    .collect(),
            })
        })
    }
}
