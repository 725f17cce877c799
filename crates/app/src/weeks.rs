//! A cohort's attendance at a look: every session, every learner, the shapes of the register.

use crate::attendance::shape;
use crate::centre::App;
use crate::dto::{Weeks, WeeksLearner, WeeksSession};
use crate::error::AppError;
use passerelle_domain::attendance::Mark;
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::learner::Learner;
use std::collections::{BTreeMap, HashMap, HashSet};

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
            let mut people: BTreeMap<(String, RecordId), String> = BTreeMap::new();
            let mut on = HashSet::new();
            // Those of the group now also where no session is, and whoever was on one of its registers.
            let mut add = |learner: Learner| {
                let name = learner.name();
                people.insert((name.to_lowercase(), learner.id), name);
            };
            view.members(cohort)?.into_iter().for_each(&mut add);
            for session in &sessions {
                for learner in view.roster(session)? {
                    on.insert((learner.id, session.id));
                    add(learner);
                }
            }
            let shape_of = |learner: RecordId, session: RecordId| {
                let key = (learner, session);
                on.contains(&key).then(|| shape(marks.get(&key).copied()))
            };
            let learners = people.into_iter().map(|((_, id), name)| WeeksLearner {
                shapes: sessions.iter().map(|session| shape_of(id, session.id)).collect(),
                id: id.to_string(),
                name,
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
