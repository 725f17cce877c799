//! People on the way into a cohort, as a screen sees them: who was sent by whom, how far it is, what
//! they can do already. They are as private as learners are: a computer that does not hold what is
//! private shows nobody. What is written about them is `acts`' and `entry`'s.

mod acts;
mod entry;
mod feedback;

use crate::audit::{self, Noted};
use crate::centre::App;
use crate::dto::{PipelineView, ReferralDetail, ReferralRow, Seat, Suggestion};
use crate::error::AppError;
use crate::waiting::{Courses, entry_gaps};
use passerelle_domain::calendar::{Day, format_day};
use passerelle_domain::likeness::likeness;
use passerelle_domain::permission::Deed;
use passerelle_domain::pipeline::State;
use passerelle_domain::positioning::{Advice, Answers, FRENCH};
use passerelle_domain::{RecordId, Refusal};
use passerelle_store::View;
use passerelle_store::pipeline::Referral;
use std::collections::HashMap;

/// Learners who are shown as perhaps the same person.
const ALIKE_MAX: usize = 5;
/// Whose reading is noted when everybody is listed: nobody's in particular.
const EVERYBODY: RecordId = RecordId(uuid::Uuid::nil());

impl App {
    /// Everybody on the way into a cohort. That they were listed is noted, once for whoever is in.
    ///
    /// # Errors
    /// `permission.role_too_low`, or the store's.
    pub fn pipeline(&mut self) -> Result<PipelineView, AppError> {
        self.allow(Deed::ReadContacts)?;
        self.allow(Deed::Plan)?;
        let Some(private) = self.private_view()? else {
            return Ok(PipelineView { rows: Vec::new(), is_private_here: false });
        };
        let referrals = private.referrals()?;
        drop(private);
        if !referrals.is_empty() && !self.read.contains(&EVERYBODY) {
            let amount = Some(referrals.len() as u64);
            self.note_deed(Noted::Read, &audit::Entry { amount, ..audit::Entry::default() })?;
            self.read.insert(EVERYBODY);
        }
        let (view, today) = (self.store.view(), self.around.today().0);
        let mut names = Names::of(&view, today, self.around.now_ms());
        let rows = referrals.iter().map(|referral| names.row(referral));
        Ok(PipelineView { rows: rows.collect::<Result<_, _>>()?, is_private_here: true })
    }

    /// One referral, whole, with learners who may be the same person. That it was read is noted.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, or the store's.
    pub fn referral(&mut self, id: RecordId) -> Result<ReferralDetail, AppError> {
        self.allow(Deed::ReadContacts)?;
        self.allow(Deed::Plan)?;
        let private =
            self.private_view()?.ok_or_else(|| AppError::refused("keys.private_missing"))?;
        let referral = known(&private, id)?;
        drop(private);
        self.note_reading(id)?;
        let (view, today) = (self.store.view(), self.around.today().0);
        let private =
            self.private_view()?.ok_or_else(|| AppError::refused("keys.private_missing"))?;
        let advisor_name = match referral.advisor {
            Some(advisor) => private.advisor_name(advisor)?,
            None => None,
        };
        let gaps = match referral.level {
            Some(level) => {
                entry_gaps(&view, view.entry_of(level)?, referral.learner, referral.french)?
            }
            None => Vec::new(),
        };
        Ok(ReferralDetail {
            row: Names::of(&view, today, self.around.now_ms()).row(&referral)?,
            alike: alike(&view, &referral)?,
            gaps,
            given: referral.given,
            family: referral.family,
            email: referral.email,
            advisor: referral.advisor.map(|id| id.to_string()),
            advisor_name,
            note: referral.note,
            answers: referral.answers.unwrap_or_else(|| Answers::default().text()),
            wanted: referral.cohort.map(|id| id.to_string()),
        })
    }

    /// The referral that people mean: a name, or a part of the id.
    ///
    /// # Errors
    /// `permission.role_too_low`, `keys.private_missing`, `referral.unknown`, `referral.ambiguous`, or
    /// the store's.
    pub fn find_referral(&self, text: &str) -> Result<RecordId, AppError> {
        self.allow(Deed::ReadContacts)?;
        let private =
            self.private_view()?.ok_or_else(|| AppError::refused("keys.private_missing"))?;
        let all = private.referrals()?;
        let wanted = text.trim().to_lowercase();
        let mut named = all.iter().filter(|one| one.name().to_lowercase() == wanted);
        match (named.next(), named.next()) {
            (Some(one), None) => Ok(one.id),
            (Some(_), Some(_)) => Err(Refusal::new("referral.ambiguous").with("text", text).into()),
            (None, _) => {
                let ids: Vec<_> = all.iter().map(|one| one.id).collect();
                let found = crate::session::find_id;
                Ok(found(&ids, text, "referral.unknown", "referral.ambiguous")?)
            }
        }
    }
}

/// A referral that is there.
fn known(private: &View<'_>, id: RecordId) -> Result<Referral, AppError> {
    private.referral(id)?.ok_or_else(|| AppError::refused("referral.unknown"))
}

/// Learners who may be the same person, the likeliest first; nobody once it is known who they became.
fn alike(view: &View<'_>, referral: &Referral) -> Result<Vec<Suggestion>, AppError> {
    let name = referral.name();
    if referral.learner.is_some() || name.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for learner in view.learners()? {
        let (called, whole) = (learner.name(), learner.whole_name());
        let names = [Some(&*called), Some(&*whole), learner.own_name.as_deref()];
        if let Some(why) = likeness(&name, names.into_iter().flatten()) {
            found.push((why, learner));
        }
    }
    found.sort_by_cached_key(|(why, one)| (*why, one.name().to_lowercase(), one.id));
    found.truncate(ALIKE_MAX);
    let mut cohorts: HashMap<RecordId, Vec<String>> = HashMap::new();
    for (learner, code) in view.enrolments()? {
        cohorts.entry(learner).or_default().push(code);
    }
    let suggestion = |(why, learner): (_, passerelle_store::learner::Learner)| Suggestion {
        name: learner.name(),
        cohorts: cohorts.remove(&learner.id).unwrap_or_default(),
        id: learner.id.to_string(),
        own_name: learner.own_name,
        why: crate::walk_in::why(why),
    };
    Ok(found.into_iter().map(suggestion).collect())
}

/// A cohort, where somebody stands in it, their place.
type Stands = (Option<RecordId>, Option<Seat>, Option<u32>);

/// Names of things, and how cohorts stand at a moment, looked up once for a list.
struct Names<'v> {
    view: &'v View<'v>,
    today: Day,
    found: HashMap<RecordId, Option<String>>,
    courses: Courses<'v>,
}

impl<'v> Names<'v> {
    fn of(view: &'v View<'v>, today: Day, now_ms: u64) -> Self {
        let courses = Courses::new(view, today, now_ms);
        Self { view, today, found: HashMap::new(), courses }
    }

    /// The cohort in which somebody is by now, or that they want; where they stand in it and their place,
    /// once they are a learner.
    fn seat(&mut self, referral: &Referral) -> Result<Stands, AppError> {
        let (Some(learner), Some(cohort)) = (referral.learner, referral.cohort) else {
            return Ok((referral.cohort, None, None));
        };
        // A cohort that this computer has not heard of yet has no seats to tell of.
        let Some(course) = self.courses.last(learner, cohort)? else {
            return Ok((Some(cohort), None, None));
        };
        let rank = course.standing.rank(learner).and_then(|rank| u32::try_from(rank).ok());
        Ok((Some(course.cohort), course.seat_of(learner), rank))
    }

    fn name(&mut self, id: Option<RecordId>) -> Result<Option<String>, AppError> {
        let Some(id) = id else { return Ok(None) };
        if let Some(name) = self.found.get(&id) {
            return Ok(name.clone());
        }
        let name = self.view.thing_named(id)?;
        self.found.insert(id, name.clone());
        Ok(name)
    }

    fn row(&mut self, referral: &Referral) -> Result<ReferralRow, AppError> {
        let today = self.today;
        let (cohort, seat, rank) = self.seat(referral)?;
        let state = State::from_code(referral.state);
        let answers = referral.answers.as_deref().and_then(Answers::read).unwrap_or_default();
        let answered = u8::try_from(answers.answered()).unwrap_or(u8::MAX);
        let points = u8::try_from(answers.points()).unwrap_or(u8::MAX);
        let late = referral.answer_day.is_some_and(|day| day < today);
        let id = |id: Option<RecordId>| id.map(|id| id.to_string());
        Ok(ReferralRow {
            id: referral.id.to_string(),
            name: referral.name(),
            state: state.name().to_owned(),
            may: state.may().iter().map(|next| next.name().to_owned()).collect(),
            partner: self.name(referral.partner)?,
            partner_id: id(referral.partner),
            received: format_day(referral.received),
            days: u32::try_from(today - referral.received).unwrap_or(0),
            answer_day: referral.answer_day.map(format_day),
            is_late: late && !state.is_decided(),
            level: id(referral.level),
            level_code: self.name(referral.level)?,
            cohort: id(cohort),
            cohort_code: self.name(cohort)?,
            learner: id(referral.learner),
            seat,
            rank,
            language: referral.language.clone(),
            phones: referral.phones.clone(),
            answered,
            points: (answered > 0).then_some(points),
            advice: answers.advice().map(|advice| advice_name(advice).to_owned()),
            french: referral.french.and_then(|at| FRENCH.get(at)).map(|name| (*name).to_owned()),
            feedback: referral.feedback_day.map(format_day),
        })
    }
}

fn advice_name(advice: Advice) -> &'static str {
    match advice {
        Advice::First => "first",
        Advice::Second => "second",
        Advice::Third => "third",
        Advice::Beyond => "beyond",
    }
}

#[cfg(test)]
mod tests {
    use crate::dto::{PositioningInput, ReferralInput};
    use crate::gate::Setup;
    use crate::{App, AppError, System};
    use passerelle_domain::pin::Pin;
    use std::sync::Arc;

    fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
        result.unwrap_err().code().to_owned()
    }

    /// A classroom laptop is not granted what is private: its coordinator sees that it is elsewhere.
    #[test]
    fn where_nothing_private_is_nobody_is_shown_and_nothing_written() {
        let folder = tempfile::tempdir().unwrap();
        let pin = Pin::choose("274918").unwrap();
        let setup = Setup { pin, phrase: None, language: "fr".to_owned() };
        let mut app =
            App::init(folder.path(), Arc::new(System), "Bègles", "Inès", &setup).unwrap().0;
        let given = "Zuri".to_owned();
        let received = "2027-04-12".to_owned();
        let input = ReferralInput { given, received, ..ReferralInput::default() };
        let known = app.save_referral(&input).unwrap();
        let id = crate::record_id(&known.row.id).unwrap();
        app.private = None;
        let view = app.pipeline().unwrap();
        assert_eq!((view.rows.len(), view.is_private_here), (0, false));
        let before = app.store.view().pending().unwrap();
        let missing = "keys.private_missing";
        assert_eq!(code(app.referral(id)), missing);
        assert_eq!(code(app.save_referral(&input)), missing);
        assert_eq!(code(app.move_referral(id, "contacted")), missing);
        let answers = PositioningInput { answers: "----------".to_owned(), french: None };
        assert_eq!(code(app.position(id, &answers)), missing);
        assert_eq!(code(app.enrol_referral(id, id, None)), missing);
        assert_eq!(code(app.feedback_text(id)), missing);
        assert_eq!(code(app.feedback_sent(id)), missing);
        assert_eq!(code(app.erasure(id)), "learner.unknown");
        assert_eq!(app.store.view().pending().unwrap(), before);
    }
}
