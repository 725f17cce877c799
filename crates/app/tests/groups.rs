//! A group after it was made: it is changed, its seats are more or fewer, its sessions are cancelled
//! together, and what its seats ask for is told.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::class::{Class, class, code, person};
use passerelle_app::dto::{
    CalendarView, CohortChange, MoveScope, NewCohort, Seat, SessionState, WaitingView,
};
use passerelle_app::{App, NewSession, record_id};
use passerelle_domain::RecordId;

const HOUR_MS: u64 = 3_600_000;

fn id(text: &str) -> RecordId {
    record_id(text).unwrap()
}

/// A class whose first group of three seats is full, and two people who wait for it.
fn full() -> (Class, RecordId, [RecordId; 2]) {
    let mut class = class();
    class.app.add_person(&person("Cyrine", "B", None, Some("A"))).unwrap();
    let waits = ["Dana", "Ebo"].map(|name| {
        let row = class.app.add_person(&person(name, "X", None, Some("A"))).unwrap();
        id(&row.id)
    });
    let group = class.app.find_cohort("A").unwrap();
    (class, group, waits)
}

fn seats(capacity: u16) -> CohortChange {
    CohortChange { code: "A".into(), title: "Initiation".into(), capacity, volunteers: None }
}

fn offered(view: &WaitingView) -> Vec<RecordId> {
    let offered = view.people.iter().filter(|one| one.seat == Seat::Offered);
    offered.map(|one| id(&one.learner)).collect()
}

/// What the file holds, but for what is noted of who read what.
fn digests(app: &App) -> Vec<String> {
    let view = app.view();
    let streams = view.streams().unwrap().into_iter();
    let own = streams.filter(|stream| !stream.to_string().ends_with("audit"));
    own.map(|stream| view.digest(stream).unwrap()).collect()
}

fn planned(view: &CalendarView) -> usize {
    view.sessions.iter().filter(|one| one.state == SessionState::Planned).count()
}

#[test]
fn a_group_is_called_otherwise_and_taken_back_on_the_planner_s_screen() {
    let (mut class, group, _) = full();
    let app = &mut class.app;
    let of = |app: &App| app.cohorts().unwrap().into_iter().find(|row| row.id == group.to_string());
    let was = of(app).unwrap();
    assert_eq!(was.volunteers, 2, "what three seats ask for");
    let to = CohortChange {
        code: " MARDI ".into(),
        title: "Premiers pas".into(),
        capacity: 3,
        volunteers: Some(1),
    };
    let told = app.change_cohort(group, &to).unwrap();
    let (row, now) = (&told.cohort, of(app).unwrap());
    assert_eq!((row.code.as_str(), row.title.as_str()), ("MARDI", "Premiers pas"));
    assert_eq!((row.volunteers, told.offered, row), (1, 0, &now));
    assert_eq!(app.today(None).unwrap().sessions[0].volunteers_target, 1);
    // Nothing is written of what is as it was.
    let held = digests(app);
    app.change_cohort(group, &to).unwrap();
    assert_eq!(digests(app), held);
    app.undo_on_plan().unwrap();
    assert_eq!(of(app).unwrap(), was);
    app.redo_on_plan().unwrap();
    assert_eq!(of(app).unwrap(), now);
}

#[test]
fn volunteers_follow_the_seats_until_somebody_chooses() {
    let (mut class, group, _) = full();
    let app = &mut class.app;
    assert_eq!(app.change_cohort(group, &seats(10)).unwrap().cohort.volunteers, 4);
    let chosen = CohortChange { volunteers: Some(3), ..seats(10) };
    assert_eq!(app.change_cohort(group, &chosen).unwrap().cohort.volunteers, 3);
    assert_eq!(app.change_cohort(group, &seats(20)).unwrap().cohort.volunteers, 3);
}

#[test]
fn a_change_is_held_to_the_limits_of_a_new_group() {
    let (mut class, group, _) = full();
    let app = &mut class.app;
    let refused = [
        (CohortChange { code: " ".into(), ..seats(3) }, "cohort.code"),
        (CohortChange { code: "A".repeat(41), ..seats(3) }, "cohort.code"),
        (CohortChange { title: String::new(), ..seats(3) }, "cohort.title"),
        (seats(0), "cohort.capacity"),
        (seats(1001), "cohort.capacity"),
        (CohortChange { volunteers: Some(1001), ..seats(3) }, "cohort.volunteers"),
        (seats(2), "cohort.seats_taken"),
    ];
    let held = digests(app);
    for (to, why) in refused {
        assert_eq!(code(app.change_cohort(group, &to)), why);
    }
    assert_eq!(code(app.change_cohort(RecordId(uuid::Uuid::nil()), &seats(3))), "cohort.unknown");
    assert_eq!(digests(app), held);
}

#[test]
fn seats_that_are_added_are_offered_to_those_who_wait_in_the_same_gesture() {
    let (mut class, group, [dana, ebo]) = full();
    let app = &mut class.app;
    let told = app.change_cohort(group, &seats(4)).unwrap();
    assert_eq!((told.offered, told.cohort.capacity), (1, 4));
    let view = app.waiting(group).unwrap();
    assert_eq!((offered(&view), view.free), (vec![dana], 0));
    assert_eq!(code(app.change_cohort(group, &seats(3))), "cohort.seats_taken", "one is offered");
    app.undo_on_plan().unwrap();
    let view = app.waiting(group).unwrap();
    assert_eq!((offered(&view), view.capacity), (vec![], 3));
    app.redo_on_plan().unwrap();
    assert_eq!(offered(&app.waiting(group).unwrap()), [dana]);
    // More than wait: the others are free.
    app.change_cohort(group, &seats(9)).unwrap();
    let view = app.waiting(group).unwrap();
    assert_eq!((offered(&view), view.free), (vec![dana, ebo], 4));
}

/// Two seats are given back one after the other, and offered. Whoever was offered the first says no, and
/// the group becomes smaller: with so few seats there was none to offer then.
#[test]
fn fewer_seats_take_no_offer_away() {
    let (mut class, group, [dana, ebo]) = full();
    let app = &mut class.app;
    let leaves = |app: &mut App, name: &str| {
        let learner = app.find_known_learner(name).unwrap();
        app.cancel_enrolment(group, learner).unwrap();
    };
    leaves(app, "Cyrine B");
    class.clock.jump_ms(1000);
    leaves(app, "Amina Diallo");
    assert_eq!(offered(&app.waiting(group).unwrap()), [dana, ebo]);
    class.clock.jump_ms(1000);
    app.answer_offer(group, dana, false, None, false).unwrap();
    let until = |app: &App| {
        let view = app.waiting(group).unwrap();
        (offered(&view), view.people.iter().find_map(|one| one.until_ms))
    };
    let before = until(app);
    assert_eq!(before.0, [ebo]);
    app.change_cohort(group, &seats(2)).unwrap();
    assert_eq!(app.waiting(group).unwrap().free, 0);
    assert_eq!(until(app), before);
    class.clock.jump_ms(1000);
    assert_eq!(until(app), before);
}

/// What the seats of groups ask for: the key, the name, how many.
fn asked(app: &mut App) -> Vec<(String, String, String)> {
    let needs = app.today(None).unwrap().needs.into_iter();
    let of_seats = needs.filter(|need| need.key.starts_with("seats_"));
    let told = of_seats.map(|need| {
        assert_eq!(need.cohort, Some(app.find_cohort(&need.args["code"]).unwrap().to_string()));
        (need.key.clone(), need.args["name"].clone(), need.args["count"].clone())
    });
    told.collect()
}

/// The group meets again in May, so that it is not over while offers end.
#[test]
fn an_offer_that_ends_or_passed_on_is_told_to_whoever_plans() {
    let (mut class, group, [_, ebo]) = full();
    let line = |key: &str, name: &str| vec![(key.to_owned(), name.to_owned(), "1".to_owned())];
    let later = NewSession {
        cohort: group,
        day: passerelle_domain::calendar::parse_day("2027-05-20").unwrap(),
        start: 840,
        end: 960,
        room: None,
    };
    class.app.add_session(&later).unwrap();
    let amina = class.app.find_known_learner("Amina Diallo").unwrap();
    class.app.cancel_enrolment(group, amina).unwrap();
    assert_eq!(asked(&mut class.app), [], "it holds for three days");
    class.clock.jump_ms(49 * HOUR_MS);
    assert_eq!(asked(&mut class.app), line("seats_ending", "Dana X"));
    class.clock.jump_ms(24 * HOUR_MS);
    assert_eq!(asked(&mut class.app), line("seats_passed", "Ebo X"));
    // Written down by the next gesture, it is told all the same.
    class.app.set_offer_hours(group, 48).unwrap();
    assert_eq!(asked(&mut class.app), line("seats_passed", "Ebo X"));
    class.clock.jump_ms(72 * HOUR_MS);
    assert_eq!(asked(&mut class.app)[0].0, "seats_ended");
    assert_eq!(asked(&mut class.app)[0].2, "1", "the other ended longer ago");
    class.app.offer_seat(group, ebo).unwrap();
    assert_eq!(asked(&mut class.app), []);
    class.app.answer_offer(group, ebo, true, None, false).unwrap();
    assert_eq!(asked(&mut class.app), []);
}

/// Mondays and Thursdays from 12 April 2027: on the 20th three are over.
fn spring(app: &mut App) -> (RecordId, Vec<RecordId>) {
    let new = NewCohort {
        level: "DIG-1".into(),
        code: "AVRIL".into(),
        capacity: 10,
        first: "2027-04-12".into(),
        weekdays: vec![1, 4],
        start: 570,
        end: 690,
        sessions: Some(10),
        holidays: true,
        ..NewCohort::default()
    };
    let cohort = id(&app.add_cohort(&new).unwrap().id);
    let view = app.cohort_sessions(cohort).unwrap();
    (cohort, view.sessions.iter().map(|one| id(&one.id)).collect())
}

#[test]
fn the_rest_of_a_group_is_cancelled_in_one_gesture_and_never_what_is_over() {
    let mut class = class();
    let app = &mut class.app;
    let (cohort, sessions) = spring(app);
    let view = app.cancel_session(sessions[5], MoveScope::Following, "travaux").unwrap();
    assert_eq!(planned(&view), 5);
    assert_eq!(view.sessions[9].reason.as_deref(), Some("travaux"));
    app.undo_on_plan().unwrap();
    assert_eq!(planned(&app.cohort_sessions(cohort).unwrap()), 10);
    let view = app.cancel_session(sessions[5], MoveScope::All, "travaux").unwrap();
    assert_eq!(planned(&view), 3);
    let states = view.sessions[..4].iter().map(|one| one.state);
    let (over, gone) = (SessionState::Planned, SessionState::Cancelled);
    assert_eq!(states.collect::<Vec<_>>(), [over, over, over, gone]);
    app.undo_on_plan().unwrap();
    // One that is over and was not held goes alone, or with those that are to come.
    assert_eq!(planned(&app.cancel_session(sessions[0], MoveScope::One, "neige").unwrap()), 9);
    let view = app.cancel_session(sessions[1], MoveScope::Following, "neige").unwrap();
    assert_eq!((planned(&view), view.sessions[2].state), (1, over));
    let refused = app.cancel_session(sessions[2], MoveScope::All, " ");
    assert_eq!(code(refused), "plan.no_reason");
}

/// Groups A and B share an hour of today. Dana waits in A, and is in B.
#[test]
fn a_seat_at_hours_of_another_group_is_given_by_whoever_knows() {
    let (mut class, group, [dana, ebo]) = full();
    let app = &mut class.app;
    let b = app.find_cohort("B").unwrap();
    app.enrol(b, dana, false).unwrap();
    app.change_cohort(group, &seats(4)).unwrap();
    let held = digests(app);
    let refused = app.answer_offer(group, dana, true, None, false).unwrap_err();
    assert_eq!(refused.code(), "seat.elsewhere");
    assert_eq!(digests(app), held);
    let view = app.answer_offer(group, dana, true, None, true).unwrap();
    assert_eq!(view.free, 0);
    app.undo_on_plan().unwrap();
    // Who waits sits nowhere yet, and who leaves for it is expected there no more.
    assert_eq!(offered(&app.waiting(group).unwrap()), [dana]);
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    assert_eq!(code(app.enrol(b, amina, false)), "seat.elsewhere");
    app.transfer(group, amina, b, false).unwrap();
    app.undo_on_plan().unwrap();
    app.enrol(b, amina, true).unwrap();
    app.undo_on_plan().unwrap();
    // Into a third group, at hours of the one in which they stay.
    let (april, _) = spring(app);
    app.enrol(april, ebo, false).unwrap();
    app.enrol(b, ebo, false).unwrap();
    assert_eq!(code(app.transfer(april, ebo, b, false)), "seat.already");
    app.cancel_enrolment(b, ebo).unwrap();
    app.change_cohort(group, &seats(5)).unwrap();
    app.answer_offer(group, ebo, true, None, false).unwrap();
    assert_eq!(code(app.transfer(april, ebo, b, false)), "seat.elsewhere");
    app.transfer(april, ebo, b, true).unwrap();
}

/// What is over stands in nobody's way.
#[test]
fn hours_of_another_group_that_are_over_forbid_nothing() {
    let mut class = class();
    class.clock.turn_to("2027-04-20", 960);
    let app = &mut class.app;
    let amina = app.find_known_learner("Amina Diallo").unwrap();
    let b = app.find_cohort("B").unwrap();
    app.enrol(b, amina, false).unwrap();
}
