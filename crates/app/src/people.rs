//! People of this computer: the plain list, adding one, and finding the one that people mean.

use crate::attendance::label;
use crate::centre::{App, optional, person_draft, required, text};
use crate::dto::{NewPerson, PersonDetail, PersonRow, Seat};
use crate::error::AppError;
use crate::session::find_id;
use crate::surroundings::new_id;
use crate::undo::label_text;
use crate::waiting::{Course, Moment, seat, wish_value};
use passerelle_domain::calendar::Day;
use passerelle_domain::import::names;
use passerelle_domain::permission::{Deed, Role};
use passerelle_domain::{RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::{Act, Draft, Gesture, View};
use std::collections::HashMap;

/// Somebody of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// A learner.
    Learner(RecordId),
    /// A volunteer.
    Volunteer(RecordId),
}

/// Longest language tag.
const LANGUAGE_BYTES_MAX: usize = 35;

impl App {
    /// Learners and volunteers, learners first.
    ///
    /// # Errors
    /// The store's.
    pub fn people(&mut self) -> Result<Vec<PersonRow>, AppError> {
        self.allow(Deed::ReadRoster)?;
        self.store.snapshot(|view| {
            let mut cohorts: HashMap<RecordId, Vec<String>> = HashMap::new();
            for (learner, code) in view.enrolments()? {
                cohorts.entry(learner).or_default().push(code);
            }
            let attended: HashMap<_, _> =
                view.attended()?.into_iter().map(|(id, came, of)| (id, (came, of))).collect();
            let mut rows: Vec<PersonRow> = view
                .learners()?
                .into_iter()
                .map(|learner| PersonRow {
                    name: learner.name(),
                    cohorts: cohorts.remove(&learner.id).unwrap_or_default(),
                    attended: attended.get(&learner.id).copied(),
                    id: learner.id.to_string(),
                    is_volunteer: false,
                    own_name: learner.own_name,
                    language: learner.language,
                })
                .collect();
            rows.sort_by_cached_key(|row| row.name.to_lowercase());
            let volunteers = view.volunteers()?.into_iter().map(|volunteer| PersonRow {
                name: volunteer.name(),
                id: volunteer.id.to_string(),
                is_volunteer: true,
                own_name: volunteer.own_name,
                language: volunteer.language,
                cohorts: Vec::new(),
                attended: None,
            });
            rows.extend(volunteers);
            Ok(rows)
        })
    }

    /// Adds a person; a learner may be enrolled at once.
    ///
    /// # Errors
    /// `person.name_missing`, `text.*`, `cohort.unknown`, `permission.role_too_low`, or the store's.
    pub fn add_person(&mut self, new: &NewPerson) -> Result<PersonRow, AppError> {
        self.allow(Deed::Welcome)?;
        self.authorise(&[&kinds::LEARNER, &kinds::ENROLMENT, &kinds::VOLUNTEER])?;
        let whole = required_name(&new.given, &new.family)?;
        optional(new.own_name.as_deref().unwrap_or_default(), kinds::NAME_BYTES_MAX)?;
        optional(new.language.as_deref().unwrap_or_default(), LANGUAGE_BYTES_MAX)?;
        let cohort = match new.cohort.as_deref().filter(|text| !text.is_empty()) {
            Some(cohort) => Some(self.find_cohort(cohort)?),
            None => None,
        };
        let id = new_id(&*self.around)?;
        self.keep_offers(cohort)?;
        let (author, moment) = (self.author()?, self.moment()?);
        let mut drafts = vec![match new.volunteer {
            true => person_draft(id, name_value(new), Role::Volunteer),
            false => learner_draft(id, new),
        }];
        let label = label_text(&label("person-added", &[("name", whole)]));
        self.store.write::<AppError>(author, |view| {
            if let (Some(cohort), false) = (cohort, new.volunteer) {
                drafts.extend(Seats::of(view, cohort, moment)?.enrol(id, moment.claim));
            }
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        let id = id.to_string();
        let row = self.people()?.into_iter().find(|row| row.id == id);
        Ok(row.ok_or(Refusal::new("learner.unknown"))?)
    }

    /// Completes somebody of whom only a name was asked at the door.
    ///
    /// # Errors
    /// `permission.role_too_low`, `learner.unknown`, `person.name_missing`, `text.*`, `cohort.unknown`, or
    /// the store's.
    pub fn complete_person(
        &mut self,
        id: RecordId,
        new: &NewPerson,
    ) -> Result<PersonDetail, AppError> {
        self.allow_writing(Deed::Plan, &[&kinds::LEARNER, &kinds::ENROLMENT])?;
        let whole = required_name(&new.given, &new.family)?;
        optional(new.own_name.as_deref().unwrap_or_default(), kinds::NAME_BYTES_MAX)?;
        optional(new.language.as_deref().unwrap_or_default(), LANGUAGE_BYTES_MAX)?;
        let cohort = match new.cohort.as_deref().filter(|text| !text.is_empty()) {
            Some(cohort) => Some(self.find_cohort(cohort)?),
            None => None,
        };
        self.keep_offers(cohort)?;
        let (author, moment) = (self.author()?, self.moment()?);
        let label = label_text(&label("person-completed", &[("name", whole)]));
        self.store.write::<AppError>(author, |view| {
            view.learner(id)?.ok_or(Refusal::new("learner.unknown"))?;
            let mut draft = learner_draft(id, new);
            draft.write("provisional", Value::Null);
            let mut drafts = vec![draft];
            if let Some(cohort) = cohort.filter(|_| !new.volunteer) {
                drafts.extend(Seats::of(view, cohort, moment)?.enrol(id, moment.claim));
            }
            Ok(Gesture { label, act: Act::Do, drafts })
        })?;
        self.person_detail(id)
    }

    /// The person of a session that people mean: a learner, else a volunteer of that name.
    ///
    /// # Errors
    /// As `find_learner`.
    pub fn find_person(&mut self, session: RecordId, text: &str) -> Result<Person, AppError> {
        let error = match self.find_learner(session, text) {
            Ok(id) => return Ok(Person::Learner(id)),
            Err(error) => error,
        };
        let register = self.register(session)?;
        let named: Vec<_> =
            register.volunteers.iter().filter(|row| names(text, &row.name)).collect();
        match named[..] {
            [row] if error.code() == "learner.unknown" => {
                let id = uuid::Uuid::parse_str(&row.id).map_err(|_| error)?;
                Ok(Person::Volunteer(RecordId(id)))
            }
            _ => Err(error),
        }
    }

    /// A known learner by name or by a part of the id, whatever their session.
    ///
    /// # Errors
    /// `learner.unknown`, `learner.ambiguous`, or the store's.
    pub fn find_known_learner(&self, text: &str) -> Result<RecordId, AppError> {
        let known = self.store.view().learners()?;
        let wanted = text.to_lowercase();
        let mut named = known.iter().filter(|one| one.name().to_lowercase() == wanted);
        match (named.next(), named.next()) {
            (Some(one), None) => Ok(one.id),
            (Some(_), Some(_)) => Err(Refusal::new("learner.ambiguous").with("text", text).into()),
            (None, _) => {
                // Somebody erased has no name any more: the id still tells whom.
                let mut ids: Vec<_> = known.iter().map(|learner| learner.id).collect();
                ids.extend(self.store.view().erased_persons()?);
                Ok(find_id(&ids, text, "learner.unknown", "learner.ambiguous")?)
            }
        }
    }

    /// A volunteer of the centre by name or by a part of the id; none when nobody is called so.
    ///
    /// # Errors
    /// `person.ambiguous`, or the store's.
    pub fn find_volunteer(&self, text: &str) -> Result<Option<RecordId>, AppError> {
        let known = self.store.view().volunteers()?;
        let wanted = text.trim().to_lowercase();
        let named: Vec<_> =
            known.iter().filter(|one| one.name().to_lowercase() == wanted).collect();
        match named[..] {
            [one] => Ok(Some(one.id)),
            [_, _, ..] => Err(Refusal::new("person.ambiguous").with("text", text).into()),
            [] => {
                let ids: Vec<_> = known.iter().map(|one| one.id).collect();
                Ok(find_id(&ids, text, "person.unknown", "person.ambiguous").ok())
            }
        }
    }

    /// The learner that people mean: `#3` for the third row of the session's register, a name or
    /// the beginnings of its words, or a part of the id.
    ///
    /// # Errors
    /// `learner.unknown`, `learner.ambiguous`, or the store's.
    pub fn find_learner(&mut self, session: RecordId, text: &str) -> Result<RecordId, AppError> {
        let register = self.register(session)?;
        let id = |row: &crate::dto::LearnerRow| -> Result<RecordId, Refusal> {
            uuid::Uuid::parse_str(&row.id)
                .map(RecordId)
                .map_err(|_| Refusal::new("learner.unknown"))
        };
        if let Some(rank) = text.strip_prefix('#') {
            let rank = rank.parse::<usize>().ok().and_then(|rank| rank.checked_sub(1));
            let row = rank.and_then(|rank| register.learners.get(rank));
            return Ok(id(row.ok_or_else(|| Refusal::new("learner.unknown").with("text", text))?)?);
        }
        let wanted = text.to_lowercase();
        let exact = |row: &&crate::dto::LearnerRow| {
            row.name.to_lowercase() == wanted || row.own_name.as_deref() == Some(text)
        };
        let part = |row: &&crate::dto::LearnerRow| {
            names(text, &format!("{} {}", row.name, row.own_name.as_deref().unwrap_or_default()))
        };
        let mut named: Vec<_> = register.learners.iter().filter(exact).collect();
        if named.is_empty() {
            named = register.learners.iter().filter(part).collect();
        }
        match named[..] {
            [row] => Ok(id(row)?),
            [_, _, ..] => Err(Refusal::new("learner.ambiguous").with("text", text).into()),
            [] => {
                let known = self.store.view().learners()?;
                let ids: Vec<_> = known.iter().map(|learner| learner.id).collect();
                Ok(find_id(&ids, text, "learner.unknown", "learner.ambiguous")?)
            }
        }
    }
}

fn required_name(given: &str, family: &str) -> Result<String, Refusal> {
    let whole = format!("{} {}", given.trim(), family.trim());
    Ok(required(&whole, "person.name_missing")?.to_owned())
}

fn name_value(new: &NewPerson) -> Value {
    let family = Value::text_or_null(Some(new.family.trim()));
    Value::List(vec![text(new.given.trim()), family])
}

fn learner_draft(id: RecordId, new: &NewPerson) -> Draft {
    let trimmed = |text: &Option<String>| Value::text_or_null(text.as_deref().map(str::trim));
    Draft::new(
        &kinds::LEARNER,
        RecordRef::Own(id),
        vec![
            ("name", name_value(new)),
            ("own_name", trimmed(&new.own_name)),
            ("language", trimmed(&new.language)),
        ],
    )
}

/// The seats of a cohort, as far as this computer knows; who has the last one when two laptops gave
/// it is headquarters' to decide.
pub(crate) struct Seats {
    course: Course,
    left: u32,
    moment: Moment,
}

impl Seats {
    /// The seats that nobody has and nobody is offered.
    pub(crate) fn of(view: &View<'_>, cohort: RecordId, moment: Moment) -> Result<Self, AppError> {
        let course = Course::of(view, cohort, moment.today, moment.now_ms)?;
        Ok(Self { left: course.free(), course, moment })
    }

    /// Drafts that give a learner a seat and claim it, or put them on the waiting list. Whoever has a
    /// seat keeps it, and whoever waits keeps their turn.
    pub(crate) fn enrol(&mut self, learner: RecordId, claim: RecordId) -> Vec<Draft> {
        let (cohort, today) = (self.course.cohort, self.moment.today);
        let stands = self.course.seat_of(learner);
        let mut drafts = Vec::new();
        match stands {
            Some(Seat::Seated) => {}
            None | Some(Seat::Gone) if self.left == 0 => {
                drafts.push(wait_draft(cohort, learner, today, self.moment.now_ms));
            }
            Some(_) if self.left == 0 => {}
            _ => {
                self.left -= 1;
                let moment = Moment { claim, ..self.moment };
                seat((cohort, learner), "active", moment, Vec::new(), &mut drafts);
            }
        }
        if stands == Some(Seat::Gone) {
            drafts.iter_mut().take(1).for_each(ask_anew);
        }
        drafts
    }
}

/// An enrolment since a day that is past, with the seat that it claims: of what was before anybody
/// waited. A seat that is taken now is `waiting::seat`'s.
pub(crate) fn seat_drafts(
    cohort: RecordId,
    learner: RecordId,
    claim: RecordId,
    day: Day,
) -> Vec<Draft> {
    vec![enrolment_draft(cohort, learner, day, "active"), claim_draft(cohort, learner, claim)]
}

/// The draft of a seat's claim.
pub(crate) fn claim_draft(cohort: RecordId, learner: RecordId, claim: RecordId) -> Draft {
    let value = Value::List(vec![Value::Ref(cohort.0), Value::Ref(learner.0)]);
    Draft::new(&kinds::SEAT, RecordRef::Own(claim), vec![("claim", value)])
}

/// The draft of an enrolment that waits, since the moment it is written.
pub(crate) fn wait_draft(cohort: RecordId, learner: RecordId, day: Day, now_ms: u64) -> Draft {
    let mut draft = enrolment_draft(cohort, learner, day, "waitlisted");
    draft.write("wish", wish_value(now_ms, None));
    draft
}

/// Whoever was gone asks anew: what was offered and answered, and where they went, is over; what the
/// same draft says of it is of now.
pub(crate) fn ask_anew(draft: &mut Draft) {
    for register in ["offer", "answer", "exit", "transfer"] {
        if draft.writes.iter().all(|write| write.register.name != register) {
            draft.write(register, Value::Null);
        }
    }
}

/// The draft of an enrolment from a day.
fn enrolment_draft(cohort: RecordId, learner: RecordId, day: Day, state: &str) -> Draft {
    let record = RecordRef::Derived(vec![cohort, learner]);
    let entry = Value::Int(i64::from(day));
    Draft::new(&kinds::ENROLMENT, record, vec![("state", state_value(state)), ("entry", entry)])
}

/// A state of an enrolment as it is kept.
pub(crate) fn state_value(state: &str) -> Value {
    let state = kinds::ENROLMENT_STATES.iter().position(|name| *name == state).unwrap_or(0);
    Value::Int(state as i64)
}
