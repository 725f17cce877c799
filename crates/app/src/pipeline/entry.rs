//! From a referral to a place: the learner is made, or found, and enrolled, in one gesture over both
//! files. Names stand as they were given; how to reach the person goes where a learner's contacts are.

use super::acts::{alive, state_value};
use crate::attendance::label;
use crate::centre::{App, text};
use crate::dto::PipelineView;
use crate::error::AppError;
use crate::surroundings::new_id;
use crate::undo::label_text;
use crate::waiting::{Course, come_in};
use passerelle_domain::permission::Deed;
use passerelle_domain::pipeline::State;
use passerelle_domain::{Kind, RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::pipeline::Referral;
use passerelle_store::{Act, Draft, Gesture, View};

const WRITES: [&Kind; 5] =
    [&kinds::LEARNER, &kinds::CONTACT, &kinds::ENROLMENT, &kinds::SEAT, &kinds::REFERRAL];

impl App {
    /// Makes a learner of whoever was sent, or takes the one that they are already, and gives them a
    /// free seat of a cohort, or a place on its waiting list.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.not_accepted`,
    /// `person.erased`, `cohort.unknown`, `learner.unknown`, `seat.already`, or the store's.
    pub fn enrol_referral(
        &mut self,
        id: RecordId,
        cohort: RecordId,
        learner: Option<RecordId>,
    ) -> Result<PipelineView, AppError> {
        self.allow_writing(Deed::Plan, &WRITES)?;
        let (moment, new) = (self.moment()?, new_id(&*self.around)?);
        self.write_both(|class, private| {
            let referral = alive(class, private, id)?;
            if State::from_code(referral.state) != State::Accepted {
                return Err(AppError::refused("referral.not_accepted"));
            }
            let mut drafts = Vec::new();
            let (person, name) = match learner.or(referral.learner) {
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
            come_in(&course, person, Some(id), moment, &mut drafts)?;
            course.keep_offers(&mut drafts);
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
