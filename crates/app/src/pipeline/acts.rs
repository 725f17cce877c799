//! What is written about somebody on the way: that they were sent, how far it is, what they can do
//! already, that the partner was told. No label names them: labels stand in the class's file too.

use super::known;
use crate::attendance::label;
use crate::centre::{App, email_of, optional, read_day, required, text};
use crate::dto::{PipelineView, PositioningInput, ReferralDetail, ReferralInput, Seat};
use crate::error::AppError;
use crate::record_id;
use crate::surroundings::new_id;
use crate::undo::label_text;
use crate::waiting::Courses;
use passerelle_domain::calendar::Day;
use passerelle_domain::permission::Deed;
use passerelle_domain::pipeline::State;
use passerelle_domain::positioning::{Answers, FRENCH};
use passerelle_domain::value::Fit;
use passerelle_domain::{Kind, RecordId, RecordRef, Refusal, Value, kinds};
use passerelle_store::pipeline::Referral;
use passerelle_store::{Act, Draft, Gesture, View};

/// Referrals of one centre, whatever their state: some ten years of a busy one.
const REFERRALS_MAX: usize = 20_000;
/// What a referral's gestures may write.
const WRITES: [&Kind; 2] = [&kinds::REFERRAL, &kinds::PARTNER];
/// Telephones of one person, and bytes of each.
const PHONES_MAX: usize = 5;
const PHONE_BYTES_MAX: usize = 60;
const LANGUAGE_BYTES_MAX: usize = 35;

impl App {
    /// Writes a referral: a new one, or what changed of one. Its partner is the one of that name, and is
    /// made when there is none.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.too_many`,
    /// `referral.phones`, `referral.days`, `person.name_missing`, `person.erased`, `level.unknown`,
    /// `cohort.unknown`, `text.*`, `calendar.day_unreadable`, or the store's.
    pub fn save_referral(&mut self, input: &ReferralInput) -> Result<ReferralDetail, AppError> {
        self.allow_writing(Deed::Plan, &WRITES)?;
        let before = input.id.as_deref().map(record_id).transpose()?;
        let id = before.map_or_else(|| new_id(&*self.around), Ok)?;
        let new_partner = new_id(&*self.around)?;
        let written = Written::read(input)?;
        self.write_both(|class, private| {
            let before = before.map(|id| alive(class, private, id)).transpose()?;
            if before.is_none() && private.referrals()?.len() >= REFERRALS_MAX {
                return Err(Refusal::new("referral.too_many").with("max", REFERRALS_MAX).into());
            }
            written.check(class)?;
            let mut drafts = Vec::new();
            let partner = partner_of(class, &written.partner, new_partner, &mut drafts)?;
            drafts.push(written.draft(id, before.as_ref(), partner)?);
            drafts.retain(|draft| !draft.writes.is_empty());
            Ok(gesture("referral-saved", drafts))
        })?;
        self.referral(id)
    }

    /// Moves a referral to another state, one that may follow. Nobody is moved to a place: they are
    /// enrolled.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.state`,
    /// `referral.enrol_first`, or the store's.
    pub fn move_referral(&mut self, id: RecordId, state: &str) -> Result<PipelineView, AppError> {
        self.allow_writing(Deed::Plan, &WRITES)?;
        let next = State::named(state).ok_or_else(|| AppError::refused("referral.state"))?;
        let (today, now_ms) = (self.around.today().0, self.around.now_ms());
        self.write_both(|class, private| {
            let referral = known(private, id)?;
            let now = State::from_code(referral.state);
            if !now.may().contains(&next) {
                return Err(AppError::refused("referral.state"));
            }
            let courses = &mut Courses::new(class, today, now_ms);
            if next == State::Enrolled && !has_place(courses, &referral)? {
                return Err(AppError::refused("referral.enrol_first"));
            }
            Ok(gesture("referral-moved", vec![draft(id, vec![("state", state_value(next))])]))
        })?;
        self.pipeline()
    }

    /// Writes what somebody can do already.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.answers`,
    /// `person.erased`, or the store's.
    pub fn position(
        &mut self,
        id: RecordId,
        input: &PositioningInput,
    ) -> Result<ReferralDetail, AppError> {
        self.allow_writing(Deed::Plan, &WRITES)?;
        let unreadable = || AppError::refused("referral.answers");
        let answers = Answers::read(&input.answers).ok_or_else(unreadable)?;
        let place = |name: &String| FRENCH.iter().position(|one| *one == name.as_str());
        let french = match &input.french {
            Some(name) => Some(place(name).ok_or_else(unreadable)?),
            None => None,
        };
        self.write_both(|class, private| {
            let before = alive(class, private, id)?;
            let mut writes = Vec::new();
            let kept = before.answers.as_deref().and_then(Answers::read).unwrap_or_default();
            if kept != answers {
                let none = answers == Answers::default();
                writes.push(("answers", if none { Value::Null } else { text(&answers.text()) }));
            }
            if before.french != french {
                let french = french.and_then(|at| i64::try_from(at).ok());
                writes.push(("french", Value::int_or_null(french)));
            }
            let drafts = if writes.is_empty() { Vec::new() } else { vec![draft(id, writes)] };
            Ok(gesture("referral-positioned", drafts))
        })?;
        self.referral(id)
    }

    /// Notes that the partner was told today how it ended. Whoever has a place is closed with it.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.not_decided`, or
    /// the store's.
    pub fn feedback_sent(&mut self, id: RecordId) -> Result<PipelineView, AppError> {
        self.allow_writing(Deed::Plan, &WRITES)?;
        let today = self.around.today().0;
        self.write_both(|_, private| {
            let state = State::from_code(known(private, id)?.state);
            if !state.is_decided() {
                return Err(AppError::refused("referral.not_decided"));
            }
            let mut writes = vec![("feedback", Value::Int(i64::from(today)))];
            // How it ended without a place stays to be read.
            if state == State::Enrolled {
                writes.push(("state", state_value(State::Closed)));
            }
            Ok(gesture("referral-told", vec![draft(id, writes)]))
        })?;
        self.pipeline()
    }
}

/// A gesture about a referral. Its label names nobody.
pub(super) fn gesture(key: &str, drafts: Vec<Draft>) -> Gesture {
    Gesture { label: label_text(&label(key, &[])), act: Act::Do, drafts }
}

/// A state as it is kept.
pub(super) fn state_value(state: State) -> Value {
    Value::Int(state as i64)
}

pub(super) fn draft(id: RecordId, writes: Vec<(&str, Value)>) -> Draft {
    Draft::new(&kinds::REFERRAL, RecordRef::Own(id), writes)
}

/// Whether somebody has a place in the cohort they came into, or waits for one: what was last time and
/// is over is none.
fn has_place(courses: &mut Courses<'_>, referral: &Referral) -> Result<bool, AppError> {
    let (Some(learner), Some(cohort)) = (referral.learner, referral.cohort) else {
        return Ok(false);
    };
    let course = courses.last(learner, cohort)?;
    let seat = course.and_then(|course| course.seat_of(learner));
    Ok(seat.is_some_and(|seat| seat != Seat::Gone))
}

/// A referral of somebody who was not erased.
pub(super) fn alive(
    class: &View<'_>,
    private: &View<'_>,
    id: RecordId,
) -> Result<Referral, AppError> {
    let referral = known(private, id)?;
    if class.is_erased(id)? || private.is_erased(id)? {
        return Err(AppError::refused("person.erased"));
    }
    Ok(referral)
}

/// The partner of the name that was typed; a new one, who sends people, is added to the drafts.
fn partner_of(
    class: &View<'_>,
    name: &str,
    new: RecordId,
    drafts: &mut Vec<Draft>,
) -> Result<Option<RecordId>, AppError> {
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(known) = class.partner_named(name)? {
        return Ok(Some(known));
    }
    let values = vec![("name", text(name)), ("roles", Value::List(vec![text("referrer")]))];
    drafts.push(Draft::new(&kinds::PARTNER, RecordRef::Own(new), values));
    Ok(Some(new))
}

/// A referral as it was typed, held to what records can hold.
struct Written {
    given: String,
    family: String,
    phones: Vec<String>,
    email: String,
    language: String,
    partner: String,
    advisor: Option<RecordId>,
    received: Day,
    answer_day: Option<Day>,
    level: Option<RecordId>,
    cohort: Option<RecordId>,
    note: String,
}

impl Written {
    fn read(input: &ReferralInput) -> Result<Self, AppError> {
        let (given, family) = (input.given.trim(), input.family.trim());
        required(&format!("{given} {family}"), "person.name_missing")?;
        let mut phones = Vec::new();
        for phone in input.phones.iter().map(|phone| phone.trim()).filter(|one| !one.is_empty()) {
            let phone = optional(phone, PHONE_BYTES_MAX)?;
            if phone.contains(['\n', '\t']) {
                return Err(AppError::refused("text.unreadable"));
            }
            phones.push(phone);
        }
        if phones.len() > PHONES_MAX {
            return Err(Refusal::new("referral.phones").with("max", PHONES_MAX).into());
        }
        let words = |given: &Option<String>| given.as_deref().unwrap_or_default().to_owned();
        let id = |id: &Option<String>| id.as_deref().map(record_id).transpose();
        let received = read_day(&input.received)?;
        let answer_day = input.answer_day.as_deref().map(read_day).transpose()?;
        if answer_day.is_some_and(|day| day < received) {
            return Err(AppError::refused("referral.days"));
        }
        Ok(Self {
            given: given.to_owned(),
            family: family.to_owned(),
            phones,
            email: email_of(&input.email)?.unwrap_or_default(),
            language: optional(&words(&input.language), LANGUAGE_BYTES_MAX)?,
            partner: optional(&words(&input.partner), kinds::NAME_BYTES_MAX)?,
            advisor: id(&input.advisor)?,
            received,
            answer_day,
            level: id(&input.level)?,
            cohort: id(&input.cohort)?,
            note: optional(&input.note, kinds::NOTE_BYTES_MAX)?,
        })
    }

    /// Refuses what is named and not here.
    fn check(&self, class: &View<'_>) -> Result<(), AppError> {
        if let Some(level) = self.level
            && class.all_levels()?.iter().all(|one| one.id != level)
        {
            return Err(Refusal::new("level.unknown").with("text", level).into());
        }
        match self.cohort {
            Some(cohort) if class.cohort(cohort, self.received)?.is_none() => {
                Err(AppError::refused("cohort.unknown"))
            }
            _ => Ok(()),
        }
    }

    /// What is to be written: only what is not so already.
    fn draft(
        &self,
        id: RecordId,
        before: Option<&Referral>,
        partner: Option<RecordId>,
    ) -> Result<Draft, AppError> {
        let words = |words: &str| Value::text_or_null(Some(words));
        let link = |id: Option<RecordId>| id.map_or(Value::Null, |id| Value::Ref(id.0));
        let day = |day: Option<Day>| Value::int_or_null(day.map(i64::from));
        let reach = |phones: &[String], email: &str| match (phones, email) {
            ([], "") => Value::Null,
            _ => Value::List(vec![
                Value::List(phones.iter().map(|phone| text(phone)).collect()),
                words(email),
            ]),
        };
        let name = |given: &str, family: &str| Value::List(vec![text(given), words(family)]);
        let source = |partner, received: Day| Value::List(vec![link(partner), day(Some(received))]);
        let mut draft = draft(id, Vec::new());
        let mut change = |register: &str, old: Option<Value>, new: Value| -> Result<(), AppError> {
            if old.unwrap_or(Value::Null) == new {
                return Ok(());
            }
            let fits = kinds::REFERRAL.named(register).map(|register| register.fit(&new));
            if fits != Some(Fit::Valid) {
                return Err(AppError::refused("text.unreadable"));
            }
            draft.write(register, new);
            Ok(())
        };
        let old = before;
        change("name", old.map(|b| name(&b.given, &b.family)), name(&self.given, &self.family))?;
        change("reach", old.map(|b| reach(&b.phones, &b.email)), reach(&self.phones, &self.email))?;
        let language = |b: &Referral| words(b.language.as_deref().unwrap_or_default());
        change("language", old.map(language), words(&self.language))?;
        change(
            "source",
            old.map(|b| source(b.partner, b.received)),
            source(partner, self.received),
        )?;
        change("advisor", old.map(|b| link(b.advisor)), link(self.advisor))?;
        change("wanted", old.map(|b| link(b.level)), link(self.level))?;
        change("deadline", old.map(|b| day(b.answer_day)), day(self.answer_day))?;
        change("note", old.map(|b| words(&b.note)), words(&self.note))?;
        change("cohort", old.map(|b| link(b.cohort)), link(self.cohort))?;
        Ok(draft)
    }
}
