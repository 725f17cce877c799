//! Seats that were promised and are another's: offered on two laptops apart, or offered on one while the
//! other gave it. Whoever was promised it waits as before, and somebody has to tell them.

use super::{Case, Matter, id_of};
use crate::dto::{Look, LookKind, Notice};
use crate::error::AppError;
use crate::waiting::Course;
use passerelle_domain::calendar::Day;
use passerelle_domain::{RecordId, RecordRef, kinds};
use passerelle_store::View;

pub(super) fn cases(view: &View<'_>, today: Day, now_ms: u64) -> Result<Vec<Case>, AppError> {
    let mut cases = Vec::new();
    for cohort in view.cohorts_with_offers()? {
        if view.cohort(cohort, today)?.is_none() {
            continue;
        }
        let course = Course::of(view, cohort, today, now_ms)?;
        for (learner, from_ms) in course.promised_in_vain(now_ms) {
            cases.push(case(view, &course, learner, from_ms)?);
        }
    }
    Ok(cases)
}

fn case(
    view: &View<'_>,
    course: &Course,
    learner: RecordId,
    from_ms: u64,
) -> Result<Case, AppError> {
    let name = |id| -> Result<Option<String>, AppError> {
        Ok(view.learner(id)?.map(|learner| learner.name()).filter(|name| !name.is_empty()))
    };
    let other = match course.newest_holder() {
        Some(holder) => name(holder)?,
        None => None,
    };
    let args = [
        ("code".to_owned(), course.row.code.clone()),
        ("other".to_owned(), other.unwrap_or_else(|| "nobody".to_owned())),
        ("rank".to_owned(), course.standing.rank(learner).unwrap_or(0).to_string()),
        ("at".to_owned(), from_ms.to_string()),
    ];
    let record = RecordRef::Derived(vec![course.cohort, learner]);
    let parts: [&[u8]; 4] =
        [b"offer", course.cohort.0.as_bytes(), learner.0.as_bytes(), &from_ms.to_be_bytes()];
    let look = Look {
        id: id_of(&parts, &[]),
        kind: LookKind::Notice,
        about: name(learner)?.unwrap_or_default(),
        what: format!("{}.offer", kinds::ENROLMENT.name),
        context: None,
        sides: Vec::new(),
        both: false,
        notice: Some(Notice { key: "seat_promised".to_owned(), args: args.into() }),
    };
    Ok(Case { look, matter: Matter::Offer { record } })
}
