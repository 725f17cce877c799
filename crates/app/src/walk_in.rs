//! Whoever stands at the door without being expected: somebody known from another group, or a name and
//! nothing else. Only the name is asked; the rest waits for the coordinator.

use crate::attendance::{label, mark_draft};
use crate::centre::{App, required};
use crate::dto::{Label, Marked, Seat, Suggestion, WalkIn};
use crate::error::AppError;
use crate::people::{ask_anew, wait_draft};
use crate::record_id;
use crate::surroundings::new_id;
use crate::waiting::Course;
use passerelle_domain::attendance::{Mark, Status};
use passerelle_domain::calendar::Day;
use passerelle_domain::likeness::{Why, likeness};
use passerelle_domain::permission::Deed;
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::session::Session;
use passerelle_store::{Draft, View};
use std::collections::{HashMap, HashSet};

/// Names proposed while somebody types.
const SUGGESTIONS_MAX: usize = 8;
/// Letters from which names are proposed.
const TYPED_MIN: usize = 2;

impl App {
    /// Learners of this computer who may be the one whose name is being typed, the likeliest first; nobody
    /// who is in this register already.
    ///
    /// # Errors
    /// `session.unknown`, or the store's.
    pub fn suggest(&mut self, session: RecordId, typed: &str) -> Result<Vec<Suggestion>, AppError> {
        self.allow(Deed::ReadRoster)?;
        if typed.trim().chars().count() < TYPED_MIN {
            return Ok(Vec::new());
        }
        self.store.snapshot(|view| {
            let session = crate::attendance::known_session(view, session)?;
            let roster = view.roster(&session)?;
            let here: HashSet<_> = roster.into_iter().map(|learner| learner.id).collect();
            let mut found = Vec::new();
            for learner in view.learners()?.into_iter().filter(|one| !here.contains(&one.id)) {
                let (name, whole) = (learner.name(), learner.whole_name());
                let names = [Some(&*name), Some(&*whole), learner.own_name.as_deref()];
                if let Some(why) = likeness(typed, names.into_iter().flatten()) {
                    found.push((why, learner));
                }
            }
            found.sort_by_cached_key(|(why, one)| (*why, one.name().to_lowercase(), one.id));
            let mut cohorts: HashMap<RecordId, Vec<String>> = HashMap::new();
            for (learner, code) in view.enrolments()? {
                cohorts.entry(learner).or_default().push(code);
            }
            let suggestion =
                |(why, learner): (Why, passerelle_store::learner::Learner)| Suggestion {
                    name: learner.name(),
                    cohorts: cohorts.remove(&learner.id).unwrap_or_default(),
                    id: learner.id.to_string(),
                    own_name: learner.own_name,
                    why: self::why(why),
                };
            Ok(found.into_iter().take(SUGGESTIONS_MAX).map(suggestion).collect())
        })
    }

    /// Lets somebody in who was not expected: they are marked as here. `anyway` is the word of whoever
    /// stands at the door of a full room.
    ///
    /// # Errors
    /// `session.full`, `session.unknown`, `session.closed`, `learner.unknown`, `person.name_missing`,
    /// `text.too_long`, or the store's.
    pub fn walk_in(
        &mut self,
        session: RecordId,
        who: &WalkIn,
        anyway: bool,
    ) -> Result<Marked, AppError> {
        self.allow_writing(Deed::Welcome, &[&kinds::LEARNER, &kinds::ATTENDANCE])?;
        let today = self.around.today().0;
        let newcomer = self.newcomer(who)?;
        self.gesture(session, |view, session| {
            let (id, name, mut drafts) = newcomer.known(view)?;
            if !anyway {
                has_room(view, session, id, today)?;
            }
            drafts.push(mark_draft(session.id, id, Some(Mark::plain(Status::Present))));
            Ok((named("walk-in", name), drafts))
        })
    }

    /// Puts somebody on the waiting list of a session's group instead of into its full room.
    ///
    /// # Errors
    /// As `walk_in`, but for `session.full`.
    pub fn wait_instead(&mut self, session: RecordId, who: &WalkIn) -> Result<Marked, AppError> {
        self.allow_writing(Deed::Welcome, &[&kinds::LEARNER, &kinds::ENROLMENT])?;
        let (today, now_ms) = (self.around.today().0, self.around.now_ms());
        let newcomer = self.newcomer(who)?;
        let cohort = self.store.view().session(session)?.map(|session| session.cohort);
        self.keep_offers(cohort)?;
        self.gesture(session, |view, session| {
            let (id, name, mut drafts) = newcomer.known(view)?;
            // Whoever has a place there keeps it, and whoever waits keeps their turn.
            let course = Course::of(view, session.cohort, today, now_ms)?;
            let seat = course.seat_of(id);
            if matches!(seat, None | Some(Seat::Gone)) {
                let mut draft = wait_draft(session.cohort, id, today, now_ms);
                if seat.is_some() {
                    ask_anew(&mut draft);
                }
                drafts.push(draft);
            }
            Ok((named("wait-listed", name), drafts))
        })
    }

    fn newcomer(&self, who: &WalkIn) -> Result<Comer, AppError> {
        match who {
            WalkIn::Known { id } => Ok(Comer::Known(record_id(id)?)),
            WalkIn::New { name } => {
                let name = required(name, "person.name_missing")?.to_owned();
                Ok(Comer::New(new_id(&*self.around)?, name))
            }
        }
    }
}

/// Who comes in, ready to be written.
enum Comer {
    Known(RecordId),
    New(RecordId, String),
}

impl Comer {
    /// Their id, their name, and what is to be written of somebody who is new.
    fn known(self, view: &View<'_>) -> Result<(RecordId, String, Vec<Draft>), AppError> {
        match self {
            Self::Known(id) => {
                let learner = view.learner(id)?.ok_or(Refusal::new("learner.unknown"))?;
                Ok((id, learner.name(), Vec::new()))
            }
            Self::New(id, name) => {
                let whole = Value::List(vec![Value::Text(name.clone()), Value::Null]);
                let writes = vec![("name", whole), ("provisional", Value::Bool(true))];
                let draft = Draft::new(&kinds::LEARNER, RecordRef::Own(id), writes);
                Ok((id, name, vec![draft]))
            }
        }
    }
}

/// Refuses when the room is full without this person.
fn has_room(
    view: &View<'_>,
    session: &Session,
    learner: RecordId,
    today: Day,
) -> Result<(), AppError> {
    let capacity = view.cohort(session.cohort, today)?.map_or(0, |cohort| cohort.capacity);
    let roster = view.roster(session)?;
    let count = u32::try_from(roster.len()).unwrap_or(u32::MAX);
    if capacity == 0 || count < capacity || roster.iter().any(|one| one.id == learner) {
        return Ok(());
    }
    Err(Refusal::new("session.full").with("count", count).with("capacity", capacity).into())
}

fn named(key: &str, name: String) -> Label {
    label(key, &[("name", name)])
}

/// Why somebody may be the one who is meant, as a label.
pub(crate) fn why(why: Why) -> Label {
    label(key_of(why), &[])
}

fn key_of(why: Why) -> &'static str {
    match why {
        Why::SameName => "why-same-name",
        Why::BeginsSo => "why-begins-so",
        Why::OtherScript => "why-other-script",
        Why::SoundsAlike => "why-sounds-alike",
    }
}
