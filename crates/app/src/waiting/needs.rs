//! What the seats of groups ask of somebody today: an offer that passed on by itself, of which nobody has
//! been told; one that is about to end; one that ended while nobody waits. It writes nothing.

use super::course::Course;
use crate::dto::Need;
use crate::error::AppError;
use crate::surroundings::local_time;
use passerelle_domain::RecordId;
use passerelle_domain::calendar::Day;
use passerelle_domain::waiting::Offer;
use passerelle_store::View;
use std::collections::BTreeMap;

/// Lines about seats: other things need a person too.
const SEAT_NEEDS_MAX: usize = 2;
const DAY_MS: u64 = 24 * 3_600_000;
/// An offer that ends so soon is told.
const SOON_MS: u64 = DAY_MS;
/// How long an offer that ended without an answer is worth a line.
const ENDED_MS: u64 = 3 * DAY_MS;

/// What is to be done about the seats of groups that go on: first what ends first.
pub(crate) fn seat_needs(view: &View<'_>, today: Day, now_ms: u64) -> Result<Vec<Need>, AppError> {
    let mut needs = Vec::new();
    for cohort in view.cohorts_that_offer(today)? {
        let course = Course::of(view, cohort, today, now_ms)?;
        needs.extend(of_course(view, &course, now_ms)?);
    }
    needs.sort_by_key(|(until_ms, _)| *until_ms);
    needs.truncate(SEAT_NEEDS_MAX);
    Ok(needs.into_iter().map(|(_, need)| need).collect())
}

/// What a group asks for, and when the offer behind it ends or ended.
fn of_course(view: &View<'_>, course: &Course, now_ms: u64) -> Result<Vec<(u64, Need)>, AppError> {
    let (passed, others): (Vec<_>, Vec<_>) =
        course.standing.offered.iter().copied().partition(|(_, offer)| passed_on(course, *offer));
    let soon = now_ms.saturating_add(SOON_MS);
    let ending: Vec<_> = others.into_iter().filter(|(_, offer)| offer.until_ms <= soon).collect();
    let mut ended = course.standing.lapsed.clone();
    ended.retain(|(_, offer)| offer.until_ms.saturating_add(ENDED_MS) > now_ms);
    if course.free() == 0 || !course.standing.waiting.is_empty() {
        ended.clear();
    }
    let told = [("seats_passed", passed), ("seats_ending", ending), ("seats_ended", ended)];
    let told = told.into_iter().filter(|(_, offers)| !offers.is_empty());
    told.map(|(key, offers)| need(view, course, key, &offers)).collect()
}

/// Whether somebody is offered a seat because the offer of another ended, and nobody did anything then.
fn passed_on(course: &Course, offer: Offer) -> bool {
    let ends = |until_ms: u64| until_ms == offer.from_ms;
    let written =
        course.places.iter().any(|place| place.offer.is_some_and(|(_, until)| ends(until)));
    written || course.standing.lapsed.iter().any(|(_, other)| ends(other.until_ms))
}

fn need(
    view: &View<'_>,
    course: &Course,
    key: &str,
    offers: &[(RecordId, Offer)],
) -> Result<(u64, Need), AppError> {
    let first = offers.iter().min_by_key(|(_, offer)| offer.until_ms);
    let until_ms = first.map_or(0, |(_, offer)| offer.until_ms);
    let known = first.map(|(person, _)| view.learner(*person)).transpose()?.flatten();
    let local = local_time(until_ms.cast_signed());
    let (date, time) = local.split_once(' ').unwrap_or_default();
    let args = [
        ("code", course.row.code.clone()),
        ("count", offers.len().to_string()),
        ("name", known.map(|learner| learner.name()).unwrap_or_default()),
        ("date", date.to_owned()),
        ("time", time.to_owned()),
    ];
    let args: BTreeMap<_, _> =
        args.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let cohort = Some(course.cohort.to_string());
    Ok((until_ms, Need { key: key.to_owned(), args, session: None, person: None, cohort }))
}
