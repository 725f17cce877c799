//! A coordinator plans: the preview is what is created, a room that is taken stops, one undo takes all
//! back, a session that moves leaves what was written where it was written.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::class::{class, session_of};
use common::{DAY, around, setup};
use passerelle_app::dto::{
    AssignInput, CalendarView, ClosureInput, Fate, MarkInput, MoveApart, MoveInput, MoveScope,
    NewCohort, PlanChange, PlanFix, RotaQuery, SessionState, VenueInput,
};
use passerelle_app::{App, AppError, CalendarOf, NewSession, record_id};
use passerelle_domain::RecordId;

fn centre() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let app = App::init(folder.path(), around(), "Bègles", "Inès", &setup()).unwrap().0;
    (folder, app)
}

fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    result.unwrap_err().code().to_owned()
}

/// Mondays and Thursdays from 22 April 2027, as on the mock-up.
fn spring(venue: Option<&str>) -> NewCohort {
    NewCohort {
        level: "DIG-1".into(),
        code: "AVRIL".into(),
        venue: venue.map(Into::into),
        capacity: 10,
        first: "2027-04-22".into(),
        weekdays: vec![1, 4],
        start: 570,
        end: 690,
        sessions: Some(10),
        holidays: true,
        ..NewCohort::default()
    }
}

fn room(app: &mut App, name: &str, capacity: u16) -> String {
    let input = VenueInput {
        name: name.into(),
        capacity: Some(capacity),
        partner: Some("Mission locale".into()),
        ..VenueInput::default()
    };
    let rooms = app.save_venue(&input).unwrap();
    rooms.into_iter().find(|room| room.name == name).unwrap().id
}

fn days(view: &CalendarView) -> Vec<String> {
    let told = |state: SessionState| format!("{state:?}").to_lowercase();
    view.sessions.iter().map(|one| format!("{} {}", one.date, told(one.state))).collect()
}

fn id(text: &str) -> RecordId {
    record_id(text).unwrap()
}

fn to(date: &str, scope: MoveScope) -> MoveInput {
    MoveInput {
        date: date.into(),
        start: Some(570),
        end: Some(690),
        venue: None,
        scope,
        reason: "salle fermée".into(),
        apart: vec![],
    }
}

#[test]
fn what_is_shown_is_what_is_created_and_one_undo_takes_it_back() {
    let (_folder, mut app) = centre();
    let new = spring(None);
    let preview = app.preview_cohort(&new).unwrap();
    assert!(app.cohorts().unwrap().is_empty(), "a preview writes nothing");
    assert_eq!((preview.sessions, preview.minutes, preview.planned_minutes), (10, 1200, 1200));
    assert_eq!(preview.last.as_deref(), Some("2027-05-31"));
    let skipped: Vec<_> = preview.days.iter().filter(|day| day.fate == Fate::Skipped).collect();
    let names = skipped.iter().map(|day| day.reason.clone().unwrap().name.unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["ascension", "whit_monday"]);
    let cohort = app.add_cohort(&new).unwrap();
    let view = app.cohort_sessions(id(&cohort.id)).unwrap();
    let shown = preview.days.iter().filter(|day| day.number.is_some());
    let shown: Vec<_> = shown.map(|day| (day.date.clone(), day.module.clone())).collect();
    let made = view.sessions.iter().map(|one| (one.date.clone(), one.module.clone()));
    assert_eq!(made.collect::<Vec<_>>(), shown);
    assert_eq!(
        view.off.iter().map(|off| off.date.as_str()).collect::<Vec<_>>(),
        ["2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17"]
    );
    app.undo().unwrap();
    assert!(app.cohorts().unwrap().is_empty());
    assert!(app.calendar("2027-04-01", "2027-06-30").unwrap().sessions.is_empty());
}

#[test]
fn a_room_that_is_taken_stops_and_says_by_whom_and_where_else() {
    let (_folder, mut app) = centre();
    let (a, b) = (room(&mut app, "Salle A", 20), room(&mut app, "Salle B", 12));
    app.add_cohort(&NewCohort { code: "MARS".into(), ..spring(Some(&b)) }).unwrap();
    let new = NewCohort { sessions: Some(1), ..spring(Some(&b)) };
    let preview = app.preview_cohort(&new).unwrap();
    let clash = &preview.clashes[0];
    assert!(clash.is_block && preview.days[0].is_clash);
    assert_eq!(clash.problem.code, "plan.room_taken");
    assert_eq!(clash.problem.args["code"], "MARS");
    assert_eq!(clash.by.as_deref(), Some("Inès"));
    let name = "Salle A".to_owned();
    let date = "2027-04-23".to_owned();
    let ways =
        [PlanFix::Venue { venue: a.clone(), name }, PlanFix::Day { date, start: 570, end: 690 }];
    assert_eq!(clash.fixes, ways);
    assert_eq!(code(app.add_cohort(&new)), "plan.clash");
    // Either way out settles it.
    let other_room = NewCohort { venue: Some(a), ..new.clone() };
    assert!(app.preview_cohort(&other_room).unwrap().clashes.is_empty());
    let change = PlanChange {
        from: "2027-04-22".into(),
        date: Some("2027-04-23".into()),
        ..PlanChange::default()
    };
    let other_day = NewCohort { changes: vec![change], ..new };
    let preview = app.preview_cohort(&other_day).unwrap();
    assert!(preview.clashes.is_empty());
    assert_eq!(preview.days[0].fate, Fate::Changed);
    app.add_cohort(&other_day).unwrap();
    let view = app.calendar("2027-04-22", "2027-04-23").unwrap();
    assert_eq!(view.sessions.len(), 2);
    assert!(view.sessions.iter().all(|one| one.room.as_deref() == Some("Salle B")));
}

/// On the planner's screen Ctrl+Z reaches no mark, on a register's no group.
#[test]
fn what_was_planned_is_taken_back_where_it_was_planned() {
    let mut class = class();
    class.mark("Amina", MarkInput::Present).unwrap();
    assert_eq!(code(class.app.undo_on_plan()), "undo.nothing");
    class.app.add_cohort(&spring(None)).unwrap();
    assert_eq!(code(class.app.undo_on_register(None)), "undo.nothing");
    assert_eq!(class.app.undo_on_plan().unwrap().label.key, "cohort-added");
    assert_eq!(class.app.redo_on_plan().unwrap().label.key, "cohort-added");
    assert_eq!(class.app.cohorts().unwrap().len(), 3);
}

#[test]
fn too_small_a_room_and_a_room_in_words_stop_nobody() {
    let (_folder, mut app) = centre();
    let small = room(&mut app, "Petite", 6);
    let preview = app.preview_cohort(&spring(Some(&small))).unwrap();
    let codes: Vec<_> = preview.clashes.iter().map(|clash| clash.problem.code.as_str()).collect();
    assert_eq!(codes, ["plan.over_capacity"]);
    assert_eq!(preview.clashes[0].from, None, "it is about all of them");
    app.add_cohort(&spring(Some(&small))).unwrap();
    let words = NewCohort { room: Some("Médiathèque".into()), ..spring(None) };
    app.add_cohort(&words).unwrap();
    let again = NewCohort { room: Some(" médiathèque ".into()), ..words };
    let preview = app.preview_cohort(&again).unwrap();
    assert_eq!(preview.clashes.len(), 10);
    assert!(preview.clashes.iter().all(|clash| !clash.is_block));
    // The words of a room that has a record are that room.
    let named = NewCohort { room: Some("petite".into()), ..spring(None) };
    assert!(app.preview_cohort(&named).unwrap().clashes.iter().any(|clash| clash.is_block));
}

#[test]
fn a_session_that_moves_leaves_its_date_behind_and_its_people_are_asked_again() {
    let (_folder, mut app) = centre();
    let cohort = id(&app.add_cohort(&spring(None)).unwrap().id);
    let sessions = app.cohort_sessions(cohort).unwrap().sessions;
    let third = id(&sessions[2].id);
    assert_eq!(
        code(app.move_session(
            third,
            &MoveInput { reason: " ".into(), ..to("2027-04-30", MoveScope::One) }
        )),
        "plan.no_reason"
    );
    let preview = app.preview_move(third, &to("2027-04-30", MoveScope::One)).unwrap();
    assert_eq!((preview.sessions, preview.days[0].fate), (1, Fate::Moved));
    let view = app.move_session(third, &to("2027-04-30", MoveScope::One)).unwrap();
    assert_eq!(days(&view)[2..4], ["2027-04-29 moved", "2027-04-30 planned"]);
    let gone = &view.sessions[2];
    assert_eq!(gone.moved_to.as_deref(), Some("2027-04-30"));
    assert_eq!(gone.reason.as_deref(), Some("salle fermée"));
    assert_eq!((view.sessions[3].number, view.sessions[3].of), (3, 10));
    assert_eq!(app.cohorts().unwrap()[0].sessions, 10);
    assert_eq!(app.today(Some("2027-04-29")).unwrap().sessions.len(), 0);
    assert_eq!(code(app.cancel_session(third, MoveScope::One, "x")), "session.not_on");
    app.undo().unwrap();
    let view = app.cohort_sessions(cohort).unwrap();
    assert_eq!((view.sessions.len(), view.sessions[2].state), (10, SessionState::Planned));
}

#[test]
fn this_and_the_following_and_all() {
    let (_folder, mut app) = centre();
    let cohort = id(&app.add_cohort(&spring(None)).unwrap().id);
    let fifth = id(&app.cohort_sessions(cohort).unwrap().sessions[4].id);
    // From Monday 10 May on, a day later: Tuesdays and Fridays.
    let view = app.move_session(fifth, &to("2027-05-11", MoveScope::Following)).unwrap();
    let on = view.sessions.iter().filter(|one| one.state == SessionState::Planned);
    let on: Vec<_> = on.map(|one| one.date.as_str()).collect();
    let expected = [
        "2027-04-22",
        "2027-04-26",
        "2027-04-29",
        "2027-05-03",
        "2027-05-11",
        "2027-05-14",
        "2027-05-21",
        "2027-05-25",
        "2027-05-28",
        "2027-06-01",
    ];
    assert_eq!(on, expected);
    // Other hours on the same days change the sessions themselves.
    let first = view.sessions.iter().find(|one| one.state == SessionState::Planned).unwrap();
    let evening =
        MoveInput { start: Some(1080), end: Some(1200), ..to(&first.date.clone(), MoveScope::All) };
    let after = app.move_session(id(&first.id), &evening).unwrap();
    assert_eq!(after.sessions.len(), view.sessions.len());
    let on = after.sessions.iter().filter(|one| one.state == SessionState::Planned);
    assert!(on.clone().all(|one| one.start == 1080) && on.count() == 10);
}

/// Days and places of what takes place, from a session on.
fn places(view: &CalendarView, from: usize) -> Vec<(String, String, u16)> {
    let on = view.sessions.iter().filter(|one| one.state == SessionState::Planned).skip(from);
    on.map(|one| (one.date.clone(), one.room.clone().unwrap_or_default(), one.start)).collect()
}

/// From Monday 10 May on, four days later: one of them would be on Whit Monday, and in a room that is
/// taken is another. Each way out changes its own session, and one undo takes all of it back.
#[test]
fn a_way_out_is_of_its_own_session() {
    let (_folder, mut app) = centre();
    let (a, b) = (room(&mut app, "Salle A", 20), room(&mut app, "Salle B", 12));
    let other = NewCohort { first: "2027-05-28".into(), sessions: Some(1), ..spring(Some(&b)) };
    app.add_cohort(&NewCohort { code: "MAI".into(), weekdays: vec![5], ..other }).unwrap();
    let cohort = id(&app.add_cohort(&spring(Some(&b))).unwrap().id);
    let before = app.cohort_sessions(cohort).unwrap();
    let fifth = &before.sessions[4];
    assert_eq!(fifth.date, "2027-05-10");
    let plain = MoveInput { start: None, end: None, ..to("2027-05-14", MoveScope::Following) };
    let preview = app.preview_move(id(&fifth.id), &plain).unwrap();
    let told = preview.clashes.iter().map(|one| (one.problem.code.as_str(), &one.date[..]));
    let expected = [("plan.holiday", "2027-05-17"), ("plan.room_taken", "2027-05-28")];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let (sixth, eighth) = (before.sessions[5].id.clone(), before.sessions[7].id.clone());
    let about = preview.clashes.iter().flat_map(|clash| &clash.about);
    assert_eq!(about.collect::<Vec<_>>(), [&sixth, &eighth]);
    let day = "2027-05-18".to_owned();
    let way = PlanFix::Day { date: day.clone(), start: 570, end: 690 };
    assert_eq!(preview.clashes[0].fixes, [way]);
    let way = PlanFix::Venue { venue: a.clone(), name: "Salle A".into() };
    assert_eq!(preview.clashes[1].fixes[0], way);
    let apart = vec![
        MoveApart { session: sixth, date: Some(day), ..MoveApart::default() },
        MoveApart { session: eighth, venue: Some(a), ..MoveApart::default() },
    ];
    let settled = MoveInput { apart, ..plain };
    let preview = app.preview_move(id(&fifth.id), &settled).unwrap();
    assert!(preview.clashes.is_empty());
    let shown: Vec<_> = preview.days.iter().map(|day| day.date.clone()).collect();
    let view = app.move_session(id(&fifth.id), &settled).unwrap();
    let place = |date: &str, room: &str| (date.to_owned(), room.to_owned(), 570);
    let expected = [
        place("2027-05-14", "Salle B"),
        place("2027-05-18", "Salle B"),
        place("2027-05-24", "Salle B"),
        place("2027-05-28", "Salle A"),
        place("2027-05-31", "Salle B"),
        place("2027-06-04", "Salle B"),
    ];
    assert_eq!(places(&view, 4), expected);
    assert_eq!(shown, expected.map(|(date, ..)| date));
    app.undo_on_plan().unwrap();
    assert_eq!(app.cohort_sessions(cohort).unwrap(), before);
}

#[test]
fn what_is_asked_apart_has_to_make_sense() {
    let (_folder, mut app) = centre();
    let mut cohort = || id(&app.add_cohort(&spring(None)).unwrap().id);
    let (cohort, other) = (cohort(), cohort());
    let mut first = |of| app.cohort_sessions(of).unwrap().sessions[0].id.clone();
    let (one, other) = (first(cohort), first(other));
    let mut check = |apart: MoveApart, expected: &str| {
        let to = MoveInput { apart: vec![apart], ..to("2027-04-23", MoveScope::All) };
        assert_eq!(code(app.preview_move(id(&one), &to)), expected);
        assert_eq!(code(app.move_session(id(&one), &to)), expected);
    };
    let apart = || MoveApart { session: one.clone(), ..MoveApart::default() };
    check(MoveApart { session: "x".into(), ..apart() }, "record.unknown");
    check(MoveApart { session: other, ..apart() }, "session.unknown");
    check(MoveApart { date: Some("bientôt".into()), ..apart() }, "calendar.day_unreadable");
    check(MoveApart { start: Some(690), ..apart() }, "session.times");
    check(MoveApart { end: Some(1441), ..apart() }, "session.times");
    check(MoveApart { venue: Some(DAY.into()), ..apart() }, "venue.unknown");
}

/// One session is in another room, another begins later: a move by a day leaves both as they are, and
/// other hours for all leave the rooms.
#[test]
fn what_nobody_asked_to_change_stays_each_sessions_own() {
    let (_folder, mut app) = centre();
    let (a, b) = (room(&mut app, "Salle A", 20), room(&mut app, "Salle B", 12));
    let new = NewCohort { sessions: Some(3), ..spring(Some(&b)) };
    let cohort = id(&app.add_cohort(&new).unwrap().id);
    let ids = app.cohort_sessions(cohort).unwrap().sessions;
    let ids: Vec<_> = ids.iter().map(|one| id(&one.id)).collect();
    let stay = |date: &str| MoveInput { start: None, end: None, ..to(date, MoveScope::One) };
    let in_a = MoveInput { venue: Some(a), ..stay("2027-04-26") };
    app.move_session(ids[1], &in_a).unwrap();
    let later = MoveInput { start: Some(600), end: Some(660), ..stay("2027-04-29") };
    app.move_session(ids[2], &later).unwrap();
    let day_later = MoveInput { scope: MoveScope::Following, ..stay("2027-04-23") };
    let preview = app.preview_move(ids[0], &day_later).unwrap();
    assert_eq!((preview.sessions, preview.minutes), (3, 300));
    let view = app.move_session(ids[0], &day_later).unwrap();
    let place = |date: &str, room: &str, start| (date.to_owned(), room.to_owned(), start);
    let expected = [
        place("2027-04-23", "Salle B", 570),
        place("2027-04-27", "Salle A", 570),
        place("2027-04-30", "Salle B", 600),
    ];
    assert_eq!(places(&view, 0), expected);
    let first = view.sessions.iter().find(|one| one.state == SessionState::Planned).unwrap();
    let evening =
        MoveInput { start: Some(1080), end: Some(1200), ..to(&first.date, MoveScope::All) };
    let view = app.move_session(id(&first.id), &evening).unwrap();
    assert_eq!(places(&view, 0), expected.map(|(date, room, _)| (date, room, 1080)));
}

/// On a day with hours of its own, the ways out are at those hours and keep to them.
#[test]
fn another_room_keeps_the_hours_of_the_day() {
    let (_folder, mut app) = centre();
    let (a, b) = (room(&mut app, "Salle A", 20), room(&mut app, "Salle B", 12));
    let ramadan = ClosureInput {
        start: Some(600),
        end: Some(660),
        ..closed("2027-05-10", "2027-05-10", "Ramadan")
    };
    app.save_closure(&ramadan).unwrap();
    let other = NewCohort { first: "2027-05-10".into(), sessions: Some(1), ..spring(Some(&b)) };
    app.add_cohort(&NewCohort { code: "MAI".into(), ..other }).unwrap();
    let new = spring(Some(&b));
    let preview = app.preview_cohort(&new).unwrap();
    let [clash] = &preview.clashes[..] else { unreachable!("{:?}", preview.clashes) };
    assert_eq!((clash.date.as_str(), clash.start, clash.end), ("2027-05-10", 600, 660));
    let way = PlanFix::Venue { venue: a.clone(), name: "Salle A".into() };
    assert_eq!(clash.fixes[0], way);
    let day = || Some("2027-05-10".to_owned());
    let from = day().unwrap();
    let change = PlanChange { from, date: day(), venue: Some(a), ..PlanChange::default() };
    let settled = NewCohort { changes: vec![change], ..new };
    let cohort = id(&app.add_cohort(&settled).unwrap().id);
    let sessions = app.cohort_sessions(cohort).unwrap().sessions;
    let one = sessions.iter().find(|one| one.date == "2027-05-10").unwrap();
    assert_eq!((one.room.as_deref(), one.start, one.end), (Some("Salle A"), 600, 660));
}

/// What is past and was never marked is not moved with what is to come.
#[test]
fn all_are_those_to_come() {
    let (_folder, mut app) = centre();
    let past = NewCohort { first: "2027-04-08".into(), sessions: Some(6), ..spring(None) };
    let cohort = id(&app.add_cohort(&past).unwrap().id);
    let sessions = app.cohort_sessions(cohort).unwrap().sessions;
    let (before, next) = sessions.split_at(4);
    assert!(before.iter().all(|one| one.date.as_str() < DAY));
    let there = passerelle_domain::calendar::parse_day(&next[0].date).unwrap() + 1;
    let there = passerelle_domain::calendar::format_day(there);
    let view = app.move_session(id(&next[0].id), &to(&there, MoveScope::All)).unwrap();
    let moved = view.sessions.iter().filter(|one| one.state == SessionState::Moved);
    assert_eq!(moved.count(), next.len());
}

/// Fifty clashes are shown; the one that stops is among them, wherever it stands.
#[test]
fn a_clash_that_stops_is_never_hidden_behind_others() {
    let (_folder, mut app) = centre();
    let room_b = room(&mut app, "Salle B", 12);
    let many = |code: &str| NewCohort {
        code: code.into(),
        room: Some("Médiathèque".into()),
        sessions: Some(60),
        weekdays: vec![1, 2, 3, 4, 5],
        ..spring(None)
    };
    app.add_cohort(&many("LONG")).unwrap();
    let last = app.preview_cohort(&many("X")).unwrap().last.unwrap();
    let late = NewCohort {
        first: last.clone(),
        sessions: Some(1),
        weekdays: vec![],
        ..spring(Some(&room_b))
    };
    app.add_cohort(&late).unwrap();
    let change = PlanChange {
        from: last.clone(),
        date: Some(last),
        venue: Some(room_b),
        ..PlanChange::default()
    };
    let new = NewCohort { changes: vec![change], ..many("COURT") };
    let preview = app.preview_cohort(&new).unwrap();
    assert_eq!((preview.clashes.len(), preview.more_clashes), (50, 10));
    assert_eq!(preview.clashes.iter().filter(|clash| clash.is_block).count(), 1);
    assert_eq!(code(app.add_cohort(&new)), "plan.clash");
}

#[test]
fn what_was_written_stays_where_it_was_written() {
    let mut class = class();
    class.mark("Amina", MarkInput::Present).unwrap();
    let session = class.session;
    let moved = class.app.move_session(session, &to("2027-04-21", MoveScope::One));
    assert_eq!(code(moved), "session.has_marks");
    assert_eq!(code(class.app.cancel_session(session, MoveScope::One, "x")), "session.has_marks");
    let other = session_of(&mut class.app, "B");
    let view = class.app.cancel_session(other, MoveScope::One, "inondation").unwrap();
    assert_eq!(days(&view), ["2027-04-20 cancelled"]);
    assert!(!class.app.today(None).unwrap().sessions.iter().any(|card| card.code == "B"));
    // Somebody who had not heard of it marks there all the same: the register is in sight again.
    let learner = class.app.register(other).unwrap().learners[0].id.clone();
    class.app.mark(other, id(&learner), MarkInput::Present).unwrap();
    assert!(class.app.today(None).unwrap().sessions.iter().any(|card| card.code == "B"));
    let cohort = id(&view.sessions[0].cohort);
    assert_eq!(days(&class.app.cohort_sessions(cohort).unwrap()), ["2027-04-20 open"]);
}

#[test]
fn a_room_is_written_whole_and_only_what_changed_is_written_again() {
    let (_folder, mut app) = centre();
    let a = room(&mut app, "Salle A", 20);
    let same = VenueInput {
        id: Some(a.clone()),
        name: "Salle A".into(),
        capacity: Some(20),
        partner: Some("Mission locale".into()),
        ..VenueInput::default()
    };
    let before = app.view().pending().unwrap().count;
    app.save_venue(&same).unwrap();
    assert_eq!(app.view().pending().unwrap().count, before);
    let archived = VenueInput { is_archived: true, address: Some("1 rue X".into()), ..same };
    let rooms = app.save_venue(&archived).unwrap();
    assert_eq!(rooms[0].address.as_deref(), Some("1 rue X"));
    assert_eq!(rooms[0].partner.as_deref(), Some("Mission locale"));
    assert!(rooms[0].is_archived);
    app.undo().unwrap();
    assert!(!app.venues().unwrap()[0].is_archived);
    assert_eq!(code(app.save_venue(&VenueInput::default())), "venue.name");
    let unknown = VenueInput { id: Some(DAY.into()), name: "X".into(), ..VenueInput::default() };
    assert_eq!(code(app.save_venue(&unknown)), "record.unknown");
}

#[test]
fn nonsense_changes_nothing() {
    let (_folder, mut app) = centre();
    let mut check = |new: NewCohort, expected: &str| {
        assert_eq!(code(app.preview_cohort(&new)), expected);
        assert_eq!(code(app.add_cohort(&new)), expected);
    };
    check(NewCohort { level: "X".into(), ..spring(None) }, "level.unknown");
    check(NewCohort { end: 570, ..spring(None) }, "session.times");
    check(NewCohort { weekdays: vec![8], ..spring(None) }, "cohort.weekdays");
    check(NewCohort { sessions: Some(401), ..spring(None) }, "cohort.sessions_count");
    check(NewCohort { sessions: None, ..spring(None) }, "cohort.sessions_count");
    let last = |last: &str| NewCohort { sessions: None, last: Some(last.into()), ..spring(None) };
    check(last("2027-04-21"), "cohort.last_before_first");
    check(last("soon"), "calendar.day_unreadable");
    check(NewCohort { venue: Some(DAY.into()), ..spring(None) }, "venue.unknown");
    check(
        NewCohort { first: "2027-05-06".into(), weekdays: vec![4], ..last("2027-05-06") },
        "cohort.none_planned",
    );
    assert_eq!(code(app.calendar("2027-01-01", "2029-01-01")), "calendar.too_long");
    assert!(app.cohorts().unwrap().is_empty());
}

#[test]
fn a_calendar_file_is_of_a_group_a_room_or_a_volunteer_and_names_no_learner() {
    let mut class = class();
    let app = &mut class.app;
    let cohort = app.cohorts().unwrap().into_iter().find(|row| row.code == "A").unwrap();
    let of = CalendarOf::Cohort(id(&cohort.id));
    let file = app.calendar_document(of).unwrap();
    assert_eq!(file.name, "A.ics");
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains("DTSTART;TZID=Europe/Paris:20270420T140000"), "{text}");
    assert!(!text.contains("Amina") && !text.contains("Diallo"));
    assert_eq!(
        app.calendar_document(of).unwrap().bytes,
        file.bytes,
        "the same data, the same bytes"
    );
    let session = class.session;
    let view = app.cancel_session(session, MoveScope::One, "inondation").unwrap();
    assert_eq!(view.sessions.len(), 1);
    let text = String::from_utf8(app.calendar_document(of).unwrap().bytes).unwrap();
    assert!(text.contains("STATUS:CANCELLED"), "{text}");
    let nobody = app.find_volunteer("Inès").unwrap().unwrap();
    assert_eq!(
        code(app.calendar_document(CalendarOf::Volunteer(nobody)).map(drop)),
        "document.nothing"
    );
    assert_eq!(code(app.calendar_document(CalendarOf::Venue(nobody)).map(drop)), "venue.unknown");
}

/// The day and the standing of each event of a calendar file, and its place.
fn events(app: &mut App, of: CalendarOf) -> Vec<String> {
    let text = String::from_utf8(app.calendar_document(of).unwrap().bytes).unwrap();
    let told = |event: &str, name: &str| {
        let line = event.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(':')).map_or(String::new(), |(_, value)| value.into())
    };
    let events = text.split("BEGIN:VEVENT").skip(1);
    let lines = events.map(|event| {
        let day = told(event, "DTSTART")[..8].to_owned();
        [day, told(event, "STATUS"), told(event, "LOCATION")].join(" ").trim_end().to_owned()
    });
    lines.collect()
}

/// Ten sessions, of which a volunteer was asked for three: yes to one, no to another, not a word to the
/// third. Their file says so, and a later answer is a later version.
#[test]
fn a_volunteers_file_tells_what_they_answered_and_a_rooms_what_is_there() {
    let (_folder, mut app) = centre();
    let (a, b) = (room(&mut app, "Salle A", 20), room(&mut app, "Salle B", 12));
    let cohort = id(&app.add_cohort(&spring(Some(&b))).unwrap().id);
    let sessions = app.cohort_sessions(cohort).unwrap().sessions;
    let me = app.find_volunteer("Inès").unwrap().unwrap();
    let span = RotaQuery { first: DAY.into(), last: "2027-05-31".into(), cohort: None };
    let answer = |app: &mut App, at: usize, answer: Option<&str>| {
        let input = AssignInput {
            session: sessions[at].id.clone(),
            volunteer: me.to_string(),
            part: Some("assistant".into()),
            answer: answer.map(Into::into),
        };
        app.assign(&input, &span).unwrap();
    };
    answer(&mut app, 0, Some("confirmed"));
    answer(&mut app, 1, Some("declined"));
    answer(&mut app, 2, Some("asked"));
    let of = CalendarOf::Volunteer(me);
    let told = ["20270422 CONFIRMED Salle B", "20270429 TENTATIVE Salle B"];
    assert_eq!(events(&mut app, of), told);
    let sequence = |app: &mut App| {
        let text = String::from_utf8(app.calendar_document(of).unwrap().bytes).unwrap();
        let line = text.lines().rfind(|line| line.starts_with("SEQUENCE:")).unwrap().to_owned();
        line["SEQUENCE:".len()..].parse::<u64>().unwrap()
    };
    let before = sequence(&mut app);
    answer(&mut app, 2, Some("confirmed"));
    assert_eq!(events(&mut app, of)[1], "20270429 CONFIRMED Salle B");
    assert!(sequence(&mut app) > before);
    // In the room are those that were planned there and have not gone elsewhere.
    let to = MoveInput { venue: Some(a.clone()), ..to("2027-05-03", MoveScope::One) };
    app.move_session(id(&sessions[3].id), &to).unwrap();
    assert_eq!(events(&mut app, CalendarOf::Venue(id(&a))), ["20270503 CONFIRMED Salle A"]);
    let in_b = events(&mut app, CalendarOf::Venue(id(&b)));
    assert!(in_b.iter().all(|event| event.ends_with(" CONFIRMED Salle B")), "{in_b:?}");
    assert_eq!((in_b.len(), in_b.iter().any(|event| event.starts_with("20270503"))), (9, false));
}

/// The first session is in another room than its group: the letter sends people to that one's door.
#[test]
fn where_a_group_meets_first_is_told_with_its_address() {
    let (_folder, mut app) = centre();
    let mut place = |name: &str, address: &str| {
        let (name, address) = (name.to_owned(), Some(address.to_owned()));
        let input = VenueInput { name: name.clone(), address, ..VenueInput::default() };
        let rooms = app.save_venue(&input).unwrap();
        rooms.into_iter().find(|room| room.name == name).unwrap().id
    };
    let (b, m) = (place("Salle B", "12 rue des Glacières"), place("Médiathèque", "4 place X"));
    let cohort = id(&app.add_cohort(&spring(Some(&b))).unwrap().id);
    let from = passerelle_domain::calendar::parse_day(DAY).unwrap();
    let told = |app: &App| app.view().first_meeting(cohort, from).unwrap().unwrap().place;
    assert_eq!(told(&app), "Salle B, 12 rue des Glacières");
    let first = id(&app.cohort_sessions(cohort).unwrap().sessions[0].id);
    let to = MoveInput { venue: Some(m), ..to("2027-04-22", MoveScope::One) };
    app.move_session(first, &to).unwrap();
    assert_eq!(told(&app), "Médiathèque, 4 place X");
    // A place in words has no address, and not its group's either.
    let (day, room) = (from + 1, Some("Gymnase".to_owned()));
    let new = NewSession { cohort, day, start: 570, end: 690, room };
    app.add_session(&new).unwrap();
    assert_eq!(told(&app), "Gymnase");
}

fn closed(first: &str, last: &str, title: &str) -> ClosureInput {
    ClosureInput {
        first: first.into(),
        last: last.into(),
        title: title.into(),
        ..ClosureInput::default()
    }
}

#[test]
fn closed_days_other_hours_and_a_territory_change_what_is_planned() {
    let (_folder, mut app) = centre();
    let room_b = room(&mut app, "Salle B", 12);
    app.save_closure(&closed("2027-04-26", "2027-04-30", "Vacances")).unwrap();
    let works = ClosureInput {
        venue: Some(room_b.clone()),
        ..closed("2027-05-03", "2027-05-03", "Travaux")
    };
    app.save_closure(&works).unwrap();
    let exam = ClosureInput {
        start: Some(600),
        end: Some(660),
        ..closed("2027-05-10", "2027-05-10", "Examens")
    };
    app.save_closure(&exam).unwrap();
    let fates = |app: &mut App, venue: Option<&str>| {
        let preview = app.preview_cohort(&spring(venue)).unwrap();
        let days = preview.days.into_iter().take(6);
        days.map(|day| (day.date, day.fate, day.reason.and_then(|why| why.name)))
            .collect::<Vec<_>>()
    };
    let day = |date: &str, fate, why: Option<&str>| (date.to_owned(), fate, why.map(str::to_owned));
    assert_eq!(
        fates(&mut app, Some(&room_b)),
        [
            day("2027-04-22", Fate::Kept, None),
            day("2027-04-26", Fate::Skipped, Some("Vacances")),
            day("2027-04-29", Fate::Skipped, Some("Vacances")),
            day("2027-05-04", Fate::Moved, Some("Travaux")),
            day("2027-05-06", Fate::Skipped, Some("ascension")),
            day("2027-05-10", Fate::Changed, Some("Examens")),
        ]
    );
    assert_eq!(fates(&mut app, None)[3], day("2027-05-03", Fate::Kept, None));
    // Good Friday is a holiday in Alsace, and a session there is told so.
    let friday = NewCohort { first: "2027-03-26".into(), weekdays: vec![5], ..spring(None) };
    assert_eq!(app.preview_cohort(&friday).unwrap().days[0].fate, Fate::Kept);
    let days = app.set_territory("alsace_moselle").unwrap();
    assert_eq!((days.territory.as_str(), days.territories.len()), ("alsace_moselle", 13));
    assert_eq!(app.preview_cohort(&friday).unwrap().days[0].fate, Fate::Skipped);
    app.undo_on_plan().unwrap();
    assert_eq!(app.days_off().unwrap().territory, "metropole");
    let id = record_id(&app.days_off().unwrap().closures[0].id).unwrap();
    assert_eq!(app.remove_closure(id).unwrap().closures.len(), 2);
    assert_eq!(code(app.remove_closure(id)), "closure.unknown");
    assert_eq!(code(app.save_closure(&closed("2027-05-02", "2027-05-01", ""))), "closure.days");
    assert_eq!(code(app.save_closure(&closed("2027-05-02", "2029-05-01", ""))), "closure.days");
    let half = ClosureInput { start: Some(600), ..closed("2027-05-02", "2027-05-02", "") };
    assert_eq!(code(app.save_closure(&half)), "closure.hours");
    assert_eq!(code(app.set_territory("atlantide")), "holidays.territory");
}
