//! From a referral to a place: the learner is made, or found, and enrolled, in one gesture over both
//! files. Names stand as they were given; how to reach the person goes where a learner's contacts are.

use super::acts::{alive, state_value};
use crate::attendance::label;
use crate::centre::{App, text};
use crate::dto::{PipelineView, Seat};
use crate::error::AppError;
use crate::surroundings::new_id;
use crate::undo::label_text;
use crate::waiting::{Course, Moment, come_in, enrolment};
use passerelle_domain::calendar::Day;
use passerelle_domain::permission::Deed;
use passerelle_domain::pipeline::State;
use passerelle_domain::{Kind, RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::pipeline::Referral;
use passerelle_store::{Act, Draft, Gesture, View};

const WRITES: [&Kind; 5] =
    [&kinds::LEARNER, &kinds::CONTACT, &kinds::ENROLMENT, &kinds::SEAT, &kinds::REFERRAL];

impl App {
    /// Makes a learner of whoever was sent, or takes the one that they are already, and gives them a
    /// free seat of a cohort, or a place on its waiting list. Whoever has a place there keeps it: the
    /// referral is joined to it.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.not_accepted`,
    /// `person.erased`, `cohort.unknown`, `learner.unknown`, or the store's.
    pub fn enrol_referral(
        &mut self,
        id: RecordId,
        cohort: RecordId,
        learner: Option<RecordId>,
    ) -> Result<PipelineView, AppError> {
        self.allow_writing(Deed::Plan, &WRITES)?;
        self.keep_offers([cohort])?;
        let (moment, new) = (self.moment()?, new_id(&*self.around)?);
        self.write_both(|class, private| {
            let referral = alive(class, private, id)?;
            if State::from_code(referral.state) != State::Accepted {
                return Err(AppError::refused("referral.not_accepted"));
            }
            let mut drafts = Vec::new();
            let known = match learner.or(referral.learner) {
                None => came_by(class, id, moment.today)?,
                known => known,
            };
            let (person, name) = match known {
                Some(known) => {
                    let row = class.learner(known)?.ok_or(Refusal::new("learner.unknown"))?;
                    drafts.extend(reach_draft(private, known, &referral)?);
                    (known, row.name())
                }
                None => {
                    drafts.push(learner_draft(new, &referral));
                    drafts.extend(reach_draft(private, new, &referral)?);
                    (new, referral.name())
                }
            };
            let course = Course::of(class, cohort, moment.today, moment.now_ms)?;
            join(&course, person, id, moment, &mut drafts)?;
            let writes = vec![
                ("state", state_value(State::Enrolled)),
                ("learner", Value::Ref(person.0)),
                ("cohort", Value::Ref(cohort.0)),
            ];
            drafts.push(super::acts::draft(id, writes));
            let args = [("name", name), ("code", course.row.code.clone())];
            let label = label_text(&label("referral-enrolled", &args));
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.pipeline()
    }
}

/// The learner whom an enrolment says to have come by a referral: what is left when the computer
/// stopped between the two files.
fn came_by(class: &View<'_>, referral: RecordId, today: Day) -> Result<Option<RecordId>, AppError> {
    for cohort in class.cohorts(today)? {
        for place in class.places_in(cohort.id)? {
            if place.referral == Some(referral) && class.learner(place.learner)?.is_some() {
                return Ok(Some(place.learner));
            }
        }
    }
    Ok(None)
}

/// Joins a referral to the place that somebody has in a cohort, or gives them one.
fn join(
    course: &Course,
    person: RecordId,
    referral: RecordId,
    moment: Moment,
    drafts: &mut Vec<Draft>,
) -> Result<(), AppError> {
    let place = course.place(person);
    let stands = place.map(|place| course.seat(place));
    if !matches!(stands, Some(Seat::Seated | Seat::Offered | Seat::Waiting)) {
        come_in(course, person, Some(referral), moment, drafts)?;
    } else if place.is_some_and(|place| place.referral.is_none()) {
        let source = vec![("source", Value::Ref(referral.0))];
        drafts.push(enrolment(course.cohort, person, source));
    }
    Ok(())
}

fn learner_draft(id: RecordId, referral: &Referral) -> Draft {
    let family = Value::text_or_null(Some(&referral.family));
    let mut writes = vec![("name", Value::List(vec![text(&referral.given), family]))];
    writes.extend(referral.language.as_deref().map(|language| ("language", text(language))));
    Draft::new(&kinds::LEARNER, RecordRef::Own(id), writes)
}

/// How to reach them, where nothing is known yet: what a learner's file says already is left alone.
fn reach_draft(
    private: &View<'_>,
    learner: RecordId,
    referral: &Referral,
) -> Result<Option<Draft>, AppError> {
    let record = RecordRef::Derived(vec![learner]);
    let mut draft = Draft::new(&kinds::CONTACT, record.clone(), Vec::new());
    let phones = referral.phones.iter().map(|phone| text(phone)).collect();
    let known = [
        ("phones", !referral.phones.is_empty(), Value::List(phones)),
        ("email", !referral.email.is_empty(), text(&referral.email)),
    ];
    for (name, is_said, value) in known {
        let Some(register) = kinds::CONTACT.named(name).filter(|_| is_said) else { continue };
        let heads = private.heads(&kinds::CONTACT, &record, register.id)?;
        if heads.shown().is_none_or(|head| head.value == Value::Null) {
            draft.write(name, value);
        }
    }
    Ok((!draft.writes.is_empty()).then_some(draft))
}
